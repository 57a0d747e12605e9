//! Proofs that leave the house, checked as whoever gets one checks it.

use chancery_verify::{Fails, FileHash, Proof, Verifier};
use journal::{Journal, hex};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::office::{append, draft, draft_with, new_journal};

/// A journal of ten entries, of which entry 4 brings a body; its head published, four entries after it.
struct Told {
    _folder: TempDir,
    journal: Journal,
    body: journal::Hash,
}

const FILE: &[u8] = b"short";
const WITH_BODY: u64 = 4;

fn told() -> Told {
    let (folder, mut journal) = new_journal();
    append(&mut journal, WITH_BODY);
    let bodies = vec![journal.stager().seal(FILE.to_vec()).unwrap()];
    let body = bodies[0].commitment();
    journal.append(journal.head().place, vec![draft_with(WITH_BODY, bodies)]).unwrap();
    append(&mut journal, 5);
    journal.publish_head().unwrap();
    append(&mut journal, 4);
    Told { _folder: folder, journal, body }
}

impl Told {
    fn prove(&self, entry: u64, opens: &[usize], bodies: &[journal::Hash]) -> Proof {
        self.journal.reader().unwrap().prove(entry, opens, bodies).unwrap().unwrap()
    }

    fn key(&self) -> Vec<Verifier> {
        vec![self.journal.founded().verifier.clone()]
    }
}

#[test]
fn a_proof_shows_what_it_opens_and_no_more() {
    let told = told();
    let text = told.prove(WITH_BODY, &[2], &[told.body]).text();
    let proof = Proof::parse(&text).unwrap();
    let checked = proof.check(&told.key()).unwrap();
    assert_eq!((checked.head.size, checked.header.entry, checked.closed), (10, WITH_BODY, 2));
    assert_eq!(checked.parts[0].0, 2);
    assert_eq!(checked.parts[0].1["bodies"][0], hex(&told.body).as_str());
    assert_eq!(checked.file(FILE).unwrap(), (Some(FileHash::Named(2)), 5));
    assert_eq!(checked.file(&b"Short"[..]).unwrap().0, None);
    // Of the closed parts nothing is in it, however it is looked at.
    for opening in [text.clone(), format!("{:?}", proof.opening)] {
        assert!(!opening.contains("Paper 4") && !opening.contains("subject"), "{opening}");
    }
}

#[test]
fn a_closed_body_is_not_found_by_trying() {
    let told = told();
    let checked = told.prove(WITH_BODY, &[2], &[]).check(&told.key()).unwrap();
    assert_eq!(checked.file(FILE).unwrap().0, None, "without its salt the right bytes look like any others");
    let named = checked.parts[0].1["bodies"][0].as_str().unwrap().to_owned();
    for guess in [&b"short"[..], b"", b"short\n"] {
        assert_ne!(hex(&Sha256::digest(guess)), named);
        assert_ne!(hex(&Sha256::digest([b"chancery/body/v1", guess].concat())), named);
    }
}

#[test]
fn every_entry_before_the_head_is_proved_and_none_behind_it() {
    let told = told();
    let reader = told.journal.reader().unwrap();
    for entry in 0..14 {
        let proof = reader.prove(entry, &[0], &[]).unwrap();
        match proof {
            Some(proof) => assert_eq!(proof.check(&told.key()).unwrap().parts.len(), 1),
            None => assert!(entry >= 10),
        }
    }
    let (_folder, young) = new_journal();
    assert_eq!(young.reader().unwrap().prove(0, &[], &[]).unwrap(), None, "no head was published");
}

#[test]
fn what_was_destroyed_stays_closed() {
    let mut told = told();
    told.journal.destroy(&[(WITH_BODY, 1)], &[told.body]).unwrap();
    let checked = told.prove(WITH_BODY, &[0, 1, 2], &[told.body]).check(&told.key()).unwrap();
    assert_eq!(checked.parts.iter().map(|(place, _)| *place).collect::<Vec<_>>(), [0, 2]);
    assert_eq!(checked.file(FILE).unwrap().0, None);
}

#[test]
fn nothing_in_a_proof_can_be_changed() {
    let told = told();
    let text = told.prove(WITH_BODY, &[0, 2], &[told.body]).text();
    for at in 0..text.len() {
        for bit in [1, 2, 32] {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= bit;
            let Ok(changed) = String::from_utf8(bytes) else { continue };
            let held = Proof::parse(&changed).and_then(|proof| proof.check(&told.key()));
            let Ok(checked) = held else { continue };
            // What is left is a salt that fits nothing: then the file is not recognised.
            assert_eq!(checked.file(FILE).unwrap().0, None, "{at}: {changed}");
        }
    }
    for cut in (0..text.len()).filter(|cut| text.is_char_boundary(*cut)) {
        let held = Proof::parse(&text[..cut]).and_then(|proof| proof.check(&told.key()));
        assert!(held.is_err(), "{cut}");
    }
}

