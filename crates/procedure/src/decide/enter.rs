//! Entering a paper, and splitting one off an envelope.

use std::collections::BTreeSet;

use jiff::civil::{DateTime, Time};
use phrases::stored;
use serde_json::Value;

use super::answer::started;
use super::chair::{Chair, at_most, optional, plain, required};
use super::citations::{ties_of_cited, ties_of_citing};
use super::directions::{check_drafts, make_directions};
use super::names::{bound, check_bindings};
use super::rules::bind_by_rules;
use super::series::{check_open, give_number};
use super::versions::{bodies_of, check_remarks, check_version, seen_twins, version_added};
use crate::act::{
    Act, CARD_BYTES_MAX, CARD_LIST_MAX, EnterDraft, NAME_BYTES_MAX, SUBJECT_BYTES_MAX, VERSIONS_PER_PAPER_MAX,
};
use crate::card::{Card, CardRemark};
use crate::event::Event;
use crate::ids::{DeskId, PaperId};
use crate::known::{Twin, TwinGround};
use crate::number::RegNumber;
use crate::paper::{Again, Arrival, Marking};
use crate::refusal::{Counted, Refusal, Written};

pub(super) fn enter(chair: &mut Chair<'_>, draft: &EnterDraft) -> Result<Vec<Event>, Refusal> {
    let number = number_for(chair, draft)?;
    let series = chair.series(number.series())?;
    chair.sit_at([&series.registry])?;
    check_draft(chair, draft, &number)?;
    let look_alike = twin(chair, draft)?;
    Ok(entered(chair, draft, &number, &series.registry, look_alike.as_ref()))
}

/// What a text becomes that was decided: the registry need not be asked, and it may look like another.
pub(super) fn enter_decided(chair: &Chair<'_>, draft: &EnterDraft) -> Result<Vec<Event>, Refusal> {
    let number = number_for(chair, draft)?;
    let registry = chair.series(number.series())?.registry.clone();
    check_draft(chair, draft, &number)?;
    Ok(entered(chair, draft, &number, &registry, None))
}

fn entered(
    chair: &Chair<'_>,
    draft: &EnterDraft,
    number: &RegNumber,
    registry: &DeskId,
    look_alike: Option<&Twin>,
) -> Vec<Event> {
    let id = chair.id;
    let mut card = draft.card.clone();
    card.seal(&chair.sitting.officer);

    let bodies = draft.versions.iter().flat_map(bodies_of).collect();
    let mut events = vec![Event::Registered {
        paper: id,
        number: number.clone(),
        on: chair.sitting.today,
        kind: card.kind.as_ref().map(|kind| kind.value.clone()),
        late: draft.late.clone(),
        reserved: draft.reserved.is_some() && draft.under.is_none(),
        first: true,
        bodies,
        addressed: None,
    }];
    if let Some(twin) = look_alike {
        let stored_ground = twin.ground.english();
        let in_bulk = || stored!("Entered with many others; it has {stored_ground}.");
        let again = Again { of: twin.number.clone(), reason: draft.again.clone().unwrap_or_else(in_bulk) };
        events.push(Event::EnteredAgain { paper: id, again });
    }
    events.push(Event::Arrived { paper: id, arrival: draft.arrival.clone(), absence: draft.absence });
    events.extend((0..).zip(&draft.versions).map(|(place, version)| version_added(id, place, version)));
    events.push(Event::Described { paper: id, card: card.clone() });
    if let Some(put_right) = &draft.put_right {
        events.push(Event::ReadingSeen { paper: id, put_right: put_right.clone() });
    }
    events.extend(remarks(id, draft, look_alike.filter(|_| draft.again.is_none())));
    events.extend(marking(id, draft, &card));
    events.extend(ties(chair, id, number, &card));
    events.extend(bound(id, 0, &draft.bindings));
    events.extend(bind_by_rules(chair, id, draft, &card, registry));
    if !draft.directions.is_empty() {
        let directions = make_directions(chair, registry, &draft.directions, 1, None);
        let directed = Event::Directed { paper: id, directions };
        let outgoing = chair.house.series.get(number.series()).is_some_and(|series| series.outgoing);
        let started = started(&directed).filter(|_| !outgoing);
        events.push(directed);
        events.extend(started);
    }
    events
}

fn number_for(chair: &Chair<'_>, draft: &EnterDraft) -> Result<RegNumber, Refusal> {
    let Some(under) = draft.under else {
        return give_number(chair, &draft.series, draft.year, draft.reserved);
    };
    let envelope = chair.other(under)?;
    if envelope.is_void() {
        return Err(Refusal::PaperVoid { number: envelope.number().to_owned() });
    }
    let series = chair.open_series(&draft.series)?;
    let standing = envelope.live().find(|r| *r.number.series() == draft.series && r.number.sub().is_none());
    let number = &standing.ok_or_else(|| Refusal::NumberNotLive { number: envelope.number().to_owned() })?.number;
    check_open(chair.house, &draft.series, series, number.year())?;
    Ok(RegNumber::under(number, Some(chair.known.sub_numbers + 1)))
}

