//! The API under `/api/v1`: the same commands and the same refusals as the pages, as JSON, for other programs.
//!
//! Who calls shows a bearer token with scopes. Every act carries an `Idempotency-Key`, so that it can be sent again
//! after any doubt. Bad news is `application/problem+json` (RFC 9457) with the refusal and the next step in it.

mod acts;
mod ask;
mod asked;
mod body;
mod calendars;
mod caller;
mod closings;
mod dossier;
mod draft;
mod enter;
mod existence;
mod given;
mod handing;
mod house;
mod key;
mod openapi;
mod overview;
mod paper;
mod people;
mod problem;
mod reading;
mod readings;
mod receipt;
mod search;
mod set;

pub(crate) use crate::doors::Scope;
pub(crate) use caller::Caller;
pub(crate) use problem::Problem;

use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::web::App;

/// The routes that take no files.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/openapi.json", get(openapi::get))
        .route("/papers/{id}", get(paper::get))
        .route("/papers/{id}/text", get(paper::text))
        .route("/papers/{id}/set.pdf", post(set::paper))
        .route("/papers/{id}/versions/{n}/stamped.pdf", post(set::stamped))
        .route("/papers/{id}/copies.pdf", post(set::copies))
        .route("/papers/{id}/copies/{no}/print", post(acts::print))
        .route("/papers/{id}/copies/{no}/slip.pdf", post(set::slip))
        .route("/papers/{id}/label.pdf", post(set::label))
        .route("/papers/{id}/receipt.pdf", post(set::paper_receipt))
        .route("/papers/{id}/versions/{n}/body", get(paper::body))
        .route("/papers/{id}/proof", post(paper::proof))
        .route("/papers/{id}/trail", get(paper::trail))
        .route("/papers/{id}/links", get(paper::links))
        .route("/papers/{id}/reading", get(reading::get))
        .route("/papers/{id}/acts", post(acts::paper))
        .route("/dossiers", get(dossier::list).post(dossier::open))
        .route("/dossiers/{code}", get(dossier::get))
        .route("/dossiers/{code}/papers", get(dossier::papers))
        .route("/dossiers/{code}/offered", get(dossier::offered))
        .route("/dossiers/{code}/before", get(overview::before))
        .route("/dossiers/{code}/prose", get(dossier::prose))
        .route("/dossiers/{code}/composed/{template}", get(dossier::composed))
        .route("/dossiers/{code}/citable", get(dossier::citable))
        .route("/dossiers/{code}/submissions/{no}/extract", get(dossier::extract))
        .route("/dossiers/{code}/submissions/{no}/extract.pdf", post(set::extract))
        .route("/dossiers/{code}/submissions/{no}/proof", post(dossier::proof))
        .route("/dossiers/{code}/trail", get(dossier::trail))
        .route("/dossiers/{code}/acts", post(dossier::act))
        .route("/dossiers/{code}/drafts/{no}/differences", get(draft::differences))
        .route("/dossiers/{code}/drafts/{no}/word", get(draft::word))
        .route("/dossiers/{code}/drafts/{no}/versions/{n}/body", get(draft::body))
        .route("/dossiers/{code}/drafts/{no}/versions/{n}/text", get(draft::text))
        .route("/house/acts", post(acts::house))
        .route("/house", get(house::get))
        .route("/desks/{desk}/hand-over", get(handing::preview))
        .route("/hand-overs", get(handing::list))
        .route("/hand-overs/{entry}", get(handing::one))
        .route("/calendars", get(calendars::list))
        .route("/calendars/{code}", get(calendars::one).put(calendars::put))
        .route("/correspondents", get(people::list))
        .route("/correspondents/{code}", get(people::one))
        .route("/rules", get(people::rules))
        .route("/register/book.pdf", post(set::book))
        .route("/find", get(ask::find))
        .route("/search", get(search::get))
        .route("/existence", get(existence::get))
        .route("/desk", get(ask::desk))
        .route("/sent-up", get(ask::sent_up))
        .route("/overview", get(overview::get))
        .route("/deadlines", get(ask::deadlines))
        .route("/bring-forwards", get(ask::bring_forwards))
        .route("/copies", get(ask::copies))
        .route("/unanswered", get(ask::unanswered))
        .route("/record", get(ask::record))
        .route("/readings", post(readings::ask))
        .route("/readings/{entry}", get(readings::get))
        .route("/record/heads", post(ask::publish_head))
        .route("/record/held", post(closings::hold))
        .route("/record/closings", get(closings::list).post(closings::close))
        .route("/record/closings/{no}", get(closings::get))
        .route("/record/closings/{no}/sheet.pdf", post(closings::sheet))
        .method_not_allowed_fallback(no_such_method)
}

/// The routes that take files.
pub(crate) fn uploads() -> Router<App> {
    Router::new()
        .route("/papers", get(ask::list).post(enter::post))
        .route("/papers/read", post(enter::read))
        .route("/papers/{id}/versions", post(acts::version))
        .route("/dossiers/{code}/amended", post(dossier::amended))
        .route("/dossiers/{code}/drafts", post(draft::start))
        .route("/dossiers/{code}/drafts/{no}/versions", post(draft::add))
        .method_not_allowed_fallback(no_such_method)
}

/// What no route knows.
pub(crate) async fn absent() -> Response {
    Problem::absent().into_response()
}

async fn no_such_method() -> Response {
    Problem::method().into_response()
}
