//! Outside terms: spans that others set and the office lives by, each with its cause.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ids::{OfficerId, PaperId};
use crate::moment::Moment;

/// Most terms of one dossier, those that ended counted.
pub const TERMS_MAX: usize = 64;
/// Most moves of one term.
pub const TERM_MOVES_MAX: usize = 256;
/// Furthest end of a term from today, and furthest begin of it, in days: fifty years.
pub const TERM_DAYS_MAX: i32 = 18_263;

/// A span of days that something outside the office sets: an agreement, a sitting, a notice given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Its number in the dossier, from 1.
    pub no: u32,
    /// What it is called: "the demarcation line".
    pub name: String,
    /// What sets it: "agreement of 27 November, Article 3".
    pub cause: String,
    /// The paper in which it stands, where one is held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<PaperId>,
    /// Its first day, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Its last day.
    pub until: Date,
    /// When it was set down.
    pub at: Moment,
    /// By whom.
    pub by: OfficerId,
    /// How it was moved, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moves: Vec<TermMove>,
    /// Where it has ended before its time, or nobody lives by it any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<TermEnded>,
}

impl Term {
    /// Whether it can still be moved and hung on.
    pub fn is_open(&self) -> bool {
        self.ended.is_none()
    }

    /// The day of one of its edges; `None` where its first day is not known.
    pub fn edge(&self, edge: Edge) -> Option<Date> {
        match edge {
            Edge::Start => self.from,
            Edge::End => Some(self.until),
        }
    }
}

/// That a term was moved: extended, cut short, or begun on another day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermMove {
    /// Its first day from then on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Its last day from then on.
    pub until: Date,
    /// Its last day before.
    pub was: Date,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: OfficerId,
}

/// That a term was ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermEnded {
    /// Why.
    pub reason: String,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: OfficerId,
}

/// An edge of a term, on which a deadline hangs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edge {
    /// Its first day.
    Start,
    /// Its last day.
    End,
}
