//! Refusals of handing over, of standing in, and of ends that would leave something to nobody.

use phrases::say;
use serde::{Deserialize, Serialize};

use crate::handing::DeskWork;
use crate::ids::{DeskId, MandateId, OfficerId};
use crate::moment::Moment;
use crate::paper::InHouse;

/// Why nothing was handed over, or a mandate was not given, ended or acted under.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, phrases::Told, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant's sentence says what its fields mean")]
pub enum HandingRefusal {
    #[told("{to} has it already, and nothing is handed over to itself")]
    HandedToItself { to: InHouse },
    #[told("nobody acts for desk {desk}")]
    NobodyAtDesk { desk: DeskId },
    #[told("nothing of {from} goes to {to}{}", staying(*stays))]
    NothingToHandOver { from: InHouse, to: InHouse, stays: u64 },
    #[told("officer {officer} does not hold desk {desk}")]
    NotHolderOfDesk { officer: OfficerId, desk: DeskId },
    #[told("officer {officer} is the last to hold desk {desk}, at which there wait: {waiting}")]
    LastHolder { officer: OfficerId, desk: DeskId, waiting: DeskWork },
    #[told("{} to come back to officer {officer}, who would act for no desk any more", coming_back(*waiting))]
    PersonalWaits { officer: OfficerId, waiting: u64 },
    #[told("officer {officer} is a substitute at desk {desk}, and nobody stands in for a substitute")]
    SubstituteOfSubstitute { officer: OfficerId, desk: DeskId },
    #[told("a holder stands in for nobody")]
    HolderStandsIn,
    #[told("officer {officer} cannot stand in for themselves")]
    InsteadOfOneself { officer: OfficerId },
    #[told("officer {officer} acted for desk {desk} until {until}: mandate {mandate} is over")]
    MandateOver { officer: OfficerId, desk: DeskId, mandate: MandateId, until: Moment, now: Vec<OfficerId> },
}

/// What stays, where something does.
fn staying(stays: u64) -> String {
    match stays {
        0 => String::new(),
        1 => say!("; of 1 paper or dossier something stays").to_owned(),
        stays => say!("; of {stays} papers or dossiers something stays"),
    }
}

/// How much is to come back, in words.
fn coming_back(waiting: u64) -> String {
    match waiting {
        1 => say!("1 paper or dossier is").to_owned(),
        more => say!("{more} papers or dossiers are"),
    }
}

impl HandingRefusal {
    /// What to do next; see [`Refusal::next`](super::Refusal::next).
    pub fn next(&self) -> String {
        match self {
            Self::HandedToItself { .. } => say!("choose another").into(),
            Self::NobodyAtDesk { .. } => say!("give an officer a mandate for it first").into(),
            Self::NothingToHandOver { stays: 0, .. } => say!("nothing is to be done").into(),
            Self::NothingToHandOver { .. } => {
                say!("look at the list, which says what stays and why, and settle it there").into()
            }
            Self::NotHolderOfDesk { .. } => say!("see who holds it with: chancery desk FOLDER list").into(),
            Self::LastHolder { desk, .. } => say!(
                "hand the desk over first: chancery desk FOLDER hand-over {desk}, to another desk or from officer to officer"
            ),
            Self::PersonalWaits { .. } => say!(
                "hand the desk over to another officer, and have what only this one sees marked done or taken back"
            )
            .into(),
            Self::SubstituteOfSubstitute { .. } => {
                say!("say for which holder of the desk, or give a mandate as holder").into()
            }
            Self::HolderStandsIn => say!("leave out for whom, or give the mandate as substitute").into(),
            Self::InsteadOfOneself { .. } => say!("choose another officer").into(),
            Self::MandateOver { now, .. } if now.is_empty() => say!("ask an administrator for a new mandate").into(),
            Self::MandateOver { now, .. } => {
                let now: Vec<&str> = now.iter().map(OfficerId::as_str).collect();
                say!("ask who acts for it now ({}), or an administrator for a new mandate", now.join(", "))
            }
        }
    }
}
