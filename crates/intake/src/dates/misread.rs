//! Dates that a scan spoilt: a month with letters misread, a year whose last figure became a letter. They are mended only
//! where what stands around leaves one reading, and say so.

use super::scan::Scan;
use super::{Found, YEAR_MAX, YEAR_MIN};

/// A misread month has no fewer letters than this: "Jume" could be two,
const MISREAD_LETTERS_MIN: usize = 5;
/// and no more than this.
const MISREAD_LETTERS_MAX: usize = 10;
/// One letter in so many may be misread.
const MISREAD_SHARE: usize = 4;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The one month that `word` is a misreading of.
fn nearest_month(word: &str) -> Option<u8> {
    let far = |name: &str| crate::layout::distance(word, name);
    let mut near = (1_u8..).zip(MONTHS).filter(|(_, name)| far(name) <= name.len() / MISREAD_SHARE);
    let (month, _) = near.next()?;
    near.next().is_none().then_some(month)
}

impl Scan<'_> {
    /// "8 Februaty 1963", "Decerber 4, 1959": an English month with letters misread, which the day and the year of four
    /// figures on both sides leave certain.
    pub(super) fn misread_month(&self, at: usize, from: usize) -> Option<Found> {
        let token = &self.tokens[at];
        let letters = token.end - token.start;
        if self.language != crate::lang::EN || !(MISREAD_LETTERS_MIN..=MISREAD_LETTERS_MAX).contains(&letters) {
            return None;
        }
        let day_before = at.checked_sub(1).filter(|before| *before >= from && !self.is_signed(*before));
        let day_before = day_before.and_then(|before| self.day_at(before).map(|day| (before, day, at + 1)));
        let day_after = || self.day_at(at + 1).map(|day| (at, day, at + 2));
        let (first, day, next) = day_before.or_else(day_after)?;
        let (year, after) = self.year_at(self.skip(next, ",.", 1))?;
        let month = nearest_month(&crate::words::fold(&self.text[token.start..token.end]))?;
        let mut found = self.found(first, after);
        found.day = Some(day);
        found.month = Some(month);
        found.year = Some(year);
        found.mended = true;
        Some(found)
    }

    /// A year whose last figure a scan read as the letter that looks like it: "29 JANUARY 6S", "4 May 195l".
    pub(super) fn misread_year(&self, at: usize) -> Option<(i16, bool, usize)> {
        let at = self.skip(at, ",.'’", 2);
        self.cut_year(at).or_else(|| self.last_figure_misread(at))
    }

    /// "17 MAR i978", "16 DECEMBER 1 958", "3 OCT 962": a year of the last century whose first figure is misread, stands
    /// apart or is lost.
    fn cut_year(&self, at: usize) -> Option<(i16, bool, usize)> {
        let first = self.get(at).filter(|_| self.scanned)?;
        let one = matches!(&self.text[first.start..first.end], "i" | "l" | "I" | "1");
        let next = if one { at + 1 } else { at };
        let rest = self.get(next).filter(|rest| rest.is_number() && rest.digits == 3 && !rest.ending)?;
        let apart = self.text[first.start..rest.start].chars().filter(|c| c.is_whitespace()).count();
        let whole = (900..1000).contains(&rest.value) && (!one || apart <= 1);
        let ends = !self.text[rest.end..].starts_with(|c: char| c.is_alphanumeric() || c == ')' || c == '-');
        let year = i16::try_from(1000 + rest.value).ok()?;
        (whole && ends).then_some((year, false, next + 1))
    }

    fn last_figure_misread(&self, at: usize) -> Option<(i16, bool, usize)> {
        let token = self.get(at).filter(|token| token.is_number() && matches!(token.digits, 1 | 3) && !token.ending)?;
        let letter = self.get(at + 1).filter(|letter| letter.start == token.end)?;
        let figure = match &self.text[letter.start..letter.end] {
            "O" | "o" => 0,
            "l" | "I" => 1,
            ")" if self.scanned && token.digits == 3 => 4,
            "S" => 5,
            "B" => 8,
            _ => return None,
        };
        let year = token.value * 10 + figure;
        let short = token.digits == 1;
        let whole = short || (YEAR_MIN..=YEAR_MAX).contains(&year);
        i16::try_from(year).ok().filter(|_| whole).map(|year| (year, short, at + 2))
    }
}
