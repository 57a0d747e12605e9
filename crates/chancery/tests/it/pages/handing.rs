//! A desk is handed over on pages: what would go, the list that both sign, and what a substitute finds meanwhile.

use axum::http::StatusCode;
use chancery::office::Bodies;
use procedure::act::Act;
use procedure::dossier::{ActionFacts, DossierAct};
use procedure::house::{Capacity, Visibility};

use super::MEMORANDUM;
use super::client::Client;
use super::house::{Ministry, PASSWORD, act_of, id};

async fn at_work(ministry: &Ministry, officer: &str) -> Client {
    let mut client = Client::new(&ministry.router);
    client.sign_in(officer, PASSWORD).await;
    client
}

/// A paper and a question at the legal desk.
async fn with_work(ministry: &Ministry) -> String {
    let mut orlo = at_work(ministry, "orlo").await;
    let paper = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    let page = orlo.get(&paper).await;
    let directed = orlo.fill(&page, &format!("{paper}/direct"), "", &[("desk", "legal"), ("asked", "answer")]).await;
    orlo.follow(directed).await;
    let (dossier, title, home, rule) =
        (id("border-line"), "The border line".to_owned(), Some(id("legal")), Some(Visibility::ListOnly));
    let open = Act::OpenDossier { dossier, title, code: None, home, level: None, rule };
    act_of(&ministry.office, "nesse", open, Bodies::default());
    let (desk, control) = (id("legal"), id("legal"));
    let facts = ActionFacts {
        desk,
        what: "writes to the delegate".to_owned(),
        due: None,
        control,
        submission: None,
        after: None,
    };
    let does = DossierAct::SetAction { facts };
    act_of(&ministry.office, "nesse", Act::InDossier { dossier: id("border-line"), does }, Bodies::default());
    paper
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_goes_to_another_desk_with_a_list_that_both_sign() {
    let ministry = Ministry::found();
    let paper = with_work(&ministry).await;
    let (mut orlo, mut nesse, mut sool) =
        (at_work(&ministry, "orlo").await, at_work(&ministry, "nesse").await, at_work(&ministry, "sool").await);
    nesse.get("/").await.says("Hand over");
    orlo.get("/hand-over").await.says("Nothing that concerns you was handed over yet.");
    // The desk sees all that would go, and does not enter it; the administrator enters what they do not see.
    let place = "/hand-over?desk=legal&to=desk%3Apress";
    let before = nesse.get(place).await;
    before.says("Answer; from Registry").says("Keeps the dossier").says("Do: writes to the delegate");
    before.says("An administrator enters it.").says_not("papers and dossiers go");
    let before = orlo.get(place).await;
    before
        .says("2 papers and dossiers")
        .says("those that you do not see are handed over too")
        .says_not("The border line");
    // Whoever takes over finds it there once it is theirs, and not before.
    sool.get(place).await.says_not("The border line").says_not("IN-1951-0001");
    assert_eq!(sool.get("/hand-over?desk=legal").await.status, StatusCode::NOT_FOUND);
    assert_eq!(sool.get("/hand-over?desk=nowhere").await.status, StatusCode::NOT_FOUND);

    let handed = orlo.fill(&before, "/desk/hand-over", "", &[("reason", "joined with press")]).await;
    let at = handed.place();
    let list = orlo.follow(handed).await;
    list.says("Legal desk → Press desk")
        .says("entered by M. Orlo")
        .says("“joined with press”")
        .says("Taken over: Press desk");
    list.says_not("The border line");
    for client in [&mut nesse, &mut sool] {
        let list = client.get(&at).await;
        list.says("Keeps the dossier border-line The border line")
            .says("Answer; from Registry 27 December 1951 IN-1951-0001");
    }
    sool.get("/").await.says("Answer").says("Do: writes to the delegate");
    nesse.get("/").await.says("Nothing waits.");
    sool.get(&paper).await.says("What Legal desk had of it went over to Press desk: joined with press.");
    sool.get("/dossiers/border-line")
        .await
        .says("What Legal desk had in it went over to Press desk: joined with press");
    // Once more there is nothing to hand over.
    let again = orlo.get(place).await;
    let refused = orlo.fill(&again, "/desk/hand-over", "", &[("reason", "again")]).await;
    refused.says("Not entered: nothing of Legal desk goes to Press desk.").says("Nothing is to be done");
    assert_eq!(refused.status, StatusCode::CONFLICT);
    ministry.act(Act::CloseDesk { desk: id("legal"), reason: "joined with press".to_owned() });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_goes_from_officer_to_officer() {
    let ministry = Ministry::found();
    let paper = with_work(&ministry).await;
    let (mut orlo, mut nesse, mut sool) =
        (at_work(&ministry, "orlo").await, at_work(&ministry, "nesse").await, at_work(&ministry, "sool").await);
    let page = nesse.get(&paper).await;
    let because = [("on", "25 December 1951"), ("reason", "Has Averin answered?")];
    let set = nesse.fill(&page, &format!("{paper}/bring-forward"), "", &because).await;
    nesse.follow(set).await;
    let before = orlo.get("/hand-over?desk=legal&to=officer%3Asool").await;
    before.says("What comes back to T. Nesse and goes over").says("Back: Has Averin answered?");
    before.says("What waits at Legal desk and stays there");
    let handed = orlo.fill(&before, "/desk/hand-over", "", &[("reason", "Nesse goes abroad")]).await;
    let at = handed.place();
    let list = orlo.follow(handed).await;
    list.says("Legal desk: T. Nesse → D. Sool").says("What waited at Legal desk").says("Taken over: D. Sool");
    let mine = sool.get("/").await;
    mine.says("Back: Has Averin answered?").says("Do: writes to the delegate");
    sool.get(&at).await.says("Keeps the dossier border-line The border line");
    nesse.get("/").await.says("You act for no desk");
    // Whoever handed over is on the list, and sees of it what is still in sight.
    nesse.get(&at).await.says("Legal desk: T. Nesse → D. Sool").says_not("The border line");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_substitute_finds_for_whom_each_line_is() {
    let ministry = Ministry::found();
    let paper = with_work(&ministry).await;
    let (mut nesse, mut sool) = (at_work(&ministry, "nesse").await, at_work(&ministry, "sool").await);
    let page = nesse.get(&paper).await;
    let because = [("on", "25 December 1951"), ("reason", "Has Averin answered?")];
    let set = nesse.fill(&page, &format!("{paper}/bring-forward"), "", &because).await;
    nesse.follow(set).await;
    sool.get("/").await.says("Nothing waits.");
    let until = serde_json::from_str("\"1952-01-07T00:00:00Z\"").unwrap();
    ministry.act(Act::GiveMandate {
        mandate: id("sool-legal"),
        officer: id("sool"),
        desk: id("legal"),
        capacity: Capacity::Substitute,
        from: None,
        until: Some(until),
        instead_of: None,
    });
    let mine = sool.get("/").await;
    mine.says("Back: Has Averin answered?").says("for T. Nesse").says("Legal desk for T. Nesse");
    let page = sool.get(&paper).await;
    let done = sool.fill(&page, &format!("{paper}/bring-forward/1/done"), "", &[]).await;
    sool.follow(done).await.says("What was to come back to T. Nesse on 25 December 1951 is done.");
    ministry.clock.set("1952-01-07T08:00:00Z".parse::<jiff::Timestamp>().unwrap().into());
    sool.get("/").await.says("Nothing waits.");
    nesse.get("/").await.says("Do: writes to the delegate").says_not("for T. Nesse");
}
