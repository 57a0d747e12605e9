//! A dossier comes back to an officer or a desk on a day.

use super::{Changes, sit_as_keeper};
use crate::decide::bring_forward::{next, open};
use crate::decide::chair::{Chair, required};
use crate::dossier::{Dossier, DossierAct, DossierEvent};
use crate::house::House;
use crate::ids::{DeskId, OfficerId};
use crate::moment::Moment;
use crate::paper::{BringForward, BringForwardEnd, InHouse};
use crate::refusal::{DossierRefusal, Refusal, Written};
use crate::sight::desk_sees_dossier;

pub(super) fn decide(chair: &mut Chair<'_>, held: &Dossier, does: &DossierAct) -> Changes {
    Ok(vec![match does {
        DossierAct::BringForward { desk, on, reason } => {
            let to = to_whom(chair, held, desk.as_ref())?;
            let bring_forward = next(&held.bring_forwards, chair.sitting.today, *on, reason)?;
            DossierEvent::BringForwardSet { bring_forward, to, on: *on, reason: reason.clone() }
        }
        DossierAct::BringForwardDone { bring_forward } => {
            let one = open(&held.bring_forwards, *bring_forward)?;
            sit_at_end(chair, held, one)?;
            DossierEvent::BringForwardEnded { bring_forward: one.no, end: BringForwardEnd::Done }
        }
        DossierAct::TakeBackBringForward { bring_forward, reason } => {
            let one = open(&held.bring_forwards, *bring_forward)?;
            sit_at_end(chair, held, one)?;
            required(Written::Reason, reason)?;
            let end = BringForwardEnd::TakenBack { reason: reason.clone() };
            DossierEvent::BringForwardEnded { bring_forward: one.no, end }
        }
        _ => return Ok(Vec::new()),
    }])
}

/// To oneself and to one's own desk, whoever sees the dossier; to another desk that sees it, whoever keeps it.
fn to_whom(chair: &mut Chair<'_>, held: &Dossier, desk: Option<&DeskId>) -> Result<InHouse, Refusal> {
    let Some(desk) = desk else { return Ok(InHouse::Officer(chair.sitting.officer.clone())) };
    chair.open_desk(desk)?;
    if chair.sit_at([desk]).is_err() {
        sit_as_keeper(chair, held)?;
        if !desk_sees_dossier(chair.house, desk, held, chair.sitting.at) {
            return Err(DossierRefusal::DeskWithoutSightOfDossier { desk: desk.clone() }.into());
        }
    }
    Ok(InHouse::Desk(desk.clone()))
}

/// Whether an officer may end an open bring-forward of a dossier that the officer sees: whom it is for or who stands in
/// for them, who set it, and who keeps the dossier.
pub fn may_end_of_dossier(house: &House, held: &Dossier, one: &BringForward, officer: &OfficerId, at: Moment) -> bool {
    one.is_for(house, officer, at)
        || one.by == *officer
        || super::keepers(house, held).any(|desk| house.mandate_for(officer, desk, at).is_some())
}

fn sit_at_end(chair: &mut Chair<'_>, held: &Dossier, one: &BringForward) -> Result<(), Refusal> {
    let (officer, at) = (&chair.sitting.officer, chair.sitting.at);
    if !may_end_of_dossier(chair.house, held, one, officer, at) {
        return Err(Refusal::NotBroughtToYou { bring_forward: one.no, to: one.to.clone(), officer: one.by.clone() });
    }
    // What one set oneself, or for oneself, is ended without a desk.
    let own = one.by == *officer || one.to == InHouse::Officer(officer.clone());
    let sat = match &one.to {
        InHouse::Desk(desk) => chair.sit_at([desk]),
        InHouse::Officer(_) if own => return Ok(()),
        InHouse::Officer(of) => match chair.house.stands_in_at(officer, of, at) {
            Some(desk) => chair.sit_at([desk]),
            None => sit_as_keeper(chair, held),
        },
    };
    match sat.or_else(|_| sit_as_keeper(chair, held)) {
        Err(refusal) if !own => Err(refusal),
        _ => Ok(()),
    }
}
