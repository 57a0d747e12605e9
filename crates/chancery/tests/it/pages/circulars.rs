//! Circulars on the pages: sent by a form, shown with what became of each, and set with their addressee.

use axum::http::StatusCode;

use super::LETTER;
use super::client::{Client, Page};
use super::house::{Ministry, PASSWORD};

/// A client of an officer, signed in.
async fn at(ministry: &Ministry, officer: &str) -> Client {
    let mut client = Client::new(&ministry.router);
    client.sign_in(officer, PASSWORD).await;
    client
}

/// Where a page's link with this number leads.
fn link_to(page: &Page, number: &str) -> String {
    let before = page.html.split(&format!("\">{number}</a>")).next().unwrap();
    assert!(before.len() < page.html.len(), "no link to {number}: {}", page.html);
    before.rsplit("href=\"").next().unwrap().split('#').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_circular_is_sent_read_and_taken_back() {
    let ministry = Ministry::found();
    ministry.sends();
    let (mut orlo, mut nesse, mut sool) =
        (at(&ministry, "orlo").await, at(&ministry, "nesse").await, at(&ministry, "sool").await);
    let letter = orlo.enter(LETTER, &[("desk", ""), ("series", "OUT")]).await;
    let page = orlo.get(&letter).await;
    page.says("It was not sent as a circular.").says("Send as a circular").says("Outgoing: OUT-1951-0001/1");
    nesse.get(&letter).await.says_not("Send as a circular").says_not("It was not sent as a circular.");

    // What cannot be entered comes back with what was typed, and the field to put right.
    let place = format!("{letter}/circulars");
    let twice = [("series", "OUT"), ("to-0", "Legal desk"), ("to-1", "desk:legal")];
    let twice = orlo.fill(&page, &place, "", &twice).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    twice.says("Legal desk is named twice").says("See who holds a copy");
    assert!(twice.html.contains("value=\"Legal desk\""), "what was typed stays");
    let unknown = orlo.fill(&page, &place, "", &[("series", "OUT"), ("to-0", "Legl desk")]).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    let past = [("series", "OUT"), ("to-0", "Legal desk"), ("answer_by", "24 December 1951")];
    assert_eq!(orlo.fill(&page, &place, "", &past).await.status, StatusCode::CONFLICT);

    let to = [
        ("series", "OUT"),
        ("to-0", "Legal desk"),
        ("to-1", "D. Sool"),
        ("outside", "The Embassy of Orlan\n"),
        ("answer_by", "5 January 1952"),
    ];
    let sent = orlo.fill(&page, &place, "", &to).await;
    let page = orlo.follow(sent).await;
    page.says("Sent as a circular to 3 addressees, in Outgoing.");
    page.says("OUT-1951-0001/1").says("not read yet").says("no receipt yet").says("answer by 5 January 1952");
    let again = orlo.fill(&page, &place, "", &[("series", "OUT"), ("to-0", "D. Sool")]).await;
    again.says("OUT-1951-0001 was sent to D. Sool already, as OUT-1951-0001/2").says("See to whom it was sent");

    // It waits on the desk of whoever it is addressed to; what goes out of the house waits at the registry, and that alone.
    let desk = nesse.get("/").await;
    desk.says("Read copy 1 of 1").says("OUT-1951-0001/1");
    let desk = orlo.get("/").await;
    desk.says("OUT-1951-0001/3").says_not("OUT-1951-0001/1");
    let mine = link_to(&nesse.get("/copies?holder=desk:legal").await, "OUT-1951-0001/1");
    let page = nesse.get(&mine).await;
    page.says("What its text cites stands with the paper that was sent, OUT-1951-0001.")
        .says_not("how it went out")
        .says("Circular, 1 of 3")
        .says("Legal desk")
        .says("Copy 1 of 1 is your desk’s.")
        .says("Others of it:");
    page.says("Entered as OUT-1951-0001/1, addressed to Legal desk, 1 of 3 of a circular, sent from OUT-1951-0001");
    let read = nesse.fill(&page, &format!("{mine}/copies/1/acknowledge"), "", &[]).await;
    nesse.follow(read).await.says("Copy 1, Legal desk acknowledged");
    orlo.get(&letter).await.says("Legal desk read 25 December 1951");
    sool.get("/copies").await.says("OUT-1951-0001/2");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_circular_that_others_do_not_see_its_addressee_sees_one() {
    let ministry = Ministry::found();
    let (mut orlo, mut nesse, mut sool) =
        (at(&ministry, "orlo").await, at(&ministry, "nesse").await, at(&ministry, "sool").await);
    // Under IN, which desks and chiefs see, the letter itself lies with the registry alone.
    let letter = orlo.enter(LETTER, &[("desk", "")]).await;
    let page = orlo.get(&letter).await;
    let sent = [("series", "IN"), ("to-0", "Legal desk"), ("to-1", "Press desk")];
    let sent = orlo.fill(&page, &format!("{letter}/circulars"), "", &sent).await;
    let page = orlo.follow(sent).await;
    let [legal, press] = ["IN-1951-0001/1", "IN-1951-0001/2"].map(|number| link_to(&page, number));
    assert_eq!(nesse.get(&letter).await.status, StatusCode::NOT_FOUND);
    assert_eq!(nesse.get(&press).await.status, StatusCode::NOT_FOUND);
    let page = nesse.get(&legal).await;
    page.says("stands with the paper that was sent.")
        .says("Circular, 1 of 2")
        .says_not("Press desk")
        .says_not("Others of it")
        .says_not("sent from");
    assert!(!page.html.contains(letter.trim_start_matches("/papers/")), "{}", page.html);
    assert!(!page.html.contains(press.trim_start_matches("/papers/")), "{}", page.html);

    let page = orlo.get(&legal).await;
    let back = [("copy-1", "yes"), ("reason", "Sent to a wrong desk.")];
    let back = orlo.fill(&page, &format!("{legal}/copies/withdraw"), "", &back).await;
    orlo.follow(back).await.says("Copy 1, Legal desk called back: Sent to a wrong desk.").says("no longer bound to");
    assert_eq!(nesse.get(&legal).await.status, StatusCode::NOT_FOUND);
    sool.get(&press).await.says("Circular, 2 of 2");
}
