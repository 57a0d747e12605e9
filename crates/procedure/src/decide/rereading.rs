//! A version read anew: proposed, taken whole or by fields, or declined.

use std::collections::BTreeSet;

use super::chair::{Chair, required};
use super::citations::{ties_of_cited, ties_of_citing};
use super::enter::check_card;
use super::versions::{check_remarks, kept_ties};
use crate::act::Act;
use crate::card::{Card, CardRemark, FieldName};
use crate::event::Event;
use crate::ids::{BodyId, Hash};
use crate::paper::{DeclinedValue, Marking, Paper, ProposedReading, ReadText};
use crate::refusal::{Refusal, Written};
use crate::reread::{FieldChange, ReadAnew, read_anew};

pub(super) fn decide(chair: &mut Chair<'_>, act: &Act) -> Result<Vec<Event>, Refusal> {
    match act {
        Act::ProposeReading { version, text, card, remarks, .. } => propose(chair, *version, text, card, remarks),
        Act::TakeReading { fields, .. } => take(chair, fields),
        Act::DeclineReading { paper, fields, reason } => {
            let held = chair.live_paper()?;
            chair.sit_as_keeper_or_holder(held)?;
            required(Written::Reason, reason)?;
            let fields = asked_for(chair, held, fields)?;
            Ok(vec![Event::ReadingDeclined { paper: *paper, fields, reason: reason.clone() }])
        }
        _ => Ok(Vec::new()),
    }
}

/// What a fresh reading of a version, whose text has the hash `text`, would make of the card of a paper. What officers
/// put right stays, and so does what they declined where the version still reads so.
pub fn read_anew_of(held: &Paper, version: usize, text: &Hash, fresh: &Card) -> ReadAnew {
    let declined = held.declined.iter().filter(|known| known.version == version);
    let again = declined.filter(|known| **known == DeclinedValue::of(version, known.field, fresh));
    let kept = held.checked.put_right.iter().copied().chain(again.map(|known| known.field));
    // What one of a circular says of itself is what it was sent with, and not all that its text says.
    let sent_with = FieldName::all().map(|(field, _)| field).filter(|_| held.addressed.is_some());
    let kept = kept.chain(sent_with).collect();
    read_anew(&held.card, fresh, &kept, has_text(held, version, text))
}

/// What waits to be taken of a proposed reading, field by field as it would change the card now; empty where nothing does,
/// and where the version that was read was taken back since.
pub fn offered_anew(held: &Paper) -> Vec<FieldChange> {
    let stands =
        |proposed: &&ProposedReading| held.versions.get(proposed.version).is_some_and(|kept| kept.withdrawn.is_none());
    let proposed = held.proposed.as_deref().filter(stands).filter(|_| !held.is_void());
    proposed.map(|proposed| anew_with(held, proposed, &proposed.fields).changes).unwrap_or_default()
}

/// The card of a paper once these fields of its proposed reading are taken, or all of them where none are named; `None`
/// where none is proposed.
pub fn card_taken(held: &Paper, fields: &BTreeSet<FieldName>) -> Option<Card> {
    let proposed = held.proposed.as_deref()?;
    let wanted = if fields.is_empty() { &proposed.fields } else { fields };
    Some(anew_with(held, proposed, wanted).card)
}

/// What was put right since it was proposed stays, as does what is not wanted.
fn anew_with(held: &Paper, proposed: &ProposedReading, wanted: &BTreeSet<FieldName>) -> ReadAnew {
    let changes = |field: &FieldName| {
        wanted.contains(field) && proposed.fields.contains(field) && !held.checked.put_right.contains(field)
    };
    let kept = FieldName::all().map(|(field, _)| field).filter(|field| !changes(field)).collect();
    read_anew(&held.card, &proposed.card, &kept, has_text(held, proposed.version, &proposed.text.hash))
}

/// Whether the card rests on that version, and the version has that text.
fn has_text(held: &Paper, version: usize, text: &Hash) -> bool {
    let known = held.versions.get(version).and_then(|kept| kept.version.text.as_ref());
    held.card_of == Some(version) && known.is_some_and(|known| known.hash == *text)
}

/// The fields that are asked for, all that wait where none are named. Each of them has to wait.
fn asked_for(chair: &Chair<'_>, held: &Paper, fields: &BTreeSet<FieldName>) -> Result<BTreeSet<FieldName>, Refusal> {
    let offered: BTreeSet<FieldName> = offered_anew(held).into_iter().map(|change| change.field).collect();
    if offered.is_empty() || !chair.reads(held) {
        return Err(Refusal::NothingProposed);
    }
    match fields.iter().find(|field| !offered.contains(field)) {
        Some(field) => Err(Refusal::FieldNotProposed { field: *field }),
        None if fields.is_empty() => Ok(offered),
        None => Ok(fields.clone()),
    }
}

fn propose(
    chair: &mut Chair<'_>,
    version: usize,
    text: &ReadText,
    card: &Card,
    remarks: &[CardRemark],
) -> Result<Vec<Event>, Refusal> {
    let held = chair.live_paper()?;
    chair.sit_as_keeper(held)?;
    if !chair.reads(held) {
        return Err(Refusal::NoVersion { version });
    }
    let kept = held.versions.get(version).filter(|kept| kept.withdrawn.is_none());
    let kept = kept.ok_or(Refusal::NoVersion { version })?;
    check_card(card, Some(text.bytes))?;
    check_remarks(remarks)?;
    let mut fresh = card.clone();
    // A reading sets nothing.
    fresh.unset();
    let anew = read_anew_of(held, version, &text.hash, &fresh);
    if anew.changes.is_empty() {
        return Err(Refusal::ReadsTheSame);
    }
    check_card(&anew.card, Some(text.bytes))?;
    let known = kept.version.text.as_ref().map(|known| known.body);
    let bodies: Vec<BodyId> =
        Some(text.body).filter(|body| Some(*body) != known && *body != kept.version.body).into_iter().collect();
    Ok(vec![Event::ReadingProposed {
        paper: held.id,
        version,
        text: text.clone(),
        fields: anew.changes.iter().map(|change| change.field).collect(),
        card: anew.card,
        remarks: remarks.to_vec(),
        bodies,
    }])
}

fn take(chair: &mut Chair<'_>, fields: &BTreeSet<FieldName>) -> Result<Vec<Event>, Refusal> {
    let held = chair.live_paper()?;
    chair.sit_as_keeper_or_holder(held)?;
    let fields = asked_for(chair, held, fields)?;
    let proposed = held.proposed.as_ref().ok_or(Refusal::NothingProposed)?;
    let card = anew_with(held, proposed, &fields).card;
    check_card(&card, Some(proposed.text.bytes))?;
    let mut events = vec![Event::ReadingTaken {
        paper: held.id,
        version: proposed.version,
        text: proposed.text.clone(),
        card: card.clone(),
        fields: fields.clone(),
    }];
    let tied = kept_ties(held, &card);
    let mut ties = ties_of_cited(chair, held.id, &card, &tied);
    ties.extend(ties_of_citing(chair, held.id, held.number(), &card));
    events.extend(ties.into_events(held.id, chair.known.citing_beyond));
    if let (Some(marking), Marking::None | Marking::Unconfirmed { .. }, true) =
        (&card.marking, &held.marking, fields.contains(&FieldName::Marking))
    {
        events.push(Event::MarkingRead { paper: held.id, words: marking.value.clone() });
    }
    Ok(events)
}
