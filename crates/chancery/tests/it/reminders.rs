//! Reminders by mail, against a real server of mail on this machine: what is in them, and that none goes out twice.

use axum::body::Body;
use axum::http::{Request, header};
use chancery::doors::Scope;
use chancery::mail::{Login, Mail, MailState, Outbox, Post, Relay, RelayOptions, Says, Security, Undelivered};
use jiff::civil::{Date, Time, date};
use mail_parser::MessageParser;
use procedure::act::{Act, EnterDraft};
use procedure::calendar::{Calendar, DayOfWeek};
use procedure::card::Field;
use procedure::dossier::{DossierAct, Hangs};
use procedure::house::Visibility;
use procedure::ids::DossierId;

use crate::pages::client::Client;
use crate::pages::house::{Ministry, PASSWORD, id};
use crate::sink::{Came, LOGIN, Manner, Sink};
use crate::town;

/// The office with its outbox, and the sink that is its relay.
struct Posted {
    ministry: Ministry,
    outbox: Outbox,
    sink: Sink,
    post: Post,
}

pub(crate) fn relay(sink: &Sink) -> Relay {
    let options = RelayOptions {
        host: "127.0.0.1".to_owned(),
        port: Some(sink.address.port()),
        security: Security::None,
        roots: None,
        login: None,
        greets: "arle.example".to_owned(),
    };
    Relay::new(options).unwrap()
}

pub(crate) fn post(relay: Relay) -> Post {
    let from = "Registry <registry@arle.example>".parse().unwrap();
    let at = Time::constant(7, 0, 0, 0);
    Post { relay, from, at, link: Some("https://office.arle.example/".to_owned()), says: Says::Subjects }
}

impl Posted {
    /// The office on 25 December 1951, a Tuesday, on which T. Nesse of the legal desk gives an address; the legal desk owes
    /// something in the dossier "line" on the 27th.
    fn found() -> Self {
        let ministry = Ministry::found_as("Ministerium für Äußeres");
        dossier(&ministry, "line", "The demarcation line", None);
        owes(&ministry, "line", "Answer the Böhm proposal", "legal", date(1951, 12, 27));
        let outbox = Outbox::open(ministry.office.folder()).unwrap();
        let sink = Sink::open();
        let posted = Self { outbox, post: post(relay(&sink)), sink, ministry };
        posted.gives("nesse");
        posted
    }

    fn gives(&self, officer: &str) {
        let address = format!("{officer}@arle.example").parse().unwrap();
        self.outbox.give_address(&id(officer), &address, self.ministry.office.now()).unwrap();
    }

    /// Sets the clock, by the office's zone, and does a round.
    fn round(&self, day: Date, hour: i8, minute: i8) -> Vec<Mail> {
        set(&self.ministry, day, hour, minute);
        self.ministry.office.remind(&self.post, &self.outbox).unwrap()
    }

    fn state(&self, officer: &str, day: Date) -> Option<MailState> {
        self.outbox.mail(&id(officer), day).unwrap().map(|mail| mail.state)
    }

    /// The text of the only mail that came.
    fn only_text(&self) -> String {
        let mails = self.sink.mails();
        assert_eq!(mails.len(), 1, "{mails:?}");
        text(&mails[0])
    }
}

pub(crate) fn set(ministry: &Ministry, day: Date, hour: i8, minute: i8) {
    let at = day.at(hour, minute, 0, 0).to_zoned_datetime(ministry.office.zone()).unwrap();
    ministry.clock.set(at.timestamp().into());
}

fn dossier(ministry: &Ministry, code: &str, title: &str, level: Option<&str>) {
    let (title, home) = (title.to_owned(), Some(id("registry")));
    ministry.act(Act::OpenDossier { dossier: id(code), title, code: None, home, level: level.map(id), rule: None });
}

