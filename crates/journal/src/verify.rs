//! Verifying: everything is computed again from the stored bytes, and the first thing wrong is named.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;

use rusqlite::{Connection, OptionalExtension};

use crate::CHUNK_BYTES;
use crate::append::push;
use crate::commit::Hash;
use crate::fault::{Doing, Fault};
use crate::founding::Founded;
use crate::journal::{Head, Place, published_head, stored_head};
use crate::keys::Keys;
use crate::merkle::{Frontier, empty_root};
use crate::names::bodies_named;
use crate::note::Checkpoint;
use crate::reader::{Body, Entry, Part, body_of, read_entry};
use crate::store::{self, LEVEL_BITS, SUBTREE_INDEX_BITS, Store, chunk_key, hash_column, part_key, subtree_key};
use crate::tree;
use crate::wrong::{ReadError, Wrong};

/// What to verify beyond the folder itself.
#[derive(Default)]
pub struct VerifyOptions<'a> {
    /// Name of a registered SQLite VFS to read through.
    pub vfs: Option<String>,
    /// Checkpoints that left the building, as printed or mailed: the journal must begin as each of them says. Without
    /// one, a journal that its owner rewrote whole verifies.
    pub held: Vec<String>,
    /// Hears now and then how many entries are done, and of how many.
    pub progress: Option<&'a mut dyn FnMut(u64, u64)>,
}

/// What was verified, and the first thing wrong.
#[derive(Debug, Default)]
pub struct Report {
    /// The origin, once the founding was read.
    pub origin: Option<String>,
    /// Entries verified.
    pub entries: u64,
    /// Parts verified.
    pub parts: u64,
    /// Parts whose bytes were destroyed.
    pub parts_destroyed: u64,
    /// Bodies verified.
    pub bodies: u64,
    /// Bodies that were destroyed.
    pub bodies_destroyed: u64,
    /// Bytes of the bodies verified.
    pub body_bytes: u64,
    /// Heads that fit: those published, and those held outside.
    pub heads: u64,
    /// The head, if nothing is wrong.
    pub head: Option<Head>,
    /// The first thing wrong.
    pub wrong: Option<Wrong>,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.wrong.is_none()
    }
}

/// Verifies a folder: that of a running office, of a stopped one, or a snapshot. Writes nothing.
///
/// # Errors
///
/// Only if the folder cannot be read; a damaged journal is a report.
pub fn verify(folder: &Path) -> Result<Report, Fault> {
    verify_with(folder, VerifyOptions::default())
}

/// As [`verify`], with heads held outside, and telling how far it is.
pub fn verify_with(folder: &Path, options: VerifyOptions<'_>) -> Result<Report, Fault> {
    let mut report = Report::default();
    match verify_into(folder, options, &mut report) {
        Ok(head) => report.head = Some(head),
        Err(ReadError::Wrong(wrong)) => report.wrong = Some(wrong),
        Err(ReadError::Fault(fault)) => return Err(fault),
    }
    Ok(report)
}

const ENTRIES_PER_PROGRESS: u64 = 1000;

fn verify_into(folder: &Path, mut options: VerifyOptions<'_>, report: &mut Report) -> Result<Head, ReadError> {
    let store = Store::new(folder, options.vfs.as_deref());
    let db = store.reading()?;
    store.check_length(&db)?;
    // One snapshot for all: an office may be entering papers meanwhile.
    let _snapshot = db.unchecked_transaction().doing("reading journal.db")?;
    store::check_schema(&db)?;
    let founded = Founded::read(&db)?;
    report.origin = Some(founded.origin.clone());
    let size = tree::stored_size(&db)?;
    let mut walk = Walk::new(&db, &founded, size);
    let keys = Keys::read(&db, &founded)?;
    if let Some((from, _)) = keys.all().iter().find(|(from, _)| *from > size) {
        return Err(Wrong::Key { size: *from as i64, why: "the journal is shorter".to_owned() }.into());
    }
    let heads = kept_heads(&db, &keys, &options.held)?;
    report.heads += check_heads(&heads, 0, &empty_root())?;
    for number in 0..size {
        let entry = read_entry(&db, number)?.ok_or(Wrong::EntryMissing { entry: number })?;
        walk.entry(&entry, report)?;
        report.heads += check_heads(&heads, number + 1, &walk.frontier.root())?;
        if let Some(progress) = &mut options.progress
            && (number.is_multiple_of(ENTRIES_PER_PROGRESS) || number + 1 == size)
        {
            progress(number + 1, size);
        }
    }
    if let Some((&kept, _)) = heads.range(size + 1..).next() {
        return Err(Wrong::HeadBeyond { kept, entries: size }.into());
    }
    let head = walk.head()?;
    walk.strays(report)?;
    let sqlite: String =
        db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).doing("checking journal.db")?;
    if sqlite != "ok" {
        return Err(Wrong::Storage(sqlite).into());
    }
    Ok(head)
}

