//! The measured line structure of a paper, shared by every grammar.
//!
//! A paper has a head (stamps, number, place and date, address, headings), a body and a tail (close, signature, address
//! at the foot, copies, enclosures). [`Layout::of`] finds the three and gives every line a [`Role`].

use std::ops::Range;

use crate::dates::{self, Found};
use crate::lang::{EN, LANGUAGES_MAX, Language, LanguageId, Phrase, Tables};
use crate::tokens::{Token, tokenize_by};
use crate::words::fold;

mod columns;
mod date_line;
mod foot;
mod head;
mod scan;
mod shapes;
mod side;

pub(crate) use foot::is_honoured;
pub(crate) use head::{SUFFIX_LETTERS_MAX, heading_kind, heading_split, is_code, label_of};
pub(crate) use scan::{distance, is_date_label};
pub(crate) use shapes::{is_all_names, is_name_like, looks_like_post};
pub(crate) use side::{is_after_place, side_labels, side_lines};

/// How much of a text's beginning is looked at for the card.
pub const HEAD_BYTES_MAX: usize = 256 * 1024;
/// How much of a longer text's end is looked at as well: signatures, copies and numbers stand there.
pub const TAIL_BYTES_MAX: usize = 64 * 1024;

/// What a field label at the beginning of a line announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Label {
    From,
    To,
    Via,
    Attention,
    Subject,
    Date,
    Cc,
    Reference,
    Enclosures,
    Number,
    Distribution,
    /// Who took part in what is recorded.
    Attendance,
}

/// What a line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Blank,
    /// "[Telegram]", "[Extract.]": a remark of form.
    Stamp,
    /// A registry's file line.
    Registry,
    Marking,
    KindHeading,
    /// A line that says only the paper's number.
    Number,
    /// Place and date, or only a date.
    DateLine,
    Received,
    /// A labelled field; its value begins at the byte.
    Field(Label, usize),
    /// A line that goes on with the field above.
    FieldMore(Label),
    Salutation,
    Address,
    /// A heading or a line of the head or tail that says nothing to us.
    Other,
    Body,
    Close,
    Signature,
    /// A line under a signature: the post.
    SignerPost,
}

/// A line, without its end and the white space around it.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    pub(crate) role: Role,
}

/// A text with everything measured once.
pub(crate) struct Layout<'t> {
    pub(crate) text: &'t str,
    pub(crate) tokens: Vec<Token>,
    pub(crate) lines: Vec<Line>,
    pub(crate) dates: Vec<Found>,
    pub(crate) language: LanguageId,
    /// Every language that takes part.
    pub(crate) tables: &'static Tables,
    /// The phrases of English, on which the other languages fall back.
    pub(crate) english: &'static Language,
    /// The language's phrases.
    pub(crate) words: &'static Language,
    /// Lines of the body.
    pub(crate) body: Range<usize>,
    /// Phrases of the running text.
    pub(crate) phrases: Vec<Phrase>,
    /// Where sentences end, each one past its stop.
    stops: Vec<usize>,
    /// Whether the middle of the text was left out.
    pub(crate) cut: bool,
    /// Whether the text looks like a scan's, with letters misread.
    pub(crate) scanned: bool,
    /// Whether the text is set in capitals, as telegraph offices do.
    pub(crate) capitals: bool,
}

