//! Register and index against the journal: lost, torn, behind, ahead, or of another history.

use std::collections::BTreeMap;
use std::path::Path;

use chancery::office::{Derived, Fault, Office, OfficeOptions, OpenError, ReadOnly, Standing, SubmitError};
use procedure::act::Act;

use crate::town::{clerk, command, enter, found, letter, list, open, verify};

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(from).unwrap().map(Result::unwrap).filter(|file| file.path().is_file()) {
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

#[test]
fn a_lost_register_is_made_again_with_the_same_answers() {
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    for n in 0..20 {
        enter(&office, &n.to_string(), &letter(n)).unwrap();
    }
    let before = serde_json::to_string(&list(&office)).unwrap();
    office.shut();
    drop(office);
    register::Register::discard(folder.path()).unwrap();
    register::Index::discard(folder.path()).unwrap();
    let office = open(folder.path());
    assert_eq!(serde_json::to_string(&list(&office)).unwrap(), before);
    office.shut();
    drop(office);

    let mut seen = Vec::new();
    let rebuilt =
        chancery::office::rebuild(folder.path(), false, OfficeOptions::default(), |progress| seen.push(progress));
    assert_eq!(rebuilt.unwrap().entries, 21);
    assert!(!seen.is_empty());
    let office = open(folder.path());
    assert_eq!(serde_json::to_string(&list(&office)).unwrap(), before);
}

/// An office of two papers whose journal is put back to when it had one.
fn a_journal_put_back(folder: &Path) {
    let kept = tempfile::tempdir().unwrap();
    let office = found(folder);
    enter(&office, "1", &letter(1)).unwrap();
    office.shut();
    drop(office);
    copy(folder, kept.path());
    let office = open(folder);
    enter(&office, "2", &letter(2)).unwrap();
    office.wait_for_index();
    office.shut();
    drop(office);
    put_in_place(folder, kept.path(), "journal.db");
}

/// Puts an SQLite file with what lies beside it in the place of another.
fn put_in_place(folder: &Path, kept: &Path, name: &str) {
    for name in [name.to_owned(), format!("{name}-wal"), format!("{name}-shm")] {
        let _ = std::fs::remove_file(folder.join(&name));
        if kept.join(&name).exists() {
            std::fs::copy(kept.join(&name), folder.join(&name)).unwrap();
        }
    }
}

/// What lies in a folder, by name, but for files that only say who has it open.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    let named = files.map(|file| (file.file_name().into_string().unwrap(), std::fs::read(file.path()).unwrap()));
    named.filter(|(name, _)| !name.ends_with(".lock")).collect()
}

#[test]
fn a_journal_put_back_that_only_the_index_knows_of_gives_no_number_twice() {
    let folder = tempfile::tempdir().unwrap();
    a_journal_put_back(folder.path());
    register::Register::discard(folder.path()).unwrap();
    let index = files(&folder.path().join(register::INDEX_FOLDER));
    assert!(index.len() > 1);
    for _ in 0..2 {
        let office = open(folder.path());
        let Standing::ReadOnly(why) = office.standing() else { panic!("the index has seen an entry more") };
        let ReadOnly::JournalBehind { journal, derived: Derived::Index, stands } = &*why else { panic!("{why}") };
        assert_eq!((journal.0.size, stands.0.size), (2, 3));
        assert!(why.next().contains("--accept-journal"));
        assert!(why.to_string().contains(&journal::hex(&stands.0.commitment)), "{why}");
        assert_eq!(list(&office).rows.len(), 1, "what the journal has is read");
        let refused = enter(&office, "3", &letter(3));
        assert!(matches!(refused, Err(SubmitError::Fault(Fault::ReadOnly(_)))), "{refused:?}");
        office.wait_for_index();
        office.shut();
        assert_eq!(files(&folder.path().join(register::INDEX_FOLDER)), index, "the witness is left as it is");
    }
    let rebuilt = chancery::office::rebuild(folder.path(), false, OfficeOptions::default(), |_| {});
    assert!(matches!(rebuilt, Err(OpenError::Contradicts(ReadOnly::JournalBehind { .. }))));
    chancery::office::rebuild(folder.path(), true, OfficeOptions::default(), |_| {}).unwrap();
    assert!(enter(&open(folder.path()), "3", &letter(3)).unwrap().number.unwrap().ends_with("-0002"));
}

