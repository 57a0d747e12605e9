//! Searching: figures for `docs/performance.md`.
//!
//! `cargo bench -p register --bench search -- [PAPERS]` folds so many papers of about 2 KB (10,000 unless said), indexes them,
//! and asks 200 queries of each class as a reader of 100 papers, of a tenth of all (10,000 at most), and of all. Deterministic.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench prints its figures and stops at the first fault"
)]

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::civil::date;
use procedure::card::{Card, Field, PaperDate, Party, Precision};
use procedure::event::{Acted, Door, Event, Means};
use procedure::house::{Capacity, House, Level, Series, TurnOver, Visibility};
use procedure::ids::{BodyId, DeskId, Hash, LevelId, MandateId, OfficeId, OfficerId, PaperId, SeriesId};
use procedure::moment::Moment;
use procedure::number::{Pattern, RegNumber};
use procedure::paper::{Arrival, Channel, ReadText, Version, VersionKind};
use register::{Index, Place, Reads, Register, SearchAsk, SearchOrder, Searcher, Viewer};

const BATCH: u64 = 256;
const QUERIES: u64 = 200;
/// Words of the vocabulary, the first ones by far the most frequent, as in any language.
const VOCABULARY: u64 = 60_000;
const WORDS_OF_A_PAPER: u64 = 320;

struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }

    /// A word, by Zipf's law: of rank r with a chance of about 1/r.
    fn word(&mut self) -> u64 {
        let share = self.below(1 << 20) as f64 / f64::from(1 << 20);
        ((VOCABULARY as f64).powf(share) as u64).min(VOCABULARY - 1)
    }
}

/// The word of a rank, made of syllables.
fn word(rank: u64) -> String {
    const SYLLABLES: [&str; 20] = [
        "ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "zu", "tra", "plen", "gor",
        "ster", "lin",
    ];
    let (mut rest, mut word) = (rank + 17, String::new());
    while rest > 0 {
        word.push_str(SYLLABLES[(rest % 20) as usize]);
        rest /= 20;
    }
    word
}

fn text(n: u64) -> String {
    let mut chance = Chance(n ^ 0x7e57);
    let mut text = String::new();
    for at in 0..WORDS_OF_A_PAPER {
        text.push_str(&word(chance.word()));
        text.push_str(if at % 12 == 11 { ".\n" } else { " " });
    }
    text
}

fn body(n: u64) -> [u8; 32] {
    let mut body = [9; 32];
    body[..8].copy_from_slice(&n.to_be_bytes());
    body
}

fn acted(entry: u64, papers: Vec<PaperId>) -> Acted {
    let mut id = [1; 16];
    id[..8].copy_from_slice(&entry.to_be_bytes());
    Acted {
        act: "bench".to_owned(),
        officer: OfficerId::new("all").unwrap(),
        desk: None,
        mandate: None,
        authenticated: "bench".to_owned(),
        means: Means::System,
        door: Door::CommandLine,
        id: PaperId(id),
        digest: Hash([0; 32]),
        papers,
        dossiers: Vec::new(),
    }
}

/// Three series, each seen by those who keep it: of 100 papers, of a tenth of all, of the rest.
const BOOKS: [&str; 3] = ["few", "some", "most"];

