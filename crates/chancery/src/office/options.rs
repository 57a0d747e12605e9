//! How an office is opened: its clock, its limits, and what tests put below and into it.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use procedure::moment::Moment;
use sha2::{Digest, Sha256};

use super::state::lock;
use crate::opener::OpenerOptions;

/// Most entries in one batch.
pub const BATCH_ENTRIES_MAX: usize = 256;
/// How long a batch is gathered, in microseconds. It is never held open for commands that have not come yet: what is
/// queued is taken, and what comes while it is being written waits for the next.
pub const BATCH_US_MAX: u64 = 2_000;
/// Most bytes of short bodies that one batch carries, so that one transaction stays short.
pub const BATCH_BODY_BYTES_MAX: u64 = 8 << 20;
/// Most commands that wait for the writer; who comes later waits at the door.
pub const QUEUE_COMMANDS_MAX: usize = 1_024;
/// Most read-only connections kept open for the next question.
pub const POOL_CONNECTIONS_MAX: usize = 8;
/// How long new papers wait until their words are found, in milliseconds.
pub const INDEX_WAIT_MS_MAX: u64 = 1_000;
/// After so many papers the index is written without waiting.
pub const INDEX_PAPERS_MAX: usize = 500;
/// Longest file that is read for its text, in bytes; a longer one is kept unread.
pub const READ_BYTES_MAX: u64 = 32 << 20;
/// Longest text of a later version that is read to offer what it says, in bytes: whoever looks at the paper waits for it.
pub const READ_AGAIN_BYTES_MAX: u64 = 64 << 10;

/// How an office is opened.
#[derive(Debug, Clone)]
pub struct OfficeOptions {
    /// Where the time comes from.
    pub clock: Clock,
    /// Where salts and the office's id come from.
    pub chance: Chance,
    /// Longest file that is taken, in bytes.
    pub paper_bytes_max: u64,
    /// How files of binary forms are opened.
    pub opening: OpenerOptions,
    /// In which order the writer does its work; all but one are deliberate faults.
    #[cfg(feature = "mutants")]
    pub discipline: Discipline,
}

impl Default for OfficeOptions {
    fn default() -> Self {
        Self {
            clock: Clock::System,
            chance: Chance::System,
            paper_bytes_max: journal::PAPER_BYTES_MAX,
            opening: OpenerOptions::default(),
            #[cfg(feature = "mutants")]
            discipline: Discipline::Sound,
        }
    }
}

/// Deliberate faults of the writer, for the suite that must notice each.
#[cfg(feature = "mutants")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Discipline {
    /// Fold, append, commit, answer.
    Sound,
    /// Answers before the journal has the entry.
    AnswersBeforeCommit,
    /// Commits the register before the journal has the entry.
    FoldsBeforeAppend,
    /// The journal does not wait for the disk.
    SynchronousOff,
}

/// Where the time comes from.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    /// The machine's clock.
    #[default]
    System,
    /// A clock that somebody sets: a demonstration's own visible date, a test's.
    Set(Arc<SetClock>),
}

impl Clock {
    /// The moment it shows.
    #[expect(clippy::disallowed_methods, reason = "the office's clock is where the machine's is read")]
    pub fn now(&self) -> Moment {
        match self {
            Self::System => jiff::Timestamp::now().into(),
            Self::Set(clock) => clock.now(),
        }
    }
}

/// A clock that stands still until it is set.
#[derive(Debug)]
pub struct SetClock(AtomicI64);

impl SetClock {
    /// A clock that shows a moment.
    pub fn new(at: Moment) -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(at.micros())))
    }

    /// The moment it shows.
    pub fn now(&self) -> Moment {
        Moment::from_micros(self.0.load(Ordering::SeqCst))
    }

    /// Sets it, forwards or back.
    pub fn set(&self, at: Moment) {
        self.0.store(at.micros(), Ordering::SeqCst);
    }
}

/// Where salts and the office's id come from.
#[derive(Debug, Clone, Default)]
pub enum Chance {
    /// The operating system.
    #[default]
    System,
    /// Bytes that follow from a seed, for tests in which two offices have to be alike: salts that can be foretold hide nothing.
    Seeded(Arc<SeededChance>),
}

impl Chance {
    pub(super) fn of_journal(&self) -> journal::Chance {
        match self {
            Self::System => journal::Options::default().chance,
            Self::Seeded(seeded) => {
                let seeded = Arc::clone(seeded);
                Box::new(move |buffer| seeded.fill(buffer))
            }
        }
    }
}

/// Bytes that follow from a seed, until another is set.
#[derive(Debug, Default)]
pub struct SeededChance(Mutex<(u64, u64)>);

impl SeededChance {
    /// Begins anew from a seed.
    pub fn seed(&self, seed: u64) {
        *lock(&self.0) = (seed, 0);
    }

    fn fill(&self, buffer: &mut [u8]) {
        let mut state = lock(&self.0);
        for chunk in buffer.chunks_mut(32) {
            let mut hash = Sha256::new();
            hash.update(state.0.to_be_bytes());
            hash.update(state.1.to_be_bytes());
            state.1 += 1;
            chunk.copy_from_slice(&hash.finalize()[..chunk.len()]);
        }
    }
}
