//! Searching: what is typed, over the papers that whoever asks may see, the best first or in another order; then, asked
//! apart, how many there are and of what.
//!
//! Rights are inside the query. A reader's papers are a set of ordinals (`sets`), and each paper that the index has for a
//! word is looked up in it before anything is made of it. Nothing that is answered hangs on papers outside the set: not
//! the order (`weights`), not what is cut off, not counts, suggestions or cursors. See `docs/search.md`.

mod complete;
mod counts;
pub(crate) mod gathered;
mod look;
mod matched;
mod near;
mod order;
mod passages;
mod plan;
mod query;
mod rank;
mod together;
mod weights;

use std::collections::BTreeMap;

use procedure::house::House;
use procedure::ids::{BodyId, PaperId};
use procedure::sight::Sight;
use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};

pub use complete::COMPLETIONS_MAX;
pub use counts::{Count, FACET_VALUES_MAX, SearchCounts};
pub use order::SearchOrder;
pub use passages::{Lit, PASSAGE_CHARS, PASSAGES_MAX, Passage};
pub use query::{
    FIELDS as SEARCH_FIELDS, PREFIX_LETTERS_MIN, QUERY_BYTES_MAX, QUERY_DEPTH_MAX, QUERY_WORDS_MAX, QUESTION_WORDS_MIN,
    QueryRefusal,
};

use crate::find::{Ground as FoundBy, HITS_MAX, read_date};
use crate::index::{Searcher, Segment};
use crate::list::{ListRow, rows_of_papers};
use crate::reads::{Asking, Reads, by_number, is_ours};
use crate::sets::View;
use crate::sight_sql::Viewer;
use crate::{IndexError, Place, RegisterError};
use look::{Level, Looked};
use matched::Ground;
use plan::{Places, Plan};

/// Most papers that are shown by rank; whoever wants more asks for another order, or for more words.
pub const RANKED_MAX: usize = HITS_MAX;

/// What a search is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SearchAsk {
    /// What was typed.
    pub typed: String,
    /// In which order.
    pub order: SearchOrder,
    /// Where the page before ended, as that page said.
    pub after: Option<String>,
    /// How many papers, at most [`HITS_MAX`]; 0 means that many.
    pub limit: usize,
}

/// A paper that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchHit {
    /// The paper.
    pub paper: PaperId,
    /// Why it was found.
    pub ground: FoundBy,
    /// Its row.
    pub row: ListRow,
    /// Its texts, of a paper that is seen whole: where passages come from.
    #[serde(skip)]
    pub texts: Vec<BodyId>,
}

/// A page of what was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchPage {
    /// The papers.
    pub hits: Vec<SearchHit>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<String>,
    /// Whether the index is behind the register, so that the newest papers are not found by their words yet.
    pub behind: bool,
}

/// Why a search is not answered.
#[derive(Debug, thiserror::Error, phrases::Told)]
pub enum SearchError {
    /// What was typed cannot be looked for.
    #[told(transparent)]
    Refused(#[from] QueryRefusal),
    /// Register or index cannot be read.
    #[told(transparent)]
    Index(#[from] IndexError),
}

impl From<RegisterError> for SearchError {
    fn from(error: RegisterError) -> Self {
        Self::Index(error.into())
    }
}

impl From<tantivy::TantivyError> for SearchError {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Index(error.into())
    }
}

/// Rows of papers that were found.
pub(crate) struct FoundRows {
    pub(crate) rows: Vec<ListRow>,
    pub(crate) more: bool,
    pub(crate) behind: bool,
}

/// Why what was typed was not looked for, in sentences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotLookedFor {
    /// What, and why.
    pub says: String,
    /// What next.
    pub next: String,
}

impl From<QueryRefusal> for NotLookedFor {
    fn from(refusal: QueryRefusal) -> Self {
        Self { says: refusal.to_string(), next: refusal.next() }
    }
}

