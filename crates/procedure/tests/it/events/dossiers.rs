//! One of each kind of what happens in a dossier.

use jiff::civil::date;
use procedure::calendar::{DayRule, Roll};
use procedure::dossier::{Because, DossierEvent, Edge, Hangs};
use procedure::event::Event;
use procedure::house::Visibility;
use procedure::paper::{BringForwardEnd, InHouse};

use crate::shelf::{desk, level, officer};

fn why() -> String {
    "A reason.".into()
}

/// One of each, with what it says, in the order of the enum.
pub(super) fn samples() -> Vec<(Event, &'static str)> {
    let changes = [
        (
            DossierEvent::Changed { title: "Tides".into(), code: Some("7.1".into()) },
            "Its title and file-plan code as they are now.",
        ),
        (DossierEvent::Moved { home: desk("legal"), reason: why() }, "Another desk keeps it."),
        (DossierEvent::Marked { level: level("secret"), reason: why() }, "Its level, from here on."),
        (DossierEvent::RuleSet { rule: Visibility::ListOnly, reason: why() }, "Its own rule of who sees it."),
        (
            DossierEvent::VolumeOpened { no: 2, title: Some("The year 1952".into()) },
            "A volume was begun, and the one before it closed; papers are filed in the last.",
        ),
        (
            DossierEvent::AskedIn { to: InHouse::Desk(desk("press")), reason: why() },
            "A desk or officer sees the dossier from here on.",
        ),
        (DossierEvent::AskedOut { to: InHouse::Desk(desk("press")), reason: why() }, "And no longer."),
        (
            DossierEvent::BringForwardSet {
                bring_forward: 1,
                to: InHouse::Officer(officer("clerk")),
                on: date(1952, 1, 7),
                reason: why(),
            },
            "The dossier comes back on a day; each bring-forward has its number in the dossier, from 1.",
        ),
        (DossierEvent::BringForwardEnded { bring_forward: 1, end: BringForwardEnd::Done }, "Done or taken back."),
        (DossierEvent::Remarked { says: "It rains.".into() }, "A remark was left."),
        (DossierEvent::Closed { reason: why() }, "Nothing is filed or done in it any more, and its volume is closed."),
        (DossierEvent::Reopened { reason: why() }, "It is open again, and its last volume too."),
    ];
    let changes = changes.into_iter().chain(of_terms());
    let dossier = "D1".parse().unwrap();
    changes.map(|(change, says)| (Event::InDossier { dossier: Clone::clone(&dossier), change }, says)).collect()
}

fn of_terms() -> [(DossierEvent, &'static str); 7] {
    let rule = DayRule { days: -2, working: true, roll: Roll::Keep };
    let hangs = Hangs::Term { term: 1, edge: Edge::End, rule };
    let (name, cause) = ("Demarcation line".into(), "Agreement, Article 3".into());
    let (paper, from) = (Some(super::PAPER), Some(date(1951, 11, 27)));
    let because = Because::Term { term: 1, reason: why() };
    [
        (
            DossierEvent::TermSet { term: 1, name, cause, paper, from, until: date(1951, 12, 27) },
            "An outside term and what sets it; each has its number in the dossier, from 1.",
        ),
        (
            DossierEvent::TermMoved { term: 1, from, until: date(1952, 1, 7), reason: why() },
            "Its days from here on. Deadlines that hang on it follow in the same entry, each in an event of its own.",
        ),
        (DossierEvent::TermEnded { term: 1, reason: why() }, "Nobody lives by it any more; what hangs on it stays."),
        (
            DossierEvent::DeadlineSet {
                deadline: 1,
                what: "Answer the note".into(),
                desk: desk("press"),
                paper,
                hangs,
                date: date(1951, 12, 25),
                remind: vec![3],
            },
            "A desk owes something by a day, which is worked out and stands here; on what it hangs is kept beside it.",
        ),
        (
            DossierEvent::DeadlineMoved { deadline: 1, hangs: Some(hangs), date: date(1952, 1, 3), because },
            "Its day from here on, and why: an officer, its term or a calendar; on what it hangs, where that changed.",
        ),
        (
            DossierEvent::DeadlineKept { deadline: 1, report: Some("The note is out.".into()) },
            "What was to be done is done.",
        ),
        (DossierEvent::DeadlineDropped { deadline: 1, reason: why() }, "It is not to be done any more."),
    ]
}

/// The place of a change in the enum. A new one breaks this match, and has to be added to the samples.
pub(super) fn place(change: &DossierEvent) -> usize {
    match change {
        DossierEvent::Changed { .. } => 0,
        DossierEvent::Moved { .. } => 1,
        DossierEvent::Marked { .. } => 2,
        DossierEvent::RuleSet { .. } => 3,
        DossierEvent::VolumeOpened { .. } => 4,
        DossierEvent::AskedIn { .. } => 5,
        DossierEvent::AskedOut { .. } => 6,
        DossierEvent::BringForwardSet { .. } => 7,
        DossierEvent::BringForwardEnded { .. } => 8,
        DossierEvent::Remarked { .. } => 9,
        DossierEvent::Closed { .. } => 10,
        DossierEvent::Reopened { .. } => 11,
        DossierEvent::TermSet { .. } => 12,
        DossierEvent::TermMoved { .. } => 13,
        DossierEvent::TermEnded { .. } => 14,
        DossierEvent::DeadlineSet { .. } => 15,
        DossierEvent::DeadlineMoved { .. } => 16,
        DossierEvent::DeadlineKept { .. } => 17,
        DossierEvent::DeadlineDropped { .. } => 18,
    }
}
