//! Hostile acts, each done to an office as somebody with the folder, a copy of it, or a proof would do it, and caught by name. Where
//! another file has the whole of it, the test here is the shortest form: see the table in `docs/evidence.md`.

use std::path::PathBuf;

use rusqlite::Connection;

use super::{Place, number};

/// An office with three papers; one head of it is outside, in `head.txt`, with the key in `key.txt`.
fn office() -> Place {
    let place = Place::founded();
    for (paper, subject) in [("letter.txt", ""), ("telegram-812.txt", ""), ("", "a call from the mayor")] {
        if paper.is_empty() {
            place.done(["enter", "office", "--oral", "--subject", subject]);
        } else {
            place.lay(paper);
            place.done(["enter", "office", paper]);
        }
    }
    place.write("head.txt", place.done(["head", "office"]).out);
    place.write("key.txt", place.done(["key", "office"]).out);
    place.done(["verify", "office", "--held", "head.txt"]);
    place
}

/// The journal's file, all of it in one, opened behind the program's back.
fn journal(place: &Place) -> Connection {
    let db = Connection::open(place.path().join("office/journal.db")).unwrap();
    db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA ignore_check_constraints = ON;").unwrap();
    db
}

/// The bytes of every part that holds a text.
fn parts_with(db: &Connection, text: &str) -> Vec<(i64, Vec<u8>)> {
    let mut found = db.prepare("SELECT part, bytes FROM parts WHERE bytes IS NOT NULL").unwrap();
    let rows = found.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let holds = |(_, bytes): &(i64, Vec<u8>)| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    rows.map(Result::unwrap).filter(holds).collect()
}

fn set_part(db: &Connection, part: i64, bytes: &[u8]) {
    db.execute("UPDATE parts SET bytes = ?2 WHERE part = ?1", rusqlite::params![part, bytes]).unwrap();
}

/// `verify` says that something is wrong, in these words.
fn caught(place: &Place, args: &[&str], words: &str) {
    let said = place.ends(4, args.to_vec());
    assert!(said.out.contains(words), "{words}: {}{}", said.out, said.err);
}

fn with(text: &[u8], was: &str, is: &str) -> Vec<u8> {
    assert_eq!(was.len(), is.len());
    let at = text.windows(was.len()).position(|window| window == was.as_bytes()).unwrap();
    [&text[..at], is.as_bytes(), &text[at + was.len()..]].concat()
}

#[test]
fn a_flipped_byte() {
    let place = office();
    let db = journal(&place);
    let (part, mut bytes) = parts_with(&db, "a call from the mayor").remove(0);
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    set_part(&db, part, &bytes);
    drop(db);
    caught(&place, &["verify", "office"], "WRONG");
    caught(&place, &["doctor", "office"], "WRONG  journal");
}

#[test]
fn a_renumbered_paper() {
    let place = office();
    let (third, ninth) = (number("IN", 3), number("IN", 9));
    let db = journal(&place);
    for (part, bytes) in parts_with(&db, &third) {
        set_part(&db, part, &with(&bytes, &third, &ninth));
    }
    drop(db);
    caught(&place, &["verify", "office"], "WRONG");
    // Not with the derived files thrown away either: the journal itself is wrong.
    for file in ["register.db", "register.db-wal", "register.db-shm"] {
        let _ = std::fs::remove_file(place.path().join("office").join(file));
    }
    caught(&place, &["verify", "office"], "WRONG");
}

#[test]
fn a_swapped_pair() {
    let place = office();
    let db = journal(&place);
    // Two entries change places with all that they have: headers, commitments, parts.
    let last: i64 = db.query_row("SELECT max(entry) FROM entries", [], |row| row.get(0)).unwrap();
    let (a, b) = (last - 1, last);
    db.execute_batch(&format!(
        "UPDATE entries SET entry = -1 WHERE entry = {a}; UPDATE entries SET entry = {a} WHERE entry = {b};
         UPDATE entries SET entry = {b} WHERE entry = -1;"
    ))
    .unwrap();
    drop(db);
    caught(&place, &["verify", "office"], "WRONG");
}

