//! The forms of an office: files in its folder.

use std::io;
use std::path::{Path, PathBuf};

use typeset::{FORM_BYTES_MAX, Kind, NotSet, OfficeForms, Sheet, example};

/// Below an office's folder: its own letterhead and forms.
pub const FORMS_FOLDER: &str = "forms";

/// Which form a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormName {
    /// The letterhead, of every kind.
    Letterhead,
    /// The form of one kind.
    Of(Kind),
}

/// Why a form was not taken.
#[derive(Debug, thiserror::Error)]
pub enum FormError {
    /// A sheet cannot be set by it.
    #[error(transparent)]
    NotSet(#[from] NotSet),
    /// It cannot be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl FormName {
    /// Every form that an office may have of its own.
    pub fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self::Letterhead).chain(Kind::ALL.into_iter().map(Self::Of))
    }

    /// Its name, as commands and files have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Letterhead => "letterhead",
            Self::Of(kind) => kind.name(),
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::all().find(|form| form.name() == name)
    }

    /// The sheets on which it is tried: with every fact, and with none that may be left out.
    pub(super) fn tried_on(self) -> Vec<Sheet> {
        let kinds = match self {
            Self::Letterhead => Kind::ALL.to_vec(),
            Self::Of(kind) => vec![kind],
        };
        kinds.into_iter().flat_map(|kind| [example(kind, true), example(kind, false)]).collect()
    }

    pub(super) fn put(self, forms: &mut OfficeForms, text: String) {
        match self {
            Self::Letterhead => forms.letterhead = Some(text),
            Self::Of(kind) => drop(forms.by_kind.insert(kind, text)),
        }
    }
}

/// Where the form of an office lies.
pub(crate) fn path(folder: &Path, name: FormName) -> PathBuf {
    folder.join(FORMS_FOLDER).join(format!("{}.typ", name.name()))
}

/// The forms that an office has for a kind.
pub(super) fn lying_in(folder: &Path, kind: Kind) -> Result<OfficeForms, NotSet> {
    let mut forms = OfficeForms::default();
    for name in [FormName::Letterhead, FormName::Of(kind)] {
        if let Some(text) = read(&path(folder, name), name)? {
            name.put(&mut forms, text);
        }
    }
    Ok(forms)
}

/// The text of a form; `None` where there is no such file.
pub(crate) fn read(path: &Path, name: FormName) -> Result<Option<String>, NotSet> {
    let file = format!("{}.typ", name.name());
    let unread = |says: String| NotSet::Form { file: file.clone(), line: None, says };
    let bytes = match std::fs::metadata(path) {
        Ok(known) => usize::try_from(known.len()).unwrap_or(usize::MAX),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unread(format!("it cannot be read: {error}"))),
    };
    if bytes > FORM_BYTES_MAX {
        return Err(NotSet::FormTooLarge { file, bytes, max: FORM_BYTES_MAX });
    }
    std::fs::read_to_string(path).map(Some).map_err(|error| unread(format!("it cannot be read: {error}")))
}

/// Puts a form into the folder, whole or not at all.
pub(super) fn keep(folder: &Path, name: FormName, text: &str) -> io::Result<()> {
    let path = path(folder, name);
    let forms = folder.join(FORMS_FOLDER);
    std::fs::create_dir_all(&forms)?;
    let coming = tempfile::NamedTempFile::new_in(&forms)?;
    std::fs::write(coming.path(), text)?;
    coming.as_file().sync_all()?;
    coming.persist(path).map(drop).map_err(|error| error.error)
}
