//! `/sign-in`: officer and password; and out again.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use phrases::{html, say};
use procedure::event::Means;
use procedure::ids::OfficerId;
use serde::Deserialize;
use tower_sessions::Session;

use crate::doors::DoorError;
use crate::web::app::App;
use crate::web::forms::Form;
use crate::web::refused::{Answer, RETRY_AFTER_S};
use crate::web::seat::{rise, sit};
use crate::web::shell;
use crate::web::words::sentence;

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    next: Option<String>,
    /// A form came after the session had ended.
    ended: Option<String>,
}

/// From where a request comes: the connection, or what a trusted proxy says.
pub(crate) struct From(pub(crate) Option<IpAddr>);

impl FromRequestParts<App> for From {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let connected = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        if !app.options.behind_proxy {
            return Ok(Self(connected));
        }
        // The last address is the one that our own proxy saw; those before it anyone can write.
        let said = parts.headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
        let last = said.and_then(|list| list.rsplit(',').next()).and_then(|address| address.trim().parse().ok());
        Ok(Self(last.or(connected)))
    }
}

/// `GET /sign-in`
pub(crate) async fn get(State(app): State<App>, Query(ask): Query<Ask>) -> Response {
    let words = ask.ended.is_some().then(|| say!("Your session ended; nothing was entered.").to_owned());
    page(&app, StatusCode::OK, words.as_deref(), "", ask.next.as_deref())
}

fn page(app: &App, status: StatusCode, says: Option<&str>, officer: &str, next: Option<&str>) -> Response {
    let body = html! {
        h1 { "Sign in" }
        form method="post" action="/sign-in" {
            @if let Some(says) = says { p.late role="alert" { (says) } }
            @if let Some(next) = next { input type="hidden" name="next" value=(next); }
            label for="officer" { "Officer" }
            input #officer type="text" name="officer" value=(officer) autocomplete="username" autocapitalize="none" required autofocus[officer.is_empty()] aria-describedby="officer-code";
            p #officer-code .hint { "Your code, for example grevin; not your name." }
            label for="password" { "Password" }
            input #password type="password" name="password" autocomplete="current-password" required autofocus[!officer.is_empty()];
            button { "Sign in" }
        }
        p.hint { "No password yet, or forgotten: an administrator makes a link that lets you in once." }
    };
    shell::door(app, status, say!("Sign in"), &body)
}

/// `POST /sign-in`
pub(crate) async fn post(State(app): State<App>, From(from): From, session: Session, form: Form) -> Answer {
    let said = form.text("officer").unwrap_or_default();
    let password = form.exact("password");
    let next = form.said("next").filter(|next| is_ours(next)).unwrap_or("/").to_owned();
    let let_in = match said.parse::<OfficerId>() {
        Ok(officer) => app.apart(move |app| admit(app, officer, &password, from)).await,
        Err(_) => Err(DoorError::Wrong),
    };
    match let_in {
        Ok(officer) => {
            sit(&session, &officer, Means::Password).await?;
            Ok(Redirect::to(&next).into_response())
        }
        Err(error) => {
            let status = match error {
                DoorError::Wait { .. } | DoorError::Busy => StatusCode::TOO_MANY_REQUESTS,
                DoorError::Store(_) => StatusCode::SERVICE_UNAVAILABLE,
                _ => StatusCode::UNAUTHORIZED,
            };
            let wait_s = match error {
                DoorError::Wait { seconds } => Some(seconds),
                DoorError::Busy | DoorError::Store(_) => Some(RETRY_AFTER_S),
                _ => None,
            };
            let says = format!("{} {}", sentence(&error.to_string()), sentence(error.next()));
            let mut response = page(&app, status, Some(&says), &said, Some(&next));
            if let Some(seconds) = wait_s {
                response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            }
            Ok(response)
        }
    }
}

/// Whether officer and password fit, and the officer is not suspended, which looks the same from outside.
fn admit(app: &App, officer: OfficerId, password: &str, from: Option<IpAddr>) -> Result<OfficerId, DoorError> {
    app.doors.sign_in(&officer, password, from, app.office.now())?;
    if app.office.house().active(&officer).is_none() {
        return Err(DoorError::Wrong);
    }
    Ok(officer)
}

/// Whether an address leads into this office and nowhere else: a browser takes `//host` and `/\host` for another.
fn is_ours(place: &str) -> bool {
    let mut letters = place.chars();
    letters.next() == Some('/') && !matches!(letters.next(), Some('/' | '\\')) && !place.contains(char::is_control)
}

/// `POST /sign-out`
pub(crate) async fn out(session: Session) -> Answer {
    rise(&session).await?;
    Ok(Redirect::to("/sign-in").into_response())
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn signing_in_leads_nowhere_else() {
        let cases = [
            ("/papers/1?x=1", true),
            ("/", true),
            ("//elsewhere.example", false),
            ("/\\elsewhere.example", false),
            ("https://elsewhere.example", false),
            ("/a\nb", false),
            ("", false),
        ];
        for (place, ours) in cases {
            assert_eq!(is_ours(place), ours, "{place}");
        }
    }
}
