//! Bodies on their way in: sealed by this process, or laid down with the server that holds the folder.

use std::sync::{PoisonError, RwLock};

use journal::{Journal, SealedBody, StageError, Stager, Staging};
use procedure::ids::{BodyId, Hash};
use procedure::refusal::Refusal;
use tokio::sync::mpsc;

use super::command::{Fault, SubmitError};
use super::writer::Order;
use super::{Office, Side};
use crate::socket::Incoming;

/// A body that waits for the entry that names it.
#[derive(Debug, Clone)]
pub(crate) enum Kept {
    /// Sealed here, under the opening of the journal of that number.
    Here { sealed: SealedBody, life: u64 },
    /// Laid down with the server.
    There { body: BodyId, hash: Hash, bytes: u64 },
}

impl Kept {
    /// The commitment by which acts name it.
    pub(crate) fn id(&self) -> BodyId {
        match self {
            Self::Here { sealed, .. } => BodyId(sealed.commitment()),
            Self::There { body, .. } => *body,
        }
    }

    /// The hash of its bytes.
    pub(crate) fn hash(&self) -> Hash {
        match self {
            Self::Here { sealed, .. } => Hash(sealed.sha256()),
            Self::There { hash, .. } => *hash,
        }
    }

    /// Its length in bytes.
    pub(crate) fn bytes(&self) -> u64 {
        match self {
            Self::Here { sealed, .. } => sealed.length(),
            Self::There { bytes, .. } => *bytes,
        }
    }

    /// Whether the journal, as it was opened last, can take it: what is staged goes with the opening it was staged under.
    pub(super) fn is_of(&self, life: u64) -> bool {
        match self {
            Self::Here { sealed, life: own } => {
                *own == life || sealed.length() <= journal::BODY_INLINE_BYTES_MAX as u64
            }
            Self::There { .. } => false,
        }
    }

    /// Bytes of it that are held in memory; a longer body is on the disk already.
    pub(crate) fn short_bytes(&self) -> u64 {
        if self.bytes() <= journal::BODY_INLINE_BYTES_MAX as u64 { self.bytes() } else { 0 }
    }
}

/// The way in for bodies, renewed whenever the journal is opened again.
pub(super) struct Stagers {
    now: RwLock<(u64, Stager)>,
    /// How the writer is told of bodies that were let go. Weak, because the journal holds it, and the writer the journal.
    orders: mpsc::WeakSender<Order>,
}

impl Stagers {
    pub(super) fn new(journal: &Journal, orders: mpsc::WeakSender<Order>) -> Self {
        let stagers = Self { now: RwLock::new((0, journal.stager())), orders };
        stagers.have_swept(journal);
        stagers
    }

    pub(super) fn renew(&self, journal: &Journal) {
        self.have_swept(journal);
        let mut now = self.now.write().unwrap_or_else(PoisonError::into_inner);
        *now = (now.0 + 1, journal.stager());
    }

    /// Wakes the writer when a staged body is let go. Where its queue is full it is awake, and looks by itself when it is not.
    fn have_swept(&self, journal: &Journal) {
        let orders = self.orders.clone();
        journal.when_let_go(move || {
            if let Some(orders) = orders.upgrade() {
                drop(orders.try_send(Order::Sweep));
            }
        });
    }

    /// How often it was renewed.
    pub(super) fn life(&self) -> u64 {
        self.now.read().unwrap_or_else(PoisonError::into_inner).0
    }

    fn now(&self) -> (u64, Stager) {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// A body that is coming in.
pub(crate) enum Laying {
    Here {
        staging: Box<Staging>,
        life: u64,
        office: Office,
    },
    There(Incoming),
    /// The server could not be reached.
    Nowhere(Fault),
}

impl Office {
    /// Begins a body that comes piece by piece.
    pub(crate) fn lay(&self) -> Laying {
        match &self.0.side {
            Side::Here { stagers, .. } => {
                let (life, stager) = stagers.now();
                Laying::Here { staging: Box::new(stager.begin()), life, office: self.clone() }
            }
            Side::There(line) => line.lay().map_or_else(Laying::Nowhere, Laying::There),
        }
    }

    /// Keeps a body that is in memory already.
    pub(crate) fn keep(&self, bytes: Vec<u8>) -> Result<Kept, SubmitError> {
        match &self.0.side {
            Side::Here { stagers, .. } => {
                let (life, stager) = stagers.now();
                stager.seal(bytes).map(|sealed| Kept::Here { sealed, life }).map_err(|error| self.not_staged(&error))
            }
            Side::There(line) => {
                let mut incoming = line.lay()?;
                incoming.write(&bytes)?;
                incoming.finish()
            }
        }
    }
}

impl Office {
    fn not_staged(&self, error: &StageError) -> SubmitError {
        match error {
            StageError::TooLong { bytes_max } => Refusal::FileTooLong { bytes_max: *bytes_max }.into(),
            StageError::Fault(fault) if fault.is_disk_full() => Fault::DiskFull.into(),
            StageError::Fault(fault) => Fault::NotWritten { why: fault.to_string().into() }.into(),
            StageError::Poisoned | StageError::Closed => {
                // Whoever only brings long files sends no command that would make the writer look.
                if let Side::Here { queue, .. } = &self.0.side {
                    drop(queue.try_send(Order::Look));
                }
                self.away().into()
            }
        }
    }
}

impl Laying {
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), SubmitError> {
        match self {
            Self::Here { staging, office, .. } => staging.write(bytes).map_err(|error| office.not_staged(&error)),
            Self::There(incoming) => incoming.write(bytes),
            Self::Nowhere(fault) => Err(fault.clone().into()),
        }
    }

    pub(super) fn bytes(&self) -> u64 {
        match self {
            Self::Here { staging, .. } => staging.length(),
            Self::There(incoming) => incoming.bytes(),
            Self::Nowhere(_) => 0,
        }
    }

    pub(crate) fn finish(self) -> Result<Kept, SubmitError> {
        match self {
            Self::Here { staging, life, office } => {
                let sealed = staging.finish().map_err(|error| office.not_staged(&error))?;
                Ok(Kept::Here { sealed, life })
            }
            Self::There(incoming) => incoming.finish(),
            Self::Nowhere(fault) => Err(fault.into()),
        }
    }
}