fn owes(ministry: &Ministry, dossier: &str, what: &str, desk: &str, day: Date) {
    let does = DossierAct::SetDeadline {
        what: what.to_owned(),
        desk: id(desk),
        paper: None,
        hangs: Hangs::Day { date: day },
        remind: Vec::new(),
    };
    ministry.act(Act::InDossier { dossier: id::<DossierId>(dossier), does });
}

fn text(came: &Came) -> String {
    let parsed = MessageParser::default().parse(&came.bytes).unwrap();
    parsed.body_text(0).unwrap().replace('\r', "")
}

/// 27 December 1951, a Thursday.
const DAY: Date = Date::constant(1951, 12, 27);

#[test]
fn one_mail_an_officer_and_day_from_the_day_after_the_address_was_given() {
    let posted = Posted::found();
    assert_eq!(posted.round(date(1951, 12, 25), 9, 0), [], "not on the day on which the address was given");
    assert_eq!(posted.round(DAY, 6, 59), [], "not before the time");
    assert_eq!(posted.sink.connections(), 0, "and nobody was asked");
    let changed = posted.round(DAY, 7, 0);
    assert_eq!(changed.iter().map(|mail| (mail.state, mail.lines)).collect::<Vec<_>>(), [(MailState::Sent, Some(1))]);
    for hour in [7, 8, 23] {
        assert_eq!(posted.round(DAY, hour, 0), [], "once a day");
    }
    // Another program with another handle on the outbox, as after a start.
    let again = Outbox::open(posted.ministry.office.folder()).unwrap();
    posted.ministry.office.remind(&posted.post, &again).unwrap();
    assert_eq!(posted.sink.mails().len(), 1);
    posted.round(date(1951, 12, 28), 7, 0);
    assert_eq!(posted.sink.mails().len(), 2, "the next day has a mail of its own");
    assert!(text(&posted.sink.mails()[1]).contains("\nLate\n  27 December 1951  line  Answer the Böhm proposal"));
}

#[test]
fn a_reminder_says_what_it_is_to_people_and_to_programs() {
    let posted = Posted::found();
    posted.round(DAY, 7, 30);
    let mails = posted.sink.mails();
    let came = &mails[0];
    assert_eq!(
        (came.from.as_str(), came.to.as_slice()),
        ("registry@arle.example", &["nesse@arle.example".to_owned()][..])
    );
    let head = String::from_utf8(came.bytes.clone()).unwrap();
    let head = head.split("\r\n\r\n").next().unwrap();
    assert!(head.is_ascii(), "a subject beyond ASCII is encoded: {head}");
    assert!(head.contains("\r\nDate: Thu, 27 Dec 1951 07:30:00 +0100"), "{head}");
    assert_eq!(head.matches("Date: ").count(), 1, "{head}");
    assert!(head.contains("Auto-Submitted: auto-generated"), "{head}");
    let parsed = MessageParser::default().parse(&came.bytes).unwrap();
    assert_eq!(parsed.subject().unwrap(), "Ministerium für Äußeres: 1 today");
    let message_id = parsed.message_id().unwrap().to_owned();
    assert!(message_id.ends_with("@arle.example") && !message_id.contains("nesse"), "{message_id}");
    insta::assert_snapshot!(text(came));
    // The same mail would have the same Message-ID; another day's has another.
    posted.round(date(1951, 12, 28), 7, 30);
    let next = posted.sink.mails()[1].clone();
    assert_ne!(MessageParser::default().parse(&next.bytes).unwrap().message_id().unwrap(), message_id);
}

#[test]
fn nothing_to_say_is_no_mail() {
    let posted = Posted::found();
    posted.gives("sool");
    posted.round(DAY, 7, 0);
    assert_eq!(posted.state("sool", DAY), Some(MailState::Nothing));
    owes(&posted.ministry, "line", "Tell the press", "press", DAY);
    posted.round(DAY, 11, 0);
    assert_eq!(posted.sink.mails().len(), 1, "what comes in the course of a day waits for the next morning");
    posted.round(date(1951, 12, 28), 7, 0);
    assert_eq!(posted.state("sool", date(1951, 12, 28)), Some(MailState::Sent));
}

