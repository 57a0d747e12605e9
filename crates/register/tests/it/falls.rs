//! What falls when: deadlines, outside terms, dates read on papers, and what a calendar moves.

use jiff::civil::{Date, date};
use procedure::act::Act;
use procedure::calendar::{Calendar, DayOfWeek, DayRule, Roll};
use procedure::card::Deadline;
use procedure::dossier::{Because, DossierAct, Edge, Hangs};
use procedure::house::Visibility;
use procedure::ids::DossierId;
use register::{Days, DeskPage, TERMS_LISTED_MAX, Waits};

use crate::office::{Office, card, desk, draft, read};

fn code(code: &str) -> DossierId {
    code.parse().unwrap()
}

fn does(office: &mut Office, who: &str, dossier: &str, does: DossierAct) {
    office.ok(who, Act::InDossier { dossier: code(dossier), does });
}

/// Dossier "line", which the legal desk keeps: a term until 10 January, two working days before its end a deadline of the
/// eastern desk, and on 28 December one of the legal desk. Today is 25 December 1951.
fn office() -> Office {
    let mut office = Office::new();
    let facts = Calendar::of_week("Office", [DayOfWeek::Saturday, DayOfWeek::Sunday]);
    office.ok("clerk", Act::SetCalendar { calendar: "office".parse().unwrap(), facts, over: None });
    let (home, rule) = (Some(desk("legal")), Some(Visibility::DeskAndChief));
    let title = "The line".to_owned();
    office.ok("clerk", Act::OpenDossier { dossier: code("line"), title, code: None, home, level: None, rule });
    let (name, cause, until) = ("Demarcation".into(), "Agreement".into(), date(1952, 1, 10));
    does(&mut office, "lena", "line", DossierAct::SetTerm { name, cause, paper: None, from: None, until });
    let rule = DayRule { days: -2, working: true, roll: Roll::Keep };
    set(&mut office, "east", Hangs::Term { term: 1, edge: Edge::End, rule });
    set(&mut office, "legal", Hangs::Day { date: date(1951, 12, 28) });
    office
}

fn set(office: &mut Office, owes: &str, hangs: Hangs) {
    let (what, desk) = ("Answer the note".into(), desk(owes));
    does(office, "lena", "line", DossierAct::SetDeadline { what, desk, paper: None, hangs, remind: vec![3] });
}

fn days(page: &DeskPage) -> Vec<(Option<Date>, String)> {
    page.lines.iter().map(|line| (line.due, line.desk.as_ref().map_or_else(String::new, ToString::to_string))).collect()
}

fn falls(office: &Office, who: &str, from: Option<Date>, until: Option<Date>) -> Vec<(Option<Date>, String)> {
    days(&office.reads().deadlines(&office.viewer(who), Days { from, until }, None, 0).unwrap())
}

#[test]
fn deadlines_fall_on_their_days_for_whoever_sees_the_dossier() {
    let mut office = office();
    let back = DossierAct::BringForward { desk: None, on: date(1952, 1, 2), reason: "Has it moved?".into() };
    does(&mut office, "emil", "line", back);
    let day = |month, day| Some(date(if month == 1 { 1952 } else { 1951 }, month, day));
    let (legal, east) = ((day(12, 28), "legal".to_owned()), (day(1, 8), "east".to_owned()));
    assert_eq!(falls(&office, "lena", None, None), [legal.clone(), east.clone()]);
    assert_eq!(
        falls(&office, "emil", None, None),
        [legal.clone(), (day(1, 2), String::new()), east.clone()],
        "and what comes back to him"
    );
    assert!(falls(&office, "clerk", None, None).is_empty(), "who does not see the dossier");
    assert_eq!(falls(&office, "lena", day(12, 28), day(1, 7)), std::slice::from_ref(&legal), "both ends within");
    assert_eq!(falls(&office, "lena", day(12, 29), day(1, 8)), [east]);
    let (reads, viewer) = (office.reads(), office.viewer("emil"));
    let first = reads.deadlines(&viewer, Days::default(), None, 2).unwrap();
    let second = reads.deadlines(&viewer, Days::default(), first.next.as_ref(), 2).unwrap();
    assert_eq!((first.lines.len(), second.lines.len(), second.next), (2, 1, None));
    let desk =
        |office: &Office, who: &str, today| office.reads().desk(&office.viewer(who), today, None, None, 0).unwrap();
    assert_eq!(
        days(&desk(&office, "lena", date(1951, 12, 25))),
        [legal],
        "at the desk that owes it, from the first day on"
    );
    does(&mut office, "lena", "line", DossierAct::DropDeadline { deadline: 1, reason: "settled".into() });
    assert!(falls(&office, "emil", None, None).is_empty(), "he sees the dossier no more");
}

