//! Who gets copies.

use procedure::card::{Field, Party, Span};

use super::parties::{is_caption, mailboxes};
use super::{Draft, party};
use crate::layout::{Label, Layout, Role};

/// A list of copies is no longer than this.
pub(super) const COPIES_MAX: usize = 200;

pub(super) fn read(layout: &Layout<'_>, draft: &mut Draft) {
    let mut copies = under_heading(layout);
    if copies.is_empty() {
        copies = listed(layout, Label::Cc);
    }
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
        // A form's own words stand in the box where nobody was named.
        if !is_caption(layout, start, line.end) {
            out.extend(names(layout, start, line.end));
        }
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

/// "ΚΟΙΝΟΠΟΙΗΣΗ" over a list, at the foot or in the head, whatever stands beside it in another column. Where the entries
/// are numbered, the other lines are addresses and lists of other kinds.
fn under_heading(layout: &Layout<'_>) -> Vec<Field<Party>> {
    if !layout.words.has("copy_lists") {
        return Vec::new();
    }
    // Where copies have a list of their own, the other lists name who is to act.
    let list = |key: &'static str| {
        let heads = (0..layout.lines.len()).filter(move |at| list_head(layout, *at) == Some(key));
        heads.map(|head| entries(layout, head)).find(|list| !list.is_empty())
    };
    list("all").or_else(|| list("other")).unwrap_or_default()
}

/// The key of the list that a line begins with the name of: it ends in a colon, stands alone or in capitals.
fn list_head(layout: &Layout<'_>, at: usize) -> Option<&'static str> {
    let key = layout.key(at);
    let (list, phrase) = layout.words.beginning("copy_lists", &key)?;
    let line = layout.line(at);
    let words = phrase.split(' ').count();
    let set = line.split_whitespace().take(words).all(|word| !word.chars().any(char::is_lowercase));
    let colon = || line.split_whitespace().nth(words - 1).is_some_and(|word| word.ends_with(':'));
    (key.len() == phrase.len() || set || colon()).then_some(list)
}

fn entries(layout: &Layout<'_>, head: usize) -> Vec<Field<Party>> {
    let line = &layout.lines[head];
    let mut out = Vec::new();
    // What stands behind the colon on the list's own line is its first entry.
    if let Some(colon) = layout.line(head).find(':') {
        out.extend(names(layout, line.start + colon + 1, line.end));
    }
    let below: Vec<usize> = (head + 1..layout.lines.len())
        .take_while(|at| {
            let other = matches!(layout.lines[*at].role, Role::Field(label, _) if label != Label::Cc);
            !other
                && layout.words.beginning("list_ends", &layout.key(*at)).is_none()
                && list_head(layout, *at).is_none()
        })
        .take(LIST_LINES_MAX)
        .collect();
    let written = |at: &&usize| layout.lines[**at].role != Role::Blank;
    let numbered = below.iter().find(written).is_some_and(|at| entry_of(layout, *at).is_some());
    for at in below {
        let line = &layout.lines[at];
        if layout.lines[at].role == Role::Blank {
            if !numbered && !out.is_empty() {
                break;
            }
            continue;
        }
        match entry_of(layout, at) {
            Some(start) if numbered => out.extend(party::at(layout, start, line.end)),
            None if !numbered => out.extend(party::at(layout, line.start, line.end)),
            _ => {}
        }
    }
    out
}

/// A list of copies with its addresses takes no more lines than this.
const LIST_LINES_MAX: usize = 80;

/// Where an entry's name begins behind its number or dash: "1. ", "2)", "- ", "α) ".
fn entry_of(layout: &Layout<'_>, at: usize) -> Option<usize> {
    let tokens = &layout.tokens[layout.lines[at].tokens.clone()];
    match tokens {
        [number, stop, name, ..] if number.is_number() && number.digits <= 2 && stop.is_any(".)-–") => {
            Some(name.start)
        }
        [dash, name, ..] if dash.is_any("-–•") => Some(name.start),
        [letter, stop, name, ..]
            if letter.is_word() && stop.is_any(")") && layout.text[letter.start..letter.end].chars().count() == 1 =>
        {
            Some(name.start)
        }
        _ => None,
    }
}

/// Names between commas and semicolons.
fn names(layout: &Layout<'_>, start: usize, end: usize) -> Vec<Field<Party>> {
    let mut out = Vec::new();
    if layout.text[start..end].contains('@') {
        // A mail address, whose name may hold a comma ("Roe, Jane <roe@example.org>"), or several.
        let several = mailboxes(layout, start, end);
        return if several.is_empty() { party::at(layout, start, end).into_iter().collect() } else { several };
    }
    let mut from = start;
    let text = &layout.text[start..end];
    let commas: Vec<usize> = text.match_indices([',', ';']).map(|(at, _)| start + at).collect();
    // "Dean, Faculty of Law": one comma between a post and its office parts nobody.
    let one = matches!(commas[..], [comma] if is_post_of_office(layout, start, comma, end));
    // "S/S, FE, L": offices by their symbols, of which one letter alone is none.
    let symbols = !layout.scanned && text.split([',', ';']).filter(|piece| symbol(piece).is_some()).count() > 1;
    let ends = commas.into_iter().filter(|_| !one).chain(std::iter::once(end));
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
        // "тт. Орлану, Бретту": comrades, of whom each has a piece.
        let piece = match piece.trim_start().strip_prefix("тт.") {
            Some(rest) => {
                at = to - rest.len();
                rest
            }
            None => piece,
        };
        if let Some(symbol) = symbols.then(|| symbol(piece)).flatten() {
            let start = to - piece.trim_start().len();
            let named = Party { office: Some(symbol.to_owned()), ..Party::default() };
            out.push(Field::read(named, Span::new(start, start + symbol.len())));
            continue;
        }
        // "XXX" ticks a box.
        let mut letters = piece.chars().filter(|c| c.is_alphanumeric());
        if letters.clone().count() < 2 || letters.all(|c| matches!(c, 'X' | 'x')) {
            continue;
        }
        let named = party::at(layout, at, to);
        out.extend(named.filter(|named| !is_original(named.value.label())));
    }
    out
}

/// "S/S", "EUR", "L": the symbol of an office, as it stands among others.
fn symbol(piece: &str) -> Option<&str> {
    let piece = piece.trim().trim_end_matches('.');
    let part = |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_uppercase());
    (piece.len() <= SYMBOL_BYTES_MAX && piece != "X" && piece.split(['/', '-']).all(part)).then_some(piece)
}

/// The symbol of an office is no longer than this.
const SYMBOL_BYTES_MAX: usize = 12;

/// Whether a bare post stands before the comma and an office behind it.
fn is_post_of_office(layout: &Layout<'_>, start: usize, comma: usize, end: usize) -> bool {
    let parties = (party::at(layout, start, comma), party::at(layout, comma + 1, end));
    let (Some(post), Some(office)) = parties else { return false };
    post.value.post.is_some()
        && post.value.name.is_none()
        && post.value.office.is_none()
        && office.value.office.is_some()
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
