//! Flipped bytes, missing and foreign rows, cut files, a journal put back: `verify` or opening finds it.

use std::path::Path;
use std::sync::LazyLock;

use journal::{Hash, Journal, OpenError, Part, Reader, Report, VerifyOptions, Wrong, verify, verify_with};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use rusqlite::Connection;
use rusqlite::types::Value;
use tempfile::TempDir;

use crate::office::{append, counted, create, draft, draft_with, new_journal, open};

/// A journal with something in every table and column: 300 entries, bodies of no, one and two chunks, a part and a
/// body destroyed, published heads. Closed; returns the bodies.
fn rich(folder: &Path) -> Vec<Hash> {
    let mut journal = create(folder);
    let stager = journal.stager();
    let bodies = [vec![], vec![1; 2000], vec![2; (1 << 20) + 500], vec![3; 10]].map(|b| stager.seal(b).unwrap());
    let names: Vec<Hash> = bodies.iter().map(|body| body.commitment()).collect();
    let on = journal.head().place;
    journal.append(on, vec![draft_with(0, bodies.into())]).unwrap();
    append(&mut journal, 2);
    journal.publish_head().unwrap();
    let on = journal.head().place;
    journal.append(on, (3..300).map(draft).collect()).unwrap();
    journal.destroy(&[(5, 1)], &[names[3]]).unwrap();
    journal.publish_head().unwrap();
    names
}

static RICH: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    rich(folder.path());
    folder
});

/// A copy of a closed folder.
fn copy(from: &Path) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in ["journal.db", "journal.db-wal", "office.key"] {
        if from.join(file).exists() {
            std::fs::copy(from.join(file), folder.path().join(file)).unwrap();
        }
    }
    folder
}

fn wrong(folder: &Path) -> Wrong {
    verify(folder).unwrap().wrong.expect("something is wrong")
}

/// Changes the file behind the journal's back, checks of the tables switched off.
fn tamper(folder: &Path, sql: &str) {
    let db = Connection::open(folder.join("journal.db")).unwrap();
    db.pragma_update(None, "ignore_check_constraints", true).unwrap();
    db.execute_batch(sql).unwrap();
}

#[test]
fn the_rich_journal_is_sound_and_what_was_destroyed_is_gone() {
    let folder = copy(RICH.path());
    let report = verify(folder.path()).unwrap();
    assert!(report.is_sound(), "{report:?}");
    let Report { entries, parts, parts_destroyed, bodies, bodies_destroyed, body_bytes, heads, .. } = report;
    assert_eq!((entries, parts, parts_destroyed), (300, 600, 1));
    assert_eq!((bodies, bodies_destroyed, body_bytes, heads), (3, 1, 2000 + (1 << 20) + 500, 2));
    let reader = Reader::open(folder.path()).unwrap();
    let entry = reader.entry(5).unwrap().unwrap();
    assert!(matches!(entry.parts[1], Part::Destroyed { .. }) && entry.parts[0].bytes().is_some());
    drop(reader);
    let file = std::fs::read(folder.path().join("journal.db")).unwrap();
    let contains = |text: &[u8]| file.windows(text.len()).any(|window| window == text);
    assert!(contains(b"Paper 4") && !contains(b"Paper 5\""), "the bytes of a destroyed part are not in the file");
}

/// Every column of every table that verify can hold against something. The keys of bodies carry no meaning of their
/// own, but for the chunks they lead to.
const VALUES: [(&str, &str, &str); 21] = [
    ("founding", "one", ""),
    ("founding", "note", ""),
    ("entries", "entry", ""),
    ("entries", "header", ""),
    ("entries", "commitment", ""),
    ("parts", "part", ""),
    ("parts", "commitment", ""),
    ("parts", "salt", ""),
    ("parts", "bytes", ""),
    ("bodies", "body", "WHERE length > 0"),
    ("bodies", "commitment", ""),
    ("bodies", "salt", ""),
    ("bodies", "length", ""),
    ("chunks", "chunk", ""),
    ("chunks", "bytes", ""),
    ("subtrees", "subtree", ""),
    ("subtrees", "root", ""),
    ("head", "one", ""),
    ("head", "checkpoint", ""),
    ("heads", "size", ""),
    ("heads", "checkpoint", ""),
];

fn flipped(value: Value, byte: usize, bit: u32) -> Value {
    match value {
        Value::Null => Value::Integer(0),
        Value::Integer(n) => Value::Integer(n ^ 1 << ((byte * 8 + bit as usize) % 64)),
        Value::Blob(mut bytes) if !bytes.is_empty() => {
            let at = byte % bytes.len();
            bytes[at] ^= 1 << bit;
            Value::Blob(bytes)
        }
        Value::Text(text) => {
            let mut bytes = text.into_bytes();
            let at = byte % bytes.len();
            bytes[at] ^= 1 << bit;
            Value::Blob(bytes)
        }
        other => panic!("no such value is stored: {other:?}"),
    }
}

