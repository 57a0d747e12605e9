//! `GET /style`, in development builds: every part of the pages in every state, drawn by the style sheet that pages have.
//!
//! It is for whoever changes the look, so it speaks the language of the code, and stands in no list of places.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::ToSpan as _;
use jiff::civil::Date;
use maud::{Markup, html};

use super::app::App;
use super::spans::{self, Mark, Row};
use super::{shell, words};

/// `GET /style`
pub(crate) async fn get(State(app): State<App>) -> Response {
    let today = app.office.today();
    let body = html! {
        h1 { "The look" }
        p.under { span { "Development builds only" } span { "every part, in every state" } span { b { "12" } " of something" } }
        (letters())
        (news())
        (acts())
        (fields())
        (tables(today))
        (paper())
        (differences())
        (time(today))
    };
    shell::bare(StatusCode::OK, "The look", &body)
}

fn letters() -> Markup {
    html! {
        h2 { "Letters" }
        h2 { "A part’s heading, 17 with its rule" }
        h3 { "What stands within a part, 16" }
        p { "Words of the page, in the sans. " b { "What counts" } ", " span.soft { "what is said beside it" } ", " a href="#style" { "a way on" } ", "
            span.late { "what is late" } ", " code { "IN-1951-0018" } ", " kbd { "x" } "." }
        p.hint { "A hint below a field, or below a table." }
        p.empty { "Nothing waits. What comes to this desk stands here." }
        div.four { "Four lines for whoever decides, in the serif: what is asked, by whom, by when, and what is recommended." }
    }
}

fn news() -> Markup {
    html! {
        h2 { "What was done and what was not" }
        div.done { p { "Entered as " a href="#style" { "IN-1951-0018" } "." } }
        section.refused { h2 { "Not entered" } p { "The number 396 of the same sender is held already." } p { a.button href="#style" { "Look at it" } } }
        ul.notes {
            li { "A remark: the year follows from the date of the paper." }
            li.held { "Closes “telegram No. 812” of " a href="#style" { "IN-1951-0011" } "." }
            li.twin { b { "Held already? " } a href="#style" { "IN-1951-0003" } " has the same number, sender and date." }
        }
    }
}

fn acts() -> Markup {
    html! {
        h2 { "Acts" }
        p { button type="button" { "The act" } " " button.plain type="button" { "Another act" } " " button.small type="button" { "Small" } " "
            button.plain.small type="button" { "Small and plain" } " " button.link type="button" { "As a link" } " "
            button type="button" disabled { "Not now" } " " a.button href="#style" { "A link as a button" } }
        details.act { summary { "An act that is folded" } form { label { "Reason" textarea rows="2" {} } p { button.small type="button" { "Do it" } } } }
        details.act open { summary { "An act that is open" } form { label { "Reason" textarea rows="2" { "Read into the wrong book." } } p { button.small type="button" { "Do it" } } } }
    }
}

fn fields() -> Markup {
    html! {
        h2 { "Fields" }
        form {
            div.row {
                label { "A line" input type="text" value="Delegate Varga"; }
                label { "A day" input.day type="text" value="27 December 1951"; }
                label { "A choice" select { option { "Legal desk" } option { "Press desk" } } }
            }
            p { label.line { input type="checkbox" checked; "to be ticked" } label.line { input type="radio" name="one" checked; "one of two" } label.line { input type="radio" name="one"; "the other" } }
            label.wide { "A file" input type="file"; }
        }
        aside { dl.card {
            div.doubt data-row="kind" { dt { "Kind" } dd { input type="text" value="memorandum" aria-label="Kind"; span.says { "From its form: addressed by name, signed." } } }
            div data-row="number" { dt { "Their No." } dd { input type="text" value="396" aria-label="Their No."; } }
            div.on data-row="from" { dt { "From" } dd { input type="text" value="A. Grevin" aria-label="From"; } }
        } }
    }
}

fn tables(today: Date) -> Markup {
    let near = [-3, -1, 0, 1, 9].map(|days: i32| today.saturating_add(days.days()));
    html! {
        h2 { "A list" }
        table {
            thead { tr { th scope="col" { "To do" } th scope="col" { "By" } th scope="col" { "Our No." } th scope="col" { "Marking" } th.n scope="col" { "Times" } } }
            tbody { @for (at, day) in near.iter().enumerate() {
                tr.here[at == 1] data-open="" { td { "Answer" } td { (words::due(*day, today)) } td { a.no href="#style" { "IN-1951-00" (at + 10) } }
                    td { @if at == 2 { b.late { "SECRET" } } } td.n { (at * 7) } }
            } }
        }
    }
}

fn paper() -> Markup {
    html! {
        h2 { "A paper, with our stamp and passages" }
        article.sheet {
            div.stamp { "IN-1951-0018" small { "25 December 1951" } }
            p { "To " span.m data-f="to" { "Minister J. HALDEN" } }
            p { "The newspapers of two countries maintain that the talks at Osk are bound to fail (" span.m.on data-f="citations" { "telegram No. 812" } ")." }
            div.stamp.void { "IN-1951-0017" small { "void" } }
            p { "A. Grevin" }
        }
    }
}

fn differences() -> Markup {
    html! {
        h2 { "Differences by word" }
        div.differences { p { "Our allies are " del { "urged" } " " ins { "advised" } " to publish a statement on the talks." } }
    }
}

fn time(today: Date) -> Markup {
    let from = today.saturating_sub(20.days());
    let until = today.saturating_add(2.days());
    let mark = |days: i32, late: bool| Mark {
        date: today.saturating_add(days.days()),
        says: "Tell the newspapers".to_owned(),
        to: "#style".to_owned(),
        late,
    };
    let (label, to) = ("The line of separation".to_owned(), "#style".to_owned());
    let rows = [Row { label, to, bar: Some((Some(from), until)), marks: vec![mark(-4, true), mark(1, false)] }];
    html! { h2 { "A term in time" } (spans::draw("A term in time", today, &rows)) }
}
