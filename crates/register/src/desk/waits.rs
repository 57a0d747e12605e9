//! What one thing that waits says: read from the paper or the dossier it waits on.

use procedure::card::AskedAct;
use procedure::dossier::{
    ActionState, Assessed, DeadlineMove, Dossier, Submission, SubmissionState, WaitsFor, of_concurrence_no,
};
use procedure::house::House;
use procedure::ids::{DeskId, OfficerId};
use procedure::moment::Moment;
use procedure::paper::{DirectionState, Holder, InHouse, Marking, Paper, Part};
use serde::Serialize;

use super::Wait;
use crate::dossiers;
use crate::rows::WaitKind;

/// What waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Waits {
    /// A direction to this desk is open.
    Direction {
        /// Its number on the paper.
        no: u32,
        /// What is asked.
        act: AskedAct,
        /// As lead or for information.
        part: Part,
        /// The desk that marked it out.
        from: DeskId,
        /// The officer who did.
        by: OfficerId,
        /// Their remark.
        remark: Option<String>,
        /// Whether the desk took it already.
        accepted: bool,
    },
    /// The paper lies with the registry and has to be marked out.
    ToMarkOut,
    /// The paper came back: "not ours", or taken back from a wrong desk.
    CameBack {
        /// Why.
        reason: String,
    },
    /// A marking was read and has to be confirmed.
    ToConfirm {
        /// The words as they stand.
        words: String,
    },
    /// Doubtful matches have to be taken or refused.
    OfferedMatch {
        /// How many.
        count: usize,
    },
    /// The paper or the dossier came back on its day, or is to come back on it.
    BringForward {
        /// Its number there.
        no: u32,
        /// To whom.
        to: InHouse,
        /// The officer who set it.
        by: OfficerId,
        /// Why.
        reason: String,
    },
    /// An answer to the paper is awaited.
    ToAnswer {
        /// Whether the other side owes it, to a paper of ours.
        theirs: bool,
        /// How many interim replies there were.
        interims: usize,
    },
    /// A paper that was made in this office, and is still to go out.
    ToSend {
        /// To whom, as its card says.
        to: Vec<String>,
    },
    /// A numbered copy is to be read and acknowledged.
    Copy {
        /// Its number.
        no: u32,
        /// How many there were when it was given.
        of: u32,
        /// Who holds it.
        holder: Holder,
        /// Whether it waits to be read; in a list of what is held it does not.
        to_read: bool,
    },
    /// The desk is asked to concur in a draft.
    Concurrence {
        /// The draft.
        draft: u32,
        /// The number of the concurrence in it.
        no: u32,
        /// What the draft is about.
        title: String,
    },
    /// A submission waits for the private office.
    PrivateOffice {
        /// Its number in the dossier.
        submission: u32,
        /// Its bottom line.
        bottom_line: String,
    },
    /// A submission waits to be decided.
    Decision {
        /// Its number in the dossier.
        submission: u32,
        /// Its bottom line.
        bottom_line: String,
        /// Its place in the box of its day.
        place: Option<u32>,
        /// Whether one officer decided, and a second has to.
        second: bool,
    },
    /// A submission was sent back, or is to be discussed.
    Resubmission {
        /// Its number in the dossier.
        submission: u32,
        /// Why it came back; `None` where it is to be discussed.
        reason: Option<String>,
    },
    /// An action is to be done.
    Action {
        /// Its number in the dossier.
        no: u32,
        /// What is to be done.
        what: String,
        /// Whether the desk took it already.
        accepted: bool,
    },
    /// A report waits to be found enough.
    Discharge {
        /// The action's number in the dossier.
        no: u32,
        /// What was to be done.
        what: String,
        /// What the desk says.
        says: String,
    },
    /// The desk was asked how it stands towards a claim or a proposal of a dossier.
    Assess {
        /// The asking's number in the dossier.
        no: u32,
        /// What is to be assessed.
        of: Assessed,
        /// What it says.
        says: String,
        /// The officer who asked.
        by: OfficerId,
    },
    /// A desk owes something by a day.
    Deadline {
        /// Its number in the dossier.
        no: u32,
        /// What.
        what: String,
        /// So many days before its day it is near.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        remind: Vec<u16>,
        /// Why it is due on that day and not another, where it was moved: its last move.
        #[serde(skip_serializing_if = "Option::is_none")]
        moved: Option<DeadlineMove>,
        /// The name of the outside term on which it hangs.
        #[serde(skip_serializing_if = "Option::is_none")]
        term: Option<String>,
    },
}

