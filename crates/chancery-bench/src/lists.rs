//! `chancery-bench lists FOLDER`: the first page of every list, for readers of all papers of a made office, of ten thousand, of a
//! hundred, and of ten thousand that stand at the very beginning of the book.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use chancery::office::{Office, OfficeOptions};
use jiff::civil::{Date, date};
use procedure::ids::{OfficerId, SeriesId};
use procedure::paper::Holder;
use register::{Aging, Cursor, Days, DossierQuery, ListQuery, Order, Reads, RegisterError, State, Unanswered, Viewer};

use crate::make::{house, word};

/// How often each list is asked for.
const TIMES: usize = 100;
/// Rows of a page.
const ROWS: usize = 100;
/// The day on which desks are looked at.
const TODAY: Date = date(2002, 1, 5);

struct Asking<'a> {
    reads: &'a Reads,
    viewer: Viewer,
    officer: OfficerId,
}

type Ask = Box<dyn Fn(&Asking<'_>, usize) -> Result<usize, RegisterError>>;

/// Measures them, and prints a table.
pub(crate) fn measure(folder: &Path) -> anyhow::Result<()> {
    let began = Instant::now();
    let office = Office::open(folder, OfficeOptions::default())?;
    let opened = began.elapsed();
    let reads = register::Reads::open(folder)?;
    let lists = lists();
    say(&format!("opened in {:.0} ms\n", opened.as_secs_f64() * 1e3));
    let head: Vec<String> = house::READERS.iter().map(|reader| format!("{reader}: p50, p99 ms, rows")).collect();
    say(&format!("| list | {} |\n|---|{}", head.join(" | "), "---|".repeat(head.len())));
    for (name, ask) in &lists {
        let mut cells = Vec::new();
        for reader in house::READERS {
            let officer = OfficerId::new(reader)?;
            let viewer = Viewer::officer(office.house(), &officer, office.now());
            let asking = Asking { reads: &reads, viewer, officer };
            cells.push(spread(&asking, ask).with_context(|| format!("{name} for {reader}"))?);
        }
        say(&format!("| {name} | {} |", cells.join(" | ")));
    }
    office.shut();
    Ok(())
}

fn spread(asking: &Asking<'_>, ask: &Ask) -> Result<String, RegisterError> {
    // The first asks are left out: they fill the caches.
    for turn in 0..3 {
        ask(asking, turn)?;
    }
    let (mut took, mut rows): (Vec<Duration>, usize) = (Vec::new(), 0);
    for turn in 0..TIMES {
        let began = Instant::now();
        rows += ask(asking, turn)?;
        took.push(began.elapsed());
    }
    took.sort();
    let ms = |at: usize| took.get(at).map_or(0.0, |took| took.as_secs_f64() * 1e3);
    Ok(format!("{:.2}, {:.2}, {}", ms(TIMES / 2), ms(TIMES * 99 / 100), rows / TIMES))
}

fn of(query: impl Fn(usize) -> ListQuery + 'static) -> Ask {
    Box::new(move |asking, turn| {
        let query = ListQuery { limit: ROWS, ..query(turn) };
        Ok(asking.reads.list(&asking.viewer, &query)?.rows.len())
    })
}

fn all() -> ListQuery {
    ListQuery::default()
}

fn series(code: &str) -> Option<SeriesId> {
    SeriesId::new(code).ok()
}

fn year(turn: usize) -> i16 {
    1990 + (turn % 11) as i16
}

fn lists() -> Vec<(String, Ask)> {
    let common: Vec<String> = (0..20).map(word).collect();
    let rare: Vec<String> = (0..100).map(|at| word(5_000 + at)).collect();
    let mut lists: Vec<(String, Ask)> = Vec::new();
    let mut add = |name: &str, ask: Ask| lists.push((name.to_owned(), ask));
    for (name, order) in [
        ("newest entered", Order::NewestEntered),
        ("oldest entered", Order::OldestEntered),
        ("by number", Order::Number),
        ("by number, highest first", Order::NumberDown),
        ("newest date", Order::NewestPaper),
        ("oldest date", Order::OldestPaper),
    ] {
        add(name, of(move |_| ListQuery { order, ..all() }));
    }
    add("a series", of(|_| ListQuery { series: series("CAB"), ..all() }));
    add(
        "a year's book by number",
        of(|turn| ListQuery { series: series("IN"), year: Some(year(turn)), order: Order::Number, ..all() }),
    );
    add("a year of all series", of(|turn| ListQuery { year: Some(year(turn)), ..all() }));
    for (name, kind) in [("a common kind", "telegram"), ("a rare kind", "communiqué"), ("a kind there is not", "map")]
    {
        add(name, of(move |_| ListQuery { kind: Some(kind.to_owned()), ..all() }));
    }
    add(
        "a rare kind by date",
        of(|_| ListQuery { kind: Some("communiqué".to_owned()), order: Order::NewestPaper, ..all() }),
    );
    add("a desk's papers", of(|turn| ListQuery { desk: format!("desk-{:02}", turn % 60).parse().ok(), ..all() }));
    for (name, state) in [
        ("not marked out", State::ToMarkOut),
        ("waiting", State::Waiting),
        ("void", State::Void),
        ("live", State::Live),
        ("without a file", State::NoFile),
        ("cites what is not held", State::CitesNotHeld),
        ("matches offered", State::Offered),
        ("asks an answer", State::Unanswered),
    ] {
        add(name, of(move |_| ListQuery { state: Some(state), ..all() }));
    }
    add("entered until a day", of(|turn| ListQuery { entered_until: Some(date(year(turn), 6, 30)), ..all() }));
    add(
        "dated in a year",
        of(|turn| ListQuery {
            dated_from: Some(date(year(turn), 1, 1)),
            dated_until: Some(date(year(turn), 12, 31)),
            ..all()
        }),
    );
    add(
        "a common word of the subject",
        of(move |turn| ListQuery { subject: Some(common[turn % 20].clone()), ..all() }),
    );
    add("a rare word of the subject", of(move |turn| ListQuery { subject: Some(rare[turn % 100].clone()), ..all() }));
    add(
        "the middle of the book",
        of(|turn| ListQuery { after: Some(Cursor::new((5_000 + turn * 17).to_string())), ..all() }),
    );
    others(&mut add);
    lists
}

fn others(add: &mut impl FnMut(&str, Ask)) {
    add("the desk", Box::new(|asking, _| Ok(asking.reads.desk(&asking.viewer, TODAY, None, None, ROWS)?.lines.len())));
    add(
        "brought forward",
        Box::new(|asking, _| Ok(asking.reads.bring_forwards(&asking.viewer, None, None, ROWS)?.lines.len())),
    );
    for (name, late, order) in [
        ("unanswered by age", false, Aging::Oldest),
        ("unanswered by day", false, Aging::Due),
        ("unanswered and late", true, Aging::Due),
    ] {
        add(
            name,
            Box::new(move |asking, _| {
                let of = Unanswered { desk: None, late, order };
                Ok(asking.reads.unanswered(&asking.viewer, TODAY, &of, None, ROWS)?.lines.len())
            }),
        );
    }
    add(
        "what falls due",
        Box::new(|asking, _| {
            let days = Days { from: Some(TODAY), until: None };
            Ok(asking.reads.deadlines(&asking.viewer, days, None, ROWS)?.lines.len())
        }),
    );
    add(
        "copies held",
        Box::new(|asking, _| {
            let holder = Holder::Officer(asking.officer.clone());
            Ok(asking.reads.copies_held(&asking.viewer, &holder, None, ROWS)?.lines.len())
        }),
    );
    add(
        "dossiers",
        Box::new(|asking, _| {
            Ok(asking.reads.list_dossiers(&asking.viewer, &DossierQuery::default(), None, ROWS)?.rows.len())
        }),
    );
    add(
        "dossiers with a word",
        Box::new(|asking, turn| {
            let words = Some(crate::make::words::name(turn % 500));
            let query = DossierQuery { words, ..DossierQuery::default() };
            Ok(asking.reads.list_dossiers(&asking.viewer, &query, None, ROWS)?.rows.len())
        }),
    );
    add(
        "a dossier's papers",
        Box::new(|asking, turn| {
            Ok(asking.reads.filed_in(&asking.viewer, &house::dossier(turn as u64 % 30), None, ROWS)?.rows.len())
        }),
    );
    add(
        "a number as typed",
        Box::new(|asking, turn| Ok(asking.reads.by_number(&asking.viewer, &(turn * 31 + 1).to_string())?.len())),
    );
}

#[expect(clippy::print_stdout, reason = "printing the figures is what the program is for")]
fn say(line: &str) {
    println!("{line}");
}
