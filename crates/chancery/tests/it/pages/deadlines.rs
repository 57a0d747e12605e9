//! Outside terms and deadlines: on the dossier's page, on the desk, in the list by week, and in an officer's own calendar.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use procedure::act::Act;
use procedure::calendar::{Calendar, DayOfWeek};

use super::client::{Client, Page};
use super::house::{Ministry, PASSWORD, id};

async fn at_work(ministry: &Ministry, officer: &str) -> Client {
    let mut client = Client::new(&ministry.router);
    client.sign_in(officer, PASSWORD).await;
    client
}

fn on_the_morning_of(ministry: &Ministry, day: &str) {
    let at: jiff::Timestamp = format!("{day}T08:00:00Z").parse().unwrap();
    ministry.clock.set(at.into());
}

const PLACE: &str = "/dossiers/line";

/// Dossier "line", kept by the registry, with an outside term until 31 December 1951 on which a deadline of the legal desk
/// hangs, two working days before its end. It is the morning of 25 December, a Tuesday.
async fn with_a_term() -> (Ministry, Client, Page) {
    let ministry = Ministry::found();
    let facts = Calendar::of_week("Ministry", [DayOfWeek::Saturday, DayOfWeek::Sunday]);
    ministry.act(Act::SetCalendar { calendar: id("office"), facts, over: None });
    let (title, home) = ("The demarcation line".to_owned(), Some(id("registry")));
    ministry.act(Act::OpenDossier { dossier: id("line"), title, code: None, home, level: None, rule: None });
    let mut orlo = at_work(&ministry, "orlo").await;
    let page = orlo.get(PLACE).await;
    let term = [
        ("name", "Demarcation agreement"),
        ("cause", "Article 3, valid for thirty days"),
        ("until", "31 December 1951"),
    ];
    let set = orlo.fill(&page, &format!("{PLACE}/set-term"), "", &term).await;
    let page = orlo.follow(set).await;
    page.says("Outside term “Demarcation agreement” set down, until 31 December 1951");
    let due = [
        ("what", "Answer the proposal"),
        ("desk", "legal"),
        ("hangs", "1:end"),
        ("days", "2"),
        ("side", "before"),
        ("working", "yes"),
        ("remind", "3"),
    ];
    let set = orlo.fill(&page, &format!("{PLACE}/set-deadline"), "", &due).await;
    let page = orlo.follow(set).await;
    page.says("Deadline for Legal desk set to 27 December 1951: Answer the proposal");
    (ministry, orlo, page)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_term_moves_and_deadline_desk_and_overdue_mark_move_with_it() {
    let (ministry, mut orlo, _) = with_a_term().await;
    let mut nesse = at_work(&ministry, "nesse").await;
    nesse.get("/").await.says("Answer the proposal").says("by 27 December");
    on_the_morning_of(&ministry, "1951-12-28");
    nesse.get("/").await.says("a day late");
    nesse.get("/deadlines").await.says("Late").says("on “Demarcation agreement”");

    let page = orlo.get(PLACE).await;
    let moved = [("until", "7 January 1952"), ("reason", "extended by both sides")];
    let moved = orlo.fill(&page, &format!("{PLACE}/move-term/1"), "", &moved).await;
    let page = orlo.follow(moved).await;
    page.says("Moved from 31 December 1951 to 7 January 1952: extended by both sides.")
        .says("Moved from 27 December 1951 to 3 January 1952: the outside term moved (extended by both sides)");
    nesse
        .get("/")
        .await
        .says("by 3 January")
        .says("moved from 27 December 1951 to 3 January 1952: the outside term moved (extended by both sides)")
        .says_not("late");
    let listed = nesse.get("/deadlines").await;
    listed.says("Next week").says("Demarcation agreement, until 7 January 1952").says_not("Late");
    at_work(&ministry, "sool").await.get("/deadlines").await.says("Nothing falls on any day.").says_not("Demarcation");

    let refused = [("until", "20 December 1951"), ("reason", "denounced")];
    let refused = orlo.fill(&page, &format!("{PLACE}/move-term/1"), "", &refused).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    refused.says("the term would have run out on 1951-12-20").says("end it and say why");

    let page = nesse.get(PLACE).await;
    let kept = nesse.fill(&page, &format!("{PLACE}/keep-deadline/1"), "", &[("report", "The answer is out.")]).await;
    nesse.follow(kept).await.says("Kept: The answer is out.");
    nesse.get("/").await.says_not("Answer the proposal");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_holiday_moves_what_runs() {
    let (ministry, mut orlo, _) = with_a_term().await;
    ministry.office.follow_calendars_by_itself("svc".to_owned()).unwrap();
    let page = orlo.get("/calendar").await;
    let holiday = [("date", "28 December 1951"), ("name", "Mourning")];
    let added = orlo.fill(&page, "/calendar/holiday", "", &holiday).await;
    orlo.follow(added).await;
    let office = ministry.office.clone();
    let moved = move || {
        let viewer = office.viewer(&id("orlo"));
        let dossier = office.reads().unwrap().dossier(&viewer, &id("line")).unwrap().unwrap();
        dossier.deadlines[0].date == jiff::civil::date(1951, 12, 26)
    };
    tokio::task::spawn_blocking(move || crate::town::until("the deadline follows the calendar", moved)).await.unwrap();
    orlo.get(PLACE)
        .await
        .says("Moved from 27 December 1951 to 26 December 1951: 28 December 1951 is a holiday: Mourning");
    ministry.office.shut();
}

/// What changed while nobody was there is found on start, and moved in the name of an administrator.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_crash_left_undone_is_done_on_start() {
    let (ministry, _, _) = with_a_term().await;
    let name = "Mourning".to_owned();
    ministry.act(Act::AddHoliday { calendar: id("office"), date: jiff::civil::date(1951, 12, 28), name });
    let office = ministry.office.clone();
    let follow = move || office.follow_calendars(None, None, "svc").unwrap();
    let again = follow.clone();
    assert_eq!(tokio::task::spawn_blocking(follow).await.unwrap(), 1);
    assert_eq!(tokio::task::spawn_blocking(again).await.unwrap(), 0, "nothing is left");
}

/// The properties of a feed's events, by UID.
fn events(feed: &str) -> BTreeMap<String, Vec<String>> {
    let unfolded = feed.replace("\r\n ", "");
    let events = unfolded.split("BEGIN:VEVENT\r\n").skip(1);
    let lines = |event: &str| event.split("\r\n").map(str::to_owned).collect::<Vec<_>>();
    events.map(lines).map(|lines| (lines[0].clone(), lines)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officers_calendar_holds_what_the_officer_may_see_and_tells_of_moves() {
    let (ministry, mut orlo, page) = with_a_term().await;
    let mut nesse = at_work(&ministry, "nesse").await;
    let listed = nesse.get("/deadlines").await;
    let made = nesse.fill(&listed, "/deadlines/feed", "", &[("does", "make")]).await;
    let words = made.words();
    assert!(words.contains("https://office.example/calendar/"), "{words}");
    let secret = words.split("/calendar/").nth(1).unwrap().split(".ics").next().unwrap().to_owned();
    let place = format!("/calendar/{secret}.ics");
    // The page loaded again sends the same form: the address that was shown holds.
    let again = nesse.fill(&listed, "/deadlines/feed", "", &[("does", "make")]).await;
    again.says("made before").says_not("/calendar/");
    // Without a session.
    let mut program = Client::new(&ministry.router);
    let first = program.get(&place).await;
    assert_eq!(first.status, StatusCode::OK);
    let before = events(&first.html);
    assert_eq!(before.len(), 2, "the deadline and the term: {}", first.html);
    let deadline = before.keys().find(|uid| uid.contains("deadline-line-1@")).unwrap().clone();
    assert!(before[&deadline].contains(&"DTSTART;VALUE=DATE:19511227".to_owned()));
    assert!(before[&deadline].contains(&"SEQUENCE:0".to_owned()));

    let moved = [("until", "7 January 1952"), ("reason", "extended")];
    let moved = orlo.fill(&page, &format!("{PLACE}/move-term/1"), "", &moved).await;
    let page = orlo.follow(moved).await;
    let after = events(&program.get(&place).await.html);
    assert_eq!(after.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>(), "the same things");
    assert!(after[&deadline].contains(&"DTSTART;VALUE=DATE:19520103".to_owned()));
    assert!(after.values().all(|event| event.contains(&"SEQUENCE:1".to_owned())), "{after:?}");

    let gone = orlo.fill(&page, &format!("{PLACE}/drop-deadline/1"), "", &[("reason", "settled")]).await;
    orlo.follow(gone).await;
    assert!(events(&program.get(&place).await.html).is_empty(), "the desk sees the dossier no more");

    let ended = nesse.get("/deadlines").await;
    nesse.fill(&ended, "/deadlines/feed", "", &[("does", "end")]).await.says("The address is void.");
    assert_eq!(program.get(&place).await.status, StatusCode::NOT_FOUND);
    let listed = nesse.get("/deadlines").await;
    let made = nesse.fill(&listed, "/deadlines/feed", "", &[("does", "make")]).await.words();
    let secret = made.split("/calendar/").nth(1).unwrap().split(".ics").next().unwrap().to_owned();
    nesse.fill(&ended, "/deadlines/feed", "", &[("does", "end")]).await.says("One that was made since holds.");
    assert_eq!(program.get(&format!("/calendar/{secret}.ics")).await.status, StatusCode::OK);
    assert_eq!(program.get("/calendar/nonsense.ics").await.status, StatusCode::NOT_FOUND);
}
