//! The calendar of the house: a year at a glance, and how it is changed.

use axum::http::StatusCode;
use procedure::act::Act;
use procedure::calendar::{Calendar, DayOfWeek};

use super::client::Client;
use super::house::{Ministry, PASSWORD, id};

async fn at_work(ministry: &Ministry, officer: &str) -> Client {
    let mut client = Client::new(&ministry.router);
    client.sign_in(officer, PASSWORD).await;
    client
}

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_is_made_and_a_holiday_comes_and_goes() {
    let ministry = Ministry::found();
    let (mut orlo, mut nesse) = (at_work(&ministry, "orlo").await, at_work(&ministry, "nesse").await);
    nesse
        .get("/calendar")
        .await
        .says("every day counts as worked")
        .says("An administrator makes one.")
        .says_not("Make it");
    let page = orlo.get("/calendar").await;
    let made = orlo.fill(&page, "/calendar/set", "", &[("name", "Ministry")]).await;
    let page = orlo.follow(made).await;
    page.says("The calendar was changed.")
        .says("Ministry, 1951")
        .says("Saturday and Sunday are free each week")
        .says("261 of 365 days are worked")
        .says("Holidays in 1951 None.")
        .says("Legal desk (the office’s)");

    let holiday = [("date", "31 December 1951"), ("name", "New Year’s Eve")];
    let added = orlo.fill(&page, "/calendar/holiday", "", &holiday).await;
    let told = orlo.follow(added).await;
    told.says("31 December 1951, Monday New Year’s Eve once")
        .says("260 of 365 days are worked")
        .says("31 New Year’s Eve");
    // The same form again is the same act; the same day from a new form is none.
    let again = orlo.fill(&page, "/calendar/holiday", "", &holiday).await;
    orlo.follow(again).await.says("260 of 365");
    let twice = orlo.fill(&told, "/calendar/holiday", "", &holiday).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    twice
        .says("Not entered: 1951-12-31 is a holiday of Ministry already: New Year’s Eve.")
        .says("to rename it, take it out first");
    let unread = orlo.fill(&told, "/calendar/holiday", "", &[("date", "soon"), ("name", "x")]).await;
    assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);

    // Others look, and change nothing.
    let page = nesse.get("/calendar").await;
    page.says("New Year’s Eve").says_not("What can be done").says_not("Take it out");
    let forbidden = nesse
        .post("/calendar/holiday", &[("calendar", "office"), ("date", "1951-12-27"), ("name", "Rest"), ("key", "k")])
        .await;
    assert_eq!(forbidden.status, StatusCode::CONFLICT);
    forbidden.says("is not an administrator");

    let out = orlo.fill(&told, "/calendar/holiday/take-out", "1951-12-31", &[("reason", "Worked after all.")]).await;
    orlo.follow(out).await.says("261 of 365 days are worked").says("Holidays in 1951 None.");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_calendar_another_year_and_what_changed_in_between() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let set = |code: &str, facts: Calendar| {
        ministry.act(Act::SetCalendar { calendar: id(code), facts, over: None });
    };
    let mut office = Calendar::of_week("Ministry", [DayOfWeek::Sunday]);
    office.working.insert("1951-12-30".parse().unwrap(), "For the 31st".to_owned());
    let yearly =
        procedure::calendar::Yearly { month: 5, day: 6, name: "Founding Day".into(), from: Some(1919), until: None };
    office.yearly.push(yearly);
    set("office", office.clone());
    set("abroad", Calendar::of_week("Missions", [DayOfWeek::Friday, DayOfWeek::Saturday]));
    let calendar = Some(Some(id("abroad")));
    ministry.act(Act::ChangeDesk { desk: id("press"), name: None, aliases: None, above: None, calendar });
    // Everybody begins with the one they work by.
    let mut sool = at_work(&ministry, "sool").await;
    sool.get("/calendar").await.says("Missions, 1951").says("Friday and Saturday are free").says("Press desk");
    let page = orlo.get("/calendar").await;
    page.says("Ministry, 1951")
        .says("Sunday is free each week")
        .says("6 May 1951, Sunday Founding Day each year since 1919")
        .says("Worked all the same 30 December 1951, Sunday: For the 31st")
        .says("30 worked: For the 31st")
        .says_not("Press desk");
    orlo.get("/calendar?calendar=abroad&year=1952").await.says("Missions, 1952").says("of 366 days");
    orlo.get("/calendar?calendar=office&year=1918").await.says("Holidays in 1918 None.");
    orlo.get("/calendar?year=9999").await.says("Ministry, 9999");
    for (place, status) in [
        ("/calendar?calendar=nowhere", StatusCode::NOT_FOUND),
        ("/calendar?year=soon", StatusCode::UNPROCESSABLE_ENTITY),
        ("/calendar?year=0", StatusCode::UNPROCESSABLE_ENTITY),
        ("/calendar?year=10000", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        assert_eq!(orlo.get(place).await.status, status, "{place}");
    }

    // A form drawn before another's change does not undo it.
    let holiday =
        Act::AddHoliday { calendar: id("office"), date: "1951-12-27".parse().unwrap(), name: "Rest".to_owned() };
    ministry.act(holiday);
    let late = orlo.fill(&page, "/calendar/set", "over", &[("name", "Ministry of Arle")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    late.says("Not entered: Ministry was changed in between").says("Look at it as it is now");
    let page = orlo.get("/calendar").await;
    let named = orlo.fill(&page, "/calendar/set", "over", &[("name", "Ministry of Arle"), ("saturday", "free")]).await;
    orlo.follow(named)
        .await
        .says("Ministry of Arle, 1951")
        .says("Saturday and Sunday are free")
        .says("Rest")
        .says("Founding Day");
}
