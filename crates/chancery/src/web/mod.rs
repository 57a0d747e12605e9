//! The pages: server-drawn, working with scripts off, made quick by a little script of our own.
//!
//! A handler reads a form, makes a command of it and submits it, or asks the register and draws. Rules are in
//! `procedure`, rights in the register's queries; a page only shows what it is given.

mod app;
mod assets;
pub(crate) mod bag;
mod card;
mod enter;
pub(crate) mod forms;
mod layers;
mod metrics;
mod pages;
pub(crate) mod paper;
mod refused;
mod seat;
mod sheet;
mod shell;
pub(crate) mod upload;
pub(crate) mod words;

pub(crate) use app::App;
pub use app::{DemoOfficer, DemoPanel, DemoPaper, DemoStep, WebOptions};
pub(crate) use pages::Filters;
pub(crate) use paper::body::respond as body_response;
pub(crate) use refused::RETRY_AFTER_S;

use axum::Router;
use axum::routing::get;

use crate::doors::Doors;
use crate::office::Office;

/// The pages and the API of an office. Serve it with
/// `into_make_service_with_connect_info::<SocketAddr>()`, so that signing in knows from where one comes.
pub fn router(office: Office, doors: Doors, options: WebOptions) -> Router {
    let app = App::new(office, doors, options);
    // Known from the first request on, so that figures count from the start.
    metrics::handle();
    let ordinary = layers::ordinary(pages::routes().merge(paper::routes()).merge(enter::routes()));
    let uploads = layers::uploads(paper::uploads().merge(enter::uploads()));
    let pages = layers::sessions(ordinary.merge(uploads), &app);
    let plain = layers::ordinary(pages::plain())
        .route("/metrics", get(metrics::get))
        .route("/assets/{hash}/{*name}", get(assets::get));
    let api = layers::ordinary(crate::api::routes()).merge(layers::uploads(crate::api::uploads()));
    let all = pages.merge(plain).nest("/api/v1", api.fallback(crate::api::absent)).fallback(layers::absent);
    layers::all(all, &app).with_state(app)
}
