//! `GET /enter`: drop files, choose files, paste text, or enter without a file; and what lies in the bag.

use axum::extract::{Query, State};
use axum::response::Response;
use maud::Markup;
use phrases::{html, say};
use procedure::house::House;
use procedure::ids::PaperId;
use register::{BookCount, Links, Seen};
use serde::Deserialize;

use super::outlook::{self, Book};
use super::together;
use crate::web::app::App;
use crate::web::help::Help;
use crate::web::paper::trail;
use crate::web::refused::{Answer, Trouble};
use crate::web::seat::Seat;
use crate::web::shell::{self, Place};
use crate::web::words;

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    /// The paper that was just entered.
    done: Option<String>,
}

/// `GET /enter`
pub(crate) async fn get(State(app): State<App>, seat: Seat, Query(ask): Query<Ask>) -> Answer {
    let officer = seat.officer.clone();
    let done = ask.done.and_then(|id| id.parse::<PaperId>().ok());
    let books = app.apart(move |app| outlook::books(app, &officer)).await?;
    let done = match done {
        Some(id) => entered(&seat, id).await?,
        None => None,
    };
    Ok(page(&seat, &books, done.as_ref()))
}

/// What the last paper became, to be told on the page of the next.
pub(super) async fn entered(seat: &Seat, id: PaperId) -> Result<Option<Markup>, Trouble> {
    let officer = seat.officer.clone();
    let found = seat.app.apart(move |app| -> Result<_, Trouble> {
        let viewer = app.office.viewer(&officer);
        let reads = app.office.reads()?;
        let Some(seen) = reads.paper(&viewer, &id)? else { return Ok(None) };
        Ok(Some((reads.links(&viewer, &id)?, seen)))
    });
    let house = seat.app.office.house();
    Ok(found.await?.map(|(links, seen)| told(&links, &seen, &house)))
}

fn page(seat: &Seat, books: &[Book], done: Option<&Markup>) -> Response {
    let waiting = seat.app.bag.waiting(&seat.officer);
    let demo = seat.app.options.demo.as_ref().filter(|demo| !demo.bag.is_empty());
    // In hand is what was done, else the next thing to do.
    let (none_done, none_waits) = (done.is_none(), waiting.is_empty());
    let body = html! {
        @if let Some(done) = done { (done) }
        h1 { "Enter a paper" }
        (counter(books, waiting.len()))
        form.drop method="post" action="/enter/read" enctype="multipart/form-data" {
            p { "Drop files here." }
            div.row {
                label.wide { "or choose them" input type="file" name="files" multiple aria-describedby="formats" autofocus[none_done && none_waits && demo.is_none()]; }
                button { "Read" span.aside { " the files" } }
            }
            p #formats .hint { "Text, e-mail, Word, OpenDocument, RTF, PDF, HTML and spreadsheets are read; any other file is kept as it came. Each file becomes one paper; files that seem to be one are offered together." }
        }
        @if !waiting.is_empty() { (bag(&waiting, none_done)) (together::joinable(seat, &waiting)) }
        @if let Some(demo) = demo {
            h2 { "The courier’s bag of this demonstration" }
            ul.bag { @for (at, paper) in demo.bag.iter().enumerate() {
                li { span.file { (paper.name) }
                    form method="post" action="/enter/demo" { button.small name="paper" value=(at) aria-label=(format!("Read {}", paper.name)) autofocus[at == 0 && none_done && none_waits] { "Read" } } }
            } }
        }
        div.three {
            section { h2 { "Paste a text" }
                form method="post" action="/enter/read" enctype="multipart/form-data" {
                    label for="text" { "The text as it came" }
                    textarea #text name="text" rows="6" required {}
                    p { button.plain { "Read" span.aside { " the text" } } }
                } }
            section { h2 { "Without a file" }
                form method="post" action="/enter/without" {
                    fieldset { legend.aside { "Why there is no file" }
                        @for (at, (_, name, words)) in words::ABSENCES.iter().enumerate() {
                            div { label.line { input type="radio" name="absence" value=(name) checked[at == 0]; (words::capital(words.said())) } }
                        } }
                    p.hint { "It gets its number now, and its scan when there is one." }
                    p { button.plain { "Describe it" } }
                } }
        }
    };
    shell::helped(seat, Place::Enter, say!("Enter"), Help::Enter, &body)
}

/// Today's counter and the next numbers.
pub(super) fn counter(books: &[Book], waiting: usize) -> Markup {
    let today: u64 = books.iter().map(|book| book.count.today).sum();
    html! {
        p.under {
            span { b { (today) } " entered today" }
            @if waiting > 0 { span { (waiting) " in your bag" } }
            @for Book { name, count: BookCount { next, .. }, .. } in books {
                @if let Some(next) = next { span { "next in " em { (name) } ": " b.nowrap { (next) } } }
            }
        }
    }
}

fn bag(waiting: &[(String, String)], in_hand: bool) -> Markup {
    html! {
        h2 { "In your bag" }
        ul.bag { @for (at, (id, name)) in waiting.iter().enumerate() {
            li { a.file href=(format!("/enter/{id}")) autofocus[in_hand && at == 0] { (name) }
                form method="post" action=(format!("/enter/{id}/aside")) { button.link { "Discard" span.aside { " " (name) } } } }
        } }
        p.hint { "What lies here was read and is not entered. It is let go after some hours, and when the office is started anew." }
    }
}

/// What the last paper became: its number as a stamp, and the citations that closed.
fn told(links: &Links, seen: &Seen, house: &House) -> Markup {
    let paper = &seen.paper;
    html! {
        div.done role="status" {
            p { "Entered as " a href=(format!("/papers/{}", paper.id)) { b { (paper.number()) } }
                @if let Some(subject) = &paper.card.subject { ", " (subject.value) } ". "
                a href=(format!("/papers/{}/label", paper.id)) { "Print its label" } }
            @for cited in links.cited_by.iter().filter(|cited| !cited.offered) {
                p { "It closes a citation of " a href=(format!("/papers/{}", cited.by.paper)) { (cited.by.number) } "." }
            }
            @for cited in &links.cites {
                @if let Some(held) = cited.held.first() { p { (cited.citation.text) " is " a href=(format!("/papers/{}", held.paper)) { (held.number) } "." } }
                @else if let Some(offer) = cited.offers.first() { p { (cited.citation.text) " may be " (offer.number) ": " a href=(format!("/papers/{}", paper.id)) { "look at the match" } "." } }
                @else if cited.open { p.soft { (cited.citation.text) ": cited, not held." } }
            }
            @for direction in &paper.directions { p { "Marked out to " (trail::desk(house, &direction.to)) ", " (words::of(words::ASKED, direction.act)) @if let Some(due) = direction.due { ", by " (words::day_tag(due)) } "." } }
        }
    }
}
