//! The security marking, the precedence and their copy number.

use phrases::stored;
use procedure::card::{Field, FieldName, Span};

use super::Draft;
use crate::layout::{Layout, Role};
use crate::tokens::Token;
use crate::words::fold;

pub(super) fn read(layout: &Layout<'_>, draft: &mut Draft) {
    if let Some(line) = marked_line(layout) {
        let text = layout.line(line);
        let span = Span::new(layout.lines[line].start, layout.lines[line].end);
        let spelled = fold(text).split(' ').all(|letter| letter.chars().count() == 1);
        draft.card.marking = if spelled {
            let joined: String = text.chars().filter(|c| c.is_alphabetic()).collect();
            draft.remark(FieldName::Marking, stored!("The marking is spelled out letter by letter."));
            Some(Field::inferred(joined, Some(span)))
        } else {
            let value = text.trim_matches(|c: char| !c.is_alphanumeric());
            Some(Field::read(value.to_owned(), span))
        };
    }
    if draft.card.marking.is_none()
        && let Some(cut) = cut_marking(layout)
    {
        draft.card.marking = Some(cut);
        draft.remark(FieldName::Marking, stored!("The marking is cut off; it is completed from what is left."));
    }
    draft.card.precedence = precedence(layout);
    draft.card.their_copy = their_copy(layout);
}

/// The first line that is a marking and nothing else, in brackets or not.
fn marked_line(layout: &Layout<'_>) -> Option<usize> {
    let plain = layout.with_role(|role| role == Role::Marking).next();
    let stamped = layout.with_role(|role| role == Role::Stamp).find(|line| {
        let key = layout.key(*line);
        let own = layout.words.whole("markings", &key).or_else(|| layout.english.whole("markings", &key));
        own.is_some()
    });
    plain.or(stamped)
}

/// "FIDENTIAL", "CONFIDENT": a line of nothing but what is left of a marking in capitals, most of it.
fn cut_marking(layout: &Layout<'_>) -> Option<Field<String>> {
    let outside = (0..layout.body.start).chain(layout.body.end..layout.lines.len());
    outside.into_iter().find_map(|at| {
        let line = layout.line(at).trim_matches(|c: char| !c.is_alphanumeric());
        let cut = line.len() < LONG_MARKING.len() && line.len() * 4 >= LONG_MARKING.len() * 3;
        let left = cut && (LONG_MARKING.ends_with(line) || LONG_MARKING.starts_with(line));
        let span = Span::new(layout.lines[at].start, layout.lines[at].end);
        left.then(|| Field::inferred(LONG_MARKING.to_owned(), Some(span)))
    })
}

/// A marking so long that three quarters of its letters are those of no other word; "CLASSIFIED" is one.
const LONG_MARKING: &str = "CONFIDENTIAL";

fn precedence(layout: &Layout<'_>) -> Option<Field<String>> {
    let line = (0..layout.body.start).find(|line| layout.words.whole("precedence", &layout.key(*line)).is_some())?;
    let value = layout.line(line).trim_matches(|c: char| !c.is_alphanumeric());
    Some(Field::read(value.to_owned(), Span::new(layout.lines[line].start, layout.lines[line].end)))
}

/// "Copy 3 of 7", "Copy No. 3".
fn their_copy(layout: &Layout<'_>) -> Option<Field<String>> {
    let outside = (0..layout.body.start).chain(layout.body.end..layout.lines.len());
    for line in outside {
        let tokens = &layout.tokens[layout.lines[line].tokens.clone()];
        let Some(copy) =
            tokens.iter().position(|token| token.is_word() && fold(&layout.text[token.start..token.end]) == "copy")
        else {
            continue;
        };
        let number = tokens[copy + 1..].iter().take(4).find(|token| token.is_number());
        if let Some(number) = number.filter(|_| layout.line(line).len() <= 40) {
            let last = tokens.iter().rev().find(|token| Token::is_number(token)).unwrap_or(number);
            let span = Span::new(tokens[copy].start, last.end.max(number.end));
            return span.of(layout.text).map(|text| Field::read(text.to_owned(), span));
        }
    }
    None
}
