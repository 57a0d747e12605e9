//! `chancery init`: makes a folder into an office.

use std::collections::BTreeSet;
use std::io::{self, BufRead as _, Write as _};
use std::path::{Path, PathBuf};

use procedure::act::Act;
use procedure::calendar::{Calendar, DayOfWeek};
use procedure::event::{Door, DoorChange, Means};
use procedure::house::{Level, Series, TurnOver, Visibility};
use procedure::ids::{DeskId, LevelId, OfficerId, SeriesId};
use procedure::number::Pattern;

use super::{Exit, Outcome, Stop, Surroundings, counter, out, serve, words};
use crate::doors::Doors;
use crate::office::{Bodies, Command, FoundOffice, Office, OfficeOptions};

/// Create an office in a folder.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery init office                                  asks for what it needs to know
  chancery init office --yes                            takes the defaults
  chancery init office --name \"Ministry of Waters\" --zone Europe/Vienna --officer maren --officer-name \"I. Maren\"

The defaults: desks registry and chief; series IN (incoming) and OUT (outgoing), numbered anew each year and seen by
the whole house; levels open, restricted, confidential, secret, top-secret; a calendar on which
Saturdays and Sundays are free, without holidays. All of it can be changed later with
officer, desk, series and calendar. The sign-in link is good once, for an hour; officer FOLDER reset CODE prints another.")]
pub(super) struct Args {
    /// The folder; made if it is not there.
    folder: PathBuf,
    /// The office's name as printed.
    #[arg(long)]
    name: Option<String>,
    /// The IANA name of its time zone, as Europe/Vienna; the machine's where it is left out.
    #[arg(long)]
    zone: Option<String>,
    /// The first officer's code, an administrator.
    #[arg(long, value_name = "CODE")]
    officer: Option<OfficerId>,
    /// The first officer's name as printed.
    #[arg(long, value_name = "NAME")]
    officer_name: Option<String>,
    /// A desk as CODE=NAME, in place of the usual ones; the first keeps the series. May be given several times.
    #[arg(long = "desk", value_name = "CODE=NAME", value_parser = desk)]
    desks: Vec<(DeskId, String)>,
    /// A series as CODE=NAME, in place of the usual ones. May be given several times.
    #[arg(long = "series", value_name = "CODE=NAME", value_parser = series)]
    series: Vec<(SeriesId, String)>,
    /// Who sees papers of the series before anybody is named on them.
    #[arg(long, value_parser = words::visibility(), default_value = "whole-house")]
    rule: Visibility,
    /// The days of the week that are free, as friday,saturday; none where every day is worked.
    #[arg(long, value_name = "DAYS", value_parser = words::week)]
    weekend: Option<BTreeSet<DayOfWeek>>,
    /// Take the defaults without asking.
    #[arg(long, short)]
    yes: bool,
}

fn desk(text: &str) -> Result<(DeskId, String), String> {
    let (code, name) = text.split_once('=').ok_or("write CODE=NAME, as legal=\"Legal Desk\"")?;
    Ok((code.parse().map_err(|error: procedure::ids::CodeError| error.to_string())?, name.to_owned()))
}

fn series(text: &str) -> Result<(SeriesId, String), String> {
    let (code, name) = text.split_once('=').ok_or("write CODE=NAME, as IN=Incoming")?;
    Ok((code.parse().map_err(|error: procedure::ids::CodeError| error.to_string())?, name.to_owned()))
}

