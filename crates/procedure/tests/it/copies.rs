//! Numbered copies: to whom they are given, what is done with them, who reads by them and until when; and the lists.

use procedure::act::{Act, COPIES_PER_ACT_MAX, COPIES_PER_PAPER_MAX, COPY_PRINTS_MAX, LIST_HOLDERS_MAX, LISTS_MAX};
use procedure::event::Event;
use procedure::ids::{BodyId, Hash, ListId, PaperId};
use procedure::paper::{Absence, CopyEnd, Holder, KeptPage, PageSize};
use procedure::sight::{Sight, may_see};

use crate::shelf::{Shelf, but, card, check, desk, draft, draft_in, level, officer};

fn why() -> String {
    "A reason.".into()
}

pub(crate) fn at(code: &str) -> Holder {
    Holder::Desk(desk(code))
}

pub(crate) fn of(code: &str) -> Holder {
    Holder::Officer(officer(code))
}

fn outside(name: &str) -> Holder {
    Holder::Outside(name.into())
}

fn list(code: &str) -> ListId {
    code.parse().unwrap()
}

fn set(code: &str, holders: &[Holder]) -> Act {
    Act::SetList { list: list(code), name: code.into(), holders: holders.to_vec() }
}

pub(crate) fn give(paper: PaperId, to: &[Holder]) -> Act {
    Act::GiveCopies { paper, list: None, to: to.to_vec() }
}

fn by_list(paper: PaperId, code: &str, to: &[Holder]) -> Act {
    Act::GiveCopies { paper, list: Some(list(code)), to: to.to_vec() }
}

fn read(paper: PaperId, copy: u32) -> Act {
    Act::AcknowledgeCopy { paper, copy }
}

fn print(paper: PaperId, copy: u32) -> Act {
    Act::PrintCopy { paper, copy, page: None }
}

fn give_back(paper: PaperId, copy: u32) -> Act {
    Act::ReturnCopy { paper, copy, remark: None }
}

fn receipt(paper: PaperId, copy: u32, day: Option<&str>) -> Act {
    let day = day.map(|day| day.parse().unwrap());
    Act::CopyReceived { paper, copy, on: day, who: "the porter".into() }
}

fn withdraw(paper: PaperId, copies: &[u32]) -> Act {
    Act::WithdrawCopies { paper, copies: copies.to_vec(), reason: why() }
}

fn instead(paper: PaperId, copy: u32, to: Holder) -> Act {
    Act::SubstituteCopy { paper, copy, to, reason: why() }
}

/// Copy 1 acknowledged, given back, called back, or another given in its place: for tables that name acts.
pub(crate) fn acknowledged(paper: PaperId) -> Act {
    read(paper, 1)
}

pub(crate) fn back(paper: PaperId) -> Act {
    give_back(paper, 1)
}

pub(crate) fn called_back(paper: PaperId) -> Act {
    withdraw(paper, &[1])
}

pub(crate) fn to_the_editor(paper: PaperId) -> Act {
    instead(paper, 1, of("editor"))
}

fn cleared(code: &str, to: &str) -> Act {
    let (officer, cleared_to) = (officer(code), Some(level(to)));
    Act::ChangeOfficer { officer, name: None, aliases: None, cleared_to, duties: None }
}

fn sees(shelf: &Shelf, who: &str, paper: PaperId) -> Sight {
    may_see(&shelf.house, &officer(who), shelf.paper(paper), shelf.now)
}

/// A secret paper of SEC, which its list alone shows, with copies 1 to legal, 2 to the chief in person, 3 to an embassy.
fn given() -> (Shelf, PaperId) {
    let mut shelf = Shelf::staffed();
    let paper = shelf.enter("keeper", but(draft_in("SEC", 1), |d| d.level = Some(level("secret"))));
    shelf.act("keeper", give(paper, &[at("legal"), of("chief"), outside("The Embassy")]));
    (shelf, paper)
}

