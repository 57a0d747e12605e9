//! Refusals say what, why and what next, to people and to programs.

use jiff::civil::date;
use procedure::act::{Act, BindingDraft};
use procedure::card::FieldName;
use procedure::house::Visibility;
use procedure::paper::{InHouse, NamedAs};
use procedure::refusal::{Desks, Refusal, Thing, Written};

use crate::shelf::{Shelf, bind_officer, check, desk, draft, draft_in, facts};

#[test]
fn a_refusal_says_what_and_what_next() {
    for (refusal, says, next, code) in [
        (
            Refusal::NotHolder { desk: desk("press"), holders: Desks(vec![desk("legal"), desk("chief")]) },
            "the paper lies with desks legal, chief, not with desk press",
            "ask the desk that holds it to mark it out",
            "not_holder",
        ),
        (
            Refusal::NoMandate { officer: "clerk".parse().unwrap(), desks: Desks(vec![desk("vault")]) },
            "officer clerk acts for no desk that may do this; desk vault may",
            "ask an administrator for a mandate, or hand it to an officer who has one",
            "no_mandate",
        ),
        (
            Refusal::NoLead,
            "it is passed on for information only, and no desk would lead",
            "name a desk that leads, or mark it out and keep the lead",
            "no_lead",
        ),
        (
            Refusal::NoFile,
            "the paper has no file, and it was not said why",
            "add the file, or say: cover only, not yet scanned, oral",
            "no_file",
        ),
        (
            Refusal::FileEmpty { name: "letter.txt".into() },
            "the file letter.txt is empty",
            "get the file again, or enter the paper without one: not yet scanned",
            "file_empty",
        ),
        (
            Refusal::NothingSaid,
            "the paper has no file, and its card says nothing of it",
            "say at least from whom, to whom or about what",
            "nothing_said",
        ),
        (
            Refusal::TooLong { field: Written::Remark, bytes: 4_097, bytes_max: 4_096 },
            "the remark has 4097 bytes; the limit is 4096",
            "shorten it, or enter it as a paper",
            "too_long",
        ),
        (
            Refusal::NoBinding { binding: 8 },
            "there is no binding 9 that holds",
            "look at the paper again, and see who is bound",
            "no_binding",
        ),
        (
            Refusal::NoEnclosed { version: 0, enclosed: 2 },
            "version 1 encloses no file 3",
            "choose a file of the list of enclosures",
            "no_enclosed",
        ),
        (
            Refusal::ControlCharacter { field: Written::Name, character: "U+001B".into() },
            "the name holds a control character, U+001B",
            "write it without",
            "control_character",
        ),
        (
            Refusal::DeskWithoutSight { desk: desk("vault") },
            "desk vault does not see the paper, and a bring-forward gives no sight of it",
            "mark the paper out to it, with the day by which it is to act",
            "desk_without_sight",
        ),
        (
            Refusal::BackTooFar { on: date(2951, 12, 24), days_max: 18_263 },
            "2951-12-24 is more than 18263 days ahead",
            "look at the year, or choose a nearer day",
            "back_too_far",
        ),
        (
            Refusal::Absent { what: Thing::Series, code: "NV".into() },
            "there is no series NV",
            "choose a series that is there",
            "absent",
        ),
    ] {
        assert_eq!(refusal.to_string(), says);
        assert_eq!(refusal.next(), next);
        assert_eq!(refusal.code(), code);
        let json = serde_json::to_string(&refusal).unwrap();
        assert_eq!(serde_json::from_str::<Refusal>(&json).unwrap(), refusal);
    }
}

#[test]
fn what_is_not_there_for_one_is_not_there() {
    assert!(Refusal::NoPaper { paper: procedure::ids::PaperId([1; 16]) }.is_absent());
    assert!(!Refusal::NoFile.is_absent());
    assert_eq!(Refusal::NoPaper { paper: procedure::ids::PaperId([1; 16]) }.next(), "ask the registry");
}

