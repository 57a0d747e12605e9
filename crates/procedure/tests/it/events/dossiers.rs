//! One of each kind of what happens in a dossier.

use jiff::civil::date;
use procedure::dossier::DossierEvent;
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
    let dossier = "D1".parse().unwrap();
    let changes = Vec::from(changes).into_iter().chain(super::decisions::samples());
    let event = |change| {
        let bodies = match &change {
            DossierEvent::DraftVersionAdded { version, .. } => vec![version.body],
            _ => vec![],
        };
        Event::InDossier { dossier: Clone::clone(&dossier), change, bodies }
    };
    changes.map(|(change, says)| (event(change), says)).collect()
}
