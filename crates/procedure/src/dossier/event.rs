//! What happened in a dossier.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::position::{AskedEnd, Assessed, AssessmentWords, ClaimWords, Position, ProposalWords, RecommendationWords};
use crate::house::Visibility;
use crate::ids::{DeskId, LevelId};
use crate::paper::{BringForwardEnd, InHouse};

/// A change in a dossier. Its place in an [`Event`](crate::event::Event) names the dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields carry the names and meanings of the state they change")]
pub enum DossierEvent {
    /// Its title and code are these.
    Changed { title: String, code: Option<String> },
    /// Another desk keeps it.
    Moved { home: DeskId, reason: String },
    /// It is marked.
    Marked { level: LevelId, reason: String },
    /// Who sees it is decided by another rule.
    RuleSet { rule: Visibility, reason: String },
    /// A volume was begun; the one before it, if any, is closed.
    VolumeOpened { no: u32, title: Option<String> },
    /// A desk or officer sees it from now on.
    AskedIn { to: InHouse, reason: String },
    /// And no longer.
    AskedOut { to: InHouse, reason: String },
    /// The dossier comes back to an officer or a desk on a day.
    BringForwardSet { bring_forward: u32, to: InHouse, on: Date, reason: String },
    /// What became of that.
    BringForwardEnded { bring_forward: u32, end: BringForwardEnd },
    /// A remark was left.
    Remarked { says: String },
    /// It was closed.
    Closed { reason: String },
    /// It was opened again.
    Reopened { reason: String },
    /// A claim was put, or put otherwise: `was` is what it said before.
    ClaimPut {
        no: u32,
        claim: ClaimWords,
        put_by: DeskId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<ClaimWords>,
    },
    /// A proposal was put, or put otherwise.
    ProposalPut {
        no: u32,
        proposal: ProposalWords,
        put_by: DeskId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<ProposalWords>,
    },
    /// A desk said how it stands towards something, or stands to it otherwise now.
    AssessmentPut {
        no: u32,
        of: Assessed,
        desk: DeskId,
        assessment: AssessmentWords,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<AssessmentWords>,
    },
    /// Something was recommended, or is recommended otherwise now.
    RecommendationPut {
        no: u32,
        on: Option<u32>,
        desk: Option<DeskId>,
        recommendation: RecommendationWords,
        put_by: DeskId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<RecommendationWords>,
    },
    /// A position was withdrawn.
    PositionWithdrawn { what: Position, no: u32, reason: String },
    /// A desk was asked how it stands towards something, and sees the dossier from then on.
    AssessmentAsked { asked: u32, of: Assessed, desk: DeskId, due: Option<Date> },
    /// What became of that.
    AssessmentAskedEnded { asked: u32, end: AskedEnd },
}
