//! Set pages on the command line: `--pdf FILE` of the commands that show what is set.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use typeset::PageSize;

use super::counter::{Could, Counter};
use super::{Exit, Stop, out};
use crate::sheets::{NoPage, SetPage, ToExport};

/// Where a set page goes, and on which page it is set.
#[derive(Debug, clap::Args)]
pub(super) struct SetArgs {
    /// Write it as a set page (PDF/A-2a, PDF/UA-1) into this file, which is entered. A file that is there is not written over.
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    pub(super) pdf: Option<PathBuf>,
    /// The size of the page.
    #[arg(long, value_name = "SIZE", requires = "pdf", default_value = "a4", value_parser = size())]
    pub(super) size: PageSize,
}

impl SetArgs {
    /// Who may be meant where nobody is named: an export is an act, and looking is none.
    pub(super) fn could(&self) -> Could<'static> {
        if self.pdf.is_some() { Could::Export } else { Could::Look }
    }
}

pub(super) fn size() -> impl clap::builder::TypedValueParser<Value = PageSize> {
    use clap::builder::TypedValueParser as _;
    clap::builder::PossibleValuesParser::new(["a4", "letter"]).map(|name| match &*name {
        "letter" => PageSize::Letter,
        _ => PageSize::A4,
    })
}

impl From<NoPage> for Stop {
    fn from(why: NoPage) -> Self {
        match why {
            NoPage::Fault(fault) => Self::fault(fault),
            NoPage::NotSet(not) => {
                Self { not: "not set", why: not.to_string(), next: Some(not.next()), exit: Exit::Refused }
            }
            none @ NoPage::NoText { .. } => {
                let next = format!("{}: chancery show FOLDER NUMBER --body", NoPage::WITHOUT_TEXT);
                Self::absent(none.to_string(), next)
            }
        }
    }
}

/// A file that was made for a set page before the page is handed out; it goes again where nothing is written into it.
pub(super) struct Place<'a> {
    path: &'a Path,
    file: Option<std::fs::File>,
}

impl<'a> Place<'a> {
    /// Makes the file. One that is there stays as it is.
    pub(super) fn take(path: &'a Path) -> Result<Self, Stop> {
        let file = std::fs::File::create_new(path).map_err(|error| unwritten(path, &error))?;
        Ok(Self { path, file: Some(file) })
    }

    /// Writes a set page into it, and says which.
    pub(super) fn write(mut self, page: &SetPage) -> Result<(), Stop> {
        let Some(mut file) = self.file.take() else { return Ok(()) };
        if let Err(error) = file.write_all(&page.bytes) {
            self.file = Some(file);
            return Err(unwritten(self.path, &error));
        }
        Ok(out::print_line(&self.path.display().to_string())?)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            // What is left is empty or half a page; where even that does not go, it says so by its length.
            let _ = std::fs::remove_file(self.path);
        }
    }
}

fn unwritten(path: &Path, error: &std::io::Error) -> Stop {
    Stop::fault(format!("{} could not be written: {error}", path.display())).hint("name another file with --pdf")
}

/// Enters that a page is exported, and writes it then into a file of its own.
pub(super) fn export(counter: &Counter, out: ToExport, path: &Path) -> Result<(), Stop> {
    let file = Place::take(path)?;
    counter.act(out.act, out.bodies)?;
    file.write(&out.page)
}

/// The file of a later part: `book.pdf` becomes `book-2.pdf`.
pub(super) fn part_of(path: &Path, part: u32) -> PathBuf {
    if part == 1 {
        return path.to_owned();
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let end = path.extension().map(|end| format!(".{}", end.to_string_lossy())).unwrap_or_default();
    path.with_file_name(format!("{stem}-{part}{end}"))
}

#[cfg(test)]
mod tests {
    use super::part_of;
    use std::path::Path;

    #[test]
    fn parts_are_numbered_from_the_second() {
        for (path, part, named) in
            [("a/book.pdf", 1, "a/book.pdf"), ("a/book.pdf", 2, "a/book-2.pdf"), ("book", 3, "book-3")]
        {
            assert_eq!(part_of(Path::new(path), part), Path::new(named));
        }
    }
}
