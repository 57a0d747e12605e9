//! What is imported: the files of a folder, or the rows of a book with the files that they name.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::book::{Book, BookArgs};
use super::columns::{Column, Columns};
use super::days::Order;
use crate::cli::enter::walk::{FILES_MAX, Met, TooMany, walk};
use crate::cli::{Exit, Stop};
use crate::office::Office;

/// One paper of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum One {
    /// A file, as it lies below the source.
    File(PathBuf),
    /// A row of the book, from 0.
    Row(usize),
    /// Something that is no paper, and why it is left out.
    Not(PathBuf, String),
}

/// A source of papers.
#[derive(Debug)]
pub(super) struct Source {
    /// What the old book is called; part of the key of each paper, so that the next run knows it again.
    pub(super) name: String,
    /// The folder below which files lie.
    pub(super) files: PathBuf,
    pub(super) book: Option<(Book, Columns)>,
    pub(super) all: Vec<One>,
    /// Of rows that are alike, which one it is, from 1; the first is not in it.
    again: HashMap<usize, u32>,
}

/// What was said of the source.
pub(super) struct Said<'a> {
    pub(super) path: &'a Path,
    pub(super) files: Option<&'a Path>,
    pub(super) name: Option<&'a str>,
    pub(super) columns: &'a [(Column, String)],
    pub(super) order: Option<Order>,
    pub(super) how: &'a BookArgs,
}

impl Source {
    /// Looks the source over. Nothing of its papers is read yet.
    pub(super) fn of(office: &Office, said: &Said<'_>) -> Result<Self, Stop> {
        let path = said.path.canonicalize().map_err(|error| unreadable(said.path, &error))?;
        let name = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let name = said.name.map_or_else(|| name(&path), str::to_owned);
        if path.is_dir() {
            if let Some(files) = said.files {
                let why = format!("{} is a folder, and files are looked for in it", said.path.display());
                return Err(Stop::usage(why, format!("leave out --files {}, or name a book", files.display())));
            }
            apart(office, &path)?;
            return Ok(Self { name, all: below(&path)?, files: path, book: None, again: HashMap::new() });
        }
        let files = match said.files {
            Some(files) => files.canonicalize().map_err(|error| unreadable(files, &error))?,
            None => path.parent().unwrap_or(Path::new("/")).to_owned(),
        };
        let book = Book::read(office, &path, said.how)?;
        let columns = Columns::of(office.folder(), &book.headings, said.columns, said.order)?;
        if columns.has(Column::File) {
            apart(office, &files)?;
        }
        let (mut met, mut again) = (HashMap::<[u8; 16], u32>::new(), HashMap::new());
        for at in 0..book.rows() {
            let hash: [u8; 32] = Sha256::digest(book.words(at)).into();
            let mut short = [0; 16];
            short.copy_from_slice(&hash[..16]);
            let count = met.entry(short).or_default();
            *count += 1;
            if *count > 1 {
                again.insert(at, *count);
            }
        }
        let all = (0..book.rows()).map(One::Row).collect();
        Ok(Self { name, files, book: Some((book, columns)), all, again })
    }

    /// What one is called in the report.
    pub(super) fn called(&self, one: &One) -> String {
        match one {
            One::File(path) | One::Not(path, _) => path.to_string_lossy().into_owned(),
            // The headings are the first row.
            One::Row(at) => format!("row {}", at + 2),
        }
    }

    /// The cells of a row; or why it cannot be taken apart.
    pub(super) fn cells(&self, one: &One) -> Result<Option<(Vec<String>, &Columns)>, String> {
        match (one, &self.book) {
            (One::Row(at), Some((book, columns))) => Ok(Some((book.row(*at)?, columns))),
            _ => Ok(None),
        }
    }

    /// The file of one, where it has any.
    pub(super) fn file(&self, one: &One) -> Result<Option<PathBuf>, String> {
        let named = match one {
            One::File(path) => return Ok(Some(self.files.join(path))),
            One::Not(..) => return Ok(None),
            One::Row(_) => {
                self.cells(one)?.and_then(|(row, columns)| columns.says(&row, Column::File).map(str::to_owned))
            }
        };
        let Some(named) = named else { return Ok(None) };
        let path = PathBuf::from(named.replace('\\', "/"));
        if path.components().any(|part| !matches!(part, Component::Normal(_) | Component::CurDir)) {
            return Err(format!("the book names the file {named:?}, which lies outside {}", self.files.display()));
        }
        let whole = self.files.join(&path);
        let real = whole.canonicalize().map_err(|error| format!("the book names the file {named:?}: {error}"))?;
        if !real.starts_with(&self.files) {
            return Err(format!("the book names the file {named:?}, which lies outside {}", self.files.display()));
        }
        Ok(Some(real))
    }

    /// The key under which one is entered: where it stands in the source and what its bytes are, so that a second run knows
    /// it again and a changed file is another.
    pub(super) fn key(&self, one: &One, bytes: Option<&[u8; 32]>) -> String {
        let mut hash = Sha256::new();
        let mut part = |bytes: &[u8]| {
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(bytes);
        };
        match (one, &self.book) {
            (One::Row(at), Some((book, _))) => {
                part(b"row");
                part(self.name.as_bytes());
                part(book.words(*at).as_bytes());
                part(&self.again.get(at).copied().unwrap_or(1).to_be_bytes());
            }
            (One::File(path) | One::Not(path, _), _) => {
                part(b"file");
                part(path.as_os_str().as_encoded_bytes());
            }
            (One::Row(_), None) => {}
        }
        bytes.into_iter().for_each(|bytes| part(bytes));
        format!("import:{}", procedure::ids::Hash(hash.finalize().into()))
    }
}

fn below(folder: &Path) -> Result<Vec<One>, Stop> {
    let met = walk(&[folder.to_owned()], FILES_MAX).map_err(|TooMany| {
        Stop::usage(format!("there are more than {FILES_MAX} files"), "import them folder by folder")
    })?;
    let short = |path: PathBuf| path.strip_prefix(folder).map(Path::to_owned).unwrap_or(path);
    Ok(met
        .into_iter()
        .map(|met| match met {
            Met::File(path) => One::File(short(path)),
            Met::Not(path, why) => One::Not(short(path), why),
        })
        .collect())
}

/// That neither lies in the other: an office would be entered in itself.
fn apart(office: &Office, source: &Path) -> Result<(), Stop> {
    let folder = office.folder().canonicalize().map_err(|error| unreadable(office.folder(), &error))?;
    if source.starts_with(&folder) || folder.starts_with(source) {
        let why = format!("{} and the office's folder lie one in the other", source.display());
        let next = Some("copy what is to be imported to a folder of its own".to_owned());
        return Err(Stop { not: "not imported", why, next, exit: Exit::Refused });
    }
    Ok(())
}

fn unreadable(path: &Path, error: &std::io::Error) -> Stop {
    let next = Some(crate::cli::open::next(error).to_owned());
    Stop { not: "not imported", why: format!("{}: {error}", path.display()), next, exit: Exit::Fault }
}
