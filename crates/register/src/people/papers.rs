//! The papers of a correspondent, and what is usual for them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use procedure::ids::{DeskId, PaperId, SeriesId};
use procedure::paper::{NamedAs, Principal};
use rusqlite::Connection;
use serde::Serialize;

use super::{CAPACITIES, capacity};
use crate::RegisterError;
use crate::reads::Reads;
use crate::rows::principal;
use crate::sight_sql::Viewer;

/// Papers of a sender that are looked at for what is usual, the newest.
pub const USUAL_PAPERS_MAX: usize = 12;
/// Fewest papers from which something is said to be usual.
pub const USUAL_PAPERS_MIN: usize = 3;
/// Most papers told of one correspondent.
pub const PAPERS_OF_ONE_MAX: usize = 200;

/// What is usual for papers of a sender: proposed with its reason, never done.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct UsualOffer {
    /// The series, and why.
    pub series: Option<(SeriesId, String)>,
    /// The desk that leads, and why.
    pub desk: Option<(DeskId, String)>,
    /// The kind, and why.
    pub kind: Option<(String, String)>,
}

/// A paper of a correspondent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PaperOf {
    /// The paper.
    pub paper: PaperId,
    /// Its number as printed.
    pub number: String,
    /// Its date, ISO; empty where it is not known.
    pub date: String,
    /// In which capacity it is named there.
    pub named_as: NamedAs,
}

impl Reads {
    /// What is usual for papers of a sender: as the office confirmed it, else as the last papers went, as far as the
    /// viewer may see them. A series or a desk that was closed since is not offered: it takes nothing.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn usual(&self, viewer: &Viewer, sender: &Principal) -> Result<UsualOffer, RegisterError> {
        let known = match sender {
            Principal::Correspondent(id) => self.stands_for(viewer, id)?,
            _ => None,
        };
        let house = viewer.house();
        let open_series = |id: &SeriesId| house.series.get(id).is_some_and(|known| known.closed.is_none());
        let open_desk = |id: &DeskId| house.desks.get(id).is_some_and(|known| known.closed.is_none());
        let mut offer = UsualOffer::default();
        if let Some(usual) = known.as_ref().and_then(|known| known.usual.as_ref()) {
            let by =
                viewer.house().officers.get(&usual.by).map_or(usual.by.to_string(), |officer| officer.name.clone());
            let at = usual.at.to_string();
            let why = format!("Confirmed by {by} on {}.", at.get(..10).unwrap_or(&at));
            offer.series = usual.series.clone().filter(open_series).map(|series| (series, why.clone()));
            offer.desk = usual.desk.clone().filter(open_desk).map(|desk| (desk, why.clone()));
            offer.kind = usual.kind.clone().map(|kind| (kind, why));
        }
        let sender = known.map_or_else(|| sender.clone(), |known| Principal::Correspondent(known.id));
        let mut papers = Vec::new();
        for (id, _) in self.papers_bound(viewer, &sender, Some(NamedAs::Sender), USUAL_PAPERS_MAX)? {
            papers.extend(self.paper(viewer, &id)?.map(|seen| seen.paper));
        }
        let count = papers.len();
        if count < USUAL_PAPERS_MIN {
            return Ok(offer);
        }
        let all = |what: &str| format!("The last {count} from this sender {what}.");
        if let Some(series) =
            one(papers.iter().map(|paper| paper.series().into_iter().next().cloned())).filter(open_series)
        {
            let name = house.series.get(&series).map_or(series.to_string(), |known| known.name.clone());
            offer.series.get_or_insert((series, all(&format!("were entered in {name}"))));
        }
        let lead = |paper: &procedure::paper::Paper| {
            let leads = |direction: &&procedure::paper::Direction| direction.part == procedure::paper::Part::Lead;
            paper.directions.iter().find(leads).map(|direction| direction.to.clone())
        };
        if let Some(desk) = one(papers.iter().map(lead)).filter(open_desk) {
            let name = house.desks.get(&desk).map_or(desk.to_string(), |known| known.name.clone());
            offer.desk.get_or_insert((desk, all(&format!("went to desk {name}"))));
        }
        let kind = |paper: &procedure::paper::Paper| paper.card.kind.as_ref().map(|kind| kind.value.clone());
        if let Some(kind) = one(papers.iter().map(kind)) {
            let says = all(&format!("were of kind {kind}"));
            offer.kind.get_or_insert((kind, says));
        }
        Ok(offer)
    }

    /// Papers bound to a principal, and to correspondents merged into it, whose card the viewer sees, newest first.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn papers_of(&self, viewer: &Viewer, to: &Principal) -> Result<Vec<PaperOf>, RegisterError> {
        let mut found = Vec::new();
        for (id, named_as) in self.papers_bound(viewer, to, None, PAPERS_OF_ONE_MAX)? {
            let Some(seen) = self.paper(viewer, &id)? else { continue };
            let date = seen.paper.card.date.as_ref().map_or_else(String::new, |date| date.value.date.to_string());
            found.push(PaperOf { paper: id, number: seen.paper.number().to_owned(), date, named_as });
        }
        Ok(found)
    }

    fn papers_bound(
        &self,
        viewer: &Viewer,
        to: &Principal,
        as_: Option<NamedAs>,
        limit: usize,
    ) -> Result<Vec<(PaperId, NamedAs)>, RegisterError> {
        let mut principals = vec![principal(to)];
        if let Principal::Correspondent(id) = to {
            let merged = self.merged_into(viewer, id)?;
            principals.extend(merged.into_iter().map(|known| principal(&Principal::Correspondent(known.id))));
        }
        let asking = self.ask(viewer)?;
        let capacity = as_.map(capacity);
        let (mut found, mut below, mut size) = (Vec::new(), i64::MAX, limit);
        // What may not be seen falls out, so more is taken until there is enough.
        while found.len() < limit {
            let bound = bound_below(&asking.db, &principals, below, size)?;
            let Some(last) = bound.last_key_value().map(|(ordinal, _)| ordinal.0) else { break };
            let ordinals: Vec<i64> = bound.keys().map(|ordinal| ordinal.0).collect();
            let mut params = asking.params();
            params.set(":ordinals", serde_json::to_string(&ordinals)?);
            let sql = format!(
                "SELECT p.ordinal, p.id, {} AS sight FROM json_each(:ordinals) j CROSS JOIN paper p ON p.ordinal = j.value
                 WHERE sight >= 2 ORDER BY j.key",
                asking.seeing.expr("p.scope", "p.ordinal")
            );
            let seen = asking.all(&sql, &params, |row| Ok((row.get::<_, i64>(0)?, PaperId(row.get(1)?))))?;
            for (ordinal, id) in seen {
                let capacities = bound.get(&Reverse(ordinal)).into_iter().flatten();
                let asked = capacities.filter(|known| capacity.is_none_or(|asked| asked == known.as_str()));
                found.extend(asked.filter_map(|known| Some((id, of_capacity(known)?))));
            }
            below = last;
            size = (size * 2).min(BOUND_AT_A_TIME_MAX);
        }
        found.truncate(limit);
        Ok(found)
    }
}

