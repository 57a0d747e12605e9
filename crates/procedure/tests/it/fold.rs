//! The fold: what stops it, and what a destroyed part means.

use procedure::event::{DirectionTurn, Event};
use procedure::ids::PaperId;
use procedure::moment::Moment;
use procedure::number::NUMBER_MAX;
use procedure::paper::{NamedAs, Paper, Principal};

use crate::shelf::{Shelf, but, card, cites, draft, file, kind_of, lead, officer, series};

/// A paper with one of everything, in one entry.
fn entered() -> (Shelf, PaperId) {
    let mut shelf = Shelf::staffed();
    let paper = shelf.enter(
        "clerk",
        but(draft(1), |d| {
            d.card = card("letter", "12", "1951-12-20", "R. Oldfen", "");
            d.card.citations = vec![cites("812", "Oldfen", "")];
            d.directions = vec![lead("legal")];
            d.bindings = vec![crate::shelf::bind_officer(NamedAs::Addressee, "chief")];
        }),
    );
    (shelf, paper)
}

fn turned(paper: PaperId, direction: u32) -> Event {
    Event::DirectionTurned { paper, direction, turn: DirectionTurn::Accepted }
}

fn version_added(paper: PaperId, place: usize) -> Event {
    Event::VersionAdded { paper, place, version: file(7), bodies: vec![] }
}

fn name_bound(paper: PaperId, place: usize) -> Event {
    let (name, to) = ("N.".into(), Principal::Officer(officer("editor")));
    Event::NameBound { paper, place, name, named_as: NamedAs::Asked, to, rule: None }
}

/// Events that speak of something not there.
fn dangling(paper: PaperId) -> Vec<Event> {
    let reason = || "A reason.".to_owned();
    vec![
        Event::VersionWithdrawn { paper, version: 5, reason: reason() },
        Event::SplitOff { paper, version: 0, enclosed: 9, into: PaperId([9; 16]) },
        turned(paper, 5),
        Event::NameUnbound { paper, binding: 5, reason: reason() },
        version_added(paper, 3),
        name_bound(paper, 3),
    ]
}

#[test]
fn what_speaks_of_something_that_is_not_there_stops_the_fold() {
    let (shelf, paper) = entered();
    let acted = &shelf.entries.last().unwrap().acted;
    let before = || Some(shelf.paper(paper).clone());
    let number = shelf.paper(paper).registrations[0].number.clone();
    let void = Event::RegistrationVoided { paper, number, reason: "Why.".into(), see: None };
    let value = serde_json::json!(17);
    let malformed = Event::Corrected { paper, field: procedure::card::FieldName::Subject, value, reason: None };
    let never = [vec![void.clone(), void], vec![malformed], vec![version_added(paper, 0)], vec![name_bound(paper, 0)]];
    for events in dangling(paper).into_iter().map(|event| vec![event]).chain(never) {
        let folded = Paper::apply_entry(before(), paper, acted, &events, shelf.now);
        let misfit = folded.expect_err(&kind_of(&events[0]));
        assert_eq!(misfit.event, kind_of(&events[0]), "{misfit}");
    }
    let unknown = PaperId([8; 16]);
    assert!(Paper::apply_entry(None, unknown, acted, &[turned(unknown, 1)], shelf.now).is_err());
    assert_eq!(Paper::apply_entry(None, unknown, acted, &[turned(paper, 1)], shelf.now), Ok(None));
}

#[test]
fn on_a_paper_that_lost_a_part_it_is_passed_over() {
    let (shelf, paper) = entered();
    let acted = &shelf.entries.last().unwrap().acted;
    for event in dangling(paper) {
        let before = Some(shelf.paper(paper).clone());
        let kind = kind_of(&event);
        let folded = Paper::apply_entry_with_lost(before, paper, acted, &[event], shelf.now, 1);
        let folded = folded.unwrap_or_else(|misfit| panic!("{kind}: {misfit}")).unwrap();
        assert!(folded.lost, "{kind}");
    }
}

