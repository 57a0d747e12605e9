//! `GET /register/book`: the book of a series' year as it is printed and bound: every number in its order, the void ones
//! with their reason, and under each paper what was put right since.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::response::Response;
use maud::{Markup, html};
use procedure::event::Event;
use procedure::house::House;
use procedure::ids::{OfficerId, PaperId, SeriesId};
use procedure::moment::Moment;
use procedure::sight::Sight;
use register::{BookCount, Cursor, ListQuery, ListRow, Order, Viewer};
use serde::Deserialize;

use super::register_list::{count, head, line, list};
use crate::office::TrailLine;
use crate::web::app::App;
use crate::web::paper::told::Telling;
use crate::web::paper::trail;
use crate::web::refused::{Answer, Trouble};
use crate::web::seat::{Seat, escaped};
use crate::web::shell::{self, Place};
use crate::web::words;

/// Numbers of one part: some fifteen sheets of A4, which a browser sets without trouble.
const BOOK_PART_NUMBERS: usize = 400;

/// Which book, and from where.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ask {
    series: String,
    year: String,
    after: String,
    part: Option<u32>,
}

/// A part of a book as an officer sees it.
struct Part {
    rows: Vec<ListRow>,
    next: Option<Cursor>,
    corrections: BTreeMap<PaperId, Vec<Correction>>,
    count: BookCount,
}

/// What one entry put right on a paper, when and by whom.
struct Correction {
    at: Moment,
    by: OfficerId,
    says: Vec<String>,
}

/// `GET /register/book`
pub(crate) async fn get(State(app): State<App>, seat: Seat, Query(ask): Query<Ask>) -> Answer {
    let house = app.office.house();
    let series = house.series.keys().find(|known| known.as_str().eq_ignore_ascii_case(ask.series.trim())).cloned();
    let (Some(series), Ok(year)) = (series, ask.year.trim().parse::<i16>()) else { return Ok(choose(&seat, &ask)) };
    let (officer, asked) = (seat.officer.clone(), series.clone());
    let after = Some(ask.after.clone()).filter(|after| !after.is_empty()).map(Cursor::new);
    let part = app.apart(move |app| gather(app, &officer, &asked, year, after)).await?;
    Ok(draw(&seat, &house, &series, year, ask.part.unwrap_or(1).max(1), &part))
}

fn gather(
    app: &App,
    officer: &OfficerId,
    series: &SeriesId,
    year: i16,
    mut after: Option<Cursor>,
) -> Result<Part, Trouble> {
    let mut rows: Vec<ListRow> = Vec::new();
    let next = loop {
        let limit = BOOK_PART_NUMBERS - rows.len();
        let (series, order) = (Some(series.clone()), Order::Number);
        let query = ListQuery { series, year: Some(year), order, after, limit, ..ListQuery::default() };
        let page = list(app, officer, &query)?;
        rows.extend(page.rows);
        after = page.next;
        if after.is_none() || rows.len() >= BOOK_PART_NUMBERS {
            break after;
        }
    };
    let viewer = app.office.viewer(officer);
    let mut corrections = BTreeMap::new();
    for paper in rows.iter().filter(|row| row.sight >= Sight::Card).filter_map(|row| row.paper) {
        let lines = app.office.trail(&viewer, &paper)?;
        if lines.iter().any(|line| line.events.iter().any(puts_right)) {
            corrections.insert(paper, told(app, &viewer, &paper, lines)?);
        }
    }
    let last_day = jiff::civil::Date::new(year, 12, 31).unwrap_or_else(|_| app.office.today());
    let count = app.office.reads()?.book(&viewer, series, last_day)?;
    Ok(Part { rows, next, corrections, count })
}

/// The corrections of a trail, each told with what stood there before.
fn told(app: &App, viewer: &Viewer, id: &PaperId, lines: Vec<TrailLine>) -> Result<Vec<Correction>, Trouble> {
    let reads = app.office.reads()?;
    let (Some(seen), links) = (reads.paper(viewer, id)?, reads.links(viewer, id)?) else { return Ok(Vec::new()) };
    let (house, zone) = (app.office.house(), app.office.zone());
    let mut telling = Telling::of(&house, &zone, &seen.paper, &links);
    let mut corrections = Vec::new();
    for line in lines {
        let (right, others): (Vec<Event>, Vec<Event>) = line.events.into_iter().partition(puts_right);
        let (at, by) = (line.at, line.acted.officer.clone());
        telling.pass(&[TrailLine { events: others, acted: line.acted.clone(), ..line }]);
        let says = telling.tell(&TrailLine { events: right, acted: line.acted, ..line });
        if !says.is_empty() {
            corrections.push(Correction { at, by, says });
        }
    }
    Ok(corrections)
}

