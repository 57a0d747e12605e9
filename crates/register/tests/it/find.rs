//! Finding by what clerks type.

use jiff::civil::date;
use procedure::ids::{BodyId, PaperId};
use register::{Ground, Index, Searcher};

use crate::office::{Office, bytes_of, card, draft};

const BODIES: [(&str, &str); 3] = [
    ("one", "The command publishes the communiqué without delay. Café Zürich."),
    ("two", "Deliveries of grain were stopped at the bridge."),
    ("three", "Секретно. О демаркационной линии."),
];

fn text(id: &BodyId) -> Option<String> {
    BODIES.iter().find(|(name, _)| bytes_of(name) == id.0).map(|(_, words)| (*words).to_owned())
}

fn an_office() -> (Office, [PaperId; 3], Index, Searcher) {
    let mut office = Office::new();
    let cards = [
        card("telegram", "396", date(1951, 12, 25), "A. Grevin", "Prime Minister", "Demarcation line"),
        card("letter", "14/B", date(1951, 12, 24), "José Halvard", "Ministry", "Grain deliveries"),
        card("note", "5", date(1951, 11, 2), "Лавров", "Novák", "О линии"),
    ];
    let mut papers = cards.into_iter().zip(BODIES).map(|(card, (name, _))| office.enter(draft("IN", name, card)));
    let papers = [papers.next().unwrap(), papers.next().unwrap(), papers.next().unwrap()];
    let mut index = Index::open(office.folder.path()).unwrap();
    index.catch_up(&office.reads(), &text, 100).unwrap();
    let searcher = index.searcher();
    (office, papers, index, searcher)
}

#[test]
fn a_paper_is_found_by_what_is_typed() {
    let (office, [one, two, three], _index, searcher) = an_office();
    let cases = [
        ("396", one, Ground::Number),
        ("No. 396", one, Ground::Number),
        ("№ 396", one, Ground::Number),
        ("IN-1951-0001", one, Ground::Number),
        ("in-1951-0001", one, Ground::Number),
        ("IN-1", one, Ground::Number),
        ("in 2", two, Ground::Number),
        ("0002", two, Ground::Number),
        ("2", two, Ground::Number),
        ("14/b", two, Ground::Number),
        ("[14 / B].", two, Ground::Number),
        ("25 December 1951", one, Ground::Date),
        ("1951-12-25", one, Ground::Date),
        ("25.12.1951", one, Ground::Date),
        ("Dec 24, 1951", two, Ground::Date),
        ("grevin", one, Ground::Card),
        ("GREV", one, Ground::Card),
        ("jose halv", two, Ground::Card),
        ("novak", three, Ground::Card),
        ("лавров", three, Ground::Card),
        ("demarcation", one, Ground::Card),
        ("line grevin", one, Ground::Card),
        ("communique", one, Ground::Body),
        ("COMMUNIQUÉ publishes", one, Ground::Body),
        ("zurich", one, Ground::Body),
        ("bridge", two, Ground::Body),
        ("\"stopped at the bridge\"", two, Ground::Body),
        ("демаркационной", three, Ground::Body),
    ];
    let (reads, viewer) = (office.reads(), office.viewer("clerk"));
    for (typed, paper, ground) in cases {
        let found = reads.find(&viewer, typed, 10, Some(&searcher)).unwrap();
        assert!(!found.behind);
        let hits: Vec<_> = found.hits.iter().map(|hit| (hit.paper, hit.ground)).collect();
        assert_eq!(hits.first(), Some(&(paper, ground)), "{typed}: {hits:?}");
    }
    for typed in ["", "   ", "\"", "()", "\"bridge the at\"", "nothing of the kind", "99999999999999999999"] {
        let found = reads.find(&viewer, typed, 10, Some(&searcher)).unwrap();
        assert!(found.hits.is_empty(), "{typed}: {:?}", found.hits);
    }
}

