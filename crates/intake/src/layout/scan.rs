//! Labels that a scan has garbled. "TO" and "FROM" are too short to be known by their letters alone; they are known by
//! each other, since the one stands right above the other on every form.

use super::head::named_label;
use super::{Label, Layout, Role, is_all_names};
use crate::lang::{EN, class};
use crate::words::fold;

/// Signs before a garbled label, at most.
const LEAD_CHARS_MAX: usize = 4;
/// The two labels of a pair stand no more written lines apart.
const PAIR_LINES_MAX: usize = 4;

/// The label that a garbled beginning of line `at` stands for, and the byte where its value begins.
pub(super) fn label(layout: &Layout<'_>, at: usize) -> Option<(Label, usize)> {
    if let Some((value, sure)) = from_like(layout, at) {
        let mut above = neighbours(layout, at, false);
        if above.any(|line| is_to(layout, line)) || sure {
            return Some((Label::From, value));
        }
    }
    if let Some(value) = to_like(layout, at) {
        let mut below = neighbours(layout, at, true);
        // "TO 2 Chief, Harbour Branch": behind a post the label needs no other.
        let alone = is_sure_to(layout, at) || to_post(layout, at).is_some();
        if alone || below.any(|line| is_from(layout, line)) {
            return Some((Label::To, value));
        }
    }
    let memo = || memo_for(layout, at).or_else(|| memo_for_post(layout, at));
    if let Some(found) = long_label(layout, at).or_else(memo).or_else(|| subject_like(layout, at)) {
        return Some(found);
    }
    let value = unlabelled(layout, at)?;
    let below = neighbours(layout, at, true).next()?;
    is_from(layout, below).then_some((Label::To, value))
}

/// Labels so long that several misread letters leave them certain, each with how many may be wrong.
const LONG_LABELS: [(&str, Label, usize); 6] = [
    ("memorandum for", Label::To, 3),
    ("subject", Label::Subject, 2),
    ("references", Label::Reference, 3),
    ("reference", Label::Reference, 2),
    ("attention", Label::Attention, 2),
    ("through", Label::Via, 2),
];

/// "MENCRANDUM FOR:", "EMORANDUM FOR:", "suByECT +".
fn long_label(layout: &Layout<'_>, at: usize) -> Option<(Label, usize)> {
    let line = layout.line(at);
    let lead = line.find(char::is_alphanumeric).filter(|lead| *lead <= LEAD_CHARS_MAX * 3)?;
    let head = super::cut_at(&line[lead..], LONG_BYTES_MAX);
    let end = head.find([':', ';', '+', '=', '•', '«', '?', '!', '¢'])?;
    let name = fold(&head[..end]);
    let (_, label, _) = LONG_LABELS
        .iter()
        .find(|(long, _, wrong)| name.len().abs_diff(long.len()) <= *wrong && distance(&name, long) <= *wrong)?;
    let rest = &line[lead + end..];
    let value = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | '[' | '"' | '“'));
    Some((*label, layout.lines[at].end - value.len()))
}

/// "HDOORASIM FOR: Chief", "a MEMORANDUM FOR: Orlan": one garbled word and "FOR" with its colon is what forms begin with.
pub(super) fn memo_for(layout: &Layout<'_>, at: usize) -> Option<(Label, usize)> {
    let line = layout.line(at);
    let head = super::cut_at(line, MEMO_BYTES_MAX);
    let (end, colon) = head.match_indices(" FOR").find_map(|(end, word)| {
        let rest = &head[end + word.len()..];
        let colon = rest.find([':', '=', ';']).filter(|colon| rest[..*colon].trim().len() <= 1)?;
        Some((end, end + word.len() + colon + 1))
    })?;
    let word = line[..end].rsplit(|c: char| !c.is_alphabetic()).next()?;
    let letters = word.chars().count();
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let stray = line[..end - word.len()].chars().filter(|c| c.is_alphanumeric()).count() <= 1;
    let near = distance(&fold(word), "memorandum") <= MEMO_WRONG_MAX;
    let named = (MEMO_LETTERS_MIN..=MEMO_LETTERS_MAX).contains(&letters) && capitals * 2 > letters && near;
    let value = line[colon..].trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | '['));
    (named && stray && value.len() >= 2).then_some((Label::To, layout.lines[at].end - value.len()))
}

