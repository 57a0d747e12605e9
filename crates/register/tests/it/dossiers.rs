//! Dossiers: how they are listed, what is filed in them, and how they come back.

use jiff::civil::date;
use procedure::act::Act;
use procedure::dossier::DossierAct;
use procedure::house::Visibility;
use procedure::ids::{DossierId, PaperId};
use procedure::paper::InHouse;
use register::{DossierQuery, DossierRow, ListQuery, Waits};

use crate::office::{Office, card, desk, draft};

fn code(code: &str) -> DossierId {
    code.parse().unwrap()
}

fn open(office: &mut Office, dossier: &str, title: &str, home: &str, rule: Visibility) {
    let (dossier, title, home, rule) = (code(dossier), title.to_owned(), Some(desk(home)), Some(rule));
    office.ok("clerk", Act::OpenDossier { dossier, title, code: None, home, level: None, rule });
}

fn does(office: &mut Office, who: &str, dossier: &str, does: DossierAct) {
    office.ok(who, Act::InDossier { dossier: code(dossier), does });
}

fn listed(office: &Office, who: &str, query: &DossierQuery) -> Vec<String> {
    let (reads, viewer) = (office.reads(), office.viewer(who));
    let (mut rows, mut after): (Vec<DossierRow>, _) = (Vec::new(), None);
    // Page by page, one at a time.
    loop {
        let page = reads.list_dossiers(&viewer, query, after.as_deref(), 1).unwrap();
        rows.extend(page.rows);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(reads.list_dossiers(&viewer, query, None, 0).unwrap().rows, rows);
    rows.into_iter().map(|row| row.dossier.to_string()).collect()
}

#[test]
fn they_are_listed_as_far_as_they_are_seen_those_first_that_were_touched_last() {
    let mut office = Office::new();
    open(&mut office, "line", "The line", "legal", Visibility::DeskAndChief);
    open(&mut office, "ferry", "The ferry", "east", Visibility::WholeHouse);
    open(&mut office, "mine", "The mine", "registry", Visibility::ListOnly);
    let all = DossierQuery::default();
    assert_eq!(listed(&office, "lena", &all), ["ferry", "line"]);
    assert_eq!(listed(&office, "emil", &all), ["ferry"]);
    assert_eq!(listed(&office, "clerk", &all), ["mine", "ferry"]);
    does(&mut office, "lena", "line", DossierAct::AskIn { to: InHouse::Desk(desk("east")), reason: "ferries".into() });
    assert_eq!(listed(&office, "emil", &all), ["line", "ferry"], "asked in, and touched last");
    let words = |words: &str| DossierQuery { words: Some(words.to_owned()), ..all.clone() };
    assert_eq!(listed(&office, "emil", &words("FERR")), ["ferry"]);
    assert_eq!(listed(&office, "emil", &DossierQuery { home: Some(desk("legal")), ..all.clone() }), ["line"]);
    does(&mut office, "emil", "ferry", DossierAct::CloseDossier { reason: "decided".into() });
    assert_eq!(listed(&office, "lena", &DossierQuery { closed: Some(true), ..all.clone() }), ["ferry"]);
    let offered: Vec<String> =
        office.reads().dossiers(&office.viewer("lena")).unwrap().into_iter().map(|(id, _)| id.to_string()).collect();
    assert_eq!(offered, ["line"], "nothing is filed in a closed one");
    let reads = office.reads();
    assert!(reads.list_dossiers(&office.viewer("lena"), &all, Some("nonsense"), 0).unwrap().rows.is_empty());
    assert_eq!(reads.dossier_trail(&code("line")).unwrap().len(), 2);
}

#[test]
fn papers_are_in_the_dossier_they_were_filed_in_last() {
    let mut office = Office::new();
    open(&mut office, "line", "The line", "registry", Visibility::WholeHouse);
    open(&mut office, "ferry", "The ferry", "registry", Visibility::WholeHouse);
    let enter = |office: &mut Office, series: &str, n: u32| -> PaperId {
        let card = card("letter", &n.to_string(), office.today, "Gray", "Novák", "grain");
        office.enter(draft(series, &format!("paper {n}"), card))
    };
    let file = |office: &mut Office, paper: PaperId, dossier: &str| {
        office.ok("clerk", Act::File { paper, dossier: code(dossier), title: None, code: None });
    };
    let papers: Vec<PaperId> = (1..=3).map(|n| enter(&mut office, "IN", n)).collect();
    let hidden = enter(&mut office, "CAB", 4);
    papers.iter().for_each(|paper| file(&mut office, *paper, "line"));
    file(&mut office, hidden, "line");
    does(&mut office, "clerk", "line", DossierAct::OpenVolume { title: None });
    let last = enter(&mut office, "IN", 5);
    file(&mut office, last, "line");
    file(&mut office, papers[1], "ferry");
    let filed = |who: &str, limit: usize| -> Vec<(PaperId, Option<u32>)> {
        let (reads, viewer) = (office.reads(), office.viewer(who));
        let (mut rows, mut after) = (Vec::new(), None);
        loop {
            let page = reads.filed_in(&viewer, &code("line"), after.as_deref(), limit).unwrap();
            rows.extend(page.rows.into_iter().map(|one| (one.row.paper.unwrap(), one.volume)));
            after = page.next;
            if after.is_none() {
                return rows;
            }
        }
    };
    let seen = [(last, Some(2)), (papers[2], None), (papers[0], None)];
    assert_eq!((filed("lena", 1), filed("lena", 0)), (seen.to_vec(), seen.to_vec()), "one of CAB is not there");
    assert_eq!(filed("clerk", 2).len(), 4, "whoever keeps the series sees its card");
}

#[test]
fn a_dossier_comes_back_on_its_day() {
    let mut office = Office::new();
    open(&mut office, "line", "The line", "legal", Visibility::DeskAndChief);
    let back = |on| DossierAct::BringForward { desk: Some(desk("legal")), on, reason: "Has the term moved?".into() };
    does(&mut office, "lena", "line", back(date(1951, 12, 27)));
    let lines =
        |office: &Office, today| office.reads().desk(&office.viewer("lena"), today, None, None, 0).unwrap().lines;
    assert!(lines(&office, date(1951, 12, 26)).is_empty(), "not before its day");
    let there = lines(&office, date(1951, 12, 28));
    assert!(matches!(&there[0].waits, Waits::BringForward { no: 1, reason, .. } if reason == "Has the term moved?"));
    assert_eq!((there[0].paper(), there[0].row(), there.len()), (None, None, 1));
    let close = Act::CloseDesk { desk: desk("legal"), reason: "reform".to_owned() };
    let speculation = office.register.begin().unwrap();
    assert_eq!(speculation.known(&close, None).unwrap().waiting_at_desk, 1, "the desk has work");
    drop(speculation);
    does(&mut office, "lena", "line", DossierAct::BringForwardDone { bring_forward: 1 });
    assert!(lines(&office, date(1951, 12, 28)).is_empty());
}

#[test]
fn where_a_paper_is_filed_is_told_to_those_who_see_the_dossier() {
    let mut office = Office::new();
    open(&mut office, "ferry", "The ferry", "registry", Visibility::WholeHouse);
    open(&mut office, "line", "The line", "registry", Visibility::DeskAndChief);
    let card = card("letter", "1", office.today, "Gray", "Novák", "grain");
    let paper = office.enter(draft("IN", "grain", card));
    let file = |office: &mut Office, dossier: &str| {
        office.ok("clerk", Act::File { paper, dossier: code(dossier), title: None, code: None });
    };
    let told = |office: &Office, who: &str| -> Vec<String> {
        let seen = office.reads().paper(&office.viewer(who), &paper).unwrap().unwrap();
        seen.paper.filed.into_iter().map(|filing| filing.dossier.to_string()).collect()
    };
    let narrowed = |office: &Office, who: &str, dossier: &str| -> usize {
        let query = ListQuery { dossier: Some(code(dossier)), ..ListQuery::default() };
        office.reads().list(&office.viewer(who), &query).unwrap().rows.len()
    };
    file(&mut office, "line");
    assert_eq!((told(&office, "clerk").len(), told(&office, "lena").len()), (1, 0));
    assert_eq!((narrowed(&office, "clerk", "line"), narrowed(&office, "lena", "line")), (1, 0));
    file(&mut office, "ferry");
    assert_eq!(
        (told(&office, "clerk"), told(&office, "lena")),
        (vec!["line".into(), "ferry".into()], vec!["ferry".into()])
    );
    assert_eq!((narrowed(&office, "clerk", "line"), narrowed(&office, "lena", "ferry")), (0, 1), "it has one home");
    file(&mut office, "line");
    assert_eq!(
        told(&office, "lena"),
        Vec::<String>::new(),
        "it is not in the ferry any more, and where it is is not told"
    );
    let ask = DossierAct::AskIn { to: InHouse::Officer(crate::office::officer("lena")), reason: "grain".into() };
    does(&mut office, "clerk", "line", ask);
    assert_eq!((told(&office, "lena").len(), narrowed(&office, "lena", "line")), (3, 1));
}
