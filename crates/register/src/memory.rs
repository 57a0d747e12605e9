//! "Decided before in such a case": dossiers in which something was decided and that are like another one.
//!
//! What may make two dossiers alike stands in the rows of those in which something was decided: their file-plan codes, and the
//! words of their questions, bottom lines and drafts. Papers are looked at as the viewer sees them. Nothing is weighed by how often
//! it stands in the register, since that would tell of what the viewer may not see.

mod words;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use procedure::dossier::{Dossier, SubmissionState, Verdict};
use procedure::ids::{CorrespondentId, DeskId, DossierId, PaperId};
use procedure::moment::Moment;
use procedure::paper::Principal;
use procedure::sight::Sight;
use rusqlite::{Connection, params};
use serde::Serialize;

use crate::RegisterError;
use crate::dossiers::{self, DossierRow};
use crate::list::rows_of_papers;
use crate::reads::{Asking, Reads};
use crate::rows::{TieKind, principal};
use crate::sight_sql::Viewer;
use crate::stands::stands;
use words::words;

/// Most dossiers that are told of.
pub const PRECEDENTS_MAX: usize = 8;
/// Most decisions told of one of them, the newest.
pub const PRECEDENT_DECISIONS_MAX: usize = 3;
/// Most words by which likeness is looked for, the longest.
pub const LIKE_WORDS_MAX: usize = 32;
/// Papers filed last that are looked at for what they share with others.
pub const LIKE_PAPERS_MAX: usize = 100;
/// Most cited papers, and most correspondents, that are looked at.
pub const LIKE_PARTIES_MAX: usize = 64;
/// Fewest words that make two dossiers alike where they share neither code nor paper; a correspondent counts as one of them.
pub const LIKE_WORDS_MIN: usize = 2;

/// The key that every dossier has in which something was decided.
const ANY: &str = "";
/// Begins the key of a file-plan code; no word does.
const CODE: &str = "=";

/// An earlier dossier, what makes it like the other one, and what was decided in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Precedent {
    /// Its row.
    pub dossier: DossierRow,
    /// What both share.
    pub shares: Shares,
    /// What was decided in it, the newest first.
    pub decided: Vec<DecidedBefore>,
}

/// What two dossiers share.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Shares {
    /// The code in the file plan, where it is the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Words, in lower case.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub words: BTreeSet<String>,
    /// Papers that papers of both cite, with their numbers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cites: Vec<SharedPaper>,
    /// Correspondents from or to whom both have papers, with their names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub correspondents: Vec<SharedCorrespondent>,
}

/// A paper that papers of two dossiers cite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SharedPaper {
    /// The paper.
    pub paper: PaperId,
    /// Its number as printed.
    pub number: String,
}

/// A correspondent from or to whom two dossiers have papers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SharedCorrespondent {
    /// The correspondent.
    pub correspondent: CorrespondentId,
    /// Its name.
    pub name: String,
}

impl Shares {
    /// Whether it makes two dossiers alike: the same code, a paper, words enough, or a word and a correspondent. A correspondent
    /// alone does not: one writes about many things.
    fn is_likeness(&self) -> bool {
        let words = self.words.len() + usize::from(!self.words.is_empty() && !self.correspondents.is_empty());
        self.code.is_some() || !self.cites.is_empty() || words >= LIKE_WORDS_MIN
    }

    /// By how many sides they are alike, and in how much. It orders and is told to nobody.
    fn order(&self) -> (usize, usize) {
        let counts = [usize::from(self.code.is_some()), self.words.len(), self.cites.len(), self.correspondents.len()];
        (counts.iter().filter(|count| **count > 0).count(), counts.iter().sum())
    }
}

/// What was decided on one submission, and what was recommended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecidedBefore {
    /// The submission's number in the dossier.
    pub submission: u32,
    /// What it was about.
    pub bottom_line: String,
    /// The desk that submitted it.
    pub from: DeskId,
    /// What it recommended.
    pub recommends: String,
    /// What was decided.
    pub word: Verdict,
    /// What was said beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// The desk that decided.
    pub desk: DeskId,
    /// When.
    pub at: Moment,
}

/// Rows of a dossier's likeness: none while nothing is decided in it.
pub(crate) fn keys(dossier: &Dossier) -> BTreeSet<String> {
    if dossier.submissions.iter().all(|one| one.decided().is_none()) {
        return BTreeSet::new();
    }
    let code = dossier.code.as_ref().map(|code| format!("{CODE}{code}"));
    [ANY.to_owned()].into_iter().chain(code).chain(own_words(dossier)).collect()
}

