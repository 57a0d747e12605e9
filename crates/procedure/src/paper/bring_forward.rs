//! Bring-forwards: on which days a paper comes back, to whom, and why.

use jiff::civil::Date;
use phrases::say;
use serde::{Deserialize, Serialize};

use super::{InHouse, Paper};
use crate::event::{Acted, Event};
use crate::fold::Misfit;
use crate::house::House;
use crate::ids::OfficerId;
use crate::moment::Moment;

/// A bring-forward: "back to me, or to desk X, on that day, because …".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BringForward {
    /// Its number on this paper, from 1.
    pub no: u32,
    /// To whom it comes back.
    pub to: InHouse,
    /// On which day, in the office's zone. It stays there until it is ended.
    pub on: Date,
    /// Why.
    pub reason: String,
    /// The officer who set it.
    pub by: OfficerId,
    /// When it was set.
    pub at: Moment,
    /// What became of it.
    pub state: BringForwardState,
}

impl BringForward {
    /// Whether it is an officer's to look after at a moment: it is for them, for one for whom they stand in, or for a desk for
    /// which they act.
    pub fn is_for(&self, house: &House, officer: &OfficerId, at: Moment) -> bool {
        match &self.to {
            InHouse::Officer(of) => of == officer || house.stands_in_at(officer, of, at).is_some(),
            InHouse::Desk(desk) => house.mandate_for(officer, desk, at).is_some(),
        }
    }

    /// Whether it is still to come back, or lies there since.
    pub fn is_open(&self) -> bool {
        self.state == BringForwardState::Open
    }
}

/// What became of a bring-forward.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum BringForwardState {
    /// It comes back on its day, or did.
    Open,
    /// It ended.
    Ended {
        /// How.
        end: BringForwardEnd,
        /// The officer whose act ended it.
        by: OfficerId,
        /// When.
        at: Moment,
    },
}

/// How a bring-forward ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum BringForwardEnd {
    /// What it was for is done.
    Done,
    /// It was taken back.
    TakenBack {
        /// Why.
        reason: String,
    },
    /// The paper stands under no number any more.
    PaperVoid,
}

impl BringForwardEnd {
    /// In words, as it stands after "no longer open: ".
    pub fn words(&self) -> &'static str {
        match self {
            Self::Done => say!("it was marked done"),
            Self::TakenBack { .. } => say!("it was taken back"),
            Self::PaperVoid => say!("the paper was made void"),
        }
    }
}

impl Paper {
    /// Those that are open, by their days; of one day in the order in which they were set.
    pub fn open_bring_forwards(&self) -> Vec<&BringForward> {
        let mut open: Vec<&BringForward> = self.bring_forwards.iter().filter(|one| one.is_open()).collect();
        open.sort_by_key(|one| (one.on, one.no));
        open
    }

    /// The bring-forward of that number.
    pub fn bring_forward(&self, no: u32) -> Option<&BringForward> {
        self.bring_forwards.iter().find(|one| one.no == no)
    }

    /// Folds what an event says of bring-forwards.
    pub(crate) fn apply_bring_forward(&mut self, acted: &Acted, event: &Event, at: Moment) -> Result<(), Misfit> {
        let by = acted.officer.clone();
        match event {
            Event::BringForwardSet { bring_forward: no, to, on, reason, .. } => {
                let (no, to, on, reason) = (*no, to.clone(), *on, reason.clone());
                self.bring_forwards.push(BringForward { no, to, on, reason, by, at, state: BringForwardState::Open });
            }
            Event::BringForwardEnded { bring_forward: no, end, .. } => {
                let Some(known) = self.bring_forwards.iter_mut().find(|known| known.no == *no) else {
                    return self.unless_lost("bring_forward_ended", || format!("there is no bring-forward {no}"));
                };
                known.state = BringForwardState::Ended { end: end.clone(), by, at };
            }
            _ => {}
        }
        Ok(())
    }
}
