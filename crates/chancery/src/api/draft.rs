//! Drafts: begun with a file, given versions; their texts, where they differ, and each as a Word page.

use axum::extract::{FromRequest, Multipart, Path, Request, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use procedure::act::Act;
use procedure::dossier::{Dossier, DossierAct, Draft, DraftFacts, DraftVersion, TextRead};
use procedure::ids::Hash;
use serde::Deserialize;

use super::asked::{Asked, Query};
use super::dossier::{seen, unchanged};
use super::key::Key;
use super::{Caller, Problem, Scope, receipt};
use crate::office::{Bodies, DraftFile, version_at};
use crate::web::forms::Form;
use crate::web::upload::{self, Parts};
use crate::web::{App, body_response, made_here, word_file};

/// The parts of a new draft beside its file.
const START_PARTS: Parts = Parts::Only(&["facts", "desk", "note"]);
/// The parts of a version beside its file.
const VERSION_PARTS: Parts = Parts::Only(&["after", "note"]);

/// Which versions are compared: the last two, where it is not said.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Compared {
    from: Option<u32>,
    to: Option<u32>,
}

impl Asked for Compared {
    const NAMES: &'static [&'static str] = &["from", "to"];
}

/// `POST /api/v1/dossiers/{code}/drafts`: begins a draft, with its text or without.
pub(crate) async fn start(
    State(app): State<App>,
    caller: Caller,
    Key(key): Key,
    Path(code): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    caller.may(Scope::Act)?;
    let held = seen(&caller, &code).await?;
    let (form, file) = taken(&app, request, START_PARTS).await?;
    let facts = form.said("facts").ok_or_else(|| Problem::unreadable("facts: the part is not there"))?;
    let facts: DraftFacts =
        serde_json::from_str(facts).map_err(|error| Problem::unreadable(format!("facts: {error}")))?;
    let (version, read, bodies) = match file {
        Some(file) => (Some(file.version), file.read, file.bodies),
        None => (None, TextRead::default(), Bodies::default()),
    };
    let does = DossierAct::StartDraft { facts, desk: form.parsed("desk")?, version, note: form.text("note"), read };
    let done = caller.submit(Act::InDossier { dossier: held.id, does }, key, bodies).await?;
    receipt::respond(&caller, done).await
}

