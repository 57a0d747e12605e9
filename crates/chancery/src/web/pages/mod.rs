//! The pages that are not about one paper: signing in, the desk, the register, finding, the record.

pub(crate) mod book;
mod bring_forwards;
mod closings;
mod copies;
mod csv;
mod deadlines;
mod demo;
mod desk;
pub(crate) mod existence;
mod find;
mod find_counts;
mod hand_over;
mod health;
mod keys;
mod lists;
mod marked;
mod overview;
pub(crate) mod readings;
mod record;
mod register_list;
mod sent_up;
pub(crate) mod sign_in;
mod unanswered;
mod verified;
mod welcome;

use axum::Router;
use axum::routing::{get, post};

pub(crate) use register_list::Filters;

use super::app::App;

/// Routes of pages for officers at work and before the door.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/", get(desk::get))
        // What was done for all stands under this address; going there again shows the desk.
        .route("/desk", get(desk::get).post(marked::post))
        .route("/bring-forwards", get(bring_forwards::get))
        .route("/copies", get(copies::get))
        .route("/lists", get(lists::get))
        .route("/lists/set", post(lists::set))
        .route("/lists/give-up", post(lists::give_up))
        .route("/unanswered", get(unanswered::get))
        .route("/overview", get(overview::get))
        .route("/deadlines", get(deadlines::get))
        .route("/hand-over", get(hand_over::get))
        .route("/desk/hand-over", post(hand_over::post))
        .route("/hand-over/{entry}", get(hand_over::list))
        .route("/deadlines/feed", post(crate::web::feed::post))
        .route("/deadlines/mail", post(crate::web::reminders::post))
        .route("/sign-in", get(sign_in::get).post(sign_in::post))
        .route("/sign-out", post(sign_in::out))
        .route("/welcome/{secret}", get(welcome::get).post(welcome::post))
        .route("/register", get(register_list::get))
        .route("/register/book", get(book::get))
        .route("/register/book.pdf", post(book::set))
        .route("/register.csv", post(csv::post))
        .route("/search", get(find::get))
        .route("/search/counts", get(find::get_counts))
        .route("/search/complete", get(find::complete))
        .route("/existence", get(existence::get))
        .route("/record", get(record::get))
        .route("/record/held", post(closings::hold))
        .route("/record/closings", post(closings::close))
        .route("/record/closings/{no}", get(closings::get))
        .route("/record/closings/{no}/text", get(closings::text))
        .route("/record/closings/{no}/sheet", post(closings::sheet))
        .route("/readings", get(readings::get).post(readings::post))
        .route("/readings/{entry}", get(readings::answer))
        .route("/keys", get(keys::get))
        .route("/demo/sign-in", post(demo::sign_in))
        .route("/demo/clock", post(demo::clock))
}

/// The routes that take files.
pub(crate) fn uploads() -> Router<App> {
    Router::new().route("/record/verify", post(verified::post))
}

/// Routes without a session.
pub(crate) fn plain() -> Router<App> {
    Router::new().route("/healthz", get(health::get))
}
