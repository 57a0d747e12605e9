//! The day closed in a whole office: on pages and by the API, by itself, mailed to a second desk, signed by a witness.

use axum::http::StatusCode;
use chancery::mail::{MailAddress, Outbox, Post, SecondDeskNamed};
use chancery::office::{Bodies, Command, HeldSays, Office};
use chancery_verify::Held;
use jiff::civil::{Date, Time, date};
use mail_parser::{MessageParser, MimeHeaders as _};
use procedure::act::Act;
use procedure::closing::Closing;
use procedure::event::{Door, Event, Means};
use procedure::role::Role;
use serde_json::json;

use crate::api::told::fits;
use crate::api::{ALL, Program};
use crate::pages::client::Client;
use crate::pages::house::{Ministry, PASSWORD, id};
use crate::pages::{MEMORANDUM, TELEGRAM};
use crate::reminders::{post, relay, set};
use crate::sink::{Came, Manner, Sink};

const SIX: Time = Time::constant(18, 0, 0, 0);
const DAY: Date = Date::constant(1951, 12, 25);

/// Does something of an office on a thread of its own: the tests' own drives asynchronous work.
fn apart<T: Send + 'static>(office: &Office, does: impl FnOnce(&Office) -> T + Send + 'static) -> T {
    let office = office.clone();
    std::thread::spawn(move || does(&office)).join().unwrap()
}

/// Closes the day as the clerk, under a key.
fn close(ministry: &Ministry, key: &str) -> Closing {
    let command = Command {
        officer: id("orlo"),
        authenticated: "orlo".to_owned(),
        means: Means::System,
        door: Door::CommandLine,
        key: key.to_owned(),
        act: Act::CloseDay {},
        bodies: Bodies::default(),
    };
    let receipt = apart(&ministry.office, |office| office.submit_blocking(command).unwrap());
    let closing = receipt.events.into_iter().find_map(|event| match event {
        Event::DayClosed { closing } => Some(closing),
        _ => None,
    });
    closing.unwrap()
}

fn if_due(ministry: &Ministry) -> Option<u32> {
    let receipt = apart(&ministry.office, |office| office.close_day_if_due(SIX, "server").unwrap())?;
    receipt.events.iter().find_map(|event| match event {
        Event::DayClosed { closing } => Some(closing.no),
        _ => None,
    })
}

