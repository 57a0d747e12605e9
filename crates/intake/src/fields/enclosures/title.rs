//! How far the words reach that name an enclosed thing.

use procedure::card::Span;

use super::super::noun;
use crate::lang::class;
use crate::layout::Layout;
use crate::tokens::Token;

/// A title has no more words than this.
const TITLE_WORDS_MAX: usize = 24;

pub(super) fn is_one(layout: &Layout<'_>, at: usize, words: &[&str]) -> bool {
    let token = &layout.tokens[at];
    token.is_word() && words.contains(&noun::folded(layout, token).as_str())
}

/// Whether token `at` is one of the words that the language lists in `section`.
pub(super) fn is_in(layout: &Layout<'_>, at: usize, section: &str) -> bool {
    let token = &layout.tokens[at];
    token.is_word() && layout.words.whole(section, &noun::folded(layout, token)).is_some()
}

pub(super) fn begins_thing(layout: &Layout<'_>, at: usize) -> bool {
    let token = &layout.tokens[at];
    let sense = token.sense(layout.language);
    token.is_word() && (is_in(layout, at, "thing_begins") || sense.kind().is_some() || sense.is(class::MY))
}

/// Whether the words from token `at` on name a paper: "the foreign secretary’s answer", "copies". Only a language that
/// lists such nouns can say; another takes any thing for one.
pub(super) fn names_paper(layout: &Layout<'_>, at: usize, end: usize) -> bool {
    if !layout.words.has("thing_nouns") {
        return at < end && begins_thing(layout, at);
    }
    for at in at..end.min(at + PAPER_TOKENS_MAX) {
        let token = &layout.tokens[at];
        if is_paper(layout, at) {
            return true;
        }
        let joint = token.is_any("-–’'.\"“”") || token.is_number();
        if !(token.is_word() || joint) || is_in(layout, at, "thing_ends") || is_one(layout, at, &LINKS) {
            return false;
        }
    }
    false
}

/// Whether a word names a paper: a kind, or what else can be enclosed.
pub(super) fn is_paper(layout: &Layout<'_>, at: usize) -> bool {
    let sense = layout.tokens[at].sense(layout.language);
    sense.is(class::THING) || sense.kind().is_some()
}

/// The noun that names a paper stands in the first words.
const PAPER_TOKENS_MAX: usize = 7;
/// What follows one of these is not the thing itself.
pub(super) const LINKS: [&str; 12] = ["of", "to", "at", "on", "by", "from", "i", "it", "is", "was", "under", "with"];

/// Where the phrase that begins at token `first` ends.
pub(super) fn end_of(layout: &Layout<'_>, first: usize, end: usize) -> usize {
    let mut after = first;
    let mut words = 0;
    // "correspondence between Mr. Brask and myself": this "and" joins two persons, not two things.
    let mut between = false;
    while after < end && words < TITLE_WORDS_MAX {
        let token = &layout.tokens[after];
        let joint = token.is_any(".-–’'&/#\"“”[]") || token.is_number();
        // "Consul Brask and General Lund": what follows "and" is no paper, and belongs to the same one.
        let paired = is_in(layout, after, "thing_joins")
            && (between || after > first && !begins_another(layout, after + 1, end));
        if token.is_any(",") && marked(layout, after + 1, end) {
            after += 1;
            continue;
        }
        // "a copy and translation of the note", "a copy, in triplicate, of the note"
        if let Some(of) = copied(layout, first, after, end) {
            after = of;
            continue;
        }
        // "marked A. I also inclose": a sentence that ends in a letter.
        let stopped = token.is_any(".") && after + 1 < end && is_one(layout, after + 1, &["i", "we"]);
        let told = layout.words.has("thing_nouns")
            && after > first
            && !token.capital
            && is_in(layout, after, "sentence_verbs");
        if stopped || told {
            break;
        }
        if !(token.is_word() || joint) || (after > first && is_in(layout, after, "thing_ends") && !paired) {
            break;
        }
        between = !paired && (between || is_one(layout, after, &["between"]));
        words += usize::from(token.is_word());
        after += 1;
    }
    // What joins another thing to this one is not its last word, nor what leads to a clause.
    while after > first + 1
        && (is_in(layout, after - 1, "thing_joins") || is_one(layout, after - 1, &["of", "by", "to", "from"]))
    {
        after -= 1;
    }
    match came_from(layout, after, end).filter(|_| words < TITLE_WORDS_MAX / 2) {
        Some(from) => end_of(layout, from, end),
        None => after,
    }
}

