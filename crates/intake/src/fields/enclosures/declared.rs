//! Enclosures that the running text declares.

use procedure::card::{Enclosure, Field, Span};

use super::super::noun;
use super::title::{self, begins_thing, is_in, is_one, titled};
use crate::lang::{EN, Phrase, class};
use crate::layout::Layout;
use crate::words::fold;

/// One verb declares no more things than this.
const THINGS_MAX: usize = 6;

/// What the declaring `phrase` says is enclosed.
pub(super) fn by(layout: &Layout<'_>, phrase: &Phrase) -> Vec<(String, Span)> {
    if let Some(found) = antecedent(layout, phrase) {
        let more = if phrase.key == "behind" { beside(layout, phrase.end) } else { Vec::new() };
        return std::iter::once(found).chain(more).collect();
    }
    if is_other_hands(layout, phrase) {
        return Vec::new();
    }
    let found = match phrase.key {
        "before" => before(layout, phrase.start).into_iter().collect(),
        "aside" => before_comma(layout, phrase.start).into_iter().collect(),
        "named" => after(layout, phrase.end, Behind::Adjective),
        "sent" => after(layout, phrase.end, Behind::Sending),
        _ => after(layout, phrase.end, Behind::Verb),
    };
    if found.is_empty() && matches!(phrase.key, "behind" | "sent") {
        return turned(layout, phrase).or_else(|| participle(layout, phrase)).into_iter().collect();
    }
    found
}

/// "…, of which I inclose a copy, together with my reply": what is enclosed beside the thing that "which" stands for.
fn beside(layout: &Layout<'_>, at: usize) -> Vec<(String, Span)> {
    let mut found = after(layout, at, Behind::Verb);
    // Behind the verb stands the copy of the thing itself, or the next one right away.
    let copies = ["copy", "copies", "translation", "translations"];
    if found.first().is_some_and(|(title, _)| copies.contains(&fold(title).split(' ').next().unwrap_or(""))) {
        found.remove(0);
    }
    found
}

/// "A copy of my note I inclose.": the thing stands before who sends it.
fn turned(layout: &Layout<'_>, phrase: &Phrase) -> Option<(String, Span)> {
    let range = noun::tokens_in(layout, layout.sentence(phrase.start).start, phrase.end);
    let lead = noun::tokens_in(layout, phrase.start, phrase.end).start;
    let i = (lead.saturating_sub(3).max(range.start)..range.end).find(|at| is_one(layout, *at, &["i", "we"]))?;
    let (first, after) = noun::before(layout, range.start, i)?;
    let first = from_thing(layout, first, after)?;
    (begins_thing(layout, first) && title::names_paper(layout, first, after))
        .then(|| titled(layout, first, after))
        .flatten()
}

/// "in the memorandum enclosed herewith", "the statement, herewith inclosed": the thing stands right before.
fn participle(layout: &Layout<'_>, phrase: &Phrase) -> Option<(String, Span)> {
    let words = fold(&layout.text[phrase.start..phrase.end]);
    if !(words.contains("herewith") && words.split(' ').count() <= 2) || words.starts_with("i ") {
        return None;
    }
    let range = noun::tokens_in(layout, layout.sentence(phrase.start).start, phrase.start);
    let end = range.end.checked_sub(1).filter(|last| layout.tokens[*last].is_any(",")).unwrap_or(range.end);
    let (first, after) = noun::before(layout, range.start, end)?;
    let first = (first..after).find(|at| begins_thing(layout, *at))?;
    let near = (first..after).any(|at| title::is_paper(layout, at));
    near.then(|| titled(layout, first, after)).flatten()
}

