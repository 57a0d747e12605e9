//! What waits for an officer: at the desks acted for, and at the registries kept from them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use procedure::card::AskedAct;
use procedure::ids::{DeskId, OfficerId, PaperId};
use procedure::moment::Moment;
use procedure::paper::{DirectionState, Marking, Paper, Part};
use procedure::sight::Sight;
use rusqlite::params;
use serde::Serialize;

use crate::RegisterError;
use crate::list::{ListRow, rows_of_papers};
use crate::reads::{Asking, Reads};
use crate::rows::{NO_DUE, RANKS, WaitKind, at_desk, at_registry};
use crate::sight_sql::Viewer;

/// Most lines of one page of a desk.
pub const DESK_LINES_MAX: usize = 200;

const KINDS: [WaitKind; 5] =
    [WaitKind::Direction, WaitKind::ToMarkOut, WaitKind::CameBack, WaitKind::ToConfirm, WaitKind::OfferedMatch];

/// What waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Waits {
    /// A direction to this desk is open.
    Direction {
        /// Its number on the paper.
        no: u32,
        /// What is asked.
        act: AskedAct,
        /// As lead or for information.
        part: Part,
        /// The desk that marked it out.
        from: DeskId,
        /// The officer who did.
        by: OfficerId,
        /// Their remark.
        remark: Option<String>,
        /// Whether the desk took it already.
        accepted: bool,
    },
    /// The paper lies with the registry and has to be marked out.
    ToMarkOut,
    /// The paper came back: "not ours", or taken back from a wrong desk.
    CameBack {
        /// Why.
        reason: String,
    },
    /// A marking was read and has to be confirmed.
    ToConfirm {
        /// The words as they stand.
        words: String,
    },
    /// Doubtful matches have to be taken or refused.
    OfferedMatch {
        /// How many.
        count: usize,
    },
}

/// One line of a desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeskLine {
    /// The desk at which it waits.
    pub desk: DeskId,
    /// What waits.
    pub waits: Waits,
    /// By when; days left are counted by the page.
    pub due: Option<Date>,
    /// Since when.
    pub since: Moment,
    /// The paper's row.
    pub row: ListRow,
}

/// Where a page of a desk ended; written into addresses as text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DeskCursor(String);

impl DeskCursor {
    /// Takes a cursor as it was written into an address.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// As it is written into an address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A page of a desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskPage {
    /// Its lines, most urgent first: what is late; then by precedence; of one precedence by date, then directions
    /// without a date, then the registry's.
    pub lines: Vec<DeskLine>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<DeskCursor>,
}

/// One thing that waits, in the order in which it is urgent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Wait {
    turn: Turn,
    due: String,
    kind: WaitKind,
    ordinal: i64,
    no: u32,
}

/// What comes before any date: late before all else, and then by rank of precedence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Turn {
    in_time: bool,
    rank: u8,
}

impl Turn {
    /// All turns, in their order.
    fn all() -> impl Iterator<Item = Self> {
        [false, true].into_iter().flat_map(|in_time| RANKS.map(move |rank| Self { in_time, rank }))
    }
}

impl Reads {
    /// What waits at the viewer's desks, or at one of them; what was due before `today` is late. `limit` is at most [`DESK_LINES_MAX`]; 0 means that many.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn desk(
        &self,
        viewer: &Viewer,
        today: Date,
        desk: Option<&DeskId>,
        after: Option<&DeskCursor>,
        limit: usize,
    ) -> Result<DeskPage, RegisterError> {
        let limit = if limit == 0 { DESK_LINES_MAX } else { limit.min(DESK_LINES_MAX) };
        let asking = self.ask(viewer)?;
        let places = places(viewer, desk);
        let mut from = match after.map(|cursor| read_cursor(&cursor.0, today)) {
            Some(None) => return Ok(DeskPage { lines: Vec::new(), next: None }),
            Some(Some(wait)) => Some(wait),
            None => None,
        };
        let mut lines = Vec::new();
        let mut shown: Option<Wait> = None;
        // Papers that the viewer may not see fall out, so more are taken until the page is full or nothing is left.
        loop {
            let waits = waiting(&asking, &places, today, from.as_ref(), limit + 1)?;
            let last_chunk = waits.len() <= limit;
            let Some((last, _)) = waits.last().cloned() else { return Ok(DeskPage { lines, next: None }) };
            for (wait, line) in draw(&asking, viewer, waits)? {
                if lines.len() == limit {
                    return Ok(DeskPage { lines, next: shown.as_ref().map(write_cursor) });
                }
                shown = Some(wait);
                lines.push(line);
            }
            if last_chunk {
                return Ok(DeskPage { lines, next: None });
            }
            from = Some(last);
        }
    }
}

/// The places whose work is the viewer's, each with the desk it belongs to.
fn places(viewer: &Viewer, only: Option<&DeskId>) -> BTreeMap<String, DeskId> {
    let desks: Vec<&DeskId> = viewer.desks().into_iter().filter(|desk| only.is_none_or(|only| only == *desk)).collect();
    let kept = viewer.house().series.iter().filter(|(_, series)| desks.contains(&&series.registry));
    let registries = kept.map(|(id, series)| (at_registry(id), series.registry.clone()));
    desks.iter().map(|desk| (at_desk(desk), (*desk).clone())).chain(registries).collect()
}

