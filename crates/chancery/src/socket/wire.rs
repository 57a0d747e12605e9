//! What goes over the socket.

use std::io::{self, Read, Write};

use procedure::act::Act;
use procedure::house::{Book, BookKey, House};
use procedure::ids::{BodyId, Hash, OfficerId};
use procedure::moment::Moment;
use procedure::refusal::Refusal;
use register::Found;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::FRAME_BYTES_MAX;
use crate::office::{Fault, Receipt, SubmitError};
use crate::readings::Reading;

/// The form of what goes over the socket; server and caller are of one release, or say so.
pub(super) const FORM: u32 = 3;

/// What is asked. What it is and what comes with it stand beside each other: were they one object, serde would have to
/// hold it before it knows what it is, and the numbers by which books are kept could not be read back out of that.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "ask", content = "with", rename_all = "snake_case")]
pub(super) enum Ask {
    /// The first of every connection. Connections of one caller share what was laid down.
    Greet { form: u32, caller: Hash },
    /// How the office stands.
    State,
    /// Keep the present head for ever, and say it.
    PublishHead,
    /// Lay down a file: its bytes follow in frames, an empty one ends them.
    Lay,
    /// Find papers, as an officer or as the folder's owner sees them: the server has the index of words.
    Find { officer: Option<OfficerId>, typed: String, limit: usize },
    /// Take lines of the reading ledger, and write what waits there.
    Looked { lines: Vec<Reading> },
    /// Do an act with files laid down.
    Submit { officer: OfficerId, key: String, act: Box<Act>, bodies: Vec<BodyId> },
}

/// What is answered; its parts stand beside each other as in [`Ask`].
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "answer", content = "with", rename_all = "snake_case")]
pub(super) enum Answer {
    Greeted,
    OtherForm { form: u32 },
    State(Box<State>),
    Head { size: u64, root: Hash, checkpoint: String },
    Found(Found),
    Looked,
    Laid { body: BodyId, hash: Hash, bytes: u64 },
    Receipt(Box<Receipt>),
    Refused { refusal: Box<Refusal> },
    Failed { kind: FaultKind, why: String },
}

/// How the office stands.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct State {
    pub(super) house: House,
    pub(super) books: Vec<(BookKey, Book)>,
    pub(super) now: Moment,
    pub(super) paper_bytes_max: u64,
    /// Why it takes no acts, where it does not.
    pub(super) away: Option<(FaultKind, String)>,
}

/// A fault by name.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use procedure::event::Event;
    use procedure::house::{Book, BookKey, House, Visibility};
    use procedure::ids::{BodyId, Hash, PaperId, SeriesId};
    use procedure::moment::Moment;
    use procedure::refusal::Refusal;
    use serde_json::json;

    use super::*;

    /// A house in which numbers were reserved and voided.
    fn state() -> State {
        let series: SeriesId = "IN".parse().expect("a code");
        let book = Book {
            next: 9,
            closed: None,
            reserved: BTreeMap::from([(3, "a mission".to_owned()), (4, "a mission".to_owned())]),
            voided: BTreeMap::from([(5, "not used".to_owned())]),
        };
        let mut house = House::default();
        house.levels.push(procedure::house::Level {
            id: "open".parse().expect("a code"),
            name: "Open".to_owned(),
            words: vec!["open".to_owned()],
            rule: Visibility::WholeHouse,
        });
        State {
            house,
            books: vec![(BookKey { series, year: 1951 }, book)],
            now: Moment::from_micros(7),
            paper_bytes_max: 1,
            away: Some((FaultKind::Stopped, "the disk".to_owned())),
        }
    }

    fn receipt() -> Receipt {
        let events = vec![
            Event::BlockReserved {
                series: "IN".parse().expect("a code"),
                year: 1951,
                from: 3,
                to: 4,
                reason: "a mission".to_owned(),
            },
            Event::ReservedVoided {
                series: "IN".parse().expect("a code"),
                year: 1951,
                n: 5,
                text: "IN-1951-0005".to_owned(),
                reason: "not used".to_owned(),
            },
        ];
        Receipt::new(1, Moment::from_micros(7), &[PaperId([1; 16])], events)
    }

    fn found() -> Found {
        let row = json!({
            "paper": PaperId([1; 16]), "number": "IN-1951-0001", "series": "IN", "year": 1951, "n": 1,
            "entered": Moment::from_micros(7), "entered_on": "1951-12-25", "late": null,
            "standing": {"is": "void", "reason": "twice", "see": null}, "sight": "whole", "their": null, "date": null,
            "received": null, "kind": null, "from": [], "to": [], "subject": null, "marking": {"is": "none"},
            "precedence": null, "cites": [], "with": ["registry"], "due": null, "states": [],
        });
        let hit = json!({ "paper": PaperId([1; 16]), "ground": "body", "row": row });
        serde_json::from_value(json!({ "hits": [hit], "behind": true })).expect("what was found")
    }

    #[test]
    fn every_answer_comes_over_as_it_was_given() {
        let answers = [
            Answer::Greeted,
            Answer::OtherForm { form: 7 },
            Answer::State(Box::new(state())),
            Answer::Found(found()),
            Answer::Looked,
            Answer::Laid { body: BodyId([1; 32]), hash: Hash([2; 32]), bytes: 3 },
            Answer::Receipt(Box::new(receipt())),
            Answer::Refused { refusal: Box::new(Refusal::NoFile) },
            Answer::Failed { kind: FaultKind::Unread, why: "the disk".to_owned() },
        ];
        for answer in answers {
            let mut line = Vec::new();
            write(&mut line, &answer).expect("it is written");
            let read = read::<Answer>(&mut line.as_slice()).expect("it is read");
            assert_eq!(read, Some(answer));
        }
    }
}
