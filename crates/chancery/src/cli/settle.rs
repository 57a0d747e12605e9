//! `chancery settle`: settles a citation of a paper that is not held.

use procedure::act::Act;
use procedure::paper::Settlement;

use super::acting::{Deed, OnPaper};
use super::{Outcome, Surroundings, words};

/// Settle a citation whose paper is not held.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery settle office IN-2026-0017 1 requested
  chancery settle office IN-2026-0017 2 held-elsewhere

Citations are counted from 1, as show prints them. A settled citation still closes itself the day its paper comes.")]
pub(super) struct Args {
    #[command(flatten)]
    on: OnPaper,
    /// The citation, counted from 1.
    citation: usize,
    /// How.
    #[arg(value_parser = words::settlement())]
    how: Settlement,
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    let Args { on, citation, how } = args;
    on.act(around, |_, paper| {
        let at = words::place(citation, "citation")?;
        let done = format!("citation {citation}: {}", words::plain_word_of(&how));
        Ok(Deed::new(Act::Settle { paper: paper.id, citation: at, settlement: how }, done))
    })
}
