//! What the Enter page shows before a number is taken: twins, what the paper cites and closes, where the book stands.

use jiff::civil::Date;
use procedure::card::{Card, Citation};
use procedure::ids::{PaperId, SeriesId};
use procedure::known::{Candidate, CardBrief, OpenCitation, Prints, Twin};
use procedure::matching::{self, Fit, Found, OFFERS_PER_CITATION_MAX};
use procedure::paper::{Strength, Tie};
use procedure::sight::Sight;
use rusqlite::params;
use serde::Serialize;

use crate::reads::{Asking, Reads};
use crate::sight_sql::Viewer;
use crate::{RegisterError, gather, write};

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
        let candidates = gather::cited(&asking.db, card, None)?;
        let seen = asking.sights(&candidates.values().flatten().map(|held| held.paper).collect::<Vec<_>>())?;
        let mut cites = Vec::new();
        for (at, candidates) in &candidates {
            let citation = &card.citations[*at].value;
            let held = candidates.iter().filter(|held| seen.contains_key(&held.paper));
            cites.extend(meant(matching::find(citation, &brief, held), *at, citation));
        }
        let closes = closes(&asking, &brief)?;
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

/// What one citation means of the papers held that are seen: the one that fits best, or, where none does for certain or two fit
/// alike, those that it may mean.
fn meant(found: Found<'_>, at: usize, citation: &Citation) -> Vec<Matched> {
    let one = |held: &Candidate, certain| Matched {
        at,
        citation: citation.clone(),
        paper: held.paper,
        number: held.number.clone(),
        certain,
    };
    let best = found.certain.first().map(|(_, rank)| *rank);
    let alike: Vec<&Candidate> =
        found.certain.iter().filter(|(_, rank)| Some(*rank) == best).map(|(held, _)| *held).collect();
    match alike.as_slice() {
        [held] => vec![one(held, true)],
        alike => found.doubtful.iter().chain(alike).map(|held| one(held, false)).collect(),
    }
}

/// The citations of papers held whose card is seen that a paper with this card would close, or may close, beside what they are tied to
/// already.
fn closes(asking: &Asking<'_>, brief: &CardBrief) -> Result<Vec<Matched>, RegisterError> {
    let this = Candidate { paper: PaperId([0; 16]), number: String::new(), brief: brief.clone() };
    let open = gather::citing(&asking.db, brief, None, Vec::new())?.0;
    let fits: Vec<(&OpenCitation, Fit)> = open
        .iter()
        .map(|open| (open, matching::judge(&open.what, &open.by, &this)))
        .filter(|(_, fit)| *fit != Fit::No)
        .collect();
    let seen = asking.sights(&fits.iter().map(|(open, _)| open.paper).collect::<Vec<_>>())?;
    let mut closes = Vec::new();
    for (open, fit) in fits {
        let Some((_, number)) = seen.get(&open.paper).filter(|(sight, _)| *sight >= Sight::Card) else { continue };
        let Some((_, paper)) = write::load_paper(&asking.db, &open.paper)? else { continue };
        let tied: Vec<&Tie> = paper.ties.iter().filter(|tie| tie.citation == open.citation).collect();
        let ends = asking.sights(&tied.iter().map(|tie| tie.to).collect::<Vec<_>>())?;
        let tied = tied.into_iter().filter(|tie| ends.contains_key(&tie.to));
        let tied: Vec<Strength> = tied.map(Tie::strength).collect();
        let certain = match fit {
            Fit::Certain(rank) if Strength::found(rank, paper.rev).stands(tied.iter().copied()) => true,
            Fit::Doubtful(_) if open.offers < OFFERS_PER_CITATION_MAX && tied.is_empty() => false,
            _ => continue,
        };
        let (at, citation) = (open.citation, open.what.clone());
        closes.push(Matched { at, citation, paper: open.paper, number: number.clone(), certain });
    }
    Ok(closes)
}
