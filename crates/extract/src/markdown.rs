//! Markdown: text with marks of structure, told by several kinds of them together.
//!
//! A plain text may hold a stray `#` or `*`, a line of dashes, a quotation mark before a line: it stays plain, byte for
//! byte. Only where two kinds of marks stand that nobody writes by chance is it Markdown.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::extract::Extract;
use crate::format::Format;
use crate::writing::Writing;

/// A longer text stays plain.
pub const MARKDOWN_BYTES_MAX: usize = 4 * 1024 * 1024;
/// So many kinds of marks make a text Markdown.
pub const MARK_KINDS_MIN: usize = 2;

/// Whether the bytes are Markdown.
pub(crate) fn is_markdown(bytes: &[u8]) -> bool {
    if bytes.len() > MARKDOWN_BYTES_MAX {
        return false;
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let mut kinds = [false; 5];
    let mut fences = 0;
    for line in text.lines() {
        let line = line.trim_end();
        kinds[0] |= is_heading(line);
        kinds[1] |= has_strong(line);
        kinds[2] |= has_link(line);
        kinds[3] |= is_table_rule(line);
        fences += usize::from(line.starts_with("```") && !line[3..].contains('`'));
    }
    kinds[4] = fences >= 2;
    kinds.iter().filter(|kind| **kind).count() >= MARK_KINDS_MIN
}

/// `## Words`, not `#5` and not `# 5`.
fn is_heading(line: &str) -> bool {
    let after = line.trim_start_matches('#');
    let level = line.len() - after.len();
    let mut words = after.chars();
    (1..=6).contains(&level) && words.next() == Some(' ') && words.next().is_some_and(char::is_alphabetic)
}

/// `**words**`, not `** words **` and not `***`.
fn has_strong(line: &str) -> bool {
    let pieces: Vec<&str> = line.split("**").collect();
    // Every second piece stands between two marks.
    pieces.len() >= 3
        && pieces[1..pieces.len() - 1].iter().step_by(2).any(|inner| {
            inner.starts_with(char::is_alphabetic)
                && inner.ends_with(|c: char| c.is_alphanumeric() || ".:!?,".contains(c))
        })
}

/// `[words](address)`, with an address and not a remark in the brackets.
fn has_link(line: &str) -> bool {
    // Each piece ends at a `](`: the words stand before it, the address at the beginning of the next.
    let mut pieces = line.split("](");
    let Some(mut before) = pieces.next() else { return false };
    for after in pieces {
        let has_words = before.rfind('[').is_some_and(|open| open + 1 < before.len());
        if has_words && after.split_once(')').is_some_and(|(address, _)| is_address(address)) {
            return true;
        }
        before = after;
    }
    false
}

fn is_address(words: &str) -> bool {
    let looks_so = words.contains("://")
        || words.starts_with(['#', '/', '.'])
        || words.starts_with("mailto:")
        || (words.contains('.') && words.contains(char::is_alphabetic));
    looks_so && !words.contains(' ')
}

/// `|---|:--:|`: the rule below the head of a table.
fn is_table_rule(line: &str) -> bool {
    let cells = line.trim().strip_prefix('|').and_then(|inner| inner.strip_suffix('|'));
    cells.is_some_and(|inner| {
        inner.split('|').all(|cell| {
            let cell = cell.trim();
            let dashes = cell.trim_matches(':');
            cell.len() >= 3 && !dashes.is_empty() && dashes.chars().all(|c| c == '-')
        })
    })
}

/// Takes a Markdown text apart: its words without marks, a line for each paragraph, a line with tabs for each row.
pub(crate) fn open(bytes: &[u8]) -> Extract {
    let text = String::from_utf8_lossy(bytes);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut reader = Reader::default();
    for event in Parser::new_ext(text.trim_start_matches('\u{feff}'), options) {
        reader.event(event);
        if reader.writing.is_full() {
            break;
        }
    }
    let written = reader.writing.finish(&[]);
    let mut remarks = Vec::new();
    if written.full {
        remarks.push(crate::word::full(&written));
    }
    Extract { text: written.text, remarks, ..Extract::empty(Format::Markdown) }
}

#[derive(Default)]
struct Reader {
    writing: Writing,
    /// The number of the next entry of each list that is open; none where it is not numbered.
    lists: Vec<Option<u64>>,
    label: String,
    began: bool,
    /// Whether a free line is due before what comes next.
    gap: bool,
    images: usize,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.open(&tag),
            Event::End(tag) => self.close(tag),
            Event::Text(words) | Event::Code(words) => self.words(&words),
            Event::InlineMath(words) | Event::DisplayMath(words) => self.words(&words),
            // Its tags are marks, its words come as text of their own or in it.
            Event::Html(html) | Event::InlineHtml(html) => self.words(&crate::html::text_of(&html).0),
            Event::FootnoteReference(name) => self.words(&format!("[{name}]")),
            Event::SoftBreak | Event::HardBreak => self.words("\n"),
            Event::Rule => self.blank(),
            Event::TaskListMarker(done) => self.words(if done { "[x] " } else { "[ ] " }),
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph if self.label.is_empty() => self.blank(),
            Tag::Heading { .. } | Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => self.blank(),
            Tag::List(start) => {
                self.end_line();
                if self.lists.is_empty() {
                    self.blank();
                }
                self.lists.push(*start);
            }
            Tag::Item => {
                self.end_line();
                self.label = match self.lists.last_mut() {
                    Some(Some(next)) => {
                        let label = format!("{next}. ");
                        *next = next.saturating_add(1);
                        label
                    }
                    _ => "\u{2022} ".to_owned(),
                };
            }
            Tag::Table(_) => self.blank(),
            Tag::TableHead | Tag::TableRow => {
                self.began = true;
                self.leave_free();
                self.writing.open_row();
            }
            Tag::TableCell => self.writing.open_cell(),
            Tag::FootnoteDefinition(name) => {
                self.blank();
                self.label = format!("[{name}] ");
            }
            Tag::Image { .. } => self.images += 1,
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Item | TagEnd::HtmlBlock => {
                self.end_line();
            }
            TagEnd::List(_) => {
                self.end_line();
                self.lists.pop();
            }
            TagEnd::TableHead | TagEnd::TableRow => self.writing.close_row(),
            TagEnd::TableCell => self.writing.close_cell(),
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        // The words of a picture stand in for it and are not on the paper.
        if self.images > 0 || words.is_empty() {
            return;
        }
        self.began = true;
        self.leave_free();
        let label = std::mem::take(&mut self.label);
        self.writing.push(&label);
        let mut lines = words.split('\n');
        self.writing.push(lines.next().unwrap_or_default());
        for line in lines {
            self.writing.end_paragraph();
            self.writing.push(line);
        }
    }

    fn end_line(&mut self) {
        if !self.writing.at_line_start() {
            self.writing.end_paragraph();
        }
        self.label.clear();
    }

    /// A free line before a paragraph, but not before the first and not in a list.
    fn blank(&mut self) {
        self.end_line();
        self.gap = self.began && self.lists.is_empty();
    }

    fn leave_free(&mut self) {
        if std::mem::take(&mut self.gap) {
            self.writing.end_paragraph();
        }
    }
}
