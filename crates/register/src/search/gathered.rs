//! What frequent leaves find in a segment, put together once and kept: of a word that stands in every third paper the lists of
//! its forms, of the card and of the text are gone through once, and not for each search.
//!
//! A segment never changes, so what was gathered of it holds as long as it is there. Whether something is kept changes no
//! answer: both ways give the same papers and the same times.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::index::SegmentId;
use tantivy::{DocId, TERMINATED};

use super::look::{Cursor, Level};
use super::query::Leaf;

/// What goes through fewer papers is not kept: looking it up anew costs less than the room.
pub(crate) const GATHERED_MIN: usize = 1_024;
/// Where lists are together so much shorter than the segment is long, they are sorted and not spread over it.
const FEW: usize = 16;
/// Room for all that is kept, in bytes.
const KEPT_BYTES_MAX: usize = 64 << 20;

/// The papers of a segment that have what a leaf looks for, and how often each has it.
#[derive(Debug)]
pub(crate) struct Gathered {
    docs: Box<[DocId]>,
    times: Box<[f32]>,
}

impl Gathered {
    /// Goes through every list once; what a paper has of several is added up in their order.
    pub(crate) fn of(cursors: &mut [Cursor], docs_max: DocId) -> Self {
        let cost: usize = cursors.iter().map(Cursor::cost).sum();
        let having: Vec<(DocId, f32)> = if cost < docs_max as usize / FEW {
            let mut all: Vec<(DocId, f64)> = Vec::new();
            cursors.iter_mut().for_each(|cursor| cursor.through(|doc, times| all.push((doc, times))));
            // Those of one paper stay in the order of their lists.
            all.sort_by_key(|(doc, _)| *doc);
            let sum =
                |of_doc: &[(DocId, f64)]| (of_doc[0].0, of_doc.iter().map(|(_, times)| times).sum::<f64>() as f32);
            all.chunk_by(|one, other| one.0 == other.0).map(sum).collect()
        } else {
            let mut sums = vec![0.0_f64; docs_max as usize];
            cursors.iter_mut().for_each(|cursor| cursor.through(|doc, times| sums[doc as usize] += times));
            (0..docs_max).zip(&sums).filter(|(_, sum)| **sum > 0.0).map(|(doc, sum)| (doc, *sum as f32)).collect()
        };
        Self { docs: having.iter().map(|one| one.0).collect(), times: having.iter().map(|one| one.1).collect() }
    }

    /// The papers from a place on, each with how often it has it.
    pub(crate) fn from(&self, at: usize) -> impl Iterator<Item = (DocId, f64)> + '_ {
        let (docs, times) = (self.docs.get(at..).unwrap_or_default(), self.times.get(at..).unwrap_or_default());
        docs.iter().zip(times).map(|(doc, times)| (*doc, f64::from(*times)))
    }

    pub(crate) fn docs(&self) -> &[DocId] {
        &self.docs
    }

    pub(crate) fn doc(&self, at: usize) -> DocId {
        self.docs.get(at).copied().unwrap_or(TERMINATED)
    }

    pub(crate) fn times(&self, at: usize) -> f64 {
        self.times.get(at).copied().map_or(0.0, f64::from)
    }

    /// The place of the first paper from `at` on that is not before `target`: looked for in steps that double, for it is near
    /// most of the time.
    pub(crate) fn seek(&self, at: usize, target: DocId) -> usize {
        let (mut low, mut step) = (at, 1);
        while self.docs.get(low + step).is_some_and(|doc| *doc < target) {
            low += step;
            step *= 2;
        }
        let high = (low + step + 1).min(self.docs.len());
        let low = low.min(high);
        low + self.docs[low..high].partition_point(|doc| *doc < target)
    }

    fn bytes(&self) -> usize {
        self.docs.len() * (size_of::<DocId>() + size_of::<f32>())
    }
}

type Key = (SegmentId, Leaf, Level);

