//! A journal made of copies (`copy`): every commitment, the chain, the tree, the heads and the keys are computed again as they
//! come, and nothing stands under its name before all of it holds. The same way, without a folder, a copy is checked.

use std::collections::HashSet;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension};

use crate::append::push;
use crate::commit::{BodyHasher, HEADER_BYTES, Hash, Header, SALT_BYTES, entry_commitment, part_commitment};
use crate::copy::{Copied, MAGIC, kind};
use crate::fault::{Doing, Fault};
use crate::folder;
use crate::founding::Founded;
use crate::journal::{Place, replace_head, sign_head};
use crate::keys::{self, Keys};
use crate::merkle::Frontier;
use crate::names::bodies_named;
use crate::note::Checkpoint;
use crate::reader::Reader;
use crate::shared::Chance;
use crate::signer::NoteSigner;
use crate::store::{self, Store, chunk_key, part_key};
use crate::wrong::{ReadError, Wrong};
use crate::{CHUNK_BYTES, PART_BYTES_MAX, tree};

/// Entries written in one transaction.
const ENTRIES_AT_ONCE: u64 = 512;
/// Longest frame: a part with its commitment and salt.
const FRAME_BYTES_MAX: usize = PART_BYTES_MAX + 64;

/// Why a copy is not taken.
#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    /// The stream is no copy, or is cut.
    #[error("this is not a whole copy of a journal: {0}")]
    NotACopy(&'static str),
    /// It does not go on from the one before, or is of another journal.
    #[error("this copy does not go on from what was taken before: {0}")]
    NotNext(&'static str),
    /// What it holds does not agree with itself.
    #[error("the copy does not hold: {0}")]
    Wrong(Wrong),
    /// It could not be read.
    #[error("the copy could not be read: {0}")]
    Read(#[from] io::Error),
    /// What it holds could not be written.
    #[error("what was copied could not be written: {0}")]
    Write(Fault),
}

impl From<Wrong> for TakeError {
    fn from(wrong: Wrong) -> Self {
        Self::Wrong(wrong)
    }
}

impl From<Fault> for TakeError {
    fn from(fault: Fault) -> Self {
        Self::Write(fault)
    }
}

impl From<ReadError> for TakeError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Wrong(wrong) => Self::Wrong(wrong),
            ReadError::Fault(fault) => Self::Write(fault),
        }
    }
}

/// How far copies have been taken.
#[derive(Debug, Clone)]
struct State {
    founded: Founded,
    keys: Keys,
    place: Place,
    moment_us: i64,
    frontier: Frontier,
}

/// Takes copies one after the other.
#[derive(Debug)]
pub struct Taking {
    /// `None` before the first copy.
    state: Option<State>,
    into: Option<Folder>,
}

/// The folder in which a journal is made.
#[derive(Debug)]
struct Folder {
    path: PathBuf,
    db: Connection,
    next_body: i64,
}

/// A body that is coming in.
struct Coming {
    commitment: Hash,
    hasher: BodyHasher,
    left: u64,
    key: i64,
    chunk: u32,
}

impl Taking {
    /// Takes copies only to see that they hold, from the first entry on.
    pub fn check() -> Taking {
        Taking { state: None, into: None }
    }

