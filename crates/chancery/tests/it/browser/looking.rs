//! Who looked at what, and the reading room, in a real browser: asked with a reason, read by anyone, in every size and scheme.

use chancery::office::{Bodies, Office, VersionFacts};
use procedure::act::{Act, EnterDraft};
use procedure::card::{Card, Field};
use procedure::ids::PaperId;
use procedure::role::Role;

use super::driver::{Browser, Served};
use super::looks::take;
use super::open;
use crate::pages::house::{act_of, id};

const WORDS: &str = "COMMUNIQUÉ\n\nThe command of the allies makes known:\n\nThe talks at Osk go on. The line was drawn where the \
                     troops stand, and nothing else was agreed. What is said otherwise is said to hurry the talks.\n";

/// A communiqué of the office, confirmed at the lowest level.
fn communique(office: &Office) -> PaperId {
    let prepared = office.prepare(WORDS.as_bytes().to_vec(), "communique.txt", VersionFacts::default()).unwrap();
    let set = |words: &str| Some(Field::set(words.to_owned(), None, id("orlo")));
    let card = Card { kind: set("communiqué"), subject: set("The talks at Osk go on"), ..Card::default() };
    let draft = EnterDraft { series: id("outgoing"), card, ..crate::town::draft(vec![prepared.version]) };
    let paper = act_of(office, "orlo", Act::Enter(draft), prepared.bodies).paper.unwrap();
    let lowest = office.house().levels[0].id.clone();
    let mark = Act::Mark { paper, level: lowest, reason: Some("for anyone".to_owned()) };
    act_of(office, "orlo", mark, Bodies::default());
    paper
}

pub(super) fn role(office: &Office, role: Role) {
    let until = Some(procedure::moment::Moment::from_micros(office.now().micros() + 86_400_000_000));
    let (officer, reason) = (id("sool"), "the yearly audit".to_owned());
    act_of(office, "tal", Act::GiveRole { officer, role, from: None, until, reason }, Bodies::default());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_auditor_asks_and_anyone_reads_what_was_released() {
    let served = Served::start(true).await;
    let browser = Browser::start().await;
    let mut wrong = Vec::new();
    let paper = communique(served.office());
    browser.be(&served, "orlo").await;
    browser.go(served.at(&format!("/papers/{paper}"))).await;
    browser.press("Release it to the reading room").await;
    browser.write("form[action$='/release'] [name=reason]", "For the press of today.").await;
    browser.press("Release it").await;
    browser.see("#room").await;
    take(&browser, "paper-released", &mut wrong).await;
    browser.go(served.at("/room")).await;
    browser.see_words("main", "The talks at Osk go on").await;
    take(&browser, "room", &mut wrong).await;
    browser.click("main table a").await;
    browser.see("article.sheet").await;
    take(&browser, "room-paper", &mut wrong).await;

    role(served.office(), Role::Auditor);
    role(served.office(), Role::ExistenceOnly);
    browser.be(&served, "sool").await;
    browser.go(served.at("/record")).await;
    browser.press("ask the reading ledger").await;
    browser.choose("select[name=of]", "officer").await;
    browser.write("input[name=named]", "orlo").await;
    browser.write("textarea[name=reason]", "A complaint of the delegate.").await;
    browser.press("Enter the reason, and show").await;
    browser.see("#lines").await;
    browser.see_words("main", "A complaint of the delegate.").await;
    take(&browser, "readings", &mut wrong).await;
    browser.go(served.at("/existence?q=Osk")).await;
    browser.see_words("h1", "What exists").await;
    take(&browser, "existence", &mut wrong).await;
    browser.be(&served, "orlo").await;
    browser.go(served.at(&format!("/papers/{paper}"))).await;
    browser.press("Take it back from the reading room").await;
    browser.write("form[action$='/take-back'] [name=reason]", "A wrong date stood in it.").await;
    browser.press("Take it back").await;
    browser.see_words("main", "It was taken back").await;
    browser.go(served.at(&format!("/room/{paper}"))).await;
    browser.see_words("main", "A wrong date stood in it.").await;
    take(&browser, "room-taken-back", &mut wrong).await;
    assert!(wrong.is_empty(), "{wrong:#?}");
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_book_and_what_was_sent_are_looked_at() {
    let served = Served::start(true).await;
    let browser = Browser::start().await;
    let mut wrong = Vec::new();
    browser.be(&served, "orlo").await;
    browser.go(served.at("/register/book?series=incoming&year=1951")).await;
    browser.see_words("main", "IN-1951-0017").await;
    take(&browser, "book", &mut wrong).await;
    open(&browser, &served, "OUT-1951-0002").await;
    browser.see("#sent").await;
    browser.click("details:has(#received-1) summary").await;
    take(&browser, "paper-sent", &mut wrong).await;
    assert!(wrong.is_empty(), "{wrong:#?}");
    browser.end().await;
}
