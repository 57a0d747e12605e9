//! The sheet of a closing of the day.

use procedure::export::Export;
use register::Viewer;
use typeset::{ClosedLine, DayClosing, PageSize, Sheet};

use super::exporting::ToExport;
use super::setting::NoPage;
use crate::office::{ClosingTold, Office};
use crate::setters::heading;
use crate::words::{self, closing};

impl Office {
    /// The sheet of a closing as a set page, as the viewer is shown it; `None` where there is none of this number, and for whoever is
    /// shown none.
    ///
    /// # Errors
    /// When register or journal cannot be read, or the page cannot be set.
    pub fn set_closing(&self, viewer: &Viewer, no: u32, size: PageSize) -> Result<Option<ToExport>, NoPage> {
        let Some(told) = self.closing(viewer, no)? else { return Ok(None) };
        let name = format!("closing-{no}.pdf");
        let sheet = Sheet::DayClosing(self.closing_sheet(&told));
        Ok(Some(self.to_export(Export::Closing { no }, name, &sheet, size)?))
    }

    fn closing_sheet(&self, told: &ClosingTold) -> DayClosing {
        let (house, zone) = (self.house(), self.zone());
        let said = &told.made.closing;
        let mut goes_on = closing::goes_on(said).into_iter().map(|says| words::sentence(&says));
        let wrong = !said.differs.is_empty();
        let line = |book| ClosedLine {
            book: closing::book_name(&house, book),
            last: book.last.clone(),
            given: book.given.to_string(),
            void: closing::void(book),
            reserved: book.reserved.to_string(),
            not_held: book.not_held.map(|count| count.to_string()),
        };
        // The signature of the office alone: the code has to be read from paper, and witnesses sign later.
        let head = told.head.as_ref().map(|head| own_note(&head.checkpoint));
        DayClosing {
            heading: heading(&house, told.made.at, Some(format!("Closing {}", said.no)), said.day, None),
            by: closing::by(&house, &zone, &told.made),
            goes_on: if wrong { None } else { goes_on.next() },
            wrong: goes_on.filter(|_| wrong).collect(),
            since: closing::since(said),
            books: said.books.iter().map(line).collect(),
            not_held: closing::not_held(said).map(|says| words::sentence(&says)),
            readings: closing::readings(said),
            entries: told.head.as_ref().map(|head| head.size),
            root: told.head.as_ref().map(|head| closing::root(&head.root)).unwrap_or_default(),
            head,
        }
    }
}

/// A signed head with its first signature, which is the office's.
fn own_note(note: &str) -> String {
    let lines: Vec<&str> = note.lines().collect();
    let end = lines.iter().position(|line| line.starts_with(SIGNED)).map_or(lines.len(), |at| at + 1);
    lines[..end].join("\n") + "\n"
}

/// With what a line of signature begins (C2SP signed-note).
const SIGNED: &str = "— ";
