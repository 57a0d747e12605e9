//! Bringing the register up to the journal, and making it anew.

use std::path::Path;

use journal::{Entry, Reader};
use procedure::event::{Acted, Event};
use procedure::moment::Moment;
use register::{FoldError, Index, IndexError, Place, Register, RegisterError};

use super::options::OfficeOptions;
use super::standing::{Derived, Named, OpenError, ReadOnly};

/// Entries folded in one transaction while catching up.
const FOLD_ENTRIES: usize = 256;
/// Entries folded in one transaction while a register is built: a paper that is touched several times among them is written once.
const BUILD_ENTRIES: usize = 4_096;
/// Pages read before they are folded.
const PAGES_AHEAD: usize = 1;
/// A register that is missing where the journal has more entries than this is built beside and swapped in, which is
/// quicker; one that is only behind catches up where it is, however far.
const CATCH_UP_ENTRIES_MAX: u64 = 2_000;

/// How far a rebuilding has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is being made.
    pub stage: Stage,
    /// Entries or papers done.
    pub done: u64,
    /// Of how many, where that is known beforehand.
    pub of: Option<u64>,
}

/// What a rebuilding is making.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The register, entry by entry.
    Register,
    /// The index, paper by paper.
    Index,
}

/// What was made anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rebuilt {
    /// Entries folded.
    pub entries: u64,
}