fn check_draft(chair: &Chair<'_>, draft: &EnterDraft, number: &RegNumber) -> Result<(), Refusal> {
    match (draft.versions.is_empty(), draft.absence) {
        (true, None) => return Err(Refusal::NoFile),
        (false, Some(_)) => return Err(Refusal::FileAndAbsence),
        // Without a file the card is all there is of the paper: a number that says nothing could never be told apart
        // from the next, nor found when the file comes.
        (true, Some(_)) if !says_what_it_is(&draft.card) => return Err(Refusal::NothingSaid),
        _ => {}
    }
    at_most(Counted::Versions, draft.versions.len(), VERSIONS_PER_PAPER_MAX)?;
    draft.versions.iter().try_for_each(check_version)?;
    check_arrival(chair, &draft.arrival)?;
    check_late(draft.late.as_ref(), &draft.arrival)?;
    check_remarks(&draft.remarks)?;
    check_card(&draft.card, draft.versions.last().and_then(|version| version.text.as_ref()).map(|text| text.bytes))?;
    optional(Written::Reason, draft.again.as_ref())?;
    if number.year() != chair.sitting.today.year() && draft.late.is_none() {
        return Err(Refusal::Empty { field: Written::Reason });
    }
    match (&draft.level, &draft.card.marking) {
        (Some(level), _) => {
            chair.cleared_to(level)?;
            chair.in_band(&draft.series, Some(level))?;
        }
        (None, None) => chair.in_band(&draft.series, None)?,
        // A marking read and not confirmed fits any band: the registry moves the paper once it is confirmed.
        (None, Some(marking)) if !draft.directions.is_empty() => {
            return Err(Refusal::MarkingUnconfirmed { words: marking.value.clone() });
        }
        (None, Some(_)) => {}
    }
    if draft.bulk && !draft.bindings.is_empty() {
        return Err(Refusal::BulkBinds { bindings: draft.bindings.len() });
    }
    at_most(Counted::Bindings, draft.bindings.len(), CARD_LIST_MAX)?;
    check_bindings(chair, &draft.bindings)?;
    if draft.directions.is_empty() { Ok(()) } else { check_drafts(chair, &draft.directions) }
}

/// Whether a card says anything by which one would know the paper again.
fn says_what_it_is(card: &Card) -> bool {
    !card.from.is_empty() || !card.to.is_empty() || card.subject.is_some() || card.number.is_some()
}

/// The look-alike to name, or the refusal that names it.
fn twin(chair: &Chair<'_>, draft: &EnterDraft) -> Result<Option<Twin>, Refusal> {
    let Some(twin) = seen_twins(chair).min_by_key(|twin| (twin.ground, twin.number.clone())) else {
        return Ok(None);
    };
    if draft.again.is_some() || (draft.bulk && twin.ground == TwinGround::Card) {
        return Ok(Some(twin.clone()));
    }
    Err(Refusal::TwinHeld { twin: twin.clone() })
}

/// The remark does not name the look-alike: whoever may see this paper reads it, and need not see the other.
fn remarks(id: PaperId, draft: &EnterDraft, look_alike: Option<&Twin>) -> Option<Event> {
    let mut remarks = draft.remarks.clone();
    remarks.extend(look_alike.map(|twin| {
        let stored_ground = twin.ground.english();
        CardRemark { field: None, says: stored!("A paper held has {stored_ground}; it may be the same paper.") }
    }));
    (!remarks.is_empty()).then_some(Event::Remarked { paper: id, by_officer: false, remarks })
}

fn marking(id: PaperId, draft: &EnterDraft, card: &Card) -> Option<Event> {
    match (&draft.level, &card.marking) {
        (Some(level), _) => Some(Event::MarkingSet { paper: id, level: level.clone(), reason: None }),
        (None, Some(marking)) => Some(Event::MarkingRead { paper: id, words: marking.value.clone() }),
        (None, None) => None,
    }
}

fn ties(chair: &Chair<'_>, id: PaperId, number: &RegNumber, card: &Card) -> Vec<Event> {
    let mut found = ties_of_cited(chair, id, card, &BTreeSet::new());
    found.extend(ties_of_citing(chair, id, number.text(), card));
    found.into_events(id, chair.known.citing_beyond)
}

/// That a late entry has a reason, and a day of receipt to show beside that of entry.
pub(super) fn check_late(late: Option<&String>, arrival: &Arrival) -> Result<(), Refusal> {
    optional(Written::Reason, late)?;
    if late.is_some() && arrival.received.is_none() { Err(Refusal::LateWithoutReceived) } else { Ok(()) }
}

