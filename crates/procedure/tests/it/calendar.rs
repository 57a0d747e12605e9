//! Calendars: counting in working days, as tables and as properties; who sets them; by which a desk works.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use procedure::act::{
    Act, CALENDARS_MAX, DAYS_WORKED_PER_CALENDAR_MAX, HOLIDAYS_PER_CALENDAR_MAX, NAME_BYTES_MAX,
    YEARLY_HOLIDAYS_PER_CALENDAR_MAX,
};
use procedure::calendar::{
    COUNT_DAYS_MAX, Calendar, DayKind, DayOfWeek, DayRule, Roll, SEARCH_DAYS_MAX, WALK_DAYS_MAX, Yearly, resolve,
};
use procedure::ids::CalendarId;
use procedure::refusal::{CalendarList, CalendarRefusal, Refusal};
use proptest::prelude::*;

use crate::shelf::{Shelf, check, desk, founding};

fn code(code: &str) -> CalendarId {
    code.parse().unwrap()
}

fn yearly(month: i8, day: i8, name: &str) -> Yearly {
    Yearly { month, day, name: name.into(), from: None, until: None }
}

/// December 1951 and what is around it: Saturdays and Sundays free, Christmas each year, New Year's Eve 1951 off, and
/// Saturday the 29th worked for it.
///
/// ```text
/// Mo Tu We Th Fr Sa Su
///                 1  2
///  3  4  5  6  7  8  9
/// 10 11 12 13 14 15 16
/// 17 18 19 20 21 22 23
/// 24 25 26 27 28 29 30
/// 31
/// ```
fn december() -> Calendar {
    let mut calendar = Calendar::of_week("Office", [DayOfWeek::Saturday, DayOfWeek::Sunday]);
    calendar.yearly = vec![yearly(12, 25, "Christmas Day"), yearly(1, 1, "New Year’s Day")];
    calendar.holidays = BTreeMap::from([(date(1951, 12, 31), "New Year’s Eve".into())]);
    calendar.working = BTreeMap::from([(date(1951, 12, 29), "For the 31st".into())]);
    calendar
}

fn friday_saturday() -> Calendar {
    Calendar::of_week("East", [DayOfWeek::Friday, DayOfWeek::Saturday])
}

#[test]
fn what_a_day_is() {
    let calendar = december();
    for (on, expected) in [
        (date(1951, 12, 21), DayKind::Worked),
        (date(1951, 12, 22), DayKind::Weekend),
        (date(1951, 12, 25), DayKind::Holiday("Christmas Day")),
        (date(1977, 12, 25), DayKind::Holiday("Christmas Day")),
        (date(1951, 12, 29), DayKind::Exchanged("For the 31st")),
        (date(1951, 12, 31), DayKind::Holiday("New Year’s Eve")),
        (date(1952, 12, 31), DayKind::Worked),
    ] {
        assert_eq!(calendar.kind_of(on), expected, "{on}");
        assert_eq!(calendar.is_working(on), matches!(expected, DayKind::Worked | DayKind::Exchanged(_)), "{on}");
    }
    // A day said to be worked is worked on a holiday of each year too.
    let mut exchanged = december();
    exchanged.working.insert(date(1952, 12, 25), "For the 24th".into());
    assert!(exchanged.is_working(date(1952, 12, 25)) && !exchanged.is_working(date(1951, 12, 25)));
    // From a year to a year, both included; and a day that most years have not.
    let spanned = Yearly { from: Some(1950), until: Some(1952), ..yearly(2, 29, "Leap Day") };
    for (on, falls) in [
        (date(1948, 2, 29), false),
        (date(1952, 2, 29), true),
        (date(1952, 2, 28), false),
        (date(1956, 2, 29), false),
        (date(1951, 3, 1), false),
    ] {
        assert_eq!(spanned.falls_on(on), falls, "{on}");
    }
    let spanned = Yearly { from: Some(1950), until: Some(1952), ..yearly(5, 9, "Day") };
    let kept: Vec<i16> = (1945..1960).filter(|year| spanned.falls_on(date(*year, 5, 9))).collect();
    assert_eq!(kept, [1950, 1951, 1952]);
}

