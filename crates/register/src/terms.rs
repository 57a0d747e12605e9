//! Words as they are indexed and looked for: one analysis for papers, for what is typed, and for lighting what was found.
//!
//! A word is folded, never cut: case, accents and the several forms of one letter are gone (ё is е, a final ς is σ, ß is
//! ss), its endings are not. What is written with other endings is found by its [`stem`], which is asked of the words
//! that stand in the index when somebody looks, so that phrases and beginnings of words mean what they say. Writing
//! without spaces between words (Han, kana, Hangul) is taken two signs at a time.

use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};
use tantivy::tokenizer::{Token as IndexToken, TokenStream, Tokenizer};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Longest word that is indexed, in bytes; of a longer one nothing is.
pub const WORD_BYTES_MAX: usize = 100;
/// Shortest stem by which other forms of a word are looked for, in letters.
const STEM_LETTERS_MIN: usize = 3;

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// Folded.
    pub(crate) word: String,
    /// Where it begins, in bytes.
    pub(crate) from: usize,
    /// Where it ends, in bytes.
    pub(crate) to: usize,
    /// Its place among the words.
    pub(crate) place: usize,
    /// Whether it is the last sign of a run of signs, indexed once more by itself.
    pub(crate) lone: bool,
}

/// The words of a text, in order.
pub(crate) fn tokens(text: &str) -> Tokens<'_> {
    Tokens { text, at: 0, place: 0, signs: None }
}

/// Goes through the words of a text.
#[derive(Debug, Clone)]
pub(crate) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    place: usize,
    /// A run of signs that is being gone through: where the next pair begins, and where the run ends.
    signs: Option<(usize, usize)>,
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        if let Some((from, end)) = self.signs.take() {
            return Some(self.pair(from, end));
        }
        let from = self.at + self.text[self.at..].find(is_of_word)?;
        let first = self.text[from..].chars().next()?;
        if is_sign(first) {
            let run = &self.text[from..];
            let end = from + run.find(|c| !is_sign(c)).unwrap_or(run.len());
            self.at = end;
            return Some(self.pair(from, end));
        }
        let rest = &self.text[from..];
        let inside = |c: char| (is_of_word(c) && !is_sign(c)) || is_combining_mark(c);
        let to = from + rest.find(|c| !inside(c)).unwrap_or(rest.len());
        self.at = to;
        if let Some(after) = possessive(&self.text[to..]) {
            self.at = to + after;
        }
        Some(self.token(folded(&self.text[from..to]), from, to, false))
    }
}

impl Tokens<'_> {
    fn token(&mut self, word: String, from: usize, to: usize, lone: bool) -> Token {
        let place = self.place;
        self.place += 1;
        Token { word, from, to, place, lone }
    }

    /// The pair of signs that begins at `from`, or the last sign by itself.
    fn pair(&mut self, from: usize, end: usize) -> Token {
        let mut starts = self.text[from..end].char_indices().map(|(at, _)| from + at).skip(1);
        let Some(second) = starts.next() else { return self.token(self.text[from..end].to_owned(), from, end, true) };
        let to = starts.next().unwrap_or(end);
        self.signs = Some((second, end));
        self.token(self.text[from..to].to_owned(), from, to, false)
    }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric()
}

/// How long the "'s" is with which the rest of a text begins: "Russia's policy" is two words.
fn possessive(rest: &str) -> Option<usize> {
    let mark = rest.chars().next().filter(|c| matches!(c, '\'' | '\u{2019}'))?.len_utf8();
    let after = rest[mark..].chars().next().filter(|c| matches!(c, 's' | 'S'))?.len_utf8();
    let ends = rest[mark + after..].chars().next().is_none_or(|c| !is_of_word(c));
    ends.then_some(mark + after)
}

