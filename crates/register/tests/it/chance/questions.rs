//! Drafts, submissions, decisions and actions of a random office, in whatever order, whether or not one follows on another.

use jiff::civil::{Date, date};
use procedure::dossier::{
    ActionFacts, ActionTurn, Asked, Conveyance, Dossier, DossierEvent, DraftFacts, FollowUp, How, SubmissionFacts,
    SubmissionTurn, TextRead, Verdict, Word,
};
use procedure::house::Capacity;
use procedure::ids::Hash;

use super::World;
use crate::office::version;

fn because() -> String {
    "because".to_owned()
}

impl World {
    fn day(&mut self) -> Date {
        date(1951, 12, 20 + self.chance.below(11) as i8)
    }

    fn some_day(&mut self) -> Option<Date> {
        self.chance.one_in(2).then(|| self.day())
    }

    /// One of so many, counted from 1.
    fn one_of(&mut self, len: usize) -> Option<u32> {
        (len > 0).then(|| 1 + self.chance.below(len as u64) as u32)
    }

    /// Something happens on the way from a draft to what follows from it; `None` where nothing is there to which it could.
    pub(super) fn of_questions(&mut self, known: &Dossier) -> Option<DossierEvent> {
        let draft = self.one_of(known.drafts.len());
        let action = self.one_of(known.actions.len());
        match self.chance.below(20) {
            0 | 1 => Some(self.draft_started(known)),
            2 | 3 => Some(DossierEvent::DraftVersionAdded {
                draft: draft?,
                version: version(&format!("draft {}", self.chance.below(20))),
                note: None,
                read: TextRead::default(),
            }),
            4..=6 => self.of_concurrences(known, draft?),
            7..=9 => Some(self.submitted(known)),
            10..=14 => self.of_submissions(known),
            15 => Some(DossierEvent::ActionsStarted { actions: vec![self.action(known), self.action(known)] }),
            16..=18 => Some(DossierEvent::ActionTurned { action: action?, turn: self.action_turn() }),
            _ => self.draft_over(draft?),
        }
    }

    fn draft_started(&mut self, known: &Dossier) -> DossierEvent {
        let step = FollowUp { desk: self.any_desk(), what: "rings".to_owned(), due: None, control: None, after: None };
        let (title, kind, series) = ("Communiqué".to_owned(), "resolution".to_owned(), self.any_series());
        let facts = DraftFacts { title, kind, series, to: vec![], answers: [].into(), follows: vec![step] };
        DossierEvent::DraftStarted { draft: known.drafts.len() as u32 + 1, facts, desk: self.any_desk() }
    }

    fn draft_over(&mut self, draft: u32) -> Option<DossierEvent> {
        Some(match self.chance.below(4) {
            0 => DossierEvent::DraftDropped { draft, reason: because() },
            1 => DossierEvent::DraftNotAdopted { draft },
            2 => {
                let paper = self.any_paper();
                let number = self.state(paper).number().to_owned();
                DossierEvent::DraftEntered { draft, version: 1, paper, number }
            }
            _ => return None,
        })
    }

    /// Desks are asked, side by side or one after the other, and say something to a version that may be an older one.
    fn of_concurrences(&mut self, known: &Dossier, draft: u32) -> Option<DossierEvent> {
        let held = known.draft(draft)?;
        if held.concurrences.is_empty() || self.chance.one_in(2) {
            let asked = (0..=self.chance.below(2)).map(|_| Asked {
                desk: self.any_desk(),
                stage: self.chance.below(3) as u32,
                due: self.some_day(),
                instead_of: None,
            });
            return Some(DossierEvent::ConcurrenceAsked { draft, asked: asked.collect() });
        }
        let concurrence = self.one_of(held.concurrences.len())?;
        let word = match self.chance.below(6) {
            0 => Word::Agreed,
            1 => Word::AgreedWithRemarks { remarks: because() },
            2 => Word::Refused { reasons: because() },
            3 => Word::Returned { reason: because() },
            4 => Word::Delegated { to: self.any_desk() },
            _ => Word::Skipped { reason: because() },
        };
        let hashes: Vec<Hash> = held.versions.iter().map(|one| one.version.hash).collect();
        let hash = (!hashes.is_empty()).then(|| self.chance.pick(&hashes));
        Some(DossierEvent::ConcurrenceGiven { draft, concurrence, hash, word })
    }

