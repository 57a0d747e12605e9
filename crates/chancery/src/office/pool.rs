//! A few connections kept open for the next question.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex};

use super::options::POOL_CONNECTIONS_MAX;
use super::state::lock;

/// Connections of one kind. Whoever asks takes one that lies there or opens another, and lays it back.
pub(super) struct Pool<T>(Arc<Mutex<Lying<T>>>);

/// What lies there: connections to one file, until another is in its place.
struct Lying<T> {
    life: u64,
    connections: Vec<T>,
    shut: bool,
}

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Lying { life: 0, connections: Vec::new(), shut: false })))
    }
}

impl<T> Pool<T> {
    /// One that lies there, or a new one. `life` counts how often the file was exchanged for another: what was opened in an
    /// earlier life is of a file that has no name any more, and is closed.
    pub(super) fn take<E>(&self, life: u64, open: impl FnOnce() -> Result<T, E>) -> Result<Pooled<T>, E> {
        let (lying, _of_another_file) = {
            let mut pool = lock(&self.0);
            let of_another_file = if pool.life < life { std::mem::take(&mut pool.connections) } else { Vec::new() };
            pool.life = pool.life.max(life);
            (pool.connections.pop(), of_another_file)
        };
        let held = match lying {
            Some(held) => held,
            None => open()?,
        };
        Ok(Pooled { held: Some(held), life, pool: self.0.clone() })
    }

    /// Closes what lies there, and from now on every connection as soon as it is laid back.
    pub(super) fn shut(&self) {
        let _closed = {
            let mut pool = lock(&self.0);
            pool.shut = true;
            std::mem::take(&mut pool.connections)
        };
    }
}

/// A connection on loan.
pub struct Pooled<T> {
    // `None` only while it is dropped.
    held: Option<T>,
    life: u64,
    pool: Arc<Mutex<Lying<T>>>,
}

impl<T> Deref for Pooled<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match &self.held {
            Some(held) => held,
            None => unreachable!("a connection is on loan until it is dropped"),
        }
    }
}

impl<T> DerefMut for Pooled<T> {
    fn deref_mut(&mut self) -> &mut T {
        match &mut self.held {
            Some(held) => held,
            None => unreachable!("a connection is on loan until it is dropped"),
        }
    }
}

impl<T> Drop for Pooled<T> {
    fn drop(&mut self) {
        let mut pool = lock(&self.pool);
        if !pool.shut && pool.life == self.life && pool.connections.len() < POOL_CONNECTIONS_MAX {
            pool.connections.extend(self.held.take());
        }
    }
}

impl<T> std::fmt::Debug for Pooled<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pooled")
    }
}