pub(super) fn run(args: Args, around: &Surroundings) -> Outcome {
    let folder = args.folder.clone();
    let founding = founding(args, around)?;
    let officer = founding.officer.clone();
    let (name, zone) = (founding.name.clone(), founding.zone.clone());
    let office = Office::found(&folder, founding, OfficeOptions::default()).map_err(|error| {
        let stop = counter::not_opened(error);
        let why = match folder.to_string_lossy() {
            named if stop.why.contains(&*named) => stop.why,
            named => format!("{named}: {}", stop.why),
        };
        Stop { not: "not founded", why, ..stop }
    })?;
    let link = link(&office, &folder, &officer, &around.os_user)
        .map_err(|stop| stop.hint(format!("chancery officer {} reset {officer}", folder.display())));
    office.shut();
    out::say(&format!("{name} is founded in {} (time zone {zone}).", folder.display()));
    if others_may_look_into(&folder) {
        out::say("hint: the folder was there already, and other accounts of this machine may read what is in it;");
        out::say(&format!("hint: to keep them out: chmod 700 {}", folder.display()));
    }
    out::say(&format!("Next: chancery serve {}", folder.display()));
    out::say(&format!("Then sign in as {officer} with this link; it is good once, for an hour."));
    out::say(&format!("Where the office is served at another address, that stands in place of {}:", serve::LISTEN));
    out::print_line(&sign_in_link(&link?)).map_err(|error| Stop {
        not: "",
        why: format!("founded, but the link could not be printed: {error}"),
        next: Some(format!("chancery officer {} reset {officer}", folder.display())),
        exit: Exit::Fault,
    })?;
    Ok(Exit::Done)
}