#[test]
fn a_day_closes_itself_once_where_something_was_entered() {
    let ministry = Ministry::found();
    set(&ministry, DAY, 17, 59);
    assert_eq!(if_due(&ministry), None, "not before its time");
    set(&ministry, DAY, 18, 0);
    assert_eq!(if_due(&ministry), Some(1));
    assert_eq!(if_due(&ministry), None, "and once");
    set(&ministry, DAY.tomorrow().unwrap(), 19, 0);
    assert_eq!(if_due(&ministry), None, "nothing was entered since");
    ministry.sends();
    assert_eq!(if_due(&ministry), Some(2));
    let made = apart(&ministry.office, |office| {
        let owner = register::Viewer::owner(office.house(), office.now());
        office.closings(&owner, None, 9).unwrap().unwrap()
    });
    assert_eq!(made.iter().map(|one| one.closing.no).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(made[1].closing.day, DAY);
    // Somebody closed it after its time: it is closed.
    let third = date(1951, 12, 27);
    set(&ministry, third, 18, 30);
    close(&ministry, "3");
    assert_eq!(if_due(&ministry), None);
    let published = ministry.office.journal().unwrap().last_published().unwrap().unwrap();
    assert_eq!(published.size, ministry.office.journal().unwrap().size().unwrap(), "its head is published at once");
}

struct Mailing {
    ministry: Ministry,
    outbox: Outbox,
    sink: Sink,
    post: Post,
}

impl Mailing {
    fn found() -> Self {
        let ministry = Ministry::found_as("Ministerium für Äußeres");
        let outbox = Outbox::open(ministry.office.folder()).unwrap();
        let sink = Sink::open();
        Self { post: post(relay(&sink)), ministry, outbox, sink }
    }

    fn name(&self, address: &str) -> SecondDeskNamed {
        let office = &self.ministry.office;
        let after = office.house().last_closing.as_ref().map_or(0, |last| last.said.no);
        self.outbox.name_second_desk(&address.parse::<MailAddress>().unwrap(), after, office.now()).unwrap()
    }

    fn round(&self) -> usize {
        self.ministry.office.mail_closings(&self.post, &self.outbox).unwrap()
    }
}

fn parts(came: &Came) -> (String, String, String) {
    let mail = MessageParser::default().parse(&came.bytes).unwrap();
    let file = mail.attachment(0).unwrap();
    let name = file.attachment_name().unwrap().to_owned();
    (mail.subject().unwrap().to_owned(), name, file.text_contents().unwrap().replace('\r', ""))
}

#[test]
fn a_closing_is_mailed_to_a_second_desk_until_the_relay_takes_it() {
    let mailing = Mailing::found();
    close(&mailing.ministry, "1");
    assert_eq!(mailing.name("second@arle.example"), SecondDeskNamed::Now);
    assert_eq!(mailing.name("second@arle.example"), SecondDeskNamed::Already);
    assert_eq!(mailing.round(), 0, "only those after it was named");
    mailing.ministry.sends();
    close(&mailing.ministry, "2");
    mailing.sink.behaves(Manner::KnowsNobody);
    assert_eq!(mailing.round(), 0);
    let desk = &mailing.outbox.second_desks().unwrap()[0];
    assert!(desk.sent == 1 && desk.tries == 1 && !desk.says.is_empty(), "{desk:?}");
    mailing.sink.behaves(Manner::Takes);
    assert_eq!(mailing.round(), 0, "not at once again");
    set(&mailing.ministry, DAY, 12, 0);
    assert_eq!((mailing.round(), mailing.round()), (1, 0));
    let mails = mailing.sink.mails();
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, ["second@arle.example"]);
    let (subject, name, text) = parts(&mails[0]);
    assert_eq!(
        (subject.as_str(), name.as_str()),
        ("Ministerium für Äußeres: closing 2 of 25 December 1951", "closing-2.txt")
    );
    let office = &mailing.ministry.office;
    let told = office.closing(&register::Viewer::owner(office.house(), office.now()), 2).unwrap().unwrap();
    let held = Held::find(&text).unwrap();
    assert_eq!(Some(&held), told.held.as_ref(), "the head came whole, with the proof from the closing before");
    assert!(held.from.is_some());
    let HeldSays::GoesOn { entries } = office.hold_against(&text).unwrap() else { panic!("{text}") };
    assert_eq!(Some(entries), told.head.map(|head| head.size));
    // Several at once go out in order.
    for key in ["3", "4", "5"] {
        close(&mailing.ministry, key);
    }
    assert_eq!(mailing.round(), 3);
    let subjects: Vec<String> = mailing.sink.mails().iter().map(|came| parts(came).0).collect();
    let numbers: Vec<&str> =
        subjects.iter().map(|subject| subject.split("closing ").nth(1).unwrap().split(' ').next().unwrap()).collect();
    assert_eq!(numbers, ["2", "3", "4", "5"]);
    // Closings that were mailed and are there no more, as after restoring an older backup, keep nothing back.
    mailing.outbox.closing_sent("second@arle.example", 9, mailing.ministry.office.now()).unwrap();
    assert_eq!(mailing.round(), 0);
    close(&mailing.ministry, "6");
    assert_eq!(mailing.round(), 1);
    assert!(mailing.outbox.end_second_desk(&"second@arle.example".parse().unwrap()).unwrap());
    for no in 0..16 {
        assert_eq!(mailing.name(&format!("desk{no}@arle.example")), SecondDeskNamed::Now);
    }
    assert_eq!(mailing.name("one-more@arle.example"), SecondDeskNamed::Many);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_registry_closes_the_day_on_the_page_and_holds_a_head_against_the_record() {
    let ministry = Ministry::found();
    let (mut orlo, mut sool) = (Client::new(&ministry.router), Client::new(&ministry.router));
    orlo.sign_in("orlo", PASSWORD).await;
    sool.sign_in("sool", PASSWORD).await;
    let paper = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    orlo.get(&paper).await;
    let record = orlo.get("/record").await;
    record.says("No day was closed yet.");
    let closed = orlo.fill(&record, "/record/closings", "", &[]).await;
    let closed = orlo.follow(closed).await;
    closed.says("Closing 1 of 25 December 1951");
    closed.says("IN-1951-0001");
    closed.says("This is the first closing.");
    closed.says("1 block, the last ");
    let text = orlo.get("/record/closings/1/text").await.html;
    let record = orlo.get("/record").await;
    record.says("Closing 1 of 25 December 1951");
    let same = orlo.fill(&record, "/record/held", "", &[("text", &text)]).await;
    same.says("The record goes on from that head");
    let entries = Held::find(&text).unwrap().note.lines().nth(1).unwrap().to_owned();
    let more = text.replace(&format!("\n{entries}\n"), &format!("\n{entries}0\n"));
    orlo.fill(&record, "/record/held", "", &[("text", &more)]).await.says("is not of this office");
    orlo.fill(&record, "/record/held", "", &[("text", "no head")]).await.says("There is no signed head in it.");
    // Who keeps no series is shown none, but may hold a head against the record.
    assert!(!sool.get("/record").await.html.contains("Day closings"));
    for place in ["/record/closings/1", "/record/closings/1/text", "/record/closings/2"] {
        assert_eq!(sool.get(place).await.status, StatusCode::NOT_FOUND, "{place}");
    }
    assert_eq!(orlo.get("/record/closings/2").await.status, StatusCode::NOT_FOUND);
    let record = sool.get("/record").await;
    sool.fill(&record, "/record/held", "", &[("text", &text)]).await.says("The record goes on from that head");
    let (officer, role, reason) = (id("sool"), Role::Auditor, "an audit".to_owned());
    ministry.act(Act::GiveRole { officer, role, from: None, until: None, reason });
    sool.get("/record/closings/1").await.says("Closing 1 of 25 December 1951");
    assert!(!sool.get("/record").await.html.contains("action=\"/record/closings\""), "an auditor closes nothing");
    let sheet = orlo.exported("/record/closings/1/sheet", &[("key", "s1")]).await;
    assert!(sheet.starts_with(b"%PDF"));
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_close_the_day_in_the_form_that_is_told() {
    let ministry = Ministry::found();
    let mut orlo = Program::new(&ministry, "orlo", ALL);
    let told = orlo.get("/openapi.json").await.1;
    orlo.post("/papers", "1", &json!({ "series": "IN", "text": MEMORANDUM })).await;
    for key in ["2", "3"] {
        let (status, receipt, _) = orlo.post("/record/closings", key, &json!({})).await;
        assert_eq!(status, StatusCode::CREATED, "{receipt}");
        fits(&told, "/record/closings", "post", status, &receipt);
    }
    let (status, again, _) = orlo.post("/record/closings", "3", &json!({})).await;
    assert_eq!((status, &again["repeated"]), (StatusCode::OK, &json!(true)));
    let (status, list, _) = orlo.get("/record/closings").await;
    fits(&told, "/record/closings", "get", status, &list);
    assert_eq!(list["closings"].as_array().unwrap().len(), 2);
    let (status, one, _) = orlo.get("/record/closings/2").await;
    fits(&told, "/record/closings/{no}", "get", status, &one);
    let head = one["head"].as_str().unwrap().to_owned();
    let (status, says, _) = orlo.post("/record/held", "4", &json!({ "text": head })).await;
    fits(&told, "/record/held", "post", status, &says);
    assert_eq!((&says["holds"], &says["is"]), (&json!(true), &json!("goes_on")));
    let (_, says, _) = orlo.post("/record/held", "5", &json!({ "text": "nothing" })).await;
    assert_eq!((&says["holds"], &says["is"]), (&json!(false), &json!("no_head")));
    let mut sool = Program::new(&ministry, "sool", ALL);
    for place in ["/record/closings", "/record/closings/1", "/record/closings/7"] {
        assert_eq!(sool.get(place).await.0, StatusCode::NOT_FOUND, "{place}");
    }
    let (status, refused, _) = sool.post("/record/closings", "6", &json!({})).await;
    assert_eq!((status, &refused["code"]), (StatusCode::CONFLICT, &json!("no_mandate")));
    let act = json!({ "act": "close_day" });
    assert_eq!(orlo.post("/house/acts", "7", &act).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let (_, house, _) = orlo.get("/house").await;
    assert!(house.get("last_closing").is_none(), "what was counted is told by the closings alone");
}

#[test]
fn what_is_cited_and_not_held_is_counted_until_it_comes() {
    let ministry = Ministry::found();
    let enter = |key: &str, text: &'static str| {
        let command = crate::town::entering(&ministry.office, key, text).unwrap();
        let command = Command { officer: id("orlo"), authenticated: "orlo".to_owned(), ..command };
        apart(&ministry.office, |office| office.submit_blocking(command).unwrap());
    };
    enter("a", MEMORANDUM);
    assert_eq!(close(&ministry, "1").not_held, Some(1), "it cites telegram No. 812");
    enter("b", TELEGRAM);
    ministry.act(Act::ReserveBlock { series: id("IN"), count: 2, reason: "a mission".to_owned() });
    let second = close(&ministry, "2");
    assert_eq!(second.not_held, Some(0), "it came");
    let book = second.books.iter().find(|book| book.series.as_str() == "IN").unwrap();
    assert_eq!((book.given, book.reserved, book.last.as_deref()), (3, 2, Some("IN-1951-0002")));
    assert!(second.differs.is_empty());
}

#[test]
fn a_clock_set_back_makes_no_entry_earlier_than_the_one_before() {
    let ministry = Ministry::found();
    set(&ministry, DAY, 12, 0);
    let first = close(&ministry, "1");
    let at = ministry.office.house().last_closing.clone().unwrap().at;
    set(&ministry, date(1951, 12, 20), 12, 0);
    let second = close(&ministry, "2");
    let later = ministry.office.house().last_closing.clone().unwrap().at;
    assert!(later >= at && second.day >= first.day, "{at:?} and {later:?}");
    assert!(second.differs.is_empty());
    let found = chancery::office::examine(ministry.office.folder(), &mut |_, _| ());
    assert!(found.iter().any(|finding| finding.what == "closings"), "{found:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proof_is_checked_on_the_page_of_the_record() {
    let ministry = Ministry::found();
    let mut orlo = Client::new(&ministry.router);
    orlo.sign_in("orlo", PASSWORD).await;
    let paper = orlo.enter(MEMORANDUM, &[("desk", "")]).await;
    let page = orlo.get(&paper).await;
    let proof = orlo.fill(&page, &format!("{paper}/proof"), "", &[]).await.html;
    let file = orlo.bytes(&format!("{paper}/body/1")).await;
    let send = |files: Vec<(&'static str, Vec<u8>)>| {
        let mut body = Vec::new();
        for (field, bytes) in &files {
            body.extend(
                format!("--x\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{field}.txt\"\r\n\r\n")
                    .into_bytes(),
            );
            body.extend(bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--x--\r\n");
        axum::http::Request::post("/record/verify")
            .header("content-type", "multipart/form-data; boundary=x")
            .body(axum::body::Body::from(body))
            .unwrap()
    };
    let right = vec![("proof", proof.clone().into_bytes()), ("file", file.clone())];
    let holds = orlo.send(send(right)).await;
    holds.says("This holds:");
    holds.says("the number IN-1951-0001 was given");
    holds.says("to the last byte");
    orlo.send(send(vec![("proof", proof.clone().into_bytes())])).await.says("This holds:");
    let other = [file.as_slice(), b" "].concat();
    let not = orlo.send(send(vec![("proof", proof.clone().into_bytes()), ("file", other)])).await;
    not.says("is none of which the proof speaks");
    let altered = proof.replacen("1951", "1952", 1).into_bytes();
    let altered = if altered == proof.as_bytes() { [proof.as_bytes(), b"x"].concat() } else { altered };
    orlo.send(send(vec![("proof", altered)])).await.says("This does not hold");
    orlo.send(send(vec![("file", file)])).await.says("There is no proof.");
    let long = vec![b'x'; (1 << 20) + 1];
    orlo.send(send(vec![("proof", long)])).await.says("longer than 1 MiB");
    orlo.send(send(vec![("proof", vec![b'x'; 1 << 20])])).await.says("This does not hold");
}
