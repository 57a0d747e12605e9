//! A few connections kept open for the next question.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex};

use super::options::POOL_CONNECTIONS_MAX;
use super::state::lock;

/// Connections of one kind. Whoever asks takes one that lies there or opens another, and lays it back.
pub(super) struct Pool<T>(Arc<Mutex<Vec<T>>>);

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Vec::new())))
    }
}

impl<T> Pool<T> {
    /// One that lies there, or a new one.
    pub(super) fn take<E>(&self, open: impl FnOnce() -> Result<T, E>) -> Result<Pooled<T>, E> {
        let lying = lock(&self.0).pop();
        let held = match lying {
            Some(held) => held,
            None => open()?,
        };
        Ok(Pooled { held: Some(held), pool: self.0.clone() })
    }
}

/// A connection on loan.
pub struct Pooled<T> {
    // `None` only while it is dropped.
    held: Option<T>,
    pool: Arc<Mutex<Vec<T>>>,
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
        let mut lying = lock(&self.pool);
        if lying.len() < POOL_CONNECTIONS_MAX {
            lying.extend(self.held.take());
        }
    }
}

impl<T> std::fmt::Debug for Pooled<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pooled")
    }
}
