//! Appending: a batch of entries, and the bodies they bring, in one transaction on the head it started from.

use std::collections::HashSet;
use std::sync::Arc;

use rusqlite::Connection;

use crate::body::{Held, SealedBody};
use crate::commit::{HEADER_BYTES, Hash, SALT_BYTES, entry_commitment, hex, part_commitment};
use crate::fault::{Doing, Fault};
use crate::journal::{Head, Journal, Place, next_header, replace_head, sign_head};
use crate::merkle::{Frontier, leaf_hash};
use crate::names::{NotAPart, bodies_named};
use crate::shared::Shared;
use crate::signer::NoteSigner;
use crate::store::{LEVEL_BITS, chunk_key, part_key, subtree_key};
use crate::wrong::{ReadError, Wrong};
use crate::{BODIES_PER_ENTRY_MAX, ENTRIES_PER_BATCH_MAX, PART_BYTES_MAX, PARTS_PER_ENTRY_MAX};

/// An entry to be appended.
#[derive(Debug)]
pub struct EntryDraft {
    /// Its moment in UTC microseconds, not earlier than that of the entry before.
    pub moment_us: i64,
    /// Its parts, each one JSON object in UTF-8, at least one.
    pub parts: Vec<Vec<u8>>,
    /// The bodies it brings. A part of this entry must name each.
    pub bodies: Vec<SealedBody>,
}

/// An entry that is in the journal, durably.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appended {
    /// Its number.
    pub entry: u64,
    /// Its commitment.
    pub commitment: Hash,
}

impl Appended {
    /// The place after it.
    pub fn place(&self) -> Place {
        Place { size: self.entry + 1, commitment: self.commitment }
    }
}

/// Why a batch is not what the journal accepts. `draft` counts within the batch from 0.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AppendRefusal {
    /// The journal has moved on, or never was where the batch started.
    #[error("the batch stands on {} entries ending in {}; the journal has {} ending in {}",
        .on.size, hex(&.on.commitment), .at.size, hex(&.at.commitment))]
    OtherPlace {
        /// Where the batch stands.
        on: Place,
        /// Where the journal is.
        at: Place,
    },
    /// No entry, or more than [`ENTRIES_PER_BATCH_MAX`].
    #[error("a batch has 1 to {ENTRIES_PER_BATCH_MAX} entries, not {entries}")]
    BatchSize {
        /// How many there were.
        entries: usize,
    },
    /// No part, or more than [`PARTS_PER_ENTRY_MAX`].
    #[error("an entry has 1 to {PARTS_PER_ENTRY_MAX} parts; draft {draft} has {parts}")]
    PartCount {
        /// Which draft.
        draft: usize,
        /// How many it had.
        parts: usize,
    },
    /// A part over [`PART_BYTES_MAX`].
    #[error("a part has at most {PART_BYTES_MAX} bytes; part {part} of draft {draft} has {bytes}")]
    PartTooLong {
        /// Which draft.
        draft: usize,
        /// Which part of it.
        part: usize,
        /// How long it is.
        bytes: usize,
    },
    /// A part that is not a JSON object in UTF-8, or names bodies in another way than the format's.
    #[error("part {part} of draft {draft} is not a part: {why}")]
    NotAPart {
        /// Which draft.
        draft: usize,
        /// Which part of it.
        part: usize,
        /// Why.
        why: NotAPart,
    },
    /// An entry earlier than the one before it.
    #[error("draft {draft} is of {moment_us} µs, the entry before it of {before_us} µs")]
    MomentEarlier {
        /// Which draft.
        draft: usize,
        /// Its moment.
        moment_us: i64,
        /// The moment before.
        before_us: i64,
    },
    /// More than [`BODIES_PER_ENTRY_MAX`] bodies named.
    #[error("an entry names at most {BODIES_PER_ENTRY_MAX} bodies; draft {draft} names {bodies}")]
    BodyCount {
        /// Which draft.
        draft: usize,
        /// How many it names.
        bodies: usize,
    },
    /// A body that is named and neither brought nor stored.
    #[error("draft {draft} names the body {}, which is neither with it nor in the journal", hex(.body))]
    BodyUnknown {
        /// Which draft.
        draft: usize,
        /// The body's commitment.
        body: Hash,
    },
    /// A body that is brought and not named, or brought twice.
    #[error("draft {draft} brings the body {}, which none of its parts names", hex(.body))]
    BodyNotNamed {
        /// Which draft.
        draft: usize,
        /// The body's commitment.
        body: Hash,
    },
    /// A body staged with a journal that has since been closed.
    #[error("draft {draft} brings the body {}, staged before the journal was opened again", hex(.body))]
    BodySwept {
        /// Which draft.
        draft: usize,
        /// The body's commitment.
        body: Hash,
    },
}

