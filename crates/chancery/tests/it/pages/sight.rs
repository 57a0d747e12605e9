//! A paper in sight that hangs together with one that is not: no door names the other.

use axum::body::Body;
use axum::http::{Request, header};
use chancery::doors::Scope;
use procedure::act::{Act, EnterDraft};
use procedure::card::{Card, Citation, Field, PaperDate, Party, Precision};
use procedure::ids::PaperId;
use procedure::paper::{Absence, Arrival};
use procedure::sight::Sight;

use super::client::Client;
use super::house::{Ministry, PASSWORD, id};

fn typed<T>(value: T) -> Field<T> {
    Field::set(value, None, id("orlo"))
}

fn spoken(series: &str, card: Card) -> EnterDraft {
    EnterDraft { series: id(series), absence: Some(Absence::Oral), card, ..crate::town::draft(Vec::new()) }
}

fn telegram() -> Card {
    Card {
        kind: Some(typed("telegram".to_owned())),
        number: Some(typed("812".to_owned())),
        date: Some(typed(PaperDate { date: jiff::civil::date(1951, 12, 24), precision: Precision::Day })),
        from: vec![typed(Party::named("Varga"))],
        to: vec![typed(Party::named("Ministry"))],
        ..Card::default()
    }
}

fn memorandum() -> Card {
    let citation = Citation {
        text: "telegram No. 812".to_owned(),
        kind: Some("telegram".to_owned()),
        number: Some("812".to_owned()),
        sender: Some("Varga".to_owned()),
        date: Some(jiff::civil::date(1951, 12, 24)),
        ..Citation::default()
    };
    Card { subject: Some(typed("Talks".to_owned())), citations: vec![typed(citation)], ..Card::default() }
}