#[test]
fn to_whom_copies_are_given() {
    let mut shelf = Shelf::staffed();
    let secret = shelf.enter("keeper", but(draft_in("SEC", 1), |d| d.level = Some(level("secret"))));
    let open = shelf.enter("clerk", draft(2));
    let no_file = shelf.enter(
        "clerk",
        but(draft(3), |d| {
            d.card = card("letter", "7", "1951-12-20", "R. Oldfen", "M. Averin");
            (d.versions, d.absence) = (vec![], Some(Absence::NotYetScanned));
        }),
    );
    let read_marking =
        shelf.enter("clerk", but(draft(4), |d| d.card.marking = Some(crate::shelf::read("SECRET".into()))));
    let gone = shelf.enter("clerk", draft(5));
    shelf.act("clerk", Act::Void { paper: gone, number: shelf.paper(gone).number().into(), reason: why() });
    shelf.act("root", Act::AddDesk { desk: desk("old"), name: "old".into(), aliases: vec![], above: None });
    shelf.act("root", Act::CloseDesk { desk: desk("old"), reason: why() });
    shelf.officer("gone", "secret");
    shelf.act("root", Act::SuspendOfficer { officer: officer("gone"), reason: why() });
    check(
        &shelf,
        &[
            ("a desk", "keeper", give(secret, &[at("legal")]), "copies_given"),
            ("several", "keeper", give(secret, &[at("legal"), of("chief"), outside("The Embassy")]), "copies_given"),
            ("nobody", "keeper", give(secret, &[]), "! nobody_named"),
            ("one twice", "keeper", give(secret, &[at("legal"), of("chief"), at("legal")]), "! holder_twice"),
            ("one not cleared to it", "keeper", give(secret, &[of("editor")]), "! holder_not_cleared"),
            ("the same where it is not marked", "clerk", give(open, &[of("editor")]), "copies_given"),
            ("a desk that is not there", "keeper", give(secret, &[at("nowhere")]), "! absent"),
            ("a closed desk", "keeper", give(secret, &[at("old")]), "! closed"),
            ("a suspended officer", "keeper", give(secret, &[of("gone")]), "! suspended"),
            ("an officer who is not there", "keeper", give(secret, &[of("nobody")]), "! no_officer"),
            ("somebody without a name", "keeper", give(secret, &[outside(" ")]), "! empty"),
            ("by whoever does not see it", "clerk", give(secret, &[at("legal")]), "! no_paper"),
            ("by whoever only sees it", "keeper", give(open, &[at("legal")]), "! no_paper"),
            ("of no file", "clerk", give(no_file, &[at("legal")]), "! nothing_to_copy"),
            (
                "while its marking is not confirmed",
                "clerk",
                give(read_marking, &[at("legal")]),
                "! marking_unconfirmed",
            ),
            ("of what is void", "clerk", give(gone, &[at("legal")]), "! paper_void"),
        ],
    );
}

#[test]
fn a_copy_is_the_right_to_read_until_it_ends() {
    let (mut shelf, paper) = given();
    assert_eq!(sees(&shelf, "lawyer", paper), Sight::Whole, "acts for the desk that holds copy 1");
    assert_eq!(sees(&shelf, "chief", paper), Sight::Whole, "holds copy 2");
    assert_eq!(sees(&shelf, "editor", paper), Sight::None, "holds none");
    let sheet: Vec<_> = shelf.paper(paper).copies.iter().map(|copy| (copy.label(), copy.holder.key())).collect();
    let held = [("1 of 3", "desk:legal"), ("2 of 3", "officer:chief"), ("3 of 3", "outside:The Embassy")];
    assert_eq!(sheet, held.map(|(label, key)| (label.to_owned(), key.to_owned())));
    for (act, who, sight) in [
        (withdraw(paper, &[1]), "keeper", Sight::None),
        (give_back(paper, 1), "keeper", Sight::None),
        (give_back(paper, 1), "lawyer", Sight::OwnActs),
        (instead(paper, 1, of("clerk")), "keeper", Sight::None),
    ] {
        let mut shelf = shelf.clone();
        let code = act.name();
        shelf.act(who, act);
        assert_eq!(sees(&shelf, "lawyer", paper), sight, "{code} by {who}");
        assert_eq!(sees(&shelf, "chief", paper), Sight::Whole, "another copy stays");
    }
    shelf.act("root", cleared("chief", "open"));
    assert_eq!(sees(&shelf, "chief", paper), Sight::None, "no copy reaches above what one is cleared to");
}

