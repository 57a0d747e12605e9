//! A desk is handed over in a real browser: chosen, looked at, entered; the list that both sign, in every size and scheme.

use super::driver::{Browser, Served};
use super::looks::take;

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_is_handed_over_with_a_list_to_sign() {
    let served = Served::start(true).await;
    let browser = Browser::start().await;
    let mut wrong = Vec::new();
    browser.be(&served, "tal").await;
    browser.go(served.at("/")).await;
    browser.see("a[href='/hand-over']").await;
    browser.click("a[href='/hand-over']").await;
    browser.see("select[name=desk]").await;
    browser.choose("select[name=desk]", "legal").await;
    browser.choose("select[name=to]", "desk:press").await;
    browser.press("Show what would go").await;
    browser.see("#goes").await;
    take(&browser, "hand-over", &mut wrong).await;
    browser.write("textarea[name=reason]", "Legal and press are one desk from today.").await;
    browser.press("Hand over to Press desk").await;
    browser.see(".signed").await;
    take(&browser, "handed-over", &mut wrong).await;
    let list = browser.text("main").await;
    browser.be(&served, "sool").await;
    browser.go(served.at("/hand-over")).await;
    browser.see("ul.notes a").await;
    browser.click("ul.notes a").await;
    browser.see(".signed").await;
    let theirs = browser.text("main").await;
    assert!(theirs.contains("Taken over: Press desk") && list.contains("Taken over: Press desk"), "{theirs}");
    take(&browser, "handed-over-list", &mut wrong).await;
    assert!(wrong.is_empty(), "{wrong:#?}");
    browser.end().await;
}
