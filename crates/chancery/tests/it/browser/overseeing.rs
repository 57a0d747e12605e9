//! Pictures of the overview, of what was decided before, and of reminders by mail.

use procedure::dossier::Verdict;
use procedure::house::Visibility;

use super::driver::{Browser, Served};
use super::looks::take;
use crate::pages::memory::{decided, open, owes, submitted};

#[tokio::test(flavor = "multi_thread")]
async fn the_overview_and_what_was_decided_before_in_light_and_dark_wide_and_narrow() {
    let served = Served::start(true).await;
    let office = served.office();
    for (code, title) in [
        ("ferry", "The night ferry to the harbour of Ould"),
        ("berths", "Winter berths in the harbour of Ould"),
        ("asked", "May the night ferry stay in the harbour of Ould?"),
    ] {
        open(office, code, title, Visibility::WholeHouse);
    }
    decided(office, "ferry", "The harbour board wants the night ferry to cross all winter.", Verdict::Rejected);
    decided(office, "berths", "Berths are dear; the board asks us to bear half.", Verdict::Seen);
    submitted(office, "asked", "The board asks once more, for one winter.");
    let today = office.today();
    owes(office, "ferry", "legal", today);
    owes(office, "berths", "legal", today);
    owes(office, "asked", "press", today);
    served.on_the_morning_of(today.saturating_add(jiff::Span::new().days(3)));
    let browser = Browser::start().await;
    let mut wrong = Vec::new();
    browser.be(&served, "nesse").await;
    browser.go(served.at("/overview")).await;
    browser.see("#late").await;
    take(&browser, "overview", &mut wrong).await;
    browser.go(served.at("/dossiers/asked")).await;
    browser.see("#before").await;
    take(&browser, "dossier-before", &mut wrong).await;
    browser.be(&served, "sool").await;
    browser.go(served.at("/dossiers/asked/submissions/1")).await;
    browser.see("#before").await;
    take(&browser, "submission-before", &mut wrong).await;
    browser.go(served.at("/deadlines")).await;
    browser.see("#reminders").await;
    take(&browser, "deadlines-reminders", &mut wrong).await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}
