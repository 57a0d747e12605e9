//! Asking the register: a connection that only reads, and the questions about one paper.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use procedure::card::Card;
use procedure::house::House;
use procedure::ids::{PaperId, SeriesId};
use procedure::known::Earlier;
use procedure::number::plain;
use procedure::paper::{Arrival, Copy, KeptVersion, Marking, Paper};
use procedure::sight::{Scope, Sight};
use rusqlite::{Connection, Row, Transaction};

use crate::list::WALKED_PAPERS_MAX;
use crate::sight_sql::{KeptRights, Params, Seeing, Viewer, outgoing, sight_of};
use crate::{Place, RegisterError, dossiers, schema, write};

/// Most papers that one number is answered with.
pub const BY_NUMBER_MAX: usize = 50;

const STEPS_AT_A_TIME: i32 = 10;
/// What may be meant for a year where a number stands without one.
const YEARS: std::ops::Range<u32> = 1_000..3_000;

/// A reader of the register. Each has a connection of its own: give every thread one.
#[derive(Debug)]
pub struct Reads {
    db: Connection,
    walked_max: u32,
    scopes: RefCell<Vec<(i64, Scope)>>,
    rights: RefCell<KeptRights>,
    names: RefCell<crate::people::KeptNames>,
}

/// Most dossiers offered to file a paper in.
pub const DOSSIERS_OFFERED_MAX: usize = 500;

/// One paper as a viewer sees it: what the sight does not show is not in it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Seen {
    /// The paper. With sight of the card its texts and enclosed files are left out, and hashes and commitments are
    /// blank; with sight of one's own acts all but
    /// its numbers. Links to papers one may not see, and filing in
    /// dossiers one may not see, are left out always.
    pub paper: Paper,
    /// How much of it is seen; never `None`.
    pub sight: Sight,
    /// Its place in the order of entering.
    pub ordinal: u64,
}

/// A question being answered: one consistent view of the rows, and what the viewer sees of them.
pub(crate) struct Asking<'a> {
    pub(crate) db: Transaction<'a>,
    pub(crate) seeing: Seeing,
    pub(crate) walked_max: i64,
    /// The scopes of papers that leave the house, as JSON.
    pub(crate) outgoing: String,
}

