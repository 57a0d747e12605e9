//! From words to lines in the order in which a page is read: rows stay rows, columns of running text come one after
//! the other.

use std::collections::BTreeMap;

use super::words::Word;

/// A gap wider than this many heights of the font stands as three blanks: the cells of a row.
const CELL_GAP: f32 = 1.6;
/// What stands between cells.
const CELL: &str = "   ";
/// A column has at least this many lines.
const COLUMN_LINES_MIN: usize = 5;
/// Lines of a column have this many characters in the mean at least; cells of a table are shorter.
const COLUMN_CHARS_MIN: usize = 22;
/// Columns stand within columns no deeper than this.
const COLUMNS_DEPTH_MAX: usize = 4;
/// Gutters tried for a region.
const GUTTERS_MAX: usize = 12;
/// Letters set apart that make a word, at least.
const SPREAD_LETTERS_MIN: usize = 4;
/// By how many heights of the font gaps between them may differ.
const SPREAD_GAP: f32 = 0.15;
/// Lines above a word that are looked at for its place.
const LINES_BACK: usize = 12;

/// A line of text.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) base: f32,
    /// It stands apart from the line before it.
    pub(super) apart: bool,
}

/// A line while its words are still at their places.
struct Row {
    words: Vec<Word>,
    base: f32,
    top: f32,
    bottom: f32,
}

/// The lines of a page's words.
pub(super) fn lines(words: Vec<Word>) -> Vec<Line> {
    let mut out = Vec::new();
    region(rows(words), 0, &mut out);
    out
}

fn rows(mut words: Vec<Word>) -> Vec<Row> {
    words.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.left.total_cmp(&b.left)));
    let mut rows: Vec<Row> = Vec::new();
    for word in words {
        let from = rows.len().saturating_sub(LINES_BACK);
        let fits = |row: &Row| {
            let over = row.bottom.min(word.bottom()) - row.top.max(word.top());
            let least = (row.bottom - row.top).min(word.bottom() - word.top());
            over > 0.5 * least && (row.base - word.base).abs() < 0.45 * word.size.max(row.bottom - row.top)
        };
        match rows[from..].iter_mut().rev().find(|row| fits(row)) {
            Some(row) => {
                // The box of a row is that of its largest words, so that a raised figure does not shift it.
                if word.bottom() - word.top() > 1.3 * (row.bottom - row.top) {
                    (row.top, row.bottom, row.base) = (word.top(), word.bottom(), word.base);
                }
                row.words.push(word);
            }
            None => rows.push(Row { base: word.base, top: word.top(), bottom: word.bottom(), words: vec![word] }),
        }
    }
    for row in &mut rows {
        row.words.sort_by(|a, b| a.left.total_cmp(&b.left));
        drop_doubles(&mut row.words);
        close_up(&mut row.words);
    }
    rows.sort_by(|a, b| a.base.total_cmp(&b.base));
    rows
}

/// Bold made by printing twice, and shadows, are one word.
fn drop_doubles(words: &mut Vec<Word>) {
    words.dedup_by(|second, first| {
        let over = first.right.min(second.right) - first.left.max(second.left);
        first.text == second.text
            && over > 0.7 * (second.right - second.left).max(0.01)
            && (first.base - second.base).abs() < 0.3 * first.size
    });
}

/// Letters that are set apart for weight, as in `Α Π Ο Φ Α Σ Η`, are a word: at least four of them at equal gaps, with
/// no blank in the stream.
fn close_up(words: &mut Vec<Word>) {
    let single = |word: &Word| word.text.chars().nth(1).is_none();
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let mut end = at + 1;
        if single(&words[at]) {
            let gap = |end: usize| words[end].left - words[end - 1].right;
            while end < words.len()
                && single(&words[end])
                && !words[end - 1].spaced
                && gap(end) < words[at].size
                && (gap(end) - gap(at + 1)).abs() < SPREAD_GAP * words[at].size
            {
                end += 1;
            }
        }
        let mut word = words[at].clone();
        if end - at >= SPREAD_LETTERS_MIN {
            word.text = words[at..end].iter().map(|letter| letter.text.as_str()).collect();
            word.right = words[end - 1].right;
            word.spaced = words[end - 1].spaced;
            out.push(word);
        } else {
            out.extend_from_slice(&words[at..end]);
        }
        at = end;
    }
    *words = out;
}

