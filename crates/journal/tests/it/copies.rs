//! Copies of a journal, taken again elsewhere: whole, piece by piece, and with every kind of damage.

use std::path::Path;

use journal::{Journal, LogFile, Reader, TakeError, Taking, verify};
use tempfile::TempDir;

use crate::office::{append, counted, draft, draft_with, new_journal, open};

fn copied(folder: &Path, since: u64) -> Vec<u8> {
    let reader = Reader::open(folder).unwrap();
    let head = reader.last_published().unwrap().unwrap();
    let mut copy = Vec::new();
    reader.copy(since, &head, &mut copy, |_| {}).unwrap();
    copy
}

/// A journal with bodies, a change of key, something destroyed; copied twice on the way.
fn story() -> (TempDir, Vec<Vec<u8>>) {
    let (folder, mut journal) = new_journal();
    append(&mut journal, 2);
    let stager = journal.stager();
    let bodies = [b"".to_vec(), b"as received".to_vec(), b"to be destroyed".to_vec(), vec![7; 2_500_000]];
    let bodies = bodies.map(|bytes| stager.seal(bytes).unwrap());
    let doomed = bodies[2].commitment();
    let again = bodies[1].commitment();
    journal.append(journal.head().place, vec![draft_with(2, bodies.into())]).unwrap();
    journal.publish_head().unwrap();
    let first = copied(folder.path(), 0);
    let named = format!(r#"{{"type":"again","bodies":["{}"]}}"#, journal::hex(&again));
    let mut naming = draft(3);
    naming.parts.push(named.into_bytes());
    journal.append(journal.head().place, vec![naming]).unwrap();
    let next = journal.next_key();
    journal.append_with_key(journal.head().place, vec![draft(4)], next).unwrap();
    journal.destroy(&[(1, 1)], &[doomed]).unwrap();
    let on = journal.head().place;
    journal.append(on, (5..300).map(draft).collect()).unwrap();
    journal.publish_head().unwrap();
    let second = copied(folder.path(), 3);
    append(&mut journal, 2);
    (folder, vec![first, second])
}

fn key_of(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("office.key")).unwrap()
}

/// What a journal says and shows, to be compared.
fn told(folder: &Path, size: u64) -> Vec<String> {
    let reader = Reader::open(folder).unwrap();
    let mut told: Vec<String> =
        reader.entries(0, size as usize).unwrap().iter().map(|entry| format!("{entry:?}")).collect();
    told.extend(
        reader.published_heads().unwrap().into_iter().filter(|head| head.size <= size).map(|head| head.checkpoint),
    );
    told.push(format!("{:?}", reader.keys().unwrap()));
    told
}

#[test]
fn a_journal_taken_piece_by_piece_is_the_same() {
    let (folder, copies) = story();
    let made = tempfile::tempdir().unwrap();
    let into = made.path().join("office");
    let mut taking = Taking::into_folder(&into).unwrap();
    let first = taking.take(&mut &copies[0][..]).unwrap();
    assert_eq!((first.entries, first.bodies, taking.size()), (3, 4, 3));
    let second = taking.take(&mut &copies[1][..]).unwrap();
    assert_eq!((second.entries, taking.size()), (297, 300));
    taking.keep_key(&key_of(folder.path())).unwrap();
    let report = verify(&into).unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_eq!((report.entries, report.parts_destroyed, report.bodies_destroyed), (300, 1, 1));
    assert_eq!(told(&into, 300), told(folder.path(), 300));
    // It goes on as the same log.
    let mut journal = open(&into);
    append(&mut journal, 1);
    let head = journal.publish_head().unwrap();
    assert!(Reader::open(folder.path()).unwrap().keys().unwrap().open_head(&head.checkpoint).is_ok());
    drop(journal);
    assert!(Taking::into_folder(&into).is_err(), "there is a journal already");
}

