//! Refusals on the way from a draft to what follows from it.

use phrases::say;
use serde::{Deserialize, Serialize};

use super::Desks;
use crate::ids::{DeskId, OfficerId};
use crate::moment::Moment;

/// Why an act on a draft, a submission or an action was not entered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, phrases::Told, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant's sentence says what its fields mean")]
pub enum DecisionRefusal {
    #[told("the dossier has no draft {draft}")]
    NoDraft { draft: u32 },
    #[told("draft {draft} {state}")]
    DraftSettled { draft: u32, state: String },
    #[told("draft {draft} changed: officer {officer} added version {version} on {at}")]
    DraftChanged { draft: u32, version: u32, officer: OfficerId, at: Moment },
    #[told("draft {draft} has no text yet")]
    DraftMissing { draft: u32 },
    #[told("version {version} of draft {draft} is this very file")]
    DraftSame { draft: u32, version: u32 },
    #[told("draft {draft} lies in submission {submission}")]
    DraftSubmitted { draft: u32, submission: u32 },
    #[told("draft {draft} has no concurrence {concurrence}")]
    NoConcurrence { draft: u32, concurrence: u32 },
    #[told("desk {desk} has answered already: it {says}")]
    ConcurrenceGiven { desk: DeskId, says: String },
    #[told("it is not the turn of desk {desk} yet")]
    ConcurrenceLater { desk: DeskId },
    #[told("desk {desk} is asked already, and has not answered")]
    ConcurrenceOpen { desk: DeskId },
    #[told("desk {desk} draws the draft up itself")]
    ConcurrenceOwn { desk: DeskId },
    #[told("no desk is asked to concur")]
    NobodyAsked,
    #[told("that a desk is not waited for is for whoever asked it to say")]
    SkippedByDesk,
    #[told("stage {stage} is beyond the last, {stage_max}")]
    StageTooFar { stage: u32, stage_max: u32 },
    #[told("the dossier has no submission {submission}")]
    NoSubmission { submission: u32 },
    #[told("the bottom line has {lines} lines; the limit is {lines_max}")]
    BottomLineTooLong { lines: usize, lines_max: usize },
    #[told("submission {submission} was {says} by officer {officer} on {at}")]
    AlreadyDecided { submission: u32, says: String, officer: OfficerId, at: Moment },
    #[told("submission {submission} is no longer up: it was {says}")]
    SubmissionOver { submission: u32, says: String },
    #[told("submission {submission} was {says} by officer {officer}, and waits for a second")]
    AwaitsSecond { submission: u32, says: String, officer: OfficerId },
    #[told("submission {submission} does not wait for a second")]
    NoSecondAwaited { submission: u32 },
    #[told("officer {officer} is the first of the two, and cannot be the second")]
    SameOfficerTwice { officer: OfficerId },
    #[told("submission {submission} has no draft with a text to adopt")]
    NothingToAdopt { submission: u32 },
    #[told("it is adopted as amended, and the amended text did not come with it")]
    NoAmendedText,
    #[told("an amended text came, and it was not said to be adopted as amended")]
    AmendedTextBeside,
    #[told("officer {officer} had no mandate for desk {desk}")]
    DeciderWithoutMandate { officer: OfficerId, desk: DeskId },
    #[told("what was adopted stands as a paper")]
    AdoptedStands { submission: u32 },
    #[told("a place in the box is counted from 1")]
    NoPlace,
    #[told("the dossier has no action {action}")]
    NoAction { action: u32 },
    #[told("action {action} is {state}")]
    ActionSettled { action: u32, state: String },
    #[told("action {action} begins when action {after} is done")]
    ActionNotBegun { action: u32, after: u32 },
    #[told("action {action} is due on that day already")]
    ActionSameDay { action: u32 },
    #[told("{submissions} submissions are up and {actions} actions are owed")]
    DossierHasWork { submissions: usize, actions: usize },
    #[told("{desks} has still to concur")]
    ConcurrencesAwaited { desks: Desks },
    #[told("it is so already")]
    RuleSame,
}

impl DecisionRefusal {
    /// What to do next; see [`Refusal::next`](super::Refusal::next).
    pub fn next(&self) -> String {
        match self {
            Self::NoDraft { .. } | Self::NoConcurrence { .. } | Self::NoSubmission { .. } | Self::NoAction { .. } => {
                say!("look at the dossier again, and choose one that is there").into()
            }
            Self::DraftSettled { .. } => say!("begin another draft").into(),
            Self::DraftChanged { .. } => say!("read what changed, and do it on the version that stands").into(),
            Self::DraftMissing { .. } => say!("wait for the text, or ask the desk that draws it up for it").into(),
            Self::DraftSame { .. } | Self::RuleSame => say!("nothing is to be done").into(),
            Self::DraftSubmitted { .. } => say!("wait for the decision, or take the submission back first").into(),
            Self::ConcurrenceGiven { .. } => say!("ask whoever draws the draft up to ask the desk again").into(),
            Self::ConcurrenceLater { .. } => say!("wait until the desks before have answered").into(),
            Self::ConcurrenceOpen { .. } => say!("wait for its answer, or go on without it, with a reason").into(),
            Self::ConcurrenceOwn { .. } => say!("ask another desk").into(),
            Self::NobodyAsked => say!("name a desk").into(),
            Self::SkippedByDesk => say!("agree, remark, refuse, return it or hand it on").into(),
            Self::StageTooFar { .. } => say!("choose an earlier stage").into(),
            Self::BottomLineTooLong { .. } => say!("say it in fewer; the dossier has the rest").into(),
            Self::AlreadyDecided { .. } => {
                say!("look at what was decided; to decide anew, open it again with a reason").into()
            }
            Self::SubmissionOver { .. } => say!("wait until it is submitted again").into(),
            Self::AwaitsSecond { .. } => say!("be the second, if you agree, or send it back").into(),
            Self::NoSecondAwaited { .. } => say!("look at the submission as it is now").into(),
            Self::SameOfficerTwice { .. } => say!("ask another officer of the desk to be the second").into(),
            Self::NothingToAdopt { .. } => say!("return it and ask for the draft").into(),
            Self::NoAmendedText => say!("send the amended text with it").into(),
            Self::AmendedTextBeside => say!("say that it is adopted as amended, or leave the text out").into(),
            Self::DeciderWithoutMandate { .. } => say!("name the officer who decided for that desk").into(),
            Self::AdoptedStands { .. } => say!("begin a new draft in its place, and submit it").into(),
            Self::NoPlace => say!("choose 1 or a later place").into(),
            Self::ActionSettled { .. } => {
                say!("look at the action again; give the desk another if something is left").into()
            }
            Self::ActionNotBegun { .. } => say!("wait until the step before is discharged").into(),
            Self::ActionSameDay { .. } => say!("choose another day").into(),
            Self::ConcurrencesAwaited { .. } => say!("wait for them, go on without them, or give the draft up").into(),
            Self::DossierHasWork { .. } => {
                say!("decide or take back what is up, and discharge or cancel what is owed").into()
            }
        }
    }
}
