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

/// "presents its compliments to the Secretary of State", "had the honor to inform the Department of State", "has the honor
/// to transmit herewith to the Embassy of the Straits".
pub(super) fn told(layout: &Layout<'_>) -> Option<Field<Party>> {
    let line = layout.body.clone().find(|line| layout.lines[*line].role == Role::Body)?;
    let range = layout.lines[line].tokens.clone();
    let opening = range.start..range.end.min(range.start + OPENING_TOKENS_MAX);
    let word = |at: usize| noun::folded(layout, &layout.tokens[at]);
    let lead = opening.clone().find(|at| {
        let next = layout.tokens.get(at + 1).map(|next| noun::folded(layout, next));
        let polite = matches!(word(*at).as_str(), "compliments" | "respects") && next.as_deref() == Some("to");
        // "Inform the Board" tells the reader what to do.
        polite || (TELLS.contains(&word(*at).as_str()) && !layout.tokens[*at].capital)
    });
    let told = match lead {
        Some(lead) => named_after(layout, lead + 1, range.end),
        None => directed(layout, line).or_else(|| answered(layout, range.clone())),
    };
    // A scan's stray capitals would make readers of anything.
    told.or_else(|| honoured(layout, range).filter(|_| !(layout.scanned || layout.capitals)))
}

/// "has the honor, in compliance with the treaty, to deliver herewith to Mr. Brask": to whom a note hands something.
fn honoured(layout: &Layout<'_>, range: std::ops::Range<usize>) -> Option<Field<Party>> {
    if layout.with_role(|role| role == Role::Salutation).next().is_some() {
        return None;
    }
    let word = |at: usize| noun::folded(layout, &layout.tokens[at]);
    let opening = range.start..range.end.min(range.start + HONOUR_TOKENS_MAX);
    let honor = opening.clone().find(|at| {
        matches!(word(*at).as_str(), "honor" | "honour" | "pleasure")
            && opening
                .clone()
                .any(|has| has < *at && *at - has <= 3 && matches!(word(has).as_str(), "has" | "had" | "have"))
    })?;
    let verb = (honor + 1..range.end.min(honor + HONOUR_TOKENS_MAX))
        .find(|at| word(at - 1) == "to" && HANDS.contains(&word(*at).as_str()))?;
    let to = (verb + 1..range.end.min(verb + HANDED_TOKENS_MAX)).find(|at| word(*at) == "to")?;
    named_after(layout, to + 1, range.end)
}

/// Verbs by which a note hands something to its reader.
const HANDS: [&str; 9] =
    ["deliver", "transmit", "forward", "submit", "propose", "communicate", "present", "hand", "address"];
/// A note says in its first words that it has the honour, and soon after of what.
const HONOUR_TOKENS_MAX: usize = 70;
/// What is handed over takes no more words than this before the reader is named.
const HANDED_TOKENS_MAX: usize = 8;

/// "On the 4th Mr. Lund instructed Mr. Brask by telegram that", "(Mr. Brask is directed to report.)": a telegram that an
/// editor tells in his own words.
fn directed(layout: &Layout<'_>, line: usize) -> Option<Field<Party>> {
    let sent = layout.with_role(|role| matches!(role, Role::Stamp | Role::KindHeading)).any(|stamp| {
        let tokens = &layout.tokens[layout.lines[stamp].tokens.clone()];
        stamp < layout.body.start && tokens.iter().any(|token| token.sense(EN).kind() == Some("telegram"))
    });
    let lines = (line..layout.body.end).filter(|at| sent && layout.lines[*at].role == Role::Body);
    lines.take(TOLD_LINES_MAX).find_map(|at| directed_by(layout, at))
}

/// Paragraphs of a telegram told by an editor that are looked at.
const TOLD_LINES_MAX: usize = 6;

fn directed_by(layout: &Layout<'_>, line: usize) -> Option<Field<Party>> {
    let range = layout.lines[line].tokens.clone();
    let word = |at: usize| noun::folded(layout, &layout.tokens[at]);
    let titled = |at: &usize| layout.tokens[*at].capital && layout.tokens[*at].sense(EN).is(class::TITLE);
    let opening = range.start..range.end.min(range.start + TOLD_TOKENS_MAX);
    let verb = opening.into_iter().find(|at| DIRECTED.contains(&word(*at).as_str()))?;
    // In the passive the reader stands before the verb, and leads the sentence.
    if matches!(word(verb.checked_sub(1)?).as_str(), "is" | "was") {
        let first = (range.start..verb).find(titled).filter(|first| *first <= range.start + 1)?;
        return named_after(layout, first, verb);
    }
    Some(verb + 1).filter(titled).and_then(|first| named_after(layout, first, range.end))
}

/// What is told to the reader of a telegram.
const DIRECTED: [&str; 8] =
    ["instructed", "directed", "telegraphed", "authorized", "informed", "requested", "cabled", "advised"];
