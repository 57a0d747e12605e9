//! Which paper a citation means: sender, addressee or numbering line, number, kind and date together.

/// Words that say little about who is meant, in any of the languages papers come in; lower case.
const PLAIN_WORDS: &[&str] = &[
    "the",
    "and",
    "for",
    "of",
    "to",
    "a",
    "an",
    "in",
    "on",
    "at",
    "mr",
    "mrs",
    "miss",
    "ms",
    "dr",
    "sir",
    "esq",
    "hon",
    "honorable",
    "honourable",
    "his",
    "her",
    "excellency",
    "comrade",
    "general",
    "office",
    "chief",
    "director",
];

/// The words of a name that tell it from others: folded to lower case, without titles and one-letter initials, sorted.
///
/// ```
/// use procedure::matching::telling_words;
/// assert_eq!(telling_words("Mr. A. Grevin"), ["grevin"]);
/// ```
pub fn telling_words(name: &str) -> Vec<String> {
    let lower = name.to_lowercase();
    let mut words: Vec<String> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 1 && !PLAIN_WORDS.contains(word))
        .map(str::to_owned)
        .collect();
    words.sort();
    words.dedup();
    words
}
