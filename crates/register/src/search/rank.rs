//! The best papers first, and no more of them than are shown.
//!
//! A paper's score is what its words weigh, in the order in which they were typed, in double precision and rounded: the
//! same on every machine and however the index is cut. Of papers with one score the one entered later comes first. A paper
//! is left out unweighed only where all that is looked for, as often as can be, would not lift it among the best: that is
//! worked out from the weights alone, for the bounds that the index keeps follow from the lengths of hidden papers
//! (`docs/adr/0016-search-within-rights.md`).

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use roaring::RoaringBitmap;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::{DocId, TERMINATED, TantivyError};

use super::gathered::Gathered;
use super::look::{Found, Level, Papers as _};
use super::matched::{Ground, ONE_BY_ONE, docs_of};
use super::plan::{Node, Plan};
use super::together::Phrases;
use super::weights::Weights;
use crate::index::Segment;

/// How soon more of one word counts no more.
const SATURATION: f64 = 1.0;
/// How much a long text counts less.
const LENGTH_SHARE: f64 = 1.0;
/// Steps of a score in one.
pub(crate) const STEPS: f64 = 10_000.0;

/// A phrase whose words stand in so many papers is looked for on two threads.
const AT_ONCE_MIN: usize = 1 << 18;

/// A score in steps, and the paper's ordinal: the greater comes first.
pub(crate) type Scored = (i64, u32);

/// What has to be there of a paper that is ranked.
struct Wanted {
    /// Leaves that must all be there.
    required: Vec<usize>,
    /// Leaves of which at least `least` must be there.
    most: Vec<usize>,
    least: usize,
    /// Leaves that add to the score where they are there.
    besides: Vec<usize>,
    /// The papers to which all else that was asked for has come down.
    accepted: RoaringBitmap,
}

impl Wanted {
    /// The leaf that is all that counts, where it is one.
    fn alone(&self) -> Option<usize> {
        match self.required.as_slice() {
            [at] if self.most.is_empty() && self.besides.is_empty() => Some(*at),
            _ => None,
        }
    }
}

/// The best papers so far.
struct Best {
    papers: BinaryHeap<Reverse<Scored>>,
    count: usize,
}

impl Best {
    fn put(&mut self, score: f64, ordinal: u32) {
        self.put_scored(((score * STEPS).round() as i64, ordinal));
    }

    fn put_scored(&mut self, scored: Scored) {
        let scored = Reverse(scored);
        if self.papers.len() < self.count {
            self.papers.push(scored);
        } else if self.papers.peek().is_some_and(|worst| scored.0 > worst.0) {
            self.papers.pop();
            self.papers.push(scored);
        }
    }

    /// What a paper has to reach: a step less than the worst of the best, so that rounding leaves none out.
    fn bar(&self) -> f64 {
        match self.papers.peek() {
            Some(Reverse((steps, _))) if self.papers.len() >= self.count => (*steps - 1) as f64 / STEPS,
            _ => f64::NEG_INFINITY,
        }
    }
}

impl Ground<'_> {
    /// The best `count` papers among `universe` that a query finds, best first.
    pub(crate) fn ranked(
        &self,
        plan: &Plan,
        weights: &Weights,
        level: Level,
        universe: &RoaringBitmap,
        count: usize,
    ) -> Result<Vec<Scored>, TantivyError> {
        let wanted = self.wanted(plan, level, universe)?;
        let mut best = Best { papers: BinaryHeap::new(), count };
        let mut at_once = Vec::new();
        for segment in self.segments {
            let lengths = segment.reader.get_fieldnorms_reader(self.fields.text)?;
            let lengths = Some(lengths).filter(|_| level == Level::Whole);
            if let Some(at) = wanted.alone()
                && let Some(phrases) = self.phrases_not_kept(segment, &plan.leaves[at], level)?
            {
                let ranking = Ranking { segment, wanted: &wanted, weights, found: Vec::new(), lengths };
                at_once.push((ranking, phrases, at));
                continue;
            }
            let mut found = Vec::new();
            for (at, leaf) in plan.leaves.iter().enumerate() {
                let counts = plan.counting[at];
                found.push(if counts { self.open(segment, leaf, level)? } else { Found::default() });
            }
            Ranking { segment, wanted: &wanted, weights, found, lengths }.run(&mut best);
        }
        phrases_at_once(at_once, &mut best);
        let mut papers: Vec<Scored> = best.papers.into_iter().map(|Reverse(scored)| scored).collect();
        // What is there without a word that weighs comes last, the latest first.
        if papers.len() < count && wanted.required.is_empty() && wanted.most.is_empty() {
            let ranked: RoaringBitmap = papers.iter().map(|(_, ordinal)| *ordinal).collect();
            let rest = wanted.accepted - ranked;
            papers.extend(rest.iter().rev().take(count - papers.len()).map(|ordinal| (0, ordinal)));
        }
        papers.sort_unstable_by(|one, other| other.cmp(one));
        Ok(papers)
    }

    fn wanted(&self, plan: &Plan, level: Level, universe: &RoaringBitmap) -> Result<Wanted, TantivyError> {
        let parts = match &plan.root {
            Node::All(parts) => parts.as_slice(),
            one => std::slice::from_ref(one),
        };
        let (mut required, mut most, mut least) = (Vec::new(), Vec::new(), 0);
        let mut rest = Vec::new();
        for part in parts {
            match part {
                Node::Leaf(at) => required.push(*at),
                Node::Most(leaves, of) if most.is_empty() => (most, least) = (leaves.clone(), *of),
                other => rest.push(other.clone()),
            }
        }
        let accepted = match rest.is_empty() {
            true => universe.clone(),
            false => self.node(plan, &Node::All(rest), level, universe)?,
        };
        let direct = |at: &usize| required.contains(at) || most.contains(at);
        let besides = (0..plan.leaves.len()).filter(|at| plan.counting[*at] && !direct(at)).collect();
        Ok(Wanted { required, most, least, besides, accepted })
    }
}

