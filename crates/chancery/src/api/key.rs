//! The idempotency key that every `POST` carries.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use procedure::act::KEY_BYTES_MAX;

use super::Problem;
use crate::web::App;

/// An idempotency key, scoped to the officer.
pub(crate) struct Key(pub(crate) String);

impl FromRequestParts<App> for Key {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let said = parts.headers.get("idempotency-key").map(|value| value.to_str());
        match said {
            Some(Ok(key)) if !key.is_empty() && key.len() <= KEY_BYTES_MAX => Ok(Self(key.to_owned())),
            Some(_) => Err(Problem::no_key(format!("the Idempotency-Key is not 1 to {KEY_BYTES_MAX} plain letters"))),
            None => Err(Problem::no_key("there is no Idempotency-Key")),
        }
    }
}
