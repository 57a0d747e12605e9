//! Outside terms, and the deadlines that hang on them.

use jiff::civil::{Date, date};
use procedure::act::{Act, EVENTS_PER_ACT_MAX};
use procedure::calendar::{Calendar, DayOfWeek, DayRule, Roll};
use procedure::card::{PaperDate, Precision};
use procedure::decide::decide;
use procedure::dossier::{
    Because, DEADLINE_MOVES_MAX, DEADLINES_MAX, DEADLINES_RUNNING_MAX, Dossier, DossierAct, Edge, Hangs,
    REMIND_DAYS_MAX, REMINDERS_MAX, TERM_DAYS_MAX, TERM_MOVES_MAX, TERMS_MAX, is_near,
};
use procedure::event::Door;
use procedure::ids::{CalendarId, DossierId, PaperId};
use procedure::paper::InHouse;
use procedure::refusal::{Refusal, TermRefusal};
use procedure::sight::may_see_dossier;
use proptest::prelude::*;

use crate::shelf::{Shelf, but, check, desk, draft, lead, level, officer, read};

fn d1() -> DossierId {
    "D1".parse().unwrap()
}

fn does(does: DossierAct) -> Act {
    Act::InDossier { dossier: d1(), does }
}

fn why() -> String {
    "A reason.".into()
}

fn dec(day: i8) -> Date {
    date(1951, 12, day)
}

fn jan(day: i8) -> Date {
    date(1952, 1, day)
}

fn set_term(from: Option<Date>, until: Date) -> Act {
    let (name, cause) = ("Demarcation line".into(), "Agreement of 27 November, Article 3".into());
    does(DossierAct::SetTerm { name, cause, paper: None, from, until })
}

fn move_term(term: u32, from: Option<Date>, until: Date) -> Act {
    does(DossierAct::MoveTerm { term, from, until, reason: "extended by both sides".into() })
}

fn end_term(term: u32) -> Act {
    does(DossierAct::EndTerm { term, reason: why() })
}

fn on(date: Date) -> Hangs {
    Hangs::Day { date }
}

fn hung(term: u32, edge: Edge, days: i32, working: bool) -> Hangs {
    Hangs::Term { term, edge, rule: DayRule { days, working, roll: Roll::Keep } }
}

fn set(desk_code: &str, hangs: Hangs) -> Act {
    set_with(desk_code, hangs, None, vec![3])
}

fn set_with(desk_code: &str, hangs: Hangs, paper: Option<PaperId>, remind: Vec<u16>) -> Act {
    does(DossierAct::SetDeadline { what: "Answer the note".into(), desk: desk(desk_code), paper, hangs, remind })
}

fn move_deadline(deadline: u32, to: Hangs) -> Act {
    does(DossierAct::MoveDeadline { deadline, to, reason: why() })
}

fn keep(deadline: u32) -> Act {
    does(DossierAct::KeepDeadline { deadline, report: None })
}

fn drop_it(deadline: u32) -> Act {
    does(DossierAct::DropDeadline { deadline, reason: why() })
}

fn follow() -> Act {
    does(DossierAct::FollowCalendar { reason: Some("6 February is a holiday: Mourning".into()) })
}

fn office() -> CalendarId {
    "office".parse().unwrap()
}

fn week() -> Act {
    let facts = Calendar::of_week("Office", [DayOfWeek::Saturday, DayOfWeek::Sunday]);
    Act::SetCalendar { calendar: office(), facts, over: None }
}

fn holiday(date: Date) -> Act {
    Act::AddHoliday { calendar: office(), date, name: "Mourning".into() }
}

/// A dossier "D1", restricted, that the legal desk keeps. Today is Tuesday, 25 December 1951.
fn shelf() -> Shelf {
    let mut shelf = Shelf::staffed();
    let (home, level) = (Some(desk("legal")), Some(level("restricted")));
    let open = Act::OpenDossier { dossier: d1(), title: "The line".into(), code: None, home, level, rule: None };
    shelf.act("lawyer", open);
    shelf
}

fn held(shelf: &Shelf) -> &Dossier {
    &shelf.dossiers[&d1()]
}

fn dates(shelf: &Shelf) -> Vec<Date> {
    held(shelf).deadlines.iter().map(|one| one.date).collect()
}