#[test]
fn what_people_type_has_no_control_characters() {
    let mut shelf = Shelf::staffed();
    let paper = shelf.enter("clerk", draft(1));
    let desk = |name: &str| Act::AddDesk { desk: desk("new"), name: name.into(), aliases: vec![], above: None };
    let remark = |says: &str| Act::Remark { paper, says: says.into() };
    let bind = |name: &str| {
        let binding = BindingDraft { name: name.into(), ..bind_officer(NamedAs::Addressee, "chief") };
        Act::Bind { paper, bindings: vec![binding] }
    };
    let correct = |words: &str| Act::Correct {
        paper,
        field: FieldName::Subject,
        value: serde_json::json!({ "value": words, "span": null }),
        reason: None,
    };
    check(
        &shelf,
        &[
            ("a name in one line", "root", desk("Legal\u{a0}Desk"), "desk_added"),
            ("an escape", "root", desk("Legal\u{1b}[2J"), "! control_character"),
            ("a second line", "root", desk("Legal\nDesk"), "! control_character"),
            ("a control of the second set", "root", desk("Legal\u{9b}2J"), "! control_character"),
            ("a remark of two lines", "clerk", remark("One.\r\n\tTwo."), "remarked"),
            ("a remark that rings", "clerk", remark("One.\u{7}"), "! control_character"),
            ("a name over two lines of the paper", "clerk", bind("Legal\nDepartment"), "name_bound"),
            ("a name that moves the cursor", "clerk", bind("Legal\u{8}"), "! control_character"),
            ("a value set on the card", "clerk", correct("Dues"), "corrected"),
            ("a value that hides itself", "clerk", correct("Dues\u{1b}[8m"), "! control_character"),
        ],
    );
}

#[test]
fn a_desk_that_may_is_named_once() {
    let mut shelf = Shelf::staffed();
    let paper = shelf.enter("clerk", draft_in("OUT", 1));
    let act = Act::File { paper, dossier: "d".parse().unwrap(), title: Some("D".into()), code: None };
    match shelf.attempt("lawyer", &act).unwrap_err() {
        Refusal::NoMandate { desks: Desks(desks), .. } => {
            let once: std::collections::BTreeSet<_> = desks.iter().collect();
            assert_eq!(once.len(), desks.len(), "{desks:?}");
        }
        other => panic!("{other}"),
    }
}

#[test]
fn a_refusal_has_the_names_of_the_house_for_those_who_read_it() {
    let mut shelf = Shelf::staffed();
    // A series whose code is a word of the sentence.
    shelf.series("for", facts("registry", Visibility::WholeHouse));
    let no_mandate =
        Refusal::NoMandate { officer: "clerk".parse().unwrap(), desks: Desks(vec![desk("vault"), desk("legal")]) };
    let mut house = shelf.house.clone();
    house.officers.get_mut(&"clerk".parse().unwrap()).unwrap().name = "M. Orlo".into();
    house.desks.get_mut(&desk("vault")).unwrap().name = "The vault".into();
    house.series.get_mut(&"for".parse().unwrap()).unwrap().name = "Incoming".into();
    assert_eq!(no_mandate.in_names_of(&house), "M. Orlo acts for no desk that may do this; The vault, legal may");
    let closed = Refusal::YearClosed { series: "for".parse().unwrap(), year: 1951 };
    assert_eq!(closed.in_names_of(&house), "the book of Incoming for 1951 is closed");
    let gone = Refusal::Closed { what: Thing::Desk, code: "vault".into() };
    assert_eq!(gone.in_names_of(&house), "The vault is closed");
    let theirs = Refusal::NotBroughtToYou {
        bring_forward: 2,
        to: InHouse::Desk(desk("vault")),
        officer: "clerk".parse().unwrap(),
    };
    assert_eq!(theirs.to_string(), "bring-forward 2 is for desk vault, and was set by officer clerk");
    assert_eq!(theirs.in_names_of(&house), "bring-forward 2 is for The vault, and was set by M. Orlo");
    let unknown = Refusal::DeskTwice { desk: desk("nowhere") };
    assert_eq!(unknown.in_names_of(&house), unknown.to_string());
    assert_eq!(Refusal::NoFile.in_names_of(&house), Refusal::NoFile.to_string());
}
