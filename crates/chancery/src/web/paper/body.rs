//! `GET /papers/{id}/body/{version}`: the bytes as received, which the browser keeps to itself or hands over as a file.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use procedure::ids::{BodyId, PaperId};
use procedure::sight::Sight;

use super::on::{OnPaper, look};
use crate::office::{BodyRead, ProofFile};
use crate::web::app::App;
use crate::web::refused::{self, Answer};
use crate::web::seat::Seat;
use crate::web::set::{export, size_of};

/// Media that a browser shows without running anything in them.
const SHOWN: &[&str] = &["text/plain", "image/png", "image/jpeg", "image/gif"];

/// `GET /papers/{id}/body/{version}`
pub(crate) async fn version(State(app): State<App>, seat: Seat, Path((id, n)): Path<(String, usize)>) -> Answer {
    body(&app, &seat, &id, n, None).await
}

/// `GET /papers/{id}/body/{version}/{enclosed}`
pub(crate) async fn enclosed(
    State(app): State<App>,
    seat: Seat,
    Path((id, n, file)): Path<(String, usize, usize)>,
) -> Answer {
    body(&app, &seat, &id, n, Some(file)).await
}

/// `POST /papers/{id}/set.pdf`: the text of the paper as a set page.
pub(crate) async fn set(on: OnPaper) -> Answer {
    let (seen, size) = (on.seen, size_of(&on.form)?);
    let made = on.seat.app.apart(move |app| app.office.set_paper(&seen, size)).await;
    export(&on.seat, &on.form, made, &format!("/papers/{}", on.id)).await
}

/// `POST /papers/{id}/stamped.pdf`: the file as received with our stamp over it.
pub(crate) async fn stamped(on: OnPaper) -> Answer {
    let version = on.form.parsed::<usize>("version")?;
    let seen = on.seen;
    let made = match version.map(|shown| shown.checked_sub(1)) {
        Some(None) => Ok(None),
        version => on.seat.app.apart(move |app| app.office.set_stamped(&seen, version.flatten())).await,
    };
    export(&on.seat, &on.form, made, &format!("/papers/{}", on.id)).await
}

/// `POST /papers/{id}/receipt.pdf`: the receipt for whoever handed it in.
pub(crate) async fn receipt(on: OnPaper) -> Answer {
    let (seen, size) = (on.seen, size_of(&on.form)?);
    let made = on.seat.app.apart(move |app| app.office.set_receipt(&seen, size)).await;
    export(&on.seat, &on.form, made, &format!("/papers/{}", on.id)).await
}

/// `POST /papers/{id}/proof`: the proof of its number, for whoever is outside.
pub(crate) async fn proof(on: OnPaper) -> Answer {
    let seen = on.seen;
    match on.seat.app.apart(move |app| app.office.prove_paper(&seen)).await? {
        Some(proof) => Ok(proved(proof)),
        None => Ok(refused::absent()),
    }
}

/// A proof as an answer: saved as a file.
pub(crate) fn proved(proof: ProofFile) -> Response {
    let disposition = format!("attachment; filename*=UTF-8''{}", file_name(&proof.name));
    let mut response = ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], proof.text).into_response();
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}

async fn body(app: &App, seat: &Seat, id: &str, n: usize, enclosed: Option<usize>) -> Answer {
    let Ok(id) = id.parse::<PaperId>() else { return Ok(refused::absent()) };
    let seen = look(seat, id).await?.filter(|seen| seen.sight == Sight::Whole);
    let kept = seen.as_ref().and_then(|seen| seen.paper.versions.get(n.checked_sub(1)?));
    let Some(version) = kept.map(|kept| &kept.version) else { return Ok(refused::absent()) };
    let (body, name, media) = match enclosed {
        None => (version.body, &version.name, &version.media),
        Some(file) => match file.checked_sub(1).and_then(|at| version.enclosed.get(at)) {
            Some(file) => (file.body, &file.name, &file.media),
            None => return Ok(refused::absent()),
        },
    };
    match open(app, body).await? {
        Some(read) => Ok(respond(read, name, media)),
        None => Ok(refused::absent()),
    }
}

/// Opens a body apart from the threads that drive requests.
pub(crate) async fn open(app: &App, body: BodyId) -> Result<Option<BodyRead>, crate::office::Fault> {
    app.apart(move |app| app.office.body(&body)).await
}

/// The bytes with headers under which nothing in them can act: shown in a sandbox, or saved.
pub(crate) fn respond(read: BodyRead, name: &str, media: &str) -> Response {
    let shown = SHOWN.contains(&media);
    let media = match media {
        "text/plain" => "text/plain; charset=utf-8",
        other if shown => other,
        _ => "application/octet-stream",
    };
    let way = if shown { "inline" } else { "attachment" };
    let disposition = format!("{way}; filename*=UTF-8''{}", file_name(name));
    let length = read.length();
    let mut response = Body::from_stream(chunks(read)).into_response();
    let headers = response.headers_mut();
    let value = |text: &str| HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static("attachment"));
    headers.insert(header::CONTENT_TYPE, value(media));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    headers.insert(header::CONTENT_DISPOSITION, value(&disposition));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    response
}

/// The chunks of a body, each read apart from the threads that drive requests.
fn chunks(read: BodyRead) -> impl futures_core::Stream<Item = std::io::Result<Vec<u8>>> + Send + 'static {
    let (give, take) = tokio::sync::mpsc::channel(1);
    tokio::task::spawn_blocking(move || {
        for chunk in read {
            // Whoever took them has gone; the reading ends with it.
            if give.blocking_send(chunk).is_err() {
                return;
            }
        }
    });
    Coming(take)
}

/// Pieces of an answer as they come from a thread that makes them.
pub(crate) struct Coming(pub(crate) tokio::sync::mpsc::Receiver<std::io::Result<Vec<u8>>>);

impl futures_core::Stream for Coming {
    type Item = std::io::Result<Vec<u8>>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}

/// A file's name as RFC 5987 writes it.
fn file_name(name: &str) -> String {
    let kept = name.rsplit(['/', '\\']).next().unwrap_or(name);
    crate::web::seat::escaped(kept).replace('/', "%2F")
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_name_cannot_leave_its_header() {
        assert_eq!(file_name("bericht 3.txt"), "bericht%203.txt");
        assert_eq!(file_name("../../x\"\r\nSet-Cookie: a=b"), "x%22%0D%0ASet-Cookie%3A%20a%3Db");
        assert_eq!(file_name("Отчёт.txt"), "%D0%9E%D1%82%D1%87%D1%91%D1%82.txt");
    }
}
