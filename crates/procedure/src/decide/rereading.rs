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
use crate::paper::{Marking, Paper, ReadText};
use crate::refusal::{Refusal, Written};
use crate::reread::{ReadAnew, read_anew};

pub(super) fn decide(chair: &mut Chair<'_>, act: &Act) -> Result<Vec<Event>, Refusal> {
    match act {
        Act::ProposeReading { version, text, card, remarks, .. } => propose(chair, *version, text, card, remarks),
        Act::TakeReading { fields, .. } => take(chair, fields),
        Act::DeclineReading { paper, reason } => {
            let held = chair.live_paper()?;
            chair.sit_as_keeper_or_holder(held)?;
            required(Written::Reason, reason)?;
            if held.proposed.is_none() || !chair.reads(held) {
                return Err(Refusal::NothingProposed);
            }
            Ok(vec![Event::ReadingDeclined { paper: *paper, reason: reason.clone() }])
        }
        _ => Ok(Vec::new()),
    }
}

/// What a fresh reading of a version, whose text has the hash `text`, would make of the card of a paper.
pub fn read_anew_of(held: &Paper, version: usize, text: &Hash, fresh: &Card) -> ReadAnew {
    let known = held.versions.get(version).and_then(|kept| kept.version.text.as_ref());
    let same_text = held.card_of == Some(version) && known.is_some_and(|known| known.hash == *text);
    read_anew(&held.card, fresh, &held.checked.put_right, same_text)
}

/// The card that a paper would have where these fields of the reading proposed for it are taken, or all where none are
/// named. What was put right since it was proposed stays, as does what is not asked for.
pub fn card_taken(held: &Paper, fields: &BTreeSet<FieldName>) -> Option<Card> {
    let proposed = held.proposed.as_ref()?;
    let mut kept = held.checked.put_right.clone();
    if !fields.is_empty() {
        kept.extend(FieldName::all().map(|(field, _)| field).filter(|field| !fields.contains(field)));
    }
    let known = held.versions.get(proposed.version).and_then(|kept| kept.version.text.as_ref());
    let same_text =
        held.card_of == Some(proposed.version) && known.is_some_and(|known| known.hash == proposed.text.hash);
    Some(read_anew(&held.card, &proposed.card, &kept, same_text).card)
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
        card: anew.card,
        remarks: remarks.to_vec(),
        bodies,
    }])
}

fn take(chair: &mut Chair<'_>, fields: &BTreeSet<FieldName>) -> Result<Vec<Event>, Refusal> {
    let held = chair.live_paper()?;
    chair.sit_as_keeper_or_holder(held)?;
    let proposed = held.proposed.as_ref().filter(|_| chair.reads(held)).ok_or(Refusal::NothingProposed)?;
    let stands = held.versions.get(proposed.version).is_some_and(|kept| kept.withdrawn.is_none());
    if !stands {
        return Err(Refusal::NoVersion { version: proposed.version });
    }
    let Some(card) = card_taken(held, fields) else { return Err(Refusal::NothingProposed) };
    check_card(&card, Some(proposed.text.bytes))?;
    let mut events = vec![Event::ReadingTaken {
        paper: held.id,
        version: proposed.version,
        text: proposed.text.clone(),
        card: card.clone(),
    }];
    let tied = kept_ties(held, &card);
    let mut ties = ties_of_cited(chair, held.id, &card, &tied);
    ties.extend(ties_of_citing(chair, held.id, held.number(), &card));
    events.extend(ties.into_events(held.id, chair.known.citing_beyond));
    if let (Some(marking), Marking::None | Marking::Unconfirmed { .. }) = (&card.marking, &held.marking) {
        events.push(Event::MarkingRead { paper: held.id, words: marking.value.clone() });
    }
    Ok(events)
}
