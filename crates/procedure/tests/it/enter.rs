//! Entering a paper, filling numbers, parts of an envelope, splitting.

use jiff::civil::date;
use procedure::act::{Act, EnterDraft, SUBJECT_BYTES_MAX};
use procedure::card::{CardRemark, Field, Party, Span};
use procedure::event::Event;
use procedure::ids::{BodyId, Hash};
use procedure::paper::{Absence, EnclosedFile, Marking, NamedAs};

use crate::shelf::{
    Shelf, bind_desk, bind_officer, but, card, check, copy, draft, draft_in, file, lead, level, officer, read,
};

const ENTERED: &str = "registered arrived version_added described";

fn with(change: impl FnOnce(&mut EnterDraft)) -> Act {
    Act::Enter(but(draft(1), change))
}

#[test]
fn entering() {
    let shelf = Shelf::staffed();
    check(
        &shelf,
        &[
            ("a paper with its file", "clerk", with(|_| ()), ENTERED),
            ("by the registry", "lawyer", with(|_| ()), "! no_mandate"),
            ("in a series that is there", "clerk", Act::Enter(draft_in("NONE", 1)), "! absent"),
            ("no file and no word why", "clerk", with(|d| d.versions.clear()), "! no_file"),
            (
                "cover only",
                "clerk",
                with(|d| {
                    d.versions.clear();
                    d.absence = Some(Absence::CoverOnly);
                    d.card.to = vec![read(Party::named("Minister Halden"))];
                }),
                "registered arrived described",
            ),
            ("a file, and said to have none", "clerk", with(|d| d.absence = Some(Absence::Oral)), "! file_and_absence"),
            ("a file without a name", "clerk", with(|d| d.versions[0].name = String::new()), "! empty"),
            (
                "a span to the end of the text",
                "clerk",
                with(|d| d.card.place = Some(Field::read("Port".into(), Span::new(990, 1_000)))),
                ENTERED,
            ),
            (
                "a span one past it",
                "clerk",
                with(|d| d.card.place = Some(Field::read("Port".into(), Span::new(990, 1_001)))),
                "! span_outside",
            ),
            (
                "a span that ends before it begins",
                "clerk",
                with(|d| d.card.place = Some(Field::read("Port".into(), Span::new(9, 8)))),
                "! span_outside",
            ),
        ],
    );
    assert_eq!(shelf.entries.len(), Shelf::staffed().entries.len(), "outcomes leave nothing behind");
}

#[test]
fn entering_with_what_follows_at_once() {
    let shelf = Shelf::staffed();
    let marked = |d: &mut EnterDraft| d.card.marking = Some(read("SECRET".to_owned()));
    check(
        &shelf,
        &[
            (
                "marked out at once",
                "clerk",
                with(|d| d.directions = vec![lead("legal")]),
                &format!("{ENTERED} directed"),
            ),
            ("to a desk that is there", "clerk", with(|d| d.directions = vec![lead("none")]), "! absent"),
            (
                "bound at once",
                "clerk",
                with(|d| d.bindings = vec![bind_desk(NamedAs::Addressee, "legal")]),
                &format!("{ENTERED} name_bound"),
            ),
            (
                "not twice to one",
                "clerk",
                with(|d| {
                    d.bindings = vec![bind_officer(NamedAs::Sender, "chief"), bind_officer(NamedAs::Sender, "chief")]
                }),
                "! bound_already",
            ),
            (
                "to one who is there",
                "clerk",
                with(|d| d.bindings = vec![bind_officer(NamedAs::Sender, "nobody")]),
                "! no_officer",
            ),
            (
                "with the reading's remarks",
                "clerk",
                with(|d| d.remarks = vec![CardRemark { field: None, says: "No date.".into() }]),
                &format!("{ENTERED} remarked"),
            ),
            ("a marking read", "clerk", with(marked), &format!("{ENTERED} marking_read")),
            (
                "is confirmed before it goes out",
                "clerk",
                with(|d| {
                    marked(d);
                    d.directions = vec![copy("legal")];
                }),
                "! marking_unconfirmed",
            ),
            (
                "or at once",
                "clerk",
                with(|d| {
                    marked(d);
                    d.level = Some(level("secret"));
                    d.directions = vec![copy("legal")];
                }),
                &format!("{ENTERED} marking_set directed"),
            ),
            ("a level of the scale", "clerk", with(|d| d.level = Some(level("cosmic"))), "! absent"),
        ],
    );
    assert_eq!(shelf.entries.len(), Shelf::staffed().entries.len(), "outcomes leave nothing behind");
}

