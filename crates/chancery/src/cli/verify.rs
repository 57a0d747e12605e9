//! `chancery verify`: proves a folder from its stored bytes.

use std::fs;
use std::path::{Path, PathBuf};

use journal::{Report, VerifyOptions};
use procedure::event::Event;
use procedure::readings::ReadingsHead;
use serde_json::json;

use super::{Exit, Outcome, Stop, out};
use crate::readings::{Walked, walk};

/// Entries of the journal that are read at once, on the way back to where the reading ledger was entered last.
const ENTRIES_AT_ONCE: u64 = 256;

/// Recompute everything of a folder from the stored bytes and name the first thing wrong, and hold the reading ledger against what
/// was entered of it; or say what a proof shows of a file.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery verify office
  chancery verify office --held closing-2026-12-31.txt
  chancery verify snapshot --json
  chancery verify letter.pdf IN-2026-0017.tlog-proof --key our-key.txt

A proof is checked on any machine with nothing else: no office, no network. `chancery-verify`, which is small enough to be
read, does the same and nothing else.

Works on the folder of a running office, of a stopped one, and on a snapshot; writes nothing. A journal that its owner
rewrote whole verifies unless a head that left the building is held against it: give such heads with --held.

Exit codes: 0 all is well, 3 the folder cannot be read, 4 something is wrong.")]
pub(super) struct Args {
    /// The office's folder; or with --key the file that a proof is about.
    folder: PathBuf,
    /// A proof, to be checked by the key; alone, without the file that it is about.
    #[arg(requires = "key")]
    proof: Option<PathBuf>,
    /// The office's public key, as text or as a file that holds it; where it was changed, each that there was.
    #[arg(long, value_name = "KEY", conflicts_with_all = ["held", "json"])]
    key: Vec<std::ffi::OsString>,
    /// A file with a head that left the building, as printed or mailed; may be given several times.
    #[arg(long, value_name = "FILE")]
    held: Vec<PathBuf>,
    /// Print the report as one line of JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args) -> Outcome {
    if !args.key.is_empty() {
        return proof(args);
    }
    let read = |path: &PathBuf| {
        fs::read_to_string(path).map_err(|error| Stop {
            not: "not verified",
            why: format!("{}: {error}", path.display()),
            next: Some("give a file that holds a head as it was printed or mailed".to_owned()),
            exit: Exit::Fault,
        })
    };
    let held = args.held.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    if !args.folder.is_dir() {
        let why = format!("there is no folder {}", args.folder.display());
        let next = Some("give the folder of an office, or of a snapshot".to_owned());
        return Err(Stop { not: "not verified", why, next, exit: Exit::Fault });
    }
    let bar = out::Progress::counting("verifying");
    let mut tell = |done, of| bar.at(done, of);
    let options = VerifyOptions { vfs: None, held, progress: Some(&mut tell) };
    let report = journal::verify_with(&args.folder, options).map_err(|error| Stop {
        not: "not verified",
        why: error.to_string(),
        next: Some("see that this account can read the folder, and that it is an office's".to_owned()),
        exit: Exit::Fault,
    })?;
    bar.clear();
    // What an unsound journal says of the ledger proves nothing.
    let ledger = if report.is_sound() { Some(ledger(&args.folder)?) } else { None };
    if args.json {
        out::print_json(&as_json(&report, ledger.as_ref()))?;
    } else {
        print(&report, ledger.as_ref())?;
    }
    if report.is_sound() && ledger.is_some_and(|ledger| ledger.wrong().is_none()) {
        return Ok(Exit::Done);
    }
    if !args.json {
        out::say(
            "hint: stop the office, keep the folder as it is, and compare it with the last snapshot and printed head",
        );
    }
    Ok(Exit::Wrong)
}

/// Checks a proof, as `chancery-verify` does.
fn proof(args: &Args) -> Outcome {
    let (file, proof) = match &args.proof {
        Some(proof) => (Some(args.folder.as_path()), proof.as_path()),
        None => (None, args.folder.as_path()),
    };
    let report = chancery_verify::report::check(file, proof, &args.key, false).map_err(|why| Stop {
        not: "not verified",
        why,
        next: Some("give the file, the proof and the office's public key".to_owned()),
        exit: Exit::Fault,
    })?;
    out::print_text(&report.says)?;
    Ok(if report.holds { Exit::Done } else { Exit::Wrong })
}

/// How the reading ledger stands beside the journal.
struct Ledger {
    /// Up to where it was entered last, and in which entry.
    entered: Option<(u64, ReadingsHead)>,
    walked: Walked,
}

