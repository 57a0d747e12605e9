//! Writing the rows of one paper, and what a register keeps in memory about its own tables.

use std::collections::{BTreeMap, HashMap};

use procedure::house::{Book, BookKey, House};
use procedure::ids::{PaperId, SeriesId};
use procedure::known::Earlier;
use procedure::paper::Paper;
use procedure::sight::Scope;
use rusqlite::{CachedStatement, Connection, OptionalExtension, params};

use crate::aside::{self, Batch};
use crate::rows::{Number, Rows, Side, Words};
use crate::{Place, RegisterError, reach};

/// Scopes by the number under which they are interned. There are a few hundred in a large office.
#[derive(Debug, Default, Clone)]
pub(crate) struct Scopes {
    by_scope: HashMap<Scope, i64>,
}

impl Scopes {
    pub(crate) fn load(db: &Connection) -> Result<Self, RegisterError> {
        let mut by_scope = HashMap::new();
        for row in load_scopes(db, 0)? {
            by_scope.insert(row.1, row.0);
        }
        Ok(Self { by_scope })
    }

    pub(crate) fn get(&self, scope: &Scope) -> Option<i64> {
        self.by_scope.get(scope).copied()
    }

    pub(crate) fn len(&self) -> usize {
        self.by_scope.len()
    }

    pub(crate) fn extend(&mut self, more: impl IntoIterator<Item = (Scope, i64)>) {
        self.by_scope.extend(more);
    }
}

/// Scopes interned after the one numbered `after`, in order, each with how many papers are in it.
pub(crate) fn load_scopes(db: &Connection, after: i64) -> Result<Vec<(i64, Scope)>, RegisterError> {
    let mut statement = db.prepare_cached("SELECT id, json FROM scope WHERE id > ?1 ORDER BY id")?;
    let mut rows = statement.query([after])?;
    let mut scopes = Vec::new();
    while let Some(row) = rows.next()? {
        let json: String = row.get(1)?;
        scopes.push((row.get(0)?, serde_json::from_str(&json)?));
    }
    Ok(scopes)
}

pub(crate) fn load_house(db: &Connection) -> Result<House, RegisterError> {
    let json: Option<String> = db.query_row("SELECT json FROM house", [], |row| row.get(0)).optional()?;
    let mut house: House = match json {
        Some(json) => serde_json::from_str(&json)?,
        None => House::default(),
    };
    let mut statement = db.prepare("SELECT series, year, json FROM book")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (series, json): (String, String) = (row.get(0)?, row.get(2)?);
        let series = SeriesId::new(series).map_err(|error| RegisterError::Torn { why: error.to_string() })?;
        let book: Book = serde_json::from_str(&json)?;
        house.books.insert(BookKey { series, year: row.get(1)? }, book);
    }
    Ok(house)
}

pub(crate) fn load_place(db: &Connection) -> Result<Option<Place>, RegisterError> {
    let place = db
        .prepare_cached("SELECT entry, commitment FROM place")?
        .query_row([], |row| Ok(Place { entry: row.get::<_, i64>(0)?.cast_unsigned(), commitment: row.get(1)? }))
        .optional()?;
    Ok(place)
}

pub(crate) fn save_place(db: &Connection, place: Place) -> Result<(), RegisterError> {
    db.prepare_cached("INSERT OR REPLACE INTO place (one, entry, commitment) VALUES (1, ?1, ?2)")?
        .execute(params![place.entry.cast_signed(), place.commitment])?;
    Ok(())
}

pub(crate) fn save_house(db: &Connection, house: &House) -> Result<(), RegisterError> {
    db.prepare_cached("INSERT OR REPLACE INTO house (one, json) VALUES (1, ?1)")?
        .execute([serde_json::to_string(house)?])?;
    Ok(())
}

pub(crate) fn save_book(db: &Connection, key: &BookKey, book: &Book) -> Result<(), RegisterError> {
    db.prepare_cached("INSERT OR REPLACE INTO book (series, year, json) VALUES (?1, ?2, ?3)")?.execute(params![
        key.series.as_str(),
        key.year,
        serde_json::to_string(book)?
    ])?;
    Ok(())
}

