//! `GET /lists`: lists by which copies are given, kept by the registries.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect};
use maud::Markup;
use phrases::{html, plural, say};
use procedure::act::Act;
use procedure::decide::keeps_lists;
use procedure::house::{House, List};
use procedure::ids::ListId;
use serde::Deserialize;

use crate::office::Bodies;
use crate::office::holders::{self, named, typed};
use crate::web::app::App;
use crate::web::bag;
use crate::web::forms::{Form, Unreadable};
use crate::web::help::Help;
use crate::web::refused::{self, Answer};
use crate::web::seat::{Seat, escaped};
use crate::web::shell::{self, Place};
use crate::web::words;

/// Which list is open for change, and the entry that was just made.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ask {
    list: String,
    done: Option<u64>,
}

/// `GET /lists`
pub(crate) async fn get(State(app): State<App>, seat: Seat, Query(ask): Query<Ask>) -> Answer {
    let house = app.office.house();
    let keeps = keeps_lists(&house, &seat.officer, app.office.now());
    let body = html! {
        @if let Some(entry) = ask.done { div.done role="status" { p { "The list is set." } p.soft { "Entry " (entry) " of the record." } } }
        h1 { "Lists" }
        p.under { "Who has a copy, in order. What was given by a list stays as it was when the list changes." }
        @if house.lists.is_empty() { p.empty { "No list is kept yet. The leadership that gets every telegram is a good first one." } }
        @for (id, list) in &house.lists { (one(&house, id, list, keeps, ask.list == id.as_str())) }
        @if keeps { (form(&house, None, false)) }
    };
    Ok(shell::helped(&seat, Place::People, say!("Lists"), Help::Lists, &body))
}

fn one(house: &House, id: &ListId, list: &List, keeps: bool, open: bool) -> Markup {
    html! {
        section id=(id) {
            h2 { (list.name) " " span.soft { (id) ", " (plural!(list.holders.len(), "{n} name", "{n} names")) } }
            @if let Some(reason) = &list.given_up { p.late { "No longer used: " (words::stopped(reason)) } }
            ol.chain { @for holder in &list.holders { li { (named(house, holder)) } } }
            @if keeps { (form(house, Some((id, list)), open)) }
        }
    }
}

fn form(house: &House, of: Option<(&ListId, &List)>, open: bool) -> Markup {
    let holders =
        of.map(|(_, list)| list.holders.iter().map(|holder| typed(house, holder)).collect::<Vec<_>>().join("\n"));
    let title = if of.is_some() { say!("Change it") } else { say!("Make a list") };
    html! {
        details.act.no-print open[open] {
            summary { (title) }
            form method="post" action="/lists/set" {
                input type="hidden" name="key" value=(bag::key());
                @match of {
                    Some((id, _)) => input type="hidden" name="list" value=(id);,
                    None => label { "Code" input type="text" name="list" required placeholder="leaders"; },
                }
                label { "Name" input type="text" name="name" required value=[of.map(|(_, list)| list.name.as_str())]; }
                label { "Who has a copy, one a line, in order" textarea name="holders" rows="8" required { (holders.unwrap_or_default()) } }
                p.hint { "A desk or an officer by name or code; “outside: The Embassy” for somebody outside the house." }
                button.small { "Set it" }
            }
            @if let Some((id, List { given_up: None, .. })) = of {
                form method="post" action="/lists/give-up" {
                    input type="hidden" name="key" value=(bag::key());
                    input type="hidden" name="list" value=(id);
                    label { "Why it is used no longer" input type="text" name="reason" required; }
                    button.small.plain { "Use it no longer" }
                }
            }
        }
    }
}

/// `POST /lists/set`
pub(crate) async fn set(seat: Seat, form: Form) -> Answer {
    let list: ListId = form.needed("list", say!("which list"))?;
    let house = seat.app.office.house();
    let said = form.text("holders").unwrap_or_default();
    let holders = holders::read_lines(&house, &said).map_err(Unreadable)?;
    let name = form.text("name").unwrap_or_default();
    act(&seat, &form, &list.clone(), Act::SetList { list, name, holders }).await
}

/// `POST /lists/give-up`
pub(crate) async fn give_up(seat: Seat, form: Form) -> Answer {
    let list: ListId = form.needed("list", say!("which list"))?;
    let reason = form.text("reason").unwrap_or_default();
    act(&seat, &form, &list.clone(), Act::GiveUpList { list, reason }).await
}

async fn act(seat: &Seat, form: &Form, list: &ListId, act: Act) -> Answer {
    let key = form.text("key").unwrap_or_else(bag::key);
    match Box::pin(seat.submit(act, key, Bodies::default())).await {
        Ok(receipt) => Ok(Redirect::to(&format!("/lists?done={}#{list}", receipt.entry)).into_response()),
        Err(error) => Ok(refused::submit(seat, &error, &format!("/lists?list={}#{list}", escaped(list.as_str())))),
    }
}
