//! Closings of the day: closed, listed, told, set; and a head from outside held against the record.

use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use procedure::act::Act;
use serde::Deserialize;
use serde_json::{Value, json};

use super::asked::{Asked, Query};
use super::body::Json;
use super::key::Key;
use super::{Caller, Problem, Scope, receipt};
use crate::office::{Bodies, ClosingMade, HeldSays};
use crate::web::set::OnPage;

/// Closings that are listed unless fewer are asked for.
const LISTED: usize = 30;

/// From where closings are listed.
#[derive(Debug, Deserialize)]
pub(crate) struct Below {
    #[serde(default)]
    below: Option<u32>,
}

impl Asked for Below {
    const NAMES: &'static [&'static str] = &["below"];
}

/// `GET /api/v1/record/closings`: the newest first.
pub(crate) async fn list(caller: Caller, Query(ask): Query<Below>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let viewer = caller.app.office.viewer(&caller.officer);
    let made = caller.app.apart(move |app| app.office.closings(&viewer, ask.below, LISTED)).await?;
    let made = made.ok_or_else(Problem::absent)?;
    let next = made.last().map(|last| last.closing.no).filter(|no| *no > 1 && made.len() == LISTED);
    let closings: Vec<Value> = made.iter().map(told).collect();
    Ok(axum::Json(json!({ "closings": closings, "next": next })).into_response())
}

/// `POST /api/v1/record/closings`
pub(crate) async fn close(caller: Caller, Key(key): Key) -> Result<Response, Problem> {
    caller.may(Scope::Act)?;
    let done = caller.submit(Act::CloseDay {}, key, Bodies::default()).await?;
    receipt::respond(&caller, done).await
}

/// `GET /api/v1/record/closings/{no}`
pub(crate) async fn get(caller: Caller, Path(no): Path<u32>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let viewer = caller.app.office.viewer(&caller.officer);
    let found = caller.app.apart(move |app| app.office.closing(&viewer, no)).await?.ok_or_else(Problem::absent)?;
    let mut whole = told(&found.made);
    whole["head"] = found.held.map(|held| held.text()).into();
    Ok(axum::Json(whole).into_response())
}

/// `POST /api/v1/record/closings/{no}/sheet.pdf`
pub(crate) async fn sheet(
    caller: Caller,
    Key(key): Key,
    Path(no): Path<u32>,
    Query(on): Query<OnPage>,
) -> Result<Response, Problem> {
    caller.may(Scope::Act)?;
    let viewer = caller.app.office.viewer(&caller.officer);
    let made = caller.app.apart(move |app| app.office.set_closing(&viewer, no, on.size.into())).await?;
    super::set::export(&caller, key, made).await
}

/// A text that holds a head.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Holds {
    text: String,
}

/// `POST /api/v1/record/held`: what the record says of a head that somebody holds.
pub(crate) async fn hold(caller: Caller, Json(held): Json<Holds>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let says = caller.app.apart(move |app| app.office.hold_against(&held.text)).await?;
    let is = match &says {
        HeldSays::GoesOn { .. } => "goes_on",
        HeldSays::Differs { .. } => "differs",
        HeldSays::Beyond { .. } => "beyond",
        HeldSays::NotOurs { .. } => "not_ours",
        HeldSays::NoHead => "no_head",
    };
    Ok(axum::Json(json!({ "holds": says.holds(), "is": is, "says": says.words() })).into_response())
}

fn told(made: &ClosingMade) -> Value {
    json!({ "entry": made.entry, "at": made.at, "officer": made.acted.officer, "closing": made.closing })
}
