//! What every request goes through before and after its handler.

use phrases::say;
use std::time::Duration;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::{Router, extract::DefaultBodyLimit};
use tower_http::compression::CompressionLayer;
use tower_http::csrf::{CsrfLayer, ProtectionError};
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::trace::TraceLayer;
use tower_sessions::cookie::SameSite;
use tower_sessions::cookie::time::Duration as SessionDuration;
use tower_sessions::{Expiry, SessionManagerLayer};

use super::app::App;
use super::{forms, looked, metrics, refused, shell, speech};
use crate::api::Problem;

/// The session cookie's name where it is secure. `__Host-` binds it to this host, the whole path and TLS.
pub(crate) const COOKIE: &str = "__Host-chancery";
/// Its name where a demonstration asked for cookies without TLS: a browser refuses `__Host-` there.
pub(crate) const COOKIE_INSECURE: &str = "chancery";
/// A session ends after so many hours without a page.
pub(crate) const SESSION_HOURS_MAX: i64 = 12;
/// How long a request may take, in seconds, but for uploads of files.
pub(crate) const REQUEST_S_MAX: u64 = 30;
/// How long an upload may take, in seconds, and a request in which files are taken apart.
pub(crate) const UPLOAD_S_MAX: u64 = 1_800;

/// Nothing but our own style, script and fonts; no inline script or style; no frame around us.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; \
    img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Most bytes of what the framework says by itself that are told on.
const SAID_BYTES_MAX: usize = 4_096;

/// Who asks through a door: bad news has the form that they read.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Side {
    /// Browsers: a page.
    Pages,
    /// Other programs: a problem.
    Programs,
}

/// Limits of ordinary requests.
pub(crate) fn ordinary(router: Router<App>, side: Side) -> Router<App> {
    let router = router.layer(DefaultBodyLimit::max(forms::FORM_BYTES_MAX));
    answered(router, side, Duration::from_secs(REQUEST_S_MAX))
}

/// Limits of requests in which files are taken apart: each file has a clock of its own, and the request outlasts it.
pub(crate) fn opening(router: Router<App>, side: Side) -> Router<App> {
    let router = router.layer(DefaultBodyLimit::max(forms::FORM_BYTES_MAX));
    answered(router, side, Duration::from_secs(UPLOAD_S_MAX))
}

/// Limits of uploads: the office's own limit of a paper is counted while the bytes come in.
pub(crate) fn uploads(router: Router<App>, side: Side) -> Router<App> {
    answered(router.layer(DefaultBodyLimit::disable()), side, Duration::from_secs(UPLOAD_S_MAX))
}

/// Answers in time, and in the form that the side reads, whoever found the fault.
fn answered<S: Clone + Send + Sync + 'static>(router: Router<S>, side: Side, within: Duration) -> Router<S> {
    router.layer(from_fn(move |request: Request, next: Next| async move {
        match tokio::time::timeout(within, next.run(request)).await {
            Ok(response) => in_form(response, side).await,
            Err(_) => late(side),
        }
    }))
}

fn late(side: Side) -> Response {
    match side {
        Side::Pages => refused::late(),
        Side::Programs => Problem::late().into_response(),
    }
}

/// What the framework refuses by itself (an address, a method, a form that cannot be read) is plain text or nothing: it is
/// said again in the side's form.
async fn in_form(response: Response, side: Side) -> Response {
    let status = response.status();
    let media = response.headers().get(header::CONTENT_TYPE);
    if !status.is_client_error() || media.is_some_and(|media| !media.as_bytes().starts_with(b"text/plain")) {
        return response;
    }
    let allow = response.headers().get(header::ALLOW).cloned();
    let said = axum::body::to_bytes(response.into_body(), SAID_BYTES_MAX).await.unwrap_or_default();
    let said = String::from_utf8_lossy(&said);
    let mut again = match side {
        Side::Pages => refused::framework(status, &said),
        Side::Programs => Problem::framework(status, &said).into_response(),
    };
    if let Some(allow) = allow {
        again.headers_mut().insert(header::ALLOW, allow);
    }
    again
}

