//! Founding the office; officers, levels, the file plan.

use std::collections::{BTreeMap, BTreeSet};

use super::chair::{Chair, at_most, required};
use crate::act::{ALIASES_MAX, Act, LEVELS_MAX};
use crate::calendar::OFFICE_CALENDAR;
use crate::event::{DoorChange, Event};
use crate::house::{Capacity, Duty, House, Level, Series};
use crate::ids::{CalendarId, DeskId, MandateId, OfficerId, SeriesId};
use crate::refusal::{Counted, Refusal, Thing, Written};

pub(super) fn found(chair: &Chair<'_>, act: &Act) -> Result<Vec<Event>, Refusal> {
    let Act::Found { office, name, zone, levels, officer_name, desks, series, calendar } = act else {
        return Ok(Vec::new());
    };
    required(Written::Name, name)?;
    required(Written::Name, officer_name)?;
    required(Written::Zone, zone)?;
    check_levels(levels)?;
    let mut events = vec![
        Event::OfficeFounded { office: *office, name: name.clone(), zone: zone.clone() },
        Event::LevelsSet { levels: levels.clone() },
    ];
    let highest = levels.last().ok_or(Refusal::NoLevels)?.id.clone();
    events.push(Event::OfficerAdded {
        officer: chair.sitting.officer.clone(),
        name: officer_name.clone(),
        aliases: Vec::new(),
        cleared_to: highest,
        duties: BTreeSet::from([Duty::Administrator]),
    });
    events.extend(first_desks(chair, desks)?);
    events.extend(first_series(levels, desks, series)?);
    if let Some(facts) = calendar {
        super::calendars::check(facts)?;
        let known = CalendarId::new(OFFICE_CALENDAR).ok();
        events.extend(known.map(|calendar| Event::CalendarSet { calendar, facts: facts.clone() }));
    }
    Ok(events)
}

fn first_desks(chair: &Chair<'_>, desks: &[(DeskId, String)]) -> Result<Vec<Event>, Refusal> {
    let mut events = Vec::new();
    let mut taken = BTreeSet::new();
    for (desk, name) in desks {
        required(Written::Name, name)?;
        if !taken.insert(desk) {
            return Err(Refusal::Taken { what: Thing::Desk, code: desk.to_string() });
        }
        events.push(Event::DeskAdded { desk: desk.clone(), name: name.clone(), aliases: Vec::new(), above: None });
    }
    for (no, (desk, _)) in desks.iter().enumerate() {
        // A mandate's code has no rule but to be its own; a founding's are numbered.
        let Ok(mandate) = MandateId::new(format!("founding-{}", no + 1)) else { continue };
        events.push(Event::MandateGiven {
            mandate,
            officer: chair.sitting.officer.clone(),
            desk: desk.clone(),
            capacity: Capacity::Holder,
            from: chair.sitting.at,
            until: None,
            instead_of: None,
        });
    }
    Ok(events)
}

/// The first series are checked against the house that the founding makes.
fn first_series(
    levels: &[Level],
    desks: &[(DeskId, String)],
    series: &[(SeriesId, Series)],
) -> Result<Vec<Event>, Refusal> {
    let desk = |name: &String| crate::house::Desk {
        name: name.clone(),
        aliases: vec![],
        above: None,
        closed: None,
        calendar: None,
        private_office: None,
    };
    let mut house = House {
        levels: levels.to_vec(),
        desks: desks.iter().map(|(id, name)| (id.clone(), desk(name))).collect::<BTreeMap<_, _>>().into(),
        ..House::default()
    };
    let mut events = Vec::new();
    for (id, facts) in series {
        super::series::check_opening(&house, id, facts)?;
        house.series.insert(id.clone(), facts.clone());
        events.push(super::series::opened(id, facts));
    }
    Ok(events)
}

