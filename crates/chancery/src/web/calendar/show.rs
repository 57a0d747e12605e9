//! `GET /calendar`: the calendar one works by, or another of the house, in a year.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use jiff::civil::Date;
use maud::Markup;
use phrases::{html, say};
use procedure::calendar::{Calendar, DayKind, DayOfWeek, OFFICE_CALENDAR, Yearly};
use procedure::house::House;
use procedure::ids::{CalendarId, OfficerId};
use serde::Deserialize;

use super::months;
use crate::web::app::App;
use crate::web::bag;
use crate::web::choices;
use crate::web::help::Help;
use crate::web::refused::{self, Answer};
use crate::web::seat::{Seat, escaped};
use crate::web::shell::{self, Place};
use crate::web::words;

/// The calendar and the year asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ask {
    calendar: String,
    year: String,
    /// The entry that was just made.
    done: Option<u64>,
}

/// What is drawn.
struct View<'a> {
    house: &'a House,
    id: &'a CalendarId,
    calendar: &'a Calendar,
    /// 1 January of the year.
    first: Date,
    /// Whether the one who looks may change calendars.
    changes: bool,
}

/// `GET /calendar`
pub(crate) async fn get(State(app): State<App>, seat: Seat, Query(ask): Query<Ask>) -> Answer {
    let (house, today) = (app.office.house(), app.office.today());
    let asked = ask.year.trim();
    let year = if asked.is_empty() { Ok(today.year()) } else { asked.parse::<i16>() };
    let Some(first) = year.ok().filter(|year| *year >= 1).and_then(|year| Date::new(year, 1, 1).ok()) else {
        return Ok(refused::unreadable(&say!("“{asked}” is no year. Write 1951.")));
    };
    let changes = house.is_administrator(&seat.officer);
    let asked = ask.calendar.trim();
    let known = match asked.is_empty() {
        true => own(&house, &seat.officer, &app),
        false => house.calendars.iter().find(|(id, _)| id.as_str() == asked),
    };
    let body = match known {
        Some((id, calendar)) => draw(&View { house: &house, id, calendar, first, changes }, &ask, today),
        None if asked.is_empty() => none(changes),
        None => return Ok(refused::absent()),
    };
    Ok(shell::helped(&seat, Place::Calendar, say!("Calendar"), Help::Calendar, &body))
}

/// The calendar by which an officer works: that of a desk acted for, else the office's, else the first there is.
fn own<'a>(house: &'a House, officer: &OfficerId, app: &App) -> Option<(&'a CalendarId, &'a Calendar)> {
    let desks = house.desks_of(officer, app.office.now());
    let works_by = desks.into_iter().find_map(|desk| house.calendar_id_of(desk));
    let office = || house.calendars.keys().find(|id| id.as_str() == OFFICE_CALENDAR);
    let id = works_by.or_else(office).or_else(|| house.calendars.keys().next())?;
    house.calendars.get_key_value(id)
}

/// The address of a calendar in a year.
pub(super) fn place(calendar: &str, year: i16) -> String {
    format!("/calendar?calendar={}&year={year}", escaped(calendar))
}

fn none(changes: bool) -> Markup {
    html! {
        h1 { "Calendar" }
        p.empty { "There is no calendar: every day counts as worked. Once one is set, the year stands here, with its free days, and what is counted in working days goes by it." }
        @if changes { h2 { "Make it" } (set(OFFICE_CALENDAR, None, say!("Make the calendar"))) }
        @else { p.soft { "An administrator makes one." } }
    }
}

