//! Papers enclosed, or said to be.

use procedure::card::{Enclosure, Field, FieldName, Span};

use super::{Draft, party};
use crate::layout::{Label, Layout};
use crate::words::fold;

mod declared;

/// No more enclosures than this are listed.
pub(super) const ENCLOSURES_MAX: usize = 100;

pub(super) fn read(layout: &Layout<'_>, draft: &mut Draft) {
    let mut out = listed(layout);
    let mut declared_to = 0;
    for phrase in layout.phrases_in(layout.body_bytes(), "declare") {
        if out.len() >= ENCLOSURES_MAX {
            break;
        }
        // "sarà qui aggiunta" holds "qui aggiunta".
        if phrase.end <= declared_to {
            continue;
        }
        declared_to = phrase.end;
        for (title, span) in declared::by(layout, phrase) {
            let known = out.iter().any(|known: &Field<Enclosure>| {
                known.span.is_some_and(|other| other.start < span.end && span.start < other.end)
            });
            if !known {
                out.push(Field::read(Enclosure { title, present: false }, span));
            }
        }
    }
    declared::number(layout, &mut out);
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
