//! Reading holidays from a file: iCalendar (RFC 5545) or CSV of dates and names. Pure, never fails on a line: what is not a
//! holiday of whole days is left out and told.

mod csv;
mod icalendar;

use std::collections::BTreeMap;

use jiff::civil::Date;
use procedure::calendar::{Calendar, DayKind, Yearly};

/// Longest file of holidays, in bytes: some thousands of events.
pub(crate) const HOLIDAYS_FILE_BYTES_MAX: u64 = 4 << 20;

/// What a file says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Holidays {
    /// Holidays of single dates.
    pub(crate) dated: BTreeMap<Date, String>,
    /// Holidays of each year.
    pub(crate) yearly: Vec<Yearly>,
    /// What was left out, and why.
    pub(crate) left_out: Vec<LeftOut>,
}

/// What was not taken of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LeftOut {
    /// The line on which it begins, from 1; `None` where it is not about a line.
    pub(crate) line: Option<usize>,
    /// What it is called and why it is left out.
    pub(crate) why: String,
}

/// Why a file cannot be read at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, phrases::Told)]
pub(crate) enum Unread {
    /// Its letters are not UTF-8, from this line on.
    #[told("line {line} is not UTF-8")]
    NotUtf8 {
        /// The line, from 1.
        line: usize,
    },
}

/// Reads a file: iCalendar where it begins as one, else CSV.
///
/// # Errors
/// When it is no text.
pub(crate) fn read(bytes: &[u8]) -> Result<Holidays, Unread> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    const BEGIN: &[u8] = b"BEGIN:VCALENDAR";
    match bytes.trim_ascii_start().get(..BEGIN.len()) {
        Some(begin) if begin.eq_ignore_ascii_case(BEGIN) => icalendar::read(bytes),
        _ => csv::read(bytes),
    }
}

impl Holidays {
    fn leave_out(&mut self, line: usize, why: impl Into<String>) {
        self.left_out.push(LeftOut { line: Some(line), why: why.into() });
    }

    /// Puts in a holiday of one date; of two on a date the first stays.
    fn put_dated(&mut self, line: usize, date: Date, name: &str) {
        match self.dated.get(&date) {
            Some(other) if other == name => {}
            Some(other) => {
                let why = format!("{name}, {date}: the file has {other} on that date too");
                self.leave_out(line, why);
            }
            None => drop(self.dated.insert(date, name.to_owned())),
        }
    }

    /// Puts what was read into a calendar; what that has already, or says otherwise, is left out. How many came in.
    pub(crate) fn put_into(mut self, calendar: &mut Calendar) -> (Self, usize) {
        let Self { dated, yearly, left_out } = &mut self;
        let mut tell = |why: String| left_out.push(LeftOut { line: None, why });
        yearly.retain(|one| {
            let same = |known: &&Yearly| known.month == one.month && known.day == one.day && overlap(known, one);
            match calendar.yearly.iter().find(same) {
                Some(known) => {
                    tell(format!("{}: the calendar has {} on that day of each year already", one.name, known.name));
                    false
                }
                None => {
                    calendar.yearly.push(one.clone());
                    true
                }
            }
        });
        dated.retain(|date, name| match calendar.kind_of(*date) {
            DayKind::Holiday(known) => {
                tell(format!("{name}, {date}: the calendar has {known} on that date already"));
                false
            }
            DayKind::Exchanged(reason) => {
                tell(format!("{name}, {date}: the calendar says that the day is worked: {reason}"));
                false
            }
            DayKind::Worked | DayKind::Weekend => {
                calendar.holidays.insert(*date, name.clone());
                true
            }
        });
        let count = self.dated.len() + self.yearly.len();
        (self, count)
    }
}

/// Whether two spans of years have one in common.
fn overlap(a: &Yearly, b: &Yearly) -> bool {
    let before = |a: &Yearly, b: &Yearly| matches!((a.until, b.from), (Some(until), Some(from)) if until < from);
    !before(a, b) && !before(b, a)
}