#[test]
fn who_may_set_move_and_end_a_term() {
    let mut shelf = shelf();
    let far = dec(25) + jiff::Span::new().days(TERM_DAYS_MAX);
    check(
        &shelf,
        &[
            ("by who keeps the dossier", "lawyer", set_term(None, dec(27)), "term_set"),
            ("by the chief of that desk", "chief", set_term(Some(dec(1)), dec(27)), "term_set"),
            ("not by who does not see it", "clerk", set_term(None, dec(27)), "! absent"),
            ("until today", "lawyer", set_term(None, dec(25)), "term_set"),
            ("not run out already", "lawyer", set_term(None, dec(24)), "! term_past"),
            ("of one day", "lawyer", set_term(Some(dec(27)), dec(27)), "term_set"),
            ("not upside down", "lawyer", set_term(Some(dec(28)), dec(27)), "! term_upside_down"),
            ("fifty years", "lawyer", set_term(None, far), "term_set"),
            ("and no day more", "lawyer", set_term(None, far.tomorrow().unwrap()), "! day_too_far"),
            ("nor begun before", "lawyer", set_term(Some(date(1901, 12, 1)), dec(27)), "! day_too_far"),
            ("none is there", "lawyer", move_term(1, None, jan(7)), "! no_term"),
        ],
    );
    shelf.act("lawyer", set_term(Some(dec(1)), dec(27)));
    shelf.act("lawyer", does(DossierAct::AskIn { to: InHouse::Desk(desk("press")), reason: why() }));
    check(
        &shelf,
        &[
            ("extended", "lawyer", move_term(1, None, jan(7)), "term_moved"),
            ("cut short", "lawyer", move_term(1, None, dec(26)), "term_moved"),
            ("begun later", "lawyer", move_term(1, Some(dec(3)), dec(27)), "term_moved"),
            ("not to where it is", "lawyer", move_term(1, Some(dec(1)), dec(27)), "! dossier_same"),
            ("not into the past", "lawyer", move_term(1, None, dec(24)), "! term_past"),
            ("not upside down", "lawyer", move_term(1, Some(jan(8)), jan(7)), "! term_upside_down"),
            ("not by who is asked in", "editor", move_term(1, None, jan(7)), "! no_mandate"),
            ("ended", "lawyer", end_term(1), "term_ended"),
        ],
    );
    shelf.act("lawyer", end_term(1));
    check(
        &shelf,
        &[
            ("not moved any more", "lawyer", move_term(1, None, jan(7)), "! term_ended"),
            ("not ended twice", "lawyer", end_term(1), "! term_ended"),
            ("nothing hangs on it", "lawyer", set("press", hung(1, Edge::End, 0, false)), "! term_ended"),
        ],
    );
}

#[test]
fn who_may_set_a_deadline_and_for_which_day() {
    let mut shelf = shelf();
    shelf.act("lawyer", set_term(None, dec(27)));
    let on_end = |days| hung(1, Edge::End, days, false);
    let far = dec(25) + jiff::Span::new().days(TERM_DAYS_MAX);
    check(
        &shelf,
        &[
            ("on a day", "lawyer", set("press", on(dec(27))), "deadline_set"),
            ("today", "lawyer", set("press", on(dec(25))), "deadline_set"),
            ("not in the past", "lawyer", set("press", on(dec(24))), "! deadline_past"),
            ("fifty years", "lawyer", set("press", on(far)), "deadline_set"),
            ("and no day more", "lawyer", set("press", on(far.tomorrow().unwrap())), "! day_too_far"),
            ("on the end of a term", "lawyer", set("press", on_end(0)), "deadline_set"),
            ("two days before it", "lawyer", set("press", on_end(-2)), "deadline_set"),
            ("not three, that is past", "lawyer", set("press", on_end(-3)), "! deadline_past"),
            (
                "not on a begin nobody knows",
                "lawyer",
                set("press", hung(1, Edge::Start, 9, false)),
                "! term_without_start",
            ),
            ("not on a term that is not there", "lawyer", set("press", hung(2, Edge::End, 0, false)), "! no_term"),
            ("counted too far", "lawyer", set("press", on_end(20_000)), "! count_too_long"),
            ("a desk that is there", "lawyer", set("moon", on(dec(27))), "! absent"),
            ("not by who does not see it", "clerk", set("press", on(dec(27))), "! absent"),
        ],
    );
}

