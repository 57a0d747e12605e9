//! `chancery enter`: papers come in, one or many.

pub(super) mod ahead;
mod bring;
mod many;
mod seen;
mod told;
pub(super) mod walk;
mod without_file;

use std::path::PathBuf;

use jiff::civil::Date;
use procedure::act::EnterDraft;
use procedure::card::Card;
use procedure::ids::{LevelId, OfficerId, SeriesId};
use procedure::paper::{Arrival, Channel, Medium, Received};

use super::counter::{Could, Counter};
use super::{Outcome, Stop, Surroundings, words};
use crate::cli::opening::OpeningArgs;
use crate::office::OfficeOptions;

pub(super) use bring::{NotBrought, bring};

/// Read papers and enter them in the register.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery enter office letter.txt --received 1951-12-26 --channel courier
  chancery enter office incoming/ --series IN --as clerk
  chancery enter office letter.txt --put-right number=397 --put-right date=1951-12-25
  chancery enter office letter.txt --again \"a second signed copy\"
  chancery enter office --cover-only --from \"Ministry of War\" --subject \"Sealed, for the chief\" --original-at \"safe 2\"
  chancery enter office --oral --from \"V. Maren\" --subject \"Called about the communiqué\" --received 1951-12-26T09:30

A line a paper: our number, the file, what it closed, remarks. What is held already (the same bytes) is skipped and
named. Names stay as read: nobody gets sight of a paper by being named in it. Stopped in the middle, it loses nothing:
run it again. See docs/commands.md.

Exit codes: 0 all entered or held already, 1 or 3 none was taken, 5 some were not taken and the others were.")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    /// Files and folders; folders in the order of names.
    #[arg(value_name = "PATH", required_unless_present = "absent")]
    paths: Vec<PathBuf>,
    /// The officer who enters; may be left out where only one keeps the series.
    #[arg(long = "as", value_name = "OFFICER")]
    officer: Option<OfficerId>,
    /// The series; IN where it is left out, or the only one there is.
    #[arg(long)]
    series: Option<SeriesId>,
    /// Enter what is held already once more, and why.
    #[arg(long, value_name = "REASON")]
    again: Option<String>,
    /// Of folders, only files whose names end so: txt, eml. May be given several times.
    #[arg(long, value_name = "ENDING")]
    ending: Vec<String>,
    /// Longest file that is taken, in bytes, where no server holds the folder; 256 MiB where it is left out.
    #[arg(long, value_name = "BYTES", value_parser = words::paper_bytes())]
    paper_bytes_max: Option<u64>,
    /// Print one JSON object a paper.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    opening: OpeningArgs,
    #[command(flatten)]
    arrival: ArrivalArgs,
    #[command(flatten)]
    place: PlaceArgs,
    #[command(flatten)]
    cover: without_file::CoverArgs,
    #[command(flatten)]
    seen: seen::SeenArgs,
}

/// How it came.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "How it came")]
struct ArrivalArgs {
    /// When it was received: 1951-12-26 or 1951-12-26T09:30.
    #[arg(long, value_name = "DATE", value_parser = words::received)]
    received: Option<Received>,
    /// By which channel; files where it is left out, voice for what was spoken, hand for a cover.
    #[arg(long, value_parser = words::channel())]
    channel: Option<Channel>,
    /// Who took it in.
    #[arg(long, value_name = "NAME")]
    taken_in_by: Option<String>,
    /// From whom or where the file came.
    #[arg(long)]
    source: Option<String>,
    /// Its precedence: urgent.
    #[arg(long)]
    precedence: Option<String>,
    /// Their copy number: "3 of 7".
    #[arg(long)]
    their_copy: Option<String>,
    /// How many pages it has.
    #[arg(long)]
    pages: Option<u32>,
    /// What it is made of; electronic for files, spoken for what was spoken, paper for a cover.
    #[arg(long, value_parser = words::medium())]
    medium: Option<Medium>,
    /// Where the original lies.
    #[arg(long, value_name = "PLACE")]
    original_at: Option<String>,
}

