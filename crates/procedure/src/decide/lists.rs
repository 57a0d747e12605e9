//! Lists by which copies are given: desks, officers and holders outside the house, in order.

use std::collections::BTreeSet;

use super::chair::{Chair, at_most, required};
use crate::act::{Act, LIST_HOLDERS_MAX, LISTS_MAX};
use crate::event::Event;
use crate::house::{House, List};
use crate::ids::{DeskId, ListId, OfficerId};
use crate::moment::Moment;
use crate::paper::Holder;
use crate::refusal::{CopyRefusal, Counted, Refusal, Thing, Written};

pub(super) fn decide(chair: &mut Chair<'_>, act: &Act) -> Result<Vec<Event>, Refusal> {
    sit(chair)?;
    Ok(vec![match act {
        Act::SetList { list, name, holders } => {
            required(Written::Name, name)?;
            check(chair, list, holders)?;
            let known = chair.house.lists.get(list);
            if known.is_some_and(|known| known.given_up.is_none() && known.name == *name && known.holders == *holders) {
                return Err(Refusal::SameFacts);
            }
            let count = chair.house.lists.len() + usize::from(known.is_none());
            at_most(Counted::Lists, count, LISTS_MAX)?;
            Event::ListSet { list: list.clone(), name: name.clone(), holders: holders.clone() }
        }
        Act::GiveUpList { list, reason } => {
            self::known(chair, list)?;
            required(Written::Reason, reason)?;
            Event::ListGivenUp { list: list.clone(), reason: reason.clone() }
        }
        _ => return Ok(Vec::new()),
    }])
}

/// Lists are kept by the registries, and by administrators.
fn sit(chair: &mut Chair<'_>) -> Result<(), Refusal> {
    if chair.administrator().is_ok() {
        return Ok(());
    }
    chair.sit_at(registries(chair.house)).map(|_| ())
}

/// Whether an officer keeps lists: an administrator, or whoever acts for the registry of an open series.
pub fn keeps_lists(house: &House, officer: &OfficerId, at: Moment) -> bool {
    let acts = |desk: &DeskId| house.mandate_for(officer, desk, at).is_some();
    house.is_administrator(officer) || (house.active(officer).is_some() && registries(house).into_iter().any(acts))
}

/// The registries of open series.
fn registries(house: &House) -> BTreeSet<&DeskId> {
    house.series.values().filter(|series| series.closed.is_none()).map(|series| &series.registry).collect()
}

/// A list that is there and was not given up.
pub(super) fn known<'a>(chair: &Chair<'a>, list: &ListId) -> Result<&'a List, Refusal> {
    let absent = || Refusal::Absent { what: Thing::List, code: list.to_string() };
    let known = chair.house.lists.get(list).ok_or_else(absent)?;
    match &known.given_up {
        None => Ok(known),
        Some(reason) => Err(CopyRefusal::ListOver { list: list.clone(), reason: reason.clone() }.into()),
    }
}

fn check(chair: &Chair<'_>, list: &ListId, holders: &[Holder]) -> Result<(), Refusal> {
    if holders.is_empty() {
        return Err(CopyRefusal::ListEmpty { list: list.clone() }.into());
    }
    at_most(Counted::OnList, holders.len(), LIST_HOLDERS_MAX)?;
    let mut once = BTreeSet::new();
    for holder in holders {
        check_holder(chair, holder)?;
        if !once.insert(holder) {
            return Err(CopyRefusal::HolderTwice { holder: holder.clone() }.into());
        }
    }
    Ok(())
}

/// That somebody who is named for a copy is there: an officer who is not suspended, a desk that is open, or a name.
pub(super) fn check_holder(chair: &Chair<'_>, holder: &Holder) -> Result<(), Refusal> {
    match holder {
        Holder::Officer(officer) => chair.active(officer).map(|_| ()),
        Holder::Desk(desk) => chair.open_desk(desk).map(|_| ()),
        Holder::Outside(name) => required(Written::Holder, name),
    }
}
