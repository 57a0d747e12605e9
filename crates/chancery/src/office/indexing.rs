//! The index of words: kept up by a thread of its own, a second behind the register at most.

use std::path::Path;
use std::sync::{Arc, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use journal::Reader;
use procedure::ids::{BodyId, OfficerId};
use register::{Found, Index, IndexError, Reads, Searcher, Viewer};

use super::command::Fault;
use super::opening::spawn;
use super::options::{INDEX_PAPERS_MAX, INDEX_WAIT_MS_MAX};
use super::rebuilding::{Progress, Stage};
use super::standing::OpenError;
use super::state::{Shared, lock};
use super::{Office, Side};

/// Papers of one commit of an index that is far behind.
const BACKLOG_PAPERS: usize = 4_000;
/// Papers of one commit of an index that is made anew while nobody searches in it.
const REBUILD_PAPERS: usize = 20_000;
/// After a failure the index is tried again so much later, in seconds.
const RETRY_S: u64 = 10;
/// Whoever waits for the index looks again after this, told or not.
const INDEX_LOOK_AGAIN: Duration = Duration::from_millis(100);

/// How far the index has come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IndexState {
    /// Entries whose words are found.
    pub entries: u64,
    /// Whether later entries wait to be indexed.
    pub behind: bool,
    /// Why it is not kept up, where it is not.
    pub fault: Option<String>,
}

impl Office {
    /// How far the index has come.
    pub fn index_state(&self) -> IndexState {
        let mut state = lock(&self.0.shared.index_state).clone();
        state.behind = state.entries < self.0.shared.entries();
        state
    }

