//! Bring-forwards: set, come back, done, taken back, ended with the paper; and who may.

use jiff::civil::{Date, date};
use procedure::act::{Act, BRING_FORWARD_DAYS_MAX, BRING_FORWARDS_OPEN_MAX, REMARK_BYTES_MAX};
use procedure::ids::PaperId;
use procedure::paper::{BringForwardEnd, BringForwardState, InHouse, NamedAs};
use procedure::sight::desk_sees;

use crate::shelf::{Shelf, bind_officer, but, check, copy, desk, draft, draft_in, kind_of, lead, level, officer, read};

const TODAY: Date = date(1951, 12, 25);

fn on(paper: PaperId, to: &str, day: Date) -> Act {
    let to = Some(to).filter(|to| !to.is_empty()).map(desk);
    Act::BringForward { paper, desk: to, on: day, reason: "Has Oldfen answered?".into() }
}

fn back(paper: PaperId, to: &str) -> Act {
    on(paper, to, date(1952, 1, 7))
}

fn done(paper: PaperId, bring_forward: u32) -> Act {
    Act::BringForwardDone { paper, bring_forward }
}

fn take_back(paper: PaperId, bring_forward: u32) -> Act {
    Act::TakeBackBringForward { paper, bring_forward, reason: "Settled by telephone.".into() }
}

fn void(shelf: &Shelf, paper: PaperId) -> Act {
    Act::Void { paper, number: shelf.paper(paper).number().into(), reason: "Entered twice.".into() }
}

/// A paper of IN (desk and chief) that legal leads on, and of which press has a copy.
fn marked_out() -> (Shelf, PaperId) {
    let mut shelf = Shelf::staffed();
    let paper = shelf.enter("clerk", but(draft(1), |d| d.directions = vec![lead("legal"), copy("press")]));
    (shelf, paper)
}

#[test]
fn who_may_have_it_brought_back_and_to_whom() {
    let (mut shelf, paper) = marked_out();
    let unread = shelf.enter("clerk", but(draft(2), |d| d.card.marking = Some(read("SECRET".into()))));
    let listed = shelf.enter("keeper", but(draft_in("SEC", 3), |d| d.level = Some(level("restricted"))));
    shelf.desk("gone", None);
    shelf.act("root", Act::CloseDesk { desk: desk("gone"), reason: "Moved.".into() });
    check(
        &shelf,
        &[
            ("to oneself, who leads on it", "lawyer", back(paper, ""), "bring_forward_set"),
            ("to oneself, with a copy of it", "editor", back(paper, ""), "bring_forward_set"),
            ("to oneself, as the chief above", "chief", back(paper, ""), "bring_forward_set"),
            ("to oneself, who sees its card", "clerk", back(paper, ""), "bring_forward_set"),
            ("not by one who does not see it", "porter", back(paper, ""), "! no_paper"),
            ("to one's own desk", "editor", back(paper, "press"), "bring_forward_set"),
            ("to one's own desk, which sees the card", "clerk", back(paper, "registry"), "bring_forward_set"),
            ("to another desk, by the one that holds it", "lawyer", back(paper, "press"), "bring_forward_set"),
            ("to the chief's above it", "lawyer", back(paper, "chief"), "bring_forward_set"),
            ("not by one that only has a copy", "editor", back(paper, "legal"), "! no_mandate"),
            ("nor by the registry, once it is marked out", "clerk", back(paper, "legal"), "! no_mandate"),
            ("not to a desk that does not see it", "lawyer", back(paper, "vault"), "! desk_without_sight"),
            ("not on a list to the chief of a desk", "keeper", back(listed, "chief"), "! desk_without_sight"),
            ("to a desk that is there", "lawyer", back(paper, "none"), "! absent"),
            ("and open", "lawyer", back(paper, "gone"), "! closed"),
            ("to oneself while its marking is open", "clerk", back(unread, ""), "bring_forward_set"),
            ("not to another desk then", "clerk", back(unread, "legal"), "! marking_unconfirmed"),
        ],
    );
}

