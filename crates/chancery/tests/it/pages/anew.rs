//! A better reading on the paper's page: what it would change, taken or declined field by field, by plain forms.

use axum::http::StatusCode;
use chancery::office::{Bodies, Office, VersionFacts};
use intake::Reading;
use procedure::act::{Act, EnterDraft};
use procedure::card::{Card, Field, FieldName, Span, Sure};
use procedure::decide::read_anew_of;
use procedure::ids::PaperId;
use procedure::paper::{Paper, ReadText};

use super::MEMORANDUM;
use super::client::Client;
use super::house::{Ministry, PASSWORD, act, id};

/// Enters the memorandum as an older reader might have read it: it took the number that is cited for its own, and saw no
/// date.
pub(crate) fn read_badly(office: &Office, series: &str) -> PaperId {
    let prepared = {
        let (office, bytes) = (office.clone(), MEMORANDUM.as_bytes().to_vec());
        let facts = VersionFacts::default();
        std::thread::spawn(move || office.prepare_described(bytes, "396.txt", facts)).join().unwrap().unwrap()
    };
    let at = MEMORANDUM.find("812").unwrap();
    let card = Card { number: Some(Field::read("812".to_owned(), Span::new(at, at + 3))), ..Card::default() };
    let again = Some("as an older reader read it".to_owned());
    let draft = EnterDraft { series: id(series), card, again, ..crate::town::draft(vec![prepared.version]) };
    act(office, Act::Enter(draft), prepared.bodies).paper.unwrap()
}

fn seen(office: &Office, paper: PaperId) -> Paper {
    let viewer = office.viewer(&id("orlo"));
    office.reads().unwrap().paper(&viewer, &paper).unwrap().unwrap().paper
}

fn card(ministry: &Ministry, paper: PaperId) -> Card {
    seen(&ministry.office, paper).card
}

/// What this program's reader reads in its first version.
fn fresh(office: &Office, paper: PaperId) -> (ReadText, Bodies, Reading) {
    let (office, version) = (office.clone(), seen(office, paper).versions[0].version.clone());
    let read = move || {
        let again = office.read_again(&version).unwrap().unwrap();
        let (text, bodies) = office.text_read_again(&again).unwrap().unwrap();
        (text, bodies, again.reading)
    };
    std::thread::spawn(read).join().unwrap()
}

/// Proposes that, as the registry.
pub(crate) fn propose(office: &Office, paper: PaperId) {
    let (text, bodies, Reading { card, remarks, .. }) = fresh(office, paper);
    act(office, Act::ProposeReading { paper, version: 0, text, card, remarks }, bodies);
}

