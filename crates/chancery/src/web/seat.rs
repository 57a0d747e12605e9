//! An officer at work: the session of a browser, and who that is in the register now.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use phrases::say;
use procedure::act::Act;
use procedure::event::{Door, Means};
use procedure::ids::OfficerId;
use tower_sessions::Session;

use super::app::App;
use super::looked::Looker;
use super::refused;
use crate::doors::SESSION_OFFICER;
use crate::office::{Bodies, Command, Receipt, SubmitError};

const MEANS: &str = "means";
const SEEN_S: &str = "seen_s";
/// A session that was used is written again after so many seconds, so that it ends by inactivity and not before.
const SEEN_AFTER_S: i64 = 600;

/// An officer at work, in a request. Who is suspended is out at once: the register is asked every time.
#[derive(Clone)]
pub(crate) struct Seat {
    pub(crate) app: App,
    pub(crate) officer: OfficerId,
    pub(crate) means: Means,
    /// The officer's name as printed.
    pub(crate) name: String,
    /// The desk acted for first, as printed.
    pub(crate) desk: Option<String>,
    /// What stands in the search box.
    pub(crate) sought: String,
}

impl Seat {
    /// Submits an act of this officer.
    ///
    /// # Errors
    /// As the office says.
    pub(crate) async fn submit(&self, act: Act, key: String, bodies: Bodies) -> Result<Receipt, SubmitError> {
        let command = Command {
            officer: self.officer.clone(),
            authenticated: self.officer.to_string(),
            means: self.means,
            door: Door::Page,
            key,
            act,
            bodies,
        };
        self.app.office.submit(command).await
    }
}

/// Lets an officer in: a new session id, so that one planted before is worth nothing.
///
/// # Errors
/// When sessions cannot be kept.
pub(crate) async fn sit(session: &Session, officer: &OfficerId, means: Means) -> Result<(), Response> {
    let kept = async {
        session.cycle_id().await?;
        session.insert(SESSION_OFFICER, officer).await?;
        session.insert(MEANS, means).await?;
        session.insert(SEEN_S, now_s()).await
    };
    kept.await.map_err(|error| no_sessions(&error))
}

/// Ends the session.
///
/// # Errors
/// When sessions cannot be kept.
pub(crate) async fn rise(session: &Session) -> Result<(), Response> {
    session.flush().await.map_err(|error| no_sessions(&error))
}

pub(crate) fn no_sessions(error: &tower_sessions::session::Error) -> Response {
    tracing::error!(%error, "sessions cannot be kept");
    (StatusCode::SERVICE_UNAVAILABLE, refused::unreadable(say!("Sessions cannot be kept now. Try again.")))
        .into_response()
}

/// How the officer came in; and that the session is in use, so that it ends by inactivity and not before.
async fn kept(session: &Session) -> Result<Means, tower_sessions::session::Error> {
    let seen_s: i64 = session.get(SEEN_S).await?.unwrap_or_default();
    if now_s() - seen_s > SEEN_AFTER_S {
        session.insert(SEEN_S, now_s()).await?;
    }
    Ok(session.get(MEANS).await?.unwrap_or(Means::Password))
}

/// Session ages are the machine's affair: a demonstration's own date does not end them.
#[expect(clippy::disallowed_methods, reason = "how long a browser was idle is told by the machine's clock")]
pub(crate) fn now_s() -> i64 {
    jiff::Timestamp::now().as_second()
}

impl FromRequestParts<App> for Seat {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let session = Session::from_request_parts(parts, app).await.map_err(IntoResponse::into_response)?;
        let sat: Option<OfficerId> = session.get(SESSION_OFFICER).await.map_err(|error| no_sessions(&error))?;
        let Some(sat) = sat else { return Err(to_the_door(parts)) };
        let house = app.office.house();
        let Some(officer) = house.active(&sat) else {
            rise(&session).await?;
            return Err(to_the_door(parts));
        };
        Looker::is(parts, &sat);
        let means = kept(&session).await.map_err(|error| no_sessions(&error))?;
        let desk = house
            .desks_of(&sat, app.office.now())
            .into_iter()
            .next()
            .and_then(|desk| house.desks.get(desk))
            .map(|desk| desk.name.clone());
        Ok(Self { app: app.clone(), name: officer.name.clone(), desk, officer: sat, means, sought: String::new() })
    }
}

/// To signing in, and from there back to where one was going. A form that was sent is not sent again by that: the door
/// says so, and leads back to the page it was written on.
fn to_the_door(parts: &Parts) -> Response {
    let next = |place: &str| if place == "/" { String::new() } else { format!("next={}", escaped(place)) };
    let going = match (&parts.method, parts.uri.path_and_query()) {
        (&Method::GET, Some(place)) => next(place.as_str()),
        (&Method::GET, None) => String::new(),
        _ => {
            let back = came_from(&parts.headers).map(|place| next(&place)).filter(|next| !next.is_empty());
            std::iter::once("ended=yes".to_owned()).chain(back).collect::<Vec<_>>().join("&")
        }
    };
    Redirect::to(&if going.is_empty() { "/sign-in".to_owned() } else { format!("/sign-in?{going}") }).into_response()
}

/// The page of this office from which a request came, by its path alone.
pub(crate) fn came_from(headers: &HeaderMap) -> Option<String> {
    let said = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let (_, rest) = said(header::REFERER)?.split_once("://")?;
    let (host, path) = rest.split_at(rest.find('/')?);
    let ours = said(header::HOST).is_none_or(|own| own == host) && !path.starts_with("//");
    ours.then(|| path.to_owned())
}

/// A text as a value in an address.
pub(crate) fn escaped(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
        out
    })
}
