//! Compound files (MS-CFB): the container of Outlook's messages and of Office before 2007.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use phrases::stored;

use crate::extract::Extract;
use crate::format::Format;

/// An opened container, with the room that its contents may still take.
pub(crate) struct Compound<'a> {
    file: cfb::CompoundFile<Cursor<&'a [u8]>>,
    /// Each byte of a file belongs to one stream, so that honest streams together are no longer than the file. A file
    /// whose streams share their bytes could be unfolded without end.
    room_bytes: usize,
    /// How many entries each storage has that was listed.
    listed: BTreeMap<String, usize>,
    /// How many steps finding entries may still take.
    steps: usize,
    /// Whether a storage has more entries than are looked at.
    pub(crate) is_cut: bool,
}

/// Streams and storages in one storage after this many are not looked at.
pub const COMPOUND_ENTRIES_MAX: usize = 100_000;
/// Finding an entry takes as many steps as its storage has entries, where a file has its tree of names grown into a
/// list. An honest message with a thousand attachments needs a third of this.
const STEPS_MAX: usize = 500_000_000;

impl<'a> Compound<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Option<Self> {
        let file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
        Some(Self { file, room_bytes: bytes.len(), listed: BTreeMap::new(), steps: STEPS_MAX, is_cut: false })
    }

    /// Names in a storage, in the file's order, with whether each is a storage.
    pub(crate) fn names(&mut self, storage: &str) -> Vec<(String, bool)> {
        if !self.step_to(storage) {
            return Vec::new();
        }
        let Ok(mut entries) = self.file.read_storage(format!("{storage}/")) else { return Vec::new() };
        let first = entries.by_ref().take(COMPOUND_ENTRIES_MAX);
        let names: Vec<_> = first.map(|entry| (entry.name().to_owned(), entry.is_storage())).collect();
        self.is_cut |= entries.next().is_some();
        self.listed.insert(storage.to_owned(), names.len());
        names
    }

    /// Pays for the way to an entry; false where it can no longer be paid.
    fn step_to(&mut self, path: &str) -> bool {
        let above = path.match_indices('/').filter_map(|(at, _)| self.listed.get(&path[..at]));
        let steps = above.sum::<usize>() + 1;
        let left = self.steps.checked_sub(steps);
        self.steps = left.unwrap_or(0);
        left.is_some()
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.file.is_stream(path)
    }

    /// A stream's bytes, where there is room for them. A stream that is cut off gives what is there and false.
    pub(crate) fn stream(&mut self, path: &str) -> Option<(Vec<u8>, bool)> {
        if !self.step_to(path) {
            return None;
        }
        let stream = self.file.open_stream(path).ok()?;
        let length = usize::try_from(stream.len()).ok().filter(|length| *length <= self.room_bytes)?;
        let mut bytes = Vec::new();
        let whole = stream.take(length as u64).read_to_end(&mut bytes).is_ok() && bytes.len() == length;
        self.room_bytes -= bytes.len();
        Some((bytes, whole))
    }
}

/// Streams that tell which program wrote a file, with what to call it and how to get it in.
const PROGRAMS: [(&str, &str, &str); 8] = [
    ("/WordDocument", stored!("a Word file of the form before 2007 (.doc)"), stored!("DOCX or PDF")),
    ("/Workbook", stored!("an Excel file of the form before 2007 (.xls)"), stored!("XLSX or PDF")),
    ("/Book", stored!("an Excel file of the form before 1997 (.xls)"), stored!("XLSX or PDF")),
    ("/PowerPoint Document", stored!("a PowerPoint file of the form before 2007 (.ppt)"), stored!("PDF")),
    ("/VisioDocument", stored!("a Visio drawing (.vsd)"), stored!("PDF")),
    ("/EncryptedPackage", stored!("an Office file locked with a password"), stored!("a file without a password")),
    ("/Quill/QuillSub/CONTENTS", stored!("a Publisher file (.pub)"), stored!("PDF")),
    ("/MatOST", stored!("a Works file (.wps)"), stored!("DOCX or PDF")),
];

/// Whether the container holds an Outlook message (MS-OXMSG §2.2).
pub(crate) fn is_message(bytes: &[u8]) -> bool {
    Compound::open(bytes).is_some_and(|compound| compound.has("/__properties_version1.0"))
}

/// A container that stays closed: named, with the way to get it in.
pub(crate) fn closed(bytes: &[u8], name: &str) -> Extract {
    let Some(compound) = Compound::open(bytes) else {
        let says = stored!("{name}: The file has the form of an older Office file but is damaged or cut off.");
        return Extract::closed(Format::Compound, says);
    };
    let says = match PROGRAMS.iter().find(|(stream, ..)| compound.has(stream)) {
        Some((_, stored_called, stored_to)) => {
            stored!(
                "{name}: The file is {stored_called}; it is kept as it came and not read. Save it as {stored_to} to have it read."
            )
        }
        None => stored!(
            "{name}: The file is a compound file of a program that is not known here; it is kept as it came and not read. \
             Save it as PDF to have it read."
        ),
    };
    Extract::closed(Format::Compound, says)
}
