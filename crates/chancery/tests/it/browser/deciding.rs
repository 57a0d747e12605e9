//! A minister decides by keyboard; the page of the submission in every size and scheme, and the four ends of a question in a real
//! browser: rejected, adopted, adopted as amended, returned and submitted again.

use chancery::office::{Bodies, Office, VersionFacts};
use procedure::act::Act;
use procedure::dossier::{
    Asked, Assessed, AssessmentWords, DossierAct, DraftFacts, Enclosed, FollowUp, Ground, ProposalWords, Stance,
    SubmissionFacts, TextRead, Word,
};
use procedure::house::Visibility;
use procedure::paper::{InHouse, Version};

use super::driver::{Browser, PASSWORD, Served};
use super::looks::{looks, take};
use crate::pages::house::{act_of, id};

pub(super) const TEXT: &str = "Draft resolution.\n\nTo agree with the Ministry that advice to the allied governments on the proposed \
                    statement be withheld.\n\nTo inform Delegate Varga.\n";
/// What the minister makes of it with a pen.
const AMENDED: &str = "Draft resolution.\n\nTo agree with the Ministry that advice to the allied governments on the proposed \
                       statement be withheld until the term ends.\n\nTo inform Delegate Varga.\n";
const ENTER: &str = "\u{e007}";

fn does(office: &Office, dossier: &str, officer: &str, does: DossierAct, bodies: Bodies) {
    act_of(office, officer, Act::InDossier { dossier: id(dossier), does }, bodies);
}

/// A question of the legal desk, with who is for the proposal and who against, and a draft put before the minister; without
/// its text, as in the paper that names a draft and brings none, where `text` is not there.
pub(super) fn put_up(office: &Office, dossier: &str, text: Option<&str>) {
    let home = Some(id("legal"));
    let title = "Shall we advise our allies to publish a statement on the talks?".to_owned();
    let open = Act::OpenDossier {
        dossier: id(dossier),
        title: title.clone(),
        code: None,
        home,
        level: None,
        rule: Some(Visibility::DeskAndChief),
    };
    act_of(office, "nesse", open, Bodies::default());
    draw_up(office, dossier, title, text);
    take_sides(office, dossier);
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
    does(office, dossier, "nesse", DossierAct::Submit { facts, desk: None }, Bodies::default());
}

/// A draft to which press agrees and which assembly refuses, with two steps, one after the other.
fn draw_up(office: &Office, dossier: &str, title: String, text: Option<&str>) {
    let prepared = text.map(|text| {
        let (writer, bytes) = (office.clone(), text.as_bytes().to_vec());
        let prepare = move || writer.prepare_described(bytes, "draft.txt", VersionFacts::default());
        std::thread::spawn(prepare).join().unwrap().unwrap()
    });
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
        answers: [].into(),
        follows: vec![step("assembly", "informs Delegate Varga", None), step("press", "answers the papers", Some(1))],
    };
    let (version, bodies) = prepared.map(|one| (one.version, one.bodies)).unzip();
    let hash = version.as_ref().map(|version: &Version| version.hash);
    let start = DossierAct::StartDraft { facts, desk: None, version, note: None, read: TextRead::default() };
    does(office, dossier, "nesse", start, bodies.unwrap_or_default());
    let Some(hash) = hash else { return };
    let asked = ["press", "assembly"].map(|desk| Asked { desk: id(desk), stage: 1, due: None, instead_of: None });
    does(office, dossier, "nesse", DossierAct::AskConcurrence { draft: 1, asked: asked.to_vec() }, Bodies::default());
    let remarks = Word::AgreedWithRemarks { remarks: "Say it in one sentence.".to_owned() };
    let reasons = "The Delegate waits for an answer in the Assembly.".to_owned();
    for (officer, concurrence, word) in [("sool", 1, remarks), ("ilvan", 2, Word::Refused { reasons })] {
        does(office, dossier, officer, DossierAct::Concur { draft: 1, concurrence, hash, word }, Bodies::default());
    }
}

