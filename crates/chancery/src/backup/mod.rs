//! Backups: a folder of pieces, each with all that came since the one before, sealed for whoever is to restore. A piece is good
//! only once its bytes on the disk were read back, opened, and taken as a restoring takes them.
//!
//! Of piece 7 there are `000007.age`, sealed by age to the keys of the office's choice and to one that exists in memory only,
//! until the piece was read back; and `000007.head`, the signed head up to which it goes, in the open. The head is written last: a
//! piece without one is none.

mod beside;
mod restore;
mod sections;

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use age::x25519::{Identity, Recipient};
use journal::note::Checkpoint;
use journal::{Copied, CopyError, PublishedHead, ReadError, Reader, TakeError, Taking};
use sha2::{Digest as _, Sha256};

pub use restore::{LastKnown, Open, OutsideHead, RestoreError, Restored, Restoring, restore};
use sections::{SectionsIn, SectionsOut};

use crate::whole_file;

/// The section of a piece that holds the copy of the journal; the others hold files that lie beside it, by their names.
const JOURNAL: &str = "";
/// Most pieces of a backup.
pub const PIECES_MAX: u32 = 999_999;

/// A piece of a backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its number, from 1.
    pub no: u32,
    /// The head up to which it goes.
    pub head: Checkpoint,
    /// The head as it was signed.
    pub signed: String,
}

/// What was backed up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackedUp {
    /// The piece; `None` where nothing was entered since the one before.
    pub piece: Option<u32>,
    /// The head up to which the backup goes.
    pub head: PublishedHead,
    /// What the piece holds.
    pub copied: Copied,
}

/// Why a backup was not made. What there was before is as it was.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The key for which it is to be sealed is none.
    #[error("{0:?} is not a key to seal for: it begins with age1")]
    Key(String),
    /// Nobody could open it.
    #[error("a backup is sealed for at least one key")]
    NoKey,
    /// What is in the folder is of another office, or of a later state of this one.
    #[error("the backup in {folder} does not belong to this journal: {why}", folder = folder.display())]
    Other {
        /// The folder.
        folder: PathBuf,
        /// Why not.
        why: String,
    },
    /// A piece does not stand as it was written.
    #[error("the piece that was written does not hold when it is read back: {0}")]
    NotGood(String),
    /// There are as many pieces as can be counted.
    #[error("the backup has {PIECES_MAX} pieces; begin another")]
    Full,
    /// The journal cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The folder cannot be used.
    #[error("{path}: {cause}", path = path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// What the operating system says.
        cause: io::Error,
    },
}

/// An error of a file, by its name.
pub(crate) fn at(path: &Path) -> impl FnOnce(io::Error) -> BackupError + '_ {
    |cause| BackupError::File { path: path.to_owned(), cause }
}

/// The key by which a backup is opened, and the one for which it is sealed: made new, as text.
pub fn new_key() -> (String, String) {
    use age::secrecy::ExposeSecret as _;
    let identity = Identity::generate();
    (identity.to_string().expose_secret().to_owned(), identity.to_public().to_string())
}

/// The good pieces in a folder, in their order.
///
/// # Errors
/// When one is missing or its head cannot be read.
pub fn pieces(folder: &Path) -> Result<Vec<Piece>, BackupError> {
    let mut pieces: Vec<Piece> = Vec::new();
    for no in 1..=PIECES_MAX {
        let (sealed, head) = (sealed_file(folder, no), head_file(folder, no));
        let signed = match fs::read_to_string(&head) {
            Ok(signed) => signed,
            Err(error) if error.kind() == io::ErrorKind::NotFound => break,
            Err(error) => return Err(at(&head)(error)),
        };
        let other = |why: String| BackupError::Other { folder: folder.to_owned(), why };
        let text = signed.split_once("\n\n").map(|(text, _)| format!("{text}\n"));
        let read = text.and_then(|text| Checkpoint::read(&text));
        let read = read.ok_or_else(|| other(format!("the head of piece {no} is none")))?;
        if !sealed.is_file() {
            return Err(other(format!("piece {no} is missing")));
        }
        pieces.push(Piece { no, head: read, signed });
    }
    Ok(pieces)
}

