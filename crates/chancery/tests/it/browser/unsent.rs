//! What an officer began to write and did not send is there again after the page was closed, and gone after signing out.

use serde_json::Value;

use super::driver::{Browser, Served};

/// Waits until so much is kept; the page keeps a moment after the last letter.
async fn keeps(browser: &Browser, count: usize) {
    let script = "const count = arguments[0]; return new Promise((done) => { const look = () => {
        const kept = Object.keys(localStorage).filter((key) => key.startsWith('chancery-unsent:'));
        if (kept.length === count) done(true); else requestAnimationFrame(look);
    }; look(); })";
    assert_eq!(browser.run(script, vec![count.into()]).await, true);
}

async fn value(browser: &Browser) -> Value {
    browser.run("return document.querySelector('textarea[name=text]').value", Vec::new()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_begun_and_not_sent_is_offered_again_and_gone_with_the_officer() {
    let served = Served::start(true).await;
    let browser = Browser::start().await;
    browser.be(&served, "orlo").await;
    browser.go(served.at("/record")).await;
    browser.write("textarea[name=text]", "a head from outside").await;
    keeps(&browser, 1).await;
    browser.go(served.at("/register")).await;
    browser.see("main").await;
    browser.go(served.at("/record")).await;
    browser.see(".unsent").await;
    assert_eq!(value(&browser).await, "", "it is not filled in unasked");
    browser.press("Put it back").await;
    assert_eq!(value(&browser).await, "a head from outside");
    // Sent and answered, it is kept no longer.
    browser.press("Compare").await;
    browser.see_words("h1", "Held against the record").await;
    keeps(&browser, 0).await;
    browser.go(served.at("/record")).await;
    browser.write("textarea[name=text]", "another").await;
    keeps(&browser, 1).await;
    browser.go(served.at("/record")).await;
    browser.see(".unsent").await;
    browser.press("Throw it away").await;
    keeps(&browser, 0).await;
    browser.write("textarea[name=text]", "a third").await;
    keeps(&browser, 1).await;
    browser.press("Sign out").await;
    browser.see("main").await;
    keeps(&browser, 0).await;
    browser.end().await;
}
