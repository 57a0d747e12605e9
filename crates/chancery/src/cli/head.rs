//! `chancery head`: the head of the record, signed, for those outside who keep it.

use std::path::PathBuf;

use serde_json::json;

use super::{Exit, Outcome, Stop, counter, out};
use crate::office::{Office, OfficeOptions, SubmitError};

/// Print the signed head of the record, to be kept outside the office.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery head office
  chancery head office > closing-2026-12-31.txt
  chancery verify office --held closing-2026-12-31.txt

A record whose head nobody else holds proves nothing against its owner: print it, mail it, give it to a witness. The head
is first kept in the journal for ever, which from then on never signs one that contradicts it. It says how many entries
there are and nothing of what they hold. Works beside a running server.")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    /// Print the head with its size and root as one line of JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args) -> Outcome {
    let office = Office::reach(&args.folder, OfficeOptions::default()).map_err(counter::not_opened)?;
    let head = office
        .publish_head_blocking()
        .map_err(|fault| Stop { not: "no head was kept", ..Stop::from(SubmitError::from(fault)) })?;
    if args.json {
        let root = journal::hex(&head.root);
        out::print_json(&json!({ "entries": head.size, "root": root, "head": head.checkpoint }))?;
    } else {
        out::print_line(head.checkpoint.trim_end_matches('\n'))?;
    }
    Ok(Exit::Done)
}
