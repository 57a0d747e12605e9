//! What holds for any bytes.

use intake::{Format, Reading, extract, read, read_text};
use procedure::act::{REMARK_BYTES_MAX, SUBJECT_BYTES_MAX};
use procedure::card::{Card, Field, Party, Span, Sure};
use proptest::prelude::*;

/// Words too common to show that a value stands in its span.
fn telling(value: &str) -> Vec<String> {
    let words = value.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| word.to_lowercase()).collect()
}

fn holds<T>(reading: &Reading, fields: &[Field<T>], words: impl Fn(&T) -> String) {
    for field in fields {
        if let Some(Span { start, end }) = field.span {
            let inside = reading.text.get(start..end);
            assert!(inside.is_some(), "{start}..{end} is not in the text on character boundaries");
            if field.sure == Sure::Read {
                let inside = inside.unwrap().to_lowercase();
                let value = words(&field.value);
                let found = telling(&value).iter().any(|word| inside.contains(word.as_str()));
                assert!(found || telling(&value).is_empty(), "“{value}” does not stand in “{inside}”");
            }
        } else {
            assert_ne!(field.sure, Sure::Read, "a value that was read has a span");
        }
    }
}

fn spans_hold(reading: &Reading) {
    let card: &Card = &reading.card;
    let party = |party: &Party| party.label().to_owned();
    holds(reading, card.number.as_slice(), String::clone);
    holds(reading, card.place.as_slice(), String::clone);
    holds(reading, card.subject.as_slice(), String::clone);
    holds(reading, card.marking.as_slice(), String::clone);
    holds(reading, card.kind.as_slice(), |_| String::new());
    holds(reading, card.date.as_slice(), |_| String::new());
    holds(reading, &card.from, party);
    holds(reading, &card.to, party);
    holds(reading, &card.copies, party);
    holds(reading, &card.citations, |cited| cited.text.clone());
    holds(reading, &card.enclosures, |enclosure| enclosure.title.clone());
    holds(reading, &card.deadlines, |_| String::new());
    holds(reading, &card.claims, |claim| claim.what.clone());
    holds(reading, &card.proposals, |proposal| proposal.what.clone());
    holds(reading, card.recommendation.as_slice(), |_| String::new());
    holds(reading, card.request.as_slice(), |_| String::new());
    holds(reading, &card.insertions, String::clone);
    may_be_entered(reading);
}

/// What was read keeps within the limits of what a register takes.
fn may_be_entered(reading: &Reading) {
    for remark in &reading.remarks {
        assert!(remark.says.len() <= REMARK_BYTES_MAX, "{} bytes: {}", remark.says.len(), remark.says);
    }
    let subject = reading.card.subject.as_ref().map_or(0, |subject| subject.value.len());
    assert!(subject <= SUBJECT_BYTES_MAX, "a subject of {subject} bytes");
}

/// A piece longer than any remark.
const LONG_BYTES: usize = 5_000;

/// Pieces of papers, so that chance meets the grammars and not only the tokens.
fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "No. 12.]",
        "No.",
        "your",
        "Department’s",
        "telegram",
        "despatch",
        "May 3, 1931",
        "3 May",
        "20th ultimo",
        "of",
        "and",
        ", ",
        ". ",
        "\n",
        "\n\n",
        "Sir: ",
        "To ",
        "TO: ",
        "FROM:",
        "SUBJECT: ",
        "I have, &c.,",
        "Alwin Brask",
        "HARBOUR BOARD",
        "Copies: ",
        "cc: ",
        "[",
        "]",
        "(",
        ")",
        "proposes that ",
        "by 5 January",
        "considers",
        "inadvisable",
        "is attached.",
        "Attachments: ",
        "Executive Order 8112",
        "I ask you to review.",
        "—9 p.m.",
        "12/13",
        "NC/56",
        "’s",
        "№ 7",
        "§",
        "é",
        "«",
        "Dall’Haya a’ 4 marzo 1618",
        "Αριθ. Πρωτ.: 486",
        "\u{feff}",
        "\u{c}",
        "\t",
        "1",
        "1295",
        "&c.",
        "“",
        "-",
        "#",
    ]);
    let long = prop::sample::select(vec!["plan of the pier, ", "plan ", "Ä", "  ", "and the "]);
    let long = long.prop_map(|words| words.repeat(LONG_BYTES / words.len()));
    prop_oneof![24 => known.prop_map(str::to_owned), 6 => "\\PC{0,8}", 6 => "[a-z]{1,9} ", 1 => long]
}

fn paper() -> impl Strategy<Value = String> {
    prop::collection::vec((piece(), prop::bool::ANY), 0..60)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, spaced)| if spaced { piece + " " } else { piece }).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn any_bytes_give_the_same_reading_twice(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let reading = read(&bytes, "x");
        spans_hold(&reading);
        prop_assert_eq!(&reading, &read(&bytes, "x"));
    }

    #[test]
    fn what_is_extracted_is_what_is_read_without_its_card(text in paper(), mail in prop::bool::ANY) {
        let bytes = if mail { format!("From: a@t.example\nSubject: x\nMIME-Version: 1.0\n\n{text}") } else { text };
        let (read, extracted) = (read(bytes.as_bytes(), "x"), extract(bytes.as_bytes(), "x"));
        prop_assert_eq!(&extracted.card, &Card::default());
        prop_assert!(read.remarks.starts_with(&extracted.remarks));
        if read.format != Format::Unknown && read.pages.is_empty() && read.enclosures.is_empty() {
            prop_assert_eq!(&read.card, &read_text(&extracted.text).0);
        }
        let (card, remarks) = (Card::default(), Vec::new());
        prop_assert_eq!(
            Reading { card: card.clone(), remarks: remarks.clone(), ..read },
            Reading { card, remarks, ..extracted }
        );
    }

    #[test]
    fn papers_made_of_pieces_have_spans_that_hold(text in paper()) {
        let reading = read(text.as_bytes(), "x");
        spans_hold(&reading);
        prop_assert_eq!(&reading, &read(text.as_bytes(), "x"));
    }

    #[test]
    fn mails_made_of_pieces_have_spans_that_hold(header in paper(), body in paper(), html in prop::bool::ANY) {
        let header = header.replace(['\n', '\r', '\u{c}'], " ");
        let kind = if html { "text/html" } else { "text/plain" };
        let mail = format!("From: {header}\nTo: {header}\nSubject: {header}\nMIME-Version: 1.0\nContent-Type: {kind}\n\n{body}");
        spans_hold(&read(mail.as_bytes(), "x"));
    }

    #[test]
    fn html_soup_does_no_harm(tags in prop::collection::vec(prop::sample::select(vec![
        "<table>", "<tr>", "<td>", "</table>", "</td>", "<div>", "<ul>", "<li>", "<pre>", "<a href='x'>", "<h1>", "text ", "<td colspan=99>", "<!--",
        "<img alt='é'>", "<blockquote>", "</div>", "&nbsp;", "&#0;", "<ol start=-3>", "漢字", "<td rowspan=4000>", "<th width=1>",
    ]), 0..80)) {
        let mail = format!("From: a@t.example\nMIME-Version: 1.0\nContent-Type: text/html\n\n{}", tags.concat());
        spans_hold(&read(mail.as_bytes(), "x"));
    }
}
