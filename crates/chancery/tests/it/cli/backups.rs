//! Backups and what is made of them, by the command line.

use std::path::Path;

use super::serving::Server;
use super::{Place, number, today};

struct Safe {
    place: Place,
    to: String,
}

/// An office with a letter, and a key for backups.
fn safe() -> Safe {
    let place = Place::founded();
    place.lay("letter.txt");
    place.done(["enter", "office", "letter.txt"]);
    let to = place.done(["backup", "--make-key", "recovery.txt"]).out.trim_end().to_owned();
    Safe { place, to }
}

impl Safe {
    fn backup(&self) -> String {
        self.place.done(["backup", "office", "copy", "--to", &self.to]).out
    }

    fn restore<'a>(&self, code: i32, into: &'a str, more: &[&'a str]) -> super::Ran {
        let args = ["restore", "copy", into, "--key", "recovery.txt"].into_iter().chain(more.iter().copied());
        self.place.ends(code, args.collect::<Vec<_>>())
    }

    fn enter(&self, office: &str, subject: &str) -> String {
        self.place.done(["enter", office, "--oral", "--subject", subject]).out
    }
}

/// `--last` for every book of the office, the incoming one at `n`.
fn last(place: &Place, n: u32) -> Vec<String> {
    let listed = place.done(["series", "office", "list", "--json"]).out;
    let codes = listed.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let codes = codes.flat_map(|value| match value {
        serde_json::Value::Array(all) => all,
        one => vec![one],
    });
    let codes: Vec<String> =
        codes.map(|value| value["series"].as_str().or_else(|| value["code"].as_str()).unwrap().to_owned()).collect();
    let year = today().year();
    codes
        .iter()
        .flat_map(|code| ["--last".to_owned(), format!("{code}-{year}={}", if code == "IN" { n } else { 0 })])
        .collect()
}

#[test]
fn a_backup_is_restored_and_no_number_comes_twice() {
    let safe = safe();
    assert!(safe.backup().contains("piece 1: 3 entries"), "{}", safe.to);
    safe.place.lay("telegram-812.txt");
    safe.place.done(["enter", "office", "telegram-812.txt"]);
    assert!(safe.backup().contains("piece 2: 1 entries"));
    assert!(safe.backup().contains("nothing was entered since"));
    safe.place.write("head.txt", safe.place.done(["head", "office"]).out);
    let more = last(&safe.place, 2);
    let args: Vec<&str> = ["--head", "head.txt"].into_iter().chain(more.iter().map(String::as_str)).collect();
    let restored = safe.restore(0, "restored", &args);
    assert_eq!(restored.out, "4 entries restored, 0 numbers voided\n");
    let told = |office: &str| safe.place.done(["register", office, "--json"]).out;
    assert_eq!(told("restored"), told("office"));
    safe.place.done(["verify", "restored", "--held", "head.txt"]);
    assert_eq!(safe.place.done(["key", "restored"]).out, safe.place.done(["key", "office"]).out);
    assert!(safe.enter("restored", "a call").contains(&number("IN", 3)));
    // What lay beside the journal is there too.
    assert!(safe.place.path().join("restored/doors.db").is_file());
    // A folder that holds something is left as it is.
    let there = safe.restore(1, "restored", &args);
    assert!(there.err.contains("is there already"), "{}", there.err);
}

#[test]
fn what_was_published_and_is_not_in_the_backup_begins_another_log() {
    let safe = safe();
    safe.backup();
    // Two papers came after the backup, and one of them bears its number outside.
    safe.enter("office", "second");
    safe.enter("office", "third");
    let head: serde_json::Value = serde_json::from_str(&safe.place.done(["head", "office", "--json"]).out).unwrap();
    let (entries, root) = (head["entries"].to_string(), head["root"].as_str().unwrap().to_owned());
    let more = last(&safe.place, 3);
    let args: Vec<&str> =
        ["--entries", &entries, "--root", &root, "--json"].into_iter().chain(more.iter().map(String::as_str)).collect();
    let restored: serde_json::Value = serde_json::from_str(&safe.restore(0, "restored", &args).out).unwrap();
    assert_eq!((restored["lost"].as_u64(), restored["voided"].as_u64()), (Some(2), Some(2)));
    assert_eq!(restored["new_log"], true);
    assert!(
        safe.enter("restored", "fourth").contains(&number("IN", 4)),
        "the numbers that stand on paper are passed over"
    );
    let shown = safe.place.done(["register", "restored"]).out;
    assert!(shown.contains(&number("IN", 2)) && shown.contains(&number("IN", 3)), "{shown}");
    safe.place.done(["verify", "restored"]);
    // The two are two logs: what one signs the other's key does not open.
    safe.place.write("new.txt", safe.place.done(["head", "restored"]).out);
    safe.place.ends(4, ["verify", "office", "--held", "new.txt"]);
    // Without any head the same.
    let args: Vec<&str> = ["--without-head"].into_iter().chain(more.iter().map(String::as_str)).collect();
    let anew = safe.restore(0, "anew", &args);
    assert!(anew.err.contains("the log begins anew"), "{}", anew.err);
}

