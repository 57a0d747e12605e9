//! Putting right: a field, the facts of arrival, the marking.

use procedure::act::Act;
use procedure::card::{Card, FieldName, Sure};
use procedure::decide::{Seats, corrected_card};
use procedure::ids::PaperId;
use procedure::paper::{Arrival, Marking};
use serde_json::{Value, json};

use crate::shelf::{Shelf, but, card, check, draft, draft_in, lead, level, officer, read};

fn correct(paper: PaperId, field: FieldName, value: Value) -> Act {
    Act::Correct { paper, field, value, reason: None }
}

fn mark(paper: PaperId, to: &str, reason: Option<&str>) -> Act {
    Act::Mark { paper, level: level(to), reason: reason.map(str::to_owned) }
}

#[test]
fn fields_and_arrival() {
    let mut shelf = Shelf::staffed();
    let told = but(draft(1), |d| {
        d.card = card("letter", "12", "1951-12-20", "R. Oldfen", "M. Averin");
        d.directions = vec![lead("legal")];
    });
    let paper = shelf.enter("clerk", told);
    let void = shelf.enter("clerk", draft(2));
    shelf.act("clerk", Act::Void { paper: void, number: "IN-1951-0002".into(), reason: "Twice.".into() });
    let arrival = |reason: &str| Act::CorrectArrival {
        paper,
        arrival: Arrival { pages: Some(3), ..Arrival::default() },
        reason: reason.into(),
    };
    use FieldName::{Citations, Date, Kind, Language, Marking as Marked, Subject};
    check(
        &shelf,
        &[
            ("a field", "clerk", correct(paper, Subject, json!({"value": "Tides"})), "corrected"),
            ("by the desk that holds it", "lawyer", correct(paper, Subject, json!({"value": "Tides"})), "corrected"),
            ("not by one that does not", "editor", correct(paper, Subject, json!({"value": "Tides"})), "! no_paper"),
            (
                "a date",
                "clerk",
                correct(paper, Date, json!({"value": {"date": "1951-12-21", "precision": "day"}})),
                "corrected",
            ),
            (
                "a day that is none",
                "clerk",
                correct(paper, Date, json!({"value": {"date": "1951-02-30", "precision": "day"}})),
                "! malformed",
            ),
            ("words where a list stands", "clerk", correct(paper, Citations, json!("812")), "! malformed"),
            ("a plain word", "clerk", correct(paper, Language, json!("en")), "corrected"),
            ("taken off", "clerk", correct(paper, Kind, Value::Null), "corrected"),
            (
                "what stands there",
                "clerk",
                correct(paper, Kind, json!({"value": "letter", "span": [0, 5]})),
                "! same_value",
            ),
            ("the marking", "clerk", correct(paper, Marked, json!({"value": "SECRET"})), "! marking_by_correction"),
            ("of a void paper", "clerk", correct(void, Subject, json!({"value": "Tides"})), "! paper_void"),
            ("of none", "clerk", correct(PaperId([9; 16]), Subject, json!({"value": "Tides"})), "! no_paper"),
            ("the facts of arrival", "clerk", arrival("Counted again."), "arrival_corrected"),
            ("with a reason", "clerk", arrival(""), "! empty"),
            ("by the registry", "lawyer", arrival("Counted again."), "! no_mandate"),
        ],
    );
}

#[test]
fn a_value_put_right_is_set_by_whoever_did_it() {
    let by = officer("clerk");
    let mut before = Card { copies: vec![read(procedure::card::Party::named("Averin"))], ..Card::default() };
    before.subject = Some(read("Tides".to_owned()));
    let forged = json!({"value": "Ebb", "span": null, "sure": "read", "by": "root"});
    let (after, _) = corrected_card(&before, FieldName::Subject, &forged, &by).unwrap();
    let subject = after.subject.unwrap();
    assert_eq!((subject.sure, subject.by), (Sure::Set, Some(by.clone())), "nobody claims to have read it");
    let list = json!([{"value": {"name": "Averin"}, "span": [0, 5]}, {"value": {"name": "Oldfen"}}]);
    let (after, _) = corrected_card(&before, FieldName::Copies, &list, &by).unwrap();
    assert_eq!(after.copies.iter().map(|field| field.sure).collect::<Vec<_>>(), [Sure::Set, Sure::Set]);
    let kept = serde_json::to_value(&before.copies).unwrap();
    let mut list = kept.as_array().unwrap().clone();
    list.push(json!({"value": {"name": "Oldfen"}}));
    let (after, value) = corrected_card(&before, FieldName::Copies, &Value::Array(list), &by).unwrap();
    assert_eq!(after.copies.iter().map(|field| field.sure).collect::<Vec<_>>(), [Sure::Read, Sure::Set]);
    assert_eq!(value, serde_json::to_value(&after.copies).unwrap(), "what is kept is what was understood");
}

