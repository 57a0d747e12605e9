//! Submissions: a draft, or a question, put before the desk that decides; and what was decided.

use phrases::say;
use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::house::Capacity;
use crate::ids::{DeskId, Hash, OfficerId, PaperId};
use crate::moment::Moment;
use crate::paper::InHouse;

/// Most submissions of one dossier.
pub const SUBMISSIONS_MAX: usize = 200;
/// Most lines of the bottom line.
pub const BOTTOM_LINES_MAX: usize = 4;
/// Longest bottom line, in bytes.
pub const BOTTOM_LINE_BYTES_MAX: usize = 600;
/// Most enclosures, and most holders of copies, of one submission.
pub const SUBMISSION_LIST_MAX: usize = 64;
/// Most decisions of one submission: deferred, discussed, reopened and decided again.
pub const DECISIONS_MAX: usize = 64;
/// Most dissenters named of a body.
pub const DISSENTERS_MAX: usize = 64;

/// A submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// Its number in the dossier, from 1.
    pub no: u32,
    /// What is put before whom.
    #[serde(flatten)]
    pub facts: SubmissionFacts,
    /// The desk that submits.
    pub from: DeskId,
    /// When it went up.
    pub at: Moment,
    /// By whom.
    pub by: OfficerId,
    /// The private office through which it goes, where the desk that decides has one.
    pub office: Option<DeskId>,
    /// The version of the draft that stood when it went up.
    pub went_up: Option<Hash>,
    /// Where it is.
    pub state: SubmissionState,
    /// The day in whose box it lies, and its place there.
    pub boxed: Option<Boxed>,
    /// What the private office adds, for itself and for whoever decides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub covers: Vec<Cover>,
    /// What was decided, oldest first: the last is what holds, where it is final.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decision>,
}

/// What is put before whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmissionFacts {
    /// The draft that is to be decided; `None` for a question without one.
    pub draft: Option<u32>,
    /// The desk that decides.
    pub to: DeskId,
    /// What it is about and what is asked, in at most four lines.
    pub bottom_line: String,
    /// What the submitting desk recommends, in a sentence.
    pub recommends: String,
    /// Who is of another mind, as far as the desk says so beside the concurrences and positions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dissent: Option<String>,
    /// By when it has to be decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decide_by: Option<Date>,
    /// What is to lie before whoever decides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub enclosures: Vec<Enclosed>,
    /// Who gets a copy of what is adopted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<InHouse>,
}

/// Something that is to lie with a submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosed {
    /// What it is: "telegram 812".
    pub what: String,
    /// The paper, where it is held; without one it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<PaperId>,
}

/// Where a submission is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum SubmissionState {
    /// It waits for the private office of the desk that decides.
    Waiting,
    /// The private office holds it.
    Held {
        /// Why.
        reason: String,
        /// By whom.
        by: OfficerId,
        /// When.
        at: Moment,
    },
    /// It lies before whoever decides.
    Before,
    /// It was decided by one officer and waits for a second.
    AwaitsSecond,
    /// It is deferred to a day.
    Deferred {
        /// To which.
        until: Date,
    },
    /// It is to be discussed; the desk that submits is asked in.
    ToDiscuss,
    /// It was sent back or returned, to be submitted anew.
    SentBack {
        /// Why.
        reason: String,
        /// By whom.
        by: OfficerId,
        /// When.
        at: Moment,
    },
    /// It was taken back by the desk that submitted it.
    Withdrawn {
        /// Why.
        reason: String,
        /// By whom.
        by: OfficerId,
        /// When.
        at: Moment,
    },
    /// It is decided; the last decision says how.
    Decided,
}

impl SubmissionState {
    /// Whether a decision may still be taken.
    pub fn is_open(&self) -> bool {
        !matches!(self, Self::SentBack { .. } | Self::Withdrawn { .. } | Self::Decided)
    }
}

/// A place in the box of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Boxed {
    /// The day.
    pub day: Date,
    /// The place in it, from 1.
    pub place: u32,
}

