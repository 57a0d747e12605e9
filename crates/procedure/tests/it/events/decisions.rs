//! One of each kind of what happens on the way from a draft to what follows from it.

use jiff::civil::date;
use procedure::card::{Citation, Field, Relation, Span};
use procedure::dossier::{
    ActionFacts, ActionTurn, Asked, Conveyance, DossierEvent, DraftFacts, Enclosed, FollowUp, How, SubmissionFacts,
    SubmissionTurn, TextRead, Verdict, Word,
};
use procedure::handing::OfDossier;
use procedure::house::Capacity;
use procedure::ids::{Hash, PaperId};
use procedure::paper::InHouse;

use crate::shelf::{desk, file, officer, series};

fn why() -> String {
    "A reason.".into()
}

fn version_came() -> DossierEvent {
    DossierEvent::DraftVersionAdded {
        draft: 1,
        version: file(7),
        note: Some("Shorter.".into()),
        read: TextRead {
            remarks: vec!["The file holds 1 comment beside the text (Orlo 1): “Not so.”.".into()],
            cites: vec![Field::read(
                Citation {
                    text: "your letter No. 812".into(),
                    kind: Some("letter".into()),
                    number: Some("812".into()),
                    sender: None,
                    addressee: None,
                    date: None,
                    relation: Relation::Answers,
                },
                Span { start: 16, end: 35 },
            )],
        },
    }
}

fn facts() -> DraftFacts {
    let step = FollowUp {
        desk: desk("press"),
        what: "publishes the communiqué".into(),
        due: Some(date(1951, 12, 27)),
        control: Some(desk("legal")),
        after: None,
    };
    DraftFacts {
        title: "No communiqué".into(),
        kind: "resolution".into(),
        series: series("OUT"),
        to: vec!["The command".into()],
        answers: [PaperId([3; 16])].into(),
        follows: vec![step],
    }
}

fn submission() -> SubmissionFacts {
    SubmissionFacts {
        draft: Some(1),
        to: desk("chief"),
        bottom_line: "The delegate asks for a communiqué by 27 December.".into(),
        recommends: "Reject it.".into(),
        dissent: Some("The delegate is for it.".into()),
        decide_by: Some(date(1951, 12, 27)),
        enclosures: vec![Enclosed { what: "telegram 812".into(), paper: None }],
        copies: vec![InHouse::Desk(desk("press"))],
    }
}

fn action() -> ActionFacts {
    ActionFacts {
        desk: desk("press"),
        what: "publishes the communiqué".into(),
        due: Some(date(1951, 12, 27)),
        control: desk("legal"),
        submission: Some(1),
        after: Some(1),
    }
}

/// One of each, with what it says.
pub(super) fn samples() -> Vec<(DossierEvent, &'static str)> {
    let hash = Some(Hash([0x44; 32]));
    let asked = Asked { desk: desk("press"), stage: 1, due: Some(date(1951, 12, 26)), instead_of: None };
    let action = action();
    let conveyed = How::Conveyed {
        decided_by: officer("chief"),
        conveyed_by: "the chief's driver".into(),
        means: Conveyance::Telephone,
        evidence: None,
    };
    vec![
        (
            DossierEvent::DraftStarted { draft: 1, facts: facts(), desk: desk("legal") },
            "A draft was begun: what it is, where it goes, what would follow, which desk draws it up.",
        ),
        (DossierEvent::DraftChanged { draft: 1, facts: facts() }, "The same facts as they are now."),
        (
            version_came(),
            "A version came; `bodies` beside `change` names what it brings, `cites` holds the papers that its text cites.",
        ),
        (DossierEvent::DraftDropped { draft: 1, reason: why() }, "The draft was given up."),
        (
            DossierEvent::ConcurrenceAsked { draft: 1, asked: vec![asked] },
            "Desks were asked to concur, numbered on from those asked before.",
        ),
        (
            DossierEvent::ConcurrenceGiven {
                draft: 1,
                concurrence: 1,
                hash,
                word: Word::AgreedWithRemarks { remarks: "Shorter.".into() },
            },
            "What a desk said to the version with that hash, or that it was not waited for.",
        ),
        (
            DossierEvent::Submitted {
                submission: 1,
                facts: submission(),
                from: desk("legal"),
                office: Some(desk("registry")),
                went_up: hash,
            },
            "Something was put before the desk that decides, through its private office where it has one.",
        ),
        (
            DossierEvent::SubmissionTurned {
                submission: 1,
                turn: SubmissionTurn::Boxed { day: date(1951, 12, 26), place: 1 },
            },
            "Held, sent back, put into the box of a day, taken back, or opened again.",
        ),
        (DossierEvent::CoverAdded { submission: 1, says: "It rains.".into() }, "A remark for two pairs of eyes."),
        (
            DossierEvent::Decided {
                submission: 1,
                word: Verdict::Deferred { until: date(1952, 1, 7) },
                hash,
                how: conveyed,
                remark: Some("Ask again.".into()),
                desk: desk("chief"),
                capacity: Capacity::Holder,
                awaits_second: false,
            },
            "What was decided, on which exact text, how, and in what capacity.",
        ),
        (DossierEvent::DecisionSeconded { submission: 1 }, "A second officer decided the same: it holds from here on."),
        (
            DossierEvent::DraftEntered {
                draft: 1,
                version: 2,
                paper: PaperId([0x11; 16]),
                number: "OUT-1951-0001".into(),
            },
            "The version decided on became a paper.",
        ),
        (DossierEvent::DraftNotAdopted { draft: 1 }, "It was rejected; what would have followed is owed by nobody."),
        (
            DossierEvent::ActionsStarted { actions: vec![action] },
            "What desks owe, numbered on from the actions before.",
        ),
        (
            DossierEvent::ActionTurned {
                action: 1,
                turn: ActionTurn::Extended { due: date(1952, 1, 7), reason: why() },
            },
            "Accepted, extended, reported, returned, discharged or cancelled.",
        ),
        handed_over(),
    ]
}

fn handed_over() -> (DossierEvent, &'static str) {
    (
        DossierEvent::HandedOver {
            from: InHouse::Desk(desk("legal")),
            to: InHouse::Desk(desk("press")),
            what: vec![
                OfDossier::Home,
                OfDossier::Concurrence { draft: 1, concurrence: 2 },
                OfDossier::Step { draft: 1, step: 1 },
                OfDossier::Action { action: 1 },
            ],
            reason: why(),
        },
        "What a desk had in it is another's: keeping it (`home`), a `draft`, its place in a `step` that would follow, a \
             `concurrence` (handed on, numbered on from those before), a `submission`, a `decision`, what goes through it as \
             `private_office`, an `action`, its `control`, an `assessment`, a `deadline`, a `bring_forward`; or what came back to \
             an officer comes back to another.",
    )
}
