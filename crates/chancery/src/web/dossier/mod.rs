//! Dossiers: the list of them, the page of one, and what is done in it.

mod actions;
mod acts;
mod compose;
mod decide;
mod decisions;
mod differences;
mod draft_acts;
pub(crate) mod draft_files;
mod draft_slips;
mod drafts;
mod filing;
mod list;
pub(crate) mod memory;
mod on;
mod positions;
mod show;
mod sides;
mod signing;
mod submission;
mod submissions;
mod terms;
mod told;
mod verdicts;

use axum::Router;
use axum::routing::{get, post};

use crate::web::app::App;

pub(crate) use on::stands_in_the_way;
pub(crate) use submissions::state as submission_state;
pub(crate) use terms::why_moved;

/// The routes of dossiers that take files.
pub(crate) fn uploads() -> Router<App> {
    Router::new()
        .route("/dossiers/{id}/amend/{no}", post(decide::amend))
        .route("/dossiers/{id}/drafts", post(draft_files::start))
        .route("/dossiers/{id}/drafts/{no}/versions", post(draft_files::add))
        .route("/dossiers/{id}/bring", post(draft_files::bring))
}

/// The routes of dossiers.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/dossiers", get(list::get).post(list::open))
        .route("/dossiers/{id}", get(show::get))
        .route("/dossiers/{id}/compose/{template}", get(compose::get))
        .route("/dossiers/{id}/citable", get(compose::citable))
        .route("/dossiers/{id}/submissions/{no}", get(submission::get))
        .route("/dossiers/{id}/submissions/{no}/extract", get(submission::extract))
        .route("/dossiers/{id}/submissions/{no}/extract.pdf", post(submission::set_extract))
        .route("/dossiers/{id}/submissions/{no}/proof", post(submission::proof))
        .route("/dossiers/{id}/decide/{no}", post(decide::post))
        .route("/dossiers/{id}/second/{no}", post(decide::second))
        .route("/dossiers/{id}/drafts/{no}/differences", get(differences::get))
        .route("/dossiers/{id}/drafts/{no}/word", get(draft_files::in_word))
        .route("/dossiers/{id}/drafts/{no}/write", get(draft_files::write))
        .route("/dossiers/{id}/drafts/{no}/versions/{n}/body", get(draft_files::version_body))
        .route("/dossiers/{id}/drafts/{no}/versions/{n}/text", get(draft_files::version_text))
        .route("/dossiers/{id}/file", post(filing::post))
        .route("/dossiers/{id}/{act}", post(acts::post))
        .route("/dossiers/{id}/{act}/{no}", post(acts::post_to))
}
