//! What the paper advises, and who holds that advice.

use procedure::card::{Field, Recommendation, Span, Stance};

use super::{Draft, noun};
use crate::layout::Layout;

pub(super) fn read(layout: &Layout<'_>, draft: &mut Draft) {
    let body = layout.body_bytes();
    // The last word on the matter counts: papers weigh first and advise at the end.
    let mut last: Option<Field<Recommendation>> = None;
    for phrase in layout.phrases.iter().filter(|phrase| body.contains(&phrase.start)) {
        let stance = match phrase.section {
            "against" => Stance::Against,
            "for" => Stance::For,
            "defer" => Stance::Defer,
            _ => continue,
        };
        let sentence = layout.sentence(phrase.start);
        let inside = |section: &str| {
            layout
                .phrases
                .iter()
                .find(|other| other.section == section && other.start >= sentence.start && other.end <= sentence.end)
        };
        // "for" inside an "against" phrase ("not advisable" holds "advisable") says nothing of its own.
        let within = phrase.section != "against"
            && layout
                .phrases_in(sentence.clone(), "against")
                .any(|other| other.start <= phrase.start && other.end >= phrase.end);
        let holder = inside("claim").filter(|verb| verb.end <= phrase.start);
        let advises = phrase.end - phrase.start > 8 || holder.is_some();
        if within
            || !advises
            || (holder.is_none()
                && inside("opinion").is_none()
                && stance != Stance::For
                && !named_verb(layout, phrase.start, phrase.end))
        {
            continue;
        }
        let advising = layout
            .phrases_in(sentence.clone(), "advise")
            .find(|verb| verb.start <= phrase.start && verb.end > phrase.start);
        let by = holder.or(advising).and_then(|verb| {
            let range = noun::tokens_in(layout, sentence.start, verb.start);
            noun::before(layout, noun::behind_lead(layout, range.start, range.end), range.end)
                .map(|(first, after)| noun::without_title(layout, first, after).to_owned())
        });
        let stance = if stance == Stance::For && asks_to_reject(layout, phrase.end, sentence.end) {
            Stance::Against
        } else {
            stance
        };
        let stance = if stance == Stance::For && inside("amended").is_some() { Stance::ForAsAmended } else { stance };
        last = Some(Field::read(Recommendation { stance, by }, Span::new(sentence.start, sentence.end)));
    }
    draft.card.recommendation = last;
}

/// "recommends that you reject it", "that it not be adopted": what is recommended is to say no.
fn asks_to_reject(layout: &Layout<'_>, from: usize, to: usize) -> bool {
    let rest = crate::layout::cut_at(layout.text.get(from..to).unwrap_or(""), RECOMMENDED_BYTES_MAX);
    let folded = crate::words::fold(rest);
    let rejects = |word: &str| {
        [
            "reject",
            "rejects",
            "rejected",
            "rejecting",
            "rejection",
            "decline",
            "declined",
            "refuse",
            "refused",
            "refusal",
        ]
        .contains(&word)
    };
    folded.split(' ').any(rejects) || folded.split(' ').take(NOT_WORDS_MAX).any(|word| word == "not")
}

/// What is recommended stands in the first so many bytes behind the verb.
const RECOMMENDED_BYTES_MAX: usize = 80;
/// A "not" within the first so many words is of the act that is recommended.
const NOT_WORDS_MAX: usize = 6;

/// "recommends against", "should be rejected": the phrase itself advises.
fn named_verb(layout: &Layout<'_>, start: usize, end: usize) -> bool {
    let folded = crate::words::fold(&layout.text[start..end]);
    ["recommend", "advise", "should", "opposed", "postpone", "defer"].iter().any(|word| folded.contains(word))
}
