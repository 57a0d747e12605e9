//! What a paper's citations mean, as rows: for lists, for the tables of citations and ties. Which of several ties stands is asked of
//! them for each viewer (see [`crate::stands`]).

use std::collections::{BTreeMap, BTreeSet};

use procedure::card::{Citation, Field};
use procedure::ids::PaperId;
use procedure::number::plain;
use procedure::paper::{Paper, Settlement, Strength, Tie};
use serde::{Deserialize, Serialize};

use super::{ROW_CITES_MAX, Side, TieKind, cut, day};

/// The facet of papers for whose citations several papers held are meant: which of them stands is asked for each reader.
pub(crate) const RIVALLED: &str = "rivalled";
/// The facet of papers that would cite what is not held for whoever did not see what their citations mean.
pub(crate) const TIED: &str = "tied";

/// The papers on which a state of a row hangs: for whoever may not see them, it is another.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Hangs {
    /// Ties of its citations, each with the citation's place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) ties: Vec<(usize, PaperId, Strength)>,
    /// Places of citations that have ties and were settled.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(crate) settled: BTreeSet<usize>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) offers: Vec<(usize, PaperId)>,
}

impl Hangs {
    /// Whether a citation is held, for whoever sees these papers.
    pub(crate) fn is_held(&self, at: usize, sees: impl Fn(&PaperId) -> bool) -> bool {
        let ties = self.ties.iter().filter(|(of, _, _)| *of == at).map(|(_, to, strength)| (*to, *strength));
        standing(ties, sees).next().is_some()
    }
}

/// Of the ties of one citation, those that stand for whoever sees these papers.
pub(crate) fn standing(
    ties: impl IntoIterator<Item = (PaperId, Strength)>,
    sees: impl Fn(&PaperId) -> bool,
) -> impl Iterator<Item = PaperId> {
    let seen: Vec<(PaperId, Strength)> = ties.into_iter().filter(|(to, _)| sees(to)).collect();
    let all = seen.clone();
    seen.into_iter().filter_map(move |(to, strength)| {
        let others = all.iter().filter(|(other, _)| *other != to).map(|(_, strength)| *strength);
        strength.stands(others).then_some(to)
    })
}

/// One cited paper, as a row of a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LineCites {
    pub(crate) says: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) to: Vec<(PaperId, Strength)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) settled: Option<Settlement>,
}

pub(super) fn hangs(paper: &Paper) -> Hangs {
    if paper.is_void() {
        return Hangs::default();
    }
    let on_card = |tie: &&(&Tie, Strength)| tie.0.citation < paper.card.citations.len();
    let ties: Vec<(usize, PaperId, Strength)> = with_strength(paper)
        .into_iter()
        .filter(|tie| on_card(&tie))
        .map(|(tie, strength)| (tie.citation, tie.to, strength))
        .collect();
    let settled = ties.iter().map(|(at, ..)| *at).filter(|at| paper.settled.contains_key(at)).collect();
    Hangs { ties, settled, offers: paper.offers.iter().map(|offer| (offer.citation, offer.to)).collect() }
}

/// The ties of a paper, each with how strongly it holds; one that has none beside it stands whoever reads.
fn with_strength(paper: &Paper) -> Vec<(&Tie, Strength)> {
    let mut count: BTreeMap<usize, usize> = BTreeMap::new();
    paper.ties.iter().for_each(|tie| *count.entry(tie.citation).or_default() += 1);
    let alone = |tie: &Tie| count.get(&tie.citation) == Some(&1);
    paper.ties.iter().map(|tie| (tie, if alone(tie) { Strength::SAID } else { tie.strength() })).collect()
}

/// Whether which of its ties stands hangs on who reads, or nobody can say which is meant.
pub(super) fn is_rivalled(paper: &Paper) -> bool {
    with_strength(paper).iter().any(|(_, strength)| *strength != Strength::SAID)
}

/// Whether it is this tie, and not a settlement, that makes a citation count as looked after.
fn counts_as_held(paper: &Paper, tie: &Tie) -> bool {
    tie.citation < paper.card.citations.len() && !paper.settled.contains_key(&tie.citation)
}

