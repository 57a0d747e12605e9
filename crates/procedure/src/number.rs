//! Numbers: ours are born in the journal; theirs are claimed by a paper.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ids::SeriesId;

/// Longest pattern of a series, in bytes.
pub const PATTERN_BYTES_MAX: usize = 80;
/// Highest number of a series in one year.
pub const NUMBER_MAX: u32 = 99_999_999;

/// *Our number*: series, civil year of entry in the office's zone, number within the year, and a sub-number
/// where one paper of an envelope has its own.
///
/// It comes only out of an event: `decide` gives it, the journal keeps it, nobody else makes one. The rendered text
/// is frozen with it, so a changed pattern touches later numbers only.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RegNumber {
    series: SeriesId,
    year: i16,
    n: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sub: Option<u32>,
    text: String,
}

impl RegNumber {
    pub(crate) fn new(series: SeriesId, year: i16, n: u32, pattern: &Pattern) -> Self {
        let text = pattern.render(&series, year, n);
        Self { series, year, n, sub: None, text }
    }

    /// A sub-number of `number`; what is printed before it stays as it was frozen.
    pub(crate) fn under(number: &Self, sub: Option<u32>) -> Self {
        let text = sub.map_or_else(|| number.text.clone(), |sub| format!("{}/{sub}", number.text));
        Self { sub, text, ..number.clone() }
    }

    /// The series it belongs to.
    pub fn series(&self) -> &SeriesId {
        &self.series
    }

    /// The civil year of entry in the office's zone.
    pub fn year(&self) -> i16 {
        self.year
    }

    /// The number within the series and year.
    pub fn n(&self) -> u32 {
        self.n
    }

    /// The sub-number, from 1, where the paper is part of an envelope.
    pub fn sub(&self) -> Option<u32> {
        self.sub
    }

    /// The number as printed.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for RegNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// How a series prints its numbers: plain text with `{series}`, `{year}`, `{yy}` and one `{n}` or `{n:04}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Pattern(String);

/// Why a pattern cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, phrases::Told)]
pub enum PatternError {
    /// It is empty or longer than [`PATTERN_BYTES_MAX`].
    #[told("a pattern has 1 to {PATTERN_BYTES_MAX} bytes")]
    Length,
    /// It does not hold exactly one `{n}`.
    #[told("a pattern holds the number exactly once, as {{n}} or {{n:04}}")]
    Number,
    /// It holds a brace that is none of the known ones.
    #[told("{{{what}}} is not known: use {{series}}, {{year}}, {{yy}}, {{n}} or {{n:04}}")]
    Unknown {
        /// What stood between the braces.
        what: String,
    },
    /// It holds a control character.
    #[told("a pattern has no control characters")]
    Character,
}

enum Piece<'a> {
    Text(&'a str),
    Series,
    Year,
    ShortYear,
    Number(usize),
}

impl Pattern {
    /// Takes a pattern as it is written.
    ///
    /// # Errors
    /// See [`PatternError`].
    pub fn new(pattern: impl Into<String>) -> Result<Self, PatternError> {
        let pattern = pattern.into();
        if pattern.is_empty() || pattern.len() > PATTERN_BYTES_MAX {
            return Err(PatternError::Length);
        }
        if pattern.chars().any(char::is_control) {
            return Err(PatternError::Character);
        }
        let numbers = pieces(&pattern)?.iter().filter(|piece| matches!(piece, Piece::Number(_))).count();
        if numbers == 1 { Ok(Self(pattern)) } else { Err(PatternError::Number) }
    }

    /// The pattern as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether two years of the series print alike for the same number.
    pub fn names_year(&self) -> bool {
        self.0.contains("{year}") || self.0.contains("{yy}")
    }

    /// A number that two series would both print, sub-numbers and later years too: one number would mean two papers.
    /// Capitals count like small letters, as they do where numbers are looked up.
    pub fn shared_with(&self, series: &SeriesId, other: &Self, other_series: &SeriesId) -> Option<String> {
        let ours = glyphs(self, series);
        let theirs = glyphs(other, other_series);
        ours.iter()
            .flat_map(|one| theirs.iter().map(move |other| (one, other)))
            .find_map(|(one, other)| shared(one, other))
    }

