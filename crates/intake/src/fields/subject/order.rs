//! What an order is about: its title, or what it orders behind its formula of authority.

use std::ops::Range;

use procedure::card::{Field, Span};

use super::super::Draft;
use super::{PROPOSED_BYTES_MAX, SUBJECT_BYTES_MAX, is_unfinished};
use crate::layout::{Layout, Role, cut_at};
use crate::words::{begins_with, on_one_line};

pub(super) fn is_order(draft: &Draft) -> bool {
    draft.card.kind.as_ref().is_some_and(|kind| kind.value.contains("order"))
}

/// An order, and what is printed as one is: number and date in the heading, the title right below.
fn is_titled(layout: &Layout<'_>, draft: &Draft) -> bool {
    let kind = draft.card.kind.as_ref().map_or("", |kind| kind.value.as_str());
    // "Memorandum of January 20, 2021".
    let dated = || {
        let heading = layout.with_role(|role| role == Role::KindHeading).next();
        heading.is_some_and(|line| {
            let start = layout.lines[line].start;
            layout.dates_of(line).any(|found| found.day.is_some() && layout.text[start..found.start].ends_with(" of "))
        })
    };
    is_order(draft) || matches!(kind, "proclamation" | "presidential determination") || kind == "memorandum" && dated()
}

/// The line under an executive order's number is its title; an order printed without its number begins with it.
pub(super) fn title(layout: &Layout<'_>, draft: &Draft) -> Option<Field<String>> {
    if !is_titled(layout, draft) {
        return None;
    }
    let heading = layout.with_role(|role| role == Role::KindHeading).next();
    let written = |from: usize| (from..layout.lines.len()).filter(|at| layout.lines[*at].role != Role::Blank);
    let first = match heading {
        Some(heading) => (heading + 1..layout.lines.len().min(heading + 4)).find(|at| {
            let above = *at < layout.body.start && matches!(layout.lines[*at].role, Role::Other | Role::DateLine);
            (above || is_title_like(layout, *at)) && !is_formula(layout, *at)
        })?,
        None => written(0).next().filter(|at| {
            let below = written(at + 1).next();
            is_title_like(layout, *at) && below.is_some_and(|below| is_formula(layout, below))
        })?,
    };
    let (start, mut end) = (layout.lines[first].start, layout.lines[first].end);
    let mut last = first;
    for below in written(first + 1).take(TITLE_LINES_MAX - 1) {
        let line = &layout.lines[below];
        let wrapped = below == last + 1 && is_title_like(layout, below) && layout.line(below).contains(' ');
        let open = is_unfinished(layout, &layout.text[start..end]) && line.end - line.start <= PROPOSED_BYTES_MAX;
        if !(wrapped || open) || is_formula(layout, below) {
            break;
        }
        (end, last) = (line.end, below);
    }
    let title = cut_at(&layout.text[start..end], SUBJECT_BYTES_MAX).trim_end();
    Some(Field::read(on_one_line(title), Span::new(start, start + title.len())))
}

/// A title is set in no more lines than this.
const TITLE_LINES_MAX: usize = 4;

/// A line without a final stop whose longer words begin with capitals.
fn is_title_like(layout: &Layout<'_>, at: usize) -> bool {
    let line = layout.line(at);
    let tokens = &layout.tokens[layout.lines[at].tokens.clone()];
    let long = tokens.iter().filter(|token| token.is_word() && token.end - token.start > 3);
    let (count, capitals) =
        long.fold((0, 0), |(count, capitals), token| (count + 1, capitals + usize::from(token.capital)));
    let ended = line.ends_with(['.', ':', ';', ',', ')']);
    line.len() <= TITLE_BYTES_MAX && !ended && count >= 2 && capitals * 10 >= count * 8 && tokens[0].capital
}

/// A title's line is no longer than this.
const TITLE_BYTES_MAX: usize = 400;

