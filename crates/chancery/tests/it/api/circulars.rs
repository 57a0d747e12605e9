//! Circulars, by programs: sent, addressed, and told of to those who see them.

use axum::http::StatusCode;
use procedure::act::Act;
use serde_json::{Value, json};

use super::{ALL, Program};
use crate::pages::house::{Ministry, id};
use crate::pages::{LETTER, TELEGRAM};

/// A ministry that numbers each paper of a circular in IN, which desks and chiefs alone see.
async fn with_letter(ministry: &Ministry) -> (Program, String) {
    let mut clerk = Program::new(ministry, "orlo", ALL);
    let change = json!({ "act": "change_series", "series": "IN", "circulars": "number_each" });
    assert_eq!(clerk.post("/house/acts", "each", &change).await.0, StatusCode::CREATED);
    let (_, house, _) = clerk.get("/house").await;
    assert_eq!(house["series"]["IN"]["circulars"], "number_each", "{house}");
    assert_eq!(house["series"]["OPEN"].get("circulars"), None, "{house}");
    let (_, letter, _) = clerk.post("/papers", "0", &json!({ "series": "OPEN", "text": LETTER })).await;
    (clerk, letter["paper"].as_str().unwrap().to_owned())
}

fn send(series: &str, to: &[(&str, &str)]) -> Value {
    let to: Vec<Value> = to.iter().map(|(is, who)| json!({ "is": is, "who": who })).collect();
    json!({ "act": "send_circular", "series": series, "to": to })
}

#[tokio::test(flavor = "multi_thread")]
async fn each_addressee_gets_a_paper_and_is_told_of_no_other() {
    let ministry = Ministry::found();
    let (mut clerk, paper) = with_letter(&ministry).await;
    let (mut legal, mut press) = (Program::new(&ministry, "nesse", ALL), Program::new(&ministry, "sool", ALL));
    let (at, acts) = (format!("/papers/{paper}"), format!("/papers/{paper}/acts"));

    let mut act = send("IN", &[("desk", "legal"), ("officer", "sool"), ("outside", "The Embassy")]);
    act["answer_by"] = "1952-01-05".into();
    let (status, problem, _) = legal.post(&acts, "1", &act).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("no_mandate")), "{problem}");
    let (status, sent, _) = clerk.post(&acts, "1", &act).await;
    assert_eq!((status, &sent["paper"], &sent["number"]), (StatusCode::CREATED, &json!(paper), &json!("IN-1951-0003")));
    let (status, again, _) = clerk.post(&acts, "1", &act).await;
    assert_eq!((status, &again["repeated"], &again["entry"]), (StatusCode::OK, &json!(true), &sent["entry"]));

    let (_, seen, _) = clerk.get(&at).await;
    let circular = &seen["paper"]["circulars"][0];
    assert_eq!((&circular["of"], circular["papers"].as_array().map(Vec::len)), (&json!(3), Some(3)), "{seen}");
    let (_, links, _) = clerk.get(&format!("{at}/links")).await;
    let papers = links["circulars"][0]["papers"].clone();
    let told: Vec<_> =
        (0..3).map(|at| (papers[at]["number"].as_str().unwrap(), papers[at]["to"]["who"].as_str().unwrap())).collect();
    assert_eq!(told, [("IN-1951-0001", "legal"), ("IN-1951-0002", "sool"), ("IN-1951-0003", "The Embassy")]);
    assert_eq!(papers[0]["answer_by"], "1952-01-05");

    // The letter is open to the whole house; of what was made of it each sees their own.
    let (_, links, _) = legal.get(&format!("{at}/links")).await;
    let papers = &links["circulars"][0]["papers"];
    assert_eq!((papers.as_array().map(Vec::len), &papers[0]["number"]), (Some(1), &json!("IN-1951-0001")), "{links}");
    let mine = format!("/papers/{}", papers[0]["paper"].as_str().unwrap());
    let (_, seen, _) = legal.get(&mine).await;
    assert_eq!(
        (&seen["sight"], &seen["paper"]["addressed"]["no"], &seen["paper"]["addressed"]["of"]),
        (&json!("whole"), &json!(1), &json!(3))
    );
    assert_eq!(seen["paper"]["card"]["to"][0]["value"]["name"], "Legal desk", "{seen}");
    let text = |program: Value| program["paper"]["versions"][0]["version"]["hash"].clone();
    let (_, letter, _) = legal.get(&at).await;
    assert_eq!(text(seen), text(letter), "the same bytes");
    let (_, trail, _) = legal.get(&format!("{at}/trail")).await;
    let words = trail.to_string();
    assert!(words.contains("circular_sent") && !words.contains("Embassy") && !words.contains("sool"), "{words}");
    let digests = |trail: &Value| trail.as_array().unwrap().last().unwrap()["acted"]["digest"].clone();
    assert_eq!(digests(&trail), "0".repeat(64), "out of which one could guess the names");
    let (_, whole, _) = clerk.get(&format!("{at}/trail")).await;
    assert_ne!(digests(&whole), "0".repeat(64));
    let (_, trail, _) = legal.get(&format!("{mine}/trail")).await;
    let kinds: Vec<_> = trail[0]["events"].as_array().unwrap().iter().map(|event| event["type"].clone()).collect();
    assert_eq!(kinds, ["registered", "circular_text"], "{trail}");
    let (_, none, _) = press.get(&mine).await;
    let (_, absent, _) = press.get(&format!("/papers/{}", "0".repeat(32))).await;
    assert_eq!(none, absent);

    // Theirs to read, to acknowledge and to answer.
    let (_, desk, _) = legal.get("/desk").await;
    let waits: Vec<_> = desk["lines"].as_array().unwrap().iter().map(|line| line["waits"]["is"].clone()).collect();
    assert!(waits.contains(&json!("copy")) && waits.contains(&json!("to_answer")), "{desk}");
    let read = json!({ "act": "acknowledge_copy", "copy": 1 });
    assert_eq!(legal.post(&format!("{mine}/acts"), "2", &read).await.0, StatusCode::CREATED);
    let (_, links, _) = clerk.get(&format!("{at}/links")).await;
    assert!(links["circulars"][0]["papers"][0]["read"].is_string(), "{links}");
    let back = json!({ "act": "withdraw_copies", "copies": [1], "reason": "A wrong desk." });
    assert_eq!(clerk.post(&format!("{mine}/acts"), "3", &back).await.0, StatusCode::CREATED);
    let (_, own, _) = legal.get(&mine).await;
    assert_eq!((&own["sight"], &own["paper"].get("addressed")), (&json!("own_acts"), &None), "{own}");
}

