//! Calendars: on which days an office works.
//!
//! They are an administrator's, holidays too: a calendar says how long everybody in the house has, also for what those who
//! keep a registry may not see, so whoever changes it answers for the house and not for a desk.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::chair::{Chair, required};
use crate::act::{
    Act, CALENDARS_MAX, DAYS_WORKED_PER_CALENDAR_MAX, HOLIDAYS_PER_CALENDAR_MAX, YEARLY_HOLIDAYS_PER_CALENDAR_MAX,
};
use crate::calendar::{Calendar, DayKind, DayOfWeek, Yearly};
use crate::event::Event;
use crate::ids::CalendarId;
use crate::refusal::{CalendarList, CalendarRefusal, Refusal, Thing, Written};

pub(super) fn decide(chair: &Chair<'_>, act: &Act) -> Result<Vec<Event>, Refusal> {
    chair.administrator()?;
    let event = match act {
        Act::SetCalendar { calendar, facts, over } => {
            let known = chair.house.calendars.get(calendar);
            // Whoever sets a calendar whole from what they saw does not undo what another put in since.
            if over.is_some_and(|over| known.map(Calendar::digest) != Some(over)) {
                return Err(CalendarRefusal::CalendarChanged { calendar: calendar.clone() }.into());
            }
            if known == Some(facts) {
                return Err(Refusal::SameFacts);
            }
            if known.is_none() && chair.house.calendars.len() >= CALENDARS_MAX {
                return Err(CalendarRefusal::CalendarsFull { count_max: CALENDARS_MAX }.into());
            }
            check(facts)?;
            Event::CalendarSet { calendar: calendar.clone(), facts: facts.clone() }
        }
        Act::AddHoliday { calendar, date, name } => add(known(chair, calendar)?, calendar, *date, name)?,
        Act::RemoveHoliday { calendar, date, reason } => remove(known(chair, calendar)?, calendar, *date, reason)?,
        _ => return Ok(Vec::new()),
    };
    Ok(vec![event])
}

/// A calendar that is there.
pub(super) fn known<'a>(chair: &Chair<'a>, calendar: &CalendarId) -> Result<&'a Calendar, Refusal> {
    let absent = || Refusal::Absent { what: Thing::Calendar, code: calendar.to_string() };
    chair.house.calendars.get(calendar).ok_or_else(absent)
}

fn add(known: &Calendar, calendar: &CalendarId, date: Date, name: &str) -> Result<Event, Refusal> {
    required(Written::Name, name)?;
    let calendar = calendar.clone();
    match known.kind_of(date) {
        DayKind::Exchanged(reason) => {
            return Err(CalendarRefusal::DayExchanged { calendar, date, reason: reason.to_owned() }.into());
        }
        DayKind::Holiday(name) => {
            return Err(CalendarRefusal::HolidayHeld { calendar, date, name: name.to_owned() }.into());
        }
        DayKind::Worked | DayKind::Weekend => {}
    }
    room(CalendarList::Holidays, known.holidays.len() + 1, HOLIDAYS_PER_CALENDAR_MAX)?;
    Ok(Event::HolidayAdded { calendar, date, name: name.to_owned() })
}

fn remove(known: &Calendar, calendar: &CalendarId, date: Date, reason: &str) -> Result<Event, Refusal> {
    required(Written::Reason, reason)?;
    let calendar = calendar.clone();
    if !known.holidays.contains_key(&date) {
        return Err(match known.yearly.iter().find(|yearly| yearly.falls_on(date)) {
            Some(yearly) => CalendarRefusal::HolidayYearly { calendar, date, name: yearly.name.clone() },
            None => CalendarRefusal::NotHoliday { calendar, date },
        }
        .into());
    }
    Ok(Event::HolidayRemoved { calendar, date, reason: reason.to_owned() })
}

/// That a calendar can be kept as it is given.
pub(super) fn check(facts: &Calendar) -> Result<(), Refusal> {
    required(Written::Name, &facts.name)?;
    if facts.weekend.len() == DayOfWeek::ALL.len() {
        return Err(CalendarRefusal::WeekWithoutWork.into());
    }
    room(CalendarList::Holidays, facts.holidays.len(), HOLIDAYS_PER_CALENDAR_MAX)?;
    room(CalendarList::Yearly, facts.yearly.len(), YEARLY_HOLIDAYS_PER_CALENDAR_MAX)?;
    room(CalendarList::Worked, facts.working.len(), DAYS_WORKED_PER_CALENDAR_MAX)?;
    for name in facts.holidays.values() {
        required(Written::Name, name)?;
    }
    for (date, reason) in &facts.working {
        // Shorter than other reasons: it stands in the line of a day, as a holiday's name does.
        required(Written::Name, reason)?;
        if facts.holidays.contains_key(date) {
            return Err(CalendarRefusal::HolidayWorked { date: *date }.into());
        }
    }
    facts.yearly.iter().try_for_each(check_yearly)?;
    let mut kept = BTreeSet::new();
    match facts.yearly.iter().find(|yearly| !kept.insert((yearly.month, yearly.day, yearly.from, yearly.until))) {
        Some(twice) => {
            Err(Refusal::Taken { what: Thing::Holiday, code: format!("--{:02}-{:02}", twice.month, twice.day) })
        }
        None => Ok(()),
    }
}

fn check_yearly(yearly: &Yearly) -> Result<(), Refusal> {
    required(Written::Name, &yearly.name)?;
    let (month, day) = (yearly.month, yearly.day);
    // A leap year has every day that a year can have.
    if Date::new(2000, month, day).is_err() {
        return Err(CalendarRefusal::NoSuchDay { month, day }.into());
    }
    match (yearly.from, yearly.until) {
        (Some(from), Some(until)) if until < from => {
            Err(CalendarRefusal::YearsUpsideDown { name: yearly.name.clone(), from, until }.into())
        }
        _ => Ok(()),
    }
}

fn room(list: CalendarList, count: usize, count_max: usize) -> Result<(), Refusal> {
    if count > count_max {
        return Err(CalendarRefusal::CalendarFull { list, count, count_max }.into());
    }
    Ok(())
}
