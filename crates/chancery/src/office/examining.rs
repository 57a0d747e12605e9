//! Examining a folder: everything that lies in it, each thing with how it stands and what to do. Writes nothing, and works beside
//! a server.

use phrases::plural;
use std::path::Path;

use journal::{Reader, Report};
use procedure::closing::Closing;
use procedure::event::Event;
use procedure::moment::Moment;
use register::{CLOSINGS_LISTED_MAX, Index, Reads, Register};
use rusqlite::{Connection, OpenFlags};

use super::options::Clock;
use super::rebuilding::contradiction;
use super::standing::Derived;
use crate::witness::Witnesses;

/// SQLite files that are neither the journal nor made from it, and what follows where one is damaged.
const BESIDE: [(&str, &str); 3] = [
    ("doors.db", "it is put aside at the next start; officers are then let in by one-time links"),
    ("outbox.db", "it is put aside at the next start; officers then give their addresses again"),
    ("witnesses.db", "it is put aside at the next use; witnesses are then named again"),
];

/// How something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    /// As it should.
    Good,
    /// It works, and something about it should be known.
    Mind,
    /// It does not.
    Wrong,
}

/// Something that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub what: &'static str,
    /// How it stands.
    pub health: Health,
    /// In a sentence.
    pub says: String,
    /// What to do, where there is something.
    pub next: Option<String>,
}

impl Finding {
    fn good(what: &'static str, says: impl Into<String>) -> Self {
        Self { what, health: Health::Good, says: says.into(), next: None }
    }

    fn mind(what: &'static str, says: impl Into<String>, next: &str) -> Self {
        Self { what, health: Health::Mind, says: says.into(), next: Some(next.to_owned()) }
    }

    fn wrong(what: &'static str, says: impl Into<String>, next: &str) -> Self {
        Self { what, health: Health::Wrong, says: says.into(), next: Some(next.to_owned()) }
    }
}

/// Examines an office's folder. `progress` hears how many entries are verified, and of how many.
pub fn examine(folder: &Path, progress: &mut dyn FnMut(u64, u64)) -> Vec<Finding> {
    let mut found = vec![of_journal(folder, progress)];
    match Reader::open(folder) {
        Ok(reader) => {
            found.push(of_key(folder, &reader));
            found.extend(of_heads(&reader));
            found.push(of_derived("register", Derived::Register, &reader, register_place(folder)));
            found.push(of_derived("index", Derived::Index, &reader, index_place(folder)));
            found.extend(of_closings(folder, &reader));
            found.push(of_clock(&reader));
        }
        Err(error) => found.push(Finding::wrong("journal", error.to_string(), "restore the last backup that verifies")),
    }
    found.extend(
        BESIDE.iter().filter(|(name, _)| folder.join(name).exists()).map(|(name, after)| beside(folder, name, after)),
    );
    found.extend(of_witnesses(folder));
    found.push(of_disk(folder));
    found
}

fn of_journal(folder: &Path, progress: &mut dyn FnMut(u64, u64)) -> Finding {
    let options = journal::VerifyOptions { vfs: None, held: Vec::new(), progress: Some(progress) };
    match journal::verify_with(folder, options) {
        Ok(Report { wrong: None, entries, bodies, body_bytes, .. }) => {
            let says = format!("{entries} entries and {bodies} files of {body_bytes} bytes are as they were entered");
            Finding::good("journal", says)
        }
        Ok(Report { wrong: Some(wrong), .. }) => Finding::wrong(
            "journal",
            wrong.to_string(),
            "stop the office, keep the folder as it is, and restore the last backup: chancery restore",
        ),
        Err(fault) => Finding::wrong("journal", fault.to_string(), "see that this account can read the folder"),
    }
}

