//! Reading: entries, bodies, heads and proofs, each checked against its commitment before it is given out.

use std::io;
use std::path::Path;

use rusqlite::{Connection, OptionalExtension};

use crate::commit::{BodyHasher, HEADER_BYTES, Hash, Header, SALT_BYTES, entry_commitment, part_commitment};
use crate::fault::Doing;
use crate::founding::Founded;
use crate::journal::{Head, PublishedHead, published_head, settled_head};
use crate::keys::Keys;
use crate::merkle;
use crate::store::{self, Store, chunk_key, hash_column, part_key};
use crate::tree;
use crate::wrong::{ReadError, Wrong};
use crate::{CHUNK_BYTES, PAGE_BYTES_MAX};

/// An entry as it was appended, less what has been destroyed since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its public header.
    pub header: Header,
    /// Its commitment, the data of its leaf.
    pub commitment: Hash,
    /// Its parts in order.
    pub parts: Vec<Part>,
}

/// A part of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// As it was appended.
    Kept {
        /// Its exact bytes, one JSON object in UTF-8.
        bytes: Vec<u8>,
        /// Its salt, which whoever is to check it needs.
        salt: [u8; SALT_BYTES],
        /// Its commitment.
        commitment: Hash,
    },
    /// Bytes and salt are gone for ever; that there was a part, and which, stays provable.
    Destroyed {
        /// Its commitment.
        commitment: Hash,
    },
}

impl Part {
    /// The bytes, unless they were destroyed.
    pub fn bytes(&self) -> Option<&[u8]> {
        match self {
            Part::Kept { bytes, .. } => Some(bytes),
            Part::Destroyed { .. } => None,
        }
    }

    /// The commitment, which is never destroyed.
    pub fn commitment(&self) -> Hash {
        match self {
            Part::Kept { commitment, .. } | Part::Destroyed { commitment } => *commitment,
        }
    }
}

/// What the journal has under a body's commitment.
#[derive(Debug)]
pub enum Body<'a> {
    /// The bytes, to be read as a stream.
    Kept(Box<BodyReader<'a>>),
    /// The body was destroyed.
    Destroyed,
}

/// A connection that only reads. It sees every append as soon as that is acknowledged, and can be sent to any thread.
#[derive(Debug)]
pub struct Reader {
    db: Connection,
    founded: Founded,
}

impl Reader {
    /// Opens the folder of a running office, of a stopped one, or a snapshot, without writing in it.
    pub fn open(folder: &Path) -> Result<Reader, ReadError> {
        Reader::on(Store::new(folder, None))
    }

    pub(crate) fn on(store: Store) -> Result<Reader, ReadError> {
        let db = store.reading()?;
        store::check_schema(&db)?;
        let founded = Founded::read(&db)?;
        Ok(Reader { db, founded })
    }

    /// What was said at the founding: office, origin, key, first moment.
    pub fn founded(&self) -> &Founded {
        &self.founded
    }

    /// The keys that the journal has had, up to now.
    pub fn keys(&self) -> Result<Keys, ReadError> {
        let _snapshot = self.snapshot("reading the keys")?;
        Keys::read(&self.db, &self.founded)
    }

    pub(crate) fn db(&self) -> &Connection {
        &self.db
    }

