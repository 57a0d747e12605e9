//! Labels in the middle of a line: letterheads in two columns put the number, the date and the addressee beside the office.

use super::{Layout, Role, cut_at};
use crate::lang::class;
use crate::words::fold;

/// Side labels stand in the first lines.
const SIDE_LINES_MAX: usize = 60;
/// A side label is no longer than this.
const SIDE_BYTES_MAX: usize = 64;

/// The written lines of the head in which a language with side labels may put one: up to where the reasons begin.
pub(crate) fn side_lines<'l>(layout: &'l Layout<'_>) -> impl Iterator<Item = usize> + 'l {
    let written = (0..layout.lines.len()).filter(|at| layout.lines[*at].role != Role::Blank);
    let lines = written.take(SIDE_LINES_MAX).filter(|_| layout.words.has("side_labels"));
    lines.take_while(|at| layout.words.beginning("reasons", &layout.key(*at)).is_none())
}

/// Every side label under `key`: its line and the byte where its value begins.
pub(crate) fn side_labels<'l>(layout: &'l Layout<'_>, key: &'static str) -> impl Iterator<Item = (usize, usize)> + 'l {
    side_lines(layout).filter_map(move |line| Some((line, side_label(layout, line, key)?)))
}

fn side_label(layout: &Layout<'_>, line: usize, wanted: &str) -> Option<usize> {
    let end = layout.lines[line].end;
    let tokens = &layout.tokens[layout.lines[line].tokens.clone()];
    tokens.iter().enumerate().filter(|(_, token)| token.is_word() && token.capital).find_map(|(at, token)| {
        let text = cut_at(&layout.text[token.start..end], SIDE_BYTES_MAX);
        let folded = fold(text);
        let (key, phrase) = layout.words.beginning("side_labels", &folded)?;
        if key != wanted {
            return None;
        }
        let words = phrase.split(' ').count();
        let last = tokens[at..].iter().enumerate().filter(|(_, token)| token.is_word()).nth(words - 1)?.0 + at;
        let behind = tokens.get(last + 1)?;
        // A label ends in a colon or an abbreviation's stop, or figures follow it.
        let labels = behind.is_any(":.") || behind.is_number() || behind.is_sign('«');
        let value = tokens[last + 1..].iter().find(|token| !token.is_any(":.-–"));
        labels.then(|| value.map_or(end, |value| value.start))
    })
}

/// Whether the word before token `at` of its line names a place: "Πολύγυρος, 13-01-2016".
pub(crate) fn is_after_place(layout: &Layout<'_>, line: usize, at: usize) -> bool {
    let tokens = layout.lines[line].tokens.clone();
    let sign = |at: usize| layout.tokens[at].is_any(",:");
    let signed = at.checked_sub(1).filter(|before| *before >= tokens.start && sign(*before));
    let place = signed.unwrap_or(at).checked_sub(1).filter(|place| *place >= tokens.start);
    place.map(|place| &layout.tokens[place]).is_some_and(|token| {
        let word = &layout.text[token.start..token.end];
        // A bare word in capitals before a date is the end of an office's name in the first column.
        let told_place = signed.is_some() || word.chars().any(char::is_lowercase);
        let letters = word.chars().count();
        let told = token.sense(layout.language);
        told_place
            && token.is_word()
            && token.capital
            && letters >= PLACE_LETTERS_MIN
            && !told.is(class::NUMBER_SIGN)
            && told.month == 0
    })
}

/// A shorter word before a date is an abbreviation.
const PLACE_LETTERS_MIN: usize = 4;
