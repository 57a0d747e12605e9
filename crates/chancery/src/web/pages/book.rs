//! `GET /register/book`: the book of a series' year as it is printed and bound: every number in its order, the void ones
//! with their reason, and under each paper what was put right since.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use maud::Markup;
use phrases::{html, say};
use procedure::house::House;
use procedure::ids::SeriesId;
use register::{Cursor, ListRow};
use serde::Deserialize;

use super::register_list::{count, head, line};
use crate::sheets::book::BookPart;
use crate::web::app::App;
use crate::web::forms::Form;
use crate::web::help::Help;
use crate::web::paper::trail;
use crate::web::refused::Answer;
use crate::web::seat::{Seat, escaped};
use crate::web::set::{self, export, size_of};
use crate::web::shell::{self, Place};
use crate::web::words;

/// Numbers of one part on the screen: some five sheets of A4, which a browser sets without trouble, and so few that the first byte
/// comes within 50 ms.
const BOOK_PART_NUMBERS: usize = 120;

/// Which book, and from where.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ask {
    series: String,
    year: String,
    after: String,
    part: Option<u32>,
}

impl Ask {
    /// The book that is asked for, where there is such a series and the year is one.
    fn book(&self, house: &House) -> Option<(SeriesId, i16)> {
        let series = house.series.keys().find(|known| known.as_str().eq_ignore_ascii_case(self.series.trim()));
        Some((series?.clone(), self.year.trim().parse().ok()?))
    }

    fn after(&self) -> Option<Cursor> {
        Some(self.after.clone()).filter(|after| !after.is_empty()).map(Cursor::new)
    }
}

/// `GET /register/book`
pub(crate) async fn get(State(app): State<App>, seat: Seat, Query(ask): Query<Ask>) -> Answer {
    let house = app.office.house();
    let Some((series, year)) = ask.book(&house) else { return Ok(choose(&seat, &ask)) };
    let (officer, asked, after) = (seat.officer.clone(), series.clone(), ask.after());
    let part = app.apart(move |app| {
        let viewer = app.office.viewer(&officer);
        app.office.book_part(&viewer, &asked, year, after, BOOK_PART_NUMBERS)
    });
    let part = part.await?;
    Ok(draw(&seat, &house, (&series, year), &ask, &part))
}

/// `POST /register/book.pdf`: a part of the book as a set page.
pub(crate) async fn set(State(app): State<App>, seat: Seat, form: Form) -> Answer {
    let said = |name: &str| form.text(name).unwrap_or_default();
    let ask = Ask { series: said("series"), year: said("year"), after: said("after"), part: None };
    let Some((series, year)) = ask.book(&app.office.house()) else { return Ok(choose(&seat, &ask)) };
    let (officer, asked, after, size) = (seat.officer.clone(), series.clone(), ask.after(), size_of(&form)?);
    let made = app.apart(move |app| {
        let viewer = app.office.viewer(&officer);
        app.office.set_book(&viewer, &asked, year, after.as_ref(), size)
    });
    let made = made.await.map(|made| made.map(|made| made.out));
    export(&seat, &form, made, &format!("/register/book?series={series}&year={year}")).await
}

/// The header that says where the next part of a book is.
pub(crate) fn next_part(next: Option<String>) -> HeaderMap {
    let link = next.and_then(|next| HeaderValue::from_str(&format!("<{next}>; rel=\"next\"")).ok());
    link.map(|link| HeaderMap::from_iter([(header::LINK, link)])).unwrap_or_default()
}

fn draw(seat: &Seat, house: &House, (series, year): (&SeriesId, i16), ask: &Ask, part: &BookPart) -> Response {
    let no = ask.part.unwrap_or(1).max(1);
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
            (ways(series, year, ask, part))
            @if part.rows.is_empty() {
                p.empty { "No number of this book is to be seen by you. Its papers stand here as soon as they have one." }
            } @else {
                div.wide-table.of-book role="group" aria-label="The book" tabindex="0" { table {
                    (head())
                    tbody { @for row in &part.rows { (line(seat, house, row, Some(year), &put_right(seat, house, row, part))) } }
                } }
            }
            (ways(series, year, ask, part))
        }
    };
    shell::helped(seat, Place::Register, &title, Help::Book, &body)
}

/// On the screen only: how it is printed, and the parts before and after.
fn ways(series: &SeriesId, year: i16, ask: &Ask, part: &BookPart) -> Markup {
    let no = ask.part.unwrap_or(1).max(1);
    let place = format!("/register/book?series={series}&year={year}");
    let year_said = year.to_string();
    let fields = [("series", series.as_str()), ("year", &year_said), ("after", &ask.after)];
    html! {
        nav.pages.no-print aria-label="Parts of the book" {
            span.soft { "Print it with the browser; it is set across on A4." }
            @if !part.rows.is_empty() { (set::ask("/register/book.pdf", &fields, say!("As a set page"), None)) }
            @if no > 1 { a href=(place) { "From the first part" } }
            @if let Some(next) = &part.next {
                a rel="next" href=(format!("{place}&after={}&part={}", escaped(next.as_str()), no + 1)) { "Next part: " (no + 1) }
            }
        }
    }
}

/// What was put right on a paper since it was entered, each with the day and the officer.
fn put_right(seat: &Seat, house: &House, row: &ListRow, part: &BookPart) -> Markup {
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
    shell::helped(seat, Place::Register, say!("The year’s book"), Help::Book, &body)
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
