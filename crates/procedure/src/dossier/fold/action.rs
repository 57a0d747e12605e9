//! The fold of actions.

use crate::dossier::{Action, ActionState, ActionTurn, Dossier, DossierEvent, Extension};
use crate::event::Acted;
use crate::fold::{Misfit, misfit};
use crate::moment::Moment;

impl Dossier {
    pub(super) fn apply_action(&mut self, change: &DossierEvent, acted: &Acted, at: Moment) -> Result<(), Misfit> {
        match change {
            DossierEvent::ActionsStarted { actions } => {
                for facts in actions {
                    let no = u32::try_from(self.actions.len() + 1).unwrap_or(u32::MAX);
                    let (facts, by) = (facts.clone(), acted.officer.clone());
                    self.actions.push(Action { no, facts, at, by, extensions: Vec::new(), state: ActionState::Open });
                }
            }
            DossierEvent::ActionTurned { action, turn } => {
                let Some(known) = self.actions.iter_mut().find(|one| one.no == *action) else {
                    return misfit("in_dossier", format!("there is no action {action}"));
                };
                known.turn(turn, acted, at);
            }
            _ => {}
        }
        Ok(())
    }
}

impl Action {
    fn turn(&mut self, turn: &ActionTurn, acted: &Acted, at: Moment) {
        let by = acted.officer.clone();
        self.state = match turn {
            ActionTurn::Accepted => ActionState::Accepted { by, at },
            ActionTurn::Extended { due, reason } => {
                let (from, to, reason) = (self.facts.due, *due, reason.clone());
                self.extensions.push(Extension { from, to, reason, by, at });
                self.facts.due = Some(*due);
                return;
            }
            ActionTurn::Reported { says, paper } => ActionState::Reported { says: says.clone(), paper: *paper, by, at },
            ActionTurn::Returned { .. } => ActionState::Accepted { by, at },
            ActionTurn::Discharged => ActionState::Discharged { by, at },
            ActionTurn::Cancelled { reason } => ActionState::Cancelled { reason: reason.clone(), by, at },
        };
    }
}
