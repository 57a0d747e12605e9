//! What happened in a dossier.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::action::ActionFacts;
use super::concurrence::{Asked, Word};
use super::draft::{DraftFacts, TextRead};
use super::position::{AskedEnd, Assessed, AssessmentWords, ClaimWords, Position, ProposalWords, RecommendationWords};
use super::submission::{How, SubmissionFacts, Verdict};
use super::{Because, Hangs};
use crate::handing::OfDossier;
use crate::house::{Capacity, Visibility};
use crate::ids::{DeskId, Hash, LevelId, PaperId};
use crate::paper::{BringForwardEnd, InHouse, Version};

/// A change in a dossier. Its place in an [`Event`](crate::event::Event) names the dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields carry the names and meanings of the state they change")]
pub enum DossierEvent {
    /// Its title and code are these.
    Changed { title: String, code: Option<String> },
    /// Another desk keeps it.
    Moved { home: DeskId, reason: String },
    /// It is marked.
    Marked { level: LevelId, reason: String },
    /// Who sees it is decided by another rule.
    RuleSet { rule: Visibility, reason: String },
    /// A volume was begun; the one before it, if any, is closed.
    VolumeOpened { no: u32, title: Option<String> },
    /// A desk or officer sees it from now on.
    AskedIn { to: InHouse, reason: String },
    /// And no longer.
    AskedOut { to: InHouse, reason: String },
    /// The dossier comes back to an officer or a desk on a day.
    BringForwardSet { bring_forward: u32, to: InHouse, on: Date, reason: String },
    /// What became of that.
    BringForwardEnded { bring_forward: u32, end: BringForwardEnd },
    /// A remark was left.
    Remarked { says: String },
    /// A draft was begun.
    DraftStarted { draft: u32, facts: DraftFacts, desk: DeskId },
    /// What a draft is, where it goes and what follows, as it is now.
    DraftChanged { draft: u32, facts: DraftFacts },
    /// A version came.
    DraftVersionAdded {
        draft: u32,
        version: Version,
        note: Option<String>,
        /// What was read in it.
        #[serde(flatten)]
        read: TextRead,
    },
    /// A draft was given up.
    DraftDropped { draft: u32, reason: String },
    /// Desks were asked to concur; they are numbered on from the concurrences before.
    ConcurrenceAsked { draft: u32, asked: Vec<Asked> },
    /// A desk said something to the version with that hash, or was not waited for.
    ConcurrenceGiven { draft: u32, concurrence: u32, hash: Option<Hash>, word: Word },
    /// Something was put before the desk that decides.
    Submitted {
        submission: u32,
        facts: SubmissionFacts,
        from: DeskId,
        /// The private office through which it goes.
        office: Option<DeskId>,
        went_up: Option<Hash>,
    },
    /// What the private office did with it, or the desk that submitted it.
    SubmissionTurned { submission: u32, turn: SubmissionTurn },
    /// A remark for two pairs of eyes.
    CoverAdded { submission: u32, says: String },
    /// It was decided.
    Decided {
        submission: u32,
        word: Verdict,
        hash: Option<Hash>,
        how: How,
        remark: Option<String>,
        desk: DeskId,
        capacity: Capacity,
        /// Whether a second has to decide before it holds.
        awaits_second: bool,
    },
    /// A second decided the same.
    DecisionSeconded { submission: u32 },
    /// The version decided on was entered as a paper.
    DraftEntered { draft: u32, version: u32, paper: PaperId, number: String },
    /// The draft was rejected: what would have followed is owed by nobody.
    DraftNotAdopted { draft: u32 },
    /// Desks were given something to do; they are numbered on from the actions before.
    ActionsStarted { actions: Vec<ActionFacts> },
    /// What became of an action.
    ActionTurned { action: u32, turn: ActionTurn },
    /// What a desk had to do in it is another's to do, or what came back to an officer comes back to another.
    HandedOver { from: InHouse, to: InHouse, what: Vec<OfDossier>, reason: String },
    /// It was closed.
    Closed { reason: String },
    /// It was opened again.
    Reopened { reason: String },
    /// A claim was put, or put otherwise: `was` is what it said before.
    ClaimPut {
        no: u32,
        claim: ClaimWords,
        put_by: DeskId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<ClaimWords>,
    },
    /// A proposal was put, or put otherwise.
    ProposalPut {
        no: u32,
        proposal: ProposalWords,
        put_by: DeskId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<ProposalWords>,
    },
    /// A desk said how it stands towards something, or stands to it otherwise now.
    AssessmentPut {
        no: u32,
        of: Assessed,
        desk: DeskId,
        assessment: AssessmentWords,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<AssessmentWords>,
    },
    /// Something was recommended, or is recommended otherwise now.
    RecommendationPut {
        no: u32,
        on: Option<u32>,
        desk: Option<DeskId>,
        recommendation: RecommendationWords,
        put_by: DeskId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<RecommendationWords>,
    },
    /// A position was withdrawn.
    PositionWithdrawn { what: Position, no: u32, reason: String },
    /// A desk was asked how it stands towards something, and sees the dossier from then on.
    AssessmentAsked { asked: u32, of: Assessed, desk: DeskId, due: Option<Date> },
    /// What became of that.
    AssessmentAskedEnded { asked: u32, end: AskedEnd },
    /// An outside term was set down.
    TermSet {
        term: u32,
        name: String,
        cause: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        paper: Option<PaperId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Date>,
        until: Date,
    },
    /// It has other days; those that hang on it follow in events of their own.
    TermMoved {
        term: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Date>,
        until: Date,
        reason: String,
    },
    /// Nobody lives by it any more.
    TermEnded { term: u32, reason: String },
    /// A desk owes something by a day.
    DeadlineSet {
        deadline: u32,
        what: String,
        desk: DeskId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        paper: Option<PaperId>,
        hangs: Hangs,
        date: Date,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        remind: Vec<u16>,
    },
    /// It is due on another day, or hangs otherwise.
    DeadlineMoved {
        deadline: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hangs: Option<Hangs>,
        date: Date,
        because: Because,
    },
    /// What was to be done is done.
    DeadlineKept {
        deadline: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        report: Option<String>,
    },
    /// It is not to be done any more.
    DeadlineDropped { deadline: u32, reason: String },
}

/// What was done with a submission before it was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields carry the names and meanings of the state they change")]
pub enum SubmissionTurn {
    /// The private office holds it.
    Held { reason: String },
    /// It went back to the desk that submitted it.
    SentBack { reason: String },
    /// It was laid before whoever decides.
    Boxed { day: Date, place: u32 },
    /// It was taken back.
    Withdrawn { reason: String },
    /// What was decided was opened again.
    Reopened { reason: String },
}

/// What became of an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields carry the names and meanings of the state they change")]
pub enum ActionTurn {
    /// The desk took it.
    Accepted,
    /// Its day was put off.
    Extended { due: Date, reason: String },
    /// The desk says it is done.
    Reported { says: String, paper: Option<PaperId> },
    /// The report is not enough.
    Returned { reason: String },
    /// It is done.
    Discharged,
    /// It is owed no more.
    Cancelled { reason: String },
}
