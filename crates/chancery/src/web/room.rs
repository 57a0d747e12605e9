//! The reading room: papers that were released, for anyone, without signing in. As pages and as JSON; nothing else of the office
//! shows here, and nobody's session is looked at.

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::Markup;
use phrases::{html, say};
use procedure::ids::PaperId;
use register::{RoomLine, RoomPage, RoomPaper, RoomStanding};
use serde::Deserialize;
use serde_json::json;

use super::app::App;
use super::paper::body::respond;
use super::refused::{self, Answer, Trouble};
use super::{sheet, shell, words};
use crate::office::Fault;

/// What an address may say: from where the list goes on, which part of a long text.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Ask {
    after: Option<String>,
    part: Option<usize>,
}

/// Routes without a session.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/room", get(list))
        .route("/room.json", get(list_as_json))
        .route("/room/{id}", get(one))
        .route("/room/{id}/json", get(one_as_json))
        .route("/room/{id}/body", get(body))
}

/// What is taken back is to be gone from the copies of others as well: nothing is kept by caches, and who gathers pages is asked
/// to keep no copy and to follow no link.
fn for_anyone(response: impl IntoResponse) -> Response {
    let mut response = response.into_response();
    let robots = HeaderName::from_static("x-robots-tag");
    response.headers_mut().insert(robots, HeaderValue::from_static("noarchive, nofollow"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

async fn look(app: &App, id: &str) -> Result<Option<RoomPaper>, Trouble> {
    let Ok(id) = id.parse::<PaperId>() else { return Ok(None) };
    app.apart(move |app| -> Result<_, Trouble> { Ok(app.office.reads()?.paper_in_room(&app.office.house(), &id)?) })
        .await
}

async fn gathered(app: &App, after: Option<String>) -> Result<RoomPage, Trouble> {
    let page = move |app: &App| Ok(app.office.reads()?.room(&app.office.house(), after.as_deref())?);
    app.apart(page).await
}

/// `GET /room`
async fn list(State(app): State<App>, Query(ask): Query<Ask>) -> Answer {
    let page = gathered(&app, ask.after).await?;
    let body = html! {
        h1 { "Reading room" }
        p.under { "Papers that this office released, for anyone." }
        @if page.papers.is_empty() { p.empty { "Nothing is released here yet. What is released stands here with its number and its hash." } }
        @else { (table(&page.papers)) }
        @if let Some(next) = &page.next { nav.parts aria-label="Pages" { span {} a rel="next" href=(format!("/room?after={next}")) { "Earlier" } } }
        p.soft { "For programs: " a href="/room.json" { "the same as JSON" } "." }
    };
    Ok(for_anyone(shell::room(&app, StatusCode::OK, say!("Reading room"), &body)))
}

fn table(papers: &[RoomLine]) -> Markup {
    html! {
        div.wide-table.of-desk role="group" aria-label="Papers released" tabindex="0" { table {
            thead { tr { th scope="col" { "No." } th scope="col" { "Subject" } th scope="col" { "Date" } th scope="col" { "Kind" } } }
            tbody { @for line in papers {
                tr {
                    td.n { a href=(format!("/room/{}", line.paper)) { (line.number) } }
                    @match &line.stands {
                        RoomStanding::Open { subject, .. } => td { (subject.as_deref().unwrap_or_default()) },
                        RoomStanding::TakenBack { .. } => td.soft { "taken back" },
                        RoomStanding::Closed => td.soft { "not to be read at present" },
                    }
                    td.d { (words::day_tag(line.on)) }
                    td { @if let RoomStanding::Open { kind: Some(kind), .. } = &line.stands { (kind) } }
                }
            } }
        } }
    }
}

/// `GET /room.json`
async fn list_as_json(State(app): State<App>, Query(ask): Query<Ask>) -> Answer {
    Ok(for_anyone(axum::Json(gathered(&app, ask.after).await?)))
}

/// `GET /room/{id}`
async fn one(State(app): State<App>, Path(id): Path<String>, Query(ask): Query<Ask>) -> Answer {
    let Some(found) = look(&app, &id).await? else { return Ok(for_anyone(refused::absent())) };
    let text = text(&app, &found).await?;
    let zone = app.office.zone();
    let line = &found.line;
    let title = match &line.stands {
        RoomStanding::Open { subject: Some(subject), .. } => subject.clone(),
        _ => line.number.clone(),
    };
    let body = html! {
        p.under { a href="/room" { "Reading room" } strong.nowrap { (line.number) } span { (words::day_tag(line.on)) }
            @if let RoomStanding::Open { kind: Some(kind), .. } = &line.stands { span { (kind) } } }
        h1 { (title) }
        @match &line.stands {
            RoomStanding::Open { hash, bytes, .. } => {
                (paper(line, text.as_deref(), ask.part))
                dl.card {
                    div { dt { "Released" } dd { (words::moment_tag(line.released, &zone)) } }
                    div { dt { "As it is kept" } dd { a href=(format!("/room/{}/body", line.paper)) { "its bytes" } ", " (words::length(*bytes)) } }
                    div { dt { "SHA-256" } dd.code { (hash) } }
                }
                p.soft { "For programs: " a href=(format!("/room/{}/json", line.paper)) { "the same as JSON" } "." }
            },
            RoomStanding::TakenBack { at, reason } => {
                section.refused { h2 { "It was taken back." } p { (words::sentence(reason)) }
                    p.soft { "Released " (words::moment_tag(line.released, &zone)) ", taken back " (words::moment_tag(*at, &zone)) "." } }
            },
            RoomStanding::Closed => section.refused { h2 { "It is not to be read at present." } p.soft { "Released " (words::moment_tag(line.released, &zone)) "." } p { "If you need it, ask the registry." } },
        }
    };
    Ok(for_anyone(shell::room(&app, StatusCode::OK, &format!("{} {title}", line.number), &body)))
}

fn paper(line: &RoomLine, text: Option<&str>, part: Option<usize>) -> Markup {
    let place = format!("/room/{}", line.paper);
    html! {
        article.sheet aria-label="The paper" tabindex="0" {
            div.stamp { (line.number) small { (words::day(line.on)) } }
            @match text {
                Some(text) => {
                    @let parts = sheet::parts(text);
                    @let at = part.unwrap_or(1).clamp(1, parts.len());
                    (sheet::paragraphs(text, parts[at - 1], &[]))
                    @if parts.len() > 1 { nav.parts aria-label="Parts of the text" {
                        @if at > 1 { a rel="prev" href=(format!("{place}?part={}", at - 1)) { "Part before" } } @else { span {} }
                        span.told { "Part " (at) " of " (parts.len()) }
                        @if at < parts.len() { a rel="next" href=(format!("{place}?part={}", at + 1)) { "Next part" } } @else { span {} }
                    } }
                },
                None => p.told { "No text was read from this file. Its bytes are below." },
            }
        }
    }
}

async fn text(app: &App, found: &RoomPaper) -> Result<Option<String>, Fault> {
    let Some(text) = found.open.as_ref().and_then(|open| open.text) else { return Ok(None) };
    app.apart(move |app| app.office.text_of(&text)).await
}

/// `GET /room/{id}/json`
async fn one_as_json(State(app): State<App>, Path(id): Path<String>) -> Answer {
    let Some(found) = look(&app, &id).await? else { return Ok(for_anyone(refused::absent())) };
    let text = text(&app, &found).await?;
    Ok(for_anyone(axum::Json(json!({ "paper": found.line, "text": text }))))
}

/// `GET /room/{id}/body`: the bytes that the hash is of.
async fn body(State(app): State<App>, Path(id): Path<String>) -> Answer {
    let found = look(&app, &id).await?;
    let Some((line, open)) = found.and_then(|found| Some((found.line, found.open?))) else {
        return Ok(for_anyone(refused::absent()));
    };
    let (body, media) = (open.body, open.media);
    let Some(read) = app.apart(move |app| app.office.body(&body)).await? else {
        return Ok(for_anyone(refused::absent()));
    };
    let ending = open.ending.map(|ending| format!(".{ending}")).unwrap_or_default();
    Ok(for_anyone(respond(read, &format!("{}{ending}", line.number.replace('/', "-")), &media)))
}
