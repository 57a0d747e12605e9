//! The demonstration: its books, the key paper as it is read, and what `docs/demo.md` says of them.

use std::path::Path;

use chancery::demo::{Cast, Demo};
use chancery::office::{Bodies, Command};
use procedure::act::Act;
use procedure::card::{AskedAct, Stance};
use procedure::event::{Door, Means};
use procedure::ids::OfficerId;
use procedure::sight::Sight;

use crate::cli::Place;

/// A file of the demonstration's bag.
fn in_the_bag(demo: &Demo, name: &str) -> Vec<u8> {
    demo.panel.bag.iter().find(|paper| paper.name == name).unwrap().bytes.to_vec()
}

#[test]
fn opens_on_the_morning_before_the_key_paper() {
    let folder = tempfile::tempdir().unwrap();
    let demo = Demo::open(folder.path(), Cast::Ministry).unwrap();
    let house = demo.office.house();
    assert_eq!(demo.office.now().to_string(), "1951-12-25T09:00:00.000000Z");
    assert_eq!(house.next_number(&"incoming".parse().unwrap(), 1951).as_deref(), Some("IN-1951-0018"));
    assert_eq!(house.next_number(&"outgoing".parse().unwrap(), 1951).as_deref(), Some("OUT-1951-0003"));
    assert_eq!(house.next_number(&"secret".parse().unwrap(), 1951).as_deref(), Some("S-1951-0003"));
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
    let first = Demo::open(folder.path(), Cast::Ministry).unwrap();
    let entries = first.office.journal().unwrap().entries(0, 1_000).unwrap().len();
    first.office.shut();
    drop(first);
    let again = Demo::open(folder.path(), Cast::Ministry).unwrap();
    assert_eq!(again.office.journal().unwrap().entries(0, 1_000).unwrap().len(), entries);
    again.office.shut();
}

#[test]
fn once_the_morning_has_begun_nothing_is_put_into_the_book() {
    let folder = tempfile::tempdir().unwrap();
    let first = Demo::open(folder.path(), Cast::Ministry).unwrap();
    let officer: OfficerId = "tal".parse().unwrap();
    let plan = Act::SetFilePlan { code: "09-02".to_owned(), title: "Broadcasts".to_owned() };
    let command = Command {
        authenticated: officer.to_string(),
        officer,
        means: Means::Demonstration,
        door: Door::Page,
        key: "plan".to_owned(),
        act: plan,
        bodies: Bodies::default(),
    };
    first.panel.clock.set(first.panel.steps[1].at);
    first.office.submit_blocking(command).unwrap();
    let entries = first.office.journal().unwrap().entries(0, 1_000).unwrap().len();
    first.office.shut();
    drop(first);
    let again = Demo::open(folder.path(), Cast::Ministry).unwrap();
    assert_eq!(again.office.journal().unwrap().entries(0, 1_000).unwrap().len(), entries);
    assert_eq!(again.office.now(), again.panel.steps[1].at, "its own date is where it stood");
    again.office.shut();
}

#[test]
fn a_folder_of_the_other_cast_is_refused_with_the_way_on() {
    let place = Place::founded();
    Demo::open(&place.path().join("try"), Cast::Ministry).unwrap().office.shut();
    Demo::open(&place.path().join("hall"), Cast::Town).unwrap().office.shut();
    for (args, says) in [
        (vec!["demo", "--town", "--folder", "try"], "try holds the demonstration of the Ministry of Foreign Affairs"),
        (vec!["demo", "--folder", "hall"], "hall holds the demonstration of the Town Hall of Brackmere"),
        (vec!["demo", "--folder", "office"], "office holds an office that is no demonstration: Orlan"),
    ] {
        let ran = place.ends(1, args.into_iter().chain(["--listen", "127.0.0.1:0"]));
        assert!(ran.err.starts_with(&format!("not served: {says}\nhint: ")), "{}", ran.err);
    }
}

