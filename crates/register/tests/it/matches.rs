//! Citations and twins: what the register tells `decide`, and what the Enter page shows beforehand.

use jiff::civil::{Date, date};
use procedure::act::Act;
use procedure::card::{Card, FieldName};
use procedure::known::{Prints, TwinGround};
use procedure::refusal::Refusal;

use crate::office::{Office, card, citing, draft, read, series, version};

#[test]
fn a_citation_closes_itself_the_day_the_paper_is_entered() {
    let mut office = Office::new();
    let card_396 = card("memorandum", "396", date(1951, 12, 25), "Deputy Minister", "Premier", "Communiqué");
    let one = office.enter(draft("IN", "396", citing(card_396, "telegram", "812", Some("Halvard"), None)));
    let links = office.reads().links(&office.owner(), &one).unwrap();
    assert!(links.cites[0].open && links.cites[0].held.is_empty());

    let card_812 = card("telegram", "812", date(1951, 12, 22), "A. Halvard", "Deputy Minister", "Line");
    let preview = office.reads().match_preview(&office.owner(), &card_812).unwrap();
    assert_eq!(preview.closes.len(), 1);
    assert_eq!((preview.closes[0].paper, preview.closes[0].certain), (one, true));
    let two = office.enter(draft("IN", "812", card_812));

    let links = office.reads().links(&office.owner(), &one).unwrap();
    assert_eq!(links.cites[0].held[0].paper, two);
    assert!(!links.cites[0].open);
    let back = office.reads().links(&office.owner(), &two).unwrap();
    assert_eq!((back.cited_by[0].by.paper, back.cited_by[0].offered), (one, false));
    let row = office.reads().list(&office.owner(), &register::ListQuery::default()).unwrap().rows.remove(1);
    assert_eq!((row.cites[0].says.as_str(), row.cites[0].number.as_deref()), ("812", Some("IN-1951-0002")));
}

#[test]
fn a_settled_citation_closes_itself_too() {
    let mut office = Office::new();
    let card_396 = card("memorandum", "396", date(1951, 12, 25), "Deputy Minister", "Premier", "Communiqué");
    let one = office.enter(draft("IN", "396", citing(card_396, "telegram", "812", Some("Halvard"), None)));
    let settlement = procedure::paper::Settlement::Requested;
    office.ok("clerk", Act::Settle { paper: one, citation: 0, settlement });
    let two = office.enter(draft(
        "IN",
        "812",
        card("telegram", "812", date(1951, 12, 22), "A. Halvard", "Deputy Minister", "Line"),
    ));
    let links = office.reads().links(&office.owner(), &one).unwrap();
    assert_eq!((links.cites[0].held[0].paper, links.cites[0].settled), (two, None));
}

fn telegram_812() -> procedure::card::Card {
    card("telegram", "812", date(1951, 12, 22), "A. Halvard", "Deputy Minister", "Line")
}

fn void(paper: procedure::ids::PaperId, number: &str) -> Act {
    Act::Void { paper, number: number.to_owned(), reason: "Entered twice.".to_owned() }
}

#[test]
fn a_paper_voided_and_entered_again_is_tied_anew() {
    let mut office = Office::new();
    let card_396 = card("memorandum", "396", date(1951, 12, 25), "Deputy Minister", "Premier", "Communiqué");
    let one = office.enter(draft("IN", "396", citing(card_396, "telegram", "812", Some("Halvard"), None)));
    let wire = office.enter(draft("IN", "812", telegram_812()));
    office.ok("clerk", void(wire, "IN-1951-0002"));
    let links = office.reads().links(&office.owner(), &one).unwrap();
    assert!(links.cites[0].open && links.cites[0].held.is_empty());
    let again = office.enter(draft("IN", "812", telegram_812()));
    let links = office.reads().links(&office.owner(), &one).unwrap();
    assert_eq!(links.cites[0].held.iter().map(|end| end.paper).collect::<Vec<_>>(), [again]);

    // Entered twice while the first stands: what the first loses, the second has.
    let mut twice = draft("IN", "812 once more", telegram_812());
    twice.again = Some("The bag brought it once more.".to_owned());
    let twice = office.enter(twice);
    office.ok("clerk", void(again, "IN-1951-0003"));
    let links = office.reads().links(&office.owner(), &one).unwrap();
    assert_eq!(links.cites[0].held.iter().map(|end| end.paper).collect::<Vec<_>>(), [twice]);
}

/// A card that cites telegram 812 so many times.
fn many(count: usize) -> procedure::card::Card {
    let mut card = card("list", "1", date(1951, 12, 25), "Deputy Minister", "Premier", "Many");
    for _ in 0..count {
        card = citing(card, "telegram", "812", Some("Halvard"), Some(date(1951, 12, 22)));
    }
    card
}

