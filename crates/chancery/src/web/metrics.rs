//! `GET /metrics`: figures for the operator, as Prometheus reads them. They need a token of scope `metrics`.

use std::sync::OnceLock;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

use super::app::App;
use crate::api::{Caller, Problem, Scope};

/// Bounds of the buckets of durations, in seconds; the bar for a first byte is 0.05.
const SECONDS: &[f64] = &[0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];

/// The metrics crate has one recorder a process; all offices of a process (tests) share it.
static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

pub(crate) fn handle() -> Option<&'static PrometheusHandle> {
    HANDLE
        .get_or_init(|| {
            let builder =
                PrometheusBuilder::new().set_buckets_for_metric(Matcher::Suffix("seconds".to_owned()), SECONDS).ok()?;
            let recorder = builder.build_recorder();
            let handle = recorder.handle();
            // Another recorder in the same process keeps its place; then there is nothing to render here.
            metrics::set_global_recorder(recorder).ok().map(|()| handle)
        })
        .as_ref()
}

/// Counts requests by route, never by address.
pub(crate) async fn count(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let method = request.method().to_string();
    let response = next.run(request).await;
    let status = response.status().as_u16().to_string();
    metrics::counter!("chancery_requests_total", "route" => route.clone(), "method" => method, "status" => status)
        .increment(1);
    metrics::histogram!("chancery_request_seconds", "route" => route).record(begun.elapsed().as_secs_f64());
    response
}

/// `GET /metrics`
pub(crate) async fn get(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    caller.may(Scope::Metrics)?;
    let standing = app.office.standing();
    metrics::gauge!("chancery_open").set(if standing.is_open() { 1.0 } else { 0.0 });
    let text = handle().map(PrometheusHandle::render).unwrap_or_default();
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response())
}
