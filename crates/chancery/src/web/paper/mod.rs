//! The page of one paper and everything that can be done on it.

pub(crate) mod acts;
mod anew;
mod answer;
mod back;
pub(crate) mod body;
mod circular;
mod copies;
pub(crate) mod directions;
mod dispatch;
pub(crate) mod forms;
mod ledger;
mod links;
mod meant;
pub(crate) mod on;
pub(crate) mod recognise;
mod release;
pub(crate) mod show;
mod slip;
pub(crate) mod trail;
mod versions;
mod ways;

use axum::Router;
use axum::routing::{get, post};

use crate::web::app::App;

/// The routes of a paper in which no file is taken apart.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/papers/{id}", get(show::get))
        .route("/papers/{id}/set.pdf", post(body::set))
        .route("/papers/{id}/stamped.pdf", post(body::stamped))
        .route("/papers/{id}/proof", post(body::proof))
        .route("/papers/{id}/receipt.pdf", post(body::receipt))
        .route("/papers/{id}/body/{version}", get(body::version))
        .route("/papers/{id}/body/{version}/{enclosed}", get(body::enclosed))
        .route("/papers/{id}/correct", post(acts::correct::post))
        .route("/papers/{id}/arrival", post(acts::arrival::post))
        .route("/papers/{id}/mark", post(acts::mark::post))
        .route("/papers/{id}/direct", post(acts::direct::post))
        .route("/papers/{id}/directions/{no}/accept", post(acts::turn::accept))
        .route("/papers/{id}/directions/{no}/pass-on", post(acts::turn::pass_on))
        .route("/papers/{id}/directions/{no}/return", post(acts::turn::give_back))
        .route("/papers/{id}/directions/{no}/done", post(acts::turn::done))
        .route("/papers/{id}/directions/{no}/redirect", post(acts::turn::redirect))
        .route("/papers/{id}/bring-forward", post(acts::bring_forward::set))
        .route("/papers/{id}/bring-forward/{no}/done", post(acts::bring_forward::done))
        .route("/papers/{id}/bring-forward/{no}/take-back", post(acts::bring_forward::take_back))
        .route("/papers/{id}/answer/await", post(acts::answer::wait))
        .route("/papers/{id}/answer/interim", post(acts::answer::interim))
        .route("/papers/{id}/answer/none", post(acts::answer::none))
        .route("/papers/{id}/answer/reopen", post(acts::answer::reopen))
        .route("/papers/{id}/dispatches", post(acts::dispatch::send))
        .route("/papers/{id}/dispatches/{no}/received", post(acts::dispatch::received))
        .route("/papers/{id}/dispatches/{no}/came-back", post(acts::dispatch::came_back))
        .route("/papers/{id}/dispatches/{no}/undo", post(acts::dispatch::undo))
        .route("/papers/{id}/dispatches/none", post(acts::dispatch::none))
        .route("/papers/{id}/symbols", post(acts::dispatch::symbol))
        .route("/papers/{id}/copies", get(ledger::get).post(acts::copies::give))
        .route("/papers/{id}/copies.csv", post(ledger::csv))
        .route("/papers/{id}/circulars", post(acts::circular::send))
        .route("/papers/{id}/copies/opened", get(ledger::opened))
        .route("/papers/{id}/copies.pdf", post(ledger::set))
        .route("/papers/{id}/copies/{no}/slip.pdf", post(ledger::slip))
        .route("/papers/{id}/copies/{no}/print", post(acts::copies::print))
        .route("/papers/{id}/copies/receipt", post(acts::copies::receipt))
        .route("/papers/{id}/copies/back", post(acts::copies::came_back))
        .route("/papers/{id}/copies/withdraw", post(acts::copies::withdraw))
        .route("/papers/{id}/copies/instead", post(acts::copies::instead))
        .route("/papers/{id}/copies/{no}/acknowledge", post(acts::copies::acknowledge))
        .route("/papers/{id}/copies/{no}/return", post(acts::copies::give_back))
        .route("/papers/{id}/release", post(acts::release::release))
        .route("/papers/{id}/release/take-back", post(acts::release::take_back))
        .route("/papers/{id}/bind", post(acts::bind::post))
        .route("/papers/{id}/rule", post(acts::bind::rule))
        .route("/papers/{id}/unbind", post(acts::bind::end))
        .route("/papers/{id}/citations/{at}/tie", post(acts::cite::tie))
        .route("/papers/{id}/citations/{at}/untie", post(acts::cite::untie))
        .route("/papers/{id}/citations/{at}/settle", post(acts::cite::settle))
        .route("/papers/{id}/answers", post(acts::cite::answers))
        .route("/papers/{id}/answers/undo", post(acts::cite::answers_no_more))
        .route("/papers/{id}/versions/withdraw", post(acts::version::withdraw))
        .route("/papers/{id}/void", post(acts::number::void))
        .route("/papers/{id}/move", post(acts::number::move_series))
        .route("/papers/{id}/register-also", post(acts::number::register_also))
        .route("/papers/{id}/file", post(acts::file::post))
        .route("/papers/{id}/recognise", post(recognise::post))
        .route("/papers/{id}/reading", post(acts::reading::post))
        .route("/papers/{id}/remark", post(acts::remark::post))
}

/// The routes in which files that are here are taken apart.
pub(crate) fn opening() -> Router<App> {
    Router::new()
        .route("/papers/{id}/split", post(acts::split::post))
        .route("/papers/{id}/split-all", post(acts::split::all))
}

/// The routes that take files.
pub(crate) fn uploads() -> Router<App> {
    Router::new().route("/papers/{id}/versions", post(acts::version::post))
}
