//! Journals written by released versions are kept, never edited and always opened.
//!
//! `tests/golden/v1/` and `v2/` hold, for each journal, the file, its key and what must be found in it; those of version 2 have the table
//! of keys, and one of them a change of key. A second test makes the same journals again from the same chance and holds their commitments
//! against the kept ones.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use journal::{EntryDraft, Journal, Reader, hex, verify};

use crate::office::{append, counted, create, draft, draft_with, open};

/// Journals by the version of the tables that they were written with, and by name.
const KEPT: [(&str, &str); 3] = [("v1", "story"), ("v1", "hundreds"), ("v2", "keys")];

fn kept(version: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(version)
}

/// A few entries with everything in them that an entry can have.
fn story(folder: &Path) {
    let mut journal = create(folder);
    append(&mut journal, 2);
    let stager = journal.stager();
    let bodies = [b"".to_vec(), b"as received".to_vec(), b"to be destroyed".to_vec(), vec![7; 300_000]];
    let bodies = bodies.map(|bytes| stager.seal(bytes).unwrap());
    let doomed = bodies[2].commitment();
    let on = journal.head().place;
    journal.append(on, vec![draft_with(2, bodies.into()), draft(3)]).unwrap();
    journal.publish_head().unwrap();
    append(&mut journal, 1);
    journal.destroy(&[(1, 1)], &[doomed]).unwrap();
    drop(journal);
    let mut journal = open(folder);
    append(&mut journal, 1);
    journal.publish_head().unwrap();
}

/// Enough entries for a stored subtree.
fn hundreds(folder: &Path) {
    let mut journal = create(folder);
    let on = journal.head().place;
    journal.append(on, (0..258).map(draft).collect()).unwrap();
    journal.publish_head().unwrap();
}

/// Two keys one after the other, heads of both, a head that a witness signed too.
fn keys(folder: &Path) {
    let mut journal = create(folder);
    append(&mut journal, 3);
    let head = journal.publish_head().unwrap();
    journal.keep_cosignature(head.size, "— witness.example AAAAAAECAwQFBgcICQoLDA0ODw==").unwrap();
    let (on, next) = (journal.head().place, journal.next_key());
    let says =
        format!(r#"{{"type":"key_changed","v":1,"key":"{}","reason":"a year is over"}}"#, next.verifier().vkey());
    let changed = EntryDraft { parts: vec![says.into_bytes()], ..draft(3) };
    journal.append_with_key(on, vec![changed], next).unwrap();
    journal.publish_head().unwrap();
    drop(journal);
    let mut journal = open(folder);
    append(&mut journal, 2);
    journal.publish_head().unwrap();
}

/// What a journal says, a line a thing.
fn told(folder: &Path) -> String {
    let mut told = String::new();
    let report = verify(folder).unwrap();
    assert!(report.is_sound(), "{report:?}");
    let reader = Reader::open(folder).unwrap();
    writeln!(told, "key {}", reader.founded().verifier.vkey()).unwrap();
    for (from, key) in reader.keys().unwrap().all().iter().skip(1) {
        writeln!(told, "key {} from {from}", key.vkey()).unwrap();
    }
    writeln!(told, "founded {}", reader.founded().moment_us).unwrap();
    for entry in reader.entries(0, 1000).unwrap() {
        writeln!(told, "entry {} {}", entry.header.entry, hex(&entry.commitment)).unwrap();
        for part in &entry.parts {
            let text = part.bytes().map_or("(destroyed)", |bytes| std::str::from_utf8(bytes).unwrap());
            writeln!(told, "  {} {text}", hex(&part.commitment())).unwrap();
        }
    }
    for head in reader.published_heads().unwrap() {
        write!(told, "{}", head.checkpoint).unwrap();
    }
    let (kept, destroyed) = (report.bodies, report.bodies_destroyed);
    writeln!(told, "bodies {kept} of {} bytes, {destroyed} destroyed", report.body_bytes).unwrap();
    told
}

/// What an office copies for safety: the one file, nothing of the log.
fn close_into_one_file(folder: &Path) {
    let db = rusqlite::Connection::open(folder.join("journal.db")).unwrap();
    db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE); VACUUM").unwrap();
}

#[test]
fn journals_of_every_version_open_for_ever() {
    for (version, name) in KEPT {
        let kept = || kept(version);
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(kept().join(format!("{name}.db")), folder.path().join("journal.db")).unwrap();
        std::fs::copy(kept().join(format!("{name}.key")), folder.path().join("office.key")).unwrap();
        let expected = std::fs::read_to_string(kept().join(format!("{name}.txt"))).unwrap();
        assert_eq!(told(folder.path()), expected, "{name}");
        let mut journal = Journal::open(folder.path(), counted(1 << 32)).unwrap();
        append(&mut journal, 1);
        drop(journal);
        assert!(verify(folder.path()).unwrap().is_sound(), "{name}");
    }
}

/// Where a kept journal is missing or differs, the new one is left in the target folder for whoever adds a version.
#[test]
fn the_same_acts_give_the_same_journals() {
    for ((version, name), write) in KEPT.into_iter().zip([story, hundreds, keys]) {
        let kept = || kept(version);
        let folder = tempfile::tempdir().unwrap();
        write(folder.path());
        let told = told(folder.path());
        let expected = std::fs::read_to_string(kept().join(format!("{name}.txt"))).unwrap_or_default();
        if told != expected {
            close_into_one_file(folder.path());
            let beside = Path::new(env!("CARGO_TARGET_TMPDIR"));
            std::fs::copy(folder.path().join("journal.db"), beside.join(format!("{name}.db"))).unwrap();
            std::fs::copy(folder.path().join("office.key"), beside.join(format!("{name}.key"))).unwrap();
            std::fs::write(beside.join(format!("{name}.txt")), &told).unwrap();
        }
        assert!(told == expected, "{name} differs from the kept one; what was written now lies in the target folder");
    }
}