/// Why a write did not succeed, and what is known of it.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// Not accepted. Nothing is written, and the journal goes on.
    #[error("not appended: {0}")]
    Refused(#[from] AppendRefusal),
    /// The disk failed. Certainly nothing is written; the same may be tried again.
    #[error("not written: {0}")]
    NotWritten(Fault),
    /// The disk failed and nobody knows whether the batch is on it. This journal writes no more: drop it and open the
    /// folder again, which settles it.
    #[error("written or not, nobody knows: {0}")]
    Unknown(Fault),
    /// An earlier outcome is unknown; see there.
    #[error("the journal stopped writing because the outcome of an earlier write is unknown; open it again")]
    Poisoned,
    /// What is stored does not agree with itself. Nothing is written.
    #[error("not written, because the journal is not sound: {0}")]
    Wrong(Wrong),
}

impl From<ReadError> for AppendError {
    fn from(e: ReadError) -> AppendError {
        match e {
            ReadError::Wrong(wrong) => AppendError::Wrong(wrong),
            ReadError::Fault(fault) => AppendError::NotWritten(fault),
        }
    }
}

/// An entry with everything that will be written of it.
struct Sealed {
    header: [u8; HEADER_BYTES],
    entry: u64,
    commitment: Hash,
    parts: Vec<SealedPart>,
    bodies: Vec<SealedBody>,
}

struct SealedPart {
    commitment: Hash,
    salt: [u8; SALT_BYTES],
    bytes: Vec<u8>,
}

/// A batch that was accepted and sealed, and is written nowhere yet.
pub struct SealedBatch {
    sealed: Vec<Sealed>,
    frontier: Frontier,
    subtrees: Vec<(i64, Hash)>,
    head: Head,
    checkpoint: String,
}

impl SealedBatch {
    /// Its entries as they will be, once they are appended.
    pub fn appended(&self) -> Vec<Appended> {
        self.sealed.iter().map(|sealed| Appended { entry: sealed.entry, commitment: sealed.commitment }).collect()
    }

    /// How many entries there are with it.
    pub(crate) fn size(&self) -> u64 {
        self.head.place.size
    }

    pub(crate) fn sign_by(&mut self, signer: &NoteSigner) {
        self.checkpoint = sign_head(signer, &self.frontier);
    }
}

impl std::fmt::Debug for SealedBatch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SealedBatch({} entries)", self.sealed.len())
    }
}

impl Journal {
    /// Appends a batch on the place it was decided on, whole or not at all, and returns once it is durable. The first
    /// entry gets the number `on.size`, the others follow. Bodies of a batch that fails are dropped with it.
    pub fn append(&mut self, on: Place, batch: Vec<EntryDraft>) -> Result<Vec<Appended>, AppendError> {
        let sealed = self.seal_batch(on, batch)?;
        self.append_sealed(sealed)
    }

    /// The first half of [`Journal::append`]: everything that can be refused, and what the entries will be. Nothing is
    /// written. Apart only for a deliberate fault, which tells them too early.
    #[cfg(feature = "mutants")]
    pub fn foretell(&self, on: Place, batch: Vec<EntryDraft>) -> Result<SealedBatch, AppendError> {
        self.seal_batch(on, batch)
    }

