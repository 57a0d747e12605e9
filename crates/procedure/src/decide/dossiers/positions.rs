//! Positions: what a desk claims, proposes, assesses and recommends is its own word, and stays in its name.

use jiff::civil::Date;

use super::resting::may_rest_on;
use super::{Changes, desks_named, keepers, sit_as_keeper, sit_to_speak};
use crate::decide::chair::{Chair, as_it_stands, at_most, optional, required};
use crate::dossier::{
    ASSESSMENTS_ASKED_MAX, ASSESSMENTS_MAX, Advice, AskedEnd, AskedState, Assessed, Assessment, AssessmentAsked,
    AssessmentWords, CLAIMS_MAX, ClaimWords, Dossier, DossierAct, DossierEvent, PROPOSALS_MAX, Position, ProposalWords,
    RECOMMENDATIONS_MAX, Recommendation, RecommendationWords, STEPS_MAX, Source, StepWords, Withdrawal,
};
use crate::house::House;
use crate::ids::{DeskId, OfficerId};
use crate::moment::Moment;
use crate::refusal::{Counted, PositionRefusal, Refusal, Written};
use crate::sight::desk_sees_dossier;

pub(super) fn decide(chair: &mut Chair<'_>, held: &Dossier, does: &DossierAct) -> Changes {
    match does {
        DossierAct::PutClaim { no, claim } => put_claim(chair, held, *no, claim),
        DossierAct::PutProposal { no, proposal } => put_proposal(chair, held, *no, proposal),
        DossierAct::PutAssessment { no, of, desk, assessment } => {
            put_assessment(chair, held, (*no, *of, desk), assessment)
        }
        DossierAct::PutRecommendation { no, on, desk, recommendation } => match desk {
            Some(desk) => recommend(chair, held, (*no, *on, desk), recommendation),
            None => record_recommendation(chair, held, (*no, *on), recommendation),
        },
        DossierAct::WithdrawPosition { what, no, reason } => withdraw(chair, held, *what, *no, reason),
        DossierAct::AskAssessment { of, desk, due } => ask(chair, held, *of, desk, *due),
        DossierAct::DeclineAssessment { asked, reason } => decline(chair, held, *asked, reason),
        DossierAct::TakeBackAssessmentAsked { asked, reason } => take_back(chair, held, *asked, reason),
        _ => Ok(Vec::new()),
    }
}

fn put_claim(chair: &mut Chair<'_>, held: &Dossier, no: Option<u32>, claim: &ClaimWords) -> Changes {
    let all = &held.positions.claims;
    let before = match no {
        None => None,
        Some(no) => {
            let found = held.positions.claim(no).ok_or(absent(Position::Claim, no))?;
            stands(Position::Claim, no, found.withdrawn.as_ref())?;
            Some(found)
        }
    };
    let put_by = sit_to_put(chair, held, before.map(|one| (Position::Claim, one.no, &one.put_by)))?;
    required(Written::Says, &claim.says)?;
    optional(Written::AssertedBy, claim.asserted_by.as_ref())?;
    optional(Written::ReportedBy, claim.reported_by.as_ref())?;
    rests(chair, held, claim.source.as_ref())?;
    let no = number(all.len(), before.map(|one| one.no), (Counted::Claims, CLAIMS_MAX))?;
    let was = other_words(Position::Claim, no, before.map(|one| one.words()), claim)?;
    Ok(vec![DossierEvent::ClaimPut { no, claim: claim.clone(), put_by, was }])
}

fn put_proposal(chair: &mut Chair<'_>, held: &Dossier, no: Option<u32>, proposal: &ProposalWords) -> Changes {
    let all = &held.positions.proposals;
    let before = match no {
        None => None,
        Some(no) => {
            let found = held.positions.proposal(no).ok_or(absent(Position::Proposal, no))?;
            stands(Position::Proposal, no, found.withdrawn.as_ref())?;
            Some(found)
        }
    };
    let put_by = sit_to_put(chair, held, before.map(|one| (Position::Proposal, one.no, &one.put_by)))?;
    required(Written::Says, &proposal.says)?;
    required(Written::ByWhom, &proposal.by_whom)?;
    steps(chair, &proposal.steps)?;
    rests(chair, held, proposal.source.as_ref())?;
    let no = number(all.len(), before.map(|one| one.no), (Counted::Proposals, PROPOSALS_MAX))?;
    let was = other_words(Position::Proposal, no, before.map(|one| one.words()), proposal)?;
    Ok(vec![DossierEvent::ProposalPut { no, proposal: proposal.clone(), put_by, was }])
}

