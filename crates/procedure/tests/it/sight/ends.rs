//! When sight ends: with what becomes of the paper, with the post, with the level.

use procedure::act::Act;
use procedure::ids::PaperId;
use procedure::sight::Sight;

use super::{DESK, HOUSE, Row, cleared, enter, level_is, mark, row, to_editor, to_legal};
use crate::shelf::{Shelf, desk, lead, officer};

pub(super) fn rows() -> Vec<Row> {
    [with_the_paper(), with_the_post(), with_the_level()].into_iter().flatten().collect()
}

fn with_the_paper() -> Vec<Row> {
    use Sight::{None, OwnActs, Whole};
    vec![
        row(DESK, "bound, then unbound", "editor", None, "Ended with the binding.", |s| {
            let paper = enter(s, "IN", to_editor);
            s.act("clerk", Act::Unbind { paper, binding: 0, reason: "Another of that name.".into() });
            paper
        }),
        row(DESK, "accepted", "lawyer", Whole, "It is at work on it.", |s| {
            let paper = enter(s, "IN", to_legal);
            s.act("lawyer", Act::AcceptDirection { paper, direction: 1 });
            paper
        }),
        row(DESK, "reported done", "lawyer", Whole, "The end of an action ends nothing.", |s| {
            let paper = enter(s, "IN", to_legal);
            s.act("lawyer", Act::ReportDone { paper, direction: 1, report: Option::None, answer: Option::None });
            paper
        }),
        row(DESK, "passed on to press", "lawyer", Whole, "Who has read it has read it.", |s| {
            let paper = enter(s, "IN", to_legal);
            s.act("lawyer", Act::PassOn { paper, direction: 1, directions: vec![lead("press")] });
            paper
        }),
        row(DESK, "returned, \"not ours\"", "lawyer", Whole, "The end of an action ends nothing.", |s| {
            let paper = enter(s, "IN", to_legal);
            s.act("lawyer", Act::ReturnDirection { paper, direction: 1, reason: "Not ours.".into() });
            paper
        }),
        row(DESK, "returned, \"not ours\"", "clerk", Whole, "It lies with the registry again.", |s| {
            let paper = enter(s, "IN", to_legal);
            s.act("lawyer", Act::ReturnDirection { paper, direction: 1, reason: "Not ours.".into() });
            paper
        }),
        row(DESK, "taken back from a wrong desk", "lawyer", None, "Withdrawn: it was never theirs.", |s| {
            let paper = enter(s, "IN", to_legal);
            s.act("clerk", Act::Redirect { paper, direction: 1, directions: vec![], reason: "Wrong desk.".into() });
            paper
        }),
        row(
            DESK,
            "taken back after the desk had accepted it",
            "lawyer",
            OwnActs,
            "One keeps one's own acts: the number, the day, what one did.",
            |s| {
                let paper = enter(s, "IN", to_legal);
                s.act("lawyer", Act::AcceptDirection { paper, direction: 1 });
                s.act("clerk", Act::Redirect { paper, direction: 1, directions: vec![], reason: "Wrong desk.".into() });
                paper
            },
        ),
        row(
            DESK,
            "taken back after the desk had reported it done",
            "lawyer",
            OwnActs,
            "A wrong desk can be taken back whatever it did.",
            |s| {
                let paper = enter(s, "IN", to_legal);
                s.act("lawyer", Act::ReportDone { paper, direction: 1, report: Option::None, answer: Option::None });
                s.act("clerk", Act::Redirect { paper, direction: 1, directions: vec![], reason: "Wrong desk.".into() });
                paper
            },
        ),
    ]
}

