//! Lists: the register, what was found, what waits; and the record's head.

use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use journal::PublishedHead;
use procedure::ids::DeskId;
use procedure::paper::Holder;
use register::{Aging, Days, DeskCursor, DeskPage, Unanswered};
use serde::Deserialize;
use serde_json::{Value, json};

use super::asked::{Asked, Query, limit};
use super::{Caller, Problem, Scope};
use crate::office::{Fault, SubmitError};
use crate::web::Filters;

/// How long a page is asked to be.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Paging {
    limit: Option<usize>,
}

/// What the register may be asked for.
pub(super) const LIST: &[&str] = &[
    "series",
    "year",
    "kind",
    "from",
    "to",
    "desk",
    "dossier",
    "state",
    "number",
    "subject",
    "words",
    "entered_from",
    "entered_until",
    "dated_from",
    "dated_until",
    "order",
    "after",
    "limit",
];

impl Asked for Filters {
    const NAMES: &'static [&'static str] = LIST;
}

impl Asked for Paging {
    const NAMES: &'static [&'static str] = LIST;
}

/// `GET /api/v1/papers`
pub(crate) async fn list(
    caller: Caller,
    Query(filters): Query<Filters>,
    Query(paging): Query<Paging>,
) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let query = filters.query(limit(paging.limit)?, caller.app.office.today())?;
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
    limit: Option<usize>,
}

impl Asked for Sought {
    const NAMES: &'static [&'static str] = &["q", "limit"];
}

/// `GET /api/v1/find?q=`
pub(crate) async fn find(caller: Caller, Query(ask): Query<Sought>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let officer = caller.officer.clone();
    let limit = limit(ask.limit)?;
    let found = caller.app.apart(move |app| app.office.find(&app.office.viewer(&officer), &ask.q, limit)).await?;
    if let Some(not) = found.refused {
        return Err(Problem::not_looked_for(not.says, &not.next));
    }
    Ok(axum::Json(json!({ "hits": found.hits, "behind": found.behind })).into_response())
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct AtDesk {
    desk: Option<DeskId>,
    after: Option<String>,
    limit: Option<usize>,
}

impl Asked for AtDesk {
    const NAMES: &'static [&'static str] = &["desk", "after", "limit"];
}

/// `GET /api/v1/desk`: what waits at the officer's desks, or at one of them.
pub(crate) async fn desk(caller: Caller, Query(ask): Query<AtDesk>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let officer = caller.officer.clone();
    let limit = limit(ask.limit)?;
    let page = caller.app.apart(move |app| -> Result<_, Problem> {
        let after = ask.after.map(DeskCursor::new);
        let (viewer, today) = (app.office.viewer(&officer), app.office.today());
        Ok(app.office.reads()?.desk(&viewer, today, ask.desk.as_ref(), after.as_ref(), limit)?)
    });
    Ok(told(&page.await?))
}

/// One desk alone.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct OfDesk {
    desk: Option<DeskId>,
}

impl Asked for OfDesk {
    const NAMES: &'static [&'static str] = &["desk"];
}

/// `GET /api/v1/sent-up`: what the officer's desks, or one of them, put before whoever decides.
pub(crate) async fn sent_up(caller: Caller, Query(ask): Query<OfDesk>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let officer = caller.officer.clone();
    let told = caller.app.apart(move |app| -> Result<_, Problem> {
        let (viewer, now) = (app.office.viewer(&officer), app.office.now());
        Ok(app.office.reads()?.sent_up(&viewer, now, ask.desk.as_ref())?)
    });
    Ok(axum::Json(json!({ "sent_up": told.await? })).into_response())
}

/// From which day to which, and after what a page goes on.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Falling {
    from: Option<Date>,
    until: Option<Date>,
    after: Option<String>,
    limit: Option<usize>,
}

impl Asked for Falling {
    const NAMES: &'static [&'static str] = &["from", "until", "after", "limit"];
}

/// `GET /api/v1/deadlines`: what falls when, of every dossier that the officer sees and of the officer's desks.
pub(crate) async fn deadlines(caller: Caller, Query(ask): Query<Falling>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let officer = caller.officer.clone();
    let limit = limit(ask.limit)?;
    let page = caller.app.apart(move |app| -> Result<_, Problem> {
        let after = ask.after.map(DeskCursor::new);
        let days = Days { from: ask.from, until: ask.until };
        Ok(app.office.reads()?.deadlines(&app.office.viewer(&officer), days, after.as_ref(), limit)?)
    });
    Ok(told(&page.await?))
}

