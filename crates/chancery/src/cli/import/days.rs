//! Days as they are written in old books. Nothing is guessed: what may be two days is none.

use jiff::civil::Date;
use procedure::card::{PaperDate, Precision};
use serde::{Deserialize, Serialize};

use crate::words::month_of;

/// In which order day and month stand where both are figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Order {
    /// Only what can be read in one way is a day.
    #[default]
    Certain,
    /// Day, month, year.
    DayFirst,
    /// Month, day, year.
    MonthFirst,
}

/// The date that a cell says, if it says one and only one.
pub(super) fn date(cell: &str, order: Order) -> Option<PaperDate> {
    let cell = cell.trim().trim_end_matches('.');
    // A spreadsheet may say the hour as well.
    let cell = cell.split_once('T').map_or(cell, |(day, _)| day);
    let cell = cell.strip_suffix(" 00:00:00").unwrap_or(cell);
    let exact = |date: Date| PaperDate { date, precision: Precision::Day };
    let parts: Vec<&str> = cell.split(['-', '.', '/', ' ', ',']).filter(|part| !part.is_empty()).collect();
    let number = |text: &str| text.parse::<i16>().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
    let made = |year: i16, month: i16, day: i16| {
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().map(exact)
    };
    let is_year = |text: &str| text.len() == 4;
    match parts.as_slice() {
        [year] if is_year(year) => {
            let date = Date::new(number(year)?, 1, 1).ok()?;
            Some(PaperDate { date, precision: Precision::Year })
        }
        [year, month] if is_year(year) && cell.contains('-') => {
            let date = Date::new(number(year)?, i8::try_from(number(month)?).ok()?, 1).ok()?;
            Some(PaperDate { date, precision: Precision::Month })
        }
        [year, month, day] if is_year(year) => made(number(year)?, number(month)?, number(day)?),
        [first, second, year] if is_year(year) => {
            let year = number(year)?;
            match (number(first), number(second)) {
                (Some(first), Some(second)) => {
                    figures(first, second, cell.contains('.'), order).and_then(|(month, day)| made(year, month, day))
                }
                (Some(day), None) => made(year, month_of(second).map(i16::from)?, day),
                (None, Some(day)) => made(year, month_of(first).map(i16::from)?, day),
                (None, None) => None,
            }
        }
        _ => None,
    }
}

/// Month and day of two figures. Between full stops the day stands first.
fn figures(first: i16, second: i16, stops: bool, order: Order) -> Option<(i16, i16)> {
    match order {
        _ if stops => Some((second, first)),
        Order::DayFirst => Some((second, first)),
        Order::MonthFirst => Some((first, second)),
        Order::Certain if first > 12 || first == second => Some((second, first)),
        Order::Certain if second > 12 => Some((first, second)),
        Order::Certain => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cell: &str, order: Order) -> Option<String> {
        date(cell, order).map(|date| match date.precision {
            Precision::Day => date.date.to_string(),
            Precision::Month => date.date.to_string()[..7].to_owned(),
            Precision::Year => date.date.to_string()[..4].to_owned(),
        })
    }

    #[test]
    fn days_are_read_and_never_guessed() {
        let cases = [
            ("1951-12-25", "1951-12-25"),
            ("25.12.1951", "1951-12-25"),
            ("3.4.1951", "1951-04-03"),
            ("25/12/1951", "1951-12-25"),
            ("12/25/1951", "1951-12-25"),
            ("5/5/1951", "1951-05-05"),
            ("3/4/1951", "none"),
            ("25 December 1951", "1951-12-25"),
            ("Dec. 25, 1951", "1951-12-25"),
            ("1951-12-25T00:00:00", "1951-12-25"),
            ("1951-12-25 00:00:00", "1951-12-25"),
            ("1951-12", "1951-12"),
            ("1951", "1951"),
            ("25.12.51", "none"),
            ("31.02.1951", "none"),
            ("soon", "none"),
            ("", "none"),
        ];
        for (cell, expected) in cases {
            assert_eq!(read(cell, Order::Certain).as_deref().unwrap_or("none"), expected, "{cell}");
        }
        assert_eq!(read("3/4/1951", Order::DayFirst).as_deref(), Some("1951-04-03"));
        assert_eq!(read("3/4/1951", Order::MonthFirst).as_deref(), Some("1951-03-04"));
    }
}