async fn at_work(ministry: &Ministry, officer: &str) -> Client {
    let mut client = Client::new(&ministry.router);
    client.sign_in(officer, PASSWORD).await;
    client
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_better_reading_would_change_is_shown_with_its_passage_and_taken_or_declined_by_field() {
    let ministry = Ministry::found();
    let paper = read_badly(&ministry.office, "IN");
    let place = format!("/papers/{paper}");
    let mut orlo = at_work(&ministry, "orlo").await;
    orlo.get(&place).await.says_not("Read anew");
    propose(&ministry.office, paper);
    let page = orlo.get(&place).await;
    page.says("stands 812").says("→ would read 396").says("would read 25 December 1951");
    page.says("No. 396");
    assert!(page.html.contains("<blockquote>To <mark>Minister Halden J.</mark></blockquote>"), "{}", page.html);
    assert_eq!(card(&ministry, paper).number.unwrap().value, "812", "nothing changes by being shown");

    let form = format!("{place}/reading");
    let taken = orlo.fill(&page, &form, "", &[("take", "number")]).await;
    let page = orlo.follow(taken).await;
    page.says("Their No. put right from “812” to “396”, as intake/").says("would read 25 December 1951");
    page.says_not("would read 396");
    let number = card(&ministry, paper).number.unwrap();
    assert_eq!((number.value.as_str(), number.sure), ("396", Sure::Read));
    assert_eq!(number.span.unwrap().of(MEMORANDUM), Some("No. 396"));

    // Declining wants a reason; one stands there, and what is blank is asked for where it was typed.
    let blank = orlo.fill(&page, &form, "", &[("decline", "date"), ("reason", " ")]).await;
    assert_eq!(blank.status, StatusCode::CONFLICT);
    blank.says("Read anew").says("would read 25 December 1951");
    let declined = orlo.fill(&page, &form, "", &[("decline", "date")]).await;
    let page = orlo.follow(declined).await;
    page.says("The new reading declined: Date: The card is right as it stands.").says_not("25 December 1951 set");
    page.says_not("would read 25 December 1951").says("would read A. Grevin");
    assert_eq!(card(&ministry, paper).date, None);

    // The rest at once; then nothing waits.
    let rest = page.html.split("name=\"take\" value=\"").filter_map(|after| after.split('"').next());
    let rest = rest.filter(|named| named.contains(',')).last().unwrap().to_owned();
    assert!(!rest.contains("date") && !rest.contains("number"), "{rest}");
    let taken = orlo.fill(&page, &form, "", &[("take", &rest)]).await;
    orlo.follow(taken).await.says_not("would read").says("A. Grevin");

    // The same reading is not proposed again.
    let (text, _, reading) = fresh(&ministry.office, paper);
    assert!(read_anew_of(&seen(&ministry.office, paper), 0, &text.hash, &reading.card).changes.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_put_the_card_right_is_shown_nothing_and_may_nothing() {
    let ministry = Ministry::found();
    let (open, hidden) = (read_badly(&ministry.office, "OPEN"), {
        ministry.act(Act::AddDesk { desk: id("vault"), name: "Vault".into(), aliases: Vec::new(), above: None });
        let draft = crate::town::draft(Vec::new());
        let absence = Some(procedure::paper::Absence::Oral);
        let card = Card { subject: Some(Field::set("Talks".into(), None, id("orlo"))), ..Card::default() };
        ministry.act(Act::Enter(EnterDraft { series: id("IN"), absence, card, ..draft })).paper.unwrap()
    });
    propose(&ministry.office, open);
    let mut sool = at_work(&ministry, "sool").await;
    sool.get(&format!("/papers/{open}")).await.says("No. 396").says_not("Decline").says_not("would read");
    let refused = sool.post(&format!("/papers/{open}/reading"), &[("take", "number")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.html);
    assert_eq!(card(&ministry, open).number.unwrap().value, "812");
    let absent = sool.post("/papers/00000000000000000000000000000000/reading", &[("take", "number")]).await;
    let not_seen = sool.post(&format!("/papers/{hidden}/reading"), &[("take", "number")]).await;
    assert_eq!((absent.status, not_seen.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert_eq!(absent.html, not_seen.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_was_overtaken_or_says_nothing_is_answered() {
    let ministry = Ministry::found();
    let paper = read_badly(&ministry.office, "IN");
    propose(&ministry.office, paper);
    let place = format!("/papers/{paper}");
    let form = format!("{place}/reading");
    let mut orlo = at_work(&ministry, "orlo").await;
    let page = orlo.get(&place).await;
    let neither = orlo.fill(&page, &form, "", &[]).await;
    assert_eq!(neither.status, StatusCode::UNPROCESSABLE_ENTITY);
    neither.says("Press Take or Decline beside a field.");
    let unknown = orlo.fill(&page, &form, "", &[("take", "seal")]).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);

    // Another officer's correction of the same field stands in the way, of another field it does not.
    let value = serde_json::json!({"value": "397"});
    ministry.act(Act::Correct { paper, field: FieldName::Number, value, reason: None });
    let late = orlo.fill(&page, &form, "", &[("take", "number")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    late.says("The paper changed while you looked at it.");
    let date = orlo.fill(&page, &form, "", &[("take", "date")]).await;
    orlo.follow(date).await.says_not("would read 396").says("25 December 1951");

    // What is settled meanwhile is answered though nothing is left to show.
    ministry.act(Act::DeclineReading { paper, fields: Default::default(), reason: "Not so.".into() });
    let gone = orlo.post(&form, &[("take", "from")]).await;
    assert_eq!(gone.status, StatusCode::CONFLICT);
    gone.says("no new reading of the paper waits to be taken");
}
