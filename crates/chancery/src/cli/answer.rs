//! `chancery answer` and `chancery unanswered`: answers that papers await.

use std::path::PathBuf;

use jiff::civil::Date;
use procedure::act::Act;
use procedure::house::House;
use procedure::ids::{DeskId, SeriesId};
use procedure::paper::{Interim, Paper};
use register::{Aging, DESK_LINES_MAX, DeskLine, LinkEnd, Links, Unanswered, Waits};

use super::acting::{Acting, Deed, OnPaper};
use super::counter::{Could, Counter};
use super::{Exit, Outcome, Stop, Surroundings, out, words};

/// Say by when a paper awaits an answer, and what becomes of that.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery answer office await IN-2026-0017 --by 2026-08-01 --as lind
  chancery answer office interim IN-2026-0017 --answer OUT-2026-0004 --by 2026-09-01 --reason \"the tables are being made\"
  chancery answer office none IN-2026-0018 --reason \"a circular\"
  chancery answer office reopen IN-2026-0018 --by 2026-09-01 --reason \"they asked again\"

A paper that answers it stops the clock by itself: one that is tied to it so (chancery tie … --answers), or one that goes
out and cites it as answered. An answer to a paper of ours is awaited in the same way, from the other side.")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Say by when a paper awaits an answer, or move the day.
    #[command(after_help = "Example:\n  chancery answer office await IN-2026-0017 --by 2026-08-01 --desk legal")]
    Await {
        /// The paper: our number as printed, or its id.
        #[arg(value_name = "NUMBER")]
        number: String,
        /// The day: today or a later one.
        #[arg(long, value_name = "DAY", value_parser = words::day)]
        by: Date,
        /// The desk that owes it. Whoever leads on the paper where it is left out, and the registry while nobody does.
        #[arg(long)]
        desk: Option<DeskId>,
        #[command(flatten)]
        acting: Acting,
    },
    /// Say that a reply was not yet the answer, which comes by a later day.
    #[command(after_help = "Example:
  chancery answer office interim IN-2026-0017 --answer OUT-2026-0004 --by 2026-09-01 --reason \"tables are being made\"")]
    Interim {
        /// The paper: our number as printed, or its id.
        #[arg(value_name = "NUMBER")]
        number: String,
        /// The paper that brought the interim reply: its number or id.
        #[arg(long, value_name = "NUMBER")]
        answer: Option<String>,
        /// By which day the answer comes now.
        #[arg(long, value_name = "DAY", value_parser = words::day)]
        by: Date,
        /// Why it takes longer.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        acting: Acting,
    },
    /// Say that no reply is needed.
    #[command(after_help = "Example:\n  chancery answer office none IN-2026-0017 --reason \"a circular\"")]
    None {
        /// The paper: our number as printed, or its id.
        #[arg(value_name = "NUMBER")]
        number: String,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        acting: Acting,
    },
    /// Await an answer again, though one was given or none was needed.
    #[command(after_help = "Example:
  chancery answer office reopen IN-2026-0017 --by 2026-09-01 --reason \"they asked again\"")]
    Reopen {
        /// The paper: our number as printed, or its id.
        #[arg(value_name = "NUMBER")]
        number: String,
        /// The day: today or a later one.
        #[arg(long, value_name = "DAY", value_parser = words::day)]
        by: Date,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        acting: Acting,
    },
}

/// List what awaits an answer, oldest first.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery unanswered office --as lind
  chancery unanswered office --desk legal --late --json

It prints what the officer's desks owe and what the books that they keep await, as far as the officer sees the papers and
what answers them. Without --as it prints what the folder's owner sees, which is all of it.")]
pub(super) struct ListArgs {
    /// The office's folder.
    folder: PathBuf,
    /// Only what this desk owes.
    #[arg(long)]
    desk: Option<DeskId>,
    /// Only what is late, the latest first.
    #[arg(long)]
    late: bool,
    /// By the day on which it is due, instead of by age.
    #[arg(long)]
    due_first: bool,
    #[command(flatten)]
    acting: Acting,
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    let Args { folder, what } = args;
    match what {
        What::Await { number, by, desk, acting } => OnPaper { folder, number, acting }.act(around, |_, paper| {
            let of = desk.as_ref().map(|desk| format!(" from desk {desk}")).unwrap_or_default();
            let done = format!("an answer is awaited{of} by {}", out::written(by));
            Ok(Deed::new(Act::AwaitAnswer { paper: paper.id, by, desk }, done))
        }),
        What::Interim { number, answer, by, reason, acting } => {
            OnPaper { folder, number, acting }.act(around, |counter, paper| {
                let answer = answer.map(|number| counter.paper(&number)).transpose()?;
                let reply = answer.as_ref().map(|answer| format!(" {}", answer.number())).unwrap_or_default();
                let done = format!("interim reply{reply}; the answer is awaited by {}", out::written(by));
                let answer = answer.map(|answer| answer.id);
                Ok(Deed::new(Act::InterimReply { paper: paper.id, answer, by, reason }, done))
            })
        }
        What::None { number, reason, acting } => OnPaper { folder, number, acting }.act(around, |_, paper| {
            Ok(Deed::new(Act::NoReplyNeeded { paper: paper.id, reason }, "no reply is needed".to_owned()))
        }),
        What::Reopen { number, by, reason, acting } => OnPaper { folder, number, acting }.act(around, |_, paper| {
            let done = format!("an answer is awaited again, by {}", out::written(by));
            Ok(Deed::new(Act::ReopenAnswer { paper: paper.id, by, reason }, done))
        }),
    }
}

