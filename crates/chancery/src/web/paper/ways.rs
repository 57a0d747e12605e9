//! The ways on from a form that was not entered: the button beside the refusal, and the field to put right.

use maud::Markup;
use phrases::{html, say};
use procedure::ids::PaperId;
use procedure::refusal::{AnswerRefusal, Refusal, ReleaseRefusal, Written};

/// The next step after a refusal, as a link to where it is done.
pub(super) fn on(refusal: &Refusal, paper: PaperId) -> Markup {
    let (to, says) = match refusal {
        Refusal::TwinHeld { twin } => (format!("/papers/{}", twin.paper), say!("Look at {}", twin.number)),
        Refusal::MarkingUnconfirmed { .. } => ("#mark".to_owned(), say!("Confirm the marking").to_owned()),
        Refusal::NotHolder { .. }
        | Refusal::NoDirection { .. }
        | Refusal::DirectionClosed { .. }
        | Refusal::DirectionAccepted { .. } => {
            (format!("/papers/{paper}#with"), say!("See with whom it is").to_owned())
        }
        Refusal::VersionHeld { version } => {
            (format!("/papers/{paper}?version={version}"), say!("Look at version {}", version + 1))
        }
        Refusal::NoVersion { .. } | Refusal::SameFile | Refusal::NoEnclosed { .. } | Refusal::SplitAlready => {
            (format!("/papers/{paper}#versions"), say!("See the versions").to_owned())
        }
        Refusal::NoCitation { .. } | Refusal::Tied { .. } | Refusal::NotTied => {
            (format!("/papers/{paper}#cites"), say!("See what it cites").to_owned())
        }
        Refusal::NoBringForward { .. } | Refusal::BringForwardClosed { .. } | Refusal::NotBroughtToYou { .. } => {
            (format!("/papers/{paper}#back"), say!("See what comes back").to_owned())
        }
        Refusal::DeskWithoutSight { .. } | Refusal::Answer(AnswerRefusal::OwingWithoutSight { .. }) => {
            ("#direct".to_owned(), say!("Mark it out").to_owned())
        }
        Refusal::Answer(AnswerRefusal::AnswerBeforePaper { .. })
        | Refusal::Empty { .. }
        | Refusal::TooLong { .. }
        | Refusal::DuePast { .. }
        | Refusal::BackTooFar { .. }
        | Refusal::DeskTwice { .. } => (format!("/papers/{paper}"), say!("Back to the paper").to_owned()),
        Refusal::Copy(_) => (format!("/papers/{paper}#copies"), say!("See who holds a copy").to_owned()),
        Refusal::Circular(_) => (format!("/papers/{paper}#circular"), say!("See to whom it was sent").to_owned()),
        Refusal::Release(ReleaseRefusal::LevelNotConfirmed { .. } | ReleaseRefusal::MarkedHigher { .. }) => {
            ("#mark".to_owned(), say!("To its marking").to_owned())
        }
        Refusal::Release(_) => (format!("/papers/{paper}#room"), say!("See how it stands there").to_owned()),
        Refusal::Dispatch(_) => (format!("/papers/{paper}#sent"), say!("See how it went out").to_owned()),
        Refusal::Answer(_) => (format!("/papers/{paper}#answer"), say!("See how it stands with the answer").to_owned()),
        _ => (format!("/papers/{paper}"), say!("Look at the paper as it is now").to_owned()),
    };
    html! { a.button.plain href=(to) { (says) } }
}

/// The next step where a form could not be read.
pub(super) fn unread(place: &str, paper: PaperId) -> Markup {
    match place.rsplit('/').next().unwrap_or_default() {
        "answers" | "tie" | "done" | "interim" | "received" => {
            html! { a.button.plain href="/register" { "Look in the register" } }
        }
        _ => html! { a.button.plain href=(format!("/papers/{paper}")) { "Back to the paper" } },
    }
}

/// The field of a form in which something has to be put right.
pub(super) fn field(place: &str, refusal: Option<&Refusal>) -> &'static str {
    match refusal {
        Some(Refusal::Empty { field: Written::Reason } | Refusal::TooLong { field: Written::Reason, .. }) => {
            return "reason";
        }
        Some(Refusal::DuePast { .. }) if place.ends_with("/circulars") => return "answer_by",
        Some(Refusal::DuePast { .. }) if place.contains("/answer/") => return "by",
        Some(Refusal::DuePast { .. }) if !place.ends_with("/bring-forward") => return "due",
        Some(Refusal::TwinHeld { .. }) => return "again",
        _ => {}
    }
    match place.rsplit('/').next().unwrap_or_default() {
        "correct" => "value",
        "rule" => "rule",
        "answers" | "tie" => "number",
        "done" => "answer",
        "file" => "dossier",
        "versions" => "file",
        "reading" => "reason",
        "remark" => "says",
        "arrival" => "received_on",
        "direct" | "pass-on" => "desk",
        "circulars" => "to-0",
        "bring-forward" => "on",
        "await" | "interim" | "reopen" => "by",
        _ => "reason",
    }
}
