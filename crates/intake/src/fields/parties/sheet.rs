//! A memorandum below the routing sheet that lies on it: the sheet ends the head of the text, the memorandum has a head of
//! its own further down.

use procedure::card::{Field, Party};

use super::super::party;
use super::record;
use crate::layout::{Label, Layout, Role, label_of};
use crate::words::{begins_with, fold};

/// A routing sheet takes no more written lines than this.
const SHEET_LINES_MAX: usize = 60;
/// The labels of a head stand within so many written lines of each other.
const HEAD_LINES_MAX: usize = 8;

/// Addressee and sender of the memorandum below the sheet, as far as its labels name them.
pub(super) fn below(layout: &Layout<'_>) -> (Option<Field<Party>>, Option<Field<Party>>) {
    let written = layout.with_role(|role| role != Role::Blank).take(SHEET_LINES_MAX);
    let written: Vec<usize> = written.filter(|at| *at >= layout.body.start).collect();
    let Some(place) = written.iter().position(|at| is_memorandum(layout, *at)) else { return (None, None) };
    let near = &written[place + 1..written.len().min(place + 1 + HEAD_LINES_MAX)];
    let label = |at: usize| label_of(layout, at).map(|(label, _)| label);
    if !near.iter().any(|at| matches!(label(*at), Some(Label::Subject | Label::From | Label::Reference))) {
        return (None, None);
    }
    let value = |at: usize| {
        let (_, value) = label_of(layout, at)?;
        let (start, end) = super::within_value(layout, value, layout.lines[at].end);
        party::at(layout, start, end)
    };
    let to = record::kept(layout, written[place]).or_else(|| value(written[place]));
    let from = near.iter().find(|at| label(**at) == Some(Label::From)).and_then(|at| value(*at));
    (to, from)
}

/// "MEMORANDUM FOR: Chief, Piers", "MEMORANDUM FOR THE RECORD": the first line of a memorandum.
fn is_memorandum(layout: &Layout<'_>, at: usize) -> bool {
    let line = layout.line(at);
    if !line.contains("MEMORANDUM") {
        return false;
    }
    let key = fold(crate::layout::cut_at(line, LABEL_BYTES_MAX));
    let headed = begins_with(&key, "memorandum for") || begins_with(&key, "memorandum to");
    let labelled = || label_of(layout, at).is_some_and(|(label, _)| label == Label::To);
    headed && (record::kept(layout, at).is_some() || labelled())
}

/// The label of a memorandum stands in so many bytes.
const LABEL_BYTES_MAX: usize = 40;
