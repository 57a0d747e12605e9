//! A text as words, numbers and signs. Every grammar reads these; none reads the text again letter by letter.

use crate::lang::{Known, LanguageId, Sense, TABLES, Tables};
use crate::words::{fold, is_letter};

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Letters.
    Word,
    /// Digits, with the ending of an ordinal where there is one.
    Number,
    /// One character that is neither, white space apart.
    Sign(char),
}

/// One word, number or sign.
#[derive(Clone, Copy)]
pub(crate) struct Token {
    pub(crate) start: usize,
    /// End of the word itself, before a possessive ending.
    pub(crate) end: usize,
    pub(crate) shape: Shape,
    /// The value of a number, saturated.
    pub(crate) value: u32,
    /// How many digits a number has.
    pub(crate) digits: u8,
    /// A number with an ordinal ending (3d, 20th), or a word with a possessive one (Department’s).
    pub(crate) ending: bool,
    /// Begins with a capital.
    pub(crate) capital: bool,
    known: Option<Known>,
}

impl Token {
    /// What the word means in `language`.
    pub(crate) fn sense(&self, language: LanguageId) -> Sense {
        self.known.map(|known| known.sense(language)).unwrap_or_default()
    }

    /// A bit for each language of which it is one of the commonest words.
    pub(crate) fn common(&self) -> u32 {
        self.known.map_or(0, Known::common)
    }

    /// Whether `language` itself counts it among its months.
    pub(crate) fn is_own_month(&self, language: LanguageId) -> bool {
        self.known.is_some_and(|known| known.is_own_month(language))
    }

    pub(crate) fn is_word(&self) -> bool {
        self.shape == Shape::Word
    }

    pub(crate) fn is_number(&self) -> bool {
        self.shape == Shape::Number
    }

    pub(crate) fn is_sign(&self, sign: char) -> bool {
        self.shape == Shape::Sign(sign)
    }

    /// One of `signs`.
    pub(crate) fn is_any(&self, signs: &str) -> bool {
        matches!(self.shape, Shape::Sign(c) if signs.contains(c))
    }
}

/// Endings of ordinals, longest first where one begins another.
const ORDINAL_ENDINGS: [&str; 20] = [
    "th", "sten", "stn", "ste", "st", "nd", "rd", "da", "do", "ten", "ter", "te", "tn", "er", "t", "d", "º", "ᵉ", "ης",
    "η",
];

/// The tokens of `text[from..to]` in the built-in languages, appended to `out`. Offsets are into `text`.
pub(crate) fn tokenize(text: &str, from: usize, to: usize, out: &mut Vec<Token>) {
    tokenize_by(&TABLES, text, from, to, out);
}

/// As [`tokenize`], in the languages of `tables`.
pub(crate) fn tokenize_by(tables: &'static Tables, text: &str, from: usize, to: usize, out: &mut Vec<Token>) {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < to {
        let byte = bytes[at];
        if byte.is_ascii_whitespace() {
            at += 1;
            continue;
        }
        if byte.is_ascii_digit() {
            at = number(text, at, to, out);
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        if is_letter(c) {
            at = word(tables, text, at, to, out);
        } else {
            let end = at + c.len_utf8();
            if c == '№' {
                out.push(token(at, end, Shape::Word, tables.word("№")));
            } else if !c.is_whitespace() && c != '\u{feff}' {
                out.push(token(at, end, Shape::Sign(c), None));
            }
            at = end;
        }
    }
}

fn token(start: usize, end: usize, shape: Shape, known: Option<Known>) -> Token {
    Token { start, end, shape, value: 0, digits: 0, ending: false, capital: false, known }
}

fn number(text: &str, start: usize, to: usize, out: &mut Vec<Token>) -> usize {
    let bytes = text.as_bytes();
    let mut end = start;
    let mut value = 0_u32;
    while end < to && bytes[end].is_ascii_digit() {
        value = value.saturating_mul(10).saturating_add(u32::from(bytes[end] - b'0'));
        end += 1;
    }
    let mut token = token(start, end, Shape::Number, None);
    token.value = value;
    token.digits = u8::try_from(end - start).unwrap_or(u8::MAX);
    let rest = &text[end..to];
    for ending in ORDINAL_ENDINGS {
        if let Some(after) = rest.strip_prefix(ending)
            && after.chars().next().is_none_or(|c| !c.is_alphanumeric())
        {
            token.ending = true;
            out.push(token);
            return end + ending.len();
        }
    }
    out.push(token);
    end
}

fn word(tables: &'static Tables, text: &str, start: usize, to: usize, out: &mut Vec<Token>) -> usize {
    let bytes = text.as_bytes();
    let mut end = start;
    let mut ascii = true;
    while end < to {
        let byte = bytes[end];
        if byte.is_ascii_alphabetic() {
            end += 1;
            continue;
        }
        if byte.is_ascii() {
            break;
        }
        let Some(c) = text[end..].chars().next().filter(|c| is_letter(*c) || *c == '°') else { break };
        ascii = false;
        end += c.len_utf8();
    }
    let core = &text[start..end];
    let mut token = token(start, end, Shape::Word, lookup(tables, core, ascii));
    token.capital = core.starts_with(|c: char| c.is_uppercase() || c == '∆');
    let rest = &text[end..to];
    for ending in ["’s", "'s", "’S", "'S"] {
        if let Some(after) = rest.strip_prefix(ending)
            && after.chars().next().is_none_or(|c| !c.is_alphanumeric())
        {
            token.ending = true;
            out.push(token);
            return end + ending.len();
        }
    }
    if core.ends_with('s') && (rest.starts_with('’') || rest.starts_with('\'')) {
        token.ending = true;
    }
    out.push(token);
    end
}

/// Words longer than this are in no table.
const TABLE_WORD_BYTES_MAX: usize = 40;

fn lookup(tables: &'static Tables, word: &str, ascii: bool) -> Option<Known> {
    if word.len() > TABLE_WORD_BYTES_MAX {
        return None;
    }
    if !ascii {
        return tables.word(&fold(word));
    }
    let mut lower = [0_u8; TABLE_WORD_BYTES_MAX];
    let lower = &mut lower[..word.len()];
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    tables.word(std::str::from_utf8(lower).ok()?)
}
