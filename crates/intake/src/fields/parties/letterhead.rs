//! The office whose letterhead a paper bears: in some administrations the office acts, whoever signs for it.

use procedure::card::{Field, Party, Span};

use super::address::names_a_kind;
use crate::layout::{Label, Layout, Role, is_name_like};

/// A letterhead stands in the first lines,
const LETTERHEAD_LINES_MAX: usize = 30;
/// and names the office on no more than this many.
const OFFICE_LINES_MAX: usize = 3;
/// An office's name has no more words than this.
const OFFICE_WORDS_MAX: usize = 14;

/// The first line that begins like an office of this language's letterheads, as far as its capitals go.
pub(super) fn office(layout: &Layout<'_>) -> Option<Field<Party>> {
    if !layout.words.has("letterheads") {
        return None;
    }
    let written = (0..layout.lines.len()).filter(|at| layout.lines[*at].role != Role::Blank).take(LETTERHEAD_LINES_MAX);
    let at = written.into_iter().find(|at| layout.words.beginning("letterheads", &layout.key(*at)).is_some())?;
    let (start, mut end, mut words) = named(layout, at, 0)?;
    // "MINISTRY OF WATERS," goes on below.
    for below in at + 1..layout.lines.len().min(at + OFFICE_LINES_MAX) {
        let open = layout.text[..end].ends_with('&') || layout.text[end..].starts_with([',', '&']);
        let Some((_, further, more)) = named(layout, below, words).filter(|_| open) else { break };
        (end, words) = (further, more);
    }
    let office = layout.text[start..end].split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Field::read(Party { office: Some(office), ..Party::default() }, Span::new(start, end)))
}

/// What may be a letterhead in any language: the first line that is written, set like a name and not like the name of a kind of
/// paper, above the line of the paper's number or its day.
pub(super) fn above(layout: &Layout<'_>) -> Option<Field<Party>> {
    let at = layout.with_role(|role| role != Role::Blank).next()?;
    let line = &layout.lines[at];
    let named = matches!(line.role, Role::Other | Role::Address)
        && is_name_like(layout, at)
        && layout.line(at).contains(' ')
        && !names_a_kind(layout, at);
    let opens = |role| matches!(role, Role::Number | Role::DateLine | Role::Field(Label::Number | Label::Date, _));
    let head = (at + 1..layout.body.start).take(LETTERHEAD_LINES_MAX);
    let heads = head.into_iter().any(|below| opens(layout.lines[below].role));
    let office = layout.line(at).split_whitespace().collect::<Vec<_>>().join(" ");
    (named && heads)
        .then(|| Field::read(Party { office: Some(office), ..Party::default() }, Span::new(line.start, line.end)))
}

/// The words at the beginning of line `at` that are set like its first: in capitals, or each with a capital. In a
/// second column a date or another hand's words follow.
fn named(layout: &Layout<'_>, at: usize, words: usize) -> Option<(usize, usize, usize)> {
    let tokens = &layout.tokens[layout.lines[at].tokens.clone()];
    let text = |token: &crate::tokens::Token| &layout.text[token.start..token.end];
    let first = tokens.first().filter(|token| token.is_word() && token.capital)?;
    let capitals = !text(first).chars().any(char::is_lowercase);
    let (mut end, mut count) = (first.start, words);
    for token in tokens {
        let alike = token.is_word()
            && token.capital
            && !text(token).is_ascii()
            && (!capitals || !text(token).chars().any(char::is_lowercase));
        let joint = token.is_any(",-–.") || token.is_any("&");
        if !(alike || joint) || count >= OFFICE_WORDS_MAX {
            break;
        }
        count += usize::from(token.is_word());
        // A joint counts only before another word.
        end = if alike || token.is_any("&") { token.end } else { end };
    }
    (end > first.start).then_some((first.start, end, count))
}
