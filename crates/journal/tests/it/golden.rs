//! Journals written by released versions are kept, never edited and always opened.
//!
//! `tests/golden/v1/` holds, for each of the two, the file, its key and what must be found in it. A second test makes
//! the same journals again from the same chance and holds their commitments against the kept ones.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use journal::{Journal, Reader, hex, verify};

use crate::office::{append, counted, create, draft, draft_with, open};

const NAMES: [&str; 2] = ["story", "hundreds"];

fn kept() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/v1")
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

/// What a journal says, a line a thing.
fn told(folder: &Path) -> String {
    let mut told = String::new();
    let report = verify(folder).unwrap();
    assert!(report.is_sound(), "{report:?}");
    let reader = Reader::open(folder).unwrap();
    writeln!(told, "key {}", reader.founded().verifier.vkey()).unwrap();
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
fn journals_of_version_1_open_for_ever() {
    for name in NAMES {
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
    for (name, write) in NAMES.into_iter().zip([story, hundreds]) {
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
