//! Directions: marked out, taken, passed on, returned, done, taken back; and with whom the paper lies after each.

use jiff::civil::date;
use procedure::act::{Act, DirectionDraft};
use procedure::ids::PaperId;
use procedure::paper::Part;

use crate::shelf::{Shelf, but, check, copy, desk, draft, file, lead, read};

fn direct(paper: PaperId, from: &str, to: &[DirectionDraft]) -> Act {
    Act::Direct { paper, desk: desk(from), directions: to.to_vec() }
}

fn pass_on(paper: PaperId, direction: u32, to: &[DirectionDraft]) -> Act {
    Act::PassOn { paper, direction, directions: to.to_vec() }
}

fn accept(paper: PaperId, direction: u32) -> Act {
    Act::AcceptDirection { paper, direction }
}

fn give_back(paper: PaperId, direction: u32) -> Act {
    Act::ReturnDirection { paper, direction, reason: "Not ours.".into() }
}

fn done(paper: PaperId, direction: u32) -> Act {
    Act::ReportDone { paper, direction, report: None, answer: None }
}

fn redirect(paper: PaperId, direction: u32, to: &[DirectionDraft]) -> Act {
    Act::Redirect { paper, direction, directions: to.to_vec(), reason: "The wrong desk.".into() }
}

fn due(to: &str, day: i8) -> DirectionDraft {
    DirectionDraft { due: Some(date(1951, 12, day)), ..lead(to) }
}

/// A paper marked out to legal (1, lead) and press (2, copy).
fn marked_out() -> (Shelf, PaperId) {
    let mut shelf = Shelf::staffed();
    let paper = shelf.enter("clerk", but(draft(1), |d| d.directions = vec![lead("legal"), copy("press")]));
    (shelf, paper)
}

#[test]
fn marking_out() {
    let mut shelf = Shelf::staffed();
    let paper = shelf.enter("clerk", draft(1));
    let unread = shelf.enter("clerk", but(draft(2), |d| d.card.marking = Some(read("SECRET".into()))));
    shelf.act("root", Act::CloseDesk { desk: desk("chief"), reason: "Moved.".into() });
    check(
        &shelf,
        &[
            ("to a desk", "clerk", direct(paper, "registry", &[lead("legal")]), "directed"),
            ("to several", "clerk", direct(paper, "registry", &[lead("legal"), copy("press")]), "directed"),
            ("from the desk that holds it", "lawyer", direct(paper, "legal", &[lead("press")]), "! no_paper"),
            ("from another desk", "clerk", direct(paper, "legal", &[lead("press")]), "! not_holder"),
            ("under another's mandate", "porter", direct(paper, "registry", &[lead("press")]), "! no_paper"),
            ("to nobody", "clerk", direct(paper, "registry", &[]), "! no_directions"),
            ("to one desk twice", "clerk", direct(paper, "registry", &[lead("legal"), copy("legal")]), "! desk_twice"),
            ("to a desk that is there", "clerk", direct(paper, "registry", &[lead("none")]), "! absent"),
            ("and open", "clerk", direct(paper, "registry", &[lead("chief")]), "! closed"),
            ("by today", "clerk", direct(paper, "registry", &[due("legal", 25)]), "directed"),
            ("by yesterday", "clerk", direct(paper, "registry", &[due("legal", 24)]), "! due_past"),
            ("with its marking open", "clerk", direct(unread, "registry", &[lead("legal")]), "! marking_unconfirmed"),
        ],
    );
}

