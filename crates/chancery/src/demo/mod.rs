//! The demonstration: an invented ministry on a date of its own, with a book already begun.
//!
//! It is an office like every other: whatever is in it came in through [`Office::submit`], by officers of the house, at
//! moments of its own clock. It opens on the morning on which the key paper is to be entered. `docs/demo.md` is a tour.

mod december;
mod hand;
mod house;
mod papers;
mod serve;

pub use serve::run;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::bail;
use jiff::civil::{DateTime, date};
use jiff::tz::TimeZone;
use procedure::moment::Moment;

use crate::office::{Clock, Office, OfficeOptions, SetClock};
use crate::web::{DemoOfficer, DemoPanel, DemoPaper, DemoStep};

use hand::Hand;

/// Where the demonstration is kept and served.
#[derive(Debug, Clone)]
pub struct DemoOptions {
    /// The folder to keep it in; without one it goes into a folder of its own that is removed at the end.
    pub folder: Option<PathBuf>,
    /// Where it is served.
    pub listen: SocketAddr,
}

/// A demonstration office that is open, and the bar that its pages show.
#[derive(Debug)]
pub struct Demo {
    /// The office.
    pub office: Office,
    /// Its date, its officers, its morning's bag.
    pub panel: DemoPanel,
}

/// The moment the demonstration opens on: Christmas morning 1951.
const OPENS: DateTime = date(1951, 12, 25).at(9, 0, 0, 0);

/// Moments at which something is to be seen.
const STEPS: [(DateTime, &str); 4] = [
    (date(1951, 12, 26).at(8, 30, 0, 0), "26 December, the next morning"),
    (date(1951, 12, 27).at(9, 0, 0, 0), "27 December, the term ends"),
    (date(1951, 12, 28).at(9, 0, 0, 0), "28 December, what is late"),
    (date(1952, 1, 2).at(9, 0, 0, 0), "2 January 1952, a new year’s numbers"),
];

impl Demo {
    /// Founds the demonstration in a folder, or opens it there again. Where filling the book was interrupted, it goes
    /// on: every act of it has a fixed key, and what was done is not done twice. Blocks; never call it on a thread that
    /// drives asynchronous work.
    ///
    /// # Errors
    /// When the folder cannot be taken, or holds an office that is no demonstration.
    pub fn open(folder: &Path) -> anyhow::Result<Self> {
        let began = date(1951, 12, 1).at(8, 0, 0, 0);
        let clock = SetClock::new(moment(began)?);
        let options = || OfficeOptions { clock: Clock::Set(clock.clone()), ..OfficeOptions::default() };
        let office = match Office::found(folder, house::founding()?, options()) {
            Err(crate::office::OpenError::Founded { .. }) => Office::open(folder, options())?,
            other => other?,
        };
        let name = office.house().founding.as_ref().map(|founding| founding.name.clone()).unwrap_or_default();
        if name != house::NAME || !office.house().officers.contains_key(&house::FOUNDER.parse()?) {
            bail!("{} holds an office that is no demonstration: {name}", folder.display());
        }
        december::tell(&Hand { office: &office, clock: &clock })?;
        clock.set(office.now().max(moment(OPENS)?));
        let panel = panel(clock)?;
        Ok(Self { office, panel })
    }
}

fn panel(clock: Arc<SetClock>) -> anyhow::Result<DemoPanel> {
    let officer =
        |(code, says): (&str, &str)| anyhow::Ok(DemoOfficer { officer: code.parse()?, says: says.to_owned() });
    let step = |(at, says): (DateTime, &str)| anyhow::Ok(DemoStep { at: moment(at)?, says: says.to_owned() });
    let paper = |(name, bytes): papers::File| DemoPaper { name: name.to_owned(), bytes: bytes.into() };
    Ok(DemoPanel {
        officers: house::people().map(officer).collect::<Result<_, _>>()?,
        clock,
        steps: STEPS.into_iter().map(step).collect::<Result<_, _>>()?,
        bag: papers::BAG.into_iter().map(paper).collect(),
    })
}

/// A moment of the demonstration's own country, which keeps UTC.
fn moment(at: DateTime) -> anyhow::Result<Moment> {
    Ok(TimeZone::UTC.to_timestamp(at)?.into())
}