#[test]
fn what_is_done_with_a_copy_and_by_whom() {
    let (mut shelf, paper) = given();
    check(
        &shelf,
        &[
            ("its desk read it", "lawyer", read(paper, 1), "copy_handled"),
            ("its officer did", "chief", read(paper, 2), "copy_handled"),
            ("not another holder", "chief", read(paper, 1), "! no_mandate"),
            ("not for an officer", "lawyer", read(paper, 2), "! not_holder_of_copy"),
            ("not the registry", "keeper", read(paper, 2), "! not_holder_of_copy"),
            ("nobody for those outside", "keeper", read(paper, 3), "! not_holder_of_copy"),
            ("not who has none", "editor", read(paper, 1), "! no_paper"),
            ("a copy that is not there", "lawyer", read(paper, 9), "! no_such_copy"),
            ("a receipt", "keeper", receipt(paper, 3, None), "copy_handled"),
            ("of the day it was given", "keeper", receipt(paper, 3, Some("1951-12-25")), "copy_handled"),
            ("not of the day before", "keeper", receipt(paper, 3, Some("1951-12-24")), "! before_given"),
            ("not of tomorrow", "keeper", receipt(paper, 3, Some("1951-12-26")), "! dispatch_ahead"),
            ("not of what is held here", "keeper", receipt(paper, 1, None), "! copy_in_house"),
            ("printed by its holder", "lawyer", print(paper, 1), "copy_handled"),
            ("by the registry, which reads it", "keeper", print(paper, 3), "copy_handled"),
            ("not by another holder", "lawyer", print(paper, 2), "! no_mandate"),
            ("given back", "chief", give_back(paper, 2), "copies_ended"),
            ("taken in by the registry", "keeper", give_back(paper, 3), "copies_ended"),
            ("not by another holder", "lawyer", give_back(paper, 2), "! no_mandate"),
            ("called back", "keeper", withdraw(paper, &[1, 3]), "copies_ended"),
            ("one twice", "keeper", withdraw(paper, &[1, 1]), "! copy_twice"),
            ("none", "keeper", withdraw(paper, &[]), "! no_copy_named"),
            ("by no holder", "lawyer", withdraw(paper, &[1]), "! no_mandate"),
            ("another in its place", "keeper", instead(paper, 1, of("clerk")), "copies_ended copies_given"),
            ("to the same, where it is lost", "keeper", instead(paper, 1, at("legal")), "copies_ended copies_given"),
            ("not to whoever has one", "keeper", instead(paper, 1, of("chief")), "! holder_has_copy"),
            ("nor a second", "keeper", give(paper, &[of("chief")]), "! holder_has_copy"),
        ],
    );
    shelf.act("lawyer", read(paper, 1));
    shelf.act("keeper", receipt(paper, 3, None));
    shelf.act("keeper", withdraw(paper, &[2]));
    check(
        &shelf,
        &[
            ("read once", "lawyer", read(paper, 1), "! copy_handled_already"),
            ("received once", "keeper", receipt(paper, 3, None), "! copy_handled_already"),
            ("withdrawn once", "keeper", withdraw(paper, &[1, 2]), "! copy_over"),
            ("its holder sees it no longer", "chief", read(paper, 2), "! no_paper"),
            ("one who had one may have another", "keeper", give(paper, &[of("chief")]), "copies_given"),
        ],
    );
    shelf.act("keeper", give(paper, &[of("chief")]));
    let copies = &shelf.paper(paper).copies;
    assert_eq!(copies[3].label(), "4 of 4", "no number is given twice");
    assert!(matches!(copies[1].ended.as_ref().unwrap().end, CopyEnd::Withdrawn { .. }), "and it stays visible");
}

/// What was set first for whoever holds a copy is kept; what is set beside it is not.
#[test]
fn a_page_that_was_set_is_kept_for_its_holder() {
    let (mut shelf, paper) = given();
    let page = |body: u8, size| KeptPage { body: BodyId([body; 32]), hash: Hash([body; 32]), bytes: 9, size };
    let print = |body, size| Act::PrintCopy { paper, copy: 1, page: Some(page(body, size)) };
    let kept = |shelf: &Shelf, size| shelf.paper(paper).copy(1).unwrap().kept_page(size).cloned();
    let first = shelf.act("lawyer", print(1, PageSize::A4));
    assert!(matches!(&first.events[0], Event::CopyHandled { bodies, .. } if *bodies == [BodyId([1; 32])]));
    let second = shelf.act("lawyer", print(2, PageSize::A4));
    assert!(matches!(&second.events[0], Event::CopyHandled { bodies, .. } if bodies.is_empty()));
    shelf.act("lawyer", print(3, PageSize::Letter));
    assert_eq!(kept(&shelf, PageSize::A4), Some(page(1, PageSize::A4)));
    assert_eq!(kept(&shelf, PageSize::Letter), Some(page(3, PageSize::Letter)), "of each size");
    assert_eq!(shelf.paper(paper).copy(1).unwrap().prints(), 3);
    // Another holder's name stands on another page.
    shelf.act("root", cleared("editor", "secret"));
    shelf.act("root", Act::HandOverDesk { desk: desk("legal"), to: desk("press"), reason: why() });
    assert_eq!(kept(&shelf, PageSize::A4), None);
    shelf.act("editor", print(4, PageSize::A4));
    assert_eq!(kept(&shelf, PageSize::A4), Some(page(4, PageSize::A4)));
}

