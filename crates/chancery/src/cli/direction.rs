//! What the desk does with a paper marked out to it: `accept`, `pass-on`, `return`, `done`; and `redirect`, which puts
//! a wrong desk right.

use procedure::act::Act;
use procedure::paper::{Direction, Paper};

use super::acting::{Deed, OnPaper};
use super::counter::Counter;
use super::direct::MarkOut;
use super::{Outcome, Stop, Surroundings};

/// Take a paper marked out to your desk.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery accept office IN-2026-0017 --as lind")]
pub(super) struct AcceptArgs {
    #[command(flatten)]
    on: OnPaper,
    #[command(flatten)]
    which: Which,
}

/// Pass a paper on to the desk it concerns.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery pass-on office IN-2026-0017 --to treaties --act review --as lind")]
pub(super) struct PassOnArgs {
    #[command(flatten)]
    on: OnPaper,
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    mark_out: MarkOut,
}

/// Return a paper: "not ours".
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery return office IN-2026-0017 --reason \"a consular matter\" --as lind")]
pub(super) struct ReturnArgs {
    #[command(flatten)]
    on: OnPaper,
    #[command(flatten)]
    which: Which,
    /// Why.
    #[arg(long)]
    reason: String,
}

/// Report that what was asked is done.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery done office IN-2026-0017 --report \"answered by telephone\" --as lind
  chancery done office IN-2026-0017 --answer OUT-2026-0003 --as lind")]
pub(super) struct DoneArgs {
    #[command(flatten)]
    on: OnPaper,
    #[command(flatten)]
    which: Which,
    /// What was done.
    #[arg(long)]
    report: Option<String>,
    /// The paper that answers it: its number or id.
    #[arg(long, value_name = "NUMBER")]
    answer: Option<String>,
}

/// Take a paper back from a wrong desk, and mark it out to the right one.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery redirect office IN-2026-0017 --to legal --reason \"went to press by mistake\"
  chancery redirect office IN-2026-0017 --direction 1 --reason \"press should not have had it\"

Without --to it is only taken back. A direction that was passed on, returned or done is taken back by its number: the desk
no longer sees the paper.")]
pub(super) struct RedirectArgs {
    #[command(flatten)]
    on: OnPaper,
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    mark_out: MarkOut,
    /// Why.
    #[arg(long)]
    reason: String,
}

/// Which direction is meant.
#[derive(Debug, clap::Args)]
struct Which {
    /// The direction's number, as show prints it; may be left out where only one can be meant.
    #[arg(long, value_name = "NO")]
    direction: Option<u32>,
}

impl Which {
    /// The direction named, or the only open one of the officer's own desks.
    fn at_own_desk(&self, counter: &Counter, paper: &Paper) -> Result<u32, Stop> {
        let house = counter.house();
        let own = house.desks_of(counter.officer()?, counter.now());
        self.among(paper, |direction| own.contains(&direction.to))
    }

    /// The direction named, or the only one of these that is open; where there is none, the only open one at all, so
    /// that the rules say why it is not the officer's.
    fn among(&self, paper: &Paper, meant: impl Fn(&Direction) -> bool) -> Result<u32, Stop> {
        if let Some(no) = self.direction {
            return Ok(no);
        }
        let open: Vec<&Direction> = paper.directions.iter().filter(|direction| direction.is_open()).collect();
        let own: Vec<&Direction> = open.iter().copied().filter(|direction| meant(direction)).collect();
        match (own.as_slice(), open.as_slice()) {
            ([one], _) | ([], [one]) => Ok(one.no),
            ([], []) => {
                let why = format!("{} is marked out to no desk", paper.number());
                Err(Stop::absent(why, format!("see with whom it is: chancery show FOLDER {}", paper.number())))
            }
            ([], many) | (many, _) => {
                let names: Vec<String> = many.iter().map(|one| format!("{} ({})", one.no, one.to)).collect();
                let why = format!("{} is marked out to several desks", paper.number());
                Err(Stop::usage(why, format!("say --direction with one of: {}", names.join(", "))))
            }
        }
    }
}

pub(super) fn accept(args: AcceptArgs, around: &Surroundings) -> Outcome {
    args.on.act(around, |counter, paper| {
        let direction = args.which.at_own_desk(counter, paper)?;
        Ok(Deed::new(Act::AcceptDirection { paper: paper.id, direction }, "accepted"))
    })
}

pub(super) fn pass_on(args: PassOnArgs, around: &Surroundings) -> Outcome {
    let PassOnArgs { on, which, mark_out } = args;
    on.act(around, |counter, paper| {
        let direction = which.at_own_desk(counter, paper)?;
        let directions = mark_out.drafts();
        let done = format!("passed on to {}", MarkOut::words(&directions));
        Ok(Deed::new(Act::PassOn { paper: paper.id, direction, directions }, done))
    })
}

pub(super) fn hand_back(args: ReturnArgs, around: &Surroundings) -> Outcome {
    let ReturnArgs { on, which, reason } = args;
    on.act(around, |counter, paper| {
        let direction = which.at_own_desk(counter, paper)?;
        let done = format!("returned: {reason}");
        Ok(Deed::new(Act::ReturnDirection { paper: paper.id, direction, reason }, done))
    })
}

pub(super) fn done(args: DoneArgs, around: &Surroundings) -> Outcome {
    let DoneArgs { on, which, report, answer } = args;
    on.act(around, |counter, paper| {
        let direction = which.at_own_desk(counter, paper)?;
        let answer = answer.map(|number| counter.paper(&number)).transpose()?;
        let done = match &answer {
            Some(answer) => format!("done, answered by {}", answer.number()),
            None => "done".to_owned(),
        };
        let answer = answer.map(|answer| answer.id);
        Ok(Deed::new(Act::ReportDone { paper: paper.id, direction, report, answer }, done))
    })
}

pub(super) fn redirect(args: RedirectArgs, around: &Surroundings) -> Outcome {
    let RedirectArgs { on, which, mark_out, reason } = args;
    on.act(around, |_, paper| {
        let direction = which.among(paper, |_| true)?;
        let directions = mark_out.drafts();
        let done = match directions.as_slice() {
            [] => format!("direction {direction} taken back"),
            _ => format!("marked out anew to {}", MarkOut::words(&directions)),
        };
        Ok(Deed::new(Act::Redirect { paper: paper.id, direction, directions, reason }, done))
    })
}
