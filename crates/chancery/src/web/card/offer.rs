//! What a reading says of a field otherwise than the card: offered to be taken, never put in by itself.

use std::collections::BTreeMap;

use procedure::card::{Card, FieldName, Span};

use super::view::settled;
use crate::web::sheet;
use crate::words::typed::{key, typed};

/// A field as a reading has it, ready for the form that puts it right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Offer {
    /// The value as typed text.
    pub(crate) text: String,
    /// Where its words stand, in the form's own writing.
    pub(crate) spans: String,
}

/// What a reading offers for a field: nothing where it says the same or nothing, or where an officer set the field.
pub(crate) fn offer(card: &Card, reading: &Card, field: FieldName) -> Option<Offer> {
    let text = typed(reading, field);
    if text.is_empty() || text == typed(card, field) || settled(card, field) {
        return None;
    }
    let marks = sheet::marks(reading);
    let span = |at: usize| {
        let keys = [key(field).to_owned(), format!("{}-{at}", key(field))];
        marks.iter().find(|mark| keys.contains(&mark.key)).map(|mark| mark.span)
    };
    let lines = text.lines().enumerate();
    let spans: BTreeMap<&str, Span> = lines.filter_map(|(at, line)| Some((line, span(at)?))).collect();
    let spans = serde_json::json!({ key(field): spans }).to_string();
    Some(Offer { text, spans })
}

#[cfg(test)]
mod tests {
    use super::offer;
    use procedure::card::{Card, Field, FieldName, Party, Span};

    #[test]
    fn a_reading_offers_what_the_card_does_not_say_and_no_officer_set() {
        let party = |name: &str, span: Option<Span>| Field { span, ..Field::read(Party::named(name), Span::new(0, 0)) };
        let reading = Card {
            place: Some(Field::read("Corvain".into(), Span::new(3, 10))),
            from: vec![party("A. Grevin", Some(Span::new(20, 29))), party("B. Tessel", None)],
            ..Card::default()
        };
        let place = offer(&Card::default(), &reading, FieldName::Place).expect("offered");
        assert_eq!((place.text.as_str(), place.spans.as_str()), ("Corvain", r#"{"place":{"Corvain":[3,10]}}"#));
        let from = offer(&Card::default(), &reading, FieldName::From).expect("offered");
        assert_eq!(from.spans, r#"{"from":{"A. Grevin":[20,29]}}"#);
        assert_eq!(offer(&reading, &reading, FieldName::Place), None);
        assert_eq!(offer(&reading, &Card::default(), FieldName::Place), None);
        let set =
            Card { place: Some(Field::set("Arle".into(), None, "orlo".parse().expect("a code"))), ..Card::default() };
        assert_eq!(offer(&set, &reading, FieldName::Place), None);
    }
}
