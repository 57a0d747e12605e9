//! The reading ledger: who looked at which paper, when and through which door. `FOLDER/readings.jsonl`, which is only ever
//! added to; neither the truth nor derived from it. See ADR 0011.
//!
//! A line is handed to a thread of its own (`keeper`) through a channel that never makes a view wait: where it is full, the
//! line is lost and counted. Once a second, what came is written as one block and flushed. Each block holds the digest of the
//! one before, and the digest of the last is entered in the journal, so that nobody rewrites the file unseen.

mod file;
mod keeper;

use procedure::ids::{DossierId, OfficerId, PaperId};
use procedure::moment::Moment;
use procedure::sight::Sight;
use serde::{Deserialize, Serialize};

pub use file::{Block, READINGS_FILE, Walked, walk};
pub use keeper::{BLOCK_LINES_MAX, FLUSH_MS, READINGS_WAITING_MAX};
pub(crate) use keeper::{Keeper, Keeping, NewDay, keeping};

/// Through which door one looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Through {
    /// A page.
    Page,
    /// The API.
    Api,
    /// The command line.
    CommandLine,
    /// A calendar feed.
    Feed,
}

impl Through {
    /// In words, as they stand in a table.
    pub fn words(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Api => "API",
            Self::CommandLine => "command line",
            Self::Feed => "feed",
        }
    }
}

/// What was looked at. Never a word of it: numbers, codes, and which part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Looked {
    /// A paper.
    Paper {
        /// Which.
        paper: PaperId,
        /// Which part of it: "page", "body/2", "versions/2/body".
        part: String,
        /// How much of it was seen.
        sight: Sight,
    },
    /// A dossier.
    Dossier {
        /// Which.
        dossier: DossierId,
        /// Which part of it: "page", "submissions/1", "drafts/1/versions/2/body".
        part: String,
    },
    /// A list, as a file or for print: "register.csv".
    Export {
        /// Which.
        list: String,
    },
    /// The officer's calendar feed.
    Feed,
    /// Whether papers exist, by the role of existence only.
    Existence {
        /// How many were told of.
        papers: u64,
    },
    /// The answer to a question to this ledger.
    Readings {
        /// The entry of the journal that holds the question.
        entry: u64,
    },
}

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// When.
    pub at: Moment,
    /// Who; nobody where the folder's owner looked on the command line.
    pub officer: Option<OfficerId>,
    /// The account of the machine, on the command line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Through which door.
    pub door: Through,
    /// At what.
    #[serde(flatten)]
    pub looked: Looked,
}
