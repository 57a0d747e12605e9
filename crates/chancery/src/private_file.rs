//! Files of the folder that are neither the journal nor derived from it: SQLite, for the office's own account alone. One that
//! cannot be read is put aside, and a new one begun: what is in them can be given anew.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode};

/// Opens a file with these tables of this version, or makes it; one that is damaged or of another version is put aside first.
/// `instead` says in the log what follows from that.
///
/// # Errors
/// When the folder cannot be used.
pub(crate) fn open(path: &Path, version: i64, tables: &str, instead: &str) -> Result<Connection, String> {
    match connect(path, version, tables) {
        Ok(Some(db)) => Ok(db),
        Ok(None) => anew(path, version, tables, ("it has another form", instead)),
        Err(error) if is_damage(&error) => anew(path, version, tables, ("it is damaged", instead)),
        Err(error) => Err(error.to_string()),
    }
}

/// Puts a file aside that cannot be read, and begins a new one.
fn anew(path: &Path, version: i64, tables: &str, (why, instead): (&str, &str)) -> Result<Connection, String> {
    tracing::warn!(file = %path.display(), why, instead, "a file is put aside");
    for end in ["", "-wal", "-shm"] {
        let from = with_end(path, end);
        match std::fs::rename(&from, with_end(&from, ".aside")) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.to_string()),
            _ => {}
        }
    }
    let made = connect(path, version, tables).map_err(|error| error.to_string())?;
    made.ok_or_else(|| "a file just made has another form".to_owned())
}

/// Opens the file, or makes it; `None` where it has tables of another version.
fn connect(path: &Path, expected: i64, tables: &str) -> rusqlite::Result<Option<Connection>> {
    make_private(path);
    let db = Connection::open(path)?;
    db.busy_timeout(std::time::Duration::from_secs(5))?;
    let version: i64 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let held: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if held == 0 {
        db.execute_batch(&format!("BEGIN IMMEDIATE; {tables} PRAGMA user_version = {expected}; COMMIT;"))?;
    } else if version != expected {
        return Ok(None);
    }
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
