//! The day closed: who may, what it says of the books, and how it compares with the closing before.

use std::collections::BTreeMap;

use jiff::civil::date;
use procedure::act::Act;
use procedure::closing::{
    BookLines, ClosedBook, Closing, ClosingSight, Differs, JournalHead, JournalNow, closing_sight,
};
use procedure::event::{Door, Event};
use procedure::export::{Export, ExportedSheet};
use procedure::house::{BookKey, House};
use procedure::ids::Hash;
use procedure::readings::ReadingsHead;
use procedure::role::Role;

use crate::oversight::{entered, give};
use crate::shelf::{Shelf, but, check, draft, draft_in, level, officer, series};

fn over(entries: u64, root: u8, goes_on: bool) -> JournalNow {
    JournalNow { head: JournalHead { entries, root: Hash([root; 32]) }, goes_on }
}

fn book(code: &str, year: i16) -> BookKey {
    BookKey { series: series(code), year }
}

/// What the register would tell: so many void in IN, and its last number.
fn lines(last: &str, void: u64) -> BTreeMap<BookKey, BookLines> {
    BTreeMap::from([(book("IN", 1951), BookLines { last: Some(last.to_owned()), void, not_held: 1 })])
}

fn close(shelf: &mut Shelf, who: &str) -> Closing {
    let decided = shelf.act(who, Act::CloseDay {});
    match decided.events.as_slice() {
        [Event::DayClosed { closing }] => closing.clone(),
        other => panic!("a closing is one event: {other:?}"),
    }
}

fn of<'a>(closing: &'a Closing, code: &str) -> Option<&'a ClosedBook> {
    closing.books.iter().find(|book| book.series.as_str() == code)
}

#[test]
fn registries_and_administrators_close_the_day_and_auditors_are_shown_it() {
    let mut shelf = Shelf::staffed();
    check(&shelf, &[("where the journal is written", "clerk", Act::CloseDay {}, "! one_at_a_time")]);
    shelf.record = Some(over(9, 1, true));
    check(
        &shelf,
        &[
            ("a registry", "clerk", Act::CloseDay {}, "day_closed"),
            ("another registry", "keeper", Act::CloseDay {}, "day_closed"),
            ("an administrator", "root", Act::CloseDay {}, "day_closed"),
            ("not a desk that keeps no series", "lawyer", Act::CloseDay {}, "! no_mandate"),
            ("nor an officer without a desk", "porter", Act::CloseDay {}, "! no_mandate"),
        ],
    );
    shelf.act("root", Act::CloseSeries { series: series("SEC"), reason: "it is full".into() });
    check(&shelf, &[("nor the registry of a closed series", "keeper", Act::CloseDay {}, "! no_mandate")]);
    let shown = |shelf: &Shelf, who: &str| closing_sight(&shelf.house, &officer(who), shelf.now) > ClosingSight::None;
    assert!(shown(&shelf, "clerk") && shown(&shelf, "root") && !shown(&shelf, "porter") && !shown(&shelf, "keeper"));
    shelf.act("root", give("porter", Role::Auditor, None));
    assert!(shown(&shelf, "porter"));
    close(&mut shelf, "clerk");
    let sheet = || Some(ExportedSheet { facts: Hash([2; 32]), hash: Hash([3; 32]), page: None });
    let export = |no| Act::Export { export: Export::Closing { no }, sheet: sheet() };
    check(
        &shelf,
        &[
            ("its sheet, by an auditor", "porter", export(1), "exported"),
            ("of one that is there", "porter", export(2), "! absent"),
            ("nor of none", "porter", export(0), "! absent"),
            ("not by whoever is shown none", "lawyer", export(1), "! absent"),
        ],
    );
    shelf.act("root", Act::SuspendOfficer { officer: officer("porter"), reason: "he left".into() });
    assert!(!shown(&shelf, "porter"));
}

#[test]
fn a_closing_says_where_the_books_stand_since_the_one_before() {
    let mut shelf = Shelf::staffed();
    shelf.record = Some(over(20, 1, true));
    shelf.enter("clerk", draft(1));
    shelf.enter("clerk", draft(2));
    (shelf.books, shelf.not_held) = (lines("IN-1951-0002", 0), 4);
    let first = close(&mut shelf, "clerk");
    assert_eq!((first.no, first.day, first.not_held, first.before), (1, date(1951, 12, 25), Some(4), None));
    assert_eq!(first.over, JournalHead { entries: 20, root: Hash([1; 32]) });
    let stands = |given, void, voided| ClosedBook {
        series: series("IN"),
        year: 1951,
        next: 3,
        last: Some("IN-1951-0002".into()),
        given,
        reserved: 0,
        void,
        voided,
        not_held: Some(1),
    };
    assert_eq!(of(&first, "IN"), Some(&stands(2, 0, 0)));
    assert!(of(&first, "OUT").is_none_or(|book| book.given == 0), "nothing was entered there");
    assert!(first.differs.is_empty());

    shelf.act("clerk", Act::ReserveBlock { series: series("OUT"), count: 5, reason: "a mission".into() });
    shelf.books = lines("IN-1951-0002", 1);
    shelf.record = Some(over(25, 2, true));
    let second = close(&mut shelf, "keeper");
    assert_eq!(second.before.map(|before| (before.no, before.over)), Some((1, first.over)));
    assert_eq!(of(&second, "IN"), Some(&stands(0, 1, 1)));
    let out = of(&second, "OUT").unwrap();
    assert_eq!((out.given, out.reserved, out.next, out.last.as_deref()), (5, 5, 6, None));
    assert!(second.differs.is_empty(), "{second:?}");
    let known = shelf.house.last_closing.clone().unwrap();
    assert_eq!((known.said.no, known.said.over), (2, second.over));
}

