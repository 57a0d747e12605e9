//! Refusals about how a paper goes out.

use jiff::civil::Date;
use phrases::say;
use serde::{Deserialize, Serialize};

/// Why what was asked about the sending of a paper was not entered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, phrases::Told, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant's sentence says what its fields mean")]
pub enum DispatchRefusal {
    #[told("{number} stands in no series whose papers leave the house")]
    NotOutgoing { number: String },
    #[told("no paper leaves the house so: it is how papers are made or taken in")]
    NoWayOut,
    #[told("{on} is still to come, and today is {today}")]
    DispatchAhead { on: Date, today: Date },
    #[told("it would have gone out on {on}, before the day that the paper bears, {dated}")]
    DispatchBeforePaper { on: Date, dated: Date },
    #[told("the paper has no dispatch {dispatch}")]
    NoSuchDispatch { dispatch: u32 },
    #[told("what became of dispatch {dispatch} is known: it {says}")]
    DispatchOver { dispatch: u32, says: String },
    #[told("it went out on {sent}, after {on}")]
    BeforeDispatch { on: Date, sent: Date },
    #[told("the paper went out on {on}, by dispatch {dispatch}")]
    SentAlready { dispatch: u32, on: Date },
    #[told("it was said already that the paper is not sent: {reason}")]
    NotSentAlready { reason: String },
    #[told("the paper is known as {symbol} already")]
    SymbolKnown { symbol: String },
}

impl DispatchRefusal {
    /// What to do next: see [`Refusal::next`](super::Refusal::next).
    pub(super) fn next(&self) -> &'static str {
        match self {
            Self::NotOutgoing { .. } => say!("register it in an outgoing series too, and send it under that number"),
            Self::NoWayOut => say!("name the channel by which it went"),
            Self::DispatchAhead { .. } => say!("enter it on the day"),
            Self::DispatchBeforePaper { .. } => say!("look at the day, and at the date of the paper"),
            Self::NoSuchDispatch { .. } => say!("look at the paper again, and see how it went out"),
            Self::DispatchOver { .. } => {
                say!(
                    "undo that dispatch, if it was entered by mistake, or send it again, if it has to go out once more"
                )
            }
            Self::BeforeDispatch { .. } => say!("look at both days"),
            Self::SentAlready { .. } => say!("say first that it was entered by mistake, if it never went out"),
            Self::NotSentAlready { .. } => say!("send it, if it has to go out after all"),
            Self::SymbolKnown { .. } => say!("nothing is to be done"),
        }
    }
}
