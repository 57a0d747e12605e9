//! Enclosures that the running text declares.

use procedure::card::{Enclosure, Field, Span};

use super::super::noun;
use crate::lang::{Phrase, class};
use crate::layout::Layout;
use crate::words::fold;

/// A title has no more words than this.
const TITLE_WORDS_MAX: usize = 24;
/// One verb declares no more things than this.
const THINGS_MAX: usize = 6;

/// What the declaring `phrase` says is enclosed.
pub(super) fn by(layout: &Layout<'_>, phrase: &Phrase) -> Vec<(String, Span)> {
    if let Some(found) = antecedent(layout, phrase) {
        return vec![found];
    }
    match phrase.key {
        "before" => before(layout, phrase.start).into_iter().collect(),
        "aside" => before_comma(layout, phrase.start).into_iter().collect(),
        "named" => after(layout, phrase.end, true),
        _ => after(layout, phrase.end, false),
    }
}

/// "A draft resolution is attached.": the subject of the verb.
fn before(layout: &Layout<'_>, at: usize) -> Option<(String, Span)> {
    let sentence = layout.sentence(at);
    let range = noun::tokens_in(layout, sentence.start, at);
    let (first, after) = noun::before(layout, range.start, range.end)?;
    titled(layout, from_thing(layout, first, after)?, after)
}

/// "a note of thanks (copy herewith)": what stands before the bracket or comma.
fn before_comma(layout: &Layout<'_>, at: usize) -> Option<(String, Span)> {
    let sentence = layout.sentence(at);
    let range = noun::tokens_in(layout, sentence.start, at);
    let end = range.end.checked_sub(1).filter(|last| layout.tokens[*last].is_any("(,"))?;
    let (first, after) = noun::before(layout, range.start, end)?;
    titled(layout, first, after)
}

/// "a letter from his lordship, a copy of which I inclose": the thing that "which" stands for.
fn antecedent(layout: &Layout<'_>, phrase: &Phrase) -> Option<(String, Span)> {
    let sentence = layout.sentence(phrase.start);
    let range = noun::tokens_in(layout, sentence.start, phrase.start);
    let near = range.end.saturating_sub(WHICH_TOKENS_MAX).max(range.start);
    let which = (near..range.end).rev().find(|at| is_one(layout, *at, &["which"]))?;
    let mut end = which;
    let link = ["of", "copy", "copies", "translation", "translations", "a", "an", "and", "both", "the", "text"];
    while end > range.start && (is_one(layout, end - 1, &link) || layout.tokens[end - 1].is_any(",(")) {
        end -= 1;
    }
    let (mut first, after) = noun::before(layout, range.start, end)?;
    // "a note to Earl Brask, harbour master, a copy of which": who he is stands between the thing and "which".
    if first > range.start + 1
        && layout.tokens[first - 1].is_any(",")
        && let Some((further, _)) = noun::before(layout, range.start, first - 1)
        && (further..first).any(|at| layout.tokens[at].sense(layout.language).kind().is_some())
    {
        first = further;
    }
    titled(layout, from_thing(layout, first, after)?, after)
}

/// "which I embodied in a memorandum": a verb that was taken for a noun is left aside.
fn from_thing(layout: &Layout<'_>, first: usize, after: usize) -> Option<usize> {
    let named = layout.tokens[first].capital && !is_one(layout, first, &["i"]);
    if named || begins_thing(layout, first) {
        return Some(first);
    }
    // What begins the sentence is its subject, by whatever word.
    let leads = layout.sentence(layout.tokens[first].start).start == layout.tokens[first].start;
    (first..after).find(|at| begins_thing(layout, *at)).or_else(|| leads.then_some(first))
}

/// How far before the verb "which" may stand: "which I have the honor to".
const WHICH_TOKENS_MAX: usize = 7;

fn is_one(layout: &Layout<'_>, at: usize, words: &[&str]) -> bool {
    let token = &layout.tokens[at];
    token.is_word() && words.contains(&noun::folded(layout, token).as_str())
}