impl<'t> Layout<'t> {
    /// Measures `text` by the words of `tables`. Work is bounded by [`HEAD_BYTES_MAX`] and [`TAIL_BYTES_MAX`].
    pub(crate) fn of(text: &'t str, tables: &'static Tables) -> Self {
        let (head, tail) = windows(text);
        let mut tokens = Vec::with_capacity(text.len().min(HEAD_BYTES_MAX) / 5);
        let mut lines = Vec::new();
        for window in std::iter::once(head.clone()).chain(tail.clone()) {
            measure(text, window, tables, &mut tokens, &mut lines);
        }
        let language = language_of(&tokens);
        let words = tables.language(language.unwrap_or(EN));
        let (scanned, capitals) = (is_scanned(text, &tokens), is_in_capitals(text));
        let dates = dates::find(text, &tokens, language.unwrap_or(EN), words, scanned);
        let mut stops = Vec::new();
        for window in std::iter::once(&head).chain(tail.as_ref()) {
            stops.extend(
                sentence_ends(&text[window.clone()], [words, tables.language(EN)])
                    .into_iter()
                    .map(|stop| window.start + stop),
            );
        }
        let flat: String = text[head].chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).collect();
        let phrases = words.phrases(&flat);
        let mut layout = Self {
            text,
            tokens,
            dates,
            language: language.unwrap_or(EN),
            tables,
            english: tables.language(EN),
            words,
            body: 0..lines.len(),
            lines,
            phrases,
            stops,
            cut: tail.is_some(),
            scanned,
            capitals,
        };
        let body_start = head::assign(&mut layout);
        columns::assign(&mut layout, body_start);
        let body_end = foot::assign(&mut layout, body_start);
        layout.body = body_start..body_end.max(body_start);
        for line in &mut layout.lines[body_start..body_end.max(body_start)] {
            if line.role == Role::Other {
                line.role = Role::Body;
            }
        }
        layout
    }

    /// Phrases of `section` that stand wholly in the bytes `within`, in order.
    pub(crate) fn phrases_in(&self, within: Range<usize>, section: &str) -> impl DoubleEndedIterator<Item = &Phrase> {
        let first = self.phrases.partition_point(|phrase| phrase.start < within.start);
        let after = self.phrases.partition_point(|phrase| phrase.start < within.end);
        let found = self.phrases[first..after.max(first)].iter();
        found.filter(move |phrase| phrase.section == section && phrase.end <= within.end)
    }

    /// The words of a line.
    pub(crate) fn line(&self, at: usize) -> &'t str {
        &self.text[self.lines[at].start..self.lines[at].end]
    }

    /// A line folded, of its first [`LINE_KEY_BYTES_MAX`] bytes.
    pub(crate) fn key(&self, at: usize) -> String {
        fold(cut_at(self.line(at), LINE_KEY_BYTES_MAX))
    }

    /// The line that holds byte `at`.
    pub(crate) fn line_at(&self, at: usize) -> usize {
        self.lines.partition_point(|line| line.end < at).min(self.lines.len().saturating_sub(1))
    }

    /// Lines with a role that `wanted` accepts.
    pub(crate) fn with_role(&self, wanted: impl Fn(Role) -> bool) -> impl Iterator<Item = usize> {
        self.lines.iter().enumerate().filter(move |(_, line)| wanted(line.role)).map(|(at, _)| at)
    }

    /// The bytes of the body.
    pub(crate) fn body_bytes(&self) -> Range<usize> {
        let lines = &self.lines[self.body.clone()];
        match (lines.first(), lines.last()) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => 0..0,
        }
    }

    /// The dates of a line.
    pub(crate) fn dates_of(&self, at: usize) -> impl Iterator<Item = &Found> {
        let line = &self.lines[at];
        let (start, end) = (line.start, line.end);
        let first = self.dates.partition_point(|found| found.start < start);
        self.dates[first..].iter().take_while(move |found| found.end <= end)
    }

    /// Whether a token stands in a date.
    pub(crate) fn is_dated(&self, token: &Token) -> bool {
        let behind = self.dates.partition_point(|found| found.end < token.end);
        self.dates.get(behind).is_some_and(|found| found.start <= token.start)
    }

    /// The sentence around byte `at`: within its paragraph, from after the last full stop to the next one.
    pub(crate) fn sentence(&self, at: usize) -> Range<usize> {
        let line = self.line_at(at);
        let mut first = line;
        let near = |at: usize| line.abs_diff(at) < SENTENCE_LINES_MAX;
        while first > 0 && near(first) && self.lines[first - 1].role == Role::Body {
            first -= 1;
        }
        let mut last = line;
        while last + 1 < self.lines.len() && near(last) && self.lines[last + 1].role == Role::Body {
            last += 1;
        }
        let (from, to) = (self.lines[first].start, self.lines[last].end);
        // A paragraph without stops is no sentence: what is far away says nothing about this place.
        let from = from.max(back_to(self.text, at.saturating_sub(SENTENCE_BYTES_MAX)));
        let to = to.min(back_to(self.text, at.saturating_add(SENTENCE_BYTES_MAX))).max(from);
        // Ends are counted from after the last stop at or before this place to the first one behind it.
        let behind = self.stops.partition_point(|stop| *stop <= at);
        let to = self.stops.get(behind).map_or(to, |stop| to.min(*stop)).max(from);
        let before = behind.checked_sub(1).map(|last| self.stops[last]).filter(|stop| *stop > from && *stop <= to);
        let start = before.unwrap_or(from);
        let start = start + (self.text[start..to].len() - self.text[start..to].trim_start().len());
        start..to
    }
}