/// Rows of what is decided in a dossier: when, and on which submission.
pub(crate) fn decisions(dossier: &Dossier) -> BTreeSet<(i64, u32)> {
    let decided = dossier.submissions.iter().filter_map(|one| Some((one.decided()?.at.micros(), one.no)));
    decided.collect()
}

/// Writes the difference between a dossier's rows before and after.
pub(crate) fn write(
    db: &Connection,
    ordinal: i64,
    before: Option<&Dossier>,
    after: &Dossier,
) -> Result<(), RegisterError> {
    let (had, has) = (before.map(keys).unwrap_or_default(), keys(after));
    for key in had.difference(&has) {
        db.prepare_cached("DELETE FROM precedent WHERE key = ?1 AND ordinal = ?2")?.execute(params![key, ordinal])?;
    }
    for key in has.difference(&had) {
        db.prepare_cached("INSERT INTO precedent (key, ordinal) VALUES (?1, ?2)")?.execute(params![key, ordinal])?;
    }
    let (had, has) = (before.map(decisions).unwrap_or_default(), decisions(after));
    for (at, no) in had.difference(&has) {
        db.prepare_cached("DELETE FROM decided WHERE at = ?1 AND ordinal = ?2 AND no = ?3")?
            .execute(params![at, ordinal, no])?;
    }
    for (at, no) in has.difference(&had) {
        db.prepare_cached("INSERT INTO decided (at, ordinal, no) VALUES (?1, ?2, ?3)")?
            .execute(params![at, ordinal, no])?;
    }
    Ok(())
}

/// The words that say what a dossier is about: of its question, its bottom lines and its drafts.
fn own_words(dossier: &Dossier) -> BTreeSet<String> {
    let lines = dossier.submissions.iter().map(|one| one.facts.bottom_line.as_str());
    let drafts = dossier.drafts.iter().map(|one| one.facts.title.as_str());
    [dossier.title.as_str()].into_iter().chain(lines).chain(drafts).flat_map(words).collect()
}

