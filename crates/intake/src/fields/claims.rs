//! What is asserted, and by whom. Claims are what somebody says, never facts of the register.

use procedure::card::{Claim, Field, Span};

use super::{Draft, noun};
use crate::layout::{Layout, cut_at};

/// No more claims than this are listed.
const CLAIMS_MAX: usize = 24;
/// A claim is no longer than this.
const CLAIM_BYTES_MAX: usize = 400;

pub(super) fn read(layout: &Layout<'_>, draft: &mut Draft) {
    let body = layout.body_bytes();
    let verbs: Vec<_> =
        layout.phrases.iter().filter(|phrase| phrase.section == "claim" && body.contains(&phrase.start)).collect();
    let mut last: Option<Span> = None;
    for (at, verb) in verbs.iter().enumerate() {
        if draft.card.claims.len() >= CLAIMS_MAX || last.is_some_and(|span| verb.start < span.start + 1) {
            continue;
        }
        // The longest phrase that begins here says the verb.
        if verbs.iter().any(|other| other.start == verb.start && other.end > verb.end) {
            continue;
        }
        let sentence = layout.sentence(verb.start);
        let reporter = reporter(layout, sentence.start, sentence.end);
        let next = verbs[at + 1..].iter().find(|next| next.start > verb.end && next.start < sentence.end);
        let folded = crate::words::fold(&layout.text[verb.start..verb.end]);
        let said_first = folded.ends_with("to") || folded.ends_with("of");
        if said_first {
            continue;
        }
        let range = noun::tokens_in(layout, sentence.start, verb.start);
        let by = noun::before(layout, range.start, range.end)
            .map(|(first, after)| noun::without_title(layout, first, after).to_owned());
        let end = next.map_or(sentence.end, |next| next.start);
        let text = &layout.text[verb.start..end];
        let cut = cut_at(text, CLAIM_BYTES_MAX);
        let mut what = cut.trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')');
        for tail in [" and which", " which", " and", " that"] {
            what = what.strip_suffix(tail).unwrap_or(what);
        }
        if what.split_whitespace().count() < 4 {
            continue;
        }
        let span = Span::new(verb.start, verb.start + what.len());
        let claim = Claim { by, reported_by: reporter, what: what.split_whitespace().collect::<Vec<_>>().join(" ") };
        draft.card.claims.push(Field::read(claim, span));
        last = Some(span);
    }
}

/// Who reports, in the sentence `from..to`: "According to the report of Comrade Vyshinsky, …".
pub(super) fn reporter(layout: &Layout<'_>, from: usize, to: usize) -> Option<String> {
    let at = layout.phrases.partition_point(|phrase| phrase.start < from);
    let hits = layout.phrases[at..].iter().take_while(|phrase| phrase.start < to);
    let hit = hits.filter(|phrase| phrase.section == "reported").max_by_key(|phrase| phrase.end - phrase.start)?;
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
