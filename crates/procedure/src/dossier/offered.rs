//! What a paper's card offers a dossier to take: its claims, its proposals, its recommendation. Nothing stands in the
//! dossier before an officer takes it.

use super::{
    Advice, ClaimWords, Dossier, DossierAct, Position, ProposalWords, RecommendationWords, SAYS_BYTES_MAX, Source,
    StepWords,
};
use crate::act::NAME_BYTES_MAX;
use crate::card::{self, Field};
use crate::ids::PaperId;
use crate::paper::Paper;
use crate::refusal::Written;

/// Something that a paper's card says and that stands in no position of the dossier yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// The paper.
    pub paper: PaperId,
    /// What it would be.
    pub what: Position,
    /// Its place among those of its kind on the card, from 1.
    pub place: usize,
    /// The act that takes it as it stands.
    pub does: DossierAct,
}

impl Offered {
    /// What the paper does not say and an officer has to, before it can be taken.
    pub fn lacks(&self) -> Option<Written> {
        match &self.does {
            DossierAct::PutProposal { proposal, .. } if proposal.by_whom.is_empty() => Some(Written::ByWhom),
            DossierAct::PutProposal { proposal, .. } => {
                proposal.steps.iter().any(|step| step.actor.is_empty()).then_some(Written::Actor)
            }
            DossierAct::PutRecommendation { recommendation, .. } if recommendation.holder.is_empty() => {
                Some(Written::Holder)
            }
            _ => None,
        }
    }
}

/// What a paper offers a dossier, in the order of its card. `text` is the text that its card was read from, for passages.
/// What stands in the dossier from that paper already, even if withdrawn since, is not offered again.
pub fn offered(dossier: &Dossier, paper: &Paper, text: Option<&str>) -> Vec<Offered> {
    if paper.is_void() {
        return Vec::new();
    }
    let card = &paper.card;
    let source = |span: Option<card::Span>| {
        let passage = text.and_then(|text| span?.of(text)).map(|words| fit(&plain(words), SAYS_BYTES_MAX));
        Source { paper: paper.id, passage: passage.filter(|words| !words.trim().is_empty()) }
    };
    let claims = card.claims.iter().map(|field| claim(field, source(field.span)));
    let proposals = card.proposals.iter().map(|field| proposal(field, source(field.span)));
    let advised = card.recommendation.iter().map(|field| advice(dossier, paper.id, field, source(field.span)));
    let claims = (1..).zip(claims).map(|(place, does)| (Position::Claim, place, does));
    let proposals = (1..).zip(proposals).map(|(place, does)| (Position::Proposal, place, does));
    let advised = (1..).zip(advised).map(|(place, does)| (Position::Recommendation, place, does));
    let offers = claims.chain(proposals).chain(advised);
    let all: Vec<Offered> = offers.map(|(what, place, does)| Offered { paper: paper.id, what, place, does }).collect();
    let open: Vec<bool> = all.iter().map(|offer| !is_taken(dossier, offer, &all)).collect();
    all.into_iter().zip(open).filter_map(|(offer, open)| open.then_some(offer)).collect()
}

/// Whether a position of that kind rests on the same passage, or on the same paper with the same words.
fn is_taken(dossier: &Dossier, offer: &Offered, all: &[Offered]) -> bool {
    let says = match &offer.does {
        DossierAct::PutClaim { claim, .. } => claim.says.as_str(),
        DossierAct::PutProposal { proposal, .. } => proposal.says.as_str(),
        DossierAct::PutRecommendation { recommendation, .. } => recommendation.says.as_str(),
        _ => return true,
    };
    let passage = |offer: &Offered| offer.does.source().and_then(|source| source.passage.clone());
    let rests = passage(offer);
    // A sentence may say several things: where they share their passage, only their words tell them apart.
    let shared = all.iter().filter(|other| other.what == offer.what && passage(other) == rests).count() > 1;
    let passage = rests.filter(|_| !shared);
    dossier.positions.resting_on(offer.paper).any(|(what, words, from)| {
        what == offer.what && (words == says || (from.is_some() && from == passage.as_deref()))
    })
}

