//! How a paper came: by which channel, when, what it is made of, and why there is no file where there is none.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

/// How a paper reached the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// By post.
    Post,
    /// By courier or bag.
    Courier,
    /// Handed in.
    #[default]
    Hand,
    /// By telegraph.
    Telegraph,
    /// By telex or teleprinter.
    Telex,
    /// By fax.
    Fax,
    /// By electronic mail.
    Mail,
    /// By telephone or in conversation.
    Voice,
    /// Through another program.
    Program,
    /// From files brought in bulk.
    Files,
    /// Made in this office.
    House,
}

/// What the paper is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Medium {
    /// Paper.
    #[default]
    Paper,
    /// Electronic from the start.
    Electronic,
    /// Tape, film, disc.
    Carrier,
    /// Spoken words.
    Spoken,
}

/// When a paper was received: the civil date in the office's zone, the time of day where it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Received {
    /// The day.
    pub on: Date,
    /// The time of day.
    pub time: Option<Time>,
}

/// The facts of a paper's arrival.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Arrival {
    /// When it was received.
    pub received: Option<Received>,
    /// By which channel.
    pub channel: Channel,
    /// Who took it in, as the registry writes it.
    pub taken_in_by: Option<String>,
    /// Precedence: "urgent".
    pub precedence: Option<String>,
    /// Their copy number: "3 of 7".
    pub their_copy: Option<String>,
    /// How many pages.
    pub pages: Option<u32>,
    /// What it is made of.
    pub medium: Medium,
    /// Where the original lies: "safe 2, shelf 4".
    pub original_at: Option<String>,
    /// Where it stood before it came into this register: an old book was brought in. What happened to it happened then, so it
    /// waits for nobody until an officer marks it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old: Option<OldEntry>,
}

/// An entry of a book that was kept before this register.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct OldEntry {
    /// Which book: "Letters received 1951".
    pub book: String,
    /// The number it has there, as it stands; the paper is found and cited by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}

impl Arrival {
    /// The number that it has in an old book.
    pub fn old_number(&self) -> Option<&str> {
        self.old.as_ref().and_then(|old| old.number.as_deref())
    }
}

/// Why a paper was entered without a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Absence {
    /// Only its cover was seen: sealed, or for another's eyes.
    CoverOnly,
    /// It has not been scanned yet.
    NotYetScanned,
    /// It was spoken.
    Oral,
}
