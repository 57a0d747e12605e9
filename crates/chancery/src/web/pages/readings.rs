//! The reading ledger, for an auditor who states a reason: the question is entered first, and then answered at an address of its
//! own, for that officer alone.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::tz::TimeZone;
use maud::Markup;
use phrases::{Phrase, html, phrase, plural, say};
use procedure::act::Act;
use procedure::house::House;
use procedure::readings::{ReadingsOf, ReadingsQuestion};
use procedure::role::Role;

use crate::office::{Bodies, READINGS_TOLD_MAX, ReadingTold, ReadingsTold, told_words};
use crate::readings::{Through, Walked};
use crate::web::app::App;
use crate::web::bag;
use crate::web::forms::{Form, Unreadable};
use crate::web::help::Help;
use crate::web::paper::trail;
use crate::web::refused::{self, Answer};
use crate::web::seat::Seat;
use crate::web::shell::{self, Place};
use crate::web::words;

/// Of what one asks, on the form: value and words.
const OF: &[(&str, Phrase)] = &[
    ("paper", phrase!("a paper: number or id")),
    ("dossier", phrase!("a dossier: code")),
    ("officer", phrase!("an officer: code")),
    ("everything", phrase!("everything in a span")),
];

/// Whether an officer may ask now. Whoever may not finds no such page.
pub(crate) fn may_ask(seat: &Seat) -> bool {
    let office = &seat.app.office;
    office.house().has_role(&seat.officer, Role::Auditor, office.now())
}

/// `GET /readings`
pub(crate) async fn get(seat: Seat) -> Answer {
    if !may_ask(&seat) {
        return Ok(refused::absent());
    }
    let body = html! { (head()) (ask(&Form::default())) };
    Ok(shell::helped(&seat, Place::Record, say!("Who looked at what"), Help::Readings, &body))
}

/// `POST /readings`
pub(crate) async fn post(seat: Seat, form: Form) -> Answer {
    if !may_ask(&seat) {
        return Ok(refused::absent());
    }
    let question = match question(&form) {
        Ok(question) => question,
        Err(Unreadable(says)) => return Ok(refused::unreadable(&says)),
    };
    let act = Act::AskReadings { question, reason: form.text("reason").unwrap_or_default() };
    let key = form.text("key").unwrap_or_else(bag::key);
    match Box::pin(seat.submit(act, key, Bodies::default())).await {
        Ok(receipt) => Ok(Redirect::to(&format!("/readings/{}#main", receipt.entry)).into_response()),
        Err(error) => Ok(refused::submit(&seat, &error, "/readings")),
    }
}

fn question(form: &Form) -> Result<ReadingsQuestion, Unreadable> {
    let of = match form.said("of") {
        Some("dossier") => ReadingsOf::Dossier(form.needed("named", say!("which dossier is meant"))?),
        Some("officer") => ReadingsOf::Officer(form.needed("named", say!("which officer is meant"))?),
        Some("everything") => ReadingsOf::Everything,
        _ => ReadingsOf::Paper(form.text("named").unwrap_or_default()),
    };
    Ok(ReadingsQuestion { of, from: form.past_day("from")?, until: form.past_day("until")? })
}

/// `GET /readings/{entry}`: the answer, to whoever asked.
pub(crate) async fn answer(State(app): State<App>, seat: Seat, Path(entry): Path<u64>) -> Answer {
    let officer = seat.officer.clone();
    let told = app.apart(move |app| app.office.readings_told(&officer, Through::Page, entry)).await?;
    Ok(told.map_or_else(refused::absent, |told| page(&seat, &told)))
}

fn head() -> Markup {
    html! {
        h1 { "Who looked at what" }
        p.under { "The reading ledger: each look at a paper, a dossier or an export, with who, when and through which door. You state a reason, which is entered in the record before anything is shown." }
        p.soft {
            "Lists and searches are not in it, and no word that was looked for. It is written once a second: a crash may lose the last second."
        }
    }
}

fn ask(form: &Form) -> Markup {
    let said = |name: &str| form.said(name).unwrap_or_default().to_owned();
    html! {
        form.writing method="post" action="/readings" {
            input type="hidden" name="key" value=(bag::key());
            label { "Of" select name="of" {
                @for (value, words) in OF { option value=(value) selected[said("of") == *value] { (words) } }
            } }
            label { "Which" input name="named" value=(said("named")) autocomplete="off"; }
            label { "From" input name="from" value=(said("from")) placeholder="1 December"; }
            label { "Until" input name="until" value=(said("until")) placeholder="31 December"; }
            label { "Reason" textarea name="reason" required {} }
            button { "Enter the reason, and show" }
        }
    }
}

