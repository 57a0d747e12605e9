//! Heads that left the building, as whoever keeps them has them: a signed note among other lines, in a printed closing that was typed
//! off, a mail, a file of a witness; and with it, where it stands there, the proof that it goes on from an older one.
//!
//! The lines are those that a witness is sent (C2SP tlog-witness, `add-checkpoint`): `old` and a count of entries, the hashes of
//! the proof in base64 a line each, an empty line, and the signed head. Without `old` it is the head alone.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::commit::Hash;
use crate::merkle::consistency_holds;
use crate::note::{Checkpoint, NoteError, Verifier};

/// Longest text in which a head is looked for, in bytes.
pub const HELD_BYTES_MAX: u64 = 1 << 20;
/// Most hashes of a proof that one tree begins with another: two for each bit of a size.
const HASHES_MAX: usize = 128;

/// A head in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The signed note.
    pub note: String,
    /// From a head over how many entries it goes on, and the proof of that.
    pub from: Option<(u64, Vec<Hash>)>,
}

impl Held {
    /// The first signed head in a text; `None` where there is none. Lines may end as on any system.
    pub fn find(text: &str) -> Option<Held> {
        let lines: Vec<&str> = text.lines().collect();
        (0..lines.len()).find_map(|at| Some(Held { note: note_at(&lines, at)?, from: proof_before(&lines[..at]) }))
    }

    /// The text that [`Self::find`] reads.
    pub fn text(&self) -> String {
        let Some((size, proof)) = &self.from else { return self.note.clone() };
        let hashes: String = proof.iter().map(|hash| BASE64.encode(hash) + "\n").collect();
        format!("old {size}\n{hashes}\n{}", self.note)
    }

    /// What the head says, once one of these keys signed it.
    ///
    /// # Errors
    /// Where none did.
    pub fn open(&self, keys: &[Verifier]) -> Result<Checkpoint, NoteError> {
        Checkpoint::open_by(&self.note, keys)
    }
}

/// The signed head in a text, or the text itself where there is none.
pub fn note_in(text: &str) -> String {
    Held::find(text).map_or_else(|| text.to_owned(), |held| held.note)
}

/// What two heads of one log say of each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GoesOn {
    /// The newer one begins with all that the older one covers.
    Yes,
    /// It does not: history was changed between them, or the proof is of other heads.
    No,
    /// The newer one has no proof from the size of the older one.
    NotShown,
    /// They are heads of two logs.
    OtherLog,
}

/// Whether the newer of two heads goes on from the older one, by the proof that stands with the newer.
///
/// # Errors
/// Where one of them is not signed by any of the keys.
pub fn goes_on(older: &Held, newer: &Held, keys: &[Verifier]) -> Result<(Checkpoint, Checkpoint, GoesOn), NoteError> {
    let (old, new) = (older.open(keys)?, newer.open(keys)?);
    let says = match &newer.from {
        _ if old.origin != new.origin => GoesOn::OtherLog,
        _ if old.size == new.size => {
            if old.root == new.root {
                GoesOn::Yes
            } else {
                GoesOn::No
            }
        }
        Some((size, proof)) if *size == old.size => {
            if consistency_holds(proof, old.size, &old.root, new.size, &new.root) { GoesOn::Yes } else { GoesOn::No }
        }
        _ => GoesOn::NotShown,
    };
    Ok((old, new, says))
}

/// The note whose origin is this line.
fn note_at(lines: &[&str], at: usize) -> Option<String> {
    let text = format!("{}\n{}\n{}\n", lines.get(at)?, lines.get(at + 1)?, lines.get(at + 2)?);
    Checkpoint::read(&text)?;
    let signatures: Vec<&str> =
        lines.get(at + 4..)?.iter().copied().take_while(|line| line.starts_with("— ")).collect();
    if !lines.get(at + 3)?.is_empty() || signatures.is_empty() {
        return None;
    }
    Some(format!("{text}\n{}\n", signatures.join("\n")))
}

/// The proof that ends with the last of these lines, which is empty.
fn proof_before(lines: &[&str]) -> Option<(u64, Vec<Hash>)> {
    let (last, lines) = lines.split_last()?;
    let mut hashes = Vec::new();
    for line in lines.iter().rev().take(HASHES_MAX + 1) {
        if let Some(size) = line.strip_prefix("old ") {
            hashes.reverse();
            return Some((size.parse().ok().filter(|_| last.is_empty())?, hashes));
        }
        hashes.push(BASE64.decode(line).ok()?.try_into().ok()?);
    }
    None
}