#[test]
fn a_journal_exchanged_that_only_the_index_knows_of_is_not_folded() {
    let folder = tempfile::tempdir().unwrap();
    let kept = tempfile::tempdir().unwrap();
    found(folder.path()).shut();
    copy(folder.path(), kept.path());
    for (place, text) in [(folder.path(), letter(1)), (kept.path(), letter(2))] {
        let office = open(place);
        enter(&office, "1", &text).unwrap();
        office.wait_for_index();
        office.shut();
    }
    put_in_place(folder.path(), kept.path(), "journal.db");
    register::Register::discard(folder.path()).unwrap();
    let office = open(folder.path());
    let Standing::ReadOnly(why) = office.standing() else { panic!("the index is of another journal") };
    assert!(matches!(&*why, ReadOnly::OtherHistory { derived: Derived::Index, .. }), "{why}");
    office.shut();
    drop(office);
    let register = register::Register::open(folder.path()).unwrap();
    assert_eq!(register.place(), None, "or it would contradict the right journal once that is put back");
}

#[test]
fn a_journal_put_back_opens_for_reading_only_until_it_is_accepted() {
    let folder = tempfile::tempdir().unwrap();
    a_journal_put_back(folder.path());
    let index = files(&folder.path().join(register::INDEX_FOLDER));

    let office = open(folder.path());
    let Standing::ReadOnly(why) = office.standing() else { panic!("the journal lost an entry") };
    let ReadOnly::JournalBehind { journal, derived: Derived::Register, stands } = &*why else { panic!("{why}") };
    assert_eq!((journal.0.size, stands.0.size), (2, 3));
    assert!(why.next().contains("--accept-journal"));
    assert!(why.to_string().contains(&journal::hex(&stands.0.commitment)));
    assert_eq!(list(&office).rows.len(), 2, "reading goes on");
    let refused = enter(&office, "3", &letter(3));
    assert!(matches!(refused, Err(SubmitError::Fault(Fault::ReadOnly(_)))), "{refused:?}");
    let second = Office::open(folder.path(), OfficeOptions::default());
    assert!(second.unwrap_err().is_held(), "read-only or not, a folder has one office");
    office.wait_for_index();
    office.shut();
    drop(office);
    assert_eq!(files(&folder.path().join(register::INDEX_FOLDER)), index, "the index bears witness too, and is left");

    let rebuilt = chancery::office::rebuild(folder.path(), false, OfficeOptions::default(), |_| {});
    assert!(matches!(rebuilt, Err(OpenError::Contradicts(ReadOnly::JournalBehind { .. }))));
    chancery::office::rebuild(folder.path(), true, OfficeOptions::default(), |_| {}).unwrap();
    let office = open(folder.path());
    assert!(office.standing().is_open());
    assert!(enter(&office, "3", &letter(3)).unwrap().number.unwrap().ends_with("-0002"));
}

#[test]
fn a_journal_exchanged_opens_for_reading_only() {
    let folder = tempfile::tempdir().unwrap();
    let kept = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    office.shut();
    drop(office);
    copy(folder.path(), kept.path());
    for (place, text) in [(folder.path(), letter(1)), (kept.path(), letter(2))] {
        let office = open(place);
        enter(&office, "1", &text).unwrap();
        office.shut();
    }
    put_in_place(folder.path(), kept.path(), "register.db");
    let office = open(folder.path());
    let Standing::ReadOnly(why) = office.standing() else { panic!("the register is of another journal") };
    assert!(matches!(&*why, ReadOnly::OtherHistory { .. }), "{why}");
}

#[test]
fn a_paper_that_lost_a_part_is_folded_and_gives_nobody_more_to_see() {
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    let id = enter(&office, "1", &letter(1)).unwrap().paper.unwrap();
    let desk: procedure::ids::DeskId = "registry".parse().unwrap();
    let lead = procedure::act::DirectionDraft {
        to: desk.clone(),
        part: procedure::paper::Part::Lead,
        act: procedure::card::AskedAct::Review,
        due: None,
        remark: None,
    };
    let directed = Act::Direct { paper: id, desk, directions: vec![lead] };
    let directed = office.submit_blocking(command("2", directed)).unwrap();
    office.submit_blocking(command("3", Act::AcceptDirection { paper: id, direction: 1 })).unwrap();
    let paper = |office: &Office| office.reads().unwrap().paper(&office.viewer(&clerk()), &id).unwrap().unwrap().paper;
    let scope = procedure::sight::Scope::of(&paper(&office));
    assert!(!scope.with_registry, "it lies with the desk that leads on it");
    office.shut();
    drop(office);

    let mut journal = journal::Journal::open(folder.path(), journal::Options::default()).unwrap();
    let entry = journal.reader().unwrap().entry(directed.entry).unwrap().unwrap();
    let says = |part: &journal::Part| String::from_utf8(part.bytes().unwrap().to_vec()).unwrap();
    let doomed = entry.parts.iter().position(|part| says(part).contains("\"directed\"")).unwrap();
    assert_eq!(journal.destroy(&[(directed.entry, doomed as u16)], &[]).unwrap().count, 1);
    drop(journal);
    chancery::office::rebuild(folder.path(), false, OfficeOptions::default(), |_| {}).unwrap();

    let office = open(folder.path());
    assert!(office.standing().is_open(), "{:?}", office.standing());
    let after = paper(&office);
    assert!(after.lost && after.directions.is_empty());
    assert_eq!(procedure::sight::Scope::of(&after), scope, "nobody knows that no desk leads on it");
    assert!(enter(&office, "4", &letter(4)).unwrap().number.unwrap().ends_with("-0002"));
}

