//! The office: one writer over a journal and the register folded from it, and everything that is asked of them.
//!
//! Commands are decided one after another against the register's open transaction, which already holds the batch. The
//! batch is appended to the journal once, on the head it started from; then the register commits; only then are the
//! answers given. On failure the transaction is dropped, and nothing was ever there. See ADR 0004.
//!
//! [`Office::found`] and [`Office::open`] take a folder for the life of the office; [`Office::submit`] is the only way
//! in; everything else only reads.

mod asking;
mod closing;
mod command;
mod composing;
mod decided;
mod drafting;
mod examining;
mod fitting;
mod following;
mod gathering;
pub(crate) mod handing;
mod heads;
pub(crate) mod holders;
mod indexing;
mod keeping;
mod looking;
mod mailing;
mod meant;
mod opened;
mod opening;
mod options;
mod overview;
pub(crate) mod people;
mod pictures;
mod pool;
mod positions;
mod prepare;
pub(crate) mod proving;
mod rebuilding;
mod recognising;
mod reminding;
mod rereading;
mod searching;
mod standing;
mod state;
mod trail;
mod words;
mod writer;

pub use asking::BodyRead;
pub use closing::{ClosingMade, ClosingTold, HeldSays};
pub use command::{Bodies, Command, Fault, Receipt, SubmitError};
pub use composing::{CITABLE_MAX, CITABLE_TYPED_BYTES_MAX, Citable, DECIDED_BYTES_MAX};
pub(crate) use composing::{came_in, citable_as};
pub use drafting::{DraftDifferences, DraftFile, DraftInWord, REFERENCES_AMONG_MAX, REFERENCES_MAX, version_at};
pub use examining::{Finding, Health, examine};
pub(crate) use following::changed_by;
pub use handing::HandedList;
pub use heads::HandOutError;
pub use indexing::IndexState;
pub(crate) use keeping::Kept;
pub(crate) use looking::told_words;
pub use looking::{READINGS_TOLD_MAX, ReadingTold, ReadingsTold};
pub use opened::{Opened, OpenedCopies};
pub use opening::FoundOffice;
#[cfg(feature = "mutants")]
pub use options::Discipline;
pub use options::{
    BATCH_BODY_BYTES_MAX, BATCH_ENTRIES_MAX, BATCH_US_MAX, Chance, Clock, INDEX_PAPERS_MAX, INDEX_WAIT_MS_MAX,
    OfficeOptions, POOL_CONNECTIONS_MAX, QUEUE_COMMANDS_MAX, READ_AGAIN_BYTES_MAX, READ_BYTES_MAX, SeededChance,
    SetClock,
};
pub use overview::{DEPARTED_TOLD_MAX, Days, Departures, Followed, LONGEST_TOLD_MAX, Overview, Question, Summed};
pub use pictures::{KINDS_SHOWN, Pictures, WEEKS_SHOWN};
pub use pool::Pooled;
pub use positions::{OfferLine, OfferPage};
pub use prepare::{Prepared, Upload, VersionFacts};
pub use proving::ProofFile;
pub use rebuilding::{Progress, Rebuilt, Stage, rebuild};
pub use recognising::LOOK_BACK_ENTRIES_MAX;
pub use reminding::{COMING_DAYS, Due, RemindError};
pub use rereading::ReadAgain;
pub use searching::{NotSearched, SEARCH_ORDERS, Searched, SearchedPaper, search_order};
pub use standing::{Derived, Named, OpenError, ReadOnly, Standing};
pub use trail::TrailLine;
pub use words::{WORDS_FOLDER, WordsError, languages_of};

use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;

use journal::PublishedHead;
use procedure::act::Act;
use tokio::sync::{mpsc, oneshot};

use keeping::Stagers;
use pool::Pool;
use state::{Shared, lock};
use writer::{Order, Writer};

use crate::readings::Keeper;
use crate::socket::Line;

/// An office that is open. Cheap to clone; the last clone to go shuts it.
#[derive(Clone)]
pub struct Office(Arc<Inner>);