/// What waits on a paper, and since when.
pub(super) fn what(house: &House, wait: &Wait, paper: &Paper) -> Option<(Waits, Moment)> {
    let lead = || paper.directions.iter().rev().find(|direction| direction.part == Part::Lead);
    Some(match wait.kind {
        WaitKind::Direction => {
            let direction = paper.direction(wait.no)?;
            let waits = Waits::Direction {
                no: direction.no,
                act: direction.act,
                part: direction.part,
                from: direction.from.clone(),
                by: direction.by.clone(),
                remark: direction.remark.clone(),
                accepted: matches!(direction.state, DirectionState::Accepted { .. }),
            };
            (waits, direction.at)
        }
        WaitKind::ToMarkOut => (Waits::ToMarkOut, paper.entered),
        WaitKind::CameBack => match &lead()?.state {
            DirectionState::Returned { reason, at, .. } | DirectionState::Withdrawn { reason, at, .. } => {
                (Waits::CameBack { reason: reason.clone() }, *at)
            }
            _ => return None,
        },
        WaitKind::ToConfirm => match &paper.marking {
            Marking::Unconfirmed { words } => (Waits::ToConfirm { words: words.clone() }, paper.entered),
            _ => return None,
        },
        // Offers of papers that the viewer may not see are not there for the viewer.
        WaitKind::OfferedMatch if paper.offers.is_empty() => return None,
        WaitKind::BringForward => {
            let one = paper.bring_forward(wait.no)?;
            let (no, to, by, reason) = (one.no, one.to.clone(), one.by.clone(), one.reason.clone());
            (Waits::BringForward { no, to, by, reason }, one.at)
        }
        WaitKind::ToAnswer | WaitKind::UnansweredByDay | WaitKind::UnansweredByAge => {
            let awaited = paper.awaits()?;
            (Waits::ToAnswer { theirs: house.goes_out(paper), interims: awaited.interims.len() }, paper.entered)
        }
        WaitKind::ToSend if !paper.is_to_be_sent() => return None,
        WaitKind::ToSend => {
            let to = paper.card.to.iter().map(|field| field.value.label().to_owned()).collect();
            (Waits::ToSend { to }, paper.entered)
        }
        WaitKind::CopyHeld | WaitKind::CopyToRead => {
            let copy = paper.copy(wait.no)?;
            {
                let (to_read, holder) = (wait.kind == WaitKind::CopyToRead, copy.holder.clone());
                (Waits::Copy { no: copy.no, of: copy.of, holder, to_read }, copy.since)
            }
        }
        // What waits in a dossier is told by the dossier.
        WaitKind::DossierBack
        | WaitKind::Concurrence
        | WaitKind::PrivateOffice
        | WaitKind::Decision
        | WaitKind::Resubmission
        | WaitKind::Action
        | WaitKind::Discharge
        | WaitKind::DossierAssess
        | WaitKind::Deadline => return None,
        WaitKind::OfferedMatch => (Waits::OfferedMatch { count: paper.offers.len() }, paper.entered),
    })
}

/// What waits in a dossier, and since when.
pub(super) fn what_of_dossier(wait: &Wait, dossier: &Dossier) -> Option<(Waits, Moment)> {
    let known =
        dossier.waits().into_iter().find(|one| dossiers::kind_of(one.what) == wait.kind && one.no == wait.no)?;
    let waits = match known.what {
        WaitsFor::BringForward => {
            let one = dossier.bring_forward(wait.no)?;
            Waits::BringForward { no: one.no, to: one.to.clone(), by: one.by.clone(), reason: one.reason.clone() }
        }
        WaitsFor::Assessment => {
            let one = dossier.positions.asking(wait.no)?;
            let says = dossier.positions.says(one.of)?.to_owned();
            Waits::Assess { no: one.no, of: one.of, says, by: one.by.clone() }
        }
        WaitsFor::Deadline => {
            let one = dossier.deadline(wait.no)?;
            let term = one.hangs.term().and_then(|no| dossier.term(no)).map(|term| term.name.clone());
            let (no, what, remind, moved) = (one.no, one.what.clone(), one.remind.clone(), one.moves.last().cloned());
            Waits::Deadline { no, what, remind, moved, term }
        }
        WaitsFor::Concurrence => {
            let (draft, no) = of_concurrence_no(wait.no);
            Waits::Concurrence { draft, no, title: dossier.draft(draft)?.facts.title.clone() }
        }
        WaitsFor::PrivateOffice | WaitsFor::Decision | WaitsFor::Resubmission => {
            submitted(known.what, dossier.submission(wait.no)?)
        }
        WaitsFor::Action | WaitsFor::Discharge => {
            let one = dossier.action(wait.no)?;
            let what = one.facts.what.clone();
            match &one.state {
                ActionState::Reported { says, .. } => Waits::Discharge { no: one.no, what, says: says.clone() },
                state => Waits::Action { no: one.no, what, accepted: matches!(state, ActionState::Accepted { .. }) },
            }
        }
    };
    Some((waits, known.since))
}

fn submitted(what: WaitsFor, one: &Submission) -> Waits {
    let (submission, bottom_line) = (one.no, one.facts.bottom_line.clone());
    match what {
        WaitsFor::PrivateOffice => Waits::PrivateOffice { submission, bottom_line },
        WaitsFor::Resubmission => {
            let reason = match &one.state {
                SubmissionState::SentBack { reason, .. } => Some(reason.clone()),
                _ => None,
            };
            Waits::Resubmission { submission, reason }
        }
        _ => {
            let second = one.state == SubmissionState::AwaitsSecond;
            Waits::Decision { submission, bottom_line, place: one.boxed.map(|boxed| boxed.place), second }
        }
    }
}
