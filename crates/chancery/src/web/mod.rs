//! The pages: server-drawn, working with scripts off, made quick by a little script of our own.
//!
//! A handler reads a form, makes a command of it and submits it, or asks the register and draws. Rules are in
//! `procedure`, rights in the register's queries; a page only shows what it is given.

mod app;
mod assets;
pub(crate) mod bag;
mod bars;
pub(crate) mod between;
mod brought;
mod calendar;
pub(crate) mod card;
mod changes;
mod choices;
pub(crate) mod connections;
mod dossier;
mod enter;
mod feed;
pub(crate) mod forms;
pub(crate) mod help;
mod house;
mod layers;
mod log;
pub(crate) mod looked;
mod metrics;
mod pages;
pub(crate) mod paper;
mod people;
mod refused;
mod reminders;
mod room;
mod seat;
pub(crate) mod set;
mod sheet;
mod shell;
mod slip;
mod spans;
mod speech;
#[cfg(debug_assertions)]
mod style;
pub(crate) mod upload;
pub(crate) mod words;

pub(crate) use app::App;
pub use app::{DemoOfficer, DemoPanel, DemoPaper, DemoStation, DemoStep, WebOptions};
pub use changes::Ends;
pub(crate) use dossier::draft_files::{made_here, word_file};
pub(crate) use dossier::memory::why as shared_in_words;
pub(crate) use dossier::stands_in_the_way as dossier_stands_in_the_way;
pub(crate) use pages::Filters;
pub(crate) use pages::book::next_part;
pub(crate) use paper::body::{proved, respond as body_response};
pub(crate) use refused::RETRY_AFTER_S;
pub(crate) use seat::escaped;

use axum::Router;
use axum::routing::{get, post};

use layers::Side;

use crate::doors::Doors;
use crate::office::Office;

/// The pages and the API of an office. Serve it with
/// `into_make_service_with_connect_info::<SocketAddr>()`, so that signing in knows from where one comes.
pub fn router(office: Office, doors: Doors, options: WebOptions) -> Router {
    let app = App::new(office, doors, options);
    // Known from the first request on, so that figures count from the start.
    metrics::handle();
    let ordinary = layers::ordinary(
        pages::routes()
            .merge(paper::routes())
            .merge(dossier::routes())
            .merge(people::routes())
            .merge(calendar::routes())
            .merge(house::routes())
            .merge(enter::routes())
            .route("/changes", get(changes::get))
            .route("/language", post(speech::choose)),
        Side::Pages,
    );
    let uploads = layers::uploads(
        paper::uploads().merge(enter::uploads()).merge(dossier::uploads()).merge(pages::uploads()),
        Side::Pages,
    );
    let opening = layers::opening(paper::opening().merge(enter::opening()), Side::Pages);
    let pages = layers::sessions(ordinary.merge(uploads).merge(opening), &app);
    let plain = pages::plain().merge(room::routes());
    let plain = plain.route("/calendar/{file}", get(feed::get)).route("/assets/{hash}/{*name}", get(assets::get));
    #[cfg(debug_assertions)]
    let plain = plain.route("/style", get(style::get));
    let programs = Router::new().route("/metrics", get(metrics::get)).route("/log/{*path}", get(log::get));
    let plain = layers::ordinary(plain, Side::Pages).merge(layers::ordinary(programs, Side::Programs));
    let api = layers::ordinary(crate::api::routes(), Side::Programs)
        .merge(layers::uploads(crate::api::uploads(), Side::Programs));
    let all = pages.merge(plain).nest("/api/v1", api.fallback(crate::api::absent)).fallback(layers::absent);
    layers::all(all, &app).with_state(app)
}