    /// Takes copies only to see that they hold and go on from the first `since` entries of a journal.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn check_from(reader: &Reader, since: u64) -> Result<Taking, ReadError> {
        if since == 0 {
            return Ok(Taking::check());
        }
        let keys = reader.keys()?.until(since);
        let _snapshot = reader.snapshot("reading the journal")?;
        let last =
            crate::reader::read_entry(reader.db(), since - 1)?.ok_or(Wrong::EntryMissing { entry: since - 1 })?;
        let state = State {
            founded: reader.founded().clone(),
            keys,
            place: Place { size: since, commitment: last.commitment },
            moment_us: last.header.moment_us,
            frontier: tree::frontier_at(reader.db(), since)?,
        };
        Ok(Taking { state: Some(state), into: None })
    }

    /// Makes a journal in a folder that has none. Until [`Taking::keep_key`] or [`Taking::new_log`] it is none that opens.
    ///
    /// # Errors
    /// When there is something in the folder already, or the disk does not allow it.
    pub fn into_folder(path: &Path) -> Result<Taking, TakeError> {
        folder::make(path)?;
        let store = Store::new(path, None);
        if store.file().exists() || folder::has_key(path) {
            return Err(TakeError::NotNext("the folder already holds a journal, or the key of one"));
        }
        let db = store.writing(true)?;
        let begin = || {
            // Nothing of it counts before it is whole; then all of it is synchronised.
            db.pragma_update(None, "synchronous", "OFF")?;
            db.execute_batch("BEGIN IMMEDIATE")?;
            store::lay_down(&db)
        };
        begin().doing("making journal.db")?;
        Ok(Taking { state: None, into: Some(Folder { path: path.to_owned(), db, next_body: 1 }) })
    }

    /// How many entries were taken.
    pub fn size(&self) -> u64 {
        self.state.as_ref().map_or(0, |state| state.place.size)
    }

    /// The keys that the journal has had, as far as it was taken; `None` before the first copy.
    pub fn keys(&self) -> Option<&Keys> {
        self.state.as_ref().map(|state| &state.keys)
    }

    /// The root over the entries taken.
    pub fn root(&self) -> Option<Hash> {
        self.state.as_ref().map(|state| state.frontier.root())
    }

    /// The root over the first `size` entries, where they are taken into a folder; `None` where there are fewer.
    ///
    /// # Errors
    /// When what was taken cannot be read.
    pub fn root_at(&self, size: u64) -> Result<Option<Hash>, ReadError> {
        match &self.into {
            Some(Folder { db, .. }) if size <= self.size() => tree::root_at(db, size).map(Some),
            _ => Ok(None),
        }
    }

    /// Takes the next copy. After an error nothing more is to be taken.
    ///
    /// # Errors
    /// What about it does not hold, or could not be read or written.
    pub fn take(&mut self, copy: &mut impl Read) -> Result<Copied, TakeError> {
        let mut magic = [0; 16];
        copy.read_exact(&mut magic).map_err(|_| TakeError::NotACopy("it has no beginning"))?;
        if &magic != MAGIC {
            return Err(TakeError::NotACopy("it begins otherwise"));
        }
        let mut copied = Copied::default();
        let mut frame = Vec::new();
        let mut bodies: HashSet<Hash> = HashSet::new();
        loop {
            let kind = read_frame(copy, &mut frame)?;
            match kind {
                kind::FOUNDING => self.founding(&frame)?,
                kind::BODY => self.body(copy, &frame, &mut bodies, &mut copied)?,
                kind::ENTRY => {
                    self.entry(copy, &frame, &bodies)?;
                    copied.entries += 1;
                    if copied.entries.is_multiple_of(ENTRIES_AT_ONCE) {
                        self.commit_some()?;
                    }
                }
                kind::KEY => self.key(&frame)?,
                kind::HEAD => self.head(&frame)?,
                kind::PART_GONE => self.part_gone(&frame)?,
                kind::BODY_GONE => self.body_gone(&frame)?,
                kind::END => {
                    self.end(&frame)?;
                    return match copy.read(&mut [0])? {
                        0 => Ok(copied),
                        _ => Err(TakeError::NotACopy("something follows its end")),
                    };
                }
                _ => return Err(TakeError::NotACopy("a frame of it is of no known kind")),
            }
        }
    }

    fn state(&mut self) -> Result<&mut State, TakeError> {
        self.state.as_mut().ok_or(TakeError::NotNext("the copies before it are missing"))
    }

    fn founding(&mut self, frame: &[u8]) -> Result<(), TakeError> {
        if self.state.is_some() {
            return Err(TakeError::NotNext("it begins with the founding"));
        }
        let note = text(frame)?;
        let founded = Founded::open(note).map_err(Wrong::Founding)?;
        if let Some(Folder { db, .. }) = &self.into {
            db.execute("INSERT INTO founding (one, note) VALUES (1, ?1)", [note]).doing("writing the founding")?;
        }
        self.state = Some(State {
            keys: Keys::founded(&founded),
            place: Place::BEGINNING,
            moment_us: founded.moment_us,
            frontier: Frontier::new(),
            founded,
        });
        Ok(())
    }

    fn body(
        &mut self,
        copy: &mut impl Read,
        frame: &[u8],
        bodies: &mut HashSet<Hash>,
        copied: &mut Copied,
    ) -> Result<(), TakeError> {
        let (commitment, rest) = frame.split_first_chunk::<32>().ok_or(TakeError::NotACopy("a body is half there"))?;
        bodies.insert(*commitment);
        if rest.is_empty() {
            return self.keep_body(commitment, None);
        }
        let half = TakeError::NotACopy("a body is half there");
        let Some((salt, length)) = rest.split_first_chunk::<SALT_BYTES>() else { return Err(half) };
        let length = u64::from_be_bytes(length.try_into().map_err(|_| half)?);
        let held = self.holds(commitment)?;
        let key = if held {
            None
        } else {
            self.keep_body(commitment, Some((salt, length)))?;
            self.into.as_ref().map(|into| into.next_body - 1)
        };
        let mut coming = Coming {
            commitment: *commitment,
            hasher: BodyHasher::new(salt),
            left: length,
            key: key.unwrap_or(0),
            chunk: 0,
        };
        let mut chunk = Vec::new();
        while coming.left > 0 {
            if read_frame(copy, &mut chunk)? != kind::CHUNK || chunk.len() as u64 != coming.left.min(CHUNK_BYTES as u64)
            {
                return Err(TakeError::NotACopy("a piece of a body is missing"));
            }
            coming.hasher.update(&chunk);
            coming.left -= chunk.len() as u64;
            if let (Some(Folder { db, .. }), Some(_)) = (&self.into, key) {
                db.prepare_cached("INSERT INTO chunks (chunk, bytes) VALUES (?1, ?2)")
                    .and_then(|mut insert| insert.execute((chunk_key(coming.key, coming.chunk), &chunk)))
                    .doing("writing a body")?;
            }
            coming.chunk += 1;
        }
        if coming.hasher.finish() != coming.commitment {
            return Err(Wrong::BodyCommitment { body: coming.commitment }.into());
        }
        copied.bodies += 1;
        copied.body_bytes += length;
        Ok(())
    }

    /// Whether a body was taken before: a copy may bring one that an earlier one brought.
    fn holds(&self, body: &Hash) -> Result<bool, Fault> {
        let Some(Folder { db, .. }) = &self.into else { return Ok(false) };
        db.prepare_cached("SELECT 1 FROM bodies WHERE commitment = ?1")
            .and_then(|mut statement| statement.exists([body]))
            .doing("looking for a body")
    }

    fn keep_body(&mut self, commitment: &Hash, kept: Option<(&[u8; SALT_BYTES], u64)>) -> Result<(), TakeError> {
        if self.holds(commitment)? {
            return Ok(());
        }
        let Some(Folder { db, next_body, .. }) = &mut self.into else { return Ok(()) };
        let (salt, length) = (kept.map(|(salt, _)| salt), kept.map(|(_, length)| length as i64));
        db.prepare_cached("INSERT INTO bodies (body, commitment, salt, length) VALUES (?1, ?2, ?3, ?4)")
            .and_then(|mut insert| insert.execute((*next_body, commitment, salt, length)))
            .doing("writing a body")?;
        *next_body += 1;
        Ok(())
    }

    fn entry(&mut self, copy: &mut impl Read, frame: &[u8], bodies: &HashSet<Hash>) -> Result<(), TakeError> {
        let half = || TakeError::NotACopy("an entry is half there");
        let (bytes, stored) = frame.split_first_chunk::<HEADER_BYTES>().ok_or_else(half)?;
        let stored: Hash = stored.try_into().map_err(|_| half())?;
        let header = Header::from_bytes(bytes).ok_or_else(half)?;
        self.check_header(&header)?;
        let mut commitments = Vec::new();
        let mut named = HashSet::new();
        let mut part = Vec::new();
        for number in 0..header.parts {
            if read_frame(copy, &mut part)? != kind::PART {
                return Err(half());
            }
            commitments.push(self.part(header.entry, number, &part, &mut named)?);
        }
        let computed = entry_commitment(bytes, &commitments);
        if computed != stored {
            return Err(Wrong::EntryCommitment { entry: header.entry, computed, stored }.into());
        }
        for body in named {
            // Whoever only checks has not got those that earlier copies brought.
            if !bodies.contains(&body) && self.into.is_some() && !self.holds(&body)? {
                return Err(Wrong::BodyMissing { entry: header.entry, body }.into());
            }
        }
        let state = self.state()?;
        let mut subtrees = Vec::new();
        push(&mut state.frontier, &stored, &mut subtrees);
        state.place = Place { size: header.entry + 1, commitment: stored };
        state.moment_us = header.moment_us;
        let Some(Folder { db, .. }) = &self.into else { return Ok(()) };
        let write = || {
            db.prepare_cached("INSERT INTO entries (entry, header, commitment) VALUES (?1, ?2, ?3)")?.execute((
                header.entry as i64,
                bytes,
                stored,
            ))?;
            let mut insert = db.prepare_cached("INSERT INTO subtrees (subtree, root) VALUES (?1, ?2)")?;
            subtrees.iter().try_for_each(|(key, root)| insert.execute((key, root)).map(drop))
        };
        Ok(write().doing("writing an entry")?)
    }

    fn check_header(&mut self, header: &Header) -> Result<(), TakeError> {
        let State { founded, place, moment_us, .. } = self.state()?;
        let entry = place.size;
        let wrong = match header {
            Header { format, .. } if *format != crate::FORMAT_VERSION => {
                Wrong::EntryFormat { entry, found: *format, known: crate::FORMAT_VERSION }
            }
            Header { office, .. } if *office != founded.office => {
                Wrong::EntryOffice { entry, found: *office, expected: founded.office }
            }
            Header { entry: found, .. } if *found != entry => Wrong::EntryNumber { entry, found: *found },
            Header { before, .. } if *before != place.commitment => {
                Wrong::EntryBefore { entry, found: *before, expected: place.commitment }
            }
            Header { moment_us: found, .. } if *found < *moment_us => {
                Wrong::MomentEarlier { entry, found: *found, before: *moment_us }
            }
            _ => return Ok(()),
        };
        Err(wrong.into())
    }

    fn part(&mut self, entry: u64, number: u16, frame: &[u8], named: &mut HashSet<Hash>) -> Result<Hash, TakeError> {
        let half = || TakeError::NotACopy("a part is half there");
        let (commitment, rest) = frame.split_first_chunk::<32>().ok_or_else(half)?;
        let mut kept = None;
        if !rest.is_empty() {
            let (salt, bytes) = rest.split_first_chunk::<SALT_BYTES>().ok_or_else(half)?;
            if part_commitment(salt, bytes) != *commitment {
                return Err(Wrong::PartCommitment { entry, part: number, commitment: *commitment }.into());
            }
            named.extend(bodies_named(bytes).map_err(|why| Wrong::PartText { entry, part: number, why })?);
            kept = Some((salt, bytes));
        }
        if let Some(Folder { db, .. }) = &self.into {
            let (salt, bytes) = kept.unzip();
            db.prepare_cached("INSERT INTO parts (part, commitment, salt, bytes) VALUES (?1, ?2, ?3, ?4)")
                .and_then(|mut insert| insert.execute((part_key(entry, number), commitment, salt, bytes)))
                .doing("writing a part")?;
        }
        Ok(*commitment)
    }

    fn key(&mut self, frame: &[u8]) -> Result<(), TakeError> {
        let (size, note) =
            frame.split_first_chunk::<8>().ok_or(TakeError::NotACopy("a change of key is half there"))?;
        let (size, note) = (i64::from_be_bytes(*size), text(note)?);
        let State { keys, founded, place, .. } = self.state()?;
        let founded = founded.clone();
        keys.take(size, note, &founded).map_err(|why| Wrong::Key { size, why })?;
        if size as u64 > place.size {
            return Err(Wrong::Key { size, why: "the journal is shorter".to_owned() }.into());
        }
        if let Some(Folder { db, .. }) = &self.into {
            db.execute("INSERT INTO keys (size, note) VALUES (?1, ?2)", (size, note))
                .doing("writing a change of key")?;
        }
        Ok(())
    }

    fn head(&mut self, frame: &[u8]) -> Result<(), TakeError> {
        let checkpoint = text(frame)?;
        let state = self.state()?;
        let head = open(&state.keys, checkpoint)?;
        if head.size > state.place.size {
            return Err(Wrong::HeadBeyond { kept: head.size, entries: state.place.size }.into());
        }
        let Some(Folder { db, .. }) = &self.into else { return Ok(()) };
        let computed = tree::root_at(db, head.size)?;
        if computed != head.root {
            return Err(Wrong::HeadRoot { size: head.size, kept: head.root, computed }.into());
        }
        db.execute("INSERT OR REPLACE INTO heads (size, checkpoint) VALUES (?1, ?2)", (head.size as i64, checkpoint))
            .doing("writing a head")?;
        Ok(())
    }

    fn part_gone(&mut self, frame: &[u8]) -> Result<(), TakeError> {
        let key = i64::from_be_bytes(frame.try_into().map_err(|_| TakeError::NotACopy("a key is half there"))?);
        let Some(Folder { db, .. }) = &self.into else { return Ok(()) };
        db.execute("UPDATE parts SET salt = NULL, bytes = NULL WHERE part = ?1", [key]).doing("destroying a part")?;
        Ok(())
    }

    fn body_gone(&mut self, frame: &[u8]) -> Result<(), TakeError> {
        let Some(Folder { db, .. }) = &self.into else { return Ok(()) };
        let key: Option<i64> = db
            .prepare_cached("UPDATE bodies SET salt = NULL, length = NULL WHERE commitment = ?1 RETURNING body")
            .and_then(|mut statement| statement.query_row([frame], |row| row.get(0)).optional())
            .doing("destroying a body")?;
        if let Some(key) = key {
            let range = (chunk_key(key, 0), chunk_key(key + 1, 0));
            db.execute("DELETE FROM chunks WHERE chunk >= ?1 AND chunk < ?2", range).doing("destroying a body")?;
        }
        Ok(())
    }

    fn end(&mut self, frame: &[u8]) -> Result<(), TakeError> {
        let checkpoint = text(frame)?;
        let state = self.state()?;
        let head = open(&state.keys, checkpoint)?;
        if head.size != state.place.size {
            return Err(Wrong::HeadSize { head: head.size, entries: state.place.size }.into());
        }
        let computed = state.frontier.root();
        if head.root != computed {
            return Err(Wrong::HeadRoot { size: head.size, kept: head.root, computed }.into());
        }
        self.commit_some()
    }

    fn commit_some(&mut self) -> Result<(), TakeError> {
        let Some(Folder { db, .. }) = &self.into else { return Ok(()) };
        db.execute_batch("COMMIT; BEGIN IMMEDIATE").doing("writing journal.db")?;
        Ok(())
    }

    /// Ends with the key that signed last, as its file holds it: the log goes on under its name. Only where nothing was
    /// published behind what was taken; else it would sign another history under one name.
    ///
    /// # Errors
    /// Where it is another key, and when the disk does not allow it.
    pub fn keep_key(self, file: &str) -> Result<(), TakeError> {
        let signer = file.strip_suffix('\n').and_then(|key| NoteSigner::parse(key).ok());
        let signer = signer.ok_or(TakeError::NotNext("the file of the key holds none"))?;
        match &self.state {
            Some(state) if state.keys.current() == signer.verifier() => self.finish(&signer, None),
            _ => Err(TakeError::NotNext("the key is not the one that signed last")),
        }
    }

    /// Ends with a new key and a new name of the log: nothing is signed under the old name any more, so that what was published
    /// behind what was taken is not contradicted.
    ///
    /// # Errors
    /// When the disk does not allow it.
    pub fn new_log(self, chance: &mut Chance) -> Result<(), TakeError> {
        let Some(State { founded, keys, place, .. }) = &self.state else {
            return Err(TakeError::NotNext("no copy was taken"));
        };
        let mut seed = [0; 32];
        chance(&mut seed);
        let signer = NoteSigner::new(&keys.next_origin(founded), &seed);
        let note = keys::restored(place.size, &signer);
        let size = place.size as i64;
        self.finish(&signer, Some((size, note)))
    }

    fn finish(mut self, signer: &NoteSigner, change: Option<(i64, String)>) -> Result<(), TakeError> {
        let (Some(Folder { path, db, .. }), Some(state)) = (self.into.take(), self.state.take()) else {
            return Err(TakeError::NotNext("no copy was taken into a folder"));
        };
        let checkpoint = sign_head(signer, &state.frontier);
        folder::write_new_key(&path, signer)?;
        let write = || {
            if let Some((size, note)) = &change {
                db.execute("INSERT OR REPLACE INTO keys (size, note) VALUES (?1, ?2)", (size, note))?;
            }
            replace_head(&db, &checkpoint)?;
            db.execute_batch("COMMIT")?;
            // From here on what was written is on the disk.
            db.pragma_update(None, "synchronous", "EXTRA")?;
            db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        };
        write().doing("ending journal.db")?;
        db.close().map_err(|(_, error)| error).doing("closing journal.db")?;
        folder::sync_file(&path.join(store::FILE))?;
        folder::settle_new_key(&path)?;
        Ok(())
    }
}

fn open(keys: &Keys, checkpoint: &str) -> Result<Checkpoint, TakeError> {
    let wrong = |why| Wrong::HeadSignature { size: "the copy".to_owned(), why };
    Ok(keys.open_head(checkpoint).map_err(wrong)?)
}

fn text(frame: &[u8]) -> Result<&str, TakeError> {
    std::str::from_utf8(frame).map_err(|_| TakeError::NotACopy("a text of it is none"))
}

/// Reads a frame; says of what kind it is.
fn read_frame(copy: &mut impl Read, frame: &mut Vec<u8>) -> Result<u8, TakeError> {
    let cut = |error: io::Error| match error.kind() {
        io::ErrorKind::UnexpectedEof => TakeError::NotACopy("it is cut"),
        _ => TakeError::Read(error),
    };
    let mut head = [0; 5];
    copy.read_exact(&mut head).map_err(cut)?;
    let length = u32::from_be_bytes([head[1], head[2], head[3], head[4]]) as usize;
    if length > FRAME_BYTES_MAX {
        return Err(TakeError::NotACopy("a frame of it is too long"));
    }
    frame.resize(length, 0);
    copy.read_exact(frame).map_err(cut)?;
    Ok(head[0])
}
