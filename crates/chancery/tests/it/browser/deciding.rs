//! A minister decides by keyboard; the page of the submission in every size and scheme, and the story of the four ends in a
//! real browser.

use chancery::office::{Bodies, Office, VersionFacts};
use procedure::act::Act;
use procedure::dossier::{Asked, DossierAct, DraftFacts, Enclosed, FollowUp, SubmissionFacts, Word};
use procedure::house::Visibility;
use procedure::paper::InHouse;

use super::driver::{Browser, Served};
use super::looks::take;
use crate::pages::house::{act_of, id};

const TEXT: &str = "Draft resolution.\n\nTo agree with the Ministry that advice to the allied governments on the proposed \
                    statement be withheld.\n\nTo inform Delegate Varga.\n";

fn does(office: &Office, officer: &str, does: DossierAct, bodies: Bodies) {
    act_of(office, officer, Act::InDossier { dossier: id("statement"), does }, bodies);
}

/// A question of the legal desk with a draft that press agrees to and assembly refuses, put before the minister.
fn put_up(office: &Office) {
    let (dossier, home) = (id("statement"), Some(id("legal")));
    let title = "Shall we advise our allies to publish a statement on the talks?".to_owned();
    let open = Act::OpenDossier {
        dossier,
        title: title.clone(),
        code: None,
        home,
        level: None,
        rule: Some(Visibility::DeskAndChief),
    };
    act_of(office, "nesse", open, Bodies::default());
    let writer = office.clone();
    let prepare = move || writer.prepare_described(TEXT.as_bytes().to_vec(), "draft.txt", VersionFacts::default());
    let prepared = std::thread::spawn(prepare).join().unwrap().unwrap();
    let step = |desk: &str, what: &str, after| FollowUp {
        desk: id(desk),
        what: what.to_owned(),
        due: None,
        control: None,
        after,
    };
    let facts = DraftFacts {
        title,
        kind: "resolution".to_owned(),
        series: id("outgoing"),
        to: vec!["Delegate E. Varga".to_owned()],
        follows: vec![step("assembly", "informs Delegate Varga", None), step("press", "answers the papers", Some(1))],
    };
    let hash = prepared.version.hash;
    let start =
        DossierAct::StartDraft { facts, desk: None, version: Some(prepared.version), note: None, remarks: Vec::new() };
    does(office, "nesse", start, prepared.bodies);
    let asked = ["press", "assembly"].map(|desk| Asked { desk: id(desk), stage: 1, due: None, instead_of: None });
    does(office, "nesse", DossierAct::AskConcurrence { draft: 1, asked: asked.to_vec() }, Bodies::default());
    let remarks = Word::AgreedWithRemarks { remarks: "Say it in one sentence.".to_owned() };
    let reasons = "The Delegate waits for an answer in the Assembly.".to_owned();
    for (officer, concurrence, word) in [("sool", 1, remarks), ("ilvan", 2, Word::Refused { reasons })] {
        does(office, officer, DossierAct::Concur { draft: 1, concurrence, hash, word }, Bodies::default());
    }
    let today = office.today();
    let facts = SubmissionFacts {
        draft: Some(1),
        to: id("minister"),
        bottom_line:
            "Delegate Varga proposes that our allies publish before the term ends and have it circulated.\nThe \
                      Ministry advises against: it would bring nothing, and asking would look weak."
                .to_owned(),
        recommends: "Adopt the draft: no advice to publish.".to_owned(),
        dissent: Some("Delegate Varga is for publishing: the press lays the blame on our side.".to_owned()),
        decide_by: Some(today.tomorrow().unwrap()),
        enclosures: vec![Enclosed { what: "telegram 812".to_owned(), paper: None }],
        copies: vec![InHouse::Desk(id("archive"))],
    };
    does(office, "nesse", DossierAct::Submit { facts, desk: None }, Bodies::default());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_submission_is_decided_by_one_key_and_one_confirmation() {
    let served = Served::start(true).await;
    put_up(served.office());
    let browser = Browser::start().await;
    let mut wrong = Vec::new();
    browser.be(&served, "halden").await;
    take(&browser, "desk-minister", &mut wrong).await;
    let page = served.at("/dossiers/statement/submissions/1");
    browser.go(page).await;
    browser.see(".four").await;
    take(&browser, "submission", &mut wrong).await;
    // What, who for, who against, by when: above the fold, on a desk and on a phone.
    for (width, height) in [(1280, 800), (390, 844)] {
        super::looks::looks(&browser, width, height, "light").await;
        browser.run("window.scrollTo(0, 0)", Vec::new()).await;
        let below = browser
            .run(
                "return [...document.querySelectorAll('h1, .under, .four, .sides')]
                   .filter((part) => part.getBoundingClientRect().bottom > document.querySelector('nav.acts').getBoundingClientRect().top).map((part) => part.className || part.tagName)",
                Vec::new(),
            )
            .await;
        assert_eq!(below, serde_json::json!([]), "below the fold at {width}x{height}");
    }
    super::looks::looks(&browser, 1280, 900, "light").await;
    browser.see("body").await.send_keys("r").await.unwrap();
    take(&browser, "submission-rejecting", &mut wrong).await;
    let in_hand = "return document.activeElement.tagName + ' ' + document.activeElement.textContent.trim()";
    assert_eq!(browser.run(in_hand, Vec::new()).await, "BUTTON Reject it", "one key has the button in hand");
    browser.client.active_element().await.unwrap().send_keys("\u{e007}").await.unwrap();
    browser.see_words(".done", "Submission 1 rejected").await;
    take(&browser, "submission-rejected", &mut wrong).await;
    browser.be(&served, "ilvan").await;
    let desk = browser.text("main").await;
    assert!(!desk.contains("informs Delegate Varga"), "what is rejected tasks nobody: {desk}");
    browser.go(served.at("/dossiers/statement")).await;
    browser.see("#submissions").await;
    take(&browser, "dossier-decided", &mut wrong).await;
    // Opened again and adopted, its steps begin in their order.
    browser.be(&served, "halden").await;
    browser.go(served.at("/dossiers/statement/submissions/1")).await;
    browser.run("document.querySelector('details.act').open = true", Vec::new()).await;
    browser.write("form[action$='/reopen-decision/1'] [name=reason]", "The allies wrote again.").await;
    browser.click("form[action$='/reopen-decision/1'] button").await;
    browser.see_words(".done", "Submission 1 opened again").await;
    browser.see("body").await.send_keys("a").await.unwrap();
    browser.client.active_element().await.unwrap().send_keys("\u{e007}").await.unwrap();
    browser.see_words(".done", "Submission 1 adopted").await;
    take(&browser, "submission-adopted", &mut wrong).await;
    browser.be(&served, "ilvan").await;
    browser.see_words("main", "Do: informs Delegate Varga").await;
    take(&browser, "desk-action", &mut wrong).await;
    browser.go(served.at("/dossiers/statement")).await;
    browser.see("#actions").await;
    take(&browser, "dossier-adopted", &mut wrong).await;
    browser.end().await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
