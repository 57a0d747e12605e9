//! What of a paper's first sentences says what it is about: not that another came in, not the courtesies before it, and
//! as many clauses as there is room for.

use std::ops::Range;

use super::{PROPOSED_BYTES_MAX, SENTENCE_BYTES_MIN};
use crate::layout::{Layout, Role, cut_at};
use crate::words::fold;

/// The first sentence from `sentence` on that does more than say which paper came in: "Your despatch No. 59 has been
/// received." says nothing of the matter. Where only such sentences stand, the first.
pub(super) fn past_receipts(layout: &Layout<'_>, sentence: Range<usize>) -> Range<usize> {
    let mut at = sentence.clone();
    for _ in 0..RECEIPTS_MAX {
        if !is_receipt(layout, &at) {
            return at;
        }
        let rest = &layout.text[at.end..layout.body_bytes().end.max(at.end)];
        let next = at.end + rest.len() - rest.trim_start().len();
        let line = layout.line_at(next);
        if next <= at.start
            || layout.lines.get(line).is_none_or(|line| !matches!(line.role, Role::Body | Role::Salutation))
        {
            break;
        }
        at = next..layout.sentence(next).end.max(next);
    }
    let words = |range: &Range<usize>| has_words(&layout.text[range.clone()]);
    let long = at.end - at.start >= SENTENCE_BYTES_MIN;
    if !is_receipt(layout, &at) && words(&at) && (long || !words(&sentence)) { at } else { sentence }
}

fn is_receipt(layout: &Layout<'_>, sentence: &Range<usize>) -> bool {
    let text = &layout.text[sentence.clone()];
    let says = || {
        let key = fold(text);
        let phrase = |section| layout.words.beginning(section, &key).is_some();
        let of_a_paper = phrase("your") || phrase("my");
        // "Your 96, March 2, noon.": with nothing but what it answers a telegram begins.
        let more = || behind_references(layout, sentence) > sentence.start;
        let bare = || key.len() <= REFERENCE_BYTES_MAX && key.bytes().any(|byte| byte.is_ascii_digit()) && !more();
        phrase("receipt_openings") || of_a_paper && (key.ends_with(" received") || bare())
    };
    // "118.": a telegram's own number. "Also for Lund:" says for whom it is.
    let names = || text.len() <= REFERENCE_BYTES_MAX && text.trim_end().ends_with(':');
    text.len() <= RECEIPT_BYTES_MAX && (!has_words(text) || names() || says())
}

/// Whether there are letters enough to say anything.
pub(super) fn has_words(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() >= LETTERS_MIN
}

/// Whether a clause says no more than which paper it is about.
fn only_refers(layout: &Layout<'_>, clause: &str) -> bool {
    let key = fold(clause);
    clause.len() <= RECEIPT_BYTES_MAX
        && ["receipt_openings", "refer_openings"].iter().any(|section| layout.words.beginning(section, &key).is_some())
}

/// No more receipts than this stand before the matter,
const RECEIPTS_MAX: usize = 6;
/// and a longer one says what the received paper was about.
const RECEIPT_BYTES_MAX: usize = 130;
/// What only names a paper, number and date, is no longer than this.
const REFERENCE_BYTES_MAX: usize = 48;
/// With fewer letters nothing is said.
const LETTERS_MIN: usize = 4;

/// Where the matter begins in a sentence: behind what a telegram answers ("118. Your 96, March 2, noon. …") and behind
/// courtesies ("Referring to your No. 81, *I have to inform you that* the quay is closed").
pub(super) fn behind_courtesies(layout: &Layout<'_>, sentence: Range<usize>) -> Range<usize> {
    let start = behind_references(layout, &sentence);
    let courtesy = |at: usize| {
        let key = fold(cut_at(&layout.text[at..sentence.end], COURTESY_BYTES_MAX));
        let (_, phrase) = layout.words.beginning("courtesies", &key)?;
        let first = layout.tokens.partition_point(|token| token.start < at);
        let words = layout.tokens[first..].iter().filter(|token| token.is_word());
        words.take_while(|token| token.end <= sentence.end).nth(phrase.split(' ').count()).map(|token| token.start)
    };
    let refers = || {
        let room = cut_at(&layout.text[start..sentence.end], PROPOSED_BYTES_MAX);
        layout.words.beginning("refer_openings", &fold(room))?;
        room.match_indices(' ').find_map(|(at, space)| courtesy(start + at + space.len()))
    };
    courtesy(start).or_else(refers).unwrap_or(start)..sentence.end
}

