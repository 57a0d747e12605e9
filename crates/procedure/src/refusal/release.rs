//! Refusals about what is released to the reading room.

use phrases::say;
use serde::{Deserialize, Serialize};

use crate::ids::LevelId;

/// Why a paper was not released, or not taken back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, phrases::Told, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant's sentence says what its fields mean")]
pub enum ReleaseRefusal {
    #[told("the paper is marked {level}, and anyone may read only what is at the lowest level, {lowest}")]
    MarkedHigher { level: LevelId, lowest: LevelId },
    #[told("nobody confirmed that the paper is at the lowest level, {lowest}")]
    LevelNotConfirmed { lowest: LevelId },
    #[told("{number} came from outside and is no communiqué or resolution")]
    NotForThePublic { number: String },
    #[told("{number} is released by whoever reads it whole, and not its card alone")]
    NotRead { number: String },
    #[told("the paper has no file that anyone could read")]
    NothingToRead,
    #[told("{number} is released already")]
    ReleasedAlready { number: String },
    #[told("{number} is not released")]
    NotReleased { number: String },
}

impl ReleaseRefusal {
    /// What to do next: see [`Refusal::next`](super::Refusal::next).
    pub(super) fn next(&self) -> &'static str {
        match self {
            Self::MarkedHigher { .. } => say!("have the level lowered first, if it may be"),
            Self::LevelNotConfirmed { .. } => {
                say!("confirm the level first: chancery mark, or the Marking line of the page")
            }
            Self::NotForThePublic { .. } => say!("release the paper by which this office makes it known"),
            Self::NotRead { .. } => {
                say!("ask whoever acts for the desk that holds it and keeps its series, or look beyond the rules first")
            }
            Self::NothingToRead => say!("add the file first"),
            Self::ReleasedAlready { .. } => say!("take it back first, where something else is to be released"),
            Self::NotReleased { .. } => say!("nothing is to be done"),
        }
    }
}
