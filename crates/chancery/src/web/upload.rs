//! Files that a form or a program sends: each streamed to where bodies lie, never held whole in memory.

use phrases::say;
use std::time::{Duration, Instant};

use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::header;
use axum::response::Response;
use tokio::sync::mpsc;

use super::app::App;
use super::forms::{FORM_BYTES_MAX, Form, Unreadable};
use super::refused;
use super::seat::Seat;
use crate::office::{Prepared, SubmitError, VersionFacts};

/// Most files of one form.
pub(crate) const FILES_PER_FORM_MAX: usize = 200;
/// Chunks of an upload that wait to be written.
const CHUNKS_WAITING_MAX: usize = 4;

/// How much of a file is taken without a rest: what a scan of a letter has.
const UNPACED_BYTES: u64 = 8 * 1024 * 1024;
/// After how much more it rests.
const PACE_BYTES: u64 = 1024 * 1024;

/// What a form with files brought.
#[derive(Debug)]
pub(crate) struct Taken {
    pub(crate) form: Form,
    pub(crate) files: Vec<Prepared>,
}

/// The part of a form that is a file, whatever else is said of it: other programs name files in other ways, or not at all.
const FILE: &str = "file";
/// What a file without a name is called.
const NAMELESS: &str = "file";

/// Which parts a form may have beside its files.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Parts {
    /// Any: a page knows what it sent, and a field that it sent for nothing is passed over.
    Any,
    /// These, each once: what another program sends for nothing is refused, because it meant something by it.
    Only(&'static [&'static str]),
}

impl Parts {
    fn check_file(self, name: &str) -> Result<(), UploadError> {
        match self {
            Self::Only(known) if name != FILE => Err(unknown(name, known)),
            _ => Ok(()),
        }
    }

    fn check(self, name: &str, form: &Form) -> Result<(), UploadError> {
        let Self::Only(known) = self else { return Ok(()) };
        if !known.contains(&name) {
            return Err(unknown(name, known));
        }
        if form.sent(name).is_some() {
            return Err(UploadError::Unreadable(say!("The part `{name}` comes twice.")));
        }
        Ok(())
    }
}

fn unknown(name: &str, known: &[&str]) -> UploadError {
    let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    UploadError::Unreadable(say!("There is no part `{name}` here; the parts are `{FILE}`, {}.", known.join(", ")))
}

