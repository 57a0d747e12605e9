//! A question is submitted and decided by programs: the four ends of it, each act once.

use axum::http::StatusCode;
use chancery::office::VersionFacts;
use procedure::act::Act;
use procedure::dossier::{DossierAct, DraftFacts, FollowUp, TextRead};
use serde_json::{Value, json};

use super::{ALL, Program};
use crate::pages::house::{Ministry, act, id};

const ACTS: &str = "/dossiers/line/acts";

/// A dossier of the press desk, with a draft of the registry's that would task the press desk.
fn opened(ministry: &Ministry) {
    let (dossier, title, home) = (id("line"), "The border line".to_owned(), Some(id("registry")));
    ministry.act(Act::OpenDossier { dossier, title, code: None, home, level: None, rule: None });
    let office = ministry.office.clone();
    let prepare = move || office.prepare_described(b"To publish.\n".to_vec(), "draft.txt", VersionFacts::default());
    let prepared = std::thread::spawn(prepare).join().unwrap().unwrap();
    let step = FollowUp { desk: id("press"), what: "publishes it".to_owned(), due: None, control: None, after: None };
    let facts = DraftFacts {
        title: "Shall we publish?".to_owned(),
        kind: "resolution".to_owned(),
        series: id("OPEN"),
        to: Vec::new(),
        answers: [].into(),
        follows: vec![step],
    };
    let does = DossierAct::StartDraft {
        facts,
        desk: None,
        version: Some(prepared.version),
        note: None,
        read: TextRead::default(),
    };
    act(&ministry.office, Act::InDossier { dossier: id("line"), does }, prepared.bodies);
}

async fn submitted(clerk: &mut Program, key: &str) {
    let facts = json!({ "draft": 1, "to": "legal", "bottom_line": "Shall we?", "recommends": "Reject it." });
    let (status, said, _) = clerk.post(ACTS, key, &json!({ "act": "submit", "facts": facts })).await;
    assert_eq!(status, StatusCode::CREATED, "{said}");
}

async fn hash(program: &mut Program) -> Value {
    let (_, dossier, _) = program.get("/dossiers/line").await;
    dossier["drafts"][0]["versions"].as_array().unwrap().last().unwrap()["version"]["hash"].clone()
}

fn decide(word: &Value, hash: &Value) -> Value {
    json!({ "act": "decide", "submission": 1, "word": word, "hash": hash })
}

/// The same submitted and adopted.
pub(crate) async fn adopted(ministry: &Ministry) {
    opened(ministry);
    let (mut clerk, mut legal) = (Program::new(ministry, "orlo", ALL), Program::new(ministry, "nesse", ALL));
    submitted(&mut clerk, "1").await;
    let hash = hash(&mut legal).await;
    let (status, done, _) = legal.post(ACTS, "1", &decide(&json!({ "is": "adopted" }), &hash)).await;
    assert_eq!(status, StatusCode::CREATED, "{done}");
}

#[tokio::test(flavor = "multi_thread")]
async fn rejected_nobody_owes_it_and_it_is_decided_once() {
    let ministry = Ministry::found();
    opened(&ministry);
    let mut clerk = Program::new(&ministry, "orlo", ALL);
    let mut legal = Program::new(&ministry, "nesse", ALL);
    assert_eq!(legal.get("/dossiers/line").await.0, StatusCode::NOT_FOUND, "not named in it yet");
    submitted(&mut clerk, "1").await;
    let hash = hash(&mut legal).await;
    let (_, desk, _) = legal.get("/desk").await;
    assert_eq!(
        (&desk["lines"][0]["waits"]["is"], &desk["lines"][0]["dossier"]["dossier"]),
        (&json!("decision"), &json!("line"))
    );
    let other = decide(&json!({ "is": "rejected" }), &json!("00".repeat(32)));
    let (status, problem, _) = legal.post(ACTS, "1", &other).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("draft_changed")), "{problem}");
    let reject = decide(&json!({ "is": "rejected" }), &hash);
    let (status, first, _) = legal.post(ACTS, "2", &reject).await;
    assert_eq!(status, StatusCode::CREATED, "{first}");
    let (status, again, _) = legal.post(ACTS, "2", &reject).await;
    assert_eq!((status, &again["entry"]), (StatusCode::OK, &first["entry"]), "a lost answer is asked for again");
    let (status, problem, _) = legal.post(ACTS, "3", &decide(&json!({ "is": "adopted" }), &hash)).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("already_decided")), "{problem}");
    let (_, dossier, _) = clerk.get("/dossiers/line").await;
    assert_eq!((&dossier["drafts"][0]["state"]["is"], dossier.get("actions")), (&json!("not_adopted"), None));
}

