//! Labels of numbered paragraphs, which an OpenDocument text counts and does not write (ISO/IEC 26300-3 §5.3).

use std::collections::BTreeMap;

use super::styles::{LEVELS, Level, Styles};
use crate::numerals::written;

/// A list that is open.
struct Open {
    style: String,
    counts: Vec<Option<u32>>,
    /// Whether the paragraph that comes next is the first of its entry.
    at_first: bool,
}

/// The lists that are open, within each other, and how far those before were counted.
#[derive(Default)]
pub(super) struct Lists {
    open: Vec<Open>,
    before: BTreeMap<String, Vec<Option<u32>>>,
}

impl Lists {
    /// A list begins; within another it goes on with that one's style and is its next level.
    pub(super) fn begin(&mut self, style: Option<String>, goes_on: bool) {
        let (inherited, counts) = match self.open.last() {
            Some(outer) => (outer.style.clone(), outer.counts.clone()),
            None => (String::new(), vec![None; LEVELS]),
        };
        let style = style.unwrap_or(inherited);
        let counts = if goes_on { self.before.get(&style).cloned().unwrap_or(counts) } else { counts };
        self.open.push(Open { style, counts, at_first: false });
    }

    pub(super) fn end(&mut self) {
        if let Some(list) = self.open.pop()
            && self.open.is_empty()
        {
            self.before.insert(list.style, list.counts);
        }
    }

    /// An entry of the innermost list begins, perhaps with a number of its own.
    pub(super) fn entry(&mut self, styles: &Styles, start: Option<u32>) {
        let at = self.open.len().clamp(1, LEVELS) - 1;
        let Some(list) = self.open.last_mut() else { return };
        let first = styles.level(&list.style, at).map_or(1, |level| level.start);
        list.counts[at] = Some(start.unwrap_or_else(|| list.counts[at].map_or(first, |count| count.saturating_add(1))));
        list.at_first = true;
    }

    /// The label of the paragraph that begins, with the space after it; empty where it has none.
    pub(super) fn label(&mut self, styles: &Styles, of_paragraph: Option<String>) -> String {
        let at = self.open.len().clamp(1, LEVELS) - 1;
        let Some(list) = self.open.last_mut().filter(|list| list.at_first) else { return String::new() };
        list.at_first = false;
        let style = if list.style.is_empty() { of_paragraph.unwrap_or_default() } else { list.style.clone() };
        let Some(level) = styles.level(&style, at) else { return String::new() };
        if level.is_bullet {
            return "\u{2022} ".to_owned();
        }
        let first = (at + 1).saturating_sub(level.shown.max(1));
        let numbers = (first..=at).filter_map(|at| {
            let form = styles.level(&style, at).map(form_of)?;
            let number = written(list.counts[at].unwrap_or(1), form);
            Some(number).filter(|number| !number.is_empty())
        });
        let label = numbers.collect::<Vec<_>>().join(".");
        if label.is_empty() { label } else { format!("{}{label}{} ", level.before, level.after) }
    }
}

/// The way of writing numbers by its name in a Word file.
fn form_of(level: &Level) -> &'static str {
    match level.form.as_str() {
        "" => "none",
        "a" => "lowerLetter",
        "A" => "upperLetter",
        "i" => "lowerRoman",
        "I" => "upperRoman",
        _ => "decimal",
    }
}
