//! Destroying: bytes and salt of single parts and bodies go for ever, their commitments stay.

use crate::append::AppendError;
use crate::commit::Hash;
use crate::journal::Journal;
use crate::store::{chunk_key, part_key};

/// What became of a destruction that is durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Destroyed {
    /// How many parts and bodies went; what was destroyed already, or never there, is not counted.
    pub count: u64,
    /// Whether the write-ahead log was emptied, which still held their bytes. A reader may have kept it open, or the disk
    /// failed; the log is then emptied when the office is next opened with nobody reading.
    pub log_emptied: bool,
}

impl Journal {
    /// Destroys parts, named by entry and place, and bodies, named by commitment. What is destroyed already, or was
    /// never there, is passed over. Who may do this, and which entry says that it was done, is not the journal's to know.
    /// An error says that nothing was destroyed, or that nobody knows, as with an append.
    ///
    /// The bytes are overwritten in the file. Copies in backups and what the medium itself keeps are beyond reach.
    pub fn destroy(&mut self, parts: &[(u64, u16)], bodies: &[Hash]) -> Result<Destroyed, AppendError> {
        let count = self.transact("destroying parts and bodies", |db| {
            let mut destroyed = 0;
            let mut part =
                db.prepare_cached("UPDATE parts SET salt = NULL, bytes = NULL WHERE part = ?1 AND salt NOT NULL")?;
            for &(entry, number) in parts {
                destroyed += part.execute([part_key(entry, number)])?;
            }
            let mut body = db.prepare_cached(
                "UPDATE bodies SET salt = NULL, length = NULL WHERE commitment = ?1 AND salt NOT NULL RETURNING body",
            )?;
            let mut chunks = db.prepare_cached("DELETE FROM chunks WHERE chunk >= ?1 AND chunk < ?2")?;
            for commitment in bodies {
                let keys = body.query_map([commitment], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
                for key in keys {
                    chunks.execute([chunk_key(key, 0), chunk_key(key + 1, 0)])?;
                    destroyed += 1;
                }
            }
            Ok(destroyed as u64)
        })?;
        // The destruction is durable whatever becomes of the log.
        let emptied = self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
        Ok(Destroyed { count, log_emptied: matches!(emptied, Ok(0)) })
    }
}
