//! What comes out of reading a paper, and the two doors to it.

use procedure::card::{Card, CardRemark, Span};
use serde::{Deserialize, Serialize};

use crate::EXTRACTOR;

/// In which form a paper came. Decided by its bytes, never by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Text in some encoding.
    PlainText,
    /// One e-mail message, its attachments the paper's enclosures.
    Mail,
    /// Kept as it came, without a text: a form that this version does not read, or no text at all.
    Unread,
}

/// A page of the extracted text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The page's number, from 1.
    pub number: u32,
    /// Its bytes in the extracted text.
    pub span: Span,
}

/// A file that came inside the paper: an attachment of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosed {
    /// Its file name as given, else a title made from its place ("attachment 2"). A label only.
    pub name: String,
    /// Its media type as declared, `application/octet-stream` where none is.
    pub media: String,
    /// Its exact bytes.
    pub bytes: Vec<u8>,
}

/// A paper as read.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The form it came in.
    pub format: Format,
    /// The extracted text that every span points into. Of a plain UTF-8 file it is the file itself, byte for byte.
    pub text: String,
    /// The extractor's name and version.
    pub extractor: String,
    /// The text's pages, in order; empty where the paper has none.
    pub pages: Vec<Page>,
    /// The card.
    pub card: Card,
    /// Doubts and warnings, each a sentence for a person.
    pub remarks: Vec<CardRemark>,
    /// Files that came inside.
    pub enclosures: Vec<Enclosed>,
    /// The mail's own Message-ID, without angle brackets.
    pub message_id: Option<String>,
    /// Message-IDs that the mail answers.
    pub in_reply_to: Vec<String>,
    /// Message-IDs of the mail's thread, oldest first.
    pub references: Vec<String>,
}

#[derive(Serialize)]
struct Public<'a> {
    source: &'a str,
    card: &'a Card,
    remarks: &'a [CardRemark],
}

impl Reading {
    /// The card as other programs see it: one line of JSON, `{"source", "card", "remarks"}`.
    pub fn to_public_json(&self, source: &str) -> String {
        let public = Public { source, card: &self.card, remarks: &self.remarks };
        // A card holds only strings, dates and numbers under string keys: it cannot fail to be written.
        serde_json::to_string(&public).unwrap_or_default()
    }
}

/// Reads a paper. `source_name` is a label for remarks only: kind, number and date never come from it.
pub fn read(bytes: &[u8], source_name: &str) -> Reading {
    let _ = source_name;
    let text = String::from_utf8_lossy(bytes).into_owned();
    let (card, remarks) = read_text(&text);
    Reading {
        format: Format::PlainText,
        text,
        extractor: EXTRACTOR.to_owned(),
        pages: Vec::new(),
        card,
        remarks,
        enclosures: Vec::new(),
        message_id: None,
        in_reply_to: Vec::new(),
        references: Vec::new(),
    }
}

/// Reads the card from a text that was extracted before.
pub fn read_text(text: &str) -> (Card, Vec<CardRemark>) {
    let draft = crate::fields::read(text);
    (draft.card, draft.remarks)
}
