//! Who may see, as a table for people to proofread. `docs/access.md` holds the same table; the two are kept equal.

use procedure::act::{Act, EnterDraft};
use procedure::ids::PaperId;
use procedure::moment::Moment;
use procedure::paper::NamedAs::{Addressee, Asked, CopyHolder, Sender};
use procedure::sight::{Sight, may_see};

use crate::copies;
use crate::shelf::{
    DAY_MICROS, Shelf, bind_desk, bind_officer, but, check, copy, desk, draft_in, file, lead, level, officer, read,
    series,
};

/// One line: the rule that holds, what happened, who asks, what that officer sees, and why.
struct Row {
    rule: &'static str,
    happened: &'static str,
    who: &'static str,
    sees: Sight,
    why: &'static str,
    play: fn(&mut Shelf) -> PaperId,
}

const HOUSE: &str = "whole house";
const DESK: &str = "desk and chief";
const LIST: &str = "list only";

fn row(
    rule: &'static str,
    happened: &'static str,
    who: &'static str,
    sees: Sight,
    why: &'static str,
    play: fn(&mut Shelf) -> PaperId,
) -> Row {
    Row { rule, happened, who, sees, why, play }
}

/// Enters a paper: OUT is seen by the whole house, IN by desk and chief; SEC, kept by the vault, by the list only.
fn enter(shelf: &mut Shelf, code: &str, change: impl FnOnce(&mut EnterDraft)) -> PaperId {
    let mut draft = draft_in(code, 1);
    if code == "SEC" {
        draft.level = Some(level("restricted"));
    }
    shelf.enter(if code == "SEC" { "keeper" } else { "clerk" }, but(draft, change))
}

fn level_is(to: &'static str) -> impl FnOnce(&mut EnterDraft) {
    move |draft| draft.level = Some(level(to))
}

fn to_legal(draft: &mut EnterDraft) {
    draft.directions = vec![lead("legal")];
}

fn marked(draft: &mut EnterDraft) {
    draft.card.marking = Some(read("SECRET".to_owned()));
}

