//! Desks and mandates.

use super::chair::{Chair, required};
use super::officers::check_aliases;
use crate::act::Act;
use crate::event::Event;
use crate::house::{Capacity, TwoPersonsFor};
use crate::ids::{DeskId, OfficerId};
use crate::moment::Moment;
use crate::refusal::{DecisionRefusal, DossierRefusal, HandingRefusal, Refusal, Thing, Written};

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
            if chair.known.dossiers_at_desk > 0 {
                let (desk, dossiers) = (desk.clone(), chair.known.dossiers_at_desk);
                return Err(DossierRefusal::DeskKeepsDossiers { desk, dossiers }.into());
            }
            if let Some((series, _)) = chair.house.series_kept_by(desk).find(|(_, series)| series.closed.is_none()) {
                return Err(Refusal::DeskKeepsSeries { desk: desk.clone(), series: series.clone() });
            }
            Event::DeskClosed { desk: desk.clone(), reason: reason.clone() }
        }
        Act::SetPrivateOffice { desk, office } => {
            let known = chair.open_desk(desk)?;
            if let Some(office) = office {
                chair.open_desk(office)?;
                if office == desk {
                    return Err(Refusal::DeskAboveItself { desk: desk.clone() });
                }
            }
            if known.private_office == *office {
                return Err(DecisionRefusal::RuleSame.into());
            }
            Event::PrivateOfficeSet { desk: desk.clone(), office: office.clone() }
        }
        Act::SetTwoPersons { of, holds, reason } => {
            match of {
                TwoPersonsFor::Series(series) => drop(chair.open_series(series)?),
                TwoPersonsFor::Level(level) => drop(chair.level(level)?),
            }
            required(Written::Reason, reason)?;
            if chair.house.two_persons.holds(of) == *holds {
                return Err(DecisionRefusal::RuleSame.into());
            }
            Event::TwoPersonsSet { of: of.clone(), holds: *holds, reason: reason.clone() }
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
            super::handing::may_end(chair, mandate, known, until)?;
            Event::MandateEnded { mandate: mandate.clone(), until, reason: reason.clone() }
        }
        _ => return Ok(Vec::new()),
    };
    Ok(vec![event])
}

fn give_mandate(chair: &Chair<'_>, act: &Act) -> Result<Event, Refusal> {
    let Act::GiveMandate { mandate, officer, desk, capacity, from, until, instead_of } = act else {
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
    let instead_of = match capacity {
        Capacity::Holder if instead_of.is_some() => return Err(HandingRefusal::HolderStandsIn.into()),
        Capacity::Holder => None,
        Capacity::Substitute => stood_in_for(chair, officer, desk, instead_of.as_ref(), from)?,
    };
    Ok(Event::MandateGiven {
        mandate: mandate.clone(),
        officer: officer.clone(),
        desk: desk.clone(),
        capacity: *capacity,
        from,
        until: *until,
        instead_of,
    })
}

/// For whom a substitute stands in: the holder named, or the only one. A desk that nobody holds has nobody to be stood in
/// for; one that a substitute alone acts for is not given a substitute of that one.
fn stood_in_for(
    chair: &Chair<'_>,
    officer: &OfficerId,
    desk: &DeskId,
    named: Option<&OfficerId>,
    from: Moment,
) -> Result<Option<OfficerId>, Refusal> {
    let holders = chair.house.holders_of(desk, from);
    let substitutes = chair.house.of_capacity(desk, Capacity::Substitute, from);
    let of_substitute =
        |one: &OfficerId| HandingRefusal::SubstituteOfSubstitute { officer: one.clone(), desk: desk.clone() };
    match named {
        Some(named) if named == officer => Err(HandingRefusal::InsteadOfOneself { officer: officer.clone() }.into()),
        Some(named) if holders.contains(named) => Ok(Some(named.clone())),
        Some(named) if substitutes.contains(named) => Err(of_substitute(named).into()),
        Some(named) => Err(HandingRefusal::NotHolderOfDesk { officer: named.clone(), desk: desk.clone() }.into()),
        None if holders.is_empty() => match substitutes.into_iter().find(|one| *one != officer) {
            Some(other) => Err(of_substitute(other).into()),
            None => Ok(None),
        },
        None => {
            let mut others = holders.into_iter().filter(|holder| *holder != officer);
            Ok(others.next().filter(|_| others.next().is_none()).cloned())
        }
    }
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