fn region(rows: Vec<Row>, depth: usize, out: &mut Vec<Line>) {
    let found = if depth < COLUMNS_DEPTH_MAX { gutter(&rows) } else { None };
    let Some((x, from, to)) = found else {
        plain(&rows, out);
        return;
    };
    let (mut above, mut left, mut right, mut below) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (at, row) in rows.into_iter().enumerate() {
        if at < from {
            above.push(row);
        } else if at >= to {
            below.push(row);
        } else {
            let (a, b): (Vec<Word>, Vec<Word>) = row.words.into_iter().partition(|word| word.right <= x + 0.01);
            left.extend(a);
            right.extend(b);
        }
    }
    for part in [above, self::rows(left), self::rows(right), below] {
        let before = out.len();
        if !part.is_empty() {
            region(part, depth + 1, out);
        }
        if let Some(line) = out.get_mut(before) {
            line.apart = true;
        }
    }
}

/// A gutter between two columns of running text, with the rows it parts.
fn gutter(rows: &[Row]) -> Option<(f32, usize, usize)> {
    let mut tried: BTreeMap<i32, usize> = BTreeMap::new();
    for row in rows {
        for pair in row.words.windows(2) {
            if pair[1].left - pair[0].right > 0.9 * pair[0].size {
                let place = ((pair[0].right + pair[1].left) / 2.0 / 4.0).round() as i32;
                *tried.entry(place).or_default() += 1;
            }
        }
    }
    let mut tried: Vec<(i32, usize)> = tried.into_iter().collect();
    tried.sort_by_key(|(place, count)| (usize::MAX - count, *place));
    let runs = tried.iter().take(GUTTERS_MAX).filter_map(|(place, _)| longest(rows, *place as f32 * 4.0));
    runs.max_by_key(|(_, from, to)| to - from)
}

/// The longest run of rows that no word crosses at `x`, if both sides are running text.
fn longest(rows: &[Row], x: f32) -> Option<(f32, usize, usize)> {
    let mut best: Option<(f32, usize, usize)> = None;
    let mut from = 0;
    for at in 0..=rows.len() {
        let crossed = rows.get(at).is_none_or(|row| row.words.iter().any(|w| w.left < x + 3.0 && w.right > x - 3.0));
        if !crossed {
            continue;
        }
        if at - from >= COLUMN_LINES_MIN
            && best.is_none_or(|(_, a, b)| at - from > b - a)
            && are_columns(&rows[from..at], x)
        {
            best = Some((x, from, at));
        }
        from = at + 1;
    }
    best
}

fn are_columns(rows: &[Row], x: f32) -> bool {
    let is_text = |left: bool| {
        let mut lines = 0_usize;
        let mut chars = 0_usize;
        let (mut low, mut high) = (f32::MAX, f32::MIN);
        let mut widths = Vec::new();
        for row in rows {
            let side = row.words.iter().filter(|word| (word.right <= x) == left);
            let (mut from, mut to, mut count) = (f32::MAX, f32::MIN, 0);
            for word in side {
                (from, to) = (from.min(word.left), to.max(word.right));
                count += word.text.chars().count() + 1;
            }
            if count > 0 {
                lines += 1;
                chars += count;
                (low, high) = (low.min(from), high.max(to));
                widths.push(to - from);
            }
        }
        let full = widths.iter().filter(|width| **width > 0.75 * (high - low)).count();
        lines >= COLUMN_LINES_MIN && chars >= lines * COLUMN_CHARS_MIN && full * 10 >= lines * 6
    };
    is_text(true) && is_text(false)
}

/// Rows as lines, top to bottom, those after a wider gap apart.
fn plain(rows: &[Row], out: &mut Vec<Line>) {
    let mut gaps: Vec<f32> = rows.windows(2).map(|pair| pair[1].base - pair[0].base).filter(|gap| *gap > 1.0).collect();
    gaps.sort_by(f32::total_cmp);
    let usual = gaps.get(gaps.len() / 2).copied().unwrap_or(f32::MAX);
    let mut before: Option<&Row> = None;
    for row in rows {
        let size = row.words.iter().map(|word| word.size).fold(0.0, f32::max);
        let apart = before.is_some_and(|last| {
            let gap = row.base - last.base;
            gap > 1.35 * usual.max(size * 0.9) && gap > 1.25 * size
        });
        out.push(Line { text: join(&row.words), base: row.base, apart });
        before = Some(row);
    }
}

fn join(words: &[Word]) -> String {
    let mut text = String::new();
    let mut before: Option<&Word> = None;
    for word in words {
        if let Some(last) = before {
            let gap = word.left - last.right;
            let size = last.size.min(word.size);
            if gap > CELL_GAP * size {
                text.push_str(CELL);
            } else if last.spaced || gap > 0.1 * size || gap < -0.4 * size {
                text.push(' ');
            }
        }
        text.push_str(&word.text);
        before = Some(word);
    }
    text
}
