//! What is gathered for a hand-over, the list of it, and what a substitute finds on the desk.

use jiff::civil::date;
use procedure::act::{Act, DirectionDraft};
use procedure::card::AskedAct;
use procedure::dossier::{ActionFacts, DossierAct, DraftFacts, TextRead};
use procedure::handing::{Held, OfPaper, PaperHanded, Stays, of_dossier, of_paper};
use procedure::house::{Capacity, Mandate, Visibility};
use procedure::ids::{DossierId, MandateId, PaperId};
use procedure::moment::Moment;
use procedure::paper::{Arrival, Channel, InHouse, Part};
use procedure::refusal::{HandingRefusal, Refusal};
use register::{HandedWhat, HandingAsk, HandingPreview, ListQuery, Waits};

use crate::chance::{DOSSIERS, World, dossier};
use crate::office::{Office, card, desk, draft, officer, rebuilt};

fn why() -> String {
    "A reason.".to_owned()
}

fn paper(office: &mut Office, n: u32, to: &str) -> PaperId {
    let card = card("letter", &n.to_string(), office.today, "Gray", "Novák", "grain");
    let paper = office.enter(draft("CAB", &format!("paper {n}"), card));
    let direction = DirectionDraft { to: desk(to), part: Part::Lead, act: AskedAct::Review, due: None, remark: None };
    office.ok("clerk", Act::Direct { paper, desk: desk("registry"), directions: vec![direction] });
    paper
}

fn back(paper: PaperId, to: Option<&str>) -> Act {
    Act::BringForward { paper, desk: to.map(desk), on: date(1951, 12, 25), reason: why() }
}

/// Two papers at legal's, one of which comes back there, and a dossier with an action.
fn with_work() -> (Office, PaperId, DossierId) {
    let mut office = Office::new();
    let first = paper(&mut office, 1, "legal");
    paper(&mut office, 2, "legal");
    office.ok("lena", back(first, Some("legal")));
    office.ok("lena", back(first, None));
    let dossier: DossierId = "D1".parse().unwrap();
    let (title, home, rule) = ("The line".to_owned(), Some(desk("legal")), Some(Visibility::ListOnly));
    office.ok("lena", Act::OpenDossier { dossier: dossier.clone(), title, code: None, home, level: None, rule });
    let facts = ActionFacts {
        desk: desk("legal"),
        what: "rings".to_owned(),
        due: None,
        control: desk("legal"),
        submission: None,
        after: None,
    };
    office.ok("lena", Act::InDossier { dossier: dossier.clone(), does: DossierAct::SetAction { facts } });
    (office, first, dossier)
}

fn preview(office: &Office, who: &str, ask: &HandingAsk) -> Option<HandingPreview> {
    office.reads().to_hand_over(&office.viewer(who), ask).unwrap()
}

fn to_desk(to: &str) -> HandingAsk {
    HandingAsk::Desk { desk: desk("legal"), to: Some(desk(to)) }
}

fn kinds(preview: &HandingPreview) -> Vec<String> {
    let is = |what: &HandedWhat| serde_json::to_value(what).unwrap()["is"].as_str().unwrap().to_owned();
    preview.goes.iter().map(|line| is(&line.what)).collect()
}

#[test]
fn what_would_go_is_told_by_the_sight_of_whoever_asks() {
    let (office, ..) = with_work();
    let all = ["direction", "bring_forward", "direction", "home", "action", "control"];
    let seen = preview(&office, "lena", &to_desk("east")).unwrap();
    assert_eq!(
        (kinds(&seen), seen.counts),
        (all.map(str::to_owned).to_vec(), None),
        "who is no administrator has no counts"
    );
    // To whom it would go is for the asker to say, and opens nobody's list; an administrator is told how much there is.
    assert_eq!(preview(&office, "emil", &to_desk("east")), None);
    let post = |from: &str, desk_of: &str| HandingAsk::Post {
        desk: desk(desk_of),
        from: officer(from),
        to: Some(officer("emil")),
    };
    assert_eq!(preview(&office, "emil", &post("lena", "legal")), None);
    assert_eq!(preview(&office, "emil", &post("lena", "east")), None, "she never held his desk");
    assert!(preview(&office, "lena", &post("lena", "legal")).is_some());
    let clerk = preview(&office, "clerk", &to_desk("east")).unwrap();
    let counts = clerk.counts.unwrap();
    assert_eq!((counts.goes, counts.later, counts.stays), (3, 0, 0));
    assert_eq!(kinds(&clerk), ["direction", "bring_forward", "direction"], "the registry sees the cards of its book");
    // Whom it does not concern is answered as for a desk that is not there.
    let other = HandingAsk::Desk { desk: desk("legal"), to: None };
    assert_eq!(preview(&office, "emil", &other), None);
    assert_eq!(preview(&office, "clerk", &to_desk("nowhere")), None);
}

