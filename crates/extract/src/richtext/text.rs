//! Letters, lines and cells of an RTF file as they are written.

use super::fonts::Letters;
use super::groups::{Passage, Place};
use super::reader::{AUTHORS_MAX, NAME_CHARS_MAX, Reader};
use crate::asides::QUOTE_CHARS_MAX;

impl Reader<'_> {
    /// `\u` with a code of UTF-16, and the letters for older readers after it.
    pub(super) fn unicode(&mut self, code: i32) {
        self.skip = self.now.spare;
        let unit = (code & 0xffff) as u16;
        match (self.high.take(), unit) {
            (_, 0xd800..=0xdbff) => self.high = Some(unit),
            (Some(high), _) => {
                let decoded: String = char::decode_utf16([high, unit]).map(|c| c.unwrap_or('\u{fffd}')).collect();
                self.write(&decoded);
            }
            (None, 0xe000..=0xf8ff) => self.sign(unit & 0xff),
            (None, _) => {
                let letter = char::from_u32(u32::from(unit)).unwrap_or('\u{fffd}');
                self.write(letter.encode_utf8(&mut [0; 4]));
            }
        }
    }

    /// A sign of a font of signs. The round bullet stands at the same place in all in use.
    pub(super) fn sign(&mut self, code: u16) {
        if code == 0xb7 {
            self.write("\u{2022}");
        } else {
            self.has_signs = true;
            self.write("\u{fffd}");
        }
    }

    /// Letters in the encoding of the font.
    pub(super) fn decode(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let pending = std::mem::take(&mut self.pending);
        match (self.now.place, self.now.letters) {
            (Place::Object, _) => self.digits.extend(pending),
            (Place::Text, Letters::Signs) => {
                for byte in pending {
                    if byte.is_ascii_whitespace() {
                        self.write(" ");
                    } else {
                        self.sign(u16::from(byte));
                    }
                }
            }
            (_, Letters::Own(encoding)) => self.write(&encoding.decode_without_bom_handling(&pending).0),
            _ => self.write(&self.default.decode_without_bom_handling(&pending).0),
        }
    }

    pub(super) fn write(&mut self, words: &str) {
        match self.now.place {
            Place::Text => self.write_text(words),
            Place::Authors => {
                for c in words.chars() {
                    if c == ';' && self.authors.len() < AUTHORS_MAX {
                        self.authors.push(std::mem::take(&mut self.name));
                    } else if self.name.len() < NAME_CHARS_MAX {
                        self.name.push(c);
                    }
                }
            }
            Place::FieldCode => push_some(&mut self.code, words),
            Place::CommentAuthor => push_some(&mut self.name, words),
            _ => {}
        }
    }

    pub(super) fn write_text(&mut self, words: &str) {
        let passage = if self.now.hidden {
            Some(Passage::Hidden)
        } else if self.now.inserted {
            Some(Passage::Inserted(self.now.inserted_by))
        } else if self.now.deleted {
            Some(Passage::Deleted(self.now.deleted_by))
        } else {
            None
        };
        self.end_passages(passage);
        if let Some(passage) = passage {
            match self.passages.last_mut() {
                Some((_, kept)) if kept.len() < 4 * QUOTE_CHARS_MAX => kept.push_str(words),
                Some(_) => {}
                None => self.passages.push((passage, words.to_owned())),
            }
        }
        if passage == Some(Passage::Hidden) || (self.now.inserted && !self.shows_inserted) {
            return;
        }
        self.open_cell();
        self.writing.push(words);
    }

    /// Counts a passage that does not go on.
    pub(super) fn end_passages(&mut self, goes_on: Option<Passage>) {
        if self.passages.last().is_some_and(|(passage, _)| Some(*passage) == goes_on) {
            return;
        }
        for (passage, words) in std::mem::take(&mut self.passages) {
            let by = |at: usize| self.authors.get(at).cloned().unwrap_or_default();
            match passage {
                Passage::Inserted(at) => self.asides.insertion(&by(at), &words),
                Passage::Deleted(at) => self.asides.deletion(&by(at), &words),
                Passage::Hidden => self.asides.hide(&words),
            }
        }
    }

    pub(super) fn end_paragraph(&mut self) {
        // The end of the paragraph is itself an insertion: before it, this one and the next were one.
        if self.now.place != Place::Text || (self.now.inserted && !self.shows_inserted) {
            return;
        }
        self.open_cell();
        if std::mem::take(&mut self.shows_page) {
            self.writing.drop_line_without_words();
        } else {
            self.writing.end_paragraph();
        }
    }

    /// Opens a row and a cell where the paragraph stands in a table, and closes a row where it does not.
    pub(super) fn open_cell(&mut self) {
        if !self.now.in_table {
            return self.close_row();
        }
        let Some((row, cell)) = self.rows.last_mut() else { return };
        if !std::mem::replace(row, true) {
            self.writing.open_row();
        }
        if !std::mem::replace(cell, true) {
            self.writing.open_cell();
        }
    }

    pub(super) fn end_cell(&mut self) {
        self.now.in_table = true;
        self.open_cell();
        self.writing.close_cell();
        self.rows.iter_mut().next_back().into_iter().for_each(|(_, cell)| *cell = false);
    }

    pub(super) fn close_row(&mut self) {
        let Some((row, cell)) = self.rows.last_mut() else { return };
        if std::mem::take(cell) {
            self.writing.close_cell();
        }
        if std::mem::take(row) {
            self.writing.close_row();
        }
    }
}

/// Adds to a name or a code, which goes no further than its limit.
fn push_some(to: &mut String, words: &str) {
    to.extend(words.chars().take(NAME_CHARS_MAX.saturating_sub(to.len())));
}