impl Reads {
    /// Dossiers that the viewer sees, in which something was decided, and that are like a dossier that the viewer sees, each
    /// with what they share and what was decided: those first that are alike by most sides, at most [`PRECEDENTS_MAX`]. Whether the
    /// dossier itself may be seen is asked first.
    ///
    /// Dossiers that share a word or a code are looked up by it; for papers, those that the viewer sees of the
    /// [`LIKE_PAPERS_MAX`] filed last are looked at, and what they cite and from and to whom they are.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn decided_before(&self, viewer: &Viewer, dossier: &Dossier) -> Result<Vec<Precedent>, RegisterError> {
        let correspondents = self.correspondents_in(viewer, &dossier.id)?;
        let asking = self.ask(viewer)?;
        let mut shared: BTreeMap<i64, Shares> = BTreeMap::new();
        if let Some(code) = &dossier.code {
            for ordinal in having(&asking, &format!("{CODE}{code}"))? {
                shared.entry(ordinal).or_default().code = Some(code.clone());
            }
        }
        let papers = papers_in(&asking, &dossier.id)?;
        for word in sought(dossier, &subjects(&asking, viewer, &papers)?) {
            for ordinal in having(&asking, &word)? {
                shared.entry(ordinal).or_default().words.insert(word.clone());
            }
        }
        for (paper, number) in cited_by_all(&asking, &papers)? {
            for ordinal in citing(&asking, &paper)? {
                shared.entry(ordinal).or_default().cites.push(SharedPaper { paper, number: number.clone() });
            }
        }
        for (id, name, principals) in correspondents {
            for ordinal in with(&asking, &principals)? {
                let one = SharedCorrespondent { correspondent: id.clone(), name: name.clone() };
                shared.entry(ordinal).or_default().correspondents.push(one);
            }
        }
        // By what is known of them without reading them: of thousands under one code only those are read that are told.
        let newest = newest(&asking, shared.keys().copied())?;
        let mut alike: Vec<(i64, Shares)> = shared.into_iter().filter(|(_, shares)| shares.is_likeness()).collect();
        alike.sort_by_cached_key(|(ordinal, shares)| {
            Reverse((shares.order(), newest.get(ordinal).copied(), Reverse(*ordinal)))
        });
        let mut precedents = Vec::new();
        for (ordinal, shares) in alike {
            if precedents.len() == PRECEDENTS_MAX {
                break;
            }
            if let Some((row, other)) = dossiers::seen(&asking.db, viewer, ordinal)?
                && other.id != dossier.id
            {
                precedents.push(Precedent { dossier: row, shares, decided: decided_in(&other) });
            }
        }
        Ok(precedents)
    }

    /// Correspondents from and to whom papers in a dossier are, of papers that the viewer sees: each with its name and with
    /// all principals that stand for it.
    fn correspondents_in(
        &self,
        viewer: &Viewer,
        dossier: &DossierId,
    ) -> Result<Vec<(CorrespondentId, String, Vec<String>)>, RegisterError> {
        let bound: Vec<String> = {
            let asking = self.ask(viewer)?;
            let papers = papers_in(&asking, dossier)?;
            let sql =
                "SELECT DISTINCT b.principal FROM json_each(:ordinals) j CROSS JOIN bound b ON b.ordinal = j.value
                       WHERE b.principal LIKE 'c:%' AND b.capacity IN ('sender', 'addressee') ORDER BY b.principal";
            let mut statement = asking.db.prepare_cached(sql)?;
            let rows = statement.query_map(&[(":ordinals", &serde_json::to_string(&papers)?)], |row| row.get(0))?;
            rows.collect::<Result<_, _>>()?
        };
        let mut found: BTreeMap<CorrespondentId, (String, Vec<String>)> = BTreeMap::new();
        for id in bound.iter().filter_map(|principal| principal.strip_prefix("c:")?.parse::<CorrespondentId>().ok()) {
            let Some(known) = self.stands_for(viewer, &id)? else { continue };
            if found.contains_key(&known.id) || found.len() == LIKE_PARTIES_MAX {
                continue;
            }
            let merged = self.merged_into(viewer, &known.id)?;
            let ids = std::iter::once(known.id.clone()).chain(merged.into_iter().map(|merged| merged.id));
            let principals = ids.map(|id| principal(&Principal::Correspondent(id))).collect();
            found.insert(known.id, (known.name, principals));
        }
        Ok(found.into_iter().map(|(id, (name, principals))| (id, name, principals)).collect())
    }
}

/// Dossiers in which something was decided and that have a key.
fn having(asking: &Asking<'_>, key: &str) -> Result<Vec<i64>, RegisterError> {
    let mut statement = asking.db.prepare_cached("SELECT ordinal FROM precedent WHERE key = ?1")?;
    let ordinals = statement.query_map([key], |row| row.get(0))?;
    Ok(ordinals.collect::<Result<_, _>>()?)
}

