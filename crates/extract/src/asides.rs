//! What a file holds beside the text that a reader sees: tracked changes, hidden words, comments, things outside it.
//!
//! None of it is silently taken for the text. The text shows what stood before tracked changes: what is struck out is
//! still there, what was put in is not. A remark says how many of each there are and by whom, and quotes them.

use std::collections::BTreeMap;

use phrases::stored;

use crate::writing::words_of;

/// Of what stands beside the text this many passages are quoted in a remark.
pub const QUOTES_MAX: usize = 12;
/// A quotation is cut after this many characters.
pub const QUOTE_CHARS_MAX: usize = 120;
/// Names in one remark after this many are counted only.
pub const NAMES_MAX: usize = 20;

#[derive(Default)]
struct Kind {
    count: usize,
    by: BTreeMap<String, usize>,
    quotes: Vec<String>,
}

impl Kind {
    fn add(&mut self, by: &str, words: &str) {
        self.count += 1;
        // One person may stand at very many changes.
        let by = quote(&by[..by.floor_char_boundary(4 * QUOTE_CHARS_MAX)]);
        let by = if by.is_empty() { "a person not named".to_owned() } else { by };
        if self.by.len() < NAMES_MAX || self.by.contains_key(&by) {
            *self.by.entry(by).or_default() += 1;
        }
        let quote = quote(words);
        if self.quotes.len() < QUOTES_MAX && !quote.is_empty() {
            self.quotes.push(quote);
        }
    }

    /// How many there are, the ending of that in English, by whom, and their words.
    fn told(&self) -> (usize, &'static str, String, String) {
        (self.count, plural(self.count), self.names(), self.quoted())
    }

    fn names(&self) -> String {
        let names: Vec<_> = self.by.iter().map(|(by, count)| format!("{by} {count}")).collect();
        let rest = self.count - self.by.values().sum::<usize>();
        let rest = if rest > 0 { format!(", others {rest}") } else { String::new() };
        format!("{}{rest}", names.join(", "))
    }

    fn quoted(&self) -> String {
        let mut out = String::new();
        for (at, quote) in self.quotes.iter().enumerate() {
            out.push_str(if at == 0 { ": " } else { ", " });
            out.push_str(&format!("\u{201c}{quote}\u{201d}"));
        }
        if self.count > self.quotes.len() && !self.quotes.is_empty() {
            out.push_str(", \u{2026}");
        }
        out
    }
}

/// Counts of what stands beside the text.
#[derive(Default)]
pub(crate) struct Asides {
    inserted: Kind,
    deleted: Kind,
    hidden: Kind,
    comments: Kind,
    /// Whether what was put in is shown, since nothing stood before.
    shows_inserted: bool,
    /// Things outside the file that it points to: pictures, templates, linked texts.
    pub(crate) outside: usize,
}

impl Asides {
    /// Of a file whose text shows what was put in.
    pub(crate) fn showing_inserted() -> Self {
        Self { shows_inserted: true, ..Self::default() }
    }

    pub(crate) fn insertion(&mut self, by: &str, words: &str) {
        if !words.trim().is_empty() {
            self.inserted.add(by, words);
        }
    }

    pub(crate) fn deletion(&mut self, by: &str, words: &str) {
        if !words.trim().is_empty() {
            self.deleted.add(by, words);
        }
    }

    pub(crate) fn hide(&mut self, words: &str) {
        if !words.trim().is_empty() {
            self.hidden.add("", words);
        }
    }

    pub(crate) fn comment(&mut self, by: &str, words: &str) {
        self.comments.add(by, words);
    }

    pub(crate) fn has_insertions(&self) -> bool {
        self.inserted.count > 0
    }

    /// The remarks, in a fixed order.
    pub(crate) fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        if self.inserted.count + self.deleted.count > 0 {
            let stored_shows = if self.shows_inserted {
                stored!("Nothing else stands in the file, so the insertions are shown as its text.")
            } else {
                stored!("The text shows what stood before them.")
            };
            remarks
                .push(stored!("The file holds tracked changes that nobody has accepted or rejected. {stored_shows}"));
        }
        if self.inserted.count > 0 {
            let (count, s, names, quoted) = self.inserted.told();
            remarks.push(stored!("Tracked changes: {count} insertion{s} ({names}){quoted}."));
        }
        if self.deleted.count > 0 {
            let (count, s, names, quoted) = self.deleted.told();
            remarks.push(stored!("Tracked changes: {count} deletion{s} ({names}){quoted}."));
        }
        if self.hidden.count > 0 {
            let (count, s, _, quoted) = self.hidden.told();
            remarks
                .push(stored!("The file holds {count} passage{s} of hidden text, which the text leaves out{quoted}."));
        }
        if self.comments.count > 0 {
            let (count, s, names, quoted) = self.comments.told();
            remarks.push(stored!("The file holds {count} comment{s} beside the text ({names}){quoted}."));
        }
        if self.outside > 0 {
            let (count, s) = (self.outside, plural(self.outside));
            remarks.push(stored!("The file points to {count} thing{s} outside it, which were not fetched."));
        }
        remarks
    }
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// Words on one line, cut where they are many.
fn quote(words: &str) -> String {
    let mut out = String::new();
    for word in words_of(words) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
        if out.len() > QUOTE_CHARS_MAX * 4 {
            break;
        }
    }
    if out.chars().count() > QUOTE_CHARS_MAX {
        out = out.chars().take(QUOTE_CHARS_MAX).collect::<String>() + "\u{2026}";
    }
    out
}