    /// Holds what is read until this is dropped to one state of the file.
    pub(crate) fn snapshot(&self, doing: &'static str) -> Result<rusqlite::Transaction<'_>, ReadError> {
        Ok(self.db.unchecked_transaction().doing(doing)?)
    }

    /// The last durable state, checked as [`crate::Journal::open`] does.
    pub fn head(&self) -> Result<Head, ReadError> {
        let _snapshot = self.db.unchecked_transaction().doing("reading the head")?;
        Ok(settled_head(&self.db, &self.founded)?.0)
    }

    /// How many entries there are; cheaper than [`Reader::head`] and without its checks.
    pub fn size(&self) -> Result<u64, ReadError> {
        tree::stored_size(&self.db)
    }

    /// An entry by its number; `None` if there is none yet.
    pub fn entry(&self, entry: u64) -> Result<Option<Entry>, ReadError> {
        let _snapshot = self.db.unchecked_transaction().doing("reading an entry")?;
        read_entry(&self.db, entry)
    }

    /// Up to `limit` entries from a number on. Fewer come where the journal ends, or where their parts pass
    /// [`PAGE_BYTES_MAX`]; at least one comes if there is one.
    pub fn entries(&self, from: u64, limit: usize) -> Result<Vec<Entry>, ReadError> {
        let _snapshot = self.db.unchecked_transaction().doing("reading entries")?;
        let mut page = Vec::new();
        let mut bytes = 0;
        while page.len() < limit && bytes < PAGE_BYTES_MAX {
            let Some(entry) = read_entry(&self.db, from + page.len() as u64)? else { break };
            bytes += entry.parts.iter().filter_map(Part::bytes).map(<[u8]>::len).sum::<usize>();
            page.push(entry);
        }
        Ok(page)
    }

    /// A body by its commitment; `None` if no entry ever brought it.
    pub fn body(&self, commitment: &Hash) -> Result<Option<Body<'_>>, ReadError> {
        body_of(&self.db, commitment)
    }

    /// A whole body in memory; `None` if there is none or it was destroyed.
    pub fn body_to_vec(&self, commitment: &Hash) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(Body::Kept(mut body)) = self.body(commitment)? else { return Ok(None) };
        let mut bytes = Vec::new();
        while let Some(chunk) = body.next_chunk()? {
            bytes.extend_from_slice(&chunk);
        }
        Ok(Some(bytes))
    }

    /// Every head that was published, oldest first.
    pub fn published_heads(&self) -> Result<Vec<PublishedHead>, ReadError> {
        let rows = self
            .db
            .prepare_cached("SELECT size, checkpoint FROM heads ORDER BY size")
            .and_then(|mut statement| {
                statement
                    .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                    .collect::<rusqlite::Result<Vec<(i64, String)>>>()
            })
            .doing("reading the published heads")?;
        let keys = self.keys()?;
        rows.into_iter().map(|(size, checkpoint)| opened(size, checkpoint, &keys)).collect()
    }

    /// How many heads were published.
    pub fn published_count(&self) -> Result<u64, ReadError> {
        let count: i64 = self
            .db
            .prepare_cached("SELECT count(*) FROM heads")
            .and_then(|mut statement| statement.query_row([], |row| row.get(0)))
            .doing("counting the published heads")?;
        Ok(count.cast_unsigned())
    }

    /// The first published head that covers an entry; `None` where none does yet.
    pub fn head_over(&self, entry: u64) -> Result<Option<PublishedHead>, ReadError> {
        let row: Option<(i64, String)> = self
            .db
            .prepare_cached("SELECT size, checkpoint FROM heads WHERE size > ?1 ORDER BY size LIMIT 1")
            .and_then(|mut statement| {
                statement.query_row([entry.cast_signed()], |row| Ok((row.get(0)?, row.get(1)?))).optional()
            })
            .doing("reading a published head")?;
        row.map(|(size, checkpoint)| opened(size, checkpoint, &self.keys()?)).transpose()
    }

    /// The root of the first `size` entries; [`Wrong::EntryMissing`] if there are fewer.
    pub fn root_at(&self, size: u64) -> Result<Hash, ReadError> {
        let _snapshot = self.db.unchecked_transaction().doing("reading the tree")?;
        tree::root_at(&self.db, size)
    }

    /// Proof that `entry` is in the tree of the first `size` entries, for [`merkle::inclusion_holds`].
    /// [`Wrong::EntryMissing`] if it is not.
    pub fn prove_inclusion(&self, entry: u64, size: u64) -> Result<Vec<Hash>, ReadError> {
        if entry >= size {
            return Err(Wrong::EntryMissing { entry }.into());
        }
        let _snapshot = self.db.unchecked_transaction().doing("reading the tree")?;
        merkle::prove_inclusion(entry, size, &mut |height, index| tree::node(&self.db, height, index))
    }

    /// Proof that the tree of `newer` entries begins with that of `older`, for [`merkle::consistency_holds`].
    /// [`Wrong::EntryMissing`] if there are not as many, or `older` is above `newer`.
    pub fn prove_consistency(&self, older: u64, newer: u64) -> Result<Vec<Hash>, ReadError> {
        if older > newer {
            return Err(Wrong::EntryMissing { entry: newer }.into());
        }
        let _snapshot = self.db.unchecked_transaction().doing("reading the tree")?;
        merkle::prove_consistency(older, newer, &mut |height, index| tree::node(&self.db, height, index))
    }
}

