//! One paper, as the caller's officer sees it: its state, text, bytes, trail and links.

use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use procedure::ids::PaperId;
use procedure::sight::Sight;
use register::Seen;
use serde_json::json;

use super::{Caller, Problem, Scope};
use crate::office::TrailLine;
use crate::web::{body_response, proved};

/// The paper of an address. Not there and not to be seen are one problem, byte for byte.
pub(super) async fn seen(caller: &Caller, id: &str) -> Result<(PaperId, Seen), Problem> {
    let Ok(id) = id.parse::<PaperId>() else { return Err(Problem::absent()) };
    let officer = caller.officer.clone();
    let seen = caller.app.apart(move |app| app.office.seen(&app.office.viewer(&officer), &id)).await?;
    Ok((id, seen.ok_or_else(Problem::absent)?))
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
pub(crate) async fn body(caller: Caller, Path((id, n)): Path<(String, String)>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let (_, seen) = seen(&caller, &id).await?;
    let n: usize = n.parse().map_err(|_| Problem::absent())?;
    let kept = n.checked_sub(1).and_then(|at| seen.paper.versions.get(at)).filter(|_| seen.sight == Sight::Whole);
    let Some(version) = kept.map(|kept| kept.version.clone()) else { return Err(Problem::absent()) };
    let read = caller.app.apart(move |app| app.office.body(&version.body).map(|read| (read, version))).await?;
    let (Some(read), version) = read else { return Err(Problem::absent()) };
    Ok(body_response(read, &version.name, &version.media))
}

/// `POST /api/v1/papers/{id}/proof`: the proof of its number. Where the head published last does not cover it, one is published.
pub(crate) async fn proof(caller: Caller, Path(id): Path<String>) -> Result<Response, Problem> {
    caller.may(Scope::Act)?;
    let (_, seen) = seen(&caller, &id).await?;
    let made = caller.app.apart(move |app| app.office.prove_paper(&seen)).await?;
    Ok(proved(made.ok_or_else(Problem::absent)?))
}

/// `GET /api/v1/papers/{id}/trail`
pub(crate) async fn trail(caller: Caller, Path(id): Path<String>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let (id, _) = seen(&caller, &id).await?;
    Ok(axum::Json(trail_since(&caller, id, 0).await?).into_response())
}

/// What the caller's officer sees of a paper's trail after its first `rev` lines.
pub(super) async fn trail_since(caller: &Caller, id: PaperId, rev: u64) -> Result<Vec<TrailLine>, Problem> {
    let officer = caller.officer.clone();
    let since = caller.app.apart(move |app| app.office.trail_since(&app.office.viewer(&officer), &id, rev));
    Ok(since.await?)
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
