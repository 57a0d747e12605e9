//! The caller's end.

use std::io::{self, BufReader};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use journal::PublishedHead;
use procedure::house::House;
use procedure::ids::{BodyId, Hash};
use procedure::moment::Moment;

use super::SOCKET_FILE;
use super::wire::{Answer, Ask, FORM, fault, read, write, write_bytes};
use crate::office::{Command, Fault, Kept, Receipt, SubmitError};

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

    pub(crate) fn state(&self) -> Result<Stands, Fault> {
        match self.ask(&Ask::State)? {
            Answer::State(state) => {
                let mut house = state.house;
                house.books = state.books.into_iter().collect();
                let away = state.away.map(|(kind, why)| fault(kind, why));
                Ok(Stands { house, now: state.now, paper_bytes_max: state.paper_bytes_max, away })
            }
            other => Err(unasked(other)),
        }
    }

    pub(crate) fn submit(&self, command: Command) -> Result<Receipt, SubmitError> {
        let bodies: Vec<BodyId> = command.bodies.ids().collect();
        let Command { officer, key, act, .. } = command;
        match self.ask(&Ask::Submit { officer, key, act: Box::new(act), bodies })? {
            Answer::Receipt(receipt) => Ok(*receipt),
            Answer::Refused { refusal } => Err(SubmitError::Refusal(refusal)),
            other => Err(unasked(other).into()),
        }
    }

    pub(crate) fn publish_head(&self) -> Result<PublishedHead, Fault> {
        match self.ask(&Ask::PublishHead)? {
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

    fn ask(&self, ask: &Ask) -> Result<Answer, Fault> {
        let mut stream = self.take().map_err(lost)?;
        let answer = answer(&mut stream, ask).map_err(lost)?;
        self.lay_back(stream);
        Ok(answer)
    }

    fn take(&self) -> io::Result<BufReader<UnixStream>> {
        let lying = self.lying.lock().unwrap_or_else(PoisonError::into_inner).pop();
        lying.map_or_else(|| self.open(), Ok)
    }

    fn open(&self) -> io::Result<BufReader<UnixStream>> {
        let mut stream = BufReader::new(UnixStream::connect(&self.path)?);
        match answer(&mut stream, &Ask::Greet { form: FORM, caller: self.caller })? {
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

fn answer(stream: &mut BufReader<UnixStream>, ask: &Ask) -> io::Result<Answer> {
    write(stream.get_mut(), ask)?;
    read(stream)?.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
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