/// That the facts of arrival are no longer than their limits, and that the paper was received before now.
pub(super) fn check_arrival(chair: &Chair<'_>, arrival: &Arrival) -> Result<(), Refusal> {
    if let Some(received) = arrival.received {
        let now = chair.sitting.today.to_datetime(chair.sitting.time);
        // Of a day without a time only the day is said.
        let at = received.on.to_datetime(received.time.unwrap_or(Time::MIN));
        if at > now {
            let form = if received.time.is_some() { "%Y-%m-%d %H:%M" } else { "%Y-%m-%d" };
            let written = |moment: DateTime| moment.strftime(form).to_string();
            return Err(Refusal::ReceivedAhead { received: written(at), now: written(now) });
        }
    }
    optional(Written::Name, arrival.taken_in_by.as_ref())?;
    optional(Written::Name, arrival.precedence.as_ref())?;
    optional(Written::Name, arrival.their_copy.as_ref())?;
    optional(Written::Place, arrival.original_at.as_ref())?;
    match &arrival.old {
        Some(old) => {
            required(Written::Body, &old.book)?;
            optional(Written::Symbol, old.number.as_ref())
        }
        None => Ok(()),
    }
}

/// That a card keeps within its limits and its spans within the text, where there is one of known length.
pub(super) fn check_card(card: &Card, text_bytes: Option<u64>) -> Result<(), Refusal> {
    let lists = [
        card.from.len(),
        card.to.len(),
        card.copies.len(),
        card.citations.len(),
        card.enclosures.len(),
        card.deadlines.len(),
        card.claims.len(),
        card.proposals.len(),
        card.insertions.len(),
    ];
    lists.into_iter().try_for_each(|count| at_most(Counted::Values, count, CARD_LIST_MAX))?;
    let json = serde_json::to_vec(card).unwrap_or_default();
    let bytes = json.len();
    if bytes > CARD_BYTES_MAX {
        return Err(Refusal::TooLong { field: Written::Card, bytes, bytes_max: CARD_BYTES_MAX });
    }
    check_typed(card, &json)?;
    if let Some(kind) = card.kind.as_ref().filter(|kind| kind.value.len() > NAME_BYTES_MAX) {
        return Err(Refusal::TooLong { field: Written::Name, bytes: kind.value.len(), bytes_max: NAME_BYTES_MAX });
    }
    if let Some(subject) = card.subject.as_ref().filter(|subject| subject.value.len() > SUBJECT_BYTES_MAX) {
        let bytes = subject.value.len();
        return Err(Refusal::TooLong { field: Written::Subject, bytes, bytes_max: SUBJECT_BYTES_MAX });
    }
    let Some(text_bytes) = text_bytes else { return Ok(()) };
    match card.spans().into_iter().find(|(_, span)| span.start > span.end || span.end as u64 > text_bytes) {
        Some((field, span)) => Err(Refusal::SpanOutside { field, start: span.start, end: span.end }),
        None => Ok(()),
    }
}

/// That what officers set on a card has no control characters. What was read stands as it does on the paper.
fn check_typed(card: &Card, json: &[u8]) -> Result<(), Refusal> {
    const SET: &[u8] = b"\"sure\":\"set\"";
    // Most cards come from reading alone, and are looked through once.
    if !json.windows(SET.len()).any(|window| window == SET) {
        return Ok(());
    }
    let Ok(Value::Object(fields)) = serde_json::to_value(card) else { return Ok(()) };
    for field in fields.values() {
        let values = field.as_array().map_or(std::slice::from_ref(field), Vec::as_slice);
        values.iter().filter(|value| value["sure"] == "set").try_for_each(|value| check_words(&value["value"]))?;
    }
    Ok(())
}

fn check_words(value: &Value) -> Result<(), Refusal> {
    match value {
        Value::String(words) => plain(Written::Card, words, true),
        Value::Array(values) => values.iter().try_for_each(check_words),
        Value::Object(parts) => parts.values().try_for_each(check_words),
        _ => Ok(()),
    }
}

pub(super) fn split(chair: &mut Chair<'_>, act: &Act) -> Result<Vec<Event>, Refusal> {
    let Act::Split { paper, version, enclosed, draft } = act else { return Ok(Vec::new()) };
    let envelope = chair.live_paper()?;
    chair.sit_as_keeper(envelope)?;
    let none = || Refusal::NoEnclosed { version: *version, enclosed: *enclosed };
    Chair::marking_confirmed(envelope)?;
    // Whoever sees no more than the card sees of the files enclosed nothing, and could read them as a paper of its own.
    if !chair.reads(envelope) {
        return Err(none());
    }
    let kept = envelope.versions.get(*version).filter(|kept| kept.withdrawn.is_none()).ok_or_else(none)?;
    let file = kept.version.enclosed.get(*enclosed).ok_or_else(none)?;
    if file.split_into.is_some() {
        return Err(Refusal::SplitAlready);
    }
    // The new paper is that very file, and nothing else.
    match draft.versions.as_slice() {
        [only] if only.body == file.body && only.hash == file.hash => {}
        _ => return Err(none()),
    }
    required(Written::FileName, &file.name)?;
    // What came in an envelope is marked like it, unless an officer says otherwise or it bears a marking of its own.
    let mut draft = draft.clone();
    if let (None, None, Marking::Confirmed { level }) = (&draft.level, &draft.card.marking, &envelope.marking) {
        draft.level = Some(level.clone());
    }
    let mut events = enter(chair, &draft)?;
    events.push(Event::SplitOff { paper: *paper, version: *version, enclosed: *enclosed, into: chair.id });
    Ok(events)
}
