//! The subject: as it stands, or proposed from the first operative sentence.

use procedure::card::{Field, FieldName, Span};

use super::Draft;
use crate::layout::{Label, Layout, Role, cut_at};

/// A subject has no more bytes than this.
const SUBJECT_BYTES_MAX: usize = 400;
/// A proposed subject has no more bytes than this.
const PROPOSED_BYTES_MAX: usize = 160;

pub(super) fn read(layout: &Layout<'_>, draft: &mut Draft) {
    draft.card.subject = labelled(layout).or_else(|| title_of_order(layout, draft)).or_else(|| proposed(layout, draft));
}

/// "SUBJECT: …" with the lines that go on with it.
fn labelled(layout: &Layout<'_>) -> Option<Field<String>> {
    let at = layout.with_role(|role| matches!(role, Role::Field(Label::Subject, _))).next()?;
    let Role::Field(_, value) = layout.lines[at].role else { return None };
    let mut end = layout.lines[at].end;
    for line in &layout.lines[at + 1..] {
        if line.role != Role::FieldMore(Label::Subject) {
            break;
        }
        end = line.end;
    }
    let text = layout.text.get(value..end)?;
    let lead = text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || ":-—=.".contains(c)).len();
    let text = cut_at(&text[lead..], SUBJECT_BYTES_MAX).trim_end();
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!joined.is_empty()).then(|| Field::read(joined, Span::new(value + lead, value + lead + text.len())))
}

/// The line under an executive order's number is its title.
fn title_of_order(layout: &Layout<'_>, draft: &Draft) -> Option<Field<String>> {
    let order = draft.card.kind.as_ref().is_some_and(|kind| kind.value.contains("order"));
    let heading = layout.with_role(|role| role == Role::KindHeading).next().filter(|_| order)?;
    let title = (heading + 1..layout.body.start.min(heading + 4)).find(|at| layout.lines[*at].role == Role::Other)?;
    let (start, end) = (layout.lines[title].start, layout.lines[title].end);
    Some(Field::read(layout.text[start..end].to_owned(), Span::new(start, end)))
}

/// A salutation's line longer than this goes on with the text.
const SALUTATION_BYTES_MAX: usize = 70;

fn proposed(layout: &Layout<'_>, draft: &mut Draft) -> Option<Field<String>> {
    let opening = layout.body.clone().find(|line| match layout.lines[*line].role {
        Role::Body => true,
        // "Sir: I have the honor …": the text begins on the salutation's line.
        Role::Salutation => layout.line(*line).len() > SALUTATION_BYTES_MAX,
        _ => false,
    })?;
    let line = &layout.lines[opening];
    let skipped = match line.role {
        Role::Salutation => cut_at(layout.line(opening), SALUTATION_BYTES_MAX).find(": ").map_or(0, |at| at + 2),
        _ => 0,
    };
    let sentence = line.start + skipped..layout.sentence(line.start + skipped).end;
    let whole = layout.text.get(sentence.clone())?;
    let (cut, broken) = clause(whole);
    let mut value = cut.split_whitespace().collect::<Vec<_>>().join(" ");
    if broken {
        value.push('…');
    }
    if value.chars().filter(|c| c.is_alphabetic()).count() < 4 {
        return None;
    }
    draft.remark(FieldName::Subject, "The subject is proposed from the first sentence.");
    Some(Field::proposed(value, Some(Span::new(sentence.start, sentence.start + cut.len()))))
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
        None => (room.rsplit_once(char::is_whitespace).map_or(room, |(head, _)| head.trim_end()), true),
    }
}

/// A clause shorter than this says too little to be a subject.
const CLAUSE_BYTES_MIN: usize = 50;
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
