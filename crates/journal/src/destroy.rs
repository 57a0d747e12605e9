//! Destroying: bytes and salt of single parts and bodies go for ever, their commitments stay.

use crate::append::AppendError;
use crate::commit::Hash;
use crate::fault::Doing;
use crate::journal::Journal;
use crate::store::{chunk_key, part_key};

impl Journal {
    /// Destroys parts, named by entry and place, and bodies, named by commitment. What is destroyed already, or was
    /// never there, is passed over; says how many parts and bodies went. Who may do this, and which entry says that
    /// it was done, is not the journal's to know.
    ///
    /// The bytes are overwritten in the file. Copies in backups and what the medium itself keeps are beyond reach.
    pub fn destroy(&mut self, parts: &[(u64, u16)], bodies: &[Hash]) -> Result<u64, AppendError> {
        let destroyed = self.transact("destroying parts and bodies", |db| {
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
        // The write-ahead log still holds what was destroyed. A reader may keep it open for now; then the next
        // checkpoint empties it.
        self.db
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
            .doing("emptying the log")
            .map_err(AppendError::NotWritten)?;
        Ok(destroyed)
    }
}
