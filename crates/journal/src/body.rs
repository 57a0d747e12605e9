//! Bodies on their way in: small ones are held, large ones are staged chunk by chunk before their entry.

use std::sync::Arc;

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::commit::{BodyHasher, Hash, SALT_BYTES, body_commitment};
use crate::fault::{Doing, Fault};
use crate::shared::{Claim, Shared, Shut, Writer};
use crate::store::chunk_key;
use crate::{BODY_INLINE_BYTES_MAX, CHUNK_BYTES};

/// After so many chunks the write-ahead log is emptied, so that it stays short while a large body comes in.
const CHUNKS_PER_CHECKPOINT: u32 = 4;

/// A body that is ready to be named by a part and appended with its entry. Dropped without that, it leaves nothing
/// behind but chunks for [`crate::Journal::sweep`]. A clone is the same body: whichever is appended first is the body,
/// and the other is of no further use.
#[derive(Clone)]
pub struct SealedBody {
    pub(crate) commitment: Hash,
    pub(crate) salt: [u8; SALT_BYTES],
    pub(crate) length: u64,
    pub(crate) held: Held,
    sha256: Hash,
}

#[derive(Clone)]
pub(crate) enum Held {
    Here(Vec<u8>),
    Staged(Arc<Claim>),
}

impl SealedBody {
    /// By this a part names the body: `"bodies": ["<hex of it>"]`.
    pub fn commitment(&self) -> Hash {
        self.commitment
    }

    /// The plain SHA-256 of the bytes, by which the same bytes are known again. The journal does not keep it: it
    /// would outlive the destruction of the body.
    pub fn sha256(&self) -> Hash {
        self.sha256
    }

    /// Length in bytes.
    pub fn length(&self) -> u64 {
        self.length
    }
}

impl std::fmt::Debug for SealedBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SealedBody({}, {} bytes)", crate::hex(&self.commitment), self.length)
    }
}

/// Why a body is not taken in.
#[derive(Debug, thiserror::Error)]
pub enum StageError {
    /// Longer than the office accepts. Nothing of it is kept.
    #[error("the body is longer than {bytes_max} bytes, the most that this office accepts")]
    TooLong {
        /// The limit, from [`crate::Options::paper_bytes_max`].
        bytes_max: u64,
    },
    /// The outcome of an earlier write is unknown; open the journal again.
    #[error("the journal stopped writing because the outcome of an earlier write is unknown; open it again")]
    Poisoned,
    /// The journal was closed while the body came in.
    #[error("the journal was closed while the body came in")]
    Closed,
    /// The disk failed or is full. Nothing of the body is kept.
    #[error("the body could not be stored: {0}")]
    Fault(#[from] Fault),
}

/// Takes bodies in, on any thread, while the journal appends.
#[derive(Clone)]
pub struct Stager {
    shared: Arc<Shared>,
}

impl Stager {
    pub(crate) fn new(shared: &Arc<Shared>) -> Stager {
        Stager { shared: shared.clone() }
    }

    /// Seals a body that is in memory already; over [`BODY_INLINE_BYTES_MAX`] it is staged on the spot.
    pub fn seal(&self, bytes: Vec<u8>) -> Result<SealedBody, StageError> {
        if bytes.len() > BODY_INLINE_BYTES_MAX {
            let mut staging = self.begin();
            staging.write(&bytes)?;
            return staging.finish();
        }
        self.within_limit(bytes.len() as u64)?;
        let salt = self.shared.salt();
        Ok(SealedBody {
            commitment: body_commitment(&salt, &bytes),
            salt,
            length: bytes.len() as u64,
            sha256: Sha256::digest(&bytes).into(),
            held: Held::Here(bytes),
        })
    }

    /// Begins a body that comes piece by piece.
    pub fn begin(&self) -> Staging {
        let salt = self.shared.salt();
        Staging {
            stager: self.clone(),
            salt,
            hasher: BodyHasher::new(&salt),
            plain: Sha256::new(),
            length: 0,
            rest: Vec::new(),
            started: None,
        }
    }

    fn within_limit(&self, length: u64) -> Result<(), StageError> {
        let bytes_max = self.shared.paper_bytes_max;
        if length > bytes_max { Err(StageError::TooLong { bytes_max }) } else { Ok(()) }
    }
}

impl std::fmt::Debug for Stager {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stager")
    }
}

