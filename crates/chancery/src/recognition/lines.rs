//! From Tesseract's table of words to a text.

use phrases::stored;

use super::{RECOGNISED_PAGES_MAX, RECOGNISED_TEXT_BYTES_MAX};

/// A text recognised in pictures.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recognised {
    /// The words in their lines; a blank line between paragraphs, a form feed between pages.
    pub text: String,
    /// The byte at which each page begins.
    pub pages: Vec<u64>,
    /// How sure the machine was of its words, on the mean in percent.
    pub confidence: u8,
    /// Doubts, each a sentence for a person.
    pub remarks: Vec<String>,
}

/// A text as its pages come.
#[derive(Debug, Default)]
pub(super) struct Lines {
    text: String,
    pages: Vec<u64>,
    words: u64,
    /// Sum of the words' confidences, in hundredths of a percent.
    sure: u64,
    /// Why nothing more is taken in.
    cut: Option<Cut>,
}

/// The bound at which a text was cut.
#[derive(Debug, Clone, Copy)]
enum Cut {
    Bytes,
    Pages,
}

impl Cut {
    fn says(self) -> String {
        match self {
            Self::Bytes => {
                stored!("The recognised text was cut after {RECOGNISED_TEXT_BYTES_MAX} bytes; the rest was left out.")
            }
            Self::Pages => {
                stored!("The recognised text was cut after {RECOGNISED_PAGES_MAX} pages; the rest was left out.")
            }
        }
    }
}

/// Between a page and the next.
const BETWEEN_PAGES: &str = "\n\u{c}";

/// A row of the table that is a word.
struct Word<'a> {
    /// Page, block, paragraph, line.
    place: [u32; 4],
    confidence: f64,
    text: &'a str,
}

impl Lines {
    /// Adds what one run of the machine says; a picture may hold several pages. Nothing is added any more once the text
    /// as a whole has met a bound.
    pub(super) fn add(&mut self, table: &str) {
        let mut before: Option<[u32; 4]> = None;
        self.begin_page();
        for word in table.lines().skip(1).filter_map(word) {
            let between = match before {
                None => "",
                Some(before) if before[0] != word.place[0] => {
                    self.begin_page();
                    ""
                }
                Some(before) if before[..3] != word.place[..3] => "\n\n",
                Some(before) if before != word.place => "\n",
                Some(_) => " ",
            };
            if !self.has_room_for(between.len() + word.text.len()) {
                return;
            }
            self.text.push_str(between);
            self.text.push_str(word.text);
            self.words += 1;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held between 0 and 10,000")]
            let sure = (word.confidence.clamp(0.0, 100.0) * 100.0) as u64;
            self.sure += sure;
            before = Some(word.place);
        }
    }

    /// Whether a bound was met: whoever has more need not add it.
    pub(super) fn is_cut(&self) -> bool {
        self.cut.is_some()
    }

    fn begin_page(&mut self) {
        if self.pages.is_empty() {
            self.pages.push(0);
        } else if self.cut.is_none() && self.pages.len() >= RECOGNISED_PAGES_MAX {
            self.cut = Some(Cut::Pages);
        } else if self.has_room_for(BETWEEN_PAGES.len()) {
            self.text.push_str(BETWEEN_PAGES);
            self.pages.push(self.text.len() as u64);
        }
    }

    /// Whether so many bytes more and the end of the last line fit in; where they do not, the text ends here.
    fn has_room_for(&mut self, bytes: usize) -> bool {
        if self.cut.is_none() && self.text.len() + bytes + 1 > RECOGNISED_TEXT_BYTES_MAX {
            self.cut = Some(Cut::Bytes);
        }
        self.cut.is_none()
    }

    /// The whole; `None` where no word was recognised.
    pub(super) fn end(mut self, mut remarks: Vec<String>) -> Option<Recognised> {
        let hundredths = self.sure.checked_div(self.words)?;
        self.text.push('\n');
        remarks.extend(self.cut.map(Cut::says));
        let confidence = u8::try_from((hundredths + 50) / 100).unwrap_or(100);
        Some(Recognised { text: self.text, pages: self.pages, confidence, remarks })
    }
}

