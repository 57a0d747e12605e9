//! The words by which an office reads: the built-in languages, and the files in its folder `lang`.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use intake::{FILE_BYTES_MAX, Languages};

/// The folder of an office's own words: `FOLDER/lang/pl.words`. `docs/languages.md` is about the files in it.
pub const WORDS_FOLDER: &str = "lang";

/// Why an office's words were not taken. Nothing is read by half of them.
#[derive(Debug, thiserror::Error, phrases::Told)]
pub enum WordsError {
    /// A file could not be read.
    #[told("{path}: {error}")]
    Unread {
        /// The file or folder.
        path: String,
        /// What failed.
        error: io::Error,
    },
    /// A file's words cannot be taken.
    #[told("{0}")]
    Fault(#[from] intake::LanguageFault),
}

/// The languages with what the `.words` files of a folder add to them; the built-in ones where there is no such folder.
/// Read once when an office is opened: what is added later takes part from the next start on.
///
/// # Errors
/// When a file cannot be read or taken.
pub fn languages_of(folder: &Path) -> Result<Languages, WordsError> {
    let unread = |path: &Path, error: io::Error| WordsError::Unread { path: path.display().to_string(), error };
    let listing = match fs::read_dir(folder) {
        Ok(listing) => listing,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Languages::built_in()),
        Err(error) => return Err(unread(folder, error)),
    };
    let mut files = Vec::new();
    for entry in listing {
        let path = entry.map_err(|error| unread(folder, error))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()).filter(|name| name.ends_with(".words")) else {
            continue;
        };
        // One byte more than a file may have: the fault then names the limit, though that byte may be half a letter.
        let mut bytes = Vec::new();
        let file = fs::File::open(&path).map_err(|error| unread(&path, error))?;
        file.take(FILE_BYTES_MAX as u64 + 1).read_to_end(&mut bytes).map_err(|error| unread(&path, error))?;
        let text = if bytes.len() > FILE_BYTES_MAX {
            String::from_utf8_lossy(&bytes).into_owned()
        } else {
            String::from_utf8(bytes)
                .map_err(|error| unread(&path, io::Error::new(io::ErrorKind::InvalidData, error.utf8_error())))?
        };
        files.push((name.to_owned(), text));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Ok(Languages::with(&files)?)
}
