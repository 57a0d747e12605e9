//! Dossiers: their rows, which are a function of their state; and what is asked of them.
//!
//! A dossier is numbered in the order of opening, apart from papers; what waits in it stands in the same table as what
//! waits on papers, told apart by its kind.

use std::collections::{BTreeSet, HashMap};

use procedure::dossier::{Dossier, WaitsFor};
use procedure::event::{Acted, Event};
use procedure::fold::Misfit;
use procedure::house::Visibility;
use procedure::ids::{DeskId, DossierId, LevelId};
use procedure::moment::Moment;
use procedure::paper::InHouse;
use procedure::sight::{DossierScope, Sight};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::list::{ListRow, rows_of_papers};
use crate::reads::Reads;
use crate::rows::{NO_DUE, RANKS, WaitKind, at_desk, at_officer};
use crate::sight_sql::Viewer;
use crate::{RegisterError, memory, sent_up};

/// Most dossiers of one page of the list.
pub const DOSSIERS_LISTED_MAX: usize = 200;
/// Most papers of one page of a dossier.
pub const FILED_LISTED_MAX: usize = 200;

/// What a list shows of a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DossierRow {
    /// Its code.
    pub dossier: DossierId,
    /// The question.
    pub title: String,
    /// Its code in the file plan.
    pub code: Option<String>,
    /// The desk that keeps it.
    pub home: Option<DeskId>,
    /// Its marking; `None` is the lowest level.
    pub level: Option<LevelId>,
    /// Its own rule of who sees it.
    pub rule: Visibility,
    /// The volume papers are filed in now.
    pub volume: u32,
    /// When it was opened.
    pub opened: Moment,
    /// When something last happened in it.
    pub touched: Moment,
    /// When it was closed.
    pub closed: Option<Moment>,
}

/// What the dossiers are narrowed by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DossierQuery {
    /// Words that stand in the title, the code or the file-plan code, in any case.
    pub words: Option<String>,
    /// The desk that keeps them.
    pub home: Option<DeskId>,
    /// Whether they are closed.
    pub closed: Option<bool>,
}

impl DossierQuery {
    fn takes(&self, row: &DossierRow) -> bool {
        let found = |words: &String| {
            let words = words.trim().to_lowercase();
            let code = row.code.as_deref().unwrap_or_default();
            [row.title.as_str(), row.dossier.as_str(), code].iter().any(|text| text.to_lowercase().contains(&words))
        };
        self.words.as_ref().is_none_or(found)
            && self.home.as_ref().is_none_or(|home| row.home.as_ref() == Some(home))
            && self.closed.is_none_or(|closed| row.closed.is_some() == closed)
    }
}

/// A page of dossiers, those first in which something happened last.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DossierPage {
    /// Its rows.
    pub rows: Vec<DossierRow>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<String>,
}

/// A paper in a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FiledRow {
    /// When it was filed.
    pub at: Moment,
    /// In which volume, where the dossier counts them.
    pub volume: Option<u32>,
    /// The paper's row.
    pub row: ListRow,
}

/// A page of the papers in a dossier, those first that were filed last.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FiledPage {
    /// Its rows.
    pub rows: Vec<FiledRow>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<String>,
}

/// What one entry makes of one dossier, worked out before anything is written.
pub(crate) struct Outcome {
    ordinal: Option<i64>,
    before: Option<Dossier>,
    after: Dossier,
}

/// A row of what waits in a dossier.
type Wait = (String, String, i64, u32);

/// What an entry makes of the dossiers it touches.
pub(crate) fn fold(
    db: &Connection,
    acted: &Acted,
    events: &[Event],
    at: Moment,
) -> Result<Result<Vec<Outcome>, Misfit>, RegisterError> {
    let named = events.iter().filter_map(Event::dossier).chain(&acted.dossiers);
    let mut outcomes = Vec::new();
    for id in named.collect::<BTreeSet<_>>() {
        let (ordinal, before) = load(db, id)?.unzip();
        match Dossier::apply_entry(before.clone(), id, acted, events, at) {
            Ok(Some(after)) => outcomes.push(Outcome { ordinal, before, after }),
            Ok(None) => {}
            Err(misfit) => return Ok(Err(misfit)),
        }
    }
    Ok(Ok(outcomes))
}

