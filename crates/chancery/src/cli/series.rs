//! `chancery series`: numbered sequences, their books and reserved numbers.

use std::path::PathBuf;

use procedure::act::Act;
use procedure::house::{CircularNumbers, House, Series, TurnOver, TwoPersonsFor, Visibility};
use procedure::ids::{DeskId, LevelId, SeriesId};
use procedure::number::Pattern;
use serde_json::{Value, json};

use super::acting::{Acting, Deed, house_act, printed};
use super::counter::{Could, Counter};
use super::{Exit, Outcome, Stop, Surroundings, out, words};
use crate::office::Bodies;

/// Open, change and close series; reserve numbers; close a year's book.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery series office open SEC \"Secret\" --pattern \"S-{year}-{n:04}\" --rule list-only --lowest secret --highest top-secret
  chancery series office reserve IN 20 --reason \"mission to the border\"
  chancery series office void-reserved IN 2026 41 --reason \"not used\"
  chancery series office close-year IN 2025
  chancery series office list

A pattern holds the number once, as {n:04} (four digits or more) or {n:01}, and may hold {series}, {year} and {yy}.")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Open a series.
    #[command(
        after_help = "Example:\n  chancery series office open SEC \"Secret\" --pattern \"S-{year}-{n:04}\" --rule list-only"
    )]
    Open(Box<Open>),
    /// Change a series; numbers given stay as they are, and what is left out stays.
    #[command(after_help = "Example:\n  chancery series office change SEC --rule desk-and-chief")]
    Change(Box<Change>),
    /// Close a series for new numbers.
    #[command(after_help = "Example:\n  chancery series office close SEC --reason \"taken into IN\"")]
    Close {
        /// Its code.
        code: SeriesId,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        acting: Acting,
    },
    /// List series with their next numbers.
    #[command(after_help = "Example:\n  chancery series office list")]
    List {
        #[command(flatten)]
        acting: Acting,
    },
    /// Set numbers aside, to be filled or voided one by one.
    #[command(after_help = "Example:\n  chancery series office reserve IN 20 --reason \"mission to the border\"")]
    Reserve {
        /// The series.
        code: SeriesId,
        /// How many.
        count: u32,
        /// What for.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        acting: Acting,
    },
    /// Void a reserved number that will not be used.
    #[command(after_help = "Example:\n  chancery series office void-reserved IN 2026 41 --reason \"not used\"")]
    VoidReserved {
        /// The series.
        code: SeriesId,
        /// The year of its book.
        year: i16,
        /// The number within the year.
        n: u32,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        acting: Acting,
    },
    /// Close a past year's book.
    #[command(after_help = "Example:\n  chancery series office close-year IN 2025")]
    CloseYear {
        /// The series.
        code: SeriesId,
        /// The year.
        year: i16,
        #[command(flatten)]
        acting: Acting,
    },
    /// Let two officers decide what is entered in a series, or what a dossier of a level holds.
    #[command(after_help = "Examples:
  chancery series office two-persons --series OUT --reason \"by order of the minister\"
  chancery series office two-persons --level secret --no-longer --reason \"revoked\"")]
    TwoPersons {
        /// The series of the decided text.
        #[arg(long, value_name = "SERIES", required_unless_present = "level", conflicts_with = "level")]
        series: Option<SeriesId>,
        /// The level of the dossier.
        #[arg(long, value_name = "LEVEL")]
        level: Option<LevelId>,
        /// One officer decides again.
        #[arg(long)]
        no_longer: bool,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        acting: Acting,
    },
}

#[derive(Debug, clap::Args)]
struct Open {
    /// Its code.
    code: SeriesId,
    /// Its name as printed.
    name: String,
    /// How its numbers are printed; CODE-{year}-{n:04} where it is left out.
    #[arg(long, value_parser = pattern)]
    pattern: Option<Pattern>,
    /// The first number.
    #[arg(long, default_value_t = 1)]
    start: u32,
    /// When it begins again.
    #[arg(long, value_parser = words::turn_over(), default_value = "yearly")]
    turn_over: TurnOver,
    /// The desk that keeps it.
    #[arg(long, value_name = "DESK", default_value = "registry")]
    registry: DeskId,
    /// Who sees its papers before anybody is named on them.
    #[arg(long, value_parser = words::visibility(), default_value = "whole-house")]
    rule: Visibility,
    #[command(flatten)]
    band: Band,
    /// The file-plan code of its papers.
    #[arg(long)]
    file_code: Option<String>,
    /// Its papers leave the house: letters sent, which answer those that came in.
    #[arg(long)]
    outgoing: bool,
    /// How the papers of a circular are numbered in it.
    #[arg(long, value_name = "HOW", value_parser = words::circulars(), default_value = "one-number")]
    circulars: CircularNumbers,
    #[command(flatten)]
    acting: Acting,
}

