//! Series: opening and changing them, years, reserved blocks.

use jiff::civil::date;
use procedure::act::{Act, LOST_NUMBERS_MAX};
use procedure::house::{Series, TurnOver, Visibility};
use procedure::number::{NUMBER_MAX, Pattern};

use crate::shelf::{Shelf, but, check, desk, draft, facts, file, level, series};

fn plain() -> Series {
    facts("registry", Visibility::WholeHouse)
}

fn open(code: &str, facts: Series) -> Act {
    Act::OpenSeries { series: series(code), facts }
}

fn pattern(text: &str) -> Series {
    Series { pattern: Pattern::new(text).unwrap(), ..plain() }
}

fn never(text: &str) -> Series {
    Series { turn_over: TurnOver::Never, ..pattern(text) }
}

fn change(code: &str, pattern: Option<&str>) -> Act {
    Act::ChangeSeries {
        series: series(code),
        name: None,
        pattern: pattern.map(|text| Pattern::new(text).unwrap()),
        rule: None,
        registry: None,
        band: None,
        file_code: None,
        outgoing: None,
        circulars: None,
    }
}

fn file_under(code: &str, file_code: &str) -> Act {
    match change(code, None) {
        Act::ChangeSeries { series, name, pattern, rule, registry, band, outgoing, .. } => {
            let file_code = Some(Some(file_code.into()));
            Act::ChangeSeries { series, name, pattern, rule, registry, band, file_code, outgoing, circulars: None }
        }
        other => other,
    }
}

#[test]
fn a_series_is_filed_under_a_code_of_the_plan() {
    let mut shelf = Shelf::staffed();
    shelf.act("root", file_under("OUT", "old"));
    shelf.act("root", Act::SetFilePlan { code: "7.1".into(), title: "Tides".into() });
    let open = |code: &str| Act::OpenSeries {
        series: series("NEW"),
        facts: Series { file_code: Some(code.into()), ..plain() },
    };
    check(
        &shelf,
        &[
            ("that is there", "root", file_under("IN", "7.1"), "series_changed"),
            ("and no other", "root", file_under("IN", "9.9"), "! absent"),
            ("from its opening", "root", open("9.9"), "! absent"),
            ("on", "root", open("7.1"), "series_opened"),
            ("one from before the plan stays until it is changed", "root", change("OUT", None), "series_changed"),
        ],
    );
}

fn reserve(code: &str, count: u32) -> Act {
    Act::ReserveBlock { series: series(code), count, reason: "A mission.".into() }
}

fn void_reserved(year: i16, n: u32) -> Act {
    Act::VoidReserved { series: series("IN"), year, n, reason: "Not used.".into() }
}

fn void_lost(year: i16, to: u32) -> Act {
    Act::VoidLost { series: series("IN"), year, to, reason: "Lost at restore.".into() }
}

fn close_year(year: i16) -> Act {
    Act::CloseYear { series: series("IN"), year }
}