#[test]
fn a_paper_closes_as_many_citations_as_one_entry_may_and_says_how_many_are_left() {
    use register::CITING_MAX;
    for (more, left) in [(0, None), (1, Some("1 more citations that may mean this paper were left open"))] {
        let mut office = Office::new();
        let one = office.enter(draft("IN", "one", many(CITING_MAX / 2)));
        let mut second = many(CITING_MAX / 2 + more);
        second.number = Some(read("2".to_owned()));
        let two = office.enter(draft("IN", "two", second));
        let wire = office.enter(draft("IN", "812", telegram_812()));
        let state = |id| office.reads().paper(&office.owner(), id).unwrap().unwrap().paper;
        assert_eq!(state(&one).ties.len() + state(&two).ties.len(), CITING_MAX);
        assert_eq!(state(&one).open_citations().count() + state(&two).open_citations().count(), more);
        let remarks = state(&wire).remarks;
        match left {
            None => assert!(remarks.is_empty(), "{remarks:?}"),
            Some(words) => assert!(remarks[0].says.starts_with(words), "{remarks:?}"),
        }
    }
}

#[test]
fn a_void_opens_as_many_citations_as_one_entry_may_and_says_how_many_are_left() {
    use procedure::known::TIES_PER_ENTRY_MAX;
    for (more, left) in [(0, None), (1, Some("1 more citations"))] {
        let mut office = Office::new();
        let wire = office.enter(draft("IN", "812", telegram_812()));
        let one = office.enter(draft("IN", "one", many(TIES_PER_ENTRY_MAX / 2)));
        let mut second = many(TIES_PER_ENTRY_MAX / 2 + more);
        second.number = Some(read("2".to_owned()));
        let two = office.enter(draft("IN", "two", second));
        office.ok("clerk", void(wire, "IN-1951-0001"));
        let state = |id| office.reads().paper(&office.owner(), id).unwrap().unwrap().paper;
        assert_eq!(state(&one).ties.len() + state(&two).ties.len(), more);
        let remarks = state(&wire).remarks;
        match left {
            None => assert!(remarks.is_empty()),
            Some(words) => assert!(remarks[0].says.starts_with(words), "{remarks:?}"),
        }
    }
}

#[test]
fn a_corrected_date_looks_for_what_the_paper_itself_cites_without_a_date() {
    let mut office = Office::new();
    let wire = office.enter(draft("IN", "812", telegram_812()));
    // Read a year too early: nothing of the time before it is held.
    let early = card("memorandum", "396", date(1950, 12, 25), "Deputy Minister", "Premier", "Communiqué");
    let one = office.enter(draft("IN", "396", citing(early, "telegram", "812", Some("Halvard"), None)));
    assert!(office.reads().links(&office.owner(), &one).unwrap().cites[0].open);
    let right = procedure::card::PaperDate { date: date(1951, 12, 25), precision: procedure::card::Precision::Day };
    let value = serde_json::to_value(read(right)).unwrap();
    office.ok("clerk", Act::Correct { paper: one, field: FieldName::Date, value, reason: None });
    assert_eq!(office.reads().links(&office.owner(), &one).unwrap().cites[0].held[0].paper, wire);
}

#[test]
fn a_paper_that_cites_one_held_is_tied_as_it_comes() {
    let mut office = Office::new();
    let cited = card("telegram", "812", date(1951, 12, 22), "A. Halvard", "Deputy Minister", "Line");
    let cited = office.enter(draft("IN", "812", cited));
    let by_ours = card("letter", "1", date(1952, 12, 25), "Gray", "Premier", "Ours");
    let citing_card = citing(by_ours, "paper", "IN-1951-0001", None, None);
    let preview = office.reads().match_preview(&office.owner(), &citing_card).unwrap();
    assert_eq!((preview.cites[0].paper, preview.cites[0].certain), (cited, true));
    assert!(preview.not_held.is_empty());
    let one = office.enter(draft("IN", "1", citing_card));
    assert_eq!(office.reads().links(&office.owner(), &one).unwrap().cites[0].held[0].paper, cited);
}

#[test]
fn two_that_fit_alike_are_offered_and_a_corrected_number_closes() {
    let mut office = Office::new();
    let same = || card("telegram", "12", date(1951, 12, 22), "A. Halvard", "Premier", "Line");
    let mut other = same();
    other.to = vec![read(procedure::card::Party::named("Legation"))];
    let first = office.enter(draft("IN", "first", same()));
    let second = office.enter(draft("IN", "second", other));
    let by = card("letter", "7", date(1951, 12, 24), "Gray", "Premier", "Doubt");
    let by = office.enter(draft("IN", "by", citing(by, "telegram", "12", Some("Halvard"), None)));
    let links = office.reads().links(&office.owner(), &by).unwrap();
    let mut offered: Vec<_> = links.cites[0].offers.iter().map(|offer| offer.to).collect();
    offered.sort();
    let mut expected = vec![first, second];
    expected.sort();
    assert_eq!(offered, expected);
    assert!(links.cites[0].open);
    assert!(office.reads().links(&office.owner(), &first).unwrap().cited_by[0].offered);

    let wrong = card("letter", "99", date(1951, 12, 20), "Ministry of Trade", "Premier", "Wrongly read");
    let wrong = office.enter(draft("IN", "wrong", wrong));
    let waits = card("letter", "8", date(1951, 12, 24), "Gray", "Premier", "Waits");
    let waits = office.enter(draft("IN", "waits", citing(waits, "letter", "98", Some("Ministry of Trade"), None)));
    let value = serde_json::to_value(read("98".to_owned())).unwrap();
    office.ok("clerk", Act::Correct { paper: wrong, field: FieldName::Number, value, reason: None });
    let links = office.reads().links(&office.owner(), &waits).unwrap();
    assert_eq!(links.cites[0].held[0].paper, wrong);
}

