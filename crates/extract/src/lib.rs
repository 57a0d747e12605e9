//! Taking a file apart: bytes → form, text, pages, enclosed files, remarks.
//!
//! Pure: no file, no clock, no chance. It never fails: what cannot be taken out stays inside, with a remark that says
//! why. It knows nothing of papers and cards; `intake` reads them in the text that comes from here.

mod charset;
mod extract;
mod format;
mod mail;

pub use charset::SAMPLE_BYTES_MAX;
pub use extract::{Enclosed, Extract, PAGES_MAX, Page, Tongue, needs_parser, open};
pub use format::{Format, PDF_SIGN_WITHIN_BYTES_MAX};
pub use mail::{ATTACHMENTS_MAX, HEADER_LINES_MAX, NESTED_MESSAGES_MAX};
