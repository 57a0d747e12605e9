//! One part of a Word file as text: the body, a header, a note (ECMA-376-1 §17).

use std::collections::BTreeMap;

use crate::asides::Asides;
use crate::word::mark;
use crate::word::numbering::Numbering;
use crate::word::styles::{InList, Styles};
use crate::writing::{Writing, Written};
use crate::xml::{Step, Tag, Xml};

/// What the parts of a file have in common.
#[derive(Default)]
pub(super) struct Surroundings {
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    /// Notes in the order in which they are referred to, with the numbers that they have by it.
    pub(super) notes: Vec<Note>,
    pub(super) numbers: BTreeMap<Note, usize>,
    /// References to further notes.
    pub(super) notes_left_out: usize,
    /// Whether the file is marked as a page made for a draft.
    pub(super) is_draft: bool,
}

/// A note that the text refers to.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Note {
    pub(super) id: String,
    pub(super) at_end: bool,
}

/// A header or footer that a section names.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Margin {
    pub(super) is_footer: bool,
    /// `first`, `default` or `even`.
    pub(super) on: String,
    pub(super) relation: String,
}

/// What one part gave.
pub(super) struct Story {
    pub(super) written: Written,
    pub(super) margins: Vec<Margin>,
    /// Headers and footers beyond their limit.
    pub(super) margins_left_out: usize,
    /// Whether the first page has headers of its own.
    pub(super) has_title_page: bool,
    /// Parts of another form that stand in the text, by their relations.
    pub(super) chunks: Vec<String>,
    /// The notes of a part that holds notes, by their numbers.
    pub(super) notes: BTreeMap<String, String>,
    /// The comments of a part that holds comments: by whom, and what.
    pub(super) comments: Vec<(String, String)>,
    pub(super) fault: Option<&'static str>,
    pub(super) has_signs: bool,
}

/// How a part is taken out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum As {
    /// What stood before tracked changes.
    Before,
    /// With what tracked changes put in, where nothing stood before.
    WithInserted,
    /// A header or footer: as before, and the running number of the page left out.
    Margin,
}

/// Reads a part.
pub(super) fn read(text: &str, how: As, around: &mut Surroundings, asides: &mut Asides) -> Story {
    let mut reader = Reader {
        how,
        around,
        asides,
        writing: Writing::default(),
        paragraphs: Vec::new(),
        changes: Vec::new(),
        fields: Vec::new(),
        properties: Vec::new(),
        runs: Vec::new(),
        apart: None,
        notes: BTreeMap::new(),
        comments: Vec::new(),
        hidden_words: String::new(),
        alternatives: Vec::new(),
        sections: Vec::new(),
        margins: Vec::new(),
        margins_left_out: 0,
        has_title_page: false,
        chunks: Vec::new(),
        has_signs: false,
        before: None,
    };
    let fault = reader.run(&mut Xml::new(text)).err();
    // A change that a fault cut off is counted all the same.
    while let Some(change) = reader.changes.pop() {
        reader.count(change);
    }
    reader.end_hidden();
    Story {
        written: reader.writing.finish(&reader.sections),
        margins: reader.margins,
        margins_left_out: reader.margins_left_out,
        has_title_page: reader.has_title_page,
        chunks: reader.chunks,
        notes: reader.notes,
        comments: reader.comments,
        fault,
        has_signs: reader.has_signs,
    }
}

pub(super) struct Change {
    name: String,
    inserts: bool,
    by: String,
    words: String,
}

#[derive(Default)]
pub(super) struct Paragraph {
    pub(super) style: Option<String>,
    pub(super) list: InList,
    /// Its mark is a tracked insertion: before it, this paragraph and the next were one.
    pub(super) mark_inserted: bool,
    pub(super) hidden: bool,
    pub(super) labelled: bool,
    pub(super) shows_page: bool,
    pub(super) ends_section: bool,
    /// Runs open around the frame that the paragraph stands in.
    pub(super) runs_before: usize,
}