#[test]
fn an_accent_after_its_letter_is_one_on_it() {
    // "á" as one character, and as "a" with an accent after it.
    let (on_it, after_it) = ("Nov\u{e1}k", "Nova\u{301}k");
    for (written, typed) in [(on_it, after_it), (after_it, on_it)] {
        let mut office = Office::new();
        let card = card("letter", "1", office.today, written, "Premier", "grain");
        let paper = office.enter(draft("IN", "one", card));
        let plain = crate::office::card("letter", "2", office.today, "Gray", "Premier", "grain");
        let by_body = office.enter(draft("IN", "two", plain));
        let mut index = Index::open(office.folder.path()).unwrap();
        let text = |id: &BodyId| (id.0 == bytes_of("two")).then(|| format!("Seen by {written}."));
        index.catch_up(&office.reads(), &text, 100).unwrap();
        let (reads, viewer) = (office.reads(), office.viewer("clerk"));
        let found = reads.find(&viewer, typed, 10, Some(&index.searcher())).unwrap();
        let hits: Vec<_> = found.hits.iter().map(|hit| (hit.paper, hit.ground)).collect();
        assert_eq!(hits, [(paper, Ground::Card), (by_body, Ground::Body)], "{typed:?} for {written:?}");
        assert_eq!(reads.suggest_party(&viewer, typed, 5).unwrap(), [written]);
    }
}

#[test]
fn the_body_of_a_paper_one_may_not_read_finds_nothing() {
    let (mut office, _, mut index, searcher) = an_office();
    let secret = office.enter(
        draft("CAB", "two", {
            let mut card = card("minutes", "9", date(1951, 12, 23), "Cabinet", "Ministers", "Bread");
            card.number = None;
            card
        })
        .again_because("its own file"),
    );
    index.catch_up(&office.reads(), &text, 100).unwrap();
    let reads = office.reads();
    let papers = |code: &str, typed: &str| -> Vec<PaperId> {
        let found = reads.find(&office.viewer(code), typed, 10, Some(&searcher)).unwrap();
        found.hits.iter().map(|hit| hit.paper).collect()
    };
    assert!(papers("clerk", "bridge").contains(&secret), "it lies with the registry");
    assert!(!papers("lena", "bridge").contains(&secret));
    assert!(papers("lena", "bread").is_empty());
    assert!(papers("lena", "CAB-1951-0001").is_empty());
}

trait AgainBecause {
    fn again_because(self, reason: &str) -> Self;
}

impl AgainBecause for procedure::act::EnterDraft {
    fn again_because(mut self, reason: &str) -> Self {
        self.again = Some(reason.to_owned());
        self
    }
}

#[test]
fn suggestions_come_from_papers_seen() {
    let (office, ..) = an_office();
    let reads = office.reads();
    assert_eq!(reads.suggest_party(&office.viewer("lena"), "halv", 5).unwrap(), ["José Halvard"]);
    assert_eq!(reads.suggest_subject(&office.viewer("lena"), "grain", 5).unwrap(), ["Grain deliveries"]);
    assert!(reads.suggest_party(&office.viewer("stranger"), "halv", 5).unwrap().is_empty());
}

#[test]
fn one_of_our_numbers_means_that_paper_and_no_other() {
    let mut office = Office::new();
    let hidden = office.enter(draft("CAB", "hidden", card("letter", "88", office.today, "Brandt", "Halden", "drafts")));
    // A paper for everybody in which all the pieces of the hidden one's number stand.
    let shown = office.enter(draft("IN", "shown", card("letter", "0001", office.today, "Cab", "Halden", "of 1951")));
    let found = |who: &str, typed: &str| -> Vec<PaperId> {
        let found = office.reads().find(&office.viewer(who), typed, 0, None).unwrap();
        found.hits.into_iter().map(|hit| hit.paper).collect()
    };
    assert_eq!(found("emil", "cab 1951 0001"), [shown], "words are looked for as before");
    assert_eq!(found("emil", "CAB-1951-0001"), [], "what is hidden is not answered with what looks like it");
    assert_eq!(found("clerk", "CAB-1951-0001"), [hidden]);
    assert_eq!(found("emil", "IN-1951-0001"), [shown]);
    assert_eq!((found("emil", "IN-1"), found("emil", "CAB-1")), (vec![shown], vec![]), "nor without its year");
    assert_eq!(found("clerk", "cab1"), [hidden]);
}