fn page(seat: &Seat, told: &ReadingsTold) -> Response {
    let (house, zone) = (seat.app.office.house(), seat.app.office.zone());
    let body = html! {
        (head())
        dl.card {
            div { dt { "Asked" } dd { (asked(&house, told)) } }
            div { dt { "Reason" } dd { (told.reason) } }
            div { dt { "Entered" } dd { (words::moment_tag(told.at, &zone)) ", entry " (told.entry) } }
        }
        (standing(told, &zone))
        h2 #lines { (plural!(told.count, "{n} look", "{n} looks")) }
        @if told.count == 0 { p.empty { (words::sentence(told.nothing())) } }
        @else {
            @if told.count > READINGS_TOLD_MAX as u64 { p.soft { "The latest " (READINGS_TOLD_MAX) " of them. Ask for fewer days to see the others." } }
            (table(&house, &zone, &told.lines))
        }
        h2 { "Ask anew" }
        (ask(&Form::default()))
    };
    shell::helped(seat, Place::Record, say!("Who looked at what"), Help::Readings, &body)
}

/// What was asked, in words.
fn asked(house: &House, told: &ReadingsTold) -> String {
    let span = match (told.question.from, told.question.until) {
        (None, None) => String::new(),
        (Some(from), None) => say!(", from {} on", words::day(from)),
        (None, Some(until)) => say!(", until {}", words::day(until)),
        (Some(from), Some(until)) => say!(", from {} until {}", words::day(from), words::day(until)),
    };
    let of = match &told.question.of {
        ReadingsOf::Paper(typed) if told.papers.is_empty() => say!("paper {typed}"),
        ReadingsOf::Paper(_) => say!("paper {}", told.papers.join(", ")),
        ReadingsOf::Dossier(dossier) => say!("dossier {dossier}"),
        ReadingsOf::Officer(officer) => say!("officer {}", trail::officer(house, officer)),
        ReadingsOf::Everything => "everything".to_owned(),
    };
    format!("{of}{span}")
}

/// What the ledger is known to lack.
pub(crate) fn missing(ledger: &Walked, lost: u64) -> Markup {
    html! { (changed(ledger)) p.soft { (lacks(ledger, lost)) } }
}

fn changed(ledger: &Walked) -> Markup {
    html! { @if let Some(block) = ledger.broken {
        section.refused role="alert" { h2 { "The ledger was changed." } p { "Block " (block) " does not go on from the one before. What stands before it may be missing, or not as it was written." } }
    } }
}

fn lacks(ledger: &Walked, lost: u64) -> Markup {
    html! {
        @if lost == 0 { "No look is known to be missing." }
        @else { strong { (plural!(lost, "{n} look was not written", "{n} looks were not written")) } ": more came at once than could be kept, or the disk took none." }
        @if ledger.torn > 0 { " " (plural!(ledger.torn, "After a crash {n} block was found torn.", "After a crash {n} blocks were found torn.")) }
    }
}

/// How the ledger itself stands: what it lost, and whether it is as it was entered.
fn standing(told: &ReadingsTold, zone: &TimeZone) -> Markup {
    let (ledger, lost) = (&told.ledger, told.lost());
    html! {
        (changed(ledger))
        @if !ledger.holds {
            section.refused role="alert" { h2 { "The ledger is not the one that was entered." } p { "What the record says of it is not found in it: it was lost, cut off or rewritten." } }
        }
        @if let Some(broken) = told.entered.as_ref().and_then(|entered| entered.broken) {
            section.refused role="alert" { p { "On " (words::moment_tag(broken, zone)) " it was entered in the record that the ledger did not go on from what was entered before." } }
        }
        p.soft {
            @match &told.entered {
                Some(entered) => { "Block " (entered.head.blocks) " and all before were entered in the record on " (words::moment_tag(entered.at, zone)) @if ledger.holds { ", and are as they were" } ". " }
                None => { "Nothing of it was entered in the record yet: that comes with the first act of the next day. " }
            }
            (lacks(ledger, lost))
        }
    }
}

fn table(house: &House, zone: &TimeZone, lines: &[ReadingTold]) -> Markup {
    html! {
        div.wide-table.of-desk role="group" aria-label="Looks" tabindex="0" { table {
            thead { tr {
                th scope="col" { "When" } th scope="col" { "Who" } th scope="col" { "Door" } th scope="col" { "What" } th scope="col" { "Part" } th scope="col" { "Seen as" }
            } }
            tbody { @for line in lines {
                @let reading = &line.reading;
                @let (what, part, sight) = told_words(line);
                tr {
                    td.d { (words::moment_tag(reading.at, zone)) }
                    td { (who(house, line)) }
                    td { (reading.door.words()) }
                    td.n { (what) }
                    td { (part) }
                    td { (sight) }
                }
            } }
        } }
    }
}

/// Who looked, in words.
fn who(house: &House, line: &ReadingTold) -> String {
    let officer = line.reading.officer.as_ref().map(|officer| trail::officer(house, officer));
    match (officer, &line.reading.account) {
        (Some(officer), None) => officer,
        (Some(officer), Some(account)) => format!("{officer} ({account})"),
        (None, Some(account)) => say!("the folder’s owner ({account})"),
        (None, None) => say!("the folder’s owner").to_owned(),
    }
}
