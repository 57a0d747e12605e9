//! Directions: to which desks a paper was marked out, and what became of it there.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Paper;
use crate::card::AskedAct;
use crate::event::{Acted, DirectionTurn, Event};
use crate::fold::Misfit;
use crate::ids::{DeskId, OfficerId};
use crate::moment::Moment;

/// Whether a desk leads or is only informed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// It handles the paper.
    Lead,
    /// It is given a copy.
    Copy,
}

/// A direction: one paper marked out to one desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Direction {
    /// Its number on this paper, from 1.
    pub no: u32,
    /// The desk that marked it out.
    pub from: DeskId,
    /// The officer who did.
    pub by: OfficerId,
    /// When.
    pub at: Moment,
    /// The desk it goes to.
    pub to: DeskId,
    /// As lead or for information.
    pub part: Part,
    /// What is asked of it.
    pub act: AskedAct,
    /// By when, a civil date.
    pub due: Option<Date>,
    /// A short remark.
    pub remark: Option<String>,
    /// The direction it was passed on from.
    pub after: Option<u32>,
    /// What became of it.
    pub state: DirectionState,
}

impl Direction {
    /// Whether the paper still waits at the desk.
    pub fn is_open(&self) -> bool {
        matches!(self.state, DirectionState::Waiting | DirectionState::Accepted { .. })
    }
}

/// What became of a direction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum DirectionState {
    /// It waits.
    Waiting,
    /// The desk took it.
    Accepted {
        /// Who.
        by: OfficerId,
        /// When.
        at: Moment,
    },
    /// The desk passed it on.
    PassedOn {
        /// Who.
        by: OfficerId,
        /// When.
        at: Moment,
    },
    /// "Not ours": it went back to the desk that sent it.
    Returned {
        /// Who.
        by: OfficerId,
        /// When.
        at: Moment,
        /// Why.
        reason: String,
    },
    /// The desk did what was asked.
    Done {
        /// Who.
        by: OfficerId,
        /// When.
        at: Moment,
        /// What it reports.
        report: Option<String>,
    },
    /// It went to a wrong desk and was taken back.
    Withdrawn {
        /// Who.
        by: OfficerId,
        /// When.
        at: Moment,
        /// Why.
        reason: String,
        /// What the desk had done with it before, where it had done something.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<Closed>,
    },
}

impl DirectionState {
    /// Whether the paper is no longer where it was sent and went no further: it was returned, or taken back.
    pub fn came_back(&self) -> bool {
        matches!(self, Self::Returned { .. } | Self::Withdrawn { .. })
    }
}

/// What a desk had done with a direction before that was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Closed {
    /// Passed it on.
    PassedOn,
    /// Returned it.
    Returned {
        /// When.
        at: Moment,
    },
    /// Reported it done.
    Done,
}

impl Closed {
    /// What a state says that a desk did; `None` while the direction is open.
    fn of(state: &DirectionState) -> Option<Self> {
        match state {
            DirectionState::Waiting | DirectionState::Accepted { .. } => None,
            DirectionState::PassedOn { .. } => Some(Self::PassedOn),
            DirectionState::Returned { at, .. } => Some(Self::Returned { at: *at }),
            DirectionState::Done { .. } => Some(Self::Done),
            DirectionState::Withdrawn { after, .. } => after.clone(),
        }
    }
}

impl Paper {
    /// Folds what an event says of directions.
    pub(crate) fn apply_direction(&mut self, acted: &Acted, event: &Event, at: Moment) -> Result<(), Misfit> {
        match event {
            Event::Directed { directions, .. } => self.directions.extend(directions.iter().cloned()),
            Event::DirectionTurned { direction, turn, .. } => {
                let by = acted.officer.clone();
                let Some(known) = self.directions.iter_mut().find(|known| known.no == *direction) else {
                    return self.unless_lost("direction_turned", || format!("there is no direction {direction}"));
                };
                known.state = match turn {
                    DirectionTurn::Accepted => DirectionState::Accepted { by, at },
                    DirectionTurn::PassedOn => DirectionState::PassedOn { by, at },
                    DirectionTurn::Returned { reason } => DirectionState::Returned { by, at, reason: reason.clone() },
                    DirectionTurn::Done { report } => DirectionState::Done { by, at, report: report.clone() },
                    DirectionTurn::Withdrawn { reason } => {
                        let after = Closed::of(&known.state);
                        DirectionState::Withdrawn { by, at, reason: reason.clone(), after }
                    }
                };
            }
            _ => {}
        }
        Ok(())
    }
}
