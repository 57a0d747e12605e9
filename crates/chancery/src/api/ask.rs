//! Lists: the register, what was found, what waits; and the record's head.

use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use procedure::ids::DeskId;
use register::DeskCursor;
use serde::Deserialize;
use serde_json::json;

use super::{Caller, Problem, Scope};
use crate::office::Fault;
use crate::web::Filters;

/// How long a page is asked to be.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Paging {
    #[serde(default)]
    limit: usize,
}

/// `GET /api/v1/papers`
pub(crate) async fn list(
    caller: Caller,
    Query(filters): Query<Filters>,
    Query(paging): Query<Paging>,
) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let query = filters.query(paging.limit)?;
    let officer = caller.officer.clone();
    let page = caller.app.apart(move |app| -> Result<_, Problem> {
        Ok(app.office.reads()?.list(&app.office.viewer(&officer), &query)?)
    });
    Ok(axum::Json(page.await?).into_response())
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Sought {
    #[serde(default)]
    q: String,
    #[serde(default)]
    limit: usize,
}

/// `GET /api/v1/find?q=`
pub(crate) async fn find(caller: Caller, Query(ask): Query<Sought>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let officer = caller.officer.clone();
    let found = caller.app.apart(move |app| app.office.find(&app.office.viewer(&officer), &ask.q, ask.limit)).await?;
    Ok(axum::Json(json!({ "hits": found.hits, "behind": found.behind })).into_response())
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct AtDesk {
    desk: Option<DeskId>,
    after: Option<String>,
    #[serde(default)]
    limit: usize,
}

/// `GET /api/v1/desk`: what waits at the officer's desks, or at one of them.
pub(crate) async fn desk(caller: Caller, Query(ask): Query<AtDesk>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let officer = caller.officer.clone();
    let page = caller.app.apart(move |app| -> Result<_, Problem> {
        let after = ask.after.map(DeskCursor::new);
        Ok(app.office.reads()?.desk(&app.office.viewer(&officer), ask.desk.as_ref(), after.as_ref(), ask.limit)?)
    });
    let page = page.await?;
    let next = page.next.as_ref().map(DeskCursor::as_str);
    Ok(axum::Json(json!({ "lines": page.lines, "next": next })).into_response())
}

/// `GET /api/v1/record`: how many entries the record has, and the commitment of the last.
pub(crate) async fn record(caller: Caller) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let head = caller.app.apart(|app| -> Result<_, Fault> { Ok(app.office.journal()?.head()?) }).await?;
    let json = json!({ "entries": head.place.size, "commitment": journal::hex(&head.place.commitment) });
    Ok(axum::Json(json).into_response())
}
