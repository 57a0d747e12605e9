//! Samples of circulars.

use jiff::civil::date;
use procedure::event::Event;
use procedure::paper::{Addressed, Holder, NamedAs};

use super::samples::{full_card, number};
use super::{OTHER, PAPER};
use crate::shelf::{bind_desk, file, level};

pub(super) fn samples() -> Vec<(Event, &'static str)> {
    let version = file(1);
    let bodies = vec![version.body];
    let (card, senders) = (full_card(), vec![bind_desk(NamedAs::Sender, "chief")]);
    vec![
        (
            Event::CircularSent { paper: PAPER, no: 1, of: 12, series: "OUT".parse().unwrap(), on: date(1951, 12, 25) },
            "The paper was sent as a circular, for the time `no`, to `of` addressees. The same entry registers a paper for each, whose \
             `addressed` says to whom, and which of them it is. Whoever it is addressed to in the house is bound as its addressee, in \
             place 0, and all are given copy 1 of 1 of it; with `answer_by` each awaits an answer, owed by the desk it is addressed to.",
        ),
        (
            Event::CircularText { version, card, senders, precedence: None, bodies },
            "What all those papers have: the file, in place 0; the card, but for the addressee; and the senders who are bound, in the \
             places after the addressee.",
        ),
    ]
}

/// A number that was given by a circular reads back, and so does one that was written before there were any.
#[test]
fn to_whom_a_paper_is_addressed_is_read_back() {
    let addressed = Addressed {
        circular: Some(OTHER),
        sent: 1,
        no: 3,
        of: 12,
        to: Holder::Outside("The Embassy".into()),
        name: "The Embassy".into(),
        list: Some("posts".parse().unwrap()),
        level: Some(level("secret")),
        answer_by: Some(date(1952, 1, 5)),
    };
    let registered = |addressed: Option<Addressed>| Event::Registered {
        paper: PAPER,
        number: number(),
        on: date(1951, 12, 25),
        kind: None,
        late: None,
        reserved: false,
        first: true,
        bodies: vec![],
        addressed: addressed.map(Box::new),
    };
    let (plain, of_circular) = (registered(None), registered(Some(addressed)));
    assert!(!String::from_utf8(plain.to_part()).unwrap().contains("addressed"), "it is written as it always was");
    assert!(!of_circular.is_disposable());
    assert_eq!(Event::from_part(&of_circular.to_part()), Ok(of_circular));
}
