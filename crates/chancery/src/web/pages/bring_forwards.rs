//! `GET /bring-forwards`: what comes back to me and my desks, by its days, also before they come.

use axum::extract::{Query, State};
use axum::response::Response;
use maud::Markup;
use phrases::{html, say};
use procedure::house::House;
use procedure::ids::OfficerId;
use register::{DeskCursor, DeskLine, DeskPage, Waits};

use super::desk::{Ask, DESK_PAGE_LINES, about};
use crate::web::app::App;
use crate::web::help::Help;
use crate::web::paper::trail;
use crate::web::refused::{Answer, Trouble};
use crate::web::seat::{Seat, escaped};
use crate::web::shell::{self, Place};
use crate::web::words;

/// `GET /bring-forwards`
pub(crate) async fn get(State(app): State<App>, seat: Seat, Query(ask): Query<Ask>) -> Answer {
    let officer = seat.officer.clone();
    let page = app.apart(move |app| -> Result<DeskPage, Trouble> {
        let after = ask.after.map(DeskCursor::new);
        let viewer = app.office.viewer(&officer);
        Ok(app.office.reads()?.bring_forwards(&viewer, None, after.as_ref(), DESK_PAGE_LINES)?)
    });
    Ok(draw(&seat, &page.await?))
}

fn draw(seat: &Seat, page: &DeskPage) -> Response {
    let house = seat.app.office.house();
    let body = html! {
        h1 { "What comes back" }
        p.under {
            span { (words::day_tag(seat.app.office.today())) }
            span { b { (page.lines.len()) @if page.next.is_some() { " and more" } } " to you and your desks" }
        }
        @if page.lines.is_empty() {
            p.empty { "Nothing is to come back. On a paper’s page, “Have it brought back” names a day; from that day on it waits on the desk." }
        } @else {
            div.wide-table.of-desk role="group" aria-label="What comes back" tabindex="0" { table {
                thead { tr {
                    th scope="col" { "Day" } th scope="col" { "To" } th scope="col" { "Because" } th scope="col" { "Our No." }
                    th scope="col" { "Marking" } th scope="col" { "From" } th scope="col" { "Subject" } th scope="col" { "Asked for by" }
                } }
                tbody { @for line in &page.lines { (row(seat, &house, line)) } }
            } }
            @if let Some(next) = &page.next {
                nav.pages { a rel="next" href=(format!("/bring-forwards?after={}", escaped(next.as_str()))) { "Later" } }
            }
        }
    };
    shell::helped(seat, Place::Desk, say!("What comes back"), Help::BringForwards, &body)
}

fn row(seat: &Seat, house: &House, line: &DeskLine) -> Markup {
    let today = seat.app.office.today();
    let (by, reason): (Option<&OfficerId>, &str) = match &line.waits {
        Waits::BringForward { by, reason, .. } => (Some(by), reason),
        _ => (None, ""),
    };
    html! {
        tr data-open="yes" {
            td.d { @if let Some(on) = line.due { (words::back(on, today)) } }
            td { @match &line.desk { Some(desk) => (trail::desk(house, desk)), None => "you" } }
            td { (reason) }
            (about(house, line, "#back"))
            td { @if let Some(by) = by { (trail::officer(house, by)) } }
        }
    }
}
