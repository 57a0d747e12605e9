//! What waits at a desk, most urgent first.

use jiff::civil::{Date, date};
use procedure::act::{Act, DirectionDraft};
use procedure::card::AskedAct;
use procedure::ids::PaperId;
use procedure::paper::{Arrival, Channel, Part};
use register::{Aging, DeskLine, ListQuery, State, Unanswered, Waits};
use serde_json::json;

use crate::office::{Office, card, desk, draft, level, read};

fn direction(to: &str, due: Option<Date>) -> DirectionDraft {
    DirectionDraft { to: desk(to), part: Part::Lead, act: AskedAct::Review, due, remark: None }
}

fn paper(office: &mut Office, n: u32) -> PaperId {
    let card = card("letter", &n.to_string(), office.today, "Gray", "Novák", "grain");
    office.enter(draft("IN", &format!("paper {n}"), card))
}

fn direct(office: &mut Office, paper: PaperId, to: &str, due: Option<Date>) {
    office.ok("clerk", Act::Direct { paper, desk: desk("registry"), directions: vec![direction(to, due)] });
}

fn lines(office: &Office, code: &str) -> Vec<DeskLine> {
    let (reads, viewer) = (office.reads(), office.viewer(code));
    let whole = reads.desk(&viewer, office.today, None, None, 0).unwrap();
    assert!(whole.next.is_none());
    // Page by page it is the same.
    let (mut paged, mut after) = (Vec::new(), None);
    loop {
        let page = reads.desk(&viewer, office.today, None, after.as_ref(), 2).unwrap();
        assert!(page.lines.len() <= 2);
        paged.extend(page.lines);
        match page.next {
            Some(next) => after = Some(register::DeskCursor::new(next.as_str())),
            None => break,
        }
    }
    assert_eq!(paged, whole.lines);
    whole.lines
}

#[test]
fn directions_wait_by_their_dates() {
    let mut office = Office::new();
    let papers: Vec<PaperId> = (1..=4).map(|n| paper(&mut office, n)).collect();
    direct(&mut office, papers[0], "legal", None);
    direct(&mut office, papers[1], "legal", Some(date(1952, 1, 5)));
    direct(&mut office, papers[2], "legal", Some(date(1951, 12, 28)));
    direct(&mut office, papers[3], "east", None);
    let waiting: Vec<_> = lines(&office, "lena").iter().map(|line| line.paper().unwrap()).collect();
    assert_eq!(waiting, [papers[2], papers[1], papers[0]]);
    assert_eq!(lines(&office, "emil").len(), 1);
    assert!(lines(&office, "clerk").is_empty(), "all is marked out");

    office.ok("lena", Act::AcceptDirection { paper: papers[1], direction: 1 });
    assert!(matches!(lines(&office, "lena")[1].waits, Waits::Direction { accepted: true, .. }));
    office.ok("lena", Act::ReportDone { paper: papers[2], direction: 1, report: None, answer: None });
    assert_eq!(lines(&office, "lena").len(), 2);
}

#[test]
fn what_is_late_waits_first_and_then_by_precedence() {
    let mut office = Office::new();
    let mut entered = |n: u32, precedence: Option<&str>, due: Option<Date>| {
        let mut card = card("telegram", &n.to_string(), office.today, "Gray", "Novák", "grain");
        card.precedence = precedence.map(|words| read(words.to_owned()));
        let paper = office.enter(draft("IN", &format!("paper {n}"), card));
        direct(&mut office, paper, "legal", due);
        paper
    };
    let (soon, later) = (Some(date(1951, 12, 27)), Some(date(1952, 1, 5)));
    let routine_soon = entered(1, None, soon);
    let unknown_word = entered(2, Some("Yesterday, please"), soon);
    let immediate = entered(3, Some("IMMEDIATE"), None);
    let flash_later = entered(4, Some("Flash"), later);
    let flash_soon = entered(5, Some("Flash"), Some(date(1951, 12, 28)));
    let order =
        |office: &Office| -> Vec<PaperId> { lines(office, "lena").iter().map(|line| line.paper().unwrap()).collect() };
    assert_eq!(order(&office), [flash_soon, flash_later, immediate, routine_soon, unknown_word]);
    // Two days on, what was due on the 27th is late, and lateness goes before any precedence.
    office.today = date(1951, 12, 28);
    assert_eq!(order(&office), [routine_soon, unknown_word, flash_soon, flash_later, immediate]);
}