fn founding() -> Vec<Event> {
    let level = LevelId::new("open").unwrap();
    let scale = Level { id: level.clone(), name: "Open".to_owned(), words: vec![], rule: Visibility::WholeHouse };
    let mut events = vec![
        Event::OfficeFounded { office: OfficeId([7; 16]), name: "Archive".to_owned(), zone: "UTC".to_owned() },
        Event::LevelsSet { levels: vec![scale] },
    ];
    for (at, book) in BOOKS.iter().enumerate() {
        let desk = DeskId::new(*book).unwrap();
        events.push(Event::DeskAdded { desk: desk.clone(), name: (*book).to_owned(), aliases: vec![], above: None });
        let facts = Series {
            name: (*book).to_owned(),
            pattern: Pattern::new("{series}-{year}-{n:07}").unwrap(),
            start: 1,
            turn_over: TurnOver::Yearly,
            registry: desk.clone(),
            rule: Visibility::ListOnly,
            band: None,
            file_code: None,
            closed: None,
            outgoing: false,
            circulars: procedure::house::CircularNumbers::OneNumber,
        };
        events.push(Event::SeriesOpened { series: SeriesId::new(book.to_uppercase()).unwrap(), facts });
        let officers = ["few", "some", "all"];
        let (officer, cleared_to) = (OfficerId::new(officers[at]).unwrap(), level.clone());
        let name = officers[at].to_owned();
        events.push(Event::OfficerAdded { officer, name, aliases: vec![], cleared_to, duties: BTreeSet::new() });
    }
    for (no, (officer, desk)) in
        [("few", "few"), ("some", "some"), ("all", "few"), ("all", "some"), ("all", "most")].into_iter().enumerate()
    {
        events.push(Event::MandateGiven {
            mandate: MandateId::new(format!("m{no}")).unwrap(),
            officer: OfficerId::new(officer).unwrap(),
            desk: DeskId::new(desk).unwrap(),
            capacity: Capacity::Holder,
            from: Moment::from_micros(0),
            until: None,
            instead_of: None,
        });
    }
    events
}

/// How many numbers each book has given.
type Given = [u64; BOOKS.len()];

fn entering(n: u64, papers: u64, given: &mut Given) -> (PaperId, Vec<Event>) {
    let mut id = [3; 16];
    id[..8].copy_from_slice(&n.to_be_bytes());
    let id = PaperId(id);
    let mut chance = Chance(n ^ 0xca4d);
    let (few, some) = (papers / 100, papers.div_ceil(10_000).max(10));
    let book = match n {
        n if n % few.max(1) == 0 && n / few.max(1) < 100 => 0,
        n if n % some == 1 => 1,
        _ => 2,
    };
    given[book] += 1;
    let (series, no) = (BOOKS[book].to_uppercase(), given[book]);
    let year = 1900 + (n * 60 / papers) as i16;
    let on = date(year, 1 + chance.below(12) as i8, 1 + chance.below(28) as i8);
    let text = ReadText {
        body: BodyId(body(n)),
        hash: Hash(body(n)),
        bytes: 2_000,
        extractor: "bench/1".to_owned(),
        pages: vec![],
        confidence: None,
    };
    let version = Version {
        kind: VersionKind::Received,
        body: BodyId(body(n)),
        hash: Hash(body(n)),
        bytes: 2_000,
        name: format!("{n}.txt"),
        media: "text/plain".to_owned(),
        channel: Channel::Files,
        source: None,
        text: Some(text),
        message_id: None,
        enclosed: vec![],
    };
    let number =
        serde_json::json!({ "series": series, "year": 1951, "n": no, "text": format!("{series}-1951-{no:07}") });
    let number: RegNumber = serde_json::from_value(number).unwrap();
    let mut name = || Field::proposed(Party::named(format!("A. {}", word(40 + chance.below(3_000)))), None);
    let (from, to) = (vec![name()], vec![name()]);
    let subject: Vec<String> = (0..5).map(|_| word(chance.word())).collect();
    let card = Card {
        kind: Some(Field::proposed(
            ["telegram", "letter", "despatch", "note"][chance.below(4) as usize].to_owned(),
            None,
        )),
        number: Some(Field::proposed((n % 4_000).to_string(), None)),
        date: Some(Field::proposed(PaperDate { date: on, precision: Precision::Day }, None)),
        from,
        to,
        subject: Some(Field::proposed(subject.join(" "), None)),
        ..Card::default()
    };
    let events = vec![
        Event::Registered {
            paper: id,
            number,
            on: date(1951, 12, 25),
            kind: None,
            late: None,
            reserved: false,
            first: true,
            bodies: vec![],
            addressed: None,
        },
        Event::VersionAdded { paper: id, place: 0, version, bodies: vec![] },
        Event::Arrived { paper: id, arrival: Arrival::default(), absence: None },
        Event::Described { paper: id, card },
    ];
    (id, events)
}

