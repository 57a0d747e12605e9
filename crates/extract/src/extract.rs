//! What comes out of a file, and the door to it.

use phrases::stored;
use procedure::card::Span;
use serde::{Deserialize, Serialize};

use crate::charset::{self, Decoded};
use crate::compound;
use crate::container;
use crate::format::{self, Format};
use crate::html;
use crate::mail;
use crate::mail::cms;
use crate::markdown;
use crate::opentext;
use crate::pdf;
use crate::picture;
use crate::richtext;
use crate::sheets;
use crate::word::{self, DraftMark};

/// Tells in which language a text is, by its code, where its words make sense in one. It decides between encodings of
/// one byte a letter.
pub type Tongue<'a> = &'a dyn Fn(&str) -> Option<&'static str>;

/// A page of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The page's number, from 1.
    pub number: u32,
    /// Its bytes in the text.
    pub span: Span,
}

/// A file that came inside another: an attachment of a mail, a file in a container.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosed {
    /// Its file name as given, else a title made from its place ("attachment 2"). A label only.
    pub name: String,
    /// Its media type as declared, `application/octet-stream` where none is.
    pub media: String,
    /// Its exact bytes.
    pub bytes: Vec<u8>,
}

impl Enclosed {
    /// A file whose media type nobody declared, or nobody is believed on: its content tells it.
    pub(crate) fn told(name: String, bytes: Vec<u8>) -> Self {
        Self { name, media: Format::of(&bytes).media().to_owned(), bytes }
    }
}

/// A file taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extract {
    /// The form it came in.
    pub format: Format,
    /// Its text. Of a plain UTF-8 file it is the file itself, byte for byte. Empty where it has none.
    pub text: String,
    /// The text's pages, in order; empty where the file has none.
    pub pages: Vec<Page>,
    /// Doubts and warnings, each a sentence for a person.
    pub remarks: Vec<String>,
    /// Files that came inside.
    pub enclosures: Vec<Enclosed>,
    /// A mail's own Message-ID, without angle brackets.
    pub message_id: Option<String>,
    /// Message-IDs that the mail answers.
    pub in_reply_to: Vec<String>,
    /// Message-IDs of the mail's thread, oldest first.
    pub references: Vec<String>,
    /// What it says of the draft that it was made for, where it is such a page.
    pub draft: Option<DraftMark>,
}

impl Extract {
    /// A file of which nothing was taken out yet.
    pub(crate) fn empty(format: Format) -> Self {
        Self {
            format,
            text: String::new(),
            pages: Vec::new(),
            remarks: Vec::new(),
            enclosures: Vec::new(),
            message_id: None,
            in_reply_to: Vec::new(),
            references: Vec::new(),
            draft: None,
        }
    }

    /// A file that stays closed, with the reason.
    pub fn closed(format: Format, says: impl Into<String>) -> Self {
        Self { remarks: vec![says.into()], ..Self::empty(format) }
    }
}

/// Takes a file apart. `name` is a label for remarks only: its form never comes from it.
pub fn open(bytes: &[u8], name: &str, tongue: Tongue<'_>) -> Extract {
    open_within(bytes, name, tongue, 0)
}

/// Takes a file apart that lies `deep` within signatures.
pub(crate) fn open_within(bytes: &[u8], name: &str, tongue: Tongue<'_>, deep: usize) -> Extract {
    let format = Format::of(bytes);
    match format {
        Format::Mail => match mail::open(bytes) {
            Ok(opened) => opened,
            Err(says) => {
                let mut extract = of_text(bytes, name, tongue);
                extract.remarks.insert(0, says);
                extract
            }
        },
        Format::Outlook => mail::open_msg(bytes).unwrap_or_else(|| compound::closed(bytes, name)),
        Format::Tnef => mail::open_tnef(bytes),
        Format::Signed => mail::open_signed(bytes, name, tongue, deep),
        Format::Encrypted => mail::closed_cms(bytes, name),
        Format::Compound => compound::closed(bytes, name),
        Format::PlainText => of_text(bytes, name, tongue),
        Format::Word => word::open(bytes),
        Format::Spreadsheet => sheets::open_excel(bytes),
        Format::OpenSheet => sheets::open_open(bytes),
        Format::RichText => richtext::open(bytes),
        Format::Html => html::open(bytes, name, tongue),
        Format::Markdown => markdown::open(bytes),
        Format::OpenText => opentext::open(bytes),
        Format::Zip => container::open(bytes),
        Format::Pdf => pdf::open(bytes, name, tongue),
        Format::Png | Format::Jpeg | Format::Tiff | Format::Gif | Format::WebP => picture::open(format, name),
        Format::Heif | Format::Bmp | Format::Djvu | Format::Jpeg2000 => picture::open(format, name),
        Format::Unknown => {
            let stored_called = format::called_unread(bytes).unwrap_or(format.called());
            Extract::closed(format, stored!("{name}: The file is {stored_called}; it is kept as it came and not read."))
        }
    }
}

/// Whether taking a file apart runs a parser of a binary form or of markup, which a program does where it can do no
/// harm: for everything but plain text, and mail whose parts are plain text or stay closed. Tells it without running one.
pub fn needs_parser(bytes: &[u8]) -> bool {
    Format::of_sign(bytes).is_some()
        || cms::kind(bytes).is_some()
        || if mail::is_mail(bytes) {
            mail::needs_parser(bytes)
        } else {
            html::is_html(bytes) || markdown::is_markdown(bytes)
        }
}

/// A file read as plain text.
pub(crate) fn of_text(bytes: &[u8], name: &str, tongue: Tongue<'_>) -> Extract {
    match charset::decode(bytes, tongue) {
        Decoded::Text(text, remarks) => {
            Extract { pages: pages_of(&text), text, remarks, ..Extract::empty(Format::PlainText) }
        }
        Decoded::Unread(stored_says) => Extract::closed(Format::Unknown, stored!("{name}: {stored_says}")),
    }
}

/// Pages end at form feeds; a text without one has no pages.
fn pages_of(text: &str) -> Vec<Page> {
    if !text.contains('\u{c}') {
        return Vec::new();
    }
    let mut pages = Vec::new();
    let mut start = 0;
    for piece in text.split_inclusive('\u{c}').take(PAGES_MAX) {
        let number = u32::try_from(pages.len() + 1).unwrap_or(u32::MAX);
        pages.push(Page { number, span: Span::new(start, start + piece.len()) });
        start += piece.len();
    }
    if let Some(last) = pages.last_mut() {
        last.span.end = text.len();
    }
    pages
}

/// A text has no more pages than this; what follows counts to the last.
pub const PAGES_MAX: usize = 100_000;