#[tokio::test(flavor = "multi_thread")]
async fn adopted_it_is_a_paper_and_its_step_waits_at_its_desk() {
    let ministry = Ministry::found();
    opened(&ministry);
    let mut clerk = Program::new(&ministry, "orlo", ALL);
    let mut legal = Program::new(&ministry, "nesse", ALL);
    let mut press = Program::new(&ministry, "sool", ALL);
    submitted(&mut clerk, "1").await;
    let hash = hash(&mut legal).await;
    let (status, done, _) = legal.post(ACTS, "1", &decide(&json!({ "is": "adopted" }), &hash)).await;
    assert_eq!((status, &done["number"]), (StatusCode::CREATED, &json!("OPEN-1951-0001")), "{done}");
    let (_, paper, _) = press.get(&format!("/papers/{}", done["paper"].as_str().unwrap())).await;
    assert_eq!(
        (&paper["paper"]["filed"][0]["dossier"], &paper["paper"]["versions"][0]["version"]["hash"]),
        (&json!("line"), &hash)
    );
    let (_, desk, _) = press.get("/desk").await;
    assert_eq!(
        (&desk["lines"][0]["waits"]["is"], &desk["lines"][0]["waits"]["what"]),
        (&json!("action"), &json!("publishes it"))
    );
    let (status, told, _) = press.get("/dossiers/line/submissions/1/extract").await;
    let text = told["extract"].as_str().unwrap_or_default();
    assert_eq!(status, StatusCode::OK, "{told}");
    for part in
        ["Decided: Adopted\n", "Entered as OPEN-1951-0001.", "The text:\n\nTo publish.", "1. Press desk: publishes it"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(press.get("/dossiers/line/submissions/2/extract").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn adopted_as_amended_with_its_file_and_returned() {
    let ministry = Ministry::found();
    opened(&ministry);
    let mut clerk = Program::new(&ministry, "orlo", ALL);
    let mut legal = Program::new(&ministry, "nesse", ALL);
    submitted(&mut clerk, "1").await;
    let amended =
        json!({ "act": "decide", "submission": 1, "word": { "is": "amended" }, "hash": hash(&mut legal).await });
    let (status, problem, _) = legal.post(ACTS, "1", &amended).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("no_amended_text")), "{problem}");
    let returned = json!({ "act": "decide", "submission": 1, "word": { "is": "returned" }, "remark": "Shorter." });
    assert_eq!(legal.post(ACTS, "2", &returned).await.0, StatusCode::CREATED);
    submitted(&mut clerk, "2").await;
    let of = hash(&mut legal).await;
    let fields = [("submission", "2"), ("hash", of.as_str().unwrap())];
    let (status, done, _) = legal.upload("/dossiers/line/amended", "3", &fields, ("amended.txt", b"To wait.\n")).await;
    assert_eq!((status, &done["number"]), (StatusCode::CREATED, &json!("OPEN-1951-0001")), "{done}");
    let (_, dossier, _) = clerk.get("/dossiers/line").await;
    assert_eq!(dossier["submissions"][1]["decisions"][0]["word"]["is"], "amended");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_made_for_the_draft_is_adopted_as_its_words() {
    let ministry = Ministry::found();
    opened(&ministry);
    let (mut clerk, mut legal) = (Program::new(&ministry, "orlo", ALL), Program::new(&ministry, "nesse", ALL));
    submitted(&mut clerk, "1").await;
    let word = clerk.bytes("/dossiers/line/drafts/1/word").await;
    let of = hash(&mut legal).await;
    let fields = [("submission", "1"), ("hash", of.as_str().unwrap())];
    let (status, done, _) = legal.upload("/dossiers/line/amended", "2", &fields, ("signed.docx", &word)).await;
    assert_eq!(status, StatusCode::CREATED, "{done}");
    let (_, _, adopted) = clerk.get("/dossiers/line/drafts/1/versions/2/text").await;
    assert_eq!(adopted.html.trim(), "To publish.", "the letterhead is none of the text");
}
