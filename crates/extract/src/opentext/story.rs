//! One part of an OpenDocument text as text (ISO/IEC 26300-3 §5 to §7).

use std::collections::BTreeMap;

use super::lists::Lists;
use super::styles::Styles;
use crate::asides::{Asides, QUOTE_CHARS_MAX};
use crate::word::{MARGINS_MAX, NOTES_MAX};
use crate::writing::{Writing, Written};
use crate::xml::{Step, Tag, Xml};

/// What a part gave.
pub(super) struct Story {
    pub(super) written: Written,
    notes: Vec<String>,
    /// Headers and footers by their elements, in their order.
    margins: Vec<(String, String)>,
    pub(super) outside: usize,
    pub(super) notes_left_out: usize,
    pub(super) margins_left_out: usize,
    pub(super) fault: Option<&'static str>,
}

impl Story {
    pub(super) fn notes(&self) -> String {
        self.notes.iter().enumerate().map(|(at, note)| format!("[{}] {note}\n", at + 1)).collect()
    }

    pub(super) fn headers(&self) -> String {
        self.margins(["header-first", "header", "header-left"])
    }

    pub(super) fn footers(&self) -> String {
        self.margins(["footer-first", "footer", "footer-left"])
    }

    /// Those of the first page first; each text once.
    fn margins(&self, kinds: [&str; 3]) -> String {
        let mut texts: Vec<&str> = Vec::new();
        for kind in kinds {
            for (_, text) in self.margins.iter().filter(|(of, _)| of == kind) {
                if !text.trim().is_empty() && !texts.contains(&text.as_str()) {
                    texts.push(text);
                }
            }
        }
        texts.join("\n")
    }
}

/// A tracked change, declared before the text that it stands in.
#[derive(Default)]
struct Change {
    deletes: bool,
    by: String,
    words: Vec<String>,
}

struct Reader<'a> {
    styles: &'a Styles,
    asides: &'a mut Asides,
    shows_inserted: bool,
    writing: Writing,
    paragraphs: Vec<Paragraph>,
    lists: Lists,
    changes: BTreeMap<String, Change>,
    /// Insertions that are open, with their words.
    inserting: Vec<(String, String)>,
    hidden: usize,
    hidden_words: String,
    /// Of each span that is open, whether it is hidden.
    spans: Vec<bool>,
    notes: Vec<String>,
    comment: Option<String>,
    margins: Vec<(String, String)>,
    outside: usize,
    notes_left_out: usize,
    margins_left_out: usize,
}

#[derive(Default)]
struct Paragraph {
    breaks_after: bool,
    is_hidden: bool,
    ends_in_space: bool,
    shows_page: bool,
    label: String,
}

/// Reads a part.
pub(super) fn read(text: &str, styles: &Styles, shows_inserted: bool, asides: &mut Asides) -> Story {
    let mut reader = Reader {
        styles,
        asides,
        shows_inserted,
        writing: Writing::default(),
        paragraphs: Vec::new(),
        lists: Lists::default(),
        changes: BTreeMap::new(),
        inserting: Vec::new(),
        hidden: 0,
        hidden_words: String::new(),
        spans: Vec::new(),
        notes: Vec::new(),
        comment: None,
        margins: Vec::new(),
        outside: 0,
        notes_left_out: 0,
        margins_left_out: 0,
    };
    let fault = reader.run(&mut Xml::new(text)).err();
    while let Some((id, words)) = reader.inserting.pop() {
        reader.count_insertion(&id, &words);
    }
    Story {
        written: reader.writing.finish(&[]),
        notes: reader.notes,
        margins: reader.margins,
        outside: reader.outside,
        notes_left_out: reader.notes_left_out,
        margins_left_out: reader.margins_left_out,
        fault,
    }
}