pub(super) fn list(args: ListArgs, around: &Surroundings) -> Outcome {
    let ListArgs { folder, desk, late, due_first, acting } = args;
    let counter = Counter::open(&folder, acting.officer.as_ref(), Could::Look, around)?;
    if let Some(desk) = desk.as_ref().filter(|desk| !counter.house().desks.contains_key(desk)) {
        return Err(Stop::absent(format!("there is no desk {desk}"), "see the desks with: chancery desk FOLDER list"));
    }
    let of = Unanswered { desk, late, order: if due_first { Aging::Due } else { Aging::Oldest } };
    let (reads, viewer, today) = (counter.reads()?, counter.viewer(), counter.today());
    let mut table = out::table(&["Since", "Days", "By", "Owed by", "Number", "From", "Subject"]);
    let (mut after, mut rows) = (None, 0);
    loop {
        let page = reads.unanswered(&viewer, today, &of, after.as_ref(), DESK_LINES_MAX).map_err(Stop::fault)?;
        rows += page.lines.len();
        for line in &page.lines {
            if acting.json {
                out::print_json(&serde_json::to_value(line).map_err(Stop::fault)?)?;
            } else {
                table.add_row(cells(line, today));
            }
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    match (acting.json, rows) {
        (_, 0) => out::say("nothing is unanswered"),
        (false, _) => out::print_table(&table)?,
        (true, _) => {}
    }
    Ok(Exit::Done)
}

fn cells(line: &DeskLine, today: Date) -> Vec<String> {
    // Only papers await an answer.
    let Some(row) = line.row() else { return Vec::new() };
    let since = row.received.map(|received| received.on).or(row.entered_on);
    let days = since.and_then(|since| since.until(today).ok()).map_or(0, |span| span.get_days());
    let theirs = matches!(line.waits, Waits::ToAnswer { theirs: true, .. });
    let desk = line.desk.as_ref().map(DeskId::to_string).unwrap_or_default();
    let written = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    vec![
        written(since),
        days.to_string(),
        written(line.due),
        if theirs { format!("them, to {desk}") } else { desk },
        out::flat(&row.number),
        out::flat(&if theirs { format!("to {}", row.to.join(", ")) } else { row.from.join(", ") }),
        row.subject.as_deref().map(out::flat).unwrap_or_default(),
    ]
}

/// How it stands with the answer that a paper awaits, for `chancery show`.
pub(super) fn lines(house: &House, paper: &Paper, links: &Links) -> Vec<String> {
    let Some(awaited) = &paper.awaited else { return Vec::new() };
    let numbers = |ends: &[LinkEnd]| ends.iter().map(|end| end.number.clone()).collect::<Vec<_>>().join(", ");
    let state = match &awaited.closed {
        Some(closed) => format!("no reply is needed: {}", out::flat(&closed.reason)),
        None if paper.is_void() => "none is awaited, since the paper is void".to_owned(),
        None if !links.answering.is_empty() => format!("answered by {}", numbers(&links.answering)),
        None => {
            let registry = |series: &SeriesId| house.series.get(series).map(|series| &series.registry);
            let desks: Vec<String> = paper.owed_by(registry).into_iter().map(DeskId::to_string).collect();
            let (by, desks) = (out::written(awaited.by), desks.join(", "));
            let theirs = house.goes_out(paper);
            if theirs {
                format!("theirs is awaited by {by}, at {desks}")
            } else {
                format!("awaited by {by}, from {desks}")
            }
        }
    };
    let interim = |one: &Interim| {
        let brought = one.answer.and_then(|id| links.passed_over.iter().find(|end| end.paper == id));
        let brought = brought.map(|end| format!(" {}", end.number)).unwrap_or_default();
        format!("interim reply{brought}, moved to {} \"{}\"", out::written(one.by), out::flat(&one.reason))
    };
    std::iter::once(state).chain(awaited.interims.iter().map(interim)).collect()
}
