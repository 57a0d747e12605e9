//! Sessions of pages, kept for the session layer.

use async_trait::async_trait;
use procedure::ids::OfficerId;
use rusqlite::{OptionalExtension, params};
use tower_sessions::SessionStore;
use tower_sessions::cookie::time::OffsetDateTime;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};

use super::tokens::digest;
use super::{DoorError, Doors};

/// Under this key a session's data names the officer who is signed in.
pub const SESSION_OFFICER: &str = "officer";

impl Doors {
    /// Ends all sessions of an officer; says how many.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn end_sessions(&self, officer: &OfficerId) -> std::result::Result<usize, DoorError> {
        Ok(self.0.store.db().execute("DELETE FROM session WHERE officer = ?1", [officer.as_str()])?)
    }

    /// How many sessions of an officer have not run out.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn sessions(&self, officer: &OfficerId) -> std::result::Result<u64, DoorError> {
        let count = "SELECT count(*) FROM session WHERE officer = ?1 AND until > ?2";
        let now = OffsetDateTime::now_utc().unix_timestamp();
        Ok(self
            .0
            .store
            .db()
            .query_row(count, params![officer.as_str(), now], |row| row.get::<_, i64>(0))?
            .unsigned_abs())
    }

    /// Does what a session asks for on a thread that may wait for the disk.
    async fn with<T: Send + 'static>(&self, work: impl FnOnce(&Self) -> Result<T> + Send + 'static) -> Result<T> {
        let doors = self.clone();
        tokio::task::spawn_blocking(move || work(&doors)).await.map_err(|error| Error::Backend(error.to_string()))?
    }

    fn put(&self, record: &Record, replace: bool) -> Result<bool> {
        let officer = record.data.get(SESSION_OFFICER).and_then(|officer| officer.as_str());
        let json = serde_json::to_vec(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
        let insert = if replace { "INSERT OR REPLACE" } else { "INSERT OR IGNORE" };
        let db = self.0.store.db();
        let now = OffsetDateTime::now_utc().unix_timestamp();
        let put = || -> rusqlite::Result<usize> {
            db.prepare_cached("DELETE FROM session WHERE until <= ?1")?.execute([now])?;
            db.prepare_cached(&format!("{insert} INTO session (id, officer, data, until) VALUES (?1, ?2, ?3, ?4)"))?
                .execute(params![key(&record.id), officer, json, record.expiry_date.unix_timestamp()])
        };
        Ok(put().map_err(backend)? > 0)
    }
}

#[async_trait]
impl SessionStore for Doors {
    async fn create(&self, record: &mut Record) -> Result<()> {
        loop {
            let wanted = record.clone();
            if self.with(move |doors| doors.put(&wanted, false)).await? {
                return Ok(());
            }
            record.id = Id::default();
        }
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let record = record.clone();
        self.with(move |doors| doors.put(&record, true)).await.map(|_| ())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let id = *id;
        let row: Option<(Vec<u8>, i64)> = self
            .with(move |doors| {
                let now = OffsetDateTime::now_utc().unix_timestamp();
                let db = doors.0.store.db();
                let mut statement = db
                    .prepare_cached("SELECT data, until FROM session WHERE id = ?1 AND until > ?2")
                    .map_err(backend)?;
                let row = statement.query_row(params![key(&id), now], |row| Ok((row.get(0)?, row.get(1)?)));
                row.optional().map_err(backend)
            })
            .await?;
        let Some((json, until)) = row else { return Ok(None) };
        let data = serde_json::from_slice(&json).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date =
            OffsetDateTime::from_unix_timestamp(until).map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let id = *id;
        self.with(move |doors| {
            doors.0.store.db().execute("DELETE FROM session WHERE id = ?1", [key(&id)]).map_err(backend)?;
            Ok(())
        })
        .await
    }
}

/// The session's id is what its cookie says, so only its hash is kept: who reads the file can sign in as nobody.
fn key(id: &Id) -> [u8; 32] {
    digest(&id.to_string())
}

fn backend(error: rusqlite::Error) -> Error {
    Error::Backend(error.to_string())
}