/// "your despatch No. 12, inclosing a copy", "you were good enough to inclose a copy", "he will send you a copy": what
/// stands nearest before the verb says whose hand encloses, and whether it does so now.
fn is_other_hands(layout: &Layout<'_>, phrase: &Phrase) -> bool {
    if layout.language != EN {
        return false;
    }
    if !matches!(phrase.key, "behind" | "sent") {
        return went_with_another(layout, phrase.end);
    }
    let words = fold(&layout.text[phrase.start..phrase.end]);
    let range = noun::tokens_in(layout, layout.sentence(phrase.start).start, phrase.start);
    let before = range.end.checked_sub(1).filter(|before| *before >= range.start);
    let later = ["will", "shall", "would", "should", "could", "might", "may", "not", "cannot", "must"];
    if before.is_some_and(|before| is_one(layout, before, &later)) {
        return !words.contains("herewith");
    }
    let alone = !words.contains(' ');
    if !(alone && (words.ends_with("ing") || words.ends_with("es")) || words.starts_with("to ")) {
        return false;
    }
    let near = range.start.max(range.end.saturating_sub(HAND_TOKENS_MAX))..range.end;
    let ours =
        ["i", "we", "am", "honor", "honour", "beg", "pleasure", "privilege", "hasten", "leave", "department", "me"];
    let theirs =
        ["you", "he", "his", "she", "her", "they", "their", "enough", "requested", "request", "unable", "order"];
    let nearest = near.rev().find(|at| {
        let sense = layout.tokens[*at].sense(layout.language);
        // "May 2" and "Will" are no verbs.
        let verb = is_one(layout, *at, &later) && !layout.tokens[*at].capital;
        let person = is_one(layout, *at, &ours) || is_one(layout, *at, &theirs) || verb;
        person || alone && (sense.is(class::YOUR) || sense.kind().is_some() || sense.is(class::TITLE))
    });
    nearest.is_some_and(|at| !is_one(layout, at, &ours))
}

/// "was inclosed with my despatch No. 104": it went with that one.
fn went_with_another(layout: &Layout<'_>, at: usize) -> bool {
    let first = noun::tokens_in(layout, at, layout.text.len()).start;
    let end = layout.tokens.len().min(first + ANOTHER_TOKENS_MAX);
    first < end
        && is_one(layout, first, &["in", "with", "to"])
        && (first + 1..end).any(|at| layout.tokens[at].sense(layout.language).kind().is_some())
        && !(first + 1..end).any(|at| is_one(layout, at, &["this", "present"]))
}

/// Another paper is named in no more words than this.
const ANOTHER_TOKENS_MAX: usize = 5;

/// Who encloses stands no further before the verb.
const HAND_TOKENS_MAX: usize = 25;

/// "A draft resolution is attached.": the subject of the verb.
fn before(layout: &Layout<'_>, at: usize) -> Option<(String, Span)> {
    let sentence = layout.sentence(at);
    let range = noun::tokens_in(layout, sentence.start, at);
    let (mut first, after) = noun::before(layout, range.start, range.end)?;
    // "the berth to which the ship is attached"
    if layout.words.has("thing_nouns") && !(first..after).any(|at| title::is_paper(layout, at)) {
        return None;
    }
    // "A translation of the speeches and of the letter is appended": what stands behind "and" is not all of it.
    if is_one(layout, first, &["of"])
        && let Some(and) = first.checked_sub(1).filter(|and| *and > range.start && is_one(layout, *and, &["and"]))
        && let Some((further, _)) = noun::before(layout, range.start, and)
    {
        first = further;
    }
    titled(layout, from_thing(layout, first, after)?, after)
}

/// "a note of thanks (copy herewith)": what stands before the bracket or comma.
fn before_comma(layout: &Layout<'_>, at: usize) -> Option<(String, Span)> {
    let sentence = layout.sentence(at);
    let range = noun::tokens_in(layout, sentence.start, at);
    let end = range.end.checked_sub(1).filter(|last| layout.tokens[*last].is_any("(,"))?;
    let (first, after) = noun::before(layout, range.start, end)?;
    // "by the ordinance (copy inclosed)"
    let lead = (first..after).find(|at| !is_one(layout, *at, &title::LINKS))?;
    titled(layout, lead, after)
}

