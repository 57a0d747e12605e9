//! What the paper asks of its addressee.

use procedure::card::{AskedAct, Field, Request, Span};

use super::Draft;
use crate::layout::Layout;

pub(super) fn read(layout: &Layout<'_>, draft: &mut Draft) {
    let body = layout.body_bytes();
    let asks: Vec<_> =
        layout.phrases.iter().filter(|phrase| phrase.section == "asking" && body.contains(&phrase.start)).collect();
    // Papers ask at the end: the last asking sentence that names an act counts.
    for asking in asks.iter().rev() {
        let sentence = layout.sentence(asking.start);
        let act = layout
            .phrases
            .iter()
            .filter(|phrase| phrase.section == "ask" && phrase.end >= asking.end && phrase.end <= sentence.end)
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
