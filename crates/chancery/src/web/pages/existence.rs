//! `GET /existence?q=`: whether papers exist that one may not see, for searches that the law asks for.

use axum::extract::{Query, State};
use maud::Markup;
use phrases::{html, plural, say};
use procedure::house::House;
use procedure::role::Role;
use register::{EXISTENCE_MAX, Existing};
use serde::Deserialize;

use crate::readings::Through;
use crate::web::app::App;
use crate::web::help::Help;
use crate::web::refused::{self, Answer};
use crate::web::seat::Seat;
use crate::web::shell::{self, Place};
use crate::web::words;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ask {
    q: String,
}

/// Whether an officer may ask now. Whoever may not finds no such page.
pub(crate) fn may_ask(seat: &Seat) -> bool {
    let office = &seat.app.office;
    office.house().has_role(&seat.officer, Role::ExistenceOnly, office.now())
}

/// `GET /existence`
pub(crate) async fn get(State(app): State<App>, seat: Seat, Query(ask): Query<Ask>) -> Answer {
    if !may_ask(&seat) {
        return Ok(refused::absent());
    }
    let asked = ask.q.trim().to_owned();
    let found = if asked.is_empty() {
        None
    } else {
        let (officer, typed) = (seat.officer.clone(), asked.clone());
        app.apart(move |app| app.office.exist(&officer, Through::Page, &typed)).await?
    };
    let body = html! {
        h1 { "What exists" }
        p.under { "Papers that you may not see are told of by their number, their day and their series, within the level that you are cleared to; of what is in them, nothing." }
        form.filters action="/existence" {
            label { "Number, date, names or words" input type="search" name="q" value=(asked) required; }
            button.plain { "Ask" }
        }
        @match &found {
            Some(Existing { refused: Some(not), .. }) => {
                section.refused role="alert" { h2 { "Not looked for: " (words::stopped(&not.says)) } p { (not.next) } }
            }
            Some(found) => (told(&app.office.house(), found)),
            None => {},
        }
    };
    Ok(shell::helped(&seat, Place::Elsewhere, say!("What exists"), Help::Existence, &body))
}

fn told(house: &House, found: &Existing) -> Markup {
    html! {
        p.under {
            span { (plural!(found.papers.len(), "{n} paper", "{n} papers")) @if found.more { ", or more: the list ends at " (EXISTENCE_MAX) } }
            @if found.behind { span { "the newest papers are not found by the words of their text yet; try again in a second" } }
        }
        @if found.papers.is_empty() { p.empty { "No paper exists under that, as far as you are cleared." } }
        @else { div.wide-table.of-desk role="group" aria-label="What exists" tabindex="0" { table {
            thead { tr { th scope="col" { "Our No." } th scope="col" { "Entered" } th scope="col" { "Series" } } }
            tbody { @for one in &found.papers {
                tr {
                    td.n { @if one.void { s { (one.number) } " void" } @else { (one.number) } }
                    td.d { @if let Some(on) = one.on { (words::day_tag(on)) } }
                    td { (words::series(house, &one.series)) }
                }
            } }
        } } }
    }
}
