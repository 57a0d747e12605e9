//! Founding and opening: lock, settle, compare, catch up, set to work.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use jiff::tz::TimeZone;
use journal::Journal;
use procedure::act::Act;
use procedure::calendar::Calendar;
use procedure::event::{Door, Means};
use procedure::house::{House, Level, Series};
use procedure::ids::{DeskId, OfficeId, OfficerId, SeriesId};
use procedure::moment::Moment;
use register::Register;
use tokio::sync::mpsc;

use super::command::{Bodies, Command};
use super::indexing;
use super::keeping::Stagers;
use super::options::{Clock, OfficeOptions, QUEUE_COMMANDS_MAX, SetClock};
use super::pool::Pool;
use super::rebuilding::{bring_up, contradiction, index_place, register_error};
use super::standing::{Derived, OpenError, ReadOnly, Standing};
use super::state::{Shared, lock};
use super::words::{WORDS_FOLDER, languages_of};
use super::writer::Writer;
use super::{Inner, Office, Side, Threads};
use crate::readings::{Keeper, keeping};
use crate::socket::Line;

/// The key under which an office's founding is entered.
const FOUNDING_KEY: &str = "founding";
/// A server whose clock is further from this process's has one of its own, in microseconds.
const CLOCKS_APART_US_MAX: i64 = 5_000_000;

/// A new office as it is to be.
#[derive(Debug, Clone)]
pub struct FoundOffice {
    /// Its name as printed.
    pub name: String,
    /// The IANA name of its time zone.
    pub zone: String,
    /// Its scale of markings, lowest first.
    pub levels: Vec<Level>,
    /// Its first officer, an administrator.
    pub officer: OfficerId,
    /// That officer's name.
    pub officer_name: String,
    /// Its desks, each with its name; the first officer holds them.
    pub desks: Vec<(DeskId, String)>,
    /// Its series.
    pub series: Vec<(SeriesId, Series)>,
    /// The calendar by which it works; without one every day counts.
    pub calendar: Option<Calendar>,
}

