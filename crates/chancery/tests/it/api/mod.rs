//! The API as other programs use it: enter, ask, act; and every kind of bad news.

mod answer;
mod bring_forward;
mod calendars;
mod circulars;
mod copies;
pub(crate) mod decisions;
mod dispatch;
mod drafts;
mod handing;
mod positions;
mod reading;
mod readings;
pub(crate) mod told;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use chancery::doors::Scope;
use serde_json::{Value, json};

use crate::pages::client::{Client, Page, multipart, multipart_type};
use crate::pages::house::Ministry;
use crate::pages::{MEMORANDUM, TELEGRAM};

/// A program with a token.
pub(crate) struct Program {
    client: Client,
    token: String,
}

impl Program {
    pub(crate) fn new(ministry: &Ministry, officer: &str, scopes: &[Scope]) -> Self {
        Self { client: Client::new(&ministry.router), token: ministry.token(officer, scopes) }
    }

    async fn send(&mut self, request: axum::http::request::Builder, body: Body) -> (StatusCode, Value, Page) {
        let request = request.header(header::AUTHORIZATION, format!("Bearer {}", self.token)).body(body).unwrap();
        let page = self.client.send(request).await;
        (page.status, serde_json::from_str(&page.html).unwrap_or_default(), page)
    }

    pub(crate) async fn get(&mut self, place: &str) -> (StatusCode, Value, Page) {
        self.send(Request::get(format!("/api/v1{place}")), Body::empty()).await
    }

    /// The bytes that an address hands out.
    pub(crate) async fn bytes(&mut self, place: &str) -> Vec<u8> {
        let request = Request::get(format!("/api/v1{place}"));
        let request = request.header(header::AUTHORIZATION, format!("Bearer {}", self.token));
        self.client.bytes_of(request.body(Body::empty()).unwrap()).await
    }

    /// What an address that is posted to answers, as its bytes.
    pub(crate) async fn printed(&mut self, place: &str, key: &str) -> Vec<u8> {
        let request = Request::post(format!("/api/v1{place}"))
            .header("idempotency-key", key)
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token));
        self.client.bytes_of(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&mut self, place: &str, key: &str, body: &Value) -> (StatusCode, Value, Page) {
        let request = Request::post(format!("/api/v1{place}"))
            .header("idempotency-key", key)
            .header(header::CONTENT_TYPE, "application/json");
        self.send(request, Body::from(body.to_string())).await
    }

    async fn upload(
        &mut self,
        place: &str,
        key: &str,
        fields: &[(&str, &str)],
        file: (&str, &[u8]),
    ) -> (StatusCode, Value, Page) {
        let request = Request::post(format!("/api/v1{place}"))
            .header("idempotency-key", key)
            .header(header::CONTENT_TYPE, multipart_type());
        self.send(request, Body::from(multipart(fields, &[file]))).await
    }
}

pub(crate) const ALL: &[Scope] = &[Scope::Read, Scope::Enter, Scope::Act, Scope::House];

