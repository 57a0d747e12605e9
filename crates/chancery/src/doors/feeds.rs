//! Secret addresses of calendar feeds: one an officer. Of a secret only the SHA-256 is kept.

use procedure::ids::OfficerId;
use rusqlite::{OptionalExtension, params};

use super::tokens::{digest, secret};
use super::{DoorError, Doors};

impl Doors {
    /// Makes an officer's feed and returns its secret, which is never shown again. One made before is void from then on.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn make_feed(&self, officer: &OfficerId) -> Result<String, DoorError> {
        let secret = secret();
        self.0
            .store
            .db()
            .prepare_cached("INSERT OR REPLACE INTO feed (officer, secret) VALUES (?1, ?2)")?
            .execute(params![officer.as_str(), digest(&secret)])?;
        Ok(secret)
    }

    /// Whose feed a secret is.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn feed(&self, secret: &str) -> Result<Option<OfficerId>, DoorError> {
        let db = self.0.store.db();
        let mut statement = db.prepare_cached("SELECT officer FROM feed WHERE secret = ?1")?;
        let officer: Option<String> = statement.query_row([digest(secret)], |row| row.get(0)).optional()?;
        Ok(officer.and_then(|officer| OfficerId::new(officer).ok()))
    }

    /// Whether an officer has a feed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn has_feed(&self, officer: &OfficerId) -> Result<bool, DoorError> {
        let db = self.0.store.db();
        Ok(db.prepare_cached("SELECT 1 FROM feed WHERE officer = ?1")?.exists([officer.as_str()])?)
    }

    /// Makes an officer's feed void; says whether there was one.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn end_feed(&self, officer: &OfficerId) -> Result<bool, DoorError> {
        Ok(self.0.store.db().execute("DELETE FROM feed WHERE officer = ?1", [officer.as_str()])? > 0)
    }
}
