//! What the journal amounts to now: lists, links, desks, search. Everything here can be thrown away and rebuilt.
//!
//! The rows about one paper are a function of its [`procedure::paper::Paper`] state: [`Speculation::fold`] loads the
//! state, applies an entry's events, and writes the difference between the rows before and after. Rows and [`Place`]
//! commit together. The register's own open transaction is the speculative state that commands are decided against:
//!
//! ```text
//! let mut speculation = register.begin()?;
//! let known = speculation.known(&act, entering)?;            // what `decide` has to know
//! speculation.fold(entry, moment, &acted, &events)?;         // so that the next command sees it
//! …the journal commits the batch…
//! let house = speculation.commit(Place { entry, commitment })?;
//! ```
//!
//! Dropping a [`Speculation`] leaves rows and house as they were before [`Register::begin`].
//!
//! Questions are asked through [`Reads`], each on a connection of its own, by a [`Viewer`]. Every one of them goes
//! through `sight_sql`, the same two halves that `procedure::sight::may_see` joins.

mod aside;
mod circular;
mod closings;
mod copies;
mod countries;
mod desk;
mod dossiers;
mod enter;
mod existence;
mod falls;
mod find;
mod gather;
mod handing;
mod index;
mod links;
mod list;
mod memory;
mod overview;
mod people;
mod pictures;
mod reach;
mod reading;
mod reads;
mod room;
mod rows;
mod schema;
mod search;
mod sent_up;
mod sets;
mod sheets;
mod sight_sql;
mod speculation;
mod stands;
mod terms;
mod unanswered;
mod write;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use procedure::fold::Misfit;
use procedure::house::House;
use rusqlite::Connection;

use aside::Aside;
pub use circular::{AddressedEnd, CircularLinks};
pub use closings::{CLOSINGS_LISTED_MAX, ClosingAt};
pub use desk::{About, DESK_LINES_MAX, DeskCursor, DeskLine, DeskPage, Waits};
pub use dossiers::{DOSSIERS_LISTED_MAX, DossierPage, DossierQuery, DossierRow, FILED_LISTED_MAX, FiledPage, FiledRow};
pub use enter::{BookCount, MatchPreview, Matched};
pub use existence::{EXISTENCE_MAX, Existing, Exists};
pub use falls::{
    DATES_OFFERED_MAX, DATES_PAPERS_MAX, DateRead, Days, OFF_CALENDAR_MAX, OffCalendar, Reminded, TERMS_LISTED_MAX,
    TermHangs, TermPage, TermRow,
};
pub use find::{FIND_WORDS_MAX, Found, Ground, HITS_MAX, Hit};
pub use gather::{CANDIDATES_MAX, CANDIDATES_OF_A_DAY_MAX, CITING_MAX, TWINS_MAX};
pub use handing::{
    HAND_OVERS_LISTED_MAX, HandOverRow, HandedLine, HandedWhat, HandingAsk, HandingCounts, HandingPreview,
};
pub use index::{CaughtUp, INDEX_FOLDER, Index, IndexError, Searcher, TAIL_PAPERS_MAX};
pub use links::{CITED_BY_MAX, CitationLink, CitedBy, LinkEnd, Links};
pub use list::{
    Cites, Cursor, LIST_ROWS_MAX, ListPage, ListQuery, ListRow, Order, RowStanding, State, WALKED_PAPERS_MAX,
};
pub use memory::{
    DecidedBefore, LIKE_PAPERS_MAX, LIKE_PARTIES_MAX, LIKE_WORDS_MAX, LIKE_WORDS_MIN, PRECEDENT_DECISIONS_MAX,
    PRECEDENTS_MAX, Precedent, SharedCorrespondent, SharedPaper, Shares,
};
pub use overview::{LATE_COUNTED_MAX, Late, LateAt, Took};
pub use people::{
    CANDIDATES_TOLD_MAX, CORRESPONDENTS_LISTED_MAX, Candidates, Circumstances, Meant, NAMESAKES_MAX, PAPERS_OF_ONE_MAX,
    PaperOf, USUAL_PAPERS_MAX, USUAL_PAPERS_MIN, UsualOffer,
};
pub use pictures::{EnteredByDay, LOAD_COUNTED_MAX, LOAD_DESKS_MAX, Load, WEEKS_COUNTED_MAX};
pub use reading::FieldRead;
pub use reads::{BY_NUMBER_MAX, DOSSIERS_OFFERED_MAX, Reads, Seen};
pub use room::{ROOM_LINES_MAX, RoomFile, RoomLine, RoomPage, RoomPaper, RoomStanding};
pub use schema::{FILE, FILE_BUILDING};
pub use search::{
    COMPLETIONS_MAX, Count, FACET_VALUES_MAX, Lit, NotLookedFor, PASSAGE_CHARS, PASSAGES_MAX, PREFIX_LETTERS_MIN,
    Passage, QUERY_BYTES_MAX, QUERY_DEPTH_MAX, QUERY_WORDS_MAX, QUESTION_WORDS_MIN, QueryRefusal, RANKED_MAX,
    SEARCH_FIELDS, SearchAsk, SearchCounts, SearchError, SearchHit, SearchOrder, SearchPage,
};
pub use sent_up::{DECIDED_DAYS, EnteredAs, SENT_UP_MAX, SentUp};
pub use sight_sql::Viewer;
pub use speculation::Speculation;
pub use terms::WORD_BYTES_MAX;
pub use unanswered::{Aging, Unanswered};

