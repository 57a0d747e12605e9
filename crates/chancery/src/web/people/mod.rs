//! The people outside the house: the list of correspondents, the page of one, and what is done with it.

mod acts;
mod gathered;
mod list;
mod one;

use axum::Router;
use axum::routing::{get, post};

use crate::web::app::App;

/// The routes of correspondents.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/people", get(list::get))
        .route("/people/{id}", get(one::get))
        .route("/people/{id}/alias", post(acts::alias))
        .route("/people/{id}/alias/take-back", post(acts::take_alias))
        .route("/people/{id}/merge", post(acts::merge))
        .route("/people/{id}/part", post(acts::part))
}
