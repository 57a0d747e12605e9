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
    let cut = cut_at(whole, PROPOSED_BYTES_MAX);
    let cut = if cut.len() < whole.len() { cut.rsplit_once(' ').map_or(cut, |(head, _)| head) } else { cut };
    let value = cut.split_whitespace().collect::<Vec<_>>().join(" ");
    if value.chars().filter(|c| c.is_alphabetic()).count() < 4 {
        return None;
    }
    draft.remark(FieldName::Subject, "The subject is proposed from the first sentence.");
    Some(Field::proposed(value, Some(Span::new(sentence.start, sentence.start + cut.len()))))
}