#[test]
fn counting_in_working_days() {
    let (december, east, all) = (december(), friday_saturday(), Calendar::of_week("Watch", []));
    let d = |day: i8| date(1951, 12, day);
    for (calendar, from, n, expected) in [
        (&december, d(17), 0, d(17)),
        (&december, d(22), 0, d(22)), // a Saturday: no days from it is itself
        (&december, d(17), 1, d(18)),
        (&december, d(21), 1, d(24)),
        (&december, d(22), 1, d(24)),
        (&december, d(24), 1, d(26)),            // over Christmas Day
        (&december, d(28), 1, d(29)),            // a Saturday that is worked
        (&december, d(29), 1, date(1952, 1, 2)), // over Sunday, the Eve, and the first day of the year
        (&december, d(17), 10, date(1952, 1, 2)),
        (&december, d(26), -1, d(24)),
        (&december, d(25), -1, d(24)),
        (&december, d(24), -1, d(21)),
        (&december, date(1952, 1, 2), -10, d(17)),
        (&east, d(20), 1, d(23)), // Thursday, then Sunday
        (&east, d(23), -1, d(20)),
        (&all, d(20), 14, date(1952, 1, 3)),
    ] {
        assert_eq!(calendar.add_working_days(from, n), Ok(expected), "{n} from {from} by {}", calendar.name);
    }
    for (calendar, from, to, expected) in [
        (&december, d(17), d(17), 0),
        (&december, d(17), d(18), 1),
        (&december, d(22), d(23), 0),
        (&december, d(21), d(23), 0),
        (&december, d(21), d(26), 2),
        (&december, d(17), date(1952, 1, 2), 10),
        (&december, date(1952, 1, 2), d(17), -10),
        (&december, d(26), d(25), 0),
        (&december, d(26), d(24), -1),
        (&east, d(20), d(23), 1),
        (&all, d(1), d(31), 30),
    ] {
        assert_eq!(calendar.working_days_between(from, to), Ok(expected), "{from} to {to} by {}", calendar.name);
    }
    for (on, before, after) in [(d(24), d(24), d(24)), (d(25), d(24), d(26)), (d(30), d(29), date(1952, 1, 2))] {
        assert_eq!(december.working_day_on_or_before(on), Ok(before));
        assert_eq!(december.working_day_on_or_after(on), Ok(after));
    }
}

