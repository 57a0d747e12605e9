//! What events carry that is more than a value: turns of directions, ties and offers, changes at doors, values of fields.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::ids::PaperId;
use crate::paper::Offer;

/// What became of a direction, as an event says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum DirectionTurn {
    /// Taken.
    Accepted,
    /// Passed on to the directions that the same entry makes.
    PassedOn,
    /// "Not ours".
    Returned {
        /// Why.
        reason: String,
    },
    /// Done.
    Done {
        /// What is reported.
        report: Option<String>,
    },
    /// Taken back from a wrong desk.
    Withdrawn {
        /// Why.
        reason: String,
    },
}

/// A citation found to mean a paper held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TieMade {
    /// The paper that cites.
    pub paper: PaperId,
    /// The citation's place on its card, from 0.
    pub citation: usize,
    /// The paper meant.
    pub to: PaperId,
    /// Its number as printed.
    pub number: String,
    /// Whether an officer settled it; a certain match needs none.
    pub by_officer: bool,
    /// How well the two fit, where no officer said so (see [`Fit::Certain`](crate::matching::Fit)).
    #[serde(default, skip_serializing_if = "is_zero")]
    pub rank: u8,
}

impl TieMade {
    /// How well the two fit: nothing where an officer said so; of a certain match that says nothing of it, best. Programs that did
    /// not say it made a match only where nothing else fitted as well.
    pub fn fit(&self) -> u8 {
        match self.rank {
            _ if self.by_officer => 0,
            0 => u8::MAX,
            rank => rank,
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(rank: &u8) -> bool {
    *rank == 0
}

/// A tie undone, or an offer taken back, because the paper meant stands under no number any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TieUndone {
    /// The paper that cites.
    pub paper: PaperId,
    /// The citation's place on its card, from 0.
    pub citation: usize,
    /// The paper that was meant.
    pub to: PaperId,
}

/// A doubtful match offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferMade {
    /// The paper that cites.
    pub paper: PaperId,
    /// The offer.
    pub offer: Offer,
}

/// A change at an officer's door. Secrets are never in the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum DoorChange {
    /// A one-time sign-in link was made.
    LinkMade,
    /// The password was set.
    PasswordSet,
    /// Password, sessions and links were made void.
    Reset,
    /// All sessions were ended.
    SessionsEnded,
    /// A token was made.
    TokenMade {
        /// Its public name.
        token: String,
        /// What it may do.
        scopes: BTreeSet<String>,
    },
    /// A token was made void.
    TokenEnded {
        /// Its public name.
        token: String,
    },
    /// A secret address of the officer's calendar feed was made; one made before is void.
    FeedMade,
    /// The secret address of the officer's calendar feed was made void.
    FeedEnded,
    /// The officer gave a mail address for reminders; one given before holds no longer. It stands in no entry.
    AddressGiven,
    /// The officer's mail address was taken away.
    AddressEnded,
}

/// The card's field as it is after a correction, in the card's own JSON form.
pub type FieldValue = serde_json::Value;
