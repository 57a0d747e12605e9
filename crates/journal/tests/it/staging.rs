//! Bodies that come in while others work, and what becomes of those that nobody brings.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use journal::{BODY_INLINE_BYTES_MAX, CHUNK_BYTES, Journal, StageError, verify};
use sha2::{Digest, Sha256};

use crate::office::{draft, draft_with, new_journal, open};

/// How many chunks and staged bodies are stored.
fn stored(folder: &Path) -> (i64, i64) {
    let db = rusqlite::Connection::open(folder.join("journal.db")).unwrap();
    let count = |table: &str| db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
    (count("chunks"), count("staging"))
}

#[test]
fn a_large_body_comes_in_while_entries_are_appended() {
    let (folder, mut journal) = new_journal();
    let stager = journal.stager();
    let piece: Vec<u8> = (0..700_000u32).map(|n| (n % 251) as u8).collect();
    let done = AtomicBool::new(false);
    let (body, beside) = std::thread::scope(|scope| {
        let coming_in = scope.spawn(|| {
            let mut staging = stager.begin();
            for _ in 0..40 {
                staging.write(&piece).unwrap();
            }
            done.store(true, Ordering::SeqCst);
            staging.finish().unwrap()
        });
        let mut beside = 0;
        while !done.load(Ordering::SeqCst) {
            let on = journal.head().place;
            journal.append(on, vec![draft(on.size)]).unwrap();
            beside += 1;
        }
        (coming_in.join().unwrap(), beside)
    });
    assert!(beside > 10, "only {beside} entries beside a body of 28 MB");
    let whole = piece.repeat(40);
    assert_eq!(body.length(), whole.len() as u64);
    assert_eq!(body.sha256(), <[u8; 32]>::from(Sha256::digest(&whole)));
    let name = body.commitment();
    let on = journal.head().place;
    journal.append(on, vec![draft_with(on.size, vec![body])]).unwrap();
    assert_eq!(journal.reader().unwrap().body_to_vec(&name).unwrap().unwrap(), whole);
    assert_eq!(stored(folder.path()), (whole.len().div_ceil(CHUNK_BYTES) as i64, 0));
    assert!(verify(folder.path()).unwrap().is_sound());
}

#[test]
fn the_log_stays_short_while_a_large_body_comes_in() {
    let (folder, mut journal) = new_journal();
    let mut staging = journal.stager().begin();
    let mut longest = 0;
    for _ in 0..40 {
        staging.write(&vec![1; CHUNK_BYTES]).unwrap();
        let on = journal.head().place;
        journal.append(on, vec![draft(on.size)]).unwrap();
        longest = longest.max(std::fs::metadata(folder.path().join("journal.db-wal")).unwrap().len());
    }
    assert!(longest < 12 << 20, "the log grew to {longest} bytes");
}

#[test]
fn an_abandoned_body_is_swept_and_one_at_work_is_not() {
    let (folder, mut journal) = new_journal();
    let stager = journal.stager();
    let abandoned = stager.seal(vec![1; CHUNK_BYTES * 2]).unwrap();
    let kept = stager.seal(vec![2; BODY_INLINE_BYTES_MAX + 1]).unwrap();
    let mut at_work = stager.begin();
    at_work.write(&vec![3; CHUNK_BYTES + 1]).unwrap();
    assert_eq!(stored(folder.path()), (4, 3));
    assert_eq!(journal.sweep().unwrap(), 0);
    drop(abandoned);
    assert_eq!(journal.sweep().unwrap(), 1);
    assert_eq!(stored(folder.path()), (2, 2));
    let at_work = at_work.finish().unwrap();
    let on = journal.head().place;
    journal.append(on, vec![draft_with(0, vec![kept, at_work])]).unwrap();
    assert_eq!(journal.sweep().unwrap(), 0);
    assert!(verify(folder.path()).unwrap().is_sound());
}

#[test]
fn what_is_let_go_is_told_and_swept_in_short_turns() {
    let (folder, mut journal) = new_journal();
    let told = Arc::new(AtomicUsize::new(0));
    let counting = told.clone();
    journal.when_let_go(move || {
        counting.fetch_add(1, Ordering::SeqCst);
    });
    assert!(!journal.sweep_some().unwrap(), "nothing was let go");
    let stager = journal.stager();
    let abandoned = stager.seal(vec![1; CHUNK_BYTES * 9]).unwrap();
    let kept = stager.seal(vec![2; BODY_INLINE_BYTES_MAX + 1]).unwrap();
    let clone = kept.clone();
    let mut at_work = stager.begin();
    at_work.write(&vec![3; CHUNK_BYTES + 1]).unwrap();
    drop(kept);
    assert_eq!(told.load(Ordering::SeqCst), 0, "a clone is the same body");
    drop(abandoned);
    assert_eq!(told.load(Ordering::SeqCst), 1);
    let mut turns = 0;
    let mut left = stored(folder.path()).0;
    while journal.sweep_some().unwrap() {
        let now = stored(folder.path()).0;
        assert!(left - now <= 4, "a turn is short");
        (left, turns) = (now, turns + 1);
    }
    assert!(turns >= 2);
    assert_eq!(stored(folder.path()), (2, 2), "what is claimed stays");
    let at_work = at_work.finish().unwrap();
    let on = journal.head().place;
    journal.append(on, vec![draft_with(0, vec![clone, at_work])]).unwrap();
    assert_eq!(told.load(Ordering::SeqCst), 3, "also of those that were entered");
    assert!(!journal.sweep_some().unwrap());
    let report = verify(folder.path()).unwrap();
    assert!(report.is_sound() && report.bodies == 2, "{report:?}");
}

#[test]
fn opening_sweeps_what_an_earlier_process_left() {
    let (folder, journal) = new_journal();
    let stager = journal.stager();
    let left = stager.seal(vec![1; CHUNK_BYTES * 9]).unwrap();
    let mut at_work = stager.begin();
    at_work.write(&vec![3; CHUNK_BYTES]).unwrap();
    drop(journal);
    assert!(matches!(at_work.write(&vec![3; CHUNK_BYTES]).unwrap_err(), StageError::Closed), "nobody owns the folder");
    assert_eq!(stored(folder.path()), (10, 2));
    assert!(verify(folder.path()).unwrap().is_sound(), "staged bodies are nothing wrong");
    let journal: Journal = open(folder.path());
    assert_eq!(stored(folder.path()), (0, 0));
    drop((left, at_work, journal));
}

#[test]
fn the_same_bytes_twice_have_two_commitments_and_one_hash() {
    let (_folder, journal) = new_journal();
    let [one, two] = [1, 2].map(|_| journal.stager().seal(b"the same".to_vec()).unwrap());
    assert_eq!(one.sha256(), two.sha256());
    assert_ne!(one.commitment(), two.commitment(), "nobody learns from the log that the papers are the same");
}
