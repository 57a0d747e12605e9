//! `chancery existence`: whether papers exist that one may not see, for searches that the law asks for.

use std::path::PathBuf;

use procedure::ids::OfficerId;
use register::EXISTENCE_MAX;

use super::counter::{Could, Counter};
use super::{Exit, Outcome, Stop, Surroundings, out};
use crate::readings::Through;
use crate::words;

/// Ask whether papers exist, without seeing them: for officers with the role of existence only.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery existence office ferry Orlan --as holm
  chancery existence office 812 --as holm --json

Of each paper its number, the day of its entry and its series are told, within the level that the officer is cleared to.
That it was asked is a line of the reading ledger. The role is given with: chancery role FOLDER give")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    /// A number, a date, names or words.
    #[arg(required = true)]
    words: Vec<String>,
    /// The officer who asks.
    #[arg(long = "as", value_name = "OFFICER")]
    officer: Option<OfficerId>,
    /// Print one JSON object a paper.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, around: &Surroundings) -> Outcome {
    let counter = Counter::open(&args.folder, args.officer.as_ref(), Could::KnowOf, around)?;
    let typed = args.words.join(" ");
    let found = counter.office().exist(counter.officer()?, Through::CommandLine, &typed).map_err(Stop::fault)?;
    let none = || {
        let next = "an administrator gives the role with: chancery role FOLDER give";
        Stop::usage("the officer does not have the role of existence only", next)
    };
    let found = found.ok_or_else(none)?;
    if found.behind {
        out::say("the index is behind the register: the newest papers are not found by their text yet");
    }
    if args.json {
        found.papers.iter().try_for_each(out::print_json)?;
        return Ok(Exit::Done);
    }
    if found.papers.is_empty() {
        out::say("no paper exists under that, as far as the officer is cleared");
        return Ok(Exit::Done);
    }
    let house = counter.house();
    let mut table = out::table(&["Number", "Entered", "Series"]);
    for one in &found.papers {
        let number = if one.void { format!("{} (void)", one.number) } else { one.number.clone() };
        let on = one.on.map(out::written).unwrap_or_default();
        table.add_row([number, on, words::series(&house, &one.series)]);
    }
    out::print_table(&table)?;
    if found.more {
        out::say(&format!("there may be more: the list ends at {EXISTENCE_MAX}"));
    }
    Ok(Exit::Done)
}
