//! Labels of numbered paragraphs, which a Word file counts and does not write (ECMA-376-1 §17.9).

use std::collections::BTreeMap;

use crate::numerals::written;
use crate::xml::{Step, Xml};

/// Lists have this many levels (ECMA-376-1 §17.9.6).
const LEVELS: usize = 9;

#[derive(Clone, Default)]
struct Level {
    start: u32,
    form: String,
    label: String,
    is_legal: bool,
}

#[derive(Default)]
struct List {
    base: String,
    starts: BTreeMap<usize, u32>,
    levels: BTreeMap<usize, Level>,
}

/// The lists of a file and how far each has been counted.
#[derive(Default)]
pub(super) struct Numbering {
    bases: BTreeMap<String, Vec<Level>>,
    lists: BTreeMap<String, List>,
    counts: BTreeMap<String, Vec<Option<u32>>>,
    begun: BTreeMap<String, Vec<usize>>,
}

impl Numbering {
    pub(super) fn read(text: &str) -> Self {
        let mut numbering = Self::default();
        // What was read before a fault is kept: a label is then missing, no word is.
        let _ = numbering.fill(&mut Xml::new(text));
        numbering
    }

    fn fill(&mut self, xml: &mut Xml<'_>) -> Result<(), &'static str> {
        let (mut base, mut list) = (None::<String>, None::<String>);
        let (mut at, mut level) = (0, None::<Level>);
        while let Some(step) = xml.step()? {
            match step {
                Step::Open(tag) => match tag.name().as_str() {
                    "abstractNum" => {
                        base = tag.get("abstractNumId");
                        self.bases.insert(base.clone().unwrap_or_default(), vec![Level::default(); LEVELS]);
                    }
                    "num" => {
                        list = tag.get("numId");
                        self.lists.insert(list.clone().unwrap_or_default(), List::default());
                    }
                    "abstractNumId" => {
                        if let Some(list) = list.as_ref().and_then(|id| self.lists.get_mut(id)) {
                            list.base = tag.get("val").unwrap_or_default();
                        }
                    }
                    "lvlOverride" | "lvl" => {
                        at = tag.get("ilvl").and_then(|at| at.parse().ok()).unwrap_or(0).min(LEVELS - 1);
                        if tag.name() == "lvl" {
                            level = Some(Level { start: 0, ..Level::default() });
                        }
                    }
                    "startOverride" => {
                        if let Some(list) = list.as_ref().and_then(|id| self.lists.get_mut(id)) {
                            list.starts.insert(at, number(tag.get("val")));
                        }
                    }
                    "start" => level.iter_mut().for_each(|level| level.start = number(tag.get("val"))),
                    "numFmt" => {
                        level.iter_mut().for_each(|level| level.form = tag.get("val").unwrap_or_default());
                    }
                    "lvlText" => {
                        level.iter_mut().for_each(|level| level.label = tag.get("val").unwrap_or_default());
                    }
                    "isLgl" => level.iter_mut().for_each(|level| level.is_legal = tag.is_on()),
                    _ => {}
                },
                Step::Close(name) => match name.as_str() {
                    "abstractNum" => base = None,
                    "num" => list = None,
                    "lvl" => {
                        let Some(level) = level.take() else { continue };
                        if let Some(list) = list.as_ref().and_then(|id| self.lists.get_mut(id)) {
                            list.levels.insert(at, level);
                        } else if let Some(levels) = base.as_ref().and_then(|id| self.bases.get_mut(id)) {
                            levels[at] = level;
                        }
                    }
                    _ => {}
                },
                Step::Text(_) => {}
            }
        }
        Ok(())
    }

    /// Counts a paragraph of a list and gives its label, with the space after it; empty where it has none.
    pub(super) fn label(&mut self, id: &str, at: usize) -> String {
        let at = at.min(LEVELS - 1);
        let Some(list) = self.lists.get(id) else { return String::new() };
        let Some(base) = self.bases.get(&list.base) else { return String::new() };
        let level = |at: usize| list.levels.get(&at).unwrap_or(&base[at]);
        let counts = self.counts.entry(list.base.clone()).or_insert_with(|| vec![None; LEVELS]);
        let begun = self.begun.entry(id.to_owned()).or_default();
        // The first paragraph of a list that says where it starts begins there, whoever counted before.
        if let Some(start) = list.starts.get(&at).filter(|_| !begun.contains(&at)) {
            begun.push(at);
            counts[at] = Some(*start);
        } else {
            counts[at] = Some(counts[at].map_or(level(at).start, |count| count.saturating_add(1)));
        }
        counts[at + 1..].fill(None);
        let shown = level(at);
        if shown.form == "none" || shown.label.is_empty() {
            return String::new();
        }
        if shown.form == "bullet" {
            return "\u{2022} ".to_owned();
        }
        let mut label = shown.label.clone();
        for (other, count) in counts[..=at].iter().enumerate() {
            let form = if shown.is_legal { "decimal" } else { level(other).form.as_str() };
            let count = count.unwrap_or(level(other).start);
            label = label.replace(&format!("%{}", other + 1), &written(count, form));
        }
        label + " "
    }
}

fn number(value: Option<String>) -> u32 {
    value.and_then(|value| value.parse().ok()).unwrap_or(0)
}
