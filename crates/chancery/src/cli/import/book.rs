//! A clerk's old book: a table whose first row has the headings, as separated values or as a spreadsheet.

use std::io::Read;
use std::path::Path;

use csv::StringRecord;
use intake::Format;

use crate::cli::open::open;
use crate::cli::{Exit, Stop};
use crate::office::Office;

/// Longest book that is taken, in bytes.
pub(super) const BOOK_BYTES_MAX: u64 = 256 << 20;
/// Most rows of a book.
pub(super) const BOOK_ROWS_MAX: usize = 2_000_000;
/// Most columns of a book.
pub(super) const BOOK_COLUMNS_MAX: usize = 200;

/// Between the columns of a book that has one: a sign that stands in no text.
const NO_SEPARATOR: u8 = 0x1f;
/// The row that is put after the last, and its cell.
const LAST_ROW: [u8; 2] = [b'\n', 0x1e];
const LAST_CELL: &str = "\u{1e}";
/// Read at once, in bytes.
const ROOM_BYTES: usize = 1 << 16;

/// A book as it was read: its rows stay in its text, and are taken apart one at a time.
#[derive(Debug)]
pub(super) struct Book {
    pub(super) headings: Vec<String>,
    text: String,
    separator: u8,
    /// Whether a cell may stand in quotation marks.
    quoting: bool,
    /// Where each row begins and ends, headings left out.
    rows: Vec<(usize, usize)>,
    /// What is to be said about how it was read.
    pub(super) remarks: Vec<String>,
}

/// Which part of a file the book is, and how it is written.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "How the book is written")]
pub(super) struct BookArgs {
    /// The encoding, where it is not told rightly: windows-1251.
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// What separates the columns: comma, semicolon or tab.
    #[arg(long, value_name = "SIGN", value_parser = separator_word)]
    separator: Option<u8>,
    /// Which sheet of a spreadsheet; the first where it is left out.
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
}

fn separator_word(word: &str) -> Result<u8, String> {
    match word {
        "comma" | "," => Ok(b','),
        "semicolon" | ";" => Ok(b';'),
        "tab" | "\t" => Ok(b'\t'),
        _ => Err(format!("{word:?} separates no columns; say comma, semicolon or tab")),
    }
}

