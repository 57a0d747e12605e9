//! `chancery verify`: proves a folder from its stored bytes.

use std::fs;
use std::path::PathBuf;

use journal::{Report, VerifyOptions};
use serde_json::json;

use super::{Exit, Outcome, Stop, out};

/// Recompute everything from the stored bytes and name the first thing wrong.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery verify office
  chancery verify office --held closing-2026-12-31.txt
  chancery verify snapshot --json

Works on the folder of a running office, of a stopped one, and on a snapshot; writes nothing. A journal that its owner
rewrote whole verifies unless a head that left the building is held against it: give such heads with --held.

Exit codes: 0 all is well, 3 the folder cannot be read, 4 something is wrong.")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    /// A file with a head that left the building, as printed or mailed; may be given several times.
    #[arg(long, value_name = "FILE")]
    held: Vec<PathBuf>,
    /// Print the report as one line of JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args) -> Outcome {
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
    if args.json {
        out::print_json(&as_json(&report))?;
    } else {
        print(&report)?;
    }
    if report.is_sound() {
        return Ok(Exit::Done);
    }
    if !args.json {
        out::say(
            "hint: stop the office, keep the folder as it is, and compare it with the last snapshot and printed head",
        );
    }
    Ok(Exit::Wrong)
}

fn print(report: &Report) -> Result<(), Stop> {
    let origin = report.origin.as_deref().unwrap_or("the founding could not be read");
    out::print_line(&format!("origin   {origin}"))?;
    out::print_line(&format!("entries  {}", report.entries))?;
    out::print_line(&format!("parts    {}{}", report.parts, destroyed(report.parts_destroyed)))?;
    out::print_line(&format!("bodies   {}{}", report.bodies, destroyed(report.bodies_destroyed)))?;
    out::print_line(&format!("bytes    {}", report.body_bytes))?;
    out::print_line(&format!("heads    {}", report.heads))?;
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

fn as_json(report: &Report) -> serde_json::Value {
    json!({
        "sound": report.is_sound(),
        "wrong": report.wrong.as_ref().map(ToString::to_string),
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
