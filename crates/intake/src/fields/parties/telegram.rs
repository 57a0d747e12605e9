//! To whom a telegram goes, where its text says so.

use procedure::card::{Field, Party};

use super::super::{noun, party};
use crate::lang::{EN, class};
use crate::layout::{Layout, Role};

/// "Brask, Tarnov:" above the text, or "For Pereth from Brask." at its beginning.
pub(super) fn addressed(layout: &Layout<'_>) -> Vec<Field<Party>> {
    let sent = layout.with_role(|role| matches!(role, Role::Stamp | Role::Registry | Role::KindHeading)).any(|line| {
        let tokens = &layout.tokens[layout.lines[line].tokens.clone()];
        line < layout.body.start && tokens.iter().any(|token| token.sense(EN).kind() == Some("telegram"))
    });
    if !sent {
        // "Brask, Tarnov:" above a text that nobody greets and nobody closes.
        let letter = |role| matches!(role, Role::Salutation | Role::Close | Role::Field(..));
        let greeted = layout.with_role(letter).next().is_some() || layout.scanned || layout.capitals;
        return address_line(layout).filter(|_| !greeted).into_iter().collect();
    }
    address_line(layout).or_else(|| meant_for(layout)).into_iter().collect()
}

/// "Fish, Secretary, Washington:": name and place on a line of their own that ends in a colon.
fn address_line(layout: &Layout<'_>) -> Option<Field<Party>> {
    let from = layout.body.start.saturating_sub(ADDRESS_LINES_MAX);
    let at = (from..layout.body.end.min(layout.body.start + 2)).find(|at| {
        let line = layout.line(*at);
        let tokens = &layout.tokens[layout.lines[*at].tokens.clone()];
        let named = tokens.first().is_some_and(|token| token.is_word() && token.capital);
        let words = tokens.iter().filter(|token| token.is_word());
        let capitals = words.clone().all(|token| token.capital || noun::folded(layout, token) == "of");
        line.len() <= ADDRESS_BYTES_MAX && line.ends_with(':') && line.contains(',') && named && capitals
    })?;
    party::at(layout, layout.lines[at].start, layout.lines[at].end)
}

/// A telegram's address stands this near the text.
const ADDRESS_LINES_MAX: usize = 4;
/// And is no longer than this.
const ADDRESS_BYTES_MAX: usize = 80;

/// "5. For Caffery from Welles.", "67. For the President and the Acting Secretary of State.": an office passes it on.
fn meant_for(layout: &Layout<'_>) -> Option<Field<Party>> {
    let line = layout.body.clone().find(|line| layout.lines[*line].role != Role::Blank)?;
    let range = layout.lines[line].tokens.clone();
    let opening = range.start..range.end.min(range.start + OPENING_TOKENS_MAX);
    let lead = opening.clone().find(|at| noun::folded(layout, &layout.tokens[*at]) == "for")?;
    // "L–195, for …", "Your 824, September 26, 5 p.m. For …" or "L–193 for …": a sentence or a number goes before.
    let before = lead.checked_sub(1).map(|before| &layout.tokens[before]);
    let behind_number = before.is_some_and(|token| token.is_any(",")) && layout.tokens[lead - 2].is_number();
    if !before.is_none_or(|token| token.is_any(".)]") || token.is_number() || behind_number) {
        return None;
    }
    let mut after = lead + 1;
    while after < range.end && after - lead < NAMES_TOKENS_MAX {
        let token = &layout.tokens[after];
        let small = matches!(noun::folded(layout, token).as_str(), "the" | "and" | "of" | "for");
        if !(token.is_word() && (token.capital || small) || token.is_any(",’'")) {
            break;
        }
        after += 1;
    }
    let stop = layout.tokens.get(after).filter(|_| after < range.end)?;
    let ended = stop.is_any(".:;") || noun::folded(layout, stop) == "from";
    let first = lead + 1 + usize::from(noun::folded(layout, layout.tokens.get(lead + 1)?) == "the");
    let words = layout.tokens.get(first..after).filter(|words| ended && !words.is_empty() && words[0].capital)?;
    // "For Department’s information": a thing, nobody.
    if words.iter().any(|token| token.ending || token.sense(EN).is(class::YOUR)) {
        return None;
    }
    party::at(layout, words[0].start, words[words.len() - 1].end)
}

/// For whom it is stands in the first words.
const OPENING_TOKENS_MAX: usize = 30;
/// The names take no more words than this.
const NAMES_TOKENS_MAX: usize = 14;
