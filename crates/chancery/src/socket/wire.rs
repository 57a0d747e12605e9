//! What goes over the socket.

use std::io::{self, Read, Write};

use procedure::act::Act;
use procedure::house::{Book, BookKey, House};
use procedure::ids::{BodyId, Hash, OfficerId};
use procedure::moment::Moment;
use procedure::refusal::Refusal;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::FRAME_BYTES_MAX;
use crate::office::{Fault, Receipt, SubmitError};

/// The form of what goes over the socket; server and caller are of one release, or say so.
pub(super) const FORM: u32 = 2;

/// What is asked.
#[derive(Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub(super) enum Ask {
    /// The first of every connection. Connections of one caller share what was laid down.
    Greet { form: u32, caller: Hash },
    /// How the office stands.
    State,
    /// Keep the present head for ever, and say it.
    PublishHead,
    /// Lay down a file: its bytes follow in frames, an empty one ends them.
    Lay,
    /// Do an act with files laid down.
    Submit { officer: OfficerId, key: String, act: Box<Act>, bodies: Vec<BodyId> },
}

/// What is answered.
#[derive(Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub(super) enum Answer {
    Greeted,
    OtherForm { form: u32 },
    State(Box<State>),
    Head { size: u64, root: Hash, checkpoint: String },
    Laid { body: BodyId, hash: Hash, bytes: u64 },
    Receipt(Box<Receipt>),
    Refused { refusal: Box<Refusal> },
    Failed { kind: FaultKind, why: String },
}

/// How the office stands.
#[derive(Serialize, Deserialize)]
pub(super) struct State {
    pub(super) house: House,
    pub(super) books: Vec<(BookKey, Book)>,
    pub(super) now: Moment,
    pub(super) paper_bytes_max: u64,
    /// Why it takes no acts, where it does not.
    pub(super) away: Option<(FaultKind, String)>,
}

/// A fault by name.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum FaultKind {
    DiskFull,
    NotWritten,
    Unknown,
    Stopped,
    Shut,
    Unread,
}

pub(super) fn named(fault: &Fault) -> (FaultKind, String) {
    let (kind, why) = match fault {
        Fault::DiskFull => (FaultKind::DiskFull, ""),
        Fault::NotWritten { why } => (FaultKind::NotWritten, &**why),
        Fault::Unknown { why } => (FaultKind::Unknown, &**why),
        Fault::Stopped { why } => (FaultKind::Stopped, &**why),
        Fault::ReadOnly(why) => return (FaultKind::Stopped, why.to_string()),
        Fault::Shut => (FaultKind::Shut, ""),
        Fault::Unread { why } => (FaultKind::Unread, &**why),
    };
    (kind, why.to_owned())
}

pub(super) fn fault(kind: FaultKind, why: String) -> Fault {
    let why = why.into();
    match kind {
        FaultKind::DiskFull => Fault::DiskFull,
        FaultKind::NotWritten => Fault::NotWritten { why },
        FaultKind::Unknown => Fault::Unknown { why },
        FaultKind::Stopped => Fault::Stopped { why },
        FaultKind::Shut => Fault::Shut,
        FaultKind::Unread => Fault::Unread { why },
    }
}

impl From<SubmitError> for Answer {
    fn from(error: SubmitError) -> Self {
        match error {
            SubmitError::Refusal(refusal) => Self::Refused { refusal },
            SubmitError::Fault(fault) => {
                let (kind, why) = named(&fault);
                Self::Failed { kind, why }
            }
        }
    }
}

pub(super) fn write_bytes(to: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let length = u32::try_from(bytes.len()).ok().filter(|length| *length as usize <= FRAME_BYTES_MAX);
    let length = length.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "a frame is too long"))?;
    to.write_all(&length.to_be_bytes())?;
    to.write_all(bytes)?;
    to.flush()
}

/// The next frame; `None` where the other side has gone between two frames.
pub(super) fn read_bytes(from: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    match from.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let length = u32::from_be_bytes(length) as usize;
    if length > FRAME_BYTES_MAX {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a frame is too long"));
    }
    let mut bytes = vec![0; length];
    from.read_exact(&mut bytes)?;
    Ok(Some(bytes))
}

pub(super) fn write<T: Serialize>(to: &mut impl Write, what: &T) -> io::Result<()> {
    write_bytes(to, &serde_json::to_vec(what)?)
}

pub(super) fn read<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<Option<T>> {
    match read_bytes(from)? {
        Some(bytes) => Ok(Some(serde_json::from_slice(&bytes)?)),
        None => Ok(None),
    }
}
