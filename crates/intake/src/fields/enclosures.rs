//! Papers enclosed, or said to be.

use phrases::stored;
use procedure::card::{Enclosure, Field, FieldName, Party, Span};

use super::{Draft, noun, party};
use crate::lang::EN;
use crate::layout::{Label, Layout, Role, cut_at};
use crate::words::{fold, on_one_line};

mod declared;
mod title;

/// No more enclosures than this are listed.
pub(super) const ENCLOSURES_MAX: usize = 100;
/// The title of an enclosure is cut after this many bytes: a remark repeats it.
const TITLE_BYTES_MAX: usize = 1_000;

/// A shorter word of a title, such as how many sheets it has, does not tell it from another.
const TELLING_CHARS_MIN: usize = 3;

pub(super) fn read(layout: &Layout<'_>, draft: &mut Draft) {
    let sides = Sides::of(layout, draft);
    let mut resolved = false;
    let mut out = listed(layout);
    let telling = |word: &&str| word.chars().count() >= TELLING_CHARS_MIN;
    let at_foot: Vec<String> = out.iter().map(|listed| fold(&listed.value.title)).collect();
    out.extend(headed(layout));
    let mut declared_to = 0;
    // A short last sentence may look like the foot's.
    let text = layout.body_bytes().start..layout.text.len();
    let running = |at: usize| {
        let line = layout.line_at(at);
        line < layout.body.end || matches!(layout.lines[line].role, Role::Other | Role::Close)
    };
    for phrase in layout.phrases_in(text, "declare").filter(|phrase| running(phrase.start)) {
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
            // "I enclose a copy of Note No. 45 from the Board" is the "Note No. 45" of the list at the foot.
            let title_words = fold(&title);
            let named = |word: &str| title_words.split(' ').any(|other| other == word);
            let again = |listed: &String| {
                let mut words = listed.split(' ').filter(telling).peekable();
                words.peek().is_some() && words.all(named)
            };
            if known || at_foot.iter().any(again) {
                continue;
            }
            match sides.named(&title) {
                Some(title) => {
                    resolved = true;
                    out.push(Field::inferred(Enclosure { title, present: false }, Some(span)));
                }
                None => out.push(Field::read(Enclosure { title, present: false }, span)),
            }
        }
    }
    declared::number(layout, &mut out);
    out.truncate(ENCLOSURES_MAX);
    out.iter_mut().for_each(|enclosure| cut_title(layout.text, enclosure));
    if resolved {
        draft.remark(
            FieldName::Enclosures,
            stored!(
                "Names in square brackets are the paper's own sender and addressee, whom its text calls “I” and “you”."
            ),
        );
    }
    for enclosure in out.iter().filter(|enclosure| !enclosure.value.present) {
        draft.remark(FieldName::Enclosures, missing(&enclosure.value.title));
    }
    draft.card.enclosures = out;
}

/// Cuts a title at [`TITLE_BYTES_MAX`], and its span with it where the title is the words of the span themselves.
fn cut_title(text: &str, enclosure: &mut Field<Enclosure>) {
    let title = &mut enclosure.value.title;
    if title.len() <= TITLE_BYTES_MAX {
        return;
    }
    let words = enclosure.span.and_then(|span| text.get(span.start..span.end));
    let is_words = words.is_some_and(|words| on_one_line(words) == *title);
    title.truncate(cut_at(title, TITLE_BYTES_MAX).trim_end().len());
    if let (Some(span), Some(words), true) = (&mut enclosure.span, words, is_words) {
        let kept = title.chars().filter(|c| !c.is_whitespace()).count();
        let rest = words.char_indices().filter(|(_, c)| !c.is_whitespace()).nth(kept);
        span.end = span.start + rest.map_or(words.len(), |(at, _)| words[..at].trim_end().len());
    }
}

/// Sender and addressee of the paper, whom its text calls "I" and "you".
struct Sides {
    mine: Option<String>,
    yours: Option<String>,
}

impl Sides {
    fn of(layout: &Layout<'_>, draft: &Draft) -> Self {
        let label = |parties: &[Field<Party>]| {
            parties.first().map(|party| party.value.label().to_owned()).filter(|label| !label.is_empty())
        };
        // The words below are English.
        let sides = (layout.language == EN).then(|| (label(&draft.card.from), label(&draft.card.to)));
        let (mine, yours) = sides.unwrap_or_default();
        Self { mine, yours }
    }

