//! Addresses that stand elsewhere than in the head or at the foot.

use procedure::card::{Field, Party};

use super::super::party;
use crate::lang::EN;
use crate::layout::{Layout, Role, is_honoured, is_name_like, looks_like_post};
use crate::words::fold;

/// "General Instruction": a line that names a paper, and nobody.
pub(super) fn names_a_kind(layout: &Layout<'_>, at: usize) -> bool {
    let tokens = &layout.tokens[layout.lines[at].tokens.clone()];
    tokens.iter().any(|token| token.is_word() && token.sense(EN).kind().is_some())
}

/// A name over two or more short lines, right before the salutation.
pub(super) fn block(layout: &Layout<'_>) -> Option<Field<Party>> {
    let salutation = layout.with_role(|role| role == Role::Salutation).next()?;
    // What stands above the date is the sender's own letterhead.
    let dated = layout.with_role(|role| role == Role::DateLine).filter(|at| *at < salutation).last();
    let inside = |at: &usize| *at < salutation && dated.is_none_or(|dated| *at > dated);
    let others: Vec<_> = layout.with_role(|role| role == Role::Other).filter(inside).collect();
    let named =
        |at: &&usize| is_name_like(layout, **at) && layout.line(**at).contains(' ') && !names_a_kind(layout, **at);
    let last_ones = &others[others.len().saturating_sub(8)..];
    let first = *last_ones.iter().find(named)?;
    let block = others.iter().filter(|at| **at >= first).count();
    if block < 2 {
        return None;
    }
    party::at(layout, layout.lines[first].start, layout.lines[first].end)
}

/// "Herrn / Dr. Karl Weiss": a title on a line of its own above a name, before anybody is greeted.
pub(super) fn below_title(layout: &Layout<'_>) -> Vec<Field<Party>> {
    if layout.scanned || !layout.words.has("address_titles") {
        return Vec::new();
    }
    let greeted = layout.with_role(|role| role == Role::Salutation).next().unwrap_or(layout.body.start);
    let stands = |at: usize| matches!(layout.lines[at].role, Role::Other | Role::Address);
    let named = (0..greeted.saturating_sub(1)).find(|at| {
        stands(*at)
            && layout.words.whole("address_titles", &layout.key(*at)).is_some()
            && stands(at + 1)
            && is_name_like(layout, at + 1)
    });
    let line = named.map(|at| &layout.lines[at + 1]);
    line.and_then(|line| party::at(layout, line.start, line.end)).into_iter().collect()
}

/// "Dr. Anna Weiss" in an address above "Dear Dr. Weiss": the address names in full whom the salutation greets.
pub(super) fn in_full(layout: &Layout<'_>, greeted: Field<Party>) -> Field<Party> {
    let name = greeted.value.name.as_deref().map(fold).unwrap_or_default();
    let greeting = layout.with_role(|role| role == Role::Salutation).next();
    let (Some(greeting), Some(last)) = (greeting, name.split(' ').next_back().filter(|last| !last.is_empty())) else {
        return greeted;
    };
    let fuller = |at: &usize| {
        let key = layout.key(*at);
        let words = key.split(' ').count();
        words > name.split(' ').count() && words <= NAME_WORDS_MAX && key.split(' ').next_back() == Some(last)
    };
    let stands = |at: &usize| matches!(layout.lines[*at].role, Role::Other | Role::Address);
    let line = (0..greeting).rev().filter(stands).find(|at| fuller(at) && is_name_like(layout, *at));
    let line = line.filter(|_| !layout.scanned).map(|at| &layout.lines[at]);
    line.and_then(|line| party::at(layout, line.start, line.end)).unwrap_or(greeted)
}

/// A name in an address has no more words than this, with its titles.
const NAME_WORDS_MAX: usize = 6;

/// "Hon. Ida M. Lund, Secretary of the Straits" below a signature, where a postscript or a list follows, so that it lies
/// within the body.
pub(super) fn above_postscript(layout: &Layout<'_>) -> Vec<Field<Party>> {
    let written: Vec<usize> = layout.body.clone().filter(|at| layout.lines[*at].role != Role::Blank).collect();
    let pair = written.windows(2).rev().take(POSTSCRIPT_LINES_MAX).find(|pair| {
        let line = layout.line(pair[1]);
        let addressed = is_honoured(&layout.key(pair[1])) && line.len() <= ADDRESS_BYTES_MAX;
        let key = layout.key(pair[1]);
        addressed && !key.starts_with("to ") && is_name_like(layout, pair[0]) && is_set_apart(layout, pair[0])
    });
    let line = pair.map(|pair| &layout.lines[pair[1]]);
    line.and_then(|line| party::at(layout, line.start, line.end)).into_iter().collect()
}

/// A signature: capitals, or initials before a name.
fn is_set_apart(layout: &Layout<'_>, at: usize) -> bool {
    let line = layout.line(at);
    let capitals = line.chars().filter(|c| c.is_uppercase()).count();
    line.len() <= SIGNATURE_BYTES_MAX
        && (capitals > line.len() / 2 || line.split_whitespace().any(|word| word.len() == 2))
}

/// A postscript has no more lines than this.
const POSTSCRIPT_LINES_MAX: usize = 60;
/// An address is no longer than this.
const ADDRESS_BYTES_MAX: usize = 110;
/// A signature is no longer than this.
const SIGNATURE_BYTES_MAX: usize = 60;

/// "The Harbour Board, / Tarnov:": post or office right above the text, on lines of which the last ends in a colon.
pub(super) fn above_text(layout: &Layout<'_>) -> Vec<Field<Party>> {
    let clean = !(layout.scanned || layout.capitals);
    let Some(last) = layout.body.start.checked_sub(1).filter(|_| clean) else { return Vec::new() };
    let Some(last) = (0..=last).rev().find(|at| layout.lines[*at].role != Role::Blank) else { return Vec::new() };
    let stands = |at: usize| matches!(layout.lines[at].role, Role::Other | Role::Address);
    if !stands(last) || !layout.line(last).ends_with(':') || layout.line(last).len() > ADDRESS_BYTES_MAX {
        return Vec::new();
    }
    let mut first = last;
    while first > 0 && last - first < BLOCK_LINES_MAX && stands(first - 1) {
        first -= 1;
    }
    let tokens = &layout.tokens[layout.lines[first].tokens.clone()];
    let post = looks_like_post(layout, tokens) && tokens.first().is_some_and(|token| token.capital);
    let (start, end) = (layout.lines[first].start, layout.lines[first].end);
    party::at(layout, start, end).filter(|_| post).into_iter().collect()
}

/// An address has no more lines than this.
const BLOCK_LINES_MAX: usize = 3;
