//! Appending with sync by size of batch, a large body beside it, verifying. Prints a table.
//!
//! `cargo bench -p journal`; the folder is made in the system's place for temporary files, so `TMPDIR` chooses the
//! disk.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints its figures")]

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use journal::{EntryDraft, Founding, Journal, Options, verify};

const SECONDS_PER_LINE: u64 = 4;
const LARGE_BODY_BYTES: usize = 200 << 20;

fn main() {
    // Test runners start every target; only `cargo bench` says this.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    println!("{:<28} {:>10} {:>10} {:>10} {:>10}", "append", "entries/s", "p50 µs", "p99 µs", "max µs");
    for batch in [1, 16, 256] {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = new(folder.path());
        let end = Instant::now() + Duration::from_secs(SECONDS_PER_LINE);
        let times = appends(&mut journal, batch, || Instant::now() < end);
        print(&format!("batch of {batch}"), batch, times);
        drop(journal);
        verified(folder.path());
    }
    beside_a_large_body();
}

/// Appends one entry at a time while a body of 200 MB comes in.
fn beside_a_large_body() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = new(folder.path());
    let stager = journal.stager();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let began = Instant::now();
            let mut staging = stager.begin();
            let piece = vec![7; 64 << 10];
            for _ in 0..LARGE_BODY_BYTES / piece.len() {
                staging.write(&piece).unwrap();
            }
            let body = staging.finish().unwrap();
            println!("staging {} bytes took {:.1?}", body.length(), began.elapsed());
            done.store(true, Ordering::SeqCst);
        });
        let times = appends(&mut journal, 1, || !done.load(Ordering::SeqCst));
        print("1 beside a 200 MB body", 1, times);
    });
}

fn new(folder: &std::path::Path) -> Journal {
    let founding = Founding { house: "chancery.example".to_owned(), moment_us: 0 };
    Journal::create(folder, founding, Options::default()).unwrap()
}

fn appends(journal: &mut Journal, batch: usize, mut on: impl FnMut() -> bool) -> Vec<Duration> {
    let mut times = Vec::new();
    while on() {
        let place = journal.head().place;
        let drafts = (0..batch).map(|n| draft(place.size + n as u64)).collect();
        let began = Instant::now();
        journal.append(place, drafts).unwrap();
        times.push(began.elapsed());
    }
    times
}

/// An entry of about the size of an office's: an act, a card, a distribution, 700 bytes together.
fn draft(number: u64) -> EntryDraft {
    let act = format!(r#"{{"type":"entered","v":1,"n":{number},"actor":"registry","series":"IN","year":1951}}"#);
    let card = format!(r#"{{"type":"card","v":1,"subject":"{}"}}"#, "A subject of a paper. ".repeat(22));
    let list = r#"{"type":"distribution","v":1,"copies":[1,2,3,4,5,6,7]}"#.to_owned();
    EntryDraft { moment_us: number as i64, parts: [act, card, list].map(String::into_bytes).to_vec(), bodies: vec![] }
}

fn print(name: &str, batch: usize, mut times: Vec<Duration>) {
    times.sort_unstable();
    let total: Duration = times.iter().sum();
    let rate = (times.len() * batch) as f64 / total.as_secs_f64();
    let at = |per_mille: usize| times[(times.len() - 1) * per_mille / 1000].as_micros();
    println!("{name:<28} {rate:>10.0} {:>10} {:>10} {:>10}", at(500), at(990), at(1000));
}

fn verified(folder: &std::path::Path) {
    let began = Instant::now();
    let report = verify(folder).unwrap();
    assert!(report.is_sound());
    let each = began.elapsed().as_secs_f64() * 1e6 / report.entries as f64;
    println!("  verified {} entries, {each:.1} µs each", report.entries);
    let began = Instant::now();
    drop(Journal::open(folder, Options::default()).unwrap());
    println!("  opened in {:.1?}", began.elapsed());
}
