//! What of a paper was released to the reading room, for anyone.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Channel, KeptVersion, Marking, Paper, Withdrawal};
use crate::event::{Acted, Event};
use crate::fold::Misfit;
use crate::house::House;
use crate::ids::{BodyId, Hash, OfficerId};
use crate::moment::Moment;

/// What the reading room shows of a paper, as it stood when it was released: nothing that is put right later changes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Released {
    /// Our number, as printed.
    pub number: String,
    /// Its date; that of its entry, where it bears none.
    pub on: Date,
    /// What it is: "communiqué".
    pub kind: Option<String>,
    /// Its subject.
    pub subject: Option<String>,
    /// The version's place among the paper's, from 0.
    pub version: usize,
    /// SHA-256 of that version's bytes.
    pub hash: Hash,
    /// The text that was read from it, where there is one.
    pub text: Option<BodyId>,
}

impl Released {
    /// The release without anything by which its bytes could be named or compared: for whoever may see the card and not the
    /// paper.
    #[must_use]
    pub fn without_bytes(self) -> Self {
        Self { hash: Hash([0; 32]), text: None, ..self }
    }
}

/// One release of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// What was released.
    pub released: Released,
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: OfficerId,
    /// When.
    pub at: Moment,
    /// Set when it was taken back. That stays in sight of anyone.
    pub ended: Option<Withdrawal>,
}

/// How a release stands in the reading room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum InRoom<'a> {
    /// Anyone reads it.
    Open,
    /// It was taken back: that it was there is told, and why it is no more.
    TakenBack {
        /// When, and why.
        ended: &'a Withdrawal,
    },
    /// It is no more at the lowest level, no more under a number, or its file was a wrong one: that it was there is told.
    Closed,
}

/// Kinds of paper that are made to be read by anyone, in lower case.
const PUBLIC_KINDS: &[&str] = &["communiqué", "communique", "resolution"];

impl Paper {
    /// Whether it is a paper that may be released: a communiqué or a resolution, or a text of this office.
    pub fn is_for_the_public(&self) -> bool {
        let kind = self.card.kind.as_ref().map(|field| field.value.trim().to_lowercase());
        self.arrival.channel == Channel::House || kind.is_some_and(|kind| PUBLIC_KINDS.contains(&kind.as_str()))
    }

    /// The release that stands.
    pub fn release(&self) -> Option<&Release> {
        self.releases.last().filter(|release| release.ended.is_none())
    }

    /// How its last release stands in the reading room; `None` where it was never released.
    pub fn in_room(&self, house: &House) -> Option<(&Release, InRoom<'_>)> {
        let release = self.releases.last()?;
        let stands = match &release.ended {
            Some(ended) => InRoom::TakenBack { ended },
            None if self.may_stand_in_room(house, release) => InRoom::Open,
            None => InRoom::Closed,
        };
        Some((release, stands))
    }

    fn may_stand_in_room(&self, house: &House, release: &Release) -> bool {
        let kept = self.versions.get(release.released.version);
        let stands = |kept: &KeptVersion| kept.withdrawn.is_none() && kept.version.hash == release.released.hash;
        !self.is_void() && self.is_at_lowest(house) && kept.is_some_and(stands)
    }

    /// Whether an officer confirmed that it is at the lowest level of the scale.
    pub fn is_at_lowest(&self, house: &House) -> bool {
        matches!(&self.marking, Marking::Confirmed { level } if house.rank(level) == 0)
    }

    /// Leaves out of its releases what names bytes: for whoever may see the card and not the paper.
    pub fn forget_released_bytes(&mut self) {
        for release in &mut self.releases {
            release.released = release.released.clone().without_bytes();
        }
    }

    /// Folds what an event says of its releases.
    pub(crate) fn apply_release(&mut self, acted: &Acted, event: &Event, at: Moment) -> Result<(), Misfit> {
        let by = acted.officer.clone();
        match event {
            Event::Released { released, reason, .. } => {
                let (released, reason) = (released.clone(), reason.clone());
                self.releases.push(Release { released, reason, by, at, ended: None });
            }
            Event::ReleaseEnded { reason, .. } => match self.releases.last_mut().filter(|last| last.ended.is_none()) {
                Some(release) => release.ended = Some(Withdrawal { reason: reason.clone(), by, at }),
                None => self.unless_lost("release_ended", || "the paper was not released".to_owned())?,
            },
            _ => {}
        }
        Ok(())
    }
}