/// A courtesy takes no more bytes than this.
const COURTESY_BYTES_MAX: usize = 100;

/// Behind the paper named at the beginning of a telegram, which ends with the hour at which that was sent.
fn behind_references(layout: &Layout<'_>, sentence: &Range<usize>) -> usize {
    let text = cut_at(&layout.text[sentence.clone()], REFERENCES_BYTES_MAX);
    let hours = HOURS.iter().flat_map(|hour| text.match_indices(hour).map(|(at, hour)| at + hour.len()));
    let mut starts: Vec<usize> = hours.filter(|at| text[*at..].starts_with(char::is_uppercase)).collect();
    starts.sort_unstable();
    let named = |at: &usize| {
        let key = fold(&text[..*at]);
        let key = key.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' '));
        ["your", "my", "refer_openings"].iter().any(|section| layout.words.beginning(section, key).is_some())
    };
    sentence.start + starts.into_iter().find(named).unwrap_or(0)
}

/// How a telegram's date ends.
const HOURS: &[&str] = &["p.m. ", "p. m. ", "a.m. ", "a. m. ", "noon. ", "midnight. "];
/// What a telegram names before its matter takes no more bytes than this.
const REFERENCES_BYTES_MAX: usize = 90;

/// What of a sentence stands as a subject, and whether it breaks off. "Referring to your No. 81" alone will not do: what
/// the paper is about stands behind that clause.
pub(super) fn cut<'t>(layout: &Layout<'_>, sentence: &'t str) -> (&'t str, bool) {
    match clause(sentence) {
        (cut, false) if cut.len() < sentence.len() && only_refers(layout, cut) => broken_off(sentence),
        clause => clause,
    }
}

/// What of a sentence stands as a subject: all of it, or as many whole clauses as there is room for. Where not even the
/// first one fits, its words as far as they go, and `true`: it breaks off.
fn clause(sentence: &str) -> (&str, bool) {
    let room = cut_at(sentence, PROPOSED_BYTES_MAX);
    if room.len() == sentence.len() {
        return (sentence, false);
    }
    let ends = CLAUSE_ENDS.iter().flat_map(|end| room.match_indices(end)).map(|(at, _)| at);
    match ends.filter(|at| *at >= CLAUSE_BYTES_MIN).max() {
        Some(end) => (room[..end].trim_end().trim_end_matches([',', ';', ':']), false),
        None => broken_off(sentence),
    }
}

/// As many words of a sentence as there is room for, and whether it goes on.
fn broken_off(sentence: &str) -> (&str, bool) {
    let room = cut_at(sentence, PROPOSED_BYTES_MAX);
    let words = || room.rsplit_once(char::is_whitespace).map_or(room, |(head, _)| head.trim_end());
    if room.len() == sentence.len() { (sentence, false) } else { (words(), true) }
}

/// A clause shorter than this says too little to be a subject.
const CLAUSE_BYTES_MIN: usize = 90;
/// Before what a clause ends. A list of two nouns is joined by "and" too; that it is cut there loses less than half of a
/// clause would.
const CLAUSE_ENDS: &[&str] = &[
    "; ", ";\n", ": ", ":\n", ", ", ",\n", " (", "\n(", " – ", " — ", " and ", "\nand ", " but ", "\nbut ", " which ",
    "\nwhich ",
];

#[cfg(test)]
mod tests {
    use super::{PROPOSED_BYTES_MAX, clause};

    #[test]
    fn a_proposed_subject_ends_with_a_clause() {
        let report = "According to a report from Delegate Varga, the newspapers of two countries maintain that the truce talks \
                      at Osk are bound to fail and that the fighting on the border may spread; the fault, they say, lies with both.";
        let (subject, broken) = clause(report);
        assert!(subject.ends_with("the truce talks at Osk are bound to fail") && !broken, "{subject}");
        assert_eq!(clause("I ask you to review."), ("I ask you to review.", false));
        let unbroken = "word ".repeat(60);
        let (subject, broken) = clause(&unbroken);
        assert!(broken && subject.ends_with("word") && subject.len() <= PROPOSED_BYTES_MAX, "{subject}");
        assert!(clause(&"é".repeat(200)).1);
    }
}
