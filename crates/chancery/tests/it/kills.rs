//! The real program, killed. Sixty-four clerks enter through it; what they were told is written down here, outside the
//! process that is killed. After each kill it opens by itself, and everything that was acknowledged is there.
//!
//! The same under strace, which makes writes and synchronisations of the journal's files fail or kill.

use std::io::{BufRead, BufReader};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex};

use chancery::office::{Office, OfficeOptions, SubmitError};

use crate::town::{Told, enter_and_tell, found, letter, open, until, without_gap_or_twin};

const KILLS: usize = 50;
const CLERKS: usize = 64;
/// Acknowledgements of one round after which the program is killed at the latest.
const ACKNOWLEDGED_MAX: usize = 60;

/// The program serving a folder.
struct Server(Child);

impl Server {
    /// Starts it and waits until it says that it serves, or has ended.
    fn start(mut program: Command, folder: &Path) -> Result<Self, ExitStatus> {
        let serve = ["serve", "--listen", "127.0.0.1:0"];
        let mut child = program.args(serve).arg(folder).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut address = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
        if address.is_empty() {
            return Err(child.wait().unwrap());
        }
        Ok(Self(child))
    }

    fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_chancery"))
}

/// What the clerks were told, in the order in which they wrote it down.
#[derive(Default)]
struct Book {
    told: Mutex<Vec<(String, Told)>>,
    more: Condvar,
}

impl Book {
    fn write_down(&self, key: String, told: Told) {
        self.told.lock().unwrap().push((key, told));
        self.more.notify_all();
    }

    fn lines(&self) -> usize {
        self.told.lock().unwrap().len()
    }

    /// Waits for so many lines, or for `over`.
    fn wait_for(&self, lines: usize, over: &AtomicBool) {
        let mut told = self.told.lock().unwrap();
        while told.len() < lines && !over.load(Ordering::SeqCst) {
            told = self.more.wait(told).unwrap();
        }
    }

    /// Whether what was written down after so many lines stands in the office as it was sent and told.
    fn stands_in(&self, office: &Office, after: usize) -> Result<(), String> {
        for (key, told) in &self.told.lock().unwrap()[after..] {
            told.stands_in(office).map_err(|wrong| format!("{key}: {wrong}"))?;
        }
        Ok(())
    }
}

/// Clerks who enter one paper after another until the program is gone. A key that was not answered is sent again in the
/// next round: it is answered with the number it got, or gets one now.
fn clerks(office: &Office, clerks: usize, next: &[AtomicUsize], book: &Book, papers_max: usize) {
    std::thread::scope(|scope| {
        for (clerk, next) in next.iter().enumerate().take(clerks) {
            scope.spawn(move || {
                for _ in 0..papers_max {
                    let paper = next.load(Ordering::SeqCst);
                    let key = format!("{clerk}-{paper}");
                    let text = letter(clerk * 100_000 + paper).into_bytes();
                    match enter_and_tell(office, &key, text, "letter.txt") {
                        Ok(told) => book.write_down(key, told),
                        Err(SubmitError::Fault(_)) => return,
                        Err(SubmitError::Refusal(refusal)) => panic!("no rule was broken: {refusal}"),
                    }
                    next.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
    });
}

fn counters() -> Vec<AtomicUsize> {
    (0..CLERKS).map(|_| AtomicUsize::new(0)).collect()
}

#[test]
fn fifty_kills_lose_nothing_that_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    found(folder.path()).shut();
    let book = Book::default();
    let next = counters();
    let mut told = 0;
    let mut seen = 0;
    for kill in 0..KILLS {
        let server = Server::start(program(), folder.path()).expect("it opens by itself after every kill");
        let office = Office::reach(folder.path(), OfficeOptions::default()).unwrap();
        book.stands_in(&office, seen).unwrap_or_else(|lost| panic!("after kill {kill}: {lost}"));
        seen = told;
        // A number that repeats in no pattern with the batches: 7 is coprime to the bound.
        let enough = told + 1 + kill * 7 % ACKNOWLEDGED_MAX;
        let over = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                clerks(&office, CLERKS, &next, &book, usize::MAX);
                over.store(true, Ordering::SeqCst);
                book.more.notify_all();
            });
            book.wait_for(enough, &over);
            server.kill();
        });
        told = book.lines();
        assert!(told >= enough, "the program ended before it was killed");
    }
    let office = open(folder.path());
    book.stands_in(&office, 0).unwrap();
    office.shut();
    without_gap_or_twin(folder.path()).unwrap();
}

