//! `chancery tie`: ties a citation to a paper held, undoes it, or says that a paper answers another.

use procedure::act::Act;

use super::acting::{Deed, OnPaper};
use super::{Outcome, Stop, Surroundings, words};

/// Tie a citation to the paper it means, undo that, or link an answer.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery tie office IN-2026-0017 IN-2026-0009 --citation 1
  chancery tie office IN-2026-0017 IN-2026-0009 --citation 1 --undo --reason \"another sender's No. 12\"
  chancery tie office OUT-2026-0003 IN-2026-0017 --answers
  chancery tie office OUT-2026-0003 IN-2026-0017 --answers --undo --reason \"answers another letter\"

Undoing also refuses a match that was offered. Citations are counted from 1, as show prints them.")]
#[command(group = clap::ArgGroup::new("how").args(["citation", "answers"]).required(true))]
pub(super) struct Args {
    #[command(flatten)]
    on: OnPaper,
    /// The other paper: its number or id.
    #[arg(value_name = "OTHER")]
    other: String,
    /// The citation that means it, counted from 1.
    #[arg(long)]
    citation: Option<usize>,
    /// The paper answers the other.
    #[arg(long, conflicts_with = "citation")]
    answers: bool,
    /// Undo the tie or the link, or refuse the offer.
    #[arg(long, requires = "reason")]
    undo: bool,
    /// Why.
    #[arg(long)]
    reason: Option<String>,
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    let Args { on, other, citation, answers, undo, reason } = args;
    on.act(around, |counter, paper| {
        let to = counter.paper(&other)?;
        let number = to.number();
        if answers && undo {
            let reason = reason.unwrap_or_default();
            let act = Act::UnlinkAnswer { paper: paper.id, answers: to.id, reason };
            return Ok(Deed::new(act, format!("does not answer {number}")));
        }
        if answers {
            let act = Act::LinkAnswer { paper: paper.id, answers: to.id };
            return Ok(Deed::new(act, format!("answers {number}")));
        }
        let Some(shown) = citation else {
            return Err(Stop::usage("no citation is named", "give --citation with its place, from 1"));
        };
        let citation = words::place(shown, "citation")?;
        Ok(if undo {
            let reason = reason.unwrap_or_default();
            Deed::new(
                Act::Untie { paper: paper.id, citation, to: to.id, reason },
                format!("citation {shown} does not mean {number}"),
            )
        } else {
            Deed::new(Act::Tie { paper: paper.id, citation, to: to.id }, format!("citation {shown} means {number}"))
        })
    })
}
