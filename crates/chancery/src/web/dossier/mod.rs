//! Dossiers: the list of them, the page of one, and what is done in it.

mod acts;
mod list;
mod on;
mod show;
mod terms;
mod told;

use axum::Router;
use axum::routing::{get, post};

use crate::web::app::App;

pub(crate) use on::stands_in_the_way;
pub(crate) use terms::why_moved;

/// The routes of dossiers.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/dossiers", get(list::get).post(list::open))
        .route("/dossiers/{id}", get(show::get))
        .route("/dossiers/{id}/{act}", post(acts::post))
        .route("/dossiers/{id}/{act}/{no}", post(acts::post_to))
}
