//! Desks and mandates.

use super::chair::{Chair, required};
use super::officers::check_aliases;
use crate::act::Act;
use crate::event::Event;
use crate::ids::DeskId;
use crate::refusal::{Refusal, Thing, Written};

pub(super) fn decide(chair: &Chair<'_>, act: &Act) -> Result<Vec<Event>, Refusal> {
    chair.administrator()?;
    let event = match act {
        Act::AddDesk { desk, name, aliases, above } => {
            if chair.house.desks.contains_key(desk) {
                return Err(Refusal::Taken { what: Thing::Desk, code: desk.to_string() });
            }
            check_desk(chair, desk, name, aliases, above.as_ref())?;
            Event::DeskAdded { desk: desk.clone(), name: name.clone(), aliases: aliases.clone(), above: above.clone() }
        }
        Act::ChangeDesk { desk, name, aliases, above, calendar } => {
            let known = chair.open_desk(desk)?;
            let name = name.as_ref().unwrap_or(&known.name);
            let aliases = aliases.as_ref().unwrap_or(&known.aliases);
            let above = above.as_ref().unwrap_or(&known.above).as_ref();
            check_desk(chair, desk, name, aliases, above)?;
            let calendar = calendar.as_ref().unwrap_or(&known.calendar).as_ref();
            calendar.map(|calendar| super::calendars::known(chair, calendar)).transpose()?;
            Event::DeskChanged {
                desk: desk.clone(),
                name: name.clone(),
                aliases: aliases.clone(),
                above: above.cloned(),
                calendar: calendar.cloned(),
            }
        }
        Act::CloseDesk { desk, reason } => {
            chair.open_desk(desk)?;
            required(Written::Reason, reason)?;
            if chair.known.waiting_at_desk > 0 {
                return Err(Refusal::DeskHasWork { desk: desk.clone(), waiting: chair.known.waiting_at_desk });
            }
            if let Some((series, _)) =
                chair.house.series.iter().find(|(_, series)| series.registry == *desk && series.closed.is_none())
            {
                return Err(Refusal::DeskKeepsSeries { desk: desk.clone(), series: series.clone() });
            }
            Event::DeskClosed { desk: desk.clone(), reason: reason.clone() }
        }
        Act::GiveMandate { .. } => give_mandate(chair, act)?,
        Act::EndMandate { mandate, until, reason } => {
            let absent = || Refusal::Absent { what: Thing::Mandate, code: mandate.to_string() };
            let known = chair.house.mandates.get(mandate).ok_or_else(absent)?;
            required(Written::Reason, reason)?;
            if let Some(ended) = known.until.filter(|ended| *ended <= chair.sitting.at) {
                return Err(Refusal::MandateEnded { mandate: mandate.clone(), until: ended });
            }
            // What was done under it stays lawful: it never ends earlier than now. And no end makes it longer.
            let until = until.unwrap_or(chair.sitting.at).max(chair.sitting.at);
            if let Some(sooner) = known.until.filter(|ends| *ends <= until) {
                return Err(Refusal::MandateEndsSooner { mandate: mandate.clone(), until: sooner });
            }
            Event::MandateEnded { mandate: mandate.clone(), until, reason: reason.clone() }
        }
        _ => return Ok(Vec::new()),
    };
    Ok(vec![event])
}

fn give_mandate(chair: &Chair<'_>, act: &Act) -> Result<Event, Refusal> {
    let Act::GiveMandate { mandate, officer, desk, capacity, from, until } = act else {
        return Err(Refusal::NotFounded);
    };
    if chair.house.mandates.contains_key(mandate) {
        return Err(Refusal::Taken { what: Thing::Mandate, code: mandate.to_string() });
    }
    chair.active(officer)?;
    chair.open_desk(desk)?;
    // Nobody acts, or acted, under a mandate before it was given.
    let from = from.unwrap_or(chair.sitting.at).max(chair.sitting.at);
    if until.is_some_and(|until| until <= from) {
        return Err(Refusal::EndsBeforeBegin);
    }
    Ok(Event::MandateGiven {
        mandate: mandate.clone(),
        officer: officer.clone(),
        desk: desk.clone(),
        capacity: *capacity,
        from,
        until: *until,
    })
}

fn check_desk(
    chair: &Chair<'_>,
    desk: &DeskId,
    name: &str,
    aliases: &[String],
    above: Option<&DeskId>,
) -> Result<(), Refusal> {
    required(Written::Name, name)?;
    check_aliases(aliases)?;
    let Some(above) = above else { return Ok(()) };
    chair.open_desk(above)?;
    if above == desk || chair.house.above(above).contains(&desk) {
        return Err(Refusal::DeskAboveItself { desk: desk.clone() });
    }
    Ok(())
}
