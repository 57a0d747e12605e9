//! Bring-forwards: a paper comes back to an officer or a desk on a day.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::chair::{Chair, Seats, at_most, required};
use crate::act::{Act, BRING_FORWARD_DAYS_MAX, BRING_FORWARDS_OPEN_MAX};
use crate::event::Event;
use crate::house::House;
use crate::ids::{DeskId, OfficerId};
use crate::moment::Moment;
use crate::paper::{BringForward, BringForwardEnd, BringForwardState, InHouse, Paper};
use crate::refusal::{Counted, Refusal, Written};
use crate::sight::desk_sees;

pub(super) fn decide(chair: &mut Chair<'_>, act: &Act) -> Result<Vec<Event>, Refusal> {
    let held = chair.live_paper()?;
    match act {
        Act::BringForward { desk, on, reason, .. } => set(chair, held, desk.as_ref(), *on, reason),
        Act::BringForwardDone { bring_forward, .. } => {
            let open = open(&held.bring_forwards, *bring_forward)?;
            sit_at_end(chair, held, open)?;
            Ok(vec![ended(held, open.no, BringForwardEnd::Done)])
        }
        Act::TakeBackBringForward { bring_forward, reason, .. } => {
            let open = open(&held.bring_forwards, *bring_forward)?;
            sit_at_end(chair, held, open)?;
            required(Written::Reason, reason)?;
            Ok(vec![ended(held, open.no, BringForwardEnd::TakenBack { reason: reason.clone() })])
        }
        _ => Ok(Vec::new()),
    }
}

fn set(
    chair: &mut Chair<'_>,
    held: &Paper,
    desk: Option<&DeskId>,
    on: Date,
    reason: &str,
) -> Result<Vec<Event>, Refusal> {
    let to = match desk {
        None => InHouse::Officer(chair.sitting.officer.clone()),
        Some(desk) => {
            chair.open_desk(desk)?;
            sit_to_set(chair, held, desk)?;
            InHouse::Desk(desk.clone())
        }
    };
    let bring_forward = next(&held.bring_forwards, chair.sitting.today, on, reason)?;
    Ok(vec![Event::BringForwardSet { paper: held.id, bring_forward, to, on, reason: reason.to_owned() }])
}

/// The number of a bring-forward beside those there are, if its day and its reason are fit.
pub(super) fn next(there: &[BringForward], today: Date, on: Date, reason: &str) -> Result<u32, Refusal> {
    required(Written::Reason, reason)?;
    if on < today {
        return Err(Refusal::DuePast { due: on, today });
    }
    // Where the calendar itself ends sooner, no day is too far.
    if today.checked_add(BRING_FORWARD_DAYS_MAX.days()).is_ok_and(|last| on > last) {
        return Err(Refusal::BackTooFar { on, days_max: BRING_FORWARD_DAYS_MAX });
    }
    at_most(Counted::BringForwards, there.iter().filter(|one| one.is_open()).count() + 1, BRING_FORWARDS_OPEN_MAX)?;
    Ok(there.iter().map(|one| one.no).max().unwrap_or(0) + 1)
}

/// To one's own desk, whoever sees the paper; to another, whoever may mark it out, if that desk will find it there.
fn sit_to_set(chair: &mut Chair<'_>, held: &Paper, desk: &DeskId) -> Result<(), Refusal> {
    if chair.sit_at([desk]).is_ok() {
        return Ok(());
    }
    let holders: Vec<DeskId> = chair.holders(held).into_iter().cloned().collect();
    chair.sit_at(&holders)?;
    Chair::marking_confirmed(held)?;
    if desk_sees(chair.house, desk, held, chair.sitting.at) {
        return Ok(());
    }
    Err(Refusal::DeskWithoutSight { desk: desk.clone() })
}

/// Whether an officer may end an open bring-forward: whom it is for or who stands in for them, who set it, and the registry
/// that keeps the paper. Sight of the paper is not asked here.
pub fn may_end(house: &House, paper: &Paper, one: &BringForward, officer: &OfficerId, at: Moment) -> bool {
    one.is_for(house, officer, at) || one.by == *officer || Seats::of(house, paper, officer, at).keeps()
}

fn sit_at_end(chair: &mut Chair<'_>, held: &Paper, one: &BringForward) -> Result<(), Refusal> {
    let (officer, at) = (&chair.sitting.officer, chair.sitting.at);
    if !may_end(chair.house, held, one, officer, at) {
        return Err(Refusal::NotBroughtToYou { bring_forward: one.no, to: one.to.clone(), officer: one.by.clone() });
    }
    let own = one.by == *officer || one.to == InHouse::Officer(officer.clone());
    let desk = match &one.to {
        InHouse::Desk(desk) => Some(desk),
        InHouse::Officer(of) => chair.house.stands_in_at(officer, of, at),
    };
    let keepers = chair.keepers(held);
    let seats: Vec<&DeskId> = desk.into_iter().chain(keepers.into_iter().filter(|_| !own)).collect();
    // What one set oneself, or for oneself, is ended without a desk.
    match chair.sit_at(seats) {
        Err(refusal) if !own => Err(refusal),
        _ => Ok(()),
    }
}

/// The bring-forward of that number among those there are, if it is open.
pub(super) fn open(there: &[BringForward], no: u32) -> Result<&BringForward, Refusal> {
    let one = there.iter().find(|one| one.no == no).ok_or(Refusal::NoBringForward { bring_forward: no })?;
    match &one.state {
        BringForwardState::Open => Ok(one),
        BringForwardState::Ended { end, .. } => {
            Err(Refusal::BringForwardClosed { bring_forward: no, state: end.words().to_owned() })
        }
    }
}

fn ended(held: &Paper, bring_forward: u32, end: BringForwardEnd) -> Event {
    Event::BringForwardEnded { paper: held.id, bring_forward, end }
}

/// What the void of a paper's last number does to what was to come back: it ends, and says why.
pub(super) fn ended_by_void(held: &Paper) -> Vec<Event> {
    held.open_bring_forwards().into_iter().map(|one| ended(held, one.no, BringForwardEnd::PaperVoid)).collect()
}