/// What was typed, looked for in what one reader sees at one moment.
pub(crate) struct Sought {
    segments: Vec<Segment>,
    looked: Looked,
    plan: Option<Plan>,
    /// Papers meant by what was typed as a number, ours before theirs.
    numbered: Vec<i64>,
    /// Whether one of our numbers was typed, which means that paper and no other.
    ours: bool,
    view: View,
    /// Up to where the index was when it was asked for its segments: what it takes in meanwhile is not in them.
    place: Option<Place>,
}

impl Reads {
    /// A page of the papers that are found under what was typed, of those of which the viewer sees what was looked for.
    ///
    /// # Errors
    /// Where what was typed cannot be looked for, and when register or index cannot be read.
    pub fn search(&self, viewer: &Viewer, ask: &SearchAsk, index: &Searcher) -> Result<SearchPage, SearchError> {
        let (asking, sought) = self.seek(viewer, &ask.typed, index)?;
        let limit = if ask.limit == 0 { HITS_MAX } else { ask.limit.min(HITS_MAX) };
        let after = ask.after.as_deref().map(|after| order::read(&asking, ask, after)).transpose()?;
        // One more than is shown says whether there is another page.
        let mut papers = match ask.order {
            SearchOrder::Rank => after_paper(sought.by_rank(index)?, after)?,
            by => order::ordered(&asking, &sought.view.facts, &sought.all(index)?, by, after, limit + 1)?,
        };
        let more = papers.len() > limit;
        papers.truncate(limit);
        let hits = sought.hits(&asking, viewer, ask, index, &papers)?;
        let next = hits.last().filter(|_| more).map(|last| order::written(ask, &last.paper));
        Ok(SearchPage { hits, next, behind: sought.is_behind(&asking)? })
    }

    /// What is found by number, date and words of cards alone, as long as there is no index.
    ///
    /// # Errors
    /// Where what was typed cannot be looked for, and when the register cannot be read.
    pub fn search_cards(&self, viewer: &Viewer, typed: &str, limit: usize) -> Result<Vec<SearchHit>, SearchError> {
        is_readable(typed)?;
        let hits = crate::find::found(&self.ask(viewer)?, viewer.house(), typed, limit.min(HITS_MAX))?;
        let hit =
            |hit: crate::find::Hit| SearchHit { paper: hit.paper, ground: hit.ground, row: hit.row, texts: Vec::new() };
        Ok(hits.into_iter().map(hit).collect())
    }

    /// How many papers are found under what was typed, and of what.
    ///
    /// # Errors
    /// As [`Reads::search`].
    pub fn search_counts(&self, viewer: &Viewer, typed: &str, index: &Searcher) -> Result<SearchCounts, SearchError> {
        let (asking, sought) = self.seek(viewer, typed, index)?;
        let found = sought.all(index)?;
        let mut counts = counts::counted(&found, &sought.view.facts, &self.known_scopes());
        // A number is known to who acted on its paper; nothing else of that paper is.
        let known = sought.numbered.iter().filter(|ordinal| !found.contains(ordinal_of(**ordinal)));
        counts.papers += known.count() as u64;
        counts.behind = sought.is_behind(&asking)?;
        Ok(counts)
    }