#[test]
fn the_registry_marks_out_confirms_and_gets_back() {
    let mut office = Office::new();
    let plain = paper(&mut office, 1);
    let back = paper(&mut office, 2);
    let mut marked = card("letter", "3", office.today, "Gray", "Novák", "grain");
    marked.marking = Some(read("secret".to_owned()));
    let marked = office.enter(draft("IN", "paper 3", marked));
    direct(&mut office, back, "legal", None);
    office.ok("lena", Act::ReturnDirection { paper: back, direction: 1, reason: "not ours".to_owned() });
    let lines: Vec<_> = lines(&office, "clerk").into_iter().map(|line| (line.paper().unwrap(), line.waits)).collect();
    let expected = [
        (plain, Waits::ToMarkOut),
        (marked, Waits::ToMarkOut),
        (back, Waits::CameBack { reason: "not ours".to_owned() }),
        (marked, Waits::ToConfirm { words: "secret".to_owned() }),
    ];
    assert_eq!(lines, expected);
}

#[test]
fn a_desk_with_work_is_known_before_it_is_closed() {
    let mut office = Office::new();
    let paper = paper(&mut office, 1);
    direct(&mut office, paper, "legal", None);
    let close = Act::CloseDesk { desk: desk("legal"), reason: "reform".to_owned() };
    let speculation = office.register.begin().unwrap();
    assert_eq!(speculation.known(&close, None).unwrap().waiting_at_desk, 1);
    drop(speculation);
    assert!(office.act("clerk", close.clone()).is_err());
    office.ok("lena", Act::ReportDone { paper, direction: 1, report: None, answer: None });
    office.ok("clerk", close);
}

#[test]
fn what_one_may_not_see_any_more_falls_out_of_the_pages() {
    let mut office = Office::new();
    let papers: Vec<PaperId> = (1..=9).map(|n| paper(&mut office, n)).collect();
    for paper in &papers {
        direct(&mut office, *paper, "legal", None);
    }
    for paper in &papers[1..8] {
        office.ok("clerk", Act::Mark { paper: *paper, level: level("secret"), reason: Some("sources".to_owned()) });
    }
    let waiting: Vec<_> = lines(&office, "lena").iter().map(|line| line.paper().unwrap()).collect();
    assert_eq!(waiting, [papers[0], papers[8]]);
    let one = office.reads().desk(&office.viewer("lena"), office.today, None, None, 1).unwrap();
    let two = office.reads().desk(&office.viewer("lena"), office.today, None, one.next.as_ref(), 1).unwrap();
    assert_eq!((two.lines[0].paper(), two.next), (Some(papers[8]), None));
}

fn bring_forward(paper: PaperId, to: Option<&str>, on: Date) -> Act {
    Act::BringForward { paper, desk: to.map(desk), on, reason: "Has Gray answered?".to_owned() }
}

/// What came back, by who looks: the paper, the day, the desk.
fn come_back(office: &Office, code: &str) -> Vec<(PaperId, Date, Option<String>)> {
    let is = |line: &DeskLine| matches!(line.waits, Waits::BringForward { .. });
    let told = |line: DeskLine| (line.paper().unwrap(), line.due.unwrap(), line.desk.map(|desk| desk.to_string()));
    lines(office, code).into_iter().filter(is).map(told).collect()
}