/// The delegate's proposal; press is for it, legal against.
fn take_sides(office: &Office, dossier: &str) {
    let proposal = ProposalWords {
        says: "that our allies publish a statement on the course of the talks".to_owned(),
        by_whom: "Delegate E. Varga".to_owned(),
        source: None,
        until: Some(office.today().tomorrow().unwrap()),
        steps: Vec::new(),
    };
    let put = |officer: &str, what: DossierAct| does(office, dossier, officer, what, Bodies::default());
    put("nesse", DossierAct::PutProposal { no: None, proposal });
    let of = Assessed::Proposal(1);
    put("nesse", DossierAct::AskAssessment { of, desk: id("press"), due: None });
    for (officer, desk, stance, says, ground) in [
        ("sool", "press", Stance::For, "The papers lay the blame on our side, day after day.", Ground::Effect),
        ("nesse", "legal", Stance::Against, "The very request could be read as weakness.", Ground::Signal),
    ] {
        let assessment = AssessmentWords { stance, says: says.to_owned(), source: None, ground: Some(ground) };
        put(officer, DossierAct::PutAssessment { no: None, of, desk: id(desk), assessment });
    }
}

/// What of a page is hidden by its acts, or below the window: what, who is for, who against, by when.
const BELOW: &str = "const foot = document.querySelector('nav.acts').getBoundingClientRect().top;
    return [...document.querySelectorAll('h1, .under, .four, .sides, .stand')]
      .filter((part) => part.getBoundingClientRect().bottom > foot)
      .map((part) => (part.className || part.tagName) + ' to ' + Math.round(part.getBoundingClientRect().bottom) + ' of ' + Math.round(foot))";

