//! `GET /search?q=`: papers by number, date, names, subject and words of the text.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect};
use maud::html;
use procedure::number::plain;
use register::{Found, Ground};
use serde::Deserialize;

use super::register_list::{head, line};
use crate::web::app::App;
use crate::web::refused::{Answer, Trouble};
use crate::web::seat::{Seat, escaped};
use crate::web::shell::{self, Place};
use crate::web::words;

/// Hits of one page.
const FIND_PAGE_HITS: usize = 60;

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    #[serde(default)]
    q: String,
}

/// `GET /search`
pub(crate) async fn get(State(app): State<App>, mut seat: Seat, Query(ask): Query<Ask>) -> Answer {
    seat.sought.clone_from(&ask.q);
    let (officer, typed) = (seat.officer.clone(), ask.q.clone());
    let found = app.apart(move |app| -> Result<Found, Trouble> {
        Ok(app.office.find(&app.office.viewer(&officer), &typed, FIND_PAGE_HITS)?)
    });
    let found = found.await?;
    if let [only] = found.hits.as_slice()
        && only.ground == Ground::Number
        && plain(&only.row.number) == plain(&ask.q)
    {
        return Ok(Redirect::to(&format!("/papers/{}", only.paper)).into_response());
    }
    let house = app.office.house();
    let existence = super::existence::may_ask(&seat);
    let body = html! {
        h1 { "Found: " (ask.q) }
        p.under {
            span { (words::counted(found.hits.len(), "paper", "papers")) @if found.hits.len() == FIND_PAGE_HITS { ", or more" } }
            @if found.behind { span { "the newest papers are not found by the words of their text yet; try again in a second" } }
        }
        @if existence { p { a href=(format!("/existence?q={}", escaped(&ask.q))) { "Ask what exists of it that you may not see" } } }
        @if found.hits.is_empty() {
            p.empty { "No paper you may see has these words, this number or this date. Try fewer words, or ask the registry." }
        } @else {
            @for (ground, title) in [(Ground::Number, "By number"), (Ground::Date, "Of this date"), (Ground::Card, "By names and subject"), (Ground::Body, "By words of the text")] {
                @let hits: Vec<_> = found.hits.iter().filter(|hit| hit.ground == ground).collect();
                @if !hits.is_empty() {
                    h2 { (title) }
                    div.wide-table.of-book role="group" aria-label="table" tabindex="0" { table { (head()) tbody { @for hit in hits { (line(&seat, &house, &hit.row, None, &html! {})) } } } }
                }
            }
        }
    };
    Ok(shell::page(&seat, Place::Elsewhere, "Found", &body))
}
