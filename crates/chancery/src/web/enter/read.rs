//! Into the bag: files that are sent, a text that is pasted, a paper without a file.

use axum::extract::{Multipart, State};
use axum::response::{IntoResponse, Redirect, Response};
use phrases::say;
use procedure::paper::Channel;

use crate::office::{Prepared, VersionFacts};
use crate::web::app::App;
use crate::web::bag::Piece;
use crate::web::forms::{Form, Unreadable};
use crate::web::refused::{self, Answer, Trouble};
use crate::web::seat::Seat;
use crate::web::upload::{self, Parts};
use crate::web::words;

/// What a pasted text is called.
const PASTED: &str = "pasted text";

/// `POST /enter/read`
pub(crate) async fn post(State(app): State<App>, seat: Seat, multipart: Multipart) -> Answer {
    let taken = upload::take(&app, multipart, Parts::Any, |_| Ok(VersionFacts::default()));
    let taken = taken.await.map_err(|error| error.page(&seat, "/enter"))?;
    let mut files = taken.files;
    if let Some(text) = taken.form.text("text") {
        let pasted = upload::text(&app, text, PASTED, VersionFacts::default()).await;
        files.push(pasted.map_err(|error| refused::submit(&seat, &error, "/enter"))?);
    }
    if files.is_empty() {
        return Err(Unreadable(say!("Nothing came with the form: choose a file, or paste a text.").into()).into());
    }
    let mut first = None;
    for file in files {
        let id = lay(&seat, file)?;
        first.get_or_insert(id);
    }
    Ok(to_piece(&first.unwrap_or_default()))
}

/// `POST /enter/without`
pub(crate) async fn without(seat: Seat, form: Form) -> Answer {
    let absence = form
        .said("absence")
        .and_then(|name| words::named(words::ABSENCES, name))
        .ok_or_else(|| Unreadable(say!("Say why there is no file: cover only, not yet scanned, oral.").into()))?;
    let id = seat.app.bag.lay(&seat.officer, Piece::without(absence)).map_err(full)?;
    Ok(to_piece(&id))
}

/// `POST /enter/demo`: a paper of the demonstration's own bag.
pub(crate) async fn demo(State(app): State<App>, seat: Seat, form: Form) -> Answer {
    let at: usize = form.needed("paper", say!("which paper"))?;
    let Some(paper) = app.options.demo.as_ref().and_then(|demo| demo.bag.get(at)).cloned() else {
        return Ok(refused::absent());
    };
    let facts = VersionFacts { channel: Channel::Courier, ..VersionFacts::default() };
    let read = app.apart(move |app| app.office.prepare(paper.bytes.to_vec(), &paper.name, facts)).await;
    let id = lay(&seat, read.map_err(|error| refused::submit(&seat, &error, "/enter"))?)?;
    Ok(to_piece(&id))
}

fn lay(seat: &Seat, file: Prepared) -> Result<String, Trouble> {
    let piece = Piece::read(file.version.name.clone(), file);
    seat.app.bag.lay(&seat.officer, piece).map_err(full)
}

/// No room in the bag.
pub(super) fn full(why: crate::web::bag::Full) -> Trouble {
    Unreadable(words::capital(&format!("{why}."))).into()
}

fn to_piece(id: &str) -> Response {
    Redirect::to(&format!("/enter/{id}")).into_response()
}
