//! How a word sounds: one key for the several ways in which clerks of several languages write one name.
//!
//! "Vyshinsky", "Vishinsky", "Vichinski", "Wyschinski" and "Vyšinskij" are one name, written by an English, a French and a
//! German clerk and by a librarian. A letter that one language reads so and another otherwise ("ch": check, Vichy, Bach)
//! gives the word more than one key; two words sound alike where they share one.

use crate::letters::{Script, latin, script};

/// Most keys of one word.
pub const SOUNDS_MAX: usize = 8;
/// Longest word that is looked at, in letters; of a longer one the beginning counts.
const WORD_LETTERS_MAX: usize = 40;

/// Letters that are written together, longest first, and the sounds they may have. `S` is sh, ch, zh and their like.
const GROUPS: &[(&str, &[&str])] = &[
    ("tsch", &["S"]),
    ("dsch", &["S"]),
    ("sch", &["S"]),
    ("tch", &["S"]),
    ("tsh", &["S"]),
    ("dzh", &["S"]),
    ("dj", &["S"]),
    ("sh", &["S"]),
    ("zh", &["S"]),
    ("cz", &["S"]),
    ("sz", &["S"]),
    ("rz", &["S", "rs"]),
    ("ch", &["S", "k"]),
    ("kh", &["k"]),
    ("gh", &["g"]),
    ("th", &["t"]),
    ("ph", &["f"]),
    ("ts", &["c"]),
    ("tz", &["c"]),
    ("ck", &["k"]),
    ("cs", &["S", "ks"]),
    ("qu", &["kv"]),
    ("ou", &["u"]),
    ("oo", &["u"]),
    ("ae", &["a"]),
    ("oe", &["o"]),
    ("ue", &["u"]),
    ("yo", &["e", "io"]),
    ("ie", &["e"]),
    ("ye", &["e"]),
    ("je", &["e", "Se"]),
    ("x", &["ks"]),
    ("w", &["v"]),
    ("q", &["k"]),
    ("y", &["i"]),
    ("j", &["i", "S"]),
];

/// The keys of a word, most likely first, at most [`SOUNDS_MAX`]; none where it has no letters.
pub(crate) fn sounds(word: &str) -> Vec<String> {
    let letters: String = latin(word).chars().take(WORD_LETTERS_MAX).collect();
    let mut made = vec![String::new()];
    let mut at = 0;
    while let Some(rest) = letters.get(at..).filter(|rest| !rest.is_empty()) {
        let (taken, may_be) = next(rest, at == 0, script(word));
        at += taken;
        let before = made.clone();
        made.clear();
        // Each way to read these letters goes on from each way to read those before, as long as there is room: the
        // first way always has it.
        for sound in may_be {
            for begun in &before {
                if made.len() < SOUNDS_MAX {
                    made.push(format!("{begun}{sound}"));
                }
            }
        }
    }
    let mut keys: Vec<String> = Vec::new();
    for key in made.iter().map(|key| settled(key)).filter(|key| !key.is_empty()) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

/// How many bytes the next sound takes, and what it may be.
fn next(rest: &str, first: bool, script: Script) -> (usize, Vec<String>) {
    // A foreign H is Г to a Russian: Гарриман. A Greek Χ is written Ch, Kh and H.
    match (script, first) {
        (Script::Cyrillic, true) if rest.starts_with('g') => return (1, vec!["g".into(), "h".into()]),
        (Script::Greek, true) if rest.starts_with("kh") => return (2, vec!["k".into(), "h".into()]),
        _ => {}
    }
    if let Some((letters, may_be)) = GROUPS.iter().find(|(letters, _)| rest.starts_with(letters)) {
        return (letters.len(), may_be.iter().map(|&sound| sound.to_owned()).collect());
    }
    let mut letters = rest.chars();
    let Some(c) = letters.next() else { return (0, Vec::new()) };
    let after = letters.next();
    let soft = matches!(after, Some('e' | 'i' | 'y'));
    let may_be: &[&str] = match c {
        'z' => &["s", "c"],
        'c' if soft => &["s", "c"],
        // Before a consonant an initial H is a written KH: Hruščev.
        'h' if first && after.is_some_and(|c| !"aeiouy".contains(c)) => &["k"],
        // Inside a word it is silent, or a stretched vowel: Stahl.
        'h' if !first => &[""],
        'c' => &["k", "c"],
        _ => return (c.len_utf8(), vec![c.to_string()]),
    };
    (c.len_utf8(), may_be.iter().map(|&sound| sound.to_owned()).collect())
}

/// Doubled letters are one, "-off" and "-ow" are "-ov", and "-skii" is "-ski".
fn settled(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    for c in key.chars() {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    let out = out.replace("ie", "e");
    let out = match out.strip_suffix('f') {
        Some(stem) if !stem.is_empty() => format!("{stem}v"),
        _ => out,
    };
    // After sh and its like, e and o are written for one another: Khrushchev, Chruschtschow.
    match out.strip_suffix("Sov") {
        Some(stem) => format!("{stem}Sev"),
        None => out,
    }
}

/// Whether two words sound alike.
pub(crate) fn alike(one: &[String], other: &[String]) -> bool {
    one.iter().any(|key| other.contains(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_many_readings_has_few_keys() {
        let many = sounds(&"ch".repeat(30));
        assert!(!many.is_empty() && many.len() <= SOUNDS_MAX, "{many:?}");
        assert_eq!(sounds("--- "), Vec::<String>::new());
    }

    #[test]
    fn long_words_count_by_their_beginning() {
        let word = "a".repeat(10) + &"bc".repeat(200);
        assert_eq!(sounds(&word), sounds(&word[..WORD_LETTERS_MAX]));
    }
}
