//! `chancery bring-forward`: papers that come back on a day.

use std::path::PathBuf;

use jiff::civil::Date;
use procedure::act::Act;
use procedure::decide::may_end;
use procedure::ids::DeskId;
use procedure::paper::{BringForward, BringForwardEnd, BringForwardState, Paper};
use register::{DESK_LINES_MAX, DeskLine, Waits};

use super::acting::{Acting, Deed, OnPaper, only};
use super::counter::{Could, Counter};
use super::{Exit, Outcome, Stop, Surroundings, out, words};

/// Have papers brought back on a day, to you or to a desk, and see what comes back.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery bring-forward office set IN-2026-0017 --on 2026-08-01 --because \"has Orlan answered?\" --as lind
  chancery bring-forward office set IN-2026-0017 --on 2026-08-01 --because \"term ends\" --desk legal --as lind
  chancery bring-forward office list --as lind
  chancery bring-forward office done IN-2026-0017 --as lind
  chancery bring-forward office take-back IN-2026-0017 --no 2 --reason \"settled by telephone\" --as lind

From its day on a paper waits on the desk until it is done or taken back. A bring-forward gives no sight of the paper.")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Have a paper brought back on a day.
    #[command(after_help = "Example:
  chancery bring-forward office set IN-2026-0017 --on 2026-08-01 --because \"has Orlan answered?\"")]
    Set {
        /// The paper: our number as printed, or its id.
        #[arg(value_name = "NUMBER")]
        number: String,
        /// The day: today or a later one.
        #[arg(long, value_name = "DAY", value_parser = words::day)]
        on: Date,
        /// Why.
        #[arg(long, value_name = "REASON")]
        because: String,
        /// To this desk: yours, or any where you may mark the paper out. To yourself where it is left out.
        #[arg(long)]
        desk: Option<DeskId>,
        #[command(flatten)]
        acting: Acting,
    },
    /// Say that what a paper was brought back for is done.
    #[command(after_help = "Example:\n  chancery bring-forward office done IN-2026-0017 --no 2")]
    Done {
        /// The paper: our number as printed, or its id.
        #[arg(value_name = "NUMBER")]
        number: String,
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        acting: Acting,
    },
    /// Take a bring-forward back.
    #[command(after_help = "Example:
  chancery bring-forward office take-back IN-2026-0017 --reason \"settled by telephone\"")]
    TakeBack {
        /// The paper: our number as printed, or its id.
        #[arg(value_name = "NUMBER")]
        number: String,
        #[command(flatten)]
        which: Which,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        acting: Acting,
    },
    /// List what comes back to the officer and the officer's desks, by its days.
    #[command(after_help = "Examples:
  chancery bring-forward office list --as lind
  chancery bring-forward office list --desk legal --json

Without --as it prints what the folder's owner sees, which is what comes back to anybody.")]
    List {
        /// Only to this desk.
        #[arg(long)]
        desk: Option<DeskId>,
        #[command(flatten)]
        acting: Acting,
    },
}

/// Which bring-forward is meant.
#[derive(Debug, clap::Args)]
struct Which {
    /// The bring-forward's number, as show prints it; may be left out where only one can be meant.
    #[arg(long, value_name = "NO")]
    no: Option<u32>,
}

