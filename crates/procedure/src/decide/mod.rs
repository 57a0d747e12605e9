//! Deciding: an act and the state before it make one journal entry, or a refusal.
//!
//! One file a field of work. Every function here is pure and leaves nothing behind when it refuses.

mod answer;
mod bring_forward;
mod calendars;
mod chair;
mod circular;
mod citations;
mod closing;
mod copies;
mod correct;
mod correspondents;
mod desks;
mod directions;
mod dispatch;
mod dossiers;
mod enter;
mod exports;
mod filing;
mod handing;
mod lists;
mod names;
mod officers;
mod oversight;
mod registrations;
mod releases;
mod rereading;
mod rules;
mod series;
mod versions;

use crate::act::{Act, Decided, EVENTS_PER_ACT_MAX, Sitting, act_id};
use crate::event::{Acted, Event};
use crate::house::House;
use crate::ids::{DossierId, PaperId};
use crate::known::Known;
use crate::refusal::{Counted, Refusal};

pub use answer::may_answer;
pub use bring_forward::may_end;
pub use chair::{Seats, keeper_or_holder, may_add_version};
pub use copies::{holds_copy, is_held_by};
pub use correct::corrected_card;
pub use correspondents::name_key;
pub use dossiers::{
    Voices, keepers as dossier_keepers, may_end_of_dossier, may_keep_deadline, may_put_otherwise, needs_two, voices,
};
pub use lists::keeps_lists;
pub use rereading::{card_taken, offered_anew, read_anew_of};
pub use versions::takes;

use chair::{Chair, at_most};

/// Decides an act. Pure: the same arguments make the same entry.
///
/// # Errors
/// A [`Refusal`] when the rules say no; nothing is changed then.
pub fn decide(house: &House, known: &Known, act: &Act, sitting: &Sitting) -> Result<Decided, Refusal> {
    let mut chair = Chair::take(house, known, act, sitting)?;
    let events = match act {
        Act::Found { .. } => officers::found(&chair, act),
        Act::RenameOffice { .. }
        | Act::SetLevels { .. }
        | Act::SetFilePlan { .. }
        | Act::AddOfficer { .. }
        | Act::ChangeOfficer { .. }
        | Act::SuspendOfficer { .. }
        | Act::ReinstateOfficer { .. }
        | Act::ChangeDoor { .. } => officers::decide(&chair, act),
        Act::AddDesk { .. }
        | Act::ChangeDesk { .. }
        | Act::CloseDesk { .. }
        | Act::SetPrivateOffice { .. }
        | Act::SetTwoPersons { .. }
        | Act::GiveMandate { .. }
        | Act::EndMandate { .. } => desks::decide(&chair, act),
        Act::HandOverDesk { .. } | Act::HandOverPost { .. } => handing::decide(&chair, act),
        Act::SetCalendar { .. } | Act::AddHoliday { .. } | Act::RemoveHoliday { .. } => calendars::decide(&chair, act),
        Act::SetList { .. } | Act::GiveUpList { .. } => lists::decide(&mut chair, act),
        Act::GiveCopies { .. }
        | Act::CopyReceived { .. }
        | Act::AcknowledgeCopy { .. }
        | Act::PrintCopy { .. }
        | Act::ReturnCopy { .. }
        | Act::WithdrawCopies { .. }
        | Act::SubstituteCopy { .. } => copies::decide(&mut chair, act),
        Act::SendCircular { .. } => circular::decide(&mut chair, act),
        Act::GiveRole { .. }
        | Act::EndRole { .. }
        | Act::AskReadings { .. }
        | Act::EnterReadings { .. }
        | Act::EnterRestored { .. }
        | Act::ChangeKey { .. } => oversight::decide(&chair, act),
        Act::CloseDay {} => closing::decide(&mut chair),
        Act::OpenSeries { .. }
        | Act::ChangeSeries { .. }
        | Act::CloseSeries { .. }
        | Act::CloseYear { .. }
        | Act::ReserveBlock { .. }
        | Act::VoidReserved { .. }
        | Act::VoidLost { .. } => series::decide(&mut chair, act),
        Act::Enter(draft) => enter::enter(&mut chair, draft),
        Act::Split { .. } => enter::split(&mut chair, act),
        Act::AddVersion { .. } | Act::ReplaceVersion { .. } | Act::WithdrawVersion { .. } => {
            versions::decide(&mut chair, act)
        }
        Act::Correct { .. } | Act::CorrectArrival { .. } | Act::Mark { .. } => correct::decide(&mut chair, act),
        Act::RegisterAlso { .. } | Act::Void { .. } | Act::MoveSeries { .. } => registrations::decide(&mut chair, act),
        Act::Direct { .. }
        | Act::AcceptDirection { .. }
        | Act::PassOn { .. }
        | Act::ReturnDirection { .. }
        | Act::ReportDone { .. }
        | Act::Redirect { .. } => directions::decide(&mut chair, act),
        Act::Bind { .. } | Act::Unbind { .. } | Act::Override { .. } => names::decide(&mut chair, act),
        Act::AddCorrespondent { .. }
        | Act::ChangeCorrespondent { .. }
        | Act::GiveAlias { .. }
        | Act::TakeAlias { .. }
        | Act::ConfirmUsual { .. }
        | Act::MergeCorrespondent { .. }
        | Act::PartCorrespondent { .. } => correspondents::decide(&mut chair, act),
        Act::ConfirmRule { .. } | Act::RevokeRule { .. } => rules::decide(&mut chair, act),
        Act::ProposeReading { .. } | Act::TakeReading { .. } | Act::DeclineReading { .. } => {
            rereading::decide(&mut chair, act)
        }
        Act::Tie { .. }
        | Act::Untie { .. }
        | Act::Settle { .. }
        | Act::LinkAnswer { .. }
        | Act::UnlinkAnswer { .. } => citations::decide(&mut chair, act),
        Act::BringForward { .. } | Act::BringForwardDone { .. } | Act::TakeBackBringForward { .. } => {
            bring_forward::decide(&mut chair, act)
        }
        Act::AwaitAnswer { .. } | Act::InterimReply { .. } | Act::NoReplyNeeded { .. } | Act::ReopenAnswer { .. } => {
            answer::decide(&mut chair, act)
        }
        Act::Dispatch { .. }
        | Act::DispatchReceived { .. }
        | Act::DispatchCameBack { .. }
        | Act::UndoDispatch { .. }
        | Act::NoDispatch { .. }
        | Act::RecordSymbol { .. } => dispatch::decide(&mut chair, act),
        Act::Export { export, sheet } => exports::decide(&chair, export, sheet.as_ref()),
        Act::Release { .. } | Act::EndRelease { .. } => releases::decide(&mut chair, act),
        Act::OpenDossier { .. } | Act::InDossier { .. } => dossiers::decide(&mut chair, act),
        Act::File { .. } | Act::Remark { .. } => filing::decide(&mut chair, act),
    }?;
    at_most(Counted::Events, events.len(), EVENTS_PER_ACT_MAX)?;
    Ok(Decided { acted: acted(&chair, act, &events), events })
}

