//! Appending, reading back, reopening.

use journal::{Body, Journal, OpenError, Part, verify};

use crate::office::{append, counted, draft, draft_with, new_journal, open};

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
