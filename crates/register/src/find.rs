//! Finding in few words: what is typed on the command line and by programs, the best first. Where there is no index yet,
//! numbers, dates and the words of cards are looked for in the register alone.

use jiff::civil::Date;
use procedure::house::House;
use procedure::ids::PaperId;
use procedure::matching::composed;
use procedure::sight::Sight;
use serde::{Deserialize, Serialize};

use crate::index::Searcher;
use crate::list::{ListRow, rows_of_papers};
use crate::reads::{Asking, Reads, by_number, is_ours};
use crate::search::{NotLookedFor, SearchAsk, SearchError, SearchHit, is_readable};
use crate::sight_sql::Viewer;
use crate::terms::folded;
use crate::{IndexError, RegisterError};

/// Most hits of one answer.
pub const HITS_MAX: usize = 200;
/// Most words of a question that are looked at.
pub const FIND_WORDS_MAX: usize = 16;
/// Most papers looked through for suggestions.
const SUGGESTED_FROM_MAX: i64 = 200;

/// Why a paper was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// It bears the number.
    Number,
    /// It bears the date.
    Date,
    /// The words stand in its numbers, names or subject.
    Card,
    /// The words stand in its text.
    Body,
}

/// A paper found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// The paper.
    pub paper: PaperId,
    /// Why it was found.
    pub ground: Ground,
    /// Its row.
    pub row: ListRow,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The hits: those that a number means first, then the best first. Without an index by number, by date, by card.
    pub hits: Vec<Hit>,
    /// Whether the index of bodies is behind the register, so that the newest papers are not found by their text yet.
    pub behind: bool,
    /// Why nothing was looked for, where what was typed cannot be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<NotLookedFor>,
}

/// Which field a suggestion is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Column {
    Parties,
    Subject,
}

impl Reads {
    /// Finds papers by what was typed, as [`Reads::search`] does. `limit` is at most [`HITS_MAX`]; 0 means that many.
    /// Without an index only the card is searched.
    ///
    /// # Errors
    /// When the rows or the index cannot be read.
    pub fn find(
        &self,
        viewer: &Viewer,
        typed: &str,
        limit: usize,
        index: Option<&Searcher>,
    ) -> Result<Found, IndexError> {
        match self.find_readable(viewer, typed, limit, index) {
            Err(SearchError::Refused(refusal)) => {
                Ok(Found { hits: Vec::new(), behind: false, refused: Some(refusal.into()) })
            }
            Err(SearchError::Index(error)) => Err(error),
            Ok(found) => Ok(found),
        }
    }

    fn find_readable(
        &self,
        viewer: &Viewer,
        typed: &str,
        limit: usize,
        index: Option<&Searcher>,
    ) -> Result<Found, SearchError> {
        let Some(index) = index else {
            is_readable(typed)?;
            let limit = if limit == 0 { HITS_MAX } else { limit.min(HITS_MAX) };
            let hits = found(&self.ask(viewer)?, viewer.house(), typed, limit)?;
            return Ok(Found { hits, behind: false, refused: None });
        };
        let ask = SearchAsk { typed: typed.to_owned(), limit, ..SearchAsk::default() };
        let page = self.search(viewer, &ask, index)?;
        let hit = |hit: SearchHit| Hit { paper: hit.paper, ground: hit.ground, row: hit.row };
        Ok(Found { hits: page.hits.into_iter().map(hit).collect(), behind: page.behind, refused: None })
    }

    /// The lines of the papers that a number as typed may mean and whose card the viewer sees, in the order of
    /// [`Reads::by_number`]. Nothing else is looked up.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn numbered(&self, viewer: &Viewer, typed: &str) -> Result<Vec<ListRow>, RegisterError> {
        let asking = self.ask(viewer)?;
        let ordinals: Vec<i64> =
            by_number(&asking, viewer.house(), typed)?.into_iter().map(|(ordinal, ..)| ordinal).collect();
        let rows = rows_of_papers(&asking, viewer.house(), &ordinals, Sight::Card)?;
        Ok(rows.into_iter().map(|(_, row)| row).collect())
    }

    /// Names of senders and addressees that begin with what was typed, from papers whose card the viewer sees, newest
    /// first.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn suggest_party(&self, viewer: &Viewer, typed: &str, limit: usize) -> Result<Vec<String>, RegisterError> {
        self.suggest(viewer, Column::Parties, typed, limit)
    }

    /// Subjects with the words typed, from papers whose card the viewer sees, newest first.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn suggest_subject(&self, viewer: &Viewer, typed: &str, limit: usize) -> Result<Vec<String>, RegisterError> {
        self.suggest(viewer, Column::Subject, typed, limit)
    }

    fn suggest(
        &self,
        viewer: &Viewer,
        column: Column,
        typed: &str,
        limit: usize,
    ) -> Result<Vec<String>, RegisterError> {
        let asking = self.ask(viewer)?;
        let columns = if column == Column::Parties { "{sender addressee}" } else { "subject" };
        let Some(matching) = match_of(columns, typed) else { return Ok(Vec::new()) };
        let ordinals = matching_card(&asking, &matching, SUGGESTED_FROM_MAX)?;
        let rows = rows_of_papers(&asking, viewer.house(), &ordinals, Sight::Card)?;
        let plain = |text: &str| words_of(text).iter().map(|word| folded(word)).collect::<Vec<_>>();
        let words = plain(typed);
        let mut suggested: Vec<String> = Vec::new();
        for (_, row) in rows {
            let values: Vec<String> = match column {
                Column::Parties => row.from.into_iter().chain(row.to).collect(),
                Column::Subject => row.subject.into_iter().collect(),
            };
            for value in values {
                let has = plain(&value);
                let fits = words.iter().all(|word| has.iter().any(|known| known.starts_with(word.as_str())));
                if fits && suggested.len() < limit && !suggested.contains(&value) {
                    suggested.push(value);
                }
            }
        }
        Ok(suggested)
    }
}

