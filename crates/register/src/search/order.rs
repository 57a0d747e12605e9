//! What was found in another order than by rank, and where the pages of a search begin.
//!
//! A page is begun after a paper, and the paper is all that a cursor holds, with a mark of what was asked: no place in any
//! list, which would tell of papers in between.

use procedure::ids::PaperId;
use roaring::RoaringBitmap;
use rusqlite::OptionalExtension as _;
use serde::{Deserialize, Serialize};

use super::query::QueryRefusal;
use super::{SearchAsk, SearchError, ordinal_of};
use crate::reads::Asking;
use crate::sets::Facts;
use crate::{RegisterError, write};

/// In which order papers that were found are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SearchOrder {
    /// Those first that fit best what was typed.
    #[default]
    Rank,
    /// By the date that they bear, the latest first; undated ones last.
    Newest,
    /// By the date that they bear, the earliest first; undated ones last.
    Oldest,
    /// By our number, from the first.
    Number,
}

/// So many papers are put in the order of their numbers; of more, the book is walked.
const SORTED_MAX: u64 = 5_000;

/// A cursor: a mark of what was asked, and the paper that a page ended with.
pub(crate) fn written(ask: &SearchAsk, last: &PaperId) -> String {
    format!("{:016x}-{last}", mark(ask))
}

/// The paper after which a page begins, of one that is seen.
pub(crate) fn read(asking: &Asking<'_>, ask: &SearchAsk, after: &str) -> Result<i64, SearchError> {
    let other = || SearchError::from(QueryRefusal::OtherSearch);
    let (marked, paper) = after.split_once('-').ok_or_else(other)?;
    if marked != format!("{:016x}", mark(ask)) {
        return Err(other());
    }
    let paper: PaperId = paper.parse().map_err(|_| other())?;
    if !asking.sights(&[paper])?.contains_key(&paper) {
        return Err(other());
    }
    write::ordinal_of(&asking.db, &paper)?.ok_or_else(other)
}

/// FNV-1a over what was typed and the order: it tells one search from another, and keeps nothing secret.
fn mark(ask: &SearchAsk) -> u64 {
    let order = ask.order as u8;
    let bytes = ask.typed.trim().bytes().chain([0, order]);
    bytes.fold(0xcbf2_9ce4_8422_2325, |mark, byte| (mark ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// So many of the papers found, in an order, after one of them.
pub(crate) fn ordered(
    asking: &Asking<'_>,
    facts: &Facts,
    found: &RoaringBitmap,
    order: SearchOrder,
    after: Option<i64>,
    count: usize,
) -> Result<Vec<i64>, RegisterError> {
    match order {
        SearchOrder::Number => by_number(asking, found, after, count),
        order => Ok(by_date(facts, found, order == SearchOrder::Newest, after.map(ordinal_of), count)),
    }
}

fn by_date(facts: &Facts, found: &RoaringBitmap, newest: bool, after: Option<u32>, count: usize) -> Vec<i64> {
    // Of one day, the paper entered later comes first.
    let key =
        |ordinal: u32| (facts.day(ordinal).map(|day| if newest { -day } else { day }), std::cmp::Reverse(ordinal));
    let follows = |one: &(Option<i32>, std::cmp::Reverse<u32>)| {
        after.is_none_or(|after| {
            let last = key(after);
            (one.0.is_none(), one) > (last.0.is_none(), &last)
        })
    };
    let mut papers: Vec<i64> = Vec::new();
    let mut take = |of: RoaringBitmap| {
        let mut keys: Vec<_> = of.iter().map(key).filter(follows).collect();
        keys.sort_unstable();
        papers.extend(keys.into_iter().take(count - papers.len()).map(|(_, ordinal)| i64::from(ordinal.0)));
        papers.len() < count
    };
    let mut years: Vec<_> = facts.years.iter().collect();
    if newest {
        years.reverse();
    }
    let mut undated = found.clone();
    for (_, of) in years {
        undated -= &**of;
        if !take(&**of & found) {
            return papers;
        }
    }
    take(undated);
    papers
}

const IN_BOOK: &str = "SELECT l.series, l.year, l.n, l.sub, l.ordinal FROM line l INDEXED BY line_book
     CROSS JOIN paper p ON p.ordinal = l.ordinal AND p.number = l.text
     WHERE (l.series, l.year, l.n, l.sub) > (?1, ?2, ?3, ?4) ORDER BY l.series, l.year, l.n, l.sub";

fn by_number(
    asking: &Asking<'_>,
    found: &RoaringBitmap,
    after: Option<i64>,
    count: usize,
) -> Result<Vec<i64>, RegisterError> {
    type Place = (String, i64, i64, i64);
    let of = "SELECT l.series, l.year, l.n, l.sub FROM paper p CROSS JOIN line l INDEXED BY line_paper
         ON l.ordinal = p.ordinal AND l.text = p.number WHERE p.ordinal = ?1 ORDER BY l.id";
    let mut place = asking.db.prepare_cached(of)?;
    let mut place_of = |ordinal: i64| -> Result<Option<Place>, RegisterError> {
        let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
        Ok(place.query_row([ordinal], row).optional()?)
    };
    let first = || (String::new(), i64::MIN, 0, 0);
    let after = match after {
        Some(ordinal) => place_of(ordinal)?.unwrap_or_else(first),
        None => first(),
    };
    if found.len() <= SORTED_MAX {
        let mut places = Vec::new();
        for ordinal in found {
            places.extend(place_of(ordinal.into())?.filter(|place| *place > after).map(|place| (place, ordinal)));
        }
        places.sort_unstable();
        return Ok(places.into_iter().take(count).map(|(_, ordinal)| ordinal.into()).collect());
    }
    let mut statement = asking.db.prepare_cached(IN_BOOK)?;
    let mut rows = statement.query(rusqlite::params![after.0, after.1, after.2, after.3])?;
    let mut papers: Vec<i64> = Vec::new();
    while let Some(row) = rows.next()?.filter(|_| papers.len() < count) {
        let ordinal: i64 = row.get(4)?;
        if found.contains(ordinal_of(ordinal)) && !papers.contains(&ordinal) {
            papers.push(ordinal);
        }
    }
    Ok(papers)
}
