//! Bytes to text: which encoding a file is in, told only where its bytes show it.

use crate::lang::TABLES;
use crate::layout::language_of;
use crate::tokens::tokenize;

/// A file as text, or why it is none.
pub(crate) enum Decoded {
    /// Text, with what is to be said about it.
    Text(String, Vec<String>),
    /// No text; the remark says why.
    Unread(String),
}

/// How much of a file is looked at to tell text from other forms and to tell its encoding.
pub const SAMPLE_BYTES_MAX: usize = 64 * 1024;
/// Of a thousand bytes of text, no more than this many are control characters.
const CONTROLS_PER_MILLE_MAX: usize = 20;

/// First bytes of forms that are no text, with what to call them.
const FORMS: [(&[u8], &str); 14] = [
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP container (as Word, Excel and OpenDocument files are)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an older Office or Outlook file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"\x1f\x8b", "a gzip file"),
    (b"7z\xbc\xaf", "a 7-Zip file"),
    (b"Rar!", "a RAR file"),
    (b"%!PS", "a PostScript file"),
    (b"\x7fELF", "a program"),
];

/// Decodes `bytes`. Valid UTF-8 comes back byte for byte.
pub(crate) fn decode(bytes: &[u8]) -> Decoded {
    if bytes.is_empty() {
        return Decoded::Unread("The file is empty.".to_owned());
    }
    if let Some((_, form)) = FORMS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Decoded::Unread(format!("The file is {form}; it is kept as it came and not read by this version."));
    }
    if let Some((text, remarks)) = by_mark(bytes) {
        return Decoded::Text(text, remarks);
    }
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES_MAX)];
    if let Some(big) = unmarked_utf16(sample) {
        let remark = "The file looks like UTF-16 without a byte order mark and was read so.";
        return Decoded::Text(utf16(bytes, big), vec![remark.to_owned()]);
    }
    if controls(sample) * 1000 > sample.len() * CONTROLS_PER_MILLE_MAX {
        let what = if sample.contains(&0) { "holds NUL bytes and " } else { "" };
        let remark = format!("The file {what}is not text of an encoding this version knows; it is kept as it came.");
        return Decoded::Unread(remark);
    }
    let mut remarks = Vec::new();
    if bytes.contains(&0) {
        remarks.push("The text holds NUL bytes.".to_owned());
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded::Text(text.to_owned(), remarks),
        Err(error) if is_cut(error, bytes.len()) => {
            remarks.push("The file ends in the middle of a character; its last bytes are left out.".to_owned());
            Decoded::Text(String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned(), remarks)
        }
        Err(_) => single_byte(bytes, sample, remarks),
    }
}

/// UTF-8 up to its last one to three bytes.
fn is_cut(error: std::str::Utf8Error, length: usize) -> bool {
    error.error_len().is_none() && error.valid_up_to() > 0 && length - error.valid_up_to() < 4
}

/// Text with a byte order mark. UTF-8 keeps its mark, since the text of a UTF-8 file is the file.
fn by_mark(bytes: &[u8]) -> Option<(String, Vec<String>)> {
    if bytes.starts_with(b"\xef\xbb\xbf") {
        return std::str::from_utf8(bytes).ok().map(|text| (text.to_owned(), Vec::new()));
    }
    let big = match bytes {
        [0xff, 0xfe, ..] => false,
        [0xfe, 0xff, ..] => true,
        _ => return None,
    };
    let text = utf16(&bytes[2..], big);
    let mut remarks = Vec::new();
    if text.contains('\u{fffd}') {
        remarks.push("Some characters of the UTF-16 text are broken and are shown as \u{fffd}.".to_owned());
    }
    Some((text, remarks))
}

fn utf16(bytes: &[u8], big: bool) -> String {
    let units = bytes.chunks_exact(2).map(|pair| {
        let pair = [pair[0], pair[1]];
        if big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }
    });
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// Whether nearly every second byte is NUL: UTF-16 of a Latin text; true for big endian.
fn unmarked_utf16(sample: &[u8]) -> Option<bool> {
    if sample.len() < 8 {
        return None;
    }
    let pairs = sample.len() / 2;
    let nuls = |odd: usize| sample.chunks_exact(2).filter(|pair| pair[odd] == 0).count();
    let (first, second) = (nuls(0), nuls(1));
    if second * 10 >= pairs * 9 && first * 20 <= pairs {
        return Some(false);
    }
    (first * 10 >= pairs * 9 && second * 20 <= pairs).then_some(true)
}