/// Writes what an entry made of dossiers.
pub(crate) fn write(db: &Connection, entry: u64, at: Moment, outcomes: &[Outcome]) -> Result<(), RegisterError> {
    for outcome in outcomes {
        let after = &outcome.after;
        let (row, scope) =
            (serde_json::to_string(&row_of(after, at))?, serde_json::to_string(&DossierScope::of(after))?);
        let json = serde_json::to_string(after)?;
        let ordinal = match outcome.ordinal {
            Some(ordinal) => {
                db.prepare_cached(
                    "UPDATE dossier SET touched = ?2, title = ?3, row = ?4, scope = ?5, json = ?6 WHERE ordinal = ?1",
                )?
                .execute(params![ordinal, entry.cast_signed(), after.title, row, scope, json])?;
                ordinal
            }
            None => {
                db.prepare_cached(
                    "INSERT INTO dossier (id, touched, title, row, scope, json) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .execute(params![
                    after.id.as_str(),
                    entry.cast_signed(),
                    after.title,
                    row,
                    scope,
                    json
                ])?;
                db.last_insert_rowid()
            }
        };
        db.prepare_cached("INSERT INTO dossier_trail (ordinal, entry) VALUES (?1, ?2)")?
            .execute([ordinal, entry.cast_signed()])?;
        let (had, has) = (outcome.before.as_ref().map(waits).unwrap_or_default(), waits(after));
        for (place, due, kind, no) in had.difference(&has) {
            db.prepare_cached(
                "DELETE FROM waits WHERE place = ?1 AND rank = ?2 AND due = ?3 AND ordinal = ?4 AND kind = ?5 AND no = ?6",
            )?
            .execute(params![place, RANKS.end(), due, ordinal, kind, no])?;
        }
        for (place, due, kind, no) in has.difference(&had) {
            db.prepare_cached(
                "INSERT INTO waits (place, rank, due, ordinal, kind, no) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![place, RANKS.end(), due, ordinal, kind, no])?;
        }
        write_terms(db, ordinal, outcome)?;
        memory::write(db, ordinal, outcome.before.as_ref(), after)?;
        sent_up::write(db, ordinal, outcome.before.as_ref(), after)?;
    }
    Ok(())
}

/// Terms that are open, each under its last day; and the desks that owe or owed something by a day.
fn write_terms(db: &Connection, ordinal: i64, outcome: &Outcome) -> Result<(), RegisterError> {
    let terms = |dossier: &Dossier| -> BTreeSet<(String, u32)> {
        let open = dossier.terms.iter().filter(|term| term.is_open() && dossier.closed.is_none());
        open.map(|term| (term.until.to_string(), term.no)).collect()
    };
    // No deadline ever leaves a dossier, and a desk that handed one over has owed it.
    let owing =
        |dossier: &Dossier| -> BTreeSet<DeskId> { dossier.deadlines.iter().map(|one| one.desk.clone()).collect() };
    let had = outcome.before.as_ref().map(owing).unwrap_or_default();
    for desk in owing(&outcome.after).difference(&had) {
        db.prepare_cached("INSERT OR IGNORE INTO owed (desk, ordinal) VALUES (?1, ?2)")?
            .execute(params![desk.as_str(), ordinal])?;
    }
    let (had, has) = (outcome.before.as_ref().map(terms).unwrap_or_default(), terms(&outcome.after));
    for (until, no) in had.difference(&has) {
        db.prepare_cached("DELETE FROM term WHERE until = ?1 AND ordinal = ?2 AND no = ?3")?
            .execute(params![until, ordinal, no])?;
    }
    for (until, no) in has.difference(&had) {
        db.prepare_cached("INSERT INTO term (until, ordinal, no) VALUES (?1, ?2, ?3)")?
            .execute(params![until, ordinal, no])?;
    }
    Ok(())
}

