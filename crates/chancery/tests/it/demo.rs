//! The demonstration: its book, and the key paper as it is read.

use chancery::demo::Demo;
use procedure::card::{AskedAct, Stance};
use procedure::event::Means;
use procedure::ids::OfficerId;

/// A file of the demonstration's bag.
fn in_the_bag(demo: &Demo, name: &str) -> Vec<u8> {
    demo.panel.bag.iter().find(|paper| paper.name == name).unwrap().bytes.to_vec()
}

#[test]
fn opens_on_the_morning_before_the_key_paper() {
    let folder = tempfile::tempdir().unwrap();
    let demo = Demo::open(folder.path()).unwrap();
    let house = demo.office.house();
    assert_eq!(demo.office.now().to_string(), "1951-12-25T09:00:00.000000Z");
    assert_eq!(house.next_number(&"incoming".parse().unwrap(), 1951).as_deref(), Some("IN-1951-0018"));
    assert_eq!(house.next_number(&"outgoing".parse().unwrap(), 1951).as_deref(), Some("OUT-1951-0003"));
    assert_eq!(house.next_number(&"secret".parse().unwrap(), 1951).as_deref(), Some("S-1951-0002"));
    assert!(demo.panel.officers.iter().all(|known| house.active(&known.officer).is_some()));
    assert!(demo.panel.steps.windows(2).all(|two| two[0].at < two[1].at));
    // What stands in the book came in by its officers' acts, at moments of December, in order.
    let journal = demo.office.journal().unwrap();
    let moments: Vec<i64> = journal.entries(0, 1_000).unwrap().iter().map(|entry| entry.header.moment_us).collect();
    assert!(moments.len() > 60 && moments.is_sorted());
    demo.office.shut();
}

#[test]
fn opened_again_it_goes_on_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let first = Demo::open(folder.path()).unwrap();
    let entries = first.office.journal().unwrap().entries(0, 1_000).unwrap().len();
    first.office.shut();
    drop(first);
    let again = Demo::open(folder.path()).unwrap();
    assert_eq!(again.office.journal().unwrap().entries(0, 1_000).unwrap().len(), entries);
    again.office.shut();
}

#[test]
fn its_ties_offers_and_refusals_are_the_rules_own() {
    let folder = tempfile::tempdir().unwrap();
    let demo = Demo::open(folder.path()).unwrap();
    let clerk: OfficerId = "orlo".parse().unwrap();
    let reads = demo.office.reads().unwrap();
    let viewer = demo.office.viewer(&clerk);
    let paper = |number: &str| {
        let found = demo.office.find(&viewer, number, 5).unwrap();
        let id = found.hits.iter().find(|hit| hit.row.number == number).unwrap().row.paper.unwrap();
        reads.paper(&viewer, &id).unwrap().unwrap().paper
    };
    let cites = paper("IN-1951-0005");
    assert_eq!(cites.ties.len(), 1, "telegram 774 cites 761, which is held");
    assert_eq!(paper("IN-1951-0015").offers.len(), 1, "a number without sender or day is offered");
    assert_eq!(paper("IN-1951-0010").open_citations().count(), 1, "telegram 780 never came");
    assert!(paper("IN-1951-0014").versions.is_empty(), "only its cover was seen");
    assert!(paper("IN-1951-0017").is_void());
    assert!(demo.office.trail(&viewer, &cites.id).unwrap().iter().all(|line| line.acted.means == Means::Demonstration));
    // What is secret does not exist for the press desk.
    let press = demo.office.viewer(&"sool".parse().unwrap());
    let found = demo.office.find(&press, "S-1951-0001", 50).unwrap();
    assert!(found.hits.iter().all(|hit| hit.row.number != "S-1951-0001"));
    demo.office.shut();
}

#[test]
fn the_key_papers_whole_card_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let demo = Demo::open(folder.path()).unwrap();
    let text = String::from_utf8(in_the_bag(&demo, "memorandum-396.txt")).unwrap();
    demo.office.shut();
    let (card, remarks) = intake::read_text(&text);
    assert_eq!(card.kind.unwrap().value, "memorandum");
    let number = card.number.unwrap();
    assert_eq!((number.value.as_str(), number.span.unwrap().of(&text)), ("396", Some("No. 396")));
    assert_eq!(card.date.unwrap().value.date.to_string(), "1951-12-25");
    assert_eq!(card.from[0].value.label(), "A. Grevin");
    assert!(card.to[0].value.words().contains("HALDEN"));
    let copies: Vec<&str> = card.copies.iter().map(|copy| copy.value.label()).collect();
    assert_eq!(copies, ["Arden", "Brisk", "Corran", "Dell", "Evers", "Falk", "Greve"]);
    let [cited] = card.citations.as_slice() else { panic!("one citation: {:?}", card.citations) };
    assert_eq!(cited.value.number.as_deref(), Some("812"));
    assert_eq!(cited.value.kind.as_deref(), Some("telegram"));
    assert!(cited.value.sender.as_deref().is_some_and(|sender| sender.contains("Varga")));
    let [enclosed] = card.enclosures.as_slice() else { panic!("one enclosure: {:?}", card.enclosures) };
    assert_eq!((enclosed.value.title.as_str(), enclosed.value.present), ("draft resolution", false));
    assert_eq!(card.deadlines[0].value.date.to_string(), "1951-12-27");
    let proposal = &card.proposals[0].value;
    assert_eq!(proposal.by.as_deref(), Some("Delegate Varga"));
    assert!(proposal.steps.len() >= 3, "{:?}", proposal.steps);
    let advice = card.recommendation.unwrap().value;
    assert_eq!((advice.stance, advice.by.as_deref()), (Stance::Against, Some("Ministry")));
    assert_eq!(card.request.unwrap().value.act, AskedAct::Review);
    assert_eq!(card.insertions[0].value, "expires");
    assert!(!card.claims.is_empty() && !remarks.is_empty());
}
