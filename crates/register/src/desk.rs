//! What waits for an officer: at the desks acted for, at the registries kept from them, and what comes back to the officer.

mod waits;

use std::collections::BTreeMap;

use jiff::civil::Date;
use procedure::house::House;
use procedure::ids::{DeskId, OfficerId, PaperId, SeriesId};
use procedure::moment::Moment;
use procedure::paper::{Holder, Paper};
use procedure::sight::Sight;
use rusqlite::params;
use serde::Serialize;

use crate::RegisterError;
use crate::dossiers::{self, DossierRow};
use crate::list::{ListRow, rows_of_papers};
use crate::reads::{Asking, Reads};
use crate::rows::{NO_DUE, RANKS, WaitKind, at_desk, at_officer, at_registry, at_registry_of_made, desk_of};
use crate::sight_sql::{Params, Viewer};
use crate::unanswered::is_answered;

pub use waits::Waits;
use waits::{what, what_of_dossier};

/// Most lines of one page of a desk.
pub const DESK_LINES_MAX: usize = 200;

pub(crate) const KINDS: [WaitKind; 18] = [
    WaitKind::Direction,
    WaitKind::ToMarkOut,
    WaitKind::CameBack,
    WaitKind::ToConfirm,
    WaitKind::OfferedMatch,
    WaitKind::BringForward,
    WaitKind::ToAnswer,
    WaitKind::ToSend,
    WaitKind::CopyToRead,
    WaitKind::DossierBack,
    WaitKind::Concurrence,
    WaitKind::PrivateOffice,
    WaitKind::Decision,
    WaitKind::Resubmission,
    WaitKind::Action,
    WaitKind::Discharge,
    WaitKind::DossierAssess,
    WaitKind::Deadline,
];

/// What lists by a day alone are made of; on no desk.
const KINDS_OF_LISTS: [WaitKind; 3] = [WaitKind::UnansweredByDay, WaitKind::UnansweredByAge, WaitKind::CopyHeld];

/// One line of a desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeskLine {
    /// The desk at which it waits, and which owes the answer; `None` for what came back to an officer and to no desk.
    pub desk: Option<DeskId>,
    /// What waits.
    pub waits: Waits,
    /// The officer instead of whom the viewer has it, as substitute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<OfficerId>,
    /// By when, or the day on which it comes back; days left are counted by the page.
    pub due: Option<Date>,
    /// Since when.
    pub since: Moment,
    /// On which paper or in which dossier.
    #[serde(flatten)]
    pub about: About,
}

/// What a line of a desk is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// The paper's row.
    Row(Box<ListRow>),
    /// The dossier's row.
    Dossier(DossierRow),
}

impl DeskLine {
    /// The paper's row, where it waits on a paper.
    pub fn row(&self) -> Option<&ListRow> {
        match &self.about {
            About::Row(row) => Some(row),
            About::Dossier(_) => None,
        }
    }

    /// What it is called: the paper's number, or the dossier's code.
    pub fn called(&self) -> &str {
        match &self.about {
            About::Row(row) => &row.number,
            About::Dossier(row) => row.dossier.as_str(),
        }
    }

    /// The paper's subject, or the dossier's title.
    pub fn subject(&self) -> Option<&str> {
        match &self.about {
            About::Row(row) => row.subject.as_deref(),
            About::Dossier(row) => Some(&row.title),
        }
    }

    /// The paper, where it waits on one of which more is seen than that it is there.
    pub fn paper(&self) -> Option<PaperId> {
        self.row().and_then(|row| row.paper)
    }
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
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeskPage {
    /// Its lines, most urgent first: what is late; then by precedence; of one precedence by date, then directions
    /// without a date, then the registry's.
    pub lines: Vec<DeskLine>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<DeskCursor>,
}

/// One thing that waits, in the order in which it is urgent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Wait {
    pub(crate) turn: Turn,
    pub(crate) due: String,
    pub(crate) kind: WaitKind,
    pub(crate) ordinal: i64,
    pub(crate) no: u32,
}

impl Wait {
    /// The same in a list that goes by days alone.
    pub(crate) fn by_day(self) -> Self {
        Self { turn: BY_DAY, ..self }
    }
}

