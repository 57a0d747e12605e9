//! What stands on the line below a party behind a label and belongs to it: the post, the office, the name of who holds the
//! post, or the rest of a line that was broken.

use procedure::card::{Field, Party, Span};

use super::noun;
use crate::layout::{Layout, distance, is_code, looks_like_post};
use crate::tokens::Token;
use crate::words::fold;

/// Adds what the line that ends at byte `end` says to the party above it. False where it names another one.
pub(super) fn joins(
    layout: &Layout<'_>,
    above: &mut Field<Party>,
    found: &Field<Party>,
    tokens: &[Token],
    end: usize,
) -> bool {
    let joined = continues(layout, above, tokens, end) || completes(layout, &mut above.value, &found.value, tokens);
    if joined {
        above.span = above.span.map(|span| Span::new(span.start, end));
    }
    joined
}

fn completes(layout: &Layout<'_>, above: &mut Party, found: &Party, tokens: &[Token]) -> bool {
    // "PCS/LOC": an office by its signs.
    let signs = |words: &&str| words.contains('/') && !words.contains(|c: char| c.is_whitespace() || c.is_lowercase());
    let coded = Some(found.label()).filter(signs).filter(|_| found.post.is_none());
    let office = coded.or(found.office.as_deref());
    let post = coded.is_some() || looks_like_post(layout, tokens) && found.name.is_none();
    let office_only = post && found.post.is_none();
    match above {
        Party { name: Some(_), post: held @ None, office: known } if post => {
            held.clone_from(&found.post);
            append(known, office, ", ");
        }
        // "Director / Harbour Protection Service".
        party if wants_office(party) && office_only => party.office = office.map(str::to_owned),
        // "Chief, Personnel Division / Office of Security". Below "Director of Piers" another office may be told as well.
        Party { post: Some(_), office: known @ Some(_), .. } if office_only => append(known, office, ", "),
        // "Chief, Harbour Staff / Mr. Alwin Brask": who holds the post.
        Party { name: name @ None, .. } if is_person_alone(layout, found, tokens) => name.clone_from(&found.name),
        _ => return false,
    }
    true
}

/// "Assistant to the / Director", "Counsel, Select Committee / on Piers": the line above was broken.
fn continues(layout: &Layout<'_>, above: &mut Field<Party>, tokens: &[Token], end: usize) -> bool {
    let (Some(span), Some(first)) = (above.span, tokens.first()) else { return false };
    let above_tokens = &layout.tokens[noun::tokens_in(layout, span.start, span.end)];
    let joining = |token: &Token| {
        token.is_word() && !token.capital && layout.words.whole("joining_words", &noun::folded(layout, token)).is_some()
    };
    // One letter before anything is what a scan makes of a speck.
    let leads = joining(first) && first.end - first.start > 1;
    if !(leads || above_tokens.last().is_some_and(joining)) {
        return false;
    }
    let rest = layout.text[first.start..end].trim_end();
    let party = &mut above.value;
    let part = match (&party.office, &party.post) {
        (Some(_), _) => &mut party.office,
        (None, Some(_)) => &mut party.post,
        _ => &mut party.name,
    };
    append(part, Some(rest), " ");
    true
}

/// A name with its title or its initials, and no more.
fn is_person_alone(layout: &Layout<'_>, found: &Party, tokens: &[Token]) -> bool {
    let words: Vec<&Token> = tokens.iter().filter(|token| token.is_word()).collect();
    let names = words.iter().filter(|word| word.capital && word.end - word.start >= 3).count();
    let plain = tokens.iter().all(|token| token.is_word() || token.is_any(".,"));
    let cased = layout.text[words.first().map_or(0, |word| word.start)..words.last().map_or(0, |word| word.end)]
        .contains(char::is_lowercase);
    let alone = found.name.is_some() && found.post.is_none() && found.office.is_none();
    alone && plain && cased && (2..=4).contains(&words.len()) && names >= 2 && words.iter().all(|word| word.capital)
}

fn append(part: &mut Option<String>, more: Option<&str>, by: &str) {
    match (part.as_mut(), more) {
        (Some(known), Some(more)) => {
            known.push_str(by);
            known.push_str(more);
        }
        (None, Some(more)) => *part = Some(more.to_owned()),
        _ => {}
    }
}

/// Whether words of a scan may name somebody: a name, a post, an office has a capital or is longer than a scrap. "os",
/// "tire" are what is left of something else, and "HB-15436" is the mark of a paper.
pub(super) fn may_name(layout: &Layout<'_>, tokens: &[Token]) -> bool {
    let telling = |token: &Token| token.capital || token.end - token.start > SCRAP_LETTERS_MAX;
    let mut words = tokens.iter().filter(|token| token.is_word() && token.end - token.start > 1);
    let mark = match tokens {
        [letters, joint, figures] => {
            letters.is_word()
                && joint.is_any("-–—")
                && figures.is_number()
                && figures.digits >= MARK_DIGITS_MIN
                && !layout.text[letters.start..letters.end].contains(char::is_lowercase)
        }
        _ => false,
    };
    words.any(telling) && !mark
}

/// What a scan left of a stamp or a frame is read as words of no more letters.
const SCRAP_LETTERS_MAX: usize = 4;
/// Whether a value is wholly a date: it is the typist's, in another box.
pub(super) fn is_day_alone(layout: &Layout<'_>, start: usize, end: usize) -> bool {
    let mut words =
        layout.tokens[noun::tokens_in(layout, start, end)].iter().filter(|token| token.is_word()).peekable();
    words.peek().is_some() && words.all(|token| layout.is_dated(token))
}

/// The figures of a paper's mark are so many at least.
const MARK_DIGITS_MIN: u8 = 3;

/// "ATTENTION t Chief", "SUBJECT HENNING": another label, with its colon lost.
pub(super) fn is_label(layout: &Layout<'_>, tokens: &[Token]) -> bool {
    let Some(first) = tokens.iter().find(|token| token.is_word()) else { return false };
    let text = &layout.text[first.start..first.end];
    let word = fold(text);
    let near = |label: &&str| distance(&word, label) <= LABEL_WRONG_MAX;
    !text.contains(char::is_lowercase) && !is_code(text) && LABELS.iter().any(near)
}

/// Labels of which no name is made,
const LABELS: [&str; 4] = ["attention", "subject", "through", "reference"];
/// and how many of their letters may be misread.
const LABEL_WRONG_MAX: usize = 2;

/// "Director", "Acting Chief": a post that says of no office.
pub(super) fn wants_office(party: &Party) -> bool {
    let words = |post: &str| post.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 1).count();
    let bare = |post: &str| !post.contains([',', '/', '-']) && words(post) <= BARE_POST_WORDS_MAX;
    party.office.is_none() && party.post.as_deref().is_some_and(bare)
}

/// A post without its office has no more words than this.
const BARE_POST_WORDS_MAX: usize = 2;
