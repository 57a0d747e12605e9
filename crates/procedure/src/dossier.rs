//! A dossier: all papers and acts on one question, kept by one desk. Its state is folded from its own events.
//!
//! Papers keep their own file: a dossier does not list them, each names the dossier it is filed in (see
//! [`Filing`](crate::paper::Filing)), and each is seen by its own right.

mod act;
mod deadline;
mod event;
mod fold;
mod term;
mod wait;

use serde::{Deserialize, Serialize};

use crate::house::Visibility;
use crate::ids::{DeskId, DossierId, LevelId, OfficerId};
use crate::moment::Moment;
use crate::paper::{BringForward, InHouse};
use crate::sight::Naming;

pub use act::DossierAct;
pub use deadline::{
    Because, DEADLINE_MOVES_MAX, DEADLINES_MAX, DEADLINES_RUNNING_MAX, Deadline, DeadlineMove, DeadlineState, Hangs,
    REMIND_DAYS_MAX, REMINDERS_MAX, is_near,
};
pub use event::DossierEvent;
pub use term::{Edge, TERM_DAYS_MAX, TERM_MOVES_MAX, TERMS_MAX, Term, TermEnded, TermMove};
pub use wait::{DossierWait, WaitsFor};

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
    /// On which days it comes back, to whom and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bring_forwards: Vec<BringForward>,
    /// Remarks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<DossierRemark>,
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
            bring_forwards: Vec::new(),
            remarks: Vec::new(),
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

    /// The bring-forward of that number.
    pub fn bring_forward(&self, no: u32) -> Option<&BringForward> {
        self.bring_forwards.iter().find(|one| one.no == no)
    }

    /// Bring-forwards that are open, in the order in which they were set.
    pub fn open_bring_forwards(&self) -> impl Iterator<Item = &BringForward> {
        self.bring_forwards.iter().filter(|one| one.is_open())
    }

    /// Everyone who is named in it, with from when until when, besides the desk that keeps it: whom it asked in, and the
    /// desks that owe or owed something in it by a day, until that was dropped.
    pub fn named(&self) -> Vec<Naming> {
        let members = self.members.iter();
        let members = members.map(|one| Naming { principal: one.to.clone().into(), from: one.at, until: one.until });
        let owing = self.deadlines.iter().map(|one| Naming {
            principal: InHouse::Desk(one.desk.clone()).into(),
            from: one.at,
            until: one.dropped(),
        });
        members.chain(owing).collect()
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
