//! How a paper relates to one it cites: by the words around the citation.

use procedure::card::{Relation, Span};

use crate::lang::PHRASE_BYTES_MAX;
use crate::layout::{Layout, Role};

/// How near a telling phrase must stand before the citation.
const BEFORE_BYTES_MAX: usize = 60;
/// How near it may stand after it.
const AFTER_BYTES_MAX: usize = 70;

/// The relation to the paper cited at `span`. `yours` says that the addressee sent it: only that can be answered.
pub(super) fn of(layout: &Layout<'_>, span: Span, yours: bool) -> Relation {
    let near = |section: &str, before: usize, after: usize| {
        let from = layout.phrases.partition_point(|phrase| phrase.start + before + MARGIN_BYTES < span.start);
        let hits = layout.phrases[from..].iter().take_while(|phrase| phrase.start <= span.end + after);
        hits.filter(|phrase| phrase.section == section).any(|phrase| {
            let ahead = phrase.end <= span.start && span.start - phrase.end <= before;
            let behind = phrase.start >= span.end && phrase.start - span.end <= after;
            (ahead && same_sentence(layout, phrase.end, span.start))
                || (behind && same_sentence(layout, span.end, phrase.start))
        })
    };
    // "Executive Order No. 12133 of May 9, 1979, is revoked": the verb follows in the passive.
    // "…, as amended by Order No. 5, is revoked": the verb is of the paper before it.
    let passive = if is_agent(layout, span) { 0 } else { PASSIVE_BYTES_MAX };
    if near("relation_cancels", BEFORE_BYTES_MAX / 2, 0) || near("relation_cancelled", 0, passive) {
        return Relation::Cancels;
    }
    if near("relation_supersedes", BEFORE_BYTES_MAX / 2, 0) || near("relation_superseded", 0, passive) {
        return Relation::Supersedes;
    }
    if yours && (near("relation_answers", BEFORE_BYTES_MAX, AFTER_BYTES_MAX) || leads(layout, span)) {
        return Relation::Answers;
    }
    if near("relation_encloses", BEFORE_BYTES_MAX / 2, 0) {
        return Relation::Encloses;
    }
    Relation::Refers
}

/// Whether "by", perhaps with a section, stands before the citation: it is what amended another paper.
fn is_agent(layout: &Layout<'_>, span: Span) -> bool {
    let line = &layout.lines[layout.line_at(span.start)];
    let before = layout.text.get(line.start..span.start).unwrap_or("");
    let mut words = before.split_whitespace().rev().take(AGENT_WORDS_MAX);
    words.any(|word| word == "by") && !before.trim_end().ends_with([',', '.', ';'])
}

/// "by section 7 of" takes no more words.
const AGENT_WORDS_MAX: usize = 4;

/// How near a passive verb must stand behind it.
const PASSIVE_BYTES_MAX: usize = 24;

/// No phrase is longer than this, also of those that an office adds.
const MARGIN_BYTES: usize = PHRASE_BYTES_MAX;

fn same_sentence(layout: &Layout<'_>, from: usize, to: usize) -> bool {
    let between = layout.text.get(from..to).unwrap_or("");
    !between.contains(';') && !between.contains(". ") || between.contains("No. ") && between.matches(". ").count() == 1
}

/// "1303. Your 1295.": the citation opens the text.
fn leads(layout: &Layout<'_>, span: Span) -> bool {
    let Some(line) = layout.body.clone().find(|line| matches!(layout.lines[*line].role, Role::Body | Role::Salutation))
    else {
        return false;
    };
    let start = layout.lines[line].start;
    span.start >= start
        && layout.text.get(start..span.start).is_some_and(|before| {
            before.len() <= 24 && !before.chars().any(char::is_lowercase) | before.starts_with("Sir")
        })
}