pub(super) struct FieldCode {
    in_result: bool,
    code: String,
}

pub(super) struct Reader<'a> {
    pub(super) how: As,
    pub(super) around: &'a mut Surroundings,
    pub(super) asides: &'a mut Asides,
    pub(super) writing: Writing,
    /// Paragraphs within each other: a frame's stand in the paragraph it is tied to.
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) changes: Vec<Change>,
    pub(super) fields: Vec<FieldCode>,
    /// The properties that are open: a paragraph's, and a run's in them.
    pub(super) properties: Vec<String>,
    /// Of each run that is open, whether it says that it is hidden or not.
    pub(super) runs: Vec<Option<bool>>,
    /// The note or comment that is open: its number and its author.
    pub(super) apart: Option<(String, String)>,
    pub(super) notes: BTreeMap<String, String>,
    pub(super) comments: Vec<(String, String)>,
    pub(super) hidden_words: String,
    /// Of each alternative that is open, whether one was taken.
    pub(super) alternatives: Vec<bool>,
    pub(super) sections: Vec<bool>,
    pub(super) margins: Vec<Margin>,
    pub(super) margins_left_out: usize,
    pub(super) has_title_page: bool,
    pub(super) chunks: Vec<String>,
    pub(super) has_signs: bool,
    /// The number of the bookmark that stands before a draft's words.
    pub(super) before: Option<String>,
}