/// "MEMORANDUM FOR THE PRESIDENT", "Memorandum to Mr. Lund": without a colon a post or a title must follow, or an office by
/// its signs.
pub(super) fn memo_for_post(layout: &Layout<'_>, at: usize) -> Option<(Label, usize)> {
    let tokens = &layout.tokens[layout.lines[at].tokens.clone()];
    let word = |token: &crate::tokens::Token| fold(&layout.text[token.start..token.end]);
    let words = tokens.iter().filter(|token| token.is_word() && word(token) != "the").take(3);
    let [memorandum, leads, named] = words.collect::<Vec<_>>()[..] else { return None };
    // "MEMORANDUM TQ Mr. Lund": a short word in capitals is "to" with one letter misread.
    let leading = match word(leads).as_str() {
        "for" | "to" => true,
        lead => leads.capital && lead.len() == 2 && lead.starts_with('t'),
    };
    if word(memorandum) != "memorandum" || !memorandum.capital || !leading {
        return None;
    }
    // The record and the file are no readers with posts: the heading itself stands for them.
    if distance(&word(named), "record") <= 1 || word(named).starts_with("file") {
        return None;
    }
    let rest = &layout.text[named.start..layout.lines[at].end];
    let office = rest.split(' ').next().is_some_and(|word| word.contains('/') && !word.contains(char::is_lowercase));
    let sense = named.sense(EN);
    let posted = named.capital
        && (sense.is(class::POST)
            || sense.is(class::TITLE)
            || is_all_names(layout, at) && !layout.line(at).ends_with(['.', ',', ';']));
    let lead = memorandum.start - layout.lines[at].start;
    ((posted || office) && lead <= LEAD_CHARS_MAX && layout.line(at).len() <= VALUE_BYTES_MAX)
        .then_some((Label::To, named.start))
}

/// "TO 2 Chief, Harbour Branch": behind a post the label needs no other beside it.
pub(super) fn to_post(layout: &Layout<'_>, at: usize) -> Option<(Label, usize)> {
    let value = to_like(layout, at).filter(|_| is_read_to(layout, at))?;
    begins_with_post(layout, value).then_some((Label::To, value))
}

/// "MEMORANDUM FOR" and its colon stand in so many bytes,
const MEMO_BYTES_MAX: usize = 36;
/// and of the first word no fewer letters are left,
const MEMO_LETTERS_MIN: usize = 4;
/// and so many may be wrong of its ten;
const MEMO_WRONG_MAX: usize = 7;
/// no more were added.
const MEMO_LETTERS_MAX: usize = 12;

/// "SUBJECT 3s Closing", "SUBJEGT * Closing": the label in capitals, and of its colon a figure, a stray sign or two
/// letters that stand apart. "SUBJECT BORN" is a cable's sentence.
pub(super) fn subject_like(layout: &Layout<'_>, at: usize) -> Option<(Label, usize)> {
    let (word, rest, offset) = first_word(layout, at)?;
    let capitals = word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
    if !capitals || distance(&fold(word), "subject") > 1 {
        return None;
    }
    let value = rest.trim_start();
    let colon = value.split_whitespace().next().unwrap_or("");
    let remains = colon.chars().count() <= 2
        && !colon.chars().any(char::is_uppercase)
        && colon.chars().any(|c| !c.is_alphabetic());
    let after = value.get(colon.len()..)?.trim_start();
    let begins = after.starts_with(|c: char| c.is_uppercase() || "(“\"[".contains(c));
    (remains && begins).then_some((Label::Subject, offset + rest.len() - after.len()))
}

/// A long label with its sign takes no more bytes than this.
const LONG_BYTES_MAX: usize = 28;

/// The written lines nearest to line `at`, below or above it.
fn neighbours(layout: &Layout<'_>, at: usize, below: bool) -> impl Iterator<Item = usize> {
    let lines = layout.lines.len();
    let step = move |by: usize| if below { Some(at + by).filter(|line| *line < lines) } else { at.checked_sub(by) };
    let near = (1..=3 * PAIR_LINES_MAX).map_while(step);
    near.filter(|line| layout.lines[*line].role != Role::Blank).take(PAIR_LINES_MAX)
}

/// Whether line `at` begins with the label itself, well read.
fn labelled(layout: &Layout<'_>, at: usize, label: Label) -> bool {
    let line = layout.line(at);
    let head = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let name = head.split([':', ' ']).next().unwrap_or("");
    let colon = head[name.len()..].trim_start().starts_with(':');
    line.len() - head.len() <= LEAD_CHARS_MAX * 3 && colon && named_label(layout, &fold(name), true) == Some(label)
}

