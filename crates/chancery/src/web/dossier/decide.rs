//! Deciding from the submission's page: presence is proved once a sitting; an amended text comes typed or as a file.

use axum::RequestPartsExt;
use axum::extract::{FromRequest, Multipart, Path, Request, State};
use axum::response::Response;
use procedure::dossier::{DossierAct, Verdict};
use procedure::ids::Hash;
use procedure::paper::{Channel, VersionKind};
use tower_sessions::Session;

use super::on::{OnDossier, dossier_of};
use super::{decisions, signing};
use crate::office::{Bodies, DraftFile, Prepared, SubmitError, VersionFacts};
use crate::web::app::App;
use crate::web::forms::{Form, Unreadable};
use crate::web::pages::sign_in::From;
use crate::web::refused::{self, Answer, Trouble};
use crate::web::seat::Seat;
use crate::web::upload::{self, Parts};

/// What an amended text that was typed is called.
const TYPED: &str = "amended.txt";

/// `POST /dossiers/{id}/decide/{no}`
pub(crate) async fn post(Path((_, no)): Path<(String, u32)>, session: Session, from: From, on: OnDossier) -> Answer {
    decided("decide", no, session, from, on).await
}

/// `POST /dossiers/{id}/second/{no}`
pub(crate) async fn second(Path((_, no)): Path<(String, u32)>, session: Session, from: From, on: OnDossier) -> Answer {
    decided("second", no, session, from, on).await
}

async fn decided(act: &str, no: u32, session: Session, From(from): From, on: OnDossier) -> Answer {
    let read = decisions::read(act, Some(no), &on.form);
    let act = match read.transpose() {
        None => return Ok(refused::absent()),
        Some(Err(unread)) => Err(unread),
        Some(Ok(does)) => signing::prove(&session, &on.seat, &on.form, from).await?.map(|()| does).map_err(Unreadable),
    };
    Box::pin(on.act(act)).await
}

/// `POST /dossiers/{id}/amend/{no}`
pub(crate) async fn amend(State(app): State<App>, Path((_, no)): Path<(String, u32)>, request: Request) -> Answer {
    let (mut parts, body) = request.into_parts();
    let seat: Seat = parts.extract_with_state(&app).await.map_err(|response: Response| Trouble::from(response))?;
    let session: Session = parts
        .extract_with_state(&app)
        .await
        .map_err(|(_, says): (_, &str)| Trouble::from(refused::unreadable(says)))?;
    let Ok(From(from)) = parts.extract_with_state::<From, App>(&app).await;
    let mut request = Request::from_parts(parts, body);
    let dossier = dossier_of(&mut request, &seat).await?;
    let place = request.uri().path().to_owned();
    let multipart = Multipart::from_request(request, &app)
        .await
        .map_err(|rejection| Trouble::from(refused::unreadable(&rejection.body_text())))?;
    let back = format!("/dossiers/{}/submissions/{no}", dossier.id);
    let taken = upload::take(&app, multipart, Parts::Any, |_| Ok(made_here())).await;
    let taken = taken.map_err(|error| error.page(&seat, &back))?;
    let mut files = taken.files.into_iter();
    let on = OnDossier { seat, dossier, form: taken.form, place };
    let text = match files.next() {
        Some(file) => Ok(file),
        None => typed(&on).await?,
    };
    let text = match text {
        Ok(text) => Ok(on.seat.app.apart(move |app| app.office.as_draft(text)).await.map_err(unready)?),
        Err(unread) => Err(unread),
    };
    let act = match signing::prove(&session, &on.seat, &on.form, from).await? {
        Err(says) => Err(Unreadable(says)),
        Ok(()) => text.and_then(|text| amended(no, &on.form, text)),
    };
    Box::pin(on.act_with(act)).await
}

fn made_here() -> VersionFacts {
    VersionFacts { kind: VersionKind::Original, channel: Channel::House, source: None }
}

/// The text as it was typed, as a file.
async fn typed(on: &OnDossier) -> Result<Result<Prepared, Unreadable>, Trouble> {
    // Browsers end lines as mail does; texts here end them as everything else does.
    let text = on.form.exact("text").replace("\r\n", "\n");
    if text.trim().is_empty() {
        return Ok(Err(Unreadable("Write the text as it is adopted, or choose its file.".into())));
    }
    let prepared =
        on.seat.app.apart(move |app| app.office.prepare_described(text.into_bytes(), TYPED, made_here())).await;
    match prepared {
        Ok(prepared) => Ok(Ok(prepared)),
        Err(SubmitError::Refusal(refusal)) => Ok(Err(Unreadable(refusal.to_string()))),
        Err(SubmitError::Fault(fault)) => Err(fault.into()),
    }
}

/// A file that could not be put away.
fn unready(error: SubmitError) -> Trouble {
    match error {
        SubmitError::Refusal(refusal) => refused::unreadable(&refusal.to_string()).into(),
        SubmitError::Fault(fault) => fault.into(),
    }
}

fn amended(submission: u32, form: &Form, text: DraftFile) -> Result<(DossierAct, Bodies), Unreadable> {
    let (hash, how, remark) = (form.parsed::<Hash>("hash")?, decisions::how(form)?, form.text("remark"));
    let amended = Some(text.version);
    Ok((DossierAct::Decide { submission, word: Verdict::Amended, hash, how, remark, amended }, text.bodies))
}
