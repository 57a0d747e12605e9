//! "Decided before in such a case", and the overview of whoever stands above desks, on pages.

use chancery::office::{Bodies, Office};
use procedure::act::Act;
use procedure::dossier::{Advice, DossierAct, Hangs, How, RecommendationWords, SubmissionFacts, TextRead, Verdict};
use procedure::house::Visibility;
use procedure::ids::DossierId;

use super::client::{Client, Page};
use super::house::{Ministry, PASSWORD, act_of, id};

async fn at_work(ministry: &Ministry, officer: &str) -> Client {
    let mut client = Client::new(&ministry.router);
    client.sign_in(officer, PASSWORD).await;
    client
}

fn does(office: &Office, officer: &str, dossier: &str, does: DossierAct) {
    act_of(office, officer, Act::InDossier { dossier: id::<DossierId>(dossier), does }, Bodies::default());
}

/// A dossier that the legal desk keeps, under the first code of the file plan; without one any code is taken.
pub(crate) fn open(office: &Office, code: &str, title: &str, rule: Visibility) {
    let (title, home) = (title.to_owned(), Some(id("legal")));
    let filed = office.house().file_plan.keys().next().cloned().unwrap_or_else(|| "12.3".to_owned());
    let open = Act::OpenDossier { dossier: id(code), title, code: Some(filed), home, level: None, rule: Some(rule) };
    act_of(office, "nesse", open, Bodies::default());
}

/// A question of the legal desk that the press desk decides, after the legal desk recommended something.
pub(crate) fn decided(office: &Office, code: &str, line: &str, word: Verdict) {
    let recommendation = RecommendationWords {
        stance: Advice::Adopt,
        says: "Let it pass.".to_owned(),
        holder: String::new(),
        source: None,
    };
    let put = DossierAct::PutRecommendation { no: None, on: None, desk: Some(id("legal")), recommendation };
    does(office, "nesse", code, put);
    submitted(office, code, line);
    let remark = Some("Not at night.".to_owned());
    let decide = DossierAct::Decide {
        submission: 1,
        word,
        hash: None,
        how: How::InPerson,
        remark,
        amended: None,
        read: TextRead::default(),
    };
    does(office, "sool", code, decide);
}

/// A question of the legal desk before the press desk.
pub(crate) fn submitted(office: &Office, code: &str, line: &str) {
    let facts = SubmissionFacts {
        draft: None,
        to: id("press"),
        bottom_line: line.to_owned(),
        recommends: "Let the ferry pass.".to_owned(),
        dissent: None,
        decide_by: None,
        enclosures: Vec::new(),
        copies: Vec::new(),
    };
    does(office, "nesse", code, DossierAct::Submit { facts, desk: None });
}

/// Something that a desk owes in a dossier by a day.
pub(crate) fn owes(office: &Office, code: &str, desk: &str, day: jiff::civil::Date) {
    let (what, hangs) = (format!("Report on {code}"), Hangs::Day { date: day });
    does(
        office,
        "nesse",
        code,
        DossierAct::SetDeadline { what, desk: id(desk), paper: None, hangs, remind: Vec::new() },
    );
}

/// What is told of dossiers decided before, as it stands in the page.
fn before(page: &Page) -> String {
    let from = page.html.find("id=\"before\"").unwrap_or_else(|| panic!("nothing was decided before: {}", page.html));
    page.html[from..].split("</ul>").next().unwrap().to_owned()
}