#[test]
fn turns() {
    let (mut shelf, paper) = marked_out();
    check(
        &shelf,
        &[
            ("accepted", "lawyer", accept(paper, 1), "direction_turned"),
            ("by the desk", "editor", accept(paper, 1), "! no_mandate"),
            ("passed on", "lawyer", pass_on(paper, 1, &[lead("press")]), "direction_turned directed"),
            ("with a desk that leads", "lawyer", pass_on(paper, 1, &[copy("press")]), "! no_lead"),
            ("to a desk", "lawyer", pass_on(paper, 1, &[]), "! no_directions"),
            ("a copy is not passed on", "editor", pass_on(paper, 2, &[lead("chief")]), "! not_holder"),
            ("returned", "lawyer", give_back(paper, 1), "direction_turned"),
            ("a copy too", "editor", give_back(paper, 2), "direction_turned"),
            ("with a reason", "lawyer", Act::ReturnDirection { paper, direction: 1, reason: String::new() }, "! empty"),
            ("done", "lawyer", done(paper, 1), "direction_turned"),
            ("a copy too", "editor", done(paper, 2), "direction_turned"),
            ("taken back", "clerk", redirect(paper, 1, &[]), "direction_turned"),
            ("and marked out anew", "clerk", redirect(paper, 1, &[lead("chief")]), "direction_turned directed"),
            ("not by the desk itself", "lawyer", redirect(paper, 1, &[]), "! no_mandate"),
            ("one that was made", "lawyer", accept(paper, 3), "! no_direction"),
        ],
    );
    shelf.act("lawyer", accept(paper, 1));
    check(
        &shelf,
        &[
            ("accepted once", "lawyer", accept(paper, 1), "! direction_accepted"),
            ("and still returned", "lawyer", give_back(paper, 1), "direction_turned"),
        ],
    );
    shelf.act("lawyer", done(paper, 1));
    check(
        &shelf,
        &[
            ("closed for all", "lawyer", accept(paper, 1), "! direction_closed"),
            ("closed for all", "lawyer", give_back(paper, 1), "! direction_closed"),
            ("closed for all", "lawyer", done(paper, 1), "! direction_closed"),
            ("closed for all", "lawyer", pass_on(paper, 1, &[lead("press")]), "! direction_closed"),
            ("but taken back", "clerk", redirect(paper, 1, &[]), "direction_turned"),
            ("and marked out anew", "clerk", redirect(paper, 1, &[lead("press")]), "direction_turned directed"),
        ],
    );
    shelf.act("clerk", redirect(paper, 1, &[]));
    check(&shelf, &[("once", "clerk", redirect(paper, 1, &[]), "! direction_closed")]);
}

#[test]
fn a_wrong_desk_is_taken_back_whatever_it_did() {
    let (shelf, paper) = marked_out();
    let sight = |shelf: &Shelf, who: &str| {
        procedure::sight::may_see(&shelf.house, &who.parse().unwrap(), shelf.paper(paper), shelf.now)
    };
    for act in [pass_on(paper, 1, &[lead("chief")]), give_back(paper, 1), done(paper, 1)] {
        let mut shelf = shelf.clone();
        shelf.act("lawyer", act.clone());
        assert_eq!(sight(&shelf, "lawyer"), procedure::sight::Sight::Whole, "the end of an action ends nothing");
        shelf.act("clerk", redirect(paper, 1, &[]));
        assert_eq!(sight(&shelf, "lawyer"), procedure::sight::Sight::OwnActs, "{}", act.name());
    }
    let mut shelf = shelf;
    shelf.act("lawyer", pass_on(paper, 1, &[lead("chief")]));
    check(
        &shelf,
        &[(
            "it lies elsewhere, and is not marked out from here",
            "clerk",
            redirect(paper, 1, &[lead("press")]),
            "! direction_closed",
        )],
    );
}

#[test]
fn an_answer_links_papers_both_ways() {
    let (mut shelf, paper) = marked_out();
    let answer = shelf.enter("clerk", crate::shelf::draft_in("OUT", 2));
    let report = |answer: PaperId| Act::ReportDone { paper, direction: 1, report: None, answer: Some(answer) };
    check(
        &shelf,
        &[
            ("with an answer", "lawyer", report(answer), "direction_turned answer_linked"),
            ("not with itself", "lawyer", report(paper), "! itself"),
            ("not with one that is not there", "lawyer", report(PaperId([9; 16])), "! no_paper"),
        ],
    );
    let decided = shelf.act("lawyer", report(answer));
    assert_eq!(decided.acted.papers, [paper, answer]);
    assert!(shelf.paper(paper).answered_by.contains(&answer));
    assert!(shelf.paper(answer).answers.contains(&paper));
    let unlink = |reason: &str| Act::UnlinkAnswer { paper: answer, answers: paper, reason: reason.into() };
    check(
        &shelf,
        &[
            ("taken back", "clerk", unlink("Another letter."), "answer_unlinked"),
            ("with a reason", "clerk", unlink(""), "! empty"),
            ("by who keeps or holds it", "lawyer", unlink("Another letter."), "! no_mandate"),
            (
                "if it was linked",
                "clerk",
                Act::UnlinkAnswer { paper, answers: answer, reason: "Why.".into() },
                "! not_answer",
            ),
        ],
    );
    let decided = shelf.act("clerk", unlink("Another letter."));
    assert_eq!(decided.acted.papers, [answer, paper]);
    assert!(shelf.paper(paper).answered_by.is_empty() && shelf.paper(answer).answers.is_empty());
}

