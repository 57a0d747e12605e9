//! The caller's end.

use std::io::{self, BufReader};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use journal::PublishedHead;
use procedure::house::House;
use procedure::ids::{BodyId, Hash, OfficerId};
use procedure::moment::Moment;
use register::Found;

use super::SOCKET_FILE;
use super::wire::{Answer, Ask, FORM, fault, read, write, write_bytes};
use crate::office::{Command, Fault, Kept, Receipt, SubmitError};
use crate::readings::Reading;

/// How long a server may take to greet and to say how the office stands. An act and a search may take longer.
const ANSWER_S_MAX: u64 = 10;

/// A way to an office that another process holds. It opens as many connections as are in use at once.
pub(crate) struct Line {
    path: PathBuf,
    caller: Hash,
    lying: Mutex<Vec<BufReader<UnixStream>>>,
}

/// How the office stands, as the server says it.
pub(crate) struct Stands {
    pub(crate) house: House,
    pub(crate) now: Moment,
    pub(crate) paper_bytes_max: u64,
    pub(crate) away: Option<Fault>,
}

impl Line {
    /// Connects to the server that holds a folder.
    pub(crate) fn connect(folder: &Path) -> io::Result<Arc<Self>> {
        let mut caller = [0; 32];
        getrandom::fill(&mut caller).map_err(io::Error::other)?;
        let line = Self { path: folder.join(SOCKET_FILE), caller: Hash(caller), lying: Mutex::default() };
        let stream = line.open()?;
        line.lay_back(stream);
        Ok(Arc::new(line))
    }

    /// How the office stands.
    pub(crate) fn state(&self) -> io::Result<Stands> {
        match self.ask(&Ask::State, Some(Duration::from_secs(ANSWER_S_MAX)))? {
            Answer::State(state) => {
                let mut house = state.house;
                house.books = state.books.into_iter().collect();
                let away = state.away.map(|(kind, why)| fault(kind, why));
                Ok(Stands { house, now: state.now, paper_bytes_max: state.paper_bytes_max, away })
            }
            other => Err(io::Error::other(unasked(other))),
        }
    }

    /// What is found, as an officer or as the folder's owner sees it.
    pub(crate) fn find(&self, officer: Option<OfficerId>, typed: &str, limit: usize) -> Result<Found, Fault> {
        match self.ask(&Ask::Find { officer, typed: typed.to_owned(), limit }, None).map_err(Fault::unread)? {
            Answer::Found(found) => Ok(found),
            other => Err(unasked(other)),
        }
    }

    /// Hands lines to the reading ledger, and waits until they stand there.
    pub(crate) fn looked(&self, lines: Vec<Reading>) -> Result<(), Fault> {
        match self.ask(&Ask::Looked { lines }, None).map_err(Fault::unread)? {
            Answer::Looked => Ok(()),
            other => Err(unasked(other)),
        }
    }

    pub(crate) fn submit(&self, command: Command) -> Result<Receipt, SubmitError> {
        let bodies: Vec<BodyId> = command.bodies.ids().collect();
        let Command { officer, key, act, .. } = command;
        match self.ask(&Ask::Submit { officer, key, act: Box::new(act), bodies }, None).map_err(lost)? {
            Answer::Receipt(receipt) => Ok(*receipt),
            Answer::Refused { refusal } => Err(SubmitError::Refusal(refusal)),
            other => Err(unasked(other).into()),
        }
    }

    pub(crate) fn publish_head(&self) -> Result<PublishedHead, Fault> {
        match self.ask(&Ask::PublishHead, None).map_err(lost)? {
            Answer::Head { size, root, checkpoint } => Ok(PublishedHead { size, root: root.0, checkpoint }),
            other => Err(unasked(other)),
        }
    }

