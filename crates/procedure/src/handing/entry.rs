//! What of all that could be handed over one entry takes: as many papers and dossiers, and as many changes, as one may hold.

use super::{Handing, OfDossier, OfPaper, PaperHanded, Stays, part_dossier, part_paper};
use crate::act::{EVENTS_PER_ACT_MAX, HANDED_PER_ENTRY_MAX};
use crate::dossier::{Because, Dossier, DossierEvent, MEMBERS_MAX, Term};
use crate::house::House;
use crate::ids::{DeskId, DossierId, PaperId};
use crate::moment::Moment;
use crate::paper::InHouse;

/// The first part says what was handed over, and a post has two more for its mandates at least.
const CHANGES_MAX: usize = EVENTS_PER_ACT_MAX - 8;

/// What one entry hands over.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OneEntry {
    /// Of papers.
    pub papers: Vec<PaperHanded>,
    /// Of dossiers.
    pub dossiers: Vec<DossierHanded>,
    /// What of papers stays, and why.
    pub papers_stay: Vec<(PaperId, OfPaper, Stays)>,
    /// What of dossiers stays, and why.
    pub dossiers_stay: Vec<(DossierId, OfDossier, Stays)>,
    /// How many papers and dossiers it does not take any more, of which something could go.
    pub left: u64,
    /// Of how many papers and dossiers something stays.
    pub stays: u64,
}

/// What of one dossier is handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DossierHanded {
    /// The dossier.
    pub dossier: DossierId,
    /// What of it.
    pub what: Vec<OfDossier>,
    /// What that changes in it.
    pub changes: Vec<DossierEvent>,
}

impl OneEntry {
    /// As much of what was gathered as one entry takes: papers first, then dossiers while their changes fit. What is looked
    /// at before it is done, and what is done, are this.
    pub fn of(house: &House, of: &Handing, (from, to): (&InHouse, &InHouse), reason: &str, at: Moment) -> Self {
        let mut entry = Self { left: of.beyond, ..Self::default() };
        for paper in &of.papers {
            let parted = part_paper(house, paper, from, to, at);
            entry.stays += u64::from(!parted.stays.is_empty());
            entry.papers_stay.extend(parted.stays.into_iter().map(|(what, why)| (paper.id, what, why)));
            match parted.goes {
                goes if goes.is_empty() => {}
                _ if entry.is_full() => entry.left += 1,
                goes => entry.papers.push(PaperHanded::of(paper, goes)),
            }
        }
        let mut changed = 0;
        for dossier in &of.dossiers {
            let parted = part_dossier(house, dossier, from, to, at);
            let id = || dossier.id.clone();
            entry.stays += u64::from(!parted.stays.is_empty());
            entry.dossiers_stay.extend(parted.stays.into_iter().map(|(what, why)| (id(), what, why)));
            let what = parted.goes;
            if what.is_empty() {
                continue;
            }
            let changes = changes(house, dossier, (from, to), &what, reason);
            if entry.is_full() || changed + changes.len() > CHANGES_MAX {
                entry.left += 1;
                continue;
            }
            changed += changes.len();
            entry.dossiers.push(DossierHanded { dossier: id(), what, changes });
        }
        entry
    }

    /// How many papers and dossiers it takes.
    pub fn goes(&self) -> usize {
        self.papers.len() + self.dossiers.len()
    }

    fn is_full(&self) -> bool {
        self.goes() == HANDED_PER_ENTRY_MAX
    }
}

/// What a hand-over changes in one dossier. Whoever hands it over keeps it in sight until asked out; a deadline follows the
/// calendar of the desk that owes it from then on.
fn changes(
    house: &House,
    dossier: &Dossier,
    (from, to): (&InHouse, &InHouse),
    what: &[OfDossier],
    reason: &str,
) -> Vec<DossierEvent> {
    let unnamed = what.iter().any(|one| one.unnames());
    let moved: Vec<DossierEvent> = match to {
        InHouse::Desk(to) => what.iter().filter_map(|one| by_calendar(house, dossier, *one, to, reason)).collect(),
        InHouse::Officer(_) => Vec::new(),
    };
    let is_open =
        matches!(from, InHouse::Desk(desk) if house.desks.get(desk).is_some_and(|desk| desk.closed.is_none()));
    let stays_in = unnamed && is_open && !dossier.has_member(from) && dossier.members.len() < MEMBERS_MAX;
    let asked_in = stays_in.then(|| DossierEvent::AskedIn { to: from.clone(), reason: reason.to_owned() });
    let (from, to, what) = (from.clone(), to.clone(), what.to_vec());
    let first = DossierEvent::HandedOver { from, to, what, reason: reason.to_owned() };
    std::iter::once(first).chain(asked_in).chain(moved).collect()
}

fn by_calendar(house: &House, dossier: &Dossier, one: OfDossier, to: &DeskId, reason: &str) -> Option<DossierEvent> {
    let OfDossier::Deadline { deadline } = one else { return None };
    let known = dossier.deadline(deadline).filter(|known| known.hangs.follows_calendar())?;
    dossier.term(known.hangs.term()?).filter(|term: &&Term| term.is_open())?;
    let date = dossier.day_of(&known.hangs, to, house).ok().filter(|date| *date != known.date)?;
    let because = Because::Calendar { calendar: house.calendar_id_of(to).cloned(), reason: Some(reason.to_owned()) };
    Some(DossierEvent::DeadlineMoved { deadline, hangs: None, date, because })
}
