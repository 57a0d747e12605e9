//! The form of every event: parts read back exactly as they were written, and never change. `docs/events.md` holds the
//! table that is made here.

use std::collections::BTreeSet;

use jiff::civil::date;
use procedure::dossier::DossierEvent;
use procedure::event::{Acted, DirectionTurn, DoorChange, EVENT_VERSION, Event, PartError};
use procedure::handing::{DossierHeld, Held, OfDossier, OfPaper, PaperHanded};
use procedure::house::Capacity;
use procedure::paper::{BringForwardEnd, InHouse};
use serde_json::{Value, json};

mod answers;
mod calendars;
mod circulars;
mod copies;
mod decisions;
mod dispatches;
mod dossiers;
mod oversight;
mod readings;
mod samples;

use crate::shelf::{desk, file, officer};
use samples::{
    OTHER, PAPER, acted, arrival, full_card, moment, of_correspondents, of_entering, of_officers_and_desks, of_series,
    of_work, remark,
};

fn of_the_house() -> Vec<(Event, &'static str)> {
    of_officers_and_desks().into_iter().chain(of_series()).collect()
}

fn of_papers() -> Vec<(Event, &'static str)> {
    of_entering().into_iter().chain(of_work()).collect()
}

fn all() -> Vec<(Event, &'static str)> {
    of_the_house()
        .into_iter()
        .chain(of_papers())
        .chain(of_correspondents())
        .chain(readings::samples())
        .chain(calendars::samples())
        .chain(answers::samples())
        .chain(dispatches::samples())
        .chain(copies::samples())
        .chain(circulars::samples())
        .chain(oversight::samples())
        .chain(dossiers::samples())
        .collect()
}