impl Book {
    /// Reads a book from a file.
    pub(super) fn read(office: &Office, path: &Path, how: &BookArgs) -> Result<Self, Stop> {
        let refused = |why: String, next: &str| Stop {
            not: "not imported",
            why: format!("{}: {why}", path.display()),
            next: Some(next.to_owned()),
            exit: Exit::Refused,
        };
        let (file, facts) = open(path, "not imported")?;
        let too_long = |bytes: u64| {
            refused(
                format!("the book has {bytes} bytes; at most {BOOK_BYTES_MAX} are taken"),
                "divide it, each part with the row of headings, and import the parts one after another",
            )
        };
        if facts.len() > BOOK_BYTES_MAX {
            return Err(too_long(facts.len()));
        }
        let mut bytes = Vec::new();
        file.take(BOOK_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(Stop::fault)?;
        if bytes.len() as u64 > BOOK_BYTES_MAX {
            return Err(too_long(bytes.len() as u64));
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_sheets =
            intake::needs_parser(&bytes) && matches!(Format::of(&bytes), Format::Spreadsheet | Format::OpenSheet);
        let (text, separator, remarks) = if is_sheets {
            let extract = office.taken_apart(&bytes, &name);
            let sheet = sheet(&extract, how.sheet.as_deref())
                .map_err(|why| refused(why, "say --sheet NAME, or save the sheet as CSV"))?;
            (sheet, Some(b'\t'), extract.remarks)
        } else {
            let (text, remarks) = intake::as_text(&bytes, how.encoding.as_deref())
                .map_err(|why| refused(why, "save the book as CSV in UTF-8, or say --encoding NAME"))?;
            (text, how.separator, remarks)
        };
        drop(bytes);
        Self::of(text, separator, remarks, !is_sheets)
            .map_err(|why| refused(why, "see docs/import.md for how a book is written"))
    }

    /// The book in a text. In a sheet quotation marks stand for themselves.
    fn of(text: String, separator: Option<u8>, remarks: Vec<String>, quoting: bool) -> Result<Self, String> {
        let separator =
            separator.unwrap_or_else(|| told_by(text.lines().find(|line| !line.is_empty()).unwrap_or_default()));
        // After the last row stands one of our own: a quotation mark that is never closed swallows it.
        let mut reader = rows_of(text.as_bytes().chain(&LAST_ROW[..]), separator, quoting, ROOM_BYTES);
        let mut record = StringRecord::new();
        let mut headings = None;
        let (mut rows, mut begin, mut line) = (Vec::new(), 0, 1);
        while reader.read_record(&mut record).map_err(|error| error.to_string())? {
            line = record.position().map_or(line, csv::Position::line);
            let end = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
            if end > text.len() + 1 {
                break;
            }
            let row = (begin, end.min(text.len()));
            begin = end;
            if headings.is_none() {
                headings = Some(record.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>());
            } else if record.iter().any(|cell| !cell.trim().is_empty()) {
                rows.push(row);
            }
            if rows.len() > BOOK_ROWS_MAX {
                return Err(format!("it has more than {BOOK_ROWS_MAX} rows"));
            }
        }
        if record.get(0) != Some(LAST_CELL) {
            return Err(format!("in the row of line {line} a quotation mark is opened and never closed"));
        }
        let headings = headings.ok_or("it is empty; its first row has the headings")?;
        if headings.len() > BOOK_COLUMNS_MAX {
            return Err(format!("it has {} columns; at most {BOOK_COLUMNS_MAX} are taken", headings.len()));
        }
        Ok(Self { headings, text, separator, quoting, rows, remarks })
    }

    /// How many rows it has.
    pub(super) fn rows(&self) -> usize {
        self.rows.len()
    }

    /// The cells of a row, from 0, as many as there are headings; or why it cannot be taken apart.
    pub(super) fn row(&self, at: usize) -> Result<Vec<String>, String> {
        let words = self.words(at);
        let mut record = StringRecord::new();
        rows_of(words.as_bytes(), self.separator, self.quoting, words.len().max(1))
            .read_record(&mut record)
            .map_err(|error| error.to_string())?;
        let mut cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
        if cells.iter().skip(self.headings.len()).any(|cell| !cell.is_empty()) {
            return Err(format!("it has {} cells, and there are {} headings", cells.len(), self.headings.len()));
        }
        cells.resize(self.headings.len(), String::new());
        Ok(cells)
    }

    /// The text of a row, by which it is told from others.
    pub(super) fn words(&self, at: usize) -> &str {
        self.rows
            .get(at)
            .and_then(|(start, end)| self.text.get(*start..*end))
            .map_or("", |row| row.trim_matches(['\r', '\n']))
    }
}

fn rows_of<R: Read>(text: R, separator: u8, quoting: bool, room: usize) -> csv::Reader<R> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .quoting(quoting)
        .buffer_capacity(room)
        .from_reader(text)
}

/// The text of one sheet, without the line of its name.
fn sheet(extract: &intake::Extract, named: Option<&str>) -> Result<String, String> {
    let pages = extract.pages.iter().map(|page| extract.text.get(page.span.start..page.span.end).unwrap_or_default());
    let mut names = Vec::new();
    for page in pages {
        let (name, rest) = page.trim_start_matches('\n').split_once('\n').unwrap_or((page, ""));
        if named.is_none_or(|named| named == name) {
            return Ok(rest.to_owned());
        }
        names.push(name.to_owned());
    }
    match named {
        Some(named) => Err(format!("it has no sheet {named:?}; it has {}", names.join(", "))),
        None => Err("it could not be taken apart".to_owned()),
    }
}

/// Which sign separates the columns: the one that stands most often in the headings; none where none does.
fn told_by(headings: &str) -> u8 {
    let count = |sign: u8| headings.bytes().filter(|byte| *byte == sign).count();
    let most = [b';', b'\t', b','].into_iter().max_by_key(|sign| count(*sign));
    most.filter(|sign| count(*sign) > 0).unwrap_or(NO_SEPARATOR)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn book(text: &str) -> Book {
        Book::of(text.to_owned(), None, Vec::new(), true).unwrap()
    }

    #[test]
    fn rows_are_taken_apart_as_they_are_written() {
        let book = book("No.;Subject\r\n1;\"Grain; and \"\"hay\"\"\"\r\n\r\n2;\"two\nlines\"\n3\n");
        assert_eq!(book.headings, ["No.", "Subject"]);
        assert_eq!(book.rows(), 3);
        assert_eq!(book.row(0).unwrap(), ["1", "Grain; and \"hay\""]);
        assert_eq!(book.row(1).unwrap(), ["2", "two\nlines"]);
        assert_eq!(book.row(2).unwrap(), ["3", ""]);
        let sheet = Book::of("a\tb\n\"x\t5\"\n".to_owned(), Some(b'\t'), Vec::new(), false).unwrap();
        assert_eq!(sheet.row(0).unwrap(), ["\"x", "5\""]);
    }

    #[test]
    fn the_separator_is_told_by_the_headings() {
        assert_eq!(book("a,b;c,d\n1,2,3\n").row(0).unwrap(), ["1", "2", "3"]);
        assert_eq!(book("a\tb\n1\t\"2\"\n").row(0).unwrap(), ["1", "2"]);
        assert_eq!(book("only one\nx,y\n").row(0).unwrap(), ["x,y"]);
    }

    #[test]
    fn no_cell_of_a_row_is_dropped() {
        let book = book("a;b\n1;2;;\n1;2;3\n\"5\";say 5\" gun\n");
        assert_eq!(book.row(0).unwrap(), ["1", "2"]);
        assert_eq!(book.row(1).unwrap_err(), "it has 3 cells, and there are 2 headings");
        assert_eq!(book.row(2).unwrap(), ["5", "say 5\" gun"]);
    }

    #[test]
    fn what_is_no_book_is_said() {
        let of = |text: &str| Book::of(text.to_owned(), None, Vec::new(), true).map(|_| ()).unwrap_err();
        assert!(of("").contains("it is empty"));
        assert!(of("a,b\n\"1,2\n3,4\n").contains("in the row of line 2 a quotation mark is opened"));
        let columns = |count: usize| vec!["h"; count].join(",");
        assert!(Book::of(columns(BOOK_COLUMNS_MAX), None, Vec::new(), true).is_ok());
        assert!(of(&columns(BOOK_COLUMNS_MAX + 1)).contains("201 columns"));
    }

    #[test]
    fn a_book_has_so_many_rows_and_no_more() {
        let rows = |count: usize| format!("h\n{}", "x\n".repeat(count));
        assert_eq!(book(&rows(BOOK_ROWS_MAX)).rows(), BOOK_ROWS_MAX);
        assert!(
            Book::of(rows(BOOK_ROWS_MAX + 1), None, Vec::new(), true).unwrap_err().contains("more than 2000000 rows")
        );
    }
}