#[test]
fn a_card_that_says_too_little_or_too_much() {
    let shelf = Shelf::staffed();
    check(
        &shelf,
        &[
            (
                "by word of mouth, and nothing said of it",
                "clerk",
                with(|d| {
                    d.versions.clear();
                    d.absence = Some(Absence::Oral);
                    d.card.kind = Some(read("report".to_owned()));
                }),
                "! nothing_said",
            ),
            (
                "a subject as long as may be",
                "clerk",
                with(|d| d.card.subject = Some(read("s".repeat(SUBJECT_BYTES_MAX)))),
                ENTERED,
            ),
            (
                "a subject one byte longer",
                "clerk",
                with(|d| d.card.subject = Some(read("s".repeat(SUBJECT_BYTES_MAX + 1)))),
                "! too_long",
            ),
        ],
    );
}

#[test]
fn a_level_above_the_officer_or_outside_the_band() {
    let mut shelf = Shelf::staffed();
    shelf.officer("temp", "open");
    shelf.mandate("temp", "registry");
    let sec = |change: fn(&mut EnterDraft)| Act::Enter(but(draft_in("SEC", 1), change));
    check(
        &shelf,
        &[
            ("not cleared to it", "temp", with(|d| d.level = Some(level("secret"))), "! not_cleared"),
            ("cleared to it", "temp", with(|d| d.level = Some(level("open"))), &format!("{ENTERED} marking_set")),
            ("in the band", "keeper", sec(|d| d.level = Some(level("secret"))), &format!("{ENTERED} marking_set")),
            ("below the band", "keeper", sec(|d| d.level = Some(level("open"))), "! out_of_band"),
            ("not marked, below the band", "keeper", sec(|_| ()), "! out_of_band"),
            (
                "not yet confirmed: any band",
                "keeper",
                sec(|d| d.card.marking = Some(read("OPEN".to_owned()))),
                &format!("{ENTERED} marking_read"),
            ),
        ],
    );
}

#[test]
fn look_alikes() {
    let mut shelf = Shelf::staffed();
    let facts = || card("telegram", "12", "1951-12-20", "R. Oldfen", "M. Averin");
    shelf.enter("clerk", but(draft(1), |d| d.card = facts()));
    let same_card = |bulk: bool| {
        Act::Enter(but(draft(2), |d| {
            d.card = facts();
            d.bulk = bulk;
        }))
    };
    let again = |d: &mut EnterDraft| d.again = Some("A second copy came by bag.".into());
    check(
        &shelf,
        &[
            ("the same bytes", "clerk", with(|_| ()), "! twin_held"),
            ("again, with a reason", "clerk", with(again), "registered entered_again arrived version_added described"),
            ("the same card", "clerk", same_card(false), "! twin_held"),
            (
                "the same card, in bulk: a remark",
                "clerk",
                same_card(true),
                "registered entered_again arrived version_added described remarked",
            ),
            ("the same bytes, in bulk", "clerk", with(|d| d.bulk = true), "! twin_held"),
            (
                "one that may not be seen does not exist",
                "keeper",
                Act::Enter(but(draft_in("SEC", 1), |d| d.level = Some(level("secret")))),
                &format!("{ENTERED} marking_set"),
            ),
        ],
    );
}

#[test]
fn the_remark_of_a_bulk_entry_names_no_other_paper() {
    let mut shelf = Shelf::staffed();
    let facts = || card("telegram", "12", "1951-12-20", "R. Oldfen", "M. Averin");
    shelf.enter("clerk", but(draft(1), |d| d.card = facts()));
    let second = shelf.enter(
        "clerk",
        but(draft(2), |d| {
            d.card = facts();
            d.bulk = true;
        }),
    );
    let paper = shelf.paper(second);
    assert!(paper.remarks.iter().all(|remark| !remark.says.contains("IN-1951-0001")), "{:?}", paper.remarks);
    // Beside which paper it was entered is a link, which is shown to those who may know of both.
    assert_eq!(paper.again.as_ref().map(|again| again.of.as_str()), Some("IN-1951-0001"));
}