#[test]
fn the_term_moves_and_all_that_hangs_on_it() {
    let mut shelf = shelf();
    shelf.act("lawyer", set_term(Some(dec(1)), dec(27)));
    shelf.act("lawyer", set("press", hung(1, Edge::End, -1, false)));
    shelf.act("lawyer", set("legal", hung(1, Edge::Start, 40, false)));
    shelf.act("lawyer", set("legal", on(dec(28))));
    shelf.act("lawyer", set("press", hung(1, Edge::End, 0, false)));
    shelf.act("lawyer", keep(4));
    assert_eq!(dates(&shelf), [dec(26), jan(10), dec(28), dec(27)]);
    check(
        &shelf,
        &[
            ("what hangs on the end", "lawyer", move_term(1, None, jan(7)), "term_moved deadline_moved"),
            ("on both", "lawyer", move_term(1, Some(dec(2)), jan(7)), "term_moved deadline_moved deadline_moved"),
            ("on the begin", "lawyer", move_term(1, Some(dec(2)), dec(27)), "term_moved deadline_moved"),
        ],
    );
    shelf.act("lawyer", move_term(1, None, jan(7)));
    assert_eq!(
        dates(&shelf),
        [jan(6), jan(10), dec(28), dec(27)],
        "what is kept does not move, nor what hangs on nothing"
    );
    let moved = &held(&shelf).deadlines[0].moves[0];
    let because = Because::Term { term: 1, reason: "extended by both sides".into() };
    assert_eq!((&moved.because, moved.was, moved.date), (&because, dec(26), jan(6)));
    assert_eq!((held(&shelf).terms[0].moves[0].was, held(&shelf).terms[0].from), (dec(27), Some(dec(1))));

    shelf.today = jan(5);
    shelf.act("lawyer", move_term(1, None, jan(5)));
    assert_eq!(dates(&shelf)[0], jan(4), "late at once, and why stands beside it");
    shelf.act("lawyer", end_term(1));
    assert_eq!(held(&shelf).waits().iter().filter_map(|one| one.due).collect::<Vec<_>>(), [jan(4), jan(10), dec(28)]);
}

#[test]
fn a_deadline_runs_is_moved_kept_or_dropped() {
    let mut shelf = shelf();
    shelf.act("lawyer", set_term(None, dec(31)));
    shelf.act("lawyer", set("press", on(dec(27))));
    check(
        &shelf,
        &[
            ("to another day", "lawyer", move_deadline(1, on(jan(2))), "deadline_moved"),
            ("to hang on a term", "lawyer", move_deadline(1, hung(1, Edge::End, 0, false)), "deadline_moved"),
            ("of the same day", "lawyer", move_deadline(1, hung(1, Edge::End, -4, false)), "deadline_moved"),
            ("not to where it is", "lawyer", move_deadline(1, on(dec(27))), "! dossier_same"),
            ("not into the past", "lawyer", move_deadline(1, on(dec(24))), "! deadline_past"),
            ("not one that is not there", "lawyer", move_deadline(2, on(jan(2))), "! no_deadline"),
            ("not by the desk that owes it", "editor", move_deadline(1, on(jan(2))), "! no_mandate"),
            ("kept, by the desk that owes it", "editor", keep(1), "deadline_kept"),
            ("kept, by who keeps the dossier", "chief", keep(1), "deadline_kept"),
            ("dropped", "lawyer", drop_it(1), "deadline_dropped"),
            ("not by the desk that owes it", "editor", drop_it(1), "! no_mandate"),
            (
                "the dossier is not closed",
                "lawyer",
                does(DossierAct::CloseDossier { reason: why() }),
                "! deadlines_run",
            ),
        ],
    );
    shelf.act("lawyer", does(DossierAct::AskIn { to: InHouse::Officer(officer("keeper")), reason: why() }));
    check(&shelf, &[("nor kept by one asked in", "keeper", keep(1), "! no_mandate")]);
    shelf.act("editor", keep(1));
    for (name, act) in [("moved", move_deadline(1, on(jan(2)))), ("kept", keep(1)), ("dropped", drop_it(1))] {
        check(&shelf, &[(name, "lawyer", act, "! deadline_closed")]);
    }
    check(&shelf, &[("closed", "lawyer", does(DossierAct::CloseDossier { reason: why() }), "closed")]);
}