#[test]
fn a_desk_is_reminded_on_the_days_that_it_works() {
    let posted = Posted::found();
    let week = |name: &str, weekend: [DayOfWeek; 2]| Calendar::of_week(name, weekend);
    let office = week("Office", [DayOfWeek::Saturday, DayOfWeek::Sunday]);
    posted.ministry.act(Act::SetCalendar { calendar: id("office"), facts: office, over: None });
    let saturday = date(1951, 12, 29);
    posted.round(saturday, 7, 0);
    assert_eq!((posted.sink.mails().len(), posted.state("nesse", saturday)), (0, None), "not on a Saturday");
    let east = week("East", [DayOfWeek::Friday, DayOfWeek::Thursday]);
    posted.ministry.act(Act::SetCalendar { calendar: id("east"), facts: east, over: None });
    let calendar = Some(id("east"));
    let desk = Act::ChangeDesk { desk: id("legal"), name: None, aliases: None, above: None, calendar: Some(calendar) };
    posted.ministry.act(desk);
    posted.round(saturday, 8, 0);
    assert_eq!(posted.sink.mails().len(), 1, "which is a day of work there");
    let reason = "left the service".to_owned();
    posted.ministry.act(Act::SuspendOfficer { officer: id("nesse"), reason });
    posted.round(date(1951, 12, 31), 7, 0);
    assert_eq!(posted.sink.mails().len(), 1, "who is suspended is told nothing");
}

#[test]
fn what_an_officer_may_not_see_is_not_in_it_and_of_what_is_marked_only_number_and_day() {
    let posted = Posted::found();
    let ministry = &posted.ministry;
    dossier(ministry, "quill", "The affair of the quill", Some("secret"));
    owes(ministry, "quill", "Question the envoy", "registry", DAY);
    owes(ministry, "line", "Ask the engineers", "legal", date(1951, 12, 28));
    // What the desk owed is taken to where its officer may not look, after it was to be told of.
    dossier(ministry, "envoy", "The recall of the envoy", None);
    owes(ministry, "envoy", "Draft the recall", "legal", DAY);
    let level = id("secret");
    let does = DossierAct::MarkDossier { level, reason: "an envoy is named".to_owned() };
    ministry.act(Act::InDossier { dossier: id("envoy"), does });
    posted.gives("orlo");
    posted.round(DAY, 7, 0);
    let of = |officer: &str| {
        let to = vec![format!("{officer}@arle.example")];
        posted.sink.mails().iter().find(|came| came.to == to).map(text).unwrap()
    };
    let nesse = of("nesse");
    for hidden in ["quill", "envoy", "recall", "There is more"] {
        assert!(!nesse.contains(hidden), "{hidden}: {nesse}");
    }
    assert!(nesse.contains("27 December 1951  line  Answer the Böhm proposal: The demarcation line"), "{nesse}");
    assert!(nesse.contains("\nIn the coming days\n  28 December 1951  line  Ask the engineers: "), "{nesse}");
    let orlo = of("orlo");
    assert!(orlo.contains("\n  27 December 1951  quill\n"), "number and day: {orlo:?}");
    assert!(!orlo.contains("Question") && !orlo.contains("affair"), "and nothing else: {orlo}");
}

/// A paper about something, marked out to the legal desk.
fn directed(ministry: &Ministry, series: &str, about: &str) -> String {
    let draft = EnterDraft {
        series: id(series),
        absence: Some(procedure::paper::Absence::Oral),
        card: procedure::card::Card {
            subject: Some(Field::set(about.to_owned(), None, id("orlo"))),
            ..Default::default()
        },
        directions: vec![procedure::act::DirectionDraft {
            to: id("legal"),
            act: procedure::card::AskedAct::Act,
            part: procedure::paper::Part::Lead,
            due: Some(DAY),
            remark: None,
        }],
        ..town::draft(Vec::new())
    };
    ministry.act(Act::Enter(draft)).number.unwrap()
}

