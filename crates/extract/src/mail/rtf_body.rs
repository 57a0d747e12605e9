//! The HTML out of which Outlook often made a message's RTF body, and which can be taken back (MS-OXRTFEX).

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::charset::of_code_page;
use crate::richtext::{LETTERS, Sign, Signs, holds_no_words};

/// Groups within groups, deeper than this, count as one.
pub const GROUPS_DEEP_MAX: usize = 200;
/// The sign that a body was made of HTML stands within so many bytes.
const SIGN_WITHIN_BYTES_MAX: usize = 1024;

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

struct Reader {
    group: Group,
    outer: Vec<Group>,
    /// Groups that are open beyond the limit.
    below: usize,
    skip: usize,
    /// Whether the last sign was `\*`: the group may be left aside by who does not know it.
    may_be_unknown: bool,
    out: String,
    /// Bytes of the code page that are not decoded yet: a character may take two.
    pending: Vec<u8>,
    encoding: &'static Encoding,
    high: Option<u16>,
}

/// The HTML of a body; none where it was not made of any.
pub(crate) fn html(rtf: &[u8]) -> Option<String> {
    let sign = b"\\fromhtml";
    if !rtf.windows(sign.len()).take(SIGN_WITHIN_BYTES_MAX).any(|window| window == sign) {
        return None;
    }
    let mut reader = Reader {
        group: Group { silent: false, added: false, tag: false, fallbacks: 1 },
        outer: Vec::new(),
        below: 0,
        skip: 0,
        may_be_unknown: false,
        out: String::new(),
        pending: Vec::new(),
        encoding: WINDOWS_1252,
        high: None,
    };
    Signs::new(rtf).for_each(|sign| reader.sign(&sign));
    reader.flush();
    Some(reader.out)
}

impl Reader {
    fn sign(&mut self, sign: &Sign<'_>) {
        let starred = std::mem::take(&mut self.may_be_unknown);
        match sign {
            Sign::Open if self.outer.len() >= GROUPS_DEEP_MAX => self.below += 1,
            Sign::Open => self.outer.push(self.group),
            Sign::Close if self.below > 0 => self.below -= 1,
            Sign::Close => {
                self.group = self.outer.pop().unwrap_or(self.group);
                self.skip = 0;
            }
            Sign::Byte(_) if self.skip > 0 => self.skip -= 1,
            Sign::Byte(byte) if self.is_heard() => self.pending.push(*byte),
            Sign::Symbol(b'*') => self.may_be_unknown = true,
            Sign::Symbol(symbol) if self.is_heard() => match symbol {
                b'\\' | b'{' | b'}' => self.pending.push(*symbol),
                b'~' => self.push("\u{a0}"),
                b'_' => self.push("\u{2011}"),
                b'\r' | b'\n' => self.push("\n"),
                _ => {}
            },
            Sign::Word(word, number) => {
                self.group.silent |= starred && *word != "htmltag";
                self.word(word, *number);
            }
            Sign::Byte(_) | Sign::Symbol(_) | Sign::Binary(_) => {}
        }
    }

    fn is_heard(&self) -> bool {
        !self.group.silent && !self.group.added
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        match (word, number) {
            ("htmlrtf", number) => self.group.added = number != Some(0),
            ("htmltag", _) => self.group.tag = true,
            ("ansicpg", Some(page)) => {
                let known = u64::try_from(page).ok().and_then(of_code_page);
                self.encoding = known.unwrap_or(self.encoding);
            }
            ("uc", Some(count)) => self.group.fallbacks = usize::try_from(count).unwrap_or(1).min(8),
            ("u", Some(code)) => {
                if self.is_heard() {
                    // Codes above 32767 are written as negative numbers.
                    self.unit((code & 0xffff) as u16);
                }
                self.skip = self.group.fallbacks;
            }
            // Between two pieces of HTML these stand for themselves; within one the HTML says it.
            _ if !self.group.tag && (word == "object" || holds_no_words(word)) => self.group.silent = true,
            _ if !self.is_heard() => {}
            ("par" | "line" | "row" | "sect" | "page", _) => self.push("\n"),
            ("tab" | "cell", _) => self.push("\t"),
            _ => {
                if let Some((_, letter)) = LETTERS.iter().find(|(name, _)| *name == word) {
                    self.push(letter);
                }
            }
        }
    }

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

    /// A code of UTF-16, or half of a letter.
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
