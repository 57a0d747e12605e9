//! `chancery calendar`: on which days is worked.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use procedure::act::Act;
use procedure::calendar::{Calendar, DayKind, DayOfWeek, OFFICE_CALENDAR, Yearly};
use procedure::house::House;
use procedure::ids::{CalendarId, DeskId};
use serde_json::json;

use super::acting::{Acting, Deed, house_act};
use super::counter::{Could, Counter};
use super::{Exit, Outcome, Stop, Surroundings, out, words};
use crate::holidays::{self, HOLIDAYS_FILE_BYTES_MAX, Holidays};
use crate::office::Bodies;

/// Say on which days is worked: free days of the week, holidays, days exchanged.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery calendar office list
  chancery calendar office show office --year 2027
  chancery calendar office set abroad --name \"Missions abroad\" --weekend friday,saturday
  chancery calendar office holiday add office 2027-02-06 \"Day of mourning\"
  chancery calendar office import holidays-2027.ics --dry-run

The calendar called office holds for every desk that has none of its own, nor a desk above it that has one; which desk
works by which is said with: chancery desk FOLDER change DESK --calendar CODE")]
pub(super) struct Args {
    /// The office's folder.
    folder: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// List calendars, with the desks that work by each.
    #[command(after_help = "Example:\n  chancery calendar office list")]
    List {
        #[command(flatten)]
        acting: Acting,
    },
    /// Print a calendar: what is free in a year, and what is worked all the same.
    #[command(after_help = "Example:\n  chancery calendar office show office --year 2027")]
    Show {
        /// Its code.
        #[arg(default_value = OFFICE_CALENDAR)]
        code: CalendarId,
        /// The year; this one where it is left out.
        #[arg(long)]
        year: Option<i16>,
        #[command(flatten)]
        acting: Acting,
    },
    /// Make a calendar, or change one: what is left out stays.
    #[command(after_help = "Example:
  chancery calendar office set office --weekend saturday,sunday --yearly \"12-25=Christmas Day\" --worked \"2027-12-18=For the 24th\"")]
    Set(Box<Set>),
    /// Make a date a holiday, or take one out.
    #[command(after_help = "Example:\n  chancery calendar office holiday add office 2027-02-06 \"Day of mourning\"")]
    Holiday {
        #[command(subcommand)]
        what: HolidayWhat,
    },
    /// Take holidays from a file: iCalendar, or CSV of dates and names.
    #[command(after_help = "Example:\n  chancery calendar office import holidays-2027.ics --into office --dry-run

Taken are events of whole days, once or each year on their day; of CSV, lines as 2027-12-25,Christmas Day. Everything else
is left out and told. What the calendar has stays.")]
    Import {
        /// The file; - for standard input.
        file: PathBuf,
        /// The calendar that takes them.
        #[arg(long, value_name = "CALENDAR", default_value = OFFICE_CALENDAR)]
        into: CalendarId,
        /// Print what would be taken, and take nothing.
        #[arg(long)]
        dry_run: bool,
        #[command(flatten)]
        acting: Acting,
    },
}

#[derive(Debug, clap::Args)]
struct Set {
    /// Its code.
    code: CalendarId,
    /// Its name as printed; its code where it is new and nothing is said.
    #[arg(long)]
    name: Option<String>,
    /// The days of the week that are free, as friday,saturday; none where every day is worked.
    #[arg(long, value_name = "DAYS", value_parser = words::week)]
    weekend: Option<BTreeSet<DayOfWeek>>,
    /// A holiday of each year as MM-DD=NAME, all of them in place of those it has; may be given several times.
    #[arg(long = "yearly", value_name = "MM-DD=NAME", value_parser = yearly)]
    yearly: Option<Vec<Yearly>>,
    /// A day worked although it would be free, as DATE=REASON, all of them in place of those it has.
    #[arg(long = "worked", value_name = "DATE=REASON", value_parser = dated)]
    worked: Option<Vec<(Date, String)>>,
    #[command(flatten)]
    acting: Acting,
}

#[derive(Debug, clap::Subcommand)]
enum HolidayWhat {
    /// Make a date a holiday: whatever is counted in working days has one day more.
    #[command(after_help = "Example:\n  chancery calendar office holiday add office 2027-02-06 \"Day of mourning\"")]
    Add {
        /// The calendar.
        calendar: CalendarId,
        /// The date.
        #[arg(value_parser = words::day)]
        date: Date,
        /// The holiday's name.
        name: String,
        #[command(flatten)]
        acting: Acting,
    },
    /// Take a holiday of one date out.
    #[command(
        after_help = "Example:\n  chancery calendar office holiday remove office 2027-02-06 --reason \"put off\""
    )]
    Remove {
        /// The calendar.
        calendar: CalendarId,
        /// The date.
        #[arg(value_parser = words::day)]
        date: Date,
        /// Why.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        acting: Acting,
    },
}

