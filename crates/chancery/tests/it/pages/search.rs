//! The page of a search: what is found, what it is, and what cannot be looked for.

use axum::http::StatusCode;

use super::client::Client;
use super::house::{Ministry, PASSWORD};
use super::{LETTER, MEMORANDUM, TELEGRAM};

async fn at_work(ministry: &Ministry, officer: &str) -> Client {
    let mut client = Client::new(&ministry.router);
    client.sign_in(officer, PASSWORD).await;
    client
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_shows_passages_and_counts_and_is_narrowed() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    orlo.enter(TELEGRAM, &[("desk", "legal")]).await;
    orlo.enter(LETTER, &[("desk", "legal")]).await;
    ministry.office.wait_for_index();
    let page = orlo.get("/search?q=breakdown").await;
    page.says("1 paper").says("Count what was found");
    assert!(page.html.contains("<mark>breakdown</mark>"), "{}", page.html);
    assert!(page.html.contains("data-counts=\"/search/counts?q=breakdown\""), "{}", page.html);
    // What the script asks for is what comes with the page where there are no scripts.
    let counts = orlo.get("/search/counts?q=-breakdown").await;
    counts.says("2 papers in all").says("By year, in figures");
    assert!(counts.html.contains("<svg") && counts.html.contains("kind%3Aletter"), "{}", counts.html);
    let whole = orlo.get("/search?q=-breakdown&counts=yes").await;
    assert!(whole.html.contains(counts.html.trim()), "{}", whole.html);
    let narrowed = orlo.get("/search?q=year:1951+kind:letter").await;
    narrowed.says("Narrowed to").says("year:1951 ×");
    assert_eq!(narrowed.html.matches("data-open").count(), 1, "{}", narrowed.html);
    let other = orlo.get("/search?q=year:1951&order=number").await;
    assert_eq!(other.html.matches("data-open").count(), 3, "{}", other.html);
    assert_eq!(orlo.get("/search/complete?q=kind:tele").await.html, "[\"kind:telegram\"]");
    // Who sees none of them is told of none.
    let mut sool = at_work(&ministry, "sool").await;
    sool.get("/search?q=breakdown").await.says("0 papers").says_not("foretell");
    assert_eq!(sool.get("/search/complete?q=kind:tele").await.html, "[]");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_looked_for_is_said_with_what_next() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    ministry.office.wait_for_index();
    for (place, says) in [
        ("/search?q=(bridge", "a bracket has no partner"),
        ("/search?q=*bridge", "has a star that is not at its end"),
        ("/search?q=kind:", "kind: says nothing to look for"),
        ("/search?q=state:lost", "is no state of a paper"),
        ("/search?q=date:soon", "is no date"),
        ("/search?q=bridge&after=0-0", "does not follow from this search"),
    ] {
        let page = orlo.get(place).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{place}");
        page.says("Not looked for").says(says);
    }
    let long = orlo.get(&format!("/search?q={}", "x".repeat(register::QUERY_BYTES_MAX + 1))).await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    long.says("Keep the words that say most.");
    assert_eq!(orlo.get("/search/counts?q=(").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(orlo.get("/search?q=x&order=best").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    orlo.get("/search").await.says("How to ask");
}
