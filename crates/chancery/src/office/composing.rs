//! Papers composed from a dossier, as a viewer may see what it holds; and papers that are cited while one writes.

use std::collections::BTreeSet;

use procedure::dossier::{Dossier, DraftState};
use procedure::house::House;
use procedure::ids::PaperId;
use procedure::sight::Sight;
use register::{FILED_LISTED_MAX, ListRow, Viewer};
use serde::Serialize;

use super::Office;
use super::command::Fault;
use super::drafting::{is_no_higher, reference};
use crate::compose::{Answered, Composed, Decided, Facts, Template, compose};
use crate::words::{self, typed};

/// Most papers that are offered for what is typed.
pub const CITABLE_MAX: usize = 8;
/// A longer text is not looked up while one types, in bytes: a number is shorter.
pub const CITABLE_TYPED_BYTES_MAX: usize = 80;
/// A longer text of what was decided is not put into another paper, in bytes: it is enclosed.
pub const DECIDED_BYTES_MAX: usize = 24 * 1024;

/// A paper that may be cited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Citable {
    /// Our number, as printed.
    pub number: String,
    /// How it is cited: its number, theirs, its date and sender.
    pub words: String,
    /// What it is about.
    pub subject: Option<String>,
}

impl Office {
    /// A paper composed from a dossier, as the viewer sees it. What is put into it will be read by whoever sees the dossier,
    /// so of a paper that is marked higher nothing is told. What answers speaks of the paper that `answers` names, or of the
    /// only one in the dossier that waits for an answer. Whether the dossier may be seen is asked first.
    ///
    /// # Errors
    /// When register or journal cannot be read.
    pub fn composed(
        &self,
        viewer: &Viewer,
        held: &Dossier,
        template: Template,
        answers: Option<PaperId>,
    ) -> Result<Composed, Fault> {
        let house = self.house();
        let facts = Facts {
            office: house.founding.as_ref().map(|founding| founding.name.clone()).unwrap_or_default(),
            today: words::day(self.today()),
            title: held.title.clone(),
            prose: if template == Template::Memorandum { self.prose_to_pass_on(viewer, held)? } else { String::new() },
            decided: if template.tells_of_decision() { self.decided(viewer, held)? } else { None },
            answered: if template.answers() { self.answered(viewer, held, answers)? } else { None },
        };
        Ok(compose(template, &facts))
    }

    /// The paper that is named, or the only one among those filed last that came in, waits for an answer and is answered by no draft yet.
    fn answered(&self, viewer: &Viewer, held: &Dossier, named: Option<PaperId>) -> Result<Option<Answered>, Fault> {
        let filed = self.reads()?.filed_in(viewer, &held.id, None, FILED_LISTED_MAX).map_err(Fault::unread)?;
        let house = self.house();
        let drawn_up: BTreeSet<PaperId> =
            held.drafts.iter().filter(|draft| draft.is_open()).flat_map(|draft| draft.facts.answers.clone()).collect();
        let waits = |row: &ListRow| row.states.iter().any(|state| state == "unanswered");
        let fits = |row: &ListRow| {
            let Some(paper) = row.paper else { return false };
            named.map_or_else(
                || waits(row) && came_in(&house, row) && !drawn_up.contains(&paper),
                |named| named == paper,
            )
        };
        let mut fitting = filed.rows.into_iter().map(|one| one.row).filter(|row| {
            row.sight >= Sight::Card && is_no_higher(&house, &row.marking, held.level.as_ref()) && fits(row)
        });
        let (Some(row), None) = (fitting.next(), fitting.next()) else { return Ok(None) };
        let Some(paper) = row.paper else { return Ok(None) };
        let seen = self.reads()?.paper(viewer, &paper).map_err(Fault::unread)?;
        let from = seen.iter().flat_map(|seen| &seen.paper.card.from).map(|party| typed::party(&party.value)).collect();
        let date = row.date.as_ref().map(words::paper_date);
        Ok(Some(Answered { paper, kind: row.kind, number: row.their, date, from }))
    }

    /// What was adopted last in a dossier, where the viewer sees it whole and it may be told; else nothing, for what was
    /// adopted before is not what stands.
    fn decided(&self, viewer: &Viewer, held: &Dossier) -> Result<Option<Decided>, Fault> {
        let entered = held.drafts.iter().filter_map(|draft| match &draft.state {
            DraftState::Entered { paper, at, .. } => Some((at, draft, paper)),
            DraftState::Open | DraftState::NotAdopted { .. } | DraftState::Dropped { .. } => None,
        });
        let Some((_, draft, paper)) = entered.max_by_key(|(at, ..)| **at) else { return Ok(None) };
        let seen = self.reads()?.paper(viewer, paper).map_err(Fault::unread)?;
        let Some(paper) = seen.filter(|seen| seen.sight == Sight::Whole).map(|seen| seen.paper) else {
            return Ok(None);
        };
        if paper.is_void() || !is_no_higher(&self.house(), &paper.marking, held.level.as_ref()) {
            return Ok(None);
        }
        let short = paper.version().and_then(|kept| kept.version.text.as_ref());
        let short = short.filter(|text| text.bytes <= DECIDED_BYTES_MAX as u64);
        let text = short.map(|text| self.text(text)).transpose()?.flatten();
        let card = &paper.card;
        Ok(Some(Decided {
            number: paper.number().to_owned(),
            kind: card.kind.as_ref().map_or_else(|| draft.facts.kind.clone(), |field| field.value.clone()),
            subject: card.subject.as_ref().map_or_else(|| draft.facts.title.clone(), |field| field.value.clone()),
            date: card.date.as_ref().map(|field| words::paper_date(&field.value)),
            text,
        }))
    }

    /// Papers whose number, ours or theirs, is the one typed, as they are cited in a dossier: those that the viewer sees and
    /// that are marked no higher, at most [`CITABLE_MAX`]. What is longer than [`CITABLE_TYPED_BYTES_MAX`] is no number.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn citable(&self, viewer: &Viewer, held: &Dossier, typed: &str) -> Result<Vec<Citable>, Fault> {
        if typed.len() > CITABLE_TYPED_BYTES_MAX {
            return Ok(Vec::new());
        }
        let (house, bears) = (self.house(), self.reads()?.numbered(viewer, typed).map_err(Fault::unread)?);
        let citable = bears.into_iter().filter_map(|row| {
            let words = citable_as(&house, held, &row)?;
            Some(Citable { number: row.number, words, subject: row.subject })
        });
        Ok(citable.take(CITABLE_MAX).collect())
    }
}

/// Whether a paper came in: what leaves the house is no paper that the house answers.
pub(crate) fn came_in(house: &House, row: &ListRow) -> bool {
    house.series.iter().all(|(id, series)| id.as_str() != row.series || !series.outgoing)
}

/// How a paper is cited in a dossier: its number, theirs, its date and sender. `None` of one that is marked higher than the
/// dossier, or of which that is not settled.
pub(crate) fn citable_as(house: &House, held: &Dossier, row: &ListRow) -> Option<String> {
    is_no_higher(house, &row.marking, held.level.as_ref()).then(|| reference(row))
}
