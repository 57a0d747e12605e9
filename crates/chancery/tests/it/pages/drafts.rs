//! Drafts on a dossier's page: drawn up version by version, concurred in, taken to a word processor and back.

use axum::http::{StatusCode, header};
use procedure::act::Act;
use procedure::house::Visibility;
use procedure::ids::DossierId;

use super::client::{Client, Page};
use super::house::{Ministry, PASSWORD, id};

const LINE: &str = "/dossiers/line";
const DRAFT: &str = "/dossiers/line/drafts/1";

pub(crate) async fn at_work(ministry: &Ministry, officer: &str) -> Client {
    let mut client = Client::new(&ministry.router);
    client.sign_in(officer, PASSWORD).await;
    client
}

/// A ministry with a question that the registry keeps and only it sees.
pub(crate) fn with_a_question() -> Ministry {
    let ministry = Ministry::found();
    let (dossier, title, home): (DossierId, _, _) = (id("line"), "The border line".to_owned(), Some(id("registry")));
    let rule = Some(Visibility::ListOnly);
    ministry.act(Act::OpenDossier { dossier, title, code: None, home, level: None, rule });
    ministry
}

const FACTS: &[(&str, &str)] = &[
    ("title", "Shall we publish?"),
    ("kind", "resolution"),
    ("series", "OPEN"),
    ("to", "The allied command\nDelegate Varga"),
    ("step.1.desk", "press"),
    ("step.1.what", "publishes the communiqué"),
    ("step.1.due", ""),
    ("step.2.desk", "legal"),
    ("step.2.what", "writes to the assembly"),
    ("step.2.after", "1"),
];

