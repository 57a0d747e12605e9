//! From Tesseract's table of words to a text.

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
}

/// A row of the table that is a word.
struct Word<'a> {
    /// Page, block, paragraph, line.
    place: [u32; 4],
    confidence: f64,
    text: &'a str,
}

impl Lines {
    /// Adds what one run of the machine says; a picture may hold several pages.
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
            self.text.push_str(between);
            self.text.push_str(word.text);
            self.words += 1;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held between 0 and 10,000")]
            let sure = (word.confidence.clamp(0.0, 100.0) * 100.0) as u64;
            self.sure += sure;
            before = Some(word.place);
        }
    }

    fn begin_page(&mut self) {
        if !self.pages.is_empty() {
            self.text.push_str("\n\u{c}");
        }
        self.pages.push(self.text.len() as u64);
    }

    /// The whole; `None` where no word was recognised.
    pub(super) fn end(mut self, remarks: Vec<String>) -> Option<Recognised> {
        let hundredths = self.sure.checked_div(self.words)?;
        self.text.push('\n');
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
}