/// Whether token `at` is one of the words that the language lists in `section`.
fn is_in(layout: &Layout<'_>, at: usize, section: &str) -> bool {
    let token = &layout.tokens[at];
    token.is_word() && layout.words.whole(section, &noun::folded(layout, token)).is_some()
}

/// "I inclose herewith a copy of the note and my reply": the objects, each up to the end of its phrase. After
/// "the inclosed" the thing itself follows; after a verb only what begins like a thing is one.
fn after(layout: &Layout<'_>, at: usize, named: bool) -> Vec<(String, Span)> {
    let mut out = Vec::new();
    let sentence = layout.sentence(at);
    let range = noun::tokens_in(layout, at, sentence.end);
    let mut first = range.start;
    while first < range.end && is_in(layout, first, "thing_skipped") {
        first += 1;
    }
    if !named && first < range.end && !begins_thing(layout, first) {
        first = behind_purpose(layout, range.start, range.end).unwrap_or(first);
    }
    let mut named = named;
    while out.len() < THINGS_MAX && first < range.end && (named || begins_thing(layout, first)) {
        let after = thing_end(layout, first, range.end);
        out.extend(titled(layout, first, after));
        // "…, and also my reply", "… and of the protocol".
        let mut next = after;
        while next < range.end && layout.tokens[next].is_any(",") {
            next += 1;
        }
        if !(next < range.end && is_in(layout, next, "thing_joins")) {
            break;
        }
        while next < range.end
            && (is_in(layout, next, "thing_joins") || is_one(layout, next, &["with", "likewise", "of", "as", "well"]))
        {
            next += 1;
        }
        if next <= first {
            break;
        }
        first = next;
        named = false;
    }
    out
}

/// "herewith, for the Department’s information, a copy": what it is sent for may stand between.
fn behind_purpose(layout: &Layout<'_>, from: usize, end: usize) -> Option<usize> {
    let purpose = (from..end.min(from + 3)).find(|at| is_one(layout, *at, &["for", "to", "in", "as", "under"]))?;
    (purpose + 1..end.min(purpose + PURPOSE_TOKENS_MAX)).find(|at| {
        let before = &layout.tokens[*at - 1];
        let told = ["information", "consideration", "files", "use", "perusal", "guidance", "knowledge", "you"];
        (before.is_any(",)") || is_one(layout, *at - 1, &told)) && begins_thing(layout, *at)
    })
}

/// What a thing is sent for takes no more words than this.
const PURPOSE_TOKENS_MAX: usize = 16;

fn begins_thing(layout: &Layout<'_>, at: usize) -> bool {
    let token = &layout.tokens[at];
    let sense = token.sense(layout.language);
    token.is_word() && (is_in(layout, at, "thing_begins") || sense.kind().is_some() || sense.is(class::MY))
}

/// Where the phrase that begins at token `first` ends.
fn thing_end(layout: &Layout<'_>, first: usize, end: usize) -> usize {
    let mut after = first;
    let mut words = 0;
    // "correspondence between Mr. Brask and myself": this "and" joins two persons, not two things.
    let mut between = false;
    while after < end && words < TITLE_WORDS_MAX {
        let token = &layout.tokens[after];
        let joint = token.is_any(".-–’'&/#\"“”[]") || token.is_number();
        let paired = is_in(layout, after, "thing_joins") && between;
        if token.is_any(",") && marked(layout, after + 1, end) {
            after += 1;
            continue;
        }
        if !(token.is_word() || joint) || (after > first && is_in(layout, after, "thing_ends") && !paired) {
            break;
        }
        between = !paired && (between || is_one(layout, after, &["between"]));
        words += usize::from(token.is_word());
        after += 1;
    }
    match came_from(layout, after, end).filter(|_| words < TITLE_WORDS_MAX / 2) {
        Some(from) => thing_end(layout, from, end),
        None => after,
    }
}

/// "…, UFGS-1018": a mark with figures stands right behind the comma, and names the thing.
fn marked(layout: &Layout<'_>, at: usize, end: usize) -> bool {
    let Some(word) = layout.tokens[..end].get(at).filter(|token| token.is_word()) else { return false };
    let next = layout.tokens[..end].get(at + 1);
    let capitals = layout.text[word.start..word.end].chars().all(char::is_uppercase);
    capitals
        && next.is_some_and(|joint| joint.is_any("-/") && joint.start == word.end)
        && layout.tokens[..end].get(at + 2).is_some_and(crate::tokens::Token::is_number)
}

