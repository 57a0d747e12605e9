//! What comes out of reading a paper, and the doors to it.

use extract::{DraftMark, Enclosed, Extract, Format, Page};
use procedure::card::{Card, CardRemark, Span};
use serde::Serialize;

use crate::lang::{Languages, TABLES};
use crate::layout::language_of;
use crate::parts::{self, Part};
use crate::tokens::tokenize;
use crate::{EXTRACTOR, fields};

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
    /// The papers that seem to stand in this file together: none, or at least two. Offered for dividing, never divided.
    pub parts: Vec<Part>,
    /// The mail's own Message-ID, without angle brackets.
    pub message_id: Option<String>,
    /// Message-IDs that the mail answers.
    pub in_reply_to: Vec<String>,
    /// Message-IDs of the mail's thread, oldest first.
    pub references: Vec<String>,
    /// What it says of the draft that it was made for, where it is such a page.
    pub draft: Option<DraftMark>,
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
    read_with(&Languages::built_in(), bytes, source_name)
}

/// As [`read`], in the languages of an office: the same bytes give the same card under the same words.
pub fn read_with(languages: &Languages, bytes: &[u8], source_name: &str) -> Reading {
    of_extract_with(languages, open(bytes, source_name))
}

/// Takes a paper's text and what it encloses out of its bytes and leaves the card empty, for whoever has one already. A
/// card read afterwards from the text is the one that [`read`] gives.
pub fn extract(bytes: &[u8], source_name: &str) -> Reading {
    bare(open(bytes, source_name))
}

/// Takes a file apart: the first half of [`read`], which may run in a process of its own.
pub fn open(bytes: &[u8], source_name: &str) -> Extract {
    extract::open(bytes, source_name, &language)
}

/// A file of text as text: [`extract::as_text`] with the languages by which encodings of one byte a letter are told.
///
/// # Errors
/// Why it is no text, or that there is no encoding of this name.
pub fn as_text(bytes: &[u8], encoding: Option<&str>) -> Result<(String, Vec<String>), String> {
    extract::as_text(bytes, encoding, &language)
}

/// Reads the card of a paper that was taken apart before, perhaps by another process.
pub fn of_extract(extract: Extract) -> Reading {
    of_extract_with(&Languages::built_in(), extract)
}

/// As [`of_extract`], in the languages of an office.
pub fn of_extract_with(languages: &Languages, extract: Extract) -> Reading {
    let mut reading = bare(extract);
    languages.extractor().clone_into(&mut reading.extractor);
    if !reading.text.is_empty() {
        read_card(languages, &mut reading);
    }
    reading
}

/// The code of the language in which a text's words make sense, as the extract of a file asks it.
pub fn language(text: &str) -> Option<&'static str> {
    let mut tokens = Vec::new();
    tokenize(text, 0, text.len(), &mut tokens);
    language_of(&tokens).map(|id| TABLES.language(id).code)
}

/// A file that was taken apart before, its card left empty.
pub fn bare(extract: Extract) -> Reading {
    Reading {
        format: extract.format,
        text: extract.text,
        extractor: EXTRACTOR.to_owned(),
        pages: extract.pages,
        card: Card::default(),
        remarks: extract.remarks.into_iter().map(|says| CardRemark { field: None, says }).collect(),
        enclosures: extract.enclosures,
        parts: Vec::new(),
        message_id: extract.message_id,
        in_reply_to: extract.in_reply_to,
        references: extract.references,
        draft: extract.draft,
    }
}

/// Reads the card from a text that was extracted before. The same text always gives the same card.
pub fn read_text(text: &str) -> (Card, Vec<CardRemark>) {
    read_text_with(&Languages::built_in(), text)
}

/// As [`read_text`], in the languages of an office.
pub fn read_text_with(languages: &Languages, text: &str) -> (Card, Vec<CardRemark>) {
    let draft = fields::read(text, languages.tables());
    (draft.card, draft.remarks)
}

fn read_card(languages: &Languages, reading: &mut Reading) {
    let mut draft = fields::read(&reading.text, languages.tables());
    let names: Vec<&str> = reading.enclosures.iter().map(|enclosed| enclosed.name.as_str()).collect();
    fields::mark_present(&mut draft, &names);
    set_pages(&mut draft.card, &reading.pages);
    reading.card = draft.card;
    reading.parts = parts::parts(languages, &reading.text, reading.format, &reading.pages);
    reading.remarks.extend(draft.remarks);
}

/// Says of every value on which page it stands.
fn set_pages(card: &mut Card, pages: &[Page]) {
    if pages.is_empty() {
        return;
    }
    let page_of = |span: Option<Span>| {
        let start = span?.start;
        let at = pages.partition_point(|page| page.span.end <= start);
        pages.get(at).map(|page| page.number)
    };
    macro_rules! set {
        ($($field:ident),*) => { $(for value in card.$field.iter_mut() { value.page = page_of(value.span); })* };
    }
    set!(kind, number, date, place, from, to, copies, subject, marking, precedence, their_copy, citations, enclosures);
    set!(deadlines, claims, proposals, recommendation, request, insertions);
}