#[test]
fn a_papers_subject_leaves_the_house_only_where_it_is_neither_marked_nor_for_those_named_only() {
    let posted = Posted::found();
    let (office, ministry) = (&posted.ministry.office, &posted.ministry);
    let open = directed(ministry, "OPEN", "Repairs of the pier");
    let facts = office.house().series[&id("IN")].clone();
    let personal = procedure::house::Series { rule: Visibility::ListOnly, name: "Personal".to_owned(), ..facts };
    ministry.act(Act::OpenSeries { series: id("PERS"), facts: personal });
    let named = directed(ministry, "PERS", "The illness of Mr Brandt");
    posted.round(DAY, 7, 0);
    let text = posted.only_text();
    assert!(text.contains(&format!("27 December 1951  {open}  Act: Repairs of the pier")), "{text}");
    assert!(text.contains(&format!("27 December 1951  {named}\n")), "{text}");
    assert!(!text.contains("Brandt"), "{text}");
    // An office may have them say numbers only.
    let numbers = Post { says: Says::Numbers, ..posted.post.clone() };
    let (letter, lines) = office.reminder(&numbers, &id("nesse")).unwrap().unwrap();
    assert_eq!(lines, 3);
    assert!(!letter.text.contains("pier") && !letter.text.contains("Böhm"), "{}", letter.text);
    assert!(letter.text.contains(&format!("27 December 1951  {open}\n")), "{}", letter.text);
    // One that stands in such a series too is for those named, under whatever number it is told.
    let paper = office.reads().unwrap().by_number(&office.viewer(&id("orlo")), &open).unwrap()[0].0;
    ministry.act(Act::RegisterAlso { paper, series: id("PERS"), late: None });
    let (letter, _) = office.reminder(&posted.post, &id("nesse")).unwrap().unwrap();
    assert!(!letter.text.contains("pier"), "{}", letter.text);
}

#[test]
fn a_relay_that_is_down_gets_the_mail_once_when_it_is_up() {
    let posted = Posted::found();
    posted.gives("orlo");
    owes(&posted.ministry, "line", "File it", "registry", DAY);
    posted.sink.behaves(Manner::Down);
    let changed = posted.round(DAY, 7, 0);
    assert_eq!(changed.iter().map(|mail| (mail.state, mail.tries)).collect::<Vec<_>>(), [(MailState::Waiting, 1); 2]);
    assert_eq!(posted.sink.connections(), 1, "a relay that is not there is asked once a round, not once an officer");
    assert_eq!(posted.round(DAY, 7, 0), [], "not before the pause is over");
    posted.round(DAY, 7, 1);
    assert_eq!(posted.round(DAY, 7, 2), [], "the second pause is longer");
    posted.round(DAY, 7, 3);
    let mail = posted.outbox.mail(&id("nesse"), DAY).unwrap().unwrap();
    assert_eq!((mail.state, mail.tries), (MailState::Waiting, 3));
    assert!(mail.says.is_some());
    posted.sink.behaves(Manner::Takes);
    posted.round(DAY, 8, 0);
    posted.round(DAY, 9, 0);
    let to: Vec<_> = posted.sink.mails().into_iter().flat_map(|came| came.to).collect();
    assert_eq!(to, ["nesse@arle.example", "orlo@arle.example"]);
    assert_eq!(posted.sink.connections(), 4, "both over one line");
}