/// `GET /api/v1/bring-forwards`: what comes back to the officer and the officer's desks, or to one of them, by its days.
pub(crate) async fn bring_forwards(caller: Caller, Query(ask): Query<AtDesk>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let officer = caller.officer.clone();
    let limit = limit(ask.limit)?;
    let page = caller.app.apart(move |app| -> Result<_, Problem> {
        let after = ask.after.map(DeskCursor::new);
        let viewer = app.office.viewer(&officer);
        Ok(app.office.reads()?.bring_forwards(&viewer, ask.desk.as_ref(), after.as_ref(), limit)?)
    });
    Ok(told(&page.await?))
}

/// Whose copies.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct HeldBy {
    holder: Option<String>,
    after: Option<String>,
    limit: Option<usize>,
}

impl Asked for HeldBy {
    const NAMES: &'static [&'static str] = &["holder", "after", "limit"];
}

/// `GET /api/v1/copies`: what somebody holds; the caller in person, where nobody is named.
pub(crate) async fn copies(caller: Caller, Query(ask): Query<HeldBy>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let holder = match &ask.holder {
        Some(said) => said.parse().map_err(|why| Problem::unreadable(format!("holder: {why}")))?,
        None => Holder::Officer(caller.officer.clone()),
    };
    let (officer, limit) = (caller.officer.clone(), limit(ask.limit)?);
    let page = caller.app.apart(move |app| -> Result<_, Problem> {
        let after = ask.after.map(DeskCursor::new);
        Ok(app.office.reads()?.copies_held(&app.office.viewer(&officer), &holder, after.as_ref(), limit)?)
    });
    Ok(told(&page.await?))
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct OfAnswers {
    desk: Option<DeskId>,
    #[serde(default)]
    late: bool,
    #[serde(default)]
    order: OrderAsked,
    after: Option<String>,
    limit: Option<usize>,
}

impl Asked for OfAnswers {
    const NAMES: &'static [&'static str] = &["desk", "late", "order", "after", "limit"];
}

/// In which order the unanswered are asked for.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum OrderAsked {
    #[default]
    Oldest,
    Due,
}

/// `GET /api/v1/unanswered`: what awaits an answer, by age or by the day it is due.
pub(crate) async fn unanswered(caller: Caller, Query(ask): Query<OfAnswers>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let officer = caller.officer.clone();
    let limit = limit(ask.limit)?;
    let page = caller.app.apart(move |app| -> Result<_, Problem> {
        let after = ask.after.map(DeskCursor::new);
        let order = match ask.order {
            OrderAsked::Oldest => Aging::Oldest,
            OrderAsked::Due => Aging::Due,
        };
        let (viewer, of) = (app.office.viewer(&officer), Unanswered { desk: ask.desk, late: ask.late, order });
        Ok(app.office.reads()?.unanswered(&viewer, app.office.today(), &of, after.as_ref(), limit)?)
    });
    Ok(told(&page.await?))
}

fn told(page: &DeskPage) -> Response {
    let next = page.next.as_ref().map(DeskCursor::as_str);
    axum::Json(json!({ "lines": page.lines, "next": next })).into_response()
}

/// `GET /api/v1/record`: how many entries the record has, the commitment of the last, and the last head that was kept.
pub(crate) async fn record(caller: Caller) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let asked = |app: &crate::web::App| -> Result<_, Fault> {
        let journal = app.office.journal()?;
        Ok((journal.head()?, journal.last_published()?))
    };
    let (head, kept) = caller.app.apart(asked).await?;
    let commitment = journal::hex(&head.place.commitment);
    Ok(axum::Json(json!({ "entries": head.place.size, "commitment": commitment, "head": kept.map(signed) }))
        .into_response())
}

/// `POST /api/v1/record/heads`: keeps the present head for ever and gives it out, signed. The same head twice is one.
pub(crate) async fn publish_head(caller: Caller) -> Result<Response, Problem> {
    caller.may(Scope::House)?;
    let head = caller.app.office.publish_head().await.map_err(SubmitError::from)?;
    Ok(axum::Json(signed(head)).into_response())
}

fn signed(head: PublishedHead) -> Value {
    json!({ "entries": head.size, "root": journal::hex(&head.root), "head": head.checkpoint })
}
