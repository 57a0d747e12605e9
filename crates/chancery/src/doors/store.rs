//! The file `doors.db`.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, ErrorCode};

use super::DoorError;

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
        let path = folder.join(FILE);
        match connect(&path) {
            Ok(Some(db)) => Ok(Self(Mutex::new(db))),
            Ok(None) => Self::anew(&path, "it has another form"),
            Err(error) if is_damage(&error) => Self::anew(&path, "it is damaged"),
            Err(error) => Err(error.into()),
        }
    }

    /// Puts a file aside that cannot be read, and begins a new one: everyone is let in anew by a one-time link.
    fn anew(path: &Path, why: &str) -> Result<Self, DoorError> {
        tracing::warn!(why, "doors.db is put aside; officers are let in anew by one-time links");
        for end in ["", "-wal", "-shm"] {
            let from = with_end(path, end);
            match std::fs::rename(&from, with_end(&from, ".aside")) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(DoorError::Store(error.to_string()));
                }
                _ => {}
            }
        }
        match connect(path)? {
            Some(db) => Ok(Self(Mutex::new(db))),
            None => Err(DoorError::Store("a file just made has another form".to_owned())),
        }
    }

    /// The connection. Every use of it is one statement or one transaction, so a panic elsewhere leaves it whole.
    pub(super) fn db(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Opens the file, or makes it; `None` where it has tables of another version.
fn connect(path: &Path) -> rusqlite::Result<Option<Connection>> {
    make_private(path);
    let db = Connection::open(path)?;
    db.busy_timeout(std::time::Duration::from_secs(5))?;
    let version: i64 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables == 0 {
        db.execute_batch(&format!("BEGIN IMMEDIATE; {TABLES} PRAGMA user_version = {SCHEMA}; COMMIT;"))?;
    } else if version != SCHEMA {
        return Ok(None);
    }
    db.execute_batch(FEED)?;
    // A session that a power cut forgets is signed in again; what is deleted is to be gone.
    db.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;")?;
    Ok(Some(db))
}

fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt))
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// Nobody but the office's own account reads it. What is there keeps its rights; a failure shows when it is opened.
fn make_private(path: &Path) {
    let mut options = OpenOptions::new();
    options.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    drop(options.open(path));
}
