//! Answers awaited, by programs: set, listed by age and by day, stopped by what answers, moved, closed and reopened.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{ALL, Program};
use crate::pages::house::Ministry;
use crate::pages::{LETTER, REPLY};

/// The numbers of the papers that a page of lines holds, each with the day and the desk.
fn lines(answer: &Value) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let all = answer["lines"].as_array().unwrap().iter().filter(|line| line["waits"]["is"] == "to_answer");
    all.map(|line| (text(&line["row"]["number"]), text(&line["due"]), text(&line["desk"]))).collect()
}

async fn entered(program: &mut Program, key: &str, series: &str, text: &str) -> String {
    let (status, receipt, _) = program.post("/papers", key, &json!({ "series": series, "text": text })).await;
    assert_eq!(status, StatusCode::CREATED, "{receipt}");
    receipt["paper"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_unanswered_is_set_listed_and_answered() {
    let ministry = Ministry::found();
    ministry.sends();
    let mut clerk = Program::new(&ministry, "orlo", ALL);
    let mut legal = Program::new(&ministry, "nesse", ALL);
    let letter = entered(&mut clerk, "1", "IN", LETTER).await;
    let acts = format!("/papers/{letter}/acts");
    assert!(lines(&clerk.get("/unanswered").await.1).is_empty(), "what was read nags nobody");
    let awaits = json!({ "act": "await_answer", "by": "1952-01-05" });
    let (status, absent, _) = legal.post(&acts, "1", &awaits).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "whoever does not see the paper: {absent}");
    let (status, set, _) = clerk.post(&acts, "2", &awaits).await;
    assert_eq!(status, StatusCode::CREATED, "{set}");
    let line = |by: &str, desk: &str| ("IN-1951-0001".to_owned(), by.to_owned(), desk.to_owned());
    assert_eq!(lines(&clerk.get("/unanswered").await.1), [line("1952-01-05", "registry")]);
    assert_eq!(lines(&clerk.get("/desk").await.1), [line("1952-01-05", "registry")]);
    let out = json!({ "act": "direct", "desk": "registry",
                      "directions": [{ "to": "legal", "part": "lead", "act": "answer", "due": "1951-12-30" }] });
    assert_eq!(clerk.post(&acts, "3", &out).await.0, StatusCode::CREATED);
    assert_eq!(lines(&legal.get("/desk").await.1), [line("1952-01-05", "legal")], "its own day moved nothing");
    assert_eq!(lines(&legal.get("/unanswered").await.1), [line("1952-01-05", "legal")]);
    assert!(lines(&clerk.get("/desk").await.1).is_empty(), "it is owed by the desk that leads");
    assert_eq!(lines(&clerk.get("/unanswered").await.1).len(), 1, "the registry keeps the book");
    assert!(lines(&clerk.get("/unanswered?desk=registry").await.1).is_empty());
    assert_eq!(lines(&clerk.get("/unanswered?desk=legal&order=due").await.1).len(), 1);
    assert!(lines(&clerk.get("/unanswered?late=true").await.1).is_empty());
    assert_eq!(clerk.get("/unanswered?colour=blue").await.0, StatusCode::UNPROCESSABLE_ENTITY);

    // A letter goes out that says it answers it: nothing has to be said of the first.
    let reply = entered(&mut clerk, "4", "OUT", REPLY).await;
    assert!(lines(&legal.get("/unanswered").await.1).is_empty());
    let (_, links, _) = clerk.get(&format!("/papers/{letter}/links")).await;
    assert_eq!(links["answering"][0]["number"], "OUT-1951-0001", "{links}");
    let none = json!({ "act": "no_reply_needed", "reason": "A circular" });
    let (status, problem, _) = legal.post(&acts, "5", &none).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("answered")), "{problem}");
    assert_eq!(problem["detail"], "The paper is answered by OUT-1951-0001", "{problem}");
    let interim = json!({ "act": "interim_reply", "answer": reply, "by": "1952-02-01", "reason": "The tables follow" });
    assert_eq!(legal.post(&acts, "6", &interim).await.0, StatusCode::CREATED);
    let (_, page, _) = legal.get("/unanswered").await;
    assert_eq!(lines(&page), [line("1952-02-01", "legal")]);
    assert_eq!(page["lines"][0]["waits"], json!({ "is": "to_answer", "theirs": false, "interims": 1 }));
    assert_eq!(legal.post(&acts, "7", &none).await.0, StatusCode::CREATED);
    assert!(lines(&legal.get("/unanswered").await.1).is_empty());
    let again = json!({ "act": "reopen_answer", "by": "1952-02-01", "reason": "They ask again" });
    assert_eq!(legal.post(&acts, "8", &again).await.0, StatusCode::CREATED);
    assert_eq!(lines(&legal.get("/unanswered").await.1).len(), 1);
    let (_, seen, _) = clerk.get(&format!("/papers/{letter}")).await;
    assert_eq!(seen["paper"]["awaited"]["interims"][0]["reason"], "The tables follow", "{seen}");
    let (_, links, _) = clerk.get(&format!("/papers/{letter}/links")).await;
    assert_eq!(links["passed_over"][0]["number"], "OUT-1951-0001", "{links}");

    for (key, act, code) in [
        ("9", json!({ "act": "reopen_answer", "by": "1952-02-01", "reason": "x" }), "awaited_already"),
        ("10", json!({ "act": "await_answer", "by": "1951-12-24" }), "due_past"),
        ("11", json!({ "act": "await_answer", "by": "1952-01-05", "desk": "press" }), "owing_without_sight"),
        (
            "12",
            json!({ "act": "interim_reply", "answer": reply, "by": "1952-02-01", "reason": "x" }),
            "interim_already",
        ),
        ("13", json!({ "act": "await_answer", "by": "2951-01-05" }), "back_too_far"),
    ] {
        let (status, problem, _) = legal.post(&acts, key, &act).await;
        assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!(code)), "{problem}");
        assert!(!problem["next"].as_str().unwrap_or_default().is_empty(), "{problem}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_series_is_said_to_be_outgoing() {
    let ministry = Ministry::found();
    let mut clerk = Program::new(&ministry, "orlo", ALL);
    let letter = entered(&mut clerk, "1", "IN", LETTER).await;
    let acts = format!("/papers/{letter}/acts");
    let awaits = json!({ "act": "await_answer", "by": "1952-01-05" });
    assert_eq!(clerk.post(&acts, "2", &awaits).await.0, StatusCode::CREATED);
    entered(&mut clerk, "3", "OPEN", REPLY).await;
    assert_eq!(lines(&clerk.get("/unanswered").await.1).len(), 1, "nobody said that those letters leave the house");
    let sent = json!({ "act": "change_series", "series": "OPEN", "outgoing": true });
    let (status, answer, _) = clerk.post("/house/acts", "4", &sent).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
    assert!(lines(&clerk.get("/unanswered").await.1).is_empty());
    assert_eq!(clerk.get("/house").await.1["series"]["OPEN"]["outgoing"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_out_of_sight_answers_nothing_and_is_not_named() {
    let ministry = Ministry::found();
    ministry.sends();
    let (mut clerk, mut legal) = (Program::new(&ministry, "orlo", ALL), Program::new(&ministry, "nesse", ALL));
    let letter = entered(&mut clerk, "1", "IN", LETTER).await;
    let out = json!({ "act": "direct", "desk": "registry",
                      "directions": [{ "to": "legal", "part": "lead", "act": "answer", "due": "1952-01-05" }] });
    let acts = format!("/papers/{letter}/acts");
    assert_eq!(clerk.post(&acts, "2", &out).await.0, StatusCode::CREATED);
    let reply = |no: &str| REPLY.replace("302", no);
    let mut replies = Vec::new();
    for key in ["3", "4"] {
        let reply = entered(&mut clerk, key, "OUT", &reply(key)).await;
        let mark = json!({ "act": "mark", "level": "secret", "reason": "It names a source" });
        assert_eq!(
            clerk.post(&format!("/papers/{reply}/acts"), &format!("mark-{key}"), &mark).await.0,
            StatusCode::CREATED
        );
        replies.push(reply);
    }
    assert!(lines(&clerk.get("/unanswered").await.1).is_empty());
    assert_eq!(lines(&legal.get("/unanswered").await.1).len(), 1, "for who sees neither, nothing answers it");
    let again = json!({ "act": "reopen_answer", "by": "1952-01-20", "reason": "More is owed" });
    let (status, done, _) = clerk.post(&acts, "5", &again).await;
    assert_eq!(status, StatusCode::CREATED, "{done}");
    let third = entered(&mut clerk, "6", "OUT", &reply("6")).await;
    let interim = json!({ "act": "interim_reply", "answer": replies[0], "by": "1952-02-01", "reason": "Tables" });
    let (_, problem, _) = clerk.post(&acts, "7", &interim).await;
    assert_eq!(problem["detail"], "The paper is answered by OUT-1951-0003", "{problem}");
    let interim = json!({ "act": "interim_reply", "answer": third, "by": "1952-02-01", "reason": "Tables" });
    assert_eq!(clerk.post(&acts, "8", &interim).await.0, StatusCode::CREATED);
    let mark = json!({ "act": "mark", "level": "secret", "reason": "It names a source" });
    assert_eq!(clerk.post(&format!("/papers/{third}/acts"), "9", &mark).await.0, StatusCode::CREATED);
    for place in ["", "/trail", "/links"] {
        let (_, told, _) = legal.get(&format!("/papers/{letter}{place}")).await;
        let told = told.to_string();
        assert!(replies.iter().chain([&third]).all(|reply| !told.contains(reply.as_str())), "{place}: {told}");
        let (_, whole, _) = clerk.get(&format!("/papers/{letter}{place}")).await;
        assert!(whole.to_string().contains(third.as_str()), "{place}: {whole}");
    }
}
