//! Refusals of outside terms and deadlines.

use jiff::civil::Date;
use phrases::say;
use serde::{Deserialize, Serialize};

use crate::ids::DossierId;
use crate::moment::Moment;

/// Why a term or a deadline was not set, moved or ended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, phrases::Told, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant's sentence says what its fields mean")]
pub enum TermRefusal {
    #[told("there is no outside term {term} in the dossier")]
    NoTerm { term: u32 },
    #[told("outside term {term} was ended on {since}: {reason}")]
    TermEnded { term: u32, since: Moment, reason: String },
    #[told("the term would begin on {from} and end on {until}")]
    TermUpsideDown { from: Date, until: Date },
    #[told("the term would have run out on {until}, and today is {today}")]
    TermPast { until: Date, today: Date },
    #[told("{date} is more than {days_max} days from today")]
    DayTooFar { date: Date, days_max: i32 },
    #[told("it is not known on which day outside term {term} begins")]
    TermWithoutStart { term: u32 },
    #[told("there is no deadline {deadline} in the dossier")]
    NoDeadline { deadline: u32 },
    #[told("deadline {deadline} runs no longer: {state}")]
    DeadlineClosed { deadline: u32, state: String },
    #[told("the deadline would be on {date}, and today is {today}")]
    DeadlinePast { date: Date, today: Date },
    #[told("the deadline would be on {date}, before the paper on which it rests, of {dated}")]
    DeadlineBeforePaper { date: Date, dated: Date },
    #[told("a reminder {days} days ahead is earlier than {days_max} days")]
    ReminderTooEarly { days: u16, days_max: u16 },
    #[told("{count} deadlines run in the dossier")]
    DeadlinesRun { count: usize },
    #[told("no deadline of dossier {dossier} is moved by the calendars as they are")]
    NothingMoves { dossier: DossierId },
}

impl TermRefusal {
    /// What to do next; see [`Refusal::next`](super::Refusal::next).
    pub(super) fn next(&self) -> &'static str {
        match self {
            Self::NoTerm { .. } => say!("look at the dossier again, and see its terms"),
            Self::TermEnded { .. } => say!("set another term, or name a day"),
            Self::TermUpsideDown { .. } => say!("look at both days"),
            Self::TermPast { .. } => say!("where it has run out, end it and say why; else look at the year"),
            Self::DayTooFar { .. } => say!("look at the year"),
            Self::TermWithoutStart { .. } => say!("count from its end, or move the term and say when it begins"),
            Self::NoDeadline { .. } => say!("look at the dossier again, and see its deadlines"),
            Self::DeadlineClosed { .. } => say!("set another"),
            Self::DeadlinePast { .. } => say!("choose a day that is still to come"),
            Self::DeadlineBeforePaper { .. } => say!("look at the day, and at the date of the paper"),
            Self::ReminderTooEarly { .. } => say!("be reminded later"),
            Self::DeadlinesRun { .. } => say!("say of each that it was kept, or drop it and say why"),
            Self::NothingMoves { .. } => say!("nothing is to be done"),
        }
    }
}
