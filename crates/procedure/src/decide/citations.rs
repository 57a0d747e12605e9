//! Citations: found held, offered, settled; answers.

use std::collections::BTreeSet;

use phrases::stored;

use super::chair::{Chair, required};
use crate::act::Act;
use crate::card::{Card, CardRemark, Citation};
use crate::event::{Event, OfferMade, TieMade, TieUndone};
use crate::ids::PaperId;
use crate::known::{Candidate, CardBrief, TIES_PER_ENTRY_MAX};
use crate::matching::{Fit, OFFERS_PER_CITATION_MAX, find, judge, why_offered};
use crate::paper::{Offer, Paper};
use crate::refusal::{Refusal, Written};

/// Ties and offers that an act brings about.
#[derive(Default)]
pub(super) struct Ties {
    ties: Vec<TieMade>,
    offers: Vec<OfferMade>,
}

impl Ties {
    pub(super) fn extend(&mut self, other: Self) {
        self.ties.extend(other.ties);
        self.offers.extend(other.offers);
    }

    /// The events, and the remark that says how many citations were left open by their limit. `beyond` of other papers
    /// were not even looked at.
    pub(super) fn into_events(mut self, paper: PaperId, beyond: u64) -> Vec<Event> {
        let kept: Vec<OfferMade> = self.offers.iter().take(TIES_PER_ENTRY_MAX).cloned().collect();
        let place = |made: &OfferMade| (made.paper, made.offer.citation);
        let offered: BTreeSet<_> = kept.iter().map(place).collect();
        let unsaid: BTreeSet<_> =
            self.offers.iter().skip(kept.len()).map(place).filter(|place| !offered.contains(place)).collect();
        let untied = self.ties.len().saturating_sub(TIES_PER_ENTRY_MAX);
        self.ties.truncate(TIES_PER_ENTRY_MAX);
        let ties = (!self.ties.is_empty()).then_some(Event::CitationsTied { ties: self.ties });
        let offers = (!kept.is_empty()).then_some(Event::MatchesOffered { offers: kept });
        let left = untied as u64 + unsaid.len() as u64 + beyond;
        let remark = (left > 0).then(|| {
            let says = stored!(
                "{left} more citations that may mean this paper were left open: one entry ties at most \
                 {TIES_PER_ENTRY_MAX}. Tie them on the papers that cite it."
            );
            Event::Remarked { paper, by_officer: false, remarks: vec![CardRemark { field: None, says }] }
        });
        ties.into_iter().chain(offers).chain(remark).collect()
    }

    fn tied(&mut self, paper: PaperId, citation: usize, to: &Candidate, rank: u8) {
        let number = to.number.clone();
        self.ties.push(TieMade { paper, citation, to: to.paper, number, by_officer: false, rank });
    }

    fn offered(&mut self, paper: PaperId, at: usize, citation: &Citation, to: &Candidate) {
        let (number, why) = (to.number.clone(), why_offered(citation, to));
        self.offers.push(OfferMade { paper, offer: Offer { citation: at, to: to.paper, number, why } });
    }
}

/// Which papers held the citations of a card mean. `known` are those that they are tied to already, by their places on it.
pub(super) fn ties_of_cited(chair: &Chair<'_>, id: PaperId, card: &Card, known: &BTreeSet<(usize, PaperId)>) -> Ties {
    let brief = CardBrief::of(card);
    let mut ties = Ties::default();
    for (at, citation) in card.citations.iter().enumerate() {
        let candidates = chair.known.cited.get(&at).map(Vec::as_slice).unwrap_or_default();
        let others = candidates.iter().filter(|held| held.paper != id && !known.contains(&(at, held.paper)));
        let found = find(&citation.value, &brief, others);
        found.certain.into_iter().for_each(|(held, rank)| ties.tied(id, at, held, rank));
        found.doubtful.into_iter().for_each(|held| ties.offered(id, at, &citation.value, held));
    }
    ties
}

/// Which citations of papers held mean this one.
pub(super) fn ties_of_citing(chair: &Chair<'_>, id: PaperId, number: &str, card: &Card) -> Ties {
    ties_to(chair, &Candidate { paper: id, number: number.to_owned(), brief: CardBrief::of(card) })
}

/// The same for a paper of which this is known.
pub(super) fn ties_to(chair: &Chair<'_>, this: &Candidate) -> Ties {
    let mut ties = Ties::default();
    for open in chair.known.citing.iter().filter(|open| open.paper != this.paper) {
        match judge(&open.what, &open.by, this) {
            Fit::Certain(rank) => ties.tied(open.paper, open.citation, this, rank),
            Fit::Doubtful(_) if open.offers < OFFERS_PER_CITATION_MAX => {
                ties.offered(open.paper, open.citation, &open.what, this);
            }
            Fit::Doubtful(_) | Fit::No => {}
        }
    }
    ties
}

