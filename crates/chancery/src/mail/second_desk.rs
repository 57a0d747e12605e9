//! Second desks: addresses outside to which each closing of the day is mailed, so that its head leaves the building.
//!
//! A closing that comes twice is the same closing under the same Message-ID, and does no harm; one that does not come leaves a gap.
//! So each goes out until the relay takes it, in order, and none is given up.

use procedure::moment::Moment;
use rusqlite::{Row, params};
use serde::Serialize;

use super::outbox::pause;
use super::{MailAddress, Outbox, OutboxError};

/// Most second desks of an office.
pub const SECOND_DESKS_MAX: usize = 16;

/// Made beside the tables of reminders, in files that were made before there were second desks too.
pub(super) const TABLE: &str = "
    CREATE TABLE IF NOT EXISTS second_desk (address TEXT PRIMARY KEY, sent INTEGER NOT NULL, at INTEGER NOT NULL,
                       tries INTEGER NOT NULL, next INTEGER NOT NULL, says TEXT NOT NULL) STRICT, WITHOUT ROWID;
";

/// A second desk, and how far it got closings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SecondDesk {
    /// Its address.
    pub address: String,
    /// The last closing that was sent to it; at first the last one before it was named.
    pub sent: u32,
    /// Since when it stands so.
    pub at: Moment,
    /// How often the next one was tried.
    pub tries: u32,
    /// Not before that moment it is tried again.
    pub next: Moment,
    /// Why it was not sent; empty where nothing failed.
    pub says: String,
}

impl Outbox {
    /// Names a second desk, which gets the closings after one. One that is named already stays as it is.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn name_second_desk(
        &self,
        address: &MailAddress,
        after: u32,
        now: Moment,
    ) -> Result<SecondDeskNamed, OutboxError> {
        let desks = self.second_desks()?;
        if desks.iter().any(|desk| desk.address == address.to_string()) {
            return Ok(SecondDeskNamed::Already);
        }
        if desks.len() >= SECOND_DESKS_MAX {
            return Ok(SecondDeskNamed::Many);
        }
        self.db().execute(
            "INSERT INTO second_desk (address, sent, at, tries, next, says) VALUES (?1, ?2, ?3, 0, ?3, '')",
            params![address.to_string(), after, now.micros()],
        )?;
        Ok(SecondDeskNamed::Now)
    }

    /// Sends closings there no more; says whether it was named.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn end_second_desk(&self, address: &MailAddress) -> Result<bool, OutboxError> {
        Ok(self.db().execute("DELETE FROM second_desk WHERE address = ?1", [address.to_string()])? > 0)
    }

    /// All of them, by address.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn second_desks(&self) -> Result<Vec<SecondDesk>, OutboxError> {
        let db = self.db();
        let mut statement =
            db.prepare_cached("SELECT address, sent, at, tries, next, says FROM second_desk ORDER BY address")?;
        let rows = statement.query_map([], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Keeps that a closing was sent there.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn closing_sent(&self, address: &str, no: u32, now: Moment) -> Result<(), OutboxError> {
        self.db().execute(
            "UPDATE second_desk SET sent = ?2, at = ?3, tries = 0, next = ?3, says = '' WHERE address = ?1",
            params![address, no, now.micros()],
        )?;
        Ok(())
    }

    /// Keeps why a closing was not sent there, and when it is tried again.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn closing_not_sent(&self, desk: &SecondDesk, says: &str, now: Moment) -> Result<(), OutboxError> {
        let tries = desk.tries.saturating_add(1);
        self.db().execute(
            "UPDATE second_desk SET at = ?2, tries = ?3, next = ?4, says = ?5 WHERE address = ?1",
            params![desk.address, now.micros(), tries, pause(tries, now).micros(), says],
        )?;
        Ok(())
    }
}

/// What came of naming a second desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondDeskNamed {
    /// It is one now.
    Now,
    /// It was one already.
    Already,
    /// There are as many as there can be.
    Many,
}

fn read(row: &Row<'_>) -> rusqlite::Result<SecondDesk> {
    Ok(SecondDesk {
        address: row.get(0)?,
        sent: row.get(1)?,
        at: Moment::from_micros(row.get(2)?),
        tries: row.get(3)?,
        next: Moment::from_micros(row.get(4)?),
        says: row.get(5)?,
    })
}