fn on_the_morning_of(ministry: &Ministry, day: &str) {
    let at: jiff::Timestamp = format!("{day}T08:00:00Z").parse().unwrap();
    ministry.clock.set(at.into());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dossier_and_a_submission_show_what_was_decided_before_and_why_it_is_alike() {
    let ministry = Ministry::found();
    let office = &ministry.office;
    open(office, "ferry", "The night ferry", Visibility::WholeHouse);
    open(office, "asked", "The night ferry to Ould", Visibility::WholeHouse);
    let mut nesse = at_work(&ministry, "nesse").await;
    nesse.get("/dossiers/asked").await.says_not("Decided before");
    decided(office, "ferry", "The ferry is to cross after dark.", Verdict::Rejected);
    let page = nesse.get("/dossiers/asked").await;
    page.says("Decided before in such a case The night ferry Same file-plan code 12.3; “ferry” and “night” in both.")
        .says("The ferry is to cross after dark : rejected by Press desk, 25 December 1951 : “Not at night.”")
        .says("Legal desk recommended: Let the ferry pass.");
    assert!(page.html.contains("href=\"/dossiers/ferry/submissions/1\""));
    submitted(office, "asked", "May it cross to Ould?");
    let submission = nesse.get("/dossiers/asked/submissions/1").await;
    assert_eq!(before(&submission), before(&nesse.get("/dossiers/asked").await));
    nesse.get("/dossiers/ferry").await.says_not("Decided before");
}

#[tokio::test(flavor = "multi_thread")]
async fn dossiers_that_one_may_not_see_change_no_byte() {
    let ministry = Ministry::found();
    let office = &ministry.office;
    open(office, "ferry", "The night ferry", Visibility::WholeHouse);
    open(office, "asked", "The night ferry to Ould", Visibility::WholeHouse);
    decided(office, "ferry", "The ferry is to cross after dark.", Verdict::Rejected);
    on_the_morning_of(&ministry, "1951-12-28");
    let mut orlo = at_work(&ministry, "orlo").await;
    let told = |page: &Page| before(page);
    let (as_it_was, overview) = (told(&orlo.get("/dossiers/asked").await), orlo.get("/overview").await.html);
    for n in 0..10 {
        let code = format!("hidden-{n}");
        open(office, &code, "The night ferry to Ould again", Visibility::ListOnly);
        decided(office, &code, "The night ferry is to cross.", Verdict::Rejected);
        owes(office, &code, "legal", office.today());
    }
    on_the_morning_of(&ministry, "1951-12-28");
    assert_eq!(told(&orlo.get("/dossiers/asked").await), as_it_was);
    assert_eq!(orlo.get("/overview").await.html, overview);
    let mut nesse = at_work(&ministry, "nesse").await;
    assert_ne!(told(&nesse.get("/dossiers/asked").await), as_it_was, "whoever may see them is told of them");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_stands_above_desks_sees_what_is_late_and_how_questions_went() {
    let ministry = Ministry::found();
    let office = &ministry.office;
    let mut nesse = at_work(&ministry, "nesse").await;
    nesse.get("/overview").await.says("Nothing is late at your desks").says("No question that you may see was decided");
    open(office, "ferry", "The night ferry", Visibility::WholeHouse);
    owes(office, "ferry", "legal", "1951-12-26".parse().unwrap());
    owes(office, "ferry", "legal", "1951-12-27".parse().unwrap());
    owes(office, "ferry", "press", "1951-12-26".parse().unwrap());
    on_the_morning_of(&ministry, "1951-12-28");
    decided(office, "ferry", "The ferry is to cross after dark.", Verdict::Rejected);
    let page = nesse.get("/overview").await;
    page.says("Legal desk 2 2 days late ferry Report on ferry").says_not("Press desk 1");
    page.says(
        "1 question decided; from the entry of the first paper (from the opening, where none was entered before) to the \
         decision, half of them took 3 days or less.",
    );
    page.says("3 The ferry is to cross after dark. The night ferry Legal desk to adopt rejected 25 December 1951 28 December 1951");
    page.says("1 decided otherwise than recommended, 0 as recommended.");
    let mut sool = at_work(&ministry, "sool").await;
    sool.get("/overview").await.says("Press desk 1").says_not("Legal desk 2");
    // The chief of both desks sees both.
    let (desk, chief) = (id("chief"), "Chief".to_owned());
    ministry.act(Act::AddDesk { desk, name: chief, aliases: Vec::new(), above: None });
    for below in ["legal", "press"] {
        let above = Some(Some(id("chief")));
        ministry.act(Act::ChangeDesk { desk: id(below), name: None, aliases: None, above, calendar: None });
    }
    let (mandate, capacity) = (id("orlo-chief"), procedure::house::Capacity::Holder);
    ministry.act(Act::GiveMandate {
        mandate,
        officer: id("orlo"),
        desk: id("chief"),
        capacity,
        from: None,
        until: None,
        instead_of: None,
    });
    let mut orlo = at_work(&ministry, "orlo").await;
    orlo.get("/overview").await.says("Legal desk 2").says("Press desk 1");
    nesse.get("/overview?since=1951-12-29").await.says("No question that you may see was decided since then.");
    nesse.get("/overview?since=December+1951").await.says("Decided since 1 December 1951");
    nesse.get("/overview?since=soon").await.says("“soon” is not read as a day. Write it as 28.12.1951.");
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_show_what_one_sees_by_week_and_by_desk_and_nothing_of_what_one_does_not() {
    let ministry = Ministry::found();
    let enter = |series: &str, kind: &str, subject: &str| {
        let card = serde_json::from_value(serde_json::json!({
            "kind": { "value": kind }, "subject": { "value": subject }, "from": [{ "value": { "name": "Weir Keeper", "post": null, "office": null } }]
        }));
        let draft = procedure::act::EnterDraft {
            series: id(series),
            absence: Some(procedure::paper::Absence::NotYetScanned),
            card: card.unwrap(),
            ..crate::town::draft(Vec::new())
        };
        ministry.act(Act::Enter(draft)).paper.unwrap()
    };
    let mut nesse = at_work(&ministry, "nesse").await;
    let page = nesse.get("/overview").await;
    page.says("No paper that you may see was entered in the last twelve weeks.");
    page.says("Nothing that you may see is marked out to your desks");
    let seen = enter("OPEN", "letter", "Height of the weir");
    enter("OPEN", "telegram", "The weir");
    let due = Some("1951-12-26".parse().unwrap());
    let direction = procedure::act::DirectionDraft {
        to: id("legal"),
        part: procedure::paper::Part::Lead,
        act: procedure::card::AskedAct::Act,
        due,
        remark: None,
    };
    ministry.act(Act::Direct { paper: seen, desk: id("registry"), directions: vec![direction] });
    on_the_morning_of(&ministry, "1951-12-28");
    let page = nesse.get("/overview").await;
    page.says("Week from 24 December 1951: 1 letter, 1 telegram");
    page.says("Legal desk: 1 marked out, 1 late");
    assert!(
        page.html.contains("/register?entered_from=1951-12-24&amp;entered_until=1951-12-30"),
        "a bar leads to its papers"
    );
    // What only the registry sees changes nothing.
    for n in 0..3 {
        enter("IN", "order", &format!("Hidden {n}"));
    }
    on_the_morning_of(&ministry, "1951-12-28");
    assert_eq!(nesse.get("/overview").await.html, page.html);
    let mut orlo = at_work(&ministry, "orlo").await;
    orlo.get("/overview").await.says("3 order");
}
