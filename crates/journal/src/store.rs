//! The SQLite file: its tables, how it is opened, what its keys mean (`docs/format.md` §8.1).

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::commit::Hash;
use crate::fault::{Doing, Fault};
use crate::wrong::{ReadError, Wrong};

/// "CHNJ", in the SQLite header.
pub(crate) const APPLICATION_ID: i32 = 0x4348_4e4a;
/// The version of the tables, in the SQLite header. The entries' own format is in their headers.
pub(crate) const STORAGE_VERSION: i32 = 2;
/// The version without the table of keys. It is read as it is, and brought up by whoever opens it to write.
const STORAGE_VERSION_ONE_KEY: i32 = 1;
/// The file in the folder.
pub(crate) const FILE: &str = "journal.db";

/// Each level of stored subtree roots is 2^8 times as wide as the one below.
pub(crate) const LEVEL_BITS: u8 = 8;
/// A subtree's key is its level and its index in the low 48 bits.
pub(crate) const SUBTREE_INDEX_BITS: u32 = 48;
/// A part's key is its entry's number and its place in the low 8 bits.
const PART_BITS: u32 = 8;
/// A chunk's key is its body's key and its place in the low 16 bits.
pub(crate) const CHUNK_BITS: u32 = 16;

/// How long a writer waits for a foreign process that writes. None should: the folder is locked.
const BUSY_MS_MAX: u64 = 5_000;

/// Pages of 4 KiB that the write-ahead log gathers before a commit copies them into the file. Each copy waits for the disk
/// twice while the clerks wait too; a log of 16 MiB is read in a moment when the folder is opened after a power cut.
const LOG_PAGES_MAX: u32 = 4_000;

pub(crate) const SCHEMA: [(&str, &str); 10] = [
    ("founding", "CREATE TABLE founding (one INTEGER PRIMARY KEY CHECK (one = 1), note TEXT NOT NULL) STRICT"),
    (
        "entries",
        "CREATE TABLE entries (entry INTEGER PRIMARY KEY, header BLOB NOT NULL, commitment BLOB NOT NULL) STRICT",
    ),
    ("parts", "CREATE TABLE parts (part INTEGER PRIMARY KEY, commitment BLOB NOT NULL, salt BLOB, bytes BLOB) STRICT"),
    (
        "bodies",
        "CREATE TABLE bodies (body INTEGER PRIMARY KEY, commitment BLOB NOT NULL UNIQUE, \
         salt BLOB, length INTEGER) STRICT",
    ),
    ("chunks", "CREATE TABLE chunks (chunk INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT"),
    ("staging", "CREATE TABLE staging (body INTEGER PRIMARY KEY) STRICT"),
    ("subtrees", "CREATE TABLE subtrees (subtree INTEGER PRIMARY KEY, root BLOB NOT NULL) STRICT"),
    ("head", "CREATE TABLE head (one INTEGER PRIMARY KEY CHECK (one = 1), checkpoint TEXT NOT NULL) STRICT"),
    ("heads", "CREATE TABLE heads (size INTEGER PRIMARY KEY, checkpoint TEXT NOT NULL) STRICT"),
    KEYS,
];
const KEYS: (&str, &str) = ("keys", "CREATE TABLE keys (size INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT");

pub(crate) fn part_key(entry: u64, part: u16) -> i64 {
    (entry << PART_BITS) as i64 | i64::from(part)
}

pub(crate) fn chunk_key(body: i64, chunk: u32) -> i64 {
    body << CHUNK_BITS | i64::from(chunk)
}

pub(crate) fn subtree_key(level: u8, index: u64) -> i64 {
    i64::from(level) << SUBTREE_INDEX_BITS | index as i64
}

/// Where the journal's SQLite file is and through which VFS it is reached.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    pub(crate) folder: PathBuf,
    pub(crate) vfs: Option<String>,
}

impl Store {
    pub(crate) fn new(folder: &Path, vfs: Option<&str>) -> Store {
        Store { folder: folder.to_owned(), vfs: vfs.map(str::to_owned) }
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.folder.join(FILE)
    }

