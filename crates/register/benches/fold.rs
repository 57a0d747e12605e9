//! Entering, folding, rebuilding, asking: figures for `docs/performance.md`.
//!
//! `cargo bench -p register --bench fold -- [PAPERS] [enter]`; with `enter` it stops after entering.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench prints its figures and stops at the first fault"
)]

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::ToSpan;
use jiff::civil::{Date, date};
use procedure::act::{Act, BindingDraft, EnterDraft, Sitting, act_id};
use procedure::card::{Card, Citation, Field, PaperDate, Party, Precision, Span};
use procedure::decide::decide;
use procedure::event::{Acted, Door, Event, Means};
use procedure::house::{Capacity, Level, Series, TurnOver, Visibility};
use procedure::ids::{BodyId, DeskId, Hash, LevelId, MandateId, OfficeId, OfficerId, SeriesId};
use procedure::moment::Moment;
use procedure::number::Pattern;
use procedure::paper::{Arrival, Channel, NamedAs, Principal, ReadText, Version, VersionKind};
use register::{Index, ListQuery, Order, Place, Register, State, Viewer};

const OFFICE: OfficeId = OfficeId([7; 16]);
/// 2 January 1951, 09:00 UTC.
const OPENED_US: i64 = -599_410_800_000_000;
const BATCH: usize = 64;

type Entry = (Moment, Acted, Vec<Event>);

fn desk(code: &str) -> DeskId {
    DeskId::new(code).unwrap()
}

fn officer(code: &str) -> OfficerId {
    OfficerId::new(code).unwrap()
}

fn series(name: &str, rule: Visibility) -> Series {
    Series {
        name: name.to_owned(),
        pattern: Pattern::new("{series}-{year}-{n:06}").unwrap(),
        start: 1,
        turn_over: TurnOver::Yearly,
        registry: desk("registry"),
        rule,
        band: None,
        file_code: None,
        closed: None,
        outgoing: false,
        circulars: procedure::house::CircularNumbers::OneNumber,
    }
}

fn founding() -> Vec<(&'static str, Act)> {
    let level = LevelId::new("open").unwrap();
    let scale = Level { id: level.clone(), name: "Open".to_owned(), words: vec![], rule: Visibility::WholeHouse };
    let found = Act::Found {
        office: OFFICE,
        name: "Ministry".to_owned(),
        zone: "UTC".to_owned(),
        levels: vec![scale],
        officer_name: "Clerk".to_owned(),
        desks: vec![(desk("registry"), "Registry".to_owned()), (desk("east"), "East".to_owned())],
        series: vec![
            (SeriesId::new("IN").unwrap(), series("Incoming", Visibility::WholeHouse)),
            (SeriesId::new("CAB").unwrap(), series("Cabinet", Visibility::ListOnly)),
        ],
        calendar: None,
    };
    let add = |code: &str| Act::AddOfficer {
        officer: officer(code),
        name: code.to_owned(),
        aliases: vec![],
        cleared_to: level.clone(),
        duties: Default::default(),
    };
    let mandate = Act::GiveMandate {
        mandate: MandateId::new("m-east").unwrap(),
        officer: officer("emil"),
        desk: desk("east"),
        capacity: Capacity::Holder,
        from: None,
        until: None,
        instead_of: None,
    };
    vec![("clerk", found), ("clerk", add("emil")), ("clerk", add("lena")), ("clerk", mandate)]
}

fn hash(n: u64, salt: u64) -> [u8; 32] {
    let mut hash = [0; 32];
    let mut z = n.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ salt;
    for chunk in hash.chunks_mut(8) {
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9).wrapping_add(1);
        chunk.copy_from_slice(&z.to_be_bytes());
    }
    hash
}

