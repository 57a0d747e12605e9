//! How a paper goes out: who says so, when, what became of it; and the symbol under which others made it known.

use jiff::civil::{Date, date};
use procedure::act::{APPEARANCES_MAX, Act, DISPATCHES_MAX};
use procedure::ids::PaperId;
use procedure::paper::{Arrival, Channel, DispatchEnd};

use crate::shelf::{Shelf, but, card, check, cites, draft, draft_in, level};

const TODAY: Date = date(1951, 12, 25);

fn why() -> String {
    "A reason.".into()
}

fn send(paper: PaperId, on: Option<Date>) -> Act {
    let (to, channel, reference) = ("The Assembly".into(), Channel::Courier, Some("bag 12".into()));
    Act::Dispatch { paper, to, channel, on, reference }
}

fn by(paper: PaperId, channel: Channel) -> Act {
    Act::Dispatch { paper, to: "The Assembly".into(), channel, on: None, reference: None }
}

fn received(paper: PaperId, dispatch: u32, on: Option<Date>, evidence: Option<PaperId>) -> Act {
    Act::DispatchReceived { paper, dispatch, on, who: "the porter".into(), evidence }
}

fn came_back(paper: PaperId, dispatch: u32) -> Act {
    Act::DispatchCameBack { paper, dispatch, on: None, reason: why() }
}

fn undo(paper: PaperId, dispatch: u32) -> Act {
    Act::UndoDispatch { paper, dispatch, reason: why() }
}

fn not_sent(paper: PaperId) -> Act {
    Act::NoDispatch { paper, reason: why() }
}

fn symbol(paper: PaperId, symbol: &str) -> Act {
    Act::RecordSymbol { paper, symbol: symbol.into(), body: "the Assembly".into(), on: None }
}

/// A letter of OUT that was made in this office, of 20 December.
fn letter(shelf: &mut Shelf) -> PaperId {
    let of = but(draft_in("OUT", 1), |d| {
        d.card = card("letter", "", "1951-12-20", "M. Averin", "The Assembly");
        d.arrival = Arrival { channel: Channel::House, ..Arrival::default() };
    });
    shelf.enter("clerk", of)
}

#[test]
fn who_may_send_what_and_on_which_day() {
    let mut shelf = Shelf::staffed();
    let letter = letter(&mut shelf);
    let came_in = shelf.enter("clerk", draft(2));
    let marked =
        shelf.enter("clerk", but(draft_in("OUT", 3), |d| d.card.marking = Some(crate::shelf::read("SECRET".into()))));
    let gone = shelf.enter("clerk", draft_in("OUT", 4));
    shelf.act("clerk", Act::Void { paper: gone, number: shelf.paper(gone).number().into(), reason: why() });
    check(
        &shelf,
        &[
            ("the registry", "clerk", send(letter, None), "dispatched"),
            ("on the day that it bears", "clerk", send(letter, Some(date(1951, 12, 20))), "dispatched"),
            ("not before it", "clerk", send(letter, Some(date(1951, 12, 19))), "! dispatch_before_paper"),
            ("not tomorrow", "clerk", send(letter, Some(date(1951, 12, 26))), "! dispatch_ahead"),
            ("not as it was made", "clerk", by(letter, Channel::House), "! no_way_out"),
            ("not whoever only sees it", "porter", send(letter, None), "! no_mandate"),
            ("not what came in", "clerk", send(came_in, None), "! not_outgoing"),
            ("not what nobody confirmed the marking of", "clerk", send(marked, None), "! marking_unconfirmed"),
            ("not what is void", "clerk", send(gone, None), "! paper_void"),
            ("need not go", "clerk", not_sent(letter), "dispatch_not_needed"),
            ("what came in never had to", "clerk", not_sent(came_in), "! not_outgoing"),
            ("nothing was sent", "clerk", received(letter, 1, None, None), "! no_such_dispatch"),
        ],
    );
}

