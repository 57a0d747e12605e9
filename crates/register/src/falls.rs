//! What falls when: deadlines and outside terms of all dossiers one may see, by their days; dates read on papers that an
//! officer may confirm; and what a calendar moves.

use std::collections::BTreeSet;

use jiff::ToSpan as _;
use jiff::civil::Date;
use procedure::dossier::{Deadline, Dossier, REMIND_DAYS_MAX, Term, is_near};
use procedure::house::House;
use procedure::ids::{DeskId, DossierId, PaperId};
use procedure::paper::Paper;
use procedure::sight::{Sight, dossier_may_leave, may_leave};
use rusqlite::params;
use serde::Serialize;

use crate::RegisterError;
use crate::desk::{
    AFTER_ALL_DUE, About, BY_DAY, DeskCursor, DeskLine, DeskPage, KINDS, Wait, Waits, by_day, falling, paged, places,
    read_on,
};
use crate::dossiers::{self, DossierRow};
use crate::list::rows_of_papers;
use crate::reads::Reads;
use crate::rows::WaitKind;
use crate::sight_sql::Viewer;
use crate::write::load_paper;

/// Most outside terms of one page.
pub const TERMS_LISTED_MAX: usize = 100;
/// Most dates read on papers that are offered for one dossier.
pub const DATES_OFFERED_MAX: usize = 50;
/// Papers filed last in a dossier whose dates are looked at.
pub const DATES_PAPERS_MAX: usize = 200;
/// Dossiers of one look for deadlines that a calendar moves.
pub const OFF_CALENDAR_MAX: usize = 100;

/// Days from one to another, both within; an end that is not said is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Days {
    /// The first.
    pub from: Option<Date>,
    /// The last.
    pub until: Option<Date>,
}

/// An outside term of a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TermRow {
    /// The dossier's row.
    pub dossier: DossierRow,
    /// The term.
    pub term: Term,
    /// The running deadlines that hang on it: number, day, what, and the desk that owes it.
    pub hangs: Vec<TermHangs>,
}

/// A running deadline on a term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TermHangs {
    /// Its number in the dossier.
    pub no: u32,
    /// Its day.
    pub date: Date,
    /// What is due.
    pub what: String,
    /// The desk that owes it.
    pub desk: DeskId,
}

/// A page of outside terms, those first that end first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TermPage {
    /// Its rows.
    pub rows: Vec<TermRow>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<String>,
}

/// A date by which something is to be done, as a paper in the dossier says. It reminds nobody until it is confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DateRead {
    /// The paper.
    pub paper: PaperId,
    /// Its number.
    pub number: String,
    /// The day.
    pub date: Date,
    /// What is to be done by then.
    pub what: Option<String>,
}

/// A dossier in which deadlines would be on other days by the calendars as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OffCalendar {
    /// The dossier.
    pub dossier: DossierId,
    /// Its version.
    pub rev: u64,
}

/// What an officer is reminded of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminded {
    /// The line, as it stands on a desk.
    pub line: DeskLine,
    /// Whether what it is about may be told outside the house, and not only its number and day.
    pub may_leave: bool,
}

