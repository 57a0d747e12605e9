//! What is done in a dossier. One file a field of work.

mod actions;
mod back;
mod concurrences;
mod deadlines;
mod decisions;
mod drafts;
mod keeping;
mod positions;
mod resting;
mod submissions;
mod terms;

use super::chair::Chair;
use super::versions::bodies_of;
use crate::act::Act;
use crate::dossier::{Dossier, DossierAct, DossierEvent};
use crate::event::{Door, Event};
use crate::house::House;
use crate::ids::{DeskId, DossierId};
use crate::moment::Moment;
use crate::paper::Principal;
use crate::refusal::{DossierRefusal, PositionRefusal, Refusal, Thing};
use crate::sight::{Naming, desk_sees_dossier, may_see_dossier};

pub use back::may_end_of_dossier;
pub use deadlines::may_keep_deadline;
pub use decisions::needs_two;
pub(super) use keeping::{Kept, open, usual_rule};
pub use positions::{Voices, may_put_otherwise, voices};

pub(super) fn decide(chair: &mut Chair<'_>, act: &Act) -> Result<Vec<Event>, Refusal> {
    match act {
        Act::OpenDossier { dossier, title, code, home, level, rule } => {
            if chair.known.dossier.is_some() {
                return Err(Refusal::Taken { what: Thing::Dossier, code: dossier.to_string() });
            }
            let home = keeping::home(chair, home.as_ref())?;
            let kept = Kept { home, level: level.clone(), rule: rule.unwrap_or_else(|| keeping::usual_rule(chair)) };
            Ok(vec![open(chair, dossier, title, code.as_ref(), kept)?])
        }
        Act::InDossier { dossier, does } => in_dossier(chair, dossier, does),
        _ => Ok(Vec::new()),
    }
}

fn in_dossier(chair: &mut Chair<'_>, dossier: &DossierId, does: &DossierAct) -> Result<Vec<Event>, Refusal> {
    let held = match does {
        // The office's own machine moves what a calendar moves, whoever changed the calendar.
        DossierAct::FollowCalendar { .. } if chair.sitting.door == Door::Machine => held(chair, dossier)?,
        _ => seen(chair, dossier)?,
    };
    if !matches!(does, DossierAct::ReopenDossier { .. }) {
        is_open(held)?;
    }
    let changes = match does {
        DossierAct::ChangeDossier { .. }
        | DossierAct::MoveDossier { .. }
        | DossierAct::MarkDossier { .. }
        | DossierAct::SetDossierRule { .. }
        | DossierAct::OpenVolume { .. }
        | DossierAct::AskIn { .. }
        | DossierAct::AskOut { .. }
        | DossierAct::RemarkDossier { .. }
        | DossierAct::CloseDossier { .. }
        | DossierAct::ReopenDossier { .. } => keeping::decide(chair, held, does),
        DossierAct::BringForward { .. }
        | DossierAct::BringForwardDone { .. }
        | DossierAct::TakeBackBringForward { .. } => back::decide(chair, held, does),
        DossierAct::StartDraft { .. }
        | DossierAct::ChangeDraft { .. }
        | DossierAct::AddDraftVersion { .. }
        | DossierAct::DropDraft { .. } => drafts::decide(chair, held, does),
        DossierAct::AskConcurrence { .. } | DossierAct::Concur { .. } | DossierAct::SkipConcurrence { .. } => {
            concurrences::decide(chair, held, does)
        }
        DossierAct::Submit { .. }
        | DossierAct::HoldSubmission { .. }
        | DossierAct::SendBack { .. }
        | DossierAct::PutInBox { .. }
        | DossierAct::AddCover { .. }
        | DossierAct::WithdrawSubmission { .. }
        | DossierAct::ReopenSubmission { .. } => submissions::decide(chair, held, does),
        DossierAct::Decide { .. } | DossierAct::SecondDecision { .. } => return decisions::decide(chair, held, does),
        DossierAct::SetAction { .. }
        | DossierAct::AcceptAction { .. }
        | DossierAct::ExtendAction { .. }
        | DossierAct::ReportAction { .. }
        | DossierAct::ReturnAction { .. }
        | DossierAct::DischargeAction { .. }
        | DossierAct::CancelAction { .. } => actions::decide(chair, held, does),
        DossierAct::PutClaim { .. }
        | DossierAct::PutProposal { .. }
        | DossierAct::PutAssessment { .. }
        | DossierAct::PutRecommendation { .. }
        | DossierAct::WithdrawPosition { .. }
        | DossierAct::AskAssessment { .. }
        | DossierAct::DeclineAssessment { .. }
        | DossierAct::TakeBackAssessmentAsked { .. } => positions::decide(chair, held, does),
        DossierAct::SetTerm { .. } | DossierAct::MoveTerm { .. } | DossierAct::EndTerm { .. } => {
            terms::decide(chair, held, does)
        }
        DossierAct::SetDeadline { .. }
        | DossierAct::MoveDeadline { .. }
        | DossierAct::KeepDeadline { .. }
        | DossierAct::DropDeadline { .. }
        | DossierAct::FollowCalendar { .. } => deadlines::decide(chair, held, does),
    }?;
    Ok(changes.into_iter().map(|change| event(dossier, change)).collect())
}

