//! Two posts one under the other: forms whose labels stand in boxes of their own, or were lost in a scan.

use procedure::card::{Field, Party};

use super::super::{noun, party};
use crate::lang::{EN, class};
use crate::layout::{Label, Layout, Role, distance, is_date_label, is_name_like};
use crate::words::fold;

/// The posts stand in the first lines,
const HEAD_LINES_MAX: usize = 30;
/// on lines no longer than this.
pub(super) const POST_BYTES_MAX: usize = 90;

/// Addressee and sender: the first post, and the last one above the text where there are two.
pub(super) fn sides(layout: &Layout<'_>) -> Option<(Field<Party>, Option<Field<Party>>)> {
    let labelled =
        |label| layout.with_role(move |role| matches!(role, Role::Field(l, _) if l == label)).next().is_some();
    let greeted = layout.with_role(|role| role == Role::Salutation).next().is_some();
    if layout.language != EN || greeted || labelled(Label::To) {
        return None;
    }
    let written = (0..layout.lines.len()).filter(|at| layout.lines[*at].role != Role::Blank).take(HEAD_LINES_MAX);
    let above = written.take_while(|at| !is_paragraph(layout, *at));
    let above: Vec<usize> = above.collect();
    let posts: Vec<usize> = above.iter().copied().filter(|at| is_post_line(layout, *at)).collect();
    let party = |at: usize| {
        let line = &layout.lines[at];
        let (start, end) = super::within_value(layout, lead_end(layout, at), line.end);
        party::at(layout, start, before_frame(layout, start, end))
    };
    // "Chief, Harbour Branch   DATE: 9 June 1966" is the first line of a form whose labels are lost; the next line is
    // the sender's.
    let dated = above.iter().position(|at| is_dated_line(layout, *at));
    let boxed = above.iter().copied().find(|at| is_beside_processing(layout, &above, *at));
    if labelled(Label::From) {
        let to = boxed.or_else(|| posts.first().copied().filter(|at| !is_station_line(layout, *at)))?;
        return Some((party(to)?, None));
    }
    match (dated, &posts[..]) {
        (None, [to] | [_, to]) if boxed == Some(*to) => Some((party(*to)?, None)),
        (Some(to), _) => {
            let from = above.get(to + 1).filter(|at| is_post_line(layout, **at) || is_name_like(layout, **at));
            Some((party(above[to])?, from.and_then(|at| party(*at))))
        }
        (None, [to, .., from]) => Some((party(*to)?, party(*from))),
        // "Chief, Harbour Branch / Lyle Brask": one post, and the name of a person or nothing below it. A station's chief
        // alone may as well be the sender: stations write home.
        (None, [to]) if !is_station_line(layout, *to) && is_sole_addressee(layout, &above, *to) => {
            Some((party(*to)?, None))
        }
        _ => None,
    }
}

/// "MARKED FOR INDEXING / Chief, Harbour Branch": the box of a dispatch that says how it is filed stands beside its
/// addressee, the first post on that line or right below it.
fn is_beside_processing(layout: &Layout<'_>, above: &[usize], at: usize) -> bool {
    let processing =
        |at: usize| layout.key(at).split(' ').any(|word| distance(word, PROCESSING) <= PROCESSING_WRONG_MAX);
    let place = above.iter().position(|line| *line == at);
    let before = place.and_then(|place| place.checked_sub(1)).map(|before| above[before]);
    is_post_line(layout, at) && (processing(at) || before.is_some_and(processing))
}

/// "Chief, Harbour Branch |NO INDEXING REQUIRED": where the frame of the next box stands behind a post and its office.
fn before_frame(layout: &Layout<'_>, start: usize, end: usize) -> usize {
    let tokens = &layout.tokens[noun::tokens_in(layout, start, end)];
    let mut frames = tokens.iter().enumerate().filter(|(_, token)| token.is_any("|"));
    let behind_office = |at: usize| tokens[..at].iter().filter(|token| token.is_word()).count() >= FRAMED_WORDS_MIN;
    frames.find(|(at, _)| behind_office(*at)).map_or(end, |(_, frame)| frame.start)
}

/// A post and its office are two words at least.
const FRAMED_WORDS_MIN: usize = 2;

/// What is printed in the box beside a dispatch's addressee,
const PROCESSING: &str = "indexing";
/// and how many of its letters may be misread.
const PROCESSING_WRONG_MAX: usize = 2;

