//! A dossier: all papers and acts on one question, kept by one desk. Its state is folded from its own events.
//!
//! Papers keep their own file: a dossier does not list them, each names the dossier it is filed in (see
//! [`Filing`](crate::paper::Filing)), and each is seen by its own right.

mod act;
mod action;
mod concurrence;
mod deadline;
mod draft;
mod event;
mod fold;
mod named;
mod offered;
mod position;
mod prose;
mod submission;
mod term;
mod wait;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::house::Visibility;
use crate::ids::{DeskId, DossierId, LevelId, OfficerId, PaperId};
use crate::moment::Moment;
use crate::paper::{BringForward, InHouse};

pub use act::DossierAct;
pub use action::{ACTIONS_MAX, Action, ActionFacts, ActionState, EXTENSIONS_MAX, Extension};
pub use concurrence::{Answer, Asked, CONCURRENCES_MAX, Concurrence, ConcurrenceStanding, STAGE_MAX, Word};
pub use deadline::{
    Because, DEADLINE_MOVES_MAX, DEADLINES_MAX, DEADLINES_RUNNING_MAX, Deadline, DeadlineMove, DeadlineState, Hangs,
    REMIND_DAYS_MAX, REMINDERS_MAX, is_near,
};
pub use draft::{
    DRAFT_ANSWERS_MAX, DRAFT_TO_MAX, DRAFT_VERSIONS_MAX, DRAFTS_MAX, Draft, DraftFacts, DraftState, DraftVersion,
    FOLLOW_UPS_MAX, FollowUp, TextRead,
};
pub use event::{ActionTurn, DossierEvent, SubmissionTurn};
pub use offered::{Offered, offered};
pub use position::*;
pub use prose::{Names, advice, prose};
pub use submission::{
    BOTTOM_LINE_BYTES_MAX, BOTTOM_LINES_MAX, Boxed, Conveyance, Cover, DECISIONS_MAX, DISSENTERS_MAX, Decision,
    Enclosed, How, SUBMISSION_LIST_MAX, SUBMISSIONS_MAX, Seconded, Submission, SubmissionFacts, SubmissionState,
    Verdict,
};
pub use term::{Edge, TERM_DAYS_MAX, TERM_MOVES_MAX, TERMS_MAX, Term, TermEnded, TermMove};
pub use wait::{DossierWait, WaitsFor, concurrence_no, of_concurrence_no};

/// Most volumes of one dossier.
pub const VOLUMES_MAX: u32 = 999;
/// Most desks and officers asked in to one dossier, those asked out again counted.
pub const MEMBERS_MAX: usize = 256;
/// Most remarks of one dossier.
pub const DOSSIER_REMARKS_MAX: usize = 4_096;

/// All papers and acts on one question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dossier {
    /// Its code, by which papers are filed in it.
    pub id: DossierId,
    /// How many entries touched it.
    pub rev: u64,
    /// The question.
    pub title: String,
    /// Its code in the office's file plan.
    pub code: Option<String>,
    /// The desk that keeps it; `None` for one opened before desks kept dossiers: whoever keeps a series keeps it.
    pub home: Option<DeskId>,
    /// Its marking; `None` is the lowest level.
    pub level: Option<LevelId>,
    /// Its own rule of who sees it; that of its level holds too where it is stricter.
    pub rule: Visibility,
    /// When it was opened.
    pub opened: Moment,
    /// By whom.
    pub opened_by: OfficerId,
    /// Where it is closed: when, by whom and why.
    pub closed: Option<DossierClosed>,
    /// Its volumes, oldest first; empty while it has only one and nobody counted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub volumes: Vec<Volume>,
    /// Desks and officers asked in, besides the desk that keeps it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Member>,
    /// Drafts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drafts: Vec<Draft>,
    /// What was put before the desk that decides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub submissions: Vec<Submission>,
    /// What desks owe.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Action>,
    /// On which days it comes back, to whom and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bring_forwards: Vec<BringForward>,
    /// Remarks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<DossierRemark>,
    /// What is claimed, proposed, assessed and recommended in it.
    #[serde(default, skip_serializing_if = "Positions::is_empty")]
    pub positions: Positions,
    /// Outside terms.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<Term>,
    /// Deadlines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deadlines: Vec<Deadline>,
}