fn sealed_file(folder: &Path, no: u32) -> PathBuf {
    folder.join(format!("{no:06}.age"))
}

fn head_file(folder: &Path, no: u32) -> PathBuf {
    folder.join(format!("{no:06}.head"))
}

/// Backs an office's folder up, while it serves or not: all that came since the backup's last head, up to a head that was
/// published. `keys` are those for which the piece is sealed; `progress` hears of entries done and of how many.
///
/// # Errors
/// Why no piece was added.
pub fn backup(
    office: &Path,
    target: &Path,
    head: &PublishedHead,
    keys: &[String],
    mut progress: impl FnMut(u64, u64),
) -> Result<BackedUp, BackupError> {
    let recipients = keys.iter().map(|key| key.parse::<Recipient>().map_err(|_| BackupError::Key(key.clone())));
    let recipients = recipients.collect::<Result<Vec<_>, _>>()?;
    if recipients.is_empty() {
        return Err(BackupError::NoKey);
    }
    make_private(target).map_err(at(target))?;
    let reader = Reader::open(office)?;
    let before = pieces(target)?;
    let since = goes_on(target, &reader, &before, head)?;
    if since == Some(head.size) {
        return Ok(BackedUp { piece: None, head: head.clone(), copied: Copied::default() });
    }
    let no = before.len() as u32 + 1;
    if no > PIECES_MAX {
        return Err(BackupError::Full);
    }
    let since = since.unwrap_or(0);
    let part = target.join(format!("{no:06}.age.part"));
    let once = Identity::generate();
    let made = Sealing { office, reader: &reader, since, head, of: head.size - since }
        .write(&part, recipients, &once, &mut progress)
        .and_then(|written| read_back(&part, &once, &reader, since, head, &written).map(|()| written.copied));
    let copied = made.inspect_err(|_| drop(fs::remove_file(&part)))?;
    let (sealed, signed) = (sealed_file(target, no), head_file(target, no));
    fs::rename(&part, &sealed).map_err(at(&sealed))?;
    whole_file::sync(target).map_err(at(target))?;
    whole_file::write(&signed, head.checkpoint.as_bytes()).map_err(at(&signed))?;
    Ok(BackedUp { piece: Some(no), head: head.clone(), copied })
}

/// How many entries the backup has; `None` where it has none yet. It has to be one of this journal, and not of a later state.
fn goes_on(target: &Path, reader: &Reader, before: &[Piece], head: &PublishedHead) -> Result<Option<u64>, BackupError> {
    let other = |why: String| BackupError::Other { folder: target.to_owned(), why };
    let keys = reader.keys()?;
    for piece in before {
        let opened = keys.open_head(&piece.signed).map_err(|why| other(why.to_string()))?;
        if opened.size > head.size {
            let why =
                format!("it goes up to {} entries, and the journal has {}: it was put back", opened.size, head.size);
            return Err(other(why));
        }
        if reader.root_at(opened.size)? != opened.root {
            return Err(other(format!(
                "over {} entries the journal has another root: history was changed",
                opened.size
            )));
        }
    }
    Ok(before.last().map(|piece| piece.head.size))
}

/// One piece being written.
struct Sealing<'a> {
    office: &'a Path,
    reader: &'a Reader,
    since: u64,
    head: &'a PublishedHead,
    of: u64,
}

/// What was written of a piece.
struct Written {
    copied: Copied,
    /// The names of its sections, and the SHA-256 of each but the journal's.
    beside: Vec<(String, [u8; 32])>,
}