#[test]
fn bulk_entry_binds_nobody() {
    let shelf = Shelf::staffed();
    let binding = |bulk: bool| {
        with(move |d| {
            d.bulk = bulk;
            d.bindings = vec![crate::shelf::bind_officer(procedure::paper::NamedAs::Addressee, "porter")];
        })
    };
    check(
        &shelf,
        &[
            ("by itself", "clerk", binding(false), &format!("{ENTERED} name_bound")),
            ("with many others", "clerk", binding(true), "! bulk_binds"),
        ],
    );
}

#[test]
fn nothing_was_received_after_now() {
    use procedure::paper::{Arrival, Received};
    let mut shelf = Shelf::staffed();
    let at = |day: &str, time: Option<&str>| Arrival {
        received: Some(Received { on: day.parse().unwrap(), time: time.map(|time| time.parse().unwrap()) }),
        ..Arrival::default()
    };
    let paper = shelf.enter("clerk", draft(9));
    let put_right = |arrival| Act::CorrectArrival { paper, arrival, reason: "Misread.".into() };
    check(
        &shelf,
        &[
            ("today", "clerk", with(|d| d.arrival = at("1951-12-25", None)), ENTERED),
            ("at noon, which it is", "clerk", with(|d| d.arrival = at("1951-12-25", Some("12:00"))), ENTERED),
            ("a minute on", "clerk", with(|d| d.arrival = at("1951-12-25", Some("12:01"))), "! received_ahead"),
            ("tomorrow", "clerk", with(|d| d.arrival = at("1951-12-26", None)), "! received_ahead"),
            ("nor by putting right", "clerk", put_right(at("1951-12-26", None)), "! received_ahead"),
            ("which takes a day before", "clerk", put_right(at("1951-12-24", None)), "arrival_corrected"),
        ],
    );
    let refused = shelf.attempt("clerk", &with(|d| d.arrival = at("1951-12-26", None))).unwrap_err();
    assert_eq!(refused.to_string(), "it cannot have been received on 1951-12-26; it is 1951-12-25");
}

#[test]
fn what_entering_keeps() {
    let mut shelf = Shelf::staffed();
    let mut told = draft(1);
    told.card = card("telegram", "", "", "", "");
    told.card.subject = Some(Field::set("Tides".into(), None, officer("root")));
    told.card.place = Some(Field { by: Some(officer("root")), ..read("Port".to_owned()) });
    told.versions[0].enclosed =
        vec![EnclosedFile { split_into: Some(procedure::ids::PaperId([9; 16])), ..enclosed(5) }];
    let decided = shelf.act("clerk", Act::Enter(told));
    let paper = shelf.paper(decided.acted.id);
    assert_eq!(
        paper.card.subject.as_ref().unwrap().by,
        Some(officer("clerk")),
        "nobody sets a value in another's name"
    );
    assert_eq!(paper.card.place.as_ref().unwrap().by, None, "what was read was set by nobody");
    assert_eq!(paper.versions[0].version.enclosed[0].split_into, None, "nothing was split off yet");
    assert_eq!(decided.acted.desk.as_ref().unwrap().as_str(), "registry");
    assert_eq!(decided.acted.mandate.as_ref().unwrap().as_str(), "clerk-registry");
    assert_eq!(paper.card_of, Some(0));
    let Event::Registered { bodies, on, kind, .. } = &decided.events[0] else { panic!("registered comes first") };
    assert_eq!(*bodies, [BodyId([1; 32]), BodyId([5; 32])], "every body once, text and file being one");
    assert_eq!((*on, kind.as_deref()), (date(1951, 12, 25), Some("telegram")));
}

