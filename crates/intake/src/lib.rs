//! Reading a paper: bytes → text, card, remarks.
//!
//! Pure: no file, no clock, no chance. It never fails and never guesses: what cannot be read stays empty, with a remark
//! that says why. Every value that stands on the paper carries its span in the extracted text.
//!
//! ```
//! let reading = intake::read(b"To Mr. Orlan\n\nPlease review the draft.\n\nB. Tessel\n\n3 May 1931\n", "paper.txt");
//! assert_eq!(reading.card.date.unwrap().value.date.to_string(), "1931-05-03");
//! ```

mod dates;
mod fields;
mod joins;
mod lang;
mod layout;
mod parts;
mod reading;
mod tokens;
mod words;

pub use dates::{year_back, year_forward};
pub use extract::{
    BOOKMARK_AFTER, BOOKMARK_BEFORE, DraftMark, Enclosed, Extract, Format, MARK_DOSSIER, MARK_DRAFT, MARK_VERSION,
    PAGES_MAX, Page, needs_parser,
};
pub use fields::{ALTERNATIVES_MAX, Alternative, Instead, alternatives};
pub use joins::{JOIN_FILES_MAX, JOIN_PAGES_MAX, Join, Named, Reason, joinable};
pub use lang::{
    FILE_BYTES_MAX, LANGUAGES_MAX, LanguageFault, LanguageFaultKind, Languages, PHRASE_BYTES_MAX, PHRASES_MAX,
};
pub use layout::{HEAD_BYTES_MAX, TAIL_BYTES_MAX};
pub use parts::{PART_LINES_MIN, PART_TITLE_CHARS_MAX, PARTS_LINES_MAX, PARTS_MAX, PARTS_TEXT_BYTES_MAX, Part, parts};
pub use reading::{
    Reading, as_text, bare, extract, language, of_extract, of_extract_with, open, read, read_text, read_text_with,
    read_with,
};

/// Name and version of this extractor. A change in what it reads from the same bytes changes the version.
pub const EXTRACTOR: &str = "intake/3";
