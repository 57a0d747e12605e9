//! In which order the numbers of the book stand for whom: the table from which every page of the register is drawn.
//!
//! Each number of a paper has a row under every name by which somebody asks: for each of three orders under the empty name,
//! which is whoever sees the whole scope, and under each principal named on the paper and each officer who acted on it; and
//! in the order of entering under each facet by which lists are narrowed. Rows stand by name, scope and place in the order,
//! so a page is the merge of a few stretches, each read from where the page before ended, however long the book is and
//! however little of it a reader sees. What a stretch yields may be seen; whether it is, the sight says row by row.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use rusqlite::{Connection, params};

use crate::RegisterError;
use crate::rows::{Number, Rows, Side};

/// Rows read from one stretch at first; each time it is asked again, four times as many.
const ROWS_AT_FIRST: usize = 16;
/// Most rows read from one stretch at a time.
const ROWS_AT_A_TIME_MAX: usize = 1_024;
/// Sorts after every text of a key.
const AFTER_ALL_TEXT: &str = "\u{10ffff}";

/// An order in which numbers stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Walk {
    /// As they were given.
    Entered,
    /// By the date that their papers bear.
    Dated,
    /// By series, year and number.
    Numbered,
}

impl Walk {
    /// The name under which a stretch of this order stands.
    pub(crate) fn name(self, of: &str) -> String {
        let letter = match self {
            Self::Entered => 'e',
            Self::Dated => 'd',
            Self::Numbered => 'n',
        };
        format!("{letter}{of}")
    }
}

/// A place in an order. Of the order of entering only the line counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    text: String,
    first: i64,
    second: i64,
    line: i64,
}

impl Key {
    pub(crate) fn entered(line: i64) -> Self {
        Self { text: String::new(), first: 0, second: 0, line }
    }

    pub(crate) fn dated(date: &str, line: i64) -> Self {
        Self { text: date.to_owned(), first: 0, second: 0, line }
    }

    pub(crate) fn numbered(series: &str, year: i64, n: i64, sub: i64, line: i64) -> Self {
        Self { text: series.to_owned(), first: (year << 32) | n, second: sub, line }
    }

    /// Before every place whose text is this one or a later one.
    pub(crate) fn before_text(text: &str) -> Self {
        Self { text: text.to_owned(), first: i64::MIN, second: i64::MIN, line: i64::MIN }
    }

    /// After every place whose text is this one or an earlier one.
    pub(crate) fn after_text(text: &str) -> Self {
        Self { text: text.to_owned(), first: i64::MAX, second: i64::MAX, line: i64::MAX }
    }

    /// Before every place of a year of a series.
    pub(crate) fn before_year(series: &str, year: i64) -> Self {
        Self { text: series.to_owned(), first: year << 32, second: i64::MIN, line: i64::MIN }
    }

    /// Before every place.
    pub(crate) fn first() -> Self {
        Self::before_text("")
    }

    /// After every place.
    pub(crate) fn last() -> Self {
        Self::after_text(AFTER_ALL_TEXT)
    }
}

/// The part of an order that a page is taken from: what lies between two places, neither of them included.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    pub(crate) low: Key,
    pub(crate) high: Key,
    /// Whether it is walked from its end.
    pub(crate) down: bool,
}

impl Span {
    /// The whole of an order.
    pub(crate) fn whole(down: bool) -> Self {
        Self { low: Key::first(), high: Key::last(), down }
    }

    pub(crate) fn not_before(&mut self, low: Key) {
        if low > self.low {
            self.low = low;
        }
    }

    pub(crate) fn not_after(&mut self, high: Key) {
        if high < self.high {
            self.high = high;
        }
    }

    /// Goes on behind a place.
    pub(crate) fn go_on(&mut self, place: Key) {
        if self.down { self.not_after(place) } else { self.not_before(place) }
    }
}

/// A row of the table, in the table's order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Reach {
    name: String,
    scope: i64,
    key: Key,
}

/// What a batch makes of the table, written when it is committed: each row with the paper to which it leads, or none where it
/// goes; of several about one row the last holds. Nothing that a decision has to know is in it.
pub(crate) type Pending = Vec<(Reach, Option<i64>)>;

