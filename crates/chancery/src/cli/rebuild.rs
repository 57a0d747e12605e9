//! `chancery rebuild`: throws register and index away and makes them anew from the journal.

use std::path::PathBuf;

use super::{Exit, Outcome, Stop, counter, out};
use crate::office::{self, OfficeOptions, Stage};

/// Make register and index anew from the journal.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery rebuild office
  chancery rebuild office --accept-journal

Nothing is lost by it: the journal is the truth. Where register or index knows of entries that the journal does not
have, the journal was put back or exchanged, and rebuilding would hide that; --accept-journal says that this journal is
the right one. Stop the server first.")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    /// Take the journal as it is, though register or index contradicts it.
    #[arg(long)]
    accept_journal: bool,
    /// Print the outcome as one line of JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args) -> Outcome {
    let bar = out::Progress::counting("register");
    let rebuilt = office::rebuild(&args.folder, args.accept_journal, OfficeOptions::default(), |progress| {
        bar.name(match progress.stage {
            Stage::Register => "register",
            Stage::Index => "index",
        });
        bar.at(progress.done, progress.of);
    })
    .map_err(counter::not_opened)?;
    bar.clear();
    let done = format!("register and index made anew from {} entries", rebuilt.entries);
    let printed = match args.json {
        true => out::print_json(&serde_json::json!({ "entries": rebuilt.entries })),
        false => out::print_line(&done),
    };
    printed.map(|()| Exit::Done).map_err(|error| Stop::unprinted(done, &error))
}
