//! Numbers of a paper held: one more, one annulled, one in the right series.

use super::bring_forward::ended_by_void;
use super::chair::{Chair, required};
use super::citations::reopened;
use super::enter::check_late;
use super::series::give_number;
use crate::act::Act;
use crate::event::Event;
use crate::ids::{PaperId, SeriesId};
use crate::number::RegNumber;
use crate::paper::{Marking, Paper};
use crate::refusal::{Refusal, Written};

pub(super) fn decide(chair: &mut Chair<'_>, act: &Act) -> Result<Vec<Event>, Refusal> {
    match act {
        Act::RegisterAlso { paper, series, late } => {
            let held = chair.live_paper()?;
            check_late(late.as_ref(), &held.arrival)?;
            Ok(vec![register(chair, *paper, held, series, late.clone())?.0])
        }
        Act::Void { paper, number, reason } => {
            let held = chair.paper()?;
            let number = live_number(held, number)?;
            let keeper = chair.series(number.series())?.registry.clone();
            chair.sit_at([&keeper])?;
            required(Written::Reason, reason)?;
            let last = held.live().count() == 1;
            let mut events =
                vec![Event::RegistrationVoided { paper: *paper, number, reason: reason.clone(), see: None }];
            if last {
                events.extend(ended_by_void(held));
                events.extend(reopened(chair, *paper, reason));
            }
            Ok(events)
        }
        Act::MoveSeries { paper, number, series, reason } => {
            let held = chair.live_paper()?;
            let wrong = live_number(held, number)?;
            let keeper = chair.series(wrong.series())?.registry.clone();
            required(Written::Reason, reason)?;
            let (registered, see) = register(chair, *paper, held, series, None)?;
            // The officer must keep the old book too; the act is entered under that desk.
            chair.sit_at([&keeper])?;
            let see = Some(see.text().to_owned());
            let voided = Event::RegistrationVoided { paper: *paper, number: wrong, reason: reason.clone(), see };
            Ok(vec![registered, voided])
        }
        _ => Ok(Vec::new()),
    }
}

fn live_number(held: &Paper, text: &str) -> Result<RegNumber, Refusal> {
    let standing = held.live().find(|registration| registration.number.text() == text);
    let number = standing.map(|registration| registration.number.clone());
    number.ok_or_else(|| Refusal::NumberNotLive { number: text.to_owned() })
}

fn register(
    chair: &mut Chair<'_>,
    paper: PaperId,
    held: &Paper,
    series: &SeriesId,
    late: Option<String>,
) -> Result<(Event, RegNumber), Refusal> {
    let registry = chair.open_series(series)?.registry.clone();
    chair.sit_at([&registry])?;
    if held.live().any(|registration| registration.number.series() == series) {
        return Err(Refusal::AlreadyInSeries { series: series.clone() });
    }
    match &held.marking {
        Marking::Confirmed { level } => chair.in_band(series, Some(level))?,
        Marking::None => chair.in_band(series, None)?,
        Marking::Unconfirmed { .. } => Chair::marking_confirmed(held)?,
    }
    let number = give_number(chair, series, None, None)?;
    let registered = Event::Registered {
        paper,
        number: number.clone(),
        on: chair.sitting.today,
        kind: held.card.kind.as_ref().map(|kind| kind.value.clone()),
        late,
        reserved: false,
        first: false,
        bodies: Vec::new(),
        addressed: None,
    };
    Ok((registered, number))
}