pub(crate) fn save_scope(db: &Connection, id: i64, scope: &Scope) -> Result<(), RegisterError> {
    db.prepare_cached("INSERT INTO scope (id, json, papers) VALUES (?1, ?2, 0)")?
        .execute(params![id, serde_json::to_string(scope)?])?;
    Ok(())
}

pub(crate) fn save_scope_counts(db: &Connection, changes: &BTreeMap<i64, i64>) -> Result<(), RegisterError> {
    let mut statement = db.prepare_cached("UPDATE scope SET papers = papers + ?2 WHERE id = ?1")?;
    for (scope, change) in changes.iter().filter(|(_, change)| **change != 0) {
        statement.execute([scope, change])?;
    }
    Ok(())
}

pub(crate) fn next_ordinal(db: &Connection) -> Result<i64, RegisterError> {
    Ok(db.query_row("SELECT coalesce(max(ordinal), 0) + 1 FROM paper", [], |row| row.get(0))?)
}

/// The act that was entered under an id: the same officer and key.
pub(crate) fn earlier(db: &Connection, act: &PaperId) -> Result<Option<Earlier>, RegisterError> {
    let row: Option<(i64, String)> = db
        .prepare_cached("SELECT entry, acted FROM act WHERE id = ?1")?
        .query_row([act.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let read = |(entry, acted): (i64, String)| -> Result<Earlier, RegisterError> {
        Ok(Earlier { entry: entry.cast_unsigned(), acted: serde_json::from_str(&acted)? })
    };
    row.map(read).transpose()
}

/// A paper's ordinal: its place in the order of entering, by which all tables name it.
pub(crate) fn ordinal_of(db: &Connection, id: &PaperId) -> Result<Option<i64>, RegisterError> {
    let ordinal =
        db.prepare_cached("SELECT ordinal FROM paper WHERE id = ?1")?.query_row([id.0], |row| row.get(0)).optional()?;
    Ok(ordinal)
}

/// A paper's state with its ordinal.
pub(crate) fn load_paper(db: &Connection, id: &PaperId) -> Result<Option<(i64, Paper)>, RegisterError> {
    let Some(ordinal) = ordinal_of(db, id)? else { return Ok(None) };
    let json: String =
        db.prepare_cached("SELECT json FROM state WHERE ordinal = ?1")?.query_row([ordinal], |row| row.get(0))?;
    Ok(Some((ordinal, serde_json::from_str(&json)?)))
}

/// One paper's change: where it stands, what its rows were and what they are to be.
pub(crate) struct Change<'a> {
    pub(crate) ordinal: i64,
    pub(crate) scope: i64,
    /// The scope before, where it was there.
    pub(crate) scope_before: Option<i64>,
    pub(crate) entry: u64,
    pub(crate) paper: &'a Paper,
    pub(crate) old: Option<&'a Rows>,
    pub(crate) new: &'a Rows,
}

/// Writes the difference between a paper's rows before and after. Those of the table of reach are left for the commit, and where
/// a register is built those of side tables too.
pub(crate) fn write_change(
    db: &Connection,
    change: &Change<'_>,
    pending: &mut Batch,
    building: bool,
) -> Result<(), RegisterError> {
    let Change { ordinal, scope, scope_before, old, new, .. } = *change;
    write_paper(db, change)?;
    if old.is_none_or(|old| old.numbers != new.numbers) {
        for number in &new.numbers {
            write_number(db, ordinal, number)?;
        }
    }
    reach::take(db, &mut pending.reach, ordinal, scope_before.zip(old), (scope, new))?;
    let none = std::collections::BTreeSet::new();
    let had = old.map_or(&none, |old| &old.sides);
    let gone = had.difference(&new.sides).map(|side| (side, false));
    for (side, comes) in gone.chain(new.sides.difference(had).map(|side| (side, true))) {
        match (building && aside::takes(side), comes) {
            (true, _) => pending.sides.push((ordinal, side.clone(), comes)),
            (false, true) => insert_side(db, ordinal, side)?,
            (false, false) => delete_side(db, ordinal, side)?,
        }
    }
    // What the index has of a paper: its texts, and the words of its card.
    if old.is_none_or(|old| (&old.texts, &old.words) != (&new.texts, &new.words)) {
        db.prepare_cached("INSERT OR REPLACE INTO body (ordinal, entry, texts) VALUES (?1, ?2, ?3)")?
            .execute(params![ordinal, change.entry.cast_signed(), serde_json::to_string(&new.texts)?])?;
    }
    Ok(())
}

fn write_paper(db: &Connection, change: &Change<'_>) -> Result<(), RegisterError> {
    let Change { ordinal, old, new, paper, scope, .. } = *change;
    let json = serde_json::to_string(paper)?;
    if old.is_none() {
        db.prepare_cached(
            "INSERT INTO paper (ordinal, id, scope, void, number, date, brief, line) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![ordinal, paper.id.0, scope, new.void, new.number, new.date, new.brief, new.line])?;
        db.prepare_cached("INSERT INTO state (ordinal, json) VALUES (?1, ?2)")?.execute(params![ordinal, json])?;
        return Ok(());
    }
    let same = old.is_some_and(|old| {
        (&old.scope, old.void, &old.number, &old.date) == (&new.scope, new.void, &new.number, &new.date)
            && (&old.brief, &old.line) == (&new.brief, &new.line)
    });
    if !same {
        db.prepare_cached(
            "UPDATE paper SET scope = ?2, void = ?3, number = ?4, date = ?5, brief = ?6, line = ?7 WHERE ordinal = ?1",
        )?
        .execute(params![ordinal, scope, new.void, new.number, new.date, new.brief, new.line])?;
    }
    db.prepare_cached("UPDATE state SET json = ?2 WHERE ordinal = ?1")?.execute(params![ordinal, json])?;
    Ok(())
}

/// A number keeps its row, and with it its place in the order of entering, for ever; only its standing changes.
fn write_number(db: &Connection, ordinal: i64, number: &Number) -> Result<(), RegisterError> {
    let written = db
        .prepare_cached(
            "INSERT INTO line (series, year, n, sub, text, plain, ordinal, at, on_, late, standing)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
             ON CONFLICT (series, year, n, sub) DO UPDATE SET standing = excluded.standing
             WHERE ordinal = excluded.ordinal",
        )?
        .execute(params![
            number.series,
            number.year,
            number.n,
            number.sub,
            number.text,
            procedure::number::plain(&number.text),
            ordinal,
            number.at,
            number.on,
            number.late,
            number.standing
        ])?;
    if written == 1 { Ok(()) } else { Err(RegisterError::Torn { why: format!("{} was given twice", number.text) }) }
}

/// A reserved number that was voided unused: a line of the book without a paper.
pub(crate) fn write_voided(
    db: &Connection,
    number: &Number,
    scope: i64,
    pending: &mut reach::Pending,
) -> Result<(), RegisterError> {
    db.prepare_cached(
        "INSERT INTO line (series, year, n, sub, text, plain, ordinal, scope, at, standing)
         VALUES (?1, ?2, ?3, 0, ?4, ?5, NULL, ?6, ?7, ?8)",
    )?
    .execute(params![
        number.series,
        number.year,
        number.n,
        number.text,
        procedure::number::plain(&number.text),
        scope,
        number.at,
        number.standing
    ])?;
    reach::take_voided(db, pending, number, scope)
}

/// Writes the words of a paper's card; `there` says whether it had some before this batch.
pub(crate) fn write_words(db: &Connection, ordinal: i64, there: bool, words: &Words) -> Result<(), RegisterError> {
    if there {
        db.prepare_cached("DELETE FROM words WHERE rowid = ?1")?.execute([ordinal])?;
    }
    db.prepare_cached("INSERT INTO words (rowid, number, sender, addressee, subject) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![ordinal, words.number, words.sender, words.addressee, words.subject])?;
    Ok(())
}

pub(crate) fn insert_side(db: &Connection, ordinal: i64, side: &Side) -> Result<(), RegisterError> {
    let sql = match side {
        Side::Named { .. } => "INSERT INTO named (ordinal, principal, from_, until) VALUES (?1, ?2, ?3, ?4)",
        Side::Actor(_) => "INSERT INTO actor (ordinal, officer) VALUES (?1, ?2)",
        Side::Bound { .. } => "INSERT INTO bound (ordinal, principal, capacity) VALUES (?1, ?2, ?3)",
        Side::Checked { .. } => {
            "INSERT INTO checked (ordinal, sender, kind, right_, put_right) VALUES (?1, ?2, ?3, ?4, ?5)"
        }
        Side::Number { .. } => "INSERT INTO number (ordinal, plain, date) VALUES (?1, ?2, ?3)",
        Side::Print { .. } => "INSERT INTO print (ordinal, kind, value) VALUES (?1, ?2, ?3)",
        Side::Citation { .. } => {
            "INSERT INTO citation (ordinal, key, cited, date, at, what) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
        }
        Side::Tie { .. } => "INSERT INTO tie (ordinal, to_, kind, at, strength) VALUES (?1, ?2, ?3, ?4, ?5)",
        Side::Filed { .. } => "INSERT INTO filed (ordinal, dossier, at, volume) VALUES (?1, ?2, ?3, ?4)",
        Side::Released { .. } => "INSERT INTO released (ordinal, at) VALUES (?1, ?2)",
        Side::Waits { .. } => "INSERT INTO waits (ordinal, place, rank, due, kind, no) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    };
    run_side(db.prepare_cached(sql)?, ordinal, side)
}

pub(crate) fn delete_side(db: &Connection, ordinal: i64, side: &Side) -> Result<(), RegisterError> {
    let sql = match side {
        Side::Named { .. } => "DELETE FROM named WHERE ordinal = ?1 AND principal = ?2 AND from_ = ?3 AND until = ?4",
        Side::Actor(_) => "DELETE FROM actor WHERE ordinal = ?1 AND officer = ?2",
        Side::Bound { .. } => "DELETE FROM bound WHERE ordinal = ?1 AND principal = ?2 AND capacity = ?3",
        Side::Checked { .. } => {
            "DELETE FROM checked WHERE ordinal = ?1 AND sender = ?2 AND kind = ?3 AND right_ = ?4 AND put_right = ?5"
        }
        Side::Number { .. } => "DELETE FROM number WHERE ordinal = ?1 AND plain = ?2 AND date = ?3",
        Side::Print { .. } => "DELETE FROM print WHERE ordinal = ?1 AND kind = ?2 AND value = ?3",
        Side::Citation { .. } => {
            "DELETE FROM citation WHERE ordinal = ?1 AND key = ?2 AND cited = ?3 AND date = ?4 AND at = ?5 AND what = ?6"
        }
        Side::Tie { .. } => {
            "DELETE FROM tie WHERE ordinal = ?1 AND to_ = ?2 AND kind = ?3 AND at = ?4 AND strength = ?5"
        }
        Side::Filed { .. } => "DELETE FROM filed WHERE ordinal = ?1 AND dossier = ?2 AND at = ?3 AND volume IS ?4",
        Side::Released { .. } => "DELETE FROM released WHERE ordinal = ?1 AND at = ?2",
        Side::Waits { .. } => {
            "DELETE FROM waits WHERE ordinal = ?1 AND place = ?2 AND rank = ?3 AND due = ?4 AND kind = ?5 AND no = ?6"
        }
    };
    run_side(db.prepare_cached(sql)?, ordinal, side)
}

fn run_side(mut statement: CachedStatement<'_>, ordinal: i64, side: &Side) -> Result<(), RegisterError> {
    match side {
        Side::Named { principal, from, until } => statement.execute(params![ordinal, principal, from, until]),
        Side::Actor(officer) => statement.execute(params![ordinal, officer]),
        Side::Bound { principal, capacity } => statement.execute(params![ordinal, principal, capacity]),
        Side::Checked { sender, kind, right, put_right } => {
            statement.execute(params![ordinal, sender, kind, right, put_right])
        }
        Side::Number { plain, date } => statement.execute(params![ordinal, plain, date]),
        Side::Print { kind, value } => statement.execute(params![ordinal, kind, value]),
        Side::Citation { key, cited, date, at, what } => {
            statement.execute(params![ordinal, key, cited, date, at.cast_signed() as i64, what])
        }
        Side::Tie { to, kind, at, strength } => {
            statement.execute(params![ordinal, to.0, *kind as i64, at.cast_signed() as i64, strength.number()])
        }
        Side::Filed { dossier, at, volume } => statement.execute(params![ordinal, dossier, at, volume]),
        Side::Released { at } => statement.execute(params![ordinal, at]),
        Side::Waits { place, rank, due, kind, no } => {
            statement.execute(params![ordinal, place, rank, due, *kind as i64, no])
        }
    }?;
    Ok(())
}
