//! `GET /search?q=`: papers by number, date, names, subject and words of the text, the best first; their counts apart.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use phrases::{html, plural, say};
use procedure::number::plain;
use register::{Ground, QueryRefusal, SearchAsk, SearchCounts};
use serde::Deserialize;

use super::find_counts as counts;
use super::register_list::{head, line};
use crate::office::{NotSearched, SEARCH_ORDERS, Searched, SearchedPaper, search_order};
use crate::web::app::App;
use crate::web::forms::Unreadable;
use crate::web::help::Help;
use crate::web::refused::{Answer, Trouble};
use crate::web::seat::{Seat, escaped};
use crate::web::shell::{self, Place};
use crate::web::words;

/// Hits of one page.
const FIND_PAGE_HITS: usize = 30;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ask {
    q: String,
    order: String,
    after: String,
    /// Whether the counts come with the page, for whoever has scripts off.
    counts: String,
}

/// What a page shows.
enum Shown {
    Found(Searched, Option<SearchCounts>),
    Refused(QueryRefusal),
}

/// `GET /search`
pub(crate) async fn get(State(app): State<App>, mut seat: Seat, Query(ask): Query<Ask>) -> Answer {
    seat.sought.clone_from(&ask.q);
    let order = search_order(&ask.order).ok_or_else(|| Unreadable(say!("{:?} is no order", ask.order)))?;
    let asked = SearchAsk {
        typed: ask.q.clone(),
        order,
        after: Some(ask.after.clone()).filter(|after| !after.is_empty()),
        limit: FIND_PAGE_HITS,
    };
    let (officer, counted) = (seat.officer.clone(), !ask.counts.is_empty());
    let shown = app.apart(move |app| -> Result<Shown, Trouble> {
        let viewer = app.office.viewer(&officer);
        let searched = app.office.search(&viewer, &asked).and_then(|found| {
            let counts = if counted { app.office.search_counts(&viewer, &asked.typed)? } else { None };
            Ok(Shown::Found(found, counts))
        });
        match searched {
            Ok(shown) => Ok(shown),
            Err(NotSearched::Refused(refusal)) => Ok(Shown::Refused(refusal)),
            Err(NotSearched::Fault(fault)) => Err(fault.into()),
        }
    });
    let shown = shown.await?;
    if let Shown::Found(found, _) = &shown
        && let [only] = found.hits.as_slice()
        && only.hit.ground == Ground::Number
        && plain(&only.hit.row.number) == plain(&ask.q)
    {
        return Ok(Redirect::to(&format!("/papers/{}", only.hit.paper)).into_response());
    }
    let body = html! {
        h1 { @if ask.q.trim().is_empty() || matches!(shown, Shown::Refused(_)) { "Search" } @else { "Found: " (ask.q) } }
        @match &shown {
            Shown::Refused(refusal) => {
                section.refused role="alert" {
                    h2 { "Not looked for: " (words::stopped(&refusal.to_string())) }
                    p { (refusal.next()) }
                    @if *refusal == QueryRefusal::OtherSearch { p { a.button href=(format!("/search?q={}&order={}", escaped(&ask.q), escaped(&ask.order))) { "To the first page" } } }
                }
            }
            Shown::Found(found, counts) => (found_papers(&seat, &ask, found, counts.as_ref())),
        }
        (how_to_ask())
    };
    let mut page = shell::helped(&seat, Place::Elsewhere, say!("Found"), Help::Search, &body);
    if let Shown::Refused(_) = shown {
        *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(page)
}

fn found_papers(seat: &Seat, ask: &Ask, found: &Searched, counted: Option<&SearchCounts>) -> Markup {
    let house = seat.app.office.house();
    let more = found.next.is_some();
    let here = |order: &str, after: &str| {
        format!("/search?q={}&order={}&after={}", escaped(&ask.q), escaped(order), escaped(after))
    };
    html! {
        p.under {
            @if ask.after.is_empty() && !more { span { (plural!(found.hits.len(), "{n} paper", "{n} papers")) } }
            @else { span { (plural!(found.hits.len(), "{n} paper", "{n} papers")) " on this page" @if more { ", and more" } } }
            @if found.behind { span { "the newest papers are not found by the words of their text yet; try again in a second" } }
        }
        @if super::existence::may_ask(seat) { p { a href=(format!("/existence?q={}", escaped(&ask.q))) { "Ask what exists of it that you may not see" } } }
        (counts::narrowed_by(&ask.q))
        @if found.hits.is_empty() {
            p.empty { "No paper you may see has these words, this number or this date. A word is found by its beginning, not by its end: try fewer words, or fewer letters with * after them, or ask the registry." }
        } @else {
            @if more || !ask.after.is_empty() || found.hits.len() > 1 {
                nav.orders aria-label="Order" {
                    @for (order, name, says) in SEARCH_ORDERS {
                        a href=(here(name, "")) aria-current=[(Some(order) == search_order(&ask.order)).then_some("true")] { (says) } " "
                    }
                }
            }
            div.wide-table.of-book role="group" aria-label="Papers found" tabindex="0" {
                table { (head()) tbody { @for paper in &found.hits { (line(seat, &house, &paper.hit.row, None, &passages(paper))) } } }
            }
            @if let Some(next) = &found.next { nav.pages { a rel="next" href=(here(&ask.order, next)) { "Next page" } } }
            @match counted {
                Some(counted) => (counts::shown(&house, &ask.q, counted)),
                None if ask.after.is_empty() => section.counts data-counts=(format!("/search/counts?q={}", escaped(&ask.q))) {
                    p { a href=(format!("/search?q={}&order={}&counts=yes", escaped(&ask.q), escaped(&ask.order))) { "Count what was found, by year, kind and place" } }
                },
                None => {}
            }
        }
    }
}

/// Passages of a paper's text, the words lit.
fn passages(paper: &SearchedPaper) -> Markup {
    html! {
        @for passage in &paper.passages {
            p.passage {
                @if passage.cut_before { "… " }
                @let mut at = 0;
                @for lit in &passage.lit {
                    (passage.text[at..lit.start]) mark { (passage.text[lit.clone()]) }
                    ({ at = lit.end; "" })
                }
                (passage.text[at..])
                @if passage.cut_after { " …" }
            }
        }
    }
}

/// How a search is written, for whoever asks.
fn how_to_ask() -> Markup {
    html! {
        details.how {
            summary { "How to ask" }
            dl {
                dt { code { "bridge ferry" } } dd { "papers with every one of these words, in any of their forms; of six words and more, those that have most of them first" }
                dt { code { "\"stopped at the bridge\"" } } dd { "words that stand together, as written" }
                dt { code { "deliver*" } } dd { "words that begin so" }
                dt { code { "-ferry" } } dd { "papers without this word" }
                dt { code { "bridge OR ferry" } } dd { "papers with one of them; brackets keep together: " code { "grain (bridge OR ferry)" } }
                dt { code { "Vishinsky" } } dd { "also Vyshinsky and Вышинский: names that sound alike" }
                dt { code { "No. 396" } ", " code { "tel 812" } ", " code { "OUT-1951-0017" } } dd { "by number, ours or theirs" }
                dt { code { "25 December 1951" } ", " code { "December 1951" } ", " code { "1950..1952" } } dd { "by the date that they bear" }
                @for (_, example, says) in register::SEARCH_FIELDS { dt { code { (example) } } dd { (says) } }
            }
        }
    }
}

/// `GET /search/counts?q=`: how many papers were found, and of what; a piece of the page.
pub(crate) async fn get_counts(State(app): State<App>, seat: Seat, Query(ask): Query<Ask>) -> Answer {
    let (officer, typed) = (seat.officer.clone(), ask.q.clone());
    let counted = app.apart(move |app| -> Result<Option<SearchCounts>, Trouble> {
        match app.office.search_counts(&app.office.viewer(&officer), &typed) {
            Ok(counted) => Ok(counted),
            Err(NotSearched::Refused(refusal)) => Err(Unreadable(refusal.to_string()).into()),
            Err(NotSearched::Fault(fault)) => Err(fault.into()),
        }
    });
    let piece = match counted.await? {
        Some(counted) => counts::shown(&app.office.house(), &ask.q, &counted),
        None => html! { p.empty { "There is nothing to count by yet: the words of papers are being read." } },
    };
    Ok(piece.into_response())
}

/// `GET /search/complete?q=`: ways to go on with what is being typed, as a list of texts.
pub(crate) async fn complete(State(app): State<App>, seat: Seat, Query(ask): Query<Ask>) -> Result<Response, Trouble> {
    let (officer, typed) = (seat.officer.clone(), ask.q);
    let ways = app.apart(move |app| app.office.complete(&app.office.viewer(&officer), &typed)).await?;
    Ok(axum::Json(ways).into_response())
}
