//! What whoever stands above desks has to know of their work: what is late and with whom, and how questions were decided.
//!
//! Everything is of what the viewer sees. Late work is that of the viewer's desks and of the desks below; decisions are those of
//! every dossier in sight.

use std::collections::BTreeMap;

use jiff::civil::Date;
use procedure::dossier::{ActionState, Advice, Dossier, Verdict};
use procedure::ids::{DeskId, OfficerId};
use procedure::moment::Moment;
use procedure::paper::{DirectionState, InHouse};
use rusqlite::params;
use serde::Serialize;

use crate::desk::{About, DeskLine, KINDS, Waits, by_day, paged};
use crate::dossiers::{self, DossierRow};
use crate::reads::{Asking, Reads};
use crate::rows::{WaitKind, at_desk, at_officer};
use crate::sight_sql::Viewer;
use crate::{RegisterError, write};

/// Most late lines that are counted of one desk, and of one officer; of each fewer where there are many desks, for each is read to
/// tell who took it.
pub const LATE_COUNTED_MAX: usize = 100;
/// Most late lines that are counted of all desks together, shared among them.
const LATE_LINES_MAX: usize = 300;
/// Fewest that are counted of a desk, however many there are.
const LATE_COUNTED_MIN: usize = 10;
/// What can come to an officer, and not to a desk.
const KINDS_OF_OFFICERS: [WaitKind; 3] = [WaitKind::BringForward, WaitKind::CopyToRead, WaitKind::DossierBack];

/// With whom late work is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct LateAt {
    /// The desk at which it waits; `None` for what came back to an officer and to no desk.
    pub desk: Option<DeskId>,
    /// The officer who took it, or to whom it came back; `None` where nobody took it yet.
    pub officer: Option<OfficerId>,
}

/// Late work of one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Late {
    /// With whom it is.
    #[serde(flatten)]
    pub at: LateAt,
    /// How much of it.
    pub count: usize,
    /// Whether there is more at the place than was counted.
    pub more: bool,
    /// What is late longest.
    pub oldest: DeskLine,
}

/// How long a question took, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Took {
    /// The dossier's row.
    pub dossier: DossierRow,
    /// The submission's number in it.
    pub submission: u32,
    /// What it was about.
    pub bottom_line: String,
    /// The desk that submitted it.
    pub from: DeskId,
    /// What that desk recommended last before the decision, among the positions of the dossier; `None` where it said so in words
    /// only.
    pub advised: Option<Advice>,
    /// When the first paper of the dossier was entered that the viewer sees; where there is none before the decision, when
    /// the dossier was opened.
    pub began: Moment,
    /// When it was submitted.
    pub submitted: Moment,
    /// When it was decided.
    pub decided: Moment,
    /// What was decided.
    pub word: Verdict,
}

impl Reads {
    /// What is late on a day at the viewer's desks, at the desks below them, and with the officers who act for those: by desk
    /// and by who took it. At most [`LATE_COUNTED_MAX`] lines of each place are counted, and fewer where there are many desks.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn late(&self, viewer: &Viewer, today: Date) -> Result<Vec<Late>, RegisterError> {
        let asking = self.ask(viewer)?;
        let (desks, officers) = overseen(viewer);
        let mut late: BTreeMap<LateAt, Late> = BTreeMap::new();
        let most = (LATE_LINES_MAX / desks.len().max(1)).clamp(LATE_COUNTED_MIN, LATE_COUNTED_MAX);
        let places = desks.iter().map(|desk| (at_desk(desk), Some(desk.clone()), &KINDS[..], most));
        let own = officers.iter().map(|officer| (at_officer(officer), None, &KINDS_OF_OFFICERS[..], LATE_COUNTED_MAX));
        for (place, desk, kinds, most) in places.chain(own) {
            let place = BTreeMap::from([(place, desk)]);
            let (lines, more) = all_late(&asking, viewer, (&place, kinds), today, most)?;
            for line in lines {
                let at = LateAt { desk: line.desk.clone(), officer: taken_by(&asking, &line)? };
                // By their days: the first is the oldest.
                let of = late.entry(at.clone()).or_insert_with(|| Late { at, count: 0, more, oldest: line });
                of.count += 1;
            }
        }
        Ok(late.into_values().collect())
    }

    /// The decisions that stand and were taken from a moment on, of every dossier that the viewer sees, oldest first.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn decisions(&self, viewer: &Viewer, since: Moment) -> Result<Vec<Took>, RegisterError> {
        let asking = self.ask(viewer)?;
        let mut statement =
            asking.db.prepare_cached("SELECT ordinal, no FROM decided WHERE at >= ?1 ORDER BY at, ordinal, no")?;
        let found: Vec<(i64, u32)> = statement
            .query_map(params![since.micros()], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        let mut took = Vec::new();
        for (ordinal, no) in found {
            let Some((row, dossier)) = dossiers::seen(&asking.db, viewer, ordinal)? else { continue };
            let Some(one) = dossier.submission(no) else { continue };
            let Some(last) = one.decided() else { continue };
            let first = first_entered(&asking, &row)?.filter(|at| *at <= last.at);
            took.push(Took {
                began: first.unwrap_or(dossier.opened),
                submission: no,
                bottom_line: one.facts.bottom_line.clone(),
                from: one.from.clone(),
                advised: advised(&dossier, &one.from, last.at),
                submitted: one.at,
                decided: last.at,
                word: last.word.clone(),
                dossier: row,
            });
        }
        Ok(took)
    }
}