/// Goes through the segments in which a phrase is looked for: where that is long work, on two threads, each of which has the best of
/// its own: the best of both are the best of all.
fn phrases_at_once(mut work: Vec<(Ranking<'_>, Phrases, usize)>, best: &mut Best) {
    let cost = |of: &[(Ranking<'_>, Phrases, usize)]| of.iter().map(|(_, phrases, _)| phrases.cost()).sum::<usize>();
    if cost(&work) < AT_ONCE_MIN {
        work.into_iter().for_each(|(ranking, phrases, leaf)| ranking.phrases(phrases, leaf, best));
        return;
    }
    // The longest go first, each to whoever has less.
    work.sort_by_key(|(_, phrases, _)| Reverse(phrases.cost()));
    let mut halves = [Vec::new(), Vec::new()];
    for one in work {
        let less = usize::from(cost(&halves[0]) > cost(&halves[1]));
        halves[less].push(one);
    }
    let [here, there] = halves;
    let count = best.count;
    std::thread::scope(|scope| {
        let other = scope.spawn(move || {
            let mut best = Best { papers: BinaryHeap::new(), count };
            there.into_iter().for_each(|(ranking, phrases, leaf)| ranking.phrases(phrases, leaf, &mut best));
            best
        });
        here.into_iter().for_each(|(ranking, phrases, leaf)| ranking.phrases(phrases, leaf, best));
        match other.join() {
            Ok(other) => other.papers.into_iter().for_each(|Reverse(scored)| best.put_scored(scored)),
            Err(panicked) => std::panic::resume_unwind(panicked),
        }
    });
}

/// One segment being gone through.
struct Ranking<'a> {
    segment: &'a Segment,
    wanted: &'a Wanted,
    weights: &'a Weights,
    /// By leaf.
    found: Vec<Found>,
    lengths: Option<FieldNormReader>,
}

impl Ranking<'_> {
    fn run(&mut self, best: &mut Best) {
        let wanted = self.wanted;
        let rarest = wanted.required.iter().copied().min_by_key(|at| self.found[*at].cost());
        let others = wanted.most.iter().chain(&wanted.besides);
        let gone_through: usize = match rarest {
            Some(at) => self.found[at].cost(),
            None => others.map(|at| self.found[*at].cost()).sum(),
        };
        if wanted.accepted.len() * ONE_BY_ONE < gone_through as u64 {
            for (doc, ordinal) in docs_of(self.segment, &wanted.accepted) {
                if wanted.required.iter().all(|at| self.found[*at].seek(doc) == doc) {
                    self.weigh(doc, ordinal, best);
                }
            }
            return;
        }
        match rarest {
            Some(rarest) => self.through_rarest(rarest, best),
            None => self.through_any(best),
        }
    }

    fn through_rarest(&mut self, rarest: usize, best: &mut Best) {
        let wanted = self.wanted;
        let others: Vec<usize> = wanted.required.iter().copied().filter(|at| *at != rarest).collect();
        let alone = wanted.alone().is_some();
        if alone && let Found::Gathered(gathered, at) = &self.found[rarest] {
            let (gathered, at) = (Arc::clone(gathered), *at);
            self.through_gathered(rarest, &gathered, at, best);
            return;
        }
        let mut doc = self.found[rarest].doc();
        'papers: while doc != TERMINATED {
            for at in &others {
                let next = self.found[*at].seek(doc);
                if next != doc {
                    doc = self.found[rarest].seek(next);
                    continue 'papers;
                }
            }
            // Of one word alone the score is at hand sooner than whether the paper may be seen.
            if !alone || self.score(doc) >= best.bar() {
                self.accept(doc, best);
            }
            doc = self.found[rarest].advance();
        }
    }

    /// Goes through the papers of one leaf that is all that counts. The score is at hand sooner than whether a paper may be seen.
    fn through_gathered(&self, leaf: usize, gathered: &Gathered, at: usize, best: &mut Best) {
        let weight = self.weights.of[leaf];
        let mut bar = best.bar();
        for (doc, times) in gathered.from(at) {
            let score = of_word(weight, times, self.long(doc));
            if score < bar {
                continue;
            }
            let ordinal = self.segment.places.ordinal(doc);
            if self.wanted.accepted.contains(ordinal) && self.segment.stands(doc) {
                best.put(score, ordinal);
                bar = best.bar();
            }
        }
    }

    /// Goes through the papers that have all words of a phrase that is all that counts: where they stand is read only of those that
    /// may be seen and that could be among the best.
    fn phrases(&self, mut phrases: Phrases, leaf: usize, best: &mut Best) {
        let weight = self.weights.of[leaf];
        let mut bar = best.bar();
        let mut take = |phrases: &mut Phrases, doc: DocId, ordinal: u32| {
            let long = self.long(doc);
            if of_word(weight, phrases.at_most(), long) < bar {
                return;
            }
            let times = phrases.times();
            if times > 0.0 {
                best.put(of_word(weight, times, long), ordinal);
                bar = best.bar();
            }
        };
        let accepted = &self.wanted.accepted;
        if accepted.len() * ONE_BY_ONE < phrases.cost() as u64 {
            for (doc, ordinal) in docs_of(self.segment, accepted) {
                if phrases.seek(doc) == doc {
                    take(&mut phrases, doc, ordinal);
                }
            }
            return;
        }
        let mut doc = phrases.doc();
        while doc != TERMINATED {
            let ordinal = self.segment.places.ordinal(doc);
            if accepted.contains(ordinal) && self.segment.stands(doc) {
                take(&mut phrases, doc, ordinal);
            }
            doc = phrases.advance();
        }
    }

    /// Goes through the papers that have any of the leaves; words that could not lift a paper among the best by themselves
    /// are looked up only where another is.
    fn through_any(&mut self, best: &mut Best) {
        let mut leaves: Vec<usize> = self.wanted.most.iter().chain(&self.wanted.besides).copied().collect();
        let bound = |weights: &Weights, at: usize| weights.of[at] * (SATURATION + 1.0);
        leaves.sort_by(|one, other| bound(self.weights, *one).total_cmp(&bound(self.weights, *other)));
        let (mut led_by, mut idle) = (0, 0.0);
        loop {
            let bar = best.bar();
            while led_by < leaves.len() && idle + bound(self.weights, leaves[led_by]) < bar {
                idle += bound(self.weights, leaves[led_by]);
                led_by += 1;
            }
            let leading = &leaves[led_by..];
            let doc = leading.iter().map(|at| self.found[*at].doc()).min().unwrap_or(TERMINATED);
            if doc == TERMINATED {
                return;
            }
            let here = leading.iter().filter(|at| self.found[**at].doc() == doc);
            let most = here.map(|at| bound(self.weights, *at)).sum::<f64>() + idle;
            if most >= bar {
                self.accept(doc, best);
            }
            for at in leading {
                if self.found[*at].doc() == doc {
                    self.found[*at].advance();
                }
            }
        }
    }

    fn accept(&mut self, doc: DocId, best: &mut Best) {
        let ordinal = self.segment.places.ordinal(doc);
        if self.wanted.accepted.contains(ordinal) && self.segment.stands(doc) {
            self.weigh(doc, ordinal, best);
        }
    }

    /// Puts a paper among the best where it is one of them. What is required is there.
    fn weigh(&mut self, doc: DocId, ordinal: u32, best: &mut Best) {
        let wanted = self.wanted;
        for at in wanted.most.iter().chain(&wanted.besides) {
            self.found[*at].seek(doc);
        }
        let there = wanted.most.iter().filter(|at| self.found[**at].doc() == doc).count();
        let any = || wanted.besides.iter().any(|at| self.found[*at].doc() == doc);
        let enough = match (wanted.most.is_empty(), wanted.required.is_empty()) {
            (false, _) => there >= wanted.least.max(1),
            (true, false) => true,
            (true, true) => any(),
        };
        if enough {
            best.put(self.score(doc), ordinal);
        }
    }

    fn score(&self, doc: DocId) -> f64 {
        let long = self.long(doc);
        let mut score = 0.0;
        for (found, weight) in self.found.iter().zip(&self.weights.of) {
            let times = found.times(doc);
            if times > 0.0 {
                score += of_word(*weight, times, long);
            }
        }
        score
    }

    /// How much the length of a paper's text takes from its words.
    fn long(&self, doc: DocId) -> f64 {
        let length = self.lengths.as_ref().map_or(self.weights.length, |lengths| f64::from(lengths.fieldnorm(doc)));
        SATURATION * (1.0 - LENGTH_SHARE + LENGTH_SHARE * length / self.weights.length)
    }
}

/// What a word adds to the score of a paper that has it so many times.
fn of_word(weight: f64, times: f64, long: f64) -> f64 {
    weight * times * (SATURATION + 1.0) / (times + long)
}