fn row_of(dossier: &Dossier, at: Moment) -> DossierRow {
    DossierRow {
        dossier: dossier.id.clone(),
        title: dossier.title.clone(),
        code: dossier.code.clone(),
        home: dossier.home.clone(),
        level: dossier.level.clone(),
        rule: dossier.rule,
        volume: dossier.volume(),
        opened: dossier.opened,
        touched: at,
        closed: dossier.closed.as_ref().map(|closed| closed.at),
    }
}

fn waits(dossier: &Dossier) -> BTreeSet<Wait> {
    let row = |wait: procedure::dossier::DossierWait| {
        let place = match &wait.at {
            InHouse::Officer(officer) => at_officer(officer),
            InHouse::Desk(desk) => at_desk(desk),
        };
        let due = wait.due.map_or_else(|| NO_DUE.to_owned(), |due| due.to_string());
        (place, due, kind_of(wait.what) as i64, wait.no)
    };
    dossier.waits().into_iter().map(row).collect()
}

/// The kind under which what waits in a dossier stands among all that waits.
pub(crate) fn kind_of(what: WaitsFor) -> WaitKind {
    match what {
        WaitsFor::BringForward => WaitKind::DossierBack,
        WaitsFor::Concurrence => WaitKind::Concurrence,
        WaitsFor::PrivateOffice => WaitKind::PrivateOffice,
        WaitsFor::Decision => WaitKind::Decision,
        WaitsFor::Resubmission => WaitKind::Resubmission,
        WaitsFor::Action => WaitKind::Action,
        WaitsFor::Discharge => WaitKind::Discharge,
        WaitsFor::Assessment => WaitKind::DossierAssess,
        WaitsFor::Deadline => WaitKind::Deadline,
    }
}

