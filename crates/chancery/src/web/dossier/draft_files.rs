//! The files of drafts: begun with one or given a new version, written on in the browser, brought back from a word
//! processor; and handed out, as they came, as text, and as a Word page.

use axum::RequestPartsExt;
use axum::body::Body;
use axum::extract::{FromRequest, Multipart, Path, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::Markup;
use phrases::{html, recalled, say};
use procedure::dossier::{Dossier, DossierAct, Draft, TextRead};
use procedure::ids::Hash;
use procedure::paper::{Channel, VersionKind};
use procedure::refusal::{DecisionRefusal, Refusal};
use tower_sessions::Session;

use super::draft_acts;
use super::on::{OnDossier, dossier_of, look_up};
use crate::office::{Bodies, DraftFile, Prepared, SubmitError, VersionFacts, version_at};
use crate::web::app::App;
use crate::web::forms::{Form, Unreadable};
use crate::web::paper::body;
use crate::web::refused::{self, Answer, Trouble};
use crate::web::seat::Seat;
use crate::web::shell::{self, Place};
use crate::web::slip::drawn_from;
use crate::web::upload::{self, Parts};
use crate::word;

/// What a text that was typed is called.
const TYPED: &str = "draft.txt";
/// A longer text is not written on in the browser, in bytes: a page stays short.
const WRITTEN_ON_BYTES_MAX: usize = 80 * 1024;
/// The same, on the page of a submission: that shows the text beside it.
pub(super) const AMENDED_HERE_BYTES_MAX: usize = 24 * 1024;

type Act = Result<(DossierAct, Bodies), Unreadable>;

/// What is made in the house came from nowhere else.
pub(crate) fn made_here() -> VersionFacts {
    VersionFacts { kind: VersionKind::Original, channel: Channel::House, source: None }
}

/// `POST /dossiers/{id}/drafts`
pub(crate) async fn start(State(app): State<App>, request: Request) -> Answer {
    let (on, file) = Box::pin(sent(&app, request)).await?;
    let act = file.and_then(|file| begun(&on.form, file));
    Box::pin(on.act_with(act)).await
}

/// `POST /dossiers/{id}/drafts/{no}/versions`
pub(crate) async fn add(State(app): State<App>, Path((_, no)): Path<(String, u32)>, request: Request) -> Answer {
    let (on, file) = Box::pin(sent(&app, request)).await?;
    let act = file.and_then(|file| added(&on, no, file));
    Box::pin(on.act_with(act)).await
}

/// `POST /dossiers/{id}/bring`: a page that says itself of which draft it is.
pub(crate) async fn bring(State(app): State<App>, request: Request) -> Answer {
    let (on, file) = Box::pin(sent(&app, request)).await?;
    let act = file.and_then(|file| brought(&on, file));
    Box::pin(on.act_with(act)).await
}

/// A form with a text: its file, else the text as it was typed; `None` where there is neither.
async fn sent(app: &App, request: Request) -> Result<(OnDossier, Result<Option<DraftFile>, Unreadable>), Trouble> {
    let (on, files) = Box::pin(opened(app, request)).await?;
    let text = text_of(&on, files, Stood::Nothing).await?;
    Ok((on, text))
}

/// A form that takes a text, with the files that it brought.
pub(super) async fn opened(app: &App, request: Request) -> Result<(OnDossier, Vec<Prepared>), Trouble> {
    let (mut parts, body) = request.into_parts();
    let seat: Seat = parts.extract_with_state(app).await.map_err(|response: Response| Trouble::from(response))?;
    let session: Session = parts.extract().await.map_err(|rejection: (StatusCode, &str)| rejection.into_response())?;
    let mut request = Request::from_parts(parts, body);
    let dossier = dossier_of(&mut request, &seat).await?;
    let place = request.uri().path().to_owned();
    let multipart = Multipart::from_request(request, app)
        .await
        .map_err(|rejection| Trouble::from(refused::unreadable(&rejection.body_text())))?;
    let taken = upload::take(app, multipart, Parts::Any, |_| Ok(made_here())).await;
    let taken = taken.map_err(|error| error.page(&seat, &format!("/dossiers/{}", dossier.id)))?;
    Ok((OnDossier { seat, session, dossier, form: taken.form, place }, taken.files))
}

/// What stood in the field of a text when its form was drawn.
pub(super) enum Stood {
    Nothing,
    /// These words, to be written on: left as they were, they are not sent beside a file.
    Text(String),
}

/// The text that a form sends: its file, else the text as it was typed; `None` where there is neither.
pub(super) async fn text_of(
    on: &OnDossier,
    files: Vec<Prepared>,
    stood: Stood,
) -> Result<Result<Option<DraftFile>, Unreadable>, Trouble> {
    let app = &on.seat.app;
    // Browsers end lines as mail does; texts here end them as everything else does.
    let typed = on.form.exact("text").replace("\r\n", "\n");
    let written = match stood {
        Stood::Nothing => !typed.trim().is_empty(),
        Stood::Text(stood) => !typed.trim().is_empty() && typed.trim() != stood.trim(),
    };
    let mut files = files.into_iter();
    match (files.next(), files.next()) {
        (None, _) if typed.trim().is_empty() => Ok(Ok(None)),
        (Some(_), Some(_)) => Ok(Err(Unreadable(say!("A version is one file.").into()))),
        (Some(_), None) if written => Ok(Err(Unreadable(
            say!("There is a text and a file; a version is one of them. Choose the file again, or leave it.").into(),
        ))),
        (Some(file), None) => apart(app, move |app| app.office.as_draft(file)).await,
        (None, _) => {
            let ready = |app: &App| {
                app.office.as_draft(app.office.prepare_described(typed.into_bytes(), TYPED, made_here())?)
            };
            apart(app, ready).await
        }
    }
}

/// A file made ready away from the threads that drive requests. What the rules say of it is said at its form.
async fn apart(
    app: &App,
    ready: impl FnOnce(&App) -> Result<DraftFile, SubmitError> + Send + 'static,
) -> Result<Result<Option<DraftFile>, Unreadable>, Trouble> {
    match app.apart(ready).await {
        Ok(file) => Ok(Ok(Some(file))),
        Err(SubmitError::Refusal(refusal)) => Ok(Err(Unreadable(refusal.to_string()))),
        Err(SubmitError::Fault(fault)) => Err(fault.into()),
    }
}

fn begun(form: &Form, file: Option<DraftFile>) -> Act {
    let (facts, desk, note) = (draft_acts::facts(form)?, form.parsed("desk")?, form.text("note"));
    let (version, read, bodies) = match file {
        Some(file) => (Some(file.version), file.read, file.bodies),
        None => (None, TextRead::default(), Bodies::default()),
    };
    Ok((DossierAct::StartDraft { facts, desk, version, note, read }, bodies))
}

fn added(on: &OnDossier, draft: u32, file: Option<DraftFile>) -> Act {
    let file = file.ok_or_else(|| Unreadable(say!("Write the new text, or choose its file.").into()))?;
    let after = match (on.form.parsed::<Hash>("stands")?, &file.from) {
        (Some(stands), _) => Some(stands),
        (None, Some(from)) if from.dossier != on.dossier.id || from.draft != draft => {
            return Err(Unreadable(say!(
                "The file was made for draft {} of dossier {}, and not for this one.",
                from.draft,
                from.dossier
            )));
        }
        (None, Some(from)) => from.version,
        (None, None) => on.form.parsed("after")?,
    };
    Ok(version_of(draft, after, on.form.text("note"), file))
}

fn brought(on: &OnDossier, file: Option<DraftFile>) -> Act {
    let file = file.ok_or_else(|| Unreadable(say!("Choose the file first.").into()))?;
    let Some(from) = file.from.clone() else {
        if file.version.text.is_none() {
            let why = file.read.remarks.iter().map(|remark| recalled(remark)).collect::<Vec<_>>().join(" ");
            return Err(Unreadable(say!("No text could be taken from the file, nor of which draft it is. {why}")));
        }
        let says = say!(
            "The file does not say of which draft it is: it was not made by “Draft in Word”, or that was taken out of \
                    it. Add it at the draft itself, as a version."
        );
        return Err(Unreadable(says.into()));
    };
    if from.dossier != on.dossier.id {
        return Err(Unreadable(say!("The file was made for dossier {}, and not for this one.", from.dossier)));
    }
    Ok(version_of(from.draft, from.version, on.form.text("note"), file))
}

fn version_of(draft: u32, after: Option<Hash>, note: Option<String>, file: DraftFile) -> (DossierAct, Bodies) {
    let DraftFile { version, read, bodies, from: _ } = file;
    (DossierAct::AddDraftVersion { draft, after, version, note, read }, bodies)
}

/// What changed since the version that a text was made from, as links; nothing for other refusals.
pub(super) fn overtaken(held: &Dossier, form: &Form, refusal: &Refusal) -> Markup {
    let Refusal::Decision(DecisionRefusal::DraftChanged { draft, version, .. }) = refusal else { return html! {} };
    let place = format!("/dossiers/{}/drafts/{draft}", held.id);
    let hash = form.said("hash").or(form.said("after")).and_then(|hash| hash.parse().ok());
    let from = hash.and_then(|hash| held.draft(*draft)?.place_of(&hash)).filter(|from| from != version);
    html! {
        @if let Some(from) = from {
            a.button.plain href=(format!("{place}/differences?from={from}&to={version}")) { "What changed from version " (from) " to version " (version) } " "
            a.button.plain href=(format!("{place}/versions/{from}/text")) { "Version " (from) } " "
        }
        a.button.plain href=(format!("{place}/versions/{version}/text")) { "Version " (version) } " "
    }
}

/// The draft of an address, in a dossier that the officer sees.
pub(super) async fn draft_of(seat: &Seat, id: &str, no: u32) -> Result<Option<(Dossier, Draft)>, Trouble> {
    let Ok(id) = id.parse() else { return Ok(None) };
    let held = look_up(seat, &id).await?;
    Ok(held.and_then(|held| held.draft(no).cloned().map(|draft| (held, draft))))
}

/// `GET /dossiers/{id}/drafts/{no}/versions/{n}/body`
pub(crate) async fn version_body(
    State(app): State<App>,
    seat: Seat,
    Path((id, no, n)): Path<(String, u32, u32)>,
) -> Answer {
    let Some((_, draft)) = draft_of(&seat, &id, no).await? else { return Ok(refused::absent()) };
    let Some(kept) = version_at(&draft, n) else { return Ok(refused::absent()) };
    match body::open(&app, kept.version.body).await? {
        Some(read) => Ok(body::respond(read, &kept.version.name, &kept.version.media)),
        None => Ok(refused::absent()),
    }
}

/// `GET /dossiers/{id}/drafts/{no}/versions/{n}/text`
pub(crate) async fn version_text(
    State(app): State<App>,
    seat: Seat,
    Path((id, no, n)): Path<(String, u32, u32)>,
) -> Answer {
    let Some((_, draft)) = draft_of(&seat, &id, no).await? else { return Ok(refused::absent()) };
    let text = version_at(&draft, n).and_then(|kept| kept.version.text.as_ref());
    let Some(text) = text else { return Ok(refused::absent()) };
    match body::open(&app, text.body).await? {
        Some(read) => Ok(body::respond(read, &format!("{id}-draft-{no}-version-{n}.txt"), "text/plain")),
        None => Ok(refused::absent()),
    }
}

/// `GET /dossiers/{id}/drafts/{no}/word`
pub(crate) async fn in_word(State(app): State<App>, seat: Seat, Path((id, no)): Path<(String, u32)>) -> Answer {
    let Some((held, draft)) = draft_of(&seat, &id, no).await? else { return Ok(refused::absent()) };
    let (officer, place) = (seat.officer.clone(), format!("/dossiers/{}#draft-{no}", held.id));
    let made = app.apart(move |app| app.office.draft_in_word(&app.office.viewer(&officer), &held, &draft)).await?;
    let Some(made) = made else {
        let body = html! {
            h1 { "Not in Word" }
            section.refused role="alert" {
                h2 { "The version that stands is a file from which no text could be taken." }
                p { "Take the file as it was received and go on from it, or add the text as a version first." }
                p { a.button href=(place) { "To the draft" } }
            }
        };
        let mut response = shell::page(&seat, Place::Dossiers, say!("Not in Word"), &body);
        *response.status_mut() = StatusCode::CONFLICT;
        return Ok(response);
    };
    Ok(word_file(made.bytes, &made.name))
}

/// A Word file as an answer: saved, and never shown by the browser.
pub(crate) fn word_file(bytes: Vec<u8>, name: &str) -> Response {
    let mut response = Body::from(bytes).into_response();
    let disposition = format!("attachment; filename=\"{name}\"");
    let disposition = HeaderValue::from_str(&disposition).unwrap_or(HeaderValue::from_static("attachment"));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(word::MEDIA));
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    response
}

