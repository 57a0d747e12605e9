//! CMaps: how codes are cut out of a string, and which characters they stand for (ISO 32000-2, 9.7.5 and 9.10.3).

use std::collections::{BTreeMap, HashMap};

use super::scan::{Scan, Token};

/// Codes of one map after this many are left out.
pub(super) const MAPPED_CODES_MAX: usize = 200_000;

/// A map of codes.
#[derive(Debug, Default)]
pub(super) struct CMap {
    /// Lengths of codes in bytes with the lowest and highest code of that length.
    spaces: Vec<(usize, u32, u32)>,
    /// What a code stands for, from `bfchar` and `bfrange`.
    texts: HashMap<u32, Box<str>>,
    /// From `cidchar` and `cidrange`, by the first code: last code, first number. Ranges do not overlap in a lawful map.
    cids: BTreeMap<u32, (u32, u32)>,
}

impl CMap {
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut scan = Scan::new(bytes);
        let mut stack: Vec<Token> = Vec::new();
        while let Some(token) = scan.token() {
            let Token::Word(word) = &token else {
                stack.push(token);
                continue;
            };
            match word.as_slice() {
                b"endcodespacerange" => map.add_spaces(&stack),
                b"endbfchar" => stack.chunks_exact(2).for_each(|pair| map.add_char(pair)),
                b"endbfrange" => stack.chunks_exact(3).for_each(|three| map.add_range(three)),
                b"endcidchar" => stack.chunks_exact(2).for_each(|pair| map.add_cids(&pair[0], &pair[0], &pair[1])),
                b"endcidrange" => {
                    stack.chunks_exact(3).for_each(|three| map.add_cids(&three[0], &three[1], &three[2]));
                }
                _ => {}
            }
            stack.clear();
        }
        map
    }

    fn add_spaces(&mut self, stack: &[Token]) {
        for pair in stack.chunks_exact(2) {
            if let (Some(low), Some(high)) = (pair[0].text(), pair[1].text())
                && (1..=4).contains(&low.len())
                && self.spaces.len() < 256
            {
                self.spaces.push((low.len(), code(low), code(high)));
            }
        }
    }

    fn add_char(&mut self, pair: &[Token]) {
        if let (Some(from), Some(to)) = (pair[0].text(), pair[1].text()) {
            self.put(code(from), utf16(to));
        }
    }

    fn add_range(&mut self, three: &[Token]) {
        let (Some(low), Some(high)) = (three[0].text(), three[1].text()) else { return };
        let (low, high) = (code(low), code(high));
        match &three[2] {
            Token::Array(list) => {
                for (at, to) in (low..=high).zip(list) {
                    self.put(at, utf16(to.text().unwrap_or_default()));
                }
            }
            Token::Text(to) => {
                let mut units: Vec<u16> = units(to);
                for at in low..=high {
                    if self.texts.len() >= MAPPED_CODES_MAX {
                        break;
                    }
                    self.put(at, String::from_utf16_lossy(&units));
                    let Some(last) = units.last_mut() else { break };
                    *last = last.wrapping_add(1);
                }
            }
            _ => {}
        }
    }

    fn add_cids(&mut self, low: &Token, high: &Token, first: &Token) {
        if let (Some(low), Some(high), Some(first)) = (low.text(), high.text(), first.number())
            && self.cids.len() < MAPPED_CODES_MAX
        {
            self.cids.entry(code(low)).or_insert((code(high), first.max(0.0) as u32));
        }
    }

    fn put(&mut self, code: u32, text: String) {
        if self.texts.len() < MAPPED_CODES_MAX && !text.is_empty() {
            self.texts.insert(code, text.into());
        }
    }

    /// What a code stands for, where the map says it.
    pub(super) fn text(&self, code: u32) -> Option<&str> {
        self.texts.get(&code).map(AsRef::as_ref)
    }

    /// The number of the glyph that a code shows.
    pub(super) fn cid(&self, code: u32) -> u32 {
        let range = self.cids.range(..=code).next_back().filter(|(_, (high, _))| code <= *high);
        range.map_or(code, |(low, (_, first))| first.saturating_add(code - low))
    }

    /// Cuts the next code out of `bytes`: its value and its length, which is 2 where the map says nothing.
    pub(super) fn next(&self, bytes: &[u8]) -> (u32, usize) {
        for length in 1..=bytes.len().min(4) {
            let value = code(&bytes[..length]);
            if self.spaces.iter().any(|(of, low, high)| *of == length && (*low..=*high).contains(&value)) {
                return (value, length);
            }
        }
        let length = self.spaces.iter().map(|space| space.0).min().unwrap_or(2).min(bytes.len());
        (code(&bytes[..length]), length)
    }
}

fn code(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |value, byte| value << 8 | u32::from(*byte))
}

fn units(bytes: &[u8]) -> Vec<u16> {
    if let [one] = bytes {
        return vec![u16::from(*one)];
    }
    bytes.chunks_exact(2).take(64).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect()
}

fn utf16(bytes: &[u8]) -> String {
    String::from_utf16_lossy(&units(bytes))
}