#[tokio::test(flavor = "multi_thread")]
async fn a_text_is_entered_once_however_often_it_is_sent() {
    let ministry = Ministry::found();
    let mut program = Program::new(&ministry, "orlo", ALL);
    let draft = json!({ "series": "IN", "text": MEMORANDUM, "name": "396.txt" });
    let (status, receipt, page) = program.post("/papers", "one", &draft).await;
    assert_eq!((status, &receipt["number"]), (StatusCode::CREATED, &json!("IN-1951-0001")), "{receipt}");
    // The same bytes sent again after a doubt get another salt, and are the same command all the same.
    let (status, again, _) = program.post("/papers", "one", &draft).await;
    assert_eq!(
        (status, &again["repeated"], &again["entry"]),
        (StatusCode::OK, &json!(true), &receipt["entry"]),
        "{again}"
    );
    let place = page.place();
    assert_eq!(place, format!("/api/v1/papers/{}", receipt["paper"].as_str().unwrap()));
    let (status, paper, page) = program.get(place.trim_start_matches("/api/v1")).await;
    assert_eq!((status, &paper["paper"]["card"]["number"]["value"]), (StatusCode::OK, &json!("396")));
    assert_eq!(page.headers[header::ETAG], format!("\"{}\"", receipt["entry"]), "the last entry that is seen of it");
    let (_, _, text) = program.get(&format!("{}/text", place.trim_start_matches("/api/v1"))).await;
    assert_eq!(text.html, MEMORANDUM);
    let (status, trail, _) = program.get(&format!("{}/trail", place.trim_start_matches("/api/v1"))).await;
    assert_eq!((status, trail.as_array().unwrap().len()), (StatusCode::OK, 1));
    assert_eq!(trail[0]["acted"]["means"], "token");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_that_is_given_is_the_card() {
    let ministry = Ministry::found();
    let mut program = Program::new(&ministry, "orlo", ALL);
    let card = json!({ "kind": {"value": "letter"}, "number": {"value": "14/b"}, "subject": {"value": "Dues"} });
    let draft =
        json!({ "series": "IN", "text": MEMORANDUM, "card": card, "arrival": {"channel": "post", "medium": "paper"} });
    let (status, receipt, _) = program.post("/papers", "one", &draft).await;
    assert_eq!(status, StatusCode::CREATED, "{receipt}");
    let (_, paper, _) = program.get(&format!("/papers/{}", receipt["paper"].as_str().unwrap())).await;
    let kept = &paper["paper"]["card"];
    assert_eq!(kept["number"], json!({"value": "14/b", "span": null, "sure": "set", "by": "orlo"}));
    assert_eq!(kept["date"], Value::Null, "what is not given is unknown");
    let cover = json!({ "series": "IN", "absence": "cover_only", "card": { "subject": {"value": "sealed"} } });
    let (status, receipt, _) = program.post("/papers", "two", &cover).await;
    assert_eq!((status, &receipt["number"]), (StatusCode::CREATED, &json!("IN-1951-0002")), "{receipt}");
}

#[tokio::test(flavor = "multi_thread")]
async fn files_come_as_forms_and_links_are_told() {
    let ministry = Ministry::found();
    let mut program = Program::new(&ministry, "orlo", ALL);
    let file = |text: &'static str| ("paper.txt", text.as_bytes());
    let (_, read, _) = program.upload("/papers/read", "", &[], file(MEMORANDUM)).await;
    assert_eq!(read["card"]["number"]["value"], "396", "{read}");
    let draft = [("draft", r#"{"series": "IN"}"#)];
    let (status, first, _) = program.upload("/papers", "1", &draft, file(MEMORANDUM)).await;
    assert_eq!(status, StatusCode::CREATED, "{first}");
    let (status, second, _) = program.upload("/papers", "2", &draft, file(TELEGRAM)).await;
    assert_eq!(status, StatusCode::CREATED, "{second}");
    assert_eq!(second["ties"][0]["paper"], first["paper"], "{second}");
    let paper = second["paper"].as_str().unwrap();
    let (_, links, _) = program.get(&format!("/papers/{paper}/links")).await;
    assert_eq!(links["cited_by"][0]["by"]["number"], "IN-1951-0001");
    let (_, _, body) = program.get(&format!("/papers/{paper}/versions/1/body")).await;
    assert_eq!(body.html, TELEGRAM);
    let (status, found, _) = program.get("/find?q=812").await;
    assert_eq!((status, &found["hits"][0]["paper"]), (StatusCode::OK, &second["paper"]), "{found}");
    let (_, list, _) = program.get("/papers?limit=1").await;
    let next = list["next"].as_str().unwrap();
    let (_, rest, _) = program.get(&format!("/papers?limit=1&after={next}")).await;
    assert_eq!(
        (list["rows"][0]["number"].as_str(), rest["rows"][0]["number"].as_str()),
        (Some("IN-1951-0002"), Some("IN-1951-0001"))
    );
    let scan = ("scan.bin", b"\x89PNG\r\n\x1a\n not a picture".as_slice());
    let (status, added, _) =
        program.upload(&format!("/papers/{paper}/versions"), "3", &[("kind", "rescan")], scan).await;
    assert_eq!(status, StatusCode::CREATED, "{added}");
}

#[tokio::test(flavor = "multi_thread")]
async fn acts_on_papers_and_of_the_house() {
    let ministry = Ministry::found();
    let mut program = Program::new(&ministry, "orlo", ALL);
    let (_, receipt, _) = program.post("/papers", "1", &json!({ "series": "IN", "text": MEMORANDUM })).await;
    let acts = format!("/papers/{}/acts", receipt["paper"].as_str().unwrap());
    let out = json!({ "act": "direct", "desk": "registry", "directions": [{ "to": "legal", "part": "lead", "act": "concur" }] });
    let (status, done, _) = program.post(&acts, "2", &out).await;
    assert_eq!(status, StatusCode::CREATED, "{done}");
    let (_, again, _) = program.post(&acts, "2", &out).await;
    assert_eq!((&again["repeated"], &again["entry"]), (&json!(true), &done["entry"]));
    let mut nesse = Program::new(&ministry, "nesse", ALL);
    let (_, desk, _) = nesse.get("/desk").await;
    assert_eq!(desk["lines"][0]["row"]["number"], "IN-1951-0001", "{desk}");
    let add = json!({ "act": "add_desk", "desk": "code", "name": "Code room" });
    let (status, _, _) = program.post("/house/acts", "3", &add).await;
    assert_eq!(status, StatusCode::CREATED);
    let (_, house, _) = nesse.get("/house").await;
    assert_eq!(
        (&house["desks"]["code"]["name"], &house["officers"]["orlo"]["cleared_to"]),
        (&json!("Code room"), &Value::Null)
    );
    let (status, refused, _) =
        nesse.post("/house/acts", "4", &json!({ "act": "add_desk", "desk": "x", "name": "X" })).await;
    assert_eq!((status, &refused["code"]), (StatusCode::CONFLICT, &json!("not_administrator")));
    let out = json!({ "act": "suspend_officer", "officer": "nesse", "reason": "left" });
    assert_eq!(program.post("/house/acts", "5", &out).await.0, StatusCode::CREATED);
    assert_eq!(nesse.get("/desk").await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_sent_against_an_older_version_is_refused_only_where_it_matters() {
    let ministry = Ministry::found();
    let mut program = Program::new(&ministry, "orlo", ALL);
    let (_, receipt, _) = program.post("/papers", "1", &json!({ "series": "IN", "text": MEMORANDUM })).await;
    let acts = format!("/api/v1/papers/{}/acts", receipt["paper"].as_str().unwrap());
    let correct = |field: &str, value: &str| {
        json!({ "act": "correct", "field": field, "value": {"value": value, "span": null, "sure": "set"} }).to_string()
    };
    let at = |key: &str| {
        Request::post(&acts)
            .header("idempotency-key", key)
            .header("if-match", format!("\"{}\"", receipt["entry"]))
            .header(header::CONTENT_TYPE, "application/json")
    };
    let (status, first, _) = program.send(at("2"), Body::from(correct("number", "397"))).await;
    assert_eq!(status, StatusCode::CREATED, "{first}");
    let (status, again, _) = program.send(at("2"), Body::from(correct("number", "397"))).await;
    assert_eq!((status, &again["entry"]), (StatusCode::OK, &first["entry"]), "a lost answer is asked for again");
    let (status, problem, _) = program.send(at("3"), Body::from(correct("number", "398"))).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("changed_since")), "{problem}");
    assert_eq!(problem["refusal"]["since"][0]["acted"]["act"], "correct");
    assert_eq!(program.send(at("4"), Body::from(correct("place", "Arle"))).await.0, StatusCode::CREATED);
}

/// A problem with what differs from run to run put aside.
fn problem(page: &Page) -> Value {
    assert_eq!(page.headers[header::CONTENT_TYPE], "application/problem+json", "{}", page.html);
    serde_json::from_str(&page.html).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_refusal_says_what_why_and_what_next() {
    let ministry = Ministry::found();
    let mut program = Program::new(&ministry, "orlo", ALL);
    let draft = json!({ "series": "IN", "text": MEMORANDUM });
    let (_, receipt, _) = program.post("/papers", "1", &draft).await;
    let paper = receipt["paper"].as_str().unwrap().to_owned();
    let mut problems = Vec::new();
    let mut told = |what: &str, page: &Page| {
        let json = problem(page).to_string().replace(&paper, "[the paper]");
        let json: Value = serde_json::from_str(&json).unwrap();
        problems.push(format!("{what}\n{}", serde_json::to_string_pretty(&json).unwrap()));
    };
    told("the same paper twice", &program.post("/papers", "2", &draft).await.2);
    told("no series", &program.post("/papers", "3", &json!({ "text": "x" })).await.2);
    told("a field nobody knows", &program.post("/papers", "4", &json!({ "series": "IN", "colour": "red" })).await.2);
    told("neither file nor reason", &program.post("/papers", "5", &json!({ "series": "IN" })).await.2);
    told("the key of another act", &program.post("/papers", "1", &json!({ "series": "IN", "text": TELEGRAM })).await.2);
    let keyless = Request::post("/api/v1/papers").header(header::CONTENT_TYPE, "application/json");
    told("no key", &program.send(keyless, Body::from(draft.to_string())).await.2);
    let void = json!({ "act": "void", "number": "IN-1951-0001", "reason": " " });
    told("no reason", &program.post(&format!("/papers/{paper}/acts"), "6", &void).await.2);
    told(
        "an act nobody knows",
        &program.post(&format!("/papers/{paper}/acts"), "7", &json!({ "act": "burn" })).await.2,
    );
    told(
        "an act of the house",
        &program
            .post(&format!("/papers/{paper}/acts"), "8", &json!({ "act": "set_file_plan", "code": "1", "title": "x" }))
            .await
            .2,
    );
    let mut reader = Program::new(&ministry, "orlo", &[Scope::Metrics]);
    told("a token that does not reach so far", &reader.get("/house").await.2);
    reader.token = "chy_nobody".to_owned();
    told("nobody's token", &reader.get("/house").await.2);
    insta::assert_snapshot!("problems", problems.join("\n\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn forbidden_and_absent_are_the_same_bytes() {
    let ministry = Ministry::found();
    let mut program = Program::new(&ministry, "orlo", ALL);
    let (_, receipt, _) = program.post("/papers", "1", &json!({ "series": "IN", "text": MEMORANDUM })).await;
    let (paper, none) = (receipt["paper"].as_str().unwrap(), "0".repeat(32));
    let mut sool = Program::new(&ministry, "sool", ALL);
    for place in ["", "/text", "/trail", "/links", "/versions/1/body", "/nowhere"] {
        let (status, _, forbidden) = sool.get(&format!("/papers/{paper}{place}")).await;
        let (_, _, absent) = sool.get(&format!("/papers/{none}{place}")).await;
        assert_eq!((status, &forbidden.html), (StatusCode::NOT_FOUND, &absent.html), "{place}");
    }
    let remark = json!({ "act": "remark", "says": "hello" });
    let (status, _, forbidden) = sool.post(&format!("/papers/{paper}/acts"), "1", &remark).await;
    let (_, _, absent) = sool.post(&format!("/papers/{none}/acts"), "1", &remark).await;
    assert_eq!((status, &forbidden.html), (StatusCode::NOT_FOUND, &absent.html));
    let (_, list, _) = sool.get("/papers").await;
    assert!(!list.to_string().contains("Grevin") && !list.to_string().contains(paper), "{list}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_file_goes_to_staging_and_one_too_long_is_refused() {
    let ministry = Ministry::found();
    let mut program = Program::new(&ministry, "orlo", ALL);
    let long = vec![0x5a; 20 << 20];
    let (status, receipt, _) =
        program.upload("/papers", "1", &[("draft", r#"{"series": "IN"}"#)], ("scan.bin", &long)).await;
    assert_eq!(status, StatusCode::CREATED, "{receipt}");
    let (_, paper, _) = program.get(&format!("/papers/{}", receipt["paper"].as_str().unwrap())).await;
    assert_eq!(paper["paper"]["versions"][0]["version"]["bytes"], json!(20 << 20));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_is_kept_and_given_out() {
    let ministry = Ministry::found();
    let mut program = Program::new(&ministry, "orlo", ALL);
    let (_, record, _) = program.get("/record").await;
    assert_eq!(record["head"], Value::Null, "asking keeps none");
    let (status, first, _) = program.post("/record/heads", "", &Value::Null).await;
    assert_eq!(status, StatusCode::OK, "{first}");
    assert_eq!(first["entries"], record["entries"]);
    assert!(first["head"].as_str().unwrap().lines().nth(1) == Some(&first["entries"].to_string()), "{first}");
    let (_, again, _) = program.post("/record/heads", "", &Value::Null).await;
    assert_eq!(again, first, "twice is once");
    assert_eq!(program.get("/record").await.1["head"], first);
    let mut reader = Program::new(&ministry, "orlo", &[Scope::Read]);
    assert_eq!(reader.post("/record/heads", "", &Value::Null).await.0, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_are_for_the_operator() {
    let ministry = Ministry::found();
    let mut reader = Program::new(&ministry, "orlo", &[Scope::Read]);
    let refused = reader.send(Request::get("/metrics"), Body::empty()).await;
    assert_eq!(refused.0, StatusCode::FORBIDDEN);
    let mut operator = Program::new(&ministry, "orlo", &[Scope::Metrics]);
    operator.client.get("/healthz").await.says("open");
    let (status, _, page) = operator.send(Request::get("/metrics"), Body::empty()).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.html.contains("chancery_requests_total") && page.html.contains("chancery_open 1"), "{}", page.html);
    assert!(!page.html.contains(&operator.token));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_forms_are_told_to_anyone() {
    let ministry = Ministry::found();
    let mut stranger = Client::new(&ministry.router);
    let page = stranger.get("/api/v1/openapi.json").await;
    let json: Value = serde_json::from_str(&page.html).unwrap();
    assert_eq!(json["openapi"], "3.1.0");
}

/// A form written by hand: each part's headers, and what is in it.
fn parts(parts: &[(&[u8], &[u8])]) -> (&'static str, Vec<u8>) {
    let mut body = Vec::new();
    for (head, bytes) in parts {
        body.extend_from_slice(b"--by-hand\r\nContent-Disposition: form-data; ");
        body.extend_from_slice(head);
        body.extend_from_slice(b"\r\n\r\n");
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--by-hand--\r\n");
    ("multipart/form-data; boundary=by-hand", body)
}

impl Program {
    async fn form(&mut self, place: &str, key: &str, given: &[(&[u8], &[u8])]) -> (StatusCode, Value, Page) {
        let (media, body) = parts(given);
        let request =
            Request::post(format!("/api/v1{place}")).header("idempotency-key", key).header(header::CONTENT_TYPE, media);
        self.send(request, Body::from(body)).await
    }

    /// The paper of a receipt.
    async fn paper(&mut self, receipt: &Value) -> Value {
        self.get(&format!("/papers/{}", receipt["paper"].as_str().unwrap())).await.1
    }
}

const DRAFT: (&[u8], &[u8]) = (b"name=\"draft\"", b"{\"series\": \"IN\"}");

#[tokio::test(flavor = "multi_thread")]
async fn a_part_named_file_is_a_file_however_it_is_named() {
    let ministry = Ministry::found();
    let mut program = Program::new(&ministry, "orlo", ALL);
    let heads: [(&[u8], &str); 4] = [
        (b"name=\"file\"; filename=\"L\xf6we.txt\"", "Löwe.txt"),
        (b"name=\"file\"; filename=Br\xfccke.txt", "Brücke.txt"),
        (b"name=\"file\"", "file"),
        (b"name=\"file\"; filename=\"a\xc2\x85b.txt\"", "ab.txt"),
    ];
    for (at, (head, name)) in heads.into_iter().enumerate() {
        let text = format!("Letter {at} about the lower lock.\n");
        let (status, receipt, _) = program.form("/papers", &at.to_string(), &[DRAFT, (head, text.as_bytes())]).await;
        assert_eq!(status, StatusCode::CREATED, "{receipt}");
        let paper = program.paper(&receipt).await;
        let version = &paper["paper"]["versions"][0]["version"];
        assert_eq!((&version["name"], &version["bytes"]), (&json!(name), &json!(text.len())), "{paper}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_whose_name_breaks_its_line_is_not_passed_over() {
    let ministry = Ministry::found();
    let mut program = Program::new(&ministry, "orlo", ALL);
    let file: (&[u8], &[u8]) = (b"name=\"file\"; filename=\"a\r\nb.txt\"", b"A letter about the weir.\n");
    let (status, told, _) = program.form("/papers", "1", &[DRAFT, file]).await;
    assert_eq!((status, &told["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("unreadable")), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_form_brings_for_nothing_is_refused() {
    let ministry = Ministry::found();
    let mut program = Program::new(&ministry, "orlo", ALL);
    let file: (&[u8], &[u8]) = (b"name=\"file\"; filename=\"a.txt\"", b"A letter about the weir.\n");
    let second: (&[u8], &[u8]) = (b"name=\"file\"; filename=\"b.txt\"", b"The same, translated.\n");
    let text: (&[u8], &[u8]) = (b"name=\"draft\"", b"{\"series\": \"IN\", \"text\": \"A letter.\"}");
    for (key, given) in [
        ("a", vec![DRAFT, file, (b"name=\"colour\"", b"red")]),
        ("b", vec![DRAFT, (b"name=\"scan\"; filename=\"a.txt\"", b"A letter.\n")]),
        ("c", vec![text, file]),
        ("d", vec![DRAFT, DRAFT, file]),
    ] {
        let (status, told, _) = program.form("/papers", key, &given).await;
        assert_eq!((status, &told["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("unreadable")), "{key}: {told}");
    }
    let (status, receipt, _) = program.form("/papers", "e", &[text]).await;
    assert_eq!(status, StatusCode::CREATED, "a text in a form is a text: {receipt}");
    let (status, receipt, _) = program.form("/papers", "f", &[DRAFT, file, second]).await;
    assert_eq!(status, StatusCode::CREATED, "several files are versions: {receipt}");
    let paper = program.paper(&receipt).await;
    assert_eq!(paper["paper"]["versions"].as_array().unwrap().len(), 2, "{paper}");
    assert_eq!(paper["paper"]["arrival"]["channel"], "program");
    assert_eq!(paper["paper"]["arrival"]["medium"], "electronic");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_is_what_its_form_says_in_any_order() {
    let ministry = Ministry::found();
    let mut program = Program::new(&ministry, "orlo", ALL);
    let (_, receipt, _) = program.post("/papers", "1", &json!({ "series": "IN", "text": MEMORANDUM })).await;
    let place = format!("/papers/{}/versions", receipt["paper"].as_str().unwrap());
    let file: (&[u8], &[u8]) = (b"name=\"file\"; filename=\"a.txt\"", b"The memorandum, translated.\n");
    for (key, given) in [
        ("a", vec![file, (b"name=\"kind\"".as_slice(), b"copy".as_slice())]),
        ("b", vec![file, (b"name=\"channel\"", b"pigeon")]),
        ("c", vec![file, (b"name=\"colour\"", b"red")]),
        ("d", vec![file, file]),
        ("e", vec![(b"name=\"kind\"", b"rescan")]),
        ("f", vec![file, (b"name=\"reason\"", b"a wrong page")]),
        ("g", vec![file, (b"name=\"wrong\"", b"0"), (b"name=\"reason\"", b"x"), (b"name=\"level\"", b"open")]),
    ] {
        let (status, told, _) = program.form(&place, key, &given).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{key}: {told}");
    }
    let after =
        [file, (b"name=\"kind\"", b"translation"), (b"name=\"channel\"", b"courier"), (b"name=\"source\"", b"K. Lind")];
    let (status, told, _) = program.form(&place, "h", &after).await;
    assert_eq!(status, StatusCode::CREATED, "{told}");
    let paper = program.paper(&receipt).await;
    let version = &paper["paper"]["versions"][1]["version"];
    assert_eq!(
        (&version["kind"], &version["channel"], &version["source"]),
        (&json!("translation"), &json!("courier"), &json!("K. Lind"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_that_only_claims_to_be_read_is_set_by_the_caller() {
    let ministry = Ministry::found();
    let mut program = Program::new(&ministry, "orlo", ALL);
    let card = json!({
        "subject": { "value": "NOT THERE", "span": [0, 5], "sure": "read" },
        "kind": { "value": "to minister", "span": [0, 11], "sure": "read" },
    });
    let draft = json!({ "series": "IN", "text": MEMORANDUM, "card": card });
    let (status, receipt, _) = program.post("/papers", "1", &draft).await;
    assert_eq!(status, StatusCode::CREATED, "{receipt}");
    let paper = program.paper(&receipt).await;
    let kept = &paper["paper"]["card"];
    assert_eq!((&kept["subject"]["sure"], &kept["subject"]["by"]), (&json!("set"), &json!("orlo")), "{kept}");
    assert_eq!(kept["kind"]["sure"], "read", "{kept}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_cannot_be_read_is_a_problem_too() {
    let ministry = Ministry::found();
    let mut program = Program::new(&ministry, "orlo", ALL);
    for place in [
        "/papers?limit=many",
        "/papers?limit=0",
        "/papers?order=zz",
        "/papers?serie=IN",
        "/papers?series=IN&series=OUT",
        "/papers?year=51st",
        "/find?q=x&limit=-1",
        "/find?query=x",
        "/desk?desk=not%20a%20code",
        "/desk?limit=0",
        "/papers/%ff",
    ] {
        let (status, told, page) = program.get(place).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{place}: {told}");
        assert_eq!(problem(&page)["code"], "unreadable", "{place}");
    }
    let none = "0".repeat(32);
    for place in [format!("/papers/{none}/versions/first/body"), "/nowhere".to_owned()] {
        let (status, _, page) = program.get(&place).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{place}");
        assert_eq!(problem(&page)["code"], "absent", "{place}");
    }
    let (status, _, page) = program.send(Request::put("/api/v1/papers"), Body::empty()).await;
    assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(problem(&page)["code"], "method");
    let long = Body::from(vec![b' '; 600 * 1024]);
    let request = Request::post("/api/v1/house/acts").header("idempotency-key", "1");
    let (status, _, page) = program.send(request.header(header::CONTENT_TYPE, "application/json"), long).await;
    assert_eq!((status, problem(&page)["code"].clone()), (StatusCode::PAYLOAD_TOO_LARGE, json!("too_long")));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_page_cannot_read_is_told_on_a_page() {
    let ministry = Ministry::found();
    let mut stranger = Client::new(&ministry.router);
    stranger.get("/sign-in?next=%ff&next=b").await.says("could not be read");
    let page = stranger.send(Request::delete("/healthz").body(Body::empty()).unwrap()).await;
    assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED);
    page.says("That is not done at this address.");
}
