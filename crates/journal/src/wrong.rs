//! What can be wrong with a journal, each thing named with both values where there are two.

use crate::commit::{Hash, OfficeId, hex};
use crate::fault::Fault;
use crate::names::NotAPart;
use crate::note::NoteError;

/// The first thing wrong with a journal. Numbers of entries count from 0, of parts within an entry too.
#[derive(Debug, thiserror::Error)]
pub enum Wrong {
    /// SQLite cannot read the file, or finds it inconsistent.
    #[error("the file journal.db is damaged: {0}")]
    Storage(String),
    /// There is the key of a journal, and no journal.
    #[error("journal.db is missing or empty, though office.key says that there was a journal")]
    Emptied,
    /// The file is shorter than it says itself.
    #[error("journal.db has {found} bytes; by its own count it has {expected}: it was cut")]
    FileCut {
        /// How long it is.
        found: i64,
        /// How long it should be.
        expected: i64,
    },
    /// The file is an SQLite file, but not a journal.
    #[error("journal.db is not a journal: its application id is {found:#010x}, a journal's is {expected:#010x}")]
    NotAJournal {
        /// What the file says.
        found: i32,
        /// What a journal says.
        expected: i32,
    },
    /// A later release wrote the journal, or the value is damaged.
    #[error("the journal is of storage version {found}; this program knows version {known}")]
    StorageVersion {
        /// What the file says.
        found: i32,
        /// What this program reads.
        known: i32,
    },
    /// A table is missing, changed, or one too many.
    #[error("the tables of journal.db are not those of a journal: {0}")]
    Schema(String),
    /// The founding row cannot be read or its signature does not fit.
    #[error("the founding of the journal does not hold: {0}")]
    Founding(String),
    /// A change of key that cannot be read or does not follow on the key before.
    #[error("the change of key at {size} entries does not hold: {why}")]
    Key {
        /// From how many entries on it is.
        size: i64,
        /// Why.
        why: String,
    },
    /// A number without its entry.
    #[error("entry {entry} is missing")]
    EntryMissing {
        /// The number.
        entry: u64,
    },
    /// An entry under a number that the journal does not have.
    #[error("an entry is stored at {place}, where the journal has none")]
    EntryStray {
        /// The key under which it is stored.
        place: i64,
    },
    /// A stored header or commitment that is not of its length.
    #[error("the header or the commitment of entry {entry} is not of its length")]
    EntryLength {
        /// The entry.
        entry: u64,
    },
    /// An entry of a format that is not known.
    #[error("entry {entry} is of format {found}; this program knows format {known}")]
    EntryFormat {
        /// The entry.
        entry: u64,
        /// What its header says.
        found: u16,
        /// What this program reads.
        known: u16,
    },
    /// An entry of another office.
    #[error("entry {entry} belongs to office {found}, the journal to {expected}")]
    EntryOffice {
        /// The entry.
        entry: u64,
        /// What its header says.
        found: OfficeId,
        /// Whose journal this is.
        expected: OfficeId,
    },
    /// An entry whose header carries another number than its place.
    #[error("entry {entry} says that it is number {found}")]
    EntryNumber {
        /// Where it stands.
        entry: u64,
        /// What its header says.
        found: u64,
    },
    /// A broken chain.
    #[error("entry {entry} names {} as the entry before; that is {}", hex(.found), hex(.expected))]
    EntryBefore {
        /// The entry.
        entry: u64,
        /// What its header says.
        found: Hash,
        /// The commitment of the entry before.
        expected: Hash,
    },
    /// A moment earlier than that of the entry before (for entry 0: than the founding).
    #[error("entry {entry} was made at {found} µs, the one before it at {before} µs")]
    MomentEarlier {
        /// The entry.
        entry: u64,
        /// Its moment.
        found: i64,
        /// The moment before.
        before: i64,
    },
    /// An entry whose stored parts are not those that its header counts.
    #[error("entry {entry} has {found} parts stored; its header counts {expected}")]
    PartCount {
        /// The entry.
        entry: u64,
        /// How many parts are stored under it, in the places 0, 1, 2, …
        found: u64,
        /// How many its header counts.
        expected: u16,
    },
    /// A part that does not give the commitment stored beside it.
    #[error("part {part} of entry {entry} does not fit its commitment {}", hex(.commitment))]
    PartCommitment {
        /// The entry.
        entry: u64,
        /// The part within it.
        part: u16,
        /// The stored commitment.
        commitment: Hash,
    },
    /// A part with half its values: salt without bytes, or a value of another length.
    #[error("part {part} of entry {entry} is half there: a salt without bytes, bytes without a salt, or a bad length")]
    PartHalf {
        /// The entry.
        entry: u64,
        /// The part within it.
        part: u16,
    },
    /// A part that is not what a part must be.
    #[error("part {part} of entry {entry} is not a part: {why}")]
    PartText {
        /// The entry.
        entry: u64,
        /// The part within it.
        part: u16,
        /// Why.
        why: NotAPart,
    },
    /// A part that belongs to no entry.
    #[error("a part is stored at {place}, where the journal has no entry for it")]
    PartStray {
        /// The key under which it is stored.
        place: i64,
    },
    /// Header and parts do not give the commitment of the entry.
    #[error("entry {entry} gives the commitment {}; stored is {}", hex(.computed), hex(.stored))]
    EntryCommitment {
        /// The entry.
        entry: u64,
        /// From its header and the commitments of its parts.
        computed: Hash,
        /// As stored.
        stored: Hash,
    },
    /// A body that an entry names and that is neither stored nor marked as destroyed.
    #[error("entry {entry} names the body {}, which is not stored", hex(.body))]
    BodyMissing {
        /// The entry.
        entry: u64,
        /// The body's commitment.
        body: Hash,
    },
    /// A body that no entry names, while no part is destroyed that could have named it.
    #[error("the body {} is stored, but no entry names it", hex(.body))]
    BodyNotNamed {
        /// The body's commitment.
        body: Hash,
    },
    /// A body's key among the staged ones, though an entry names it: a sweep would take it for abandoned.
    #[error("the body stored at {place} is marked as staged, but an entry names it")]
    StagedTwice {
        /// The key under which it is stored.
        place: i64,
    },
    /// A body with half its values, or whose length or chunks are not what they must be.
    #[error("the body {} is not whole: {what}", hex(.body))]
    BodyHalf {
        /// The body's commitment.
        body: Hash,
        /// What is amiss.
        what: String,
    },
    /// A body that does not give the commitment under which it is stored.
    #[error("the bytes of the body {} do not fit its commitment", hex(.body))]
    BodyCommitment {
        /// The body's commitment.
        body: Hash,
    },
    /// A chunk of no body.
    #[error("a chunk is stored at {place} that belongs to no body")]
    ChunkStray {
        /// The key under which it is stored.
        place: i64,
    },
    /// A stored subtree root that the entries do not give.
    #[error("the stored root of subtree {index} at level {level} is missing or not what the entries give")]
    Subtree {
        /// Its level: each is 256 times as wide as the one before.
        level: u8,
        /// Its index among those of that level.
        index: u64,
    },
    /// A stored subtree root that the tree does not have.
    #[error("a subtree root is stored at {place}, where the tree has none")]
    SubtreeStray {
        /// The key under which it is stored.
        place: i64,
    },
    /// A head that cannot be read or whose signature does not fit.
    #[error("the head kept for {size} does not hold: {why}")]
    HeadSignature {
        /// "the journal", or the size at which it was published.
        size: String,
        /// Why.
        why: NoteError,
    },
    /// The signed head and the entries count differently.
    #[error("the signed head counts {head} entries; the journal holds {entries}")]
    HeadSize {
        /// What the head says.
        head: u64,
        /// What is stored.
        entries: u64,
    },
    /// A head with another root than the entries give.
    #[error("the head kept for {size} entries has the root {}; the entries give {}", hex(.kept), hex(.computed))]
    HeadRoot {
        /// The size.
        size: u64,
        /// The root in the head.
        kept: Hash,
        /// The root of the stored entries.
        computed: Hash,
    },
    /// A head that covers more entries than the journal holds.
    #[error("a head for {kept} entries was published; the journal holds {entries}: it was cut or put back")]
    HeadBeyond {
        /// The size in the head.
        kept: u64,
        /// What is stored.
        entries: u64,
    },
}

/// Why something could not be read from the journal.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// What is stored is not what was entered.
    #[error(transparent)]
    Wrong(#[from] Wrong),
    /// The disk or the operating system failed.
    #[error(transparent)]
    Fault(Fault),
}

/// Damage that SQLite noticed is something wrong with the journal; anything else is a fault.
impl From<Fault> for ReadError {
    fn from(fault: Fault) -> ReadError {
        if fault.is_damage() { ReadError::Wrong(Wrong::Storage(fault.to_string())) } else { ReadError::Fault(fault) }
    }
}