/// Whether a letter is of a writing in which words are not set apart.
pub(crate) fn is_sign(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A word without case and marks; figures without zeros in front.
pub(crate) fn folded(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        fold_into(c, &mut out);
    }
    if out.len() > 1 && out.starts_with('0') && out.bytes().all(|b| b.is_ascii_digit()) {
        let kept = out.trim_start_matches('0');
        return if kept.is_empty() { "0".to_owned() } else { kept.to_owned() };
    }
    out
}

fn fold_into(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    for c in c.to_lowercase() {
        match c {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'þ' => out.push_str("th"),
            'ł' => out.push('l'),
            'ı' => out.push('i'),
            'ς' => out.push('σ'),
            // It is a letter of its own, and no и with a mark.
            'й' => out.push('й'),
            c if is_sign(c) => out.push(c),
            c => out.extend(std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase)),
        }
    }
}

/// What two forms of one word have in common, for Latin, Cyrillic and Greek letters; the word itself where nothing is to
/// be taken off. No language is asked for: of an office's papers it is seldom known, of what is typed never. Endings are
/// those of English for Latin letters, of Russian for Cyrillic, of Greek for Greek, as Snowball has them; in another language the
/// words with such endings are few, and a form too many is found rather than one too few.
pub(crate) fn stem(word: &str) -> String {
    static ENGLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));
    static RUSSIAN: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::Russian));
    static GREEK: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::Greek));
    let stemmer = match word.chars().next() {
        Some('a'..='z') => &ENGLISH,
        Some('\u{400}'..='\u{52f}') => &RUSSIAN,
        Some('\u{370}'..='\u{3ff}') => &GREEK,
        _ => return word.to_owned(),
    };
    stemmer.stem(word).into_owned()
}

/// What the forms with a stem begin with.
pub(crate) fn begins(stem: &str) -> &str {
    // A last y is an i in other forms, and a last e goes.
    stem.strip_suffix(['i', 'e']).unwrap_or(stem)
}

/// Whether other forms of a word are looked for.
pub(crate) fn has_forms(word: &str, stem: &str) -> bool {
    begins(stem).chars().count() >= STEM_LETTERS_MIN && !word.chars().any(|c| c.is_ascii_digit())
}

/// How words sound that may be a surname, as `authority` has it: by these one spelling of a name finds the others.
pub(crate) fn sounds(word: &str) -> Vec<String> {
    if word.chars().count() < SOUND_LETTERS_MIN || word.chars().any(|c| c.is_ascii_digit() || is_sign(c)) {
        return Vec::new();
    }
    let keys = authority::sought(&authority::Name::read(word)).into_iter();
    keys.filter_map(|key| key.strip_prefix('s').map(str::to_owned)).collect()
}

/// Shortest word that is looked for by its sound, in letters.
const SOUND_LETTERS_MIN: usize = 4;

/// The words of a text for the index.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words;

/// Values for the index that were taken apart already: each ends at [`BETWEEN`].
#[derive(Debug, Clone, Default)]
pub(crate) struct Values;

/// Stands between values of [`Values`].
pub(crate) const BETWEEN: char = '\u{1f}';

/// Tokens for the index, one after another.
pub(crate) struct Stream<I> {
    tokens: I,
    token: IndexToken,
}

impl<I: Iterator<Item = Token>> TokenStream for Stream<I> {
    fn advance(&mut self) -> bool {
        for token in self.tokens.by_ref() {
            if token.word.is_empty() || token.word.len() > WORD_BYTES_MAX {
                continue;
            }
            self.token = IndexToken {
                offset_from: token.from,
                offset_to: token.to,
                position: token.place,
                text: token.word,
                position_length: 1,
            };
            return true;
        }
        false
    }

    fn token(&self) -> &IndexToken {
        &self.token
    }

    fn token_mut(&mut self) -> &mut IndexToken {
        &mut self.token
    }
}

impl Tokenizer for Words {
    type TokenStream<'a> = Stream<Tokens<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        Stream { tokens: tokens(text), token: IndexToken::default() }
    }
}

