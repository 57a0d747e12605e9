//! A page costs the same however long the book is, and however little of it a reader sees.

use std::sync::atomic::Ordering;

use procedure::act::{Act, BindingDraft, DirectionDraft};
use procedure::card::AskedAct;
use procedure::paper::{NamedAs, Part, Principal};
use register::{ListQuery, Order, State, Viewer};

use crate::office::{Office, card, citing, desk, draft, officer, series};

/// Papers of the two books that are compared.
const BOOKS: [usize; 2] = [150, 900];
/// Papers that a reader of few sees; they stand at the beginning of the book, where nobody would come upon them soon.
const FEW: usize = 10;
const ROWS: usize = 8;
/// How many times the steps of the shorter book a page of the longer may take.
const MORE_STEPS_MAX: f64 = 1.3;

fn office(papers: usize) -> Office {
    let mut office = Office::new();
    for no in 0..papers {
        let kind = if no < 3 { "map" } else { "telegram" };
        let card = card(kind, &no.to_string(), office.today, "Gray", "Novák", &format!("grain {no}"));
        // Every paper cites one that is held and one that is not.
        let held = no.checked_sub(1).map(|before| before.to_string());
        let card = citing(card, "letter", &format!("x{no}"), Some("Ostrander"), Some(office.today));
        let card = match held {
            Some(before) => citing(card, "telegram", &before, Some("Gray"), Some(office.today)),
            None => card,
        };
        let mut draft = draft("CAB", &format!("words {no}"), card);
        if no < FEW {
            draft.bindings = vec![BindingDraft {
                name: "Lena".to_owned(),
                named_as: NamedAs::CopyHolder,
                to: Principal::Officer(officer("lena")),
            }];
        }
        let paper = office.enter(draft);
        if no % 4 == 0 {
            let direction =
                DirectionDraft { to: desk("east"), part: Part::Lead, act: AskedAct::Act, due: None, remark: None };
            office.ok("clerk", Act::Direct { paper, desk: desk("registry"), directions: vec![direction] });
        }
    }
    office
}

fn queries() -> Vec<(String, ListQuery)> {
    let all = || ListQuery { limit: ROWS, ..ListQuery::default() };
    let orders = [
        Order::NewestEntered,
        Order::OldestEntered,
        Order::Number,
        Order::NumberDown,
        Order::NewestPaper,
        Order::OldestPaper,
    ];
    let mut queries = Vec::new();
    for order in orders {
        let mut add =
            |name: &str, query: ListQuery| queries.push((format!("{name}, {order:?}"), ListQuery { order, ..query }));
        add("all", all());
        add("a series", ListQuery { series: Some(series("CAB")), year: Some(1951), ..all() });
        add("a rare kind", ListQuery { kind: Some("map".to_owned()), ..all() });
        add("a common kind", ListQuery { kind: Some("telegram".to_owned()), ..all() });
        add("a desk", ListQuery { desk: Some(desk("east")), ..all() });
        for state in [State::Live, State::Void, State::ToMarkOut, State::Waiting, State::CitesNotHeld, State::NoFile] {
            add(&format!("{state:?}"), ListQuery { state: Some(state), ..all() });
        }
    }
    queries
}

/// The steps of each list's first page for each reader, with the rows on it.
fn steps(office: &Office) -> Vec<(String, u64, usize)> {
    // Nothing is put into order that does not come in order: what is gathered first costs more the more there is.
    let mut reads = office.reads().walking_at_most(u32::try_from(FEW).unwrap());
    let counted = reads.counting_steps().unwrap();
    let viewers: [(&str, Viewer); 3] =
        [("clerk", office.viewer("clerk")), ("lena", office.viewer("lena")), ("owner", office.owner())];
    let mut told = Vec::new();
    for (who, viewer) in &viewers {
        for (name, query) in queries() {
            // Statements are prepared, and pages of the file read, by the first.
            reads.list(viewer, &query).unwrap();
            let before = counted.load(Ordering::Relaxed);
            let rows = reads.list(viewer, &query).unwrap().rows.len();
            told.push((format!("{name}, for {who}"), counted.load(Ordering::Relaxed) - before, rows));
        }
    }
    told
}

#[test]
fn a_page_takes_as_many_steps_in_a_long_book_as_in_a_short_one() {
    let [short, long] = BOOKS.map(|papers| steps(&office(papers)));
    let mut full = 0;
    for ((name, before, rows), (_, after, rows_after)) in short.iter().zip(&long) {
        let allowed = *before as f64 * MORE_STEPS_MAX + 200.0;
        assert!(*after as f64 <= allowed, "{name}: {before} steps in the short book, {after} in the long one");
        assert!(rows_after >= rows, "{name}: {rows} rows, {rows_after} rows");
        full += usize::from(*rows == ROWS);
    }
    assert!(full > 60, "only {full} of {} lists fill a page", short.len());
}
