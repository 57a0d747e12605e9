//! The real program, killed. Sixty-four clerks enter through it; what they were told is written down here, outside the
//! process that is killed. After each kill it opens by itself, and everything that was acknowledged is there.
//!
//! The same under strace, which makes writes and synchronisations of the journal's files fail or kill.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex};

use chancery::office::{Office, OfficeOptions, Receipt, SubmitError};

use crate::town::{clerk, enter, found, letter, open, without_gap_or_twin};

const KILLS: usize = 50;
const CLERKS: usize = 64;
/// Acknowledgements of one round after which the program is killed at the latest.
const ACKNOWLEDGED_MAX: usize = 60;

/// The program serving a folder.
struct Server(Child);

impl Server {
    /// Starts it and waits until it says that it serves; `None` if it ended before.
    fn start(mut program: Command, folder: &Path) -> Option<Self> {
        let serve = ["serve", "--listen", "127.0.0.1:0"];
        let mut child = program.args(serve).arg(folder).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut address = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
        if address.is_empty() {
            child.wait().unwrap();
            return None;
        }
        Some(Self(child))
    }

    fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_chancery"))
}

/// What the clerks were told, by key.
#[derive(Default)]
struct Book {
    told: Mutex<BTreeMap<String, Receipt>>,
    more: Condvar,
}

impl Book {
    fn write_down(&self, key: String, receipt: Receipt) {
        self.told.lock().unwrap().insert(key, receipt);
        self.more.notify_all();
    }

    /// Waits for so many lines, or for `over`.
    fn wait_for(&self, lines: usize, over: &AtomicBool) {
        let mut told = self.told.lock().unwrap();
        while told.len() < lines && !over.load(Ordering::SeqCst) {
            told = self.more.wait(told).unwrap();
        }
    }

    /// Whether everything written down stands in the office as it was told.
    fn stands_in(&self, office: &Office) -> Result<(), String> {
        let reads = office.reads().map_err(|error| error.to_string())?;
        let viewer = office.viewer(&clerk());
        for (key, receipt) in self.told.lock().unwrap().iter() {
            let seen = reads.paper(&viewer, &receipt.paper.unwrap()).map_err(|error| error.to_string())?;
            let number = seen.map(|seen| seen.paper.number().to_owned());
            if number != receipt.number {
                return Err(format!("{key} was acknowledged as {:?} and is {number:?}", receipt.number));
            }
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
                    match enter(office, &key, &letter(clerk * 100_000 + paper)) {
                        Ok(receipt) => book.write_down(key, receipt),
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
    for kill in 0..KILLS {
        let server = Server::start(program(), folder.path()).expect("it opens by itself after every kill");
        let office = Office::reach(folder.path(), OfficeOptions::default()).unwrap();
        book.stands_in(&office).unwrap_or_else(|lost| panic!("after kill {kill}: {lost}"));
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
        told = book.told.lock().unwrap().len();
        assert!(told >= enough, "the program ended before it was killed");
    }
    let office = open(folder.path());
    book.stands_in(&office).unwrap();
    office.shut();
    without_gap_or_twin(folder.path()).unwrap();
}

/// strace around the program: the `n`-th of these system calls on the journal's files fails or kills. It steps aside
/// (`-D`), so that the program is our child and can be killed.
fn under_strace(folder: &Path, inject: &str) -> Command {
    let mut strace = Command::new("strace");
    strace.args(["-D", "-f", "-qq", "-o", "/dev/null", "-e", &format!("inject={inject}")]);
    for file in ["journal.db", "journal.db-wal"] {
        strace.arg("-P").arg(folder.join(file));
    }
    strace.arg(env!("CARGO_BIN_EXE_chancery"));
    strace
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
    let mut struck = 0;
    for call in ["pwrite64", "fdatasync", "fsync"] {
        for what in ["error=EIO", "error=ENOSPC", "signal=KILL"] {
            for when in [1, 9, 40] {
                let inject = format!("{call}:{what}:when={when}");
                let before = book.told.lock().unwrap().len();
                if let Some(server) = Server::start(under_strace(&folder, &inject), &folder) {
                    if let Ok(office) = Office::reach(&folder, OfficeOptions::default()) {
                        clerks(&office, 4, &next, &book, 8);
                    }
                    server.kill();
                }
                struck += usize::from(book.told.lock().unwrap().len() < before + 32);
                let office = open(&folder);
                assert!(office.standing().is_open(), "{inject}: it opens by itself");
                book.stands_in(&office).unwrap_or_else(|lost| panic!("{inject}: {lost}"));
                office.shut();
                drop(office);
                without_gap_or_twin(&folder).unwrap_or_else(|wrong| panic!("{inject}: {wrong}"));
            }
        }
    }
    assert!(struck >= 6, "only {struck} faults were felt: the program makes other system calls now");
}
