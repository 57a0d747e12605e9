//! Drafts: a text on its way to a decision, kept version by version, each bound by the hash of its exact bytes.

use std::collections::BTreeSet;

use jiff::civil::Date;
use phrases::say;
use serde::{Deserialize, Serialize};

use super::concurrence::Concurrence;
use crate::card::{Citation, Field};
use crate::ids::{DeskId, Hash, OfficerId, PaperId, SeriesId};
use crate::moment::Moment;
use crate::paper::Version;

/// Most drafts of one dossier.
pub const DRAFTS_MAX: usize = 200;
/// Most versions of one draft.
pub const DRAFT_VERSIONS_MAX: usize = 200;
/// Most steps that follow if a draft is adopted.
pub const FOLLOW_UPS_MAX: usize = 64;
/// Most addressees of a draft.
pub const DRAFT_TO_MAX: usize = 64;
/// Most papers that a draft answers.
pub const DRAFT_ANSWERS_MAX: usize = 64;

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Its number in the dossier, from 1.
    pub no: u32,
    /// What it is and where it goes once it is decided.
    #[serde(flatten)]
    pub facts: DraftFacts,
    /// The desk that draws it up.
    pub desk: DeskId,
    /// When it was begun.
    pub at: Moment,
    /// By whom.
    pub by: OfficerId,
    /// Its versions, oldest first; empty while the text is still to come.
    pub versions: Vec<DraftVersion>,
    /// Desks that were asked to concur.
    pub concurrences: Vec<Concurrence>,
    /// What became of it.
    pub state: DraftState,
}

/// What a draft is and where it goes once it is decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftFacts {
    /// What it is about.
    pub title: String,
    /// Its kind: "resolution", "letter", "communiqué".
    pub kind: String,
    /// The series in which the decided text is entered.
    pub series: SeriesId,
    /// To whom it goes, as written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<String>,
    /// Papers that it answers once it is adopted.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub answers: BTreeSet<PaperId>,
    /// What follows if it is adopted, and is owed by nobody before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub follows: Vec<FollowUp>,
}

/// A step that follows if the draft is adopted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// The desk that would take it.
    pub desk: DeskId,
    /// What it would do: "publishes the communiqué".
    pub what: String,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// The desk that would see it done; the one that draws the draft up where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub control: Option<DeskId>,
    /// The place, from 1, of the step before it that has to be done first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<u32>,
}

/// One version of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftVersion {
    /// The file.
    pub version: Version,
    /// What was changed, in a line.
    pub note: Option<String>,
    /// What was read in it.
    #[serde(flatten)]
    pub read: TextRead,
    /// When it came.
    pub at: Moment,
    /// By whom.
    pub by: OfficerId,
}

/// What was read in the file of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TextRead {
    /// What was noticed in taking the text out of the file: tracked changes that nobody accepted, hidden words, comments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<String>,
    /// Papers that the text cites, with their spans in it. They stand on the card of the paper that an adopted text becomes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cites: Vec<Field<Citation>>,
}

/// What became of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum DraftState {
    /// It is being drawn up.
    Open,
    /// A version of it was adopted and entered.
    Entered {
        /// The place of that version, from 1.
        version: u32,
        /// The paper it became.
        paper: PaperId,
        /// Its number as printed.
        number: String,
        /// When.
        at: Moment,
    },
    /// It was rejected.
    NotAdopted {
        /// When.
        at: Moment,
    },
    /// It was given up.
    Dropped {
        /// Why.
        reason: String,
        /// By whom.
        by: OfficerId,
        /// When.
        at: Moment,
    },
}

impl DraftState {
    /// In words, as it stands after "the draft ".
    pub fn words(&self) -> String {
        match self {
            Self::Open => say!("is being drawn up").to_owned(),
            Self::Entered { number, .. } => say!("was adopted and is {number}"),
            Self::NotAdopted { .. } => say!("was not adopted").to_owned(),
            Self::Dropped { reason, .. } => say!("was given up: {reason}"),
        }
    }
}

impl Draft {
    /// The version that stands, where one came.
    pub fn last(&self) -> Option<&DraftVersion> {
        self.versions.last()
    }

    /// The hash of the version that stands.
    pub fn hash(&self) -> Option<Hash> {
        self.last().map(|last| last.version.hash)
    }

    /// The place, from 1, of the version with these bytes, the newest where there are several.
    pub fn place_of(&self, hash: &Hash) -> Option<u32> {
        let at = self.versions.iter().rposition(|one| one.version.hash == *hash)?;
        u32::try_from(at + 1).ok()
    }

    /// The paper it became, with its number as printed.
    pub fn entered_as(&self) -> Option<(PaperId, &str)> {
        match &self.state {
            DraftState::Entered { paper, number, .. } => Some((*paper, number)),
            _ => None,
        }
    }

    /// Whether it is being drawn up.
    pub fn is_open(&self) -> bool {
        self.state == DraftState::Open
    }
}
