//! What must never be lost: entries, bodies, commitments, heads, proofs. Knows no rule.
//!
//! The format is normative in `docs/format.md`. The API, in the order in which an office uses it:
//!
//! - [`Journal::create`] and [`Journal::open`] own a folder; a second owner is refused. Opening settles whatever an
//!   earlier process was writing, or refuses, naming both values; `next()` on the error says the way on.
//! - [`Journal::stager`] takes bodies in on any thread, while others append: [`Stager::seal`] in one go,
//!   [`Stager::begin`] piece by piece. A [`SealedBody`] tells its commitment, plain hash and length before any entry
//!   names it.
//! - [`Journal::append`] appends a batch of [`EntryDraft`]s on the [`Place`] it was decided on. Entries of the batch
//!   get the numbers `place.size`, `place.size + 1`, … [`AppendError`] tells refused, certainly not written, and
//!   unknown apart; after the last the journal writes no more and must be opened again.
//! - [`Journal::publish_head`] makes a head durable for ever before anyone sees it.
//! - [`Reader`]s read beside the writer, on any thread or in another process: entries, bodies as streams, proofs.
//! - [`verify`] recomputes everything from the stored bytes and names the first thing wrong.
//!
//! ```
//! use journal::{EntryDraft, Founding, Journal, Options};
//!
//! let folder = tempfile::tempdir()?;
//! let founding = Founding { house: "chancery.example".to_owned(), moment_us: 0 };
//! let mut journal = Journal::create(folder.path(), founding, Options::default())?;
//!
//! let scan = journal.stager().seal(b"the paper as received".to_vec())?;
//! let commitment = scan.commitment();
//! let act = format!(r#"{{"type":"entered","v":1,"bodies":["{}"]}}"#, journal::hex(&commitment));
//! let draft = EntryDraft { moment_us: 1, parts: vec![act.into_bytes()], bodies: vec![scan] };
//! let appended = journal.append(journal.head().place, vec![draft])?;
//! assert_eq!(appended[0].entry, 0);
//!
//! let reader = journal.reader()?;
//! assert_eq!(reader.body_to_vec(&commitment)?.as_deref(), Some(&b"the paper as received"[..]));
//! let head = journal.publish_head()?;
//! let proof = reader.prove_inclusion(0, head.size)?;
//! let leaf = journal::merkle::leaf_hash(&appended[0].commitment);
//! assert!(journal::merkle::inclusion_holds(&proof, 0, &leaf, head.size, &head.root));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod append;
mod body;
mod copy;
mod destroy;
mod fault;
mod folder;
mod founding;
mod journal;
mod keys;
mod log;
pub mod merkle;
mod names;
mod open;
mod proving;
mod reader;
mod restoring;
mod shared;
mod signer;
mod store;
mod tree;
mod verify;
mod wrong;

/// What is committed to, and how: the header of an entry, its parts and bodies.
pub use chancery_verify::commit;
/// Signed notes and checkpoints.
pub use chancery_verify::note;

pub use append::{AppendError, AppendRefusal, Appended, EntryDraft, SealedBatch};
pub use body::{SealedBody, StageError, Stager, Staging};
pub use commit::{
    FORMAT_VERSION, HEADER_BYTES, Hash, Header, OfficeId, SALT_BYTES, body_commitment, entry_commitment, hash_from_hex,
    hex, part_commitment,
};
pub use copy::{Copied, CopyError};
pub use destroy::Destroyed;
pub use fault::Fault;
pub use folder::{KEY_FILE, key_in};
pub use founding::{Founded, HOUSE_BYTES_MAX};
pub use journal::{Founding, Head, Journal, NextKey, Place, PublishedHead};
pub use keys::Keys;
pub use log::{LogFile, TILE_WIDTH};
pub use names::{NotAPart, bodies_named};
pub use open::{CreateError, OpenError};
pub use reader::{Body, BodyReader, Entry, Part, Reader};
pub use restoring::{TakeError, Taking};
#[cfg(feature = "mutants")]
pub use shared::Mutant;
pub use shared::{Chance, Options};
pub use verify::{Report, VerifyOptions, verify, verify_with};
pub use wrong::{ReadError, Wrong};

/// The examples of the normative page are tests.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/format.md")]
mod format {}

/// Most entries in one batch.
pub const ENTRIES_PER_BATCH_MAX: usize = 1024;
/// Most parts of one entry.
pub const PARTS_PER_ENTRY_MAX: usize = 256;
/// Longest part.
pub const PART_BYTES_MAX: usize = 4 << 20;
/// Most bodies that one entry names.
pub const BODIES_PER_ENTRY_MAX: usize = 1024;
/// Longest body that waits for its entry in memory; a longer one is staged on the disk first.
pub const BODY_INLINE_BYTES_MAX: usize = 256 << 10;
/// Length of every chunk of a body but its last.
pub const CHUNK_BYTES: usize = 1 << 20;
/// Longest body unless [`Options::paper_bytes_max`] says otherwise.
pub const PAPER_BYTES_MAX: u64 = 256 << 20;
/// Longest body that can be allowed at all: as many chunks as the storage can count.
pub const PAPER_BYTES_CEILING: u64 = (CHUNK_BYTES as u64) << store::CHUNK_BITS;
/// After so many bytes of parts, [`Reader::entries`] ends its page.
pub const PAGE_BYTES_MAX: usize = 16 << 20;
