//! Fonts: from the bytes of a string to characters and widths (ISO 32000-2, 9.6 and 9.7).

use std::rc::Rc;

use lopdf::{Dictionary, Object};

use super::cmap::CMap;
use super::file::File;
use super::glyphs::{self, Base};
use super::scan::{Scan, Token};

/// Widths of glyphs of one font after this many are left out.
pub(super) const WIDTHS_MAX: usize = 70_000;

/// How codes are cut and what they mean.
#[derive(Debug)]
enum Codes {
    /// One byte a glyph: the text of each code, none where it cannot be told.
    Simple(Vec<Option<Box<str>>>),
    /// More bytes a glyph, cut as the map says.
    Composite(CMap),
}

/// A font as far as its text goes.
#[derive(Debug)]
pub(super) struct Font {
    codes: Codes,
    to_unicode: Option<CMap>,
    /// By code (simple fonts) or by glyph number, in text space units (1 is an em).
    widths: Vec<f32>,
    default_width: f32,
    /// Lines go from top to bottom.
    pub(super) vertical: bool,
}

/// One glyph of a string.
pub(super) struct Shown<'a> {
    /// What it stands for; none where the font does not say.
    pub(super) text: Option<&'a str>,
    /// Its width in ems.
    pub(super) width: f32,
    /// A single byte 32, which word spacing widens.
    pub(super) is_space: bool,
}

impl Font {
    /// The font of a font dictionary.
    pub(super) fn of(file: &File, dict: &Dictionary) -> Rc<Self> {
        let to_unicode = file.get(dict, b"ToUnicode").and_then(|map| file.stream(map)).map(|map| CMap::parse(&map));
        let kind = file.name(dict, b"Subtype").unwrap_or_default();
        Rc::new(if kind == b"Type0" { composite(file, dict, to_unicode) } else { simple(file, dict, kind, to_unicode) })
    }

    /// Calls `show` for each glyph of a string.
    pub(super) fn each<'a>(&'a self, bytes: &[u8], mut show: impl FnMut(Shown<'a>)) {
        match &self.codes {
            Codes::Simple(texts) => {
                for byte in bytes {
                    let at = usize::from(*byte);
                    let mapped = self.to_unicode.as_ref().and_then(|map| map.text(u32::from(*byte)));
                    let text = mapped.or_else(|| texts.get(at)?.as_deref());
                    let width = self.widths.get(at).copied().unwrap_or(self.default_width);
                    show(Shown { text, width, is_space: *byte == 32 });
                }
            }
            Codes::Composite(cuts) => {
                let mut rest = bytes;
                while !rest.is_empty() {
                    let (code, length) = cuts.next(rest);
                    let cid = cuts.cid(code) as usize;
                    let text = self.to_unicode.as_ref().and_then(|map| map.text(code)).or_else(|| cuts.text(code));
                    let width = self.widths.get(cid).copied().unwrap_or(self.default_width);
                    show(Shown { text, width, is_space: length == 1 && code == 32 });
                    rest = &rest[length.max(1).min(rest.len())..];
                }
            }
        }
    }
}

fn simple(file: &File, dict: &Dictionary, kind: &[u8], to_unicode: Option<CMap>) -> Font {
    let name = String::from_utf8_lossy(file.name(dict, b"BaseFont").unwrap_or_default()).into_owned();
    let texts = encoding(file, dict, kind, &name);
    // A Type 3 font has units of its own.
    let unit = if kind == b"Type3" {
        file.numbers(dict, b"FontMatrix").first().map_or(0.001, |unit| unit.abs())
    } else {
        0.001
    };
    let first = file.number(dict, b"FirstChar").unwrap_or(0.0).clamp(0.0, 255.0) as usize;
    let given = file.numbers(dict, b"Widths");
    let descriptor = file.dict(dict, b"FontDescriptor");
    let missing = descriptor.and_then(|descriptor| file.number(descriptor, b"MissingWidth")).unwrap_or(0.0);
    let mut widths: Vec<f32> = if given.is_empty() && kind != b"Type3" {
        (0..=255).map(|code| glyphs::standard_width(&name, code) * 0.001).collect()
    } else {
        vec![missing * unit; 256]
    };
    for (at, width) in given.iter().take(256 - first).enumerate() {
        widths[first + at] = width * unit;
    }
    Font { codes: Codes::Simple(texts), to_unicode, widths, default_width: 0.5, vertical: false }
}

