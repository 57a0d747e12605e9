//! Signing in and out, one-time links, suspension.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use procedure::act::Act;

use super::client::Client;
use super::house::{Ministry, PASSWORD, id};

#[tokio::test(flavor = "multi_thread")]
async fn nobody_comes_in_without_a_password() {
    let ministry = Ministry::found();
    let mut stranger = Client::new(&ministry.router);
    for place in ["/", "/enter", "/register", "/record", "/search?q=x", "/papers/00000000000000000000000000000000"] {
        let page = stranger.get(place).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{place}");
        assert!(page.place().starts_with("/sign-in"), "{place}");
    }
    let wrong = stranger.post("/sign-in", &[("officer", "orlo"), ("password", "not the password")]).await;
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    wrong.says("Officer and password do not fit together.");
    let unknown = stranger.post("/sign-in", &[("officer", "nobody"), ("password", "not the password")]).await;
    assert_eq!(unknown.status, StatusCode::UNAUTHORIZED);
    let then =
        stranger.post("/sign-in", &[("officer", "orlo"), ("password", PASSWORD), ("next", "/register?year=1951")]);
    assert_eq!(then.await.place(), "/register?year=1951");
    stranger.get("/").await.says("Registry").says("M. Orlo");
    let out = stranger.post("/sign-out", &[]).await;
    let cookie = out.headers[axum::http::header::SET_COOKIE].to_str().unwrap();
    for part in ["__Host-chancery=;", "Max-Age=0", "HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(cookie.contains(part), "a browser takes the session's cookie back: {cookie}");
    }
    assert_eq!(out.place(), "/sign-in");
    assert_eq!(stranger.get("/").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_comes_after_the_session_ended_is_told_so() {
    let ministry = Ministry::found();
    let mut stranger = Client::new(&ministry.router);
    let send = |from: &str| {
        Request::post("/enter/without")
            .header("sec-fetch-site", "same-origin")
            .header(header::HOST, "office.example")
            .header(header::REFERER, from)
            .body(Body::from("absence=oral"))
            .unwrap()
    };
    let ended = stranger.send(send("https://office.example/enter?x=1")).await;
    assert_eq!(ended.place(), "/sign-in?ended=yes&next=/enter%3Fx%3D1");
    let door = stranger.follow(ended).await;
    door.says("Your session ended; nothing was entered.");
    let (_, fields) = door.form("/sign-in", "password");
    assert!(fields.contains(&("next".to_owned(), "/enter?x=1".to_owned())), "{fields:?}");
    // Whatever led here from elsewhere leads nowhere.
    let elsewhere = stranger.send(send("https://elsewhere.example/enter")).await;
    assert_eq!(elsewhere.place(), "/sign-in?ended=yes");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_lets_in_once_and_sets_the_password() {
    let ministry = Ministry::found();
    let secret = ministry.doors.make_link(&id("nesse"), ministry.office.now()).unwrap();
    let place = format!("/welcome/{secret}");
    let mut nesse = Client::new(&ministry.router);
    nesse.get(&place).await.says("This link lets you in once.");
    let short = nesse.post(&place, &[("password", "short")]).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    let inside = nesse.post(&place, &[("password", "another four plain words")]).await;
    nesse.follow(inside).await.says("Legal desk").says("T. Nesse");
    let mut second = Client::new(&ministry.router);
    let looked = second.get(&place).await;
    assert_eq!(looked.status, StatusCode::GONE);
    looked.says("The link was used already or has run out.");
    let used = second.post(&place, &[("password", "another four plain words")]).await;
    assert_eq!(used.status, StatusCode::GONE);
    second.sign_in("nesse", "another four plain words").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suspended_officer_is_out_at_once() {
    let ministry = Ministry::found();
    let mut nesse = Client::new(&ministry.router);
    nesse.sign_in("nesse", PASSWORD).await;
    assert_eq!(nesse.get("/").await.status, StatusCode::OK);
    ministry.act(Act::SuspendOfficer { officer: id("nesse"), reason: "left the house".to_owned() });
    assert_eq!(nesse.get("/").await.place(), "/sign-in");
    let again = nesse.post("/sign-in", &[("officer", "nesse"), ("password", PASSWORD)]).await;
    assert_eq!(again.status, StatusCode::UNAUTHORIZED);
    // Taken back, the officer signs in anew: the old session is gone for good.
    ministry.act(Act::ReinstateOfficer { officer: id("nesse") });
    assert_eq!(nesse.get("/").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_to_wait_is_told_for_how_long() {
    let ministry = Ministry::found();
    let mut stranger = Client::new(&ministry.router);
    let wrong = [("officer", "orlo"), ("password", "not the password")];
    let mut last = stranger.post("/sign-in", &wrong).await;
    for _ in 0..chancery::doors::FAILURES_FREE + 1 {
        last = stranger.post("/sign-in", &wrong).await;
    }
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(last.headers[axum::http::header::RETRY_AFTER], "1");
    last.says("wait 1 second.");
}