/// When something was decided last in these dossiers.
fn newest(asking: &Asking<'_>, of: impl Iterator<Item = i64>) -> Result<BTreeMap<i64, i64>, RegisterError> {
    let ordinals = serde_json::to_string(&of.collect::<Vec<_>>())?;
    let mut statement = asking.db.prepare_cached(
        "SELECT ordinal, max(at) FROM decided WHERE ordinal IN (SELECT value FROM json_each(?1)) GROUP BY ordinal",
    )?;
    let found = statement.query_map([ordinals], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The papers filed last in a dossier whose cards are seen, newest first.
fn papers_in(asking: &Asking<'_>, dossier: &DossierId) -> Result<Vec<i64>, RegisterError> {
    let mut params = asking.params();
    params.set(":dossier", dossier.to_string());
    params.set(":limit", LIKE_PAPERS_MAX as i64);
    let sql = format!(
        "SELECT f.ordinal, {} AS sight FROM filed f CROSS JOIN paper p ON p.ordinal = f.ordinal
         WHERE f.dossier = :dossier AND sight >= 2 ORDER BY f.at DESC, f.ordinal DESC LIMIT :limit",
        asking.seeing.expr("p.scope", "p.ordinal")
    );
    asking.all(&sql, &params, |row| row.get(0))
}

fn subjects(asking: &Asking<'_>, viewer: &Viewer, papers: &[i64]) -> Result<Vec<String>, RegisterError> {
    let rows = rows_of_papers(asking, viewer.house(), papers, Sight::Card)?;
    Ok(rows.into_iter().filter_map(|(_, row)| row.subject).collect())
}

/// The words by which likeness is looked for: the longest, which are the rarer ones in any language.
fn sought(dossier: &Dossier, subjects: &[String]) -> Vec<String> {
    let of_papers = subjects.iter().flat_map(|subject| words(subject));
    let mut all: Vec<String> =
        own_words(dossier).into_iter().chain(of_papers).collect::<BTreeSet<_>>().into_iter().collect();
    all.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    all.truncate(LIKE_WORDS_MAX);
    all
}

/// What papers cite, as far as it is seen, with its number; the first by number.
fn cited_by_all(asking: &Asking<'_>, papers: &[i64]) -> Result<Vec<(PaperId, String)>, RegisterError> {
    let mut params = asking.params();
    params.set(":ordinals", serde_json::to_string(papers)?);
    params.set(":limit", LIKE_PARTIES_MAX as i64);
    let sql = format!(
        "SELECT DISTINCT p.id, p.number, {} AS sight FROM json_each(:ordinals) j
         CROSS JOIN tie t ON t.ordinal = j.value AND t.kind <= {}
         CROSS JOIN paper p ON p.id = t.to_ WHERE sight >= 1 AND {} ORDER BY p.number, p.id LIMIT :limit",
        asking.seeing.expr("p.scope", "p.ordinal"),
        TieKind::CitesBeside as i64,
        stands(&asking.seeing, "t")
    );
    asking.all(&sql, &params, |row| Ok((PaperId(row.get(0)?), row.get(1)?)))
}

/// Dossiers in which something was decided and in which a paper lies, that is seen, and cites another.
fn citing(asking: &Asking<'_>, cited: &PaperId) -> Result<Vec<i64>, RegisterError> {
    let mut params = asking.params();
    params.set(":to", cited.0.to_vec());
    params.set(":any", ANY.to_owned());
    let sql = format!(
        "SELECT DISTINCT d.ordinal FROM tie t CROSS JOIN filed f ON f.ordinal = t.ordinal
         CROSS JOIN dossier d ON d.id = f.dossier CROSS JOIN paper p ON p.ordinal = t.ordinal
         WHERE t.to_ = :to AND t.kind <= {} AND EXISTS (SELECT 1 FROM precedent l WHERE l.key = :any AND l.ordinal = d.ordinal)
           AND {} >= 2 AND {} ORDER BY d.ordinal",
        TieKind::CitesBeside as i64,
        asking.seeing.expr("p.scope", "p.ordinal"),
        stands(&asking.seeing, "t")
    );
    asking.all(&sql, &params, |row| row.get(0))
}

/// Dossiers in which something was decided and in which a paper lies, that is seen, from or to one of these.
fn with(asking: &Asking<'_>, principals: &[String]) -> Result<Vec<i64>, RegisterError> {
    let mut params = asking.params();
    params.set(":principals", serde_json::to_string(principals)?);
    params.set(":any", ANY.to_owned());
    let sql = format!(
        "SELECT DISTINCT d.ordinal FROM json_each(:principals) j CROSS JOIN bound b ON b.principal = j.value
         CROSS JOIN filed f ON f.ordinal = b.ordinal CROSS JOIN dossier d ON d.id = f.dossier
         CROSS JOIN paper p ON p.ordinal = b.ordinal
         WHERE b.capacity IN ('sender', 'addressee')
           AND EXISTS (SELECT 1 FROM precedent l WHERE l.key = :any AND l.ordinal = d.ordinal)
           AND {} >= 2 ORDER BY d.ordinal",
        asking.seeing.expr("p.scope", "p.ordinal")
    );
    asking.all(&sql, &params, |row| row.get(0))
}

/// What was decided in a dossier, the newest first.
fn decided_in(dossier: &Dossier) -> Vec<DecidedBefore> {
    let of = dossier.submissions.iter().filter(|one| one.state == SubmissionState::Decided);
    let mut decided: Vec<DecidedBefore> = of
        .filter_map(|one| {
            let last = one.decided()?;
            Some(DecidedBefore {
                submission: one.no,
                bottom_line: one.facts.bottom_line.clone(),
                from: one.from.clone(),
                recommends: one.facts.recommends.clone(),
                word: last.word.clone(),
                remark: last.remark.clone(),
                desk: last.desk.clone(),
                at: last.at,
            })
        })
        .collect();
    decided.sort_by_key(|one| std::cmp::Reverse((one.at, one.submission)));
    decided.truncate(PRECEDENT_DECISIONS_MAX);
    decided
}