fn draw(view: &View<'_>, ask: &Ask, today: Date) -> Markup {
    let (year, View { calendar, id, .. }) = (view.first.year(), view);
    let days: Vec<Date> = days(view.first);
    let worked = days.iter().filter(|day| calendar.is_working(**day)).count();
    html! {
        @if let Some(entry) = ask.done { div.done role="status" { p { "The calendar was changed." } p.soft { "Entry " (entry) " of the record." } } }
        p.under { span { "Calendar" } span.code { (id) } }
        h1 { (calendar.name) ", " (year) }
        p.under {
            span { (free_each_week(calendar)) }
            span { b { (worked) } " of " (days.len()) " days are worked" }
        }
        (which(view))
        (months::year(calendar, view.first, today))
        div.two.calendar {
            div { (holidays(view, &days)) (worked_all_the_same(calendar, &days)) }
            aside { (desks(view)) @if view.changes { (acts(view)) } }
        }
    }
}

fn free_each_week(calendar: &Calendar) -> String {
    let days: Vec<String> = calendar.weekend.iter().map(|day| day.said().to_owned()).collect();
    match days.as_slice() {
        [] => say!("No day of the week is free").to_owned(),
        [one] => say!("{one} is free each week"),
        [most @ .., last] => say!("{} and {last} are free each week", most.join(", ")),
    }
}

/// The days of a year.
fn days(first: Date) -> Vec<Date> {
    first.series(jiff::Span::new().days(1)).take_while(|day| day.year() == first.year()).collect()
}

/// Which calendar, which year.
fn which(view: &View<'_>) -> Markup {
    let year = view.first.year();
    html! {
        form.filters action="/calendar" aria-label="Calendar and year" {
            @if view.house.calendars.len() > 1 {
                label { "Calendar" select name="calendar" {
                    @for (id, known) in &view.house.calendars { option value=(id) selected[id == view.id] { (known.name) } }
                } }
            } @else { input type="hidden" name="calendar" value=(view.id); }
            label { "Year" input.day type="text" inputmode="numeric" name="year" value=(year) autocomplete="off"; }
            button.plain { "Show it" }
            @if year > 1 { a rel="prev" href=(place(view.id.as_str(), year - 1)) { (year - 1) } }
            @if year < Date::MAX.year() { a rel="next" href=(place(view.id.as_str(), year + 1)) { (year + 1) } }
        }
    }
}

fn holidays(view: &View<'_>, days: &[Date]) -> Markup {
    let calendar = view.calendar;
    let free = days.iter().filter_map(|day| match calendar.kind_of(*day) {
        DayKind::Holiday(name) => Some((*day, name)),
        _ => None,
    });
    let free: Vec<(Date, &str)> = free.collect();
    html! {
        h2 #holidays { "Holidays in " (view.first.year()) }
        @if free.is_empty() {
            p.soft { "None. A holiday of one date, or of each year, stands here once it is set; free days of the week are no holidays." }
        } @else {
            div.wide-table role="group" aria-label="Holidays" tabindex="0" { table.lines {
                thead { tr { th scope="col" { "Day" } th scope="col" { "Holiday" } th scope="col" { "Kept" } @if view.changes { th scope="col" { span.aside { "Act" } } } } }
                tbody { @for (day, name) in free { tr {
                    td.d { (words::day_tag(day)) ", " (DayOfWeek::of(day).said()) }
                    td { (name) }
                    td { @match calendar.holidays.contains_key(&day) { true => "once", false => (kept(calendar, day)) } }
                    @if view.changes { td { @if calendar.holidays.contains_key(&day) { (take_out(view, day)) } } }
                } } }
            } }
        }
    }
}

/// Since when and until when a holiday of each year is kept.
fn kept(calendar: &Calendar, day: Date) -> String {
    match calendar.yearly.iter().find(|one| one.falls_on(day)) {
        Some(Yearly { from: Some(from), until: Some(until), .. }) => say!("each year, {from} to {until}"),
        Some(Yearly { from: Some(from), .. }) => say!("each year since {from}"),
        Some(Yearly { until: Some(until), .. }) => say!("each year until {until}"),
        _ => say!("each year").to_owned(),
    }
}

