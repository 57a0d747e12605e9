//! What the writer, the index and those who ask share.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, Instant};

use intake::Languages;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use procedure::house::House;
use procedure::moment::Moment;
use register::Searcher;

use super::command::Fault;
use super::indexing::IndexState;
use super::options::{Clock, OfficeOptions};
use super::standing::Standing;
use crate::opener::Openers;
use crate::setters::Setters;

/// How far the clock may lag behind the last entry before it counts as set back, in microseconds.
const CLOCK_LAG_US_MAX: i64 = 1_000_000;

/// A panic elsewhere leaves these values whole: each is changed in one step.
pub(super) fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(super) struct Shared {
    pub(super) folder: PathBuf,
    pub(super) clock: Clock,
    pub(super) paper_bytes_max: u64,
    /// Take apart what comes in.
    pub(super) openers: Openers,
    /// Set pages.
    pub(super) setters: Setters,
    /// By which words papers are read.
    pub(super) languages: Languages,
    pub(super) standing: Mutex<Standing>,
    house: RwLock<Arc<House>>,
    zone: RwLock<TimeZone>,
    last_us: AtomicI64,
    clock_warned: AtomicBool,
    shutting: AtomicBool,
    bell: Bell,
    register_life: AtomicU64,
    /// The journal of an office that is open for reading only: it holds the folder.
    pub(super) held: Mutex<Option<journal::Journal>>,
    pub(super) index_state: Mutex<IndexState>,
    /// Told when `index_state` or `searcher` changed.
    pub(super) index_moved: Condvar,
    pub(super) searcher: RwLock<Option<Searcher>>,
}

/// Rung when entries were committed, and when the office is shut; the index waits for it.
#[derive(Default)]
struct Bell {
    entries: Mutex<u64>,
    rung: Condvar,
}

impl Shared {
    pub(super) fn new(
        folder: PathBuf,
        options: &OfficeOptions,
        languages: Languages,
        house: Arc<House>,
        zone: TimeZone,
        last_us: i64,
    ) -> Self {
        Self {
            setters: Setters::new(&folder, options.opening.program.clone()),
            folder,
            clock: options.clock.clone(),
            paper_bytes_max: options.paper_bytes_max,
            openers: Openers::new(options.opening.clone()),
            languages,
            standing: Mutex::new(Standing::Open),
            house: RwLock::new(house),
            zone: RwLock::new(zone),
            last_us: AtomicI64::new(last_us),
            clock_warned: AtomicBool::new(false),
            shutting: AtomicBool::new(false),
            bell: Bell::default(),
            register_life: AtomicU64::new(0),
            held: Mutex::new(None),
            index_state: Mutex::new(IndexState::default()),
            index_moved: Condvar::new(),
            searcher: RwLock::new(None),
        }
    }

    pub(super) fn house(&self) -> Arc<House> {
        self.house.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn set_house(&self, house: Arc<House>) {
        *self.house.write().unwrap_or_else(PoisonError::into_inner) = house;
    }

    pub(super) fn zone(&self) -> TimeZone {
        self.zone.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn set_zone(&self, zone: TimeZone) {
        *self.zone.write().unwrap_or_else(PoisonError::into_inner) = zone;
    }

    /// The moment now, never earlier than the last entry: a clock that was set back stands still until it is past it.
    pub(super) fn now(&self) -> Moment {
        let clock = self.clock.now().micros();
        let last = self.last_us.load(Ordering::SeqCst);
        let behind = last - clock > CLOCK_LAG_US_MAX;
        if self.clock_warned.swap(behind, Ordering::SeqCst) != behind && behind {
            tracing::warn!(
                clock = %Moment::from_micros(clock), last = %Moment::from_micros(last),
                "the clock is behind the last entry; entries carry the moment of the last one until it has caught up"
            );
        }
        Moment::from_micros(clock.max(last))
    }

    /// By how much the clock is behind the last entry.
    pub(super) fn clock_behind(&self) -> Option<Duration> {
        let behind = self.last_us.load(Ordering::SeqCst) - self.clock.now().micros();
        (behind > CLOCK_LAG_US_MAX).then(|| Duration::from_micros(behind.unsigned_abs()))
    }

    /// How often another file may have come into the place of the register. Whoever reads it opens it anew when this
    /// has changed.
    pub(super) fn register_life(&self) -> u64 {
        self.register_life.load(Ordering::SeqCst)
    }

    pub(super) fn renew_register(&self) {
        self.register_life.fetch_add(1, Ordering::SeqCst);
    }

    pub(super) fn entered(&self, last: Moment, entries: u64) {
        self.last_us.fetch_max(last.micros(), Ordering::SeqCst);
        *lock(&self.bell.entries) = entries;
        self.bell.rung.notify_all();
    }

    /// What the journal has at the opening.
    pub(super) fn heard_of(&self, entries: u64) {
        *lock(&self.bell.entries) = entries;
    }

    pub(super) fn date(&self, at: Moment) -> Date {
        self.zone().to_datetime(at.timestamp()).date()
    }

    /// The fault of an office whose writer is not there.
    pub(super) fn away(&self) -> Fault {
        match &*lock(&self.standing) {
            Standing::ReadOnly(why) => Fault::ReadOnly(why.clone()),
            Standing::Stopped { why } => Fault::Stopped { why: why.clone() },
            Standing::Open if self.is_shutting() => Fault::Shut,
            // Between the failure and the writer's saying so.
            Standing::Open => Fault::Stopped { why: "the journal is closed for the moment".into() },
        }
    }

    pub(super) fn shutting(&self) {
        self.shutting.store(true, Ordering::SeqCst);
        // Taken and given up, so that no one misses the bell between looking at the flag and waiting.
        drop(lock(&self.bell.entries));
        self.bell.rung.notify_all();
    }

    pub(super) fn is_shutting(&self) -> bool {
        self.shutting.load(Ordering::SeqCst)
    }

    /// Waits until the journal has more than `seen` entries or the office is shut.
    pub(super) fn wait_for_more(&self, seen: u64) {
        let mut entries = lock(&self.bell.entries);
        while *entries <= seen && !self.is_shutting() {
            entries = self.bell.rung.wait(entries).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Waits until a moment, until the journal has `enough` entries, or until the office is shut.
    pub(super) fn wait_until(&self, until: Instant, enough: u64) {
        let mut entries = lock(&self.bell.entries);
        while *entries < enough && !self.is_shutting() {
            let Some(left) = until.checked_duration_since(Instant::now()).filter(|left| !left.is_zero()) else { break };
            entries = self.bell.rung.wait_timeout(entries, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// How many entries the journal has, as far as has been heard.
    pub(super) fn entries(&self) -> u64 {
        *lock(&self.bell.entries)
    }
}