#[test]
fn a_registry_is_shown_its_own_books_and_not_what_is_counted_elsewhere() {
    let mut shelf = Shelf::staffed();
    shelf.record = Some(over(20, 1, true));
    shelf.enter("clerk", draft(1));
    let secret = but(draft_in("SEC", 2), |draft| draft.level = Some(level("secret")));
    shelf.enter("keeper", secret);
    shelf.door = Door::Machine;
    shelf.act("clerk", entered(3, false));
    shelf.door = Door::Page;
    shelf.not_held = 2;
    let closing = close(&mut shelf, "clerk");
    shelf.act("root", give("porter", Role::Auditor, None));
    let seen = |who: &str| closing.as_seen(&shelf.house, &officer(who), shelf.now);
    assert_eq!((seen("root").as_ref(), seen("porter").as_ref()), (Some(&closing), Some(&closing)));
    assert_eq!(seen("lawyer"), None);
    for (who, own) in [("clerk", "IN"), ("keeper", "SEC")] {
        let seen = seen(who).unwrap();
        assert_eq!(seen.books.iter().map(|book| book.series.as_str()).collect::<Vec<_>>(), [own], "{who}");
        assert_eq!((seen.not_held, seen.readings), (None, None), "{who}");
        assert!(seen.books.iter().all(|book| book.not_held.is_none()), "{who}");
        assert_eq!((seen.no, seen.over, seen.before), (closing.no, closing.over, closing.before));
    }
}

#[test]
fn a_book_of_a_past_year_stands_in_a_closing_only_where_it_changed() {
    let mut shelf = Shelf::staffed();
    shelf.record = Some(over(20, 1, true));
    shelf.enter("clerk", draft(1));
    shelf.today = date(1952, 1, 2);
    shelf.enter("clerk", draft_in("IN", 2));
    let years = |closing: &Closing| -> Vec<i16> {
        closing.books.iter().filter(|book| book.series.as_str() == "IN").map(|book| book.year).collect()
    };
    let first = close(&mut shelf, "clerk");
    assert_eq!(years(&first), [1951, 1952], "it gave a number since the founding");
    let second = close(&mut shelf, "clerk");
    assert_eq!(years(&second), [1952], "1951 is open still");
    shelf.act("clerk", Act::CloseYear { series: series("IN"), year: 1951 });
    shelf.books = lines("IN-1951-0001", 1);
    let third = close(&mut shelf, "clerk");
    assert_eq!(years(&third), [1951, 1952], "a number of it was voided");
    assert!(third.differs.is_empty() && second.differs.is_empty());
}

#[test]
fn a_closing_says_in_what_the_record_does_not_go_on() {
    let mut shelf = Shelf::staffed();
    shelf.record = Some(over(20, 1, true));
    shelf.enter("clerk", draft(1));
    shelf.books = lines("IN-1951-0001", 2);
    close(&mut shelf, "clerk");
    let mut changed = shelf.clone();
    changed.record = Some(over(21, 9, false));
    assert_eq!(close(&mut changed, "clerk").differs, [Differs::History]);
    let mut fewer = shelf.clone();
    fewer.books = lines("IN-1951-0001", 1);
    assert_eq!(close(&mut fewer, "clerk").differs, [Differs::Numbers], "a void number came to life");
    let mut lower = shelf.clone();
    lower.house.books.get_mut(&book("IN", 1951)).unwrap().next = 1;
    assert_eq!(close(&mut lower, "clerk").differs, [Differs::Numbers], "a number would be given twice");
    let mut without = shelf.clone();
    without.house.books.remove(&book("IN", 1951));
    assert_eq!(close(&mut without, "clerk").differs, [Differs::Numbers]);
    shelf.door = Door::Machine;
    shelf.act("clerk", entered(3, true));
    let read = close(&mut shelf, "clerk");
    assert_eq!(read.differs, [Differs::Readings]);
    assert_eq!(read.readings, Some(ReadingsHead { blocks: 3, digest: Hash([7; 32]) }));
    assert!(close(&mut shelf, "clerk").differs.is_empty(), "said once, by the closing after it");
}

#[test]
fn what_a_closing_leaves_in_the_house_is_read_again_as_it_was_written() {
    let mut shelf = Shelf::staffed();
    shelf.record = Some(over(20, 1, true));
    shelf.enter("clerk", draft(1));
    close(&mut shelf, "clerk");
    let text = serde_json::to_string(&shelf.house).unwrap();
    let read: House = serde_json::from_str(&text).unwrap();
    assert_eq!(read.last_closing, shelf.house.last_closing);
}