/// A dossier's state with its ordinal.
pub(crate) fn load(db: &Connection, id: &DossierId) -> Result<Option<(i64, Dossier)>, RegisterError> {
    let row: Option<(i64, String)> = db
        .prepare_cached("SELECT ordinal, json FROM dossier WHERE id = ?1")?
        .query_row([id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    row.map(|(ordinal, json)| Ok((ordinal, serde_json::from_str(&json)?))).transpose()
}

/// Which of these dossiers a viewer sees.
pub(crate) fn sees_which(
    db: &Connection,
    viewer: &Viewer,
    ids: &BTreeSet<DossierId>,
) -> Result<BTreeSet<DossierId>, RegisterError> {
    let mut statement = db.prepare_cached("SELECT scope FROM dossier WHERE id = ?1")?;
    let mut seen = BTreeSet::new();
    for id in ids {
        let scope: Option<String> = statement.query_row([id.as_str()], |row| row.get(0)).optional()?;
        if let Some(scope) = scope
            && viewer.sees_dossier(&serde_json::from_str(&scope)?)
        {
            seen.insert(id.clone());
        }
    }
    Ok(seen)
}

/// What a viewer is told of a dossier of that ordinal: its row and state; `None` where it is not to be seen.
pub(crate) fn seen(
    db: &Connection,
    viewer: &Viewer,
    ordinal: i64,
) -> Result<Option<(DossierRow, Dossier)>, RegisterError> {
    let found: Option<(String, String, String)> = db
        .prepare_cached("SELECT row, scope, json FROM dossier WHERE ordinal = ?1")?
        .query_row([ordinal], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((row, scope, json)) = found else { return Ok(None) };
    if !viewer.sees_dossier(&serde_json::from_str(&scope)?) {
        return Ok(None);
    }
    let mut dossier: Dossier = serde_json::from_str(&json)?;
    viewer.uncovered(&mut dossier);
    Ok(Some((serde_json::from_str(&row)?, dossier)))
}

/// What a viewer sees of scopes as they are written: many dossiers have one and the same.
struct ScopesSeen<'v> {
    viewer: &'v Viewer,
    known: HashMap<String, bool>,
}

impl<'v> ScopesSeen<'v> {
    fn of(viewer: &'v Viewer) -> Self {
        Self { viewer, known: HashMap::new() }
    }

    fn is_seen(&mut self, scope: &str) -> Result<bool, RegisterError> {
        if let Some(known) = self.known.get(scope) {
            return Ok(*known);
        }
        let seen = self.viewer.sees_dossier(&serde_json::from_str(scope)?);
        self.known.insert(scope.to_owned(), seen);
        Ok(seen)
    }
}

impl Viewer {
    /// Whether the viewer sees a dossier of this scope.
    pub(crate) fn sees_dossier(&self, scope: &DossierScope) -> bool {
        match self {
            Self::Owner { .. } => true,
            Self::Officer { house, reader, at } => scope.is_seen_by(house, reader, *at),
        }
    }

    /// Takes away what is for two pairs of eyes: those of a private office, and of the desk behind it.
    fn uncovered(&self, dossier: &mut Dossier) {
        let Self::Officer { reader, .. } = self else { return };
        for one in &mut dossier.submissions {
            if !one.is_covered_for(&reader.desks) {
                one.covers.clear();
            }
        }
    }
}

impl Reads {
    /// The dossier of a code; `None` where it is not there or not to be seen, which look the same.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn dossier(&self, viewer: &Viewer, id: &DossierId) -> Result<Option<Dossier>, RegisterError> {
        let found: Option<(String, String)> = self
            .db()
            .prepare_cached("SELECT scope, json FROM dossier WHERE id = ?1")?
            .query_row([id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((scope, json)) = found else { return Ok(None) };
        if !viewer.sees_dossier(&serde_json::from_str(&scope)?) {
            return Ok(None);
        }
        let mut dossier: Dossier = serde_json::from_str(&json)?;
        viewer.uncovered(&mut dossier);
        Ok(Some(dossier))
    }

    /// Which of these dossiers the viewer sees.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn dossiers_seen(
        &self,
        viewer: &Viewer,
        ids: &BTreeSet<DossierId>,
    ) -> Result<BTreeSet<DossierId>, RegisterError> {
        sees_which(self.db(), viewer, ids)
    }

    /// The dossiers that the viewer sees, those first in which something happened last. `limit` is at most
    /// [`DOSSIERS_LISTED_MAX`]; 0 means that many. A cursor that cannot be read gives an empty page.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn list_dossiers(
        &self,
        viewer: &Viewer,
        query: &DossierQuery,
        after: Option<&str>,
        limit: usize,
    ) -> Result<DossierPage, RegisterError> {
        let limit = if limit == 0 { DOSSIERS_LISTED_MAX } else { limit.min(DOSSIERS_LISTED_MAX) };
        let Some((touched, ordinal)) = cursor(after) else { return Ok(DossierPage::default()) };
        let mut statement = self.db().prepare_cached(
            "SELECT touched, ordinal, row, scope FROM dossier WHERE (touched, ordinal) < (?1, ?2)
             ORDER BY touched DESC, ordinal DESC",
        )?;
        let mut found = statement.query([touched, ordinal])?;
        let (mut rows, mut last, mut scopes) = (Vec::new(), None, ScopesSeen::of(viewer));
        // What may not be seen falls out, so it is read until the page is full.
        while let Some(one) = found.next()? {
            if !scopes.is_seen(&one.get::<_, String>(3)?)? {
                continue;
            }
            let row: DossierRow = serde_json::from_str(&one.get::<_, String>(2)?)?;
            if !query.takes(&row) {
                continue;
            }
            if rows.len() == limit {
                return Ok(DossierPage { rows, next: last });
            }
            rows.push(row);
            last = Some(format!("{}_{}", one.get::<_, i64>(0)?, one.get::<_, i64>(1)?));
        }
        Ok(DossierPage { rows, next: None })
    }

    /// The papers filed in a dossier whose cards the viewer sees, those first that were filed last. Whether the dossier
    /// may be seen is asked first. `limit` is at most [`FILED_LISTED_MAX`]; 0 means that many.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn filed_in(
        &self,
        viewer: &Viewer,
        id: &DossierId,
        after: Option<&str>,
        limit: usize,
    ) -> Result<FiledPage, RegisterError> {
        let limit = if limit == 0 { FILED_LISTED_MAX } else { limit.min(FILED_LISTED_MAX) };
        let Some(mut from) = cursor(after) else { return Ok(FiledPage::default()) };
        let asking = self.ask(viewer)?;
        let (mut rows, mut last) = (Vec::new(), None);
        loop {
            let mut statement = asking.db.prepare_cached(
                "SELECT at, ordinal, volume FROM filed WHERE dossier = ?1 AND (at, ordinal) < (?2, ?3)
                 ORDER BY at DESC, ordinal DESC LIMIT ?4",
            )?;
            let chunk: Vec<(i64, i64, Option<u32>)> = statement
                .query_map(params![id.as_str(), from.0, from.1, limit as i64 + 1], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
                })?
                .collect::<Result<_, _>>()?;
            let Some(end) = chunk.last().map(|(at, ordinal, _)| (*at, *ordinal)) else { break };
            let ordinals: Vec<i64> = chunk.iter().map(|(_, ordinal, _)| *ordinal).collect();
            let mut drawn: std::collections::BTreeMap<i64, ListRow> =
                rows_of_papers(&asking, viewer.house(), &ordinals, Sight::Card)?.into_iter().collect();
            for (at, ordinal, volume) in &chunk {
                let Some(row) = drawn.remove(ordinal) else { continue };
                if rows.len() == limit {
                    return Ok(FiledPage { rows, next: last });
                }
                rows.push(FiledRow { at: Moment::from_micros(*at), volume: *volume, row });
                last = Some(format!("{at}_{ordinal}"));
            }
            if chunk.len() <= limit {
                break;
            }
            from = end;
        }
        Ok(FiledPage { rows, next: None })
    }

    /// The dossiers that the viewer sees and in which papers can be filed, by title; at most
    /// [`DOSSIERS_OFFERED_MAX`](crate::DOSSIERS_OFFERED_MAX).
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn dossiers(&self, viewer: &Viewer) -> Result<Vec<(DossierId, String)>, RegisterError> {
        let mut statement = self.db().prepare_cached("SELECT row, scope FROM dossier ORDER BY title, id")?;
        let mut found = statement.query([])?;
        let (mut offered, mut scopes) = (Vec::new(), ScopesSeen::of(viewer));
        while let Some(one) = found.next()? {
            if !scopes.is_seen(&one.get::<_, String>(1)?)? {
                continue;
            }
            let row: DossierRow = serde_json::from_str(&one.get::<_, String>(0)?)?;
            if row.closed.is_none() {
                offered.push((row.dossier, row.title));
                if offered.len() == crate::DOSSIERS_OFFERED_MAX {
                    break;
                }
            }
        }
        Ok(offered)
    }

    /// The numbers of the journal's entries that touched a dossier, in order. Whether it may be seen is asked first.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn dossier_trail(&self, id: &DossierId) -> Result<Vec<u64>, RegisterError> {
        let mut statement = self.db().prepare_cached(
            "SELECT t.entry FROM dossier d CROSS JOIN dossier_trail t ON t.ordinal = d.ordinal WHERE d.id = ?1
             ORDER BY t.entry",
        )?;
        let entries = statement.query_map([id.as_str()], |row| row.get::<_, i64>(0))?;
        Ok(entries.map(|entry| entry.map(i64::cast_unsigned)).collect::<Result<_, _>>()?)
    }
}

/// After what a page goes on, as two numbers of which each page has smaller ones than the page before.
fn cursor(after: Option<&str>) -> Option<(i64, i64)> {
    match after {
        None => Some((i64::MAX, i64::MAX)),
        Some(text) => {
            let (first, second) = text.split_once('_')?;
            Some((first.parse().ok()?, second.parse().ok()?))
        }
    }
}
