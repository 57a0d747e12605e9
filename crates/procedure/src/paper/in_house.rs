//! Somebody in the house.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Principal;
use crate::ids::{DeskId, OfficerId};

/// Somebody in the house: an officer, or whoever acts for a desk.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "is", content = "code", rename_all = "snake_case")]
pub enum InHouse {
    /// A person.
    Officer(OfficerId),
    /// A post: whoever acts for the desk.
    Desk(DeskId),
}

impl fmt::Display for InHouse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Officer(officer) => write!(f, "officer {officer}"),
            Self::Desk(desk) => write!(f, "desk {desk}"),
        }
    }
}

impl From<InHouse> for Principal {
    fn from(who: InHouse) -> Self {
        match who {
            InHouse::Officer(officer) => Self::Officer(officer),
            InHouse::Desk(desk) => Self::Desk(desk),
        }
    }
}
