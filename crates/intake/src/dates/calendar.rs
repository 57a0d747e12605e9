//! Days by the Julian calendar and by that of today.

use jiff::civil::Date;

/// By which calendar a day is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Calendar {
    /// The text does not say: the one in use where and when it was written.
    Unsaid,
    /// By both: "April 8/20". The day is the first of the two.
    Both,
    /// "old style": by the Julian calendar.
    Old,
}

/// The day in the calendar of today that the Julian calendar calls so.
pub(crate) fn from_old_style(year: i16, month: i8, day: i8) -> Option<Date> {
    let of = if month <= 2 { year - 1 } else { year };
    let behind = i32::from(of) / 100 - i32::from(of) / 400 - 2;
    // The Julian calendar has a 29 February in every century year.
    let leap = i32::from(month == 2 && day == 29);
    let base = Date::new(year, month, if leap == 1 { 28 } else { day }).ok()?;
    base.checked_add(jiff::ToSpan::days(behind + leap)).ok()
}

/// The two calendars lie so many days apart at the least,
const CALENDARS_APART_DAYS_MIN: u8 = 10;
/// and at the most.
const CALENDARS_APART_DAYS_MAX: u8 = 13;

/// Whether two days are as far from each other as one day's names in the two calendars: "April 8" and "April 20".
pub(super) fn apart(month: u8, day: u8, other_month: u8, other: u8) -> bool {
    let length = match month {
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let days = match other_month {
        _ if other_month == month => i16::from(other) - i16::from(day),
        _ if other_month == month % 12 + 1 => i16::from(other) + length - i16::from(day),
        _ => return false,
    };
    (i16::from(CALENDARS_APART_DAYS_MIN)..=i16::from(CALENDARS_APART_DAYS_MAX)).contains(&days)
}

#[cfg(test)]
mod tests {
    use super::{apart, from_old_style};

    #[test]
    fn old_style_days_in_the_calendar_of_today() {
        for (old, new) in [
            ((1582, 10, 5), "1582-10-15"),
            ((1700, 2, 28), "1700-03-10"),
            ((1861, 5, 22), "1861-06-03"),
            ((1900, 2, 28), "1900-03-12"),
            ((1900, 2, 29), "1900-03-13"),
            ((1900, 3, 1), "1900-03-14"),
            ((1917, 10, 25), "1917-11-07"),
        ] {
            let (year, month, day) = old;
            assert_eq!(from_old_style(year, month, day).map(|date| date.to_string()).as_deref(), Some(new));
        }
        assert_eq!(from_old_style(1901, 2, 30), None);
    }

    #[test]
    fn days_of_two_calendars_lie_ten_to_thirteen_days_apart() {
        assert!(apart(4, 8, 4, 20) && apart(4, 8, 4, 18) && apart(4, 8, 4, 21));
        assert!(!apart(4, 8, 4, 17) && !apart(4, 8, 4, 22));
        assert!(apart(6, 30, 7, 12) && apart(12, 25, 1, 6) && !apart(6, 30, 8, 12));
    }
}
