//! Closings of the day on pages: the day closed, each closing as it leaves the building, and a head from outside held against the
//! record.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use phrases::{html, number, say};
use procedure::act::Act;
use procedure::closing::may_close_day;
use procedure::ids::OfficerId;

use crate::office::{Bodies, ClosingMade, ClosingTold, Fault};
use crate::web::app::App;
use crate::web::bag;
use crate::web::forms::Form;
use crate::web::help::Help;
use crate::web::refused::{self, Answer};
use crate::web::seat::Seat;
use crate::web::set::{self, size_of};
use crate::web::shell::{self, Place};
use crate::web::words;
use crate::words::closing;

/// Closings that the page of the record lists.
const LISTED: usize = 12;

/// The closings as the page of the record shows them; `None` for whoever is shown none.
pub(crate) fn latest(app: &App, officer: &OfficerId) -> Result<Option<Vec<ClosingMade>>, Fault> {
    app.office.closings(&app.office.viewer(officer), None, LISTED)
}

/// The part of the record's page on closings.
pub(crate) fn part(seat: &Seat, made: &[ClosingMade]) -> Markup {
    let office = &seat.app.office;
    let (house, zone) = (office.house(), office.zone());
    html! {
        h2 #closings { "Day closings" }
        p.soft { "At the end of a day: where each book stands, what is void, what is cited and not held. The sheet is printed and kept, or mailed: whoever holds one can show what stood in the books that day. Each is compared with the one before." }
        @if made.is_empty() { p.empty { "No day was closed yet." } }
        @else {
            div.wide-table role="group" aria-label="Day closings" tabindex="0" { table {
                thead { tr { th scope="col" { "Closing" } th scope="col" { "Closed by" } th scope="col" { "Entries" } th scope="col" { "Compared with the one before" } } }
                tbody {
                    @for one in made {
                        tr {
                            td { a href=(format!("/record/closings/{}", one.closing.no)) { (words::capital(&closing::title(&one.closing))) } }
                            td { (closing::by(&house, &zone, one)) }
                            td { (number(one.closing.over.entries)) }
                            td.late[!one.closing.differs.is_empty()] {
                                @if !one.closing.differs.is_empty() { "History was changed" }
                                @else if one.closing.before.is_some() { "goes on" }
                                @else { "the first" }
                            }
                        }
                    }
                }
            } }
        }
        @if may_close_day(&house, &seat.officer, office.now()) {
            form.after method="post" action="/record/closings" {
                input type="hidden" name="key" value=(bag::key());
                button { "Close the day" }
                p.hint { "A closing is an entry of its own: it says how far the books have come, and ends nothing. A day may be closed more than once." }
            }
        }
    }
}

/// The form by which a head is held against the record.
pub(crate) fn hold_form(text: &str) -> Markup {
    html! {
        h2 #held { "Hold a head against it" }
        p.soft { "A closing or a head that was kept outside, as it was printed, mailed or signed by a witness: whether the record still goes on from it." }
        form.writing method="post" action="/record/held" {
            label { "What you hold" textarea name="text" rows="6" required spellcheck="false" { (text) } }
            button { "Compare" }
        }
    }
}

/// `POST /record/closings`
pub(crate) async fn close(seat: Seat, form: Form) -> Answer {
    let key = form.text("key").unwrap_or_else(bag::key);
    match Box::pin(seat.submit(Act::CloseDay {}, key, Bodies::default())).await {
        Ok(receipt) => {
            let to = receipt
                .closing()
                .map_or_else(|| "/record#closings".to_owned(), |no| format!("/record/closings/{no}#main"));
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => Ok(refused::submit(&seat, &error, "/record")),
    }
}

/// `GET /record/closings/{no}`
pub(crate) async fn get(State(app): State<App>, seat: Seat, Path(no): Path<u32>) -> Answer {
    let found = told(&app, &seat, no).await?;
    Ok(found.map_or_else(refused::absent, |told| page(&seat, &told)))
}

/// `GET /record/closings/{no}/text`: as it is mailed, to be kept outside.
pub(crate) async fn text(State(app): State<App>, seat: Seat, Path(no): Path<u32>) -> Answer {
    let Some(told) = told(&app, &seat, no).await? else { return Ok(refused::absent()) };
    let text = closing::text(&app.office.house(), &app.office.zone(), &told);
    let disposition = format!("attachment; filename=\"closing-{no}.txt\"");
    let headers =
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, text).into_response())
}

