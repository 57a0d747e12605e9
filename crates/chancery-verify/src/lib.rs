//! Checks a proof of a Chancery office with nothing else at hand.
//!
//! A proof says that an entry stands in the office's journal, and opens some of its parts. To check it one needs the file that it
//! is about, the proof, and the office's public key from somebody one trusts; no network, no database, nothing of the office.
//! What is computed is set down in `docs/format.md` and `docs/evidence.md`; this crate is the whole of it, in four steps:
//!
//! 1. [`note`]: the head in the proof is signed by the key (C2SP signed-note and tlog-checkpoint, Ed25519).
//! 2. [`merkle`]: the entry's leaf is under the root of that head (RFC 9162).
//! 3. [`commit`]: the leaf's data is the commitment to the entry's header and to its parts; each part that is opened gives its
//!    commitment with its salt.
//! 4. [`proof`]: the file gives, with its salt, a commitment that an opened part names.
//!
//! [`says`] puts into words what an opened part says, and what a proof does not show; [`report`] does all of it with files.
//!
//! [`held`] finds signed heads in what somebody outside has kept, and says whether one goes on from another.
//!
//! The journal itself computes by the same functions, so there is one place where each thing is computed.

pub mod commit;
pub mod held;
pub mod merkle;
pub mod note;
pub mod proof;
pub mod report;
pub mod says;

pub use commit::{Hash, Header, OfficeId};
pub use held::Held;
pub use note::{Checkpoint, NoteError, Verifier};
pub use proof::{Checked, Fails, FileHash, Opening, PartShown, Proof};
