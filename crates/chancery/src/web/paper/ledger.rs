//! `GET /papers/{id}/copies`: the ledger of a paper's copies, all that were ever given; and the same as a table for other
//! programs.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::Markup;
use phrases::{html, say};
use procedure::act::Act;
use procedure::decide::Seats;
use procedure::export::Export;
use procedure::house::House;
use procedure::ids::PaperId;
use procedure::paper::{Copy, CopyEnd, Paper};
use procedure::sight::Sight;
use register::Seen;

use super::copies::state;
use super::on::{OnPaper, look};
use super::trail;
use crate::office::Bodies;
use crate::office::holders::named;
use crate::plain::quoted;
use crate::web::app::App;
use crate::web::bag;
use crate::web::help::Help;
use crate::web::pages::readings;
use crate::web::refused::{self, Answer};
use crate::web::seat::Seat;
use crate::web::set::{ask, export, not_exported, size_of};
use crate::web::shell::{self, Place};
use crate::web::words;

const HEAD: &str =
    "paper,copy,of,holder,given,given by,list,received,received by,acknowledged,printed,ended,how,why,sha-256\r\n";

/// `GET /papers/{id}/copies`
pub(crate) async fn get(State(_): State<App>, seat: Seat, Path(id): Path<String>) -> Answer {
    let Some(paper) = ledger_of(&seat, &id).await? else { return Ok(refused::absent()) };
    let house = seat.app.office.house();
    let body = html! {
        p.under { a href=(format!("/papers/{}#copies", paper.id)) { (paper.number()) }
            @if let Some(subject) = &paper.card.subject { span { (subject.value) } } }
        h1 { "Copies of " (paper.number()) }
        @if paper.copies.is_empty() { p.empty { "No numbered copy of it was given." } }
        @else {
            (table(&seat, &house, &paper))
            div.under.no-print {
                @if paper.copies.iter().any(|copy| copy.called_back().is_some()) && calls_back(&seat, &house, &paper) {
                    a href=(format!("/papers/{}/copies/opened", paper.id)) { "Who had opened those called back" }
                }
                (ask(&format!("/papers/{}/copies.pdf", paper.id), &[], say!("As a set page"), None))
                (ask(&format!("/papers/{}/copies.csv", paper.id), &[], say!("As a table for other programs"), None))
            }
        }
    };
    Ok(shell::helped(&seat, Place::Register, &say!("Copies of {}", paper.number()), Help::Copies, &body))
}

/// The paper, where the officer sees its card.
async fn ledger_of(seat: &Seat, id: &str) -> Result<Option<Paper>, refused::Trouble> {
    let Ok(id) = id.parse::<PaperId>() else { return Ok(None) };
    Ok(look(seat, id).await?.filter(|seen| seen.sight >= Sight::Card).map(|seen| seen.paper))
}

fn table(seat: &Seat, house: &House, paper: &Paper) -> Markup {
    html! {
        div.wide-table.of-desk role="group" aria-label="Copies" tabindex="0" { table {
            thead { tr {
                th scope="col" { "Copy" } th scope="col" { "Holder" } th scope="col" { "Given" } th scope="col" { "By" }
                th scope="col" { "State" } th scope="col" { "Printed" }
            } }
            tbody { @for copy in &paper.copies { (row(seat, house, copy)) } }
        } }
    }
}

fn row(seat: &Seat, house: &House, copy: &Copy) -> Markup {
    let list = copy.list.as_ref().and_then(|id| house.lists.get(id));
    html! {
        tr.over[!copy.is_held()] {
            td.n { (copy.label()) }
            td { (named(house, &copy.holder)) @if let Some(no) = copy.instead_of { div.soft { "in place of copy " (no) } } }
            td { (words::day_tag(copy.on)) @if let Some(list) = list { div.soft { "by the list “" (list.name) "”" } } }
            td { (trail::officer(house, &copy.by)) }
            td { (state(seat, house, copy)) }
            td { @match copy.prints() { 0 => "", 1 => "once", many => { (many) " times" } } }
        }
    }
}

