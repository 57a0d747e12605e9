//! Correspondents and exact rules, as the caller's officer sees them.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use procedure::ids::CorrespondentId;
use procedure::paper::Principal;
use serde::Deserialize;
use serde_json::{Value, json};

use super::asked::{Asked, Query};
use super::{Caller, Problem, Scope};
use crate::office::people;

/// Which correspondents are asked for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Sought {
    like: Option<String>,
    after: Option<String>,
}

impl Asked for Sought {
    const NAMES: &'static [&'static str] = &["like", "after"];
}

/// `GET /api/v1/correspondents`
pub(crate) async fn list(caller: Caller, Query(ask): Query<Sought>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let officer = caller.officer.clone();
    let page = caller.app.apart(move |app| -> Result<Value, Problem> {
        let (viewer, reads) = (app.office.viewer(&officer), app.office.reads()?);
        let like = ask.like.as_deref().map(str::trim).filter(|like| !like.is_empty());
        let (found, next) = reads.correspondents(&viewer, like, ask.after.as_deref())?;
        let told: Result<Vec<Value>, Problem> =
            found.iter().map(|known| Ok(people::described(&reads, &viewer, known)?)).collect();
        Ok(json!({ "correspondents": told?, "next": next }))
    });
    Ok(axum::Json(page.await?).into_response())
}

/// `GET /api/v1/correspondents/{code}`. Not there and not to be seen are one problem, byte for byte.
pub(crate) async fn one(caller: Caller, Path(code): Path<String>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let Ok(id) = code.parse::<CorrespondentId>() else { return Err(Problem::absent()) };
    let officer = caller.officer.clone();
    let found = caller.app.apart(move |app| -> Result<Option<Value>, Problem> {
        let (viewer, reads) = (app.office.viewer(&officer), app.office.reads()?);
        let Some(known) = reads.correspondent(&viewer, &id)? else { return Ok(None) };
        let mut one = people::described(&reads, &viewer, &known)?;
        let merged: Vec<CorrespondentId> = reads.merged_into(&viewer, &id)?.into_iter().map(|other| other.id).collect();
        one["merged_into_it"] = json!(merged);
        one["papers"] = json!(reads.papers_of(&viewer, &Principal::Correspondent(id))?);
        Ok(Some(one))
    });
    Ok(axum::Json(found.await?.ok_or_else(Problem::absent)?).into_response())
}

/// `GET /api/v1/rules`: those of the registries that the officer acts for.
pub(crate) async fn rules(caller: Caller) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let officer = caller.officer.clone();
    let rules = caller
        .app
        .apart(move |app| -> Result<_, Problem> { Ok(app.office.reads()?.rules(&app.office.viewer(&officer))?) });
    Ok(axum::Json(json!({ "rules": rules.await? })).into_response())
}
