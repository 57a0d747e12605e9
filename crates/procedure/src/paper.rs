//! One paper and all that has happened to it, folded from its events.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::card::{Card, CardRemark, FieldName};
use crate::ids::{DeskId, DossierId, LevelId, OfficerId, PaperId, SeriesId};
use crate::moment::Moment;
use crate::number::RegNumber;

mod answer;
mod arrival;
mod binding;
mod bring_forward;
mod circular;
mod cited;
mod copies;
mod direction;
mod dispatch;
mod handed;
mod in_house;
mod reading;
mod release;
mod version;

pub use answer::{AwaitedAnswer, Interim, NoReply, Stop, stop};
pub use arrival::{Absence, Arrival, Channel, Medium, OldEntry, Received};
pub use binding::{Binding, NamedAs, Principal};
pub use bring_forward::{BringForward, BringForwardEnd, BringForwardState};
pub(crate) use circular::addressed_id;
pub use circular::{Addressed, Circular, SentTo};
pub use cited::{Offer, Settlement, Strength, Tie};
pub use copies::{Copy, CopyDid, CopyEnd, CopyEnded, CopyGiven, CopyHandled, Holder, KeptPage, PageSize};
pub use direction::{Closed, Direction, DirectionState, Part};
pub use dispatch::{Appearance, Dispatch, DispatchEnd, DispatchEnded, NotSent};
pub use in_house::InHouse;
pub use reading::{Checked, DeclinedValue, ProposedReading};
pub use release::{InRoom, Release, Released};
pub use version::{EnclosedFile, KeptVersion, ReadText, Version, VersionKind};

/// One registration of a paper: a number in a series, or the void it became.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// Our number.
    pub number: RegNumber,
    /// The civil date of entry in the office's zone.
    pub on: Date,
    /// When it was entered.
    pub at: Moment,
    /// By whom.
    pub by: OfficerId,
    /// Why it was entered late, where it was.
    pub late: Option<String>,
    /// Live or void.
    pub standing: Standing,
}

impl Registration {
    /// Whether the number stands for the paper.
    pub fn is_live(&self) -> bool {
        self.standing == Standing::Live
    }
}

/// Whether a number once given stands for its paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Standing {
    /// It does.
    Live,
    /// It was annulled; the number stays, marked.
    Void {
        /// Why.
        reason: String,
        /// By whom.
        by: OfficerId,
        /// When.
        at: Moment,
        /// The number that took its place, as printed.
        see: Option<String>,
    },
}

/// The reason under which the place of a destroyed part stands as taken back.
const DESTROYED: &str = "The part that held it was destroyed.";

/// That something was taken back, and why. It stays in sight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: OfficerId,
    /// When.
    pub at: Moment,
}

/// A paper's marking, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Marking {
    /// None stands on it, and none was given: the lowest level.
    #[default]
    None,
    /// Words that mean a marking were read; until an officer confirms a level, only the registry that entered it sees it.
    Unconfirmed {
        /// The words as they stand.
        words: String,
    },
    /// An officer gave it a level.
    Confirmed {
        /// The level.
        level: LevelId,
    },
}

/// A filing in a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filing {
    /// The dossier.
    pub dossier: DossierId,
    /// Its title when the paper was filed.
    pub title: String,
    /// The file-plan code.
    pub code: Option<String>,
    /// The volume, where the dossier counts them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume: Option<u32>,
    /// By whom.
    pub by: OfficerId,
    /// When.
    pub at: Moment,
}

/// A remark an officer or the reading left on the paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The officer; `None` where the reading says it.
    pub by: Option<OfficerId>,
    /// When.
    pub at: Moment,
    /// The field it is about.
    pub field: Option<FieldName>,
    /// What is said.
    pub says: String,
}

/// A registrar's look beyond the rules: with a reason, in the journal, shown to the owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// Who may see.
    pub officer: OfficerId,
    /// Why.
    pub reason: String,
    /// From when.
    pub at: Moment,
    /// Until when.
    pub until: Moment,
}

