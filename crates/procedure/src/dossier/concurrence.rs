//! Concurrence: a desk's agreement, remarks or refusal to one exact draft.

use jiff::civil::Date;
use phrases::say;
use serde::{Deserialize, Serialize};

use super::draft::Draft;
use crate::ids::{DeskId, Hash, OfficerId};
use crate::moment::Moment;

/// Most desks asked to concur in one draft, those asked again counted.
pub const CONCURRENCES_MAX: usize = 200;
/// Last stage of an order of concurrence.
pub const STAGE_MAX: u32 = 99;

/// That a desk was asked to concur, and what it said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concurrence {
    /// Its number in the draft, from 1.
    pub no: u32,
    /// Whom was asked.
    #[serde(flatten)]
    pub asked: Asked,
    /// By whom.
    pub by: OfficerId,
    /// When.
    pub at: Moment,
    /// What was said; `None` while it is open.
    pub answer: Option<Answer>,
}

/// A desk that is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The desk.
    pub desk: DeskId,
    /// Its turn: desks of one stage are asked together, those of a later one when all before have answered.
    pub stage: u32,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// The number of the concurrence that was handed on to this desk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<u32>,
}

/// What a desk said, and to which exact text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What.
    pub word: Word,
    /// SHA-256 of the version it was said to.
    pub hash: Option<Hash>,
    /// By whom.
    pub by: OfficerId,
    /// When.
    pub at: Moment,
}

/// What a desk may say, and what may be said in its stead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Word {
    /// It agrees.
    Agreed,
    /// It agrees, with remarks.
    AgreedWithRemarks {
        /// What it remarks.
        remarks: String,
    },
    /// It refuses.
    Refused {
        /// Why.
        reasons: String,
    },
    /// It returns the draft unanswered: it is not for this desk, or something is missing.
    Returned {
        /// Why.
        reason: String,
    },
    /// It hands the question on to another desk.
    Delegated {
        /// To which.
        to: DeskId,
    },
    /// Whoever draws the draft up goes on without it.
    Skipped {
        /// Why.
        reason: String,
    },
}

impl Word {
    /// In words, as it stands after the desk's name.
    pub fn words(&self) -> &'static str {
        match self {
            Self::Agreed => "agrees",
            Self::AgreedWithRemarks { .. } => say!("agrees, with remarks"),
            Self::Refused { .. } => "refuses",
            Self::Returned { .. } => say!("returned it"),
            Self::Delegated { .. } => say!("handed it on"),
            Self::Skipped { .. } => say!("was not waited for"),
        }
    }

    /// What is said beside it.
    pub fn says(&self) -> Option<&str> {
        match self {
            Self::AgreedWithRemarks { remarks: says }
            | Self::Refused { reasons: says }
            | Self::Returned { reason: says }
            | Self::Skipped { reason: says } => Some(says),
            Self::Agreed | Self::Delegated { .. } => None,
        }
    }
}

/// How a concurrence stands to the draft as it is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConcurrenceStanding {
    /// It is not this desk's turn yet.
    Later,
    /// The desk is asked and has not answered.
    Open,
    /// It was given to the version that stands.
    Current,
    /// It was given to an older version.
    Older,
    /// Nothing was given: handed on, returned, or not waited for.
    NotGiven,
}

impl Draft {
    /// The concurrence of that number.
    pub fn concurrence(&self, no: u32) -> Option<&Concurrence> {
        self.concurrences.iter().find(|one| one.no == no)
    }

    /// How a concurrence stands to the version that stands.
    pub fn standing(&self, one: &Concurrence) -> ConcurrenceStanding {
        match &one.answer {
            None if self.has_turn(one) => ConcurrenceStanding::Open,
            None => ConcurrenceStanding::Later,
            Some(Answer { word: Word::Delegated { .. } | Word::Returned { .. } | Word::Skipped { .. }, .. }) => {
                ConcurrenceStanding::NotGiven
            }
            Some(answer) if answer.hash == self.hash() => ConcurrenceStanding::Current,
            Some(_) => ConcurrenceStanding::Older,
        }
    }

    /// Whether all desks of earlier stages have answered. What was returned has not been answered: whoever asked asks
    /// again, or goes on without it.
    fn has_turn(&self, one: &Concurrence) -> bool {
        let holds_up = |before: &&Concurrence| before.answer.is_none() || self.is_returned(before);
        !self.concurrences.iter().filter(|before| before.asked.stage < one.asked.stage).any(|before| holds_up(&before))
    }

    /// Whether the desk returned it, and has not been asked again.
    pub(crate) fn is_returned(&self, one: &Concurrence) -> bool {
        let again = |later: &Concurrence| later.no > one.no && later.asked.desk == one.asked.desk;
        let returned = one.answer.as_ref().is_some_and(|answer| matches!(answer.word, Word::Returned { .. }));
        returned && !self.concurrences.iter().any(again)
    }

    /// Desks that refuse the version that stands, or refused an older one and have not been asked again.
    pub fn refusals(&self) -> impl Iterator<Item = &Concurrence> {
        let last = |one: &&Concurrence| {
            !self.concurrences.iter().any(|later| later.no > one.no && later.asked.desk == one.asked.desk)
        };
        let refused =
            |one: &&Concurrence| one.answer.as_ref().is_some_and(|answer| matches!(answer.word, Word::Refused { .. }));
        self.concurrences.iter().filter(last).filter(refused)
    }
}