#[test]
fn a_relay_that_never_answers_is_given_up_and_a_day_that_is_over_is_not_made_good() {
    let posted = Posted::found();
    posted.sink.behaves(Manner::Down);
    for hour in 7..20 {
        for minute in [0, 30] {
            posted.round(DAY, hour, minute);
        }
    }
    assert_eq!(posted.state("nesse", DAY), Some(MailState::GivenUp));
    assert_eq!(posted.sink.connections(), 10, "ten tries");
    let next = date(1951, 12, 28);
    posted.round(next, 7, 0);
    assert_eq!(posted.state("nesse", next), Some(MailState::Waiting));
    posted.sink.behaves(Manner::Takes);
    let after = date(1951, 12, 29);
    posted.round(after, 7, 0);
    assert_eq!(posted.state("nesse", next), Some(MailState::Overtaken));
    assert_eq!(posted.sink.mails().len(), 1, "one mail, of today");
    assert!(posted.only_text().contains("29 December 1951"));
}

#[test]
fn a_round_that_lasts_over_midnight_ends_there() {
    let posted = Posted::found();
    posted.gives("orlo");
    owes(&posted.ministry, "line", "File it", "registry", date(1951, 12, 31));
    let (clock, zone) = (posted.ministry.clock.clone(), posted.ministry.office.zone());
    posted.sink.then(move || {
        let at = date(1951, 12, 28).at(0, 0, 1, 0).to_zoned_datetime(zone.clone()).unwrap();
        clock.set(at.timestamp().into());
    });
    let changed = posted.round(DAY, 23, 59);
    assert_eq!(changed.iter().map(|mail| mail.officer.as_str()).collect::<Vec<_>>(), ["nesse"]);
    assert_eq!(posted.sink.mails().len(), 1, "the other's day is over");
    assert_eq!(posted.state("orlo", DAY), None);
    posted.round(date(1951, 12, 28), 7, 0);
    assert_eq!(posted.state("orlo", date(1951, 12, 28)), Some(MailState::Sent), "and has its own reminder");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_round_finds_left_is_counted() {
    let posted = Posted::found();
    let (nesse, orlo, before) = (id("nesse"), id("orlo"), date(1951, 12, 26));
    posted.outbox.put(&nesse, DAY, false, posted.ministry.office.now()).unwrap();
    assert!(posted.outbox.hand_over(&nesse, DAY, 1, posted.ministry.office.now()).unwrap());
    posted.outbox.put(&orlo, before, false, posted.ministry.office.now()).unwrap();
    let token = posted.ministry.token("orlo", &[Scope::Metrics]);
    let changed = posted.round(DAY, 9, 0);
    let states: Vec<_> = changed.iter().map(|mail| (mail.officer.as_str(), mail.day, mail.state)).collect();
    assert_eq!(states, [("orlo", before, MailState::Overtaken), ("nesse", DAY, MailState::Doubtful)]);
    let mut client = Client::new(&posted.ministry.router);
    let asked = Request::get("/metrics").header(header::AUTHORIZATION, format!("Bearer {token}"));
    let page = client.send(asked.body(Body::empty()).unwrap()).await;
    for state in ["doubtful", "overtaken"] {
        let line = format!("chancery_reminders_total{{state=\"{state}\"}} 1\n");
        assert!(page.html.contains(&line), "{}", page.html);
    }
    assert_eq!(posted.round(DAY, 9, 1), [], "once");
}

#[test]
fn a_port_that_nobody_listens_on_is_a_relay_that_is_down() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let options = RelayOptions {
        host: "127.0.0.1".to_owned(),
        port: Some(free.port()),
        security: Security::None,
        roots: None,
        login: None,
        greets: "arle.example".to_owned(),
    };
    let opened = Relay::new(options).unwrap().open().map(drop);
    assert!(matches!(opened, Err(Undelivered::Later(_))), "{opened:?}");
}

