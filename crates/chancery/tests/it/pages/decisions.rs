//! A question is submitted and decided on pages: the four ends of it, and what stands in the way.

use axum::http::StatusCode;
use chancery::office::{Bodies, VersionFacts};
use procedure::act::Act;
use procedure::dossier::{DossierAct, DraftFacts, FollowUp, TextRead};
use procedure::house::{Capacity, Visibility};
use procedure::ids::DossierId;

use super::client::{Client, Page};
use super::house::{Ministry, PASSWORD, act_of, id};

pub(super) const QUESTION: &str = "/dossiers/border-line";
pub(super) const TEXT: &str = "Draft resolution.\nTo advise the allied command to publish.\n";

pub(super) async fn at_work(ministry: &Ministry, officer: &str) -> Client {
    let mut client = Client::new(&ministry.router);
    client.sign_in(officer, PASSWORD).await;
    client
}

pub(super) fn does(ministry: &Ministry, officer: &str, does: DossierAct, bodies: Bodies) {
    act_of(&ministry.office, officer, Act::InDossier { dossier: id("border-line"), does }, bodies);
}

/// A ministry with a minister, his private office, and a question that the legal desk keeps, with a draft whose text is
/// there where `text` is.
pub(super) fn with_a_question(text: Option<&str>) -> Ministry {
    let ministry = Ministry::found();
    for (code, name, desk, desk_name) in
        [("halden", "J. Halden", "minister", "Minister"), ("prahm", "L. Prahm", "cabinet", "Cabinet")]
    {
        ministry.act(Act::AddDesk { desk: id(desk), name: desk_name.to_owned(), aliases: Vec::new(), above: None });
        ministry.act(Act::AddOfficer {
            officer: id(code),
            name: name.to_owned(),
            aliases: Vec::new(),
            cleared_to: id("open"),
            duties: Default::default(),
        });
        let (mandate, officer, desk, capacity) = (id(&format!("{code}-{desk}")), id(code), id(desk), Capacity::Holder);
        ministry.act(Act::GiveMandate { mandate, officer, desk, capacity, from: None, until: None, instead_of: None });
        ministry.doors.set_password(&id(code), PASSWORD).unwrap();
    }
    let (dossier, title, home): (DossierId, _, _) =
        (id("border-line"), "The border line".to_owned(), Some(id("legal")));
    let open = Act::OpenDossier { dossier, title, code: None, home, level: None, rule: Some(Visibility::DeskAndChief) };
    act_of(&ministry.office, "nesse", open, Bodies::default());
    let step = |desk: &str, what: &str, after| FollowUp {
        desk: id(desk),
        what: what.to_owned(),
        due: None,
        control: None,
        after,
    };
    let facts = DraftFacts {
        title: "Shall we advise to publish?".to_owned(),
        kind: "resolution".to_owned(),
        series: id("OPEN"),
        to: vec!["The allied command".to_owned()],
        answers: [].into(),
        follows: vec![
            step("press", "publishes the communiqué", None),
            step("legal", "writes to the assembly", Some(1)),
        ],
    };
    let prepared = text.map(|text| {
        let office = ministry.office.clone();
        let bytes = text.as_bytes().to_vec();
        std::thread::spawn(move || office.prepare_described(bytes, "draft.txt", VersionFacts::default()))
            .join()
            .unwrap()
            .unwrap()
    });
    let (version, bodies) = prepared.map(|one| (one.version, one.bodies)).unzip();
    let start = DossierAct::StartDraft { facts, desk: None, version, note: None, read: TextRead::default() };
    does(&ministry, "nesse", start, bodies.unwrap_or_default());
    ministry
}

pub(super) async fn submit(nesse: &mut Client, more: &[(&str, &str)]) -> Page {
    let sent = put_up(nesse, more).await;
    nesse.follow(sent).await
}

