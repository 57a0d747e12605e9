//! A form whose labels a scan gives one under the other with nothing behind them, and what was typed there below them all:
//! "TO: / FROM: / SUBJECT: / Director, Harbour Board / Chief, Pilots".

use procedure::card::{Field, Party};

use super::super::{noun, party};
use super::posts;
use crate::lang::{EN, class};
use crate::layout::{Label, Layout, Role, cut_at};

/// What was typed stands within so many written lines below its labels,
const LINES_MAX: usize = 14;
/// and the labels in the first lines of the paper.
const HEAD_LINES_MAX: usize = 40;
/// A post stands among the first words of its line.
const LEAD_WORDS_MAX: usize = 4;

/// Addressee and sender, as far as such labels ask for them: the first post for the first of them, and so on. Nobody where
/// fewer posts stand there than labels.
pub(super) fn sides(layout: &Layout<'_>) -> (Option<Field<Party>>, Option<Field<Party>>) {
    let written: Vec<usize> =
        (0..layout.lines.len()).filter(|at| layout.lines[*at].role != Role::Blank).take(HEAD_LINES_MAX).collect();
    let Some((labels, below)) = labels(layout, &written) else { return (None, None) };
    let typed = written[below..].iter().copied().take(LINES_MAX).take_while(|at| !posts::is_paragraph(layout, *at));
    let typed: Vec<usize> = typed.filter(|at| is_typed_post(layout, *at)).collect();
    let persons: Vec<Label> = labels.into_iter().filter(|label| *label != Label::Subject).collect();
    if typed.len() < persons.len() {
        return (None, None);
    }
    let of = |wanted: Label| {
        let at = typed[persons.iter().position(|label| *label == wanted)?];
        let (start, end) = super::within_value(layout, posts::lead_end(layout, at), layout.lines[at].end);
        party::at(layout, start, end)
    };
    (of(Label::To), of(Label::From))
}

/// The first labels right under one another that have nothing behind them, the addressee's or the sender's among them, and
/// where in `written` they end.
fn labels(layout: &Layout<'_>, written: &[usize]) -> Option<(Vec<Label>, usize)> {
    let bare: Vec<Option<Label>> = written.iter().map(|at| bare_label(layout, *at)).collect();
    let start = bare.windows(2).position(|pair| pair[0] != pair[1] && pair.iter().all(Option::is_some))?;
    let run: Vec<Label> = bare[start..].iter().map_while(|label| *label).collect();
    let end = start + run.len();
    let times = |wanted| run.iter().filter(|label| **label == wanted).count();
    let asked = [times(Label::From), times(Label::To)];
    (asked.iter().all(|times| *times <= 1) && asked.contains(&1)).then_some((run, end))
}

/// The label that stands on a line alone, with or without its colon: what a scan makes of one is a sign or a letter.
pub(super) fn bare_label(layout: &Layout<'_>, at: usize) -> Option<Label> {
    let tokens = &layout.tokens[layout.lines[at].tokens.clone()];
    let words: Vec<String> = tokens
        .iter()
        .filter(|token| token.is_word() && token.end - token.start >= 2)
        .map(|token| noun::folded(layout, token))
        .collect();
    let capital = tokens.iter().find(|token| token.is_word()).is_some_and(|first| first.capital);
    if !capital || tokens.len() > words.len() + BARE_TOKENS_MAX {
        return None;
    }
    match layout.words.whole("fields", &words.join(" "))? {
        "from" => Some(Label::From),
        "to" => Some(Label::To),
        "via" => Some(Label::Via),
        "attention" => Some(Label::Attention),
        "subject" => Some(Label::Subject),
        _ => None,
    }
}

/// A label alone has no more signs and single letters than this around it.
const BARE_TOKENS_MAX: usize = 3;

/// "Director, Harbour Board", "File   DATE: 17 June 1968": a post, or what stands before the date of the first line.
fn is_typed_post(layout: &Layout<'_>, at: usize) -> bool {
    if posts::is_dated_line(layout, at) {
        return true;
    }
    let mut words = layout.tokens[layout.lines[at].tokens.clone()].iter().filter(|token| token.is_word());
    let first = words.clone().next().is_some_and(|token| token.capital);
    let post = words.by_ref().take(LEAD_WORDS_MAX).any(|token| token.capital && token.sense(EN).is(class::POST));
    let line = layout.line(at);
    first && post && cut_at(line, posts::POST_BYTES_MAX).len() == line.len()
}

/// The line of a labelled field to begin with. A label with nothing behind it on a scan may be printed at the rim of a form
/// ("TO / OPTIONAL FORM / Memorandum / TO : Ida Lund"); the same label with a value below is the paper's own.
pub(super) fn first_filled(layout: &Layout<'_>, label: Label) -> usize {
    let own = |at: usize| matches!(layout.lines[at].role, Role::Field(l, _) if l == label);
    let filled = |at: &usize| matches!(layout.lines[*at].role, Role::Field(_, value) if value < layout.lines[*at].end);
    let mut fields = (0..layout.lines.len()).filter(|at| layout.scanned && own(*at));
    let Some(first) = fields.next().filter(|first| !filled(first)) else { return 0 };
    fields.find(filled).unwrap_or(first)
}