#[test]
fn a_proof_of_something_else_is_told_apart() {
    let told = told();
    let proof = told.prove(WITH_BODY, &[2], &[told.body]);
    // Another entry's way to the root; another index; a part less; another office.
    let other = told.prove(5, &[0], &[]);
    let not = Err(Fails::NotInTheLog { index: WITH_BODY });
    assert_eq!(Proof { path: other.path.clone(), ..proof.clone() }.check(&told.key()), not);
    let not_five = Err(Fails::NotInTheLog { index: 5 });
    assert_eq!(Proof { index: 5, ..proof.clone() }.check(&told.key()), not_five);
    let mut fewer = proof.clone();
    fewer.opening.parts.pop();
    assert_eq!(fewer.check(&told.key()), not);
    let mut elsewhere = proof.clone();
    elsewhere.opening.header.office.0[0] ^= 1;
    assert!(matches!(elsewhere.check(&told.key()), Err(Fails::OtherOffice { .. })));
    // A key that nobody knows, and the right one beside others.
    let (_folder, stranger) = new_journal();
    let unknown = stranger.founded().verifier.clone();
    let held = proof.check(std::slice::from_ref(&unknown));
    // Both were founded by the same chance, so that they have one name and one key.
    assert_eq!(held.is_ok(), unknown == told.key()[0]);
    let renamed = unknown.vkey().replace("chancery.example", "chancery.elsewhere");
    assert!(Verifier::parse(&renamed).is_err(), "the id is of the name too");
    assert!(matches!(proof.check(&[]), Err(Fails::Head(_))));
}

#[test]
fn after_a_change_of_key_each_head_is_of_the_key_whose_turn_it_was() {
    let (folder, mut journal) = new_journal();
    append(&mut journal, 3);
    let before = journal.publish_head().unwrap();
    let first = journal.founded().verifier.clone();
    let on = journal.head().place;
    let next = journal.next_key();
    let told = next.verifier().vkey();
    let changed = journal.append_with_key(on, vec![draft(3)], next).unwrap();
    let second = journal.keys().unwrap().current().clone();
    assert_eq!((changed[0].entry, told), (3, second.vkey()));
    assert_ne!(first, second);
    append(&mut journal, 2);
    let after = journal.publish_head().unwrap();
    let opens = |head: &journal::PublishedHead, key: &Verifier| journal::note::Checkpoint::open(&head.checkpoint, key);
    assert!(opens(&before, &first).is_ok() && opens(&before, &second).is_err());
    assert!(opens(&after, &second).is_ok() && opens(&after, &first).is_err());
    let reader = journal.reader().unwrap();
    assert_eq!(reader.published_heads().unwrap().len(), 2);
    let proof = reader.prove(1, &[0], &[]).unwrap().unwrap();
    assert!(proof.check(&[first.clone(), second.clone()]).is_ok() && proof.check(&[first]).is_err());
    drop((reader, journal));
    assert!(journal::verify(folder.path()).unwrap().is_sound());
    let mut journal = crate::office::open(folder.path());
    assert_eq!(*journal.keys().unwrap().current(), second);
    append(&mut journal, 1);
    drop(journal);
    assert!(!folder.path().join("office.key.new").exists());
    // The key that was given up signs nothing any more, and a change of key cannot be taken out.
    let db = rusqlite::Connection::open(folder.path().join("journal.db")).unwrap();
    db.execute("DELETE FROM keys", []).unwrap();
    drop(db);
    assert!(!journal::verify(folder.path()).unwrap().is_sound());
}

#[test]
fn an_interrupted_change_of_key_ends_as_the_journal_says() {
    let (folder, mut journal) = new_journal();
    append(&mut journal, 1);
    let key = |name: &str| folder.path().join(name);
    let old = std::fs::read(key("office.key")).unwrap();
    let next = journal.next_key();
    journal.append_with_key(journal.head().place, vec![draft(1)], next).unwrap();
    let second = journal.keys().unwrap().current().clone();
    drop(journal);
    let new = std::fs::read(key("office.key")).unwrap();
    assert_ne!(old, new);
    // It was committed, and the key had not got its name yet.
    std::fs::write(key("office.key"), &old).unwrap();
    std::fs::write(key("office.key.new"), &new).unwrap();
    let journal = crate::office::open(folder.path());
    assert_eq!(*journal.keys().unwrap().current(), second);
    drop(journal);
    assert_eq!(std::fs::read(key("office.key")).unwrap(), new);
    // It was not committed: the new key is one that nobody knows.
    std::fs::write(key("office.key.new"), &old).unwrap();
    drop(crate::office::open(folder.path()));
    assert!(!key("office.key.new").exists());
    // Lost altogether: said so, with what can still be done.
    std::fs::remove_file(key("office.key")).unwrap();
    let lost = Journal::open(folder.path(), crate::office::counted(1)).unwrap_err();
    assert!(matches!(lost, journal::OpenError::KeyMissing { .. }) && lost.next().contains("Put back"), "{lost}");
}

#[test]
fn signatures_of_witnesses_are_kept_beside_a_head() {
    let (_folder, mut journal) = new_journal();
    append(&mut journal, 1);
    let head = journal.publish_head().unwrap();
    let line = "— witness.example AAAAAAAA";
    for _ in 0..2 {
        journal.keep_cosignature(head.size, line).unwrap();
    }
    let reader = journal.reader().unwrap();
    assert_eq!(reader.last_published().unwrap().unwrap().checkpoint, format!("{}{line}\n", head.checkpoint));
    assert_eq!(journal.publish_head().unwrap().size, head.size);
}
