//! Which papers a query finds, all of them: for what is counted, and for lists in another order than by rank.

use std::sync::Arc;

use roaring::RoaringBitmap;
use tantivy::TantivyError;

use super::gathered::{GATHERED_MIN, Gathered, Store};
use super::look::{Cursor, Found, Level, Looked, Opener, Papers as _};
use super::plan::{Node, Plan};
use super::query::Leaf;
use super::together::Phrases;
use crate::index::Segment;
use crate::index::fields::Fields;

/// Papers that are looked for one by one rather than met on the way, where a word has so many times more.
pub(crate) const ONE_BY_ONE: u64 = 8;

/// The index as one query asks it.
pub(crate) struct Ground<'a> {
    pub(crate) segments: &'a [Segment],
    pub(crate) fields: &'a Fields,
    pub(crate) looked: &'a Looked,
    pub(crate) gathered: &'a Store,
}

impl Ground<'_> {
    /// The papers among `universe` that a query finds, where so much is seen of each.
    pub(crate) fn matched(
        &self,
        plan: &Plan,
        level: Level,
        universe: &RoaringBitmap,
    ) -> Result<RoaringBitmap, TantivyError> {
        self.node(plan, &plan.root, level, universe)
    }

    pub(crate) fn node(
        &self,
        plan: &Plan,
        node: &Node,
        level: Level,
        universe: &RoaringBitmap,
    ) -> Result<RoaringBitmap, TantivyError> {
        Ok(match node {
            Node::Leaf(at) => self.having(&plan.leaves[*at], level, universe)?,
            Node::Set(papers) => &**papers & universe,
            Node::Not(what) => universe - self.node(plan, what, level, universe)?,
            Node::Any(parts) => {
                let mut any = RoaringBitmap::new();
                for part in parts {
                    any |= self.node(plan, part, level, universe)?;
                }
                any
            }
            Node::All(parts) => {
                let mut all = universe.clone();
                // What costs nothing first: it leaves fewer papers to look for words in.
                let sets = |node: &&Node| matches!(node, Node::Set(_));
                for part in parts.iter().filter(sets).chain(parts.iter().filter(|part| !sets(part))) {
                    all = self.node(plan, part, level, &all)?;
                    if all.is_empty() {
                        break;
                    }
                }
                all
            }
            Node::Most(leaves, least) => self.most(plan, leaves, *least, level, universe)?,
        })
    }

    fn most(
        &self,
        plan: &Plan,
        leaves: &[usize],
        least: usize,
        level: Level,
        universe: &RoaringBitmap,
    ) -> Result<RoaringBitmap, TantivyError> {
        let mut times = vec![0_u8; universe.max().map_or(0, |last| last as usize + 1)];
        for at in leaves {
            for ordinal in self.having(&plan.leaves[*at], level, universe)? {
                times[ordinal as usize] = times[ordinal as usize].saturating_add(1);
            }
        }
        let enough = (0_u32..).zip(&times).filter(|(_, times)| usize::from(**times) >= least.max(1));
        Ok(enough.map(|(ordinal, _)| ordinal).collect())
    }

    /// The papers among `universe` that have what a leaf looks for.
    pub(crate) fn having(
        &self,
        leaf: &Leaf,
        level: Level,
        universe: &RoaringBitmap,
    ) -> Result<RoaringBitmap, TantivyError> {
        let mut papers = RoaringBitmap::new();
        for segment in self.segments {
            if let Some(mut phrases) = self.phrases_not_kept(segment, leaf, level)?
                && universe.len() * ONE_BY_ONE < phrases.cost() as u64
            {
                for (doc, ordinal) in docs_of(segment, universe) {
                    if phrases.seek(doc) == doc && phrases.times() > 0.0 {
                        papers.insert(ordinal);
                    }
                }
                continue;
            }
            let mut found = self.open(segment, leaf, level)?;
            if universe.len() * ONE_BY_ONE < found.cost() as u64 {
                for (doc, ordinal) in docs_of(segment, universe) {
                    if found.seek(doc) == doc {
                        papers.insert(ordinal);
                    }
                }
                continue;
            }
            found.through(|doc| {
                let ordinal = segment.places.ordinal(doc);
                if universe.contains(ordinal) && segment.stands(doc) {
                    papers.insert(ordinal);
                }
            });
        }
        Ok(papers)
    }

    /// The lists of a leaf that is a phrase.
    pub(crate) fn phrases(
        &self,
        segment: &Segment,
        leaf: &Leaf,
        level: Level,
    ) -> Result<Option<Phrases>, TantivyError> {
        let (fields, looked) = (self.fields, self.looked);
        Opener { looked, segment: &segment.reader, fields, level, places: false }.phrases(leaf)
    }

    /// The same, of a phrase that was not put together before.
    pub(crate) fn phrases_not_kept(
        &self,
        segment: &Segment,
        leaf: &Leaf,
        level: Level,
    ) -> Result<Option<Phrases>, TantivyError> {
        let kept = || self.gathered.get(&(segment.reader.segment_id(), leaf.clone(), level)).is_some();
        let phrases = self.phrases(segment, leaf, level)?;
        Ok(phrases.filter(|_| !kept()))
    }

    pub(crate) fn open(&self, segment: &Segment, leaf: &Leaf, level: Level) -> Result<Found, TantivyError> {
        let (fields, looked) = (self.fields, self.looked);
        let key = (segment.reader.segment_id(), leaf.clone(), level);
        if let Some(gathered) = self.gathered.get(&key) {
            return Ok(Found::Gathered(gathered, 0));
        }
        let mut cursors = Opener { looked, segment: &segment.reader, fields, level, places: false }.open(leaf)?;
        if cursors.iter().map(Cursor::cost).sum::<usize>() < GATHERED_MIN {
            return Ok(Found::Each(cursors));
        }
        let gathered = Arc::new(Gathered::of(&mut cursors, segment.reader.max_doc()));
        self.gathered.keep(key, &gathered);
        Ok(Found::Gathered(gathered, 0))
    }
}

/// The papers of a segment among these, in the segment's order.
pub(crate) fn docs_of(segment: &Segment, papers: &RoaringBitmap) -> Vec<(u32, u32)> {
    let of = |ordinal: u32| segment.doc(ordinal).map(|doc| (doc, ordinal));
    let mut docs: Vec<(u32, u32)> = papers.iter().filter_map(of).collect();
    docs.sort_unstable();
    docs
}