/// Whether a line begins with the formula of authority.
fn is_formula(layout: &Layout<'_>, at: usize) -> bool {
    let key = layout.key(at);
    [
        "by the authority",
        "by authority",
        "by the president",
        "by virtue",
        "under",
        "pursuant",
        "whereas",
        "in accordance",
    ]
    .iter()
    .any(|formula| begins_with(&key, formula))
}

/// What is ordered, where an order without a title tells it in a form that names the thing: an approval, an office that is
/// established.
pub(super) fn operative(layout: &Layout<'_>, draft: &Draft) -> Option<Range<usize>> {
    if !is_order(draft) {
        return None;
    }
    let body = layout.body_bytes();
    let text = cut_at(&layout.text[body.clone()], OPERATIVE_BYTES_MAX);
    let lower = text.to_ascii_lowercase();
    let after = |phrases: &[&str]| phrases.iter().find_map(|phrase| lower.find(phrase).map(|at| at + phrase.len()));
    let approved = || after(&["for my approval of a ", "for my approval of the ", "for my approval of an "]);
    let established = || {
        let at = after(&["there is hereby established ", "there is established ", "there is hereby created "])?;
        // "There is established in the Board the Office": where it is stands between.
        let rest = &lower[at..];
        let article = ["a ", "an ", "the "].iter().any(|article| rest.starts_with(article));
        let lead = if article { Some(0) } else { [" a ", " an "].iter().filter_map(|a| rest.find(a)).min() };
        lead.filter(|lead| *lead <= PLACE_BYTES_MAX).map(|lead| at + lead + usize::from(!article))
    };
    let start = approved().or_else(established)?;
    let whole = &text[start..];
    let stop = whole.find([',', ';', '.', '(', '\n']).unwrap_or(whole.len());
    let clause =
        [" and hearings ", " which ", " to ", " hereinafter "].iter().filter_map(|end| whole[..stop].find(end)).min();
    let end = start + clause.unwrap_or(stop);
    // A list of words between commas is one name: "the Garter, Suspender, and Belt Manufacturing Industry".
    let end = listed(text, start, end);
    let words = text[start..end].trim();
    let from = body.start + start + (text[start..end].len() - text[start..end].trim_start().len());
    let article = ["a ", "an ", "the ", "A ", "An ", "The "].iter().find_map(|article| words.strip_prefix(article));
    let from = from + article.map_or(0, |rest| words.len() - rest.len());
    (words.split_whitespace().count() >= 2).then(|| from..body.start + start + text[start..end].trim_end().len())
}

/// Where a name goes on behind commas as long as words with capitals, "and" and "or" follow.
fn listed(text: &str, start: usize, end: usize) -> usize {
    let mut end = end;
    while text[end..].starts_with(", ") {
        let rest = &text[end + 2..];
        let piece = &rest[..rest.find([',', ';', '.', '(', '\n']).unwrap_or(rest.len())];
        let piece = &piece[..piece.find(" and hearings").unwrap_or(piece.len())];
        let named = piece.split_whitespace().all(|word| {
            matches!(word, "and" | "or" | "of" | "the" | "for")
                || word.starts_with(|c: char| c.is_uppercase() || c == '\'')
        });
        if !named || piece.trim().is_empty() || end + 2 + piece.len() - start > PROPOSED_BYTES_MAX {
            break;
        }
        end += 2 + piece.len();
    }
    end
}

/// What is ordered stands in the first so many bytes.
const OPERATIVE_BYTES_MAX: usize = 8 * 1024;
/// Where an office is established takes no more bytes than this.
const PLACE_BYTES_MAX: usize = 60;

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn a_name_of_several_trades_is_one() {
        let text = "Code for the Rope, Sail, and Anchor Trade, and hearings having been held";
        let end = listed(text, 0, 17);
        assert_eq!(&text[..end], "Code for the Rope, Sail, and Anchor Trade");
        let text = "Code for the Rope Trade, having been read";
        assert_eq!(listed(text, 0, 23), 23);
    }
}
