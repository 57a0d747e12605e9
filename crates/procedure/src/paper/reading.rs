//! What officers make of what was read: as the paper was entered, and anew.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::ReadText;
use crate::card::{Card, CardRemark, FieldName};
use crate::ids::OfficerId;
use crate::moment::Moment;
use crate::reread::{field_of, values_of};

/// What an officer made of the card as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Checked {
    /// Whether an officer had the card as read before them: when the paper was entered, or because they corrected it.
    pub seen: bool,
    /// The fields that officers put right, then or later.
    pub put_right: BTreeSet<FieldName>,
}

/// A version read anew, which waits for an officer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedReading {
    /// The version's place.
    pub version: usize,
    /// Its new text.
    pub text: ReadText,
    /// The card that follows where all of it is taken.
    pub card: Card,
    /// The fields that nobody has taken, declined or put right since; never empty.
    pub fields: BTreeSet<FieldName>,
    /// What the reading remarks on them.
    pub remarks: Vec<CardRemark>,
    /// By whom it was proposed.
    pub by: OfficerId,
    /// When.
    pub at: Moment,
}

/// What an officer declined of a reading: while that version reads so, it is not proposed again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclinedValue {
    /// The version's place.
    pub version: usize,
    /// The field.
    pub field: FieldName,
    /// The values that were declined, without how sure they were and where they stand.
    pub values: Vec<Value>,
}

impl DeclinedValue {
    /// A card's field, as one that was declined of a reading of that version.
    pub(crate) fn of(version: usize, field: FieldName, card: &Card) -> Self {
        Self { version, field, values: values_of(&field_of(card, field)) }
    }
}
