//! How many papers an office enters in a second, through `submit`, with 64 clerks at once, and how long each waits.
//!
//! `cargo bench -p chancery --bench office [-- PAPERS]`. Files are prepared beforehand and not counted.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench says what it measured, or breaks")]

use std::sync::Mutex;
use std::time::{Duration, Instant};

use chancery::office::{Command, FoundOffice, Office, OfficeOptions, VersionFacts};
use procedure::act::{Act, EnterDraft};
use procedure::event::{Door, Means};
use procedure::house::{Level, Series, TurnOver, Visibility};
use procedure::ids::{LevelId, OfficerId};
use procedure::number::Pattern;
use procedure::paper::Arrival;

const CLERKS: usize = 64;
const PAPERS: usize = 20_000;

fn main() {
    let papers = std::env::args().filter_map(|word| word.parse().ok()).next_back().unwrap_or(PAPERS);
    let folder = tempfile::tempdir().unwrap();
    let office = Office::found(folder.path(), founding(), OfficeOptions::default()).unwrap();
    for clerks in [1, CLERKS] {
        let papers = if clerks == 1 { papers / 20 } else { papers };
        let commands: Vec<Command> = (0..papers).map(|paper| prepared(&office, clerks, paper)).collect();
        let (took, mut waits) = enter(&office, clerks, commands);
        waits.sort();
        let at = |share: f64| waits[((waits.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
        println!(
            "{clerks:>3} clerks: {:>6.0} papers/s, wait p50 {:.2} ms, p99 {:.2} ms, longest {:.2} ms ({papers} papers)",
            papers as f64 / took.as_secs_f64(),
            at(0.5),
            at(0.99),
            at(1.0),
        );
    }
    office.shut();
}

fn enter(office: &Office, clerks: usize, commands: Vec<Command>) -> (Duration, Vec<Duration>) {
    let commands = Mutex::new(commands.into_iter());
    let waits = Mutex::new(Vec::new());
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..clerks {
            scope.spawn(|| {
                let mut own = Vec::new();
                loop {
                    let Some(command) = commands.lock().unwrap().next() else { break };
                    let sent = Instant::now();
                    office.submit_blocking(command).unwrap();
                    own.push(sent.elapsed());
                }
                waits.lock().unwrap().extend(own);
            });
        }
    });
    (begun.elapsed(), waits.into_inner().unwrap())
}

/// A letter of about 2 KB with a card, ready to be entered.
fn prepared(office: &Office, clerks: usize, paper: usize) -> Command {
    let body =
        "Sir,\n\nThe lamps of the lane are out since the storm, and the carts cannot pass after dark. ".repeat(18);
    let text =
        format!("No. {clerks}-{paper}\n\n3 May 1931\n\nTo Mr. Orlan\n\nOn lamp {paper}\n\n{body}\n\nB. Tessel\n");
    let prepared = office.prepare(text.into_bytes(), "letter.txt", VersionFacts::default()).unwrap();
    let draft = EnterDraft {
        put_right: None,
        series: "IN".parse().unwrap(),
        year: None,
        reserved: None,
        under: None,
        versions: vec![prepared.version],
        absence: None,
        arrival: Arrival::default(),
        card: prepared.reading.card,
        remarks: prepared.reading.remarks,
        level: None,
        again: None,
        late: None,
        directions: Vec::new(),
        bindings: Vec::new(),
        bulk: true,
    };
    Command {
        officer: clerk(),
        authenticated: "clerk".to_owned(),
        means: Means::Token,
        door: Door::Api,
        key: format!("{clerks}-{paper}"),
        act: Act::Enter(draft),
        bodies: prepared.bodies,
    }
}

fn clerk() -> OfficerId {
    "clerk".parse().unwrap()
}

fn founding() -> FoundOffice {
    let open = Level {
        id: LevelId::new("open").unwrap(),
        name: "Open".into(),
        words: Vec::new(),
        rule: Visibility::WholeHouse,
    };
    let series = Series {
        name: "Incoming".into(),
        pattern: Pattern::new("{series}-{year}-{n:04}").unwrap(),
        start: 1,
        turn_over: TurnOver::Yearly,
        registry: "registry".parse().unwrap(),
        rule: Visibility::WholeHouse,
        band: None,
        file_code: None,
        closed: None,
        outgoing: false,
        circulars: procedure::house::CircularNumbers::OneNumber,
    };
    FoundOffice {
        name: "Town Hall of Orlan".into(),
        zone: "Europe/Vienna".into(),
        levels: vec![open],
        officer: clerk(),
        officer_name: "Ada Clerk".into(),
        desks: vec![("registry".parse().unwrap(), "Registry".into())],
        series: vec![("IN".parse().unwrap(), series)],
        calendar: None,
    }
}
