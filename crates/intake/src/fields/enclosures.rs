//! Papers enclosed, or said to be.

use procedure::card::{Enclosure, Field, FieldName, Span};

use super::{Draft, noun, party};
use crate::layout::{Label, Layout};
use crate::words::fold;

/// No more enclosures than this are listed.
pub(super) const ENCLOSURES_MAX: usize = 100;
/// A title has no more words than this.
const TITLE_WORDS_MAX: usize = 14;

pub(super) fn read(layout: &Layout<'_>, draft: &mut Draft) {
    let mut out = listed(layout);
    for phrase in layout.phrases_in(layout.body_bytes(), "declare") {
        if out.len() >= ENCLOSURES_MAX {
            break;
        }
        let found = if is_passive(&layout.text[phrase.start..phrase.end]) {
            declared_before(layout, phrase.start)
        } else {
            declared_after(layout, phrase.end)
        };
        let Some((title, span)) = found else { continue };
        let known = out.iter().any(|known: &Field<Enclosure>| {
            known.span.is_some_and(|other| other.start < span.end && span.start < other.end)
        });
        if !known {
            out.push(Field::read(Enclosure { title, present: false }, span));
        }
    }
    out.truncate(ENCLOSURES_MAX);
    for enclosure in &out {
        draft.remark(FieldName::Enclosures, missing(&enclosure.value.title));
    }
    draft.card.enclosures = out;
}

/// Marks as present what came inside the file under `names`, and takes back what was said of it as missing.
pub(crate) fn mark_present(draft: &mut Draft, names: &[&str]) {
    if names.is_empty() {
        return;
    }
    let folded: Vec<String> = names.iter().map(|name| fold(name)).collect();
    let mut here = Vec::new();
    draft.card.enclosures.retain_mut(|enclosure| {
        let title = fold(&enclosure.value.title);
        if folded.contains(&title) {
            enclosure.value.present = true;
            here.push(enclosure.value.title.clone());
            return true;
        }
        // What the text declares and what came under a like name are one enclosure; the one that came stays.
        let declared = title.split(' ').filter(|word| word.len() > 3);
        let came =
            declared.clone().count() > 0 && declared.clone().all(|word| folded.iter().any(|name| name.contains(word)));
        if came {
            here.push(enclosure.value.title.clone());
        }
        !came
    });
    draft.remarks.retain(|remark| {
        remark.field != Some(FieldName::Enclosures) || !here.iter().any(|title| remark.says == missing(title))
    });
}

/// The sentence that says that an enclosure is missing.
fn missing(title: &str) -> String {
    let plain = title.chars().next().is_some_and(char::is_lowercase) && !title.ends_with('s');
    if plain {
        let article = if title.starts_with(['a', 'e', 'i', 'o', 'u']) { "An" } else { "A" };
        format!("{article} {title} is declared but not in the file.")
    } else {
        format!("“{title}” is declared but not in the file.")
    }
}

fn is_passive(phrase: &str) -> bool {
    let folded = fold(phrase);
    folded.starts_with("is ") || folded.starts_with("are ")
}

/// "A draft resolution is attached.": the subject of the verb.
fn declared_before(layout: &Layout<'_>, at: usize) -> Option<(String, Span)> {
    let sentence = layout.sentence(at);
    let range = noun::tokens_in(layout, sentence.start, at);
    let (first, after) = noun::before(layout, range.start, range.end)?;
    titled(layout, first, after)
}

/// "I inclose herewith a copy of the note": the object, up to the end of its phrase.
fn declared_after(layout: &Layout<'_>, at: usize) -> Option<(String, Span)> {
    let sentence = layout.sentence(at);
    let range = noun::tokens_in(layout, at, sentence.end);
    let mut first = range.start;
    while first < range.end && SKIPPED.contains(&noun::folded(layout, &layout.tokens[first]).as_str()) {
        first += 1;
    }
    let mut after = first;
    let mut words = 0;
    while after < range.end && words < TITLE_WORDS_MAX {
        let token = &layout.tokens[after];
        let joint = token.is_any(".-–’'&/#\"“”") || token.is_number();
        if !(token.is_word() || joint) || (token.is_word() && ENDS.contains(&noun::folded(layout, token).as_str())) {
            break;
        }
        words += usize::from(token.is_word());
        after += 1;
    }
    let article = layout
        .tokens
        .get(first)
        .is_some_and(|token| token.is_word() && DETERMINERS.contains(&noun::folded(layout, token).as_str()));
    if !article || first >= after {
        return None;
    }
    titled(layout, first, after)
}

/// Words between the verb and what is enclosed.
const SKIPPED: [&str; 14] = [
    "herewith",
    "for",
    "your",
    "information",
    "you",
    "to",
    "in",
    "duplicate",
    "triplicate",
    "also",
    "further",
    "the department",
    "consideration",
    "hereto",
];
/// Words with which the thing enclosed begins.
const DETERMINERS: [&str; 22] = [
    "a",
    "an",
    "the",
    "copy",
    "copies",
    "two",
    "three",
    "four",
    "five",
    "several",
    "some",
    "translation",
    "translations",
    "text",
    "cuttings",
    "clippings",
    "extract",
    "extracts",
    "his",
    "their",
    "certain",
    "correspondence",
];
/// Words after which the thing enclosed is only described.
const ENDS: [&str; 16] = [
    "which",
    "who",
    "that",
    "received",
    "addressed",
    "dated",
    "concerning",
    "in",
    "with",
    "and",
    "by",
    "for",
    "relating",
    "relative",
    "regarding",
    "containing",
];

fn titled(layout: &Layout<'_>, first: usize, after: usize) -> Option<(String, Span)> {
    let title = noun::phrase(layout, first, after).trim_matches(|c: char| !c.is_alphanumeric());
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let span = Span::new(layout.tokens[first].start, layout.tokens[after - 1].end);
    (title.chars().filter(|c| c.is_alphabetic()).count() >= 4).then_some((title, span))
}

/// "Attachments:" with a list below.
fn listed(layout: &Layout<'_>) -> Vec<Field<Enclosure>> {
    use crate::layout::Role;
    let mut out = Vec::new();
    for line in &layout.lines {
        let start = match line.role {
            Role::Field(Label::Enclosures, value) => value,
            Role::FieldMore(Label::Enclosures) => line.start,
            _ => continue,
        };
        let (from, to) = party::trim(layout.text, start, line.end);
        let title = layout.text[from..to].trim_start_matches(|c: char| c.is_ascii_digit() || ").:(- ".contains(c));
        let from = to - title.len();
        let stated = fold(title);
        if title.chars().filter(|c| c.is_alphabetic()).count() >= 4
            && !matches!(stated.as_str(), "as stated" | "as stated above" | "a s")
        {
            let value = Enclosure { title: title.split_whitespace().collect::<Vec<_>>().join(" "), present: false };
            out.push(Field::read(value, Span::new(from, to)));
        }
    }
    out
}
