//! How long setting takes: a typesetter from nothing, one numbered copy, seven copies of a paper of two pages, books.
//!
//! `cargo bench -p typeset`. No sheet is set twice, so that nothing of it was laid out before.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench says what it measured, or breaks")]

#[path = "../tests/it/samples.rs"]
#[expect(dead_code, reason = "the tests use the rest of it")]
mod samples;

use std::time::{Duration, Instant};

use typeset::{Block, Fonts, Sheet, Style, Typesetter};

const ROUNDS: u32 = 40;

fn main() {
    let begun = Instant::now();
    let setter = Typesetter::new(Fonts::new([]));
    let made = begun.elapsed();
    set(&setter, &samples::numbered(3));
    println!("cold: {:.1} ms, of which {:.1} ms are fonts and forms", ms(begun.elapsed()), ms(made));

    told("one numbered copy", ROUNDS, |round| {
        let sheet = reworded(samples::numbered(3), round);
        timed(|| set(&setter, &sheet))
    });
    told("seven copies of a paper of two pages", ROUNDS, |round| {
        let copies: Vec<Sheet> =
            (1..=7).map(|no| reworded(samples::numbered_on_two_pages(no), 1_000 + round)).collect();
        timed(|| copies.iter().for_each(|copy| set(&setter, copy)))
    });
    for numbers in [60, 400, 1_000] {
        told(&format!("a book of {numbers} numbers"), 3, |round| {
            let mut book = samples::book(numbers);
            book.series = format!("Papers received {round}");
            timed(|| set(&setter, &Sheet::YearBook(book)))
        });
    }
}

fn told(what: &str, rounds: u32, measure: impl Fn(u32) -> Duration) {
    let mut took: Vec<Duration> = (0..rounds).map(measure).collect();
    took.sort();
    let at = |share: f64| ms(took[((took.len() - 1) as f64 * share) as usize]);
    println!("{what}: p50 {:.1} ms, p90 {:.1} ms, longest {:.1} ms ({rounds} rounds)", at(0.5), at(0.9), at(1.0));
}

fn timed(run: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    run();
    begun.elapsed()
}

fn ms(took: Duration) -> f64 {
    took.as_secs_f64() * 1e3
}

fn set(setter: &Typesetter, sheet: &Sheet) {
    assert!(setter.set(sheet, &Style::default()).unwrap().starts_with(b"%PDF"));
}

fn reworded(sheet: Sheet, round: u32) -> Sheet {
    let Sheet::Memorandum(mut written) = sheet else { return sheet };
    written.text.push(Block::paragraph(format!("Round {round}.")));
    Sheet::Memorandum(written)
}