#[test]
fn parts_of_an_envelope() {
    let mut shelf = Shelf::staffed();
    let envelope = shelf.enter("clerk", draft(1));
    let under = |no: u8, code: &str| but(draft_in(code, no), |d| d.under = Some(envelope));
    let first = shelf.enter("clerk", under(2, "IN"));
    let second = shelf.enter("clerk", but(under(3, "IN"), |d| d.reserved = Some(7)));
    assert_eq!(shelf.paper(first).number(), "IN-1951-0001/1");
    assert_eq!(shelf.paper(second).number(), "IN-1951-0001/2", "a sub-number fills no block");
    let next = shelf.enter("clerk", draft(4));
    assert_eq!(shelf.paper(next).number(), "IN-1951-0002");
    let below = |no: u8| Act::Enter(but(draft(no), |d| d.under = Some(first)));
    let gone = shelf.enter("clerk", draft(5));
    shelf.act("clerk", Act::Void { paper: gone, number: "IN-1951-0003".into(), reason: "Not ours.".into() });
    check(
        &shelf,
        &[
            ("a part of a part", "clerk", below(9), "! number_not_live"),
            ("a part in another series", "clerk", Act::Enter(under(9, "OUT")), "! number_not_live"),
            ("a part of what is void", "clerk", Act::Enter(but(draft(9), |d| d.under = Some(gone))), "! paper_void"),
            (
                "a part of nothing",
                "clerk",
                Act::Enter(but(draft(9), |d| d.under = Some(procedure::ids::PaperId([9; 16])))),
                "! no_paper",
            ),
        ],
    );
    shelf.act("clerk", Act::Void { paper: envelope, number: "IN-1951-0001".into(), reason: "Opened.".into() });
    assert!(!shelf.paper(first).is_void(), "the parts of a void envelope stand");
}

fn enclosed(no: u8) -> EnclosedFile {
    EnclosedFile {
        name: format!("enclosed-{no}.txt"),
        media: "text/plain".into(),
        body: BodyId([no; 32]),
        hash: Hash([no; 32]),
        bytes: 1_000,
        split_into: None,
    }
}

#[test]
fn splitting_an_envelope() {
    let mut shelf = Shelf::staffed();
    let envelope = shelf.enter(
        "clerk",
        but(draft(1), |d| {
            d.versions[0].enclosed = vec![enclosed(5), enclosed(6)];
            d.level = Some(level("secret"));
        }),
    );
    let split = |at: usize, no: u8| Act::Split { paper: envelope, version: 0, enclosed: at, draft: draft(no) };
    check(
        &shelf,
        &[
            ("an enclosed file", "clerk", split(0, 5), &format!("{ENTERED} marking_set split_off")),
            ("that very file", "clerk", split(0, 6), "! no_enclosed"),
            ("one that is there", "clerk", split(2, 5), "! no_enclosed"),
            (
                "of a version that is there",
                "clerk",
                Act::Split { paper: envelope, version: 1, enclosed: 0, draft: draft(5) },
                "! no_enclosed",
            ),
            ("by the registry", "lawyer", split(0, 5), "! no_paper"),
        ],
    );
    let part = shelf.act("clerk", split(0, 5)).acted.id;
    assert_eq!(shelf.paper(part).split_from, Some(envelope));
    assert_eq!(shelf.paper(envelope).versions[0].version.enclosed[0].split_into, Some(part));
    assert_eq!(shelf.paper(part).marking, Marking::Confirmed { level: level("secret") }, "marked like its envelope");
    check(
        &shelf,
        &[(
            "once",
            "clerk",
            Act::Split {
                paper: envelope,
                version: 0,
                enclosed: 0,
                draft: but(draft(5), |d| d.again = Some("Again.".into())),
            },
            "! split_already",
        )],
    );
}

#[test]
fn whoever_sees_only_the_card_of_an_envelope_does_not_split_it() {
    let mut shelf = Shelf::staffed();
    let envelope = shelf.enter(
        "clerk",
        but(draft(1), |d| {
            d.versions[0].enclosed = vec![enclosed(5)];
            d.directions = vec![crate::shelf::lead("legal")];
        }),
    );
    let sees = procedure::sight::may_see(&shelf.house, &officer("clerk"), shelf.paper(envelope), shelf.now);
    assert_eq!(sees, procedure::sight::Sight::Card);
    let split = Act::Split { paper: envelope, version: 0, enclosed: 0, draft: draft(5) };
    check(&shelf, &[("as if nothing were enclosed", "clerk", split, "! no_enclosed")]);
}

#[test]
fn an_unconfirmed_envelope_is_not_split() {
    let mut shelf = Shelf::staffed();
    let envelope = shelf.enter(
        "clerk",
        but(draft(1), |d| {
            d.versions = vec![procedure::paper::Version { enclosed: vec![enclosed(5)], ..file(1) }];
            d.card.marking = Some(read("SECRET".to_owned()));
        }),
    );
    let split = Act::Split { paper: envelope, version: 0, enclosed: 0, draft: draft(5) };
    check(&shelf, &[("its parts would be open", "clerk", split, "! marking_unconfirmed")]);
}
