//! Calendars: on which days an office works, and counting in those days.
//!
//! How days are counted, everywhere in the office:
//!
//! - The day from which one counts never counts itself: one working day after a Monday is the next day that is worked.
//! - Back is counted in the same way: one working day before a Monday is the last day worked before it.
//! - No days from a day is that day, worked or not; only a [`Roll`] moves it.
//! - Without a calendar every day counts.
//!
//! Counting ends: after [`SEARCH_DAYS_MAX`] days of which none is worked, and after [`WALK_DAYS_MAX`] days in all, it is
//! refused.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};
use phrases::say;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::ids::Hash;
use crate::refusal::CalendarRefusal;

/// Longest stretch of days, in days, of which none is worked, through which a working day is looked for: five years.
pub const SEARCH_DAYS_MAX: i32 = 1_827;
/// Most days that a rule counts, either way: fifty years of days, and more of working days.
pub const COUNT_DAYS_MAX: i32 = 18_263;
/// Furthest from the day from which one counts, in days, that counting in working days goes: two hundred years.
pub const WALK_DAYS_MAX: i32 = 73_050;

/// The code of the calendar that holds for every desk that has none of its own, nor a desk above with one.
pub const OFFICE_CALENDAR: &str = "office";

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant is the day it names")]
pub enum DayOfWeek {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl DayOfWeek {
    /// All seven, from Monday, each with its name in lower case.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::Monday, "monday"),
        (Self::Tuesday, "tuesday"),
        (Self::Wednesday, "wednesday"),
        (Self::Thursday, "thursday"),
        (Self::Friday, "friday"),
        (Self::Saturday, "saturday"),
        (Self::Sunday, "sunday"),
    ];

    /// The day of the week of a date.
    pub fn of(date: Date) -> Self {
        match date.weekday() {
            Weekday::Monday => Self::Monday,
            Weekday::Tuesday => Self::Tuesday,
            Weekday::Wednesday => Self::Wednesday,
            Weekday::Thursday => Self::Thursday,
            Weekday::Friday => Self::Friday,
            Weekday::Saturday => Self::Saturday,
            Weekday::Sunday => Self::Sunday,
        }
    }

    /// Its name as it is said: "Monday".
    pub fn said(self) -> &'static str {
        match self {
            Self::Monday => say!("Monday"),
            Self::Tuesday => say!("Tuesday"),
            Self::Wednesday => say!("Wednesday"),
            Self::Thursday => say!("Thursday"),
            Self::Friday => say!("Friday"),
            Self::Saturday => say!("Saturday"),
            Self::Sunday => say!("Sunday"),
        }
    }

    /// Its name in two letters, as it is said: "Mo".
    pub fn short(self) -> &'static str {
        match self {
            Self::Monday => say!("Mo"),
            Self::Tuesday => say!("Tu"),
            Self::Wednesday => say!("We"),
            Self::Thursday => say!("Th"),
            Self::Friday => say!("Fr"),
            Self::Saturday => say!("Sa"),
            Self::Sunday => say!("Su"),
        }
    }

    /// Its name in lower case: "monday".
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(day, _)| *day == self).map_or("", |(_, name)| name)
    }
}

/// A holiday that comes each year on the same day.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Yearly {
    /// Its month, from 1.
    pub month: i8,
    /// Its day of the month, from 1. A 29 February comes in leap years only.
    pub day: i8,
    /// Its name: "Christmas Day".
    pub name: String,
    /// The first year in which it is kept; `None` has no first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<i16>,
    /// The last year in which it is kept; `None` has no last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<i16>,
}

impl Yearly {
    /// Whether it falls on a date.
    pub fn falls_on(&self, date: Date) -> bool {
        self.month == date.month()
            && self.day == date.day()
            && self.from.is_none_or(|from| from <= date.year())
            && self.until.is_none_or(|until| date.year() <= until)
    }
}

