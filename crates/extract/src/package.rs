//! A ZIP container read within limits, whatever its directory claims.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use phrases::stored;
use zip::ZipArchive;
use zip::result::ZipError;

/// A file in a container grows to no more than this.
pub const MEMBER_BYTES_MAX: usize = 64 * 1024 * 1024;
/// All that is taken out of one container together is no more than this, what turns out to be too large or damaged
/// counted as far as it was unpacked.
pub const CONTAINER_BYTES_MAX: usize = 256 * 1024 * 1024;
/// A file in a container is no more than this many times as large as it was packed. Small ones may be.
pub const MEMBER_RATIO_MAX: usize = 250;
/// The ratio is looked at from this size on: a short file of one letter packs better than any paper.
pub const RATIO_FROM_BYTES_MIN: usize = 1024 * 1024;
/// A container with more entries than this stays closed.
pub const ENTRIES_MAX: usize = 10_000;

/// Why a file stays in its container.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    Encrypted,
    TooLarge,
    TooDense,
    TooMuch,
    Damaged,
    Method,
}

impl Kept {
    /// What is said of a file of this name that stays inside another.
    pub(crate) fn inside(self, name: &str) -> String {
        let stored_why = self.because();
        stored!("{name} stays inside: {stored_why}.")
    }

    /// The reason as the end of a sentence.
    pub(crate) fn because(self) -> String {
        match self {
            Self::Encrypted => stored!("it is encrypted").to_owned(),
            Self::TooLarge => stored!("it unpacks to more than {mib} MiB", mib = MEMBER_BYTES_MAX >> 20),
            Self::TooDense => stored!("it unpacks to more than {MEMBER_RATIO_MAX} times its size"),
            Self::TooMuch => stored!("the container unpacks to more than {mib} MiB", mib = CONTAINER_BYTES_MAX >> 20),
            Self::Damaged => stored!("it is damaged").to_owned(),
            Self::Method => stored!("it is packed in a way that is not known here").to_owned(),
        }
    }
}

/// One entry of a container's directory.
pub(crate) struct Entry {
    pub(crate) at: usize,
    pub(crate) name: String,
    pub(crate) is_folder: bool,
}

/// An open container.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Names in small letters, since the names of parts are compared so (ECMA-376-2 §6.3.5).
    places: BTreeMap<String, usize>,
    left: usize,
}

impl<'a> Package<'a> {
    /// Opens a container by its directory; none where it has no whole one, or too large a one, with the reason.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, String> {
        let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) else {
            return Err(stored!("The container is damaged or cut off: it has no directory.").to_owned());
        };
        if archive.len() > ENTRIES_MAX {
            return Err(stored!("The container has more than {ENTRIES_MAX} entries and stays closed."));
        }
        let mut places = BTreeMap::new();
        for at in 0..archive.len() {
            if let Some(Ok(name)) = archive.name_for_index(at) {
                places.entry(name.to_lowercase()).or_insert(at);
            }
        }
        Ok(Self { archive, places, left: CONTAINER_BYTES_MAX })
    }

    /// The directory in its order.
    pub(crate) fn entries(&self) -> Vec<Entry> {
        let names = (0..self.archive.len()).map(|at| {
            let name = self.archive.name_for_index(at).and_then(Result::ok);
            (at, name.map_or_else(String::new, |name| name.into_owned()))
        });
        names.map(|(at, name)| Entry { at, is_folder: name.ends_with(['/', '\\']), name }).collect()
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.places.contains_key(&name.to_lowercase())
    }

    /// The bytes of a part by its name; none where the container has no such part.
    pub(crate) fn part(&mut self, name: &str) -> Option<Result<Vec<u8>, Kept>> {
        let at = *self.places.get(&name.to_lowercase())?;
        Some(self.take(at))
    }

    /// The bytes of a part as text of an XML file; a part that stays inside leaves a remark.
    pub(crate) fn xml(&mut self, name: &str, remarks: &mut Vec<String>) -> Option<String> {
        match self.part(name)? {
            Ok(bytes) => Some(crate::xml::decode(&bytes)),
            Err(kept) => {
                let stored_why = kept.because();
                remarks.push(stored!("The part {name} of the file stays inside: {stored_why}."));
                None
            }
        }
    }

    /// The bytes of the entry at a place of the directory.
    pub(crate) fn take(&mut self, at: usize) -> Result<Vec<u8>, Kept> {
        let mut file = match self.archive.by_index(at) {
            Ok(file) => file,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => return Err(Kept::Encrypted),
            Err(ZipError::UnsupportedArchive(_)) => return Err(Kept::Method),
            Err(_) => return Err(Kept::Damaged),
        };
        let packed = usize::try_from(file.compressed_size()).unwrap_or(usize::MAX);
        let dense = packed.saturating_mul(MEMBER_RATIO_MAX).max(RATIO_FROM_BYTES_MIN);
        let limit = MEMBER_BYTES_MAX.min(self.left).min(dense);
        let too_large = match limit {
            _ if limit == dense => Kept::TooDense,
            MEMBER_BYTES_MAX => Kept::TooLarge,
            _ => Kept::TooMuch,
        };
        // The directory's sizes are claims: one that is too large is believed, of others counts how much comes out.
        if file.size() > limit as u64 {
            return Err(too_large);
        }
        let mut bytes = Vec::new();
        let is_damaged = file.by_ref().take(limit as u64 + 1).read_to_end(&mut bytes).is_err();
        self.left = self.left.saturating_sub(bytes.len());
        match bytes.len() > limit {
            _ if is_damaged => Err(Kept::Damaged),
            true => Err(too_large),
            false => Ok(bytes),
        }
    }
}

/// A name in a container as a label: no way up or to a root, no drive, no control character. Never a path to write to.
pub(crate) fn label(name: &str) -> String {
    let clean: String = name.chars().filter(|c| !c.is_control()).collect();
    let steps = clean.split(['/', '\\']).map(str::trim);
    let steps = steps.filter(|step| !(matches!(*step, "" | "." | "..") || step.len() == 2 && step.ends_with(':')));
    let label = steps.collect::<Vec<_>>().join("/");
    label.chars().take(LABEL_CHARS_MAX).collect()
}

/// A label is no longer than this.
pub const LABEL_CHARS_MAX: usize = 255;
