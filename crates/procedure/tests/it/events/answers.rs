//! Samples of what happens to the answer that a paper awaits.

use jiff::civil::date;
use procedure::event::Event;

use super::{OTHER, PAPER};
use crate::shelf::desk;

pub(super) fn samples() -> Vec<(Event, &'static str)> {
    let (paper, by, why) = (PAPER, date(1952, 1, 5), || "A reason.".to_owned());
    vec![
        (
            Event::AnswerAwaited { paper, by, desk: Some(desk("legal")), direction: None },
            "The paper awaits an answer by a day, of this desk, or, where that is `null`, of those with which it lies. Where it \
             awaited one before, the day and the desk moved.",
        ),
        (
            Event::InterimReplied { paper, answer: Some(OTHER), by, reason: why() },
            "An interim reply moved the day; `answer` is the paper that brought it, and `null` where none did.",
        ),
        (Event::NoReplyNeeded { paper, reason: why() }, "No answer is owed."),
        (
            Event::AnswerReopened { paper, by, reason: why(), despite: vec![OTHER] },
            "An answer is awaited again, `despite` the papers that had answered it.",
        ),
    ]
}
