//! Letters: Cyrillic and Greek in Latin letters, and letters without their marks.

use unicode_normalization::UnicodeNormalization as _;

/// In which letters a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    Latin,
    Cyrillic,
    Greek,
    Other,
}

/// The script of the first letter of a text.
pub(crate) fn script(text: &str) -> Script {
    match text.chars().find(|c| c.is_alphabetic()) {
        Some('\u{0400}'..='\u{052f}') => Script::Cyrillic,
        Some('\u{0370}'..='\u{03ff}' | '\u{1f00}'..='\u{1fff}') => Script::Greek,
        Some(c) if c.is_ascii() || ('\u{00c0}'..='\u{024f}').contains(&c) || ('\u{1e00}'..='\u{1eff}').contains(&c) => {
            Script::Latin
        }
        _ => Script::Other,
    }
}

/// A word in lower-case Latin letters, each source letter as the same Latin ones always: for telling words apart, not
/// for print. Letters of other scripts stay.
pub(crate) fn latin(word: &str) -> String {
    let lower: String = word.nfc().flat_map(char::to_lowercase).collect();
    let greek = script(word) == Script::Greek;
    let lower = if greek { greek_pairs(&lower) } else { lower };
    let mut out = String::with_capacity(lower.len());
    for c in lower.chars() {
        match of_letter(c) {
            Some(letters) => out.push_str(letters),
            // What has no rule loses its marks: é is e. Apostrophes stand for a soft sign, or for nothing.
            None => out.extend(std::iter::once(c).nfd().filter(|c| c.is_alphanumeric())),
        }
    }
    out
}

/// Greek writes some sounds with two letters.
fn greek_pairs(lower: &str) -> String {
    let plain: String = lower.nfd().filter(|c| c.is_alphanumeric()).collect();
    [
        ("ου", "u"),
        ("αυ", "av"),
        ("ευ", "ev"),
        ("αι", "e"),
        ("ει", "i"),
        ("οι", "i"),
        ("μπ", "b"),
        ("γκ", "g"),
        ("γγ", "ng"),
    ]
    .iter()
    .fold(plain, |text, (two, one)| text.replace(two, one))
}

/// One letter in Latin letters, where it has a rule.
fn of_letter(c: char) -> Option<&'static str> {
    Some(match c {
        // Cyrillic: Russian, Ukrainian, Bulgarian, Serbian.
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' => "g",
        'д' => "d",
        'е' => "e",
        'ё' => "yo",
        'є' => "ye",
        'ж' => "zh",
        'з' => "z",
        'и' | 'і' => "i",
        'ї' => "yi",
        'й' | 'ј' => "y",
        'к' => "k",
        'л' | 'љ' => "l",
        'м' => "m",
        'н' | 'њ' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ў' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' | 'ћ' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ы' => "y",
        'э' => "e",
        'ю' => "yu",
        'я' => "ya",
        'ђ' | 'џ' => "dzh",
        // Greek.
        'α' => "a",
        'β' => "v",
        'γ' => "g",
        'δ' => "d",
        'ε' => "e",
        'ζ' => "z",
        'η' | 'ι' | 'υ' => "i",
        'θ' => "th",
        'κ' => "k",
        'λ' => "l",
        'μ' => "m",
        'ν' => "n",
        'ξ' => "x",
        'ο' | 'ω' => "o",
        'π' => "p",
        'ρ' => "r",
        'σ' | 'ς' => "s",
        'τ' => "t",
        'φ' => "f",
        'χ' => "kh",
        'ψ' => "ps",
        // Latin letters whose marks are a sound of their own.
        'š' | 'ś' | 'ş' | 'ș' => "sh",
        'č' | 'ć' => "ch",
        'ž' | 'ż' => "zh",
        'ł' => "l",
        'đ' => "dzh",
        'ß' => "ss",
        'æ' | 'ä' => "ae",
        'œ' | 'ö' | 'ø' => "oe",
        'ü' => "ue",
        'þ' => "th",
        'ð' => "d",
        'ı' => "i",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_other_scripts_become_latin() {
        for (word, is) in [
            ("Вышинский", "vyshinskiy"),
            ("Щербаков", "shcherbakov"),
            ("Παπανδρέου", "papandreu"),
            ("Μπουμπουλίνα", "bubulina"),
            ("Müller", "mueller"),
            ("Benès", "benes"),
            ("Beneš", "benesh"),
            ("Łódź", "lodz"),
            ("Vasil'ev", "vasilev"),
            ("周恩来", "周恩来"),
        ] {
            assert_eq!(latin(word), is, "{word}");
        }
    }

    #[test]
    fn the_first_letter_says_the_script() {
        assert_eq!(script("«Жданов»"), Script::Cyrillic);
        assert_eq!(script("Ἀθῆναι"), Script::Greek);
        assert_eq!(script("Żółć"), Script::Latin);
        assert_eq!(script("12 周"), Script::Other);
    }
}
