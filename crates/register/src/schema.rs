//! The tables of `register.db`, and how the file is opened. There are no migrations: another schema is built anew.

use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::RegisterError;

/// The register's file in an office's folder.
pub const FILE: &str = "register.db";
/// The register being built beside it.
pub const FILE_BUILDING: &str = "register.db.new";
/// The tables as they are set out below, and what stands in them.
const TABLES_VERSION: i64 = 22;
/// The schema that this program writes; a file with another is built anew. Keys of names are made by `authority` and stand
/// in a table, so its version is part of it.
pub(crate) const SCHEMA: i64 = (TABLES_VERSION << 16) + authority::VERSION as i64;
/// "CRg1", so that a stray file is not taken for a register.
pub(crate) const APPLICATION: i64 = 0x4352_6731;
/// How long a reader waits while the write-ahead log is carried over, in milliseconds.
const LOCK_WAIT_MS_MAX: u64 = 5_000;
/// So much of the file is read through the system's memory; SQLite is built to allow as much (`.cargo/config.toml`).
const MAPPED_BYTES_MAX: i64 = 1 << 40;
/// Statements kept prepared on a connection.
const STATEMENTS_KEPT: usize = 160;

/// Side tables are clustered by what they are asked for; their rows are a function of one paper's state, so that a
/// change deletes exactly the rows that the state before had, and no table needs a second index to find them.
const TABLES: &str = "
CREATE TABLE place (one INTEGER PRIMARY KEY CHECK (one = 1), entry INTEGER NOT NULL, commitment BLOB NOT NULL);
CREATE TABLE house (one INTEGER PRIMARY KEY CHECK (one = 1), json TEXT NOT NULL);
CREATE TABLE book (series TEXT NOT NULL, year INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (series, year)) WITHOUT ROWID;
CREATE TABLE dossier (ordinal INTEGER PRIMARY KEY, id TEXT NOT NULL, touched INTEGER NOT NULL, title TEXT NOT NULL,
  row TEXT NOT NULL, scope TEXT NOT NULL, json TEXT NOT NULL);
CREATE TABLE dossier_trail (ordinal INTEGER NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (ordinal, entry)) WITHOUT ROWID;
CREATE TABLE filed (dossier TEXT NOT NULL, at INTEGER NOT NULL, ordinal INTEGER NOT NULL, volume INTEGER,
  PRIMARY KEY (dossier, at, ordinal)) WITHOUT ROWID;
