//! Numbered copies: to whom they are given, what is done with them, and how they are called back.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::chair::{Chair, at_most, optional, required};
use super::lists::check_holder;
use crate::act::{Act, COPIES_PER_ACT_MAX, COPIES_PER_PAPER_MAX, COPY_PRINTS_MAX};
use crate::event::Event;
use crate::house::House;
use crate::ids::{Hash, ListId, OfficerId};
use crate::moment::Moment;
use crate::paper::{Copy, CopyDid, CopyEnd, CopyGiven, Holder, KeptPage, Marking, Paper};
use crate::refusal::{CopyRefusal, Counted, Refusal, Written};

pub(super) fn decide(chair: &mut Chair<'_>, act: &Act) -> Result<Vec<Event>, Refusal> {
    // What is void gives no copies; those that were given are still called back, given back and read.
    let held = match act {
        Act::GiveCopies { .. } | Act::SubstituteCopy { .. } | Act::PrintCopy { .. } => chair.live_paper()?,
        _ => chair.paper()?,
    };
    match act {
        Act::GiveCopies { list, to, .. } => {
            chair.sit_as_keeper_or_holder(held)?;
            give(chair, held, list.as_ref(), to)
        }
        Act::CopyReceived { copy, on, who, .. } => {
            chair.sit_as_keeper_or_holder(held)?;
            received(chair, held, *copy, *on, who)
        }
        Act::AcknowledgeCopy { copy, .. } => {
            let copy = standing(held, *copy)?;
            sit_as_holder(chair, copy)?;
            once(copy, &CopyDid::Acknowledged)?;
            Ok(vec![handled(held, copy, CopyDid::Acknowledged)])
        }
        Act::PrintCopy { copy, page, .. } => print(chair, held, standing(held, *copy)?, page.as_ref()),
        Act::ReturnCopy { copy, remark, .. } => {
            let copy = standing(held, *copy)?;
            if sit_as_holder(chair, copy).is_err() {
                // The sheet comes back to the registry, which takes it in.
                chair.sit_as_keeper_or_holder(held)?;
            }
            optional(Written::Remark, remark.as_ref())?;
            Ok(vec![ended(held, vec![copy.no], CopyEnd::Returned { remark: remark.clone() })])
        }
        Act::WithdrawCopies { copies, reason, .. } => {
            chair.sit_as_keeper_or_holder(held)?;
            let mut events = withdraw(held, copies, reason)?;
            events.extend(unaddressed(held, copies, reason));
            Ok(events)
        }
        Act::SubstituteCopy { copy, to, reason, .. } => {
            chair.sit_as_keeper_or_holder(held)?;
            let mut events = substitute(chair, held, *copy, to, reason)?;
            let same = held.addressed.as_ref().is_some_and(|addressed| addressed.to == *to);
            events.extend(unaddressed(held, &[*copy], reason).filter(|_| !same));
            Ok(events)
        }
        _ => Ok(Vec::new()),
    }
}

/// Whether an officer may say of a copy that it was read, or give it back: its own holder, and whoever acts for the desk
/// that holds it.
pub fn holds_copy(house: &House, copy: &Copy, officer: &OfficerId, at: Moment) -> bool {
    is_held_by(house, &copy.holder, officer, at)
}

/// Whether a holder is that officer, or a desk for which the officer acts at a moment.
pub fn is_held_by(house: &House, holder: &Holder, officer: &OfficerId, at: Moment) -> bool {
    match holder {
        Holder::Officer(holder) => holder == officer,
        Holder::Desk(desk) => house.mandate_for(officer, desk, at).is_some(),
        Holder::Outside(_) => false,
    }
}

fn sit_as_holder(chair: &mut Chair<'_>, copy: &Copy) -> Result<(), Refusal> {
    match &copy.holder {
        Holder::Officer(officer) if *officer == chair.sitting.officer => Ok(()),
        Holder::Desk(desk) => chair.sit_at([desk]).map(|_| ()),
        holder => Err(CopyRefusal::NotHolderOfCopy { copy: copy.no, holder: holder.clone() }.into()),
    }
}

