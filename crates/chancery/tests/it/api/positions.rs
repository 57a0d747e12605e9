//! Positions by programs: what papers offer is taken by the act it comes with, desks assess, and it prints as prose.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{ALL, Program};
use crate::pages::MEMORANDUM;
use crate::pages::client::Client;
use crate::pages::house::Ministry;

/// A dossier of the registry with a memorandum in it.
async fn dossier(clerk: &mut Program) -> String {
    let (_, receipt, _) = clerk.post("/papers", "1", &json!({ "series": "IN", "text": MEMORANDUM })).await;
    let paper = receipt["paper"].as_str().unwrap().to_owned();
    let opened = json!({ "dossier": "osk", "title": "The line", "home": "registry" });
    assert_eq!(clerk.post("/dossiers", "2", &opened).await.0, StatusCode::CREATED);
    let file = json!({ "act": "file", "dossier": "osk" });
    assert_eq!(clerk.post(&format!("/papers/{paper}/acts"), "3", &file).await.0, StatusCode::CREATED);
    paper
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_offered_is_taken_assessed_and_printed() {
    let ministry = Ministry::found();
    let (mut clerk, mut legal) = (Program::new(&ministry, "orlo", ALL), Program::new(&ministry, "nesse", ALL));
    let paper = dossier(&mut clerk).await;
    let (status, offers, _) = clerk.get("/dossiers/osk/offered").await;
    assert_eq!(status, StatusCode::OK, "{offers}");
    let offered = offers["offered"].as_array().unwrap();
    let told: Vec<String> =
        offered.iter().map(|one| format!("{} {}", one["what"].as_str().unwrap(), one["place"])).collect();
    assert_eq!(told, ["proposal 1"], "{offers}");
    assert_eq!((&offered[0]["paper"], &offered[0]["lacks"]), (&json!(paper), &Value::Null));
    assert_eq!(clerk.get("/dossiers/osk/offered?limit=0").await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let acts = "/dossiers/osk/acts";
    let (status, done, _) = clerk.post(acts, "4", &offered[0]["act"]).await;
    assert_eq!(status, StatusCode::CREATED, "{done}");
    assert_eq!(clerk.get("/dossiers/osk/offered").await.1["offered"], json!([]));

    // Whoever is not asked finds nothing; whoever is asked finds it on the desk, sees it and answers.
    let (status, absent, _) = legal.get("/dossiers/osk/offered").await;
    assert_eq!(status, StatusCode::NOT_FOUND, "{absent}");
    assert_eq!(legal.get("/dossiers/osk/prose").await.0, StatusCode::NOT_FOUND);
    let of = json!({ "is": "proposal", "no": 1 });
    let ask = json!({ "act": "ask_assessment", "of": of, "desk": "legal", "due": "1951-12-26" });
    assert_eq!(clerk.post(acts, "6", &ask).await.0, StatusCode::CREATED);
    let (_, desk, _) = legal.get("/desk").await;
    assert_eq!(desk["lines"][0]["waits"]["is"], "assess", "{desk}");
    assert_eq!((&desk["lines"][0]["waits"]["of"], &desk["lines"][0]["due"]), (&of, &json!("1951-12-26")));
    assert_eq!(legal.get("/dossiers/osk/offered").await.1["offered"], json!([]), "nothing of papers it does not see");
    let against = |says: &str| {
        json!({ "act": "put_assessment", "of": of, "desk": "legal",
                "assessment": { "stance": "against", "says": says, "ground": "signal" } })
    };
    assert_eq!(legal.post(acts, "1", &against("Asking would look weak.")).await.0, StatusCode::CREATED);
    assert_eq!(legal.get("/desk").await.1["lines"], json!([]));

    // A claim about other words than those that stand is told what changed.
    let (_, seen, page) = legal.get("/dossiers/osk").await;
    assert_eq!(seen["positions"]["assessments"][0]["desk"], "legal", "{seen}");
    let tag = page.headers["etag"].to_str().unwrap().to_owned();
    let mut words = seen["positions"]["proposals"][0].clone();
    words.as_object_mut().unwrap().retain(|name, _| ["says", "by_whom", "source", "until"].contains(&name.as_str()));
    words["says"] = "that our allies wait".into();
    let otherwise = json!({ "act": "put_proposal", "no": 1, "proposal": words });
    assert_eq!(clerk.post(acts, "7", &otherwise).await.0, StatusCode::CREATED);
    let request = axum::http::Request::post("/api/v1/dossiers/osk/acts")
        .header("idempotency-key", "2")
        .header("if-match", tag)
        .header("content-type", "application/json");
    let (status, changed, _) = legal.send(request, against("Still.").to_string().into()).await;
    assert_eq!((status, &changed["code"]), (StatusCode::CONFLICT, &json!("changed_since")), "{changed}");
    assert_eq!(legal.post(acts, "3", &against("Waiting is no better.")).await.0, StatusCode::CREATED);

    let (_, prose, _) = clerk.get("/dossiers/osk/prose").await;
    let prose = prose["prose"].as_str().unwrap();
    assert!(
        prose.contains("Proposed by Delegate Varga, for 27 December 1951: that our allies wait (IN-1951-0001"),
        "{prose}"
    );
    assert!(prose.contains("Against: Legal desk (signal): Waiting is no better."), "{prose}");
    let (_, theirs, _) = legal.get("/dossiers/osk/prose").await;
    assert!(!theirs["prose"].as_str().unwrap().contains("IN-1951"), "{theirs}");

    for (key, act, code) in [
        ("8", json!({ "act": "put_claim", "no": 9, "claim": { "says": "x" } }), "no_position"),
        ("9", json!({ "act": "put_claim", "claim": { "says": " " } }), "empty"),
        ("10", json!({ "act": "withdraw_position", "what": "assessment", "no": 1, "reason": "no" }), "put_by_another"),
        ("11", json!({ "act": "take_back_assessment_asked", "asked": 1, "reason": "x" }), "asked_closed"),
        (
            "12",
            json!({ "act": "put_recommendation", "recommendation": { "stance": "adopt", "says": "x", "holder": "Varga" } }),
            "no_source",
        ),
        (
            "13",
            json!({ "act": "put_assessment", "of": of, "desk": "legal", "assessment": { "stance": "for", "says": "x" } }),
            "no_mandate",
        ),
    ] {
        let (_, problem, _) = clerk.post(acts, key, &act).await;
        assert_eq!(problem["code"], code, "{problem}");
        assert!(!problem["next"].as_str().unwrap_or_default().is_empty(), "{problem}");
    }
    let malformed = json!({ "act": "put_assessment", "of": of, "desk": "registry", "assessment": { "stance": "maybe", "says": "x" } });
    assert_eq!(clerk.post(acts, "14", &malformed).await.0, StatusCode::UNPROCESSABLE_ENTITY);
}

/// Two officers of one desk who say something else of the same proposal at once leave one word, and the trail keeps both.
#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_speak_for_a_desk_at_once_one_word_stands() {
    let ministry = Ministry::found();
    let mut clerk = Program::new(&ministry, "orlo", ALL);
    dossier(&mut clerk).await;
    let acts = "/dossiers/osk/acts";
    let proposal = json!({ "act": "put_proposal", "proposal": { "says": "wait", "by_whom": "Varga" } });
    assert_eq!(clerk.post(acts, "4", &proposal).await.0, StatusCode::CREATED);
    let speak = |key: &'static str, stance: &'static str| {
        let mut program = Program { client: Client::new(&ministry.router), token: clerk.token.clone() };
        let act = json!({ "act": "put_assessment", "of": { "is": "proposal", "no": 1 }, "desk": "registry",
                          "assessment": { "stance": stance, "says": key } });
        tokio::spawn(async move { program.post(acts, key, &act).await.0 })
    };
    let (one, other) = (speak("5", "for"), speak("6", "against"));
    assert_eq!([one.await.unwrap(), other.await.unwrap()], [StatusCode::CREATED; 2]);
    let (_, seen, _) = clerk.get("/dossiers/osk").await;
    let standing = seen["positions"]["assessments"].as_array().unwrap();
    assert_eq!((standing.len(), &standing[0]["no"]), (1, &json!(1)), "{seen}");
    let (_, trail, _) = clerk.get("/dossiers/osk/trail").await;
    assert!(trail.to_string().contains("\"was\""), "what gave way is kept: {trail}");
}