    /// The title with the name of whoever it calls "my" or "your": "my reply [Ida Lund]". None where it calls nobody so.
    fn named(&self, title: &str) -> Option<String> {
        let folded = fold(title);
        let says = |words: &[&str]| folded.split(' ').any(|word| words.contains(&word));
        let mine = self.mine.as_deref().filter(|_| says(&["my", "me", "myself", "i", "mine"]));
        let yours = self.yours.as_deref().filter(|_| says(&["your", "you", "yours"]));
        let names: Vec<_> = mine.into_iter().chain(yours).collect();
        (!names.is_empty()).then(|| format!("{title} [{}]", names.join(", ")))
    }
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
    // "un projet" has an article of its own; other letters than English has say that it is none of its words.
    let own = ["a ", "an ", "the ", "un ", "une ", "ein ", "eine ", "una ", "uno ", "le ", "la ", "el ", "il "];
    let english = title.is_ascii() && !own.iter().any(|article| title.starts_with(article));
    let plain = english && title.chars().next().is_some_and(char::is_lowercase) && !title.ends_with('s');
    match plain {
        true if title.starts_with(['a', 'e', 'i', 'o', 'u']) => stored!("An {title} is declared but not in the file."),
        true => stored!("A {title} is declared but not in the file."),
        false => stored!("“{title}” is declared but not in the file."),
    }
}

/// "Attachments:" with a list below, "Inclosures: 1. A copy of the note; 2. My reply."
fn listed(layout: &Layout<'_>) -> Vec<Field<Enclosure>> {
    let mut out = Vec::new();
    for line in &layout.lines {
        let start = match line.role {
            Role::Field(Label::Enclosures, value) => value,
            Role::FieldMore(Label::Enclosures) => line.start,
            _ => continue,
        };
        let entries = entries(layout, start, line.end);
        // Where each has its number, "2. Map" is one; alone, "a/s" is none.
        let letters_min = if entries.len() > 1 { 3 } else { 4 };
        for (from, to) in entries {
            let (from, to) = party::trim(layout.text, from, to);
            let title = layout.text[from..to].trim_start_matches(|c: char| c.is_ascii_digit() || ").:(- ".contains(c));
            let from = to - title.len();
            let stated = fold(title);
            if title.chars().filter(|c| c.is_alphabetic()).count() >= letters_min
                && !matches!(stated.as_str(), "as stated" | "as stated above" | "a s")
            {
                let value = Enclosure { title: on_one_line(title), present: false };
                out.push(Field::read(value, Span::new(from, to)));
            }
        }
    }
    out
}

/// The entries of a list that is set on one line, where each has its number: "1. The note; 2. My reply".
fn entries(layout: &Layout<'_>, start: usize, end: usize) -> Vec<(usize, usize)> {
    let range = noun::tokens_in(layout, start, end);
    let mut starts: Vec<usize> = Vec::new();
    for at in range.clone() {
        let token = &layout.tokens[at];
        let stop = layout.tokens.get(at + 1).is_some_and(|stop| stop.is_any(".)") && stop.start == token.end);
        let before = at == range.start || layout.tokens[at - 1].is_any(".;,:(");
        if token.is_number() && token.value as usize == starts.len() + 1 && stop && before {
            starts.push(token.start);
        }
    }
    if starts.len() < 2 {
        return parted(layout, start, end);
    }
    let ends = starts.iter().skip(1).copied().chain(std::iter::once(end));
    starts.iter().copied().zip(ends).collect()
}

/// "The note; a map": what semicolons part, where each part says something.
fn parted(layout: &Layout<'_>, start: usize, end: usize) -> Vec<(usize, usize)> {
    let text = &layout.text[start..end];
    let says = |part: &str| part.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    if layout.scanned || !text.contains(';') || !text.split(';').all(says) {
        return vec![(start, end)];
    }
    let mut from = start;
    let parts = text.split(';').map(|part| {
        let range = (from, from + part.len());
        from = range.1 + 1;
        range
    });
    parts.collect()
}

/// "[Inclosure 1 in No. 12.]" below the text, with the title on the next line: the enclosed paper follows in this file.
fn headed(layout: &Layout<'_>) -> Vec<Field<Enclosure>> {
    let first = layout.lines.iter().position(|line| line.role != Role::Blank).unwrap_or(0);
    let mut out = Vec::new();
    for at in layout.body.start.max(first + 1)..layout.lines.len() {
        let line = layout.line(at);
        let inside = line.trim_end_matches('.').strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let Some(inside) = inside.filter(|inside| inside.len() <= HEADING_BYTES_MAX) else { continue };
        let key = fold(inside.trim_start_matches("Sub").trim_start_matches("sub"));
        let named = layout.english.beginning("enclosures", &key).is_some_and(|(_, phrase)| !phrase.ends_with("ed"));
        let mut below = (at + 1..layout.lines.len()).filter(|below| layout.lines[*below].role != Role::Blank);
        let Some(next) = below.next().filter(|_| named && below.next().is_some()) else { continue };
        let (start, mut end) = (layout.lines[at].start + 1, layout.lines[at].start + 1 + inside.len());
        let mut title = inside.trim_end_matches('.').to_owned();
        if layout.line(next).len() <= HEADING_BYTES_MAX && !layout.line(next).starts_with('[') {
            title = format!("{title}. {}", layout.line(next).trim_end_matches('.'));
            end = layout.lines[next].end;
        }
        out.push(Field::read(Enclosure { title, present: true }, Span::new(start, end)));
    }
    out
}

/// An enclosed paper's heading is no longer than this.
const HEADING_BYTES_MAX: usize = 120;
