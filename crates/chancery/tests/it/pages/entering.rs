//! The card before the number is taken: what stands first, what is folded, and the numbers that are not simply the next.

use axum::http::StatusCode;
use procedure::act::Act;

use super::client::{Client, Page};
use super::house::{Ministry, PASSWORD, id};
use super::{MEMORANDUM, TELEGRAM};

async fn clerk(ministry: &Ministry) -> Client {
    let mut orlo = Client::new(&ministry.router);
    orlo.sign_in("orlo", PASSWORD).await;
    orlo
}

fn at(page: &Page, what: &str) -> usize {
    page.html.find(what).unwrap_or_else(|| panic!("{what:?} is not on the page:\n{}", page.html))
}

#[tokio::test(flavor = "multi_thread")]
async fn where_a_paper_goes_stands_before_what_it_is() {
    let ministry = Ministry::found();
    let mut orlo = clerk(&ministry).await;
    let proposal = orlo.read(MEMORANDUM).await;
    let order = ["name=\"series\"", "name=\"level\"", "name=\"desk\"", "name=\"kind\"", "It belongs to a paper held"];
    let order = order.map(|what| at(&proposal, what));
    assert!(order.is_sorted(), "{order:?}");
    assert!(at(&proposal, "value=\"27 December 1951\"") < at(&proposal, "name=\"kind\""), "the date is on that line");
    // What few papers have is folded away, and what the paper bears is not.
    let further = at(&proposal, "More fields");
    for field in ["name=\"place\"", "name=\"precedence\"", "name=\"their_copy\"", "name=\"under\""] {
        assert!(at(&proposal, field) > further, "{field}");
    }
    let placed = orlo.read(&MEMORANDUM.replace("25 December", "Arle, 25 December")).await;
    assert!(at(&placed, "name=\"place\"") < at(&placed, "More fields"), "{}", placed.html);
    assert!(at(&proposal, "What it proposes and claims") > at(&proposal, "name=\"copies\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_takes_a_sub_number_of_the_one_it_came_with() {
    let ministry = Ministry::found();
    let mut orlo = clerk(&ministry).await;
    orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    let proposal = orlo.read(TELEGRAM).await;
    let wrong = [("under", "IN-1951-0099"), ("desk", ""), ("subject", "kept as typed")];
    let unread = orlo.fill(&proposal, "/enter/", "enter-and-next", &wrong).await;
    assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);
    unread.says("No paper you may see has the number IN-1951-0099.");
    assert!(unread.html.contains("value=\"IN-1951-0099\"") && unread.html.contains("kept as typed"));
    let entered =
        orlo.fill(&unread, "/enter/", "enter-and-next", &[("under", "IN-1951-0001"), ("then", "plain")]).await;
    orlo.follow(entered).await.says("IN-1951-0001/1");
    orlo.get("/enter").await.says("next in Incoming : IN-1951-0002");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reserved_number_is_filled() {
    let ministry = Ministry::found();
    let (series, reason) = (id("IN"), "the mission in Osk".to_owned());
    ministry.act(Act::ReserveBlock { series, count: 3, reason });
    let mut orlo = clerk(&ministry).await;
    let proposal = orlo.read(TELEGRAM).await;
    proposal.says("next IN-1951-0004");
    let wrong = orlo.fill(&proposal, "/enter/", "enter-and-next", &[("reserved", "OUT/2"), ("desk", "")]).await;
    wrong.says("“OUT/2” is no number of the series IN.");
    let taken = orlo.fill(&proposal, "/enter/", "enter-and-next", &[("reserved", "9"), ("desk", "")]).await;
    assert_eq!(taken.status, StatusCode::CONFLICT);
    taken.says("Not entered: number 9 of").says("is not reserved").says("Take the next number instead.");
    let fills = [("reserved", "in-1951-0002"), ("desk", ""), ("then", "plain")];
    let entered = orlo.fill(&proposal, "/enter/", "enter-and-next", &fills).await;
    orlo.follow(entered).await.says("IN-1951-0002");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_belongs_elsewhere_comes_back_when_the_number_is_wrong() {
    let ministry = Ministry::found();
    let mut orlo = clerk(&ministry).await;
    let first = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    let proposal = orlo.read(TELEGRAM).await;
    let (place, fields) = proposal.form("/enter/", "id=\"belongs\"");
    assert!(place.ends_with("/add"), "{place}");
    let key = fields[0].1.clone();
    let unread = orlo.post(&place, &[("key", key.as_str()), ("held", "IN-1951-0099")]).await;
    unread.says("No paper you may see has the number IN-1951-0099.").says("Enter a paper");
    let added = orlo.post(&place, &[("key", key.as_str()), ("held", "IN-1951-0001")]).await;
    assert!(added.place().starts_with(&first), "{}", added.html);
}