struct Inner {
    shared: Arc<Shared>,
    side: Side,
    journals: Pool<journal::Reader>,
    registers: Pool<register::Reads>,
    /// Where this process holds the folder: the keeper of the reading ledger, and the last day that an act was entered on.
    readings: Option<Keeper>,
    last_day: std::sync::Mutex<Option<jiff::civil::Date>>,
    threads: std::sync::Mutex<Threads>,
}

/// The threads of an office that holds its folder.
#[derive(Default)]
struct Threads {
    /// Gives itself back when it ends.
    writer: Option<JoinHandle<Option<Writer>>>,
    index: Option<JoinHandle<()>>,
    readings: Option<JoinHandle<()>>,
}

/// On which side of the folder's lock the writer is.
enum Side {
    /// In this process.
    Here { queue: mpsc::Sender<Order>, stagers: Arc<Stagers> },
    /// In the server that holds the folder.
    There(Arc<Line>),
}

impl Office {
    /// Makes a folder into an office: a key, an empty journal, and its founding as entry 0. A founding that was
    /// interrupted at any point can be repeated.
    ///
    /// # Errors
    /// When the folder holds an office already, is held by another process, or cannot be written.
    pub fn found(folder: &Path, founding: FoundOffice, options: OfficeOptions) -> Result<Self, OpenError> {
        opening::found(folder, founding, options)
    }

    /// Takes a folder's lock, settles its journal, brings register and index up to it or makes them anew, and sets the
    /// writer to work. Where register and journal contradict each other it opens for reading only: see
    /// [`Office::standing`].
    ///
    /// # Errors
    /// When there is no office, another process holds the folder, the journal is not sound, or the disk failed.
    pub fn open(folder: &Path, options: OfficeOptions) -> Result<Self, OpenError> {
        opening::open(folder, options)
    }

    /// As [`Office::open`]; where a server holds the folder, an office whose acts that server does, and whose questions
    /// are answered from the folder's files; words are looked for in the server's index, by [`Office::find_once`].
    ///
    /// # Errors
    /// As [`Office::open`], and when the process that holds the folder is no server.
    pub fn reach(folder: &Path, options: OfficeOptions) -> Result<Self, OpenError> {
        match opening::open(folder, options.clone()) {
            Err(error) if error.is_held() => opening::reach(folder, options, error),
            opened => opened,
        }
    }

    /// Whether a server holds the folder, and acts go to it over its socket.
    pub fn is_reached(&self) -> bool {
        matches!(self.0.side, Side::There(_))
    }

    /// Hands a command to the writer and waits for its entry to be durable and in the register. Once handed over it is
    /// done, or refused, whether or not anybody still waits for the answer.
    ///
    /// # Errors
    /// A refusal when the rules say no; a fault when the office could not, and the same may be sent again.
    pub async fn submit(&self, command: Command) -> Result<Receipt, SubmitError> {
        let (Side::Here { queue, .. }, false) = (&self.0.side, matches!(command.act, Act::CloseDay {})) else {
            let office = self.clone();
            let apart = tokio::task::spawn_blocking(move || office.submit_blocking(command));
            return apart.await.unwrap_or_else(|_| Err(Fault::Shut.into()));
        };
        let officer = command.officer.clone();
        let (answer, answered) = oneshot::channel();
        if queue.send(Order::submit(command, answer)).await.is_err() {
            return Err(self.away().into());
        }
        let receipt = answered.await.unwrap_or_else(|_| Err(self.away().into()))?;
        self.acted(&officer, &receipt);
        Ok(receipt)
    }

    /// [`Office::submit`] for a thread of its own; never call it on a thread that drives asynchronous work.
    ///
    /// # Errors
    /// As [`Office::submit`].
    pub fn submit_blocking(&self, command: Command) -> Result<Receipt, SubmitError> {
        let queue = match &self.0.side {
            Side::Here { queue, .. } => queue,
            Side::There(line) => return self.submit_there(line, command),
        };
        let officer = command.officer.clone();
        let closes = matches!(command.act, Act::CloseDay {});
        if closes {
            self.before_closing(&officer);
        }
        let (answer, answered) = oneshot::channel();
        if queue.blocking_send(Order::submit(command, answer)).is_err() {
            return Err(self.away().into());
        }
        let receipt = answered.blocking_recv().unwrap_or_else(|_| Err(self.away().into()))?;
        self.acted(&officer, &receipt);
        if closes {
            self.after_closing(&receipt);
        }
        Ok(receipt)
    }

