//! `GET /find?q=`: papers by number, date, names, subject and words of the text.

use axum::extract::{Query, State};
use maud::html;
use register::{Found, Ground};
use serde::Deserialize;

use super::register_list::line;
use crate::web::app::App;
use crate::web::refused::{Answer, Trouble};
use crate::web::seat::Seat;
use crate::web::shell::{self, Place};

/// Hits of one page.
const FIND_PAGE_HITS: usize = 60;

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    #[serde(default)]
    q: String,
}

/// `GET /find`
pub(crate) async fn get(State(app): State<App>, mut seat: Seat, Query(ask): Query<Ask>) -> Answer {
    seat.sought.clone_from(&ask.q);
    let (officer, typed) = (seat.officer.clone(), ask.q.clone());
    let found = app.apart(move |app| -> Result<Found, Trouble> {
        Ok(app.office.find(&app.office.viewer(&officer), &typed, FIND_PAGE_HITS)?)
    });
    let found = found.await?;
    let house = app.office.house();
    let body = html! {
        h1 { "Found: " (ask.q) }
        p.under {
            span { (found.hits.len()) @if found.hits.len() == FIND_PAGE_HITS { " or more" } " papers" }
            @if found.behind { span { "the newest papers are not found by the words of their text yet; try again in a second" } }
        }
        @if found.hits.is_empty() {
            p.empty { "No paper you may see has these words, this number or this date. Try fewer words, or ask the registry." }
        } @else {
            @for (ground, title) in [(Ground::Number, "By number"), (Ground::Date, "Of this date"), (Ground::Card, "By names and subject"), (Ground::Body, "By words of the text")] {
                @let hits: Vec<_> = found.hits.iter().filter(|hit| hit.ground == ground).collect();
                @if !hits.is_empty() {
                    h2 { (title) }
                    div.wide-table role="group" aria-label="table" tabindex="0" { table { tbody { @for hit in hits { (line(&seat, &house, &hit.row, None, &html! {})) } } } }
                }
            }
        }
    };
    Ok(shell::page(&seat, Place::Elsewhere, "Found", &body))
}
