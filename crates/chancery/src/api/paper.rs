//! One paper, as the caller's officer sees it: its state, text, bytes, trail and links.

use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use procedure::event::Event;
use procedure::ids::{OfficerId, PaperId};
use procedure::sight::Sight;
use register::Seen;
use serde_json::json;

use super::{Caller, Problem, Scope};
use crate::office::TrailLine;
use crate::web::{App, body_response};

/// The paper of an address. Not there and not to be seen are one problem, byte for byte.
pub(super) async fn seen(caller: &Caller, id: &str) -> Result<(PaperId, Seen), Problem> {
    let Ok(id) = id.parse::<PaperId>() else { return Err(Problem::absent()) };
    let officer = caller.officer.clone();
    let seen = caller
        .app
        .apart(move |app| -> Result<_, Problem> { Ok(app.office.reads()?.paper(&app.office.viewer(&officer), &id)?) });
    Ok((id, seen.await?.ok_or_else(Problem::absent)?))
}

/// `GET /api/v1/papers/{id}`
pub(crate) async fn get(caller: Caller, Path(id): Path<String>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let (_, seen) = seen(&caller, &id).await?;
    let tag = format!("\"{}\"", seen.paper.rev);
    let json = json!({ "number": seen.paper.number(), "sight": seen.sight, "paper": seen.paper });
    let mut response = axum::Json(json).into_response();
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

/// `GET /api/v1/papers/{id}/text`: the text that the card's spans lie in.
pub(crate) async fn text(caller: Caller, Path(id): Path<String>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let (_, seen) = seen(&caller, &id).await?;
    let text = match seen.paper.version().and_then(|kept| kept.version.text.clone()) {
        Some(text) if seen.sight == Sight::Whole => text,
        _ => return Err(Problem::absent()),
    };
    let words = caller.app.apart(move |app| app.office.text(&text)).await?.ok_or_else(Problem::absent)?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], words).into_response())
}

/// `GET /api/v1/papers/{id}/versions/{n}/body`: the bytes as received; `n` from 1.
pub(crate) async fn body(caller: Caller, Path((id, n)): Path<(String, usize)>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let (_, seen) = seen(&caller, &id).await?;
    let kept = n.checked_sub(1).and_then(|at| seen.paper.versions.get(at)).filter(|_| seen.sight == Sight::Whole);
    let Some(version) = kept.map(|kept| kept.version.clone()) else { return Err(Problem::absent()) };
    let read = caller.app.apart(move |app| app.office.body(&version.body).map(|read| (read, version))).await?;
    let (Some(read), version) = read else { return Err(Problem::absent()) };
    Ok(body_response(read, &version.name, &version.media))
}

/// `GET /api/v1/papers/{id}/trail`
pub(crate) async fn trail(caller: Caller, Path(id): Path<String>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let (id, seen) = seen(&caller, &id).await?;
    Ok(axum::Json(trail_of(&caller, id, seen.sight).await?).into_response())
}

/// A paper's trail as far as the caller's officer sees it: own acts only without sight of the card, and never a link to
/// a paper that is not seen.
pub(super) async fn trail_of(caller: &Caller, id: PaperId, sight: Sight) -> Result<Vec<TrailLine>, Problem> {
    let officer = caller.officer.clone();
    caller.app.apart(move |app| trimmed(app, &officer, id, sight)).await
}

fn trimmed(app: &App, officer: &OfficerId, id: PaperId, sight: Sight) -> Result<Vec<TrailLine>, Problem> {
    let mut lines = app.office.trail(&id)?;
    if sight < Sight::Card {
        lines.retain(|line| line.acted.officer == *officer);
    }
    let viewer = app.office.viewer(officer);
    let reads = app.office.reads()?;
    let seen = |paper: &PaperId| -> Result<bool, Problem> { Ok(reads.sight(&viewer, paper)? >= Sight::Card) };
    for line in &mut lines {
        line.acted.papers.retain(|paper| *paper == id);
        let mut kept = Vec::with_capacity(line.events.len());
        for event in std::mem::take(&mut line.events) {
            let shown = match &event {
                Event::CitationsTied { ties } => {
                    ties.iter().try_fold(true, |all, tie| Ok::<_, Problem>(all && seen(&tie.to)?))?
                }
                Event::MatchesOffered { offers } => {
                    offers.iter().try_fold(true, |all, made| Ok::<_, Problem>(all && seen(&made.offer.to)?))?
                }
                Event::AnswerLinked { paper, answers } => seen(paper)? && seen(answers)?,
                Event::SplitOff { paper, into, .. } => seen(paper)? && seen(into)?,
                Event::CitationUntied { to, .. } => seen(to)?,
                _ => true,
            };
            if shown {
                kept.push(event);
            }
        }
        line.events = kept;
    }
    Ok(lines)
}

/// `GET /api/v1/papers/{id}/links`
pub(crate) async fn links(caller: Caller, Path(id): Path<String>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let (id, _) = seen(&caller, &id).await?;
    let officer = caller.officer.clone();
    let links = caller
        .app
        .apart(move |app| -> Result<_, Problem> { Ok(app.office.reads()?.links(&app.office.viewer(&officer), &id)?) });
    Ok(axum::Json(links.await?).into_response())
}
