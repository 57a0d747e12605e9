//! Lists: pages that never skip or repeat, void numbers in their place, and every way of narrowing.

use std::collections::BTreeSet;

use jiff::civil::date;
use procedure::act::{Act, DirectionDraft};
use procedure::card::AskedAct;
use procedure::paper::Part;
use register::{Cursor, LIST_ROWS_MAX, ListQuery, Order, RowStanding, State, Viewer};

use crate::answers::walk;
use crate::chance::World;
use crate::office::{Office, card, citing, desk, draft, rebuilt, series};

const ORDERS: [Order; 6] = [
    Order::NewestEntered,
    Order::OldestEntered,
    Order::Number,
    Order::NumberDown,
    Order::NewestPaper,
    Order::OldestPaper,
];

#[test]
fn pages_of_any_size_never_skip_or_repeat() {
    let world = World::new(21, 60);
    let (_folder, register) = rebuilt(&world.entries);
    let viewers = [
        Viewer::owner(register.house(), world.now()),
        Viewer::officer(register.house(), &crate::office::officer("o3"), world.now()),
    ];
    for reads in [register.reads().unwrap(), register.reads().unwrap().walking_at_most(0)] {
        for viewer in &viewers {
            for order in ORDERS {
                for narrowed in [ListQuery::default(), ListQuery { state: Some(State::Live), ..ListQuery::default() }] {
                    let query = ListQuery { order, ..narrowed };
                    let whole = walk(&reads, viewer, &query, LIST_ROWS_MAX);
                    for limit in [1, 2, 7, 31] {
                        assert_eq!(walk(&reads, viewer, &query, limit), whole, "{order:?} by {limit}");
                    }
                    let numbers: BTreeSet<&str> = whole.iter().map(|row| row["number"].as_str().unwrap()).collect();
                    assert_eq!(numbers.len(), whole.len(), "a number stands twice in {order:?}");
                }
            }
        }
    }
}

#[test]
fn a_page_has_at_most_its_rows() {
    let mut office = Office::new();
    for n in 0..=LIST_ROWS_MAX {
        let words = format!("paper {n}");
        office.enter(draft("IN", &words, card("letter", &n.to_string(), office.today, "Gray", "Novák", "grain")));
    }
    let (reads, viewer) = (office.reads(), office.viewer("clerk"));
    for (asked, given) in
        [(0, LIST_ROWS_MAX), (LIST_ROWS_MAX, LIST_ROWS_MAX), (LIST_ROWS_MAX + 1, LIST_ROWS_MAX), (3, 3)]
    {
        let page = reads.list(&viewer, &ListQuery { limit: asked, ..ListQuery::default() }).unwrap();
        assert_eq!(page.rows.len(), given);
        assert!(page.next.is_some());
    }
    // A cursor that nobody gave out finds nothing and breaks nothing.
    for after in ["", "x", "1~2", "~~~~~~", "IN~1951~x~0"] {
        for order in ORDERS {
            let query = ListQuery { order, after: Some(Cursor::new(after)), ..ListQuery::default() };
            reads.list(&viewer, &query).unwrap();
        }
    }
}

#[test]
fn void_numbers_keep_their_place() {
    let mut office = Office::new();
    let first = office.enter(draft("IN", "one", card("letter", "1", office.today, "Gray", "Novák", "grain")));
    let moved = office.enter(draft("IN", "two", card("letter", "2", office.today, "Gray", "Novák", "line")));
    office.ok("clerk", Act::ReserveBlock { series: series("IN"), count: 2, reason: "power failure".to_owned() });
    office.ok("clerk", Act::VoidReserved { series: series("IN"), year: 1951, n: 3, reason: "not used".to_owned() });
    office.ok(
        "clerk",
        Act::MoveSeries {
            paper: moved,
            number: "IN-1951-0002".to_owned(),
            series: series("CAB"),
            reason: "cabinet".to_owned(),
        },
    );
    office.ok(
        "clerk",
        Act::Void { paper: first, number: "IN-1951-0001".to_owned(), reason: "entered by mistake".to_owned() },
    );
    let reads = office.reads();
    let query = ListQuery { order: Order::Number, ..ListQuery::default() };
    let rows = reads.list(&office.viewer("clerk"), &query).unwrap().rows;
    let shown: Vec<(String, bool)> =
        rows.iter().map(|row| (row.number.clone(), row.standing == RowStanding::Live)).collect();
    let expected = [("CAB-1951-0001", true), ("IN-1951-0001", false), ("IN-1951-0002", false), ("IN-1951-0003", false)];
    assert_eq!(shown, expected.map(|(number, live)| (number.to_owned(), live)));
    assert!(
        matches!(&rows[2].standing, RowStanding::Void { see: Some(see), .. } if see == "CAB-1951-0001"),
        "{:?}",
        rows[2].standing
    );
    assert_eq!(rows[3].paper, None);
    let void = ListQuery { state: Some(State::Void), ..query };
    assert_eq!(reads.list(&office.viewer("clerk"), &void).unwrap().rows.len(), 3);
}