#[test]
fn on_which_day_and_why() {
    let (shelf, paper) = marked_out();
    let last = TODAY.checked_add(jiff::Span::new().days(BRING_FORWARD_DAYS_MAX)).unwrap();
    let why = |reason: String| Act::BringForward { paper, desk: None, on: TODAY, reason };
    check(
        &shelf,
        &[
            ("today", "lawyer", on(paper, "", TODAY), "bring_forward_set"),
            ("not yesterday", "lawyer", on(paper, "", date(1951, 12, 24)), "! due_past"),
            ("on the furthest day", "lawyer", on(paper, "", last), "bring_forward_set"),
            ("not the day after", "lawyer", on(paper, "", last.tomorrow().unwrap()), "! back_too_far"),
            ("with a year of a digit too many", "lawyer", on(paper, "", date(9512, 1, 7)), "! back_too_far"),
            ("not without a reason", "lawyer", why(" ".into()), "! empty"),
            ("with the longest", "lawyer", why("x".repeat(REMARK_BYTES_MAX)), "bring_forward_set"),
            ("with one byte more", "lawyer", why("x".repeat(REMARK_BYTES_MAX + 1)), "! too_long"),
            ("with one that rings", "lawyer", why("Ask.\u{7}".into()), "! control_character"),
        ],
    );
}

#[test]
fn ending() {
    let (mut shelf, paper) = marked_out();
    shelf.act("lawyer", back(paper, ""));
    shelf.act("lawyer", back(paper, "press"));
    shelf.act("chief", back(paper, "chief"));
    let silent = Act::TakeBackBringForward { paper, bring_forward: 1, reason: String::new() };
    check(
        &shelf,
        &[
            ("done by whom it is for", "lawyer", done(paper, 1), "bring_forward_ended"),
            ("not by another who sees it", "chief", done(paper, 1), "! not_brought_to_you"),
            ("done by the desk it is for", "editor", done(paper, 2), "bring_forward_ended"),
            ("or by whoever set it", "lawyer", done(paper, 2), "bring_forward_ended"),
            ("or by the registry that keeps the paper", "clerk", done(paper, 3), "bring_forward_ended"),
            ("not by a desk it is not for", "editor", done(paper, 3), "! not_brought_to_you"),
            ("not by one who does not see the paper", "porter", done(paper, 1), "! no_paper"),
            ("taken back by whoever set it", "lawyer", take_back(paper, 2), "bring_forward_ended"),
            ("or whom it is for", "editor", take_back(paper, 2), "bring_forward_ended"),
            ("not by another", "editor", take_back(paper, 1), "! not_brought_to_you"),
            ("not without a reason", "lawyer", silent, "! empty"),
            ("one that was set", "lawyer", done(paper, 4), "! no_bring_forward"),
            ("one that was set", "lawyer", take_back(paper, 0), "! no_bring_forward"),
        ],
    );
    // Two race for one: whoever comes second is told what became of it.
    shelf.act("editor", done(paper, 2));
    let late = shelf.attempt("lawyer", &take_back(paper, 2)).unwrap_err();
    assert_eq!(late.to_string(), "bring-forward 2 is no longer open: it was marked done");
    assert_eq!(late.next(), "look at the paper again, and see what comes back and when");
    shelf.act("lawyer", take_back(paper, 1));
    check(
        &shelf,
        &[
            ("once", "lawyer", done(paper, 1), "! bring_forward_closed"),
            ("once", "lawyer", take_back(paper, 1), "! bring_forward_closed"),
        ],
    );
    let ended = BringForwardEnd::TakenBack { reason: "Settled by telephone.".into() };
    let known = shelf.paper(paper).bring_forward(1).unwrap();
    assert!(
        matches!(&known.state, BringForwardState::Ended { end, by, .. } if *end == ended && *by == officer("lawyer"))
    );
    // Numbers are not given twice.
    shelf.act("lawyer", back(paper, ""));
    assert_eq!(shelf.paper(paper).open_bring_forwards().iter().map(|one| one.no).collect::<Vec<_>>(), [3, 4]);
}

