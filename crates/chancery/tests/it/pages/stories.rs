//! A clerk's and the desks' day.

use axum::http::StatusCode;

use super::client::Client;
use super::house::{Ministry, PASSWORD};
use super::{MEMORANDUM, TELEGRAM};

async fn at_work(ministry: &Ministry, officer: &str) -> Client {
    let mut client = Client::new(&ministry.router);
    client.sign_in(officer, PASSWORD).await;
    client
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_is_read_shown_and_entered() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    orlo.get("/enter").await.says("Drop files here.").says("next in Incoming : IN-1951-0001");
    let proposal = orlo.read(MEMORANDUM).await;
    proposal.says("telegram No. 812 cited, not held, will close when it comes in").says("Enter and take the next");
    assert!(proposal.html.contains("data-f=\"number\">"), "the passage of the number is marked");
    let (_, fields) = proposal.form("/enter/", "enter-and-next");
    let said = |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str());
    assert_eq!((said("number"), said("date")), (Some("396"), Some("25 December 1951")));
    let entered = orlo
        .fill(&proposal, "/enter/", "enter-and-next", &[("then", "next"), ("desk", "legal"), ("asked", "review")])
        .await;
    let next = orlo.follow(entered).await;
    next.says("Entered as IN-1951-0001").says("Marked out to Legal desk, to review").says("1 entered today");
    orlo.get("/register").await.says("IN-1951-0001").says("396").says("Legal desk").says("not held");
    // The same form sent again enters nothing twice.
    let again = orlo.fill(&proposal, "/enter/", "enter-and-next", &[("then", "plain"), ("desk", "legal")]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    orlo.get("/enter").await.says("1 entered today");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_paper_twice_is_seen_before_a_number_is_taken() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let first = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    let proposal = orlo.read(MEMORANDUM).await;
    proposal.says("Held already? IN-1951-0001 has the same bytes.").says("Add to No. IN-1951-0001");
    let refused = orlo.fill(&proposal, "/enter/", "enter-and-next", &[("desk", ""), ("then", "plain")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    refused.says("Not entered: a look-alike is held").says("Why it is entered though a look-alike is held");
    let why = [("again", "the courier brought it twice"), ("desk", ""), ("then", "plain")];
    let entered = orlo.fill(&refused, "/enter/", "enter-and-next", &why).await;
    let page = orlo.follow(entered).await;
    page.says("IN-1951-0002").says("beside IN-1951-0001: the courier brought it twice");
    assert!(page.html.contains("IN-1951-0002") && first.starts_with("/papers/"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_look_alike_is_added_to_the_number_held() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let first = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    let scanned = format!("{MEMORANDUM}\n");
    let proposal = orlo.read(&scanned).await;
    proposal.says("Held already?");
    let added = orlo.fill(&proposal, "/enter/", "Add to No.", &[]).await;
    assert!(added.place().starts_with(&first), "{}", added.html);
    orlo.follow(added).await.says("version 2 of 2").says("Scanned again");
    orlo.get("/enter").await.says("IN-1951-0002").says_not("In your bag");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_cited_and_not_held_closes_when_it_comes_in() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let memorandum = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    orlo.get(&memorandum).await.says("cited, not held");
    let proposal = orlo.read(TELEGRAM).await;
    proposal.says("Closes “telegram No. 812” of IN-1951-0001.");
    let entered = orlo.fill(&proposal, "/enter/", "enter-and-next", &[("then", "next"), ("desk", "")]).await;
    let told = orlo.follow(entered).await;
    told.says("Entered as IN-1951-0002").says("It closes a citation of IN-1951-0001");
    orlo.get(&memorandum).await.says("telegram No. 812").says("IN-1951-0002").says_not("cited, not held");
    let telegram = told.html.split("href=\"/papers/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    orlo.get(&format!("/papers/{telegram}")).await.says("Cited by IN-1951-0001");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_is_put_right_and_a_stale_form_says_what_changed() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let paper = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    let (page, drawn_before) = (orlo.get(&paper).await, orlo.get(&paper).await);
    let start = MEMORANDUM.find("27 December").unwrap();
    let spans = format!("{{\"date\":{{\"27 December 1951\":[{start},{}]}}}}", start + "27 December".len());
    let mark = "name=\"field\" value=\"date\"";
    let right = [("value", "27 December 1951"), ("reason", "the stamp says so"), ("spans", spans.as_str())];
    let done = orlo.fill(&page, &paper, mark, &right).await;
    let done_at = done.place();
    let after = orlo.follow(done).await;
    after
        .says("Date put right from 25 December 1951 to 27 December 1951: the stamp says so.")
        .says("27 December 1951 set by an officer");
    assert!(after.html.contains("data-f=\"date"), "the passage selected is the field's passage now");
    // The same form sent twice is answered as it was; with something else in it, it is drawn again.
    let twice = orlo.fill(&page, &paper, mark, &right).await;
    assert_eq!(twice.place(), done_at, "{}", twice.words());
    let other = orlo.fill(&page, &paper, mark, &[("value", "28 December 1951"), ("reason", "no, so")]).await;
    assert_eq!(other.status, StatusCode::CONFLICT);
    other.says("This form was sent before, and is entered.");
    // One drawn before that stands in the way of what was entered in between.
    let stale = orlo.fill(&drawn_before, &paper, mark, &[("value", "26 December 1951"), ("reason", "no, so")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    stale.says("The paper changed while you looked at it.").says("the stamp says so");
    let mine = orlo.fill(&stale, &paper, "Enter mine all the same", &[]).await;
    orlo.follow(mine).await.says("26 December 1951");
    // Another field is in nobody's way.
    let other = orlo.fill(&page, &paper, "name=\"field\" value=\"place\"", &[("value", "Arle")]).await;
    assert_eq!(other.status, StatusCode::SEE_OTHER, "{}", other.html);
    let unread = orlo.fill(&after, &paper, mark, &[("value", "32 December")]).await;
    assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);
    unread.says("is not read as a date. Write 25 December 1951");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_is_marked_out_passed_on_returned_and_done() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let paper = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    let mut nesse = at_work(&ministry, "nesse").await;
    assert_eq!(nesse.get(&paper).await.status, StatusCode::NOT_FOUND);
    let page = orlo.get(&paper).await;
    let out = [("desk", "legal"), ("asked", "concur"), ("due", "1951-12-26"), ("remark", "before noon")];
    let directed = orlo.fill(&page, &format!("{paper}/direct"), "", &out).await;
    orlo.follow(directed).await.says("Legal desk, to concur, by tomorrow").says("“before noon”");

    nesse.get("/").await.says("Concur").says("IN-1951-0001").says("by tomorrow").says("“before noon”");
    let seen = nesse.get(&paper).await;
    let on = [("desk", "press"), ("asked", "note")];
    let passed = nesse.fill(&seen, &format!("{paper}/directions/1/pass-on"), "", &on).await;
    assert_eq!(passed.status, StatusCode::SEE_OTHER, "{}", passed.html);

    let mut sool = at_work(&ministry, "sool").await;
    let seen = sool.get(&paper).await;
    let back = sool.fill(&seen, &format!("{paper}/directions/2/return"), "", &[("reason", "not the press")]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.html);
    nesse.get("/").await.says("Came back").says("not the press");
    let seen = nesse.get(&paper).await;
    let out = [("desk", "press"), ("asked", "act")];
    let again = nesse.fill(&seen, &format!("{paper}/direct"), "", &out).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.html);
    let seen = sool.get(&paper).await;
    let taken = sool.fill(&seen, &format!("{paper}/directions/3/accept"), "", &[]).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.html);
    let seen = sool.get(&paper).await;
    let done = sool.fill(&seen, &format!("{paper}/directions/3/done"), "", &[("report", "printed")]).await;
    let chain = sool.follow(done).await;
    chain.says("Passed on by T. Nesse").says("Returned, not ours: not the press").says("Done: printed");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_went_wrong_is_put_right() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let paper = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    let page = orlo.get(&paper).await;
    let directed = orlo.fill(&page, &format!("{paper}/direct"), "", &[("desk", "legal")]).await;
    assert_eq!(directed.status, StatusCode::SEE_OTHER, "{}", directed.html);
    let other = orlo.enter(TELEGRAM, &[("desk", "")]).await;
    // The legal desk passed on what it should not have had.
    let mut nesse = at_work(&ministry, "nesse").await;
    let seen = nesse.get(&paper).await;
    let passed = nesse.fill(&seen, &format!("{paper}/directions/1/pass-on"), "", &[("desk", "press")]).await;
    assert_eq!(passed.status, StatusCode::SEE_OTHER, "{}", passed.html);
    let seen = orlo.get(&paper).await;
    let wrong = [("reason", "the wrong desk")];
    let back = orlo.fill(&seen, &format!("{paper}/directions/1/redirect"), "", &wrong).await;
    orlo.follow(back).await.says("Taken back: the wrong desk");
    nesse.get(&paper).await.says("You see of this paper its number, and what you yourself did on it.");
    at_work(&ministry, "sool").await.get(&paper).await.says("Waits there.");

    // A wrong answer, and a wrong file without the right one.
    let seen = orlo.get(&other).await;
    let linked = orlo.fill(&seen, &format!("{other}/answers"), "", &[("number", "IN-1951-0001")]).await;
    let seen = orlo.follow(linked).await;
    seen.says("It answers IN-1951-0001 Undo");
    let undone = orlo.fill(&seen, &format!("{other}/answers/undo"), "", &[("reason", "another letter")]).await;
    let seen = orlo.follow(undone).await;
    seen.says_not("It answers IN-1951-0001 Undo").says("It does not answer IN-1951-0001: another letter");
    let gone = [("wrong", "0"), ("reason", "a page of another paper")];
    let taken = orlo.fill(&seen, &format!("{other}/versions/withdraw"), "", &gone).await;
    orlo.follow(taken).await.says("taken back: a page of another paper").says("Not yet scanned");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_is_annulled_with_its_reason() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let paper = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    let page = orlo.get(&paper).await;
    let empty = orlo.fill(&page, &format!("{paper}/void"), "", &[("reason", "")]).await;
    assert_eq!(empty.status, StatusCode::CONFLICT);
    empty.says("Not entered").says("Write the reason.");
    let void = orlo.fill(&page, &format!("{paper}/void"), "", &[("reason", "scanned twice")]).await;
    orlo.follow(void).await.says("IN-1951-0001 void: scanned twice");
    orlo.get("/register").await.says("IN-1951-0001").says("void: scanned twice");
    orlo.get("/enter").await.says("next in Incoming : IN-1951-0002");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cover_gets_its_number_now_and_its_scan_later() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let described = orlo.post("/enter/without", &[("absence", "not_yet_scanned")]).await;
    let proposal = orlo.follow(described).await;
    proposal.says("Not yet scanned.").says("Its scan is added to the same number later.");
    let card = [
        ("from", "Harbour Board"),
        ("subject", "Dues for the winter berths"),
        ("then", "plain"),
        ("original_at", "safe 2"),
    ];
    let entered = orlo.fill(&proposal, "/enter/", "enter-and-next", &card).await;
    let paper = entered.place();
    orlo.follow(entered).await.says("IN-1951-0001").says("Not yet scanned.").says("The original lies in safe 2.");
    let page = orlo.get(&paper).await;
    let (place, fields) = page.form(&format!("{paper}/versions"), "");
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).chain([("channel", "post")]).collect();
    let scan: &[u8] = b"HARBOUR BOARD\n\nDues for the winter berths are owed from 1 January.\n";
    let added = orlo.upload(&place, &fields, &[("scan.txt", scan)]).await;
    let after = orlo.follow(added).await;
    after.says("Dues for the winter berths are owed").says("scan.txt").says_not("A scan is added below");
    after.says("Subject Dues for the winter berths");
    orlo.get("/register").await.says("IN-1951-0001").says_not("IN-1951-0002");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_empty_takes_no_number() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let empty = orlo.upload("/enter/read", &[], &[("letter.txt", b"")]).await;
    assert_eq!(empty.status, StatusCode::CONFLICT);
    empty.says("Not entered: the file letter.txt is empty.").says("Get the file again");
    let described = orlo.post("/enter/without", &[("absence", "oral")]).await;
    let untouched = orlo.follow(described).await;
    let refused = orlo.fill(&untouched, "/enter/", "enter-and-next", &[("then", "next")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    refused.says("Say at least from whom, to whom or about what.");
    orlo.get("/enter").await.says("0 entered today").says("next in Incoming : IN-1951-0001");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_given_before_a_restart_has_to_be_given_again() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let proposal = orlo.read(MEMORANDUM).await;
    // Other pages over the same office: what a restart leaves.
    let options = chancery::web::WebOptions { secure_cookies: true, ..Default::default() };
    let router = chancery::web::router(ministry.office.clone(), ministry.doors.clone(), options);
    let mut after = Client::new(&router);
    after.sign_in("orlo", PASSWORD).await;
    let gone = after.fill(&proposal, "/enter/", "enter-and-next", &[("desk", ""), ("then", "plain")]).await;
    assert_eq!(gone.status, StatusCode::GONE);
    gone.says("The file has to be given again.").says("no number was taken");
    // Had it been entered before, the same form leads to its paper.
    let first = orlo.fill(&proposal, "/enter/", "enter-and-next", &[("desk", ""), ("then", "plain")]).await;
    let again = after.fill(&proposal, "/enter/", "enter-and-next", &[("desk", ""), ("then", "plain")]).await;
    assert_eq!(first.place(), again.place());
}

#[tokio::test(flavor = "multi_thread")]
async fn names_give_sight_only_when_they_are_bound() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let mut nesse = at_work(&ministry, "nesse").await;
    let text = MEMORANDUM.replace("Minister Halden J.", "T. Nesse").replace("Arden", "T. Nesse");
    let paper = orlo.enter(&text, &[("desk", "")]).await;
    assert_eq!(nesse.get(&paper).await.status, StatusCode::NOT_FOUND);
    let page = orlo.get(&paper).await;
    let named = [("name", "T. Nesse"), ("named_as", "addressee"), ("to", "officer:nesse")];
    let bound = orlo.fill(&page, &format!("{paper}/bind"), "", &named).await;
    assert_eq!(bound.status, StatusCode::SEE_OTHER, "{}", bound.html);
    nesse.get(&paper).await.says("IN-1951-0001").says("T. Nesse");
    let page = orlo.get(&paper).await;
    let ended = orlo.fill(&page, &format!("{paper}/unbind"), "", &[("reason", "another Nesse")]).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.html);
    assert_eq!(nesse.get(&paper).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_register_narrows_and_goes_out_as_csv() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    orlo.enter(MEMORANDUM, &[("desk", ""), ("subject", "=HYPERLINK(1), a trap")]).await;
    orlo.enter(TELEGRAM, &[("desk", ""), ("series", "OPEN")]).await;
    orlo.get("/register?series=OPEN&year=1951")
        .await
        .says("Open letters, 1951")
        .says("OPEN-1951-0001")
        .says_not("IN-1951");
    let from = orlo.get("/register?from=Grevin").await;
    from.says("IN-1951-0001");
    assert_eq!(from.html.matches("data-open").count(), 1, "{}", from.html);
    let none = orlo.get("/register?state=cites_not_held&series=&kind=").await;
    assert_eq!(none.html.matches("data-open").count(), 0, "{}", none.html);
    let wrong = orlo.get("/register?year=last").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("“last” is no year; write 1951.");
    let csv = orlo.post("/register.csv", &[("year", "1951")]).await;
    assert!(csv.html.starts_with("our number,entered"));
    assert_eq!(csv.html.lines().count(), 3);
    assert!(csv.html.contains("\"'=HYPERLINK(1), a trap\""), "{}", csv.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_own_number_opens_its_paper_and_no_other() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let memorandum = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    orlo.enter(TELEGRAM, &[("desk", ""), ("series", "OPEN")]).await;
    assert_eq!(orlo.get("/search?q=in-1951-0001").await.place(), memorandum);
    orlo.get("/search?q=Grevin").await.says("1 paper").says_not("1 papers").says("Our No. Entered Received");
    // Whom it is hidden from is not shown another paper of that year instead.
    let mut sool = at_work(&ministry, "sool").await;
    sool.get("/search?q=IN-1951-0001").await.says("0 papers").says_not("OPEN-1951-0001");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_register_says_what_is_done_and_what_came_back() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let first = orlo.enter(MEMORANDUM, &[("desk", "legal"), ("then", "next")]).await;
    assert!(first.starts_with("/enter?done="), "{first}");
    let paper = first.replace("/enter?done=", "/papers/");
    let mut nesse = at_work(&ministry, "nesse").await;
    orlo.get("/register").await.says("IN-1951-0001").says("Legal desk, by 27 December").says_not("done, Legal desk");
    let seen = nesse.get(&paper).await;
    nesse.fill(&seen, &format!("{paper}/directions/1/done"), "", &[("report", "seen")]).await;
    orlo.get("/register").await.says("done, Legal desk");
    assert_eq!(orlo.get("/register?state=done").await.html.matches("data-open").count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_act_is_done_for_all_that_are_marked_and_refusals_are_told() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    for text in [MEMORANDUM, TELEGRAM] {
        orlo.enter(text, &[("desk", "")]).await;
    }
    let desk = orlo.get("/").await;
    let marks: Vec<String> = desk
        .html
        .split("name=\"")
        .skip(1)
        .filter(|rest| rest.starts_with("mark."))
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    assert_eq!(marks.len(), 2, "{}", desk.html);
    let out = [
        (marks[0].as_str(), "yes"),
        (marks[1].as_str(), "yes"),
        ("act", "direct"),
        ("desk", "legal"),
        ("asked", "review"),
        ("due", "28 December 1951"),
    ];
    let done = orlo.fill(&desk, "/desk", "", &out).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.html);
    done.says("2 papers marked out.").says("Nothing waits.");
    // The same form once more does nothing twice.
    orlo.fill(&desk, "/desk", "", &out).await.says("2 papers marked out.");

    let mut nesse = at_work(&ministry, "nesse").await;
    let desk = nesse.get("/").await;
    desk.says("Review").says("by 28 December");
    let marks: Vec<String> = marks.iter().map(|mark| mark.replace(".0.registry", ".1.legal")).collect();
    let one = [(marks[0].as_str(), "yes"), ("act", "accept")];
    nesse.fill(&desk, "/desk", "", &one).await.says("1 paper accepted.").says("Review, accepted");
    let both = [(marks[0].as_str(), "yes"), (marks[1].as_str(), "yes"), ("act", "accept")];
    let desk = nesse.get("/").await;
    let mixed = nesse.fill(&desk, "/desk", "", &both).await;
    assert_eq!(mixed.status, StatusCode::CONFLICT);
    mixed.says("1 paper accepted.").says("1 paper was not accepted.").says("direction 1 was accepted already");
    let none = nesse.fill(&desk, "/desk", "", &[("act", "accept")]).await;
    none.says("No line is marked.").says("T. Nesse, Legal desk");
    nesse.get("/desk").await.says("Legal desk").says("2 waiting");
    // Who may not see a paper learns nothing of it by marking it.
    let mut sool = at_work(&ministry, "sool").await;
    let blind = sool.post("/desk", &[(marks[0].as_str(), "yes"), ("act", "accept")]).await;
    blind.says("there is no such paper").says_not("IN-1951-0001");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_has_a_label_to_be_stuck_on() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let proposal = orlo.read(MEMORANDUM).await;
    let entered = orlo.fill(&proposal, "/enter/", "enter-and-next", &[("then", "next"), ("desk", "")]).await;
    let told = orlo.follow(entered).await;
    let label = told.html.split("href=\"").find(|rest| rest.contains("/label\"")).unwrap().split('"').next().unwrap();
    let page = orlo.get(label).await;
    page.says("Ministry of Arle IN-1951-0001 Entered 25 December 1951, 09:00 Incoming");
    let mut sool = at_work(&ministry, "sool").await;
    assert_eq!(sool.get(label).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_years_book_is_printed_with_its_voids_and_corrections() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let first = orlo.enter(MEMORANDUM, &[("desk", ""), ("subject", "Dues & berths")]).await;
    let void = orlo.enter(TELEGRAM, &[("desk", "")]).await;
    orlo.enter(&TELEGRAM.replace("812", "813"), &[("desk", ""), ("series", "OPEN")]).await;
    let page = orlo.get(&first).await;
    let right = [("value", "24 December 1951"), ("reason", "the stamp says so")];
    orlo.fill(&page, &first, "name=\"field\" value=\"date\"", &right).await;
    let page = orlo.get(&void).await;
    orlo.fill(&page, &format!("{void}/void"), "", &[("reason", "scanned twice")]).await;
    // The list leads to the book of its series, and what one clicks is not printed.
    let list = orlo.get("/register?series=IN&year=1951").await;
    list.says("1 paper, 1 void").says_not("1 papers");
    assert!(
        list.html.contains("<a class=\"no-print\" href=\"/register/book?series=IN&amp;year=1951\""),
        "{}",
        list.html
    );
    let book = orlo.get("/register/book?series=IN&year=1951").await;
    book.says("Incoming, 1951").says("IN-1951-0001 to IN-1951-0002").says("void: scanned twice").says_not("OPEN-1951");
    book.says("25 December 1951, M. Orlo: Date put right from").says("the stamp says so").says("25 Dec 25 Dec 24 Dec");
    orlo.get("/register/book?series=IN&year=1950").await.says("No number of this book");
    let choose = orlo.get("/register/book?series=&year=51st").await;
    choose.says("choose a series, and write the year as 1951").says("Open letters");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_moves_on_and_what_is_late_is_said() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    orlo.enter(MEMORANDUM, &[("desk", "legal"), ("due", "1951-12-26"), ("then", "next")]).await;
    ministry.clock.set(serde_json::from_str("\"1951-12-29T08:00:00Z\"").unwrap());
    let mut nesse = at_work(&ministry, "nesse").await;
    nesse.get("/").await.says("29 December 1951").says("1 late").says("3 days late");
}
