//! Why a sheet was not set, and what helps.

use jiff::civil::Date;
use phrases::say;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::fonts::Missing;

/// Why there is no page.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NotSet {
    /// No loaded font has these signs.
    #[error("no font has a sign for {}", told(.0))]
    NoSign(Vec<Missing>),
    /// More text than a sheet takes.
    #[error("the sheet has {chars} characters; at most {max} are set")]
    TooLong {
        /// How many it has.
        chars: usize,
        /// How many may be.
        max: usize,
    },
    /// More lines in a table, or blocks of text, than a sheet takes.
    #[error("the sheet has {lines} lines or paragraphs; at most {max} are set")]
    TooManyLines {
        /// How many it has.
        lines: usize,
        /// How many may be.
        max: usize,
    },
    /// More pages than a sheet takes.
    #[error("the sheet has {pages} pages; at most {max} are set")]
    TooManyPages {
        /// How many it has.
        pages: usize,
        /// How many may be.
        max: usize,
    },
    /// What names a language is no language's letters.
    #[error("“{0}” names no language")]
    NoLanguage(String),
    /// A day before the year 1: a file cannot name it.
    #[error("{0} is before the year 1")]
    NoSuchDay(Date),
    /// A numbered copy that is none.
    #[error("copy {no} of {of} cannot be")]
    NoSuchCopy {
        /// Which copy.
        no: u32,
        /// Of how many.
        of: u32,
    },
    /// A form of the office, its letterhead among them, that is larger than one may be.
    #[error("{file} has {bytes} bytes; a form has at most {max}")]
    FormTooLarge {
        /// The form's name.
        file: String,
        /// How large it is.
        bytes: usize,
        /// How large it may be.
        max: usize,
    },
    /// A file as received over which no stamp can be set.
    #[error("the file as received cannot be set: {says}")]
    Received {
        /// What is wrong with it.
        says: String,
    },
    /// A form that cannot be followed.
    #[error("{file}{}: {says}", .line.map(|line| format!(", line {line}")).unwrap_or_default())]
    Form {
        /// The form's name.
        file: String,
        /// The line.
        line: Option<usize>,
        /// What is wrong with it.
        says: String,
    },
}

impl NotSet {
    /// What helps.
    pub fn next(&self) -> String {
        match self {
            Self::NoSign(_) => {
                say!("put a font that has it into the office's folder of fonts, or write the word otherwise").to_owned()
            }
            Self::TooLong { .. } | Self::TooManyLines { .. } | Self::TooManyPages { .. } => {
                say!("set it in parts").to_owned()
            }
            Self::NoLanguage(_) => say!("name it by two or three letters, as en, ru or el").to_owned(),
            Self::NoSuchDay(_) => say!("set it with a later day").to_owned(),
            Self::NoSuchCopy { .. } => say!("copies are numbered from 1 to as many as there are").to_owned(),
            Self::FormTooLarge { file, .. } => say!("shorten {file}, or put a smaller picture into it"),
            Self::Received { .. } => say!("hand out the file as received").to_owned(),
            Self::Form { file, .. } => say!("put {file} right, or take it away: the house's own is used then"),
        }
    }
}

fn told(missing: &[Missing]) -> String {
    missing.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