const NAMES: [&str; 12] = [
    "Grevin",
    "Halvard",
    "Ostrander",
    "Pell",
    "Lindqvist",
    "Marchetti",
    "Novotny",
    "Okafor",
    "Quist",
    "Rademacher",
    "Sandoval",
    "Trevelyan",
];
const WORDS: [&str; 16] = [
    "demarcation",
    "line",
    "grain",
    "deliveries",
    "visit",
    "delegation",
    "frontier",
    "incident",
    "communiqué",
    "publication",
    "credentials",
    "protest",
    "harbour",
    "tariff",
    "treaty",
    "passports",
];

fn card(n: u64, on: Date) -> Card {
    fn at<T>(value: T, start: usize) -> Field<T> {
        Field::read(value, Span::new(start, start + 12))
    }
    let name = |salt: u64| NAMES[(hash(n, salt)[0] as usize) % NAMES.len()];
    let party = |salt| Party {
        name: Some(format!("A. {}", name(salt))),
        post: Some("Ambassador".to_owned()),
        office: Some("Ministry of Foreign Affairs".to_owned()),
    };
    let subject: Vec<&str> = (0..5).map(|at| WORDS[hash(n, 9)[at] as usize % WORDS.len()]).collect();
    let cited = n.saturating_sub(u64::from(hash(n, 11)[0]) + 1);
    let citation = |number: u64| Citation {
        text: format!("your telegram No. {number} of last week"),
        kind: Some("telegram".to_owned()),
        number: Some(number.to_string()),
        sender: Some(format!("A. {}", NAMES[(hash(number, 1)[0] as usize) % NAMES.len()])),
        ..Citation::default()
    };
    Card {
        kind: Some(at("telegram".to_owned(), 0)),
        number: Some(at((n % 4_000).to_string(), 40)),
        date: Some(at(PaperDate { date: on, precision: Precision::Day }, 60)),
        place: Some(at("Vienna".to_owned(), 80)),
        from: vec![at(party(1), 100)],
        to: vec![at(party(2), 140)],
        copies: vec![at(party(3), 180), at(party(4), 220)],
        subject: Some(at(subject.join(" "), 260)),
        citations: vec![at(citation(cited % 4_000), 300), at(citation((n + 7) % 4_000), 400)],
        language: Some("en".to_owned()),
        ..Card::default()
    }
}

fn draft(n: u64, on: Date) -> EnterDraft {
    let body = BodyId(hash(n, 21));
    let text = ReadText {
        body,
        hash: Hash(hash(n, 22)),
        bytes: 2_000,
        extractor: "bench/1".to_owned(),
        pages: vec![],
        confidence: None,
    };
    // One paper in four thousand names an officer who sees nothing else.
    let named = n.is_multiple_of(4_000);
    EnterDraft {
        series: SeriesId::new(if n.is_multiple_of(4) { "CAB" } else { "IN" }).unwrap(),
        year: None,
        reserved: None,
        under: None,
        versions: vec![Version {
            kind: VersionKind::Received,
            body,
            hash: Hash(hash(n, 22)),
            bytes: 2_000,
            name: format!("{n}.txt"),
            media: "text/plain".to_owned(),
            channel: Channel::Files,
            source: None,
            text: Some(text),
            message_id: None,
            enclosed: vec![],
        }],
        absence: None,
        arrival: Arrival::default(),
        card: card(n, on),
        remarks: vec![],
        level: None,
        again: None,
        late: None,
        directions: vec![],
        bindings: if named {
            vec![BindingDraft {
                name: "Emil".to_owned(),
                named_as: NamedAs::CopyHolder,
                to: Principal::Officer(officer("emil")),
            }]
        } else {
            vec![]
        },
        put_right: None,
        // What is entered in bulk binds no name.
        bulk: !named,
    }
}

fn commitment(entry: u64) -> [u8; 32] {
    hash(entry, 31)
}

