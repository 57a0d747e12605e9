//! Deciding from the submission's page: presence is proved once a sitting; an amended text comes typed or as a file.

use axum::extract::{Path, Request, State};
use phrases::say;
use procedure::dossier::{DossierAct, DraftVersion, Verdict};
use procedure::ids::Hash;

use super::draft_files::{self, Stood};
use super::on::OnDossier;
use super::{decisions, signing};
use crate::office::{Bodies, DraftFile, version_at};
use crate::web::app::App;
use crate::web::forms::{Form, Unreadable};
use crate::web::pages::sign_in::From;
use crate::web::refused::{Answer, Trouble};

/// `POST /dossiers/{id}/decide/{no}`
pub(crate) async fn post(Path((_, no)): Path<(String, u32)>, from: From, on: OnDossier) -> Answer {
    let read = decisions::decide(no, &on.form);
    decided(read, from, on).await
}

/// `POST /dossiers/{id}/second/{no}`
pub(crate) async fn second(Path((_, no)): Path<(String, u32)>, from: From, on: OnDossier) -> Answer {
    let read = decisions::second(no, &on.form);
    decided(read, from, on).await
}

async fn decided(read: Result<DossierAct, Unreadable>, From(from): From, on: OnDossier) -> Answer {
    let act = match read {
        Err(unread) => Err(unread),
        Ok(does) => signing::prove(&on, from).await?.map(|()| does).map_err(Unreadable),
    };
    Box::pin(on.act(act)).await
}

/// `POST /dossiers/{id}/amend/{no}`
pub(crate) async fn amend(
    State(app): State<App>,
    Path((_, no)): Path<(String, u32)>,
    From(from): From,
    request: Request,
) -> Answer {
    let (on, files) = Box::pin(draft_files::opened(&app, request)).await?;
    let stood = stood(&app, &on, no).await?;
    let text = draft_files::text_of(&on, files, Stood::Text(stood.unwrap_or_default())).await?;
    let act = match (text, signing::prove(&on, from).await?) {
        (_, Err(says)) => Err(Unreadable(says)),
        (text, Ok(())) => text.and_then(|text| amended(no, &on.form, text)),
    };
    Box::pin(on.act_with(act)).await
}

/// The words that the page put before whoever decides, to be written on: those of the version that the form names.
async fn stood(app: &App, on: &OnDossier, no: u32) -> Result<Option<String>, Trouble> {
    let drawn_from = || -> Option<DraftVersion> {
        let draft = on.dossier.submission(no)?.facts.draft.and_then(|no| on.dossier.draft(no))?;
        let hash: Hash = on.form.parsed("hash").ok()??;
        version_at(draft, draft.place_of(&hash)?).cloned()
    };
    let Some(version) = drawn_from() else { return Ok(None) };
    Ok(app.apart(move |app| app.office.draft_text(&version)).await?)
}

fn amended(submission: u32, form: &Form, text: Option<DraftFile>) -> Result<(DossierAct, Bodies), Unreadable> {
    let text = text.ok_or_else(|| Unreadable(say!("Write the text as it is adopted, or choose its file.").into()))?;
    let (hash, how, remark) = (form.parsed::<Hash>("hash")?, decisions::how(form)?, form.text("remark"));
    let (amended, read) = (Some(text.version), text.read);
    Ok((DossierAct::Decide { submission, word: Verdict::Amended, hash, how, remark, amended, read }, text.bodies))
}
