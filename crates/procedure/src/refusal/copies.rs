//! Refusals about numbered copies and the lists by which they are given.

use jiff::civil::Date;
use phrases::say;
use serde::{Deserialize, Serialize};

use crate::ids::{LevelId, ListId, OfficerId};
use crate::paper::Holder;

/// Why no copy was given, or nothing was entered of one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, phrases::Told, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant's sentence says what its fields mean")]
pub enum CopyRefusal {
    #[told("nobody is named to whom a copy would go")]
    NobodyNamed,
    #[told("{holder} is named twice")]
    HolderTwice { holder: Holder },
    #[told("{holder} holds copy {copy} already")]
    HolderHasCopy { holder: Holder, copy: u32 },
    #[told("officer {officer} is cleared to {cleared_to}, and the paper is marked {level}")]
    HolderNotCleared { officer: OfficerId, cleared_to: LevelId, level: LevelId },
    #[told("the paper has no file of which a copy could be made")]
    NothingToCopy,
    #[told("the paper has no copy {copy}")]
    NoSuchCopy { copy: u32 },
    #[told("copy {copy} is held no longer: it was {says}")]
    CopyOver { copy: u32, says: String },
    #[told("copy {copy} is {holder}'s, and nobody else says that it was read")]
    NotHolderOfCopy { copy: u32, holder: Holder },
    #[told("copy {copy} is held in the house, by {holder}")]
    CopyInHouse { copy: u32, holder: Holder },
    #[told("copy {copy} was {says} already")]
    CopyHandledAlready { copy: u32, says: String },
    #[told("copy {copy} was given on {given}, after {on}")]
    BeforeGiven { copy: u32, on: Date, given: Date },
    #[told("copy {copy} was printed {prints_max} times, and no more is kept of one")]
    PrintedOften { copy: u32, prints_max: usize },
    #[told("no copy is named")]
    NoCopyNamed,
    #[told("copy {copy} is named twice")]
    CopyTwice { copy: u32 },
    #[told("list {list} holds no name")]
    ListEmpty { list: ListId },
    #[told("list {list} was given up: {reason}")]
    ListOver { list: ListId, reason: String },
}

impl CopyRefusal {
    /// What to do next: see [`Refusal::next`](super::Refusal::next).
    pub(super) fn next(&self) -> &'static str {
        match self {
            Self::NobodyNamed => say!("choose a list, or name who is to have a copy"),
            Self::HolderTwice { .. } => say!("name everybody once: one copy is enough, and the order stays as it is"),
            Self::HolderHasCopy { .. } => say!("leave that one out, or give another copy in its place"),
            Self::HolderNotCleared { .. } => {
                say!("leave that officer out, or have an administrator clear the officer for that level")
            }
            Self::NothingToCopy => say!("add the paper's file first"),
            Self::NoSuchCopy { .. } => say!("look at the list of the paper's copies"),
            Self::CopyOver { .. } => say!("look at the list of the paper's copies for the one that is held now"),
            Self::NotHolderOfCopy { .. } => say!("ask whoever holds it to acknowledge it"),
            Self::CopyInHouse { .. } => {
                say!("its holder acknowledges it; a receipt is entered for what left the house")
            }
            Self::CopyHandledAlready { .. } => say!("nothing is to be done"),
            Self::BeforeGiven { .. } => say!("look at the day on the receipt"),
            Self::PrintedOften { .. } => say!("give another copy in its place"),
            Self::NoCopyNamed => say!("mark the copies that are meant"),
            Self::CopyTwice { .. } => say!("name every copy once"),
            Self::ListEmpty { .. } => say!("name at least one, or give the list up"),
            Self::ListOver { .. } => say!("choose another list, or set this one anew"),
        }
    }
}
