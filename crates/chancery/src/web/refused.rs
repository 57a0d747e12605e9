//! Bad news on a page: a sentence, the next step, and a button for it. Nothing says "invalid input".

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use procedure::refusal::Refusal;

use super::forms::Unreadable;
use super::seat::Seat;
use super::shell::{self, Place};
use super::words::{sentence, stopped};
use crate::office::{Fault, SubmitError};

/// Seconds after which a fault is worth another try.
pub(crate) const RETRY_AFTER_S: u64 = 5;

/// The answer of a handler that could not do what was asked.
pub(crate) struct Trouble(Box<Response>);

impl From<Response> for Trouble {
    fn from(response: Response) -> Self {
        Self(Box::new(response))
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        *self.0
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        unavailable(&fault).into()
    }
}

impl From<register::RegisterError> for Trouble {
    fn from(error: register::RegisterError) -> Self {
        unread(&error).into()
    }
}

impl From<Unreadable> for Trouble {
    fn from(what: Unreadable) -> Self {
        unreadable(&what.0).into()
    }
}

/// What a handler answers.
pub(crate) type Answer = Result<Response, Trouble>;

/// The same bytes for a paper that is not there and for one that this officer may not see.
pub(crate) fn absent() -> Response {
    let body = html! {
        section.refused {
            h1 { "There is nothing here." }
            p { "No paper or page is held for you under this address. If you were told of one, ask the registry." }
            p { a.button href="/register" { "To the register" } }
        }
    };
    shell::bare(StatusCode::NOT_FOUND, "Nothing here", &body)
}

/// A form that could not be read.
pub(crate) fn unreadable(says: &str) -> Response {
    let body = html! {
        section.refused {
            h1 { "The form could not be read." }
            p { (says) }
            p { "Nothing was entered. Go back, put it right, and send it again." }
            p { a.button href="/" { "To the desk" } }
        }
    };
    shell::bare(StatusCode::UNPROCESSABLE_ENTITY, "Not read", &body)
}

/// A request that took too long.
pub(crate) fn late() -> Response {
    let body = html! {
        section.refused {
            h1 { "This took too long." }
            p { "It is not known here whether it was done. Look before you send it again." }
            p { a.button href="/" { "To the desk" } }
        }
    };
    shell::bare(StatusCode::REQUEST_TIMEOUT, "Too long", &body)
}

/// What was refused before any page of ours saw it.
pub(crate) fn framework(status: StatusCode, says: &str) -> Response {
    let body = match status {
        StatusCode::NOT_FOUND => return absent(),
        StatusCode::METHOD_NOT_ALLOWED => html! {
            section.refused {
                h1 { "That is not done at this address." }
                p { "Nothing was done. Open the page, and send it from there." }
                p { a.button href="/" { "To the desk" } }
            }
        },
        _ => return unreadable(says),
    };
    shell::bare(status, "Not done", &body)
}

/// The office could not do it; the same may be sent again.
pub(crate) fn unavailable(fault: &Fault) -> Response {
    tracing::warn!(%fault, "an act could not be done");
    let body = html! {
        section.refused {
            h1 { "The office could not do this now." }
            p { (sentence(&fault.to_string())) }
            p { (sentence(fault.next())) " It will not be entered twice." }
            p { a.button href="/" { "To the desk" } }
        }
    };
    with_retry(shell::bare(StatusCode::SERVICE_UNAVAILABLE, "Not now", &body))
}

/// The register could not be read.
pub(crate) fn unread(error: &register::RegisterError) -> Response {
    tracing::error!(%error, "the register could not be read");
    let body = html! {
        section.refused {
            h1 { "The register could not be read." }
            p { "Nothing is lost: it is made from the record and can be rebuilt. Tell whoever looks after this office." }
            p { a.button href="/" { "To the desk" } }
        }
    };
    with_retry(shell::bare(StatusCode::SERVICE_UNAVAILABLE, "Not now", &body))
}

fn with_retry(mut response: Response) -> Response {
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(RETRY_AFTER_S));
    response
}

/// A refusal as a section of a page: what and why, and what next.
pub(crate) fn section(refusal: &Refusal, button: &Markup) -> Markup {
    html! {
        section.refused role="alert" {
            h2 { "Not entered: " (stopped(&refusal.to_string())) }
            p { (sentence(&refusal.next())) }
            p { (button) }
        }
    }
}

/// A refusal as a page of its own, with the way back.
pub(crate) fn page(seat: &Seat, refusal: &Refusal, back: &str) -> Response {
    if let Refusal::NoPaper { .. } = refusal {
        return absent();
    }
    let body = html! {
        h1 { "Not entered" }
        (section(refusal, &html! { a.button href=(back) { "Back" } }))
    };
    let mut response = shell::page(seat, Place::Elsewhere, "Not entered", &body);
    *response.status_mut() = StatusCode::CONFLICT;
    response
}

/// Whatever was said to a command.
pub(crate) fn submit(seat: &Seat, error: &SubmitError, back: &str) -> Response {
    match error {
        SubmitError::Refusal(refusal) => page(seat, refusal, back),
        SubmitError::Fault(fault) => unavailable(fault),
    }
}