    /// Begins to lay down a file.
    pub(crate) fn lay(self: &Arc<Self>) -> Result<Incoming, Fault> {
        let mut stream = self.take().map_err(lost)?;
        write(stream.get_mut(), &Ask::Lay).map_err(lost)?;
        Ok(Incoming { line: self.clone(), stream, bytes: 0 })
    }

    /// Asks, and waits so long for the answer; without end where nothing is said.
    fn ask(&self, ask: &Ask, wait: Option<Duration>) -> io::Result<Answer> {
        let mut stream = self.take()?;
        let answer = answer(&mut stream, ask, wait)?;
        self.lay_back(stream);
        Ok(answer)
    }

    fn take(&self) -> io::Result<BufReader<UnixStream>> {
        let lying = self.lying.lock().unwrap_or_else(PoisonError::into_inner).pop();
        lying.map_or_else(|| self.open(), Ok)
    }

    fn open(&self) -> io::Result<BufReader<UnixStream>> {
        let mut stream = BufReader::new(UnixStream::connect(&self.path)?);
        let wait = Some(Duration::from_secs(ANSWER_S_MAX));
        match answer(&mut stream, &Ask::Greet { form: FORM, caller: self.caller }, wait)? {
            Answer::Greeted => Ok(stream),
            _ => Err(io::Error::other("the server that holds the folder is of another release")),
        }
    }

    fn lay_back(&self, stream: BufReader<UnixStream>) {
        self.lying.lock().unwrap_or_else(PoisonError::into_inner).push(stream);
    }
}

/// A file on its way to the server.
pub(crate) struct Incoming {
    line: Arc<Line>,
    stream: BufReader<UnixStream>,
    bytes: u64,
}

impl Incoming {
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), SubmitError> {
        self.bytes += bytes.len() as u64;
        for piece in bytes.chunks(journal::CHUNK_BYTES) {
            write_bytes(self.stream.get_mut(), piece).map_err(lost)?;
        }
        Ok(())
    }

    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    pub(crate) fn finish(mut self) -> Result<Kept, SubmitError> {
        write_bytes(self.stream.get_mut(), &[]).map_err(lost)?;
        let answer = read::<Answer>(&mut self.stream).map_err(lost)?;
        let answer = answer.ok_or_else(|| lost(io::ErrorKind::UnexpectedEof.into()))?;
        self.line.lay_back(self.stream);
        match answer {
            Answer::Laid { body, hash, bytes } => Ok(Kept::There { body, hash, bytes }),
            Answer::Refused { refusal } => Err(SubmitError::Refusal(refusal)),
            other => Err(unasked(other).into()),
        }
    }
}

fn answer(stream: &mut BufReader<UnixStream>, ask: &Ask, wait: Option<Duration>) -> io::Result<Answer> {
    stream.get_ref().set_read_timeout(wait)?;
    stream.get_ref().set_write_timeout(wait)?;
    let asked = write(stream.get_mut(), ask).and_then(|()| read(stream));
    // Whoever lays down a long file on this connection next waits for the disk.
    stream.get_ref().set_read_timeout(None)?;
    stream.get_ref().set_write_timeout(None)?;
    match asked {
        Ok(answer) => answer.ok_or_else(|| io::Error::other("the server that holds the folder hung up")),
        Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => {
            let why = format!("the server that holds the folder did not answer within {ANSWER_S_MAX} seconds");
            Err(io::Error::new(io::ErrorKind::TimedOut, why))
        }
        Err(error) => Err(error),
    }
}

/// The fault of an answer that was not asked for, unless it is one itself.
fn unasked(answer: Answer) -> Fault {
    match answer {
        Answer::Failed { kind, why } => fault(kind, why),
        _ => Fault::Unread { why: "the server answered what was not asked".into() },
    }
}

/// The connection broke: nobody knows whether the server did what was asked, and the same key may be sent again.
fn lost(error: io::Error) -> Fault {
    Fault::Unknown { why: format!("the server that holds the folder could not be reached: {error}").into() }
}