/// The first word of a line with what stands before it cut off, and the rest with its offset.
fn first_word<'t>(layout: &Layout<'t>, at: usize) -> Option<(&'t str, &'t str, usize)> {
    let line = layout.line(at);
    let head = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    if line[..line.len() - head.len()].chars().count() > LEAD_CHARS_MAX {
        return None;
    }
    let word = |head: &'t str| head.find(|c: char| !c.is_alphanumeric()).unwrap_or(head.len());
    let mut head = head;
    let mut end = word(head);
    // A stray letter may stand before the label.
    if end == 1 && !head.starts_with(['o', 'O', '0']) {
        head = head[end..].trim_start_matches(|c: char| !c.is_alphanumeric());
        end = word(head);
    }
    Some((&head[..end], &head[end..], layout.lines[at].start + line.len() - head.len() + end))
}

/// Where the value behind a label begins: past a colon or what a scan made of one, at a capital.
fn value_at(rest: &str, offset: usize) -> Option<usize> {
    let value = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | '['));
    let signs = rest.len() - value.len();
    let rid = |c: char| !c.is_alphanumeric() && !matches!(c, '(' | '[');
    let value = match colon_remains(value) {
        true => value.trim_start_matches(char::is_alphanumeric).trim_start_matches(rid),
        false => value,
    };
    let at = offset + rest.len() - value.len();
    let begins = value.trim_start_matches(['(', '[']).starts_with(char::is_uppercase);
    (signs > 0 && begins && value.len() >= 2).then_some(at)
}

/// Whether a colon was misread as a figure or a letter, which stands apart ("FROM 1 HAVANA", "TO 4 DIRECTOR"), or as
/// figures before it ("FROM 86: HAVANA").
fn colon_remains(value: &str) -> bool {
    let word = &value[..value.find(|c: char| !c.is_alphanumeric()).unwrap_or(value.len())];
    let figures = word.chars().all(|c| c.is_ascii_digit());
    let one = word.chars().count() == 1 && (figures || word.chars().all(char::is_lowercase));
    match value[word.len()..].chars().next() {
        Some(' ') => one,
        Some(':') => figures && (1..=REMAINS_FIGURES_MAX).contains(&word.len()),
        _ => false,
    }
}

/// What a scan made of a colon has no more figures before it than this.
const REMAINS_FIGURES_MAX: usize = 2;

/// Whether a value begins with a post: that is what forms have behind "TO" and "FROM".
fn begins_with_post(layout: &Layout<'_>, value: usize) -> bool {
    let first = layout.tokens.partition_point(|token| token.start < value);
    layout.tokens.get(first).is_some_and(|first| first.is_word() && first.sense(EN).is(class::POST))
}

/// "FROM", "ftom", "HOM.", "ROM +": where its value begins, and whether it needs no other label beside it.
fn from_like(layout: &Layout<'_>, at: usize) -> Option<(usize, bool)> {
    let (word, rest, offset) = first_word(layout, at)?;
    if !(2..=5).contains(&word.len()) || layout.line(at).len() > VALUE_BYTES_MAX {
        return None;
    }
    let letters: String = fold(word).chars().map(letter).collect();
    let near = distance(&letters, "from");
    let value = value_at(rest, offset)?;
    let mut signs = rest.trim_start().chars();
    let (sign, next) = (signs.next().unwrap_or(' '), signs.next());
    // "FROM 7 Ida Lund": a figure alone is what is left of the colon; "FROM 7 December" is running text.
    let figure = sign.is_ascii_digit() && matches!(next, Some(' ' | ':')) && layout.dates_of(at).next().is_none();
    let sign = figure || ":;+=•«&?,.|!*".contains(sign);
    let capitals = layout.text[value..layout.lines[at].end].chars().take(4).filter(|c| c.is_uppercase()).count() >= 3;
    match near {
        // One letter misread is sure with a colon before capitals.
        0 | 1 if letters.len() >= 3 => Some((value, near == 0 && (sign || capitals) || rest_is_sure(rest, capitals))),
        2 if letters.len() >= 3 && begins_with_post(layout, value) => Some((value, false)),
        2 if (letters.len() >= 3 || letters == "om") && capitals => Some((value, false)),
        _ => None,
    }
}

/// Whether a colon stands right behind a label, before a value in capitals.
fn rest_is_sure(rest: &str, capitals: bool) -> bool {
    capitals && rest.trim_start().starts_with([':', '+', '='])
}

/// Whether line `at` begins with "TO", well read, garbled or lost.
fn is_to(layout: &Layout<'_>, at: usize) -> bool {
    to_like(layout, at).is_some() || labelled(layout, at, Label::To) || unlabelled(layout, at).is_some()
}