#[test]
fn what_a_rule_makes_of_a_day() {
    let calendar = december();
    let (saturday, christmas) = (date(1951, 12, 22), date(1951, 12, 25));
    let rule = |days: i32, working: bool, roll: Roll| DayRule { days, working, roll };
    for (rule, base, with, without) in [
        (rule(0, false, Roll::Keep), christmas, christmas, christmas),
        (rule(0, false, Roll::Before), christmas, date(1951, 12, 24), christmas),
        (rule(0, false, Roll::After), christmas, date(1951, 12, 26), christmas),
        (rule(0, true, Roll::Keep), saturday, saturday, saturday),
        (rule(0, true, Roll::After), saturday, date(1951, 12, 24), saturday),
        (rule(-3, false, Roll::Keep), christmas, saturday, saturday),
        (rule(-3, false, Roll::Before), christmas, date(1951, 12, 21), saturday),
        (rule(-3, true, Roll::Keep), christmas, date(1951, 12, 20), saturday),
        (rule(10, true, Roll::Keep), date(1951, 12, 17), date(1952, 1, 2), date(1951, 12, 27)),
        (rule(14, false, Roll::After), date(1951, 12, 17), date(1952, 1, 2), date(1951, 12, 31)),
    ] {
        assert_eq!(resolve(rule, base, Some(&calendar)), Ok(with), "{rule:?} from {base}");
        assert_eq!(resolve(rule, base, None), Ok(without), "{rule:?} from {base}, every day counting");
    }
    let json = serde_json::json!({ "days": -10, "working": true, "roll": "before" });
    assert_eq!(serde_json::from_value::<DayRule>(json).unwrap(), rule(-10, true, Roll::Before));
    assert_eq!(serde_json::from_str::<DayRule>(r#"{"days":3}"#).unwrap(), rule(3, false, Roll::Keep));
}

#[test]
fn the_page_on_calendars_counts_so() {
    let page = include_str!("../../../../docs/calendars.md");
    let mut calendar = Calendar::of_week("Office", [DayOfWeek::Saturday, DayOfWeek::Sunday]);
    calendar.holidays.insert(date(1951, 12, 25), "Christmas Day".into());
    let working = |days: i32| DayRule { days, working: true, roll: Roll::Keep };
    for (told, rule, from, is) in [
        ("1 working day after Friday, 21 December 1951 | Monday, 24 December", working(1), 21, 24),
        ("2 working days after it | Wednesday, 26 December", working(2), 21, 26),
        ("0 working days after Saturday, 22 December | Saturday, 22 December", working(0), 22, 22),
        ("1 working day before Tuesday, 25 December | Monday, 24 December", working(-1), 25, 24),
        (
            "4 days after 21 December, or the next day worked | Wednesday, 26 December",
            DayRule { days: 4, working: false, roll: Roll::After },
            21,
            26,
        ),
    ] {
        assert_eq!(resolve(rule, date(1951, 12, from), Some(&calendar)), Ok(date(1951, 12, is)), "{told}");
        assert!(page.contains(told), "docs/calendars.md should say: {told}");
    }
    for (limit, what) in [
        (COUNT_DAYS_MAX, "days (fifty years) either way"),
        (SEARCH_DAYS_MAX, "days (five years) of which none is"),
        (WALK_DAYS_MAX, "days (two hundred years)"),
        (CALENDARS_MAX.try_into().unwrap(), "calendars; one has at most"),
        (HOLIDAYS_PER_CALENDAR_MAX.try_into().unwrap(), "holidays of single dates"),
        (YEARLY_HOLIDAYS_PER_CALENDAR_MAX.try_into().unwrap(), "of each"),
        (DAYS_WORKED_PER_CALENDAR_MAX.try_into().unwrap(), "days worked all the same"),
    ] {
        let digits = limit.to_string();
        let written = match digits.len() {
            ..=3 => digits,
            long => format!("{},{}", &digits[..long - 3], &digits[long - 3..]),
        };
        assert!(page.contains(&format!("{written} {what}")), "docs/calendars.md should say: {written} {what}");
    }
}

#[test]
fn counting_comes_to_an_end() {
    let calendar = Calendar::of_week("Watch", []);
    let from = date(1951, 12, 25);
    let count = |n: i32, working: bool| resolve(DayRule { days: n, working, roll: Roll::Keep }, from, Some(&calendar));
    for n in [COUNT_DAYS_MAX, -COUNT_DAYS_MAX] {
        let far = from.checked_add(n.days()).unwrap();
        assert_eq!((count(n, true), count(n, false)), (Ok(far), Ok(far)));
    }
    for days in [COUNT_DAYS_MAX + 1, -COUNT_DAYS_MAX - 1, i32::MAX, i32::MIN] {
        let refused = Err(CalendarRefusal::CountTooLong { days, days_max: COUNT_DAYS_MAX });
        assert_eq!((count(days, true), count(days, false)), (refused.clone(), refused));
    }
    let apart = |days: i32| calendar.working_days_between(from, from.checked_add(days.days()).unwrap());
    assert_eq!((apart(WALK_DAYS_MAX), apart(-WALK_DAYS_MAX)), (Ok(WALK_DAYS_MAX), Ok(-WALK_DAYS_MAX)));
    assert!(apart(WALK_DAYS_MAX + 1).is_err() && apart(-WALK_DAYS_MAX - 1).is_err());

    // One day worked in all: found as far as is looked, and no further.
    let mut one = Calendar::of_week("Shut", DayOfWeek::ALL.map(|(day, _)| day));
    let only = from.checked_add(SEARCH_DAYS_MAX.days()).unwrap();
    one.working.insert(only, "The one".into());
    assert_eq!(one.add_working_days(from, 1), Ok(only));
    assert_eq!(one.working_day_on_or_after(from), Ok(only));
    let nowhere = |date| Err(CalendarRefusal::NoWorkingDay { date, days_max: SEARCH_DAYS_MAX });
    let before = from.yesterday().unwrap();
    assert_eq!(one.add_working_days(before, 1), nowhere(before));
    assert_eq!(one.working_day_on_or_before(from), nowhere(from));
    assert_eq!(one.add_working_days(from, 2), nowhere(only));

    // A week with one day: two hundred years end it before the fifty years' worth of days are counted.
    let sundays = Calendar::of_week("Sundays", DayOfWeek::ALL.into_iter().map(|(day, _)| day).take(6));
    let (weeks, days) = (WALK_DAYS_MAX / 7, WALK_DAYS_MAX / 7 + 1);
    assert!(sundays.add_working_days(date(1951, 12, 23), weeks).is_ok());
    let refused = CalendarRefusal::CountTooLong { days, days_max: WALK_DAYS_MAX };
    assert_eq!(sundays.add_working_days(date(1951, 12, 23), days), Err(refused));

    // The first and the last day that can be written.
    assert_eq!(calendar.add_working_days(Date::MAX, 1), Err(CalendarRefusal::BeyondDays { date: Date::MAX }));
    assert_eq!(calendar.add_working_days(Date::MIN, -1), Err(CalendarRefusal::BeyondDays { date: Date::MIN }));
    let on = DayRule { days: 1, ..DayRule::default() };
    assert_eq!(resolve(on, Date::MAX, None), Err(CalendarRefusal::BeyondDays { date: Date::MAX }));
}

fn set(calendar: &str, facts: Calendar) -> Act {
    Act::SetCalendar { calendar: code(calendar), facts, over: None }
}

fn add(on: Date, name: &str) -> Act {
    Act::AddHoliday { calendar: code("office"), date: on, name: name.into() }
}

fn remove(on: Date, reason: &str) -> Act {
    Act::RemoveHoliday { calendar: code("office"), date: on, reason: reason.into() }
}

#[test]
fn who_sets_a_calendar_and_what_is_refused() {
    let mut shelf = Shelf::staffed();
    shelf.act("root", set("office", december()));
    let but = |change: &dyn Fn(&mut Calendar)| {
        let mut facts = december();
        change(&mut facts);
        set("office", facts)
    };
    let over = |over: &Calendar| Act::SetCalendar {
        calendar: code("office"),
        facts: friday_saturday(),
        over: Some(over.digest()),
    };
    let new_over = Act::SetCalendar { calendar: code("new"), facts: december(), over: Some(december().digest()) };
    let spanned = |from, until| Yearly { from, until, ..yearly(5, 9, "Day") };
    let holiday = date(1951, 12, 27);
    check(
        &shelf,
        &[
            ("a calendar is made", "root", set("east", friday_saturday()), "calendar_set"),
            ("by an administrator", "clerk", set("east", friday_saturday()), "! not_administrator"),
            ("a week without a free day", "root", set("watch", Calendar::of_week("Watch", [])), "calendar_set"),
            (
                "not without a day's work",
                "root",
                but(&|c| c.weekend = DayOfWeek::ALL.map(|(d, _)| d).into()),
                "! week_without_work",
            ),
            ("with a name", "root", but(&|c| c.name = " ".into()), "! empty"),
            ("replaced as it was seen", "root", over(&december()), "calendar_set"),
            ("not as it was seen by one who did not look", "root", over(&friday_saturday()), "! calendar_changed"),
            ("nor where there is none", "root", new_over, "! calendar_changed"),
            ("not by the same", "root", set("office", december()), "! same_facts"),
            ("a holiday with a name", "root", but(&|c| drop(c.holidays.insert(holiday, String::new()))), "! empty"),
            (
                "a name in one line",
                "root",
                but(&|c| drop(c.holidays.insert(holiday, "A\nB".into()))),
                "! control_character",
            ),
            (
                "not free and worked",
                "root",
                but(&|c| drop(c.working.insert(date(1951, 12, 31), "Why".into()))),
                "! holiday_worked",
            ),
            ("worked for a reason", "root", but(&|c| drop(c.working.insert(holiday, " ".into()))), "! empty"),
            ("a leap day each year", "root", but(&|c| c.yearly.push(yearly(2, 29, "Day"))), "calendar_set"),
            ("no thirtieth of February", "root", but(&|c| c.yearly.push(yearly(2, 30, "Day"))), "! no_such_day"),
            ("no thirteenth month", "root", but(&|c| c.yearly.push(yearly(13, 1, "Day"))), "! no_such_day"),
            ("each year with a name", "root", but(&|c| c.yearly.push(yearly(5, 9, ""))), "! empty"),
            ("of one year", "root", but(&|c| c.yearly.push(spanned(Some(1952), Some(1952)))), "calendar_set"),
            (
                "not ending first",
                "root",
                but(&|c| c.yearly.push(spanned(Some(1952), Some(1951)))),
                "! years_upside_down",
            ),
            (
                "renamed from a year on",
                "root",
                but(&|c| c.yearly.extend([spanned(None, Some(1951)), spanned(Some(1952), None)])),
                "calendar_set",
            ),
            ("once", "root", but(&|c| c.yearly.extend([spanned(None, None), spanned(None, None)])), "! taken"),
            ("a holiday is added", "root", add(holiday, "Mourning"), "holiday_added"),
            ("by an administrator", "clerk", add(holiday, "Mourning"), "! not_administrator"),
            ("on a free day too", "root", add(date(1951, 12, 30), "Mourning"), "holiday_added"),
            ("with a name", "root", add(holiday, ""), "! empty"),
            ("not twice", "root", add(date(1951, 12, 31), "Eve"), "! holiday_held"),
            ("not where each year has one", "root", add(date(1952, 12, 25), "Christmas"), "! holiday_held"),
            ("not on a day that is worked for another", "root", add(date(1951, 12, 29), "Rest"), "! day_exchanged"),
            ("a holiday is taken out", "root", remove(date(1951, 12, 31), "Worked after all."), "holiday_removed"),
            ("by an administrator", "clerk", remove(date(1951, 12, 31), "Worked."), "! not_administrator"),
            ("with a reason", "root", remove(date(1951, 12, 31), ""), "! empty"),
            ("if it is one", "root", remove(holiday, "Worked."), "! not_holiday"),
            (
                "not of one year where it comes each year",
                "root",
                remove(date(1951, 12, 25), "Worked."),
                "! holiday_yearly",
            ),
            (
                "of a calendar that is there",
                "root",
                Act::AddHoliday { calendar: code("none"), date: holiday, name: "Mourning".into() },
                "! absent",
            ),
        ],
    );
    shelf.act("root", add(holiday, "Mourning"));
    assert_eq!(shelf.house.calendars[&code("office")].kind_of(holiday), DayKind::Holiday("Mourning"));
    shelf.act("root", remove(holiday, "The day was moved."));
    assert_eq!(shelf.house.calendars[&code("office")], december());
}

#[test]
fn an_office_is_founded_with_a_calendar() {
    let mut shelf = Shelf::founded();
    assert!(shelf.house.calendars.is_empty());
    shelf.house = procedure::house::House::default();
    let Act::Found { office, name, zone, levels, officer_name, desks, series, .. } = founding() else {
        panic!("a founding")
    };
    let found = |calendar| Act::Found {
        office,
        name: name.clone(),
        zone: zone.clone(),
        levels: levels.clone(),
        officer_name: officer_name.clone(),
        desks: desks.clone(),
        series: series.clone(),
        calendar,
    };
    let shut = Calendar::of_week("Shut", DayOfWeek::ALL.map(|(day, _)| day));
    assert_eq!(shelf.outcome("root", &found(Some(shut))), "! week_without_work");
    shelf.act("root", found(Some(december())));
    assert_eq!(shelf.house.calendars, BTreeMap::from([(code("office"), december())]));
}

#[test]
fn a_desk_works_by_its_own_calendar_or_that_of_the_desk_above() {
    let mut shelf = Shelf::staffed();
    let works = |shelf: &Shelf, at: &str| shelf.house.calendar_of(&desk(at)).map(|calendar| calendar.name.clone());
    assert_eq!(works(&shelf, "legal"), None, "every day counts where there is no calendar");
    shelf.act("root", set("east", friday_saturday()));
    assert_eq!(works(&shelf, "legal"), None, "only one called office holds for all");
    shelf.act("root", set("office", december()));
    shelf.act("root", set("watch", Calendar::of_week("Watch", [])));
    let by = |at: &str, calendar: Option<&str>| Act::ChangeDesk {
        desk: desk(at),
        name: None,
        aliases: None,
        above: None,
        calendar: Some(calendar.map(code)),
    };
    check(
        &shelf,
        &[
            ("a desk works by a calendar", "root", by("chief", Some("east")), "desk_changed"),
            ("that is there", "root", by("chief", Some("none")), "! absent"),
            ("by an administrator", "clerk", by("chief", Some("east")), "! not_administrator"),
            ("or by none of its own", "root", by("chief", None), "desk_changed"),
        ],
    );
    shelf.act("root", by("chief", Some("east")));
    shelf.act("root", by("press", Some("watch")));
    for (at, name) in
        [("registry", "Office"), ("chief", "East"), ("legal", "East"), ("press", "Watch"), ("none", "Office")]
    {
        assert_eq!(works(&shelf, at).as_deref(), Some(name), "{at}");
    }
    // Another change of the desk leaves it alone; null takes it away.
    let renamed = serde_json::json!({"act": "change_desk", "desk": "press", "name": "Press"});
    shelf.act("root", serde_json::from_value(renamed).unwrap());
    assert_eq!(works(&shelf, "press").as_deref(), Some("Watch"));
    let none = serde_json::json!({"act": "change_desk", "desk": "press", "calendar": null});
    shelf.act("root", serde_json::from_value(none).unwrap());
    assert_eq!(works(&shelf, "press").as_deref(), Some("East"));
}

#[test]
fn every_limit() {
    let mut shelf = Shelf::staffed();
    let day = |n: usize| date(2000, 1, 1).checked_add(i32::try_from(n).unwrap().days()).unwrap();
    let dated = |count: usize| -> BTreeMap<Date, String> { (0..count).map(|n| (day(n), "Day".into())).collect() };
    let outcome = |shelf: &Shelf, facts: Calendar| shelf.outcome("root", &set("office", facts));
    let of = |change: &dyn Fn(&mut Calendar)| {
        let mut facts = Calendar::of_week("Office", []);
        change(&mut facts);
        facts
    };
    let each = |n: usize| Yearly { from: Some(i16::try_from(n).unwrap()), ..yearly(5, 9, "Day") };
    for (limit, list, with) in [
        (
            HOLIDAYS_PER_CALENDAR_MAX,
            CalendarList::Holidays,
            &(|n| of(&|c| c.holidays = dated(n))) as &dyn Fn(usize) -> Calendar,
        ),
        (DAYS_WORKED_PER_CALENDAR_MAX, CalendarList::Worked, &|n| of(&|c| c.working = dated(n))),
        (YEARLY_HOLIDAYS_PER_CALENDAR_MAX, CalendarList::Yearly, &|n| of(&|c| c.yearly = (0..n).map(each).collect())),
    ] {
        assert_eq!(outcome(&shelf, with(limit)), "calendar_set", "{list}");
        let refused = CalendarRefusal::CalendarFull { list, count: limit + 1, count_max: limit };
        let past = shelf.clone().attempt("root", &set("office", with(limit + 1)));
        assert_eq!(past.unwrap_err(), Refusal::Calendar(refused));
    }
    for (bytes, expected) in [(NAME_BYTES_MAX, "calendar_set"), (NAME_BYTES_MAX + 1, "! too_long")] {
        let long = "x".repeat(bytes);
        assert_eq!(outcome(&shelf, of(&|c| c.name = long.clone())), expected);
        assert_eq!(outcome(&shelf, of(&|c| c.working = BTreeMap::from([(day(1), long.clone())]))), expected);
    }
    shelf.act("root", set("office", of(&|c| c.holidays = dated(HOLIDAYS_PER_CALENDAR_MAX - 1))));
    let last = day(HOLIDAYS_PER_CALENDAR_MAX);
    shelf.act("root", add(last, "The last"));
    assert_eq!(shelf.outcome("root", &add(last.tomorrow().unwrap(), "One more")), "! calendar_full");

    for n in 1..CALENDARS_MAX {
        shelf.act("root", set(&format!("c{n}"), Calendar::of_week("Another", [])));
    }
    assert_eq!(shelf.house.calendars.len(), CALENDARS_MAX);
    assert_eq!(shelf.outcome("root", &set("more", december())), "! calendars_full");
    assert_eq!(outcome(&shelf, december()), "calendar_set", "one that is there may be set anew");
}

#[test]
fn refusals_say_what_and_what_next_and_read_back() {
    let office = || code("office");
    let (on, name) = (date(1951, 12, 25), || "Christmas Day".to_owned());
    for refusal in [
        CalendarRefusal::NoWorkingDay { date: on, days_max: 7 },
        CalendarRefusal::CountTooLong { days: 8, days_max: 7 },
        CalendarRefusal::BeyondDays { date: on },
        CalendarRefusal::WeekWithoutWork,
        CalendarRefusal::HolidayWorked { date: on },
        CalendarRefusal::NoSuchDay { month: 2, day: 30 },
        CalendarRefusal::YearsUpsideDown { name: name(), from: 2, until: 1 },
        CalendarRefusal::HolidayHeld { calendar: office(), date: on, name: name() },
        CalendarRefusal::DayExchanged { calendar: office(), date: on, reason: name() },
        CalendarRefusal::HolidayYearly { calendar: office(), date: on, name: name() },
        CalendarRefusal::NotHoliday { calendar: office(), date: on },
        CalendarRefusal::CalendarChanged { calendar: office() },
        CalendarRefusal::CalendarsFull { count_max: 64 },
        CalendarRefusal::CalendarFull { list: CalendarList::Yearly, count: 2, count_max: 1 },
    ] {
        let alone = serde_json::to_value(&refusal).unwrap();
        let refusal = Refusal::from(refusal);
        let json = serde_json::to_value(&refusal).unwrap();
        assert_eq!(json, alone, "flat, as every refusal");
        assert_eq!(serde_json::from_value::<Refusal>(json.clone()).unwrap(), refusal);
        assert_eq!(Some(refusal.code().as_str()), json["refusal"].as_str());
        assert!(!refusal.to_string().is_empty() && !refusal.next().is_empty());
    }
    let mut shelf = Shelf::staffed();
    shelf.act("root", set("office", december()));
    let held = shelf.clone().attempt("root", &add(date(1951, 12, 31), "Eve")).unwrap_err();
    assert_eq!(
        held.in_names_of(&shelf.house),
        "1951-12-31 is a holiday of Office already: New Year’s Eve",
        "in the house's names"
    );
}

fn any_day() -> impl Strategy<Value = Date> {
    (0..40_000_i32).prop_map(|days| date(1930, 1, 1).checked_add(days.days()).unwrap())
}

/// Any weekend but the whole week, holidays near a day, days of each year, days worked all the same.
fn any_calendar() -> impl Strategy<Value = (Calendar, Date)> {
    let near = || prop::collection::btree_set(-40..40_i32, 0..20);
    let each = prop::collection::vec((1..=12_i8, 1..=28_i8), 0..10);
    (0..127_u8, near(), near(), each, any_day()).prop_map(|(week, free, worked, each, around)| {
        let weekend = DayOfWeek::ALL.iter().enumerate().filter(|(n, _)| week & (1 << n) != 0);
        let mut calendar = Calendar::of_week("Any", weekend.map(|(_, (day, _))| *day));
        let day = |days: i32| around.checked_add(days.days()).unwrap();
        calendar.working = worked.iter().map(|days| (day(*days), "Worked".into())).collect();
        calendar.holidays = free.difference(&worked).map(|days| (day(*days), "Free".into())).collect();
        calendar.yearly = each.into_iter().map(|(month, day)| yearly(month, day, "Each year")).collect();
        (calendar, around)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn counted_days_are_worked_and_lead_back((calendar, around) in any_calendar(), off in -40..40_i32, n in -60..60_i32) {
        let from = around.checked_add(off.days()).unwrap();
        let to = calendar.add_working_days(from, n).unwrap();
        prop_assert_eq!(calendar.working_days_between(from, to), Ok(n));
        if n == 0 {
            prop_assert_eq!(to, from);
        } else {
            prop_assert!(calendar.is_working(to) && (to > from) == (n > 0));
        }
        // From a day that is worked, so many on and as many back is that day.
        let start = calendar.working_day_on_or_after(from).unwrap();
        prop_assert!(start >= from && calendar.is_working(start));
        let there = calendar.add_working_days(start, n).unwrap();
        prop_assert_eq!(calendar.add_working_days(there, -n), Ok(start));
        prop_assert_eq!(calendar.working_days_between(there, start), Ok(-n));
        // The first worked from a day on is the same as the first after the day before it.
        prop_assert_eq!(calendar.add_working_days(from.yesterday().unwrap(), 1), Ok(start));
        let end = calendar.working_day_on_or_before(from).unwrap();
        prop_assert_eq!(calendar.add_working_days(from.tomorrow().unwrap(), -1), Ok(end));
        // Counting is in order, and adds up.
        let further = calendar.add_working_days(start, n + 1).unwrap();
        prop_assert!(further > there);
        let (a, b) = (calendar.working_days_between(start, there).unwrap(), calendar.working_days_between(there, further).unwrap());
        prop_assert_eq!(a + b, calendar.working_days_between(start, further).unwrap());
    }

    #[test]
    fn days_are_counted_one_by_one((calendar, around) in any_calendar(), span in 0..80_i32) {
        let to = around.checked_add(span.days()).unwrap();
        let mut days = BTreeSet::new();
        let mut at = around;
        while at < to {
            at = at.tomorrow().unwrap();
            days.insert(at);
        }
        let worked = days.iter().filter(|day| calendar.is_working(**day)).count();
        prop_assert_eq!(calendar.working_days_between(around, to), Ok(i32::try_from(worked).unwrap()));
    }

    #[test]
    fn a_rolled_day_is_worked((calendar, around) in any_calendar(), days in -60..60_i32, working in any::<bool>()) {
        let rule = |roll| DayRule { days, working, roll };
        let kept = resolve(rule(Roll::Keep), around, Some(&calendar)).unwrap();
        let before = resolve(rule(Roll::Before), around, Some(&calendar)).unwrap();
        let after = resolve(rule(Roll::After), around, Some(&calendar)).unwrap();
        prop_assert!(before <= kept && kept <= after);
        prop_assert!(calendar.is_working(before) && calendar.is_working(after));
        prop_assert!(!calendar.is_working(kept) || (before == kept && kept == after));
    }

    /// A holiday more never brings a day counted on nearer, and never one counted back: what runs only gets longer.
    #[test]
    fn a_new_holiday_only_lengthens((calendar, around) in any_calendar(), off in 0..40_i32, n in 1..40_i32) {
        let mut with = calendar.clone();
        let free = around.checked_add(off.days()).unwrap();
        with.working.remove(&free);
        with.holidays.insert(free, "New".into());
        prop_assert!(with.add_working_days(around, n).unwrap() >= calendar.add_working_days(around, n).unwrap());
        prop_assert!(with.add_working_days(around, -n).unwrap() <= calendar.add_working_days(around, -n).unwrap());
    }

    #[test]
    fn a_calendar_reads_back((calendar, _) in any_calendar()) {
        let json = serde_json::to_string(&calendar).unwrap();
        let back: Calendar = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(back.digest(), calendar.digest());
        prop_assert_eq!(back, calendar);
    }
}