/// On which days is worked.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Calendar {
    /// Its name as printed.
    pub name: String,
    /// The days of the week that are free; there may be none.
    #[serde(default)]
    pub weekend: BTreeSet<DayOfWeek>,
    /// Holidays of one date, each with its name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub holidays: BTreeMap<Date, String>,
    /// Holidays that come each year.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub yearly: Vec<Yearly>,
    /// Days worked although they would be free, each with the reason: a day exchanged for another.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub working: BTreeMap<Date, String>,
}

/// Why a day is as it is in a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind<'a> {
    /// A day worked as usual.
    Worked,
    /// A day worked although it would be free, with the reason.
    Exchanged(&'a str),
    /// A holiday, with its name.
    Holiday(&'a str),
    /// A day of the week that is free.
    Weekend,
}

impl DayKind<'_> {
    /// Whether it is worked.
    pub fn is_worked(self) -> bool {
        matches!(self, Self::Worked | Self::Exchanged(_))
    }
}

/// Which way days are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Back,
    On,
}

impl Calendar {
    /// A calendar without holidays, of a name and a weekend.
    pub fn of_week(name: impl Into<String>, weekend: impl IntoIterator<Item = DayOfWeek>) -> Self {
        Self { name: name.into(), weekend: weekend.into_iter().collect(), ..Self::default() }
    }

    /// What a day is: what was said of its date comes before what holds each year or each week.
    pub fn kind_of(&self, date: Date) -> DayKind<'_> {
        if let Some(reason) = self.working.get(&date) {
            return DayKind::Exchanged(reason);
        }
        if let Some(name) = self.holidays.get(&date) {
            return DayKind::Holiday(name);
        }
        if let Some(yearly) = self.yearly.iter().find(|yearly| yearly.falls_on(date)) {
            return DayKind::Holiday(&yearly.name);
        }
        if self.weekend.contains(&DayOfWeek::of(date)) { DayKind::Weekend } else { DayKind::Worked }
    }

    /// SHA-256 of its JSON: two calendars that say the same have the same, whoever wrote them down.
    pub fn digest(&self) -> Hash {
        Hash(Sha256::digest(serde_json::to_vec(self).unwrap_or_default()).into())
    }

    /// Whether a day is worked.
    pub fn is_working(&self, date: Date) -> bool {
        self.kind_of(date).is_worked()
    }

    /// The day itself if it is worked, else the last one worked before it.
    ///
    /// # Errors
    /// When none of the [`SEARCH_DAYS_MAX`] days before it is worked.
    pub fn working_day_on_or_before(&self, date: Date) -> Result<Date, CalendarRefusal> {
        if self.is_working(date) { Ok(date) } else { self.next_worked(date, Way::Back) }
    }

    /// The day itself if it is worked, else the first one worked after it.
    ///
    /// # Errors
    /// When none of the [`SEARCH_DAYS_MAX`] days after it is worked.
    pub fn working_day_on_or_after(&self, date: Date) -> Result<Date, CalendarRefusal> {
        if self.is_working(date) { Ok(date) } else { self.next_worked(date, Way::On) }
    }

    /// The `n`-th day worked after a date, or before it where `n` is negative; the date itself, worked or not, where `n`
    /// is 0. The date never counts.
    ///
    /// # Errors
    /// When `n` is beyond [`COUNT_DAYS_MAX`] either way, or counting comes to no end (see the module).
    pub fn add_working_days(&self, date: Date, n: i32) -> Result<Date, CalendarRefusal> {
        within(n)?;
        let way = if n < 0 { Way::Back } else { Way::On };
        let mut at = date;
        for _ in 0..n.unsigned_abs() {
            at = self.next_worked(at, way)?;
            if days_apart(date, at).abs() > WALK_DAYS_MAX {
                return Err(CalendarRefusal::CountTooLong { days: n, days_max: WALK_DAYS_MAX });
            }
        }
        Ok(at)
    }

    /// How many days are worked from one date to another. The first never counts and the second does, so that it is the
    /// number by which [`Calendar::add_working_days`] leads from the first to the second, where the second is worked;
    /// negative where the second comes before the first.
    ///
    /// # Errors
    /// When the two are more than [`WALK_DAYS_MAX`] days apart.
    pub fn working_days_between(&self, from: Date, to: Date) -> Result<i32, CalendarRefusal> {
        let apart = days_apart(from, to);
        if apart.abs() > WALK_DAYS_MAX {
            return Err(CalendarRefusal::CountTooLong { days: apart, days_max: WALK_DAYS_MAX });
        }
        let way = if apart < 0 { Way::Back } else { Way::On };
        let (mut at, mut worked) = (from, 0);
        while at != to {
            at = step(at, way)?;
            worked += i32::from(self.is_working(at));
        }
        Ok(worked * apart.signum())
    }

    /// The first day worked after a date, or before it.
    fn next_worked(&self, date: Date, way: Way) -> Result<Date, CalendarRefusal> {
        let mut at = date;
        for _ in 0..SEARCH_DAYS_MAX {
            at = step(at, way)?;
            if self.is_working(at) {
                return Ok(at);
            }
        }
        Err(CalendarRefusal::NoWorkingDay { date, days_max: SEARCH_DAYS_MAX })
    }
}