#[test]
fn an_entry_of_a_later_program_opens_for_reading_only_and_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    enter(&office, "1", &letter(1)).unwrap();
    office.shut();
    drop(office);
    let mut journal = journal::Journal::open(folder.path(), journal::Options::default()).unwrap();
    let head = journal.head().clone();
    let acted = journal.reader().unwrap().entry(1).unwrap().unwrap().parts[0].bytes().unwrap().to_vec();
    let later = br#"{"type":"teleported","v":1,"bodies":[]}"#.to_vec();
    let draft = journal::EntryDraft { moment_us: head.moment_us, parts: vec![acted, later], bodies: Vec::new() };
    journal.append(head.place, vec![draft]).unwrap();
    drop(journal);

    for _ in 0..2 {
        let office = open(folder.path());
        let Standing::ReadOnly(why) = office.standing() else { panic!("nobody knows what entry 2 says") };
        assert!(matches!(&*why, ReadOnly::Entry { entry: 2, why } if why.contains("teleported")), "{why}");
        assert_eq!(list(&office).rows.len(), 1, "what came before is there");
        let refused = enter(&office, "2", &letter(2));
        assert!(matches!(refused, Err(SubmitError::Fault(Fault::ReadOnly(_)))), "{refused:?}");
        office.shut();
    }
}

#[test]
fn a_torn_register_is_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let office = found(folder.path());
    enter(&office, "1", &letter(1)).unwrap();
    office.shut();
    drop(office);
    std::fs::write(folder.path().join("register.db"), b"this was a register once, before the disk tore it apart")
        .unwrap();
    let office = open(folder.path());
    assert!(office.standing().is_open());
    assert_eq!(list(&office).rows.len(), 1);
}

/// Overwrites the only page of a table of the register, whose file is still opened and read in every other place.
fn tear(folder: &Path, table: &str) {
    let file = folder.join("register.db");
    let db = rusqlite::Connection::open(&file).unwrap();
    let root: i64 = db
        .query_row("SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = ?1", [table], |row| row.get(0))
        .unwrap();
    db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(db);
    let mut bytes = std::fs::read(&file).unwrap();
    let page = (root as usize - 1) * 4096;
    bytes[page..page + 4096].fill(0xee);
    std::fs::write(&file, bytes).unwrap();
}

#[test]
fn a_register_torn_in_one_place_heals_at_the_next_entry_and_every_reader_follows() {
    for table in ["print", "state"] {
        let folder = tempfile::tempdir().unwrap();
        let office = found(folder.path());
        for n in 0..3 {
            enter(&office, &n.to_string(), &letter(n)).unwrap();
        }
        office.shut();
        drop(office);
        tear(folder.path(), table);

        let office = open(folder.path());
        assert_eq!(list(&office).rows.len(), 3, "what is whole is read, and a reader of it stays open");
        office.wait_for_index();
        let fault = enter(&office, "3", &letter(3)).unwrap_err();
        assert!(matches!(fault, SubmitError::Fault(Fault::Stopped { .. })), "{table}: {fault}");
        assert!(fault.to_string().contains("damaged"), "{table}: {fault}");
        let healed = enter(&office, "3", &letter(3)).unwrap();
        assert!(healed.number.unwrap().ends_with("-0004"), "{table}");
        assert!(office.standing().is_open());
        assert_eq!(list(&office).rows.len(), 4, "{table}: what was acknowledged is found at once");
        office.wait_for_index();
        let found = office.find(&office.viewer(&clerk()), "\"lamp 3\" Mill Lane", 10).unwrap();
        assert_eq!(found.hits.len(), 1, "{table}: and by its words");
        office.shut();
        drop(office);
        let office = open(folder.path());
        assert!(enter(&office, "4", &letter(4)).unwrap().number.unwrap().ends_with("-0005"), "{table}");
        office.shut();
        assert_eq!(verify(folder.path()), 6);
    }
}
