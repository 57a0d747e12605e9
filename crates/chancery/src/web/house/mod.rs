//! The house on a page, for administrators: what stands, in the order in which an office is set up, and the forms that add to it
//! and change it.

mod acts;
mod changes;
mod forms;
mod link;
mod show;

use axum::Router;
use axum::routing::{get, post};
use procedure::house::House;

use crate::web::app::App;
use crate::web::seat::Seat;

/// The routes of the house.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/house", get(show::get))
        .route("/house/desks", post(acts::desk))
        .route("/house/officers", post(acts::officer))
        .route("/house/officers/link", post(acts::another_link))
        .route("/house/mandates", post(acts::mandate))
        .route("/house/series", post(acts::series))
        .route("/house/{list}/{act}", post(acts::change))
}

/// Whether an officer may look after the house. Whoever may not finds no such page.
pub(crate) fn administers(seat: &Seat) -> bool {
    seat.app.office.house().is_administrator(&seat.officer)
}

/// Whether a number was ever taken: before that, an office is still being set up.
pub(crate) fn has_papers(house: &House) -> bool {
    !house.books.is_empty()
}
