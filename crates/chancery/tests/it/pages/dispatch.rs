//! A letter made here waits to be sent, on the desk and on its page, until it went out; and is known under a symbol.

use axum::http::StatusCode;
use procedure::act::Act;
use procedure::paper::{Arrival, Channel};

use super::client::Client;
use super::house::{Ministry, PASSWORD};
use super::{LETTER, REPLY};

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_is_sent_and_received() {
    let ministry = Ministry::found();
    ministry.sends();
    let mut orlo = Client::new(&ministry.router);
    orlo.sign_in("orlo", PASSWORD).await;
    let letter = orlo.enter(REPLY, &[("series", "OUT"), ("desk", "")]).await;
    orlo.get(&letter).await.says("Nobody has said yet how it went out.").says_not("It is still to be sent.");
    let paper = letter.rsplit('/').next().unwrap().parse().unwrap();
    let made = Arrival { channel: Channel::House, ..Arrival::default() };
    ministry.act(Act::CorrectArrival { paper, arrival: made, reason: "It was written here.".to_owned() });
    orlo.get("/").await.says("Send to Harbour Board of Ould").says_not("Mark out");
    let page = orlo.get(&letter).await;
    page.says("It is still to be sent.").says("It need not be sent");
    let place = format!("{letter}/dispatches");
    let early = [("channel", "courier"), ("on", "2051-01-01")];
    let ahead = orlo.fill(&page, &place, "", &early).await;
    assert_eq!(ahead.status, StatusCode::CONFLICT);
    ahead.says("is still to come").says("Enter it on the day.");
    assert!(ahead.html.contains("value=\"2051-01-01\""), "what was typed stays");
    let sent = orlo.fill(&page, &place, "", &[("channel", "courier"), ("reference", "bag 12")]).await;
    orlo.follow(sent).await.says("Sent to Harbour Board of Ould by courier or bag on 25 December 1951, bag 12.");
    orlo.get("/").await.says_not("Send to");
    let receipt = orlo.enter(LETTER, &[("desk", "")]).await;
    let page = orlo.get(&letter).await;
    let place = format!("{place}/1/received");
    let wrong = orlo.fill(&page, &place, "", &[("who", "the porter"), ("evidence", "IN-1951-0099")]).await;
    wrong.says("IN-1951-0099");
    assert!(wrong.html.contains("value=\"the porter\""), "what was typed stays");
    let done = orlo.fill(&page, &place, "", &[("who", "the porter"), ("evidence", "IN-1951-0001")]).await;
    let told = orlo.follow(done).await;
    told.says("Received by the porter on 25 December 1951, receipt IN-1951-0001");
    assert!(told.html.contains(&receipt), "the receipt leads there");
    let page = orlo.get(&letter).await;
    // What is handed over on sending is not what is handed in on coming.
    let sent = orlo.fill(&page, &format!("{letter}/dispatches"), "", &[("channel", "hand"), ("to", "the envoy")]).await;
    let page = orlo.follow(sent).await;
    page.says("Sent to the envoy handed over on 25 December 1951.").says("To the envoy handed over on");
    let known = [("symbol", "S/2034"), ("body", "the Assembly")];
    let known = orlo.fill(&page, &format!("{letter}/symbols"), "", &known).await;
    orlo.follow(known).await.says("Made known by the Assembly as S/2034");
}
