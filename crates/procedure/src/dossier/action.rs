//! Actions: what a desk owes, with a date, and the desk that sees it done.

use jiff::civil::Date;
use phrases::say;
use serde::{Deserialize, Serialize};

use crate::ids::{DeskId, OfficerId, PaperId};
use crate::moment::Moment;

/// Most actions of one dossier.
pub const ACTIONS_MAX: usize = 1_000;
/// Most extensions of one action.
pub const EXTENSIONS_MAX: usize = 64;

/// An action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// Its number in the dossier, from 1.
    pub no: u32,
    /// What is owed.
    #[serde(flatten)]
    pub facts: ActionFacts,
    /// When it was given.
    pub at: Moment,
    /// By whom.
    pub by: OfficerId,
    /// How its day was put off.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extensions: Vec<Extension>,
    /// How it stands.
    pub state: ActionState,
}

/// What is owed, by whom and to whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionFacts {
    /// The desk that owes it.
    pub desk: DeskId,
    /// What.
    pub what: String,
    /// By when, as it stands now.
    pub due: Option<Date>,
    /// The desk that sees it done.
    pub control: DeskId,
    /// The submission whose decision gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submission: Option<u32>,
    /// The action that has to be done first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<u32>,
}

/// That a day was put off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// The day before.
    pub from: Option<Date>,
    /// The day since.
    pub to: Date,
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: OfficerId,
    /// When.
    pub at: Moment,
}

/// How an action stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ActionState {
    /// The desk has it, and has not said so.
    Open,
    /// The desk took it.
    Accepted {
        /// By whom.
        by: OfficerId,
        /// When.
        at: Moment,
    },
    /// The desk says it is done.
    Reported {
        /// What it says.
        says: String,
        /// The paper it reports with.
        paper: Option<PaperId>,
        /// By whom.
        by: OfficerId,
        /// When.
        at: Moment,
    },
    /// The desk that sees it done says it is.
    Discharged {
        /// By whom.
        by: OfficerId,
        /// When.
        at: Moment,
    },
    /// It is owed no more.
    Cancelled {
        /// Why.
        reason: String,
        /// By whom.
        by: OfficerId,
        /// When.
        at: Moment,
    },
}

impl ActionState {
    /// Whether anything is still owed.
    pub fn is_open(&self) -> bool {
        !matches!(self, Self::Discharged { .. } | Self::Cancelled { .. })
    }

    /// In words: "open", "reported done".
    pub fn words(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted { .. } => "accepted",
            Self::Reported { .. } => say!("reported done"),
            Self::Discharged { .. } => "discharged",
            Self::Cancelled { .. } => "cancelled",
        }
    }
}
