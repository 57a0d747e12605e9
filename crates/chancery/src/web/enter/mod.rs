//! Entering: a paper is read into the bag, shown with its proposed card, and entered by one key.

mod blank;
mod came;
mod draft;
mod goes;
mod instead;
mod label;
mod offered;
pub(crate) mod outlook;
mod piece;
mod read;
mod take;
mod together;

use axum::Router;
use axum::routing::{get, post};

use crate::web::app::App;

/// The routes of entering in which no file is taken apart.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/enter", get(blank::get))
        .route("/enter/without", post(read::without))
        .route("/enter/{piece}", get(piece::get).post(take::post))
        .route("/enter/{piece}/aside", post(take::lay_aside))
        .route("/papers/{id}/label", get(label::get))
        .route("/papers/{id}/label.pdf", post(label::set))
        .route("/enter/{piece}/add", get(take::back).post(take::add))
}

/// The routes in which files that are here are taken apart or read anew.
pub(crate) fn opening() -> Router<App> {
    Router::new()
        .route("/enter/demo", post(read::demo))
        .route("/enter/join", post(together::join))
        .route("/enter/{piece}/divide", post(together::divide))
}

/// The routes that take files.
pub(crate) fn uploads() -> Router<App> {
    Router::new().route("/enter/read", post(read::post))
}
