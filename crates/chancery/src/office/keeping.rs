//! Bodies on their way in: sealed by this process, or laid down with the server that holds the folder.

use journal::{SealedBody, StageError, Staging};
use procedure::ids::{BodyId, Hash};
use procedure::refusal::Refusal;

use super::command::{Fault, SubmitError};
use super::{Office, Side};
use crate::socket::Incoming;

/// A body that waits for the entry that names it.
#[derive(Debug, Clone)]
pub(crate) enum Kept {
    /// Sealed here.
    Here(SealedBody),
    /// Laid down with the server.
    There { body: BodyId, hash: Hash, bytes: u64 },
}

impl Kept {
    /// The commitment by which acts name it.
    pub(crate) fn id(&self) -> BodyId {
        match self {
            Self::Here(sealed) => BodyId(sealed.commitment()),
            Self::There { body, .. } => *body,
        }
    }

    /// The hash of its bytes.
    pub(crate) fn hash(&self) -> Hash {
        match self {
            Self::Here(sealed) => Hash(sealed.sha256()),
            Self::There { hash, .. } => *hash,
        }
    }

    /// Its length in bytes.
    pub(crate) fn bytes(&self) -> u64 {
        match self {
            Self::Here(sealed) => sealed.length(),
            Self::There { bytes, .. } => *bytes,
        }
    }

    /// Bytes of it that are held in memory; a longer body is on the disk already.
    pub(crate) fn short_bytes(&self) -> u64 {
        if self.bytes() <= journal::BODY_INLINE_BYTES_MAX as u64 { self.bytes() } else { 0 }
    }
}

/// A body that is coming in.
pub(crate) enum Laying {
    Here(Staging),
    There(Incoming),
    /// The server could not be reached.
    Nowhere(Fault),
}

impl Office {
    /// Begins a body that comes piece by piece.
    pub(crate) fn lay(&self) -> Laying {
        match &self.0.side {
            Side::Here { stager, .. } => Laying::Here(stager.begin()),
            Side::There(line) => line.lay().map_or_else(Laying::Nowhere, Laying::There),
        }
    }

    /// Keeps a body that is in memory already.
    pub(super) fn keep(&self, bytes: Vec<u8>) -> Result<Kept, SubmitError> {
        match &self.0.side {
            Side::Here { stager, .. } => stager.seal(bytes).map(Kept::Here).map_err(not_staged),
            Side::There(line) => {
                let mut incoming = line.lay()?;
                incoming.write(&bytes)?;
                incoming.finish()
            }
        }
    }
}

impl Laying {
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), SubmitError> {
        match self {
            Self::Here(staging) => staging.write(bytes).map_err(not_staged),
            Self::There(incoming) => incoming.write(bytes),
            Self::Nowhere(fault) => Err(fault.clone().into()),
        }
    }

    pub(super) fn bytes(&self) -> u64 {
        match self {
            Self::Here(staging) => staging.length(),
            Self::There(incoming) => incoming.bytes(),
            Self::Nowhere(_) => 0,
        }
    }

    pub(crate) fn finish(self) -> Result<Kept, SubmitError> {
        match self {
            Self::Here(staging) => staging.finish().map(Kept::Here).map_err(not_staged),
            Self::There(incoming) => incoming.finish(),
            Self::Nowhere(fault) => Err(fault.into()),
        }
    }
}

fn not_staged(error: StageError) -> SubmitError {
    let why = || error.to_string().into();
    match &error {
        StageError::TooLong { bytes_max } => Refusal::FileTooLong { bytes_max: *bytes_max }.into(),
        StageError::Poisoned => Fault::Stopped { why: why() }.into(),
        StageError::Closed => Fault::Shut.into(),
        StageError::Fault(fault) if fault.is_disk_full() => Fault::DiskFull.into(),
        StageError::Fault(_) => Fault::NotWritten { why: why() }.into(),
    }
}
