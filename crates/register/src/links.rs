//! How papers hang together: what one cites and what cites it, what it answers and what answers it.

use procedure::card::Citation;
use procedure::ids::PaperId;
use procedure::paper::{Offer, Paper, Settlement};
use procedure::sight::Sight;
use serde::Serialize;

use crate::circular::{self, CircularLinks};
use crate::reads::{Asking, Reads};
use crate::rows::TieKind;
use crate::sight_sql::{Viewer, sight_of};
use crate::stands::{is_beaten, is_held, stands};
use crate::unanswered::answering;
use crate::{RegisterError, write};

/// Most papers told that cite one.
pub const CITED_BY_MAX: usize = 500;

/// A paper at the other end of a link; one the viewer may not see is never named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LinkEnd {
    /// The paper.
    pub paper: PaperId,
    /// Its number as printed.
    pub number: String,
    /// How much of it the viewer sees.
    pub sight: Sight,
}

/// One citation of a paper, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CitationLink {
    /// Its place on the card, from 0.
    pub at: usize,
    /// The citation.
    pub citation: Citation,
    /// The papers it was found to mean. Empty: cited, not held; a paper held that the viewer may not see looks the same.
    pub held: Vec<LinkEnd>,
    /// Papers it may mean, for an officer to take or refuse.
    pub offers: Vec<Offer>,
    /// How it was settled without a paper.
    pub settled: Option<Settlement>,
    /// Whether it still waits for the paper it names, as far as the viewer may know.
    pub open: bool,
}

/// A paper that cites one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CitedBy {
    /// The paper that cites.
    pub by: LinkEnd,
    /// The citation's place on its card, from 0.
    pub at: usize,
    /// Whether the match is only offered.
    pub offered: bool,
}

/// How one paper hangs together with others.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Links {
    /// What it cites, in the order of its card.
    pub cites: Vec<CitationLink>,
    /// What cites it, earliest entered first.
    pub cited_by: Vec<CitedBy>,
    /// What it answers.
    pub answers: Vec<LinkEnd>,
    /// What answers it.
    pub answered_by: Vec<LinkEnd>,
    /// What answers it and stops its clock: by a link, or by a citation.
    pub answering: Vec<LinkEnd>,
    /// What answers it and does not: interim replies, and what it was reopened in spite of.
    pub passed_over: Vec<LinkEnd>,
    /// Receipts of its sendings.
    pub receipts: Vec<LinkEnd>,
    /// What it was split off from.
    pub split_from: Option<LinkEnd>,
    /// What was split off from it.
    pub split_into: Vec<LinkEnd>,
    /// The circular that it is one of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub one_of: Option<CircularLinks>,
    /// Each time that it was sent as a circular.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub circulars: Vec<CircularLinks>,
}

impl Reads {
    /// The links of a paper as the viewer sees them; empty where its card is not seen.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn links(&self, viewer: &Viewer, id: &PaperId) -> Result<Links, RegisterError> {
        let asking = self.ask(viewer)?;
        let sight = asking.sights(&[*id])?.get(id).map_or(Sight::None, |(sight, _)| *sight);
        if sight < Sight::Card {
            return Ok(Links::default());
        }
        match write::load_paper(&asking.db, id)? {
            Some((_, paper)) => links(&asking, paper),
            None => Ok(Links::default()),
        }
    }
}

fn links(asking: &Asking<'_>, mut paper: Paper) -> Result<Links, RegisterError> {
    let split: Vec<PaperId> = paper
        .versions
        .iter()
        .flat_map(|kept| kept.version.enclosed.iter().filter_map(|file| file.split_into))
        .collect();
    let passed_over: Vec<PaperId> = paper.awaited.iter().flat_map(|awaited| &awaited.passed_over).copied().collect();
    let ids: Vec<PaperId> = paper
        .ties
        .iter()
        .map(|tie| tie.to)
        .chain(paper.offers.iter().map(|offer| offer.to))
        .chain(paper.answers.iter().chain(&paper.answered_by).copied())
        .chain(paper.split_from)
        .chain(split.iter().copied())
        .chain(passed_over.iter().copied())
        .chain(paper.receipts())
        .collect();
    let seen = asking.sights(&ids)?;
    paper.forget_cited(|to| seen.contains_key(to));
    let end = |id: &PaperId| {
        seen.get(id).map(|(sight, number)| LinkEnd { paper: *id, number: number.clone(), sight: *sight })
    };
    let cites = paper.card.citations.iter().enumerate().map(|(at, field)| {
        let held: Vec<LinkEnd> =
            paper.ties.iter().filter(|tie| tie.citation == at).filter_map(|tie| end(&tie.to)).collect();
        let offers = paper.offers.iter().filter(|offer| offer.citation == at);
        let settled = paper.settled.get(&at).copied();
        CitationLink {
            at,
            citation: field.value.clone(),
            open: held.is_empty() && settled.is_none(),
            held,
            offers: offers.cloned().collect(),
            settled,
        }
    });
    Ok(Links {
        cites: cites.collect(),
        cited_by: cited_by(asking, &paper.id)?,
        answers: paper.answers.iter().filter_map(end).collect(),
        answered_by: paper.answered_by.iter().filter_map(end).collect(),
        answering: answering(asking, &paper.id)?,
        passed_over: passed_over.iter().filter_map(end).collect(),
        receipts: paper.receipts().filter_map(|id| end(&id)).collect(),
        split_from: paper.split_from.as_ref().and_then(end),
        split_into: split.iter().filter_map(end).collect(),
        one_of: circular::one_of(asking, &paper)?,
        circulars: circular::sent(asking, &paper)?,
    })
}

/// That a paper cites another stands on its card, so the card has to be seen.
fn cited_by(asking: &Asking<'_>, id: &PaperId) -> Result<Vec<CitedBy>, RegisterError> {
    let mut params = asking.params();
    params.set(":to", id.0.to_vec());
    params.set(":limit", CITED_BY_MAX as i64);
    let sql = format!(
        "SELECT p.id, p.number, t.at, t.kind = {offered} OR NOT {stands} AS offered, {sight} AS sight
         FROM tie t CROSS JOIN paper p ON p.ordinal = t.ordinal
         WHERE t.to_ = :to AND t.kind <= {last} AND sight >= 2
           AND CASE t.kind WHEN {offered} THEN NOT {held} ELSE NOT {beaten} END
         ORDER BY offered, t.ordinal, t.at LIMIT :limit",
        offered = TieKind::Offered as i64,
        stands = stands(&asking.seeing, "t"),
        sight = asking.seeing.expr("p.scope", "p.ordinal"),
        last = TieKind::LAST_OF_CITING,
        held = is_held(&asking.seeing, "t"),
        beaten = is_beaten(&asking.seeing, "t"),
    );
    asking.all(&sql, &params, |row| {
        let by = LinkEnd { paper: PaperId(row.get(0)?), number: row.get(1)?, sight: sight_of(row.get(4)?) };
        Ok(CitedBy { by, at: row.get::<_, u32>(2)? as usize, offered: row.get(3)? })
    })
}
