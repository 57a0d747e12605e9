//! A paper is brought back on a day: on its page, on the desk, in the list, and only to those who see it.

use axum::http::StatusCode;
use jiff::Timestamp;

use super::MEMORANDUM;
use super::client::Client;
use super::house::{Ministry, PASSWORD, id};

async fn at_work(ministry: &Ministry, officer: &str) -> Client {
    let mut client = Client::new(&ministry.router);
    client.sign_in(officer, PASSWORD).await;
    client
}

fn on_the_morning_of(ministry: &Ministry, day: &str) {
    let at: Timestamp = format!("{day}T08:00:00Z").parse().unwrap();
    ministry.clock.set(at.into());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_is_back_on_its_day_until_it_is_done() {
    let ministry = Ministry::found();
    let (mut orlo, mut nesse) = (at_work(&ministry, "orlo").await, at_work(&ministry, "nesse").await);
    let paper = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    let page = orlo.get(&paper).await;
    let directed = orlo.fill(&page, &format!("{paper}/direct"), "", &[("desk", "legal"), ("asked", "answer")]).await;
    orlo.follow(directed).await;

    let page = nesse.get(&paper).await;
    let place = format!("{paper}/bring-forward");
    let because = [("on", "27 December 1951"), ("reason", "Has Averin answered?")];
    let set = nesse.fill(&page, &place, "", &because).await;
    let told = nesse.follow(set).await;
    told.says("To come back to T. Nesse on 27 December 1951: Has Averin answered?")
        .says("To you, back on 27 December")
        .says("“Has Averin answered?”");
    // The same form sent again is the same act.
    let again = nesse.fill(&page, &place, "", &because).await;
    nesse.follow(again).await;
    // To the desk as well, and by the one that holds it to the registry, which sees the card.
    let page = nesse.get(&paper).await;
    let to_desk = [("desk", "registry"), ("on", "1951-12-26"), ("reason", "Send the file to the archive.")];
    let set = nesse.fill(&page, &place, "", &to_desk).await;
    nesse.follow(set).await.says("To Registry, back tomorrow");

    // Not on the desk before its day, but in the list.
    nesse.get("/").await.says_not("Has Averin answered?").says("What comes back");
    let listed = nesse.get("/bring-forwards").await;
    listed.says("1 to you and your desks").says("back on 27 December you Has Averin answered? IN-1951-0001");
    orlo.get("/bring-forwards").await.says("back tomorrow Registry Send the file to the archive.").says("T. Nesse");

    on_the_morning_of(&ministry, "1951-12-27");
    nesse.get("/").await.says("Back: Has Averin answered?").says("back today");
    orlo.get("/")
        .await
        .says("Back: Send the file to the archive. asked for by T. Nesse")
        .says("back since yesterday")
        .says("1 late");
    let page = nesse.get(&paper).await;
    let done = nesse.fill(&page, &format!("{place}/1/done"), "", &[]).await;
    nesse
        .follow(done)
        .await
        .says("What was to come back to T. Nesse on 27 December 1951 is done.")
        .says("Done. T. Nesse");
    nesse.get("/").await.says_not("Has Averin answered?");
    nesse.get("/bring-forwards").await.says("Nothing is to come back.");
    // Whoever comes second, from a page drawn before, is told what became of it.
    let late = nesse.fill(&page, &format!("{place}/1/take-back"), "", &[("reason", "answered")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    late.says("Not entered: bring-forward 1 is no longer open: it was marked done.").says("See what comes back");
    let page = orlo.get(&paper).await;
    let taken = orlo.fill(&page, &format!("{place}/2/take-back"), "", &[("reason", "It went there yesterday")]).await;
    let told = orlo.follow(taken).await;
    told.says("What was to come back to Registry on 26 December 1951 need not come back: It went there yesterday.");
    told.says("Taken back: It went there yesterday. M. Orlo").says("What came back: 2 days");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_bring_forward_keeps_what_was_typed() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let paper = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    let page = orlo.get(&paper).await;
    let place = format!("{paper}/bring-forward");
    let past = orlo.fill(&page, &place, "", &[("on", "24 December 1951"), ("reason", "Too late")]).await;
    assert_eq!(past.status, StatusCode::CONFLICT);
    past.says("Not entered: 1951-12-24 is past; it is 1951-12-25.").says("Choose today or a later day.");
    assert!(past.html.contains("value=\"Too late\""), "{}", past.html);
    let soon = orlo.fill(&page, &place, "", &[("on", "soon"), ("reason", "Ask")]).await;
    assert_eq!(soon.status, StatusCode::UNPROCESSABLE_ENTITY);
    soon.says("“soon” is not read as a day. Write it as 25.12.1951.");
    let blank = orlo.fill(&page, &place, "", &[("reason", "Ask")]).await;
    assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
    blank.says("The form does not say on which day it comes back.");
    // A desk that does not see the paper would never find it.
    let unseen = orlo.fill(&page, &place, "", &[("desk", "press"), ("on", "1951-12-27"), ("reason", "Ask")]).await;
    assert_eq!(unseen.status, StatusCode::CONFLICT);
    unseen.says("Not entered: Press desk does not see the paper, and a bring-forward gives no sight of it.");
}

#[tokio::test(flavor = "multi_thread")]
async fn it_gives_no_sight_and_ends_with_the_paper() {
    let ministry = Ministry::found();
    let (mut orlo, mut nesse) = (at_work(&ministry, "orlo").await, at_work(&ministry, "nesse").await);
    let paper = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    let page = orlo.get(&paper).await;
    let out = orlo.fill(&page, &format!("{paper}/direct"), "", &[("desk", "legal"), ("asked", "act")]).await;
    orlo.follow(out).await;
    let place = format!("{paper}/bring-forward");
    let page = nesse.get(&paper).await;
    let set = nesse.fill(&page, &place, "", &[("on", "25 December 1951"), ("reason", "Ask the archive")]).await;
    nesse.follow(set).await;
    nesse.get("/").await.says("Back: Ask the archive");
    // A level above what one is cleared to hides the paper, and what comes back of it.
    let mark = |level: &str| procedure::act::Act::Mark {
        paper: paper.trim_start_matches("/papers/").parse().unwrap(),
        level: id(level),
        reason: Some(format!("It is {level}.")),
    };
    ministry.act(mark("secret"));
    nesse.get("/").await.says_not("Ask the archive");
    nesse.get("/bring-forwards").await.says("Nothing is to come back.").says_not("Ask the archive");
    ministry.act(mark("open"));
    nesse.get("/bring-forwards").await.says("Ask the archive");
    let page = orlo.get(&paper).await;
    let void = orlo.fill(&page, &format!("{paper}/void"), "", &[("reason", "Entered twice")]).await;
    let told = orlo.follow(void).await;
    told.says("What was to come back to T. Nesse on 25 December 1951 ended, since the paper was made void.");
    told.says("Ended, since the paper was made void. M. Orlo");
    assert!(!told.html.contains("action=\"/papers/") || !told.html.contains("/bring-forward\""), "{}", told.html);
    nesse.get("/").await.says_not("Ask the archive");
}