/// What is kept of the segments of an index, what was asked for longest ago going first.
#[derive(Debug, Default)]
pub(crate) struct Store(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// Each with when it was asked for last.
    all: HashMap<Key, (Arc<Gathered>, u64)>,
    bytes: usize,
    asked: u64,
}

impl Store {
    pub(crate) fn get(&self, key: &Key) -> Option<Arc<Gathered>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.asked += 1;
        let now = kept.asked;
        kept.all.get_mut(key).map(|(gathered, asked)| {
            *asked = now;
            Arc::clone(gathered)
        })
    }

    pub(crate) fn keep(&self, key: Key, gathered: &Arc<Gathered>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.asked += 1;
        let now = kept.asked;
        kept.bytes += gathered.bytes();
        if let Some((before, _)) = kept.all.insert(key, (Arc::clone(gathered), now)) {
            kept.bytes -= before.bytes();
        }
        while kept.bytes > KEPT_BYTES_MAX {
            let Some(oldest) = kept.all.iter().min_by_key(|(_, (_, asked))| *asked).map(|(key, _)| key.clone()) else {
                break;
            };
            if let Some((gone, _)) = kept.all.remove(&oldest) {
                kept.bytes -= gone.bytes();
            }
        }
    }

    /// Lets go of what was gathered of segments that are there no more.
    pub(crate) fn retain(&self, used: &[SegmentId]) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.all.retain(|(segment, ..), _| used.contains(segment));
        kept.bytes = kept.all.values().map(|(gathered, _)| gathered.bytes()).sum();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gathered(docs: &[DocId]) -> Gathered {
        let mut cursors =
            [Cursor::Docs(Arc::new(docs.to_vec()), 0, 2.0), Cursor::Docs(Arc::new(vec![docs[0]]), 0, 0.5)];
        Gathered::of(&mut cursors, 1_000)
    }

    #[test]
    fn lists_are_added_up() {
        let one = gathered(&[3, 4, 90]);
        assert_eq!(one.docs(), [3, 4, 90]);
        assert_eq!((one.times(0), one.times(1), one.times(3)), (2.5, 2.0, 0.0));
        assert_eq!(one.doc(3), TERMINATED);
        // However they are put together.
        let many = |docs_max| {
            let docs: Vec<DocId> = (0..40).map(|no| no * 7).collect();
            let mut cursors = [0.7, 0.1, 0.2].map(|weight| Cursor::Docs(Arc::new(docs.clone()), 0, weight));
            Gathered::of(&mut cursors, docs_max).from(0).collect::<Vec<_>>()
        };
        assert_eq!(many(300), many(1_000_000));
    }

    #[test]
    fn any_paper_is_sought_from_any_place() {
        let docs: Vec<DocId> = (0..300).map(|no| no * 3 + 1).collect();
        let one = gathered(&docs);
        for from in [0, 1, 7, 150, 299, 300] {
            for target in 0..1_000 {
                let expected = from.max(docs.partition_point(|doc| *doc < target));
                assert_eq!(one.seek(from, target), expected, "{target} from {from}");
            }
        }
    }

    #[test]
    fn what_was_asked_for_longest_ago_goes_first() {
        let store = Store::default();
        let docs: Vec<DocId> = (0..1_000).collect();
        let all = Arc::new(gathered(&docs));
        let segment = SegmentId::generate_random();
        let key = |no: usize| {
            let look = super::super::query::Look::Beginning(no.to_string());
            (segment, Leaf { look, within: super::super::query::Within::Anywhere }, Level::Whole)
        };
        let fit = KEPT_BYTES_MAX / all.bytes();
        for no in 0..fit {
            store.keep(key(no), &all);
        }
        assert!(store.get(&key(0)).is_some());
        store.keep(key(fit), &all);
        assert!(store.get(&key(0)).is_some() && store.get(&key(1)).is_none() && store.get(&key(fit)).is_some());
        store.retain(&[]);
        assert!(store.get(&key(0)).is_none());
        assert_eq!(store.0.lock().unwrap_or_else(PoisonError::into_inner).bytes, 0);
    }
}
