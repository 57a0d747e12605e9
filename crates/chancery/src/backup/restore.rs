//! Restoring: a folder made of the pieces of a backup, held against a head from outside, with every number that may stand on paper
//! passed over. It is made beside, and takes its name when all of it holds.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use age::x25519::Identity;
use journal::note::Checkpoint;
use journal::{Hash, TakeError, Taking};
use procedure::act::{Act, LOST_NUMBERS_MAX};
use procedure::event::{Door, Means};
use procedure::house::{House, TurnOver};
use procedure::ids::{OfficerId, SeriesId};

use super::{BackupError, JOURNAL, beside, open_piece, pieces};
use crate::office::{Bodies, Command, Office, OfficeOptions, OpenError, Standing, SubmitError};
use crate::whole_file;

/// Why a number was voided that was given after the last backup.
const LOST: &str = "Lost at restore: it may have been given after the last backup.";
/// Longest key file of an office.
const KEY_BYTES_MAX: u64 = 4_096;

/// What is known of the journal outside the building.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutsideHead {
    /// A head as it was printed, mailed, or kept by a witness.
    Signed(String),
    /// A head typed from a closing sheet: over how many entries, and its root.
    Typed {
        /// Over how many entries.
        size: u64,
        /// The root.
        root: Hash,
    },
    /// Nothing: then the log begins anew under another name and key.
    Without,
}

/// A book in which numbers may be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// Its series.
    pub series: SeriesId,
    /// The series' name.
    pub name: String,
    /// Its year.
    pub year: i16,
    /// The last number that was given or set aside in it, as far as the backup knows; 0 for none.
    pub last: u32,
}

/// The last number of a book that is known to have been given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastKnown {
    /// Its series.
    pub series: SeriesId,
    /// Its year.
    pub year: i16,
    /// The number within it.
    pub n: u32,
}

/// What is to be restored, and where.
#[derive(Debug)]
pub struct Restoring<'a> {
    /// The folder of the backup.
    pub from: &'a Path,
    /// The office's folder: not there yet, or empty.
    pub folder: &'a Path,
    /// The key by which the backup is opened: `AGE-SECRET-KEY-1…`.
    pub key: &'a str,
    /// What is known outside.
    pub head: &'a OutsideHead,
    /// In whose name numbers are voided; an administrator, or the first there is.
    pub officer: Option<OfficerId>,
    /// The account that restores.
    pub account: &'a str,
}

/// What was restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// Entries of the backup.
    pub entries: u64,
    /// Entries that were published and are not in the backup.
    pub lost: u64,
    /// Whether the log begins anew, under another name and key.
    pub new_log: bool,
    /// The public key from here on.
    pub key: String,
    /// Numbers that were voided.
    pub voided: u64,
}

/// Why nothing was restored. The folder is as it was.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// The folder holds something.
    #[error("{} is there already and not empty", .0.display())]
    There(PathBuf),
    /// There is no piece.
    #[error("there is no backup in {}", .0.display())]
    Nothing(PathBuf),
    /// The key is none, or not one for which the backup was sealed.
    #[error("the backup cannot be opened: {0}")]
    Key(String),
    /// A piece does not hold.
    #[error("piece {no} of the backup does not hold: {why}")]
    Piece {
        /// Its number.
        no: u32,
        /// Why.
        why: String,
    },
    /// The head from outside is not of this journal.
    #[error("the head from outside does not fit the backup: {0}")]
    Head(String),
    /// A number was said that is lower than one that the backup has.
    #[error("{series} of {year} has the number {last} in the backup; the last known cannot be {n}")]
    Lower {
        /// The series.
        series: SeriesId,
        /// The year.
        year: i16,
        /// The last number in the backup.
        last: u32,
        /// What was said.
        n: u32,
    },
    /// Of a book it was not said which number was the last.
    #[error("the last number known is missing for: {0}")]
    NotSaid(String),
    /// Numbers could not be voided.
    #[error("numbers that may stand on paper could not be voided: {0}")]
    Void(String),
    /// What was restored does not hold.
    #[error("what was restored does not hold: {0}")]
    NotSound(String),
    /// The office cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The backup or the folder cannot be used.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// The disk does not allow it.
    #[error("{path}: {cause}", path = path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// What the operating system says.
        cause: io::Error,
    },
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> RestoreError + '_ {
    |cause| RestoreError::File { path: path.to_owned(), cause }
}

/// Makes an office's folder of a backup. `last` is asked for the last number known of each open book; `progress` hears which piece
/// of how many is taken.
///
/// # Errors
/// Why nothing was restored: then there is no folder, or what there was.
pub fn restore(
    restoring: &Restoring<'_>,
    last: impl FnOnce(&[Open]) -> Result<Vec<LastKnown>, RestoreError>,
    progress: impl FnMut(u64, u64),
) -> Result<Restored, RestoreError> {
    let folder = restoring.folder;
    if folder.exists() && fs::read_dir(folder).map_err(at(folder))?.next().is_some() {
        return Err(RestoreError::There(folder.to_owned()));
    }
    let name = folder.file_name().ok_or_else(|| RestoreError::There(folder.to_owned()))?;
    let work = folder.with_file_name(format!(".{}.restoring", name.to_string_lossy()));
    clear(&work).map_err(at(&work))?;
    let made = make(restoring, &work, last, progress);
    let put = made.and_then(|restored| {
        // It is there in one step, whole.
        fs::rename(&work, folder).map_err(at(folder))?;
        folder
            .canonicalize()
            .ok()
            .as_deref()
            .and_then(Path::parent)
            .map_or(Ok(()), whole_file::sync)
            .map_err(at(folder))?;
        Ok(restored)
    });
    if put.is_err() {
        clear(&work).ok();
    }
    put
}