#[test]
fn the_desk_that_owes_sees_the_dossier_until_it_is_dropped() {
    let mut shelf = shelf();
    let sees = |shelf: &Shelf| may_see_dossier(&shelf.house, &officer("editor"), held(shelf), shelf.now);
    assert!(!sees(&shelf));
    shelf.act("lawyer", set("press", on(dec(27))));
    assert!(sees(&shelf));
    shelf.act("editor", keep(1));
    assert!(sees(&shelf), "what it reported stands there");
    let mut other = self::shelf();
    other.act("lawyer", set("press", on(dec(27))));
    other.act("lawyer", drop_it(1));
    assert!(!sees(&other));
}

#[test]
fn a_deadline_rests_on_a_paper() {
    let mut shelf = shelf();
    let dated = |at: Date| Some(read(PaperDate { date: at, precision: Precision::Day }));
    let paper = |shelf: &mut Shelf, n: u8, of: Date, marked: Option<&str>| {
        let draft = but(draft(n), |d| {
            d.card.date = dated(of);
            d.level = marked.map(level);
            d.directions = vec![lead("legal")];
        });
        shelf.enter("clerk", draft)
    };
    let open = paper(&mut shelf, 1, dec(20), None);
    let ahead = paper(&mut shelf, 2, dec(28), None);
    let secret = paper(&mut shelf, 3, dec(20), Some("secret"));
    let elsewhere = shelf.enter("clerk", draft(4));
    let rests = |paper| set_with("legal", on(dec(27)), Some(paper), vec![]);
    let term = |paper| {
        does(DossierAct::SetTerm { name: "Line".into(), cause: "Note".into(), paper, from: None, until: dec(27) })
    };
    check(
        &shelf,
        &[
            ("on one that is seen", "lawyer", rests(open), "deadline_set"),
            ("not before the paper", "lawyer", rests(ahead), "! deadline_before_paper"),
            ("not on one marked higher", "lawyer", rests(secret), "! marked_higher"),
            ("not on one that is not seen", "lawyer", rests(elsewhere), "! no_paper"),
            ("a term on one that is seen", "lawyer", term(Some(open)), "term_set"),
            ("not on one marked higher", "lawyer", term(Some(secret)), "! marked_higher"),
            ("not on one that is not seen", "lawyer", term(Some(elsewhere)), "! no_paper"),
        ],
    );
    shelf.act("lawyer", does(DossierAct::MarkDossier { level: level("secret"), reason: why() }));
    check(&shelf, &[("once the dossier is as high", "lawyer", rests(secret), "deadline_set")]);
}

#[test]
fn a_new_holiday_moves_what_runs() {
    let mut shelf = shelf();
    shelf.act("root", week());
    shelf.act("lawyer", set_term(None, jan(11)));
    // Five working days before a Friday: the Friday before.
    shelf.act("lawyer", set("press", hung(1, Edge::End, -5, true)));
    shelf.act("lawyer", set("press", hung(1, Edge::End, -5, false)));
    shelf.act("lawyer", set("legal", hung(1, Edge::End, 0, true)));
    assert_eq!(dates(&shelf), [jan(4), jan(6), jan(11)]);
    check(&shelf, &[("nothing moves", "lawyer", follow(), "! nothing_moves")]);
    shelf.act("root", holiday(jan(8)));
    assert_eq!(held(&shelf).off_calendar(&shelf.house), [(1, jan(3))]);
    check(
        &shelf,
        &[
            ("by who keeps the dossier", "lawyer", follow(), "deadline_moved"),
            ("not by the desk that owes it", "editor", follow(), "! no_mandate"),
            ("nor by who put the holiday in", "root", follow(), "! absent"),
        ],
    );
    let mut sitting = shelf.sitting("root");
    sitting.door = Door::Machine;
    let by_itself = decide(&shelf.house, &shelf.known(&follow()), &follow(), &sitting).unwrap();
    assert_eq!((by_itself.events.len(), by_itself.acted.desk), (1, None), "the office itself does, in that name");
    for act in [set("press", on(jan(2))), keep(1), drop_it(1), move_term(1, None, jan(12))] {
        let refused = decide(&shelf.house, &shelf.known(&act), &act, &sitting).unwrap_err();
        assert_eq!(refused.code(), "absent", "and nothing else: {}", act.name());
    }
    shelf.act("lawyer", follow());
    let moved = &held(&shelf).deadlines[0].moves[0];
    let reason = Some("6 February is a holiday: Mourning".into());
    assert_eq!((&moved.because, moved.date), (&Because::Calendar { calendar: Some(office()), reason }, jan(3)));

    shelf.act("lawyer", end_term(1));
    shelf.act("root", holiday(jan(9)));
    check(&shelf, &[("what hangs on an ended term stays", "lawyer", follow(), "! nothing_moves")]);
}