/// Each step waits for one before it, or for none: so they can always be done, in the order in which they stand.
fn steps(chair: &Chair<'_>, steps: &[StepWords]) -> Result<(), Refusal> {
    at_most(Counted::Steps, steps.len(), STEPS_MAX)?;
    for (before, step) in steps.iter().enumerate() {
        required(Written::Actor, &step.actor)?;
        required(Written::StepAct, &step.act)?;
        optional(Written::Object, step.object.as_ref())?;
        optional(Written::Recipient, step.recipient.as_ref())?;
        step.desk.as_ref().map_or(Ok(()), |desk| chair.open_desk(desk).map(|_| ()))?;
        let earlier = |after: u32| usize::try_from(after).is_ok_and(|after| (1..=before).contains(&after));
        if let Some(after) = step.after.filter(|after| !earlier(*after)) {
            return Err(PositionRefusal::StepOrder { step: before + 1, after }.into());
        }
    }
    Ok(())
}

/// A desk speaks for itself, once of each thing: what it said before gives way. That it has answered ends the asking.
fn put_assessment(
    chair: &mut Chair<'_>,
    held: &Dossier,
    (no, of, desk): (Option<u32>, Assessed, &DeskId),
    assessment: &AssessmentWords,
) -> Changes {
    assessed(held, of)?;
    if let Some(no) = no {
        let named = held.positions.assessment(no).ok_or(absent(Position::Assessment, no))?;
        stands(Position::Assessment, no, named.withdrawn.as_ref())?;
        same_desk(Position::Assessment, no, &named.desk, desk)?;
        about(Position::Assessment, no, named.of == of)?;
    }
    sit_to_speak(chair, held, desk)?;
    required(Written::Says, &assessment.says)?;
    rests(chair, held, assessment.source.as_ref())?;
    let all = &held.positions.assessments;
    let before = held.positions.assessments_of(of).find(|one| one.desk == *desk);
    let no = number(all.len(), before.map(|one| one.no), (Counted::Assessments, ASSESSMENTS_MAX))?;
    let asked = held.positions.open_askings().filter(|one| one.of == of && one.desk == *desk);
    let ended = |one: &AssessmentAsked| {
        let end = AskedEnd::Answered { assessment: no };
        DossierEvent::AssessmentAskedEnded { asked: one.no, end }
    };
    let answered: Vec<DossierEvent> = asked.map(ended).collect();
    let was = match other_words(Position::Assessment, no, before.map(Assessment::words), assessment) {
        // Asked again, a desk may stay with its word.
        Err(_) if !answered.is_empty() => return Ok(answered),
        was => was?,
    };
    let put = DossierEvent::AssessmentPut { no, of, desk: desk.clone(), assessment: assessment.clone(), was };
    Ok([vec![put], answered].concat())
}

