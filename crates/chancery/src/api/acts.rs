//! `POST …/acts`: every act on a paper, and every act of the house, as tagged JSON. `POST …/versions`: a further file.

use axum::extract::{FromRequest, Multipart, Path, Request, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use procedure::act::Act;
use procedure::paper::{Channel, VersionKind};
use procedure::sight::Sight;
use register::Seen;
use serde_json::Value;

use super::asked::Query;
use super::body::{self, Json};
use super::key::Key;
use super::paper::{seen, trail_since};
use super::{Caller, Problem, Scope, receipt};
use crate::office::{Bodies, Prepared, VersionFacts};
use crate::web::App;
use crate::web::forms::{Form, Unreadable};
use crate::web::paper::acts::version::reads_anew;
use crate::web::paper::on::stands_in_the_way;
use crate::web::set::{OnPage, pdf};
use crate::web::upload::{self, Parts};
use crate::words;

/// The parts of a version beside its file.
const VERSION_PARTS: Parts = Parts::Only(&["kind", "channel", "source", "level", "wrong", "reason"]);

/// `POST /api/v1/papers/{id}/acts`
pub(crate) async fn paper(
    caller: Caller,
    Key(key): Key,
    Path(id): Path<String>,
    headers: HeaderMap,
    Json(mut said): Json<Value>,
) -> Result<Response, Problem> {
    caller.may(Scope::Act)?;
    let (id, seen) = seen(&caller, &id).await?;
    let Value::Object(fields) = &mut said else { return Err(Problem::unreadable("an act is a JSON object")) };
    fields.insert("paper".to_owned(), id.to_string().into());
    let act: Act = body::of(said)?;
    if act.paper() != Some(id) {
        return Err(Problem::unreadable(format!("act: {} is not done to a paper here", act.name())));
    }
    if matches!(act, Act::ProposeReading { .. }) {
        return Err(Problem::unreadable("act: propose_reading comes from reading the paper: chancery reread"));
    }
    if matches!(act, Act::AddVersion { .. } | Act::ReplaceVersion { .. }) {
        return Err(Problem::unreadable(format!(
            "act: {} is sent to /papers/{id}/versions, with its file",
            act.name()
        )));
    }
    if let Act::PrintCopy { copy, .. } = act {
        return Err(Problem::unreadable(format!("act: print_copy is sent to /papers/{id}/copies/{copy}/print")));
    }
    if let Act::Export { .. } = act {
        return Err(Problem::unreadable("act: export is done where its file is asked for"));
    }
    unchanged(&caller, &seen, &headers, &key, &act).await?;
    let done = caller.submit(act, key, Bodies::default()).await?;
    receipt::respond(&caller, done).await
}

/// `POST /api/v1/papers/{id}/copies/{no}/print`: the copy as a set page, once it is entered that it was printed. Under the same
/// key again it is answered with the receipt, and printed no second time.
pub(crate) async fn print(
    caller: Caller,
    Key(key): Key,
    Path((id, copy)): Path<(String, u32)>,
    Query(on): Query<OnPage>,
) -> Result<Response, Problem> {
    caller.may(Scope::Act)?;
    let (_, seen) = seen(&caller, &id).await?;
    let made = caller.app.apart(move |app| app.office.copy_to_print(&seen, copy, on.size.into())).await?;
    let done = caller.submit(made.act, key, made.bodies).await?;
    match made.page.filter(|_| !done.repeated) {
        Some(page) => Ok(pdf(page)),
        None => receipt::respond(&caller, done).await,
    }
}

/// `POST /api/v1/house/acts`
pub(crate) async fn house(caller: Caller, Key(key): Key, Json(said): Json<Value>) -> Result<Response, Problem> {
    caller.may(Scope::House)?;
    let act: Act = body::of(said)?;
    // Founding is done once, by the folder's owner; a door's change is noted by the door itself.
    let elsewhere = act.paper().is_some() || act.dossier().is_some();
    // What an auditor asks is told where it is asked.
    let elsewhere = elsewhere
        || matches!(act, Act::AskReadings { .. } | Act::EnterReadings { .. } | Act::CloseDay {} | Act::Export { .. });
    if elsewhere || matches!(act, Act::Enter(_) | Act::Found { .. } | Act::ChangeDoor { .. }) {
        return Err(Problem::unreadable(format!("act: {} is no act of the house that is sent here", act.name())));
    }
    let out = match &act {
        Act::SuspendOfficer { officer, .. } => Some(officer.clone()),
        _ => None,
    };
    let done = caller.submit(act, key, Bodies::default()).await?;
    if let Some(officer) = out {
        // The register shuts the officer out already; this clears away what would let in an officer who is taken back.
        let ended = move |app: &App| app.doors.end_sessions(&officer).and_then(|_| app.doors.end_tokens(&officer));
        caller.app.apart(ended).await?;
    }
    receipt::respond(&caller, done).await
}

/// `POST /api/v1/papers/{id}/versions`
pub(crate) async fn version(
    State(app): State<App>,
    caller: Caller,
    Key(key): Key,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    caller.may(Scope::Act)?;
    let (_, seen) = seen(&caller, &id).await?;
    let headers = request.headers().clone();
    let multipart =
        Multipart::from_request(request, &app).await.map_err(|error| Problem::unreadable(error.body_text()))?;
    let first = seen.paper.versions.is_empty();
    let taken = upload::take(&app, multipart, VERSION_PARTS, move |form| facts(form, first)).await?;
    let count = taken.files.len();
    let mut files = taken.files.into_iter();
    let (Some(file), None) = (files.next(), files.next()) else {
        return Err(Problem::unreadable(format!("a version is one part `file`, and {count} came")));
    };
    let (act, bodies) = version_act(&seen, file, &taken.form)?;
    unchanged(&caller, &seen, &headers, &key, &act).await?;
    let done = caller.submit(act, key, bodies).await?;
    receipt::respond(&caller, done).await
}

fn version_act(seen: &Seen, file: Prepared, form: &Form) -> Result<(Act, Bodies), Problem> {
    let card = reads_anew(&seen.paper, &file).then(|| file.reading.card.clone());
    let remarks = if card.is_some() { file.reading.remarks } else { Vec::new() };
    let (paper, version) = (seen.paper.id, file.version);
    let (level, reason) = (form.parsed("level")?, form.text("reason"));
    let act = match (form.parsed::<usize>("wrong")?, level, reason) {
        (Some(_), Some(_), _) => {
            return Err(Problem::unreadable("level: what takes the place of a wrong version keeps the paper's level"));
        }
        (Some(wrong), None, reason) => {
            let reason = reason.unwrap_or_default();
            Act::ReplaceVersion { paper, wrong, version, card, remarks, reason }
        }
        (None, _, Some(_)) => {
            return Err(Problem::unreadable("reason: it goes with `wrong`, the version that is replaced"));
        }
        (None, level, None) => Act::AddVersion { paper, version, card, remarks, level },
    };
    Ok((act, file.bodies))
}

/// What the form says of its file. A kind left out is what the command line takes it for.
fn facts(form: &Form, first: bool) -> Result<VersionFacts, Unreadable> {
    let usual = match (form.said("wrong"), first) {
        (Some(_), _) => VersionKind::Replacement,
        (None, true) => VersionKind::Received,
        (None, false) => VersionKind::Original,
    };
    Ok(VersionFacts {
        kind: form.choice("kind", words::VERSIONS)?.unwrap_or(usual),
        channel: form.choice("channel", words::CHANNELS)?.unwrap_or(Channel::Program),
        source: form.text("source"),
    })
}

/// With `If-Match`, an act goes through only if nothing it touches changed since that version.
async fn unchanged(caller: &Caller, seen: &Seen, headers: &HeaderMap, key: &str, act: &Act) -> Result<(), Problem> {
    let Some(tag) = headers.get(header::IF_MATCH).and_then(|value| value.to_str().ok()) else { return Ok(()) };
    let rev: u64 =
        tag.trim().trim_matches('"').parse().map_err(|_| Problem::unreadable("If-Match: not the ETag of a paper"))?;
    if rev >= seen.paper.rev || seen.sight < Sight::Card {
        return Ok(());
    }
    let since = trail_since(caller, seen.paper.id, rev).await?;
    if stands_in_the_way(&caller.app.office.house(), &caller.officer, Some(key), act, &since) {
        return Err(Problem::changed(serde_json::to_value(&since).unwrap_or_default()));
    }
    Ok(())
}
