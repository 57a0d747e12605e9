//! A better reading told to programs, and what was put right on entering.

use axum::http::StatusCode;
use chancery::doors::Scope;
use procedure::card::FieldName;
use procedure::ids::PaperId;
use serde_json::{Value, json};

use super::{ALL, Program};
use crate::pages::MEMORANDUM;
use crate::pages::anew::{propose, read_badly};
use crate::pages::house::{Ministry, id};

fn waiting(answer: &Value) -> Vec<&str> {
    let changes = answer["waits"]["changes"].as_array().map(Vec::as_slice).unwrap_or_default();
    changes.iter().filter_map(|change| change["field"].as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_is_told_with_its_passages_and_settled_by_acts() {
    let ministry = Ministry::found();
    let paper = read_badly(&ministry.office, "IN");
    let mut program = Program::new(&ministry, "orlo", ALL);
    let (place, acts) = (format!("/papers/{paper}/reading"), format!("/papers/{paper}/acts"));
    assert_eq!(program.get(&place).await.1, json!({ "waits": null }));
    propose(&ministry.office, paper);
    let (status, answer, _) = program.get(&place).await;
    assert_eq!(status, StatusCode::OK);
    let number = answer["waits"]["changes"].as_array().unwrap().iter().find(|one| one["field"] == "number").unwrap();
    assert_eq!((&number["before"]["value"], &number["after"]["value"]), (&json!("812"), &json!("396")));
    let passage = &number["passages"][0];
    let (start, end): (usize, usize) = serde_json::from_value(passage["span"].clone()).unwrap();
    assert_eq!((passage["words"].as_str(), &MEMORANDUM[start..end]), (Some("No. 396"), "No. 396"));

    let take = json!({ "act": "take_reading", "fields": ["number"] });
    let mut reader = Program::new(&ministry, "orlo", &[Scope::Read]);
    assert_eq!(reader.post(&acts, "0", &take).await.0, StatusCode::FORBIDDEN);
    let (status, done, _) = program.post(&acts, "1", &take).await;
    assert_eq!(status, StatusCode::CREATED, "{done}");
    let (_, again, _) = program.post(&acts, "2", &take).await;
    assert_eq!((again["status"].as_u64(), again["code"].as_str()), (Some(409), Some("field_not_proposed")), "{again}");
    let decline = json!({ "act": "decline_reading", "fields": ["date"], "reason": "the day it was typed" });
    assert_eq!(program.post(&acts, "3", &decline).await.0, StatusCode::CREATED);
    let (_, answer, _) = program.get(&place).await;
    let left = waiting(&answer);
    assert!(!left.is_empty() && !left.contains(&"number") && !left.contains(&"date"), "{left:?}");
    let (_, seen, _) = program.get(&format!("/papers/{paper}")).await;
    assert_eq!(
        (&seen["paper"]["card"]["number"]["value"], &seen["paper"]["card"]["date"]),
        (&json!("396"), &Value::Null)
    );
    let rest = json!({ "act": "decline_reading", "reason": "the card is right" });
    assert_eq!(program.post(&acts, "4", &rest).await.0, StatusCode::CREATED);
    assert_eq!(program.get(&place).await.1, json!({ "waits": null }));
}

/// Whoever sees only the card, or nothing, learns of no text that was read, nor what stands there.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_told_beyond_what_one_sees() {
    let ministry = Ministry::found();
    let paper = read_badly(&ministry.office, "IN");
    propose(&ministry.office, paper);
    let mut legal = Program::new(&ministry, "nesse", &[Scope::Read, Scope::Act]);
    let (acts, place) = (format!("/papers/{paper}/acts"), format!("/papers/{paper}/reading"));
    let (_, _, hidden) = legal.get(&place).await;
    let (_, _, absent) = legal.get("/papers/00000000000000000000000000000000/reading").await;
    assert_eq!((hidden.status, &hidden.html), (StatusCode::NOT_FOUND, &absent.html));

    // Marked out, it is the desk's to read; the registry keeps its card.
    let mut registry = Program::new(&ministry, "orlo", ALL);
    let direct = json!({ "act": "direct", "desk": "registry",
                         "directions": [{ "to": "legal", "part": "lead", "act": "review" }] });
    assert_eq!(registry.post(&acts, "1", &direct).await.0, StatusCode::CREATED);
    assert!(waiting(&legal.get(&place).await.1).contains(&"number"));
    let (status, card_only, _) = registry.get(&place).await;
    assert_eq!((status, card_only), (StatusCode::OK, json!({ "waits": null })));
    let take = json!({ "act": "take_reading", "fields": ["number"] });
    let (_, refused, _) = registry.post(&acts, "2", &take).await;
    assert_eq!(refused["code"], "nothing_proposed", "{refused}");

    let hash = ministry.office.reads().unwrap().paper(&ministry.office.viewer(&id("nesse")), &paper).unwrap().unwrap();
    let hash = hash.paper.versions[0].version.text.as_ref().unwrap().hash.to_string();
    let told =
        |page: &str| (page.contains(&hash), page.contains("25 December") || page.contains("1951-12-25\",\"prec"));
    let (_, trail, page) = registry.get(&format!("/papers/{paper}/trail")).await;
    assert_eq!(told(&page.html), (false, false), "{trail}");
    assert!(page.html.contains("reading_proposed"), "that it was read anew stays in sight");
    let (_, _, whole) = legal.get(&format!("/papers/{paper}/trail")).await;
    assert!(told(&whole.html).0, "whoever reads the paper is told of its text");
    // The holder takes it, and the registry sees the card that follows.
    assert_eq!(legal.post(&acts, "3", &take).await.0, StatusCode::CREATED);
    let (_, _, page) = registry.get(&format!("/papers/{paper}/trail")).await;
    assert!(page.html.contains("reading_taken") && !told(&page.html).0, "{}", page.html);
    let (_, seen, page) = registry.get(&format!("/papers/{paper}")).await;
    assert_eq!(seen["paper"]["card"]["number"]["value"], "396");
    assert!(!told(&page.html).0 && !page.html.contains("declined"), "{}", page.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_saw_the_card_as_read_says_what_they_put_right() {
    let ministry = Ministry::found();
    let mut program = Program::new(&ministry, "orlo", ALL);
    let (_, read, _) = program.post("/papers/read", "", &json!({ "text": MEMORANDUM })).await;
    let mut card = read["card"].clone();
    card["number"] = json!({ "value": "397" });
    let draft = |key: &str, card: Option<&Value>, put_right: Option<Value>| {
        let mut draft = json!({ "series": "IN", "text": format!("{MEMORANDUM}\n{key}\n"), "again": "to count" });
        if let Some(card) = card {
            draft["card"] = card.clone();
        }
        if let Some(fields) = put_right {
            draft["put_right"] = fields;
        }
        draft
    };
    let all_right = Some(json!([]));
    let cases = [
        ("1", draft("1", Some(&card), Some(json!(["number"]))), Some(vec![FieldName::Number])),
        ("2", draft("2", None, all_right.clone()), Some(vec![])),
        ("3", draft("3", None, None), None),
        // Nothing was read where there was no text.
        (
            "4",
            json!({ "series": "IN", "absence": "oral", "card": { "subject": { "value": "Lamps" } }, "put_right": [] }),
            None,
        ),
    ];
    for (key, draft, expected) in cases {
        let (status, receipt, _) = program.post("/papers", key, &draft).await;
        assert_eq!(status, StatusCode::CREATED, "{key}: {receipt}");
        let paper: PaperId = receipt["paper"].as_str().unwrap().parse().unwrap();
        let seen = ministry.office.reads().unwrap().paper(&ministry.office.viewer(&id("orlo")), &paper).unwrap();
        let checked = seen.unwrap().paper.checked;
        let expected = expected.map(|fields: Vec<FieldName>| fields.into_iter().collect());
        assert_eq!(checked.seen.then_some(checked.put_right), expected, "{key}");
    }
    let counted = ministry.office.reads().unwrap().readings(&ministry.office.viewer(&id("orlo"))).unwrap();
    let number = counted.iter().find(|row| row.field == "number").unwrap();
    assert_eq!((number.right, number.put_right), (1, 1));
    for (key, draft) in
        [("5", draft("5", None, Some(json!(["number"])))), ("6", draft("6", None, Some(json!(["seal"]))))]
    {
        let (status, problem, _) = program.post("/papers", key, &draft).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
    }
}
