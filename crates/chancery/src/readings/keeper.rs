//! The thread that keeps the ledger: takes lines, and writes and flushes them once a second.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::time::{Duration, Instant};

use procedure::ids::OfficerId;
use procedure::moment::Moment;

use super::Reading;
use super::file::End;

/// Most lines that wait to be written; a further one is lost, and counted.
pub const READINGS_WAITING_MAX: usize = 4_096;
/// Most lines of one block; with that many it is written without waiting.
pub const BLOCK_LINES_MAX: usize = 1_024;
/// After so many milliseconds what waits is written: what a crash may lose.
pub const FLUSH_MS: u64 = 1_000;

/// That the first act of a day was entered, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NewDay(pub(crate) OfficerId);

enum Said {
    Line(Box<Reading>),
    /// Write what waits, and then answer.
    Settle(SyncSender<()>),
    NewDay(NewDay),
    Shut,
}

/// Where lines are handed in. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Keeper {
    give: SyncSender<Said>,
    lost: Arc<AtomicU64>,
}

impl std::fmt::Debug for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Said")
    }
}

/// The other end: run it on a thread of its own.
pub(crate) struct Keeping {
    take: Receiver<Said>,
    lost: Arc<AtomicU64>,
    end: End,
    waiting: Vec<Reading>,
}

/// A keeper of a folder's ledger, and the work of its thread.
pub(crate) fn keeping(folder: &Path) -> (Keeper, Keeping) {
    with_room(folder, READINGS_WAITING_MAX)
}

fn with_room(folder: &Path, room: usize) -> (Keeper, Keeping) {
    let (give, take) = sync_channel(room);
    let lost = Arc::new(AtomicU64::new(0));
    let keeper = Keeper { give, lost: lost.clone() };
    (keeper, Keeping { take, lost, end: End::of(folder), waiting: Vec::new() })
}

impl Keeper {
    /// Hands a line in, and never waits.
    pub(crate) fn keep(&self, line: Reading) {
        match self.give.try_send(Said::Line(Box::new(line))) {
            Ok(()) => {}
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => {
                self.lost.fetch_add(1, Ordering::SeqCst);
            }
        }
    }

    /// Waits until all that was handed in before is written, or could not be; blocks.
    pub(crate) fn settle(&self) {
        let (done, waits) = sync_channel(1);
        if self.give.send(Said::Settle(done)).is_ok() {
            // A keeper that is gone has written what it had.
            let _ = waits.recv();
        }
    }

    /// Says that a day began. Where there is no room, the next act says so again.
    pub(crate) fn new_day(&self, day: NewDay) -> bool {
        self.give.try_send(Said::NewDay(day)).is_ok()
    }

    /// Lines that were lost and stand in no block yet.
    pub(crate) fn lost(&self) -> u64 {
        self.lost.load(Ordering::SeqCst)
    }

    /// Ends the thread, once it has written what it has; blocks while there is no room.
    pub(crate) fn shut(&self) {
        let _ = self.give.send(Said::Shut);
    }
}

impl Keeping {
    /// Keeps the ledger until it is shut. `now` says the moment; `new_day` is called, with everything written, when a day began.
    pub(crate) fn run(mut self, now: impl Fn() -> Moment, mut new_day: impl FnMut(NewDay)) {
        let mut due: Option<Instant> = None;
        loop {
            let said = match due {
                None => self.take.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(due) => self.take.recv_timeout(due.saturating_duration_since(Instant::now())),
            };
            match said {
                Ok(Said::Line(line)) => {
                    self.waiting.push(*line);
                    due = due.or(Some(Instant::now() + Duration::from_millis(FLUSH_MS)));
                    if self.waiting.len() < BLOCK_LINES_MAX {
                        continue;
                    }
                    self.write(now());
                }
                Ok(Said::Settle(done)) => {
                    self.write(now());
                    let _ = done.send(());
                }
                Ok(Said::NewDay(day)) => {
                    self.write(now());
                    new_day(day);
                }
                Err(RecvTimeoutError::Timeout) => self.write(now()),
                Ok(Said::Shut) | Err(RecvTimeoutError::Disconnected) => return self.write(now()),
            }
            due = None;
        }
    }

