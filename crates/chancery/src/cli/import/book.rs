//! A clerk's old book: a table whose first row has the headings, as separated values or as a spreadsheet.

use std::io::Read as _;
use std::path::Path;

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

/// A book as it was read: its rows stay in its text, and are taken apart one at a time.
#[derive(Debug)]
pub(super) struct Book {
    pub(super) headings: Vec<String>,
    text: String,
    separator: char,
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
    separator: Option<char>,
    /// Which sheet of a spreadsheet; the first where it is left out.
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
}

fn separator_word(word: &str) -> Result<char, String> {
    match word {
        "comma" | "," => Ok(','),
        "semicolon" | ";" => Ok(';'),
        "tab" | "\t" => Ok('\t'),
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
            (sheet, Some('\t'), extract.remarks)
        } else {
            let (text, remarks) = intake::as_text(&bytes, how.encoding.as_deref())
                .map_err(|why| refused(why, "save the book as CSV in UTF-8, or say --encoding NAME"))?;
            (text, how.separator, remarks)
        };
        drop(bytes);
        Self::of(text, separator, remarks, is_sheets)
            .map_err(|why| refused(why, "see docs/import.md for how a book is written"))
    }

    /// The book in a text. Where `plain`, nothing is quoted: each line is a row.
    fn of(text: String, separator: Option<char>, remarks: Vec<String>, plain: bool) -> Result<Self, String> {
        let (first, mut at) = next_row(&text, 0, plain)?.ok_or("it is empty; its first row has the headings")?;
        let separator = separator.unwrap_or_else(|| told_by(&text[first.0..first.1]));
        let headings: Vec<String> =
            cells(&text[first.0..first.1], separator, plain).iter().map(|cell| cell.trim().to_owned()).collect();
        if headings.len() > BOOK_COLUMNS_MAX {
            return Err(format!("it has {} columns; at most {BOOK_COLUMNS_MAX} are taken", headings.len()));
        }
        let mut rows = Vec::new();
        while let Some((row, next)) = next_row(&text, at, plain)? {
            if !text[row.0..row.1].trim().is_empty() {
                rows.push(row);
            }
            if rows.len() > BOOK_ROWS_MAX {
                return Err(format!("it has more than {BOOK_ROWS_MAX} rows"));
            }
            at = next;
        }
        // What is quoted in a sheet stands there as it is.
        let separator = if plain { '\t' } else { separator };
        Ok(Self { headings, text, separator, rows, remarks })
    }

    /// How many rows it has.
    pub(super) fn rows(&self) -> usize {
        self.rows.len()
    }

    /// The cells of a row, from 0, as many as there are headings.
    pub(super) fn row(&self, at: usize) -> Vec<String> {
        let Some((start, end)) = self.rows.get(at) else { return Vec::new() };
        let plain = self.separator == '\t' && !self.text[*start..*end].contains('"');
        let mut cells: Vec<String> = cells(&self.text[*start..*end], self.separator, plain)
            .into_iter()
            .map(|cell| cell.trim().to_owned())
            .collect();
        cells.resize(self.headings.len(), String::new());
        cells
    }

    /// The text of a row, by which it is told from others.
    pub(super) fn words(&self, at: usize) -> &str {
        self.rows.get(at).map_or("", |(start, end)| &self.text[*start..*end])
    }
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

/// Which sign separates the columns: the one that stands most often in the headings.
fn told_by(headings: &str) -> char {
    let count = |sign: char| headings.matches(sign).count();
    [';', '\t', ','].into_iter().max_by_key(|sign| count(*sign)).unwrap_or(',')
}

type Row = ((usize, usize), usize);

/// The row that begins at a place, and where the next begins. An end of line within quotation marks is part of a cell.
fn next_row(text: &str, from: usize, plain: bool) -> Result<Option<Row>, String> {
    let bytes = text.as_bytes();
    if from >= bytes.len() {
        return Ok(None);
    }
    let (mut quoted, mut at) = (false, from);
    while at < bytes.len() {
        match bytes[at] {
            b'"' if !plain => quoted = !quoted,
            b'\n' if !quoted => break,
            _ => {}
        }
        at += 1;
    }
    if quoted {
        let line = text[..from].matches('\n').count() + 1;
        return Err(format!("in line {line} a quotation mark is opened and never closed"));
    }
    let end = if at > from && bytes[at - 1] == b'\r' { at - 1 } else { at };
    Ok(Some(((from, end), at + 1)))
}

/// The cells of a row. Two quotation marks within quotation marks are one.
fn cells(row: &str, separator: char, plain: bool) -> Vec<String> {
    if plain {
        return row.split(separator).map(str::to_owned).collect();
    }
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut signs = row.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if quoted && signs.peek() == Some(&'"') => {
                cell.push('"');
                signs.next();
            }
            '"' => quoted = !quoted,
            sign if sign == separator && !quoted => cells.push(std::mem::take(&mut cell)),
            sign => cell.push(sign),
        }
    }
    cells.push(cell);
    cells
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn book(text: &str) -> Book {
        Book::of(text.to_owned(), None, Vec::new(), false).unwrap()
    }

    #[test]
    fn rows_are_taken_apart_as_they_are_written() {
        let book = book("No.;Subject\r\n1;\"Grain; and \"\"hay\"\"\"\r\n\r\n2;\"two\nlines\"\n3\n");
        assert_eq!(book.headings, ["No.", "Subject"]);
        assert_eq!(book.rows(), 3);
        assert_eq!(book.row(0), ["1", "Grain; and \"hay\""]);
        assert_eq!(book.row(1), ["2", "two\nlines"]);
        assert_eq!(book.row(2), ["3", ""]);
        assert_eq!(book.row(3), [] as [&str; 0]);
    }

    #[test]
    fn the_separator_is_told_by_the_headings() {
        assert_eq!(book("a,b;c,d\n1,2,3\n").row(0), ["1", "2", "3"]);
        assert_eq!(book("a\tb\n1\t\"2\"\n").row(0), ["1", "2"]);
        assert_eq!(book("only one\nx,y\n").row(0), ["x,y"]);
    }

    #[test]
    fn what_is_no_book_is_said() {
        let of = |text: &str| Book::of(text.to_owned(), None, Vec::new(), false).map(|_| ()).unwrap_err();
        assert!(of("").contains("it is empty"));
        assert!(of("a,b\n\"1,2\n3,4\n").contains("in line 2 a quotation mark is opened"));
        let columns = |count: usize| vec!["h"; count].join(",");
        assert!(Book::of(columns(BOOK_COLUMNS_MAX), None, Vec::new(), false).is_ok());
        assert!(of(&columns(BOOK_COLUMNS_MAX + 1)).contains("201 columns"));
    }

    #[test]
    fn a_book_has_so_many_rows_and_no_more() {
        let rows = |count: usize| format!("h\n{}", "x\n".repeat(count));
        assert_eq!(book(&rows(BOOK_ROWS_MAX)).rows(), BOOK_ROWS_MAX);
        assert!(
            Book::of(rows(BOOK_ROWS_MAX + 1), None, Vec::new(), false).unwrap_err().contains("more than 2000000 rows")
        );
    }
}
