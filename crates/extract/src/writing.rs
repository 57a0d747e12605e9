//! A text as it is put together out of paragraphs, rows of tables, frames and page breaks.
//!
//! A paragraph is a line. A row of a table is a line with tabs between its cells; where a cell holds more than one line
//! (a table that only places things), the cells' lines follow each other, cell by cell. What stands in a frame follows
//! the paragraph that the frame is tied to.

use procedure::card::Span;

use crate::extract::Page;

/// The text taken out of one file is no longer than this; the end of its last line is not counted.
pub const TEXT_BYTES_MAX: usize = 32 * 1024 * 1024;

/// The text taken out of one file has no more lines and cells than this, the empty ones counted: they cost memory too.
pub const LINES_MAX: usize = 2_000_000;

/// Stands in the text where a page begins until the text is done. No text holds it: it is no character (Unicode §23.7).
const PAGE_MARK: char = '\u{fdd0}';
/// Stands where a section ends; whether a page ends there is known only later.
const SECTION_MARK: char = '\u{fdd1}';
/// Stands where the words that a frame was made for begin, and where they end.
const BETWEEN_MARKS: [char; 2] = ['\u{fdd2}', '\u{fdd3}'];

/// Whether a character is a mark of ours and none of the text.
fn is_mark(c: char) -> bool {
    matches!(c, PAGE_MARK | SECTION_MARK) || BETWEEN_MARKS.contains(&c)
}

#[derive(Default)]
struct Flow {
    lines: Vec<String>,
    line: String,
    /// Lines of frames tied to the paragraph that is being written.
    after: Vec<String>,
}

impl Flow {
    fn end_line(&mut self) {
        self.lines.push(std::mem::take(&mut self.line));
        self.lines.append(&mut self.after);
    }

    fn close(mut self) -> Vec<String> {
        if !self.line.is_empty() || !self.after.is_empty() {
            self.end_line();
        }
        self.lines
    }
}

/// What a thing that was opened and not closed is.
enum Inner {
    Frame(Flow),
    Row(Vec<Vec<String>>),
    Cell(Flow),
}

/// A text being written.
#[derive(Default)]
pub(crate) struct Writing {
    root: Flow,
    inner: Vec<Inner>,
    bytes: usize,
    lines: usize,
    is_full: bool,
    /// Whether the beginning and the end of the words that a frame was made for were met.
    met: [bool; 2],
}

impl Writing {
    fn flow(&mut self) -> &mut Flow {
        let inner = self.inner.iter_mut().rev().find_map(|inner| match inner {
            Inner::Frame(flow) | Inner::Cell(flow) => Some(flow),
            Inner::Row(_) => None,
        });
        inner.unwrap_or(&mut self.root)
    }

    /// Adds words to the paragraph.
    pub(crate) fn push(&mut self, words: &str) {
        // A cell or a frame was counted when it was opened, a line of the text is when it ends.
        self.is_full |= !words.is_empty() && self.lines + usize::from(self.inner.is_empty()) > LINES_MAX;
        if self.is_full {
            return;
        }
        let left = TEXT_BYTES_MAX - self.bytes;
        self.is_full = words.len() > left;
        let words = if self.is_full { &words[..words.floor_char_boundary(left)] } else { words };
        self.bytes += words.len();
        self.flow().line.extend(words.chars().filter(|c| !is_mark(*c)));
    }

    /// Whether something would have passed a limit and was left out; nothing is added from then on.
    pub(crate) fn is_full(&self) -> bool {
        self.is_full
    }

    /// Counts a line, a row, a cell or a frame.
    fn count(&mut self) {
        self.is_full |= self.lines >= LINES_MAX;
        self.lines += usize::from(!self.is_full);
    }

    /// Whether the paragraph holds nothing yet.
    pub(crate) fn at_line_start(&mut self) -> bool {
        self.flow().line.chars().all(is_mark)
    }

