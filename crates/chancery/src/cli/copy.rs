//! `chancery copy`: numbered copies of papers, who holds which, and what becomes of them.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use procedure::act::Act;
use procedure::decide::holds_copy;
use procedure::house::House;
use procedure::ids::ListId;
use procedure::paper::{Copy, CopyEnd, Holder, Paper};
use register::{DESK_LINES_MAX, DeskCursor, Waits};
use typeset::PageSize;

use super::acting::{Acting, Deed, OnPaper, only, said};
use super::counter::{Could, Counter};
use super::{Exit, Outcome, Stop, Surroundings, out, words};
use crate::office::holders::{self, named};
use crate::readings::Looked;

/// Give numbered copies of a paper, and see who holds which.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery copy office give OUT-2026-0004 --list leaders --to \"outside: The Embassy\" --as lind
  chancery copy office ledger OUT-2026-0004 --as lind
  chancery copy office acknowledge OUT-2026-0004 --as holm
  chancery copy office received OUT-2026-0004 --no 7 --who \"the porter of the Embassy\" --as lind
  chancery copy office withdraw OUT-2026-0004 --no 5 --reason \"sent to a wrong desk\" --as lind
  chancery copy office instead OUT-2026-0004 --no 3 --to desk:press --reason \"lost in the post\" --as lind
  chancery copy office held desk:legal --as lind

Whoever holds a copy in the house reads the paper by it, until it is given back or called back.")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Give copies: to those on a list, and then to those named, in order.
    #[command(after_help = "Example:\n  chancery copy office give OUT-2026-0004 --list leaders --to desk:press")]
    Give {
        /// The paper: our number as printed, or its id.
        #[arg(value_name = "NUMBER")]
        number: String,
        /// The list.
        #[arg(long)]
        list: Option<ListId>,
        /// Somebody: a desk or an officer by name or code, or "outside: NAME"; may be given several times.
        #[arg(long, value_name = "HOLDER")]
        to: Vec<String>,
        #[command(flatten)]
        acting: Acting,
    },
    /// Print the ledger of a paper's copies.
    #[command(after_help = "Example:\n  chancery copy office ledger OUT-2026-0004")]
    Ledger {
        /// The paper: our number as printed, or its id.
        #[arg(value_name = "NUMBER")]
        number: String,
        #[command(flatten)]
        acting: Acting,
    },
    /// Say that you read the copy that you or your desk holds.
    #[command(after_help = "Example:\n  chancery copy office acknowledge OUT-2026-0004 --as holm")]
    Acknowledge {
        /// The paper: our number as printed, or its id.
        #[arg(value_name = "NUMBER")]
        number: String,
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        acting: Acting,
    },
    /// Set a copy on paper: its number, holder and marking stand on every page.
    #[command(after_help = "Example:\n  chancery copy office print OUT-2026-0004 --no 3 --pdf copy-3.pdf")]
    Print(Sheet),
    /// Set the slip that goes with a copy to its holder and comes back signed.
    #[command(after_help = "Example:\n  chancery copy office slip OUT-2026-0004 --no 3 --pdf slip-3.pdf")]
    Slip(Sheet),
    /// Enter the receipt for a copy that went out of the house.
    #[command(after_help = "Example:\n  chancery copy office received OUT-2026-0004 --no 7 --who \"the porter\"")]
    Received {
        /// The paper: our number as printed, or its id.
        #[arg(value_name = "NUMBER")]
        number: String,
        #[command(flatten)]
        which: Which,
        /// By whom, as the receipt says.
        #[arg(long)]
        who: String,
        /// On which day; today, where it is left out.
        #[arg(long, value_name = "DAY", value_parser = words::day)]
        on: Option<Date>,
        #[command(flatten)]
        acting: Acting,
    },
    /// Give a copy back, or take one in that came back.
    #[command(after_help = "Example:\n  chancery copy office return OUT-2026-0004 --no 2")]
    Return {
        /// The paper: our number as printed, or its id.
        #[arg(value_name = "NUMBER")]
        number: String,
        #[command(flatten)]
        which: Which,
        /// What is said with it.
        #[arg(long)]
        remark: Option<String>,
        #[command(flatten)]
        acting: Acting,
    },
    /// Call copies back: nobody reads by them any more.
    #[command(
        after_help = "Example:\n  chancery copy office withdraw OUT-2026-0004 --no 5 --no 6 --reason \"wrong desks\""
    )]
    Withdraw {
        /// The paper: our number as printed, or its id.
        #[arg(value_name = "NUMBER")]
        number: String,
        /// The copy; may be given several times.
        #[arg(long, value_name = "NO", required = true)]
        no: Vec<u32>,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        acting: Acting,
    },
    /// Call a copy back and give another in its place.
    #[command(
        after_help = "Example:\n  chancery copy office instead OUT-2026-0004 --no 3 --to desk:press --reason \"lost\""
    )]
    Instead {
        /// The paper: our number as printed, or its id.
        #[arg(value_name = "NUMBER")]
        number: String,
        /// The copy.
        #[arg(long, value_name = "NO")]
        no: u32,
        /// Who holds the other: a desk or an officer by name or code, or "outside: NAME".
        #[arg(long, value_name = "HOLDER")]
        to: String,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        acting: Acting,
    },
    /// List the copies that somebody holds, of papers that you may see.
    #[command(after_help = "Example:\n  chancery copy office held desk:legal --as lind")]
    Held {
        /// A desk or an officer by name or code, or "outside: NAME"; you in person, where it is left out.
        holder: Option<String>,
        #[command(flatten)]
        acting: Acting,
    },
}