/// The name of the numbers of one book.
pub(crate) fn of_book(series: &str, year: i16) -> String {
    format!("b:{series}:{year}")
}

/// The name of papers that bear a date of this year.
pub(crate) fn of_date(year: &str) -> String {
    format!("dated:{year}")
}

/// The name of what an officer acted on.
pub(crate) fn of_actor(officer: &str) -> String {
    format!("a:{officer}")
}

/// The name of annulled numbers.
pub(crate) const VOID: &str = "void";

fn of_number(number: &Number, line: i64, scope: i64, names: &[&str], into: &mut BTreeSet<Reach>) {
    let mut add = |walk: Walk, of: &str, key: Key| {
        into.insert(Reach { scope, name: walk.name(of), key });
    };
    let (year, n, sub) = (i64::from(number.year), i64::from(number.n), i64::from(number.sub));
    for name in names {
        add(Walk::Entered, name, Key::entered(line));
        add(Walk::Numbered, name, Key::numbered(&number.series, year, n, sub, line));
    }
    add(Walk::Entered, &of_book(&number.series, number.year), Key::entered(line));
    if number.standing.is_some() {
        add(Walk::Entered, VOID, Key::entered(line));
    }
}

fn of_paper(scope: i64, rows: &Rows, lines: &[i64]) -> BTreeSet<Reach> {
    let names: Vec<String> = std::iter::once(String::new())
        .chain(rows.sides.iter().filter_map(|side| match side {
            Side::Named { principal, .. } => Some(principal.clone()),
            Side::Actor(officer) => Some(of_actor(officer)),
            _ => None,
        }))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut reach = BTreeSet::new();
    for (number, line) in rows.numbers.iter().zip(lines) {
        of_number(number, *line, scope, &names, &mut reach);
        for name in &names {
            reach.insert(Reach { scope, name: Walk::Dated.name(name), key: Key::dated(&rows.date, *line) });
        }
        let year = rows.date.split_once('-').map(|(year, _)| of_date(year));
        for facet in rows.facets.iter().chain(&year) {
            reach.insert(Reach { scope, name: Walk::Entered.name(facet), key: Key::entered(*line) });
        }
    }
    reach
}

/// What of a paper says where it stands.
fn says<'a>(rows: &'a Rows) -> impl PartialEq + 'a {
    let sights = rows.sides.iter().filter(|side| matches!(side, Side::Named { .. } | Side::Actor(_)));
    (&rows.date, &rows.numbers, &rows.facets, sights.collect::<Vec<_>>())
}

/// A paper's rows as they were: its scope and what it said.
pub(crate) type Was<'a> = Option<(i64, &'a Rows)>;

/// Takes the difference between where a paper's numbers stood and where they stand.
pub(crate) fn take(
    db: &Connection,
    pending: &mut Pending,
    ordinal: i64,
    was: Was<'_>,
    (scope, new): (i64, &Rows),
) -> Result<(), RegisterError> {
    if was.is_some_and(|(before, old)| before == scope && says(old) == says(new)) {
        return Ok(());
    }
    let lines = |rows: &Rows| rows.numbers.iter().map(|number| line_of(db, number)).collect::<Result<Vec<_>, _>>();
    let now = of_paper(scope, new, &lines(new)?);
    let had = match was {
        Some((before, old)) => of_paper(before, old, &lines(old)?),
        None => BTreeSet::new(),
    };
    pending.extend(had.difference(&now).map(|gone| (gone.clone(), None)));
    pending.extend(now.into_iter().filter(|row| !had.contains(row)).map(|row| (row, Some(ordinal))));
    Ok(())
}

/// Takes where the number stands that was reserved and voided unused.
pub(crate) fn take_voided(
    db: &Connection,
    pending: &mut Pending,
    number: &Number,
    scope: i64,
) -> Result<(), RegisterError> {
    let mut reach = BTreeSet::new();
    of_number(number, line_of(db, number)?, scope, &[""], &mut reach);
    pending.extend(reach.into_iter().map(|row| (row, Some(0))));
    Ok(())
}

