//! `GET /existence`: whether papers exist that one may not see, for searches that the law asks for.

use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::asked::{Asked, Query};
use super::{Caller, Problem, Scope};
use crate::readings::Through;

/// What is asked for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Words {
    q: Option<String>,
}

impl Asked for Words {
    const NAMES: &'static [&'static str] = &["q"];
}

/// `GET /api/v1/existence?q=`. Whoever does not have the role finds no such address.
pub(crate) async fn get(caller: Caller, Query(ask): Query<Words>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let (officer, typed) = (caller.officer.clone(), ask.q.unwrap_or_default());
    let found = caller.app.apart(move |app| app.office.exist(&officer, Through::Api, &typed)).await?;
    let found = found.ok_or_else(Problem::absent)?;
    match found.refused {
        Some(not) => Err(Problem::not_looked_for(not.says, &not.next)),
        None => Ok(axum::Json(found).into_response()),
    }
}
