//! Refusals of what is asked in a dossier.

use phrases::say;
use serde::{Deserialize, Serialize};

use crate::ids::{DeskId, DossierId};
use crate::moment::Moment;
use crate::paper::InHouse;

/// Why an act in a dossier was not entered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, phrases::Told, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant's sentence says what its fields mean")]
pub enum DossierRefusal {
    #[told("it is not said which desk keeps the dossier, and you act for {desks} desks")]
    NoHome { desks: usize },
    #[told("dossier {dossier} was closed on {since}: {reason}")]
    DossierClosed { dossier: DossierId, since: Moment, reason: String },
    #[told("dossier {dossier} is open")]
    DossierOpen { dossier: DossierId },
    #[told("dossier {dossier} says that already")]
    DossierSame { dossier: DossierId },
    #[told("{to} sees the dossier already")]
    AskedInAlready { to: InHouse },
    #[told("desk {desk} does not see the dossier, and a bring-forward gives no sight of it")]
    DeskWithoutSightOfDossier { desk: DeskId },
    #[told("{to} draws up, concurs, submits, decides, acts or owes something in the dossier, and sees it by that")]
    HasPartInDossier { to: InHouse },
    #[told("{to} was not asked in")]
    NotAskedIn { to: InHouse },
    #[told("desk {desk} keeps {}", phrases::plural!(*dossiers, "{n} open dossier", "{n} open dossiers"))]
    DeskKeepsDossiers { desk: DeskId, dossiers: u64 },
}

impl DossierRefusal {
    /// What to do next; see [`Refusal::next`](super::Refusal::next).
    pub fn next(&self) -> String {
        match self {
            Self::NoHome { .. } => say!("name the desk that keeps it").into(),
            Self::DossierClosed { .. } => say!("open it again first, or open another").into(),
            Self::DossierOpen { .. } | Self::DossierSame { .. } | Self::AskedInAlready { .. } => {
                say!("nothing is to be done").into()
            }
            Self::DeskWithoutSightOfDossier { .. } => say!("ask it in first").into(),
            Self::DeskKeepsDossiers { .. } => say!("hand the desk over to another, or close them, first").into(),
            Self::HasPartInDossier { .. } => {
                say!("leave it asked in, or open another dossier for what it may not see").into()
            }
            Self::NotAskedIn { .. } => say!("look at the dossier again, and see who is named in it").into(),
        }
    }
}