fn of_key(folder: &Path, reader: &Reader) -> Finding {
    let keys = match reader.keys() {
        Ok(keys) => keys,
        Err(error) => return Finding::wrong("key", error.to_string(), "verify the folder: chancery verify FOLDER"),
    };
    let current = keys.current().to_string();
    match journal::key_in(folder) {
        Ok(Some(there)) if there == *keys.current() => Finding::good("key", format!("{current} signs")),
        Ok(Some(there)) => Finding::wrong(
            "key",
            format!("office.key is {there}, and the journal is signed by {current}"),
            "put the office.key back that belongs to this journal; every backup has it",
        ),
        Ok(None) => Finding::wrong(
            "key",
            format!("office.key is missing or holds no key; the journal is signed by {current}"),
            "put it back from a backup: without it nothing can be entered",
        ),
        Err(fault) => Finding::wrong("key", fault.to_string(), "see that this account can read office.key"),
    }
}

fn of_heads(reader: &Reader) -> Option<Finding> {
    let (size, last) = (reader.size().ok()?, reader.last_published().ok()?);
    Some(match last {
        None => Finding::mind(
            "heads",
            "no head has left the building",
            "publish one and give it to somebody outside: chancery head FOLDER",
        ),
        Some(head) if head.size == size => {
            Finding::good("heads", format!("the head over all {size} entries is published"))
        }
        Some(head) => Finding::good("heads", format!("the last published is over {} of {size} entries", head.size)),
    })
}

/// Whether every closing that was made names the record as it is; nothing where the register cannot say which there are.
fn of_closings(folder: &Path, reader: &Reader) -> Option<Finding> {
    let reads = Reads::open(folder).ok()?;
    let (mut below, mut latest, mut count) = (None, None, 0_u64);
    loop {
        let found = reads.closings(below, CLOSINGS_LISTED_MAX).ok()?;
        let Some(last) = found.last() else { break };
        below = Some(last.no);
        for at in &found {
            let closing = closing_in(reader, at.entry)?;
            count += 1;
            if reader.root_at(closing.over.entries).ok() != Some(closing.over.root.0) {
                let says =
                    format!("closing {} of {} names other entries than the journal holds", closing.no, closing.day);
                let next = "keep the folder as it is, and compare it with closings that were kept outside: chancery verify FOLDER --held FILE";
                return Some(Finding::wrong("closings", says, next));
            }
            latest.get_or_insert(closing);
        }
    }
    Some(match latest {
        None => Finding::mind(
            "closings",
            "no day was closed yet",
            "close it, or let the server do it: chancery serve FOLDER --close-day 18:00",
        ),
        Some(last) if !last.differs.is_empty() => Finding::wrong(
            "closings",
            format!("closing {} of {} says that history was changed", last.no, last.day),
            "see what it says: chancery closing FOLDER show",
        ),
        Some(last) => {
            let counted = plural!(count, "{n} closing", "{n} closings");
            Finding::good("closings", format!("{counted}, the last of {}; the record goes on from each", last.day))
        }
    })
}

/// The closing in an entry.
fn closing_in(reader: &Reader, entry: u64) -> Option<Closing> {
    let entry = reader.entry(entry).ok()??;
    super::rebuilding::unfold(&entry).ok()?.events.into_iter().find_map(|event| match event {
        Event::DayClosed { closing } => Some(closing),
        _ => None,
    })
}

fn register_place(folder: &Path) -> Result<Option<register::Place>, String> {
    Register::place_in(folder).map_err(|error| error.to_string())
}

fn index_place(folder: &Path) -> Result<Option<register::Place>, String> {
    Index::place_in(folder).map_err(|error| error.to_string())
}

