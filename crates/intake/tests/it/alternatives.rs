//! What else a field might be, for a person to choose from.

use intake::{ALTERNATIVES_MAX, Alternative, Instead, Languages, alternatives, read_text};
use procedure::card::FieldName;

fn offered(text: &str, field: FieldName) -> Vec<(String, &'static str)> {
    let (card, _) = read_text(text);
    let words = |one: &Alternative| match &one.value {
        Instead::Words(words) => words.clone(),
        Instead::Date(date) => date.date.to_string(),
        Instead::Party(party) => party.label().to_owned(),
    };
    let found = alternatives(&Languages::built_in(), text, &card);
    for one in &found {
        assert!(one.span.of(text).is_some_and(|words| !words.is_empty()), "{one:?}");
    }
    found.iter().filter(|one| one.field == field).map(|one| (words(one), one.why)).collect()
}

#[test]
fn a_date_that_can_be_read_two_ways_is_offered_both_ways() {
    let text = "MEMORANDUM\n\n3/4/1951\n\nTO: Harbour Board\nFROM: Ida Lund\nSUBJECT: Dredging\n\nThe east basin is silted up.\n";
    let both = offered(text, FieldName::Date);
    assert_eq!(both, [("1951-04-03".to_owned(), "read day first"), ("1951-03-04".to_owned(), "read month first")]);
}

#[test]
fn the_date_of_receipt_is_offered_and_one_of_the_text_is_not() {
    let text = "No. 17\n\nTarnov, May 3, 1931.\n[Received May 9, 1931]\n\nSir: I refer to your despatch of April 2, 1931, \
                on the quay.\n\nI am, Sir, your obedient servant,\n\nAlwin Brask\n";
    assert_eq!(offered(text, FieldName::Date), [("1931-05-09".to_owned(), "when it was received")]);
}

#[test]
fn a_second_number_and_the_other_hand_are_offered() {
    let text = "Harbour Board of Brenn\nFile No. 811.12/4\nNo. 17\n\nBrenn, May 3, 1931.\n\nDear Mr. Orlan:\n\nThe quay is closed. \
                Please review the draft of the harbour rules.\n\nI am, Sir, your obedient servant,\n\nAlwin Brask\nHarbour Master\n";
    let numbers = offered(text, FieldName::Number);
    assert!(numbers.iter().any(|(number, _)| number == "811.12/4"), "{numbers:?}");
    let subjects = offered(text, FieldName::Subject);
    assert!(
        subjects.contains(&("Please review the draft of the harbour rules.".to_owned(), "what it asks")),
        "{subjects:?}"
    );
}

#[test]
fn the_office_above_number_and_day_may_write_and_is_nobody_to_whom_it_goes() {
    let foot = "Sir,\n\nThe Board has to fix the dues for the winter berths.\n\nYours faithfully,\n\nL. Quay\n";
    for head in [
        "HARBOUR BOARD OF OULD\n\nNo. 94                    20 December 1951\n\n",
        "Harbour Board of Ould\n12 Quay Street, Ould\n\nNo. 94\n20 December 1951\n\nTo the Ministry of Tides\n\n",
        "Harbour Board of Ould\n\n20 December 1951\n\n",
    ] {
        let text = format!("{head}{foot}");
        let name = head.lines().next().unwrap();
        let signed = ("L. Quay".to_owned(), "who signed, for the office of the letterhead");
        assert_eq!(offered(&text, FieldName::From), [signed, (name.to_owned(), "in the letterhead")], "{text}");
        assert!(offered(&text, FieldName::To).iter().all(|(to, _)| to != name), "{text}");
        let (card, _) = read_text(&text);
        assert_eq!(card.date.map(|date| date.value.date.to_string()).as_deref(), Some("1951-12-20"), "{text}");
    }
    // Who writes in her own name has no office.
    let own = format!("L. Quay\n12 Quay Street, Ould\n\n20 December 1951\n\nTo the Ministry of Tides\n\n{foot}");
    assert_eq!(offered(&own, FieldName::From), [], "{own}");
    // The name of a kind is no office, and what stands above nothing but the text is its title.
    for head in ["CIRCULAR LETTER\n\nNo. 94\n20 December 1951\n\n", "The Winter Berths\n\n"] {
        let text = format!("{head}{foot}");
        assert!(offered(&text, FieldName::From).iter().all(|(_, why)| *why != "in the letterhead"), "{text}");
    }
}

#[test]
fn what_the_card_says_is_not_offered_again_and_there_are_few() {
    let clean = "No. 17\n\nTarnov, May 3, 1931.\n\nSUBJECT: The quay\n\nThe quay is closed.\n";
    assert!(offered(clean, FieldName::Number).is_empty() && offered(clean, FieldName::Date).is_empty());
    let many: String = (1..=9).map(|day| format!("[Received May {day}, 1931]\n")).collect();
    for (lines, expected) in [(ALTERNATIVES_MAX, ALTERNATIVES_MAX), (ALTERNATIVES_MAX + 1, ALTERNATIVES_MAX)] {
        let stamps: String = many.lines().take(lines).map(|line| format!("{line}\n")).collect();
        let text = format!("No. 17\n\nTarnov, April 3, 1931.\n{stamps}\nSir: The quay is closed.\n\nAlwin Brask\n");
        assert_eq!(offered(&text, FieldName::Date).len(), expected, "{text}");
    }
}