/// Whether line `at` begins with "FROM", whatever is left of its value.
fn is_from(layout: &Layout<'_>, at: usize) -> bool {
    let label = || first_word(layout, at).map(|(word, _, _)| fold(word).chars().map(letter).collect::<String>());
    from_like(layout, at).is_some()
        || labelled(layout, at, Label::From)
        || label().is_some_and(|word| word.len() >= 4 && distance(&word, "from") <= 1)
}

/// "TO:", "TOs", "to. BRENN": no other label is needed beside it.
fn is_sure_to(layout: &Layout<'_>, at: usize) -> bool {
    first_word(layout, at).is_some_and(|(word, rest, _)| {
        let rest = rest.trim_start();
        let value = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let capitals = value.chars().filter(|c| c.is_alphabetic()).take(4).filter(|c| c.is_uppercase()).count() == 4;
        match word {
            "TOs" | "TOt" | "Tos" | "Tot" => layout.capitals,
            "TO" | "To" => rest.starts_with([':', '+', '=']) || capitals && rest.starts_with([',', '.', ';']),
            "to" => {
                capitals
                    && layout.line(at).len() <= BARE_TO_BYTES_MAX
                    && rest.starts_with([':', '+', '=', ',', '.', ';'])
            }
            _ => false,
        }
    })
}

/// A cable's line that begins with "to" in small letters is no longer than this: a sentence is.
const BARE_TO_BYTES_MAX: usize = 40;

/// "TO" in capitals, whatever its colon became.
fn is_read_to(layout: &Layout<'_>, at: usize) -> bool {
    first_word(layout, at).is_some_and(|(word, _, _)| matches!(word, "TO" | "T0"))
}

/// A line with a garbled label is no longer than this.
const VALUE_BYTES_MAX: usize = 110;

/// What scans make of "TO".
const TO_FORMS: [&str; 17] =
    ["to", "tot", "tos", "tor", "too", "jo", "yo", "ro", "io", "no", "mo", "wo", "ao", "fo", "lo", "o", "10"];

/// "TO +", "70 =", "JO :", "10 .": where its value begins.
fn to_like(layout: &Layout<'_>, at: usize) -> Option<usize> {
    let (word, rest, offset) = first_word(layout, at)?;
    if word.len() > 3 || layout.line(at).len() > VALUE_BYTES_MAX {
        return None;
    }
    let letters: String = fold(word).chars().map(letter).collect();
    TO_FORMS.contains(&letters.as_str()).then(|| value_at(rest, offset)).flatten()
}

/// "+ DIRECTOR", ": DIRECTOR", "> + DIRECTOR", ": Mr. Lund": the label is lost, its colon stands.
fn unlabelled(layout: &Layout<'_>, at: usize) -> Option<usize> {
    let line = layout.line(at);
    let head = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let signs = &line[..line.len() - head.len()];
    let colon = signs.contains([':', '+', '•', '>', '=']) && signs.chars().count() <= LEAD_CHARS_MAX;
    let capitals = head.chars().take(4).filter(|c| c.is_uppercase()).count() >= 3;
    let value = layout.lines[at].end - head.len();
    (colon && (capitals || begins_with_party(layout, value)) && line.len() <= VALUE_BYTES_MAX).then_some(value)
}

/// Whether a value begins with a post or a title with its capital: "Chief, Piers", "Mr. Lund".
fn begins_with_party(layout: &Layout<'_>, value: usize) -> bool {
    let first = layout.tokens.partition_point(|token| token.start < value);
    layout
        .tokens
        .get(first)
        .is_some_and(|first| first.is_word() && first.capital && first.sense(EN).is(class::POST | class::TITLE))
}

/// The letter that a figure was read for.
fn letter(c: char) -> char {
    match c {
        '0' => 'o',
        '1' => 'i',
        '5' => 's',
        '7' => 't',
        c => c,
    }
}

/// How many letters must be changed, added or left out to make `a` of `b`; both are short.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (line, c) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for at in 0..b.len() {
            let changed = diagonal + usize::from(c != b[at]);
            diagonal = row[at + 1];
            row[at + 1] = changed.min(row[at] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

/// Whether token `at` is the label "DATE", or what a scan made of it ("pare:"); "dated" and "the date" are running text.
pub(crate) fn is_date_label(layout: &Layout<'_>, at: usize) -> bool {
    let token = &layout.tokens[at];
    let word = fold(&layout.text[token.start..token.end]);
    let colon = layout.tokens.get(at + 1).is_some_and(|next| next.is_any(":"));
    let wrong = usize::from(layout.scanned) + usize::from(colon);
    let near = word == "date" || (word.len() == 4 && distance(&word, "date") <= wrong);
    token.is_word() && near && (token.capital || layout.scanned || colon)
}