/// Flips one bit of one stored value; `false` if the tables themselves do not let it stand.
fn flip(db: &Connection, place: usize, row: usize, byte: usize, bit: u32) -> bool {
    let (table, column, which) = VALUES[place];
    let count: i64 = db.query_row(&format!("SELECT count(*) FROM {table} {which}"), [], |row| row.get(0)).unwrap();
    let select = format!("SELECT rowid, {column} FROM {table} {which} LIMIT 1 OFFSET ?1");
    let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, Value>(1)?));
    let (rowid, value) = db.query_row(&select, [row as i64 % count], read).unwrap();
    let cast = if matches!(value, Value::Text(_)) { "CAST(?1 AS TEXT)" } else { "?1" };
    let value = match (value, column) {
        // What was destroyed has no bytes to flip; something in their place is the flip of nothing.
        (Value::Null, "salt" | "bytes") => Value::Blob(vec![0]),
        (value, _) => flipped(value, byte, bit),
    };
    db.execute(&format!("UPDATE {table} SET {column} = {cast} WHERE rowid = ?2"), (value, rowid)).is_ok()
}

#[test]
fn any_flipped_bit_of_a_stored_value_is_found() {
    let folder = copy(RICH.path());
    let sound = std::fs::read(folder.path().join("journal.db")).unwrap();
    let mut runner = TestRunner::new(Config { cases: 300, failure_persistence: None, ..Config::default() });
    let place = (0..VALUES.len(), any::<u16>(), any::<u32>(), 0..8u32);
    runner
        .run(&place, |(place, row, byte, bit)| {
            std::fs::write(folder.path().join("journal.db"), &sound).unwrap();
            let db = Connection::open(folder.path().join("journal.db")).unwrap();
            db.pragma_update(None, "ignore_check_constraints", true).unwrap();
            let stands = flip(&db, place, row.into(), byte as usize, bit);
            drop(db);
            let report = verify(folder.path()).unwrap();
            prop_assert!(!stands || report.wrong.is_some(), "{:?} was not found", VALUES[place]);
            // Opening reads less and may pass over it, but neither panics nor gives out what does not fit.
            if let Ok(journal) = Journal::open(folder.path(), counted(1 << 32)) {
                drop(journal.reader().unwrap().entries(0, 400));
            }
            Ok(())
        })
        .unwrap();
}

/// Everything a reader can be told.
fn told(folder: &Path, bodies: &[Hash]) -> Option<String> {
    let reader = Reader::open(folder).ok()?;
    let bodies: Option<Vec<_>> = bodies.iter().map(|name| reader.body_to_vec(name).ok()).collect();
    Some(format!(
        "{:?}\n{:?}\n{:?}\n{:?}\n{bodies:?}",
        reader.founded(),
        reader.head().ok()?,
        reader.entries(0, 1000).ok()?,
        reader.published_heads().ok()?
    ))
}

/// The file has bytes that mean nothing: free pages, the space between rows, counters that SQLite keeps for itself. A
/// flip there may pass; then every answer is the same as before.
#[test]
fn any_flipped_byte_of_the_file_is_found_or_changes_no_answer() {
    let small = tempfile::tempdir().unwrap();
    let mut journal = create(small.path());
    let body = journal.stager().seal(vec![9; 100_000]).unwrap();
    let names = [body.commitment()];
    let on = journal.head().place;
    journal.append(on, vec![draft_with(0, vec![body])]).unwrap();
    append(&mut journal, 20);
    journal.publish_head().unwrap();
    drop(journal);
    let sound = std::fs::read(small.path().join("journal.db")).unwrap();
    let before = told(small.path(), &names).unwrap();
    let offset = prop_oneof![1 => 0..100usize, 6 => 0..sound.len()];
    let mut runner = TestRunner::new(Config { cases: 400, failure_persistence: None, ..Config::default() });
    let (mut found, mut passed) = (0, 0);
    let folder = copy(small.path());
    let flips = std::cell::RefCell::new((&mut found, &mut passed));
    runner
        .run(&(offset, 0..8u32), |(offset, bit)| {
            let mut bytes = sound.clone();
            bytes[offset] ^= 1 << bit;
            for log in ["journal.db-wal", "journal.db-shm"] {
                drop(std::fs::remove_file(folder.path().join(log)));
            }
            std::fs::write(folder.path().join("journal.db"), &bytes).unwrap();
            let sound = verify(folder.path()).is_ok_and(|report| report.is_sound());
            let mut counts = flips.borrow_mut();
            if sound {
                let now = told(folder.path(), &names);
                prop_assert_eq!(now.as_ref(), Some(&before), "offset {} passed", offset);
                *counts.1 += 1;
            } else {
                *counts.0 += 1;
            }
            drop(Journal::open(folder.path(), counted(1 << 32)));
            Ok(())
        })
        .unwrap();
    assert!(found > passed, "{found} found, {passed} passed");
}

