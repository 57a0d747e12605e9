//! Roles: what an officer may do for a while besides acting for desks. An administrator gives one; none gives sight of a paper.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::event::{Acted, Event};
use crate::fold::{Misfit, misfit};
use crate::house::House;
use crate::ids::OfficerId;
use crate::moment::Moment;

/// What an officer may do by a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Asks the reading ledger who looked at what, and states why.
    Auditor,
    /// Is told of papers outside their sight that they exist, and nothing else: for searches that the law asks for.
    ExistenceOnly,
}

impl Role {
    /// Every role, with its name in the journal.
    pub const ALL: [(Self, &'static str); 2] = [(Self::Auditor, "auditor"), (Self::ExistenceOnly, "existence_only")];

    /// In words, as it stands after "the role of".
    pub fn words(self) -> &'static str {
        match self {
            Self::Auditor => "auditor",
            Self::ExistenceOnly => "existence only",
        }
    }
}

impl std::fmt::Display for Role {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.words())
    }
}

/// That an officer has a role from a moment to a moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleHeld {
    /// From when, inclusive.
    pub from: Moment,
    /// Until when, exclusive; `None` without end.
    pub until: Option<Moment>,
    /// Who gave it.
    pub by: OfficerId,
    /// Why.
    pub reason: String,
}

impl RoleHeld {
    /// Whether it holds at a moment.
    pub fn holds_at(&self, at: Moment) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }
}

/// Roles by officer, those that ended too: of each the one given last.
pub type Roles = BTreeMap<OfficerId, BTreeMap<Role, RoleHeld>>;

impl House {
    /// Whether an officer at work has a role at a moment.
    pub fn has_role(&self, officer: &OfficerId, role: Role, at: Moment) -> bool {
        self.active(officer).is_some() && self.role_of(officer, role).is_some_and(|held| held.holds_at(at))
    }

    /// The role as it was given to an officer last.
    pub fn role_of(&self, officer: &OfficerId, role: Role) -> Option<&RoleHeld> {
        self.roles.get(officer)?.get(&role)
    }

    /// Folds what an event says of roles.
    pub(crate) fn apply_role(&mut self, acted: &Acted, event: &Event, at: Moment) -> Result<(), Misfit> {
        match event {
            Event::RoleGiven { officer, role, from, until, reason } => {
                let held = RoleHeld { from: *from, until: *until, by: acted.officer.clone(), reason: reason.clone() };
                self.roles.entry(officer.clone()).or_default().insert(*role, held);
            }
            Event::RoleEnded { officer, role, .. } => {
                match self.roles.get_mut(officer).and_then(|held| held.get_mut(role)) {
                    Some(held) => held.until = Some(at),
                    None => return misfit("role_ended", format!("{officer} has no role of {role}")),
                }
            }
            _ => {}
        }
        Ok(())
    }
}
