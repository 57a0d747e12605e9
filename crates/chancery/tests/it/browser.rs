//! The main job in a real Chromium: what a clerk and the desks do on the pages.

mod access;
mod circulars;
mod copies;
mod days;
mod deciding;
mod drafting;
mod driver;
mod handing;
mod keyboard;
mod keystrokes;
mod likeness;
mod live;
mod looking;
mod looks;
mod overseeing;
mod snapshots;
mod tree;
mod unsent;
mod walk;
mod weights;

use driver::{Browser, PASSWORD, Served, file};
use fantoccini::Locator;

/// Signs in with officer and password.
async fn sign_in(browser: &Browser, served: &Served) {
    browser.go(served.at("/enter")).await;
    browser.write("#officer", "orlo").await;
    browser.write("#password", PASSWORD).await;
    browser.press("Sign in").await;
    browser.see_words("header.house", "M. Orlo").await;
}

/// Gives a file through the file input of the Enter page, and waits for its proposal.
async fn give(browser: &Browser, served: &Served, name: &str) {
    browser.go(served.at("/enter")).await;
    browser.see(".drop input[type=file]").await.send_keys(file(name).to_str().unwrap()).await.unwrap();
    browser.see("#enter-and-next").await;
}

/// Enters the proposal in hand and follows the notice to the paper.
async fn enter(browser: &Browser) -> String {
    browser.click("#enter-and-next").await;
    browser.see(".done a").await;
    let number = browser.text(".done a").await;
    browser.click(".done a").await;
    browser.see("#trail").await;
    number
}