impl Sealing<'_> {
    fn write(
        &self,
        part: &Path,
        recipients: Vec<Recipient>,
        once: &Identity,
        progress: &mut impl FnMut(u64, u64),
    ) -> Result<Written, BackupError> {
        let public = once.to_public();
        let sealed_for = recipients.iter().chain([&public]).map(|recipient| recipient as &dyn age::Recipient);
        let encryptor = age::Encryptor::with_recipients(sealed_for);
        let encryptor = encryptor.map_err(|error| at(part)(io::Error::other(error.to_string())))?;
        let file = File::create(part).map_err(at(part))?;
        let sealed = encryptor.wrap_output(BufWriter::with_capacity(1 << 20, file)).map_err(at(part))?;
        let mut out = SectionsOut::new(sealed);
        let mut section = out.section(JOURNAL).map_err(at(part))?;
        let copied = self.reader.copy(self.since, self.head, &mut section, |done| progress(done, self.of));
        let copied = copied.map_err(|error| match error {
            CopyError::Read(error) => BackupError::Read(error),
            CopyError::Write(error) => at(part)(error),
        })?;
        section.end().map_err(at(part))?;
        let mut beside = Vec::new();
        for (name, path) in beside::files(self.office).map_err(at(self.office))? {
            let mut bytes = beside::open(self.office, &path).map_err(at(&path))?;
            let mut section = out.section(&name).map_err(at(part))?;
            let mut hashing = Hashing { to: &mut section, hash: Sha256::new() };
            io::copy(&mut bytes, &mut hashing).map_err(at(part))?;
            beside.push((name, hashing.hash.finalize().into()));
            section.end().map_err(at(part))?;
        }
        let sealed = out.finish().map_err(at(part))?;
        let file = sealed.finish().and_then(|buffered| buffered.into_inner().map_err(|error| error.into_error()));
        file.and_then(|file| file.sync_all()).map_err(at(part))?;
        Ok(Written { copied, beside })
    }
}

/// Opens a piece as it lies on the disk, and takes it as a restoring would.
fn read_back(
    part: &Path,
    once: &Identity,
    reader: &Reader,
    since: u64,
    head: &PublishedHead,
    written: &Written,
) -> Result<(), BackupError> {
    let not = |why: String| BackupError::NotGood(why);
    let mut sections = open_piece(part, once).map_err(|error| not(error.to_string()))?;
    let mut taking = Taking::check_from(reader, since)?;
    let mut beside = Vec::new();
    while let Some(name) = sections.next_name().map_err(|error| not(error.to_string()))? {
        if name == JOURNAL {
            let copied = taking.take(&mut sections).map_err(|error: TakeError| not(error.to_string()))?;
            if copied != written.copied {
                return Err(not("it holds other counts of entries and bodies".to_owned()));
            }
            continue;
        }
        let mut hashing = Hashing { to: io::sink(), hash: Sha256::new() };
        io::copy(&mut sections, &mut hashing).map_err(|error| not(error.to_string()))?;
        beside.push((name, <[u8; 32]>::from(hashing.hash.finalize())));
    }
    if beside != written.beside {
        return Err(not("the files beside the journal are others".to_owned()));
    }
    if (taking.size(), taking.root()) != (head.size, Some(head.root)) {
        return Err(not("it does not lead to the head".to_owned()));
    }
    Ok(())
}

/// The sections of a piece, opened by a key; that it is not one of those for which it was sealed is told as a lack of rights.
fn open_piece(path: &Path, identity: &dyn age::Identity) -> io::Result<SectionsIn<impl Read + use<>>> {
    let file = BufReader::with_capacity(1 << 20, File::open(path)?);
    let decryptor = age::Decryptor::new_buffered(file).map_err(|error| io::Error::other(error.to_string()))?;
    let opened = decryptor.decrypt(std::iter::once(identity)).map_err(|error| match error {
        age::DecryptError::NoMatchingKeys => io::Error::new(io::ErrorKind::PermissionDenied, error.to_string()),
        other => io::Error::other(other.to_string()),
    })?;
    SectionsIn::new(opened)
}

/// Hashes what passes.
struct Hashing<W> {
    to: W,
    hash: Sha256,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

#[cfg(unix)]
pub(crate) fn make_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
pub(crate) fn make_private(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}