impl Asking<'_> {
    pub(crate) fn params(&self) -> Params {
        let mut params = Params::default();
        self.seeing.bind(&mut params);
        params
    }

    /// Runs a query and takes every row.
    pub(crate) fn all<T>(
        &self,
        sql: &str,
        params: &Params,
        take: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, RegisterError> {
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map(params.as_named().as_slice(), take)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The sight of each of these papers that is seen at all, with its number.
    pub(crate) fn sights(&self, ids: &[PaperId]) -> Result<BTreeMap<PaperId, (Sight, String)>, RegisterError> {
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let mut params = self.params();
        params.set(":ids", serde_json::to_string(ids)?);
        let sql = format!(
            "SELECT p.id, {} AS sight, p.number FROM json_each(:ids) j
             CROSS JOIN paper p ON p.id = unhex(j.value) WHERE sight > 0",
            self.seeing.expr("p.scope", "p.ordinal")
        );
        let rows = self
            .all(&sql, &params, |row| Ok((PaperId(row.get(0)?), (sight_of(row.get(1)?), row.get::<_, String>(2)?))))?;
        Ok(rows.into_iter().collect())
    }
}

impl Reads {
    /// Opens a reader of the register in an office's folder. After a register was swapped in, readers are opened anew.
    ///
    /// # Errors
    /// When there is no register or it cannot be read.
    pub fn open(folder: &Path) -> Result<Self, RegisterError> {
        let db = schema::open_reading(folder)?;
        Ok(Self {
            db,
            walked_max: WALKED_PAPERS_MAX,
            scopes: RefCell::default(),
            rights: RefCell::default(),
            names: RefCell::default(),
        })
    }

    /// Lists narrowed to at most so many papers walk those rather than the book: a matter of speed, never of what is in
    /// the list. [`WALKED_PAPERS_MAX`] unless set.
    #[must_use]
    pub fn walking_at_most(self, papers: u32) -> Self {
        Self { walked_max: papers, ..self }
    }

    /// Counts the steps of SQLite's machine from now on, ten at a time: how much work a question is, whatever the machine.
    ///
    /// # Errors
    /// When they cannot be counted.
    pub fn counting_steps(&mut self) -> Result<Arc<AtomicU64>, RegisterError> {
        let steps = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&steps);
        let count = move || {
            counted.fetch_add(STEPS_AT_A_TIME as u64, Ordering::Relaxed);
            false
        };
        self.db.progress_handler(STEPS_AT_A_TIME, Some(count))?;
        Ok(steps)
    }

    pub(crate) fn ask(&self, viewer: &Viewer) -> Result<Asking<'_>, RegisterError> {
        self.ask_by(viewer.house(), |rights, scopes| rights.seeing(viewer, scopes))
    }

    /// [`Reads::ask`] for whoever sees otherwise than a viewer does.
    pub(crate) fn ask_by(
        &self,
        house: &House,
        seeing: impl FnOnce(&mut KeptRights, &[(i64, Scope)]) -> Seeing,
    ) -> Result<Asking<'_>, RegisterError> {
        let db = self.db.unchecked_transaction()?;
        let mut scopes = self.scopes.borrow_mut();
        let last = scopes.last().map_or(0, |(id, _)| *id);
        scopes.extend(write::load_scopes(&db, last)?);
        let seeing = seeing(&mut self.rights.borrow_mut(), &scopes);
        let outgoing = outgoing(house, &scopes);
        Ok(Asking { db, seeing, walked_max: i64::from(self.walked_max), outgoing })
    }

    /// The scopes there were when something was last asked.
    pub(crate) fn known_scopes(&self) -> std::cell::Ref<'_, Vec<(i64, Scope)>> {
        self.scopes.borrow()
    }

    pub(crate) fn names(&self) -> &RefCell<crate::people::KeptNames> {
        &self.names
    }

    pub(crate) fn db_mut(&mut self) -> &mut Connection {
        &mut self.db
    }

    pub(crate) fn db(&self) -> &Connection {
        &self.db
    }

    /// How far the register has come.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn place(&self) -> Result<Option<Place>, RegisterError> {
        write::load_place(&self.db)
    }

    /// The paper of an id, as the viewer sees it; `None` where it is not there or not to be seen, which look the same.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn paper(&self, viewer: &Viewer, id: &PaperId) -> Result<Option<Seen>, RegisterError> {
        let asking = self.ask(viewer)?;
        let Some((sight, _)) = asking.sights(&[*id])?.remove(id) else { return Ok(None) };
        let Some((ordinal, paper)) = write::load_paper(&asking.db, id)? else { return Ok(None) };
        let paper = match sight {
            Sight::Whole | Sight::Card => as_seen(&asking, viewer, paper, sight)?,
            Sight::OwnActs | Sight::None => numbers_only(paper),
        };
        Ok(Some(Seen { paper, sight, ordinal: ordinal.cast_unsigned() }))
    }

    /// How much of a paper the viewer may see; `Sight::None` where it is not there.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn sight(&self, viewer: &Viewer, id: &PaperId) -> Result<Sight, RegisterError> {
        Ok(self.ask(viewer)?.sights(&[*id])?.get(id).map_or(Sight::None, |(sight, _)| *sight))
    }

    /// How much of each of these papers the viewer may see; those that are not there or not to be seen are left out.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn sights(&self, viewer: &Viewer, ids: &[PaperId]) -> Result<BTreeMap<PaperId, Sight>, RegisterError> {
        let seen = self.ask(viewer)?.sights(ids)?;
        Ok(seen.into_iter().map(|(id, (sight, _))| (id, sight)).collect())
    }

    /// The papers that a number as typed may mean, ours before theirs, newest first: "IN-1951-0017", "in-1951-0017",
    /// "17", "0017", "17/1", "No. 396"; "IN-17" is the seventeenth of any year.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn by_number(&self, viewer: &Viewer, typed: &str) -> Result<Vec<(PaperId, Sight)>, RegisterError> {
        let asking = self.ask(viewer)?;
        Ok(by_number(&asking, viewer.house(), typed)?.into_iter().map(|(_, id, sight)| (id, sight)).collect())
    }

    /// The numbers of the journal's entries that touched a paper, in order. Whether the paper may be seen is asked first.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn trail(&self, id: &PaperId) -> Result<Vec<u64>, RegisterError> {
        let mut statement = self.db.prepare_cached(
            "SELECT t.entry FROM paper p CROSS JOIN trail t ON t.ordinal = p.ordinal WHERE p.id = ?1 ORDER BY t.entry",
        )?;
        let entries = statement.query_map([id.0], |row| row.get::<_, i64>(0))?;
        Ok(entries.map(|entry| entry.map(i64::cast_unsigned)).collect::<Result<_, _>>()?)
    }

    /// The act that was entered under this id, for a receipt asked for again.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn earlier(&self, act: &PaperId) -> Result<Option<Earlier>, RegisterError> {
        write::earlier(&self.db, act)
    }
}