    /// A connection that writes; `create` makes the file if it is absent.
    pub(crate) fn writing(&self, create: bool) -> Result<Connection, Fault> {
        let flags = if create { OpenFlags::SQLITE_OPEN_CREATE } else { OpenFlags::empty() };
        let db = self.connect(&self.file(), flags | OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let set = || {
            // In WAL mode EXTRA is FULL: a commit returns when the log is on the disk. Before that mode is set, EXTRA
            // also sees to the folder, so that the very first write cannot come undone.
            db.pragma_update(None, "synchronous", "EXTRA")?;
            db.pragma_update(None, "journal_mode", "WAL")?;
            db.pragma_update(None, "wal_autocheckpoint", LOG_PAGES_MAX)?;
            // These matter on macOS only, where fsync alone does not reach the disk.
            db.pragma_update(None, "fullfsync", true)?;
            db.pragma_update(None, "checkpoint_fullfsync", true)
        };
        set().doing("preparing journal.db for writing")?;
        Ok(db)
    }

    /// A connection that only reads.
    pub(crate) fn reading(&self) -> Result<Connection, Fault> {
        let first = self.connect(&self.file(), OpenFlags::SQLITE_OPEN_READ_ONLY);
        let probed = first.and_then(|db| {
            db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())).doing("reading journal.db")?;
            Ok(db)
        });
        match probed {
            // A snapshot in a folder that may not be written: no write-ahead log can be, or come, beside it.
            Err(fault) if fault.is_rights() && self.vfs.is_none() && !self.has_log() && self.file().is_file() => {
                self.connect(Path::new(&immutable_uri(&self.file())), OpenFlags::SQLITE_OPEN_READ_ONLY)
            }
            other => other,
        }
    }

    /// Checks that the file is as long as it says. SQLite itself passes over a last page that is only half there.
    pub(crate) fn check_length(&self, db: &Connection) -> Result<(), ReadError> {
        if self.has_log() {
            // The log may hold the last pages, and a copy of them into the file may have been interrupted.
            return Ok(());
        }
        let number = |pragma: &str| db.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
        let pages = number("page_count").doing("reading the head of journal.db")?;
        let expected = pages * number("page_size").doing("reading the head of journal.db")?;
        let found = std::fs::metadata(self.file()).doing("reading journal.db")?.len() as i64;
        if found < expected { Err(Wrong::FileCut { found, expected }.into()) } else { Ok(()) }
    }

    fn has_log(&self) -> bool {
        std::fs::metadata(self.folder.join("journal.db-wal")).is_ok_and(|log| log.len() > 0)
    }

    fn connect(&self, file: &Path, flags: OpenFlags) -> Result<Connection, Fault> {
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
        let db = match &self.vfs {
            Some(vfs) => Connection::open_with_flags_and_vfs(file, flags, vfs.as_str()),
            None => Connection::open_with_flags(file, flags),
        };
        let db = db.doing("opening journal.db")?;
        let set = || {
            db.busy_timeout(Duration::from_millis(BUSY_MS_MAX))?;
            db.pragma_update(None, "trusted_schema", false)?;
            db.pragma_update(None, "cell_size_check", true)
        };
        set().doing("preparing journal.db")?;
        db.set_prepared_statement_cache_capacity(64);
        Ok(db)
    }
}

fn immutable_uri(file: &Path) -> String {
    let mut uri = "file:".to_owned();
    for c in file.to_string_lossy().chars() {
        match c {
            '%' => uri.push_str("%25"),
            '?' => uri.push_str("%3f"),
            '#' => uri.push_str("%23"),
            c => uri.push(c),
        }
    }
    uri + "?immutable=1"
}

/// Lays down the tables of an empty journal. The caller holds a transaction.
pub(crate) fn lay_down(db: &Connection) -> rusqlite::Result<()> {
    db.pragma_update(None, "application_id", APPLICATION_ID)?;
    db.pragma_update(None, "user_version", STORAGE_VERSION)?;
    for (_, sql) in SCHEMA {
        db.execute(sql, [])?;
    }
    Ok(())
}

/// Whether there is nothing at all in the file yet.
pub(crate) fn is_blank(db: &Connection) -> rusqlite::Result<bool> {
    db.query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| row.get(0))
}

/// Brings the tables of an earlier version up to this one, in one transaction. The caller has checked them.
pub(crate) fn bring_up(db: &Connection, version: i32) -> Result<(), Fault> {
    if version != STORAGE_VERSION_ONE_KEY {
        return Ok(());
    }
    let up = format!("BEGIN IMMEDIATE; {}; PRAGMA user_version = {STORAGE_VERSION}; COMMIT", KEYS.1);
    db.execute_batch(&up).doing("bringing the tables of journal.db up to this version")
}

/// Checks that the file is a journal whose tables we know, to the letter; says of which version they are.
pub(crate) fn check_schema(db: &Connection) -> Result<i32, ReadError> {
    let pragma = |name: &str| db.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    let found = pragma("application_id").doing("reading the head of journal.db")?;
    if found != APPLICATION_ID {
        return Err(Wrong::NotAJournal { found, expected: APPLICATION_ID }.into());
    }
    let version = pragma("user_version").doing("reading the head of journal.db")?;
    if ![STORAGE_VERSION, STORAGE_VERSION_ONE_KEY].contains(&version) {
        return Err(Wrong::StorageVersion { found: version, known: STORAGE_VERSION }.into());
    }
    let mut statement = db
        .prepare("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'")
        .doing("reading the tables")?;
    let rows = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
        .and_then(Iterator::collect::<rusqlite::Result<Vec<(String, String, String, String)>>>)
        .doing("reading the tables")?;
    let index = ("index".to_owned(), "sqlite_autoindex_bodies_1".to_owned(), "bodies".to_owned(), String::new());
    let mut expected: Vec<_> = SCHEMA
        .iter()
        .filter(|table| version == STORAGE_VERSION || **table != KEYS)
        .map(|(name, sql)| ("table".into(), (*name).into(), (*name).into(), (*sql).into()))
        .collect();
    expected.push(index);
    if let Some(row) = rows.iter().find(|row| !expected.contains(row)) {
        return Err(Wrong::Schema(format!("{} {} is not one of them", row.0, row.1)).into());
    }
    match expected.iter().find(|row| !rows.contains(row)) {
        Some(row) => Err(Wrong::Schema(format!("{} {} is missing", row.0, row.1)).into()),
        None => Ok(version),
    }
}

/// A column that must hold a hash or a salt.
pub(crate) fn hash_column(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<Option<Hash>> {
    Ok(row.get_ref(column)?.as_blob()?.try_into().ok())
}
