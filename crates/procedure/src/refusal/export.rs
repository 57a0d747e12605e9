//! Refusals about exports.

use phrases::say;
use serde::{Deserialize, Serialize};

/// Why something was not exported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, phrases::Told, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant's sentence says what its fields mean")]
pub enum ExportRefusal {
    #[told("the text of {number} is exported by whoever reads it whole, and not its card alone")]
    NotRead { number: String },
    #[told("no page was set of {what}")]
    NothingSet { what: String },
}

impl ExportRefusal {
    /// What to do next: see [`Refusal::next`](super::Refusal::next).
    pub(super) fn next(&self) -> &'static str {
        match self {
            Self::NotRead { .. } => say!("ask whoever acts for the desk that holds it, or look beyond the rules first"),
            Self::NothingSet { .. } => say!("ask for it where it is shown: the office sets the page itself"),
        }
    }
}
