//! The dates of a text, found once from its tokens.

use super::calendar::{Calendar, apart};
use super::{Found, YEAR_MAX, YEAR_MIN};
use crate::lang::{Language, LanguageId, RelativeDay, class};
use crate::tokens::{Shape, Token};

/// Words for a day of this month or the last take no more bytes than this.
const RELATIVE_BYTES_MAX: usize = 40;
/// An hour with its zone that a scan spoilt has so many letters, figures and signs at least,
const SPOILT_HOUR_CHARS_MIN: usize = 4;
/// and at most.
const SPOILT_HOUR_CHARS_MAX: usize = 6;
/// What is said of the calendar stands within so many bytes.
const OLD_STYLE_BYTES_MAX: usize = 40;

pub(super) struct Scan<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) language: LanguageId,
    words: &'a Language,
    /// Whether the text is a scan's: stray signs stand in its dates.
    pub(super) scanned: bool,
}

/// Every date in the `tokens` of `text`, in order, none overlapping.
pub(crate) fn find(text: &str, tokens: &[Token], language: LanguageId, words: &Language, scanned: bool) -> Vec<Found> {
    let scan = Scan { text, tokens, language, words, scanned };
    let mut out: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let from = out.last().map_or(0, |found| found.after);
        let token = &tokens[at];
        let found = match token.shape {
            Shape::Word => scan
                .around_month(at, from)
                .or_else(|| scan.misread_month(at, from))
                .or_else(|| scan.roman_month(at, from))
                .or_else(|| scan.relative_word(at, from)),
            Shape::Number => scan.numeric(at),
            Shape::Sign(_) => None,
        };
        match found {
            Some(mut found) => {
                if found.day.is_some() && found.relative.is_none() && scan.is_old_style(found.end) {
                    found.calendar = Calendar::Old;
                }
                at = found.after.max(at + 1);
                out.push(found);
            }
            None => at += 1,
        }
    }
    scan.settle_order(&mut out);
    out
}

