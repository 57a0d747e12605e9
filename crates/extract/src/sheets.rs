//! Spreadsheets as text: a page for each sheet, its name on the first line, then a line for each row with tabs between
//! its cells. Rows without words between others are one free line. What is hidden is left out and said.

mod cells;
mod excel;
mod open;

use phrases::stored;
use procedure::card::Span;

use crate::asides::Asides;
use crate::extract::{Extract, Page};
use crate::format::Format;
use crate::writing::{TEXT_BYTES_MAX, one_line};

pub use excel::SHARED_TEXTS_MAX;
pub use open::ROW_REPEATS_MAX;

pub(crate) use excel::open as open_excel;
pub(crate) use open::open as open_open;

/// Sheets of a file after this many are left out.
pub const SHEETS_MAX: usize = 200;
/// Rows of a file after this many are left out, those without words not counted.
pub const ROWS_MAX: usize = 200_000;
/// Cells of a row after this many are left out.
pub const COLUMNS_MAX: usize = 1_000;

/// A cell holds no more than this, as in Excel.
pub const CELL_CHARS_MAX: usize = 32_767;

/// A file of sheets as it is written out.
#[derive(Default)]
struct Book {
    text: String,
    pages: Vec<Page>,
    row: String,
    column: usize,
    /// The place of the last row with words, and of the row that is being written.
    last: usize,
    at: usize,
    rows: usize,
    is_cut: bool,
    is_full: bool,
    asides: Asides,
    hidden_sheets: Vec<String>,
    hidden_rows: usize,
    hidden_columns: usize,
    remarks: Vec<String>,
}

impl Book {
    /// Begins a sheet; false where there are too many.
    fn sheet(&mut self, name: &str) -> bool {
        if self.pages.len() >= SHEETS_MAX {
            self.is_cut = true;
            return false;
        }
        self.end_sheet();
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let number = u32::try_from(self.pages.len() + 1).unwrap_or(u32::MAX);
        self.pages.push(Page { number, span: Span::new(self.text.len(), self.text.len()) });
        self.text.push_str(&one_line(cut(name)));
        self.text.push('\n');
        (self.last, self.at) = (0, 0);
        true
    }

    fn end_sheet(&mut self) {
        if let Some(page) = self.pages.last_mut() {
            page.span.end = self.text.len();
        }
    }

    /// Begins the row at a place, from 1.
    fn row(&mut self, at: usize) {
        self.row.clear();
        (self.column, self.at) = (0, at);
    }

    /// Writes a cell at a place of its row, from 0.
    fn cell(&mut self, at: usize, words: &str) {
        if at >= COLUMNS_MAX {
            self.is_cut |= !words.trim_start().is_empty();
            return;
        }
        let words = one_line(cut(words));
        if words.is_empty() {
            return;
        }
        let tabs = at.saturating_sub(self.column);
        if self.text.len() + self.row.len() + tabs + words.len() > TEXT_BYTES_MAX {
            (self.is_cut, self.is_full) = (true, true);
            return;
        }
        while self.column < at {
            self.row.push('\t');
            self.column += 1;
        }
        self.row.push_str(&words);
    }

    fn end_row(&mut self) {
        if self.row.is_empty() {
            return;
        }
        if self.rows >= ROWS_MAX || self.text.len() + self.row.len() > TEXT_BYTES_MAX {
            (self.is_cut, self.is_full) = (true, true);
            return self.row.clear();
        }
        if self.last > 0 && self.at > self.last.saturating_add(1) {
            self.text.push('\n');
        }
        self.text.push_str(&self.row);
        self.text.push('\n');
        self.row.clear();
        self.rows += 1;
        self.last = self.at;
    }

    /// Whether something was left out for a limit of the whole file; nothing is added from then on.
    fn is_full(&self) -> bool {
        self.is_full
    }

    fn finish(mut self, format: Format) -> Extract {
        self.end_sheet();
        let mut remarks = self.remarks;
        if self.is_cut {
            let mib = TEXT_BYTES_MAX >> 20;
            remarks.push(stored!(
                "The file has more than {SHEETS_MAX} sheets, {ROWS_MAX} rows, {COLUMNS_MAX} columns or {mib} MiB of text; \
                 what goes beyond is left out."
            ));
        }
        if !self.hidden_sheets.is_empty() {
            let names = self.hidden_sheets.join(", ");
            remarks.push(stored!("The file holds hidden sheets, which the text leaves out: {names}."));
        }
        let (rows, columns) = (self.hidden_rows, self.hidden_columns);
        if rows > 0 {
            remarks.push(stored!("The sheets hold hidden rows ({rows}), which the text leaves out."));
        }
        if columns > 0 {
            remarks.push(stored!("The sheets hold hidden columns ({columns}), which the text leaves out."));
        }
        if self.rows == 0 {
            remarks.push(stored!("There is no text in the sheets.").to_owned());
        }
        remarks.extend(self.asides.remarks());
        Extract { text: self.text, pages: self.pages, remarks, ..Extract::empty(format) }
    }
}

/// The words of a cell up to their limit.
fn cut(words: &str) -> &str {
    words.char_indices().nth(CELL_CHARS_MAX).map_or(words, |(end, _)| &words[..end])
}