impl Reader<'_> {
    fn run(&mut self, xml: &mut Xml<'_>) -> Result<(), &'static str> {
        while let Some(step) = xml.step()? {
            match step {
                Step::Open(tag) => {
                    let name = tag.name();
                    let other = matches!(name.as_str(), "Choice" | "Fallback");
                    if is_passed_over(&name) || (other && self.alternatives.last() == Some(&true)) {
                        xml.skip()?;
                    } else {
                        self.open(&name, &tag, xml)?;
                    }
                }
                Step::Close(name) => self.close(&name),
                Step::Text(_) => {}
            }
            if self.writing.is_full() {
                break;
            }
        }
        Ok(())
    }

    fn open(&mut self, name: &str, tag: &Tag<'_>, xml: &mut Xml<'_>) -> Result<(), &'static str> {
        if !self.properties.is_empty() || PROPERTIES.contains(&name) {
            self.property(name, tag);
            return Ok(());
        }
        match name {
            "p" => self.paragraphs.push(Paragraph { runs_before: self.runs.len(), ..Paragraph::default() }),
            "r" => self.runs.push(None),
            "t" | "delText" => {
                let words = xml.words()?;
                self.words(&words);
            }
            "instrText" => {
                let code = xml.words()?;
                if let Some(field) = self.fields.last_mut()
                    && field.code.len() < FIELD_CODE_BYTES_MAX
                {
                    field.code.push_str(&code);
                }
            }
            "fldChar" => self.field_mark(tag.get("fldCharType").as_deref().unwrap_or_default()),
            "fldSimple" => {
                self.fields.push(FieldCode { in_result: true, code: tag.get("instr").unwrap_or_default() });
            }
            "tab" | "ptab" if self.in_run() => self.words("\t"),
            "bookmarkStart" if self.how == As::Before || self.how == As::WithInserted => self.bookmark(tag),
            "bookmarkEnd" if self.before.is_some() && tag.get("id") == self.before => self.writing.between(false),
            "br" if tag.get("type").as_deref() == Some("page") => {
                self.words("\n");
                self.page();
            }
            "br" | "cr" => self.words("\n"),
            "lastRenderedPageBreak" => self.page(),
            "noBreakHyphen" => self.words("-"),
            "sym" => self.sign(tag),
            "footnoteReference" | "endnoteReference" => self.note(name == "endnoteReference", tag),
            "tr" => self.writing.open_row(),
            "tc" => self.writing.open_cell(),
            "txbxContent" => self.writing.open_frame(),
            "AlternateContent" => self.alternatives.push(false),
            "Choice" => self.alternatives.iter_mut().next_back().into_iter().for_each(|taken| *taken = true),
            "ins" | "moveTo" | "del" | "moveFrom" => self.changes.push(Change {
                name: name.to_owned(),
                inserts: matches!(name, "ins" | "moveTo"),
                by: tag.get("author").unwrap_or_default(),
                words: String::new(),
            }),
            "footnote" | "endnote" | "comment" => {
                self.apart = Some((tag.get("id").unwrap_or_default(), tag.get("author").unwrap_or_default()));
                self.writing.open_frame();
            }
            "altChunk" => self.chunks.extend(tag.get("id")),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) {
        if !self.properties.is_empty() {
            if PROPERTIES.contains(&name) {
                self.properties.pop();
            }
            return;
        }
        match name {
            "p" => self.end_paragraph(),
            "r" => drop(self.runs.pop()),
            "fldSimple" => drop(self.fields.pop()),
            "tr" => self.writing.close_row(),
            "tc" => self.writing.close_cell(),
            "txbxContent" => self.writing.close_frame(),
            "AlternateContent" => drop(self.alternatives.pop()),
            "footnote" | "endnote" | "comment" => {
                let words = self.writing.take_frame();
                match self.apart.take() {
                    Some((_, author)) if name == "comment" => self.comments.push((author, words)),
                    Some((id, _)) => drop(self.notes.insert(id, words)),
                    None => {}
                }
            }
            "ins" | "moveTo" | "del" | "moveFrom" => {
                if self.changes.last().is_some_and(|change| change.name == name)
                    && let Some(change) = self.changes.pop()
                {
                    self.count(change);
                }
            }
            _ => {}
        }
    }

    pub(super) fn in_run(&self) -> bool {
        self.runs.len() > self.paragraphs.last().map_or(0, |paragraph| paragraph.runs_before)
    }

    fn words(&mut self, words: &str) {
        if self.fields.iter().any(|field| !field.in_result) {
            return;
        }
        // The running number of a page is the page's, not the paper's.
        let runs = |field: &FieldCode| field.code.split_whitespace().next() == Some("PAGE");
        if self.how == As::Margin && self.fields.iter().any(runs) {
            self.paragraphs.last_mut().into_iter().for_each(|paragraph| paragraph.shows_page = true);
            return;
        }
        let hidden = self.paragraphs.last().is_some_and(|paragraph| paragraph.hidden);
        if self.runs.last().copied().flatten().unwrap_or(hidden) {
            push_some(&mut self.hidden_words, words);
            return;
        }
        for change in &mut self.changes {
            push_some(&mut change.words, words);
        }
        if self.how != As::WithInserted && self.changes.iter().any(|change| change.inserts) {
            return;
        }
        self.label();
        self.writing.push(words);
    }

    /// The number or bullet of a paragraph, before its first words.
    fn label(&mut self) {
        let Some(paragraph) = self.paragraphs.last_mut().filter(|paragraph| !paragraph.labelled) else { return };
        paragraph.labelled = true;
        if !self.writing.at_line_start() {
            return;
        }
        let styled = paragraph.style.as_ref().map(|id| self.around.styles.list(id)).unwrap_or_default();
        let Some(id) = paragraph.list.id.clone().or(styled.id) else { return };
        let level = paragraph.list.level.or(styled.level).unwrap_or(0);
        let label = self.around.numbering.label(&id, level);
        self.writing.push(&label);
    }

    /// The bookmarks around a draft's words; others are passed over.
    fn bookmark(&mut self, tag: &Tag<'_>) {
        match tag.get("name").as_deref() {
            Some(mark::BOOKMARK_BEFORE) if self.around.is_draft => self.before = tag.get("id"),
            Some(mark::BOOKMARK_AFTER) if self.around.is_draft => self.writing.between(true),
            _ => {}
        }
    }

    fn page(&mut self) {
        if self.how != As::Margin {
            self.writing.page();
        }
    }

    fn field_mark(&mut self, kind: &str) {
        match kind {
            "begin" if self.fields.len() < FIELDS_DEPTH_MAX => {
                self.fields.push(FieldCode { in_result: false, code: String::new() });
            }
            "separate" => self.fields.iter_mut().next_back().into_iter().for_each(|field| field.in_result = true),
            "end" => drop(self.fields.pop()),
            _ => {}
        }
    }

    /// A letter of a font of signs: its number is the font's own where it stands in the private range.
    fn sign(&mut self, tag: &Tag<'_>) {
        let code = tag.get("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
        match code.and_then(char::from_u32).filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c)) {
            Some(c) => self.words(c.encode_utf8(&mut [0; 4])),
            None => {
                self.has_signs = true;
                self.words("\u{fffd}");
            }
        }
    }

    fn note(&mut self, at_end: bool, tag: &Tag<'_>) {
        let note = Note { id: tag.get("id").unwrap_or_default(), at_end };
        let inserted = self.changes.iter().any(|change| change.inserts) && self.how != As::WithInserted;
        if inserted {
            return;
        }
        let number = match self.around.numbers.get(&note) {
            Some(number) => *number,
            None if self.around.notes.len() >= NOTES_MAX => {
                self.around.notes_left_out += 1;
                return;
            }
            None => {
                let number = self.around.notes.len() + 1;
                self.around.numbers.insert(note.clone(), number);
                self.around.notes.push(note);
                number
            }
        };
        self.words(&format!("[{number}]"));
    }

    fn end_paragraph(&mut self) {
        self.end_hidden();
        let Some(paragraph) = self.paragraphs.pop() else { return };
        let joins = paragraph.mark_inserted && self.how != As::WithInserted;
        if joins {
            return;
        }
        if paragraph.shows_page && self.how == As::Margin {
            self.writing.drop_line_without_words();
            return;
        }
        self.writing.end_paragraph();
        if paragraph.ends_section {
            self.writing.section();
        }
    }

    fn end_hidden(&mut self) {
        if !self.hidden_words.is_empty() {
            self.asides.hide(&std::mem::take(&mut self.hidden_words));
        }
    }

    fn count(&mut self, change: Change) {
        if change.inserts {
            self.asides.insertion(&change.by, &change.words);
        } else {
            self.asides.deletion(&change.by, &change.words);
        }
    }
}