/// "a letter from his lordship, a copy of which I inclose": the thing that "which" stands for.
fn antecedent(layout: &Layout<'_>, phrase: &Phrase) -> Option<(String, Span)> {
    let sentence = layout.sentence(phrase.start);
    let range = noun::tokens_in(layout, sentence.start, phrase.start);
    let near = range.end.saturating_sub(WHICH_TOKENS_MAX).max(range.start);
    let which = (near..range.end).rev().find(|at| is_one(layout, *at, &["which", "whereof"]))?;
    let mut end = which;
    let link =
        ["of", "copy", "copies", "translation", "translations", "a", "an", "and", "but", "all", "both", "the", "text"];
    while end > range.start && (is_one(layout, end - 1, &link) || layout.tokens[end - 1].is_any(",(")) {
        end -= 1;
    }
    let (mut first, after) = paper_before(layout, range.start, end)?;
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

/// The noun phrase before token `end` that names a paper: "the editor published a letter in the Gazette, of which …" has
/// another one between.
fn paper_before(layout: &Layout<'_>, floor: usize, end: usize) -> Option<(usize, usize)> {
    let told = layout.words.has("thing_nouns");
    let mut end = end;
    for _ in 0..FURTHER_MAX {
        let Some((first, after)) = noun::before(layout, floor, end) else {
            // "that", "which": a word that ends a phrase read backwards.
            end = end.checked_sub(1).filter(|end| *end > floor)?;
            continue;
        };
        if !told || (first..after).any(|at| title::is_paper(layout, at)) {
            return Some((first, after));
        }
        end = first;
    }
    None
}

/// So many phrases and words between them are passed over.
const FURTHER_MAX: usize = 8;

/// "which I embodied in a memorandum": a verb that was taken for a noun is left aside.
fn from_thing(layout: &Layout<'_>, first: usize, after: usize) -> Option<usize> {
    if let Some(first) = from_paper(layout, first, after) {
        return Some(first);
    }
    let named = layout.tokens[first].capital && !is_one(layout, first, &["i"]);
    if named || begins_thing(layout, first) {
        return Some(first);
    }
    // What begins the sentence is its subject, by whatever word.
    let leads = layout.sentence(layout.tokens[first].start).start == layout.tokens[first].start;
    (first..after).find(|at| begins_thing(layout, *at)).or_else(|| leads.then_some(first))
}

/// "put the case in a note to the Board", "Mr. Kato’s reply", "a copy of the note": where the words begin that name the last
/// paper of a phrase.
fn from_paper(layout: &Layout<'_>, first: usize, after: usize) -> Option<usize> {
    if !layout.words.has("thing_nouns") {
        return None;
    }
    let paper = (first..after).rev().find(|at| title::is_paper(layout, *at))?;
    let begin = |paper: usize| {
        let led = (first..=paper).rev().find(|at| begins_thing(layout, *at) && !title::is_paper(layout, *at));
        led.unwrap_or_else(|| {
            // A name before it says whose it is.
            let name = |at: &usize| {
                let token = &layout.tokens[*at];
                token.is_word() && (token.capital || token.ending) || token.is_any(".’'-")
            };
            paper - (first..paper).rev().take_while(name).count()
        })
    };
    let mut start = begin(paper);
    while start > first + 1 && is_one(layout, start - 1, &["of"]) {
        let further = begin(start - 2);
        if further >= start {
            break;
        }
        start = further;
    }
    Some(start)
}

/// How far before the verb "which" may stand: "which I have the honor to".
const WHICH_TOKENS_MAX: usize = 7;

/// How the thing stands behind the words that declare it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Behind {
    /// Right behind "the inclosed": whatever stands there.
    Adjective,
    /// Behind "I inclose": what begins like a thing.
    Verb,
    /// Behind "I send you": what begins like a thing and is a paper.
    Sending,
}

/// "I inclose herewith a copy of the note and my reply": the objects, each up to the end of its phrase.
fn after(layout: &Layout<'_>, at: usize, how: Behind) -> Vec<(String, Span)> {
    let mut out = Vec::new();
    let sentence = layout.sentence(at);
    let range = noun::tokens_in(layout, at, sentence.end);
    let mut first = range.start;
    while first < range.end
        && (is_in(layout, first, "thing_skipped") || first < range.start + 3 && layout.tokens[first].is_any(","))
    {
        first += 1;
    }
    let paper = |at: usize| begins_thing(layout, at) && title::names_paper(layout, at, range.end);
    if how != Behind::Adjective && first < range.end && !paper(first) {
        first = behind_reader(layout, range.start, range.end)
            .or_else(|| behind_purpose(layout, range.start, range.end))
            .unwrap_or(first);
        // "for the information of the Department": what it is sent for is nothing enclosed.
        let purpose = first > range.start && is_one(layout, first - 1, &["for", "to", "in", "under"]);
        if first < range.end && (how == Behind::Sending || purpose) && !paper(first) {
            return out;
        }
    }
    let mut named = how == Behind::Adjective;
    while out.len() < THINGS_MAX && first < range.end && (named || begins_thing(layout, first)) {
        let after = title::end_of(layout, first, range.end);
        out.extend(title::titled(layout, first, after));
        let Some(next) = next_thing(layout, after, range.end).filter(|next| *next > first) else { break };
        first = next;
        named = false;
    }
    out
}

