//! The card before the number is taken: what stands first, what is folded, and the numbers that are not simply the next.

use axum::http::StatusCode;
use procedure::act::Act;

use super::client::{Client, Page};
use super::house::{Ministry, PASSWORD, id};
use super::{MEMORANDUM, TELEGRAM};

async fn clerk(ministry: &Ministry) -> Client {
    let mut orlo = Client::new(&ministry.router);
    orlo.sign_in("orlo", PASSWORD).await;
    orlo
}

fn at(page: &Page, what: &str) -> usize {
    page.html.find(what).unwrap_or_else(|| panic!("{what:?} is not on the page:\n{}", page.html))
}

#[tokio::test(flavor = "multi_thread")]
async fn where_a_paper_goes_stands_before_what_it_is() {
    let ministry = Ministry::found();
    let mut orlo = clerk(&ministry).await;
    let proposal = orlo.read(MEMORANDUM).await;
    let order = ["name=\"series\"", "name=\"level\"", "name=\"desk\"", "name=\"kind\"", "It belongs to a paper held"];
    let order = order.map(|what| at(&proposal, what));
    assert!(order.is_sorted(), "{order:?}");
    assert!(at(&proposal, "value=\"27 December 1951\"") < at(&proposal, "name=\"kind\""), "the date is on that line");
    // What few papers have is folded away, and what the paper bears is not.
    let further = at(&proposal, "More fields");
    for field in ["name=\"place\"", "name=\"precedence\"", "name=\"their_copy\"", "name=\"under\""] {
        assert!(at(&proposal, field) > further, "{field}");
    }
    let placed = orlo.read(&MEMORANDUM.replace("25 December", "Arle, 25 December")).await;
    assert!(at(&placed, "name=\"place\"") < at(&placed, "More fields"), "{}", placed.html);
    assert!(at(&proposal, "What it proposes and claims") > at(&proposal, "name=\"copies\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_takes_a_sub_number_of_the_one_it_came_with() {
    let ministry = Ministry::found();
    let mut orlo = clerk(&ministry).await;
    orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    let proposal = orlo.read(TELEGRAM).await;
    let wrong = [("under", "IN-1951-0099"), ("desk", ""), ("subject", "kept as typed")];
    let unread = orlo.fill(&proposal, "/enter/", "enter-and-next", &wrong).await;
    assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);
    unread.says("No paper you may see has the number IN-1951-0099.");
    assert!(unread.html.contains("value=\"IN-1951-0099\"") && unread.html.contains("kept as typed"));
    let entered =
        orlo.fill(&unread, "/enter/", "enter-and-next", &[("under", "IN-1951-0001"), ("then", "plain")]).await;
    orlo.follow(entered).await.says("IN-1951-0001/1");
    orlo.get("/enter").await.says("next in Incoming : IN-1951-0002");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reserved_number_is_filled() {
    let ministry = Ministry::found();
    let (series, reason) = (id("IN"), "the mission in Osk".to_owned());
    ministry.act(Act::ReserveBlock { series, count: 3, reason });
    let mut orlo = clerk(&ministry).await;
    let proposal = orlo.read(TELEGRAM).await;
    proposal.says("next IN-1951-0004");
    let wrong = orlo.fill(&proposal, "/enter/", "enter-and-next", &[("reserved", "OUT/2"), ("desk", "")]).await;
    wrong.says("“OUT/2” is no number of the series IN.");
    let taken = orlo.fill(&proposal, "/enter/", "enter-and-next", &[("reserved", "9"), ("desk", "")]).await;
    assert_eq!(taken.status, StatusCode::CONFLICT);
    taken.says("Not entered: number 9 of").says("is not reserved").says("Take the next number instead.");
    let fills = [("reserved", "in-1951-0002"), ("desk", ""), ("then", "plain")];
    let entered = orlo.fill(&proposal, "/enter/", "enter-and-next", &fills).await;
    orlo.follow(entered).await.says("IN-1951-0002");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_belongs_elsewhere_comes_back_when_the_number_is_wrong() {
    let ministry = Ministry::found();
    let mut orlo = clerk(&ministry).await;
    let first = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    let proposal = orlo.read(TELEGRAM).await;
    let (place, fields) = proposal.form("/enter/", "id=\"belongs\"");
    assert!(place.ends_with("/add"), "{place}");
    let key = fields[0].1.clone();
    let unread = orlo.post(&place, &[("key", key.as_str()), ("held", "IN-1951-0099")]).await;
    unread.says("No paper you may see has the number IN-1951-0099.").says("Enter a paper");
    assert_eq!(format!("{}/add", orlo.get(&place).await.place()), place, "the address it stands under leads back");
    let added = orlo.post(&place, &[("key", key.as_str()), ("held", "IN-1951-0001")]).await;
    assert!(added.place().starts_with(&first), "{}", added.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn turning_to_the_next_part_keeps_what_was_typed() {
    let ministry = Ministry::found();
    let mut orlo = clerk(&ministry).await;
    let long = format!("{MEMORANDUM}\n{}", "The lamps in Mill Lane were counted again.\n\n".repeat(2_000));
    let proposal = orlo.read(&long).await;
    let place = proposal.form("/enter/", "enter-and-next").0;
    proposal.says("Part 1 of 3");
    assert!(proposal.html.contains("<button class=\"link\" form=\"card\" name=\"part\" value=\"2\">"));
    // Enter in a field takes the form's first button, and that must be the one that enters.
    assert!(at(&proposal, "form=\"card\" name=\"then\" value=\"next\" hidden") < at(&proposal, "name=\"part\""));
    let typed = [("subject", "Lamps, counted"), ("desk", "press"), ("due", "28 December 1951"), ("part", "2")];
    let turned = orlo.fill(&proposal, "/enter/", "enter-and-next", &typed).await;
    assert_eq!(turned.status, StatusCode::OK, "{}", turned.html);
    turned.says("Part 2 of 3").says("Lamps, counted");
    let (again, fields) = turned.form("/enter/", "enter-and-next");
    let said = |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str());
    assert_eq!((again, said("desk"), said("due")), (place, Some("press"), Some("28 December 1951")));
    orlo.get("/enter").await.says("0 entered today");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_field_to_look_at_is_in_hand() {
    let ministry = Ministry::found();
    let mut orlo = clerk(&ministry).await;
    let first = |page: &Page| page.html.split("data-first=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let proposal = orlo.read(MEMORANDUM).await;
    assert_eq!(first(&proposal), "kind", "the kind is inferred");
    let unread = orlo.fill(&proposal, "/enter/", "enter-and-next", &[("date", "32 May"), ("desk", "")]).await;
    assert_eq!(first(&unread), "date");
    let unread = orlo.fill(&proposal, "/enter/", "enter-and-next", &[("due", "soon"), ("desk", "legal")]).await;
    assert_eq!(first(&unread), "due");
    let past = [("due", "1 December 1951"), ("desk", "legal")];
    let refused = orlo.fill(&proposal, "/enter/", "enter-and-next", &past).await;
    assert_eq!((refused.status, first(&refused).as_str()), (StatusCode::CONFLICT, "due"));
    // What was written in a folded part stays in sight.
    let late = [("taken_in_by", "the porter"), ("due", "soon"), ("desk", "legal")];
    let again = orlo.fill(&proposal, "/enter/", "enter-and-next", &late).await;
    assert!(again.html.contains("<details class=\"act\" open><summary>How it came"), "{}", again.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_in_doubt_stands_first_and_a_clean_paper_needs_one_key() {
    let ministry = Ministry::found();
    let mut orlo = clerk(&ministry).await;
    let proposal = orlo.read(MEMORANDUM).await;
    let order = ["name=\"desk\"", "To look at", "name=\"kind\"", "As it stands on the paper", "name=\"number\""];
    let order = order.map(|what| at(&proposal, what));
    assert!(order.is_sorted(), "{order:?}");
    let clean = "MEMORANDUM No. 31\n\n24 December 1951\n\nTO: Legal desk\nFROM: B. Tessel\nSUBJECT: Lamps in Mill Lane\n\n\
                 The lamps in Mill Lane were counted.\n";
    let proposal = orlo.read(clean).await;
    proposal.says_not("To look at");
    assert!(proposal.html.contains("data-first=\"then\""), "the button that enters is in hand: {}", proposal.html);
    assert!(proposal.html.contains("<option value=\"legal\" selected"), "{}", proposal.html);
    let entered = orlo.fill(&proposal, "/enter/", "enter-and-next", &[("then", "next")]).await;
    orlo.follow(entered).await.says("Entered as IN-1951-0001, Lamps in Mill Lane").says("Marked out to Legal desk");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_else_a_field_might_be_is_taken_without_scripts() {
    let ministry = Ministry::found();
    let mut orlo = clerk(&ministry).await;
    let proposal =
        orlo.read("3/4/1951\n\nTO: Legal desk\nFROM: B. Tessel\nSUBJECT: Lamps\n\nThe lamps were counted.\n").await;
    proposal.says("3 April 1951 read day first").says("4 March 1951 read month first");
    let default = at(&proposal, "name=\"then\" value=\"next\" hidden");
    assert!(default < at(&proposal, "name=\"take\""), "Enter in a field must enter, not take another value");
    let taken =
        orlo.fill(&proposal, "/enter/", "enter-and-next", &[("take", "1"), ("subject", "Lamps, counted")]).await;
    assert_eq!(taken.status, StatusCode::OK);
    let (_, fields) = taken.form("/enter/", "enter-and-next");
    let said = |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str());
    assert_eq!((said("date"), said("subject")), (Some("4 March 1951"), Some("Lamps, counted")));
    let gone = orlo.fill(&proposal, "/enter/", "enter-and-next", &[("take", "9")]).await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
    let plain = [("then", "plain"), ("desk", ""), ("take", "")];
    let entered = orlo.fill(&taken, "/enter/", "enter-and-next", &plain).await;
    let paper = orlo.follow(entered).await;
    paper.says("4 March 1951");
    assert!(paper.html.contains("data-f=\"date\">3/4/1951<"), "its passage came with it: {}", paper.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_and_the_notice_name_people_and_desks() {
    let ministry = Ministry::found();
    let mut nesse = Client::new(&ministry.router);
    nesse.sign_in("nesse", PASSWORD).await;
    let proposal = nesse.read(MEMORANDUM).await;
    let refused = nesse.fill(&proposal, "/enter/", "enter-and-next", &[("desk", ""), ("then", "plain")]).await;
    refused.says("Not entered: T. Nesse acts for no desk that may do this; Registry may.");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_citation_that_may_be_meant_is_not_called_not_held() {
    let ministry = Ministry::found();
    let mut orlo = clerk(&ministry).await;
    let undated = TELEGRAM.replace("24 December 1951\n\n", "");
    orlo.enter(&undated, &[("desk", "")]).await;
    let proposal = orlo.read(&MEMORANDUM.replace("According to the report of Delegate Varga, the", "The")).await;
    proposal.says("may be IN-1951-0001, and will be offered");
    let next = [("then", "next"), ("desk", "")];
    let entered = orlo.fill(&proposal, "/enter/", "enter-and-next", &next).await;
    orlo.follow(entered).await.says("telegram No. 812 may be IN-1951-0001: look at the match.").says_not("not held");
    // One of our numbers as typed is held, and is what it says.
    let third = orlo.read(&TELEGRAM.replace("812", "900")).await;
    let entered = orlo
        .fill(&third, "/enter/", "enter-and-next", &[("citations", "IN-1951-0001"), ("then", "next"), ("desk", "")])
        .await;
    orlo.follow(entered).await.says("IN-1951-0001 is IN-1951-0001.").says_not("not held");
}

/// Two letters that were put into one file.
const TWO_LETTERS: &str = "No. 1\n\nOsk, May 3, 1951.\n\nDear Mr. Orlan:\n\nThe quay is closed until the ice is gone.\n\n\
                           I am, Sir, your obedient servant,\n\nAlwin Brask\n\nNo. 2\n\nOsk, May 9, 1951.\n\nDear Mr. Orlan:\n\n\
                           The quay is open again and the boats are back.\n\nI am, Sir, your obedient servant,\n\nAlwin Brask\n";

#[tokio::test(flavor = "multi_thread")]
async fn two_letters_in_one_file_become_two_papers_when_the_clerk_says_so() {
    let ministry = Ministry::found();
    let mut orlo = clerk(&ministry).await;
    let proposal = orlo.read(TWO_LETTERS).await;
    proposal.says("2 papers seem to stand in this file");
    let (divide, fields) = proposal.form("/enter/", "Enclose each by itself");
    let divided = orlo.post(&divide, &pairs(&fields)).await;
    let divided = orlo.follow(divided).await;
    divided.says("2 papers stand in this file. Each is enclosed and can be entered by itself.");
    divided.says_not("seem to stand");
    let entered =
        orlo.fill(&divided, "/enter/", "enter-and-next", &[("then", "plain"), ("subject", "Brask’s letters")]).await;
    let paper = orlo.follow(entered).await;
    let entered = orlo.fill(&paper, "/papers/", "Enter each by itself", &[("series", "IN")]).await;
    let paper = orlo.follow(entered).await;
    paper.says("now IN-1951-0002").says("now IN-1951-0003");
    orlo.get("/register").await.says("3 May 1 Letter Alwin Brask").says("9 May 2 Letter Alwin Brask");
    // What became papers is not entered again.
    assert!(!paper.html.contains("split-all"), "{}", paper.html);
}

/// What would be said of every file is said once, and the rest is not read for it.
#[tokio::test(flavor = "multi_thread")]
async fn entering_each_by_itself_ends_where_all_would_be_refused() {
    let ministry = Ministry::found();
    let mut orlo = clerk(&ministry).await;
    let proposal = orlo.read(TWO_LETTERS).await;
    let (divide, fields) = proposal.form("/enter/", "Enclose each by itself");
    let divided = orlo.post(&divide, &pairs(&fields)).await;
    let divided = orlo.follow(divided).await;
    let facts = [("then", "plain"), ("subject", "Brask’s letters"), ("series", "OPEN"), ("desk", "")];
    let paper = orlo.fill(&divided, "/enter/", "enter-and-next", &facts).await.place();
    let paper = paper.split('?').next().unwrap().to_owned();
    let mut sool = Client::new(&ministry.router);
    sool.sign_in("sool", PASSWORD).await;
    let refused = sool.post(&format!("{paper}/split-all"), &[("version", "0"), ("series", "OPEN")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.html);
    refused.says("0 entered, 2 not.").says("The same would be said of the rest: 1 file was not tried.");
    assert_eq!(refused.html.matches("acts for no desk that may do this").count(), 1, "{}", refused.html);
    // A series that cannot be read is told before anything is entered.
    let unread = orlo.post(&format!("{paper}/split-all"), &[("version", "0"), ("series", "no such thing")]).await;
    assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", unread.html);
    orlo.get(&paper).await.says_not("now OPEN-1951-0002");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_paper_in_two_files_is_put_together_when_the_clerk_says_so() {
    let ministry = Ministry::found();
    let mut orlo = clerk(&ministry).await;
    let pages = [
        "No. 41\n\nOsk, May 3, 1951.\n\nDear Mr. Orlan:\n\nThe quay is closed until the ice is gone.\n\nPage 1 of 2\n",
        "Page 2 of 2\n\nThe boats lie in the basin and nobody pays the dues.\n\nI am, Sir, your obedient servant,\n\nAlwin Brask\n",
    ];
    for page in pages {
        orlo.read(page).await;
    }
    let bag = orlo.get("/enter").await;
    bag.says("One paper in 2 files?").says("The texts count their pages: 1, 2 of 2.");
    let (join, fields) = bag.form("/enter/join", "Put them together");
    let joined = orlo.post(&join, &pairs(&fields)).await;
    let joined = orlo.follow(joined).await;
    joined.says("The paper came in 2 files, put together in this order").says("nobody pays the dues");
    let (_, fields) = joined.form("/enter/", "enter-and-next");
    let said = |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str());
    assert_eq!((said("number"), said("from")), (Some("41"), Some("Alwin Brask")), "the card is read from both");
    orlo.get("/enter").await.says("1 in your bag");
    let entered = orlo.fill(&joined, "/enter/", "enter-and-next", &[("then", "plain"), ("desk", "")]).await;
    let paper = orlo.follow(entered).await;
    paper.says("encloses paper.txt").says("nobody pays the dues");
    let alone = orlo.post("/enter/join", &[("order", "")]).await;
    assert_eq!(alone.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_joined_once_each_and_stay_in_the_bag_where_they_are_not() {
    let ministry = Ministry::found();
    let mut orlo = clerk(&ministry).await;
    let place = orlo.read(MEMORANDUM).await.form("/enter/", "enter-and-next").0;
    let id = place.trim_start_matches("/enter/").to_owned();
    let twice = orlo.post("/enter/join", &[("order", format!("{id} {id}").as_str())]).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    twice.says("Say of each file once that it belongs to the paper.");
    orlo.get("/enter").await.says("1 in your bag");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_names_the_same_value_after_a_refusal() {
    let ministry = Ministry::found();
    let mut orlo = clerk(&ministry).await;
    let text = "MEMORANDUM\n\n3/4/1951\n\nTO: Legal desk\nFROM: B. Tessel\nSUBJECT: Lamps\n\nThe lamps were counted.\n";
    orlo.enter(text, &[("desk", ""), ("date", "3 April 1951")]).await;
    // The same paper once more: a look-alike is held.
    let proposal = orlo.read(text).await;
    // The look-alike is refused with one of the two days typed; the page drawn again still offers both, in their places.
    let refused = orlo.fill(&proposal, "/enter/", "enter-and-next", &[("date", "3 April 1951"), ("desk", "")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.html);
    let button = |page: &Page, day: &str| page.html.contains(&format!("value=\"1\" data-instead=\"{day}\""));
    assert!(button(&proposal, "4 March 1951") && button(&refused, "4 March 1951"), "{}", refused.html);
    let taken = orlo.fill(&refused, "/enter/", "enter-and-next", &[("take", "1")]).await;
    let (_, fields) = taken.form("/enter/", "enter-and-next");
    assert!(fields.contains(&("date".to_owned(), "4 March 1951".to_owned())), "{fields:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_entered_of_an_envelope_is_said_with_its_reason() {
    let ministry = Ministry::found();
    let mut orlo = clerk(&ministry).await;
    let first = TWO_LETTERS.split("No. 2").next().unwrap().trim_end();
    orlo.enter(first, &[("desk", "")]).await;
    let proposal = orlo.read(TWO_LETTERS).await;
    let (divide, fields) = proposal.form("/enter/", "Enclose each by itself");
    let divided = orlo.post(&divide, &pairs(&fields)).await;
    let divided = orlo.follow(divided).await;
    let entered = orlo.fill(&divided, "/enter/", "enter-and-next", &[("then", "plain"), ("again", "the bundle")]).await;
    let paper = orlo.follow(entered).await;
    let all = orlo.fill(&paper, "/papers/", "Enter each by itself", &[("series", "IN")]).await;
    assert_eq!(all.status, StatusCode::CONFLICT);
    all.says("1 entered, 1 not.").says("“1. No. 1 · Osk, May 3, 1951”:");
    orlo.get("/register").await.says("IN-1951-0003");
    // Pressed once more from the page as it was, nothing is entered twice.
    let again = orlo.fill(&paper, "/papers/", "Enter each by itself", &[("series", "IN")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "{}", again.html);
    orlo.get("/register").await.says_not("IN-1951-0004");
}

fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect()
}
