//! Submissions: put up, held, sent back, put into the box of a day, taken back, opened again.

use super::drafts::{not_submitted, open};
use super::{Changes, own_desk};
use crate::decide::chair::{Chair, at_most, required};
use crate::dossier::{
    BOTTOM_LINE_BYTES_MAX, BOTTOM_LINES_MAX, Dossier, DossierAct, DossierEvent, DraftState, SUBMISSION_LIST_MAX,
    SUBMISSIONS_MAX, Submission, SubmissionFacts, SubmissionState, SubmissionTurn,
};
use crate::ids::DeskId;
use crate::paper::InHouse;
use crate::refusal::{Counted, DecisionRefusal, Refusal, Written};

/// Most covers of one submission.
pub(super) const COVERS_MAX: usize = 64;

pub(super) fn decide(chair: &mut Chair<'_>, held: &Dossier, does: &DossierAct) -> Changes {
    Ok(vec![match does {
        DossierAct::Submit { facts, desk } => submit(chair, held, facts, desk.as_ref())?,
        DossierAct::HoldSubmission { submission, reason } => {
            sit_in_office(chair, up(held, *submission)?)?;
            required(Written::Reason, reason)?;
            turned(*submission, SubmissionTurn::Held { reason: reason.clone() })
        }
        DossierAct::SendBack { submission, reason } => {
            sit_in_office(chair, up_or_awaiting(held, *submission)?)?;
            required(Written::Reason, reason)?;
            turned(*submission, SubmissionTurn::SentBack { reason: reason.clone() })
        }
        DossierAct::PutInBox { submission, day, place } => {
            sit_in_office(chair, up(held, *submission)?)?;
            let today = chair.sitting.today;
            if *day < today {
                return Err(Refusal::DuePast { due: *day, today });
            }
            if *place == 0 {
                return Err(DecisionRefusal::NoPlace.into());
            }
            turned(*submission, SubmissionTurn::Boxed { day: *day, place: *place })
        }
        DossierAct::AddCover { submission, says } => {
            let known = up(held, *submission)?;
            sit_in_office(chair, known)?;
            required(Written::Remark, says)?;
            at_most(Counted::Covers, known.covers.len() + 1, COVERS_MAX)?;
            DossierEvent::CoverAdded { submission: *submission, says: says.clone() }
        }
        DossierAct::WithdrawSubmission { submission, reason } => {
            let known = withdrawable(held, *submission)?;
            chair.sit_at([&known.from])?;
            required(Written::Reason, reason)?;
            turned(*submission, SubmissionTurn::Withdrawn { reason: reason.clone() })
        }
        DossierAct::ReopenSubmission { submission, reason } => {
            let known =
                held.submission(*submission).ok_or(DecisionRefusal::NoSubmission { submission: *submission })?;
            chair.sit_at([&known.facts.to])?;
            required(Written::Reason, reason)?;
            reopens(held, known)?;
            turned(*submission, SubmissionTurn::Reopened { reason: reason.clone() })
        }
        _ => return Ok(Vec::new()),
    }])
}

fn turned(submission: u32, turn: SubmissionTurn) -> DossierEvent {
    DossierEvent::SubmissionTurned { submission, turn }
}

/// Seats the officer at the private office through which a submission goes, or at the desk that decides.
fn sit_in_office(chair: &mut Chair<'_>, one: &Submission) -> Result<DeskId, Refusal> {
    chair.sit_at(one.office.iter().chain([&one.facts.to]))
}

/// The submission of that number, if it is up and nobody has decided it.
pub(super) fn up(held: &Dossier, no: u32) -> Result<&Submission, Refusal> {
    let one = held.submission(no).ok_or(DecisionRefusal::NoSubmission { submission: no })?;
    let over = |says: &str| Err(DecisionRefusal::SubmissionOver { submission: no, says: says.to_owned() }.into());
    match &one.state {
        SubmissionState::AwaitsSecond => {
            let Some(last) = one.decisions.last() else { return Ok(one) };
            let (says, officer) = (last.word.words().to_owned(), last.by.clone());
            Err(DecisionRefusal::AwaitsSecond { submission: no, says, officer }.into())
        }
        SubmissionState::Decided => Err(already(one)),
        SubmissionState::SentBack { .. } => over("sent back"),
        SubmissionState::Withdrawn { .. } => over("taken back"),
        _ => Ok(one),
    }
}

