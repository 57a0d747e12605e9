//! `chancery withdraw-version`: a wrong file taken back, where the right one is not at hand.

use procedure::act::Act;

use super::acting::{Deed, OnPaper};
use super::{Outcome, Surroundings, words};

/// Take a wrong file back from under a number. The right one is added later.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery withdraw-version office IN-2026-0019 1 --reason \"a page of another paper\"

It stays in the record, marked. Where no other version is left, the paper is one not scanned yet. With the right file at
hand, add-version --in-place-of does both at once. Versions are counted from 1, as show prints them.")]
pub(super) struct Args {
    #[command(flatten)]
    on: OnPaper,
    /// The wrong version, counted from 1.
    version: usize,
    /// Why.
    #[arg(long)]
    reason: String,
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    let Args { on, version: shown, reason } = args;
    on.act(around, |_, paper| {
        let version = words::place(shown, "version")?;
        let done = format!("version {shown} taken back");
        Ok(Deed::new(Act::WithdrawVersion { paper: paper.id, version, reason }, done))
    })
}
