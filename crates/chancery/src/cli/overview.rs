//! `chancery overview`: what is late and with whom, how long questions take, how often a decision departs from what was
//! recommended.

use std::path::PathBuf;

use jiff::civil::Date;

use super::acting::Acting;
use super::counter::{Could, Counter};
use super::{Exit, Outcome, Stop, Surroundings, out, words};
use crate::office::{Followed, Office, Overview, Question};

/// What is late and with whom, how long questions take, how often decisions depart from what was recommended.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery overview office --as lind
  chancery overview office --since 2026-01-01 --json

Late work is that of the officer's desks and of those below; decisions are those of every dossier that the officer sees.
Without --as it is what the folder's owner sees, which is all of it.")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    /// From this day on decisions are counted; of the last twelve months where it is left out.
    #[arg(long, value_name = "DAY", value_parser = words::day)]
    since: Option<Date>,
    #[command(flatten)]
    acting: Acting,
}

pub(super) fn run(args: &Args, around: &Surroundings) -> Outcome {
    let counter = Counter::open(&args.folder, args.acting.officer.as_ref(), Could::Look, around)?;
    let overview = counter.office().overview(&counter.viewer(), args.since).map_err(Stop::fault)?;
    if args.acting.json {
        out::print_json(&overview)?;
        return Ok(Exit::Done);
    }
    late(&overview)?;
    took(&overview)?;
    followed(&overview.followed)?;
    Ok(Exit::Done)
}

fn late(overview: &Overview) -> Result<(), Stop> {
    let mut table = out::table(&["Late at", "Late", "Since", "Longest"]);
    let count = |count: usize, more: bool| if more { format!("{count} and more") } else { count.to_string() };
    let since = |due: Option<Date>| due.map(out::written).unwrap_or_default();
    for (desk, sum) in Office::late_by_desk(&overview.late) {
        let (longest, due) = (sum.oldest.called().to_owned(), since(sum.oldest.due));
        table.add_row([format!("desk {desk}"), count(sum.count, sum.more), due, longest]);
    }
    for (officer, sum) in Office::late_by_officer(&overview.late) {
        let (longest, due) = (sum.oldest.called().to_owned(), since(sum.oldest.due));
        table.add_row([format!("officer {officer}"), count(sum.count, sum.more), due, longest]);
    }
    if overview.late.is_empty() {
        out::print_line("nothing is late")?;
    } else {
        out::print_table(&table)?;
    }
    Ok(())
}

fn took(overview: &Overview) -> Result<(), Stop> {
    let since = out::written(overview.since);
    let Some(halves) = overview.took.median_halves else {
        return Ok(out::print_line(&format!("nothing was decided since {since}"))?);
    };
    let half = if halves % 2 == 1 { ".5" } else { "" };
    out::print_line(&format!(
        "decided since {since}: {}, in {}{half} days in the median",
        overview.took.decided,
        halves / 2
    ))?;
    Ok(out::print_table(&questions(&overview.took.longest))?)
}

fn followed(all: &Followed) -> Result<(), Stop> {
    if all.followed + all.otherwise == 0 {
        return Ok(());
    }
    out::print_line(&format!("{} decided as recommended, {} otherwise", all.followed, all.otherwise))?;
    if !all.departed.is_empty() {
        out::print_table(&questions(&all.departed))?;
    }
    Ok(())
}

fn questions(all: &[Question]) -> comfy_table::Table {
    let mut table =
        out::table(&["Days", "Dossier", "Submission", "Question", "Submitted by", "Recommended", "Decided", "On"]);
    for one in all {
        table.add_row([
            one.days.to_string(),
            one.dossier.to_string(),
            one.submission.to_string(),
            out::flat(&one.bottom_line),
            one.from.to_string(),
            one.advised.as_ref().map(words::plain_word_of).unwrap_or_default(),
            one.word.words().to_owned(),
            out::written(one.decided),
        ]);
    }
    table
}