#[test]
fn a_paper_comes_back_on_its_day_and_stays_until_it_is_ended() {
    let mut office = Office::new();
    let (first, second) = (paper(&mut office, 1), paper(&mut office, 2));
    let (today, soon) = (office.today, date(1951, 12, 28));
    direct(&mut office, first, "legal", None);
    office.ok("lena", bring_forward(first, None, soon));
    office.ok("lena", bring_forward(first, Some("east"), soon));
    office.ok("clerk", bring_forward(second, Some("legal"), today));
    let legal = Some("legal".to_owned());
    assert_eq!(come_back(&office, "lena"), [(second, today, legal.clone())], "the day itself counts");
    assert!(come_back(&office, "emil").is_empty() && come_back(&office, "clerk").is_empty());
    // Before its day it stands in the list, whoever's it is, by the days.
    let listed = |office: &Office, code: &str, at: Option<&str>| -> Vec<(u32, Date)> {
        let (reads, viewer, desk) = (office.reads(), office.viewer(code), at.map(desk));
        let mut all = reads.bring_forwards(&viewer, desk.as_ref(), None, 1).unwrap();
        let mut lines = std::mem::take(&mut all.lines);
        while let Some(next) = all.next {
            all = reads.bring_forwards(&viewer, desk.as_ref(), Some(&next), 1).unwrap();
            lines.append(&mut all.lines);
        }
        let no = |line: &DeskLine| match line.waits {
            Waits::BringForward { no, .. } => no,
            _ => 0,
        };
        lines.iter().map(|line| (no(line), line.due.unwrap())).collect()
    };
    assert_eq!(listed(&office, "lena", None), [(1, today), (1, soon)]);
    assert_eq!(listed(&office, "lena", Some("legal")), [(1, today)], "of one desk, nothing personal");
    assert_eq!(listed(&office, "emil", None), [(2, soon)]);
    assert!(listed(&office, "emil", Some("legal")).is_empty(), "nor of a desk one does not act for");
    // A day later than its day it is late, and before all that is not.
    office.today = date(1951, 12, 29);
    assert_eq!(come_back(&office, "lena"), [(second, today, legal), (first, soon, None)]);
    assert_eq!(come_back(&office, "emil"), [(first, soon, Some("east".to_owned()))]);
    office.ok("emil", Act::BringForwardDone { paper: first, bring_forward: 2 });
    assert!(come_back(&office, "emil").is_empty());
    // What one may not see at the moment is not there, and is again when one may.
    office.ok("clerk", Act::Mark { paper: first, level: level("secret"), reason: Some("sources".to_owned()) });
    assert_eq!(listed(&office, "lena", None), [(1, today)]);
    office.ok("clerk", Act::Mark { paper: first, level: level("open"), reason: Some("mistaken".to_owned()) });
    assert_eq!(come_back(&office, "lena").len(), 2);
    let number = office.number(&first);
    office.ok("clerk", Act::Void { paper: first, number, reason: "entered twice".to_owned() });
    assert_eq!(listed(&office, "lena", None), [(1, today)], "a void ends it");
}

#[test]
fn a_desk_to_which_papers_come_back_is_known_before_it_is_closed() {
    let mut office = Office::new();
    let paper = paper(&mut office, 1);
    office.ok("clerk", bring_forward(paper, Some("east"), date(1952, 1, 7)));
    let close = Act::CloseDesk { desk: desk("east"), reason: "reform".to_owned() };
    assert!(office.act("clerk", close.clone()).is_err());
    office.ok("emil", Act::BringForwardDone { paper, bring_forward: 1 });
    office.ok("clerk", close);
}

#[test]
fn what_was_made_here_waits_to_be_sent_where_its_series_goes_out() {
    let mut office = Office::new();
    let paper = paper(&mut office, 1);
    let made = Arrival { channel: Channel::House, ..Arrival::default() };
    office.ok("clerk", Act::CorrectArrival { paper, arrival: made, reason: "It was written here.".to_owned() });
    let waits = |office: &Office| -> Vec<Waits> { lines(office, "clerk").into_iter().map(|line| line.waits).collect() };
    assert_eq!(waits(&office), [Waits::ToMarkOut], "its series stays in the house");
    let change = json!({ "act": "change_series", "series": "IN", "outgoing": true });
    office.ok("clerk", serde_json::from_value(change).unwrap());
    assert!(matches!(waits(&office).as_slice(), [Waits::ToSend { .. }]), "what the house says counts when it is asked");
    let to = "The Assembly".to_owned();
    office.ok("clerk", Act::Dispatch { paper, to, channel: Channel::Post, on: None, reference: None });
    assert!(waits(&office).is_empty());
    let reason = "Moved away.".to_owned();
    office.ok("clerk", Act::DispatchCameBack { paper, dispatch: 1, on: None, reason });
    assert!(matches!(waits(&office).as_slice(), [Waits::ToSend { .. }]));
}

fn awaits(paper: PaperId, by: Date, of: Option<&str>) -> Act {
    Act::AwaitAnswer { paper, by, desk: of.map(desk) }
}

/// What is to be answered on an officer's desk: the paper, the day, the desk.
fn to_answer(office: &Office, code: &str) -> Vec<(PaperId, Date, String)> {
    let is = |line: &DeskLine| matches!(line.waits, Waits::ToAnswer { .. });
    let told = |line: DeskLine| (line.paper().unwrap(), line.due.unwrap(), line.desk.unwrap().to_string());
    lines(office, code).into_iter().filter(is).map(told).collect()
}

