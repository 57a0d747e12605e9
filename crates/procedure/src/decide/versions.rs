//! Versions: the original after the mail, a rescan, a transcript; and the right file in place of a wrong one.

use std::collections::BTreeSet;

use super::chair::{Chair, at_most, length, optional, required};
use super::citations::ties_of_cited;
use super::enter::check_card;
use crate::act::{
    Act, ENCLOSED_PER_VERSION_MAX, REMARK_BYTES_MAX, REMARKS_PER_READING_MAX, VERSION_BYTES_MAX, VERSIONS_PER_PAPER_MAX,
};
use crate::card::{Card, CardRemark, Citation, Field};
use crate::event::Event;
use crate::ids::{BodyId, LevelId, PaperId};
use crate::known::{Twin, TwinGround};
use crate::paper::{Absence, KeptVersion, Marking, Paper, Tie, Version, VersionKind};
use crate::refusal::{Counted, Refusal, Written};

pub(super) fn decide(chair: &mut Chair<'_>, act: &Act) -> Result<Vec<Event>, Refusal> {
    match act {
        Act::AddVersion { paper, version, card, remarks, level } => {
            let held = chair.live_paper()?;
            chair.sit_as_keeper_or_holder(held)?;
            check_version(version)?;
            not_another(chair, *paper)?;
            not_held(held, version)?;
            room_for_one(held)?;
            let mut events = vec![added(held, version)];
            events.extend(described(chair, held, version, card.as_ref(), remarks)?);
            match level {
                Some(level) => events.extend(confirmed(chair, held, level)?),
                None => events.extend(marking_read(held, card.as_ref())),
            }
            Ok(events)
        }
        Act::ReplaceVersion { paper, wrong, version, card, remarks, reason } => {
            let held = chair.live_paper()?;
            chair.sit_as_keeper(held)?;
            required(Written::Reason, reason)?;
            let old = held.versions.get(*wrong).filter(|kept| kept.withdrawn.is_none());
            let old = old.ok_or(Refusal::NoVersion { version: *wrong })?;
            if old.version.hash == version.hash {
                return Err(Refusal::SameFile);
            }
            check_version(version)?;
            not_another(chair, *paper)?;
            room_for_one(held)?;
            not_held(held, version)?;
            let withdrawn = Event::VersionWithdrawn { paper: *paper, version: *wrong, reason: reason.clone() };
            // It is what it was put in for, whatever it was called: a list of versions shows that one was wrong.
            let right = Version { kind: VersionKind::Replacement, ..version.clone() };
            let mut events = vec![withdrawn, added(held, &right)];
            events.extend(described(chair, held, version, card.as_ref(), remarks)?);
            events.extend(marking_read(held, card.as_ref()));
            Ok(events)
        }
        Act::WithdrawVersion { paper, version, reason } => {
            let held = chair.live_paper()?;
            chair.sit_as_keeper(held)?;
            required(Written::Reason, reason)?;
            let stands = |at: usize| held.versions.get(at).is_some_and(|kept| kept.withdrawn.is_none());
            if !stands(*version) {
                return Err(Refusal::NoVersion { version: *version });
            }
            let mut events = vec![Event::VersionWithdrawn { paper: *paper, version: *version, reason: reason.clone() }];
            if !(0..held.versions.len()).any(|at| at != *version && stands(at)) {
                // The right file is still to come, and until then the paper has none.
                let (arrival, absence) = (held.arrival.clone(), Some(Absence::NotYetScanned));
                events.push(Event::Arrived { paper: *paper, arrival, absence });
            }
            Ok(events)
        }
        _ => Ok(Vec::new()),
    }
}

fn added(held: &Paper, version: &Version) -> Event {
    version_added(held.id, held.versions.len(), version)
}

/// A version in its place. Nothing that comes in was split off yet.
pub(super) fn version_added(paper: PaperId, place: usize, version: &Version) -> Event {
    let mut version = version.clone();
    version.enclosed.iter_mut().for_each(|file| file.split_into = None);
    let bodies = bodies_of(&version);
    Event::VersionAdded { paper, place, version, bodies }
}

pub(super) fn room_for_one(held: &Paper) -> Result<(), Refusal> {
    at_most(Counted::Versions, held.versions.len() + 1, VERSIONS_PER_PAPER_MAX)
}

/// A level given with a version is a first one: raising and lowering is an act of its own, with its reason.
fn confirmed(chair: &mut Chair<'_>, held: &Paper, level: &LevelId) -> Result<Option<Event>, Refusal> {
    match &held.marking {
        Marking::Confirmed { level: now } if now == level => Ok(None),
        Marking::Confirmed { .. } => Err(Refusal::MarkingByCorrection),
        Marking::None | Marking::Unconfirmed { .. } => {
            chair.sit_as_keeper(held)?;
            chair.cleared_to(level)?;
            Ok(Some(Event::MarkingSet { paper: held.id, level: level.clone(), reason: None }))
        }
    }
}

