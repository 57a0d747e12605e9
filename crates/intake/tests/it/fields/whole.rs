//! Whole official papers of our own, by language, and all that their cards hold.
//!
//! `whole/*.txt` holds the papers. `=== name` begins one, `=== card` the card that was proofread against it; what the card
//! does not show must stay empty.

use std::fmt::Write as _;

use procedure::card::{Card, Party, Relation, Sure};
use rstest::rstest;

use super::card;

#[rstest]
#[case::russian("ru", include_str!("whole/ru.txt"))]
#[case::french("fr", include_str!("whole/fr.txt"))]
#[case::german("de", include_str!("whole/de.txt"))]
#[case::italian("it", include_str!("whole/it.txt"))]
#[case::spanish("es", include_str!("whole/es.txt"))]
#[case::greek("el", include_str!("whole/el.txt"))]
fn whole_papers(#[case] language: &str, #[case] papers: &str) {
    let mut wrong = String::new();
    let papers: Vec<&str> = papers.split("=== paper ").skip(1).collect();
    for paper in &papers {
        let (name, rest) = paper.split_once('\n').unwrap();
        let (text, expected) = rest.split_once("=== card\n").unwrap();
        let read = card(text);
        assert_eq!(read.language.as_deref(), Some(language), "{name}");
        for (field, span) in read.spans() {
            assert!(span.of(text).is_some(), "{name}: {field:?}");
        }
        let shown = shown(&read);
        if shown.trim() != expected.trim() {
            write!(wrong, "\n=== {name}\nexpected\n{expected}read\n{shown}").unwrap();
        }
    }
    assert!(papers.len() >= PAPERS_MIN && wrong.is_empty(), "{wrong}");
}

/// Fewer papers than this say little about a language: five official ones and two in which nothing stands.
const PAPERS_MIN: usize = 7;

/// The fields of a letterhead and a foot, and the citations; one line each, none for what is empty. A subject that is
/// only proposed from the text says nothing of the paper's form and is left out.
fn shown(card: &Card) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            writeln!(out, "{name}: {value}").unwrap();
        }
    };
    line("date", card.date.as_ref().map(|date| date.value.date.to_string()));
    line("number", card.number.as_ref().map(|number| number.value.clone()));
    line("from", Some(parties(&card.from.iter().map(|party| &party.value).collect::<Vec<_>>())));
    line("to", Some(parties(&card.to.iter().map(|party| &party.value).collect::<Vec<_>>())));
    line("copies", Some(parties(&card.copies.iter().map(|party| &party.value).collect::<Vec<_>>())));
    line(
        "subject",
        card.subject.as_ref().filter(|subject| subject.sure != Sure::Proposed).map(|subject| subject.value.clone()),
    );
    line("marking", card.marking.as_ref().map(|marking| marking.value.clone()));
    for enclosure in &card.enclosures {
        line("enclosure", Some(enclosure.value.title.clone()));
    }
    for cited in &card.citations {
        let cited = &cited.value;
        let relation = match cited.relation {
            Relation::Answers => "answered",
            _ => "cited",
        };
        let parts = [cited.kind.clone(), cited.number.clone(), cited.date.map(|date| date.to_string())]
            .map(|part| part.unwrap_or("-".to_owned()));
        line(relation, Some(parts.join(" ")));
    }
    out
}

fn parties(parties: &[&Party]) -> String {
    let parts =
        |party: &Party| [&party.name, &party.post, &party.office].into_iter().flatten().cloned().collect::<Vec<_>>();
    parties.iter().map(|party| parts(party).join(", ")).collect::<Vec<_>>().join(" | ")
}