impl Reader<'_> {
    fn run(&mut self, xml: &mut Xml<'_>) -> Result<(), &'static str> {
        while let Some(step) = xml.step()? {
            match step {
                Step::Open(tag) => {
                    let name = tag.name();
                    if is_passed_over(&name) || tag.prefix() == "svg" {
                        xml.skip()?;
                    } else {
                        self.open(&name, &tag, xml)?;
                    }
                }
                Step::Close(name) => self.close(&name),
                Step::Text(words) => self.text(&words),
            }
            if self.writing.is_full() {
                break;
            }
        }
        Ok(())
    }

    fn open(&mut self, name: &str, tag: &Tag<'_>, xml: &mut Xml<'_>) -> Result<(), &'static str> {
        match name {
            "tracked-changes" => self.changes(xml)?,
            "p" | "h" => self.begin_paragraph(tag),
            "span" => {
                let hidden = tag.get("style-name").is_some_and(|style| self.styles.is_hidden(&style));
                self.spans.push(hidden);
                self.hidden += usize::from(hidden);
            }
            "hidden-text" | "hidden-paragraph" => self.conditional(name, tag, xml)?,
            "s" => {
                let count = tag.get("c").and_then(|count| count.parse::<usize>().ok()).unwrap_or(1);
                self.words(&" ".repeat(count.min(SPACES_MAX)));
            }
            "tab" => self.words("\t"),
            "line-break" => self.words("\n"),
            "soft-page-break" => self.writing.page(),
            "page-number" => {
                let words = xml.words()?;
                match self.paragraphs.last_mut() {
                    Some(paragraph) if !self.margins.is_empty() => paragraph.shows_page = true,
                    _ => self.words(&words),
                }
            }
            "note-citation" => xml.skip()?,
            "note-body" | "annotation" => {
                self.comment = (name == "annotation").then(String::new);
                self.writing.open_frame();
            }
            "creator" if self.comment.is_some() => self.comment = Some(xml.words()?),
            "date" | "date-string" | "creator-initials" if self.comment.is_some() => xml.skip()?,
            "table-row" => self.writing.open_row(),
            "table-cell" => self.writing.open_cell(),
            "text-box" => self.writing.open_frame(),
            "list" => {
                let goes_on =
                    tag.get("continue-numbering").as_deref() == Some("true") || tag.get("continue-list").is_some();
                self.lists.begin(tag.get("style-name"), goes_on);
            }
            "list-item" => {
                self.lists.entry(self.styles, tag.get("start-value").and_then(|start| start.parse().ok()));
            }
            "change-start" => self.inserting.push((tag.get("change-id").unwrap_or_default(), String::new())),
            "change-end" => {
                let id = tag.get("change-id").unwrap_or_default();
                if let Some(at) = self.inserting.iter().rposition(|(open, _)| *open == id) {
                    let (id, words) = self.inserting.remove(at);
                    self.count_insertion(&id, &words);
                }
            }
            "change" => self.put_back(tag),
            "header" | "header-first" | "header-left" | "footer" | "footer-first" | "footer-left" => {
                self.margins.push((name.to_owned(), String::new()));
                self.writing.open_frame();
            }
            "image" | "object" | "object-ole" | "plugin" => {
                let is_outside = tag.get("href").is_some_and(|href| href.contains("://") || href.starts_with("../"));
                self.outside += usize::from(is_outside);
            }
            _ => {}
        }
        Ok(())
    }

    /// Words, or a paragraph from here on, that a condition may hide.
    fn conditional(&mut self, name: &str, tag: &Tag<'_>, xml: &mut Xml<'_>) -> Result<(), &'static str> {
        // Whether it held when the file was written; what it asks now is not known here.
        let hidden = tag.get("is-hidden").as_deref() == Some("true");
        let words = xml.words()?;
        let words = tag.get("string-value").unwrap_or(words);
        if hidden {
            self.asides.hide(&words)
        } else {
            self.words(&words)
        }
        if name == "hidden-paragraph" {
            self.paragraphs.last_mut().into_iter().for_each(|paragraph| paragraph.is_hidden |= hidden);
        }
        Ok(())
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" | "h" => self.end_paragraph(),
            "span" => self.hidden -= usize::from(self.spans.pop().unwrap_or(false)),
            "note-body" => {
                let words = self.writing.take_frame();
                if self.notes.len() < NOTES_MAX {
                    self.notes.push(words);
                    let number = self.notes.len();
                    self.words(&format!("[{number}]"));
                } else {
                    self.notes_left_out += 1;
                }
            }
            "annotation" => {
                let words = self.writing.take_frame();
                let by = self.comment.take().unwrap_or_default();
                self.asides.comment(&by, &words);
            }
            "table-row" => self.writing.close_row(),
            "table-cell" => self.writing.close_cell(),
            "text-box" => self.writing.close_frame(),
            "list" => self.lists.end(),
            "header" | "header-first" | "header-left" | "footer" | "footer-first" | "footer-left" => {
                let words = self.writing.take_frame();
                if let Some((_, text)) = self.margins.last_mut() {
                    *text = words;
                }
                if self.margins.len() > MARGINS_MAX {
                    self.margins.pop();
                    self.margins_left_out += 1;
                }
            }
            _ => {}
        }
    }

    /// Changes are declared before the text; a deletion holds the words that it took out.
    fn changes(&mut self, xml: &mut Xml<'_>) -> Result<(), &'static str> {
        let (mut id, mut change, mut in_words) = (String::new(), Change::default(), 0_usize);
        while let Some(step) = xml.step()? {
            match step {
                Step::Open(tag) => match tag.name().as_str() {
                    "changed-region" => (id, change) = (tag.get("id").unwrap_or_default(), Change::default()),
                    "deletion" => change.deletes = true,
                    "creator" => change.by = xml.words()?,
                    "date" => xml.skip()?,
                    "p" | "h" => {
                        in_words += 1;
                        change.words.push(String::new());
                    }
                    "tab" => change.words.iter_mut().next_back().into_iter().for_each(|words| words.push('\t')),
                    "s" => change.words.iter_mut().next_back().into_iter().for_each(|words| words.push(' ')),
                    _ => {}
                },
                Step::Text(text) if in_words > 0 => {
                    change.words.iter_mut().next_back().into_iter().for_each(|words| words.push_str(&text));
                }
                Step::Text(_) => {}
                Step::Close(name) => match name.as_str() {
                    "p" | "h" => in_words = in_words.saturating_sub(1),
                    "changed-region" => {
                        if change.deletes {
                            self.asides.deletion(&change.by, &change.words.join(" "));
                        }
                        self.changes.insert(std::mem::take(&mut id), std::mem::take(&mut change));
                    }
                    "tracked-changes" => return Ok(()),
                    _ => {}
                },
            }
        }
        Ok(())
    }

    fn count_insertion(&mut self, id: &str, words: &str) {
        if let Some(change) = self.changes.get(id) {
            self.asides.insertion(&change.by, words);
        }
    }

    /// Where something was deleted, it still stands.
    fn put_back(&mut self, tag: &Tag<'_>) {
        let Some(change) = tag.get("change-id").and_then(|id| self.changes.remove(&id)) else { return };
        if change.deletes {
            self.words(&change.words.join("\n"));
        }
    }

    fn begin_paragraph(&mut self, tag: &Tag<'_>) {
        let style = tag.get("style-name").unwrap_or_default();
        if self.styles.breaks_before(&style) {
            self.writing.page();
        }
        let label = self.lists.label(self.styles, self.styles.list_of(&style));
        self.paragraphs.push(Paragraph {
            breaks_after: self.styles.breaks_after(&style),
            is_hidden: self.styles.is_hidden(&style),
            ends_in_space: true,
            label,
            ..Paragraph::default()
        });
    }

    fn end_paragraph(&mut self) {
        if !self.hidden_words.is_empty() {
            self.asides.hide(&std::mem::take(&mut self.hidden_words));
        }
        let Some(paragraph) = self.paragraphs.pop() else { return };
        // The end of the paragraph is itself part of an insertion: before it, this one and the next were one.
        if !self.inserting.is_empty() && !self.shows_inserted {
            return;
        }
        if paragraph.shows_page {
            self.writing.drop_line_without_words();
        } else {
            self.writing.end_paragraph();
        }
        if paragraph.breaks_after {
            self.writing.page();
        }
    }

    /// White space in the file is one space, and none where a paragraph begins (ISO/IEC 26300-3 §6.1.2).
    fn text(&mut self, text: &str) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        let mut words = String::with_capacity(text.len());
        for c in text.chars() {
            let is_space = matches!(c, ' ' | '\t' | '\n' | '\r');
            if !is_space {
                words.push(c);
            } else if !paragraph.ends_in_space {
                words.push(' ');
            }
            paragraph.ends_in_space = is_space;
        }
        self.words(&words);
    }

    fn words(&mut self, words: &str) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        if words.is_empty() {
            return;
        }
        paragraph.ends_in_space = words.ends_with([' ', '\n']);
        if self.hidden > 0 || paragraph.is_hidden {
            if self.hidden_words.len() < 4 * QUOTE_CHARS_MAX {
                self.hidden_words.push_str(words);
            }
            return;
        }
        for (_, inserted) in &mut self.inserting {
            if inserted.len() < 4 * QUOTE_CHARS_MAX {
                inserted.push_str(words);
            }
        }
        if !self.inserting.is_empty() && !self.shows_inserted {
            return;
        }
        let label = std::mem::take(&mut paragraph.label);
        self.writing.push(&label);
        self.writing.push(words);
    }
}

/// What holds no words of the text.
fn is_passed_over(name: &str) -> bool {
    matches!(
        name,
        "automatic-styles"
            | "styles"
            | "font-face-decls"
            | "scripts"
            | "forms"
            | "sequence-decls"
            | "variable-decls"
            | "user-field-decls"
            | "ruby-text"
            | "event-listeners"
            | "meta"
            | "settings"
            | "covered-table-cell"
            | "note-ref-body"
    ) || name.ends_with("-source")
}

/// Spaces written as a number are no more than this.
const SPACES_MAX: usize = 1_000;
