//! Samples of events of calendars.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use procedure::calendar::{Calendar, DayOfWeek, Yearly};
use procedure::event::Event;

pub(super) fn samples() -> Vec<(Event, &'static str)> {
    let calendar = || "office".parse().unwrap();
    let facts = Calendar {
        name: "Office".into(),
        weekend: BTreeSet::from([DayOfWeek::Saturday, DayOfWeek::Sunday]),
        holidays: BTreeMap::from([(date(1951, 12, 31), "New Year’s Eve".into())]),
        yearly: vec![Yearly { month: 12, day: 25, name: "Christmas Day".into(), from: Some(1950), until: None }],
        working: BTreeMap::from([(date(1951, 12, 29), "For the 31st".into())]),
    };
    vec![
        (Event::CalendarSet { calendar: calendar(), facts }, "A calendar, whole: made, or in place of what it was."),
        (
            Event::HolidayAdded { calendar: calendar(), date: date(1952, 2, 6), name: "Mourning".into() },
            "The date is a holiday.",
        ),
        (
            Event::HolidayRemoved { calendar: calendar(), date: date(1952, 2, 6), reason: "A reason.".into() },
            "The date is no holiday of its own any more.",
        ),
    ]
}