/// What comes before any date: late before all else, and then by rank of precedence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Turn {
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
    /// What waits at the viewer's desks and came back to the viewer, or what waits at one desk; what was due before `today`
    /// is late, and what comes back later is not there yet. `limit` is at most [`DESK_LINES_MAX`]; 0 means that many.
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
        let asking = self.ask(viewer)?;
        let places = places(viewer, desk);
        let Some(from) = read_on(after, today) else { return Ok(DeskPage::default()) };
        paged(&asking, viewer, limit, from, |from, limit| waiting(&asking, &places, today, from, limit))
    }

    /// What comes back to the viewer and the viewer's desks, or to one desk: on whatever day, by their days. `limit` is at
    /// most [`DESK_LINES_MAX`]; 0 means that many.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn bring_forwards(
        &self,
        viewer: &Viewer,
        desk: Option<&DeskId>,
        after: Option<&DeskCursor>,
        limit: usize,
    ) -> Result<DeskPage, RegisterError> {
        let asking = self.ask(viewer)?;
        let places = places(viewer, desk);
        let Some(from) = read_on(after, Date::MIN) else { return Ok(DeskPage::default()) };
        let from = from.map(Wait::by_day);
        let kinds = [WaitKind::BringForward, WaitKind::DossierBack];
        paged(&asking, viewer, limit, from, |from, limit| {
            by_day(&asking, &places, &kinds, ("", AFTER_ALL_DUE), from, limit)
        })
    }
}

/// After what a page goes on: the beginning where no cursor is given; `None` where a cursor cannot be read.
pub(crate) fn read_on(after: Option<&DeskCursor>, today: Date) -> Option<Option<Wait>> {
    match after {
        None => Some(None),
        Some(cursor) => read_cursor(&cursor.0, today).map(Some),
    }
}

