//! What a line looks like, whatever it says.

use super::Layout;
use crate::lang::class;
use crate::tokens::{Shape, Token};

/// Small words that may stand inside a name.
const NAME_PARTICLES: [&str; 33] = [
    "of", "de", "von", "van", "der", "la", "le", "du", "di", "da", "del", "y", "and", "et", "e", "the", "for", "zu",
    "den", "dos", "los", "in", "des", "do", "della", "und", "im", "am", "zur", "zum", "vom", "v", "ab",
];

/// The measured look of a line.
pub(super) struct Look {
    pub(super) chars: usize,
    pub(super) words: usize,
    pub(super) lower: usize,
    pub(super) stop: bool,
}

pub(super) fn look(layout: &Layout<'_>, at: usize) -> Look {
    let line = layout.line(at);
    let tokens = &layout.tokens[layout.lines[at].tokens.clone()];
    let words = tokens.iter().filter(|token| token.is_word() && token.end - token.start > 1);
    let (mut count, mut lower) = (0, 0);
    for word in words {
        count += 1;
        lower += usize::from(!word.capital);
    }
    Look {
        chars: line.chars().count(),
        words: count,
        lower,
        stop: line.ends_with(['.', '?', '!', ':', ';']) || line.ends_with(".”") || line.ends_with(".\""),
    }
}

/// A line of running text: long, or a short sentence, or one of several wrapped lines.
pub(super) fn is_prose(layout: &Layout<'_>, at: usize) -> bool {
    let look = look(layout, at);
    if look.chars >= PROSE_CHARS_MIN {
        return look.lower * 3 >= look.words || look.words >= 25;
    }
    if look.words >= 4 && look.stop && look.lower * 10 >= look.words * 6 {
        return true;
    }
    let next = at + 1 < layout.lines.len() && !layout.lines[at + 1].tokens.is_empty();
    look.chars >= WRAPPED_CHARS_MIN && look.lower * 2 >= look.words && next && {
        let below = self::look(layout, at + 1);
        below.chars >= WRAPPED_CHARS_MIN / 2 && below.lower * 2 >= below.words
    }
}

/// A line at least this long is running text when enough of its words are in lower case.
const PROSE_CHARS_MIN: usize = 85;
/// Two such lines in a row are running text.
const WRAPPED_CHARS_MIN: usize = 40;

/// A line that may be a person's name, perhaps with the post after a comma: capitals, no digits, few words.
pub(crate) fn is_name_like(layout: &Layout<'_>, at: usize) -> bool {
    // Scans leave a colon standing after a name; one that belongs to its word opens something.
    let (line, tokens) = match layout.line(at).strip_suffix(" :") {
        Some(line) => (line, &layout.tokens[layout.lines[at].tokens.start..layout.lines[at].tokens.end - 1]),
        None => (layout.line(at), &layout.tokens[layout.lines[at].tokens.clone()]),
    };
    // A scan puts strokes before a name: "‘Lyle Brask".
    let strokes = tokens.iter().take_while(|token| !(token.is_word() || token.is_number())).count();
    let most = if layout.scanned { STROKES_MAX } else { usize::from(line.starts_with('‘')) };
    let tokens = &tokens[if strokes <= most { strokes } else { 0 }..];
    let Some(first) = tokens.first() else { return false };
    // "de Favereau": a particle may begin a name.
    let particle = first.is_word()
        && NAME_PARTICLES.contains(&&layout.text[first.start..first.end])
        && tokens.get(1).is_some_and(|second| second.capital);
    if line.len() > NAME_LINE_BYTES_MAX || line.ends_with([':', ';', '?', '!']) || !(first.capital || particle) {
        return false;
    }
    let comma = tokens.iter().position(|token| token.is_any(",(")).unwrap_or(tokens.len());
    let name = &tokens[..comma];
    let mut words = 0;
    for (at, token) in name.iter().enumerate() {
        match token.shape {
            Shape::Number => return false,
            Shape::Sign(sign) if !".’'-–&]\"".contains(sign) => return false,
            Shape::Sign(_) => {}
            Shape::Word => {
                words += 1;
                let word = &layout.text[token.start..token.end];
                // "Ting-fang", "v. Gerolt".
                let joined = at > 0 && name[at - 1].is_any("-–’'") && name[at - 1].end == token.start;
                let initial = word.chars().count() == 1 && name.get(at + 1).is_some_and(|next| next.is_any(".’'"));
                let particle = NAME_PARTICLES.contains(&word) || joined || initial;
                if !token.capital && !particle {
                    return false;
                }
            }
        }
    }
    let long = name.iter().any(|token| token.is_word() && token.end - token.start >= 3);
    let month = name.iter().all(|token| !token.is_word() || token.sense(layout.language).month > 0);
    (1..=8).contains(&words) && long && !month
}

/// Stray signs before a name in a scan, at most.
const STROKES_MAX: usize = 2;

const NAME_LINE_BYTES_MAX: usize = 120;

/// Whether the words name a post or an office rather than a person.
pub(crate) fn looks_like_post(layout: &Layout<'_>, tokens: &[Token]) -> bool {
    tokens.iter().any(|token| {
        let sense = token.sense(layout.language);
        token.is_word() && (sense.is(class::POST) || sense.is(class::OFFICE))
    })
}

/// "Heads of Executive Agencies", "Harbour Protection Staff": every long word of a line begins with a capital.
pub(crate) fn is_all_names(layout: &Layout<'_>, at: usize) -> bool {
    let mut long = layout.tokens[layout.lines[at].tokens.clone()]
        .iter()
        .filter(|token| token.is_word() && token.end - token.start > SMALL_WORD_BYTES_MAX);
    long.all(|token| token.capital)
}

/// Words that join names ("of", "the") are no longer.
const SMALL_WORD_BYTES_MAX: usize = 3;