/// A body that is coming in. It reaches the disk in chunks of [`CHUNK_BYTES`], each in a transaction of its own, and
/// belongs to no entry yet.
pub struct Staging {
    stager: Stager,
    salt: [u8; SALT_BYTES],
    hasher: BodyHasher,
    plain: Sha256,
    length: u64,
    rest: Vec<u8>,
    started: Option<Started>,
}

struct Started {
    db: Connection,
    claim: Claim,
    chunks: u32,
}

impl Staging {
    /// Takes the next bytes. After an error the staging is of no further use; drop it.
    pub fn write(&mut self, mut bytes: &[u8]) -> Result<(), StageError> {
        self.stager.within_limit(self.length + bytes.len() as u64)?;
        self.length += bytes.len() as u64;
        self.hasher.update(bytes);
        self.plain.update(bytes);
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(CHUNK_BYTES - self.rest.len()));
            self.rest.extend_from_slice(now);
            bytes = later;
            if self.rest.len() == CHUNK_BYTES {
                self.store_rest()?;
            }
        }
        Ok(())
    }

    /// How many bytes have come in.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Ends the body: all of it is on the disk, or held in memory if it is short.
    pub fn finish(mut self) -> Result<SealedBody, StageError> {
        if self.started.is_some() || self.rest.len() > BODY_INLINE_BYTES_MAX {
            self.store_rest()?;
        }
        Ok(SealedBody {
            commitment: self.hasher.finish(),
            salt: self.salt,
            length: self.length,
            sha256: self.plain.finalize().into(),
            held: match self.started {
                Some(started) => Held::Staged(Arc::new(started.claim)),
                None => Held::Here(self.rest),
            },
        })
    }

    /// Stores what has gathered as the next chunk, if anything has.
    fn store_rest(&mut self) -> Result<(), StageError> {
        if self.rest.is_empty() {
            return Ok(());
        }
        let shared = &self.stager.shared;
        let started = match &mut self.started {
            Some(started) => started,
            none => none.insert(Started::new(shared)?),
        };
        started.store(shared, &self.rest)?;
        self.rest.clear();
        Ok(())
    }
}

impl Started {
    fn new(shared: &Arc<Shared>) -> Result<Started, StageError> {
        let db = shared.store.writing(false)?;
        // The log is emptied here, beside the gate; the appends would otherwise do it while somebody waits.
        db.pragma_update(None, "wal_autocheckpoint", 0).doing("staging a body")?;
        #[cfg(feature = "mutants")]
        if shared.mutant == Some(crate::Mutant::SynchronousOff) {
            db.pragma_update(None, "synchronous", "OFF").doing("staging a body")?;
        }
        Ok(Started { db, claim: Claim::new(shared), chunks: 0 })
    }

    fn store(&mut self, shared: &Shared, chunk: &[u8]) -> Result<(), StageError> {
        let empty_log = self.chunks > 0 && self.chunks.is_multiple_of(CHUNKS_PER_CHECKPOINT);
        if empty_log {
            checkpoint(&self.db).doing("staging a body")?;
        }
        let pass = shared.gate.enter(Writer::Staging).map_err(|shut| match shut {
            Shut::Poisoned => StageError::Poisoned,
            Shut::Closed => StageError::Closed,
        })?;
        if empty_log {
            // The little that came meanwhile: only a log that was copied whole starts again from its beginning.
            checkpoint(&self.db).doing("staging a body")?;
        }
        let write = || {
            self.db.execute_batch("BEGIN IMMEDIATE")?;
            if self.chunks == 0 {
                self.db.execute("INSERT INTO staging (body) VALUES (?1)", [self.claim.body])?;
            }
            let mut insert = self.db.prepare_cached("INSERT INTO chunks (chunk, bytes) VALUES (?1, ?2)")?;
            insert.execute((chunk_key(self.claim.body, self.chunks), chunk))
        };
        if let Err(e) = write() {
            if !self.db.is_autocommit() && self.db.execute_batch("ROLLBACK").is_err() {
                pass.poison();
            }
            return Err(e).doing("staging a body").map_err(StageError::Fault);
        }
        if let Err(e) = self.db.execute_batch("COMMIT") {
            // A disk that refuses to synchronise may have lost more than this chunk.
            pass.poison();
            return Err(e).doing("staging a body").map_err(StageError::Fault);
        }
        self.chunks += 1;
        Ok(())
    }
}

fn checkpoint(db: &Connection) -> rusqlite::Result<()> {
    db.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))
}
