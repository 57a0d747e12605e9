//! Somebody in the house.

use std::fmt;
use std::str::FromStr;

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

impl InHouse {
    /// As it stands in forms and on the command line, and reads back: "desk:legal", "officer:lind".
    pub fn key(&self) -> String {
        match self {
            Self::Officer(officer) => format!("officer:{officer}"),
            Self::Desk(desk) => format!("desk:{desk}"),
        }
    }
}

impl FromStr for InHouse {
    type Err = String;

    /// Reads a [`key`](Self::key).
    fn from_str(said: &str) -> Result<Self, String> {
        let read = match said.split_once(':') {
            Some(("desk", code)) => code.parse().map(Self::Desk),
            Some(("officer", code)) => code.parse().map(Self::Officer),
            _ => return Err(format!("{said:?} is neither desk:CODE nor officer:CODE")),
        };
        read.map_err(|error| error.to_string())
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
