//! Where processes cannot be limited, none is started with a stranger's bytes.

use std::io;
use std::process::Command;
use std::time::Instant;

use super::ending::Ending;

/// A process to talk with; there is none.
pub(crate) enum Partner {}

/// A process that has ended by itself; there is none.
pub(crate) enum Ended {}

impl Partner {
    /// Starts nothing.
    pub(crate) fn start(_: Command, _: &[(&str, &str)]) -> io::Result<Self> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Is never come to.
    pub(crate) fn converse(
        self,
        _: &[&[u8]],
        _: Instant,
        _: &mut dyn FnMut(&[u8]) -> Result<(), Ending>,
    ) -> Result<Ended, Ending> {
        match self {}
    }
}

impl Ended {
    /// Is never come to.
    pub(crate) fn ending(&self) -> Option<Ending> {
        match *self {}
    }
}