    pub(crate) fn page(&mut self) {
        self.flow().line.push(PAGE_MARK);
    }

    pub(crate) fn section(&mut self) {
        self.flow().line.push(SECTION_MARK);
    }

    /// The words that a frame was made for begin here, or end here; only the first place counts.
    pub(crate) fn between(&mut self, ends: bool) {
        if !std::mem::replace(&mut self.met[usize::from(ends)], true) {
            self.flow().line.push(BETWEEN_MARKS[usize::from(ends)]);
        }
    }

    pub(crate) fn end_paragraph(&mut self) {
        self.count();
        if !self.is_full {
            self.bytes = (self.bytes + 1).min(TEXT_BYTES_MAX);
            self.flow().end_line();
        }
    }

    /// Ends the paragraph and takes it back where it has no letter: the number of a page stood in it, perhaps between
    /// dashes.
    pub(crate) fn drop_line_without_words(&mut self) {
        if self.flow().line.chars().any(char::is_alphabetic) {
            self.end_paragraph();
        } else {
            self.flow().line.clear();
        }
    }

    pub(crate) fn open_frame(&mut self) {
        self.count();
        self.inner.push(Inner::Frame(Flow::default()));
    }

    pub(crate) fn close_frame(&mut self) {
        if matches!(self.inner.last(), Some(Inner::Frame(_)))
            && let Some(Inner::Frame(flow)) = self.inner.pop()
        {
            let lines = flow.close();
            self.flow().after.extend(lines);
        }
    }

    /// Closes a frame and takes its lines out, as one text without blank lines around it.
    pub(crate) fn take_frame(&mut self) -> String {
        if matches!(self.inner.last(), Some(Inner::Frame(_)))
            && let Some(Inner::Frame(flow)) = self.inner.pop()
        {
            let text = flow.close().join("\n");
            return text.chars().filter(|c| !is_mark(*c)).collect::<String>().trim().to_owned();
        }
        String::new()
    }

    pub(crate) fn open_row(&mut self) {
        self.count();
        self.inner.push(Inner::Row(Vec::new()));
    }

    pub(crate) fn open_cell(&mut self) {
        self.count();
        self.inner.push(Inner::Cell(Flow::default()));
    }

    pub(crate) fn close_cell(&mut self) {
        if matches!(self.inner.last(), Some(Inner::Cell(_)))
            && let Some(Inner::Cell(flow)) = self.inner.pop()
        {
            let lines = flow.close();
            match self.inner.last_mut() {
                Some(Inner::Row(cells)) => cells.push(lines),
                _ => self.flow().lines.extend(lines),
            }
        }
    }

    pub(crate) fn close_row(&mut self) {
        if matches!(self.inner.last(), Some(Inner::Row(_)))
            && let Some(Inner::Row(cells)) = self.inner.pop()
        {
            let lines = row_lines(cells);
            self.flow().lines.extend(lines);
        }
    }

    /// The text so far, with the places where pages begin. `sections` says of each section in turn whether it begins on
    /// a page of its own.
    pub(crate) fn finish(mut self, sections: &[bool]) -> Written {
        let full = self.is_full();
        while let Some(inner) = self.inner.last() {
            match inner {
                Inner::Frame(_) => self.close_frame(),
                Inner::Cell(_) => self.close_cell(),
                Inner::Row(_) => self.close_row(),
            }
        }
        let mut lines = self.root.close();
        let is_blank = |line: &String| line.chars().all(|c| c.is_whitespace() || matches!(c, PAGE_MARK | SECTION_MARK));
        while lines.last().is_some_and(is_blank) {
            lines.pop();
        }
        let mut written = Written { text: String::new(), page_starts: Vec::new(), between: (None, None), full };
        let mut section = 0;
        for line in lines {
            for c in line.trim_end().chars() {
                match c {
                    PAGE_MARK => written.begin_page(),
                    SECTION_MARK => {
                        section += 1;
                        if sections.get(section).copied().unwrap_or(false) {
                            written.begin_page();
                        }
                    }
                    c if c == BETWEEN_MARKS[0] => written.between.0 = Some(written.text.len()),
                    c if c == BETWEEN_MARKS[1] => written.between.1 = Some(written.text.len()),
                    other => written.text.push(other),
                }
            }
            written.text.push('\n');
            // Between them a line may end within a paragraph: a blank line says where one ends.
            if written.between.0.is_some() && written.between.1.is_none() {
                written.text.push('\n');
            }
        }
        written
    }
}

