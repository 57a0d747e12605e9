//! `GET /changes`: tells a page that is open when something was entered, as server-sent events. It says how many entries the record has,
//! as the page of the record does, and nothing of what they hold; what is new for its reader the page asks for itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use tokio::sync::{OwnedSemaphorePermit, mpsc};

use super::app::App;
use super::paper::body::Coming;
use super::refused::Answer;
use super::seat::Seat;

/// Most pages that are told at once: each holds a connection, of which there are so many. A further one is not told.
pub(crate) const WATCHING_MAX: usize = 128;
/// A page is told no longer than this without asking again, in seconds.
const WATCHED_S_MAX: u64 = 600;
/// So often it is looked whether something was entered, and a page hears of no more changes.
const LOOK: Duration = Duration::from_secs(1);
/// After so many looks without a change something is sent that says nothing: so a page that has gone is noticed.
const SILENT_LOOKS_MAX: u32 = 15;

/// That the server is ending: what it says without end ends then.
#[derive(Debug, Clone, Default)]
pub struct Ends(Arc<AtomicBool>);

impl Ends {
    /// Says so.
    pub fn come(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    fn has_come(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// `GET /changes`; whoever does not ask for events is told once.
pub(crate) async fn get(State(app): State<App>, _seat: Seat, headers: HeaderMap) -> Answer {
    let accepts = headers.get(header::ACCEPT).and_then(|accepts| accepts.to_str().ok());
    if !accepts.is_some_and(|accepts| accepts.contains("text/event-stream")) {
        return Ok(app.office.entries().to_string().into_response());
    }
    let Ok(place) = app.watching.clone().try_acquire_owned() else {
        // A browser that is told this does not ask again.
        return Ok(StatusCode::NO_CONTENT.into_response());
    };
    let (give, take) = mpsc::channel(1);
    tokio::spawn(tell(app, place, give));
    let mut response = Response::new(Body::from_stream(Coming(take)));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    // A proxy that waits for the end of an answer would never pass anything on.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}

async fn tell(app: App, _place: OwnedSemaphorePermit, give: mpsc::Sender<std::io::Result<Vec<u8>>>) {
    let until = Instant::now() + Duration::from_secs(WATCHED_S_MAX);
    let (mut told, mut silent) = (None, 0);
    let mut looks = tokio::time::interval(LOOK);
    while !app.options.ends.has_come() && Instant::now() < until {
        looks.tick().await;
        let entries = app.office.entries();
        silent += 1;
        let says = match told {
            Some(known) if known == entries && silent < SILENT_LOOKS_MAX => continue,
            Some(known) if known == entries => ":\n\n".to_owned(),
            Some(_) => format!("data: {entries}\n\n"),
            None => format!("retry: 5000\ndata: {entries}\n\n"),
        };
        (told, silent) = (Some(entries), 0);
        if give.send(Ok(says.into_bytes())).await.is_err() {
            return;
        }
    }
}