/// How far a register, or an index, has come: the number of the last entry folded and that entry's commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Place {
    /// The number of the last entry folded.
    pub entry: u64,
    /// The commitment of that entry.
    pub commitment: [u8; 32],
}

/// Why the register cannot answer or be written. None of them loses anything: the journal is the truth.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// The file is damaged: [`Register::discard`] it and fold the journal anew.
    #[error("the register is damaged ({why}); it is derived data and can be rebuilt")]
    Torn {
        /// What is wrong with it.
        why: String,
    },
    /// SQLite says no: a full disk, a lock, a folder without rights.
    #[error("the register cannot be used: {0}")]
    Sql(rusqlite::Error),
    /// The folder or a file in it cannot be used.
    #[error("{path:?} cannot be used: {why}")]
    Folder {
        /// Which.
        path: PathBuf,
        /// What the operating system says.
        why: String,
    },
    /// A write failed in the middle of an entry, so the transaction holds half of it: drop the speculation.
    #[error("an earlier write of this batch failed; the batch has to be dropped")]
    Spoiled,
}

impl From<rusqlite::Error> for RegisterError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        match &error {
            rusqlite::Error::SqliteFailure(code, _) if matches!(code.code, DatabaseCorrupt | NotADatabase) => {
                Self::Torn { why: error.to_string() }
            }
            rusqlite::Error::FromSqlConversionFailure(..) | rusqlite::Error::InvalidColumnType(..) => {
                Self::Torn { why: error.to_string() }
            }
            _ => Self::Sql(error),
        }
    }
}

impl From<serde_json::Error> for RegisterError {
    fn from(error: serde_json::Error) -> Self {
        Self::Torn { why: error.to_string() }
    }
}

/// Why an entry cannot be folded.
#[derive(Debug, thiserror::Error)]
pub enum FoldError {
    /// The events do not fit what came before; the entry left nothing behind.
    #[error("entry {entry}: {misfit}")]
    Misfit {
        /// The entry.
        entry: u64,
        /// What does not fit.
        misfit: Misfit,
    },
    /// The rows cannot be read or written.
    #[error(transparent)]
    Rows(#[from] RegisterError),
}

impl From<rusqlite::Error> for FoldError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Rows(error.into())
    }
}

/// What [`Register::open`] found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opened {
    /// The register as it was left.
    AsLeft,
    /// None: an empty one was made.
    New,
    /// One of another schema: thrown away, an empty one was made.
    OtherSchema,
    /// A damaged one: thrown away, an empty one was made.
    Torn,
}

/// The side of the register that writes. One for each office's folder; the office owns it.
#[derive(Debug)]
pub struct Register {
    pub(crate) db: Connection,
    pub(crate) house: Arc<House>,
    pub(crate) place: Option<Place>,
    pub(crate) scopes: write::Scopes,
    pub(crate) next_ordinal: i64,
    folder: PathBuf,
    /// What writes beside it while it is built.
    pub(crate) aside: Option<Aside>,
    opened: Opened,
}

impl Register {
    /// Opens the register in an office's folder, or makes an empty one; see [`Register::opened`]. One that is damaged or
    /// of another schema is thrown away and made anew: [`Register::place`] is then `None`, and the caller folds the
    /// journal from its beginning (a long one better through [`Register::building`]).
    ///
    /// # Errors
    /// When the folder cannot be used.
    pub fn open(folder: &Path) -> Result<Self, RegisterError> {
        schema::remove(folder, FILE_BUILDING)?;
        aside::discard(folder)?;
        let was_there = folder.join(FILE).exists();
        let opened = match Self::open_as_left(folder, false) {
            Ok(Some(register)) => {
                let opened = if was_there { Opened::AsLeft } else { Opened::New };
                return Ok(Self { opened, ..register });
            }
            Ok(None) => Opened::OtherSchema,
            Err(RegisterError::Torn { .. }) => Opened::Torn,
            Err(error) => return Err(error),
        };
        Self::discard(folder)?;
        match Self::open_as_left(folder, false)? {
            Some(register) => Ok(Self { opened, ..register }),
            None => Err(RegisterError::Torn { why: "a file just made has another schema".to_owned() }),
        }
    }

