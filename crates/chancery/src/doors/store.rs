//! The file `doors.db`.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

use super::DoorError;
use crate::private_file;

const FILE: &str = "doors.db";
/// The version of the tables; another one is put aside like a damaged file.
const SCHEMA: i64 = 1;

const TABLES: &str = "
    CREATE TABLE password (officer TEXT PRIMARY KEY, phc TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE link (secret BLOB PRIMARY KEY, officer TEXT NOT NULL, until INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE token (secret BLOB PRIMARY KEY, officer TEXT NOT NULL, name TEXT NOT NULL, scopes TEXT NOT NULL,
                        until INTEGER, UNIQUE (officer, name)) STRICT, WITHOUT ROWID;
    CREATE TABLE session (id BLOB PRIMARY KEY, officer TEXT, data BLOB NOT NULL, until INTEGER NOT NULL)
        STRICT, WITHOUT ROWID;
    CREATE INDEX session_by_officer ON session (officer);
    CREATE INDEX session_by_until ON session (until);
";

/// Made where it is not there: files of before have all else, and nobody is to be let in anew for it.
const FEED: &str =
    "CREATE TABLE IF NOT EXISTS feed (officer TEXT PRIMARY KEY, secret BLOB NOT NULL UNIQUE) STRICT, WITHOUT ROWID;";

pub(super) struct Store(Mutex<Connection>);

impl Store {
    pub(super) fn open(folder: &Path) -> Result<Self, DoorError> {
        let instead = "officers are let in anew by one-time links";
        let db = private_file::open(&folder.join(FILE), SCHEMA, TABLES, instead).map_err(DoorError::Store)?;
        db.execute_batch(FEED)?;
        // A session that a power cut forgets is signed in again; what is deleted is to be gone.
        db.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;")?;
        Ok(Self(Mutex::new(db)))
    }

    /// The connection. Every use of it is one statement or one transaction, so a panic elsewhere leaves it whole.
    pub(super) fn db(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