/// The names of all types, as the reader lists them when it meets one that it does not know.
fn known_types(unknown: &serde_json::Error) -> BTreeSet<String> {
    let says = unknown.to_string();
    let list = says.split_once("expected one of").unwrap().1;
    list.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The type of an event.
fn type_of(event: &Event) -> String {
    let part: Value = serde_json::from_slice(&event.to_part()).unwrap();
    part["type"].as_str().unwrap().to_owned()
}

#[test]
fn every_type_is_among_the_samples() {
    let unknown = serde_json::from_value::<Event>(json!({ "type": "dissolved" })).unwrap_err();
    let samples: BTreeSet<String> = all().iter().map(|(event, _)| type_of(event)).collect();
    assert_eq!(samples, known_types(&unknown));
    let unknown = serde_json::from_value::<DossierEvent>(json!({ "is": "dissolved" })).unwrap_err();
    let in_dossiers = dossiers::samples().into_iter().map(|(event, _)| change_of(&event));
    assert_eq!(in_dossiers.collect::<BTreeSet<String>>(), known_types(&unknown));
}

/// What happened in a dossier.
fn change_of(event: &Event) -> String {
    let part: Value = serde_json::from_slice(&event.to_part()).unwrap();
    part["change"]["is"].as_str().unwrap().to_owned()
}

#[test]
fn parts_read_back_exactly() {
    for (event, _) in all() {
        assert_eq!(Event::from_part(&event.to_part()).as_ref(), Ok(&event));
    }
    assert_eq!(Acted::from_part(&acted().to_part()), Ok(acted()));
    for turn in [
        DirectionTurn::Accepted,
        DirectionTurn::PassedOn,
        DirectionTurn::Done { report: None },
        DirectionTurn::Withdrawn { reason: "A reason.".into() },
    ] {
        let event = Event::DirectionTurned { paper: PAPER, direction: 1, turn };
        assert_eq!(Event::from_part(&event.to_part()), Ok(event));
    }
    for end in [BringForwardEnd::Done, BringForwardEnd::PaperVoid] {
        let event = Event::BringForwardEnded { paper: PAPER, bring_forward: 1, end };
        assert_eq!(Event::from_part(&event.to_part()), Ok(event));
    }
    let event = Event::AnswerAwaited { paper: PAPER, by: date(1952, 1, 5), desk: None, direction: Some(2) };
    assert_eq!(Event::from_part(&event.to_part()), Ok(event));
    let to = InHouse::Officer(officer("clerk"));
    let event =
        Event::BringForwardSet { paper: PAPER, bring_forward: 2, to, on: date(1952, 1, 7), reason: "A reason.".into() };
    assert_eq!(Event::from_part(&event.to_part()), Ok(event));
    let (name, calendar) = ("Legal".to_owned(), Some("east".parse().unwrap()));
    let event = Event::DeskChanged { desk: desk("legal"), name, aliases: vec![], above: None, calendar };
    assert_eq!(Event::from_part(&event.to_part()), Ok(event));
    let of_series = of_series().into_iter().map(|(event, _)| event);
    for event in of_series.filter(|event| matches!(event, Event::SeriesOpened { .. } | Event::SeriesChanged { .. })) {
        let mut part: Value = serde_json::from_slice(&event.to_part()).unwrap();
        let opened = matches!(event, Event::SeriesOpened { .. });
        let facts = if opened { &mut part["facts"] } else { &mut part };
        assert_eq!(facts.get("outgoing"), None, "what was written before it was known stays as it is");
        facts["outgoing"] = true.into();
        let sent = Event::from_part(&serde_json::to_vec(&part).unwrap()).unwrap();
        assert_ne!(sent, event);
        assert_eq!(Event::from_part(&sent.to_part()), Ok(sent));
    }
    for change in [
        DoorChange::LinkMade,
        DoorChange::PasswordSet,
        DoorChange::Reset,
        DoorChange::SessionsEnded,
        DoorChange::TokenEnded { token: "t1".into() },
        DoorChange::FeedMade,
        DoorChange::FeedEnded,
        DoorChange::AddressGiven,
        DoorChange::AddressEnded,
    ] {
        let event = Event::DoorChanged { officer: officer("clerk"), change };
        assert_eq!(Event::from_part(&event.to_part()), Ok(event));
    }
}

#[test]
fn a_post_that_is_handed_over_and_a_substitute_are_read_back() {
    let (from, to) = (InHouse::Officer(officer("lawyer")), InHouse::Officer(officer("editor")));
    let papers = vec![PaperHanded { paper: PAPER, what: vec![OfPaper::CameBack { direction: 1 }], first: None }];
    let what = vec![OfDossier::Home, OfDossier::Step { draft: 1, step: 2 }];
    let dossiers = vec![DossierHeld { dossier: "D1".parse().unwrap(), what }];
    let held = Some(Held { papers, dossiers, beyond: 3 });
    let desk = Some(desk("legal"));
    let post = Event::HandedOver { from, to, desk, reason: "A reason.".into(), papers: vec![], held };
    let (mandate, desk, instead_of) = ("m1".parse().unwrap(), crate::shelf::desk("legal"), Some(officer("lawyer")));
    let (officer, capacity, from, until) = (officer("editor"), Capacity::Substitute, moment(), None);
    let substitute = Event::MandateGiven { mandate, officer, desk, capacity, from, until, instead_of };
    for event in [post, substitute] {
        assert!(!event.is_disposable());
        assert_eq!(Event::from_part(&event.to_part()), Ok(event));
    }
}

/// The golden form. It is never accepted anew: journals hold it for ever. A changed form is a new version.
#[test]
fn the_form_of_every_event_stays() {
    let parts = all().into_iter().filter(|(event, _)| !matches!(event, Event::InDossier { .. }));
    let parts = parts.map(|(event, _)| event.to_part());
    let lines: Vec<String> =
        std::iter::once(acted().to_part()).chain(parts).map(|part| String::from_utf8(part).unwrap()).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

/// As [`the_form_of_every_event_stays`].
#[test]
fn the_form_of_every_change_in_a_dossier_stays() {
    let parts = dossiers::samples().into_iter().map(|(event, _)| String::from_utf8(event.to_part()).unwrap());
    insta::assert_snapshot!(parts.collect::<Vec<_>>().join("\n"));
}

#[test]
fn the_page_on_events_holds_the_same_table() {
    let page = include_str!("../../../../docs/events.md");
    let table = |samples: Vec<(Event, &'static str)>| {
        let mut table = "| type | fields | may be destroyed | what it says |\n|---|---|---|---|\n".to_owned();
        for (event, says) in samples {
            let part: Value = serde_json::from_slice(&event.to_part()).unwrap();
            // What happens in a dossier is told by its change.
            let (kind, holder) = match part["type"].as_str().unwrap() {
                "in_dossier" => (part["change"]["is"].as_str().unwrap(), &part["change"]),
                kind => (kind, &part),
            };
            let mut fields: Vec<String> = holder
                .as_object()
                .unwrap()
                .keys()
                .filter(|key| !["type", "v", "is"].contains(&key.as_str()))
                .map(|key| format!("`{key}`"))
                .collect();
            fields.sort();
            let destroyed = if event.is_disposable() { "yes" } else { "no" };
            table += &format!("| `{kind}` | {} | {destroyed} | {says} |\n", fields.join(" "));
        }
        table
    };
    let tables = [
        of_the_house(),
        of_papers(),
        of_correspondents(),
        readings::samples(),
        calendars::samples(),
        answers::samples(),
        dispatches::samples(),
        copies::samples(),
        circulars::samples(),
        oversight::samples(),
        dossiers::samples(),
    ];
    for table in tables.map(table) {
        assert!(page.contains(&table), "docs/events.md should hold:\n\n{table}");
    }
}

#[test]
fn what_this_program_does_not_know_stops() {
    let unknown = |part: Value| match Event::from_part(&serde_json::to_vec(&part).unwrap()) {
        Err(PartError::Unknown { kind, version }) => format!("{kind} {version}"),
        other => panic!("{other:?}"),
    };
    assert_eq!(unknown(json!({"v": EVENT_VERSION, "type": "dissolved", "paper": PAPER})), "dissolved 1");
    assert_eq!(unknown(json!({"v": EVENT_VERSION + 1, "type": "described", "paper": PAPER})), "described 2");
    let arrived = json!({"v": 1, "type": "arrived", "paper": PAPER, "absence": "eaten", "arrival": serde_json::to_value(arrival()).unwrap()});
    assert_eq!(unknown(arrived), "arrived 1", "a word that a later program added");
    for malformed in [
        json!({"v": 1, "type": "officer_reinstated"}),
        json!({"type": "officer_reinstated", "officer": "clerk"}),
        json!({"v": 1, "type": "officer_reinstated", "officer": "not a code"}),
        json!([1, 2]),
        json!("described"),
    ] {
        let read = Event::from_part(&serde_json::to_vec(&malformed).unwrap());
        assert!(matches!(read, Err(PartError::Malformed { .. })), "{malformed}: {read:?}");
    }
    assert!(matches!(Event::from_part(b"\xff\x00"), Err(PartError::Malformed { .. })));
    let later = Acted::from_part(br#"{"v":2,"type":"act"}"#);
    assert!(matches!(later, Err(PartError::Unknown { version: 2, .. })));
    let mut as_event: Value = serde_json::from_slice(&acted().to_part()).unwrap();
    as_event["type"] = "described".into();
    let read = Acted::from_part(&serde_json::to_vec(&as_event).unwrap());
    assert!(matches!(read, Err(PartError::Malformed { .. })), "the first part is an act: {read:?}");
}
