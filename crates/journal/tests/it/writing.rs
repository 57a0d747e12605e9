//! Appending, reading back, reopening.

use journal::{
    Body, CreateError, Destroyed, EntryDraft, Journal, OpenError, PAGE_BYTES_MAX, PART_BYTES_MAX, Part, Reader,
    VerifyOptions, Wrong, verify, verify_with,
};

use crate::office::{append, counted, create, draft, draft_with, founding, new_journal, open};

#[test]
fn what_was_appended_is_read_back_and_survives_reopening() {
    let (folder, mut journal) = new_journal();
    let scan = journal.stager().seal(vec![7; 1000]).unwrap();
    let large = journal.stager().seal((0..3_000_000u32).map(|n| n as u8).collect()).unwrap();
    let (small_name, large_name) = (scan.commitment(), large.commitment());
    let on = journal.head().place;
    let appended = journal.append(on, vec![draft(0), draft_with(1, vec![scan, large]), draft(2)]).unwrap();
    assert_eq!(appended.iter().map(|a| a.entry).collect::<Vec<_>>(), [0, 1, 2]);
    assert_eq!(journal.head().place, appended[2].place());
    let head = journal.head().clone();
    drop(journal);

    let journal = open(folder.path());
    assert_eq!(*journal.head(), head);
    let reader = journal.reader().unwrap();
    let entries = reader.entries(0, 10).unwrap();
    assert_eq!(entries.len(), 3);
    assert_eq!(entries[1].parts[0].bytes(), Some(&draft(1).parts[0][..]));
    assert!(matches!(entries[1].parts[0], Part::Kept { .. }));
    assert_eq!(reader.body_to_vec(&small_name).unwrap().unwrap(), vec![7; 1000]);
    let Some(Body::Kept(mut body)) = reader.body(&large_name).unwrap() else { panic!("the body is kept") };
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut body, &mut bytes).unwrap();
    assert_eq!(bytes, (0..3_000_000u32).map(|n| n as u8).collect::<Vec<_>>());

    let report = verify(folder.path()).unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_eq!((report.entries, report.parts, report.bodies, report.body_bytes), (3, 7, 2, 3_001_000));
}

#[test]
fn a_second_owner_is_refused() {
    let (folder, mut journal) = new_journal();
    append(&mut journal, 1);
    let second = Journal::open(folder.path(), counted(0)).unwrap_err();
    assert!(matches!(second, OpenError::Held { .. }), "{second}");
    assert!(second.to_string().contains("another process holds"));
    drop(journal);
    open(folder.path());
}

#[test]
fn a_folder_that_cannot_be_written_is_refused_clearly() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a file");
    std::fs::write(&file, "").unwrap();
    let refused = Journal::create(&file, founding(), counted(0)).unwrap_err();
    assert!(matches!(refused, CreateError::Fault(_)), "{refused}");
    let absent = Journal::open(&folder.path().join("nowhere"), counted(0)).unwrap_err();
    assert!(matches!(absent, OpenError::Absent { .. }) && absent.next().starts_with("Create"), "{absent}");
    let absent = Journal::open(folder.path(), counted(0)).unwrap_err();
    assert!(matches!(absent, OpenError::Absent { .. }), "{absent}");
    assert!(Reader::open(folder.path()).is_err());
    assert!(verify(folder.path()).is_err(), "there is nothing to verify");
}

/// Rights do not bind the administrator, as whom tests in a container often run; there the folder stays writable.
#[cfg(unix)]
#[test]
fn a_read_only_folder_is_read_and_not_opened() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, mut journal) = new_journal();
    append(&mut journal, 3);
    drop(journal);
    let rights = |mode| std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(mode)).unwrap();
    std::fs::remove_file(folder.path().join("office.lock")).unwrap();
    rights(0o555);
    let bound = std::fs::write(folder.path().join("probe"), "").is_err();
    let report = verify(folder.path());
    let opened = Journal::open(folder.path(), counted(0));
    rights(0o755);
    assert!(report.unwrap().is_sound());
    match opened {
        Err(OpenError::Fault(fault)) => assert!(bound && fault.is_rights(), "{fault}"),
        other => assert!(!bound && other.is_ok(), "{other:?}"),
    }
}

