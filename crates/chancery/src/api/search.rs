//! `GET /search`: papers by what is typed, with passages, an order, and where asked for counts.

use axum::response::{IntoResponse, Response};
use register::{SearchAsk, SearchCounts};
use serde::{Deserialize, Serialize};

use super::asked::{Asked, Query, limit};
use super::{Caller, Problem, Scope};
use crate::office::{NotSearched, Searched, search_order};
use crate::web::forms::Unreadable;

/// What is asked for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    #[serde(default)]
    q: String,
    order: Option<String>,
    after: Option<String>,
    limit: Option<usize>,
    #[serde(default)]
    counts: bool,
}

impl Asked for Ask {
    const NAMES: &'static [&'static str] = &["q", "order", "after", "limit", "counts"];
}

/// What was found, and what it is where that was asked for.
#[derive(Serialize)]
struct Told {
    #[serde(flatten)]
    found: Searched,
    counts: Option<SearchCounts>,
}

impl From<NotSearched> for Problem {
    fn from(not: NotSearched) -> Self {
        match not {
            NotSearched::Refused(refusal) => Self::not_looked_for(refusal.to_string(), &refusal.next()),
            NotSearched::Fault(fault) => fault.into(),
        }
    }
}

/// `GET /api/v1/search?q=`
pub(crate) async fn get(caller: Caller, Query(ask): Query<Ask>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let order = search_order(ask.order.as_deref().unwrap_or_default());
    let order = order.ok_or_else(|| Unreadable(format!("{:?} is no order", ask.order.unwrap_or_default())))?;
    let asked = SearchAsk { typed: ask.q, order, after: ask.after, limit: limit(ask.limit)? };
    let (officer, counts) = (caller.officer.clone(), ask.counts);
    let told = caller.app.apart(move |app| -> Result<Told, Problem> {
        let viewer = app.office.viewer(&officer);
        let found = app.office.search(&viewer, &asked)?;
        let counts = if counts { app.office.search_counts(&viewer, &asked.typed)? } else { None };
        Ok(Told { found, counts })
    });
    Ok(axum::Json(told.await?).into_response())
}