fn controls(sample: &[u8]) -> usize {
    sample.iter().filter(|byte| **byte < 0x20 && !matches!(**byte, b'\n' | b'\r' | b'\t' | 0x0c | 0x1b)).count()
}

/// A text of one byte a letter: windows-1251 or -1253 where the words are Russian or Greek, else windows-1252 where
/// the high bytes stand singly among Latin letters, as accents do.
fn single_byte(bytes: &[u8], sample: &[u8], mut remarks: Vec<String>) -> Decoded {
    let high = sample.iter().filter(|byte| **byte >= 0x80).count();
    let in_runs = sample.windows(3).filter(|run| run.iter().all(|byte| *byte >= 0xb8)).count();
    if in_runs * 2 > high {
        for (table, code, name) in [(cp1251 as Table, "ru", "windows-1251"), (cp1253 as Table, "el", "windows-1253")] {
            let text = through(sample, table);
            let mut tokens = Vec::new();
            tokenize(&text, 0, text.len(), &mut tokens);
            if language_of(&tokens).is_some_and(|id| TABLES.language(id).code == code) {
                remarks.push(format!("The text is not UTF-8; it was read as {name}, since its words then make sense."));
                return Decoded::Text(through(bytes, table), remarks);
            }
        }
    }
    let letters = sample.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    if high * 4 <= letters && in_runs * 4 <= high {
        remarks.push("The text is not UTF-8; it was read as windows-1252 (Latin-1).".to_owned());
        return Decoded::Text(through(bytes, cp1252), remarks);
    }
    Decoded::Unread("The encoding of the text could not be told; it is kept as it came.".to_owned())
}

type Table = fn(u8) -> char;

fn through(bytes: &[u8], table: Table) -> String {
    bytes.iter().map(|byte| if *byte < 0x80 { char::from(*byte) } else { table(*byte) }).collect()
}

/// 0x80 to 0x9F of windows-1252; the five bytes without a character stay the controls they are in Latin-1.
const CP1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn cp1252(byte: u8) -> char {
    CP1252.get(usize::from(byte.wrapping_sub(0x80))).copied().unwrap_or(char::from(byte))
}

/// 0x80 to 0xBF of windows-1251; the letters follow in order.
const CP1251: [char; 64] = [
    'Ђ', 'Ѓ', '‚', 'ѓ', '„', '…', '†', '‡', '€', '‰', 'Љ', '‹', 'Њ', 'Ќ', 'Ћ', 'Џ', 'ђ', '‘', '’', '“', '”', '•', '–',
    '—', '\u{98}', '™', 'љ', '›', 'њ', 'ќ', 'ћ', 'џ', '\u{a0}', 'Ў', 'ў', 'Ј', '¤', 'Ґ', '¦', '§', 'Ё', '©', 'Є', '«',
    '¬', '\u{ad}', '®', 'Ї', '°', '±', 'І', 'і', 'ґ', 'µ', '¶', '·', 'ё', '№', 'є', '»', 'ј', 'Ѕ', 'ѕ', 'ї',
];

fn cp1251(byte: u8) -> char {
    match CP1251.get(usize::from(byte.wrapping_sub(0x80))) {
        Some(known) => *known,
        None => char::from_u32(0x410 + u32::from(byte) - 0xc0).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

fn cp1253(byte: u8) -> char {
    match byte {
        0x80..=0x9f => cp1252(byte),
        0xa1 => '΅',
        0xa2 => 'Ά',
        0xaf => '―',
        0xb4 => '΄',
        0xb8..=0xba | 0xbc | 0xbe..=0xfe => {
            char::from_u32(0x388 + u32::from(byte) - 0xb8).unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        _ => char::from(byte),
    }
}