#[test]
fn a_term_moves_and_its_deadline_says_why() {
    let mut office = office();
    let moved = DossierAct::MoveTerm { term: 1, from: None, until: date(1952, 1, 31), reason: "extended".into() };
    does(&mut office, "lena", "line", moved);
    let page = office.reads().desk(&office.viewer("emil"), office.today, None, None, 0).unwrap();
    let Waits::Deadline { moved: Some(moved), term, .. } = &page.lines[0].waits else { panic!("{page:?}") };
    assert_eq!((page.lines[0].due, term.as_deref()), (Some(date(1952, 1, 29)), Some("Demarcation")));
    assert_eq!(moved.because, Because::Term { term: 1, reason: "extended".into() });
    let terms = |who: &str, from| office.reads().terms(&office.viewer(who), from, None, 0).unwrap().rows;
    let rows = terms("emil", None);
    assert_eq!((rows.len(), rows[0].term.until, rows[0].hangs.len()), (1, date(1952, 1, 31), 1));
    assert_eq!(terms("emil", Some(date(1952, 1, 31))).len(), 1);
    assert!(terms("emil", Some(date(1952, 2, 1))).is_empty() && terms("clerk", None).is_empty());
}

#[test]
fn officers_are_reminded_of_what_is_late_and_to_come_and_of_what_is_near() {
    let mut office = office();
    let set = |office: &mut Office, day, remind: Vec<u16>| {
        let (what, desk, hangs) = (format!("by {day}"), desk("legal"), Hangs::Day { date: day });
        does(office, "lena", "line", DossierAct::SetDeadline { what, desk, paper: None, hangs, remind });
    };
    // Seven days are to come; what is later is told where it is near by what was said of it.
    set(&mut office, date(1952, 1, 1), Vec::new());
    set(&mut office, date(1952, 1, 2), Vec::new());
    set(&mut office, date(1952, 1, 4), vec![10]);
    set(&mut office, date(1952, 1, 5), vec![10]);
    let reminded = |office: &Office, who: &str, today| {
        let (lines, more) = office.reads().reminded(&office.viewer(who), today, 7).unwrap();
        assert!(!more);
        lines.into_iter().map(|one| one.line.due.unwrap().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(reminded(&office, "lena", date(1951, 12, 25)), ["1951-12-28", "1952-01-01", "1952-01-04"]);
    assert_eq!(reminded(&office, "lena", date(1951, 12, 29))[0], "1951-12-28", "what is late first");
    assert_eq!(reminded(&office, "emil", date(1951, 12, 25)), Vec::<String>::new(), "his is on the 8th");
    assert_eq!(reminded(&office, "emil", date(1952, 1, 1)), ["1952-01-08"], "and no other desk's is his");
    assert_eq!(reminded(&office, "clerk", date(1952, 1, 1)), Vec::<String>::new());
}

#[test]
fn a_reminder_has_as_many_lines_as_a_page_of_a_desk_and_says_that_there_is_more() {
    let mut office = office();
    let back = |office: &mut Office| {
        let back = DossierAct::BringForward { desk: None, on: date(1951, 12, 26), reason: "Has it moved?".into() };
        does(office, "emil", "line", back);
    };
    let told = |office: &Office| {
        let (lines, more) = office.reads().reminded(&office.viewer("emil"), date(1951, 12, 26), 7).unwrap();
        (lines.len(), more)
    };
    let each = procedure::act::BRING_FORWARDS_OPEN_MAX;
    let (mut papers, mut set) = (0, 0);
    while set < register::DESK_LINES_MAX {
        papers += 1;
        let card = card("letter", &papers.to_string(), office.today, "Gray", "Novák", "grain");
        let paper = office.enter(draft("IN", &format!("letter {papers}"), card));
        for _ in 0..each.min(register::DESK_LINES_MAX - set) {
            let (on, reason) = (date(1951, 12, 26), "Back".to_owned());
            office.ok("emil", Act::BringForward { paper, desk: None, on, reason });
            set += 1;
        }
    }
    assert_eq!(told(&office), (register::DESK_LINES_MAX, false));
    back(&mut office);
    assert_eq!(told(&office), (register::DESK_LINES_MAX, true));
}

#[test]
fn terms_come_page_by_page() {
    let mut office = office();
    for day in 11..=13 {
        let (name, cause, until) = (format!("T{day}"), "Agreement".into(), date(1952, 1, day));
        does(&mut office, "lena", "line", DossierAct::SetTerm { name, cause, paper: None, from: None, until });
    }
    does(&mut office, "lena", "line", DossierAct::EndTerm { term: 2, reason: "settled".into() });
    let (reads, viewer) = (office.reads(), office.viewer("lena"));
    let (mut names, mut after) = (Vec::new(), None);
    loop {
        let page = reads.terms(&viewer, None, after.as_deref(), 1).unwrap();
        names.extend(page.rows.into_iter().map(|row| row.term.name));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(names, ["Demarcation", "T12", "T13"]);
    assert!(reads.terms(&viewer, None, Some("nonsense"), TERMS_LISTED_MAX).unwrap().rows.is_empty());
}

#[test]
fn a_holiday_moves_what_is_looked_for() {
    let mut office = office();
    let off = |office: &Office| office.reads().off_calendar(&office.house()).unwrap();
    assert!(off(&office).is_empty());
    let name = "Mourning".to_owned();
    office.ok("clerk", Act::AddHoliday { calendar: "office".parse().unwrap(), date: date(1952, 1, 9), name });
    let found = off(&office);
    assert_eq!((found.len(), found[0].dossier.as_str()), (1, "line"));
    does(&mut office, "lena", "line", DossierAct::FollowCalendar { reason: None });
    assert!(off(&office).is_empty());
    assert_eq!(falls(&office, "emil", None, None)[1].0, Some(date(1952, 1, 7)));
}

#[test]
fn dates_read_on_papers_are_offered_until_one_rests_on_them() {
    let mut office = office();
    let everybody = DossierAct::SetDossierRule { rule: Visibility::WholeHouse, reason: "a question for all".into() };
    does(&mut office, "lena", "line", everybody);
    let mut papers = Vec::new();
    for (series, n, day) in
        [("IN", 1, date(1951, 12, 27)), ("CAB", 2, date(1951, 12, 26)), ("IN", 3, date(1951, 12, 24))]
    {
        let mut card = card("letter", &n.to_string(), office.today, "Gray", "Novák", "grain");
        card.deadlines = vec![read(Deadline { date: day, what: Some("answer".into()) })];
        let paper = office.enter(draft(series, &format!("paper {n}"), card));
        office.ok("clerk", Act::File { paper, dossier: code("line"), title: None, code: None });
        papers.push(paper);
    }
    let offered = |office: &Office, who: &str| -> Vec<Date> {
        let (reads, viewer) = (office.reads(), office.viewer(who));
        let dossier = reads.dossier(&viewer, &code("line")).unwrap().unwrap();
        reads.dates_read(&viewer, &dossier, office.today).unwrap().into_iter().map(|one| one.date).collect()
    };
    assert_eq!(
        offered(&office, "lena"),
        [date(1951, 12, 27)],
        "not the one of a paper out of sight, nor one that is past"
    );
    assert_eq!(offered(&office, "clerk"), [date(1951, 12, 26), date(1951, 12, 27)]);
    let running = |office: &Office| falls(office, "lena", None, None).len();
    assert_eq!(running(&office), 2, "what was read runs nowhere");
    let (what, hangs, remind) = ("Answer".into(), Hangs::Day { date: date(1951, 12, 27) }, vec![]);
    let confirmed = DossierAct::SetDeadline { what, desk: desk("legal"), paper: Some(papers[0]), hangs, remind };
    does(&mut office, "lena", "line", confirmed);
    assert_eq!(running(&office), 3);
    assert!(offered(&office, "lena").is_empty(), "it rests on the paper now");
    let moved =
        DossierAct::MoveDeadline { deadline: 3, to: Hangs::Day { date: date(1952, 1, 3) }, reason: "asked".into() };
    does(&mut office, "lena", "line", moved);
    assert!(offered(&office, "lena").is_empty(), "also when it has moved since");
}