pub(super) fn cites(paper: &Paper) -> Vec<LineCites> {
    let mut of_each: BTreeMap<usize, Vec<(PaperId, Strength)>> = BTreeMap::new();
    for (tie, strength) in with_strength(paper) {
        of_each.entry(tie.citation).or_default().push((tie.to, strength));
    }
    let one = |(at, citation): (usize, &Field<Citation>)| LineCites {
        says: cut(citation.value.number.as_deref().unwrap_or(&citation.value.text)),
        to: of_each.remove(&at).unwrap_or_default(),
        settled: paper.settled.get(&at).copied(),
    };
    paper.card.citations.iter().enumerate().take(ROW_CITES_MAX).map(one).collect()
}

/// Settled ones and tied ones too: what was asked for closes its citation the day it comes, and who does not see what a citation is
/// tied to sees what else it means.
pub(super) fn citations(paper: &Paper, sides: &mut BTreeSet<Side>) {
    let date = day(paper.card.date.as_ref().map(|field| field.value.date));
    for (at, field) in paper.card.citations.iter().enumerate() {
        let citation = &field.value;
        let key = citation.number.as_deref().map(plain).unwrap_or_default();
        let cited = day(citation.date);
        if !key.is_empty() || !cited.is_empty() {
            let what = serde_json::to_string(citation).unwrap_or_default();
            sides.insert(Side::Citation { key, cited, date: date.clone(), at, what });
        }
    }
}

/// The facet of papers that cite what is not held for whoever sees everything.
pub(crate) const OPEN_FOR_ALL: &str = "open_for_all";
/// The facet of papers for which a doubtful match is offered to whoever sees everything.
pub(crate) const OFFERED_FOR_ALL: &str = "offered_for_all";

/// The facets of papers of which a state hangs on who reads.
pub(super) fn facets(paper: &Paper, facets: &mut BTreeSet<String>) {
    if paper.is_void() {
        return;
    }
    let hangs = hangs(paper);
    let open = |at: &usize| !hangs.is_held(*at, |_| true);
    let mut unsettled = hangs.ties.iter().map(|(at, ..)| at).filter(|at| !hangs.settled.contains(at));
    if paper.open_citations().next().is_some() || unsettled.any(open) {
        facets.insert(OPEN_FOR_ALL.to_owned());
    }
    if hangs.offers.iter().map(|(at, _)| at).chain(hangs.ties.iter().map(|(at, ..)| at)).any(open) {
        facets.insert(OFFERED_FOR_ALL.to_owned());
    }
    if is_rivalled(paper) {
        facets.insert(RIVALLED.to_owned());
    }
    if paper.ties.iter().any(|tie| counts_as_held(paper, tie)) {
        facets.insert(TIED.to_owned());
    }
}

pub(super) fn ties(paper: &Paper, sides: &mut BTreeSet<Side>) {
    let void = paper.is_void();
    let kind = |tie| if !void && counts_as_held(paper, tie) { TieKind::Cites } else { TieKind::CitesBeside };
    let strongly = with_strength(paper);
    let tie = |(tie, strength): &(&Tie, Strength), kind| Side::Tie {
        to: tie.to,
        kind,
        at: tie.citation,
        strength: *strength,
    };
    sides.extend(strongly.iter().map(|one| tie(one, kind(one.0))));
    if !void {
        let tied = |kind| move |to: PaperId| Side::Tie { to, kind, at: 0, strength: Strength::SAID };
        sides.extend(paper.answers.iter().copied().map(tied(TieKind::AnswersSaid)));
        let answering = strongly.iter().filter(|(tie, _)| paper.cites_as_answer(tie.citation));
        sides.extend(answering.map(|one| tie(one, TieKind::AnswersRead)));
        let passed_over = paper.awaited.iter().flat_map(|awaited| &awaited.passed_over);
        sides.extend(passed_over.copied().map(tied(TieKind::PassedOver)));
    }
    sides.extend(paper.offers.iter().map(|offer| Side::Tie {
        to: offer.to,
        kind: TieKind::Offered,
        at: offer.citation,
        strength: Strength::SAID,
    }));
}