/// Writes what was taken, in the table's order, so that rows that stand side by side are written so.
pub(crate) fn write(db: &Connection, mut pending: Pending) -> Result<(), RegisterError> {
    // Those about one row stay in the order in which they were taken.
    pending.sort_by(|(one, _), (other, _)| one.cmp(other));
    let mut delete = db.prepare_cached(
        "DELETE FROM reach WHERE name = ?1 AND scope = ?2 AND text = ?3 AND first = ?4 AND second = ?5 AND line = ?6",
    )?;
    let mut insert = db.prepare_cached(
        "INSERT OR REPLACE INTO reach (name, scope, text, first, second, line, ordinal) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for of_row in pending.chunk_by(|(one, _), (other, _)| one == other) {
        let (Reach { name, scope, key }, paper) = &of_row[of_row.len() - 1];
        match paper {
            None => delete.execute(params![name, scope, key.text, key.first, key.second, key.line])?,
            Some(paper) => insert.execute(params![name, scope, key.text, key.first, key.second, key.line, paper])?,
        };
    }
    Ok(())
}

fn line_of(db: &Connection, number: &Number) -> Result<i64, RegisterError> {
    let mut statement =
        db.prepare_cached("SELECT id FROM line WHERE series = ?1 AND year = ?2 AND n = ?3 AND sub = ?4")?;
    Ok(statement.query_row(params![number.series, number.year, number.n, number.sub], |row| row.get(0))?)
}

/// One stretch of the table: a name within a scope.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Arm {
    pub(crate) name: String,
    pub(crate) scope: i64,
    /// Names in the order of entering, as JSON: only what stands under one of them too. Empty means everything.
    pub(crate) also: String,
}

impl Arm {
    pub(crate) fn new(name: &str, scope: i64) -> Self {
        Self { name: name.to_owned(), scope, also: String::new() }
    }
}

/// The condition that a row stands under another name too.
const ALSO: &str =
    "AND EXISTS (SELECT 1 FROM reach f WHERE f.name IN (SELECT value FROM json_each(?12)) AND f.scope = r.scope
   AND f.text = '' AND f.first = 0 AND f.second = 0 AND f.line = r.line)";

/// The scopes in which something stands under a name: one look for each, however much there is.
pub(crate) fn scopes_of(db: &Connection, name: &str) -> Result<Vec<i64>, RegisterError> {
    let mut statement = db.prepare_cached("SELECT min(scope) FROM reach WHERE name = ?1 AND scope > ?2")?;
    let (mut scopes, mut last) = (Vec::new(), i64::MIN);
    while let Some(scope) = statement.query_row(params![name, last], |row| row.get::<_, Option<i64>>(0))? {
        scopes.push(scope);
        last = scope;
    }
    Ok(scopes)
}

/// How many rows these stretches have, counted no further than `most` and one.
pub(crate) fn count(db: &Connection, arms: &[Arm], most: i64) -> Result<i64, RegisterError> {
    let mut statement =
        db.prepare_cached("SELECT count(*) FROM (SELECT 1 FROM reach WHERE name = ?1 AND scope = ?2 LIMIT ?3)")?;
    let mut counted = 0;
    for arm in arms {
        counted += statement.query_row(params![arm.name, arm.scope, most + 1 - counted], |row| row.get::<_, i64>(0))?;
        if counted > most {
            break;
        }
    }
    Ok(counted)
}

/// The lines of several stretches in their order, each once.
pub(crate) struct Merge<'a> {
    db: &'a Connection,
    span: Span,
    stretches: Vec<Stretch>,
    /// The next of each stretch that has one; the first to come is the greatest.
    heads: BinaryHeap<(Turned, usize)>,
    last: Option<Key>,
}

struct Stretch {
    /// `None` for lines that were worked out and are held here.
    arm: Option<Arm>,
    /// The next ones, last first.
    held: Vec<(Key, i64)>,
    size: usize,
    /// Whether more may follow on those held.
    more: bool,
    after: Option<Key>,
}

/// A key by the direction in which it is walked.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Turned {
    Down(Key, i64),
    Up(Reverse<(Key, i64)>),
}

