//! What every answer carries, and what is not taken.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use super::client::Client;
use super::house::{Ministry, PASSWORD};
use super::{MEMORANDUM, TELEGRAM};

#[tokio::test(flavor = "multi_thread")]
async fn every_page_carries_its_headers() {
    let ministry = Ministry::found();
    let mut orlo = Client::new(&ministry.router);
    let door = orlo.post("/sign-in", &[("officer", "orlo"), ("password", PASSWORD)]).await;
    let cookie = door.headers[header::SET_COOKIE].to_str().unwrap().to_owned();
    for part in ["__Host-chancery=", "HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    for place in ["/", "/enter", "/register", "/record", "/keys", "/sign-in", "/nowhere", "/api/v1/house", "/healthz"] {
        let page = orlo.get(place).await;
        let said =
            |name: &str| page.headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
        assert_eq!(said("cache-control"), "no-store", "{place}");
        assert_eq!(said("x-content-type-options"), "nosniff", "{place}");
        assert_eq!(said("referrer-policy"), "same-origin", "{place}");
        let policy = said("content-security-policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe-inline"), "{place}: {policy}");
        assert!(!said("x-request-id").is_empty(), "{place}");
        assert!(
            !page.html.contains("<script>") && !page.html.contains("style=\""),
            "{place} has inline script or style"
        );
        assert!(page.html.len() < 100_000, "{place}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn assets_are_kept_by_their_hash_and_only_so() {
    let ministry = Ministry::found();
    let mut stranger = Client::new(&ministry.router);
    let html = stranger.get("/sign-in").await.html;
    let sheet = html.split("href=\"").find(|rest| rest.starts_with("/assets/")).unwrap().split('"').next().unwrap();
    let css = stranger.get(sheet).await;
    assert_eq!(css.status, StatusCode::OK);
    assert!(css.headers[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
    assert_eq!(css.headers[header::CONTENT_TYPE], "text/css; charset=utf-8");
    assert_eq!(stranger.get("/assets/0000000000000000/chancery.css").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_another_site_sends_is_not_taken() {
    let ministry = Ministry::found();
    let mut orlo = Client::new(&ministry.router);
    orlo.sign_in("orlo", PASSWORD).await;
    let forms =
        [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "https://elsewhere.example")];
    for (name, value) in forms {
        let request = Request::post("/enter/without").header(name, value).body(Body::from("absence=oral")).unwrap();
        let page = orlo.send(request).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{name}: {value}");
        page.says("Nothing was done.");
    }
    orlo.get("/enter").await.says_not("In your bag");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_may_not_see_is_not_there() {
    let ministry = Ministry::found();
    let mut orlo = Client::new(&ministry.router);
    orlo.sign_in("orlo", PASSWORD).await;
    let paper = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    let telegram = orlo.enter(TELEGRAM, &[("desk", "")]).await;
    orlo.get(&paper).await.says("Cited by").says("Cites");
    let mut sool = Client::new(&ministry.router);
    sool.sign_in("sool", PASSWORD).await;
    for place in ["", "/body/1", "/body/1/1"] {
        let forbidden = sool.get(&format!("{paper}{place}")).await;
        let absent = sool.get(&format!("/papers/00000000000000000000000000000000{place}")).await;
        assert_eq!(forbidden.status, StatusCode::NOT_FOUND);
        assert_eq!(absent.status, StatusCode::NOT_FOUND);
        assert_eq!(forbidden.html, absent.html, "{place}");
        forbidden.says("ask the registry");
    }
    let act = sool.post(&format!("{paper}/remark"), &[("says", "hello")]).await;
    let none = sool.post("/papers/00000000000000000000000000000000/remark", &[("says", "hello")]).await;
    assert_eq!((act.status, &act.html), (StatusCode::NOT_FOUND, &none.html));
    for place in ["/register", "/find?q=812", "/find?q=Varga", "/"] {
        let page = sool.get(place).await;
        page.says_not("IN-1951-0001").says_not("Varga’s").says_not("Grevin");
    }
    sool.post("/register.csv", &[]).await.says("our number").says_not("IN-1951-0001").says_not("Grevin");
    drop(telegram);
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_as_received_cannot_act() {
    let ministry = Ministry::found();
    let mut orlo = Client::new(&ministry.router);
    orlo.sign_in("orlo", PASSWORD).await;
    let html = "<!doctype html><script>alert(1)</script><p>To the Mayor of Orlan: please have the lamp in Mill Lane mended.</p>";
    let paper = orlo.enter(html, &[("desk", ""), ("subject", "<b>lamp</b>")]).await;
    let page = orlo.get(&paper).await;
    assert!(!page.html.contains("<script>alert") && !page.html.contains("<b>lamp</b>"));
    let body = orlo.get(&format!("{paper}/body/1")).await;
    assert_eq!(body.html, html);
    let policy = body.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.contains("sandbox") && policy.contains("default-src 'none'"));
    let media = body.headers[header::CONTENT_TYPE].to_str().unwrap();
    assert!(media.starts_with("text/plain") || media == "application/octet-stream", "{media}");
}