    /// The papers of which the sets that searches consult say that their card or all of them is seen: what a search without
    /// words would find. It is what `may_see` says of each, and a test holds the two together.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn in_sets(&self, viewer: &Viewer, index: &Searcher) -> Result<BTreeMap<PaperId, Sight>, RegisterError> {
        let (asking, view) = index.kept().view(|| self.ask(viewer), |asking| (&asking.db, &asking.seeing))?;
        let mut statement = asking.db.prepare_cached("SELECT id FROM paper WHERE ordinal = ?1")?;
        let mut seen = BTreeMap::new();
        for ordinal in &view.seen.card {
            let sight = if view.seen.whole.contains(ordinal) { Sight::Whole } else { Sight::Card };
            seen.insert(PaperId(statement.query_row([ordinal], |row| row.get(0))?), sight);
        }
        drop(statement);
        Ok(seen)
    }

    /// The rows of papers that are found under what was typed, at most `count` of them, the latest first, for whoever sees
    /// otherwise than a viewer does; and whether there are more.
    pub(crate) fn found_by<'a>(
        &'a self,
        ask: impl FnOnce() -> Result<Asking<'a>, RegisterError>,
        house: &House,
        typed: &str,
        count: usize,
        index: &Searcher,
    ) -> Result<FoundRows, SearchError> {
        let expr = query::read(typed)?;
        let (place, after, segments) = (index.place(), index.upto(), index.segments()?);
        let (asking, view) = index.kept().view(ask, |asking| (&asking.db, &asking.seeing))?;
        let segments = index.with_tail(segments, after, &asking.db)?;
        let (asking, sought) = self.sought(asking, view, (place, segments), expr.as_ref(), typed, house)?;
        let found = sought.all(index)?;
        let papers: Vec<i64> = found.iter().rev().take(count).map(i64::from).collect();
        let rows = rows_of_papers(&asking, house, &papers, Sight::Card)?.into_iter().map(|(_, row)| row).collect();
        Ok(FoundRows { rows, more: found.len() > count as u64, behind: sought.is_behind(&asking)? })
    }

    pub(crate) fn seek(
        &self,
        viewer: &Viewer,
        typed: &str,
        index: &Searcher,
    ) -> Result<(Asking<'_>, Sought), SearchError> {
        let expr = query::read(typed)?;
        // Segments first: what they lack is not there yet, what they have too many of is not among those seen.
        let (place, after, segments) = (index.place(), index.upto(), index.segments()?);
        let (asking, view) = index.kept().view(|| self.ask(viewer), |asking| (&asking.db, &asking.seeing))?;
        let segments = index.with_tail(segments, after, &asking.db)?;
        self.sought(asking, view, (place, segments), expr.as_ref(), typed, viewer.house())
    }

    pub(crate) fn sought<'a>(
        &self,
        asking: Asking<'a>,
        view: View,
        (place, segments): (Option<Place>, Vec<Segment>),
        expr: Option<&query::Expr>,
        typed: &str,
        house: &House,
    ) -> Result<(Asking<'a>, Sought), SearchError> {
        let scopes = self.known_scopes();
        let plan = expr.map(|expr| Plan::of(expr, &Places { facts: &view.facts, house, scopes: &scopes }));
        let numbered = by_number(&asking, house, typed)?.into_iter().map(|(ordinal, ..)| ordinal).collect();
        let ours = is_ours(house, typed);
        Ok((asking, Sought { segments, looked: Looked::default(), plan, numbered, ours, view, place }))
    }
}

/// Whether what was typed can be looked for.
pub(crate) fn is_readable(typed: &str) -> Result<(), QueryRefusal> {
    query::read(typed).map(|_| ())
}

/// An ordinal as the sets have it; one that they cannot have is in none of them.
fn ordinal_of(ordinal: i64) -> u32 {
    u32::try_from(ordinal).unwrap_or(u32::MAX)
}

/// What follows a paper in a list.
fn after_paper(papers: Vec<i64>, after: Option<i64>) -> Result<Vec<i64>, QueryRefusal> {
    let Some(after) = after else { return Ok(papers) };
    let at = papers.iter().position(|paper| *paper == after).ok_or(QueryRefusal::OtherSearch)?;
    Ok(papers[at + 1..].to_vec())
}

impl Sought {
    /// Whether the register had more than the segments that are looked through.
    fn is_behind(&self, asking: &Asking<'_>) -> Result<bool, RegisterError> {
        Ok(self.place != crate::write::load_place(&asking.db)?)
    }

