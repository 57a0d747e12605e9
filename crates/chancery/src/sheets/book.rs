//! The book of a series' year: every number in its order, and under each paper what was put right since.

use std::collections::BTreeMap;

use procedure::event::Event;
use procedure::ids::{OfficerId, PaperId, SeriesId};
use procedure::moment::Moment;
use procedure::sight::Sight;
use register::{BookCount, Cursor, ListQuery, ListRow, Order, Viewer};

use crate::office::{Fault, Office, TrailLine};
use crate::told::Telling;

/// A part of a book as a viewer sees it.
#[derive(Debug)]
pub(crate) struct BookPart {
    /// Its numbers.
    pub(crate) rows: Vec<ListRow>,
    /// Where the next part begins, where there is one.
    pub(crate) next: Option<Cursor>,
    /// What was put right, by paper.
    pub(crate) corrections: BTreeMap<PaperId, Vec<Correction>>,
    /// How many numbers the book has.
    pub(crate) count: BookCount,
}

/// What one entry put right on a paper, when and by whom.
#[derive(Debug)]
pub(crate) struct Correction {
    pub(crate) at: Moment,
    pub(crate) by: OfficerId,
    pub(crate) says: Vec<String>,
}

impl Office {
    /// At most `numbers` of a book, after a place in it.
    pub(crate) fn book_part(
        &self,
        viewer: &Viewer,
        series: &SeriesId,
        year: i16,
        mut after: Option<Cursor>,
        numbers: usize,
    ) -> Result<BookPart, Fault> {
        let reads = self.reads()?;
        let mut rows: Vec<ListRow> = Vec::new();
        let next = loop {
            let limit = numbers - rows.len();
            let (series, order) = (Some(series.clone()), Order::Number);
            let query = ListQuery { series, year: Some(year), order, after, limit, ..ListQuery::default() };
            let page = reads.list(viewer, &query).map_err(Fault::unread)?;
            rows.extend(page.rows);
            after = page.next;
            if after.is_none() || rows.len() >= numbers {
                break after;
            }
        };
        let mut corrections = BTreeMap::new();
        for paper in rows.iter().filter(|row| row.sight >= Sight::Card).filter_map(|row| row.paper) {
            let lines = self.trail(viewer, &paper)?;
            if lines.iter().any(|line| line.events.iter().any(puts_right)) {
                corrections.insert(paper, self.put_right(viewer, &paper, lines)?);
            }
        }
        let last_day = jiff::civil::Date::new(year, 12, 31).unwrap_or_else(|_| self.today());
        let count = reads.book(viewer, series, last_day).map_err(Fault::unread)?;
        Ok(BookPart { rows, next, corrections, count })
    }

    /// The corrections of a trail, each told with what stood there before.
    fn put_right(&self, viewer: &Viewer, id: &PaperId, lines: Vec<TrailLine>) -> Result<Vec<Correction>, Fault> {
        let reads = self.reads()?;
        let Some(seen) = reads.paper(viewer, id).map_err(Fault::unread)? else { return Ok(Vec::new()) };
        let links = reads.links(viewer, id).map_err(Fault::unread)?;
        let (house, zone) = (self.house(), self.zone());
        let mut telling = Telling::of(&house, &zone, &seen.paper, &links);
        let mut corrections = Vec::new();
        for line in lines {
            let (right, others): (Vec<Event>, Vec<Event>) = line.events.into_iter().partition(puts_right);
            let (at, by) = (line.at, line.acted.officer.clone());
            telling.pass(&[TrailLine { events: others, acted: line.acted.clone(), ..line }]);
            let says = telling.tell(&TrailLine { events: right, acted: line.acted, ..line });
            if !says.is_empty() {
                corrections.push(Correction { at, by, says });
            }
        }
        Ok(corrections)
    }
}

/// Whether an event changed what the book had said.
fn puts_right(event: &Event) -> bool {
    matches!(
        event,
        Event::Corrected { .. }
            | Event::ArrivalCorrected { .. }
            | Event::ReadingTaken { .. }
            | Event::VersionWithdrawn { .. }
    )
}
