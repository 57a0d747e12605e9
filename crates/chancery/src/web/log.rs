//! `GET /log/…`: the log for anyone, as static files of C2SP tlog-tiles. Where the office does not show it there is nothing here.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use journal::LogFile;

use super::app::App;
use crate::office::Fault;

/// How long a head may be kept by whoever asks, in seconds: the next one comes on a clock.
const HEAD_KEPT: &str = "public, max-age=5";
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// `GET /log/{*path}`
pub(crate) async fn get(State(app): State<App>, Path(path): Path<String>) -> Response {
    let absent = || StatusCode::NOT_FOUND.into_response();
    let Some(file) = LogFile::parse(&path).filter(|_| app.options.log) else { return absent() };
    let read = app.apart(move |app| app.office.journal()?.log_file(&file).map_err(Fault::from)).await;
    match read {
        Ok(Some(bytes)) => {
            let (media, kept) = match file.is_for_ever() {
                true => ("application/octet-stream", FOR_EVER),
                false => ("text/plain; charset=utf-8", HEAD_KEPT),
            };
            let mut response = bytes.into_response();
            response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
            response
        }
        Ok(None) => absent(),
        Err(error) => {
            tracing::warn!(%error, "a file of the log was not read");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}
