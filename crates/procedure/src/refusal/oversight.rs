//! Refusals about roles and the reading ledger.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ids::OfficerId;
use crate::role::Role;

/// Why a role was not given or ended, or the reading ledger not asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant's sentence says what its fields mean")]
pub enum OversightRefusal {
    #[error("officer {officer} would give themselves the role of {role}")]
    RoleToOneself { officer: OfficerId, role: Role },
    #[error("the role of {role} has to end, within {days_max} days")]
    RoleWithoutEnd { role: Role, days_max: i64 },
    #[error("a role ends within {days_max} days from its beginning")]
    RoleTooLong { days_max: i64 },
    #[error("officer {officer} does not have the role of {role}")]
    RoleNotHeld { officer: OfficerId, role: Role },
    #[error("officer {officer} is no auditor, and the reading ledger is shown to auditors only")]
    NotAuditor { officer: OfficerId },
    #[error("all that was looked at is asked for, and it is not said from when")]
    ReadingsWithoutSpan,
    #[error("{until} lies before {from}")]
    SpanUpsideDown { from: Date, until: Date },
    #[error("it is entered by the office itself, and by nobody else")]
    ByMachineOnly,
    #[error("the same is being done at this moment")]
    OneAtATime,
}

impl OversightRefusal {
    /// What to do next: see [`Refusal::next`](super::Refusal::next).
    pub(super) fn next(&self) -> &'static str {
        match self {
            Self::RoleToOneself { .. } => "let another administrator give it",
            Self::RoleWithoutEnd { .. } => "say until when",
            Self::RoleTooLong { .. } => "choose an earlier end, and give it again then",
            Self::RoleNotHeld { .. } => "see who has a role with: chancery officer FOLDER list",
            Self::NotAuditor { .. } => "ask an administrator for that role",
            Self::ReadingsWithoutSpan => "say from which day on, or name a paper, a dossier or an officer",
            Self::SpanUpsideDown { .. } => "exchange the two days",
            Self::ByMachineOnly => "nothing is to be done: the office enters it when it is due",
            Self::OneAtATime => "see what came of it, and send yours again if it is still wanted",
        }
    }
}
