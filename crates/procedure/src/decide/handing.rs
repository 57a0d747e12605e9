//! Handing over: what waits at a desk to another desk, or a desk from one officer who holds it to another.
//!
//! Administrators do it, as they give mandates and close desks. What goes is told by [`crate::handing`]; here it becomes one
//! entry, with as much as one may hold.

use super::chair::{Chair, required};
use crate::act::{Act, HANDED_PER_ENTRY_MAX};
use crate::event::Event;
use crate::handing::{DossierHanded, DossierHeld, Handing, Held, OneEntry, PaperHanded, of_dossier, of_paper};
use crate::house::{Capacity, Mandate};
use crate::ids::{DeskId, MandateId, OfficerId};
use crate::moment::Moment;
use crate::paper::InHouse;
use crate::refusal::{HandingRefusal, Refusal, Thing, Written};

pub(super) fn decide(chair: &Chair<'_>, act: &Act) -> Result<Vec<Event>, Refusal> {
    chair.administrator()?;
    match act {
        Act::HandOverDesk { desk, to, reason } => to_desk(chair, desk, to, reason),
        Act::HandOverPost { desk, from, to, mandate, reason } => {
            to_officer(chair, &Post { desk, from, to, mandate }, reason)
        }
        _ => Ok(Vec::new()),
    }
}

fn to_desk(chair: &Chair<'_>, desk: &DeskId, to: &DeskId, reason: &str) -> Result<Vec<Event>, Refusal> {
    // A desk that is closed may be emptied still: offices closed desks before what waits kept them open.
    if !chair.house.desks.contains_key(desk) {
        return Err(Refusal::Absent { what: Thing::Desk, code: desk.to_string() });
    }
    chair.open_desk(to)?;
    required(Written::Reason, reason)?;
    let (from, to) = (InHouse::Desk(desk.clone()), InHouse::Desk(to.clone()));
    somebody_there(chair, &from, &to)?;
    let handed = OneEntry::of(chair.house, &chair.known.handing, (&from, &to), reason, chair.sitting.at);
    if handed.goes() == 0 {
        return Err(HandingRefusal::NothingToHandOver { from, to, stays: handed.stays }.into());
    }
    let OneEntry { papers, dossiers, .. } = handed;
    let first = Event::HandedOver { from, to, desk: None, reason: reason.to_owned(), papers, held: None };
    Ok(std::iter::once(first).chain(in_dossiers(dossiers)).collect())
}

/// That it goes to another, and that somebody acts for that one.
fn somebody_there(chair: &Chair<'_>, from: &InHouse, to: &InHouse) -> Result<(), Refusal> {
    if from == to {
        return Err(HandingRefusal::HandedToItself { to: to.clone() }.into());
    }
    match to {
        InHouse::Desk(desk) if chair.house.at_work_at(desk, chair.sitting.at).is_empty() => {
            Err(HandingRefusal::NobodyAtDesk { desk: desk.clone() }.into())
        }
        _ => Ok(()),
    }
}

/// What it changes in dossiers, as events.
fn in_dossiers(dossiers: Vec<DossierHanded>) -> impl Iterator<Item = Event> {
    dossiers.into_iter().flat_map(|DossierHanded { dossier, changes, .. }| {
        let event = move |change| Event::InDossier { dossier: dossier.clone(), change, bodies: Vec::new() };
        changes.into_iter().map(event)
    })
}

/// A desk, from whom to whom, and the code of the mandate by which the second is to hold it.
struct Post<'a> {
    desk: &'a DeskId,
    from: &'a OfficerId,
    to: &'a OfficerId,
    mandate: &'a MandateId,
}

