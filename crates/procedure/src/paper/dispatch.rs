//! How a paper went out: each sending with what became of it, and under which symbols others made it known.

use jiff::civil::Date;
use phrases::say;
use serde::{Deserialize, Serialize};

use super::{Channel, Paper};
use crate::event::{Acted, Event};
use crate::fold::Misfit;
use crate::ids::{OfficerId, PaperId};
use crate::moment::Moment;

/// One sending of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispatch {
    /// Its number on this paper, from 1.
    pub no: u32,
    /// To whom, as it was addressed.
    pub to: String,
    /// By which channel.
    pub channel: Channel,
    /// On which day, in the office's zone.
    pub on: Date,
    /// By what it can be traced: the number of a registered letter, of a bag, a Message-ID.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Who entered it.
    pub by: OfficerId,
    /// When.
    pub at: Moment,
    /// What became of it, once that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<DispatchEnded>,
}

/// That it is known what became of a sending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DispatchEnded {
    /// What.
    pub end: DispatchEnd,
    /// Who entered it.
    pub by: OfficerId,
    /// When.
    pub at: Moment,
}

/// What became of a sending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum DispatchEnd {
    /// It was received.
    Received {
        /// On which day.
        on: Date,
        /// By whom, as the receipt says.
        who: String,
        /// The receipt, where it is held as a paper.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        evidence: Option<PaperId>,
    },
    /// It came back, or could not be delivered.
    CameBack {
        /// On which day.
        on: Date,
        /// Why.
        reason: String,
    },
    /// It never went out so: it was entered by mistake.
    Mistaken {
        /// Why.
        reason: String,
    },
}

impl DispatchEnd {
    /// The receipt, where it is held as a paper.
    pub fn evidence(&self) -> Option<PaperId> {
        match self {
            Self::Received { evidence, .. } => *evidence,
            Self::CameBack { .. } | Self::Mistaken { .. } => None,
        }
    }

    /// Leaves the receipt out where this holds of it: for whoever may not see it.
    pub fn forget_evidence(&mut self, of: impl Fn(&PaperId) -> bool) {
        if let Self::Received { evidence, .. } = self {
            *evidence = evidence.filter(|id| !of(id));
        }
    }

    /// In words, as it stands after "it".
    pub fn words(&self) -> &'static str {
        match self {
            Self::Received { .. } => say!("was received"),
            Self::CameBack { .. } => say!("came back"),
            Self::Mistaken { .. } => say!("was entered by mistake"),
        }
    }
}

/// That a paper need not be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotSent {
    /// Why not.
    pub reason: String,
    /// The officer who said so.
    pub by: OfficerId,
    /// When.
    pub at: Moment,
}

/// A symbol under which somebody else made the paper known, as a paper of an assembly: it is cited by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appearance {
    /// The symbol, as it is printed.
    pub symbol: String,
    /// Who made it known.
    pub body: String,
    /// On which day it is dated there, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// Who entered it.
    pub by: OfficerId,
    /// When.
    pub at: Moment,
}

impl Paper {
    /// The sending of that number.
    pub fn dispatch(&self, no: u32) -> Option<&Dispatch> {
        self.dispatches.iter().find(|one| one.no == no)
    }

    /// Sendings that went out and did not come back.
    pub fn sent(&self) -> impl Iterator<Item = &Dispatch> {
        self.dispatches
            .iter()
            .filter(|one| one.ended.as_ref().is_none_or(|ended| matches!(ended.end, DispatchEnd::Received { .. })))
    }

    /// The receipts of its sendings that are held as papers.
    pub fn receipts(&self) -> impl Iterator<Item = PaperId> {
        let ended = self.dispatches.iter().filter_map(|one| one.ended.as_ref());
        ended.filter_map(|ended| ended.end.evidence())
    }

    /// Leaves out the receipts of which this holds: for whoever may not see them.
    pub fn forget_receipts(&mut self, of: impl Fn(&PaperId) -> bool) {
        for ended in self.dispatches.iter_mut().filter_map(|one| one.ended.as_mut()) {
            ended.end.forget_evidence(&of);
        }
    }

    /// Whether it was made in this office and is still to go out, should it stand in a series whose papers do. What was
    /// entered as a copy of what had gone out waits for nothing.
    pub fn is_to_be_sent(&self) -> bool {
        self.arrival.channel == Channel::House
            && !self.is_addressed_in_house()
            && !self.lost
            && !self.is_void()
            && self.not_sent.is_none()
            && self.sent().next().is_none()
    }

    /// Folds what an event says of its going out.
    pub(crate) fn apply_dispatch(&mut self, acted: &Acted, event: &Event, at: Moment) -> Result<(), Misfit> {
        let by = acted.officer.clone();
        match event {
            Event::Dispatched { no, to, channel, on, reference, .. } => {
                let (no, to, channel, on, reference) = (*no, to.clone(), *channel, *on, reference.clone());
                self.not_sent = None;
                self.dispatches.push(Dispatch { no, to, channel, on, reference, by, at, ended: None });
            }
            Event::DispatchEnded { dispatch, end, .. } => {
                let Some(known) = self.dispatches.iter_mut().find(|one| one.no == *dispatch) else {
                    return self.unless_lost("dispatch_ended", || format!("there is no dispatch {dispatch}"));
                };
                known.ended = Some(DispatchEnded { end: end.clone(), by, at });
            }
            Event::DispatchNotNeeded { reason, .. } => self.not_sent = Some(NotSent { reason: reason.clone(), by, at }),
            Event::Appeared { symbol, body, on, .. } => {
                let (symbol, body, on) = (symbol.clone(), body.clone(), *on);
                self.appearances.push(Appearance { symbol, body, on, by, at });
            }
            _ => {}
        }
        Ok(())
    }
}