fn clear(work: &Path) -> io::Result<()> {
    match fs::remove_dir_all(work) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn make(
    restoring: &Restoring<'_>,
    work: &Path,
    last: impl FnOnce(&[Open]) -> Result<Vec<LastKnown>, RestoreError>,
    progress: impl FnMut(u64, u64),
) -> Result<Restored, RestoreError> {
    let (taking, key) = take(restoring, work, progress)?;
    let (entries, lost) = (taking.size(), against(&taking, restoring.head)?);
    let new_log = lost.is_none_or(|lost| lost > 0);
    let ended = match (new_log, key) {
        (true, _) => taking.new_log(&mut system_chance()),
        (false, Some(key)) => taking.keep_key(&key),
        (false, None) => return Err(RestoreError::Key("the office's own key is not in it".to_owned())),
    };
    ended.map_err(|error: TakeError| RestoreError::NotSound(error.to_string()))?;
    let voided = void(restoring, work, Act::EnterRestored { entries, lost: lost.unwrap_or(0), new_log }, last)?;
    let report = journal::verify(work).map_err(|error| RestoreError::NotSound(error.to_string()))?;
    if let Some(wrong) = report.wrong {
        return Err(RestoreError::NotSound(wrong.to_string()));
    }
    let reader = journal::Reader::open(work).map_err(|error| RestoreError::NotSound(error.to_string()))?;
    let keys = reader.keys().map_err(|error| RestoreError::NotSound(error.to_string()))?;
    Ok(Restored { entries, lost: lost.unwrap_or(0), new_log, key: keys.current().vkey(), voided })
}

/// Takes every piece, and lays the files of the last beside the journal. The office's key is given back and not laid down.
fn take(
    restoring: &Restoring<'_>,
    work: &Path,
    mut progress: impl FnMut(u64, u64),
) -> Result<(Taking, Option<String>), RestoreError> {
    let identity = restoring.key.trim().parse::<Identity>().map_err(|why| RestoreError::Key(why.to_owned()))?;
    let pieces = pieces(restoring.from)?;
    let Some(final_piece) = pieces.last().map(|piece| piece.no) else {
        return Err(RestoreError::Nothing(restoring.from.to_owned()));
    };
    let mut taking = Taking::into_folder(work).map_err(|error| RestoreError::NotSound(error.to_string()))?;
    let mut key = None;
    for piece in &pieces {
        progress(u64::from(piece.no) - 1, pieces.len() as u64);
        let wrong = |why: String| RestoreError::Piece { no: piece.no, why };
        let path = super::sealed_file(restoring.from, piece.no);
        let mut sections = open_piece(&path, &identity).map_err(|error| match error.kind() {
            io::ErrorKind::PermissionDenied => RestoreError::Key(error.to_string()),
            _ => wrong(error.to_string()),
        })?;
        let mut taken = false;
        while let Some(name) = sections.next_name().map_err(|error| wrong(error.to_string()))? {
            match name.as_str() {
                JOURNAL => {
                    taking.take(&mut sections).map_err(|error| wrong(error.to_string()))?;
                    taken = true;
                }
                journal::KEY_FILE => {
                    let mut text = String::new();
                    (&mut sections)
                        .take(KEY_BYTES_MAX)
                        .read_to_string(&mut text)
                        .map_err(|error| wrong(error.to_string()))?;
                    key = Some(text);
                }
                _ if piece.no < final_piece => {}
                name if beside::is_name(name) => lay(work, name, &mut sections)?,
                name => return Err(wrong(format!("{name:?} leads out of the folder"))),
            }
        }
        if !taken || (taking.size(), taking.root()) != (piece.head.size, Some(piece.head.root)) {
            return Err(wrong("it does not lead to its head".to_owned()));
        }
    }
    progress(pieces.len() as u64, pieces.len() as u64);
    Ok((taking, key))
}

/// Lays a file of the backup down, for the office's own account.
fn lay(work: &Path, name: &str, bytes: &mut impl io::Read) -> Result<(), RestoreError> {
    let path = work.join(name);
    let mut lay = || {
        if let Some(folder) = path.parent() {
            super::make_private(folder)?;
        }
        let mut file = private(&path)?;
        io::copy(bytes, &mut file)?;
        file.sync_all()
    };
    lay().map_err(at(&path))
}

#[cfg(unix)]
fn private(path: &Path) -> io::Result<fs::File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    fs::OpenOptions::new().create_new(true).write(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn private(path: &Path) -> io::Result<fs::File> {
    fs::OpenOptions::new().create_new(true).write(true).open(path)
}

/// How many entries were published and are not in the backup; `None` where nothing is known outside.
fn against(taking: &Taking, head: &OutsideHead) -> Result<Option<u64>, RestoreError> {
    let (size, root) = match head {
        OutsideHead::Without => return Ok(None),
        OutsideHead::Typed { size, root } => (*size, *root),
        OutsideHead::Signed(text) => {
            let keys = taking.keys().ok_or_else(|| RestoreError::Head("the backup holds nothing".to_owned()))?;
            let Checkpoint { size, root, .. } = keys
                .open_head(&chancery_verify::held::note_in(text))
                .map_err(|why| RestoreError::Head(why.to_string()))?;
            (size, root)
        }
    };
    if size > taking.size() {
        return Ok(Some(size - taking.size()));
    }
    match taking.root_at(size).map_err(|error| RestoreError::NotSound(error.to_string()))? {
        Some(here) if here == root => Ok(Some(0)),
        _ => Err(RestoreError::Head(format!("over {size} entries the backup has another root"))),
    }
}

fn system_chance() -> journal::Chance {
    journal::Options::default().chance
}

/// Enters that it was restored, and voids every number up to the last known of each open book. The office is opened for nothing else.
fn void(
    restoring: &Restoring<'_>,
    work: &Path,
    says: Act,
    last: impl FnOnce(&[Open]) -> Result<Vec<LastKnown>, RestoreError>,
) -> Result<u64, RestoreError> {
    let office = Office::open(work, OfficeOptions::default())?;
    let voided = void_in(restoring, &office, says, last);
    office.shut();
    voided
}

fn void_in(
    restoring: &Restoring<'_>,
    office: &Office,
    says: Act,
    last: impl FnOnce(&[Open]) -> Result<Vec<LastKnown>, RestoreError>,
) -> Result<u64, RestoreError> {
    if let Standing::ReadOnly(why) = office.standing() {
        return Err(RestoreError::NotSound(why.to_string()));
    }
    let house = office.house();
    let open = open_books(&house, office.today().year());
    let said = last(&open)?;
    let missing: Vec<String> = open
        .iter()
        .filter(|book| !said.iter().any(|one| (&one.series, one.year) == (&book.series, book.year)))
        .map(|book| format!("{} of {}", book.series, book.year))
        .collect();
    if !missing.is_empty() {
        return Err(RestoreError::NotSaid(missing.join(", ")));
    }
    let officer = restoring.officer.clone().or_else(|| administrator(&house));
    let officer = officer.ok_or_else(|| RestoreError::Void("there is no administrator".to_owned()))?;
    for LastKnown { series, year, n } in &said {
        let known = open.iter().find(|book| (&book.series, book.year) == (series, *year)).map_or(0, |book| book.last);
        if *n < known {
            return Err(RestoreError::Lower { series: series.clone(), year: *year, last: known, n: *n });
        }
    }
    let submit = |key: String, act: Act| {
        let command = Command {
            officer: officer.clone(),
            authenticated: restoring.account.to_owned(),
            means: Means::System,
            door: Door::Machine,
            key,
            act,
            bodies: Bodies::default(),
        };
        office.submit_blocking(command).map_err(|error: SubmitError| RestoreError::Void(error.to_string()))
    };
    submit(format!("restored:{}", office.now().micros()), says)?;
    let mut voided = 0;
    for LastKnown { series, year, n } in said {
        let book = open.iter().find(|book| (&book.series, book.year) == (&series, year));
        let mut from = book.map_or(0, |book| book.last);
        while from < n {
            let to = n.min(from + LOST_NUMBERS_MAX);
            let act = Act::VoidLost { series: series.clone(), year, to, reason: LOST.to_owned() };
            submit(format!("restore:{series}:{year}:{to}:{}", office.now().micros()), act)?;
            voided += u64::from(to - from);
            from = to;
        }
    }
    Ok(voided)
}

/// The books in which a number can be given: those that are not closed, and this year's.
fn open_books(house: &House, this_year: i16) -> Vec<Open> {
    let mut open = Vec::new();
    for (series, facts) in house.series.iter().filter(|(_, facts)| facts.closed.is_none()) {
        let books = house.books.iter().filter(|(key, book)| key.series == *series && book.closed.is_none());
        let book = |year, last| Open { series: series.clone(), name: facts.name.clone(), year, last };
        let first = facts.start.saturating_sub(1);
        let known: Vec<Open> = books.map(|(key, held)| book(key.year, held.next.saturating_sub(1))).collect();
        let has_this_year = facts.turn_over == TurnOver::Never && !known.is_empty();
        if !has_this_year && known.iter().all(|book| book.year != this_year) {
            open.push(book(this_year, first));
        }
        open.extend(known);
    }
    open
}

fn administrator(house: &House) -> Option<OfficerId> {
    let is = |officer: &&OfficerId| {
        house.active(officer).is_some_and(|known| known.duties.contains(&procedure::house::Duty::Administrator))
    };
    house.officers.keys().find(is).cloned()
}