fn with_the_post() -> Vec<Row> {
    use Sight::{None, OwnActs, Whole};
    vec![
        row(DESK, "the mandate for the desk ended", "lawyer", None, "The post's rights stay with the post.", |s| {
            let paper = enter(s, "IN", to_legal);
            end_mandate(s, "lawyer-legal");
            paper
        }),
        row(DESK, "the mandate ended after one had accepted it", "lawyer", OwnActs, "One keeps one's own acts.", |s| {
            let paper = enter(s, "IN", to_legal);
            s.act("lawyer", Act::AcceptDirection { paper, direction: 1 });
            end_mandate(s, "lawyer-legal");
            paper
        }),
        row(
            DESK,
            "a new holder took the desk over later",
            "porter",
            Whole,
            "The rights of a post follow its holder.",
            |s| {
                let paper = enter(s, "IN", to_legal);
                s.mandate("porter", "legal");
                paper
            },
        ),
        row(DESK, "a substitute stands in", "editor", Whole, "A substitute acts, and reads, for the desk.", |s| {
            let paper = enter(s, "IN", to_legal);
            let (mandate, officer, desk) = ("m".parse().unwrap(), officer("editor"), desk("legal"));
            let capacity = procedure::house::Capacity::Substitute;
            s.act(
                "root",
                Act::GiveMandate {
                    mandate,
                    officer,
                    desk,
                    capacity,
                    from: Option::None,
                    until: Option::None,
                    instead_of: Option::None,
                },
            );
            paper
        }),
        row(
            DESK,
            "the desk was closed",
            "lawyer",
            Whole,
            "What the post read stays read; a closed desk takes no new work.",
            |s| {
                let paper = enter(s, "IN", to_legal);
                s.act("lawyer", Act::ReportDone { paper, direction: 1, report: Option::None, answer: Option::None });
                s.act("root", Act::CloseDesk { desk: desk("legal"), reason: "Merged.".into() });
                paper
            },
        ),
    ]
}

fn with_the_level() -> Vec<Row> {
    use Sight::{Card, None, OwnActs, Whole};
    vec![
        row(HOUSE, "*cleared to* was lowered", "editor", None, "A lowered level ends sight.", |s| {
            let paper = enter(s, "OUT", level_is("restricted"));
            cleared(s, "editor", "open");
            paper
        }),
        row(HOUSE, "the paper's level was raised", "porter", None, "It rose above *cleared to*.", |s| {
            let paper = enter(s, "OUT", |_| ());
            mark(s, paper, "restricted");
            paper
        }),
        row(HOUSE, "the paper's level was lowered", "porter", Whole, "It came down to *cleared to*.", |s| {
            let paper = enter(s, "OUT", level_is("restricted"));
            mark(s, paper, "open");
            paper
        }),
        row(HOUSE, "the officer is suspended", "porter", None, "No act, no sight, not even of one's own acts.", |s| {
            let paper = enter(s, "OUT", |_| ());
            suspend(s, "porter");
            paper
        }),
        row(
            DESK,
            "the clerk who entered it left the registry",
            "clerk",
            OwnActs,
            "Entering is an act, not a right.",
            |s| {
                let paper = enter(s, "IN", to_legal);
                end_mandate(s, "clerk-registry");
                paper
            },
        ),
        row(DESK, "void", "lawyer", Whole, "A void paper stays what it was to those who had it.", |s| {
            let paper = enter(s, "IN", to_legal);
            void(s, paper);
            paper
        }),
        row(DESK, "void", "clerk", Card, "It stays in its book.", |s| {
            let paper = enter(s, "IN", to_legal);
            void(s, paper);
            paper
        }),
        row(DESK, "void", "porter", None, "And hidden from everybody else.", |s| {
            let paper = enter(s, "IN", to_legal);
            void(s, paper);
            paper
        }),
    ]
}

fn suspend(shelf: &mut Shelf, code: &str) {
    shelf.act("root", Act::SuspendOfficer { officer: officer(code), reason: "Away.".into() });
}

/// Another holds the desk first, so that what waits there is somebody's.
fn end_mandate(shelf: &mut Shelf, code: &str) {
    let mandate = code.parse().unwrap();
    let at = shelf.house.mandates[&mandate].desk.to_string();
    shelf.mandate("keeper", &at);
    shelf.act("root", Act::EndMandate { mandate, until: None, reason: "Moved.".into() });
}

fn void(shelf: &mut Shelf, paper: PaperId) {
    let number = shelf.paper(paper).number().to_owned();
    shelf.act("clerk", Act::Void { paper, number, reason: "Twice.".into() });
}
