//! Words and names of a made office: put together from syllables, as often as words stand in real papers.

use crate::papers::Chance;

/// Words of the made language; the commonest first.
const WORDS: usize = 60_000;
/// In real papers the word of rank r stands about once in `12 × r^1.05` words.
const ZIPF: f64 = 1.05;

const FIRST: [&str; 24] = [
    "ba", "bre", "ca", "cor", "da", "del", "fa", "gra", "ha", "in", "ka", "la", "mar", "mo", "na", "or", "pa", "per",
    "ra", "sal", "ta", "ten", "va", "wes",
];
const NEXT: [&str; 24] = [
    "den", "lo", "mi", "ner", "po", "ri", "san", "te", "tor", "vin", "bel", "cu", "dar", "fen", "gos", "lin", "mor",
    "nu", "pel", "rus", "sti", "tan", "ver", "zo",
];
const LAST: [&str; 12] = ["n", "ment", "tion", "s", "ly", "ed", "ing", "ty", "r", "l", "ce", "th"];

/// A made language.
pub(super) struct Words {
    words: Vec<String>,
    /// How much stands before each rank.
    before: Vec<f64>,
}

impl Words {
    pub(super) fn new() -> Self {
        let words = (0..WORDS).map(word).collect();
        let mut sum = 0.0;
        let before = (0..WORDS)
            .map(|rank| {
                sum += ((rank + 3) as f64).powf(-ZIPF);
                sum
            })
            .collect();
        Self { words, before }
    }

    /// A word, as often as its rank says.
    pub(super) fn one(&self, chance: &mut Chance) -> &str {
        let whole = self.before.last().copied().unwrap_or(1.0);
        let at = share(chance) * whole;
        let rank = self.before.partition_point(|before| *before < at);
        &self.words[rank.min(WORDS - 1)]
    }

    /// The word of a rank.
    pub(super) fn at(&self, rank: usize) -> &str {
        &self.words[rank % WORDS]
    }

    /// So many words.
    pub(super) fn some(&self, chance: &mut Chance, count: usize) -> String {
        (0..count).map(|_| self.one(chance)).collect::<Vec<_>>().join(" ")
    }
}

/// The word of a rank: no two ranks have the same.
fn word(rank: usize) -> String {
    let mut word = FIRST[rank % FIRST.len()].to_owned();
    let mut rest = rank / FIRST.len();
    while rest > 0 {
        word.push_str(NEXT[rest % NEXT.len()]);
        rest /= NEXT.len();
    }
    // Ranks with a syllable of zero at the end would read like shorter ones.
    word.push_str(LAST[rank % LAST.len()]);
    word.push_str(match rank / FIRST.len() % 5 {
        0 => "",
        1 => "e",
        2 => "a",
        3 => "is",
        _ => "on",
    });
    word
}

/// A name of a place or a person, the same for the same number.
pub(crate) fn name(no: usize) -> String {
    let mut name = format!("{}{}", FIRST[no % FIRST.len()], NEXT[no / FIRST.len() % NEXT.len()]);
    if no >= FIRST.len() * NEXT.len() {
        name.push_str(NEXT[no / (FIRST.len() * NEXT.len()) % NEXT.len()]);
    }
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A share of one.
pub(super) fn share(chance: &mut Chance) -> f64 {
    (chance.next() >> 11) as f64 / (1_u64 << 53) as f64
}

/// One of so many, the first far oftener than the last.
pub(super) fn skewed(chance: &mut Chance, of: usize) -> usize {
    let at = share(chance);
    ((of as f64).powf(at) - 1.0) as usize % of.max(1)
}
