//! The list of a hand-over: what was gathered, divided by what goes and what stays, each line by the sight of whoever reads it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use procedure::act::HANDED_PER_ENTRY_MAX;
use procedure::dossier::Dossier;
use procedure::handing::{
    DossierHanded, DossierHeld, Handing, OfDossier, OfPaper, OneEntry, PaperHanded, Stays, of_dossier, of_paper,
};
use procedure::house::House;
use procedure::ids::{DossierId, PaperId};
use procedure::moment::Moment;
use procedure::paper::{DirectionState, InHouse, Paper, stop};
use procedure::sight::Sight;

use super::{HandedLine, HandedWhat, HandingCounts};
use crate::desk::About;
use crate::gather::answering;
use crate::list::{ListRow, rows_of_papers};
use crate::reads::Asking;
use crate::sight_sql::Viewer;
use crate::{RegisterError, dossiers, write};

/// Lines before it is known who sees them.
#[derive(Default)]
pub(super) struct Lines {
    pub(super) papers: Vec<(PaperId, OfPaper, Option<Stays>)>,
    pub(super) dossiers: Vec<(DossierId, OfDossier, Option<Stays>)>,
}

/// What was gathered, divided by what goes and what stays.
#[derive(Default)]
pub(super) struct Divided {
    pub(super) goes: Lines,
    pub(super) stays: Lines,
    pub(super) counts: HandingCounts,
}

impl Divided {
    /// Divides it: what the next entry takes, as that takes it; where it is not known to whom it goes, all of it would.
    pub(super) fn of(house: &House, handing: &Handing, from: &InHouse, to: Option<&InHouse>, at: Moment) -> Self {
        match to {
            Some(to) => Self::by(OneEntry::of(house, handing, (from, to), "", at)),
            None => Self::all(handing, from),
        }
    }

    /// As an entry divides it.
    fn by(entry: OneEntry) -> Self {
        let counts = HandingCounts { goes: entry.goes() as u64, later: entry.left, stays: entry.stays };
        let goes = Lines {
            papers: entry.papers.iter().flat_map(on_paper).map(|(id, what)| (id, what, None)).collect(),
            dossiers: entry.dossiers.iter().flat_map(of_handed).map(|(id, what)| (id, what, None)).collect(),
        };
        let stays = Lines {
            papers: entry.papers_stay.into_iter().map(|(id, what, why)| (id, what, Some(why))).collect(),
            dossiers: entry.dossiers_stay.into_iter().map(|(id, what, why)| (id, what, Some(why))).collect(),
        };
        Self { goes, stays, counts }
    }

    /// All of it, as much as is listed.
    fn all(handing: &Handing, from: &InHouse) -> Self {
        let mut divided = Self::default();
        divided.counts.later = handing.beyond;
        for paper in &handing.papers {
            let goes = of_paper(paper, from);
            if divided.counts(!goes.is_empty()) {
                divided.goes.papers.extend(goes.into_iter().map(|what| (paper.id, what, None)));
            }
        }
        for dossier in &handing.dossiers {
            let goes = of_dossier(dossier, from);
            if divided.counts(!goes.is_empty()) {
                divided.goes.dossiers.extend(goes.into_iter().map(|what| (dossier.id.clone(), what, None)));
            }
        }
        divided
    }

    /// Counts a paper or a dossier, and says whether what goes of it is listed.
    fn counts(&mut self, goes: bool) -> bool {
        let counts = &mut self.counts;
        let fits = counts.goes < HANDED_PER_ENTRY_MAX as u64;
        counts.goes += u64::from(goes && fits);
        counts.later += u64::from(goes && !fits);
        goes && fits
    }
}

pub(super) fn on_paper(handed: &PaperHanded) -> impl Iterator<Item = (PaperId, OfPaper)> + '_ {
    handed.what.iter().map(|what| (handed.paper, *what))
}

fn of_handed(handed: &DossierHanded) -> impl Iterator<Item = (DossierId, OfDossier)> + '_ {
    handed.what.iter().map(|what| (handed.dossier.clone(), *what))
}

pub(super) fn in_dossier(held: &DossierHeld) -> impl Iterator<Item = (DossierId, OfDossier)> + '_ {
    held.what.iter().map(|what| (held.dossier.clone(), *what))
}

/// The lines whose paper's card, or whose dossier, the viewer sees.
pub(super) fn drawn(asking: &Asking<'_>, viewer: &Viewer, lines: &Lines) -> Result<Vec<HandedLine>, RegisterError> {
    let mut drawn = Vec::new();
    let ids: BTreeSet<PaperId> = lines.papers.iter().map(|(id, ..)| *id).collect();
    let mut papers: BTreeMap<PaperId, (i64, Paper)> = BTreeMap::new();
    for id in ids {
        papers.extend(write::load_paper(&asking.db, &id)?.map(|found| (id, found)));
    }
    let ordinals: Vec<i64> = papers.values().map(|(ordinal, _)| *ordinal).collect();
    let rows: BTreeMap<i64, ListRow> =
        rows_of_papers(asking, viewer.house(), &ordinals, Sight::Card)?.into_iter().collect();
    for (id, what, stays) in &lines.papers {
        let Some((ordinal, paper)) = papers.get(id) else { continue };
        let Some(row) = rows.get(ordinal) else { continue };
        if *what == OfPaper::Answer && is_answered(asking, viewer, paper)? {
            continue;
        }
        let Some((what, due)) = told_of_paper(paper, *what) else { continue };
        drawn.push(HandedLine { what, due, stays: *stays, about: About::Row(Box::new(row.clone())) });
    }
    for (id, what, stays) in &lines.dossiers {
        let Some((ordinal, _)) = dossiers::load(&asking.db, id)? else { continue };
        let Some((row, dossier)) = dossiers::seen(&asking.db, viewer, ordinal)? else { continue };
        let Some((what, due)) = told_of_dossier(&dossier, *what) else { continue };
        drawn.push(HandedLine { what, due, stays: *stays, about: About::Dossier(row) });
    }
    Ok(drawn)
}