/// A paper: anything registered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Its id.
    pub id: PaperId,
    /// The paper's own version: how many entries have touched it. Forms and ETags carry it.
    pub rev: u64,
    /// When it was entered.
    pub entered: Moment,
    /// The officer who entered it.
    pub entered_by: OfficerId,
    /// Its registrations, in order; never empty.
    pub registrations: Vec<Registration>,
    /// The twin that it was entered beside, and why.
    pub again: Option<Again>,
    /// The paper it was split off from.
    pub split_from: Option<PaperId>,
    /// To whom it is addressed, where it is one of a circular.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addressed: Option<Box<Addressed>>,
    /// What was made of it, each time it was sent as a circular.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub circulars: Vec<Circular>,
    /// How it came.
    pub arrival: Arrival,
    /// Why there is no file, while there is none.
    pub absence: Option<Absence>,
    /// Its versions, in order.
    pub versions: Vec<KeptVersion>,
    /// Its card.
    pub card: Card,
    /// Remarks of the reading and of officers.
    pub remarks: Vec<Said>,
    /// Its marking.
    pub marking: Marking,
    /// To whom it was marked out.
    pub directions: Vec<Direction>,
    /// Names bound.
    pub bindings: Vec<Binding>,
    /// Citations found held.
    pub ties: Vec<Tie>,
    /// Doubtful matches, offered.
    pub offers: Vec<Offer>,
    /// Citations settled without a paper, by place on the card.
    pub settled: BTreeMap<usize, Settlement>,
    /// Papers that this one answers.
    pub answers: BTreeSet<PaperId>,
    /// Papers that answer this one.
    pub answered_by: BTreeSet<PaperId>,
    /// Where it is filed; the last is its place now.
    pub filed: Vec<Filing>,
    /// Looks beyond the rules.
    pub overrides: Vec<Override>,
    /// Days on which it comes back to somebody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bring_forwards: Vec<BringForward>,
    /// How it went out, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dispatches: Vec<Dispatch>,
    /// Its numbered copies, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<Copy>,
    /// Set while it need not be sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_sent: Option<NotSent>,
    /// Symbols under which others made it known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub appearances: Vec<Appearance>,
    /// What of it was released to the reading room, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub releases: Vec<Release>,
    /// The answer that it awaits, or awaited, where an officer said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub awaited: Option<AwaitedAnswer>,
    /// What officers made of the card as it was read.
    #[serde(default)]
    pub checked: Checked,
    /// A version read anew, while it waits for an officer.
    #[serde(default)]
    pub proposed: Option<Box<ProposedReading>>,
    /// What officers declined of readings: it is not proposed again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub declined: Vec<DeclinedValue>,
    /// Officers who acted on it.
    pub actors: BTreeSet<OfficerId>,
    /// The version whose text the card's spans lie in, by its place; `None` while no value rests on a passage of any.
    #[serde(default)]
    pub card_of: Option<usize>,
    /// Whether a part of an entry that touched it was destroyed. What stood there is unknown, and nobody gains by it.
    #[serde(default)]
    pub lost: bool,
}

/// That a paper was entered although its twin is held, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Again {
    /// The twin's number as printed.
    pub of: String,
    /// Why it was entered again.
    pub reason: String,
}

impl Paper {
    /// Its live registrations.
    pub fn live(&self) -> impl Iterator<Item = &Registration> {
        self.registrations.iter().filter(|registration| registration.is_live())
    }

    /// Whether every number it had is void.
    pub fn is_void(&self) -> bool {
        self.live().next().is_none()
    }

    /// The registration to show: the last live one, else the last of all.
    pub fn shown(&self) -> Option<&Registration> {
        self.registrations.iter().rev().find(|r| r.is_live()).or(self.registrations.last())
    }

    /// The number to print for it.
    pub fn number(&self) -> &str {
        self.shown().map_or("", |registration| registration.number.text())
    }

    /// Series in which it has a live number; of a void paper, those in which it had one.
    pub fn series(&self) -> BTreeSet<&SeriesId> {
        let void = self.is_void();
        self.registrations.iter().filter(|r| void || r.is_live()).map(|r| r.number.series()).collect()
    }

    /// The direction of that number.
    pub fn direction(&self, no: u32) -> Option<&Direction> {
        self.directions.iter().find(|direction| direction.no == no)
    }

    /// The desks where it lies, and which may mark it out:
    ///
    /// 1. those that lead on it, and those to which a lead came back ("not ours", or taken back from a wrong desk),
    ///    until they mark it out anew;
    /// 2. where there are none, the desks that led and reported it done;
    /// 3. where no desk ever led, the registries of its series.
    pub fn holders<'a>(&'a self, registry: impl Fn(&SeriesId) -> Option<&'a DeskId>) -> BTreeSet<&'a DeskId> {
        let leads = || self.directions.iter().filter(|direction| direction.part == Part::Lead);
        let open = leads().filter(|lead| lead.is_open()).map(|lead| &lead.to);
        let back = leads().filter(|lead| self.came_back(lead)).map(|lead| &lead.from);
        let holding: BTreeSet<_> = open.chain(back).collect();
        if !holding.is_empty() {
            return holding;
        }
        let Some(last) = leads().next_back() else {
            return self.series().into_iter().filter_map(registry).collect();
        };
        let done: BTreeSet<_> =
            leads().filter(|lead| matches!(lead.state, DirectionState::Done { .. })).map(|lead| &lead.to).collect();
        if done.is_empty() { [&last.to].into() } else { done }
    }

    /// Whether a lead came back to the desk that sent it, and was not marked out anew.
    fn came_back(&self, lead: &Direction) -> bool {
        let (back, withdrawn) = match &lead.state {
            // Taking back what had been returned moves nothing: the paper came back with the return.
            DirectionState::Returned { at, .. }
            | DirectionState::Withdrawn { after: Some(Closed::Returned { at }), .. } => (*at, false),
            // What had been passed on lies where it was passed on to.
            DirectionState::Withdrawn { after: Some(Closed::PassedOn), .. } => return false,
            DirectionState::Withdrawn { at, .. } => (*at, true),
            _ => return false,
        };
        // Another desk than the sender, the registry, may take a lead back; it marks it out anew in the same act.
        let anew = |later: &Direction| {
            later.part == Part::Lead
                && later.no > lead.no
                && later.at >= back
                && (later.from == lead.from || (withdrawn && later.at == back))
        };
        !self.directions.iter().any(anew)
    }
}

/// Remarks of the reading, as they are kept.
pub fn said_by_reading(remarks: &[CardRemark], at: Moment) -> Vec<Said> {
    remarks.iter().map(|remark| Said { by: None, at, field: remark.field, says: remark.says.clone() }).collect()
}
