//! The fold of submissions and decisions.

use crate::dossier::{
    Boxed, Cover, Decision, Dossier, DossierEvent, Draft, DraftState, Seconded, Submission, SubmissionState,
    SubmissionTurn, Verdict,
};
use crate::event::Acted;
use crate::fold::{Misfit, misfit};
use crate::moment::Moment;

impl Dossier {
    pub(super) fn apply_submission(&mut self, change: &DossierEvent, acted: &Acted, at: Moment) -> Result<(), Misfit> {
        let by = acted.officer.clone();
        match change {
            DossierEvent::Submitted { submission: no, facts, from, office, went_up } => {
                let state = if office.is_some() { SubmissionState::Waiting } else { SubmissionState::Before };
                self.submissions.push(Submission {
                    no: *no,
                    facts: facts.clone(),
                    from: from.clone(),
                    at,
                    by,
                    office: office.clone(),
                    went_up: *went_up,
                    state,
                    boxed: None,
                    covers: Vec::new(),
                    decisions: Vec::new(),
                });
            }
            DossierEvent::SubmissionTurned { submission, turn } => {
                let held = self.submission_mut(*submission)?;
                held.turn(turn, acted, at);
                // What was rejected is a draft again.
                let draft = held.facts.draft.filter(|_| matches!(turn, SubmissionTurn::Reopened { .. }));
                let rejected =
                    |one: &&mut Draft| Some(one.no) == draft && matches!(one.state, DraftState::NotAdopted { .. });
                if let Some(one) = self.drafts.iter_mut().find(rejected) {
                    one.state = DraftState::Open;
                }
            }
            DossierEvent::CoverAdded { submission, says } => {
                self.submission_mut(*submission)?.covers.push(Cover { says: says.clone(), by, at });
            }
            DossierEvent::Decided { submission, word, hash, how, remark, desk, capacity, awaits_second } => {
                let held = self.submission_mut(*submission)?;
                let no = u32::try_from(held.decisions.len() + 1).unwrap_or(u32::MAX);
                held.state =
                    if *awaits_second { SubmissionState::AwaitsSecond } else { state_after(word, acted, remark, at) };
                // The box in which it lay was for this decision.
                if !*awaits_second {
                    held.boxed = None;
                }
                held.decisions.push(Decision {
                    no,
                    word: word.clone(),
                    hash: *hash,
                    how: how.clone(),
                    remark: remark.clone(),
                    by,
                    desk: desk.clone(),
                    capacity: *capacity,
                    at,
                    second: None,
                });
            }
            DossierEvent::DecisionSeconded { submission } => {
                let held = self.submission_mut(*submission)?;
                let Some(last) = held.decisions.last_mut() else {
                    return misfit("in_dossier", format!("nothing was decided on submission {submission}"));
                };
                last.second = Some(Seconded { by, at });
                held.state = state_after(&last.word.clone(), acted, &last.remark.clone(), at);
            }
            _ => {}
        }
        Ok(())
    }

    pub(super) fn submission_mut(&mut self, no: u32) -> Result<&mut Submission, Misfit> {
        match self.submissions.iter_mut().find(|one| one.no == no) {
            Some(submission) => Ok(submission),
            None => misfit("in_dossier", format!("there is no submission {no}")),
        }
    }
}

impl Submission {
    fn turn(&mut self, turn: &SubmissionTurn, acted: &Acted, at: Moment) {
        let by = acted.officer.clone();
        if matches!(turn, SubmissionTurn::Reopened { .. }) {
            self.boxed = None;
        }
        self.state = match turn {
            SubmissionTurn::Held { reason } => SubmissionState::Held { reason: reason.clone(), by, at },
            SubmissionTurn::SentBack { reason } => SubmissionState::SentBack { reason: reason.clone(), by, at },
            SubmissionTurn::Withdrawn { reason } => SubmissionState::Withdrawn { reason: reason.clone(), by, at },
            SubmissionTurn::Boxed { day, place } => {
                self.boxed = Some(Boxed { day: *day, place: *place });
                // What waits for a day or a talk lies in the box of its day, and still waits for it.
                match &self.state {
                    SubmissionState::Waiting | SubmissionState::Held { .. } => SubmissionState::Before,
                    other => other.clone(),
                }
            }
            SubmissionTurn::Reopened { .. } => SubmissionState::Before,
        };
    }
}

fn state_after(word: &Verdict, acted: &Acted, remark: &Option<String>, at: Moment) -> SubmissionState {
    match word {
        Verdict::Adopted | Verdict::Amended | Verdict::Rejected | Verdict::Seen => SubmissionState::Decided,
        Verdict::Returned => {
            let reason = remark.clone().unwrap_or_default();
            SubmissionState::SentBack { reason, by: acted.officer.clone(), at }
        }
        Verdict::Deferred { until } => SubmissionState::Deferred { until: *until },
        Verdict::Discuss => SubmissionState::ToDiscuss,
    }
}
