//! What the Enter page shows before a number is taken: twins, what the paper cites and closes, where the book stands.

use jiff::civil::Date;
use procedure::card::{Card, Citation};
use procedure::ids::{PaperId, SeriesId};
use procedure::known::{Candidate, CardBrief, Prints, Twin};
use procedure::matching::{self, Found};
use procedure::sight::Sight;
use rusqlite::params;
use serde::Serialize;

use crate::reads::Reads;
use crate::sight_sql::Viewer;
use crate::{RegisterError, gather};

/// A link that entering a paper would make or offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Matched {
    /// The citation's place: on the new paper's card where it cites, on the other's where it is cited.
    pub at: usize,
    /// The citation.
    pub citation: Citation,
    /// The paper held at the other end.
    pub paper: PaperId,
    /// Its number as printed.
    pub number: String,
    /// Whether the match is certain, and made; otherwise it is offered.
    pub certain: bool,
}

/// What entering a paper with a card would tie.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct MatchPreview {
    /// Papers held that it cites.
    pub cites: Vec<Matched>,
    /// Papers held whose open citations it closes, or may close.
    pub closes: Vec<Matched>,
    /// Places on the card of citations that no paper held fits, as far as the viewer may know.
    pub not_held: Vec<usize>,
}

/// Where a book stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BookCount {
    /// The next number, as it would be printed now; `None` where there is no such series.
    pub next: Option<String>,
    /// Numbers given on the day asked for.
    pub today: u64,
    /// Numbers given in the year's book, void ones too.
    pub given: u64,
}

impl Reads {
    /// Papers held that look like the one about to be entered, as far as the viewer may see them.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn twins(&self, viewer: &Viewer, prints: &Prints) -> Result<Vec<Twin>, RegisterError> {
        let asking = self.ask(viewer)?;
        let twins = gather::twins(&asking.db, prints, None)?;
        let ids: Vec<PaperId> = twins.iter().map(|twin| twin.paper).collect();
        let seen = asking.sights(&ids)?;
        Ok(twins.into_iter().filter(|twin| seen.contains_key(&twin.paper)).collect())
    }

    /// The links that entering a paper with this card would make or offer, as far as the viewer may see them.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn match_preview(&self, viewer: &Viewer, card: &Card) -> Result<MatchPreview, RegisterError> {
        let asking = self.ask(viewer)?;
        let brief = CardBrief::of(card);
        let (mut cites, mut closes) = (Vec::new(), Vec::new());
        for (at, candidates) in gather::cited(&asking.db, card, None)? {
            let citation = &card.citations[at].value;
            cites.extend(matched(matching::find(citation, &brief, &candidates), at, citation));
        }
        let new = PaperId([0; 16]);
        for open in gather::citing(&asking.db, &brief, None, Vec::new())?.0 {
            let own = Candidate { paper: new, number: String::new(), brief: brief.clone() };
            let rivals = open.rivals.iter().filter(|rival| rival.paper != open.paper);
            let found = matching::find(&open.what, &open.by, std::iter::once(&own).chain(rivals));
            let found = matched(found, open.citation, &open.what);
            closes.extend(found.into_iter().filter(|found| found.paper == new).map(|found| (open.paper, found)));
        }
        let ids: Vec<PaperId> = cites.iter().map(|found| found.paper).chain(closes.iter().map(|(by, _)| *by)).collect();
        let seen = asking.sights(&ids)?;
        cites.retain(|found| seen.contains_key(&found.paper));
        let close = |(by, found): (PaperId, Matched)| {
            let (sight, number) = seen.get(&by)?;
            (*sight >= Sight::Card).then(|| Matched { paper: by, number: number.clone(), ..found })
        };
        let closes = closes.into_iter().filter_map(close).collect();
        let not_held = (0..card.citations.len()).filter(|at| !cites.iter().any(|found| found.at == *at)).collect();
        Ok(MatchPreview { cites, closes, not_held })
    }

    /// Where a book stands on a day. Counts are not trimmed: that something was entered is not hidden.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub fn book(&self, viewer: &Viewer, series: &SeriesId, today: Date) -> Result<BookCount, RegisterError> {
        let count = |sql: &str, key: &dyn rusqlite::ToSql| -> Result<u64, RegisterError> {
            let count: i64 =
                self.db().prepare_cached(sql)?.query_row(params![series.as_str(), key], |row| row.get(0))?;
            Ok(count.cast_unsigned())
        };
        Ok(BookCount {
            next: viewer.house().next_number(series, today.year()),
            today: count(
                "SELECT count(*) FROM line INDEXED BY line_on WHERE on_ = ?2 AND series = ?1",
                &today.to_string(),
            )?,
            given: count(
                "SELECT count(*) FROM line INDEXED BY line_book WHERE series = ?1 AND year = ?2",
                &today.year(),
            )?,
        })
    }
}

fn matched(found: Found<'_>, at: usize, citation: &Citation) -> Vec<Matched> {
    let one = |candidate: &Candidate, certain| Matched {
        at,
        citation: citation.clone(),
        paper: candidate.paper,
        number: candidate.number.clone(),
        certain,
    };
    match found {
        Found::Nothing => Vec::new(),
        Found::Certain(candidate) => vec![one(candidate, true)],
        Found::Doubtful(candidates) => candidates.into_iter().map(|candidate| one(candidate, false)).collect(),
    }
}
