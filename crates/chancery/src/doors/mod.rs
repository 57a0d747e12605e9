//! The doors: how it is made sure who comes in. Passwords, one-time links, tokens and sessions lie in `FOLDER/doors.db`.
//!
//! None of it is in the journal: a secret must be able to go. That a door changed is journalled, without the secret, as
//! [`procedure::act::Act::ChangeDoor`]. Losing the file loses nothing else; officers are let in anew by one-time links.
//! Secrets that are random are kept as SHA-256, passwords as argon2id. See ADR 0005.

mod feeds;
mod limits;
mod passwords;
mod sessions;
mod store;
mod tokens;

pub use limits::{FAILURES_FREE, WAIT_S_MAX};
pub use passwords::{HASHINGS_MAX, PASSWORD_BYTES_MAX, PASSWORD_BYTES_MIN};
pub use sessions::SESSION_OFFICER;
pub use tokens::{LINK_VALID_S, Scope, TOKEN_PREFIX, TOKENS_PER_OFFICER_MAX, Token, UnknownScope};

use phrases::say;
use std::path::Path;
use std::sync::Arc;

/// The doors of one office. Cheap to clone.
#[derive(Clone)]
pub struct Doors(Arc<Inner>);

struct Inner {
    store: store::Store,
    waits: limits::Waits,
    hashing: passwords::Hashing,
}

impl Doors {
    /// Opens `doors.db` in an office's folder, or makes it. A damaged one is put aside and a new one made.
    ///
    /// # Errors
    /// When the folder cannot be used.
    pub fn open(folder: &Path) -> Result<Self, DoorError> {
        let store = store::Store::open(folder)?;
        Ok(Self(Arc::new(Inner { store, waits: limits::Waits::default(), hashing: passwords::Hashing::new()? })))
    }
}

impl std::fmt::Debug for Doors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Doors")
    }
}

/// Why somebody is not let in, or a door is not changed.
#[derive(Debug, thiserror::Error, phrases::Told)]
pub enum DoorError {
    /// Officer and password do not fit together. It does not say which is wrong.
    #[told("officer and password do not fit together")]
    Wrong,
    /// Too many wrong tries; nothing is looked at until the wait is over.
    #[told("there were too many wrong tries; wait {}", phrases::plural!(*seconds, "{n} second", "{n} seconds"))]
    Wait {
        /// For how long.
        seconds: u64,
    },
    /// Too many want to sign in at this moment.
    #[told("too many want to sign in at this moment")]
    Busy,
    /// The password is too short or too long.
    #[told("a password has {bytes_min} to {bytes_max} bytes, not {bytes}")]
    Password {
        /// How long it is.
        bytes: usize,
        /// The least.
        bytes_min: usize,
        /// The most.
        bytes_max: usize,
    },
    /// The link was used, has run out, or never was one.
    #[told("the link was used already or has run out")]
    Link,
    /// The officer has a token of that name.
    #[told("there is a token {name} already")]
    TokenTaken {
        /// The name.
        name: String,
    },
    /// The officer has no token of that name.
    #[told("there is no token {name}")]
    NoToken {
        /// The name.
        name: String,
    },
    /// The officer has as many tokens as one may have.
    #[told("an officer has at most {tokens_max} tokens")]
    TooManyTokens {
        /// How many that are.
        tokens_max: usize,
    },
    /// `doors.db` cannot be used.
    #[told("doors.db cannot be used: {0}")]
    Store(String),
}

impl DoorError {
    /// What to do next, without a first capital.
    pub fn next(&self) -> &'static str {
        match self {
            Self::Wrong => say!("try again, or ask an administrator for a one-time link"),
            Self::Wait { .. } | Self::Busy => say!("wait, then try again"),
            Self::Password { .. } => say!("choose another; four words are good"),
            Self::Link => say!("ask an administrator for a new one: chancery officer FOLDER reset OFFICER"),
            Self::TokenTaken { .. } => say!("choose another name, or end that token first"),
            Self::NoToken { .. } => say!("see the officer's tokens: chancery officer FOLDER token OFFICER list"),
            Self::TooManyTokens { .. } => say!("end a token that is no longer used"),
            Self::Store(_) => say!("see whether the folder can be written and the disk has room"),
        }
    }
}

impl From<rusqlite::Error> for DoorError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.to_string())
    }
}
