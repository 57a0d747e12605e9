//! A letter awaits an answer: on its page, on the desk that owes it, in the list, until it is answered or closed.

use axum::http::StatusCode;
use jiff::Timestamp;

use super::client::Client;
use super::house::{Ministry, PASSWORD, id};
use super::{LETTER, MEMORANDUM, REPLY};

async fn at_work(ministry: &Ministry, officer: &str) -> Client {
    let mut client = Client::new(&ministry.router);
    client.sign_in(officer, PASSWORD).await;
    client
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_awaits_an_answer_until_one_goes_out() {
    let ministry = Ministry::found();
    ministry.sends();
    let (mut orlo, mut nesse) = (at_work(&ministry, "orlo").await, at_work(&ministry, "nesse").await);
    // A day that is named is not yet an answer that is asked for.
    let names = LETTER.replace("We ask you to answer by", "They hold until others are set by");
    let letter = orlo.enter(&names, &[("desk", "")]).await;
    let page = orlo.get(&letter).await;
    page.says("As it was read, the paper names 5 January 1952.").says_not("None is awaited until you say so.");
    orlo.get("/").await.says_not("To answer");
    // The day that was read stands in the form; who sends it says so.
    let set = orlo.fill(&page, &format!("{letter}/answer/await"), "", &[]).await;
    orlo.follow(set)
        .await
        .says("An answer is awaited by 5 January 1952.")
        .says("Awaits an answer by 5 January 1952, from Registry");
    orlo.get("/").await.says("To answer by 5 January 1952");
    let page = orlo.get(&letter).await;
    let out = orlo.fill(&page, &format!("{letter}/direct"), "", &[("desk", "legal"), ("asked", "act")]).await;
    orlo.follow(out).await.says("from Legal desk");
    nesse.get("/").await.says("To answer by 5 January 1952").says("What is unanswered");
    nesse.get("/unanswered").await.says("1 of your desks and of the books they keep").says("Legal desk IN-1951-0001");
    orlo.get("/unanswered?desk=legal&order=due").await.says("1 of Legal desk").says("IN-1951-0001");
    orlo.get("/unanswered?order=late").await.says("Nothing you may see is unanswered here.");

    // Late, it stands first and out.
    let at: Timestamp = "1952-01-07T08:00:00Z".parse().unwrap();
    ministry.clock.set(at.into());
    nesse.get("/unanswered?order=late").await.says("2 days late").says("1 late");

    let reply = orlo.enter(REPLY, &[("series", "OUT"), ("desk", "")]).await;
    let page = nesse.get(&letter).await;
    page.says("Answered by OUT-1952-0001").says("was due 5 January");
    nesse.get("/").await.says_not("To answer");
    nesse.get("/unanswered").await.says("Nothing you may see is unanswered here.");
    // It was not yet the answer.
    let place = format!("{letter}/answer/interim");
    let sent = [("answer", "OUT-1952-0001"), ("by", "1 February 1952"), ("reason", "The tables follow.")];
    let moved = nesse.fill(&page, &place, "", &sent).await;
    let told = nesse.follow(moved).await;
    told.says("Interim reply OUT-1952-0001; the answer is awaited by 1 February 1952: The tables follow.")
        .says("Awaits an answer by 1 February, from Legal desk")
        .says("Interim reply OUT-1952-0001 : answer moved to 1 February 1952");
    nesse.get("/unanswered").await.says("after 1 interim reply");
    let (page, drawn) = (nesse.get(&letter).await, orlo.get(&letter).await);
    let none = nesse.fill(&page, &format!("{letter}/answer/none"), "", &[("reason", "Settled by telephone")]).await;
    nesse.follow(none).await.says("No reply is needed: Settled by telephone.");
    // Whoever comes second, from a page drawn before, is told how it stands.
    let late = orlo.fill(&drawn, &format!("{letter}/answer/none"), "", &[("reason", "A circular")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    late.says("Not entered: no reply is needed: Settled by telephone").says("See how it stands with the answer");
    let page = nesse.get(&letter).await;
    let again = [("by", "1952-02-20"), ("reason", "They asked again")];
    let again = nesse.fill(&page, &format!("{letter}/answer/reopen"), "", &again).await;
    nesse.follow(again).await.says("An answer is awaited again, by 20 February 1952: They asked again.");
    // Of our letter theirs is awaited.
    let page = orlo.get(&reply).await;
    let set = orlo.fill(&page, &format!("{reply}/answer/await"), "", &[("by", "10 January 1952")]).await;
    orlo.follow(set).await.says("Their answer is awaited by 10 January, by Registry");
    orlo.get("/").await.says("Their answer by 10 January");
    orlo.get("/unanswered").await.says("the other side Registry waits").says("to Harbour Board of Ould");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_form_keeps_what_was_typed() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let letter = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    let page = orlo.get(&letter).await;
    let place = format!("{letter}/answer/await");
    let past = orlo.fill(&page, &place, "", &[("by", "24 December 1951")]).await;
    assert_eq!(past.status, StatusCode::CONFLICT);
    past.says("Not entered: 1951-12-24 is past; it is 1951-12-25.").says("Choose today or a later day.");
    assert!(past.html.contains("value=\"24 December 1951\""), "{}", past.html);
    let blank = orlo.fill(&page, &place, "", &[("by", "")]).await;
    assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
    blank.says("The form does not say by which day the answer is awaited.");
    let unseen = orlo.fill(&page, &place, "", &[("by", "27 December 1951"), ("desk", "press")]).await;
    assert_eq!(unseen.status, StatusCode::CONFLICT);
    unseen.says("Not entered: Press desk does not see the paper, and that it owes the answer gives no sight of it.");
    let set = orlo.fill(&page, &place, "", &[("by", "27 December 1951")]).await;
    orlo.follow(set).await;
    let page = orlo.get(&letter).await;
    let unknown = [("answer", "OUT-1951-0009"), ("by", "1952-01-05"), ("reason", "x")];
    let unknown = orlo.fill(&page, &format!("{letter}/answer/interim"), "", &unknown).await;
    unknown.says("No paper you may see has the number OUT-1951-0009.").says("Look in the register");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_out_of_sight_is_not_told() {
    let ministry = Ministry::found();
    ministry.sends();
    let (mut orlo, mut nesse) = (at_work(&ministry, "orlo").await, at_work(&ministry, "nesse").await);
    let letter = orlo.enter(LETTER, &[("desk", "")]).await;
    let page = orlo.get(&letter).await;
    let asks = [("desk", "legal"), ("asked", "answer"), ("due", "5 January 1952")];
    let directed = orlo.fill(&page, &format!("{letter}/direct"), "", &asks).await;
    orlo.follow(directed).await.says("An answer is awaited by 5 January 1952.");
    nesse.get(&letter).await.says("Awaits an answer by 5 January 1952, from Legal desk");
    let reply = orlo.enter(REPLY, &[("series", "OUT"), ("desk", "")]).await;
    nesse.get(&letter).await.says("Answered by OUT-1951-0001");
    let paper = reply.trim_start_matches("/papers/").parse().unwrap();
    let reason = Some("It names a source.".to_owned());
    ministry.act(procedure::act::Act::Mark { paper, level: id("secret"), reason });
    nesse.get(&letter).await.says("Awaits an answer by 5 January 1952").says_not("OUT-1951-0001");
    nesse.get("/unanswered").await.says("IN-1951-0001").says_not("OUT-1951");
    let page = orlo.get(&letter).await;
    page.says("Answered by OUT-1951-0001");
    orlo.get("/unanswered").await.says("Nothing you may see is unanswered here.");
    // Nor is it told when it was an interim reply, or answered in spite of it.
    let sent = [("answer", "OUT-1951-0001"), ("by", "1 February 1952"), ("reason", "The tables follow.")];
    let moved = orlo.fill(&page, &format!("{letter}/answer/interim"), "", &sent).await;
    orlo.follow(moved).await.says("Interim reply OUT-1951-0001");
    let page = nesse.get(&letter).await;
    page.says("Interim reply: answer moved to 1 February 1952").says_not("OUT-1951-0001");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_paper_asks_is_only_offered() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let letter = orlo.enter(LETTER, &[("desk", ""), ("request", "answer")]).await;
    let page = orlo.get(&letter).await;
    page.says("As it was read, it asks for an answer by 5 January 1952. None is awaited until you say so.");
    orlo.get("/").await.says_not("To answer");
    orlo.get("/unanswered").await.says("Nothing you may see is unanswered here.");
}
