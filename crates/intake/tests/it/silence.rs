//! Silence where nothing stands: a field of which nothing stands on a paper stays empty. Measured on papers of the corpus
//! that were drawn by seed and marked by eye; `silence.tsv` keeps their ids and marks and says how they were made.
//!
//! The corpus lies beside the checkout, in `shared/corpus`, or where `CHANCERY_CORPUS` says. Without it this test fails,
//! unless `CHANCERY_WITHOUT_CORPUS=1` says that it is left out on purpose.

use std::path::{Path, PathBuf};

use intake::read_text;
use procedure::card::Card;

/// Least share of the papers without a field on which the card leaves it empty, for each field and over all of them.
const SILENCE_MIN: f64 = 0.97;
/// How many papers are marked.
const PAPERS: usize = 225;
const MARKS: &str = include_str!("silence.tsv");

struct Field {
    name: &'static str,
    /// What the card says of it, shown; nothing where it is empty.
    said: fn(&Card) -> Vec<String>,
}

const FIELDS: [Field; 4] = [
    Field { name: "number", said: |card| card.number.iter().map(|number| number.value.clone()).collect() },
    Field { name: "date", said: |card| card.date.iter().map(|date| date.value.date.to_string()).collect() },
    Field { name: "addressee", said: |card| card.to.iter().map(|party| party.value.label().to_owned()).collect() },
    Field { name: "copies", said: |card| card.copies.iter().map(|party| party.value.label().to_owned()).collect() },
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Absent,
    Stands,
    Doubtful,
}

struct Marked {
    id: &'static str,
    marks: [Mark; 4],
}

/// What the card gave a field of which nothing stands on the paper.
struct Spoken {
    id: &'static str,
    field: &'static str,
    said: Vec<String>,
}

#[expect(clippy::disallowed_methods, reason = "where the corpus lies is said by the environment")]
fn corpus() -> Option<PathBuf> {
    let named = std::env::var_os("CHANCERY_CORPUS").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let folder = named.unwrap_or(beside);
    if folder.is_dir() {
        return Some(folder);
    }
    let left_out = std::env::var("CHANCERY_WITHOUT_CORPUS").is_ok_and(|value| value == "1");
    assert!(left_out, "{} is not there; set CHANCERY_WITHOUT_CORPUS=1 to leave this test out", folder.display());
    None
}

#[expect(clippy::print_stdout, reason = "the figures are what the test is run for")]
fn say(line: &str) {
    println!("{line}");
}

#[test]
fn what_does_not_stand_on_a_paper_stays_empty() {
    let Some(corpus) = corpus() else {
        say("skipped: the corpus is left out on purpose");
        return;
    };
    let papers = marked();
    let mut counts = [0_usize; FIELDS.len()];
    let mut spoken = Vec::new();
    for paper in &papers {
        let (card, _) = read_text(&std::fs::read_to_string(path(&corpus, paper.id)).unwrap());
        for (at, field) in FIELDS.iter().enumerate().filter(|(at, _)| paper.marks[*at] == Mark::Absent) {
            counts[at] += 1;
            let said = (field.said)(&card);
            if !said.is_empty() {
                spoken.push(Spoken { id: paper.id, field: field.name, said });
            }
        }
    }

    let mut figures = String::new();
    let mut short = false;
    for (field, count) in FIELDS.iter().zip(counts) {
        let wrong = spoken.iter().filter(|one| one.field == field.name).count();
        short |= figure(&mut figures, field.name, count, wrong);
    }
    short |= figure(&mut figures, "all", counts.iter().sum(), spoken.len());
    for one in &spoken {
        figures.push_str(&format!("  {} {}: {:?}\n", one.id, one.field, one.said));
    }
    say(&figures);
    assert!(!short, "under {SILENCE_MIN}:\n{figures}");
}

/// Adds a line for a field; true where its share is too small.
fn figure(figures: &mut String, name: &str, count: usize, wrong: usize) -> bool {
    let share = share(count, wrong);
    figures.push_str(&format!("{name}: {} of {count} empty, {share:.3}\n", count - wrong));
    share < SILENCE_MIN
}

#[expect(clippy::cast_precision_loss, reason = "a few hundred")]
fn share(count: usize, wrong: usize) -> f64 {
    (count - wrong) as f64 / count as f64
}

/// The papers of `silence.tsv`.
fn marked() -> Vec<Marked> {
    let lines = MARKS.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let mut cells = line.split('\t');
            let id = cells.next().unwrap();
            let marks: Vec<Mark> = cells.map(mark).collect();
            Marked { id, marks: marks.try_into().ok().unwrap() }
        })
        .collect()
}

fn mark(cell: &str) -> Mark {
    match cell {
        "-" => Mark::Absent,
        "+" => Mark::Stands,
        "?" => Mark::Doubtful,
        other => panic!("{other} is no mark"),
    }
}

/// A paper's text lies in the folder that its id begins with; executive orders have a shorter name for theirs.
fn path(corpus: &Path, id: &str) -> PathBuf {
    let folders = [("frus", "frus"), ("jfk-", "jfk"), ("eo-", "orders"), ("escher-", "escher")];
    let more = [("suriano-", "suriano"), ("diavgeia-", "diavgeia"), ("gold-", "gold")];
    let mut folders = folders.into_iter().chain(more);
    let (_, folder) = folders.find(|(start, _)| id.starts_with(start)).unwrap();
    corpus.join(folder).join(format!("{id}.txt"))
}

#[test]
fn each_paper_is_marked_once_and_in_each_field() {
    let papers = marked();
    let ids: std::collections::BTreeSet<&str> = papers.iter().map(|paper| paper.id).collect();
    assert_eq!((papers.len(), ids.len()), (PAPERS, PAPERS));
    for (at, field) in FIELDS.iter().enumerate() {
        assert!(papers.iter().any(|paper| paper.marks[at] == Mark::Absent), "{}", field.name);
    }
}