/// Why the register could not be brought up to the journal.
#[derive(Debug, thiserror::Error)]
pub(super) enum FoldingError {
    #[error("entry {entry} cannot be folded: {why}")]
    Entry { entry: u64, why: String },
    #[error(transparent)]
    Register(#[from] RegisterError),
    #[error(transparent)]
    Read(#[from] journal::ReadError),
    #[error("no thread can be started: {0}")]
    Thread(std::io::Error),
}

impl FoldingError {
    /// As it is met on opening: an entry that cannot be folded opens the office for reading only.
    pub(super) fn on_opening(self, folder: &Path) -> Result<ReadOnly, OpenError> {
        match self {
            Self::Entry { entry, why } => Ok(ReadOnly::Entry { entry, why }),
            Self::Register(error) => Err(register_error(folder, &error)),
            Self::Read(error) => Err(error.into()),
            Self::Thread(_) => Err(OpenError::Register { folder: folder.to_owned(), why: self.to_string() }),
        }
    }
}

pub(super) fn register_error(folder: &Path, error: &RegisterError) -> OpenError {
    OpenError::Register { folder: folder.to_owned(), why: error.to_string() }
}

/// Throws register and index of a folder away and makes them anew from the journal. Where either contradicts the journal
/// this is refused, because it would hide that the journal was put back or exchanged, unless `accept_journal` says that
/// this journal is the right one.
///
/// # Errors
/// When another process holds the folder, the journal is not sound, an entry cannot be folded, or the disk failed.
pub fn rebuild(
    folder: &Path,
    accept_journal: bool,
    options: OfficeOptions,
    mut progress: impl FnMut(Progress),
) -> Result<Rebuilt, OpenError> {
    let journal = super::opening::open_journal(folder, &options)?;
    let reader = journal.reader()?;
    let register = Register::open(folder).map_err(|error| register_error(folder, &error))?;
    let wrong = match contradiction(&reader, Derived::Register, register.place())? {
        None => contradiction(&reader, Derived::Index, index_place(folder)?)?,
        register => register,
    };
    if let Some(why) = wrong
        && !accept_journal
    {
        return Err(OpenError::Contradicts(why));
    }
    drop(register);
    let entries = reader.size()?;
    let register =
        build(folder, &reader, &mut |done| progress(Progress { stage: Stage::Register, done, of: Some(entries) }));
    let register = match register {
        Ok(register) => register,
        Err(error) => return Err(OpenError::Contradicts(error.on_opening(folder)?)),
    };
    let reads = register.reads().map_err(|error| register_error(folder, &error))?;
    super::indexing::rebuild(folder, &reader, &reads, &mut progress)?;
    Ok(Rebuilt { entries })
}

/// Whether something derived and the journal contradict each other, so that one of them is not what it was.
pub(super) fn contradiction(
    reader: &Reader,
    derived: Derived,
    place: Option<Place>,
) -> Result<Option<ReadOnly>, journal::ReadError> {
    let Some(place) = place else { return Ok(None) };
    let size = place.entry + 1;
    let stands = Named(journal::Place { size, commitment: place.commitment });
    Ok(match reader.entry(place.entry)? {
        Some(entry) if entry.commitment == place.commitment => None,
        Some(entry) => {
            let journal = Named(journal::Place { size, commitment: entry.commitment });
            Some(ReadOnly::OtherHistory { journal, derived, stands })
        }
        None => Some(ReadOnly::JournalBehind { journal: Named(reader.head()?.place), derived, stands }),
    })
}

/// How far the index of a folder came, read from what it left on the disk.
pub(super) fn index_place(folder: &Path) -> Result<Option<Place>, OpenError> {
    let wrong = |error: IndexError| OpenError::Register { folder: folder.to_owned(), why: error.to_string() };
    Index::place_in(folder).map_err(wrong)
}

/// Folds what the register does not have yet; one that has nothing of a long journal is built beside and swapped in. The
/// caller has made sure that they do not contradict each other. A register that could not be brought up is as far as it
/// came.
pub(super) fn bring_up(
    folder: &Path,
    mut register: Register,
    reader: &Reader,
) -> (Option<Register>, Result<(), FoldingError>) {
    let size = match reader.size() {
        Ok(size) => size,
        Err(error) => return (Some(register), Err(error.into())),
    };
    if register.place().is_none() && size > CATCH_UP_ENTRIES_MAX {
        tracing::info!(entries = size, "the register is made anew from the journal");
        drop(register);
        return match build(folder, reader, &mut |_| {}) {
            Ok(register) => (Some(register), Ok(())),
            Err(error) => (Register::open(folder).ok(), Err(error)),
        };
    }
    let caught_up = catch_up(&mut register, reader, &mut |_| {});
    (Some(register), caught_up)
}

/// Makes a register from the first entry on, beside the one in use, and swaps it in; one that could not be finished goes.
fn build(folder: &Path, reader: &Reader, progress: &mut dyn FnMut(u64)) -> Result<Register, FoldingError> {
    build_beside(folder, reader, progress).inspect_err(|_| {
        if let Err(error) = Register::give_up_building(folder) {
            tracing::warn!(%error, "what was built of a register was left behind");
        }
    })
}

/// While entries are folded, those that come after are read.
fn build_beside(folder: &Path, reader: &Reader, progress: &mut dyn FnMut(u64)) -> Result<Register, FoldingError> {
    let mut register = Register::building(folder)?;
    // What was appended meanwhile is folded by whoever opens it.
    let (ahead, size) = (Reader::open(folder)?, reader.size()?);
    std::thread::scope(|scope| {
        let (into, pages) = std::sync::mpsc::sync_channel(PAGES_AHEAD);
        std::thread::Builder::new()
            .name("chancery-ahead".to_owned())
            .spawn_scoped(scope, move || {
                let mut from = 0;
                while from < size {
                    let page = Page::read(&ahead, from, BUILD_ENTRIES);
                    from = page.as_ref().map_or(size, |page| from + page.0.len() as u64);
                    // Whoever folded them met an error and waits for no more.
                    if into.send(page).is_err() {
                        break;
                    }
                }
            })
            .map_err(FoldingError::Thread)?;
        let mut done = 0;
        for page in pages {
            let page = page?;
            progress(done);
            done += page.0.len() as u64;
            page.fold(&mut register)?;
        }
        Ok::<(), FoldingError>(())
    })?;
    catch_up(&mut register, reader, progress)?;
    Ok(register.finish()?)
}

/// Folds every entry behind the register's place into it.
pub(super) fn catch_up(
    register: &mut Register,
    reader: &Reader,
    progress: &mut dyn FnMut(u64),
) -> Result<(), FoldingError> {
    loop {
        let from = register.place().map_or(0, |place| place.entry + 1);
        progress(from);
        let page = Page::read(reader, from, FOLD_ENTRIES)?;
        if page.0.is_empty() {
            return Ok(());
        }
        page.fold(register)?;
    }
}

/// Entries that are folded in one transaction.
struct Page(Vec<Told>);

/// One entry as it was read.
struct Told {
    place: Place,
    at: Moment,
    unfolded: Result<Unfolded, String>,
}

impl Page {
    fn read(reader: &Reader, from: u64, limit: usize) -> Result<Self, journal::ReadError> {
        let told = |entry: &Entry| Told {
            place: Place { entry: entry.header.entry, commitment: entry.commitment },
            at: Moment::from_micros(entry.header.moment_us),
            unfolded: unfold(entry),
        };
        Ok(Self(reader.entries(from, limit)?.iter().map(told).collect()))
    }

    /// Folds it; where one of its entries cannot be folded, those that come before.
    fn fold(self, register: &mut Register) -> Result<(), FoldingError> {
        let mut speculation = register.begin()?;
        let mut come_to = None;
        let mut met = Ok(());
        for Told { place, at, unfolded } in self.0 {
            let wrong = |why: String| FoldingError::Entry { entry: place.entry, why };
            let folded = unfolded.map_err(wrong).and_then(|Unfolded { acted, events, lost }| {
                speculation.fold_with_lost(place.entry, at, &acted, &events, lost).map_err(|error| match error {
                    FoldError::Misfit { misfit, .. } => wrong(misfit.to_string()),
                    FoldError::Rows(error) => error.into(),
                })
            });
            if let Err(error) = folded {
                met = Err(error);
                break;
            }
            come_to = Some(place);
        }
        match (come_to, &met) {
            (_, Err(FoldingError::Register(_))) | (None, _) => {}
            (Some(place), _) => drop(speculation.commit(place)?),
        }
        met
    }
}

/// What an entry says: who acted, and what happened.
pub(super) struct Unfolded {
    pub(super) acted: Acted,
    pub(super) events: Vec<Event>,
    /// How many of its parts were destroyed, and are left out of the events.
    pub(super) lost: usize,
}

pub(super) fn unfold(entry: &Entry) -> Result<Unfolded, String> {
    let first = entry.parts.first().and_then(journal::Part::bytes);
    let acted = Acted::from_part(first.ok_or("its first part was destroyed")?).map_err(|error| error.to_string())?;
    let left = entry.parts[1..].iter().filter_map(journal::Part::bytes).map(Event::from_part);
    let events = left.collect::<Result<Vec<_>, _>>().map_err(|error| error.to_string())?;
    Ok(Unfolded { acted, lost: entry.parts.len() - 1 - events.len(), events })
}