/// "a copy, in triplicate, of the note", "copy in translation of the notes": where the words go on with which what is
/// copied begins, where nothing but a copy is named before token `after`.
fn copied(layout: &Layout<'_>, first: usize, after: usize, end: usize) -> Option<usize> {
    let token = &layout.tokens[after];
    let bare = [
        "a",
        "the",
        "copy",
        "copies",
        "translation",
        "translations",
        "and",
        "certified",
        "true",
        "one",
        "two",
        "three",
    ];
    let only = layout.words.has("thing_nouns")
        && after > first
        && (first..after).all(|at| is_one(layout, at, &bare))
        && (token.is_any(",(") || is_one(layout, after, &["in", "with", "herewith", "and"]));
    let of = (after..end.min(after + COPIED_TOKENS_MAX)).find(|at| is_one(layout, *at, &["of"]));
    of.filter(|_| only)
}

/// How many copies there are, and in which tongue, takes no more words than this.
const COPIED_TOKENS_MAX: usize = 6;

/// Whether another thing begins behind "and".
fn begins_another(layout: &Layout<'_>, at: usize, end: usize) -> bool {
    if !layout.words.has("thing_nouns") {
        return true;
    }
    let lead = (at..end).find(|at| !is_one(layout, *at, &["also", "with", "likewise", "of", "as", "well"]));
    lead.is_some_and(|at| names_paper(layout, at, end))
}

/// "…, UFGS-1018": a mark with figures stands right behind the comma, and names the thing.
fn marked(layout: &Layout<'_>, at: usize, end: usize) -> bool {
    let Some(word) = layout.tokens[..end].get(at).filter(|token| token.is_word()) else { return false };
    let next = layout.tokens[..end].get(at + 1);
    let capitals = layout.text[word.start..word.end].chars().all(char::is_uppercase);
    capitals
        && next.is_some_and(|joint| joint.is_any("-/") && joint.start == word.end)
        && layout.tokens[..end].get(at + 2).is_some_and(Token::is_number)
}

/// "… which I have received to-day from Lord Brask": whose it is still belongs to the title.
fn came_from(layout: &Layout<'_>, at: usize, end: usize) -> Option<usize> {
    let came = (at..end.min(at + CAME_TOKENS_MAX)).find(|at| {
        is_one(
            layout,
            *at,
            &[
                "received",
                "addressed",
                "written",
                "sent",
                "had",
                "handed",
                "dated",
                "made",
                "given",
                "presented",
                "issued",
                "published",
                "signed",
                "delivered",
                "furnished",
                "forwarded",
                "passed",
            ],
        )
    })?;
    (came..end.min(came + 6)).find(|at| is_one(layout, *at, &["from", "to", "by"]))
}

/// "which I have just received" takes no more words than this.
const CAME_TOKENS_MAX: usize = 9;

/// The title that tokens `first..after` are, where they say anything.
pub(super) fn titled(layout: &Layout<'_>, first: usize, after: usize) -> Option<(String, Span)> {
    let plain = plain(layout, first, after)?;
    if is_named(layout, first, after) || !layout.words.has("thing_nouns") {
        return Some(plain);
    }
    let (title, span) = plain;
    let thing = title.clone();
    // "a letter", "my reply": whose it is stands elsewhere in the sentence.
    let Some((from, to)) = whose(layout, first, after) else { return Some((title, span)) };
    let party = noun::span(layout, from, to).split_whitespace().collect::<Vec<_>>().join(" ");
    let led = is_one(layout, from, &PREPOSITIONS);
    let title = if led { format!("{thing} {party}") } else { format!("{thing} ({party})") };
    let span = Span::new(span.start.min(layout.tokens[from].start), span.end.max(layout.tokens[to - 1].end));
    Some((title, span))
}

fn plain(layout: &Layout<'_>, first: usize, after: usize) -> Option<(String, Span)> {
    let open = |after: usize| after > first + 1 && is_one(layout, after - 1, &["of", "by", "to", "from", "in", "and"]);
    let mut after = after;
    while layout.words.has("thing_nouns") && open(after) {
        after -= 1;
    }
    let title = noun::phrase(layout, first, after).trim_matches(|c: char| !c.is_alphanumeric());
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let span = Span::new(layout.tokens.get(first)?.start, layout.tokens.get(after.checked_sub(1)?)?.end);
    (title.chars().filter(|c| c.is_alphabetic()).count() >= TITLE_LETTERS_MIN).then_some((title, span))
}

/// "map": a shorter title says nothing.
const TITLE_LETTERS_MIN: usize = 3;

/// Whether a title names anybody or gives a number: it tells its thing from others of its kind.
fn is_named(layout: &Layout<'_>, first: usize, after: usize) -> bool {
    let leads = layout.sentence(layout.tokens[first].start).start == layout.tokens[first].start;
    // A day tells when, not whose.
    let dated = |at: usize| layout.dates.iter().any(|found| found.first <= at && at < found.after);
    (first + usize::from(leads)..after).any(|at| is_name(layout, at) || layout.tokens[at].is_number() && !dated(at))
}

fn is_name(layout: &Layout<'_>, at: usize) -> bool {
    let token = &layout.tokens[at];
    let sense = token.sense(layout.language);
    token.is_word() && token.capital && token.end - token.start >= 2 && sense.kind().is_none() && sense.month == 0
}