fn to_officer(chair: &Chair<'_>, post: &Post<'_>, reason: &str) -> Result<Vec<Event>, Refusal> {
    let at = chair.sitting.at;
    chair.open_desk(post.desk)?;
    // Who is ill or gone may be suspended: what waits is handed over all the same.
    if !chair.house.officers.contains_key(post.from) {
        return Err(Refusal::NoOfficer { officer: post.from.clone() });
    }
    chair.active(post.to)?;
    required(Written::Reason, reason)?;
    let (from, to) = (InHouse::Officer(post.from.clone()), InHouse::Officer(post.to.clone()));
    somebody_there(chair, &from, &to)?;
    let held = |one: &Mandate| one.desk == *post.desk && one.capacity == Capacity::Holder;
    let held = |one: &Mandate, officer: &OfficerId| held(one) && one.officer == *officer;
    if !chair.house.mandates.values().any(|one| held(one, post.from)) {
        let (officer, desk) = (post.from.clone(), post.desk.clone());
        return Err(HandingRefusal::NotHolderOfDesk { officer, desk }.into());
    }
    let given = given(chair, post)?;
    let after = chair.house.with_holder(post.to, post.desk, at);
    let handed = OneEntry::of(&after, &chair.known.handing, (&from, &to), reason, at);
    let ending = |one: &Mandate| held(one, post.from) && one.until.is_none_or(|until| until > at);
    let ending: Vec<&MandateId> =
        chair.house.mandates.iter().filter(|(_, one)| ending(one)).map(|(id, _)| id).collect();
    // Where one entry does not take all, the mandate ends with the last that does.
    let ends = if handed.left == 0 { ending } else { Vec::new() };
    let has_another =
        chair.house.mandates.iter().any(|(id, one)| {
            one.officer == *post.from && one.until.is_none_or(|until| until > at) && !ends.contains(&id)
        });
    if handed.stays > 0 && !ends.is_empty() && !has_another {
        return Err(HandingRefusal::PersonalWaits { officer: post.from.clone(), waiting: handed.stays }.into());
    }
    if handed.goes() == 0 && given.is_none() && ends.is_empty() {
        return Err(HandingRefusal::NothingToHandOver { from, to, stays: handed.stays }.into());
    }
    let ended = |mandate: &MandateId| {
        let (mandate, reason) = (mandate.clone(), reason.to_owned());
        Event::MandateEnded { mandate, until: at, reason }
    };
    let mut events: Vec<Event> = given.into_iter().collect();
    events.extend(ends.into_iter().map(ended));
    let held = Some(waiting(&chair.known.at_desk, post.desk));
    let (desk, reason, papers) = (Some(post.desk.clone()), reason.to_owned(), handed.papers);
    events.insert(0, Event::HandedOver { from, to, desk, reason, papers, held });
    events.extend(in_dossiers(handed.dossiers));
    Ok(events)
}

/// The mandate by which the second officer holds the desk from now on, unless there is one.
fn given(chair: &Chair<'_>, post: &Post<'_>) -> Result<Option<Event>, Refusal> {
    let at = chair.sitting.at;
    if chair.house.holders_of(post.desk, at).contains(post.to) {
        return Ok(None);
    }
    if chair.house.mandates.contains_key(post.mandate) {
        return Err(Refusal::Taken { what: Thing::Mandate, code: post.mandate.to_string() });
    }
    let (mandate, officer, desk) = (post.mandate.clone(), post.to.clone(), post.desk.clone());
    let (capacity, until, instead_of) = (Capacity::Holder, None, None);
    Ok(Some(Event::MandateGiven { mandate, officer, desk, capacity, from: at, until, instead_of }))
}

/// What waits at a desk, as the list tells it that both sign.
fn waiting(at: &Handing, desk: &DeskId) -> Held {
    let who = InHouse::Desk(desk.clone());
    let papers = at.papers.iter().take(HANDED_PER_ENTRY_MAX).map(|paper| (paper.id, of_paper(paper, &who)));
    let papers = papers.filter(|(_, what)| !what.is_empty());
    let papers: Vec<_> = papers.map(|(paper, what)| PaperHanded { paper, what, first: None }).collect();
    let room = HANDED_PER_ENTRY_MAX - papers.len();
    let dossiers = at.dossiers.iter().map(|dossier| (dossier.id.clone(), of_dossier(dossier, &who)));
    let mut dossiers: Vec<_> = dossiers.filter(|(_, what)| !what.is_empty()).collect();
    let more = at.papers.len().saturating_sub(HANDED_PER_ENTRY_MAX) + dossiers.len().saturating_sub(room);
    let beyond = at.beyond + more as u64;
    dossiers.truncate(room);
    let dossiers = dossiers.into_iter().map(|(dossier, what)| DossierHeld { dossier, what }).collect();
    Held { papers, dossiers, beyond }
}

/// That a desk at which something waits keeps a holder, and an officer to whom something comes back a desk.
pub(super) fn may_end(chair: &Chair<'_>, id: &MandateId, known: &Mandate, until: Moment) -> Result<(), Refusal> {
    let others = || chair.house.mandates.iter().filter(|(other, _)| *other != id).map(|(_, one)| one);
    let covers = |one: &Mandate| one.from <= until && one.until.is_none_or(|ends| ends > until);
    let holds = |one: &Mandate| one.desk == known.desk && one.capacity == Capacity::Holder && covers(one);
    let at_work = |one: &Mandate| chair.house.active(&one.officer).is_some();
    let officer = known.officer.clone();
    let work = &chair.known.work;
    if known.capacity == Capacity::Holder && !work.is_empty() && !others().any(|one| holds(one) && at_work(one)) {
        let (desk, waiting) = (known.desk.clone(), work.clone());
        return Err(HandingRefusal::LastHolder { officer, desk, waiting }.into());
    }
    let waiting = chair.known.personal;
    if waiting > 0 && !others().any(|one| one.officer == officer && covers(one)) {
        return Err(HandingRefusal::PersonalWaits { officer, waiting }.into());
    }
    Ok(())
}