/// Who acts, and how.
type Step = (&'static str, fn(PaperId) -> Act);
/// What happened, step by step, and with whom the paper lies then.
type Chain = (&'static str, &'static [Step], &'static [&'static str]);

const ONE_LEAD: &[Chain] = &[
    ("nothing was marked out", &[], &["registry"]),
    ("copies only", &[("clerk", |p| direct(p, "registry", &[copy("legal")]))], &["registry"]),
    ("a lead", &[("clerk", |p| direct(p, "registry", &[lead("legal"), copy("press")]))], &["legal"]),
    ("two leads", &[("clerk", |p| direct(p, "registry", &[lead("legal"), lead("press")]))], &["legal", "press"]),
    ("accepted", &[("clerk", |p| direct(p, "registry", &[lead("legal")])), ("lawyer", |p| accept(p, 1))], &["legal"]),
    (
        "passed on",
        &[("clerk", |p| direct(p, "registry", &[lead("legal")])), ("lawyer", |p| pass_on(p, 1, &[lead("press")]))],
        &["press"],
    ),
    (
        "returned to the registry",
        &[("clerk", |p| direct(p, "registry", &[lead("legal")])), ("lawyer", |p| give_back(p, 1))],
        &["registry"],
    ),
    (
        "passed on and returned: back with the desk that sent it",
        &[
            ("clerk", |p| direct(p, "registry", &[lead("legal")])),
            ("lawyer", |p| pass_on(p, 1, &[lead("press")])),
            ("editor", |p| give_back(p, 2)),
        ],
        &["legal"],
    ),
    (
        "which marks it out anew",
        &[
            ("clerk", |p| direct(p, "registry", &[lead("legal")])),
            ("lawyer", |p| pass_on(p, 1, &[lead("press")])),
            ("editor", |p| give_back(p, 2)),
            ("lawyer", |p| direct(p, "legal", &[lead("chief")])),
        ],
        &["chief"],
    ),
];