    fn ground<'a>(&'a self, index: &'a Searcher) -> Ground<'a> {
        Ground { segments: &self.segments, fields: index.fields(), looked: &self.looked, gathered: index.gathered() }
    }

    /// Every paper that is found, as far as its card is seen.
    pub(crate) fn all(&self, index: &Searcher) -> Result<RoaringBitmap, SearchError> {
        let seen = &self.view.seen;
        let mut found = RoaringBitmap::new();
        if let Some(plan) = self.plan.as_ref().filter(|_| !self.ours) {
            let ground = self.ground(index);
            found = ground.matched(plan, Level::Whole, &seen.whole)?;
            let card_only = &seen.card - &seen.whole;
            if !card_only.is_empty() {
                found |= ground.matched(plan, Level::Card, &card_only)?;
            }
        }
        found.extend(self.numbered.iter().map(|ordinal| ordinal_of(*ordinal)).filter(|one| seen.card.contains(*one)));
        Ok(found)
    }

    /// The papers that are found, the best first: those that a number means before all others.
    fn by_rank(&self, index: &Searcher) -> Result<Vec<i64>, SearchError> {
        let mut papers = self.numbered.clone();
        let Some(plan) = self.plan.as_ref().filter(|_| !self.ours) else { return Ok(papers) };
        let (ground, seen) = (self.ground(index), &self.view.seen);
        let weights = ground.weights(plan, seen)?;
        let mut ranked = ground.ranked(plan, &weights, Level::Whole, &seen.whole, RANKED_MAX)?;
        let card_only = &seen.card - &seen.whole;
        if !card_only.is_empty() {
            ranked.extend(ground.ranked(plan, &weights, Level::Card, &card_only, RANKED_MAX)?);
            ranked.sort_unstable_by(|one, other| other.cmp(one));
            ranked.truncate(RANKED_MAX);
        }
        let ranked = ground.nearest_first(plan, &weights, seen, ranked)?;
        let ranked = ranked.into_iter().map(|(_, ordinal)| i64::from(ordinal));
        papers.extend(ranked.filter(|ordinal| !self.numbered.contains(ordinal)));
        Ok(papers)
    }

    /// The rows of papers that were found, and why each was.
    fn hits(
        &self,
        asking: &Asking<'_>,
        viewer: &Viewer,
        ask: &SearchAsk,
        index: &Searcher,
        papers: &[i64],
    ) -> Result<Vec<SearchHit>, SearchError> {
        let of_page: RoaringBitmap = papers.iter().map(|ordinal| ordinal_of(*ordinal)).collect();
        let by_card = match &self.plan {
            Some(plan) => self.ground(index).matched(plan, Level::Card, &of_page)?,
            None => RoaringBitmap::new(),
        };
        let date = read_date(&ask.typed);
        let mut hits = Vec::new();
        for (ordinal, row) in rows_of_papers(asking, viewer.house(), papers, Sight::OwnActs)? {
            let Some(paper) = row.paper else { continue };
            let ground = match () {
                () if self.numbered.contains(&ordinal) => FoundBy::Number,
                () if date.is_some() && row.date.map(|dated| dated.date) == date => FoundBy::Date,
                () if by_card.contains(ordinal_of(ordinal)) => FoundBy::Card,
                () => FoundBy::Body,
            };
            let texts = if row.sight == Sight::Whole { texts(asking, ordinal)? } else { Vec::new() };
            hits.push(SearchHit { paper, ground, row, texts });
        }
        Ok(hits)
    }
}

fn texts(asking: &Asking<'_>, ordinal: i64) -> Result<Vec<BodyId>, RegisterError> {
    let mut statement = asking.db.prepare_cached("SELECT texts FROM body WHERE ordinal = ?1")?;
    let mut rows = statement.query([ordinal])?;
    match rows.next()? {
        Some(row) => Ok(serde_json::from_str(row.get_ref(0)?.as_str().unwrap_or_default())?),
        None => Ok(Vec::new()),
    }
}