/// Sends the form on a page with these fields and files, as a browser sends a form that takes files.
async fn send(client: &mut Client, page: &Page, to: &str, fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Page {
    let (place, mut sent) = page.form(to, "");
    for (name, text) in fields {
        sent.retain(|(known, _)| known != name);
        sent.push(((*name).to_owned(), (*text).to_owned()));
    }
    let sent: Vec<(&str, &str)> = sent.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    client.upload(&place, &sent, files).await
}

async fn begin(client: &mut Client, text: &str) -> Page {
    let page = client.get(LINE).await;
    let fields: Vec<(&str, &str)> = FACTS.iter().copied().chain([("text", text)]).collect();
    let sent = send(client, &page, "/dossiers/line/drafts", &fields, &[]).await;
    client.follow(sent).await
}

async fn add(client: &mut Client, page: &Page, text: &str, more: &[(&str, &str)]) -> Page {
    let fields: Vec<(&str, &str)> = more.iter().copied().chain([("text", text)]).collect();
    send(client, page, "/dossiers/line/drafts/1/versions", &fields, &[]).await
}

const FIRST: &str = "We publish the line of 3 May.\r\n\r\nIt is binding.";
const SECOND: &str = "We publish the line of 5 May.\r\n\r\nIt is binding.";

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_begun_and_changed_and_given_up() {
    let ministry = with_a_question();
    let mut orlo = at_work(&ministry, "orlo").await;
    orlo.get(LINE).await.says("No draft is begun yet.");
    let page = begin(&mut orlo, FIRST).await;
    page.says("Draft 1 begun by Registry: resolution, Shall we publish?")
        .says("1. Shall we publish?")
        .says("to The allied command; Delegate Varga")
        .says("Press desk publishes the communiqué")
        .says("Legal desk writes to the assembly, when step 1 is done")
        .says("until then nobody owes it");
    let changed = [("title", "Do we publish?"), ("step.1.what", ""), ("step.2.after", "")];
    let sent = orlo.fill(&page, "/dossiers/line/draft-change/1", "", &changed).await;
    let page = orlo.follow(sent).await;
    page.says("1. Do we publish?").says_not("publishes the communiqué").says("Legal desk writes to the assembly");
    let broken =
        orlo.fill(&page, "/dossiers/line/draft-change/1", "", &[("step.1.after", "7"), ("title", "Typed so")]).await;
    assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
    broken.says("Step 1 is to come after a step that does not stand before it.");
    assert_eq!(
        broken.form("/dossiers/line/draft-change/1", "").1.iter().find(|(name, _)| name == "title").unwrap().1,
        "Typed so",
        "what was typed stands there"
    );
    let sent = orlo.fill(&page, "/dossiers/line/draft-drop/1", "", &[("reason", "Settled by letter.")]).await;
    orlo.follow(sent).await.says("was given up: Settled by letter.").says_not("Add a version");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_made_from_an_older_text_is_refused_with_what_changed() {
    let ministry = with_a_question();
    let (mut orlo, mut other) = (at_work(&ministry, "orlo").await, at_work(&ministry, "orlo").await);
    begin(&mut orlo, FIRST).await;
    let drawn_before = other.get(LINE).await;
    let page = orlo.get(LINE).await;
    let sent = add(&mut orlo, &page, SECOND, &[("note", "the right day")]).await;
    let page = orlo.follow(sent).await;
    page.says("the right day").says("differences to version 1");
    let refused = add(&mut other, &drawn_before, "We publish nothing.", &[("note", "shorter")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    refused
        .says("Not entered: draft 1 changed: M. Orlo added version 2 on 25 December 1951, 09:00.")
        .says("What changed from version 1 to version 2")
        .says("It takes up version 2, which stands, whatever it was made from");
    let (_, fields) = refused.form("/dossiers/line/drafts/1/versions", "");
    let field = |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, text)| text.clone());
    assert_eq!(field("text").as_deref(), Some("We publish nothing."), "what was typed stands there");
    assert!(refused.html.contains("/dossiers/line/drafts/1/differences?from=1&amp;to=2"));
    assert!(refused.html.contains("/dossiers/line/drafts/1/versions/1/text"));
    // Whoever has read what changed may take up the version that stands.
    let hash = refused.html.split("name=\"stands\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let sent = add(&mut other, &refused, "We publish nothing.", &[("stands", &hash)]).await;
    other.follow(sent).await.says("A version of draft 1 came");
    let same = other.get(LINE).await;
    let sent = add(&mut other, &same, "We publish nothing.", &[]).await;
    assert_eq!(sent.status, StatusCode::CONFLICT);
    sent.says("version 3 of draft 1 is this very file");
    let neither = add(&mut other, &same, " ", &[]).await;
    assert_eq!(neither.status, StatusCode::UNPROCESSABLE_ENTITY);
    neither.says("Write the new text, or choose its file.");
}

#[tokio::test(flavor = "multi_thread")]
async fn differences_are_shown_as_running_text_and_only_to_whoever_sees_the_dossier() {
    let ministry = with_a_question();
    let (mut orlo, mut sool) = (at_work(&ministry, "orlo").await, at_work(&ministry, "sool").await);
    let page = begin(&mut orlo, FIRST).await;
    let sent = add(&mut orlo, &page, SECOND, &[]).await;
    let page = orlo.follow(sent).await;
    let scan: &[u8] = b"\x89PNG\r\n\x1a\n0000";
    let sent = send(&mut orlo, &page, "/dossiers/line/drafts/1/versions", &[], &[("scan.png", scan)]).await;
    orlo.follow(sent).await.says("no text could be taken from it");
    let compared = orlo.get(&format!("{DRAFT}/differences?from=1&to=2")).await;
    assert!(compared.html.contains("We publish the line of <del>3</del><ins>5</ins> May."), "{}", compared.html);
    compared.says("1 passage is struck out, 1 is put in.").says("From version 1");
    orlo.get(&format!("{DRAFT}/differences?from=2&to=2")).await.says("The words are the same.");
    orlo.get(&format!("{DRAFT}/differences?from=2&to=3"))
        .await
        .says("Nothing can be compared: version 3 is a file from which no text could be taken.");
    let text = orlo.get(&format!("{DRAFT}/versions/2/text")).await;
    assert_eq!((text.html.as_str(), text.status), ("We publish the line of 5 May.\n\nIt is binding.", StatusCode::OK));
    let body = orlo.get(&format!("{DRAFT}/versions/3/body")).await;
    assert_eq!(body.headers[header::CONTENT_SECURITY_POLICY], "default-src 'none'; sandbox");
    orlo.get(&format!("{DRAFT}/word"))
        .await
        .says("The version that stands is a file from which no text could be taken.");
    let absent = sool.get("/dossiers/nothing").await.html;
    for place in ["versions/1/body", "versions/1/text", "differences?from=1&to=2", "word", "write"] {
        let page = sool.get(&format!("{DRAFT}/{place}")).await;
        assert_eq!((page.status, &page.html), (StatusCode::NOT_FOUND, &absent), "{place}");
    }
    for place in
        ["versions/0/body", "versions/9/body", "versions/3/text", "differences?from=0&to=2", "differences?from=1&to=9"]
    {
        assert_eq!(orlo.get(&format!("{DRAFT}/{place}")).await.status, StatusCode::NOT_FOUND, "{place}");
    }
    assert_eq!(orlo.get("/dossiers/line/drafts/2/word").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_is_written_on_in_the_browser() {
    let ministry = with_a_question();
    let mut orlo = at_work(&ministry, "orlo").await;
    begin(&mut orlo, FIRST).await;
    let page = orlo.get(&format!("{DRAFT}/write")).await;
    let (_, fields) = page.form("/dossiers/line/drafts/1/versions", "");
    let text = &fields.iter().find(|(name, _)| name == "text").unwrap().1;
    let sent = add(&mut orlo, &page, &text.replace("binding", "not binding"), &[("note", "as Nesse asks")]).await;
    orlo.follow(sent).await.says("as Nesse asks");
    orlo.get(&format!("{DRAFT}/differences")).await.says("It is not binding.");
}

#[tokio::test(flavor = "multi_thread")]
async fn desks_concur_in_one_exact_text() {
    let ministry = with_a_question();
    let (mut orlo, mut nesse, mut sool) =
        (at_work(&ministry, "orlo").await, at_work(&ministry, "nesse").await, at_work(&ministry, "sool").await);
    let page = begin(&mut orlo, FIRST).await;
    nesse.get(LINE).await.says("There is nothing here");
    let none = orlo.fill(&page, "/dossiers/line/concur-ask/1", "", &[]).await;
    none.says("Choose the desks that are asked.");
    let desks = [("desk.1", "legal"), ("desk.2", "press"), ("way", "in_order")];
    let sent = orlo.fill(&page, "/dossiers/line/concur-ask/1", "", &desks).await;
    orlo.follow(sent)
        .await
        .says("Asked to concur in draft 1: Legal desk, Press desk.")
        .says("after the desks before it");
    sool.get(LINE).await.says_not("Say what your desk says");
    // The desk leads to that draft, shown whole, however many others there are.
    let waits = nesse.get("/").await;
    assert!(waits.html.contains("href=\"/dossiers/line?draft=1#draft-1\""), "{}", waits.html);
    let page = nesse.get("/dossiers/line?draft=1").await;
    let sent = nesse.fill(&page, "/dossiers/line/concur/1", "", &[("word", "refuse"), ("says", "")]).await;
    assert_eq!(sent.status, StatusCode::CONFLICT, "a refusal needs its reasons");
    let sent =
        nesse.fill(&page, "/dossiers/line/concur/1", "", &[("word", "agree"), ("says", "Not before June.")]).await;
    nesse.follow(sent).await.says("agrees, with remarks : Not before June.").says("current : version 1");
    let page = sool.get(LINE).await;
    let sent = sool.fill(&page, "/dossiers/line/concur/1", "", &[("word", "agree")]).await;
    sool.follow(sent).await.says("Concurrence in draft 1: agreed.");
    let page = orlo.get(LINE).await;
    let sent = add(&mut orlo, &page, SECOND, &[]).await;
    let page = orlo.follow(sent).await;
    page.says("given to an older version : 1").says_not("current : version");
    let sent = orlo.fill(&page, "/dossiers/line/concur-ask/1", "name=\"again\" value=\"press\"", &[]).await;
    let page = orlo.follow(sent).await;
    page.says("its turn");
    let sent = orlo.fill(&page, "/dossiers/line/concur-skip/1", "", &[("reason", "The term ends today.")]).await;
    orlo.follow(sent).await.says("was not waited for : The term ends today.");
    let late = sool.get(LINE).await;
    assert!(!late.html.contains("/dossiers/line/concur/1"), "nothing is asked of it any more");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_concurs_in_the_text_it_read_and_in_no_other() {
    let ministry = with_a_question();
    let (mut orlo, mut nesse) = (at_work(&ministry, "orlo").await, at_work(&ministry, "nesse").await);
    let page = begin(&mut orlo, FIRST).await;
    let sent = orlo.fill(&page, "/dossiers/line/concur-ask/1", "", &[("desk.1", "legal")]).await;
    let page = orlo.follow(sent).await;
    let read_before = nesse.get(LINE).await;
    let sent = add(&mut orlo, &page, SECOND, &[]).await;
    orlo.follow(sent).await;
    let refused = nesse.fill(&read_before, "/dossiers/line/concur/1", "", &[("word", "agree")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    refused.says("draft 1 changed").says("What changed from version 1 to version 2");
    let sent = nesse.fill(&refused, "/dossiers/line/concur/1", "", &[("word", "hand_on"), ("to", "press")]).await;
    nesse.follow(sent).await.says("handed it on to Press desk").says("in place of Legal desk");
}

/// All words of a Word page, its frame with them.
#[expect(clippy::disallowed_methods, reason = "our own file, as the extractor reads it, without a process between")]
fn text_of(word: &[u8]) -> String {
    intake::open(word, "draft.docx").text
}

/// The Word page of the draft, as it is handed out.
async fn in_word(client: &mut Client) -> Vec<u8> {
    client.bytes(&format!("{DRAFT}/word")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_goes_to_word_and_comes_back_as_the_next_version() {
    let ministry = with_a_question();
    let mut orlo = at_work(&ministry, "orlo").await;
    let paper = orlo
        .enter(
            "No. 812\n\nOsk, May 3, 1951.\n\nDear Mr. Orlan:\n\nThe quay is closed.\n\nI am, Sir,\n\nAlwin Brask\n",
            &[],
        )
        .await;
    let page = orlo.get(&paper).await;
    let number = page.html.split("<h1").nth(1).map(|_| "IN-1951-0001").unwrap();
    let sent = orlo.fill(&page, &format!("{paper}/file"), "", &[("dossier", "line")]).await;
    orlo.follow(sent).await;
    let page = begin(&mut orlo, &format!("{FIRST}\r\n\r\nSee {number}.")).await;
    page.says("Draft in Word");
    let word = in_word(&mut orlo).await;
    let text = text_of(&word);
    for stands in [
        "Ministry of Arle",
        "resolution",
        "Our No.:\tto be given when entered (Open letters)",
        "To:\tThe allied command",
        "Delegate Varga",
        "Subject:\tShall we publish?",
        &format!("References:\t{number}"),
        "We publish the line of 3 May.",
        "For Registry",
        "Draft 1 of dossier line, from version 1",
    ] {
        assert!(text.contains(stands), "{stands}\n---\n{text}");
    }
    // As it is, it brings nothing new; what differs is the frame, and that is none of the draft.
    let page = orlo.get(LINE).await;
    let sent = send(&mut orlo, &page, "/dossiers/line/bring", &[], &[("draft.docx", &word)]).await;
    let page = orlo.follow(sent).await;
    page.says("A version of draft 1 came");
    orlo.get(&format!("{DRAFT}/differences?from=1&to=2")).await.says("The words are the same.");
    // The same page once more was made from version 1, which stands no longer.
    let again = send(&mut orlo, &page, "/dossiers/line/bring", &[], &[("draft.docx", &word)]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    again.says("draft 1 changed");
    let letter = send(&mut orlo, &page, "/dossiers/line/bring", &[], &[("letter.txt", b"Dear Sir,")]).await;
    assert_eq!(letter.status, StatusCode::UNPROCESSABLE_ENTITY);
    letter.says("The file does not say of which draft it is");
    let (dossier, title): (DossierId, _) = (id("other"), "Another".to_owned());
    ministry.act(Act::OpenDossier { dossier, title, code: None, home: Some(id("registry")), level: None, rule: None });
    let page = orlo.get("/dossiers/other").await;
    let fields: Vec<(&str, &str)> = FACTS.to_vec();
    let sent = send(&mut orlo, &page, "/dossiers/other/drafts", &fields, &[]).await;
    let page = orlo.follow(sent).await;
    page.says("Its text is still to come.");
    let wrong = send(&mut orlo, &page, "/dossiers/other/bring", &[], &[("draft.docx", &word)]).await;
    wrong.says("The file was made for dossier line, and not for this one.");
    let wrong = send(&mut orlo, &page, "/dossiers/other/drafts/1/versions", &[], &[("draft.docx", &word)]).await;
    wrong.says("The file was made for draft 1 of dossier line, and not for this one.");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_marked_higher_than_the_dossier_is_not_named_on_the_page() {
    let ministry = with_a_question();
    let mut orlo = at_work(&ministry, "orlo").await;
    let paper = orlo.enter("Dear Mr. Orlan:\n\nThe quay is closed.\n\nI am, Sir,\n\nAlwin Brask\n", &[]).await;
    let page = orlo.get(&paper).await;
    let sent = orlo.fill(&page, &format!("{paper}/file"), "", &[("dossier", "line")]).await;
    let page = orlo.follow(sent).await;
    begin(&mut orlo, "See IN-1951-0001.").await;
    let named = |word: &[u8]| text_of(word).contains("References:");
    assert!(named(&in_word(&mut orlo).await));
    let sent = orlo.fill(&page, &format!("{paper}/mark"), "", &[("level", "secret")]).await;
    orlo.follow(sent).await;
    assert!(!named(&in_word(&mut orlo).await));
}
