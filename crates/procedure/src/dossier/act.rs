//! What an officer may ask for in a dossier.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::action::ActionFacts;
use super::concurrence::{Asked, Word};
use super::draft::{DraftFacts, TextRead};
use super::position::{Assessed, AssessmentWords, ClaimWords, Position, ProposalWords, RecommendationWords, Source};
use super::submission::{How, SubmissionFacts, Verdict};
use super::{Dossier, Draft, Hangs};
use crate::card::{Citation, Field};
use crate::house::Visibility;
use crate::ids::{DeskId, Hash, LevelId, PaperId};
use crate::paper::{InHouse, Version};

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
    /// Ask them out again, whoever has nothing else to do with it.
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
    /// Begin a draft; its text may come later.
    StartDraft {
        facts: DraftFacts,
        #[serde(default)]
        desk: Option<DeskId>,
        #[serde(default)]
        version: Option<Version>,
        #[serde(default)]
        note: Option<String>,
        /// What was read in the file.
        #[serde(flatten)]
        read: TextRead,
    },
    /// Put what a draft is, where it goes and what follows right.
    ChangeDraft { draft: u32, facts: DraftFacts },
    /// Add a version, made from the one with the hash `after`.
    AddDraftVersion {
        draft: u32,
        #[serde(default)]
        after: Option<Hash>,
        version: Version,
        #[serde(default)]
        note: Option<String>,
        /// What was read in the file.
        #[serde(flatten)]
        read: TextRead,
    },
    /// Give a draft up.
    DropDraft { draft: u32, reason: String },
    /// Ask desks to concur.
    AskConcurrence { draft: u32, asked: Vec<Asked> },
    /// Say what the desk says, to the version with that hash.
    Concur { draft: u32, concurrence: u32, hash: Hash, word: Word },
    /// Go on without a desk.
    SkipConcurrence { draft: u32, concurrence: u32, reason: String },
    /// Put a draft or a question before the desk that decides.
    Submit {
        facts: SubmissionFacts,
        #[serde(default)]
        desk: Option<DeskId>,
    },
    /// Hold a submission in the private office.
    HoldSubmission { submission: u32, reason: String },
    /// Send it back to the desk that submitted it.
    SendBack { submission: u32, reason: String },
    /// Lay it before whoever decides, in the box of a day.
    PutInBox { submission: u32, day: Date, place: u32 },
    /// Add a remark for two pairs of eyes.
    AddCover { submission: u32, says: String },
    /// Take a submission back.
    WithdrawSubmission { submission: u32, reason: String },
    /// Decide, on the version with that hash.
    Decide {
        submission: u32,
        word: Verdict,
        #[serde(default)]
        hash: Option<Hash>,
        #[serde(default)]
        how: How,
        #[serde(default)]
        remark: Option<String>,
        /// The amended text.
        #[serde(default)]
        amended: Option<Version>,
        /// What was read in that.
        #[serde(flatten)]
        read: TextRead,
    },
    /// Be the second of two who have to decide.
    SecondDecision {
        submission: u32,
        #[serde(default)]
        hash: Option<Hash>,
    },
    /// Open what was decided again: the decision stays on the record.
    ReopenSubmission { submission: u32, reason: String },
    /// Give a desk something to do.
    SetAction { facts: ActionFacts },
    /// Take it.
    AcceptAction { action: u32 },
    /// Put its day off.
    ExtendAction { action: u32, due: Date, reason: String },
    /// Say that it is done.
    ReportAction {
        action: u32,
        says: String,
        #[serde(default)]
        paper: Option<PaperId>,
    },
    /// Say that a report is not enough.
    ReturnAction { action: u32, reason: String },
    /// Say that it is done indeed.
    DischargeAction { action: u32 },
    /// Say that it is owed no more.
    CancelAction { action: u32, reason: String },
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
    /// Set an outside term down.
    SetTerm {
        name: String,
        cause: String,
        #[serde(default)]
        paper: Option<PaperId>,
        #[serde(default)]
        from: Option<Date>,
        until: Date,
    },
    /// Move it, and with it every running deadline that hangs on it; without a first day that one stays.
    MoveTerm {
        term: u32,
        #[serde(default)]
        from: Option<Date>,
        until: Date,
        reason: String,
    },
    /// Say that nobody lives by it any more; deadlines on it stay on their day.
    EndTerm { term: u32, reason: String },
    /// Set a deadline for a desk, which sees the dossier from then on.
    SetDeadline {
        what: String,
        desk: DeskId,
        #[serde(default)]
        paper: Option<PaperId>,
        hangs: Hangs,
        #[serde(default)]
        remind: Vec<u16>,
    },
    /// Move it: to another day, or hang it otherwise.
    MoveDeadline { deadline: u32, to: Hangs, reason: String },
    /// Say that what was to be done is done.
    KeepDeadline {
        deadline: u32,
        #[serde(default)]
        report: Option<String>,
    },
    /// Say that it is not to be done any more.
    DropDeadline { deadline: u32, reason: String },
    /// Work the days of all running deadlines out anew, by the calendars as they are now.
    FollowCalendar {
        #[serde(default)]
        reason: Option<String>,
    },
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
            Self::StartDraft { .. } => "start_draft",
            Self::ChangeDraft { .. } => "change_draft",
            Self::AddDraftVersion { .. } => "add_draft_version",
            Self::DropDraft { .. } => "drop_draft",
            Self::AskConcurrence { .. } => "ask_concurrence",
            Self::Concur { .. } => "concur",
            Self::SkipConcurrence { .. } => "skip_concurrence",
            Self::Submit { .. } => "submit",
            Self::HoldSubmission { .. } => "hold_submission",
            Self::SendBack { .. } => "send_back",
            Self::PutInBox { .. } => "put_in_box",
            Self::AddCover { .. } => "add_cover",
            Self::WithdrawSubmission { .. } => "withdraw_submission",
            Self::Decide { .. } => "decide",
            Self::SecondDecision { .. } => "second_decision",
            Self::ReopenSubmission { .. } => "reopen_submission",
            Self::SetAction { .. } => "set_action",
            Self::AcceptAction { .. } => "accept_action",
            Self::ExtendAction { .. } => "extend_action",
            Self::ReportAction { .. } => "report_action",
            Self::ReturnAction { .. } => "return_action",
            Self::DischargeAction { .. } => "discharge_action",
            Self::CancelAction { .. } => "cancel_action",
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
            Self::SetTerm { .. } => "set_term",
            Self::MoveTerm { .. } => "move_term",
            Self::EndTerm { .. } => "end_term",
            Self::SetDeadline { .. } => "set_deadline",
            Self::MoveDeadline { .. } => "move_deadline",
            Self::KeepDeadline { .. } => "keep_deadline",
            Self::DropDeadline { .. } => "drop_deadline",
            Self::FollowCalendar { .. } => "follow_calendar",
        }
    }

    /// Papers that deciding it needs to know.
    pub fn papers(&self) -> Vec<PaperId> {
        match self {
            Self::StartDraft { facts, .. } | Self::ChangeDraft { facts, .. } => facts.answers.iter().copied().collect(),
            Self::Submit { facts, .. } => facts.enclosures.iter().filter_map(|one| one.paper).collect(),
            Self::Decide { how: How::Conveyed { evidence, .. }, .. } => evidence.iter().copied().collect(),
            Self::ReportAction { paper, .. } => paper.iter().copied().collect(),
            Self::SetTerm { paper, .. } | Self::SetDeadline { paper, .. } => paper.iter().copied().collect(),
            _ => self.source().map(|source| source.paper).into_iter().collect(),
        }
    }

    /// Papers of the dossier, besides those that it names, that deciding it needs to know.
    pub fn papers_in(&self, dossier: &Dossier) -> BTreeSet<PaperId> {
        match self {
            Self::MarkDossier { .. } => dossier.rests_on(),
            _ => self.adopts(dossier).map(|(draft, _)| draft.facts.answers.clone()).unwrap_or_default(),
        }
    }

    /// The draft that it may adopt, and what the text that would be adopted cites.
    pub fn adopts<'a>(&'a self, dossier: &'a Dossier) -> Option<(&'a Draft, &'a [Field<Citation>])> {
        let (submission, text) = match self {
            Self::Decide { submission, word, amended, read, .. } if word.adopts() => {
                (submission, amended.as_ref().map(|_| read))
            }
            Self::SecondDecision { submission, .. } => (submission, None),
            _ => return None,
        };
        let draft = dossier.draft(dossier.submission(*submission)?.facts.draft?)?;
        let read = text.or_else(|| draft.last().map(|last| &last.read))?;
        Some((draft, &read.cites))
    }

    /// Files that it brings.
    pub(crate) fn versions_mut(&mut self) -> Option<&mut Version> {
        match self {
            Self::StartDraft { version, .. } | Self::Decide { amended: version, .. } => version.as_mut(),
            Self::AddDraftVersion { version, .. } => Some(version),
            _ => None,
        }
    }

    /// The file that it brings.
    pub fn version(&self) -> Option<&Version> {
        match self {
            Self::StartDraft { version, .. } | Self::Decide { amended: version, .. } => version.as_ref(),
            Self::AddDraftVersion { version, .. } => Some(version),
            _ => None,
        }
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
