//! What officers make of what was read: as the paper was entered, and anew.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Paper, ReadText, said_by_reading};
use crate::card::{Card, CardRemark, FieldName};
use crate::event::{Acted, Event};
use crate::fold::Misfit;
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

impl Paper {
    /// Folds what an event says of readings.
    pub(crate) fn apply_reading(&mut self, acted: &Acted, event: &Event, at: Moment) -> Result<(), Misfit> {
        match event {
            Event::ReadingSeen { put_right, .. } => {
                self.checked = Checked { seen: true, put_right: put_right.clone() };
            }
            Event::ReadingProposed { version, text, card, fields, remarks, .. } => {
                if *version >= self.versions.len() {
                    return self.unless_lost("reading_proposed", || format!("there is no version {version}"));
                }
                let all = || FieldName::all().map(|(field, _)| field).collect();
                self.proposed = Some(Box::new(ProposedReading {
                    version: *version,
                    text: text.clone(),
                    card: card.clone(),
                    fields: if fields.is_empty() { all() } else { fields.clone() },
                    remarks: remarks.clone(),
                    by: acted.officer.clone(),
                    at,
                }));
            }
            Event::ReadingTaken { version, text, card, fields, .. } => {
                let remarks = self.settle_reading(fields).map(|settled| settled.remarks).unwrap_or_default();
                let Some(kept) = self.versions.get_mut(*version) else {
                    return self.unless_lost("reading_taken", || format!("there is no version {version}"));
                };
                kept.version.text = Some(text.clone());
                self.remarks.extend(said_by_reading(&remarks, at));
                self.replace_card(card.clone());
                self.card_of = Some(*version);
                // What officers put right stays so; the rest was read by another reading than the one they saw.
                self.checked.seen = false;
            }
            Event::ReadingDeclined { fields, .. } => {
                if let Some(settled) = self.settle_reading(fields) {
                    let version = settled.version;
                    self.declined.retain(|known| known.version != version || !settled.fields.contains(&known.field));
                    let declined = settled.fields.iter().map(|field| DeclinedValue::of(version, *field, &settled.card));
                    self.declined.extend(declined);
                    // What it remarks on the paper as a whole is left to what is taken of it.
                    if let Some(left) = self.proposed.as_mut() {
                        let is_declined =
                            |remark: &CardRemark| remark.field.is_some_and(|field| settled.fields.contains(&field));
                        left.remarks.extend(settled.remarks.iter().filter(|remark| !is_declined(remark)).cloned());
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Parts fields from a proposed reading, all of them where none are named, with all that it remarks but on the fields
    /// that are left and go on waiting.
    fn settle_reading(&mut self, fields: &BTreeSet<FieldName>) -> Option<ProposedReading> {
        let mut left = self.proposed.take()?;
        let settled: BTreeSet<FieldName> =
            left.fields.iter().copied().filter(|field| fields.is_empty() || fields.contains(field)).collect();
        left.fields.retain(|field| !settled.contains(field));
        let is_left = |remark: &CardRemark| remark.field.is_some_and(|field| left.fields.contains(&field));
        let (remain, remarks) = std::mem::take(&mut left.remarks).into_iter().partition(is_left);
        left.remarks = remain;
        let parted = ProposedReading { fields: settled, remarks, ..(*left).clone() };
        self.proposed = (!left.fields.is_empty()).then_some(left);
        Some(parted)
    }
}