/// `POST /record/closings/{no}/sheet`: as a set page.
pub(crate) async fn sheet(State(app): State<App>, seat: Seat, Path(no): Path<u32>, form: Form) -> Answer {
    let (viewer, size) = (app.office.viewer(&seat.officer), size_of(&form)?);
    let made = app.apart(move |app| app.office.set_closing(&viewer, no, size)).await;
    set::export(&seat, &form, made, &format!("/record/closings/{no}")).await
}

/// `POST /record/held`
pub(crate) async fn hold(State(app): State<App>, seat: Seat, form: Form) -> Answer {
    let text = form.exact("text");
    let asked = text.clone();
    let says = app.apart(move |app| app.office.hold_against(&asked)).await?;
    let body = html! {
        h1 { "Held against the record" }
        @if says.holds() { p.done role="status" { b { (words::sentence(&says.words())) } } }
        @else {
            section.refused role="alert" {
                h2 { (words::sentence(&says.words())) }
                @if says.is_alarm() {
                    p { "Keep what you hold, and keep the folder as it is. Tell whoever answers for the office, and whoever else keeps heads." }
                } @else {
                    p { "Paste all of it: three lines that name the log, how many entries and their root, an empty line, and the line of the signature." }
                }
            }
        }
        (hold_form(&text))
        p { a href="/record" { "The record" } }
    };
    Ok(shell::page(&seat, Place::Record, say!("Held against the record"), &body))
}

async fn told(app: &App, seat: &Seat, no: u32) -> Result<Option<ClosingTold>, Fault> {
    let viewer = app.office.viewer(&seat.officer);
    app.apart(move |app| app.office.closing(&viewer, no)).await
}

fn page(seat: &Seat, told: &ClosingTold) -> Response {
    let office = &seat.app.office;
    let (house, zone) = (office.house(), office.zone());
    let said = &told.made.closing;
    let title = words::capital(&closing::title(said));
    let place = format!("/record/closings/{}", said.no);
    let compared = closing::goes_on(said);
    let body = html! {
        h1 { (title) }
        p.under { "Closed by " (closing::by(&house, &zone, &told.made)) ", entry " (told.made.entry) }
        @if said.differs.is_empty() { p { @for says in &compared { (words::sentence(says)) } } }
        @else {
            section.refused role="alert" {
                h2 { "History was changed" }
                @for says in &compared { p { (words::sentence(says)) } }
                p { "Keep the folder as it is, and compare it with the closings and heads that were kept outside." }
            }
        }
        @if !said.books.is_empty() {
            div.wide-table role="group" aria-label="Books" tabindex="0" { table {
                thead { tr { th scope="col" { "Book" } th scope="col" { "Last number" } th scope="col" { "Given" } th scope="col" { "Void" } th scope="col" { "Set aside" } @if said.not_held.is_some() { th scope="col" { "Cites what is not held" } } } }
                tbody {
                    @for book in &said.books {
                        tr {
                            td { (closing::book_name(&house, book)) }
                            td { (book.last.as_deref().unwrap_or("–")) }
                            td { (book.given) }
                            td { (closing::void(book)) }
                            td { (book.reserved) }
                            @if let Some(count) = book.not_held { td { (count) } }
                        }
                    }
                }
            } }
            p.soft { "Numbers given or set aside " (closing::since(said)) "." }
        }
        dl.card {
            @if let Some(says) = closing::not_held(said) { div { dt { "Cited" } dd { (words::sentence(&says)) } } }
            @if let Some(readings) = closing::readings(said) { div { dt { "Reading ledger" } dd.code { (readings) } } }
            @if let Some(head) = &told.head {
                div { dt { "Entries" } dd { (number(head.size)) } }
                div { dt { "Root" } dd.code { (journal::hex(&head.root)) } }
            }
        }
        @if let Some(head) = &told.head {
            h2 { "The signed head" }
            pre.code.wrapped { (head.checkpoint) }
        } @else {
            p.soft { "Its head is not published: the office is open for reading only." }
        }
        ul.ways.no-print {
            li { (set::ask(&format!("{place}/sheet"), &[], say!("Closing sheet"), None)) " " span.soft { "PDF" } }
            li { a href=(format!("{place}/text")) { "As text" } " " span.soft { "to be kept outside" } }
            @if said.no > 1 { li { a href=(format!("/record/closings/{}", said.no - 1)) { "The closing before" } } }
            li { a href="/record#closings" { "The record" } }
        }
    };
    shell::helped(seat, Place::Record, &title, Help::Closing, &body)
}
