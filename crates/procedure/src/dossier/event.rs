//! What happened in a dossier.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::house::Visibility;
use crate::ids::{DeskId, LevelId};
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
}
