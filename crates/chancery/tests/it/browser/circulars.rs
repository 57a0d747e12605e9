//! A circular in a real browser: sent by its form, and read by one to whom it is addressed.

use super::driver::{Browser, Served};
use super::looks::take;
use super::open;

#[tokio::test(flavor = "multi_thread")]
async fn a_circular_is_sent_and_read() {
    let served = Served::start(true).await;
    let browser = Browser::start().await;
    let mut wrong = Vec::new();
    browser.be(&served, "orlo").await;
    open(&browser, &served, "OUT-1951-0001").await;
    browser.click("details:has(#send-circular) summary").await;
    for (at, name) in ["Legal desk", "A. Grevin", "D. Sool"].iter().enumerate() {
        browser.write(&format!("#send-circular input[name=to-{at}]"), name).await;
    }
    browser.write("#send-circular textarea[name=outside]", "Embassy of Corvain\nLegation of Tarn").await;
    take(&browser, "circular-send", &mut wrong).await;
    browser.press("Send it").await;
    browser.see_words(".done", "Sent as a circular to 5 addressees").await;
    browser.see_words("main", "OUT-1951-0001/5").await;
    take(&browser, "circular-sent", &mut wrong).await;

    browser.be(&served, "nesse").await;
    browser.go(served.at("/copies?holder=desk:legal")).await;
    browser.press("OUT-1951-0001/1").await;
    browser.see_words(".mine", "Copy 1 of 1").await;
    browser.see_words("main", "Circular, 1 of 5").await;
    take(&browser, "circular-addressed", &mut wrong).await;
    browser.press("I have read it").await;
    browser.see_words(".done", "acknowledged").await;
    assert!(wrong.is_empty(), "{wrong:#?}");
    browser.end().await;
}
