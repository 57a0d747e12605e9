//! Words in square brackets inside the running text: an editor's or translator's, kept apart from the source's.

use procedure::card::{Field, Span};

use super::Draft;
use crate::layout::{Layout, Role};

/// An insertion has no more bytes than this; longer brackets are notes.
const INSERTION_BYTES_MAX: usize = 120;
/// No more insertions than this are listed.
const INSERTIONS_MAX: usize = 200;

pub(super) fn read(layout: &Layout<'_>, draft: &mut Draft) {
    for line in
        layout.lines[layout.body.clone()].iter().filter(|line| matches!(line.role, Role::Body | Role::Salutation))
    {
        let text = &layout.text[line.start..line.end];
        let mut from = 0;
        while let Some(open) = text[from..].find('[').map(|at| from + at) {
            let Some(close) = text[open..].find(']').map(|at| open + at) else { break };
            from = close + 1;
            let inside = text[open + 1..close].trim();
            let whole_line = open == 0 && close + 1 == text.len();
            if whole_line || inside.is_empty() || inside.len() > INSERTION_BYTES_MAX || inside.contains('[') {
                continue;
            }
            if inside.chars().any(char::is_alphanumeric) && draft.card.insertions.len() < INSERTIONS_MAX {
                let span = Span::new(line.start + open, line.start + close + 1);
                draft.card.insertions.push(Field::read(inside.to_owned(), span));
            }
        }
    }
}
