//! Opening files: text in this process, every binary form in a process of its own that is limited in memory and time
//! and may do nothing but read its input and write its answer. See ADR 0007.
//!
//! [`Openers::open`] is the only door. It never fails: what cannot be taken apart stays closed, with a remark.

mod answer;
#[cfg(unix)]
pub(crate) mod confine;
#[cfg(unix)]
pub(crate) mod conversation;
#[cfg(not(unix))]
#[path = "no_conversation.rs"]
pub(crate) mod conversation;
mod ending;
#[cfg(unix)]
mod run;

pub use answer::{
    ANSWER_ENCLOSED_MAX, ANSWER_HEAD_BYTES_MAX, ANSWER_REMARKS_MAX, ANSWER_TEXT_BYTES_MAX, TAKEN_BYTES_MAX,
};
#[cfg(unix)]
pub(crate) use run::run;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use intake::{Extract, Format};
use phrases::stored;

use crate::turns::Turns;

pub(crate) use ending::{Ending, amount};

/// Memory of one opener unless an office is set otherwise, in bytes: address space, its own program counted in.
pub const EXTRACT_BYTES_MAX: u64 = 1 << 30;
/// Least memory that may be set, in bytes: the program itself and a short file.
pub const EXTRACT_BYTES_MIN: u64 = 128 << 20;
/// Time of one opener unless an office is set otherwise, in seconds by the clock on the wall and of a processor alike.
pub const EXTRACT_SECONDS_MAX: u64 = 30;
/// Most time that may be set, in seconds.
pub const EXTRACT_SECONDS_CEILING: u64 = 3_600;

/// The allocator would take a GiB of addresses before anything is limited, and deal out of it afterwards: it is told to ask
/// the system each time, so that the limit is met where it was set.
pub(crate) const ALLOCATOR_TAKES_AS_IT_NEEDS: (&str, &str) = ("MIMALLOC_ARENA_RESERVE", "0");

/// How binary forms are opened.
#[derive(Debug, Clone)]
pub struct OpenerOptions {
    /// Which program is started to open a file.
    pub program: Program,
    /// Memory of one opener, in bytes.
    pub bytes_max: u64,
    /// Time of one opener, in seconds.
    pub seconds_max: u64,
    /// Openers at once; further files wait for one that is done.
    pub at_once_max: usize,
}

impl Default for OpenerOptions {
    fn default() -> Self {
        Self {
            program: Program::This,
            bytes_max: EXTRACT_BYTES_MAX,
            seconds_max: EXTRACT_SECONDS_MAX,
            at_once_max: std::thread::available_parallelism().map_or(1, usize::from),
        }
    }
}

/// Which program is started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Program {
    /// The one that runs. On Linux the very file it was started from, even where another has taken its name since.
    This,
    /// A `chancery` that lies somewhere.
    At(PathBuf),
}

impl Program {
    pub(crate) fn path(&self) -> std::io::Result<PathBuf> {
        match self {
            // An upgrade puts another file there while this one runs; the kernel still knows this one.
            Self::This if cfg!(target_os = "linux") => Ok(PathBuf::from("/proc/self/exe")),
            Self::This => std::env::current_exe(),
            Self::At(path) => Ok(path.clone()),
        }
    }
}

/// Opens files, a few at once.
#[derive(Debug)]
pub struct Openers {
    options: OpenerOptions,
    turns: Turns,
}

impl Openers {
    /// None at work yet.
    pub fn new(options: OpenerOptions) -> Self {
        Self { turns: Turns::new(options.at_once_max), options }
    }

    /// Takes a file apart. A text is taken apart at once; for every other form it blocks until an opener is free and done.
    /// `name` is a label for remarks.
    pub fn open(&self, bytes: &[u8], name: &str) -> Extract {
        if !intake::needs_parser(bytes) {
            #[expect(
                clippy::disallowed_methods,
                reason = "this is the door, and no parser of a binary form runs for it"
            )]
            return intake::open(bytes, name);
        }
        let _turn = self.turns.take();
        self.ask(bytes, name).unwrap_or_else(|ending| {
            tracing::warn!(%ending, bytes = bytes.len(), "a file was not taken apart");
            let format = Format::of_sign(bytes).unwrap_or(Format::Mail);
            let stored_ending = ending.says(&self.options);
            Extract::closed(format, stored!("{name}: {stored_ending}; it is kept as it came and not read."))
        })
    }

    fn ask(&self, bytes: &[u8], name: &str) -> Result<Extract, Ending> {
        let child = self.start().map_err(Ending::NotStarted)?;
        let deadline = Instant::now() + Duration::from_secs(self.options.seconds_max);
        let head = answer::request(bytes, name);
        let mut hearing = answer::Hearing::default();
        let ended = child.converse(&[&head, bytes], deadline, &mut |heard| Ok(hearing.hear(heard)?))?;
        // An answer that is whole counts, however its giver ended.
        hearing.end().map_err(|lie| ended.ending().unwrap_or(Ending::Lie(lie)))
    }

    fn start(&self) -> std::io::Result<conversation::Partner> {
        let OpenerOptions { bytes_max, seconds_max, .. } = self.options;
        let mut command = std::process::Command::new(self.options.program.path()?);
        command.arg("extract").args(["--bytes-max", &bytes_max.to_string(), "--seconds-max", &seconds_max.to_string()]);
        conversation::Partner::start(command, &[ALLOCATOR_TAKES_AS_IT_NEEDS])
    }
}