pub(super) fn decide(chair: &Chair<'_>, act: &Act) -> Result<Vec<Event>, Refusal> {
    if let Act::ChangeDoor { officer, change } = act {
        return change_door(chair, officer, change);
    }
    chair.administrator()?;
    let event = match act {
        Act::RenameOffice { name } => {
            required(Written::Name, name)?;
            if chair.house.founding.as_ref().is_some_and(|founding| founding.name == *name) {
                return Err(Refusal::SameFacts);
            }
            Event::OfficeRenamed { name: name.clone() }
        }
        Act::SetLevels { levels } => set_levels(chair, levels)?,
        Act::SetFilePlan { code, title } => {
            required(Written::Code, code)?;
            required(Written::Title, title)?;
            Event::FilePlanSet { code: code.clone(), title: title.clone() }
        }
        Act::AddOfficer { officer, name, aliases, cleared_to, duties } => {
            if chair.house.officers.contains_key(officer) {
                return Err(Refusal::Taken { what: Thing::Officer, code: officer.to_string() });
            }
            required(Written::Name, name)?;
            check_aliases(aliases)?;
            chair.level(cleared_to)?;
            Event::OfficerAdded {
                officer: officer.clone(),
                name: name.clone(),
                aliases: aliases.clone(),
                cleared_to: cleared_to.clone(),
                duties: duties.clone(),
            }
        }
        Act::ChangeOfficer { .. } => change_officer(chair, act)?,
        Act::SuspendOfficer { officer, reason } => {
            chair.active(officer)?;
            required(Written::Reason, reason)?;
            keeps_an_administrator(chair, officer)?;
            Event::OfficerSuspended { officer: officer.clone(), reason: reason.clone() }
        }
        Act::ReinstateOfficer { officer } => {
            let known = chair.house.officers.get(officer);
            let known = known.ok_or_else(|| Refusal::NoOfficer { officer: officer.clone() })?;
            if known.suspended.is_none() {
                return Err(Refusal::NotSuspended { officer: officer.clone() });
            }
            Event::OfficerReinstated { officer: officer.clone() }
        }
        _ => return Ok(Vec::new()),
    };
    Ok(vec![event])
}

/// An officer's own door is the officer's affair; another's is the administrators'.
fn change_door(chair: &Chair<'_>, officer: &OfficerId, change: &DoorChange) -> Result<Vec<Event>, Refusal> {
    if *officer != chair.sitting.officer {
        // Whoever named the address for another would read what that one may see.
        if *change == DoorChange::AddressGiven {
            return Err(Refusal::AddressOfAnother { officer: officer.clone() });
        }
        chair.administrator()?;
    }
    if !chair.house.officers.contains_key(officer) {
        return Err(Refusal::NoOfficer { officer: officer.clone() });
    }
    if let DoorChange::TokenMade { token, scopes } = change {
        required(Written::Token, token)?;
        at_most(Counted::Scopes, scopes.len(), ALIASES_MAX)?;
    }
    Ok(vec![Event::DoorChanged { officer: officer.clone(), change: change.clone() }])
}

fn change_officer(chair: &Chair<'_>, act: &Act) -> Result<Event, Refusal> {
    let Act::ChangeOfficer { officer, name, aliases, cleared_to, duties } = act else {
        return Err(Refusal::NotFounded);
    };
    let known = chair.house.officers.get(officer).ok_or_else(|| Refusal::NoOfficer { officer: officer.clone() })?;
    if let Some(name) = name {
        required(Written::Name, name)?;
    }
    check_aliases(aliases.as_deref().unwrap_or_default())?;
    if let Some(level) = cleared_to {
        chair.level(level)?;
    }
    let duties = duties.as_ref().unwrap_or(&known.duties);
    if !duties.contains(&Duty::Administrator) && known.duties.contains(&Duty::Administrator) {
        keeps_an_administrator(chair, officer)?;
    }
    Ok(Event::OfficerChanged {
        officer: officer.clone(),
        name: name.as_ref().unwrap_or(&known.name).clone(),
        aliases: aliases.as_ref().unwrap_or(&known.aliases).clone(),
        cleared_to: cleared_to.as_ref().unwrap_or(&known.cleared_to).clone(),
        duties: duties.clone(),
    })
}

fn keeps_an_administrator(chair: &Chair<'_>, without: &OfficerId) -> Result<(), Refusal> {
    if chair.house.administrators().any(|officer| officer != without) {
        Ok(())
    } else {
        Err(Refusal::LastAdministrator { officer: without.clone() })
    }
}

fn set_levels(chair: &Chair<'_>, levels: &[Level]) -> Result<Event, Refusal> {
    check_levels(levels)?;
    // Papers bear levels by their codes, so a code once on the scale stays there.
    match chair.house.levels.iter().find(|known| !levels.iter().any(|level| level.id == known.id)) {
        Some(gone) => Err(Refusal::LevelInUse { level: gone.id.clone() }),
        None => Ok(Event::LevelsSet { levels: levels.to_vec() }),
    }
}

fn check_levels(levels: &[Level]) -> Result<(), Refusal> {
    if levels.is_empty() {
        return Err(Refusal::NoLevels);
    }
    at_most(Counted::Levels, levels.len(), LEVELS_MAX)?;
    let mut taken = BTreeSet::new();
    for level in levels {
        required(Written::Name, &level.name)?;
        for word in &level.words {
            required(Written::Words, word)?;
        }
        if !taken.insert(&level.id) {
            return Err(Refusal::Taken { what: Thing::Level, code: level.id.to_string() });
        }
    }
    Ok(())
}

pub(super) fn check_aliases(aliases: &[String]) -> Result<(), Refusal> {
    at_most(Counted::Aliases, aliases.len(), ALIASES_MAX)?;
    aliases.iter().try_for_each(|alias| required(Written::Alias, alias))
}