fn yearly(text: &str) -> Result<Yearly, String> {
    let wrong = || format!("{text:?} is no day of the year with a name; write 12-25=\"Christmas Day\"");
    let (on, name) = text.split_once('=').ok_or_else(wrong)?;
    let (month, day) = on.trim().split_once('-').ok_or_else(wrong)?;
    let (month, day) = (month.parse().map_err(|_| wrong())?, day.parse().map_err(|_| wrong())?);
    Ok(Yearly { month, day, name: name.trim().to_owned(), from: None, until: None })
}

fn dated(text: &str) -> Result<(Date, String), String> {
    let (on, why) = text.split_once('=').ok_or_else(|| format!("{text:?}: write 2027-12-18=\"For the 24th\""))?;
    Ok((words::day(on.trim())?, why.trim().to_owned()))
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    let Args { folder, what } = args;
    match what {
        What::List { acting } => {
            list(&Counter::open(&folder, acting.officer.as_ref(), Could::Look, around)?, acting.json)
        }
        What::Show { code, year, acting } => {
            let counter = Counter::open(&folder, acting.officer.as_ref(), Could::Look, around)?;
            show(&counter, &code, year, acting.json)
        }
        What::Set(set) => {
            let Set { code, name, weekend, yearly, worked, acting } = *set;
            house_act(&folder, &acting, around, |counter| {
                let house = counter.house();
                let known = house.calendars.get(&code);
                let mut facts = known.cloned().unwrap_or_else(|| Calendar::of_week(code.to_string(), []));
                if known.is_none() && weekend.is_none() {
                    return Err(Stop::usage(
                        format!("calendar {code} is new, and its free days are not said"),
                        "give them with --weekend saturday,sunday or --weekend none",
                    ));
                }
                facts.name = name.unwrap_or(facts.name);
                facts.weekend = weekend.unwrap_or(facts.weekend);
                facts.yearly = yearly.unwrap_or(facts.yearly);
                facts.working = worked.map_or(facts.working, |worked| worked.into_iter().collect());
                let done = format!("calendar {code} set");
                Ok(Deed::new(Act::SetCalendar { over: known.map(Calendar::digest), calendar: code, facts }, done))
            })
        }
        What::Holiday { what: HolidayWhat::Add { calendar, date, name, acting } } => {
            house_act(&folder, &acting, around, |_| {
                let done = format!("{} is a holiday of calendar {calendar}", out::written(date));
                Ok(Deed::new(Act::AddHoliday { calendar, date, name }, done))
            })
        }
        What::Holiday { what: HolidayWhat::Remove { calendar, date, reason, acting } } => {
            house_act(&folder, &acting, around, |_| {
                let done = format!("{} is no holiday of calendar {calendar} any more", out::written(date));
                Ok(Deed::new(Act::RemoveHoliday { calendar, date, reason }, done))
            })
        }
        What::Import { file, into, dry_run, acting } => import(&folder, &file, &into, dry_run, &acting, around),
    }
}

/// The open desks that work by a calendar.
fn desks_by<'a>(house: &'a House, calendar: &'a CalendarId) -> impl Iterator<Item = &'a DeskId> {
    let open = house.desks.iter().filter(|(_, desk)| desk.closed.is_none()).map(|(id, _)| id);
    open.filter(move |id| house.calendar_id_of(id) == Some(calendar))
}

fn list(counter: &Counter, json: bool) -> Outcome {
    let house = counter.house();
    if json {
        for (code, known) in &house.calendars {
            let desks: Vec<&DeskId> = desks_by(&house, code).collect();
            out::print_json(&json!({"calendar": code, "facts": known, "digest": known.digest(), "desks": desks}))?;
        }
        return Ok(Exit::Done);
    }
    if house.calendars.is_empty() {
        out::say("there is no calendar: every day counts");
        out::say("hint: make one with: chancery calendar FOLDER set office --weekend saturday,sunday");
        return Ok(Exit::Done);
    }
    let mut table = out::table(&["Calendar", "Name", "Free", "Holidays", "Each year", "Worked", "Desks"]);
    for (code, known) in &house.calendars {
        table.add_row([
            code.to_string(),
            out::flat(&known.name),
            words::week_words(&known.weekend),
            known.holidays.len().to_string(),
            known.yearly.len().to_string(),
            known.working.len().to_string(),
            desks_by(&house, code).map(DeskId::as_str).collect::<Vec<_>>().join(", "),
        ]);
    }
    out::print_table(&table)?;
    Ok(Exit::Done)
}

