//! What happens in the dossiers of a random office.

use jiff::civil::date;
use procedure::dossier::{AskedEnd, Assessed, Because, ClaimWords, Dossier, DossierEvent, Hangs, Position};
use procedure::event::Event;
use procedure::ids::DossierId;
use procedure::paper::{BringForwardEnd, InHouse};

use super::{Chance, DOSSIERS, RULES, World, dossier};
use crate::office::Entry;

impl World {
    /// What is in a dossier now, as the fold has it.
    pub(crate) fn dossier(&self, id: &DossierId) -> Option<Dossier> {
        let fold = |before, (at, acted, events): &Entry| Dossier::apply_entry(before, id, acted, events, *at).unwrap();
        self.entries.iter().fold(None, fold)
    }

    /// One of a few dossiers is opened, or something happens in it.
    pub(super) fn in_dossier(&mut self) {
        let dossier = dossier(1 + self.chance.below(DOSSIERS));
        let (by, reason) = (self.any_officer(), "because".to_owned());
        let Some(known) = self.dossier(&dossier) else {
            let home = (!self.chance.one_in(4)).then(|| self.any_desk());
            let level = self.chance.one_in(2).then(|| self.any_level());
            let rule = (!self.chance.one_in(4)).then(|| self.chance.pick(&RULES));
            let (title, code) = (format!("Question {}", self.chance.below(9)), None);
            return self.add(by, vec![], vec![Event::DossierOpened { dossier, title, code, home, level, rule }]);
        };
        let who = match self.chance.one_in(2) {
            true => InHouse::Officer(self.any_officer()),
            false => InHouse::Desk(self.any_desk()),
        };
        // Nothing waits in a closed one, and half of them would be.
        if known.closed.is_some() && self.chance.one_in(2) {
            let change = DossierEvent::Reopened { reason };
            return self.add(by, vec![], vec![Event::InDossier { dossier, change, bodies: vec![] }]);
        }
        let change = match self.chance.below(26) {
            0..=3 => Some(self.of_terms(&known)),
            4..=16 => self.of_questions(&known),
            _ => None,
        };
        if let Some(change) = change {
            return self.add(by, vec![], vec![Event::InDossier { dossier, change, bodies: vec![] }]);
        }
        let change = match self.chance.below(13) {
            10..=12 => self.of_positions(&known, reason),
            0 => DossierEvent::Moved { home: self.any_desk(), reason },
            1 => DossierEvent::Marked { level: self.any_level(), reason },
            2 => DossierEvent::RuleSet { rule: self.chance.pick(&RULES), reason },
            3 => DossierEvent::VolumeOpened { no: known.volume() + 1, title: None },
            4 if known.closed.is_some() => DossierEvent::Reopened { reason },
            4 => DossierEvent::Closed { reason },
            5 | 6 => DossierEvent::AskedIn { to: who, reason },
            7 => DossierEvent::AskedOut { to: known.members.first().map_or(who, |one| one.to.clone()), reason },
            8 if !known.bring_forwards.is_empty() => {
                DossierEvent::BringForwardEnded { bring_forward: 1, end: BringForwardEnd::Done }
            }
            _ => DossierEvent::BringForwardSet {
                bring_forward: known.bring_forwards.len() as u32 + 1,
                to: who,
                on: date(1951, 12, 20 + self.chance.below(11) as i8),
                reason,
            },
        };
        self.add(by, vec![], vec![Event::InDossier { dossier, change, bodies: vec![] }]);
    }

    /// Something is claimed, desks are asked to assess it, and answer or are asked no more.
    fn of_positions(&mut self, known: &Dossier, reason: String) -> DossierEvent {
        let positions = &known.positions;
        let next = |there: usize| there as u32 + 1;
        let asked = positions.open_askings().next().map(|one| one.no);
        match (self.chance.below(5), asked) {
            (0 | 1, Some(asked)) => {
                let end = match self.chance.below(3) {
                    0 => AskedEnd::TakenBack { reason },
                    1 => AskedEnd::Declined { reason },
                    _ => AskedEnd::Answered { assessment: 1 },
                };
                DossierEvent::AssessmentAskedEnded { asked, end }
            }
            (2, _) if positions.claim(1).is_some() => {
                DossierEvent::PositionWithdrawn { what: Position::Claim, no: 1, reason }
            }
            (0..=3, _) if positions.claim(1).is_some() => {
                let (asked, of, desk) = (next(positions.asked.len()), Assessed::Claim(1), self.any_desk());
                let due = self.chance.one_in(2).then(|| date(1951, 12, 20 + self.chance.below(11) as i8));
                DossierEvent::AssessmentAsked { asked, of, desk, due }
            }
            _ => {
                let claim = ClaimWords { says: "It rains.".into(), asserted_by: None, reported_by: None, source: None };
                let no = if self.chance.one_in(2) { 1 } else { next(positions.claims.len()) };
                let no = no.min(next(positions.claims.len()));
                DossierEvent::ClaimPut { no, claim, put_by: self.any_desk(), was: None }
            }
        }
    }

    /// A term or a deadline is set, moved or ended.
    fn of_terms(&mut self, known: &Dossier) -> DossierEvent {
        let day = |chance: &mut Chance| date(1951, 12, 20 + chance.below(11) as i8);
        let (reason, term, deadline) =
            (|| "because".to_owned(), known.terms.len() as u32, known.deadlines.len() as u32);
        let on = day(&mut self.chance);
        match self.chance.below(8) {
            0 => DossierEvent::TermSet {
                term: term + 1,
                name: "Line".to_owned(),
                cause: "a note".to_owned(),
                paper: None,
                from: None,
                until: on,
            },
            1 if term > 0 => DossierEvent::TermMoved { term, from: None, until: on, reason: reason() },
            2 if term > 0 => DossierEvent::TermEnded { term, reason: reason() },
            3 if deadline > 0 => {
                let because = Because::Officer { reason: reason() };
                DossierEvent::DeadlineMoved { deadline, hangs: None, date: on, because }
            }
            4 if deadline > 0 => DossierEvent::DeadlineKept { deadline, report: None },
            5 if deadline > 0 => DossierEvent::DeadlineDropped { deadline, reason: reason() },
            _ => DossierEvent::DeadlineSet {
                deadline: deadline + 1,
                what: "answer".to_owned(),
                desk: self.any_desk(),
                paper: None,
                hangs: Hangs::Day { date: on },
                date: on,
                remind: vec![],
            },
        }
    }
}