#[test]
fn opening_and_changing() {
    let mut shelf = Shelf::staffed();
    shelf.act("root", open("OLD", plain()));
    shelf.act("root", Act::CloseSeries { series: series("OLD"), reason: "No longer used.".into() });
    let band = |lowest: &str, highest: &str| Series { band: Some((level(lowest), level(highest))), ..plain() };
    check(
        &shelf,
        &[
            ("a series is opened", "root", open("NV", plain()), "series_opened"),
            ("by an administrator", "clerk", open("NV", plain()), "! not_administrator"),
            ("once", "root", open("IN", plain()), "! taken"),
            ("kept by a desk that is there", "root", open("NV", facts("none", Visibility::WholeHouse)), "! absent"),
            ("from 1", "root", open("NV", Series { start: 1, ..plain() }), "series_opened"),
            ("not from 0", "root", open("NV", Series { start: 0, ..plain() }), "! start_out_of_range"),
            ("up to the highest", "root", open("NV", Series { start: NUMBER_MAX, ..plain() }), "series_opened"),
            ("and no further", "root", open("NV", Series { start: NUMBER_MAX + 1, ..plain() }), "! start_out_of_range"),
            ("with a name", "root", open("NV", Series { name: String::new(), ..plain() }), "! empty"),
            ("a year in the pattern", "root", open("NV", pattern("NV-{n}")), "! pattern_without_year"),
            ("unless it runs on", "root", open("NV", never("NV-{n}")), "series_opened"),
            ("a band of levels", "root", open("NV", band("open", "secret")), "series_opened"),
            ("the right way round", "root", open("NV", band("secret", "open")), "! band_upside_down"),
            ("of the scale", "root", open("NV", band("open", "cosmic")), "! absent"),
            ("nothing changed", "root", change("IN", None), "series_changed"),
            ("a code, while there is no file plan", "root", file_under("IN", "9.9"), "series_changed"),
            ("a pattern", "root", change("IN", Some("E/{n}/{year}")), "series_changed"),
            ("of a series that is there", "root", change("NONE", None), "! absent"),
            ("and open", "root", change("OLD", None), "! closed"),
            ("by an administrator", "clerk", change("IN", None), "! not_administrator"),
            ("closed once", "root", Act::CloseSeries { series: series("OLD"), reason: "Why.".into() }, "! closed"),
            ("with a reason", "root", Act::CloseSeries { series: series("IN"), reason: String::new() }, "! empty"),
        ],
    );
}

#[test]
fn no_two_series_ever_print_alike() {
    let mut shelf = Shelf::staffed();
    shelf.act("root", open("A", pattern("A-{year}-{n}")));
    shelf.act("root", open("RUN", never("R{n}")));
    check(
        &shelf,
        &[
            ("the very same", "root", open("B", pattern("A-{year}-{n}")), "! pattern_taken"),
            ("alike from the thousandth on", "root", open("B", pattern("A-{year}-{n:04}")), "! pattern_taken"),
            ("alike but for capitals", "root", open("B", pattern("a-{year}-{n}")), "! pattern_taken"),
            ("a figure that runs into the number", "root", open("B", never("R1{n}")), "! pattern_taken"),
            ("a year that looks like a sub-number", "root", open("B", pattern("R{n}/{year}")), "! pattern_taken"),
            ("another series' code", "root", open("B", pattern("{series}-{year}-{n}")), "series_opened"),
            ("a word apart", "root", open("B", pattern("A-{year}-{n}-b")), "series_opened"),
            ("its own pattern again", "root", change("A", Some("A-{year}-{n}")), "series_changed"),
        ],
    );
    shelf.act("root", change("A", Some("{n}/{year}-A")));
    check(
        &shelf,
        &[
            ("what a series printed before it changed", "root", open("B", pattern("A-{year}-{n}")), "! pattern_taken"),
            ("but it may go back itself", "root", change("A", Some("A-{year}-{n}")), "series_changed"),
        ],
    );
}