#[test]
fn another_copy_takes_the_place_of_one() {
    let (mut shelf, paper) = given();
    shelf.act("lawyer", read(paper, 1));
    shelf.act("keeper", instead(paper, 1, at("legal")));
    let copies = &shelf.paper(paper).copies;
    let end = &copies[0].ended.as_ref().unwrap().end;
    assert_eq!(end, &CopyEnd::Substituted { copy: 4, reason: why() });
    assert_eq!((copies[3].no, copies[3].instead_of, copies[3].is_to_read()), (4, Some(1), true));
    assert_eq!(sees(&shelf, "lawyer", paper), Sight::Whole);
}

#[test]
fn a_void_paper_gives_no_copies_and_takes_them_back() {
    let (mut shelf, paper) = given();
    shelf.act("keeper", Act::Void { paper, number: shelf.paper(paper).number().into(), reason: why() });
    check(
        &shelf,
        &[
            ("none more", "keeper", give(paper, &[of("clerk")]), "! paper_void"),
            ("none in place of another", "keeper", instead(paper, 1, of("clerk")), "! paper_void"),
            ("none printed", "lawyer", print(paper, 1), "! paper_void"),
            ("given back", "lawyer", give_back(paper, 1), "copies_ended"),
            ("called back", "keeper", withdraw(paper, &[1, 2, 3]), "copies_ended"),
        ],
    );
}

#[test]
fn lists_are_kept_by_registries_and_frozen_into_papers() {
    let mut shelf = Shelf::staffed();
    let paper = shelf.enter("clerk", draft(1));
    let seven = [at("chief"), at("legal"), at("press"), of("lawyer")];
    check(
        &shelf,
        &[
            ("a registry", "clerk", set("leaders", &seven), "list_set"),
            ("an administrator", "root", set("leaders", &seven), "list_set"),
            ("no other desk", "lawyer", set("leaders", &seven), "! no_mandate"),
            ("one twice", "clerk", set("leaders", &[at("legal"), at("legal")]), "! holder_twice"),
            ("nobody", "clerk", set("leaders", &[]), "! list_empty"),
            ("a desk that is not there", "clerk", set("leaders", &[at("nowhere")]), "! absent"),
            ("a list that is not there", "clerk", by_list(paper, "leaders", &[]), "! absent"),
        ],
    );
    shelf.act("clerk", set("leaders", &seven));
    shelf.act("clerk", by_list(paper, "leaders", &[outside("The Embassy")]));
    let held = |shelf: &Shelf| shelf.paper(paper).copies.iter().map(|copy| copy.holder.key()).collect::<Vec<_>>();
    let frozen = ["desk:chief", "desk:legal", "desk:press", "officer:lawyer", "outside:The Embassy"];
    assert_eq!(held(&shelf), frozen, "in its order, and those named after");
    shelf.act("clerk", set("leaders", &[at("vault")]));
    assert_eq!(held(&shelf), frozen, "what was given by it stays");
    shelf.act("clerk", Act::GiveUpList { list: list("leaders"), reason: why() });
    check(
        &shelf,
        &[
            ("given up", "clerk", by_list(paper, "leaders", &[]), "! list_over"),
            ("twice", "clerk", Act::GiveUpList { list: list("leaders"), reason: why() }, "! list_over"),
            ("set anew", "clerk", set("leaders", &[at("vault")]), "list_set"),
        ],
    );
    shelf.act("clerk", set("leaders", &[at("vault")]));
    check(&shelf, &[("the same again", "clerk", set("leaders", &[at("vault")]), "! same_facts")]);
    shelf.act("root", Act::AddDesk { desk: desk("old"), name: "old".into(), aliases: vec![], above: None });
    shelf.act("clerk", set("old", &[at("vault"), at("old")]));
    shelf.act("root", Act::CloseDesk { desk: desk("old"), reason: why() });
    shelf.act("clerk", set("others", &[at("legal")]));
    check(
        &shelf,
        &[
            ("a list with a desk that has one", "clerk", by_list(paper, "others", &[]), "! holder_has_copy"),
            ("a list with a desk that closed since", "clerk", by_list(paper, "old", &[]), "! closed"),
            ("it is set without that desk", "clerk", set("old", &[at("vault")]), "list_set"),
        ],
    );
}