impl Ledger {
    /// What is wrong with it.
    fn wrong(&self) -> Option<String> {
        match (&self.entered, self.walked.broken) {
            (_, Some(block)) => Some(format!("block {block} of the reading ledger does not go on from the one before")),
            (Some((entry, head)), None) if !self.walked.holds => Some(format!(
                "the reading ledger does not hold the block {} that was entered in entry {entry}",
                head.blocks
            )),
            _ => None,
        }
    }
}

fn ledger(folder: &Path) -> Result<Ledger, Stop> {
    let unread = |why: String| Stop {
        not: "not verified",
        why,
        next: Some("see that this account can read the folder".to_owned()),
        exit: Exit::Fault,
    };
    let entered = last_entered(folder).map_err(unread)?;
    let walked = walk(folder, entered.map(|(_, head)| head), |_| ()).map_err(|error| unread(error.to_string()))?;
    Ok(Ledger { entered, walked })
}

/// The last entry that says up to where the reading ledger goes.
fn last_entered(folder: &Path) -> Result<Option<(u64, ReadingsHead)>, String> {
    let reader = journal::Reader::open(folder).map_err(|error| error.to_string())?;
    let mut end = reader.size().map_err(|error| error.to_string())?;
    while end > 0 {
        let from = end.saturating_sub(ENTRIES_AT_ONCE);
        let entries = reader.entries(from, (end - from) as usize).map_err(|error| error.to_string())?;
        for (at, entry) in entries.iter().enumerate().rev() {
            for part in entry.parts.iter().skip(1).filter_map(journal::Part::bytes) {
                if let Ok(Event::ReadingsEntered { head, .. }) = Event::from_part(part) {
                    return Ok(Some((from + at as u64, head)));
                }
            }
        }
        end = from;
    }
    Ok(None)
}

fn print(report: &Report, ledger: Option<&Ledger>) -> Result<(), Stop> {
    let origin = report.origin.as_deref().unwrap_or("the founding could not be read");
    out::print_line(&format!("origin   {origin}"))?;
    out::print_line(&format!("entries  {}", report.entries))?;
    out::print_line(&format!("parts    {}{}", report.parts, destroyed(report.parts_destroyed)))?;
    out::print_line(&format!("bodies   {}{}", report.bodies, destroyed(report.bodies_destroyed)))?;
    out::print_line(&format!("bytes    {}", report.body_bytes))?;
    out::print_line(&format!("heads    {}", report.heads))?;
    if let Some(Ledger { entered, walked }) = ledger {
        let blocks = walked.head.map_or(0, |head| head.blocks);
        let until =
            entered.map_or_else(String::new, |(entry, head)| format!(", up to {} in entry {entry}", head.blocks));
        out::print_line(&format!("looks    {blocks} blocks{until}"))?;
        if let Some(wrong) = ledger.and_then(Ledger::wrong) {
            return Ok(out::print_line(&format!("WRONG    {wrong}"))?);
        }
    }
    match (&report.wrong, &report.head) {
        (Some(wrong), _) => out::print_line(&format!("WRONG    {wrong}"))?,
        (None, Some(head)) => {
            out::print_line(&format!("root     {}", journal::hex(&head.root)))?;
            out::print_line("all is well")?;
        }
        (None, None) => out::print_line("all is well")?,
    }
    Ok(())
}

fn destroyed(count: u64) -> String {
    if count == 0 { String::new() } else { format!(" ({count} destroyed)") }
}

fn as_json(report: &Report, ledger: Option<&Ledger>) -> serde_json::Value {
    let wrong = report.wrong.as_ref().map(ToString::to_string).or_else(|| ledger.and_then(Ledger::wrong));
    json!({
        "sound": wrong.is_none(),
        "wrong": wrong,
        "looks": ledger.map(|ledger| json!({
            "blocks": ledger.walked.head.map_or(0, |head| head.blocks),
            "lost": ledger.walked.lost,
            "torn": ledger.walked.torn,
            "entered": ledger.entered.map(|(entry, head)| json!({ "entry": entry, "blocks": head.blocks })),
        })),
        "origin": report.origin,
        "entries": report.entries,
        "parts": report.parts,
        "parts_destroyed": report.parts_destroyed,
        "bodies": report.bodies,
        "bodies_destroyed": report.bodies_destroyed,
        "body_bytes": report.body_bytes,
        "heads": report.heads,
        "root": report.head.as_ref().map(|head| journal::hex(&head.root)),
    })
}
