//! Pictures of every page, wide and narrow, light and dark; each page is looked over for who cannot see or point.
//!
//! They lie in `target/screenshots` afterwards, for people to look at.

use std::path::PathBuf;

use chancery::office::{Bodies, Office};
use procedure::act::Act;
use procedure::correspondent::PostHeld;
use procedure::dossier::{
    Advice, Assessed, AssessmentWords, ClaimWords, DossierAct, Ground, Position, ProposalWords, RecommendationWords,
    Source, Stance, StepWords,
};
use procedure::ids::PaperId;
use procedure::paper::NamedAs;
use register::ListQuery;
use serde_json::json;

use super::access;
use super::driver::{Browser, Served};
use super::{give, open};
use crate::pages::anew::{propose, read_badly};
use crate::pages::house::{act, id};

/// Width and height, in CSS pixels.
const SIZES: [(u32, u32); 2] = [(1280, 900), (390, 844)];
/// No page may be longer than this, in CSS pixels of its picture; what is below is cut off.
const PICTURE_HEIGHT_MAX: u64 = 6_000;

/// Where pictures for people to look at lie.
pub(super) fn screenshots() -> PathBuf {
    let target = super::said("CARGO_TARGET_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target"), PathBuf::from);
    let folder = target.join("screenshots");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

pub(super) async fn looks(browser: &Browser, width: u32, height: u32, scheme: &str) {
    let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
    browser.tell("Emulation.setDeviceMetricsOverride", metrics).await;
    let media = json!({"features": [
        {"name": "prefers-color-scheme", "value": scheme},
        {"name": "prefers-reduced-motion", "value": "reduce"},
    ]});
    browser.tell("Emulation.setEmulatedMedia", media).await;
}

