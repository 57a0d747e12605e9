//! What every page has around it: the house line, the search box, the foot, the list of keys.

use std::borrow::Cow;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, PreEscaped};
use phrases::{Phrase, html, phrase, say};
use procedure::house::House;
use register::QUERY_BYTES_MAX;

use super::app::{App, DemoPanel};
use super::assets;
use super::help::{self, Help};
use super::house;
use super::paper::trail;
use super::seat::Seat;
use super::{speech, words};
use crate::office::Standing;

/// The places of the house line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Desk,
    Enter,
    Register,
    Dossiers,
    People,
    Calendar,
    Record,
    House,
    Elsewhere,
}

const PLACES: &[(Place, &str, Phrase)] = &[
    (Place::Desk, "/", phrase!("Desk")),
    (Place::Enter, "/enter", phrase!("Enter")),
    (Place::Register, "/register", phrase!("Register")),
    (Place::Dossiers, "/dossiers", phrase!("Dossiers")),
    (Place::People, "/people", phrase!("People")),
    (Place::Calendar, "/calendar", phrase!("Calendar")),
    (Place::Record, "/record", phrase!("Record")),
];

/// A line of the list of keys: the keys, each with the name by which it is remapped, and what they do. Keys without a
/// name stay as they are.
pub(crate) type Keys = (&'static [(&'static str, &'static str)], Phrase);

/// Keys of the pages, for the list.
pub(crate) const KEYS: &[Keys] = &[
    (&[("g", "go"), ("d", "desk")], phrase!("the desk")),
    (&[("g", "go"), ("r", "register")], phrase!("the register")),
    (&[("n", "enter")], phrase!("enter a paper")),
    (&[("/", "find")], phrase!("search")),
    (&[("j", "next")], phrase!("next line")),
    (&[("k", "before")], phrase!("line before")),
    (&[("x", "mark")], phrase!("mark the line, for one act on all that are marked")),
    (&[("Shift", ""), ("x", "mark")], phrase!("mark all lines, or none")),
    (&[(".", "acts")], phrase!("the acts of this page, by some letters of their words")),
    (&[("a", "adopt"), ("m", "amend"), ("r", "reject")], phrase!("on a submission: adopt, adopt as amended, reject")),
    (
        &[("b", "return"), ("d", "defer"), ("u", "discuss"), ("s", "seen")],
        phrase!("return, defer, to be discussed, seen"),
    ),
    (&[("Enter", "")], phrase!("open the line; on a proposal: enter and take the next")),
    (&[("Ctrl", ""), ("Enter", "")], phrase!("enter and take the next, also from within a field")),
    (
        &[("↓", ""), ("↑", "")],
        phrase!("in a field of a proposal: what else it might be, its passage lit (with Alt in lists)"),
    ),
    (&[("?", "")], phrase!("this list")),
];

/// A page for an officer at work, with a paragraph at its end that says what it is for.
pub(crate) fn helped(seat: &Seat, place: Place, title: &str, help: Help, body: &Markup) -> Response {
    page(seat, place, title, &html! { (body) (help::folded(help)) })
}

/// A page for an officer at work.
pub(crate) fn page(seat: &Seat, place: Place, title: &str, body: &Markup) -> Response {
    let app = &seat.app;
    let inner = html! {
        a.skip href="#main" { "To the page" }
        @if let Some(demo) = &app.options.demo { (demo_bar(app, demo, Some(seat))) }
        header.house {
            a.name href="/" { (house_name(app)) }
            nav aria-label="Places" {
                @for (known, to, words) in PLACES {
                    a href=(to) aria-current=[(place == *known).then_some("page")] { (words) }
                }
                @if house::administers(seat) { a href="/house" aria-current=[(place == Place::House).then_some("page")] { "The house" } }
            }
            form.find role="search" action="/search" {
                input #find type="search" name="q" placeholder="Search  /" aria-label="Search papers by words, numbers, names" list="ways" autocomplete="off" maxlength=(QUERY_BYTES_MAX) value=(seat.sought);
                datalist #ways {}
            }
            div.who data-officer=(seat.officer) {
                span { (seat.name) @if let Some(desk) = &seat.desk { ", " (desk) } }
                form.inline method="post" action="/sign-out" { button.link { "Sign out" } }
            }
        }
        main #main tabindex="-1" {
            @if let Standing::ReadOnly(why) = app.office.standing() {
                section.refused { h2 { "The office is open for reading only." } p { (why.to_string()) } p { (words::capital(why.next())) "." } }
            }
            (PreEscaped(in_hand(body)))
        }
        (foot(app))
        p #told .aside role="status" {}
    };
    whole(StatusCode::OK, title, &house_name(app), &inner)
}

/// A page's body with what is in hand when it comes: a field that has to be put right, else what was refused, else what was
/// done. The browser does it, with scripts or without, so that nobody who sent something begins at the top again.
fn in_hand(body: &Markup) -> Cow<'_, str> {
    // No text of a paper can look like these: its signs are escaped.
    const NEWS: [&str; 4] =
        ["<section class=\"refused\" role=", "<div class=\"done\"", "<p class=\"done\"", "<section class=\"done\""];
    let html = body.0.as_str();
    if html.contains(" autofocus>") || html.contains(" autofocus ") {
        return Cow::Borrowed(html);
    }
    let news = NEWS.iter().find_map(|news| html.find(news).map(|at| at + news.find(' ').unwrap_or_default()));
    news.map_or(Cow::Borrowed(html), |at| Cow::Owned([&html[..at], " tabindex=\"-1\" autofocus", &html[at..]].concat()))
}