#[test]
fn a_key_that_is_missing_foreign_or_no_key_is_named() {
    let (folder, journal) = new_journal();
    let expected = journal.founded().verifier.to_string();
    drop(journal);
    let key = folder.path().join("office.key");
    let text = std::fs::read(&key).unwrap();
    let refused = || Journal::open(folder.path(), counted(0)).unwrap_err();
    let other_folder = tempfile::tempdir().unwrap();
    drop(Journal::create(other_folder.path(), founding(), counted(99)).unwrap());
    std::fs::copy(other_folder.path().join("office.key"), &key).unwrap();
    let foreign = refused();
    assert!(matches!(&foreign, OpenError::KeyOther { expected: e, found } if *e == expected && *found != expected));
    for not_a_key in [&b""[..], b"secret\n", &text[..text.len() - 1], &[0xff; 5000]] {
        std::fs::write(&key, not_a_key).unwrap();
        assert!(matches!(refused(), OpenError::KeyUnreadable { .. }));
    }
    std::fs::remove_file(&key).unwrap();
    let missing = refused();
    assert!(missing.to_string().contains(&expected) && missing.next().contains("office.key"), "{missing}");
    assert!(verify(folder.path()).unwrap().is_sound(), "without its key a journal is still read");
    std::fs::write(&key, text).unwrap();
    open(folder.path());
}

#[cfg(unix)]
#[test]
fn the_key_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, _journal) = new_journal();
    let mode = std::fs::metadata(folder.path().join("office.key")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_made_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let made = folder.path().join("offices").join("orlan");
    drop(create(&made));
    assert_eq!(mode(&made), 0o700);
    let there = folder.path().join("there");
    std::fs::create_dir(&there).unwrap();
    std::fs::set_permissions(&there, std::fs::Permissions::from_mode(0o750)).unwrap();
    drop(create(&there));
    assert_eq!(mode(&there), 0o750, "a folder that was there is its owner's to close");
}

#[test]
fn a_creation_that_stopped_before_the_founding_is_repeated() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("office.key.new"), "half a k").unwrap();
    std::fs::write(folder.path().join("journal.db"), "").unwrap();
    drop(create(folder.path()));
    assert!(!folder.path().join("office.key.new").exists());
    std::fs::rename(folder.path().join("office.key"), folder.path().join("office.key.new")).unwrap();
    let refused = Journal::create(folder.path(), founding(), counted(0)).unwrap_err();
    assert!(matches!(refused, CreateError::Exists { .. }), "it was founded: {refused}");
    open(folder.path());
    assert!(folder.path().join("office.key").exists(), "opening settles it");
}

#[test]
fn another_file_is_not_a_journal() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("journal.db"), "x".repeat(9000)).unwrap();
    let refused = Journal::open(folder.path(), counted(0)).unwrap_err();
    assert!(matches!(refused, OpenError::Wrong(Wrong::Storage(_) | Wrong::FileCut { .. })), "{refused}");
    Journal::create(folder.path(), founding(), counted(0)).unwrap_err();
    std::fs::remove_file(folder.path().join("journal.db")).unwrap();
    let db = rusqlite::Connection::open(folder.path().join("journal.db")).unwrap();
    db.execute_batch("CREATE TABLE somebody_elses (x)").unwrap();
    drop(db);
    let refused = Journal::open(folder.path(), counted(0)).unwrap_err();
    assert!(matches!(refused, OpenError::Wrong(Wrong::NotAJournal { found: 0, .. })), "{refused}");
    assert!(matches!(Journal::create(folder.path(), founding(), counted(0)).unwrap_err(), CreateError::Exists { .. }));
}

