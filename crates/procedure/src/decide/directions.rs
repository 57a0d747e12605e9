//! Directions: marking a paper out, and what the desks do with it.

use std::collections::BTreeSet;

use super::answer::started_anew;
use super::chair::{Chair, at_most, optional, required};
use crate::act::{Act, DIRECTIONS_PER_ACT_MAX, DIRECTIONS_PER_PAPER_MAX, DirectionDraft};
use crate::event::{DirectionTurn, Event};
use crate::ids::DeskId;
use crate::paper::{Direction, DirectionState, Paper, Part};
use crate::refusal::{Counted, Desks, Refusal, Written};

pub(super) fn decide(chair: &mut Chair<'_>, act: &Act) -> Result<Vec<Event>, Refusal> {
    let held = chair.live_paper()?;
    match act {
        Act::Direct { desk, directions, .. } => direct(chair, held, desk, directions),
        Act::AcceptDirection { direction, .. } => {
            let open = open_direction(held, *direction)?;
            chair.sit_at([&open.to])?;
            if matches!(open.state, DirectionState::Accepted { .. }) {
                return Err(Refusal::DirectionAccepted { direction: *direction });
            }
            Ok(vec![turned(held, *direction, DirectionTurn::Accepted)])
        }
        Act::PassOn { direction, directions, .. } => pass_on(chair, held, *direction, directions),
        Act::ReturnDirection { direction, reason, .. } => {
            let open = open_direction(held, *direction)?;
            chair.sit_at([&open.to])?;
            required(Written::Reason, reason)?;
            Ok(vec![turned(held, *direction, DirectionTurn::Returned { reason: reason.clone() })])
        }
        Act::ReportDone { direction, report, answer, .. } => {
            let open = open_direction(held, *direction)?;
            chair.sit_at([&open.to])?;
            optional(Written::Report, report.as_ref())?;
            let mut events = vec![turned(held, *direction, DirectionTurn::Done { report: report.clone() })];
            if let Some(answer) = answer {
                let answering = chair.other(*answer)?;
                if answering.id == held.id {
                    return Err(Refusal::Itself);
                }
                if !held.answered_by.contains(answer) {
                    events.push(Event::AnswerLinked { paper: *answer, answers: held.id });
                }
            }
            Ok(events)
        }
        Act::Redirect { direction, directions, reason, .. } => redirect(chair, held, *direction, directions, reason),
        _ => Ok(Vec::new()),
    }
}

fn direct(
    chair: &mut Chair<'_>,
    held: &Paper,
    desk: &DeskId,
    drafts: &[DirectionDraft],
) -> Result<Vec<Event>, Refusal> {
    let holders = chair.holders(held);
    if !holders.contains(&desk) {
        let holders = Desks(holders.into_iter().cloned().collect());
        return Err(Refusal::NotHolder { desk: desk.clone(), holders });
    }
    chair.sit_at([desk])?;
    Chair::marking_confirmed(held)?;
    check_drafts(chair, drafts)?;
    let directed = directed(chair, held, desk, drafts, None)?;
    let started = started_anew(chair.house, held, &directed);
    Ok([directed].into_iter().chain(started).collect())
}

fn pass_on(
    chair: &mut Chair<'_>,
    held: &Paper,
    direction: u32,
    drafts: &[DirectionDraft],
) -> Result<Vec<Event>, Refusal> {
    let open = open_direction(held, direction)?;
    chair.sit_at([&open.to])?;
    if open.part == Part::Copy {
        // A copy is for information: the paper itself is not the desk's to hand on.
        let holders = Desks(chair.holders(held).into_iter().cloned().collect());
        return Err(Refusal::NotHolder { desk: open.to.clone(), holders });
    }
    check_drafts(chair, drafts)?;
    if drafts.iter().all(|draft| draft.part == Part::Copy) {
        return Err(Refusal::NoLead);
    }
    let passed = turned(held, direction, DirectionTurn::PassedOn);
    let directed = directed(chair, held, &open.to, drafts, Some(direction))?;
    // A desk that passes it on gives the next one a day of its own: the answer is due when it was.
    let started = started_anew(chair.house, held, &directed).filter(|_| held.awaited.is_none());
    Ok([passed, directed].into_iter().chain(started).collect())
}

