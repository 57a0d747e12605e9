//! What citations were found to mean, as it is told to somebody: of several matches that they see the one that stands, as
//! [`Paper::forget_cited`](procedure::paper::Paper::forget_cited) says it of a paper.

use std::collections::BTreeMap;

use procedure::event::{Event, OfferMade, TieMade};
use procedure::ids::PaperId;
use procedure::paper::{Offer, Paper, Strength};
use procedure::sight::Sight;
use register::Viewer;

use super::command::{Fault, Receipt};
use super::{Office, TrailLine};

/// The ties of a paper's citations, as far as its trail is told.
#[derive(Debug, Default)]
pub(super) struct Meant(BTreeMap<usize, Vec<(PaperId, Strength)>>);

impl Meant {
    /// The events of the next line, of which those who read see every paper, with what stands then: a tie that stands, offers where
    /// several fit alike, and nothing of what is weaker than another.
    pub(super) fn told(&mut self, entry: u64, events: Vec<Event>) -> Vec<Event> {
        let mut told = Vec::with_capacity(events.len());
        for event in events {
            match event {
                Event::CitationsTied { ties } => told.extend(self.tied(entry, ties)),
                Event::MatchesOffered { mut offers } => {
                    offers.retain(|made| !self.is_held(made.offer.citation));
                    told.extend((!offers.is_empty()).then_some(Event::MatchesOffered { offers }));
                }
                Event::CitationUntied { citation, to, .. } => {
                    self.untie(citation, to);
                    told.push(event);
                }
                Event::CitationsReopened { ref ties, .. } => {
                    ties.iter().for_each(|undone| self.untie(undone.citation, undone.to));
                    told.push(event);
                }
                // Citations may have other places from here on.
                Event::Described { .. } | Event::Corrected { .. } | Event::ReadingTaken { .. } => {
                    self.0.clear();
                    told.push(event);
                }
                _ => told.push(event),
            }
        }
        told
    }

    fn tied(&mut self, entry: u64, ties: Vec<TieMade>) -> Vec<Event> {
        for made in &ties {
            self.untie(made.citation, made.to);
            let strength = if made.by_officer { Strength::SAID } else { Strength::found(made.fit(), entry) };
            self.0.entry(made.citation).or_default().push((made.to, strength));
        }
        let (mut stand, mut alike) = (Vec::new(), Vec::new());
        for made in ties {
            match self.of(made.citation, made.to) {
                Some(true) => stand.push(TieMade { rank: 0, ..made }),
                Some(false) => {
                    let offer = Offer::of_alike(made.citation, made.to, &made.number);
                    alike.push(OfferMade { paper: made.paper, offer });
                }
                None => {}
            }
        }
        let stand = (!stand.is_empty()).then_some(Event::CitationsTied { ties: stand });
        let alike = (!alike.is_empty()).then_some(Event::MatchesOffered { offers: alike });
        stand.into_iter().chain(alike).collect()
    }

    /// Whether a tie stands, or fits as well as others; nothing of one that fits less well.
    fn of(&self, citation: usize, to: PaperId) -> Option<bool> {
        let ties = self.0.get(&citation)?;
        let own = ties.iter().find(|(other, _)| *other == to)?.1;
        let others = || ties.iter().filter(|(other, _)| *other != to).map(|(_, strength)| *strength);
        if own.stands(others()) { Some(true) } else { others().all(|other| other <= own).then_some(false) }
    }

    fn is_held(&self, citation: usize) -> bool {
        let ties = self.0.get(&citation).into_iter().flatten();
        ties.into_iter().any(|(to, _)| self.of(citation, *to) == Some(true))
    }

    fn untie(&mut self, citation: usize, to: PaperId) {
        if let Some(ties) = self.0.get_mut(&citation) {
            ties.retain(|(other, _)| *other != to);
        }
    }
}

/// [`Meant::told`] of every line of a paper's trail; a line of which nothing is left is left out.
pub(super) fn weighed(lines: Vec<TrailLine>) -> Vec<TrailLine> {
    let mut meant = Meant::default();
    let mut weighed = Vec::with_capacity(lines.len());
    for mut line in lines {
        let had = line.events.len();
        line.events = meant.told(line.entry, std::mem::take(&mut line.events));
        if !line.events.is_empty() || had == 0 {
            weighed.push(line);
        }
    }
    weighed
}

impl Office {
    /// A receipt as somebody may see it: of links to papers whose card they do not see nothing is said, and of several matches of one
    /// citation that which stands for them now.
    ///
    /// # Errors
    /// When the register cannot be read. What was entered stays entered.
    pub fn receipt_as_seen(&self, viewer: &Viewer, mut receipt: Receipt) -> Result<Receipt, Fault> {
        if receipt.ties.is_empty() && receipt.offers.is_empty() {
            return Ok(receipt);
        }
        let reads = self.reads()?;
        let mut papers: BTreeMap<PaperId, Option<Paper>> = BTreeMap::new();
        let mut seen = |id: PaperId| -> Result<Option<Paper>, Fault> {
            if let Some(known) = papers.get(&id) {
                return Ok(known.clone());
            }
            let seen = reads.paper(viewer, &id).map_err(Fault::unread)?;
            let paper = seen.filter(|seen| seen.sight >= Sight::Card).map(|seen| seen.paper);
            papers.insert(id, paper.clone());
            Ok(paper)
        };
        let (mut ties, mut offers) = (Vec::new(), Vec::new());
        for made in std::mem::take(&mut receipt.ties) {
            let (Some(paper), Some(_)) = (seen(made.paper)?, seen(made.to)?) else { continue };
            if paper.ties.iter().any(|tie| (tie.citation, tie.to) == (made.citation, made.to)) {
                ties.push(TieMade { rank: 0, ..made });
            } else {
                let offer =
                    paper.offers.into_iter().find(|offer| (offer.citation, offer.to) == (made.citation, made.to));
                offers.extend(offer.map(|offer| OfferMade { paper: made.paper, offer }));
            }
        }
        for made in std::mem::take(&mut receipt.offers) {
            let (Some(paper), Some(_)) = (seen(made.paper)?, seen(made.offer.to)?) else { continue };
            let (citation, to) = (made.offer.citation, made.offer.to);
            if paper.offers.iter().any(|offer| (offer.citation, offer.to) == (citation, to)) {
                offers.push(made);
            }
        }
        (receipt.ties, receipt.offers) = (ties, offers);
        Ok(receipt)
    }
}