/// Opens a paper by its number.
async fn open(browser: &Browser, served: &Served, number: &str) {
    browser.go(served.at(&format!("/search?q={number}"))).await;
    browser.see("#trail").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clerk_enters_the_key_paper_from_a_file() {
    let served = Served::start(false).await;
    let browser = Browser::start().await;
    sign_in(&browser, &served).await;

    give(&browser, &served, "memorandum-396.txt").await;
    browser.see_words("aside", "cited, not held").await;
    assert_eq!(browser.see("[data-key=number]").await.prop("value").await.unwrap().as_deref(), Some("396"));
    // Focus a field and its passage lights; select a passage and it fills the field.
    browser.click("[data-key=subject]").await;
    browser.select("the truce talks at Osk").await;
    let subject = browser.see("[data-key=subject]").await.prop("value").await.unwrap();
    assert_eq!(subject.as_deref(), Some("the truce talks at Osk"));
    // A slip of the pen, to be put right later.
    browser.write("input[data-key=date]", "24 December 1951").await;
    browser.choose("#desk", "minister").await;
    browser.choose("select[name=asked]", "review").await;
    let number = enter(&browser).await;
    assert_eq!(number, "IN-1951-0018");
    browser.see_words("#with ~ .chain", "Minister’s office").await;

    // The date is corrected by selecting the passage on the paper.
    browser.click("[data-row=date] summary").await;
    browser.select("25 December 1951").await;
    browser.click("[data-row=date] form button").await;
    browser.see_words("[data-row=date]", "25 December 1951").await;
    browser.see_words("main", "Entry").await;

    // It is found by a word of its text, once the index has it; until then the page says that it is behind.
    browser.write("#find", "blackmail").await;
    browser.client.active_element().await.unwrap().send_keys("\u{e007}").await.unwrap();
    browser.see_words("h1", "Found").await;
    while !browser.text("main").await.contains(&number) {
        assert!(browser.text("main").await.contains("not found by the words of their text yet"));
        browser.client.refresh().await.unwrap();
    }
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_telegram_that_comes_later_closes_the_citation_on_both_pages() {
    let served = Served::start(true).await;
    let browser = Browser::start().await;
    browser.be(&served, "orlo").await;
    give(&browser, &served, "memorandum-396.txt").await;
    assert_eq!(enter(&browser).await, "IN-1951-0018");
    browser.see_words("main", "not held").await;

    give(&browser, &served, "telegram-812.txt").await;
    browser.see_words(".notes", "IN-1951-0018").await;
    assert_eq!(enter(&browser).await, "IN-1951-0019");
    browser.see_words("main", "IN-1951-0018").await;
    open(&browser, &served, "IN-1951-0018").await;
    browser.see_words("main", "IN-1951-0019").await;

    // The same paper once more is seen before a number is taken.
    give(&browser, &served, "memorandum-396.txt").await;
    browser.see_words(".notes .twin", "IN-1951-0018").await;
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_value_is_one_key_away_and_its_passage_lights() {
    let served = Served::start(true).await;
    let browser = Browser::start().await;
    browser.be(&served, "orlo").await;
    browser.go(served.at("/enter")).await;
    let text = "MEMORANDUM\n\n3/4/1951\n\nTO: Legal desk\nFROM: B. Tessel\nSUBJECT: Lamps\n\nThe lamps were counted.\n";
    browser.write("#text", text).await;
    browser.click("form:has(#text) button").await;
    browser.see("aside[data-first=date]").await;
    let date = "return [document.activeElement.name, document.activeElement.value, \
                Array.from(document.querySelectorAll('.sheet .m.on')).map((mark) => mark.textContent).join()];";
    let seen = async || browser.run(date, Vec::new()).await;
    assert_eq!(seen().await, serde_json::json!(["date", "", ""]), "the doubtful field is in hand");
    let field = browser.client.active_element().await.unwrap();
    let (down, up) = ("\u{e015}", "\u{e013}");
    for (key, value, lit) in [
        (down, "3 April 1951", "3/4/1951"),
        (down, "4 March 1951", "3/4/1951"),
        (down, "", ""),
        (up, "4 March 1951", "3/4/1951"),
    ] {
        field.send_keys(key).await.unwrap();
        assert_eq!(seen().await, serde_json::json!(["date", value, lit]));
    }
    // A click does the same, and the number is then taken with the passage.
    browser.click("button[data-instead='3 April 1951']").await;
    assert_eq!(seen().await, serde_json::json!(["date", "3 April 1951", "3/4/1951"]));
    let number = enter(&browser).await;
    open(&browser, &served, &number).await;
    browser.see_words("[data-row=date]", "3 April 1951").await;
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_button_says_where_the_paper_goes() {
    let served = Served::start(true).await;
    let browser = Browser::start().await;
    browser.be(&served, "orlo").await;
    give(&browser, &served, "memorandum-396.txt").await;
    browser.see_words("#enter-and-next", "Enter, to the Minister’s office").await;
    browser.choose("#desk", "legal").await;
    browser.see_words("#enter-and-next", "Enter, to the Legal desk").await;
    browser.choose("#desk", "").await;
    browser.see_words("#enter-and-next", "Enter and take the next").await;
    // A file dropped anywhere is not opened in place of the page.
    let dropped = "const drop = new DragEvent('drop', {bubbles: true, cancelable: true, dataTransfer: new DataTransfer()}); \
                   document.body.dispatchEvent(drop); return drop.defaultPrevented;";
    assert_eq!(browser.run(dropped, Vec::new()).await, true);
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_book_prints_whole_and_without_what_is_clicked() {
    let served = Served::start(true).await;
    let browser = Browser::start().await;
    browser.be(&served, "orlo").await;
    for place in ["/register?series=incoming&year=1951", "/register/book?series=incoming&year=1951"] {
        browser.go(served.at(place)).await;
        browser.tell("Emulation.setEmulatedMedia", serde_json::json!({"media": "print"})).await;
        let look = "const box = document.querySelector('.of-book'), table = box.querySelector('table');
            const shown = Array.from(document.querySelectorAll('main .under a, main nav a, main nav span, form button'));
            return [getComputedStyle(box).overflowX, getComputedStyle(table).fontSize, getComputedStyle(document.body).page,
                    shown.filter((one) => one.checkVisibility()).length, getComputedStyle(table.tHead).position];";
        let seen = browser.run(look, Vec::new()).await;
        assert_eq!(seen, serde_json::json!(["visible", "11.3333px", "book", 0, "static"]), "{place}");
        browser.tell("Emulation.setEmulatedMedia", serde_json::json!({"media": ""})).await;
    }
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_are_marked_by_a_key_that_can_be_changed() {
    let served = Served::start(true).await;
    let browser = Browser::start().await;
    browser.be(&served, "nesse").await;
    let press = |key: &'static str| async {
        browser.client.active_element().await.unwrap().send_keys(key).await.unwrap();
    };
    press("j").await;
    press("x").await;
    press("j").await;
    press("x").await;
    let marked = "return document.querySelectorAll('td.x input:checked').length";
    assert_eq!(browser.run(marked, Vec::new()).await, 2);
    // In the list of keys, another key is given to marking.
    browser.click("#show-keys").await;
    browser.click("dialog [data-key-of=mark]").await;
    press("m").await;
    browser.see_words("dialog [data-key-of=mark]", "m").await;
    browser.press("Close").await;
    browser.client.refresh().await.unwrap();
    browser.see("tr[data-open]").await;
    press("j").await;
    press("x").await;
    assert_eq!(browser.run(marked, Vec::new()).await, 0);
    press("m").await;
    assert_eq!(browser.run(marked, Vec::new()).await, 1);
    browser.click(".for-all button[value=done]").await;
    browser.see_words(".done", "1 paper reported done.").await;
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_is_annulled_with_its_reason() {
    let served = Served::start(true).await;
    let browser = Browser::start().await;
    browser.be(&served, "orlo").await;
    open(&browser, &served, "IN-1951-0004").await;
    browser.press("Annul a number").await;
    browser.write("#void input[name=reason]", "Entered for another office by mistake.").await;
    browser.press("Annul").await;
    browser.see_words("main", "void: Entered for another office by mistake.").await;
    browser.go(served.at("/register")).await;
    browser.see_words("tr.void", "IN-1951-0017").await;
    browser.see_words("main", "Entered for another office by mistake.").await;
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_could_not_be_read_is_in_hand_and_in_sight() {
    let served = Served::start(true).await;
    let browser = Browser::start().await;
    browser.be(&served, "belling").await;
    open(&browser, &served, "IN-1951-0016").await;
    browser.click("[data-row=date] summary").await;
    browser.write("[data-row=date] input[name=value]", "32 December").await;
    browser.click("[data-row=date] form button").await;
    browser.see_words("form > .refused", "is not read as a date").await;
    let hidden = browser.run(HIDDEN, Vec::new()).await;
    assert_eq!(hidden, serde_json::json!([]), "{hidden}");
    // A link at the foot of the window unfolds its form and puts the first field in hand.
    browser.click(".acts a[href='#not-ours-1']").await;
    browser.write("#not-ours-1 input[name=reason]", "Pilots are the port’s.").await;
    browser.end().await;
}

/// What of a form that was not entered is out of sight: the field in hand, or the reason above it.
const HIDDEN: &str = r#"
const foot = document.querySelector(".acts").getBoundingClientRect().top;
const field = document.activeElement;
const reason = field.form && field.form.querySelector(".refused");
return [["field", field], ["reason", reason]]
  .filter(([, element]) => !element || element.getBoundingClientRect().top < 0 || element.getBoundingClientRect().bottom > foot)
  .map(([name]) => name);
"#;

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_is_accepted_passed_on_and_returned() {
    let served = Served::start(true).await;
    let browser = Browser::start().await;
    browser.be(&served, "belling").await;
    open(&browser, &served, "IN-1951-0016").await;
    browser.press("Accept").await;
    browser.see_words(".chain", "Accepted by").await;
    browser.press("Pass on").await;
    let form = "form[action$='/pass-on'] ";
    browser.choose(&format!("{form}select[name=desk]"), "press").await;
    browser.write(&format!("{form}input[name=remark]"), "Is there a notice to mariners?").await;
    browser.click(&format!("{form}> button, {form}button.small")).await;
    browser.see_words(".done", "passed it on").await;
    browser.click(".way > summary").await;
    browser.see_words(".way .chain", "Passed on by").await;

    browser.be(&served, "sool").await;
    browser.see_words("main table", "IN-1951-0016").await;
    open(&browser, &served, "IN-1951-0016").await;
    browser.press("Not ours").await;
    browser.write("form[action$='/return'] input[name=reason]", "Notices to mariners are the port’s.").await;
    browser.press("Return it").await;
    browser.see_words(".chain", "Returned, not ours").await;

    browser.be(&served, "belling").await;
    browser.see_words("main table", "Came back").await;
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cover_only_entry_gets_its_scan() {
    let served = Served::start(true).await;
    let browser = Browser::start().await;
    browser.be(&served, "orlo").await;
    open(&browser, &served, "IN-1951-0014").await;
    browser.see_words("main", "There is no file yet.").await;
    browser.press("Add a version").await;
    browser.see("#version input[type=file]").await.send_keys(file("letter-quill.txt").to_str().unwrap()).await.unwrap();
    browser.press("Add").await;
    browser.see_words(".sheet", "I would much rather that none came").await;
    assert!(browser.client.find(Locator::Css(".sheet")).await.is_ok());
    browser.end().await;
}

/// What the environment says of where things lie and what is asked for beside the tests.
#[expect(clippy::disallowed_methods, reason = "a test has no main that could pass it on")]
fn said(name: &str) -> Option<std::ffi::OsString> {
    std::env::var_os(name)
}