/// The next things that wait, at most `limit`, each with its desk. Every place, kind and turn is read along its own
/// stretch of the index, so a registry with a million papers to mark out costs no more than one with ten.
fn waiting(
    asking: &Asking<'_>,
    places: &BTreeMap<String, DeskId>,
    today: Date,
    after: Option<&Wait>,
    limit: usize,
) -> Result<Vec<(Wait, DeskId)>, RegisterError> {
    let mut found: BTreeMap<Wait, DeskId> = BTreeMap::new();
    let mut statement = asking.db.prepare_cached(
        "SELECT due, ordinal, no FROM waits WHERE place = ?1 AND kind = ?2 AND rank = ?3
         AND (due, ordinal, no) > (?4, ?5, ?6) AND due < ?7 ORDER BY due, ordinal, no LIMIT ?8",
    )?;
    let today = today.to_string();
    for turn in Turn::all().filter(|turn| after.is_none_or(|after| *turn >= after.turn)) {
        // Turns are whole: once one has filled the page, none of a later turn can stand on it.
        if found.len() >= limit {
            break;
        }
        let (first, end) = if turn.in_time { (today.as_str(), AFTER_ALL_DUE) } else { ("", today.as_str()) };
        let after = after.filter(|after| after.turn == turn);
        for (place, desk) in places {
            for kind in KINDS {
                let (due, ordinal, no) = match after {
                    None => (first, -1, 0),
                    Some(after) if kind == after.kind => (after.due.as_str(), after.ordinal, after.no),
                    // Of the same date, kinds before the last one were shown; kinds after it were not.
                    Some(after) if kind < after.kind => (after.due.as_str(), i64::MAX, 0),
                    Some(after) => (after.due.as_str(), -1, 0),
                };
                let asked = params![place, kind as i64, turn.rank, due, ordinal, no, end, limit as i64];
                let rows = statement.query_map(asked, |row| {
                    Ok(Wait { turn, due: row.get(0)?, kind, ordinal: row.get(1)?, no: row.get(2)? })
                })?;
                for wait in rows {
                    found.entry(wait?).or_insert_with(|| desk.clone());
                }
            }
        }
    }
    Ok(found.into_iter().take(limit).collect())
}

/// Sorts after every date and after [`NO_DUE`].
const AFTER_ALL_DUE: &str = "~~";

fn draw(
    asking: &Asking<'_>,
    viewer: &Viewer,
    waits: Vec<(Wait, DeskId)>,
) -> Result<Vec<(Wait, DeskLine)>, RegisterError> {
    let mut ordinals: Vec<i64> = waits.iter().map(|(wait, _)| wait.ordinal).collect();
    ordinals.sort_unstable();
    ordinals.dedup();
    let rows: BTreeMap<i64, ListRow> =
        rows_of_papers(asking, viewer.house(), &ordinals, Sight::Card)?.into_iter().collect();
    let mut statement = asking.db.prepare_cached("SELECT json FROM state WHERE ordinal = ?1")?;
    let mut drawn = Vec::new();
    for (wait, desk) in waits {
        let Some(row) = rows.get(&wait.ordinal) else { continue };
        let json: String = statement.query_row([wait.ordinal], |row| row.get(0))?;
        let mut paper: Paper = serde_json::from_str(&json)?;
        if wait.kind == WaitKind::OfferedMatch {
            let offered: Vec<PaperId> = paper.offers.iter().map(|offer| offer.to).collect();
            let seen = asking.sights(&offered)?;
            paper.offers.retain(|offer| seen.contains_key(&offer.to));
        }
        if let Some((waits, since)) = what(&wait, &paper) {
            let due = wait.due.parse().ok();
            drawn.push((wait, DeskLine { desk, waits, due, since, row: row.clone() }));
        }
    }
    Ok(drawn)
}

fn what(wait: &Wait, paper: &Paper) -> Option<(Waits, Moment)> {
    let lead = || paper.directions.iter().rev().find(|direction| direction.part == Part::Lead);
    Some(match wait.kind {
        WaitKind::Direction => {
            let direction = paper.direction(wait.no)?;
            let waits = Waits::Direction {
                no: direction.no,
                act: direction.act,
                part: direction.part,
                from: direction.from.clone(),
                by: direction.by.clone(),
                remark: direction.remark.clone(),
                accepted: matches!(direction.state, DirectionState::Accepted { .. }),
            };
            (waits, direction.at)
        }
        WaitKind::ToMarkOut => (Waits::ToMarkOut, paper.entered),
        WaitKind::CameBack => match &lead()?.state {
            DirectionState::Returned { reason, at, .. } | DirectionState::Withdrawn { reason, at, .. } => {
                (Waits::CameBack { reason: reason.clone() }, *at)
            }
            _ => return None,
        },
        WaitKind::ToConfirm => match &paper.marking {
            Marking::Unconfirmed { words } => (Waits::ToConfirm { words: words.clone() }, paper.entered),
            _ => return None,
        },
        // Offers of papers that the viewer may not see are not there for the viewer.
        WaitKind::OfferedMatch if paper.offers.is_empty() => return None,
        WaitKind::OfferedMatch => (Waits::OfferedMatch { count: paper.offers.len() }, paper.entered),
    })
}

fn write_cursor(wait: &Wait) -> DeskCursor {
    let due = if wait.due == NO_DUE { "none" } else { &wait.due };
    DeskCursor(format!("{}_{due}_{}_{}_{}", wait.turn.rank, wait.kind as i64, wait.ordinal, wait.no))
}

fn read_cursor(text: &str, today: Date) -> Option<Wait> {
    let parts: Vec<&str> = text.split('_').collect();
    let [rank, due, kind, ordinal, no] = parts.as_slice() else { return None };
    let kind: i64 = kind.parse().ok()?;
    let due = if *due == "none" { NO_DUE } else { due };
    let turn = Turn { in_time: due >= today.to_string().as_str(), rank: rank.parse().ok()? };
    Some(Wait {
        turn,
        due: due.to_owned(),
        kind: KINDS.into_iter().find(|known| *known as i64 == kind)?,
        ordinal: ordinal.parse().ok()?,
        no: no.parse().ok()?,
    })
}
