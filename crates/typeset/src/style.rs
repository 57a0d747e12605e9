//! How sheets are set: the size of the page, the office's own forms, and what goes into the file beside the page.

use std::collections::BTreeMap;

pub use procedure::paper::PageSize;
use serde::{Deserialize, Serialize};

use crate::sheet::Kind;

/// How a sheet is set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Style {
    /// The size of the page. A label has a size of its own.
    #[serde(default)]
    pub size: PageSize,
    /// What the office sets by forms of its own.
    #[serde(default)]
    pub forms: OfficeForms,
    /// How the house's forms say their phrases, as [`said`](crate::said()) gives it; in English where nothing stands here.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub said: BTreeMap<String, String>,
    /// Files inside the file. Where there is one, the page is PDF/A-3a instead of PDF/A-2a.
    #[serde(default)]
    pub enclosed: Vec<Enclosed>,
}

/// Forms that an office wrote, in Typst. What it leaves out is set by the house's own.
///
/// They are a stranger's program: set what has any in a process under limits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeForms {
    /// The letterhead: a file that gives a function `letterhead(facts)`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letterhead: Option<String>,
    /// A form by its kind: a file that gives a function `form(facts)`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub by_kind: BTreeMap<Kind, String>,
}

impl OfficeForms {
    /// Whether the office has none.
    pub fn is_empty(&self) -> bool {
        self.letterhead.is_none() && self.by_kind.is_empty()
    }
}

/// A file inside the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enclosed {
    /// What it is called.
    pub name: String,
    /// Its MIME type.
    pub mime: String,
    /// What it is, in a sentence.
    pub says: String,
    /// What it is to the page.
    pub relation: Relation,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What a file inside is to the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The page was set from it.
    Source,
    /// It describes what stands on the page.
    Data,
}
