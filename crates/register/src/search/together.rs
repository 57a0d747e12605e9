//! Words that stand together in a text, one right after the other: in which papers, how often, and where.

use tantivy::postings::{Postings as _, SegmentPostings};
use tantivy::{DocId, DocSet as _, TERMINATED};

use super::look::Papers;

/// A phrase in the fields in which it is looked for, gone through by the papers that have every word of it in one of them.
pub(crate) struct Phrases(pub(crate) Vec<(Together, f64)>);

impl Phrases {
    /// How often a paper has it at most, each field by its weight.
    pub(crate) fn at_most(&self) -> f64 {
        let doc = self.doc();
        let here = self.0.iter().filter(|(together, _)| together.doc() == doc);
        here.map(|(together, weight)| f64::from(together.at_most()) * weight).sum()
    }

    /// How often the paper at which it stands has it, each field by its weight, as exact as what is gathered.
    pub(crate) fn times(&mut self) -> f64 {
        let doc = self.doc();
        let here = self.0.iter_mut().filter(|(together, _)| together.doc() == doc);
        f64::from(here.map(|(together, weight)| together.read().len() as f64 * *weight).sum::<f64>() as f32)
    }
}

impl Papers for Phrases {
    fn doc(&self) -> DocId {
        self.0.iter().map(|(together, _)| together.doc()).min().unwrap_or(TERMINATED)
    }

    fn advance(&mut self) -> DocId {
        let doc = self.doc();
        self.0
            .iter_mut()
            .filter(|(together, _)| together.doc() == doc)
            .for_each(|(together, _)| together.advance_maybe());
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.0.iter_mut().for_each(|(together, _)| together.seek_maybe(target));
        self.doc()
    }

    fn cost(&self) -> usize {
        self.0.iter().map(|(together, _)| together.cost()).sum()
    }
}

/// The papers of a segment in which words stand together. It can also be gone through by the papers that have every word
/// (`maybe`), for where words stand costs far more to read than that they do.
pub(crate) struct Together {
    /// The rarest first, each with how far it stands after the first of them.
    words: Vec<(u32, SegmentPostings)>,
    doc: DocId,
    /// Where the first of the words stands, in the paper at which it is.
    starts: Vec<u32>,
    /// Where one of the others stands; kept for its room.
    places: Vec<u32>,
}

impl Together {
    /// The words in their order, each with its places. It stands at the first paper that has every word.
    pub(crate) fn maybe(words: Vec<SegmentPostings>) -> Self {
        let mut words: Vec<(u32, SegmentPostings)> = (0..).zip(words).collect();
        words.sort_by_key(|(_, word)| word.size_hint());
        let mut together = Self { words, doc: 0, starts: Vec::new(), places: Vec::new() };
        together.doc = together.all_from(0).unwrap_or(TERMINATED);
        together
    }

    /// The same, at the first paper in which they stand together.
    pub(crate) fn new(words: Vec<SegmentPostings>) -> Self {
        let mut together = Self::maybe(words);
        together.find();
        together
    }

    pub(crate) fn doc(&self) -> DocId {
        self.doc
    }

    pub(crate) fn advance(&mut self) -> DocId {
        if self.doc != TERMINATED {
            self.seek_maybe(self.doc + 1);
            self.find();
        }
        self.doc
    }

    pub(crate) fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.seek_maybe(target);
            self.find();
        }
        self.doc
    }

    /// Goes to the next paper that has every word.
    fn advance_maybe(&mut self) {
        if self.doc != TERMINATED {
            self.seek_maybe(self.doc + 1);
        }
    }

    /// How often they can stand together at most, in the paper at which it is.
    fn at_most(&self) -> u32 {
        self.words.iter().map(|(_, word)| word.term_freq()).min().unwrap_or(0)
    }

    /// Reads where they stand together, in the paper at which it is.
    fn read(&mut self) -> &[u32] {
        self.match_places();
        &self.starts
    }

    /// Where they begin, in the paper at which it is.
    pub(crate) fn starts(&self) -> &[u32] {
        &self.starts
    }

    /// About how much is gone through: the papers of the rarest word, in which all are looked up with their places.
    pub(crate) fn cost(&self) -> usize {
        self.words.first().map_or(0, |(_, rarest)| rarest.size_hint() as usize * 4)
    }

    /// Goes on to the first paper in which they stand together, from the one at which it is.
    fn find(&mut self) {
        while self.doc != TERMINATED {
            self.match_places();
            if !self.starts.is_empty() {
                return;
            }
            self.seek_maybe(self.doc + 1);
        }
        self.starts.clear();
    }

    fn seek_maybe(&mut self, from: DocId) {
        if self.doc < from {
            self.doc = self.all_from(from).unwrap_or(TERMINATED);
        }
    }

    /// The first paper from `from` on that has every word.
    fn all_from(&mut self, mut from: DocId) -> Option<DocId> {
        loop {
            let mut farthest = from;
            for (_, word) in &mut self.words {
                let there = if word.doc() < farthest { word.seek(farthest) } else { word.doc() };
                farthest = farthest.max(there);
            }
            if farthest == TERMINATED || self.words.is_empty() {
                return None;
            }
            if self.words.iter().all(|(_, word)| word.doc() == farthest) {
                return Some(farthest);
            }
            from = farthest;
        }
    }

    fn match_places(&mut self) {
        let (starts, places) = (&mut self.starts, &mut self.places);
        for (no, (after, word)) in self.words.iter_mut().enumerate() {
            word.positions(places);
            if no == 0 {
                starts.clear();
                starts.extend(places.iter().filter_map(|place| place.checked_sub(*after)));
                continue;
            }
            let mut at = 0;
            starts.retain(|start| {
                while places.get(at).is_some_and(|place| *place < start + *after) {
                    at += 1;
                }
                places.get(at) == Some(&(start + *after))
            });
            if starts.is_empty() {
                return;
            }
        }
    }
}