/// Papers bound that are looked at in one query, at most.
const BOUND_AT_A_TIME_MAX: usize = 2_000;

/// The newest papers before one that are bound to any of some principals, at most so many of each as are whole for all, with
/// the capacities in which they are named. A paper bound to two that were merged since is one paper.
fn bound_below(
    db: &Connection,
    principals: &[String],
    below: i64,
    size: usize,
) -> Result<BTreeMap<Reverse<i64>, BTreeSet<String>>, RegisterError> {
    let mut statement = db.prepare_cached(
        "SELECT ordinal, capacity FROM bound WHERE principal = ?1 AND ordinal < ?2
         ORDER BY principal DESC, ordinal DESC, capacity DESC LIMIT ?3",
    )?;
    let mut bound: BTreeMap<Reverse<i64>, BTreeSet<String>> = BTreeMap::new();
    let mut whole_from = i64::MIN;
    // One paper has few capacities; a row more of each tells whether its last paper is whole.
    let rows_max = size.max(CAPACITIES.len()) + 1;
    for principal in principals {
        let rows = statement.query_map((principal, below, rows_max as i64), |row| Ok((row.get(0)?, row.get(1)?)))?;
        let rows: Vec<(i64, String)> = rows.collect::<Result<_, _>>()?;
        if rows.len() == rows_max
            && let Some((cut, _)) = rows.last()
        {
            whole_from = whole_from.max(cut.saturating_add(1));
        }
        for (ordinal, capacity) in rows {
            bound.entry(Reverse(ordinal)).or_default().insert(capacity);
        }
    }
    bound.retain(|ordinal, _| ordinal.0 >= whole_from);
    Ok(bound)
}

fn of_capacity(name: &str) -> Option<NamedAs> {
    CAPACITIES.iter().find(|(_, known)| *known == name).map(|(of, _)| *of)
}

/// The value that all have, where they have one and the same.
fn one<T: PartialEq>(mut of: impl Iterator<Item = Option<T>>) -> Option<T> {
    let first = of.next()??;
    of.all(|other| other.as_ref() == Some(&first)).then_some(first)
}