/// A published head as it is kept, once it is one.
fn opened(size: i64, checkpoint: String, keys: &Keys) -> Result<PublishedHead, ReadError> {
    let opened = published_head(size, &checkpoint, keys)?;
    Ok(PublishedHead { size: opened.size, root: opened.root, checkpoint })
}

/// The bytes of a body as a stream. The last bytes come only if all of them fit the commitment: a reader that
/// reached the end has read the body, and one that met an error has not.
#[derive(Debug)]
pub struct BodyReader<'a> {
    db: &'a Connection,
    commitment: Hash,
    body: i64,
    salt: [u8; SALT_BYTES],
    chunk: u32,
    length: u64,
    left: u64,
    hasher: BodyHasher,
    buffer: io::Cursor<Vec<u8>>,
}

impl<'a> BodyReader<'a> {
    pub(crate) fn new(
        db: &'a Connection,
        commitment: Hash,
        body: i64,
        salt: &[u8; SALT_BYTES],
        length: u64,
    ) -> BodyReader<'a> {
        let hasher = BodyHasher::new(salt);
        BodyReader {
            db,
            commitment,
            body,
            salt: *salt,
            chunk: 0,
            length,
            left: length,
            hasher,
            buffer: io::Cursor::default(),
        }
    }

    /// Length of the whole body in bytes.
    pub fn length(&self) -> u64 {
        self.length
    }

    pub(crate) fn salt(&self) -> &[u8; SALT_BYTES] {
        &self.salt
    }

    pub(crate) fn key(&self) -> i64 {
        self.body
    }

    /// The next chunk; `None` after the last, once the commitment fits.
    pub(crate) fn next_chunk(&mut self) -> Result<Option<Vec<u8>>, ReadError> {
        let half = |what: String| Wrong::BodyHalf { body: self.commitment, what };
        let mut chunk = None;
        if self.left > 0 {
            let expected = self.left.min(CHUNK_BYTES as u64);
            let bytes: Option<Vec<u8>> = self
                .db
                .prepare_cached("SELECT bytes FROM chunks WHERE chunk = ?1")
                .and_then(|mut statement| {
                    statement.query_row([chunk_key(self.body, self.chunk)], |row| row.get(0)).optional()
                })
                .doing("reading a body")?;
            let bytes = bytes.ok_or_else(|| half(format!("chunk {} is missing", self.chunk)))?;
            if bytes.len() as u64 != expected {
                return Err(half(format!("chunk {} has {} bytes, not {expected}", self.chunk, bytes.len())).into());
            }
            self.left -= expected;
            self.chunk += 1;
            self.hasher.update(&bytes);
            chunk = Some(bytes);
        }
        // Asked again after the end, this says the same again.
        if self.left == 0 && self.hasher.clone().finish() != self.commitment {
            return Err(Wrong::BodyCommitment { body: self.commitment }.into());
        }
        Ok(chunk)
    }
}

impl io::Read for BodyReader<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.buffer.position() == self.buffer.get_ref().len() as u64
            && let Some(chunk) = self.next_chunk().map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))?
        {
            self.buffer = io::Cursor::new(chunk);
        }
        self.buffer.read(into)
    }
}

/// Finds a body without reading its bytes yet.
pub(crate) fn body_of<'a>(db: &'a Connection, commitment: &Hash) -> Result<Option<Body<'a>>, ReadError> {
    let row = db
        .prepare_cached("SELECT body, salt, length FROM bodies WHERE commitment = ?1")
        .and_then(|mut statement| {
            let columns = |row: &rusqlite::Row<'_>| {
                Ok((row.get(0)?, row.get::<_, Option<Vec<u8>>>(1)?, row.get::<_, Option<i64>>(2)?))
            };
            statement.query_row([commitment], columns).optional()
        })
        .doing("looking for a body")?;
    let half = |what: &str| Wrong::BodyHalf { body: *commitment, what: what.to_owned() };
    match row {
        None => Ok(None),
        Some((_, None, None)) => Ok(Some(Body::Destroyed)),
        Some((body, Some(salt), Some(length))) => {
            let salt = salt.try_into().map_err(|_| half("its salt is not of its length"))?;
            let length = u64::try_from(length).map_err(|_| half("its length is below nothing"))?;
            Ok(Some(Body::Kept(Box::new(BodyReader::new(db, *commitment, body, &salt, length)))))
        }
        Some(_) => Err(half("only one of salt and length is there").into()),
    }
}