#[test]
fn readers_see_every_append_and_live_beside_the_writer() {
    let (folder, mut journal) = new_journal();
    let inside = journal.reader().unwrap();
    let outside = Reader::open(folder.path()).unwrap();
    for size in 1..=20 {
        let place = append(&mut journal, 1);
        for reader in [&inside, &outside] {
            assert_eq!(reader.size().unwrap(), size);
            assert_eq!(reader.head().unwrap().place, place);
        }
    }
    assert_eq!(inside.entries(5, 3).unwrap().iter().map(|e| e.header.entry).collect::<Vec<_>>(), [5, 6, 7]);
    assert_eq!(inside.entries(18, 10).unwrap().len(), 2);
    assert!(inside.entry(20).unwrap().is_none() && inside.entry(u64::MAX).unwrap().is_none());
    assert!(inside.body(&[0; 32]).unwrap().is_none());
    let mut done = Vec::new();
    let mut progress = |entries, of| done.push((entries, of));
    let options = VerifyOptions { progress: Some(&mut progress), ..VerifyOptions::default() };
    assert!(verify_with(folder.path(), options).unwrap().is_sound(), "while the office is open");
    assert_eq!(done, [(1, 20), (20, 20)]);
    std::thread::spawn(move || inside.size().unwrap()).join().unwrap();
}

/// A connection of a foreign program that reads the journal as it is now, and goes on reading it so.
fn reading(folder: &std::path::Path) -> rusqlite::Connection {
    let db = rusqlite::Connection::open(folder.join("journal.db")).unwrap();
    db.execute_batch("BEGIN").unwrap();
    db.query_row("SELECT count(*) FROM entries", [], |_| Ok(())).unwrap();
    db
}

#[test]
fn nothing_is_settled_beside_somebody_who_reads_an_earlier_state() {
    let (folder, mut journal) = new_journal();
    append(&mut journal, 1);
    let earlier = reading(folder.path());
    append(&mut journal, 1);
    drop(journal);
    let refused = Journal::open(folder.path(), counted(0)).unwrap_err();
    assert!(matches!(refused, OpenError::ReadElsewhere), "{refused}");
    assert!(refused.to_string().contains("journal.db") && refused.next().contains("again"), "{refused}");
    drop(earlier);
    let now = reading(folder.path());
    assert_eq!(open(folder.path()).head().place.size, 2, "the present state may be read");
    drop(now);
}

#[test]
fn what_was_destroyed_is_told_though_somebody_keeps_the_log() {
    let (folder, mut journal) = new_journal();
    append(&mut journal, 2);
    let earlier = reading(folder.path());
    append(&mut journal, 1);
    let destroyed = journal.destroy(&[(1, 0), (1, 9)], &[]).unwrap();
    assert_eq!(destroyed, Destroyed { count: 1, log_emptied: false });
    drop(earlier);
    assert_eq!(journal.destroy(&[(1, 0), (2, 0)], &[]).unwrap(), Destroyed { count: 1, log_emptied: true });
    assert_eq!(std::fs::metadata(folder.path().join("journal.db-wal")).unwrap().len(), 0);
    assert!(verify(folder.path()).unwrap().is_sound());
}

#[test]
fn a_page_of_entries_ends_where_its_bytes_do() {
    let (_folder, mut journal) = new_journal();
    let part = format!(r#"{{"x":"{}"}}"#, "a".repeat(PART_BYTES_MAX - 8)).into_bytes();
    for _ in 0..6 {
        let on = journal.head().place;
        let entry = EntryDraft { parts: vec![part.clone()], ..draft(on.size) };
        journal.append(on, vec![entry]).unwrap();
    }
    let page = journal.reader().unwrap().entries(0, 100).unwrap();
    assert_eq!(page.len(), PAGE_BYTES_MAX / PART_BYTES_MAX);
}

#[test]
fn a_stream_that_ends_was_the_body() {
    let (folder, mut journal) = new_journal();
    let body = journal.stager().seal(vec![4; 2_500_000]).unwrap();
    let name = body.commitment();
    let on = journal.head().place;
    journal.append(on, vec![draft_with(0, vec![body])]).unwrap();
    drop(journal);
    let db = rusqlite::Connection::open(folder.path().join("journal.db")).unwrap();
    db.execute_batch("UPDATE chunks SET bytes = zeroblob(length(bytes)) WHERE chunk & 65535 = 2").unwrap();
    drop(db);
    let reader = Reader::open(folder.path()).unwrap();
    let Some(Body::Kept(mut stream)) = reader.body(&name).unwrap() else { panic!("the body is kept") };
    let mut bytes = Vec::new();
    let error = std::io::Read::read_to_end(&mut stream, &mut bytes).unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::InvalidData);
    assert!(bytes.len() < 2_500_000);
    assert!(std::io::Read::read(&mut stream, &mut [0; 10]).is_err(), "and it goes on saying so");
}
