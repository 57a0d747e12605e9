//! Plain text as the blocks of a set page.

use serde::{Deserialize, Serialize};

/// A paragraph or what stands between paragraphs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// A line that heads what follows.
    Heading {
        /// Its words.
        text: String,
    },
    /// A paragraph. A line break in it is kept.
    Paragraph {
        /// Its words.
        text: String,
    },
    /// A paragraph with a number of its own, as it was written: "3.", "(a)".
    Numbered {
        /// The number.
        no: String,
        /// Its words.
        text: String,
    },
}

/// Lines this long, in characters, were broken because the page ended; shorter ones because somebody meant it.
const FULL_LINE_CHARS_MIN: usize = 45;
/// How much of the longest line one that goes on may leave empty, in hundredths.
const RAGGED_HUNDREDTHS_MAX: usize = 30;
/// Longest number of a paragraph, in characters: "12.", "(iv)".
const NUMBER_CHARS_MAX: usize = 5;

impl Block {
    /// A paragraph.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph { text: text.into() }
    }

    /// Plain text as blocks: an empty line ends a paragraph, a number at its start stands in the margin, and lines that
    /// a typewriter or a mail program broke because they were full are joined again. The end of a page ends a paragraph. No
    /// word is changed or left out.
    pub fn of_text(text: &str) -> Vec<Self> {
        let text = text.replace('\u{c}', "\n\n");
        let mut blocks = Vec::new();
        let mut lines: Vec<&str> = Vec::new();
        for line in text.lines().map(str::trim_end).chain([""]) {
            let starts = numbered(line.trim_start()).is_some();
            if (line.trim().is_empty() || starts) && !lines.is_empty() {
                blocks.push(of_lines(&lines));
                lines.clear();
            }
            if !line.trim().is_empty() {
                lines.push(line);
            }
        }
        blocks
    }
}

fn of_lines(lines: &[&str]) -> Block {
    let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or_default();
    let is_full = |line: &&str| {
        let length = line.chars().count();
        length >= FULL_LINE_CHARS_MIN && length * 100 >= longest * (100 - RAGGED_HUNDREDTHS_MAX)
    };
    let (last, before) = match lines.split_last() {
        Some((last, before)) => (last.trim(), before),
        None => ("", lines),
    };
    let between = if before.iter().all(is_full) { " " } else { "\n" };
    let trimmed: Vec<&str> = before.iter().map(|line| line.trim()).chain([last]).collect();
    let text = trimmed.join(between);
    match numbered(&text) {
        Some((no, rest)) => Block::Numbered { no: no.to_owned(), text: rest.to_owned() },
        None => Block::Paragraph { text },
    }
}

/// "3. We ask" as ("3.", "We ask"); "(a) that" as ("(a)", "that"). A year or an initial is no number of a paragraph.
fn numbered(text: &str) -> Option<(&str, &str)> {
    let (no, rest) = text.split_once(' ')?;
    if no.chars().count() > NUMBER_CHARS_MAX || rest.trim().is_empty() {
        return None;
    }
    let digits = |inner: &str| !inner.is_empty() && inner.len() <= 3 && inner.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = match (no.strip_prefix('('), no.strip_suffix(['.', ')'])) {
        (Some(open), _) => {
            open.strip_suffix(')').is_some_and(|inner| digits(inner) || inner.chars().all(char::is_lowercase))
        }
        (None, Some(inner)) => digits(inner),
        (None, None) => false,
    };
    is_number.then(|| (no, rest.trim_start()))
}
