//! What is to be done, in a few words.

use procedure::card::AskedAct;
use procedure::paper::Part;
use register::Waits;

use super::{ASKED, capital, counted, of};

/// What a direction asks of a desk.
pub(crate) fn asked(act: AskedAct, part: Part) -> String {
    let asked = capital(of(ASKED, act).trim_start_matches("to "));
    if part == Part::Copy { format!("{asked}, for information") } else { asked }
}

/// What is to be done about something that waits; a page, or a mail, says more beside it.
pub(crate) fn to_do(waits: &Waits) -> String {
    match waits {
        Waits::Direction { act, part, .. } => asked(*act, *part),
        Waits::ToMarkOut => "Mark out".to_owned(),
        Waits::CameBack { .. } => "Came back".to_owned(),
        Waits::ToConfirm { .. } => "Confirm the marking".to_owned(),
        Waits::OfferedMatch { count } => format!("Look at {}", counted(*count, "match", "matches")),
        Waits::BringForward { reason, .. } => format!("Back: {reason}"),
        Waits::ToAnswer { theirs: true, .. } => "Their answer".to_owned(),
        Waits::ToAnswer { theirs: false, .. } => "To answer".to_owned(),
        Waits::ToSend { .. } => "Send".to_owned(),
        Waits::Copy { no, of, .. } => format!("Read copy {no} of {of}"),
        Waits::Concurrence { .. } => "Concur".to_owned(),
        Waits::PrivateOffice { .. } => "Look through, for the box".to_owned(),
        Waits::Decision { second: true, .. } => "Decide as the second".to_owned(),
        Waits::Decision { .. } => "Decide".to_owned(),
        Waits::Resubmission { reason: Some(_), .. } => "Submit again".to_owned(),
        Waits::Resubmission { reason: None, .. } => "To be discussed".to_owned(),
        Waits::Action { what, .. } => format!("Do: {what}"),
        Waits::Discharge { what, .. } => format!("Discharge: {what}"),
        Waits::Assess { of, .. } => format!("Assess {of}"),
        Waits::Deadline { what, .. } => what.clone(),
    }
}
