//! Dossiers, as the caller's officer sees them, and what is done in them.

use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use procedure::act::Act;
use procedure::dossier::{Dossier, DossierAct, How, Verdict};
use procedure::ids::{DossierId, PaperId};
use register::DossierQuery;
use serde::Deserialize;
use serde_json::{Value, json};

use super::asked::{Asked, Query, limit};
use super::body::{self, Json};
use super::draft::taken;
use super::key::Key;
use super::{Caller, Problem, Scope, receipt};
use crate::compose::Template;
use crate::office::{Bodies, TrailLine};
use crate::web::upload::Parts;
use crate::web::{App, dossier_stands_in_the_way};

/// Which dossiers are asked for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Sought {
    words: Option<String>,
    home: Option<procedure::ids::DeskId>,
    closed: Option<bool>,
    after: Option<String>,
    limit: Option<usize>,
}

impl Asked for Sought {
    const NAMES: &'static [&'static str] = &["words", "home", "closed", "after", "limit"];
}

/// After which paper a page goes on, and how long it is.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Paging {
    after: Option<String>,
    limit: Option<usize>,
}

impl Asked for Paging {
    const NAMES: &'static [&'static str] = &["after", "limit"];
}

/// `GET /api/v1/dossiers`
pub(crate) async fn list(caller: Caller, Query(ask): Query<Sought>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let officer = caller.officer.clone();
    let limit = limit(ask.limit)?;
    let query = DossierQuery { words: ask.words, home: ask.home, closed: ask.closed };
    let page = caller.app.apart(move |app| -> Result<_, Problem> {
        Ok(app.office.reads()?.list_dossiers(&app.office.viewer(&officer), &query, ask.after.as_deref(), limit)?)
    });
    let page = page.await?;
    Ok(axum::Json(json!({ "dossiers": page.rows, "next": page.next })).into_response())
}

/// `POST /api/v1/dossiers`: opens one.
pub(crate) async fn open(caller: Caller, Key(key): Key, Json(mut said): Json<Value>) -> Result<Response, Problem> {
    caller.may(Scope::Act)?;
    let Value::Object(fields) = &mut said else { return Err(Problem::unreadable("a dossier is a JSON object")) };
    fields.insert("act".to_owned(), "open_dossier".into());
    let act: Act = body::of(said)?;
    let place = act.dossier().map(|dossier| format!("/api/v1/dossiers/{dossier}"));
    let done = caller.submit(act, key, Bodies::default()).await?;
    let mut response = receipt::respond(&caller, done).await?;
    if let Some(place) = place.and_then(|place| HeaderValue::from_str(&place).ok()) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
}

/// The dossier of an address. Not there and not to be seen are one problem, byte for byte.
pub(super) async fn seen(caller: &Caller, code: &str) -> Result<Dossier, Problem> {
    let Ok(id) = code.parse::<DossierId>() else { return Err(Problem::absent()) };
    let officer = caller.officer.clone();
    let seen = caller.app.apart(move |app| -> Result<_, Problem> {
        Ok(app.office.reads()?.dossier(&app.office.viewer(&officer), &id)?)
    });
    seen.await?.ok_or_else(Problem::absent)
}

/// `GET /api/v1/dossiers/{code}`
pub(crate) async fn get(caller: Caller, Path(code): Path<String>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let dossier = seen(&caller, &code).await?;
    let tag = format!("\"{}\"", dossier.rev);
    let mut response = axum::Json(dossier).into_response();
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

/// `GET /api/v1/dossiers/{code}/papers`: those filed in it last come first.
pub(crate) async fn papers(
    caller: Caller,
    Path(code): Path<String>,
    Query(ask): Query<Paging>,
) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let id = seen(&caller, &code).await?.id;
    let officer = caller.officer.clone();
    let limit = limit(ask.limit)?;
    let page = caller.app.apart(move |app| -> Result<_, Problem> {
        Ok(app.office.reads()?.filed_in(&app.office.viewer(&officer), &id, ask.after.as_deref(), limit)?)
    });
    let page = page.await?;
    Ok(axum::Json(json!({ "papers": page.rows, "next": page.next })).into_response())
}

/// `GET /api/v1/dossiers/{code}/offered`: what its papers say and nobody put yet.
pub(crate) async fn offered(
    caller: Caller,
    Path(code): Path<String>,
    Query(ask): Query<Paging>,
) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let dossier = seen(&caller, &code).await?;
    let officer = caller.officer.clone();
    let limit = limit(ask.limit)?;
    let page = caller
        .app
        .apart(move |app| app.office.offered(&app.office.viewer(&officer), &dossier, ask.after.as_deref(), limit));
    Ok(axum::Json(page.await?).into_response())
}

/// `GET /api/v1/dossiers/{code}/prose`
pub(crate) async fn prose(caller: Caller, Path(code): Path<String>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let dossier = seen(&caller, &code).await?;
    let officer = caller.officer.clone();
    let prose = caller.app.apart(move |app| app.office.dossier_prose(&app.office.viewer(&officer), &dossier));
    Ok(axum::Json(json!({ "prose": prose.await? })).into_response())
}

/// Which paper is answered.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Answering {
    answers: Option<PaperId>,
}

impl Asked for Answering {
    const NAMES: &'static [&'static str] = &["answers"];
}

/// `GET /api/v1/dossiers/{code}/composed/{template}`
pub(crate) async fn composed(
    caller: Caller,
    Path((code, name)): Path<(String, String)>,
    Query(ask): Query<Answering>,
) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let template = Template::named(&name).ok_or_else(Problem::absent)?;
    let dossier = seen(&caller, &code).await?;
    let officer = caller.officer.clone();
    let composed = move |app: &App| app.office.composed(&app.office.viewer(&officer), &dossier, template, ask.answers);
    let made = caller.app.apart(composed);
    Ok(axum::Json(made.await?).into_response())
}

