//! `GET /healthz`: whether the office takes acts. It says nothing of what is in it.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use phrases::say;

use crate::office::Standing;
use crate::web::app::App;

/// `GET /healthz`
pub(crate) async fn get(State(app): State<App>) -> Response {
    match app.office.standing() {
        Standing::Open => (StatusCode::OK, "open\n").into_response(),
        Standing::ReadOnly(_) => (StatusCode::SERVICE_UNAVAILABLE, say!("open for reading only\n")).into_response(),
        Standing::Stopped { .. } => (StatusCode::SERVICE_UNAVAILABLE, "stopped\n").into_response(),
    }
}