/// Where it goes.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Where it goes")]
struct PlaceArgs {
    /// The level an officer gives it.
    #[arg(long)]
    level: Option<LevelId>,
    /// Why it is entered late.
    #[arg(long, value_name = "REASON")]
    late: Option<String>,
    /// The year whose book it goes into, where it is not this year's.
    #[arg(long, requires = "late")]
    year: Option<i16>,
    /// The reserved number that it fills.
    #[arg(long, value_name = "N")]
    reserved: Option<u32>,
    /// The paper under whose number it takes a sub-number.
    #[arg(long, value_name = "NUMBER", conflicts_with = "reserved")]
    under: Option<String>,
}

/// What all papers of one command have in common.
struct Common {
    draft: EnterDraft,
    source: Option<String>,
    /// What the one who enters makes of the card as read, where they had it before them.
    seen: Option<seen::PutRight>,
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    enter(args, around).map_err(Stop::entering)
}

fn enter(args: Args, around: &Surroundings) -> Outcome {
    if args.place.reserved.is_some() && args.paths.len() > 1 {
        return Err(Stop::usage("a reserved number is filled by one paper", "name one file"));
    }
    let mut options = OfficeOptions { opening: args.opening.options(), ..OfficeOptions::default() };
    options.paper_bytes_max = args.paper_bytes_max.unwrap_or(options.paper_bytes_max);
    let probe = Counter::open_with(&args.folder, args.officer.as_ref(), Could::Look, around, options)?;
    let series = args.series.clone().map_or_else(|| usual_series(&probe), Ok)?;
    let counter = probe.stand(args.officer.as_ref(), Could::Keep(&series))?;
    let common = common(&args, &counter, series)?;
    if common.seen.is_some() && !matches!(args.paths.as_slice(), [one] if !one.is_dir()) {
        return Err(Stop::usage("a card as read is looked over paper by paper", "name one file"));
    }
    if args.cover.absence().is_some() {
        return without_file::run(&args.cover, &args.arrival, common, &counter, args.json);
    }
    many::run(&args.paths, &args.ending, &common, &counter, args.json)
}

/// IN, or the only series that is open.
pub(super) fn usual_series(counter: &Counter) -> Result<SeriesId, Stop> {
    let house = counter.house();
    let open: Vec<&SeriesId> =
        house.series.iter().filter(|(_, series)| series.closed.is_none()).map(|(code, _)| code).collect();
    let usual = open.iter().find(|code| code.as_str() == "IN");
    match (usual, open.as_slice()) {
        (Some(usual), _) => Ok((*usual).clone()),
        (None, [one]) => Ok((*one).clone()),
        (None, many) => {
            let names: Vec<&str> = many.iter().map(|code| code.as_str()).collect();
            Err(Stop::usage("no series is named", format!("say --series with one of: {}", names.join(", "))))
        }
    }
}

fn common(args: &Args, counter: &Counter, series: SeriesId) -> Result<Common, Stop> {
    let ArrivalArgs { received, channel, taken_in_by, source, precedence, their_copy, pages, medium, original_at } =
        &args.arrival;
    let under = args.place.under.as_ref().map(|number| counter.paper(number)).transpose()?;
    let arrival = Arrival {
        received: *received,
        channel: channel.unwrap_or(Channel::Files),
        taken_in_by: taken_in_by.clone(),
        precedence: precedence.clone(),
        their_copy: their_copy.clone(),
        pages: *pages,
        medium: medium.unwrap_or(Medium::Electronic),
        original_at: original_at.clone(),
        old: None,
    };
    let draft = EnterDraft {
        put_right: None,
        series,
        year: args.place.year,
        reserved: args.place.reserved,
        under: under.map(|paper| paper.id),
        versions: Vec::new(),
        absence: None,
        arrival,
        card: Card::default(),
        remarks: Vec::new(),
        level: args.place.level.clone(),
        again: args.again.clone(),
        late: args.place.late.clone(),
        directions: Vec::new(),
        bindings: Vec::new(),
        bulk: false,
    };
    let seen = args.seen.put_right(counter.office().languages())?;
    Ok(Common { draft, source: source.clone(), seen })
}

/// A day as an officer gives it for a card.
fn paper_day(text: &str) -> Result<Date, String> {
    words::day(text)
}
