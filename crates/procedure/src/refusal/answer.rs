//! Refusals about the answer that a paper awaits.

use jiff::civil::Date;
use phrases::say;
use serde::{Deserialize, Serialize};

use crate::ids::DeskId;

/// Why what was asked about a paper's answer was not entered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, phrases::Told, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant's sentence says what its fields mean")]
pub enum AnswerRefusal {
    #[told("the paper awaits no answer")]
    NotAwaited,
    #[told("the paper awaits an answer by {by} already")]
    AwaitedAlready { by: Date },
    #[told("the paper is answered by {}", answers.join(", "))]
    Answered { answers: Vec<String> },
    #[told("no reply is needed: {reason}")]
    ReplyNotNeeded { reason: String },
    #[told("{by} lies before the day that the paper bears, {dated}")]
    AnswerBeforePaper { by: Date, dated: Date },
    #[told("desk {desk} does not see the paper, and that it owes the answer gives no sight of it")]
    OwingWithoutSight { desk: DeskId },
    #[told("{number} is an interim reply to the paper already")]
    InterimAlready { number: String },
    #[told("the paper has {count_max} interim replies, the most that one may have")]
    InterimsFull { count_max: usize },
}

impl AnswerRefusal {
    /// What to do next: see [`Refusal::next`](super::Refusal::next).
    pub fn next(&self) -> &'static str {
        match self {
            Self::NotAwaited => say!("say by when it awaits one: chancery answer FOLDER await NUMBER --by DAY"),
            Self::AwaitedAlready { .. } => say!("choose another day or desk; otherwise nothing is to be done"),
            Self::Answered { .. } => say!("reopen it, with the reason why more is owed, or undo that link"),
            Self::ReplyNotNeeded { .. } => say!("reopen it, with the reason why an answer is owed after all"),
            Self::AnswerBeforePaper { .. } => say!("choose a later day, or put the date of the paper right"),
            Self::OwingWithoutSight { .. } => say!("mark the paper out to it first"),
            Self::InterimAlready { .. } => say!("move the day instead"),
            Self::InterimsFull { .. } => say!("move the day instead, and leave a remark"),
        }
    }
}