#[test]
fn the_first_thing_wrong_is_named() {
    let cases: [(&str, &str); 18] = [
        ("DELETE FROM entries WHERE entry = 7", "entry 7 is missing"),
        ("DELETE FROM entries WHERE entry = 299", "a head for 300 entries was published; the journal holds 299"),
        ("DELETE FROM parts WHERE part = 7 * 256", "entry 7 has 0 parts stored; its header counts 2"),
        ("DELETE FROM parts WHERE part = 7 * 256 + 1", "entry 7 has 1 parts stored"),
        ("INSERT INTO parts SELECT 7 * 256 + 2, commitment, salt, bytes FROM parts WHERE part = 0", "3 parts stored"),
        ("INSERT INTO parts SELECT 300 * 256, commitment, salt, bytes FROM parts WHERE part = 0", "no entry for it"),
        ("UPDATE parts SET salt = NULL WHERE part = 7 * 256", "part 0 of entry 7 is half there"),
        ("UPDATE parts SET bytes = NULL WHERE part = 7 * 256", "part 0 of entry 7 is half there"),
        ("UPDATE parts SET bytes = x'7b7d' WHERE part = 7 * 256", "part 0 of entry 7 does not fit its commitment"),
        ("INSERT INTO entries SELECT -1, header, commitment FROM entries WHERE entry = 0", "an entry is stored at -1"),
        ("UPDATE entries SET header = (SELECT header FROM entries WHERE entry = 8) WHERE entry = 7", "is number 8"),
        ("DELETE FROM bodies WHERE length = 2000", "which is not stored"),
        ("DELETE FROM chunks WHERE length(bytes) = 500", "chunk 1 is missing"),
        ("INSERT INTO chunks SELECT chunk + 1, bytes FROM chunks WHERE length(bytes) = 500", "3 chunks are stored"),
        ("INSERT INTO chunks VALUES (1 << 40, x'00')", "belongs to no body"),
        ("INSERT INTO staging SELECT body FROM bodies WHERE length = 2000", "marked as staged"),
        ("DELETE FROM subtrees", "subtree 0 at level 1 is missing"),
        ("INSERT INTO subtrees SELECT subtree + 1, root FROM subtrees", "where the tree has none"),
    ];
    for (sql, expected) in cases {
        let folder = copy(RICH.path());
        tamper(folder.path(), sql);
        let wrong = wrong(folder.path()).to_string();
        assert!(wrong.contains(expected), "{sql}: {wrong}");
    }
}

#[test]
fn tables_that_are_not_the_journals_are_found() {
    for sql in
        ["CREATE TABLE extra (x)", "DROP TABLE heads", "CREATE TRIGGER t AFTER INSERT ON entries BEGIN SELECT 1; END"]
    {
        let folder = copy(RICH.path());
        tamper(folder.path(), sql);
        assert!(matches!(wrong(folder.path()), Wrong::Schema(_)), "{sql}");
        let refused = Journal::open(folder.path(), counted(0)).unwrap_err();
        assert!(matches!(refused, OpenError::Wrong(Wrong::Schema(_))), "{refused}");
    }
    let folder = copy(RICH.path());
    tamper(folder.path(), "PRAGMA user_version = 3");
    let refused = Journal::open(folder.path(), counted(0)).unwrap_err();
    assert!(matches!(refused, OpenError::Wrong(Wrong::StorageVersion { found: 3, known: 2 })));
    assert!(refused.next().contains("release"), "{}", refused.next());
}

#[test]
fn a_body_that_no_entry_names_is_found_unless_a_part_was_destroyed() {
    let (folder, mut journal) = new_journal();
    append(&mut journal, 3);
    drop(journal);
    let stray = journal::body_commitment(&[0; 32], b"");
    let sql = format!("INSERT INTO bodies VALUES (77, x'{}', zeroblob(32), 0)", journal::hex(&stray));
    tamper(folder.path(), &sql);
    assert!(matches!(wrong(folder.path()), Wrong::BodyNotNamed { body } if body == stray));
    let mut journal = open(folder.path());
    journal.destroy(&[(0, 0)], &[]).unwrap();
    assert!(verify(folder.path()).unwrap().is_sound(), "the destroyed part may have named it");
}

