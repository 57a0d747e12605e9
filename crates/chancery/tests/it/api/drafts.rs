//! Drafts by programs: begun and given versions with their files, compared, taken to Word, concurred in.

use axum::http::{StatusCode, header};
use chancery::office::CITABLE_TYPED_BYTES_MAX;
use procedure::act::Act;
use procedure::house::Visibility;
use serde_json::{Value, json};

use super::{ALL, Program};
use crate::pages::house::{Ministry, id};

const ACTS: &str = "/dossiers/line/acts";
const DRAFTS: &str = "/dossiers/line/drafts";
const VERSIONS: &str = "/dossiers/line/drafts/1/versions";
const FIRST: &[u8] = b"We publish the line of 3 May.\n\nIt is binding.\n";
const SECOND: &[u8] = b"We publish the line of 5 May.\n\nIt is binding.\n";

fn with_a_question() -> Ministry {
    let ministry = Ministry::found();
    let (dossier, title, home) = (id("line"), "The border line".to_owned(), Some(id("registry")));
    let rule = Some(Visibility::ListOnly);
    ministry.act(Act::OpenDossier { dossier, title, code: None, home, level: None, rule });
    ministry
}

fn facts() -> String {
    let step = json!({ "desk": "press", "what": "publishes it" });
    json!({ "title": "Shall we publish?", "kind": "resolution", "series": "OPEN", "to": ["The command"], "follows": [step] })
        .to_string()
}

type Part<'a> = (&'a [u8], &'a [u8]);

fn file(bytes: &[u8]) -> Part<'_> {
    (b"name=\"file\"; filename=\"draft.txt\"", bytes)
}

fn part<'a>(head: &'a [u8], words: &'a str) -> Part<'a> {
    (head, words.as_bytes())
}

const FACTS: &[u8] = b"name=\"facts\"";
const AFTER: &[u8] = b"name=\"after\"";
const NOTE: &[u8] = b"name=\"note\"";

async fn start(program: &mut Program) {
    let facts = facts();
    let (status, said, _) = program.form(DRAFTS, "start", &[part(FACTS, &facts), file(FIRST)]).await;
    assert_eq!(status, StatusCode::CREATED, "{said}");
}

