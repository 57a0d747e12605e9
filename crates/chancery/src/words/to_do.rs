//! What is to be done, in a few words.

use phrases::{plural, say};
use procedure::card::AskedAct;
use procedure::paper::Part;
use register::Waits;

use super::{ASKED, capital, of};

/// What a direction asks of a desk.
pub(crate) fn asked(act: AskedAct, part: Part) -> String {
    let asked = capital(of(ASKED, act).trim_start_matches("to "));
    if part == Part::Copy { say!("{asked}, for information") } else { asked }
}

/// What is to be done about something that waits; a page, or a mail, says more beside it.
pub(crate) fn to_do(waits: &Waits) -> String {
    match waits {
        Waits::Direction { act, part, .. } => asked(*act, *part),
        Waits::ToMarkOut => say!("Mark out").to_owned(),
        Waits::CameBack { .. } => say!("Came back").to_owned(),
        Waits::ToConfirm { .. } => say!("Confirm the marking").to_owned(),
        Waits::OfferedMatch { count } => say!("Look at {}", plural!(*count, "{n} match", "{n} matches")),
        Waits::BringForward { reason, .. } => say!("Back: {reason}"),
        Waits::ToAnswer { theirs: true, .. } => say!("Their answer").to_owned(),
        Waits::ToAnswer { theirs: false, .. } => say!("To answer").to_owned(),
        Waits::ToSend { .. } => say!("Send").to_owned(),
        Waits::Copy { no, of, .. } => say!("Read copy {no} of {of}"),
        Waits::Concurrence { .. } => say!("Concur").to_owned(),
        Waits::PrivateOffice { .. } => say!("Look through, for the box").to_owned(),
        Waits::Decision { second: true, .. } => say!("Decide as the second").to_owned(),
        Waits::Decision { .. } => say!("Decide").to_owned(),
        Waits::Resubmission { reason: Some(_), .. } => say!("Submit again").to_owned(),
        Waits::Resubmission { reason: None, .. } => say!("To be discussed").to_owned(),
        Waits::Action { what, .. } => say!("Do: {what}"),
        Waits::Discharge { what, .. } => say!("Discharge: {what}"),
        Waits::Assess { of, .. } => say!("Assess {of}"),
        Waits::Deadline { what, .. } => what.clone(),
    }
}
