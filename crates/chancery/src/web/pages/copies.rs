//! `GET /copies`: which numbered copies somebody holds.

use axum::extract::{Query, State};
use axum::response::Response;
use maud::Markup;
use phrases::{html, say};
use procedure::house::House;
use procedure::paper::Holder;
use register::{DeskCursor, DeskLine, DeskPage, Waits};
use serde::Deserialize;

use super::desk::{DESK_PAGE_LINES, about};
use crate::office::holders::{self, named, typed};
use crate::web::app::App;
use crate::web::refused::{self, Answer, Trouble};
use crate::web::seat::{Seat, escaped};
use crate::web::shell::{self, Place};
use crate::web::words;

/// Whose copies, and after which line.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ask {
    holder: String,
    after: Option<String>,
}

/// `GET /copies`: those that the officer holds in person, where nobody else is named.
pub(crate) async fn get(State(app): State<App>, seat: Seat, Query(ask): Query<Ask>) -> Answer {
    let house = app.office.house();
    let holder = match ask.holder.trim() {
        "" => Holder::Officer(seat.officer.clone()),
        said => match said.parse().or_else(|_| holders::read(&house, said)) {
            Ok(holder) => holder,
            Err(says) => return Ok(refused::unreadable(&format!("{says}."))),
        },
    };
    let (officer, of) = (seat.officer.clone(), holder.clone());
    let page = app.apart(move |app| -> Result<DeskPage, Trouble> {
        let after = ask.after.map(DeskCursor::new);
        Ok(app.office.reads()?.copies_held(&app.office.viewer(&officer), &of, after.as_ref(), DESK_PAGE_LINES)?)
    });
    Ok(draw(&seat, &house, &holder, &page.await?))
}

fn draw(seat: &Seat, house: &House, holder: &Holder, page: &DeskPage) -> Response {
    let name = named(house, holder);
    let desks = house.desks_of(&seat.officer, seat.app.office.now());
    let body = html! {
        h1 { "Copies held by " (name) }
        form.filters.no-print action="/copies" {
            label { "Who" input type="text" name="holder" list="holders" value=(typed(house, holder)) autocomplete="off"; }
            datalist #holders {
                option value=(typed(house, &Holder::Officer(seat.officer.clone()))) { "you" }
                @for desk in desks { option value=(typed(house, &Holder::Desk(desk.clone()))) { "your desk" } }
            }
            button.plain { "Show" }
        }
        @if page.lines.is_empty() { p.empty { "No copy of a paper that you may see." } }
        @else {
            div.wide-table.of-desk role="group" aria-label="Copies held" tabindex="0" { table {
                thead { tr {
                    th scope="col" { "Copy" } th scope="col" { "Since" } th scope="col" { "Our No." } th scope="col" { "Marking" }
                    th scope="col" { "From" } th scope="col" { "Subject" }
                } }
                tbody { @for line in &page.lines { (row(seat, house, line)) } }
            } }
            @if let Some(next) = &page.next {
                nav.pages { a rel="next" href=(format!("/copies?holder={}&after={}", escaped(&holder.key()), escaped(next.as_str()))) { "More" } }
            }
        }
    };
    shell::page(seat, Place::Desk, &say!("Copies held by {name}"), &body)
}

fn row(seat: &Seat, house: &House, line: &DeskLine) -> Markup {
    let Waits::Copy { no, of, .. } = &line.waits else { return html! {} };
    html! {
        tr data-open="yes" {
            td.n { (no) " of " (of) }
            td { (words::moment_tag(line.since, &seat.app.office.zone())) }
            (about(house, line, "#copies"))
        }
    }
}
