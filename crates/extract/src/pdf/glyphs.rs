//! Names of glyphs and the encodings of one byte a glyph (ISO 32000-2, Annex D).

use encoding_rs::{MACINTOSH, WINDOWS_1252};

/// The Adobe Glyph List, sorted by name.
const LIST: &str = include_str!("glyphlist.txt");

/// The character that a glyph name stands for (Adobe Glyph List Specification, 2). None for names that say nothing,
/// such as `g17`.
pub(super) fn by_name(name: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?;
    let name = name.split_once('.').map_or(name, |(base, _)| base);
    let text: Option<String> = name.split('_').map(component).collect();
    text.filter(|text| !text.is_empty())
}

fn component(name: &str) -> Option<char> {
    if let Some(found) = listed(name) {
        return Some(found);
    }
    let hex = name.strip_prefix("uni").filter(|hex| hex.len() == 4);
    let hex = hex.or_else(|| name.strip_prefix('u').filter(|hex| (4..=6).contains(&hex.len())))?;
    char::from_u32(u32::from_str_radix(hex, 16).ok()?)
}

fn listed(name: &str) -> Option<char> {
    // A search by halves over lines: the list is sorted by name.
    let (mut low, mut high) = (0, LIST.len());
    while low < high {
        let middle = (low + high) / 2;
        let from = LIST.as_bytes()[low..middle].iter().rposition(|byte| *byte == b'\n').map_or(low, |at| low + at + 1);
        let to = LIST.as_bytes()[from..].iter().position(|byte| *byte == b'\n').map_or(LIST.len(), |at| from + at);
        let line = &LIST[from..to];
        // Lines of the head begin with '#', which sorts before every name.
        let (key, value) = line.split_once(';').unwrap_or(("", ""));
        match key.cmp(name) {
            std::cmp::Ordering::Equal => return char::from_u32(u32::from_str_radix(value, 16).ok()?),
            std::cmp::Ordering::Less => low = to + 1,
            std::cmp::Ordering::Greater => high = from,
        }
    }
    None
}

/// An encoding that a font may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    Standard,
    WinAnsi,
    MacRoman,
    Symbol,
}

impl Base {
    /// The encoding of that name.
    pub(super) fn named(name: &[u8]) -> Option<Self> {
        match name {
            b"StandardEncoding" => Some(Self::Standard),
            b"WinAnsiEncoding" => Some(Self::WinAnsi),
            b"MacRomanEncoding" => Some(Self::MacRoman),
            _ => None,
        }
    }

    /// What a code stands for.
    pub(super) fn char(self, code: u8) -> Option<char> {
        let found = match self {
            Self::WinAnsi => one(WINDOWS_1252, code),
            Self::MacRoman => one(MACINTOSH, code),
            Self::Standard if (0x20..0x7f).contains(&code) => match code {
                0x27 => '\u{2019}',
                0x60 => '\u{2018}',
                _ => char::from(code),
            },
            Self::Standard => in_row(STANDARD_HIGH, code, 0xa0)?,
            Self::Symbol if code < 0x80 => in_row(SYMBOL_LOW, code, 0x20)?,
            Self::Symbol => in_row(SYMBOL_HIGH, code, 0xa0)?,
        };
        (!found.is_control()).then_some(found)
    }
}

fn one(encoding: &'static encoding_rs::Encoding, code: u8) -> char {
    encoding.decode_without_bom_handling(&[code]).0.chars().next().unwrap_or('\u{fffd}')
}

/// `·` marks a code that has no glyph.
fn in_row(row: &str, code: u8, first: u8) -> Option<char> {
    row.chars()
        .nth(usize::from(code.checked_sub(first)?))
        .filter(|found| *found != '·')
        .map(|found| if found == '∙' { '·' } else { found })
}

/// StandardEncoding from 0xa0; the middle dot at 0xb4 is written as U+2219 here.
const STANDARD_HIGH: &str =
    "·¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ·–†‡∙·¶•‚„”»…‰·¿·`´ˆ˜¯˘˙¨·˚¸·˝˛ˇ—················Æ·ª····ŁØŒº·····æ···ı··łøœß····";
/// The encoding of the Symbol font from 0x20.
const SYMBOL_LOW: &str =
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼·";
/// The same from 0xa0.
const SYMBOL_HIGH: &str =
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪·〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭·";

/// Widths of the standard fonts, which a file need not give (thousandths of an em, codes 0x20 to 0x7e).
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];
const TIMES: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889,
    722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500,
    444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480,
    200, 480, 541,
];

/// The width of a code in a standard font, by the font's name.
pub(super) fn standard_width(font: &str, code: u8) -> f32 {
    if font.contains("Courier") {
        return 600.0;
    }
    let table = if font.contains("Times") { &TIMES } else { &HELVETICA };
    table.get(usize::from(code).wrapping_sub(0x20)).map_or(556.0, |width| f32::from(*width))
}