/// Words on one line, a space between each two.
pub(crate) fn one_line(words: impl AsRef<str>) -> String {
    words_of(words.as_ref()).collect::<Vec<_>>().join(" ")
}

/// The words of a text: what stands between white space and control characters.
pub(crate) fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty())
}

/// Lines of a row: one with tabs where no cell has more than one line.
fn row_lines(cells: Vec<Vec<String>>) -> Vec<String> {
    let cells: Vec<Vec<String>> = cells.into_iter().map(|lines| split(&lines)).collect();
    if cells.iter().all(|lines| lines.len() <= 1) {
        let row = cells.iter().map(|lines| lines.first().map_or("", String::as_str)).collect::<Vec<_>>().join("\t");
        let row = row.trim_end().to_owned();
        return if row.is_empty() { Vec::new() } else { vec![row] };
    }
    cells.into_iter().flatten().collect()
}

/// The lines that hold something; a line may hold breaks of its own.
fn split(lines: &[String]) -> Vec<String> {
    let all = lines.iter().flat_map(|line| line.split('\n'));
    all.filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
}

/// A text that was put together.
pub(crate) struct Written {
    pub(crate) text: String,
    /// Where further pages begin; several breaks with nothing between them are one.
    pub(crate) page_starts: Vec<usize>,
    /// Where the words that a frame was made for begin and end.
    pub(crate) between: (Option<usize>, Option<usize>),
    /// Whether the limit was reached.
    pub(crate) full: bool,
}

impl Written {
    fn begin_page(&mut self) {
        let from = self.page_starts.last().copied().unwrap_or(0);
        // A break before anything is written begins no second page: the mark of the first page is put there.
        if !self.text[from..].trim().is_empty() {
            self.page_starts.push(self.text.len());
        }
    }
}

/// How many bytes stand before the body where the headers come first.
pub(crate) fn before_body(head: &str) -> usize {
    if head.trim().is_empty() { 0 } else { head.len() + usize::from(!head.ends_with('\n')) + 1 }
}

/// A text in its parts, as they follow each other: the headers, the body, the notes, the footers, each once, with blank
/// lines between them. The pages are the body's, the headers' lines on the first; notes and footers, which the file
/// keeps apart, are on none.
pub(crate) fn assemble(head: &str, body: &Written, notes: &str, foot: &str) -> (String, Vec<Page>) {
    let mut text = String::with_capacity(head.len() + body.text.len() + notes.len() + foot.len() + 6);
    let join = |text: &mut String, part: &str| {
        if part.trim().is_empty() {
            return;
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(part);
        if !part.ends_with('\n') {
            text.push('\n');
        }
    };
    join(&mut text, head);
    let before = before_body(head);
    join(&mut text, &body.text);
    let end = text.len();
    join(&mut text, notes);
    join(&mut text, foot);
    let mut pages = Vec::new();
    if !body.page_starts.is_empty() {
        let starts = std::iter::once(0).chain(body.page_starts.iter().map(|at| (at + before).min(end)));
        let starts: Vec<usize> = starts.take(crate::PAGES_MAX).collect();
        for (at, start) in starts.iter().enumerate() {
            let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
            pages.push(Page { number, span: Span::new(*start, starts.get(at + 1).copied().unwrap_or(end)) });
        }
    }
    (text, pages)
}