impl Scan<'_> {
    /// A text that writes "11/29/63" means 3 December by "12/3/63": where all dates in figures that say which of the two
    /// is the day agree, the others follow them.
    fn settle_order(&self, dates: &mut [Found]) {
        let figures = |found: &Found| {
            let (a, b) = (self.get(found.first)?, self.get(found.first + 2)?);
            let written = a.is_number() && b.is_number() && a.digits <= 2 && found.after == found.first + 5;
            written.then_some((a.value, b.value))
        };
        let (mut day_first, mut month_first) = (false, false);
        for (a, b) in dates.iter().filter(|found| !found.ambiguous).filter_map(figures) {
            day_first |= a > 12;
            month_first |= b > 12;
        }
        if day_first == month_first {
            return;
        }
        for found in dates.iter_mut().filter(|found| found.ambiguous) {
            if month_first {
                std::mem::swap(&mut found.day, &mut found.month);
            }
            (found.ambiguous, found.ordered) = (false, true);
        }
    }

    pub(super) fn get(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    /// Skips signs out of `signs`, at most `most` of them.
    pub(super) fn skip(&self, mut at: usize, signs: &str, most: usize) -> usize {
        for _ in 0..most {
            if self.get(at).is_some_and(|token| token.is_any(signs)) {
                at += 1;
            }
        }
        at
    }

    pub(super) fn found(&self, first: usize, after: usize) -> Found {
        let last = &self.tokens[after - 1];
        Found {
            start: self.tokens[first].start,
            end: last.end,
            first,
            after,
            year: None,
            short_year: false,
            month: None,
            day: None,
            relative: None,
            ambiguous: false,
            ordered: false,
            calendar: Calendar::Unsaid,
            mended: false,
        }
    }

    /// "March 3, 1891, old style", "(O. S.)": whether the text right behind byte `end` names the old calendar.
    fn is_old_style(&self, end: usize) -> bool {
        let rest = crate::layout::cut_at(&self.text[end..], OLD_STYLE_BYTES_MAX);
        // A Russian year has its word behind it: "1891 г.".
        let inner = rest.trim_start_matches([' ', ',', '(', '[', 'г', '.']);
        let set_off = rest[..rest.len() - inner.len()].contains([',', '(', '[']);
        if !inner.starts_with(char::is_alphabetic) {
            return false;
        }
        let Some((_, phrase)) = self.words.beginning("old_style", &crate::words::fold(inner)) else { return false };
        // "O. S." may begin a name; as a remark on the calendar it is set off on both sides.
        let letters = phrase.split(' ').all(|word| word.chars().count() <= 2)
            && phrase.split(' ').any(|word| word.chars().count() == 1);
        let mut left = phrase.chars().filter(|c| *c != ' ').count();
        let after = inner.trim_start_matches(|c: char| {
            let in_phrase = left > 0;
            left -= usize::from(in_phrase && c.is_alphabetic());
            in_phrase || c == '.'
        });
        !letters || set_off && (after.is_empty() || after.starts_with([')', ']', ',', ';', '\n']))
    }

    pub(super) fn day_at(&self, at: usize) -> Option<u8> {
        let token = self.get(at).filter(|token| token.is_number() && token.digits <= 2)?;
        u8::try_from(token.value).ok().filter(|day| (1..=31).contains(day))
    }

    /// A year of four digits at `at`, and where it ends. Scans split years: "185 1".
    pub(super) fn year_at(&self, at: usize) -> Option<(i16, usize)> {
        let token = self.get(at).filter(|token| token.is_number() && !token.ending)?;
        let whole = |value: u32| i16::try_from(value).ok().filter(|_| (YEAR_MIN..=YEAR_MAX).contains(&value));
        if token.digits == 4 {
            // "19 JUNE 1255 HRS": a time of day.
            if self.is_hour_word(at + 1) {
                return None;
            }
            return whole(token.value).map(|year| (year, at + 1));
        }
        if token.digits == 3
            && let Some(next) = self.get(at + 1)
            && next.is_number()
            && next.digits == 1
            && next.start == token.end + 1
        {
            return whole(token.value * 10 + next.value).map(|year| (year, at + 2));
        }
        None
    }

    /// Whether the word at `at` makes the figures before it on its line a time of day.
    fn is_hour_word(&self, at: usize) -> bool {
        let Some(word) = self.get(at).filter(|word| word.is_word()) else { return false };
        let same_line = !self.text[self.tokens[at - 1].end..word.start].contains('\n');
        same_line && self.words.whole("hours", &crate::words::fold(&self.text[word.start..word.end])).is_some()
    }

    /// The year after a day and month: "1864", ", 1864", "A. D. 1864", "de 1901", or of two digits right after.
    fn year_after(&self, at: usize, short: bool) -> Option<(i16, bool, usize)> {
        // Older German hands end an abbreviated month in a colon; in English one opens something.
        let signs = if self.language == crate::lang::EN { ",.;'’“”\"" } else { ",.;:'’”\"" };
        let mut next = self.skip(at, signs, 2);
        // "June 19 [sic], 1930", "May 22, (June 3,) 1861": what stands between is an editor's or another calendar's.
        if self.get(next).is_some_and(|token| token.is_any("[("))
            && let Some(close) = (next + 1..next + 6).find(|at| self.get(*at).is_some_and(|token| token.is_any("])")))
            && self.year_at(self.skip(close + 1, ",.", 1)).is_some()
        {
            next = self.skip(close + 1, ",.", 1);
        }
        if self
            .get(next)
            .is_some_and(|token| token.is_word() && token.sense(self.language).is(crate::lang::class::DATED))
        {
            next += 1;
        }
        // A. D.
        if let (Some(a), Some(d)) = (self.get(next), self.get(next + 2))
            && a.is_word()
            && d.is_word()
            && a.end - a.start == 1
            && d.end - d.start == 1
            && a.capital
            && d.capital
        {
            next = self.skip(next + 3, ".,", 2);
        }
        if let Some((year, after)) = self.year_at(next) {
            return Some((year, false, after));
        }
        let close = self.skip(at, ".'’", 2);
        let token = self.get(close).filter(|token| short && token.is_number() && token.digits == 2 && !token.ending)?;
        // "3 May 10.30" is a time, "3 May 10-12" a range.
        let joined = self.get(close + 1).is_some_and(|next| next.is_any(":-–") && next.start == token.end);
        if joined && !(self.scanned && self.is_stray_stroke(close + 1)) {
            return None;
        }
        i16::try_from(token.value).ok().map(|year| (year, true, close + 1))
    }

    /// "12-31-59- ", "21 APRIL 65-": a stroke with nothing right behind it.
    fn is_stray_stroke(&self, at: usize) -> bool {
        let Some(stroke) = self.get(at).filter(|token| token.is_any("-–")) else { return false };
        self.text[stroke.end..].chars().next().is_none_or(char::is_whitespace)
    }

    fn around_month(&self, at: usize, from: usize) -> Option<Found> {
        let token = &self.tokens[at];
        let month = token.sense(self.language).month;
        if month == 0 {
            return None;
        }
        // "may" and "march" are verbs as well; other languages write their months small. Between a day and a year even
        // a small one is a month that a scan has read so.
        let small = self.language == crate::lang::EN && token.is_own_month(crate::lang::EN) && !token.capital;
        let found = self.day_month(at, month, from).or_else(|| self.month_day(at, month))?;
        (!small || (found.day.is_some() && found.year.is_some())).then_some(found)
    }

    /// "15. IV. 51": the month in Roman figures between a day and a year.
    fn roman_month(&self, at: usize, from: usize) -> Option<Found> {
        let token = &self.tokens[at];
        if !token.capital || token.end - token.start > 4 {
            return None;
        }
        let month = roman(&self.text[token.start..token.end], 'I'..='X').filter(|month| *month <= 12)?;
        let dot = at.checked_sub(1).filter(|dot| *dot > from && self.tokens[*dot].is_any("./"))?;
        let day = self.day_at(dot - 1)?;
        let next = at + 1 + usize::from(self.get(at + 1).is_some_and(|token| token.is_any("./")));
        let (year, short, after) = self.year_after(next, next > at + 1)?;
        let mut found = self.found(dot - 1, after);
        found.day = Some(day);
        found.month = Some(month);
        found.year = Some(year);
        found.short_year = short;
        Some(found)
    }

    /// "6th of May, 1864", "25. Octr 54", "4 marzo 1618".
    fn day_month(&self, at: usize, month: u8, from: usize) -> Option<Found> {
        let mut before = at.checked_sub(1)?;
        // "SECRET 151845Z / APR 16 0051Z 63": what stands before is another time.
        if self.day_at(at + 1).is_some() && self.year_after_hour(at + 2).is_some() {
            return None;
        }
        // "26.ten Februar": the ordinal's ending stands behind a stop of its own.
        let ending = |token: &Token| matches!(&self.text[token.start..token.end], "ten" | "ter" | "sten");
        let is_link = |token: &Token| {
            ending(token)
                || token.is_any(".,-–—'’")
                || (token.is_word() && token.sense(self.language).is(crate::lang::class::DATED))
        };
        let mut links = 0;
        while before > from && links < 2 && self.get(before).is_some_and(is_link) {
            before -= 1;
            links += 1;
        }
        if before < from {
            return None;
        }
        if let Some(found) = self.time_group(before, at, month, from) {
            return Some(found);
        }
        if let Some(found) = self.bracketed_calendar(before, at, month, from) {
            return Some(found);
        }
        let day = self.written_day(before)?;
        // "No. 14, July" and "1864. July": a bare number followed by a comma is no day, nor is a signed one.
        if (links > 0 && self.tokens[before + 1].is_any(",—")) || self.is_signed(before) {
            return None;
        }
        // "your 12 of May 3": the day stands after the month.
        let linked = (links > 0 && self.tokens[before + 1].is_word()) || self.is_owned(before);
        if linked && self.month_day(at, month).is_some_and(|found| found.day.is_some()) {
            return None;
        }
        let dot = self.skip(at + 1, ".", 1);
        let year = self.year_after(dot, true).or_else(|| self.year_after(at + 1, true));
        // "No. 12 May 3, 1901": a day after the month wins over a number before it.
        if year.is_none_or(|(_, short, _)| short)
            && self.month_day(at, month).is_some_and(|found| found.year.is_some() && !found.short_year)
        {
            return None;
        }
        let misread = year.is_none().then(|| self.misread_year(dot)).flatten();
        let year = year.or(misread);
        let after = year.map_or(at + 1, |(_, _, after)| after);
        let (second, last) = (before, day);
        let (before, day) = self.range_start(before, from).unwrap_or((before, day));
        let mut found = self.found(before, after);
        if before < second && self.tokens[second - 1].is_any("/") && apart(month, day, month, last) {
            found.calendar = Calendar::Both;
        }
        found.mended = misread.is_some();
        found.day = Some(day);
        found.month = Some(month);
        found.year = year.map(|(year, _, _)| year);
        found.short_year = year.is_some_and(|(_, short, _)| short);
        Some(found)
    }

    /// "15 (27) April 1891": the day by the other calendar stands in brackets before the month.
    fn bracketed_calendar(&self, close: usize, at: usize, month: u8, from: usize) -> Option<Found> {
        let first = close.checked_sub(3).filter(|first| *first >= from)?;
        let brackets = self.tokens[close].is_any(")]") && self.tokens[close - 2].is_any("([");
        let (day, other) = (self.day_at(first)?, self.day_at(close - 1)?);
        if !brackets || !apart(month, day, month, other) || self.is_signed(first) {
            return None;
        }
        let year = self.year_after(at + 1, false);
        let mut found = self.found(first, year.map_or(at + 1, |(_, _, after)| after));
        found.day = Some(day);
        found.month = Some(month);
        found.year = year.map(|(year, _, _)| year);
        found.calendar = Calendar::Both;
        Some(found)
    }

    /// A day in figures, or in the small Roman ones of older hands: "a’ xi febraro".
    fn written_day(&self, at: usize) -> Option<u8> {
        self.day_at(at).or_else(|| {
            let token = self.get(at).filter(|token| token.is_word() && self.language != crate::lang::EN)?;
            roman(&self.text[token.start..token.end], 'i'..='x').filter(|day| *day <= 31)
        })
    }

    /// The first day of a letter written over two: "24/26 November", "21./ 22. Juli".
    fn range_start(&self, second: usize, from: usize) -> Option<(usize, u8)> {
        let joint = second.checked_sub(1).filter(|joint| self.tokens[*joint].is_any("/–-"))?;
        let dot = usize::from(joint > from && self.tokens[joint - 1].is_sign('.'));
        let first = joint.checked_sub(1 + dot).filter(|first| *first >= from)?;
        let day = self.day_at(first).filter(|day| self.day_at(second).is_some_and(|last| *day < last))?;
        // "5/12/13 March" is a number with its parts.
        let longer = first > from
            && self.tokens[first - 1].is_any("/–-")
            && self.tokens[first - 1].end == self.tokens[first].start;
        (!longer && !self.is_signed(first)).then_some((first, day))
    }

    /// "091155Z MAY 78": day, hour and minute in one group before the month, as telegraph offices write it. The letter
    /// of the zone may stand apart or be misread as a figure.
    fn time_group(&self, before: usize, at: usize, month: u8, from: usize) -> Option<Found> {
        let zone = self.tokens[before].is_word() && self.tokens[before].end - self.tokens[before].start == 1;
        let group = before.checked_sub(usize::from(zone)).filter(|group| *group >= from)?;
        let token = self.get(group).filter(|token| token.is_number() && matches!(token.digits, 6 | 7))?;
        let value = if token.digits == 7 { token.value / 10 } else { token.value };
        // A teleprinter strikes its nought through, and a scan takes it for a nine; no day begins with one.
        let value = if value / 100_000 == 9 { value % 100_000 } else { value };
        let (day, hour) = (value / 10_000, value / 100 % 100);
        if !(1..=31).contains(&day) || hour > 23 || (zone && token.end != self.tokens[before].start) {
            return None;
        }
        let dot = self.skip(at + 1, ".", 1);
        let (year, short, after) = self.year_after(dot, true)?;
        let mut found = self.found(group, after);
        found.day = u8::try_from(day).ok();
        found.month = Some(month);
        found.year = Some(year);
        found.short_year = short;
        Some(found)
    }

    /// Whether "your", "my" or "Department’s" stands before token `at`: then it is a paper's number, not a day.
    fn is_owned(&self, at: usize) -> bool {
        let owner = at.checked_sub(1).and_then(|before| self.get(before)).filter(|token| token.is_word());
        let pronoun = crate::lang::class::YOUR | crate::lang::class::MY;
        owner.is_some_and(|token| token.ending || token.sense(self.language).is(pronoun))
    }

    /// Whether a number sign stands before token `at`: "No. 31 of December 30".
    pub(super) fn is_signed(&self, at: usize) -> bool {
        let sign = |token: &Token| token.is_word() && token.sense(self.language).is(crate::lang::class::NUMBER_SIGN);
        let before = at.checked_sub(1).and_then(|before| self.get(before));
        let further = at.checked_sub(2).and_then(|before| self.get(before));
        before.is_some_and(sign) || (before.is_some_and(|token| token.is_any(".°#")) && further.is_some_and(sign))
    }

    /// "May 6, 1864", "December 12th 1927", "May, 1864", "January 25/February 7, 1918".
    fn month_day(&self, at: usize, month: u8) -> Option<Found> {
        let next = self.skip(at + 1, ".,", 1);
        let next = if self
            .get(next)
            .is_some_and(|token| token.is_word() && token.sense(self.language).is(crate::lang::class::DATED))
        {
            next + 1
        } else {
            next
        };
        if let Some((year, after)) = self.year_at(next) {
            let mut found = self.found(at, after);
            found.month = Some(month);
            found.year = Some(year);
            return Some(found);
        }
        let day = self.day_at(next)?;
        if let Some((year, short, after)) = self.year_after_hour(next + 1) {
            let mut found = self.found(at, after);
            found.month = Some(month);
            found.day = Some(day);
            found.year = Some(year);
            found.short_year = short;
            return Some(found);
        }
        // "July 13–25, 1864" and "June 30/July 12, 1881" give the day by two calendars; the first is the writer's.
        let other = self.other_calendar(next + 1, month, day);
        let year = self.year_after(other, false).or_else(|| self.year_after(next + 1, false));
        let after = year.map_or(other, |(_, _, after)| after);
        let mut found = self.found(at, after);
        if other > next + 1 {
            found.calendar = Calendar::Both;
        }
        found.month = Some(month);
        found.day = Some(day);
        found.year = year.map(|(year, _, _)| year);
        Some(found)
    }

    /// The year behind an hour of four figures: "NOV 30 0202Z 63", the zone's letter perhaps misread as a figure,
    /// and so may the hour be.
    fn year_after_hour(&self, at: usize) -> Option<(i16, bool, usize)> {
        self.year_after_read_hour(at).or_else(|| self.year_after_spoilt_hour(at))
    }

    /// The year behind an hour that a scan spoilt: "OCT 26 £5592 63", "DEC 16 2ar2z 61".
    fn year_after_spoilt_hour(&self, at: usize) -> Option<(i16, bool, usize)> {
        let first = self.get(at).filter(|_| self.scanned)?;
        let mut after = at + 1;
        while self.get(after).is_some_and(|token| token.start == self.tokens[after - 1].end) {
            after += 1;
        }
        let group = &self.text[first.start..self.tokens[after - 1].end];
        let zoned = group.ends_with(['z', 'Z', '2', '7']) && group.contains(|c: char| c.is_ascii_digit());
        let length = group.chars().count();
        let year = self.get(after).filter(|year| year.is_number() && year.digits == 2 && !year.ending)?;
        let same_line = !self.text[self.tokens[at - 1].end..year.start].contains('\n');
        let whole = zoned && same_line && (SPOILT_HOUR_CHARS_MIN..=SPOILT_HOUR_CHARS_MAX).contains(&length);
        whole.then(|| (i16::try_from(year.value).unwrap_or(0), true, after + 1))
    }

    fn year_after_read_hour(&self, at: usize) -> Option<(i16, bool, usize)> {
        let token = self.get(at).filter(|token| token.is_number() && matches!(token.digits, 4 | 5))?;
        let zone =
            self.get(at + 1).filter(|zone| zone.is_word() && zone.start == token.end && zone.end - zone.start == 1);
        if (token.digits == 4) != zone.is_some() {
            return None;
        }
        let year = self.get(at + 1 + usize::from(zone.is_some()))?;
        let short = year.is_number() && year.digits == 2 && !year.ending;
        short.then(|| (i16::try_from(year.value).unwrap_or(0), true, at + 2 + usize::from(zone.is_some())))
    }

    /// Past the second half of a double date, or `at` where there is none. Without a year behind it only a stroke and the
    /// days between the calendars make sure.
    fn other_calendar(&self, at: usize, month: u8, first: u8) -> usize {
        let Some(sign) = self.get(at).filter(|token| token.is_any("–-/")) else { return at };
        let own = self.get(at + 1).filter(|token| token.is_word()).map_or(0, |token| token.sense(self.language).month);
        let day = at + 1 + usize::from(own > 0);
        let Some(second) = self.day_at(day) else { return at };
        let dated = self.year_after(day + 1, false).is_some();
        let apart = apart(month, first, if own > 0 { own } else { month }, second);
        if dated || sign.is_any("/") && apart { day + 1 } else { at }
    }

    /// "the 20th ultimo", "the 12th of the present month", "yesterday", "of even date".
    fn relative_word(&self, at: usize, from: usize) -> Option<Found> {
        let (relative, first, last) = self.relative_phrase(at, from)?;
        let mut found = self.found(first, last + 1);
        found.relative = Some(relative);
        if matches!(relative, RelativeDay::Today | RelativeDay::Yesterday) {
            return Some(found);
        }
        // "the 20th of last month": "of" and "the" stand between.
        let mut before = first.checked_sub(1)?;
        let link = |before: usize| match self.language {
            crate::lang::EN => first < last && (self.is_word(before, "of") || self.is_word(before, "the")),
            // "le 9 du courant", "14. d. M."
            _ => self.tokens[before].sense(self.language).is(class::DATED) || self.tokens[before].is_any("."),
        };
        while before > from && link(before) {
            before -= 1;
        }
        if before < from {
            return None;
        }
        let day = self.day_at(before).filter(|_| self.tokens[before].ending || self.language != crate::lang::EN)?;
        let mut found = self.found(before, last + 1);
        found.day = Some(day);
        found.relative = Some(relative);
        Some(found)
    }

    /// What a word says of the paper's own date, with the first and the last of its words: "ultimo", "last month",
    /// "even date".
    fn relative_phrase(&self, at: usize, from: usize) -> Option<(RelativeDay, usize, usize)> {
        if let Some(relative) = self.tokens[at].sense(self.language).day {
            return Some((relative, at, at));
        }
        if self.language != crate::lang::EN {
            return self.relative_words(at, from);
        }
        let lead = at.checked_sub(1).filter(|lead| *lead >= from)?;
        let relative = match () {
            () if self.is_word(at, "month") && self.is_word(lead, "last") => RelativeDay::Ultimo,
            () if self.is_word(at, "month") && self.is_word(lead, "next") => RelativeDay::Proximo,
            () if self.is_word(at, "month")
                && ["this", "present", "current"].iter().any(|word| self.is_word(lead, word)) =>
            {
                RelativeDay::Instant
            }
            () if self.is_word(at, "date") && self.is_word(lead, "even") => RelativeDay::Today,
            () => return None,
        };
        Some((relative, lead, at))
    }

    /// "14. d. M.", "3 сего месяца": several words that say it, right behind the figures of a day.
    fn relative_words(&self, at: usize, from: usize) -> Option<(RelativeDay, usize, usize)> {
        let before = at.checked_sub(1).filter(|before| *before >= from)?;
        let day = if self.tokens[before].is_any(".") { before.checked_sub(1)? } else { before };
        self.day_at(day).filter(|_| self.tokens[at].is_word())?;
        let rest = crate::layout::cut_at(&self.text[self.tokens[at].start..], RELATIVE_BYTES_MAX);
        let (key, phrase) = self.words.beginning("relative_days", &crate::words::fold(rest))?;
        let words = phrase.split(' ').count();
        let mut tokens = self.tokens[at..].iter().enumerate().filter(|(_, token)| token.is_word());
        let last = at + tokens.nth(words - 1)?.0;
        Some((RelativeDay::named(key), at, last))
    }

    fn is_word(&self, at: usize, word: &str) -> bool {
        self.get(at)
            .is_some_and(|token| token.is_word() && self.text[token.start..token.end].eq_ignore_ascii_case(word))
    }

    /// "13-01-2016", "13/1/2016", "2016-01-13", "10.2.98".
    fn numeric(&self, at: usize) -> Option<Found> {
        let (a, s, b, t, c) =
            (self.get(at)?, self.get(at + 1)?, self.get(at + 2)?, self.get(at + 3)?, self.get(at + 4)?);
        let joined = a.end == s.start && s.end == b.start && b.end == t.start && t.end == c.start;
        // "6 - 6 - 2016": spaces may stand around the strokes where the year is written out.
        let spaced = !joined && a.digits <= 2 && b.digits <= 2 && c.digits == 4 && c.end - a.start <= 16;
        if !(joined || spaced) || !b.is_number() || !c.is_number() || s.shape != t.shape || !s.is_any("-/.") {
            return None;
        }
        // Part of something longer, such as a file number or a telephone.
        let longer = |token: Option<&Token>, near: &dyn Fn(&Token) -> bool| {
            token.is_some_and(|token| near(token) && (token.is_any("-/") || token.is_number()))
        };
        if (!self.is_stray_stroke(at + 5) && longer(self.get(at + 5), &|token| token.start == c.end))
            || (at > 0 && longer(self.get(at - 1), &|token| token.end == a.start))
        {
            return None;
        }
        let mut found = self.found(at, at + 5);
        if a.digits == 4 && b.digits == 2 && c.digits == 2 {
            found.year = self.year_at(at).map(|(year, _)| year);
            found.month = month_of(b.value);
            found.day = self.day_at(at + 4);
        } else {
            let day_first = a.value > 12 || s.is_sign('.') || self.language != crate::lang::EN;
            let month_first = b.value > 12;
            let (day, month) = if month_first { (at + 2, a.value) } else { (at, b.value) };
            found.ambiguous = !day_first && !month_first && a.value != b.value;
            found.day = self.day_at(day);
            found.month = month_of(month);
            match self.year_at(at + 4) {
                Some((year, _)) => found.year = Some(year),
                None if c.digits == 2 => {
                    found.year = i16::try_from(c.value).ok();
                    found.short_year = true;
                }
                None => return None,
            }
        }
        (found.year.is_some() && found.month.is_some() && found.day.is_some()).then_some(found)
    }
}

/// The value of a Roman figure below forty, written with the letters `i` to `x` of one case.
fn roman(word: &str, letters: std::ops::RangeInclusive<char>) -> Option<u8> {
    let value = |c: char| match c {
        _ if !letters.contains(&c) => None,
        'i' | 'I' => Some(1_u8),
        'v' | 'V' => Some(5),
        'x' | 'X' => Some(10),
        _ => None,
    };
    if word.len() > 6 {
        return None;
    }
    let mut sum = 0_u8;
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        let this = value(c)?;
        match chars.peek().and_then(|next| value(*next)).filter(|next| *next > this) {
            Some(next) => {
                chars.next();
                sum += next - this;
            }
            None => sum += this,
        }
    }
    (sum > 0).then_some(sum)
}

fn month_of(value: u32) -> Option<u8> {
    u8::try_from(value).ok().filter(|month| (1..=12).contains(month))
}
