//! Of the best papers those first in which the words stand near one another, as they were typed, and near the beginning: what
//! a paper is about it says at once.
//!
//! Places of words are read for few papers only, so this costs the same however many there are.

use tantivy::{DocId, TantivyError};

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
/// So many places of one form of a word in a paper are looked at.
const PLACES_MAX: usize = 256;
/// What two words count that stand as they were typed, beside what they weigh.
const NEAR_WEIGHT: f64 = 0.75;
/// What a word counts with which a text begins, beside what it weighs.
const LEAD_WEIGHT: f64 = 0.75;
/// After so many words a word that stands there first counts half.
const LEAD_WORDS: f64 = 100.0;
/// So many words of a text are looked at together.
const WINDOW_WORDS: u32 = 60;

impl Ground<'_> {
    /// The same papers, the best of them put in order once more.
    pub(crate) fn nearest_first(
        &self,
        plan: &Plan,
        weights: &Weights,
        seen: &Seen,
        mut papers: Vec<Scored>,
    ) -> Result<Vec<Scored>, TantivyError> {
        let is_word =
            |leaf: &Leaf| leaf.within == Within::Anywhere && matches!(leaf.look, Look::Word { .. } | Look::Asked(_));
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
            let stand = Stand {
                weights: words.iter().map(|at| weights.of[*at]).collect(),
                typed_at: words.iter().map(|at| plan.typed_at[*at]).collect(),
                places: places.iter().map(|of_word| of_word[row].as_slice()).collect(),
            };
            let more = stand.score();
            if let Some((steps, _)) = papers.iter_mut().find(|(_, paper)| paper == ordinal) {
                *steps += (more * STEPS).round() as i64;
            }
        }
        Ok(())
    }
}

/// Where a word stands in the text of each of these papers, in any of its forms.
fn of_word(opener: &Opener<'_>, leaf: &Leaf, docs: &[(DocId, u32)]) -> Result<Vec<Vec<u32>>, TantivyError> {
    let mut forms = opener.in_text(&leaf.look)?;
    let mut all = Vec::new();
    let mut room = Vec::new();
    for (doc, _) in docs {
        let mut places = Vec::new();
        for form in &mut forms {
            if form.seek(*doc) == *doc {
                form.places(&mut room, &mut places, PLACES_MAX);
            }
        }
        places.sort_unstable();
        all.push(places);
    }
    Ok(all)
}

/// How the words that were looked for stand in one text.
struct Stand<'a> {
    /// What each weighs.
    weights: Vec<f64>,
    /// At what place each was typed.
    typed_at: Vec<usize>,
    /// Where each stands in the text, in order.
    places: Vec<&'a [u32]>,
}

impl Stand<'_> {
    fn score(&self) -> f64 {
        let mut near = 0.0;
        for one in 0..self.places.len() {
            for other in one + 1..self.places.len() {
                let apart = self.typed_at[other].saturating_sub(self.typed_at[one]).max(1) as f64;
                let weight = (self.weights[one] * self.weights[other]).sqrt();
                near += weight * as_typed(self.places[one], self.places[other], apart) / apart;
            }
        }
        let lead = |(weight, places): (&f64, &&[u32])| weight * lead(places);
        let lead: f64 = self.weights.iter().zip(&self.places).map(lead).sum();
        NEAR_WEIGHT * near + LEAD_WEIGHT * lead + self.window()
    }

    /// What the words weigh that stand within the best stretch of the text.
    fn window(&self) -> f64 {
        let mut all: Vec<(u32, usize)> = Vec::new();
        for (word, places) in self.places.iter().enumerate() {
            all.extend(places.iter().map(|place| (*place, word)));
        }
        all.sort_unstable();
        let (mut counts, mut first, mut sum, mut best) = (vec![0_u32; self.places.len()], 0, 0.0_f64, 0.0_f64);
        for (place, word) in &all {
            while all[first].0 + WINDOW_WORDS <= *place {
                let gone = all[first].1;
                counts[gone] -= 1;
                if counts[gone] == 0 {
                    sum -= self.weights[gone];
                }
                first += 1;
            }
            counts[*word] += 1;
            if counts[*word] == 1 {
                sum += self.weights[*word];
            }
            best = best.max(sum);
        }
        best
    }
}

/// 1 where one word stands before the other as far as it was typed before it, less the more that differs.
fn as_typed(one: &[u32], other: &[u32], apart: f64) -> f64 {
    let mut best: f64 = 0.0;
    let mut from = 0;
    for place in one {
        from += other[from..].partition_point(|next| next <= place);
        for next in other[from..].iter().take_while(|next| **next <= place + NEAR_WORDS) {
            best = best.max(1.0 / (1.0 + (f64::from(next - place) - apart).abs()));
        }
    }
    best
}

/// 1 where a text begins with the word, less the later it first stands there.
fn lead(places: &[u32]) -> f64 {
    places.first().map_or(0.0, |first| 1.0 / (1.0 + f64::from(*first) / LEAD_WORDS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_count_by_how_soon_they_stand() {
        assert_eq!((lead(&[0, 9]), lead(&[100]), lead(&[300]), lead(&[])), (1.0, 0.5, 0.25, 0.0));
    }

    #[test]
    fn words_count_by_how_they_stand_to_one_another() {
        assert_eq!(as_typed(&[3, 40], &[4], 1.0), 1.0);
        assert_eq!(as_typed(&[4], &[3], 1.0), 0.0);
        assert_eq!(as_typed(&[1, 10], &[12], 2.0), 1.0);
        assert_eq!(as_typed(&[1], &[1 + NEAR_WORDS], 1.0), 1.0 / f64::from(NEAR_WORDS));
        assert_eq!(as_typed(&[1], &[2 + NEAR_WORDS], 1.0), 0.0);
        assert_eq!(as_typed(&[], &[1], 1.0), 0.0);
    }

    #[test]
    fn the_best_stretch_counts_each_word_once() {
        let window = |places: [&[u32]; 3]| {
            Stand { weights: vec![1.0, 2.0, 4.0], typed_at: vec![0, 1, 2], places: places.to_vec() }.window()
        };
        assert_eq!(window([&[0], &[59], &[60]]), 6.0);
        assert_eq!(window([&[0, 1, 2], &[10, 11], &[500]]), 4.0);
        assert_eq!(window([&[0], &[], &[]]), 1.0);
        assert_eq!(window([&[], &[], &[]]), 0.0);
    }
}