#[test]
fn what_the_relay_may_have_taken_is_not_sent_again() {
    let posted = Posted::found();
    posted.sink.behaves(Manner::BreaksOff);
    posted.round(DAY, 7, 0);
    assert_eq!(posted.state("nesse", DAY), Some(MailState::Doubtful));
    posted.sink.behaves(Manner::Takes);
    for hour in 8..20 {
        posted.round(DAY, hour, 0);
    }
    assert_eq!(posted.sink.mails().len(), 1, "it had come");
    posted.round(date(1951, 12, 28), 7, 0);
    assert_eq!(posted.sink.mails().len(), 2, "the next day's tells of what is late");
}

#[test]
fn a_program_that_ended_while_it_was_sending_does_not_send_again() {
    let posted = Posted::found();
    let nesse = id("nesse");
    posted.outbox.put(&nesse, DAY, false, posted.ministry.office.now()).unwrap();
    assert!(posted.outbox.hand_over(&nesse, DAY, 1, posted.ministry.office.now()).unwrap());
    // Here the program ended: whether the words went out is not known to anybody.
    let outbox = Outbox::open(posted.ministry.office.folder()).unwrap();
    set(&posted.ministry, DAY, 7, 0);
    posted.ministry.office.remind(&posted.post, &outbox).unwrap();
    assert_eq!(posted.state("nesse", DAY), Some(MailState::Doubtful));
    assert_eq!(posted.sink.mails().len(), 0);
}

#[test]
fn a_mail_that_was_certainly_not_taken_is_sent_again() {
    let posted = Posted::found();
    posted.sink.behaves(Manner::BusyAfterText);
    posted.round(DAY, 7, 0);
    let mail = posted.outbox.mail(&id("nesse"), DAY).unwrap().unwrap();
    assert_eq!((mail.state, mail.tries), (MailState::Waiting, 1));
    posted.sink.behaves(Manner::Takes);
    posted.round(DAY, 7, 1);
    posted.round(DAY, 7, 2);
    assert_eq!(posted.sink.mails().len(), 1);
    assert_eq!(posted.outbox.mail(&id("nesse"), DAY).unwrap().unwrap().tries, 2);
}

#[test]
fn two_at_once_send_one_mail() {
    let posted = Posted::found();
    set(&posted.ministry, DAY, 7, 0);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let outbox = Outbox::open(posted.ministry.office.folder()).unwrap();
                posted.ministry.office.remind(&posted.post, &outbox).unwrap();
            });
        }
    });
    assert_eq!(posted.sink.mails().len(), 1);
}

#[test]
fn a_lost_outbox_sends_nothing_twice() {
    let posted = Posted::found();
    posted.round(DAY, 7, 0);
    let Posted { ministry, outbox, sink, post } = posted;
    drop(outbox);
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(ministry.office.folder().join(format!("outbox.db{end}")));
    }
    let outbox = Outbox::open(ministry.office.folder()).unwrap();
    let posted = Posted { ministry, outbox, sink, post };
    posted.gives("nesse");
    posted.round(DAY, 9, 0);
    assert_eq!(posted.sink.mails().len(), 1, "not on that day");
    posted.round(date(1951, 12, 28), 7, 0);
    assert_eq!(posted.sink.mails().len(), 2, "from the next day on");
}