async fn put_up(nesse: &mut Client, more: &[(&str, &str)]) -> Page {
    let page = nesse.get(QUESTION).await;
    let mut fields = vec![
        ("to", "minister"),
        ("draft", "1"),
        ("decide_by", "27 December 1951"),
        ("bottom_line", "The delegate asks us to publish before the term ends.\nWe advise against."),
        ("recommends", "Reject it: it brings nothing."),
        ("dissent", "Delegate Varga is for it."),
        ("enclosures", "telegram 812"),
    ];
    fields.extend_from_slice(more);
    nesse.fill(&page, &format!("{QUESTION}/submit"), "", &fields).await
}

/// Decides from the page: the form of a word, with what else is said.
pub(super) async fn decide(client: &mut Client, no: u32, word: &str, more: &[(&str, &str)]) -> Page {
    let page = client.get(&format!("{QUESTION}/submissions/{no}")).await;
    let mut fields = vec![("password", PASSWORD)];
    fields.extend_from_slice(more);
    let sent = client.fill(&page, &format!("{QUESTION}/decide/{no}"), &format!("value=\"{word}\""), &fields).await;
    if sent.status == StatusCode::SEE_OTHER { client.follow(sent).await } else { sent }
}

#[tokio::test(flavor = "multi_thread")]
async fn rejected_as_in_history_nobody_owes_anything() {
    let ministry = with_a_question(Some(TEXT));
    let (mut nesse, mut halden) = (at_work(&ministry, "nesse").await, at_work(&ministry, "halden").await);
    halden.get(QUESTION).await.says("There is nothing here");
    submit(&mut nesse, &[]).await.says("Submission 1 put before Minister by Legal desk.");
    halden.get("/").await.says("Decide The delegate asks us to publish before the term ends.").says("border-line");
    let page = halden.get(&format!("{QUESTION}/submissions/1")).await;
    page.says("Shall we advise to publish?")
        .says("We advise against.")
        .says("Recommended by Legal desk Reject it: it brings nothing.")
        .says("Of another mind Delegate Varga is for it.")
        .says("telegram 812 missing")
        .says("To advise the allied command to publish.")
        .says("The draft is not adopted; its 2 steps close. Nobody owes anything by it.");
    decide(&mut halden, 1, "reject", &[("remark", "As advised.")])
        .await
        .says("Submission 1 rejected: As advised.")
        .says("Draft 1 not adopted; what would have followed is owed by nobody.")
        .says("Rejected, on version 1");
    nesse.get(QUESTION).await.says("rejected").says_not("What is to be done");
    at_work(&ministry, "sool").await.get("/").await.says_not("publishes the communiqué");
}

#[tokio::test(flavor = "multi_thread")]
async fn adopted_its_steps_start_in_order() {
    let ministry = with_a_question(Some(TEXT));
    let mut nesse = at_work(&ministry, "nesse").await;
    let (mut halden, mut sool) = (at_work(&ministry, "halden").await, at_work(&ministry, "sool").await);
    submit(&mut nesse, &[("copy.desk:press", "yes")]).await;
    let up = "Put before others Shall we advise to publish? before Minister, since 25 December 1951";
    nesse.get("/").await.says(up).says_not("Decide Shall we");
    halden.get("/").await.says_not("Put before others");
    decide(&mut halden, 1, "adopt", &[])
        .await
        .says("Submission 1 adopted.")
        .says("Version 1 of draft 1 entered as OPEN-1951-0001.")
        .says("Entered as OPEN-1951-0001.");
    nesse
        .get("/")
        .await
        .says("Shall we advise to publish? adopted, Minister, 25 December 1951, entered as OPEN-1951-0001");
    ministry.clock.set(serde_json::from_str("\"1952-01-02T08:00:00Z\"").unwrap());
    nesse.get("/").await.says_not("Put before others");
    ministry.clock.set(serde_json::from_str("\"1951-12-25T08:00:00Z\"").unwrap());
    sool.get("/").await.says("Do: publishes the communiqué");
    nesse.get("/").await.says_not("writes to the assembly");
    let page = sool.get(QUESTION).await;
    let report = sool.fill(&page, &format!("{QUESTION}/report-action/1"), "", &[("says", "Published today.")]).await;
    sool.follow(report).await.says("Action 1 reported done: Published today.");
    let page = nesse.get(QUESTION).await;
    page.says("Begins when 1 is discharged.");
    let discharge = nesse.fill(&page, &format!("{QUESTION}/discharge-action/1"), "", &[]).await;
    nesse.follow(discharge).await.says("Action 1 discharged.");
    nesse.get("/").await.says("Do: writes to the assembly");
}