#[derive(Debug, clap::Args)]
struct Change {
    /// Its code.
    code: SeriesId,
    /// Its name as printed.
    #[arg(long)]
    name: Option<String>,
    /// How its later numbers are printed.
    #[arg(long, value_parser = pattern)]
    pattern: Option<Pattern>,
    /// The desk that keeps it.
    #[arg(long, value_name = "DESK")]
    registry: Option<DeskId>,
    /// Who sees its papers before anybody is named on them.
    #[arg(long, value_parser = words::visibility())]
    rule: Option<Visibility>,
    #[command(flatten)]
    band: Band,
    /// It takes papers of every level.
    #[arg(long, conflicts_with_all = ["lowest", "highest"])]
    no_band: bool,
    /// The file-plan code of its papers.
    #[arg(long)]
    file_code: Option<String>,
    /// Its papers are filed under no code of their own.
    #[arg(long, conflicts_with = "file_code")]
    no_file_code: bool,
    #[command(flatten)]
    way: Way,
    /// How the papers of a circular are numbered in it from now on.
    #[arg(long, value_name = "HOW", value_parser = words::circulars())]
    circulars: Option<CircularNumbers>,
    #[command(flatten)]
    acting: Acting,
}

/// Whether a series' papers leave the house.
#[derive(Debug, clap::Args)]
struct Way {
    /// Its papers leave the house: letters sent, which answer those that came in.
    #[arg(long)]
    outgoing: bool,
    /// Its papers do not leave the house.
    #[arg(long, conflicts_with = "outgoing")]
    not_outgoing: bool,
}

impl Way {
    fn said(&self) -> Option<bool> {
        (self.outgoing || self.not_outgoing).then_some(self.outgoing)
    }
}

/// Lowest and highest level that a series takes.
#[derive(Debug, clap::Args)]
struct Band {
    /// The lowest level it takes.
    #[arg(long, value_name = "LEVEL", requires = "highest")]
    lowest: Option<LevelId>,
    /// The highest level it takes.
    #[arg(long, value_name = "LEVEL", requires = "lowest")]
    highest: Option<LevelId>,
}

impl Band {
    fn both(self) -> Option<(LevelId, LevelId)> {
        self.lowest.zip(self.highest)
    }
}

fn pattern(text: &str) -> Result<Pattern, String> {
    Pattern::new(text).map_err(|error| error.to_string())
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    let Args { folder, what } = args;
    match what {
        What::Open(open) => {
            let Open {
                code,
                name,
                pattern,
                start,
                turn_over,
                registry,
                rule,
                band,
                file_code,
                outgoing,
                circulars,
                acting,
            } = *open;
            let facts = Series {
                name,
                pattern: pattern.map_or_else(|| usual_pattern(&code, turn_over), Ok)?,
                start,
                turn_over,
                registry,
                rule,
                band: band.both(),
                file_code,
                closed: None,
                outgoing,
                circulars,
            };
            house_act(&folder, &acting, around, |_| {
                let done = format!("series {code} opened");
                Ok(Deed::new(Act::OpenSeries { series: code, facts }, done))
            })
        }
        What::Change(change) => {
            let Change {
                code,
                name,
                pattern,
                registry,
                rule,
                band,
                no_band,
                file_code,
                no_file_code,
                way,
                circulars,
                acting,
            } = *change;
            let done = format!("series {code} changed");
            let band = words::or_none(band.both(), no_band);
            let file_code = words::or_none(file_code, no_file_code);
            let outgoing = way.said();
            let act =
                Act::ChangeSeries { series: code, name, pattern, rule, registry, band, file_code, outgoing, circulars };
            house_act(&folder, &acting, around, |_| Ok(Deed::new(act, done)))
        }
        What::Close { code, reason, acting } => house_act(&folder, &acting, around, |_| {
            let done = format!("series {code} closed");
            Ok(Deed::new(Act::CloseSeries { series: code, reason }, done))
        }),
        What::List { acting } => {
            let counter = Counter::open(&folder, acting.officer.as_ref(), Could::Look, around)?;
            list(&counter, acting.json)
        }
        What::Reserve { code, count, reason, acting } => {
            let counter = Counter::open(&folder, acting.officer.as_ref(), Could::Keep(&code), around)?;
            let act = Act::ReserveBlock { series: code.clone(), count, reason };
            let receipt = counter.act(act, Bodies::default())?;
            let (numbers, more) = match receipt.reserved(&counter.house()) {
                Some((from, to)) => (format!(": {from} to {to}"), json!({ "reserved": { "from": from, "to": to } })),
                None => (String::new(), Value::Null),
            };
            printed(&receipt, &format!("{count} numbers of series {code} reserved{numbers}"), acting.json, &more)
        }
        What::VoidReserved { code, year, n, reason, acting } => {
            registry_act(&folder, &acting, around, &code.clone(), || {
                let done = format!("reserved number {n} of series {code} for {year} voided");
                Deed::new(Act::VoidReserved { series: code, year, n, reason }, done)
            })
        }
        What::CloseYear { code, year, acting } => registry_act(&folder, &acting, around, &code.clone(), || {
            let done = format!("the book of {code} for {year} closed");
            Deed::new(Act::CloseYear { series: code, year }, done)
        }),
        What::TwoPersons { series, level, no_longer, reason, acting } => {
            let (of, what) = match (series, level) {
                (Some(series), _) => (format!("series {series}"), TwoPersonsFor::Series(series)),
                (None, Some(level)) => (format!("level {level}"), TwoPersonsFor::Level(level)),
                (None, None) => return Err(Stop::usage("of what is not said", "give --series or --level")),
            };
            let done = format!("of {of} {}", if no_longer { "one officer decides" } else { "two officers decide" });
            let act = Act::SetTwoPersons { of: what, holds: !no_longer, reason };
            house_act(&folder, &acting, around, |_| Ok(Deed::new(act, done)))
        }
    }
}

