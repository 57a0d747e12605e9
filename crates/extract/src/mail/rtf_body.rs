//! The words of a message's RTF body, which Outlook often made out of HTML or plain text (MS-OXRTFEX) and from which
//! the original can be taken back.

use encoding_rs::{Encoding, WINDOWS_1252};

use super::mapi::by_code_page;
use crate::html;

/// Groups within groups, deeper than this, count as one.
pub const GROUPS_DEEP_MAX: usize = 200;

/// Destinations that hold no words of the body.
const SILENT: [&str; 14] = [
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "header",
    "footer",
    "headerl",
    "headerr",
    "footerl",
    "footerr",
    "listtable",
    "generator",
];

#[derive(Clone, Copy)]
struct Group {
    /// Nothing in it is text.
    silent: bool,
    /// `\htmlrtf`: made for RTF only, not in the original.
    added: bool,
    /// `\*\htmltag`: a piece of the original's HTML.
    tag: bool,
    /// Bytes that stand for a Unicode character where it cannot be shown.
    fallbacks: usize,
}

struct Words {
    out: String,
    /// Bytes of the code page that are not decoded yet: a character may take two.
    pending: Vec<u8>,
    encoding: &'static Encoding,
    high: Option<u16>,
}

impl Words {
    fn flush(&mut self) {
        if self.high.take().is_some() {
            self.out.push(char::REPLACEMENT_CHARACTER);
        }
        if !self.pending.is_empty() {
            self.out.push_str(&self.encoding.decode_without_bom_handling(&self.pending).0);
            self.pending.clear();
        }
    }

    fn push(&mut self, text: &str) {
        self.flush();
        self.out.push_str(text);
    }

    fn unit(&mut self, unit: u16) {
        if !self.pending.is_empty() {
            self.flush();
        }
        let units = [self.high.take(), Some(unit)];
        if units[0].is_none() && (0xd800..0xdc00).contains(&unit) {
            self.high = Some(unit);
            return;
        }
        self.out
            .extend(char::decode_utf16(units.into_iter().flatten()).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
    }
}

/// The body's text.
pub(crate) fn text(rtf: &[u8]) -> String {
    let from_html = rtf.windows(9).take(1024).any(|window| window == b"\\fromhtml");
    let mut words = Words { out: String::new(), pending: Vec::new(), encoding: WINDOWS_1252, high: None };
    let mut groups = vec![Group { silent: false, added: false, tag: false, fallbacks: 1 }];
    let mut below = 0_usize;
    let mut skip = 0_usize;
    let mut at = 0;
    while let Some(&byte) = rtf.get(at) {
        at += 1;
        let group = groups.last().copied().unwrap_or(Group { silent: true, added: false, tag: false, fallbacks: 1 });
        let heard = !group.silent && !group.added;
        match byte {
            b'{' if groups.len() >= GROUPS_DEEP_MAX => below += 1,
            b'{' => groups.push(group),
            b'}' if below > 0 => below -= 1,
            b'}' if groups.len() > 1 => {
                groups.pop();
                skip = 0;
            }
            b'}' | b'\r' | b'\n' => {}
            b'\\' => at = control(rtf, at, &mut groups, &mut words, &mut skip, from_html),
            _ if skip > 0 => skip -= 1,
            _ if heard => words.pending.push(byte),
            _ => {}
        }
    }
    words.flush();
    if from_html { html::text_of(&words.out).0 } else { words.out }
}

/// Reads what follows a backslash; gives the place after it.
fn control(rtf: &[u8], at: usize, groups: &mut [Group], words: &mut Words, skip: &mut usize, from_html: bool) -> usize {
    let Some(&first) = rtf.get(at) else { return at };
    let Some(group) = groups.last_mut() else { return at };
    let heard = !group.silent && !group.added;
    if !first.is_ascii_alphabetic() {
        match first {
            b'\'' => {
                let digits = rtf.get(at + 1..at + 3).and_then(|digits| std::str::from_utf8(digits).ok());
                let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
                if *skip > 0 {
                    *skip -= 1;
                } else if let Some(byte) = byte.filter(|_| heard) {
                    words.pending.push(byte);
                }
                return if digits.is_some() { at + 3 } else { at + 1 };
            }
            b'\\' | b'{' | b'}' if heard => words.pending.push(first),
            b'~' if heard => words.push("\u{a0}"),
            b'_' if heard => words.push("\u{2011}"),
            b'\r' | b'\n' if heard => words.push("\n"),
            // An unknown destination is skipped, unless it is a piece of HTML.
            b'*' => group.silent |= !(from_html && rtf[at + 1..].starts_with(b"\\htmltag")),
            _ => {}
        }
        return at + 1;
    }
    let length = rtf[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let name = std::str::from_utf8(&rtf[at..at + length]).unwrap_or("");
    let mut end = at + length;
    let digits = rtf[end..].iter().enumerate();
    let digits = digits.take_while(|(at, byte)| byte.is_ascii_digit() || (*at == 0 && **byte == b'-')).count();
    let number = std::str::from_utf8(&rtf[end..end + digits]).ok().and_then(|digits| digits.parse::<i32>().ok());
    end += digits;
    if rtf.get(end) == Some(&b' ') {
        end += 1;
    }
    word(name, number, group, words, skip, from_html);
    end
}

fn word(name: &str, number: Option<i32>, group: &mut Group, words: &mut Words, skip: &mut usize, from_html: bool) {
    let heard = !group.silent && !group.added;
    match (name, number) {
        ("htmlrtf", number) => group.added = from_html && number != Some(0),
        ("htmltag", _) => group.tag = from_html,
        ("ansicpg", Some(page)) => {
            let known = u64::try_from(page).ok().and_then(by_code_page);
            words.encoding = known.unwrap_or(words.encoding);
        }
        ("uc", Some(count)) => group.fallbacks = usize::try_from(count).unwrap_or(1).min(8),
        ("u", Some(code)) => {
            if heard {
                // Codes above 32767 are written as negative numbers.
                words.unit((code & 0xffff) as u16);
            }
            *skip = group.fallbacks;
        }
        ("par" | "line" | "row" | "sect" | "page", _) if heard => words.push("\n"),
        ("tab" | "cell", _) if heard => words.push("\t"),
        ("emdash", _) if heard => words.push("—"),
        ("endash", _) if heard => words.push("–"),
        ("lquote", _) if heard => words.push("‘"),
        ("rquote", _) if heard => words.push("’"),
        ("ldblquote", _) if heard => words.push("“"),
        ("rdblquote", _) if heard => words.push("”"),
        ("bullet", _) if heard => words.push("•"),
        // Between two pieces of HTML these stand for themselves; within one the HTML says it.
        (name, _) if SILENT.contains(&name) && !group.tag => group.silent = true,
        _ => {}
    }
}