#[test]
fn what_was_made_here_is_work_of_its_registry() {
    let mut office = Office::new();
    let card = card("letter", "1", office.today, "Gray", "Novák", "grain");
    let paper = office.enter(draft("IN", "made here", card));
    let made = Arrival { channel: Channel::House, ..Arrival::default() };
    office.ok("clerk", Act::CorrectArrival { paper, arrival: made, reason: why() });
    let registry = office.house().series[&"IN".parse().unwrap()].registry.clone();
    let ends = |office: &mut Office| {
        let held = |one: &Mandate| one.desk == registry && one.capacity == Capacity::Holder;
        let held: Vec<MandateId> =
            office.house().mandates.iter().filter(|(_, one)| held(one)).map(|(id, _)| id.clone()).collect();
        let mut ended =
            held.iter().map(|mandate| Act::EndMandate { mandate: mandate.clone(), until: None, reason: why() });
        ended.next_back().map(|act| office.act("clerk", act).unwrap_err().to_string())
    };
    let refused = ends(&mut office).unwrap();
    assert!(refused.ends_with("there wait: 1 paper to mark out"), "{refused}");
    let change = serde_json::json!({ "act": "change_series", "series": "IN", "outgoing": true });
    office.ok("clerk", serde_json::from_value(change).unwrap());
    let refused = ends(&mut office).unwrap();
    assert!(refused.ends_with("there wait: 1 paper to send"), "{refused}");
}

#[test]
fn what_was_handed_over_waits_there_and_is_listed() {
    let (mut office, first, dossier) = with_work();
    let close = Act::CloseDesk { desk: desk("legal"), reason: why() };
    assert_eq!(office.act("clerk", close.clone()).unwrap_err().code(), "desk_has_work");
    office.ok("clerk", Act::HandOverDesk { desk: desk("legal"), to: desk("east"), reason: why() });
    let entry = office.entries.len() as u64 - 1;
    let (reads, emil) = (office.reads(), office.viewer("emil"));
    let lines = reads.desk(&emil, office.today, None, None, 0).unwrap().lines;
    let waits = |of: fn(&Waits) -> bool| lines.iter().filter(|line| of(&line.waits)).count();
    assert_eq!(waits(|one| matches!(one, Waits::Direction { accepted: false, .. })), 2);
    assert_eq!(waits(|one| matches!(one, Waits::BringForward { .. })), 1);
    assert_eq!(waits(|one| matches!(one, Waits::Action { .. })), 1);
    let gone = reads.desk(&office.viewer("lena"), office.today, None, None, 0).unwrap().lines;
    assert!(gone.iter().all(|line| line.desk.is_none()), "only what comes back to the officer is left: {gone:?}");
    // The administrator gained nothing by it but what a registry sees anyway, and is no actor on the papers.
    assert!(!reads.paper(&emil, &first).unwrap().unwrap().paper.actors.contains(&officer("root")));
    assert!(reads.dossier(&emil, &dossier).unwrap().is_some());
    assert!(
        reads.dossier(&office.viewer("lena"), &dossier).unwrap().is_some(),
        "who had it may still look at the list"
    );
    // The list is found by those whom it concerns.
    let row = reads.hand_over(&emil, entry).unwrap().unwrap();
    assert_eq!((&row.from, &row.to), (&InHouse::Desk(desk("legal")), &InHouse::Desk(desk("east"))));
    assert_eq!(reads.hand_overs(&office.viewer("lena")).unwrap(), [row]);
    assert_eq!(reads.hand_over(&emil, entry - 1).unwrap(), None);
    let what = vec![OfPaper::Direction { direction: 1 }];
    let list = Held { papers: vec![PaperHanded { paper: first, what, first: None }], ..Held::default() };
    assert_eq!(reads.handed_lines(&emil, &list).unwrap().len(), 1);
    office.ok("clerk", close);
}

