//! `chancery mark`: confirms, raises or lowers a marking.

use procedure::act::Act;
use procedure::ids::LevelId;

use super::acting::{Deed, OnPaper};
use super::{Outcome, Surroundings};

/// Confirm, raise or lower a paper's marking.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery mark office IN-2026-0017 secret
  chancery mark office IN-2026-0017 open --reason \"published on 3 May\"

A marking that was read from a paper counts as above everyone but the registry until an officer confirms it.")]
pub(super) struct Args {
    #[command(flatten)]
    on: OnPaper,
    /// The level: its code on the office's scale.
    level: LevelId,
    /// Why; needed to raise or lower a level that was confirmed.
    #[arg(long)]
    reason: Option<String>,
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    let Args { on, level, reason } = args;
    on.act(around, |_, paper| {
        let done = format!("marked {level}");
        Ok(Deed::new(Act::Mark { paper: paper.id, level, reason }, done))
    })
}
