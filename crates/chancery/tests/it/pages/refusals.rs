//! What is said when something cannot be read or done: on a page of the office, with the way on.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use super::client::Client;
use super::house::{Ministry, PASSWORD};

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_that_cannot_be_read_stands_in_its_form() {
    let ministry = Ministry::found();
    let mut orlo = Client::new(&ministry.router);
    orlo.sign_in("orlo", PASSWORD).await;
    let page = orlo.get("/register?year=51st&from=Varga").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says("“51st” is no year; write 1951.").says("M. Orlo, Registry").says_not("Nothing was entered");
    assert!(page.html.contains("value=\"Varga\"") && page.html.contains("value=\"51st\""), "{}", page.html);
    let day = orlo.get("/register?entered_from=soon").await;
    day.says("“soon” is not read as a day. Write it as 25.12.1951.");
    assert_eq!(orlo.get("/register?entered_from=25+December+1951").await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_or_found_keeps_the_house_line() {
    let ministry = Ministry::found();
    let mut orlo = Client::new(&ministry.router);
    orlo.sign_in("orlo", PASSWORD).await;
    let sent = Request::post("/enter/without")
        .header("sec-fetch-site", "same-origin")
        .header(header::HOST, "office.example")
        .header(header::REFERER, "https://office.example/enter")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("absence=eaten"))
        .unwrap();
    let page = orlo.send(sent).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says("M. Orlo, Registry").says("Say why there is no file").says("Nothing was entered.").says("Back to it");
    assert!(page.html.contains("data-back=\"yes\" href=\"/enter\""), "{}", page.html);
    let absent = orlo.get("/papers/00000000000000000000000000000000").await;
    assert_eq!(absent.status, StatusCode::NOT_FOUND);
    absent.says("M. Orlo, Registry").says("To the register").says_not("Nothing was entered");
    // To a stranger it is as bare as before.
    let mut stranger = Client::new(&ministry.router);
    stranger.get("/nowhere").await.says("There is nothing here.").says_not("Registry");
}