#[test]
fn a_copy_is_checked_without_a_folder() {
    let (folder, copies) = story();
    let reader = Reader::open(folder.path()).unwrap();
    let mut taking = Taking::check();
    taking.take(&mut &copies[0][..]).unwrap();
    taking.take(&mut &copies[1][..]).unwrap();
    assert_eq!(taking.root(), Some(reader.root_at(300).unwrap()));
    let mut later = Taking::check_from(&reader, 3).unwrap();
    later.take(&mut &copies[1][..]).unwrap();
    assert_eq!((later.size(), later.root()), (300, Some(reader.root_at(300).unwrap())));
    // In the wrong order, twice, without the first, of another office.
    assert!(matches!(Taking::check().take(&mut &copies[1][..]), Err(TakeError::NotNext(_))));
    assert!(Taking::check_from(&reader, 4).unwrap().take(&mut &copies[1][..]).is_err());
    assert!(taking.take(&mut &copies[1][..]).is_err());
    let elsewhere = Journal::create(
        &folder.path().join("other"),
        journal::Founding { house: "elsewhere.example".to_owned(), moment_us: 0 },
        counted(77),
    );
    let mut elsewhere = elsewhere.unwrap();
    append(&mut elsewhere, 3);
    elsewhere.publish_head().unwrap();
    let other = copied(&folder.path().join("other"), 0);
    let mut mixed = Taking::check();
    mixed.take(&mut &other[..]).unwrap();
    assert!(mixed.take(&mut &copies[1][..]).is_err());
}

#[test]
fn a_flipped_bit_and_a_cut_are_found() {
    let (folder, mut journal) = new_journal();
    append(&mut journal, 2);
    let bodies = vec![journal.stager().seal(b"short".to_vec()).unwrap()];
    journal.append(journal.head().place, vec![draft_with(2, bodies)]).unwrap();
    journal.publish_head().unwrap();
    let copy = copied(folder.path(), 0);
    let holds = |copy: &[u8]| {
        let mut taking = Taking::check();
        taking.take(&mut &copy[..]).map(|_| taking.root())
    };
    let root = holds(&copy).unwrap();
    for at in 0..copy.len() {
        let mut changed = copy.clone();
        changed[at] ^= 1;
        // What is not covered by the tree is how a published head was signed by others, of which there is none here.
        assert!(holds(&changed).is_err() || holds(&changed).unwrap() != root, "byte {at} of {}", copy.len());
        assert!(holds(&copy[..at]).is_err(), "cut at {at}");
    }
    assert!(holds(&[&copy[..], b"x"].concat()).is_err());
}

#[test]
fn a_log_that_begins_anew_contradicts_nothing() {
    let (folder, copies) = story();
    let made = tempfile::tempdir().unwrap();
    let into = made.path().join("office");
    let mut taking = Taking::into_folder(&into).unwrap();
    taking.take(&mut &copies[0][..]).unwrap();
    let mut chance = counted(1 << 40).chance;
    taking.new_log(&mut chance).unwrap();
    assert!(verify(&into).unwrap().is_sound());
    let mut journal = open(&into);
    let keys = journal.keys().unwrap();
    assert_eq!(keys.current().name(), format!("{}/1", keys.all()[0].1.name()));
    append(&mut journal, 400);
    let head = journal.publish_head().unwrap();
    // Whoever has the heads of the log before sees another log, and not another history of that one.
    let before = Reader::open(folder.path()).unwrap();
    assert!(before.keys().unwrap().open_head(&head.checkpoint).is_err());
    let own = journal.reader().unwrap();
    assert_eq!(own.published_heads().unwrap().len(), 2);
    assert!(own.log_file(&LogFile::Checkpoint).unwrap().is_some());
    let proof = own.prove(1, &[0], &[]).unwrap().unwrap();
    let checked = proof.check(std::slice::from_ref(keys.current())).unwrap();
    assert_eq!(checked.head.origin, keys.current().name());
    // Again from a copy of it, and again anew.
    drop((own, journal));
    let again = made.path().join("again");
    let mut taking = Taking::into_folder(&again).unwrap();
    taking.take(&mut &copied(&into, 0)[..]).unwrap();
    taking.new_log(&mut chance).unwrap();
    assert!(verify(&again).unwrap().is_sound());
    assert!(Reader::open(&again).unwrap().keys().unwrap().current().name().ends_with("/2"));
}

#[test]
fn another_key_does_not_end_it() {
    let (_folder, copies) = story();
    let made = tempfile::tempdir().unwrap();
    let (_stranger, journal) = new_journal();
    drop(journal);
    for key in ["", "no key\n", &key_of(_stranger.path())] {
        let into = made.path().join(format!("office {}", key.len()));
        let mut taking = Taking::into_folder(&into).unwrap();
        taking.take(&mut &copies[0][..]).unwrap();
        taking.take(&mut &copies[1][..]).unwrap();
        assert!(taking.keep_key(key).is_err());
        assert!(Journal::open(&into, counted(5)).is_err(), "it is no journal that opens");
    }
}
