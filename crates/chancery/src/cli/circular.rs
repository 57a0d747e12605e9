//! `chancery circular`: a paper sent to many, each of whom gets a paper of their own.

use std::path::PathBuf;

use jiff::civil::Date;
use procedure::act::Act;
use procedure::event::Event;
use procedure::house::House;
use procedure::ids::{ListId, SeriesId};
use procedure::paper::Paper;
use register::{AddressedEnd, CircularLinks, Links};

use super::acting::{Acting, said};
use super::copy::holder;
use super::counter::{Could, Counter};
use super::{Exit, Outcome, Stop, Surroundings, out, words};
use crate::office::Bodies;
use crate::office::holders::named;
use crate::readings::Looked;

/// Send a paper as a circular, and see what became of it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery circular office send OUT-2026-0017 --list posts --to \"outside: The Embassy\" --as lind
  chancery circular office send OUT-2026-0017 --series NOTES --list posts --answer-by 2026-05-03 --as lind
  chancery circular office show OUT-2026-0017 --as lind

Each gets a paper of their own, addressed to them. The series says whether all stand under one number or each has its own:
chancery series FOLDER change OUT --circulars number-each")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Send a paper: to those on a list, and then to those named, in order.
    #[command(after_help = "Example:\n  chancery circular office send OUT-2026-0017 --list posts --to desk:press")]
    Send {
        /// The paper: our number as printed, or its id.
        #[arg(value_name = "NUMBER")]
        number: String,
        /// The series in which their papers are entered; that of the paper, where it stands in one only.
        #[arg(long)]
        series: Option<SeriesId>,
        /// The list.
        #[arg(long)]
        list: Option<ListId>,
        /// Somebody: a desk or an officer by name or code, or "outside: NAME"; may be given several times.
        #[arg(long, value_name = "HOLDER")]
        to: Vec<String>,
        /// By which day an answer is awaited from each; none, where it is left out.
        #[arg(long, value_name = "DAY", value_parser = words::day)]
        answer_by: Option<Date>,
        #[command(flatten)]
        acting: Acting,
    },
    /// Print to whom a paper was sent, or which circular it is one of: what you see of it.
    #[command(after_help = "Example:\n  chancery circular office show OUT-2026-0017")]
    Show {
        /// The paper: our number as printed, or its id.
        #[arg(value_name = "NUMBER")]
        number: String,
        #[command(flatten)]
        acting: Acting,
    },
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    let Args { folder, what } = args;
    match what {
        What::Send { number, series, list, to, answer_by, acting } => {
            let counter = Counter::open(&folder, acting.officer.as_ref(), Could::HoldDesk, around)?;
            let paper = counter.paper(&number)?;
            let series = series.map_or_else(|| only_series(&paper), Ok)?;
            let house = counter.house();
            let to = to.iter().map(|said| holder(&house, said)).collect::<Result<Vec<_>, _>>()?;
            let act = Act::SendCircular { paper: paper.id, series, list, to, answer_by };
            let receipt = counter.act(act, Bodies::default())?;
            let done = format!("{}  sent as a circular: {}", paper.number(), numbers(&receipt.events));
            said(&receipt, &done, acting.json)
        }
        What::Show { number, acting } => {
            let counter = Counter::open(&folder, acting.officer.as_ref(), Could::Look, around)?;
            let seen = counter.seen(&number)?;
            counter.looked(Looked::Paper { paper: seen.paper.id, part: "circular".to_owned(), sight: seen.sight });
            let links = counter.reads()?.links(&counter.viewer(), &seen.paper.id).map_err(Stop::fault)?;
            if acting.json {
                for circular in links.one_of.iter().chain(&links.circulars) {
                    out::print_json(circular)?;
                }
                return Ok(Exit::Done);
            }
            let lines = lines(&counter.house(), &seen.paper, &links);
            if lines.is_empty() {
                out::say("it was not sent as a circular, and is none");
            }
            lines.iter().try_for_each(|line| out::print_line(line))?;
            Ok(Exit::Done)
        }
    }
}

fn only_series(paper: &Paper) -> Result<SeriesId, Stop> {
    let series: Vec<&SeriesId> = paper.series().into_iter().collect();
    let none = || Stop::absent(format!("{} stands in no series", paper.number()), "name one: --series SERIES");
    super::acting::only(&series, none, || format!("{} stands in several series", paper.number()), |one| one.to_string())
        .cloned()
}

/// The first and the last of the numbers that were given.
fn numbers(events: &[Event]) -> String {
    let given = events.iter().filter_map(|event| match event {
        Event::Registered { number, .. } => Some(number.text()),
        _ => None,
    });
    let given: Vec<&str> = given.collect();
    match given.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first, .., last] => format!("{first} to {last}, {} papers", given.len()),
    }
}

/// The circulars of a paper, for `chancery show` too.
pub(super) fn lines(house: &House, paper: &Paper, links: &Links) -> Vec<String> {
    let mut lines = Vec::new();
    if let (Some(addressed), Some(circular)) = (&paper.addressed, &links.one_of) {
        let from = circular.sent.as_ref().map(|sent| format!(", from {}", sent.number)).unwrap_or_default();
        let (label, to, on) = (addressed.label(), out::flat(&named(house, &addressed.to)), out::written(circular.on));
        lines.push(format!("circular, {label}, to {to}, sent on {on}{from}"));
        lines.extend(papers(house, circular, |one| one.end.paper != paper.id));
    }
    for circular in &links.circulars {
        let series = out::flat(&crate::words::series(house, circular.series.as_str()));
        lines.push(format!("sent as a circular to {} on {}, in {series}", circular.of, out::written(circular.on)));
        lines.extend(papers(house, circular, |_| true));
    }
    lines
}

fn papers(house: &House, circular: &CircularLinks, this: impl Fn(&AddressedEnd) -> bool) -> Vec<String> {
    let line = |one: &AddressedEnd| {
        let to = one.to.as_ref().map(|to| format!("  {}", out::flat(&named(house, to)))).unwrap_or_default();
        let state = match (one.read, one.received) {
            (Some(at), _) => format!(", read {at}"),
            (None, Some(on)) => format!(", received on {}", out::written(on)),
            (None, None) => String::new(),
        };
        let by = one.answer_by.map(|by| format!(", answer by {}", out::written(by))).unwrap_or_default();
        format!("{} of {}  {}{to}{state}{by}", one.no, circular.of, one.end.number)
    };
    circular.papers.iter().filter(|one| this(one)).map(line).collect()
}