/// What the clerks enter in one round under strace. They go one paper after another, so the writer writes at least
/// `ROUND_PAPERS` batches.
const ROUND_CLERKS: usize = 4;
const ROUND_PAPERS: usize = 8;

/// strace around the program, looking at the journal's files. It steps aside (`-D`), so that the program is our child and
/// can be killed.
fn under_strace(folder: &Path, trace: &Path, what: &str) -> Command {
    let mut strace = Command::new("strace");
    strace.args(["-D", "-f", "-q", "-e", what, "-o"]).arg(trace);
    for file in ["journal.db", "journal.db-wal"] {
        strace.arg("-P").arg(folder.join(file));
    }
    strace.arg(env!("CARGO_BIN_EXE_chancery"));
    strace
}

/// What strace saw, once it has seen the program's end.
fn seen(trace: &Path, program: u32) -> String {
    let mut seen = String::new();
    until("strace tells of the program's end", || {
        seen = std::fs::read_to_string(trace).unwrap_or_default();
        seen.lines().any(|line| line.starts_with(&format!("{program} ")) && line.contains(" +++ "))
    });
    seen
}

/// How often the thread that opens, and the busiest of the others, made a call on the journal's files in a round in which
/// nothing failed. strace counts the calls of each thread for itself.
fn counted(seen: &str, program: u32, call: &str) -> (usize, usize) {
    let mut calls = std::collections::BTreeMap::<u32, usize>::new();
    for line in seen.lines() {
        let (thread, rest) = line.split_once(' ').unwrap();
        if rest.trim_start().starts_with(&format!("{call}(")) {
            *calls.entry(thread.parse().unwrap()).or_default() += 1;
        }
    }
    let opening = calls.remove(&program).unwrap_or_default();
    (opening, calls.into_values().max().unwrap_or_default())
}

/// One round of the program under strace: whether what was to strike struck, and what strace saw.
fn round(folder: &Path, what: &str, next: &[AtomicUsize], book: &Book) -> (bool, u32, String) {
    let trace = tempfile::NamedTempFile::new().unwrap();
    let enough = book.lines() + ROUND_CLERKS * ROUND_PAPERS;
    let mut killed = false;
    let program = match Server::start(under_strace(folder, trace.path(), what), folder) {
        Ok(mut server) => {
            if let Ok(office) = Office::reach(folder, OfficeOptions::default()) {
                clerks(&office, ROUND_CLERKS, next, book, ROUND_PAPERS);
            }
            if what.contains("signal=KILL") && book.lines() < enough {
                until("the program that was killed is gone", || server.0.try_wait().unwrap().is_some());
                killed = server.0.try_wait().unwrap().is_some_and(|ended| ended.signal() == Some(9));
            }
            let program = server.0.id();
            server.kill();
            program
        }
        Err(ended) => {
            killed = ended.signal() == Some(9);
            let seen = std::fs::read_to_string(trace.path()).unwrap();
            seen.split_once(' ').unwrap().0.parse().unwrap()
        }
    };
    let seen = seen(trace.path(), program);
    (killed || seen.contains("(INJECTED)"), program, seen)
}

#[test]
fn failing_and_killing_system_calls_lose_nothing_that_was_acknowledged() {
    let has_strace = Command::new("strace").arg("-V").stdout(Stdio::null()).status().is_ok_and(|ended| ended.success());
    assert!(has_strace, "strace is missing: ./check installs it");
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().canonicalize().unwrap();
    found(&folder).shut();
    let book = Book::default();
    let next = counters();
    let (_, program, dry) = round(&folder, "trace=pwrite64,fsync,fdatasync", &next, &book);
    assert_eq!(book.lines(), ROUND_CLERKS * ROUND_PAPERS, "with nothing failing all is entered");
    let sync = if counted(&dry, program, "fdatasync") > (0, 0) { "fdatasync" } else { "fsync" };
    for call in ["pwrite64", sync] {
        let (opening, writing) = counted(&dry, program, call);
        assert!(opening > 0 && writing >= ROUND_PAPERS, "{call}: {opening} and {writing} calls in\n{dry}");
        // In the opening; at the writer's first that no opening reaches; in the middle of the smallest round that can be.
        let once = [1, opening + 1, opening + writing / 4].map(|when| when.to_string());
        let for_good = [1, opening + 1].map(|when| format!("{when}+"));
        for (what, whens) in [
            ("error=EIO", &once[..]),
            ("error=ENOSPC", &once[..]),
            ("error=ENOSPC", &for_good[..]),
            ("signal=KILL", &once[..]),
        ] {
            for when in whens {
                let inject = format!("inject={call}:{what}:when={when}");
                let before = book.lines();
                let (struck, _, seen) = round(&folder, &inject, &next, &book);
                assert!(struck, "{inject} did not strike; {opening} and {writing} were counted\n{seen}");
                let office = open(&folder);
                assert!(office.standing().is_open(), "{inject}: it opens by itself");
                book.stands_in(&office, before).unwrap_or_else(|lost| panic!("{inject}: {lost}"));
                office.shut();
                drop(office);
                without_gap_or_twin(&folder).unwrap_or_else(|wrong| panic!("{inject}: {wrong}"));
            }
        }
    }
    book.stands_in(&open(&folder), 0).unwrap();
}