/// A page for whoever stands before the door.
pub(crate) fn door(app: &App, status: StatusCode, title: &str, body: &Markup) -> Response {
    let inner = html! {
        @if let Some(demo) = &app.options.demo { (demo_bar(app, demo, None)) }
        main #main { div.door { p.under { (house_name(app)) } (body) } }
        footer.foot { (speech::choice(app)) }
    };
    whole(status, title, &house_name(app), &inner)
}

/// A page of the reading room, for anyone: the office's name, and nothing else of it.
pub(crate) fn room(app: &App, status: StatusCode, title: &str, body: &Markup) -> Response {
    let inner = html! {
        header.house { a.name href="/room" { (house_name(app)) } }
        main #main { (body) }
        footer.foot { (speech::choice(app)) }
    };
    whole(status, title, &house_name(app), &inner)
}

/// A page that shows nothing of the house: the same bytes whoever asks.
pub(crate) fn bare(status: StatusCode, title: &str, body: &Markup) -> Response {
    whole(status, title, say!("Chancery"), &html! { main #main { (body) } })
}

fn whole(status: StatusCode, title: &str, house: &str, inner: &Markup) -> Response {
    let page = html! {
        (DOCTYPE)
        html lang=(phrases::language()) dir=[right_to_left().then_some("rtl")] data-words=[assets::script_words()] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · " (house) }
                link rel="stylesheet" href=(assets::address("chancery.css"));
                @for font in assets::WRITTEN_IN {
                    link rel="preload" as="font" type="font/woff2" crossorigin href=(assets::address(font));
                }
                link rel="icon" type="image/svg+xml" href=(*assets::SEAL);
                script defer src=(assets::address(assets::SCRIPT_NAME)) {}
            }
            body { (inner) }
        }
    };
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    (status, [(header::CONTENT_TYPE, html)], page.into_string()).into_response()
}

fn right_to_left() -> bool {
    phrases::spoken().is_some_and(phrases::Tongue::is_right_to_left)
}

fn house_name(app: &App) -> String {
    app.office.house().founding.as_ref().map_or_else(|| say!("Chancery").to_owned(), |founding| founding.name.clone())
}

fn foot(app: &App) -> Markup {
    html! {
        footer.foot { p { a #show-keys href="/keys" { "Keys" } } p { a href="/api/v1/openapi.json" { "For programs" } } (speech::choice(app)) }
        dialog #keys aria-labelledby="keys-title" {
            h2 #keys-title { "Keys" }
            (keys())
            p.hint #keys-hint hidden { "To change a key, press it here, then the new one." }
            p { label.line { input #keys-off type="checkbox"; "Switch single keys off" } button.link.small #keys-anew type="button" hidden { "As they were" } }
            form method="dialog" { button.plain.small { "Close" } }
        }
    }
}

/// The list of keys.
pub(crate) fn keys() -> Markup {
    html! {
        dl.keys {
            @for (keys, says) in KEYS {
                dt { @for (key, name) in *keys { kbd data-key-of=[Some(name).filter(|name| !name.is_empty())] { (key) } } }
                dd { (says) }
            }
        }
    }
}

fn demo_bar(app: &App, demo: &DemoPanel, seat: Option<&Seat>) -> Markup {
    let now = app.office.now();
    let next = demo.steps.iter().find(|step| step.at > now);
    let names = app.office.house();
    html! {
        div.demo role="region" aria-label="Demonstration" {
            strong { "Demonstration" }
            span { "It is " (words::moment_tag(now, &app.office.zone())) "." }
            form method="post" action="/demo/clock" {
                button.small name="to" value="tomorrow" { "A day on" }
                @if let Some(step) = next { button.small name="to" value="step" { "On to: " (step.says) } }
            }
            details open[seat.is_none()] {
                summary { "Sign in as …" }
                form method="post" action="/demo/sign-in" {
                    ul {
                        @for known in &demo.officers {
                            @let name = names.officers.get(&known.officer).map_or(known.officer.as_str(), |officer| officer.name.as_str());
                            li { button.small name="officer" value=(known.officer) { (name) } " " (known.says) }
                        }
                    }
                }
            }
            @if !demo.walk.is_empty() { (walk(demo, &names)) }
        }
    }
}

/// The walk of a demonstration, folded: each station with the officer one is there.
fn walk(demo: &DemoPanel, house: &House) -> Markup {
    html! {
        details {
            summary { "The walk" }
            form method="post" action="/demo/sign-in" {
                ol {
                    @for (at, station) in demo.walk.iter().enumerate() {
                        li { button.small name="station" value=(at) { (at + 1) ". " (station.title) }
                            " As " (trail::officer(house, &station.officer)) ". " (station.says) }
                    }
                }
            }
        }
    }
}
