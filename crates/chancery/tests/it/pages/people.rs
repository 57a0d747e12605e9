//! Correspondents on their pages: found under any spelling, named, merged and parted; and what of them is out of sight.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use chancery::doors::Scope;
use procedure::act::{Act, BindingDraft, EnterDraft};
use procedure::card::{Card, Field, Party};
use procedure::ids::PaperId;
use procedure::paper::{Absence, NamedAs, Principal};

use super::client::Client;
use super::house::{Ministry, PASSWORD, id};

async fn at_work(ministry: &Ministry, officer: &str) -> Client {
    let mut client = Client::new(&ministry.router);
    client.sign_in(officer, PASSWORD).await;
    client
}

fn spoken(ministry: &Ministry, series: &str, from: &str) -> PaperId {
    let sender = Field::set(Party::named(from), None, id("orlo"));
    let card = Card { from: vec![sender], ..Card::default() };
    let plain = crate::town::draft(Vec::new());
    let draft = EnterDraft { series: id(series), absence: Some(Absence::Oral), card, ..plain };
    ministry.act(Act::Enter(draft)).paper.unwrap()
}

/// Takes one in, from a paper where one is given: it is bound there.
fn take_in(ministry: &Ministry, code: &str, name: &str, paper: Option<PaperId>) {
    ministry.act(Act::AddCorrespondent {
        correspondent: id(code),
        name: name.to_owned(),
        aliases: Vec::new(),
        posts: Vec::new(),
        desk: id("registry"),
        paper,
        named_as: paper.map(|_| NamedAs::Sender),
        beside: None,
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn one_is_found_in_other_letters_and_given_a_name_once() {
    let ministry = Ministry::found();
    take_in(&ministry, "maren", "Vera Maren", None);
    take_in(&ministry, "brask", "Alwin Brask", None);
    let mut orlo = at_work(&ministry, "orlo").await;
    orlo.get("/people").await.says("Vera Maren").says("Alwin Brask");
    orlo.get("/people?like=%D0%9C%D0%B0%D1%80%D0%B5%D0%BD").await.says("Vera Maren").says_not("Alwin Brask");
    orlo.get("/people?like=Quill").await.says("Nobody you may see goes by “Quill”");

    let page = orlo.get("/people/maren").await;
    let (place, mut fields) = page.form("/people/maren/alias", "alias");
    fields.retain(|(name, _)| name != "alias");
    let mut sent: Vec<(&str, &str)> = fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    sent.push(("alias", "W. Maren"));
    let first = orlo.post(&place, &sent).await;
    let again = orlo.post(&place, &sent).await;
    assert_eq!((first.status, first.place()), (StatusCode::SEE_OTHER, again.place()), "sent twice, entered once");
    orlo.follow(again).await.says("names or posts changed").says("W. Maren confirmed by M. Orlo");

    let taken = orlo.get("/people/brask").await;
    let refused = orlo.fill(&taken, "/people/brask/alias", "alias", &[("alias", "w. maren")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    refused.says("Not entered");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_drawn_before_another_act_says_what_came_in_between() {
    let ministry = Ministry::found();
    take_in(&ministry, "maren", "Vera Maren", None);
    let mut orlo = at_work(&ministry, "orlo").await;
    let drawn = orlo.get("/people/maren").await;
    ministry.act(Act::GiveAlias { correspondent: id("maren"), alias: "W. Maren".to_owned() });
    let stale = orlo.fill(&drawn, "/people/maren/alias", "alias", &[("alias", "Marenova")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    stale.says("Nothing of yours was entered yet").says("names or posts changed by M. Orlo");
    orlo.get("/people/maren").await.says_not("Marenova");
    let done = orlo.fill(&stale, "/people/maren/alias", "Enter mine", &[]).await;
    orlo.follow(done).await.says("Marenova confirmed by");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_is_merged_with_its_papers_and_parted_again() {
    let ministry = Ministry::found();
    let (first, second) = (spoken(&ministry, "OPEN", "V. Maren"), spoken(&ministry, "OPEN", "Vera Maren"));
    take_in(&ministry, "maren", "Vera Maren", Some(second));
    take_in(&ministry, "maren-2", "V. Maren", Some(first));
    let mut orlo = at_work(&ministry, "orlo").await;
    let page = orlo.get("/people/maren-2").await;
    let fields = [("into", "maren"), ("reason", "one person")];
    let merged = orlo.fill(&page, "/people/maren-2/merge", "radio", &fields).await;
    orlo.follow(merged).await.says("Merged into Vera Maren").says("“one person”");
    orlo.get("/people/maren").await.says("OPEN-1951-0001").says("OPEN-1951-0002").says("V. Maren merged into it");

    let page = orlo.get("/people/maren-2").await;
    let parted = orlo.fill(&page, "/people/maren-2/part", "reason", &[("reason", "her sister")]).await;
    orlo.follow(parted).await.says("parted from Vera Maren").says("“her sister”").says_not("Merged into");
    orlo.get("/people/maren").await.says("OPEN-1951-0002").says_not("OPEN-1951-0001");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_tells_nothing_that_lies_out_of_sight() {
    let ministry = Ministry::found();
    let (open, closed) = (spoken(&ministry, "OPEN", "Vera Maren"), spoken(&ministry, "IN", "V. Maren"));
    take_in(&ministry, "maren", "Vera Maren", Some(open));
    take_in(&ministry, "quiet", "V. Maren", Some(closed));
    let to = Principal::Correspondent(id("maren"));
    let bindings = vec![BindingDraft { name: "V. Maren".to_owned(), named_as: NamedAs::Addressee, to }];
    ministry.act(Act::Bind { paper: closed, bindings });
    let reason = "as IN-1951-0001 shows".to_owned();
    ministry.act(Act::MergeCorrespondent { correspondent: id("maren"), into: id("quiet"), reason });

    let mut orlo = at_work(&ministry, "orlo").await;
    orlo.get("/people/maren").await.says("IN-1951-0001").says("Merged into V. Maren");
    let mut sool = at_work(&ministry, "sool").await;
    let page = sool.get("/people/maren").await;
    page.says("OPEN-1951-0001").says("another that you may not see").says_not(" IN-1951").says_not("as IN");
    assert!(!page.html.contains("quiet") && !page.html.contains("/people/maren/"), "{}", page.html);
    sool.get("/people").await.says("Vera Maren").says_not("V. Maren");
    let (hidden, nobody) = (sool.get("/people/quiet").await, sool.get("/people/nobody").await);
    assert_eq!((hidden.status, &hidden.html), (StatusCode::NOT_FOUND, &nobody.html), "one answer for both");
    let token = ministry.token("sool", &[Scope::Read]);
    let mut told = String::new();
    for place in ["", "/maren", "/quiet"] {
        let asked = Request::get(format!("/api/v1/correspondents{place}"));
        let asked = asked.header(header::AUTHORIZATION, format!("Bearer {token}")).body(Body::empty()).unwrap();
        told += &sool.send(asked).await.html;
    }
    assert!(told.contains("OPEN-1951-0001") && told.contains("\"merged\":true"), "{told}");
    assert!(!told.contains("quiet") && !told.contains("IN-1951-0001"), "{told}");
    let alias = [("alias", "Marenova"), ("key", "k-1")];
    assert_eq!(sool.post("/people/quiet/alias", &alias).await.status, StatusCode::NOT_FOUND);
    let not_hers = sool.post("/people/maren/alias", &alias).await;
    assert_eq!(not_hers.status, StatusCode::CONFLICT, "who does not keep it is refused");
    assert!(!not_hers.html.contains("quiet"), "{}", not_hers.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_be_meant_is_offered_on_the_paper_and_bound_by_an_officer() {
    let ministry = Ministry::found();
    take_in(&ministry, "maren", "Vera Maren", None);
    let paper = spoken(&ministry, "OPEN", "Вера Марен");
    let place = format!("/papers/{paper}");
    let mut sool = at_work(&ministry, "sool").await;
    sool.get(&place).await.says("Вера Марен").says_not("Who may be meant").says_not("Vera Maren");
    let mut orlo = at_work(&ministry, "orlo").await;
    let page = orlo.get(&place).await;
    page.says("Who may be meant").says("Вера Марен, sender, may be Vera Maren");

    let untold = orlo.fill(&page, &format!("{place}/rule"), "Confirm", &[("rule", "no such code!")]).await;
    assert_eq!(untold.status, StatusCode::UNPROCESSABLE_ENTITY, "a name of a rule has a form");
    let ruled = orlo.fill(&page, &format!("{place}/rule"), "Confirm", &[("rule", "maren-by-name")]).await;
    orlo.follow(ruled).await.says("This is who").says_not("Always so");
    let next = spoken(&ministry, "IN", "Вера Марен");
    let bound = orlo.get(&format!("/papers/{next}")).await;
    bound.says("is Vera Maren").says_not("Who may be meant");
    assert!(bound.html.contains("href=\"/people/maren\""), "{}", bound.html);

    let done = orlo.fill(&page, &format!("{place}/bind"), "This is who", &[]).await;
    let again = orlo.fill(&page, &format!("{place}/bind"), "This is who", &[]).await;
    assert_eq!(done.place(), again.place(), "sent twice, bound once");
    orlo.follow(done).await.says("is Vera Maren").says_not("Who may be meant");
    orlo.get("/people/maren").await.says("OPEN-1951-0001").says("IN-1951-0001");
    // She does not see the correspondent, so its name is not told on a paper that she sees.
    sool.get(&place).await.says_not("Vera Maren");
}