fn acted(chair: &Chair<'_>, act: &Act, events: &[Event]) -> Acted {
    let sitting = chair.sitting;
    Acted {
        act: act.name().to_owned(),
        officer: sitting.officer.clone(),
        desk: chair.desk.clone(),
        mandate: chair.mandate.clone(),
        authenticated: sitting.authenticated.clone(),
        means: sitting.means,
        door: sitting.door,
        id: chair.id,
        digest: act.digest(),
        papers: papers(events),
        dossiers: dossiers_of(events),
    }
}

/// The papers that events touch, each once, in the order they are first touched.
pub fn papers(events: &[Event]) -> Vec<PaperId> {
    let mut found = Vec::new();
    let mut touch = |paper: PaperId| {
        if !found.contains(&paper) {
            found.push(paper);
        }
    };
    for event in events {
        if let Some(paper) = event.paper() {
            touch(paper);
        }
        match event {
            Event::CitationsTied { ties } => ties.iter().for_each(|tie| touch(tie.paper)),
            Event::MatchesOffered { offers } => offers.iter().for_each(|offer| touch(offer.paper)),
            Event::CitationsReopened { ties, .. } => ties.iter().for_each(|tie| touch(tie.paper)),
            Event::AnswerLinked { answers, .. } | Event::AnswerUnlinked { answers, .. } => touch(*answers),
            Event::SplitOff { into, .. } => touch(*into),
            Event::HandedOver { papers, .. } => papers.iter().for_each(|handed| touch(handed.paper)),
            _ => {}
        }
    }
    found
}

/// The dossiers that events touch, each once, in the order they are first touched.
pub fn dossiers_of(events: &[Event]) -> Vec<DossierId> {
    let mut found: Vec<DossierId> = Vec::new();
    for dossier in events.iter().filter_map(Event::dossier) {
        if !found.contains(dossier) {
            found.push(dossier.clone());
        }
    }
    found
}

/// The id of the act, and of the paper that it enters.
fn id_of(house: &House, act: &Act, sitting: &Sitting) -> Result<PaperId, Refusal> {
    let office = match (act, &house.founding) {
        (Act::Found { office, .. }, None) => office,
        (Act::Found { .. }, Some(_)) => return Err(Refusal::AlreadyFounded),
        (_, Some(founding)) => &founding.office,
        (_, None) => return Err(Refusal::NotFounded),
    };
    Ok(act_id(office, &sitting.officer, &sitting.key))
}
