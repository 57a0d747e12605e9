//! Exports: lists and ledgers as tables, books and other sheets that are set. An export is an act, entered before its bytes are
//! handed out; a plain look is a line of the reading ledger (see [`crate::readings`]).

use phrases::say;
use serde::{Deserialize, Serialize};

use crate::ids::{BodyId, DossierId, Hash, PaperId, SeriesId};
use crate::paper::KeptPage;

/// What is exported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Export {
    /// The register as a table.
    Register {
        /// What it was narrowed by, as it was asked; empty for all that may be seen.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        narrowed: String,
    },
    /// A part of a series' book of one year, set.
    Book {
        /// Of which series.
        series: SeriesId,
        /// Of which year.
        year: i16,
        /// The first and the last number of the part, as printed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        part: Option<(String, String)>,
    },
    /// The text of a paper, set.
    Text {
        /// Of which paper.
        paper: PaperId,
    },
    /// A version's file as received, with our stamp over it.
    Stamped {
        /// Of which paper.
        paper: PaperId,
        /// Its place among the versions, from 0.
        version: usize,
    },
    /// The ledger of a paper's copies, set.
    Copies {
        /// Of which paper.
        paper: PaperId,
    },
    /// The ledger of a paper's copies as a table.
    CopiesTable {
        /// Of which paper.
        paper: PaperId,
    },
    /// The slip that goes with a numbered copy.
    Slip {
        /// Of which paper.
        paper: PaperId,
        /// With which copy.
        copy: u32,
    },
    /// The label of a paper's number.
    Label {
        /// Of which paper.
        paper: PaperId,
    },
    /// The extract of what was decided on a submission, set.
    Extract {
        /// In which dossier.
        dossier: DossierId,
        /// On which submission.
        submission: u32,
    },
    /// The receipt for a paper, for whoever handed it in.
    Receipt {
        /// Of which paper.
        paper: PaperId,
    },
    /// The sheet of a closing of the day.
    Closing {
        /// Which.
        no: u32,
    },
}

/// The sheet that is exported, where one is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedSheet {
    /// SHA-256 of all that stands on it and of its size: what says the same is not set again.
    pub facts: Hash,
    /// SHA-256 of the bytes that are handed out.
    pub hash: Hash,
    /// The page, where it was set now; what was set before is kept with that entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<KeptPage>,
}

impl ExportedSheet {
    /// The bodies that it brings.
    pub fn bodies(&self) -> Vec<BodyId> {
        self.page.iter().map(|page| page.body).collect()
    }
}

impl Export {
    /// The paper that it is of.
    pub fn paper(&self) -> Option<PaperId> {
        match self {
            Self::Text { paper }
            | Self::Stamped { paper, .. }
            | Self::Copies { paper }
            | Self::CopiesTable { paper }
            | Self::Slip { paper, .. }
            | Self::Receipt { paper }
            | Self::Label { paper } => Some(*paper),
            Self::Register { .. } | Self::Book { .. } | Self::Extract { .. } | Self::Closing { .. } => None,
        }
    }

    /// The dossier that it is of.
    pub fn dossier(&self) -> Option<&DossierId> {
        match self {
            Self::Extract { dossier, .. } => Some(dossier),
            _ => None,
        }
    }

    /// In words, as they stand after "exported:".
    pub fn words(&self) -> String {
        match self {
            Self::Register { .. } => say!("the register as a table").to_owned(),
            Self::Book { series, year, part: Some((first, last)) } => {
                say!("the book of {series}, {year}, {first} to {last}")
            }
            Self::Book { series, year, part: None } => say!("the book of {series}, {year}"),
            Self::Text { .. } => say!("its text as a set page").to_owned(),
            Self::Stamped { version, .. } => say!("version {} with our stamp", version + 1),
            Self::Copies { .. } => say!("the ledger of its copies as a set page").to_owned(),
            Self::CopiesTable { .. } => say!("the ledger of its copies as a table").to_owned(),
            Self::Slip { copy, .. } => say!("the slip of copy {copy}"),
            Self::Label { .. } => say!("the label of its number").to_owned(),
            Self::Extract { submission, .. } => {
                say!("the extract of what was decided on submission {submission}")
            }
            Self::Receipt { .. } => say!("the receipt for it").to_owned(),
            Self::Closing { no } => say!("the sheet of closing {no}"),
        }
    }

    /// Whether it is a sheet that is set, and not a table.
    pub fn is_set(&self) -> bool {
        !matches!(self, Self::Register { .. } | Self::CopiesTable { .. })
    }
}
