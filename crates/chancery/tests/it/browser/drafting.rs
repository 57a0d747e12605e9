//! Drafts in a real browser: the dossier's page with its forms open, the differences, the text written on, a page dropped back.

use chancery::office::{Bodies, Office, VersionFacts};
use procedure::act::Act;
use procedure::dossier::{Asked, DossierAct, DraftFacts, FollowUp, TextRead, Word};
use procedure::house::Visibility;
use procedure::ids::Hash;

use super::driver::{Browser, Served};
use super::looks::take;
use crate::pages::house::{act_of, id};

const FIRST: &str = "Draft resolution.\n\nTo agree with the Ministry that advice to the allied governments on the proposed \
                     statement be withheld until the term ends.\n\nTo inform Delegate Varga by telegram.\n";
const SECOND: &str = "Draft resolution.\n\nTo agree with the Ministry that advice to the allied governments on the proposed \
                      statement be withheld.\n\nTo inform Delegate Varga by letter, and the Assembly by telegram.\n";

fn does(office: &Office, officer: &str, does: DossierAct, bodies: Bodies) {
    act_of(office, officer, Act::InDossier { dossier: id("statement"), does }, bodies);
}

fn prepared(office: &Office, text: &str) -> chancery::office::DraftFile {
    let (office, bytes) = (office.clone(), text.as_bytes().to_vec());
    let prepare = move || {
        let prepared = office.prepare_described(bytes, "draft.txt", VersionFacts::default())?;
        office.as_draft(prepared)
    };
    std::thread::spawn(prepare).join().unwrap().unwrap()
}

/// A draft of the legal desk in two versions; press agreed to the first, the assembly desk is asked, the archive later.
fn draw_up(office: &Office) -> Hash {
    let (dossier, home) = (id("statement"), Some(id("legal")));
    let title = "Shall we advise our allies to publish a statement on the talks?".to_owned();
    let rule = Some(Visibility::DeskAndChief);
    act_of(
        office,
        "nesse",
        Act::OpenDossier { dossier, title: title.clone(), code: None, home, level: None, rule },
        Bodies::default(),
    );
    let step = |desk: &str, what: &str, after| FollowUp {
        desk: id(desk),
        what: what.to_owned(),
        due: None,
        control: None,
        after,
    };
    let facts = DraftFacts {
        title,
        kind: "resolution".to_owned(),
        series: id("outgoing"),
        to: vec!["Delegate E. Varga".to_owned()],
        answers: [].into(),
        follows: vec![step("assembly", "informs Delegate Varga", None), step("press", "answers the papers", Some(1))],
    };
    let first = prepared(office, FIRST);
    let hash = first.version.hash;
    let (version, read) = (Some(first.version), TextRead::default());
    does(office, "nesse", DossierAct::StartDraft { facts, desk: None, version, note: None, read }, first.bodies);
    let asked = [("press", 1), ("assembly", 1), ("archive", 2)];
    let asked = asked.map(|(desk, stage)| Asked { desk: id(desk), stage, due: None, instead_of: None }).to_vec();
    does(office, "nesse", DossierAct::AskConcurrence { draft: 1, asked }, Bodies::default());
    let word = Word::AgreedWithRemarks { remarks: "Say it in one sentence.".to_owned() };
    does(office, "sool", DossierAct::Concur { draft: 1, concurrence: 1, hash, word }, Bodies::default());
    let second = prepared(office, SECOND);
    let (version, note) = (second.version, Some("as the press desk asks".to_owned()));
    let remarks = vec!["The file holds 1 comment beside the text (Ilvan 1): “Whose?”.".to_owned()];
    let read = TextRead { remarks, ..TextRead::default() };
    let add = DossierAct::AddDraftVersion { draft: 1, after: Some(hash), version, note, read };
    does(office, "nesse", add, second.bodies);
    hash
}

