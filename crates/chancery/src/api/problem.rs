//! Bad news for programs: RFC 9457, with the refusal as data and the next step as a sentence.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use procedure::refusal::Refusal;
use serde_json::{Value, json};

use crate::office::{Fault, SubmitError};
use crate::web::RETRY_AFTER_S;
use crate::web::forms::Unreadable;
use crate::web::upload::UploadError;
use crate::words::capital;

/// An answer that is not what was asked for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Problem(Box<Said>);

#[derive(Debug, Clone, PartialEq)]
struct Said {
    status: StatusCode,
    code: String,
    title: &'static str,
    detail: String,
    next: String,
    refusal: Option<Value>,
}

impl Problem {
    fn new(status: StatusCode, code: &str, title: &'static str, detail: impl Into<String>, next: &str) -> Self {
        let (detail, next) = (detail.into(), next.to_owned());
        Self(Box::new(Said { status, code: code.to_owned(), title, detail, next, refusal: None }))
    }

    /// What is not there, and what the caller may not see: the same bytes.
    pub(crate) fn absent() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "absent",
            "There is nothing here",
            "nothing is held for you under this address",
            "ask the registry",
        )
    }

    /// A method that the address does not take.
    pub(crate) fn method() -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method",
            "Not done that way",
            "this address does not take that method",
            "see /api/v1/openapi.json",
        )
    }

    /// Nobody is known by the token, or there is none.
    pub(crate) fn unknown_caller() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "unknown_caller",
            "Who calls is not known",
            "there is no token, or none that is valid",
            "send the header Authorization: Bearer chy_…; an administrator makes tokens with: chancery officer FOLDER token",
        )
    }

    /// The token's scopes do not reach so far.
    pub(crate) fn scope(needed: crate::doors::Scope) -> Self {
        let detail = format!("the token does not have the scope {needed}");
        Self::new(StatusCode::FORBIDDEN, "scope", "Not with this token", detail, "use a token that has it")
    }

    /// A request that cannot be read; names what is wrong.
    pub(crate) fn unreadable(detail: impl Into<String>) -> Self {
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "unreadable",
            "Not read",
            detail,
            "put it right and send it again; the forms are in /api/v1/openapi.json",
        )
    }

    /// Words that cannot be looked for: what, why, and what next.
    pub(crate) fn not_looked_for(says: impl Into<String>, next: &str) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "not_looked_for", "Not looked for", says, next)
    }

    /// A request that is longer than its address takes.
    pub(crate) fn too_long(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_long", "Not read", detail, "send less, or a file")
    }

    /// What was refused before the API saw it.
    pub(crate) fn framework(status: StatusCode, says: &str) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::absent(),
            StatusCode::METHOD_NOT_ALLOWED => Self::method(),
            StatusCode::PAYLOAD_TOO_LARGE => Self::too_long(says),
            _ => Self::unreadable(says),
        }
    }

    /// A request that took too long. What was handed over goes on.
    pub(crate) fn late() -> Self {
        Self::new(
            StatusCode::REQUEST_TIMEOUT,
            "late",
            "Not answered in time",
            "it took longer than this address waits, and it is not known whether it was done",
            "send it again under the same Idempotency-Key: nothing is done twice",
        )
    }

    /// A request without its idempotency key.
    pub(crate) fn no_key(detail: impl Into<String>) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "no_key",
            "Not entered",
            detail,
            "send the header Idempotency-Key with a value of your own; the same value makes sending again safe",
        )
    }

    /// The paper changed since the version that the caller names.
    pub(crate) fn changed(since: Value) -> Self {
        let detail = "the paper changed since the version named by If-Match";
        let mut problem = Self::new(
            StatusCode::CONFLICT,
            "changed_since",
            "Not entered",
            detail,
            "look at what changed, and send it again with the present version",
        );
        problem.0.refusal = Some(json!({ "refusal": "changed_since", "since": since }));
        problem
    }

    /// What cannot be set as a page.
    pub(super) fn not_set(why: String, next: &str) -> Self {
        Self::new(StatusCode::CONFLICT, "not_set", "Not set", why, next)
    }

    fn refused(refusal: &Refusal) -> Self {
        if matches!(refusal, Refusal::NoPaper { .. }) {
            return Self::absent();
        }
        let status = match refusal {
            Refusal::FileTooLong { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            _ => StatusCode::CONFLICT,
        };
        let mut problem = Self::new(status, &refusal.code(), "Not entered", refusal.to_string(), &refusal.next());
        problem.0.refusal = serde_json::to_value(refusal).ok();
        problem
    }

    fn fault(fault: &Fault) -> Self {
        tracing::warn!(%fault, "an act could not be done");
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "fault", "Not now", fault.to_string(), fault.next())
    }
}

impl From<SubmitError> for Problem {
    fn from(error: SubmitError) -> Self {
        match error {
            SubmitError::Refusal(refusal) => Self::refused(&refusal),
            SubmitError::Fault(fault) => Self::fault(&fault),
        }
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        Self::fault(&fault)
    }
}

impl From<register::RegisterError> for Problem {
    fn from(error: register::RegisterError) -> Self {
        tracing::error!(%error, "the register could not be read");
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "fault", "Not now", error.to_string(), "send it again")
    }
}

impl From<Unreadable> for Problem {
    fn from(what: Unreadable) -> Self {
        Self::unreadable(what.0)
    }
}

impl From<UploadError> for Problem {
    fn from(error: UploadError) -> Self {
        match error {
            UploadError::Unreadable(says) => Self::unreadable(says),
            UploadError::Office(error) => error.into(),
        }
    }
}

impl From<crate::doors::DoorError> for Problem {
    fn from(error: crate::doors::DoorError) -> Self {
        tracing::error!(%error, "the doors could not be read");
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "fault", "Not now", error.to_string(), error.next())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let said = *self.0;
        let mut json = json!({
            "type": format!("urn:chancery:problem:{}", said.code),
            "title": said.title,
            "status": said.status.as_u16(),
            "detail": capital(&said.detail),
            "code": said.code,
            "next": said.next,
        });
        if let Some(refusal) = said.refusal {
            json["refusal"] = refusal;
        }
        let mut response =
            (said.status, [(header::CONTENT_TYPE, "application/problem+json")], json.to_string()).into_response();
        if said.status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(RETRY_AFTER_S));
        }
        if said.status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}
