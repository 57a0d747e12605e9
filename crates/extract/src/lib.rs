//! Taking a file apart: bytes → form, text, pages, enclosed files, remarks.
//!
//! Pure: no file, no clock, no chance. It never fails: what cannot be taken out stays inside, with a remark that says
//! why. It knows nothing of papers and cards; `intake` reads them in the text that comes from here.

mod asides;
mod charset;
mod compound;
mod container;
mod extract;
mod format;
mod html;
mod mail;
mod markdown;
mod numerals;
mod opentext;
mod package;
mod pdf;
mod picture;
mod relations;
mod richtext;
mod sheets;
mod word;
mod writing;
mod xml;

pub use asides::{NAMES_MAX, QUOTE_CHARS_MAX, QUOTES_MAX};
pub use charset::{SAMPLE_BYTES_MAX, as_text};
pub use compound::COMPOUND_ENTRIES_MAX;
pub use container::ENCLOSED_MAX;
pub use extract::{Enclosed, Extract, PAGES_MAX, Page, Tongue, needs_parser, open};
pub use format::{Format, PDF_SIGN_WITHIN_BYTES_MAX};
pub use html::{HTML_NESTING_MAX, OWN_ELEMENTS_MIN};
pub use mail::{
    ADDRESSES_MAX, ATTACHMENTS_MAX, BOUNDARY_BYTES_MAX, HEADER_LINES_MAX, MESSAGES_DEEP_MAX, NESTED_MESSAGES_MAX,
    RECIPIENTS_MAX,
};
pub use mail::{CERTIFICATES_MAX, ELEMENTS_DEEP_MAX, GROUPS_DEEP_MAX, RTF_BYTES_MAX, SIGNATURES_MAX};
pub use markdown::{MARK_KINDS_MIN, MARKDOWN_BYTES_MAX};
pub use package::{
    CONTAINER_BYTES_MAX, ENTRIES_MAX, LABEL_CHARS_MAX, MEMBER_BYTES_MAX, MEMBER_RATIO_MAX, RATIO_FROM_BYTES_MIN,
};
pub use pdf::{
    PDF_DECODED_BYTES_MAX, PDF_ENCLOSED_MAX, PDF_FORMS_DEPTH_MAX, PDF_GLYPHS_MAX, PDF_OPERATORS_MAX, PDF_PAGES_MAX,
    PDF_STREAM_BYTES_MAX, PDF_TEXT_BYTES_MAX,
};
pub use relations::RELATIONS_MAX;
pub use richtext::{FRAMES_DEEP_MAX, OBJECTS_MAX, RTF_GROUPS_MAX};
pub use sheets::{CELL_CHARS_MAX, COLUMNS_MAX, ROW_REPEATS_MAX, ROWS_MAX, SHARED_TEXTS_MAX, SHEETS_MAX};
pub use word::{
    BOOKMARK_AFTER, BOOKMARK_BEFORE, DraftMark, EMBEDDED_MAX, MARGINS_MAX, MARK_BYTES_MAX, MARK_DOSSIER, MARK_DRAFT,
    MARK_VERSION, NOTES_MAX,
};
pub use writing::{LINES_MAX, TEXT_BYTES_MAX};
pub use xml::XML_DEPTH_MAX;
