//! Numbered copies, by programs: given, read by their holders and nobody else, called back.

use axum::http::StatusCode;
use serde_json::json;

use super::{ALL, Program};
use crate::pages::LETTER;
use crate::pages::house::Ministry;

#[tokio::test(flavor = "multi_thread")]
async fn copies_are_given_read_and_called_back() {
    let ministry = Ministry::found();
    let mut clerk = Program::new(&ministry, "orlo", ALL);
    let mut legal = Program::new(&ministry, "nesse", ALL);
    let mut press = Program::new(&ministry, "sool", ALL);
    let (_, letter, _) = clerk.post("/papers", "0", &json!({ "series": "IN", "text": LETTER })).await;
    let paper = letter["paper"].as_str().unwrap().to_owned();
    let (at, acts) = (format!("/papers/{paper}"), format!("/papers/{paper}/acts"));
    let (absent, absent_body, _) = legal.get(&at).await;
    assert_eq!(absent, StatusCode::NOT_FOUND);

    let list = json!({ "act": "set_list", "list": "leaders", "name": "Leaders",
        "holders": [{ "is": "desk", "who": "legal" }, { "is": "outside", "who": "The Embassy" }] });
    let (status, _, _) = clerk.post("/house/acts", "l", &list).await;
    assert_eq!(status, StatusCode::CREATED);
    let (_, house, _) = press.get("/house").await;
    assert_eq!(house["lists"]["leaders"]["holders"][1]["who"], "The Embassy", "{house}");

    let give = json!({ "act": "give_copies", "list": "leaders" });
    let (status, problem, _) = press.post(&acts, "1", &give).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "who sees no paper gives no copy of it: {problem}");
    let (status, given, _) = clerk.post(&acts, "1", &give).await;
    assert_eq!(status, StatusCode::CREATED, "{given}");
    let (_, desk, _) = legal.get("/desk").await;
    assert_eq!(desk["lines"][0]["waits"]["is"], "copy", "{desk}");
    assert_eq!((&desk["lines"][0]["waits"]["no"], &desk["lines"][0]["waits"]["of"]), (&json!(1), &json!(2)));
    let (_, held, _) = legal.get("/copies?holder=desk:legal").await;
    assert_eq!(held["lines"][0]["row"]["number"], "IN-1951-0001", "{held}");
    let (_, none, _) = press.get("/copies?holder=desk:legal").await;
    assert_eq!(none["lines"], json!([]), "of papers that one does not see nothing is told");

    // Printed under one key, once; the page is the same however often it is printed.
    let print = json!({ "act": "print_copy", "copy": 1 });
    let (status, problem, _) = legal.post(&acts, "p0", &print).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
    let place = format!("{at}/copies/1/print");
    let page = legal.printed(&place, "p1").await;
    assert!(page.starts_with(b"%PDF-1.7"), "{}", String::from_utf8_lossy(&page));
    let (status, receipt, _) = legal.post(&place, "p1", &json!({})).await;
    assert_eq!((status, &receipt["repeated"]), (StatusCode::OK, &json!(true)), "{receipt}");
    assert!(legal.printed(&place, "p2").await == page, "not the page that was set first");
    assert_eq!(press.post(&place, "p3", &json!({})).await.0, StatusCode::NOT_FOUND);
    assert_eq!(clerk.post(&format!("{at}/copies/9/print"), "p4", &json!({})).await.0, StatusCode::CONFLICT);
    let (_, seen, _) = clerk.get(&at).await;
    assert_eq!(seen["paper"]["copies"][0]["handled"].as_array().map(Vec::len), Some(2), "{seen}");
    for set in ["copies.pdf", "copies/1/slip.pdf", "label.pdf", "receipt.pdf"] {
        assert!(legal.printed(&format!("{at}/{set}"), set).await.starts_with(b"%PDF-1.7"), "{set}");
        assert_eq!(press.post(&format!("{at}/{set}"), set, &json!({})).await.0, StatusCode::NOT_FOUND, "{set}");
    }

    let read = json!({ "act": "acknowledge_copy", "copy": 1 });
    let (status, problem, _) = clerk.post(&acts, "2", &read).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("no_mandate")), "{problem}");
    assert_eq!(legal.post(&acts, "2", &read).await.0, StatusCode::CREATED);
    let (_, desk, _) = legal.get("/desk").await;
    assert_eq!(desk["lines"], json!([]), "{desk}");

    let withdraw = json!({ "act": "withdraw_copies", "copies": [1], "reason": "A wrong desk." });
    assert_eq!(clerk.post(&acts, "3", &withdraw).await.0, StatusCode::CREATED);
    let (_, own, _) = legal.get(&at).await;
    assert_eq!(own["sight"], "own_acts", "what one did stays: {own}");
    assert_eq!(own["paper"]["copies"], json!(null), "and nothing of the copies");
    let (_, gone, _) = press.get(&at).await;
    assert_eq!(gone, absent_body, "for who never held one it was never there");
    let (_, seen, _) = clerk.get(&at).await;
    let copies = &seen["paper"]["copies"];
    assert_eq!((&copies[0]["ended"]["end"]["is"], &copies[1].get("ended")), (&json!("withdrawn"), &None), "{seen}");
}

/// What cannot be set was not printed: nothing is entered.
#[tokio::test(flavor = "multi_thread")]
async fn a_copy_without_text_is_not_printed() {
    let ministry = Ministry::found();
    let mut clerk = Program::new(&ministry, "orlo", ALL);
    // A picture of one point has no text.
    let picture = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
    let (status, scan, _) =
        clerk.upload("/papers", "0", &[("draft", r#"{ "series": "IN" }"#)], ("scan.gif", picture)).await;
    assert_eq!(status, StatusCode::CREATED, "{scan}");
    let at = format!("/papers/{}", scan["paper"].as_str().unwrap());
    let words = json!({ "act": "give_copies", "to": [{ "is": "outside", "who": "The Embassy" }] });
    assert_eq!(clerk.post(&format!("{at}/acts"), "2", &words).await.0, StatusCode::CREATED);
    let (status, problem, _) = clerk.post(&format!("{at}/copies/1/print"), "3", &json!({})).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("not_set")), "{problem}");
    let (_, seen, _) = clerk.get(&at).await;
    assert_eq!(seen["paper"]["copies"][0].get("handled"), None, "{seen}");
}
