//! What an officer sees of a paper of which there is a numbered copy, held or held no more.

use procedure::act::Act;
use procedure::ids::PaperId;
use procedure::sight::Sight;

use super::{LIST, Row, enter};
use crate::copies;
use crate::shelf::Shelf;

pub(super) fn rows() -> Vec<Row> {
    vec![
        Row {
            rule: LIST,
            happened: "a copy to the desk legal",
            who: "lawyer",
            sees: Sight::Whole,
            why: "Acts for the desk that holds it.",
            play: |s| held(s, "legal", &[]),
        },
        Row {
            rule: LIST,
            happened: "a copy to the desk legal",
            who: "chief",
            sees: Sight::None,
            why: "The list is all.",
            play: |s| held(s, "legal", &[]),
        },
        Row {
            rule: LIST,
            happened: "a copy to the desk legal",
            who: "editor",
            sees: Sight::None,
            why: "Holds none.",
            play: |s| held(s, "legal", &[]),
        },
        Row {
            rule: LIST,
            happened: "a copy to the chief in person",
            who: "chief",
            sees: Sight::Whole,
            why: "Holds it.",
            play: |s| held(s, "", &[]),
        },
        Row {
            rule: LIST,
            happened: "a copy to the desk legal, which read it and gave it back",
            who: "lawyer",
            sees: Sight::OwnActs,
            why: "One keeps one's own acts.",
            play: |s| held(s, "legal", &[("lawyer", copies::back)]),
        },
        Row {
            rule: LIST,
            happened: "a copy to the desk legal, called back",
            who: "lawyer",
            sees: Sight::None,
            why: "Withdrawn: the list is without it.",
            play: |s| held(s, "legal", &[("keeper", copies::called_back)]),
        },
        Row {
            rule: LIST,
            happened: "a copy to the desk legal, read and then called back",
            who: "lawyer",
            sees: Sight::OwnActs,
            why: "One keeps one's own acts.",
            play: |s| held(s, "legal", &[("lawyer", copies::acknowledged), ("keeper", copies::called_back)]),
        },
        Row {
            rule: LIST,
            happened: "a copy to the desk legal; another to the editor in its place",
            who: "lawyer",
            sees: Sight::None,
            why: "The other took its place.",
            play: |s| held(s, "legal", &[("keeper", copies::to_the_editor)]),
        },
        Row {
            rule: LIST,
            happened: "a copy to the desk legal; another to the editor in its place",
            who: "editor",
            sees: Sight::Whole,
            why: "Holds it.",
            play: |s| held(s, "legal", &[("keeper", copies::to_the_editor)]),
        },
    ]
}

/// What is done then on a paper, and by whom.
type Then = (&'static str, fn(PaperId) -> Act);

/// A paper of SEC of which a desk, or the chief in person, holds copy 1; and what was done with it.
fn held(shelf: &mut Shelf, code: &str, then: &[Then]) -> PaperId {
    let paper = enter(shelf, "SEC", |_| ());
    let to = if code.is_empty() { copies::of("chief") } else { copies::at(code) };
    shelf.act("keeper", copies::give(paper, &[to]));
    for (who, act) in then {
        shelf.act(who, act(paper));
    }
    paper
}