/// Whether accounts other than its owner's may look into a folder. One that could not be asked is not warned of.
#[cfg(unix)]
fn others_may_look_into(folder: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(folder).is_ok_and(|found| found.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn others_may_look_into(_folder: &Path) -> bool {
    false
}

/// The first officer's one-time link; the journal says that it was made, and does not have it.
fn link(office: &Office, folder: &Path, officer: &OfficerId, account: &str) -> Result<String, Stop> {
    office.submit_blocking(Command {
        officer: officer.clone(),
        authenticated: account.to_owned(),
        means: Means::System,
        door: Door::CommandLine,
        key: counter::fresh_key()?,
        act: Act::ChangeDoor { officer: officer.clone(), change: DoorChange::LinkMade },
        bodies: Bodies::default(),
    })?;
    Ok(Doors::open(folder)?.make_link(officer, office.now())?)
}

/// The address of a one-time link under the address served unless another is given.
pub(super) fn sign_in_link(secret: &str) -> String {
    format!("http://{}/welcome/{secret}", serve::LISTEN)
}

fn founding(args: Args, around: &Surroundings) -> Result<FoundOffice, Stop> {
    let asks = around.can_ask && !args.yes;
    let folder_name = args.folder.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = given(args.name, asks, "Name of the office", folder_name.unwrap_or_else(|| "Office".to_owned()))?;
    let zone = match (&args.zone, &around.zone) {
        (Some(zone), _) => zone.clone(),
        (None, Some(machine)) => given(None, asks, "Time zone", machine.clone())?,
        (None, None) => {
            // Years begin and terms end by it, so nobody is to find out later.
            out::say("the machine does not say its time zone; UTC is taken");
            out::say("hint: give the office's own with --zone, as --zone Europe/Vienna");
            given(None, asks, "Time zone", "UTC".to_owned())?
        }
    };
    let code = match args.officer {
        Some(officer) => officer,
        None => {
            let usual = OfficerId::new(around.os_user.clone()).map_or("registrar".to_owned(), String::from);
            let code = given(None, asks, "Your code as its first officer", usual)?;
            OfficerId::new(code).map_err(|error| Stop::usage(error.to_string(), "give another with --officer"))?
        }
    };
    let officer_name = given(args.officer_name, asks, "Your name as printed", code.to_string())?;
    let desks = if args.desks.is_empty() { usual_desks()? } else { args.desks };
    let registry = desks.first().map(|(code, _)| code.clone());
    let registry = registry.ok_or_else(|| Stop::usage("an office needs a desk", "give one with --desk"))?;
    let series = if args.series.is_empty() { usual_series()? } else { args.series };
    let weekend = match args.weekend {
        Some(weekend) => weekend,
        None => {
            let usual = "saturday,sunday".to_owned();
            let days = given(None, asks, "Free days of the week, or none", usual)?;
            words::week(&days).map_err(|why| Stop::usage(why, "give them with --weekend"))?
        }
    };
    // Of the codes that are proposed, one is known to be of letters sent; of others the administrator says so.
    let sent: SeriesId = self::code(OUTGOING)?;
    let open = |(code, name): (SeriesId, String)| {
        let outgoing = code == sent;
        Ok((code.clone(), Series { outgoing, ..yearly(&code, name, &registry, args.rule)? }))
    };
    Ok(FoundOffice {
        calendar: Some(Calendar::of_week(name.clone(), weekend)),
        name,
        zone,
        levels: levels()?,
        officer: code,
        officer_name,
        desks,
        series: series.into_iter().map(open).collect::<Result<_, Stop>>()?,
    })
}

/// What was given, else what a person answers, else the usual.
fn given(given: Option<String>, asks: bool, what: &str, usual: String) -> Result<String, Stop> {
    if let Some(given) = given {
        return Ok(given);
    }
    if !asks {
        return Ok(usual);
    }
    let mut err = io::stderr().lock();
    write!(err, "{what} [{usual}]: ")?;
    err.flush()?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    let answer = answer.trim();
    Ok(if answer.is_empty() { usual } else { answer.to_owned() })
}

/// A code of ours is well-formed; were it not, the founding stops here rather than in the journal.
fn code<T: std::str::FromStr<Err = procedure::ids::CodeError>>(code: &str) -> Result<T, Stop> {
    code.parse().map_err(Stop::fault)
}

fn usual_desks() -> Result<Vec<(DeskId, String)>, Stop> {
    Ok(vec![(code("registry")?, "Registry".to_owned()), (code("chief")?, "Chief of Secretariat".to_owned())])
}

/// The code of the series of letters sent.
const OUTGOING: &str = "OUT";

fn usual_series() -> Result<Vec<(SeriesId, String)>, Stop> {
    Ok(vec![(code("IN")?, "Incoming".to_owned()), (code(OUTGOING)?, "Outgoing".to_owned())])
}

fn yearly(series: &SeriesId, name: String, registry: &DeskId, rule: Visibility) -> Result<Series, Stop> {
    Ok(Series {
        name,
        pattern: Pattern::new(format!("{series}-{{year}}-{{n:04}}")).map_err(Stop::fault)?,
        start: 1,
        turn_over: TurnOver::Yearly,
        registry: registry.clone(),
        rule,
        band: None,
        file_code: None,
        closed: None,
        outgoing: false,
        circulars: procedure::house::CircularNumbers::OneNumber,
    })
}

/// The usual scale: code, name, the words that mean it on papers, and who sees papers of it.
const LEVELS: &[(&str, &str, &[&str], Visibility)] = &[
    (
        "open",
        "Open",
        &["unclassified", "open", "αδιαβάθμητο", "несекретно", "offen", "non classifié"],
        Visibility::WholeHouse,
    ),
    (
        "restricted",
        "Restricted",
        &[
            "restricted",
            "official use only",
            "limited official use",
            "для служебного пользования",
            "nur für den dienstgebrauch",
            "diffusion restreinte",
            "περιορισμένης χρήσης",
        ],
        Visibility::WholeHouse,
    ),
    (
        "confidential",
        "Confidential",
        &[
            "confidential",
            "конфиденциально",
            "vertraulich",
            "confidentiel",
            "confidencial",
            "riservato",
            "εμπιστευτικό",
        ],
        Visibility::DeskAndChief,
    ),
    ("secret", "Secret", &["secret", "секретно", "geheim", "secreto", "segreto", "απόρρητο"], Visibility::ListOnly),
    (
        "top-secret",
        "Top secret",
        &[
            "top secret",
            "most secret",
            "совершенно секретно",
            "сов. секретно",
            "streng geheim",
            "très secret",
            "alto secreto",
            "segretissimo",
            "άκρως απόρρητο",
        ],
        Visibility::ListOnly,
    ),
];

fn levels() -> Result<Vec<Level>, Stop> {
    let level = |(id, name, words, rule): &(&str, &str, &[&str], Visibility)| {
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        Ok(Level { id: code::<LevelId>(id)?, name: (*name).to_owned(), words, rule: *rule })
    };
    LEVELS.iter().map(level).collect()
}