CREATE TABLE term (until TEXT NOT NULL, ordinal INTEGER NOT NULL, no INTEGER NOT NULL, PRIMARY KEY (until, ordinal, no)) WITHOUT ROWID;
CREATE TABLE owed (desk TEXT NOT NULL, ordinal INTEGER NOT NULL, PRIMARY KEY (desk, ordinal)) WITHOUT ROWID;
CREATE TABLE sheet (facts BLOB PRIMARY KEY, page TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE closing (no INTEGER PRIMARY KEY, entry INTEGER NOT NULL);
CREATE TABLE handed (entry INTEGER PRIMARY KEY, json TEXT NOT NULL);
CREATE TABLE precedent (key TEXT NOT NULL, ordinal INTEGER NOT NULL, PRIMARY KEY (key, ordinal)) WITHOUT ROWID;
CREATE TABLE decided (at INTEGER NOT NULL, ordinal INTEGER NOT NULL, no INTEGER NOT NULL, PRIMARY KEY (at, ordinal, no)) WITHOUT ROWID;
CREATE TABLE sent_up (desk TEXT NOT NULL, decided INTEGER NOT NULL, since INTEGER NOT NULL, ordinal INTEGER NOT NULL, no INTEGER NOT NULL,
  PRIMARY KEY (desk, decided, since, ordinal, no)) WITHOUT ROWID;
CREATE TABLE scope (id INTEGER PRIMARY KEY, json TEXT NOT NULL, papers INTEGER NOT NULL);

CREATE TABLE act (entry INTEGER PRIMARY KEY, id BLOB NOT NULL, acted TEXT NOT NULL);
CREATE TABLE trail (ordinal INTEGER NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (ordinal, entry)) WITHOUT ROWID;

CREATE TABLE paper (
  ordinal INTEGER PRIMARY KEY, id BLOB NOT NULL, scope INTEGER NOT NULL, void INTEGER NOT NULL,
  number TEXT NOT NULL, date TEXT NOT NULL, brief TEXT NOT NULL, line TEXT NOT NULL
);
CREATE TABLE state (ordinal INTEGER PRIMARY KEY, json TEXT NOT NULL);
CREATE TABLE body (ordinal INTEGER PRIMARY KEY, entry INTEGER NOT NULL, texts TEXT NOT NULL);
CREATE TABLE line (
  id INTEGER PRIMARY KEY, series TEXT NOT NULL, year INTEGER NOT NULL, n INTEGER NOT NULL, sub INTEGER NOT NULL,
  text TEXT NOT NULL, plain TEXT NOT NULL, ordinal INTEGER, scope INTEGER, at INTEGER NOT NULL, on_ TEXT, late TEXT,
  standing TEXT
);

CREATE TABLE named (ordinal INTEGER NOT NULL, principal TEXT NOT NULL, from_ INTEGER NOT NULL, until INTEGER NOT NULL,
  PRIMARY KEY (ordinal, principal, from_, until)) WITHOUT ROWID;
CREATE TABLE actor (ordinal INTEGER NOT NULL, officer TEXT NOT NULL, PRIMARY KEY (ordinal, officer)) WITHOUT ROWID;
CREATE TABLE number (plain TEXT NOT NULL, date TEXT NOT NULL, ordinal INTEGER NOT NULL, PRIMARY KEY (plain, date, ordinal)) WITHOUT ROWID;
CREATE TABLE reach (name TEXT NOT NULL, scope INTEGER NOT NULL, text TEXT NOT NULL, first INTEGER NOT NULL,
  second INTEGER NOT NULL, line INTEGER NOT NULL, ordinal INTEGER NOT NULL,
  PRIMARY KEY (name, scope, text, first, second, line)) WITHOUT ROWID;
CREATE TABLE print (kind INTEGER NOT NULL, value BLOB NOT NULL, ordinal INTEGER NOT NULL, PRIMARY KEY (kind, value, ordinal)) WITHOUT ROWID;
CREATE TABLE citation (key TEXT NOT NULL, cited TEXT NOT NULL, date TEXT NOT NULL, ordinal INTEGER NOT NULL,
  at INTEGER NOT NULL, what TEXT NOT NULL, PRIMARY KEY (key, cited, date, ordinal, at)) WITHOUT ROWID;
CREATE TABLE tie (to_ BLOB NOT NULL, kind INTEGER NOT NULL, ordinal INTEGER NOT NULL, at INTEGER NOT NULL,
  strength INTEGER NOT NULL, PRIMARY KEY (to_, kind, ordinal, at)) WITHOUT ROWID;
CREATE TABLE waits (place TEXT NOT NULL, rank INTEGER NOT NULL, due TEXT NOT NULL, ordinal INTEGER NOT NULL,
  kind INTEGER NOT NULL, no INTEGER NOT NULL, PRIMARY KEY (place, kind, rank, due, ordinal, no)) WITHOUT ROWID;
CREATE TABLE bound (principal TEXT NOT NULL, ordinal INTEGER NOT NULL, capacity TEXT NOT NULL,
  PRIMARY KEY (principal, ordinal, capacity)) WITHOUT ROWID;
CREATE TABLE checked (ordinal INTEGER PRIMARY KEY, sender TEXT NOT NULL, kind TEXT NOT NULL, right_ INTEGER NOT NULL,
  put_right INTEGER NOT NULL);
CREATE TABLE released (at INTEGER NOT NULL, ordinal INTEGER NOT NULL, PRIMARY KEY (at, ordinal)) WITHOUT ROWID;
CREATE TABLE correspondent (id TEXT PRIMARY KEY, name TEXT NOT NULL, into_ TEXT NOT NULL, json TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE borne (key TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (key, id)) WITHOUT ROWID;
CREATE TABLE rule (id TEXT PRIMARY KEY, key TEXT NOT NULL, json TEXT NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (number, sender, addressee, subject, content='', contentless_delete=1,
  tokenize='unicode61 remove_diacritics 2');
";

/// Indexes that the fold itself looks into; made with the tables. A paper has one row, because the fold looks for it first; with its
/// scope in the index, whether a paper that is cited may be seen is asked without its row.
const INDEXES_OF_THE_FOLD: &str = "
CREATE UNIQUE INDEX act_id ON act (id);
CREATE INDEX paper_id ON paper (id, scope);
CREATE UNIQUE INDEX line_book ON line (series, year, n, sub);
CREATE INDEX rule_key ON rule (key, id);
CREATE UNIQUE INDEX dossier_id ON dossier (id);
";

/// Indexes that only questions look into; while a register is built they wait until it has caught up.
const INDEXES_OF_QUESTIONS: &str = "
CREATE INDEX correspondent_name ON correspondent (name, id);
CREATE INDEX correspondent_into ON correspondent (into_, id);
CREATE INDEX waits_falls ON waits (due, ordinal, no) WHERE kind = 17;
CREATE INDEX filed_paper ON filed (ordinal);
CREATE INDEX bound_paper ON bound (ordinal, principal);
CREATE INDEX dossier_touched ON dossier (touched, ordinal);
CREATE INDEX dossier_title ON dossier (title, id);
CREATE INDEX paper_date ON paper (date, ordinal);
CREATE INDEX paper_scope ON paper (scope, ordinal);
CREATE INDEX trail_entry ON trail (entry);
CREATE INDEX body_entry ON body (entry);
CREATE INDEX tie_paper ON tie (ordinal, kind, at, strength);
CREATE INDEX line_order ON line (series, year, id);
CREATE INDEX line_paper ON line (ordinal);
CREATE INDEX line_void ON line (series, ordinal) WHERE standing IS NOT NULL;
CREATE INDEX line_plain ON line (plain);
CREATE INDEX line_n ON line (n);
CREATE INDEX line_on ON line (on_, id);
CREATE INDEX named_principal ON named (principal, ordinal);
CREATE INDEX actor_officer ON actor (officer, ordinal);
";

/// Makes the tables in an empty file.
pub(crate) fn create(db: &Connection, building: bool) -> Result<(), RegisterError> {
    let questions = if building { "" } else { INDEXES_OF_QUESTIONS };
    db.execute_batch(&format!(
        "BEGIN IMMEDIATE; {TABLES} {INDEXES_OF_THE_FOLD} {questions}
         PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {SCHEMA}; COMMIT;"
    ))?;
    Ok(())
}

/// Makes the indexes that were left for the end of building.
pub(crate) fn create_questions(db: &Connection) -> Result<(), RegisterError> {
    db.execute_batch("INSERT INTO words(words) VALUES ('optimize');")?;
    db.execute_batch(INDEXES_OF_QUESTIONS)?;
    Ok(())
}

/// Opens a connection that writes; `None` where the file is there with another schema.
pub(crate) fn open_writing(folder: &Path, building: bool) -> Result<Option<Connection>, RegisterError> {
    let path = folder.join(if building { FILE_BUILDING } else { FILE });
    let db = Connection::open(path)?;
    settle(&db)?;
    let version: i64 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let application: i64 = db.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables == 0 {
        create(&db, building)?;
    } else if (version, application) != (SCHEMA, APPLICATION) {
        return Ok(None);
    }
    let mode = if building {
        // Nothing reads this file before it is whole and synced; a crash throws it away.
        "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -196608; PRAGMA locking_mode = EXCLUSIVE;"
    } else {
        db.execute_batch(&format!("PRAGMA mmap_size = {MAPPED_BYTES_MAX};"))?;
        // The journal is the truth: the register may lose its last commits in a power cut, and catches up.
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;
         PRAGMA wal_autocheckpoint = 4000;"
    };
    db.execute_batch(mode)?;
    Ok(Some(db))
}

/// Opens the file in which tables of a register that is built are written beside it. Nothing of it outlives the building.
pub(crate) fn open_aside(path: &Path) -> Result<Connection, RegisterError> {
    let db = Connection::open(path)?;
    settle(&db)?;
    db.execute_batch(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -131072; PRAGMA locking_mode = EXCLUSIVE;",
    )?;
    create(&db, true)?;
    Ok(db)
}

/// Whether a file has the tables that this program writes.
pub(crate) fn is_ours(db: &Connection) -> Result<bool, RegisterError> {
    let version: i64 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let application: i64 = db.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    Ok((version, application) == (SCHEMA, APPLICATION))
}

/// Opens a connection that only reads.
pub(crate) fn open_reading(folder: &Path) -> Result<Connection, RegisterError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(folder.join(FILE), flags)?;
    settle(&db)?;
    db.execute_batch(&format!("PRAGMA cache_size = -16384; PRAGMA mmap_size = {MAPPED_BYTES_MAX};"))?;
    Ok(db)
}

fn settle(db: &Connection) -> Result<(), RegisterError> {
    // Plans are written for every value alike; without this each binding of a bounded column prepares anew, which was
    // a third of the time of entering.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    db.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    db.busy_timeout(std::time::Duration::from_millis(LOCK_WAIT_MS_MAX))?;
    Ok(())
}

/// The file and what SQLite keeps beside it.
pub(crate) fn files(folder: &Path, name: &str) -> Vec<PathBuf> {
    ["", "-wal", "-shm", "-journal"].iter().map(|end| folder.join(format!("{name}{end}"))).collect()
}

/// Removes a register's files; those that are not there are no error.
pub(crate) fn remove(folder: &Path, name: &str) -> Result<(), RegisterError> {
    for path in files(folder, name) {
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(RegisterError::Folder { path, why: error.to_string() });
            }
            _ => {}
        }
    }
    Ok(())
}
