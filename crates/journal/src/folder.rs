//! The folder beside the SQLite file: who owns it, and the key that signs its heads.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use crate::fault::{Doing, Fault};
use crate::signer::NoteSigner;

const LOCK_FILE: &str = "office.lock";
/// The file in the folder that holds the key which signs heads.
pub const KEY_FILE: &str = "office.key";
/// The key until the founding, or the change of key, is durable: an interrupted creation leaves this and never `office.key`.
const NEW_KEY_FILE: &str = "office.key.new";
/// A key file is one line; more than this is none.
const KEY_BYTES_MAX: u64 = 4096;

/// The right to write in a folder, held by the operating system for as long as this lives. A process that dies
/// gives it up.
#[derive(Debug)]
pub(crate) struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// `None` if another process, or another journal in this one, holds the folder.
    pub(crate) fn take(folder: &Path) -> Result<Option<FolderLock>, Fault> {
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(folder.join(LOCK_FILE))
            .doing("opening office.lock")?;
        match file.try_lock() {
            Ok(()) => Ok(Some(FolderLock { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(e)) => Err(e).doing("locking office.lock"),
        }
    }
}

/// Writes a key so that it survives a power cut, under the name that says "not founded yet".
pub(crate) fn write_new_key(folder: &Path, signer: &NoteSigner) -> Result<(), Fault> {
    let path = folder.join(NEW_KEY_FILE);
    let write = || {
        let mut file = private(&path)?;
        file.write_all(signer.to_text().as_bytes())?;
        file.write_all(b"\n")?;
        file.sync_all()?;
        sync_folder(folder)
    };
    write().doing("writing office.key")
}

/// Gives a new key its lasting name, once the founding that names it is durable.
pub(crate) fn settle_new_key(folder: &Path) -> Result<(), Fault> {
    let settle = || {
        std::fs::rename(folder.join(NEW_KEY_FILE), folder.join(KEY_FILE))?;
        sync_folder(folder)
    };
    settle().doing("writing office.key")
}

/// Whether the folder holds a settled key.
pub(crate) fn has_key(folder: &Path) -> bool {
    folder.join(KEY_FILE).exists()
}

/// A key file as found.
pub(crate) struct KeyFile {
    pub(crate) path: PathBuf,
    /// Whether it still has the name of a key that nothing names yet.
    pub(crate) new: bool,
    /// `None` if the file does not hold a key.
    pub(crate) signer: Option<NoteSigner>,
}

/// Throws a new key away that nothing names.
pub(crate) fn drop_new_key(folder: &Path) -> Result<(), Fault> {
    let drop = || {
        std::fs::remove_file(folder.join(NEW_KEY_FILE))?;
        sync_folder(folder)
    };
    drop().doing("removing office.key.new")
}

/// Reads the key, and the one that an interrupted creation or an interrupted change of key left.
pub(crate) fn read_keys(folder: &Path) -> Result<Vec<KeyFile>, Fault> {
    let mut keys = Vec::new();
    for (name, new) in [(KEY_FILE, false), (NEW_KEY_FILE, true)] {
        let path = folder.join(name);
        let file = match File::open(&path) {
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => continue,
            other => other.doing("opening office.key")?,
        };
        let mut bytes = Vec::new();
        file.take(KEY_BYTES_MAX).read_to_end(&mut bytes).doing("reading office.key")?;
        let text = std::str::from_utf8(&bytes).unwrap_or_default();
        let signer = text.strip_suffix('\n').and_then(|key| NoteSigner::parse(key).ok());
        keys.push(KeyFile { path, new, signer });
    }
    Ok(keys)
}

/// The public half of the key in a folder; `None` where there is none, or the file holds none.
///
/// # Errors
/// When the file cannot be read.
pub fn key_in(folder: &Path) -> Result<Option<crate::note::Verifier>, Fault> {
    let keys = read_keys(folder)?;
    Ok(keys.into_iter().find(|file| !file.new).and_then(|file| file.signer).map(|signer| signer.verifier().clone()))
}

/// Sees that a file and its folder are on the disk.
pub(crate) fn sync_file(path: &Path) -> Result<(), Fault> {
    let sync = || {
        File::open(path)?.sync_all()?;
        path.parent().map_or(Ok(()), sync_folder)
    };
    sync().doing("synchronising a file")
}

/// Makes the folder, for its owner alone, and sees that it is still there after a power cut. One that is there already is
/// left as it is.
pub(crate) fn make(folder: &Path) -> Result<(), Fault> {
    let make = || {
        if let Some(parent) = folder.parent() {
            std::fs::create_dir_all(parent)?;
        }
        match make_private(folder) {
            Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists && folder.is_dir() => {}
            made => made?,
        }
        match folder.canonicalize()?.parent() {
            Some(parent) => sync_folder(parent),
            None => Ok(()),
        }
    };
    make().doing("making the folder")
}

#[cfg(unix)]
fn make_private(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    // Papers lie in files that SQLite and Tantivy make as they like; the folder keeps others from all of them.
    std::fs::DirBuilder::new().mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn make_private(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir(folder)
}

#[cfg(unix)]
fn private(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    // A leftover of an interrupted creation may have been made with other rights.
    match std::fs::remove_file(path) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(e),
        _ => {}
    }
    OpenOptions::new().create_new(true).write(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn private(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().create(true).truncate(true).write(true).open(path)
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    match File::open(folder)?.sync_all() {
        // Not every file system lets a folder be synchronised, and a parent may be somebody else's.
        Err(e) if e.kind() == std::io::ErrorKind::InvalidInput => Ok(()),
        other => other,
    }
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> std::io::Result<()> {
    Ok(())
}