impl Reads {
    /// What falls in a span of days, by day: every running deadline of the dossiers that the viewer sees, whoever owes it;
    /// and whatever else has a day and waits for the viewer or at one of the viewer's desks. `limit` is at most
    /// [`DESK_LINES_MAX`](crate::DESK_LINES_MAX); 0 means that many. A cursor that cannot be read gives an empty page.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn deadlines(
        &self,
        viewer: &Viewer,
        days: Days,
        after: Option<&DeskCursor>,
        limit: usize,
    ) -> Result<DeskPage, RegisterError> {
        let asking = self.ask(viewer)?;
        let places = places(viewer, None);
        let Some(from) = read_on(after, Date::MIN) else { return Ok(DeskPage::default()) };
        let from = from.map(|wait| Wait { turn: BY_DAY, ..wait });
        let first = days.from.map(|day| day.to_string()).unwrap_or_default();
        let end = days.until.and_then(|day| day.tomorrow().ok());
        // What has no day falls on none, and sorts after every day.
        let end = end.map_or_else(|| crate::rows::NO_DUE.to_owned(), |day| day.to_string());
        paged(&asking, viewer, limit, from, |from, limit| falling(&asking, &places, (&first, &end), from, limit))
    }

    /// What an officer is to be reminded of on a day: what has a day and waits for the viewer or at one of the viewer's desks,
    /// late, today or in the next `days`; and deadlines later than that which are near by what was said of them. By their days;
    /// at most [`DESK_LINES_MAX`](crate::DESK_LINES_MAX) of each, and whether there is more.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn reminded(&self, viewer: &Viewer, today: Date, days: i32) -> Result<(Vec<Reminded>, bool), RegisterError> {
        let asking = self.ask(viewer)?;
        let places = places(viewer, None);
        let after = |days: i32| today.saturating_add((days + 1).days()).to_string();
        let (coming, far) = (after(days), after(i32::from(REMIND_DAYS_MAX)));
        let soon = paged(&asking, viewer, 0, None, |from, limit| {
            by_day(&asking, &places, &KINDS, ("", &coming), from, limit)
        })?;
        let near = paged(&asking, viewer, 0, None, |from, limit| {
            by_day(&asking, &places, &[WaitKind::Deadline], (&coming, &far), from, limit)
        })?;
        let more = soon.next.is_some() || near.next.is_some();
        let is_near = |line: &DeskLine| match (&line.waits, line.due) {
            (Waits::Deadline { remind, .. }, Some(due)) => is_near(due, remind, today),
            _ => false,
        };
        let mut lines = soon.lines;
        lines.extend(near.lines.into_iter().filter(is_near));
        let house = viewer.house();
        let told = lines.into_iter().map(|line| {
            let may_leave = match &line.about {
                About::Dossier(row) => dossier_may_leave(house, row.level.as_ref(), row.rule),
                About::Row(row) => match &row.paper {
                    Some(id) => load_paper(&asking.db, id)?.is_some_and(|(_, paper)| may_leave(house, &paper)),
                    None => false,
                },
            };
            Ok(Reminded { line, may_leave })
        });
        Ok((told.collect::<Result<_, RegisterError>>()?, more))
    }

    /// The open outside terms of the dossiers that the viewer sees that end on a day or later, those first that end first.
    /// `limit` is at most [`TERMS_LISTED_MAX`]; 0 means that many. A cursor that cannot be read gives an empty page.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn terms(
        &self,
        viewer: &Viewer,
        from: Option<Date>,
        after: Option<&str>,
        limit: usize,
    ) -> Result<TermPage, RegisterError> {
        let limit = if limit == 0 { TERMS_LISTED_MAX } else { limit.min(TERMS_LISTED_MAX) };
        let first = from.map(|day| day.to_string()).unwrap_or_default();
        let Some((until, ordinal, no)) = term_cursor(after, first) else { return Ok(TermPage::default()) };
        let mut statement = self.db().prepare_cached(
            "SELECT until, ordinal, no FROM term WHERE (until, ordinal, no) > (?1, ?2, ?3) ORDER BY until, ordinal, no",
        )?;
        let mut found = statement.query(params![until, ordinal, no])?;
        let (mut rows, mut last) = (Vec::new(), None);
        // What may not be seen falls out, so it is read until the page is full.
        while let Some(one) = found.next()? {
            let (until, ordinal, no): (String, i64, u32) = (one.get(0)?, one.get(1)?, one.get(2)?);
            let Some((row, dossier)) = dossiers::seen(self.db(), viewer, ordinal)? else { continue };
            let Some(term) = dossier.term(no) else { continue };
            if rows.len() == limit {
                return Ok(TermPage { rows, next: last });
            }
            rows.push(TermRow { dossier: row, term: term.clone(), hangs: hang_on(&dossier, no) });
            last = Some(format!("{until}_{ordinal}_{no}"));
        }
        Ok(TermPage { rows, next: None })
    }

    /// Deadlines that the viewer's desks owe or owed, in dossiers that the viewer sees and that are open: those that run, and
    /// of the others those whose day is not before `since`; at most `limit`.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn owed(
        &self,
        viewer: &Viewer,
        since: Date,
        limit: usize,
    ) -> Result<Vec<(DossierRow, Deadline)>, RegisterError> {
        let (desks, mut owed) = (viewer.desks(), Vec::new());
        let mut ordinals: BTreeSet<i64> = BTreeSet::new();
        for desk in &desks {
            let mut statement = self.db().prepare_cached("SELECT ordinal FROM owed WHERE desk = ?1")?;
            for ordinal in statement.query_map([desk.as_str()], |row| row.get(0))? {
                ordinals.insert(ordinal?);
            }
        }
        for ordinal in ordinals {
            let Some((row, dossier)) = dossiers::seen(self.db(), viewer, ordinal)? else { continue };
            let theirs = dossier.deadlines.into_iter().filter(|one| desks.contains(&&one.desk));
            let kept = theirs.filter(|one| row.closed.is_none() && one.is_running() || one.date >= since);
            owed.extend(kept.map(|one| (row.clone(), one)));
        }
        owed.sort_by_key(|(_, one)| (one.date, one.at, one.no));
        owed.truncate(limit);
        Ok(owed)
    }

    /// Dates by which something is to be done as papers filed in a dossier say, from a day on, earliest first: of papers
    /// whose cards the viewer sees, and none that a deadline of the dossier already rests on. Whether the dossier may be
    /// seen is asked first. At most [`DATES_OFFERED_MAX`], from the [`DATES_PAPERS_MAX`] papers filed last.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn dates_read(&self, viewer: &Viewer, dossier: &Dossier, from: Date) -> Result<Vec<DateRead>, RegisterError> {
        let asking = self.ask(viewer)?;
        let mut statement = asking
            .db
            .prepare_cached("SELECT ordinal FROM filed WHERE dossier = ?1 ORDER BY at DESC, ordinal DESC LIMIT ?2")?;
        let ordinals: Vec<i64> = statement
            .query_map(params![dossier.id.as_str(), DATES_PAPERS_MAX as i64], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let taken: BTreeSet<(PaperId, Date)> =
            dossier.deadlines.iter().filter_map(|one| Some((one.paper?, first_day(one)))).collect();
        let mut state = asking.db.prepare_cached("SELECT json FROM state WHERE ordinal = ?1")?;
        let mut offered = Vec::new();
        for (ordinal, row) in rows_of_papers(&asking, viewer.house(), &ordinals, Sight::Card)? {
            let json: String = state.query_row([ordinal], |row| row.get(0))?;
            let paper: Paper = serde_json::from_str(&json)?;
            // The day by which its answer is awaited is looked after already.
            let awaited = paper.awaits().map(|awaited| awaited.by);
            for read in paper.card.deadlines.iter().map(|field| &field.value) {
                if read.date >= from && awaited != Some(read.date) && !taken.contains(&(paper.id, read.date)) {
                    let (number, what) = (row.number.clone(), read.what.clone());
                    offered.push(DateRead { paper: paper.id, number, date: read.date, what });
                }
            }
        }
        offered.sort_by_key(|one| (one.date, one.paper));
        offered.truncate(DATES_OFFERED_MAX);
        Ok(offered)
    }

    /// The dossiers, whoever may see them, with deadlines that the calendars as they are would move: at most
    /// [`OFF_CALENDAR_MAX`] at a time. For the office itself, which moves them.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn off_calendar(&self, house: &House) -> Result<Vec<OffCalendar>, RegisterError> {
        let mut statement = self.db().prepare_cached(
            "SELECT json FROM dossier WHERE ordinal IN (SELECT ordinal FROM waits WHERE kind = 17) ORDER BY ordinal",
        )?;
        let mut found = statement.query([])?;
        let mut off = Vec::new();
        while let Some(one) = found.next()? {
            let dossier: Dossier = serde_json::from_str(&one.get::<_, String>(0)?)?;
            if !dossier.off_calendar(house).is_empty() {
                off.push(OffCalendar { dossier: dossier.id, rev: dossier.rev });
                if off.len() == OFF_CALENDAR_MAX {
                    break;
                }
            }
        }
        Ok(off)
    }
}

/// The kind stands as a number in the statements above and in the index they use.
const _: () = assert!(WaitKind::Deadline as i64 == 17);

/// The day that a deadline had when it was set.
fn first_day(one: &Deadline) -> Date {
    one.moves.first().map_or(one.date, |first| first.was)
}

fn hang_on(dossier: &Dossier, term: u32) -> Vec<TermHangs> {
    let hang = dossier.running_deadlines().filter(|one| one.hangs.term() == Some(term));
    let row = |one: &Deadline| TermHangs { no: one.no, date: one.date, what: one.what.clone(), desk: one.desk.clone() };
    hang.map(row).collect()
}

/// After what a page of terms goes on.
fn term_cursor(after: Option<&str>, first: String) -> Option<(String, i64, u32)> {
    let Some(text) = after else { return Some((first, -1, 0)) };
    let parts: Vec<&str> = text.split('_').collect();
    let [until, ordinal, no] = parts.as_slice() else { return None };
    (*until < AFTER_ALL_DUE).then_some(())?;
    Some(((*until).to_owned(), ordinal.parse().ok()?, no.parse().ok()?))
}