pub(super) fn found(folder: &Path, founding: FoundOffice, options: OfficeOptions) -> Result<Office, OpenError> {
    let zone = zone(&founding.zone)?;
    let house = house_name(&founding.name);
    let moment_us = options.clock.now().micros();
    let created = Journal::create(folder, journal::Founding { house, moment_us }, journal_options(&options));
    let journal = match created {
        Ok(journal) => journal,
        // A founding that was interrupted left a journal without an entry, or all of it.
        Err(journal::CreateError::Exists { .. }) => open_journal(folder, &options)?,
        Err(error) => return Err(error.into()),
    };
    if journal.head().place.size > 0 {
        return Err(OpenError::Founded { folder: folder.to_owned() });
    }
    let office_id = OfficeId(journal.office_id().0);
    let office = start(folder, journal, options)?;
    office.0.shared.set_zone(zone);
    let command = Command {
        officer: founding.officer.clone(),
        authenticated: founding.officer.to_string(),
        means: Means::Founding,
        door: Door::CommandLine,
        key: FOUNDING_KEY.to_owned(),
        act: Act::Found {
            office: office_id,
            name: founding.name,
            zone: founding.zone,
            levels: founding.levels,
            officer_name: founding.officer_name,
            desks: founding.desks,
            series: founding.series,
            calendar: founding.calendar,
        },
        bodies: Bodies::default(),
    };
    // On a thread of its own, so that an office can be founded from asynchronous code as well.
    let founded = std::thread::scope(|scope| scope.spawn(|| office.submit_blocking(command)).join());
    match founded {
        Ok(Ok(_)) => Ok(office),
        Ok(Err(error)) => Err(OpenError::Founding(error)),
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

pub(super) fn open(folder: &Path, options: OfficeOptions) -> Result<Office, OpenError> {
    let journal = open_journal(folder, &options)?;
    if journal.head().place.size == 0 {
        return Err(OpenError::NotFounded { folder: folder.to_owned() });
    }
    start(folder, journal, options)
}

pub(super) fn open_journal(folder: &Path, options: &OfficeOptions) -> Result<Journal, OpenError> {
    Ok(Journal::open(folder, journal_options(options))?)
}

fn journal_options(options: &OfficeOptions) -> journal::Options {
    journal::Options {
        paper_bytes_max: options.paper_bytes_max,
        chance: options.chance.of_journal(),
        #[cfg(feature = "mutants")]
        mutant: (options.discipline == super::Discipline::SynchronousOff).then_some(journal::Mutant::SynchronousOff),
        ..journal::Options::default()
    }
}

/// The name of the house under which heads are signed: the office's name in the letters that an origin may have.
fn house_name(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let words: String = name.chars().map(plain).collect();
    let words: Vec<&str> = words.split('-').filter(|word| !word.is_empty()).collect();
    let mut house = words.join("-");
    house.truncate(64);
    if house.is_empty() { "chancery".to_owned() } else { house }
}

fn zone(name: &str) -> Result<TimeZone, OpenError> {
    TimeZone::get(name).map_err(|_| OpenError::Zone { zone: name.to_owned() })
}

/// A folder whose journal is open, with its register as far as it could be brought.
struct Ready {
    journal: Journal,
    reader: journal::Reader,
    register: Option<Register>,
    standing: Standing,
}

/// Opens the register, compares it and the index with the journal, and brings the register up. What contradicts the journal
/// is the only witness that the journal was put back or exchanged: it stays as it was found.
fn make_ready(folder: &Path, journal: Journal) -> Result<Ready, OpenError> {
    let reader = journal.reader()?;
    let register = Register::open(folder).map_err(|error| register_error(folder, &error))?;
    let read_only = |why: ReadOnly| {
        tracing::error!(%why, next = why.next(), "the office opens for reading only");
        Standing::ReadOnly(Arc::new(why))
    };
    if let Some(why) = contradiction(&reader, Derived::Register, register.place())? {
        return Ok(Ready { journal, reader, register: Some(register), standing: read_only(why) });
    }
    let index = contradiction(&reader, Derived::Index, index_place(folder)?)?;
    if let Some(why @ ReadOnly::OtherHistory { .. }) = index {
        // Folding the exchanged journal would make a register that contradicts the right one, once that is put back.
        return Ok(Ready { journal, reader, register: Some(register), standing: read_only(why) });
    }
    let (register, brought) = bring_up(folder, register, &reader);
    let standing = match (brought, index) {
        (Ok(()), None) => Standing::Open,
        // What a journal that was put back holds is what the right one begins with.
        (Ok(()), Some(why)) => read_only(why),
        (Err(error), _) => read_only(error.on_opening(folder)?),
    };
    Ok(Ready { journal, reader, register, standing })
}

/// Reaches the server that holds a folder; `held` is why it was not opened.
pub(super) fn reach(folder: &Path, mut options: OfficeOptions, held: OpenError) -> Result<Office, OpenError> {
    let reached = Line::connect(folder).and_then(|line| line.state().map(|stands| (line, stands)));
    let (line, stands) = match reached {
        Ok(reached) => reached,
        Err(why) => return Err(OpenError::Unanswered { held: Box::new(held), why }),
    };
    let zone = match &stands.house.founding {
        Some(founding) => zone(&founding.zone)?,
        None => TimeZone::UTC,
    };
    // A demonstration has a date of its own, which its server knows.
    let off = (stands.now.micros() - options.clock.now().micros()).abs() > CLOCKS_APART_US_MAX;
    if off {
        options.clock = Clock::Set(SetClock::new(stands.now));
    }
    options.paper_bytes_max = stands.paper_bytes_max;
    let now_us = stands.now.micros();
    let languages = languages_of(&folder.join(WORDS_FOLDER))?;
    let shared = Shared::new(folder.to_owned(), &options, languages, Arc::new(stands.house), zone, now_us);
    if let Some(away) = stands.away {
        *lock(&shared.standing) = Standing::Stopped { why: away.to_string().into() };
    }
    Ok(Office(Arc::new(office(Arc::new(shared), Side::There(line), Threads::default(), None))))
}

fn start(folder: &Path, journal: Journal, options: OfficeOptions) -> Result<Office, OpenError> {
    let last_us = journal.head().moment_us;
    let ready = make_ready(folder, journal)?;
    let house = ready.register.as_ref().map_or_else(|| Arc::new(House::default()), Register::house);
    let zone = match &house.founding {
        Some(founding) => zone(&founding.zone)?,
        None => TimeZone::UTC,
    };
    let languages = languages_of(&folder.join(WORDS_FOLDER))?;
    let shared = Arc::new(Shared::new(folder.to_owned(), &options, languages, house, zone, last_us));
    *lock(&shared.standing) = ready.standing.clone();
    shared.heard_of(ready.journal.head().place.size);
    let index = indexing::start(&shared, ready.journal.reader()?, ready.standing.is_open())?;
    let mut threads = Threads { index: Some(index), ..Threads::default() };
    let (queue, orders) = mpsc::channel(QUEUE_COMMANDS_MAX);
    let stagers = Arc::new(Stagers::new(&ready.journal, queue.downgrade()));
    match ready.at_work(&shared, &stagers, &options) {
        Ok(writer) => threads.writer = Some(spawn("chancery-writer", move || writer.run(orders))?),
        // Nobody takes orders; the journal is kept open, and with it the folder.
        Err(journal) => *lock(&shared.held) = Some(*journal),
    }
    let (keeper, keeping) = keeping(folder);
    let office = Office(Arc::new(office(shared, Side::Here { queue, stagers }, threads, Some(keeper))));
    office.keep_readings(keeping)?;
    Ok(office)
}

/// Opens the folder of an office whose writer stopped once more: `None` if it can now be read only. A register that was
/// found torn is made anew.
pub(super) fn again(
    shared: &Arc<Shared>,
    stagers: &Arc<Stagers>,
    options: &OfficeOptions,
    torn: bool,
) -> Result<Option<Writer>, OpenError> {
    let journal = open_journal(&shared.folder, options)?;
    let head = journal.head().clone();
    if torn {
        Register::discard(&shared.folder).map_err(|error| register_error(&shared.folder, &error))?;
    }
    let ready = make_ready(&shared.folder, journal)?;
    let standing = ready.standing.clone();
    let house = ready.register.as_ref().map(Register::house);
    stagers.renew(&ready.journal);
    let writer = match ready.at_work(shared, stagers, options) {
        Ok(writer) => Some(Writer { made_anew: torn, ..writer }),
        Err(journal) => {
            *lock(&shared.held) = Some(*journal);
            None
        }
    };
    // Whether or not the register was made anew: readers open it once more before they hear of a new entry.
    shared.renew_register();
    if let Some(house) = house {
        shared.set_house(house);
    }
    shared.entered(Moment::from_micros(head.moment_us), head.place.size);
    *lock(&shared.standing) = standing;
    Ok(writer)
}

impl Ready {
    /// The writer of a folder that takes acts; the journal of one that is only read.
    fn at_work(
        self,
        shared: &Arc<Shared>,
        stagers: &Arc<Stagers>,
        options: &OfficeOptions,
    ) -> Result<Writer, Box<Journal>> {
        match (self.register, self.standing) {
            (Some(register), Standing::Open) => Ok(Writer {
                journal: self.journal,
                register,
                reader: self.reader,
                shared: shared.clone(),
                stagers: stagers.clone(),
                options: options.clone(),
                made_anew: false,
            }),
            _ => Err(Box::new(self.journal)),
        }
    }
}

fn office(shared: Arc<Shared>, side: Side, threads: Threads, readings: Option<Keeper>) -> Inner {
    Inner {
        shared,
        side,
        journals: Pool::default(),
        registers: Pool::default(),
        readings,
        last_day: Mutex::default(),
        threads: Mutex::new(threads),
    }
}

pub(super) fn spawn<T: Send + 'static>(
    name: &str,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<JoinHandle<T>, OpenError> {
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(work)
        .map_err(|cause| OpenError::System { doing: "starting a thread", cause })
}
