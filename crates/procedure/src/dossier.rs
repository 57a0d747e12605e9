//! A dossier: all papers and acts on one question, kept by one desk. Its state is folded from its own events.
//!
//! Papers keep their own file: a dossier does not list them, each names the dossier it is filed in (see
//! [`Filing`](crate::paper::Filing)), and each is seen by its own right.

mod act;
mod event;
mod fold;
mod offered;
mod position;
mod prose;
mod wait;

use serde::{Deserialize, Serialize};

use crate::house::Visibility;
use crate::ids::{DeskId, DossierId, LevelId, OfficerId};
use crate::moment::Moment;
use crate::paper::{BringForward, InHouse, Principal};
use crate::sight::Naming;

pub use act::DossierAct;
pub use event::DossierEvent;
pub use offered::{Offered, offered};
pub use position::*;
pub use prose::{Names, advice, prose};
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
    /// What is claimed, proposed, assessed and recommended in it.
    #[serde(default, skip_serializing_if = "Positions::is_empty")]
    pub positions: Positions,
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
            positions: Positions::default(),
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

    /// Everyone who is named in it, with from when until when, besides the desk that keeps it: those asked in, and desks
    /// asked for an assessment.
    pub fn named(&self) -> Vec<Naming> {
        let members = self.members.iter();
        let members = members.map(|one| Naming { principal: one.to.clone().into(), from: one.at, until: one.until });
        let asked = self.positions.asked.iter().map(|one| Naming {
            principal: Principal::Desk(one.desk.clone()),
            from: one.at,
            until: one.sees_until,
        });
        members.chain(asked).collect()
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
