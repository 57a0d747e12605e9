//! Searching, with passages of the texts: for pages and programs alike.

use phrases::{Phrase, phrase};
use procedure::ids::BodyId;
use register::{
    HITS_MAX, Lit, Passage, QueryRefusal, SearchAsk, SearchCounts, SearchError, SearchHit, SearchOrder, Viewer,
};
use serde::Serialize;

use super::Office;
use super::command::Fault;

/// Texts up to so many bytes are read for passages; of a longer one nothing is shown but that it was found.
const PASSAGE_TEXT_BYTES_MAX: u64 = 1 << 20;

/// A paper that was found, and where in its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchedPaper {
    /// The paper.
    #[serde(flatten)]
    pub hit: SearchHit,
    /// Passages of the text with the words lit, of a paper that is seen whole.
    pub passages: Vec<Passage>,
}

/// A page of what was found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Searched {
    /// The papers.
    pub hits: Vec<SearchedPaper>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// Whether the newest papers are not found by the words of their text yet.
    pub behind: bool,
}

/// Why nothing was searched.
#[derive(Debug)]
pub enum NotSearched {
    /// What was typed cannot be looked for.
    Refused(QueryRefusal),
    /// Something cannot be read.
    Fault(Fault),
}

impl From<SearchError> for NotSearched {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::Refused(refusal) => Self::Refused(refusal),
            SearchError::Index(error) => Self::Fault(Fault::unread(error)),
        }
    }
}

impl From<Fault> for NotSearched {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl Office {
    /// A page of what is found under what was typed. Until there is an index, cards alone are searched, and the answer says
    /// that it is behind.
    ///
    /// # Errors
    /// Where what was typed cannot be looked for, and when register, index or journal cannot be read.
    pub fn search(&self, viewer: &Viewer, ask: &SearchAsk) -> Result<Searched, NotSearched> {
        let reads = self.reads()?;
        let Some(searcher) = self.searcher() else {
            if ask.after.is_some() {
                return Err(NotSearched::Refused(QueryRefusal::OtherSearch));
            }
            let limit = if ask.limit == 0 { HITS_MAX } else { ask.limit };
            let found = reads.search_cards(viewer, &ask.typed, limit)?;
            let hits = found.into_iter().map(|hit| SearchedPaper { hit, passages: Vec::new() }).collect();
            return Ok(Searched { hits, next: None, behind: true });
        };
        let page = reads.search(viewer, ask, &searcher)?;
        let lit = Lit::of(&ask.typed);
        let mut hits = Vec::new();
        for hit in page.hits {
            let mut passages = Vec::new();
            for text in &hit.texts {
                if let Some(text) = self.short_text(text)? {
                    passages = lit.passages(&text);
                }
                if !passages.is_empty() {
                    break;
                }
            }
            hits.push(SearchedPaper { hit, passages });
        }
        Ok(Searched { hits, next: page.next, behind: page.behind })
    }

    /// How many papers are found under what was typed, and of what; `None` until there is an index.
    ///
    /// # Errors
    /// As [`Office::search`].
    pub fn search_counts(&self, viewer: &Viewer, typed: &str) -> Result<Option<SearchCounts>, NotSearched> {
        let Some(searcher) = self.searcher() else { return Ok(None) };
        Ok(Some(self.reads()?.search_counts(viewer, typed, &searcher)?))
    }

    /// Ways to go on with what is being typed, from what the viewer sees.
    ///
    /// # Errors
    /// When register or index cannot be read.
    pub fn complete(&self, viewer: &Viewer, typed: &str) -> Result<Vec<String>, Fault> {
        match self.searcher() {
            Some(searcher) => self.reads()?.complete(viewer, typed, &searcher).map_err(Fault::unread),
            None => Ok(Vec::new()),
        }
    }

    fn short_text(&self, body: &BodyId) -> Result<Option<String>, Fault> {
        let journal = self.journal()?;
        let is_short = match journal.body(&body.0)? {
            Some(journal::Body::Kept(body)) => body.length() <= PASSAGE_TEXT_BYTES_MAX,
            _ => false,
        };
        if is_short { self.text_of(body) } else { Ok(None) }
    }
}

/// Orders by their names.
pub const SEARCH_ORDERS: [(SearchOrder, &str, Phrase); 4] = [
    (SearchOrder::Rank, "rank", phrase!("best first")),
    (SearchOrder::Newest, "newest", phrase!("latest first")),
    (SearchOrder::Oldest, "oldest", phrase!("earliest first")),
    (SearchOrder::Number, "number", phrase!("by number")),
];

/// The order of a name; the first where there is none.
pub fn search_order(name: &str) -> Option<SearchOrder> {
    match name {
        "" => Some(SearchOrder::default()),
        name => SEARCH_ORDERS.iter().find(|(_, known, _)| *known == name).map(|(order, ..)| *order),
    }
}
