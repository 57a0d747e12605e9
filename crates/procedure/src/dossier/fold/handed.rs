//! The fold of what was handed over.

use crate::dossier::{Answer, Asked, Concurrence, Dossier, Draft, DraftFacts, Word};
use crate::event::Acted;
use crate::fold::{Misfit, misfit};
use crate::handing::OfDossier;
use crate::ids::DeskId;
use crate::moment::Moment;
use crate::paper::InHouse;

impl Dossier {
    pub(super) fn apply_handed(
        &mut self,
        (from, to): (&InHouse, &InHouse),
        what: &[OfDossier],
        acted: &Acted,
        at: Moment,
    ) -> Result<(), Misfit> {
        for one in what {
            match (one, from, to) {
                (OfDossier::BringForward { bring_forward: no }, ..) => {
                    let found = self.bring_forwards.iter_mut().find(|known| known.no == *no);
                    there(found, "bring-forward", *no)?.to = to.clone();
                }
                (one, InHouse::Desk(from), InHouse::Desk(to)) => self.hand_to_desk(*one, (from, to), acted, at)?,
                _ => return misfit("in_dossier", "an officer hands over more than what comes back"),
            }
        }
        Ok(())
    }

    fn hand_to_desk(
        &mut self,
        one: OfDossier,
        (from, to): (&DeskId, &DeskId),
        acted: &Acted,
        at: Moment,
    ) -> Result<(), Misfit> {
        match one {
            OfDossier::Home => self.home = Some(to.clone()),
            OfDossier::Draft { draft } => self.draft_mut(draft)?.desk = to.clone(),
            OfDossier::Step { draft, step } => self.draft_mut(draft)?.facts.hand_step(step, from, to),
            OfDossier::Concurrence { draft, concurrence } => {
                self.draft_mut(draft)?.hand_on(concurrence, to, acted, at)?;
            }
            OfDossier::Submission { submission } => self.submission_mut(submission)?.from = to.clone(),
            OfDossier::Decision { submission } => self.submission_mut(submission)?.facts.to = to.clone(),
            OfDossier::PrivateOffice { submission } => self.submission_mut(submission)?.office = Some(to.clone()),
            OfDossier::Action { action } | OfDossier::Control { action } => {
                let known = there(self.actions.iter_mut().find(|known| known.no == action), "action", action)?;
                match one {
                    OfDossier::Action { .. } => known.facts.desk = to.clone(),
                    _ => known.facts.control = to.clone(),
                }
            }
            OfDossier::Assessment { asked } => {
                let found = self.positions.asked.iter_mut().find(|known| known.no == asked);
                there(found, "asking", asked)?.desk = to.clone();
            }
            OfDossier::Deadline { deadline } => self.deadline_mut(deadline)?.desk = to.clone(),
            OfDossier::BringForward { .. } => {}
        }
        Ok(())
    }
}

impl Draft {
    /// The desk hands the question on, as it could itself: another is asked in its place, at its turn.
    fn hand_on(&mut self, no: u32, to: &DeskId, acted: &Acted, at: Moment) -> Result<(), Misfit> {
        let (hash, by, next) = (self.hash(), acted.officer.clone(), self.concurrences.len() + 1);
        let known = there(self.concurrences.iter_mut().find(|known| known.no == no), "concurrence", no)?;
        known.answer = Some(Answer { word: Word::Delegated { to: to.clone() }, hash, by: by.clone(), at });
        let asked =
            Asked { desk: to.clone(), stage: known.asked.stage, due: known.asked.due, instead_of: Some(known.no) };
        let no = u32::try_from(next).unwrap_or(u32::MAX);
        self.concurrences.push(Concurrence { no, asked, by, at, answer: None });
        Ok(())
    }
}

impl DraftFacts {
    /// Puts another desk in the place of one in a step.
    fn hand_step(&mut self, step: u32, from: &DeskId, to: &DeskId) {
        let at = usize::try_from(step).unwrap_or(usize::MAX).wrapping_sub(1);
        let Some(step) = self.follows.get_mut(at) else { return };
        if step.desk == *from {
            step.desk = to.clone();
        }
        if step.control.as_ref() == Some(from) {
            step.control = Some(to.clone());
        }
    }
}

fn there<'a, T>(found: Option<&'a mut T>, what: &str, no: u32) -> Result<&'a mut T, Misfit> {
    match found {
        Some(found) => Ok(found),
        None => misfit("in_dossier", format!("there is no {what} {no}")),
    }
}
