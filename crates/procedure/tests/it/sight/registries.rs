//! What a registry sees, what a marking that was read hides, and what a look beyond the rules shows.

use procedure::act::{Act, EnterDraft};
use procedure::ids::PaperId;
use procedure::moment::Moment;
use procedure::sight::Sight;

use super::{DESK, HOUSE, LIST, Row, cleared, enter, level_is, mark, row, to_editor, to_legal};
use crate::shelf::{DAY_MICROS, Shelf, file, level, read, series};

pub(super) fn rows() -> Vec<Row> {
    [markings(), registries(), looks()].into_iter().flatten().collect()
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

fn marked(draft: &mut EnterDraft) {
    draft.card.marking = Some(read("SECRET".to_owned()));
}

fn look(shelf: &mut Shelf, paper: PaperId, days: i64) {
    let until = Moment::from_micros(shelf.now.micros() + days * DAY_MICROS);
    shelf.act("clerk", Act::Override { paper, reason: "A complaint.".into(), until });
}
