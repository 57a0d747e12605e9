//! Turns: so many at once, and no more.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Hands out turns. Whoever finds none waits on its own thread until one is given back.
#[derive(Debug)]
pub(crate) struct Turns {
    at_once_max: usize,
    at_work: Mutex<usize>,
    done: Condvar,
}

impl Turns {
    /// At most so many at once; one at least.
    pub(crate) fn new(at_once_max: usize) -> Self {
        Self { at_once_max: at_once_max.max(1), at_work: Mutex::new(0), done: Condvar::new() }
    }

    /// Waits until fewer are at work than may be.
    pub(crate) fn take(&self) -> Turn<'_> {
        let mut at_work = self.lock();
        while *at_work >= self.at_once_max {
            at_work = self.done.wait(at_work).unwrap_or_else(PoisonError::into_inner);
        }
        *at_work += 1;
        Turn(self)
    }

    fn lock(&self) -> MutexGuard<'_, usize> {
        self.at_work.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// That one more is at work.
pub(crate) struct Turn<'a>(&'a Turns);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *self.0.lock() -= 1;
        self.0.done.notify_one();
    }
}
