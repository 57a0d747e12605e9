//! What a word weighs: the rarer it is among the papers that the reader sees, the more.
//!
//! How many papers of the whole index have a word is never asked for: it would change the order of what one sees by what
//! one does not. Counted are the reader's own papers; past [`COUNTED_MAX`] of them that have it the share is taken from so
//! many of the reader's papers, evenly spread in the order of their entry. Either is a function of what the reader sees,
//! however the index is cut into segments and whatever else stands in it.

use roaring::RoaringBitmap;
use tantivy::{TERMINATED, TantivyError};

use super::look::{Level, Papers};
use super::matched::{Ground, ONE_BY_ONE, docs_of};
use super::plan::Plan;
use super::query::Leaf;
use crate::index::Segment;
use crate::sets::Seen;

/// A rare word weighs more than a frequent one, but less so than by the logarithm itself: in a question it is often a name
/// that is passed by.
const RARE_POWER: f64 = 0.75;
/// Papers that have a word are counted up to this many.
const COUNTED_MAX: u64 = 4_096;
/// Papers from which the share of a frequent word is taken.
const SAMPLE: u64 = 1_024;
/// Papers from which the usual length of a text is taken.
const LENGTHS: u64 = 256;
/// The usual length of a text where there is none, in words.
const LENGTH: f64 = 300.0;

/// What the reader's papers say of what is looked for.
pub(crate) struct Weights {
    /// Of each leaf.
    pub(crate) of: Vec<f64>,
    /// The usual length of a text, in words.
    pub(crate) length: f64,
}

impl Ground<'_> {
    /// Where one thing alone is looked for, what it weighs changes nothing, and is not worked out.
    pub(crate) fn weights(&self, plan: &Plan, seen: &Seen) -> Result<Weights, TantivyError> {
        let (sample, lengths) = seen.samples(SAMPLE, LENGTHS);
        let alone = plan.counting.iter().filter(|counts| **counts).count() == 1;
        let mut of = Vec::new();
        for (leaf, counts) in plan.leaves.iter().zip(&plan.counting) {
            of.push(if *counts && !alone { self.weight(leaf, seen, sample)? } else { 1.0 });
        }
        Ok(Weights { of, length: self.length(lengths)? })
    }

    fn weight(&self, leaf: &Leaf, seen: &Seen, sample: &RoaringBitmap) -> Result<f64, TantivyError> {
        let papers = seen.card.len();
        let card_only = &seen.card - &seen.whole;
        let mut having = self.counted(leaf, Level::Whole, &seen.whole)?;
        if having < COUNTED_MAX && !card_only.is_empty() {
            having += self.counted(leaf, Level::Card, &card_only)?;
        }
        if having >= COUNTED_MAX {
            let whole = self.counted(leaf, Level::Whole, &(sample & &seen.whole))?;
            let card = self.counted(leaf, Level::Card, &(sample & &card_only))?;
            having = COUNTED_MAX.max((whole + card) * papers / sample.len().max(1));
        }
        let (papers, having) = (papers as f64, having as f64);
        Ok((1.0 + (papers - having + 0.5).max(0.5) / (having + 0.5)).ln().powf(RARE_POWER))
    }

    /// How many papers among these have what a leaf looks for, counted up to [`COUNTED_MAX`]; of a phrase, all of its words.
    fn counted(&self, leaf: &Leaf, level: Level, papers: &RoaringBitmap) -> Result<u64, TantivyError> {
        let mut count = 0;
        for segment in self.segments {
            count += match self.phrases(segment, leaf, level)? {
                Some(mut phrases) => counted_of(&mut phrases, segment, papers, COUNTED_MAX - count),
                None => counted_of(&mut self.open(segment, leaf, level)?, segment, papers, COUNTED_MAX - count),
            };
            if count >= COUNTED_MAX {
                break;
            }
        }
        Ok(count)
    }

    fn length(&self, papers: &RoaringBitmap) -> Result<f64, TantivyError> {
        let (mut words, mut count) = (0_u64, 0_u64);
        for segment in self.segments {
            let lengths = segment.reader.get_fieldnorms_reader(self.fields.text)?;
            for (doc, _) in docs_of(segment, papers) {
                words += u64::from(lengths.fieldnorm(doc));
                count += 1;
            }
        }
        Ok(if words == 0 { LENGTH } else { words as f64 / count as f64 })
    }
}

/// How many of the papers found in a segment are among these, counted up to `most`.
fn counted_of(found: &mut impl Papers, segment: &Segment, papers: &RoaringBitmap, most: u64) -> u64 {
    if papers.len() * ONE_BY_ONE < found.cost() as u64 {
        let docs = docs_of(segment, papers).into_iter();
        return (docs.filter(|(doc, _)| found.seek(*doc) == *doc).count() as u64).min(most);
    }
    let (mut count, mut doc) = (0, found.doc());
    while doc != TERMINATED && count < most {
        count += u64::from(papers.contains(segment.places.ordinal(doc)) && segment.stands(doc));
        doc = found.advance();
    }
    count
}