#[test]
fn so_many_and_no_more() {
    let mut shelf = Shelf::staffed();
    let paper = shelf.enter("clerk", draft(1));
    let names =
        |from: usize, count: usize| (from..from + count).map(|n| outside(&format!("Post {n}"))).collect::<Vec<_>>();
    check(
        &shelf,
        &[
            ("as many as one act gives", "clerk", give(paper, &names(0, COPIES_PER_ACT_MAX)), "copies_given"),
            ("one more", "clerk", give(paper, &names(0, COPIES_PER_ACT_MAX + 1)), "! too_many"),
            ("as many as a list holds", "clerk", set("all", &names(0, LIST_HOLDERS_MAX)), "list_set"),
            ("one more", "clerk", set("all", &names(0, LIST_HOLDERS_MAX + 1)), "! too_many"),
            ("ten thousand names", "clerk", set("all", &names(0, 10_000)), "! too_many"),
        ],
    );
    shelf.act("clerk", give(paper, &names(0, COPIES_PER_ACT_MAX)));
    let rest = COPIES_PER_PAPER_MAX - COPIES_PER_ACT_MAX;
    let last = |count| give(paper, &names(COPIES_PER_ACT_MAX, count));
    check(&shelf, &[("as many as a paper has", "clerk", last(rest), "copies_given")]);
    shelf.act("clerk", last(rest - 1));
    check(
        &shelf,
        &[
            ("the last", "clerk", give(paper, &[outside("last")]), "copies_given"),
            ("one more", "clerk", give(paper, &[outside("last"), outside("more")]), "! too_many"),
        ],
    );
    shelf.act("clerk", give(paper, &[outside("last")]));
    check(&shelf, &[("none in place of another either", "clerk", instead(paper, 1, of("chief")), "! too_many")]);
    for _ in 1..COPY_PRINTS_MAX {
        shelf.act("clerk", print(paper, 1));
    }
    check(&shelf, &[("printed as often as it may", "clerk", print(paper, 1), "copy_handled")]);
    shelf.act("clerk", print(paper, 1));
    check(&shelf, &[("once more", "clerk", print(paper, 1), "! printed_often")]);
    for n in 1..LISTS_MAX {
        shelf.act("root", set(&format!("list{n}"), &[at("legal")]));
    }
    check(&shelf, &[("the last list", "root", set("last", &[at("legal")]), "list_set")]);
    shelf.act("root", set("last", &[at("legal")]));
    check(
        &shelf,
        &[
            ("one more", "root", set("more", &[at("legal")]), "! too_many"),
            ("one that is there", "root", set("last", &[at("press")]), "list_set"),
        ],
    );
}

#[test]
fn copies_go_with_a_desk_that_is_handed_over() {
    let (mut shelf, paper) = given();
    shelf.act("lawyer", read(paper, 1));
    let close = Act::CloseDesk { desk: desk("legal"), reason: why() };
    check(&shelf, &[("a desk that holds a copy stays open", "root", close.clone(), "! desk_has_work")]);
    let over = Act::HandOverDesk { desk: desk("legal"), to: desk("press"), reason: why() };
    shelf.act("root", cleared("editor", "secret"));
    shelf.act("root", over);
    let copy = shelf.paper(paper).copy(1).unwrap();
    assert_eq!((copy.holder.key(), copy.is_to_read()), ("desk:press".to_owned(), true), "press has not read it");
    assert_eq!(sees(&shelf, "lawyer", paper), Sight::OwnActs);
    assert_eq!(sees(&shelf, "editor", paper), Sight::Whole);
    check(&shelf, &[("and the desk may close", "root", close, "desk_closed")]);
}