/// Where the next thing of a list begins: "…, and also my reply", "… and of the protocol", "… which he made, together
/// with a copy of the note", "…; a certificate of birth".
fn next_thing(layout: &Layout<'_>, after: usize, end: usize) -> Option<usize> {
    let mut next = after;
    while next < end && layout.tokens[next].is_any(",;") {
        next += 1;
    }
    let lead = |from: usize| {
        (from..end).find(|at| {
            let joins = ["with", "likewise", "of", "as", "well", "accompanied", "by"];
            !(is_in(layout, *at, "thing_joins") || is_one(layout, *at, &joins))
        })
    };
    if next < end && is_in(layout, next, "thing_joins") {
        return lead(next);
    }
    if !layout.words.has("thing_nouns") {
        return None;
    }
    // Right behind a comma, without "and".
    if next > after && next < end && begins_thing(layout, next) && title::names_paper(layout, next, end) {
        return (!is_subject(layout, next, end)).then_some(next);
    }
    // Behind a clause that tells of the thing before.
    let sign = (after..end.min(after + CLAUSE_TOKENS_MAX)).find(|at| {
        layout.tokens[*at].is_any(",;")
            && lead(*at + 1).is_some_and(|to| {
                to > *at + 1
                    && begins_thing(layout, to)
                    && title::names_paper(layout, to, end)
                    && !is_subject(layout, to, end)
            })
    })?;
    lead(sign + 1)
}

/// A clause between two things of a list has no more words than this.
const CLAUSE_TOKENS_MAX: usize = 45;

/// "…, and the note was sent": what a verb follows begins another clause.
fn is_subject(layout: &Layout<'_>, first: usize, end: usize) -> bool {
    let verb =
        |at: &usize| is_in(layout, *at, "sentence_verbs") || is_one(layout, *at, &["i", "he", "they", "it", "we"]);
    (first..end.min(first + CLAUSE_LEAD_TOKENS_MAX))
        .take_while(|at| !layout.tokens[*at].is_any(",;") && !is_one(layout, *at, &["which", "that", "who"]))
        .any(|at| verb(&at))
}

/// A clause shows its verb within so many words.
const CLAUSE_LEAD_TOKENS_MAX: usize = 8;

/// "to transmit to your excellency a copy": the reader may stand between.
fn behind_reader(layout: &Layout<'_>, from: usize, end: usize) -> Option<usize> {
    let sign = from < end && (layout.tokens[from].is_any(",") || is_one(layout, from, &["for"]));
    if !(layout.words.has("thing_nouns") && from < end && (sign || is_one(layout, from, &["to", "you", "herewith"]))) {
        return None;
    }
    (from + 1..end.min(from + READER_TOKENS_MAX)).find(|at| {
        let token = &layout.tokens[*at - 1];
        let linked = is_one(layout, *at - 1, &["to", "of", "for", "from", "at", "in", "by", "the", "his"]);
        !linked
            && (token.is_word() || token.is_any(","))
            && begins_thing(layout, *at)
            && (!is_one(layout, *at, &["the", "his", "their"]) || *at + 1 < end && title::is_paper(layout, *at + 1))
            && title::names_paper(layout, *at, end)
    })
}

/// A reader is named in no more words than this.
const READER_TOKENS_MAX: usize = 14;

/// "herewith, for the Department’s information, a copy": what it is sent for may stand between.
fn behind_purpose(layout: &Layout<'_>, from: usize, end: usize) -> Option<usize> {
    let purpose = (from..end.min(from + 3)).find(|at| is_one(layout, *at, &["for", "to", "in", "as", "under"]))?;
    (purpose + 1..end.min(purpose + PURPOSE_TOKENS_MAX)).find(|at| {
        let before = &layout.tokens[*at - 1];
        let told = ["information", "consideration", "files", "use", "perusal", "guidance", "knowledge", "you"];
        (before.is_any(",)") || is_one(layout, *at - 1, &told))
            && begins_thing(layout, *at)
            && title::names_paper(layout, *at, end)
    })
}

/// What a thing is sent for takes no more words than this.
const PURPOSE_TOKENS_MAX: usize = 36;

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
                let title = format!("{} ({})", known.value.title, &layout.text[phrase.start..end]);
                // A title that is cut keeps its beginning and loses its number.
                if title.len() <= super::TITLE_BYTES_MAX {
                    known.value.title = title;
                    known.span = Some(Span::new(start, end));
                }
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