/// What is set of a copy, and where it goes.
#[derive(Debug, clap::Args)]
pub(super) struct Sheet {
    /// The paper: our number as printed, or its id.
    #[arg(value_name = "NUMBER")]
    number: String,
    #[command(flatten)]
    which: Which,
    /// The file that is written; one that is there stays.
    #[arg(long, value_name = "FILE")]
    pdf: PathBuf,
    /// The size of the page.
    #[arg(long, value_name = "SIZE", default_value = "a4", value_parser = super::set::size())]
    size: PageSize,
    #[command(flatten)]
    acting: Acting,
}

/// Which copy is meant.
#[derive(Debug, clap::Args)]
struct Which {
    /// The copy's number; may be left out where there is one only that is meant.
    #[arg(long, value_name = "NO")]
    no: Option<u32>,
}

impl Which {
    /// The copy that was named, or the only one of those held of which this holds.
    fn of(&self, paper: &Paper, this: impl Fn(&Copy) -> bool) -> Result<u32, Stop> {
        if let Some(no) = self.no {
            return Ok(no);
        }
        let held: Vec<u32> = paper.held_copies().filter(|copy| this(copy)).map(|copy| copy.no).collect();
        let number = paper.number();
        let none = || {
            let why = format!("{number} has no copy of which that could be said");
            Stop::absent(why, format!("see who holds one: chancery copy FOLDER ledger {number}"))
        };
        only(&held, none, || format!("{number} has several such copies"), u32::to_string)
    }
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    let Args { folder, what } = args;
    let on_paper = |number, acting| OnPaper { folder: folder.clone(), number, acting };
    match what {
        What::Give { number, list, to, acting } => on_paper(number, acting).act(around, |counter, paper| {
            let house = counter.house();
            let to = to.iter().map(|said| holder(&house, said)).collect::<Result<Vec<_>, _>>()?;
            let count =
                to.len() + list.as_ref().and_then(|id| house.lists.get(id)).map_or(0, |list| list.holders.len());
            let done = format!("{count} {} given", if count == 1 { "copy" } else { "copies" });
            Ok(Deed::new(Act::GiveCopies { paper: paper.id, list, to }, done))
        }),
        What::Ledger { number, acting } => ledger(&OnPaper { folder, number, acting }, around),
        What::Acknowledge { number, which, acting } => on_paper(number, acting).act(around, |counter, paper| {
            let copy = which.of(paper, |copy| copy.is_to_read() && mine(counter, copy))?;
            Ok(Deed::new(Act::AcknowledgeCopy { paper: paper.id, copy }, format!("copy {copy} read")))
        }),
        What::Print(sheet) => print(&folder, &sheet, around),
        What::Slip(sheet) => slip(&folder, &sheet, around),
        What::Received { number, which, who, on, acting } => on_paper(number, acting).act(around, |_, paper| {
            let out = |copy: &Copy| matches!(copy.holder, Holder::Outside(_)) && copy.received().is_none();
            let copy = which.of(paper, out)?;
            let done = format!("copy {copy} received by {}", out::flat(&who));
            Ok(Deed::new(Act::CopyReceived { paper: paper.id, copy, on, who }, done))
        }),
        What::Return { number, which, remark, acting } => on_paper(number, acting).act(around, |counter, paper| {
            let copy = which.of(paper, |copy| mine(counter, copy))?;
            Ok(Deed::new(Act::ReturnCopy { paper: paper.id, copy, remark }, format!("copy {copy} given back")))
        }),
        What::Withdraw { number, no: copies, reason, acting } => on_paper(number, acting).act(around, |_, paper| {
            let which = copies.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
            Ok(Deed::new(Act::WithdrawCopies { paper: paper.id, copies, reason }, format!("called back: {which}")))
        }),
        What::Instead { number, no: copy, to, reason, acting } => {
            on_paper(number, acting).act(around, |counter, paper| {
                let (to, paper) = (holder(&counter.house(), &to)?, paper.id);
                Ok(Deed::new(
                    Act::SubstituteCopy { paper, copy, to, reason },
                    format!("another in place of copy {copy}"),
                ))
            })
        }
        What::Held { holder, acting } => held(&folder, holder.as_deref(), &acting, around),
    }
}

/// Whether whoever acts holds a copy.
fn mine(counter: &Counter, copy: &Copy) -> bool {
    counter.officer().is_ok_and(|officer| holds_copy(&counter.house(), copy, officer, counter.now()))
}

/// Reads who is meant.
pub(super) fn holder(house: &House, said: &str) -> Result<Holder, Stop> {
    holders::read(house, said).map_err(|why| Stop::usage(why, "see who there is: chancery desk FOLDER list"))
}

