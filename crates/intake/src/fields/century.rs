//! The century of a year written with two figures.

use super::date::apart;
use crate::dates::Found;
use crate::layout::Layout;

/// Two figures for a year became common with the printed date line and the stamp; older papers write it out.
const SHORT_YEAR_MIN: i16 = 1800;
/// This version reads no paper from after this year.
const YEAR_MAX: i16 = 2049;
/// Years of one file lie within a life of each other.
const NEAR_YEARS_MAX: i16 = 40;
/// One old spelling may be a name; two are the writer's.
const SPELLINGS_MIN: usize = 2;

/// Two figures that a machine wrote are of no earlier year.
const TYPED_YEAR_MIN: i16 = 1900;

/// The whole year that the figures `short` of a date mean, where the text leaves only one.
pub(super) fn whole_year(layout: &Layout<'_>, found: &Found, short: i16) -> Option<i16> {
    let (mut first, last) = bounds(layout);
    let written = &layout.text[found.start..found.end];
    // "20 September 19": the year is cut off behind its century.
    if layout.scanned && (19..=20).contains(&short) && !written.contains(['/', '-']) {
        return None;
    }
    if is_machined(layout, found) {
        first = first.max(TYPED_YEAR_MIN);
    }
    let possible: Vec<i16> =
        (15..=20).map(|century| century * 100 + short).filter(|year| (first..=last).contains(year)).collect();
    match possible[..] {
        [only] if only >= SHORT_YEAR_MIN => Some(only),
        _ => by_other_years(layout, &possible),
    }
}

/// Whether a machine wrote the date: "26 NOV 63", a month in capitals with no stop beside it, is what typewriters of offices
/// and stamps write; so does a typist behind the initials of the office, a telegraph office in a group of figures, and a
/// machine with a clock.
fn is_machined(layout: &Layout<'_>, found: &Found) -> bool {
    let written = &layout.text[found.start..found.end];
    let typed = layout.scanned && is_typed(written);
    let grouped = layout.tokens[found.first].digits >= TIME_GROUP_DIGITS_MIN;
    typed || grouped || is_clocked(layout, found) || apart::is_typists(layout, layout.line_at(found.start), found)
}

/// "121527Z AUG 69" is a telegraph office's: day, hour and minute are so many figures.
const TIME_GROUP_DIGITS_MIN: u8 = 6;

/// "DATE: 09/25/96 14:58:14": with the seconds of a machine's clock behind it.
fn is_clocked(layout: &Layout<'_>, found: &Found) -> bool {
    let Some([hour, a, minute, b, second]) = layout.tokens.get(found.after..found.after + CLOCK_TOKENS) else {
        return false;
    };
    [hour, minute, second].iter().all(|part| part.is_number() && part.digits == 2) && a.is_any(":") && b.is_any(":")
}

/// Hour, minute and second with the signs between them.
const CLOCK_TOKENS: usize = 5;

/// Whether a date has its month in capitals between the figures for day and year, with no stop.
fn is_typed(date: &str) -> bool {
    let figures = date.starts_with(|c: char| c.is_ascii_digit()) && date.chars().any(char::is_alphabetic);
    figures && date.chars().all(|c| c.is_ascii_digit() || c.is_uppercase() || c == ' ')
}

/// A scan's year as it can be: itself where all words of the text were known then, else the only one that was and
/// differs in one figure of the century ("1665" where a paper speaks of telephones), with `true`. None where it can
/// be no year of this text.
pub(super) fn possible_year(layout: &Layout<'_>, read: i16) -> Option<(i16, bool)> {
    let (first, last) = bounds(layout);
    if read >= first || !layout.scanned {
        return Some((read, false));
    }
    let centuries = (15..=20).filter(|century| {
        let (was, is) = (read / 100, century);
        (was / 10 == is / 10) != (was % 10 == is % 10) && (first..=last).contains(&(century * 100 + read % 100))
    });
    let possible: Vec<i16> = centuries.map(|century| century * 100 + read % 100).collect();
    match possible[..] {
        [only] => Some((only, true)),
        _ => None,
    }
}

/// The one that stands near most of the years written out in the text.
fn by_other_years(layout: &Layout<'_>, possible: &[i16]) -> Option<i16> {
    let dated: Vec<i16> = layout
        .dates
        .iter()
        .filter(|found| !found.short_year && found.month.is_some())
        .filter_map(|found| found.year)
        .collect();
    let bare = || {
        let tokens = &layout.tokens;
        let joined = |at: usize| {
            let before = at.checked_sub(1).is_some_and(|before| tokens[before].end == tokens[at].start);
            let after = tokens.get(at + 1).is_some_and(|after| after.is_any("-/") && after.start == tokens[at].end);
            before || after
        };
        let years = (0..tokens.len()).filter(|at| {
            let token = &tokens[*at];
            token.is_number() && token.digits == 4 && !token.ending && !joined(*at)
        });
        years.filter_map(|at| i16::try_from(tokens[at].value).ok()).filter(|year| (1500..2050).contains(year)).collect()
    };
    let near = |years: Vec<i16>| {
        let counted = possible
            .iter()
            .map(|year| (years.iter().filter(|other| (year - **other).abs() <= NEAR_YEARS_MAX).count(), *year));
        counted.filter(|(count, _)| *count > 0).max_by_key(|(count, year)| (*count, -year)).map(|(_, year)| year)
    };
    near(dated).or_else(|| near(bare()))
}

/// The years between which all words were known and spelled as they are here: nobody wrote "telephone" before there
/// was one, nor "Theil" after the spelling was changed. Before the first year with two figures only what the text's own
/// years say counts.
fn bounds(layout: &Layout<'_>) -> (i16, i16) {
    let (mut first, mut last, mut spellings) = (0, YEAR_MAX, 0);
    for token in layout.tokens.iter().filter(|token| token.is_word()) {
        let sense = token.sense(layout.language);
        first = first.max(sense.since);
        if sense.until > 0 {
            spellings += 1;
            last = if spellings >= SPELLINGS_MIN { last.min(sense.until) } else { last };
        }
    }
    // A spelling that went out says that the paper is old, not how old.
    (if last < YEAR_MAX { first.max(SHORT_YEAR_MIN) } else { first }, last)
}
