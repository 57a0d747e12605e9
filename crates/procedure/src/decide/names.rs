//! Binding names to officers and desks, and looking beyond the rules.

use super::chair::{Chair, as_it_stands, at_most, required};
use super::correspondents::standing;
use crate::act::{Act, BindingDraft, CARD_LIST_MAX, OVERRIDE_DAYS_MAX};
use crate::event::Event;
use crate::ids::{PaperId, RuleId};
use crate::moment::Moment;
use crate::paper::{NamedAs, Principal};
use crate::refusal::{Counted, Refusal, Written};

const MICROS_PER_DAY: i64 = 24 * 60 * 60 * 1_000_000;

pub(super) fn decide(chair: &mut Chair<'_>, act: &Act) -> Result<Vec<Event>, Refusal> {
    let held = chair.live_paper()?;
    match act {
        Act::Bind { paper, bindings } => {
            chair.sit_as_keeper_or_holder(held)?;
            Chair::marking_confirmed(held)?;
            at_most(Counted::Bindings, held.bindings.len() + bindings.len(), CARD_LIST_MAX)?;
            if bindings.is_empty() {
                return Err(Refusal::Empty { field: Written::Name });
            }
            check_bindings(chair, bindings)?;
            for draft in bindings {
                let same = |known: &&crate::paper::Binding| {
                    known.ended.is_none() && known.to == draft.to && known.named_as == draft.named_as
                };
                if held.bindings.iter().any(|known| same(&known)) {
                    return Err(Refusal::BoundAlready { name: draft.name.clone() });
                }
            }
            Ok(bound(*paper, held.bindings.len(), bindings))
        }
        Act::Unbind { paper, binding, reason } => {
            chair.sit_as_keeper_or_holder(held)?;
            required(Written::Reason, reason)?;
            if held.bindings.get(*binding).is_none_or(|known| known.ended.is_some()) {
                return Err(Refusal::NoBinding { binding: *binding });
            }
            Ok(vec![Event::NameUnbound { paper: *paper, binding: *binding, reason: reason.clone() }])
        }
        Act::Override { paper, reason, until } => {
            chair.sit_as_keeper(held)?;
            required(Written::Reason, reason)?;
            let last = Moment::from_micros(chair.sitting.at.micros() + OVERRIDE_DAYS_MAX * MICROS_PER_DAY);
            if *until <= chair.sitting.at || *until > last {
                return Err(Refusal::OverrideTooLong { days_max: OVERRIDE_DAYS_MAX });
            }
            Ok(vec![Event::SightOverridden { paper: *paper, reason: reason.clone(), until: *until }])
        }
        _ => Ok(Vec::new()),
    }
}

/// Drafts as bindings, in the places from `first`.
pub(super) fn bound(paper: PaperId, first: usize, drafts: &[BindingDraft]) -> Vec<Event> {
    let bound = |(place, draft): (usize, &BindingDraft)| Event::NameBound {
        paper,
        place,
        name: draft.name.clone(),
        named_as: draft.named_as,
        to: draft.to.clone(),
        rule: None,
    };
    (first..).zip(drafts).map(bound).collect()
}

/// A binding that a rule makes.
pub(super) fn bound_by(
    paper: PaperId,
    place: usize,
    name: &str,
    named_as: NamedAs,
    to: &Principal,
    rule: &RuleId,
) -> Event {
    Event::NameBound { paper, place, name: name.to_owned(), named_as, to: to.clone(), rule: Some(rule.clone()) }
}

/// That bindings name officers or desks that are there, and nobody twice in one capacity: ending one of two would end
/// nothing.
pub(super) fn check_bindings(chair: &Chair<'_>, drafts: &[BindingDraft]) -> Result<(), Refusal> {
    for (at, draft) in drafts.iter().enumerate() {
        check_binding(chair, draft)?;
        if drafts[..at].iter().any(|other| other.to == draft.to && other.named_as == draft.named_as) {
            return Err(Refusal::BoundAlready { name: draft.name.clone() });
        }
    }
    Ok(())
}

fn check_binding(chair: &Chair<'_>, draft: &BindingDraft) -> Result<(), Refusal> {
    as_it_stands(Written::Name, &draft.name)?;
    match &draft.to {
        Principal::Officer(officer) => chair.active(officer).map(|_| ()),
        Principal::Desk(desk) => chair.open_desk(desk).map(|_| ()),
        Principal::Correspondent(correspondent) => standing(chair, correspondent).map(|_| ()),
    }
}