/// Our number, where it stands, and the papers it means.
pub(crate) fn by_number(
    asking: &Asking<'_>,
    house: &House,
    typed: &str,
) -> Result<Vec<(i64, PaperId, Sight)>, RegisterError> {
    let wanted = plain(typed);
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let (n, sub) = match wanted.split_once('/') {
        Some((n, sub)) => (n.parse().ok(), sub.parse().ok()),
        None => (wanted.parse::<i64>().ok(), None),
    };
    let mut params = asking.params();
    params.set(":plain", wanted);
    params.set(":n", n.unwrap_or(-1));
    params.set(":sub", sub.map_or(-1, |sub: i64| sub));
    params.set(":short", serde_json::to_string(&shortly(house, typed))?);
    params.set(":limit", BY_NUMBER_MAX as i64);
    // Their number stands on the card; ours is known to whoever acted on the paper.
    let sql = format!(
        "SELECT f.ordinal, p.id, {} AS sight, min(f.rank) AS rank FROM (
           SELECT ordinal, 0 AS rank FROM line WHERE plain = :plain AND ordinal IS NOT NULL
           UNION ALL SELECT ordinal, 2 FROM number WHERE plain = :plain
           UNION ALL SELECT l.ordinal, 0 FROM json_each(:short) j
             CROSS JOIN line l ON l.n = j.value ->> 1 AND l.series = j.value ->> 0 WHERE l.ordinal IS NOT NULL
           UNION ALL SELECT ordinal, 1 FROM line WHERE n = :n AND ordinal IS NOT NULL AND (:sub = -1 OR sub = :sub)
         ) f CROSS JOIN paper p ON p.ordinal = f.ordinal
         WHERE sight >= CASE WHEN f.rank = 2 THEN 2 ELSE 1 END
         GROUP BY f.ordinal ORDER BY rank, f.ordinal DESC LIMIT :limit",
        asking.seeing.expr("p.scope", "f.ordinal")
    );
    asking.all(&sql, &params, |row| Ok((row.get(0)?, PaperId(row.get(1)?), sight_of(row.get(2)?))))
}

/// The numbers of ours that are meant by a text without a year, each with its series.
fn shortly<'h>(house: &'h House, typed: &str) -> Vec<(&'h SeriesId, u32)> {
    house.series.iter().filter_map(|(id, series)| Some((id, series.pattern.short_n(id, typed)?))).collect()
}

/// Whether what was typed is one of our numbers, whole or without its year, and nothing else. "IN-1951" may be a book as well as
/// a number of it.
pub(crate) fn is_ours(house: &House, typed: &str) -> bool {
    let is_one_word = !typed.trim().contains(char::is_whitespace);
    house.series.iter().any(|(id, series)| {
        let short = || series.pattern.short_n(id, typed).filter(|n| !YEARS.contains(n));
        series.pattern.is_form_of(id, typed) || (is_one_word && short().is_some())
    })
}