fn to_editor(draft: &mut EnterDraft) {
    draft.bindings = vec![bind_officer(Addressee, "editor")];
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

fn cleared(shelf: &mut Shelf, code: &str, to: &str) {
    let cleared_to = Some(level(to));
    let officer = officer(code);
    shelf.act("root", Act::ChangeOfficer { officer, name: None, aliases: None, cleared_to, duties: None });
}

fn mark(shelf: &mut Shelf, paper: PaperId, to: &str) {
    shelf.act("clerk", Act::Mark { paper, level: level(to), reason: Some("As its author asks.".into()) });
}

fn void(shelf: &mut Shelf, paper: PaperId) {
    let number = shelf.paper(paper).number().to_owned();
    shelf.act("clerk", Act::Void { paper, number, reason: "Twice.".into() });
}

fn look(shelf: &mut Shelf, paper: PaperId, days: i64) {
    let until = Moment::from_micros(shelf.now.micros() + days * DAY_MICROS);
    shelf.act("clerk", Act::Override { paper, reason: "A complaint.".into(), until });
}

fn rules() -> Vec<Row> {
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

fn names() -> Vec<Row> {
    use Sight::{None, Whole};
    vec![
        row(DESK, "the card names an officer; nobody bound the name", "editor", None, "Reading never grants.", |s| {
            enter(s, "IN", |d| d.card.to = vec![read(procedure::card::Party::named("editor"))])
        }),
        row(DESK, "bound as sender to the officer", "editor", Whole, "An officer bound the name.", |s| {
            enter(s, "IN", |d| d.bindings = vec![bind_officer(Sender, "editor")])
        }),
        row(DESK, "bound as addressee to the officer", "editor", Whole, "An officer bound the name.", |s| {
            enter(s, "IN", to_editor)
        }),
        row(DESK, "bound as copy holder to the officer", "editor", Whole, "An officer bound the name.", |s| {
            enter(s, "IN", |d| d.bindings = vec![bind_officer(CopyHolder, "editor")])
        }),
        row(DESK, "bound as asked to concur, to the officer", "editor", Whole, "An officer bound the name.", |s| {
            enter(s, "IN", |d| d.bindings = vec![bind_officer(Asked, "editor")])
        }),
        row(
            DESK,
            "bound to an officer of press, personally",
            "chief",
            None,
            "\"Personal for\" is neither the desk's nor its chief's.",
            |s| enter(s, "IN", to_editor),
        ),
        row(DESK, "bound to the desk press", "editor", Whole, "The rights of a post follow its holder.", |s| {
            enter(s, "IN", |d| d.bindings = vec![bind_desk(Addressee, "press")])
        }),
        row(DESK, "bound to the desk press", "chief", Whole, "Chief of that desk.", |s| {
            enter(s, "IN", |d| d.bindings = vec![bind_desk(Addressee, "press")])
        }),
        row(LIST, "bound to the desk press", "editor", Whole, "On the list.", |s| {
            enter(s, "SEC", |d| d.bindings = vec![bind_desk(Addressee, "press")])
        }),
        row(LIST, "bound to the desk press", "chief", None, "The list is all.", |s| {
            enter(s, "SEC", |d| d.bindings = vec![bind_desk(Addressee, "press")])
        }),
        row(
            LIST,
            "bound to the officer, level above *cleared to*",
            "editor",
            None,
            "No name reaches above *cleared to*.",
            |s| {
                enter(s, "SEC", |d| {
                    d.level = Some(level("secret"));
                    to_editor(d);
                })
            },
        ),
        row(LIST, "marked out to a desk, level above *cleared to*", "editor", None, "Nor does a direction.", |s| {
            enter(s, "SEC", |d| {
                d.level = Some(level("secret"));
                d.directions = vec![lead("press")];
            })
        }),
    ]
}

fn ends_with_the_paper() -> Vec<Row> {
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

fn ends_with_the_post() -> Vec<Row> {
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

fn ends_with_the_level() -> Vec<Row> {
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

fn markings() -> Vec<Row> {
    use Sight::{None, Whole};
    vec![
        row(
            HOUSE,
            "a marking was read, and nobody has confirmed it",
            "porter",
            None,
            "It counts as above everyone.",
            |s| enter(s, "OUT", marked),
        ),
        row(
            HOUSE,
            "a marking was read, and nobody has confirmed it",
            "lawyer",
            None,
            "However high one is cleared.",
            |s| enter(s, "OUT", marked),
        ),
        row(
            HOUSE,
            "a marking was read, and nobody has confirmed it",
            "clerk",
            Whole,
            "But the registry that entered it, which has to confirm it.",
            |s| enter(s, "OUT", marked),
        ),
        row(
            HOUSE,
            "the same, and the registrar is not cleared to anything",
            "clerk",
            Whole,
            "The words stand on the paper on the desk.",
            |s| {
                let paper = enter(s, "OUT", marked);
                cleared(s, "clerk", "open");
                paper
            },
        ),
        row(
            DESK,
            "a marking was read; a name is bound",
            "editor",
            None,
            "No name reaches an unconfirmed marking.",
            |s| {
                enter(s, "IN", |d| {
                    marked(d);
                    to_editor(d);
                })
            },
        ),
        row(
            DESK,
            "a marking was read on a later version",
            "lawyer",
            None,
            "From then on it counts as above everyone.",
            |s| {
                let paper = enter(s, "IN", to_legal);
                let card = procedure::card::Card { marking: Some(read("SECRET".to_owned())), ..Default::default() };
                s.act(
                    "clerk",
                    Act::AddVersion { paper, version: file(2), card: Some(card), remarks: vec![], level: Option::None },
                );
                paper
            },
        ),
        row(
            HOUSE,
            "the marking was confirmed at the lowest level",
            "porter",
            Whole,
            "Confirmed, it follows the rules.",
            |s| {
                let paper = enter(s, "OUT", marked);
                mark(s, paper, "open");
                paper
            },
        ),
    ]
}

fn registries() -> Vec<Row> {
    use Sight::{Card, None, OwnActs};
    vec![
        row(
            DESK,
            "level above what its registrar is cleared to",
            "clerk",
            OwnActs,
            "A registrar sees no card above *cleared to*; what one entered oneself stays one's own act.",
            |s| {
                let paper = enter(s, "IN", level_is("restricted"));
                cleared(s, "clerk", "open");
                paper
            },
        ),
        row(
            DESK,
            "the same, for a registrar who had no part in it",
            "porter",
            None,
            "A registrar sees no card above *cleared to*.",
            |s| {
                s.mandate("porter", "registry");
                enter(s, "IN", level_is("restricted"))
            },
        ),
        row(HOUSE, "registered in IN too", "porter", None, "The strictest rule of its series holds.", |s| {
            let paper = enter(s, "OUT", |_| ());
            s.act("clerk", Act::RegisterAlso { paper, series: series("IN"), late: Option::None });
            paper
        }),
        row(
            LIST,
            "in IN, registered in SEC too",
            "clerk",
            Card,
            "Each registry sees the cards of its own book.",
            |s| {
                s.mandate("keeper", "registry");
                let paper = enter(s, "IN", |d| {
                    d.level = Some(level("restricted"));
                    to_legal(d);
                });
                s.act("keeper", Act::RegisterAlso { paper, series: series("SEC"), late: Option::None });
                paper
            },
        ),
        row(LIST, "in IN, registered in SEC too", "chief", None, "The strictest rule of its series holds.", |s| {
            s.mandate("keeper", "registry");
            let paper = enter(s, "IN", |d| {
                d.level = Some(level("restricted"));
                to_legal(d);
            });
            s.act("keeper", Act::RegisterAlso { paper, series: series("SEC"), late: Option::None });
            paper
        }),
        row(HOUSE, "moved from OUT to IN", "porter", None, "Only numbers that stand count.", |s| {
            let paper = enter(s, "OUT", |_| ());
            let (number, reason) = (s.paper(paper).number().to_owned(), "Incoming.".into());
            s.act("clerk", Act::MoveSeries { paper, number, series: series("IN"), reason });
            paper
        }),
    ]
}

fn looks() -> Vec<Row> {
    use Sight::{Card, Whole};
    vec![
        row(
            DESK,
            "the registrar looks beyond the rules",
            "clerk",
            Whole,
            "With a reason, for a while, in the journal and shown to the owner.",
            |s| {
                let paper = enter(s, "IN", to_legal);
                look(s, paper, 1);
                paper
            },
        ),
        row(
            DESK,
            "entered; the officer has the role of auditor",
            "porter",
            Sight::None,
            "A role gives no sight.",
            |s| {
                s.act("root", crate::oversight::give("porter", procedure::role::Role::Auditor, None));
                enter(s, "IN", |_| {})
            },
        ),
        row(
            DESK,
            "entered; the officer has the role of existence only",
            "porter",
            Sight::None,
            "That it exists is told elsewhere, and gives no sight.",
            |s| {
                let until = Some(Moment::from_micros(s.now.micros() + DAY_MICROS));
                s.act("root", crate::oversight::give("porter", procedure::role::Role::ExistenceOnly, until));
                enter(s, "IN", |_| {})
            },
        ),
        row(DESK, "that look has ended", "clerk", Card, "It ends by itself.", |s| {
            let paper = enter(s, "IN", to_legal);
            look(s, paper, 1);
            s.now = Moment::from_micros(s.now.micros() + DAY_MICROS);
            paper
        }),
        row(
            DESK,
            "another registrar looks beyond the rules",
            "porter",
            Card,
            "It is the officer's own look, not the desk's.",
            |s| {
                s.mandate("porter", "registry");
                let paper = enter(s, "IN", to_legal);
                look(s, paper, 1);
                paper
            },
        ),
    ]
}

fn words(sees: Sight) -> &'static str {
    match sees {
        Sight::None => "nothing",
        Sight::OwnActs => "own acts",
        Sight::Card => "card",
        Sight::Whole => "whole",
    }
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

fn copies_held() -> Vec<Row> {
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

fn chapters() -> Vec<(&'static str, Vec<Row>)> {
    vec![
        ("By rule", rules()),
        ("By name", names()),
        ("By a numbered copy", copies_held()),
        (
            "When sight ends",
            [ends_with_the_paper(), ends_with_the_post(), ends_with_the_level()].into_iter().flatten().collect(),
        ),
        (
            "Registries, markings, looks beyond the rules",
            [markings(), registries(), looks()].into_iter().flatten().collect(),
        ),
    ]
}

#[test]
fn everyone_sees_what_the_table_says() {
    let mut wrong = Vec::new();
    for row in chapters().into_iter().flat_map(|(_, rows)| rows) {
        let mut shelf = Shelf::staffed();
        let paper = (row.play)(&mut shelf);
        let sees = may_see(&shelf.house, &officer(row.who), shelf.paper(paper), shelf.now);
        if sees != row.sees {
            wrong
                .push(format!("{} | {} | {}: expected {:?}, sees {sees:?}", row.rule, row.happened, row.who, row.sees));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_page_on_access_holds_the_same_table() {
    let page = include_str!("../../../../docs/access.md");
    let mut tables = String::new();
    for (chapter, rows) in chapters() {
        tables +=
            &format!("### {chapter}\n\n| rule | what happened | who asks | sees | why |\n|---|---|---|---|---|\n");
        for Row { rule, happened, who, sees, why, .. } in rows {
            tables += &format!("| {rule} | {happened} | {who} | {} | {why} |\n", words(sees));
        }
        tables += "\n";
    }
    assert!(page.contains(tables.trim_end()), "docs/access.md should hold:\n\n{tables}");
}

#[test]
fn what_may_not_be_seen_is_refused_like_what_is_not_there() {
    let mut shelf = Shelf::staffed();
    let paper = enter(&mut shelf, "IN", to_legal);
    let refusal = |shelf: &Shelf, paper: PaperId| {
        let act = Act::Remark { paper, says: "Seen.".into() };
        shelf.clone().attempt("porter", &act).unwrap_err()
    };
    let absent = PaperId([9; 16]);
    let hidden = serde_json::to_string(&refusal(&shelf, paper)).unwrap();
    let missing = serde_json::to_string(&refusal(&shelf, absent)).unwrap();
    assert_eq!(hidden.replace(&paper.to_string(), ""), missing.replace(&absent.to_string(), ""));
    check(
        &shelf,
        &[("own acts are no door", "porter", Act::LinkAnswer { paper: absent, answers: paper }, "! no_paper")],
    );
}

#[test]
fn a_level_that_left_the_scale_shows_nothing_more() {
    let mut shelf = Shelf::staffed();
    let open = enter(&mut shelf, "OUT", |_| ());
    let restricted = shelf.enter("clerk", but(draft_in("OUT", 2), |d| d.level = Some(level("restricted"))));
    // No act takes a level off the scale; a later program might.
    shelf.house.levels.remove(1);
    let sees = |who: &str, paper: PaperId| may_see(&shelf.house, &officer(who), shelf.paper(paper), shelf.now);
    assert_eq!(sees("editor", open), Sight::Whole, "cleared to what is gone: to the lowest");
    assert_eq!(sees("editor", restricted), Sight::None);
    assert_eq!(sees("lawyer", restricted), Sight::None, "marked with what is gone: above everyone");
}