fn of_derived(
    what: &'static str,
    derived: Derived,
    reader: &Reader,
    place: Result<Option<register::Place>, String>,
) -> Finding {
    let anew = "it is made anew by itself at the next start; or with the server stopped: chancery rebuild FOLDER";
    let place = match place {
        Err(why) => return Finding::wrong(what, why, "see that this account can read the folder"),
        Ok(None) => return Finding::mind(what, "there is none, or it is damaged or of another version", anew),
        Ok(Some(place)) => place,
    };
    match (contradiction(reader, derived, Some(place)), reader.size()) {
        (Ok(Some(why)), _) => Finding::wrong(what, why.to_string(), why.next()),
        (Ok(None), Ok(size)) if place.entry + 1 == size => Finding::good(what, format!("it has all {size} entries")),
        (Ok(None), Ok(size)) => {
            let says = format!("it has {} of {size} entries", place.entry + 1);
            Finding::mind(what, says, "it catches up by itself while the office is open")
        }
        (Err(error), _) | (_, Err(error)) => {
            Finding::wrong(what, error.to_string(), "verify the folder: chancery verify FOLDER")
        }
    }
}

fn of_clock(reader: &Reader) -> Finding {
    let now = Clock::System.now();
    let last =
        reader.size().ok().and_then(|size| size.checked_sub(1)).and_then(|last| reader.entry(last).ok().flatten());
    let last = last.map(|entry| Moment::from_micros(entry.header.moment_us));
    match last {
        Some(last) if last > now => Finding::wrong(
            "clock",
            format!("this machine says {}, and the last entry was made at {}", now.timestamp(), last.timestamp()),
            "set the clock right: until then every entry bears the moment of the last one",
        ),
        _ => Finding::good("clock", format!("{}, not before the last entry", now.timestamp())),
    }
}

fn beside(folder: &Path, name: &'static str, after: &str) -> Finding {
    let check = || -> rusqlite::Result<String> {
        let db = Connection::open_with_flags(folder.join(name), OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
    };
    match check() {
        Ok(says) if says == "ok" => Finding::good(name, "it can be read"),
        Ok(says) => Finding::wrong(name, says, after),
        Err(error) => Finding::wrong(name, error.to_string(), after),
    }
}

fn of_witnesses(folder: &Path) -> Vec<Finding> {
    if !folder.join(crate::witness::FILE).exists() {
        return Vec::new();
    }
    let all = match Witnesses::open(folder).and_then(|witnesses| witnesses.all()) {
        Ok(all) => all,
        Err(error) => return vec![Finding::wrong("witness", error.to_string(), "name them again: chancery witness")],
    };
    let one = |witness: crate::witness::Witness| {
        let says =
            format!("{}: {}", witness.name, if witness.said.is_empty() { "not asked yet" } else { &witness.said });
        match (witness.holds, witness.size) {
            (false, _) => Finding::wrong(
                "witness",
                says,
                "history was changed, or this is not the journal that it knows: compare with a backup and with heads on paper",
            ),
            (true, 0) => Finding::mind("witness", says, "ask it: chancery witness FOLDER submit"),
            (true, _) => Finding::good("witness", says),
        }
    };
    all.into_iter().map(one).collect()
}

/// Making the register anew takes as much room again, and somewhat more.
fn of_disk(folder: &Path) -> Finding {
    let length = |name: &str| std::fs::metadata(folder.join(name)).map_or(0, |file| file.len());
    let (journal, register) = (length("journal.db"), length("register.db"));
    let sizes = format!("the journal has {} MiB, the register {} MiB", journal >> 20, register >> 20);
    match free_bytes(folder) {
        Some(free) if free < register.saturating_mul(3) / 2 + (64 << 20) => Finding::mind(
            "disk",
            format!("{} MiB are free; {sizes}", free >> 20),
            "make room: the register cannot be made anew in what is left",
        ),
        Some(free) => Finding::good("disk", format!("{} MiB are free; {sizes}", free >> 20)),
        None => Finding::good("disk", sizes),
    }
}

#[cfg(unix)]
fn free_bytes(folder: &Path) -> Option<u64> {
    let stands = rustix::fs::statvfs(folder).ok()?;
    Some(stands.f_bavail.saturating_mul(stands.f_frsize))
}

#[cfg(not(unix))]
fn free_bytes(_folder: &Path) -> Option<u64> {
    None
}