    fn write(&mut self, at: Moment) {
        if self.waiting.is_empty() {
            return;
        }
        let lines = std::mem::take(&mut self.waiting);
        let (count, lost) = (lines.len() as u64, self.lost.swap(0, Ordering::SeqCst));
        if let Err(error) = self.end.add(at, lost, lines) {
            // A paper is read all the same; what is missing here is told wherever the ledger is.
            tracing::warn!(%error, lines = count, "the reading ledger was not written");
            self.lost.fetch_add(count + lost, Ordering::SeqCst);
        }
    }
}

#[cfg(test)]
mod tests {
    use procedure::ids::PaperId;
    use procedure::sight::Sight;

    use super::super::{Looked, Through, walk};
    use super::*;

    fn line() -> Reading {
        let looked = Looked::Paper { paper: PaperId([1; 16]), part: "page".to_owned(), sight: Sight::Whole };
        let officer = Some("lind".parse().expect("a code"));
        Reading { at: Moment::from_micros(7), officer, account: None, door: Through::Page, looked }
    }

    fn run(keeping: Keeping) -> std::thread::JoinHandle<()> {
        std::thread::spawn(move || keeping.run(|| Moment::from_micros(7), |_| {}))
    }

    fn found(folder: &Path) -> (u64, Vec<usize>) {
        let mut blocks = Vec::new();
        let walked = walk(folder, None, |block| blocks.push(block.lines.len())).expect("it is read");
        (walked.lost, blocks)
    }

    #[test]
    fn a_full_channel_makes_nobody_wait_and_what_is_lost_is_counted() {
        let folder = tempfile::tempdir().expect("a folder");
        let (keeper, keeping) = with_room(folder.path(), 2);
        // Nobody takes them yet: two lie there, the third is lost.
        (0..3).for_each(|_| keeper.keep(line()));
        assert_eq!(keeper.lost(), 1);
        let thread = run(keeping);
        keeper.settle();
        assert_eq!(keeper.lost(), 0, "it stands in the ledger now");
        keeper.keep(line());
        keeper.shut();
        thread.join().expect("it ended");
        assert_eq!(found(folder.path()), (1, vec![2, 1]));
        keeper.keep(line());
        assert_eq!(keeper.lost(), 1, "after the end nothing is written");
    }

    #[test]
    fn a_block_is_full_at_its_limit() {
        let folder = tempfile::tempdir().expect("a folder");
        let (keeper, keeping) = with_room(folder.path(), BLOCK_LINES_MAX + 2);
        (0..=BLOCK_LINES_MAX).for_each(|_| keeper.keep(line()));
        let thread = run(keeping);
        keeper.shut();
        thread.join().expect("it ended");
        assert_eq!(found(folder.path()), (0, vec![BLOCK_LINES_MAX, 1]));
    }

    #[test]
    fn a_disk_that_takes_nothing_is_told_by_the_count() {
        let folder = tempfile::tempdir().expect("a folder");
        let gone = folder.path().join("gone");
        let (keeper, keeping) = with_room(&gone, 8);
        let thread = run(keeping);
        (0..2).for_each(|_| keeper.keep(line()));
        keeper.settle();
        assert_eq!(keeper.lost(), 2);
        std::fs::create_dir(&gone).expect("the folder is there again");
        keeper.keep(line());
        keeper.shut();
        thread.join().expect("it ended");
        assert_eq!(found(&gone), (2, vec![1]));
    }

    #[test]
    fn when_a_day_began_all_is_written_before_it_is_said() {
        let folder = tempfile::tempdir().expect("a folder");
        let (keeper, keeping) = with_room(folder.path(), 8);
        let (say, said) = sync_channel(1);
        let there = folder.path().to_owned();
        let thread = std::thread::spawn(move || {
            keeping.run(
                || Moment::from_micros(7),
                |NewDay(officer)| say.send((found(&there).1, officer)).expect("somebody listens"),
            );
        });
        keeper.keep(line());
        assert!(keeper.new_day(NewDay("lind".parse().expect("a code"))));
        assert_eq!(said.recv().expect("it is said"), (vec![1], "lind".parse().expect("a code")));
        keeper.shut();
        thread.join().expect("it ended");
    }
}
