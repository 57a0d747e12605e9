//! What desks put before whoever decides: where it lies, and for a while what was decided.
//!
//! It waits for somebody else, so that it stands on no list of what is to be done; whoever drew it up wants to know all the same.

use std::collections::BTreeSet;

use procedure::dossier::{Dossier, Draft, Submission};
use procedure::ids::{DeskId, PaperId};
use procedure::moment::Moment;
use rusqlite::{Connection, params};
use serde::Serialize;

use crate::RegisterError;
use crate::dossiers::{self, DossierRow};
use crate::reads::Reads;
use crate::sight_sql::Viewer;

/// Most submissions of one desk that are told of: so many that lie before somebody, and so many that are decided.
pub const SENT_UP_MAX: usize = 12;
/// So many days a decision is told to the desk that submitted.
pub const DECIDED_DAYS: i64 = 7;

const DAY_MICROS: i64 = 24 * 60 * 60 * 1_000_000;

/// A submission of a desk, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SentUp {
    /// The desk that submitted.
    pub desk: DeskId,
    /// In which dossier.
    pub dossier: DossierRow,
    /// What the draft is about; `None` for a question without one.
    pub title: Option<String>,
    /// What was put before whom, and what was decided.
    pub submission: Submission,
    /// The paper that the adopted text became.
    pub entered: Option<EnteredAs>,
}

/// A paper that an adopted text became.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EnteredAs {
    /// The paper.
    pub paper: PaperId,
    /// Its number as printed.
    pub number: String,
}

/// A row: the desk, whether it is decided, since when, and which submission.
type Row = (DeskId, bool, i64, u32);

fn rows(dossier: &Dossier) -> BTreeSet<Row> {
    let row = |one: &Submission| {
        let decided = one.decided().map(|decision| decision.at);
        let since = match decided {
            None if one.state.is_open() && dossier.closed.is_none() => one.at,
            None => return None,
            Some(at) => at,
        };
        Some((one.from.clone(), decided.is_some(), since.micros(), one.no))
    };
    dossier.submissions.iter().filter_map(row).collect()
}

/// Writes the difference between a dossier's rows before and after.
pub(crate) fn write(
    db: &Connection,
    ordinal: i64,
    before: Option<&Dossier>,
    after: &Dossier,
) -> Result<(), RegisterError> {
    let (had, has) = (before.map(rows).unwrap_or_default(), rows(after));
    for (desk, decided, since, no) in had.difference(&has) {
        db.prepare_cached(
            "DELETE FROM sent_up WHERE desk = ?1 AND decided = ?2 AND since = ?3 AND ordinal = ?4 AND no = ?5",
        )?
        .execute(params![desk.as_str(), decided, since, ordinal, no])?;
    }
    for (desk, decided, since, no) in has.difference(&had) {
        db.prepare_cached("INSERT INTO sent_up (desk, decided, since, ordinal, no) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![desk.as_str(), decided, since, ordinal, no])?;
    }
    Ok(())
}

impl Reads {
    /// What the viewer's desks, or one of them, put before whoever decides: first what lies there, the oldest first, then what was decided in
    /// the last [`DECIDED_DAYS`], the newest first; of each desk at most [`SENT_UP_MAX`] of either.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn sent_up(&self, viewer: &Viewer, now: Moment, only: Option<&DeskId>) -> Result<Vec<SentUp>, RegisterError> {
        let asking = self.ask(viewer)?;
        let since = now.micros().saturating_sub(DECIDED_DAYS * DAY_MICROS);
        let mut told = Vec::new();
        for (decided, from, order) in [(false, i64::MIN, "ASC"), (true, since, "DESC")] {
            let sql = format!(
                "SELECT since, ordinal, no FROM sent_up WHERE desk = ?1 AND decided = ?2 AND since >= ?3
                 ORDER BY since {order}, ordinal {order}, no {order}"
            );
            let mut statement = asking.db.prepare_cached(&sql)?;
            let mut of_all = Vec::new();
            for desk in viewer.desks().into_iter().filter(|desk| only.is_none_or(|only| only == *desk)) {
                let rows = statement.query_map(params![desk.as_str(), decided, from], |row| {
                    Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, u32>(2)?))
                })?;
                // What is not seen takes nobody's place.
                let mut of_desk = 0;
                for row in rows {
                    let (at, ordinal, no) = row?;
                    let Some((row, dossier)) = dossiers::seen(&asking.db, viewer, ordinal)? else { continue };
                    of_all.extend(sent_up(row, &dossier, no).map(|one| (at, one)));
                    of_desk += 1;
                    if of_desk == SENT_UP_MAX {
                        break;
                    }
                }
            }
            of_all.sort_by_key(|(at, _)| if decided { at.saturating_neg() } else { *at });
            told.extend(of_all.into_iter().map(|(_, one)| one));
        }
        Ok(told)
    }
}

fn sent_up(row: DossierRow, dossier: &Dossier, no: u32) -> Option<SentUp> {
    let submission = dossier.submission(no)?.clone();
    let draft = submission.facts.draft.and_then(|draft| dossier.draft(draft));
    let adopted = submission.decided().is_some_and(|decision| decision.word.adopts());
    let entered = draft.filter(|_| adopted).and_then(Draft::entered_as);
    let entered = entered.map(|(paper, number)| EnteredAs { paper, number: number.to_owned() });
    let title = draft.map(|draft| draft.facts.title.clone());
    Some(SentUp { desk: submission.from.clone(), dossier: row, title, submission, entered })
}
