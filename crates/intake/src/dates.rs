//! Dates as they stand in a text: found once, used by every grammar.

use jiff::civil::Date;

use crate::lang::RelativeDay;

mod calendar;
mod misread;
mod scan;

pub(crate) use calendar::{Calendar, from_old_style};
pub(crate) use scan::find;

/// Figures below this are no year.
const YEAR_MIN: u32 = 1000;
/// Nor are figures above it.
const YEAR_MAX: u32 = 2199;

/// A date as it stands, with what it leaves out left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    /// First byte of the text.
    pub(crate) start: usize,
    /// One past the last byte.
    pub(crate) end: usize,
    /// First token.
    pub(crate) first: usize,
    /// One past the last token.
    pub(crate) after: usize,
    pub(crate) year: Option<i16>,
    /// The year had two digits: the century is missing.
    pub(crate) short_year: bool,
    pub(crate) month: Option<u8>,
    pub(crate) day: Option<u8>,
    pub(crate) relative: Option<RelativeDay>,
    /// Day and month could be either way round (3/4/1951).
    pub(crate) ambiguous: bool,
    /// Which of the two is the day follows from the other dates of the text.
    pub(crate) ordered: bool,
    /// By which calendar the day is given, where the text says so.
    pub(crate) calendar: Calendar,
    /// A letter or figure is misread and follows from what stands around it.
    pub(crate) mended: bool,
}

impl Found {
    /// The civil date, where year, month and day stand there and exist in the calendar.
    pub(crate) fn day_date(&self) -> Option<Date> {
        let (Some(year), Some(month), Some(day)) = (self.year, self.month, self.day) else { return None };
        if self.short_year || self.ambiguous || self.mended {
            return None;
        }
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        if self.calendar == Calendar::Old { from_old_style(year, month, day) } else { Date::new(year, month, day).ok() }
    }

    /// The date that a paper of `paper` means by this, looking back: the last such day not after it.
    pub(crate) fn looking_back(&self, paper: Option<Date>) -> Option<Date> {
        if let Some(date) = self.day_date() {
            return Some(date);
        }
        let paper = paper?;
        if let Some(relative) = self.relative {
            return self.relative_date(relative, paper);
        }
        if self.ambiguous {
            return None;
        }
        let (month, day) = (i8::try_from(self.month?).ok()?, i8::try_from(self.day?).ok()?);
        if self.short_year {
            let year = self.year? + (paper.year() / 100) * 100;
            return Date::new(year, month, day).ok();
        }
        year_back(month, day, paper)
    }

    /// The date that a paper of `paper` means by this, looking forward: the first such day not before it.
    pub(crate) fn looking_forward(&self, paper: Option<Date>) -> Option<Date> {
        if let Some(date) = self.day_date() {
            return Some(date);
        }
        let paper = paper?;
        if let Some(relative) = self.relative.filter(|_| !self.ambiguous) {
            return self.relative_date(relative, paper).filter(|date| *date >= paper);
        }
        if self.ambiguous {
            return None;
        }
        let (month, day) = (i8::try_from(self.month?).ok()?, i8::try_from(self.day?).ok()?);
        if self.short_year {
            return Date::new(self.year? + (paper.year() / 100) * 100, month, day).ok();
        }
        year_forward(month, day, paper)
    }

    fn relative_date(&self, relative: RelativeDay, paper: Date) -> Option<Date> {
        match relative {
            RelativeDay::Today => Some(paper),
            RelativeDay::Yesterday => paper.yesterday().ok(),
            RelativeDay::Proximo => {
                let next = paper.last_of_month().tomorrow().ok()?;
                Date::new(next.year(), next.month(), i8::try_from(self.day?).ok()?).ok()
            }
            RelativeDay::Instant => Date::new(paper.year(), paper.month(), i8::try_from(self.day?).ok()?).ok(),
            RelativeDay::Ultimo => {
                let last = paper.first_of_month().yesterday().ok()?;
                Date::new(last.year(), last.month(), i8::try_from(self.day?).ok()?).ok()
            }
        }
    }
}

/// How far a cited date may lie after the paper's own and still be of the same year.
const FORWARD_SLACK_DAYS_MAX: i32 = 3;

/// The day that a month and day without a year mean in a paper of `paper`, looking back: the last such day that is not
/// later than the paper by more than a few days.
pub fn year_back(month: i8, day: i8, paper: Date) -> Option<Date> {
    match Date::new(paper.year(), month, day).ok() {
        // Zones and slips of the pen let a cited paper be a little "later" than the one that cites it.
        Some(date) if date <= paper || days_between(paper, date) <= FORWARD_SLACK_DAYS_MAX => Some(date),
        _ => Date::new(paper.year() - 1, month, day).ok(),
    }
}

/// The day that they mean looking forward: the first such day not before the paper.
pub fn year_forward(month: i8, day: i8, paper: Date) -> Option<Date> {
    let same = Date::new(paper.year(), month, day).ok()?;
    if same >= paper { Some(same) } else { Date::new(paper.year() + 1, month, day).ok() }
}

fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}
