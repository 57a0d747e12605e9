//! Senders as office forms name them: below a caption in its box, or by the office's initials at the foot.

use procedure::card::{Field, Party, Span};

use super::super::party;
use crate::lang::{EN, class};
use crate::layout::{Layout, Role, is_name_like};
use crate::tokens::Token;
use crate::words::fold;

/// The value of a box stands within so many written lines of its caption.
const BELOW_LINES_MAX: usize = 3;

/// "FROM: EXTENSION NO. / L. F. Brask / C/HB": a form prints the caption of the next box on the label's line, and the
/// sender below it, with initials or those of his office.
pub(super) fn below_caption(layout: &Layout<'_>, caption: usize) -> Option<Field<Party>> {
    let below =
        (caption + 1..layout.lines.len()).filter(|at| layout.lines[*at].role != Role::Blank).take(BELOW_LINES_MAX);
    below.into_iter().find_map(|at| {
        if layout.english.beginning("form_lines", &layout.key(at)).is_some() {
            return None;
        }
        // His extension and the day stand beside him, in boxes of their own.
        let line = &layout.lines[at];
        let apart = layout.tokens[line.tokens.clone()].iter().find(|token| {
            token.is_number() && token.start > line.start && layout.text[..token.start].ends_with([' ', '|', '['])
        });
        let end = apart.map_or(line.end, |token| token.start);
        let value = layout.text[line.start..end].trim_end();
        let named = (is_name_like(layout, at) || apart.is_some()) && value.contains(". ");
        let found = party::at(layout, line.start, line.start + value.len())?;
        (named && super::has_initials(&found) || office_initials(value).is_some()).then_some(found)
    })
}

/// The office's initials at the foot stand in the last written lines of a paper.
const FOOT_LINES_MAX: usize = 40;

/// "Lyle Brask / HB/C/FI": who signs a paper of a great house stands above the initials of his office. Where the name could
/// not be read, the office writes.
pub(super) fn signing_office(layout: &Layout<'_>, signers: &[Field<Party>]) -> Option<Field<Party>> {
    if layout.capitals || signers.iter().any(super::has_initials) {
        return None;
    }
    let written: Vec<usize> = layout.with_role(|role| role != Role::Blank).collect();
    let foot = &written[written.len().saturating_sub(FOOT_LINES_MAX).max(written.len() / 2)..];
    let (place, initials) = foot
        .iter()
        .enumerate()
        .find_map(|(place, at)| office_initials(layout.line(*at)).map(|found| (place, found)))?;
    let at = foot[place];
    let start = layout.lines[at].start + layout.line(at).find(initials)?;
    let end = start + initials.len();
    let above = place.checked_sub(1).map(|above| foot[above]).filter(|above| is_signature_like(layout, *above));
    let Some(mut named) = above.and_then(|above| party::at(layout, layout.lines[above].start, layout.lines[above].end))
    else {
        return Some(Field::read(
            Party { office: Some(initials.to_owned()), ..Party::default() },
            Span::new(start, end),
        ));
    };
    named.value.office = Some(initials.to_owned());
    named.span = named.span.map(|span| Span::new(span.start, end));
    Some(named)
}

/// "Ida M. Lund" alone on a line: who signs a scan on which nothing else tells the foot from the text. Where several such
/// names stand in the lower half of the paper they are a list.
pub(super) fn sole_name(layout: &Layout<'_>) -> Option<Field<Party>> {
    if layout.capitals || layout.language != EN {
        return None;
    }
    let written: Vec<usize> = layout.with_role(|role| role != Role::Blank).collect();
    let mut names = written[written.len() / 2..].iter().filter_map(|at| name_alone(layout, *at));
    let first = names.next()?;
    names.next().is_none().then_some(first)
}

/// A given name, an initial with its stop or what a scan made of it, and a surname.
fn name_alone(layout: &Layout<'_>, at: usize) -> Option<Field<Party>> {
    let tokens = &layout.tokens[layout.lines[at].tokens.clone()];
    let first = tokens
        .iter()
        .take(STRAY_TOKENS_MAX + 1)
        .position(|token| token.is_word() && token.end - token.start >= NAME_LETTERS_MIN)?;
    let [given, initial, stop, surname, rest @ ..] = &tokens[first..] else { return None };
    let name = |token: &Token| {
        let sense = token.sense(EN);
        let letters = &layout.text[token.start..token.end];
        token.is_word()
            && token.capital
            && letters.len() >= NAME_LETTERS_MIN
            && letters.contains(char::is_lowercase)
            && !sense.is(class::POST | class::OFFICE | class::TITLE)
            && sense.month == 0
    };
    let single = initial.is_word() && initial.capital && initial.end - initial.start == 1;
    let alone = rest.iter().all(|token| !token.is_word() && !token.is_number());
    let whole = name(given) && single && stop.is_any(".,?") && stop.start == initial.end && name(surname) && alone;
    let named = || Party::named(&layout.text[given.start..surname.end]);
    whole.then(|| Field::read(named(), Span::new(given.start, surname.end)))
}

/// A name of a person has no fewer letters.
const NAME_LETTERS_MIN: usize = 3;
/// What a hand's signature left before the typed name is no more signs.
const STRAY_TOKENS_MAX: usize = 2;

/// Whether a line may be a name above the initials of an office.
fn is_signature_like(layout: &Layout<'_>, at: usize) -> bool {
    let words = fold(layout.line(at)).split(' ').filter(|word| word.len() > 1).count();
    is_name_like(layout, at) && (1..=SIGNATURE_WORDS_MAX).contains(&words)
}

/// A signature has no more words than this.
const SIGNATURE_WORDS_MAX: usize = 5;

/// "HB/C/FI", "C/HB/4", alone on its line: short groups of capitals parted by strokes, the first without a figure.
fn office_initials(line: &str) -> Option<&str> {
    let initials = line.trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
    let group = |group: &str| {
        (1..=GROUP_CHARS_MAX).contains(&group.len())
            && group.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-')
    };
    let mut groups = initials.split('/');
    let first = groups.next().is_some_and(|first| group(first) && first.chars().all(|c| c.is_ascii_uppercase()));
    let rest: Vec<&str> = groups.collect();
    let whole = first && !rest.is_empty() && rest.len() <= GROUPS_MAX && rest.iter().all(|part| group(part));
    let letters = initials.chars().filter(char::is_ascii_uppercase).count();
    let ended = line.ends_with(['.', ':', ',', ';']);
    (whole && letters >= INITIALS_MIN && !ended).then_some(initials)
}

/// A group of initials has no more letters than this.
const GROUP_CHARS_MAX: usize = 8;
/// An office is named by no more groups behind the first,
const GROUPS_MAX: usize = 5;
/// and by no fewer capitals in all.
const INITIALS_MIN: usize = 3;

#[cfg(test)]
mod tests {
    use super::office_initials;

    #[test]
    fn initials_of_an_office_stand_alone() {
        for line in ["HB/C/FI", "C/HB", "| C/HB/4 ", "HB/C/CA/PA-PROP"] {
            assert!(office_initials(line).is_some(), "{line}");
        }
        for line in ["HB", "A/B", "HB/C: es", "OLC/SDB/ksn", "and/or", "1/2", "9/11/63", "see HB/C.", "HB/C.", "HB//C"]
        {
            assert!(office_initials(line).is_none(), "{line}");
        }
    }
}
