//! Where there are no such sockets: the command line works on the folder of a stopped server, or through the API.

use std::io;
use std::path::Path;
use std::sync::Arc;

use procedure::house::House;
use procedure::ids::OfficerId;
use procedure::moment::Moment;
use register::Found;

use crate::office::{Command, Fault, Kept, Office, Receipt, SubmitError};
use crate::readings::Reading;

/// A socket that is not there.
#[derive(Debug)]
pub struct Listening(());

/// Does nothing.
///
/// # Errors
/// Never.
pub async fn serve(_office: Office) -> io::Result<Listening> {
    Ok(Listening(()))
}

/// Nobody has one.
pub(crate) enum Line {}

/// Nobody is told it.
pub(crate) struct Stands {
    pub(crate) house: House,
    pub(crate) now: Moment,
    pub(crate) paper_bytes_max: u64,
    pub(crate) away: Option<Fault>,
}

/// Nobody has one.
pub(crate) enum Incoming {}

impl Line {
    pub(crate) fn connect(_folder: &Path) -> io::Result<Arc<Self>> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(crate) fn state(&self) -> io::Result<Stands> {
        match *self {}
    }

    pub(crate) fn find(&self, _officer: Option<OfficerId>, _typed: &str, _limit: usize) -> Result<Found, Fault> {
        match *self {}
    }

    pub(crate) fn looked(&self, _lines: Vec<Reading>) -> Result<(), Fault> {
        match *self {}
    }

    pub(crate) fn submit(&self, _command: Command) -> Result<Receipt, SubmitError> {
        match *self {}
    }

    pub(crate) fn publish_head(&self) -> Result<journal::PublishedHead, Fault> {
        match *self {}
    }

    pub(crate) fn lay(self: &Arc<Self>) -> Result<Incoming, Fault> {
        match **self {}
    }
}

impl Incoming {
    pub(crate) fn write(&mut self, _bytes: &[u8]) -> Result<(), SubmitError> {
        match *self {}
    }

    pub(crate) fn bytes(&self) -> u64 {
        match *self {}
    }

    pub(crate) fn finish(self) -> Result<Kept, SubmitError> {
        match self {}
    }
}
