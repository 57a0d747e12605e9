//! A letter decided on goes out, by programs: it waits to be sent, is sent, received, and known under a symbol.

use axum::http::StatusCode;
use procedure::act::Act;
use procedure::paper::{Arrival, Channel};
use serde_json::{Value, json};

use super::{ALL, Program};
use crate::pages::LETTER;
use crate::pages::house::Ministry;

/// What waits to be sent on a desk: the number, and to whom.
async fn to_send(program: &mut Program) -> Vec<(String, Value)> {
    let (_, desk, _) = program.get("/desk").await;
    let lines = desk["lines"].as_array().unwrap().iter().filter(|line| line["waits"]["is"] == "to_send");
    lines.map(|line| (line["row"]["number"].as_str().unwrap().to_owned(), line["waits"]["to"].clone())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_goes_out_and_what_became_of_it_is_known() {
    let ministry = Ministry::found();
    ministry.sends();
    let mut clerk = Program::new(&ministry, "orlo", ALL);
    let mut press = Program::new(&ministry, "sool", ALL);
    let (_, copy, _) = clerk.post("/papers", "0", &json!({ "series": "OUT", "text": LETTER })).await;
    assert!(to_send(&mut clerk).await.is_empty(), "a copy of what went out waits for nothing: {copy}");
    let paper = copy["paper"].as_str().unwrap().to_owned();
    let made = Arrival { channel: Channel::House, ..Arrival::default() };
    let reason = "It was written here.".to_owned();
    ministry.act(Act::CorrectArrival { paper: paper.parse().unwrap(), arrival: made, reason });
    let waits = to_send(&mut clerk).await;
    assert_eq!((waits.len(), waits[0].0.as_str()), (1, "OUT-1951-0001"), "{waits:?}");
    assert!(to_send(&mut press).await.is_empty(), "its registry sends it");

    let acts = format!("/papers/{paper}/acts");
    let send = json!({ "act": "dispatch", "to": "The Assembly", "channel": "courier", "reference": "bag 12" });
    let (status, problem, _) = press.post(&acts, "1", &send).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("no_mandate")), "{problem}");
    let (status, first, _) = clerk.post(&acts, "1", &send).await;
    assert_eq!(status, StatusCode::CREATED, "{first}");
    let (status, again, _) = clerk.post(&acts, "1", &send).await;
    assert_eq!((status, &again["entry"]), (StatusCode::OK, &first["entry"]), "a lost answer is asked for again");
    assert!(to_send(&mut clerk).await.is_empty());

    let (_, receipt, _) =
        clerk.post("/papers", "2", &json!({ "series": "IN", "text": "Received. The porter.\n" })).await;
    let received =
        json!({ "act": "dispatch_received", "dispatch": 1, "who": "the porter", "evidence": receipt["paper"] });
    assert_eq!(clerk.post(&acts, "3", &received).await.0, StatusCode::CREATED);
    let (_, seen, _) = clerk.get(&format!("/papers/{paper}")).await;
    let end = &seen["paper"]["dispatches"][0]["ended"]["end"];
    assert_eq!((&end["is"], &end["evidence"]), (&json!("received"), &receipt["paper"]), "{seen}");
    let (_, links, _) = clerk.get(&format!("/papers/{paper}/links")).await;
    assert_eq!(links["receipts"][0]["number"], "IN-1951-0001", "{links}");

    // Whoever does not see the receipt is not told that there is one.
    let (_, seen, _) = press.get(&format!("/papers/{paper}")).await;
    let end = &seen["paper"]["dispatches"][0]["ended"]["end"];
    assert_eq!((&end["who"], end.get("evidence")), (&json!("the porter"), None), "{seen}");
    let (_, links, _) = press.get(&format!("/papers/{paper}/links")).await;
    assert_eq!(links["receipts"], json!([]), "{links}");
    let (_, trail, _) = press.get(&format!("/papers/{paper}/trail")).await;
    assert!(!trail.to_string().contains(receipt["paper"].as_str().unwrap()), "{trail}");

    let over = json!({ "act": "dispatch_came_back", "dispatch": 1, "reason": "Moved away." });
    let (status, problem, _) = clerk.post(&acts, "4", &over).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("dispatch_over")), "{problem}");
    let house = json!({ "act": "dispatch", "to": "The Assembly", "channel": "house" });
    let (status, problem, _) = clerk.post(&acts, "5", &house).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("no_way_out")), "{problem}");

    // What cites the symbol under which it appeared is tied to it as it comes in.
    let symbol = json!({ "act": "record_symbol", "symbol": "S/2034", "body": "the Assembly", "on": "1951-12-25" });
    assert_eq!(clerk.post(&acts, "6", &symbol).await.0, StatusCode::CREATED);
    let cites = "To: The Minister\nFrom: The Delegation\n\nReference is made to document S/2034 of 25 December 1951.\n";
    let (_, citing, _) = clerk.post("/papers", "7", &json!({ "series": "IN", "text": cites })).await;
    let (_, links, _) = clerk.get(&format!("/papers/{}/links", citing["paper"].as_str().unwrap())).await;
    assert_eq!(links["cites"][0]["held"][0]["number"], "OUT-1951-0001", "{links}");
}
