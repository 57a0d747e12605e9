//! `chancery draft start`, `change`, `add`, `drop`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use procedure::act::Act;
use procedure::dossier::{Dossier, DossierAct, Draft, DraftFacts, FollowUp, TextRead};
use procedure::ids::{DeskId, DossierId, Hash, PaperId, SeriesId};

use super::step::step;
use super::{On, Opened};
use crate::cli::acting::{Acting, said};
use crate::cli::counter::{Could, Counter};
use crate::cli::dossier::dossier;
use crate::cli::enter::bring;
use crate::cli::{Outcome, Stop, Surroundings};
use crate::office::{Bodies, DraftFile, version_at};
use crate::web::made_here;

#[derive(Debug, clap::Subcommand)]
pub(super) enum What {
    /// Begin a draft; its text may come later.
    #[command(after_help = "Example:
  chancery draft office start border-line \"Shall we publish?\" --kind resolution --series OUT --to \"The allied command\" \\
    --step \"press: publishes the communiqué; by 2026-12-27\" --step \"legal: writes to the assembly; after 1\" --file draft.txt")]
    Start {
        /// The dossier's code.
        #[arg(value_name = "DOSSIER")]
        dossier: DossierId,
        /// What it is about.
        title: String,
        /// What it is: resolution, letter, communiqué.
        #[arg(long)]
        kind: String,
        /// The series in which it is entered, once adopted.
        #[arg(long)]
        series: SeriesId,
        #[command(flatten)]
        more: More,
        /// The desk that draws it up; yours, where you act for one only.
        #[arg(long)]
        desk: Option<DeskId>,
        /// The file of its text.
        #[arg(long)]
        file: Option<PathBuf>,
        /// What stands in it, in a line.
        #[arg(long)]
        note: Option<String>,
        #[command(flatten)]
        acting: Acting,
    },
    /// Put what a draft is, where it goes or what follows right; what is left out stays.
    #[command(
        after_help = "Example:\n  chancery draft office change border-line 1 --title \"Shall we publish the line?\""
    )]
    Change {
        #[command(flatten)]
        on: On,
        /// What it is about.
        #[arg(long)]
        title: Option<String>,
        /// What it is.
        #[arg(long)]
        kind: Option<String>,
        /// The series in which it is entered, once adopted.
        #[arg(long)]
        series: Option<SeriesId>,
        #[command(flatten)]
        more: More,
        /// Nothing follows.
        #[arg(long, conflicts_with = "step")]
        no_steps: bool,
    },
    /// Add a version. A page that `word` made says itself from which version it was made.
    #[command(after_help = "Examples:
  chancery draft office add border-line 1 border-line-draft-1.docx --note \"as the press desk asks\"
  chancery draft office add border-line 1 draft.txt --after 2")]
    Add {
        #[command(flatten)]
        on: On,
        /// The file.
        file: PathBuf,
        /// The version that it was made from.
        #[arg(long, value_name = "VERSION")]
        after: Option<u32>,
        /// What was changed, in a line.
        #[arg(long)]
        note: Option<String>,
    },
    /// Give a draft up.
    #[command(after_help = "Example:\n  chancery draft office drop border-line 1 --reason \"settled by letter\"")]
    Drop {
        #[command(flatten)]
        on: On,
        /// Why.
        #[arg(long)]
        reason: String,
    },
}

/// To whom it goes, and what follows.
#[derive(Debug, clap::Args)]
pub(super) struct More {
    /// To whom it goes; once for each.
    #[arg(long)]
    to: Vec<String>,
    /// A paper that it answers once it is adopted, by our number; once for each.
    #[arg(long, value_name = "NUMBER")]
    answers: Vec<String>,
    /// A step that follows if it is adopted: "DESK: WHAT; by DAY; after STEP; seen-by DESK"; once for each, in order.
    #[arg(long, value_parser = step)]
    step: Vec<FollowUp>,
}

