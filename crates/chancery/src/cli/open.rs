//! Opening what a path names: a file, or a pipe that somebody writes to.

use std::fs::{self, File, Metadata};
use std::io;
use std::path::Path;
use std::sync::mpsc::channel;
use std::time::Duration;

use super::{Exit, Stop};

/// How long a pipe is waited for until somebody writes to it, in seconds.
const WRITER_S_MAX: u64 = 5;

/// Opens a file or a pipe to be read; `not` is what does not happen where it cannot be. What is neither is not even opened:
/// a device may have no end, and opening one may do something.
pub(super) fn open(path: &Path, not: &'static str) -> Result<(File, Metadata), Stop> {
    let stop = |why: String, next: &str| Stop {
        not,
        why: format!("{}: {why}", path.display()),
        next: Some(next.to_owned()),
        exit: Exit::Fault,
    };
    let failed = |error: io::Error| stop(error.to_string(), next(&error));
    let facts = fs::metadata(path).map_err(failed)?;
    if facts.is_dir() {
        return Err(stop("it is a folder".to_owned(), "name its files"));
    }
    let file = if facts.is_file() {
        File::open(path).map_err(failed)?
    } else if is_pipe(&facts) {
        let opened = pipe(path).map_err(failed)?;
        opened.ok_or_else(|| stop("it is a pipe, and nobody writes to it".to_owned(), "name a file"))?
    } else {
        return Err(stop("it is neither a file nor a pipe".to_owned(), "name a file"));
    };
    let facts = file.metadata().map_err(failed)?;
    Ok((file, facts))
}

/// What to do about a path that cannot be opened.
pub(super) fn next(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "see that the name is right",
        io::ErrorKind::PermissionDenied => "let this account read it, or copy it to where it may",
        _ => "see that it can be read by other programs",
    }
}

#[cfg(unix)]
fn is_pipe(facts: &Metadata) -> bool {
    std::os::unix::fs::FileTypeExt::is_fifo(&facts.file_type())
}

#[cfg(not(unix))]
fn is_pipe(_: &Metadata) -> bool {
    false
}

/// Opens a pipe; `None` where nobody writes to it. Opening waits for a writer without end, so that it is done apart; the
/// thread ends with the command.
fn pipe(path: &Path) -> io::Result<Option<File>> {
    let (give, take) = channel();
    let path = path.to_owned();
    std::thread::Builder::new().name("chancery-pipe".to_owned()).spawn(move || drop(give.send(File::open(path))))?;
    take.recv_timeout(Duration::from_secs(WRITER_S_MAX)).ok().transpose()
}