#[test]
fn an_answer_waits_where_it_is_owed_until_it_is_given() {
    let mut office = Office::new();
    let (first, second, reply) = (paper(&mut office, 1), paper(&mut office, 2), paper(&mut office, 3));
    let by = date(1951, 12, 28);
    office.ok("clerk", awaits(first, by, None));
    office.ok("clerk", awaits(second, date(1951, 12, 27), Some("east")));
    assert_eq!(to_answer(&office, "clerk"), [(first, by, "registry".to_owned())]);
    direct(&mut office, first, "legal", None);
    assert!(to_answer(&office, "clerk").is_empty());
    assert_eq!(to_answer(&office, "lena"), [(first, by, "legal".to_owned())], "it goes with the lead");
    assert_eq!(
        to_answer(&office, "emil"),
        [(second, date(1951, 12, 27), "east".to_owned())],
        "or stays with the desk named"
    );
    // A direction that says the same by the same day says it alone.
    let third = paper(&mut office, 4);
    let asks = DirectionDraft { act: AskedAct::Answer, ..direction("legal", Some(by)) };
    office.ok("clerk", Act::Direct { paper: third, desk: desk("registry"), directions: vec![asks] });
    assert_eq!(lines(&office, "lena").iter().filter(|line| line.paper() == Some(third)).count(), 1);
    let listed = |office: &Office, code: &str, of: &Unanswered| -> Vec<PaperId> {
        let page = office.reads().unanswered(&office.viewer(code), office.today, of, None, 0).unwrap();
        page.lines.into_iter().map(|line| line.paper().unwrap()).collect()
    };
    let due = Unanswered { order: Aging::Due, ..Unanswered::default() };
    assert_eq!(listed(&office, "lena", &due), [first, third]);
    assert_eq!(listed(&office, "clerk", &due), [second, first, third], "the registry keeps the book");
    assert_eq!(listed(&office, "clerk", &Unanswered::default()), [first, second, third], "as they were entered");
    office.ok(
        "lena",
        Act::InterimReply { paper: third, answer: None, by: date(1952, 1, 9), reason: "Tables.".to_owned() },
    );
    assert_eq!(to_answer(&office, "lena").len(), 2, "once they differ both stand there");

    office.today = date(1951, 12, 28);
    let late = Unanswered { late: true, ..Unanswered::default() };
    assert_eq!(listed(&office, "clerk", &late), [second], "the day itself is in time");
    office.today = date(1951, 12, 29);
    assert_eq!(listed(&office, "clerk", &late), [second, first]);
    assert!(lines(&office, "lena")[..2].iter().any(|line| line.paper() == Some(first)), "what is late stands first");

    let close = Act::CloseDesk { desk: desk("east"), reason: "reform".to_owned() };
    assert!(office.act("clerk", close.clone()).is_err());
    office.ok("clerk", Act::LinkAnswer { paper: reply, answers: second });
    assert!(to_answer(&office, "emil").is_empty());
    let unanswered = |office: &Office, paper: PaperId| {
        let query = ListQuery { state: Some(State::Unanswered), ..ListQuery::default() };
        let rows = office.reads().list(&office.viewer("clerk"), &query).unwrap().rows;
        rows.iter().any(|row| row.paper == Some(paper))
    };
    assert!(!unanswered(&office, second) && unanswered(&office, first));
    let number = office.number(&reply);
    office.ok("clerk", Act::Void { paper: reply, number, reason: "entered twice".to_owned() });
    assert!(unanswered(&office, second), "the answer is void");
    assert_eq!(to_answer(&office, "emil").len(), 1);
    office.ok("emil", Act::NoReplyNeeded { paper: second, reason: "a circular".to_owned() });
    assert!(!unanswered(&office, second) && to_answer(&office, "emil").is_empty());
    office.ok("clerk", close);
    assert!(office.reads().links(&office.viewer("clerk"), &second).unwrap().answering.is_empty());
    let nowhere = register::DeskCursor::new("3_1951-12-28_7_1_0");
    let of = Unanswered::default();
    let page = office.reads().unanswered(&office.viewer("clerk"), office.today, &of, Some(&nowhere), 0).unwrap();
    assert!(page.lines.is_empty(), "a cursor of the list by days leads nowhere in the one by age");
}
