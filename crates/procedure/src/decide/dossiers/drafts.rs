//! Drafts: begun, changed, given new versions, given up.

use std::collections::BTreeSet;

use super::{Changes, keepers, own_desk};
use crate::act::REMARKS_PER_READING_MAX;
use crate::card::Card;
use crate::decide::chair::{Chair, at_most, optional, required};
use crate::decide::enter::check_card;
use crate::decide::versions::check_version;
use crate::dossier::{
    DRAFT_ANSWERS_MAX, DRAFT_TO_MAX, DRAFT_VERSIONS_MAX, DRAFTS_MAX, Dossier, DossierAct, DossierEvent, Draft,
    DraftFacts, FOLLOW_UPS_MAX, FollowUp, TextRead,
};
use crate::ids::{DeskId, Hash, PaperId};
use crate::paper::Version;
use crate::refusal::{Counted, DecisionRefusal, PositionRefusal, Refusal, Written};

pub(super) fn decide(chair: &mut Chair<'_>, held: &Dossier, does: &DossierAct) -> Changes {
    match does {
        DossierAct::StartDraft { facts, desk, version, note, read } => {
            let desk = own_desk(chair, held, desk.as_ref())?;
            check_facts(chair, facts)?;
            check_answers(chair, facts, &BTreeSet::new())?;
            let count = held.drafts.len() + 1;
            at_most(Counted::Drafts, count, DRAFTS_MAX)?;
            let draft = u32::try_from(count).unwrap_or(u32::MAX);
            let mut changes = vec![DossierEvent::DraftStarted { draft, facts: facts.clone(), desk }];
            changes
                .extend(version.as_ref().map(|version| added((draft, 0), version, note.as_ref(), read)).transpose()?);
            Ok(changes)
        }
        DossierAct::ChangeDraft { draft, facts } => {
            let known = open(held, *draft)?;
            sit_as_drafter(chair, held, known)?;
            not_submitted(held, known)?;
            check_facts(chair, facts)?;
            check_answers(chair, facts, &known.facts.answers)?;
            if known.facts == *facts {
                return Err(Refusal::SameFacts);
            }
            Ok(vec![DossierEvent::DraftChanged { draft: *draft, facts: facts.clone() }])
        }
        DossierAct::AddDraftVersion { draft, after, version, note, read } => {
            let known = open(held, *draft)?;
            sit_as_drafter(chair, held, known)?;
            same_text(known, *after)?;
            if let Some(place) = known.place_of(&version.hash).filter(|_| known.hash() == Some(version.hash)) {
                return Err(DecisionRefusal::DraftSame { draft: *draft, version: place }.into());
            }
            Ok(vec![added((known.no, known.versions.len()), version, note.as_ref(), read)?])
        }
        DossierAct::DropDraft { draft, reason } => {
            let known = open(held, *draft)?;
            sit_as_drafter(chair, held, known)?;
            not_submitted(held, known)?;
            required(Written::Reason, reason)?;
            Ok(vec![DossierEvent::DraftDropped { draft: *draft, reason: reason.clone() }])
        }
        _ => Ok(Vec::new()),
    }
}

/// A version that comes to a draft of that number with so many.
pub(super) fn added(
    (draft, there): (u32, usize),
    version: &Version,
    note: Option<&String>,
    read: &TextRead,
) -> Result<DossierEvent, Refusal> {
    check_version(version)?;
    at_most(Counted::Versions, there + 1, DRAFT_VERSIONS_MAX)?;
    optional(Written::Remark, note)?;
    at_most(Counted::Remarks, read.remarks.len(), REMARKS_PER_READING_MAX)?;
    read.remarks.iter().try_for_each(|remark| required(Written::Remark, remark))?;
    let cites = Card { citations: read.cites.clone(), ..Card::default() };
    check_card(&cites, version.text.as_ref().map(|text| text.bytes))?;
    let (version, note, read) = (version.clone(), note.cloned(), read.clone());
    Ok(DossierEvent::DraftVersionAdded { draft, version, note, read })
}

/// The draft of that number, if it is still being drawn up.
pub(super) fn open(held: &Dossier, draft: u32) -> Result<&Draft, Refusal> {
    let known = held.draft(draft).ok_or(DecisionRefusal::NoDraft { draft })?;
    if known.is_open() {
        return Ok(known);
    }
    Err(DecisionRefusal::DraftSettled { draft, state: known.state.words() }.into())
}

/// Seats the officer at the desk that draws the draft up, or at one that keeps the dossier.
pub(super) fn sit_as_drafter(chair: &mut Chair<'_>, held: &Dossier, draft: &Draft) -> Result<DeskId, Refusal> {
    let desks: Vec<&DeskId> = std::iter::once(&draft.desk).chain(keepers(chair.house, held)).collect();
    chair.sit_at(desks)
}

/// That the text with this hash is the one that stands; `None` where there is none yet.
pub(super) fn same_text(draft: &Draft, hash: Option<Hash>) -> Result<(), Refusal> {
    if draft.hash() == hash {
        return Ok(());
    }
    let Some(last) = draft.last() else { return Err(DecisionRefusal::DraftMissing { draft: draft.no }.into()) };
    let version = u32::try_from(draft.versions.len()).unwrap_or(u32::MAX);
    Err(DecisionRefusal::DraftChanged { draft: draft.no, version, officer: last.by.clone(), at: last.at }.into())
}

/// That the draft does not lie before whoever decides.
pub(super) fn not_submitted(held: &Dossier, draft: &Draft) -> Result<(), Refusal> {
    match held.put_up(draft.no) {
        Some(submission) => Err(DecisionRefusal::DraftSubmitted { draft: draft.no, submission: submission.no }.into()),
        None => Ok(()),
    }
}

fn check_facts(chair: &Chair<'_>, facts: &DraftFacts) -> Result<(), Refusal> {
    required(Written::Title, &facts.title)?;
    required(Written::Name, &facts.kind)?;
    chair.open_series(&facts.series)?;
    at_most(Counted::Addressees, facts.to.len(), DRAFT_TO_MAX)?;
    facts.to.iter().try_for_each(|to| required(Written::Name, to))?;
    at_most(Counted::Steps, facts.follows.len(), FOLLOW_UPS_MAX)?;
    (1..).zip(&facts.follows).try_for_each(|(step, one)| check_step(chair, step, one))
}

/// That the papers which it answers are held and stand. Those that it was said to answer before are left as they are: whoever
/// changes the draft may not see them all.
fn check_answers(chair: &Chair<'_>, facts: &DraftFacts, before: &BTreeSet<PaperId>) -> Result<(), Refusal> {
    at_most(Counted::Answers, facts.answers.len(), DRAFT_ANSWERS_MAX)?;
    facts.answers.difference(before).try_for_each(|paper| {
        let answered = chair.other(*paper)?;
        if answered.is_void() {
            return Err(Refusal::PaperVoid { number: answered.number().to_owned() });
        }
        Ok(())
    })
}

fn check_step(chair: &Chair<'_>, step: u32, one: &FollowUp) -> Result<(), Refusal> {
    chair.open_desk(&one.desk)?;
    one.control.as_ref().map_or(Ok(()), |control| chair.open_desk(control).map(|_| ()))?;
    required(Written::What, &one.what)?;
    let today = chair.sitting.today;
    if let Some(due) = one.due.filter(|due| *due < today) {
        return Err(Refusal::DuePast { due, today });
    }
    match one.after {
        Some(after) if after == 0 || after >= step => {
            Err(PositionRefusal::StepOrder { step: step as usize, after }.into())
        }
        _ => Ok(()),
    }
}