/// `GET /api/v1/dossiers/{code}/submissions/{no}/extract`
pub(crate) async fn extract(caller: Caller, Path((code, no)): Path<(String, u32)>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let dossier = seen(&caller, &code).await?;
    let made = caller.app.apart(move |app| app.office.decision_extract(&dossier, no)).await?;
    let text = made.ok_or_else(Problem::absent)?;
    Ok(axum::Json(json!({ "extract": text })).into_response())
}

/// What is cited.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Cited {
    #[serde(default)]
    q: String,
}

impl Asked for Cited {
    const NAMES: &'static [&'static str] = &["q"];
}

/// `GET /api/v1/dossiers/{code}/citable?q=`
pub(crate) async fn citable(
    caller: Caller,
    Path(code): Path<String>,
    Query(cited): Query<Cited>,
) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let dossier = seen(&caller, &code).await?;
    let officer = caller.officer.clone();
    let found = caller.app.apart(move |app| app.office.citable(&app.office.viewer(&officer), &dossier, &cited.q));
    Ok(axum::Json(json!({ "papers": found.await? })).into_response())
}

/// `POST /api/v1/dossiers/{code}/submissions/{no}/proof`: the proof of what was decided last on a submission. Where the head published
/// last does not cover it, one is published.
pub(crate) async fn proof(caller: Caller, Path((code, no)): Path<(String, u32)>) -> Result<Response, Problem> {
    caller.may(Scope::Act)?;
    let Ok(code) = code.parse::<DossierId>() else { return Err(Problem::absent()) };
    let officer = caller.officer.clone();
    let made = caller.app.apart(move |app| app.office.prove_decision(&app.office.viewer(&officer), &code, no)).await?;
    Ok(crate::web::proved(made.ok_or_else(Problem::absent)?))
}

/// `GET /api/v1/dossiers/{code}/trail`
pub(crate) async fn trail(caller: Caller, Path(code): Path<String>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let id = seen(&caller, &code).await?.id;
    Ok(axum::Json(trail_since(&caller, id, 0).await?).into_response())
}

async fn trail_since(caller: &Caller, id: DossierId, rev: u64) -> Result<Vec<TrailLine>, Problem> {
    let officer = caller.officer.clone();
    let since = caller.app.apart(move |app| app.office.dossier_trail(&app.office.viewer(&officer), &id, rev));
    Ok(since.await?)
}

/// `POST /api/v1/dossiers/{code}/acts`
pub(crate) async fn act(
    caller: Caller,
    Key(key): Key,
    Path(code): Path<String>,
    headers: HeaderMap,
    Json(said): Json<Value>,
) -> Result<Response, Problem> {
    caller.may(Scope::Act)?;
    let dossier = seen(&caller, &code).await?;
    let does: DossierAct = body::of(said)?;
    if does.version().is_some() {
        let place = match &does {
            DossierAct::StartDraft { .. } => format!("/dossiers/{code}/drafts"),
            DossierAct::AddDraftVersion { draft, .. } => format!("/dossiers/{code}/drafts/{draft}/versions"),
            _ => format!("/dossiers/{code}/amended"),
        };
        let says = format!("act: {} is sent to {place}, with its file", does.name());
        return Err(Problem::unreadable(says));
    }
    unchanged(&caller, &dossier, &headers, &key, &does).await?;
    let act = Act::InDossier { dossier: dossier.id, does };
    let done = caller.submit(act, key, Bodies::default()).await?;
    receipt::respond(&caller, done).await
}

/// The parts of an amended text beside its file.
const AMENDED_PARTS: Parts = Parts::Only(&["submission", "hash", "remark", "how"]);

/// `POST /api/v1/dossiers/{code}/amended`: adopts a draft as amended, with the text as it is adopted.
pub(crate) async fn amended(
    State(app): State<App>,
    caller: Caller,
    Key(key): Key,
    Path(code): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    caller.may(Scope::Act)?;
    let dossier = seen(&caller, &code).await?;
    let (form, file) = taken(&app, request, AMENDED_PARTS).await?;
    let file = file.ok_or_else(|| Problem::unreadable("an amended text is one part `file`, and none came"))?;
    let how = match form.text("how") {
        None => How::InPerson,
        Some(json) => serde_json::from_str(&json).map_err(|error| Problem::unreadable(format!("how: {error}")))?,
    };
    let does = DossierAct::Decide {
        submission: form.needed("submission", "which submission is decided")?,
        word: Verdict::Amended,
        hash: form.parsed("hash")?,
        how,
        remark: form.text("remark"),
        amended: Some(file.version),
        read: file.read,
    };
    let done = caller.submit(Act::InDossier { dossier: dossier.id, does }, key, file.bodies).await?;
    receipt::respond(&caller, done).await
}

/// With `If-Match`, an act goes through only if nothing it touches changed since that version.
pub(super) async fn unchanged(
    caller: &Caller,
    dossier: &Dossier,
    headers: &HeaderMap,
    key: &str,
    does: &DossierAct,
) -> Result<(), Problem> {
    let Some(tag) = headers.get(header::IF_MATCH).and_then(|value| value.to_str().ok()) else { return Ok(()) };
    let rev: u64 =
        tag.trim().trim_matches('"').parse().map_err(|_| Problem::unreadable("If-Match: not the ETag of a dossier"))?;
    if rev >= dossier.rev {
        return Ok(());
    }
    let since = trail_since(caller, dossier.id.clone(), rev).await?;
    if dossier_stands_in_the_way(&caller.app.office.house(), &caller.officer, Some(key), does, &since) {
        return Err(Problem::changed(serde_json::to_value(&since).unwrap_or_default()));
    }
    Ok(())
}
