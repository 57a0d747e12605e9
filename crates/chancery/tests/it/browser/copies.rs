//! Seven copies of a secret letter in a real browser: given, read by the seven, and no trace of it for an eighth.

use super::driver::{Browser, Served};
use super::looks::take;
use super::open;

/// Who gets a copy, in order: the first is bound on the paper and stands in the form already.
const SEVEN: [(&str, &str); 7] = [
    ("arden", "C. Arden"),
    ("halden", "J. Halden"),
    ("prahm", "L. Prahm"),
    ("grevin", "A. Grevin"),
    ("nesse", "T. Nesse"),
    ("ilvan", "R. Ilvan"),
    ("ambry", "K. Ambry"),
];

/// Sends the form that prints a copy as the page has it, and says how that was answered: a browser would save the file.
async fn printed(browser: &Browser, no: u32) -> String {
    let send = format!(
        "const form = document.getElementById('print-{no}'); const asked = new XMLHttpRequest();
         asked.open('POST', form.action, false);
         asked.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');
         asked.send(new URLSearchParams(new FormData(form)).toString());
         return [asked.status, asked.getResponseHeader('Content-Disposition'), asked.responseText.slice(0, 8)].join(' ');"
    );
    browser.run(&send, Vec::new()).await.as_str().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn seven_read_their_copies_and_an_eighth_finds_no_trace() {
    let served = Served::start(true).await;
    let browser = Browser::start().await;
    let mut wrong = Vec::new();
    browser.be(&served, "orlo").await;
    open(&browser, &served, "S-1951-0001").await;
    let place = browser.client.current_url().await.unwrap().path().to_owned();
    browser.click("details:has(#give-copies) summary").await;
    let first = browser.see("input[name=to-0]").await.prop("value").await.unwrap();
    assert_eq!(first.as_deref(), Some("C. Arden"), "who is bound as holder of a copy is filled in");
    for (at, (_, name)) in SEVEN.iter().enumerate().skip(1) {
        browser.write(&format!("input[name=to-{at}]"), name).await;
    }
    take(&browser, "copies-give", &mut wrong).await;
    browser.press("Give them").await;
    browser.see_words(".done", "7 K. Ambry").await;
    take(&browser, "copies-given", &mut wrong).await;

    for (no, (officer, _)) in (1..).zip(SEVEN) {
        browser.be(&served, officer).await;
        browser.go(served.at("/copies")).await;
        browser.see_words("main", &format!("{no} of 7")).await;
        if no == 4 {
            take(&browser, "copies-held", &mut wrong).await;
        }
        browser.go(served.at(&place)).await;
        browser.see_words(".mine", &format!("Copy {no} of 7")).await;
        if no == 4 {
            take(&browser, "copies-mine", &mut wrong).await;
        }
        browser.press("I have read it").await;
        browser.see_words(".done", "acknowledged").await;
        assert_eq!(
            printed(&browser, no).await,
            format!("200 attachment; filename=\"S-1951-0001-copy-{no}.pdf\" %PDF-1.7")
        );
        browser.go(served.at(&place)).await;
        browser.see_words("main", "printed").await;
    }
    browser.be(&served, "orlo").await;
    browser.go(served.at(&format!("{place}/copies"))).await;
    browser.see_words("h1", "Copies of S-1951-0001").await;
    assert_eq!(browser.text("main").await.matches("read ").count(), 7);
    take(&browser, "copies-ledger", &mut wrong).await;

    // One went to a wrong desk: it is called back, and who had opened it is told.
    browser.go(served.at(&place)).await;
    browser.click("details:has(#withdraw-copies) summary").await;
    browser.click("input[name=copy-7]").await;
    browser.write("#withdraw-copies [name=reason]", "The archive gets it when it is filed.").await;
    browser.press("Call them back").await;
    browser.see_words(".done", "called back").await;
    browser.go(served.at(&format!("{place}/copies"))).await;
    browser.see_words("main", "called back by M. Orlo").await;
    take(&browser, "copies-ledger-called-back", &mut wrong).await;
    browser.press("Who had opened those called back").await;
    browser.see_words("main", "K. Ambry, ").await;
    take(&browser, "copies-opened", &mut wrong).await;

    // The eighth tries the address, its ledger, the number, the words, the lists, and what each of the seven holds.
    browser.be(&served, "sool").await;
    browser.go(served.at("/papers/00000000000000000000000000000000")).await;
    let absent = browser.text("main").await;
    for tried in [place.clone(), format!("{place}/copies"), format!("{place}/body/1")] {
        browser.go(served.at(&tried)).await;
        assert_eq!(browser.text("main").await, absent, "{tried}");
    }
    let mut tried = vec!["/search?q=S-1951-0001".to_owned(), "/register?number=S-1951-0001".to_owned()];
    tried.extend(SEVEN.iter().map(|(officer, _)| format!("/copies?holder=officer:{officer}")));
    for tried in tried {
        browser.go(served.at(&tried)).await;
        let found = browser
            .run(
                "return Array.from(document.querySelectorAll('main a')).map((a) => a.getAttribute('href')).join()",
                vec![],
            )
            .await;
        assert!(!found.as_str().unwrap().contains(&place), "{tried}: {found}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_kept_in_the_browser() {
    let served = Served::start(true).await;
    let browser = Browser::start().await;
    let mut wrong = Vec::new();
    browser.be(&served, "orlo").await;
    browser.go(served.at("/lists")).await;
    browser.click("details.act summary").await;
    browser.write("input[name=list]", "leaders").await;
    browser.write("input[name=name]", "The leadership").await;
    browser
        .write("textarea[name=holders]", "Minister’s office\nLegal desk\nC. Arden\noutside: Embassy of Corvain")
        .await;
    browser.press("Set it").await;
    browser.see_words(".done", "The list is set.").await;
    take(&browser, "lists", &mut wrong).await;
    assert!(browser.text("#leaders").await.contains("Embassy of Corvain"));
    assert!(wrong.is_empty(), "{wrong:#?}");
    browser.end().await;
}