/// The published heads and those held outside, by size. Two for one size must agree with the same root, so all stay.
fn kept_heads(db: &Connection, keys: &Keys, held: &[String]) -> Result<BTreeMap<u64, Vec<Checkpoint>>, ReadError> {
    let mut heads: BTreeMap<u64, Vec<Checkpoint>> = BTreeMap::new();
    let mut statement = db.prepare("SELECT size, checkpoint FROM heads").doing("reading the published heads")?;
    let mut rows = statement.query([]).doing("reading the published heads")?;
    while let Some(row) = rows.next().doing("reading the published heads")? {
        let read = || -> rusqlite::Result<(i64, String)> { Ok((row.get(0)?, row.get(1)?)) };
        let (size, text) = read().doing("reading the published heads")?;
        let head = published_head(size, &text, keys)?;
        heads.entry(head.size).or_default().push(head);
    }
    for text in held {
        // As it was printed, mailed or typed off: other lines may stand around it.
        let head = keys
            .open_head(&chancery_verify::held::note_in(text))
            .map_err(|why| Wrong::HeadSignature { size: "somebody outside".to_owned(), why })?;
        heads.entry(head.size).or_default().push(head);
    }
    Ok(heads)
}

fn check_heads(heads: &BTreeMap<u64, Vec<Checkpoint>>, size: u64, computed: &Hash) -> Result<u64, Wrong> {
    let Some(heads) = heads.get(&size) else { return Ok(0) };
    match heads.iter().find(|head| head.root != *computed) {
        Some(head) => Err(Wrong::HeadRoot { size, kept: head.root, computed: *computed }),
        None => Ok(heads.len() as u64),
    }
}

/// A walk over the entries from the first to the last.
struct Walk<'a> {
    db: &'a Connection,
    founded: &'a Founded,
    size: u64,
    place: Place,
    moment_us: i64,
    frontier: Frontier,
    bodies_seen: HashSet<Hash>,
}

