//! Lines that hold a date: the paper's own in the head and at the foot, told from days of which a sentence speaks.

use super::shapes::look;
use super::{Layout, Role};
use crate::lang::{EN, class};
use crate::words::fold;

/// A place-and-date line is no longer than this.
const DATE_LINE_CHARS_MAX: usize = 160;

/// A line that holds a date and little else: a place, an office, an hour.
pub(super) fn is_date_line(layout: &Layout<'_>, at: usize) -> bool {
    let chars = layout.line(at).chars().count();
    if chars > DATE_LINE_CHARS_MAX {
        return false;
    }
    let dated = layout.dates_of(at).any(|found| found.year.is_some() && found.month.is_some());
    if !dated || is_of_cited(layout, at) {
        return false;
    }
    let look = look(layout, at);
    undated_chars(layout, at) <= 24 || look.lower * 3 <= look.words * 2 && look.words <= 16
}

/// A date line at the foot, where sentences end as well: few words in lower case stand beside the date.
pub(super) fn is_foot_date_line(layout: &Layout<'_>, at: usize) -> bool {
    let tokens = &layout.tokens[layout.lines[at].tokens.clone()];
    let plain = tokens
        .iter()
        .filter(|token| token.is_word() && !token.capital && token.end - token.start > 3 && !layout.is_dated(token));
    is_date_line(layout, at)
        && plain.count() <= 2
        && !goes_on_after_date(layout, at)
        && !is_entry_of_paper(tokens)
        && !goes_on_from_above(layout, at)
}

/// "… we should be / glad of an answer by 15 December.": the rest of a sentence that began on the line above.
fn goes_on_from_above(layout: &Layout<'_>, at: usize) -> bool {
    let first = layout.tokens[layout.lines[at].tokens.clone()].first();
    let small = first.is_some_and(|token| token.is_word() && !token.capital);
    small && layout.line(at).ends_with('.') && at > 0 && layout.lines[at - 1].role != Role::Blank
}

/// "Reference is made to your telegram No. 812 of 24 December 1951.": the day of a paper that a sentence cites.
fn is_of_cited(layout: &Layout<'_>, at: usize) -> bool {
    let Some(last) = layout.dates_of(at).last().map(|found| found.start) else { return false };
    let tokens = &layout.tokens[layout.lines[at].tokens.clone()];
    let before: Vec<_> = tokens.iter().filter(|token| token.is_word() && token.end <= last).collect();
    let lower = |token: &crate::tokens::Token| !token.capital;
    let Some(kind) = before.iter().position(|token| lower(token) && token.sense(EN).kind().is_some()) else {
        return false;
    };
    let says = |token: &&crate::tokens::Token| {
        let word = fold(&layout.text[token.start..token.end]);
        lower(token) && (layout.english.whole("sentence_verbs", &word).is_some() || OWNERS.contains(&word.as_str()))
    };
    !layout.scanned && layout.line(at).ends_with('.') && before[..kind].iter().any(says)
}

/// Whose a cited paper is.
const OWNERS: [&str; 7] = ["your", "our", "my", "his", "her", "their", "its"];

/// "(4) Executive Order No. 10968 of October 10, 1961.": a kind and its number before the date list another paper.
fn is_entry_of_paper(tokens: &[crate::tokens::Token]) -> bool {
    let kind = tokens.iter().position(|token| token.is_word() && token.sense(EN).kind().is_some());
    kind.is_some_and(|kind| {
        let sign = |token: &crate::tokens::Token| {
            token.is_word() && token.sense(EN).is(class::NUMBER_SIGN) || token.is_any(".")
        };
        let behind = tokens[kind + 1..].iter().find(|token| !sign(token));
        tokens.first().is_some_and(|first| first.is_any("(") || first.is_number())
            && behind.is_some_and(crate::tokens::Token::is_number)
    })
}

/// "Order No. 10800 of January 15, 1959, is hereby revoked.": what a verb follows is a sentence's date.
fn goes_on_after_date(layout: &Layout<'_>, at: usize) -> bool {
    let Some(last) = layout.dates_of(at).last().map(|found| found.after) else { return false };
    let after = &layout.tokens[last.min(layout.lines[at].tokens.end)..layout.lines[at].tokens.end];
    let verb = |word: &str| layout.words.whole("sentence_verbs", word).is_some();
    after.iter().any(|token| token.is_word() && !token.capital && verb(&fold(&layout.text[token.start..token.end])))
}

/// How many characters of a line belong to no date.
pub(super) fn undated_chars(layout: &Layout<'_>, at: usize) -> usize {
    let covered: usize = layout.dates_of(at).map(|found| found.end - found.start).sum();
    layout.line(at).chars().count().saturating_sub(covered)
}

/// Whether a line holds a date and nothing else.
pub(super) fn is_dated_alone(layout: &Layout<'_>, at: usize) -> bool {
    is_date_line(layout, at) && undated_chars(layout, at) <= 2
}
