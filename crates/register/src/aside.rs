//! Tables that a register in the making has written beside it, by a thread of its own.
//!
//! Nothing that folding has to know stands in them, so that papers can be folded while the rows of those before are still
//! written. When all are, they are taken over in one go, cell by cell, which SQLite does for an empty table of the same form.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use rusqlite::Connection;

use crate::rows::Side;
use crate::{RegisterError, reach, schema, write};

/// The file beside the register that is built.
const FILE: &str = "register.db.aside";
/// The tables. `waits` is not one of them, for the rows of dossiers stand in it too.
const TABLES: [&str; 11] =
    ["reach", "named", "actor", "bound", "checked", "number", "print", "citation", "tie", "filed", "released"];
/// Batches that wait to be written.
const WAITING: usize = 1;

/// What one batch has to write.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    /// Rows of side tables by ordinal: those that come, and those that go.
    pub(crate) sides: Vec<(i64, Side, bool)>,
    pub(crate) reach: reach::Pending,
}

/// The thread that writes, and its file.
#[derive(Debug)]
pub(crate) struct Aside {
    path: PathBuf,
    into: Option<SyncSender<Batch>>,
    thread: Option<JoinHandle<Result<(), RegisterError>>>,
}

/// Whether rows of this kind are written beside.
pub(crate) fn takes(side: &Side) -> bool {
    !matches!(side, Side::Waits { .. })
}

impl Aside {
    /// Begins with empty tables.
    pub(crate) fn begin(folder: &Path) -> Result<Self, RegisterError> {
        discard(folder)?;
        let path = folder.join(FILE);
        let db = schema::open_aside(&path)?;
        let (into, batches) = sync_channel(WAITING);
        let thread = std::thread::Builder::new().name("chancery-aside".to_owned()).spawn(move || run(db, &batches));
        let thread = thread.map_err(|error| RegisterError::Folder { path: path.clone(), why: error.to_string() })?;
        Ok(Self { path, into: Some(into), thread: Some(thread) })
    }

    /// Has a batch written.
    pub(crate) fn write(&mut self, batch: Batch) -> Result<(), RegisterError> {
        match &self.into {
            Some(into) if into.send(batch).is_ok() => Ok(()),
            // It went because it could not write, and says why.
            _ => self.end(),
        }
    }

    /// Waits until everything is written, and takes the tables over.
    pub(crate) fn take_over(mut self, db: &Connection) -> Result<(), RegisterError> {
        self.end()?;
        db.execute("ATTACH ?1 AS aside", [self.path.to_string_lossy()])?;
        for table in TABLES {
            db.execute(&format!("INSERT INTO main.{table} SELECT * FROM aside.{table}"), [])?;
        }
        db.execute_batch("DETACH aside")?;
        Ok(())
    }

    fn end(&mut self) -> Result<(), RegisterError> {
        self.into = None;
        let gone = || RegisterError::Torn { why: "what was written beside broke off".to_owned() };
        match self.thread.take() {
            Some(thread) => thread.join().map_err(|_| gone())?,
            None => Err(gone()),
        }
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        self.into = None;
        if let Some(thread) = self.thread.take() {
            // Whoever drops it in the middle throws the register away as well.
            drop(thread.join());
        }
        std::fs::remove_file(&self.path).ok();
    }
}

/// Throws away what an interrupted building left.
pub(crate) fn discard(folder: &Path) -> Result<(), RegisterError> {
    schema::remove(folder, FILE)
}

fn run(db: Connection, batches: &Receiver<Batch>) -> Result<(), RegisterError> {
    for batch in batches {
        db.execute_batch("BEGIN")?;
        for (ordinal, side, comes) in &batch.sides {
            if *comes { write::insert_side(&db, *ordinal, side)? } else { write::delete_side(&db, *ordinal, side)? }
        }
        reach::write(&db, batch.reach)?;
        db.execute_batch("COMMIT")?;
    }
    db.close().map_err(|(_, error)| error)?;
    Ok(())
}
