//! From glyphs to words, each along its own direction of writing.

use super::content::Glyph;

/// A gap wider than this share of the font's height parts two words.
const WORD_GAP: f32 = 0.12;
/// A glyph that goes back further than this begins a new word.
const BACK: f32 = 0.4;

/// A word at its place, the direction of writing going right and lines going down.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    /// Its baseline, growing downwards.
    pub(super) base: f32,
    pub(super) size: f32,
    /// A space stands between it and the next word in the stream.
    pub(super) spaced: bool,
}

impl Word {
    pub(super) fn top(&self) -> f32 {
        self.base - 0.75 * self.size
    }

    pub(super) fn bottom(&self) -> f32 {
        self.base + 0.2 * self.size
    }
}

/// Words by direction: upright ones, and those of each other direction in the order in which they are first met.
pub(super) fn words(glyphs: &[Glyph]) -> (Vec<Word>, Vec<Vec<Word>>) {
    let mut upright = Collect::default();
    let mut turned: Vec<(i32, Collect)> = Vec::new();
    for glyph in glyphs {
        let (x, y) = (glyph.to.0 - glyph.from.0, glyph.to.1 - glyph.from.1);
        let degrees = if x.abs() < 1e-4 && y.abs() < 1e-4 { 0 } else { y.atan2(x).to_degrees().round() as i32 };
        if degrees.abs() <= 3 {
            upright.add(glyph, 0.0);
            continue;
        }
        let known = turned.iter().position(|(of, _)| (of - degrees).abs() <= 3);
        if let Some(at) = known {
            let angle = turned[at].0;
            turned[at].1.add(glyph, (angle as f32).to_radians());
        } else if turned.len() < DIRECTIONS_MAX {
            let mut collect = Collect::default();
            collect.add(glyph, (degrees as f32).to_radians());
            turned.push((degrees, collect));
        }
    }
    (upright.end(), turned.into_iter().map(|(_, collect)| collect.end()).collect())
}

/// Text of one page that runs in more directions than this is left out beyond them.
const DIRECTIONS_MAX: usize = 16;

#[derive(Default)]
struct Collect {
    words: Vec<Word>,
    open: Option<Word>,
}

impl Collect {
    fn add(&mut self, glyph: &Glyph, angle: f32) {
        let (sin, cos) = angle.sin_cos();
        let along = |(x, y): (f32, f32)| (x * cos + y * sin, x * sin - y * cos);
        let ((left, base), (right, _)) = (along(glyph.from), along(glyph.to));
        let (left, right) = (left.min(right), left.max(right));
        let text = glyph.text.as_deref().unwrap_or("\u{fffd}");
        if text.chars().all(|c| c.is_whitespace() || c == '\u{a0}') {
            if let Some(mut word) = self.open.take() {
                word.spaced = true;
                self.words.push(word);
            }
            return;
        }
        let size = glyph.size.max(0.01);
        if let Some(word) = &mut self.open {
            let gap = left - word.right;
            let scale = word.size.min(size);
            let same_line = (word.base - base).abs() < 0.25 * scale && word.size.max(size) < 1.8 * scale;
            if same_line && gap < WORD_GAP * scale && gap > -BACK * scale {
                push(&mut word.text, text);
                word.right = word.right.max(right);
                word.size = word.size.max(size);
                return;
            }
            self.words.extend(self.open.take());
        }
        let mut word = Word { text: String::new(), left, right, base, size, spaced: false };
        push(&mut word.text, text);
        self.open = Some(word);
    }

    fn end(mut self) -> Vec<Word> {
        self.words.extend(self.open.take());
        for word in &mut self.words {
            mend(&mut word.text);
        }
        self.words.retain(|word| !word.text.is_empty());
        self.words
    }
}

/// Ligatures become their letters; control characters are no text.
fn push(word: &mut String, text: &str) {
    for found in text.chars() {
        match found {
            '\u{fb00}' => word.push_str("ff"),
            '\u{fb01}' => word.push_str("fi"),
            '\u{fb02}' => word.push_str("fl"),
            '\u{fb03}' => word.push_str("ffi"),
            '\u{fb04}' => word.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => word.push_str("st"),
            '\u{a0}' => word.push(' '),
            '\u{200b}' | '\u{feff}' => {}
            _ if found.is_control() => {}
            _ => word.push(found),
        }
    }
}

/// The increment, micro and ohm signs share their shapes and often their codes with Greek letters: in a word that has
/// Greek letters besides they are letters. A soft hyphen shows only at the end of a line.
fn mend(word: &mut String) {
    if word.is_ascii() {
        return;
    }
    let greek = word.chars().any(|c| matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}'));
    let signs = word.chars().any(|c| matches!(c, '\u{2206}' | '\u{b5}' | '\u{2126}'));
    if greek && signs {
        *word = word.replace('\u{2206}', "Δ").replace('\u{b5}', "μ").replace('\u{2126}', "Ω");
    }
    if let Some(body) = word.strip_suffix('\u{ad}') {
        *word = format!("{}-", body.replace('\u{ad}', ""));
    } else if word.contains('\u{ad}') {
        *word = word.replace('\u{ad}', "");
    }
}
