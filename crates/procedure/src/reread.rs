//! Reading anew: what a better reading of a paper's bytes would change on its card, and what it must not.
//!
//! Nothing that an officer set or put right changes, and nothing changes by itself: the new card is a proposal.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

use crate::card::{Card, FieldName, Sure};
use crate::fold::set_field;

/// One field that would change.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldChange {
    /// The field.
    pub field: FieldName,
    /// The field as it stands, in the card's form.
    pub before: Value,
    /// As it would be.
    pub after: Value,
}

/// The card that a new reading would make of one that is held.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadAnew {
    /// The whole card.
    pub card: Card,
    /// The fields whose values or sureness change, in the order of the card. Spans that only moved are no change.
    pub changes: Vec<FieldChange>,
}

/// Works out what a fresh reading changes on a held card. `kept` are fields that officers put right, or that are not to
/// be taken: they stay, as does every field that holds a value an officer set. Where the text is another one
/// (`same_text` false) a value that stays keeps its span only if the fresh reading found the same value.
pub fn read_anew(held: &Card, fresh: &Card, kept: &BTreeSet<FieldName>, same_text: bool) -> ReadAnew {
    let (was, read) = (fields(held), fields(fresh));
    let mut card = held.clone();
    let mut changes = Vec::new();
    for (field, name) in FieldName::all() {
        let before = was.get(name).cloned().unwrap_or(Value::Null);
        let found = read.get(name).cloned().unwrap_or(Value::Null);
        let stays = kept.contains(&field) || is_set(&before);
        let after = if stays && same_text {
            before.clone()
        } else if stays {
            carried(&before, &found)
        } else {
            found
        };
        if !stays && said(&before) != said(&after) {
            changes.push(FieldChange { field, before, after: after.clone() });
        }
        // A value of a card has the card's form, whichever card it comes from.
        let _ = set_field(&mut card, field, &after);
    }
    ReadAnew { card, changes }
}

/// A card's field in the card's JSON form; `null` where it is unknown.
pub(crate) fn field_of(card: &Card, field: FieldName) -> Value {
    let name = FieldName::all().find(|(known, _)| *known == field).map_or("", |(_, name)| name);
    fields(card).remove(name).unwrap_or(Value::Null)
}

/// The values of a field in the card's JSON form, without how sure they are and where they stand.
pub(crate) fn values_of(field: &Value) -> Vec<Value> {
    values(field).iter().map(|value| value_said(value).0.clone()).collect()
}

fn fields(card: &Card) -> serde_json::Map<String, Value> {
    match serde_json::to_value(card) {
        Ok(Value::Object(fields)) => fields,
        _ => serde_json::Map::new(),
    }
}

fn values(field: &Value) -> &[Value] {
    match field {
        Value::Array(values) => values,
        Value::Null => &[],
        one => std::slice::from_ref(one),
    }
}

/// Whether an officer set one of a field's values.
fn is_set(field: &Value) -> bool {
    let set = serde_json::to_value(Sure::Set).unwrap_or_default();
    values(field).iter().any(|value| value.get("sure") == Some(&set))
}

/// What a field says, without where it stands: value and sureness of each of its values.
fn said(field: &Value) -> Vec<(&Value, &Value)> {
    values(field).iter().map(value_said).collect()
}

fn value_said(value: &Value) -> (&Value, &Value) {
    match value {
        Value::Object(map) => (map.get("value").unwrap_or(value), map.get("sure").unwrap_or(&Value::Null)),
        plain => (plain, &Value::Null),
    }
}

/// A field that stays, over another text: the passage of each value is where the fresh reading found the same, if it
/// did.
fn carried(before: &Value, found: &Value) -> Value {
    let carry = |value: &Value| {
        let Value::Object(map) = value else { return value.clone() };
        let same = values(found).iter().find(|other| other.get("value") == map.get("value"));
        let mut map = map.clone();
        map.insert("span".into(), same.and_then(|other| other.get("span")).cloned().unwrap_or(Value::Null));
        match same.and_then(|other| other.get("page")) {
            Some(page) => map.insert("page".into(), page.clone()),
            None => map.remove("page"),
        };
        // What was read and stands in no passage any more follows from the paper that had it there.
        if map["span"].is_null() && map.get("sure") == serde_json::to_value(Sure::Read).ok().as_ref() {
            map.insert("sure".into(), serde_json::to_value(Sure::Inferred).unwrap_or_default());
        }
        Value::Object(map)
    };
    match before {
        Value::Array(values) => Value::Array(values.iter().map(carry).collect()),
        Value::Null => Value::Null,
        one => carry(one),
    }
}
