//! `chancery key`: the office's public key, for whoever is to check heads and proofs; and its change.

use std::path::PathBuf;

use journal::Reader;
use procedure::act::Act;
use serde_json::json;

use super::acting::{Acting, Deed, house_act};
use super::{Exit, Outcome, Stop, Surroundings, out};

/// Print the public key by which heads and proofs are checked, or change it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery key office
  chancery key office > our-key.txt
  chancery key office --json                       each that there was
  chancery key office --change --reason \"the old machine was stolen\"
  chancery verify letter.pdf IN-2026-0017.tlog-proof --key our-key.txt

Give it to those outside in a way in which they know that it comes from you: print it on letter paper, read it out,
put it where everybody looks. The secret half lies in office.key; lost, it cannot be made again, and the office can
enter nothing until it is put back from a backup (docs/evidence.md). A new key is signed in by the old one, with an entry
that says why; heads and proofs from there on are checked by the new one.")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    /// Make a new key, from this entry on; say why.
    #[arg(long, requires = "reason")]
    change: bool,
    /// Why it is changed.
    #[arg(long, value_name = "WHY", requires = "change")]
    reason: Option<String>,
    #[command(flatten)]
    acting: Acting,
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    if let (true, Some(reason)) = (args.change, args.reason) {
        let done = "the key was changed; give everybody outside the new one: chancery key FOLDER".to_owned();
        return house_act(&args.folder, &args.acting, around, |_| Ok(Deed::new(Act::ChangeKey { reason }, done)));
    }
    let reader = Reader::open(&args.folder).map_err(|error| Stop::no_office("no key was printed", error))?;
    let keys = reader.keys().map_err(Stop::fault)?;
    if args.acting.json {
        let all: Vec<_> = keys.all().iter().map(|(from, key)| json!({ "from": from, "key": key.vkey() })).collect();
        out::print_json(&json!({ "key": keys.current().vkey(), "keys": all }))?;
    } else {
        out::print_line(&keys.current().vkey())?;
    }
    Ok(Exit::Done)
}
