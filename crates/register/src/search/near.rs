//! Of the best papers those first in which the words stand near one another, as they were typed, and near the beginning: what
//! a paper is about it says at once.
//!
//! Places of words are read for few papers only, so this costs the same however many there are.

use tantivy::postings::Postings as _;
use tantivy::{DocId, DocSet as _, TantivyError};

use super::look::{Level, Opener};
use super::matched::{Ground, docs_of};
use super::plan::Plan;
use super::query::{Leaf, Look, Within};
use super::rank::{STEPS, Scored};
use super::weights::Weights;
use crate::index::Segment;
use crate::sets::Seen;

/// Of so many of the best it is looked up where their words stand.
const NEAR_PAPERS: usize = 100;
/// So far apart words are near one another, in words.
const NEAR_WORDS: u32 = 12;
/// So many places of one word in a paper are looked at.
const PLACES_MAX: usize = 256;
/// What words count that stand side by side, beside what each weighs.
const NEAR_WEIGHT: f64 = 1.0;
/// What a word counts with which a text begins, beside what it weighs.
const LEAD_WEIGHT: f64 = 1.0;
/// So many words are the beginning of a text; a word counts less the later it first stands there.
const LEAD_WORDS: u32 = 400;

impl Ground<'_> {
    /// The same papers, the best of them put in order once more.
    pub(crate) fn nearest_first(
        &self,
        plan: &Plan,
        weights: &Weights,
        seen: &Seen,
        mut papers: Vec<Scored>,
    ) -> Result<Vec<Scored>, TantivyError> {
        let is_word = |leaf: &Leaf| leaf.within == Within::Anywhere && matches!(leaf.look, Look::Word { .. });
        let words: Vec<usize> =
            (0..plan.leaves.len()).filter(|at| plan.counting[*at] && is_word(&plan.leaves[*at])).collect();
        let rest = papers.split_off(papers.len().min(NEAR_PAPERS));
        if words.len() > 1 {
            for segment in self.segments {
                self.add(plan, weights, segment, seen, &words, &mut papers)?;
            }
            papers.sort_unstable_by(|one, other| other.cmp(one));
        }
        papers.extend(rest);
        Ok(papers)
    }

    fn add(
        &self,
        plan: &Plan,
        weights: &Weights,
        segment: &Segment,
        seen: &Seen,
        words: &[usize],
        papers: &mut [Scored],
    ) -> Result<(), TantivyError> {
        let here = papers.iter().map(|(_, ordinal)| *ordinal).filter(|ordinal| seen.whole.contains(*ordinal)).collect();
        let docs = docs_of(segment, &here);
        if docs.is_empty() {
            return Ok(());
        }
        let (fields, looked) = (self.fields, self.looked);
        let opener = Opener { looked, segment: &segment.reader, fields, level: Level::Whole, places: true };
        // Of each word: the papers, and where in each.
        let mut places: Vec<Vec<Vec<u32>>> = Vec::new();
        for at in words {
            places.push(of_word(&opener, &plan.leaves[*at], &docs)?);
        }
        for (row, (_, ordinal)) in docs.iter().enumerate() {
            let mut more = 0.0;
            for pair in 1..words.len() {
                let weight = weights.of[words[pair - 1]].min(weights.of[words[pair]]);
                more += NEAR_WEIGHT * weight * nearness(&places[pair - 1][row], &places[pair][row]);
            }
            for (at, word) in words.iter().enumerate() {
                more += LEAD_WEIGHT * weights.of[*word] * lead(&places[at][row]);
            }
            if let Some((steps, _)) = papers.iter_mut().find(|(_, paper)| paper == ordinal) {
                *steps += (more * STEPS).round() as i64;
            }
        }
        Ok(())
    }
}

/// Where a word stands in the text of each of these papers, in any of its forms.
fn of_word(opener: &Opener<'_>, leaf: &Leaf, docs: &[(DocId, u32)]) -> Result<Vec<Vec<u32>>, TantivyError> {
    let Look::Word { word, .. } = &leaf.look else { return Ok(vec![Vec::new(); docs.len()]) };
    let mut forms = opener.in_text(word)?;
    let mut all = Vec::new();
    let mut of_form = Vec::new();
    for (doc, _) in docs {
        let mut places = Vec::new();
        for postings in &mut forms {
            if postings.doc() < *doc {
                postings.seek(*doc);
            }
            if postings.doc() == *doc {
                postings.positions(&mut of_form);
                places.extend(of_form.iter().copied().take(PLACES_MAX));
            }
        }
        places.sort_unstable();
        places.truncate(PLACES_MAX);
        all.push(places);
    }
    Ok(all)
}

/// 1 where one word stands right before the other, less the farther they stand apart, half as much in the other order.
fn nearness(one: &[u32], other: &[u32]) -> f64 {
    let mut best: f64 = 0.0;
    let mut from = 0;
    for place in one {
        while from < other.len() && other[from] + NEAR_WORDS < *place {
            from += 1;
        }
        for next in other[from..].iter().take_while(|next| **next <= place + NEAR_WORDS) {
            let apart = f64::from(place.abs_diff(*next).max(1));
            best = best.max(if next > place { 1.0 / apart } else { 0.5 / apart });
        }
    }
    best
}

/// 1 where a text begins with the word, less the later it first stands there.
fn lead(places: &[u32]) -> f64 {
    let first = places.first().copied().filter(|first| *first < LEAD_WORDS);
    first.map_or(0.0, |first| 1.0 - f64::from(first) / f64::from(LEAD_WORDS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_count_by_how_soon_they_stand() {
        assert_eq!((lead(&[0, 9]), lead(&[LEAD_WORDS / 2]), lead(&[LEAD_WORDS]), lead(&[])), (1.0, 0.5, 0.0, 0.0));
    }

    #[test]
    fn words_count_by_how_near_they_stand() {
        assert_eq!(nearness(&[3, 40], &[4]), 1.0);
        assert_eq!(nearness(&[4], &[3]), 0.5);
        assert_eq!(nearness(&[1, 10], &[12]), 0.5);
        assert_eq!(nearness(&[1], &[1 + NEAR_WORDS]), 1.0 / f64::from(NEAR_WORDS));
        assert_eq!(nearness(&[1], &[2 + NEAR_WORDS]), 0.0);
        assert_eq!(nearness(&[], &[1]), 0.0);
    }
}