/// What the void of a paper's last number does to the citations that led to it: they lead there no longer. A paper entered twice is
/// the common case; its citations are tied to the other one already.
pub(super) fn reopened(chair: &Chair<'_>, id: PaperId, reason: &str) -> Vec<Event> {
    let cited_by = &chair.known.cited_by;
    let ties: Vec<TieUndone> =
        cited_by.led.iter().map(|(paper, citation)| TieUndone { paper: *paper, citation: *citation, to: id }).collect();
    if ties.is_empty() {
        return Vec::new();
    }
    let mut events = vec![Event::CitationsReopened { ties, reason: reason.to_owned() }];
    if cited_by.beyond > 0 {
        let beyond = cited_by.beyond;
        let says = stored!(
            "{beyond} more citations lead to this paper and still do: one entry opens {TIES_PER_ENTRY_MAX} again. \
             Untie them on the papers that cite it."
        );
        let remarks = vec![CardRemark { field: None, says }];
        events.push(Event::Remarked { paper: id, by_officer: false, remarks });
    }
    events
}

pub(super) fn decide(chair: &mut Chair<'_>, act: &Act) -> Result<Vec<Event>, Refusal> {
    let held = chair.live_paper()?;
    chair.sit_as_keeper_or_holder(held)?;
    match act {
        Act::Tie { paper, citation, to } => {
            on_card(held, *citation)?;
            let meant = chair.other(*to)?;
            if meant.id == held.id {
                return Err(Refusal::Itself);
            }
            if meant.is_void() {
                return Err(Refusal::PaperVoid { number: meant.number().to_owned() });
            }
            not_tied(chair, held, *citation)?;
            let number = meant.number().to_owned();
            let tie = TieMade { paper: *paper, citation: *citation, to: *to, number, by_officer: true, rank: 0 };
            Ok(vec![Event::CitationsTied { ties: vec![tie] }])
        }
        Act::Untie { paper, citation, to, reason } => {
            required(Written::Reason, reason)?;
            let seen = as_seen(chair, held);
            let tied = seen.ties.iter().any(|tie| tie.citation == *citation && tie.to == *to);
            let offered = seen.offers.iter().any(|offer| offer.citation == *citation && offer.to == *to);
            if !(tied || offered) {
                return Err(Refusal::NotTied);
            }
            let reason = reason.clone();
            Ok(vec![Event::CitationUntied { paper: *paper, citation: *citation, to: *to, reason }])
        }
        Act::Settle { paper, citation, settlement } => {
            on_card(held, *citation)?;
            not_tied(chair, held, *citation)?;
            Ok(vec![Event::CitationSettled { paper: *paper, citation: *citation, settlement: *settlement }])
        }
        Act::LinkAnswer { paper, answers } => {
            let answered = chair.other(*answers)?;
            if answered.id == held.id {
                return Err(Refusal::Itself);
            }
            // A link that was passed over as an interim reply may be said anew: then it is the answer.
            let passed_over = answered.awaited.as_ref().is_some_and(|awaited| awaited.passed_over.contains(&held.id));
            if held.answers.contains(answers) && !passed_over {
                return Err(Refusal::AnswerLinked);
            }
            Ok(vec![Event::AnswerLinked { paper: *paper, answers: *answers }])
        }
        Act::UnlinkAnswer { paper, answers, reason } => {
            required(Written::Reason, reason)?;
            let answered = chair.other(*answers)?;
            if !held.answers.contains(&answered.id) {
                return Err(Refusal::NotAnswer);
            }
            Ok(vec![Event::AnswerUnlinked { paper: *paper, answers: *answers, reason: reason.clone() }])
        }
        _ => Ok(Vec::new()),
    }
}

/// A paper with the ties and offers that the officer may know of, of the citation that the act speaks of.
fn as_seen(chair: &Chair<'_>, held: &Paper) -> Paper {
    let mut seen = held.clone();
    seen.forget_cited(|to| chair.sees_tie(to));
    seen
}

/// That a citation is open, as far as the officer may know. One that is tied to a paper hidden from the officer looks
/// open, and is tied or settled as an open one is: the tie stays beside that, for those who see it.
fn not_tied(chair: &Chair<'_>, held: &Paper, citation: usize) -> Result<(), Refusal> {
    match as_seen(chair, held).ties.iter().find(|tie| tie.citation == citation) {
        Some(tie) => Err(Refusal::Tied { number: tie.number.clone() }),
        None => Ok(()),
    }
}

fn on_card(held: &Paper, citation: usize) -> Result<(), Refusal> {
    if citation < held.card.citations.len() { Ok(()) } else { Err(Refusal::NoCitation { citation }) }
}