#[test]
fn twins_are_told_on_every_ground_before_a_number_is_taken() {
    let mut office = Office::new();
    let one = card("letter", "5", date(1951, 12, 20), "Gray", "Premier", "Twin");
    let mut first = draft("IN", "first file", one.clone());
    first.versions[0].message_id = Some("<a@example.org>".to_owned());
    let paper = office.enter(first.clone());
    let mut other_bytes = version("first file");
    other_bytes.hash = procedure::ids::Hash([1; 32]);
    let mut by_mail = version("elsewhere");
    by_mail.message_id = Some("<a@example.org>".to_owned());
    let cases = [
        (version("first file"), TwinGround::Body),
        (by_mail, TwinGround::MessageId),
        (other_bytes, TwinGround::Text),
        (version("another file"), TwinGround::Card),
    ];
    for (version, ground) in cases {
        let prints = Prints::of([&version], &one);
        let twins = office.reads().twins(&office.viewer("clerk"), &prints).unwrap();
        assert_eq!((twins[0].paper, twins[0].ground, twins.len()), (paper, ground, 1));
        assert!(office.reads().twins(&office.viewer("stranger"), &prints).unwrap().is_empty());
        let mut again = draft("IN", "x", one.clone());
        again.versions = vec![version];
        assert!(matches!(office.act("clerk", Act::Enter(again)), Err(Refusal::TwinHeld { .. })));
    }
    // What was annulled is held no longer.
    office.ok("clerk", Act::Void { paper, number: "IN-1951-0001".to_owned(), reason: "mistake".to_owned() });
    office.enter(first);
}

#[test]
fn parts_of_an_envelope_take_the_next_sub_number() {
    let mut office = Office::new();
    let envelope = office.enter(draft("IN", "envelope", card("letter", "5", office.today, "Gray", "Premier", "All")));
    for n in 1..=3 {
        let mut part =
            draft("IN", &format!("part {n}"), card("list", &format!("p{n}"), office.today, "G", "P", "Part"));
        part.under = Some(envelope);
        let part = office.enter(part);
        assert_eq!(office.number(&part), format!("IN-1951-0001/{n}"));
    }
    let reads = office.reads();
    let typed = |typed: &str| reads.by_number(&office.owner(), typed).unwrap().len();
    assert_eq!((typed("1/2"), typed("1"), typed("IN-1951-0001/3")), (1, 4, 1));
    let count = reads.book(&office.viewer("clerk"), &series("IN"), office.today).unwrap();
    assert_eq!((count.today, count.given, count.next.as_deref()), (4, 4, Some("IN-1951-0002")));
}

#[test]
fn a_reading_taken_in_part_ties_the_citations_that_stand_on_the_card() {
    let mut office = Office::new();
    let cited =
        office.enter(draft("IN", "cited", card("telegram", "812", date(1951, 12, 20), "Averin", "Minister", "A")));
    let of =
        |on: Date| citing(card("letter", "5", on, "Stane", "Minister", "B"), "telegram", "812", Some("Averin"), None);
    let held = of(date(1954, 12, 24));
    let id = office.enter(draft("IN", "citing", held.clone()));
    let ties = |office: &Office| office.reads().paper(&office.owner(), &id).unwrap().unwrap().paper.ties;
    assert!(ties(&office).is_empty(), "three years are too long for an undated citation");
    // The new reading has the date, and another citation before the one that stands.
    let mut fresh = of(date(1951, 12, 24));
    let other = citing(Card::default(), "letter", "77", None, None).citations.remove(0);
    fresh.citations.insert(0, other);
    let text = office.reads().paper(&office.owner(), &id).unwrap().unwrap().paper.versions[0].version.text.clone();
    office
        .ok("clerk", Act::ProposeReading { paper: id, version: 0, text: text.unwrap(), card: fresh, remarks: vec![] });
    office.ok("clerk", Act::TakeReading { paper: id, fields: [FieldName::Date].into() });
    assert_eq!(ties(&office).into_iter().map(|tie| (tie.citation, tie.to)).collect::<Vec<_>>(), [(0, cited)]);
}