    /// The second half of [`Journal::append`].
    #[cfg(feature = "mutants")]
    pub fn append_foretold(&mut self, batch: SealedBatch) -> Result<Vec<Appended>, AppendError> {
        self.append_sealed(batch)
    }

    pub(crate) fn seal_batch(&self, on: Place, batch: Vec<EntryDraft>) -> Result<SealedBatch, AppendError> {
        if on != self.head.place {
            return Err(AppendRefusal::OtherPlace { on, at: self.head.place }.into());
        }
        self.check(&batch)?;
        let mut frontier = self.frontier.clone();
        let mut subtrees = Vec::new();
        let mut head = self.head.clone();
        let sealed: Vec<Sealed> = batch.into_iter().map(|draft| self.seal(draft, &mut head)).collect();
        for entry in &sealed {
            push(&mut frontier, &entry.commitment, &mut subtrees);
        }
        head.root = frontier.root();
        let checkpoint = sign_head(&self.signer, &frontier);
        Ok(SealedBatch { sealed, frontier, subtrees, head, checkpoint })
    }

    fn append_sealed(&mut self, batch: SealedBatch) -> Result<Vec<Appended>, AppendError> {
        self.append_sealed_with(batch, |_| Ok(()))
    }

    /// Writes something beside in the same transaction.
    pub(crate) fn append_sealed_with(
        &mut self,
        batch: SealedBatch,
        beside: impl FnOnce(&Connection) -> rusqlite::Result<()>,
    ) -> Result<Vec<Appended>, AppendError> {
        let appended = batch.appended();
        let SealedBatch { sealed, frontier, subtrees, head, checkpoint } = batch;
        self.transact("appending", |db| {
            for entry in &sealed {
                write_entry(db, &self.shared, entry)?;
            }
            let mut insert = db.prepare_cached("INSERT INTO subtrees (subtree, root) VALUES (?1, ?2)")?;
            for (key, root) in &subtrees {
                insert.execute((key, root))?;
            }
            beside(db)?;
            replace_head(db, &checkpoint)
        })?;
        self.head = head;
        self.frontier = frontier;
        Ok(appended)
    }

    /// Everything that can be refused, before anything is written.
    fn check(&self, batch: &[EntryDraft]) -> Result<(), AppendError> {
        if batch.is_empty() || batch.len() > ENTRIES_PER_BATCH_MAX {
            return Err(AppendRefusal::BatchSize { entries: batch.len() }.into());
        }
        let mut before_us = self.head.moment_us;
        let mut brought = HashSet::new();
        for (draft, entry) in batch.iter().enumerate() {
            let moment_us = entry.moment_us;
            if moment_us < before_us {
                return Err(AppendRefusal::MomentEarlier { draft, moment_us, before_us }.into());
            }
            before_us = moment_us;
            let mut named = named_by(draft, entry)?;
            let mut stored: Vec<Hash> = named.iter().copied().collect();
            for body in &entry.bodies {
                if let Held::Staged(claim) = &body.held
                    && !Arc::ptr_eq(&claim.shared, &self.shared)
                {
                    return Err(AppendRefusal::BodySwept { draft, body: body.commitment }.into());
                }
                if !named.remove(&body.commitment) || !brought.insert(body.commitment) {
                    return Err(AppendRefusal::BodyNotNamed { draft, body: body.commitment }.into());
                }
            }
            stored.retain(|body| !brought.contains(body));
            for body in stored {
                if !self.holds(&body)? {
                    return Err(AppendRefusal::BodyUnknown { draft, body }.into());
                }
            }
        }
        Ok(())
    }

    /// Whether a body is stored, or was and is marked as destroyed.
    fn holds(&self, body: &Hash) -> Result<bool, ReadError> {
        let exists = self
            .db
            .prepare_cached("SELECT 1 FROM bodies WHERE commitment = ?1")
            .and_then(|mut statement| statement.exists([body]))
            .doing("looking for a body")?;
        Ok(exists)
    }

