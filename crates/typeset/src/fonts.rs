//! The fonts that pages are set in, and whether they have a sign for every character.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// Most missing signs that are named at once.
pub const MISSING_TOLD_MAX: usize = 8;

/// Fonts, parsed once: the house's own (Libertinus Serif with Latin, Greek and Cyrillic, and what fills its gaps), and
/// those that an office adds.
#[derive(Debug, Clone)]
pub struct Fonts {
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
}

/// A character that no font has a sign for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// The character.
    pub character: char,
    /// In which of the sheet's facts it stands first.
    pub place: String,
}

impl fmt::Display for Missing {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = u32::from(self.character);
        if self.character.is_control() || is_private(self.character) {
            write!(out, "U+{code:04X} (in {})", self.place)
        } else {
            write!(out, "“{}” U+{code:04X} (in {})", self.character, self.place)
        }
    }
}

impl Fonts {
    /// The house's own, and after them those in the files that are handed over. A file that holds no font adds none.
    pub fn new(more: impl IntoIterator<Item = Vec<u8>>) -> Self {
        let own = typst_assets::fonts().flat_map(|data| Font::iter(Bytes::new(data)));
        let more = more.into_iter().flat_map(|data| Font::iter(Bytes::new(data)));
        let fonts: Vec<Font> = own.chain(more).collect();
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        Self { fonts, book }
    }

    /// How many faces there are.
    pub fn len(&self) -> usize {
        self.fonts.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.fonts.is_empty()
    }

    pub(crate) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    pub(crate) fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    /// The characters of all words in `facts` that no font has a sign for, the first few, each with where it stands.
    pub(crate) fn missing(&self, facts: &Value) -> Vec<Missing> {
        let mut found = BTreeMap::new();
        self.look(facts, "sheet", &mut found);
        let mut missing: Vec<Missing> =
            found.into_iter().map(|(character, place)| Missing { character, place }).collect();
        missing.truncate(MISSING_TOLD_MAX);
        missing
    }

    fn look(&self, value: &Value, place: &str, found: &mut BTreeMap<char, String>) {
        match value {
            Value::String(words) => {
                for character in words.chars() {
                    if !found.contains_key(&character) && !self.has(character) {
                        found.insert(character, place.to_owned());
                    }
                }
            }
            Value::Array(values) => values.iter().for_each(|value| self.look(value, place, found)),
            Value::Object(fields) => fields.iter().for_each(|(name, value)| self.look(value, name, found)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn has(&self, character: char) -> bool {
        match character {
            '\n' => true,
            _ if character.is_control() || is_private(character) => false,
            _ if leaves_no_mark(character) => true,
            _ => self.fonts.iter().any(|font| font.info().coverage.contains(u32::from(character))),
        }
    }
}

/// Code points that mean whatever a font says: nobody could read them out of the page again.
fn is_private(character: char) -> bool {
    matches!(character, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}

/// What only tells how its neighbours are set: soft hyphens, joiners, marks of direction, variants.
fn leaves_no_mark(character: char) -> bool {
    matches!(character, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}')
}