    /// Waits until the words of every paper entered so far are found, or the index cannot be used. The command line
    /// asks once, right after opening; pages ask at once and say that the index is behind.
    pub fn wait_for_index(&self) {
        let shared = &self.0.shared;
        let keeps_up = self.standing().is_open();
        let mut state = lock(&shared.index_state);
        while !self.is_reached() && !shared.is_shutting() && state.fault.is_none() {
            if self.searcher().is_some() && (!keeps_up || state.entries >= shared.entries()) {
                return;
            }
            let waited = shared.index_moved.wait_timeout(state, INDEX_LOOK_AGAIN);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Finds papers by number, name, date, subject and words of the body.
    ///
    /// # Errors
    /// When register or index cannot be read.
    pub fn find(&self, viewer: &Viewer, typed: &str, limit: usize) -> Result<Found, Fault> {
        let reads = self.reads()?;
        reads.find(viewer, typed, limit, self.searcher().as_ref()).map_err(Fault::unread)
    }

    /// Finds for whoever asks once and goes, as the command line does: as an officer, or as the folder's owner. It waits
    /// until the words of every paper entered so far are found; where a server holds the folder, its index is asked.
    ///
    /// # Errors
    /// When register or index cannot be read, or the server cannot be reached.
    pub fn find_once(&self, officer: Option<&OfficerId>, typed: &str, limit: usize) -> Result<Found, Fault> {
        if let Side::There(line) = &self.0.side {
            return line.find(officer.cloned(), typed, limit);
        }
        self.wait_for_index();
        let viewer = match officer {
            Some(officer) => self.viewer(officer),
            None => Viewer::owner(self.house(), self.now()),
        };
        self.find(&viewer, typed, limit)
    }

    /// The side of the index that is asked; `None` while it is being opened, or cannot be used.
    pub fn searcher(&self) -> Option<Searcher> {
        self.0.shared.searcher.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Sets the index's thread to work. An office that takes no acts only opens the index, and leaves it as it is.
pub(super) fn start(shared: &Arc<Shared>, reader: Reader, keep_up: bool) -> Result<JoinHandle<()>, OpenError> {
    let shared = shared.clone();
    spawn("chancery-index", move || {
        give_way();
        while !shared.is_shutting() {
            match run(&shared, &reader, keep_up) {
                Ok(()) => break,
                Err(error) => {
                    tracing::warn!(%error, "the index is not kept up; it is tried again");
                    lock(&shared.index_state).fault = Some(error.to_string());
                    shared.index_moved.notify_all();
                    shared.wait_until(Instant::now() + Duration::from_secs(RETRY_S), u64::MAX);
                }
            }
        }
        *shared.searcher.write().unwrap_or_else(PoisonError::into_inner) = None;
    })
}

/// How far the index steps back behind the rest of the program, in the system's own steps.
#[cfg(target_os = "linux")]
const STEPS_BACK: i32 = 10;

/// Lets everybody else go first: whoever enters or reads waits for an answer, nobody for the index. On Linux this holds
/// for this thread and those that it starts, the index's own among them; elsewhere it would hold for the whole program.
pub(super) fn give_way() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::nice(STEPS_BACK) {
        tracing::debug!(%error, "the index does not give way");
    }
}

fn run(shared: &Arc<Shared>, reader: &Reader, keep_up: bool) -> Result<(), IndexError> {
    let serve = |searcher| *shared.searcher.write().unwrap_or_else(PoisonError::into_inner) = searcher;
    if !keep_up {
        // It may be all that shows that the journal is not the one it was made from: it is asked, and left as it is.
        let searcher = Searcher::open(&shared.folder)?;
        let mut state = lock(&shared.index_state);
        state.entries = searcher.as_ref().and_then(Searcher::place).map_or(0, |place| place.entry + 1);
        state.fault = searcher.is_none().then(|| "there is none, and none is made while nothing is entered".to_owned());
        serve(searcher);
        drop(state);
        shared.index_moved.notify_all();
        shared.wait_for_more(u64::MAX);
        return Ok(());
    }
    let mut index = Index::open(&shared.folder)?;
    let searcher = index.searcher();
    serve(Some(searcher.clone()));
    let mut reads = (shared.register_life(), Reads::open(&shared.folder)?);
    // Whoever searches first does not wait for what searches are answered from.
    let waits = Arc::downgrade(shared);
    searcher.warm(&mut reads.1, move || waits.upgrade().is_none_or(|shared| shared.is_shutting()))?;
    loop {
        let life = shared.register_life();
        if life != reads.0 {
            reads = (life, Reads::open(&shared.folder)?);
        }
        catch_up(&mut index, shared, reader, &reads.1)?;
        if shared.is_shutting() {
            return Ok(());
        }
        let indexed = lock(&shared.index_state).entries;
        shared.wait_for_more(indexed);
        let until = Instant::now() + Duration::from_millis(INDEX_WAIT_MS_MAX);
        shared.wait_until(until, indexed + INDEX_PAPERS_MAX as u64);
    }
}

fn catch_up(index: &mut Index, shared: &Shared, reader: &Reader, reads: &Reads) -> Result<(), IndexError> {
    let mut papers_max = INDEX_PAPERS_MAX;
    loop {
        let come = index.catch_up(reads, &|body| text(reader, body), papers_max)?;
        let mut state = lock(&shared.index_state);
        state.fault = None;
        if let Some(place) = index.place() {
            state.entries = place.entry + 1;
        }
        drop(state);
        shared.index_moved.notify_all();
        if !come.behind {
            return Ok(());
        }
        // A commit costs as much for few papers as for many.
        papers_max = BACKLOG_PAPERS;
    }
}

fn text(reader: &Reader, body: &BodyId) -> Option<String> {
    // A text that cannot be read is found by everything but its words; reading the paper itself names the damage.
    String::from_utf8(reader.body_to_vec(&body.0).ok()??).ok()
}

/// Makes the index of a folder anew.
pub(super) fn rebuild(
    folder: &Path,
    reader: &Reader,
    reads: &Reads,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), OpenError> {
    let mut made = || -> Result<(), IndexError> {
        Index::discard(folder)?;
        let mut index = Index::open(folder)?;
        let mut done = 0;
        loop {
            let come = index.catch_up(reads, &|body| text(reader, body), REBUILD_PAPERS)?;
            done += come.papers as u64;
            progress(Progress { stage: Stage::Index, done, of: None });
            if !come.behind {
                return Ok(());
            }
        }
    };
    made().map_err(|error| OpenError::Register { folder: folder.to_owned(), why: error.to_string() })
}
