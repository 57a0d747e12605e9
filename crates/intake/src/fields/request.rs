//! What the paper asks of its addressee.

use procedure::card::{AskedAct, Field, Request, Span};

use super::Draft;
use crate::lang::Phrase;
use crate::layout::Layout;
use crate::words::fold;

/// No more asking phrases than this are weighed.
const ASKING_MAX: usize = 500;

pub(super) fn read(layout: &Layout<'_>, draft: &mut Draft) {
    let body = layout.body_bytes();
    // Papers ask at the end: the last asking sentence that names an act counts.
    for asking in layout.phrases_in(body, "asking").rev().take(ASKING_MAX) {
        if !is_asked(layout, asking) {
            continue;
        }
        let sentence = layout.sentence(asking.start);
        let act = layout
            .phrases_in(sentence.clone(), "ask")
            .filter(|phrase| phrase.end >= asking.end)
            .min_by_key(|phrase| (phrase.start, usize::MAX - phrase.end));
        let Some(act) = act else { continue };
        let value = match act.key {
            "review" => AskedAct::Review,
            "decide" => AskedAct::Decide,
            "concur" => AskedAct::Concur,
            "note" => AskedAct::Note,
            "answer" => AskedAct::Answer,
            _ => AskedAct::Act,
        };
        draft.card.request = Some(Field::read(Request { act: value }, Span::new(sentence.start, sentence.end)));
        return;
    }
}

/// Whether a phrase asks: "please be advised that" only tells, "per the Board's request" and "as requested" speak of what
/// was asked before.
fn is_asked(layout: &Layout<'_>, asking: &Phrase) -> bool {
    let phrase = &layout.text[asking.start..asking.end];
    let after = crate::layout::cut_at(&layout.text[asking.end..], TELLING_BYTES_MAX);
    let told = layout.words.beginning("telling", &fold(after)).is_some();
    let alone = fold(phrase).starts_with("request") && !phrase.contains(char::is_whitespace);
    let head = &layout.text[..asking.start];
    // No further back than a short word: a text without spaces must not be looked through for each phrase.
    let near = head.char_indices().rev().take(BEFORE_CHARS_MAX).last().map_or("", |(at, _)| &head[at..]);
    let before = near.trim_end().rsplit(char::is_whitespace).next().unwrap_or("");
    let possessive = before.ends_with("'s") || before.ends_with("’s");
    let spoken_of = possessive || layout.words.whole("before_request", &fold(before)).is_some();
    !(told || alone && spoken_of)
}

/// The word before "request" is looked for in so many characters.
const BEFORE_CHARS_MAX: usize = 24;

/// What follows "please" in so many bytes says whether it asks.
const TELLING_BYTES_MAX: usize = 24;
