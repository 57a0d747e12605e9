//! The foot of a paper: from where the body ends to the bottom.

use super::date_line::is_foot_date_line;
use super::head::{is_form_line, is_marking, is_number_line, label_of};
use super::shapes::{is_name_like, is_prose, look};
use super::{Layout, Role};
use crate::lang::{EN, class};
use crate::words::begins_with;

/// How many written lines from the bottom can belong to the foot.
const FOOT_LINES_MAX: usize = 60;

/// Gives the lines of the foot their roles. Returns one past the last line of the body.
pub(super) fn assign(layout: &mut Layout<'_>, body_start: usize) -> usize {
    let mut end = layout.lines.len();
    // The line that begins the body stays in it, however short.
    let body_start = (body_start + 1).min(end);
    let mut seen = 0;
    let mut last_close = None;
    for at in (body_start..layout.lines.len()).rev() {
        if layout.lines[at].role == Role::Blank {
            continue;
        }
        seen += 1;
        if seen > FOOT_LINES_MAX {
            break;
        }
        let key = layout.key(at);
        if is_close(layout, at, &key) {
            last_close = Some(at);
            end = at;
            continue;
        }
        // An editor's note may follow the signature.
        let signed_above = || {
            let above = (body_start..at).rev().find(|above| layout.lines[*above].role != Role::Blank);
            above.is_some_and(|above| is_name_like(layout, above))
        };
        let noted = layout.line(at).starts_with('[') && layout.line(at).ends_with(']') && signed_above();
        let listed = noted
            || is_note(layout.line(at))
            || label_of(layout, at).is_some()
            || is_list_head(layout, &key)
            || is_foot_date_line(layout, at);
        if !listed && (is_prose(layout, at) || ends_sentence(layout, at)) {
            break;
        }
        end = at;
    }
    if last_close.is_none() {
        last_close = close_further_up(layout, body_start, end);
        // A close may run over several lines, each apart from the next.
        while let Some(close) = last_close
            && let Some(above) = (body_start..close).rev().find(|at| layout.lines[*at].role != Role::Blank)
            && is_close(layout, above, &layout.key(above))
        {
            last_close = Some(above);
        }
    }
    end = last_close.unwrap_or(end).max(body_start);
    // Where a letter is dated at its end, the date stands right above the close.
    while let Some(above) = (body_start..end).rev().find(|at| layout.lines[*at].role != Role::Blank)
        && is_foot_date_line(layout, above)
    {
        end = above;
    }
    roles(layout, end, last_close);
    let signed = layout.lines[end..].iter().any(|line| line.role == Role::Signature);
    if signed { end } else { sign_above_postscript(layout, body_start, end).unwrap_or(end) }
}