fn show(counter: &Counter, code: &CalendarId, year: Option<i16>, json: bool) -> Outcome {
    let house = counter.house();
    let known = house.calendars.get(code).ok_or_else(|| {
        let folder = counter.folder().display().to_string();
        Stop::absent(format!("there is no calendar {code}"), format!("chancery calendar {folder} list"))
    })?;
    if json {
        let desks: Vec<&DeskId> = desks_by(&house, code).collect();
        out::print_json(&json!({"calendar": code, "facts": known, "digest": known.digest(), "desks": desks}))?;
        return Ok(Exit::Done);
    }
    let year = year.unwrap_or_else(|| counter.today().year());
    let first = Date::new(year, 1, 1).map_err(|error| Stop::usage(error.to_string(), "choose another year"))?;
    out::print_line(&format!("{} ({code}), {year}", out::flat(&known.name)))?;
    out::print_line(&format!("free each week  {}", words::week_words(&known.weekend)))?;
    out::print_line(&format!(
        "desks           {}",
        desks_by(&house, code).map(DeskId::as_str).collect::<Vec<_>>().join(", ")
    ))?;
    let days: Vec<Date> = first.series(jiff::Span::new().days(1)).take_while(|day| day.year() == year).collect();
    let worked = days.iter().filter(|day| known.is_working(**day)).count();
    out::print_line(&format!("worked          {worked} of {} days", days.len()))?;
    let mut table = out::table(&["Day", "Is", "Because"]);
    for day in days {
        let (is, why) = match known.kind_of(day) {
            DayKind::Holiday(name) => ("holiday", name),
            DayKind::Exchanged(reason) => ("worked", reason),
            DayKind::Worked | DayKind::Weekend => continue,
        };
        let week = DayOfWeek::of(day).name();
        table.add_row([format!("{}, {week}", out::written(day)), is.to_owned(), out::flat(why)]);
    }
    out::print_table(&table)?;
    Ok(Exit::Done)
}

fn import(
    folder: &Path,
    file: &Path,
    into: &CalendarId,
    dry_run: bool,
    acting: &Acting,
    around: &Surroundings,
) -> Outcome {
    let found = holidays::read(&bytes_of(file)?)
        .map_err(|unread| Stop::usage(format!("{}: {unread}", file.display()), "save it as UTF-8 and try again"))?;
    let could = if dry_run { Could::Look } else { Could::Administer };
    let counter = Counter::open(folder, acting.officer.as_ref(), could, around)?;
    let house = counter.house();
    let known = house.calendars.get(into).ok_or_else(|| {
        let next = format!("make it with: chancery calendar {} set {into} --weekend saturday,sunday", folder.display());
        Stop::absent(format!("there is no calendar {into}"), next)
    })?;
    let mut facts = known.clone();
    let (found, count) = found.put_into(&mut facts);
    tell(&found, acting.json)?;
    let holidays = if count == 1 { "1 holiday".to_owned() } else { format!("{count} holidays") };
    if dry_run || count == 0 {
        let what = if dry_run { "would be taken" } else { "taken" };
        out::say(&format!("{holidays} {what} into calendar {into}, {} left out", found.left_out.len()));
        return Ok(Exit::Done);
    }
    let act = Act::SetCalendar { calendar: into.clone(), facts, over: Some(known.digest()) };
    let receipt = counter.act(act, Bodies::default())?;
    let line = format!("{holidays} taken into calendar {into}, {} left out", found.left_out.len());
    super::acting::said(&receipt, &line, acting.json)
}

/// The bytes of a file, or of standard input.
fn bytes_of(file: &Path) -> Result<Vec<u8>, Stop> {
    let fault = |error: std::io::Error| Stop::fault(format!("{}: {error}", file.display()));
    let mut bytes = Vec::new();
    let limit = HOLIDAYS_FILE_BYTES_MAX + 1;
    if file.as_os_str() == "-" {
        std::io::stdin().lock().take(limit).read_to_end(&mut bytes).map_err(fault)?;
    } else {
        std::fs::File::open(file).map_err(fault)?.take(limit).read_to_end(&mut bytes).map_err(fault)?;
    }
    match bytes.len() as u64 > HOLIDAYS_FILE_BYTES_MAX {
        true => Err(Stop::usage(
            format!("{} is longer than {HOLIDAYS_FILE_BYTES_MAX} bytes", file.display()),
            "take the holidays of fewer years",
        )),
        false => Ok(bytes),
    }
}

/// What is taken goes to standard output, what is left out to standard error.
fn tell(found: &Holidays, json: bool) -> Result<(), Stop> {
    for left in &found.left_out {
        let line = left.line.map(|line| format!("line {line}: ")).unwrap_or_default();
        out::say(&format!("left out: {line}{}", out::flat(&left.why)));
    }
    if json {
        let dated: BTreeMap<String, &String> = found.dated.iter().map(|(on, name)| (on.to_string(), name)).collect();
        return Ok(out::print_json(&json!({"holidays": dated, "yearly": found.yearly}))?);
    }
    for (on, name) in &found.dated {
        out::print_line(&format!("{on}  {}", out::flat(name)))?;
    }
    for one in &found.yearly {
        out::print_line(&format!("each {:02}-{:02}  {}{}", one.month, one.day, out::flat(&one.name), years(one)))?;
    }
    Ok(())
}

fn years(one: &Yearly) -> String {
    match (one.from, one.until) {
        (None, None) => String::new(),
        (Some(from), None) => format!(", from {from}"),
        (None, Some(until)) => format!(", until {until}"),
        (Some(from), Some(until)) => format!(", {from} to {until}"),
    }
}
