//! Samples of how a paper goes out, and under which symbols others made it known.

use jiff::civil::date;
use procedure::event::Event;
use procedure::paper::{Channel, DispatchEnd};

use super::{OTHER, PAPER};

pub(super) fn samples() -> Vec<(Event, &'static str)> {
    let (paper, on, why) = (PAPER, date(1951, 12, 28), || "A reason.".to_owned());
    let received = DispatchEnd::Received { on, who: "the porter of the assembly".into(), evidence: Some(OTHER) };
    vec![
        (
            Event::Dispatched {
                paper,
                no: 1,
                to: "The Secretary-General".into(),
                channel: Channel::Courier,
                on,
                reference: Some("bag 12".into()),
            },
            "The paper went out: to whom, by which channel, on which day; each sending has its number on the paper, from 1. \
             `reference` says by what it can be traced.",
        ),
        (
            Event::DispatchEnded { paper, dispatch: 1, end: received },
            "It is known what became of a sending: it was `received`, on a day, by somebody, with the receipt as `evidence` \
             where that is held; it `came_back`; or it was `mistaken`, and never went out so.",
        ),
        (Event::DispatchNotNeeded { paper, reason: why() }, "The paper need not be sent, until it is."),
        (
            Event::Appeared { paper, symbol: "S/2034".into(), body: "the Assembly".into(), on: Some(on) },
            "Somebody made the paper known under a symbol of theirs, by which it is cited.",
        ),
    ]
}
