//! The keys that a journal has had: the one it was founded with, and each that took the place of the one before
//! (`docs/format.md` §6.3, §6.4).

use rusqlite::Connection;

use crate::fault::Doing;
use crate::founding::Founded;
use crate::note::{Checkpoint, NoteError, Verifier, open_by};
use crate::signer::NoteSigner;
use crate::wrong::{ReadError, Wrong};

const FIRST_LINE: &str = "chancery/key/v1";
/// Begins the note of a journal that was restored: its log has another name from there on.
const RESTORED: &str = "chancery/restored/v1";

/// The keys of a journal, in the order in which they signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keys(Vec<(u64, Verifier)>);

impl Keys {
    /// Reads and checks them: each was signed in by the one before, and signed itself.
    pub(crate) fn read(db: &Connection, founded: &Founded) -> Result<Keys, ReadError> {
        let mut keys = Keys::founded(founded);
        if !has_table(db)? {
            return Ok(keys);
        }
        let rows = db
            .prepare_cached("SELECT size, note FROM keys ORDER BY size")
            .and_then(|mut statement| {
                statement
                    .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                    .collect::<rusqlite::Result<Vec<(i64, String)>>>()
            })
            .doing("reading the keys")?;
        for (size, note) in rows {
            keys.take(size, &note, founded).map_err(|why| Wrong::Key { size, why })?;
        }
        Ok(keys)
    }

    /// The key of the founding alone.
    pub(crate) fn founded(founded: &Founded) -> Keys {
        Keys(vec![(0, founded.verifier.clone())])
    }

    /// Takes the note of the next key, once it holds.
    pub(crate) fn take(&mut self, size: i64, note: &str, founded: &Founded) -> Result<(), String> {
        let key = self.opened(size, note, founded)?;
        self.0.push((size as u64, key));
        Ok(())
    }

    /// The keys of the first so many entries.
    pub(crate) fn until(mut self, size: u64) -> Keys {
        self.0.retain(|(from, _)| *from <= size);
        self
    }

    /// The name of the log once it is begun anew: that of the founding, and a number that it has not had.
    pub(crate) fn next_origin(&self, founded: &Founded) -> String {
        format!("{}/{}", founded.origin, self.0.len())
    }

    fn opened(&self, size: i64, note: &str, founded: &Founded) -> Result<Verifier, String> {
        let lines: Vec<&str> = note.split('\n').collect();
        let [first @ (FIRST_LINE | RESTORED), _, _, vkey, ..] = lines[..] else {
            return Err("it is not the four lines of a change of key".to_owned());
        };
        let key = Verifier::parse(vkey).map_err(|why| why.to_string())?;
        let (last, before) = (self.0[self.0.len() - 1].0, self.current());
        // Whoever restores a journal may not have the key before; so the log is another one, with another name.
        let (signers, origin) = match first {
            FIRST_LINE => (vec![before, &key], before.name().to_owned()),
            _ => (vec![&key], self.next_origin(founded)),
        };
        for signer in signers {
            let text = open_by(note, std::slice::from_ref(signer)).map_err(|why| why.to_string())?;
            if text != text_of(first, &origin, size, &key) {
                return Err("its lines do not agree with each other".to_owned());
            }
        }
        let later = size > 0 && (size as u64 > last || (first == RESTORED && size as u64 >= last));
        let follows = later && key.name() == origin && !key.is_witness();
        if follows { Ok(key) } else { Err("it does not follow on the key before".to_owned()) }
    }

    /// The key that signs now.
    pub fn current(&self) -> &Verifier {
        &self.0[self.0.len() - 1].1
    }

    /// Each key, with the count of entries from which on it signs heads.
    pub fn all(&self) -> &[(u64, Verifier)] {
        &self.0
    }

    /// Opens a head: signed by the key whose turn it was.
    ///
    /// # Errors
    /// Where it is not.
    pub fn open_head(&self, text: &str) -> Result<Checkpoint, NoteError> {
        let keys: Vec<Verifier> = self.0.iter().map(|(_, key)| key.clone()).collect();
        let head = Checkpoint::open_by(text, &keys)?;
        let turns = self.0.iter().enumerate().filter(|(at, _)| self.is_turn(*at, head.size));
        let turns: Vec<Verifier> = turns.map(|(_, (_, key))| key.clone()).collect();
        Checkpoint::open_by(text, &turns)
    }

    /// Whether a key signs heads over so many entries. Where a log begins anew, a head over as many may have been published under the
    /// name before.
    fn is_turn(&self, at: usize, size: u64) -> bool {
        let (from, key) = &self.0[at];
        let ended = match self.0.get(at + 1) {
            Some((until, next)) if next.name() != key.name() => size > *until,
            Some((until, _)) => size >= *until,
            None => false,
        };
        *from <= size && !ended
    }
}

/// Says that from `size` entries on `next` signs in the place of `before`, signed by both.
pub(crate) fn change(size: u64, before: &NoteSigner, next: &NoteSigner) -> String {
    let text = text_of(FIRST_LINE, before.verifier().name(), size as i64, next.verifier());
    format!("{}{}", before.sign(&text), next.signature(&text))
}

/// Says that after `size` entries the journal was restored, and its log has the name of this key from there on.
pub(crate) fn restored(size: u64, next: &NoteSigner) -> String {
    next.sign(&text_of(RESTORED, next.verifier().name(), size as i64, next.verifier()))
}

fn text_of(first: &str, origin: &str, size: i64, key: &Verifier) -> String {
    format!("{first}\n{origin}\n{size}\n{}\n", key.vkey())
}

/// Whether there is a table of keys: a journal of the first storage version has had one key.
pub(crate) fn has_table(db: &Connection) -> Result<bool, ReadError> {
    let table = "SELECT 1 FROM sqlite_schema WHERE name = 'keys'";
    Ok(db.prepare_cached(table).and_then(|mut statement| statement.exists([])).doing("reading the keys")?)
}
