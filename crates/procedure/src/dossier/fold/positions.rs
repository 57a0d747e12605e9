//! The fold of positions: one that has a number already is put otherwise, and the trail keeps what it said before.

use crate::dossier::{
    AskedEnd, AskedState, Assessment, AssessmentAsked, Claim, DossierEvent, Position, Positions, Proposal,
    Recommendation, Step, Withdrawal,
};
use crate::event::Acted;
use crate::fold::{Misfit, misfit};
use crate::ids::DeskId;
use crate::moment::Moment;

impl Positions {
    pub(super) fn apply(&mut self, change: &DossierEvent, acted: &Acted, at: Moment) -> Result<(), Misfit> {
        let by = acted.officer.clone();
        match change.clone() {
            DossierEvent::ClaimPut { no, claim, put_by, .. } => {
                let (says, source) = (claim.says, claim.source);
                let (asserted_by, reported_by, withdrawn) = (claim.asserted_by, claim.reported_by, None);
                let put = Claim { no, says, asserted_by, reported_by, source, put_by, by, at, withdrawn };
                place(&mut self.claims, no, put, Position::Claim)
            }
            DossierEvent::ProposalPut { no, proposal, put_by, .. } => {
                let (says, by_whom, source) = (proposal.says, proposal.by_whom, proposal.source);
                let steps = (1..).zip(proposal.steps).map(|(no, words)| Step { no, words }).collect();
                let (until, withdrawn) = (proposal.until, None);
                let put = Proposal { no, says, by_whom, source, until, steps, put_by, by, at, withdrawn };
                place(&mut self.proposals, no, put, Position::Proposal)
            }
            DossierEvent::AssessmentPut { no, of, desk, assessment, .. } => {
                let (stance, says, ground) = (assessment.stance, assessment.says, assessment.ground);
                let (source, withdrawn) = (assessment.source, None);
                let put = Assessment { no, of, desk, stance, says, source, ground, by, at, withdrawn };
                place(&mut self.assessments, no, put, Position::Assessment)
            }
            DossierEvent::RecommendationPut { no, on, desk, recommendation, put_by, .. } => {
                let (stance, says, holder) = (recommendation.stance, recommendation.says, recommendation.holder);
                let (source, withdrawn) = (recommendation.source, None);
                let put = Recommendation { no, on, stance, says, holder, desk, source, put_by, by, at, withdrawn };
                place(&mut self.recommendations, no, put, Position::Recommendation)
            }
            DossierEvent::PositionWithdrawn { what, no, reason } => {
                let Some(withdrawn) = self.withdrawn_mut(what, no) else {
                    return misfit("in_dossier", format!("there is no {what} {no}"));
                };
                *withdrawn = Some(Withdrawal { at, by, reason });
                Ok(())
            }
            DossierEvent::AssessmentAsked { asked: no, of, desk, due } => {
                let (state, sees_until) = (AskedState::Open, None);
                self.asked.push(AssessmentAsked { no, of, desk, due, by, at, state, sees_until });
                Ok(())
            }
            DossierEvent::AssessmentAskedEnded { asked: no, end } => {
                let Some(asked) = self.asked.iter_mut().find(|known| known.no == no) else {
                    return misfit("in_dossier", format!("no assessment was asked for under {no}"));
                };
                if matches!(end, AskedEnd::TakenBack { .. }) {
                    asked.sees_until.get_or_insert(at);
                }
                asked.state = AskedState::Ended { end, by, at };
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// The desk was asked out: what it was asked before shows it the dossier no longer.
    pub(super) fn asked_out(&mut self, desk: &DeskId, at: Moment) {
        let theirs = self.asked.iter_mut().filter(|asked| asked.desk == *desk);
        theirs.for_each(|asked| {
            asked.sees_until.get_or_insert(at);
        });
    }

    fn withdrawn_mut(&mut self, what: Position, no: u32) -> Option<&mut Option<Withdrawal>> {
        let at = place_of(no);
        Some(match what {
            Position::Claim => &mut self.claims.get_mut(at)?.withdrawn,
            Position::Proposal => &mut self.proposals.get_mut(at)?.withdrawn,
            Position::Assessment => &mut self.assessments.get_mut(at)?.withdrawn,
            Position::Recommendation => &mut self.recommendations.get_mut(at)?.withdrawn,
        })
    }
}

/// Positions are numbered from 1 in their order.
fn place_of(no: u32) -> usize {
    usize::try_from(no).map_or(usize::MAX, |no| no.wrapping_sub(1))
}

/// Puts a position in the place of its number: in that of the one before, or at the end.
fn place<T>(all: &mut Vec<T>, no: u32, put: T, what: Position) -> Result<(), Misfit> {
    let at = place_of(no);
    match all.len() {
        there if at < there => all[at] = put,
        there if at == there => all.push(put),
        there => return misfit("in_dossier", format!("{what} {no} does not follow on {there}")),
    }
    Ok(())
}
