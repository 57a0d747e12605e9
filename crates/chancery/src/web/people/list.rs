//! `GET /people`: correspondents by name, a page at a time, or those whose name agrees with one.

use axum::extract::{Query, State};
use maud::Markup;
use phrases::{html, say};
use procedure::correspondent::Correspondent;
use procedure::house::House;
use serde::Deserialize;

use crate::web::app::App;
use crate::web::help::Help;
use crate::web::paper::trail;
use crate::web::refused::{Answer, Trouble};
use crate::web::seat::{Seat, escaped};
use crate::web::shell::{self, Place};

/// What is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ask {
    like: String,
    after: String,
}

/// `GET /people`
pub(crate) async fn get(State(app): State<App>, seat: Seat, Query(ask): Query<Ask>) -> Answer {
    let officer = seat.officer.clone();
    let like = Some(ask.like.trim().to_owned()).filter(|like| !like.is_empty());
    let after = Some(ask.after.clone()).filter(|after| !after.is_empty());
    let sought = like.clone();
    let page = app.apart(move |app| -> Result<_, Trouble> {
        let viewer = app.office.viewer(&officer);
        Ok(app.office.reads()?.correspondents(&viewer, like.as_deref(), after.as_deref())?)
    });
    let (found, next) = page.await?;
    let house = app.office.house();
    let body = html! {
        h1 { "People" }
        p.under { "Persons and offices outside the house, each under every name it is known by." }
        form.filters role="search" aria-label="Correspondents" action="/people" {
            label { "Name" input type="text" name="like" value=(ask.like.trim()); }
            button.plain { "Look for it" }
            @if sought.is_some() { a href="/people" { "All of them" } }
        }
        @if found.is_empty() {
            @match &sought {
                Some(name) => p.empty { "Nobody you may see goes by “" (name) "”. Another spelling, an initial or other letters are tried already; try the surname alone." },
                None => p.empty { "No correspondent is to be seen by you here yet. A registry takes one in from a paper; its names and papers then stand here." },
            }
        } @else {
            div.wide-table.of-desk role="group" aria-label="Correspondents" tabindex="0" { table {
                thead { tr { th scope="col" { "Name" } th scope="col" { "Also" } th scope="col" { "Post" } th scope="col" { "Kept by" } } }
                tbody { @for one in &found { (row(&house, one)) } }
            } }
        }
        nav.pages aria-label="Pages" {
            @if !ask.after.is_empty() { a href="/people" { "From the beginning" } }
            @if let Some(next) = &next { a rel="next" href=(format!("/people?after={}", escaped(next))) { "Next page" } }
        }
    };
    Ok(shell::helped(&seat, Place::People, say!("People"), Help::People, &body))
}

fn row(house: &House, one: &Correspondent) -> Markup {
    let also: Vec<&str> = one.aliases.iter().map(|alias| alias.name.as_str()).collect();
    let last = one.posts.last();
    let post = last.into_iter().flat_map(|held| [held.post.as_deref(), held.office.as_deref()]).flatten();
    html! {
        tr data-open="yes" {
            td { a href=(format!("/people/{}", one.id)) { (one.name) } @if one.merged.is_some() { div.soft { "merged into another" } } }
            td data-label=(say!("also")) { (also.join("; ")) }
            td { (post.collect::<Vec<_>>().join(", ")) }
            td data-label=(say!("kept by")) { (trail::desk(house, &one.desk)) }
        }
    }
}