/// `POST /api/v1/dossiers/{code}/drafts/{no}/versions`
pub(crate) async fn add(
    State(app): State<App>,
    caller: Caller,
    Key(key): Key,
    Path((code, no)): Path<(String, String)>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Problem> {
    caller.may(Scope::Act)?;
    let (held, draft) = draft_of(&caller, &code, &no).await?;
    let (form, file) = taken(&app, request, VERSION_PARTS).await?;
    let file = file.ok_or_else(|| Problem::unreadable("a version is one part `file`, and none came"))?;
    let after = made_from(&held, &draft, form.parsed("after")?, &file)?;
    let DraftFile { version, read, bodies, from: _ } = file;
    let does = DossierAct::AddDraftVersion { draft: draft.no, after, version, note: form.text("note"), read };
    unchanged(&caller, &held, &headers, &key, &does).await?;
    let done = caller.submit(Act::InDossier { dossier: held.id, does }, key, bodies).await?;
    receipt::respond(&caller, done).await
}

/// The version that a file was made from: as it is said, or as the file says itself. A program that says neither of a
/// text that follows another is asked; one that says otherwise than its file is told.
fn made_from(held: &Dossier, draft: &Draft, said: Option<Hash>, file: &DraftFile) -> Result<Option<Hash>, Problem> {
    let Some(from) = &file.from else {
        if said.is_none() && !draft.versions.is_empty() {
            return Err(Problem::unreadable("after: the hash of the version that the text was made from is not there"));
        }
        return Ok(said);
    };
    if from.dossier != held.id || from.draft != draft.no {
        let says = format!("file: it was made for draft {} of dossier {}", from.draft, from.dossier);
        return Err(Problem::unreadable(says));
    }
    if said.is_some() && said != from.version {
        return Err(Problem::unreadable("after: the file says that it was made from another version"));
    }
    Ok(from.version)
}

/// The fields and the file of a form that brings a draft's text.
pub(super) async fn taken(app: &App, request: Request, parts: Parts) -> Result<(Form, Option<DraftFile>), Problem> {
    let multipart =
        Multipart::from_request(request, app).await.map_err(|error| Problem::unreadable(error.body_text()))?;
    let taken = upload::take(app, multipart, parts, |_| Ok(made_here())).await?;
    let count = taken.files.len();
    let mut files = taken.files.into_iter();
    let file = match (files.next(), files.next()) {
        (Some(_), Some(_)) => {
            return Err(Problem::unreadable(format!("a text is one part `file`, and {count} came")));
        }
        (Some(file), None) => Some(app.apart(move |app| app.office.as_draft(file)).await?),
        (None, _) => None,
    };
    Ok((taken.form, file))
}

/// The draft of an address. Not there and not to be seen are one problem, byte for byte.
async fn draft_of(caller: &Caller, code: &str, no: &str) -> Result<(Dossier, Draft), Problem> {
    let held = seen(caller, code).await?;
    let draft = no.parse().ok().and_then(|no| held.draft(no)).cloned().ok_or_else(Problem::absent)?;
    Ok((held, draft))
}

async fn version_of(caller: &Caller, code: &str, no: &str, n: &str) -> Result<DraftVersion, Problem> {
    let (_, draft) = draft_of(caller, code, no).await?;
    n.parse().ok().and_then(|n| version_at(&draft, n)).cloned().ok_or_else(Problem::absent)
}

/// `GET /api/v1/dossiers/{code}/drafts/{no}/versions/{n}/body`: the bytes as received; `n` from 1.
pub(crate) async fn body(
    caller: Caller,
    Path((code, no, n)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let version = version_of(&caller, &code, &no, &n).await?.version;
    let read = caller.app.apart(move |app| app.office.body(&version.body).map(|read| (read, version))).await?;
    let (Some(read), version) = read else { return Err(Problem::absent()) };
    Ok(body_response(read, &version.name, &version.media))
}

/// `GET /api/v1/dossiers/{code}/drafts/{no}/versions/{n}/text`: its words; of a Word page those of the draft.
pub(crate) async fn text(
    caller: Caller,
    Path((code, no, n)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let version = version_of(&caller, &code, &no, &n).await?;
    let words = caller.app.apart(move |app| app.office.draft_text(&version)).await?.ok_or_else(Problem::absent)?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], words).into_response())
}

/// `GET /api/v1/dossiers/{code}/drafts/{no}/differences`
pub(crate) async fn differences(
    caller: Caller,
    Path((code, no)): Path<(String, String)>,
    Query(ask): Query<Compared>,
) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let (_, draft) = draft_of(&caller, &code, &no).await?;
    let to = ask.to.or(u32::try_from(draft.versions.len()).ok()).unwrap_or_default();
    let from = ask.from.unwrap_or(to.saturating_sub(1).max(1));
    let compared = caller.app.apart(move |app| app.office.draft_differences(&draft, from, to)).await?;
    Ok(axum::Json(compared.ok_or_else(Problem::absent)?).into_response())
}

/// `GET /api/v1/dossiers/{code}/drafts/{no}/word`
pub(crate) async fn word(caller: Caller, Path((code, no)): Path<(String, String)>) -> Result<Response, Problem> {
    caller.may(Scope::Read)?;
    let (held, draft) = draft_of(&caller, &code, &no).await?;
    let officer = caller.officer.clone();
    let made = caller
        .app
        .apart(move |app| app.office.draft_in_word(&app.office.viewer(&officer), &held, &draft))
        .await?
        .ok_or_else(|| Problem::unreadable("the version that stands is a file from which no text could be taken"))?;
    Ok(word_file(made.bytes, &made.name))
}
