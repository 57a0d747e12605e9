//! Roles, and what is asked of the reading ledger.

use super::chair::{Chair, required};
use crate::act::{Act, ROLE_DAYS_MAX};
use crate::event::{Door, Event};
use crate::moment::Moment;
use crate::readings::{ReadingsOf, ReadingsQuestion};
use crate::refusal::{OversightRefusal, Refusal, Written};
use crate::role::Role;

const MICROS_PER_DAY: i64 = 24 * 60 * 60 * 1_000_000;

pub(super) fn decide(chair: &Chair<'_>, act: &Act) -> Result<Vec<Event>, Refusal> {
    let event = match act {
        Act::GiveRole { .. } => give(chair, act)?,
        Act::EndRole { officer, role, reason } => {
            chair.administrator()?;
            required(Written::Reason, reason)?;
            let held = chair
                .house
                .role_of(officer, *role)
                .filter(|held| held.until.is_none_or(|until| until > chair.sitting.at));
            if held.is_none() {
                return Err(OversightRefusal::RoleNotHeld { officer: officer.clone(), role: *role }.into());
            }
            Event::RoleEnded { officer: officer.clone(), role: *role, reason: reason.clone() }
        }
        Act::AskReadings { question, reason } => {
            let (officer, at) = (&chair.sitting.officer, chair.sitting.at);
            if !chair.house.has_role(officer, Role::Auditor, at) {
                return Err(OversightRefusal::NotAuditor { officer: officer.clone() }.into());
            }
            required(Written::Reason, reason)?;
            check(chair, question)?;
            Event::ReadingsAsked { question: question.clone(), reason: reason.clone() }
        }
        Act::EnterReadings { head, broken } => {
            // Whoever could enter a head by hand could cover up what was done to the ledger.
            if chair.sitting.door != Door::Machine {
                return Err(OversightRefusal::ByMachineOnly.into());
            }
            if chair.house.readings.as_ref().is_some_and(|known| known.head == *head) {
                return Err(Refusal::SameFacts);
            }
            Event::ReadingsEntered { head: *head, broken: *broken }
        }
        Act::EnterRestored { entries, lost, new_log } => {
            chair.administrator()?;
            if chair.sitting.door != Door::Machine {
                return Err(OversightRefusal::ByMachineOnly.into());
            }
            Event::Restored { entries: *entries, lost: *lost, new_log: *new_log }
        }
        Act::ChangeKey { reason } => {
            chair.administrator()?;
            required(Written::Reason, reason)?;
            // Where the journal is written there is one; anywhere else nobody could sign with it.
            let key = chair.known.next_key.clone().ok_or(OversightRefusal::OneAtATime)?;
            Event::KeyChanged { key, reason: reason.clone() }
        }
        _ => return Ok(Vec::new()),
    };
    Ok(vec![event])
}

fn give(chair: &Chair<'_>, act: &Act) -> Result<Event, Refusal> {
    let Act::GiveRole { officer, role, from, until, reason } = act else { return Err(Refusal::NotFounded) };
    chair.administrator()?;
    chair.active(officer)?;
    required(Written::Reason, reason)?;
    if *officer == chair.sitting.officer {
        return Err(OversightRefusal::RoleToOneself { officer: officer.clone(), role: *role }.into());
    }
    // Nobody had a role before it was given.
    let from = from.unwrap_or(chair.sitting.at).max(chair.sitting.at);
    if until.is_some_and(|until| until <= from) {
        return Err(Refusal::EndsBeforeBegin);
    }
    let last = Moment::from_micros(from.micros().saturating_add(ROLE_DAYS_MAX * MICROS_PER_DAY));
    match until {
        Some(until) if *until > last => return Err(OversightRefusal::RoleTooLong { days_max: ROLE_DAYS_MAX }.into()),
        None if *role == Role::ExistenceOnly => {
            return Err(OversightRefusal::RoleWithoutEnd { role: *role, days_max: ROLE_DAYS_MAX }.into());
        }
        _ => {}
    }
    Ok(Event::RoleGiven { officer: officer.clone(), role: *role, from, until: *until, reason: reason.clone() })
}

fn check(chair: &Chair<'_>, question: &ReadingsQuestion) -> Result<(), Refusal> {
    match &question.of {
        ReadingsOf::Paper(typed) => required(Written::Number, typed)?,
        ReadingsOf::Officer(officer) if !chair.house.officers.contains_key(officer) => {
            return Err(Refusal::NoOfficer { officer: officer.clone() });
        }
        ReadingsOf::Everything if question.from.is_none() => return Err(OversightRefusal::ReadingsWithoutSpan.into()),
        ReadingsOf::Officer(_) | ReadingsOf::Dossier(_) | ReadingsOf::Everything => {}
    }
    match (question.from, question.until) {
        (Some(from), Some(until)) if until < from => Err(OversightRefusal::SpanUpsideDown { from, until }.into()),
        _ => Ok(()),
    }
}
