//! Builders: a folder, a journal in it whose chance is a counter, drafts.

use std::path::Path;

use journal::{EntryDraft, Founding, Journal, Options, Place, SealedBody, hex};
use tempfile::TempDir;

/// The moment of every test's founding.
pub(crate) const FOUNDED_US: i64 = 1_000_000;

/// Options whose chance is a counter, so that the same acts give the same bytes. `start` keeps the salts of a
/// reopened journal apart from those before.
pub(crate) fn counted(start: u64) -> Options {
    let mut counter = start;
    let chance = move |buffer: &mut [u8]| {
        for piece in buffer.chunks_mut(8) {
            counter += 1;
            let spread = counter.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes();
            piece.copy_from_slice(&spread[..piece.len()]);
        }
    };
    Options { chance: Box::new(chance), ..Options::default() }
}

pub(crate) fn founding() -> Founding {
    Founding { house: "chancery.example".to_owned(), moment_us: FOUNDED_US }
}

pub(crate) fn new_journal() -> (TempDir, Journal) {
    let folder = tempfile::tempdir().unwrap();
    let journal = create(folder.path());
    (folder, journal)
}

pub(crate) fn create(folder: &Path) -> Journal {
    Journal::create(folder, founding(), counted(0)).unwrap()
}

pub(crate) fn open(folder: &Path) -> Journal {
    Journal::open(folder, counted(1 << 32)).unwrap()
}

/// An entry of two parts, at one microsecond a number.
pub(crate) fn draft(number: u64) -> EntryDraft {
    EntryDraft {
        moment_us: FOUNDED_US + number as i64,
        parts: vec![
            format!(r#"{{"type":"entered","v":1,"n":{number}}}"#).into_bytes(),
            format!(r#"{{"type":"card","v":1,"subject":"Paper {number}"}}"#).into_bytes(),
        ],
        bodies: vec![],
    }
}

/// An entry that brings bodies.
pub(crate) fn draft_with(number: u64, bodies: Vec<SealedBody>) -> EntryDraft {
    let names: Vec<String> = bodies.iter().map(|body| format!(r#""{}""#, hex(&body.commitment()))).collect();
    let mut draft = draft(number);
    draft.parts.push(format!(r#"{{"type":"received","v":1,"bodies":[{}]}}"#, names.join(",")).into_bytes());
    draft.bodies = bodies;
    draft
}

/// Appends entries one batch each; returns the place after them.
pub(crate) fn append(journal: &mut Journal, count: u64) -> Place {
    for _ in 0..count {
        let on = journal.head().place;
        journal.append(on, vec![draft(on.size)]).unwrap();
    }
    journal.head().place
}
