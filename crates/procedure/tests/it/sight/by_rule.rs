//! What an officer sees of a paper by the rule of its series and its level.

use procedure::sight::Sight;

use super::{DESK, HOUSE, LIST, Row, enter, level_is, row, to_legal};
use crate::shelf::{copy, lead};

pub(super) fn rows() -> Vec<Row> {
    use Sight::{Card, None, Whole};
    vec![
        row(HOUSE, "entered", "porter", Whole, "Every officer cleared to its level sees it.", |s| {
            enter(s, "OUT", |_| ())
        }),
        row(HOUSE, "level restricted", "porter", None, "Not cleared to it.", |s| {
            enter(s, "OUT", level_is("restricted"))
        }),
        row(HOUSE, "level restricted", "editor", Whole, "Cleared to it.", |s| enter(s, "OUT", level_is("restricted"))),
        row(
            HOUSE,
            "level secret, whose own rule is list only",
            "lawyer",
            None,
            "The stricter of the series' and the level's rule holds.",
            |s| enter(s, "OUT", level_is("secret")),
        ),
        row(DESK, "entered", "porter", None, "Named nowhere on it.", |s| enter(s, "IN", |_| ())),
        row(
            DESK,
            "entered",
            "clerk",
            Whole,
            "Until it is marked out it lies with the registry, which has to work on it.",
            |s| enter(s, "IN", |_| ()),
        ),
        row(DESK, "entered", "chief", None, "No desk is named on it yet.", |s| enter(s, "IN", |_| ())),
        row(DESK, "marked out to legal", "lawyer", Whole, "Acts for a desk it was marked out to.", |s| {
            enter(s, "IN", to_legal)
        }),
        row(DESK, "marked out to legal", "chief", Whole, "Chief of that desk.", |s| enter(s, "IN", to_legal)),
        row(DESK, "marked out to legal", "editor", None, "Another desk under the same chief.", |s| {
            enter(s, "IN", to_legal)
        }),
        row(DESK, "marked out to legal", "clerk", Card, "A registrar sees cards, not bodies.", |s| {
            enter(s, "IN", to_legal)
        }),
        row(DESK, "marked out to legal", "keeper", None, "The registry of another series.", |s| {
            enter(s, "IN", to_legal)
        }),
        row(
            DESK,
            "marked out to legal",
            "root",
            None,
            "An administrator runs the house and reads nothing by it.",
            |s| enter(s, "IN", to_legal),
        ),
        row(DESK, "a copy to legal", "lawyer", Whole, "A copy is a paper in the hand.", |s| {
            enter(s, "IN", |d| d.directions = vec![copy("legal")])
        }),
        row(DESK, "a copy to legal", "clerk", Whole, "Nobody leads on it: it still lies with the registry.", |s| {
            enter(s, "IN", |d| d.directions = vec![copy("legal")])
        }),
        row(DESK, "marked out to the chief", "lawyer", None, "A chief's paper is not the desk's below.", |s| {
            enter(s, "IN", |d| d.directions = vec![lead("chief")])
        }),
        row(LIST, "entered", "keeper", Whole, "It lies with its registry.", |s| enter(s, "SEC", |_| ())),
        row(LIST, "entered", "clerk", None, "The registry of another series.", |s| enter(s, "SEC", |_| ())),
        row(LIST, "marked out to legal", "lawyer", Whole, "On the list.", |s| enter(s, "SEC", to_legal)),
        row(LIST, "marked out to legal", "chief", None, "Being chief of a desk on the list is not being on it.", |s| {
            enter(s, "SEC", to_legal)
        }),
        row(LIST, "marked out to legal", "keeper", Card, "A registrar sees cards, not bodies.", |s| {
            enter(s, "SEC", to_legal)
        }),
    ]
}
