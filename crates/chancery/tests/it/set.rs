//! Set pages by every door: what stands on them, who gets them, and what cannot be set.

use std::path::Path;
use std::process::Command;

use axum::http::{StatusCode, header};
use serde_json::json;
use sha2::Digest as _;

use crate::api::{ALL, Program, decisions};
use crate::pages::drafts::at_work;
use crate::pages::house::{Ministry, id};
use crate::pages::{MEMORANDUM, TELEGRAM};

/// The words of a page, read by a foreign program, on one line.
pub(crate) fn words_in(file: &Path) -> String {
    let said = Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(file).arg("-").output();
    let said = said.expect("poppler-utils is installed: apt-get install poppler-utils");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    String::from_utf8_lossy(&said.stdout).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn words_of(page: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.pdf");
    std::fs::write(&file, page).unwrap();
    words_in(&file)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_text_of_a_paper_is_a_set_page_for_whoever_sees_it() {
    let ministry = Ministry::found();
    let mut orlo = Program::new(&ministry, "orlo", ALL);
    let (_, entered, _) = orlo.post("/papers", "1", &json!({ "series": "IN", "text": MEMORANDUM })).await;
    let place = format!("/papers/{}/set.pdf", entered["paper"].as_str().unwrap());
    let (status, _, page) = orlo.post(&place, "s1", &json!({})).await;
    assert_eq!((status, &page.headers[header::CONTENT_TYPE]), (StatusCode::OK, &"application/pdf".parse().unwrap()));
    assert_eq!(page.headers[header::CONTENT_DISPOSITION], "attachment; filename=\"IN-1951-0001.pdf\"");
    let bytes = orlo.printed(&place, "s2").await;
    assert!(bytes == orlo.printed(&place, "s3").await, "the same page twice, and not the same bytes");
    assert_eq!(orlo.get(&place).await.0, StatusCode::METHOD_NOT_ALLOWED, "nothing is exported unentered");
    let (status, receipt, _) = orlo.post(&place, "s3", &json!({})).await;
    assert_eq!(
        (status, &receipt["repeated"]),
        (StatusCode::OK, &json!(true)),
        "it was exported under this key: {receipt}"
    );
    // Each export is an entry; the page is kept with the first, and each says which bytes it was.
    let (_, trail, _) = orlo.get(&format!("/papers/{}/trail", entered["paper"].as_str().unwrap())).await;
    let events = trail.as_array().unwrap().iter().flat_map(|line| line["events"].as_array().unwrap());
    let sheets: Vec<_> = events.filter(|event| event["type"] == "exported").map(|event| &event["sheet"]).collect();
    assert_eq!(sheets.len(), 3, "{trail}");
    assert!(sheets[0]["page"].is_object() && sheets[1..].iter().all(|sheet| sheet["page"].is_null()), "{sheets:?}");
    let hash = procedure::ids::Hash(sha2::Sha256::digest(&bytes).into()).to_string();
    assert!(sheets.iter().all(|sheet| sheet["hash"] == hash.as_str()), "{sheets:?} {hash}");
    let page = at_work(&ministry, "orlo").await.get(place.trim_end_matches("/set.pdf")).await;
    page.says("Exported: its text as a set page.");
    let words = words_of(&bytes);
    for part in ["Ministry of Arle", "As it stands in the register", "IN-1951-0001"] {
        assert!(words.contains(part), "{part}: {words}");
    }
    let last = MEMORANDUM.split_whitespace().rev().take(3).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>();
    assert!(words.contains(&last.join(" ")), "{last:?}: {words}");
    assert!(orlo.printed(&format!("{place}?size=letter"), "s4").await != bytes);
    for wrong in ["size=a3", "format=a3"] {
        let (status, ..) = orlo.post(&format!("{place}?{wrong}"), "s5", &json!({})).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    // Whoever may not see it gets what one gets who asks for nothing.
    let mut sool = Program::new(&ministry, "sool", ALL);
    let hidden = sool.post(&place, "s1", &json!({})).await;
    let absent = sool.post(&format!("/papers/{}/set.pdf", "0".repeat(32)), "s1", &json!({})).await;
    assert_eq!((hidden.0, hidden.2.html), (StatusCode::NOT_FOUND, absent.2.html));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_is_a_set_page() {
    let ministry = Ministry::found();
    decisions::adopted(&ministry).await;
    let mut press = Program::new(&ministry, "sool", ALL);
    let words = words_of(&press.printed("/dossiers/line/submissions/1/extract.pdf", "x1").await);
    for part in [
        "Extract of a decision",
        "OPEN-1951-0001",
        "The border line",
        "Adopted",
        "To publish.",
        "Press desk",
        "publishes it",
    ] {
        assert!(words.contains(part), "{part}: {words}");
    }
    for nothing in ["/dossiers/line/submissions/2/extract.pdf", "/dossiers/none/submissions/1/extract.pdf"] {
        assert_eq!(press.post(nothing, "x2", &json!({})).await.0, StatusCode::NOT_FOUND, "{nothing}");
    }
    let mut sool = at_work(&ministry, "sool").await;
    let page = sool.get("/dossiers/line/submissions/1/extract").await;
    assert!(page.html.contains("action=\"/dossiers/line/submissions/1/extract.pdf\""), "{}", page.html);
    let page = sool.exported("/dossiers/line/submissions/1/extract.pdf", &[]).await;
    assert!(page == press.printed("/dossiers/line/submissions/1/extract.pdf", "x3").await, "two doors, two pages");
    let told = sool.get("/dossiers/line").await;
    assert_eq!(
        told.html.matches("Exported: the extract of what was decided on submission 1").count(),
        3,
        "{}",
        told.html
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_book_is_set_with_what_the_viewer_sees_of_it() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let first = orlo.enter(MEMORANDUM, &[("desk", ""), ("subject", "Dues & berths")]).await;
    let void = orlo.enter(TELEGRAM, &[("desk", "")]).await;
    let page = orlo.get(&first).await;
    let right = [("value", "24 December 1951"), ("reason", "the stamp says so")];
    orlo.fill(&page, &first, "name=\"field\" value=\"date\"", &right).await;
    let page = orlo.get(&void).await;
    orlo.fill(&page, &format!("{void}/void"), "", &[("reason", "scanned twice")]).await;
    let page = orlo.get("/register/book?series=IN&year=1951").await;
    let set = orlo.fill(&page, "/register/book.pdf", "", &[]).await;
    assert_eq!(set.headers[header::CONTENT_DISPOSITION], "attachment; filename=\"IN-1951.pdf\"");
    let book = [("series", "IN"), ("year", "1951")];
    let words = words_of(&orlo.exported("/register/book.pdf", &book).await);
    for part in [
        "Incoming, 1951",
        "IN-1951-0001 to IN-1951-0002",
        "as M. Orlo may see it on 25 December 1951",
        "Dues & berths",
        "Void: scanned twice",
        "25 December 1951, M. Orlo: Date put right from",
    ] {
        assert!(words.contains(part), "{part}: {words}");
    }
    let mut program = Program::new(&ministry, "orlo", ALL);
    let (_, _, set) = program.post("/register/book.pdf?series=IN&year=1951", "b1", &json!({})).await;
    assert!(!set.headers.contains_key(header::LINK), "it has one part");
    let by_program = program.printed("/register/book.pdf?series=IN&year=1951", "b2").await;
    assert_eq!(words, words_of(&by_program));
    // Who sees none of its numbers gets what one gets of a book that is empty.
    let mut sool = Program::new(&ministry, "sool", ALL);
    let hidden = sool.post("/register/book.pdf?series=IN&year=1951", "b1", &json!({})).await;
    let empty = sool.post("/register/book.pdf?series=IN&year=1950", "b1", &json!({})).await;
    assert_eq!((hidden.0, hidden.2.html), (StatusCode::NOT_FOUND, empty.2.html));
    let (status, ..) = sool.post("/register/book.pdf?series=IN", "b1", &json!({})).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// A sign that no font has is named on the page and to programs, and nothing is set.
#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_set_says_why() {
    let ministry = Ministry::found();
    let mut program = Program::new(&ministry, "orlo", ALL);
    let text = "To the Ministry\n\nThe minister 大臣 will come on 3 January.\n";
    let (_, entered, _) = program.post("/papers", "1", &json!({ "series": "IN", "text": text })).await;
    let place = format!("/papers/{}/set.pdf", entered["paper"].as_str().unwrap());
    let (status, problem, _) = program.post(&place, "n1", &json!({})).await;
    assert_eq!((status, &problem["code"]), (StatusCode::CONFLICT, &json!("not_set")), "{problem}");
    assert!(problem["detail"].as_str().unwrap().contains("“大” U+5927"), "{problem}");
    assert!(problem["next"].as_str().unwrap().contains("folder of fonts"), "{problem}");
    let mut orlo = at_work(&ministry, "orlo").await;
    let page = orlo.post(&place, &[]).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    page.says("Not set: no font has a sign for “大” U+5927");
}

/// Of an outgoing series a letter is a letter; whatever else is told as what stands in the register.
#[tokio::test(flavor = "multi_thread")]
async fn only_what_goes_out_is_set_as_ours() {
    use procedure::act::Act;
    let ministry = Ministry::found();
    let mut program = Program::new(&ministry, "orlo", ALL);
    let text = "Letter\n\nTo the Mayor of Orlan\n\nWe agree.\n";
    let card = json!({ "kind": { "value": "letter" }, "to": [{ "value": { "name": "The Mayor of Orlan" } }] });
    let draft = json!({ "series": "OPEN", "text": text, "card": card });
    let (status, entered, _) = program.post("/papers", "1", &draft).await;
    assert_eq!(status, StatusCode::CREATED, "{entered}");
    let place = format!("/papers/{}/set.pdf", entered["paper"].as_str().unwrap());
    let words = words_of(&program.printed(&place, "s1").await);
    assert!(words.contains("As it stands in the register"), "{words}");
    ministry.act(Act::ChangeSeries {
        series: id("OPEN"),
        name: None,
        pattern: None,
        rule: None,
        registry: None,
        band: None,
        file_code: None,
        outgoing: Some(true),
        circulars: None,
    });
    let words = words_of(&program.printed(&place, "s2").await);
    assert!(!words.contains("As it stands in the register") && words.contains("We agree."), "{words}");
}
