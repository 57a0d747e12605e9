//! Why a command ended otherwise than done, and the exit codes.

use std::fmt;
use std::io::{self, Write as _};

use procedure::refusal::Refusal;

/// How a command ended, as the operating system is told.
///
/// The numbers are part of the program's interface: scripts build on them (`docs/commands.md`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// Refused by the rules; nothing was changed.
    Refused = 1,
    /// The command was not understood; nothing was tried.
    Usage = 2,
    /// A fault of disk, data or network.
    Fault = 3,
    /// `verify` found something wrong.
    Wrong = 4,
    /// Some of many papers were not taken; the others were.
    SomeNot = 5,
    /// Another program holds the folder and does not answer.
    Held = 6,
}

/// Why a command ended otherwise than done: what and why in one sentence, what next in another.
#[derive(Debug)]
pub struct Stop {
    /// What did not happen: "not entered", "not found". Empty where it did, and only could not be told.
    pub not: &'static str,
    /// What is wrong and why.
    pub why: String,
    /// What to do next.
    pub next: Option<String>,
    /// The exit code.
    pub exit: Exit,
}

impl Stop {
    /// A refusal by the rules.
    pub fn refused(refusal: &Refusal) -> Self {
        Self { not: "not done", why: refusal.to_string(), next: Some(refusal.next()), exit: Exit::Refused }
    }

    /// A command that does not make sense as it was given.
    pub fn usage(why: impl Into<String>, next: impl Into<String>) -> Self {
        Self { not: "not understood", why: why.into(), next: Some(next.into()), exit: Exit::Usage }
    }

    /// A fault of disk, data or network.
    pub fn fault(why: impl fmt::Display) -> Self {
        Self { not: "not done", why: why.to_string(), next: None, exit: Exit::Fault }
    }

    /// A paper, officer or other thing that is not there, or not there for this officer.
    pub fn absent(why: impl Into<String>, next: impl Into<String>) -> Self {
        Self { not: "not found", why: why.into(), next: Some(next.into()), exit: Exit::Refused }
    }

    /// A folder in which there is no office that can be read.
    pub fn no_office(not: &'static str, why: impl fmt::Display) -> Self {
        let next = Some("give the folder of an office".to_owned());
        Self { not, why: why.to_string(), next, exit: Exit::Fault }
    }

    /// What was done and could not be printed. A reader that went away is no news, unless it was to get a secret.
    pub fn unprinted(done: impl fmt::Display, error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return io::Error::from(io::ErrorKind::BrokenPipe).into();
        }
        Self { not: "", why: format!("{done}, but it could not be printed: {error}"), next: None, exit: Exit::Fault }
    }

    /// The same as the bad news of entering.
    #[must_use]
    pub fn entering(mut self) -> Self {
        if self.not == "not done" {
            self.not = "not entered";
        }
        self
    }

    /// The same with what to do next.
    #[must_use]
    pub fn hint(mut self, next: impl Into<String>) -> Self {
        self.next = Some(next.into());
        self
    }

    /// Says it on standard error.
    pub fn say(&self) {
        let mut err = io::stderr().lock();
        let colon = if self.not.is_empty() { "" } else { ": " };
        let _ = writeln!(err, "{}{colon}{}", self.not, self.why);
        if let Some(next) = &self.next {
            let _ = writeln!(err, "hint: {next}");
        }
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::refused(&refusal)
    }
}

impl From<io::Error> for Stop {
    /// A reader that went away (`chancery register | head`) ends the command quietly and well.
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self { not: "", why: String::new(), next: None, exit: Exit::Done },
            _ => Self::fault(error),
        }
    }
}

/// What a command comes to.
pub type Outcome = Result<Exit, Stop>;