fn worked_all_the_same(calendar: &Calendar, days: &[Date]) -> Markup {
    let exchanged: BTreeMap<&Date, &String> =
        days.iter().filter_map(|day| calendar.working.get_key_value(day)).collect();
    html! {
        @if !exchanged.is_empty() {
            h2 #worked { "Worked all the same" }
            ul.notes { @for (day, reason) in exchanged {
                li.held { (words::day_tag(*day)) ", " (DayOfWeek::of(*day).said()) ": " (reason) }
            } }
        }
    }
}

fn desks(view: &View<'_>) -> Markup {
    let house = view.house;
    let open = choices::desks(house);
    let by: Vec<_> = open.filter(|(id, _)| house.calendar_id_of(id) == Some(view.id)).collect();
    html! {
        h2 #desks { "Desks that work by it" }
        @if by.is_empty() { p.soft { "None. A desk works by its own calendar, else by that of the desk above it, else by the one called " span.code { (OFFICE_CALENDAR) } "." } }
        @else { ul.plain { @for (_, desk) in by { li {
            (desk.name)
            @if desk.calendar.is_none() { span.soft { @if view.id.as_str() == OFFICE_CALENDAR { " (the office’s)" } @else { " (as the desk above)" } } }
        } } } }
    }
}

/// What every form carries: the calendar, the year it was drawn for, and a key of its own.
fn carried(calendar: &str, year: i16) -> Markup {
    html! {
        input type="hidden" name="calendar" value=(calendar);
        input type="hidden" name="year" value=(year);
        input type="hidden" name="key" value=(bag::key());
    }
}

fn take_out(view: &View<'_>, day: Date) -> Markup {
    html! {
        details.way.no-print {
            summary { "Take it out" span.aside { ": " (words::day(day)) } }
            form method="post" action="/calendar/holiday/take-out" {
                (carried(view.id.as_str(), view.first.year()))
                input type="hidden" name="date" value=(day);
                label { "Why" input type="text" name="reason" required; }
                button.small.plain { "It is worked" }
            }
        }
    }
}

fn acts(view: &View<'_>) -> Markup {
    html! {
        h2 #acts { "What can be done" }
        details.act.no-print open {
            summary { "Add a holiday" }
            form method="post" action="/calendar/holiday" {
                (carried(view.id.as_str(), view.first.year()))
                label { "Date" input.day type="text" name="date" placeholder="25 December" autocomplete="off" required; }
                label { "Name" input type="text" name="name" required; }
                p.hint { "What is counted in working days over that date has a day more." }
                button.small { "It is a holiday" }
            }
        }
        details.act.no-print {
            summary { "Change name and free days of the week" }
            (set(view.id.as_str(), Some((view.calendar, view.first.year())), say!("Set the calendar")))
        }
        p.hint { "Holidays of each year, days exchanged, files of holidays, and which desk works by which calendar: " span.code { "chancery calendar" } ", " span.code { "chancery desk" } "." }
    }
}

/// The form that makes a calendar, or changes its name and its week.
fn set(calendar: &str, known: Option<(&Calendar, i16)>, button: &str) -> Markup {
    let free = |day: DayOfWeek| match known {
        Some((known, _)) => known.weekend.contains(&day),
        None => matches!(day, DayOfWeek::Saturday | DayOfWeek::Sunday),
    };
    html! {
        form method="post" action="/calendar/set" {
            (carried(calendar, known.map_or(0, |(_, year)| year)))
            @if let Some((known, _)) = known { input type="hidden" name="over" value=(known.digest()); }
            label { "Name" input type="text" name="name" value=(known.map_or(say!("Office"), |(known, _)| known.name.as_str())) required; }
            fieldset {
                legend { "Free each week" }
                @for (day, name) in DayOfWeek::ALL {
                    label.line { input type="checkbox" name=(name) value="free" checked[free(day)]; (day.said()) }
                }
            }
            button.small { (button) }
        }
    }
}