/// The same, also where one officer decided and a second has not: who is not of one mind with the first sends it back.
fn up_or_awaiting(held: &Dossier, no: u32) -> Result<&Submission, Refusal> {
    match held.submission(no).filter(|one| one.state == SubmissionState::AwaitsSecond) {
        Some(one) => Ok(one),
        None => up(held, no),
    }
}

/// The same, also where it was sent back: a question that is given up waits for nobody to submit it again.
fn withdrawable(held: &Dossier, no: u32) -> Result<&Submission, Refusal> {
    match held.submission(no).filter(|one| matches!(one.state, SubmissionState::SentBack { .. })) {
        Some(one) => Ok(one),
        None => up_or_awaiting(held, no),
    }
}

/// What was decided already, by whom and when.
fn already(one: &Submission) -> Refusal {
    let Some(last) = one.decisions.last() else {
        return DecisionRefusal::SubmissionOver { submission: one.no, says: "decided".to_owned() }.into();
    };
    let (says, officer, at) = (last.word.words().to_owned(), last.by.clone(), last.at);
    DecisionRefusal::AlreadyDecided { submission: one.no, says, officer, at }.into()
}

/// That what was decided is not adopted, and that its draft is neither up again nor settled otherwise since.
fn reopens(held: &Dossier, one: &Submission) -> Result<(), Refusal> {
    match one.decided() {
        None => {
            return Err(DecisionRefusal::SubmissionOver { submission: one.no, says: "not decided".to_owned() }.into());
        }
        Some(last) if last.word.adopts() => return Err(DecisionRefusal::AdoptedStands { submission: one.no }.into()),
        Some(_) => {}
    }
    let Some(draft) = one.facts.draft.and_then(|no| held.draft(no)) else { return Ok(()) };
    not_submitted(held, draft)?;
    match draft.state {
        DraftState::Open | DraftState::NotAdopted { .. } => Ok(()),
        DraftState::Entered { .. } | DraftState::Dropped { .. } => open(held, draft.no).map(|_| ()),
    }
}

fn submit(
    chair: &mut Chair<'_>,
    held: &Dossier,
    facts: &SubmissionFacts,
    desk: Option<&DeskId>,
) -> Result<DossierEvent, Refusal> {
    let draft = facts.draft.map(|no| open(held, no)).transpose()?;
    let from = own_desk(chair, held, desk.or(draft.map(|draft| &draft.desk)))?;
    chair.open_desk(&facts.to)?;
    check(chair, facts)?;
    draft.map_or(Ok(()), |draft| not_submitted(held, draft))?;
    let count = held.submissions.len() + 1;
    at_most(Counted::Submissions, count, SUBMISSIONS_MAX)?;
    let office = chair.house.desks.get(&facts.to).and_then(|desk| desk.private_office.clone());
    let office = office.filter(|office| chair.open_desk(office).is_ok());
    let submission = u32::try_from(count).unwrap_or(u32::MAX);
    let went_up = draft.and_then(crate::dossier::Draft::hash);
    Ok(DossierEvent::Submitted { submission, facts: facts.clone(), from, office, went_up })
}

fn check(chair: &Chair<'_>, facts: &SubmissionFacts) -> Result<(), Refusal> {
    required(Written::BottomLine, &facts.bottom_line)?;
    crate::decide::chair::length(Written::BottomLine, &facts.bottom_line, BOTTOM_LINE_BYTES_MAX)?;
    let lines = facts.bottom_line.lines().count();
    if lines > BOTTOM_LINES_MAX {
        return Err(DecisionRefusal::BottomLineTooLong { lines, lines_max: BOTTOM_LINES_MAX }.into());
    }
    required(Written::Remark, &facts.recommends)?;
    crate::decide::chair::optional(Written::Remark, facts.dissent.as_ref())?;
    let today = chair.sitting.today;
    if let Some(due) = facts.decide_by.filter(|due| *due < today) {
        return Err(Refusal::DuePast { due, today });
    }
    for count in [facts.enclosures.len(), facts.copies.len()] {
        at_most(Counted::Values, count, SUBMISSION_LIST_MAX)?;
    }
    for one in &facts.enclosures {
        required(Written::Name, &one.what)?;
        one.paper.map_or(Ok(()), |paper| chair.other(paper).map(|_| ()))?;
    }
    facts.copies.iter().try_for_each(|who| match who {
        InHouse::Desk(desk) => chair.open_desk(desk).map(|_| ()),
        InHouse::Officer(officer) => chair.active(officer).map(|_| ()),
    })
}
