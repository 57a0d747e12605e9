//! The reading ledger by the API: asked by an auditor, in the form that is told.

use axum::http::StatusCode;
use chancery::doors::Scope;
use procedure::act::Act;
use procedure::role::Role;
use serde_json::json;

use super::told::fits;
use super::{ALL, Program};
use crate::pages::MEMORANDUM;
use crate::pages::house::{Ministry, id};

#[tokio::test(flavor = "multi_thread")]
async fn an_auditor_asks_and_is_told_in_the_form_that_is_told() {
    let ministry = Ministry::found();
    let mut orlo = Program::new(&ministry, "orlo", ALL);
    let told = orlo.get("/openapi.json").await.1;
    let (_, receipt, _) = orlo.post("/papers", "1", &json!({ "series": "IN", "text": MEMORANDUM })).await;
    let paper = receipt["paper"].as_str().unwrap();
    orlo.get(&format!("/papers/{paper}/text")).await;
    let question = json!({ "question": { "of": { "is": "paper", "named": "IN-1951-0001" } }, "reason": "an audit" });
    let (status, refused, _) = orlo.post("/readings", "2", &question).await;
    assert_eq!((status, &refused["code"]), (StatusCode::CONFLICT, &json!("not_auditor")), "{refused}");
    fits(&told, "/readings", "post", status, &refused);
    let (officer, role, reason) = (id("sool"), Role::Auditor, "an audit".to_owned());
    ministry.act(Act::GiveRole { officer, role, from: None, until: None, reason });
    let mut sool = Program::new(&ministry, "sool", ALL);
    let (status, answer, _) = sool.post("/readings", "3", &question).await;
    fits(&told, "/readings", "post", status, &answer);
    assert_eq!((&answer["count"], &answer["papers"]), (&json!(1), &json!(["IN-1951-0001"])), "{answer}");
    let line = &answer["lines"][0];
    assert_eq!((&line["officer"], &line["door"], &line["part"]), (&json!("orlo"), &json!("api"), &json!("text")));
    assert_eq!((&line["number"], &line["sight"]), (&json!("IN-1951-0001"), &json!("whole")), "{line}");
    let entry = &answer["entry"];
    let (status, again, _) = sool.get(&format!("/readings/{entry}")).await;
    fits(&told, "/readings/{entry}", "get", status, &again);
    assert_eq!(&again["lines"], &answer["lines"]);
    let (status, ..) = orlo.get(&format!("/readings/{entry}")).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "to whoever asked, and to nobody else");
    let mut reader = Program::new(&ministry, "sool", &[Scope::Read]);
    assert_eq!(reader.post("/readings", "4", &question).await.0, StatusCode::FORBIDDEN);
    // Neither is an act of the house that is sent there; and the house tells nobody how often was looked.
    let asks = json!({ "act": "ask_readings", "question": question["question"], "reason": "an audit" });
    assert_eq!(sool.post("/house/acts", "5", &asks).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let head = json!({ "act": "enter_readings", "head": { "blocks": 9, "digest": "0".repeat(64) }, "broken": false });
    assert_eq!(orlo.post("/house/acts", "6", &head).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, house, _) = orlo.get("/house").await;
    fits(&told, "/house", "get", status, &house);
    assert_eq!(house["roles"]["sool"]["auditor"]["by"], "orlo");
    let (_, house, _) = sool.get("/house").await;
    assert!(house.get("roles").is_none() && house.get("readings").is_none(), "{house}");
}

#[tokio::test(flavor = "multi_thread")]
async fn existence_is_told_in_the_form_that_is_told() {
    let ministry = Ministry::found();
    let mut orlo = Program::new(&ministry, "orlo", ALL);
    let told = orlo.get("/openapi.json").await.1;
    orlo.post("/papers", "1", &json!({ "series": "IN", "text": MEMORANDUM })).await;
    let mut sool = Program::new(&ministry, "sool", ALL);
    let (status, answer, _) = sool.get("/existence?q=IN-1951-0001").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    fits(&told, "/existence", "get", status, &answer);
    let until = serde_json::from_str("\"1951-12-26T00:00:00Z\"").unwrap();
    let (officer, role, reason) = (id("sool"), Role::ExistenceOnly, "a request".to_owned());
    ministry.act(Act::GiveRole { officer, role, from: None, until: Some(until), reason });
    let (status, answer, _) = sool.get("/existence?q=IN-1951-0001").await;
    fits(&told, "/existence", "get", status, &answer);
    let exists = json!([{ "number": "IN-1951-0001", "on": "1951-12-25", "series": "IN", "void": false }]);
    assert_eq!((&answer["papers"], &answer["more"]), (&exists, &json!(false)));
}