/// A paper without what a viewer may not see of it: links to unseen papers, filing in unseen dossiers, and with sight of
/// the card its texts.
fn as_seen(asking: &Asking<'_>, viewer: &Viewer, mut paper: Paper, sight: Sight) -> Result<Paper, RegisterError> {
    let split = || paper.versions.iter().flat_map(|kept| &kept.version.enclosed).filter_map(|file| file.split_into);
    let ids: Vec<PaperId> = paper
        .ties
        .iter()
        .map(|tie| tie.to)
        .chain(paper.offers.iter().map(|offer| offer.to))
        .chain(paper.answers.iter().copied())
        .chain(paper.answered_by.iter().copied())
        .chain(paper.split_from)
        .chain(paper.awaited.iter().flat_map(|awaited| &awaited.passed_over).copied())
        .chain(paper.receipts())
        .chain(split())
        .chain(sent_as_circular(&paper))
        .collect();
    let seen = asking.sights(&ids)?;
    let is_seen = |id: &PaperId| seen.contains_key(id);
    paper.forget_cited(is_seen);
    paper.answers.retain(|id| is_seen(id));
    paper.answered_by.retain(|id| is_seen(id));
    paper.split_from = paper.split_from.filter(&is_seen);
    if let Some(addressed) = paper.addressed.as_mut() {
        addressed.circular = addressed.circular.filter(&is_seen);
    }
    paper.circulars.iter_mut().for_each(|circular| circular.papers.retain(|made| is_seen(&made.paper)));
    if let Some(awaited) = paper.awaited.as_mut() {
        awaited.passed_over.retain(|id| is_seen(id));
        awaited.interims.iter_mut().for_each(|interim| interim.answer = interim.answer.filter(&is_seen));
    }
    paper.forget_receipts(|id| !is_seen(id));
    for kept in &mut paper.versions {
        for file in &mut kept.version.enclosed {
            file.split_into = file.split_into.filter(&is_seen);
        }
    }
    if !paper.filed.is_empty() {
        let filed = paper.filed.iter().map(|filing| filing.dossier.clone()).collect();
        let seen = dossiers::sees_which(&asking.db, viewer, &filed)?;
        // The last is its place now: where that is not told, no other is to be taken for it.
        if paper.filed.last().is_some_and(|now| !seen.contains(&now.dossier)) {
            paper.filed.clear();
        }
        paper.filed.retain(|filing| seen.contains(&filing.dossier));
    }
    if sight != Sight::Whole {
        let card = |kept: KeptVersion| KeptVersion { version: kept.version.without_bytes(), ..kept };
        paper.versions = paper.versions.into_iter().map(card).collect();
        paper.copies.iter_mut().for_each(Copy::forget_bytes);
        // A proposed reading names a text, and so does what was declined of one tell of it.
        paper.forget_released_bytes();
        paper.proposed = None;
        paper.declined = Vec::new();
    }
    if let Some(again) = &paper.again {
        let twin = by_number(asking, viewer.house(), &again.of)?;
        if twin.is_empty() {
            paper.again = None;
        }
    }
    Ok(paper)
}

/// The paper whose text it has, where it is one of a circular; and those that were made of it.
pub(crate) fn sent_as_circular(paper: &Paper) -> impl Iterator<Item = PaperId> + '_ {
    let of = paper.addressed.iter().filter_map(|addressed| addressed.circular);
    of.chain(paper.circulars.iter().flat_map(|circular| circular.papers.iter().map(|made| made.paper)))
}

/// A paper of which only numbers and days of entry are seen. What one did on it stands in its trail.
fn numbers_only(paper: Paper) -> Paper {
    // Every field is named, so that one that is new is thought of here.
    let Paper { id, rev, entered, entered_by, registrations, card_of, lost, .. } = paper;
    Paper {
        id,
        rev,
        entered,
        entered_by,
        registrations,
        card_of,
        lost,
        again: None,
        split_from: None,
        addressed: None,
        circulars: Vec::new(),
        arrival: Arrival::default(),
        absence: None,
        versions: Vec::new(),
        card: Card::default(),
        remarks: Vec::new(),
        marking: Marking::None,
        directions: Vec::new(),
        bindings: Vec::new(),
        ties: Vec::new(),
        offers: Vec::new(),
        settled: BTreeMap::new(),
        answers: Default::default(),
        answered_by: Default::default(),
        filed: Vec::new(),
        overrides: Vec::new(),
        bring_forwards: Vec::new(),
        dispatches: Vec::new(),
        copies: Vec::new(),
        not_sent: None,
        appearances: Vec::new(),
        releases: Vec::new(),
        awaited: None,
        checked: Default::default(),
        proposed: None,
        declined: Vec::new(),
        actors: Default::default(),
    }
}