/// What is found under what was typed without an index, as far as whoever asks sees it.
pub(crate) fn found(asking: &Asking<'_>, house: &House, typed: &str, limit: usize) -> Result<Vec<Hit>, RegisterError> {
    let mut found: Vec<(i64, Ground, Sight)> = Vec::new();
    let mut add = |ordinals: Vec<i64>, ground, least| {
        for ordinal in ordinals {
            if !found.iter().any(|(known, ..)| *known == ordinal) {
                found.push((ordinal, ground, least));
            }
        }
    };
    let numbered = by_number(asking, house, typed)?;
    add(numbered.into_iter().map(|(ordinal, ..)| ordinal).collect(), Ground::Number, Sight::OwnActs);
    // Whoever types one of our numbers means that paper: its pieces, "IN" and "1951" and "0001", stand in every other
    // number of its year too, and to whom the paper is hidden those would be shown instead.
    if !is_ours(house, typed) {
        if let Some(date) = read_date(typed) {
            add(of_date(asking, date, limit)?, Ground::Date, Sight::Card);
        }
        add(of_card(asking, typed, limit)?, Ground::Card, Sight::Card);
    }
    found.truncate(limit);
    hits(asking, house, &found)
}

fn hits(asking: &Asking<'_>, house: &House, found: &[(i64, Ground, Sight)]) -> Result<Vec<Hit>, RegisterError> {
    let ordinals: Vec<i64> = found.iter().map(|(ordinal, ..)| *ordinal).collect();
    let rows = rows_of_papers(asking, house, &ordinals, Sight::OwnActs)?;
    let hit = |(ordinal, row): (i64, ListRow)| {
        let (_, ground, least) = found.iter().find(|(known, ..)| *known == ordinal)?;
        Some(Hit { paper: row.paper?, ground: *ground, row }).filter(|hit| hit.row.sight >= *least)
    };
    Ok(rows.into_iter().filter_map(hit).collect())
}

fn of_date(asking: &Asking<'_>, date: Date, limit: usize) -> Result<Vec<i64>, RegisterError> {
    let mut params = asking.params();
    params.set(":date", date.to_string());
    params.set(":limit", limit as i64);
    let sql = format!(
        "SELECT p.ordinal, {} AS sight FROM paper p INDEXED BY paper_date WHERE p.date = :date AND sight >= 2
         ORDER BY p.ordinal DESC LIMIT :limit",
        asking.seeing.expr("p.scope", "p.ordinal")
    );
    asking.all(&sql, &params, |row| row.get(0))
}

fn of_card(asking: &Asking<'_>, typed: &str, limit: usize) -> Result<Vec<i64>, RegisterError> {
    match match_of("", typed) {
        Some(matching) => matching_card(asking, &matching, limit as i64),
        None => Ok(Vec::new()),
    }
}

/// Papers whose card has the words, newest first, as far as their card is seen.
fn matching_card(asking: &Asking<'_>, matching: &str, limit: i64) -> Result<Vec<i64>, RegisterError> {
    let mut params = asking.params();
    params.set(":words", matching.to_owned());
    params.set(":limit", limit);
    let sql = format!(
        "SELECT w.rowid, {} AS sight FROM words w CROSS JOIN paper p ON p.ordinal = w.rowid
         WHERE words MATCH :words AND sight >= 2 ORDER BY w.rowid DESC LIMIT :limit",
        asking.seeing.expr("p.scope", "p.ordinal")
    );
    asking.all(&sql, &params, |row| row.get(0))
}

/// The words of what was typed, lower case, accents on their letters.
fn words_of(typed: &str) -> Vec<String> {
    composed(typed)
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(FIND_WORDS_MAX)
        .map(str::to_owned)
        .collect()
}

/// A question to the table of words: every word, each as the beginning of one; `None` where nothing was typed.
pub(crate) fn match_of(column: &str, typed: &str) -> Option<String> {
    let words: Vec<String> = words_of(typed).into_iter().map(|word| format!("\"{word}\" *")).collect();
    match (words.is_empty(), column) {
        (true, _) => None,
        (false, "") => Some(format!("({})", words.join(" AND "))),
        (false, column) => Some(format!("{column} : ({})", words.join(" AND "))),
    }
}

/// A date as typed: "1951-12-25", "25.12.1951", "25 December 1951", "December 25, 1951".
pub(crate) fn read_date(typed: &str) -> Option<Date> {
    let typed = typed.trim();
    if let Ok(date) = typed.parse() {
        return Some(date);
    }
    let words = words_of(typed);
    let [first, second, year] = words.as_slice() else { return None };
    let year = year.parse().ok().filter(|_| year.len() == 4)?;
    let (day, month) = match (first.parse::<i8>(), second.parse::<i8>()) {
        (Ok(day), Ok(month)) => (day, month),
        (Ok(day), Err(_)) => (day, month_of(second)?),
        (Err(_), Ok(day)) => (day, month_of(first)?),
        _ => return None,
    };
    Date::new(year, month, day).ok()
}

pub(crate) fn month_of(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let at = MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(word))?;
    i8::try_from(at + 1).ok()
}