#[test]
fn blocks_and_years() {
    let mut shelf = Shelf::staffed();
    shelf.act("clerk", reserve("IN", 2));
    let reserved = |no: u8, n: u32| Act::Enter(but(draft(no), |d| d.reserved = Some(n)));
    check(
        &shelf,
        &[
            ("a block", "clerk", reserve("IN", 1), "block_reserved"),
            ("by the registry", "lawyer", reserve("IN", 1), "! no_mandate"),
            ("of at least one", "clerk", reserve("IN", 0), "! empty_block"),
            ("a reserved number is filled", "clerk", reserved(1, 1), "registered arrived version_added described"),
            ("one that is reserved", "clerk", reserved(1, 3), "! not_reserved"),
            ("or voided", "clerk", void_reserved(1951, 2), "reserved_voided"),
            ("if it is reserved", "clerk", void_reserved(1951, 3), "! not_reserved"),
            ("in that year", "clerk", void_reserved(1950, 2), "! not_reserved"),
            ("by the registry", "lawyer", void_reserved(1951, 2), "! no_mandate"),
            ("this year stays open", "clerk", close_year(1951), "! year_not_over"),
            ("a year before is closed", "clerk", close_year(1950), "year_closed"),
            ("by the registry", "lawyer", close_year(1950), "! no_mandate"),
        ],
    );
    let next = shelf.enter("clerk", draft(9));
    assert_eq!(shelf.paper(next).number(), "IN-1951-0003", "the block was passed over");

    shelf.today = date(1952, 1, 2);
    let in_1951 = |no: u8, late: Option<&str>| {
        Act::Enter(but(draft(no), |d| {
            d.year = Some(1951);
            if let Some(reason) = late {
                crate::shelf::late(d, reason);
            }
        }))
    };
    check(
        &shelf,
        &[
            ("open numbers keep a year open", "clerk", close_year(1951), "! reserved_open"),
            (
                "the old year takes papers",
                "clerk",
                in_1951(1, Some("In the bag.")),
                "registered arrived version_added described",
            ),
            ("with a reason", "clerk", in_1951(1, None), "! empty"),
            ("no year ahead", "clerk", Act::Enter(but(draft(1), |d| d.year = Some(1953))), "! year_ahead"),
        ],
    );
    shelf.act("clerk", void_reserved(1951, 1));
    shelf.act("clerk", void_reserved(1951, 2));
    shelf.act("clerk", close_year(1951));
    check(
        &shelf,
        &[
            ("once", "clerk", close_year(1951), "! year_closed"),
            ("a closed year takes none", "clerk", in_1951(1, Some("Too late.")), "! year_closed"),
            (
                "nor part of an envelope",
                "clerk",
                Act::Enter(but(draft(1), |d| {
                    d.under = Some(next);
                    crate::shelf::late(d, "Too late.");
                })),
                "! year_closed",
            ),
        ],
    );
    let first = shelf.enter("clerk", draft(2));
    assert_eq!(shelf.paper(first).number(), "IN-1952-0001");
}

#[test]
fn a_late_entry_goes_into_a_book_there_is_and_shows_both_dates() {
    let mut shelf = Shelf::staffed();
    shelf.enter("clerk", draft(1));
    shelf.today = date(1952, 1, 2);
    let of_year = |year: i16, received: bool| {
        Act::Enter(but(draft(2), |d| {
            d.year = Some(year);
            crate::shelf::late(d, "In the bag.");
            d.arrival.received = d.arrival.received.filter(|_| received);
        }))
    };
    check(
        &shelf,
        &[
            ("the year before", "clerk", of_year(1951, true), "registered arrived version_added described"),
            ("with the day of receipt", "clerk", of_year(1951, false), "! late_without_received"),
            ("no year before the first book", "clerk", of_year(1950, true), "! year_before"),
            ("nor one by a slip", "clerk", of_year(1591, true), "! year_before"),
        ],
    );
    let refused = shelf.attempt("clerk", &of_year(1591, true)).unwrap_err();
    assert_eq!(refused.to_string(), "series IN has no book of 1591; its first is that of 1951");
    assert_eq!(refused.next(), "enter it into the book of 1951 or of a later year");
}

#[test]
fn a_series_that_never_turns_over_runs_on_in_one_book() {
    let mut shelf = Shelf::staffed();
    shelf.series("RUN", Series { start: 42, ..never("R{n}") });
    let enter = |shelf: &mut Shelf, no: u8| {
        let id = shelf.enter("clerk", but(crate::shelf::draft_in("RUN", no), |d| d.versions = vec![file(no)]));
        shelf.paper(id).number().to_owned()
    };
    assert_eq!(enter(&mut shelf, 1), "R42");
    shelf.act("clerk", reserve("RUN", 1));
    shelf.today = date(1952, 1, 2);
    assert_eq!(shelf.house.next_number(&series("RUN"), 1952).as_deref(), Some("R44"));
    assert_eq!(enter(&mut shelf, 2), "R44");
    let of_year = |year: i16| {
        Act::Enter(but(crate::shelf::draft_in("RUN", 3), |d| {
            d.year = Some(year);
            crate::shelf::late(d, "In the bag.");
        }))
    };
    let year = Act::CloseYear { series: series("RUN"), year: 1951 };
    let void = Act::VoidReserved { series: series("RUN"), year: 1951, n: 43, reason: "Not used.".into() };
    check(
        &shelf,
        &[
            ("the year of its founding", "clerk", of_year(1951), "registered arrived version_added described"),
            ("it is no older than the office", "clerk", of_year(1950), "! year_before"),
            ("no year to close", "clerk", year, "! year_not_over"),
            ("a block of last year", "clerk", void, "reserved_voided"),
        ],
    );
}

