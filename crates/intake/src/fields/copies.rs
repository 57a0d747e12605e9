//! Who gets copies.

use procedure::card::{Field, Party};

use super::{Draft, party};
use crate::layout::{Label, Layout, Role};

/// A list of copies is no longer than this.
pub(super) const COPIES_MAX: usize = 200;

pub(super) fn read(layout: &Layout<'_>, draft: &mut Draft) {
    let mut copies = listed(layout, Label::Cc);
    if copies.is_empty() {
        copies = in_text(layout);
    }
    if copies.is_empty() {
        copies = listed(layout, Label::Distribution);
    }
    copies.truncate(COPIES_MAX);
    draft.card.copies = copies;
}

/// The list behind a label, on its line and below.
fn listed(layout: &Layout<'_>, label: Label) -> Vec<Field<Party>> {
    let mut out = Vec::new();
    for line in &layout.lines {
        let start = match line.role {
            Role::Field(l, value) if l == label => value,
            Role::FieldMore(l) if l == label => line.start,
            _ => continue,
        };
        out.extend(names(layout, start, line.end));
    }
    out
}

/// "Copies to Mr. Orlan and the legal desk." without a label's colon.
fn in_text(layout: &Layout<'_>) -> Vec<Field<Party>> {
    let line = (layout.body.end..layout.lines.len()).find(|at| {
        let key = layout.key(*at);
        layout.words.beginning("copies", &key).is_some_and(|(_, phrase)| phrase.ends_with(" to"))
    });
    let Some(line) = line else { return Vec::new() };
    let text = layout.line(line);
    let Some(to) = text.find(" to ") else { return Vec::new() };
    names(layout, layout.lines[line].start + to + 4, layout.lines[line].end)
}

/// Names between commas and semicolons.
fn names(layout: &Layout<'_>, start: usize, end: usize) -> Vec<Field<Party>> {
    let mut out = Vec::new();
    if layout.text[start..end].contains('@') {
        // A mail address, whose name may hold a comma ("Roe, Jane <roe@example.org>").
        return party::at(layout, start, end).into_iter().collect();
    }
    let mut from = start;
    let text = &layout.text[start..end];
    let ends = text.match_indices([',', ';']).map(|(at, _)| start + at).chain(std::iter::once(end));
    for to in ends {
        let mut at = from;
        from = (to + 1).min(end);
        let piece = &layout.text[at..to];
        // "1 - C/HRG", "Orig & 2 - D/S": how many copies stands before the name.
        if let Some((count, _)) =
            piece.split_once([' ', '\t']).and(piece.split_once(" - ").or_else(|| piece.split_once("- ")))
            && is_count(count)
        {
            at += count.len() + 2;
        }
        // "2. Harbour Board": the entry's own number.
        let piece = &layout.text[at..to];
        let entry = piece.trim_start();
        let figures = entry.len() - entry.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if (1..=2).contains(&figures) && entry[figures..].starts_with(['.', ')']) {
            at = to - entry.len() + figures + 1;
        }
        let piece = &layout.text[at..to];
        let piece = piece.strip_prefix(" and ").map_or(piece, |rest| {
            at = to - rest.len();
            rest
        });
        if piece.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
            continue;
        }
        let named = party::at(layout, at, to);
        out.extend(named.filter(|named| !is_original(named.value.label())));
    }
    out
}

fn is_count(text: &str) -> bool {
    let folded = crate::words::fold(text);
    !folded.is_empty()
        && folded.split(' ').all(|word| {
            word.chars().all(|c| c.is_ascii_digit()) || matches!(word, "orig" | "original" | "copy" | "l" | "x" | "i")
        })
}

/// "Addressee", "Original": the copy that is the paper itself.
fn is_original(name: &str) -> bool {
    matches!(crate::words::fold(name).as_str(), "addressee" | "addressees" | "orig" | "original" | "file")
}
