//! `chancery draft ask`, `concur`, `skip`.

use std::path::Path;

use jiff::civil::Date;
use procedure::dossier::{Asked, Concurrence, DossierAct, Draft, Word};
use procedure::ids::DeskId;

use super::draw::entered;
use super::{On, Opened};
use crate::cli::counter::Could;
use crate::cli::{Outcome, Stop, Surroundings, words};
use crate::office::{Bodies, version_at};

#[derive(Debug, clap::Subcommand)]
pub(super) enum What {
    /// Ask desks to concur: together with those who are asked already, or after them.
    #[command(after_help = "Examples:
  chancery draft office ask border-line 1 legal press --by 2026-12-24
  chancery draft office ask border-line 1 legal press --in-order")]
    Ask {
        #[command(flatten)]
        on: On,
        /// The desks.
        #[arg(required = true, value_name = "DESK")]
        desks: Vec<DeskId>,
        /// One after the other, after those who are asked already.
        #[arg(long)]
        in_order: bool,
        /// By when.
        #[arg(long, value_name = "DAY", value_parser = words::day)]
        by: Option<Date>,
    },
    /// Say what your desk says to the version that stands, or to the one that you read.
    #[command(after_help = "Examples:
  chancery draft office concur border-line 1 agree
  chancery draft office concur border-line 1 with-remarks \"not before June\"
  chancery draft office concur border-line 1 refuse \"the line is not ours\" --read 2
  chancery draft office concur border-line 1 hand-on --to press")]
    Concur {
        #[command(flatten)]
        on: On,
        /// What it says.
        #[arg(value_parser = ["agree", "with-remarks", "refuse", "return", "hand-on"])]
        word: String,
        /// Remarks, reasons or why.
        says: Option<String>,
        /// The desk to which it is handed on.
        #[arg(long, value_name = "DESK")]
        to: Option<DeskId>,
        /// The desk that says it; yours, where only one of yours is asked.
        #[arg(long)]
        desk: Option<DeskId>,
        /// The version that was read; refused where it stands no longer.
        #[arg(long, value_name = "VERSION")]
        read: Option<u32>,
    },
    /// Go on without a desk that was asked.
    #[command(
        after_help = "Example:\n  chancery draft office skip border-line 1 press --reason \"the term ends today\""
    )]
    Skip {
        #[command(flatten)]
        on: On,
        /// The desk.
        desk: DeskId,
        /// Why.
        #[arg(long)]
        reason: String,
    },
}

pub(super) fn run(folder: &Path, what: What, around: &Surroundings) -> Outcome {
    match what {
        What::Ask { on, desks, in_order, by } => {
            let Opened { counter, held, draft } = on.open(folder, around, Could::HoldDesk)?;
            let open = draft.concurrences.iter().filter(|one| one.answer.is_none());
            let last = open.map(|one| one.asked.stage).max();
            let first = if in_order { last.map_or(1, |last| last.saturating_add(1)) } else { last.unwrap_or(1) };
            let names: Vec<String> = desks.iter().map(ToString::to_string).collect();
            let stages = (first..).map(|stage| if in_order { stage } else { first });
            let asked = stages.zip(desks);
            let asked = asked.map(|(stage, desk)| Asked { desk, stage, due: by, instead_of: None }).collect();
            let done = format!("asked to concur in draft {}: {}", draft.no, names.join(", "));
            let does = DossierAct::AskConcurrence { draft: draft.no, asked };
            entered(&counter, &held, does, Bodies::default(), &done, &on.acting)
        }
        What::Concur { on, word, says, to, desk, read } => {
            let Opened { counter, held, draft } = on.open(folder, around, Could::HoldDesk)?;
            let (house, now, officer) = (counter.house(), counter.now(), counter.officer()?.clone());
            let one = asked_of(&draft, |of| match &desk {
                Some(desk) => of == desk,
                None => house.mandate_for(&officer, of, now).is_some(),
            })?;
            let place = read.or(u32::try_from(draft.versions.len()).ok()).unwrap_or_default();
            let hash = version_at(&draft, place).map(|kept| kept.version.hash);
            let hash = hash.ok_or_else(|| {
                Stop::usage(
                    format!("draft {} has no version {place}", draft.no),
                    "see it with: chancery draft FOLDER show",
                )
            })?;
            let word = said(&word, says.unwrap_or_default(), to)?;
            let done = format!("draft {}: desk {} {}", draft.no, one.asked.desk, word.words());
            let does = DossierAct::Concur { draft: draft.no, concurrence: one.no, hash, word };
            entered(&counter, &held, does, Bodies::default(), &done, &on.acting)
        }
        What::Skip { on, desk, reason } => {
            let Opened { counter, held, draft } = on.open(folder, around, Could::HoldDesk)?;
            let one = asked_of(&draft, |of| *of == desk)?;
            let done = format!("draft {} goes on without desk {desk}", draft.no);
            let does = DossierAct::SkipConcurrence { draft: draft.no, concurrence: one.no, reason };
            entered(&counter, &held, does, Bodies::default(), &done, &on.acting)
        }
    }
}

/// The one concurrence that is asked of these desks and not answered; the last answered one where none is, for the rules
/// to say so.
fn asked_of(draft: &Draft, of: impl Fn(&DeskId) -> bool) -> Result<Concurrence, Stop> {
    let theirs: Vec<&Concurrence> = draft.concurrences.iter().filter(|one| of(&one.asked.desk)).collect();
    let open: Vec<&&Concurrence> = theirs.iter().filter(|one| one.answer.is_none()).collect();
    match (open.as_slice(), theirs.last()) {
        ([one], _) => Ok((**one).clone()),
        ([], Some(last)) => Ok((*last).clone()),
        ([], None) => Err(Stop::absent(
            format!("nobody asked it to concur in draft {}", draft.no),
            "ask it with: chancery draft FOLDER ask",
        )),
        (several, _) => {
            let desks: Vec<String> = several.iter().map(|one| one.asked.desk.to_string()).collect();
            let why = format!("several of your desks are asked: {}", desks.join(", "));
            Err(Stop::usage(why, "say with --desk which one speaks"))
        }
    }
}

fn said(word: &str, says: String, to: Option<DeskId>) -> Result<Word, Stop> {
    Ok(match word {
        "agree" if says.is_empty() => Word::Agreed,
        "agree" => return Err(Stop::usage("agree has no words beside it", "say with-remarks")),
        "with-remarks" => Word::AgreedWithRemarks { remarks: says },
        "refuse" => Word::Refused { reasons: says },
        "return" => Word::Returned { reason: says },
        _ => {
            let to =
                to.ok_or_else(|| Stop::usage("it is not said to which desk it is handed on", "give it with --to"))?;
            Word::Delegated { to }
        }
    })
}
