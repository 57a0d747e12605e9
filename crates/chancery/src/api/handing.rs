//! Handing over: what would go, before; the list, after. The acts themselves are acts of the house.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use procedure::ids::{DeskId, OfficerId};
use register::HandingAsk;
use serde::Deserialize;
use serde_json::json;

use super::asked::{Asked, Query};
use super::{Caller, Problem, Scope};

/// To whom.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct ToWhom {
    /// The other desk.
    to: Option<DeskId>,
    /// Who holds the desk, where it goes from officer to officer.
    from_officer: Option<OfficerId>,
    /// Who is to hold it.
    to_officer: Option<OfficerId>,
}

impl Asked for ToWhom {
    const NAMES: &'static [&'static str] = &["to", "from_officer", "to_officer"];
}

/// `GET /api/v1/desks/{desk}/hand-over`
pub(crate) async fn preview(
    caller: Caller,
    Path(desk): Path<String>,
    Query(ask): Query<ToWhom>,
) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let desk = desk.parse::<DeskId>().map_err(|_| Problem::absent())?;
    let ask = match (ask.to, ask.from_officer, ask.to_officer) {
        (to, None, None) => HandingAsk::Desk { desk, to },
        (None, Some(from), to) => HandingAsk::Post { desk, from, to },
        (None, None, Some(_)) => return Err(Problem::unreadable("to_officer: say from_officer too")),
        (Some(_), ..) => return Err(Problem::unreadable("to: it goes to a desk or from officer to officer, not both")),
    };
    let officer = caller.officer.clone();
    let found = caller.app.apart(move |app| -> Result<_, Problem> {
        Ok(app.office.reads()?.to_hand_over(&app.office.viewer(&officer), &ask)?)
    });
    Ok(axum::Json(found.await?.ok_or_else(Problem::absent)?).into_response())
}

/// `GET /api/v1/hand-overs`: those that concern the caller, the latest first.
pub(crate) async fn list(caller: Caller) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let officer = caller.officer.clone();
    let found = caller
        .app
        .apart(move |app| -> Result<_, Problem> { Ok(app.office.reads()?.hand_overs(&app.office.viewer(&officer))?) });
    Ok(axum::Json(json!({ "hand_overs": found.await? })).into_response())
}

/// `GET /api/v1/hand-overs/{entry}`
pub(crate) async fn one(caller: Caller, Path(entry): Path<String>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let entry: u64 = entry.parse().map_err(|_| Problem::absent())?;
    let officer = caller.officer.clone();
    let found = caller.app.apart(move |app| app.office.handed(&app.office.viewer(&officer), entry));
    Ok(axum::Json(found.await?.ok_or_else(Problem::absent)?).into_response())
}