impl Which {
    /// The one named, or the only one that the officer may end; where there is none, the only open one at all, so that the
    /// rules say why it is not the officer's.
    fn of(&self, counter: &Counter, paper: &Paper) -> Result<u32, Stop> {
        if let Some(no) = self.no {
            return Ok(no);
        }
        let (house, officer, now) = (counter.house(), counter.officer()?, counter.now());
        let open = paper.open_bring_forwards();
        let own: Vec<&BringForward> =
            open.iter().copied().filter(|one| may_end(&house, paper, one, officer, now)).collect();
        let (number, meant) = (paper.number(), if own.is_empty() { open } else { own });
        let none = || {
            let why = format!("{number} comes back to nobody");
            Stop::absent(why, format!("see what was to come back: chancery show FOLDER {number}"))
        };
        let several = || format!("{number} comes back several times");
        only(&meant, none, several, |one| format!("{} ({} on {})", one.no, one.to, one.on)).map(|one| one.no)
    }
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    let Args { folder, what } = args;
    match what {
        What::Set { number, on, because, desk, acting } => {
            OnPaper { folder, number, acting }.act(around, |counter, paper| {
                let to = match &desk {
                    Some(desk) => format!("desk {desk}"),
                    None => format!("officer {}", counter.officer()?),
                };
                let done = format!("comes back to {to} on {}", out::written(on));
                Ok(Deed::new(Act::BringForward { paper: paper.id, desk, on, reason: because }, done))
            })
        }
        What::Done { number, which, acting } => OnPaper { folder, number, acting }.act(around, |counter, paper| {
            let bring_forward = which.of(counter, paper)?;
            let done = format!("bring-forward {bring_forward} done");
            Ok(Deed::new(Act::BringForwardDone { paper: paper.id, bring_forward }, done))
        }),
        What::TakeBack { number, which, reason, acting } => {
            OnPaper { folder, number, acting }.act(around, |counter, paper| {
                let bring_forward = which.of(counter, paper)?;
                let done = format!("bring-forward {bring_forward} taken back");
                Ok(Deed::new(Act::TakeBackBringForward { paper: paper.id, bring_forward, reason }, done))
            })
        }
        What::List { desk, acting } => {
            let counter = Counter::open(&folder, acting.officer.as_ref(), Could::Look, around)?;
            list(&counter, desk.as_ref(), acting.json)
        }
    }
}

fn list(counter: &Counter, desk: Option<&DeskId>, json: bool) -> Outcome {
    if let Some(desk) = desk.filter(|desk| !counter.house().desks.contains_key(desk)) {
        return Err(Stop::absent(format!("there is no desk {desk}"), "see the desks with: chancery desk FOLDER list"));
    }
    let (reads, viewer) = (counter.reads()?, counter.viewer());
    let mut table = out::table(&["Day", "To", "Number", "No.", "Because", "By", "Subject"]);
    let (mut after, mut rows) = (None, 0);
    loop {
        let page = reads.bring_forwards(&viewer, desk, after.as_ref(), DESK_LINES_MAX).map_err(Stop::fault)?;
        rows += page.lines.len();
        for line in &page.lines {
            if json {
                out::print_json(&serde_json::to_value(line).map_err(Stop::fault)?)?;
            } else {
                table.add_row(cells(line));
            }
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    match (json, rows) {
        (_, 0) => out::say("nothing is to come back"),
        (false, _) => out::print_table(&table)?,
        (true, _) => {}
    }
    Ok(Exit::Done)
}

fn cells(line: &DeskLine) -> Vec<String> {
    let (no, to, by, reason) = match &line.waits {
        Waits::BringForward { no, to, by, reason } => {
            (no.to_string(), to.to_string(), by.to_string(), out::flat(reason))
        }
        _ => Default::default(),
    };
    let day = line.due.map(|day| day.to_string()).unwrap_or_default();
    let subject = line.subject().map(out::flat).unwrap_or_default();
    vec![day, to, out::flat(line.called()), no, reason, by, subject]
}

/// What comes back of a paper and what did, for `chancery show`.
pub(super) fn lines(paper: &Paper) -> Vec<String> {
    told(&paper.bring_forwards)
}

/// Bring-forwards and what became of them, each in a line.
pub(super) fn told(all: &[BringForward]) -> Vec<String> {
    let line = |one: &BringForward| {
        let state = match &one.state {
            BringForwardState::Open => String::new(),
            BringForwardState::Ended { end: BringForwardEnd::TakenBack { reason }, .. } => {
                format!(": taken back: {}", out::flat(reason))
            }
            BringForwardState::Ended { end, .. } => format!(": {}", end.words()),
        };
        format!("{} to {} on {} \"{}\"{state}", one.no, one.to, out::written(one.on), out::flat(&one.reason))
    };
    all.iter().map(line).collect()
}
