//! Words that stand together in a text, one right after the other: in which papers, how often, and where.

use tantivy::postings::{Postings as _, SegmentPostings};
use tantivy::{DocId, DocSet as _, TERMINATED};

/// The papers of a segment in which words stand together.
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
    /// The words in their order, each with its places.
    pub(crate) fn new(words: Vec<SegmentPostings>) -> Self {
        let mut words: Vec<(u32, SegmentPostings)> = (0..).zip(words).collect();
        words.sort_by_key(|(_, word)| word.size_hint());
        let mut together = Self { words, doc: 0, starts: Vec::new(), places: Vec::new() };
        together.find(0);
        together
    }

    pub(crate) fn doc(&self) -> DocId {
        self.doc
    }

    pub(crate) fn advance(&mut self) -> DocId {
        if self.doc != TERMINATED {
            self.find(self.doc + 1);
        }
        self.doc
    }

    pub(crate) fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.find(target);
        }
        self.doc
    }

    /// Where they begin, in the paper at which it is.
    pub(crate) fn starts(&self) -> &[u32] {
        &self.starts
    }

    /// About how much is gone through: the papers of the rarest word, in which all are looked up with their places.
    pub(crate) fn cost(&self) -> usize {
        self.words.first().map_or(0, |(_, rarest)| rarest.size_hint() as usize * 4)
    }

    /// Goes to the first paper from `from` on in which they stand together.
    fn find(&mut self, mut from: DocId) {
        while let Some(doc) = self.all_from(from) {
            self.match_places();
            if !self.starts.is_empty() {
                self.doc = doc;
                return;
            }
            from = doc + 1;
        }
        self.starts.clear();
        self.doc = TERMINATED;
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
