//! Putting right: a field of the card, the facts of arrival, the marking.

use phrases::stored;
use serde_json::Value;

use super::chair::{Chair, optional, required};
use super::citations::{ties_of_cited, ties_of_citing};
use super::enter::{check_arrival, check_card};
use super::versions::kept_ties;
use crate::act::Act;
use crate::card::{Card, CardRemark, FieldName};
use crate::event::{Event, FieldValue};
use crate::fold::set_field;
use crate::ids::OfficerId;
use crate::paper::{Marking, Paper};
use crate::refusal::{Refusal, Written};

pub(super) fn decide(chair: &mut Chair<'_>, act: &Act) -> Result<Vec<Event>, Refusal> {
    match act {
        Act::Correct { field, value, reason, .. } => correct(chair, *field, value, reason.as_ref()),
        Act::CorrectArrival { paper, arrival, reason } => {
            let held = chair.live_paper()?;
            chair.sit_as_keeper(held)?;
            required(Written::Reason, reason)?;
            check_arrival(chair, arrival)?;
            Ok(vec![Event::ArrivalCorrected { paper: *paper, arrival: arrival.clone(), reason: reason.clone() }])
        }
        Act::Mark { .. } => mark(chair, act),
        _ => Ok(Vec::new()),
    }
}

fn correct(
    chair: &mut Chair<'_>,
    field: FieldName,
    value: &FieldValue,
    reason: Option<&String>,
) -> Result<Vec<Event>, Refusal> {
    let held = chair.live_paper()?;
    chair.sit_as_keeper_or_holder(held)?;
    optional(Written::Reason, reason)?;
    if field == FieldName::Marking {
        return Err(Refusal::MarkingByCorrection);
    }
    let (card, value) = corrected_card(&held.card, field, value, &chair.sitting.officer)?;
    if card == held.card {
        return Err(Refusal::SameValue { field });
    }
    check_card(&card, held.card_text().map(|text| text.bytes))?;
    let mut events = vec![Event::Corrected { paper: held.id, field, value, reason: reason.cloned() }];
    events.extend(new_ties(chair, held, field, &card));
    Ok(events)
}

/// A corrected number, sender or date may close citations elsewhere; a corrected list of citations, its own; a corrected
/// date, both.
fn new_ties(chair: &Chair<'_>, held: &Paper, field: FieldName, card: &Card) -> Vec<Event> {
    match field {
        FieldName::Citations => ties_of_cited(chair, held.id, card, &kept_ties(held, card)).into_events(held.id, 0),
        FieldName::Number | FieldName::From | FieldName::To | FieldName::Date | FieldName::Kind => {
            let mut ties = ties_of_citing(chair, held.id, held.number(), card);
            if field == FieldName::Date {
                // An undated citation means a paper of the time before the one that cites it.
                ties.extend(ties_of_cited(chair, held.id, card, &kept_ties(held, card)));
            }
            ties.into_events(held.id, chair.known.citing_beyond)
        }
        _ => Vec::new(),
    }
}

/// The card with a field put right, and the field's value as the journal keeps it: values that stood there before keep
/// how they came, new ones are *set* by the officer.
///
/// # Errors
/// [`Refusal::Malformed`] when the value is not of the field's form.
pub fn corrected_card(
    card: &Card,
    field: FieldName,
    value: &FieldValue,
    by: &OfficerId,
) -> Result<(Card, FieldValue), Refusal> {
    let malformed = |why: String| Refusal::Malformed { field, why };
    let before = serde_json::to_value(card).map_err(|error| malformed(error.to_string()))?;
    let name = serde_json::to_value(field).map_err(|error| malformed(error.to_string()))?;
    let before = name.as_str().and_then(|name| before.get(name)).cloned().unwrap_or(Value::Null);
    let value = match value {
        Value::Array(values) => Value::Array(values.iter().map(|one| set_by(one, &before, by)).collect()),
        one => set_by(one, &before, by),
    };
    let mut corrected = card.clone();
    set_field(&mut corrected, field, &value).map_err(malformed)?;
    // What is kept is what was understood, in the card's own form.
    let after = serde_json::to_value(&corrected).map_err(|error| malformed(error.to_string()))?;
    let value = name.as_str().and_then(|name| after.get(name)).cloned().unwrap_or(value);
    Ok((corrected, value))
}

fn set_by(value: &Value, before: &Value, by: &OfficerId) -> Value {
    let Value::Object(map) = value else { return value.clone() };
    let same = |known: &Value| {
        known.get("value") == map.get("value")
            && known.get("span").unwrap_or(&Value::Null) == map.get("span").unwrap_or(&Value::Null)
    };
    let known = match before {
        Value::Array(values) => values.iter().find(|known| same(known)),
        one => Some(one).filter(|known| known.is_object() && same(known)),
    };
    if let Some(known) = known {
        return known.clone();
    }
    let mut map = map.clone();
    map.insert("sure".to_owned(), Value::from("set"));
    map.insert("by".to_owned(), Value::from(by.as_str()));
    Value::Object(map)
}

fn mark(chair: &mut Chair<'_>, act: &Act) -> Result<Vec<Event>, Refusal> {
    let Act::Mark { paper, level, reason } = act else { return Ok(Vec::new()) };
    let held = chair.live_paper()?;
    chair.sit_as_keeper(held)?;
    chair.cleared_to(level)?;
    optional(Written::Reason, reason.as_ref())?;
    if let Marking::Confirmed { level: now } = &held.marking {
        if now == level {
            return Err(Refusal::SameLevel { level: level.clone() });
        }
        // Raising and lowering need a reason; confirming what stands there does not.
        required(Written::Reason, reason.as_deref().unwrap_or_default())?;
    }
    let mut events = vec![Event::MarkingSet { paper: *paper, level: level.clone(), reason: reason.clone() }];
    // A marking says what the paper is, so no series' band forbids it; the paper then stands in a wrong series.
    let outside: Vec<CardRemark> = held
        .series()
        .into_iter()
        .filter_map(|series| chair.in_band(series, Some(level)).err())
        .map(|refusal| CardRemark { field: Some(FieldName::Marking), says: outside_the_band(&refusal) })
        .collect();
    if !outside.is_empty() {
        events.push(Event::Remarked { paper: *paper, by_officer: false, remarks: outside });
    }
    Ok(events)
}

/// What is remarked on a paper whose level its series does not take.
fn outside_the_band(refusal: &Refusal) -> String {
    if let Refusal::OutOfBand { series, lowest, highest, level } = refusal {
        return stored!(
            "Outside the band: series {series} takes {lowest} to {highest}, and this paper is {level}. Move it to a \
             series that takes its level."
        );
    }
    phrases::speaking(None, || format!("Outside the band: {refusal}. Move it to a series that takes its level."))
}
