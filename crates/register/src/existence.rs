//! That papers exist, for an officer with the role of *existence only*. The same words find them as find papers in sight, over the scopes
//! of which that officer may know; what is told of each is its number, its day and its series.

use std::sync::Arc;

use jiff::civil::Date;
use procedure::house::House;
use procedure::ids::OfficerId;
use procedure::moment::Moment;
use serde::{Deserialize, Serialize};

use crate::IndexError;
use crate::find::{HITS_MAX, found};
use crate::index::Searcher;
use crate::list::{ListRow, RowStanding};
use crate::reads::Reads;
use crate::search::{FoundRows, NotLookedFor, SearchError, is_readable};
use crate::sight_sql::Seeing;

/// Most papers that one answer tells of.
pub const EXISTENCE_MAX: usize = HITS_MAX;

/// That a paper exists.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Exists {
    /// Its number as printed.
    pub number: String,
    /// The day of its entry.
    pub on: Option<Date>,
    /// Its series.
    pub series: String,
    /// Whether the number was made void.
    pub void: bool,
}

/// What exists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Existing {
    /// The papers, by their numbers.
    pub papers: Vec<Exists>,
    /// Whether there may be more.
    pub more: bool,
    /// Whether the newest papers are not found by their text yet.
    pub behind: bool,
    /// Why nothing was looked for, where what was typed cannot be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<NotLookedFor>,
}

impl Reads {
    /// The papers that exist under what was typed: a number, a date, words of names, subject or text. Nothing for an officer who does
    /// not have the role at that moment.
    ///
    /// # Errors
    /// When the rows or the index cannot be read.
    pub fn exist(
        &self,
        house: &Arc<House>,
        officer: &OfficerId,
        at: Moment,
        typed: &str,
        index: Option<&Searcher>,
    ) -> Result<Existing, IndexError> {
        match self.exist_readable(house, officer, at, typed, index) {
            Err(SearchError::Refused(refusal)) => {
                Ok(Existing { papers: Vec::new(), more: false, behind: false, refused: Some(refusal.into()) })
            }
            Err(SearchError::Index(error)) => Err(error),
            Ok(found) => Ok(found),
        }
    }

    fn exist_readable(
        &self,
        house: &Arc<House>,
        officer: &OfficerId,
        at: Moment,
        typed: &str,
        index: Option<&Searcher>,
    ) -> Result<Existing, SearchError> {
        let ask = || self.ask_by(house, |_, scopes| Seeing::knowing(house, officer, at, scopes));
        let found = match index {
            Some(index) => self.found_by(ask, house, typed, EXISTENCE_MAX, index)?,
            None => {
                is_readable(typed)?;
                let hits = found(&ask()?, house, typed, EXISTENCE_MAX)?;
                let more = hits.len() == EXISTENCE_MAX;
                FoundRows { rows: hits.into_iter().map(|hit| hit.row).collect(), more, behind: false }
            }
        };
        let FoundRows { rows, more, behind } = found;
        let told = |row: ListRow| Exists {
            number: row.number,
            on: row.entered_on,
            series: row.series,
            void: row.standing != RowStanding::Live,
        };
        let mut papers: Vec<Exists> = rows.into_iter().map(told).collect();
        // Their order would tell why each was found.
        papers.sort();
        Ok(Existing { papers, more, behind, refused: None })
    }
}