    /// Salts and commits to an entry that follows `head`, and moves `head` behind it.
    fn seal(&self, draft: EntryDraft, head: &mut Head) -> Sealed {
        let header = next_header(self.founded.office, &head.place, draft.moment_us, draft.parts.len() as u16);
        let header = header.to_bytes();
        let parts: Vec<SealedPart> = draft
            .parts
            .into_iter()
            .map(|bytes| {
                let salt = self.shared.salt();
                SealedPart { commitment: part_commitment(&salt, &bytes), salt, bytes }
            })
            .collect();
        let commitment = entry_commitment(&header, parts.iter().map(|part| &part.commitment));
        let entry = head.place.size;
        head.place = Place { size: entry + 1, commitment };
        head.moment_us = draft.moment_us;
        Sealed { header, entry, commitment, parts, bodies: draft.bodies }
    }
}

/// The bodies that a draft's parts name, once its parts are what parts must be.
fn named_by(draft: usize, entry: &EntryDraft) -> Result<HashSet<Hash>, AppendRefusal> {
    let parts = entry.parts.len();
    if parts == 0 || parts > PARTS_PER_ENTRY_MAX {
        return Err(AppendRefusal::PartCount { draft, parts });
    }
    let mut named = HashSet::new();
    for (part, bytes) in entry.parts.iter().enumerate() {
        if bytes.len() > PART_BYTES_MAX {
            return Err(AppendRefusal::PartTooLong { draft, part, bytes: bytes.len() });
        }
        named.extend(bodies_named(bytes).map_err(|why| AppendRefusal::NotAPart { draft, part, why })?);
    }
    if named.len() > BODIES_PER_ENTRY_MAX {
        return Err(AppendRefusal::BodyCount { draft, bodies: named.len() });
    }
    Ok(named)
}

/// Adds a leaf and gathers the subtree roots that are kept.
pub(crate) fn push(frontier: &mut Frontier, commitment: &Hash, kept: &mut Vec<(i64, Hash)>) {
    frontier.push(leaf_hash(commitment), |height, index, root| {
        if height.is_multiple_of(LEVEL_BITS) {
            kept.push((subtree_key(height / LEVEL_BITS, index), *root));
        }
    });
}

fn write_entry(db: &Connection, shared: &Shared, sealed: &Sealed) -> rusqlite::Result<()> {
    // The number is the key: a twin cannot be written, whatever went wrong before.
    db.prepare_cached("INSERT INTO entries (entry, header, commitment) VALUES (?1, ?2, ?3)")?.execute((
        sealed.entry as i64,
        sealed.header,
        sealed.commitment,
    ))?;
    let mut insert = db.prepare_cached("INSERT INTO parts (part, commitment, salt, bytes) VALUES (?1, ?2, ?3, ?4)")?;
    for (number, part) in (0u16..).zip(&sealed.parts) {
        insert.execute((part_key(sealed.entry, number), part.commitment, part.salt, &part.bytes))?;
    }
    for body in &sealed.bodies {
        write_body(db, shared, body)?;
    }
    Ok(())
}

fn write_body(db: &Connection, shared: &Shared, body: &SealedBody) -> rusqlite::Result<()> {
    let key = match &body.held {
        Held::Here(bytes) => {
            let key = shared.next_body();
            if !bytes.is_empty() {
                db.prepare_cached("INSERT INTO chunks (chunk, bytes) VALUES (?1, ?2)")?
                    .execute((chunk_key(key, 0), bytes))?;
            }
            key
        }
        Held::Staged(claim) => {
            db.prepare_cached("DELETE FROM staging WHERE body = ?1")?.execute([claim.body])?;
            claim.body
        }
    };
    db.prepare_cached("INSERT INTO bodies (body, commitment, salt, length) VALUES (?1, ?2, ?3, ?4)")?.execute((
        key,
        body.commitment,
        body.salt,
        body.length as i64,
    ))?;
    Ok(())
}