/// A desk recommends. Of one proposal it advises one thing at a time, but for what is neither to adopt nor to reject it.
fn recommend(
    chair: &mut Chair<'_>,
    held: &Dossier,
    (no, on, desk): (Option<u32>, Option<u32>, &DeskId),
    recommendation: &RecommendationWords,
) -> Changes {
    on.map_or(Ok(()), |on| assessed(held, Assessed::Proposal(on)))?;
    let advises = |one: &&Recommendation| one.desk.as_ref() == Some(desk) && one.stance != Advice::Other;
    let advised = on.filter(|_| recommendation.stance != Advice::Other);
    let advised = advised.and_then(|on| held.positions.recommendations_on(Some(on)).find(advises));
    let before = match no {
        Some(no) => {
            if let Some(other) = advised.filter(|other| other.no != no) {
                return Err(PositionRefusal::AdvisedAlready { desk: desk.clone(), no: other.no }.into());
            }
            let named = recommendation_of(held, no)?;
            same_desk(Position::Recommendation, no, &named.put_by, desk)?;
            about(Position::Recommendation, no, named.desk.as_ref() == Some(desk))?;
            Some(named)
        }
        None => advised,
    };
    sit_to_speak(chair, held, desk)?;
    let mut words = recommendation.clone();
    if words.holder.is_empty() {
        words.holder.clone_from(&chair.open_desk(desk)?.name);
    }
    put_recommendation(chair, held, before, (on, Some(desk), desk), &words)
}

/// What somebody outside the house recommends is recorded by a desk, with the paper that says so.
fn record_recommendation(
    chair: &mut Chair<'_>,
    held: &Dossier,
    (no, on): (Option<u32>, Option<u32>),
    recommendation: &RecommendationWords,
) -> Changes {
    on.map_or(Ok(()), |on| assessed(held, Assessed::Proposal(on)))?;
    let before = no.map(|no| recommendation_of(held, no)).transpose()?;
    if let Some(named) = before {
        about(Position::Recommendation, named.no, named.desk.is_none())?;
    }
    let put_by = sit_to_put(chair, held, before.map(|one| (Position::Recommendation, one.no, &one.put_by)))?;
    if recommendation.source.is_none() {
        return Err(PositionRefusal::NoSource.into());
    }
    put_recommendation(chair, held, before, (on, None, &put_by), recommendation)
}

fn put_recommendation(
    chair: &Chair<'_>,
    held: &Dossier,
    before: Option<&Recommendation>,
    (on, desk, put_by): (Option<u32>, Option<&DeskId>, &DeskId),
    words: &RecommendationWords,
) -> Changes {
    required(Written::Says, &words.says)?;
    required(Written::Holder, &words.holder)?;
    rests(chair, held, words.source.as_ref())?;
    let all = &held.positions.recommendations;
    let no = number(all.len(), before.map(|one| one.no), (Counted::Recommendations, RECOMMENDATIONS_MAX))?;
    let was = match before {
        // The same words about another proposal are another recommendation.
        Some(one) if one.on != on => Some(one.words()),
        before => other_words(Position::Recommendation, no, before.map(Recommendation::words), words)?,
    };
    let (desk, recommendation, put_by) = (desk.cloned(), words.clone(), put_by.clone());
    Ok(vec![DossierEvent::RecommendationPut { no, on, desk, recommendation, put_by, was }])
}

/// What a desk said it withdraws itself: nobody takes dissent out of its mouth. What was put for somebody else, a claim or
/// a proposal, a desk above may withdraw too.
fn withdraw(chair: &mut Chair<'_>, held: &Dossier, what: Position, no: u32, reason: &str) -> Changes {
    let positions = &held.positions;
    let found = match what {
        Position::Claim => positions.claim(no).map(|one| (&one.put_by, false, &one.withdrawn)),
        Position::Proposal => positions.proposal(no).map(|one| (&one.put_by, false, &one.withdrawn)),
        Position::Assessment => positions.assessment(no).map(|one| (&one.desk, true, &one.withdrawn)),
        Position::Recommendation => {
            positions.recommendation(no).map(|one| (&one.put_by, one.desk.is_some(), &one.withdrawn))
        }
    };
    let (desk, own_word, withdrawn) = found.ok_or(absent(what, no))?;
    stands(what, no, withdrawn.as_ref())?;
    if own_word {
        chair.sit_at([desk]).map_err(|_| PositionRefusal::PutByAnother { position: what, no, desk: desk.clone() })?;
    } else {
        sit_to_put(chair, held, Some((what, no, desk)))?;
    }
    required(Written::Reason, reason)?;
    let moot = positions.open_askings().filter(|one| one.of.position() == (what, no));
    let ended = |asked: &AssessmentAsked| {
        let end = AskedEnd::PositionWithdrawn;
        DossierEvent::AssessmentAskedEnded { asked: asked.no, end }
    };
    let withdrawn = DossierEvent::PositionWithdrawn { what, no, reason: reason.to_owned() };
    Ok(std::iter::once(withdrawn).chain(moot.map(ended)).collect())
}

