//! What whoever stands above desks asks: the overview, and what was decided before in such a case.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::json;

use super::asked::{Asked, Query};
use super::{Caller, Problem, Scope, dossier};

/// From which day on decisions are counted.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Since {
    since: Option<Date>,
}

impl Asked for Since {
    const NAMES: &'static [&'static str] = &["since"];
}

/// `GET /api/v1/overview`
pub(crate) async fn get(caller: Caller, Query(ask): Query<Since>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let officer = caller.officer.clone();
    let overview = caller
        .app
        .apart(move |app| -> Result<_, Problem> { Ok(app.office.overview(&app.office.viewer(&officer), ask.since)?) });
    Ok(axum::Json(overview.await?).into_response())
}

/// `GET /api/v1/dossiers/{code}/before`: dossiers like it in which something was decided.
pub(crate) async fn before(caller: Caller, Path(code): Path<String>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let held = dossier::seen(&caller, &code).await?;
    let officer = caller.officer.clone();
    let precedents = caller.app.apart(move |app| -> Result<_, Problem> {
        Ok(app.office.reads()?.decided_before(&app.office.viewer(&officer), &held)?)
    });
    Ok(axum::Json(json!({ "before": precedents.await? })).into_response())
}