#[test]
fn what_stays_is_told_with_the_reason() {
    let (mut office, first, _) = with_work();
    office.ok("lena", Act::ReportDone { paper: first, direction: 1, report: None, answer: None });
    let seen = preview(&office, "lena", &to_desk("east")).unwrap();
    let stays: Vec<_> = seen.stays.iter().map(|line| (line.what.clone(), line.stays)).collect();
    assert_eq!(stays, [(HandedWhat::BringForward { no: 1, reason: why() }, Some(Stays::Unseen))]);
    assert_eq!(preview(&office, "clerk", &to_desk("east")).unwrap().counts.unwrap().stays, 1);
}

#[test]
fn what_is_looked_at_before_is_what_the_next_entry_takes() {
    let mut office = Office::new();
    // Each takes two changes: it is handed over, and legal is asked to stay in it.
    for no in 1..=124 {
        let (dossier, home) = (format!("D{no}").parse().unwrap(), Some(desk("legal")));
        let title = format!("Question {no}");
        office.ok("lena", Act::OpenDossier { dossier, title, code: None, home, level: None, rule: None });
    }
    let counts = |office: &Office| preview(office, "clerk", &to_desk("east")).unwrap().counts.unwrap();
    assert_eq!((counts(&office).goes, counts(&office).later), (123, 1));
    assert_eq!(preview(&office, "lena", &to_desk("east")).unwrap().goes.len(), 123);
    office.ok("clerk", Act::HandOverDesk { desk: desk("legal"), to: desk("east"), reason: why() });
    assert_eq!((counts(&office).goes, counts(&office).later), (1, 0), "and it took them");
}

#[test]
fn a_desk_that_draws_something_up_stays_open() {
    let mut office = Office::new();
    let (dossier, title, home): (DossierId, _, _) = ("D1".parse().unwrap(), "The line".to_owned(), Some(desk("east")));
    let rule = Some(Visibility::WholeHouse);
    office.ok("emil", Act::OpenDossier { dossier: dossier.clone(), title, code: None, home, level: None, rule });
    let facts = DraftFacts {
        title: "A statement".to_owned(),
        kind: "letter".to_owned(),
        series: "CAB".parse().unwrap(),
        to: Vec::new(),
        answers: [].into(),
        follows: Vec::new(),
    };
    let does = DossierAct::StartDraft {
        facts,
        desk: Some(desk("legal")),
        version: None,
        note: None,
        read: TextRead::default(),
    };
    office.ok("lena", Act::InDossier { dossier, does });
    let refused = office.act("clerk", Act::CloseDesk { desk: desk("legal"), reason: why() }).unwrap_err();
    assert_eq!(refused.to_string(), "1 paper or dossier waits at desk legal");
    let end = Act::EndMandate { mandate: MandateId::new("m-lena").unwrap(), until: None, reason: why() };
    let refused = office.act("clerk", end).unwrap_err();
    assert!(refused.to_string().ends_with("there wait: 1 dossier"), "{refused}");
}

#[test]
fn a_post_goes_from_officer_to_officer_with_a_list() {
    let (mut office, first, _) = with_work();
    let end = Act::EndMandate { mandate: MandateId::new("m-lena").unwrap(), until: None, reason: why() };
    let refused = office.act("clerk", end).unwrap_err();
    let Refusal::Handing(HandingRefusal::LastHolder { waiting, .. }) = &refused else { panic!("{refused}") };
    assert_eq!(waiting.to_string(), "2 open directions, 1 bring-forward, 1 dossier");
    let ask = HandingAsk::Post { desk: desk("legal"), from: officer("lena"), to: Some(officer("emil")) };
    let seen = preview(&office, "lena", &ask).unwrap();
    assert_eq!((kinds(&seen), seen.at_desk.len()), (vec!["bring_forward".to_owned()], 6));
    let (from, to, mandate) = (officer("lena"), officer("emil"), MandateId::new("m-emil-legal").unwrap());
    office.ok("clerk", Act::HandOverPost { desk: desk("legal"), from, to, mandate, reason: why() });
    let (reads, emil) = (office.reads(), office.viewer("emil"));
    let lines = reads.desk(&emil, office.today, None, None, 0).unwrap().lines;
    let own = lines.iter().filter(|line| line.desk.is_none()).map(|line| line.paper());
    assert_eq!(own.collect::<Vec<_>>(), [Some(first)]);
    assert!(reads.desk(&office.viewer("lena"), office.today, None, None, 0).unwrap().lines.is_empty());
}