async fn nothing_is_below_the_fold(served: &Served, browser: &Browser) {
    browser.go(served.at("/dossiers/statement/submissions/1")).await;
    browser.see_words(".stand", "Against").await;
    for (width, height) in [(1280, 800), (390, 844)] {
        looks(browser, width, height, "light").await;
        browser.run("window.scrollTo(0, 0)", Vec::new()).await;
        let below = browser.run(BELOW, Vec::new()).await;
        assert_eq!(below, serde_json::json!([]), "below the fold at {width}x{height}");
        // Every place of the house is in reach without a scroll.
        let nav = "const nav = document.querySelector('header.house nav'); return nav.scrollWidth - nav.clientWidth";
        assert_eq!(browser.run(nav, Vec::new()).await, 0, "the places at {width}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_stands_there_in_the_demonstration_too() {
    let served = Served::start(true).await;
    put_up(served.office(), "statement", Some(TEXT));
    let browser = Browser::start().await;
    browser.be(&served, "halden").await;
    nothing_is_below_the_fold(&served, &browser).await;
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_minister_has_to_know_stands_above_the_fold() {
    // As offices have it: without the bar of the demonstration.
    let served = Served::start(false).await;
    put_up(served.office(), "statement", Some(TEXT));
    let browser = Browser::start().await;
    browser.go(served.at("/sign-in")).await;
    browser.write("#officer", "halden").await;
    browser.write("#password", PASSWORD).await;
    browser.click("form[action='/sign-in'] button").await;
    browser.see("header.house").await;
    nothing_is_below_the_fold(&served, &browser).await;
    // Each position leads to its place in the dossier.
    looks(&browser, 1280, 800, "light").await;
    browser.press("Press desk").await;
    browser.see_words("#assessment-1", "The papers lay the blame on our side").await;
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_submission_is_decided_by_one_key_and_one_confirmation() {
    let served = Served::start(true).await;
    put_up(served.office(), "statement", Some(TEXT));
    let browser = Browser::start().await;
    let mut wrong = Vec::new();
    browser.be(&served, "halden").await;
    take(&browser, "desk-minister", &mut wrong).await;
    browser.go(served.at("/dossiers/statement/submissions/1")).await;
    browser.see(".four").await;
    take(&browser, "submission", &mut wrong).await;
    browser.see("body").await.send_keys("r").await.unwrap();
    take(&browser, "submission-rejecting", &mut wrong).await;
    let in_hand = "return document.activeElement.tagName + ' ' + document.activeElement.textContent.trim()";
    assert_eq!(browser.run(in_hand, Vec::new()).await, "BUTTON Reject it", "one key has the button in hand");
    confirm(&browser).await;
    browser.see_words(".done", "Submission 1 rejected").await;
    // Opened again and adopted: what was decided before stands beside it.
    browser.run("document.querySelector('details.act').open = true", Vec::new()).await;
    browser.write("form[action$='/reopen-decision/1'] [name=reason]", "The allies wrote again.").await;
    browser.click("form[action$='/reopen-decision/1'] button").await;
    browser.see_words(".done", "Submission 1 opened again").await;
    browser.see("body").await.send_keys("a").await.unwrap();
    confirm(&browser).await;
    browser.see_words(".done", "Submission 1 adopted").await;
    take(&browser, "submission-adopted-after-all", &mut wrong).await;
    browser.end().await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Presses what is in hand.
async fn confirm(browser: &Browser) {
    browser.client.active_element().await.unwrap().send_keys(ENTER).await.unwrap();
}

/// The minister presses a key on a submission, and confirms.
async fn decides(browser: &Browser, served: &Served, submission: &str, key: &str) {
    browser.be(served, "halden").await;
    browser.go(served.at(submission)).await;
    browser.see(".four").await;
    browser.see("body").await.send_keys(key).await.unwrap();
    confirm(browser).await;
}

/// What waits on an officer's desk.
async fn desk_of(browser: &Browser, served: &Served, officer: &str) -> String {
    browser.be(served, officer).await;
    browser.text("main").await
}

#[tokio::test(flavor = "multi_thread")]
async fn rejected_nothing_begins() {
    let served = Served::start(true).await;
    put_up(served.office(), "statement", Some(TEXT));
    let term = DossierAct::SetTerm {
        name: "The demarcation line".to_owned(),
        cause: "The agreement of November".to_owned(),
        paper: None,
        from: None,
        until: served.office().today().tomorrow().unwrap(),
    };
    does(served.office(), "statement", "nesse", term, Bodies::default());
    let browser = Browser::start().await;
    let mut wrong = Vec::new();
    decides(&browser, &served, "/dossiers/statement/submissions/1", "r").await;
    browser.see_words(".done", "Draft 1 not adopted; what would have followed is owed by nobody.").await;
    browser.see_words(".verdict", "Rejected, on version 1").await;
    browser.see_words("main", "What was to follow, and is owed by nobody:").await;
    take(&browser, "end-rejected", &mut wrong).await;
    for (officer, step) in [("ilvan", "informs Delegate Varga"), ("sool", "answers the papers")] {
        let desk = desk_of(&browser, &served, officer).await;
        assert!(!desk.contains(step), "what is rejected is owed by nobody: {desk}");
    }
    browser.go(served.at("/dossiers/statement")).await;
    browser.see_words("#draft-1", "not adopted").await;
    assert_eq!(browser.run("return document.querySelectorAll('#actions').length", Vec::new()).await, 0);
    take(&browser, "end-rejected-dossier", &mut wrong).await;
    // A page with a time line prints on the sheets that the house has, and not on a label.
    browser.see(".spans svg").await;
    browser.tell("Emulation.setEmulatedMedia", serde_json::json!({"media": "print"})).await;
    assert_eq!(browser.run("return getComputedStyle(document.body).page", Vec::new()).await, "auto");
    browser.end().await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn adopted_every_step_begins_in_its_order() {
    let served = Served::start(true).await;
    put_up(served.office(), "statement", Some(TEXT));
    let browser = Browser::start().await;
    let mut wrong = Vec::new();
    decides(&browser, &served, "/dossiers/statement/submissions/1", "a").await;
    browser.see_words(".done", "Submission 1 adopted").await;
    browser.see_words(".verdict", "Entered as").await;
    take(&browser, "end-adopted", &mut wrong).await;
    browser.press("Extract of the decision").await;
    browser.see_words(".sheet", "Decided: Adopted").await;
    browser.see_words(".sheet", "To inform Delegate Varga.").await;
    take(&browser, "decision-extract", &mut wrong).await;
    let second = desk_of(&browser, &served, "sool").await;
    assert!(!second.contains("answers the papers"), "the second step waits for the first: {second}");
    browser.be(&served, "ilvan").await;
    browser.see_words("main", "Do: informs Delegate Varga").await;
    take(&browser, "end-adopted-desk", &mut wrong).await;
    browser.go(served.at("/dossiers/statement#action-1")).await;
    browser.see_words("#action-2", "Begins when 1 is discharged.").await;
    take(&browser, "end-adopted-dossier", &mut wrong).await;
    browser.press("Report it done").await;
    browser.write("#report-1 [name=says]", "Told by telegram this morning.").await;
    browser.click("#report-1 button").await;
    browser.see_words(".done", "Action 1 reported done").await;
    browser.be(&served, "nesse").await;
    browser.go(served.at("/dossiers/statement#action-1")).await;
    browser.click("form[action$='/discharge-action/1'] button").await;
    browser.see_words(".done", "Action 1 discharged.").await;
    browser.be(&served, "sool").await;
    browser.see_words("main", "Do: answers the papers").await;
    browser.go(served.at("/dossiers/statement#action-2")).await;
    browser.click("form[action$='/accept-action/2'] button").await;
    browser.see_words(".done", "Action 2 accepted").await;
    take(&browser, "end-adopted-second-step", &mut wrong).await;
    browser.end().await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn adopted_as_amended_the_difference_is_shown() {
    let served = Served::start(true).await;
    put_up(served.office(), "statement", Some(TEXT));
    let browser = Browser::start().await;
    let mut wrong = Vec::new();
    browser.be(&served, "halden").await;
    browser.go(served.at("/dossiers/statement/submissions/1")).await;
    browser.see("body").await.send_keys("m").await.unwrap();
    take(&browser, "end-amending", &mut wrong).await;
    browser.write("#amend-form [name=text]", AMENDED).await;
    browser.press("Adopt the amended text").await;
    browser.see_words(".done", "Submission 1 adopted as amended").await;
    browser.see_words(".verdict", "on version 2").await;
    let main = browser.text("main").await;
    assert!(!main.contains("The draft changed after it went up"), "the minister amended it: {main}");
    assert!(main.contains("It is adopted, and this follows:"), "{main}");
    take(&browser, "end-amended", &mut wrong).await;
    browser.press("What was amended").await;
    browser.see_words(".differences ins", "until the term ends").await;
    take(&browser, "end-amended-differences", &mut wrong).await;
    browser.go(served.at("/dossiers/statement/submissions/1")).await;
    browser.click(".verdict a[href^='/papers/']").await;
    browser.see_words(".sheet", "withheld until the term ends").await;
    take(&browser, "end-amended-paper", &mut wrong).await;
    browser.end().await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn returned_for_the_missing_draft_it_is_submitted_again() {
    let served = Served::start(true).await;
    put_up(served.office(), "statement", None);
    let browser = Browser::start().await;
    let mut wrong = Vec::new();
    browser.be(&served, "halden").await;
    browser.go(served.at("/dossiers/statement/submissions/1")).await;
    browser.see_words("main", "The draft is missing").await;
    take(&browser, "end-missing", &mut wrong).await;
    browser.see("body").await.send_keys("b").await.unwrap();
    browser.write("#decide-return [name=remark]", "Where is the draft?").await;
    browser.click("#decide-return button").await;
    browser.see_words(".done", "Submission 1 returned: Where is the draft?").await;
    take(&browser, "end-returned", &mut wrong).await;
    browser.be(&served, "nesse").await;
    browser.see_words("main", "Submit again").await;
    take(&browser, "end-returned-desk", &mut wrong).await;
    browser.go(served.at("/dossiers/statement/drafts/1/write")).await;
    browser.write("form.writing [name=text]", TEXT).await;
    browser.press("Add it as version 1").await;
    browser.see_words(".done", "A version of draft 1 came").await;
    browser.press("Put it before the desk that decides").await;
    browser.choose("#submit [name=to]", "minister").await;
    browser.write("#submit [name=bottom_line]", "The draft lies with it now.").await;
    browser.write("#submit [name=recommends]", "Adopt the draft.").await;
    take(&browser, "end-resubmitting", &mut wrong).await;
    browser.click("#submit button").await;
    browser.see_words(".done", "Submission 2 put before").await;
    let desk = desk_of(&browser, &served, "nesse").await;
    assert!(!desk.contains("Submit again"), "{desk}");
    decides(&browser, &served, "/dossiers/statement/submissions/2", "a").await;
    browser.see_words(".done", "Submission 2 adopted").await;
    take(&browser, "end-resubmitted", &mut wrong).await;
    browser.end().await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