/// A change in a dossier as an event, with the bodies that it names.
fn event(dossier: &DossierId, change: DossierEvent) -> Event {
    let bodies = match &change {
        DossierEvent::DraftVersionAdded { version, .. } => bodies_of(version),
        _ => Vec::new(),
    };
    Event::InDossier { dossier: dossier.clone(), change, bodies }
}

/// The desk an officer acts for in a dossier: the one named, or the first of the officer's that keeps it or is named in it.
fn own_desk(chair: &mut Chair<'_>, held: &Dossier, named: Option<&DeskId>) -> Result<DeskId, Refusal> {
    if let Some(desk) = named {
        sit_to_speak(chair, held, desk)?;
        return Ok(desk.clone());
    }
    let of_dossier = desks_named(held, chair.sitting.at);
    let keepers: Vec<DeskId> = keepers(chair.house, held).cloned().collect();
    chair.sit_at(keepers.iter().chain(&of_dossier))
}

/// The desks that are named in a dossier at a moment.
fn desks_named(held: &Dossier, at: Moment) -> Vec<DeskId> {
    let named = held.named().into_iter().filter(|naming| naming.holds_at(at));
    let desk = |naming: Naming| match naming.principal {
        Principal::Desk(desk) => Some(desk),
        Principal::Officer(_) | Principal::Correspondent(_) => None,
    };
    named.filter_map(desk).collect()
}

/// Seats the officer at a desk that speaks or acts for itself: it has to see the dossier by a right of its own, so that
/// nobody names a desk in a dossier by acting for it there.
fn sit_to_speak(chair: &mut Chair<'_>, held: &Dossier, desk: &DeskId) -> Result<(), Refusal> {
    chair.open_desk(desk)?;
    chair.sit_at([desk])?;
    if desk_sees_dossier(chair.house, desk, held, chair.sitting.at) {
        return Ok(());
    }
    Err(PositionRefusal::DeskWithoutWord { desk: desk.clone() }.into())
}

/// The dossier an act names, if this officer may see it; the same words whether it is not there or not for this officer.
pub(super) fn seen<'a>(chair: &Chair<'a>, dossier: &DossierId) -> Result<&'a Dossier, Refusal> {
    let (officer, at) = (&chair.sitting.officer, chair.sitting.at);
    match held(chair, dossier)? {
        held if may_see_dossier(chair.house, officer, held, at) => Ok(held),
        _ => Err(absent(dossier)),
    }
}

/// The dossier an act names, whoever may see it.
fn held<'a>(chair: &Chair<'a>, dossier: &DossierId) -> Result<&'a Dossier, Refusal> {
    chair.known.dossier.as_ref().ok_or_else(|| absent(dossier))
}

fn absent(dossier: &DossierId) -> Refusal {
    Refusal::Absent { what: Thing::Dossier, code: dossier.to_string() }
}

/// That nothing is done in a closed dossier.
pub(super) fn is_open(held: &Dossier) -> Result<(), Refusal> {
    match &held.closed {
        None => Ok(()),
        Some(closed) => {
            let (dossier, since, reason) = (held.id.clone(), closed.at, closed.reason.clone());
            Err(DossierRefusal::DossierClosed { dossier, since, reason }.into())
        }
    }
}

/// Seats the officer at the desk that keeps the dossier, or at one above it; a dossier without such a desk is kept by
/// whoever keeps a series.
fn sit_as_keeper(chair: &mut Chair<'_>, held: &Dossier) -> Result<DeskId, Refusal> {
    chair.sit_at(keepers(chair.house, held))
}

/// The desks that may do what keeping a dossier takes.
pub fn keepers<'h>(house: &'h House, held: &'h Dossier) -> impl Iterator<Item = &'h DeskId> {
    let above = held.home.iter().flat_map(|home| std::iter::once(home).chain(house.above(home)));
    let registries = house.series.values().map(|series| &series.registry).filter(|_| held.home.is_none());
    above.chain(registries)
}

type Changes = Result<Vec<DossierEvent>, Refusal>;
