//! Reminders by mail: what falls due for an officer, one mail an officer and day at most, sent in the morning.
//!
//! [`Outbox`] is a file beside the journal: addresses, and for each officer and day what became of the mail. [`write()`] makes the
//! words, from lines that the register gave for that officer; [`Relay`] hands them to the office's own server of mail. What
//! is done when is in `office/reminding`. Nothing of it is in the journal, and nothing is sent twice: see ADR 0010.

mod address;
mod letter;
mod outbox;
mod relay;
mod second_desk;

pub use address::{ADDRESS_BYTES_MAX, MailAddress, NoAddress};
pub use letter::{Letter, Says, in_bytes, with_file, write};
pub use outbox::{KEPT_DAYS, Mail, MailState, Outbox, OutboxError, TRIES_MAX};
pub use relay::{Line, Login, NoRelay, Relay, RelayOptions, Security, TIMEOUT_S, Undelivered};
pub use second_desk::{SECOND_DESKS_MAX, SecondDesk, SecondDeskNamed};

use jiff::civil::Time;

/// What it takes to remind officers.
#[derive(Debug, Clone)]
pub struct Post {
    /// Where mail goes out.
    pub relay: Relay,
    /// In whose name: "Registry <registry@arle.example>".
    pub from: lettre::message::Mailbox,
    /// From which time of day on, in the office's zone.
    pub at: Time,
    /// The address at which officers open the office; it stands under a reminder.
    pub link: Option<String>,
    /// How much a line says.
    pub says: Says,
}
