//! Numbers of a paper held: one more, one annulled, one in the right series.

use procedure::act::Act;
use procedure::ids::PaperId;
use procedure::paper::Standing;

use crate::shelf::{Shelf, but, check, draft, lead, level, read, series};

fn also(paper: PaperId, code: &str) -> Act {
    Act::RegisterAlso { paper, series: series(code), late: None }
}

fn void(paper: PaperId, number: &str, reason: &str) -> Act {
    Act::Void { paper, number: number.into(), reason: reason.into() }
}

fn move_to(paper: PaperId, number: &str, code: &str) -> Act {
    Act::MoveSeries { paper, number: number.into(), series: series(code), reason: "Outgoing.".into() }
}

#[test]
fn more_numbers_and_fewer() {
    let mut shelf = Shelf::staffed();
    shelf.mandate("chief", "vault");
    let paper = shelf.enter("clerk", but(draft(1), |d| d.directions = vec![lead("legal"), lead("chief")]));
    let unread = shelf.enter("clerk", but(draft(2), |d| d.card.marking = Some(read("SECRET".into()))));
    let restricted = shelf.enter(
        "clerk",
        but(draft(3), |d| {
            d.level = Some(level("restricted"));
            d.directions = vec![lead("chief")];
        }),
    );
    shelf.act("root", Act::CloseSeries { series: series("OUT"), reason: "Why.".into() });
    check(&shelf, &[("in a series that is open", "clerk", also(paper, "OUT"), "! closed")]);
    shelf.series("OUT2", crate::shelf::facts("registry", procedure::house::Visibility::WholeHouse));
    check(
        &shelf,
        &[
            ("out of one, into another", "clerk", also(paper, "OUT2"), "registered"),
            ("by the registry of the other", "chief", also(restricted, "SEC"), "registered"),
            ("not by another desk", "lawyer", also(paper, "OUT2"), "! no_mandate"),
            ("in a band", "chief", also(paper, "SEC"), "! out_of_band"),
            ("once a series", "clerk", also(paper, "IN"), "! already_in_series"),
            ("in a series that is there", "clerk", also(paper, "NONE"), "! absent"),
            ("confirmed first", "clerk", also(unread, "OUT2"), "! marking_unconfirmed"),
            ("void", "clerk", void(paper, "IN-1951-0001", "Entered twice."), "registration_voided"),
            ("with a reason", "clerk", void(paper, "IN-1951-0001", ""), "! empty"),
            ("its own number", "clerk", void(paper, "IN-1951-0002", "Why."), "! number_not_live"),
            ("by the registry", "lawyer", void(paper, "IN-1951-0001", "Why."), "! no_mandate"),
            (
                "into the right series",
                "clerk",
                move_to(paper, "IN-1951-0001", "OUT2"),
                "registered registration_voided",
            ),
            ("not the one it is in", "clerk", move_to(paper, "IN-1951-0001", "IN"), "! already_in_series"),
            ("by both registries", "chief", move_to(restricted, "IN-1951-0003", "SEC"), "! no_mandate"),
        ],
    );
    shelf.act("clerk", move_to(paper, "IN-1951-0001", "OUT2"));
    let moved = shelf.paper(paper);
    assert_eq!(moved.number(), "OUT2-1951-0001");
    assert!(
        matches!(&moved.registrations[0].standing, Standing::Void { see: Some(see), .. } if see == "OUT2-1951-0001")
    );
    shelf.act("clerk", void(paper, "OUT2-1951-0001", "Not ours."));
    assert!(shelf.paper(paper).is_void());
    assert_eq!(shelf.paper(paper).number(), "OUT2-1951-0001", "a number once given stays");
    check(
        &shelf,
        &[
            ("void once", "clerk", void(paper, "OUT2-1951-0001", "Why."), "! number_not_live"),
            ("no number again", "clerk", also(paper, "OUT2"), "! paper_void"),
        ],
    );
    let next = shelf.enter("clerk", draft(4));
    assert_eq!(shelf.paper(next).number(), "IN-1951-0004", "nor is it given to another");
}
