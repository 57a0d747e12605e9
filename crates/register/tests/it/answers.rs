//! The answers of a register to a set of questions, as bytes that can be compared.

use std::sync::Arc;

use jiff::civil::date;
use procedure::ids::{BodyId, DossierId, PaperId, SeriesId};
use procedure::known::Prints;
use procedure::moment::Moment;
use procedure::paper::NamedAs;
use register::{Circumstances, DossierQuery, ListQuery, Order, Reads, Register, Searcher, State, Unanswered, Viewer};
use serde_json::{Value, json};

use crate::chance::{DOSSIERS, dossier};
use crate::office::{desk, officer};

fn lists() -> Vec<ListQuery> {
    let all = ListQuery::default;
    let order = |order| ListQuery { order, ..all() };
    let state = |state| ListQuery { state: Some(state), ..all() };
    vec![
        all(),
        order(Order::OldestEntered),
        order(Order::Number),
        order(Order::NumberDown),
        order(Order::NewestPaper),
        order(Order::OldestPaper),
        state(State::Live),
        state(State::Void),
        state(State::ToMarkOut),
        state(State::Waiting),
        state(State::Unconfirmed),
        state(State::NoFile),
        state(State::CitesNotHeld),
        state(State::Unanswered),
        ListQuery { series: Some(SeriesId::new("S1").unwrap()), year: Some(1951), ..all() },
        ListQuery { kind: Some("Telegram".to_owned()), ..all() },
        ListQuery { from: Some("gr".to_owned()), to: Some("kennan".to_owned()), ..all() },
        ListQuery { subject: Some("line".to_owned()), order: Order::OldestPaper, ..all() },
        ListQuery { desk: Some(desk("d2")), ..all() },
        ListQuery { dossier: Some(DossierId::new("D1").unwrap()), ..all() },
        ListQuery { dated_from: Some(date(1951, 12, 4)), dated_until: Some(date(1951, 12, 9)), ..all() },
        ListQuery { entered_from: Some(date(1951, 12, 25)), entered_until: Some(date(1951, 12, 25)), ..all() },
    ]
}

/// Every row of a list, taken in pages of `limit`.
pub(crate) fn walk(reads: &Reads, viewer: &Viewer, query: &ListQuery, limit: usize) -> Vec<Value> {
    let mut query = ListQuery { limit, ..query.clone() };
    let mut rows = Vec::new();
    loop {
        let page = reads.list(viewer, &query).unwrap();
        assert!(page.rows.len() <= limit);
        rows.extend(page.rows.iter().map(|row| serde_json::to_value(row).unwrap()));
        match page.next {
            Some(next) => query.after = Some(next),
            None => return rows,
        }
    }
}

/// The text that a body of a random world has: some words stand often in some, so that scores would differ.
pub(crate) fn text(id: &BodyId) -> Option<String> {
    let (often, also) = (usize::from(id.0[0] % 5) + 1, id.0[1].is_multiple_of(2));
    Some(format!("{}{}", "the ferry ".repeat(often), if also { "and the lighthouse" } else { "" }))
}

/// Everything a register answers to every officer of a random world.
pub(crate) fn answers(
    register: &Register,
    index: Option<&Searcher>,
    papers: &[PaperId],
    officers: u64,
    at: Moment,
) -> String {
    let reads = register.reads().unwrap();
    let house = register.house();
    let mut viewers = vec![Viewer::owner(Arc::clone(&house), at)];
    viewers.extend((0..officers).map(|n| Viewer::officer(Arc::clone(&house), &officer(&format!("o{n}")), at)));
    let mut all = Vec::new();
    for viewer in &viewers {
        for query in lists() {
            all.push(Value::from(walk(&reads, viewer, &query, 40)));
        }
        for paper in papers {
            let seen = reads.paper(viewer, paper).unwrap();
            let twins = seen.as_ref().map(|seen| {
                let versions = seen.paper.versions.iter().map(|kept| &kept.version);
                let preview = reads.match_preview(viewer, &seen.paper.card).unwrap();
                json!([reads.twins(viewer, &Prints::of(versions, &seen.paper.card)).unwrap(), preview])
            });
            all.push(json!([seen, twins, reads.links(viewer, paper).unwrap(), reads.trail(paper).unwrap()]));
        }
        for words in
            ["17", "S1-1951-0003", "gray", "novak line", "5 December 1951", "delegation", "ferry", "\"the lighthouse\""]
        {
            let found = reads.find(viewer, words, 20, index).unwrap();
            all.push(json!([found.hits, found.behind, reads.by_number(viewer, words).unwrap()]));
        }
        all.push(json!(reads.desk(viewer, jiff::civil::date(1951, 12, 25), None, None, 0).unwrap().lines));
        all.push(json!(reads.bring_forwards(viewer, None, None, 0).unwrap().lines));
        let today = jiff::civil::date(1951, 12, 25);
        all.push(json!(reads.unanswered(viewer, today, &Unanswered::default(), None, 0).unwrap().lines));
        for no in 1..=DOSSIERS {
            let (id, page) = (dossier(no), reads.filed_in(viewer, &dossier(no), None, 0).unwrap());
            all.push(json!([reads.dossier(viewer, &id).unwrap(), reads.dossier_trail(&id).unwrap(), page.rows]));
        }
        let dossiers = reads.list_dossiers(viewer, &DossierQuery::default(), None, 0).unwrap();
        all.push(json!([dossiers.rows, reads.dossiers(viewer).unwrap()]));
        all.push(json!([reads.readings(viewer).unwrap(), reads.rules(viewer).unwrap()]));
        all.push(json!(reads.correspondents(viewer, None, None).unwrap()));
        let party = procedure::card::Party::named("Kennan");
        let who = reads.candidates(viewer, &party, NamedAs::Sender, &Circumstances::default()).unwrap();
        all.push(json!(who));
        for one in &who.meant {
            all.push(json!([reads.usual(viewer, &one.to).unwrap(), reads.papers_of(viewer, &one.to).unwrap()]));
        }
        all.push(json!(reads.suggest_party(viewer, "k", 10).unwrap()));
    }
    serde_json::to_string(&all).unwrap()
}

/// Every row of every table, but for the index of words, which orders its segments by how it was written.
pub(crate) fn tables(folder: &std::path::Path) -> Vec<String> {
    let db = rusqlite::Connection::open(folder.join(register::FILE)).unwrap();
    let names: Vec<String> = db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'words%' ORDER BY name")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let mut rows = Vec::new();
    for name in names {
        let mut statement = db.prepare(&format!("SELECT * FROM {name}")).unwrap();
        let columns = statement.column_count();
        let mut found = statement.query([]).unwrap();
        let mut lines = Vec::new();
        while let Some(row) = found.next().unwrap() {
            let values: Vec<String> = (0..columns).map(|at| format!("{:?}", row.get_ref(at).unwrap())).collect();
            lines.push(format!("{name}: {}", values.join(" | ")));
        }
        lines.sort();
        rows.extend(lines);
    }
    rows
}
