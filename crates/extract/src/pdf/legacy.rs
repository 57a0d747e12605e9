//! Letters that a file gives as other ones.
//!
//! Word processors of the nineties set Greek and Russian in fonts whose letters lie at the codes of Western ones, and PDF
//! files made from them name the Western ones. Which they are is told as for a text file of one byte a letter: by whether
//! the words then make sense.

use encoding_rs::{Encoding, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253};

use crate::extract::Tongue;

/// Fewer words of such letters than this say nothing of their language.
const WORDS_MIN: usize = 12;
/// No more bytes of such words are looked at.
const SAMPLE_BYTES_MAX: usize = 16 * 1024;
/// A word of such letters has at least so many.
const LETTERS_MIN: usize = 3;

/// Gives `lines` the letters that were meant, and tells in which encoding they lay, if in another.
pub(super) fn mend<'t>(lines: impl Iterator<Item = &'t mut String>, tongue: Tongue<'_>) -> Option<&'static str> {
    let mut lines: Vec<&mut String> = lines.collect();
    let mut sample = String::new();
    let mut count = 0;
    for word in lines.iter().flat_map(|line| line.split_whitespace()).filter(|word| is_accented(word, LETTERS_MIN)) {
        count += 1;
        if sample.len() < SAMPLE_BYTES_MAX {
            sample.push_str(word);
            sample.push(' ');
        }
    }
    if count < WORDS_MIN {
        return None;
    }
    let (encoding, _) = [(WINDOWS_1253, "el"), (WINDOWS_1251, "ru")]
        .into_iter()
        .find(|(encoding, code)| tongue(&through(&sample, encoding)) == Some(code))?;
    for line in &mut lines {
        let words = line.split_inclusive(char::is_whitespace);
        let meant = |word: &str| if is_accented(word, 0) { through(word, encoding) } else { word.to_owned() };
        let mended: String = words.map(meant).collect();
        if mended != **line {
            **line = mended;
        }
    }
    Some(encoding.name())
}

/// Whether a word has letters with accents only, at least so many, as no language that is written with them has one
/// after another.
fn is_accented(word: &str, letters_min: usize) -> bool {
    let western = |c: &char| ('\u{a0}'..='\u{ff}').contains(c);
    let letters = word.chars().filter(|c| c.is_alphabetic());
    letters.clone().all(|c| western(&c)) && letters.count() >= letters_min
}

/// `text` as if its Western letters had been the bytes of `encoding`; what is no such letter stays.
fn through(text: &str, encoding: &'static Encoding) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut letter = [0; 4];
    for c in text.chars() {
        let (bytes, _, strange) = WINDOWS_1252.encode(c.encode_utf8(&mut letter));
        match bytes.as_ref() {
            [byte] if !strange && *byte >= 0x80 => {
                out.push_str(&encoding.decode_without_bom_handling(&[*byte]).0);
            }
            _ => out.push(c),
        }
    }
    out
}
