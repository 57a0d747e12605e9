//! Refusals about roles and the reading ledger.

use jiff::civil::Date;
use phrases::say;
use serde::{Deserialize, Serialize};

use crate::ids::OfficerId;
use crate::role::Role;

/// Why a role was not given or ended, or the reading ledger not asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, phrases::Told, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant's sentence says what its fields mean")]
pub enum OversightRefusal {
    #[told("officer {officer} would give themselves the role of {role}")]
    RoleToOneself { officer: OfficerId, role: Role },
    #[told("the role of {role} has to end, within {days_max} days")]
    RoleWithoutEnd { role: Role, days_max: i64 },
    #[told("a role ends within {days_max} days from its beginning")]
    RoleTooLong { days_max: i64 },
    #[told("officer {officer} does not have the role of {role}")]
    RoleNotHeld { officer: OfficerId, role: Role },
    #[told("officer {officer} is no auditor, and the reading ledger is shown to auditors only")]
    NotAuditor { officer: OfficerId },
    #[told("all that was looked at is asked for, and it is not said from when")]
    ReadingsWithoutSpan,
    #[told("{until} lies before {from}")]
    SpanUpsideDown { from: Date, until: Date },
    #[told("it is entered by the office itself, and by nobody else")]
    ByMachineOnly,
    #[told("the same is being done at this moment")]
    OneAtATime,
}

impl OversightRefusal {
    /// What to do next: see [`Refusal::next`](super::Refusal::next).
    pub(super) fn next(&self) -> &'static str {
        match self {
            Self::RoleToOneself { .. } => say!("let another administrator give it"),
            Self::RoleWithoutEnd { .. } => say!("say until when"),
            Self::RoleTooLong { .. } => say!("choose an earlier end, and give it again then"),
            Self::RoleNotHeld { .. } => say!("see who has a role with: chancery officer FOLDER list"),
            Self::NotAuditor { .. } => say!("ask an administrator for that role"),
            Self::ReadingsWithoutSpan => say!("say from which day on, or name a paper, a dossier or an officer"),
            Self::SpanUpsideDown { .. } => say!("exchange the two days"),
            Self::ByMachineOnly => say!("nothing is to be done: the office enters it when it is due"),
            Self::OneAtATime => say!("see what came of it, and send yours again if it is still wanted"),
        }
    }
}
