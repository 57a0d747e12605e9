//! The page of one paper: what it shows of card, versions and trail, and what its forms do.

use axum::http::StatusCode;

use super::client::{Client, Page};
use super::house::{Ministry, PASSWORD};
use super::{MEMORANDUM, TELEGRAM};

async fn at_work(ministry: &Ministry, officer: &str) -> Client {
    let mut client = Client::new(&ministry.router);
    client.sign_in(officer, PASSWORD).await;
    client
}

/// Adds a file to a paper by the form on its page; the page it leads to.
async fn add(clerk: &mut Client, paper: &str, changes: &[(&str, &str)], file: &[u8]) -> Page {
    let page = clerk.get(paper).await;
    let (place, fields) = page.form(&format!("{paper}/versions"), "");
    let kept = fields.iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    let sent: Vec<(&str, &str)> =
        kept.map(|(name, text)| (name.as_str(), text.as_str())).chain(changes.iter().copied()).collect();
    clerk.upload(&place, &sent, &[("scan.txt", file)]).await
}

const NUMBER_FORM: &str = "name=\"field\" value=\"number\"";

#[tokio::test(flavor = "multi_thread")]
async fn passages_are_marked_only_on_the_text_the_card_was_read_from() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let paper = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    assert!(orlo.get(&paper).await.html.contains("data-f=\"number\""));
    let original = format!("MINISTRY OF ARLE\n\n{MEMORANDUM}");
    let added = add(&mut orlo, &paper, &[("kind", "original")], original.as_bytes()).await;
    let newest = orlo.follow(added).await;
    newest.says("version 2 of 2").says("The card was read from version 1");
    assert!(!newest.html.contains("data-f="), "{}", newest.html);
    let first = orlo.get(&format!("{paper}?version=0")).await;
    first.says_not("The card was read from");
    assert!(first.html.contains("data-f=\"number\""));
    // A passage selected on the other text fills the field, and is not taken for one of the card's text.
    let spans = [("value", "397"), ("spans", "{\"number\":{\"397\":[0,8]}}")];
    let put = orlo.fill(&newest, &paper, NUMBER_FORM, &spans).await;
    orlo.follow(put).await.says("397 set by an officer");
    let first = orlo.get(&format!("{paper}?version=0")).await;
    assert!(!first.html.contains("data-f=\"number\""), "{}", first.html);
    let at = MEMORANDUM.find("396").unwrap();
    let spans = format!("{{\"number\":{{\"396\":[{at},{}]}}}}", at + 3);
    let put = orlo.fill(&first, &paper, NUMBER_FORM, &[("value", "396"), ("spans", &spans)]).await;
    assert_eq!(put.status, StatusCode::SEE_OTHER, "{}", put.html);
    let first = orlo.get(&format!("{paper}?version=0")).await;
    assert!(first.html.contains("data-f=\"number\">396"), "{}", first.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_sent_back_unchanged_makes_no_entry() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let paper = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    let page = orlo.get(&paper).await;
    let put = orlo.fill(&page, &paper, NUMBER_FORM, &[]).await;
    assert_eq!(put.status, StatusCode::CONFLICT, "{}", put.html);
    put.says("says that already");
    let after = orlo.get(&paper).await;
    after.says_not("put right");
    assert!(after.html.contains("data-f=\"number\">No. 396"), "{}", after.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trail_says_what_stood_there_before() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let paper = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    let page = orlo.get(&paper).await;
    page.says("Its card: memorandum, No. 396, of 25 December 1951, from A. Grevin.").says_not("Described");
    let (date, from) = ("name=\"field\" value=\"date\"", "name=\"field\" value=\"from\"");
    let put = orlo.fill(&page, &paper, date, &[("value", "December 1951"), ("reason", "the day is smudged.")]).await;
    let page = orlo.follow(put).await;
    page.says("Date put right from 25 December 1951 to December 1951: the day is smudged.").says_not("smudged..");
    let put = orlo.fill(&page, &paper, from, &[("value", "A. Grevin, Ministry of Arle")]).await;
    let page = orlo.follow(put).await;
    page.says("From put right from “A. Grevin” to “A. Grevin, Ministry of Arle”.");
    let put = orlo.fill(&page, &paper, "name=\"field\" value=\"place\"", &[("value", "Corvain")]).await;
    let after = orlo.follow(put).await;
    after.says("Place put right from not known to “Corvain”.");
    // One whose form is overtaken sees what was entered and what is their own.
    let late = orlo.fill(&page, &paper, "name=\"field\" value=\"place\"", &[("value", "Arle")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    late.says("Place put right from not known to “Corvain”.").says("Yours: Place “Arle”.");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trail_names_desk_citation_and_number() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let telegram = orlo.enter(TELEGRAM, &[("desk", "")]).await;
    let paper = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    orlo.get(&paper).await.says("“telegram No. 812” found held: IN-1951-0001.");
    let page = orlo.get(&paper).await;
    let untied = orlo.fill(&page, &format!("{paper}/citations/0/untie"), "Undo", &[("reason", "another year's")]).await;
    let page = orlo.follow(untied).await;
    page.says("“telegram No. 812” does not mean another paper: another year's.");
    let tied = [("number", "IN-1951-0001")];
    let tied = orlo.fill(&page, &format!("{paper}/citations/0/tie"), "name=\"number\"", &tied).await;
    let page = orlo.follow(tied).await;
    page.says("“telegram No. 812” tied to IN-1951-0001.").says_not("itations found held");
    let linked = orlo.fill(&page, &format!("{paper}/answers"), "", &[("number", "IN-1951-0001")]).await;
    let page = orlo.follow(linked).await;
    page.says("It answers IN-1951-0001.");
    orlo.get(&telegram).await.says("It is answered by IN-1951-0002.").says_not("It answers IN-");
    let out = orlo.fill(&page, &format!("{paper}/direct"), "", &[("desk", "legal")]).await;
    assert_eq!(out.status, StatusCode::SEE_OTHER, "{}", out.html);
    let mut nesse = at_work(&ministry, "nesse").await;
    let page = nesse.get(&paper).await;
    let accepted = nesse.fill(&page, &format!("{paper}/directions/1/accept"), "", &[]).await;
    nesse.follow(accepted).await.says("Legal desk accepted it.").says_not("Direction 1");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_finished_is_late_no_longer() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let paper = orlo.enter(MEMORANDUM, &[("desk", "legal"), ("due", "1951-12-26"), ("then", "next")]).await;
    let paper = format!("/papers/{}", paper.split("done=").nth(1).unwrap());
    ministry.clock.set(serde_json::from_str("\"1951-12-29T08:00:00Z\"").unwrap());
    let mut nesse = at_work(&ministry, "nesse").await;
    let page = nesse.get(&paper).await;
    page.says("3 days late");
    let report = [("report", "It will be so this week.")];
    let page = nesse.fill(&page, &format!("{paper}/directions/1/done"), "", &report).await;
    let page = nesse.follow(page).await;
    page.says("was due 26 December").says_not("days late").says("so this week.").says_not("week..");
    assert!(!page.html.contains("class=\"nowrap late\""), "{}", page.html);
}
