//! Roles, what is asked of the reading ledger, and up to where it stands.

use jiff::civil::date;
use procedure::act::{Act, ROLE_DAYS_MAX};
use procedure::event::Door;
use procedure::ids::Hash;
use procedure::moment::Moment;
use procedure::readings::{ReadingsHead, ReadingsOf, ReadingsQuestion};
use procedure::role::Role;

use crate::shelf::{DAY_MICROS, Shelf, check, officer};

fn why() -> String {
    "A reason.".into()
}

pub(crate) fn give(who: &str, role: Role, until: Option<Moment>) -> Act {
    Act::GiveRole { officer: officer(who), role, from: None, until, reason: why() }
}

fn end(who: &str, role: Role) -> Act {
    Act::EndRole { officer: officer(who), role, reason: why() }
}

pub(crate) fn asks(of: ReadingsOf) -> Act {
    Act::AskReadings { question: ReadingsQuestion { of, from: None, until: None }, reason: why() }
}

fn between(from: i8, until: i8) -> Act {
    let days = |day| Some(date(1951, 12, day));
    let question = ReadingsQuestion { of: ReadingsOf::Everything, from: days(from), until: days(until) };
    Act::AskReadings { question, reason: why() }
}

pub(crate) fn entered(blocks: u64, broken: bool) -> Act {
    Act::EnterReadings { head: ReadingsHead { blocks, digest: Hash([7; 32]) }, broken }
}

fn days_on(shelf: &Shelf, days: i64) -> Moment {
    Moment::from_micros(shelf.now.micros() + days * DAY_MICROS)
}

#[test]
fn an_administrator_gives_a_role_to_another_and_not_for_ever_where_it_tells_of_papers() {
    let mut shelf = Shelf::staffed();
    let (longest, too_long) = (days_on(&shelf, ROLE_DAYS_MAX), days_on(&shelf, ROLE_DAYS_MAX + 1));
    let nothing =
        Act::GiveRole { officer: officer("porter"), role: Role::Auditor, from: None, until: None, reason: " ".into() };
    check(
        &shelf,
        &[
            ("an auditor", "root", give("porter", Role::Auditor, None), "role_given"),
            ("not by a chief", "chief", give("porter", Role::Auditor, None), "! not_administrator"),
            ("not to oneself", "root", give("root", Role::Auditor, None), "! role_to_oneself"),
            ("not to nobody", "root", give("nobody", Role::Auditor, None), "! no_officer"),
            ("with a reason", "root", nothing, "! empty"),
            ("existence has an end", "root", give("porter", Role::ExistenceOnly, None), "! role_without_end"),
            ("within a year", "root", give("porter", Role::ExistenceOnly, Some(longest)), "role_given"),
            ("and no longer", "root", give("porter", Role::ExistenceOnly, Some(too_long)), "! role_too_long"),
            ("nor an auditor", "root", give("porter", Role::Auditor, Some(too_long)), "! role_too_long"),
            ("not over before", "root", give("porter", Role::Auditor, Some(shelf.now)), "! ends_before_begin"),
            ("nothing to end", "root", end("porter", Role::Auditor), "! role_not_held"),
        ],
    );
    shelf.act("root", give("porter", Role::Auditor, None));
    assert!(shelf.house.has_role(&officer("porter"), Role::Auditor, shelf.now));
    assert!(!shelf.house.has_role(&officer("porter"), Role::ExistenceOnly, shelf.now), "each role by itself");
    check(&shelf, &[("not by itself", "porter", end("porter", Role::Auditor), "! not_administrator")]);
    shelf.act("root", end("porter", Role::Auditor));
    assert!(!shelf.house.has_role(&officer("porter"), Role::Auditor, shelf.now));
    check(&shelf, &[("it ended", "root", end("porter", Role::Auditor), "! role_not_held")]);
}

#[test]
fn a_role_holds_from_its_first_moment_up_to_its_last_and_not_while_suspended() {
    let mut shelf = Shelf::staffed();
    let (from, until) = (days_on(&shelf, 1), days_on(&shelf, 2));
    let (role, reason) = (Role::Auditor, why());
    shelf.act("root", Act::GiveRole { officer: officer("porter"), role, from: Some(from), until: Some(until), reason });
    let holds = |shelf: &Shelf, at: Moment| shelf.house.has_role(&officer("porter"), Role::Auditor, at);
    let before = |at: Moment| Moment::from_micros(at.micros() - 1);
    assert!(!holds(&shelf, before(from)) && holds(&shelf, from));
    assert!(holds(&shelf, before(until)) && !holds(&shelf, until));
    shelf.act("root", Act::SuspendOfficer { officer: officer("porter"), reason: why() });
    assert!(!holds(&shelf, from));
}