/// "[3] Surveyed in March.": a note of an office file, which stands under its number below all else.
fn is_note(line: &str) -> bool {
    let number = line.strip_prefix('[').and_then(|rest| rest.split_once("] "));
    number.is_some_and(|(number, _)| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// "… published in the / Federal Register": the short rest of a sentence that was broken before it.
fn ends_sentence(layout: &Layout<'_>, at: usize) -> bool {
    let Some(above) = at.checked_sub(1).filter(|above| layout.lines[*above].role != Role::Blank) else { return false };
    let last = layout.tokens[layout.lines[above].tokens.clone()].last();
    let joins = last.is_some_and(|token| {
        let word = crate::words::fold(&layout.text[token.start..token.end]);
        token.is_word() && !token.capital && layout.words.whole("joining_words", &word).is_some()
    });
    joins
        || (layout.line(above).ends_with(',')
            && is_prose(layout, above)
            && !is_close(layout, above, &layout.key(above)))
}

/// The last close above the foot that a name follows: what stands below it are postscripts and lists.
fn close_further_up(layout: &Layout<'_>, body_start: usize, end: usize) -> Option<usize> {
    let from = body_start.max(end.saturating_sub(DOCKET_LINES_MAX));
    (from..end).rev().filter(|at| layout.lines[*at].role != Role::Blank).find(|at| {
        let key = layout.key(*at);
        let below = (*at + 1..layout.lines.len()).find(|below| layout.lines[*below].role != Role::Blank);
        is_close(layout, *at, &key) && below.is_some_and(|below| is_name_like(layout, below))
    })
}

/// A docket or list below a signature has no more lines than this.
const DOCKET_LINES_MAX: usize = 240;

/// "I have, &c.,", "Very truly yours,", "Accept [etc.]", "I am, sir, your obedient servant,".
fn is_close(layout: &Layout<'_>, at: usize, key: &str) -> bool {
    // "von Deinem", "Herzlichst Dein": nothing but words that lead over to a name.
    let particle = |word: &str| layout.words.whole("close_particles", word).is_some();
    if !key.is_empty() && key.len() <= PARTICLES_BYTES_MAX && key.split(' ').all(particle) {
        return true;
    }
    let hit = layout.words.beginning("closes", key).or_else(|| layout.english.beginning("closes", key));
    let Some((_, phrase)) = hit else { return false };
    let look = look(layout, at);
    let line = layout.line(at);
    if phrase.len() == key.len() {
        return true;
    }
    // A close ends in a comma, or trails off in "etc."; a sentence that begins alike goes on to a full stop.
    let polite =
        |word: &str| layout.words.whole("close_words", word).or_else(|| layout.english.whole("close_words", word));
    let servant = key.split(' ').any(|word| polite(word).is_some());
    let trails = line.ends_with([',', '—']) || ["etc", " c", "et cetera"].iter().any(|end| key.ends_with(end));
    look.chars <= 260 && (servant || (trails && look.words <= 14))
}

/// A line of nothing but such words is no longer than this.
const PARTICLES_BYTES_MAX: usize = 80;

/// "Copies: …", "cc: …", "Distribution:", "Enclosures:".
fn is_list_head(layout: &Layout<'_>, key: &str) -> bool {
    ["copies", "distribution", "enclosures"].iter().any(|section| layout.words.beginning(section, key).is_some())
}

/// "Hon. William H. Seward", "His Excellency …", "To the …": nobody signs so.
pub(crate) fn is_honoured(key: &str) -> bool {
    let forms = [
        "hon",
        "the hon",
        "honorable",
        "the honorable",
        "his excellency",
        "to",
        "the right honorable",
        "their excellencies",
        "his imperial highness",
        "his royal highness",
        "his highness",
        "his imperial majesty",
        "his majesty",
        "most illustrious",
    ];
    forms.iter().any(|form| begins_with(key, form))
}

/// Whether a line is set wholly in capitals.
fn capitals(line: &str) -> bool {
    !line.chars().any(char::is_lowercase)
}

/// "The Consul of France at Brenn.", below a signature.
fn is_post_address(layout: &Layout<'_>, at: usize, key: &str, below_signature: bool) -> bool {
    let mut tokens = layout.tokens[layout.lines[at].tokens.clone()].iter();
    below_signature
        && begins_with(key, "the")
        && layout.line(at).len() <= POST_BYTES_MAX
        && tokens.any(|token| token.is_word() && token.capital && token.sense(EN).is(class::POST))
}

/// An address that names a post is no longer than this.
const POST_BYTES_MAX: usize = 110;

/// "F. Curti alt LA.": what begins with initials and a name right below a close is signed, whatever post follows.
fn begins_with_initials(layout: &Layout<'_>, at: usize) -> bool {
    let tokens = &layout.tokens[layout.lines[at].tokens.clone()];
    let initial = |token: &crate::tokens::Token| token.is_word() && token.capital && token.end - token.start == 1;
    let led = tokens.iter().take_while(|token| initial(token) || token.is_sign('.')).count();
    let named = tokens.get(led).is_some_and(|token| token.is_word() && token.capital && token.end - token.start >= 3);
    layout.line(at).len() <= SIGNED_BYTES_MAX && led > 0 && named
}

/// "Глава администрации И. И. Браск": a post, and the initials and surname that end the line.
fn ends_in_name(layout: &Layout<'_>, at: usize) -> bool {
    let tokens = &layout.tokens[layout.lines[at].tokens.clone()];
    crate::fields::name_behind_post(layout, tokens).is_some()
}

/// A signature with its post on the line is no longer than this.
const SIGNED_BYTES_MAX: usize = 60;

/// A name that stands alone above a postscript, in capitals or with initials, where nothing else is signed.
fn sign_above_postscript(layout: &mut Layout<'_>, body_start: usize, end: usize) -> Option<usize> {
    let from = body_start.max(end.saturating_sub(POSTSCRIPT_LINES_MAX));
    let at = (from..end).rev().find(|at| {
        let alone = layout.lines[*at].role != Role::Blank
            && *at > 0
            && layout.lines[*at - 1].role == Role::Blank
            && layout.lines.get(*at + 1).is_none_or(|below| below.role == Role::Blank);
        let line = layout.line(*at);
        let capitals = line.chars().filter(|c| c.is_uppercase()).count();
        let small = line.chars().filter(|c| c.is_lowercase()).count();
        alone && line.len() <= 48 && is_name_like(layout, *at) && capitals > small
    })?;
    layout.lines[at].role = Role::Signature;
    Some(at)
}

/// A postscript has no more lines than this.
const POSTSCRIPT_LINES_MAX: usize = 12;

fn roles(layout: &mut Layout<'_>, end: usize, close: Option<usize>) {
    let mut signed = false;
    let mut signature = None;
    let mut under_signature = false;
    let mut open = None;
    let mut closed = false;
    let mut attested = false;
    for at in end..layout.lines.len() {
        if layout.lines[at].role == Role::Blank {
            under_signature = false;
            attested &= at > 0 && layout.lines[at - 1].role == Role::Other;
            open = None;
            continue;
        }
        let key = layout.key(at);
        // "I am, with great truth and respect, / Sir,": the reader is called once more before the name.
        let called = || closed && layout.english.whole("salutations", &key).is_some();
        let role = if close.is_some_and(|close| at == close) || !signed && (is_close(layout, at, &key) || called()) {
            Role::Close
        } else if is_number_line(layout, at) {
            Role::Number
        } else if let Some((label, value)) = label_of(layout, at).filter(|_| at > end || close.is_none()) {
            open = Some(label);
            Role::Field(label, value)
        } else if is_marking(layout, &key) {
            Role::Marking
        } else if layout.line(at).starts_with('[') || is_form_line(layout, &key) {
            Role::Stamp
        } else if let Some(label) = open {
            Role::FieldMore(label)
        } else if is_foot_date_line(layout, at) {
            Role::DateLine
        } else if layout.words.beginning("signing_for", &key).is_some() {
            attested |= layout.words.whole("attesting", &key).is_some();
            Role::Other
        } else if attested {
            // "Official: / LYLE BRASK": who attests a copy neither signs nor reads it.
            Role::Other
        } else if is_honoured(&key) || is_post_address(layout, at, &key, signed && !under_signature) {
            Role::Address
        } else if !signed && (closed && begins_with_initials(layout, at) || ends_in_name(layout, at)) {
            Role::Signature
        } else if under_signature {
            Role::SignerPost
        } else if super::head::is_address(layout, at, &key) && (signed || !is_name_like(layout, at)) {
            Role::Address
        } else if is_name_like(layout, at) && !is_list_head(layout, &key) {
            // Names set alike below a signature are signatures too; another hand's setting is the addressee's.
            let alike = signature.is_none_or(|first: usize| {
                capitals(layout.line(first)) == capitals(layout.line(at)) && !layout.line(at).contains(',')
            });
            if alike { Role::Signature } else { Role::Address }
        } else {
            Role::Other
        };
        if role == Role::Signature {
            signed = true;
            signature = signature.or(Some(at));
        }
        closed = role == Role::Close;
        under_signature = matches!(role, Role::Signature | Role::SignerPost);
        layout.lines[at].role = role;
    }
}
