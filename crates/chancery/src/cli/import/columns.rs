//! What the columns of a book say: said once, and kept in the office's folder under the book's headings.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::days::Order;
use crate::cli::{Exit, Stop};

/// Where what was said about books is kept in an office's folder, and the reports of imports.
pub(super) const FOLDER: &str = "imports";

/// What a column can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Column {
    /// The number in the old book.
    OldNumber,
    /// The number that the paper bears.
    Number,
    /// The date that the paper bears.
    Date,
    /// The day on which it was received.
    Received,
    /// Its kind.
    Kind,
    /// Its senders.
    From,
    /// Its addressees.
    To,
    /// Who had copies.
    Copies,
    /// Its subject.
    Subject,
    /// The place where it was written.
    Place,
    /// Its precedence.
    Precedence,
    /// A remark.
    Remark,
    /// Its file.
    File,
}

impl Column {
    /// Its name on the command line.
    pub(super) fn name(self) -> String {
        clap::ValueEnum::to_possible_value(&self).map_or_else(String::new, |name| name.get_name().to_owned())
    }

    fn names() -> String {
        let all = <Self as clap::ValueEnum>::value_variants();
        all.iter().map(|column| column.name()).collect::<Vec<_>>().join(", ")
    }
}

/// A column as it is said: `date=Dated`.
pub(super) fn said(text: &str) -> Result<(Column, String), String> {
    let (name, heading) = text.split_once('=').ok_or("write COLUMN=HEADING")?;
    let column = <Column as clap::ValueEnum>::from_str(name.trim(), true)
        .map_err(|_| format!("{name:?} is nothing that a column says; it may say {}", Column::names()))?;
    Ok((column, heading.trim().to_owned()))
}

/// Which column of a book says what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Columns {
    /// The headings that it was said for.
    headings: Vec<String>,
    columns: BTreeMap<Column, usize>,
    /// In which order dates of two digits are written.
    pub(super) order: Order,
}

impl Columns {
    /// What was said now, or was said before for a book of these headings and is kept.
    pub(super) fn of(
        folder: &Path,
        headings: &[String],
        said: &[(Column, String)],
        order: Option<Order>,
    ) -> Result<Self, Stop> {
        if said.is_empty() {
            let kept = Self::kept(folder, headings)?;
            let kept = kept.map(|kept| Self { order: order.unwrap_or(kept.order), ..kept });
            return kept.ok_or_else(|| not_said(headings));
        }
        let mut columns = BTreeMap::new();
        for (column, heading) in said {
            let mut places = headings.iter().enumerate().filter(|(_, known)| *known == heading).map(|(at, _)| at);
            let place = match (places.next(), places.next()) {
                (Some(place), None) => place,
                (Some(_), Some(_)) => {
                    let next = "give the columns of the book different headings";
                    return Err(refused(format!("the book has two columns headed {heading:?}"), next));
                }
                (None, _) => {
                    let next = format!("name one of: {}", headings.join(", "));
                    return Err(refused(format!("the book has no column headed {heading:?}"), next));
                }
            };
            if columns.insert(*column, place).is_some() {
                let next = "say it once; of several columns make one in the book";
                return Err(refused(format!("{} is said of two columns", column.name()), next));
            }
        }
        Ok(Self { headings: headings.to_vec(), columns, order: order.unwrap_or_default() })
    }

    fn kept(folder: &Path, headings: &[String]) -> Result<Option<Self>, Stop> {
        let path = path_of(folder, headings);
        let json = match fs::read(&path) {
            Ok(json) => json,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Stop::fault(format!("{}: {error}", path.display()))),
        };
        let kept: Option<Self> = serde_json::from_slice(&json).ok();
        // One that was changed by hand so that it fits no more is as if nothing had been said.
        Ok(kept.filter(|kept| kept.headings == headings && kept.columns.values().all(|at| *at < headings.len())))
    }

    /// Keeps it for the next book of these headings.
    pub(super) fn keep(&self, folder: &Path) -> Result<(), Stop> {
        let path = path_of(folder, &self.headings);
        let json = serde_json::to_vec_pretty(self).map_err(Stop::fault)?;
        private(&path).and_then(|mut file| std::io::Write::write_all(&mut file, &json)).map_err(|error| {
            Stop::fault(format!("what the columns say could not be kept in {}: {error}", path.display()))
        })
    }

    /// What a column of a row says, where it says anything.
    pub(super) fn says<'r>(&self, row: &'r [String], column: Column) -> Option<&'r str> {
        self.columns.get(&column).and_then(|at| row.get(*at)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    }

    /// Whether it is said which column says this.
    pub(super) fn has(&self, column: Column) -> bool {
        self.columns.contains_key(&column)
    }

    /// What is said, as it is written on the command line.
    pub(super) fn words(&self) -> String {
        let word = |(column, at): (&Column, &usize)| format!("{}={}", column.name(), self.headings[*at]);
        self.columns.iter().map(word).collect::<Vec<_>>().join(", ")
    }
}

/// A file of the folder for the office's own account alone; made anew.
pub(super) fn private(path: &Path) -> std::io::Result<fs::File> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn path_of(folder: &Path, headings: &[String]) -> PathBuf {
    let mut hash = Sha256::new();
    for heading in headings {
        hash.update((heading.len() as u64).to_be_bytes());
        hash.update(heading.as_bytes());
    }
    let name = procedure::ids::Hash(hash.finalize().into()).to_string();
    folder.join(FOLDER).join(format!("columns-{}.json", name.get(..16).unwrap_or(&name)))
}

fn refused(why: String, next: impl Into<String>) -> Stop {
    Stop { not: "not imported", why, next: Some(next.into()), exit: Exit::Refused }
}

fn not_said(headings: &[String]) -> Stop {
    let next = format!(
        "say it once, as --column date=HEADING; the headings are: {}; a column may say {}",
        headings.join(", "),
        Column::names()
    );
    refused("nobody has said yet what the columns of this book say".to_owned(), next)
}
