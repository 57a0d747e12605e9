//! What an officer may ask for in a dossier.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Hangs;
use crate::house::Visibility;
use crate::ids::{DeskId, LevelId, PaperId};
use crate::paper::InHouse;

/// An act in a dossier. Its place in an [`Act`](crate::act::Act) names the dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields carry the names and meanings of the events they become")]
pub enum DossierAct {
    /// Put its title or its file-plan code right; what is not named stays.
    ChangeDossier {
        #[serde(default)]
        title: Option<String>,
        #[serde(default)]
        code: Option<String>,
    },
    /// Give it to another desk to keep.
    MoveDossier { home: DeskId, reason: String },
    /// Mark it.
    MarkDossier { level: LevelId, reason: String },
    /// Let it be seen by another rule.
    SetDossierRule { rule: Visibility, reason: String },
    /// Begin a new volume; the one before is closed by that.
    OpenVolume {
        #[serde(default)]
        title: Option<String>,
    },
    /// Ask a desk or an officer in: they see the dossier.
    AskIn { to: InHouse, reason: String },
    /// Ask them out again.
    AskOut { to: InHouse, reason: String },
    /// Have it brought back on a day: to the officer who acts, or to a desk.
    BringForward {
        #[serde(default)]
        desk: Option<DeskId>,
        on: Date,
        reason: String,
    },
    /// Say that what it was brought back for is done.
    BringForwardDone { bring_forward: u32 },
    /// Take a bring-forward back.
    TakeBackBringForward { bring_forward: u32, reason: String },
    /// Leave a remark.
    RemarkDossier { says: String },
    /// Close it: nothing is filed in it and nothing done in it any more.
    CloseDossier { reason: String },
    /// Open it again.
    ReopenDossier { reason: String },
    /// Set an outside term down.
    SetTerm {
        name: String,
        cause: String,
        #[serde(default)]
        paper: Option<PaperId>,
        #[serde(default)]
        from: Option<Date>,
        until: Date,
    },
    /// Move it, and with it every running deadline that hangs on it; without a first day that one stays.
    MoveTerm {
        term: u32,
        #[serde(default)]
        from: Option<Date>,
        until: Date,
        reason: String,
    },
    /// Say that nobody lives by it any more; deadlines on it stay on their day.
    EndTerm { term: u32, reason: String },
    /// Set a deadline for a desk, which sees the dossier from then on.
    SetDeadline {
        what: String,
        desk: DeskId,
        #[serde(default)]
        paper: Option<PaperId>,
        hangs: Hangs,
        #[serde(default)]
        remind: Vec<u16>,
    },
    /// Move it: to another day, or hang it otherwise.
    MoveDeadline { deadline: u32, to: Hangs, reason: String },
    /// Say that what was to be done is done.
    KeepDeadline {
        deadline: u32,
        #[serde(default)]
        report: Option<String>,
    },
    /// Say that it is not to be done any more.
    DropDeadline { deadline: u32, reason: String },
    /// Work the days of all running deadlines out anew, by the calendars as they are now.
    FollowCalendar {
        #[serde(default)]
        reason: Option<String>,
    },
}

impl DossierAct {
    /// Its name in the journal and in the API: "ask_in".
    pub fn name(&self) -> &'static str {
        match self {
            Self::ChangeDossier { .. } => "change_dossier",
            Self::MoveDossier { .. } => "move_dossier",
            Self::MarkDossier { .. } => "mark_dossier",
            Self::SetDossierRule { .. } => "set_dossier_rule",
            Self::OpenVolume { .. } => "open_volume",
            Self::AskIn { .. } => "ask_in",
            Self::AskOut { .. } => "ask_out",
            Self::BringForward { .. } => "bring_forward",
            Self::BringForwardDone { .. } => "bring_forward_done",
            Self::TakeBackBringForward { .. } => "take_back_bring_forward",
            Self::RemarkDossier { .. } => "remark_dossier",
            Self::CloseDossier { .. } => "close_dossier",
            Self::ReopenDossier { .. } => "reopen_dossier",
            Self::SetTerm { .. } => "set_term",
            Self::MoveTerm { .. } => "move_term",
            Self::EndTerm { .. } => "end_term",
            Self::SetDeadline { .. } => "set_deadline",
            Self::MoveDeadline { .. } => "move_deadline",
            Self::KeepDeadline { .. } => "keep_deadline",
            Self::DropDeadline { .. } => "drop_deadline",
            Self::FollowCalendar { .. } => "follow_calendar",
        }
    }

    /// Papers that deciding it needs to know.
    pub fn papers(&self) -> Vec<PaperId> {
        match self {
            Self::SetTerm { paper, .. } | Self::SetDeadline { paper, .. } => paper.iter().copied().collect(),
            _ => Vec::new(),
        }
    }
}
