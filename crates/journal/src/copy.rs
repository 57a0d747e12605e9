//! A copy of the journal as a stream: what it has from one head on to another, as it is stored, out of one state of the file
//! (`docs/format.md` §12). Whoever takes it (`restoring`) computes everything again.

use std::collections::HashSet;
use std::io::{self, Write};

use rusqlite::Connection;

use crate::commit::Hash;
use crate::fault::Doing;
use crate::journal::PublishedHead;
use crate::keys;
use crate::names::bodies_named;
use crate::reader::{Body, Entry, Part, Reader, body_of, read_entry};
use crate::store::part_key;
use crate::wrong::{ReadError, Wrong};

/// Begins every copy.
pub(crate) const MAGIC: &[u8; 16] = b"chancery/copy/v1";

/// What stands in a frame of a copy: its first byte. The length of what follows comes after it, in four bytes.
pub(crate) mod kind {
    /// The note of the founding; in a copy from the first entry on only.
    pub(crate) const FOUNDING: u8 = 1;
    /// A change of key: from how many entries, and its note.
    pub(crate) const KEY: u8 = 2;
    /// A body: commitment, and salt and length where it is not destroyed. Its chunks follow.
    pub(crate) const BODY: u8 = 3;
    /// A piece of the body before.
    pub(crate) const CHUNK: u8 = 4;
    /// An entry: header and commitment. Its parts follow.
    pub(crate) const ENTRY: u8 = 5;
    /// A part: commitment, and salt and bytes where it is not destroyed.
    pub(crate) const PART: u8 = 6;
    /// A published head.
    pub(crate) const HEAD: u8 = 7;
    /// A part that is destroyed by now, of an entry before this copy: its key.
    pub(crate) const PART_GONE: u8 = 8;
    /// A body that is destroyed by now, of an entry before this copy: its commitment.
    pub(crate) const BODY_GONE: u8 = 9;
    /// The last: the head up to which the copy goes.
    pub(crate) const END: u8 = 10;
}

/// What a copy holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Copied {
    /// Entries.
    pub entries: u64,
    /// Bodies, those that are destroyed not counted.
    pub bodies: u64,
    /// Their bytes.
    pub body_bytes: u64,
}

/// Why a copy was not made.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// The journal cannot be read, or does not agree with itself.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// What was copied could not be written.
    #[error("the copy could not be written: {0}")]
    Write(#[from] io::Error),
}

impl From<Wrong> for CopyError {
    fn from(wrong: Wrong) -> Self {
        Self::Read(wrong.into())
    }
}

impl From<crate::fault::Fault> for CopyError {
    fn from(fault: crate::fault::Fault) -> Self {
        Self::Read(fault.into())
    }
}

impl Reader {
    /// Writes what the journal has after its first `since` entries, up to a published head: entries with their parts, the bodies that
    /// they name, changes of key, published heads, and what has been destroyed of what came before. All of it is of one state of the
    /// file, however much is entered meanwhile; what was entered behind the head is not in it. `progress` hears how many entries are
    /// written.
    ///
    /// # Errors
    /// When the journal cannot be read, or `to` not be written.
    pub fn copy(
        &self,
        since: u64,
        head: &PublishedHead,
        to: &mut impl Write,
        mut progress: impl FnMut(u64),
    ) -> Result<Copied, CopyError> {
        let _snapshot = self.snapshot("copying the journal")?;
        let mut copying = Copying { db: self.db(), to, written: HashSet::new(), copied: Copied::default() };
        copying.to.write_all(MAGIC)?;
        if since == 0 {
            let note: String = self
                .db()
                .query_row("SELECT note FROM founding WHERE one = 1", [], |row| row.get(0))
                .doing("reading the founding")?;
            copying.frame(kind::FOUNDING, &[note.as_bytes()])?;
        }
        for entry in since..head.size {
            copying.entry(&read_entry(self.db(), entry)?.ok_or(Wrong::EntryMissing { entry })?)?;
            progress(entry + 1 - since);
        }
        copying.destroyed(since)?;
        copying.notes(
            kind::KEY,
            "SELECT size, note FROM keys WHERE size > ?1 AND size <= ?2 ORDER BY size",
            since,
            head,
        )?;
        // Of heads that were published with nothing after them, each once.
        let first = if since == 0 { -1 } else { since as i64 };
        let heads = "SELECT size, checkpoint FROM heads WHERE size > ?1 AND size <= ?2 ORDER BY size";
        for (_, checkpoint) in rows(self.db(), heads, first, head)? {
            copying.frame(kind::HEAD, &[checkpoint.as_bytes()])?;
        }
        copying.frame(kind::END, &[head.checkpoint.as_bytes()])?;
        copying.to.flush()?;
        Ok(copying.copied)
    }
}

