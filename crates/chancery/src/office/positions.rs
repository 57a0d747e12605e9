//! Positions in a dossier as a viewer is told of them: by which numbers their papers go, what papers offer, and the prose.

use std::collections::BTreeMap;

use procedure::dossier::{Dossier, DossierAct, Names, Offered, Position, offered, prose};
use procedure::ids::PaperId;
use procedure::paper::Paper;
use procedure::refusal::Written;
use procedure::sight::Sight;
use register::{Reads, Viewer};
use serde::Serialize;

use super::Office;
use super::command::Fault;
use super::drafting::is_no_higher;

/// Something that a paper filed in a dossier offers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfferLine {
    /// The paper.
    pub paper: PaperId,
    /// Its number as printed.
    pub number: String,
    /// What it would be.
    pub what: Position,
    /// Its place among those of its kind on the card, from 1.
    pub place: usize,
    /// What the paper does not say and an officer has to, before it can be taken; `None` where nothing is missing.
    pub lacks: Option<Written>,
    /// The act that takes it as it stands.
    pub act: DossierAct,
}

/// What a page of the papers in a dossier offers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct OfferPage {
    /// What is offered; of each paper in the order of its card.
    pub offered: Vec<OfferLine>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<String>,
}

impl Office {
    /// What the papers of a page of a dossier offer it: those that the viewer sees whole, and nobody's positions before an
    /// officer takes them. Whether the dossier may be seen is asked first. `limit` counts papers, as [`Reads::filed_in`] does.
    ///
    /// # Errors
    /// When register or journal cannot be read.
    pub fn offered(
        &self,
        viewer: &Viewer,
        dossier: &Dossier,
        after: Option<&str>,
        limit: usize,
    ) -> Result<OfferPage, Fault> {
        let reads = self.reads()?;
        let page = reads.filed_in(viewer, &dossier.id, after, limit).map_err(Fault::unread)?;
        let mut found = Vec::new();
        for id in page.rows.iter().filter_map(|one| one.row.paper) {
            found.extend(self.offered_by(&reads, viewer, dossier, &id)?);
        }
        Ok(OfferPage { offered: found, next: page.next })
    }

    /// What one paper offers a dossier.
    fn offered_by(
        &self,
        reads: &Reads,
        viewer: &Viewer,
        dossier: &Dossier,
        id: &PaperId,
    ) -> Result<Vec<OfferLine>, Fault> {
        let Some(seen) = reads.paper(viewer, id).map_err(Fault::unread)?.filter(|seen| seen.sight == Sight::Whole)
        else {
            return Ok(Vec::new());
        };
        let card = &seen.paper.card;
        if card.claims.is_empty() && card.proposals.is_empty() && card.recommendation.is_none() {
            return Ok(Vec::new());
        }
        let text = seen.paper.card_text().map(|text| self.text(text)).transpose()?.flatten();
        let number = seen.paper.number().to_owned();
        let line = |one: Offered| {
            let (lacks, number) = (one.lacks(), number.clone());
            OfferLine { paper: one.paper, number, what: one.what, place: one.place, lacks, act: one.does }
        };
        Ok(offered(dossier, &seen.paper, text.as_deref()).into_iter().map(line).collect())
    }

    /// The numbers of the papers on which positions of a dossier rest, as far as the viewer may know of them.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn source_numbers(&self, viewer: &Viewer, dossier: &Dossier) -> Result<BTreeMap<PaperId, String>, Fault> {
        self.numbers_of_sources(viewer, dossier, |_| true)
    }

    /// The numbers of those of the papers that may be named.
    fn numbers_of_sources(
        &self,
        viewer: &Viewer,
        dossier: &Dossier,
        may: impl Fn(&Paper) -> bool,
    ) -> Result<BTreeMap<PaperId, String>, Fault> {
        let reads = self.reads()?;
        let mut numbers = BTreeMap::new();
        for source in dossier.positions.sources() {
            if numbers.contains_key(&source.paper) {
                continue;
            }
            let seen = reads.paper(viewer, &source.paper).map_err(Fault::unread)?;
            let named = seen.map(|seen| seen.paper).filter(&may);
            numbers.extend(named.map(|paper| (source.paper, paper.number().to_owned())));
        }
        Ok(numbers)
    }

    /// All positions of a dossier as paragraphs; see [`prose`].
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn dossier_prose(&self, viewer: &Viewer, dossier: &Dossier) -> Result<String, Fault> {
        let papers = self.source_numbers(viewer, dossier)?;
        Ok(prose(dossier, &Names { house: &self.house(), papers: &papers }))
    }

    /// The same, to be put into a paper: whoever sees the dossier will read it, so a paper that is marked higher is not named.
    pub(super) fn prose_to_pass_on(&self, viewer: &Viewer, dossier: &Dossier) -> Result<String, Fault> {
        let house = self.house();
        let no_higher = |paper: &Paper| is_no_higher(&house, &paper.marking, dossier.level.as_ref());
        let papers = self.numbers_of_sources(viewer, dossier, no_higher)?;
        Ok(prose(dossier, &Names { house: &house, papers: &papers }))
    }
}