/// Elements that hold properties.
pub(super) const PROPERTIES: [&str; 4] = ["pPr", "rPr", "trPr", "sectPr"];

/// What holds no words of the text: old properties, the settings of a form's field, pictures' geometry, readings above
/// letters.
fn is_passed_over(name: &str) -> bool {
    matches!(
        name,
        "rPrChange"
            | "pPrChange"
            | "sectPrChange"
            | "tblPrChange"
            | "trPrChange"
            | "tcPrChange"
            | "tblGridChange"
            | "numberingChange"
            | "tblPrExChange"
            | "sdtPr"
            | "sdtEndPr"
            | "ffData"
            | "tblPr"
            | "tblGrid"
            | "tcPr"
            | "rt"
            | "binData"
    )
}

/// Adds words that are kept for a quotation only.
fn push_some(to: &mut String, words: &str) {
    if to.len() < 4 * crate::asides::QUOTE_CHARS_MAX {
        to.push_str(words);
    }
}

/// Fields within each other are followed to this depth.
const FIELDS_DEPTH_MAX: usize = 64;
/// The code of a field is kept to this length.
const FIELD_CODE_BYTES_MAX: usize = 1024;
/// Notes after this many are left out.
pub const NOTES_MAX: usize = 5_000;
/// Headers and footers after this many are left out.
pub const MARGINS_MAX: usize = 200;
