//! Day closings: what the next one has to know of the books, and in which entry each was made.

use std::collections::BTreeMap;

use procedure::closing::BookLines;
use procedure::event::Event;
use procedure::house::{BookKey, House};
use rusqlite::{Connection, OptionalExtension, params};

use crate::RegisterError;
use crate::reach::Walk;
use crate::reads::Reads;

/// Most closings that are listed at once.
pub const CLOSINGS_LISTED_MAX: usize = 100;

/// A closing's number, and the entry in which it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClosingAt {
    /// Its number.
    pub no: u32,
    /// The entry.
    pub entry: u64,
}

/// The last number under which something was entered in each book, and how many are void.
pub(crate) fn book_lines(db: &Connection, house: &House) -> Result<BTreeMap<BookKey, BookLines>, RegisterError> {
    let mut lines: BTreeMap<BookKey, BookLines> = BTreeMap::new();
    let mut last = db.prepare_cached(
        "SELECT text FROM line INDEXED BY line_book WHERE series = ?1 AND year BETWEEN ?2 AND ?3
         ORDER BY year DESC, n DESC, sub LIMIT 1",
    )?;
    for key in house.books.keys() {
        // A book that never turns over has lines of every year.
        let (from, until) = if key.year == 0 { (i16::MIN, i16::MAX) } else { (key.year, key.year) };
        let text = last.query_row(params![key.series.as_str(), from, until], |row| row.get(0)).optional()?;
        lines.insert(key.clone(), BookLines { last: text, ..BookLines::default() });
    }
    let void = "SELECT series, year, count(*) FROM line INDEXED BY line_void WHERE standing IS NOT NULL AND ?1 <> ''
                GROUP BY series, year";
    counted(db, house, void, &mut lines, |lines| &mut lines.void)?;
    let open = "SELECT l.series, l.year, count(*) FROM reach r CROSS JOIN line l ON l.id = r.line WHERE r.name = ?1
                GROUP BY l.series, l.year";
    counted(db, house, open, &mut lines, |lines| &mut lines.not_held)?;
    Ok(lines)
}

/// Adds what is counted by series and year to the books.
fn counted(
    db: &Connection,
    house: &House,
    sql: &str,
    lines: &mut BTreeMap<BookKey, BookLines>,
    of: impl Fn(&mut BookLines) -> &mut u64,
) -> Result<(), RegisterError> {
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query([name_of_open()])?;
    while let Some(row) = rows.next()? {
        let (series, year, count) = (row.get::<_, String>(0)?, row.get::<_, i16>(1)?, row.get::<_, i64>(2)?);
        let key = series.parse().ok().and_then(|series| house.book_key(&series, year));
        if let Some(lines) = key.and_then(|key| lines.get_mut(&key)) {
            *of(lines) += count.cast_unsigned();
        }
    }
    Ok(())
}

/// Under which name stands what cites something that is not held.
fn name_of_open() -> String {
    Walk::Entered.name("state:cites_not_held")
}

/// How many papers cite something that is not held, whoever may see what.
pub(crate) fn not_held(db: &Connection) -> Result<u64, RegisterError> {
    let count: i64 = db
        .prepare_cached("SELECT count(DISTINCT ordinal) FROM reach WHERE name = ?1")?
        .query_row([name_of_open()], |row| row.get(0))?;
    Ok(count.cast_unsigned())
}

/// Remembers in which entry a closing was made.
pub(crate) fn write(db: &Connection, entry: u64, event: &Event) -> Result<(), RegisterError> {
    if let Event::DayClosed { closing } = event {
        db.prepare_cached("INSERT INTO closing (no, entry) VALUES (?1, ?2)")?
            .execute(params![closing.no, entry.cast_signed()])?;
    }
    Ok(())
}

impl Reads {
    /// The latest closings below a number, newest first; at most [`CLOSINGS_LISTED_MAX`].
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn closings(&self, below: Option<u32>, limit: usize) -> Result<Vec<ClosingAt>, RegisterError> {
        let mut statement =
            self.db().prepare_cached("SELECT no, entry FROM closing WHERE no < ?1 ORDER BY no DESC LIMIT ?2")?;
        let below = below.map_or(i64::MAX, i64::from);
        let rows = statement.query_map(params![below, limit.min(CLOSINGS_LISTED_MAX) as i64], |row| {
            Ok(ClosingAt { no: row.get(0)?, entry: row.get::<_, i64>(1)?.cast_unsigned() })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// In which entry a closing was made; `None` where there is none of this number.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn closing(&self, no: u32) -> Result<Option<ClosingAt>, RegisterError> {
        let entry: Option<i64> = self
            .db()
            .prepare_cached("SELECT entry FROM closing WHERE no = ?1")?
            .query_row([no], |row| row.get(0))
            .optional()?;
        Ok(entry.map(|entry| ClosingAt { no, entry: entry.cast_unsigned() }))
    }
}