/// Whether an event changed what the book had said.
fn puts_right(event: &Event) -> bool {
    matches!(event, Event::Corrected { .. } | Event::ArrivalCorrected { .. } | Event::VersionWithdrawn { .. })
}

fn draw(seat: &Seat, house: &House, series: &SeriesId, year: i16, no: u32, part: &Part) -> Response {
    let name = house.series.get(series).map_or(series.as_str(), |known| known.name.as_str());
    let office = &seat.app.office;
    let title = format!("{name}, {year}");
    let body = html! {
        section.book {
            h1 { (title) @if no > 1 || part.next.is_some() { span.soft { ", part " (no) } } }
            p.under {
                @if let (Some(first), Some(last)) = (part.rows.first(), part.rows.last()) {
                    span { (first.number) " to " (last.number) }
                }
                (count(&part.rows, part.next.is_some()))
                span { (part.count.given) " numbers given in this book" }
                span { "as " (seat.name) " may see it on " (words::moment(office.now(), &office.zone())) }
            }
            (ways(series, year, no, part))
            @if part.rows.is_empty() {
                p.empty { "No number of this book is to be seen by you. Its papers stand here as soon as they have one." }
            } @else {
                div.wide-table.of-book role="group" aria-label="table" tabindex="0" { table {
                    (head())
                    tbody { @for row in &part.rows { (line(seat, house, row, Some(year), &put_right(seat, house, row, part))) } }
                } }
            }
            (ways(series, year, no, part))
        }
    };
    shell::page(seat, Place::Register, &title, &body)
}

/// On the screen only: how it is printed, and the parts before and after.
fn ways(series: &SeriesId, year: i16, no: u32, part: &Part) -> Markup {
    let place = format!("/register/book?series={series}&year={year}");
    html! {
        nav.pages.no-print aria-label="Parts of the book" {
            span.soft { "Print it with the browser; it is set across on A4." }
            @if no > 1 { a href=(place) { "From the first part" } }
            @if let Some(next) = &part.next {
                a rel="next" href=(format!("{place}&after={}&part={}", escaped(next.as_str()), no + 1)) { "Next part: " (no + 1) }
            }
        }
    }
}

/// What was put right on a paper since it was entered, each with the day and the officer.
fn put_right(seat: &Seat, house: &House, row: &ListRow, part: &Part) -> Markup {
    let zone = seat.app.office.zone();
    let lines = row.paper.and_then(|paper| part.corrections.get(&paper));
    html! {
        @for one in lines.into_iter().flatten() {
            @for says in &one.says {
                div.soft { (words::day(words::date_of(one.at, &zone))) ", " (trail::officer(house, &one.by)) ": " (says) }
            }
        }
    }
}

/// Which book is wanted.
fn choose(seat: &Seat, ask: &Ask) -> Response {
    let house = seat.app.office.house();
    let body = html! {
        h1 { "The year’s book" }
        @if !ask.series.trim().is_empty() || !ask.year.trim().is_empty() {
            p.late role="alert" { "A book is one series of one year: choose a series, and write the year as 1951." }
        }
        (form(seat, &house, &ask.series, &ask.year))
        p.hint { "Every number of the series in its order, the void ones with their reasons, ready to be printed and bound." }
    };
    shell::page(seat, Place::Register, "The year’s book", &body)
}

/// The form that asks for a book.
pub(super) fn form(seat: &Seat, house: &House, series: &str, year: &str) -> Markup {
    let this_year = seat.app.office.today().year().to_string();
    html! {
        form.filters action="/register/book" {
            label { "Series" select name="series" { @for (id, known) in &house.series { option value=(id) selected[id.as_str() == series] { (known.name) } } } }
            label { "Year" input type="text" name="year" size="5" inputmode="numeric" value=(if year.trim().is_empty() { &this_year } else { year }); }
            button.plain { "Print the book" }
        }
    }
}
