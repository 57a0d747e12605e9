//! What in a dossier waits for somebody.

use jiff::civil::Date;

use super::{ActionState, ConcurrenceStanding, Dossier, Draft, Submission, SubmissionState};
use crate::ids::DeskId;
use crate::moment::Moment;
use crate::paper::InHouse;

/// Something in a dossier that waits for a desk or an officer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DossierWait {
    /// For whom.
    pub at: InHouse,
    /// What.
    pub what: WaitsFor,
    /// Its number among those of its kind in the dossier; of a concurrence the draft's number, then its own in the lower
    /// half.
    pub no: u32,
    /// By when, or the day on which it comes back.
    pub due: Option<Date>,
    /// Since when.
    pub since: Moment,
}

/// What waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WaitsFor {
    /// The dossier comes back on a day.
    BringForward,
    /// A desk is asked to concur in a draft.
    Concurrence,
    /// A submission waits for the private office.
    PrivateOffice,
    /// A submission waits to be decided.
    Decision,
    /// A submission was sent back, or is to be discussed.
    Resubmission,
    /// An action is to be done.
    Action,
    /// A report waits for the desk that sees it done.
    Discharge,
    /// A desk was asked how it stands towards a claim or a proposal.
    Assessment,
    /// A deadline runs.
    Deadline,
}

/// How many concurrences of one draft can be told apart in a number.
const CONCURRENCES_BELOW: u32 = 1 << 16;

/// A draft and one of its concurrences in one number.
pub fn concurrence_no(draft: u32, concurrence: u32) -> u32 {
    draft.saturating_mul(CONCURRENCES_BELOW).saturating_add(concurrence)
}

/// The draft and the concurrence of such a number.
pub fn of_concurrence_no(no: u32) -> (u32, u32) {
    (no / CONCURRENCES_BELOW, no % CONCURRENCES_BELOW)
}

impl Dossier {
    /// All that waits in it. A closed dossier waits for nobody.
    pub fn waits(&self) -> Vec<DossierWait> {
        if self.closed.is_some() {
            return Vec::new();
        }
        let back = self.open_bring_forwards().map(|one| DossierWait {
            at: one.to.clone(),
            what: WaitsFor::BringForward,
            no: one.no,
            due: Some(one.on),
            since: one.at,
        });
        let concur = self.drafts.iter().filter(|draft| draft.is_open()).flat_map(of_draft);
        let submitted = self.submissions.iter().flat_map(|one| self.of_submission(one));
        let asked = self.positions.open_askings();
        let asked = asked.map(|one| waits(&one.desk, WaitsFor::Assessment, one.no, one.due, one.at));
        let running = self.running_deadlines();
        let running = running.map(|one| waits(&one.desk, WaitsFor::Deadline, one.no, Some(one.date), one.at));
        back.chain(concur).chain(submitted).chain(self.of_actions()).chain(asked).chain(running).collect()
    }

    fn of_submission(&self, one: &Submission) -> Vec<DossierWait> {
        let office = || one.office.as_ref().unwrap_or(&one.facts.to);
        let boxed = one.boxed.map(|boxed| boxed.day);
        let decide_by = one.facts.decide_by;
        let decision = |due| (&one.facts.to, WaitsFor::Decision, due);
        let resubmission = (&one.from, WaitsFor::Resubmission, decide_by);
        let found = match &one.state {
            SubmissionState::Waiting | SubmissionState::Held { .. } => {
                vec![(office(), WaitsFor::PrivateOffice, decide_by)]
            }
            SubmissionState::Before | SubmissionState::AwaitsSecond => {
                vec![decision(decide_by.into_iter().chain(boxed).min())]
            }
            SubmissionState::Deferred { until } => vec![decision(boxed.or(Some(*until)))],
            // Both have to talk about it, and only one of them can decide it.
            SubmissionState::ToDiscuss => vec![resubmission, decision(boxed.or(decide_by))],
            SubmissionState::SentBack { .. } if !self.is_submitted_again(one) => vec![resubmission],
            SubmissionState::SentBack { .. } | SubmissionState::Withdrawn { .. } | SubmissionState::Decided => {
                Vec::new()
            }
        };
        found.into_iter().map(|(desk, what, due)| waits(desk, what, one.no, due, one.at)).collect()
    }

    /// Whether what was sent back went up again: another submission of the same draft, or after it to the same desk where
    /// it had none; or its draft is no longer being drawn up.
    pub fn is_submitted_again(&self, one: &Submission) -> bool {
        let settled = |no| self.draft(no).is_some_and(|draft| !draft.is_open());
        let same = |later: &Submission| match one.facts.draft {
            Some(draft) => later.facts.draft == Some(draft),
            None => later.facts.draft.is_none() && later.facts.to == one.facts.to,
        };
        one.facts.draft.is_some_and(settled) || self.submissions.iter().any(|later| later.no > one.no && same(later))
    }

    fn of_actions(&self) -> impl Iterator<Item = DossierWait> {
        self.actions.iter().filter_map(|one| {
            let facts = &one.facts;
            match &one.state {
                ActionState::Open | ActionState::Accepted { .. } if self.has_begun(one) => {
                    Some(waits(&facts.desk, WaitsFor::Action, one.no, facts.due, one.at))
                }
                ActionState::Reported { at, .. } => {
                    Some(waits(&facts.control, WaitsFor::Discharge, one.no, facts.due, *at))
                }
                _ => None,
            }
        })
    }
}

fn of_draft(draft: &Draft) -> impl Iterator<Item = DossierWait> {
    // Nobody concurs in a text that is not there.
    let open =
        |one: &&super::Concurrence| !draft.versions.is_empty() && draft.standing(one) == ConcurrenceStanding::Open;
    draft.concurrences.iter().filter(open).map(|one| {
        waits(&one.asked.desk, WaitsFor::Concurrence, concurrence_no(draft.no, one.no), one.asked.due, one.at)
    })
}

fn waits(desk: &DeskId, what: WaitsFor, no: u32, due: Option<Date>, since: Moment) -> DossierWait {
    DossierWait { at: InHouse::Desk(desk.clone()), what, no, due, since }
}
