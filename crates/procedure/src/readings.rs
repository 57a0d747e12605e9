//! The reading ledger as the journal knows it: what was asked of it and why, and up to where it stood.
//!
//! The lines themselves (who looked at which paper) are no events: they lie in a file of their own, which the office keeps.
//! See ADR 0011.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::event::Event;
use crate::house::House;
use crate::ids::{DossierId, Hash, OfficerId};
use crate::moment::Moment;

/// Of what the readings are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", content = "named", rename_all = "snake_case")]
pub enum ReadingsOf {
    /// Of a paper: its number, or its id, as it was typed. It is looked up after the question was entered and not before.
    Paper(String),
    /// Of a dossier.
    Dossier(DossierId),
    /// What an officer looked at.
    Officer(OfficerId),
    /// All that was looked at in a span of days.
    Everything,
}

/// What is asked of the reading ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingsQuestion {
    /// Of what.
    pub of: ReadingsOf,
    /// From which day on, inclusive.
    #[serde(default)]
    pub from: Option<Date>,
    /// Up to which day, inclusive.
    #[serde(default)]
    pub until: Option<Date>,
}

/// Up to where the reading ledger stood: how many blocks, and the digest of the last, which holds those of all before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingsHead {
    /// How many blocks.
    pub blocks: u64,
    /// The digest of the last.
    pub digest: Hash,
}

/// The head that was entered last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingsEntered {
    /// The head.
    pub head: ReadingsHead,
    /// When it was entered.
    pub at: Moment,
    /// When it was entered last that the ledger does not go on from the head before: it was lost, or rewritten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub broken: Option<Moment>,
}

impl House {
    /// Folds that a head of the reading ledger was entered.
    pub(crate) fn apply_readings(&mut self, event: &Event, at: Moment) {
        if let Event::ReadingsEntered { head, broken } = event {
            let before = self.readings.as_ref().and_then(|known| known.broken);
            self.readings = Some(ReadingsEntered { head: *head, at, broken: if *broken { Some(at) } else { before } });
        }
    }
}
