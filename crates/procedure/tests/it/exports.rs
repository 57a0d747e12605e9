//! Exports: who may make them, and what is entered of them.

use procedure::act::{Act, REMARK_BYTES_MAX};
use procedure::event::Event;
use procedure::export::{Export, ExportedSheet};
use procedure::ids::{BodyId, Hash, PaperId};
use procedure::paper::{KeptPage, PageSize};
use procedure::refusal::Written;

use crate::copies::{at, give};
use crate::shelf::{Shelf, but, check, draft, lead, officer};

fn sheet(body: u8) -> Option<ExportedSheet> {
    let hash = Hash([body; 32]);
    let page = KeptPage { body: BodyId([body; 32]), hash, bytes: 9, size: PageSize::A4 };
    Some(ExportedSheet { facts: Hash([0xfa; 32]), hash, page: Some(page) })
}

fn set(export: Export) -> Act {
    Act::Export { export, sheet: sheet(1) }
}

fn table(export: Export) -> Act {
    Act::Export { export, sheet: None }
}

fn narrowed(narrowed: &str) -> Act {
    table(Export::Register { narrowed: narrowed.to_owned() })
}

#[test]
fn whoever_sees_it_exports_it() {
    let mut shelf = Shelf::staffed();
    let paper = shelf.enter("clerk", draft(1));
    shelf.act("clerk", give(paper, &[at("legal")]));
    let book = |series: &str| Export::Book { series: series.parse().unwrap(), year: 1951, part: None };
    let none = PaperId([9; 16]);
    check(
        &shelf,
        &[
            ("its text, by who reads it", "lawyer", set(Export::Text { paper }), "exported"),
            ("not by who does not see it", "editor", set(Export::Text { paper }), "! no_paper"),
            ("nor what is not there", "lawyer", set(Export::Text { paper: none }), "! no_paper"),
            ("the receipt, by who reads it", "lawyer", set(Export::Receipt { paper }), "exported"),
            ("and by nobody else", "editor", set(Export::Receipt { paper }), "! no_paper"),
            ("the file with our stamp", "lawyer", set(Export::Stamped { paper, version: 0 }), "exported"),
            ("of a version that is there", "lawyer", set(Export::Stamped { paper, version: 1 }), "! no_version"),
            ("the ledger", "lawyer", set(Export::Copies { paper }), "exported"),
            ("and as a table", "lawyer", table(Export::CopiesTable { paper }), "exported"),
            ("not by others", "editor", table(Export::CopiesTable { paper }), "! no_paper"),
            ("a slip", "clerk", set(Export::Slip { paper, copy: 1 }), "exported"),
            ("of a copy that is there", "clerk", set(Export::Slip { paper, copy: 2 }), "! no_such_copy"),
            ("a label", "clerk", set(Export::Label { paper }), "exported"),
            ("a book", "editor", set(book("IN")), "exported"),
            ("of a series", "editor", set(book("NONE")), "! absent"),
            ("the register", "editor", narrowed(""), "exported"),
            ("a page that was set, and none", "lawyer", table(Export::Text { paper }), "! nothing_set"),
            (
                "a dossier that is there",
                "clerk",
                set(Export::Extract { dossier: "none".parse().unwrap(), submission: 1 }),
                "! absent",
            ),
        ],
    );
}

/// The registry sees the card of what it marked out, and exports its text no more.
#[test]
fn whoever_sees_the_card_alone_exports_no_text() {
    let mut shelf = Shelf::staffed();
    let paper = shelf.enter("clerk", but(draft(1), |d| d.directions = vec![lead("legal")]));
    check(
        &shelf,
        &[
            ("its label", "clerk", set(Export::Label { paper }), "exported"),
            ("not its text", "clerk", set(Export::Text { paper }), "! not_read"),
            ("nor its file", "clerk", set(Export::Stamped { paper, version: 0 }), "! not_read"),
        ],
    );
}

#[test]
fn what_the_register_was_narrowed_by_has_a_length() {
    let shelf = Shelf::staffed();
    let words = |bytes: usize| narrowed(&"x".repeat(bytes));
    check(
        &shelf,
        &[
            ("at the limit", "editor", words(REMARK_BYTES_MAX), "exported"),
            ("one past it", "editor", words(REMARK_BYTES_MAX + 1), "! too_long"),
            ("nothing that a terminal obeys", "editor", narrowed("from \u{1b}[2J"), "! control_character"),
        ],
    );
    assert_eq!(Written::Narrowed.to_string(), "what the register is narrowed by");
}

/// It stands in the trail, names the bodies it brings, and changes nothing else.
#[test]
fn an_export_changes_nothing_but_the_trail() {
    let mut shelf = Shelf::staffed();
    let paper = shelf.enter("clerk", draft(1));
    let before = shelf.paper(paper).clone();
    let done = shelf.act("clerk", set(Export::Text { paper }));
    assert!(matches!(&done.events[..], [event @ Event::Exported { .. }] if event.bodies() == [BodyId([1; 32])]));
    let after = shelf.paper(paper);
    assert_eq!(after.rev, before.rev + 1);
    assert!(after.actors.contains(&officer("clerk")));
    assert_eq!((&after.card, &after.copies, &after.versions), (&before.card, &before.copies, &before.versions));
    // The same under the same key is the same act, whether the page was set now or before.
    let again = |sheet| Act::Export { export: Export::Text { paper }, sheet };
    assert_eq!(again(sheet(1)).digest(), again(sheet(2)).digest());
    assert_eq!(again(sheet(1)).digest(), again(None).digest());
    // A table is sent while it is made: no page is kept of it.
    let tabled = shelf.act("clerk", Act::Export { export: Export::CopiesTable { paper }, sheet: sheet(3) });
    assert!(matches!(&tabled.events[..], [Event::Exported { sheet: None, bodies, .. }] if bodies.is_empty()));
}