/// "from Mr. Brask", "which I sent to the Minister", before or behind the thing; else whom the sentence begins with: "Mr.
/// Brask sent me a note, a copy of which I inclose."
fn whose(layout: &Layout<'_>, first: usize, after: usize) -> Option<(usize, usize)> {
    let sentence = layout.sentence(layout.tokens[first].start);
    let range = noun::tokens_in(layout, sentence.start, sentence.end);
    // "Sir: The Minister sent …": the reader greeted is not meant.
    let greeted = (range.start..first.min(range.start + 8)).find(|at| layout.tokens[*at].is_any(":—"));
    let start = greeted.map_or(range.start, |colon| colon + 1);
    let party = |at: usize| {
        let to = is_one(layout, at, &["to"]);
        // A paper is sent to somebody and made by somebody; much else is done to and by people.
        let verbs: &[&str] = if to { &TOLD } else { &MADE };
        let bound = is_one(layout, at, &["from"]) || at == after;
        if !bound && !(at.saturating_sub(4).max(start)..at).any(|verb| is_one(layout, verb, verbs)) {
            return None;
        }
        name_end(layout, at + 1, range.end).map(|to| (at, to))
    };
    let near = |at: &usize| !layout.tokens[*at].is_any(";:");
    let preposed = |at: &usize| is_one(layout, *at, &PREPOSITIONS);
    let same = |at: &usize| !(is_in(layout, *at, "thing_joins") && begins_another(layout, *at + 1, range.end));
    let behind = (after..range.end.min(after + WHOSE_TOKENS_MAX)).take_while(near).take_while(same);
    let behind = behind.into_iter().filter(preposed).find_map(party);
    let before = || {
        let from = start.max(first.saturating_sub(WHOSE_TOKENS_MAX));
        (from.min(first)..first).rev().take_while(near).filter(preposed).find_map(party)
    };
    // "Mr. Brask", "The Minister": the sentence's first words, where a verb follows them.
    let subject = || {
        let to = name_end(layout, start, first)?;
        let article = is_one(layout, start, &["the"]);
        let titled = layout.tokens[start].sense(layout.language).is(class::TITLE);
        ((titled || article) && to >= start + 2 && to < first).then_some((start + usize::from(article), to))
    };
    // "I have written Mr. Brask a letter"
    let told = || {
        let from = start.max(first.saturating_sub(WHOSE_TOKENS_MAX)).min(first);
        let verb = (from..first).rev().take_while(near).find(|at| {
            let next = &layout.tokens[*at + 1];
            is_one(layout, *at, &TOLD) && next.capital && next.sense(layout.language).is(class::TITLE)
        })?;
        name_end(layout, verb + 1, first).map(|to| (verb + 1, to))
    };
    behind.or_else(before).or_else(told).or_else(subject)
}

/// Verbs that say to whom a paper went.
const TOLD: [&str; 16] = [
    "addressed",
    "addressing",
    "wrote",
    "written",
    "write",
    "sent",
    "sending",
    "handed",
    "telegraphed",
    "delivered",
    "presented",
    "replied",
    "given",
    "reply",
    "answer",
    "letter",
];
/// Verbs that say by whom a paper was made.
const MADE: [&str; 14] = [
    "signed",
    "made",
    "written",
    "prepared",
    "addressed",
    "issued",
    "given",
    "published",
    "sent",
    "furnished",
    "presented",
    "received",
    "delivered",
    "drawn",
];

/// Prepositions that say whose a paper is.
const PREPOSITIONS: [&str; 3] = ["from", "to", "by"];
/// Whose a thing is stands this near.
const WHOSE_TOKENS_MAX: usize = 22;

/// Where the name that begins at token `at`, perhaps behind an article, ends: at least one word of it has a capital.
fn name_end(layout: &Layout<'_>, at: usize, end: usize) -> Option<usize> {
    let mut after = at;
    let mut named = false;
    while after < end && after - at < NAME_TOKENS_MAX {
        let token = &layout.tokens[after];
        let dot = token.is_any(".-–’'") && after > at && layout.tokens[after - 1].is_word();
        let small = is_one(layout, after, &["the", "his", "her", "our", "of", "for", "de", "la", "von", "and"]);
        let post = token.is_word() && token.sense(layout.language).is(class::POST | class::OFFICE | class::TITLE);
        if !(dot || small || post || token.is_word() && token.capital) {
            break;
        }
        named |=
            token.is_word() && token.capital && token.end - token.start >= 2 && token.sense(layout.language).month == 0;
        after += 1;
    }
    while after > at && (!layout.tokens[after - 1].is_word() || is_one(layout, after - 1, &["the", "of", "for", "and"]))
    {
        after -= 1;
    }
    (named && after > at).then_some(after)
}

/// A name takes no more words than this.
const NAME_TOKENS_MAX: usize = 10;
