//! Bytes to text: which encoding a file is in, told only where its bytes show it.

use encoding_rs::{Encoding, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253};
use phrases::stored;

use crate::extract::Tongue;

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

/// Decodes `bytes`. Valid UTF-8 comes back byte for byte.
pub(crate) fn decode(bytes: &[u8], tongue: Tongue<'_>) -> Decoded {
    if bytes.is_empty() {
        return Decoded::Unread(stored!("The file is empty.").to_owned());
    }
    if let Some((text, remarks)) = by_mark(bytes) {
        return Decoded::Text(text, remarks);
    }
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES_MAX)];
    if let Some(big) = unmarked_utf16(sample) {
        let remark = stored!("The file looks like UTF-16 without a byte order mark and was read so.");
        return Decoded::Text(utf16(bytes, big), vec![remark.to_owned()]);
    }
    if controls(sample) * 1000 > sample.len() * CONTROLS_PER_MILLE_MAX {
        let remark = if sample.contains(&0) {
            stored!(
                "The file holds NUL bytes and is not text of an encoding this version knows; it is kept as it came."
            )
        } else {
            stored!("The file is not text of an encoding this version knows; it is kept as it came.")
        };
        return Decoded::Unread(remark.to_owned());
    }
    let mut remarks = Vec::new();
    if bytes.contains(&0) {
        remarks.push(stored!("The text holds NUL bytes.").to_owned());
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded::Text(text.to_owned(), remarks),
        Err(error) if is_cut(error, bytes.len()) => {
            remarks
                .push(stored!("The file ends in the middle of a character; its last bytes are left out.").to_owned());
            Decoded::Text(String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned(), remarks)
        }
        Err(_) => single_byte(bytes, sample, tongue, remarks),
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
        remarks.push(stored!("Some characters of the UTF-16 text are broken and are shown as \u{fffd}.").to_owned());
    }
    Some((text, remarks))
}

pub(crate) fn utf16(bytes: &[u8], big: bool) -> String {
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
fn single_byte(bytes: &[u8], sample: &[u8], tongue: Tongue<'_>, mut remarks: Vec<String>) -> Decoded {
    let high = sample.iter().filter(|byte| **byte >= 0x80).count();
    let in_runs = sample.windows(3).filter(|run| run.iter().all(|byte| *byte >= 0xb8)).count();
    if in_runs * 2 > high {
        for (encoding, code) in [(WINDOWS_1251, "ru"), (WINDOWS_1253, "el")] {
            if tongue(&through(sample, encoding)) == Some(code) {
                let name = encoding.name();
                remarks.push(stored!("The text is not UTF-8; it was read as {name}, since its words then make sense."));
                return Decoded::Text(through(bytes, encoding), remarks);
            }
        }
    }
    let letters = sample.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    if high * 4 <= letters && in_runs * 4 <= high {
        remarks.push(stored!("The text is not UTF-8; it was read as windows-1252 (Latin-1).").to_owned());
        return Decoded::Text(through(bytes, WINDOWS_1252), remarks);
    }
    Decoded::Unread(stored!("The encoding of the text could not be told; it is kept as it came.").to_owned())
}

/// A file of text as text, without its byte order mark, and what is to be said about it: in the encoding of a name, or in the one
/// that its bytes show.
///
/// # Errors
/// Why it is no text, or that there is no encoding of this name.
pub fn as_text(bytes: &[u8], encoding: Option<&str>, tongue: Tongue<'_>) -> Result<(String, Vec<String>), String> {
    let Some(name) = encoding else {
        return match decode(bytes, tongue) {
            Decoded::Text(text, remarks) => match text.strip_prefix('\u{feff}') {
                Some(rest) => Ok((rest.to_owned(), remarks)),
                None => Ok((text, remarks)),
            },
            Decoded::Unread(says) => Err(says),
        };
    };
    let Some(known) = Encoding::for_label(name.trim().as_bytes()) else {
        return Err(format!("There is no encoding {name:?}."));
    };
    let (text, _, broken) = known.decode(bytes);
    let name = known.name();
    let remark = || stored!("Some bytes are no characters of {name} and are shown as \u{fffd}.");
    Ok((text.into_owned(), if broken { vec![remark()] } else { Vec::new() }))
}

/// The encoding behind a code page of Windows; none where the Encoding Standard has none.
pub(crate) fn of_code_page(page: u64) -> Option<&'static Encoding> {
    let label = match page {
        1250..=1258 => format!("windows-{page}"),
        28591..=28606 => format!("iso-8859-{}", page - 28590),
        20127 => "us-ascii".to_owned(),
        65001 => "utf-8".to_owned(),
        20866 => "koi8-r".to_owned(),
        21866 => "koi8-u".to_owned(),
        866 => "ibm866".to_owned(),
        874 => "windows-874".to_owned(),
        932 => "shift_jis".to_owned(),
        936 | 54936 => "gb18030".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        50220..=50222 => "iso-2022-jp".to_owned(),
        51932 => "euc-jp".to_owned(),
        10000 => "macintosh".to_owned(),
        10007 => "x-mac-cyrillic".to_owned(),
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
}

fn through(bytes: &[u8], encoding: &'static Encoding) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}