/// Whoever does not see the paper that was sent is told of those of it that they see, and not of that.
#[tokio::test(flavor = "multi_thread")]
async fn a_sibling_is_told_of_where_the_paper_sent_is_not() {
    let ministry = Ministry::found();
    let mut clerk = Program::new(&ministry, "orlo", ALL);
    let (_, secret, _) = clerk.post("/papers", "0", &json!({ "series": "IN", "text": TELEGRAM })).await;
    let acts = format!("/papers/{}/acts", secret["paper"].as_str().unwrap());
    ministry.act(
        serde_json::from_value::<Act>(json!({ "act": "change_series", "series": "OPEN", "circulars": "number_each" }))
            .unwrap(),
    );
    let sent = clerk.post(&acts, "1", &send("OPEN", &[("desk", "legal"), ("outside", "The Embassy")])).await;
    assert_eq!(sent.0, StatusCode::CREATED, "{}", sent.1);
    let viewer = ministry.office.viewer(&id("sool"));
    let found = ministry.office.reads().unwrap().by_number(&viewer, "OPEN-1951-0001").unwrap();
    let mut press = Program::new(&ministry, "sool", ALL);
    let place = format!("/papers/{}", found[0].0);
    let (_, links, _) = press.get(&format!("{place}/links")).await;
    assert_eq!(
        (&links["one_of"]["sent"], links["one_of"]["papers"].as_array().map(Vec::len)),
        (&json!(null), Some(2)),
        "{links}"
    );
    let (_, seen, _) = press.get(&place).await;
    assert_eq!(seen["paper"]["addressed"]["circular"], json!(null), "{seen}");
    for part in [seen, links, press.get(&format!("{place}/trail")).await.1] {
        assert!(!part.to_string().contains(secret["paper"].as_str().unwrap()), "{part}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_leaves_nothing() {
    let ministry = Ministry::found();
    let (mut clerk, paper) = with_letter(&ministry).await;
    let acts = format!("/papers/{paper}/acts");
    let before = ministry.office.journal().unwrap().size().unwrap();
    let many: Vec<Value> = (0..251).map(|n| json!({ "is": "outside", "who": format!("Post {n}") })).collect();
    for (act, code) in [
        (send("IN", &[]), "nobody_named"),
        (send("IN", &[("desk", "legal"), ("desk", "legal")]), "holder_twice"),
        (json!({ "act": "send_circular", "series": "IN", "to": many }), "too_many"),
        (json!({ "act": "send_circular", "series": "IN", "list": "none" }), "absent"),
    ] {
        let (status, problem, _) = clerk.post(&acts, code, &act).await;
        assert_eq!((status.is_client_error(), &problem["code"]), (true, &json!(code)), "{problem}");
    }
    assert_eq!(ministry.office.journal().unwrap().size().unwrap(), before);
    // As many as there may be, in one entry: found, read, and the same after the register was built anew is told elsewhere.
    let (status, sent, _) =
        clerk.post(&acts, "all", &json!({ "act": "send_circular", "series": "IN", "to": many[..250] })).await;
    assert_eq!((status, &sent["number"]), (StatusCode::CREATED, &json!("IN-1951-0250")), "{sent}");
    assert_eq!(ministry.office.journal().unwrap().size().unwrap(), before + 1);
    let (status, one, _) = clerk.post(&acts, "one", &send("IN", &[("outside", "Post 249")])).await;
    assert_eq!((status, &one["code"]), (StatusCode::CONFLICT, &json!("sent_already")), "{one}");
}
