//! The fold of a dossier. Its events are never destroyed, so that one which does not fit is a misfit.

mod action;
mod draft;
mod handed;
mod positions;
mod submission;
mod terms;

use super::{Dossier, DossierClosed, DossierEvent, DossierFacts, DossierRemark, Member, Volume};
use crate::event::{Acted, Event};
use crate::fold::{Misfit, misfit};
use crate::house::Visibility;
use crate::ids::DossierId;
use crate::moment::Moment;
use crate::paper::{BringForward, BringForwardState, InHouse};

impl Dossier {
    /// Folds all events of one entry that touch the dossier `id` into its state before the entry; `None` where it was
    /// not there before and the entry does not open it.
    ///
    /// # Errors
    /// When an event speaks of something that is not there.
    pub fn apply_entry(
        before: Option<Self>,
        id: &DossierId,
        acted: &Acted,
        events: &[Event],
        at: Moment,
    ) -> Result<Option<Self>, Misfit> {
        let mut dossier = before;
        let mut touched = false;
        for event in events.iter().filter(|event| event.dossier() == Some(id)) {
            match (event, dossier.as_mut()) {
                (Event::DossierOpened { .. }, Some(_)) => {
                    return misfit("dossier_opened", format!("dossier {id} is there already"));
                }
                (Event::DossierOpened { title, code, home, level, rule, .. }, None) => {
                    let (title, code, home, level) = (title.clone(), code.clone(), home.clone(), level.clone());
                    // One opened before dossiers had a rule was seen through its papers. Nobody gains by a newer program:
                    // whoever keeps a series sees it, and may give it a desk and ask others in.
                    let rule = rule.unwrap_or(Visibility::DeskAndChief);
                    let facts = DossierFacts { title, code, home, level, rule };
                    dossier = Some(Self::opened(id.clone(), facts, at, acted.officer.clone()));
                }
                (Event::InDossier { change, .. }, Some(dossier)) => dossier.apply(change, acted, at)?,
                (Event::InDossier { .. }, None) => return misfit("in_dossier", format!("there is no dossier {id}")),
                // What went out changes nothing in it, and stands in its trail.
                (Event::Exported { .. }, Some(_)) => {}
                _ => continue,
            }
            touched = true;
        }
        if let (Some(dossier), true) = (dossier.as_mut(), touched) {
            dossier.rev += 1;
        }
        Ok(dossier)
    }

    fn apply(&mut self, change: &DossierEvent, acted: &Acted, at: Moment) -> Result<(), Misfit> {
        let by = || acted.officer.clone();
        match change {
            DossierEvent::Changed { title, code } => {
                self.title.clone_from(title);
                self.code.clone_from(code);
            }
            DossierEvent::Moved { home, .. } => self.home = Some(home.clone()),
            DossierEvent::Marked { level, .. } => self.level = Some(level.clone()),
            DossierEvent::RuleSet { rule, .. } => self.rule = *rule,
            DossierEvent::VolumeOpened { no, title } => {
                if self.volumes.is_empty() {
                    self.volumes.push(Volume { no: 1, title: None, opened: self.opened, closed: None });
                }
                if *no != self.volume() + 1 {
                    return misfit("in_dossier", format!("volume {no} does not follow on {}", self.volume()));
                }
                self.close_volume(at);
                self.volumes.push(Volume { no: *no, title: title.clone(), opened: at, closed: None });
            }
            DossierEvent::AskedIn { to, reason } => {
                self.members.push(Member { to: to.clone(), at, by: by(), reason: reason.clone(), until: None });
            }
            DossierEvent::AskedOut { to, .. } => {
                let open = self.members.iter_mut().filter(|member| member.to == *to && member.until.is_none());
                open.for_each(|member| member.until = Some(at));
                if let InHouse::Desk(desk) = to {
                    self.positions.asked_out(desk, at);
                }
            }
            DossierEvent::BringForwardSet { bring_forward: no, to, on, reason } => {
                let (no, to, on, reason, state) = (*no, to.clone(), *on, reason.clone(), BringForwardState::Open);
                self.bring_forwards.push(BringForward { no, to, on, reason, by: by(), at, state });
            }
            DossierEvent::BringForwardEnded { bring_forward: no, end } => {
                let Some(known) = self.bring_forwards.iter_mut().find(|known| known.no == *no) else {
                    return misfit("in_dossier", format!("there is no bring-forward {no}"));
                };
                known.state = BringForwardState::Ended { end: end.clone(), by: by(), at };
            }
            DossierEvent::Remarked { says } => {
                self.remarks.push(DossierRemark { by: by(), at, says: says.clone() });
            }
            DossierEvent::DraftStarted { .. }
            | DossierEvent::DraftChanged { .. }
            | DossierEvent::DraftVersionAdded { .. }
            | DossierEvent::DraftDropped { .. }
            | DossierEvent::DraftEntered { .. }
            | DossierEvent::DraftNotAdopted { .. }
            | DossierEvent::ConcurrenceAsked { .. }
            | DossierEvent::ConcurrenceGiven { .. } => self.apply_draft(change, acted, at)?,
            DossierEvent::Submitted { .. }
            | DossierEvent::SubmissionTurned { .. }
            | DossierEvent::CoverAdded { .. }
            | DossierEvent::Decided { .. }
            | DossierEvent::DecisionSeconded { .. } => self.apply_submission(change, acted, at)?,
            DossierEvent::ActionsStarted { .. } | DossierEvent::ActionTurned { .. } => {
                self.apply_action(change, acted, at)?;
            }
            DossierEvent::HandedOver { from, to, what, .. } => self.apply_handed((from, to), what, acted, at)?,
            DossierEvent::Closed { reason } => {
                self.close_volume(at);
                self.closed = Some(DossierClosed { at, by: by(), reason: reason.clone() });
            }
            DossierEvent::Reopened { .. } => {
                self.closed = None;
                if let Some(last) = self.volumes.last_mut() {
                    last.closed = None;
                }
            }
            DossierEvent::ClaimPut { .. }
            | DossierEvent::ProposalPut { .. }
            | DossierEvent::AssessmentPut { .. }
            | DossierEvent::RecommendationPut { .. }
            | DossierEvent::PositionWithdrawn { .. }
            | DossierEvent::AssessmentAsked { .. }
            | DossierEvent::AssessmentAskedEnded { .. } => self.positions.apply(change, acted, at)?,
            DossierEvent::TermSet { .. } | DossierEvent::TermMoved { .. } | DossierEvent::TermEnded { .. } => {
                self.apply_term(change, acted, at)?;
            }
            DossierEvent::DeadlineSet { .. }
            | DossierEvent::DeadlineMoved { .. }
            | DossierEvent::DeadlineKept { .. }
            | DossierEvent::DeadlineDropped { .. } => self.apply_deadline(change, acted, at)?,
        }
        Ok(())
    }

    fn close_volume(&mut self, at: Moment) {
        if let Some(last) = self.volumes.last_mut() {
            last.closed.get_or_insert(at);
        }
    }
}