#[test]
fn a_substitute_finds_what_is_the_desks_and_the_holders_while_the_mandate_runs() {
    let (mut office, first, _) = with_work();
    let ends = Moment::from_micros(office.now().micros() + 60_000_000);
    office.ok(
        "clerk",
        Act::GiveMandate {
            mandate: MandateId::new("m-sub").unwrap(),
            officer: officer("emil"),
            desk: desk("legal"),
            capacity: Capacity::Substitute,
            from: None,
            until: Some(ends),
            instead_of: None,
        },
    );
    let found = |office: &Office, viewer: &register::Viewer| -> Vec<_> {
        let page = office.reads().desk(viewer, office.today, None, None, 0).unwrap();
        page.lines.into_iter().map(|line| (line.desk, line.instead_of)).collect()
    };
    let theirs = found(&office, &office.viewer("emil"));
    assert_eq!(theirs.iter().filter(|(at, _)| *at == Some(desk("legal"))).count(), 4, "{theirs:?}");
    assert!(theirs.iter().all(|(_, of)| *of == Some(officer("lena"))), "each says for whom");
    assert!(theirs.contains(&(None, Some(officer("lena")))), "what comes back to the holder too");
    assert!(found(&office, &office.viewer("lena")).iter().all(|(_, of)| of.is_none()), "the holder has it too");
    let comes = office.reads().bring_forwards(&office.viewer("emil"), None, None, 0).unwrap().lines;
    assert_eq!(comes.len(), 2);
    // With the mandate's end it is gone there, and still where it was.
    let later = register::Viewer::officer(office.house(), &officer("emil"), ends);
    assert!(found(&office, &later).is_empty());
    assert!(
        office.reads().list(&later, &ListQuery::default()).unwrap().rows.iter().all(|row| row.paper != Some(first))
    );
    assert_eq!(found(&office, &office.viewer("lena")).len(), 5);
}

#[test]
fn what_is_gathered_is_what_the_papers_and_dossiers_say() {
    let mut found = 0;
    for seed in 0..12 {
        let world = World::new(900 + seed, 40);
        let (_folder, register) = rebuilt(&world.entries);
        let reads = register.reads().unwrap();
        let owner = register::Viewer::owner(register.house(), world.now());
        let papers: Vec<_> = world.papers.iter().map(|id| world.state(*id)).collect();
        let dossiers: Vec<_> = (1..=DOSSIERS).filter_map(|no| world.dossier(&dossier(no))).collect();
        let count = |who: &InHouse| {
            let on_papers = papers.iter().filter(|paper| !of_paper(paper, who).is_empty()).count();
            (on_papers + dossiers.iter().filter(|one| !of_dossier(one, who).is_empty()).count()) as u64
        };
        for code in register.house().desks.keys() {
            let ask = HandingAsk::Desk { desk: code.clone(), to: None };
            let counts = reads.to_hand_over(&owner, &ask).unwrap().unwrap().counts.unwrap();
            assert_eq!(counts.goes + counts.later, count(&InHouse::Desk(code.clone())), "seed {seed}, desk {code}");
            found += counts.goes;
        }
        for code in register.house().officers.keys() {
            let house = register.house();
            let held = house.mandates.values().filter(|one| one.officer == *code && one.capacity == Capacity::Holder);
            let Some(desk) = held.map(|one| one.desk.clone()).next() else {
                // Who never held a desk has no post there to hand over.
                let desk = register.house().desks.keys().next().unwrap().clone();
                let ask = HandingAsk::Post { desk, from: code.clone(), to: None };
                assert_eq!(reads.to_hand_over(&owner, &ask).unwrap(), None);
                continue;
            };
            let ask = HandingAsk::Post { desk, from: code.clone(), to: None };
            let counts = reads.to_hand_over(&owner, &ask).unwrap().unwrap().counts.unwrap();
            assert_eq!(
                counts.goes + counts.later,
                count(&InHouse::Officer(code.clone())),
                "seed {seed}, officer {code}"
            );
            found += counts.goes;
        }
    }
    assert!(found > 200, "much waits in these offices: {found}");
}
