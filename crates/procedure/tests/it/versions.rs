//! Versions: added later, put in place of a wrong file, and the card that goes with them.

use procedure::act::Act;
use procedure::card::{Card, Field, Party, Span};
use procedure::ids::PaperId;
use procedure::paper::{Absence, Marking, ReadText, Version, VersionKind};

use crate::shelf::{Shelf, but, card, check, draft, draft_in, file, lead, level, read};

fn add(paper: PaperId, version: Version) -> Act {
    Act::AddVersion { paper, version, card: None, remarks: vec![], level: None }
}

fn add_with(paper: PaperId, version: Version, card: Card, to: Option<&str>) -> Act {
    Act::AddVersion { paper, version, card: Some(card), remarks: vec![], level: to.map(level) }
}

fn replace(paper: PaperId, wrong: usize, no: u8) -> Act {
    let reason = "The wrong file.".into();
    Act::ReplaceVersion { paper, wrong, version: file(no), card: None, remarks: vec![], reason }
}

fn marked() -> Card {
    Card { marking: Some(read("SECRET".to_owned())), ..Card::default() }
}

#[test]
fn adding_and_replacing() {
    let mut shelf = Shelf::staffed();
    let paper = shelf.enter("clerk", but(draft(1), |d| d.directions = vec![lead("legal")]));
    let other = shelf.enter("clerk", draft(2));
    let hidden = shelf.enter("keeper", but(draft_in("SEC", 3), |d| d.level = Some(level("secret"))));
    let void = shelf.enter("clerk", draft(4));
    shelf.act("clerk", Act::Void { paper: void, number: "IN-1951-0003".into(), reason: "Twice.".into() });
    check(
        &shelf,
        &[
            ("the original after the mail", "clerk", add(paper, file(9)), "version_added"),
            ("by the desk that holds it", "lawyer", add(paper, file(9)), "version_added"),
            ("not by a desk that does not", "editor", add(paper, file(9)), "! no_paper"),
            ("its own file again", "clerk", add(paper, file(1)), "! version_held"),
            ("a file held under another number", "clerk", add(paper, file(2)), "! twin_held"),
            ("one held out of sight", "clerk", add(paper, file(3)), "version_added"),
            ("to a void paper", "clerk", add(void, file(9)), "! paper_void"),
            ("with a new reading", "clerk", add_with(paper, file(9), Card::default(), None), "version_added described"),
            (
                "with a marking",
                "clerk",
                add_with(paper, file(9), marked(), None),
                "version_added described marking_read",
            ),
            (
                "confirmed at once",
                "clerk",
                add_with(paper, file(9), marked(), Some("secret")),
                "version_added described marking_set",
            ),
            (
                "not by a desk that only holds it",
                "lawyer",
                add_with(paper, file(9), marked(), Some("open")),
                "! no_mandate",
            ),
            ("of the scale", "clerk", add_with(paper, file(9), marked(), Some("cosmic")), "! absent"),
            ("a right file in place of a wrong one", "clerk", replace(paper, 0, 9), "version_withdrawn version_added"),
            ("which is there", "clerk", replace(paper, 1, 9), "! no_version"),
            ("and another", "clerk", replace(paper, 0, 1), "! same_file"),
            ("not held elsewhere", "clerk", replace(paper, 0, 2), "! twin_held"),
            ("by the registry", "lawyer", replace(paper, 0, 9), "! no_mandate"),
        ],
    );
    assert!(shelf.paper(other).absence.is_none() && !shelf.paper(hidden).is_void());
    shelf.act("clerk", add(paper, file(8)));
    check(&shelf, &[("a file that stands beside it", "clerk", replace(paper, 0, 8), "! version_held")]);
    shelf.act("clerk", replace(paper, 0, 9));
    assert_eq!(shelf.paper(paper).versions[2].version.kind, VersionKind::Replacement);
    check(&shelf, &[("the wrong file after all", "clerk", add(paper, file(1)), "version_added")]);
    check(&shelf, &[("a wrong file once", "clerk", replace(paper, 0, 8), "! no_version")]);
}

#[test]
fn a_level_is_never_lowered_in_passing() {
    let mut shelf = Shelf::staffed();
    let paper = shelf.enter("clerk", but(draft(1), |d| d.level = Some(level("secret"))));
    check(
        &shelf,
        &[
            (
                "the level it has",
                "clerk",
                add_with(paper, file(9), marked(), Some("secret")),
                "version_added described",
            ),
            ("another", "clerk", add_with(paper, file(9), marked(), Some("open")), "! marking_by_correction"),
            ("a marking read later", "clerk", add_with(paper, file(9), marked(), None), "version_added described"),
        ],
    );
}

#[test]
fn a_cover_only_entry_gets_its_scan_later() {
    let mut shelf = Shelf::staffed();
    let cover = but(draft(1), |d| {
        d.versions.clear();
        d.absence = Some(Absence::NotYetScanned);
        d.card.subject = Some(read("Dues for the winter berths".to_owned()));
    });
    let paper = shelf.enter("clerk", cover);
    assert_eq!((shelf.paper(paper).absence, shelf.paper(paper).card_of), (Some(Absence::NotYetScanned), None));
    shelf.act("clerk", add_with(paper, file(1), marked(), None));
    assert_eq!(shelf.paper(paper).absence, None);
    assert_eq!(shelf.paper(paper).card_of, Some(0));
    assert_eq!(shelf.paper(paper).marking, Marking::Unconfirmed { words: "SECRET".into() });
}

