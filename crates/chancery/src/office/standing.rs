//! Whether an office takes acts, and why not.

use phrases::say;
use std::path::PathBuf;
use std::sync::Arc;

use journal::Place;

/// Whether the office takes acts.
#[derive(Debug, Clone)]
pub enum Standing {
    /// It does.
    Open,
    /// It opened for reading only, and gives no number.
    ReadOnly(Arc<ReadOnly>),
    /// Its writer stopped, and opens the folder again at the next command, which settles what was being written.
    Stopped {
        /// Why.
        why: Arc<str>,
    },
}

impl Standing {
    /// Whether acts are taken.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Open)
    }
}

/// A place as it is named to people: how many entries, and the commitment of the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named(pub Place);

impl std::fmt::Display for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&say!("{} entries ending in {}", self.0.size, journal::hex(&self.0.commitment)))
    }
}

/// What is made from the journal and knows how far it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Derived {
    /// The lists, links and desks.
    Register,
    /// The words of bodies.
    Index,
}

impl std::fmt::Display for Derived {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Register => "register",
            Self::Index => "index",
        })
    }
}

/// Why an office opened for reading only.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, phrases::Told)]
pub enum ReadOnly {
    /// Register or index was made from more entries than the journal holds: the journal was put back to an earlier state.
    #[told("the {derived} stands at {stands}, and the journal at {journal}: the journal was put back or cut")]
    JournalBehind {
        /// Where the journal is.
        journal: Named,
        /// What is ahead of it.
        derived: Derived,
        /// Where that is.
        stands: Named,
    },
    /// Register or index was made from other entries than the journal holds at the same place.
    #[told("the {derived} stands at {stands}, where the journal has {journal}: the journal was exchanged")]
    OtherHistory {
        /// What the journal has there.
        journal: Named,
        /// What was made from another.
        derived: Derived,
        /// Where that is.
        stands: Named,
    },
    /// An entry that this program does not know how to read: a later one wrote it.
    #[told("entry {entry} cannot be folded: {why}")]
    Entry {
        /// Its number.
        entry: u64,
        /// What is unknown or does not fit.
        why: String,
    },
}

impl ReadOnly {
    /// The ways on, without a first capital.
    pub fn next(&self) -> &'static str {
        match self {
            Self::JournalBehind { .. } | Self::OtherHistory { .. } => {
                say!(
                    "put back the journal that register and index were made from; or, if this journal is the right one, \
                 rebuild both from it knowingly: chancery rebuild FOLDER --accept-journal"
                )
            }
            Self::Entry { .. } => {
                say!(
                    "open the folder with the release that wrote the entry, or a later one; \
                 chancery verify FOLDER says whether the journal is sound"
                )
            }
        }
    }
}

/// Why an office was not founded, opened or rebuilt.
#[derive(Debug, thiserror::Error, phrases::Told)]
pub enum OpenError {
    /// The journal could not be created.
    #[told("{0}")]
    Create(#[from] journal::CreateError),
    /// The journal could not be opened.
    #[told("{0}")]
    Journal(#[from] journal::OpenError),
    /// The register or the index could not be opened or folded.
    #[told("the register in {} could not be opened: {why}", folder.display())]
    Register {
        /// The folder.
        folder: PathBuf,
        /// What failed.
        why: String,
    },
    /// The journal could not be read while the register was folded.
    #[told("the journal could not be read: {0}")]
    Read(#[from] journal::ReadError),
    /// The folder holds an office already.
    #[told("{} holds an office already", folder.display())]
    Founded {
        /// The folder.
        folder: PathBuf,
    },
    /// The office's creation was interrupted before its founding was entered.
    #[told("the office in {} was never founded", folder.display())]
    NotFounded {
        /// The folder.
        folder: PathBuf,
    },
    /// The founding was refused or failed.
    #[told("the office was not founded: {0}")]
    Founding(super::SubmitError),
    /// The time zone is not known on this machine.
    #[told("the time zone {zone:?} is not known")]
    Zone {
        /// Its name.
        zone: String,
    },
    /// The office's own words cannot be taken.
    #[told("the words in its folder “lang” were not taken: {0}")]
    Words(#[from] super::words::WordsError),
    /// Another process holds the folder, and no server answers for it.
    #[told("{held}, and its socket is of no use: {why}")]
    Unanswered {
        /// Why the folder was not opened.
        held: Box<OpenError>,
        /// Why nobody was reached.
        why: std::io::Error,
    },
    /// Rebuilding would hide that the journal was put back or exchanged.
    #[told("{0}")]
    Contradicts(ReadOnly),
    /// The operating system refused.
    #[told("{doing}: {cause}")]
    System {
        /// What was being done.
        doing: &'static str,
        /// What it said.
        cause: std::io::Error,
    },
}

impl OpenError {
    /// What to do next.
    pub fn next(&self) -> String {
        match self {
            Self::Create(error) => error.next().to_owned(),
            Self::Journal(error) => error.next().to_owned(),
            Self::Register { .. } => say!(
                "see whether the folder can be written and the disk has room; the register can always be made anew: \
                 chancery rebuild FOLDER"
            )
            .to_owned(),
            Self::Read(_) => say!("run: chancery verify FOLDER").to_owned(),
            Self::Founded { .. } => say!("open it with: chancery serve FOLDER, or choose another folder").to_owned(),
            Self::NotFounded { .. } => say!("found it with: chancery init FOLDER").to_owned(),
            Self::Founding(error) => error.next(),
            Self::Zone { .. } => say!("give an IANA name such as Europe/Vienna").to_owned(),
            Self::Words(_) => {
                say!("mend the file, or take it out of the folder; docs/languages.md says what may stand in it")
                    .to_owned()
            }
            Self::Unanswered { held, .. } => held.next(),
            Self::Contradicts(why) => why.next().to_owned(),
            Self::System { .. } => say!("see whether this account may read and write in the folder").to_owned(),
        }
    }

    /// Whether another process holds the folder.
    pub fn is_held(&self) -> bool {
        matches!(
            self,
            Self::Create(journal::CreateError::Held { .. })
                | Self::Journal(journal::OpenError::Held { .. })
                | Self::Unanswered { .. }
        )
    }
}