/// What cannot be set was not printed, so it is set first; that it was printed is entered before its bytes go out.
fn print(folder: &Path, sheet: &Sheet, around: &Surroundings) -> Outcome {
    let counter = Counter::open(folder, sheet.acting.officer.as_ref(), Could::HoldDesk, around)?;
    let seen = counter.seen(&sheet.number)?;
    let copy = sheet.which.of(&seen.paper, |copy| mine(&counter, copy))?;
    let made = counter.office().copy_to_print(&seen, copy, sheet.size)?;
    let file = super::set::Place::take(&sheet.pdf)?;
    let receipt = counter.act(made.act, made.bodies)?;
    if let Some(page) = made.page {
        let part = format!("copies/{copy}/print");
        counter.looked(Looked::Paper { paper: seen.paper.id, part, sight: seen.sight });
        file.write(&page)?;
    }
    said(&receipt, &format!("{}  copy {copy} printed", seen.paper.number()), sheet.acting.json)
}

fn slip(folder: &Path, sheet: &Sheet, around: &Surroundings) -> Outcome {
    let counter = Counter::open(folder, sheet.acting.officer.as_ref(), Could::Export, around)?;
    let seen = counter.seen(&sheet.number)?;
    let copy = sheet.which.of(&seen.paper, |_| true)?;
    let slip = counter.office().set_slip(&seen, copy, sheet.size)?;
    let none = || {
        let why = format!("{} has no copy {copy} that somebody holds", seen.paper.number());
        Stop::absent(why, format!("see who holds one: chancery copy FOLDER ledger {}", seen.paper.number()))
    };
    counter.looked(Looked::Paper { paper: seen.paper.id, part: format!("copies/{copy}/slip.pdf"), sight: seen.sight });
    super::set::export(&counter, slip.ok_or_else(none)?, &sheet.pdf)?;
    Ok(Exit::Done)
}

fn ledger(of: &OnPaper, around: &Surroundings) -> Outcome {
    let counter = Counter::open(&of.folder, of.acting.officer.as_ref(), Could::Look, around)?;
    let seen = counter.seen(&of.number)?;
    counter.looked(Looked::Paper { paper: seen.paper.id, part: "copies".to_owned(), sight: seen.sight });
    let paper = seen.paper;
    if of.acting.json {
        out::print_json(&paper.copies)?;
        return Ok(Exit::Done);
    }
    if paper.copies.is_empty() {
        out::say("no numbered copy was given");
    }
    for line in lines(&counter.house(), &paper) {
        out::print_line(&line)?;
    }
    Ok(Exit::Done)
}

/// The copies of a paper, for `chancery show` too.
pub(super) fn lines(house: &House, paper: &Paper) -> Vec<String> {
    let line = |copy: &Copy| {
        let (label, holder) = (copy.label(), out::flat(&named(house, &copy.holder)));
        format!("{label}  {holder}, given on {}: {}", out::written(copy.on), state(copy))
    };
    paper.copies.iter().map(line).collect()
}

fn state(copy: &Copy) -> String {
    let why = |words: &str| format!(" \"{}\"", out::flat(words));
    match copy.ended.as_ref().map(|ended| &ended.end) {
        Some(CopyEnd::Returned { remark }) => {
            format!("given back{}", remark.as_deref().map(why).unwrap_or_default())
        }
        Some(CopyEnd::Withdrawn { reason }) => format!("called back{}", why(reason)),
        Some(CopyEnd::Substituted { copy, reason }) => format!("copy {copy} in its place{}", why(reason)),
        None => match (copy.acknowledged(), copy.received()) {
            (Some(at), _) => format!("read {at}"),
            (None, Some((on, who))) => format!("received by {} on {}", out::flat(who), out::written(on)),
            (None, None) if copy.is_to_read() => "not read yet".to_owned(),
            (None, None) => "no receipt yet".to_owned(),
        },
    }
}

fn held(folder: &Path, said: Option<&str>, acting: &Acting, around: &Surroundings) -> Outcome {
    let counter = Counter::open(folder, acting.officer.as_ref(), Could::Look, around)?;
    let who = match said {
        Some(said) => holder(&counter.house(), said)?,
        None => Holder::Officer(counter.officer()?.clone()),
    };
    let (reads, viewer) = (counter.reads()?, counter.viewer());
    let (mut after, mut rows): (Option<DeskCursor>, usize) = (None, 0);
    loop {
        let page = reads.copies_held(&viewer, &who, after.as_ref(), DESK_LINES_MAX).map_err(Stop::fault)?;
        rows += page.lines.len();
        for line in &page.lines {
            match &line.waits {
                _ if acting.json => out::print_json(line)?,
                Waits::Copy { no, of, .. } => {
                    let subject = out::flat(line.subject().unwrap_or_default());
                    out::print_line(&format!("{}  copy {no} of {of}  {subject}", line.called()))?;
                }
                _ => {}
            }
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    if rows == 0 {
        out::say("no copy of a paper that you may see");
    }
    Ok(Exit::Done)
}