/// A name in one line, as it may stand in a calendar.
fn one_line(name: &str) -> String {
    name.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use procedure::calendar::{Calendar, DayOfWeek, Yearly};
    use proptest::prelude::*;

    use super::{Holidays, read};

    fn each(month: i8, day: i8, name: &str, from: Option<i16>, until: Option<i16>) -> Yearly {
        Yearly { month, day, name: name.into(), from, until }
    }

    #[test]
    fn what_a_calendar_has_already_stays() {
        let mut calendar = Calendar::of_week("Office", [DayOfWeek::Sunday]);
        calendar.holidays.insert(date(2026, 5, 1), "May Day".into());
        calendar.working.insert(date(2026, 5, 2), "For the 4th".into());
        calendar.yearly.push(each(12, 25, "Christmas", None, Some(2030)));
        let found = Holidays {
            dated: [(1, "Labour Day"), (2, "Rest"), (3, "Sunday too"), (4, "New")]
                .map(|(day, name)| (date(2026, 5, day), name.to_owned()))
                .into(),
            yearly: vec![
                each(12, 25, "Xmas", Some(2030), None),
                each(12, 25, "Yule", Some(2031), None),
                each(1, 1, "New Year", None, None),
            ],
            left_out: vec![],
        };
        let (put, count) = found.put_into(&mut calendar);
        assert_eq!(count, 4);
        assert_eq!(put.dated.keys().map(|on| on.day()).collect::<Vec<_>>(), [3, 4]);
        assert_eq!(calendar.holidays.len(), 3);
        assert_eq!(
            calendar.yearly.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(),
            ["Christmas", "Yule", "New Year"]
        );
        let told: Vec<&str> = put.left_out.iter().map(|left| left.why.as_str()).collect();
        assert_eq!(
            told,
            [
                "Xmas: the calendar has Christmas on that day of each year already",
                "Labour Day, 2026-05-01: the calendar has May Day on that date already",
                "Rest, 2026-05-02: the calendar says that the day is worked: For the 4th",
            ]
        );
        // The same file again brings nothing.
        let again = Holidays { dated: put.dated.clone(), yearly: put.yearly.clone(), left_out: vec![] };
        let before = calendar.clone();
        assert_eq!(again.put_into(&mut calendar).1, 0);
        assert_eq!(calendar, before);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_file_stops_the_reading(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = read(&bytes);
        }

        /// Lines as they stand in such files, cut and put together anyhow.
        #[test]
        fn no_order_of_lines_stops_the_reading(picks in prop::collection::vec((0..14_usize, any::<u8>()), 0..30)) {
            const LINES: [&str; 14] = [
                "BEGIN:VEVENT\r\n", "END:VEVENT\r\n", "DTSTART;VALUE=DATE:20261225\r\n", "DTEND;VALUE=DATE:20270102\r\n",
                "SUMMARY:Christ\r\n mas\\, Day\r\n", "RRULE:FREQ=YEARLY;COUNT=3\n", "RRULE:FREQ=YEARLY;UNTIL=99990101\r\n",
                "END:VCALENDAR\r\n", "BEGIN:VALARM\r\n", "DTSTART:99991231\r\n", "DURATION:P9W\r\n", "X;A=\":;\";B:\r\n",
                "DURATION:P1D\r\n", "DTSTART;VALUE=DATE:20240228\r\n",
            ];
            let mut file = "BEGIN:VCALENDAR\r\n".to_owned();
            for (line, cut) in picks {
                let line = LINES[line];
                file.push_str(if cut < 8 { &line[..usize::from(cut).min(line.len())] } else { line });
            }
            let found = read(file.as_bytes()).expect("a text");
            let mut calendar = Calendar::of_week("Office", []);
            let (_, count) = found.put_into(&mut calendar);
            prop_assert_eq!(count, calendar.holidays.len() + calendar.yearly.len());
        }
    }
}
