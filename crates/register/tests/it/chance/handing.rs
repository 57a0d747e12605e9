//! What a desk, or an officer, has of papers and dossiers goes over to another.

use procedure::dossier::DossierEvent;
use procedure::event::Event;
use procedure::handing::{OfPaper, PaperHanded, of_dossier, of_paper};
use procedure::paper::InHouse;

use super::{DOSSIERS, World, dossier};

impl World {
    /// What a desk has of a paper and of a dossier goes to another, or what comes back to an officer to another.
    pub(super) fn hand_over(&mut self) {
        let (paper, by, reason) = (self.any_paper(), self.any_officer(), "because".to_owned());
        let (from, to) = match self.chance.one_in(3) {
            true => (InHouse::Officer(self.any_officer()), InHouse::Officer(self.any_officer())),
            false => (InHouse::Desk(self.any_desk()), InHouse::Desk(self.any_desk())),
        };
        let state = self.state(paper);
        let what = of_paper(&state, &from);
        let makes = |one: &OfPaper| matches!(one, OfPaper::Direction { .. } | OfPaper::CameBack { .. });
        let next = state.directions.iter().map(|direction| direction.no).max().unwrap_or(0) + 1;
        let first = what.iter().any(makes).then_some(next);
        let papers = if what.is_empty() { vec![] } else { vec![PaperHanded { paper, what, first }] };
        let touched = papers.iter().map(|handed| handed.paper).collect();
        let (handed, why) = (papers, reason.clone());
        let whole = Event::HandedOver {
            from: from.clone(),
            to: to.clone(),
            desk: None,
            reason: why,
            papers: handed,
            held: None,
        };
        let dossier = dossier(1 + self.chance.below(DOSSIERS));
        let what = self.dossier(&dossier).map(|known| of_dossier(&known, &from)).filter(|what| !what.is_empty());
        let in_dossier = what.map(|what| Event::InDossier {
            dossier,
            change: DossierEvent::HandedOver { from, to, what, reason },
            bodies: vec![],
        });
        self.add(by, touched, std::iter::once(whole).chain(in_dossier).collect());
    }
}