/// Sessions and protection against requests that another site makes a browser send.
pub(crate) fn sessions(router: Router<App>, app: &App) -> Router<App> {
    let secure = app.options.secure_cookies;
    let sessions = SessionManagerLayer::new(app.doors.clone())
        .with_name(if secure { COOKIE } else { COOKIE_INSECURE })
        .with_secure(secure)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(SessionDuration::hours(SESSION_HOURS_MAX)));
    router
        .layer(from_fn_with_state(app.clone(), refused::seated))
        .layer(sessions)
        .layer(from_fn_with_state(app.clone(), taken_back))
        .layer(CsrfLayer::new().with_rejection_response(foreign))
}

/// The cookie that takes a session's cookie back says all that the first one said: a browser refuses a `__Host-` cookie
/// without `Secure`, and would keep the old one.
async fn taken_back(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let cookies = response.headers_mut().iter_mut().filter(|(name, _)| *name == header::SET_COOKIE);
    for (_, cookie) in cookies {
        let Ok(said) = cookie.to_str() else { continue };
        if !said.contains("Max-Age=0") || said.contains("HttpOnly") {
            continue;
        }
        let secure = if app.options.secure_cookies { "; Secure" } else { "" };
        if let Ok(whole) = HeaderValue::from_str(&format!("{said}; HttpOnly; SameSite=Lax{secure}")) {
            *cookie = whole;
        }
    }
    response
}

fn foreign(_: ProtectionError) -> Response {
    let body = maud::html! {
        section.refused {
            h2 { "This did not come from a page of this office." }
            p { "Another site made your browser send it. Nothing was done. Open the page here and send it from there." }
            p { a.button href="/" { "To the desk" } }
        }
    };
    shell::bare(StatusCode::FORBIDDEN, say!("Not taken"), &body)
}

/// What all answers share, pages and API.
pub(crate) fn all(router: Router<App>, app: &App) -> Router<App> {
    router
        .layer(from_fn_with_state(app.clone(), looked::kept))
        .layer(from_fn_with_state(app.clone(), security_headers))
        .layer(from_fn_with_state(app.clone(), speech::speak))
        .layer(from_fn(metrics::count))
        .layer(CompressionLayer::new())
        .layer(TraceLayer::new_for_http().make_span_with(span).on_request(()).on_response(
            |response: &Response, took: Duration, _: &tracing::Span| {
                tracing::debug!(status = response.status().as_u16(), took_ms = took.as_millis(), "answered");
            },
        ))
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
}

/// The address in logs is the route's pattern: a one-time link's secret and a search's words stay out of them.
fn span(request: &Request) -> tracing::Span {
    let route = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let id = request.headers().get(&REQUEST_ID).and_then(|id| id.to_str().ok()).unwrap_or("");
    tracing::info_span!("request", method = %request.method(), route, id)
}

async fn security_headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut put = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    put(header::CACHE_CONTROL, "no-store");
    put(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(header::REFERRER_POLICY, "same-origin");
    put(header::X_FRAME_OPTIONS, "DENY");
    put(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    put(HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()");
    if app.options.secure_cookies && app.options.demo.is_none() {
        put(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    response
}

/// What no route knows.
pub(crate) async fn absent() -> Response {
    refused::absent()
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::routing::get;
    use tower::ServiceExt as _;

    use super::*;

    #[tokio::test]
    async fn bad_news_has_the_form_of_its_side() {
        let routes = || {
            Router::<()>::new()
                .route("/never", get(std::future::pending::<()>))
                .route("/text", get(|| async { (StatusCode::BAD_REQUEST, "not so").into_response() }))
        };
        for (side, media) in [(Side::Pages, "text/html"), (Side::Programs, "application/problem+json")] {
            let router = answered(routes(), side, Duration::from_millis(1));
            let cases = [
                (Request::get("/never"), StatusCode::REQUEST_TIMEOUT),
                (Request::get("/text"), StatusCode::UNPROCESSABLE_ENTITY),
                (Request::delete("/text"), StatusCode::METHOD_NOT_ALLOWED),
            ];
            for (request, status) in cases {
                let request = request.body(Body::empty()).expect("a request");
                let response = router.clone().oneshot(request).await.expect("an answer");
                assert_eq!(response.status(), status);
                let said = response.headers()[header::CONTENT_TYPE].to_str().expect("a media type");
                assert!(said.starts_with(media), "{said}");
            }
        }
    }
}
