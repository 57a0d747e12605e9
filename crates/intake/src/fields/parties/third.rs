//! Notes in the third person: "The British Embassy presents its compliments to …".

use procedure::card::{Field, Party};

use super::super::{noun, party};
use crate::lang::{EN, class};
use crate::layout::{Layout, Role, looks_like_post};

/// The first paragraph of a note in the third person: "The British Embassy was instructed …".
pub(super) fn writes(layout: &Layout<'_>) -> Option<Field<Party>> {
    // A letter speaks in the first person: whom its first sentence names did not write it.
    if layout.with_role(|role| role == Role::Salutation).next().is_some() {
        return None;
    }
    let line = layout.body.clone().find(|line| layout.lines[*line].role == Role::Body)?;
    let range = layout.lines[line].tokens.clone();
    let signs = layout.tokens[range.clone()].iter().take_while(|token| !token.is_word()).count();
    let range = range.start + signs..range.end;
    let tokens = &layout.tokens[range.clone()];
    for (at, token) in tokens.iter().enumerate().take(60) {
        let verb = token.is_word() && !token.capital && WRITES.contains(&noun::folded(layout, token).as_str());
        if !verb {
            continue;
        }
        // "Mr. Orlan, minister of the Straits, presents": the apposition is left aside.
        let titled = tokens.first().is_some_and(|first| first.is_word() && first.sense(EN).is(class::TITLE));
        if let Some(comma) = tokens[..at].iter().position(|token| token.is_any(",")).or(Some(at)).filter(|_| titled)
            && at <= 16
        {
            return party::at(layout, tokens[0].start, tokens[comma - 1].end);
        }
        let Some((first, after)) = noun::before(layout, range.start, range.start + at) else { continue };
        let words = &layout.tokens[first..after];
        let article = noun::folded(layout, &words[0]) == "the" || noun::folded(layout, &words[0]) == "his";
        if !article || words.len() > 9 || !self_office(layout, words) {
            continue;
        }
        return party::at(layout, words[usize::from(article)].start, words[words.len() - 1].end);
    }
    None
}

/// Verbs with which a note in the third person begins.
const WRITES: [&str; 46] = [
    "sends",
    "makes",
    "asks",
    "reports",
    "states",
    "received",
    "presents",
    "present",
    "has",
    "had",
    "have",
    "was",
    "is",
    "begs",
    "acknowledges",
    "informs",
    "regrets",
    "desires",
    "thanks",
    "refers",
    "are",
    "were",
    "would",
    "wishes",
    "avails",
    "understands",
    "feels",
    "desire",
    "wish",
    "ventures",
    "directs",
    "inquires",
    "instructs",
    "transmits",
    "requests",
    "communicates",
    "says",
    "announces",
    "expresses",
    "incloses",
    "encloses",
    "confirms",
    "advises",
    "suggests",
    "telegraphs",
    "replies",
];

fn self_office(layout: &Layout<'_>, words: &[crate::tokens::Token]) -> bool {
    words.iter().any(|token| token.is_word() && token.sense(layout.language).is(class::SELF_OFFICE))
        && words.iter().filter(|token| token.is_word() && token.capital).count() >= 2
}

/// "presents its compliments to the Secretary of State", "had the honor to inform the Department of State".
pub(super) fn told(layout: &Layout<'_>) -> Option<Field<Party>> {
    let line = layout.body.clone().find(|line| layout.lines[*line].role == Role::Body)?;
    let range = layout.lines[line].tokens.clone();
    let opening = range.start..range.end.min(range.start + OPENING_TOKENS_MAX);
    let lead = opening.into_iter().find(|at| {
        let word = noun::folded(layout, &layout.tokens[*at]);
        let next = layout.tokens.get(at + 1).map(|next| noun::folded(layout, next));
        (word == "compliments" && next.as_deref() == Some("to")) || TELLS.contains(&word.as_str())
    });
    match lead {
        Some(lead) => named_after(layout, lead + 1, range.end),
        None => answered(layout, range),
    }
}

