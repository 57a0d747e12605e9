//! Acts of the house: who may change it, and what is refused.

use std::collections::BTreeSet;

use procedure::act::Act;
use procedure::event::{DoorChange, Event};
use procedure::house::{Capacity, Duty, House, Visibility};
use procedure::known::Known;
use procedure::moment::Moment;
use procedure::refusal::Refusal;

use crate::shelf::{DAY_MICROS, Shelf, check, desk, draft, founding, lead, level, officer, scale, series};

fn reason() -> String {
    "A reason.".into()
}

fn add_officer(code: &str, cleared_to: &str) -> Act {
    let (officer, name, cleared_to) = (officer(code), "N. N.".into(), level(cleared_to));
    Act::AddOfficer { officer, name, aliases: vec![], cleared_to, duties: BTreeSet::new() }
}

fn change_officer(code: &str) -> Act {
    Act::ChangeOfficer { officer: officer(code), name: None, aliases: None, cleared_to: None, duties: None }
}

fn duties(code: &str, duties: &[Duty]) -> Act {
    let duties = Some(duties.iter().copied().collect());
    Act::ChangeOfficer { officer: officer(code), name: None, aliases: None, cleared_to: None, duties }
}

fn suspend(code: &str) -> Act {
    Act::SuspendOfficer { officer: officer(code), reason: reason() }
}

fn add_desk(code: &str, above: Option<&str>) -> Act {
    Act::AddDesk { desk: desk(code), name: "A desk".into(), aliases: vec![], above: above.map(desk) }
}

fn mandate(code: &str, of: &str, at: &str, from: Option<Moment>, until: Option<Moment>) -> Act {
    let (officer, desk, capacity) = (officer(of), desk(at), Capacity::Substitute);
    Act::GiveMandate { mandate: code.parse().unwrap(), officer, desk, capacity, from, until, instead_of: None }
}

fn end(code: &str, until: Option<Moment>) -> Act {
    Act::EndMandate { mandate: code.parse().unwrap(), until, reason: reason() }
}

#[test]
fn an_office_is_founded_once_and_nothing_happens_before() {
    let shelf = Shelf::founded();
    check(&shelf, &[("twice", "root", founding(), "! already_founded")]);
    let refused = procedure::decide::decide(
        &House::default(),
        &Known::default(),
        &add_desk("legal", None),
        &shelf.sitting("root"),
    );
    assert_eq!(refused, Err(Refusal::NotFounded));
}

#[test]
fn officers() {
    let mut shelf = Shelf::staffed();
    shelf.act("root", suspend("porter"));
    let door = |change: DoorChange| Act::ChangeDoor { officer: officer("clerk"), change };
    check(
        &shelf,
        &[
            ("an administrator takes in an officer", "root", add_officer("new", "open"), "officer_added"),
            ("nobody else does", "clerk", add_officer("new", "open"), "! not_administrator"),
            ("an unknown officer does nothing", "nobody", add_officer("new", "open"), "! no_officer"),
            ("a suspended officer does nothing", "porter", add_officer("new", "open"), "! suspended"),
            ("a code is taken once", "root", add_officer("clerk", "open"), "! taken"),
            ("a level is on the scale", "root", add_officer("new", "cosmic"), "! absent"),
            ("an officer changes", "root", change_officer("clerk"), "officer_changed"),
            ("one who is there", "root", change_officer("nobody"), "! no_officer"),
            ("the last administrator stays one", "root", duties("root", &[]), "! last_administrator"),
            ("and stays", "root", suspend("root"), "! last_administrator"),
            ("a second makes it lawful", "root", duties("clerk", &[Duty::Administrator]), "officer_changed"),
            ("an officer is suspended", "root", suspend("clerk"), "officer_suspended"),
            ("once", "root", suspend("porter"), "! suspended"),
            ("and comes back", "root", Act::ReinstateOfficer { officer: officer("porter") }, "officer_reinstated"),
            ("if suspended", "root", Act::ReinstateOfficer { officer: officer("clerk") }, "! not_suspended"),
            ("if there", "root", Act::ReinstateOfficer { officer: officer("nobody") }, "! no_officer"),
            ("one's own door", "clerk", door(DoorChange::PasswordSet), "door_changed"),
            ("another's door", "lawyer", door(DoorChange::Reset), "! not_administrator"),
            ("one's own address", "clerk", door(DoorChange::AddressGiven), "door_changed"),
            ("another's address", "lawyer", door(DoorChange::AddressEnded), "! not_administrator"),
            ("an administrator gives none", "root", door(DoorChange::AddressGiven), "! address_of_another"),
            ("an administrator takes it away", "root", door(DoorChange::AddressEnded), "door_changed"),
            ("an administrator's reset", "root", door(DoorChange::Reset), "door_changed"),
            (
                "the door of one who is there",
                "root",
                Act::ChangeDoor { officer: officer("nobody"), change: DoorChange::Reset },
                "! no_officer",
            ),
        ],
    );
}

