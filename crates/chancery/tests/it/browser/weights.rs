//! What a page costs whoever opens it for the first time: bytes over the wire, requests, and whether anything moves while it
//! is drawn. How long it takes is for the benches.

use serde::Deserialize;
use serde_json::json;

use super::driver::{Browser, Served};
use super::{give, open};

/// Most bytes of a page with all that it needs, as they go over the wire.
const BYTES_MAX: u64 = 100_000;
/// Most requests for it. What a search counts is asked for when its finds are read already, and is one more.
const REQUESTS_MAX: u64 = 5;
/// Most that may move, as the browser reckons layout shift: a script that says a button's words more exactly makes it wider.
const MOVED_MAX: f64 = 0.001;

/// What the browser says of the page in hand once nothing more comes.
#[derive(Debug, Deserialize)]
struct Weight {
    bytes: u64,
    requests: u64,
    moved: f64,
}

const WEIGH: &str = r#"
const page = performance.getEntriesByType("navigation")[0];
const more = performance.getEntriesByType("resource").filter((one) => !one.name.includes("/search/counts"));
const observer = new PerformanceObserver(() => {});
observer.observe({ type: "layout-shift", buffered: true });
return {
  bytes: more.reduce((sum, one) => sum + one.transferSize, page.transferSize),
  requests: 1 + more.length,
  moved: observer.takeRecords().reduce((sum, one) => sum + one.value, 0),
};
"#;

#[expect(clippy::print_stderr, reason = "the figures are for docs/performance.md")]
async fn weigh(browser: &Browser, name: &str, wrong: &mut Vec<String>) {
    // A second time, so that what the driver did before is no part of it; from an empty page, so that nothing is under way.
    let place = browser.client.current_url().await.unwrap();
    browser.go("about:blank").await;
    browser.go(place).await;
    browser.see("main").await;
    browser.run("return document.fonts.ready.then(() => true)", Vec::new()).await;
    let weight: Weight = serde_json::from_value(browser.run(WEIGH, Vec::new()).await).unwrap();
    eprintln!("{name}: {} bytes, {} requests, moved {}", weight.bytes, weight.requests, weight.moved);
    if weight.bytes > BYTES_MAX || weight.bytes == 0 || weight.requests > REQUESTS_MAX || weight.moved > MOVED_MAX {
        wrong.push(format!("{name}: {weight:?}"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_light_comes_in_few_requests_and_nothing_of_it_moves() {
    let served = Served::start(true).await;
    let browser = Browser::start().await;
    browser.tell("Network.enable", json!({})).await;
    browser.tell("Network.setCacheDisabled", json!({"cacheDisabled": true})).await;
    let mut wrong = Vec::new();
    browser.be(&served, "orlo").await;
    for place in [
        "/",
        "/enter",
        "/register",
        "/register/book",
        "/search?q=line",
        "/dossiers",
        "/dossiers/osk",
        "/people",
        "/calendar",
        "/deadlines",
        "/unanswered",
        "/bring-forwards",
        "/overview",
        "/copies",
        "/lists",
        "/hand-over",
        "/house",
        "/record",
        "/keys",
    ] {
        browser.go(served.at(place)).await;
        weigh(&browser, place, &mut wrong).await;
    }
    open(&browser, &served, "IN-1951-0011").await;
    weigh(&browser, "a paper", &mut wrong).await;
    give(&browser, &served, "memorandum-396.txt").await;
    weigh(&browser, "a proposal", &mut wrong).await;
    browser.end().await;
    assert!(
        wrong.is_empty(),
        "more than {BYTES_MAX} bytes, more than {REQUESTS_MAX} requests, or moved:\n{}",
        wrong.join("\n")
    );
}