pub(super) fn run(folder: &Path, what: What, around: &Surroundings) -> Outcome {
    match what {
        What::Start { dossier: code, title, kind, series, more, desk, file, note, acting } => {
            let counter = Counter::open(folder, acting.officer.as_ref(), Could::HoldDesk, around)?;
            let held = dossier(&counter, &code)?;
            let file = file.map(|file| ready(&counter, &file)).transpose()?;
            let (version, read, bodies) = match file {
                Some(file) => (Some(file.version), file.read, file.bodies),
                None => (None, TextRead::default(), Bodies::default()),
            };
            let answers = answered(&counter, &more.answers)?;
            let facts = DraftFacts { title, kind, series, to: more.to, answers, follows: more.step };
            let done = format!("draft {} begun", held.drafts.len() + 1);
            let does = DossierAct::StartDraft { facts, desk, version, note, read };
            entered(&counter, &held, does, bodies, &done, &acting)
        }
        What::Change { on, title, kind, series, more, no_steps } => {
            let Opened { counter, held, draft } = on.open(folder, around, Could::HoldDesk)?;
            let was = draft.facts;
            let kept = no_steps || !more.step.is_empty();
            let facts = DraftFacts {
                title: title.unwrap_or(was.title),
                kind: kind.unwrap_or(was.kind),
                series: series.unwrap_or(was.series),
                to: if more.to.is_empty() { was.to } else { more.to },
                answers: if more.answers.is_empty() { was.answers } else { answered(&counter, &more.answers)? },
                follows: if kept { more.step } else { was.follows },
            };
            let does = DossierAct::ChangeDraft { draft: draft.no, facts };
            entered(&counter, &held, does, Bodies::default(), &format!("draft {} changed", draft.no), &on.acting)
        }
        What::Add { on, file, after, note } => {
            let Opened { counter, held, draft } = on.open(folder, around, Could::HoldDesk)?;
            let file = ready(&counter, &file)?;
            let after = made_from(&held, &draft, after, &file)?;
            let DraftFile { version, read, bodies, from: _ } = file;
            let done = format!("version {} of draft {} added", draft.versions.len() + 1, draft.no);
            for remark in &read.remarks {
                crate::cli::out::say(remark);
            }
            let does = DossierAct::AddDraftVersion { draft: draft.no, after, version, note, read };
            entered(&counter, &held, does, bodies, &done, &on.acting)
        }
        What::Drop { on, reason } => {
            let Opened { counter, held, draft } = on.open(folder, around, Could::HoldDesk)?;
            let does = DossierAct::DropDraft { draft: draft.no, reason };
            entered(&counter, &held, does, Bodies::default(), &format!("draft {} given up", draft.no), &on.acting)
        }
    }
}

/// The papers of these numbers.
fn answered(counter: &Counter, typed: &[String]) -> Result<BTreeSet<PaperId>, Stop> {
    typed.iter().map(|typed| Ok(counter.paper(typed)?.id)).collect()
}

fn ready(counter: &Counter, path: &Path) -> Result<DraftFile, Stop> {
    let prepared = bring(counter.office(), path, made_here(), "not done")?;
    Ok(counter.office().as_draft(prepared)?)
}

/// The version that a file was made from: as its page says, or as it is typed. The first one follows none.
fn made_from(held: &Dossier, draft: &Draft, typed: Option<u32>, file: &DraftFile) -> Result<Option<Hash>, Stop> {
    let typed = match typed {
        None => None,
        Some(place) => {
            let known = version_at(draft, place).map(|kept| kept.version.hash);
            let next = format!("its versions are: {}", draft.versions.len());
            Some(known.ok_or_else(|| Stop::usage(format!("draft {} has no version {place}", draft.no), next))?)
        }
    };
    match &file.from {
        Some(from) if from.dossier != held.id || from.draft != draft.no => Err(Stop::usage(
            format!("the file was made for draft {} of dossier {}", from.draft, from.dossier),
            format!("add it there: chancery draft FOLDER add {} {} FILE", from.dossier, from.draft),
        )),
        Some(from) => Ok(typed.or(from.version)),
        None if typed.is_none() && !draft.versions.is_empty() => Err(Stop::usage(
            "it is not said from which version the text was made",
            format!("say it with --after; the one that stands is {}", draft.versions.len()),
        )),
        None => Ok(typed),
    }
}

pub(super) fn entered(
    counter: &Counter,
    held: &Dossier,
    does: DossierAct,
    bodies: Bodies,
    done: &str,
    acting: &Acting,
) -> Outcome {
    let receipt = counter.act(Act::InDossier { dossier: held.id.clone(), does }, bodies)?;
    said(&receipt, &format!("{}  {done}", held.id), acting.json)
}
