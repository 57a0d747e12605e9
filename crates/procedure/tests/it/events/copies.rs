//! Samples of numbered copies, and of the lists by which they are given.

use jiff::civil::date;
use procedure::event::Event;
use procedure::ids::Hash;
use procedure::paper::{CopyDid, CopyEnd, CopyGiven, Holder};

use super::PAPER;

pub(super) fn samples() -> Vec<(Event, &'static str)> {
    let (paper, list, reason) = (PAPER, "leaders".parse().unwrap(), "A reason.".to_owned());
    let held = |no, holder| CopyGiven { no, holder, instead_of: None };
    let copies = vec![
        held(1, Holder::Desk("legal".parse().unwrap())),
        held(2, Holder::Officer("lind".parse().unwrap())),
        CopyGiven { no: 3, holder: Holder::Outside("The Embassy".into()), instead_of: Some(1) },
    ];
    vec![
        (
            Event::ListSet {
                list: "leaders".parse().unwrap(),
                name: "The leadership".into(),
                holders: copies.iter().map(|copy| copy.holder.clone()).collect(),
            },
            "A list by which copies are given was made, or replaced whole.",
        ),
        (Event::ListGivenUp { list: "leaders".parse().unwrap(), reason: reason.clone() }, "A list is used no longer."),
        (
            Event::CopiesGiven { paper, list: Some(list), of: 3, on: date(1951, 12, 25), hash: Hash([7; 32]), copies },
            "Numbered copies were given, of the bytes with that SHA-256, on that day in the office's zone; each has its number, \
             from 1, which is never given twice, its holder, and the copy in whose place it was given. `of` is printed on each. \
             A holder in the house reads by it.",
        ),
        (
            Event::CopyHandled { paper, copy: 1, did: CopyDid::Acknowledged, bodies: vec![] },
            "Something was done with a copy: it was `received` outside the house, on a day, by somebody; `acknowledged` by its \
             holder; or `printed`, and where a page was set for it `bodies` names that.",
        ),
        (
            Event::CopiesEnded { paper, copies: vec![1, 3], end: CopyEnd::Withdrawn { reason } },
            "Copies are held no longer, and nobody reads by them: `returned`, `withdrawn`, or `substituted` by another copy.",
        ),
    ]
}
