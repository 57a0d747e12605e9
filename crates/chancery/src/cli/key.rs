//! `chancery key`: the office's public key, for whoever is to check heads and proofs.

use std::path::PathBuf;

use journal::Reader;
use serde_json::json;

use super::{Exit, Outcome, Stop, out};

/// Print the public key by which heads and proofs are checked; where it was changed, each that there was.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery key office
  chancery key office > our-key.txt
  chancery verify letter.pdf IN-2026-0017.tlog-proof --key our-key.txt

Give it to those outside in a way in which they know that it comes from you: print it on letter paper, read it out,
put it where everybody looks. The secret half lies in office.key; lost, it cannot be made again, and the office can
enter nothing until it is put back from a backup (docs/evidence.md).")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    /// Print all keys with the count of entries from which each signs, as one line of JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args) -> Outcome {
    let reader = Reader::open(&args.folder).map_err(|error| Stop {
        not: "no key was printed",
        why: error.to_string(),
        next: Some("give the folder of an office".to_owned()),
        exit: Exit::Fault,
    })?;
    let keys = reader.keys().map_err(Stop::fault)?;
    if args.json {
        let all: Vec<_> = keys.all().iter().map(|(from, key)| json!({ "from": from, "key": key.vkey() })).collect();
        out::print_json(&json!({ "key": keys.current().vkey(), "keys": all }))?;
    } else {
        out::print_line(&keys.current().vkey())?;
    }
    Ok(Exit::Done)
}