    /// Whether a text as typed has the form in which this series prints its numbers, with a sub-number or without. A
    /// pattern that is nothing but the number is told from no other number, so it has no form of its own.
    pub fn is_form_of(&self, series: &SeriesId, typed: &str) -> bool {
        let pieces = pieces(&self.0).unwrap_or_default();
        let mut rest = typed.trim();
        for piece in &pieces {
            let after = match piece {
                Piece::Text(words) => after_words(rest, words),
                Piece::Series => after_words(rest, series.as_str()),
                Piece::Year => after_digits(rest, 4..=4),
                Piece::ShortYear => after_digits(rest, 2..=2),
                Piece::Number(_) => after_digits(rest, 1..=usize::MAX),
            };
            let Some(after) = after else { return false };
            rest = after;
        }
        let sub = rest.strip_prefix('/').and_then(|sub| after_digits(sub, 1..=usize::MAX));
        pieces.len() > 1 && sub.unwrap_or(rest).is_empty()
    }

    /// The number meant by a text that leaves out the year and the zeros: "IN-7", "in7", "IN 7". A pattern that begins with
    /// nothing of its own has no such form.
    pub fn short_n(&self, series: &SeriesId, typed: &str) -> Option<u32> {
        let pieces = pieces(&self.0).unwrap_or_default();
        let number = pieces.iter().position(|piece| matches!(piece, Piece::Number(_)))?;
        let own = |piece: &Piece<'_>| match piece {
            Piece::Text(words) => (*words).to_owned(),
            Piece::Series => series.to_string(),
            Piece::Year | Piece::ShortYear | Piece::Number(_) => String::new(),
        };
        let letters = |text: &str| -> String {
            text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let (head, tail) = pieces.split_at(number);
        let [head, tail] = [head, tail].map(|pieces| letters(&pieces.iter().map(own).collect::<String>()));
        let plain = letters(typed);
        let digits = plain.strip_prefix(&head)?.strip_suffix(&tail)?;
        // "IN-1951-7" says its year, and is no number of eight digits.
        let is_number = digits.bytes().all(|digit| digit.is_ascii_digit()) && typed.contains(digits);
        digits.parse().ok().filter(|_| is_number && !head.is_empty())
    }

    /// The number as printed, without a sub-number.
    pub fn render(&self, series: &SeriesId, year: i16, n: u32) -> String {
        // A pattern was checked when it was made, so its pieces are known.
        let pieces = pieces(&self.0).unwrap_or_default();
        pieces.iter().fold(String::with_capacity(self.0.len() + 8), |text, piece| {
            text + &match piece {
                Piece::Text(words) => (*words).to_owned(),
                Piece::Series => series.to_string(),
                Piece::Year => year.to_string(),
                Piece::ShortYear => format!("{:02}", year.rem_euclid(100)),
                Piece::Number(width) => format!("{n:0width$}"),
            }
        })
    }
}

/// What stands after these words, capitals counting like small letters.
fn after_words<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(words.len())?;
    head.eq_ignore_ascii_case(words).then_some(rest)
}

/// What stands after the digits a text begins with, where there are so many.
fn after_digits(text: &str, count: std::ops::RangeInclusive<usize>) -> Option<&str> {
    let digits = text.bytes().take(*count.end()).take_while(u8::is_ascii_digit).count();
    count.contains(&digits).then(|| &text[digits..])
}

fn pieces(pattern: &str) -> Result<Vec<Piece<'_>>, PatternError> {
    let mut found = Vec::new();
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        let close =
            rest[open..].find('}').ok_or_else(|| PatternError::Unknown { what: rest[open + 1..].to_owned() })? + open;
        if open > 0 {
            found.push(Piece::Text(&rest[..open]));
        }
        found.push(match &rest[open + 1..close] {
            "series" => Piece::Series,
            "year" => Piece::Year,
            "yy" => Piece::ShortYear,
            "n" => Piece::Number(1),
            other => match other.strip_prefix("n:0").and_then(|width| width.parse().ok()) {
                Some(width @ 1..=9) => Piece::Number(width),
                _ => return Err(PatternError::Unknown { what: other.to_owned() }),
            },
        });
        rest = &rest[close + 1..];
    }
    if !rest.is_empty() {
        found.push(Piece::Text(rest));
    }
    Ok(found)
}

