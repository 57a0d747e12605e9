//! What is asked of an office: who is in the house, what the register holds, what stands in the journal.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::Duration;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use journal::Body;
use procedure::house::House;
use procedure::ids::{BodyId, OfficerId};
use procedure::moment::Moment;
use procedure::paper::ReadText;
use register::{Reads, Viewer};

use super::Office;
use super::command::Fault;
use super::pool::Pooled;
use crate::setters::Setters;

/// Chunks of a body that are read ahead of whoever takes them.
const CHUNKS_AHEAD: usize = 2;

impl Office {
    /// What sets pages.
    pub fn setters(&self) -> &Setters {
        &self.0.shared.setters
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.0.shared.folder
    }

    /// The house as of the last entry.
    pub fn house(&self) -> Arc<House> {
        self.0.shared.house()
    }

    /// The moment now, never earlier than the last entry.
    pub fn now(&self) -> Moment {
        self.0.shared.now()
    }

    /// The civil date now in the office's zone.
    pub fn today(&self) -> Date {
        self.0.shared.date(self.now())
    }

    /// The office's time zone.
    pub fn zone(&self) -> TimeZone {
        self.0.shared.zone()
    }

    /// By how much the clock is behind the last entry: it was set back.
    pub fn clock_behind(&self) -> Option<Duration> {
        self.0.shared.clock_behind()
    }

    /// Longest file that is taken, in bytes.
    pub fn paper_bytes_max(&self) -> u64 {
        self.0.shared.paper_bytes_max
    }

    /// An officer as a viewer of the register, now.
    pub fn viewer(&self, officer: &OfficerId) -> Viewer {
        Viewer::officer(self.house(), officer, self.now())
    }

    /// A reader of the register on loan; it sees every entry that was acknowledged.
    ///
    /// # Errors
    /// When no further connection can be opened.
    pub fn reads(&self) -> Result<Pooled<Reads>, Fault> {
        let shared = &self.0.shared;
        self.0.registers.take(shared.register_life(), || Reads::open(&shared.folder)).map_err(Fault::unread)
    }

    /// A reader of the journal on loan: entries, heads, proofs.
    ///
    /// # Errors
    /// When no further connection can be opened.
    pub fn journal(&self) -> Result<Pooled<journal::Reader>, Fault> {
        Ok(self.0.journals.take(0, || journal::Reader::open(&self.0.shared.folder))?)
    }

    /// The bytes of a body as a stream; `None` if there is none, or it was destroyed.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn body(&self, id: &BodyId) -> Result<Option<BodyRead>, Fault> {
        let reader = self.journal()?;
        let length = match reader.body(&id.0)? {
            Some(Body::Kept(body)) => body.length(),
            Some(Body::Destroyed) | None => return Ok(None),
        };
        if length <= journal::CHUNK_BYTES as u64 {
            let bytes = reader.body_to_vec(&id.0)?.unwrap_or_default();
            return Ok(Some(BodyRead { length, source: Source::Whole(Some(bytes)) }));
        }
        Ok(Some(BodyRead { length, source: Source::Coming(read_ahead(reader, *id)?) }))
    }

    /// The text of a body that was read.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn text(&self, text: &ReadText) -> Result<Option<String>, Fault> {
        self.text_of(&text.body)
    }

    /// The text of a body, by its commitment.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn text_of(&self, body: &BodyId) -> Result<Option<String>, Fault> {
        self.bytes_of(body)?.map(|bytes| String::from_utf8(bytes).map_err(Fault::unread)).transpose()
    }

    /// All bytes of a short body, by its commitment.
    pub(crate) fn bytes_of(&self, body: &BodyId) -> Result<Option<Vec<u8>>, Fault> {
        Ok(self.journal()?.body_to_vec(&body.0)?)
    }
}

/// The bytes of a body, chunk by chunk. The last chunk comes only if all of them fit the body's commitment.
#[derive(Debug)]
pub struct BodyRead {
    length: u64,
    source: Source,
}

#[derive(Debug)]
enum Source {
    Whole(Option<Vec<u8>>),
    Coming(Receiver<io::Result<Vec<u8>>>),
}

impl BodyRead {
    /// Length of the whole body in bytes.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// All of it.
    ///
    /// # Errors
    /// When it cannot be read, or its bytes are not those that were entered.
    pub fn into_vec(self) -> io::Result<Vec<u8>> {
        let mut all = Vec::new();
        for chunk in self {
            all.extend_from_slice(&chunk?);
        }
        Ok(all)
    }
}

impl Iterator for BodyRead {
    type Item = io::Result<Vec<u8>>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.source {
            Source::Whole(bytes) => bytes.take().map(Ok),
            Source::Coming(chunks) => chunks.recv().ok(),
        }
    }
}

/// Reads a body on a thread of its own, a few chunks ahead; it ends when whoever takes them does.
fn read_ahead(reader: Pooled<journal::Reader>, id: BodyId) -> Result<Receiver<io::Result<Vec<u8>>>, Fault> {
    let (give, take) = sync_channel(CHUNKS_AHEAD);
    let read = move || {
        let mut body = match reader.body(&id.0) {
            Ok(Some(Body::Kept(body))) => body,
            Ok(_) => return drop(give.send(Err(io::ErrorKind::NotFound.into()))),
            Err(error) => return drop(give.send(Err(io::Error::other(error)))),
        };
        loop {
            let mut chunk = Vec::new();
            match io::Read::read_to_end(&mut io::Read::take(&mut body, journal::CHUNK_BYTES as u64), &mut chunk) {
                Ok(0) => return,
                Ok(_) if give.send(Ok(chunk)).is_err() => return,
                Ok(_) => {}
                Err(error) => return drop(give.send(Err(error))),
            }
        }
    };
    std::thread::Builder::new().name("chancery-body".to_owned()).spawn(read).map_err(Fault::unread)?;
    Ok(take)
}
