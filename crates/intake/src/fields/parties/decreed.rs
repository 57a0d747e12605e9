//! Who gives an order: the name above the seat from which it is given, or the one who says "I" in it.

use procedure::card::{Field, Party, Span};

use super::super::{noun, party};
use crate::lang::{EN, class};
use crate::layout::{Layout, Role};
use crate::words::fold;

/// The signer of an order or proclamation, where its foot or its formula names one. `signed` is what the foot seems to
/// say otherwise.
pub(super) fn signer(layout: &Layout<'_>, signed: &[Field<Party>]) -> Option<Field<Party>> {
    // A scan's strokes and capitals make names of anything.
    if layout.language != EN || layout.scanned || layout.capitals {
        return None;
    }
    above_seat(layout).or_else(|| {
        let sure = |party: &Field<Party>| {
            let name = party.value.name.as_deref().unwrap_or("");
            name.split_whitespace().count() >= 2 && !name.chars().any(char::is_lowercase)
        };
        if signed.iter().any(sure) { None } else { in_first_person(layout) }
    })
}

/// "LYLE BRASK / The Harbour House, / May 3, 1931.", also where the line was not broken: "LYLE BRASKThe Harbour House".
fn above_seat(layout: &Layout<'_>) -> Option<Field<Party>> {
    let written = (0..layout.lines.len()).rev().filter(|at| layout.lines[*at].role != Role::Blank);
    written.take(FOOT_LINES_MAX).find_map(|at| {
        let (start, line) = (layout.lines[at].start, layout.line(at));
        let seat = seat_in(layout, line)?;
        if seat > 0 {
            return name(layout, start, start + seat);
        }
        let above = (0..at).rev().find(|above| layout.lines[*above].role != Role::Blank)?;
        name(layout, layout.lines[above].start, layout.lines[above].end)
    })
}

/// A seat stands so many lines above the end at the most: lists follow some orders.
const FOOT_LINES_MAX: usize = 60;

/// Where on a line the seat begins: at its beginning, or right behind a name in capitals.
fn seat_in(layout: &Layout<'_>, line: &str) -> Option<usize> {
    if line.len() > SEAT_BYTES_MAX {
        return None;
    }
    if layout.words.beginning("seats", &fold(line)).is_some() {
        return Some(0);
    }
    let glued = line.char_indices().filter(|(at, c)| *c == 'T' && *at > 0 && !line[..*at].ends_with(' '));
    glued.map(|(at, _)| at).find(|at| layout.words.beginning("seats", &fold(&line[*at..])).is_some())
}

/// A seat's line is no longer than this.
const SEAT_BYTES_MAX: usize = 80;

/// A name set in capitals in the bytes `start..end`.
fn name(layout: &Layout<'_>, start: usize, end: usize) -> Option<Field<Party>> {
    let words = layout.text[start..end].trim();
    let letters = words.chars().all(|c| c.is_uppercase() || c == '.' || c == ' ' || c == ',' || c == '’' || c == '-');
    let named = words.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 3).count();
    let phrase = words.split_whitespace().any(|word| matches!(word, "OF" | "THE" | "FOR" | "TO" | "AND"));
    if !letters || phrase || named == 0 || words.split_whitespace().count() < 2 || words.len() > NAME_BYTES_MAX {
        return None;
    }
    if layout.words.beginning("seats", &fold(words)).is_some() {
        return None;
    }
    let from = start + layout.text[start..end].find(words)?;
    let party = Party::named(words.trim_end_matches([',', '.']));
    Some(Field::read(party, Span::new(from, from + words.len())))
}

/// A name is no longer than this.
const NAME_BYTES_MAX: usize = 40;

/// "I, LYLE BRASK, President of the Straits, find that": whoever says so gives the order.
fn in_first_person(layout: &Layout<'_>) -> Option<Field<Party>> {
    let range = noun::tokens_in(layout, 0, layout.text.len().min(FORMULA_BYTES_MAX));
    let word = |at: usize| layout.tokens.get(at).filter(|token| token.is_word());
    range.into_iter().find_map(|at| {
        let i = word(at).filter(|token| &layout.text[token.start..token.end] == "I")?;
        let comma = layout.tokens.get(at + 1).filter(|comma| comma.is_any(",") && comma.start == i.end)?;
        let mut after = at + 2;
        while after < at + 2 + NAME_TOKENS_MAX
            && layout.tokens.get(after).is_some_and(|token| token.is_word() && token.capital || token.is_any(".’-"))
        {
            after += 1;
        }
        let ended = layout.tokens.get(after).is_some_and(|token| token.is_any(","));
        let post = (after + 1..after + 4)
            .any(|at| word(at).is_some_and(|token| token.capital && token.sense(EN).is(class::POST)));
        let first = layout.tokens.get(at + 2).filter(|first| ended && post && first.start > comma.end)?;
        let words = (at + 2..after).filter(|at| word(*at).is_some()).count();
        let found = party::at(layout, first.start, layout.tokens[after - 1].end).filter(|_| words >= 2)?;
        found.value.name.is_some().then_some(found)
    })
}

/// The formula stands in the first so many bytes.
const FORMULA_BYTES_MAX: usize = 16 * 1024;
/// A name takes no more words and stops than this.
const NAME_TOKENS_MAX: usize = 8;