#[test]
fn in_the_town_colleagues_see_each_others_post_and_nothing_confidential() {
    let folder = tempfile::tempdir().unwrap();
    let demo = Demo::open(folder.path(), Cast::Town).unwrap();
    let house = demo.office.house();
    assert_eq!(demo.office.now().to_string(), "2026-10-13T09:00:00.000000Z");
    assert_eq!(house.next_number(&"incoming".parse().unwrap(), 2026).as_deref(), Some("P-2026-005"));
    assert_eq!(house.next_number(&"resolutions".parse().unwrap(), 2026).as_deref(), Some("C-2026-002"));
    assert!(demo.panel.officers.iter().all(|known| house.active(&known.officer).is_some()));
    let reads = demo.office.reads().unwrap();
    let owner = register::Viewer::owner(house, demo.office.now());
    let sight = |officer: &str, number: &str| {
        let (id, _) = reads.by_number(&owner, number).unwrap()[0];
        let viewer = demo.office.viewer(&officer.parse().unwrap());
        reads.paper(&viewer, &id).unwrap().map_or(Sight::None, |seen| seen.sight)
    };
    // Nobody marked the stall out to the building office, nor the tax.
    assert_eq!(sight("osgood", "P-2026-004"), Sight::Whole);
    assert_eq!(sight("osgood", "P-2026-003"), Sight::None);
    assert_eq!(sight("pell", "P-2026-003"), Sight::Whole);
    assert_eq!(sight("lisle", "P-2026-003"), Sight::Whole, "the mayor is above the treasury");
    demo.office.shut();
}

#[test]
fn its_ties_offers_and_refusals_are_the_rules_own() {
    let folder = tempfile::tempdir().unwrap();
    let demo = Demo::open(folder.path(), Cast::Ministry).unwrap();
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
    let demo = Demo::open(folder.path(), Cast::Ministry).unwrap();
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

/// The page on the demonstration, each paragraph in one line, without what stands in fences.
fn tour() -> String {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/demo.md")).unwrap();
    page.split("```").step_by(2).collect::<String>().split("\n\n").map(|part| part.replace('\n', " ") + "\n").collect()
}

/// What stands between marks: every second part.
fn between<'t>(text: &'t str, mark: &'t str) -> impl Iterator<Item = &'t str> {
    text.lines().flat_map(move |line| line.split(mark).skip(1).step_by(2))
}

/// The sources below a folder, as one text.
fn sources(folder: &Path) -> String {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .map(|path| if path.is_dir() { sources(&path) } else { std::fs::read_to_string(&path).unwrap_or_default() })
        .collect()
}

/// Whether a number is held, or one of the next two of a series of the office.
fn is_known(demo: &Demo, number: &str) -> bool {
    let house = demo.office.house();
    let year = number.split('-').nth(1).and_then(|year| year.parse().ok());
    let next = |at: &str| {
        let (stem, n) = at.rsplit_once('-').unwrap();
        format!("{stem}-{:0width$}", n.parse::<u32>().unwrap() + 1, width = n.len())
    };
    let firsts = house.series.keys().filter_map(|series| house.next_number(series, year?));
    let coming: Vec<String> = firsts.flat_map(|first| [next(&first), first]).collect();
    let owner = register::Viewer::owner(house, demo.office.now());
    coming.iter().any(|one| one == number)
        || !demo.office.reads().unwrap().by_number(&owner, number).unwrap().is_empty()
}

#[test]
fn the_tour_names_what_is_there_in_the_order_of_the_walk() {
    let tour = tour();
    let folder = tempfile::tempdir().unwrap();
    let demos = [(Cast::Ministry, "try"), (Cast::Town, "hall")]
        .map(|(cast, name)| Demo::open(&folder.path().join(name), cast).unwrap());
    let headings: Vec<&str> =
        tour.lines().filter_map(|line| line.strip_prefix("## ")?.split_once(". ")).map(|(_, title)| title).collect();
    let walk: Vec<&str> = demos[0].panel.walk.iter().map(|station| station.title.as_str()).collect();
    assert_eq!(headings, walk);
    for name in between(&tour, "**") {
        let bears = |demo: &Demo| demo.office.house().officers.values().any(|officer| officer.name == name);
        assert!(demos.iter().any(bears), "{name} is no officer");
    }
    for code in between(&tour, "`") {
        let stem = code.split('-').next().unwrap_or_default();
        if !stem.is_empty() && stem.chars().all(|c| c.is_ascii_uppercase()) {
            assert!(demos.iter().any(|demo| is_known(demo, code)), "{code} is neither held nor next");
        } else if code.ends_with(".txt") {
            let lies = |demo: &Demo| demo.panel.bag.iter().any(|paper| paper.name == code);
            assert!(demos.iter().any(lies), "{code} is in no bag");
        }
    }
    // What is pressed and read stands in the pages; what a question is called, in the days that were told.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let says = [root.join("web"), root.join("demo")].map(|folder| sources(&folder)).concat();
    for words in between(&tour.replace("**", ""), "*") {
        let there = match words.strip_prefix("Enter, to the ") {
            Some(desk) => demos.iter().any(|demo| demo.office.house().desks.values().any(|known| known.name == desk)),
            None => says.contains(&format!("\"{}\"", words.trim_start_matches("On to: "))) || says.contains(words),
        };
        assert!(there, "no page says {words:?}");
    }
    demos.iter().for_each(|demo| demo.office.shut());
}
