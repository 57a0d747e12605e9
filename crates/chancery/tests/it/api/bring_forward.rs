//! Bring-forwards by programs: set, listed, waiting from their day on, ended, and refused with the next step.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{ALL, Program};
use crate::pages::MEMORANDUM;
use crate::pages::house::Ministry;

/// Which bring-forwards a page of lines holds, each with its day.
fn coming(answer: &Value) -> Vec<(u64, String)> {
    let lines = answer["lines"].as_array().unwrap().iter().filter(|line| line["waits"]["is"] == "bring_forward");
    lines.map(|line| (line["waits"]["no"].as_u64().unwrap(), line["due"].as_str().unwrap().to_owned())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_back_is_set_listed_and_ended() {
    let ministry = Ministry::found();
    let mut clerk = Program::new(&ministry, "orlo", ALL);
    let mut legal = Program::new(&ministry, "nesse", ALL);
    let (_, receipt, _) = clerk.post("/papers", "1", &json!({ "series": "IN", "text": MEMORANDUM })).await;
    let paper = receipt["paper"].as_str().unwrap().to_owned();
    let acts = format!("/papers/{paper}/acts");
    let own = json!({ "act": "bring_forward", "on": "1951-12-27", "reason": "Has Averin answered?" });
    let (status, absent, _) = legal.post(&acts, "1", &own).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "whoever does not see the paper: {absent}");
    let out = json!({ "act": "direct", "desk": "registry",
                      "directions": [{ "to": "legal", "part": "lead", "act": "answer" }] });
    assert_eq!(clerk.post(&acts, "2", &out).await.0, StatusCode::CREATED);

    let (status, set, _) = legal.post(&acts, "2", &own).await;
    assert_eq!(status, StatusCode::CREATED, "{set}");
    let (status, again, _) = legal.post(&acts, "2", &own).await;
    assert_eq!((status, &again["repeated"], &again["entry"]), (StatusCode::OK, &json!(true), &set["entry"]));
    let to_desk = json!({ "act": "bring_forward", "desk": "legal", "on": "1951-12-25", "reason": "Today still" });
    assert_eq!(legal.post(&acts, "3", &to_desk).await.0, StatusCode::CREATED);

    let (_, all, _) = legal.get("/bring-forwards").await;
    assert_eq!(coming(&all), [(2, "1951-12-25".to_owned()), (1, "1951-12-27".to_owned())], "{all}");
    assert_eq!((&all["lines"][0]["desk"], &all["lines"][1]["desk"]), (&json!("legal"), &Value::Null));
    assert_eq!(all["lines"][1]["waits"]["to"], json!({ "is": "officer", "code": "nesse" }));
    let (_, first, _) = legal.get("/bring-forwards?limit=1").await;
    let (_, rest, _) = legal.get(&format!("/bring-forwards?limit=1&after={}", first["next"].as_str().unwrap())).await;
    assert_eq!((coming(&first).len(), coming(&rest), &rest["next"]), (1, coming(&all)[1..].to_vec(), &Value::Null));
    assert_eq!(coming(&legal.get("/bring-forwards?desk=legal").await.1).len(), 1);
    assert_eq!(coming(&legal.get("/desk").await.1), [(2, "1951-12-25".to_owned())], "the other's day has not come");
    assert!(coming(&clerk.get("/bring-forwards").await.1).is_empty(), "nor is any of it the registry's");
    assert_eq!(legal.get("/bring-forwards?colour=blue").await.0, StatusCode::UNPROCESSABLE_ENTITY);

    let done = json!({ "act": "bring_forward_done", "bring_forward": 2 });
    assert_eq!(legal.post(&acts, "4", &done).await.0, StatusCode::CREATED);
    let (status, problem, _) = legal.post(&acts, "5", &done).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("bring_forward_closed")), "{problem}");
    let back = json!({ "act": "take_back_bring_forward", "bring_forward": 1, "reason": "It came by telephone" });
    assert_eq!(legal.post(&acts, "6", &back).await.0, StatusCode::CREATED);
    assert!(coming(&legal.get("/bring-forwards").await.1).is_empty());

    let (_, seen, _) = clerk.get(&format!("/papers/{paper}")).await;
    let ends: Vec<&Value> =
        seen["paper"]["bring_forwards"].as_array().unwrap().iter().map(|one| &one["state"]["end"]["is"]).collect();
    assert_eq!(ends, ["taken_back", "done"]);
    let (_, trail, _) = clerk.get(&format!("/papers/{paper}/trail")).await;
    let last = trail.as_array().unwrap().last().unwrap();
    assert_eq!(last["events"][0]["type"], "bring_forward_ended", "{last}");

    for (key, act, code) in [
        ("7", json!({ "act": "bring_forward", "on": "1951-12-24", "reason": "x" }), "due_past"),
        ("8", json!({ "act": "bring_forward", "on": "2951-12-24", "reason": "x" }), "back_too_far"),
        ("9", json!({ "act": "bring_forward", "on": "1951-12-27", "reason": " " }), "empty"),
        (
            "10",
            json!({ "act": "bring_forward", "desk": "press", "on": "1951-12-27", "reason": "x" }),
            "desk_without_sight",
        ),
        ("11", json!({ "act": "bring_forward_done", "bring_forward": 9 }), "no_bring_forward"),
    ] {
        let (_, problem, _) = legal.post(&acts, key, &act).await;
        assert_eq!(problem["code"], code, "{problem}");
        assert!(!problem["next"].as_str().unwrap_or_default().is_empty(), "{problem}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_end_it_at_once_one_does() {
    let ministry = Ministry::found();
    let mut clerk = Program::new(&ministry, "orlo", ALL);
    let (_, receipt, _) = clerk.post("/papers", "1", &json!({ "series": "OPEN", "text": MEMORANDUM })).await;
    let acts = format!("/papers/{}/acts", receipt["paper"].as_str().unwrap());
    let to_legal = json!({ "act": "bring_forward", "desk": "legal", "on": "1951-12-25", "reason": "Ask" });
    assert_eq!(clerk.post(&acts, "2", &to_legal).await.0, StatusCode::CREATED);
    let (clerks, desks) = (clerk, Program::new(&ministry, "nesse", ALL));
    let race = |mut program: Program, key: &'static str| {
        let acts = acts.clone();
        let done = json!({ "act": "bring_forward_done", "bring_forward": 1 });
        tokio::spawn(async move { program.post(&acts, key, &done).await.0 })
    };
    let (one, other) = (race(clerks, "3"), race(desks, "4"));
    let mut ended = [one.await.unwrap(), other.await.unwrap()];
    ended.sort();
    assert_eq!(ended, [StatusCode::CREATED, StatusCode::CONFLICT]);
}