/// Reads an entry and checks its parts against its commitment, and its header against its number.
pub(crate) fn read_entry(db: &Connection, entry: u64) -> Result<Option<Entry>, ReadError> {
    let mut statement =
        db.prepare_cached("SELECT header, commitment FROM entries WHERE entry = ?1").doing("reading an entry")?;
    let row = statement
        .query_row([entry as i64], |row| Ok((row.get_ref(0)?.as_blob()?.try_into().ok(), hash_column(row, 1)?)))
        .optional()
        .doing("reading an entry")?;
    let Some((bytes, stored)) = row else { return Ok(None) };
    let bytes: [u8; HEADER_BYTES] = bytes.ok_or(Wrong::EntryLength { entry })?;
    let stored = stored.ok_or(Wrong::EntryLength { entry })?;
    let header = Header::from_bytes(&bytes).ok_or(Wrong::EntryLength { entry })?;
    if header.format != crate::FORMAT_VERSION {
        return Err(Wrong::EntryFormat { entry, found: header.format, known: crate::FORMAT_VERSION }.into());
    }
    if header.entry != entry {
        return Err(Wrong::EntryNumber { entry, found: header.entry }.into());
    }
    let parts = read_parts(db, entry, header.parts)?;
    let commitments: Vec<Hash> = parts.iter().map(Part::commitment).collect();
    let computed = entry_commitment(&bytes, &commitments);
    if computed != stored {
        return Err(Wrong::EntryCommitment { entry, computed, stored }.into());
    }
    Ok(Some(Entry { header, commitment: stored, parts }))
}

fn read_parts(db: &Connection, entry: u64, expected: u16) -> Result<Vec<Part>, ReadError> {
    let mut statement = db
        .prepare_cached("SELECT part, commitment, salt, bytes FROM parts WHERE part >= ?1 AND part < ?2 ORDER BY part")
        .doing("reading the parts of an entry")?;
    let mut rows =
        statement.query([part_key(entry, 0), part_key(entry + 1, 0)]).doing("reading the parts of an entry")?;
    let mut parts = Vec::new();
    while let Some(row) = rows.next().doing("reading the parts of an entry")? {
        let part = parts.len() as u16;
        if row.get::<_, i64>(0).doing("reading the parts of an entry")? != part_key(entry, part) {
            return Err(Wrong::PartCount { entry, found: parts.len() as u64, expected }.into());
        }
        let read = || -> rusqlite::Result<_> {
            let salt: Option<Vec<u8>> = row.get(2)?;
            Ok((hash_column(row, 1)?, salt, row.get::<_, Option<Vec<u8>>>(3)?))
        };
        parts.push(read_part(entry, part, read().doing("reading the parts of an entry")?)?);
    }
    match parts.len() {
        found if found == usize::from(expected) => Ok(parts),
        found => Err(Wrong::PartCount { entry, found: found as u64, expected }.into()),
    }
}

type PartColumns = (Option<Hash>, Option<Vec<u8>>, Option<Vec<u8>>);

fn read_part(entry: u64, part: u16, columns: PartColumns) -> Result<Part, Wrong> {
    let half = Wrong::PartHalf { entry, part };
    match columns {
        (Some(commitment), None, None) => Ok(Part::Destroyed { commitment }),
        (Some(commitment), Some(salt), Some(bytes)) => {
            let salt = salt.try_into().map_err(|_| half)?;
            if part_commitment(&salt, &bytes) != commitment {
                return Err(Wrong::PartCommitment { entry, part, commitment });
            }
            Ok(Part::Kept { bytes, salt, commitment })
        }
        _ => Err(half),
    }
}
