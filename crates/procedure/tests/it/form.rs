//! The card's public JSON form: what other programs write and read. `docs/card.md` shows the same.

use procedure::card::{Card, Field, FieldName, Party, Span, Sure};
use serde_json::{Value, json};

#[test]
fn fields_that_this_version_does_not_know_are_kept() {
    let given = json!({"subject": {"value": "Tides", "span": [0, 5], "sure": "read"}, "seal": {"colour": "blue"}});
    let card: Card = serde_json::from_value(given).unwrap();
    assert_eq!(card.more["seal"], json!({"colour": "blue"}));
    assert_eq!(serde_json::to_value(&card).unwrap()["seal"], json!({"colour": "blue"}));
    assert_eq!(serde_json::from_slice::<Card>(&serde_json::to_vec(&card).unwrap()).unwrap(), card);
}

#[test]
fn a_value_given_without_saying_how_was_set() {
    let field: Field<String> = serde_json::from_value(json!({"value": "Tides"})).unwrap();
    assert_eq!((field.sure, field.span, field.page, field.by), (Sure::Set, None, None, None));
    let party: Party = serde_json::from_value(json!({"name": "A. Grevin"})).unwrap();
    assert_eq!(party, Party::named("A. Grevin"));
    for bad in
        [json!({}), json!("Tides"), json!({"value": "Tides", "sure": "certain"}), json!({"value": "T", "span": [1]})]
    {
        assert!(serde_json::from_value::<Field<String>>(bad.clone()).is_err(), "{bad}");
    }
}

#[test]
fn an_empty_card_has_every_field_and_an_empty_object_is_one() {
    let empty = serde_json::to_value(Card::default()).unwrap();
    assert_eq!(serde_json::from_value::<Card>(json!({})).unwrap(), Card::default());
    let names = [
        "kind",
        "number",
        "date",
        "place",
        "from",
        "to",
        "copies",
        "subject",
        "marking",
        "precedence",
        "their_copy",
        "citations",
        "enclosures",
        "deadlines",
        "claims",
        "proposals",
        "recommendation",
        "request",
        "insertions",
        "language",
    ];
    let written: Vec<&str> = empty.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(written.len(), names.len());
    assert_eq!(FieldName::NAMES, names);
    for name in names {
        assert!(empty[name] == Value::Null || empty[name] == json!([]), "{name} is null or an empty list");
        let field: FieldName = serde_json::from_value(json!(name)).unwrap();
        assert_eq!(serde_json::to_value(field).unwrap(), json!(name));
    }
}

#[test]
fn the_page_on_the_card_shows_a_card_that_reads() {
    let page = include_str!("../../../../docs/card.md");
    let example = page.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let line: Value = serde_json::from_str(example).unwrap();
    let card: Card = serde_json::from_value(line["card"].clone()).unwrap();
    assert!(card.more.is_empty(), "the page shows no field that the program does not know: {:?}", card.more);
    assert_eq!(serde_json::to_value(&card).unwrap(), line["card"], "nor leaves one out");
    for (_, span) in card.spans() {
        assert!(span.start < span.end);
    }
}

#[test]
fn spans_are_bytes_on_character_boundaries() {
    let text = "№ 812";
    assert_eq!(Span::new(0, 3).of(text), Some("№"));
    assert_eq!(Span::new(0, 1).of(text), None);
    assert_eq!(Span::new(4, 8).of(text), None);
}
