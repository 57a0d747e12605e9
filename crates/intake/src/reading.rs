//! What comes out of reading a paper, and the doors to it.

use procedure::card::{Card, CardRemark, Span};
use serde::{Deserialize, Serialize};

use crate::charset::{self, Decoded};
use crate::{EXTRACTOR, fields, mail};

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
    let mut reading = extract(bytes, source_name);
    if reading.format != Format::Unread {
        read_card(&mut reading);
    }
    reading
}

/// Takes a paper's text and what it encloses out of its bytes and leaves the card empty, for whoever has one already. A
/// card read afterwards from the text is the one that [`read`] gives.
pub fn extract(bytes: &[u8], source_name: &str) -> Reading {
    let mut reading = Reading {
        format: Format::Unread,
        text: String::new(),
        extractor: EXTRACTOR.to_owned(),
        pages: Vec::new(),
        card: Card::default(),
        remarks: Vec::new(),
        enclosures: Vec::new(),
        message_id: None,
        in_reply_to: Vec::new(),
        references: Vec::new(),
    };
    if mail::is_mail(bytes) {
        match mail::open(bytes) {
            Ok(opened) => return of_mail(reading, opened),
            Err(says) => reading.remarks.push(of_paper(says)),
        }
    }
    match charset::decode(bytes) {
        Decoded::Text(text, says) => {
            reading.format = Format::PlainText;
            reading.pages = pages_of(&text);
            reading.text = text;
            reading.remarks.extend(says.into_iter().map(of_paper));
        }
        Decoded::Unread(says) => reading.remarks.push(of_paper(format!("{source_name}: {says}"))),
    }
    reading
}

/// Reads the card from a text that was extracted before. The same text always gives the same card.
pub fn read_text(text: &str) -> (Card, Vec<CardRemark>) {
    let draft = fields::read(text);
    (draft.card, draft.remarks)
}

fn of_mail(mut reading: Reading, mail: mail::Mail) -> Reading {
    reading.format = Format::Mail;
    reading.text = mail.text;
    reading.enclosures = mail.enclosures;
    reading.message_id = mail.message_id;
    reading.in_reply_to = mail.in_reply_to;
    reading.references = mail.references;
    reading.remarks.extend(mail.remarks.into_iter().map(of_paper));
    reading
}

fn read_card(reading: &mut Reading) {
    let mut draft = fields::read(&reading.text);
    let names: Vec<&str> = reading.enclosures.iter().map(|enclosed| enclosed.name.as_str()).collect();
    fields::mark_present(&mut draft, &names);
    set_pages(&mut draft.card, &reading.pages);
    reading.card = draft.card;
    reading.remarks.extend(draft.remarks);
}

fn of_paper(says: String) -> CardRemark {
    CardRemark { field: None, says }
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
