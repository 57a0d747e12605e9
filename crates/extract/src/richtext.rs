//! Rich Text Format (RTF 1.9.1).
//!
//! The text is put together as that of a Word file is: headers, body, notes, footers, each once. Tracked changes are not
//! accepted. Groups that hold no text of the paper (fonts, styles, properties, pictures, codes of fields) are left aside,
//! and so is every group of a kind that is not known and says that it may be.

mod fonts;
mod groups;
mod objects;
mod reader;
mod text;
mod words;

use phrases::stored;

use crate::asides::Asides;
use crate::extract::Extract;
use crate::format::Format;
use crate::writing::assemble;

pub(crate) use groups::LETTERS;
pub(crate) use words::{Sign, Signs};

pub use reader::{FRAMES_DEEP_MAX, OBJECTS_MAX, RTF_GROUPS_MAX};

/// Whether a group that a word begins holds no words of the paper.
pub(crate) fn holds_no_words(word: &str) -> bool {
    groups::destination(word).is_some()
}

/// Takes an RTF file apart.
pub(crate) fn open(bytes: &[u8]) -> Extract {
    let mut asides = Asides::default();
    let mut taken = reader::read(bytes, false, &mut asides);
    if taken.written.text.trim().is_empty() && asides.has_insertions() {
        asides = Asides::showing_inserted();
        taken = reader::read(bytes, true, &mut asides);
    }
    let notes: String = taken.notes.iter().enumerate().map(|(at, note)| format!("[{}] {note}\n", at + 1)).collect();
    let (text, pages) = assemble(&taken.margins(false), &taken.written, &notes, &taken.margins(true));
    let mut remarks = std::mem::take(&mut taken.remarks);
    if taken.written.full {
        remarks.push(crate::word::full(&taken.written));
    }
    if text.trim().is_empty() {
        let says = match taken.has_pictures {
            true => stored!("There is no text on this paper, only pictures, which stay inside."),
            false => stored!("There is no text on this paper."),
        };
        remarks.push(says.to_owned());
    }
    remarks.extend(asides.remarks());
    Extract { text, pages, remarks, enclosures: taken.enclosures, ..Extract::empty(Format::RichText) }
}
