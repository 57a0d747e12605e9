//! What a head costs, and what verifying does, on a journal of so many entries: `cargo bench -p journal --bench heads -- 1000000`.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench says where it breaks by breaking")]

use std::time::Instant;

use journal::{EntryDraft, Founding, Journal, Options, Place};

/// Entries where none are asked for.
const ENTRIES: u64 = 100_000;
const BATCH: u64 = 1_000;
/// Heads that are timed.
const HEADS: usize = 200;

fn entry(number: u64) -> EntryDraft {
    EntryDraft {
        moment_us: number as i64,
        parts: vec![
            format!(r#"{{"type":"entered","v":1,"n":{number},"by":"clerk","act":"enter"}}"#).into_bytes(),
            format!(r#"{{"type":"card","v":1,"subject":"Paper {number}","text":"{}"}}"#, "word ".repeat(80))
                .into_bytes(),
        ],
        bodies: Vec::new(),
    }
}

fn append(journal: &mut Journal, count: u64) -> Place {
    let on = journal.head().place;
    journal.append(on, (on.size..on.size + count).map(entry).collect()).unwrap();
    journal.head().place
}

fn main() {
    let entries = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(ENTRIES);
    let folder = tempfile::tempdir().unwrap();
    let founding = Founding { house: "chancery.example".to_owned(), moment_us: 0 };
    let mut journal = Journal::create(folder.path(), founding, Options::default()).unwrap();
    let started = Instant::now();
    while journal.head().place.size < entries {
        let left = entries - journal.head().place.size;
        append(&mut journal, BATCH.min(left));
    }
    println!("{entries} entries appended in {:.1} s", started.elapsed().as_secs_f64());
    let mut took: Vec<f64> = (0..HEADS)
        .map(|_| {
            append(&mut journal, 1);
            let started = Instant::now();
            journal.publish_head().unwrap();
            started.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    took.sort_by(f64::total_cmp);
    println!(
        "a head after one entry more: p50 {:.2} ms, p99 {:.2} ms, longest {:.2} ms",
        took[HEADS / 2],
        took[HEADS * 99 / 100],
        took[HEADS - 1]
    );
    drop(journal);
    let started = Instant::now();
    let report = journal::verify(folder.path()).unwrap();
    assert!(report.is_sound());
    println!("verified in {:.1} s", started.elapsed().as_secs_f64());
}