/// What the private office adds, for two pairs of eyes: its own, and those of whoever decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// What it says.
    pub says: String,
    /// By whom.
    pub by: OfficerId,
    /// When.
    pub at: Moment,
}

/// What was decided, on which exact text, by whom and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Its number in the submission, from 1.
    pub no: u32,
    /// What was decided.
    pub word: Verdict,
    /// SHA-256 of the version of the draft that was decided on; of the amended text where it was amended.
    pub hash: Option<Hash>,
    /// How.
    pub how: How,
    /// What is said beside it.
    pub remark: Option<String>,
    /// The officer who entered it: who decided, or who wrote down what was conveyed.
    pub by: OfficerId,
    /// The desk acted for.
    pub desk: DeskId,
    /// As its holder or as substitute.
    pub capacity: Capacity,
    /// When.
    pub at: Moment,
    /// Where two have to decide: the second, once there is one.
    pub second: Option<Seconded>,
}

/// The second of two who have to decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seconded {
    /// Who.
    pub by: OfficerId,
    /// When.
    pub at: Moment,
}

/// What may be decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Verdict {
    /// The draft is adopted as it is.
    Adopted,
    /// It is adopted with another text: the version that the same act added.
    Amended,
    /// It is rejected.
    Rejected,
    /// It goes back to the desk that submitted it.
    Returned,
    /// It is put off.
    Deferred {
        /// To which day.
        until: Date,
    },
    /// It is to be discussed.
    Discuss,
    /// It was seen, and nothing is to be decided.
    Seen,
}

impl Verdict {
    /// Whether it ends the submission.
    pub fn is_final(&self) -> bool {
        !matches!(self, Self::Deferred { .. } | Self::Discuss)
    }

    /// Whether a text is adopted by it.
    pub fn adopts(&self) -> bool {
        matches!(self, Self::Adopted | Self::Amended)
    }

    /// In words: "adopted", "returned".
    pub fn words(&self) -> &'static str {
        match self {
            Self::Adopted => "adopted",
            Self::Amended => say!("adopted as amended"),
            Self::Rejected => "rejected",
            Self::Returned => "returned",
            Self::Deferred { .. } => "deferred",
            Self::Discuss => say!("to be discussed"),
            Self::Seen => "seen",
        }
    }
}

/// How a decision came about.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum How {
    /// Whoever decides did it here.
    #[default]
    InPerson,
    /// It was told, and another wrote it down.
    Conveyed {
        /// Who decided.
        decided_by: OfficerId,
        /// Who conveyed it, as written.
        conveyed_by: String,
        /// By what means.
        means: Conveyance,
        /// The paper that bears it, where there is one: a scan of the signed page.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        evidence: Option<PaperId>,
    },
    /// A body decided.
    Body {
        /// In which sitting: "12th sitting, 26 December".
        sitting: String,
        /// Under which item of the agenda.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        item: Option<String>,
        /// With which result: "7 for, 2 against".
        result: String,
        /// Who dissented.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        dissenters: Vec<String>,
        /// Where it was written round: the day by which the members had to answer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        written_round_until: Option<Date>,
    },
}

/// By what means a decision was conveyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Conveyance {
    /// By telephone.
    Telephone,
    /// In conversation.
    Conversation,
    /// As ink on paper.
    Ink,
    /// By a message.
    Message,
}

impl Submission {
    /// The decision that ended it, where one did.
    pub fn decided(&self) -> Option<&Decision> {
        match self.state {
            SubmissionState::Decided => self.decisions.last(),
            _ => None,
        }
    }

    /// Whether what the private office adds is for one of these desks: its own, and that of whoever decides.
    pub fn is_covered_for(&self, desks: &BTreeSet<DeskId>) -> bool {
        self.office.iter().chain([&self.facts.to]).any(|desk| desks.contains(desk))
    }

    /// Enclosures that are not held.
    pub fn missing(&self) -> impl Iterator<Item = &Enclosed> {
        self.facts.enclosures.iter().filter(|one| one.paper.is_none())
    }
}