#[test]
fn a_replaced_body() {
    let place = office();
    let db = journal(&place);
    let (chunk, bytes): (i64, Vec<u8>) = db
        .query_row("SELECT chunk, bytes FROM chunks ORDER BY chunk LIMIT 1", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    let other: Vec<u8> = bytes.iter().rev().copied().collect();
    assert_ne!(other, bytes);
    db.execute("UPDATE chunks SET bytes = ?2 WHERE chunk = ?1", rusqlite::params![chunk, other]).unwrap();
    drop(db);
    caught(&place, &["verify", "office"], "WRONG");
    let shown = place.run(["show", "office", &number("IN", 1), "--body"]);
    assert_ne!(shown.code, 0, "it is not given out either: {}", shown.out);
}

#[test]
fn a_dropped_tail() {
    let place = office();
    // The folder as it was, put back whole: sound in itself.
    let there: Vec<(PathBuf, Vec<u8>)> = std::fs::read_dir(place.path().join("office"))
        .unwrap()
        .filter_map(|file| Some(file.unwrap().path()).filter(|path| path.is_file()))
        .map(|path| (path.clone(), std::fs::read(path).unwrap()))
        .collect();
    place.done(["enter", "office", "--oral", "--subject", "after it"]);
    place.write("later.txt", place.done(["head", "office"]).out);
    for file in std::fs::read_dir(place.path().join("office")).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() {
            std::fs::remove_file(path).unwrap();
        } else {
            let _ = std::fs::remove_dir_all(path);
        }
    }
    for (path, bytes) in there {
        std::fs::write(path, bytes).unwrap();
    }
    place.done(["verify", "office"]);
    caught(&place, &["verify", "office", "--held", "later.txt"], "WRONG");
}

#[test]
fn a_head_signed_again_with_another_key() {
    let place = office();
    let stranger = Place::founded();
    for _ in 0..3 {
        stranger.done(["enter", "office", "--oral", "--subject", "x"]);
    }
    // Another key signs in the name of this office's log.
    let head = stranger.done(["head", "office"]).out;
    let own = std::fs::read_to_string(place.path().join("head.txt")).unwrap();
    let (origin, theirs) = (own.lines().next().unwrap(), head.lines().next().unwrap());
    let forged = head.replace(theirs, origin);
    place.write("forged.txt", forged);
    let said = place.ends(4, ["verify", "office", "--held", "forged.txt"]);
    assert!(said.out.contains("not signed by") || said.out.contains("does not fit"), "{}", said.out);
    // And where it takes the place of the one that the journal keeps.
    let db = journal(&place);
    db.execute("UPDATE head SET checkpoint = ?1", [head.replace(theirs, origin)]).unwrap();
    drop(db);
    let opened = place.run(["enter", "office", "--oral", "--subject", "y"]);
    assert_ne!(opened.code, 0, "{}", opened.out);
    caught(&place, &["verify", "office"], "WRONG");
}

#[test]
fn a_proof_for_another_paper_and_a_proof_with_an_unknown_key() {
    let place = office();
    place.done(["proof", "office", &number("IN", 1)]);
    let proof = format!("{}.tlog-proof", number("IN", 1));
    place.done(["verify", "letter.txt", &proof, "--key", "key.txt"]);
    caught(&place, &["verify", "telegram-812.txt", &proof, "--key", "key.txt"], "is none of which the proof speaks");
    let stranger = Place::founded();
    place.write("strange.txt", stranger.done(["key", "office"]).out);
    caught(&place, &["verify", "letter.txt", &proof, "--key", "strange.txt"], "does not hold");
}

#[test]
fn a_backup_cut_short_and_a_backup_of_another_office() {
    let place = office();
    let to = place.done(["backup", "--make-key", "recovery.txt"]).out.trim_end().to_owned();
    place.done(["backup", "office", "copy", "--to", &to]);
    let year = super::today().year();
    let last = ["IN", "OUT"].map(|series| format!("{series}-{year}={}", if series == "IN" { 3 } else { 0 }));
    let restore = [
        "restore",
        "copy",
        "restored",
        "--key",
        "recovery.txt",
        "--head",
        "head.txt",
        "--last",
        &last[0],
        "--last",
        &last[1],
    ];
    let piece = place.path().join("copy/000001.age");
    let whole = std::fs::read(&piece).unwrap();
    for cut in [1, whole.len() / 2, whole.len() - 1] {
        std::fs::write(&piece, &whole[..cut]).unwrap();
        place.ends(4, restore);
        assert!(!place.path().join("restored").exists());
    }
    std::fs::write(&piece, whole).unwrap();
    let stranger = Place::founded();
    place.write("strange.txt", stranger.done(["head", "office"]).out);
    let strange = restore.map(|arg| if arg == "head.txt" { "strange.txt" } else { arg });
    place.ends(4, strange);
    let copy = place.path().join("copy");
    let said = stranger.ends(4, ["backup", "office", copy.to_str().unwrap(), "--to", &to]);
    assert!(!said.err.is_empty());
    place.done(restore);
}
