//! The demonstration: an invented office on a date of its own, with a book already begun. There are two casts: a ministry, and
//! a small town hall.
//!
//! It is an office like every other: whatever is in it came in through [`Office::submit`], by officers of the house, at
//! moments of its own clock. It opens on the morning on which its walk begins; `docs/demo.md` is that walk.

macro_rules! papers {
    ($folder:literal; $($(#[$doc:meta])* $name:ident = $file:literal;)*) => {$(
        $(#[$doc])*
        pub(super) const $name: $crate::demo::File = (
            concat!($file, ".txt"),
            include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/demo/", $folder, "/", $file, ".txt")),
        );
    )*};
}

mod furnish;
mod hand;
mod ministry;
mod serve;
mod town;

pub use serve::run;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use procedure::moment::Moment;

use crate::office::{Clock, FoundOffice, Office, OfficeOptions, OpenError, SetClock};
use crate::tongues::Tongues;
use crate::web::{DemoOfficer, DemoPanel, DemoPaper, DemoStation, DemoStep};

use hand::Hand;

/// A paper's file: its name and its bytes.
type File = (&'static str, &'static [u8]);

/// Who plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cast {
    /// A Ministry of Foreign Affairs on Christmas morning 1951.
    #[default]
    Ministry,
    /// The hall of a small town, in which colleagues see each other's post.
    Town,
}

/// Where the demonstration is kept and served, and who plays.
#[derive(Debug, Clone)]
pub struct DemoOptions {
    /// Who plays.
    pub cast: Cast,
    /// The folder to keep it in; without one it goes into a folder of its own that is removed at the end.
    pub folder: Option<PathBuf>,
    /// Where it is served.
    pub listen: SocketAddr,
    /// The languages that its pages may be read in.
    pub tongues: Tongues,
}

/// A demonstration office that is open, and the bar that its pages show.
#[derive(Debug)]
pub struct Demo {
    /// The office.
    pub office: Office,
    /// Its date, its officers, its morning's bag, its walk.
    pub panel: DemoPanel,
}

/// Why a folder is not the demonstration that was asked for.
#[derive(Debug, thiserror::Error)]
pub enum OtherOffice {
    /// The other cast's.
    #[error("{folder} holds the demonstration of the {name}")]
    OtherCast {
        /// The folder.
        folder: PathBuf,
        /// The office that is in it.
        name: &'static str,
        /// Whose it is.
        cast: Cast,
    },
    /// An office of somebody's own.
    #[error("{folder} holds an office that is no demonstration: {name}")]
    NoDemonstration {
        /// The folder.
        folder: PathBuf,
        /// The office that is in it.
        name: String,
    },
}

/// All that tells one cast from the other.
struct Plays {
    /// The office's name: one of another name is not this cast's.
    name: &'static str,
    /// Who founded it.
    founder: &'static str,
    /// When it was founded, and the morning on which the walk begins.
    days: (DateTime, DateTime),
    founding: fn() -> anyhow::Result<FoundOffice>,
    /// The clerk who keeps the book: code and name.
    clerk: (&'static str, &'static str),
    /// Fills the book up to that morning.
    tell: fn(&Hand<'_>) -> anyhow::Result<()>,
    /// The officers one can be by a click, with who they are.
    people: fn() -> Vec<(&'static str, &'static str)>,
    /// Moments at which something is to be seen.
    steps: &'static [(DateTime, &'static str)],
    /// What came this morning and waits to be entered.
    bag: &'static [File],
    walk: &'static [Station],
    /// Where one is, as it is said on the terminal.
    greets: &'static str,
}

/// A station of the walk: its name, who one is there and where one goes, and what is to be seen.
struct Station {
    title: &'static str,
    officer: &'static str,
    place: &'static str,
    says: &'static str,
}

impl Cast {
    fn plays(self) -> &'static Plays {
        match self {
            Self::Ministry => &ministry::PLAYS,
            Self::Town => &town::PLAYS,
        }
    }
}