/// Decides and folds acts in batches, as the office does; the journal's part is not in it.
fn enter(register: &mut Register, papers: u64) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut shares = [Duration::ZERO; 4];
    let today = date(1951, 1, 2);
    let mut acts: Vec<(&str, Act)> = founding();
    let mut n = 0;
    while n < papers || !acts.is_empty() {
        while acts.len() < BATCH && n < papers {
            // Forty papers a day for a century is a million and a half.
            let on = today.saturating_add(((n / 40) as i64 % 20_000).days());
            acts.push(("clerk", Act::Enter(draft(n, on))));
            n += 1;
        }
        let mut speculation = register.begin().unwrap();
        for (by, act) in acts.drain(..) {
            let entry = entries.len() as u64;
            let at = Moment::from_micros(OPENED_US + entry.cast_signed() * 1_000);
            let sitting = Sitting {
                officer: officer(by),
                authenticated: by.to_owned(),
                means: Means::System,
                door: Door::CommandLine,
                at,
                today,
                time: jiff::civil::time(12, 0, 0, 0),
                key: entry.to_string(),
            };
            let id = act_id(&OFFICE, &sitting.officer, &sitting.key);
            let started = Instant::now();
            let known = speculation.known(&act, act.entering().map(|_| id)).unwrap();
            shares[0] += started.elapsed();
            let started = Instant::now();
            let decided = decide(speculation.house(), &known, &act, &sitting).unwrap();
            shares[1] += started.elapsed();
            let started = Instant::now();
            speculation.fold(entry, at, &decided.acted, &decided.events).unwrap();
            shares[2] += started.elapsed();
            entries.push((at, decided.acted, decided.events));
        }
        let entry = entries.len() as u64 - 1;
        let started = Instant::now();
        speculation.commit(Place { entry, commitment: commitment(entry) }).unwrap();
        shares[3] += started.elapsed();
    }
    let micros = |share: Duration| share.as_secs_f64() * 1e6 / entries.len() as f64;
    let [known, decide, fold, commit] = shares.map(micros);
    println!("of that, µs a paper: known {known:.0}, decide {decide:.0}, fold {fold:.0}, commit {commit:.0}");
    entries
}

/// Processor time of this process so far, where the system tells it.
fn processor() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks = stat.split_whitespace().skip(13).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum::<u64>();
    Duration::from_millis(ticks * 10)
}

fn rebuild(folder: &std::path::Path, entries: &[Entry]) -> Register {
    let mut register = Register::building(folder).unwrap();
    for (chunk, part) in entries.chunks(4_096).enumerate() {
        let mut speculation = register.begin().unwrap();
        let first = chunk as u64 * 4_096;
        for (at, (moment, acted, events)) in part.iter().enumerate() {
            speculation.fold(first + at as u64, *moment, acted, events).unwrap();
        }
        let entry = first + part.len() as u64 - 1;
        speculation.commit(Place { entry, commitment: commitment(entry) }).unwrap();
    }
    register.finish().unwrap()
}

/// Rates by the clock on the wall and by processor time: on a shared machine the second is the better figure.
fn rate<T>(what: &str, count: usize, work: impl FnOnce() -> T) -> T {
    let (started, before) = (Instant::now(), processor());
    let made = work();
    let (took, used) = (started.elapsed().as_secs_f64(), (processor() - before).as_secs_f64().max(0.01));
    let count = count as f64;
    println!("{what:<58} {:>8.0} /s in {took:.2} s   {:>8.0} /s of processor time", count / took, count / used);
    made
}

fn spread(what: &str, mut ask: impl FnMut(usize) -> usize) {
    let mut took: Vec<Duration> = Vec::new();
    let mut rows = 0;
    for at in 0..60 {
        let started = Instant::now();
        rows += ask(at);
        took.push(started.elapsed());
    }
    took.sort();
    let ms = |at: usize| took[at].as_secs_f64() * 1_000.0;
    println!("{what:<58} p50 {:>8.2} ms   p98 {:>8.2} ms   ({} rows)", ms(30), ms(58), rows / 60);
}