async fn hash(program: &mut Program, version: usize) -> String {
    let (_, dossier, _) = program.get("/dossiers/line").await;
    dossier["drafts"][0]["versions"][version - 1]["version"]["hash"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn versions_follow_each_other_and_are_compared() {
    let ministry = with_a_question();
    let (mut clerk, mut press) = (Program::new(&ministry, "orlo", ALL), Program::new(&ministry, "sool", ALL));
    let (status, problem, _) = clerk.form(DRAFTS, "0", &[file(FIRST)]).await;
    assert_eq!(
        (status, &problem["detail"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("Facts: the part is not there"))
    );
    start(&mut clerk).await;
    let first = hash(&mut clerk, 1).await;
    let (status, problem, _) = clerk.form(VERSIONS, "1", &[file(SECOND)]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
    let version = [part(AFTER, &first), part(NOTE, "the right day"), file(SECOND)];
    let (status, done, _) = clerk.form(VERSIONS, "2", &version).await;
    assert_eq!(status, StatusCode::CREATED, "{done}");
    let (status, again, _) = clerk.form(VERSIONS, "2", &version).await;
    assert_eq!((status, &again["entry"]), (StatusCode::OK, &done["entry"]), "a lost answer is asked for again");
    let (status, problem, _) = clerk.form(VERSIONS, "3", &[part(AFTER, &first), file(b"Nothing.\n")]).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("draft_changed")), "{problem}");
    let (status, compared, _) = clerk.get(&format!("{DRAFTS}/1/differences")).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!((&compared["from"], &compared["to"], &compared["without_text"]), (&json!(1), &json!(2), &json!([])));
    assert_eq!(compared["runs"][1], json!({ "is": "out", "text": "3" }));
    assert_eq!(compared["runs"][2], json!({ "is": "in", "text": "5" }));
    let (_, _, text) = clerk.get(&format!("{VERSIONS}/1/text")).await;
    assert_eq!(text.html.as_bytes(), FIRST);
    let (_, _, body) = clerk.get(&format!("{VERSIONS}/2/body")).await;
    assert_eq!(
        (body.html.as_bytes(), &body.headers[header::CONTENT_SECURITY_POLICY]),
        (SECOND, &header::HeaderValue::from_static("default-src 'none'; sandbox"))
    );
    let (_, _, absent) = press.get("/dossiers/nothing").await;
    for place in ["differences", "word", "versions/1/text", "versions/1/body"] {
        let (status, _, page) = press.get(&format!("{DRAFTS}/1/{place}")).await;
        assert_eq!((status, &page.html), (StatusCode::NOT_FOUND, &absent.html), "{place}");
    }
    for place in ["differences?from=1&to=7", "versions/0/text", "versions/x/body"] {
        assert_eq!(clerk.get(&format!("{DRAFTS}/1/{place}")).await.0, StatusCode::NOT_FOUND, "{place}");
    }
    assert_eq!(clerk.get(&format!("{DRAFTS}/1/differences?between=1")).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let sent = json!({ "act": "add_draft_version", "draft": 1, "version": version_of(&mut clerk).await });
    let (status, problem, _) = clerk.post(ACTS, "4", &sent).await;
    let says = "Act: add_draft_version is sent to /dossiers/line/drafts/1/versions, with its file";
    assert_eq!((status, &problem["detail"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!(says)));
}

async fn version_of(program: &mut Program) -> Value {
    program.get("/dossiers/line").await.1["drafts"][0]["versions"][0]["version"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_goes_to_word_and_comes_back() {
    let ministry = with_a_question();
    let mut clerk = Program::new(&ministry, "orlo", ALL);
    start(&mut clerk).await;
    let word = clerk.bytes(&format!("{DRAFTS}/1/word")).await;
    let other = "00".repeat(32);
    let (status, problem, _) = clerk.form(VERSIONS, "1", &[part(AFTER, &other), file(&word)]).await;
    assert_eq!(
        (status, &problem["detail"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("After: the file says that it was made from another version"))
    );
    let (status, done, _) = clerk.form(VERSIONS, "2", &[file(&word)]).await;
    assert_eq!(status, StatusCode::CREATED, "{done}");
    let (_, compared, _) = clerk.get(&format!("{DRAFTS}/1/differences?from=1&to=2")).await;
    assert!(compared["runs"].as_array().unwrap().iter().all(|run| run["is"] == "same"), "{compared}");
    let facts = facts();
    assert_eq!(clerk.form(DRAFTS, "another", &[part(FACTS, &facts)]).await.0, StatusCode::CREATED);
    let (status, problem, _) = clerk.form("/dossiers/line/drafts/2/versions", "3", &[file(&word)]).await;
    assert_eq!(
        (status, &problem["detail"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("File: it was made for draft 1 of dossier line"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn desks_concur_in_one_exact_text() {
    let ministry = with_a_question();
    let mut clerk = Program::new(&ministry, "orlo", ALL);
    let mut legal = Program::new(&ministry, "nesse", ALL);
    start(&mut clerk).await;
    let asked = json!([{ "desk": "legal", "stage": 1 }, { "desk": "press", "stage": 2 }]);
    let (status, said, _) =
        clerk.post(ACTS, "1", &json!({ "act": "ask_concurrence", "draft": 1, "asked": asked })).await;
    assert_eq!(status, StatusCode::CREATED, "{said}");
    let (_, desk, _) = legal.get("/desk").await;
    assert_eq!(desk["lines"][0]["waits"]["is"], "concurrence");
    let concur =
        |hash: &str| json!({ "act": "concur", "draft": 1, "concurrence": 1, "hash": hash, "word": { "is": "agreed" } });
    let (status, problem, _) = legal.post(ACTS, "1", &concur(&"00".repeat(32))).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("draft_changed")));
    let hash = hash(&mut legal, 1).await;
    assert_eq!(legal.post(ACTS, "2", &concur(&hash)).await.0, StatusCode::CREATED);
    let (status, problem, _) = legal.post(ACTS, "3", &concur(&hash)).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("concurrence_given")));
    let skip = json!({ "act": "skip_concurrence", "draft": 1, "concurrence": 2, "reason": "The term ends." });
    assert_eq!(clerk.post(ACTS, "2", &skip).await.0, StatusCode::CREATED);
    let drop = json!({ "act": "drop_draft", "draft": 1, "reason": "Settled." });
    assert_eq!(clerk.post(ACTS, "3", &drop).await.0, StatusCode::CREATED);
    let facts: Value = serde_json::from_str(&facts()).unwrap();
    let (status, problem, _) =
        clerk.post(ACTS, "4", &json!({ "act": "change_draft", "draft": 1, "facts": facts })).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("draft_settled")));
    let begun = clerk.post(ACTS, "5", &json!({ "act": "start_draft", "facts": facts })).await;
    assert_eq!(begun.0, StatusCode::CREATED, "its text may come later: {}", begun.1);
}

#[tokio::test(flavor = "multi_thread")]
async fn papers_are_composed_and_cited_by_programs() {
    let ministry = Ministry::found();
    let (dossier, title, home) = (id("line"), "The border line".to_owned(), Some(id("registry")));
    let rule = Some(procedure::house::Visibility::ListOnly);
    ministry.act(Act::OpenDossier { dossier, title, code: None, home, level: None, rule });
    let mut clerk = Program::new(&ministry, "orlo", ALL);
    let mut legal = Program::new(&ministry, "nesse", ALL);
    let (status, made, _) = clerk.get("/dossiers/line/composed/resolution").await;
    assert_eq!((status, &made["kind"]), (StatusCode::OK, &json!("resolution")), "{made}");
    assert!(made["text"].as_str().unwrap().starts_with("Ministry of Arle,"), "{made}");
    assert_eq!(clerk.get("/dossiers/line/composed/ode").await.0, StatusCode::NOT_FOUND);
    clerk.post("/papers", "1", &json!({ "series": "IN", "text": crate::pages::LETTER })).await;
    let (_, found, _) = clerk.get("/dossiers/line/citable?q=94").await;
    assert_eq!(found["papers"][0]["number"], "IN-1951-0001", "{found}");
    let long = |bytes: usize| format!("/dossiers/line/citable?q={:.>bytes$}", "94");
    let (_, found, _) = clerk.get(&long(CITABLE_TYPED_BYTES_MAX)).await;
    assert_eq!(found["papers"].as_array().map(Vec::len), Some(1), "{found}");
    let (_, found, _) = clerk.get(&long(CITABLE_TYPED_BYTES_MAX + 1)).await;
    assert_eq!(found["papers"], json!([]), "what is longer than any number is not looked up");
    for place in ["composed/letter", "citable?q=94"] {
        let (status, _, _) = legal.get(&format!("/dossiers/line/{place}")).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{place}");
    }
}