/// Putting right a wrong desk: by the desk that sent it there, or the registry. Whatever the desk did with the paper, its
/// sight of it ends; what it passed on or returned lies elsewhere, and is marked out by whom it lies with.
fn redirect(
    chair: &mut Chair<'_>,
    held: &Paper,
    direction: u32,
    drafts: &[DirectionDraft],
    reason: &str,
) -> Result<Vec<Event>, Refusal> {
    let wrong = held.direction(direction).ok_or(Refusal::NoDirection { direction })?;
    let left = match wrong.state {
        DirectionState::PassedOn { .. } | DirectionState::Returned { .. } => !drafts.is_empty(),
        DirectionState::Withdrawn { .. } => true,
        DirectionState::Waiting | DirectionState::Accepted { .. } | DirectionState::Done { .. } => false,
    };
    if left {
        open_direction(held, direction)?;
    }
    let desks: Vec<DeskId> = std::iter::once(&wrong.from).chain(chair.keepers(held)).cloned().collect();
    let desk = chair.sit_at(&desks)?;
    required(Written::Reason, reason)?;
    let withdrawn = turned(held, direction, DirectionTurn::Withdrawn { reason: reason.to_owned() });
    if drafts.is_empty() {
        return Ok(vec![withdrawn]);
    }
    Chair::marking_confirmed(held)?;
    check_drafts(chair, drafts)?;
    let directed = directed(chair, held, &desk, drafts, wrong.after)?;
    let started = started_anew(chair.house, held, &directed);
    Ok([withdrawn, directed].into_iter().chain(started).collect())
}

fn directed(
    chair: &Chair<'_>,
    held: &Paper,
    from: &DeskId,
    drafts: &[DirectionDraft],
    after: Option<u32>,
) -> Result<Event, Refusal> {
    at_most(Counted::Directions, held.directions.len() + drafts.len(), DIRECTIONS_PER_PAPER_MAX)?;
    let first = held.directions.iter().map(|direction| direction.no).max().unwrap_or(0) + 1;
    Ok(Event::Directed { paper: held.id, directions: make_directions(chair, from, drafts, first, after) })
}

/// Drafts as directions, numbered from `first`.
pub(super) fn make_directions(
    chair: &Chair<'_>,
    from: &DeskId,
    drafts: &[DirectionDraft],
    first: u32,
    after: Option<u32>,
) -> Vec<Direction> {
    let make = |(no, draft): (u32, &DirectionDraft)| Direction {
        no,
        from: from.clone(),
        by: chair.sitting.officer.clone(),
        at: chair.sitting.at,
        to: draft.to.clone(),
        part: draft.part,
        act: draft.act,
        due: draft.due,
        remark: draft.remark.clone(),
        after,
        state: DirectionState::Waiting,
    };
    (first..).zip(drafts).map(make).collect()
}

/// That drafts name open desks, each once, with days to come.
pub(super) fn check_drafts(chair: &Chair<'_>, drafts: &[DirectionDraft]) -> Result<(), Refusal> {
    if drafts.is_empty() {
        return Err(Refusal::NoDirections);
    }
    at_most(Counted::Directions, drafts.len(), DIRECTIONS_PER_ACT_MAX)?;
    let mut named = BTreeSet::new();
    for draft in drafts {
        chair.open_desk(&draft.to)?;
        if !named.insert(&draft.to) {
            return Err(Refusal::DeskTwice { desk: draft.to.clone() });
        }
        optional(Written::Remark, draft.remark.as_ref())?;
        if let Some(due) = draft.due.filter(|due| *due < chair.sitting.today) {
            return Err(Refusal::DuePast { due, today: chair.sitting.today });
        }
    }
    Ok(())
}

fn open_direction(held: &Paper, no: u32) -> Result<&Direction, Refusal> {
    let direction = held.direction(no).ok_or(Refusal::NoDirection { direction: no })?;
    let state = match &direction.state {
        DirectionState::Waiting | DirectionState::Accepted { .. } => return Ok(direction),
        DirectionState::PassedOn { .. } => "it was passed on",
        DirectionState::Returned { .. } => "it was returned",
        DirectionState::Done { .. } => "it was reported done",
        DirectionState::Withdrawn { .. } => "it was taken back",
    };
    Err(Refusal::DirectionClosed { direction: no, state: state.to_owned() })
}

fn turned(held: &Paper, direction: u32, turn: DirectionTurn) -> Event {
    Event::DirectionTurned { paper: held.id, direction, turn }
}