/// What each code stands for by the font's encoding and its differences.
fn encoding(file: &File, dict: &Dictionary, kind: &[u8], name: &str) -> Vec<Option<Box<str>>> {
    let descriptor = file.dict(dict, b"FontDescriptor");
    let embedded =
        descriptor.is_some_and(|font| [&b"FontFile"[..], b"FontFile2", b"FontFile3"].iter().any(|key| font.has(key)));
    let symbolic = descriptor.and_then(|font| file.number(font, b"Flags")).is_some_and(|flags| flags as i64 & 4 != 0);
    let given = file.get(dict, b"Encoding");
    let (named, differences) = match given {
        Some(Object::Name(named)) => (Base::named(named), None),
        Some(Object::Dictionary(encoding)) => {
            (file.name(encoding, b"BaseEncoding").and_then(Base::named), Some(file.list(encoding, b"Differences")))
        }
        _ => (None, None),
    };
    let own = if name.ends_with("Symbol") && !embedded { Some(Base::Symbol) } else { None };
    // What an embedded font without a named encoding has inside is not the standard one.
    let standard = (!embedded || !symbolic || kind == b"Type1") && kind != b"Type3";
    let base = named.or(own).or_else(|| standard.then_some(Base::Standard));
    let mut texts: Vec<Option<Box<str>>> =
        (0..=255_u8).map(|code| Some(base?.char(code)?.to_string().into())).collect();
    if named.is_none()
        && let Some(program) =
            descriptor.and_then(|font| file.get(font, b"FontFile")).and_then(|font| file.stream(font))
    {
        inside(&program, &mut texts);
    }
    let mut at = 0_usize;
    for part in differences.unwrap_or_default() {
        match file.resolve(part) {
            Object::Integer(code) => at = usize::try_from(*code).unwrap_or(usize::MAX),
            Object::Name(glyph) => {
                if let Some(text) = texts.get_mut(at) {
                    *text = glyphs::by_name(glyph).map(Into::into);
                }
                at = at.saturating_add(1);
            }
            _ => {}
        }
    }
    texts
}

/// The encoding in the clear part of a Type 1 font program: `dup 65 /A put`.
fn inside(program: &[u8], texts: &mut [Option<Box<str>>]) {
    let clear = program.windows(5).position(|word| word == b"eexec").unwrap_or(0);
    let mut scan = Scan::new(&program[..clear]);
    let mut stack = Vec::new();
    while let Some(token) = scan.token() {
        match (&token, stack.as_slice()) {
            (Token::Word(word), [.., Token::Number(code), Token::Name(glyph)]) if word == b"put" => {
                if let Some(text) = texts.get_mut(*code as usize) {
                    *text = glyphs::by_name(glyph).map(Into::into);
                }
                stack.clear();
            }
            (Token::Word(_), _) => stack.clear(),
            _ => stack.push(token),
        }
    }
}

fn composite(file: &File, dict: &Dictionary, to_unicode: Option<CMap>) -> Font {
    let (cuts, vertical) = match file.get(dict, b"Encoding") {
        Some(Object::Name(name)) => {
            let name = String::from_utf8_lossy(name);
            (CMap::default(), name.ends_with("-V") || name == "V")
        }
        Some(stream) => {
            let map = file.stream(stream).map(|bytes| CMap::parse(&bytes)).unwrap_or_default();
            (map, false)
        }
        None => (CMap::default(), false),
    };
    let below =
        file.list(dict, b"DescendantFonts").first().map(|font| file.resolve(font)).and_then(|font| font.as_dict().ok());
    let default_width = below.and_then(|font| file.number(font, b"DW")).unwrap_or(1000.0) * 0.001;
    let mut widths = Vec::new();
    if let Some(font) = below {
        cid_widths(file, file.list(font, b"W"), default_width, &mut widths);
    }
    Font { codes: Codes::Composite(cuts), to_unicode, widths, default_width, vertical }
}

/// `first [w w …]` and `first last w` (ISO 32000-2, 9.7.4.3).
fn cid_widths(file: &File, list: &[Object], default: f32, widths: &mut Vec<f32>) {
    let mut put = |at: usize, width: f32| {
        if widths.len() <= at {
            widths.resize(at + 1, default);
        }
        widths[at] = width * 0.001;
    };
    // A list may name the same glyphs again and again.
    let mut left = WIDTHS_MAX;
    let number = |at: usize| list.get(at).map(|object| file.resolve(object)).and_then(|object| object.as_float().ok());
    let mut at = 0;
    while let Some(first) = number(at) {
        let first = first.max(0.0) as usize;
        match list.get(at + 1).map(|object| file.resolve(object)) {
            Some(Object::Array(given)) => {
                let places = first.min(WIDTHS_MAX)..WIDTHS_MAX;
                for (at, width) in places.zip(given).take(left) {
                    put(at, file.resolve(width).as_float().unwrap_or(1000.0));
                    left -= 1;
                }
                at += 2;
            }
            Some(last) => {
                let last = last.as_float().unwrap_or(0.0).clamp(0.0, WIDTHS_MAX as f32 - 1.0) as usize;
                let width = number(at + 2).unwrap_or(1000.0);
                for cid in (first..=last).take(left) {
                    put(cid, width);
                    left -= 1;
                }
                at += 3;
            }
            None => break,
        }
    }
}