/// Sixty-four clerks enter while backups are made beside them, until the program is killed. What is restored elsewhere has all that
/// was acknowledged before the last backup began, and gives no number again that anybody was told.
#[test]
fn a_backup_beside_sixty_four_clerks_has_all_that_was_acknowledged_before_it() {
    let folder = tempfile::tempdir().unwrap();
    let (office_folder, copy, elsewhere) =
        (folder.path().join("office"), folder.path().join("copy"), folder.path().join("elsewhere"));
    found(&office_folder).shut();
    let (book, next) = (Book::default(), counters());
    let (key, to) = chancery::backup::new_key();
    let server = Server::start(program(), &office_folder).unwrap();
    let office = Office::reach(&office_folder, OfficeOptions::default()).unwrap();
    let over = AtomicBool::new(false);
    let (mut before, mut pieces) = (0, 0);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            clerks(&office, CLERKS, &next, &book, usize::MAX);
            over.store(true, Ordering::SeqCst);
            book.more.notify_all();
        });
        for round in 1..=6 {
            book.wait_for(round * 150, &over);
            before = book.lines();
            let head = office.publish_head_blocking().unwrap();
            let keys = std::slice::from_ref(&to);
            let made = chancery::backup::backup(&office_folder, &copy, &head, keys, |_, _| {}).unwrap();
            pieces += usize::from(made.piece.is_some());
        }
        server.kill();
    });
    assert_eq!(pieces, 6);
    let told = book.lines();
    let restoring = chancery::backup::Restoring {
        from: &copy,
        folder: &elsewhere,
        key: &key,
        head: &chancery::backup::OutsideHead::Without,
        officer: None,
        account: "tests",
    };
    // Nobody knows of more numbers than were told.
    let last = |open: &[chancery::backup::Open]| {
        let known = |book: &chancery::backup::Open| chancery::backup::LastKnown {
            series: book.series.clone(),
            year: book.year,
            n: book.last.max(told as u32 + CLERKS as u32),
        };
        Ok(open.iter().map(known).collect())
    };
    let restored = chancery::backup::restore(&restoring, last, |_, _| {}).unwrap();
    assert!(restored.new_log && restored.voided > 0, "{restored:?}");
    let report = journal::verify(&elsewhere).unwrap();
    assert!(report.is_sound(), "{report:?}");
    let office = open(&elsewhere);
    let lines = book.told.lock().unwrap();
    for (key, told) in &lines[..before] {
        told.stands_in(&office).unwrap_or_else(|wrong| panic!("{key}: {wrong}"));
    }
    let numbers: std::collections::BTreeSet<String> =
        lines.iter().map(|(_, told)| told.receipt.number.clone().unwrap_or_default()).collect();
    for paper in 0..3 {
        let told =
            enter_and_tell(&office, &format!("after {paper}"), letter(9_000_000 + paper).into_bytes(), "letter.txt");
        let number = told.unwrap().receipt.number.unwrap_or_default();
        assert!(!numbers.contains(&number), "{number} was given before");
    }
    office.shut();
    drop(office);
    // As far as the backup goes, the two journals are one.
    let (here, there) = (journal::Reader::open(&office_folder).unwrap(), journal::Reader::open(&elsewhere).unwrap());
    assert_eq!(here.root_at(restored.entries).unwrap(), there.root_at(restored.entries).unwrap());
}