/// The desks that a viewer acts for and those below, and the officers who act for any of them.
pub(crate) fn overseen(viewer: &Viewer) -> (Vec<DeskId>, Vec<OfficerId>) {
    let (house, at) = match viewer {
        Viewer::Officer { house, at, .. } | Viewer::Owner { house, at } => (house, *at),
    };
    let desks: Vec<DeskId> = match viewer {
        Viewer::Officer { reader, .. } => reader.chief_of.iter().cloned().collect(),
        Viewer::Owner { house, .. } => house.desks.keys().cloned().collect(),
    };
    let acts = |officer: &&OfficerId| house.desks_of(officer, at).into_iter().any(|desk| desks.contains(desk));
    let officers = house.officers.keys().filter(acts).cloned().collect();
    (desks, officers)
}

/// What is late at a place, by days, as far as it is seen; and whether there is more than is counted.
fn all_late(
    asking: &Asking<'_>,
    viewer: &Viewer,
    (place, kinds): (&BTreeMap<String, Option<DeskId>>, &[WaitKind]),
    today: Date,
    most: usize,
) -> Result<(Vec<DeskLine>, bool), RegisterError> {
    let end = today.to_string();
    let page = paged(asking, viewer, most, None, |from, limit| by_day(asking, place, kinds, ("", &end), from, limit))?;
    Ok((page.lines, page.next.is_some()))
}

/// Who took what waits, or to whom it came back.
fn taken_by(asking: &Asking<'_>, line: &DeskLine) -> Result<Option<OfficerId>, RegisterError> {
    match (&line.waits, &line.about) {
        (Waits::BringForward { to: InHouse::Officer(officer), .. }, _) => Ok(Some(officer.clone())),
        (Waits::Direction { accepted: false, .. } | Waits::Action { accepted: false, .. }, _) => Ok(None),
        (Waits::Direction { no, .. }, About::Row(row)) => {
            let Some(id) = row.paper else { return Ok(None) };
            let paper = write::load_paper(&asking.db, &id)?.map(|(_, paper)| paper);
            Ok(paper.and_then(|paper| match &paper.direction(*no)?.state {
                DirectionState::Accepted { by, .. } => Some(by.clone()),
                _ => None,
            }))
        }
        (Waits::Action { no, .. }, About::Dossier(row)) => {
            let dossier = dossiers::load(&asking.db, &row.dossier)?.map(|(_, dossier)| dossier);
            Ok(dossier.and_then(|dossier| match &dossier.action(*no)?.state {
                ActionState::Accepted { by, .. } => Some(by.clone()),
                _ => None,
            }))
        }
        _ => Ok(None),
    }
}

/// What a desk recommended last before a moment, to adopt something or not.
fn advised(dossier: &Dossier, desk: &DeskId, before: Moment) -> Option<Advice> {
    let of_desk = dossier.positions.recommendations.iter().filter(|one| one.desk.as_ref() == Some(desk));
    let stood = of_desk.filter(|one| one.at <= before && one.withdrawn.as_ref().is_none_or(|ended| ended.at > before));
    let last = stood.max_by_key(|one| (one.at, one.no)).map(|one| one.stance);
    last.filter(|advice| *advice != Advice::Other)
}

/// When the first paper of a dossier was entered whose card the viewer sees.
fn first_entered(asking: &Asking<'_>, row: &DossierRow) -> Result<Option<Moment>, RegisterError> {
    let mut params = asking.params();
    params.set(":dossier", row.dossier.to_string());
    let sql = format!(
        "SELECT min(l.at) FROM filed f CROSS JOIN paper p ON p.ordinal = f.ordinal
         CROSS JOIN line l INDEXED BY line_paper ON l.ordinal = p.ordinal
         WHERE f.dossier = :dossier AND {} >= 2",
        asking.seeing.expr("p.scope", "p.ordinal")
    );
    let first: Vec<Option<i64>> = asking.all(&sql, &params, |row| row.get(0))?;
    Ok(first.into_iter().flatten().next().map(Moment::from_micros))
}
