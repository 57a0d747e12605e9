//! Numbered copies on the pages: given by a list and by name, read, called back; the ledger; lists; what somebody holds.

use axum::http::StatusCode;

use super::client::Client;
use super::house::{Ministry, PASSWORD};
use super::{LETTER, REPLY};

/// A client of an officer, signed in.
async fn at(ministry: &Ministry, officer: &str) -> Client {
    let mut client = Client::new(&ministry.router);
    client.sign_in(officer, PASSWORD).await;
    client
}

#[tokio::test(flavor = "multi_thread")]
async fn copies_are_given_read_and_called_back() {
    let ministry = Ministry::found();
    let (mut orlo, mut nesse, mut sool) =
        (at(&ministry, "orlo").await, at(&ministry, "nesse").await, at(&ministry, "sool").await);
    let letter = orlo.enter(LETTER, &[("desk", "")]).await;
    assert_eq!(nesse.get(&letter).await.status, StatusCode::NOT_FOUND, "desk and chief, and not marked out");
    let page = orlo.get(&letter).await;
    page.says("No numbered copy was given yet.");
    let place = format!("{letter}/copies");
    let unknown = orlo.fill(&page, &place, "", &[("to-0", "Legal desk"), ("to-1", "Legl desk")]).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    unknown.says("is no desk and no officer of the house").says("outside: Legl desk");
    assert!(unknown.html.contains("value=\"Legal desk\""), "what was typed stays");
    let twice = orlo.fill(&page, &place, "", &[("to-0", "Legal desk"), ("to-1", "desk:legal")]).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    twice.says("Legal desk is named twice");
    let given = orlo
        .fill(&page, &place, "", &[("to-0", "legal desk"), ("to-1", "D. Sool"), ("outside", "The Embassy of Orlan\n")])
        .await;
    let page = orlo.follow(given).await;
    page.says("Copies given: 1 Legal desk, 2 D. Sool, 3 The Embassy of Orlan");
    page.says("3 copies are held").says("2 not acknowledged").says("no receipt yet");

    // Whoever holds one reads by it, and is asked to say so.
    ministry.clock.set("1951-12-25T09:00:00Z".parse::<jiff::Timestamp>().unwrap().into());
    nesse.get("/").await.says("Read copy 1 of 3");
    let page = nesse.get(&letter).await;
    page.says("Copy 1 of 3 is your desk’s.").says_not("Call copies back");
    let read = nesse.fill(&page, &format!("{place}/1/acknowledge"), "", &[]).await;
    nesse.follow(read).await.says("Copy 1, Legal desk acknowledged");
    nesse.get("/").await.says_not("Read copy");
    let page = sool.get(&letter).await;
    page.says("Copy 2 of 3 is yours.").says_not("Copy 1 of 3 is");
    let other = sool.fill(&page, &format!("{place}/2/acknowledge"), "", &[]).await;
    sool.follow(other).await.says("acknowledged");
    let page = sool.get(&letter).await;
    let printed = sool.fill(&page, &format!("{place}/2/print"), "", &[]).await;
    assert_eq!(printed.status, StatusCode::OK);
    assert!(printed.html.starts_with("%PDF-1.7"), "the copy as a set page");
    sool.get(&letter).await.says("Copy 2, D. Sool printed");
    sool.get("/copies").await.says("Copies held by D. Sool").says("2 of 3");
    sool.get("/copies?holder=desk:legal").await.says("Copies held by Legal desk").says("1 of 3");
    sool.get("/copies?holder=outside:The+Embassy+of+Orlan").await.says("3 of 3");
    assert_eq!(sool.get("/copies?holder=Nobody").await.status, StatusCode::UNPROCESSABLE_ENTITY);

    let page = orlo.get(&letter).await;
    let receipt = [("copy", "3"), ("who", "the porter"), ("on", "2051-01-01")];
    let ahead = orlo.fill(&page, &format!("{place}/receipt"), "", &receipt).await;
    ahead.says("is still to come");
    let receipt = [("copy", "3"), ("who", "the porter")];
    let came = orlo.fill(&page, &format!("{place}/receipt"), "", &receipt).await;
    orlo.follow(came).await.says("received by the porter on 25 December 1951");

    ministry.clock.set("1951-12-25T10:00:00Z".parse::<jiff::Timestamp>().unwrap().into());
    let page = orlo.get(&letter).await;
    let none = orlo.fill(&page, &format!("{place}/withdraw"), "", &[("reason", "Sent to wrong desks.")]).await;
    none.says("no copy is named");
    let back = [("copy-1", "yes"), ("reason", "Sent to a wrong desk.")];
    let back = orlo.fill(&page, &format!("{place}/withdraw"), "", &back).await;
    orlo.follow(back).await.says("Copy 1, Legal desk called back: Sent to a wrong desk.");
    let number = nesse.get(&letter).await;
    number.says("What you did").says_not("Harbour");
    let page = orlo.get(&letter).await;
    let instead = [("copy", "2"), ("to", "Press desk"), ("reason", "For the desk and not in person.")];
    let instead = orlo.fill(&page, &format!("{place}/instead"), "", &instead).await;
    orlo.follow(instead).await.says("copy 4 in its place");
    sool.get(&letter).await.says("Copy 4 of 4 is your desk’s.");

    let ledger = orlo.get(&place).await;
    for line in ["1 of 3", "called back by M. Orlo: Sent to a wrong desk.", "copy 4 in its place", "in place of copy 2"]
    {
        ledger.says(line);
    }
    let table = orlo.post(&format!("{place}.csv"), &[]).await;
    assert!(table.html.contains("IN-1951-0001,1,3,Legal desk,1951-12-25,orlo,,,,"), "{}", table.html);
    assert!(table.html.contains("substituted by copy 4"), "{}", table.html);
    let opened = orlo.get(&format!("{place}/opened")).await;
    opened.says("Copy 1 of 3").says("T. Nesse, 2 times, first 25 December 1951, 10:00");
    opened.says("Copy 2 of 3, D. Sool").says("No look is known to be missing.");
    let set = orlo.post(&format!("{place}.pdf"), &[]).await;
    assert_eq!((set.status, set.html.starts_with("%PDF-1.7")), (StatusCode::OK, true), "the ledger as a set page");
    assert_eq!(nesse.get(&format!("{place}/opened")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(sool.get(&format!("{place}/opened")).await.status, StatusCode::NOT_FOUND, "a holder calls nothing back");
    assert_eq!(nesse.get(&place).await.status, StatusCode::NOT_FOUND, "the ledger goes by the card");
    assert_eq!(nesse.post(&format!("{place}.csv"), &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_kept_and_given_by() {
    let ministry = Ministry::found();
    let (mut orlo, mut nesse) = (at(&ministry, "orlo").await, at(&ministry, "nesse").await);
    nesse.get("/lists").await.says("No list is kept yet.").says_not("Make a list");
    let page = orlo.get("/lists").await;
    let wrong = [("list", "leaders"), ("name", "The leadership"), ("holders", "Legal desk\nsomebody")];
    orlo.fill(&page, "/lists/set", "", &wrong).await.says("is no desk and no officer of the house");
    let set =
        [("list", "leaders"), ("name", "The leadership"), ("holders", "Legal desk\nD. Sool\noutside: The Embassy")];
    let set = orlo.fill(&page, "/lists/set", "", &set).await;
    orlo.follow(set).await.says("The leadership").says("3 names").says("The Embassy");
    let letter = orlo.enter(REPLY, &[("desk", "")]).await;
    let page = orlo.get(&letter).await;
    let given = orlo.fill(&page, &format!("{letter}/copies"), "", &[("list", "leaders"), ("to-0", "Press desk")]).await;
    let told = orlo.follow(given).await;
    told.says("Copies given by the list “The leadership”: 1 Legal desk, 2 D. Sool, 3 The Embassy. Copies given: 4 Press desk.");
    let page = orlo.get("/lists").await;
    let over = [("list", "leaders"), ("reason", "The leadership changed.")];
    let over = orlo.fill(&page, "/lists/give-up", "", &over).await;
    orlo.follow(over).await.says("No longer used: The leadership changed.");
    orlo.get(&letter).await.says("4 copies are held").says_not("By a list");
}