/// A page of what waits, taken chunk by chunk from `next`, which gives what follows on a wait, at most so many.
pub(crate) fn paged(
    asking: &Asking<'_>,
    viewer: &Viewer,
    limit: usize,
    mut from: Option<Wait>,
    next: impl Fn(Option<&Wait>, usize) -> Result<Vec<Found>, RegisterError>,
) -> Result<DeskPage, RegisterError> {
    let limit = if limit == 0 { DESK_LINES_MAX } else { limit.min(DESK_LINES_MAX) };
    let mut lines = Vec::new();
    let mut shown: Option<Wait> = None;
    // Papers that the viewer may not see fall out, so more are taken until the page is full or nothing is left.
    loop {
        let waits = next(from.as_ref(), limit + 1)?;
        let last_chunk = waits.len() <= limit;
        let Some((last, _)) = waits.last().cloned() else { return Ok(DeskPage { lines, next: None }) };
        for (wait, line) in draw(asking, viewer, waits)? {
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

/// What falls in a span of days: deadlines of every dossier, and at the places of the viewer what has a day.
pub(crate) fn falling(
    asking: &Asking<'_>,
    places: &BTreeMap<String, Option<DeskId>>,
    (first, end): (&str, &str),
    after: Option<&Wait>,
    limit: usize,
) -> Result<Vec<Found>, RegisterError> {
    let mut found: BTreeMap<Wait, Option<DeskId>> = BTreeMap::new();
    for (place, desk) in places {
        for rank in RANKS {
            // Deadlines follow, of every dossier. What has no day sorts after the end.
            for kind in KINDS.into_iter().filter(|kind| *kind != WaitKind::Deadline) {
                let stretch = Stretch { place, kind, turn: BY_DAY, rank, first, end };
                for wait in along(asking, &stretch, after, limit)? {
                    found.entry(wait).or_insert_with(|| desk.clone());
                }
            }
        }
    }
    let kind = WaitKind::Deadline;
    let (due, ordinal, no) = after_of_kind(kind, first, after);
    let mut statement = asking.db.prepare_cached(
        "SELECT due, ordinal, no, place FROM waits WHERE kind = 17 AND (due, ordinal, no) > (?1, ?2, ?3) AND due < ?4
         ORDER BY due, ordinal, no LIMIT ?5",
    )?;
    let rows = statement.query_map(params![due, ordinal, no, end, limit as i64], |row| {
        let wait = Wait { turn: BY_DAY, due: row.get(0)?, kind, ordinal: row.get(1)?, no: row.get(2)? };
        Ok((wait, row.get::<_, String>(3)?))
    })?;
    for row in rows {
        let (wait, place) = row?;
        found.insert(wait, desk_of(&place));
    }
    Ok(found.into_iter().take(limit).collect())
}

/// Something that waits, and the desk it waits at, if it is one.
pub(crate) type Found = (Wait, Option<DeskId>);

/// The one turn of a list that goes by days alone.
pub(crate) const BY_DAY: Turn = Turn { in_time: true, rank: 0 };

/// The places whose work is the viewer's, each with the desk it belongs to; the viewer's own place belongs to none.
pub(crate) fn places(viewer: &Viewer, only: Option<&DeskId>) -> BTreeMap<String, Option<DeskId>> {
    let desks: Vec<&DeskId> = viewer.desks().into_iter().filter(|desk| only.is_none_or(|only| only == *desk)).collect();
    let kept = viewer.house().series.iter().filter(|(_, series)| desks.contains(&&series.registry));
    let registries = kept.flat_map(|(id, series)| {
        let places = [at_registry(id), at_registry_of_made(id, series.outgoing)];
        places.map(|place| (place, Some(series.registry.clone())))
    });
    let own = match viewer {
        Viewer::Officer { reader, .. } => vec![&reader.officer],
        Viewer::Owner { house, .. } => house.officers.keys().collect(),
    };
    // What is a holder's own comes to whoever stands in for that holder, and is there with the desk where one desk is asked for.
    let instead = viewer.stands_in_for();
    let instead = instead.into_iter().filter(|(_, desk)| only.is_none_or(|only| only == *desk));
    let instead = instead.map(|(officer, _)| (at_officer(officer), None));
    let own = own.into_iter().filter(|_| only.is_none()).map(|officer| (at_officer(officer), None));
    let own = own.chain(instead);
    desks.iter().map(|desk| (at_desk(desk), Some((*desk).clone()))).chain(registries).chain(own).collect()
}

/// The next things that wait, at most `limit`, each with its desk. Every place, kind and turn is read along its own
/// stretch of the index, so a registry with a million papers to mark out costs no more than one with ten.
fn waiting(
    asking: &Asking<'_>,
    places: &BTreeMap<String, Option<DeskId>>,
    today: Date,
    after: Option<&Wait>,
    limit: usize,
) -> Result<Vec<Found>, RegisterError> {
    let mut found: BTreeMap<Wait, Option<DeskId>> = BTreeMap::new();
    let tomorrow = today.tomorrow().map_or_else(|_| AFTER_ALL_DUE.to_owned(), |tomorrow| tomorrow.to_string());
    let today = today.to_string();
    for turn in Turn::all().filter(|turn| after.is_none_or(|after| *turn >= after.turn)) {
        // Turns are whole: once one has filled the page, none of a later turn can stand on it.
        if found.len() >= limit {
            break;
        }
        let after = after.filter(|after| after.turn == turn);
        for (place, desk) in places {
            for kind in KINDS {
                let (first, end) = match (turn.in_time, kind) {
                    (false, _) => ("", today.as_str()),
                    // What comes back later is not there yet.
                    (true, WaitKind::BringForward | WaitKind::DossierBack) => (today.as_str(), tomorrow.as_str()),
                    (true, _) => (today.as_str(), AFTER_ALL_DUE),
                };
                let stretch = Stretch { place, kind, turn, rank: turn.rank, first, end };
                for wait in along(asking, &stretch, after, limit)? {
                    found.entry(wait).or_insert_with(|| desk.clone());
                }
            }
        }
    }
    Ok(found.into_iter().take(limit).collect())
}

/// The next things of these kinds, at most `limit`, by their days from `first` until before `end`.
pub(crate) fn by_day(
    asking: &Asking<'_>,
    places: &BTreeMap<String, Option<DeskId>>,
    kinds: &[WaitKind],
    (first, end): (&str, &str),
    after: Option<&Wait>,
    limit: usize,
) -> Result<Vec<Found>, RegisterError> {
    let mut found: BTreeMap<Wait, Option<DeskId>> = BTreeMap::new();
    for (place, desk) in places {
        for rank in RANKS {
            for kind in kinds {
                let stretch = Stretch { place, kind: *kind, turn: BY_DAY, rank, first, end };
                for wait in along(asking, &stretch, after, limit)? {
                    found.entry(wait).or_insert_with(|| desk.clone());
                }
            }
        }
    }
    Ok(found.into_iter().take(limit).collect())
}

/// A stretch of the index: what waits at one place, of one kind and rank, due from `first` until before `end`.
struct Stretch<'a> {
    place: &'a str,
    kind: WaitKind,
    turn: Turn,
    rank: u8,
    first: &'a str,
    end: &'a str,
}

/// What follows on a wait along a stretch, at most `limit`.
fn along(
    asking: &Asking<'_>,
    stretch: &Stretch<'_>,
    after: Option<&Wait>,
    limit: usize,
) -> Result<Vec<Wait>, RegisterError> {
    let Stretch { place, kind, turn, rank, first, end } = *stretch;
    let (due, ordinal, no) = after_of_kind(kind, first, after);
    let mut params = Params::default();
    let (from, and) = if kind.is_of_answers() {
        params = asking.params();
        params.set(":outgoing", asking.outgoing.clone());
        let unanswered = format!("AND NOT {}", is_answered(&asking.seeing, "a"));
        ("waits w CROSS JOIN paper a ON a.ordinal = w.ordinal", unanswered)
    } else {
        ("waits w", String::new())
    };
    params.set(":place", place.to_owned());
    params.set(":kind", kind as i64);
    params.set(":rank", i64::from(rank));
    params.set(":due", due.to_owned());
    params.set(":ordinal", ordinal);
    params.set(":no", i64::from(no));
    params.set(":end", end.to_owned());
    params.set(":limit", limit as i64);
    let sql = format!(
        "SELECT w.due, w.ordinal, w.no FROM {from} WHERE w.place = :place AND w.kind = :kind AND w.rank = :rank
         AND (w.due, w.ordinal, w.no) > (:due, :ordinal, :no) AND w.due < :end {and}
         ORDER BY w.due, w.ordinal, w.no LIMIT :limit"
    );
    asking.all(&sql, &params, |row| Ok(Wait { turn, due: row.get(0)?, kind, ordinal: row.get(1)?, no: row.get(2)? }))
}

/// After what a kind goes on behind a wait.
fn after_of_kind<'a>(kind: WaitKind, first: &'a str, after: Option<&'a Wait>) -> (&'a str, i64, u32) {
    match after {
        None => (first, -1, 0),
        Some(after) if kind == after.kind => (after.due.as_str(), after.ordinal, after.no),
        // Of the same date, kinds before the last one were shown; kinds after it were not.
        Some(after) if kind < after.kind => (after.due.as_str(), i64::MAX, 0),
        Some(after) => (after.due.as_str(), -1, 0),
    }
}

/// Sorts after every date and after [`NO_DUE`].
pub(crate) const AFTER_ALL_DUE: &str = "~~";

fn draw(asking: &Asking<'_>, viewer: &Viewer, waits: Vec<Found>) -> Result<Vec<(Wait, DeskLine)>, RegisterError> {
    let on_papers = waits.iter().filter(|(wait, _)| !wait.kind.is_of_dossier());
    let mut ordinals: Vec<i64> = on_papers.map(|(wait, _)| wait.ordinal).collect();
    ordinals.sort_unstable();
    ordinals.dedup();
    let rows: BTreeMap<i64, ListRow> =
        rows_of_papers(asking, viewer.house(), &ordinals, Sight::Card)?.into_iter().collect();
    let mut statement = asking.db.prepare_cached("SELECT json FROM state WHERE ordinal = ?1")?;
    let mut drawn = Vec::new();
    for (wait, desk) in waits {
        if wait.kind.is_of_dossier() {
            if let Some((row, dossier)) = dossiers::seen(&asking.db, viewer, wait.ordinal)?
                && let Some((waits, since)) = what_of_dossier(&wait, &dossier)
            {
                let (due, about) = (wait.due.parse().ok(), About::Dossier(row));
                let instead_of = viewer.has_instead_of(desk.as_ref(), &waits);
                drawn.push((wait, DeskLine { desk, waits, instead_of, due, since, about }));
            }
            continue;
        }
        let Some(row) = rows.get(&wait.ordinal) else { continue };
        let json: String = statement.query_row([wait.ordinal], |row| row.get(0))?;
        let mut paper: Paper = serde_json::from_str(&json)?;
        if wait.kind == WaitKind::OfferedMatch {
            let ends = paper.offers.iter().map(|offer| offer.to).chain(paper.ties.iter().map(|tie| tie.to));
            let seen = asking.sights(&ends.collect::<Vec<_>>())?;
            paper.forget_cited(|to| seen.contains_key(to));
        }
        if let Some((waits, since)) = what(viewer.house(), &wait, &paper).filter(|(waits, _)| is_of(viewer, waits)) {
            let awaited = paper.awaits().filter(|_| wait.kind.is_of_answers());
            let due = awaited.map(|awaited| awaited.by).or_else(|| wait.due.parse().ok());
            let desk = desk.or_else(|| awaited.and_then(|_| owing(viewer.house(), &paper)));
            let about = About::Row(Box::new(row.clone()));
            let instead_of = viewer.has_instead_of(desk.as_ref(), &waits);
            drawn.push((wait, DeskLine { desk, waits, instead_of, due, since, about }));
        }
    }
    Ok(drawn)
}

/// Whether what waits is the viewer's: a copy that somebody else holds in person comes to nobody who stands in for them.
fn is_of(viewer: &Viewer, waits: &Waits) -> bool {
    match (viewer, waits) {
        (Viewer::Officer { reader, .. }, Waits::Copy { holder: Holder::Officer(holder), to_read: true, .. }) => {
            *holder == reader.officer
        }
        _ => true,
    }
}

/// A desk that owes the answer, the first by code where there are several.
fn owing(house: &House, paper: &Paper) -> Option<DeskId> {
    let registry = |series: &SeriesId| house.series.get(series).map(|series| &series.registry);
    paper.owed_by(registry).into_iter().next().cloned()
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
        kind: KINDS.into_iter().chain(KINDS_OF_LISTS).find(|known| *known as i64 == kind)?,
        ordinal: ordinal.parse().ok()?,
        no: no.parse().ok()?,
    })
}
