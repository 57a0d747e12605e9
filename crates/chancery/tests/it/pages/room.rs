//! The reading room: what anyone reads there, and nothing else.

use axum::http::StatusCode;
use chancery::doors::Scope;
use procedure::act::Act;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::MEMORANDUM;
use super::client::Client;
use super::house::{Ministry, PASSWORD, id};

const WORDS: &str = "COMMUNIQUÉ\n\nThe talks go on. <b>Nothing</b> is agreed before the line is drawn.\n";

/// A communiqué of a series that only its desk and chief see, entered by the registry; its id.
async fn communique(ministry: &Ministry, series: &str) -> String {
    let token = ministry.token("orlo", &[Scope::Enter]);
    let card = json!({ "kind": {"value": "communiqué"}, "subject": {"value": "The talks go on"},
                       "from": [{"value": {"name": "A. Grevin"}}] });
    let draft = json!({ "series": series, "text": WORDS, "name": "draft-of-grevin.txt", "card": card });
    let request = axum::http::Request::post("/api/v1/papers")
        .header("authorization", format!("Bearer {token}"))
        .header("idempotency-key", "communique")
        .header("content-type", "application/json");
    let page =
        Client::new(&ministry.router).send(request.body(axum::body::Body::from(draft.to_string())).unwrap()).await;
    let receipt: Value = serde_json::from_str(&page.html).unwrap();
    receipt["paper"].as_str().unwrap_or_else(|| panic!("{receipt}")).to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_communique_is_released_read_by_anyone_and_taken_back() {
    let ministry = Ministry::found();
    let paper = communique(&ministry, "IN").await;
    let place = format!("/papers/{paper}");
    let mut orlo = Client::new(&ministry.router);
    orlo.sign_in("orlo", PASSWORD).await;
    orlo.get(&place).await.says_not("Release it to the reading room");
    let mut anyone = Client::new(&ministry.router);
    anyone.get("/room").await.says("Nothing is released here yet.");
    let absent = anyone.get("/room/00000000000000000000000000000000").await;
    let unreleased = anyone.get(&format!("/room/{paper}")).await;
    assert_eq!((unreleased.status, &unreleased.html), (StatusCode::NOT_FOUND, &absent.html), "absent and not released");
    absent.says("sk the registry");

    let (level, reason) = (id("open"), Some("for anyone".to_owned()));
    ministry.act(Act::Mark { paper: id(&paper), level, reason });
    let page = orlo.get(&place).await;
    let released = orlo.fill(&page, &format!("{place}/release"), "", &[("reason", "for the press")]).await;
    orlo.follow(released).await.says("Version 1 was released to the reading room, for anyone").says("Anyone reads it");

    let list = anyone.get("/room").await;
    list.says("IN-1951-0001").says("communiqué").says("The talks go on").says("Ministry of Arle");
    list.says_not("Grevin").says_not("Register").says_not("Search");
    let page = anyone.get(&format!("/room/{paper}")).await;
    let hash = journal::hex(&Sha256::digest(WORDS.as_bytes()));
    page.says("The talks go on").says("Nothing").says(&hash).says_not("Grevin").says_not("Orlo").says_not("press");
    assert!(!page.html.contains("<b>Nothing"), "what stands in it is words");
    let robots = page.headers["x-robots-tag"].to_str().unwrap();
    assert_eq!((robots, page.headers["cache-control"].to_str().unwrap()), ("noarchive, nofollow", "no-store"));
    assert!(page.headers.get("set-cookie").is_none(), "nobody's session is looked at");
    let body = anyone.get(&format!("/room/{paper}/body")).await;
    assert_eq!(body.html, WORDS);
    let name = body.headers["content-disposition"].to_str().unwrap();
    assert!(name.contains("IN-1951-0001.txt") && !name.contains("grevin"), "{name}");
    let told: Value = serde_json::from_str(&anyone.get(&format!("/room/{paper}/json")).await.html).unwrap();
    assert_eq!((&told["paper"]["stands"]["hash"], &told["text"]), (&json!(hash), &json!(WORDS)));
    let told: Value = serde_json::from_str(&anyone.get("/room.json").await.html).unwrap();
    assert_eq!(told["papers"][0]["number"], "IN-1951-0001");
    // Nobody inside has more by it.
    let mut sool = Client::new(&ministry.router);
    sool.sign_in("sool", PASSWORD).await;
    assert_eq!(sool.get(&place).await.status, StatusCode::NOT_FOUND);

    let page = orlo.get(&place).await;
    let back =
        orlo.fill(&page, &format!("{place}/release/take-back"), "", &[("reason", "A wrong date stood in it")]).await;
    orlo.follow(back).await.says("It was taken back").says("A wrong date stood in it");
    let page = anyone.get(&format!("/room/{paper}")).await;
    page.says("IN-1951-0001").says("It was taken back.").says("A wrong date stood in it").says_not("The talks go on");
    assert!(!page.html.contains(&hash));
    assert_eq!(anyone.get(&format!("/room/{paper}/body")).await.status, StatusCode::NOT_FOUND);
    anyone.get("/room").await.says("IN-1951-0001").says("taken back").says_not("The talks go on");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_rises_is_closed_at_once_and_what_is_put_right_later_changes_nothing() {
    let ministry = Ministry::found();
    let paper = communique(&ministry, "OPEN").await;
    let (level, reason) = (|code| id(code), || Some("why".to_owned()));
    ministry.act(Act::Mark { paper: id(&paper), level: level("open"), reason: reason() });
    ministry.act(Act::Release { paper: id(&paper), version: None, reason: "why".to_owned() });
    let value = json!({ "value": "A secret subject", "span": null, "sure": "set" });
    let field = procedure::card::FieldName::Subject;
    ministry.act(Act::Correct { paper: id(&paper), field, value, reason: None });
    let mut anyone = Client::new(&ministry.router);
    anyone.get(&format!("/room/{paper}")).await.says("The talks go on").says_not("A secret subject");
    ministry.act(Act::Mark { paper: id(&paper), level: level("secret"), reason: reason() });
    let page = anyone.get(&format!("/room/{paper}")).await;
    page.says("OPEN-1951-0001").says("It is not to be read at present.").says_not("The talks go on").says_not("secret");
    assert_eq!(anyone.get(&format!("/room/{paper}/body")).await.status, StatusCode::NOT_FOUND);
    anyone.get("/room").await.says("not to be read at present").says_not("The talks go on");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_for_the_public_is_not_offered() {
    let ministry = Ministry::found();
    let mut orlo = Client::new(&ministry.router);
    orlo.sign_in("orlo", PASSWORD).await;
    let place = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    let level = id("open");
    ministry.act(Act::Mark { paper: id(place.trim_start_matches("/papers/")), level, reason: None });
    let page = orlo.get(&place).await;
    page.says_not("Release it to the reading room");
    let key = "a-key-of-its-own";
    let sent = orlo.post(&format!("{place}/release"), &[("key", key), ("reason", "why")]).await;
    assert_eq!(sent.status, StatusCode::CONFLICT);
    sent.says("came from outside and is no communiqué or resolution");
}
