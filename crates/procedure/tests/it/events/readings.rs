//! Samples of events of papers read anew.

use std::collections::BTreeSet;

use procedure::card::FieldName;
use procedure::event::Event;

use super::{PAPER, file, full_card, remark};

pub(super) fn samples() -> Vec<(Event, &'static str)> {
    let (paper, text) = (PAPER, file(1).text.unwrap());
    let bodies = vec![text.body];
    vec![
        (
            Event::ReadingSeen { paper, put_right: BTreeSet::from([FieldName::Number, FieldName::From]) },
            "Who entered the paper had the card as read before them, and put these fields right.",
        ),
        (
            Event::ReadingProposed {
                paper,
                version: 0,
                text: text.clone(),
                card: full_card(),
                fields: BTreeSet::from([FieldName::Number, FieldName::From]),
                remarks: vec![remark()],
                bodies,
            },
            "A version was read anew: its new text, the whole card that would follow, and the fields that would change. It changes nothing.",
        ),
        (
            Event::ReadingTaken {
                paper,
                version: 0,
                text,
                card: full_card(),
                fields: BTreeSet::from([FieldName::Number]),
            },
            "These fields of a proposed reading were taken, or all where none are named: the version's text and the whole card, as they are now.",
        ),
        (
            Event::ReadingDeclined { paper, fields: BTreeSet::from([FieldName::From]), reason: "A reason.".into() },
            "These fields of a proposed reading were declined, or all where none are named: while the version reads so, they are not proposed again.",
        ),
    ]
}