/// That a dossier was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DossierClosed {
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: OfficerId,
    /// Why.
    pub reason: String,
}

/// A volume: the part of a dossier that is filled in one stretch of time. Papers are filed in the last one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Volume {
    /// Its number, from 1.
    pub no: u32,
    /// What it is called, where it is called anything but its number.
    pub title: Option<String>,
    /// When it was opened.
    pub opened: Moment,
    /// When the next one was opened, or the dossier closed.
    pub closed: Option<Moment>,
}

/// A desk or officer asked in: they see the dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Who.
    pub to: InHouse,
    /// Since when.
    pub at: Moment,
    /// By whom.
    pub by: OfficerId,
    /// Why.
    pub reason: String,
    /// Where it has ended: when.
    pub until: Option<Moment>,
}

/// A remark left on a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DossierRemark {
    /// By whom.
    pub by: OfficerId,
    /// When.
    pub at: Moment,
    /// What it says.
    pub says: String,
}

impl Dossier {
    /// A dossier as its opening makes it.
    pub fn opened(id: DossierId, facts: DossierFacts, at: Moment, by: OfficerId) -> Self {
        let DossierFacts { title, code, home, level, rule } = facts;
        Self {
            id,
            rev: 0,
            title,
            code,
            home,
            level,
            rule,
            opened: at,
            opened_by: by,
            closed: None,
            volumes: Vec::new(),
            members: Vec::new(),
            drafts: Vec::new(),
            submissions: Vec::new(),
            actions: Vec::new(),
            bring_forwards: Vec::new(),
            remarks: Vec::new(),
            positions: Positions::default(),
            terms: Vec::new(),
            deadlines: Vec::new(),
        }
    }

    /// The number of the volume in which papers are filed now; a dossier whose volumes nobody counted has one.
    pub fn volume(&self) -> u32 {
        self.volumes.last().map_or(1, |volume| volume.no)
    }

    /// Whether a desk or officer is asked in now.
    pub fn has_member(&self, who: &InHouse) -> bool {
        self.members.iter().any(|member| member.to == *who && member.until.is_none())
    }

    /// The papers on which words and days in it rest.
    pub fn rests_on(&self) -> BTreeSet<PaperId> {
        let words = self.positions.sources().map(|source| source.paper);
        let terms = self.terms.iter().filter_map(|one| one.paper);
        let deadlines = self.deadlines.iter().filter_map(|one| one.paper);
        words.chain(terms).chain(deadlines).collect()
    }

    /// The bring-forward of that number.
    pub fn bring_forward(&self, no: u32) -> Option<&BringForward> {
        self.bring_forwards.iter().find(|one| one.no == no)
    }

    /// The draft of that number.
    pub fn draft(&self, no: u32) -> Option<&Draft> {
        self.drafts.iter().find(|one| one.no == no)
    }

    /// The submission of that number.
    pub fn submission(&self, no: u32) -> Option<&Submission> {
        self.submissions.iter().find(|one| one.no == no)
    }

    /// The submission by which a draft lies before somebody; of one draft there is one at a time.
    pub fn put_up(&self, draft: u32) -> Option<&Submission> {
        self.submissions.iter().find(|one| one.facts.draft == Some(draft) && one.state.is_open())
    }

    /// The action of that number.
    pub fn action(&self, no: u32) -> Option<&Action> {
        self.actions.iter().find(|one| one.no == no)
    }

    /// Whether nothing stands before an action: the one it comes after is done.
    pub fn has_begun(&self, action: &Action) -> bool {
        let before = action.facts.after.and_then(|no| self.action(no));
        before.is_none_or(|before| !before.state.is_open())
    }

    /// Bring-forwards that are open, in the order in which they were set.
    pub fn open_bring_forwards(&self) -> impl Iterator<Item = &BringForward> {
        self.bring_forwards.iter().filter(|one| one.is_open())
    }
}

/// What an opening says of a dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DossierFacts {
    /// The question.
    pub title: String,
    /// Its code in the file plan.
    pub code: Option<String>,
    /// The desk that keeps it.
    pub home: Option<DeskId>,
    /// Its marking.
    pub level: Option<LevelId>,
    /// Who sees it.
    pub rule: Visibility,
}