#[test]
fn a_suspended_administrator_does_not_count() {
    let mut shelf = Shelf::staffed();
    shelf.act("root", duties("clerk", &[Duty::Administrator]));
    check(&shelf, &[("two: one may go", "root", suspend("root"), "officer_suspended")]);
    shelf.act("root", suspend("clerk"));
    check(&shelf, &[("one of the two is suspended", "root", suspend("root"), "! last_administrator")]);
}

#[test]
fn what_is_taken_away_is_gone_and_what_is_left_out_stays() {
    let mut shelf = Shelf::staffed();
    let change = |json: serde_json::Value| serde_json::from_value::<Act>(json).unwrap();
    let name = serde_json::json!({"act": "change_desk", "desk": "legal", "name": "Law"});
    shelf.act("root", change(name));
    assert_eq!(shelf.house.desks[&desk("legal")].above, Some(desk("chief")), "left out");
    let none = change(serde_json::json!({"act": "change_desk", "desk": "legal", "above": null}));
    assert_eq!(change(serde_json::to_value(&none).unwrap()), none, "and is sent on as it was said");
    shelf.act("root", none);
    assert_eq!(shelf.house.desks[&desk("legal")].above, None);
    shelf.act("root", change(serde_json::json!({"act": "change_series", "series": "SEC", "file_code": "7.1"})));
    let secret = |shelf: &Shelf| shelf.house.series[&crate::shelf::series("SEC")].clone();
    assert!(secret(&shelf).band.is_some() && secret(&shelf).file_code.is_some());
    let none = serde_json::json!({"act": "change_series", "series": "SEC", "band": null, "file_code": null});
    shelf.act("root", change(none));
    assert!(secret(&shelf).band.is_none() && secret(&shelf).file_code.is_none());
}

#[test]
fn desks() {
    let mut shelf = Shelf::staffed();
    shelf.act("root", add_desk("old", None));
    shelf.act("root", Act::CloseDesk { desk: desk("old"), reason: reason() });
    let waiting = shelf.enter("clerk", crate::shelf::but(draft(1), |d| d.directions = vec![lead("press")]));
    let above = |of: &str, chief: &str| Act::ChangeDesk {
        desk: desk(of),
        name: None,
        aliases: None,
        above: Some(Some(desk(chief))),
        calendar: None,
    };
    let on_top =
        |of: &str| Act::ChangeDesk { desk: desk(of), name: None, aliases: None, above: Some(None), calendar: None };
    let close = |code: &str| Act::CloseDesk { desk: desk(code), reason: reason() };
    check(
        &shelf,
        &[
            ("a desk is set up", "root", add_desk("new", Some("chief")), "desk_added"),
            ("by an administrator", "clerk", add_desk("new", None), "! not_administrator"),
            ("once", "root", add_desk("legal", None), "! taken"),
            ("below one that is there", "root", add_desk("new", Some("nowhere")), "! absent"),
            ("below one that is open", "root", add_desk("new", Some("old")), "! closed"),
            ("a desk moves", "root", above("legal", "registry"), "desk_changed"),
            ("a desk comes to stand below none", "root", on_top("legal"), "desk_changed"),
            ("not above itself", "root", above("legal", "legal"), "! desk_above_itself"),
            ("not in a ring", "root", above("chief", "legal"), "! desk_above_itself"),
            ("a desk is closed", "root", close("legal"), "desk_closed"),
            ("not with work waiting", "root", close("press"), "! desk_has_work"),
            ("not while it keeps a series", "root", close("registry"), "! desk_keeps_series"),
            ("not twice", "root", close("old"), "! closed"),
            ("with a reason", "root", Act::CloseDesk { desk: desk("legal"), reason: " ".into() }, "! empty"),
        ],
    );
    shelf.act("clerk", Act::Void { paper: waiting, number: "IN-1951-0001".into(), reason: reason() });
    check(&shelf, &[("a void paper waits nowhere", "root", close("press"), "desk_closed")]);
}

#[test]
fn mandates() {
    let mut shelf = Shelf::staffed();
    let at = |days: i64| Some(Moment::from_micros(shelf.now.micros() + days * DAY_MICROS));
    let (yesterday, tomorrow, later) = (at(-1), at(1), at(9));
    shelf.act("root", mandate("short", "porter", "press", None, tomorrow));
    shelf.act("root", suspend("editor"));
    shelf.act("root", end("lawyer-legal", None));
    check(
        &shelf,
        &[
            ("a mandate is given", "root", mandate("m", "porter", "legal", None, None), "mandate_given"),
            ("by an administrator", "clerk", mandate("m", "porter", "legal", None, None), "! not_administrator"),
            ("once", "root", mandate("short", "porter", "legal", None, None), "! taken"),
            ("to one who is there", "root", mandate("m", "nobody", "legal", None, None), "! no_officer"),
            ("and not suspended", "root", mandate("m", "editor", "legal", None, None), "! suspended"),
            ("for a desk that is there", "root", mandate("m", "porter", "nowhere", None, None), "! absent"),
            ("not ending first", "root", mandate("m", "porter", "legal", later, tomorrow), "! ends_before_begin"),
            ("not ended before now", "root", mandate("m", "porter", "legal", None, yesterday), "! ends_before_begin"),
            ("a mandate ends", "root", end("short", None), "mandate_ended"),
            ("no end makes it longer", "root", end("short", later), "! mandate_ends_sooner"),
            ("one that ended does not", "root", end("lawyer-legal", None), "! mandate_ended"),
            ("one that is not there", "root", end("none", None), "! absent"),
        ],
    );
    let given = shelf.act("root", mandate("past", "porter", "legal", yesterday, None));
    let Event::MandateGiven { from, .. } = &given.events[0] else { panic!("a mandate was given") };
    assert!(yesterday.is_some_and(|yesterday| yesterday < *from), "nobody acted under it before it was given");
}