#[test]
fn a_full_series_says_so() {
    let mut shelf = Shelf::staffed();
    shelf.series("TOP", Series { start: NUMBER_MAX, ..plain() });
    let enter = |no: u8| Act::Enter(crate::shelf::draft_in("TOP", no));
    check(&shelf, &[("a block beyond the highest", "clerk", reserve("TOP", 2), "! series_full")]);
    let id = shelf.act("clerk", enter(1)).acted.id;
    assert_eq!(shelf.paper(id).number(), "TOP-1951-99999999");
    check(
        &shelf,
        &[
            ("one past the highest", "clerk", enter(2), "! series_full"),
            ("or a block", "clerk", reserve("TOP", 1), "! series_full"),
        ],
    );
    assert_eq!(shelf.house.series[&series("TOP")].registry, desk("registry"));
}

#[test]
fn a_series_is_said_to_be_outgoing_and_stays_so() {
    let mut shelf = Shelf::staffed();
    let goes_out = |shelf: &Shelf, code: &str| shelf.house.series[&series(code)].outgoing;
    shelf.series("NOTE", Series { outgoing: true, ..plain() });
    assert!(goes_out(&shelf, "NOTE") && !goes_out(&shelf, "IN"));
    shelf.act("root", change("NOTE", Some("N{n}/{year}")));
    assert!(goes_out(&shelf, "NOTE"), "a change that does not speak of it");
    let said = |outgoing: bool| match change("NOTE", None) {
        Act::ChangeSeries { series, name, pattern, rule, registry, band, file_code, .. } => {
            let outgoing = Some(outgoing);
            Act::ChangeSeries { series, name, pattern, rule, registry, band, file_code, outgoing, circulars: None }
        }
        other => other,
    };
    shelf.act("root", said(false));
    assert!(!goes_out(&shelf, "NOTE"));
    check(&shelf, &[("by an administrator", "clerk", said(true), "! not_administrator")]);
}

/// What was stamped on paper after the last backup is never given again.
#[test]
fn numbers_that_are_lost_are_passed_over() {
    let mut shelf = Shelf::staffed();
    shelf.enter("clerk", draft(1));
    let two = "block_reserved reserved_voided reserved_voided";
    check(
        &shelf,
        &[
            ("up to a number", "root", void_lost(1951, 3), two),
            ("by administrators", "clerk", void_lost(1951, 3), "! not_administrator"),
            ("that is not given", "root", void_lost(1951, 1), "! empty_block"),
            (
                "at most so many",
                "root",
                void_lost(1951, LOST_NUMBERS_MAX + 1),
                &format!("block_reserved{}", " reserved_voided".repeat(LOST_NUMBERS_MAX as usize)),
            ),
            ("and no more", "root", void_lost(1951, LOST_NUMBERS_MAX + 2), "! too_many"),
        ],
    );
    shelf.act("root", void_lost(1951, 3));
    let next = shelf.enter("clerk", draft(2));
    assert_eq!(shelf.paper(next).number(), "IN-1951-0004");
    shelf.today = date(1952, 1, 2);
    // Of the year before as well, as long as its book is open.
    shelf.act("root", void_lost(1951, 6));
    shelf.act("clerk", close_year(1951));
    check(&shelf, &[("but no closed one", "root", void_lost(1951, 7), "! year_closed")]);
}