/// Whether an answer in the viewer's sight stopped the clock.
fn is_answered(asking: &Asking<'_>, viewer: &Viewer, letter: &Paper) -> Result<bool, RegisterError> {
    let mut answers = answering(&asking.db, &letter.id)?;
    let ends = answers.iter().flat_map(|paper| paper.ties.iter().map(|tie| tie.to));
    let ids: Vec<PaperId> = answers.iter().map(|paper| paper.id).chain(ends).collect();
    let seen = asking.sights(&ids)?;
    answers.iter_mut().for_each(|paper| paper.forget_cited(|to| *to == letter.id || seen.contains_key(to)));
    Ok(answers.iter().any(|paper| {
        let sight = seen.get(&paper.id).map_or(Sight::None, |(sight, _)| *sight);
        stop(viewer.house(), letter, paper).is_some_and(|how| sight >= how.known_with())
    }))
}

fn told_of_paper(paper: &Paper, what: OfPaper) -> Option<(HandedWhat, Option<Date>)> {
    Some(match what {
        OfPaper::Direction { direction } => {
            let one = paper.direction(direction)?;
            let accepted = matches!(one.state, DirectionState::Accepted { .. });
            let (no, act, part, from) = (one.no, one.act, one.part, one.from.clone());
            (HandedWhat::Direction { no, act, part, from, accepted }, one.due)
        }
        OfPaper::CameBack { direction } => (HandedWhat::CameBack { no: direction }, None),
        OfPaper::BringForward { bring_forward } => {
            let one = paper.bring_forward(bring_forward)?;
            (HandedWhat::BringForward { no: one.no, reason: one.reason.clone() }, Some(one.on))
        }
        OfPaper::Copy { copy } => {
            let copy = paper.copy(copy)?;
            (HandedWhat::Copy { no: copy.no, of: copy.of }, None)
        }
        OfPaper::Answer => (HandedWhat::Answer, paper.awaited.as_ref().map(|awaited| awaited.by)),
    })
}

fn told_of_dossier(dossier: &Dossier, what: OfDossier) -> Option<(HandedWhat, Option<Date>)> {
    let title = |draft: u32| dossier.draft(draft).map(|draft| draft.facts.title.clone());
    Some(match what {
        OfDossier::Home => (HandedWhat::Home, None),
        OfDossier::Draft { draft } => (HandedWhat::Draft { no: draft, title: title(draft)? }, None),
        OfDossier::Step { draft, step } => {
            let one = dossier.draft(draft)?.facts.follows.get(usize::try_from(step).ok()?.checked_sub(1)?)?;
            (HandedWhat::Step { draft, no: step, what: one.what.clone() }, one.due)
        }
        OfDossier::Concurrence { draft, concurrence } => {
            let due = dossier.draft(draft)?.concurrence(concurrence)?.asked.due;
            (HandedWhat::Concurrence { draft, no: concurrence, title: title(draft)? }, due)
        }
        OfDossier::Submission { submission: no }
        | OfDossier::Decision { submission: no }
        | OfDossier::PrivateOffice { submission: no } => {
            let facts = &dossier.submission(no)?.facts;
            let bottom_line = facts.bottom_line.clone();
            let what = match what {
                OfDossier::Decision { .. } => HandedWhat::Decision { no, bottom_line },
                OfDossier::PrivateOffice { .. } => HandedWhat::PrivateOffice { no, bottom_line },
                _ => HandedWhat::Submission { no, bottom_line },
            };
            (what, facts.decide_by)
        }
        OfDossier::Action { action: no } | OfDossier::Control { action: no } => {
            let facts = &dossier.action(no)?.facts;
            let owed = facts.what.clone();
            let what = match what {
                OfDossier::Control { .. } => HandedWhat::Control { no, what: owed },
                _ => HandedWhat::Action { no, what: owed },
            };
            (what, facts.due)
        }
        OfDossier::Assessment { asked } => {
            let one = dossier.positions.asking(asked)?;
            let says = dossier.positions.says(one.of)?.to_owned();
            (HandedWhat::Assessment { no: asked, says }, one.due)
        }
        OfDossier::Deadline { deadline } => {
            let one = dossier.deadline(deadline)?;
            (HandedWhat::Deadline { no: one.no, what: one.what.clone() }, Some(one.date))
        }
        OfDossier::BringForward { bring_forward } => {
            let one = dossier.bring_forward(bring_forward)?;
            (HandedWhat::BringForward { no: one.no, reason: one.reason.clone() }, Some(one.on))
        }
    })
}