/// `GET /dossiers/{id}/drafts/{no}/write`: the text that stands, to be written on.
pub(crate) async fn write(State(app): State<App>, seat: Seat, Path((id, no)): Path<(String, u32)>) -> Answer {
    let Some((held, draft)) = draft_of(&seat, &id, no).await? else { return Ok(refused::absent()) };
    let (place, hash, count) = (format!("/dossiers/{}/drafts/{no}", held.id), draft.hash(), draft.versions.len());
    let (title, name) = (draft.facts.title.clone(), held.title.clone());
    let text = app.apart(move |app| draft.last().map(|last| app.office.draft_text(last)).transpose()).await?.flatten();
    let text = text.unwrap_or_default();
    let body = html! {
        p.under { a href=(format!("/dossiers/{}#draft-{no}", held.id)) { (name) } span { "draft " (no) } @if count > 0 { span { "from version " (count) } } }
        h1 { (title) }
        @if text.len() > WRITTEN_ON_BYTES_MAX {
            p.soft { "The text is too long to be written on in the browser. " a href=(format!("{place}/word")) { "Draft in Word" } " instead." }
        } @else {
            form.writing method="post" action=(format!("{place}/versions")) enctype="multipart/form-data" {
                (drawn_from(held.rev))
                input type="hidden" name="after" value=[hash];
                label { "The text" textarea.long name="text" rows="24" required data-cite=(format!("/dossiers/{}/citable", held.id)) { (text) } }
                label { "What was changed, in a line" input type="text" name="note"; }
                button { "Add it as version " (count + 1) }
            }
        }
    };
    Ok(shell::page(&seat, Place::Dossiers, &title, &body))
}