/// Takes the page in hand in every size and scheme, and looks it over in each.
pub(super) async fn take(browser: &Browser, name: &str, wrong: &mut Vec<String>) {
    for (width, height) in SIZES {
        for scheme in ["light", "dark"] {
            looks(browser, width, height, scheme).await;
            let wide = browser.run("return document.documentElement.scrollWidth", Vec::new()).await.as_u64().unwrap();
            if wide > u64::from(width) {
                wrong.push(format!("{name} is {wide} pixels wide where {width} are to be had"));
            }
            let long = browser.run("return document.documentElement.scrollHeight", Vec::new()).await.as_u64().unwrap();
            looks(browser, width, u32::try_from(long.clamp(height.into(), PICTURE_HEIGHT_MAX)).unwrap(), scheme).await;
            // At its whole length no line is cut in two by the acts, which stick to the window's foot.
            let found = access::look_over(browser).await;
            wrong.extend(found.into_iter().map(|found| format!("{name} at {width}, {scheme}: {found:#}")));
            let picture = browser.client.screenshot().await.unwrap();
            std::fs::write(screenshots().join(format!("{name}-{width}-{scheme}.png")), picture).unwrap();
        }
    }
    let (width, height) = SIZES[0];
    looks(browser, width, height, "light").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_in_light_and_dark_wide_and_narrow() {
    let served = Served::start(true).await;
    let browser = Browser::start().await;
    let mut wrong = Vec::new();
    browser.go(served.at("/sign-in")).await;
    browser.see("#officer").await;
    take(&browser, "sign-in", &mut wrong).await;
    browser.be(&served, "nesse").await;
    take(&browser, "desk-legal", &mut wrong).await;
    browser.be(&served, "orlo").await;
    take(&browser, "desk", &mut wrong).await;
    for (name, place) in [
        ("enter-empty", "/enter"),
        ("register", "/register"),
        ("people", "/people"),
        ("find", "/search?q=line"),
        ("find-counted", "/search?q=-nothing&counts=yes"),
        ("find-refused", "/search?q=(line"),
        ("calendar", "/calendar?calendar=office&year=1951"),
        ("calendar-other", "/calendar?calendar=abroad&year=1952"),
        ("deadlines", "/deadlines"),
        ("record", "/record"),
        ("keys", "/keys"),
        ("absent", "/papers/00000000000000000000000000000000"),
    ] {
        browser.go(served.at(place)).await;
        browser.see("main").await;
        take(&browser, name, &mut wrong).await;
    }
    browser.go(served.at("/record")).await;
    browser.press("Close the day").await;
    browser.see_words("h1", "Closing 1").await;
    take(&browser, "closing", &mut wrong).await;
    browser.go(served.at("/record")).await;
    browser.write("textarea[name=text]", "arle/0123\n4\n").await;
    browser.press("Compare").await;
    browser.see_words("h1", "Held against the record").await;
    take(&browser, "held", &mut wrong).await;
    browser.be(&served, "tal").await;
    browser.go(served.at("/calendar")).await;
    browser.see("#acts").await;
    take(&browser, "calendar-administrator", &mut wrong).await;
    browser.go(served.at("/house")).await;
    browser.see("#add-officer").await;
    take(&browser, "house", &mut wrong).await;
    browser.be(&served, "orlo").await;
    give(&browser, &served, "memorandum-396.txt").await;
    take(&browser, "enter", &mut wrong).await;
    give(&browser, &served, "letter-119.txt").await;
    browser.click("#enter-and-next").await;
    browser.see(".refused").await;
    take(&browser, "enter-refused", &mut wrong).await;
    for (name, number) in [
        ("paper", "IN-1951-0011"),
        ("paper-cover-only", "IN-1951-0014"),
        ("paper-offered", "IN-1951-0015"),
        ("paper-unconfirmed", "IN-1951-0009"),
    ] {
        open(&browser, &served, number).await;
        take(&browser, name, &mut wrong).await;
    }
    let paper = browser.client.current_url().await.unwrap();
    browser.go(format!("{}/label", paper.as_str().trim_end_matches('/'))).await;
    browser.see_words("main", "Print it with the browser").await;
    take(&browser, "label", &mut wrong).await;
    browser.end().await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Two letters that were put into one file.
const TWO_LETTERS: &str = "No. 1\n\nOsk, May 3, 1951.\n\nDear Mr. Orlan:\n\nThe quay is closed until the ice is gone.\n\n\
                           I am, Sir, your obedient servant,\n\nAlwin Brask\n\nNo. 2\n\nOsk, May 9, 1951.\n\nDear Mr. Orlan:\n\n\
                           The quay is open again and the boats are back.\n\nI am, Sir, your obedient servant,\n\nAlwin Brask\n";

/// Pastes a text as a paper that came in.
async fn paste(browser: &Browser, served: &Served, text: &str) {
    browser.go(served.at("/enter")).await;
    browser.write("#text", text).await;
    browser.click("form:has(#text) button").await;
    browser.see("#enter-and-next").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn choices_and_files_put_together_in_light_and_dark_wide_and_narrow() {
    let served = Served::start(true).await;
    let browser = Browser::start().await;
    let mut wrong = Vec::new();
    browser.be(&served, "orlo").await;
    let either =
        "MEMORANDUM\n\n3/4/1951\n\nTO: Legal desk\nFROM: Delegate Varga\nSUBJECT: Lamps\n\nThe lamps were counted.\n";
    paste(&browser, &served, either).await;
    take(&browser, "enter-choices", &mut wrong).await;
    paste(&browser, &served, "No. 41\n\nOsk, May 3, 1951.\n\nDear Mr. Orlan:\n\nThe quay is closed.\n\nPage 1 of 2\n")
        .await;
    paste(&browser, &served, "Page 2 of 2\n\nNobody pays the dues.\n\nI am, Sir, your servant,\n\nAlwin Brask\n").await;
    browser.go(served.at("/enter")).await;
    browser.see_words(".notes", "One paper in 2 files?").await;
    take(&browser, "enter-joinable", &mut wrong).await;
    paste(&browser, &served, TWO_LETTERS).await;
    browser.see_words(".notes", "2 papers seem to stand in this file").await;
    take(&browser, "enter-divisible", &mut wrong).await;
    browser.press("Enclose each by itself").await;
    browser.see_words(".notes", "Each is enclosed").await;
    browser.click("button[value=plain]").await;
    browser.see("#versions").await;
    browser.run("for (const one of document.querySelectorAll('.versions details')) one.open = true", Vec::new()).await;
    take(&browser, "paper-enclosing", &mut wrong).await;
    browser.end().await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Two correspondents of one name, the first found on a paper, with a post, an alias and the other merged into it.
fn take_in(office: &Office, paper: PaperId) {
    for (code, name, found) in [("varga", "Delegate E. Varga", Some(paper)), ("varga-2", "E. Varga", None)] {
        let post = |post: &str| PostHeld { post: Some(post.to_owned()), ..PostHeld::default() };
        let taken_in = Act::AddCorrespondent {
            correspondent: id(code),
            name: name.to_owned(),
            aliases: vec![format!("{name}, Delegate to the talks at Osk")],
            posts: vec![post("Delegate to the truce talks"), post("Envoy at Osk")],
            desk: id("registry"),
            paper: found,
            named_as: found.map(|_| NamedAs::Sender),
            beside: Some("two of the name".to_owned()),
        };
        act(office, taken_in, Bodies::default());
    }
}

/// A paper is back today, at the registry later, and was back once.
fn bring_back(office: &Office, paper: PaperId) {
    let today = office.today();
    let later = today.saturating_add(jiff::Span::new().days(12));
    for (to, on, reason) in [
        (None, today, "Has the Delegate written again?"),
        (Some("registry"), later, "The talks end on that day; send the file to the archive."),
        (None, later, "Settled in the meantime."),
    ] {
        act(office, Act::BringForward { paper, desk: to.map(id), on, reason: reason.to_owned() }, Bodies::default());
    }
    act(office, Act::BringForwardDone { paper, bring_forward: 3 }, Bodies::default());
}

/// A letter is late and had an interim reply, another is answered, and of one of ours theirs is awaited.
fn unanswered(office: &Office) -> PaperId {
    let paper = |number: &str| {
        let viewer = register::Viewer::owner(office.house(), office.now());
        office.reads().unwrap().by_number(&viewer, number).unwrap()[0].0
    };
    let (letter, sent) = (paper("IN-1951-0001"), paper("OUT-1951-0001"));
    let by = office.today().saturating_add(jiff::Span::new().days(20));
    for does in [
        Act::AwaitAnswer { paper: letter, by: office.today(), desk: Some(id("registry")) },
        Act::InterimReply { paper: letter, answer: Some(sent), by, reason: "The tables are being made.".to_owned() },
    ] {
        act(office, does, Bodies::default());
    }
    letter
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_awaited_in_light_and_dark_wide_and_narrow() {
    let served = Served::start(true).await;
    let browser = Browser::start().await;
    let mut wrong = Vec::new();
    let letter = unanswered(served.office());
    browser.be(&served, "orlo").await;
    for (name, place) in [
        ("desk-answers", "/".to_owned()),
        ("unanswered", "/unanswered".to_owned()),
        ("unanswered-none", "/unanswered?desk=press&order=late".to_owned()),
        ("paper-awaits", format!("/papers/{letter}#answer")),
    ] {
        browser.go(served.at(&place)).await;
        browser.see("main").await;
        browser
            .run("for (const one of document.querySelectorAll('aside details.act')) one.open = true", Vec::new())
            .await;
        take(&browser, name, &mut wrong).await;
    }
    browser.end().await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn people_and_a_better_reading_in_light_and_dark_wide_and_narrow() {
    let served = Served::start(true).await;
    let browser = Browser::start().await;
    let mut wrong = Vec::new();
    let paper = read_badly(served.office(), "incoming");
    take_in(served.office(), paper);
    propose(served.office(), paper);
    bring_back(served.office(), paper);
    browser.be(&served, "orlo").await;
    for (name, place) in [
        ("desk-back", "/".to_owned()),
        ("bring-forwards", "/bring-forwards".to_owned()),
        ("people-list", "/people".to_owned()),
        ("people-sought", "/people?like=%D0%92%D0%B0%D1%80%D0%B3%D0%B0".to_owned()),
        ("people-one", "/people/varga".to_owned()),
        ("paper-anew", format!("/papers/{paper}")),
    ] {
        browser.go(served.at(&place)).await;
        browser.see("main").await;
        take(&browser, name, &mut wrong).await;
    }
    // Where something is declined without a reason, the form stands there again and says so.
    let reason = "document.querySelector('[name=reason][rows]').value = ' '";
    browser.run(reason, Vec::new()).await;
    browser.click("button[name=decline][value=date]").await;
    browser.see(".refused").await;
    take(&browser, "paper-anew-refused", &mut wrong).await;
    browser.run("document.querySelector('[name=reason][rows]').value = 'The day it was typed.'", Vec::new()).await;
    browser.click("button[name=decline][value=date]").await;
    browser.see_words(".done", "The new reading declined: Date: The day it was typed.").await;
    // A button is pressed by keyboard as by pointer.
    browser.see("button[name=take][value=number]").await.send_keys("\u{e007}").await.unwrap();
    browser.see_words(".done", "put right from “812” to “396”").await;
    let merged = Act::MergeCorrespondent { correspondent: id("varga-2"), into: id("varga"), reason: "one".to_owned() };
    act(served.office(), merged, Bodies::default());
    browser.go(served.at("/people/varga")).await;
    browser.see_words("main", "merged into it").await;
    take(&browser, "people-merged", &mut wrong).await;
    browser.end().await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A question with what its paper offers, two desks of two minds, and one that is asked.
fn take_sides(office: &Office, paper: PaperId) {
    let does = |does: DossierAct| act(office, Act::InDossier { dossier: id("sides"), does }, Bodies::default());
    let opened = Act::OpenDossier {
        dossier: id("sides"),
        title: "Shall our allies publish a statement on the talks?".to_owned(),
        code: None,
        home: Some(id("registry")),
        level: None,
        rule: None,
    };
    act(office, opened, Bodies::default());
    let file = Act::File { paper, dossier: id("sides"), title: None, code: None };
    act(office, file, Bodies::default());
    let source = Some(Source { paper, passage: Some("The talks are bound to fail.".to_owned()) });
    let claim = ClaimWords {
        says: "the talks are bound to fail, and the fault lies with our allies".to_owned(),
        asserted_by: Some("the newspapers of two countries".to_owned()),
        reported_by: Some("Delegate Varga".to_owned()),
        source: source.clone(),
    };
    does(DossierAct::PutClaim { no: None, claim: claim.clone() });
    let step = |actor: &str, verb: &str, object: &str, after| StepWords {
        actor: actor.to_owned(),
        desk: None,
        act: verb.to_owned(),
        object: Some(object.to_owned()),
        recipient: None,
        due: None,
        after,
    };
    let proposal = ProposalWords {
        says: "that the Allied Command publish a statement on the course of the talks before the term ends".to_owned(),
        by_whom: "Delegate Varga".to_owned(),
        source,
        until: Some(office.today()),
        steps: vec![
            step("the Allied Command", "publish", "a statement", None),
            step("the Foreign Ministry of Kessia", "send", "it to the President of the Assembly", Some(1)),
            step("the Foreign Ministry of Kessia", "ask", "that it be sent to every delegation", Some(2)),
        ],
    };
    does(DossierAct::PutProposal { no: None, proposal });
    let of = Assessed::Proposal(1);
    let assessment = AssessmentWords {
        stance: Stance::Against,
        says: "The very request could be read as a sign that our allies are growing weak.".to_owned(),
        source: None,
        ground: Some(Ground::Signal),
    };
    does(DossierAct::PutAssessment { no: None, of, desk: id("registry"), assessment });
    let recommendation = RecommendationWords {
        stance: Advice::Reject,
        says: "It is inadvisable to give the allies any advice on this statement.".to_owned(),
        holder: "The Ministry".to_owned(),
        source: None,
    };
    does(DossierAct::PutRecommendation { no: None, on: Some(1), desk: Some(id("registry")), recommendation });
    for desk in ["legal", "registry"] {
        does(DossierAct::AskAssessment { of, desk: id(desk), due: Some(office.today()) });
    }
    does(DossierAct::PutClaim { no: None, claim: ClaimWords { source: None, ..claim } });
    does(DossierAct::WithdrawPosition { what: Position::Claim, no: 2, reason: "put twice".to_owned() });
}

#[tokio::test(flavor = "multi_thread")]
async fn positions_side_by_side_in_light_and_dark_wide_and_narrow() {
    let served = Served::start(true).await;
    let browser = Browser::start().await;
    let mut wrong = Vec::new();
    browser.be(&served, "orlo").await;
    give(&browser, &served, "memorandum-396.txt").await;
    browser.click("#enter-and-next").await;
    browser.see(".done").await;
    let reads = served.office().reads().unwrap();
    let found = reads.list(&served.office().viewer(&id("orlo")), &ListQuery::default()).unwrap().rows;
    let paper = found.into_iter().find_map(|row| row.paper).unwrap();
    take_sides(served.office(), paper);
    let place = |more: &str| served.at(&format!("/dossiers/sides{more}"));
    browser.go(place("")).await;
    browser.see("#proposal-1").await;
    browser.run("document.querySelector('details.prose').open = true", Vec::new()).await;
    take(&browser, "dossier-positions", &mut wrong).await;
    browser.go(place("?fill=put.proposal-1")).await;
    browser.see("#put-proposal [name=says]").await;
    take(&browser, "dossier-propose", &mut wrong).await;
    browser.go(place("?fill=assess.proposal-1")).await;
    take(&browser, "dossier-assess", &mut wrong).await;
    browser.be(&served, "nesse").await;
    take(&browser, "desk-assess", &mut wrong).await;
    browser.end().await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