/// Level, page, block, paragraph, line, word, left, top, width, height, confidence, text. Only words have a confidence of 0
/// or more.
fn word(row: &str) -> Option<Word<'_>> {
    let fields: Vec<&str> = row.splitn(12, '\t').collect();
    let number = |at: usize| fields.get(at)?.parse().ok();
    let confidence: f64 = fields.get(10)?.parse().ok().filter(|confidence| *confidence >= 0.0)?;
    let text = fields.get(11)?.trim();
    let place = [number(1)?, number(2)?, number(3)?, number(4)?];
    (!text.is_empty()).then_some(Word { place, confidence, text })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str =
        "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n";

    fn table(words: &[(&str, [u32; 4], &str)]) -> String {
        let row = |(confidence, [page, block, par, line], text): &(&str, [u32; 4], &str)| {
            format!("5\t{page}\t{block}\t{par}\t{line}\t1\t0\t0\t9\t9\t{confidence}\t{text}\n")
        };
        HEAD.to_owned() + &words.iter().map(row).collect::<String>()
    }

    #[test]
    fn words_stand_in_their_lines_paragraphs_and_pages() {
        let mut lines = Lines::default();
        lines.add(&table(&[
            ("96.5", [1, 1, 1, 1], "The"),
            ("90.5", [1, 1, 1, 1], "ferry"),
            ("-1", [1, 1, 1, 2], ""),
            ("80", [1, 1, 1, 2], "sails."),
            ("100", [1, 2, 1, 1], "B."),
            ("100", [2, 1, 1, 1], "Étage"),
        ]));
        lines.add(&table(&[("33", [1, 1, 1, 1], "last")]));
        let recognised = lines.end(Vec::new()).expect("words");
        assert_eq!(recognised.text, "The ferry\nsails.\n\nB.\n\u{c}Étage\n\u{c}last\n");
        assert_eq!(recognised.pages, [0, 22, 30]);
        assert!(recognised.pages.iter().all(|at| recognised.text.is_char_boundary(*at as usize)));
        assert_eq!(recognised.confidence, 83);
    }

    #[test]
    fn rows_that_are_no_words_and_tables_that_are_none_say_nothing() {
        for table in [HEAD, "", "not a table", &table(&[("-1", [1, 1, 1, 1], "x"), ("95", [1, 1, 1, 1], " ")])] {
            let mut lines = Lines::default();
            lines.add(table);
            assert_eq!(lines.end(Vec::new()), None, "{table}");
        }
        let mut lines = Lines::default();
        lines.add(&table(&[("1000", [1, 1, 1, 1], "sure")]));
        assert_eq!(lines.end(Vec::new()).map(|recognised| recognised.confidence), Some(100));
    }

    #[test]
    fn a_text_of_so_many_bytes_is_taken_whole_and_one_byte_more_is_cut_and_told() {
        let read = |more: usize| {
            let mut lines = Lines::default();
            // Words of a page each, the last as long as the rest and `more`; the text ends in a line of its own.
            let long = "a".repeat(RECOGNISED_TEXT_BYTES_MAX / 2);
            lines.add(&table(&[("90", [1, 1, 1, 1], &long)]));
            let rest = RECOGNISED_TEXT_BYTES_MAX - long.len() - BETWEEN_PAGES.len() - 1 + more;
            lines.add(&table(&[("90", [1, 1, 1, 1], &"b".repeat(rest))]));
            lines.add(&table(&[("90", [1, 1, 1, 1], "c")]));
            lines.end(Vec::new()).expect("words")
        };
        let (at, past) = (read(0), read(1));
        assert_eq!((at.text.len(), at.pages.len(), at.text.ends_with("b\n")), (RECOGNISED_TEXT_BYTES_MAX, 2, true));
        assert!(past.text.len() < RECOGNISED_TEXT_BYTES_MAX && past.text.ends_with("a\n\u{c}\n"));
        for recognised in [at, past] {
            assert_eq!(recognised.remarks, [Cut::Bytes.says()]);
            assert!(recognised.pages.iter().all(|at| *at <= recognised.text.len() as u64));
        }
        let mut lines = Lines::default();
        lines.add(&table(&[("90", [1, 1, 1, 1], &"a".repeat(RECOGNISED_TEXT_BYTES_MAX - 1))]));
        assert!(!lines.is_cut());
        let whole = lines.end(Vec::new()).expect("a word");
        assert_eq!((whole.text.len(), whole.remarks.len()), (RECOGNISED_TEXT_BYTES_MAX, 0));
    }

    #[test]
    fn so_many_pages_are_taken_and_the_next_is_left_out_and_told() {
        let read = |pages: usize| {
            let words: Vec<_> = (1..=pages).map(|page| ("90", [page as u32, 1, 1, 1], "a")).collect();
            let mut lines = Lines::default();
            lines.add(&table(&words));
            (lines.is_cut(), lines.end(Vec::new()).expect("words"))
        };
        let (at, past) = (read(RECOGNISED_PAGES_MAX), read(RECOGNISED_PAGES_MAX + 1));
        assert_eq!((at.0, at.1.pages.len(), at.1.remarks.len()), (false, RECOGNISED_PAGES_MAX, 0));
        assert_eq!((past.0, past.1.remarks), (true, vec![Cut::Pages.says()]));
        assert_eq!((past.1.text, past.1.pages), (at.1.text, at.1.pages));
    }
}
