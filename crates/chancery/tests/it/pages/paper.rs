//! The page of one paper: what it shows of card, versions and trail, and what its forms do.

use axum::http::StatusCode;

use super::client::{Client, Page};
use super::house::{Ministry, PASSWORD};
use super::{MEMORANDUM, TELEGRAM};

async fn at_work(ministry: &Ministry, officer: &str) -> Client {
    let mut client = Client::new(&ministry.router);
    client.sign_in(officer, PASSWORD).await;
    client
}

/// Adds a file to a paper by the form on its page; the page it leads to.
async fn add(clerk: &mut Client, paper: &str, changes: &[(&str, &str)], file: &[u8]) -> Page {
    let page = clerk.get(paper).await;
    let (place, fields) = page.form(&format!("{paper}/versions"), "");
    let kept = fields.iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    let sent: Vec<(&str, &str)> =
        kept.map(|(name, text)| (name.as_str(), text.as_str())).chain(changes.iter().copied()).collect();
    clerk.upload(&place, &sent, &[("scan.txt", file)]).await
}

const NUMBER_FORM: &str = "name=\"field\" value=\"number\"";

#[tokio::test(flavor = "multi_thread")]
async fn passages_are_marked_only_on_the_text_the_card_was_read_from() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let paper = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    assert!(orlo.get(&paper).await.html.contains("data-f=\"number\""));
    let original = format!("MINISTRY OF ARLE\n\n{MEMORANDUM}");
    let added = add(&mut orlo, &paper, &[("kind", "original")], original.as_bytes()).await;
    let newest = orlo.follow(added).await;
    newest.says("version 2 of 2").says("The card was read from version 1");
    assert!(!newest.html.contains("data-f="), "{}", newest.html);
    let first = orlo.get(&format!("{paper}?version=0")).await;
    first.says_not("The card was read from");
    assert!(first.html.contains("data-f=\"number\""));
    // A passage selected on the other text fills the field, and is not taken for one of the card's text.
    let spans = [("value", "397"), ("spans", "{\"number\":{\"397\":[0,8]}}")];
    let put = orlo.fill(&newest, &paper, NUMBER_FORM, &spans).await;
    orlo.follow(put).await.says("397 set by an officer");
    let first = orlo.get(&format!("{paper}?version=0")).await;
    assert!(!first.html.contains("data-f=\"number\""), "{}", first.html);
    let at = MEMORANDUM.find("396").unwrap();
    let spans = format!("{{\"number\":{{\"396\":[{at},{}]}}}}", at + 3);
    let put = orlo.fill(&first, &paper, NUMBER_FORM, &[("value", "396"), ("spans", &spans)]).await;
    assert_eq!(put.status, StatusCode::SEE_OTHER, "{}", put.html);
    let first = orlo.get(&format!("{paper}?version=0")).await;
    assert!(first.html.contains("data-f=\"number\">396"), "{}", first.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_sent_back_unchanged_makes_no_entry() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let paper = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    let page = orlo.get(&paper).await;
    let put = orlo.fill(&page, &paper, NUMBER_FORM, &[]).await;
    assert_eq!(put.status, StatusCode::CONFLICT, "{}", put.html);
    put.says("says that already");
    let after = orlo.get(&paper).await;
    after.says_not("put right");
    assert!(after.html.contains("data-f=\"number\">No. 396"), "{}", after.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trail_says_what_stood_there_before() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let paper = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    let page = orlo.get(&paper).await;
    page.says("Its card: memorandum, No. 396, of 25 December 1951, from A. Grevin.").says_not("Described");
    let (date, from) = ("name=\"field\" value=\"date\"", "name=\"field\" value=\"from\"");
    let put = orlo.fill(&page, &paper, date, &[("value", "December 1951"), ("reason", "the day is smudged.")]).await;
    let page = orlo.follow(put).await;
    page.says("Date put right from 25 December 1951 to December 1951: the day is smudged.").says_not("smudged..");
    let put = orlo.fill(&page, &paper, from, &[("value", "A. Grevin, Ministry of Arle")]).await;
    let page = orlo.follow(put).await;
    page.says("From put right from “A. Grevin” to “A. Grevin, Ministry of Arle”.");
    let drawn_before = orlo.get(&paper).await;
    let put = orlo.fill(&page, &paper, "name=\"field\" value=\"place\"", &[("value", "Corvain")]).await;
    let after = orlo.follow(put).await;
    after.says("Place put right from not known to “Corvain”.");
    // One whose form is overtaken sees what was entered and what is their own.
    let late = orlo.fill(&drawn_before, &paper, "name=\"field\" value=\"place\"", &[("value", "Arle")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    late.says("Place put right from not known to “Corvain”.").says("Yours: Place “Arle”.");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trail_names_desk_citation_and_number() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let telegram = orlo.enter(TELEGRAM, &[("desk", "")]).await;
    let paper = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    orlo.get(&paper).await.says("“telegram No. 812” found held: IN-1951-0001.");
    let page = orlo.get(&paper).await;
    let untied = orlo.fill(&page, &format!("{paper}/citations/0/untie"), "Undo", &[("reason", "another year's")]).await;
    let page = orlo.follow(untied).await;
    page.says("“telegram No. 812” does not mean another paper: another year's.");
    let tied = [("number", "IN-1951-0001")];
    let tied = orlo.fill(&page, &format!("{paper}/citations/0/tie"), "name=\"number\"", &tied).await;
    let page = orlo.follow(tied).await;
    page.says("“telegram No. 812” tied to IN-1951-0001.").says_not("itations found held");
    let linked = orlo.fill(&page, &format!("{paper}/answers"), "", &[("number", "IN-1951-0001")]).await;
    let page = orlo.follow(linked).await;
    page.says("It answers IN-1951-0001.");
    orlo.get(&telegram).await.says("It is answered by IN-1951-0002.").says_not("It answers IN-");
    let out = orlo.fill(&page, &format!("{paper}/direct"), "", &[("desk", "legal")]).await;
    assert_eq!(out.status, StatusCode::SEE_OTHER, "{}", out.html);
    let mut nesse = at_work(&ministry, "nesse").await;
    let page = nesse.get(&paper).await;
    let accepted = nesse.fill(&page, &format!("{paper}/directions/1/accept"), "", &[]).await;
    nesse.follow(accepted).await.says("Legal desk accepted it.").says_not("Direction 1");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_finished_is_late_no_longer() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let paper = orlo.enter(MEMORANDUM, &[("desk", "legal"), ("due", "1951-12-26"), ("then", "next")]).await;
    let paper = format!("/papers/{}", paper.split("done=").nth(1).unwrap());
    ministry.clock.set(serde_json::from_str("\"1951-12-29T08:00:00Z\"").unwrap());
    let mut nesse = at_work(&ministry, "nesse").await;
    let page = nesse.get(&paper).await;
    page.says("3 days late");
    let report = [("report", "It will be so this week.")];
    let page = nesse.fill(&page, &format!("{paper}/directions/1/done"), "", &report).await;
    let page = nesse.follow(page).await;
    page.says("was due 26 December").says_not("days late").says("so this week.").says_not("week..");
    assert!(!page.html.contains("class=\"nowrap late\""), "{}", page.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn with_whom_and_the_acts_stand_before_what_is_looked_up() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let paper = orlo.enter(MEMORANDUM, &[("desk", "legal"), ("then", "next")]).await;
    let paper = format!("/papers/{}", paper.split("done=").nth(1).unwrap());
    let mut nesse = at_work(&ministry, "nesse").await;
    let page = nesse.get(&paper).await;
    let at = |what: &str| page.html.find(what).unwrap_or_else(|| panic!("{what} is not on:\n{}", page.html));
    let order = [at("id=\"with\""), at("/accept\""), at("id=\"card\""), at("id=\"versions\""), at("id=\"trail\"")];
    assert!(order.is_sorted(), "{order:?}");
    page.says("With Legal desk, to review").says("Not known: Place, Precedence, Their copy");
    page.says("What it proposes and claims");
    for link in ["#done-1", "#pass-on-1", "#not-ours-1", "#direct"] {
        assert!(page.html.contains(&format!("href=\"{link}\"")), "{link}");
        assert!(page.html.contains(&format!("<form id=\"{}\"", &link[1..])), "{link}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_the_rules_would_allow_is_drawn() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let paper = orlo.enter(TELEGRAM, &[("desk", ""), ("series", "OPEN")]).await;
    let clerk = orlo.get(&paper).await;
    clerk.says("Mark out").says("Annul a number").says("Put right").says("Bind a name").says("Leave a remark");
    // The whole house sees an open letter; only registry and holder act on it.
    let mut sool = at_work(&ministry, "sool").await;
    let reader = sool.get(&paper).await;
    reader.says("Leave a remark").says("With Registry").says_not("Mark out").says_not("Annul").says_not("Put right");
    reader.says_not("Bind a name").says_not("Add a version").says_not("Give it a marking");
    // A name is chosen among those of the card: one that stands nowhere would give sight without a ground.
    let (_, fields) = clerk.form(&format!("{paper}/bind"), "");
    assert!(fields.contains(&("name".to_owned(), "Delegate Varga".to_owned())), "{fields:?}");
    assert!(!clerk.html.contains("<input type=\"text\" name=\"name\""), "{}", clerk.html);
    // A holder who is no registry marks nothing and annuls nothing.
    let page = orlo.get(&paper).await;
    let out = orlo.fill(&page, &format!("{paper}/direct"), "", &[("desk", "press")]).await;
    assert_eq!(out.status, StatusCode::SEE_OTHER, "{}", out.html);
    let holder = sool.get(&paper).await;
    holder.says("Mark out").says("Put right").says("Bind a name").says_not("Annul").says_not("Give it a marking");
    orlo.get(&paper).await.says("Take back from this desk").says("Annul a number").says_not("Pass on");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_is_kept_where_it_is_not_entered() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let paper = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    let page = orlo.get(&paper).await;
    let date = "name=\"field\" value=\"date\"";
    let typed = [("value", "32 December"), ("reason", "the stamp")];
    let again = orlo.fill(&page, &paper, date, &typed).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    again.says("“32 December” is not read as a date.").says("Back to the paper").says("With whom").says("Trail");
    let (_, kept) = again.form(&paper, date);
    assert!(kept.contains(&("value".to_owned(), "32 December".to_owned())), "{kept:?}");
    assert!(kept.contains(&("reason".to_owned(), "the stamp".to_owned())), "{kept:?}");
    assert!(again.html.contains("<details class=\"no-print\" open>"), "{}", again.html);
    assert!(again.html.contains("value=\"32 December\" autocomplete=\"off\" autofocus"), "{}", again.html);
    let right = orlo.fill(&again, &paper, date, &[("value", "26 December 1951")]).await;
    orlo.follow(right).await.says("to 26 December 1951: the stamp.");

    let page = orlo.get(&paper).await;
    let number = orlo.fill(&page, &format!("{paper}/answers"), "", &[("number", "IN-1899-9")]).await;
    assert_eq!(number.status, StatusCode::UNPROCESSABLE_ENTITY);
    number.says("No paper you may see has the number IN-1899-9.").says("Look in the register");
    assert!(number.html.contains("value=\"IN-1899-9\" required autofocus"), "{}", number.html);

    let marked = orlo.fill(&page, &format!("{paper}/mark"), "", &[("level", "open")]).await;
    assert_eq!(marked.status, StatusCode::SEE_OTHER, "{}", marked.html);
    let page = orlo.get(&paper).await;
    let raised = orlo.fill(&page, &format!("{paper}/mark"), "", &[("level", "secret"), ("reason", "")]).await;
    assert_eq!(raised.status, StatusCode::CONFLICT);
    raised.says("Write the reason.");
    let (_, kept) = raised.form(&format!("{paper}/mark"), "");
    assert!(kept.contains(&("level".to_owned(), "secret".to_owned())), "{kept:?}");
    assert!(raised.html.contains("name=\"reason\" value=\"\" required autofocus"), "{}", raised.html);
    let out = orlo.fill(&page, &format!("{paper}/direct"), "", &[("desk", "legal"), ("due", "1951-12-01")]).await;
    assert_eq!(out.status, StatusCode::CONFLICT);
    out.says("1951-12-01 is past").says("choose a desk");
    let (_, kept) = out.form(&format!("{paper}/direct"), "");
    assert!(kept.contains(&("desk".to_owned(), "legal".to_owned())), "{kept:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_right_file_says_that_it_replaces_and_the_same_file_is_held_already() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let paper = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    let twice = add(&mut orlo, &paper, &[("kind", "rescan"), ("source", "the mail")], MEMORANDUM.as_bytes()).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    twice.says("the paper has this very file already, as version 1").says("Look at version 1");
    assert!(twice.html.contains("name=\"source\" value=\"the mail\""), "{}", twice.html);
    let why = [("wrong", "0"), ("reason", "another's letter"), ("kind", "original")];
    let right = add(&mut orlo, &paper, &why, TELEGRAM.as_bytes()).await;
    let page = orlo.follow(right).await;
    page.says("In place of a wrong file").says("Version 1, paper.txt, taken back: another's letter");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_facts_of_arrival_are_put_right() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let paper = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    let page = orlo.get(&paper).await;
    let place = format!("{paper}/arrival");
    let right = [("received_on", "24 December"), ("received_time", "17:40"), ("channel", "courier"), ("reason", "")];
    let again = orlo.fill(&page, &place, "", &right).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let put = orlo.fill(&again, &place, "", &[("reason", "the courier's book")]).await;
    orlo.follow(put)
        .await
        .says("Received put right from 25 December 1951 to 24 December 1951, 17:40; channel put right from handed in to by courier or bag: the courier's book.")
        .says("Received 24 December 1951, 17:40 By courier or bag");
    let mut nesse = at_work(&ministry, "nesse").await;
    let page = orlo.get(&paper).await;
    let out = orlo.fill(&page, &format!("{paper}/direct"), "", &[("desk", "legal")]).await;
    assert_eq!(out.status, StatusCode::SEE_OTHER, "{}", out.html);
    assert!(!nesse.get(&paper).await.html.contains(&place), "the registry puts arrival right");
}

/// A mail that encloses one letter.
const MAIL: &str = "From: B. Tessel <tessel@harbour.example>\r\nTo: registry@arle.example\r\n\
Date: Mon, 24 Dec 1951 10:00:00 +0000\r\nSubject: Two letters\r\nMessage-ID: <1@harbour.example>\r\n\
MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"x\"\r\n\r\n\
--x\r\nContent-Type: text/plain\r\n\r\nPlease find the letter enclosed.\r\n\
--x\r\nContent-Type: text/plain; name=\"letter.txt\"\r\nContent-Disposition: attachment; filename=\"letter.txt\"\r\n\r\n\
HARBOUR BOARD\r\n\r\nNo. 77\r\n\r\n20 December 1951\r\n\r\nDues for the winter berths are owed.\r\n\
--x--\r\n";

#[tokio::test(flavor = "multi_thread")]
async fn an_enclosed_file_becomes_a_paper_of_its_own() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let read = orlo.upload("/enter/read", &[], &[("mail.eml", MAIL.as_bytes())]).await;
    let proposal = orlo.follow(read).await;
    let entered = orlo.fill(&proposal, "/enter/", "enter-and-next", &[("then", "plain"), ("desk", "")]).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.html);
    let paper = entered.place();
    let page = orlo.get(&paper).await;
    page.says("encloses letter.txt").says("Becomes a paper of its own");
    let split = orlo.fill(&page, &format!("{paper}/split"), "", &[]).await;
    let page = orlo.follow(split).await;
    page.says("“letter.txt” became a paper of its own, IN-1951-0002.").says("now IN-1951-0002");
    page.says_not("Becomes a paper of its own");
    let own = page.html.split("now <a href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    orlo.get(&own).await.says("It came inside IN-1951-0001").says("Their No. 77");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_year_that_is_not_typed_is_inferred_and_the_trail_says_from_what() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let paper = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    let page = orlo.get(&paper).await;
    let start = MEMORANDUM.find("27 December").unwrap();
    let spans = format!("{{\"date\":{{\"27 December\":[{start},{}]}}}}", start + "27 December".len());
    let date = "name=\"field\" value=\"date\"";
    let put = orlo.fill(&page, &paper, date, &[("value", "27 December"), ("spans", spans.as_str())]).await;
    let page = orlo.follow(put).await;
    page.says("Date put right from 25 December 1951 to 27 December 1951: the year follows from the paper’s date, 25 December 1951.");
    assert!(page.html.contains("data-f=\"date"), "{}", page.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_scan_offers_what_it_reads() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let described = orlo.post("/enter/without", &[("absence", "not_yet_scanned")]).await;
    let proposal = orlo.follow(described).await;
    let card = [("from", "A. Grevin"), ("subject", "The talks"), ("then", "plain")];
    let entered = orlo.fill(&proposal, "/enter/", "enter-and-next", &card).await;
    let paper = entered.place();
    let added = add(&mut orlo, &paper, &[("kind", "received")], MEMORANDUM.as_bytes()).await;
    let page = orlo.follow(added).await;
    page.says("Version 1 reads: 396 Take").says("Version 1 reads: 25 December 1951 Take");
    page.says_not("reads: A. Grevin").says_not("reads: According");
    let taken = orlo
        .fill(&page, &paper, "name=\"taken\" value=\"yes\"><input type=\"hidden\" name=\"field\" value=\"number\"", &[])
        .await;
    let page = orlo.follow(taken).await;
    page.says("Their No. put right from not known to “396”: as version 1 reads.").says_not("reads: 396");
    assert!(page.html.contains("data-f=\"number\">No. 396"), "{}", page.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dossier_is_known_by_its_title() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let first = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    let second = orlo.enter(TELEGRAM, &[("desk", ""), ("series", "OPEN")]).await;
    let page = orlo.get(&first).await;
    // The first dossier of all is a new one unless that is taken back.
    assert!(page.html.contains("name=\"new\" value=\"yes\" checked"), "{}", page.html);
    let unknown = orlo.fill(&page, &format!("{first}/file"), "", &[("dossier", "The truce talks"), ("new", "")]).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    unknown.says("No dossier that you may see is called “The truce talks”.");
    let opened = orlo.fill(&unknown, &format!("{first}/file"), "", &[("new", "yes")]).await;
    orlo.follow(opened).await.says("The truce talks");
    let page = orlo.get(&second).await;
    assert!(page.html.contains("<option value=\"The truce talks\">"), "{}", page.html);
    // A dossier whose papers are out of sight is not offered, nor found by its title.
    let out = orlo.fill(&page, &format!("{second}/direct"), "", &[("desk", "press")]).await;
    assert_eq!(out.status, StatusCode::SEE_OTHER, "{}", out.html);
    let mut sool = at_work(&ministry, "sool").await;
    let holder = sool.get(&second).await;
    holder.says_not("The truce talks");
    let hidden =
        sool.fill(&holder, &format!("{second}/file"), "", &[("dossier", "The truce talks"), ("new", "")]).await;
    assert_eq!(hidden.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = orlo.get(&first).await;
    let code = page.html.split("href=\"/dossiers/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert!(code.starts_with("truce-talks-"), "{code}");
    let dossier = format!("/dossiers/{code}");
    orlo.get(&dossier).await.says("kept by Registry").says("IN-1951-0001");
    let absent = sool.get("/dossiers/nowhere").await;
    let unseen = sool.get(&dossier).await;
    assert_eq!((unseen.status, unseen.words()), (StatusCode::NOT_FOUND, absent.words()));
    // Filed there, a paper that others see does not tell them of the dossier.
    let page = orlo.get(&second).await;
    let filed = orlo.fill(&page, &format!("{second}/file"), "", &[("dossier", "The truce talks")]).await;
    orlo.follow(filed).await.says("The truce talks");
    let page = sool.get(&second).await;
    page.says_not("The truce talks").says_not("filed in");
    assert!(!page.html.contains(&code), "{}", page.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dossier_takes_papers_in_from_its_own_page() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let first = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    let second = orlo.enter(TELEGRAM, &[("desk", ""), ("series", "OPEN")]).await;
    let page = orlo.get(&first).await;
    let opened =
        orlo.fill(&page, &format!("{first}/file"), "", &[("dossier", "The truce talks"), ("new", "yes")]).await;
    let page = orlo.follow(opened).await;
    let dossier =
        format!("/dossiers/{}", page.html.split("href=\"/dossiers/").nth(1).unwrap().split('"').next().unwrap());
    let place = format!("{dossier}/file");
    let page = orlo.get(&dossier).await;
    let none = orlo.fill(&page, &place, "", &[("number", "OPEN-1951-0009")]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    none.says("No paper you may see has the number OPEN-1951-0009.");
    let field = none.html.split("name=\"number\"").nth(1).and_then(|rest| rest.split('>').next()).unwrap();
    assert!(field.contains("value=\"OPEN-1951-0009\"") && field.contains(" autofocus"), "{field}");
    let taken = orlo.fill(&none, &place, "", &[("number", "OPEN-1951-0001")]).await;
    orlo.follow(taken).await.says("OPEN-1951-0001 is filed here. Entry").says("of the record");
    orlo.get(&second).await.says("filed in The truce talks");
    // Once is enough.
    let page = orlo.get(&dossier).await;
    let again = orlo.fill(&page, &place, "", &[("number", "OPEN-1951-0001")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    again.says("Not entered:");
    // Who sees dossier and paper, and neither keeps nor holds the paper, does not file it.
    let mut sool = at_work(&ministry, "sool").await;
    assert_eq!(sool.post(&place, &[("number", "OPEN-1951-0001")]).await.status, StatusCode::NOT_FOUND);
    // A part of its title finds a dossier's name, and files nothing.
    let page = orlo.get(&second).await;
    let part = orlo.fill(&page, &format!("{second}/file"), "", &[("dossier", "truce")]).await;
    assert_eq!(part.status, StatusCode::UNPROCESSABLE_ENTITY);
    part.says("No dossier that you may see is called “truce”, whole. Perhaps you mean “The truce talks”;");
}

#[tokio::test(flavor = "multi_thread")]
async fn marking_out_begins_with_what_the_paper_asks_and_by_when() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    let paper = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    let page = orlo.get(&paper).await;
    let (_, fields) = page.form(&format!("{paper}/direct"), "");
    let said = |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str());
    assert_eq!((said("asked"), said("due")), (Some("review"), Some("27 December 1951")));
    // A day that is past is nobody's deadline any more.
    let late = MEMORANDUM.replace("by 27 December", "by 20 December 1951").replace("No. 396", "No. 397");
    let late = orlo.enter(&late, &[("desk", "")]).await;
    let page = orlo.get(&late).await;
    let (_, fields) = page.form(&format!("{late}/direct"), "");
    assert_eq!(fields.iter().find(|(known, _)| known == "due").map(|(_, text)| text.as_str()), Some(""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_match_offered_is_named_in_the_trail_and_a_marking_read_is_next() {
    let ministry = Ministry::found();
    let mut orlo = at_work(&ministry, "orlo").await;
    orlo.enter(TELEGRAM, &[("desk", "")]).await;
    let text = "SECRET\n\nTo Minister Halden J.\n\nAs telegram No. 812 foresaw, the talks go on.\n\nB. Tessel\n\n\
25 December 1951\n\nNo. 31\n";
    let paper = orlo.enter(text, &[("desk", ""), ("level", "")]).await;
    let page = orlo.get(&paper).await;
    page.says("“telegram No. 812” may mean IN-1951-0001: offered.").says("its marking is confirmed");
    assert!(page.html.contains("<a class=\"button small plain\" href=\"#mark\">Confirm the marking"), "{}", page.html);
    assert!(!page.html.contains("href=\"#direct\""), "{}", page.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_came_too_late_is_given_again_where_it_is_chosen() {
    let ministry = Ministry::found();
    let mut orlo = Client::new(&ministry.router);
    orlo.sign_in("orlo", PASSWORD).await;
    let paper = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    let (first, stale) = (orlo.get(&paper).await, orlo.get(&paper).await);
    let place = format!("{paper}/versions");
    let send = async |orlo: &mut Client, page: &Page, file: &[u8]| {
        let (place, mut fields) = page.form(&place, "multipart/form-data");
        fields.retain(|(name, _)| name != "wrong" && name != "reason");
        let mut sent: Vec<(&str, &str)> = fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        sent.extend([("wrong", "0"), ("reason", "A page was missing.")]);
        orlo.upload(&place, &sent, &[("right.txt", file)]).await
    };
    let done = send(&mut orlo, &first, b"One page more.\n").await;
    orlo.follow(done).await.says("A page was missing.");
    let reused = send(&mut orlo, &first, b"Two pages more.\n").await;
    assert_eq!(reused.status, StatusCode::CONFLICT);
    reused.says("This form was sent before, and is entered.");
    let late = send(&mut orlo, &stale, b"Two pages more.\n").await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    late.says("The paper changed while you looked at it.").says("A page was missing.");
    assert!(!late.html.contains("Enter mine all the same"), "{}", late.html);
    let (place, fields) = late.form(&place, "multipart/form-data");
    let mut sent: Vec<(&str, &str)> = fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    sent.retain(|(name, _)| *name != "wrong");
    sent.push(("wrong", "1"));
    let again = orlo.upload(&place, &sent, &[("right.txt", b"Two pages more.\n")]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.words());
}
