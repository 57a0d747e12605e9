//! What is released to the reading room: of which papers, by whom, and what becomes of it.

use procedure::act::{Act, RELEASES_MAX};
use procedure::ids::PaperId;
use procedure::paper::{Arrival, Channel, InRoom};
use procedure::sight::{Sight, may_see};

use crate::shelf::{Shelf, but, card, check, draft_in, lead, level, officer};

fn why() -> String {
    "A reason.".into()
}

fn release(paper: PaperId) -> Act {
    Act::Release { paper, version: None, reason: why() }
}

fn take_back(paper: PaperId) -> Act {
    Act::EndRelease { paper, reason: why() }
}

fn mark(paper: PaperId, code: &str) -> Act {
    Act::Mark { paper, level: level(code), reason: Some(why()) }
}

/// A paper of a kind in a series, confirmed at the lowest level.
fn confirmed(shelf: &mut Shelf, series: &str, kind: &str, n: u8) -> PaperId {
    let paper = shelf.enter("clerk", but(draft_in(series, n), |d| d.card = card(kind, "", "", "M. Averin", "anyone")));
    shelf.act("clerk", mark(paper, "open"));
    paper
}

#[test]
fn what_is_for_the_public_at_the_lowest_level_and_confirmed() {
    let mut shelf = Shelf::staffed();
    let communique = confirmed(&mut shelf, "OUT", "Communiqué", 1);
    let resolution = confirmed(&mut shelf, "IN", "resolution", 2);
    let letter = confirmed(&mut shelf, "OUT", "letter", 3);
    let of_ours = but(draft_in("OUT", 4), |d| {
        d.card = card("letter", "", "", "M. Averin", "anyone");
        d.arrival = Arrival { channel: Channel::House, ..Arrival::default() };
    });
    let ours = shelf.enter("clerk", of_ours);
    shelf.act("clerk", mark(ours, "open"));
    let unmarked = shelf.enter("clerk", but(draft_in("OUT", 5), |d| d.card = card("communiqué", "", "", "A", "B")));
    let higher = confirmed(&mut shelf, "OUT", "communiqué", 6);
    shelf.act("clerk", mark(higher, "restricted"));
    let read = but(draft_in("OUT", 7), |d| {
        d.card = card("communiqué", "", "", "A", "B");
        d.card.marking = Some(crate::shelf::read("SECRET".into()));
    });
    let read = shelf.enter("clerk", read);
    let elsewhere = but(draft_in("IN", 9), |d| {
        d.card = card("resolution", "", "", "M. Averin", "anyone");
        d.directions = vec![lead("legal")];
    });
    let elsewhere = shelf.enter("clerk", elsewhere);
    shelf.act("clerk", mark(elsewhere, "open"));
    let void = confirmed(&mut shelf, "OUT", "communiqué", 8);
    shelf.act("clerk", Act::Void { paper: void, number: shelf.paper(void).number().into(), reason: why() });
    check(
        &shelf,
        &[
            ("a communiqué", "clerk", release(communique), "released"),
            ("a resolution, also one that came in", "clerk", release(resolution), "released"),
            ("a text of this office", "clerk", release(ours), "released"),
            ("not a letter from outside", "clerk", release(letter), "! not_for_the_public"),
            ("not what nobody confirmed", "clerk", release(unmarked), "! level_not_confirmed"),
            ("not what was read only", "clerk", release(read), "! marking_unconfirmed"),
            ("not what is higher", "clerk", release(higher), "! marked_higher"),
            ("not what is void", "clerk", release(void), "! paper_void"),
            ("not by who sees its card alone", "clerk", release(elsewhere), "! not_read"),
            ("not by another registry", "keeper", release(communique), "! no_mandate"),
            ("not by an administrator", "root", release(communique), "! no_mandate"),
            ("not of what one does not see", "porter", release(resolution), "! no_paper"),
            (
                "with a reason",
                "clerk",
                Act::Release { paper: communique, version: None, reason: " ".into() },
                "! empty",
            ),
            (
                "of a version that is there",
                "clerk",
                Act::Release { paper: communique, version: Some(1), reason: why() },
                "! no_version",
            ),
            ("nothing to take back", "clerk", take_back(communique), "! not_released"),
        ],
    );
}

#[test]
fn a_release_stands_as_it_was_until_it_is_taken_back_or_the_paper_rises() {
    let mut shelf = Shelf::staffed();
    let paper = confirmed(&mut shelf, "OUT", "communiqué", 1);
    assert_eq!(shelf.paper(paper).in_room(&shelf.house), None);
    shelf.act("clerk", release(paper));
    check(&shelf, &[("once", "clerk", release(paper), "! released_already")]);
    let shown = shelf.paper(paper).release().unwrap().released.clone();
    assert_eq!((shown.number.as_str(), shown.version), ("OUT-1951-0001", 0));
    assert_eq!(shown.hash, shelf.paper(paper).versions[0].version.hash);

    shelf.act("clerk", mark(paper, "restricted"));
    let closed = |shelf: &Shelf| matches!(shelf.paper(paper).in_room(&shelf.house), Some((_, InRoom::Closed)));
    assert!(closed(&shelf), "what rises is closed at once");
    shelf.act("clerk", mark(paper, "open"));
    assert!(matches!(shelf.paper(paper).in_room(&shelf.house), Some((_, InRoom::Open))));
    shelf.act("clerk", Act::Void { paper, number: "OUT-1951-0001".into(), reason: why() });
    assert!(closed(&shelf), "nor does what is void stand there");
    check(&shelf, &[("and it can be taken back all the same", "clerk", take_back(paper), "release_ended")]);
    shelf.act("clerk", take_back(paper));
    let (release, stands) = shelf.paper(paper).in_room(&shelf.house).unwrap();
    assert!(matches!(stands, InRoom::TakenBack { ended } if ended.reason == why()));
    assert_eq!(release.released, shown, "what was there stays told");
    check(&shelf, &[("once", "clerk", take_back(paper), "! not_released")]);
}

#[test]
fn a_version_taken_back_closes_what_was_released_of_it() {
    let mut shelf = Shelf::staffed();
    let paper = confirmed(&mut shelf, "OUT", "communiqué", 1);
    shelf.act("clerk", release(paper));
    shelf.act("clerk", Act::WithdrawVersion { paper, version: 0, reason: why() });
    assert!(matches!(shelf.paper(paper).in_room(&shelf.house), Some((_, InRoom::Closed))));
    shelf.act("clerk", take_back(paper));
    check(&shelf, &[("nothing is left to read", "clerk", release(paper), "! nothing_to_read")]);
}

#[test]
fn a_release_gives_nobody_inside_anything() {
    let mut shelf = Shelf::staffed();
    let paper = confirmed(&mut shelf, "IN", "communiqué", 1);
    let seen = |shelf: &Shelf| {
        let all = ["root", "clerk", "keeper", "chief", "lawyer", "editor", "porter"];
        all.map(|who| may_see(&shelf.house, &officer(who), shelf.paper(paper), shelf.now))
    };
    let before = seen(&shelf);
    assert_eq!(before[6], Sight::None);
    shelf.act("clerk", release(paper));
    assert_eq!(seen(&shelf), before);
}

#[test]
fn a_paper_is_released_so_often_and_no_more() {
    let mut shelf = Shelf::staffed();
    let paper = confirmed(&mut shelf, "OUT", "communiqué", 1);
    for _ in 0..RELEASES_MAX {
        shelf.act("clerk", release(paper));
        shelf.act("clerk", take_back(paper));
    }
    check(&shelf, &[("not once more", "clerk", release(paper), "! too_many")]);
}
