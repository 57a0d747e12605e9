//! What happened in a dossier.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Because, Hangs};
use crate::house::Visibility;
use crate::ids::{DeskId, LevelId, PaperId};
use crate::paper::{BringForwardEnd, InHouse};

/// A change in a dossier. Its place in an [`Event`](crate::event::Event) names the dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields carry the names and meanings of the state they change")]
pub enum DossierEvent {
    /// Its title and code are these.
    Changed { title: String, code: Option<String> },
    /// Another desk keeps it.
    Moved { home: DeskId, reason: String },
    /// It is marked.
    Marked { level: LevelId, reason: String },
    /// Who sees it is decided by another rule.
    RuleSet { rule: Visibility, reason: String },
    /// A volume was begun; the one before it, if any, is closed.
    VolumeOpened { no: u32, title: Option<String> },
    /// A desk or officer sees it from now on.
    AskedIn { to: InHouse, reason: String },
    /// And no longer.
    AskedOut { to: InHouse, reason: String },
    /// The dossier comes back to an officer or a desk on a day.
    BringForwardSet { bring_forward: u32, to: InHouse, on: Date, reason: String },
    /// What became of that.
    BringForwardEnded { bring_forward: u32, end: BringForwardEnd },
    /// A remark was left.
    Remarked { says: String },
    /// It was closed.
    Closed { reason: String },
    /// It was opened again.
    Reopened { reason: String },
    /// An outside term was set down.
    TermSet {
        term: u32,
        name: String,
        cause: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        paper: Option<PaperId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Date>,
        until: Date,
    },
    /// It has other days; those that hang on it follow in events of their own.
    TermMoved {
        term: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Date>,
        until: Date,
        reason: String,
    },
    /// Nobody lives by it any more.
    TermEnded { term: u32, reason: String },
    /// A desk owes something by a day.
    DeadlineSet {
        deadline: u32,
        what: String,
        desk: DeskId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        paper: Option<PaperId>,
        hangs: Hangs,
        date: Date,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        remind: Vec<u16>,
    },
    /// It is due on another day, or hangs otherwise.
    DeadlineMoved {
        deadline: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hangs: Option<Hangs>,
        date: Date,
        because: Because,
    },
    /// What was to be done is done.
    DeadlineKept {
        deadline: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        report: Option<String>,
    },
    /// It is not to be done any more.
    DeadlineDropped { deadline: u32, reason: String },
}
