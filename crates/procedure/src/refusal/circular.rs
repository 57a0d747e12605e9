//! Refusals about circulars.

use phrases::say;
use serde::{Deserialize, Serialize};

use crate::ids::SeriesId;
use crate::paper::Holder;

/// Why a circular was not sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, phrases::Told, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant's sentence says what its fields mean")]
pub enum CircularRefusal {
    #[told("of {number} you see the card and not the paper, which you would send to others")]
    CardOnly { number: String },
    #[told(
        "series {series} numbers a circular under the number of the paper that is sent, and {number} has none in it"
    )]
    NoNumberToSendUnder { series: SeriesId, number: String },
    #[told("{number} was sent to {holder} already, as {as_number}")]
    SentAlready { number: String, holder: Holder, as_number: String },
}

impl CircularRefusal {
    /// What to do next: see [`Refusal::next`](super::Refusal::next).
    pub(super) fn next(&self) -> &'static str {
        match self {
            Self::CardOnly { .. } => say!("ask a desk that holds the paper to send it, or to give your desk a copy"),
            Self::NoNumberToSendUnder { .. } => {
                say!(
                    "register the paper in that series too, or have an administrator let its circulars take a number each"
                )
            }
            Self::SentAlready { .. } => say!("leave that one out"),
        }
    }
}
