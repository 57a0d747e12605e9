//! The fold of drafts and concurrences.

use crate::dossier::{Answer, Concurrence, Dossier, DossierEvent, Draft, DraftState, DraftVersion};
use crate::event::Acted;
use crate::fold::{Misfit, misfit};
use crate::moment::Moment;

impl Dossier {
    pub(super) fn apply_draft(&mut self, change: &DossierEvent, acted: &Acted, at: Moment) -> Result<(), Misfit> {
        let by = acted.officer.clone();
        match change {
            DossierEvent::DraftStarted { draft: no, facts, desk } => self.drafts.push(Draft {
                no: *no,
                facts: facts.clone(),
                desk: desk.clone(),
                at,
                by,
                versions: Vec::new(),
                concurrences: Vec::new(),
                state: DraftState::Open,
            }),
            DossierEvent::DraftChanged { draft, facts } => self.draft_mut(*draft)?.facts.clone_from(facts),
            DossierEvent::DraftVersionAdded { draft, version, note, read } => {
                let (version, note, read) = (version.clone(), note.clone(), read.clone());
                let added = DraftVersion { version, note, read, at, by };
                self.draft_mut(*draft)?.versions.push(added);
            }
            DossierEvent::DraftDropped { draft, reason } => {
                self.draft_mut(*draft)?.state = DraftState::Dropped { reason: reason.clone(), by, at };
            }
            DossierEvent::DraftEntered { draft, version, paper, number } => {
                let (version, paper, number) = (*version, *paper, number.clone());
                self.draft_mut(*draft)?.state = DraftState::Entered { version, paper, number, at };
            }
            DossierEvent::DraftNotAdopted { draft } => self.draft_mut(*draft)?.state = DraftState::NotAdopted { at },
            DossierEvent::ConcurrenceAsked { draft, asked } => {
                let draft = self.draft_mut(*draft)?;
                for one in asked {
                    let no = u32::try_from(draft.concurrences.len() + 1).unwrap_or(u32::MAX);
                    let by = by.clone();
                    draft.concurrences.push(Concurrence { no, asked: one.clone(), by, at, answer: None });
                }
            }
            DossierEvent::ConcurrenceGiven { draft, concurrence, hash, word } => {
                let draft = self.draft_mut(*draft)?;
                let Some(one) = draft.concurrences.iter_mut().find(|one| one.no == *concurrence) else {
                    return misfit("in_dossier", format!("there is no concurrence {concurrence}"));
                };
                one.answer = Some(Answer { word: word.clone(), hash: *hash, by, at });
            }
            _ => {}
        }
        Ok(())
    }

    pub(super) fn draft_mut(&mut self, no: u32) -> Result<&mut Draft, Misfit> {
        match self.drafts.iter_mut().find(|one| one.no == no) {
            Some(draft) => Ok(draft),
            None => misfit("in_dossier", format!("there is no draft {no}")),
        }
    }
}
