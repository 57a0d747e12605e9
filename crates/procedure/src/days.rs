//! Days as the office writes them, in the language spoken: "25 December 1951".

use jiff::civil::Date;
use phrases::{Phrase, filled, phrase, say};

/// Months by themselves.
const MONTHS: [Phrase; 12] = [
    phrase!("January"),
    phrase!("February"),
    phrase!("March"),
    phrase!("April"),
    phrase!("May"),
    phrase!("June"),
    phrase!("July"),
    phrase!("August"),
    phrase!("September"),
    phrase!("October"),
    phrase!("November"),
    phrase!("December"),
];

/// Days of a month, for languages in which its name is another there.
const DAYS_OF: [Phrase; 12] = [
    phrase!("{day} January"),
    phrase!("{day} February"),
    phrase!("{day} March"),
    phrase!("{day} April"),
    phrase!("{day} May"),
    phrase!("{day} June"),
    phrase!("{day} July"),
    phrase!("{day} August"),
    phrase!("{day} September"),
    phrase!("{day} October"),
    phrase!("{day} November"),
    phrase!("{day} December"),
];

/// Days of a month, short.
const SHORT_DAYS_OF: [Phrase; 12] = [
    phrase!("{day} Jan"),
    phrase!("{day} Feb"),
    phrase!("{day} Mar"),
    phrase!("{day} Apr"),
    phrase!("{day} May"),
    phrase!("{day} Jun"),
    phrase!("{day} Jul"),
    phrase!("{day} Aug"),
    phrase!("{day} Sep"),
    phrase!("{day} Oct"),
    phrase!("{day} Nov"),
    phrase!("{day} Dec"),
];

fn at_month(date: Date) -> usize {
    usize::from(date.month().unsigned_abs()).clamp(1, 12) - 1
}

/// The month of a date: "December".
#[must_use]
pub fn month(date: Date) -> &'static str {
    MONTHS[at_month(date)].said()
}

/// The month of a date where room is scarce: "Dec".
#[must_use]
pub fn short_month(date: Date) -> String {
    month(date).chars().take(3).collect()
}

/// A day of a year that is known: "25 December".
#[must_use]
pub fn month_day(date: Date) -> String {
    filled(DAYS_OF[at_month(date)].english(), &[("day", &date.day())])
}

/// A day as the office writes it: "25 December 1951".
#[must_use]
pub fn day(date: Date) -> String {
    say!("{day} {year}", day = month_day(date), year = date.year())
}

/// A day in a table of one year: "25 Dec".
#[must_use]
pub fn short_day(date: Date) -> String {
    filled(SHORT_DAYS_OF[at_month(date)].english(), &[("day", &date.day())])
}

/// A month by its name or the beginning of it, three letters at least: in English, or in the language spoken.
#[must_use]
pub fn month_of(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    if word.chars().count() < 3 || !word.chars().all(char::is_alphabetic) {
        return None;
    }
    let begins = |name: &str| name.trim_start_matches("{day}").trim_start().to_lowercase().starts_with(&word);
    let named = |at: &usize| [MONTHS[*at].english(), MONTHS[*at].said(), DAYS_OF[*at].said()].into_iter().any(begins);
    let at = (0..MONTHS.len()).find(named)?;
    i8::try_from(at + 1).ok()
}