#[tokio::test(flavor = "multi_thread")]
async fn adopted_as_amended_the_amended_text_is_entered() {
    let ministry = with_a_question(Some(TEXT));
    let (mut nesse, mut halden) = (at_work(&ministry, "nesse").await, at_work(&ministry, "halden").await);
    submit(&mut nesse, &[]).await;
    let page = halden.get(&format!("{QUESTION}/submissions/1")).await;
    let (place, mut fields) = page.form(&format!("{QUESTION}/amend/1"), "");
    assert!(fields.iter().any(|(name, text)| name == "text" && text.contains("to publish.")), "the draft to write on");
    fields.retain(|(name, _)| name != "text" && name != "password");
    let mut sent: Vec<(&str, &str)> = fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let amended = "Draft resolution.\r\nTo advise the allied command to wait.\r\n";
    sent.extend([("text", amended), ("password", PASSWORD)]);
    let done = halden.upload(&place, &sent, &[]).await;
    halden
        .follow(done)
        .await
        .says("Submission 1 adopted as amended.")
        .says("Version 2 of draft 1 entered as OPEN-1951-0001.");
    let paper = nesse.get("/register").await;
    paper.says("OPEN-1951-0001");
    // Sent with the text that stands, it is no amendment.
    let again = with_a_question(Some(TEXT));
    let (mut nesse, mut halden) = (at_work(&again, "nesse").await, at_work(&again, "halden").await);
    submit(&mut nesse, &[]).await;
    let sent: Vec<(&str, &str)> = sent.iter().copied().filter(|(name, _)| *name != "text" && *name != "key").collect();
    let page = halden.get(&format!("{QUESTION}/submissions/1")).await;
    let hash = page.form(&format!("{QUESTION}/amend/1"), "").1.into_iter().find(|(name, _)| name == "hash").unwrap().1;
    let mut sent: Vec<(&str, &str)> = sent.into_iter().filter(|(name, _)| *name != "hash").collect();
    sent.extend([("text", TEXT), ("hash", hash.as_str())]);
    let same = halden.upload(&place, &sent, &[]).await;
    assert_eq!(same.status, StatusCode::CONFLICT);
    same.says("Not entered: the file is the same as the one that it would replace.");
}

#[tokio::test(flavor = "multi_thread")]
async fn returned_for_the_missing_draft_and_submitted_again() {
    let ministry = with_a_question(None);
    let (mut nesse, mut halden) = (at_work(&ministry, "nesse").await, at_work(&ministry, "halden").await);
    submit(&mut nesse, &[]).await;
    let page = halden.get(&format!("{QUESTION}/submissions/1")).await;
    page.says("The draft is missing: its text has not come yet. Legal desk draws it up.").says_not("Adopt it");
    decide(&mut halden, 1, "return", &[("remark", "Where is the draft?")])
        .await
        .says("Submission 1 returned: Where is the draft?");
    nesse.get("/").await.says("Submit again Where is the draft?");
    let office = ministry.office.clone();
    let prepare = move || office.prepare_described(TEXT.as_bytes().to_vec(), "draft.txt", VersionFacts::default());
    let prepared = std::thread::spawn(prepare).join().unwrap().unwrap();
    let add = DossierAct::AddDraftVersion {
        draft: 1,
        after: None,
        version: prepared.version,
        note: None,
        read: TextRead::default(),
    };
    does(&ministry, "nesse", add, prepared.bodies);
    submit(&mut nesse, &[]).await.says("Submission 2 put before Minister");
    nesse.get("/").await.says_not("Submit again");
    decide(&mut halden, 2, "adopt", &[]).await.says("Entered as OPEN-1951-0001.");
}