impl<'a> Walk<'a> {
    fn new(db: &'a Connection, founded: &'a Founded, size: u64) -> Walk<'a> {
        Walk {
            db,
            founded,
            size,
            place: Place::BEGINNING,
            moment_us: founded.moment_us,
            frontier: Frontier::new(),
            bodies_seen: HashSet::new(),
        }
    }

    /// Checks what reading an entry does not: its place in the chain, the bodies it names, the tree above it.
    fn entry(&mut self, entry: &Entry, report: &mut Report) -> Result<(), ReadError> {
        let (header, number) = (&entry.header, entry.header.entry);
        if header.office != self.founded.office {
            let (found, expected) = (header.office, self.founded.office);
            return Err(Wrong::EntryOffice { entry: number, found, expected }.into());
        }
        if header.before != self.place.commitment {
            let (found, expected) = (header.before, self.place.commitment);
            return Err(Wrong::EntryBefore { entry: number, found, expected }.into());
        }
        if header.moment_us < self.moment_us {
            let (found, before) = (header.moment_us, self.moment_us);
            return Err(Wrong::MomentEarlier { entry: number, found, before }.into());
        }
        let mut named = BTreeSet::new();
        for (part, kept) in (0u16..).zip(&entry.parts) {
            match kept {
                Part::Destroyed { .. } => report.parts_destroyed += 1,
                Part::Kept { bytes, .. } => {
                    named.extend(bodies_named(bytes).map_err(|why| Wrong::PartText { entry: number, part, why })?);
                    report.parts += 1;
                }
            }
        }
        for body in named {
            if !self.bodies_seen.contains(&body) {
                verify_body(self.db, &body, report)?.ok_or(Wrong::BodyMissing { entry: number, body })?;
                self.bodies_seen.insert(body);
            }
        }
        self.place = Place { size: number + 1, commitment: entry.commitment };
        self.moment_us = header.moment_us;
        report.entries += 1;
        self.grow(&entry.commitment)
    }

    fn grow(&mut self, commitment: &Hash) -> Result<(), ReadError> {
        let mut kept = Vec::new();
        push(&mut self.frontier, commitment, &mut kept);
        for (key, root) in kept {
            let stored = self
                .db
                .prepare_cached("SELECT root FROM subtrees WHERE subtree = ?1")
                .and_then(|mut statement| statement.query_row([key], |row| hash_column(row, 0)).optional())
                .doing("reading the tree")?;
            if stored.flatten() != Some(root) {
                let (level, index) = ((key >> SUBTREE_INDEX_BITS) as u8, key & ((1 << SUBTREE_INDEX_BITS) - 1));
                return Err(Wrong::Subtree { level, index: index as u64 }.into());
            }
        }
        Ok(())
    }

    /// The signed head must be that of the entries.
    fn head(&self) -> Result<Head, ReadError> {
        let signed = stored_head(self.db, self.founded)?;
        if signed.size != self.size {
            return Err(Wrong::HeadSize { head: signed.size, entries: self.size }.into());
        }
        let root = self.frontier.root();
        if signed.root != root {
            return Err(Wrong::HeadRoot { size: self.size, kept: signed.root, computed: root }.into());
        }
        Ok(Head { place: self.place, root, moment_us: self.moment_us })
    }

    /// Nothing may be stored that the entries do not account for.
    fn strays(&self, report: &mut Report) -> Result<(), ReadError> {
        let first = |sql: &str, size: i64| -> Result<Option<i64>, Fault> {
            self.db.query_row(sql, [size], |row| row.get(0)).optional().doing("looking for strays")
        };
        let outside = "SELECT entry FROM entries WHERE entry < 0 OR entry >= ?1 LIMIT 1";
        if let Some(place) = first(outside, self.size as i64)? {
            return Err(Wrong::EntryStray { place }.into());
        }
        let outside = "SELECT part FROM parts WHERE part < 0 OR part >= ?1 LIMIT 1";
        if let Some(place) = first(outside, part_key(self.size, 0))? {
            return Err(Wrong::PartStray { place }.into());
        }
        self.stray_subtrees()?;
        self.stray_bodies(report)?;
        let twice = "SELECT body FROM staging WHERE ?1 >= 0 AND body IN (SELECT body FROM bodies) LIMIT 1";
        if let Some(place) = first(twice, 0)? {
            return Err(Wrong::StagedTwice { place }.into());
        }
        let orphan = "SELECT chunk FROM chunks WHERE chunk >> ?1 NOT IN
                      (SELECT body FROM bodies WHERE length NOT NULL UNION ALL SELECT body FROM staging) LIMIT 1";
        match first(orphan, i64::from(store::CHUNK_BITS))? {
            Some(place) => Err(Wrong::ChunkStray { place }.into()),
            None => Ok(()),
        }
    }

    fn stray_subtrees(&self) -> Result<(), ReadError> {
        let mut statement = self.db.prepare("SELECT subtree FROM subtrees").doing("reading the tree")?;
        let mut rows = statement.query([]).doing("reading the tree")?;
        while let Some(row) = rows.next().doing("reading the tree")? {
            let key: i64 = row.get(0).doing("reading the tree")?;
            let level = key >> SUBTREE_INDEX_BITS;
            let lawful = (1..=5).contains(&level) && {
                let level = level as u8;
                key < subtree_key(level, self.size >> (level * LEVEL_BITS))
            };
            if !lawful {
                return Err(Wrong::SubtreeStray { place: key }.into());
            }
        }
        Ok(())
    }

    /// A body that no part names is lawful only if a part that may have named it was destroyed.
    fn stray_bodies(&self, report: &mut Report) -> Result<(), ReadError> {
        let mut statement = self.db.prepare("SELECT commitment FROM bodies ORDER BY body").doing("reading bodies")?;
        let mut rows = statement.query([]).doing("reading bodies")?;
        while let Some(row) = rows.next().doing("reading bodies")? {
            let body = hash_column(row, 0).doing("reading bodies")?;
            let body = body.ok_or_else(|| Wrong::Storage("a body's commitment is not of its length".to_owned()))?;
            if self.bodies_seen.contains(&body) {
                continue;
            }
            if report.parts_destroyed == 0 {
                return Err(Wrong::BodyNotNamed { body }.into());
            }
            verify_body(self.db, &body, report)?;
        }
        Ok(())
    }
}

/// Reads a body against its commitment; `None` if there is none.
fn verify_body(db: &Connection, body: &Hash, report: &mut Report) -> Result<Option<()>, ReadError> {
    match body_of(db, body)? {
        None => return Ok(None),
        Some(Body::Destroyed) => report.bodies_destroyed += 1,
        Some(Body::Kept(mut reader)) => {
            let (key, length) = (reader.key(), reader.length());
            while reader.next_chunk()?.is_some() {}
            let chunks: i64 = db
                .prepare_cached("SELECT count(*) FROM chunks WHERE chunk >= ?1 AND chunk < ?2")
                .and_then(|mut s| s.query_row([chunk_key(key, 0), chunk_key(key + 1, 0)], |row| row.get(0)))
                .doing("counting the chunks of a body")?;
            if chunks as u64 != length.div_ceil(CHUNK_BYTES as u64) {
                let what = format!("{chunks} chunks are stored for its {length} bytes");
                return Err(Wrong::BodyHalf { body: *body, what }.into());
            }
            report.bodies += 1;
            report.body_bytes += length;
        }
    }
    Ok(Some(()))
}
