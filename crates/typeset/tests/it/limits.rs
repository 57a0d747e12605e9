use jiff::civil::date;
use typeset::{Block, Heading, NotSet, SHEET_CHARS_MAX, SHEET_LINES_MAX, Sheet, StampLabel, Style, Written};

use crate::samples::{self, heading, plain};
use crate::{SETTER, described, refused};

/// A sheet of so many characters in all.
fn of_chars(chars: usize) -> Sheet {
    let empty = Written { text: vec![], ..plain("") };
    let besides = count(
        &serde_json::json!({"sheet": Sheet::Memorandum(empty.clone()), "title": Sheet::Memorandum(empty.clone()).title(), "size": "a4"}),
    );
    // Each block says what it is, too; the last is as long as it takes.
    let (a_block, of_a_block) = ("In the name of the office. ".repeat(40), "paragraph".len());
    let mut left = chars - besides;
    let mut text = Vec::new();
    while left > 2 * a_block.len() {
        left -= a_block.len() + of_a_block;
        text.push(Block::paragraph(a_block.clone()));
    }
    text.push(Block::paragraph("x".repeat(left - of_a_block)));
    Sheet::Memorandum(Written { text, ..empty })
}

fn count(value: &serde_json::Value) -> usize {
    match value {
        serde_json::Value::String(words) => words.chars().count(),
        serde_json::Value::Array(values) => values.iter().map(count).sum(),
        serde_json::Value::Object(fields) => fields.values().map(count).sum(),
        _ => 0,
    }
}

#[test]
fn a_text_at_its_limit_is_set_and_one_past_it_is_not() {
    let page = SETTER.set(&of_chars(SHEET_CHARS_MAX), &Style::default()).expect("set at the limit");
    assert!(page.starts_with(b"%PDF"));
    let past = refused(&of_chars(SHEET_CHARS_MAX + 1));
    assert_eq!(past, NotSet::TooLong { chars: SHEET_CHARS_MAX + 1, max: SHEET_CHARS_MAX });
    assert_eq!(past.next(), "set it in parts");
}

#[test]
fn lines_at_their_limit_are_set_and_one_past_them_are_not() {
    let of_lines =
        |lines: usize| Sheet::Memorandum(Written { copies_to: vec!["A".to_owned(); lines - 1], ..plain("x") });
    assert!(SETTER.set(&of_lines(SHEET_LINES_MAX), &Style::default()).is_ok());
    assert_eq!(
        refused(&of_lines(SHEET_LINES_MAX + 1)),
        NotSet::TooManyLines { lines: SHEET_LINES_MAX + 1, max: SHEET_LINES_MAX }
    );
}

/// Setting would look back over all of them for the end of each line, and come to none.
#[test]
fn places_to_break_a_line_that_have_no_width_are_as_if_they_were_not_there() {
    let unseen = "\u{200B}\u{2060}\u{AD}\u{FEFF}".repeat(SHEET_CHARS_MAX / 8);
    let set = |words: &str| SETTER.set(&Sheet::Memorandum(plain(words)), &Style::default()).expect("it is set");
    assert!(set(&format!("We {unseen}agree.")) == set("We agree."), "not the same page");
}

/// A label that runs over its one page is no label.
#[test]
fn a_label_has_one_page() {
    let label = |lines: usize| {
        Sheet::StampLabel(StampLabel {
            heading: heading(Some("IN-1951-0812")),
            lines: vec!["with it".to_owned(); lines],
            hash: None,
        })
    };
    let page = SETTER.set(&label(3), &Style::default()).expect("set");
    assert!(described(&page).contains("Pages:           1\n"));
    assert!(matches!(refused(&label(20)), NotSet::TooManyPages { max: 1, .. }));
}

#[test]
fn a_copy_is_one_of_those_there_are() {
    for (no, of) in [(0, 7), (8, 7), (1, 0)] {
        let Sheet::Memorandum(mut written) = samples::numbered(1) else { unreachable!() };
        let copy = written.copy.as_mut().expect("a copy");
        (copy.no, copy.of) = (no, of);
        assert_eq!(refused(&Sheet::Memorandum(written)), NotSet::NoSuchCopy { no, of });
    }
}

#[test]
fn a_language_is_named_by_its_letters() {
    let spoken = |language: &str| {
        Sheet::Memorandum(Written { heading: Heading { language: language.to_owned(), ..heading(None) }, ..plain("x") })
    };
    for wrong in ["", "e", "EN", "engl", "e\"", "ё"] {
        assert_eq!(refused(&spoken(wrong)), NotSet::NoLanguage(wrong.to_owned()));
    }
    for right in ["en", "ru", "grc", "zz"] {
        assert!(SETTER.set(&spoken(right), &Style::default()).is_ok(), "{right}");
    }
}

#[test]
fn days_are_those_that_a_file_can_name() {
    let on = |day| Sheet::Memorandum(Written { heading: Heading { day, ..heading(None) }, ..plain("x") });
    for day in [date(1, 1, 1), date(988, 7, 5), date(9999, 12, 31)] {
        assert!(SETTER.set(&on(day), &Style::default()).is_ok(), "{day}");
    }
    for day in [date(0, 1, 1), date(-44, 3, 15)] {
        assert_eq!(refused(&on(day)), NotSet::NoSuchDay(day));
    }
}

#[test]
fn an_empty_sheet_is_set() {
    for blank in ["", "  \n"] {
        for (name, sheet) in samples::every() {
            let page = SETTER.set(&blanked(&sheet, blank), &Style::default());
            assert!(page.as_ref().is_ok_and(|page| page.starts_with(b"%PDF")), "{name}, {blank:?}: {:?}", page.err());
        }
    }
}

/// The sheet with every word taken out of it that is not a number of ours.
fn blanked(sheet: &Sheet, blank: &str) -> Sheet {
    fn blanked(value: &mut serde_json::Value, name: &str, blank: &str) {
        match value {
            serde_json::Value::String(words)
                if !KEPT.contains(&name) && words.parse::<jiff::civil::Date>().is_err() =>
            {
                blank.clone_into(words);
            }
            serde_json::Value::Array(values) => values.iter_mut().for_each(|value| blanked(value, name, blank)),
            serde_json::Value::Object(fields) => {
                fields.iter_mut().for_each(|(name, value)| blanked(value, name, blank))
            }
            _ => {}
        }
    }
    const KEPT: [&str; 6] = ["kind", "block", "language", "hash", "on", "number"];
    let mut value = serde_json::to_value(sheet).expect("JSON");
    blanked(&mut value, "", blank);
    serde_json::from_value(value).expect("a sheet")
}