#[test]
fn a_calendar_without_work_leaves_the_day_and_refuses_the_term() {
    let mut shelf = shelf();
    let days = DayOfWeek::ALL.iter().map(|(day, _)| *day).filter(|day| *day != DayOfWeek::Sunday);
    shelf.act("lawyer", set_term(None, jan(11)));
    shelf.act("lawyer", set("press", hung(1, Edge::End, -1, true)));
    let mut facts = Calendar::of_week("Office", days);
    let mut sunday = date(1946, 1, 6);
    while facts.holidays.len() < procedure::act::HOLIDAYS_PER_CALENDAR_MAX {
        facts.holidays.insert(sunday, "Closed".into());
        sunday += jiff::Span::new().days(7);
    }
    shelf.act("root", Act::SetCalendar { calendar: office(), facts, over: None });
    check(
        &shelf,
        &[
            ("it stays on its day", "lawyer", follow(), "! nothing_moves"),
            ("the term is not moved without it", "lawyer", move_term(1, None, jan(12)), "! no_working_day"),
        ],
    );
}

#[test]
fn what_is_near() {
    for (name, remind, today, near) in [
        ("three days ahead", vec![3], dec(24), true),
        ("four", vec![3], dec(23), false),
        ("the longest counts", vec![7, 1], dec(20), true),
        ("on the day", vec![0], dec(27), true),
        ("past is late, not near", vec![3], dec(28), false),
        ("without a reminder", vec![], dec(27), false),
    ] {
        assert_eq!(is_near(dec(27), &remind, today), near, "{name}");
    }
}

#[test]
fn so_many_and_no_more() {
    let mut terms = shelf();
    (0..TERMS_MAX).for_each(|_| drop(terms.act("lawyer", set_term(None, jan(7)))));
    check(&terms, &[("terms", "lawyer", set_term(None, jan(7)), "! too_many")]);
    for round in 0..TERM_MOVES_MAX {
        terms.act("lawyer", move_term(1, None, jan(if round % 2 == 0 { 8 } else { 7 })));
    }
    check(&terms, &[("moves of a term", "lawyer", move_term(1, None, jan(9)), "! too_many")]);

    let mut shelf = shelf();
    shelf.act("lawyer", set_term(None, jan(7)));
    let one = || set("press", hung(1, Edge::End, 0, false));
    (0..DEADLINES_RUNNING_MAX).for_each(|_| drop(shelf.act("lawyer", one())));
    check(&shelf, &[("running deadlines", "lawyer", one(), "! too_many")]);
    let all = shelf.clone().act("lawyer", move_term(1, None, jan(8))).events.len();
    assert!(all == DEADLINES_RUNNING_MAX + 1 && all <= EVENTS_PER_ACT_MAX, "one act moves them all: {all}");
    for no in 1..=DEADLINES_MAX as u32 {
        shelf.act("lawyer", drop_it(no));
        if (no as usize) <= DEADLINES_MAX - DEADLINES_RUNNING_MAX {
            shelf.act("lawyer", one());
        }
    }
    check(&shelf, &[("deadlines in all", "lawyer", one(), "! too_many")]);

    let mut moved = self::shelf();
    moved.act("lawyer", set("press", on(jan(7))));
    for round in 0..DEADLINE_MOVES_MAX {
        moved.act("lawyer", move_deadline(1, on(jan(if round % 2 == 0 { 8 } else { 7 }))));
    }
    check(&moved, &[("moves of a deadline", "lawyer", move_deadline(1, on(jan(9))), "! too_many")]);

    let reminded = |remind| set_with("press", on(jan(7)), None, remind);
    let many = |count: usize| reminded(vec![1; count]);
    check(
        &self::shelf(),
        &[
            ("reminders", "lawyer", many(REMINDERS_MAX), "deadline_set"),
            ("one more", "lawyer", many(REMINDERS_MAX + 1), "! too_many"),
            ("a year ahead", "lawyer", reminded(vec![REMIND_DAYS_MAX]), "deadline_set"),
            ("a day more", "lawyer", reminded(vec![REMIND_DAYS_MAX + 1]), "! reminder_too_early"),
        ],
    );
}

