//! Actions: given, taken, put off, reported, found not enough, discharged, cancelled.

use super::{Changes, keepers};
use crate::decide::chair::{Chair, at_most, required};
use crate::dossier::{
    ACTIONS_MAX, Action, ActionFacts, ActionState, ActionTurn, Dossier, DossierAct, DossierEvent, EXTENSIONS_MAX,
};
use crate::ids::DeskId;
use crate::refusal::{Counted, DecisionRefusal, Refusal, Written};
use crate::sight::desk_sees_dossier;

pub(super) fn decide(chair: &mut Chair<'_>, held: &Dossier, does: &DossierAct) -> Changes {
    let (action, turn) = match does {
        DossierAct::SetAction { facts } => return set(chair, held, facts),
        DossierAct::AcceptAction { action } => {
            let one = begun(held, *action)?;
            chair.sit_at([&one.facts.desk])?;
            match &one.state {
                ActionState::Open => (*action, ActionTurn::Accepted),
                state => return Err(settled(one, state)),
            }
        }
        DossierAct::ExtendAction { action, due, reason } => {
            let one = owed(held, *action)?;
            sit_in_control(chair, held, one)?;
            required(Written::Reason, reason)?;
            let today = chair.sitting.today;
            if *due < today {
                return Err(Refusal::DuePast { due: *due, today });
            }
            if one.facts.due == Some(*due) {
                return Err(DecisionRefusal::ActionSameDay { action: *action }.into());
            }
            at_most(Counted::Extensions, one.extensions.len() + 1, EXTENSIONS_MAX)?;
            (*action, ActionTurn::Extended { due: *due, reason: reason.clone() })
        }
        DossierAct::ReportAction { action, says, paper } => {
            let one = begun(held, *action)?;
            chair.sit_at([&one.facts.desk])?;
            required(Written::Report, says)?;
            paper.map_or(Ok(()), |paper| chair.other(paper).map(|_| ()))?;
            match &one.state {
                ActionState::Open | ActionState::Accepted { .. } => {
                    (*action, ActionTurn::Reported { says: says.clone(), paper: *paper })
                }
                state => return Err(settled(one, state)),
            }
        }
        DossierAct::ReturnAction { action, reason } => {
            let one = owed(held, *action)?;
            chair.sit_at([&one.facts.control])?;
            required(Written::Reason, reason)?;
            match &one.state {
                ActionState::Reported { .. } => (*action, ActionTurn::Returned { reason: reason.clone() }),
                state => return Err(settled(one, state)),
            }
        }
        DossierAct::DischargeAction { action } => {
            let one = begun(held, *action)?;
            chair.sit_at([&one.facts.control])?;
            (*action, ActionTurn::Discharged)
        }
        DossierAct::CancelAction { action, reason } => {
            let one = owed(held, *action)?;
            sit_in_control(chair, held, one)?;
            required(Written::Reason, reason)?;
            (*action, ActionTurn::Cancelled { reason: reason.clone() })
        }
        _ => return Ok(Vec::new()),
    };
    Ok(vec![DossierEvent::ActionTurned { action, turn }])
}

fn set(chair: &mut Chair<'_>, held: &Dossier, facts: &ActionFacts) -> Changes {
    // Who keeps the dossier lets whom it will see it; a desk that will see it done has to see it already.
    let controls = desk_sees_dossier(chair.house, &facts.control, held, chair.sitting.at).then_some(&facts.control);
    let desks: Vec<&DeskId> = controls.into_iter().chain(keepers(chair.house, held)).collect();
    chair.sit_at(desks)?;
    chair.open_desk(&facts.desk)?;
    chair.open_desk(&facts.control)?;
    required(Written::What, &facts.what)?;
    let today = chair.sitting.today;
    if let Some(due) = facts.due.filter(|due| *due < today) {
        return Err(Refusal::DuePast { due, today });
    }
    if let Some(after) = facts.after {
        held.action(after).ok_or(DecisionRefusal::NoAction { action: after })?;
    }
    // That a decision gave it is for the decision to say.
    if let Some(submission) = facts.submission {
        return Err(DecisionRefusal::NoSubmission { submission }.into());
    }
    at_most(Counted::Actions, held.actions.len() + 1, ACTIONS_MAX)?;
    Ok(vec![DossierEvent::ActionsStarted { actions: vec![facts.clone()] }])
}

/// The action of that number, if it is owed still.
fn owed(held: &Dossier, action: u32) -> Result<&Action, Refusal> {
    let one = held.action(action).ok_or(DecisionRefusal::NoAction { action })?;
    if one.state.is_open() { Ok(one) } else { Err(settled(one, &one.state)) }
}

/// The action of that number, if it is owed and nothing stands before it.
fn begun(held: &Dossier, action: u32) -> Result<&Action, Refusal> {
    let one = owed(held, action)?;
    match one.facts.after.filter(|_| !held.has_begun(one)) {
        Some(after) => Err(DecisionRefusal::ActionNotBegun { action, after }.into()),
        None => Ok(one),
    }
}

fn settled(one: &Action, state: &ActionState) -> Refusal {
    DecisionRefusal::ActionSettled { action: one.no, state: state.words().to_owned() }.into()
}

/// Seats the officer at the desk that sees an action done, or at one that keeps the dossier.
fn sit_in_control(chair: &mut Chair<'_>, held: &Dossier, one: &Action) -> Result<DeskId, Refusal> {
    let desks: Vec<&DeskId> = std::iter::once(&one.facts.control).chain(keepers(chair.house, held)).collect();
    chair.sit_at(desks)
}
