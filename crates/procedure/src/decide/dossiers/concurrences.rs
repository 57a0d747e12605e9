//! Concurrence: asked for in order or side by side, given to one exact text, handed on, returned, not waited for.

use super::Changes;
use super::drafts::{open, same_text, sit_as_drafter};
use crate::decide::chair::{Chair, at_most, required};
use crate::dossier::{
    Asked, CONCURRENCES_MAX, Concurrence, ConcurrenceStanding, Dossier, DossierAct, DossierEvent, Draft, STAGE_MAX,
    Word,
};
use crate::refusal::{Counted, DecisionRefusal, Refusal, Written};

pub(super) fn decide(chair: &mut Chair<'_>, held: &Dossier, does: &DossierAct) -> Changes {
    match does {
        DossierAct::AskConcurrence { draft, asked } => {
            let known = open(held, *draft)?;
            sit_as_drafter(chair, held, known)?;
            ask(chair, known, asked)?;
            Ok(vec![DossierEvent::ConcurrenceAsked { draft: *draft, asked: asked.clone() }])
        }
        DossierAct::Concur { draft, concurrence, hash, word } => {
            let known = open(held, *draft)?;
            let one = unanswered(known, *concurrence)?;
            chair.sit_at([&one.asked.desk])?;
            if known.standing(one) == ConcurrenceStanding::Later {
                return Err(DecisionRefusal::ConcurrenceLater { desk: one.asked.desk.clone() }.into());
            }
            same_text(known, Some(*hash))?;
            let more = said(chair, known, one, word)?;
            let (concurrence, hash, word) = (*concurrence, Some(*hash), word.clone());
            let given = DossierEvent::ConcurrenceGiven { draft: *draft, concurrence, hash, word };
            Ok(std::iter::once(given).chain(more).collect())
        }
        DossierAct::SkipConcurrence { draft, concurrence, reason } => {
            let known = open(held, *draft)?;
            sit_as_drafter(chair, held, known)?;
            let one = skippable(known, *concurrence)?;
            required(Written::Reason, reason)?;
            let (concurrence, word) = (one.no, Word::Skipped { reason: reason.clone() });
            Ok(vec![DossierEvent::ConcurrenceGiven { draft: *draft, concurrence, hash: known.hash(), word }])
        }
        _ => Ok(Vec::new()),
    }
}

fn ask(chair: &Chair<'_>, draft: &Draft, asked: &[Asked]) -> Result<(), Refusal> {
    if asked.is_empty() {
        return Err(DecisionRefusal::NobodyAsked.into());
    }
    at_most(Counted::Concurrences, draft.concurrences.len() + asked.len(), CONCURRENCES_MAX)?;
    let today = chair.sitting.today;
    for (at, one) in asked.iter().enumerate() {
        chair.open_desk(&one.desk)?;
        if one.desk == draft.desk {
            return Err(DecisionRefusal::ConcurrenceOwn { desk: one.desk.clone() }.into());
        }
        if asked[..at].iter().any(|before| before.desk == one.desk) {
            return Err(Refusal::DeskTwice { desk: one.desk.clone() });
        }
        if draft.concurrences.iter().any(|known| known.asked.desk == one.desk && known.answer.is_none()) {
            return Err(DecisionRefusal::ConcurrenceOpen { desk: one.desk.clone() }.into());
        }
        if one.stage > STAGE_MAX {
            return Err(DecisionRefusal::StageTooFar { stage: one.stage, stage_max: STAGE_MAX }.into());
        }
        if let Some(due) = one.due.filter(|due| *due < today) {
            return Err(Refusal::DuePast { due, today });
        }
        // Only handing on names whom a desk is asked instead of.
        if one.instead_of.is_some() {
            return Err(DecisionRefusal::SkippedByDesk.into());
        }
    }
    Ok(())
}

fn unanswered(draft: &Draft, no: u32) -> Result<&Concurrence, Refusal> {
    let absent = DecisionRefusal::NoConcurrence { draft: draft.no, concurrence: no };
    let one = draft.concurrence(no).ok_or(absent)?;
    match &one.answer {
        None => Ok(one),
        Some(answer) => {
            let (desk, says) = (one.asked.desk.clone(), answer.word.words().to_owned());
            Err(DecisionRefusal::ConcurrenceGiven { desk, says }.into())
        }
    }
}

/// The same, also one that was returned and not asked again: it holds up the desks after it until it is gone on without.
fn skippable(draft: &Draft, no: u32) -> Result<&Concurrence, Refusal> {
    match draft.concurrence(no).filter(|one| draft.is_returned(one)) {
        Some(one) => Ok(one),
        None => unanswered(draft, no),
    }
}

/// That what a desk says is whole, and what else it makes: another desk is asked where the question is handed on.
fn said(chair: &Chair<'_>, draft: &Draft, one: &Concurrence, word: &Word) -> Result<Option<DossierEvent>, Refusal> {
    match word {
        Word::Agreed => Ok(None),
        Word::AgreedWithRemarks { remarks } => required(Written::Remark, remarks).map(|()| None),
        Word::Refused { reasons: reason } | Word::Returned { reason } => {
            required(Written::Reason, reason).map(|()| None)
        }
        Word::Delegated { to } => {
            let (stage, due, instead_of) = (one.asked.stage, one.asked.due, Some(one.no));
            // A day that has passed is not handed on: it would be refused as asked today.
            let due = due.filter(|due| *due >= chair.sitting.today);
            ask(chair, draft, &[Asked { desk: to.clone(), stage, due, instead_of: None }])?;
            let asked = vec![Asked { desk: to.clone(), stage, due: one.asked.due, instead_of }];
            Ok(Some(DossierEvent::ConcurrenceAsked { draft: draft.no, asked }))
        }
        Word::Skipped { .. } => Err(DecisionRefusal::SkippedByDesk.into()),
    }
}
