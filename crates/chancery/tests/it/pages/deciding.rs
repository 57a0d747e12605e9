//! What the pages of a dossier hold to while something is decided: presence, passwords, forms sent twice, what is not shown.

use axum::http::StatusCode;
use chancery::office::Bodies;
use procedure::act::Act;
use procedure::house::{Capacity, TwoPersonsFor, Visibility};

use super::client::{Client, Page};
use super::decisions::{QUESTION, TEXT, at_work, decide, submit, with_a_question};
use super::house::{Ministry, PASSWORD, act_of, id};
use super::{LETTER, MEMORANDUM};

pub(super) const SUBMISSION: &str = "/dossiers/border-line/submissions/1";

/// The fields of a form, each with another text where `changes` has one.
fn changed<'a>(fields: &'a [(String, String)], changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = fields.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let kept = kept.filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    kept.chain(changes.iter().copied()).collect()
}

/// A question before the minister, with whoever put it there and the minister at work.
async fn before_the_minister() -> (Ministry, Client, Client) {
    let ministry = with_a_question(Some(TEXT));
    let (mut nesse, halden) = (at_work(&ministry, "nesse").await, at_work(&ministry, "halden").await);
    submit(&mut nesse, &[]).await;
    (ministry, nesse, halden)
}

/// The form of a word on the submission's page.
async fn form_of(client: &mut Client, word: &str) -> (String, Vec<(String, String)>) {
    client.get(SUBMISSION).await.form(&format!("{QUESTION}/decide/1"), &format!("value=\"{word}\""))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_is_not_reached_past_the_proof_of_presence() {
    let (_ministry, mut nesse, mut halden) = before_the_minister().await;
    let (_, fields) = form_of(&mut halden, "reject").await;
    let sent = changed(&fields, &[]);
    for act in ["%64ecide", "d%65cide", "%73econd", "decide%20", "Decide"] {
        let page = halden.post(&format!("{QUESTION}/{act}/1"), &sent).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{act}: {}", page.words());
    }
    for act in ["%61mend/1", "%64rafts/1/versions", "%62ring", "%64rafts"] {
        let page = halden.post(&format!("{QUESTION}/{act}"), &sent).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{act}: {}", page.words());
    }
    nesse.get(QUESTION).await.says("before Minister").says_not("Submission 1 rejected").says_not("Draft 2");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_before_is_drawn_again_with_another_key_and_without_the_password() {
    let (_ministry, _nesse, mut halden) = before_the_minister().await;
    let (place, fields) = form_of(&mut halden, "discuss").await;
    let first = halden.post(&place, &changed(&fields, &[("password", PASSWORD)])).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.words());
    let other = [("word", "defer"), ("until", "7 January 1952"), ("remark", "Not yet."), ("password", PASSWORD)];
    let again = halden.post(&place, &changed(&fields, &other)).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    again.says("This form was sent before, and is entered.");
    assert!(!again.html.contains(PASSWORD), "the password stands on the page: {}", again.html);
    let sent = halden.fill(&again, &place, "value=\"defer\"", &[]).await;
    halden.follow(sent).await.says("Submission 1 deferred to 7 January 1952: Not yet.");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_with_a_file_that_was_sent_before_can_be_sent_again() {
    let (_ministry, mut nesse, _halden) = before_the_minister().await;
    let page = nesse.get(QUESTION).await;
    let (place, fields) = page.form(&format!("{QUESTION}/drafts"), "multipart/form-data");
    let facts = [("title", "Another"), ("kind", "letter"), ("series", "OPEN"), ("text", "One."), ("desk", "")];
    let first = nesse.upload(&place, &changed(&fields, &facts), &[]).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.words());
    let facts = [("title", "A third"), ("kind", "letter"), ("series", "OPEN"), ("text", "Two."), ("desk", "")];
    let again = nesse.upload(&place, &changed(&fields, &facts), &[]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    again.says("This form was sent before, and is entered.");
    let (place, fields) = again.form(&format!("{QUESTION}/drafts"), "multipart/form-data");
    assert!(fields.contains(&("title".to_owned(), "A third".to_owned())), "{fields:?}");
    let sent = nesse.upload(&place, &changed(&fields, &[]), &[]).await;
    nesse.follow(sent).await.says("Draft 3 begun by Legal desk: letter, A third.");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_names_a_paper_that_is_there_or_is_not_entered() {
    let (_ministry, _nesse, mut halden) = before_the_minister().await;
    decide(&mut halden, 1, "adopt", &[]).await.says("Entered as OPEN-1951-0001.");
    let mut sool = at_work(&_ministry, "sool").await;
    let page = sool.get(QUESTION).await;
    let report = [("says", "Published today."), ("number", "OPEN-1951-0007")];
    let mistyped = sool.fill(&page, &format!("{QUESTION}/report-action/1"), "", &report).await;
    assert_eq!(mistyped.status, StatusCode::UNPROCESSABLE_ENTITY);
    mistyped.says("No paper you may see has the number OPEN-1951-0007.");
    let report = [("says", "Published today."), ("number", "OPEN-1951-0001")];
    let sent = sool.fill(&mistyped, &format!("{QUESTION}/report-action/1"), "", &report).await;
    sool.follow(sent).await.says("Reported done: “Published today.” with OPEN-1951-0001");
}

/// The name of the option that is chosen in a select of a form.
fn chosen(page: &Page, place: &str, mark: &str, name: &str) -> String {
    let (_, fields) = page.form(place, mark);
    fields.into_iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("no {name} in {place}")).1
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_drawn_again_keeps_what_was_chosen() {
    let (ministry, mut nesse, mut halden) = before_the_minister().await;
    let told =
        [("how", "conveyed"), ("decided_by", "halden"), ("means", "message"), ("conveyed_by", ""), ("remark", "x")];
    let refused = decide(&mut halden, 1, "reject", &told).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.words());
    let place = format!("{QUESTION}/decide/1");
    assert_eq!(chosen(&refused, &place, "value=\"reject\"", "means"), "message");
    // The place in the box of a day.
    let page = halden.get(SUBMISSION).await;
    let boxed = [("day", "24 December 1951"), ("place", "7")];
    let refused = halden.fill(&page, &format!("{QUESTION}/box/1"), "", &boxed).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.words());
    assert_eq!(chosen(&refused, &format!("{QUESTION}/box/1"), "", "place"), "7");
    // What keeps the dossier: its marking, who sees it, which desk keeps it, who is asked out.
    for desk in ["press", "registry"] {
        let page = nesse.get(QUESTION).await;
        let who = format!("desk:{desk}");
        let sent = nesse.fill(&page, &format!("{QUESTION}/ask-in"), "", &[("who", &who), ("reason", "Know it.")]).await;
        nesse.follow(sent).await;
    }
    for (act, name, other) in [
        ("mark", "level", "secret"),
        ("rule", "rule", "list_only"),
        ("move", "home", "press"),
        ("ask-out", "who", "desk:registry"),
    ] {
        let page = nesse.get(QUESTION).await;
        let place = format!("{QUESTION}/{act}");
        let usual = chosen(&page, &place, "", name);
        assert_ne!(usual, other, "{act}");
        let refused = nesse.fill(&page, &place, "", &[(name, other), ("reason", "")]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{act}: {}", refused.words());
        assert_eq!(chosen(&refused, &place, "", name), other, "{act}");
    }
    // What a deadline does on a day that is not worked, and after which action another begins.
    let page = nesse.get(QUESTION).await;
    let term = [("name", "The line"), ("cause", "The agreement"), ("until", "27 December 1951")];
    let sent = nesse.fill(&page, &format!("{QUESTION}/set-term"), "", &term).await;
    let page = nesse.follow(sent).await;
    let deadline =
        [("what", ""), ("desk", "legal"), ("hangs", "1:end"), ("days", "2"), ("side", "before"), ("roll", "before")];
    let refused = nesse.fill(&page, &format!("{QUESTION}/set-deadline"), "", &deadline).await;
    assert_eq!(chosen(&refused, &format!("{QUESTION}/set-deadline"), "", "roll"), "before");
    decide(&mut halden, 1, "adopt", &[]).await.says("Submission 1 adopted.");
    let page = nesse.get(QUESTION).await;
    let action = [("desk", "press"), ("control", "legal"), ("what", ""), ("after", "2")];
    let refused = nesse.fill(&page, &format!("{QUESTION}/set-action"), "", &action).await;
    assert_eq!(chosen(&refused, &format!("{QUESTION}/set-action"), "", "after"), "2");
    drop(ministry);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_notice_of_an_entry_says_what_that_entry_did() {
    let (_ministry, mut nesse, mut halden) = before_the_minister().await;
    let done = decide(&mut halden, 1, "discuss", &[]).await;
    let entry = done.words().split("Entry ").nth(1).and_then(|rest| rest.split(' ').next()).unwrap().to_owned();
    let page = nesse.get(QUESTION).await;
    let remark = nesse.fill(&page, &format!("{QUESTION}/remark"), "", &[("says", "The press rang.")]).await;
    nesse.follow(remark).await;
    let page = halden.get(&format!("{SUBMISSION}?done={entry}")).await;
    page.says("Submission 1 to be discussed.").says_not("The press rang.");
    // An entry that is none of this dossier's says nothing.
    halden.get(&format!("{SUBMISSION}?done=1")).await.says_not("Entry 1 of the record");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signing_sitting_is_the_officers_and_ends_with_the_hand_at_the_session() {
    let (ministry, mut nesse, mut halden) = before_the_minister().await;
    // Prahm acts for the minister too.
    ministry.act(Act::GiveMandate {
        mandate: id("prahm-minister"),
        officer: id("prahm"),
        desk: id("minister"),
        capacity: Capacity::Substitute,
        from: None,
        until: None,
        instead_of: None,
    });
    decide(&mut halden, 1, "discuss", &[]).await.says("signing until");
    // A refusal in between does not ask for the password again while the sitting goes on.
    let refused = decide(&mut halden, 1, "return", &[("remark", ""), ("password", "")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.words());
    refused.says_not("Your password").says("signing until");
    // In the same browser, another signs in: the sitting was not theirs.
    halden.sign_in("prahm", PASSWORD).await;
    let page = halden.get(SUBMISSION).await;
    page.says("Your password").says_not("signing until");
    let without = decide(&mut halden, 1, "seen", &[("password", "")]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", without.words());
    nesse.get(SUBMISSION).await.says("to be discussed");
}

/// Enters a text for a paper that only the registry sees, and files it in the question.
pub(super) async fn filed(ministry: &Ministry, text: &str) -> String {
    let mut orlo = at_work(ministry, "orlo").await;
    let paper = orlo.enter(text, &[("desk", ""), ("series", "IN")]).await;
    let page = orlo.get(&paper).await;
    let sent = orlo.fill(&page, &format!("{paper}/file"), "", &[("dossier", "border-line")]).await;
    orlo.follow(sent).await;
    paper
}

/// The number of the paper at an address, as the registry reads it.
async fn number_of(ministry: &Ministry, paper: &str) -> String {
    let page = at_work(ministry, "orlo").await.get(paper).await;
    page.html.split("<title>").nth(1).unwrap().split(' ').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_date_that_was_read_has_a_form_of_its_own() {
    let ministry = with_a_question(Some(TEXT));
    ask_in(&ministry, "registry").await;
    for text in [MEMORANDUM, LETTER] {
        filed(&ministry, text).await;
    }
    // The registry sees both papers, and so does who keeps the question with it.
    ministry.act(Act::GiveMandate {
        mandate: id("nesse-registry"),
        officer: id("nesse"),
        desk: id("registry"),
        capacity: Capacity::Substitute,
        from: None,
        until: None,
        instead_of: None,
    });
    let mut nesse = at_work(&ministry, "nesse").await;
    let page = nesse.get(QUESTION).await;
    let place = format!("{QUESTION}/set-deadline");
    let dates: Vec<&str> = ["27 December 1951", "5 January 1952"]
        .into_iter()
        .filter(|day| page.html.contains(&format!("name=\"day\" value=\"{day}\"")))
        .collect();
    assert_eq!(dates.len(), 2, "{}", page.words());
    let mark = format!("name=\"day\" value=\"{}\"", dates[1]);
    let sent = [("what", "Answer the Board"), ("desk", "press"), ("remind", "soon")];
    let refused = nesse.fill(&page, &place, &mark, &sent).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.html.matches("Not entered yet.").count(), 1, "{}", refused.html);
    assert_eq!(refused.html.matches("value=\"Answer the Board\"").count(), 1, "in the one form that was sent");
    assert_eq!(chosen(&refused, &place, &mark, "desk"), "press");
    let other = format!("name=\"day\" value=\"{}\"", dates[0]);
    assert_eq!(chosen(&refused, &place, &other, "remind"), "3");
    let done = nesse.fill(&refused, &place, &mark, &[("remind", "7, 1")]).await;
    nesse.follow(done).await.says("Deadline for Press desk set to 5 January 1952: Answer the Board.");
}

/// Asks a desk in, as who keeps the question.
pub(super) async fn ask_in(ministry: &Ministry, desk: &str) {
    let mut nesse = at_work(ministry, "nesse").await;
    let page = nesse.get(QUESTION).await;
    let who = format!("desk:{desk}");
    let sent = nesse.fill(&page, &format!("{QUESTION}/ask-in"), "", &[("who", &who), ("reason", "Know it.")]).await;
    nesse.follow(sent).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_that_is_not_for_you_is_missing_and_not_held() {
    let ministry = with_a_question(Some(TEXT));
    ask_in(&ministry, "registry").await;
    let paper = filed(&ministry, MEMORANDUM).await;
    let number = number_of(&ministry, &paper).await;
    assert!(number.starts_with("IN-1951-"), "{number}");
    // The registry, which sees the paper, puts the question up and reports with it.
    let mut orlo = at_work(&ministry, "orlo").await;
    let enclosures = format!("{number}\ntelegram 812");
    submit(&mut orlo, &[("draft", ""), ("enclosures", &enclosures)]).await.says("Submission 1 put before Minister");
    orlo.get(SUBMISSION).await.says(&format!("With it: {number} ; telegram 812 missing"));
    let mut nesse = at_work(&ministry, "nesse").await;
    let page = nesse.get(SUBMISSION).await;
    page.says(&format!("With it: {number} missing ; telegram 812 missing"));
    assert!(!page.html.contains(&paper), "{}", page.html);
    let page = nesse.get(QUESTION).await;
    let action = [("desk", "registry"), ("control", "legal"), ("what", "looks the paper up")];
    let given = nesse.fill(&page, &format!("{QUESTION}/set-action"), "", &action).await;
    nesse.follow(given).await;
    let page = orlo.get(QUESTION).await;
    let report = [("says", "Found."), ("number", number.as_str())];
    let reported = orlo.fill(&page, &format!("{QUESTION}/report-action/1"), "", &report).await;
    orlo.follow(reported).await.says(&format!("Reported done: “Found.” with {number}"));
    let page = nesse.get(QUESTION).await;
    page.says("Reported done: “Found.” M. Orlo");
    assert!(!page.html.contains(&paper) && !page.words().contains(&format!("with {number}")), "{}", page.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_says_what_a_verdict_will_do() {
    let (ministry, _nesse, mut halden) = before_the_minister().await;
    let page = halden.get(SUBMISSION).await;
    page.says("OPEN-1951-0001 as things stand, and 1 step begins at once, 1 when another is done.");
    let of = TwoPersonsFor::Series(id("OPEN"));
    ministry.act(Act::SetTwoPersons { of, holds: true, reason: "Two pairs of eyes.".to_owned() });
    let page = halden.get(SUBMISSION).await;
    page.says(
        "Another officer of Minister has to decide the same; until then nothing begins. Then: The text becomes a paper",
    )
    .says("until then nothing begins. Then: The draft is not adopted; its 2 steps close.")
    .says("It goes back to Legal desk, to be submitted again.");
    decide(&mut halden, 1, "adopt", &[]).await.says("waits for a second officer");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_opens_a_dossier_for_others_only_is_told_so() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let page = orlo.get("/dossiers").await;
    let facts = [("title", "Theirs"), ("dossier", "theirs"), ("home", "legal"), ("rule", "list_only")];
    let opened = orlo.fill(&page, "/dossiers", "name=\"title\"", &facts).await;
    let led = orlo.follow(opened).await;
    assert_eq!(led.status, StatusCode::OK, "{}", led.words());
    led.says("Entered. That dossier is not for you to see.");
    at_work(&ministry, "nesse").await.get("/dossiers/theirs").await.says("Theirs");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_that_sees_a_question_draws_up_a_draft_in_its_own_name() {
    let ministry = Ministry::found();
    let (dossier, home) = (id("border-line"), Some(id("legal")));
    let open = |rule| Act::OpenDossier {
        dossier,
        title: "The border line".to_owned(),
        code: None,
        home,
        level: None,
        rule: Some(rule),
    };
    act_of(&ministry.office, "nesse", open(Visibility::WholeHouse), Bodies::default());
    // Press is neither named nor keeps it, and sees it as the whole house does.
    let mut sool = at_work(&ministry, "sool").await;
    let page = sool.get(QUESTION).await;
    page.says("Begin a draft").says("Put it before the desk that decides");
    let (place, fields) = page.form(&format!("{QUESTION}/drafts"), "multipart/form-data");
    let facts = [("title", "Shall we?"), ("kind", "letter"), ("series", "OPEN"), ("text", "We shall.")];
    let begun = sool.upload(&place, &changed(&fields, &facts), &[]).await;
    sool.follow(begun).await.says("Draft 1 begun by Press desk: letter, Shall we?");
    submit(&mut sool, &[("to", "registry")]).await.says("Submission 1 put before Registry by Press desk.");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_amended_text_and_a_file_are_not_taken_one_for_the_other() {
    let (_ministry, _nesse, mut halden) = before_the_minister().await;
    let (place, fields) = halden.get(SUBMISSION).await.form(&format!("{QUESTION}/amend/1"), "");
    let file = ("adopted.txt", &b"To wait for spring.\n"[..]);
    let written = [("text", "Draft resolution.\r\nTo wait.\r\n"), ("password", PASSWORD)];
    let both = halden.upload(&place, &changed(&fields, &written), &[file]).await;
    assert_eq!(both.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", both.words());
    both.says("There is a text and a file; a version is one of them.");
    assert!(both.html.contains("To wait."), "what was written is not lost: {}", both.html);
    // The words that stood in the field, left as they were, are not in the way of the file.
    let (place, fields) = halden.get(SUBMISSION).await.form(&format!("{QUESTION}/amend/1"), "");
    let done = halden.upload(&place, &changed(&fields, &[]), &[file]).await;
    halden.follow(done).await.says("Submission 1 adopted as amended.");
    let text = halden.get(&format!("{QUESTION}/drafts/1/versions/2/text")).await;
    assert_eq!(text.html, "To wait for spring.\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_is_written_on_at_the_submission_up_to_its_limit() {
    const LIMIT: usize = 24 * 1024;
    for (bytes, fits) in [(LIMIT, true), (LIMIT + 1, false)] {
        let text = "To publish & wait. ".repeat(LIMIT / 19 + 2);
        let ministry = with_a_question(Some(&text[..bytes]));
        let (mut nesse, mut halden) = (at_work(&ministry, "nesse").await, at_work(&ministry, "halden").await);
        submit(&mut nesse, &[]).await;
        let page = halden.get(SUBMISSION).await;
        assert!(page.html.len() < 100_000, "{}", page.html.len());
        let (_, fields) = page.form(&format!("{QUESTION}/amend/1"), "");
        let drawn = fields.into_iter().find(|(name, _)| name == "text").unwrap().1;
        assert_eq!((drawn.len() == bytes, drawn.is_empty()), (fits, !fits), "{bytes}: {}", drawn.len());
        assert_eq!(page.words().contains("The text is too long to be written on here"), !fits);
    }
}