    fn submitted(&mut self, known: &Dossier) -> DossierEvent {
        let draft = self.one_of(known.drafts.len()).filter(|_| !self.chance.one_in(4));
        let facts = SubmissionFacts {
            draft,
            to: self.any_desk(),
            bottom_line: "Shall we?".to_owned(),
            recommends: "Yes.".to_owned(),
            dissent: None,
            decide_by: self.some_day(),
            enclosures: vec![],
            copies: vec![],
        };
        DossierEvent::Submitted {
            submission: known.submissions.len() as u32 + 1,
            facts,
            from: self.any_desk(),
            office: self.chance.one_in(2).then(|| self.any_desk()),
            went_up: draft.and_then(|no| known.draft(no)).and_then(procedure::dossier::Draft::hash),
        }
    }

    /// A submission is turned, gets a cover, or is decided in one of all ways.
    fn of_submissions(&mut self, known: &Dossier) -> Option<DossierEvent> {
        let submission = self.one_of(known.submissions.len())?;
        let turn = match self.chance.below(12) {
            0 => SubmissionTurn::Held { reason: because() },
            1 => SubmissionTurn::SentBack { reason: because() },
            2 | 3 => SubmissionTurn::Boxed { day: self.day(), place: 1 + self.chance.below(9) as u32 },
            4 => SubmissionTurn::Withdrawn { reason: because() },
            5 => SubmissionTurn::Reopened { reason: because() },
            6 => return Some(DossierEvent::CoverAdded { submission, says: because() }),
            7 if !known.submission(submission)?.decisions.is_empty() => {
                return Some(DossierEvent::DecisionSeconded { submission });
            }
            _ => return Some(self.decided(known, submission)),
        };
        Some(DossierEvent::SubmissionTurned { submission, turn })
    }

    fn decided(&mut self, known: &Dossier, submission: u32) -> DossierEvent {
        let word = match self.chance.below(7) {
            0 => Verdict::Adopted,
            1 => Verdict::Amended,
            2 => Verdict::Rejected,
            3 => Verdict::Returned,
            4 => Verdict::Deferred { until: self.day() },
            5 => Verdict::Discuss,
            _ => Verdict::Seen,
        };
        let how = match self.chance.below(3) {
            0 => How::InPerson,
            1 => How::Conveyed {
                decided_by: self.any_officer(),
                conveyed_by: "the driver".to_owned(),
                means: Conveyance::Ink,
                evidence: None,
            },
            _ => How::Body {
                sitting: "12th".to_owned(),
                item: None,
                result: "7 for".to_owned(),
                dissenters: vec![],
                written_round_until: None,
            },
        };
        let of = known.submission(submission).and_then(|one| one.facts.draft).and_then(|no| known.draft(no));
        let (desk, remark) = (self.any_desk(), Some(because()));
        let capacity = self.chance.pick(&[Capacity::Holder, Capacity::Substitute]);
        let (hash, awaits_second) = (of.and_then(procedure::dossier::Draft::hash), self.chance.one_in(3));
        DossierEvent::Decided { submission, word, hash, how, remark, desk, capacity, awaits_second }
    }

    fn action(&mut self, known: &Dossier) -> ActionFacts {
        ActionFacts {
            desk: self.any_desk(),
            what: "rings".to_owned(),
            due: self.some_day(),
            control: self.any_desk(),
            submission: self.one_of(known.submissions.len()),
            after: self.one_of(known.actions.len()).filter(|_| self.chance.one_in(2)),
        }
    }

    fn action_turn(&mut self) -> ActionTurn {
        match self.chance.below(8) {
            0 | 1 => ActionTurn::Accepted,
            2 => ActionTurn::Extended { due: self.day(), reason: because() },
            3 | 4 => ActionTurn::Reported { says: because(), paper: None },
            5 => ActionTurn::Returned { reason: because() },
            6 => ActionTurn::Discharged,
            _ => ActionTurn::Cancelled { reason: because() },
        }
    }
}
