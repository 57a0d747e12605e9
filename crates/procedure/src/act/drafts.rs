//! What acts bring along: a paper to enter, directions to make, names to bind.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::card::{AskedAct, Card, CardRemark, FieldName};
use crate::ids::{DeskId, LevelId, PaperId, SeriesId};
use crate::paper::{Absence, Arrival, NamedAs, Part, Principal, Version};

/// One direction to make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DirectionDraft {
    /// The desk.
    pub to: DeskId,
    /// As lead or for information.
    pub part: Part,
    /// What is asked.
    pub act: AskedAct,
    /// By when.
    #[serde(default)]
    pub due: Option<Date>,
    /// A short remark.
    #[serde(default)]
    pub remark: Option<String>,
}

/// A name to bind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BindingDraft {
    /// The name as it stands on the paper.
    pub name: String,
    /// How it stands there.
    pub named_as: NamedAs,
    /// Who is meant.
    pub to: Principal,
}

/// A paper to enter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnterDraft {
    /// The series.
    pub series: SeriesId,
    /// The civil year whose book it goes into, where it is not this year's.
    #[serde(default)]
    pub year: Option<i16>,
    /// A reserved number to fill.
    #[serde(default)]
    pub reserved: Option<u32>,
    /// The paper of which it becomes a part: it takes a sub-number of that paper's number.
    #[serde(default)]
    pub under: Option<PaperId>,
    /// Its versions; empty only with an `absence`.
    #[serde(default)]
    pub versions: Vec<Version>,
    /// Why there is no file.
    #[serde(default)]
    pub absence: Option<Absence>,
    /// How it came.
    #[serde(default)]
    pub arrival: Arrival,
    /// Its card as read and put right.
    pub card: Card,
    /// Remarks of the reading.
    #[serde(default)]
    pub remarks: Vec<CardRemark>,
    /// The level an officer gives it; without it a marking that was read stays unconfirmed.
    #[serde(default)]
    pub level: Option<LevelId>,
    /// Why it is entered though a twin is held.
    #[serde(default)]
    pub again: Option<String>,
    /// Why it is entered late.
    #[serde(default)]
    pub late: Option<String>,
    /// To whom it is marked out in the same act.
    #[serde(default)]
    pub directions: Vec<DirectionDraft>,
    /// Names bound in the same act.
    #[serde(default)]
    pub bindings: Vec<BindingDraft>,
    /// The fields that whoever enters it put right on the card as it was read; `None` where nobody had that before them.
    #[serde(default)]
    pub put_right: Option<BTreeSet<FieldName>>,
    /// Entered with many others, without a person looking at each: a look-alike known only by its card becomes a
    /// remark instead of a refusal.
    #[serde(default)]
    pub bulk: bool,
}