/// A sentence reaches no further than this to either side.
const SENTENCE_BYTES_MAX: usize = 4 * 1024;
/// Nor over more wrapped lines than this.
const SENTENCE_LINES_MAX: usize = 80;

/// `at`, or the character boundary before it; never past the end.
fn back_to(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// How much of a line is folded to see how it begins.
const LINE_KEY_BYTES_MAX: usize = 160;

/// `text` cut to at most `most` bytes, on a character boundary.
pub(crate) fn cut_at(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let mut end = most;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The parts of a text that are looked at: the whole of it, or its head and, where it is longer, its tail.
fn windows(text: &str) -> (Range<usize>, Option<Range<usize>>) {
    if text.len() <= HEAD_BYTES_MAX + TAIL_BYTES_MAX {
        return (0..text.len(), None);
    }
    let head = cut_at(text, HEAD_BYTES_MAX).len();
    let mut tail = text.len() - TAIL_BYTES_MAX;
    while !text.is_char_boundary(tail) {
        tail += 1;
    }
    (0..head, Some(tail..text.len()))
}

fn measure(text: &str, window: Range<usize>, tables: &'static Tables, tokens: &mut Vec<Token>, lines: &mut Vec<Line>) {
    let mut start = window.start;
    for whole in text[window].split_inclusive(['\n', '\u{c}']) {
        let content = whole.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        // A blank line ends before its own end: the byte behind it is the next one's.
        let indent = if content.is_empty() { 0 } else { whole.len() - content.len() };
        let content = content.trim_end();
        let (from, to) = (start + indent, start + indent + content.len());
        let first = tokens.len();
        tokenize_by(tables, text, from, to, tokens);
        let role = if first == tokens.len() { Role::Blank } else { Role::Other };
        lines.push(Line { start: from, end: to, tokens: first..tokens.len(), role });
        start += whole.len();
    }
}

/// How many of the commonest words a text must show before its language is said.
const LANGUAGE_WORDS_MIN: usize = 3;
/// Tokens looked at for the language.
const LANGUAGE_TOKENS_MAX: usize = 4_000;

/// The language whose commonest words are most frequent; none where too few stand there or two are near each other.
pub(crate) fn language_of(tokens: &[Token]) -> Option<LanguageId> {
    let mut counts = [0_usize; LANGUAGES_MAX];
    for token in tokens.iter().take(LANGUAGE_TOKENS_MAX) {
        let mut left = token.common();
        while left != 0 {
            counts[left.trailing_zeros() as usize] += 1;
            left &= left - 1;
        }
    }
    let (best, most) = counts.iter().copied().enumerate().max_by_key(|(id, count)| (*count, usize::MAX - id))?;
    let second = counts.iter().enumerate().filter(|(id, _)| *id != best).map(|(_, count)| *count).max().unwrap_or(0);
    (most >= LANGUAGE_WORDS_MIN && most * 4 > second * 5).then_some(best)
}

/// How much of a text is looked at to tell a scan.
const SCAN_TOKENS_MAX: usize = 600;

/// A scan leaves strokes and stray signs, and capitals within words: "|", "~", "«", "Buresu OT", "oFfice".
fn is_scanned(text: &str, tokens: &[Token]) -> bool {
    let mut odd = 0;
    let seen = tokens.len().min(SCAN_TOKENS_MAX);
    for (at, token) in tokens[..seen].iter().enumerate() {
        odd += usize::from(token.is_any("|~«»<>{}\\•¢¥€^_=+©®"));
        if token.is_word() {
            let word = &text[token.start..token.end];
            let mut chars = word.chars();
            let first = chars.next().is_some_and(char::is_lowercase);
            odd += usize::from(first && chars.any(char::is_uppercase));
            // A letter alone that is no word.
            let apart = at == 0 || tokens[at - 1].end < token.start;
            let cut = tokens.get(at + 1).is_some_and(|next| next.is_any("’'.") && next.start == token.end);
            odd += usize::from(word.len() == 1 && first && apart && !cut && !"aeiouvyàcdlmps".contains(word));
        }
    }
    odd >= SCAN_ODD_MIN && odd * SCAN_ODD_SHARE >= seen
}

/// So many odd signs at the least,
const SCAN_ODD_MIN: usize = 3;
/// and one in so many tokens, make a scan.
const SCAN_ODD_SHARE: usize = 60;

/// Whether most letters of a text's beginning are capitals.
fn is_in_capitals(text: &str) -> bool {
    let (mut upper, mut lower) = (0_usize, 0_usize);
    for byte in cut_at(text, 4_000).bytes() {
        upper += usize::from(byte.is_ascii_uppercase());
        lower += usize::from(byte.is_ascii_lowercase());
    }
    upper > lower
}

/// Where the sentences of a text end, each one past its stop.
fn sentence_ends(paragraph: &str, words: [&Language; 2]) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut chars = paragraph.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '.' | '!' | '?') {
            continue;
        }
        let followed = chars.peek().is_none_or(|(_, next)| next.is_whitespace() || matches!(next, '"' | '”' | ')'));
        let word = paragraph[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let known = |language: &&Language| language.whole("abbreviations", &fold(word)).is_some();
        let short = c == '.' && (word.chars().count() == 1 || words.iter().any(known));
        // "vom 28. v. M.": a figure's stop before a small letter makes it an ordinal.
        let ordinal = || {
            let next = paragraph[at + 1..].trim_start().chars().next();
            word.bytes().all(|byte| byte.is_ascii_digit()) && next.is_some_and(char::is_lowercase)
        };
        if followed && !short && !(c == '.' && !word.is_empty() && ordinal()) {
            let mut end = at + c.len_utf8();
            while let Some((quote, c)) = chars.next_if(|(_, c)| matches!(c, '"' | '”' | ')')) {
                end = quote + c.len_utf8();
            }
            ends.push(end);
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::Layout;
    use crate::lang::TABLES;

    #[test]
    fn a_token_stands_in_a_date_or_beside_it() {
        let layout = Layout::of("On May 3, 1931, 12 boats lay there until 9 June 1932 and 7 left.", &TABLES);
        let dated = layout.tokens.iter().filter(|token| layout.is_dated(token));
        let words: Vec<&str> = dated.map(|token| &layout.text[token.start..token.end]).collect();
        assert_eq!(words, ["May", "3", ",", "1931", "9", "June", "1932"]);
        for token in &layout.tokens {
            let stands = layout.dates.iter().any(|found| found.start <= token.start && token.end <= found.end);
            assert_eq!(layout.is_dated(token), stands);
        }
    }
}