/// Why a form with files was not taken.
#[derive(Debug, thiserror::Error, phrases::Told)]
pub(crate) enum UploadError {
    /// It is no such form, or it broke off.
    #[told("{0}")]
    Unreadable(String),
    /// The rules say no, or the office could not.
    #[told(transparent)]
    Office(#[from] SubmitError),
}

impl UploadError {
    /// As a page.
    pub(crate) fn page(&self, seat: &Seat, back: &str) -> Response {
        match self {
            Self::Unreadable(says) => refused::unreadable(says),
            Self::Office(error) => refused::submit(seat, error, back),
        }
    }
}

impl From<Unreadable> for UploadError {
    fn from(what: Unreadable) -> Self {
        Self::Unreadable(what.0)
    }
}

impl From<MultipartError> for UploadError {
    fn from(error: MultipartError) -> Self {
        Self::Unreadable(say!("What was sent broke off or is not a form: {}.", error.body_text()))
    }
}

/// Takes a form with files. `facts` says what the form's fields say of them, in whatever order files and fields came.
///
/// # Errors
/// When it cannot be read, is too large, or the disk failed. Nothing is kept then.
pub(crate) async fn take(
    app: &App,
    mut multipart: Multipart,
    parts: Parts,
    facts: impl Fn(&Form) -> Result<VersionFacts, Unreadable>,
) -> Result<Taken, UploadError> {
    let mut taken = Taken { form: Form::default().on(app.office.today()), files: Vec::new() };
    let mut bytes_said = 0;
    while let Some(mut field) = multipart.next_field().await? {
        match file_name(&field) {
            Some(name) => {
                parts.check_file(field.name().unwrap_or_default())?;
                let first = field.chunk().await?;
                // A browser sends an empty part for a file control that was left empty.
                if matches!(parts, Parts::Any) && name.is_empty() && first.as_ref().is_none_or(|chunk| chunk.is_empty())
                {
                    continue;
                }
                if taken.files.len() == FILES_PER_FORM_MAX {
                    return Err(UploadError::Unreadable(say!("A form brings at most {FILES_PER_FORM_MAX} files.")));
                }
                let name = if name.is_empty() { NAMELESS } else { &name };
                taken.files.push(file(app, field, first, name).await?);
            }
            None => {
                let name = field.name().unwrap_or_default().to_owned();
                parts.check(&name, &taken.form)?;
                let mut text = Vec::new();
                while let Some(chunk) = field.chunk().await? {
                    bytes_said += chunk.len();
                    if bytes_said > TEXT_BYTES_MAX {
                        let says = say!("The fields of the form have more than {TEXT_BYTES_MAX} bytes.");
                        return Err(UploadError::Unreadable(says));
                    }
                    text.extend_from_slice(&chunk);
                }
                taken.form.put(&name, String::from_utf8_lossy(&text));
            }
        }
    }
    let facts = facts(&taken.form)?;
    for file in &mut taken.files {
        file.version.kind = facts.kind;
        file.version.channel = facts.channel;
        file.version.source.clone_from(&facts.source);
    }
    Ok(taken)
}

/// The name of a part that is a file; `None` for a field. A name that is not UTF-8 is read as Latin-1, as programs that
/// send such names mean it, and one with characters that no name has is kept without them.
fn file_name(field: &Field<'_>) -> Option<String> {
    let plain = |name: &str| name.chars().filter(|c| !c.is_control()).collect::<String>();
    if let Some(name) = field.file_name() {
        return Some(plain(name));
    }
    let said = field.headers().get(header::CONTENT_DISPOSITION).map(|value| value.as_bytes()).unwrap_or_default();
    let said: String = match std::str::from_utf8(said) {
        Ok(said) => said.to_owned(),
        Err(_) => said.iter().map(|byte| char::from(*byte)).collect(),
    };
    match said.split_once("filename=") {
        Some((_, name)) => {
            let name =
                name.trim_start().strip_prefix('"').map_or(name, |quoted| quoted.split('"').next().unwrap_or(""));
            Some(plain(name.split(';').next().unwrap_or("").trim()))
        }
        None => (field.name() == Some(FILE)).then(String::new),
    }
}

/// Most bytes of a form's fields beside its files: a pasted text may be long.
pub(crate) const TEXT_BYTES_MAX: usize = 8 * FORM_BYTES_MAX;

/// Streams one file in. It is written on a thread of its own; the connection waits when that falls behind.
async fn file(
    app: &App,
    mut field: Field<'_>,
    first: Option<axum::body::Bytes>,
    name: &str,
) -> Result<Prepared, UploadError> {
    let (give, mut take) = mpsc::channel::<axum::body::Bytes>(CHUNKS_WAITING_MAX);
    let mut upload = app.office.upload(name, VersionFacts::default());
    let writing = tokio::task::spawn_blocking(move || {
        let mut pace = Pace::default();
        while let Some(chunk) = take.blocking_recv() {
            let began = Instant::now();
            upload.write(&chunk)?;
            pace.wrote(chunk.len() as u64, began.elapsed());
        }
        Ok::<_, SubmitError>(upload)
    });
    let mut next = first;
    let mut broken = None;
    while let Some(chunk) = next {
        if give.send(chunk).await.is_err() {
            break;
        }
        next = match field.chunk().await {
            Ok(chunk) => chunk,
            Err(error) => {
                broken = Some(error);
                None
            }
        };
    }
    drop(give);
    let upload = joined(writing.await)?;
    if let Some(error) = broken {
        return Err(error.into());
    }
    Ok(joined(tokio::task::spawn_blocking(move || upload.finish()).await)?)
}

/// Lets a large file give way to the clerks: behind its first megabytes it rests as long as it writes, so that it takes at
/// most half of a core and of the disk.
#[derive(Default)]
struct Pace {
    before: u64,
    since: u64,
    busy: Duration,
}

impl Pace {
    fn wrote(&mut self, bytes: u64, took: Duration) {
        self.since += bytes;
        self.busy += took;
        if self.since < PACE_BYTES {
            return;
        }
        if self.before >= UNPACED_BYTES {
            #[expect(clippy::disallowed_methods, reason = "resting is what is wanted, not waiting for something")]
            std::thread::sleep(self.busy);
        }
        *self = Self { before: self.before + self.since, ..Self::default() };
    }
}

fn joined<T>(done: Result<T, tokio::task::JoinError>) -> T {
    match done {
        Ok(done) => done,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}

/// Reads a text that was typed or pasted.
///
/// # Errors
/// When it is longer than the office takes, or the disk failed.
pub(crate) async fn text(app: &App, text: String, name: &str, facts: VersionFacts) -> Result<Prepared, SubmitError> {
    let name = name.to_owned();
    app.apart(move |app| app.office.prepare(text.into_bytes(), &name, facts)).await
}

/// A text up to this length that need not be read is sealed on the spot: to hand it to another thread and back takes
/// longer than sealing it.
const SEALED_AT_ONCE_BYTES_MAX: usize = 16 * 1024;

/// Seals a text whose card is known.
///
/// # Errors
/// As [`text`].
pub(crate) async fn described_text(
    app: &App,
    text: String,
    name: &str,
    facts: VersionFacts,
) -> Result<Prepared, SubmitError> {
    if text.len() <= SEALED_AT_ONCE_BYTES_MAX {
        return app.office.prepare_described(text.into_bytes(), name, facts);
    }
    let name = name.to_owned();
    app.apart(move |app| app.office.prepare_described(text.into_bytes(), &name, facts)).await
}
