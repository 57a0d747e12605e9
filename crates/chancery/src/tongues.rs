//! The languages and packs of words that an office has at hand: those that the program brings, and those that lie in the
//! office's folder, each a file in the PO form of GNU gettext.

use std::fs;
use std::io;
use std::path::Path;

use phrases::{Misread, Tongue};
use rust_embed::RustEmbed;

/// The folder in an office's own in which it keeps languages of its own, beside the words by which papers are read.
pub const FOLDER: &str = crate::office::WORDS_FOLDER;
/// Most files of languages that an office may have.
const TONGUES_MAX: usize = 64;
/// Longest file of a language, in bytes.
const TONGUE_BYTES_MAX: u64 = 4 << 20;
/// The key of the English of the code.
pub const ENGLISH: &str = "en";

#[derive(RustEmbed)]
#[folder = "languages/"]
struct Brought;

/// Why an office's languages cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Unspoken {
    /// A file is none of a language.
    #[error("{file}: {why}")]
    File {
        /// The file's name.
        file: String,
        /// Why.
        why: Misread,
    },
    /// A file lies over a language that is not there.
    #[error("{file} lies over {over:?}, and no file is called so")]
    Over {
        /// The file's name.
        file: String,
        /// The language it lies over.
        over: String,
    },
    /// A file is too long, or there are too many.
    #[error("{0}")]
    TooMuch(String),
    /// A file cannot be read.
    #[error("the office's languages cannot be read: {0}")]
    Io(#[from] io::Error),
    /// No language is called so.
    #[error("no language is called {asked:?}; there are {known}")]
    Unknown {
        /// What was asked for.
        asked: String,
        /// What there is.
        known: String,
    },
}

/// Languages and packs of words by key, which is the name of the file: "ru", "en-town".
#[derive(Debug, Clone, Default)]
pub struct Tongues {
    known: Vec<(String, &'static Tongue)>,
}

impl Tongues {
    /// Those that the program brings.
    ///
    /// # Errors
    /// Where one of them cannot be used.
    pub fn brought() -> Result<Self, Unspoken> {
        Self::of(brought())
    }

    /// Those that the program brings and those in an office's folder; one of the office's takes the place of one of the
    /// program's that is called alike. They are read once: a file that is changed is read when the program starts anew.
    ///
    /// # Errors
    /// Where a file cannot be read or used, and where there are too many.
    pub fn of_office(office: &Path) -> Result<Self, Unspoken> {
        let mut files = brought();
        for (name, text) in own(&office.join(FOLDER))? {
            files.retain(|(known, _)| *known != name);
            files.push((name, text));
        }
        Self::of(files)
    }

    fn of(mut files: Vec<(String, String)>) -> Result<Self, Unspoken> {
        if files.len() > TONGUES_MAX {
            return Err(Unspoken::TooMuch(format!("{} languages are more than {TONGUES_MAX}", files.len())));
        }
        files.sort();
        let mut known = Vec::new();
        for (name, text) in &files {
            let read = |text: &str| Tongue::read(text).map_err(|why| Unspoken::File { file: name.clone(), why });
            let mut tongue = read(text)?;
            if let Some(over) = tongue.over_which().filter(|over| *over != ENGLISH).map(str::to_owned) {
                let Some((_, under)) = files.iter().find(|(known, _)| *known == over) else {
                    return Err(Unspoken::Over { file: name.clone(), over });
                };
                tongue = tongue.over(&read(under)?);
            }
            known.push((name.clone(), tongue.for_good()));
        }
        Ok(Self { known })
    }

    /// The tongue of a key; `Some(None)` is the English of the code, `None` is a key of none.
    #[must_use]
    pub fn of_key(&self, key: &str) -> Option<Option<&'static Tongue>> {
        if key == ENGLISH {
            return Some(None);
        }
        self.known.iter().find(|(known, _)| known == key).map(|(_, tongue)| Some(*tongue))
    }

    /// As [`Tongues::of_key`], of a key that somebody gave.
    ///
    /// # Errors
    /// Where none is called so; it says which there are.
    pub fn asked(&self, key: &str) -> Result<Option<&'static Tongue>, Unspoken> {
        self.of_key(key).ok_or_else(|| {
            let known: Vec<&str> = self.keys().map(|(key, _)| key).collect();
            Unspoken::Unknown { asked: key.to_owned(), known: known.join(", ") }
        })
    }

    /// Keys, and what each calls itself, English first.
    pub fn keys(&self) -> impl Iterator<Item = (&str, &str)> {
        std::iter::once((ENGLISH, "English"))
            .chain(self.known.iter().map(|(key, tongue)| (key.as_str(), tongue.name())))
    }

    /// The key of a tongue.
    #[must_use]
    pub fn key_of(&self, tongue: Option<&'static Tongue>) -> &str {
        let same = |known: &&(String, &'static Tongue)| tongue.is_some_and(|tongue| std::ptr::eq(known.1, tongue));
        self.known.iter().find(same).map_or(ENGLISH, |(key, _)| key)
    }
}

/// Keys and texts of the languages that the program brings. The list for translators lies beside them.
fn brought() -> Vec<(String, String)> {
    let of_file = |name: &str| Some((key(name), String::from_utf8_lossy(&Brought::get(name)?.data).into_owned()));
    Brought::iter().filter(|name| name.ends_with(".po")).filter_map(|name| of_file(&name)).collect()
}

fn key(file: &str) -> String {
    file.trim_end_matches(".po").to_owned()
}

/// The files of an office's folder of languages, which need not be there.
fn own(folder: &Path) -> Result<Vec<(String, String)>, Unspoken> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.ends_with(".po") {
            continue;
        }
        if entry.metadata()?.len() > TONGUE_BYTES_MAX {
            return Err(Unspoken::TooMuch(format!("{name} is longer than {TONGUE_BYTES_MAX} bytes")));
        }
        files.push((key(&name), fs::read_to_string(entry.path())?));
    }
    Ok(files)
}
