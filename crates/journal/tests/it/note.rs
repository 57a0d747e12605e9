//! Keys, notes and checkpoints, and what foreign code makes of them.

use journal::note::{Checkpoint, NoteError, Verifier};
use signed_note::{Note, StandardVerifier, VerifierList};

use crate::office::{append, new_journal};

#[test]
fn foreign_code_opens_our_heads() {
    let (_folder, mut journal) = new_journal();
    append(&mut journal, 3);
    let head = journal.publish_head().unwrap();
    let vkey = journal.founded().verifier.vkey();
    let known = VerifierList::new(vec![Box::new(StandardVerifier::new(&vkey).unwrap())]);
    let note = Note::from_bytes(head.checkpoint.as_bytes()).unwrap();
    let (verified, unverified) = note.verify(&known).unwrap();
    assert_eq!((verified.len(), unverified.len()), (1, 0));
    let checkpoint = tlog_tiles::Checkpoint::from_bytes(note.text()).unwrap();
    assert_eq!(checkpoint.origin(), journal.founded().origin);
    assert_eq!((checkpoint.size(), checkpoint.hash().0), (3, head.root));
}

#[test]
fn a_head_opens_with_its_own_key_only_and_in_one_spelling_only() {
    let (_folder, mut journal) = new_journal();
    append(&mut journal, 3);
    let text = journal.publish_head().unwrap().checkpoint;
    let verifier = &journal.founded().verifier;
    assert_eq!(Verifier::parse(&verifier.vkey()).as_ref(), Ok(verifier));
    assert_eq!(Checkpoint::open(&text, verifier).unwrap().size, 3);
    for at in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[at] ^= 1;
        if let Ok(changed) = String::from_utf8(bytes) {
            Checkpoint::open(&changed, verifier).unwrap_err();
        }
    }
    for cut in 0..text.len() {
        if text.is_char_boundary(cut) {
            Checkpoint::open(&text[..cut], verifier).unwrap_err();
        }
    }
    let cosigned = format!("{text}— witness.example AAAAAAAA\n");
    assert_eq!(Checkpoint::open(&cosigned, verifier).unwrap().size, 3, "signatures of others are passed over");
}

#[test]
fn keys_that_are_none_are_refused() {
    let (_folder, journal) = new_journal();
    let vkey = journal.founded().verifier.vkey();
    for wrong in ["", "a+b", "name+00000000+AAAA", &vkey[1..], &vkey[..vkey.len() - 4], &vkey.replace('+', "-")] {
        assert_eq!(Verifier::parse(wrong), Err(NoteError::BadKey), "{wrong:?}");
    }
}
