//! Refusals of calendars, and of counting in working days.

use jiff::civil::Date;
use phrases::say;
use serde::{Deserialize, Serialize};

use crate::ids::CalendarId;

use super::words::CalendarList;

/// Why a calendar was not changed, or a day could not be counted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, phrases::Told, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant's sentence says what its fields mean")]
pub enum CalendarRefusal {
    #[told("no day within {days_max} days of {date} is worked")]
    NoWorkingDay { date: Date, days_max: i32 },
    #[told("counting {days} days goes further than the {days_max} days that are counted")]
    CountTooLong { days: i32, days_max: i32 },
    #[told("counting from {date} leaves the days that can be written")]
    BeyondDays { date: Date },
    #[told("every day of the week would be free, and no day ever worked")]
    WeekWithoutWork,
    #[told("{date} stands among the holidays and among the days worked")]
    HolidayWorked { date: Date },
    #[told("there is no day {day} of month {month}")]
    NoSuchDay { month: i8, day: i8 },
    #[told("{name:?} would be kept from {from} until {until}")]
    YearsUpsideDown { name: String, from: i16, until: i16 },
    #[told("{date} is a holiday of calendar {calendar} already: {name}")]
    HolidayHeld { calendar: CalendarId, date: Date, name: String },
    #[told("{date} is worked in calendar {calendar}: {reason}")]
    DayExchanged { calendar: CalendarId, date: Date, reason: String },
    #[told("{date} is a holiday of calendar {calendar} each year: {name}")]
    HolidayYearly { calendar: CalendarId, date: Date, name: String },
    #[told("{date} is no holiday of calendar {calendar}")]
    NotHoliday { calendar: CalendarId, date: Date },
    #[told("calendar {calendar} was changed in between")]
    CalendarChanged { calendar: CalendarId },
    #[told("there are {count_max} calendars, as many as an office has")]
    CalendarsFull { count_max: usize },
    #[told("a calendar would have {count} {list}; the limit is {count_max}")]
    CalendarFull { list: CalendarList, count: usize, count_max: usize },
}

impl CalendarRefusal {
    /// What to do next; see [`super::Refusal::next`].
    pub(super) fn next(&self) -> &'static str {
        match self {
            Self::NoWorkingDay { .. } => say!("look at the calendar's free days of the week and holidays"),
            Self::CountTooLong { .. } => say!("count fewer days"),
            Self::BeyondDays { .. } => say!("look at the year"),
            Self::WeekWithoutWork => say!("leave at least one day of the week"),
            Self::HolidayWorked { .. } => say!("leave it out of one of the two"),
            Self::NoSuchDay { .. } => say!("look at the month, from 1 to 12, and the day"),
            Self::YearsUpsideDown { .. } => say!("exchange the two years"),
            Self::HolidayHeld { .. } => say!("nothing is to be done; to rename it, take it out first, with the reason"),
            Self::DayExchanged { .. } => say!("set the calendar anew without that day among those worked"),
            Self::HolidayYearly { .. } => {
                say!("where that one is worked, set the calendar anew with it among the days worked, and why")
            }
            Self::NotHoliday { .. } => say!("look at the calendar's holidays"),
            Self::CalendarChanged { .. } => say!("look at it as it is now, and set it anew"),
            Self::CalendarsFull { .. } => say!("set one that is there anew"),
            Self::CalendarFull { .. } => say!("leave out those of years long past"),
        }
    }
}