/// A memorandum that everyone may see, and a telegram that only the registry may: tied, untied with a reason that names
/// it, tied again, answered by it. And a second paper, entered beside the telegram.
fn hung_together(ministry: &Ministry) -> (PaperId, PaperId) {
    let memo = ministry.act(Act::Enter(spoken("OPEN", memorandum()))).paper.unwrap();
    let wire = ministry.act(Act::Enter(spoken("IN", telegram()))).paper.unwrap();
    let reason = "Not IN-1951-0001 is meant.".to_owned();
    ministry.act(Act::Untie { paper: memo, citation: 0, to: wire, reason });
    ministry.act(Act::Tie { paper: memo, citation: 0, to: wire });
    ministry.act(Act::LinkAnswer { paper: wire, answers: memo });
    let again = Some("Not the copy that is IN-1951-0001.".to_owned());
    let beside = EnterDraft { again, arrival: Arrival::default(), ..spoken("OPEN", telegram()) };
    (memo, ministry.act(Act::Enter(beside)).paper.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn no_door_names_a_paper_out_of_sight() {
    let ministry = Ministry::found();
    let (memo, beside) = hung_together(&ministry);
    for (officer, sees) in [("orlo", true), ("sool", false)] {
        let mut client = Client::new(&ministry.router);
        client.sign_in(officer, PASSWORD).await;
        let token = ministry.token(officer, &[Scope::Read]);
        for paper in [memo, beside] {
            let page = client.get(&format!("/papers/{paper}")).await.html;
            assert_eq!(page.contains("IN-1951-0001"), sees, "the page, for {officer}");
            let mut api = String::new();
            for place in ["", "/trail", "/links"] {
                let request = Request::get(format!("/api/v1/papers/{paper}{place}"))
                    .header(header::AUTHORIZATION, format!("Bearer {token}"))
                    .body(Body::empty())
                    .unwrap();
                api += &client.send(request).await.html;
            }
            assert_eq!(api.contains("IN-1951-0001"), sees, "the API, for {officer}");
        }
        let lines = ministry.office.trail(&ministry.office.viewer(&id(officer)), &memo).unwrap();
        // To whoever does not see the one that an officer said is meant, the one that was entered beside it is.
        assert_eq!(lines.len(), if sees { 5 } else { 2 }, "lines of which nothing is left are left out");
        let ties = ministry.office.reads().unwrap().paper(&ministry.office.viewer(&id(officer)), &memo).unwrap();
        let ties = ties.unwrap().paper.ties;
        assert_eq!(ties.iter().any(|tie| tie.to == beside), !sees, "for {officer}");
        assert_eq!(ties.len(), 1, "for {officer}");
        assert!(lines.iter().all(|line| line.acted.papers == [memo]));
        // A form drawn before all that is not said to be overtaken by what one may not know.
        let form = client
            .post(&format!("/papers/{memo}/citations/0/settle"), &[("rev", "1"), ("settlement", "requested")])
            .await;
        assert_eq!(form.html.contains("IN-1951-0001"), sees, "what happened in between, for {officer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_did_stays_in_sight_and_the_paper_does_not() {
    let ministry = Ministry::found();
    let memo = ministry.act(Act::Enter(spoken("IN", memorandum()))).paper.unwrap();
    let direct = |to: &str| procedure::act::DirectionDraft {
        to: id(to),
        part: procedure::paper::Part::Lead,
        act: procedure::card::AskedAct::Act,
        due: None,
        remark: None,
    };
    ministry.act(Act::Direct { paper: memo, desk: id("registry"), directions: vec![direct("press")] });
    let nobody = ministry.office.trail(&ministry.office.viewer(&id("nesse")), &memo).unwrap();
    assert!(nobody.is_empty());
    let reads = ministry.office.reads().unwrap();
    assert_eq!(reads.sight(&ministry.office.viewer(&id("sool")), &memo).unwrap(), Sight::Whole);
    drop(reads);
    ministry.act(Act::Mark { paper: memo, level: id("secret"), reason: None });
    assert!(ministry.office.trail(&ministry.office.viewer(&id("sool")), &memo).unwrap().is_empty(), "sool did nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_named_only_by_whoever_may_read_it() {
    let ministry = Ministry::found();
    let office = ministry.office.clone();
    let adding = |version: procedure::paper::Version, paper: PaperId, key: &str| {
        let (card, remarks, level) = (None, Vec::new(), None);
        let act = Act::AddVersion { paper, version, card, remarks, level };
        let (office, mut command) = (office.clone(), crate::town::command(key, act));
        (command.officer, command.authenticated) = (id("orlo"), "orlo".to_owned());
        std::thread::spawn(move || office.submit_blocking(command)).join().unwrap()
    };
    let mut orlo = Client::new(&ministry.router);
    orlo.sign_in("orlo", PASSWORD).await;
    let place = orlo.enter(super::MEMORANDUM, &[("desk", "")]).await;
    let paper: PaperId = place.trim_start_matches("/papers/").parse().unwrap();
    let seen =
        || ministry.office.reads().unwrap().paper(&ministry.office.viewer(&id("orlo")), &paper).unwrap().unwrap();
    // Its bytes are those of the paper's own file; under its own hash it would be refused as held already.
    let hash = procedure::ids::Hash([7; 32]);
    let version = procedure::paper::Version { hash, ..seen().paper.versions[0].version.clone() };
    adding(version.clone(), paper, "whole").unwrap();
    let lead = procedure::act::DirectionDraft {
        to: id("press"),
        part: procedure::paper::Part::Lead,
        act: procedure::card::AskedAct::Act,
        due: None,
        remark: None,
    };
    ministry.act(Act::Direct { paper, desk: id("registry"), directions: vec![lead] });
    let (card, blank) = (seen(), version.clone().without_bytes());
    assert_eq!((card.sight, &card.paper.versions[1].version), (Sight::Card, &blank));
    let trail = ministry.office.trail(&ministry.office.viewer(&id("orlo")), &paper).unwrap();
    let trail = serde_json::to_string(&trail).unwrap();
    assert!(!trail.contains(&version.body.to_string()) && !trail.contains(&version.hash.to_string()));
    let once_more = procedure::paper::Version { hash: procedure::ids::Hash([8; 32]), ..version };
    let refused = adding(once_more, paper, "card").unwrap_err();
    assert_eq!(refused.to_string(), procedure::refusal::Refusal::FileNotSent.to_string());
}
