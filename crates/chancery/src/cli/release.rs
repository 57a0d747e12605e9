//! `chancery release`: releases a paper to the reading room, for anyone, or takes it back.

use procedure::act::Act;

use super::acting::{Deed, OnPaper};
use super::{Outcome, Surroundings, words};

/// Release a paper to the reading room, where anyone reads it; or take it back.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery release office OUT-2026-0004 --reason \"for the press of 3 May\" --as lind
  chancery release office OUT-2026-0004 --version 2 --reason \"with passages taken out\"
  chancery release office OUT-2026-0004 --take-back --reason \"a wrong date\"

Of a communiqué, a resolution, or a text of this office that an officer confirmed at the lowest level. Anyone reads why it was
taken back.")]
pub(super) struct Args {
    #[command(flatten)]
    on: OnPaper,
    /// This version, counted from 1; the one shown where it is left out.
    #[arg(long, value_name = "N", conflicts_with = "take_back")]
    version: Option<usize>,
    /// Take back what was released.
    #[arg(long)]
    take_back: bool,
    /// Why.
    #[arg(long)]
    reason: String,
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    let Args { on, version, take_back, reason } = args;
    on.act(around, |_, paper| {
        if take_back {
            return Ok(Deed::new(Act::EndRelease { paper: paper.id, reason }, "taken back from the reading room"));
        }
        let version = version.map(|shown| words::place(shown, "version")).transpose()?;
        Ok(Deed::new(Act::Release { paper: paper.id, version, reason }, "released to the reading room"))
    })
}
