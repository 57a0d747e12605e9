//! What was decided, and how that came about.

use phrases::say;
use procedure::dossier::{Conveyance, How, Verdict};
use procedure::house::{Capacity, House};

use super::{day, officer};

/// A verdict in words, with its day.
pub(crate) fn verdict(word: &Verdict) -> String {
    match word {
        Verdict::Deferred { until } => say!("deferred to {}", day(*until)),
        other => other.words().to_owned(),
    }
}

/// How a decision came about, as it stands after the verdict.
pub(crate) fn how_says(house: &House, how: &How, capacity: Capacity) -> String {
    let as_substitute = if capacity == Capacity::Substitute { say!(" as substitute") } else { "" };
    match how {
        How::InPerson => as_substitute.to_owned(),
        How::Conveyed { decided_by, conveyed_by, means, .. } => {
            let means = match means {
                Conveyance::Telephone => say!("by telephone"),
                Conveyance::Conversation => say!("in conversation"),
                Conveyance::Ink => say!("as ink on paper"),
                Conveyance::Message => say!("by a message"),
            };
            let by = officer(house, decided_by);
            say!(" by {by}{as_substitute}, conveyed {means} by {conveyed_by}")
        }
        How::Body { sitting, item, result, dissenters, written_round_until } => {
            let place = item.as_deref().map(|no| say!(", No. {no} of its agenda")).unwrap_or_default();
            let round = written_round_until.map(|until| say!(", written round until {}", day(until)));
            let against =
                if dissenters.is_empty() { String::new() } else { format!("; dissenting: {}", dissenters.join(", ")) };
            say!(" in {sitting}{place}{}, {result}{against}", round.unwrap_or_default())
        }
    }
}