fn claim(field: &Field<card::Claim>, source: Source) -> DossierAct {
    let card::Claim { by, reported_by, what } = &field.value;
    let (asserted_by, reported_by) = (name(by.as_deref()), name(reported_by.as_deref()));
    DossierAct::PutClaim {
        no: None,
        claim: ClaimWords { says: says(what), asserted_by, reported_by, source: Some(source) },
    }
}

fn proposal(field: &Field<card::Proposal>, source: Source) -> DossierAct {
    let card::Proposal { by, what, deadline, steps } = &field.value;
    let step = |(before, step): (u32, &card::Step)| StepWords {
        actor: name(step.actor.as_deref()).unwrap_or_default(),
        desk: None,
        act: fit(&says(&step.act), NAME_BYTES_MAX),
        object: name(step.object.as_deref()),
        recipient: name(step.to.as_deref()),
        due: None,
        // A paper tells its steps in the order in which they are to be taken.
        after: Some(before).filter(|before| *before > 0),
    };
    let steps = (0..).zip(steps).take(super::STEPS_MAX).map(step).collect();
    let by_whom = name(by.as_deref()).unwrap_or_default();
    let (says, source, until) = (says(what), Some(source), *deadline);
    DossierAct::PutProposal { no: None, proposal: ProposalWords { says, by_whom, source, until, steps } }
}

/// A paper's advice is on the proposal that was taken from the same paper, where there is one.
fn advice(dossier: &Dossier, paper: PaperId, field: &Field<card::Recommendation>, source: Source) -> DossierAct {
    let stance = match field.value.stance {
        card::Stance::For => Advice::Adopt,
        card::Stance::ForAsAmended => Advice::AdoptAmended,
        card::Stance::Against => Advice::Reject,
        card::Stance::Defer | card::Stance::Note => Advice::Other,
    };
    let rests = |one: &&super::Proposal| one.source.as_ref().is_some_and(|source| source.paper == paper);
    let mut from_it = dossier.positions.proposals.iter().filter(|one| one.withdrawn.is_none()).filter(rests);
    let on = from_it.next().filter(|_| from_it.next().is_none()).map(|one| one.no);
    let words = source.passage.as_deref().map(says).filter(|words| !words.is_empty());
    let says = words.unwrap_or_else(|| super::prose::advice(stance).to_owned());
    let holder = name(field.value.by.as_deref()).unwrap_or_default();
    let recommendation = RecommendationWords { stance, says, holder, source: Some(source) };
    DossierAct::PutRecommendation { no: None, on, desk: None, recommendation }
}

fn name(said: Option<&str>) -> Option<String> {
    said.map(|said| fit(&says(said), NAME_BYTES_MAX)).filter(|said| !said.is_empty())
}

/// Words on one line, cut where they are longer than a position may be.
fn says(words: &str) -> String {
    let words = plain(words);
    fit(&words.split_whitespace().collect::<Vec<_>>().join(" "), SAYS_BYTES_MAX)
}

/// A text without the control characters that an act refuses.
fn plain(words: &str) -> String {
    words.chars().map(|c| if c.is_control() && !matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).collect()
}

/// At most so many bytes, whole words, and a sign where some are left out.
fn fit(words: &str, bytes_max: usize) -> String {
    const CUT: &str = "…";
    if words.len() <= bytes_max {
        return words.to_owned();
    }
    let end = (0..=bytes_max - CUT.len()).rev().find(|at| words.is_char_boundary(*at)).unwrap_or(0);
    let kept = &words[..end];
    let kept = kept.rfind(char::is_whitespace).map_or(kept, |space| &kept[..space]);
    format!("{}{CUT}", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{fit, says};

    #[test]
    fn what_is_too_long_is_cut_at_a_word() {
        assert_eq!(fit("one two three", 13), "one two three");
        assert_eq!(fit("one two three", 12), "one two…");
        assert_eq!(fit("ééééé", 8), "éé…");
        assert!((3..40).all(|max| fit(&"ab é ".repeat(20), max).len() <= max));
        assert_eq!(says(" one\n two\u{c}\u{7}three "), "one two three");
    }
}