    /// Begins a register beside the one in use, for folding a whole journal quickly: nothing is synced and the indexes
    /// wait, until [`Register::finish`] swaps it in. The one in use stays as it is until then.
    ///
    /// # Errors
    /// When the folder cannot be used.
    pub fn building(folder: &Path) -> Result<Self, RegisterError> {
        schema::remove(folder, FILE_BUILDING)?;
        Self::open_as_left(folder, true)?
            .ok_or_else(|| RegisterError::Torn { why: "a file just made has another schema".to_owned() })
    }

    fn open_as_left(folder: &Path, building: bool) -> Result<Option<Self>, RegisterError> {
        let Some(db) = schema::open_writing(folder, building)? else { return Ok(None) };
        let house = write::load_house(&db)?;
        let place = write::load_place(&db)?;
        let scopes = write::Scopes::load(&db)?;
        let next_ordinal = write::next_ordinal(&db)?;
        let aside = if building { Some(Aside::begin(folder)?) } else { None };
        let folder = folder.to_owned();
        let opened = Opened::New;
        Ok(Some(Self { db, house: Arc::new(house), place, scopes, next_ordinal, folder, aside, opened }))
    }

    /// Throws away what was built of a register that is not finished, and leaves the one in use as it is. It may be as large as
    /// that, on a disk that is full because of it.
    ///
    /// # Errors
    /// When the folder does not allow it.
    pub fn give_up_building(folder: &Path) -> Result<(), RegisterError> {
        schema::remove(folder, FILE_BUILDING)?;
        aside::discard(folder)
    }

    /// Swaps a register that was built beside into its place, and opens it. Readers opened before keep the old one
    /// until they are opened anew.
    ///
    /// # Errors
    /// When the disk or folder does not allow it; the one in use is then still there, or made anew at the next opening.
    pub fn finish(mut self) -> Result<Self, RegisterError> {
        let Some(aside) = self.aside.take() else { return Ok(self) };
        aside.take_over(&self.db)?;
        schema::create_questions(&self.db)?;
        let folder = self.folder;
        self.db.close().map_err(|(_, error)| error)?;
        let built = folder.join(FILE_BUILDING);
        let wrong = |path: &Path, error: std::io::Error| RegisterError::Folder {
            path: path.to_owned(),
            why: error.to_string(),
        };
        // The bytes are on the disk before the name says that they are the register.
        std::fs::File::open(&built).and_then(|file| file.sync_all()).map_err(|error| wrong(&built, error))?;
        schema::remove(&folder, FILE)?;
        let used = folder.join(FILE);
        std::fs::rename(&built, &used).map_err(|error| wrong(&used, error))?;
        Self::open(&folder)
    }

    /// The place up to which the register in a folder came, read without opening it to write; `None` where there is none, or it is torn
    /// or of another form.
    ///
    /// # Errors
    /// When its folder cannot be read: that says nothing about the register.
    pub fn place_in(folder: &Path) -> Result<Option<Place>, RegisterError> {
        if !folder.join(FILE).exists() {
            return Ok(None);
        }
        match schema::open_reading(folder).and_then(|db| match schema::is_ours(&db)? {
            true => write::load_place(&db),
            false => Ok(None),
        }) {
            Err(RegisterError::Torn { .. }) => Ok(None),
            other => other,
        }
    }

    /// Throws the register of a folder away; nothing may have it open. What is not there is no error.
    ///
    /// # Errors
    /// When the folder does not allow it.
    pub fn discard(folder: &Path) -> Result<(), RegisterError> {
        schema::remove(folder, FILE)?;
        schema::remove(folder, FILE_BUILDING)?;
        aside::discard(folder)
    }

    /// What opening found.
    pub fn opened(&self) -> Opened {
        self.opened
    }

    /// How far it has come; `None` while nothing was folded.
    pub fn place(&self) -> Option<Place> {
        self.place
    }

    /// The house as of the last commit.
    pub fn house(&self) -> Arc<House> {
        Arc::clone(&self.house)
    }

    /// A reader of this register, on a connection of its own. Not for a register that is being built.
    ///
    /// # Errors
    /// When no further connection can be opened.
    pub fn reads(&self) -> Result<Reads, RegisterError> {
        Reads::open(&self.folder)
    }

    /// Begins a speculation: a transaction against which commands are decided and into which they are folded.
    ///
    /// # Errors
    /// When the transaction cannot begin.
    pub fn begin(&mut self) -> Result<Speculation<'_>, RegisterError> {
        Speculation::begin(self)
    }
}