const MORE: &[Chain] = &[
    (
        "one of two leads returned: with the other, and back with the sender",
        &[("clerk", |p| direct(p, "registry", &[lead("legal"), lead("press")])), ("editor", |p| give_back(p, 2))],
        &["legal", "registry"],
    ),
    (
        "who marks it out anew",
        &[
            ("clerk", |p| direct(p, "registry", &[lead("legal"), lead("press")])),
            ("editor", |p| give_back(p, 2)),
            ("clerk", |p| direct(p, "registry", &[lead("chief")])),
        ],
        &["chief", "legal"],
    ),
    (
        "a return is not settled by what another desk does",
        &[
            ("clerk", |p| direct(p, "registry", &[lead("legal"), lead("press")])),
            ("editor", |p| give_back(p, 2)),
            ("lawyer", |p| pass_on(p, 1, &[lead("chief")])),
        ],
        &["chief", "registry"],
    ),
    (
        "taken back",
        &[("clerk", |p| direct(p, "registry", &[lead("legal")])), ("clerk", |p| redirect(p, 1, &[]))],
        &["registry"],
    ),
    (
        "taken back and marked out anew",
        &[("clerk", |p| direct(p, "registry", &[lead("legal")])), ("clerk", |p| redirect(p, 1, &[lead("press")]))],
        &["press"],
    ),
    (
        "taken back by the registry from where another desk sent it",
        &[
            ("clerk", |p| direct(p, "registry", &[lead("legal")])),
            ("lawyer", |p| pass_on(p, 1, &[lead("press")])),
            ("clerk", |p| redirect(p, 2, &[lead("chief")])),
        ],
        &["chief"],
    ),
    (
        "passed on and then taken back: with the desk it was passed on to",
        &[
            ("clerk", |p| direct(p, "registry", &[lead("legal")])),
            ("lawyer", |p| pass_on(p, 1, &[lead("press")])),
            ("clerk", |p| redirect(p, 1, &[])),
        ],
        &["press"],
    ),
    (
        "returned and then taken back: with the sender, as before",
        &[
            ("clerk", |p| direct(p, "registry", &[lead("legal")])),
            ("lawyer", |p| give_back(p, 1)),
            ("clerk", |p| redirect(p, 1, &[])),
        ],
        &["registry"],
    ),
    (
        "returned, marked out anew, and then taken back: where it is",
        &[
            ("clerk", |p| direct(p, "registry", &[lead("legal")])),
            ("lawyer", |p| give_back(p, 1)),
            ("clerk", |p| direct(p, "registry", &[lead("press")])),
            ("clerk", |p| redirect(p, 1, &[])),
        ],
        &["press"],
    ),
    (
        "done and then taken back: back with the sender",
        &[
            ("clerk", |p| direct(p, "registry", &[lead("legal")])),
            ("lawyer", |p| done(p, 1)),
            ("clerk", |p| redirect(p, 1, &[])),
        ],
        &["registry"],
    ),
    (
        "done: with the desk that did it",
        &[("clerk", |p| direct(p, "registry", &[lead("legal")])), ("lawyer", |p| done(p, 1))],
        &["legal"],
    ),
    (
        "done by both",
        &[
            ("clerk", |p| direct(p, "registry", &[lead("legal"), lead("press")])),
            ("lawyer", |p| done(p, 1)),
            ("editor", |p| done(p, 2)),
        ],
        &["legal", "press"],
    ),
    (
        "done by one, returned by the other",
        &[
            ("clerk", |p| direct(p, "registry", &[lead("legal"), lead("press")])),
            ("lawyer", |p| done(p, 1)),
            ("editor", |p| give_back(p, 2)),
        ],
        &["registry"],
    ),
    (
        "done, and marked out once more",
        &[
            ("clerk", |p| direct(p, "registry", &[lead("legal")])),
            ("lawyer", |p| done(p, 1)),
            ("lawyer", |p| direct(p, "legal", &[lead("press")])),
        ],
        &["press"],
    ),
    (
        "a copy returned changes nothing",
        &[("clerk", |p| direct(p, "registry", &[lead("legal"), copy("press")])), ("editor", |p| give_back(p, 2))],
        &["legal"],
    ),
];

#[test]
fn holders_through_every_chain() {
    for (why, steps, expected) in ONE_LEAD.iter().chain(MORE) {
        let mut shelf = Shelf::staffed();
        let paper = shelf.enter("clerk", draft(1));
        for (who, act) in *steps {
            shelf.act(who, act(paper));
        }
        let registry = |series: &procedure::ids::SeriesId| shelf.house.series.get(series).map(|kept| &kept.registry);
        let holders = shelf.paper(paper).holders(registry);
        let holders: Vec<&str> = holders.into_iter().map(procedure::ids::DeskId::as_str).collect();
        assert_eq!(holders, *expected, "{why}");
    }
}

#[test]
fn a_void_paper_is_marked_out_no_more() {
    let (mut shelf, paper) = marked_out();
    shelf.act("clerk", Act::Void { paper, number: "IN-1951-0001".into(), reason: "Twice.".into() });
    check(
        &shelf,
        &[
            ("accepted", "lawyer", accept(paper, 1), "! paper_void"),
            ("returned", "lawyer", give_back(paper, 1), "! paper_void"),
            ("done", "lawyer", done(paper, 1), "! paper_void"),
            ("marked out", "lawyer", direct(paper, "legal", &[lead("press")]), "! paper_void"),
        ],
    );
}

#[test]
fn a_marking_read_later_stops_the_paper_where_it_is() {
    let (mut shelf, paper) = marked_out();
    let card = procedure::card::Card { marking: Some(read("SECRET".to_owned())), ..Default::default() };
    shelf.act("clerk", Act::AddVersion { paper, version: file(2), card: Some(card), remarks: vec![], level: None });
    check(
        &shelf,
        &[
            ("its desk no longer sees it", "lawyer", pass_on(paper, 1, &[lead("press")]), "! no_paper"),
            ("the registry may take it back", "clerk", redirect(paper, 1, &[]), "direction_turned"),
            ("and not send it elsewhere", "clerk", redirect(paper, 1, &[lead("press")]), "! marking_unconfirmed"),
        ],
    );
    assert_eq!(shelf.paper(paper).direction(2).unwrap().part, Part::Copy);
}
