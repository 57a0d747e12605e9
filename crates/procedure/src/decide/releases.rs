//! What is released to the reading room, for anyone; and what is taken back.

use super::chair::{Chair, at_most, required};
use crate::act::{Act, RELEASES_MAX};
use crate::event::Event;
use crate::paper::{Marking, Paper, Released};
use crate::refusal::{Counted, Refusal, ReleaseRefusal, Written};

pub(super) fn decide(chair: &mut Chair<'_>, act: &Act) -> Result<Vec<Event>, Refusal> {
    Ok(vec![match act {
        Act::Release { version, reason, .. } => {
            let held = chair.live_paper()?;
            chair.sit_as_keeper(held)?;
            required(Written::Reason, reason)?;
            Event::Released { paper: held.id, released: released(chair, held, *version)?, reason: reason.clone() }
        }
        Act::EndRelease { reason, .. } => {
            // Also of a paper that became void: what anyone may read is taken back whatever the paper is.
            let held = chair.paper()?;
            chair.sit_as_keeper(held)?;
            required(Written::Reason, reason)?;
            if held.release().is_none() {
                return Err(ReleaseRefusal::NotReleased { number: held.number().to_owned() }.into());
            }
            Event::ReleaseEnded { paper: held.id, reason: reason.clone() }
        }
        _ => return Ok(Vec::new()),
    }])
}

/// What anyone would read of the paper, as it stands now.
fn released(chair: &Chair<'_>, held: &Paper, version: Option<usize>) -> Result<Released, Refusal> {
    Chair::marking_confirmed(held)?;
    if !held.is_at_lowest(chair.house) {
        let lowest = chair.house.levels.first().ok_or(Refusal::NoLevels)?.id.clone();
        return Err(match &held.marking {
            Marking::Confirmed { level } => ReleaseRefusal::MarkedHigher { level: level.clone(), lowest },
            Marking::None | Marking::Unconfirmed { .. } => ReleaseRefusal::LevelNotConfirmed { lowest },
        }
        .into());
    }
    if !held.is_for_the_public() {
        return Err(ReleaseRefusal::NotForThePublic { number: held.number().to_owned() }.into());
    }
    if let Some(release) = held.release() {
        return Err(ReleaseRefusal::ReleasedAlready { number: release.released.number.clone() }.into());
    }
    // Whoever sees the card alone would read by releasing it what the rules keep from them.
    if !chair.reads(held) {
        return Err(ReleaseRefusal::NotRead { number: held.number().to_owned() }.into());
    }
    at_most(Counted::Releases, held.releases.len() + 1, RELEASES_MAX)?;
    let place = version.or_else(|| held.version_place()).ok_or(ReleaseRefusal::NothingToRead)?;
    let kept = held.versions.get(place).filter(|kept| kept.withdrawn.is_none());
    let kept = kept.ok_or(Refusal::NoVersion { version: place })?;
    let entered = held.registrations.iter().find(|one| one.is_live()).map_or(chair.sitting.today, |one| one.on);
    Ok(Released {
        number: held.number().to_owned(),
        on: held.card.date.as_ref().map_or(entered, |field| field.value.date),
        kind: held.card.kind.as_ref().map(|field| field.value.clone()),
        subject: held.card.subject.as_ref().map(|field| field.value.clone()),
        version: place,
        hash: kept.version.hash,
        text: kept.version.text.as_ref().map(|text| text.body),
    })
}