#[test]
fn the_name_the_levels_and_the_file_plan() {
    let shelf = Shelf::staffed();
    let levels = |codes: &[&str]| Act::SetLevels {
        levels: codes.iter().map(|code| scale(code, Visibility::WholeHouse)).collect(),
    };
    let plan = |code: &str| Act::SetFilePlan { code: code.into(), title: "Tides".into() };
    let name = |name: &str| Act::RenameOffice { name: name.into() };
    let stands = shelf.house.founding.as_ref().map(|founding| founding.name.clone()).unwrap();
    check(
        &shelf,
        &[
            ("another name", "root", name("Ministry of Ports"), "office_renamed"),
            ("the same", "root", name(&stands), "! same_facts"),
            ("no name", "root", name(" "), "! empty"),
            ("a name by a clerk", "clerk", name("Ministry of Ports"), "! not_administrator"),
            ("a level more", "root", levels(&["open", "restricted", "secret", "cosmic"]), "levels_set"),
            ("none", "root", levels(&[]), "! no_levels"),
            ("one less", "root", levels(&["open", "restricted"]), "! level_in_use"),
            ("one twice", "root", levels(&["open", "open", "restricted", "secret"]), "! taken"),
            ("by an administrator", "clerk", levels(&["open", "restricted", "secret"]), "! not_administrator"),
            ("a code of the plan", "root", plan("7.1"), "file_plan_set"),
            ("with a code", "root", plan(""), "! empty"),
        ],
    );
}

#[test]
fn an_office_had_each_name_until_it_was_renamed() {
    let mut shelf = Shelf::staffed();
    let first = shelf.house.founding.as_ref().unwrap().name.clone();
    let before = shelf.now;
    shelf.now = Moment::from_micros(before.micros() + DAY_MICROS);
    shelf.act("root", Act::RenameOffice { name: "Ministry of Ports".into() });
    let renamed = shelf.now;
    shelf.now = Moment::from_micros(renamed.micros() + DAY_MICROS);
    shelf.act("root", Act::RenameOffice { name: "Ministry of Ships".into() });
    let founding = shelf.house.founding.as_ref().unwrap();
    let at = |moment: Moment| founding.name_at(moment).to_owned();
    assert_eq!(
        [at(before), at(renamed), at(shelf.now)],
        [first, "Ministry of Ports".into(), "Ministry of Ships".into()]
    );
}

#[test]
fn words_mean_the_highest_level_that_stands_in_them() {
    let mut shelf = Shelf::founded();
    let named = |code: &str, name: &str, words: &[&str]| procedure::house::Level {
        name: name.into(),
        words: words.iter().map(|word| (*word).to_owned()).collect(),
        ..scale(code, Visibility::WholeHouse)
    };
    let levels = vec![
        named("open", "Unclassified", &["unclassified"]),
        named("restricted", "Restricted", &["Official Use Only", "classified"]),
        named("secret", "Secret", &["secret", "секретно"]),
        named("top-secret", "Most secret", &[]),
    ];
    shelf.act("root", Act::SetLevels { levels });
    for (words, expected) in [
        ("SECRET", Some("secret")),
        ("TOP SECRET", Some("top-secret")),
        ("Top\n  Secret — Tide", Some("top-secret")),
        ("MOST SECRET", Some("top-secret")),
        ("Секретно", Some("secret")),
        ("unclassified", Some("open")),
        ("CLASSIFIED", Some("restricted")),
        ("official use only", Some("restricted")),
        ("secretariat", None),
        ("", None),
        ("urgent", None),
    ] {
        assert_eq!(shelf.house.level_of(words).map(|level| level.id.as_str()), expected, "{words:?}");
    }
}

#[test]
fn a_holder_comes_before_a_substitute_and_ends_are_exclusive() {
    let mut shelf = Shelf::staffed();
    let end = Moment::from_micros(shelf.now.micros() + DAY_MICROS);
    shelf.act("root", mandate("a-short", "lawyer", "legal", None, Some(end)));
    let house = &shelf.house;
    let (who, at) = (officer("lawyer"), desk("legal"));
    assert_eq!(house.mandate_for(&who, &at, shelf.now).map(ToString::to_string), Some("lawyer-legal".into()));
    let short = &house.mandates[&"a-short".parse().unwrap()];
    assert!(short.holds_at(Moment::from_micros(end.micros() - 1)));
    assert!(!short.holds_at(end));
    assert!(house.book_key(&series("none"), 1951).is_none());
}