fn state(series: &Series, two_persons: bool) -> String {
    let state = if series.closed.is_some() { "closed" } else { "open" };
    let outgoing = if series.closed.is_none() && series.outgoing { ", outgoing" } else { "" };
    let two = if two_persons { ", two decide" } else { "" };
    let each = if series.circulars == CircularNumbers::NumberEach { ", circulars: a number each" } else { "" };
    format!("{state}{outgoing}{two}{each}")
}

fn usual_pattern(code: &SeriesId, turn_over: TurnOver) -> Result<Pattern, Stop> {
    let pattern = match turn_over {
        TurnOver::Yearly => format!("{code}-{{year}}-{{n:04}}"),
        TurnOver::Never => format!("{code}-{{n:04}}"),
    };
    Pattern::new(pattern).map_err(|error| Stop::usage(error.to_string(), "give one with --pattern"))
}

/// What the registry of a series does with its book.
fn registry_act(
    folder: &std::path::Path,
    acting: &Acting,
    around: &Surroundings,
    series: &SeriesId,
    deed: impl FnOnce() -> Deed,
) -> Outcome {
    let counter = Counter::open(folder, acting.officer.as_ref(), Could::Keep(series), around)?;
    let deed = deed();
    let receipt = counter.act(deed.act, deed.bodies)?;
    super::acting::said(&receipt, &deed.done, acting.json)
}

fn list(counter: &Counter, json: bool) -> Outcome {
    let house = counter.house();
    let year = counter.today().year();
    if json {
        for (code, series) in &house.series {
            out::print_json(&json!({"series": code, "facts": series, "next": house.next_number(code, year),
                                    "reserved": reserved(&house, code),
                                    "two_persons": house.two_persons.series.contains(code)}))?;
        }
        return Ok(Exit::Done);
    }
    let mut table = out::table(&["Series", "Name", "Next", "Registry", "Seen by", "Takes", "Reserved", "State"]);
    for (code, series) in &house.series {
        let takes = series.band.as_ref().map_or("all".to_owned(), |(low, high)| format!("{low} to {high}"));
        let open = reserved(&house, code);
        let reserved = if open.is_empty() { String::new() } else { open.len().to_string() };
        table.add_row([
            code.to_string(),
            out::flat(&series.name),
            house.next_number(code, year).unwrap_or_default(),
            series.registry.to_string(),
            words::plain_word_of(&series.rule),
            takes,
            reserved,
            state(series, house.two_persons.series.contains(code)),
        ]);
    }
    out::print_table(&table)?;
    Ok(Exit::Done)
}

/// Numbers reserved and neither filled nor voided: year and number.
fn reserved(house: &House, series: &SeriesId) -> Vec<(i16, u32)> {
    let books = house.books.iter().filter(|(key, _)| key.series == *series);
    books.flat_map(|(key, book)| book.reserved.keys().map(|n| (key.year, *n))).collect()
}
