//! `chancery void`: annuls a number; it stays, marked.

use procedure::act::Act;
use procedure::ids::SeriesId;

use super::acting::{Deed, OnPaper};
use super::{Outcome, Surroundings};

/// Annul a number with a reason, or move the paper to another series.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery void office IN-2026-0017 --reason \"entered twice\"
  chancery void office IN-2026-0018 --into OUT --reason \"it is a paper of ours\"

The number stays in the book, void, with its reason. With --into the paper takes the next number of the right
series, and the void number points to it.")]
pub(super) struct Args {
    #[command(flatten)]
    on: OnPaper,
    /// Why.
    #[arg(long)]
    reason: String,
    /// The series in which it should have been entered.
    #[arg(long, value_name = "SERIES")]
    into: Option<SeriesId>,
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    let Args { on, reason, into } = args;
    on.act(around, |counter, paper| {
        let number = counter.number_meant(&on.number, paper);
        Ok(match into {
            None => Deed::new(Act::Void { paper: paper.id, number, reason }, "void"),
            Some(series) => {
                let done = format!("moved to series {series}");
                Deed::new(Act::MoveSeries { paper: paper.id, number, series, reason }, done)
            }
        })
    })
}
