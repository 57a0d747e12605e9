//! Why a journal is not created or not opened, and the ways on.

use std::path::PathBuf;

use crate::append::AppendError;
use crate::fault::Fault;
use crate::wrong::{ReadError, Wrong};

/// Why no journal was created.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// The name cannot stand in an origin.
    #[error("{house:?} cannot be the name of a house: letters, digits, . - _ and / only, at most 128 of them")]
    House {
        /// The name.
        house: String,
    },
    /// There is a journal, another SQLite file, or the key of a journal.
    #[error("{} already holds a journal, or the key of one", folder.display())]
    Exists {
        /// The folder.
        folder: PathBuf,
    },
    /// Another process owns the folder.
    #[error("another process holds {}", folder.display())]
    Held {
        /// The folder.
        folder: PathBuf,
    },
    /// The folder cannot be written, or the disk failed. The creation can be repeated.
    #[error("the journal could not be created: {0}")]
    Fault(#[from] Fault),
}

impl CreateError {
    /// What to do next, in one sentence.
    pub fn next(&self) -> &'static str {
        match self {
            CreateError::House { .. } => "Choose a name such as chancery.example.",
            CreateError::Exists { .. } => "Open the office there, or choose an empty folder.",
            CreateError::Held { .. } => "Stop the other process, or choose another folder.",
            CreateError::Fault(fault) if fault.is_rights() => "Give this account the right to write in the folder.",
            CreateError::Fault(fault) if fault.is_disk_full() => "Make room on the disk and create the office again.",
            CreateError::Fault(_) => "Look at the disk, then create the office again.",
        }
    }
}

/// Why a journal was not opened. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no journal in the folder.
    #[error("there is no journal in {}", folder.display())]
    Absent {
        /// The folder.
        folder: PathBuf,
    },
    /// Another process owns the folder.
    #[error("another process holds {}", folder.display())]
    Held {
        /// The folder.
        folder: PathBuf,
    },
    /// There is no key to sign heads with.
    #[error("the key {expected} is not in the folder: office.key is missing")]
    KeyMissing {
        /// Name and id of the key that the journal was founded with.
        expected: String,
    },
    /// The key file holds no key.
    #[error("{} does not hold a key", path.display())]
    KeyUnreadable {
        /// The file.
        path: PathBuf,
    },
    /// The key file holds the key of another journal.
    #[error("the journal was founded with the key {expected}; office.key holds {found}")]
    KeyOther {
        /// Name and id of the key that the journal was founded with.
        expected: String,
        /// Name and id of the key that was found.
        found: String,
    },
    /// What is stored does not agree with itself.
    #[error("the journal is not sound: {0}")]
    Wrong(Wrong),
    /// Somebody reads an earlier state and did not end in time; beside them nobody can make certain that the later ones
    /// are on the disk.
    #[error(
        "another program is reading an earlier state of journal.db, and the later entries cannot be settled beside it"
    )]
    ReadElsewhere,
    /// The folder cannot be read or written, or the disk failed.
    #[error("the journal could not be opened: {0}")]
    Fault(#[from] Fault),
}

impl OpenError {
    /// What to do next, in a sentence or two.
    pub fn next(&self) -> &'static str {
        match self {
            OpenError::Absent { .. } => "Create an office there, or name the folder of one.",
            OpenError::Held { .. } => "Send the act to the process that holds it, or stop that process.",
            OpenError::KeyMissing { .. } | OpenError::KeyUnreadable { .. } | OpenError::KeyOther { .. } => {
                "Put back the office.key that belongs to this journal. Without it the journal can be read and verified, \
                 but nothing can be entered."
            }
            OpenError::ReadElsewhere => {
                "Wait until that program ends (a backup, chancery verify, an SQLite tool) or end it; then open the office \
                 again."
            }
            OpenError::Wrong(Wrong::StorageVersion { .. } | Wrong::EntryFormat { .. }) => {
                "Open it with the release that wrote it, or a later one."
            }
            OpenError::Wrong(_) => {
                "Verify the folder to see the first thing wrong, keep a copy of it as it is, and restore the last \
                 backup that verifies. Compare the restored head with one that left the building."
            }
            OpenError::Fault(fault) if fault.is_rights() => "Give this account the right to write in the folder.",
            OpenError::Fault(fault) if fault.is_disk_full() => "Make room on the disk and open the office again.",
            OpenError::Fault(_) => "Look at the disk, then open the office again: that settles what was being written.",
        }
    }
}

impl From<ReadError> for OpenError {
    fn from(e: ReadError) -> OpenError {
        match e {
            ReadError::Wrong(wrong) => OpenError::Wrong(wrong),
            ReadError::Fault(fault) => OpenError::Fault(fault),
        }
    }
}

impl From<AppendError> for OpenError {
    fn from(e: AppendError) -> OpenError {
        match e {
            AppendError::NotWritten(fault) | AppendError::Unknown(fault) => ReadError::from(fault).into(),
            AppendError::Wrong(wrong) => OpenError::Wrong(wrong),
            AppendError::Refused(_) | AppendError::Poisoned => OpenError::Fault(Fault::closed("settling the journal")),
        }
    }
}
