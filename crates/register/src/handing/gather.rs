//! What is gathered for a decision about a hand-over, or about what waits at a desk; whoever may see it.

use procedure::act::HANDED_LOOKED_AT_MAX;
use procedure::dossier::Dossier;
use procedure::handing::{DeskWork, Handing, OfDossier, of_dossier};
use procedure::house::House;
use procedure::ids::{DeskId, OfficerId};
use procedure::paper::{InHouse, Paper};
use rusqlite::{Connection, params};

use crate::RegisterError;
use crate::gather::owed_by;
use crate::rows::{WaitKind, at_desk, at_officer, at_registry, at_registry_of_made};

/// What of papers is a desk's by name, as the table of what waits says it: an answer where `no` is 1, and copies held.
const OF_DESK: &str = "(kind IN (0, 2, 5, 19) OR (kind = 7 AND no = 1))";
/// What of papers comes back to an officer. A copy that is held personally goes with nobody.
const OF_OFFICER: &str = "kind = 5";

fn of(who: &InHouse) -> &'static str {
    match who {
        InHouse::Desk(_) => OF_DESK,
        InHouse::Officer(_) => OF_OFFICER,
    }
}

/// The place where something waits for a desk or an officer.
fn place(who: &InHouse) -> String {
    match who {
        InHouse::Desk(desk) => at_desk(desk),
        InHouse::Officer(officer) => at_officer(officer),
    }
}

/// Papers and dossiers of which something is a desk's or comes back to an officer: papers that were marked out to it first, of
/// which nothing stays for want of sight.
pub(crate) fn all(db: &Connection, who: &InHouse) -> Result<Handing, RegisterError> {
    let place = place(who);
    let papers = format!(
        "SELECT s.json FROM (SELECT ordinal, min(kind NOT IN (0, 2)) AS later FROM waits WHERE place = ?1 AND {}
           GROUP BY ordinal ORDER BY later, ordinal LIMIT ?2) w CROSS JOIN state s ON s.ordinal = w.ordinal
         ORDER BY w.later, w.ordinal",
        of(who)
    );
    let papers: Vec<Paper> = states(db, &papers, params![place, HANDED_LOOKED_AT_MAX as i64])?;
    let mut dossiers: Vec<Dossier> = match who {
        InHouse::Desk(_) => states(db, "SELECT json FROM dossier ORDER BY ordinal", [])?,
        InHouse::Officer(_) => {
            let back =
                "SELECT json FROM dossier WHERE ordinal IN (SELECT ordinal FROM waits WHERE place = ?1 AND kind = ?2)
                        ORDER BY ordinal";
            states(db, back, params![place, WaitKind::DossierBack as i64])?
        }
    };
    dossiers.retain(|dossier| !of_dossier(dossier, who).is_empty());
    let on_papers = on_papers(db, who)?;
    let beyond =
        on_papers.saturating_sub(papers.len() as u64) + dossiers.len().saturating_sub(HANDED_LOOKED_AT_MAX) as u64;
    dossiers.truncate(HANDED_LOOKED_AT_MAX);
    Ok(Handing { papers, dossiers, beyond })
}

pub(super) fn states<T: serde::de::DeserializeOwned>(
    db: &Connection,
    sql: &str,
    with: impl rusqlite::Params,
) -> Result<Vec<T>, RegisterError> {
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query(with)?;
    let mut states = Vec::new();
    while let Some(row) = rows.next()? {
        let json: String = row.get(0)?;
        states.push(serde_json::from_str(&json)?);
    }
    Ok(states)
}

fn on_papers(db: &Connection, who: &InHouse) -> Result<u64, RegisterError> {
    let sql = format!("SELECT count(DISTINCT ordinal) FROM waits WHERE place = ?1 AND {}", of(who));
    let count: i64 = db.prepare_cached(&sql)?.query_row([place(who)], |row| row.get(0))?;
    Ok(count.cast_unsigned())
}

/// How many papers and dossiers are to come back to an officer.
pub(crate) fn personal(db: &Connection, officer: &OfficerId) -> Result<u64, RegisterError> {
    let dossiers: i64 = db
        .prepare_cached("SELECT count(DISTINCT ordinal) FROM waits WHERE place = ?1 AND kind = ?2")?
        .query_row(params![at_officer(officer), WaitKind::DossierBack as i64], |row| row.get(0))?;
    Ok(on_papers(db, &InHouse::Officer(officer.clone()))? + dossiers.cast_unsigned())
}

/// What waits at a desk, and in how many dossiers for which reason.
pub(crate) struct AtDesk {
    /// How much waits.
    pub(crate) work: DeskWork,
    /// How many open dossiers it keeps.
    pub(crate) kept: u64,
    /// In how many it has to do something, now or later.
    pub(crate) to_do: u64,
}

/// How much waits at a desk.
pub(crate) fn at_work(db: &Connection, house: &House, desk: &DeskId) -> Result<AtDesk, RegisterError> {
    let count = |place: String, kind: WaitKind| -> Result<u64, RegisterError> {
        let count: i64 = db
            .prepare_cached("SELECT count(*) FROM waits WHERE place = ?1 AND kind = ?2")?
            .query_row(params![place, kind as i64], |row| row.get(0))?;
        Ok(count.cast_unsigned())
    };
    let (mut to_mark_out, mut to_send) = (0, 0);
    for (id, series) in house.series_kept_by(desk) {
        to_mark_out += count(at_registry(id), WaitKind::ToMarkOut)?;
        let made = at_registry_of_made(id, series.outgoing);
        to_mark_out += count(made.clone(), WaitKind::ToMarkOut)?;
        to_send += count(made, WaitKind::ToSend)?;
    }
    let (dossiers, kept, to_do) = in_dossiers(db, &InHouse::Desk(desk.clone()))?;
    let work = DeskWork {
        directions: count(at_desk(desk), WaitKind::Direction)?,
        came_back: count(at_desk(desk), WaitKind::CameBack)?,
        bring_forwards: count(at_desk(desk), WaitKind::BringForward)?,
        answers: owed_by(db, house, desk)?,
        to_mark_out,
        to_send,
        copies: count(at_desk(desk), WaitKind::CopyHeld)?,
        dossiers,
    };
    Ok(AtDesk { work, kept, to_do })
}

/// Of how many dossiers something is a desk's, how many it keeps, and in how many it has something to do.
fn in_dossiers(db: &Connection, who: &InHouse) -> Result<(u64, u64, u64), RegisterError> {
    let mut statement = db.prepare_cached("SELECT json FROM dossier")?;
    let mut rows = statement.query([])?;
    let (mut any, mut kept, mut to_do) = (0, 0, 0);
    while let Some(row) = rows.next()? {
        let dossier: Dossier = serde_json::from_str(&row.get::<_, String>(0)?)?;
        let what = of_dossier(&dossier, who);
        any += u64::from(!what.is_empty());
        kept += u64::from(what.contains(&OfDossier::Home));
        to_do += u64::from(what.iter().any(|one| one.is_to_do()));
    }
    Ok((any, kept, to_do))
}