#[test]
fn spans_lie_in_the_text_the_card_was_read_from() {
    let mut shelf = Shelf::staffed();
    let mut told = draft(1);
    told.card = card("telegram", "", "", "", "");
    told.card.place = Some(Field::read("Port".into(), Span::new(900, 904)));
    let paper = shelf.enter("clerk", told);
    let short = ReadText { bytes: 10, ..file(2).text.unwrap() };
    shelf.act("clerk", add(paper, Version { kind: VersionKind::Transcript, text: Some(short), ..file(2) }));
    // The newest version is shown, and the card still speaks of the older one.
    assert_eq!(shelf.paper(paper).version().unwrap().version.hash, file(2).hash);
    assert_eq!(shelf.paper(paper).card_text().unwrap().bytes, 1_000);
    let subject = |end: usize| Act::Correct {
        paper,
        field: procedure::card::FieldName::Subject,
        value: serde_json::json!({"value": "Tides", "span": [0, end]}),
        reason: None,
    };
    check(
        &shelf,
        &[
            ("to the end of that text", "clerk", subject(1_000), "corrected"),
            ("one past it", "clerk", subject(1_001), "! span_outside"),
        ],
    );
}

#[test]
fn a_passage_taken_from_a_scan_binds_the_card_to_its_text() {
    let mut shelf = Shelf::staffed();
    let cover = but(draft(1), |d| {
        d.versions.clear();
        d.absence = Some(Absence::NotYetScanned);
        let known = Field::set(Party::named("Harbour Office"), None, "clerk".parse().unwrap());
        d.card = Card { to: vec![known], ..Default::default() };
    });
    let paper = shelf.enter("clerk", cover);
    let field = procedure::card::FieldName::Subject;
    let subject = |value: serde_json::Value| Act::Correct { paper, field, value, reason: None };
    shelf.act("clerk", add(paper, file(1)));
    shelf.act("clerk", subject(serde_json::json!({"value": "Tides"})));
    assert_eq!(shelf.paper(paper).card_of, None);
    shelf.act("clerk", subject(serde_json::json!({"value": "Tides", "span": [3, 8]})));
    assert_eq!(shelf.paper(paper).card_of, Some(0));
    shelf.act("clerk", add(paper, file(2)));
    let now = shelf.paper(paper);
    assert_eq!((now.version_place(), now.card_place()), (Some(1), Some(0)));
}

#[test]
fn a_wrong_file_is_taken_back_before_the_right_one_is_there() {
    let mut shelf = Shelf::staffed();
    let paper = shelf.enter("clerk", but(draft(1), |d| d.directions = vec![lead("legal")]));
    let withdraw = |version: usize, reason: &str| Act::WithdrawVersion { paper, version, reason: reason.into() };
    check(
        &shelf,
        &[
            ("the only one", "clerk", withdraw(0, "A page of another paper."), "version_withdrawn arrived"),
            ("with a reason", "clerk", withdraw(0, ""), "! empty"),
            ("one that is there", "clerk", withdraw(1, "Why."), "! no_version"),
            ("by the registry", "lawyer", withdraw(0, "Why."), "! no_mandate"),
        ],
    );
    let mut two = shelf.clone();
    two.act("clerk", add(paper, file(9)));
    check(&two, &[("one of two", "clerk", withdraw(0, "Why."), "version_withdrawn")]);
    let arrival = shelf.paper(paper).arrival.clone();
    shelf.act("clerk", withdraw(0, "A page of another paper."));
    let held = shelf.paper(paper);
    assert_eq!((held.absence, &held.arrival, held.version()), (Some(Absence::NotYetScanned), &arrival, None));
    check(&shelf, &[("once", "clerk", withdraw(0, "Why."), "! no_version")]);
    // The file is no twin of the paper it belongs to, and the right one takes the place.
    shelf.act("clerk", add(paper, file(9)));
    assert_eq!(shelf.paper(paper).absence, None);
}

/// A text that a machine recognised in another version.
fn recognised(no: u8) -> Version {
    let mut version = Version { kind: VersionKind::Transcript, ..file(no) };
    version.text = version.text.map(|text| ReadText { confidence: Some(93), ..text });
    version
}

#[test]
fn what_a_machine_recognised_did_not_come() {
    let mut shelf = Shelf::staffed();
    let paper = shelf.enter("clerk", draft(1));
    shelf.act("clerk", add(paper, recognised(2)));
    shelf.act("clerk", add(paper, file(3)));
    shelf.act("clerk", add(paper, recognised(4)));
    let received = |shelf: &Shelf| {
        let held = shelf.paper(paper);
        (0..4).map(|place| held.received(place).map(|(from, _)| from)).collect::<Vec<_>>()
    };
    assert_eq!(received(&shelf), [Some(0), Some(0), Some(2), Some(2)]);
    assert_eq!(shelf.paper(paper).received(4), None);
    shelf.act("clerk", Act::WithdrawVersion { paper, version: 2, reason: "A page of another.".into() });
    assert_eq!(received(&shelf), [Some(0), Some(0), Some(2), Some(0)]);
    // Where nothing else stands, it stands for itself.
    shelf.act("clerk", Act::WithdrawVersion { paper, version: 0, reason: "A page of another.".into() });
    assert_eq!(received(&shelf), [Some(0), Some(1), Some(2), Some(3)]);
}