/// The log grows with every acknowledged append; cut anywhere, the journal opens with what was acknowledged by then,
/// no more and no less.
#[test]
fn a_log_cut_at_any_byte_opens_with_what_was_acknowledged_by_then() {
    let (folder, mut journal) = new_journal();
    let log = folder.path().join("journal.db-wal");
    let mut lengths = vec![std::fs::metadata(&log).unwrap().len()];
    for _ in 0..12 {
        append(&mut journal, 1);
        lengths.push(std::fs::metadata(&log).unwrap().len());
    }
    let held = copy(folder.path());
    let whole = std::fs::read(held.path().join("journal.db-wal")).unwrap();
    assert_eq!(whole.len() as u64, lengths[12]);
    let frame = 4096 + 24;
    let cuts = (0..whole.len()).filter(|cut| cut % frame == 0 || cut % 911 == 0 || (cut + 1) % frame == 32);
    for cut in cuts.chain([whole.len()]) {
        let folder = copy(held.path());
        std::fs::write(folder.path().join("journal.db-wal"), &whole[..cut]).unwrap();
        let acknowledged = lengths.iter().filter(|length| **length <= cut as u64).count();
        match Journal::open(folder.path(), counted(1 << 32)) {
            Ok(mut journal) => {
                assert_eq!(journal.head().place.size + 1, acknowledged as u64, "cut at byte {cut}");
                append(&mut journal, 1);
                drop(journal);
                assert!(verify(folder.path()).unwrap().is_sound(), "cut at byte {cut}");
            }
            Err(refused) => {
                assert_eq!(acknowledged, 0, "cut at byte {cut}: {refused}");
                assert!(matches!(refused, OpenError::Wrong(Wrong::Emptied)), "cut at byte {cut}: {refused}");
            }
        }
    }
}

#[test]
fn a_file_cut_at_any_byte_is_refused() {
    let (from, mut journal) = new_journal();
    append(&mut journal, 30);
    drop(journal);
    let whole = std::fs::read(from.path().join("journal.db")).unwrap();
    for cut in (0..whole.len()).filter(|cut| cut % 512 == 0 || cut % 1777 == 0 || *cut < 120 || cut + 5 > whole.len()) {
        let folder = copy(from.path());
        std::fs::write(folder.path().join("journal.db"), &whole[..cut]).unwrap();
        assert!(!verify(folder.path()).is_ok_and(|report| report.is_sound()), "cut at byte {cut}");
        let refused = Journal::open(folder.path(), counted(1 << 32)).unwrap_err();
        assert!(matches!(refused, OpenError::Wrong(_)), "cut at byte {cut}: {refused}");
    }
}

#[test]
fn a_journal_put_back_is_known_by_a_head_that_somebody_holds() {
    let (folder, mut journal) = new_journal();
    append(&mut journal, 5);
    let backup = copy(folder.path());
    append(&mut journal, 5);
    let held = journal.publish_head().unwrap();
    drop(journal);
    let with_held = |folder: &Path| {
        let options = VerifyOptions { held: vec![held.checkpoint.clone()], ..VerifyOptions::default() };
        verify_with(folder, options).unwrap().wrong
    };
    assert!(with_held(folder.path()).is_none());
    assert!(verify(backup.path()).unwrap().is_sound(), "alone it proves nothing");
    assert!(matches!(with_held(backup.path()), Some(Wrong::HeadBeyond { kept: 10, entries: 5 })));
    let mut journal = open(backup.path());
    append(&mut journal, 7);
    assert!(matches!(with_held(backup.path()), Some(Wrong::HeadRoot { size: 10, .. })), "another history");
}

/// A head once published is not contradicted, even if everything else is put back.
#[test]
fn a_published_head_is_never_contradicted() {
    let (folder, mut journal) = new_journal();
    append(&mut journal, 2);
    let db = Connection::open(folder.path().join("journal.db")).unwrap();
    let head: String = db.query_row("SELECT checkpoint FROM head", [], |row| row.get(0)).unwrap();
    append(&mut journal, 1);
    let published = journal.publish_head().unwrap();
    assert_eq!(journal.publish_head().unwrap(), published, "the same head, the same text");
    db.execute_batch("DELETE FROM entries WHERE entry = 2; DELETE FROM parts WHERE part >= 512").unwrap();
    db.execute("UPDATE head SET checkpoint = ?1", [head]).unwrap();
    drop((db, journal));
    let refused = Journal::open(folder.path(), counted(0)).unwrap_err();
    assert!(matches!(refused, OpenError::Wrong(Wrong::HeadBeyond { kept: 3, entries: 2 })), "{refused}");
    assert!(refused.next().contains("backup"));
}