/// That the file is not held under another number already.
fn not_another(chair: &Chair<'_>, paper: PaperId) -> Result<(), Refusal> {
    let other = |twin: &&Twin| twin.paper != paper && twin.ground != TwinGround::Card;
    match seen_twins(chair).find(other) {
        Some(twin) => Err(Refusal::TwinHeld { twin: twin.clone() }),
        None => Ok(()),
    }
}

/// That the same bytes do not stand among the paper's own versions already. One that was taken back may come again.
fn not_held(held: &Paper, version: &Version) -> Result<(), Refusal> {
    let same = |kept: &KeptVersion| kept.withdrawn.is_none() && kept.version.hash == version.hash;
    match held.versions.iter().position(same) {
        Some(version) => Err(Refusal::VersionHeld { version }),
        None => Ok(()),
    }
}

/// Look-alikes that the officer may know of: what one may not see does not exist, not even as a warning.
pub(super) fn seen_twins<'a>(chair: &Chair<'a>) -> impl Iterator<Item = &'a Twin> {
    chair
        .known
        .twins
        .iter()
        .filter(|twin| chair.known.twin_papers.get(&twin.paper).is_none_or(|paper| chair.sees(paper)))
}

/// A new reading replaces the card only where the officer hands one over; else the card stays, and with it its spans'
/// text.
fn described(
    chair: &Chair<'_>,
    held: &Paper,
    version: &Version,
    card: Option<&Card>,
    remarks: &[CardRemark],
) -> Result<Vec<Event>, Refusal> {
    let mut events = Vec::new();
    if let Some(card) = card {
        check_card(card, version.text.as_ref().map(|text| text.bytes))?;
        let mut card = card.clone();
        card.seal(&chair.sitting.officer);
        events.push(Event::Described { paper: held.id, card: card.clone() });
        let tied = kept_ties(held, &card);
        let mut ties = ties_of_cited(chair, held.id, &card, &tied);
        ties.extend(super::citations::ties_of_citing(chair, held.id, held.number(), &card));
        events.extend(ties.into_events(held.id, chair.known.citing_beyond));
    }
    check_remarks(remarks)?;
    if !remarks.is_empty() {
        events.push(Event::Remarked { paper: held.id, by_officer: false, remarks: remarks.to_vec() });
    }
    Ok(events)
}

/// The ties of a paper by the places that their citations have on a new card: they stay.
pub(super) fn kept_ties(held: &Paper, card: &Card) -> BTreeSet<(usize, PaperId)> {
    let same = |tie: &Tie| {
        let was = &held.card.citations.get(tie.citation)?.value;
        let is = |is: &Field<Citation>| is.value.text == was.text && is.value.number == was.number;
        Some((card.citations.iter().position(is)?, tie.to))
    };
    held.ties.iter().filter_map(same).collect()
}

/// A marking on a later version counts until an officer confirms it, unless a level was confirmed before.
fn marking_read(held: &Paper, card: Option<&Card>) -> Option<Event> {
    let words = &card?.marking.as_ref()?.value;
    match held.marking {
        Marking::Confirmed { .. } => None,
        Marking::None | Marking::Unconfirmed { .. } => {
            Some(Event::MarkingRead { paper: held.id, words: words.clone() })
        }
    }
}

/// That a version keeps within its limits.
pub(super) fn check_version(version: &Version) -> Result<(), Refusal> {
    required(Written::FileName, &version.name)?;
    optional(Written::Name, version.source.as_ref())?;
    at_most(Counted::Enclosed, version.enclosed.len(), ENCLOSED_PER_VERSION_MAX)?;
    let bytes = serde_json::to_vec(version).map_or(0, |json| json.len());
    if bytes > VERSION_BYTES_MAX {
        return Err(Refusal::TooLong { field: Written::Version, bytes, bytes_max: VERSION_BYTES_MAX });
    }
    Ok(())
}

/// That a reading's remarks keep within their limits.
pub(super) fn check_remarks(remarks: &[CardRemark]) -> Result<(), Refusal> {
    at_most(Counted::Remarks, remarks.len(), REMARKS_PER_READING_MAX)?;
    remarks.iter().try_for_each(|remark| length(Written::Remark, &remark.says, REMARK_BYTES_MAX))
}

/// That a version and what was remarked on it keep within their limits, as the act that brings them asks. Whoever makes
/// a version out of others asks it before those are let go.
///
/// # Errors
/// What is too long or too many.
pub fn takes(version: &Version, remarks: &[CardRemark]) -> Result<(), Refusal> {
    check_version(version)?;
    check_remarks(remarks)
}

/// Every body a version brings, each once.
pub(super) fn bodies_of(version: &Version) -> Vec<BodyId> {
    let text = version.text.iter().map(|text| text.body);
    let enclosed = version.enclosed.iter().map(|file| file.body);
    let mut bodies: Vec<BodyId> = std::iter::once(version.body).chain(text).chain(enclosed).collect();
    let mut seen = std::collections::BTreeSet::new();
    bodies.retain(|body| seen.insert(*body));
    bodies
}