#[test]
fn what_does_not_fit_is_not_restored() {
    let safe = safe();
    safe.backup();
    let more = last(&safe.place, 1);
    let more: Vec<&str> = more.iter().map(String::as_str).collect();
    let with = |first: &[&'static str]| first.iter().copied().chain(more.iter().copied()).collect::<Vec<_>>();
    // No head said; no number said; a lower number; a wrong key; a head of another office; another root.
    safe.restore(2, "never", &more);
    let unsaid = safe.restore(1, "never", &["--without-head"]);
    assert!(unsaid.err.contains("--last") && unsaid.err.contains("IN of"), "{}", unsaid.err);
    let lower = last(&safe.place, 0);
    let lower: Vec<&str> = ["--without-head"].into_iter().chain(lower.iter().map(String::as_str)).collect();
    let lower = safe.restore(1, "never", &lower);
    assert!(lower.err.contains("the last known cannot be 0"), "{}", lower.err);
    safe.place.done(["backup", "--make-key", "other.txt"]);
    safe.place.ends(1, ["restore", "copy", "never", "--key", "other.txt"].into_iter().chain(with(&["--without-head"])));
    safe.place.ends(3, ["backup", "--make-key", "other.txt"]);
    let stranger = Place::founded();
    safe.place.write("strange.txt", stranger.done(["head", "office"]).out);
    safe.restore(4, "never", &with(&["--head", "strange.txt"]));
    let zeros = "0".repeat(64);
    let args: Vec<&str> = ["--entries", "3", "--root", &zeros].into_iter().chain(more.iter().copied()).collect();
    safe.restore(4, "never", &args);
    // A piece that was cut, one bit in it, one that is missing.
    let piece = safe.place.path().join("copy/000001.age");
    let bytes = std::fs::read(&piece).unwrap();
    std::fs::write(&piece, &bytes[..bytes.len() - 10]).unwrap();
    safe.restore(4, "never", &with(&["--without-head"]));
    let mut flipped = bytes.clone();
    flipped[bytes.len() / 2] ^= 1;
    std::fs::write(&piece, flipped).unwrap();
    safe.restore(4, "never", &with(&["--without-head"]));
    std::fs::remove_file(&piece).unwrap();
    safe.restore(3, "never", &with(&["--without-head"]));
    for leftover in [Path::new("never"), Path::new(".never.restoring")] {
        assert!(!safe.place.path().join(leftover).exists(), "{leftover:?}");
    }
}

#[test]
fn a_backup_of_another_office_or_a_later_state_is_refused() {
    let safe = safe();
    let kept = safe.place.path().join("kept");
    std::fs::create_dir(&kept).unwrap();
    for name in ["journal.db", "office.key"] {
        std::fs::copy(safe.place.path().join("office").join(name), kept.join(name)).unwrap();
    }
    safe.enter("office", "second");
    safe.backup();
    let back = safe.place.ends(4, ["backup", "kept", "copy", "--to", &safe.to]);
    assert!(back.err.contains("it was put back"), "{}", back.err);
    for at in 0..3 {
        safe.enter("kept", &format!("another {at}"));
    }
    let other = safe.place.ends(4, ["backup", "kept", "copy", "--to", &safe.to]);
    assert!(other.err.contains("history was changed"), "{}", other.err);
    let stranger = Place::founded();
    let copy = safe.place.path().join("copy");
    stranger.ends(4, ["backup", "office", copy.to_str().unwrap(), "--to", &safe.to]);
    safe.place.ends(1, ["backup", "office", "copy"]);
    safe.place.ends(1, ["backup", "office", "copy", "--to", "age1nokey"]);
    assert_eq!(std::fs::read_dir(&copy).unwrap().count(), 2, "one piece and its head");
}

#[test]
fn an_office_is_backed_up_while_it_serves() {
    let safe = safe();
    let server = Server::start_with(&safe.place, &[]);
    safe.enter("office", "while it serves");
    assert!(safe.backup().contains("read back and good"));
    drop(server);
    let more = last(&safe.place, 2);
    let args: Vec<&str> = ["--without-head"].into_iter().chain(more.iter().map(String::as_str)).collect();
    safe.restore(0, "restored", &args);
    assert!(safe.place.done(["find", "restored", "serves"]).out.contains(&number("IN", 2)));
}

/// What came of a strike.
#[cfg(target_os = "linux")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Struck {
    /// There was a call to strike at.
    pub(super) there: bool,
    /// The command did what it was to do, all the same.
    pub(super) done: bool,
}

