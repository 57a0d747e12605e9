//! Passages of a text with the words lit that were looked for.
//!
//! They are found in the text itself, with the analysis that the index has: nothing is asked of the index, whose own
//! passages go by how frequent words are among all papers.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::query::{self, Expr, Look, Within};
use crate::countries::others;
use crate::terms::{folded, has_forms, sounds, stem, tokens};

/// Most passages of one paper.
pub const PASSAGES_MAX: usize = 2;
/// About how long a passage is, in characters.
pub const PASSAGE_CHARS: usize = 240;
/// So much of a text is looked through, in bytes: passages of a long one are from its beginning.
const LOOKED_BYTES_MAX: usize = 256 << 10;
/// Most words of a text that are weighed against one another.
const LIT_MAX: usize = 120;

/// A piece of a text, and what of it is lit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Its words, runs of spaces and line ends as one space.
    pub text: String,
    /// What is lit, in bytes of it, in order.
    pub lit: Vec<Range<usize>>,
    /// Whether the text goes on before it.
    pub cut_before: bool,
    /// Whether the text goes on after it.
    pub cut_after: bool,
}

/// The words that are lit: those that were typed and not excluded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lit {
    words: BTreeSet<String>,
    stems: BTreeSet<String>,
    beginnings: Vec<String>,
    sounds: BTreeSet<String>,
}

impl Lit {
    /// The words of what was typed; none where it cannot be read.
    pub fn of(typed: &str) -> Self {
        let mut lit = Self::default();
        if let Ok(Some(expr)) = query::read(typed) {
            lit.take(&expr);
        }
        lit
    }

    fn take(&mut self, expr: &Expr) {
        match expr {
            Expr::All(parts) | Expr::Any(parts) => parts.iter().for_each(|part| self.take(part)),
            Expr::Most(leaves, _) => leaves.iter().for_each(|(leaf, _)| self.take_look(&leaf.look)),
            // What was looked for in the card only is not to be lit in the text.
            Expr::Leaf(leaf) if leaf.within == Within::Anywhere => self.take_look(&leaf.look),
            _ => {}
        }
    }

    fn take_look(&mut self, look: &Look) {
        match look {
            Look::Word { word, .. } => self.take_word(word),
            Look::Asked(words) => {
                words.iter().for_each(|word| self.take_word(word));
                self.words.extend(others(words).into_iter().flatten().cloned());
            }
            Look::Phrase(words) => self.words.extend(words.iter().cloned()),
            Look::Beginning(start) => self.beginnings.push(start.clone()),
            Look::Number(number) => {
                self.words.insert(folded(number));
            }
        }
    }

    fn take_word(&mut self, word: &str) {
        let root = stem(word);
        if has_forms(word, &root) {
            self.stems.insert(root);
        }
        self.sounds.extend(sounds(word));
        self.words.insert(word.to_owned());
    }

    /// Whether a word of a text is lit, and as which of those that were typed.
    fn lights(&self, word: &str, capital: bool) -> Option<String> {
        if self.words.contains(word) {
            return Some(word.to_owned());
        }
        if let Some(start) = self.beginnings.iter().find(|start| word.starts_with(start.as_str())) {
            return Some(start.clone());
        }
        let root = stem(word);
        if self.stems.contains(&root) {
            return Some(root);
        }
        let alike = || sounds(word).into_iter().find(|sound| self.sounds.contains(sound));
        if capital { alike() } else { None }
    }

    /// The passages of a text in which most of the words stand close together, in the order of the text.
    pub fn passages(&self, text: &str) -> Vec<Passage> {
        let looked = &text[..text.floor_char_boundary(LOOKED_BYTES_MAX)];
        let mut lit: Vec<(Range<usize>, String)> = Vec::new();
        for token in tokens(looked) {
            let capital = looked[token.from..].chars().next().is_some_and(char::is_uppercase);
            if let Some(as_typed) = self.lights(&token.word, capital) {
                lit.push((token.from..token.to, as_typed));
            }
            if lit.len() == LIT_MAX {
                break;
            }
        }
        let mut chosen: Vec<Range<usize>> = Vec::new();
        let mut known: BTreeSet<&str> = BTreeSet::new();
        while chosen.len() < PASSAGES_MAX {
            let apart = |window: &Range<usize>| chosen.iter().all(|other| apart(other, window));
            let windows = (0..lit.len()).map(|first| window(looked, &lit[first].0)).filter(apart);
            let news = |window: &Range<usize>| {
                let within = lit.iter().filter(|(range, _)| window.contains(&range.start));
                within.map(|(_, word)| word.as_str()).filter(|word| !known.contains(word)).collect::<BTreeSet<_>>()
            };
            // Of several that say as much the first is taken.
            let best = windows.map(|window| (news(&window), window)).rev().max_by_key(|(words, _)| words.len());
            let Some((words, window)) = best.filter(|(words, _)| chosen.is_empty() || !words.is_empty()) else { break };
            known.extend(words);
            chosen.push(window);
        }
        chosen.sort_by_key(|window| window.start);
        chosen.into_iter().map(|window| passage(text, &window, &lit)).collect()
    }
}

fn apart(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.end <= other.start || other.end <= one.start
}

/// A piece of the text about a lit word: a little before it, the rest after.
fn window(text: &str, word: &Range<usize>) -> Range<usize> {
    let back = text[..word.start].char_indices().rev().take(PASSAGE_CHARS / 4).last().map_or(word.start, |(at, _)| at);
    let on = text[word.start..].char_indices().nth(PASSAGE_CHARS * 3 / 4).map_or(text.len(), |(at, _)| word.start + at);
    // Whole words.
    let from = match text[back..word.start].find(char::is_whitespace) {
        Some(at) if back > 0 => back + at,
        _ => back,
    };
    let to = match text[word.end.min(on)..on].rfind(char::is_whitespace) {
        Some(at) if on < text.len() => word.end.min(on) + at,
        _ => on,
    };
    from..to.max(word.end)
}

fn passage(text: &str, window: &Range<usize>, lit: &[(Range<usize>, String)]) -> Passage {
    let mut shown = String::new();
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut marks = lit.iter().map(|(range, _)| range).filter(|range| range.start >= window.start).peekable();
    for (at, c) in text[window.clone()].char_indices() {
        let at = window.start + at;
        while marks.next_if(|range| range.end <= at).is_some() {}
        let is_lit = marks.peek().is_some_and(|range| range.contains(&at));
        let before = shown.len();
        if c.is_whitespace() || c.is_control() {
            if !shown.is_empty() && !shown.ends_with(' ') {
                shown.push(' ');
            }
        } else {
            shown.push(c);
        }
        if is_lit {
            let begins = marks.peek().is_some_and(|range| range.start == at);
            match ranges.last_mut() {
                Some(last) if last.end == before && !begins => last.end = shown.len(),
                _ => ranges.push(before..shown.len()),
            }
        }
    }
    let end = shown.trim_end().len();
    shown.truncate(end);
    ranges.retain_mut(|range| {
        range.end = range.end.min(end);
        range.start < range.end
    });
    let rest = |rest: &str| !rest.trim().is_empty();
    let (cut_before, cut_after) = (rest(&text[..window.start]), rest(&text[window.end..]));
    Passage { text: shown, lit: ranges, cut_before, cut_after }
}
