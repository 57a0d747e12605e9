//! Handing over by programs: what would go, the acts, the list, and what is refused with the next step.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{ALL, Program};
use crate::pages::MEMORANDUM;
use crate::pages::house::Ministry;

fn what(lines: &Value) -> Vec<&str> {
    lines.as_array().unwrap().iter().map(|line| line["what"]["is"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_is_handed_over_and_its_list_is_read() {
    let ministry = Ministry::found();
    let (mut clerk, mut legal, mut press) = (
        Program::new(&ministry, "orlo", ALL),
        Program::new(&ministry, "nesse", ALL),
        Program::new(&ministry, "sool", ALL),
    );
    let (_, receipt, _) = clerk.post("/papers", "1", &json!({ "series": "IN", "text": MEMORANDUM })).await;
    let paper = receipt["paper"].as_str().unwrap().to_owned();
    let out = json!({ "act": "direct", "desk": "registry",
                      "directions": [{ "to": "legal", "part": "lead", "act": "answer", "due": "1951-12-27" }] });
    assert_eq!(clerk.post(&format!("/papers/{paper}/acts"), "2", &out).await.0, StatusCode::CREATED);

    let end = json!({ "act": "end_mandate", "mandate": "nesse-legal", "reason": "goes abroad" });
    let (status, problem, _) = clerk.post("/house/acts", "3", &end).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("last_holder")), "{problem}");
    assert_eq!(
        problem["detail"], "Officer nesse is the last to hold desk legal, at which there wait: 1 open direction",
        "{problem}"
    );

    let (_, before, _) = legal.get("/desks/legal/hand-over?to=press").await;
    assert_eq!((what(&before["goes"]), &before["counts"]), (vec!["direction"], &Value::Null), "{before}");
    assert_eq!(before["goes"][0]["due"], "1951-12-27");
    let (_, before, _) = clerk.get("/desks/legal/hand-over?to=press").await;
    assert_eq!(before["counts"], json!({ "goes": 1, "later": 0, "stays": 0 }));
    assert_eq!(press.get("/desks/legal/hand-over").await.0, StatusCode::NOT_FOUND, "it is none of theirs yet");
    assert_eq!(clerk.get("/desks/nowhere/hand-over").await.0, StatusCode::NOT_FOUND);
    let both = "/desks/legal/hand-over?to=press&from_officer=nesse";
    assert_eq!(clerk.get(both).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(clerk.get("/desks/legal/hand-over?to_officer=sool").await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let (_, post, _) = legal.get("/desks/legal/hand-over?from_officer=nesse&to_officer=sool").await;
    assert_eq!((what(&post["goes"]), what(&post["at_desk"])), (vec![], vec!["direction"]));

    let act = json!({ "act": "hand_over_desk", "desk": "legal", "to": "press", "reason": "joined" });
    let (status, problem, _) = legal.post("/house/acts", "1", &act).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("not_administrator")), "{problem}");
    let (status, done, _) = clerk.post("/house/acts", "4", &act).await;
    assert_eq!(status, StatusCode::CREATED, "{done}");
    let (status, again, _) = clerk.post("/house/acts", "4", &act).await;
    assert_eq!((status, &again["repeated"], &again["entry"]), (StatusCode::OK, &json!(true), &done["entry"]));

    let place = format!("/hand-overs/{}", done["entry"]);
    for program in [&mut legal, &mut press, &mut clerk] {
        let (status, list, _) = program.get(&place).await;
        assert_eq!((status, what(&list["lines"])), (StatusCode::OK, vec!["direction"]), "{list}");
        assert_eq!((&list["from"], &list["to"]["code"]), (&json!({ "is": "desk", "code": "legal" }), &json!("press")));
        let (_, all, _) = program.get("/hand-overs").await;
        assert_eq!(all["hand_overs"].as_array().unwrap().len(), 1);
    }
    assert_eq!(clerk.get("/hand-overs/1").await.0, StatusCode::NOT_FOUND, "an entry that handed nothing over");
    let (_, desk, _) = press.get("/desk").await;
    assert_eq!(desk["lines"][0]["waits"]["is"], "direction");
    let (_, trail, _) = press.get(&format!("/papers/{paper}/trail")).await;
    let last = trail.as_array().unwrap().last().unwrap();
    assert_eq!(last["events"][0]["type"], "handed_over", "{last}");
    assert_eq!(clerk.post("/house/acts", "5", &end).await.0, StatusCode::CREATED, "nothing waits there any more");

    for (key, act, code) in [
        (
            "6",
            json!({ "act": "hand_over_desk", "desk": "legal", "to": "press", "reason": "x" }),
            "nothing_to_hand_over",
        ),
        ("7", json!({ "act": "hand_over_desk", "desk": "press", "to": "legal", "reason": "x" }), "nobody_at_desk"),
        ("8", json!({ "act": "hand_over_desk", "desk": "press", "to": "press", "reason": "x" }), "handed_to_itself"),
        (
            "9",
            json!({ "act": "hand_over_post", "desk": "press", "from": "nesse", "to": "orlo", "mandate": "m", "reason": "x" }),
            "not_holder_of_desk",
        ),
        (
            "10",
            json!({ "act": "give_mandate", "mandate": "m", "officer": "orlo", "desk": "press", "capacity": "substitute",
                    "instead_of": "nesse" }),
            "not_holder_of_desk",
        ),
    ] {
        let (status, problem, _) = clerk.post("/house/acts", key, &act).await;
        assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!(code)), "{problem}");
        assert!(problem["next"].as_str().is_some_and(|next| !next.is_empty()), "{problem}");
    }
}