fn ask(register: &Register, index: &Index) {
    let reads = register.reads().unwrap();
    let house = register.house();
    let now = Moment::from_micros(OPENED_US + 1_000_000_000_000);
    let searcher = index.searcher();
    for code in ["clerk", "lena", "emil"] {
        let viewer = Viewer::officer(Arc::clone(&house), &officer(code), now);
        let list = |query: ListQuery| reads.list(&viewer, &ListQuery { limit: 100, ..query }).unwrap().rows.len();
        let all = ListQuery::default;
        let cab = || Some(SeriesId::new("CAB").unwrap());
        spread(&format!("{code}: newest entered"), |_| list(all()));
        spread(&format!("{code}: newest of the cabinet's book"), |_| list(ListQuery { series: cab(), ..all() }));
        spread(&format!("{code}: cabinet by number"), |_| {
            list(ListQuery { series: cab(), year: Some(1951), order: Order::Number, ..all() })
        });
        spread(&format!("{code}: by date of the paper"), |_| list(ListQuery { order: Order::NewestPaper, ..all() }));
        spread(&format!("{code}: a common word"), |_| list(ListQuery { words: Some("grain".to_owned()), ..all() }));
        spread(&format!("{code}: two words and a sender"), |_| {
            let from = Some("Quist".to_owned());
            list(ListQuery { subject: Some("treaty harbour".to_owned()), from, ..all() })
        });
        spread(&format!("{code}: find a number"), |at| {
            reads.find(&viewer, &format!("{}", at * 31), 50, None).unwrap().hits.len()
        });
        spread(&format!("{code}: find a rare word of bodies"), |at| {
            reads.find(&viewer, &format!("rare{}", at * 13), 50, Some(&searcher)).unwrap().hits.len()
        });
        spread(&format!("{code}: find a common word of bodies"), |_| {
            reads.find(&viewer, "commonword", 50, Some(&searcher)).unwrap().hits.len()
        });
        for (name, state) in [("not held", State::CitesNotHeld), ("offered", State::Offered)] {
            spread(&format!("{code}: {name}"), |_| list(ListQuery { state: Some(state), ..all() }));
        }
        spread(&format!("{code}: desk"), |_| {
            reads.desk(&viewer, jiff::civil::date(1952, 1, 5), None, None, 50).unwrap().lines.len()
        });
    }
}

fn main() {
    let papers = std::env::args().filter_map(|arg| arg.parse().ok()).next().unwrap_or(50_000_u64);
    let folder = tempfile::tempdir().unwrap();
    let mut register = Register::open(folder.path()).unwrap();
    let entries = rate("known + decide + fold + commit, 64 a batch", papers as usize, || enter(&mut register, papers));
    drop(register);

    if std::env::args().any(|arg| arg == "enter") {
        return;
    }
    let beside = tempfile::tempdir().unwrap();
    let register =
        rate("rebuild of the register, indexes and sync included", entries.len(), || rebuild(beside.path(), &entries));
    let bytes = std::fs::metadata(beside.path().join(register::FILE)).unwrap().len();
    println!("{:<58} {:>8} bytes a paper", "register.db", bytes / papers.max(1));

    let mut index = Index::open(beside.path()).unwrap();
    let reads = register.reads().unwrap();
    let text = |id: &BodyId| {
        let mut words = format!("commonword rare{} ", id.0[3]);
        for at in 0..300 {
            words.push_str(WORDS[id.0[at % 32] as usize % WORDS.len()]);
            words.push_str(if id.0[at % 31].is_multiple_of(3) { "ation " } else { " " });
        }
        Some(words)
    };
    rate("index of bodies of 2 KB", papers as usize, || while index.catch_up(&reads, &text, 20_000).unwrap().behind {});
    drop(register);
    let started = Instant::now();
    let register = Register::open(beside.path()).unwrap();
    println!("{:<58} {:>8.2} ms", "opening the register", started.elapsed().as_secs_f64() * 1_000.0);
    ask(&register, &index);
}
