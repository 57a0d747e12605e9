//! `chancery proof`: a proof for somebody outside, of a paper's number or of a decision.

use std::path::PathBuf;

use procedure::ids::{DossierId, OfficerId};
use typeset::PageSize;

use super::counter::{Could, Counter};
use super::{Exit, Outcome, Stop, Surroundings, out, set};
use crate::readings::Looked;

/// Write a proof that a paper was entered under its number, or that something was decided, for somebody outside to check.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery proof office IN-2026-0017
  chancery proof office IN-2026-0017 --out receipt.tlog-proof
  chancery proof office IN-2026-0017 --receipt receipt.pdf --as clerk
  chancery proof office --dossier osk --submission 2

The proof shows the number, the day, the kind, and with the file itself that it is that file; or what was decided, and on
which exact text. It shows no name, no subject and nothing else that was entered. Whoever has it checks it on any machine:

  chancery verify letter.pdf IN-2026-0017.tlog-proof --key our-key.txt
  chancery-verify letter.pdf IN-2026-0017.tlog-proof --key our-key.txt

What it shows and what it does not is said in docs/evidence.md. Without --as the folder's owner looks.")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    /// The paper: our number as printed, or its id.
    #[arg(required_unless_present = "dossier")]
    number: Option<String>,
    /// Of a decision in this dossier.
    #[arg(long, value_name = "DOSSIER", requires = "submission", conflicts_with = "number")]
    dossier: Option<DossierId>,
    /// On this submission.
    #[arg(long, value_name = "N", requires = "dossier")]
    submission: Option<u32>,
    /// As this officer sees it.
    #[arg(long = "as", value_name = "OFFICER")]
    officer: Option<OfficerId>,
    /// Write a receipt for whoever handed the paper in beside it (PDF), which is entered.
    #[arg(long, value_name = "FILE", requires = "number")]
    receipt: Option<PathBuf>,
    /// Where to write it; a file of the number's name where it is left out, standard output where it is -.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(super) fn run(args: &Args, around: &Surroundings) -> Outcome {
    let could = if args.receipt.is_some() { Could::Export } else { Could::Look };
    let counter = Counter::open(&args.folder, args.officer.as_ref(), could, around)?;
    let made = match (&args.dossier, args.submission, &args.number) {
        (Some(dossier), Some(submission), _) => {
            let made = counter.office().prove_decision(&counter.viewer(), dossier, submission).map_err(Stop::fault)?;
            let part = format!("submissions/{submission}/proof");
            counter.looked(Looked::Dossier { dossier: dossier.clone(), part });
            made.ok_or_else(|| {
                Stop::absent(
                    format!("nothing was decided in {dossier} that you may see"),
                    "see it with: chancery dossier show",
                )
            })?
        }
        (_, _, Some(number)) => {
            let seen = counter.seen(number)?;
            let made = counter.office().prove_paper(&seen).map_err(Stop::fault)?;
            counter.looked(Looked::Paper { paper: seen.paper.id, part: "proof".to_owned(), sight: seen.sight });
            let made = made.ok_or_else(|| {
                Stop::absent(
                    format!("{} has nothing to prove that you may see", seen.paper.number()),
                    "see it with: chancery show",
                )
            })?;
            if let Some(path) = &args.receipt
                && let Some(receipt) = counter.office().set_receipt(&seen, PageSize::A4)?
            {
                set::export(&counter, receipt, path)?;
            }
            made
        }
        _ => return Err(Stop::usage("say of what", "give a number, or --dossier and --submission")),
    };
    let path = args.out.clone().unwrap_or_else(|| PathBuf::from(&made.name));
    if path.as_os_str() == "-" {
        out::print_text(&made.text)?;
        return Ok(Exit::Done);
    }
    std::fs::write(&path, &made.text).map_err(|error| Stop::fault(format!("{}: {error}", path.display())))?;
    out::say(&format!("written: {}", path.display()));
    Ok(Exit::Done)
}
