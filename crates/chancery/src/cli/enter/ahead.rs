//! Reading ahead: a few threads read files while the writer enters those before them. They come out in their order, and
//! only so many, of so many bytes, are ever held.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Files that are read ahead of the one being entered.
pub(super) const FILES_AHEAD_MAX: usize = 256;
/// Bytes of files that are held read ahead; a single longer file is held alone.
pub(super) const BYTES_AHEAD_MAX: u64 = 64 << 20;

/// Does `each` to all on `threads` threads, and hands what came of them to `take` in their order. `weigh` says how many
/// bytes one holds while it waits. `take` ends it all by returning `false`.
pub(in crate::cli) fn ahead<P: Sync, T: Send>(
    all: &[P],
    threads: usize,
    weigh: impl Fn(&P) -> u64 + Sync,
    each: impl Fn(&P) -> T + Sync,
    mut take: impl FnMut(&P, T) -> bool,
) {
    let shelf = Shelf::new(all.len());
    std::thread::scope(|scope| {
        for nth in 0..threads.max(1) {
            let reader = std::thread::Builder::new().name("reader".to_owned());
            let began = reader.spawn_scoped(scope, || {
                // A reader that panics must not leave the others waiting for what it took.
                let _guard = Leave(&shelf);
                while let Some((at, bytes)) = shelf.claim(|at| weigh(&all[at])) {
                    shelf.put(at, bytes, each(&all[at]));
                }
            });
            // Fewer readers are slower; with none at all there is nothing to take.
            if began.is_err() {
                if nth == 0 {
                    shelf.close();
                }
                break;
            }
        }
        for one in all {
            let Some(read) = shelf.take() else { break };
            if !take(one, read) {
                break;
            }
        }
        shelf.close();
    });
}

struct Shelf<T> {
    state: Mutex<State<T>>,
    moved: Condvar,
}

struct State<T> {
    /// What was read and not taken: the first is the next to take.
    waiting: std::collections::VecDeque<Option<(u64, T)>>,
    /// The next to be claimed for reading.
    claimed: usize,
    /// How many were taken.
    taken: usize,
    of: usize,
    bytes: u64,
    closed: bool,
}

impl<T> Shelf<T> {
    fn new(of: usize) -> Self {
        let waiting = std::collections::VecDeque::with_capacity(FILES_AHEAD_MAX);
        let state = State { waiting, claimed: 0, taken: 0, of, bytes: 0, closed: false };
        Self { state: Mutex::new(state), moved: Condvar::new() }
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next to read, once there is room for it.
    fn claim(&self, weigh: impl Fn(usize) -> u64) -> Option<(usize, u64)> {
        let mut state = self.state();
        loop {
            if state.closed || state.claimed == state.of {
                return None;
            }
            let at = state.claimed;
            let bytes = weigh(at);
            let alone = at == state.taken;
            let room = at < state.taken + FILES_AHEAD_MAX && state.bytes + bytes <= BYTES_AHEAD_MAX;
            if alone || room {
                state.claimed += 1;
                state.bytes += bytes;
                state.waiting.push_back(None);
                return Some((at, bytes));
            }
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn put(&self, at: usize, bytes: u64, read: T) {
        let mut state = self.state();
        let place = at - state.taken;
        if let Some(slot) = state.waiting.get_mut(place) {
            *slot = Some((bytes, read));
        }
        drop(state);
        self.moved.notify_all();
    }

    /// The next in order, once it was read; `None` when the readers are gone.
    fn take(&self) -> Option<T> {
        let mut state = self.state();
        loop {
            if let Some(Some(_)) = state.waiting.front() {
                let (bytes, read) = state.waiting.pop_front()??;
                state.taken += 1;
                state.bytes -= bytes;
                drop(state);
                self.moved.notify_all();
                return Some(read);
            }
            if state.closed || state.taken == state.of {
                return None;
            }
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn close(&self) {
        self.state().closed = true;
        self.moved.notify_all();
    }
}

/// Closes the shelf when a reader panics.
struct Leave<'a, T>(&'a Shelf<T>);

impl<T> Drop for Leave<'_, T> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.close();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    fn paths(count: usize) -> Vec<PathBuf> {
        (0..count).map(|n| PathBuf::from(n.to_string())).collect()
    }

    #[test]
    fn they_come_out_in_their_order() {
        let paths = paths(1_000);
        let mut seen = Vec::new();
        ahead(
            &paths,
            4,
            |_| 1,
            |path| path.clone(),
            |path, read| {
                assert_eq!(*path, read);
                seen.push(read);
                true
            },
        );
        assert_eq!(seen, paths);
    }

    #[test]
    fn no_more_bytes_are_held_than_the_limit() {
        let paths = paths(200);
        let held = AtomicU64::new(0);
        let most = AtomicU64::new(0);
        let each = BYTES_AHEAD_MAX / 10;
        ahead(
            &paths,
            4,
            |_| each,
            |_| {
                let now = held.fetch_add(each, Ordering::SeqCst) + each;
                most.fetch_max(now, Ordering::SeqCst);
            },
            |_, ()| {
                held.fetch_sub(each, Ordering::SeqCst);
                true
            },
        );
        // One is taken, and counted out by this test only after that.
        assert!(most.load(Ordering::SeqCst) <= BYTES_AHEAD_MAX + each);
    }

    #[test]
    fn one_longer_than_the_limit_is_read_alone() {
        let mut seen = 0;
        ahead(
            &paths(5),
            3,
            |_| BYTES_AHEAD_MAX + 1,
            |_| (),
            |_, ()| {
                seen += 1;
                true
            },
        );
        assert_eq!(seen, 5);
    }

    #[test]
    fn it_ends_when_the_taker_has_enough() {
        let mut seen = 0;
        ahead(
            &paths(10_000),
            3,
            |_| 1,
            |_| (),
            |_, ()| {
                seen += 1;
                seen < 3
            },
        );
        assert_eq!(seen, 3);
    }
}
