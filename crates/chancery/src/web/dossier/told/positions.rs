//! What is told of positions: who put which words, and which they were before.

use phrases::{plural, say};
use procedure::dossier::{AskedEnd, DossierEvent, RecommendationWords, Stance, advice};
use procedure::house::House;

use super::because;
use crate::web::paper::trail;
use crate::web::words;

/// What a change of positions says, without first capital and full stop.
pub(super) fn says(house: &House, change: &DossierEvent) -> String {
    match change {
        DossierEvent::ClaimPut { no, claim, was, .. } => {
            put(&say!("claim {no}"), &claim.says, was.as_ref().map(|was| was.says.as_str()))
        }
        DossierEvent::ProposalPut { no, proposal, was, .. } => {
            let steps = match proposal.steps.len() {
                0 => String::new(),
                count => say!(", in {}", plural!(count, "{n} step", "{n} steps")),
            };
            let what = say!("proposal {no} of {}{steps}", proposal.by_whom);
            put(&what, &proposal.says, was.as_ref().map(|was| was.says.as_str()))
        }
        DossierEvent::AssessmentPut { of, desk, assessment, was, .. } => {
            let stands =
                say!("{} is {} {of}: “{}”", trail::desk(house, desk), stance(assessment.stance), assessment.says);
            match was {
                Some(was) => say!("{stands}; before it was {}: “{}”", stance(was.stance), was.says),
                None => stands,
            }
        }
        DossierEvent::RecommendationPut { no, on, recommendation, was, .. } => {
            let on = on.map(|on| say!(" on proposal {on}")).unwrap_or_default();
            let what = say!("recommendation {no} of {}{on}", recommendation.holder);
            put(&what, &advised(recommendation), was.as_ref().map(advised).as_deref())
        }
        DossierEvent::PositionWithdrawn { what, no, reason } => because(say!("{what} {no} withdrawn"), reason),
        DossierEvent::AssessmentAsked { of, desk, due, .. } => {
            let due = due.map(|due| say!(", by {}", words::day(due))).unwrap_or_default();
            say!("{} asked for its assessment of {of}{due}", trail::desk(house, desk))
        }
        DossierEvent::AssessmentAskedEnded { asked, end } => {
            let what = say!("asked for assessment, {asked}");
            match end {
                AskedEnd::Answered { .. } => say!("{what}: answered"),
                AskedEnd::Declined { reason } => because(say!("{what}: declined"), reason),
                AskedEnd::TakenBack { reason } => because(say!("{what}: asked no more"), reason),
                AskedEnd::PositionWithdrawn => {
                    say!("{what}: asked no more, since what was to be assessed was withdrawn")
                }
            }
        }
        _ => String::new(),
    }
}

fn put(what: &str, says: &str, was: Option<&str>) -> String {
    match was {
        Some(was) => say!("{what} put otherwise: “{says}”; it was “{was}”"),
        None => format!("{what} put: “{says}”"),
    }
}

fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::For => "for",
        Stance::Against => "against",
    }
}

fn advised(recommendation: &RecommendationWords) -> String {
    format!("{}: {}", advice(recommendation.stance), recommendation.says)
}