fn give(chair: &Chair<'_>, held: &Paper, list: Option<&ListId>, to: &[Holder]) -> Result<Vec<Event>, Refusal> {
    Chair::marking_confirmed(held)?;
    let hash = copied(held)?;
    let by_list = match list {
        Some(list) => super::lists::known(chair, list)?.holders.as_slice(),
        None => &[],
    };
    let holders: Vec<&Holder> = by_list.iter().chain(to).collect();
    if holders.is_empty() {
        return Err(CopyRefusal::NobodyNamed.into());
    }
    at_most(Counted::CopiesGiven, holders.len(), COPIES_PER_ACT_MAX)?;
    at_most(Counted::Copies, held.copies.len() + holders.len(), COPIES_PER_PAPER_MAX)?;
    let mut once = BTreeSet::new();
    for holder in &holders {
        may_hold(chair, held, holder)?;
        if !once.insert(*holder) {
            return Err(CopyRefusal::HolderTwice { holder: (*holder).clone() }.into());
        }
        if let Some(copy) = held.held_copies().find(|copy| copy.holder == **holder) {
            return Err(CopyRefusal::HolderHasCopy { holder: (*holder).clone(), copy: copy.no }.into());
        }
    }
    let copy = |(no, holder): (u32, &Holder)| CopyGiven { no, holder: holder.clone(), instead_of: None };
    let mut by_list: Vec<CopyGiven> = (held.next_copy()..).zip(holders.iter().copied()).map(copy).collect();
    let of = by_list.last().map_or(0, |last| last.no);
    // Whoever is named beside a list is not on it.
    let named = by_list.split_off(holders.len() - to.len());
    let given = [(list.cloned(), by_list), (None, named)].into_iter().filter(|(_, copies)| !copies.is_empty());
    Ok(given.map(|(list, copies)| given_of(chair, held, (list, of, hash), copies)).collect())
}

/// The hash of the bytes of which copies are given: of the version that stands for the paper.
fn copied(held: &Paper) -> Result<Hash, Refusal> {
    held.version().map(|kept| kept.version.hash).ok_or_else(|| CopyRefusal::NothingToCopy.into())
}

/// That a copy may be given to somebody: there, at work, and cleared to what it is marked.
pub(super) fn may_hold(chair: &Chair<'_>, held: &Paper, holder: &Holder) -> Result<(), Refusal> {
    check_holder(chair, holder)?;
    let (Holder::Officer(officer), Marking::Confirmed { level }) = (holder, &held.marking) else { return Ok(()) };
    let cleared_to = &chair.active(officer)?.cleared_to;
    let rank = chair.house.rank(cleared_to);
    if rank != usize::MAX && chair.house.rank(level) <= rank {
        return Ok(());
    }
    let (officer, cleared_to, level) = (officer.clone(), cleared_to.clone(), level.clone());
    Err(CopyRefusal::HolderNotCleared { officer, cleared_to, level }.into())
}

fn given_of(
    chair: &Chair<'_>,
    held: &Paper,
    (list, of, hash): (Option<ListId>, u32, Hash),
    copies: Vec<CopyGiven>,
) -> Event {
    Event::CopiesGiven { paper: held.id, list, of, on: chair.sitting.today, hash, copies }
}

fn received(chair: &Chair<'_>, held: &Paper, no: u32, on: Option<Date>, who: &str) -> Result<Vec<Event>, Refusal> {
    let copy = standing(held, no)?;
    if let Some(holder) = copy.holder.in_house() {
        return Err(CopyRefusal::CopyInHouse { copy: no, holder: holder.into() }.into());
    }
    required(Written::Receiver, who)?;
    let on = super::dispatch::not_ahead(chair, on)?;
    if on < copy.on {
        return Err(CopyRefusal::BeforeGiven { copy: no, on, given: copy.on }.into());
    }
    let did = CopyDid::Received { on, who: who.to_owned() };
    once(copy, &did)?;
    Ok(vec![handled(held, copy, did)])
}

