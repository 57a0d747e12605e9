//! Proofs for outside: that an entry stands in the log, with those of its parts opened that are to be shown.

use chancery_verify::{Opening, PartShown, Proof};
use rusqlite::OptionalExtension;

use crate::commit::{Hash, SALT_BYTES};
use crate::fault::Doing;
use crate::reader::{Part, Reader, read_entry};
use crate::wrong::{ReadError, Wrong};
use crate::{merkle, tree};

impl Reader {
    /// A proof that an entry is in the log before the head that was published last: `opens` are the places of the parts that it
    /// shows, `bodies` those of which it gives the salt, so that whoever has the bytes can see that they are the ones that
    /// a part names. What was destroyed stays closed. `None` where that head does not cover the entry, or none was published.
    ///
    /// # Errors
    /// Where the journal cannot be read or does not agree with itself.
    pub fn prove(&self, entry: u64, opens: &[usize], bodies: &[Hash]) -> Result<Option<Proof>, ReadError> {
        let Some(head) = self.last_published()?.filter(|head| entry < head.size) else { return Ok(None) };
        let _snapshot = self.snapshot("reading an entry")?;
        let stored = read_entry(self.db(), entry)?.ok_or(Wrong::EntryMissing { entry })?;
        let mut parts = Vec::new();
        for (place, part) in stored.parts.into_iter().enumerate() {
            parts.push(match part {
                Part::Kept { bytes, salt, .. } if opens.contains(&place) => {
                    let why = crate::NotAPart::NotUtf8;
                    let bytes =
                        String::from_utf8(bytes).map_err(|_| Wrong::PartText { entry, part: place as u16, why })?;
                    PartShown::Open { salt, bytes }
                }
                closed => PartShown::Closed(closed.commitment()),
            });
        }
        let mut salts = Vec::new();
        for body in bodies {
            salts.extend(self.salt_of(body)?);
        }
        let path =
            merkle::prove_inclusion(entry, head.size, &mut |height, index| tree::node(self.db(), height, index))?;
        let opening = Opening { header: stored.header, parts, salts };
        Ok(Some(Proof { opening, index: entry, path, checkpoint: head.checkpoint }))
    }

    /// The salt of a body; `None` where there is none or it was destroyed.
    fn salt_of(&self, body: &Hash) -> Result<Option<[u8; SALT_BYTES]>, ReadError> {
        let salt: Option<Option<Vec<u8>>> = self
            .db()
            .prepare_cached("SELECT salt FROM bodies WHERE commitment = ?1")
            .and_then(|mut statement| statement.query_row([body], |row| row.get(0)).optional())
            .doing("looking for a body")?;
        let half = || Wrong::BodyHalf { body: *body, what: "its salt is not of its length".to_owned() };
        salt.flatten().map(|salt| salt.try_into().map_err(|_| half().into())).transpose()
    }
}