#[test]
fn what_became_of_it_is_said_once() {
    let mut shelf = Shelf::staffed();
    let letter = letter(&mut shelf);
    let receipt = shelf.enter("clerk", draft(2));
    let hidden = shelf.enter("keeper", but(draft_in("SEC", 3), |d| d.level = Some(level("secret"))));
    shelf.act("clerk", send(letter, Some(date(1951, 12, 22))));
    let on = |day| Some(date(1951, 12, day));
    check(
        &shelf,
        &[
            ("received", "clerk", received(letter, 1, on(22), Some(receipt)), "dispatch_ended"),
            ("not before it went", "clerk", received(letter, 1, on(21), None), "! before_dispatch"),
            ("not tomorrow", "clerk", received(letter, 1, on(26), None), "! dispatch_ahead"),
            ("not on a receipt that is not seen", "clerk", received(letter, 1, None, Some(hidden)), "! no_paper"),
            ("came back", "clerk", came_back(letter, 1), "dispatch_ended"),
            ("a mistake", "clerk", undo(letter, 1), "dispatch_ended"),
            ("sent again", "clerk", send(letter, None), "dispatched"),
            ("it was sent", "clerk", not_sent(letter), "! sent_already"),
        ],
    );
    for (end, undone) in [
        (received(letter, 1, None, None), "dispatch_ended"),
        (came_back(letter, 1), "dispatch_ended"),
        (undo(letter, 1), "! dispatch_over"),
    ] {
        let mut after = shelf.clone();
        after.act("clerk", end);
        check(
            &after,
            &[
                ("it was received", "clerk", received(letter, 1, None, None), "! dispatch_over"),
                ("it came back", "clerk", came_back(letter, 1), "! dispatch_over"),
                ("a mistake is put right once", "clerk", undo(letter, 1), undone),
                ("another", "clerk", send(letter, None), "dispatched"),
            ],
        );
    }
}

#[test]
fn it_is_to_be_sent_until_it_went() {
    let mut shelf = Shelf::staffed();
    let letter = letter(&mut shelf);
    let mut is = |act: Option<Act>| {
        if let Some(act) = act {
            shelf.act("clerk", act);
        }
        shelf.paper(letter).is_to_be_sent()
    };
    assert!(is(None));
    assert!(!is(Some(send(letter, None))));
    assert!(is(Some(came_back(letter, 1))), "what came back has to go once more");
    assert!(!is(Some(not_sent(letter))));
    check(&shelf, &[("said already", "clerk", not_sent(letter), "! not_sent_already")]);
    let mut is = |act: Option<Act>| {
        if let Some(act) = act {
            shelf.act("clerk", act);
        }
        shelf.paper(letter).is_to_be_sent()
    };
    assert!(!is(Some(send(letter, None))), "and goes in spite of that");
    assert!(is(Some(undo(letter, 2))));
    assert!(!is(Some(send(letter, Some(TODAY)))));
    assert!(!is(Some(received(letter, 3, None, None))));
    let copy = shelf.enter("clerk", draft_in("OUT", 2));
    assert!(!shelf.paper(copy).is_to_be_sent(), "a copy of what went out waits for nothing");
}

#[test]
fn who_cites_its_symbol_means_the_paper() {
    let mut shelf = Shelf::staffed();
    let letter = letter(&mut shelf);
    let citing = |shelf: &mut Shelf, no: u8| {
        let mut told = card("note", "", "1951-12-24", "R. Oldfen", "M. Averin");
        told.citations = vec![cites("S/2034", "", "")];
        shelf.enter("clerk", but(draft(no), |d| d.card = told))
    };
    let before = citing(&mut shelf, 2);
    assert!(shelf.paper(before).ties.is_empty());
    shelf.act("clerk", symbol(letter, "S/2034"));
    assert_eq!(shelf.paper(before).ties[0].to, letter);
    let after = citing(&mut shelf, 3);
    assert_eq!(shelf.paper(after).ties[0].to, letter);
    check(
        &shelf,
        &[
            ("known already, however it is written", "clerk", symbol(letter, "S / 2034"), "! symbol_known"),
            ("another", "clerk", symbol(letter, "A/1.22"), "appeared"),
            ("without words", "clerk", symbol(letter, " "), "! empty"),
            ("by whoever only sees it", "porter", symbol(letter, "A/1.22"), "! no_mandate"),
        ],
    );
}

#[test]
fn so_many_and_no_more() {
    let mut shelf = Shelf::staffed();
    let letter = letter(&mut shelf);
    for no in 0..DISPATCHES_MAX {
        shelf.act("clerk", send(letter, None));
        if no < APPEARANCES_MAX {
            shelf.act("clerk", symbol(letter, &format!("S/{no}")));
        }
    }
    check(
        &shelf,
        &[
            ("one sending past the limit", "clerk", send(letter, None), "! too_many"),
            ("one symbol past the limit", "clerk", symbol(letter, "S/last"), "! too_many"),
        ],
    );
    let ended = |end: &DispatchEnd| end.words();
    assert_eq!(ended(&DispatchEnd::Mistaken { reason: why() }), "was entered by mistake");
}