/// "The Department has received the Tarnovian Legation’s memorandum": a note that speaks of no "you" answers whose paper
/// it names first.
fn answered(layout: &Layout<'_>, range: std::ops::Range<usize>) -> Option<Field<Party>> {
    if layout.with_role(|role| role == Role::Salutation).next().is_some() {
        return None;
    }
    let opening = range.start..range.end.min(range.start + OPENING_TOKENS_MAX);
    let owner = opening.into_iter().find(|at| {
        let token = &layout.tokens[*at];
        let paper = || (at + 1..range.end.min(at + 4)).any(|at| layout.tokens[at].sense(EN).kind().is_some());
        token.is_word() && token.ending && token.capital && token.sense(EN).is(class::SELF_OFFICE) && paper()
    })?;
    let received = (range.start..owner).any(|at| {
        matches!(
            noun::folded(layout, &layout.tokens[at]).as_str(),
            "received" | "receipt" | "refers" | "reference" | "reply"
        )
    });
    let (first, after) = noun::before(layout, range.start, owner + 1).filter(|_| received)?;
    let first = first + usize::from(noun::folded(layout, &layout.tokens[first]) == "the");
    (after - first >= 2 && layout.tokens[first].capital)
        .then(|| party::at(layout, layout.tokens[first].start, layout.tokens[after - 1].end))
        .flatten()
}

/// The verbs by which a note says to whom it speaks.
const TELLS: [&str; 7] = ["inform", "acquaint", "apprise", "informs", "directs", "instructs", "authorizes"];
/// They stand in the first words.
const OPENING_TOKENS_MAX: usize = 60;

/// "to renew to Baron Pereth the assurance of his consideration", where a note ends.
pub(super) fn assured(layout: &Layout<'_>) -> Option<Field<Party>> {
    // A letter says "you"; its last sentence names whom it speaks of.
    if layout.with_role(|role| role == Role::Salutation).next().is_some() {
        return None;
    }
    let last = (0..layout.lines.len()).rev().filter(|at| layout.lines[*at].role != Role::Blank).take(CLOSING_LINES_MAX);
    last.into_iter().find_map(|line| {
        let range = layout.lines[line].tokens.clone();
        let word = |at: usize| noun::folded(layout, &layout.tokens[at]);
        let renew =
            range.clone().find(|at| matches!(word(*at).as_str(), "renew" | "renews" | "reiterate" | "offer"))?;
        let to = (renew + 1..range.end.min(renew + 3)).find(|at| word(*at) == "to")?;
        let assures = (to..range.end).any(|at| word(at).starts_with("assurance") || word(at).starts_with("expression"));
        named_after(layout, to + 1, range.end).filter(|_| assures)
    })
}

/// A note's last words are looked for in no more lines than this.
const CLOSING_LINES_MAX: usize = 5;

/// The post, or the person with a title, that stands right at token `from`.
fn named_after(layout: &Layout<'_>, from: usize, end: usize) -> Option<Field<Party>> {
    let mut first = from;
    while first < end
        && matches!(noun::folded(layout, &layout.tokens[first]).as_str(), "to" | "the" | "his" | "excellency")
    {
        first += 1;
    }
    let mut after = first;
    while after < end && after - first < 8 {
        let token = &layout.tokens[after];
        let dot =
            token.is_any(".") && after > first && layout.tokens[after - 1].end - layout.tokens[after - 1].start <= 3;
        let inner = token.is_word() && (token.capital || matches!(noun::folded(layout, token).as_str(), "of" | "for"));
        if !(inner || dot) {
            break;
        }
        after += 1;
    }
    let words = layout.tokens.get(first..after).filter(|words| !words.is_empty() && words[0].capital)?;
    let titled = words[0].is_word() && words[0].sense(EN).is(class::TITLE) && words.len() >= 2;
    if !(titled || looks_like_post(layout, words)) {
        return None;
    }
    party::at(layout, words[0].start, words[words.len() - 1].end)
}