/// `GET /papers/{id}/copies/opened`: of copies called back, who had opened the paper while they held one. For those who may call
/// copies back.
pub(crate) async fn opened(State(_): State<App>, seat: Seat, Path(id): Path<String>) -> Answer {
    let Some(paper) = ledger_of(&seat, &id).await? else { return Ok(refused::absent()) };
    let house = seat.app.office.house();
    if !calls_back(&seat, &house, &paper) {
        return Ok(refused::absent());
    }
    let looked = paper.clone();
    let opened = seat.app.apart(move |app| app.office.opened(&looked)).await?;
    let zone = seat.app.office.zone();
    let withdrawn = paper.copies.iter().filter(|copy| copy.called_back().is_some());
    let body = html! {
        p.under { a href=(format!("/papers/{}/copies", paper.id)) { "Copies of " (paper.number()) } }
        h1 { "Who had opened them" }
        p.soft { "Copies that were called back, and who opened the paper while they were held, as far as the reading ledger says. A crash \
                  may have lost the last second before it." }
        (readings::missing(&opened.ledger, opened.ledger.lost))
        @for copy in withdrawn {
            h2 { "Copy " (copy.label()) span.soft { ", " (named(&house, &copy.holder)) } }
            @let looks: Vec<_> = opened.by.iter().filter(|one| one.copy == copy.no).collect();
            @if looks.is_empty() { p { "Nobody opened it, as far as the ledger says." } }
            @for one in looks {
                p { (trail::officer(&house, &one.by)) ", " @if one.times == 1 { "once, " } @else { (one.times) " times, first " }
                    (words::moment_tag(one.first, &zone)) @if one.times > 1 { ", last " (words::moment_tag(one.last, &zone)) } }
            }
        }
    };
    Ok(shell::page(&seat, Place::Register, &say!("Who had opened copies of {}", paper.number()), &body))
}

fn calls_back(seat: &Seat, house: &House, paper: &Paper) -> bool {
    Seats::of(house, paper, &seat.officer, seat.app.office.now()).keeps_or_holds()
}

/// `POST /papers/{id}/copies.pdf`
pub(crate) async fn set(on: OnPaper) -> Answer {
    if on.seen.sight < Sight::Card {
        return Ok(refused::absent());
    }
    let (paper, size) = (on.seen.paper, size_of(&on.form)?);
    let made = on.seat.app.apart(move |app| app.office.set_ledger(&paper, size)).await;
    export(&on.seat, &on.form, made, &format!("/papers/{}/copies", on.id)).await
}

/// `POST /papers/{id}/copies/{no}/slip.pdf`
pub(crate) async fn slip(Path((_, no)): Path<(PaperId, u32)>, on: OnPaper) -> Answer {
    let (seen, size) = (on.seen, size_of(&on.form)?);
    let made = on.seat.app.apart(move |app| app.office.set_slip(&seen, no, size)).await;
    export(&on.seat, &on.form, made, &format!("/papers/{}/copies", on.id)).await
}

/// `POST /papers/{id}/copies.csv`
pub(crate) async fn csv(on: OnPaper) -> Answer {
    let OnPaper { seat, seen: Seen { paper, sight, .. }, form, .. } = on;
    if sight < Sight::Card {
        return Ok(refused::absent());
    }
    let act = Act::Export { export: Export::CopiesTable { paper: paper.id }, sheet: None };
    let key = form.text("key").unwrap_or_else(bag::key);
    if let Err(error) = Box::pin(seat.submit(act, key, Bodies::default())).await {
        return Ok(not_exported(&seat, &error, &format!("/papers/{}/copies", paper.id)));
    }
    let house = seat.app.office.house();
    let mut text = HEAD.to_owned();
    paper.copies.iter().for_each(|copy| text.push_str(&line(&house, &paper, copy)));
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"copies.csv\""),
    ];
    let response: Response = (headers, text).into_response();
    Ok(response)
}

/// One line of the table. Whoever sees the card alone is not told the hash of the bytes.
fn line(house: &House, paper: &Paper, copy: &Copy) -> String {
    let receipt = copy.received();
    let (how, why) = match copy.ended.as_ref().map(|ended| &ended.end) {
        None => ("held".to_owned(), String::new()),
        Some(end @ CopyEnd::Returned { remark }) => (end.words().to_owned(), remark.clone().unwrap_or_default()),
        Some(end @ CopyEnd::Withdrawn { reason }) => (end.words().to_owned(), reason.clone()),
        Some(CopyEnd::Substituted { copy, reason }) => (say!("substituted by copy {copy}"), reason.clone()),
    };
    let cells = [
        paper.number().to_owned(),
        copy.no.to_string(),
        copy.of.to_string(),
        named(house, &copy.holder),
        copy.on.to_string(),
        copy.by.to_string(),
        copy.list.as_ref().map(ToString::to_string).unwrap_or_default(),
        receipt.map(|(on, _)| on.to_string()).unwrap_or_default(),
        receipt.map(|(_, who)| who.to_owned()).unwrap_or_default(),
        copy.acknowledged().map(|at| at.to_string()).unwrap_or_default(),
        copy.prints().to_string(),
        copy.ended.as_ref().map(|ended| ended.at.to_string()).unwrap_or_default(),
        how,
        why,
        if copy.hash.0 == [0; 32] { String::new() } else { copy.hash.to_string() },
    ];
    let mut line = cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}