#[tokio::test(flavor = "multi_thread")]
async fn presence_is_proved_once_a_sitting() {
    let ministry = with_a_question(Some(TEXT));
    let (mut nesse, mut halden) = (at_work(&ministry, "nesse").await, at_work(&ministry, "halden").await);
    submit(&mut nesse, &[]).await;
    let without = decide(&mut halden, 1, "discuss", &[("password", "")]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    without.says("Give your password once: you then decide without it for 15 minutes.");
    let wrong = decide(&mut halden, 1, "discuss", &[("password", "not my password")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    decide(&mut halden, 1, "discuss", &[]).await.says("Submission 1 to be discussed.").says("signing until");
    let page = halden.get(&format!("{QUESTION}/submissions/1")).await;
    page.says_not("Your password");
    decide(&mut halden, 1, "defer", &[("until", "7 January 1952"), ("password", "")])
        .await
        .says("Submission 1 deferred to 7 January 1952.");
    let second = decide(&mut halden, 1, "seen", &[("password", "")]).await;
    second.says("Submission 1 seen.");
    // Another, from a page drawn before, is told what was decided.
    let late = halden.post(&format!("{QUESTION}/decide/1"), &[("word", "reject"), ("key", "another")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    late.says("Not entered: submission 1 was seen by J. Halden on");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_private_office_adds_what_two_pairs_of_eyes_read() {
    let ministry = with_a_question(Some(TEXT));
    ministry.act(Act::SetPrivateOffice { desk: id("minister"), office: Some(id("cabinet")) });
    let (mut nesse, mut halden) = (at_work(&ministry, "nesse").await, at_work(&ministry, "halden").await);
    let mut prahm = at_work(&ministry, "prahm").await;
    submit(&mut nesse, &[]).await;
    halden.get("/").await.says_not("border-line");
    prahm.get("/").await.says("Look through, for the box");
    let place = format!("{QUESTION}/submissions/1");
    let page = prahm.get(&place).await;
    let cover = prahm.fill(&page, &format!("{QUESTION}/cover/1"), "", &[("says", "He rang twice about this.")]).await;
    prahm.follow(cover).await.says("He rang twice about this.");
    let page = prahm.get(&place).await;
    let boxed = prahm.fill(&page, &format!("{QUESTION}/box/1"), "", &[("place", "3")]).await;
    prahm.follow(boxed).await.says("Submission 1 in the box of 25 December 1951, place 3.");
    halden.get("/").await.says("Decide, place 3 in the box");
    halden.get(&place).await.says("He rang twice about this.");
    nesse.get(&place).await.says_not("He rang twice");
    nesse.get(QUESTION).await.says_not("He rang twice").says_not("two pairs of eyes");
    // He rings; the private office writes down what he said.
    let told = [("how", "conveyed"), ("decided_by", "halden"), ("means", "telephone"), ("conveyed_by", "L. Prahm")];
    decide(&mut prahm, 1, "reject", &told)
        .await
        .says("Submission 1 rejected by J. Halden, conveyed by telephone by L. Prahm.");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_keeps_what_was_typed() {
    let ministry = with_a_question(Some(TEXT));
    let mut nesse = at_work(&ministry, "nesse").await;
    let page = nesse.get(QUESTION).await;
    let five = "a\nb\nc\nd\ne";
    let refused = nesse
        .fill(
            &page,
            &format!("{QUESTION}/submit"),
            "",
            &[("to", "minister"), ("bottom_line", five), ("recommends", "No.")],
        )
        .await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    refused
        .says("Not entered: the bottom line has 5 lines; the limit is 4.")
        .says("Say it in fewer; the dossier has the rest.");
    assert!(refused.html.contains("value=\"No.\""), "{}", refused.html);
    submit(&mut nesse, &[]).await;
    let twice = put_up(&mut nesse, &[("bottom_line", "Again.")]).await;
    twice.says("Not entered: draft 1 lies in submission 1.");
}