/// Printing is of what is read: whoever sees the card alone prints nothing.
///
/// What was set once for whoever holds it is what is printed: a page that was set beside it is not kept.
fn print(chair: &mut Chair<'_>, held: &Paper, copy: &Copy, page: Option<&KeptPage>) -> Result<Vec<Event>, Refusal> {
    if sit_as_holder(chair, copy).is_err() {
        chair.sit_as_keeper_or_holder(held)?;
    }
    if !chair.reads(held) {
        return Err(CopyRefusal::NothingToCopy.into());
    }
    if copy.prints() >= COPY_PRINTS_MAX {
        return Err(CopyRefusal::PrintedOften { copy: copy.no, prints_max: COPY_PRINTS_MAX }.into());
    }
    let page = page.filter(|page| copy.kept_page(page.size).is_none()).cloned();
    Ok(vec![handled(held, copy, CopyDid::Printed { page })])
}

fn withdraw(held: &Paper, copies: &[u32], reason: &str) -> Result<Vec<Event>, Refusal> {
    required(Written::Reason, reason)?;
    if copies.is_empty() {
        return Err(CopyRefusal::NoCopyNamed.into());
    }
    at_most(Counted::CopiesGiven, copies.len(), COPIES_PER_ACT_MAX)?;
    let mut once = BTreeSet::new();
    for no in copies {
        standing(held, *no)?;
        if !once.insert(no) {
            return Err(CopyRefusal::CopyTwice { copy: *no }.into());
        }
    }
    Ok(vec![ended(held, copies.to_vec(), CopyEnd::Withdrawn { reason: reason.to_owned() })])
}

/// Whoever has to give back what a circular sent them is not its addressee any more: the binding ends with the copy.
fn unaddressed(held: &Paper, copies: &[u32], reason: &str) -> Option<Event> {
    let to = &held.addressed.as_ref()?.to;
    let theirs = |no: &u32| *no == 1 || held.copy(*no).is_some_and(|copy| copy.holder == *to);
    let binding = held.addressee_bound().filter(|_| copies.iter().any(theirs))?;
    Some(Event::NameUnbound { paper: held.id, binding, reason: reason.to_owned() })
}

/// The other copy may go to the same holder: a sheet is lost, or spoilt.
fn substitute(chair: &Chair<'_>, held: &Paper, no: u32, to: &Holder, reason: &str) -> Result<Vec<Event>, Refusal> {
    let copy = standing(held, no)?;
    required(Written::Reason, reason)?;
    Chair::marking_confirmed(held)?;
    let hash = copied(held)?;
    may_hold(chair, held, to)?;
    let others = || held.held_copies().filter(|other| other.no != no);
    if let Some(other) = others().find(|other| other.holder == *to) {
        return Err(CopyRefusal::HolderHasCopy { holder: to.clone(), copy: other.no }.into());
    }
    at_most(Counted::Copies, held.copies.len() + 1, COPIES_PER_PAPER_MAX)?;
    let next = held.next_copy();
    let end = CopyEnd::Substituted { copy: next, reason: reason.to_owned() };
    let anew = CopyGiven { no: next, holder: to.clone(), instead_of: Some(no) };
    Ok(vec![ended(held, vec![copy.no], end), given_of(chair, held, (None, next, hash), vec![anew])])
}

fn handled(held: &Paper, copy: &Copy, did: CopyDid) -> Event {
    let bodies = match &did {
        CopyDid::Printed { page: Some(page) } => vec![page.body],
        _ => Vec::new(),
    };
    Event::CopyHandled { paper: held.id, copy: copy.no, did, bodies }
}

fn ended(held: &Paper, copies: Vec<u32>, end: CopyEnd) -> Event {
    Event::CopiesEnded { paper: held.id, copies, end }
}

/// The copy of that number, if it is held.
pub(super) fn standing(held: &Paper, no: u32) -> Result<&Copy, Refusal> {
    let copy = held.copy(no).ok_or(CopyRefusal::NoSuchCopy { copy: no })?;
    match &copy.ended {
        None => Ok(copy),
        Some(ended) => Err(CopyRefusal::CopyOver { copy: no, says: ended.end.words().to_owned() }.into()),
    }
}

/// That whoever holds it now has not done this with it before.
fn once(copy: &Copy, did: &CopyDid) -> Result<(), Refusal> {
    let same = |one: &CopyDid| std::mem::discriminant(one) == std::mem::discriminant(did);
    if copy.handled.iter().any(|one| one.at >= copy.since && same(&one.did)) {
        return Err(CopyRefusal::CopyHandledAlready { copy: copy.no, says: did.words().to_owned() }.into());
    }
    Ok(())
}