/// Where a day that is not worked moves to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Roll {
    /// Nowhere: it stays.
    #[default]
    Keep,
    /// To the last day worked before it.
    Before,
    /// To the first day worked after it.
    After,
}

/// How a day follows from another: "ten working days before it", "thirty days after it, or the next day worked".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct DayRule {
    /// So many days after it, or before it where negative; at most [`COUNT_DAYS_MAX`] either way.
    pub days: i32,
    /// Whether only working days count.
    #[serde(default)]
    pub working: bool,
    /// Where the day moves to if it is not worked.
    #[serde(default)]
    pub roll: Roll,
}

/// The day that a rule makes of another, in a calendar; without one every day is worked.
///
/// ```
/// use jiff::civil::date;
/// use procedure::calendar::{Calendar, DayOfWeek, DayRule, Roll, resolve};
///
/// let mut calendar = Calendar::of_week("Office", [DayOfWeek::Saturday, DayOfWeek::Sunday]);
/// calendar.holidays.insert(date(1951, 12, 25), "Christmas Day".into());
/// let rule = DayRule { days: 2, working: true, roll: Roll::Keep };
/// // A Saturday, a Sunday and a holiday lie between.
/// assert_eq!(resolve(rule, date(1951, 12, 21), Some(&calendar)), Ok(date(1951, 12, 26)));
/// ```
///
/// # Errors
/// When the rule counts too far, no day is worked where one is looked for, or the day cannot be written.
pub fn resolve(rule: DayRule, base: Date, calendar: Option<&Calendar>) -> Result<Date, CalendarRefusal> {
    let day = match calendar.filter(|_| rule.working) {
        Some(calendar) => calendar.add_working_days(base, rule.days)?,
        None => {
            within(rule.days)?;
            base.checked_add(rule.days.days()).map_err(|_| CalendarRefusal::BeyondDays { date: base })?
        }
    };
    match (calendar, rule.roll) {
        (Some(calendar), Roll::Before) => calendar.working_day_on_or_before(day),
        (Some(calendar), Roll::After) => calendar.working_day_on_or_after(day),
        (None, _) | (_, Roll::Keep) => Ok(day),
    }
}

fn within(days: i32) -> Result<(), CalendarRefusal> {
    if days.unsigned_abs() > COUNT_DAYS_MAX.unsigned_abs() {
        return Err(CalendarRefusal::CountTooLong { days, days_max: COUNT_DAYS_MAX });
    }
    Ok(())
}

fn step(date: Date, way: Way) -> Result<Date, CalendarRefusal> {
    let next = match way {
        Way::On => date.tomorrow(),
        Way::Back => date.yesterday(),
    };
    next.map_err(|_| CalendarRefusal::BeyondDays { date })
}

/// Days from one date to another; negative where it comes before.
fn days_apart(from: Date, to: Date) -> i32 {
    // The largest unit of what lies between two dates is the day, and all the days that can be written fit.
    (to - from).get_days()
}