/// What may stand at one place of a printed number.
#[derive(Clone, Copy, PartialEq)]
enum Glyph {
    /// This character, in lower case.
    Just(char),
    /// Any digit.
    Digit,
    /// Any digits, or none.
    Digits,
}

/// What a pattern may print: without a sub-number, and with one.
fn glyphs(pattern: &Pattern, series: &SeriesId) -> [Vec<Glyph>; 2] {
    let mut plain = Vec::new();
    for piece in pieces(&pattern.0).unwrap_or_default() {
        match piece {
            Piece::Text(words) => plain.extend(words.to_lowercase().chars().map(Glyph::Just)),
            Piece::Series => plain.extend(series.as_str().to_lowercase().chars().map(Glyph::Just)),
            Piece::Year => plain.extend([Glyph::Digit; 4]),
            Piece::ShortYear => plain.extend([Glyph::Digit; 2]),
            Piece::Number(width) => {
                plain.extend(std::iter::repeat_n(Glyph::Digit, width));
                plain.push(Glyph::Digits);
            }
        }
    }
    let sub = [plain.as_slice(), &[Glyph::Just('/'), Glyph::Digit, Glyph::Digits]].concat();
    [plain, sub]
}

/// A text that both may print: a walk over pairs of places, each visited once.
fn shared(one: &[Glyph], other: &[Glyph]) -> Option<String> {
    let mut seen = BTreeSet::new();
    let mut open = vec![(0, 0, String::new())];
    while let Some((a, b, text)) = open.pop() {
        let (x, y) = (one.get(a).copied(), other.get(b).copied());
        if x.is_none() && y.is_none() {
            return Some(text);
        }
        if !seen.insert((a, b)) {
            continue;
        }
        if let Some(c) = x.zip(y).and_then(|(x, y)| meet(x, y)) {
            let on = |at: usize, glyph| if glyph == Some(Glyph::Digits) { at } else { at + 1 };
            open.push((on(a, x), on(b, y), format!("{text}{c}")));
        }
        if x == Some(Glyph::Digits) {
            open.push((a + 1, b, text.clone()));
        }
        if y == Some(Glyph::Digits) {
            open.push((a, b + 1, text));
        }
    }
    None
}

/// A character that two glyphs both may be.
fn meet(one: Glyph, other: Glyph) -> Option<char> {
    match (one, other) {
        (Glyph::Just(a), Glyph::Just(b)) => (a == b).then_some(a),
        (Glyph::Just(c), _) | (_, Glyph::Just(c)) => c.is_ascii_digit().then_some(c),
        _ => Some('1'),
    }
}

impl TryFrom<String> for Pattern {
    type Error = PatternError;
    fn try_from(pattern: String) -> Result<Self, PatternError> {
        Self::new(pattern)
    }
}

impl From<Pattern> for String {
    fn from(pattern: Pattern) -> String {
        pattern.0
    }
}

/// The form in which claimed numbers are compared: letters lower-cased, one kind of dash, without spaces, brackets,
/// stops, commas, colons and a leading "No.".
///
/// ```
/// use procedure::number::plain;
/// assert_eq!(plain("No. 396."), "396");
/// assert_eq!(plain("[ 14 / B ]"), "14/b");
/// assert_eq!(plain("№ 812"), "812");
/// assert_eq!(plain("№A–12"), "a-12");
/// assert_eq!(plain("Note 5"), "note5");
/// ```
pub fn plain(number: &str) -> String {
    let lower = number.to_lowercase();
    let mut rest = lower.trim();
    for word in ["nos.", "no.", "nr.", "num.", "number", "№", "#", "nos", "no", "nr"] {
        if let Some(after) = rest.strip_prefix(word)
            // "Note" does not begin with "No"; after a sign or a stop, letters belong to the number.
            && (!word.ends_with(char::is_alphabetic) || !after.starts_with(char::is_alphabetic))
        {
            rest = after;
            break;
        }
    }
    let dashed = rest.chars().map(|c| if "‐‑‒–—−".contains(c) { '-' } else { c });
    dashed.filter(|c| !c.is_whitespace() && !"[](){}.,:;".contains(*c)).collect()
}