/// It is told in the first words.
const TOLD_TOKENS_MAX: usize = 25;

/// "The Department has received the Tarnovian Legation’s memorandum": a note that speaks of no "you" answers whose paper
/// it names first.
fn answered(layout: &Layout<'_>, range: std::ops::Range<usize>) -> Option<Field<Party>> {
    if layout.with_role(|role| role == Role::Salutation).next().is_some() {
        return None;
    }
    let opening = range.start..range.end.min(range.start + OPENING_TOKENS_MAX);
    let answers = |before: usize| {
        (range.start..before).any(|at| {
            let word = noun::folded(layout, &layout.tokens[at]);
            matches!(word.as_str(), "received" | "receipt" | "refers" | "reference" | "reply" | "answer" | "according")
        })
    };
    // "In reply to the memorandum of the Tarnovian Legation"
    let of = opening.clone().skip(1).find(|at| {
        // "the note verbale of"
        let verbale = usize::from(noun::folded(layout, &layout.tokens[at - 1]) == "verbale");
        let kind = at.checked_sub(1 + verbale).is_some_and(|kind| layout.tokens[kind].sense(EN).kind().is_some());
        noun::folded(layout, &layout.tokens[*at]) == "of" && kind
    });
    if let Some(of) = of.filter(|of| *of <= range.start + 10 && answers(*of))
        && let Some(named) = named_after(layout, of + 1, range.end)
    {
        return Some(named);
    }
    let owner = opening.into_iter().find(|at| {
        let token = &layout.tokens[*at];
        let paper = || (at + 1..range.end.min(at + 4)).any(|at| layout.tokens[at].sense(EN).kind().is_some());
        token.is_word() && token.ending && token.capital && token.sense(EN).is(class::SELF_OFFICE) && paper()
    })?;
    // The capitals that end there: "the receipt of the State Department’s".
    let after = owner + 1;
    let named = |at: &usize| layout.tokens[*at].is_word() && layout.tokens[*at].capital;
    let first = (range.start..after).rev().take_while(named).last().filter(|_| answers(owner))?;
    let first = first + usize::from(noun::folded(layout, &layout.tokens[first]) == "the");
    (after >= first + 2).then(|| party::at(layout, layout.tokens[first].start, layout.tokens[after - 1].end)).flatten()
}

/// The verbs by which a note says to whom it speaks.
const TELLS: [&str; 7] = ["inform", "acquaint", "apprise", "informs", "directs", "instructs", "authorizes"];
/// They stand in the first words.
const OPENING_TOKENS_MAX: usize = 60;

/// "to renew to Baron Pereth the assurance of his consideration", where a note ends.
pub(super) fn assured(layout: &Layout<'_>) -> Option<Field<Party>> {
    // A letter says "you"; its last sentence names whom it speaks of, unless it assures him.
    let letter = layout.with_role(|role| role == Role::Salutation).next().is_some();
    let last = (0..layout.lines.len()).rev().filter(|at| layout.lines[*at].role != Role::Blank).take(CLOSING_LINES_MAX);
    last.into_iter().find_map(|line| {
        let range = layout.lines[line].tokens.clone();
        let word = |at: usize| noun::folded(layout, &layout.tokens[at]);
        // "In reassuring Mr. Brask of my consideration"
        if let Some(assuring) = range.clone().find(|at| matches!(word(*at).as_str(), "assuring" | "reassuring"))
            && range.clone().any(|at| at > assuring && word(at) == "consideration")
        {
            return named_after(layout, assuring + 1, range.end);
        }
        if letter {
            return None;
        }
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
        && matches!(
            noun::folded(layout, &layout.tokens[first]).as_str(),
            "to" | "the" | "his" | "her" | "their" | "excellency" | "excellencies" | "messieurs" | "and" | ","
        )
    {
        first += 1;
    }
    let mut after = first;
    while after < end && after - first < 8 {
        let token = &layout.tokens[after];
        let dot =
            token.is_any(".") && after > first && layout.tokens[after - 1].end - layout.tokens[after - 1].start <= 3;
        let small = ["of", "for", "de", "la", "d", "du", "von", "van", "der", "the"];
        let inner = token.is_word() && (token.capital || small.contains(&noun::folded(layout, token).as_str()))
            || token.is_any("’'") && after > first;
        if !(inner || dot) {
            break;
        }
        after += 1;
    }
    while after > first && !layout.tokens[after - 1].capital && !dotted(layout, after - 1) {
        after -= 1;
    }
    let words = layout.tokens.get(first..after).filter(|words| !words.is_empty() && words[0].capital)?;
    let titled = words[0].is_word() && words[0].sense(EN).is(class::TITLE) && words.len() >= 2;
    if !(titled || looks_like_post(layout, words)) {
        return None;
    }
    party::at(layout, words[0].start, words[words.len() - 1].end)
}

fn dotted(layout: &Layout<'_>, at: usize) -> bool {
    layout.tokens[at].is_any(".")
}
