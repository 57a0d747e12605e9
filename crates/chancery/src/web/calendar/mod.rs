//! The calendar of the house: a year as twelve months, its holidays, which desks work by it, and how it is changed.

mod acts;
mod months;
mod show;

use axum::Router;
use axum::routing::{get, post};

use crate::web::app::App;

/// The routes of calendars.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/calendar", get(show::get))
        .route("/calendar/holiday", post(acts::holiday))
        .route("/calendar/holiday/take-out", post(acts::take_out))
        .route("/calendar/set", post(acts::set))
}