fn folded(folder: &std::path::Path, papers: u64) -> (Register, Arc<House>) {
    let mut register = Register::building(folder).unwrap();
    let place = |entry: u64| Place { entry, commitment: body(entry) };
    let mut speculation = register.begin().unwrap();
    speculation.fold(0, Moment::from_micros(0), &acted(0, vec![]), &founding()).unwrap();
    speculation.commit(place(0)).unwrap();
    let (mut n, mut given) = (0, Given::default());
    while n < papers {
        let mut speculation = register.begin().unwrap();
        let until = (n + BATCH).min(papers);
        for n in n..until {
            let (id, events) = entering(n, papers, &mut given);
            let at = Moment::from_micros((n + 1).cast_signed());
            speculation.fold(n + 1, at, &acted(n + 1, vec![id]), &events).unwrap();
        }
        speculation.commit(place(until)).unwrap();
        n = until;
    }
    let register = register.finish().unwrap();
    let house = register.house();
    (register, house)
}

/// A query of a class.
fn typed(class: &str, n: u64) -> String {
    let mut chance = Chance(n ^ 0x9e0);
    let mut rare = || word(2_000 + chance.below(40_000));
    match class {
        "rare word" => rare(),
        "common word" => word(1 + n % 20),
        "two words" => format!("{} {}", word(2 + n % 60), word(100 + n % 900)),
        "phrase" => {
            let text = text(n * 37);
            let words: Vec<&str> = text.split_whitespace().skip(n as usize % 9).take(3).collect();
            format!("\"{}\"", words.join(" ").replace('.', ""))
        }
        "beginning" => format!("{}*", &rare()[..5]),
        "name" => format!("from:{}", word(40 + n * 13 % 3_000)),
        "number" => (n * 17 % 4_000).to_string(),
        "filtered by year" => format!("{} year:{}", word(1 + n % 100), 1900 + n % 60),
        _ => (0..10).map(|at| word(Chance(n * 31 + at).word())).collect::<Vec<_>>().join(" "),
    }
}

const CLASSES: [&str; 9] = [
    "rare word",
    "common word",
    "two words",
    "phrase",
    "beginning",
    "name",
    "number",
    "filtered by year",
    "question of ten words",
];

fn told(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)].as_secs_f64() * 1_000.0;
    format!("{:.2} / {:.2}", at(50), at(99))
}

fn ask(reads: &Reads, viewer: &Viewer, searcher: &Searcher) {
    for class in CLASSES {
        let (mut hits, mut counts, mut found) = (Vec::new(), Vec::new(), 0);
        for n in 0..QUERIES {
            let typed = typed(class, n);
            let ask = SearchAsk { typed: typed.clone(), order: SearchOrder::Rank, after: None, limit: 30 };
            let started = Instant::now();
            let page = reads.search(viewer, &ask, searcher).unwrap();
            hits.push(started.elapsed());
            let started = Instant::now();
            found += reads.search_counts(viewer, &typed, searcher).unwrap().papers;
            counts.push(started.elapsed());
            assert!(page.hits.len() <= 30);
        }
        println!("| {class} | {} | {} | {} |", told(hits), told(counts), found / QUERIES);
    }
}

fn main() {
    let papers = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(10_000);
    let folder = tempfile::tempdir().unwrap();
    let started = Instant::now();
    let (register, house) = folded(folder.path(), papers);
    println!("{papers} papers folded in {:.1} s", started.elapsed().as_secs_f64());
    let mut reads = register.reads().unwrap();
    let started = Instant::now();
    let mut index = Index::open(folder.path()).unwrap();
    let words = |id: &BodyId| Some(text(u64::from_be_bytes(id.0[..8].try_into().unwrap())));
    while index.catch_up(&reads, &words, 5_000).unwrap().behind {}
    println!("indexed in {:.1} s", started.elapsed().as_secs_f64());
    let searcher = index.searcher();
    let started = Instant::now();
    searcher.warm(&mut reads, || false).unwrap();
    println!("made ready in {:.0} ms", started.elapsed().as_secs_f64() * 1_000.0);
    for reader in ["few", "some", "all"] {
        let viewer =
            Viewer::officer(Arc::clone(&house), &OfficerId::new(reader).unwrap(), Moment::from_micros(1 << 40));
        let seen = reads.in_sets(&viewer, &searcher).unwrap().len();
        println!(
            "\n| reader of {seen} papers | hits, median / p99 ms | counts, median / p99 ms | found |\n|---|---|---|---|"
        );
        ask(&reads, &viewer, &searcher);
    }
}