fn ask(chair: &mut Chair<'_>, held: &Dossier, of: Assessed, desk: &DeskId, due: Option<Date>) -> Changes {
    assessed(held, of)?;
    sit_as_keeper(chair, held)?;
    chair.open_desk(desk)?;
    let today = chair.sitting.today;
    if let Some(due) = due.filter(|due| *due < today) {
        return Err(Refusal::DuePast { due, today });
    }
    if held.positions.open_askings().any(|one| one.of == of && one.desk == *desk) {
        return Err(PositionRefusal::AskedAlready { desk: desk.clone(), of }.into());
    }
    let asked = number(held.positions.asked.len(), None, (Counted::AssessmentsAsked, ASSESSMENTS_ASKED_MAX))?;
    Ok(vec![DossierEvent::AssessmentAsked { asked, of, desk: desk.clone(), due }])
}

fn decline(chair: &mut Chair<'_>, held: &Dossier, asked: u32, reason: &str) -> Changes {
    let one = open_asking(held, asked)?;
    chair.sit_at([&one.desk])?;
    required(Written::Reason, reason)?;
    let end = AskedEnd::Declined { reason: reason.to_owned() };
    Ok(vec![DossierEvent::AssessmentAskedEnded { asked, end }])
}

fn take_back(chair: &mut Chair<'_>, held: &Dossier, asked: u32, reason: &str) -> Changes {
    open_asking(held, asked)?;
    sit_as_keeper(chair, held)?;
    required(Written::Reason, reason)?;
    let end = AskedEnd::TakenBack { reason: reason.to_owned() };
    Ok(vec![DossierEvent::AssessmentAskedEnded { asked, end }])
}

fn open_asking(held: &Dossier, asked: u32) -> Result<&AssessmentAsked, Refusal> {
    let one = held.positions.asking(asked).ok_or(PositionRefusal::NotAsked { asked })?;
    match &one.state {
        AskedState::Open => Ok(one),
        AskedState::Ended { end, .. } => {
            Err(PositionRefusal::AskedClosed { asked, state: end.words().to_owned() }.into())
        }
    }
}

/// Seats the officer at a desk that puts something: the one that put it before or one above it; for something new the
/// desk that keeps the dossier, one above it, or one that is named in it.
fn sit_to_put(
    chair: &mut Chair<'_>,
    held: &Dossier,
    before: Option<(Position, u32, &DeskId)>,
) -> Result<DeskId, Refusal> {
    let (house, at) = (chair.house, chair.sitting.at);
    if let Some((position, no, desk)) = before {
        let sat = chair.sit_at(std::iter::once(desk).chain(house.above(desk)));
        return sat.map_err(|_| PositionRefusal::PutByAnother { position, no, desk: desk.clone() }.into());
    }
    chair.sit_at(keepers(house, held).chain(&desks_named(held, at)))
}

/// That a passage is given by one who has read it, of a paper on which something may rest.
fn rests(chair: &Chair<'_>, held: &Dossier, source: Option<&Source>) -> Result<(), Refusal> {
    let Some(source) = source else { return Ok(()) };
    let paper = may_rest_on(chair, held, source.paper)?;
    let Some(passage) = &source.passage else { return Ok(()) };
    as_it_stands(Written::Passage, passage)?;
    if chair.reads(paper) {
        return Ok(());
    }
    Err(PositionRefusal::PassageUnread { number: paper.number().to_owned() }.into())
}

/// The number of what stood before, or the next.
fn number(there: usize, before: Option<u32>, (what, count_max): (Counted, usize)) -> Result<u32, Refusal> {
    if let Some(no) = before {
        return Ok(no);
    }
    let count = there + 1;
    match u32::try_from(count) {
        Ok(no) if count <= count_max => Ok(no),
        _ => Err(Refusal::TooMany { what, count, count_max }),
    }
}

