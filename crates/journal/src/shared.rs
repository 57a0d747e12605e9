//! What the writer and those who stage bodies beside it share: the turn to write, chance, who is still at work.

use std::collections::HashSet;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::commit::SALT_BYTES;
use crate::store::Store;

/// Fills a buffer with random bytes.
pub type Chance = Box<dyn FnMut(&mut [u8]) + Send>;

/// How a journal is opened.
pub struct Options {
    /// Name of a registered SQLite VFS to go through; the platform's own if `None`. Tests inject faults here.
    pub vfs: Option<String>,
    /// Longest body accepted; [`crate::PAPER_BYTES_MAX`] unless set, and never above
    /// [`crate::PAPER_BYTES_CEILING`].
    pub paper_bytes_max: u64,
    /// Where salts and keys come from; the operating system unless set.
    pub chance: Chance,
    /// A deliberate fault, for the suite that must catch it.
    #[cfg(feature = "mutants")]
    pub mutant: Option<Mutant>,
}

/// Deliberate faults, one at a time.
#[cfg(feature = "mutants")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mutant {
    /// Commits do not wait for the disk.
    SynchronousOff,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            vfs: None,
            paper_bytes_max: crate::PAPER_BYTES_MAX,
            chance: Box::new(|buffer| getrandom::fill(buffer).expect("the operating system gives random bytes")),
            #[cfg(feature = "mutants")]
            mutant: None,
        }
    }
}

impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("Options");
        shown.field("vfs", &self.vfs).field("paper_bytes_max", &self.paper_bytes_max).finish_non_exhaustive()
    }
}

/// What is called when a staged body is let go.
pub(crate) type Told = Arc<dyn Fn() + Send + Sync>;

pub(crate) struct Shared {
    pub(crate) store: Store,
    pub(crate) paper_bytes_max: u64,
    pub(crate) gate: Gate,
    chance: Mutex<Chance>,
    next_body: AtomicI64,
    staged: Mutex<HashSet<i64>>,
    let_go: Mutex<Vec<i64>>,
    told: Mutex<Option<Told>>,
    #[cfg(feature = "mutants")]
    pub(crate) mutant: Option<Mutant>,
}

impl Shared {
    pub(crate) fn new(store: Store, options: Options) -> Arc<Shared> {
        Arc::new(Shared {
            store,
            paper_bytes_max: options.paper_bytes_max.min(crate::PAPER_BYTES_CEILING),
            gate: Gate::default(),
            chance: Mutex::new(options.chance),
            next_body: AtomicI64::new(1),
            staged: Mutex::default(),
            let_go: Mutex::default(),
            told: Mutex::default(),
            #[cfg(feature = "mutants")]
            mutant: options.mutant,
        })
    }

    pub(crate) fn salt(&self) -> [u8; SALT_BYTES] {
        let mut salt = [0; SALT_BYTES];
        lock(&self.chance)(&mut salt);
        salt
    }

    pub(crate) fn number_bodies_from(&self, body: i64) {
        self.next_body.store(body, Ordering::SeqCst);
    }

    /// A key for a body. A key that is never used is no gap in anything.
    pub(crate) fn next_body(&self) -> i64 {
        self.next_body.fetch_add(1, Ordering::SeqCst)
    }

    pub(crate) fn is_claimed(&self, body: i64) -> bool {
        lock(&self.staged).contains(&body)
    }
}

impl Shared {
    /// The staged body that was let go last, until it is passed to [`Shared::swept`].
    pub(crate) fn let_go(&self) -> Option<i64> {
        lock(&self.let_go).last().copied()
    }

    pub(crate) fn swept(&self, body: i64) {
        lock(&self.let_go).retain(|known| *known != body);
    }

    pub(crate) fn tell(&self, told: Told) {
        *lock(&self.told) = Some(told);
    }
}

/// A staged body that somebody still holds; the sweep leaves its chunks alone until this is dropped.
pub(crate) struct Claim {
    pub(crate) body: i64,
    pub(crate) shared: Arc<Shared>,
}

impl Claim {
    pub(crate) fn new(shared: &Arc<Shared>) -> Claim {
        let claim = Claim { body: shared.next_body(), shared: shared.clone() };
        lock(&shared.staged).insert(claim.body);
        claim
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        lock(&self.shared.staged).remove(&self.body);
        lock(&self.shared.let_go).push(self.body);
        let told = lock(&self.shared.told).clone();
        if let Some(told) = told {
            told();
        }
    }
}

/// Whose turn it is to write. SQLite would make the second writer sleep and try again; here it is woken, and an
/// append never waits for more than one chunk of a body that is being staged.
#[derive(Default)]
pub(crate) struct Gate {
    turn: Mutex<Turn>,
    changed: Condvar,
}

#[derive(Default)]
struct Turn {
    taken: bool,
    appends_waiting: usize,
    shut: Option<Shut>,
}

/// Why nobody may write any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shut {
    /// The journal was dropped.
    Closed,
    /// The outcome of a write is unknown.
    Poisoned,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Writer {
    Append,
    Staging,
}

/// The turn to write, given up when dropped.
pub(crate) struct Pass<'a> {
    gate: &'a Gate,
}

impl Gate {
    pub(crate) fn enter(&self, who: Writer) -> Result<Pass<'_>, Shut> {
        let mut turn = lock(&self.turn);
        let append = who == Writer::Append;
        turn.appends_waiting += usize::from(append);
        while turn.shut.is_none() && (turn.taken || (!append && turn.appends_waiting > 0)) {
            turn = self.changed.wait(turn).unwrap_or_else(PoisonError::into_inner);
        }
        turn.appends_waiting -= usize::from(append);
        match turn.shut {
            Some(shut) => Err(shut),
            None => {
                turn.taken = true;
                Ok(Pass { gate: self })
            }
        }
    }

    /// Ends all writing, after the write that is under way.
    pub(crate) fn close(&self) {
        let mut turn = lock(&self.turn);
        while turn.taken {
            turn = self.changed.wait(turn).unwrap_or_else(PoisonError::into_inner);
        }
        turn.shut.get_or_insert(Shut::Closed);
        self.changed.notify_all();
    }
}

impl Pass<'_> {
    /// Ends all writing because nobody knows what is on the disk.
    pub(crate) fn poison(&self) {
        lock(&self.gate.turn).shut = Some(Shut::Poisoned);
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        lock(&self.gate.turn).taken = false;
        self.gate.changed.notify_all();
    }
}

/// A panic elsewhere leaves these values whole: each is changed in one step.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
