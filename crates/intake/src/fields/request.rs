//! What the paper asks of its addressee.

use procedure::card::{AskedAct, Field, Request, Span};

use super::Draft;
use crate::layout::Layout;

/// No more asking phrases than this are weighed.
const ASKING_MAX: usize = 500;

pub(super) fn read(layout: &Layout<'_>, draft: &mut Draft) {
    let body = layout.body_bytes();
    // Papers ask at the end: the last asking sentence that names an act counts.
    for asking in layout.phrases_in(body, "asking").rev().take(ASKING_MAX) {
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
