//! A list that is open hears of what was entered, and changes when that is asked for.

use procedure::house::Visibility;

use super::driver::{Browser, Served};
use crate::pages::memory::{open, owes};

async fn lines(browser: &Browser) -> u64 {
    let rows = "return document.querySelectorAll('[data-live] tr[data-open]').length";
    browser.run(rows, Vec::new()).await.as_u64().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_desk_says_what_is_new_and_shows_it_when_asked() {
    let served = Served::start(true).await;
    open(served.office(), "ferry", "The night ferry to the harbour of Ould", Visibility::WholeHouse);
    let browser = Browser::start().await;
    browser.be(&served, "nesse").await;
    browser.go(served.at("/")).await;
    browser.see("[data-live]").await;
    let before = lines(&browser).await;
    // It is known from its first message on that something is another; so that one is waited for.
    let heard = "return new Promise((done) => { const source = new EventSource('/changes'); source.onmessage = () => { source.close(); done(true); }; })";
    assert_eq!(browser.run(heard, Vec::new()).await, true);
    owes(served.office(), "ferry", "legal", served.office().today());
    browser.see_words(".live-told", "1 new").await;
    assert_eq!(lines(&browser).await, before, "nothing moves unasked");
    browser.press("Show them").await;
    assert_eq!(lines(&browser).await, before + 1);
    browser.see_words("[data-live]", "The night ferry to the harbour of Ould").await;
    let told = browser.run("return document.querySelectorAll('.live-told').length", Vec::new()).await;
    assert_eq!(told, 0);
    browser.end().await;
}