#[test]
fn a_void_ends_it_and_says_so() {
    let (mut shelf, paper) = marked_out();
    shelf.act("lawyer", back(paper, ""));
    shelf.act("lawyer", done(paper, 1));
    shelf.act("lawyer", back(paper, "press"));
    shelf.act("clerk", back(paper, ""));
    shelf.act("clerk", Act::RegisterAlso { paper, series: "OUT".parse().unwrap(), late: None });
    let of_out = void(&shelf, paper);
    assert_eq!(shelf.act("clerk", of_out).events.iter().map(kind_of).collect::<Vec<_>>(), ["registration_voided"]);
    assert_eq!(shelf.paper(paper).open_bring_forwards().len(), 2, "it still stands under a number");
    let last = void(&shelf, paper);
    let kinds: Vec<String> = shelf.act("clerk", last).events.iter().map(kind_of).collect();
    assert_eq!(kinds, ["registration_voided", "bring_forward_ended", "bring_forward_ended"]);
    let ends = |end: &BringForwardEnd| {
        let is =
            |state: &BringForwardState| matches!(state, BringForwardState::Ended { end: known, .. } if known == end);
        shelf.paper(paper).bring_forwards.iter().filter(|one| is(&one.state)).map(|one| one.no).collect::<Vec<_>>()
    };
    assert_eq!((ends(&BringForwardEnd::Done), ends(&BringForwardEnd::PaperVoid)), (vec![1], vec![2, 3]));
    check(&shelf, &[("nothing comes back of a void paper", "lawyer", back(paper, ""), "! paper_void")]);
}

#[test]
fn how_many_are_open() {
    let (mut shelf, paper) = marked_out();
    for _ in 0..BRING_FORWARDS_OPEN_MAX - 1 {
        shelf.act("lawyer", back(paper, ""));
    }
    check(&shelf, &[("the last", "editor", back(paper, "press"), "bring_forward_set")]);
    shelf.act("editor", back(paper, "press"));
    let refused = shelf.attempt("lawyer", &back(paper, "")).unwrap_err();
    assert_eq!(refused.code(), "too_many");
    assert_eq!(refused.to_string(), "there are 65 open bring-forwards; the limit is 64");
    assert_eq!(refused.next(), "mark one done first, or take one back");
    shelf.act("lawyer", done(paper, 7));
    check(&shelf, &[("there is room again", "lawyer", back(paper, ""), "bring_forward_set")]);
    // As many as may be open end with the paper, in one entry.
    shelf.act("lawyer", back(paper, ""));
    let voids = void(&shelf, paper);
    assert_eq!(shelf.act("clerk", voids).events.len(), 1 + BRING_FORWARDS_OPEN_MAX);
}

#[test]
fn it_gives_no_sight_and_waits_for_one_who_lost_it() {
    let (mut shelf, paper) = marked_out();
    shelf.act("clerk", Act::Bind { paper, bindings: vec![bind_officer(NamedAs::Asked, "porter")] });
    shelf.act("porter", back(paper, ""));
    shelf.act("clerk", Act::Unbind { paper, binding: 0, reason: "Not asked.".into() });
    check(
        &shelf,
        &[
            ("nothing more without sight of the paper", "porter", done(paper, 1), "! no_paper"),
            ("the registry ends it", "clerk", take_back(paper, 1), "bring_forward_ended"),
        ],
    );
}

#[test]
fn a_desk_to_which_papers_come_back_is_not_closed() {
    let (mut shelf, paper) = marked_out();
    shelf.act("lawyer", back(paper, "chief"));
    let close = Act::CloseDesk { desk: desk("chief"), reason: "Moved.".into() };
    check(&shelf, &[("not while one is to come", "root", close.clone(), "! desk_has_work")]);
    shelf.act("lawyer", take_back(paper, 1));
    check(&shelf, &[("but then", "root", close, "desk_closed")]);
}

#[test]
fn what_a_desk_sees_by_itself() {
    let (mut shelf, paper) = marked_out();
    let house = shelf.enter("clerk", draft_in("OUT", 2));
    let listed = shelf.enter("keeper", but(draft_in("SEC", 3), |d| d.level = Some(level("restricted"))));
    shelf.act("keeper", Act::Bind { paper: listed, bindings: vec![bind_officer(NamedAs::Asked, "lawyer")] });
    let to = InHouse::Desk(desk("legal"));
    assert_eq!(
        (to.to_string(), InHouse::Officer(officer("clerk")).to_string()),
        ("desk legal".into(), "officer clerk".into())
    );
    for (why, paper, at, sees) in [
        ("it leads on it", paper, "legal", true),
        ("it has a copy", paper, "press", true),
        ("a desk above one that leads", paper, "chief", true),
        ("the registry sees its card", paper, "registry", true),
        ("another registry does not", paper, "vault", false),
        ("the whole house", house, "vault", true),
        ("its officer was bound personally, not the desk", listed, "legal", false),
        ("on a list, the registry that keeps it", listed, "vault", true),
    ] {
        assert_eq!(desk_sees(&shelf.house, &desk(at), shelf.paper(paper), shelf.now), sees, "{why}");
    }
}