#[test]
fn a_damaged_outbox_is_put_aside() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("outbox.db"), b"no database at all, and long enough to be looked at").unwrap();
    let outbox = Outbox::open(folder.path()).unwrap();
    assert_eq!(outbox.addresses().unwrap(), []);
    assert!(folder.path().join("outbox.db.aside").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_told_to_whoever_keeps_a_registry_and_not_tried_for_ever() {
    let mut posted = Posted::found();
    posted.sink.behaves(Manner::KnowsNobody);
    let outbox = std::sync::Arc::new(Outbox::open(posted.ministry.office.folder()).unwrap());
    let options = chancery::web::WebOptions { secure_cookies: true, reminders: Some(outbox), ..Default::default() };
    posted.ministry.router =
        chancery::web::router(posted.ministry.office.clone(), posted.ministry.doors.clone(), options);
    let posted = tokio::task::spawn_blocking(move || {
        posted.round(DAY, 7, 0);
        for hour in 8..12 {
            posted.round(DAY, hour, 0);
        }
        posted
    });
    let posted = posted.await.unwrap();
    assert_eq!((posted.state("nesse", DAY), posted.sink.connections()), (Some(MailState::Refused), 1));
    let mut orlo = Client::new(&posted.ministry.router);
    orlo.sign_in("orlo", PASSWORD).await;
    orlo.get("/record")
        .await
        .says("Reminders by mail")
        .says("T. Nesse")
        .says("refused by the relay")
        .says("Mailbox unavailable");
    let mut nesse = Client::new(&posted.ministry.router);
    nesse.sign_in("nesse", PASSWORD).await;
    nesse.get("/record").await.says_not("Reminders by mail");
    nesse.get("/deadlines").await.says("They go to nesse@arle.example").says("refused by the relay");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_gives_the_address_on_the_page_and_takes_it_away() {
    let mut ministry = Ministry::found();
    let mut nesse = Client::new(&ministry.router);
    nesse.sign_in("nesse", PASSWORD).await;
    nesse.get("/deadlines").await.says_not("Reminded by mail");
    assert_eq!(
        nesse.post("/deadlines/mail", &[("does", "give")]).await.status,
        404,
        "an office that sends none takes none"
    );
    let outbox = std::sync::Arc::new(Outbox::open(ministry.office.folder()).unwrap());
    let options =
        chancery::web::WebOptions { secure_cookies: true, reminders: Some(outbox.clone()), ..Default::default() };
    ministry.router = chancery::web::router(ministry.office.clone(), ministry.doors.clone(), options);
    let mut nesse = Client::new(&ministry.router);
    nesse.sign_in("nesse", PASSWORD).await;
    let page = nesse.get("/deadlines").await;
    let wrong = nesse.fill(&page, "/deadlines/mail", "", &[("address", "nesse"), ("does", "give")]).await;
    wrong.says("is no mail address").says("Write it as name@domain");
    let given =
        nesse.fill(&page, "/deadlines/mail", "", &[("address", "t.nesse@arle.example"), ("does", "give")]).await;
    given.says("Reminders go to t.nesse@arle.example, the first one on the day after");
    assert_eq!(outbox.address(&id("nesse")).unwrap().unwrap().to_string(), "t.nesse@arle.example");
    let page = nesse.get("/deadlines").await;
    page.says("They go to t.nesse@arle.example");
    nesse.fill(&page, "/deadlines/mail", "", &[("does", "end")]).await.says("You are reminded by mail no more.");
    assert_eq!(outbox.address(&id("nesse")).unwrap(), None);
    // A page that is loaded again sends what was sent: an address that was ended since stays ended.
    let once = [("key", "once"), ("address", "t.nesse@arle.example"), ("does", "give")];
    nesse.post("/deadlines/mail", &once).await.says("Reminders go to t.nesse@arle.example");
    let end = [("key", "then"), ("does", "end")];
    nesse.post("/deadlines/mail", &end).await.says("You are reminded by mail no more.");
    nesse.post("/deadlines/mail", &once).await.says("You are reminded by mail no more.");
    assert_eq!(outbox.address(&id("nesse")).unwrap(), None);
    // And one that was given anew is not ended by the ending of before.
    nesse.post("/deadlines/mail", &[("key", "anew"), once[1], once[2]]).await;
    nesse.post("/deadlines/mail", &end).await.says("Reminders go to t.nesse@arle.example");
    // The address itself is in no entry.
    for name in ["journal.db", "journal.db-wal"] {
        let bytes = std::fs::read(ministry.office.folder().join(name)).unwrap_or_default();
        assert!(!bytes.windows(7).any(|window| window == b"t.nesse"), "{name} holds the address");
    }
}

fn guarded(sink: &Sink, roots: bool, password: &str) -> Relay {
    let ca = || std::fs::read(format!("{}/tests/fixtures/mail/ca.pem", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let options = RelayOptions {
        host: "localhost".to_owned(),
        port: Some(sink.address.port()),
        security: Security::Starttls,
        roots: roots.then(ca),
        login: Some(Login { name: LOGIN.0.to_owned(), password: password.to_owned() }),
        greets: "arle.example".to_owned(),
    };
    Relay::new(options).unwrap()
}

#[test]
fn over_tls_and_with_a_password() {
    let mut posted = Posted::found();
    posted.sink = Sink::guarded();
    posted.post = post(guarded(&posted.sink, true, LOGIN.1));
    posted.round(DAY, 7, 0);
    let mails = posted.sink.mails();
    assert_eq!((mails.len(), mails[0].sealed), (1, true));
}

#[test]
fn a_password_that_was_wrong_in_the_morning_costs_nobody_the_mail_of_the_day() {
    let mut posted = Posted::found();
    posted.sink = Sink::guarded();
    posted.post = post(guarded(&posted.sink, true, "another"));
    posted.round(DAY, 7, 0);
    assert_eq!(posted.state("nesse", DAY), Some(MailState::Waiting));
    posted.post = post(guarded(&posted.sink, true, LOGIN.1));
    posted.round(DAY, 7, 5);
    assert_eq!((posted.state("nesse", DAY), posted.sink.mails().len()), (Some(MailState::Sent), 1));
}

#[test]
fn what_a_relay_said_of_an_address_goes_with_it() {
    let posted = Posted::found();
    posted.sink.behaves(Manner::Down);
    posted.round(DAY, 7, 0);
    assert!(posted.outbox.mail(&id("nesse"), DAY).unwrap().is_some());
    assert!(posted.outbox.end_address(&id("nesse")).unwrap());
    assert_eq!(posted.state("nesse", DAY), None, "what waited waits no more, and is nobody's trouble");
    assert!(!posted.outbox.end_address(&id("nesse")).unwrap());
}

#[test]
fn a_relay_that_cannot_be_trusted_or_does_not_let_in_gets_nothing() {
    let sink = Sink::guarded();
    let stranger = guarded(&sink, false, LOGIN.1).open().map(drop);
    assert!(
        matches!(stranger, Err(Undelivered::Later(_))),
        "its certificate is signed by nobody one knows: {stranger:?}"
    );
    let wrong = guarded(&sink, true, "another").open().map(drop);
    assert!(matches!(&wrong, Err(Undelivered::Refused(says)) if says.contains("535")), "{wrong:?}");
    let plain = Sink::open();
    let bare = guarded(&plain, true, LOGIN.1).open().map(drop);
    assert_eq!(
        bare,
        Err(Undelivered::Later("it does not offer STARTTLS".to_owned())),
        "no password goes over a bare line"
    );
    assert_eq!((sink.mails().len(), plain.mails().len()), (0, 0));
}

#[test]
fn beyond_this_machine_nothing_goes_out_unsealed() {
    let options = RelayOptions {
        host: "192.0.2.1".to_owned(),
        port: None,
        security: Security::None,
        roots: None,
        login: None,
        greets: "arle.example".to_owned(),
    };
    let refused = Relay::new(options).unwrap_err();
    assert_eq!(refused.to_string(), "192.0.2.1 is another machine, and reminders would go there unsealed");
}

#[test]
fn the_server_reminds_by_itself() {
    let Posted { ministry, outbox, sink, post } = Posted::found();
    set(&ministry, DAY, 7, 0);
    ministry.office.remind_by_itself(post, std::sync::Arc::new(outbox)).unwrap();
    town::until("a mail came", || !sink.mails().is_empty());
    ministry.office.shut();
    assert_eq!(sink.mails().len(), 1);
}