#[test]
fn every_way_of_narrowing_finds_its_papers() {
    let mut office = Office::new();
    let one = card("telegram", "396", date(1951, 12, 20), "A. Grevin", "Prime Minister", "Demarcation line");
    let one = office.enter(draft("IN", "one", citing(one, "telegram", "812", Some("Halvard"), None)));
    office.today = date(1951, 12, 27);
    let two = card("letter", "77/b", date(1951, 12, 24), "Halvard", "A. Grevin", "Grain deliveries");
    let two = office.enter(draft("IN", "two", two));
    let direction = DirectionDraft {
        to: desk("legal"),
        part: Part::Lead,
        act: AskedAct::Answer,
        due: Some(date(1951, 12, 30)),
        remark: None,
    };
    office.ok("clerk", Act::Direct { paper: two, desk: desk("registry"), directions: vec![direction] });
    let dossier = procedure::ids::DossierId::new("line-1951").unwrap();
    office.ok(
        "clerk",
        Act::OpenDossier {
            dossier: dossier.clone(),
            title: "The line".to_owned(),
            code: None,
            home: None,
            level: None,
            rule: None,
        },
    );
    office.ok("clerk", Act::File { paper: one, dossier: dossier.clone(), title: None, code: None });
    let none = ListQuery::default;
    let words = |words: &str| Some(words.to_owned());
    let cases = [
        (ListQuery { kind: words("TELEGRAM"), ..none() }, vec![one]),
        (ListQuery { from: words("grev"), ..none() }, vec![one]),
        (ListQuery { to: words("grevin"), ..none() }, vec![two]),
        (ListQuery { desk: Some(desk("legal")), ..none() }, vec![two]),
        (ListQuery { desk: Some(desk("registry")), ..none() }, vec![one]),
        (ListQuery { dossier: Some(dossier), ..none() }, vec![one]),
        (ListQuery { state: Some(State::ToMarkOut), ..none() }, vec![one]),
        (ListQuery { state: Some(State::Waiting), ..none() }, vec![two]),
        (ListQuery { state: Some(State::CitesNotHeld), ..none() }, vec![one]),
        (ListQuery { state: Some(State::Unanswered), ..none() }, vec![two]),
        (ListQuery { state: Some(State::NoFile), ..none() }, vec![]),
        (ListQuery { number: words("77/B"), ..none() }, vec![two]),
        (ListQuery { number: words("1951-0001"), ..none() }, vec![one]),
        (ListQuery { subject: words("deliver grain"), ..none() }, vec![two]),
        (ListQuery { words: words("line grevin"), ..none() }, vec![one]),
        (ListQuery { entered_from: Some(date(1951, 12, 26)), ..none() }, vec![two]),
        (ListQuery { entered_until: Some(date(1951, 12, 26)), ..none() }, vec![one]),
        (ListQuery { entered_from: Some(date(1952, 1, 1)), ..none() }, vec![]),
        (ListQuery { dated_from: Some(date(1951, 12, 21)), ..none() }, vec![two]),
        (ListQuery { dated_until: Some(date(1951, 12, 21)), ..none() }, vec![one]),
        (ListQuery { year: Some(1952), ..none() }, vec![]),
        (ListQuery { series: Some(series("CAB")), ..none() }, vec![]),
        (ListQuery { words: words("no such"), ..none() }, vec![]),
        (ListQuery { words: words("\" ) OR *"), ..none() }, vec![]),
    ];
    for reads in [office.reads(), office.reads().walking_at_most(0)] {
        for (query, expected) in &cases {
            for order in ORDERS {
                let query = ListQuery { order, ..query.clone() };
                let rows = reads.list(&office.viewer("clerk"), &query).unwrap().rows;
                let found: Vec<_> = rows.iter().filter_map(|row| row.paper).collect();
                assert_eq!(&found, expected, "{query:?}");
            }
        }
    }
    let rows = office.reads().list(&office.viewer("clerk"), &none()).unwrap().rows;
    assert_eq!(rows[0].with, [desk("legal")]);
    assert_eq!(rows[1].with, [desk("registry")]);
    assert_eq!(rows[0].due, Some(date(1951, 12, 30)));
}