#[test]
fn places_keep_their_meaning_where_parts_are_gone() {
    let (shelf, paper) = entered();
    let acted = &shelf.entries.last().unwrap().acted;
    let fold = |before: Paper, events: &[Event], lost: usize| {
        Paper::apply_entry_with_lost(Some(before), paper, acted, events, shelf.now, lost).unwrap().unwrap()
    };
    // Versions 1 and 2 were added; the part of version 1 was destroyed. Then version 2 turned out to be a wrong file.
    let lost = fold(shelf.paper(paper).clone(), &[version_added(paper, 2), name_bound(paper, 2)], 2);
    assert!(lost.versions[1].withdrawn.is_some(), "nothing is shown in the place of what is gone");
    assert_eq!(lost.version().unwrap().version.hash, file(7).hash);
    assert!(lost.bindings[1].ended.is_some());
    let reason = || "The wrong file.".to_owned();
    let events = [
        Event::VersionWithdrawn { paper, version: 2, reason: reason() },
        Event::NameUnbound { paper, binding: 2, reason: reason() },
    ];
    let after = fold(lost, &events, 0);
    assert_eq!(after.version().unwrap().version.hash, file(1).hash, "the right one was taken back");
    assert!(after.bindings[0].ended.is_none() && after.bindings[2].ended.is_some(), "the right one was ended");
    assert!(after.lost, "once lost is always lost");
    // A forged place far away does not fill the memory.
    let far = Paper::apply_entry_with_lost(Some(after), paper, acted, &[version_added(paper, 1 << 40)], shelf.now, 1);
    assert!(far.is_err());
}

#[test]
fn books_refuse_what_does_not_follow() {
    let (shelf, _) = entered();
    let acted = &shelf.entries.last().unwrap().acted;
    let registered = |n: u32, reserved: bool| Event::Registered {
        paper: PaperId([5; 16]),
        number: serde_json::from_value(serde_json::json!({"series": "IN", "year": 1951, "n": n, "text": "x"})).unwrap(),
        on: shelf.today,
        kind: None,
        late: None,
        reserved,
        first: true,
        bodies: vec![],
        addressed: None,
    };
    let block = |from: u32, to: u32| {
        let reason = "A mission.".to_owned();
        Event::BlockReserved { series: series("IN"), year: 1951, from, to, reason }
    };
    let void =
        Event::ReservedVoided { series: series("IN"), year: 1951, n: 2, text: "x".into(), reason: "Why.".into() };
    for (why, event, fits) in [
        ("the next", registered(2, false), true),
        ("a gap", registered(3, false), false),
        ("a twin", registered(1, false), false),
        ("not reserved", registered(2, true), false),
        ("a block that follows", block(2, 4), true),
        ("a block that does not", block(3, 4), false),
        ("a block the wrong way round", block(2, 1), false),
        ("a block without end", block(2, u32::MAX), false),
        ("a block beyond the highest number", block(2, NUMBER_MAX), false),
        ("not reserved", void, false),
        ("a year of no series", Event::YearClosed { series: series("NONE"), year: 1951 }, false),
        ("an officer who is not there", Event::OfficerReinstated { officer: officer("nobody") }, false),
        ("a desk that is not there", Event::DeskClosed { desk: "none".parse().unwrap(), reason: "Why.".into() }, false),
        (
            "a mandate that is not there",
            Event::MandateEnded {
                mandate: "none".parse().unwrap(),
                until: Moment::from_micros(0),
                reason: "Why.".into(),
            },
            false,
        ),
    ] {
        let mut house = shelf.house.clone();
        assert_eq!(house.apply(acted, &event, shelf.now).is_ok(), fits, "{why}");
    }
}

#[test]
fn a_lost_paper_keeps_its_number_and_its_desk_may_go_on() {
    let (mut shelf, paper) = entered();
    let entry = shelf.entries.last().unwrap().clone();
    let left: Vec<Event> = entry.events.iter().filter(|event| !event.is_disposable()).cloned().collect();
    assert_eq!(left.iter().map(kind_of).collect::<Vec<_>>(), ["registered"]);
    let lost = entry.events.len() - left.len();
    let bare = Paper::apply_entry_with_lost(None, paper, &entry.acted, &left, entry.at, lost).unwrap().unwrap();
    assert_eq!((bare.number(), bare.versions.len(), bare.directions.len()), ("IN-1951-0001", 0, 0));
    shelf.papers.insert(paper, bare);
    shelf.act("clerk", procedure::act::Act::Void { paper, number: "IN-1951-0001".into(), reason: "Disposed.".into() });
}
