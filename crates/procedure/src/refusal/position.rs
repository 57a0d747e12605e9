//! Refusals of what is asked of positions in a dossier.

use phrases::say;
use serde::{Deserialize, Serialize};

use super::Desks;
use crate::dossier::{Assessed, Position};
use crate::ids::{DeskId, LevelId};

/// Why an act on positions in a dossier was not entered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, phrases::Told, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant's sentence says what its fields mean")]
pub enum PositionRefusal {
    #[told("there is no {position} {no} in the dossier")]
    NoPosition { position: Position, no: u32 },
    #[told("{position} {no} was withdrawn: {reason}")]
    PositionWithdrawn { position: Position, no: u32, reason: String },
    #[told("{position} {no} says that already")]
    PositionSame { position: Position, no: u32 },
    #[told("{position} {no} was put by desk {desk}, and a desk's words are its own")]
    PutByAnother { position: Position, no: u32, desk: DeskId },
    #[told("{position} {no} is about something else, or somebody else’s")]
    AboutAnother { position: Position, no: u32 },
    #[told("desk {desk} does not see the dossier by a right of its own, and has no word in it")]
    DeskWithoutWord { desk: DeskId },
    #[told("a recommendation that no desk of the house holds needs the paper it stands in")]
    NoSource,
    #[told("step {step} cannot wait for step {after}: only for one before it")]
    StepOrder { step: usize, after: u32 },
    #[told(
        "{number} is {level}, and the dossier is not marked so high; its words would be seen by all who see the dossier"
    )]
    MarkedHigher { number: String, level: LevelId },
    #[told("words and days in the dossier rest on a paper that is marked higher than {level}")]
    RestsOnHigher { level: LevelId },
    #[told("you see the card of {number} and not its words, and cannot give a passage of it")]
    PassageUnread { number: String },
    #[told("desk {desk} is asked already for its assessment of {of}")]
    AskedAlready { desk: DeskId, of: Assessed },
    #[told("no assessment was asked for under number {asked}")]
    NotAsked { asked: u32 },
    #[told("what was asked under number {asked} is no longer open: {state}")]
    AskedClosed { asked: u32, state: String },
    #[told("desk {desk} advises on that proposal already, in recommendation {no}")]
    AdvisedAlready { desk: DeskId, no: u32 },
    #[told("an assessment is still awaited from {desks}")]
    AssessmentsAwaited { desks: Desks },
}

impl PositionRefusal {
    /// What to do next; see [`Refusal::next`](super::Refusal::next).
    pub fn next(&self) -> String {
        match self {
            Self::NoPosition { .. } | Self::NotAsked { .. } | Self::AskedClosed { .. } | Self::AboutAnother { .. } => {
                say!("look at the dossier again, and see what stands in it").into()
            }
            Self::PositionWithdrawn { .. } => say!("put it anew, if it stands after all").into(),
            Self::PositionSame { .. } | Self::AskedAlready { .. } => say!("nothing is to be done").into(),
            Self::PutByAnother { .. } => say!("assess it, or put your own beside it").into(),
            Self::DeskWithoutWord { .. } => say!("have the desk asked in first").into(),
            Self::NoSource => say!("name the paper that says so, and its passage").into(),
            Self::StepOrder { .. } => say!("name a step before it, or none").into(),
            Self::MarkedHigher { level, .. } => {
                say!("mark the dossier {level} first, or write it without that paper")
            }
            Self::RestsOnHigher { .. } => {
                say!("leave the dossier marked as it is, or have the marking of its papers lowered first").into()
            }
            Self::PassageUnread { .. } => say!("leave the passage out, or ask to see the paper whole").into(),
            Self::AdvisedAlready { .. } => say!("put that one otherwise, or withdraw it first").into(),
            Self::AssessmentsAwaited { .. } => say!("wait for them, or take the askings back first").into(),
        }
    }
}
