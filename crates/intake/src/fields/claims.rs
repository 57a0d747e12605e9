//! What is asserted, and by whom. Claims are what somebody says, never facts of the register.

use std::ops::Range;

use procedure::card::{Claim, Field, Span};

use super::{Draft, noun};
use crate::lang::Phrase;
use crate::layout::{Layout, cut_at};

/// No more claims than this are listed.
const CLAIMS_MAX: usize = 24;
/// A claim is no longer than this.
const CLAIM_BYTES_MAX: usize = 400;

pub(super) fn read(layout: &Layout<'_>, draft: &mut Draft) {
    let body = layout.body_bytes();
    let mut verbs: Vec<Phrase> = layout.phrases_in(body, "claim").copied().collect();
    // Of the phrases that begin at one place the longest is the verb.
    verbs.dedup_by(|later, kept| {
        let same = later.start == kept.start;
        if same {
            kept.end = kept.end.max(later.end);
        }
        same
    });
    for (at, verb) in verbs.iter().enumerate() {
        if draft.card.claims.len() >= CLAIMS_MAX {
            return;
        }
        let sentence = layout.sentence(verb.start);
        let next = verbs[at + 1..].iter().find(|next| next.start > verb.end && next.start < sentence.end);
        let end = next.map_or(sentence.end, |next| next.start);
        claim(layout, draft, verb, sentence, end);
    }
}

/// What `verb` asserts, up to byte `end`: one claim, or two where its object is two ("the certainty of … and the
/// likelihood of …").
fn claim(layout: &Layout<'_>, draft: &mut Draft, verb: &Phrase, sentence: Range<usize>, end: usize) {
    let range = noun::tokens_in(layout, sentence.start, verb.start);
    let by = asserter(layout, noun::behind_lead(layout, range.start, range.end), range.end);
    let reported_by = reporter(layout, sentence.start, sentence.end).filter(|reporter| by.as_ref() != Some(reporter));
    let text = cut_at(&layout.text[verb.start..end], CLAIM_BYTES_MAX);
    let object = verb.end - verb.start;
    let split = text.get(object..).filter(|object| object.trim_start().starts_with("the "));
    let split = split.and_then(|object| object.find(" and the ")).map(|at| object + at);
    let pieces = match split {
        Some(at) => vec![(0, at), (at + " and ".len(), text.len())],
        None => vec![(0, text.len())],
    };
    for (from, to) in pieces {
        let mut what = text[from..to].trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')');
        for tail in [" and which", " which", " and", " that"] {
            what = what.strip_suffix(tail).unwrap_or(what);
        }
        what = what.trim_end_matches([',', ' ']);
        if what.split_whitespace().count() < CLAIM_WORDS_MIN || draft.card.claims.len() >= CLAIMS_MAX {
            continue;
        }
        let span = Span::new(verb.start + from, verb.start + from + what.len());
        let what = what.split_whitespace().collect::<Vec<_>>().join(" ");
        draft.card.claims.push(Field::read(Claim { by: by.clone(), reported_by: reported_by.clone(), what }, span));
    }
}

/// Fewer words than this assert nothing.
const CLAIM_WORDS_MIN: usize = 4;

/// Who asserts: the subject of the verb; behind "which", what was published where ("articles in the port's newspapers
/// which stress …": the newspapers).
fn asserter(layout: &Layout<'_>, floor: usize, verb: usize) -> Option<String> {
    if let Some((first, after)) = noun::before(layout, floor, verb) {
        return Some(noun::without_title(layout, first, after).to_owned());
    }
    let inside = (floor..verb).find(|at| {
        let published = ["published", "appeared", "printed", "reports", "articles"];
        let word = |at: usize| layout.tokens.get(at).map(|token| noun::folded(layout, token)).unwrap_or_default();
        word(*at) == "in" && (floor..*at).any(|before| published.contains(&word(before).as_str()))
    })?;
    let mut after = inside + 1;
    while after < verb && after - inside <= ASSERTER_TOKENS_MAX {
        let token = &layout.tokens[after];
        let small = ["in", "which", "of", "that", "lately"].contains(&noun::folded(layout, token).as_str());
        if !token.is_word() || small {
            break;
        }
        after += 1;
    }
    let words = noun::phrase(layout, inside + 1, after);
    (!words.is_empty()).then(|| words.to_owned())
}

const ASSERTER_TOKENS_MAX: usize = 8;

/// Who reports, in the sentence `from..to`: "According to the report of Comrade Vyshinsky, …".
pub(super) fn reporter(layout: &Layout<'_>, from: usize, to: usize) -> Option<String> {
    let hit = layout.phrases_in(from..to, "reported").max_by_key(|phrase| phrase.end - phrase.start)?;
    let range = noun::tokens_in(layout, hit.end, to);
    let mut after = range.start;
    while after < range.end && after - range.start < 8 {
        let token = &layout.tokens[after];
        if !(token.is_word() || token.is_sign('.')) {
            break;
        }
        after += 1;
    }
    let name = noun::without_title(layout, range.start, after).trim_end_matches('.');
    name.chars().next().is_some_and(char::is_uppercase).then(|| name.to_owned())
}
