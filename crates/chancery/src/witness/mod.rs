//! Witnesses outside the house, who sign heads that go on from those they have seen (C2SP tlog-witness): who they are, and what
//! each said last. Kept in a file of the folder's own, for none of it is what happened in the office.

mod submit;

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use chancery_verify::Verifier;
use procedure::moment::Moment;
use rusqlite::{Connection, params};
use serde::Serialize;

use crate::private_file;

pub use submit::{Submitted, WitnessError, submit};

/// The file in the office's folder.
pub const FILE: &str = "witnesses.db";
/// Most witnesses of an office.
pub const WITNESSES_MAX: usize = 32;
/// Longest address.
pub const URL_BYTES_MAX: usize = 2_048;
const VERSION: i64 = 1;
const TABLES: &str =
    "CREATE TABLE witness (name TEXT PRIMARY KEY, url TEXT NOT NULL, key TEXT NOT NULL, size INTEGER NOT NULL,
  at INTEGER, said TEXT NOT NULL, holds INTEGER NOT NULL) STRICT;";

/// A witness, and what it said last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Witness {
    /// The name of its key.
    pub name: String,
    /// Where heads are sent: `/add-checkpoint` follows.
    pub url: String,
    /// Its public key, as signed-note writes it.
    pub key: String,
    /// Over how many entries the head was that it signed last.
    pub size: u64,
    /// When it was asked last.
    pub at: Option<Moment>,
    /// What came of it, in a sentence; empty before it was asked.
    pub said: String,
    /// Whether what it knows agrees with this journal, as far as is known.
    pub holds: bool,
}

/// Why the file of witnesses cannot be used, or is not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WitnessesError {
    /// The key is none, or not that of a witness.
    #[error("{0} is not the key of a witness")]
    Key(String),
    /// The address is none.
    #[error("{0:?} is no address of a witness: it begins with http:// or https://")]
    Url(String),
    /// There are as many as there can be.
    #[error("an office has at most {WITNESSES_MAX} witnesses")]
    Many,
    /// Nobody of this name is one.
    #[error("there is no witness {0}")]
    Unknown(String),
    /// The file cannot be read or written.
    #[error("the file of witnesses cannot be used: {0}")]
    File(String),
}

impl From<rusqlite::Error> for WitnessesError {
    fn from(error: rusqlite::Error) -> Self {
        Self::File(error.to_string())
    }
}

/// The witnesses of an office.
#[derive(Debug)]
pub struct Witnesses(Mutex<Connection>);

impl Witnesses {
    /// Opens the file in an office's folder, or makes it.
    ///
    /// # Errors
    /// When the folder cannot be used.
    pub fn open(folder: &Path) -> Result<Self, WitnessesError> {
        let instead = "witnesses have to be named anew: chancery witness";
        let db = private_file::open(&folder.join(FILE), VERSION, TABLES, instead).map_err(WitnessesError::File)?;
        Ok(Self(Mutex::new(db)))
    }

    /// Names a witness, or gives the one of this name another address or key; with another key it has signed nothing yet.
    ///
    /// # Errors
    /// What is wrong with address or key, and when the file cannot be written.
    pub fn name(&self, url: &str, key: &str) -> Result<String, WitnessesError> {
        let known = Verifier::parse(key).ok().filter(Verifier::is_witness);
        let verifier = known.ok_or_else(|| WitnessesError::Key(key.to_owned()))?;
        let is_http = url.starts_with("http://") || url.starts_with("https://");
        if !is_http || url.len() > URL_BYTES_MAX || url.contains(char::is_whitespace) {
            return Err(WitnessesError::Url(url.to_owned()));
        }
        let all = self.all()?;
        if all.len() >= WITNESSES_MAX && all.iter().all(|one| one.name != verifier.name()) {
            return Err(WitnessesError::Many);
        }
        self.db().execute(
            "INSERT INTO witness (name, url, key, size, said, holds) VALUES (?1, ?2, ?3, 0, '', 1)
             ON CONFLICT (name) DO UPDATE SET url = excluded.url, key = excluded.key, at = NULL, said = '', holds = 1,
               size = CASE key WHEN excluded.key THEN size ELSE 0 END",
            params![verifier.name(), url.trim_end_matches('/'), key],
        )?;
        Ok(verifier.name().to_owned())
    }

    /// Asks one no more. What it signed stays with the heads.
    ///
    /// # Errors
    /// [`WitnessesError::Unknown`], and when the file cannot be written.
    pub fn give_up(&self, name: &str) -> Result<(), WitnessesError> {
        match self.db().execute("DELETE FROM witness WHERE name = ?1", [name])? {
            0 => Err(WitnessesError::Unknown(name.to_owned())),
            _ => Ok(()),
        }
    }

    /// All of them, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn all(&self) -> Result<Vec<Witness>, WitnessesError> {
        let db = self.db();
        let mut statement = db.prepare("SELECT name, url, key, size, at, said, holds FROM witness ORDER BY name")?;
        let rows = statement.query_map([], |row| {
            Ok(Witness {
                name: row.get(0)?,
                url: row.get(1)?,
                key: row.get(2)?,
                size: row.get::<_, i64>(3)?.cast_unsigned(),
                at: row.get::<_, Option<i64>>(4)?.map(Moment::from_micros),
                said: row.get(5)?,
                holds: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Keeps what a witness said.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn told(&self, witness: &Witness) -> Result<(), WitnessesError> {
        self.db().execute(
            "UPDATE witness SET size = ?2, at = ?3, said = ?4, holds = ?5 WHERE name = ?1",
            params![
                witness.name,
                witness.size.cast_signed(),
                witness.at.map(|at| at.micros()),
                witness.said,
                witness.holds
            ],
        )?;
        Ok(())
    }

    fn db(&self) -> std::sync::MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