/// Whether a post that stands alone among the lines `above` the text is the addressee's: it is nobody's whose name stands
/// right above it, and the file is not the addressee.
fn is_sole_addressee(layout: &Layout<'_>, above: &[usize], to: usize) -> bool {
    let Some(place) = above.iter().position(|at| *at == to).filter(|place| *place < SOLE_LINES_MAX) else {
        return false;
    };
    let owned = place.checked_sub(1).is_some_and(|line| {
        let line = above[line];
        let key = layout.key(line);
        is_name_like(layout, line) && !layout.capitals || matches!(key.split(' ').next(), Some("file" | "files"))
    });
    let cue = |at: &usize| {
        let labels =
            |label| matches!(label, Label::Subject | Label::Via | Label::Attention | Label::From | Label::Reference);
        is_name_like(layout, *at) || matches!(layout.lines[*at].role, Role::Field(label, _) if labels(label))
    };
    !owned && above[place + 1..].iter().take(CUE_LINES_MAX).any(cue)
}

/// A label or the sender's name stands within so many written lines below an addressee.
const CUE_LINES_MAX: usize = 3;

/// A post that stands alone is the addressee's within so many written lines.
const SOLE_LINES_MAX: usize = 8;

/// "Chief of Station, Tarnov", "COS, Tarnov".
fn is_station_line(layout: &Layout<'_>, at: usize) -> bool {
    layout.key(at).split(' ').any(|word| distance(word, "station") <= 1 || word == "cos")
}

/// Whether words stand before a date with its label.
pub(super) fn is_dated_line(layout: &Layout<'_>, at: usize) -> bool {
    let range = layout.lines[at].tokens.clone();
    let Some(found) = layout.dates_of(at).find(|found| found.day.is_some()) else { return false };
    let label = (range.start..found.first).rev().take(3).find(|at| layout.tokens[*at].is_word());
    label.is_some_and(|label| {
        let named =
            layout.tokens[range.start..label].iter().any(|token| token.is_word() && token.end - token.start >= 3);
        named && is_date_label(layout, label) && layout.line(at).len() <= POST_BYTES_MAX
    }) && matches!(
        layout.lines[at].role,
        Role::Other | Role::DateLine | Role::Body | Role::Registry | Role::Field(Label::Date, _)
    )
}

/// "1. The following requests": a numbered paragraph, where the text begins.
pub(super) fn is_paragraph(layout: &Layout<'_>, at: usize) -> bool {
    let tokens = &layout.tokens[layout.lines[at].tokens.clone()];
    matches!(tokens, [number, stop, _, _, ..] if number.is_number() && number.value == 1 && stop.is_any(".,"))
}

/// Where the line's first word begins.
pub(super) fn lead_end(layout: &Layout<'_>, at: usize) -> usize {
    let line = layout.line(at);
    layout.lines[at].start + line.find(char::is_alphabetic).unwrap_or(0)
}

/// "Chief of Station, Tarnov", "Acting Chief, Harbour Branch": a post at the beginning, a place or an office after it.
fn is_post_line(layout: &Layout<'_>, at: usize) -> bool {
    let line = layout.line(at);
    if line.len() > POST_BYTES_MAX || !matches!(layout.lines[at].role, Role::Other | Role::DateLine | Role::Body) {
        return false;
    }
    let tokens = &layout.tokens[layout.lines[at].tokens.clone()];
    let Some(first) = tokens.iter().position(|token| token.is_word() && token.end - token.start > 1) else {
        return false;
    };
    let words = &tokens[first..];
    let word = |at: usize| words.get(at).map_or(String::new(), |token| fold(&layout.text[token.start..token.end]));
    let led = usize::from(matches!(word(0).as_str(), "acting" | "deputy" | "assistant"));
    let post = distance(&word(led), "chief") <= 1 || word(led) == "director" && led > 0;
    let next = words.get(led + 1);
    let placed = next.is_some_and(|token| token.is_any(",") || fold(&layout.text[token.start..token.end]) == "of");
    first <= 3
        && words[0].capital
        && words[led.min(words.len() - 1)].capital
        && post
        && placed
        && words.len() >= led + 3
        && words[0].sense(EN).is(class::POST) | (led == 0)
}
