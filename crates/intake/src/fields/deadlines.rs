//! Dates by which something is to be done.

use phrases::stored;
use procedure::card::{Deadline, Field, FieldName, Span};

use super::{Draft, noun};
use crate::layout::{Layout, cut_at};
use crate::words::on_one_line;

/// No more deadlines than this are listed.
const DEADLINES_MAX: usize = 50;
/// How much of the sentence says what is due.
const WHAT_BYTES_MAX: usize = 160;

pub(super) fn read(layout: &Layout<'_>, draft: &mut Draft) {
    let paper = draft.card.date.as_ref().map(|date| date.value.date);
    let body = layout.body_bytes();
    let mut inferred = Vec::new();
    for phrase in layout.phrases_in(body, "by_when") {
        let after = noun::tokens_in(layout, phrase.end, layout.text.len()).start;
        let found = layout.dates.get(layout.dates.partition_point(|found| found.start < phrase.end));
        let Some(found) = found.filter(|found| found.first <= after + 1 && found.day.is_some()) else { continue };
        let Some(date) = found.looking_forward(paper) else { continue };
        // What had to be done before the paper was written binds nobody by this paper.
        if paper.is_some_and(|paper| date < paper) || found.relative.is_some() {
            continue;
        }
        let span = Span::new(phrase.start, found.end);
        let seen = draft.card.deadlines.iter().any(|deadline| deadline.span.is_some_and(|known| known.end == span.end));
        if seen || draft.card.deadlines.len() >= DEADLINES_MAX {
            continue;
        }
        let value = Deadline { date, what: what(layout, phrase.start, found.end) };
        draft.card.deadlines.push(if found.day_date().is_some() {
            Field::read(value, span)
        } else {
            inferred.push(on_one_line(&layout.text[found.start..found.end]));
            Field::inferred(value, Some(span))
        });
    }
    for words in inferred {
        draft.remark(FieldName::Deadlines, stored!("The year of “{words}” follows from the date of the paper."));
    }
}

/// What is to be done: the words after the date, or the sentence before it.
fn what(layout: &Layout<'_>, start: usize, end: usize) -> Option<String> {
    let sentence = layout.sentence(start);
    let after = layout.text.get(end..sentence.end).unwrap_or("").trim_matches(|c: char| !c.is_alphanumeric());
    let words = if after.split_whitespace().count() >= 3 {
        after
    } else {
        layout.text.get(sentence.start..start)?.trim_matches(|c: char| !c.is_alphanumeric())
    };
    let cut = cut_at(words, WHAT_BYTES_MAX);
    let cut = if cut.len() < words.len() { cut.rsplit_once(' ').map_or(cut, |(head, _)| head) } else { cut };
    let joined = on_one_line(cut);
    (!joined.is_empty()).then_some(joined)
}