#[test]
fn markings() {
    let mut shelf = Shelf::staffed();
    shelf.officer("temp", "restricted");
    shelf.mandate("temp", "registry");
    let read_marking = |d: &mut procedure::act::EnterDraft| d.card.marking = Some(read("SECRET".to_owned()));
    let unread = shelf.enter("clerk", but(draft(1), read_marking));
    let restricted = shelf.enter("clerk", but(draft(2), |d| d.level = Some(level("restricted"))));
    let none = shelf.enter("clerk", draft(3));
    let why = Some("As its author asks.");
    check(
        &shelf,
        &[
            ("a marking read is confirmed", "clerk", mark(unread, "secret", None), "marking_set"),
            ("or found to be another", "clerk", mark(unread, "open", None), "marking_set"),
            ("by the registry alone", "lawyer", mark(unread, "secret", None), "! no_paper"),
            ("by one cleared to it", "temp", mark(unread, "secret", None), "! not_cleared"),
            ("a level is given", "clerk", mark(none, "restricted", None), "marking_set"),
            ("raised with a reason", "clerk", mark(restricted, "secret", why), "marking_set"),
            ("and not without", "clerk", mark(restricted, "secret", None), "! empty"),
            ("lowered with a reason", "clerk", mark(restricted, "open", why), "marking_set"),
            ("and not without", "clerk", mark(restricted, "open", None), "! empty"),
            ("what it is", "clerk", mark(restricted, "restricted", why), "! same_level"),
            ("a level of the scale", "clerk", mark(none, "cosmic", None), "! absent"),
        ],
    );
}

#[test]
fn a_paper_raised_above_its_series_band_is_marked_and_then_moved() {
    let mut shelf = Shelf::staffed();
    shelf.mandate("clerk", "vault");
    let narrow = procedure::house::Series {
        band: Some((level("open"), level("restricted"))),
        ..crate::shelf::facts("registry", procedure::house::Visibility::DeskAndChief)
    };
    shelf.series("LOW", narrow);
    let paper = shelf.enter("clerk", but(draft_in("LOW", 1), |d| d.card.marking = Some(read("SECRET".to_owned()))));
    let to_sec = Act::MoveSeries {
        paper,
        number: "LOW-1951-0001".into(),
        series: "SEC".parse().unwrap(),
        reason: "It is secret.".into(),
    };
    check(&shelf, &[("not before it is confirmed", "clerk", to_sec.clone(), "! marking_unconfirmed")]);
    shelf.act("clerk", mark(paper, "secret", None));
    assert_eq!(shelf.paper(paper).marking, Marking::Confirmed { level: level("secret") });
    let says = &shelf.paper(paper).remarks.last().unwrap().says;
    assert!(says.contains("series LOW takes OPEN to RESTRICTED"), "{says}");
    shelf.act("clerk", to_sec);
    assert_eq!(shelf.paper(paper).number(), "SEC-1951-0001");
}

#[test]
fn what_is_offered_is_what_is_decided() {
    let mut shelf = Shelf::staffed();
    let paper = shelf.enter("clerk", but(draft(1), |d| d.directions = vec![lead("legal")]));
    for (who, keeps, holds) in [("clerk", true, false), ("lawyer", false, true), ("chief", false, false)] {
        let held = shelf.paper(paper);
        let seats = Seats::of(&shelf.house, held, &officer(who), shelf.now);
        assert_eq!((seats.keeps(), !seats.holder.is_empty()), (keeps, holds), "{who}");
        assert_eq!(seats.keeps_or_holds(), keeps || holds, "{who}");
        let arrival = Act::CorrectArrival { paper, arrival: Arrival::default(), reason: "So.".into() };
        check(&shelf, &[("arrival", who, arrival, if keeps { "arrival_corrected" } else { "! no_mandate" })]);
    }
}