impl Tokenizer for Values {
    type TokenStream<'a> = Stream<std::vec::IntoIter<Token>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        let values = text.split(BETWEEN).enumerate();
        let token =
            |(place, value): (usize, &str)| Token { word: value.to_owned(), from: 0, to: 0, place, lone: false };
        Stream { tokens: values.map(token).collect::<Vec<_>>().into_iter(), token: IndexToken::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text).map(|token| token.word).collect()
    }

    #[test]
    fn words_are_folded_in_every_writing() {
        let cases: [(&str, &[&str]); 12] = [
            ("Café Zürich", &["cafe", "zurich"]),
            ("Nova\u{301}k Nov\u{e1}k", &["novak", "novak"]),
            ("Straße Łódź Œuvre", &["strasse", "lodz", "oeuvre"]),
            ("Ёлка Вышинский", &["елка", "вышинский"]),
            ("ΟΔΟΣ οδός", &["οδοσ", "οδοσ"]),
            ("µ ∆", &["μ"]),
            ("IN-1951-0017 000", &["in", "1951", "17", "0"]),
            ("Russia's and Russia\u{2019}s policy", &["russia", "and", "russia", "policy"]),
            ("don't", &["don", "t"]),
            ("東京都", &["東京", "京都", "都"]),
            ("在a京", &["在", "a", "京"]),
            ("한국어 말", &["한국", "국어", "어", "말"]),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn places_and_bytes_are_those_of_the_text() {
        let text = "«Zu\u{308}rich» — 東京!";
        let found: Vec<_> = tokens(text).map(|token| (&text[token.from..token.to], token.place)).collect();
        assert_eq!(found, [("Zu\u{308}rich", 0), ("東京", 1), ("京", 2)]);
    }

    #[test]
    fn forms_of_a_word_have_one_stem() {
        let alike: [&[&str]; 9] = [
            &["state", "states", "stated", "stating"],
            &["plan", "plans", "planned", "planning"],
            &["party", "parties"],
            &["reply", "replies", "replied", "replying"],
            &["wish", "wishes", "wished"],
            &["agree", "agrees", "agreed"],
            &["договор", "договора", "договоре", "договорами"],
            &["комиссия", "комиссии", "комиссию"],
            &["νομοσ", "νομου", "νομων"],
        ];
        for forms in alike {
            let stems: std::collections::BTreeSet<String> = forms.iter().map(|word| stem(word)).collect();
            assert_eq!(stems.len(), 1, "{forms:?}: {stems:?}");
            let stem = stems.into_iter().next().unwrap_or_default();
            assert!(forms.iter().all(|word| word.starts_with(begins(&stem))), "{forms:?} begin with {stem}");
        }
        for (one, other) in [("press", "pres"), ("status", "statu"), ("ring", "r"), ("1951", "195"), ("bed", "b")] {
            assert_ne!(stem(one), other);
        }
    }

    #[test]
    fn a_word_at_the_limit_is_indexed_and_a_longer_one_is_not() {
        let indexed = |text: &str| {
            let (mut analysis, mut count) = (Words, 0);
            let mut stream = analysis.token_stream(text);
            while stream.advance() {
                count += 1;
            }
            count
        };
        assert_eq!(indexed(&"a".repeat(WORD_BYTES_MAX)), 1);
        assert_eq!(indexed(&"a".repeat(WORD_BYTES_MAX + 1)), 0);
    }

    #[test]
    fn spellings_of_a_name_sound_alike() {
        let common = |one: &str, other: &str| sounds(one).iter().any(|sound| sounds(other).contains(sound));
        assert!(common("vishinsky", "vyshinsky"));
        assert!(common("vyshinsky", "вышинский"));
        assert!(!common("vyshinsky", "harriman"));
        assert!(sounds("gro").is_empty() && sounds("1951").is_empty());
    }
}