/// What something said before, where it does not say the same.
fn other_words<T: PartialEq>(position: Position, no: u32, was: Option<T>, now: &T) -> Result<Option<T>, Refusal> {
    match was {
        Some(was) if was == *now => Err(PositionRefusal::PositionSame { position, no }.into()),
        was => Ok(was),
    }
}

fn absent(position: Position, no: u32) -> Refusal {
    PositionRefusal::NoPosition { position, no }.into()
}

fn stands(position: Position, no: u32, withdrawn: Option<&Withdrawal>) -> Result<(), Refusal> {
    match withdrawn {
        None => Ok(()),
        Some(withdrawn) => {
            Err(PositionRefusal::PositionWithdrawn { position, no, reason: withdrawn.reason.clone() }.into())
        }
    }
}

fn same_desk(position: Position, no: u32, put_by: &DeskId, desk: &DeskId) -> Result<(), Refusal> {
    if put_by == desk {
        Ok(())
    } else {
        Err(PositionRefusal::PutByAnother { position, no, desk: put_by.clone() }.into())
    }
}

fn about(position: Position, no: u32, the_same: bool) -> Result<(), Refusal> {
    if the_same { Ok(()) } else { Err(PositionRefusal::AboutAnother { position, no }.into()) }
}

/// That what is assessed or advised on stands in the dossier.
fn assessed(held: &Dossier, of: Assessed) -> Result<(), Refusal> {
    let (position, no) = of.position();
    match of {
        Assessed::Claim(no) => held.positions.claim(no).map(|one| one.withdrawn.as_ref()),
        Assessed::Proposal(no) => held.positions.proposal(no).map(|one| one.withdrawn.as_ref()),
    }
    .map_or_else(|| Err(absent(position, no)), |withdrawn| stands(position, no, withdrawn))
}

fn recommendation_of(held: &Dossier, no: u32) -> Result<&Recommendation, Refusal> {
    let found = held.positions.recommendation(no).ok_or(absent(Position::Recommendation, no))?;
    stands(Position::Recommendation, no, found.withdrawn.as_ref())?;
    Ok(found)
}

/// What an officer may put in a dossier that the officer sees: pages offer by it what an act would be asked by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Voices {
    /// Whether claims and proposals, and what somebody outside the house recommends.
    pub puts: bool,
    /// The desks for which the officer may assess and recommend.
    pub speaks: Vec<DeskId>,
}

impl Voices {
    /// Whether the officer may draw up a draft and submit one: for a desk that keeps the dossier or is named in it, or for one
    /// that sees it by a right of its own.
    pub fn takes_part(&self) -> bool {
        self.puts || !self.speaks.is_empty()
    }
}

/// The voices of an officer in a dossier at a moment; none in a closed one.
pub fn voices(house: &House, held: &Dossier, officer: &OfficerId, at: Moment) -> Voices {
    if held.closed.is_some() || house.active(officer).is_none() {
        return Voices::default();
    }
    let acts_for = |desk: &DeskId| house.mandate_for(officer, desk, at).is_some();
    let open = |desk: &DeskId| house.desks.get(desk).is_some_and(|known| known.closed.is_none());
    let puts = keepers(house, held).chain(&desks_named(held, at)).any(acts_for);
    let own = house.desks_of(officer, at).into_iter();
    let speaks = own.filter(|desk| open(desk) && desk_sees_dossier(house, desk, held, at)).cloned().collect();
    Voices { puts, speaks }
}

/// Whether an officer may put otherwise, or withdraw, what a desk put; `own_word` where it spoke for itself.
pub fn may_put_otherwise(house: &House, put_by: &DeskId, own_word: bool, officer: &OfficerId, at: Moment) -> bool {
    let acts_for = |desk: &DeskId| house.mandate_for(officer, desk, at).is_some();
    acts_for(put_by) || (!own_word && house.above(put_by).into_iter().any(acts_for))
}