impl Demo {
    /// Founds the demonstration in a folder, or opens it there again. Where filling the book was interrupted, it goes
    /// on: every act of it has a fixed key, and what was done is not done twice. Blocks; never call it on a thread that
    /// drives asynchronous work.
    ///
    /// # Errors
    /// When the folder cannot be taken, or holds another office ([`OtherOffice`]).
    pub fn open(folder: &Path, cast: Cast) -> anyhow::Result<Self> {
        let plays = cast.plays();
        let (began, opens) = (moment(plays.days.0)?, moment(plays.days.1)?);
        let clock = SetClock::new(stood(folder).unwrap_or(began));
        let options = || OfficeOptions { clock: Clock::Set(clock.clone()), ..OfficeOptions::default() };
        let office = match Office::found(folder, (plays.founding)()?, options()) {
            Err(OpenError::Founded { .. }) => Office::open(folder, options())?,
            other => other?,
        };
        is_of(&office, folder, cast)?;
        // Once the morning has begun, the book is whoever plays': nothing is put into it behind their back, whatever a newer
        // program would tell of the days before.
        if office.now() < opens {
            let month = plays.days.1.date().first_of_month();
            (plays.tell)(&Hand { office: &office, clock: &clock, clerk: plays.clerk, month })?;
        }
        clock.set(office.now().max(opens));
        let panel = panel(plays, clock)?;
        Ok(Self { office, panel })
    }
}

/// The moment of the last entry in a folder, so that the clock does not begin behind it; `None` where there is none that can
/// be read, and opening it says why.
fn stood(folder: &Path) -> Option<Moment> {
    let head = journal::Reader::open(folder).and_then(|reader| reader.head()).ok()?;
    Some(Moment::from_micros(head.moment_us))
}

/// That the office in a folder is that cast's.
fn is_of(office: &Office, folder: &Path, cast: Cast) -> anyhow::Result<()> {
    let house = office.house();
    let name = house.founding.as_ref().map_or("", |founding| founding.name.as_str());
    let is = |cast: Cast| {
        let plays = cast.plays();
        name == plays.name && plays.founder.parse().is_ok_and(|founder| house.officers.contains_key(&founder))
    };
    if is(cast) {
        return Ok(());
    }
    let folder = folder.to_owned();
    let other = [Cast::Ministry, Cast::Town].into_iter().find(|other| is(*other));
    Err(match other {
        Some(cast) => OtherOffice::OtherCast { folder, name: cast.plays().name, cast },
        None => OtherOffice::NoDemonstration { folder, name: name.to_owned() },
    }
    .into())
}

fn panel(plays: &Plays, clock: Arc<SetClock>) -> anyhow::Result<DemoPanel> {
    let officer =
        |(code, says): (&str, &str)| anyhow::Ok(DemoOfficer { officer: code.parse()?, says: says.to_owned() });
    let step = |(at, says): &(DateTime, &str)| anyhow::Ok(DemoStep { at: moment(*at)?, says: (*says).to_owned() });
    let paper = |(name, bytes): &File| DemoPaper { name: (*name).to_owned(), bytes: (*bytes).into() };
    let station = |one: &Station| {
        anyhow::Ok(DemoStation {
            title: one.title.to_owned(),
            officer: one.officer.parse()?,
            place: one.place.to_owned(),
            says: one.says.to_owned(),
        })
    };
    Ok(DemoPanel {
        officers: (plays.people)().into_iter().map(officer).collect::<Result<_, _>>()?,
        clock,
        steps: plays.steps.iter().map(step).collect::<Result<_, _>>()?,
        bag: plays.bag.iter().map(paper).collect(),
        walk: plays.walk.iter().map(station).collect::<Result<_, _>>()?,
    })
}

/// A moment of the demonstration's own country, which keeps UTC.
fn moment(at: DateTime) -> anyhow::Result<Moment> {
    Ok(TimeZone::UTC.to_timestamp(at)?.into())
}
