//! Deadlines: days by which a desk is to have done something, on a day of their own or hanging on an outside term.
//!
//! Its day is worked out when it is set or moved, and stands in the event: nothing moves by itself. What would move since a
//! calendar changed is told by [`Dossier::off_calendar`], and an act of its own moves it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Dossier, Edge};
use crate::calendar::{DayRule, Roll, resolve};
use crate::house::House;
use crate::ids::{CalendarId, DeskId, OfficerId, PaperId};
use crate::moment::Moment;
use crate::refusal::{Refusal, TermRefusal};

/// Most deadlines of one dossier, those that run no longer counted.
pub const DEADLINES_MAX: usize = 1_024;
/// Most deadlines of one dossier that run at a time: one act moves a term and all of them, within
/// [`EVENTS_PER_ACT_MAX`](crate::act::EVENTS_PER_ACT_MAX).
pub const DEADLINES_RUNNING_MAX: usize = 200;
/// Most moves of one deadline by officers. What its term and its calendar move comes on top: those have limits of their own.
pub const DEADLINE_MOVES_MAX: usize = 256;
/// Most reminders of one deadline.
pub const REMINDERS_MAX: usize = 8;
/// Longest before its day that a deadline is near, in days.
pub const REMIND_DAYS_MAX: u16 = 366;

/// A day by which a desk is to have done something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// Its number in the dossier, from 1.
    pub no: u32,
    /// What is to be done by then.
    pub what: String,
    /// The desk that owes it.
    pub desk: DeskId,
    /// The paper on which it rests, where one is held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<PaperId>,
    /// On what its day hangs.
    pub hangs: Hangs,
    /// Its day, as it was worked out last.
    pub date: Date,
    /// When it was set.
    pub at: Moment,
    /// By whom.
    pub by: OfficerId,
    /// How its day moved, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moves: Vec<DeadlineMove>,
    /// So many days before its day it is near, longest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remind: Vec<u16>,
    /// What became of it.
    pub state: DeadlineState,
}

/// On what the day of a deadline hangs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "on", rename_all = "snake_case")]
pub enum Hangs {
    /// On nothing: it is that day.
    Day {
        /// The day.
        date: Date,
    },
    /// On an edge of an outside term.
    Term {
        /// The term.
        term: u32,
        /// Its first or its last day.
        edge: Edge,
        /// How the deadline's day follows from that one.
        #[serde(default)]
        rule: DayRule,
    },
}

impl Hangs {
    /// The term on which it hangs.
    pub fn term(&self) -> Option<u32> {
        match self {
            Self::Day { .. } => None,
            Self::Term { term, .. } => Some(*term),
        }
    }

    /// Whether a calendar has a say in it.
    pub fn follows_calendar(&self) -> bool {
        matches!(self, Self::Term { rule, .. } if rule.working || rule.roll != Roll::Keep)
    }
}

/// That a deadline's day moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadlineMove {
    /// Its day from then on.
    pub date: Date,
    /// Its day before.
    pub was: Date,
    /// Why.
    pub because: Because,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: OfficerId,
}

/// Why a deadline's day moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Because {
    /// An officer moved it.
    Officer {
        /// Why.
        reason: String,
    },
    /// The term on which it hangs was moved.
    Term {
        /// The term.
        term: u32,
        /// Why that was moved.
        reason: String,
    },
    /// The days worked by the desk that owes it changed.
    Calendar {
        /// The calendar by which that desk works since; `None` where it works by none.
        calendar: Option<CalendarId>,
        /// What changed in it, where that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
}

/// What became of a deadline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum DeadlineState {
    /// It runs.
    Running,
    /// What was to be done is done.
    Kept {
        /// What was done, where anything was said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        report: Option<String>,
        /// When.
        at: Moment,
        /// By whom.
        by: OfficerId,
    },
    /// It is not to be done any more.
    Dropped {
        /// Why.
        reason: String,
        /// When.
        at: Moment,
        /// By whom.
        by: OfficerId,
    },
}

impl DeadlineState {
    /// In one word.
    pub fn words(&self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Kept { .. } => "kept",
            Self::Dropped { .. } => "dropped",
        }
    }
}

impl Deadline {
    /// Whether it runs.
    pub fn is_running(&self) -> bool {
        self.state == DeadlineState::Running
    }

    /// Whether a day is so near to its own that it is reminded of.
    pub fn is_near(&self, today: Date) -> bool {
        is_near(self.date, &self.remind, today)
    }

    /// When it was dropped.
    pub(super) fn dropped(&self) -> Option<Moment> {
        match &self.state {
            DeadlineState::Dropped { at, .. } => Some(*at),
            DeadlineState::Running | DeadlineState::Kept { .. } => None,
        }
    }
}

/// Whether a day is so near to a deadline's that it is reminded of; what is past is late, not near.
pub fn is_near(date: Date, remind: &[u16], today: Date) -> bool {
    let left = (date - today).get_days();
    left >= 0 && remind.iter().any(|days| left <= i32::from(*days))
}

impl Dossier {
    /// The term of that number.
    pub fn term(&self, no: u32) -> Option<&super::Term> {
        self.terms.iter().find(|one| one.no == no)
    }

    /// The deadline of that number.
    pub fn deadline(&self, no: u32) -> Option<&Deadline> {
        self.deadlines.iter().find(|one| one.no == no)
    }

    /// The deadlines that run, in the order in which they were set.
    pub fn running_deadlines(&self) -> impl Iterator<Item = &Deadline> {
        self.deadlines.iter().filter(|one| one.is_running())
    }

    /// The day of a deadline that hangs so and is owed by a desk, by that desk's calendar as it is now.
    ///
    /// # Errors
    /// When there is no such term, its first day is not known, or the day cannot be counted.
    pub fn day_of(&self, hangs: &Hangs, desk: &DeskId, house: &House) -> Result<Date, Refusal> {
        match hangs {
            Hangs::Day { date } => Ok(*date),
            Hangs::Term { term: no, edge, rule } => {
                let term = self.term(*no).ok_or(TermRefusal::NoTerm { term: *no })?;
                let base = term.edge(*edge).ok_or(TermRefusal::TermWithoutStart { term: *no })?;
                Ok(resolve(*rule, base, house.calendar_of(desk))?)
            }
        }
    }

    /// The running deadlines that would be on another day by the calendars as they are now, each with that day. One whose
    /// term has ended stays on its day, and so does one whose day can no longer be counted.
    pub fn off_calendar(&self, house: &House) -> Vec<(u32, Date)> {
        let open = |one: &&Deadline| one.hangs.term().and_then(|no| self.term(no)).is_some_and(super::Term::is_open);
        let running = self.running_deadlines().filter(|one| one.hangs.follows_calendar()).filter(open);
        let days = running.filter_map(|one| Some((one, self.day_of(&one.hangs, &one.desk, house).ok()?)));
        days.filter(|(one, day)| one.date != *day).map(|(one, day)| (one.no, day)).collect()
    }
}
