//! What a paper's citations were found to mean: ties, offers, settlements.
//!
//! Each match is found by itself, between one citation and one paper held, and says how well the two fit; whether another paper
//! fits as well is not asked then. Which of several *stands* is said for somebody who reads, of the papers that they see: so nothing on a
//! page tells of a paper that is hidden from them. See [`Paper::forget_cited`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Paper;
use crate::ids::{OfficerId, PaperId};
use crate::moment::Moment;

/// That a citation of this paper was found to mean a paper held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tie {
    /// The citation's place on the card, from 0.
    pub citation: usize,
    /// The paper it means.
    pub to: PaperId,
    /// Its number as printed.
    pub number: String,
    /// The officer who settled it; `None` where the match was certain.
    pub by: Option<OfficerId>,
    /// When.
    pub at: Moment,
    /// How well the two fit, where no officer said so (see [`Fit::Certain`](crate::matching::Fit)).
    #[serde(default, skip_serializing_if = "is_zero")]
    pub rank: u8,
    /// Which of the entries on this paper found it, where no officer said so.
    #[serde(default, skip_serializing_if = "is_first")]
    pub turn: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(rank: &u8) -> bool {
    *rank == 0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_first(turn: &u64) -> bool {
    *turn == 0
}

/// How strongly a tie holds beside others of the same citation: what an officer said, then what fits better, then what was found
/// earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Strength(i64);

impl Strength {
    /// Of what an officer said. Several may be said of one citation, and all of them stand.
    pub const SAID: Self = Self(i64::MAX);

    const TURN_BITS: u32 = 40;

    /// Of a match that fits so well and was found by that entry on the paper, from 0.
    pub fn found(rank: u8, turn: u64) -> Self {
        let last = (1 << Self::TURN_BITS) - 1;
        Self((i64::from(rank) << Self::TURN_BITS) | (last - i64::try_from(turn).unwrap_or(last).min(last)))
    }

    /// As a number that is greater for what holds more strongly.
    pub fn number(self) -> i64 {
        self.0
    }

    /// Whether a tie of this strength stands beside others of the citation to other papers: it is stronger than all of them.
    /// Two that were found by one entry and fit alike are neither of them certain.
    pub fn stands(self, others: impl IntoIterator<Item = Self>) -> bool {
        self == Self::SAID || others.into_iter().all(|other| other < self)
    }
}

impl Tie {
    /// How strongly it holds.
    pub fn strength(&self) -> Strength {
        if self.by.is_some() { Strength::SAID } else { Strength::found(self.rank, self.turn) }
    }
}

/// A held paper that a citation may mean; for an officer to take or refuse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The citation's place on the card, from 0.
    pub citation: usize,
    /// The paper it may mean.
    pub to: PaperId,
    /// Its number as printed.
    pub number: String,
    /// What speaks for it and what is missing.
    pub why: String,
}

impl Offer {
    /// Of one of several ties that fit alike.
    pub fn of_alike(citation: usize, to: PaperId, number: &str) -> Self {
        let why = format!("{number} fits, and another paper held fits as well.");
        Self { citation, to, number: number.to_owned(), why }
    }
}

/// How a citation that is not held was settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Settlement {
    /// The paper was asked for.
    Requested,
    /// Another office holds it.
    HeldElsewhere,
    /// It is not needed.
    NotNeeded,
}

impl Paper {
    /// Citations that lead to no paper held, settled or not: a paper that comes in may still be the one they mean.
    pub fn untied_citations(&self) -> impl Iterator<Item = usize> {
        (0..self.card.citations.len()).filter(|at| !self.ties.iter().any(|tie| tie.citation == *at))
    }

    /// Untied citations that were not settled either: those that somebody still has to look after.
    pub fn open_citations(&self) -> impl Iterator<Item = usize> {
        self.untied_citations().filter(|at| !self.settled.contains_key(at))
    }

    /// Leaves of its citations what somebody sees who sees these papers, and says which match of them stands.
    ///
    /// Of several ties of one citation the strongest stands; where two fit alike, both are offered. What is weaker, and what was offered
    /// or settled beside a tie that stands, is left out: what an officer said of a citation before it was tied counts still for those
    /// who do not see the tie.
    pub fn forget_cited(&mut self, sees: impl Fn(&PaperId) -> bool) {
        self.offers.retain(|offer| sees(&offer.to));
        let mut of_each: BTreeMap<usize, Vec<Tie>> = BTreeMap::new();
        for tie in std::mem::take(&mut self.ties).into_iter().filter(|tie| sees(&tie.to)) {
            of_each.entry(tie.citation).or_default().push(tie);
        }
        for (at, ties) in of_each {
            let others = |tie: &Tie| {
                let to = tie.to;
                ties.iter().filter(move |other| other.to != to).map(Tie::strength).collect::<Vec<_>>()
            };
            let stands: Vec<Tie> = ties.iter().filter(|tie| tie.strength().stands(others(tie))).cloned().collect();
            if stands.is_empty() {
                let best = ties.iter().map(Tie::strength).max();
                let alike = ties.iter().filter(|tie| Some(tie.strength()) == best);
                self.offers.extend(alike.map(|tie| Offer::of_alike(at, tie.to, &tie.number)));
            } else {
                self.offers.retain(|offer| offer.citation != at);
                self.settled.remove(&at);
                self.ties.extend(stands.into_iter().map(|tie| Tie { rank: 0, turn: 0, ..tie }));
            }
        }
    }
}
