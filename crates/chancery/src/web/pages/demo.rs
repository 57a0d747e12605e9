//! The bar of a demonstration: sign in by a click, move the visible date. Not there in any other office.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect};
use phrases::say;
use procedure::event::Means;
use procedure::ids::OfficerId;
use procedure::moment::Moment;
use tower_sessions::Session;

use crate::web::app::App;
use crate::web::forms::Form;
use crate::web::refused::{self, Answer};
use crate::web::seat::{came_from, sit};

/// `POST /demo/sign-in`: as an officer of the list, or as whoever is at a station of the walk, and to its page.
pub(crate) async fn sign_in(State(app): State<App>, session: Session, form: Form) -> Answer {
    let Some(demo) = &app.options.demo else { return Ok(refused::absent()) };
    let (officer, place): (OfficerId, &str) = match form.parsed::<usize>("station")? {
        Some(at) => match demo.walk.get(at) {
            Some(station) => (station.officer.clone(), &station.place),
            None => return Ok(refused::absent()),
        },
        None => (form.needed("officer", say!("the officer"))?, "/"),
    };
    let known = demo.officers.iter().any(|known| known.officer == officer);
    if !known || app.office.house().active(&officer).is_none() {
        return Ok(refused::absent());
    }
    sit(&session, &officer, Means::Demonstration).await?;
    Ok(Redirect::to(place).into_response())
}

/// `POST /demo/clock`: a day on, or to the next thing to be seen. Never back.
pub(crate) async fn clock(State(app): State<App>, headers: HeaderMap, form: Form) -> Answer {
    let Some(demo) = &app.options.demo else { return Ok(refused::absent()) };
    let now = app.office.now();
    let to = match form.said("to") {
        Some("step") => demo.steps.iter().map(|step| step.at).find(|at| *at > now),
        _ => Some(Moment::from_micros(now.micros() + DAY_US)),
    };
    if let Some(to) = to {
        demo.clock.set(to);
    }
    Ok(Redirect::to(came_from(&headers).as_deref().unwrap_or("/")).into_response())
}

const DAY_US: i64 = 86_400_000_000;
