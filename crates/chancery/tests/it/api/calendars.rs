//! Calendars by programs: asked for, set whole by PUT, single holidays as acts, and refused with the next step.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use chancery::doors::Scope;
use serde_json::{Value, json};

use super::{ALL, Program};
use crate::pages::client::Page;
use crate::pages::house::Ministry;

impl Program {
    async fn put(&mut self, place: &str, key: &str, tag: Option<&str>, body: &Value) -> (StatusCode, Value, Page) {
        let mut request = Request::put(format!("/api/v1{place}"))
            .header("idempotency-key", key)
            .header(header::CONTENT_TYPE, "application/json");
        if let Some(tag) = tag {
            request = request.header(header::IF_MATCH, tag);
        }
        self.send(request, Body::from(body.to_string())).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_is_put_asked_for_and_changed() {
    let ministry = Ministry::found();
    let mut program = Program::new(&ministry, "orlo", ALL);
    assert_eq!(program.get("/calendars").await.1, json!({ "calendars": [] }));
    assert_eq!(program.get("/calendars/office").await.0, StatusCode::NOT_FOUND);
    let facts = json!({ "name": "Ministry", "weekend": ["sunday"], "holidays": { "1951-12-31": "New Year’s Eve" },
                        "yearly": [{ "month": 5, "day": 6, "name": "Founding Day", "from": 1919 }] });
    let (status, receipt, _) = program.put("/calendars/office", "1", None, &facts).await;
    assert_eq!(status, StatusCode::CREATED, "{receipt}");
    let (status, again, _) = program.put("/calendars/office", "1", None, &facts).await;
    assert_eq!((status, &again["entry"]), (StatusCode::OK, &receipt["entry"]), "the same key is the same act");

    let (status, told, page) = program.get("/calendars/office").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(
        (&told["calendar"], &told["yearly"], &told["holidays"]),
        (&json!("office"), &facts["yearly"], &facts["holidays"])
    );
    assert_eq!(told["desks"], json!(["legal", "press", "registry"]), "{told}");
    assert_eq!(program.get("/calendars").await.1["calendars"][0], told);
    let tag = page.headers[header::ETAG].to_str().unwrap().to_owned();

    let add = json!({ "act": "add_holiday", "calendar": "office", "date": "1952-02-06", "name": "Mourning" });
    assert_eq!(program.post("/house/acts", "2", &add).await.0, StatusCode::CREATED);
    // Who replaces what they looked at does not undo what came in since.
    let (status, problem, _) = program.put("/calendars/office", "3", Some(&tag), &facts).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("calendar_changed")), "{problem}");
    let tag = program.get("/calendars/office").await.2.headers[header::ETAG].to_str().unwrap().to_owned();
    assert_eq!(program.put("/calendars/office", "4", Some(&tag), &facts).await.0, StatusCode::CREATED);

    for (body, why) in [
        (json!({ "name": "Ministry", "weekends": [] }), "weekends"),
        (json!({ "name": "Ministry", "weekend": ["someday"] }), "someday"),
        (json!({ "name": "Ministry", "yearly": [{ "month": 1, "day": 1, "name": "x", "since": 1 }] }), "since"),
        (json!({ "name": "Ministry", "holidays": { "soon": "x" } }), "as year"),
        (json!([]), "JSON object"),
    ] {
        let (status, problem, _) = program.put("/calendars/office", "5", None, &body).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
        assert!(problem["detail"].as_str().unwrap().contains(why), "{problem}");
    }
    assert_eq!(program.put("/calendars/office", "5", Some("\"x\""), &facts).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(program.put("/calendars/-", "5", None, &facts).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, problem, _) = program
        .put(
            "/calendars/office",
            "6",
            None,
            &json!({ "name": "Ministry", "yearly": [{ "month": 2, "day": 30, "name": "x" }] }),
        )
        .await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("no_such_day")), "{problem}");

    // An administrator's act, by a token that reaches so far; seen by everybody.
    let mut legal = Program::new(&ministry, "nesse", ALL);
    assert_eq!(legal.get("/calendars/office").await.0, StatusCode::OK);
    let (status, problem, _) = legal.put("/calendars/east", "1", None, &facts).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("not_administrator")), "{problem}");
    let mut reader = Program::new(&ministry, "orlo", &[Scope::Read]);
    assert_eq!(reader.put("/calendars/office", "7", None, &facts).await.0, StatusCode::FORBIDDEN);
    assert_eq!(program.get("/house").await.1["calendars"]["office"]["name"], "Ministry");
}