/// "… which I have received to-day from Lord Brask": whose it is still belongs to the title.
fn came_from(layout: &Layout<'_>, at: usize, end: usize) -> Option<usize> {
    let came = (at..end.min(at + CAME_TOKENS_MAX))
        .find(|at| is_one(layout, *at, &["received", "addressed", "written", "sent", "had", "handed", "dated"]))?;
    (came..end.min(came + 4)).find(|at| is_one(layout, *at, &["from", "to", "by"]))
}

/// "which I have just received" takes no more words than this.
const CAME_TOKENS_MAX: usize = 8;

fn titled(layout: &Layout<'_>, first: usize, after: usize) -> Option<(String, Span)> {
    let title = noun::phrase(layout, first, after).trim_matches(|c: char| !c.is_alphanumeric());
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let span = Span::new(layout.tokens.get(first)?.start, layout.tokens.get(after.checked_sub(1)?)?.end);
    (title.chars().filter(|c| c.is_alphabetic()).count() >= 4).then_some((title, span))
}

/// "(inclosure 1)", "inclosures 1 and 2": the number of an enclosure is part of its title, or all that is said of it.
pub(super) fn number(layout: &Layout<'_>, out: &mut Vec<Field<Enclosure>>) {
    let phrases = layout.phrases_in(layout.body_bytes(), "enclosures").copied();
    for phrase in phrases.collect::<Vec<_>>() {
        if out.len() >= super::ENCLOSURES_MAX {
            break;
        }
        let word = fold(&layout.text[phrase.start..phrase.end]);
        // "attached" is no name of a thing.
        let noun = !word.ends_with("ed");
        let Some(numbers) = numbers_after(layout, phrase.end).filter(|_| noun) else { continue };
        if let [only] = numbers[..] {
            let end = layout.tokens[only].end;
            let before = layout.text[..phrase.start].trim_end_matches(['(', '[', ' ', ',', '\n']).len();
            let known = out.iter_mut().find(|known| known.span.is_some_and(|span| span.end == before));
            if let Some(known) = known {
                let start = known.span.map_or(phrase.start, |span| span.start);
                known.value.title = format!("{} ({})", known.value.title, &layout.text[phrase.start..end]);
                known.span = Some(Span::new(start, end));
                continue;
            }
        }
        for number in numbers {
            let token = &layout.tokens[number];
            let title = format!("{} {}", word.trim_end_matches('s'), &layout.text[token.start..token.end]);
            if !out.iter().any(|known| fold(&known.value.title).ends_with(&fold(&title))) {
                let span = Span::new(phrase.start, token.end);
                out.push(Field::inferred(Enclosure { title, present: false }, Some(span)));
            }
        }
    }
}

/// The numbers or letters right behind "inclosure", none where another paper's enclosures are meant.
fn numbers_after(layout: &Layout<'_>, from: usize) -> Option<Vec<usize>> {
    let mut at = noun::tokens_in(layout, from, layout.text.len()).start;
    let mut numbers = Vec::new();
    while let Some(token) = layout.tokens.get(at).filter(|_| numbers.len() < THINGS_MAX) {
        let lead = ["no", "nos", "numbered", "marked", "and"];
        let letter = token.is_word() && ["A", "B", "C", "D", "E", "F"].contains(&&layout.text[token.start..token.end]);
        if (token.is_number() && token.digits <= 2) || letter {
            numbers.push(at);
        } else if !(token.is_any(".,") || is_one(layout, at, &lead)) || token.start > from + NUMBERS_BYTES_MAX {
            break;
        }
        at += 1;
    }
    let other = layout.tokens.get(at).is_some_and(|_| is_one(layout, at, &["in", "to", "of", "with", "from"]));
    (!numbers.is_empty() && !other).then_some(numbers)
}

/// The numbers of enclosures stand this near behind the word.
const NUMBERS_BYTES_MAX: usize = 40;
