//! The button that has a text recognised, and what the text proposes.

use std::sync::Arc;

use axum::http::StatusCode;
use chancery::web::{WebOptions, router};

use super::MEMORANDUM;
use super::client::{Client, Page};
use super::house::{Ministry, PASSWORD};
use crate::recognition::{machine, other_machine, scan};
use crate::town::until;

async fn signed_in(router: &axum::Router, officer: &str) -> Client {
    let mut client = Client::new(router);
    client.sign_in(officer, PASSWORD).await;
    client
}

/// Enters a picture with what the form proposes; the paper's address.
async fn enter(clerk: &mut Client, name: &str, desk: &str) -> String {
    let read = clerk.upload("/enter/read", &[], &[(name, &scan(name))]).await;
    let proposal = clerk.follow(read).await;
    let page = clerk.fill(&proposal, "/enter/", "enter-and-next", &[("then", "plain"), ("desk", desk)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    page.place()
}

/// The page once it says something, within a minute.
async fn once(client: &mut Client, paper: &str, says: &str) -> Page {
    tokio::task::block_in_place(|| {
        let asking = tokio::runtime::Handle::current();
        let mut last = None;
        until(says, || last.insert(asking.block_on(client.get(paper))).words().contains(says));
        last.unwrap()
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_is_recognised_on_the_press_of_a_button_and_its_proposals_are_taken_one_by_one() {
    let Some(machine) = machine() else { return };
    let ministry = Ministry::found();
    let options = WebOptions { secure_cookies: true, machine: Some(Arc::new(machine)), ..WebOptions::default() };
    let pages = router(ministry.office.clone(), ministry.doors.clone(), options);
    let mut orlo = signed_in(&pages, "orlo").await;
    let paper = enter(&mut orlo, "letter.png", "").await;
    let page = orlo.get(&paper).await;
    page.says("There is no text on this version").says_not("proposes");

    // Whoever may not see the paper is told of nothing.
    let mut sool = signed_in(&pages, "sool").await;
    let stranger = sool.post(&format!("{paper}/recognise"), &[]).await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);

    let asked = orlo.fill(&page, &format!("{paper}/recognise"), "", &[]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
    let page = once(&mut orlo, &paper, "The recognised text proposes: 3 May 1931").await;
    page.says("version 2 of 2, a transcript")
        .says("Compare it with the picture")
        .says_not("There is no text on this version");
    assert!(page.html.contains(&format!("href=\"{paper}/body/1\">As received")), "{}", page.html);
    let taken = orlo.fill(&page, &paper, "name=\"field\" value=\"date\"", &[]).await;
    let page = orlo.follow(taken).await;
    page.says("3 May 1931 set by an officer").says_not("proposes: 3 May 1931").says("proposes: 214");

    let again = orlo.post(&format!("{paper}/recognise"), &[]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", again.html);
    // Where nothing is legible, the page says so and goes on offering.
    let blank = enter(&mut orlo, "blank.png", "").await;
    let page = orlo.get(&blank).await;
    orlo.fill(&page, &format!("{blank}/recognise"), "", &[]).await;
    let page = once(&mut orlo, &blank, "No text was recognised: no word is legible on it").await;
    once(&mut orlo, &blank, "There is no text on this version").await;
    page.says_not("proposes");
}

/// Who may read a paper and add nothing to it does not have the machine at work for half an hour to be told so.
#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_add_a_version_is_refused_before_the_machine_begins() {
    let ministry = Ministry::found();
    let programs = tempfile::tempdir().unwrap();
    let machine = other_machine(programs.path(), "exit 7", |_| {});
    let options = WebOptions { secure_cookies: true, machine: Some(Arc::new(machine)), ..WebOptions::default() };
    let pages = router(ministry.office.clone(), ministry.doors.clone(), options);
    let mut orlo = signed_in(&pages, "orlo").await;
    let read = orlo.upload("/enter/read", &[], &[("letter.png", &scan("letter.png"))]).await;
    let proposal = orlo.follow(read).await;
    let facts = [("then", "plain"), ("desk", ""), ("series", "OPEN")];
    let paper = orlo.fill(&proposal, "/enter/", "enter-and-next", &facts).await.place();
    let mut sool = signed_in(&pages, "sool").await;
    sool.get(&paper).await.says("letter.png").says_not("Recognise the text");
    let refused = sool.post(&format!("{paper}/recognise"), &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.html);
    refused.says("acts for no desk that may do this");
    // Whoever may asks at once, and the machine is free.
    let page = orlo.get(&paper).await;
    page.says("There is no text on this version");
    orlo.fill(&page, &format!("{paper}/recognise"), "", &[]).await;
    once(&mut orlo, &paper, "No text was recognised: tesseract stopped (code 7)").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_machine_there_is_no_button_and_no_way() {
    let ministry = Ministry::found();
    let mut orlo = signed_in(&ministry.router, "orlo").await;
    let paper = enter(&mut orlo, "letter.png", "").await;
    orlo.get(&paper).await.says_not("Recognise the text");
    assert_eq!(orlo.post(&format!("{paper}/recognise"), &[]).await.status, StatusCode::NOT_FOUND);
    let text = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    orlo.get(&text).await.says_not("Recognise the text");
}