#[tokio::test(flavor = "multi_thread")]
async fn drafts_and_their_differences_in_light_and_dark_wide_and_narrow() {
    let served = Served::start(true).await;
    draw_up(served.office());
    let browser = Browser::start().await;
    let mut wrong = Vec::new();
    browser.be(&served, "nesse").await;
    let page = served.at("/dossiers/statement");
    browser.go(page.clone()).await;
    browser.see("#draft-1").await;
    take(&browser, "drafts", &mut wrong).await;
    browser
        .run(
            "for (const one of document.querySelectorAll('#draft-1 details, #drafts ~ details')) one.open = true",
            Vec::new(),
        )
        .await;
    take(&browser, "drafts-forms", &mut wrong).await;
    browser.go(served.at("/dossiers/statement/drafts/1/differences?from=1&to=2")).await;
    browser.see(".differences ins").await;
    take(&browser, "differences", &mut wrong).await;
    browser.go(served.at("/dossiers/statement/drafts/1/write")).await;
    browser.see("form.writing").await;
    take(&browser, "draft-writing", &mut wrong).await;
    browser.be(&served, "ilvan").await;
    browser.go(page.clone()).await;
    browser.run("for (const one of document.querySelectorAll('#draft-1 details')) one.open = true", Vec::new()).await;
    browser.see("#concur-1-2").await;
    take(&browser, "drafts-concurring", &mut wrong).await;
    // What was read stands no longer: the form stays open, with what changed in between.
    let third = prepared(served.office(), "Draft resolution.\n\nTo publish.\n");
    let after = Some(prepared(served.office(), SECOND).version.hash);
    let (version, read) = (third.version, TextRead::default());
    let add = DossierAct::AddDraftVersion { draft: 1, after, version, note: None, read };
    does(served.office(), "nesse", add, third.bodies);
    browser.click("#concur-1-2 button").await;
    browser.see_words(".refused", "What changed from version 2 to version 3").await;
    take(&browser, "drafts-overtaken", &mut wrong).await;
    browser.end().await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_dropped_anywhere_on_the_dossier_is_brought_to_its_drafts() {
    let served = Served::start(true).await;
    draw_up(served.office());
    let browser = Browser::start().await;
    browser.be(&served, "nesse").await;
    browser.go(served.at("/dossiers/statement")).await;
    browser.see("#draft-1").await;
    // A file that is no page of ours is sent all the same, and told of.
    let drop = "const files = new DataTransfer();
        files.items.add(new File(['Dear Sir,'], 'letter.txt'));
        document.querySelector('#trail').dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }));";
    browser.run(drop, Vec::new()).await;
    browser.see_words(".refused", "The file does not say of which draft it is").await;
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_is_cited_while_its_number_is_typed() {
    let served = Served::start(true).await;
    draw_up(served.office());
    let browser = Browser::start().await;
    let mut wrong = Vec::new();
    browser.be(&served, "nesse").await;
    browser.go(served.at("/dossiers/statement/compose/letter")).await;
    browser.see("textarea[data-cite]").await;
    take(&browser, "compose", &mut wrong).await;
    browser.write("textarea[data-cite]", "With reference to 17").await;
    let offered = browser.see("ul.citing li").await.text().await.unwrap();
    assert!(offered.contains("IN-1951-0017"), "{offered}");
    take(&browser, "compose-citing", &mut wrong).await;
    // Down and Enter take it, wherever the caret is by then; the text goes on behind it.
    let elsewhere = "document.querySelector('textarea[data-cite]').setSelectionRange(0, 0)";
    browser.run(elsewhere, Vec::new()).await;
    let keys = "\u{e015}\u{e007}, I have";
    browser.see("textarea[data-cite]").await.send_keys(keys).await.unwrap();
    let text = browser.run("return document.querySelector('textarea[data-cite]').value", Vec::new()).await;
    let text = text.as_str().unwrap();
    assert!(
        text.starts_with("With reference to ") && text.contains("IN-1951-0017") && text.ends_with(", I have"),
        "{text}"
    );
    let hidden = browser.run("return document.querySelector('ul.citing').hidden", Vec::new()).await;
    assert_eq!(hidden.as_bool(), Some(true));
    // Whoever goes elsewhere in the text cites nothing there.
    for (at, key) in ["\u{e012}", "\u{e014}", "\u{e011}", "\u{e010}"].into_iter().enumerate() {
        browser.write("textarea[data-cite]", "With reference to 17").await;
        browser.see("ul.citing:not([hidden]) li").await;
        browser.see("textarea[data-cite]").await.send_keys(key).await.unwrap();
        let hidden = browser.run("return document.querySelector('ul.citing').hidden", Vec::new()).await;
        assert_eq!(hidden.as_bool(), Some(true), "key {at}");
    }
    browser.end().await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