struct Copying<'a, W> {
    db: &'a Connection,
    to: &'a mut W,
    /// Bodies that are in this copy.
    written: HashSet<Hash>,
    copied: Copied,
}

impl<W: Write> Copying<'_, W> {
    fn frame(&mut self, kind: u8, pieces: &[&[u8]]) -> io::Result<()> {
        let length: usize = pieces.iter().map(|piece| piece.len()).sum();
        let length = u32::try_from(length).map_err(|_| io::Error::other("a frame is too long"))?;
        self.to.write_all(&[kind])?;
        self.to.write_all(&length.to_be_bytes())?;
        pieces.iter().try_for_each(|piece| self.to.write_all(piece))
    }

    fn entry(&mut self, entry: &Entry) -> Result<(), CopyError> {
        let number = entry.header.entry;
        for (part, bytes) in (0u16..).zip(entry.parts.iter().map(Part::bytes)) {
            let Some(bytes) = bytes else { continue };
            let named = bodies_named(bytes).map_err(|why| Wrong::PartText { entry: number, part, why })?;
            for body in named {
                if self.written.insert(body) {
                    self.body(number, &body)?;
                }
            }
        }
        self.frame(kind::ENTRY, &[&entry.header.to_bytes(), &entry.commitment])?;
        for part in &entry.parts {
            match part {
                Part::Kept { bytes, salt, commitment } => self.frame(kind::PART, &[commitment, salt, bytes])?,
                Part::Destroyed { commitment } => self.frame(kind::PART, &[commitment])?,
            }
        }
        self.copied.entries += 1;
        Ok(())
    }

    fn body(&mut self, entry: u64, body: &Hash) -> Result<(), CopyError> {
        let found = body_of(self.db, body)?.ok_or(Wrong::BodyMissing { entry, body: *body })?;
        let Body::Kept(mut reader) = found else {
            self.frame(kind::BODY, &[body])?;
            return Ok(());
        };
        let length = reader.length();
        self.frame(kind::BODY, &[body, reader.salt(), &length.to_be_bytes()])?;
        while let Some(chunk) = reader.next_chunk()? {
            self.frame(kind::CHUNK, &[&chunk])?;
        }
        self.copied.bodies += 1;
        self.copied.body_bytes += length;
        Ok(())
    }

    /// What is gone of what earlier copies hold.
    fn destroyed(&mut self, since: u64) -> Result<(), CopyError> {
        let parts: Vec<i64> = self
            .db
            .prepare_cached("SELECT part FROM parts WHERE salt IS NULL AND part < ?1")
            .and_then(|mut s| s.query_map([part_key(since, 0)], |row| row.get(0))?.collect())
            .doing("looking for what was destroyed")?;
        for part in parts {
            self.frame(kind::PART_GONE, &[&part.to_be_bytes()])?;
        }
        let bodies: Vec<Vec<u8>> = self
            .db
            .prepare_cached("SELECT commitment FROM bodies WHERE salt IS NULL")
            .and_then(|mut s| s.query_map([], |row| row.get(0))?.collect())
            .doing("looking for what was destroyed")?;
        for body in bodies.iter().filter(|_| since > 0) {
            self.frame(kind::BODY_GONE, &[body])?;
        }
        Ok(())
    }

    fn notes(&mut self, kind: u8, sql: &str, since: u64, head: &PublishedHead) -> Result<(), CopyError> {
        for (size, note) in if keys::has_table(self.db)? { rows(self.db, sql, since as i64, head)? } else { Vec::new() }
        {
            self.frame(kind, &[&size.to_be_bytes(), note.as_bytes()])?;
        }
        Ok(())
    }
}

fn rows(db: &Connection, sql: &str, first: i64, head: &PublishedHead) -> Result<Vec<(i64, String)>, ReadError> {
    let rows = db
        .prepare_cached(sql)
        .and_then(|mut s| s.query_map([first, head.size as i64], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())
        .doing("copying the journal")?;
    Ok(rows)
}