impl<'a> Merge<'a> {
    /// Begins at the start of a span. `beside` are lines, with their ordinals, that stand in no stretch, in the order of entering.
    pub(crate) fn begin(
        db: &'a Connection,
        span: Span,
        arms: Vec<Arm>,
        beside: Vec<(i64, i64)>,
    ) -> Result<Self, RegisterError> {
        let fresh = |arm| Stretch { arm: Some(arm), held: Vec::new(), size: ROWS_AT_FIRST, more: true, after: None };
        let mut stretches: Vec<Stretch> = arms.into_iter().map(fresh).collect();
        if !beside.is_empty() {
            let mut held: Vec<(Key, i64)> =
                beside.into_iter().map(|(line, ordinal)| (Key::entered(line), ordinal)).collect();
            held.retain(|(key, _)| *key > span.low && *key < span.high);
            held.sort();
            if !span.down {
                held.reverse();
            }
            stretches.push(Stretch { arm: None, held, size: 0, more: false, after: None });
        }
        let mut merge = Self { db, span, stretches, heads: BinaryHeap::new(), last: None };
        for at in 0..merge.stretches.len() {
            merge.advance(at)?;
        }
        Ok(merge)
    }

    /// The next lines with the ordinals of their papers, at most so many.
    pub(crate) fn next(&mut self, most: usize) -> Result<Vec<(i64, i64)>, RegisterError> {
        let mut lines = Vec::new();
        while lines.len() < most {
            let Some((turned, at)) = self.heads.pop() else { break };
            let (key, ordinal) = match turned {
                Turned::Down(key, ordinal) | Turned::Up(Reverse((key, ordinal))) => (key, ordinal),
            };
            self.advance(at)?;
            if self.last.as_ref() != Some(&key) {
                lines.push((key.line, ordinal));
                self.last = Some(key);
            }
        }
        Ok(lines)
    }

    fn advance(&mut self, at: usize) -> Result<(), RegisterError> {
        let stretch = &mut self.stretches[at];
        if stretch.held.is_empty() && stretch.more {
            fill(self.db, &self.span, stretch)?;
        }
        if let Some((key, ordinal)) = stretch.held.pop() {
            let turned = if self.span.down { Turned::Down(key, ordinal) } else { Turned::Up(Reverse((key, ordinal))) };
            self.heads.push((turned, at));
        }
        Ok(())
    }
}

fn fill(db: &Connection, span: &Span, stretch: &mut Stretch) -> Result<(), RegisterError> {
    let Some(arm) = &stretch.arm else { return Ok(()) };
    let order = if span.down { "text DESC, first DESC, second DESC, line DESC" } else { "text, first, second, line" };
    let also = if arm.also.is_empty() { "AND ?12 = ''" } else { ALSO };
    let sql = format!(
        "SELECT text, first, second, line, ordinal FROM reach r WHERE name = ?1 AND scope = ?2
         AND (text, first, second, line) > (?3, ?4, ?5, ?6) AND (text, first, second, line) < (?7, ?8, ?9, ?10)
         {also} ORDER BY {order} LIMIT ?11"
    );
    let (low, high) = match &stretch.after {
        None => (&span.low, &span.high),
        Some(after) if span.down => (&span.low, after),
        Some(after) => (after, &span.high),
    };
    let mut statement = db.prepare_cached(&sql)?;
    let bound = params![
        arm.name,
        arm.scope,
        low.text,
        low.first,
        low.second,
        low.line,
        high.text,
        high.first,
        high.second,
        high.line,
        stretch.size as i64,
        arm.also
    ];
    let rows = statement.query_map(bound, |row| {
        let key = Key { text: row.get(0)?, first: row.get(1)?, second: row.get(2)?, line: row.get(3)? };
        Ok((key, row.get(4)?))
    })?;
    stretch.held = rows.collect::<Result<_, _>>()?;
    stretch.more = stretch.held.len() == stretch.size;
    stretch.after = stretch.held.last().map(|(key, _)| key.clone()).or_else(|| stretch.after.take());
    stretch.held.reverse();
    stretch.size = (stretch.size * 4).min(ROWS_AT_A_TIME_MAX);
    Ok(())
}
