//! Noun phrases, measured by what surrounds them: enough to say who does what.

use crate::layout::Layout;
use crate::tokens::Token;
use crate::words::fold;

/// Words that end a noun phrase read backwards from a verb.
const BREAKS: [&str; 26] = [
    "that",
    "which",
    "who",
    "and",
    "but",
    "if",
    "as",
    "when",
    "since",
    "because",
    "while",
    "whereas",
    "although",
    "so",
    "hereby",
    "also",
    "therefore",
    "this",
    "it",
    "there",
    "then",
    "not",
    "however",
    "where",
    "whether",
    "moreover",
];

/// Words that begin a noun phrase.
const ARTICLES: [&str; 9] = ["the", "a", "an", "such", "this", "these", "that", "our", "their"];

/// Words that tie a noun phrase to the one before it.
const LINKS: [&str; 10] = ["of", "for", "in", "at", "to", "on", "upon", "from", "by", "between"];

/// A noun phrase is no longer than this.
const NOUN_TOKENS_MAX: usize = 12;

/// The tokens of `from..to` (bytes).
pub(super) fn tokens_in(layout: &Layout<'_>, from: usize, to: usize) -> std::ops::Range<usize> {
    let first = layout.tokens.partition_point(|token| token.start < from);
    let after = layout.tokens.partition_point(|token| token.start < to);
    first..after.max(first)
}

pub(super) fn folded(layout: &Layout<'_>, token: &Token) -> String {
    fold(&layout.text[token.start..token.end])
}

/// The first token of a sentence behind what is no part of its subject: a paragraph's number ("2. EUR"), and where a paper says so
/// ("In Embtel 812 Ambassador Kirk"): up to its figures.
pub(super) fn behind_lead(layout: &Layout<'_>, first: usize, end: usize) -> usize {
    let mut at = first;
    if let [number, stop, ..] = &layout.tokens[at..end.max(at)]
        && number.is_number()
        && stop.is_any(".)")
        && stop.start == number.end
    {
        at += 2;
    }
    let leads =
        layout.tokens[at..end.max(at)].first().is_some_and(|token| token.capital && folded(layout, token) == "in");
    let figures = (at..end.min(at + LEAD_TOKENS_MAX)).find(|at| layout.tokens[*at].is_number());
    match figures.filter(|figures| {
        leads
            && layout.tokens[at..*figures]
                .iter()
                .any(|token| token.is_word() && token.sense(layout.language).kind().is_some())
    }) {
        Some(figures) => figures + 1,
        None => at,
    }
}

/// A paper is named at the head of a sentence in no more tokens than this.
const LEAD_TOKENS_MAX: usize = 6;

/// The noun phrase that ends right before token `end`, not before token `floor`: "Comrade Vyshinsky" before "is".
/// Words in square brackets are an editor's and belong to it.
pub(super) fn before(layout: &Layout<'_>, floor: usize, end: usize) -> Option<(usize, usize)> {
    let mut first = end;
    let mut bracket = false;
    while first > floor && end - first < NOUN_TOKENS_MAX {
        let token = &layout.tokens[first - 1];
        if token.is_sign(']') {
            bracket = true;
        } else if token.is_sign('[') {
            bracket = false;
        } else if !bracket {
            let joint = token.is_any(".-–’'&/");
            if !(joint || token.is_word() || token.is_number()) {
                break;
            }
            if token.is_word() && BREAKS.contains(&folded(layout, token).as_str()) {
                break;
            }
        }
        first -= 1;
        // An article begins the phrase, unless what stands before it goes on: "the chairman of the Council".
        let article = token.is_word() && ARTICLES.contains(&folded(layout, token).as_str()) && !bracket;
        let linked = first > floor && LINKS.contains(&folded(layout, &layout.tokens[first - 1]).as_str());
        if article && !linked {
            break;
        }
    }
    while first < end && !(layout.tokens[first].is_word() || layout.tokens[first].is_number()) {
        first += 1;
    }
    (first < end).then_some((first, end))
}

/// `text` of tokens `first..after` without an article in front.
pub(super) fn phrase<'t>(layout: &Layout<'t>, first: usize, after: usize) -> &'t str {
    let mut first = first;
    while first + 1 < after
        && layout.tokens[first].is_word()
        && ARTICLES.contains(&folded(layout, &layout.tokens[first]).as_str())
    {
        first += 1;
    }
    span(layout, first, after)
}

/// `text` of tokens `first..after`.
pub(super) fn span<'t>(layout: &Layout<'t>, first: usize, after: usize) -> &'t str {
    if first >= after {
        return "";
    }
    &layout.text[layout.tokens[first].start..layout.tokens[after - 1].end]
}

/// A person's or office's words without a leading title: "Comrade Vyshinsky" → "Vyshinsky".
pub(super) fn without_title<'t>(layout: &Layout<'t>, first: usize, after: usize) -> &'t str {
    let mut from = first;
    while from + 1 < after {
        let token = &layout.tokens[from];
        let title = token.is_word() && token.sense(layout.language).is(crate::lang::class::TITLE);
        let article = token.is_word() && ARTICLES.contains(&folded(layout, token).as_str());
        if !(title || article || token.is_any(".")) {
            break;
        }
        from += 1;
    }
    span(layout, from, after)
}
