//! How a journal begins: its office, its origin, its key, its first moment, in one signed row.

use rusqlite::{Connection, OptionalExtension};

use crate::commit::OfficeId;
use crate::fault::Doing;
use crate::note::Verifier;
use crate::signer::NoteSigner;
use crate::wrong::{ReadError, Wrong};

const FIRST_LINE: &str = "chancery/founding/v1";

/// Longest name of a house, the first part of an origin.
pub const HOUSE_BYTES_MAX: usize = 128;

/// What a journal says of itself from its first moment and never changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founded {
    /// The office.
    pub office: OfficeId,
    /// The name under which its heads are signed: `house/office`.
    pub origin: String,
    /// Not earlier than this is entry 0, in UTC microseconds.
    pub moment_us: i64,
    /// The key by which heads are checked.
    pub verifier: Verifier,
}

impl Founded {
    pub(crate) fn sign(&self, signer: &NoteSigner) -> String {
        signer.sign(&self.text())
    }

    fn text(&self) -> String {
        format!("{FIRST_LINE}\n{}\n{}\n{}\n{}\n", self.origin, self.office, self.moment_us, self.verifier.vkey())
    }

    /// Reads the founding row and checks it by the key it names.
    pub(crate) fn read(db: &Connection) -> Result<Founded, ReadError> {
        let note: Option<String> = db
            .query_row("SELECT note FROM founding WHERE one = 1", [], |row| row.get(0))
            .optional()
            .doing("reading the founding")?;
        let note = note.ok_or_else(|| Wrong::Founding("its row is missing".to_owned()))?;
        Founded::open(&note).map_err(|why| Wrong::Founding(why).into())
    }

    pub(crate) fn open(note: &str) -> Result<Founded, String> {
        let lines: Vec<&str> = note.split('\n').collect();
        let [FIRST_LINE, origin, office, moment, vkey, ..] = lines[..] else {
            return Err("it is not the five lines of a founding".to_owned());
        };
        let verifier = Verifier::parse(vkey).map_err(|e| e.to_string())?;
        let text = verifier.open(note).map_err(|e| e.to_string())?;
        let moment_us = moment.parse().map_err(|_| "its moment is not a number".to_owned())?;
        let office = office_from_hex(office).ok_or("its office is not 32 hexadecimal digits")?;
        let founded = Founded { office, origin: origin.to_owned(), moment_us, verifier };
        let agrees = founded.text() == text
            && founded.verifier.name() == origin
            && origin.rsplit('/').next() == Some(office.to_string().as_str());
        if agrees { Ok(founded) } else { Err("its lines do not agree with each other".to_owned()) }
    }
}

/// Whether a house's name can stand in an origin: letters, digits, `.`, `-`, `_` and `/` only.
pub(crate) fn is_house(house: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b".-_/".contains(&b);
    !house.is_empty() && house.len() <= HOUSE_BYTES_MAX && house.bytes().all(plain)
}

fn office_from_hex(text: &str) -> Option<OfficeId> {
    let hash = crate::commit::hash_from_hex(&format!("{text}{}", "0".repeat(32)))?;
    hash[..16].try_into().ok().map(OfficeId)
}