#[test]
fn refusals_read_back() {
    let refusal: Refusal = TermRefusal::DeadlinePast { date: dec(24), today: dec(25) }.into();
    let json = serde_json::to_value(&refusal).unwrap();
    assert_eq!(json, serde_json::json!({"refusal": "deadline_past", "date": "1951-12-24", "today": "1951-12-25"}));
    assert_eq!(serde_json::from_value::<Refusal>(json).unwrap(), refusal);
    assert_eq!(refusal.next(), "choose a day that is still to come");
}

#[test]
fn acts_read_back() {
    let written = serde_json::json!({"act": "set_deadline", "what": "Answer", "desk": "press",
        "hangs": {"on": "term", "term": 1, "edge": "end", "rule": {"days": -3, "working": true}}});
    let act: DossierAct = serde_json::from_value(written).unwrap();
    let DossierAct::SetDeadline { hangs, remind, paper, .. } = &act else { panic!("{act:?}") };
    assert_eq!((*hangs, remind.len(), *paper), (hung(1, Edge::End, -3, true), 0, None));
    let again: DossierAct = serde_json::from_value(serde_json::to_value(&act).unwrap()).unwrap();
    assert_eq!(again, act);
}

/// What somebody does next, at random, to at most two terms and six deadlines.
fn next(step: (u8, u8, u8)) -> (&'static str, Act) {
    let (op, a, b) = step;
    let (term, deadline, day) = (u32::from(a % 2) + 1, u32::from(a % 6) + 1, i8::try_from(b % 28).unwrap() + 1);
    let edge = if b % 3 == 0 { Edge::Start } else { Edge::End };
    let hangs = if a % 5 == 0 { on(jan(day)) } else { hung(term, edge, i32::from(b % 9) - 4, a % 2 == 0) };
    match op {
        0 | 1 => ("lawyer", set_term(Some(dec(1)).filter(|_| a % 3 > 0), jan(day))),
        2 | 3 => ("lawyer", move_term(term, Some(dec(day)).filter(|_| a % 4 == 0), jan(day))),
        4 => ("lawyer", end_term(term).clone()),
        5 | 6 => ("lawyer", set(if a % 2 == 0 { "press" } else { "legal" }, hangs)),
        7 => ("lawyer", move_deadline(deadline, hangs)),
        8 => ("editor", keep(deadline)),
        9 => ("lawyer", drop_it(deadline)),
        10 => ("root", holiday(jan(day))),
        11 => ("root", week()),
        _ => ("lawyer", follow()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever happens: a running deadline on an open term is on the day that follows from the term as it is, by the
    /// calendar of its desk as it was when it was last looked at; each move begins where the last one ended; and what is
    /// not running does not move.
    #[test]
    fn a_deadline_is_where_its_term_puts_it(steps in prop::collection::vec((0..13_u8, any::<u8>(), any::<u8>()), 1..60)) {
        let mut shelf = shelf();
        for step in steps {
            let (who, act) = next(step);
            let before = held(&shelf).clone();
            let Ok(decided) = shelf.attempt(who, &act) else { continue };
            prop_assert!(decided.events.len() <= EVENTS_PER_ACT_MAX);
            let after = held(&shelf);
            for was in before.deadlines.iter().filter(|one| !one.is_running()) {
                prop_assert_eq!(Some(was), after.deadline(was.no));
            }
            for one in &after.deadlines {
                let path: Vec<Date> = one.moves.iter().map(|one| one.was).chain([one.date]).collect();
                prop_assert!(one.moves.iter().zip(&path[1..]).all(|(moved, next)| moved.date == *next));
                let open = one.hangs.term().and_then(|no| after.term(no)).is_some_and(|term| term.is_open());
                if one.is_running() && open && (!one.hangs.follows_calendar() || act.name() == "follow_calendar") {
                    prop_assert_eq!(after.day_of(&one.hangs, &one.desk, &shelf.house).unwrap(), one.date);
                }
            }
            if act.name() == "follow_calendar" {
                prop_assert!(after.off_calendar(&shelf.house).is_empty());
            }
            prop_assert_eq!(after.waits().len(), after.running_deadlines().count());
        }
    }
}
