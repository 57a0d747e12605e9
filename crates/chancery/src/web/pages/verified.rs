//! `POST /record/verify`: a file and a proof dropped on the page of the record, checked by the office's own keys, as anyone outside
//! checks them with `chancery-verify`.

use axum::extract::multipart::Field;
use axum::extract::{Multipart, State};
use chancery_verify::report::{self, Report};
use maud::Markup;
use phrases::{html, say};

use crate::office::Fault;
use crate::web::app::App;
use crate::web::refused::{self, Answer};
use crate::web::seat::Seat;
use crate::web::shell::{self, Place};

/// Longest file that is checked on the page; a longer one is checked on the command line.
const FILE_BYTES_MAX: usize = 64 << 20;
/// Longest proof that is checked on the page.
const PROOF_BYTES_MAX: usize = 1 << 20;

/// The form.
pub(crate) fn form() -> Markup {
    html! {
        h2 #verify { "Check a proof" }
        p.soft { "A paper’s file and the proof that goes with it, as anyone outside checks them: nothing of either is kept. Without the file, the proof alone." }
        form.writing method="post" action="/record/verify" enctype="multipart/form-data" {
            label { "The proof, a file that ends in .tlog-proof" input type="file" name="proof" required; }
            label { "The file that it is about" input type="file" name="file"; }
            button { "Check" }
        }
    }
}

/// `POST /record/verify`
pub(crate) async fn post(State(app): State<App>, seat: Seat, mut multipart: Multipart) -> Answer {
    let (mut proof, mut file) = (None, None);
    let broken = |error: axum::extract::multipart::MultipartError| {
        refused::unreadable(&say!("What was sent broke off or is not a form: {}.", error.body_text()))
    };
    loop {
        let field = match multipart.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break,
            Err(error) => return Ok(broken(error)),
        };
        let name = field.file_name().unwrap_or_default().to_owned();
        let most = if field.name() == Some("proof") { PROOF_BYTES_MAX } else { FILE_BYTES_MAX };
        let is_proof = field.name() == Some("proof");
        match all(field, most).await {
            Ok(Some(bytes)) if is_proof => proof = Some(bytes),
            // A browser sends an empty part for a file control that was left empty.
            Ok(Some(bytes)) if !(bytes.is_empty() && name.is_empty()) => file = Some((name, bytes)),
            Ok(Some(_)) => {}
            Ok(None) => {
                let says = say!(
                    "A file is longer than {} MiB. Check it with: chancery verify FILE PROOF --key KEY.",
                    most >> 20
                );
                return Ok(refused::unreadable(&says));
            }
            Err(error) => return Ok(broken(error)),
        }
    }
    let Some(proof) = proof.filter(|proof| !proof.is_empty()) else {
        return Ok(refused::unreadable(say!("There is no proof. Choose the file that ends in .tlog-proof.")));
    };
    let checked = app.apart(move |app| check(app, &proof, file.as_ref())).await?;
    let body = html! {
        h1 { "A proof checked" }
        @if checked.holds { section.done role="status" { (paragraphs(&checked)) } }
        @else { section.refused role="alert" { (paragraphs(&checked)) } }
        (form())
        p { a href="/record" { "The record" } }
    };
    Ok(shell::page(&seat, Place::Record, say!("A proof checked"), &body))
}

/// All bytes of a part; `None` where there are too many.
async fn all(mut field: Field<'_>, most: usize) -> Result<Option<Vec<u8>>, axum::extract::multipart::MultipartError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await? {
        if bytes.len() + chunk.len() > most {
            return Ok(None);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(Some(bytes))
}

fn check(app: &App, proof: &[u8], file: Option<&(String, Vec<u8>)>) -> Result<Report, Fault> {
    let keys: Vec<_> = app.office.journal()?.keys()?.all().iter().map(|(_, key)| key.clone()).collect();
    let text = String::from_utf8_lossy(proof);
    let file = file.map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    report::of_proof(&text, &keys, file, false).map_err(Fault::unread)
}

/// What there is to say: titles, and sentences below them.
fn paragraphs(checked: &Report) -> Markup {
    html! {
        @for line in checked.says.lines() {
            @match line.strip_prefix("  ") {
                Some(sentence) => p { (sentence) },
                None => h2 { (line) },
            }
        }
    }
}
