//! `chancery draft`: what is to be decided, drawn up version by version, and concurred in.

mod concur;
mod draw;
mod see;
mod step;

use std::path::PathBuf;

use procedure::dossier::{Dossier, Draft};
use procedure::ids::DossierId;

use super::acting::Acting;
use super::counter::{Could, Counter};
use super::dossier::dossier;
use super::{Outcome, Stop, Surroundings};
use crate::readings::Looked;

/// Draw up what is to be decided, version by version, and have desks concur in it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery draft office start border-line \"Shall we publish?\" --kind resolution --series OUT --file draft.txt --as lind
  chancery draft office word border-line 1 --as lind
  chancery draft office add border-line 1 border-line-draft-1.docx --note \"as the press desk asks\" --as lind
  chancery draft office diff border-line 1 --as lind
  chancery draft office ask border-line 1 legal press --in-order --as lind
  chancery draft office concur border-line 1 agree --as nesse

Versions are counted from 1. Without --as, show, diff and word print what the folder's owner sees, who sees all.")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    #[command(flatten)]
    Draw(draw::What),
    #[command(flatten)]
    See(see::What),
    #[command(flatten)]
    Concur(concur::What),
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    let Args { folder, what } = args;
    match what {
        What::Draw(what) => draw::run(&folder, what, around),
        What::See(what) => see::run(&folder, what, around),
        What::Concur(what) => concur::run(&folder, what, around),
    }
}

/// A draft, and who acts on it.
#[derive(Debug, clap::Args)]
struct On {
    /// The dossier's code.
    #[arg(value_name = "DOSSIER")]
    dossier: DossierId,
    /// The draft's number in the dossier, as show prints it.
    #[arg(value_name = "DRAFT")]
    draft: u32,
    #[command(flatten)]
    acting: Acting,
}

impl On {
    /// Opens the office and looks the draft up as the officer sees it.
    fn open(&self, folder: &std::path::Path, around: &Surroundings, could: Could<'_>) -> Result<Opened, Stop> {
        let counter = Counter::open(folder, self.acting.officer.as_ref(), could, around)?;
        let held = dossier(&counter, &self.dossier)?;
        let draft = held.draft(self.draft).cloned().ok_or_else(|| {
            let next = format!("see the drafts with: chancery dossier FOLDER show {}", self.dossier);
            Stop::absent(format!("dossier {} has no draft {}", self.dossier, self.draft), next)
        })?;
        if matches!(could, Could::Look) {
            let (dossier, part) = (self.dossier.clone(), format!("drafts/{}", self.draft));
            counter.looked(Looked::Dossier { dossier, part });
        }
        Ok(Opened { counter, held, draft })
    }
}

/// A draft that was looked up.
struct Opened {
    counter: Counter,
    held: Dossier,
    draft: Draft,
}
