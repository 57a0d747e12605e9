//! What is said of drafts, concurrences, submissions, decisions and actions.

use phrases::say;
use procedure::dossier::{ActionTurn, DossierEvent, SubmissionTurn, Word};
use procedure::house::House;

use super::because;
use crate::web::paper::trail;
use crate::web::words;

/// What a change says, without first capital and full stop; `None` for what is told elsewhere.
pub(super) fn says(house: &House, change: &DossierEvent) -> Option<String> {
    let desk = |desk| trail::desk(house, desk);
    Some(match change {
        DossierEvent::DraftStarted { draft, facts, desk: by } => {
            say!("draft {draft} begun by {}: {}, {}", desk(by), facts.kind, facts.title)
        }
        DossierEvent::DraftChanged { draft, facts } => say!("draft {draft} is now: {}, {}", facts.kind, facts.title),
        DossierEvent::DraftVersionAdded { draft, note, version, .. } => {
            let note = note.as_deref().map(|note| format!(": {note}")).unwrap_or_default();
            say!("a version of draft {draft} came, {}{note}", short(&version.hash))
        }
        DossierEvent::DraftDropped { draft, reason } => because(say!("draft {draft} given up"), reason),
        DossierEvent::DraftEntered { draft, version, number, .. } => {
            say!("version {version} of draft {draft} entered as {number}")
        }
        DossierEvent::DraftNotAdopted { draft } => {
            say!("draft {draft} not adopted; what would have followed is owed by nobody")
        }
        DossierEvent::ConcurrenceAsked { draft, asked } => {
            let desks: Vec<String> = asked.iter().map(|one| desk(&one.desk)).collect();
            say!("asked to concur in draft {draft}: {}", desks.join(", "))
        }
        DossierEvent::ConcurrenceGiven { draft, word, .. } => word_says(house, *draft, word),
        DossierEvent::Submitted { submission, facts, from, .. } => {
            say!("submission {submission} put before {} by {}", desk(&facts.to), desk(from))
        }
        DossierEvent::SubmissionTurned { submission, turn } => turned(*submission, turn),
        DossierEvent::CoverAdded { says, .. } => say!("for two pairs of eyes: {says}"),
        DossierEvent::Decided { submission, word, how, remark, capacity, awaits_second, .. } => {
            let mut says = say!("submission {submission} {}", words::verdict(word));
            says += &words::how_says(house, how, *capacity);
            if *awaits_second {
                says += say!("; a second officer has to decide the same before it holds");
            }
            match remark {
                Some(remark) => because(says, remark),
                None => says,
            }
        }
        DossierEvent::DecisionSeconded { submission } => {
            say!("second decision on submission {submission}: it holds")
        }
        DossierEvent::ActionsStarted { actions } => {
            let each: Vec<String> = actions
                .iter()
                .map(|one| {
                    let due = one.due.map(|due| say!(" by {}", words::day(due))).unwrap_or_default();
                    format!("{} {}{due}", desk(&one.desk), one.what)
                })
                .collect();
            say!("to be done: {}", each.join("; "))
        }
        DossierEvent::ActionTurned { action, turn } => action_turned(*action, turn),
        _ => return None,
    })
}

/// The first digits of a hash, by which people tell versions apart.
pub(in crate::web) fn short(hash: &procedure::ids::Hash) -> String {
    let hex = hash.to_string();
    format!("{} {}", hex.get(..4).unwrap_or_default(), hex.get(4..8).unwrap_or_default())
}

fn word_says(house: &House, draft: u32, word: &Word) -> String {
    let says = match word {
        Word::Delegated { to } => say!("concurrence in draft {draft} handed on to {}", trail::desk(house, to)),
        Word::Skipped { .. } => say!("draft {draft} goes on without a desk that was asked"),
        Word::Agreed => say!("concurrence in draft {draft}: agreed"),
        Word::AgreedWithRemarks { .. } => say!("concurrence in draft {draft}: agreed, with remarks"),
        Word::Refused { .. } => say!("concurrence in draft {draft}: refused"),
        Word::Returned { .. } => say!("draft {draft} returned unanswered"),
    };
    match word.says() {
        Some(more) => because(says, more),
        None => says,
    }
}

fn turned(submission: u32, turn: &SubmissionTurn) -> String {
    match turn {
        SubmissionTurn::Held { reason } => because(say!("submission {submission} held in the private office"), reason),
        SubmissionTurn::SentBack { reason } => because(say!("submission {submission} sent back"), reason),
        SubmissionTurn::Boxed { day, place } => {
            say!("submission {submission} in the box of {}, place {place}", words::day(*day))
        }
        SubmissionTurn::Withdrawn { reason } => because(say!("submission {submission} taken back"), reason),
        SubmissionTurn::Reopened { reason } => because(say!("submission {submission} opened again"), reason),
    }
}

fn action_turned(action: u32, turn: &ActionTurn) -> String {
    match turn {
        ActionTurn::Accepted => say!("action {action} accepted"),
        ActionTurn::Extended { due, reason } => {
            because(say!("action {action} put off to {}", words::day(*due)), reason)
        }
        ActionTurn::Reported { says, .. } => because(say!("action {action} reported done"), says),
        ActionTurn::Returned { reason } => because(say!("report on action {action} not enough"), reason),
        ActionTurn::Discharged => say!("action {action} discharged"),
        ActionTurn::Cancelled { reason } => because(say!("action {action} cancelled"), reason),
    }
}