    fn submit_there(&self, line: &Line, command: Command) -> Result<Receipt, SubmitError> {
        let receipt = line.submit(command)?;
        // An act on no paper changed the house, and the next question may be about it.
        if receipt.paper.is_none() {
            match line.state() {
                Ok(stands) => self.0.shared.set_house(Arc::new(stands.house)),
                // The act is done all the same.
                Err(error) => tracing::warn!(%error, "the server did not say how the house stands now"),
            }
        }
        self.0.shared.entered(receipt.at, receipt.entry + 1);
        Ok(receipt)
    }

    /// Makes the present head one of those kept for ever, and only then returns it.
    ///
    /// # Errors
    /// When the office takes no acts, or the disk failed.
    pub async fn publish_head(&self) -> Result<PublishedHead, Fault> {
        let office = self.clone();
        tokio::task::spawn_blocking(move || office.publish_head_blocking()).await.unwrap_or(Err(Fault::Shut))
    }

    /// [`Office::publish_head`] for a thread of its own.
    ///
    /// # Errors
    /// As [`Office::publish_head`].
    pub fn publish_head_blocking(&self) -> Result<PublishedHead, Fault> {
        let queue = match &self.0.side {
            Side::Here { queue, .. } => queue,
            Side::There(line) => return line.publish_head(),
        };
        let (answer, answered) = oneshot::channel();
        if queue.blocking_send(Order::Publish(answer)).is_err() {
            return Err(self.away());
        }
        answered.blocking_recv().unwrap_or_else(|_| Err(self.away()))
    }

    /// Keeps the signature of a witness beside a published head; whoever calls has checked it.
    ///
    /// # Errors
    /// When the office takes no acts, the disk failed, or a server holds the folder.
    pub(crate) fn keep_cosignature(&self, size: u64, line: String) -> Result<(), Fault> {
        let Side::Here { queue, .. } = &self.0.side else { return Err(self.away()) };
        let (answer, answered) = oneshot::channel();
        if queue.blocking_send(Order::Cosign { size, line, answer }).is_err() {
            return Err(self.away());
        }
        answered.blocking_recv().unwrap_or_else(|_| Err(self.away()))
    }

    /// Whether this process holds the folder, and not a server.
    pub fn is_here(&self) -> bool {
        matches!(self.0.side, Side::Here { .. })
    }

    /// The fault of an office whose writer is not there.
    pub(crate) fn away(&self) -> Fault {
        self.0.shared.away()
    }

    /// How many entries the journal has, as far as has been heard.
    pub fn entries(&self) -> u64 {
        self.0.shared.entries()
    }

    /// Whether it takes acts, and why not.
    pub fn standing(&self) -> Standing {
        lock(&self.0.shared.standing).clone()
    }

    /// Finishes what was handed over, writes the index and gives the folder up. Every clone is of no further use for
    /// acts; reading goes on. Blocks until all is done; never call it on a thread that drives asynchronous work.
    pub fn shut(&self) {
        self.0.shut();
    }
}

impl std::fmt::Debug for Office {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Office({})", self.0.shared.folder.display())
    }
}

impl Inner {
    fn shut(&self) {
        self.shared.shutting();
        // A full queue means that the writer is at work and will see the flag; a closed one that it has gone.
        if let Side::Here { queue, .. } = &self.side {
            let _ = queue.try_send(Order::Shut);
        }
        let threads = std::mem::take(&mut *lock(&self.threads));
        // A thread that panicked has been reported by its own guard.
        let writer = threads.writer.and_then(|writer| writer.join().ok().flatten());
        let _ = threads.index.map(JoinHandle::join);
        // Before the folder is given up: whoever takes it next goes on where this ledger ends.
        self.end_readings(threads.readings);
        self.journals.shut();
        self.registers.shut();
        // SQLite empties and removes a log when the last connection to its file goes, if that one may write: so these go
        // after all that only read.
        drop(writer);
        drop(lock(&self.shared.held).take());
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.shut();
    }
}
