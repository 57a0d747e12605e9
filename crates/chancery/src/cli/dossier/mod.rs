//! `chancery dossier`: dossiers, and what is done in them.

mod action;
mod decide;
mod keep;
mod positions;
mod see;
mod terms;

use std::path::{Path, PathBuf};

use procedure::act::Act;
use procedure::dossier::{Dossier, DossierAct};
use procedure::ids::DossierId;

use super::acting::{Acting, said};
use super::counter::{Could, Counter};
use super::{Outcome, Stop, Surroundings};
use crate::office::Bodies;
use crate::readings::Looked;

/// Open dossiers, see what is in them, and act in them.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery dossier office open border-line \"The border line\" --home legal --as lind
  chancery dossier office list --as lind
  chancery dossier office show border-line --as lind
  chancery dossier office ask-in border-line desk:press --reason \"the communiqué\" --as lind

Without --as, list and show print what the folder's owner sees, who sees all.")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    #[command(flatten)]
    See(see::What),
    #[command(flatten)]
    Keep(keep::What),
    #[command(flatten)]
    Decide(decide::What),
    #[command(flatten)]
    Act(action::What),
    #[command(flatten)]
    Put(positions::What),
    #[command(flatten)]
    Terms(terms::What),
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    let Args { folder, what } = args;
    match what {
        What::See(what) => see::run(&folder, what, around),
        What::Keep(what) => keep::run(&folder, what, around),
        What::Decide(what) => decide::run(&folder, what, around),
        What::Act(what) => action::run(&folder, what, around),
        What::Put(what) => positions::run(&folder, what, around),
        What::Terms(what) => terms::run(&folder, what, around),
    }
}

/// A dossier, and who acts in it.
#[derive(Debug, clap::Args)]
struct In {
    /// The dossier's code.
    #[arg(value_name = "DOSSIER")]
    dossier: DossierId,
    #[command(flatten)]
    acting: Acting,
}

impl In {
    /// Opens the office, looks the dossier up as the officer sees it, does the act in it, and prints what came of it.
    fn act(
        self,
        folder: &Path,
        around: &Surroundings,
        deed: impl FnOnce(&Counter, &Dossier) -> Result<(DossierAct, String), Stop>,
    ) -> Outcome {
        let counter = Counter::open(folder, self.acting.officer.as_ref(), Could::HoldDesk, around)?;
        let held = dossier(&counter, &self.dossier)?;
        let (does, done) = deed(&counter, &held)?;
        let receipt = counter.act(Act::InDossier { dossier: self.dossier.clone(), does }, Bodies::default())?;
        said(&receipt, &format!("{}  {done}", self.dossier), self.acting.json)
    }
}

/// A dossier of which a part is shown to whoever stands at the counter.
pub(super) fn shown(counter: &Counter, code: &DossierId, part: &str) -> Result<Dossier, Stop> {
    let held = dossier(counter, code)?;
    counter.looked(Looked::Dossier { dossier: code.clone(), part: part.to_owned() });
    Ok(held)
}

/// A dossier as whoever stands at the counter sees it.
pub(super) fn dossier(counter: &Counter, code: &DossierId) -> Result<Dossier, Stop> {
    let found = counter.reads()?.dossier(&counter.viewer(), code).map_err(Stop::fault)?;
    found.ok_or_else(|| {
        Stop::absent(format!("there is no dossier {code}"), "see the dossiers with: chancery dossier FOLDER list")
    })
}