/// Runs a command under strace, which strikes at one of its calls.
#[cfg(target_os = "linux")]
pub(super) fn struck(place: &Place, call: &str, what: &str, when: usize, args: &[&str]) -> Struck {
    let mut strace = std::process::Command::new("strace");
    let inject = format!("inject={call}:{what}:when={when}");
    strace.args(["-f", "-q", "-o", "calls.txt", "-e", &format!("trace={call}"), "-e", &inject]);
    strace.arg(env!("CARGO_BIN_EXE_chancery")).args(args);
    strace.current_dir(place.path()).stdin(std::process::Stdio::null());
    let ended = strace.output().unwrap().status;
    let calls = std::fs::read_to_string(place.path().join("calls.txt")).unwrap();
    Struck { there: calls.contains("(INJECTED)") || calls.contains("killed by SIGKILL"), done: ended.success() }
}

/// Places at which a call is struck: each of those that write, and of those that only open the first and then fewer.
#[cfg(target_os = "linux")]
pub(super) fn whens(call: &str) -> Vec<usize> {
    if call == "openat" { vec![1, 2, 3, 4, 6, 9, 14, 22, 40, 90] } else { (1..=CALLS_MAX).collect() }
}

/// No command here makes as many calls of a kind; each ends where there are no more of them.
#[cfg(target_os = "linux")]
pub(super) const CALLS_MAX: usize = 5_000;

/// The calls that write, or make what was written stand.
#[cfg(target_os = "linux")]
pub(super) const WRITING: [&str; 7] = ["write", "pwrite64", "ftruncate", "fsync", "fdatasync", "rename", "unlink"];

#[cfg(target_os = "linux")]
#[test]
fn struck_at_any_call_a_backup_is_added_or_not() {
    let safe = safe();
    safe.backup();
    let copy = safe.place.path().join("copy");
    let pieces = || chancery::backup::pieces(&copy).unwrap().len();
    let args = ["backup", "office", "copy", "--to", safe.to.as_str()];
    let mut strikes = 0;
    for call in WRITING.into_iter().chain(["openat"]) {
        for what in ["signal=KILL", "error=EIO"] {
            for when in whens(call) {
                // There is something to back up each time.
                safe.enter("office", &format!("before {call} {what} {when}"));
                let before = pieces();
                let struck = struck(&safe.place, call, what, when, &args);
                let after = pieces();
                assert!(after == before || after == before + 1, "{call} {what} {when}: {before} and {after}");
                assert!(!struck.done || after == before + 1, "{call} {what} {when}: nothing was backed up");
                if !struck.there {
                    break;
                }
                strikes += 1;
            }
        }
    }
    assert!(strikes >= 100, "{strikes}");
    // Whatever was left behind, the next one is whole, and all of it is restored.
    safe.enter("office", "the last");
    safe.backup();
    let n: u32 = safe.place.done(["register", "office", "--json"]).out.lines().count() as u32;
    let more = last(&safe.place, n);
    safe.place.write("head.txt", safe.place.done(["head", "office"]).out);
    let args: Vec<&str> = ["--head", "head.txt"].into_iter().chain(more.iter().map(String::as_str)).collect();
    safe.restore(0, "restored", &args);
    let told = |office: &str| safe.place.done(["register", office, "--json"]).out;
    assert_eq!(told("restored"), told("office"));
}

#[cfg(target_os = "linux")]
#[test]
fn struck_at_any_call_an_office_is_restored_or_not() {
    let safe = safe();
    safe.enter("office", "second");
    safe.backup();
    safe.place.write("head.txt", safe.place.done(["head", "office"]).out);
    let more = last(&safe.place, 2);
    let args: Vec<&str> = ["restore", "copy", "restored", "--key", "recovery.txt", "--head", "head.txt"]
        .into_iter()
        .chain(more.iter().map(String::as_str))
        .collect();
    let restored = safe.place.path().join("restored");
    let whole = safe.place.done(["register", "office", "--json"]).out;
    let mut strikes = 0;
    for call in WRITING {
        for what in ["signal=KILL", "error=EIO"] {
            for when in whens(call) {
                let struck = struck(&safe.place, call, what, when, &args);
                if restored.exists() {
                    assert_eq!(safe.place.done(["register", "restored", "--json"]).out, whole, "{call} {what} {when}");
                    safe.place.done(["verify", "restored", "--held", "head.txt"]);
                    std::fs::remove_dir_all(&restored).unwrap();
                } else {
                    assert!(!struck.done, "{call} {what} {when}: it said that it restored");
                }
                if !struck.there {
                    break;
                }
                strikes += 1;
            }
        }
    }
    assert!(strikes >= 100, "{strikes}");
    safe.place.done(args);
    assert!(!safe.place.path().join(".restored.restoring").exists());
}
