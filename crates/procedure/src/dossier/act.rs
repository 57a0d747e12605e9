//! What an officer may ask for in a dossier.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::position::{Assessed, AssessmentWords, ClaimWords, Position, ProposalWords, RecommendationWords, Source};
use crate::house::Visibility;
use crate::ids::{DeskId, LevelId, PaperId};
use crate::paper::InHouse;

/// An act in a dossier. Its place in an [`Act`](crate::act::Act) names the dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields carry the names and meanings of the events they become")]
pub enum DossierAct {
    /// Put its title or its file-plan code right; what is not named stays.
    ChangeDossier {
        #[serde(default)]
        title: Option<String>,
        #[serde(default)]
        code: Option<String>,
    },
    /// Give it to another desk to keep.
    MoveDossier { home: DeskId, reason: String },
    /// Mark it.
    MarkDossier { level: LevelId, reason: String },
    /// Let it be seen by another rule.
    SetDossierRule { rule: Visibility, reason: String },
    /// Begin a new volume; the one before is closed by that.
    OpenVolume {
        #[serde(default)]
        title: Option<String>,
    },
    /// Ask a desk or an officer in: they see the dossier.
    AskIn { to: InHouse, reason: String },
    /// Ask them out again.
    AskOut { to: InHouse, reason: String },
    /// Have it brought back on a day: to the officer who acts, or to a desk.
    BringForward {
        #[serde(default)]
        desk: Option<DeskId>,
        on: Date,
        reason: String,
    },
    /// Say that what it was brought back for is done.
    BringForwardDone { bring_forward: u32 },
    /// Take a bring-forward back.
    TakeBackBringForward { bring_forward: u32, reason: String },
    /// Leave a remark.
    RemarkDossier { says: String },
    /// Close it: nothing is filed in it and nothing done in it any more.
    CloseDossier { reason: String },
    /// Open it again.
    ReopenDossier { reason: String },
    /// Put a claim; with its number, put otherwise what one's own desk put.
    PutClaim {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        no: Option<u32>,
        claim: ClaimWords,
    },
    /// Put a proposal; with its number, put otherwise what one's own desk put.
    PutProposal {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        no: Option<u32>,
        proposal: ProposalWords,
    },
    /// Say how a desk stands towards a claim or a proposal. What it said of it before is replaced.
    PutAssessment {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        no: Option<u32>,
        of: Assessed,
        desk: DeskId,
        assessment: AssessmentWords,
    },
    /// Recommend something as a desk, or record what somebody outside the house recommends; with its number, put it
    /// otherwise.
    PutRecommendation {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        no: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        desk: Option<DeskId>,
        recommendation: RecommendationWords,
    },
    /// Withdraw what one's own desk put. Its words stay in the dossier, as withdrawn.
    WithdrawPosition { what: Position, no: u32, reason: String },
    /// Ask a desk how it stands towards a claim or a proposal: it sees the dossier.
    AskAssessment {
        of: Assessed,
        desk: DeskId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Date>,
    },
    /// Say that one's own desk does not assess what it was asked to.
    DeclineAssessment { asked: u32, reason: String },
    /// Ask no more: the desk has nothing to answer, and sees the dossier by it no longer.
    TakeBackAssessmentAsked { asked: u32, reason: String },
}

impl DossierAct {
    /// Its name in the journal and in the API: "ask_in".
    pub fn name(&self) -> &'static str {
        match self {
            Self::ChangeDossier { .. } => "change_dossier",
            Self::MoveDossier { .. } => "move_dossier",
            Self::MarkDossier { .. } => "mark_dossier",
            Self::SetDossierRule { .. } => "set_dossier_rule",
            Self::OpenVolume { .. } => "open_volume",
            Self::AskIn { .. } => "ask_in",
            Self::AskOut { .. } => "ask_out",
            Self::BringForward { .. } => "bring_forward",
            Self::BringForwardDone { .. } => "bring_forward_done",
            Self::TakeBackBringForward { .. } => "take_back_bring_forward",
            Self::RemarkDossier { .. } => "remark_dossier",
            Self::CloseDossier { .. } => "close_dossier",
            Self::ReopenDossier { .. } => "reopen_dossier",
            Self::PutClaim { .. } => "put_claim",
            Self::PutProposal { .. } => "put_proposal",
            Self::PutAssessment { .. } => "put_assessment",
            Self::PutRecommendation { .. } => "put_recommendation",
            Self::WithdrawPosition { .. } => "withdraw_position",
            Self::AskAssessment { .. } => "ask_assessment",
            Self::DeclineAssessment { .. } => "decline_assessment",
            Self::TakeBackAssessmentAsked { .. } => "take_back_assessment_asked",
        }
    }

    /// Papers that deciding it needs to know.
    pub fn papers(&self) -> Vec<PaperId> {
        self.source().map(|source| source.paper).into_iter().collect()
    }

    /// The passage that what it puts rests on.
    pub fn source(&self) -> Option<&Source> {
        match self {
            Self::PutClaim { claim, .. } => claim.source.as_ref(),
            Self::PutProposal { proposal, .. } => proposal.source.as_ref(),
            Self::PutAssessment { assessment, .. } => assessment.source.as_ref(),
            Self::PutRecommendation { recommendation, .. } => recommendation.source.as_ref(),
            _ => None,
        }
    }
}
