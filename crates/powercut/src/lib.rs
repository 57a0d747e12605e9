//! A disk that loses what was not synchronised: an SQLite VFS for fault tests.
//!
//! The files are real and reads see the last write, as through the operating system's cache. Beside them a [`Disk`]
//! keeps what would be on the platter: a file's content as of its last successful synchronisation, and every write,
//! truncation and deletion since. When the power fails at a chosen operation, everything after it fails; then
//! [`Disk::restore`] lays down what survived: of the unsynchronised operations none, some, some in another order, or
//! some torn at sector boundaries.
//!
//! A synchronisation that is made to fail loses what it should have kept: later ones do not bring it back, as on
//! Linux, where a page that could not be written counts as clean afterwards.
//!
//! ```
//! use powercut::{Disk, Survival};
//! use rusqlite::{Connection, OpenFlags};
//!
//! let disk = Disk::new();
//! let folder = tempfile::tempdir()?;
//! let open = || {
//!     let flags = OpenFlags::default();
//!     Connection::open_with_flags_and_vfs(folder.path().join("a.db"), flags, disk.vfs())
//! };
//! let db = open()?;
//! db.execute_batch("PRAGMA synchronous = OFF; CREATE TABLE t (n)")?;
//! disk.cut_now();
//! drop(db);
//! disk.restore(Survival::Nothing, 0);
//! let tables: i64 = open()?.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
//! assert_eq!(tables, 0, "nothing was synchronised, nothing survived");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod disk;
mod vfs;

pub use disk::{Effect, Failure, Image, Survival};

use disk::{Plan, State};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A simulated disk under an SQLite VFS of its own, registered for as long as it lives.
pub struct Disk {
    name: String,
    inner: &'static Mutex<State>,
    registered: vfs::Registered,
}

impl Disk {
    /// A disk with the power on and no failure planned.
    #[expect(clippy::new_without_default, reason = "it registers something: nobody should get one by default")]
    pub fn new() -> Disk {
        // SQLite may call into a VFS for as long as a connection lives; a test's disk is small enough to be left.
        let inner: &'static Mutex<State> = Box::leak(Box::default());
        let (name, registered) = vfs::register(inner);
        Disk { name, inner, registered }
    }

    /// The name under which SQLite knows it.
    pub fn vfs(&self) -> &str {
        &self.name
    }

    /// From now on every connection of this process that names no VFS goes through this disk, until it is dropped. Only
    /// for a test that has the process to itself while it runs.
    pub fn make_default(&self) {
        self.registered.make_default();
    }

    /// How many operations there were so far: writes, truncations, synchronisations, deletions.
    pub fn operations(&self) -> u64 {
        self.state().operations
    }

    /// Plans a power cut at the operation with this number, counted from 0 and over the life of the disk. The
    /// operation itself may survive like any that was not synchronised.
    pub fn cut_at(&self, operation: u64) {
        self.state().plan = Plan::CutAt(operation);
    }

    /// From now on the disk says that it has synchronised, and has not: what is written stays in its cache until the power is cut.
    pub fn lies(&self) {
        self.state().lies = true;
    }

    /// Cuts the power now.
    pub fn cut_now(&self) {
        self.state().off = true;
    }

    /// Whether the power is off.
    pub fn is_cut(&self) -> bool {
        self.state().off
    }

    /// Plans one failure at the operation with this number; what follows succeeds again.
    pub fn fail_at(&self, operation: u64, failure: Failure, effect: Effect) {
        self.state().plan = Plan::FailAt(operation, failure, effect);
    }

    /// Plans a full disk: from the operation with this number on, every write fails until [`Disk::mend`].
    pub fn full_from(&self, operation: u64) {
        self.state().plan = Plan::FullFrom(operation);
    }

    /// Plans nothing any more.
    pub fn mend(&self) {
        self.state().plan = Plan::Nothing;
    }

    /// Whether the planned cut or failure has come.
    pub fn has_struck(&self) -> bool {
        self.state().struck
    }

    /// Lays down what survived and switches the power on, with nothing planned. `seed` chooses where `survival`
    /// leaves a choice.
    ///
    /// # Panics
    ///
    /// If a connection is still open.
    pub fn restore(&self, survival: Survival, seed: u64) {
        let image = self.image();
        self.restore_image(&image, survival, seed);
    }

    /// Switches the power on with nothing planned and nothing lost: the process died, the machine and its cache did
    /// not. What a failed synchronisation lost is still seen, and still not on the platter.
    ///
    /// # Panics
    ///
    /// If a connection is still open.
    pub fn revive(&self) {
        self.state().revive();
    }

    /// What the disk holds now, synchronised and not, so that one power cut can be survived in many ways.
    pub fn image(&self) -> Image {
        self.state().image()
    }

    /// As [`Disk::restore`], from an image taken earlier.
    ///
    /// # Panics
    ///
    /// If a connection is still open.
    pub fn restore_image(&self, image: &Image, survival: Survival, seed: u64) {
        self.state().restore(image, survival, seed);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        self.registered.unregister();
        *self.state() = State::default();
    }
}

impl std::fmt::Debug for Disk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Disk({})", self.name)
    }
}
