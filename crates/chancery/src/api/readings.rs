//! The reading ledger: asked with a reason, which is entered before anything of it is told.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use procedure::act::Act;
use procedure::readings::ReadingsQuestion;
use serde::Deserialize;

use super::body::Json;
use super::key::Key;
use super::{Caller, Problem, Scope};
use crate::office::Bodies;
use crate::readings::Through;

/// What is asked, and why.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asks {
    question: ReadingsQuestion,
    reason: String,
}

/// `POST /api/v1/readings`
pub(crate) async fn ask(caller: Caller, Key(key): Key, Json(asks): Json<Asks>) -> Result<Response, Problem> {
    caller.may(Scope::Act)?;
    let act = Act::AskReadings { question: asks.question, reason: asks.reason };
    let entry = caller.submit(act, key, Bodies::default()).await?.entry;
    told(&caller, entry).await
}

/// `GET /api/v1/readings/{entry}`: the answer once more, to whoever asked.
pub(crate) async fn get(caller: Caller, Path(entry): Path<String>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    told(&caller, entry.parse().map_err(|_| Problem::absent())?).await
}

async fn told(caller: &Caller, entry: u64) -> Result<Response, Problem> {
    let officer = caller.officer.clone();
    let told = caller.app.apart(move |app| app.office.readings_told(&officer, Through::Api, entry)).await?;
    Ok(axum::Json(told.ok_or_else(Problem::absent)?).into_response())
}
