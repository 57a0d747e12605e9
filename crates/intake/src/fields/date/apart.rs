//! Dates of the paper's own that stand neither in its head nor in its foot: behind a label in a form's box, beside the
//! sender of a cable, in the typist's line. They count only where all of their kind say the same day.

use super::is_told;
use crate::dates::Found;
use crate::lang::EN;
use crate::layout::{Label, Layout, Role, is_date_label};
use crate::tokens::Token;
use crate::words::{begins_with, fold};

/// The date that stands apart, with its line.
pub(super) fn date(layout: &Layout<'_>) -> Option<(usize, Found)> {
    let readers: [fn(&Layout<'_>, usize, &Found) -> bool; 3] = [is_labelled, is_beside_sender, is_typists];
    let readers = readers.iter().filter(|_| layout.scanned || layout.language == EN);
    readers.into_iter().find_map(|reads| agreed(layout, *reads))
}

/// "27 March 1978 / MEMORANDUM FOR: Chief, Piers": the date right above the first line of a memorandum that lies below a
/// routing sheet, where all such say the same; the sheet's own dates are of its way.
pub(super) fn below_sheet(layout: &Layout<'_>) -> Option<(usize, Found)> {
    let written = layout.with_role(|role| role != Role::Blank).take(SHEET_LINES_MAX).map(|line| layout.key(line));
    let is_sheet = |key: String| {
        let has = |wanted: &str| key.split(' ').any(|word| word == wanted);
        (has("routing") || has("transmittal")) && (has("sheet") || has("slip"))
    };
    let sheet = layout.language == EN && written.into_iter().any(is_sheet);
    if sheet { agreed(layout, is_above_memorandum) } else { None }
}

/// A sheet says what it is within so many written lines.
const SHEET_LINES_MAX: usize = 12;

fn is_above_memorandum(layout: &Layout<'_>, line: usize, found: &Found) -> bool {
    let alone = layout.line(line).len() <= found.end - found.start + ABOVE_BESIDE_BYTES_MAX;
    let below = (line + 1..layout.lines.len()).find(|below| layout.lines[*below].role != Role::Blank);
    below.is_some_and(|below| alone && begins_memorandum(&layout.key(below)))
}

/// Beside the date above a memorandum the line has no more bytes than this.
const ABOVE_BESIDE_BYTES_MAX: usize = 6;

fn begins_memorandum(key: &str) -> bool {
    ["memorandum for", "memorandum to", "memo for"].iter().any(|begins| begins_with(key, begins))
}

/// The first of the dates that `reads` lets through, where all of them are the same day.
fn agreed(layout: &Layout<'_>, reads: fn(&Layout<'_>, usize, &Found) -> bool) -> Option<(usize, Found)> {
    let whole = |found: &&Found| found.day.is_some() && found.year.is_some() && !found.mended && !found.ambiguous;
    let mut dates = layout.dates.iter().filter(whole).filter_map(|found| {
        let line = layout.line_at(found.start);
        let own = found.end <= layout.lines[line].end
            && reads(layout, line, found)
            && layout.lines[line].role != Role::Received
            && !is_told(layout, found)
            && !super::is_stamped_later(layout, line)
            && !super::says_received(layout, line);
        own.then_some((line, *found))
    });
    let first = dates.next()?;
    let day = |found: &Found| (found.year, found.month, found.day);
    dates.all(|(_, other)| day(&other) == day(&first.1)).then_some(first)
}

/// "COUNTRY Orland   DATE DISTR. 1 June 1965", "DATE OF REPORT 19 December 1963", "TYPED: 26 October 1972": in a box, behind
/// a label in capitals.
fn is_labelled(layout: &Layout<'_>, line: usize, found: &Found) -> bool {
    let first = layout.lines[line].tokens.start;
    let words = (first..found.first).rev().take(LABEL_TOKENS_MAX).filter(|at| layout.tokens[*at].is_word());
    let mut words = words.take_while(|at| is_capitals(layout, &layout.tokens[*at])).take(LABEL_WORDS_MAX);
    words.any(|at| is_date_label(layout, at) || word(layout, at) == "typed")
}

/// "DATE OF REPORT": a label has no more words,
const LABEL_WORDS_MAX: usize = 3;
/// and no more tokens with its stop and colon.
const LABEL_TOKENS_MAX: usize = 5;

/// "FROM ; TARNOV NOV 29 01522 62": the time at which a cable came from its sender, on his line.
fn is_beside_sender(layout: &Layout<'_>, line: usize, found: &Found) -> bool {
    let month_first = layout.tokens[found.first].is_word();
    matches!(layout.lines[line].role, Role::Field(Label::From, value) if value < found.start) && month_first
}

/// "HB/PIERS:IMLund:ab (23 July 1963)": the initials of office and typist, with the day in brackets behind them.
pub(in crate::fields) fn is_typists(layout: &Layout<'_>, line: usize, found: &Found) -> bool {
    let first = layout.lines[line].tokens.start;
    let [before @ .., open] = &layout.tokens[first..found.first] else { return false };
    let closed = layout.tokens.get(found.after).is_some_and(|close| close.is_any(")"));
    let joined = |pair: &[Token]| {
        let joint = pair[1].is_any("/:") && pair[1].start == pair[0].end;
        joint && pair[0].is_word() && layout.text[pair[1].end..].starts_with(char::is_alphabetic)
    };
    let initials = before.windows(2).any(joined);
    open.is_any("(") && closed && initials && before.len() <= TYPIST_TOKENS_MAX
}

/// A typist's line has no more words and signs before its day.
const TYPIST_TOKENS_MAX: usize = 14;

fn is_capitals(layout: &Layout<'_>, token: &Token) -> bool {
    let written = &layout.text[token.start..token.end];
    let upper = written.chars().filter(|c| c.is_uppercase()).count();
    !written.contains(char::is_lowercase) || layout.scanned && token.capital && upper * 2 >= written.chars().count()
}

fn word(layout: &Layout<'_>, at: usize) -> String {
    fold(&layout.text[layout.tokens[at].start..layout.tokens[at].end])
}