#[test]
fn an_auditor_asks_with_a_reason_and_is_no_actor_on_the_paper() {
    let mut shelf = Shelf::staffed();
    let paper = shelf.enter("clerk", crate::shelf::draft(1));
    shelf.act("root", give("porter", Role::Auditor, None));
    let of_paper = || asks(ReadingsOf::Paper("IN-1951-0001".into()));
    let silent = Act::AskReadings {
        question: ReadingsQuestion { of: ReadingsOf::Officer(officer("clerk")), from: None, until: None },
        reason: String::new(),
    };
    check(
        &shelf,
        &[
            ("of a paper", "porter", of_paper(), "readings_asked"),
            ("of what is not there, too", "porter", asks(ReadingsOf::Paper("IN-1951-9999".into())), "readings_asked"),
            ("of an officer", "porter", asks(ReadingsOf::Officer(officer("clerk"))), "readings_asked"),
            ("of a dossier", "porter", asks(ReadingsOf::Dossier("D1".parse().unwrap())), "readings_asked"),
            ("of a span", "porter", between(1, 1), "readings_asked"),
            ("not of one upside down", "porter", between(2, 1), "! span_upside_down"),
            ("not of everything", "porter", asks(ReadingsOf::Everything), "! readings_without_span"),
            ("not of nobody", "porter", asks(ReadingsOf::Officer(officer("nobody"))), "! no_officer"),
            ("not of nothing", "porter", asks(ReadingsOf::Paper(" ".into())), "! empty"),
            ("not of a long nothing", "porter", asks(ReadingsOf::Paper("1".repeat(401))), "! too_long"),
            ("but of one that may be", "porter", asks(ReadingsOf::Paper("1".repeat(400))), "readings_asked"),
            ("not without a reason", "porter", silent, "! empty"),
            ("not an administrator", "root", of_paper(), "! not_auditor"),
            ("not the registry", "clerk", of_paper(), "! not_auditor"),
        ],
    );
    let rev = shelf.paper(paper).rev;
    let decided = shelf.act("porter", of_paper());
    assert!(decided.acted.papers.is_empty(), "the paper's own trail tells nobody that it was asked about");
    assert_eq!(shelf.paper(paper).rev, rev);
    assert!(!shelf.paper(paper).actors.contains(&officer("porter")), "asking is no act on the paper");
}

#[test]
fn the_office_alone_enters_up_to_where_the_ledger_stands() {
    let mut shelf = Shelf::staffed();
    check(&shelf, &[("nobody by hand", "root", entered(1, false), "! by_machine_only")]);
    shelf.door = Door::Machine;
    shelf.act("clerk", entered(1, false));
    let head = shelf.house.readings.as_ref().map(|known| (known.head.blocks, known.broken.is_some()));
    assert_eq!(head, Some((1, false)));
    check(&shelf, &[("once", "clerk", entered(1, false), "! same_facts")]);
    shelf.act("clerk", entered(2, true));
    shelf.act("clerk", entered(3, false));
    let known = shelf.house.readings.as_ref().unwrap();
    assert_eq!(known.head.blocks, 3);
    assert!(known.broken.is_some_and(|at| at < known.at), "that it was broken once stays in sight");
}

#[test]
fn existence_is_told_within_the_level_while_the_role_holds_and_gives_no_sight() {
    use procedure::sight::{Scope, Sight, may_know_of, may_see};

    use crate::shelf::{but, draft_in, level, read};
    let mut shelf = Shelf::staffed();
    let open = shelf.enter("clerk", crate::shelf::draft(1));
    let restricted = shelf.enter("clerk", but(draft_in("IN", 2), |d| d.level = Some(level("restricted"))));
    let secret = shelf.enter("keeper", but(draft_in("SEC", 3), |d| d.level = Some(level("secret"))));
    let unconfirmed = shelf.enter("clerk", but(draft_in("OUT", 4), |d| d.card.marking = Some(read("SECRET".into()))));
    let until = days_on(&shelf, 1);
    let told = |shelf: &Shelf, who: &str, at: Moment| {
        [open, restricted, secret, unconfirmed]
            .map(|paper| may_know_of(&shelf.house, &officer(who), &Scope::of(shelf.paper(paper)), at))
    };
    assert_eq!(told(&shelf, "editor", shelf.now), [false; 4], "not without the role");
    shelf.act("root", give("editor", Role::ExistenceOnly, Some(until)));
    assert_eq!(told(&shelf, "editor", shelf.now), [true, true, false, false], "cleared to restricted");
    assert_eq!(told(&shelf, "editor", until), [false; 4], "nor after it");
    shelf.act("root", give("lawyer", Role::ExistenceOnly, Some(until)));
    assert_eq!(told(&shelf, "lawyer", shelf.now), [true, true, true, false], "also of a list that one is not on");
    shelf.act("root", give("chief", Role::Auditor, None));
    assert_eq!(told(&shelf, "chief", shelf.now), [false; 4], "an auditor is told otherwise");
    for paper in [open, restricted, secret] {
        assert_eq!(may_see(&shelf.house, &officer("lawyer"), shelf.paper(paper), shelf.now), Sight::None);
    }
    shelf.act("root", Act::SuspendOfficer { officer: officer("editor"), reason: why() });
    assert_eq!(told(&shelf, "editor", shelf.now), [false; 4]);
}
