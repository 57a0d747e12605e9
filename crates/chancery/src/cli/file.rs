//! `chancery file`: files a paper in a dossier.

use procedure::act::Act;
use procedure::ids::DossierId;

use super::acting::{Deed, OnPaper};
use super::{Outcome, Surroundings};

/// File a paper in a dossier with its file-plan code.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery file office IN-2026-0017 border-line --title \"The border line\" --code 04.2
  chancery file office IN-2026-0018 border-line

A dossier that is not there yet is opened with its title and code.")]
pub(super) struct Args {
    #[command(flatten)]
    on: OnPaper,
    /// The dossier's code.
    dossier: DossierId,
    /// Its title, where it is opened by this.
    #[arg(long)]
    title: Option<String>,
    /// The file-plan code, where it is opened by this.
    #[arg(long)]
    code: Option<String>,
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    let Args { on, dossier, title, code } = args;
    on.act(around, |_, paper| {
        let done = format!("filed in {dossier}");
        Ok(Deed::new(Act::File { paper: paper.id, dossier, title, code }, done))
    })
}
