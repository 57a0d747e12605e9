//! Bringing a file in: opened, measured, read, its bytes sealed or staged.

use std::io::Read as _;
use std::path::Path;

use procedure::refusal::Refusal;

use crate::cli::open::{next, open};
use crate::cli::{Exit, Stop};
use crate::office::{Office, Prepared, SubmitError, VersionFacts};

/// A longer file is taken piece by piece, and little of it is held in memory.
const WHOLE_BYTES_MAX: u64 = 1 << 20;
/// Bytes of one piece.
const PIECE_BYTES: usize = 1 << 18;

/// Why a file was not brought in; where a rule said no, which, for programs.
pub(in crate::cli) struct NotBrought {
    pub(in crate::cli) stop: Stop,
    pub(in crate::cli) refusal: Option<Box<Refusal>>,
}

impl From<Stop> for NotBrought {
    fn from(stop: Stop) -> Self {
        Self { stop, refusal: None }
    }
}

impl From<SubmitError> for NotBrought {
    fn from(error: SubmitError) -> Self {
        let refusal = match &error {
            SubmitError::Refusal(refusal) => Some(refusal.clone()),
            SubmitError::Fault(_) => None,
        };
        Self { stop: error.into(), refusal }
    }
}

impl From<NotBrought> for Stop {
    fn from(not: NotBrought) -> Self {
        not.stop
    }
}

/// Brings a file in, ready for the act that names it; `what` is what does not happen where it cannot be.
pub(in crate::cli) fn bring(
    office: &Office,
    path: &Path,
    facts: VersionFacts,
    what: &'static str,
) -> Result<Prepared, NotBrought> {
    let not =
        |why: String| Stop { not: what, why: format!("{}: {why}", path.display()), next: None, exit: Exit::Fault };
    let failed = |error: std::io::Error| not(error.to_string()).hint(next(&error));
    let (mut file, known) = open(path, what)?;
    let refused = |why: String, refusal: Refusal| {
        let stop = Stop { exit: Exit::Refused, ..not(why).hint(refusal.next()) };
        NotBrought { stop, refusal: Some(Box::new(refusal)) }
    };
    let too_long = |bytes: u64| {
        let refusal = Refusal::FileTooLong { bytes_max: office.paper_bytes_max() };
        refused(format!("it has {bytes} bytes; {refusal}"), refusal)
    };
    if known.len() > office.paper_bytes_max() {
        return Err(too_long(known.len()));
    }
    let name = path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
    let mut upload = None;
    let mut bytes = Vec::new();
    if known.len() <= WHOLE_BYTES_MAX {
        // A file that grows while it is read is held to the limit all the same.
        file.by_ref().take(WHOLE_BYTES_MAX).read_to_end(&mut bytes).map_err(failed)?;
    }
    if known.len() > WHOLE_BYTES_MAX || bytes.len() as u64 == WHOLE_BYTES_MAX {
        let begun = upload.insert(office.upload(&name, facts.clone()));
        begun.write(&std::mem::take(&mut bytes))?;
        let mut piece = vec![0; PIECE_BYTES];
        loop {
            let read = file.read(&mut piece).map_err(failed)?;
            if read == 0 {
                break;
            }
            if begun.length() + read as u64 > office.paper_bytes_max() {
                return Err(too_long(begun.length() + read as u64));
            }
            begun.write(&piece[..read])?;
        }
    }
    match upload {
        Some(upload) => Ok(upload.finish()?),
        None if bytes.is_empty() => {
            let refusal = Refusal::FileEmpty { name: name.into_owned() };
            Err(refused(refusal.to_string(), refusal))
        }
        None => Ok(office.prepare(bytes, &name, facts)?),
    }
}
