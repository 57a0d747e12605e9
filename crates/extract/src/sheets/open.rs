//! OpenDocument spreadsheets (ISO/IEC 26300-3 §9). A cell's text is the one that the sheet shows.

use std::collections::BTreeSet;
use std::ops::Range;

use phrases::stored;

use super::{Book, COLUMNS_MAX, cut};
use crate::extract::Extract;
use crate::format::Format;
use crate::opentext::is_encrypted;
use crate::package::Package;
use crate::writing::one_line;
use crate::xml::{Step, Tag, Xml};

/// A row that stands for many like it is written no more often than this.
pub const ROW_REPEATS_MAX: usize = 1_000;

/// Takes an OpenDocument spreadsheet apart.
pub(crate) fn open(bytes: &[u8]) -> Extract {
    let mut package = match Package::open(bytes) {
        Ok(package) => package,
        Err(says) => return Extract::closed(Format::OpenSheet, says),
    };
    if is_encrypted(&mut package) {
        return Extract::closed(
            Format::OpenSheet,
            stored!("The OpenDocument spreadsheet is encrypted; it is kept as it came."),
        );
    }
    let mut book = Book::default();
    if let Some(text) = package.xml("content.xml", &mut book.remarks)
        && let Err(stored_fault) = Reader::new(&mut book).run(&mut Xml::new(&text))
    {
        book.remarks.push(stored!("The spreadsheet {stored_fault}; what stands before is shown."));
    }
    let has_macros = package.entries().iter().any(|entry| entry.name.starts_with("Basic/") && !entry.is_folder);
    if has_macros {
        book.remarks.push(stored!("The file holds macros, which were not run.").to_owned());
    }
    book.finish(Format::OpenSheet)
}

struct Reader<'a> {
    book: &'a mut Book,
    /// Styles of sheets that are not shown.
    hidden_styles: BTreeSet<String>,
    style: String,
    columns: usize,
    hidden: BTreeSet<usize>,
    row: usize,
    row_repeats: usize,
    column: usize,
    /// The cells of the row with words, with the places where each stands.
    cells: Vec<(Range<usize>, String)>,
    repeats: usize,
    words: String,
    in_cell: bool,
    comment: Option<(String, String)>,
}

impl<'a> Reader<'a> {
    fn new(book: &'a mut Book) -> Self {
        Self {
            book,
            hidden_styles: BTreeSet::new(),
            style: String::new(),
            columns: 0,
            hidden: BTreeSet::new(),
            row: 0,
            row_repeats: 1,
            column: 0,
            cells: Vec::new(),
            repeats: 1,
            words: String::new(),
            in_cell: false,
            comment: None,
        }
    }

    fn run(&mut self, xml: &mut Xml<'_>) -> Result<(), &'static str> {
        while let Some(step) = xml.step()? {
            match step {
                Step::Open(tag) => self.open(&tag, xml)?,
                Step::Close(name) => self.close(&name),
                Step::Text(text) => self.text(&text),
            }
            if self.book.is_full() {
                self.book.is_cut = true;
                break;
            }
        }
        Ok(())
    }

    fn open(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) -> Result<(), &'static str> {
        match tag.name().as_str() {
            "style" => self.style = tag.get("name").unwrap_or_default(),
            "table-properties" if tag.get("display").as_deref() == Some("false") => {
                self.hidden_styles.insert(self.style.clone());
            }
            "tracked-changes" => {
                let says = stored!(
                    "The spreadsheet keeps changes that were made; the sheets show them as accepted or not yet."
                );
                self.book.remarks.push(says.to_owned());
                xml.skip()?;
            }
            // A chart's own table, and a picture's words, stand in a shape.
            "shapes" | "forms" | "frame" | "title" | "desc" | "date" => xml.skip()?,
            "table" => {
                let name = tag.get("name").unwrap_or_default();
                if tag.get("style-name").is_some_and(|style| self.hidden_styles.contains(&style)) {
                    self.book.hidden_sheets.push(name);
                    return xml.skip();
                }
                if !self.book.sheet(&name) {
                    return xml.skip();
                }
                (self.row, self.columns) = (0, 0);
                self.book.hidden_columns += self.hidden.len();
                self.hidden.clear();
            }
            "table-column" => {
                let repeats = count(tag, "number-columns-repeated");
                let end = self.columns.saturating_add(repeats).min(COLUMNS_MAX);
                if is_hidden(tag) {
                    self.hidden.extend(self.columns..end);
                }
                self.columns = end;
            }
            "table-row" => {
                self.row_repeats = count(tag, "number-rows-repeated");
                self.column = 0;
                self.cells.clear();
                if is_hidden(tag) {
                    self.row = self.row.saturating_add(self.row_repeats);
                    self.book.hidden_rows = self.book.hidden_rows.saturating_add(self.row_repeats);
                    xml.skip()?;
                }
            }
            "table-cell" | "covered-table-cell" => {
                self.repeats = count(tag, "number-columns-repeated");
                self.words.clear();
                self.in_cell = true;
            }
            "annotation" => self.comment = Some((String::new(), String::new())),
            "creator" if self.comment.is_some() => {
                let by = xml.words()?;
                self.comment.iter_mut().for_each(|comment| comment.0.clone_from(&by));
            }
            "s" | "tab" | "line-break" | "p" => self.text(" "),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) {
        match name {
            "annotation" => {
                if let Some((by, words)) = self.comment.take() {
                    self.book.asides.comment(&by, &words);
                }
            }
            "table-cell" | "covered-table-cell" => {
                let end = self.column.saturating_add(self.repeats);
                let words = one_line(cut(&self.words));
                if !words.is_empty() {
                    self.book.is_cut |= end > COLUMNS_MAX;
                    self.cells.push((self.column.min(COLUMNS_MAX)..end.min(COLUMNS_MAX), words));
                }
                (self.column, self.in_cell) = (end, false);
            }
            "table-row" => {
                let cells: Vec<(usize, &str)> = self
                    .cells
                    .iter()
                    .flat_map(|(places, words)| places.clone().map(move |at| (at, words.as_str())))
                    .filter(|(at, _)| !self.hidden.contains(at))
                    .collect();
                let shown = if cells.is_empty() { 0 } else { self.row_repeats.min(ROW_REPEATS_MAX) };
                self.book.is_cut |= shown > 0 && shown < self.row_repeats;
                for at in 0..shown {
                    if self.book.is_full() {
                        break;
                    }
                    self.book.row(self.row.saturating_add(at + 1));
                    cells.iter().for_each(|(at, words)| self.book.cell(*at, words));
                    self.book.end_row();
                }
                self.row = self.row.saturating_add(self.row_repeats);
            }
            "spreadsheet" => {
                self.book.hidden_columns += self.hidden.len();
                self.hidden.clear();
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        match &mut self.comment {
            Some((_, words)) => words.push_str(text),
            None if self.in_cell => self.words.push_str(text),
            None => {}
        }
    }
}

fn count(tag: &Tag<'_>, name: &str) -> usize {
    tag.get(name).and_then(|count| count.parse().ok()).unwrap_or(1).max(1)
}

fn is_hidden(tag: &Tag<'_>) -> bool {
    tag.get("visibility").is_some_and(|visibility| visibility != "visible")
}
